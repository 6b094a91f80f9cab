"""Missing numbers that would tell most if they were found."""

from __future__ import annotations

from itertools import pairwise
from math import exp, inf, log, sqrt
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import space_of_levels
from forecasting.judge.checks import LookUp, class_of
from forecasting.judge.outlook.forecasts import Outlook, outlooks_of, side_of
from forecasting.models import predict_each, probability
from forecasting.network import Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.models.reference import ReferenceClass
    from forecasting.network import Network, Observation

__all__ = ["lookups"]

_APART = 3


def lookups(
    plans: Iterable[Plan], outlooks: Sequence[Outlook], dossier: Dossier, network: Network
) -> tuple[LookUp, ...]:
    """Missing years whose level would move the odds of the goal most, and those that would settle a phrase.

    A missing year between two known ones is tried at the lower and the upper end (10 and 90 %) of a random walk
    between its neighbours with the volatility of the class, kept inside what the network allows.
    """
    found: list[LookUp] = []
    for plan in plans:
        outlook = next(
            (one for one in outlooks_of(plan, outlooks) if one.default and one.years),
            None,
        )
        reference = class_of(dossier, plan)
        if plan.goal is None or outlook is None or reference is None or plan.measure == "rate":
            continue
        tried = _tried(plan, plan.goal, outlook.model, reference, dossier, network)
        tried.sort(key=lambda one: (-(one.crossing is not None), one.low - one.high, one.year))
        kept: list[LookUp] = []
        for one in tried:
            if all(abs(one.year - other.year) >= _APART for other in kept):
                kept.append(one)
        found += kept[:2]
    return tuple(sorted(found, key=lambda one: (one.low - one.high, one.indicator, one.year))[:3])


def _tried(
    plan: Plan,
    goal: Threshold,
    model: str,
    reference: ReferenceClass,
    dossier: Dossier,
    network: Network,
) -> list[LookUp]:
    """The odds with each missing year at either end of what is likely."""
    known = {one.year: one.level for one in plan.observations}
    likely = {
        year: _likely(plan, (first, last), year, reference, dossier, network)
        for first, last in pairwise(plan.observations)
        for year in range(first.year + 1, last.year)
    }
    histories = [known | {year: level} for year, ends in likely.items() for level in ends]
    made = predict_each(model, histories, [goal.year], reference)
    crossings = _crossings(plan, network, dossier) if likely else {}
    found = []
    for place, year in enumerate(likely):
        fitted = [one for one in made[2 * place : 2 * place + 2] if one is not None]
        odds = [probability(one[0], float(goal.level), side_of(goal)) for one in fitted]
        if len(odds) == 2:
            found.append(LookUp(plan.entity, plan.indicator, year, min(odds), max(odds), crossings.get(year)))
    return found


def _likely(
    plan: Plan,
    neighbours: tuple[Observation, Observation],
    year: int,
    reference: ReferenceClass,
    dossier: Dossier,
    network: Network,
) -> tuple[float, float]:
    """Both ends of what is likely of one missing year."""
    first, last = neighbours
    share = (year - first.year) / (last.year - first.year)
    middle = log(first.level) + share * (log(last.level) - log(first.level))
    spread = 1.2816 * reference.volatility * sqrt((last.year - first.year) * share * (1 - share))
    node = Node(plan.entity, plan.indicator, space_of_levels(dossier.indicators[plan.indicator]), year)
    allowed = network.past.get(node)
    lower, upper = allowed.floats() if allowed is not None else (None, None)
    low, high = (
        min(max(one, lower or 0.0), upper or inf) for one in (exp(middle - spread), exp(middle + spread))
    )
    return low, high


def _crossings(plan: Plan, network: Network, dossier: Dossier) -> dict[int, float]:
    """The level a phrase counts from, by the first year of several in which it may have been reached."""
    found: dict[int, float] = {}
    for claim in dossier.claims:
        if (claim.entity, claim.indicator) != (plan.entity, plan.indicator):
            continue
        if not str(claim.start).startswith("crossing:"):
            continue
        part = network.part_of(claim.claim_id)
        words = (
            [word for fit in part.fits for word in dict(fit.readings).get(claim.claim_id, "").split("/")]
            if part
            else []
        )
        years = sorted(
            {int(word.removeprefix("crossing:")) for word in words if word.startswith("crossing:")}
        )
        if len(years) > 1:
            found.setdefault(years[0], float(str(claim.start).removeprefix("crossing:")))
    return found
