"""What gives a goal certain odds, by the default model turned round."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from forecasting.ask.seek.problem import span
from forecasting.models import probability

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasting.ask.seek.search import GoalSeekRow, Search

__all__ = ["BY_ODDS"]

#: Years past the base a search for a year looks ahead.
_FARTHEST = 60


def _middle(search: Search, first: int, last: int, shift: float) -> float:
    """Growth a year of the middle of the forecast from one year to another, moved by `shift` at its end."""

    def loc(year: int) -> float:
        there = search.problem.at(year)
        return math.log(search.base.level) if there is None else there.loc

    return math.expm1((loc(last) + shift - loc(first)) / (last - first))


def _growth(search: Search, chance: float) -> GoalSeekRow:
    return _moved(search, chance, search.base.year, search.problem.year)


def _first_year(search: Search, chance: float) -> GoalSeekRow:
    return _moved(search, chance, search.base.year, min(search.split, search.problem.year))


def _later(search: Search, chance: float) -> GoalSeekRow:
    last = search.problem.year
    return _moved(search, chance, search.split if search.split < last else search.base.year, last)


def _moved(search: Search, chance: float, first: int, last: int) -> GoalSeekRow:
    """The growth between two years that gives these odds, the rest of the forecast held."""
    problem = search.problem
    now = _middle(search, first, last, 0.0)
    value = _middle(search, first, last, problem.shift(chance) or 0.0)
    key, years = f"odds.{search.find}", span(first + 1, last)
    sentence = problem.say(key, chance=chance, value=value, now=now, span=years)
    return search.row(sentence, held="model", value=value, now=now)


def _base(search: Search, chance: float) -> GoalSeekRow:
    value = search.base.level * math.exp(search.problem.shift(chance) or 0.0)
    sentence = search.problem.say("odds.base", chance=chance, value=value)
    return search.row(sentence, held="model", value=value, now=search.base.level)


def _goal(search: Search, chance: float) -> GoalSeekRow:
    problem = search.problem
    value = problem.threshold(chance)
    sentence = problem.say("odds.goal", chance=chance, value=value, present=problem.chance())
    return search.row(sentence, held="model", value=value, now=problem.goal)


def _year(search: Search, chance: float) -> GoalSeekRow:
    problem = search.problem
    last = search.base.year + _FARTHEST
    found = None
    for years in (problem.forecast, problem.until(last)):
        reaching = (one.year for one in years if probability(one, problem.goal, problem.side) >= chance)
        found = next(reaching, None)
        if found is not None:
            break
    key = "odds.year" if found is not None else "odds.year_never"
    sentence = problem.say(key, chance=chance, value=found, last=last, present=problem.chance())
    status = "found" if found is not None else "never"
    return search.row(sentence, held="model", value=found, now=problem.year, status=status)


BY_ODDS: dict[str, Callable[[Search, float], GoalSeekRow]] = {
    "growth": _growth,
    "first_year": _first_year,
    "later": _later,
    "base": _base,
    "goal": _goal,
    "year": _year,
}
"""The search for each thing that may be sought."""
