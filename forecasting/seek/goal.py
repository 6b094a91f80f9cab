"""Goal seek in closed form: which growth, base, goal or year makes a goal just feasible, or gives it certain odds.

Without odds this is arithmetic on the printed numbers. With odds it inverts the default model's Student t on the log
level: P(level >= G) = F((loc - ln G) / scale; df), so that loc = ln G + scale F^-1(p; df) is the middle the forecast
must have. Every row says what is held and what is moved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from forecasting import growth
from forecasting.errors import ForecastingError
from forecasting.models import probability as chance_of
from forecasting.seek.problem import frame_of, problem_of, real, span
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import pandas as pd

    from forecasting.assessment import Assessment
    from forecasting.network import Observation
    from forecasting.seek.problem import Problem

__all__ = ["FINDS", "GOAL_SEEK_COLUMNS", "goal_seek", "goal_seek_rows"]

FINDS = ("growth", "first_year", "later", "base", "goal", "year")
"""What can be sought, in the order it is shown."""

GOAL_SEEK_COLUMNS = (
    "indicator",
    "label",
    "unit",
    "find",
    "held",
    "probability",
    "base_year",
    "base",
    "by",
    "goal",
    "side",
    "value",
    "now",
    "change",
    "status",
    "sentence",
)
#: Years past the base a search for a year looks ahead.
_FARTHEST = 60


def goal_seek(
    result: Assessment,
    indicator: str,
    find: str | Sequence[str] = FINDS,
    *,
    by: int | None = None,
    goal: float | None = None,
    probability: float | Sequence[float] | None = None,
    pace: float | None = None,
) -> pd.DataFrame:
    """What would have to be so for a goal to be just feasible, or to have certain odds.

    Args:
        result: an assessment; its scenario is kept.
        indicator: id.
        find: what is moved, one or several of "growth" (the same in every year), "first_year" (growth up to the last
            annual target, or the first year), "later" (growth after it), "base" (the latest level), "goal", "year".
        by: year of the goal; None takes the last goal, or the last annual target where there is no goal.
        goal: level to reach, in the indicator's unit; None takes the one stated for `by`, or the last one stated.
        probability: None for just feasible by arithmetic on the printed numbers; a chance between 0 and 1, or
            several, for the odds of the default model.
        pace: growth a year that is held where one must be (a fraction); None holds the growth of the annual target
            and the growth on record, one row each. Of no effect with `probability`: the forecast is then what is held.

    Returns:
        Columns `indicator`, `label`, `unit`, `find`, `held` (what kind of pace is held: "given", "target",
        "after_target", "record", "even" or "model"), `probability`, `base_year`, `base`, `by`, `goal`, `side`,
        `value` (a fraction a year, a level or a year), `now` (what stands there at present), `change` (difference of
        rates and years, share of levels), `status` ("found", "met", "never", "no_history", "no_model", "no_pace") and
        `sentence`.

    Raises:
        ForecastingError: an unknown indicator, a word that is none of those above, a chance outside (0, 1), nothing
            stated and nothing given, or a year that is over.
    """
    rows = goal_seek_rows(result, indicator, find, by=by, goal=goal, probability=probability, pace=pace)
    return frame_of(rows, GOAL_SEEK_COLUMNS, result.language)


def goal_seek_rows(
    result: Assessment,
    indicator: str,
    find: str | Sequence[str] = FINDS,
    *,
    by: int | None = None,
    goal: float | None = None,
    probability: float | Sequence[float] | None = None,
    pace: float | None = None,
) -> list[dict[str, Any]]:
    """The rows of `goal_seek` as plain values."""
    wanted = (find,) if isinstance(find, str) else tuple(find)
    for one in wanted:
        if one not in FINDS:
            msg = f"find must be one of {', '.join(FINDS)}; received {one!r}"
            raise ForecastingError(msg)
    if pace is not None and not -1 < real(pace) < math.inf:
        msg = f"pace is growth a year, a fraction above -1 (0.10 is 10 %); received {pace!r}"
        raise ForecastingError(msg)
    given: Any = probability
    several = isinstance(given, Iterable) and not isinstance(given, str)
    chances: list[float | None] = list(given) if several else [given]
    for chance in chances:
        if chance is not None and not 0 < real(chance) < 1:
            msg = f"probability must lie strictly between 0 and 1; received {chance!r}"
            raise ForecastingError(msg)
    problem = problem_of(result, indicator, by=by, goal=goal)
    rows: list[dict[str, Any]] = []
    for one in wanted:
        for chance in chances:
            if problem.base is None:
                rows.append(
                    _row(problem, one, chance, status="no_history", sentence=problem.say("no_history"))
                )
            elif chance is None:
                rows += _POINT[one](problem, problem.base, pace)
            elif problem.at(problem.year) is None:
                rows.append(_row(problem, one, chance, status="no_model", sentence=_no_model(problem)))
            else:
                rows.append(_ODDS[one](problem, problem.base, chance))
    return rows


def _no_model(problem: Problem) -> str:
    reason = problem.reason or Phrase("seek.no_forecast")
    return problem.say("no_model", reason=render(reason, problem.result.language))


def _row(
    problem: Problem,
    find: str,
    chance: float | None,
    *,
    held: str = "",
    value: float | None = None,
    now: float | None = None,
    status: str = "found",
    sentence: str = "",
) -> dict[str, Any]:
    change = None
    if value is not None and now is not None:
        change = value / now - 1 if find in ("base", "goal") else value - now
    return {
        "indicator": problem.indicator.id,
        "label": problem.indicator.name(problem.result.language),
        "unit": problem.indicator.unit,
        "find": find,
        "held": held,
        "probability": chance,
        "base_year": problem.base.year if problem.base else None,
        "base": problem.base.level if problem.base else None,
        "by": problem.year,
        "goal": problem.goal,
        "side": problem.side,
        "value": value,
        "now": now,
        "change": change,
        "status": status,
        "sentence": sentence,
    }


# ---- just feasible, by arithmetic


def _growth(problem: Problem, base: Observation, pace: float | None) -> Iterator[dict[str, Any]]:
    del pace  # nothing is held but the two levels
    value = growth.required_rate(base.level, problem.goal, problem.year - base.year)
    met = problem.met_by(base.level)
    sentence = problem.say(f"point.growth{'_met' if met else ''}", value=value)
    yield _row(
        problem,
        "growth",
        None,
        held="even",
        value=value,
        now=problem.record,
        status="met" if met else "found",
        sentence=sentence,
    )


def _split(problem: Problem, base: Observation) -> int:
    """The year up to which growth counts as first: that of the last target, else the first year."""
    return problem.target.year if problem.target is not None else base.year + 1


def _first_year(problem: Problem, base: Observation, pace: float | None) -> Iterator[dict[str, Any]]:
    split = _split(problem, base)
    early, late = split - base.year, problem.year - split
    printed = problem.target
    now = growth.rate(base.level, float(printed.level), early) if printed is not None else None
    if late < 1:
        yield from (row | {"find": "first_year"} for row in _growth(problem, base, None))
        return
    paces: list[tuple[str, float]] = []
    if pace is not None:
        paces.append(("given", pace))
    elif printed is not None:
        paces.append(("after_target", growth.required_rate(float(printed.level), problem.goal, late)))
    if pace is None and problem.record is not None:
        paces.append(("record", problem.record))
    for held, rate in paces:
        needed = math.log(problem.goal) - late * math.log1p(rate)
        value = math.expm1((needed - math.log(base.level)) / early)
        values = {
            "value": value,
            "pace": rate,
            "why": _why(problem, held),
            "span": span(base.year + 1, split),
            "rest": span(split + 1, problem.year),
        }
        sentence = problem.say("point.first_year", **values)
        yield _row(problem, "first_year", None, held=held, value=value, now=now, sentence=sentence)
    if not paces:
        yield _no_pace(problem, "first_year")


def _later(problem: Problem, base: Observation, pace: float | None) -> Iterator[dict[str, Any]]:
    split = _split(problem, base)
    early, late = split - base.year, problem.year - split
    if late < 1:
        yield from (row | {"find": "later"} for row in _growth(problem, base, None))
        return
    levels: list[tuple[str, float]] = []
    if pace is not None:
        levels = [("given", growth.compound(base.level, pace, early))]
    elif problem.target is not None:
        levels = [("target", float(problem.target.level))]
    elif problem.record is not None:
        levels = [("record", growth.compound(base.level, problem.record, early))]
    for held, level in levels:
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
        yield _row(
            problem,
            "later",
            None,
            held=held,
            value=value,
            now=problem.record,
            status=status,
            sentence=sentence,
        )
    if not levels:
        yield _no_pace(problem, "later")


def _held_paces(problem: Problem, base: Observation, pace: float | None) -> list[tuple[str, float]]:
    """Growth a year that may be held: the one given, else that of the target and that on record."""
    if pace is not None:
        return [("given", pace)]
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


def _no_pace(problem: Problem, find: str) -> dict[str, Any]:
    return _row(problem, find, None, status="no_pace", sentence=problem.say("point.no_pace"))


def _base(problem: Problem, base: Observation, pace: float | None) -> Iterator[dict[str, Any]]:
    paces = _held_paces(problem, base, pace)
    for held, rate in paces:
        value = problem.goal / growth.compound(1.0, rate, problem.year - base.year)
        sentence = problem.say("point.base", value=value, pace=rate, why=_why(problem, held))
        yield _row(problem, "base", None, held=held, value=value, now=base.level, sentence=sentence)
    if not paces:
        yield _no_pace(problem, "base")


def _goal(problem: Problem, base: Observation, pace: float | None) -> Iterator[dict[str, Any]]:
    paces = _held_paces(problem, base, pace)
    for held, rate in paces:
        value = growth.compound(base.level, rate, problem.year - base.year)
        met = Phrase(f"seek.point.goal_{'reached' if problem.met_by(value) else 'missed'}")
        sentence = problem.say("point.goal", value=value, pace=rate, why=_why(problem, held), met=met)
        yield _row(problem, "goal", None, held=held, value=value, now=problem.goal, sentence=sentence)
    if not paces:
        yield _no_pace(problem, "goal")


def _year(problem: Problem, base: Observation, pace: float | None) -> Iterator[dict[str, Any]]:
    paces = _held_paces(problem, base, pace)
    if problem.met_by(base.level):
        sentence = problem.say("point.year_met")
        yield _row(
            problem,
            "year",
            None,
            held="even",
            value=base.year,
            now=problem.year,
            status="met",
            sentence=sentence,
        )
        return
    for held, rate in paces:
        step, way = math.log1p(rate), math.log(problem.goal) - math.log(base.level)
        values = {"pace": rate, "why": _why(problem, held)}
        if step * way <= 0:
            sentence = problem.say("point.year_never", **values)
            yield _row(problem, "year", None, held=held, now=problem.year, status="never", sentence=sentence)
            continue
        value = base.year + math.ceil(way / step - 1e-9)
        sentence = problem.say("point.year", value=value, **values)
        yield _row(problem, "year", None, held=held, value=value, now=problem.year, sentence=sentence)
    if not paces:
        yield _no_pace(problem, "year")


# ---- certain odds, by the default model


def _middle(problem: Problem, base: Observation, first: int, last: int, shift: float) -> float:
    """Growth a year of the middle of the forecast from one year to another, moved by `shift` at its end."""

    def loc(year: int) -> float:
        there = problem.at(year)
        return math.log(base.level) if there is None else there.loc

    return math.expm1((loc(last) + shift - loc(first)) / (last - first))


def _odds_growth(problem: Problem, base: Observation, chance: float) -> dict[str, Any]:
    return _moved(problem, base, chance, "growth", base.year, problem.year)


def _odds_first(problem: Problem, base: Observation, chance: float) -> dict[str, Any]:
    split = min(_split(problem, base), problem.year)
    return _moved(problem, base, chance, "first_year", base.year, split)


def _odds_later(problem: Problem, base: Observation, chance: float) -> dict[str, Any]:
    split = _split(problem, base)
    first = split if split < problem.year else base.year
    return _moved(problem, base, chance, "later", first, problem.year)


def _moved(
    problem: Problem, base: Observation, chance: float, find: str, first: int, last: int
) -> dict[str, Any]:
    """The growth between two years that gives these odds, the rest of the forecast held."""
    shift = problem.shift(chance) or 0.0
    now = _middle(problem, base, first, last, 0.0)
    value = _middle(problem, base, first, last, shift)
    sentence = problem.say(f"odds.{find}", chance=chance, value=value, now=now, span=span(first + 1, last))
    return _row(problem, find, chance, held="model", value=value, now=now, sentence=sentence)


def _odds_base(problem: Problem, base: Observation, chance: float) -> dict[str, Any]:
    value = base.level * math.exp(problem.shift(chance) or 0.0)
    sentence = problem.say("odds.base", chance=chance, value=value)
    return _row(problem, "base", chance, held="model", value=value, now=base.level, sentence=sentence)


def _odds_goal(problem: Problem, base: Observation, chance: float) -> dict[str, Any]:
    del base
    value = problem.threshold(chance)
    sentence = problem.say("odds.goal", chance=chance, value=value, present=problem.chance())
    return _row(problem, "goal", chance, held="model", value=value, now=problem.goal, sentence=sentence)


def _odds_year(problem: Problem, base: Observation, chance: float) -> dict[str, Any]:
    last = base.year + _FARTHEST
    found = None
    for years in (problem.forecast, problem.until(last)):
        found = next(
            (one.year for one in years if chance_of(one, problem.goal, problem.side) >= chance), None
        )
        if found is not None:
            break
    key = "odds.year" if found is not None else "odds.year_never"
    sentence = problem.say(key, chance=chance, value=found, last=last, present=problem.chance())
    status = "found" if found is not None else "never"
    return _row(
        problem,
        "year",
        chance,
        held="model",
        value=found,
        now=problem.year,
        status=status,
        sentence=sentence,
    )


_POINT: dict[str, Callable[[Problem, Observation, float | None], Iterator[dict[str, Any]]]] = {
    "growth": _growth,
    "first_year": _first_year,
    "later": _later,
    "base": _base,
    "goal": _goal,
    "year": _year,
}
_ODDS: dict[str, Callable[[Problem, Observation, float], dict[str, Any]]] = {
    "growth": _odds_growth,
    "first_year": _odds_first,
    "later": _odds_later,
    "base": _odds_base,
    "goal": _odds_goal,
    "year": _odds_year,
}
