"""Growth required against growth on record, and annual targets against the goals with a plan year by year."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Column, Figure, Heading, Paragraph, Row, Run, cell
from forecasting._appendix.sections.material import DASH, cells, rendered
from forecasting.ask.seek import problem_of, supported, yearly_rows
from forecasting.charts import drawn as charts
from forecasting.judge.checks import GrowthPaceFacts, PointsPaceFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import Block, Table
    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Told
    from forecasting.ask.seek import YearlyRow
    from forecasting.judge.checks import Plan

__all__ = ["path", "required"]

#: Goals told in full and planned year by year; the workbook has the rest.
_TOLD = 12
#: Rows of the chart that stay on one page.
_DRAWN = 14
#: Numbers from here on have their thousands parted in English, as everywhere.
_GROUPED = 10**4
#: Advice of one kind from so many indicators on is one paragraph.
_MANY = 3


def required(material: Material) -> Iterator[Block]:
    """Growth needed beside growth on record, what to write, and the place held up as an example."""
    yield material.heading("required")
    paces = material.of("pace")
    judged = material.knowing(GrowthPaceFacts)
    # A rate is paced in points a year, which the columns of growth have no place for.
    in_points = [one for one in material.knowing(PointsPaceFacts) if one.finding.verdict != "not_assessable"]
    examples = material.of("benchmark")
    if not judged and not in_points and not examples:
        yield Paragraph("required-none", cell(material.say("required.none")))
    if judged:
        yield Paragraph("required-said", cell(material.say("required.said")))
        yield _table(material, judged)
        if len(material.run.plans) <= _DRAWN:
            yield Figure(
                "figure-required",
                material.say("required.figure"),
                charts.required(material.run),
                alt=material.say("required.figure_alt"),
                binds=tuple(dict.fromkeys(bind for one in judged for bind in one.binds)),
            )
        yield from _advice(material, material.ordered(judged, by_year=False)[:_TOLD])
        yield from material.more("required-more", len(judged) - _TOLD)
    for place, pace in enumerate(in_points, 1):
        yield Paragraph(
            f"required-points-{place}",
            material.runs_of(rendered(pace.finding.message, material.language)),
            binds=pace.binds,
        )
    unknown = [one for one in paces if one.finding.verdict == "not_assessable"]
    if unknown:
        names = material.names(material.name(one.finding.indicator) for one in unknown)
        yield Paragraph("required-unknown", cell(material.say("required.unknown", names=names)), "quiet")
    if examples:
        yield Heading("required-example", 2, material.say("required.example"))
    for place, example in enumerate(examples[:_TOLD], 1):
        block = f"required-example-{place}"
        runs = material.runs_of(material.message(example), note=material.quotes(example.finding.claims))
        yield Paragraph(block, runs, binds=example.binds)
        yield from material.suggestion(f"{block}-write", example, named=False)


def _advice(material: Material, judged: Sequence[Told[GrowthPaceFacts]]) -> Iterator[Block]:
    """What to write about the growth needed; the same about many goals is said once."""
    plain = [
        pace
        for pace in judged
        if pace.finding.suggestion is not None and pace.finding.suggestion.key == "findings.pace.say_slower"
    ]
    if len(plain) >= _MANY:
        rows = material.listed(
            material.say(
                "required.beside_row",
                name=material.name(pace.finding.indicator, pace.finding.entity),
                needed=material.pct(pace.facts.needed),
                record=material.pct(pace.facts.record),
            )
            for pace in plain
        )
        lead = Run(material.say("suggestion.plain"), strong=True)
        text = Run(material.gap + material.say("required.beside", rows=rows))
        binds = tuple(dict.fromkeys(bind for one in plain for bind in one.binds))
        yield Paragraph("required-write", (lead, text), "suggestion", binds)
    for place, one in enumerate(judged, 1):
        if len(plain) < _MANY or one not in plain:
            yield from material.suggestion(f"required-write-{place}", one)


def _table(material: Material, judged: Sequence[Told[GrowthPaceFacts]]) -> Table:
    say = material.say
    columns = [
        Column(say("required.indicator"), share=2.3),
        Column(say("required.record"), "right", 1.6),
        Column(say("required.last"), "right", 1.1),
        Column(say("required.aim"), "right", 1.6),
        Column(say("required.needed"), "right", 1.1),
        Column(say("required.ratio"), "right", 1.2),
        Column(say("required.verdict"), share=1.2),
        Column(say("required.grade"), "center", 0.8),
    ]
    lines = []
    for told in material.ordered(judged, by_year=False):
        facts = told.facts
        record = say(
            "required.record_cell",
            rate=material.pct(facts.record),
            start=facts.first,
            end=facts.base,
        )
        lines.append(
            Row(
                cells(
                    material.titled(told.finding.indicator),
                    record,
                    material.pct(facts.latest),
                    say("required.aim_cell", level=material.num(facts.goal), year=facts.year),
                    material.pct(facts.needed),
                    DASH if facts.log is None else f"{facts.log:.2f}",
                    material.verdict(told.finding.verdict),
                    told.finding.grade,
                ),
                told.binds,
            )
        )
    return material.table(
        "table-required", say("required.table"), columns, lines, note=say("required.note"), small=True
    )


def path(material: Material) -> Iterator[Block]:
    """Meet the annual target, then what? The sentence for each goal, what to write, and the plan year by year."""
    yield material.heading("path")
    found = material.ordered(material.of("targets_against_goal"), by_year=False)
    judged = [one for one in found if one.finding.verdict != "not_assessable"]
    if not found:
        yield Paragraph("path-none", cell(material.say("path.none")))
        return
    for place, one in enumerate(judged[:_TOLD], 1):
        runs = material.runs_of(material.message(one), note=material.quotes(one.finding.claims))
        yield Paragraph(f"path-{place}", runs, binds=one.binds)
        yield from material.suggestion(f"path-{place}-write", one)
    for place, one in enumerate([one for one in found if one not in judged][:_TOLD], 1):
        yield Paragraph(f"path-unknown-{place}", cell(material.message(one)), binds=one.binds)
    yield from material.more("path-more", len(judged) - _TOLD)
    plans = [
        plan for plan in material.run.plans if plan.base and plan.goal and plan.goal.year > plan.base.year + 1
    ]
    if plans:
        yield Heading("path-yearly", 2, material.say("path.yearly"))
        yield Paragraph("path-yearly-said", cell(material.say("path.yearly_said")))
        yield from _yearly_tables(material, plans[:_TOLD])
        yield from material.more("path-yearly-more", len(plans) - _TOLD)


def _yearly_tables(material: Material, plans: Sequence[Plan]) -> Iterator[Table]:
    """One table a goal: years down, the shapes of a plan across."""
    for plan in plans:
        base, goal = plan.base, plan.goal
        if base is None or goal is None:
            continue
        shapes = ["even"]
        if any(base.year < one.year < goal.year for one in plan.targets):
            shapes.insert(0, "target_then_even")
        if goal.side == "at_least" and float(goal.level) > base.level:
            shapes.append("tapering")
        rows = yearly_rows(problem_of(material.run, plan.indicator), shapes)
        claims = tuple(dict.fromkeys([*base.claims, *(one.claim for one in (*plan.targets, goal))]))
        # A plan from "about 40" is no plan to four digits; levels that are printed stay as they are.
        printed = {base.level, *(float(one.level) for one in (*plan.targets, *plan.goals))}
        shown = [
            replace(
                row,
                level=row.level if row.level in printed else supported(row.level, base),
                added=None if row.added is None else supported(row.added, base),
            )
            for row in rows
        ]
        decimals = max(len(material.num(one).partition(".")[2]) for one in printed)
        binds = tuple(f"claim:{one}" for one in claims)
        yield _yearly(material, shapes, shown, decimals, binds)


def _yearly(
    material: Material,
    shapes: Sequence[str],
    rows: Sequence[YearlyRow],
    decimals: int,
    binds: tuple[str, ...],
) -> Table:
    say, indicator = material.say, rows[0].indicator
    labels = {row.shape: row.shape_label for row in rows}
    columns = [Column(say("path.year"), share=0.8)]
    for shape in shapes:
        columns += [Column(labels[shape], "right", 1.6), Column(say("path.growth"), "right")]
        # What a year adds is shown once, for the plan as the report has it.
        columns += [Column(say("path.added"), "right")] if shape == shapes[0] else []

    def level(value: float | None) -> str:
        """A level with as many decimals as the most exact of the printed ones."""
        if value is None:
            return DASH
        grouped = "," if material.language == "en" and abs(value) >= _GROUPED else ""
        return f"{value:{grouped}.{decimals}f}".replace("-", "−")

    by_year: dict[int, dict[str, YearlyRow]] = {}
    for row in rows:
        by_year.setdefault(row.year, {})[row.shape] = row
    lines = []
    for year, there in by_year.items():
        texts: list[object] = [year]
        for shape in shapes:
            row = there[shape]
            texts += [level(row.level), material.pct(row.growth)]
            texts += [level(row.added)] if shape == shapes[0] else []
        lines.append(Row(cells(*texts), binds))
    return material.table(
        f"table-yearly-{indicator}",
        say("path.table", name=material.titled(indicator)),
        columns,
        lines,
        small=True,
    )
