"""Scenarios side by side, and what would have to be true for the goals to be met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Column, Figure, Heading, Items, Paragraph, Row, cell
from forecasting._appendix.sections.material import DASH, cells, changes_of, separated
from forecasting.ask.comparison import finding_rows
from forecasting.ask.seek import consequences_rows, nearest_rows, problem_of, sought
from forecasting.ask.sensitivity import flips_rows
from forecasting.charts.drawn import scenarios as scenarios_of
from forecasting.judge.checks import quantity
from forecasting.scenarios import scenario_of
from forecasting.words import render, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import Block, Table
    from forecasting._appendix.sections.material import Material
    from forecasting.ask.seek import NearestRow
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.network import Observation

__all__ = ["CHANCES", "conditions", "scenarios"]

#: Chances the goal seek turns round.
CHANCES = (0.5, 0.8)
#: Goals that fit beside each other, and goals sought for; the workbook has the rest.
_ACROSS, _SOUGHT = 3, 12
#: Verdicts worth telling when a scenario brings or removes them.
_GRAVE = ("inconsistent", "implausible", "conditional")


def scenarios(material: Material) -> Iterator[Block]:
    """What each scenario changes, what becomes of the goals, and which verdicts turn."""
    yield material.heading("scenarios")
    if len(material.runs) < 2:
        alone = "one" if material.run.scenario.name == "baseline" else "one_scenario"
        yield Paragraph("scenarios-one", cell(material.say(f"scenarios.{alone}")))
        if material.run.baseline.scenario_tables:
            yield _defined(material)
        return
    yield Paragraph("scenarios-said", cell(material.say("scenarios.said")))
    yield _changes(material)
    goals = _goals(material)
    if goals is not None:
        yield goals
    turned = _turned(material)
    if turned is not None:
        yield turned
    else:
        yield Paragraph("scenarios-same", cell(material.say("scenarios.same")))
    yield from _pictures(material)


def _named(run: Assessment) -> str:
    if run.scenario.name == "baseline":
        return say("comparison.chart.baseline", run.language)
    name = run.scenario.named(run.language)
    # A scenario without a title is called as its table is: those words are a quote.
    if name == run.scenario.name and name in run.baseline.scenario_tables:
        return say("appendix.scenarios.untitled", run.language, name=name.replace("_", " "))
    return name


def _defined(material: Material) -> Table:
    """Scenarios the dossier defines and this appendix does not assess."""
    baseline = material.run.baseline
    columns = [
        Column(material.say("scenarios.name"), share=1.4),
        Column(material.say("scenarios.note"), share=3),
    ]
    rows = []
    for name in baseline.scenario_tables:
        scenario = scenario_of(baseline, name)
        note = scenario.note
        text = note if isinstance(note, str) else note.get(material.language) or next(iter(note.values()), "")
        rows.append(Row(cells(scenario.named(material.language), text or DASH)))
    return material.table("table-scenarios", material.say("scenarios.defined"), columns, rows, small=True)


def _changes(material: Material) -> Table:
    columns = [
        Column(material.say("scenarios.name"), share=1.4),
        Column(material.say("scenarios.changes"), share=3),
    ]
    rows = [
        Row(
            cells(
                _named(run),
                separated(material, changes_of(material, run)) or material.say("scenarios.nothing"),
            ),
            (f"run:{run.scenario.name}",),
        )
        for run in material.runs
    ]
    return material.table("table-scenarios", material.say("scenarios.table"), columns, rows, small=True)


def _goals(material: Material) -> Table | None:
    """Scenarios down, goals across: growth needed from the actual, and the chance."""
    say = material.say
    found = [{row.indicator: row for row in run.target_rows} for run in material.runs]
    judged = {name for rows in found for name, row in rows.items() if row.probability is not None}
    aims = [row.indicator for row in material.run.target_rows if row.goal_level is not None]
    names = [name for name in aims if name in judged][:_ACROSS]
    columns = [Column(say("scenarios.name"), share=2.2), Column(say("scenarios.wrong"), "right", 0.9)]
    for name in names:
        label = material.name(name)
        columns += [
            Column(say("scenarios.needed", name=label), "right", 1.2),
            Column(say("scenarios.odds", name=label), "right", 1.2),
        ]
    if not names:
        return None
    lines = []
    for run, rows in zip(material.runs, found, strict=True):
        wrong = len({one.claims for one in run.found if one.verdict == "inconsistent"})
        texts: list[object] = [_named(run), wrong]
        for name in names:
            row = rows.get(name)
            texts += [material.pct(row.needed_before), material.odds(row.probability)] if row else [DASH] * 2
        lines.append(Row(cells(*texts), (f"run:{run.scenario.name}",)))
    return material.table(
        "table-scenario-goals",
        say("scenarios.goals"),
        columns,
        lines,
        note=say("scenarios.goals_note"),
        small=True,
    )


def _pictures(material: Material) -> Iterator[Block]:
    """The forecasts of the first indicator that has odds; the odds themselves stand in the table."""
    judged = [row.indicator for row in material.run.target_rows if row.probability is not None]
    if not judged:
        return
    binds = tuple(f"run:{run.scenario.name}" for run in material.runs)
    name = material.name(judged[0])
    yield Figure(
        "figure-scenarios",
        material.say("scenarios.figure", name=name),
        scenarios_of(material.runs, judged[0]),
        alt=material.say("scenarios.figure_alt", name=name),
        binds=binds,
    )


def _turned(material: Material) -> Table | None:
    """Verdicts that differ from those of the first run, scenario by scenario."""
    say = material.say
    rows = finding_rows(*material.runs)
    lines = []
    for place, run in enumerate(material.runs[1:], 1):
        for row in rows:
            old, new = row.verdicts[0], row.verdicts[place]
            if old == new or ((old is None or new is None) and not {old, new} & set(_GRAVE)):
                continue
            lines.append(
                Row(
                    cells(
                        _named(run),
                        material.name(row.indicator, row.entity),
                        material.check(row.check),
                        row.end or DASH,
                        material.verdict(old),
                        material.verdict(new),
                    ),
                    (f"run:{run.scenario.name}",),
                )
            )
    if not lines:
        return None
    columns = [
        Column(say("scenarios.name"), share=2),
        Column(say("scenarios.indicator"), share=1.5),
        Column(say("scenarios.check"), share=1.5),
        Column(say("scenarios.year"), share=0.7),
        Column(say("scenarios.before", name=_named(material.run)), share=1.3),
        Column(say("scenarios.after"), share=1.3),
    ]
    return material.table("table-turned", say("scenarios.turned"), columns, lines, small=True)


# ---- what would have to be true


def conditions(material: Material) -> Iterator[Block]:
    """Each goal turned round by arithmetic and by the odds, what it means elsewhere, and the nearest values that fit."""
    yield material.heading("conditions")
    say = material.say
    goals = _aims(material)
    arithmetic, chances = _feasible(material, goals), _chances(material, goals)
    met = [row for aim in goals for row in consequences_rows(material.run, aim.plan.indicator)]
    told = [row for row in met if row.status == "found" and row.kind in ("per_head", "added")]
    near = nearest_rows(material.run)
    if not (arithmetic or chances or told or near):
        yield Paragraph("conditions-none", cell(say("conditions.none")))
        return
    if arithmetic or chances:
        yield Paragraph("conditions-said", cell(say("conditions.said")))
    if arithmetic:
        yield arithmetic
    if chances:
        yield chances
    turns = _turns(material, goals)
    if turns is not None:
        yield Heading("conditions-turns", 2, say("conditions.turns"))
        yield turns
    if told:
        yield Heading("conditions-elsewhere", 2, say("conditions.elsewhere"))
        binds = tuple(dict.fromkeys(f"claim:{one}" for row in told for one in row.claims))
        yield Items("conditions-elsewhere-items", tuple(cell(row.sentence) for row in told), binds=binds)
    if near:
        yield Heading("conditions-nearest", 2, say("conditions.nearest"))
        yield _nearest(material, near)


@dataclass(frozen=True, slots=True)
class _Aim:
    """A plan with a goal and a level to start from."""

    plan: Plan
    goal: Threshold
    base: Observation

    @property
    def binds(self) -> tuple[str, ...]:
        """The claims it rests on."""
        ids = [*self.base.claims, *(one.claim for one in (*self.plan.targets, *self.plan.goals))]
        return tuple(f"claim:{one}" for one in dict.fromkeys(ids))


def _aims(material: Material) -> list[_Aim]:
    """The goals sought for."""
    found = [
        _Aim(plan, plan.goal, plan.base)
        for plan in material.run.plans
        if plan.goal is not None and plan.base is not None
    ]
    return found[:_SOUGHT]


def _feasible(material: Material, goals: Sequence[_Aim]) -> Table | None:
    """Level reached, first year and base that would do, at the target's growth and at the growth on record."""
    say = material.say
    target_rows = {row.indicator: row for row in material.run.target_rows}
    lines = []
    for aim in goals:
        rows = sought(problem_of(material.run, aim.plan.indicator), ("goal", "year", "base"))
        there = {(row.find, row.held): row for row in rows if row.status in ("found", "met")}
        record = target_rows[aim.plan.indicator]
        for held, rate in (("target", record.recomputed_rate), ("record", record.record_rate)):
            values = [there.get((find, held)) for find in ("goal", "year", "base")]
            if not any(values):
                continue
            reached, year, base = (one.value if one else None for one in values)
            lines.append(
                Row(
                    cells(
                        say(
                            "conditions.goal",
                            name=material.titled(aim.plan.indicator),
                            year=aim.goal.year,
                            level=material.num(float(aim.goal.level)),
                        ),
                        say(f"conditions.at_{held}", rate=material.pct(rate)),
                        material.num(reached),
                        DASH if year is None else int(year),
                        material.num(base),
                        material.num(aim.base.level),
                    ),
                    aim.binds,
                )
            )
    if not lines:
        return None
    columns = [
        Column(say("conditions.aim"), share=2.4),
        Column(say("conditions.pace"), share=1.8),
        Column(say("conditions.reached"), "right", 1.1),
        Column(say("conditions.first"), "right", 1.1),
        Column(say("conditions.base"), "right", 1.1),
        Column(say("conditions.actual"), "right"),
    ]
    return material.table("table-feasible", say("conditions.feasible"), columns, lines, small=True)


