"""What makes a goal just feasible, by arithmetic on the printed numbers."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from forecasting.ask.seek.problem import span
from forecasting.numbers import growth
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecasting.ask.seek.problem import Problem
    from forecasting.ask.seek.search import GoalSeekRow, Search

__all__ = ["FEASIBLE"]


def _growth(search: Search) -> Iterator[GoalSeekRow]:
    problem, base = search.problem, search.base
    value = growth.required_rate(base.level, problem.goal, problem.year - base.year)
    met = problem.met_by(base.level)
    sentence = problem.say(f"point.growth{'_met' if met else ''}", value=value)
    status = "met" if met else "found"
    yield search.row(sentence, held="even", value=value, now=problem.record, status=status)


def _first_year(search: Search) -> Iterator[GoalSeekRow]:
    problem, base, split = search.problem, search.base, search.split
    early, late = split - base.year, problem.year - split
    if late < 1:
        yield from _growth(search)
        return
    printed = problem.target
    now = growth.rate(base.level, float(printed.level), early) if printed is not None else None
    paces: list[tuple[str, float]] = []
    if search.pace is not None:
        paces.append(("given", search.pace))
    elif printed is not None:
        paces.append(("after_target", growth.required_rate(float(printed.level), problem.goal, late)))
    if search.pace is None and problem.record is not None:
        paces.append(("record", problem.record))
    for held, rate in paces:
        needed = math.log(problem.goal) - late * math.log1p(rate)
        value = math.expm1((needed - math.log(base.level)) / early)
        sentence = problem.say(
            "point.first_year",
            value=value,
            pace=rate,
            why=_why(problem, held),
            span=span(base.year + 1, split),
            rest=span(split + 1, problem.year),
        )
        yield search.row(sentence, held=held, value=value, now=now)
    if not paces:
        yield _no_pace(search)


def _later(search: Search) -> Iterator[GoalSeekRow]:
    problem, base, split = search.problem, search.base, search.split
    early, late = split - base.year, problem.year - split
    if late < 1:
        yield from _growth(search)
        return
    if search.pace is not None:
        held, level = "given", growth.compound(base.level, search.pace, early)
    elif problem.target is not None:
        held, level = "target", float(problem.target.level)
    elif problem.record is not None:
        held, level = "record", growth.compound(base.level, problem.record, early)
    else:
        yield _no_pace(search)
        return
    value = growth.required_rate(level, problem.goal, late)
    met = problem.met_by(level)
    sentence = problem.say(
        f"point.later{'_met' if met else ''}",
        value=value,
        level=level,
        split=split,
        why=_why(problem, held),
        span=span(split + 1, problem.year),
    )
    status = "met" if met else "found"
    yield search.row(sentence, held=held, value=value, now=problem.record, status=status)


def _held_paces(search: Search) -> list[tuple[str, float]]:
    """Growth a year that may be held: the one given, else that of the target and that on record."""
    problem, base = search.problem, search.base
    if search.pace is not None:
        return [("given", search.pace)]
    found = []
    if problem.target is not None:
        years = problem.target.year - base.year
        found.append(("target", growth.rate(base.level, float(problem.target.level), years)))
    if problem.record is not None:
        found.append(("record", problem.record))
    return found


def _why(problem: Problem, held: str) -> Phrase:
    first = problem.observations[0].year if problem.observations else None
    target = problem.target
    return Phrase(
        f"seek.pace.{held}",
        {
            "first": first,
            "last": problem.observations[-1].year if problem.observations else None,
            "split": target.year if target else None,
            "level": float(target.level) if target else None,
            "unit": problem.indicator.unit,
        },
    )


def _no_pace(search: Search) -> GoalSeekRow:
    return search.row(search.problem.say("point.no_pace"), status="no_pace")


def _base(search: Search) -> Iterator[GoalSeekRow]:
    problem, base = search.problem, search.base
    paces = _held_paces(search)
    for held, rate in paces:
        value = problem.goal / growth.compound(1.0, rate, problem.year - base.year)
        sentence = problem.say("point.base", value=value, pace=rate, why=_why(problem, held))
        yield search.row(sentence, held=held, value=value, now=base.level)
    if not paces:
        yield _no_pace(search)


def _goal(search: Search) -> Iterator[GoalSeekRow]:
    problem, base = search.problem, search.base
    paces = _held_paces(search)
    for held, rate in paces:
        value = growth.compound(base.level, rate, problem.year - base.year)
        met = Phrase(f"seek.point.goal_{'reached' if problem.met_by(value) else 'missed'}")
        sentence = problem.say("point.goal", value=value, pace=rate, why=_why(problem, held), met=met)
        yield search.row(sentence, held=held, value=value, now=problem.goal)
    if not paces:
        yield _no_pace(search)


def _year(search: Search) -> Iterator[GoalSeekRow]:
    problem, base = search.problem, search.base
    now = problem.year
    if problem.met_by(base.level):
        sentence = problem.say("point.year_met")
        yield search.row(sentence, held="even", value=base.year, now=now, status="met")
        return
    paces = _held_paces(search)
    for held, rate in paces:
        step, way = math.log1p(rate), math.log(problem.goal) - math.log(base.level)
        why = _why(problem, held)
        if step * way <= 0:
            sentence = problem.say("point.year_never", pace=rate, why=why)
            yield search.row(sentence, held=held, now=now, status="never")
            continue
        value = base.year + math.ceil(way / step - 1e-9)
        sentence = problem.say("point.year", value=value, pace=rate, why=why)
        yield search.row(sentence, held=held, value=value, now=now)
    if not paces:
        yield _no_pace(search)


FEASIBLE: dict[str, Callable[[Search], Iterator[GoalSeekRow]]] = {
    "growth": _growth,
    "first_year": _first_year,
    "later": _later,
    "base": _base,
    "goal": _goal,
    "year": _year,
}
"""The search for each thing that may be sought."""
