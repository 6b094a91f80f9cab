"""Forecasts of the planned indicators under a scenario, and the chance they give each target and goal."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import exp, expm1, inf, log, log1p, sqrt
from random import Random
from typing import TYPE_CHECKING, Any

from forecasting import growth
from forecasting.checks import OUTSIDE, Chance, Joint, LookUp, Outside, class_of
from forecasting.errors import ForecastingError
from forecasting.meaning import GROWTH_KINDS, NOWHERE, Space, base_year, meaning, space_of_levels
from forecasting.models import (
    Bounds,
    NotFitted,
    Predictive,
    Side,
    odds_between,
    predict,
    probability,
    quantile,
    shrinkage,
)
from forecasting.network import Node
from forecasting.outside import outside_forecasts, predict_outside
from forecasting.reference import reference_class
from forecasting.scenarios import TOP_FIFTH, ScenarioError
from forecasting.words import LANGUAGES, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forecasting.checks import Evidence, Plan, Threshold, Total
    from forecasting.claims import Dossier
    from forecasting.network import Network, Observation
    from forecasting.outside import OutsideForecast
    from forecasting.reference import OddsParts, ReferenceClass
    from forecasting.scenarios import Scenario

__all__ = [
    "LEAST_POINTS",
    "PARTS_COLUMNS",
    "Outlook",
    "chances",
    "forecast_plans",
    "joints",
    "lookups",
    "models_for",
    "parts_rows",
]

#: Points a history needs before odds are given without a reference class.
LEAST_POINTS = 8
_PACE_YEARS = 5
_LEAST_PATHS = 400
_APART = 3
_DRAWS = 24
_DRAW_SEED = 1992
_SHOWN = ("constant_growth", "shrunken_growth", "reference_only", "log_linear")
_QUANTILES = {"median": 0.5, "lower80": 0.1, "upper80": 0.9, "lower95": 0.025, "upper95": 0.975}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one model says of one indicator, or why it says nothing.

    Attributes:
        default: whether its odds are the ones quoted.
        years: a predictive distribution a year, in year order; empty when the model cannot be fitted.
        reason: why it cannot be fitted; None when it can.
        space: what its levels are comparable with.
    """

    entity: str
    indicator: str
    model: str
    default: bool
    years: tuple[Predictive, ...]
    reason: Phrase | None = None
    space: Space = NOWHERE

    def rows(self) -> list[dict[str, object]]:
        """One row a year with median and central 80 and 95 % ranges."""
        head: dict[str, object] = {
            "entity": self.entity,
            "indicator": self.indicator,
            "model": self.model,
            "default": self.default,
        }
        return [
            head
            | {"year": one.year, "loc": one.loc, "scale": one.scale, "df": one.df}
            | {name: quantile(one, p) for name, p in _QUANTILES.items()}
            for one in self.years
        ]


def models_for(reference: ReferenceClass | None, scenario: Scenario, points: int) -> tuple[str, ...]:
    """Models to show for an indicator, the one whose odds are quoted first.

    Args:
        reference: class of the indicator; without one, or with one too old, the default is constant growth.
        scenario: may name the models itself.
        points: years of history.
    """
    if scenario.models:
        return scenario.models
    if reference is None:
        return ("constant_growth", "log_linear") if points >= LEAST_POINTS else ()
    if reference.too_old:
        # Shown, and not leaned on: what it knows ended too long ago.
        return ("constant_growth", *(one for one in _SHOWN if one != "constant_growth"))
    return tuple(dict.fromkeys([reference.recommended, *_SHOWN]))


