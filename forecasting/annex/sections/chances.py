"""How likely are the targets and goals: odds by model, how firm they are, what others managed, and the track record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.annex.blocks import Column, Figure, Heading, Items, Paragraph, Row, Run, cell
from forecasting.annex.sections.material import DASH, cells, rendered
from forecasting.charts import drawn as charts
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.annex.blocks import Block, Table
    from forecasting.annex.sections.material import Material, Noted

__all__ = ["odds"]

#: Charts of forecasts, and models that fit beside each other on a page.
_DRAWN, _ACROSS = 3, 6
#: Of the panel of the plan years, pixels: labels stay legible at 15 cm.
_WIDTH = 430.0


def odds(material: Material) -> Iterator[Block]:
    """Odds by model, what moves them, the classes they lean on, and how often official goals were met."""
    yield material.heading("odds")
    found = _ordered(material, material.of("odds"))
    judged = [one for one in found if one.row["probability"] is not None]
    if judged:
        yield Paragraph("odds-said", cell(material.say("odds.said")))
        yield _by_model(material, judged)
        yield _models(material, judged)
        yield _firmness(material, judged)
        simulated = next((part for one in judged if (part := one.part("odds.together"))), None)
        if simulated is not None:
            said = material.say("odds.simulated", paths=simulated["paths"], seed=simulated["seed"])
            yield Paragraph("odds-simulated", cell(said), "quiet")
        yield from _figures(material, judged)
    else:
        yield Paragraph("odds-none", cell(material.say("odds.none")))
    yield from _unknown(material, [one for one in found if one.row["probability"] is None])
    yield from _precedents(material)
    yield from _past(material)


def _ordered(material: Material, found: Sequence[Noted]) -> list[Noted]:
    order = {name: place for place, name in enumerate(material.indicators)}
    return sorted(found, key=lambda one: (order.get(one.row["indicator"], len(order)), one.row["end"] or 0))


def _aim(material: Material, one: Noted) -> str:
    """A target or goal in a few words."""
    values = one.part("odds.chance") or {}
    sign = "≤" if one.row["stated"][0] is None else "≥"
    return material.say(
        "odds.aim",
        what=rendered(values["what"], material.language),
        year=values["year"],
        level=sign + material.num(values["level"]),
    )


def _by_model(material: Material, judged: Sequence[Noted]) -> Table:
    say = material.say
    listed = _listed(judged)
    models = list(dict.fromkeys(model for row in listed.values() for model in row))[:_ACROSS]
    columns = [
        Column(say("odds.indicator"), share=2),
        Column(say("odds.what"), share=2.2),
        *(Column(material.say(f"models.{model}"), "right", 1.2) for model in models),
        Column(say("odds.word"), share=1.3),
        Column(say("odds.grade"), "center", 0.8),
    ]
    lines = [
        Row(
            cells(
                material.titled(one.row["indicator"]),
                _aim(material, one),
                *(material.odds(listed[one.key].get(model)) for model in models),
                material.verdict(one.row["verdict"]),
                one.row["grade"],
            ),
            one.binds,
        )
        for one in judged
    ]
    note = say("odds.table_note", model=material.say(f"models.{models[0]}")) if models else ""
    return material.table("table-odds", say("odds.table"), columns, lines, note=note, small=True)


def _listed(judged: Sequence[Noted]) -> dict[str, dict[str, float]]:
    """The chance each model gives, by finding."""
    return {
        one.key: {
            part.values["model"].key.removeprefix("models."): part.values["odds"]
            for part in (one.part("odds.chance") or {}).get("listed", [])
        }
        for one in judged
    }


def _models(material: Material, judged: Sequence[Noted]) -> Items:
    """What each model shown takes growth to be, in a line."""
    models = dict.fromkeys(model for row in _listed(judged).values() for model in row)
    items = tuple(
        (
            Run(material.say("odds.model", name=material.say(f"models.{model}")), strong=True),
            Run(material.gap + material.say(f"model.{model}")),
        )
        for model in models
    )
    return Items("odds-models", items)


def _firmness(material: Material, judged: Sequence[Noted]) -> Table:
    """What moves the odds quoted: rounding and readings, a slow or fast cohort, and the target met or not."""
    say = material.say
    columns = [
        Column(say("odds.indicator"), share=1.8),
        Column(say("odds.what"), share=2.2),
        Column(say("odds.quoted"), "right", 0.9),
        Column(say("odds.histories"), "right", 1.5),
        Column(say("odds.cohorts"), "right", 1.5),
        Column(say("odds.every"), "right", 1.2),
        Column(say("odds.given"), "right", 1.2),
    ]

    def pair(values: object, low: str, high: str) -> str:
        if not isinstance(values, dict):
            return DASH
        return say("bounds.range", low=material.odds(values[low]), high=material.odds(values[high]))

    lines = []
    for one in judged:
        joint = one.part("odds.together") or {}
        lines.append(
            Row(
                cells(
                    material.name(one.row["indicator"]),
                    _aim(material, one),
                    material.odds(one.row["probability"]),
                    pair(one.part("odds.rounding"), "low", "high"),
                    pair(one.part("odds.cohort"), "slow", "fast"),
                    material.odds(joint.get("every")),
                    material.odds(joint.get("given")),
                ),
                one.binds,
            )
        )
    return material.table(
        "table-firmness", say("odds.firmness"), columns, lines, note=say("odds.firmness_note"), small=True
    )


def _figures(material: Material, judged: Sequence[Noted]) -> Iterator[Block]:
    names = list(dict.fromkeys(one.row["indicator"] for one in judged))[:_DRAWN]
    for indicator in names:
        name = material.name(indicator)
        binds = [bind for one in judged if one.row["indicator"] == indicator for bind in one.binds]
        yield Figure(
            f"figure-outlook-{indicator}",
            material.say("odds.figure", name=name),
            charts.outlook(material.run, indicator, width=_WIDTH),
            alt=material.say("odds.figure_alt", name=name),
            binds=tuple(dict.fromkeys(binds)),
        )


def _unknown(material: Material, unknown: Sequence[Noted]) -> Iterator[Block]:
    """For which no odds can be given, by reason."""
    groups: dict[str, list[Noted]] = {}
    for one in unknown:
        reason = "no_history" if one.part("odds.no_history") is not None else "no_model"
        groups.setdefault(reason, []).append(one)
    for reason, group in groups.items():
        names = material.names(material.name(one.row["indicator"]) for one in group)
        text = material.say(f"odds.{reason}", names=names)
        binds = tuple(dict.fromkeys(bind for one in group for bind in one.binds))
        yield Paragraph(f"odds-{reason}", cell(text), "quiet", binds)


def _precedents(material: Material) -> Iterator[Block]:
    """How rare the required growth is in the class and in other classes, and how often goals like it were met."""
    say = material.say
    found = [one for one in _ordered(material, material.of("precedent")) if one.part("precedent.share")]
    if not found:
        return
    yield Heading("odds-others", 2, say("odds.others"))
    columns = [
        Column(say("odds.indicator"), share=1.7),
        Column(say("odds.needed"), "right", 1.4),
        Column(say("odds.class"), share=2),
        Column(say("odds.share"), "right"),
        Column(say("odds.typical"), "right"),
        Column(say("odds.fifth"), "right", 1.1),
        Column(say("odds.persistence"), "right", 1.1),
        Column(say("odds.word"), share=1.1),
    ]
    lines = []
    for one in found:
        values = one.part("precedent.share") or {}
        kept = one.part("precedent.persistence")
        persistence = material.pct0(kept["rho"]) if kept else DASH
        if one.part("precedent.must_not_slow"):
            persistence = say("odds.must_not_slow")
        elif one.part("precedent.with_ease"):
            persistence = say("odds.with_ease")
        lines.append(
            Row(
                cells(
                    material.name(one.row["indicator"]),
                    say("odds.needed_cell", rate=material.pct(values["needed"]), years=values["years"]),
                    say(
                        "odds.class_cell",
                        name=rendered(values["class"], material.language),
                        through=values["through"],
                    ),
                    material.odds(values["share"]),
                    material.pct(values["typical"]),
                    material.pct(values["fifth"]),
                    persistence,
                    material.verdict(one.row["verdict"]),
                ),
                one.binds,
            )
        )
    yield material.table(
        "table-precedent", say("odds.precedent"), columns, lines, note=say("odds.precedent_note"), small=True
    )
    others = _other_classes(material, found)
    if others is not None:
        yield others
    told: dict[str, list[Noted]] = {}
    for one in found:
        for name in ("base_rate_any_pace", "base_rate"):
            rate = one.part(f"precedent.{name}")
            if rate is not None:
                told.setdefault(
                    say(
                        f"odds.{name}", met=rate["met"], total=rate["total"], year=material.run.dossier.as_of
                    ),
                    [],
                ).append(one)
                break
    for place, (text, group) in enumerate(told.items(), 1):
        names = material.names(material.name(one.row["indicator"]) for one in group)
        binds = tuple(dict.fromkeys(bind for one in group for bind in one.binds))
        yield Paragraph(
            f"odds-record-{place}", cell(say("odds.record", names=names) + material.gap + text), binds=binds
        )
    best = [one for one in found if one.part("precedent.own")]
    for place, one in enumerate(best, 1):
        own = one.part("precedent.own") or {}
        text = say(
            "odds.own", name=material.name(one.row["indicator"]), windows=own["windows"], best=own["best"]
        )
        yield Paragraph(f"odds-own-{place}", cell(text), binds=one.binds)


def _other_classes(material: Material, found: Sequence[Noted]) -> Table | None:
    """Classes down, goals across: the share of windows as fast."""
    say = material.say
    shares: dict[str, dict[str, float]] = {}
    for one in found:
        listed = (one.part("precedent.other_classes") or {}).get("rows", [])
        for part in listed:
            if isinstance(part, Phrase):
                name = rendered(part.values["class"], material.language)
                share = part.values["share"]
                shares.setdefault(name, {})[one.key] = float(str(share))
    if not shares:
        return None
    across = list(found)[:_ACROSS]
    columns = [
        Column(say("odds.other_class"), share=2),
        *(
            Column(
                say(
                    "odds.other_needed",
                    name=material.name(one.row["indicator"]),
                    rate=material.pct((one.part("precedent.share") or {})["needed"]),
                ),
                "right",
            )
            for one in across
        ),
    ]
    lines = [
        Row(
            cells(name, *(material.odds(row.get(one.key)) for one in across)),
            tuple(f"finding:{one.key}" for one in across),
        )
        for name, row in shares.items()
    ]
    return material.table(
        "table-classes", say("odds.others_table"), columns, lines, note=say("odds.others_note")
    )


def _past(material: Material) -> Iterator[Block]:
    """The report's own past targets against their outcomes: the plainest track record."""
    say = material.say
    found = [
        (one, values)
        for one in _ordered(material, material.of("precedent"))
        if (values := one.part("precedent.met") or one.part("precedent.missed"))
    ]
    if not found:
        return
    yield Heading("odds-past", 2, say("odds.past"))
    columns = [
        Column(say("odds.indicator"), share=2),
        Column(say("odds.year"), share=0.8),
        Column(say("odds.target"), "right"),
        Column(say("odds.outcome"), "right"),
        Column(say("odds.miss"), "right"),
        Column(say("odds.word"), share=1.2),
    ]
    lines = [
        Row(
            cells(
                material.titled(one.row["indicator"]),
                values["year"],
                material.num(values["target"]),
                material.num(values["outcome"]),
                DASH if one.part("precedent.met") else material.pct(values["miss"]),
                say("odds.met" if one.part("precedent.met") else "odds.missed"),
            ),
            one.binds,
        )
        for one, values in found
    ]
    yield material.table("table-past", say("odds.past_table"), columns, lines)
