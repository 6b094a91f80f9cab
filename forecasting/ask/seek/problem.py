"""What a search starts from: the base, the goal, the target on the way, and the forecast whose odds are quoted."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from operator import index
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.judge.assessment import Assessment
from forecasting.judge.checks import Plan, Threshold
from forecasting.judge.outlook import forecast_plans
from forecasting.models import probability, quantile
from forecasting.numbers import growth
from forecasting.records import frame
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from forecasting.dossier import Dossier, Indicator
    from forecasting.models import Predictive, Side
    from forecasting.network import Network, Observation
    from forecasting.records import TypedRow

__all__ = [
    "Problem",
    "frame_of",
    "history_of",
    "known_indicator",
    "problem_of",
    "reaches",
    "real",
    "require_assessment",
    "span",
    "started",
]

#: Slack, as a share of the level, in which a level that was solved for counts as reached.
CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Problem:
    """One goal of one indicator and everything a search for it needs.

    Attributes:
        observations: pinned history up to `as_of`, in year order.
        goal, year, side: level to reach, by when, and "at_least" or "at_most".
        stated: whether that goal is printed, rather than given by the caller.
        target: the last annual target before the goal's year, None without one.
        model: id of the growth model whose odds are quoted; empty when there is none.
        forecast: its predictive distributions, in year order.
        reason: why there is none; None when there is.
    """

    result: Assessment
    indicator: Indicator
    observations: tuple[Observation, ...]
    goal: float
    year: int
    side: Side
    stated: bool
    target: Threshold | None
    model: str
    forecast: tuple[Predictive, ...]
    reason: Phrase | None

    @property
    def base(self) -> Observation | None:
        """The latest observation."""
        return self.observations[-1] if self.observations else None

    @property
    def record(self) -> float | None:
        """Growth a year over the whole history; None with fewer than two points."""
        if len(self.observations) < 2:
            return None
        first, last = self.observations[0], self.observations[-1]
        return growth.rate(first.level, last.level, last.year - first.year)

    @property
    def aim(self) -> Phrase:
        """The goal in words, with its side."""
        return Phrase(f"seek.aim.{self.side}", {"goal": self.goal, "unit": self.indicator.unit})

    def met_by(self, level: float) -> bool:
        """Whether a level satisfies the goal."""
        return reaches(level, self.goal, self.side)

    def at(self, year: int) -> Predictive | None:
        """The forecast of one year."""
        return next((one for one in self.forecast if one.year == year), None)

    def until(self, year: int) -> tuple[Predictive, ...]:
        """The forecast on to a later year than planned, as the scenario moves it; empty when there is none."""
        if self.reason is not None or not self.observations:
            return ()
        aim = Threshold(year, Fraction(self.goal), self.side, "")
        base = self.observations[-1]
        plan = Plan(base.entity, self.indicator.id, self.observations, (), (aim,), base.space)
        result = self.result
        scenario = replace(result.scenario, models=(self.model,))
        found = forecast_plans(result.dossier, result.network, (plan,), scenario)
        return next(one.years for one in found if one.model == self.model)

    def chance(self) -> float | None:
        """Odds of the goal as it stands; None without a forecast."""
        there = self.at(self.year)
        return None if there is None else probability(there, self.goal, self.side)

    def threshold(self, chance: float) -> float | None:
        """The goal level that has exactly this chance: a quantile of the forecast."""
        there = self.at(self.year)
        if there is None:
            return None
        return quantile(there, 1 - chance if self.side == "at_least" else chance)

    def shift(self, chance: float) -> float | None:
        """How far the log forecast must move for the goal to have this chance, its spread held."""
        level = self.threshold(chance)
        return None if level is None else math.log(self.goal) - math.log(level)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the words of searches, in the language of the assessment."""
        common: dict[str, object] = {
            "label": self.indicator.label,
            "unit": self.indicator.unit,
            "aim": self.aim,
            "goal": self.goal,
            "by": self.year,
        }
        if self.base is not None:
            common |= {"start": self.base.year, "base": self.base.level}
        if self.model:
            common["model"] = Phrase(f"models.{self.model}")
        return render(Phrase(f"seek.{key}", common | values), self.result.language)


def frame_of(rows: Iterable[TypedRow], kind: type[TypedRow], language: str) -> pd.DataFrame:
    """Rows as a frame that remembers, in its `attrs`, in which language its sentences are."""
    found = frame(rows, kind)
    found.attrs["language"] = language
    return found


def reaches(level: float, goal: float, side: str) -> bool:
    """Whether a level satisfies a goal; one that was solved for counts as reaching it."""
    slack = CLOSE * abs(goal)
    return level >= goal - slack if side == "at_least" else level <= goal + slack


def span(first: int, last: int) -> Phrase:
    """The years of growth from `first` to `last` in words: "in 2010", "a year in 2011-2015"."""
    return Phrase(f"seek.span.{'one' if first >= last else 'many'}", {"first": first, "last": last})


def require_assessment(result: object) -> None:
    """Refuse what is no assessment.

    Raises:
        ForecastingError: a dossier, a folder or nothing was given instead.
    """
    if not isinstance(result, Assessment):
        msg = f"this takes an assessment, as assess returns it; received {type(result).__name__}"
        raise ForecastingError(msg)