def forecast_plans(
    dossier: Dossier, network: Network, plans: Iterable[Plan], scenario: Scenario
) -> tuple[Outlook, ...]:
    """Each model's forecast of each planned indicator, from its base year to its last target or goal.

    A model that cannot be fitted has an outlook without years and the reason. Growth caps, floors, shocks, own paths
    and paces of the scenario move the path of the forecast and leave its spread as it is.
    """
    found = []
    for plan in plans:
        reference = class_of(dossier, plan)
        models = models_for(reference, scenario, len(plan.observations))
        base = plan.base
        if base is None:
            continue
        reason = _unsupported(plan, reference, scenario, dossier)
        if reason is not None:
            found.append(
                Outlook(plan.entity, plan.indicator, "constant_growth", True, (), reason, plan.space)
            )
            continue
        ends = [one.year for one in (*plan.targets, *plan.goals)] + [one.year for one in plan.totals]
        last = max(ends)
        years = list(range(base.year + 1, last + 1))
        for place, model in enumerate(models):
            try:
                predicted = predict(
                    model,
                    [one.year for one in plan.observations],
                    [one.level for one in plan.observations],
                    years,
                    reference,
                    bounds=bounds_of(plan, dossier),
                )
            except NotFitted as why:
                said = Phrase("findings.odds.because", {"reason": str(why)})
                found.append(Outlook(plan.entity, plan.indicator, model, place == 0, (), said, plan.space))
                continue
            moved = _moved(predicted, plan, dossier, network, scenario)
            found.append(Outlook(plan.entity, plan.indicator, model, place == 0, moved, None, plan.space))
        found += _from_outside(plan, dossier)
    return tuple(found)


def _outside_of(plan: Plan, dossier: Dossier) -> OutsideForecast | None:
    """The outside forecast of a plan's indicator on its price basis, if the dossier holds one."""
    for one in outside_forecasts(dossier):
        basis = one.basis or dossier.indicators[one.indicator].basis
        plain = not (plan.space.scope or plan.space.period)
        if one.indicator == plan.indicator and basis == plan.space.basis and plain:
            # A level in money says nothing of an index.
            return None if one.level and plan.index_year is not None else one
    return None


def _from_outside(plan: Plan, dossier: Dossier) -> list[Outlook]:
    given, base = _outside_of(plan, dossier), plan.base
    if given is None or base is None:
        return []
    made = predict_outside(
        given, base.year, base.level, class_of(dossier, plan), bounds=bounds_of(plan, dossier)
    )
    return [Outlook(plan.entity, plan.indicator, OUTSIDE, False, made, None, plan.space)] if made else []


def _outside_word(plan: Plan, threshold: Threshold, year: Predictive, dossier: Dossier) -> Outside | None:
    """Whose the path is, what it comes to a year, and its odds with the usual optimism taken off."""
    given, base = _outside_of(plan, dossier), plan.base
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
        probability(there, float(threshold.level), _side(threshold)),
    )


def bounds_of(plan: Plan, dossier: Dossier) -> Bounds | None:
    """Bounds of a rate, between which it is forecast on its log odds; None for what grows."""
    if plan.measure != "rate":
        return None
    low, high = dossier.indicators[plan.indicator].bounds or (None, None)
    return None if low is None else float(low), None if high is None else float(high)


def _unsupported(
    plan: Plan, reference: ReferenceClass | None, scenario: Scenario, dossier: Dossier
) -> Phrase | None:
    """Why no odds are given at all: too few points without a class to lean on, or a rate at its bounds."""
    points = len(plan.observations)
    values: dict[str, object] = {"points": points, "least": LEAST_POINTS}
    if not scenario.models and points < LEAST_POINTS:
        if reference is None:
            return Phrase("findings.odds.needs", values)
        if reference.too_old:
            values |= {"class": _named(reference), "through": reference.through}
            return Phrase("findings.odds.needs_newer", values)
    bounds = bounds_of(plan, dossier)
    if bounds is not None:
        for one in plan.observations:
            try:
                odds_between(one.level, bounds)
            except ForecastingError as error:
                return Phrase("findings.odds.because", {"reason": f"{one.year}: {error}"})
    return None


def _inside(level: float, bounds: Bounds) -> bool:
    try:
        odds_between(level, bounds)
    except ForecastingError:
        return False
    return True


def _named(reference: ReferenceClass) -> dict[str, str]:
    return {language: reference.label(language) for language in LANGUAGES}


