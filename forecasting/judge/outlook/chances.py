"""The chance of each target and goal, over all that is left open, and what it is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import expm1, log
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import GROWTH_KINDS, base_year, meaning
from forecasting.errors import ForecastingError
from forecasting.judge.checks import OUTSIDE, Chance, Outside, class_of
from forecasting.judge.outlook.forecasts import Outlook, bounds_of, outlooks_of, outside_of, side_of
from forecasting.judge.outlook.histories import over_histories
from forecasting.judge.outlook.paths import each_year, of_total
from forecasting.models import Predictive, odds_between, predict, probability, shrinkage
from forecasting.models.outside import predict_outside
from forecasting.records import TypedRow
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Evidence, Plan, Threshold
    from forecasting.models.reference import OddsParts
    from forecasting.network import Network

__all__ = ["PartsRow", "chances", "parts_rows"]

_T80 = 1.5332062737131438  # 90 % quantile of a Student t with 4 degrees of freedom


def chances(
    plans: Iterable[Plan], outlooks: Sequence[Outlook], dossier: Dossier, network: Network
) -> tuple[Chance, ...]:
    """The chance each model gives each target and goal; for the default model also over all that is left open.

    Left open are the levels behind the history (rounding and readings), what "about" leaves of a target, the price
    change through which real growth was carried to levels, and the price basis where nothing firm settles it.
    """
    found = []
    for plan in plans:
        mine = outlooks_of(plan, outlooks)
        others = {one.model: over_histories(plan, one, dossier, network) for one in mine if one.default}
        for threshold in (*plan.targets, *plan.goals, *plan.rates):
            for outlook in mine:
                chance = _chance(plan, threshold, outlook, dossier)
                if outlook.default and chance.probability is not None:
                    ways = _ways(plan, threshold, outlook, others[outlook.model], dossier, network)
                    spread = [chance.probability, *(one for _, low, high in ways for one in (low, high))]
                    parts = _parts(plan, threshold, outlook, dossier)
                    chance = replace(chance, low=min(spread), high=max(spread), ways=ways, parts=parts)
                found.append(chance)
        found += [
            each
            for total in plan.totals
            for outlook in mine
            if (each := of_total(plan, total, outlook)) is not None
        ]
    return tuple(found)


def _chance(plan: Plan, threshold: Threshold, outlook: Outlook, dossier: Dossier) -> Chance:
    year = next((one for one in outlook.years if one.year == threshold.year), None)
    chance = Chance(
        plan.entity,
        plan.indicator,
        threshold.claim,
        threshold.year,
        float(threshold.level),
        threshold.side,
        outlook.model,
        outlook.default,
        None,
        outlook.reason,
    )
    if year is None:
        return chance
    try:
        reached = probability(year, float(threshold.level), side_of(threshold))
    except ForecastingError as error:
        return replace(chance, reason=Phrase("findings.odds.because", {"reason": str(error)}))
    if outlook.model == OUTSIDE:
        chance = replace(chance, outside=_outside_word(plan, threshold, year, dossier))
    each = each_year(plan, threshold, outlook, dossier)
    return replace(chance, probability=reached if each is None else each, by_level=reached)


def _outside_word(plan: Plan, threshold: Threshold, year: Predictive, dossier: Dossier) -> Outside | None:
    """Whose the path is, what it comes to a year, and its odds with the usual optimism taken off."""
    given, base = outside_of(plan, dossier), plan.base
    if given is None or base is None:
        return None
    bounds = bounds_of(plan, dossier)
    lowered = predict_outside(
        given, base.year, base.level, class_of(dossier, plan), optimism=True, bounds=bounds
    )
    there = next(one for one in lowered if one.year == threshold.year)
    ahead = threshold.year - base.year
    start = log(base.level if bounds is None else odds_between(base.level, bounds))
    return Outside(
        given.source,
        given.date,
        (year.loc - start) / ahead,
        (year.loc - there.loc) / ahead,
        probability(there, float(threshold.level), side_of(threshold)),
    )


def _ways(
    plan: Plan,
    threshold: Threshold,
    outlook: Outlook,
    histories: Mapping[int, tuple[Predictive, ...]],
    dossier: Dossier,
    network: Network,
) -> tuple[tuple[str, float, float], ...]:
    """What is left open, each with the lowest and highest odds of the default model over it."""
    quoted = next(one for one in outlook.years if one.year == threshold.year)
    side, level = side_of(threshold), float(threshold.level)
    claim = dossier.by_id.get(threshold.claim)
    each_year = claim is not None and claim.kind == "growth_each_year"
    found = {}
    if not each_year:
        found["rounding"] = [probability(one, level, side) for one in histories[threshold.year]]
    if threshold.eased is not None and not each_year:
        found["about"] = [probability(quoted, float(threshold.eased), side)]
    if threshold.price_band is not None and claim is not None:
        start = base_year(claim, dossier)
        years = claim.end - (start if start is not None else claim.end)
        low, high = threshold.price_band
        ends = [((1 + one) / (1 + (low + high) / 2)) ** years for one in (low, high)]
        found["prices"] = [probability(quoted, level * one, side) for one in ends]
    other = _other_basis(plan, threshold, outlook.model, dossier, network)
    if other is not None:
        found["basis"] = [other]
    return tuple((name, min(odds), max(odds)) for name, odds in found.items() if odds)


def _other_basis(
    plan: Plan, threshold: Threshold, model: str, dossier: Dossier, network: Network
) -> float | None:
    """Odds of a rate of growth read on the other price basis, where nothing firm settles which it is."""
    claim = dossier.by_id.get(threshold.claim)
    if claim is None or claim.kind not in GROWTH_KINDS or meaning(claim, dossier).is_firm:
        return None
    other = {"real": "nominal", "nominal": "real"}.get(plan.space.basis)
    start = base_year(claim, dossier)
    if other is None or start is None or threshold.rate is None:
        return None
    space = plan.space._replace(basis=other)
    seen = [
        observed
        for observed in (*network.history, *network.indices)
        if (observed.entity, observed.indicator, observed.space) == (plan.entity, plan.indicator, space)
        and observed.year <= dossier.as_of
    ]
    levels = [one for one in seen if one.index_year is None] or [
        one for one in seen if one.index_year == min(each.index_year or 0 for each in seen)
    ]
    if not levels or levels[-1].year != start:
        # Growth alone: the year it counts from is all that is known of the level.
        base = {start: 100.0}
    else:
        base = {one.year: one.level for one in levels}
    reference = class_of(dossier, replace(plan, space=space, index_year=None))
    wanted = base[start] * (1 + float(threshold.rate)) ** (threshold.year - start)
    try:
        made = predict(model, list(base), list(base.values()), [threshold.year], reference)[0]
        return probability(made, wanted, side_of(threshold))
    except ForecastingError:
        return None


def _parts(plan: Plan, threshold: Threshold, outlook: Outlook, dossier: Dossier) -> OddsParts | None:
    """What the record and the class each say, and how the quoted odds weigh them; None without a class."""
    reference, base = class_of(dossier, plan), plan.base
    if reference is None or base is None or outlook.model not in ("shrunken_growth", "combination"):
        return None
    at = {one.year: one.level for one in plan.observations}
    bounds = bounds_of(plan, dossier)
    found = shrinkage(list(at), list(at.values()), threshold.year, reference, bounds=bounds)
    wanted = float(threshold.level)
    if bounds is None:
        asked = log(wanted / base.level)
    else:
        asked = log(odds_between(wanted, bounds) / odds_between(base.level, bounds))
    return replace(found, needed=asked / (threshold.year - base.year))


@dataclass(frozen=True, slots=True)
class PartsRow(TypedRow):
    """What the odds of one target are made of, growth a year as fractions."""

    entity: str
    indicator: str
    claim: str
    year: int
    probability: float | None
    low: float | None
    high: float | None
    record: float | None
    class_growth: float
    forecast: float
    lower80: float
    upper80: float
    needed: float | None
    weight: float
    shock: float
    through: int | None


def parts_rows(evidence: Evidence) -> Iterator[PartsRow]:
    """What the odds of each target are made of, growth a year as fractions."""
    plans = {
        (planned.indicator, threshold.claim): planned
        for planned in evidence.plans
        for threshold in (*planned.targets, *planned.goals)
    }
    for chance in evidence.chances:
        plan = plans.get((chance.indicator, chance.claim))
        if chance.parts is None or plan is None or plan.measure == "rate":
            continue
        parts, reference = chance.parts, class_of(evidence.dossier, plan)
        yield PartsRow(
            entity=chance.entity,
            indicator=chance.indicator,
            claim=chance.claim,
            year=chance.year,
            probability=chance.probability,
            low=chance.low,
            high=chance.high,
            record=None if parts.record is None else expm1(parts.record),
            class_growth=expm1(parts.class_growth),
            forecast=expm1(parts.forecast),
            lower80=expm1(parts.forecast - _T80 * parts.spread),
            upper80=expm1(parts.forecast + _T80 * parts.spread),
            needed=None if parts.needed is None else expm1(parts.needed),
            weight=parts.weight,
            shock=parts.shock,
            through=None if reference is None else reference.through,
        )