def real(value: object) -> float:
    """A plain number as a float, and not-a-number for whatever is none, so that range checks refuse it.

    Text is no number here, not even "0.1": what a caller meant by it is not guessed.
    """
    if isinstance(value, bool | str | bytes) or not hasattr(value, "__float__"):
        return math.nan
    return float(value)


def known_indicator(result: Assessment, indicator: str) -> Indicator:
    """The indicator of that id.

    Raises:
        ForecastingError: there is none; the message lists what exists.
    """
    require_assessment(result)
    found = result.dossier.indicators.get(indicator)
    if found is None:
        close = get_close_matches(str(indicator), list(result.dossier.indicators), n=1)
        hint = f"perhaps {close[0]}; " if close else ""
        msg = f"no indicator {indicator!r}; {hint}those that exist: {', '.join(result.dossier.indicators)}"
        raise ForecastingError(msg)
    return found


def problem_of(
    result: Assessment, indicator: str, *, by: int | None = None, goal: float | None = None
) -> Problem:
    """What a search for one goal starts from.

    Args:
        result: an assessment; its scenario is kept.
        indicator: id.
        by: year of the goal; None takes the last goal, or the last annual target where there is no goal.
        goal: level to reach, in the indicator's unit; None takes the one stated for `by`, or the last one stated.

    Raises:
        ForecastingError: an unknown indicator, nothing stated and nothing given, a goal that is no positive level, or
            a year at or before the last year on record.
    """
    known = known_indicator(result, indicator)
    if by is not None:
        by = _whole_year(by)
    plan = next((one for one in result.plans if one.indicator == indicator), None)
    # Of several in one year the strictest, which stands last.
    stated = (*reversed(plan.goals), *reversed(plan.targets)) if plan is not None else ()
    aim = (plan.goal or (plan.targets[-1] if plan.targets else None)) if plan is not None else None
    if by is not None:
        aim = next((one for one in stated if one.year == by), aim)
    if aim is None and (goal is None or by is None):
        msg = f"no target or goal is stated for {indicator}; give goal=, a level in its unit ({known.unit}), and by=, a year as a whole number; received goal={goal!r}, by={by!r}"
        raise ForecastingError(msg)
    year = by if by is not None else aim.year if aim is not None else 0
    level = real(goal if goal is not None else aim.level if aim is not None else math.nan)
    if not (level > 0 and math.isfinite(level)):
        msg = f"goal must be a positive, finite level in {known.unit}; received {goal!r}"
        raise ForecastingError(msg)
    side: Side = "at_most" if (aim.side == "at_most" if aim else known.better == "lower") else "at_least"
    if plan is not None:
        observations = plan.observations
    else:
        observations = history_of(indicator, result.dossier, result.network)
    start = observations[-1].year if observations else result.dossier.as_of
    if year <= start:
        msg = f"by must be a year after {start}, the last year on record for {indicator}; received {year}"
        raise ForecastingError(msg)
    before = [one for one in (plan.targets if plan else ()) if start < one.year < year]
    model, years, reason = _forecast(result, indicator, observations, level, year, side)
    return Problem(
        result,
        known,
        observations,
        level,
        year,
        side,
        aim is not None and aim.year == year and float(aim.level) == level,
        before[-1] if before else None,
        model,
        years,
        reason,
    )


def history_of(indicator: str, dossier: Dossier, network: Network) -> tuple[Observation, ...]:
    """The pinned levels of an indicator of the dossier's own entity up to `as_of`, in year order."""
    own = (dossier.entity, indicator)
    return tuple(
        one for one in network.history if (one.entity, one.indicator) == own and one.year <= dossier.as_of
    )


def _whole_year(by: object) -> int:
    """A year however whole numbers come, those of a frame included."""
    try:
        return index(by)  # type: ignore[arg-type]
    except TypeError as error:
        msg = f"by must be a year as a whole number, such as 2015; received {by!r}"
        raise ForecastingError(msg) from error


def _forecast(
    result: Assessment,
    indicator: str,
    observations: tuple[Observation, ...],
    level: float,
    year: int,
    side: Side,
) -> tuple[str, tuple[Predictive, ...], Phrase | None]:
    """The default model's id and forecast up to `year`, or why there is none."""
    if not observations:
        return "", (), Phrase("seek.no_history", {"label": result.dossier.indicators[indicator].label})
    outlook = next((one for one in result.outlooks if one.indicator == indicator and one.default), None)
    if outlook is None or (outlook.years and outlook.years[-1].year < year):
        aim = Threshold(year, Fraction(level), side, "")
        plan = Plan(observations[-1].entity, indicator, observations, (), (aim,), observations[-1].space)
        found = forecast_plans(result.dossier, result.network, (plan,), result.scenario)
        outlook = next(one for one in found if one.default)
    if not outlook.years:
        return "", (), outlook.reason
    return outlook.model, outlook.years, None


def started(problem: Problem) -> Observation:
    """The base to plan from.

    Raises:
        ForecastingError: there is none.
    """
    if problem.base is None:
        msg = f"{problem.indicator.id} has no level on record to plan from; add a claim with its latest level"
        raise ForecastingError(msg)
    return problem.base