def _moved(
    predicted: Sequence[Predictive], plan: Plan, dossier: Dossier, network: Network, scenario: Scenario
) -> tuple[Predictive, ...]:
    """The forecast with its median path changed as the scenario asks."""
    name = plan.indicator
    cap, floor = scenario.growth_cap.get(name), scenario.growth_floor.get(name)
    shock, path, pace = (
        scenario.growth_shock.get(name, {}),
        scenario.path.get(name, {}),
        scenario.pace.get(name),
    )
    base = plan.base
    if base is None or not (cap is not None or floor is not None or shock or path or pace):
        return tuple(predicted)
    if plan.measure == "rate":
        # What a scenario says is growth a year, and a rate has none.
        return tuple(predicted)
    taken = _pace(name, pace, dossier, network) if pace else None
    loc, before = log(base.level), log(base.level)
    moved = []
    for one in predicted:
        rate = exp(one.loc - before) - 1 if taken is None else taken
        before = one.loc
        rate = path.get(one.year, rate) + shock.get(one.year, 0.0)
        if cap is not None and (scenario.growth_cap_from is None or one.year >= scenario.growth_cap_from):
            rate = min(rate, cap)
        if floor is not None:
            rate = max(rate, floor)
        loc += log1p(max(rate, -0.99))
        moved.append(Predictive(one.year, loc, one.scale, one.df))
    return tuple(moved)


def _pace(name: str, place: str, dossier: Dossier, network: Network) -> float:
    """Growth a year of the place or class a scenario follows."""
    if place == TOP_FIFTH:
        if not dossier.indicators[name].reference_class:
            msg = f"{name} has no reference class whose top fifth it could follow"
            raise ScenarioError(msg)
        fast = (
            reference_class(dossier.indicators[name].reference_class, dossier.as_of)
            .windows(_PACE_YEARS)
            .inv_cdf(0.8)
        )
        return exp(fast) - 1
    seen = [one for one in network.history if (one.entity, one.indicator) == (place, name)]
    if len(seen) < 2:
        msg = f"the pace of {place} in {name} is not known: it takes two years of its history, found {len(seen)}"
        raise ScenarioError(msg)
    return growth.rate(seen[0].level, seen[-1].level, seen[-1].year - seen[0].year)


def chances(
    plans: Iterable[Plan], outlooks: Sequence[Outlook], dossier: Dossier, network: Network
) -> tuple[Chance, ...]:
    """The chance each model gives each target and goal; for the default model also over all that is left open.

    Left open are the levels behind the history (rounding and readings), what "about" leaves of a target, the price
    change through which real growth was carried to levels, and the price basis where nothing firm settles it.
    """
    found = []
    for plan in plans:
        mine = [one for one in outlooks if (one.indicator, one.space) == (plan.indicator, plan.space)]
        others = {one.model: _over_histories(plan, one, dossier, network) for one in mine if one.default}
        for threshold in (*plan.targets, *plan.goals):
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
            if (each := _of_total(plan, total, outlook)) is not None
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
        reached = probability(year, float(threshold.level), _side(threshold))
    except ForecastingError as error:
        return replace(chance, reason=Phrase("findings.odds.because", {"reason": str(error)}))
    if outlook.model == OUTSIDE:
        chance = replace(chance, outside=_outside_word(plan, threshold, year, dossier))
    each = _each_year(plan, threshold, outlook, dossier)
    return replace(chance, probability=reached if each is None else each, by_level=reached)


def _of_total(plan: Plan, total: Total, outlook: Outlook) -> Chance | None:
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


def _each_year(plan: Plan, threshold: Threshold, outlook: Outlook, dossier: Dossier) -> float | None:
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


def _ways(
    plan: Plan,
    threshold: Threshold,
    outlook: Outlook,
    histories: tuple[tuple[Predictive, ...], ...],
    dossier: Dossier,
    network: Network,
) -> tuple[tuple[str, float, float], ...]:
    """What is left open, each with the lowest and highest odds of the default model over it."""
    column = next(place for place, one in enumerate(outlook.years) if one.year == threshold.year)
    quoted, side, level = outlook.years[column], _side(threshold), float(threshold.level)
    claim = dossier.by_id.get(threshold.claim)
    each_year = claim is not None and claim.kind == "growth_each_year"
    found = {}
    if not each_year:
        found["rounding"] = [probability(one[column], level, side) for one in histories]
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
        one
        for one in (*network.history, *network.indices)
        if (one.entity, one.indicator, one.space) == (plan.entity, plan.indicator, space)
        and one.year <= dossier.as_of
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
        return probability(made, wanted, _side(threshold))
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


