"""The smallest change of one printed number that turns a verdict, in closed form.

Odds turn where the default model gives exactly .10, .33 or .67, so the goal there is a quantile of its forecast; a path
turns where the log growth left is 1.1 or 1/1.1 times that of the target; a printed growth turns where its rounding
interval begins or ends to meet what the printed levels allow.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting.ask.seek import frame_of, known_indicator, problem_of, reaches, require_assessment
from forecasting.ask.sensitivity.printed import growth_findings, growth_turns
from forecasting.ask.sensitivity.turn import FlipRow, Move, Turn
from forecasting.judge.checks import (
    CONTRAST,
    IMPLAUSIBLE,
    IN_STEP,
    OPEN,
    STRETCH,
    UNAMBITIOUS,
    odds_verdict,
    path_verdict,
)
from forecasting.models import probability, quantile
from forecasting.numbers import growth
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from forecasting.ask.seek import Problem
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.models import Predictive

__all__ = ["flips", "flips_rows"]

#: Odds at which the word changes, with the words below and above.
EDGES = ((IMPLAUSIBLE, "implausible", "stretch"), (STRETCH, "stretch", "open"), (OPEN, "open", "likely"))
#: How far beyond an edge the new word is read, as a log ratio, and how little of the way before it the old one.
_HAIR, _JUST = 1e-7, 1e-3


def flips(result: Assessment, indicator: str | None = None) -> pd.DataFrame:
    """What would have to change, one number at a time, for each verdict on a target or goal to turn.

    Args:
        result: an assessment.
        indicator: id; None takes every indicator with a target or goal.

    Returns:
        Columns `indicator`, `label`, `check` ("odds", "targets_against_goal", "growth_against_levels"), `start`, `end`
        (years it speaks of), `verdict` (as assessed), `to` (what it turns into), `moved` ("goal", "target", "base",
        "year", or "claim"), `claim` (its id, where a printed number is moved), `printed`, `needed`, `unit`, `change`
        (share of a level; difference of growth as a fraction, or of years), `size` (the same as a log ratio, by which
        changes are compared; missing for years), `smallest` (the least change that turns this verdict at all) and
        `sentence`. `needed` is the exact edge for odds and paths, and the nearest number with as many digits for
        printed claims.

    Raises:
        ForecastingError: an unknown indicator.
    """
    return frame_of(flips_rows(result, indicator), FlipRow, result.language)


def flips_rows(result: Assessment, indicator: str | None = None, *, printed: bool = True) -> list[FlipRow]:
    """The rows of `flips`, an indicator after the other, the smallest change first in each verdict.

    Args:
        result: an assessment.
        indicator: id; None takes every indicator with a target or goal.
        printed: also for growth printed beside levels, which takes a search for each such finding.
    """
    require_assessment(result)
    if indicator is not None:
        known_indicator(result, indicator)
    rows: list[FlipRow] = []
    for plan in result.plans:
        if indicator not in (None, plan.indicator):
            continue
        groups = [
            *(list(_odds(result, plan, one, "goal")) for one in reversed(plan.goals)),
            *(list(_odds(result, plan, one, "target")) for one in reversed(plan.targets)),
            list(_path(result, plan)),
            *(list(growth_turns(result, one)) for one in growth_findings(result, plan.indicator) if printed),
        ]
        for group in groups:
            rows += _ranked(group)
    return rows


def _ranked(group: list[FlipRow]) -> list[FlipRow]:
    """The rows of one verdict, the smallest change first and marked."""
    ordered = sorted(
        group,
        key=lambda row: (
            row.size is None,
            round(row.size or 0.0, 12),
            ("claim", "target", "goal", "base", "year").index(row.moved),
            row.claim,
        ),
    )
    # Only a change that can be measured against the others is called the smallest.
    return [replace(row, smallest=place == 0 and row.size is not None) for place, row in enumerate(ordered)]


# ---- odds


def _odds(result: Assessment, plan: Plan, threshold: Threshold, what: str) -> Iterator[FlipRow]:
    base = plan.base
    if base is None or threshold.year <= base.year:
        return
    problem = problem_of(result, plan.indicator, by=threshold.year, goal=float(threshold.level))
    present = problem.chance()
    if present is None:
        return
    models = _models(result, plan.indicator, threshold.year)
    verdict = odds_verdict(present, _chances(problem, models))
    turn = Turn(result, plan.indicator, "odds", base.year, threshold.year, verdict)
    said = {"what": Phrase(f"seek.flip.{what}", {"year": threshold.year}), "start": base.year}
    for level, to in _edges(problem, models, verdict):
        yield turn.row(to, Move(what, problem.goal, level, threshold.claim), "odds_goal", said)
        # A forecast moves with its base one for one, so the base may do what the goal would have to undo.
        needed = base.level * problem.goal / level
        yield turn.row(to, Move("base", base.level, needed), "odds_base", said)
    yield from _years(turn, problem, plan, verdict, said)


def _models(result: Assessment, indicator: str, year: int) -> tuple[Predictive, ...]:
    """What each growth model that has a say forecasts for one year."""
    return tuple(
        forecast
        for outlook in result.outlooks
        if outlook.indicator == indicator and outlook.model != CONTRAST
        for forecast in outlook.years
        if forecast.year == year
    )


def _chances(problem: Problem, models: tuple[Predictive, ...]) -> tuple[float, ...]:
    return tuple(probability(one, problem.goal, problem.side) for one in models)


def _edges(problem: Problem, models: tuple[Predictive, ...], verdict: str) -> Iterator[tuple[float, str]]:
    """Goal levels at which the word for the odds changes, with the word beyond."""
    for edge, below, above in EDGES:
        level = problem.threshold(edge)
        if level is None:
            continue
        if verdict == below:
            yield level, above
        elif verdict == above:
            yield level, below
    if not models or verdict not in ("likely", "unambitious"):
        return
    tail = 1 - UNAMBITIOUS if problem.side == "at_least" else UNAMBITIOUS
    ends = [quantile(one, tail) for one in models]
    level = min(ends) if problem.side == "at_least" else max(ends)
    yield level, "unambitious" if verdict == "likely" else "likely"


def _years(
    turn: Turn, problem: Problem, plan: Plan, verdict: str, said: dict[str, object]
) -> Iterator[FlipRow]:
    """The nearest earlier and later year in which the same level has other odds."""
    base = plan.base
    if base is None:
        return
    outlooks = [one for one in problem.result.outlooks if one.indicator == plan.indicator and one.years]
    known = {one.year for outlook in outlooks for one in outlook.years}

    def word(year: int) -> str | None:
        there = problem.at(year)
        if there is None or year not in known:
            return None
        models = _models(problem.result, plan.indicator, year)
        return odds_verdict(probability(there, problem.goal, problem.side), _chances(problem, models))

    for years in (
        range(problem.year - 1, base.year, -1),
        range(problem.year + 1, max(known, default=problem.year) + 1),
    ):
        for year in years:
            to = word(year)
            if to is not None and to != verdict:
                yield turn.row(to, Move("year", problem.year, year), "odds_year", said)
                break


# ---- the path from the target to the goal


def _path(result: Assessment, plan: Plan) -> Iterator[FlipRow]:
    base, goal = plan.base, plan.goal
    targets = [one for one in plan.targets if goal is not None and one.year < goal.year]
    if base is None or goal is None or not targets or targets[-1].year <= base.year:
        return
    target = targets[-1]
    level, wanted = float(target.level), float(goal.level)
    final = next((one for one in plan.targets if one.year == goal.year), None)
    met = reaches(level, wanted, goal.side)
    if met or (final is not None and not reaches(float(final.level), wanted, goal.side)):
        return
    early, late = target.year - base.year, goal.year - target.year

    def word(of: dict[str, float]) -> str:
        done = growth.rate(of["base"], of["target"], early)
        return path_verdict(done, growth.required_rate(of["target"], of["goal"], late))

    numbers = {"target": level, "goal": wanted, "base": base.level}
    verdict = word(numbers)
    turn = Turn(result, plan.indicator, "targets_against_goal", base.year, goal.year, verdict)
    for moved, now in numbers.items():
        seen = set()
        for edge in _path_edges(moved, base.level, level, wanted, late / early):
            # A hair beyond the edge the word is the new one, just before it still the old: no other edge is nearer.
            beyond = numbers | {moved: math.exp(edge + math.copysign(_HAIR, edge - math.log(now)))}
            before = numbers | {moved: math.exp(edge + (math.log(now) - edge) * _JUST)}
            to = word(beyond)
            if to == verdict or to in seen or word(before) != verdict:
                continue
            seen.add(to)
            values = {"year": target.year if moved == "target" else goal.year, "start": base.year}
            claim = {"target": target.claim, "goal": goal.claim}.get(moved, "")
            move = Move(moved, now, math.exp(edge), claim)
            yield turn.row(to, move, f"path_{moved}", values)


def _path_edges(moved: str, base: float, target: float, goal: float, ratio: float) -> Iterator[float]:
    """Logs of one of the three levels at which the word for the path turns; `ratio` is later over earlier years.

    There ln(goal) - ln(target) = w (ln(target) - ln(base)) with w = 1.1 or 1/1.1 times the ratio, or the target is
    where the base is and leads nowhere.
    """
    first, middle, last = math.log(base), math.log(target), math.log(goal)
    for weight in (IN_STEP * ratio, ratio / IN_STEP):
        yield {
            "target": (last + weight * first) / (1 + weight),
            "goal": middle + weight * (middle - first),
            "base": middle - (last - middle) / weight,
        }[moved]
    if moved != "goal":
        yield first if moved == "target" else middle