def _chances(material: Material, goals: Sequence[_Aim]) -> Table | None:
    """Growth, goal and year that have a chance of one half and of four fifths."""
    say = material.say
    lines = []
    for aim in goals:
        finds = ("growth", "goal", "year")
        rows = sought(problem_of(material.run, aim.plan.indicator), finds, CHANCES)
        there = {(row.find, row.probability): row for row in rows if row.status in ("found", "met")}
        for find in finds:
            values = [there.get((find, chance)) for chance in CHANCES]
            if not any(values):
                continue
            now = next(one.now for one in values if one)
            texts = [_sought(material, find, one.value if one else None) for one in values]
            lines.append(
                Row(
                    cells(
                        material.titled(aim.plan.indicator),
                        say(f"conditions.find_{find}", year=aim.goal.year),
                        *texts,
                        _sought(material, find, now),
                    ),
                    aim.binds,
                )
            )
    if not lines:
        return None
    columns = [
        Column(say("conditions.indicator"), share=1.8),
        Column(say("conditions.what"), share=2.4),
        *(Column(say("conditions.chance", chance=chance), "right") for chance in CHANCES),
        Column(say("conditions.now"), "right"),
    ]
    note = say("conditions.odds_note")
    return material.table("table-chances", say("conditions.odds"), columns, lines, note=note, small=True)


