"""Goal seek in closed form: which growth, base, goal or year makes a goal just feasible, or gives it certain odds.

Without odds this is arithmetic on the printed numbers. With odds it inverts the default model's Student t on the log
level: P(level >= G) = F((loc - ln G) / scale; df), so that loc = ln G + scale F^-1(p; df) is the middle the forecast
must have. Every row says what is held and what is moved.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from forecasting.ask.seek.by_odds import BY_ODDS
from forecasting.ask.seek.feasible import FEASIBLE
from forecasting.ask.seek.problem import frame_of, problem_of, real
from forecasting.ask.seek.search import GoalSeekRow, Search
from forecasting.errors import ForecastingError
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from forecasting.ask.seek.problem import Problem
    from forecasting.judge.assessment import Assessment

__all__ = ["FINDS", "goal_seek", "sought"]

FINDS = ("growth", "first_year", "later", "base", "goal", "year")
"""What can be sought, in the order it is shown."""


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
    rows = sought(problem_of(result, indicator, by=by, goal=goal), find, probability, pace)
    return frame_of(rows, GoalSeekRow, result.language)


def sought(
    problem: Problem,
    find: str | Sequence[str] = FINDS,
    probability: float | Sequence[float] | None = None,
    pace: float | None = None,
) -> list[GoalSeekRow]:
    """The rows of `goal_seek` for one goal; arguments and errors as there."""
    wanted = (find,) if isinstance(find, str) else tuple(find)
    for word in wanted:
        if word not in FINDS:
            msg = f"find must be one of {', '.join(FINDS)}; received {word!r}"
            raise ForecastingError(msg)
    if pace is not None and not -1 < real(pace) < math.inf:
        msg = f"pace is growth a year, a fraction above -1 (0.10 is 10 %); received {pace!r}"
        raise ForecastingError(msg)
    chances = _chances(probability)
    return [
        row
        for aim in wanted
        for chance in chances
        for row in _found(Search(problem, aim, chance, None if chance is not None else pace))
    ]


def _chances(probability: object) -> list[float | None]:
    """The odds asked for, checked; None alone where none are."""
    several = isinstance(probability, Iterable) and not isinstance(probability, str)
    given: list[float | None] = list(probability) if several else [probability]  # type: ignore[call-overload,list-item]
    for chance in given:
        if chance is not None and not 0 < real(chance) < 1:
            msg = f"probability must lie strictly between 0 and 1; received {chance!r}"
            raise ForecastingError(msg)
    return given


def _found(search: Search) -> Iterable[GoalSeekRow]:
    """The rows of one search, or one that says what is lacking."""
    problem = search.problem
    if problem.base is None:
        return [search.row(problem.say("no_history"), status="no_history")]
    if search.chance is None:
        return FEASIBLE[search.find](search)
    if problem.at(problem.year) is None:
        reason = problem.reason or Phrase("seek.no_forecast")
        said = problem.say("no_model", reason=render(reason, problem.result.language))
        return [search.row(said, status="no_model")]
    return [BY_ODDS[search.find](search, search.chance)]
