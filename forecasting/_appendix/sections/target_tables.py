"""The two tables of targets: what each year's target asks for, and what a long-run goal leaves to do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forecasting._appendix.blocks import Column, Row, Table, cell, plain_text
from forecasting._appendix.sections.material import DASH, cells
from forecasting.judge.checks import PointsPaceFacts, PointsPathFacts
from forecasting.judge.tables import target_signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting._appendix.blocks import Cell
    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Known, Told
    from forecasting.judge.checks import Finding
    from forecasting.judge.tables import TargetRow

__all__ = ["annual_table", "goal_table"]


def _year(material: Material, key: str, years: set[int | None]) -> tuple[str, bool]:
    """A heading with its year where all rows share it, and whether they do."""
    known = years - {None}
    if len(known) == 1:
        return material.say(f"targets.{key}_in", year=known.pop()), True
    return material.say(f"targets.{key}"), False


def _level(
    material: Material, level: float | None, year: int | None, *, shared: bool, sign: str = ""
) -> Cell:
    if level is None:
        return cell(DASH)
    text = sign + material.num(level)
    return cell(text if shared else material.say("targets.level", level=text, year=year))


def _printed(material: Material, indicator: str) -> str:
    """The growth printed for the last annual target, with its own digits."""
    plan = next(one for one in material.run.plans if one.indicator == indicator)
    claim = material.claims.get(plan.targets[-1].rate_claim)
    return DASH if claim is None else material.stated(claim).lstrip("+")


def _binds(material: Material, indicator: str, *checks: str) -> tuple[str, ...]:
    return tuple(bind for one in material.about(indicator, *checks) for bind in one.binds)


def _in_points(material: Material, facts: type[Known]) -> dict[str, Told[Known]]:
    """The findings on rates, which move in points and never grow, by indicator."""
    own = [one for one in material.knowing(facts) if one.finding.entity == material.run.dossier.entity]
    found = {one.finding.indicator: one for one in own}
    return {one.finding.indicator: one for one in material.ordered(found.values(), by_year=False)}


def _better(material: Material, indicator: str) -> str:
    """The sign of a threshold of an indicator: on which side of it is the better one."""
    return "≤" if material.run.dossier.indicators[indicator].better == "lower" else "≥"


def _points(material: Material, value: float | None) -> str:
    return DASH if value is None else material.say("targets.points", value=value)


def annual_table(material: Material, *, brief: bool = False) -> Table | None:
    """Annual targets with the growth printed beside what their levels give; rates move in points and come last.

    Args:
        material: of the appendix.
        brief: without the column of what rounding leaves open.
    """
    rows = [row for row in material.run.target_rows if row.target_level is not None]
    rates = _in_points(material, PointsPathFacts)
    paces = _in_points(material, PointsPaceFacts)
    if not rows and not rates:
        return None
    say = material.say
    base, base_shared = _year(
        material, "base", {row.base_year for row in rows} | {one.facts.base for one in rates.values()}
    )
    target, target_shared = _year(
        material,
        "target",
        {row.target_year for row in rows} | {one.facts.year for one in rates.values()},
    )
    columns = [
        Column(say("targets.indicator"), share=2.6),
        Column(base, "right", 1.2),
        Column(target, "right", 1.2),
        Column(say("targets.printed"), "right"),
        Column(say("targets.recomputed"), "right"),
        Column(say("targets.rounding"), "right", 1.7),
        Column(say("targets.verdict"), share=1.5),
    ]
    signs = target_signs(material.run.dossier, material.run.plans)
    shared = (base_shared, target_shared)
    lines = [_annual_row(material, row, shared, signs.get(row.indicator, "")) for row in rows]
    for name, told in rates.items():
        level = paces[name].facts.level if name in paces else None
        lines.append(_annual_row_in_points(material, told, shared, level))
    if brief:
        # Rows that are a level alone tell least.
        lines.sort(key=lambda row: all(plain_text(one) == DASH for one in row.cells[3:]))
        return _without(Table("table-annual", say("targets.annual"), tuple(columns), tuple(lines)), 5)
    note = say("targets.annual_note")
    if any(row.growth_verdict == "uninformative" for row in rows):
        note += material.gap + say("arithmetic.blank_note")
    return material.table("table-annual", say("targets.annual"), columns, lines, note=note, small=True)


def _annual_row(material: Material, row: TargetRow, shared: tuple[bool, bool], sign: str) -> Row:
    """An annual target that is a level: what is printed, and what the levels give.

    Args:
        material: of the appendix.
        row: of the target.
        shared: whether the heads have the year of the base, and that of the target.
        sign: of a target printed as one-sided.
    """
    name = row.indicator
    judged = next(
        (
            told
            for told in material.about(name, "growth_against_levels")
            if told.finding.end == row.target_year and told.finding.verdict != "not_assessable"
        ),
        None,
    )
    return Row(
        (
            cell(material.titled(name)),
            _level(material, row.base_level, row.base_year, shared=shared[0]),
            _level(material, row.target_level, row.target_year, shared=shared[1], sign=sign),
            cell(_printed(material, name)),
            cell(material.pct(row.recomputed_rate)),
            cell(material.range(judged.finding.computed if judged else None, "%")),
            cell(material.verdict(row.growth_verdict), strong=row.growth_verdict == "inconsistent"),
        ),
        _binds(material, name, "growth_against_levels", "pace"),
    )


def _annual_row_in_points(
    material: Material, told: Told[PointsPathFacts], shared: tuple[bool, bool], level: float | None
) -> Row:
    """An annual target of a rate, from its latest level; `shared` as for `_annual_row`."""
    name, facts = told.finding.indicator, told.facts
    sign = _better(material, name)
    return Row(
        (
            cell(material.titled(name)),
            _level(material, level, facts.base, shared=shared[0]),
            _level(material, facts.target, facts.year, shared=shared[1], sign=sign),
            cell(DASH),
            cell(_points(material, facts.paid)),
            cell(DASH),
            cell(DASH),
        ),
        told.binds,
    )


def _without(table: Table, *places: int) -> Table:
    """A table without some of its columns."""

    def kept(every: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(one for place, one in enumerate(every) if place not in places)

    rows = tuple(Row(kept(row.cells), row.binds) for row in table.rows)
    return replace(table, columns=kept(table.columns), rows=rows)


def _chance(material: Material, judged: Finding) -> str:
    """A chance with its range over models, the word for it and the grade of its evidence."""
    low, high = judged.probability_range or (None, None)
    return _odds(material, judged.verdict, (judged.probability, low, high), judged.grade)


def _odds(
    material: Material,
    verdict: str | None,
    odds: tuple[float | None, float | None, float | None],
    grade: str | None,
) -> str:
    probability, low, high = odds
    return material.say(
        "targets.chance",
        word=material.verdict(verdict),
        odds=material.odds(probability),
        low=material.odds(low),
        high=material.odds(high),
        grade=grade,
    )


def goal_table(material: Material, *, brief: bool = False) -> Table | None:
    """Long-run goals with what each still needs, beside the record; rates move in points and come last.

    Args:
        material: of the appendix.
        brief: without the level that the target's growth leads to, the first year of the record, and the chance.
    """
    rows = [row for row in material.run.target_rows if row.goal_level is not None]
    goals = {one.finding.indicator for one in material.of("odds") if one.finding.rank < 0}
    paces = {name: one for name, one in _in_points(material, PointsPaceFacts).items() if name in goals}
    paths = _in_points(material, PointsPathFacts)
    if not rows and not paces:
        return None
    say = material.say
    goal, shared = _year(
        material, "goal", {row.goal_year for row in rows} | {one.facts.year for one in paces.values()}
    )
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
    lines = [_goal_row(material, row, shared=shared, brief=brief) for row in rows]
    for name, told in paces.items():
        lines.append(_goal_row_in_points(material, told, paths.get(name), shared=shared, brief=brief))
    if brief:
        return _without(Table("table-goals", say("targets.goals"), tuple(columns), tuple(lines)), 4, 8)
    return material.table(
        "table-goals", say("targets.goals"), columns, lines, note=say("targets.goals_note"), small=True
    )


def _since(material: Material, record: str, first: int | None, *, brief: bool) -> str:
    """Growth on record, with the first year of it where there is room."""
    if record == DASH or brief:
        return record
    return material.say("targets.since", rate=record, year=first)


def _goal_row(material: Material, row: TargetRow, *, shared: bool, brief: bool) -> Row:
    """A goal that is a level: growth it needs, growth on record, and the verdicts."""
    odds = material.verdict(row.odds_verdict)
    if row.probability is not None:
        chance = (row.probability, row.probability_low, row.probability_high)
        odds = _odds(material, row.odds_verdict, chance, row.grade)
    sign = "≤" if row.side == "at_most" else "≥"
    return Row(
        (
            cell(material.titled(row.indicator)),
            _level(material, row.goal_level, row.goal_year, shared=shared, sign=sign),
            *cells(
                material.pct(row.needed_before),
                material.pct(row.needed_after),
                material.num(row.kept_level),
                _since(material, material.pct(row.record_rate), row.record_start, brief=brief),
                material.verdict(row.path_verdict),
                material.verdict(row.pace_verdict),
                odds,
            ),
        ),
        _binds(material, row.indicator, "targets_against_goal", "pace", "odds"),
    )


def _goal_row_in_points(
    material: Material,
    pace: Told[PointsPaceFacts],
    path: Told[PointsPathFacts] | None,
    *,
    shared: bool,
    brief: bool,
) -> Row:
    """A goal of a rate, in points a year."""
    name, facts = pace.finding.indicator, pace.facts
    # One year alone is no record.
    record = _points(material, None if pace.finding.computed is None else facts.record)
    chances = [
        told
        for told in material.about(name, "odds")
        if told.finding.end == facts.year and told.finding.probability is not None
    ]
    return Row(
        (
            cell(material.titled(name)),
            _level(material, facts.goal, facts.year, shared=shared, sign=_better(material, name)),
            *cells(
                _points(material, facts.needed),
                _points(material, path.facts.left if path else None),
                DASH,
                _since(material, record, facts.first, brief=brief),
                material.verdict(path.finding.verdict if path else None),
                material.verdict(pace.finding.verdict),
                _chance(material, chances[0].finding) if chances else DASH,
            ),
        ),
        (
            *pace.binds,
            *(path.binds if path else ()),
            *(bind for told in chances for bind in told.binds),
        ),
    )
