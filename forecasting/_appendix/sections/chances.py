"""How likely are the targets and goals: odds by model, how firm they are, what others managed, and the track record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Column, Figure, Heading, Items, Paragraph, Row, Run, cell
from forecasting._appendix.sections.material import DASH, cells, rendered
from forecasting.charts import drawn as charts
from forecasting.judge.checks import NoOddsFacts, OddsFacts, PastFacts, PrecedentFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import Block, Table
    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Told
    from forecasting.judge.checks import Joint

__all__ = ["aim", "odds"]

#: Charts of forecasts, and models that fit beside each other on a page.
_DRAWN, _ACROSS = 3, 6
#: Of the panel of the plan years, pixels: labels stay legible at 15 cm.
_WIDTH = 430.0


def odds(material: Material) -> Iterator[Block]:
    """Odds by model, what moves them, the classes they lean on, and how often official goals were met."""
    yield material.heading("odds")
    judged = material.ordered(material.knowing(OddsFacts))
    if judged:
        yield Paragraph("odds-said", cell(material.say("odds.said")))
        yield _by_model(material, judged)
        yield _models(material, judged)
        yield _firmness(material, judged)
        simulated = next((joint for one in judged if (joint := _together(one)) is not None), None)
        if simulated is not None:
            said = material.say("odds.simulated", paths=simulated.paths)
            yield Paragraph("odds-simulated", cell(said), "quiet")
        yield from _figures(material, judged)
    else:
        yield Paragraph("odds-none", cell(material.say("odds.none")))
    yield from _unknown(material, material.ordered(material.knowing(NoOddsFacts)))
    yield from _precedents(material)
    yield from _past(material)


def _together(one: Told[OddsFacts]) -> Joint | None:
    """The chances of all targets and the goal together, where there is an annual target."""
    joint = one.facts.together
    return joint if joint is not None and joint.every_target is not None else None


def aim(material: Material, one: Told[OddsFacts]) -> str:
    """A target or goal in a few words; growth that has odds of its own by its rate."""
    what, year, level = one.facts.what, one.facts.year, one.sign + material.num(one.facts.level)
    if "rate" in what.values:
        rate = rendered(what.values["rate"], material.language)
        return material.say("odds.aim_growth", rate=rate, year=year, level=level)
    return material.say("odds.aim", what=rendered(what, material.language), year=year, level=level)


def _by_model(material: Material, judged: Sequence[Told[OddsFacts]]) -> Table:
    say = material.say
    models = list(dict.fromkeys(model for one in judged for model in one.facts.by_model))[:_ACROSS]
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
                material.titled(told.finding.indicator),
                aim(material, told),
                *(material.odds(told.facts.by_model.get(model)) for model in models),
                material.verdict(told.finding.verdict),
                told.finding.grade,
            ),
            told.binds,
        )
        for told in judged
    ]
    note = say("odds.table_note", model=material.say(f"models.{models[0]}")) if models else ""
    return material.table("table-odds", say("odds.table"), columns, lines, note=note, small=True)


def _models(material: Material, judged: Sequence[Told[OddsFacts]]) -> Items:
    """What each model shown takes growth to be, in a line."""
    models = dict.fromkeys(model for one in judged for model in one.facts.by_model)
    items = tuple(
        (
            Run(material.say("odds.model", name=material.say(f"models.{model}")), strong=True),
            Run(material.gap + material.say(f"model.{model}")),
        )
        for model in models
    )
    return Items("odds-models", items)


def _firmness(material: Material, judged: Sequence[Told[OddsFacts]]) -> Table:
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

    def pair(low: float | None, high: float | None) -> str:
        if low is None or high is None:
            return DASH
        return say("bounds.range", low=material.odds(low), high=material.odds(high))

    lines = []
    for told in judged:
        joint, together = told.facts.together, _together(told)
        lines.append(
            Row(
                cells(
                    material.name(told.finding.indicator),
                    aim(material, told),
                    material.odds(told.finding.probability),
                    pair(*(told.facts.rounding or (None, None))),
                    pair(joint.slow, joint.fast) if joint else DASH,
                    material.odds(together.every_target if together else None),
                    material.odds(together.given_target if together else None),
                ),
                told.binds,
            )
        )
    return material.table(
        "table-firmness", say("odds.firmness"), columns, lines, note=say("odds.firmness_note"), small=True
    )


def _figures(material: Material, judged: Sequence[Told[OddsFacts]]) -> Iterator[Block]:
    names = list(dict.fromkeys(one.finding.indicator for one in judged))[:_DRAWN]
    for indicator in names:
        name = material.name(indicator)
        binds = [bind for one in judged if one.finding.indicator == indicator for bind in one.binds]
        yield Figure(
            f"figure-outlook-{indicator}",
            material.say("odds.figure", name=name),
            charts.outlook(material.run, indicator, width=_WIDTH),
            alt=material.say("odds.figure_alt", name=name),
            binds=tuple(dict.fromkeys(binds)),
        )


def _unknown(material: Material, unknown: Sequence[Told[NoOddsFacts]]) -> Iterator[Block]:
    """For which no odds can be given, by reason."""
    groups: dict[str, list[Told[NoOddsFacts]]] = {}
    for one in unknown:
        groups.setdefault(one.facts.why, []).append(one)
    for reason, group in groups.items():
        names = material.names(material.name(one.finding.indicator) for one in group)
        text = material.say(f"odds.{reason}", names=names)
        binds = tuple(dict.fromkeys(bind for one in group for bind in one.binds))
        yield Paragraph(f"odds-{reason}", cell(text), "quiet", binds)


def _precedents(material: Material) -> Iterator[Block]:
    """How rare the required growth is in the class and in other classes, and how often goals like it were met."""
    say = material.say
    found = material.ordered(material.knowing(PrecedentFacts))
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
    for goal in found:
        facts = goal.facts
        lines.append(
            Row(
                cells(
                    material.name(goal.finding.indicator),
                    say(
                        f"odds.needed_cell{'_one' if facts.years == 1 else ''}",
                        rate=material.pct(facts.needed),
                        years=facts.years,
                    ),
                    say(
                        "odds.class_cell",
                        name=rendered(facts.class_label, material.language),
                        through=facts.through,
                    ),
                    material.odds(facts.share),
                    material.pct(facts.typical),
                    material.pct(facts.fifth),
                    _persistence(material, facts),
                    material.verdict(goal.finding.verdict),
                ),
                goal.binds,
            )
        )
    yield material.table(
        "table-precedent", say("odds.precedent"), columns, lines, note=say("odds.precedent_note"), small=True
    )
    others = _other_classes(material, found)
    if others is not None:
        yield others
    told: dict[str, list[Told[PrecedentFacts]]] = {}
    for goal in found:
        rate = goal.facts.base_rate
        if rate is not None:
            name = "base_rate_any_pace" if rate.any_pace else "base_rate"
            text = say(f"odds.{name}", met=rate.met, total=rate.total, year=material.run.dossier.as_of)
            told.setdefault(text, []).append(goal)
    for place, (text, group) in enumerate(told.items(), 1):
        names = material.names(material.name(one.finding.indicator) for one in group)
        binds = tuple(dict.fromkeys(bind for one in group for bind in one.binds))
        yield Paragraph(
            f"odds-record-{place}", cell(say("odds.record", names=names) + material.gap + text), binds=binds
        )
    best = [one for one in found if one.facts.windows is not None]
    for place, one in enumerate(best, 1):
        own = one.facts
        text = say("odds.own", name=material.name(one.finding.indicator), windows=own.windows, best=own.best)
        yield Paragraph(f"odds-own-{place}", cell(text), binds=one.binds)


def _persistence(material: Material, facts: PrecedentFacts) -> str:
    """The share of its rate that growth may keep each year, or that any or none will do."""
    if facts.persistence is None:
        return DASH
    if facts.persistence == "persistence" and facts.rho is not None:
        return material.pct0(facts.rho)
    return material.say(f"odds.{facts.persistence}")


def _other_classes(material: Material, found: Sequence[Told[PrecedentFacts]]) -> Table | None:
    """Classes down, goals across: the share of windows as fast."""
    say = material.say
    shares: dict[str, dict[str, float]] = {}
    for goal in found:
        for other in goal.facts.other_classes:
            name = rendered(other.class_label, material.language)
            shares.setdefault(name, {})[goal.key] = other.share
    if not shares:
        return None
    across = list(found)[:_ACROSS]
    columns = [
        Column(say("odds.other_class"), share=2),
        *(
            Column(
                say(
                    "odds.other_needed",
                    name=material.name(asked.finding.indicator),
                    rate=material.pct(asked.facts.needed),
                ),
                "right",
            )
            for asked in across
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
    found = material.ordered(material.knowing(PastFacts))
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
                material.titled(past.finding.indicator),
                past.facts.year,
                material.num(past.facts.target),
                material.num(past.facts.outcome),
                DASH if past.facts.met else material.pct(past.facts.miss),
                say("odds.met" if past.facts.met else "odds.missed"),
            ),
            past.binds,
        )
        for past in found
    ]
    yield material.table("table-past", say("odds.past_table"), columns, lines)
