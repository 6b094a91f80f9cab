"""Events that span years, by simulated paths: all targets and the goal, growth in each year, sums over years."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from math import log, log1p, sqrt
from typing import TYPE_CHECKING, Any

from forecasting.dossier.meaning import base_year
from forecasting.judge.checks import OUTSIDE, Chance, Joint, class_of
from forecasting.judge.outlook.forecasts import Outlook, bounds_of, inside, outlooks_of, side_of
from forecasting.models import Stated, odds_between, predict, probability

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Plan, Threshold, Total

__all__ = ["each_year", "joints", "of_total"]

_LEAST_PATHS = 400


def of_total(plan: Plan, total: Total, outlook: Outlook) -> Chance | None:
    """Chance of a sum or mean over years, by paths, known years counted as they are; None where years are missing."""
    base = plan.base
    years = [one for one in outlook.years if one.year <= total.year]
    if base is None or outlook.model == OUTSIDE or not years or years[0].bounds is not None:
        return None
    known = {one.year: one.level for one in plan.observations}
    wanted = range(total.start, total.year + 1)
    if years[-1].year != total.year or not all(year in known for year in wanted if year <= base.year):
        return None
    import numpy as np

    from forecasting.models.paths import simulate

    levels = np.exp(np.minimum(simulate(years, base.year), 700.0))
    ahead = [place for place, one in enumerate(years) if one.year >= total.start]
    reached = levels[:, ahead].sum(axis=1) + sum(known[year] for year in wanted if year <= base.year)
    if total.mean:
        reached = reached / len(wanted)
    sign = -1.0 if total.side == "at_most" else 1.0
    share = float((sign * reached >= sign * float(total.level)).mean())
    return Chance(
        plan.entity,
        plan.indicator,
        total.claim,
        total.year,
        float(total.level),
        total.side,
        outlook.model,
        outlook.default,
        share,
    )


def each_year(plan: Plan, threshold: Threshold, outlook: Outlook, dossier: Dossier) -> float | None:
    """Chance that growth is as asked for in every single year, by paths; None for what asks for a level."""
    claim = dossier.by_id.get(threshold.claim)
    base = plan.base
    if claim is None or base is None or claim.kind != "growth_each_year" or threshold.rate is None:
        return None
    start = base_year(claim, dossier)
    years = [one for one in outlook.years if one.year <= threshold.year]
    if start is None or threshold.year - start < 2 or years[0].bounds is not None:
        return None
    from forecasting.models.paths import simulate

    steps = simulate(years, base.year)
    steps[:, 1:] -= steps[:, :-1].copy()
    steps[:, 0] -= log(base.level)
    asked = steps[:, [place for place, one in enumerate(years) if one.year > start]]
    sign = -1.0 if threshold.side == "at_most" else 1.0
    return float((sign * asked >= sign * log1p(float(threshold.rate))).all(axis=1).mean())


def joints(plans: Iterable[Plan], outlooks: Sequence[Outlook], dossier: Dossier) -> tuple[Joint, ...]:
    """Chances of all targets and the goal, of the goal given the last target, and of the goal in any year up to it."""
    found = []
    for plan in plans:
        outlook = next(
            (one for one in outlooks_of(plan, outlooks) if one.default and one.years),
            None,
        )
        if plan.goal is not None and plan.base is not None and outlook is not None:
            bounds = bounds_of(plan, dossier)
            if bounds is not None and not all(
                inside(float(one.level), bounds) for one in (*plan.targets, plan.goal)
            ):
                continue
            joint = _joint(plan, plan.goal, plan.base.year, outlook)
            slow, fast = _cohorts(plan, plan.goal, outlook, dossier)
            found.append(replace(joint, slow=slow, fast=fast))
    return tuple(found)


def _joint(plan: Plan, goal: Threshold, base_year: int, outlook: Outlook) -> Joint:
    import numpy as np

    from forecasting.models.paths import PATHS, SEED, simulate

    years = [one for one in outlook.years if one.year <= goal.year]
    paths = simulate(years, base_year)
    path_in = {one.year: paths[:, column] for column, one in enumerate(years)}
    bounds = years[0].bounds

    def mark(threshold: Threshold) -> float:
        level = float(threshold.level)
        return log(level if bounds is None else odds_between(level, bounds))

    def met(threshold: Threshold, year: int) -> Any:
        path = path_in[year]
        return path <= mark(threshold) if goal.side == "at_most" else path >= mark(threshold)

    reached = met(goal, goal.year)
    ever = reduce(np.logical_or, (met(goal, year) for year in path_in))
    targets = [one for one in plan.targets if one.year <= goal.year]
    shares = [float(ever.mean())]
    together = given = None
    if targets:
        met_each = [met(one, one.year) for one in targets]
        together = float(reduce(np.logical_and, met_each, reached).mean())
        shares.append(together)
        first_met = met_each[-1]
        if first_met.sum() >= _LEAST_PATHS:
            given = float(reached[first_met].mean())
    error = max(sqrt(max(share * (1 - share), 1 / PATHS) / PATHS) for share in shares)
    return Joint(
        plan.entity, plan.indicator, goal.claim, together, given, float(ever.mean()), error, PATHS, SEED
    )


def _cohorts(
    plan: Plan, goal: Threshold, outlook: Outlook, dossier: Dossier
) -> tuple[float | None, float | None]:
    """Odds of the goal in a slow and in a fast cohort: the class mean moved by one standard deviation between origins."""
    reference = class_of(dossier, plan)
    if reference is None or not reference.cohort_sd:
        return None, None
    at, levels = [one.year for one in plan.observations], [one.level for one in plan.observations]
    quoted = next(one for one in outlook.years if one.year == goal.year)
    stated = Stated(bounds=bounds_of(plan, dossier))
    years = [one.year for one in outlook.years]
    made = predict(outlook.model, at, levels, years, reference, stated)
    plain = next(one for one in made if one.year == goal.year)
    odds = []
    for sign in (-1, 1):
        moved = replace(reference, growth=reference.growth + sign * reference.cohort_sd)
        one = predict(outlook.model, at, levels, [goal.year], moved, stated)[0]
        shifted = replace(one, loc=one.loc + quoted.loc - plain.loc)
        odds.append(probability(shifted, float(goal.level), side_of(goal)))
    return min(odds), max(odds)