def _turns(material: Material, goals: Sequence[_Aim]) -> Items | None:
    """The smallest change that turns a verdict on a target or goal."""
    names = [aim.plan.indicator for aim in goals]
    rows = [
        row
        for name in names
        for row in flips_rows(material.run, name, printed=False)
        if row.smallest and row.check in ("odds", "targets_against_goal")
    ]
    if not rows:
        return None
    binds = tuple(dict.fromkeys(f"claim:{row.claim}" for row in rows if row.claim))
    return Items("conditions-turns-items", tuple(cell(row.sentence) for row in rows), binds=binds)


def _sought(material: Material, find: str, value: float | None) -> str:
    if value is None:
        return DASH
    if find == "growth":
        return material.pct(value)
    return str(int(value)) if find == "year" else material.num(value)


def _nearest(material: Material, rows: Sequence[NearestRow]) -> Table:
    say = material.say
    columns = [
        Column(say("conditions.claim"), share=2.4),
        Column(say("conditions.printed"), "right"),
        Column(say("conditions.near"), "right"),
        Column(say("conditions.leave"), "right", 1.6),
    ]
    lines = []
    for row in rows:
        bounds = (row.lower, row.upper)
        if row.unit == "%":
            leave = material.range([None if one is None else one / 100 for one in bounds], "%")
        else:
            leave = material.range(bounds, row.unit)
        lines.append(
            Row(
                cells(
                    _number(material, row.claim),
                    render(quantity(str(row.printed), row.unit), material.language),
                    DASH
                    if row.nearest is None
                    else render(quantity(row.nearest, row.unit), material.language),
                    leave,
                ),
                (f"claim:{row.claim}",),
            )
        )
    return material.table(
        "table-nearest", say("conditions.nearest_table"), columns, lines, note=say("conditions.nearest_note")
    )


def _number(material: Material, claim_id: str) -> str:
    """Whose number a claim is, and of which years."""
    claim = material.claims[claim_id]
    label = material.name(claim.indicator, claim.entity)
    return material.say("conflicts.number", label=label, years=material.years(claim))
