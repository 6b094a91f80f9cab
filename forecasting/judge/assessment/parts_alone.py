"""Parts of an assessment by themselves: implied ranges, conflicts, and the growth a goal requires."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.dossier import Dossier, from_frame
from forecasting.errors import ForecastingError
from forecasting.judge.assessment.rows import ConflictRow, ImpliedRow, conflict_rows, implied_rows
from forecasting.judge.checks import Evidence, plans_of
from forecasting.network import solve
from forecasting.numbers import growth
from forecasting.records import TypedRow, frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from forecasting.network import Network

__all__ = ["conflicts", "implied", "required_growth"]


@dataclass(frozen=True, slots=True)
class RequiredRow(TypedRow):
    """Growth a year that a goal requires from one start, the latest actual or a target."""

    indicator: str
    unit: str
    origin: str
    start: int
    level: float
    by: int
    goal: float
    years: int
    growth: float


def _network_of(claims: Dossier | pd.DataFrame | Iterable[Mapping[str, Any]]) -> tuple[Dossier, Network]:
    dossier = claims if isinstance(claims, Dossier) else from_frame(claims)
    return dossier, solve(dossier)


def implied(claims: Dossier | pd.DataFrame | Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The tightest range the claims leave for every level, the network alone.

    Args:
        claims: a dossier, or a frame (or list of dicts) of claims in one unit per indicator.

    Returns:
        Columns entity, indicator, year, lower, upper, in the indicator's unit; missing where unbounded.
    """
    dossier, network = _network_of(claims)
    return frame(implied_rows(network, dossier), ImpliedRow)


def conflicts(
    claims: Dossier | pd.DataFrame | Iterable[Mapping[str, Any]], language: str = "en"
) -> pd.DataFrame:
    """Minimal sets of claims that cannot all be true, the network alone.

    Args:
        claims: a dossier, or a frame (or list of dicts) of claims in one unit per indicator.
        language: of the chain's sentences.

    Returns:
        Columns claims, minimal, chain, stretch_factor; no row when all can be true.
    """
    dossier, network = _network_of(claims)
    return frame(conflict_rows(Evidence(dossier, network, ()), language), ConflictRow)


def required_growth(
    dossier: Dossier, indicator: str, by: int | None = None, goal: float | None = None
) -> pd.DataFrame:
    """Growth a year a goal requires, from the latest actual and after each target is met.

    Args:
        dossier: from `load`.
        indicator: id.
        by: year of the goal; None takes the last goal.
        goal: level to reach, in the indicator's unit; None takes the goal stated for `by`.

    Returns:
        Columns indicator, unit, origin ("actual" or "target"), start, level, by, goal, years, growth.

    Raises:
        ForecastingError: an unknown indicator, no history, or no goal for that year.
    """
    if indicator not in dossier.indicators:
        msg = f"no indicator {indicator!r}; those that exist: {', '.join(dossier.indicators)}"
        raise ForecastingError(msg)
    network = solve(dossier)
    plan = next((one for one in plans_of(dossier, network) if one.indicator == indicator), None)
    stated = {
        one.year: float(one.level) for one in (*(plan.targets if plan else ()), *(plan.goals if plan else ()))
    }
    year = by if by is not None else max((one.year for one in plan.goals), default=None) if plan else None
    if year is None or (goal is None and year not in stated):
        known = ", ".join(str(one) for one in sorted(stated)) or "none"
        msg = f"no target or goal for {indicator} in {year}; years with one: {known}; or give goal= yourself"
        raise ForecastingError(msg)
    wanted = stated[year] if goal is None else goal
    seen = [one for one in network.history if (one.entity, one.indicator) == (dossier.entity, indicator)]
    starts = [("actual", seen[-1].year, seen[-1].level)] if seen else []
    starts += [
        ("target", one.year, float(one.level)) for one in (plan.targets if plan else ()) if one.year < year
    ]
    if not starts:
        msg = f"{indicator} has neither a level on record nor a target before {year} to start from"
        raise ForecastingError(msg)
    unit = dossier.indicators[indicator].unit
    rows = [
        RequiredRow(
            indicator=indicator,
            unit=unit,
            origin=origin,
            start=start,
            level=level,
            by=year,
            goal=wanted,
            years=year - start,
            growth=growth.required_rate(level, wanted, year - start),
        )
        for origin, start, level in starts
        if start < year
    ]
    return frame(rows, RequiredRow)
