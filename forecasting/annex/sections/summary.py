"""The answer in short and the target table: what a reader sees who reads no further."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.annex.blocks import Column, Contents, Figure, Paragraph, Row, Run, Table, cell
from forecasting.annex.sections.material import DASH, cells, separated
from forecasting.charts import drawn as charts
from forecasting.opening import themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.annex.blocks import Block, Cell
    from forecasting.annex.sections.material import Material

__all__ = ["answer", "targets"]

#: Panels of the staircase that fit a page and stay legible at 15 cm.
_PANELS = 4
_PANEL_WIDTH = 300.0
#: Of a panel that stands alone, so that it is not taller than two beside each other.
_ALONE = 640.0


def answer(material: Material) -> Iterator[Block]:
    """The staircase of the main indicators, the opening paragraph by theme, and how to read the rest."""
    run = material.run
    yield material.heading("answer")
    main = [name for name, row in material.indicators.items() if row["main"]][:_PANELS]
    if main:
        names = material.listed(material.name(one) for one in main)
        yield Figure(
            "figure-staircase",
            material.say("answer.staircase", names=names),
            charts.staircase(run, main, width=_PANEL_WIDTH if len(main) > 1 else _ALONE),
            alt=material.say("answer.staircase_alt", names=names),
            note=material.say("answer.staircase_note"),
            binds=tuple(f"claim:{one.claim_id}" for one in material.claims.values() if one.indicator in main),
        )
    if run.differences:
        scenario = material.say(
            "answer.scenario",
            name=run.scenario.named(run.language),
            differences=separated(material, run.differences),
        )
        yield Paragraph("answer-scenario", cell(scenario), "quiet", (f"run:{run.scenario.name}",))
    spoken = themes(run.dossier, run.found, run.language)
    binds = tuple(f"finding:{one.key}" for one in material.findings)
    for name, sentences in spoken:
        lead = Run(material.say(f"answer.{name}"), strong=True)
        body = Run(material.gap + material.gap.join(sentences))
        yield Paragraph(f"answer-{name}", (lead, body), "lede", binds)
    if not spoken:
        yield Paragraph("answer-nothing", cell(run.paragraph), "lede")
    how = [material.say("answer.how")]
    if "methods" in material.sections:
        how.append(material.say("answer.how_methods", place=material.ref("methods")))
    if "claims" in material.sections and material.claims:
        how.append(
            material.say("answer.how_claims", example=_example(material), place=material.ref("claims"))
        )
    yield Paragraph("answer-how", material.runs_of(material.gap.join(how)), "quiet")
    if len(material.sections) > 1:
        yield Contents("contents", material.say("document.contents"))


def _example(material: Material) -> str:
    """The id of a claim on the first indicator that has one."""
    order = list(material.indicators)
    return min(
        material.claims.values(),
        key=lambda one: (
            one.entity != material.run.dossier.entity,
            order.index(one.indicator) if one.indicator in order else len(order),
            -one.end,
            one.claim_id,
        ),
    ).claim_id


def targets(material: Material) -> Iterator[Block]:
    """The target table in two: annual targets with their growth, long-run goals with what is left to do."""
    yield material.heading("targets")
    rows = material.run.target_rows
    annual = [row for row in rows if row["target_level"] is not None]
    goals = [row for row in rows if row["goal_level"] is not None]
    if not rows:
        yield Paragraph("targets-none", cell(material.say("targets.none")))
        return
    said = []
    if annual:
        said.append(material.say("targets.annual_said", table=material.ref("table-annual")))
    if goals:
        said.append(material.say("targets.goals_said", table=material.ref("table-goals")))
    yield Paragraph("targets-said", material.runs_of(material.gap.join(said)))
    if annual:
        yield _annual(material, annual)
    if goals:
        yield _goals(material, goals)


def _year(material: Material, key: str, rows: Sequence[dict[str, Any]], column: str) -> tuple[str, bool]:
    """A heading with its year where all rows share it, and whether they do."""
    years = {row[column] for row in rows if row[column] is not None}
    if len(years) == 1:
        return material.say(f"targets.{key}_in", year=years.pop()), True
    return material.say(f"targets.{key}"), False


def _level(material: Material, row: dict[str, Any], what: str, *, shared: bool, sign: str = "") -> Cell:
    level, year = row[f"{what}_level"], row[f"{what}_year"]
    if level is None:
        return cell(DASH)
    text = sign + material.num(level)
    return cell(text if shared else material.say("targets.level", level=text, year=year))


def _printed(material: Material, indicator: str) -> str:
    """The growth printed for the last annual target, with its own digits."""
    plan = next(one for one in material.run.plans if one.indicator == indicator)
    claim = material.claims.get(plan.targets[-1].rate_claim)
    return DASH if claim is None else material.stated(claim).lstrip("+")


def _signs(material: Material) -> dict[str, str]:
    """The sign of each annual target that is printed as one-sided."""
    printed = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
    return {
        plan.indicator: printed.get(material.claims[plan.targets[-1].claim].comparator, "")
        for plan in material.run.plans
        if plan.targets and plan.targets[-1].claim in material.claims
    }


def _binds(material: Material, indicator: str, *checks: str) -> tuple[str, ...]:
    return tuple(bind for one in material.about(indicator, *checks) for bind in one.binds)


def _annual(material: Material, rows: Sequence[dict[str, Any]]) -> Table:
    base, base_shared = _year(material, "base", rows, "base_year")
    target, target_shared = _year(material, "target", rows, "target_year")
    say = material.say
    columns = [
        Column(say("targets.indicator"), share=2.6),
        Column(base, "right", 1.2),
        Column(target, "right", 1.2),
        Column(say("targets.printed"), "right"),
        Column(say("targets.recomputed"), "right"),
        Column(say("targets.rounding"), "right", 1.7),
        Column(say("targets.verdict"), share=1.5),
    ]
    signs = _signs(material)
    lines = []
    for row in rows:
        finding = next(
            (
                one
                for one in material.about(row["indicator"], "growth_against_levels")
                if one.row["end"] == row["target_year"] and one.row["verdict"] != "not_assessable"
            ),
            None,
        )
        bounds = finding.row["computed"] if finding else None
        lines.append(
            Row(
                (
                    cell(material.titled(row["indicator"])),
                    _level(material, row, "base", shared=base_shared),
                    _level(
                        material, row, "target", shared=target_shared, sign=signs.get(row["indicator"], "")
                    ),
                    cell(_printed(material, row["indicator"])),
                    cell(material.pct(row["recomputed_rate"])),
                    cell(material.range(bounds, "%")),
                    cell(
                        material.verdict(row["growth_verdict"]),
                        strong=row["growth_verdict"] == "inconsistent",
                    ),
                ),
                _binds(material, row["indicator"], "growth_against_levels", "pace"),
            )
        )
    note = say("targets.annual_note")
    if any(row["growth_verdict"] == "uninformative" for row in rows):
        note += material.gap + say("arithmetic.blank_note")
    return material.table("table-annual", say("targets.annual"), columns, lines, note=note, small=True)


def _goals(material: Material, rows: Sequence[dict[str, Any]]) -> Table:
    goal, shared = _year(material, "goal", rows, "goal_year")
    say = material.say
    columns = [
        Column(say("targets.indicator"), share=2.2),
        Column(goal, "right", 1.1),
        Column(say("targets.before"), "right"),
        Column(say("targets.after"), "right"),
        Column(say("targets.kept"), "right", 1.1),
        Column(say("targets.record"), "right", 1.2),
        Column(say("targets.path"), share=1.4),
        Column(say("targets.pace"), share=1.4),
        Column(say("targets.odds"), share=1.9),
    ]
    lines = []
    for row in rows:
        record = material.pct(row["record_rate"])
        if row["record_rate"] is not None:
            record = say("targets.since", rate=record, year=row["record_start"])
        odds = material.verdict(row["odds_verdict"])
        if row["probability"] is not None:
            odds = say(
                "targets.chance",
                word=odds,
                odds=material.odds(row["probability"]),
                low=material.odds(row["probability_low"]),
                high=material.odds(row["probability_high"]),
                grade=row["grade"],
            )
        sign = "≤" if row["side"] == "at_most" else "≥"
        lines.append(
            Row(
                (
                    cell(material.titled(row["indicator"])),
                    _level(material, row, "goal", shared=shared, sign=sign),
                    *cells(
                        material.pct(row["needed_before"]),
                        material.pct(row["needed_after"]),
                        material.num(row["kept_level"]),
                        record,
                        material.verdict(row["path_verdict"]),
                        material.verdict(row["pace_verdict"]),
                        odds,
                    ),
                ),
                _binds(material, row["indicator"], "targets_against_goal", "pace", "odds"),
            )
        )
    return material.table(
        "table-goals", say("targets.goals"), columns, lines, note=say("targets.goals_note"), small=True
    )
