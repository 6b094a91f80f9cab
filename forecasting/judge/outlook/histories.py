"""Other histories that the claims leave open, and what the default model makes of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, product
from math import exp, inf, log, sqrt
from random import Random
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import space_of_levels
from forecasting.judge.checks import class_of
from forecasting.judge.outlook.forecasts import Outlook, bounds_of
from forecasting.models import Predictive, Stated, predict, predict_each
from forecasting.network import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Plan
    from forecasting.models.reference import ReferenceClass
    from forecasting.network import Network
    from forecasting.numbers.intervals import Interval

__all__ = ["over_histories"]

_DRAWS = 24
_DRAW_SEED = 1992


def over_histories(
    plan: Plan, outlook: Outlook, dossier: Dossier, network: Network
) -> dict[int, tuple[Predictive, ...]]:
    """The default model's forecasts from other histories that the claims leave open, moved as the scenario asks.

    First the corners of what rounding and readings leave of the first, last but one and last level, which enclose
    what they allow together; then histories in which the unprinted years between are drawn too, as random walks
    between their neighbours with the volatility of the class, kept inside what the network allows.

    Returns:
        The forecasts of each year of a target or goal.
    """
    reference = class_of(dossier, plan)
    years = [one.year for one in outlook.years]
    asked = sorted({one.year for one in (*plan.targets, *plan.goals)} & {*years})
    if not asked:
        return {}
    seen = plan.observations
    bounds = bounds_of(plan, dossier)
    plain = predict(
        outlook.model,
        [one.year for one in seen],
        [one.level for one in seen],
        years,
        reference,
        Stated(bounds=bounds),
    )
    shift = {moved.year: moved.loc - one.loc for moved, one in zip(outlook.years, plain, strict=True)}
    histories = [*_corners(plan), *_drawn(plan, reference, dossier, network)]
    found = predict_each(outlook.model, histories, asked, reference, bounds=bounds)
    fitted = [one for one in found if one is not None]
    return {
        year: tuple(replace(one[place], loc=one[place].loc + shift[year]) for one in fitted)
        for place, year in enumerate(asked)
    }


def _corners(plan: Plan) -> Iterator[dict[int, float]]:
    seen = plan.observations
    places = sorted({0, max(0, len(seen) - 2), len(seen) - 1})
    for corner in product((False, True), repeat=len(places)):
        history = {one.year: one.level for one in seen}
        for place, high in zip(places, corner, strict=True):
            history[seen[place].year] = float(seen[place].upper if high else seen[place].lower)
        yield history


def _drawn(
    plan: Plan, reference: ReferenceClass | None, dossier: Dossier, network: Network
) -> Iterator[dict[int, float]]:
    """Histories with every year between the known ones, drawn with a fixed seed."""
    gaps = [(first, last) for first, last in pairwise(plan.observations) if last.year - first.year > 1]
    if reference is None or not gaps or plan.measure == "rate":
        return
    draw = Random(_DRAW_SEED)  # noqa: S311 - drawn for odds, not for secrets
    space = space_of_levels(dossier.indicators[plan.indicator])
    allowed = {
        year: _log_ends(network.past.get(Node(plan.entity, plan.indicator, space, year)))
        for first, last in gaps
        for year in range(first.year + 1, last.year)
    }
    for _ in range(_DRAWS):
        history = {one.year: one.level for one in plan.observations}
        for first, last in gaps:
            level = log(first.level)
            for year in range(first.year + 1, last.year):
                left = last.year - year
                level += (log(last.level) - level) / (left + 1)
                level += reference.volatility * sqrt(left / (left + 1)) * draw.gauss(0.0, 1.0)
                lowest, highest = allowed[year]
                level = min(max(level, lowest), highest)
                history[year] = exp(level)
        yield dict(sorted(history.items()))


def _log_ends(allowed: Interval | None) -> tuple[float, float]:
    lower, upper = allowed.floats() if allowed is not None else (None, None)
    return log(lower) if lower else -inf, log(upper) if upper else inf