def _side(threshold: Threshold) -> Side:
    return "at_most" if threshold.side == "at_most" else "at_least"


def _over_histories(
    plan: Plan, outlook: Outlook, dossier: Dossier, network: Network
) -> tuple[tuple[Predictive, ...], ...]:
    """The default model's forecasts from other histories that the claims leave open, moved as the scenario asks.

    First the corners of what rounding and readings leave of the first, last but one and last level, which enclose
    what they allow together; then histories in which the unprinted years between are drawn too, as random walks
    between their neighbours with the volatility of the class, kept inside what the network allows.
    """
    reference = class_of(dossier, plan)
    years = [one.year for one in outlook.years]
    if not years:
        return ()
    seen = plan.observations
    at = [one.year for one in seen]
    bounds = bounds_of(plan, dossier)
    plain = predict(outlook.model, at, [one.level for one in seen], years, reference, bounds=bounds)
    shifts = [moved.loc - one.loc for moved, one in zip(outlook.years, plain, strict=True)]
    forecasts = []
    for history in [*_corners(plan), *_drawn(plan, reference, dossier, network)]:
        try:
            found = predict(
                outlook.model, list(history), list(history.values()), years, reference, bounds=bounds
            )
        except ForecastingError:
            continue
        forecasts.append(
            tuple(replace(one, loc=one.loc + shift) for one, shift in zip(found, shifts, strict=True))
        )
    return tuple(forecasts)


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
    for _ in range(_DRAWS):
        history = {one.year: one.level for one in plan.observations}
        for first, last in gaps:
            level = log(first.level)
            for year in range(first.year + 1, last.year):
                left = last.year - year
                level += (log(last.level) - level) / (left + 1)
                level += reference.volatility * sqrt(left / (left + 1)) * draw.gauss(0.0, 1.0)
                allowed = network.past.get(Node(plan.entity, plan.indicator, space, year))
                lower, upper = allowed.floats() if allowed is not None else (None, None)
                level = min(max(level, log(lower) if lower else -inf), log(upper) if upper else inf)
                history[year] = exp(level)
        yield dict(sorted(history.items()))


PARTS_COLUMNS = (
    "entity",
    "indicator",
    "claim",
    "year",
    "probability",
    "low",
    "high",
    "record",
    "class_growth",
    "forecast",
    "lower80",
    "upper80",
    "needed",
    "weight",
    "shock",
    "through",
)
_T80 = 1.5332062737131438  # 90 % quantile of a Student t with 4 degrees of freedom


def parts_rows(evidence: Evidence) -> Iterator[dict[str, Any]]:
    """What the odds of each target are made of, growth a year as fractions."""
    plans = {
        (one.indicator, threshold.claim): one
        for one in evidence.plans
        for threshold in (*one.targets, *one.goals)
    }
    for one in evidence.chances:
        plan = plans.get((one.indicator, one.claim))
        if one.parts is None or plan is None or plan.measure == "rate":
            continue
        parts, reference = one.parts, class_of(evidence.dossier, plan)
        yield {
            "entity": one.entity,
            "indicator": one.indicator,
            "claim": one.claim,
            "year": one.year,
            "probability": one.probability,
            "low": one.low,
            "high": one.high,
            "record": None if parts.record is None else expm1(parts.record),
            "class_growth": expm1(parts.class_growth),
            "forecast": expm1(parts.forecast),
            "lower80": expm1(parts.forecast - _T80 * parts.spread),
            "upper80": expm1(parts.forecast + _T80 * parts.spread),
            "needed": None if parts.needed is None else expm1(parts.needed),
            "weight": parts.weight,
            "shock": parts.shock,
            "through": None if reference is None else reference.through,
        }


def joints(plans: Iterable[Plan], outlooks: Sequence[Outlook], dossier: Dossier) -> tuple[Joint, ...]:
    """Chances of all targets and the goal, of the goal given the last target, and of the goal in any year up to it."""
    found = []
    for plan in plans:
        outlook = next(
            (
                one
                for one in outlooks
                if (one.indicator, one.space) == (plan.indicator, plan.space) and one.default and one.years
            ),
            None,
        )
        if plan.goal is not None and plan.base is not None and outlook is not None:
            bounds = bounds_of(plan, dossier)
            if bounds is not None and not all(
                _inside(float(one.level), bounds) for one in (*plan.targets, plan.goal)
            ):
                continue
            joint = _joint(plan, plan.goal, plan.base.year, outlook)
            slow, fast = _cohorts(plan, plan.goal, outlook, dossier)
            found.append(replace(joint, slow=slow, fast=fast))
    return tuple(found)


def _joint(plan: Plan, goal: Threshold, base_year: int, outlook: Outlook) -> Joint:
    from forecasting.models.paths import PATHS, SEED, simulate

    years = [one for one in outlook.years if one.year <= goal.year]
    paths = simulate(years, base_year)
    place = {one.year: column for column, one in enumerate(years)}
    sign = -1.0 if goal.side == "at_most" else 1.0

    bounds = years[0].bounds

    def mark(threshold: Threshold) -> float:
        level = float(threshold.level)
        return log(level if bounds is None else odds_between(level, bounds))

    def met(threshold: Threshold) -> Any:
        return sign * paths[:, place[threshold.year]] >= sign * mark(threshold)

    reached = met(goal)
    ever = (sign * paths >= sign * mark(goal)).any(axis=1)
    targets = [one for one in plan.targets if one.year <= goal.year]
    shares = [float(ever.mean())]
    together = given = None
    if targets:
        all_met = met(targets[0])
        for one in targets[1:]:
            all_met = all_met & met(one)
        together = float((all_met & reached).mean())
        shares.append(together)
        first_met = met(targets[-1])
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
    bounds = bounds_of(plan, dossier)
    plain = predict(outlook.model, at, levels, [goal.year], reference, bounds=bounds)[0]
    odds = []
    for sign in (-1, 1):
        moved = replace(reference, growth=reference.growth + sign * reference.cohort_sd)
        one = predict(outlook.model, at, levels, [goal.year], moved, bounds=bounds)[0]
        shifted = replace(one, loc=one.loc + quoted.loc - plain.loc)
        odds.append(probability(shifted, float(goal.level), _side(goal)))
    return min(odds), max(odds)


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
            (
                one
                for one in outlooks
                if (one.indicator, one.space) == (plan.indicator, plan.space) and one.default and one.years
            ),
            None,
        )
        reference = class_of(dossier, plan)
        if plan.goal is None or outlook is None or reference is None or plan.measure == "rate":
            continue
        tried = [
            one
            for first, last in pairwise(plan.observations)
            for year in range(first.year + 1, last.year)
            if (
                one := _tried(
                    plan, plan.goal, outlook.model, (first, last), year, reference, dossier, network
                )
            )
        ]
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
    neighbours: tuple[Observation, Observation],
    year: int,
    reference: ReferenceClass,
    dossier: Dossier,
    network: Network,
) -> LookUp | None:
    """The odds with one missing year at either end of what is likely."""
    first, last = neighbours
    share = (year - first.year) / (last.year - first.year)
    middle = log(first.level) + share * (log(last.level) - log(first.level))
    spread = 1.2816 * reference.volatility * sqrt((last.year - first.year) * share * (1 - share))
    node = Node(plan.entity, plan.indicator, space_of_levels(dossier.indicators[plan.indicator]), year)
    allowed = network.past.get(node)
    lower, upper = allowed.floats() if allowed is not None else (None, None)
    ends = [exp(middle - spread), exp(middle + spread)]
    ends = [min(max(one, lower or 0.0), upper or inf) for one in ends]
    odds = []
    for level in ends:
        points = sorted([*((one.year, one.level) for one in plan.observations), (year, level)])
        try:
            one = predict(model, [at for at, _ in points], [at for _, at in points], [goal.year], reference)[
                0
            ]
        except NotFitted:
            return None
        odds.append(probability(one, float(goal.level), _side(goal)))
    return LookUp(
        plan.entity, plan.indicator, year, min(odds), max(odds), _crossing(plan, year, network, dossier)
    )


def _crossing(plan: Plan, year: int, network: Network, dossier: Dossier) -> float | None:
    """The level a phrase counts from, when this is the first year in which it may have been reached."""
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
        if len(years) > 1 and years[0] == year:
            return float(str(claim.start).removeprefix("crossing:"))
    return None
