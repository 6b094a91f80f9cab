"""Forecasts of the planned indicators under a scenario, and the chance they give each target and goal."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log1p
from typing import TYPE_CHECKING

from forecasting import growth
from forecasting.checks import Chance
from forecasting.models import NotFitted, Predictive, Side, predict, probability, quantile
from forecasting.reference import reference_class
from forecasting.scenarios import TOP_FIFTH, ScenarioError
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.checks import Plan
    from forecasting.claims import Dossier
    from forecasting.network import Network
    from forecasting.reference import ReferenceClass
    from forecasting.scenarios import Scenario

__all__ = ["LEAST_POINTS", "Outlook", "chances", "forecast_plans", "models_for"]

#: Points a history needs before odds are given without a reference class.
LEAST_POINTS = 8
_PACE_YEARS = 5
_SHOWN = ("constant_growth", "shrunken_growth", "reference_only", "log_linear")
_QUANTILES = {"median": 0.5, "lower80": 0.1, "upper80": 0.9, "lower95": 0.025, "upper95": 0.975}


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one model says of one indicator, or why it says nothing.

    Attributes:
        default: whether its odds are the ones quoted.
        years: a predictive distribution a year, in year order; empty when the model cannot be fitted.
        reason: why it cannot be fitted; None when it can.
    """

    entity: str
    indicator: str
    model: str
    default: bool
    years: tuple[Predictive, ...]
    reason: Phrase | None = None

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
        reference: class of the indicator; without one the default is constant growth.
        scenario: may name the models itself.
        points: years of history.
    """
    if scenario.models:
        return scenario.models
    if reference is None:
        return ("constant_growth", "log_linear") if points >= LEAST_POINTS else ()
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
        indicator = dossier.indicators[plan.indicator]
        reference = reference_class(indicator.reference_class) if indicator.reference_class else None
        models = models_for(reference, scenario, len(plan.observations))
        base = plan.base
        if base is None:
            continue
        if not models:
            reason = Phrase("findings.odds.needs", {"points": len(plan.observations), "least": LEAST_POINTS})
            found.append(Outlook(plan.entity, plan.indicator, "constant_growth", True, (), reason))
            continue
        last = max(one.year for one in (*plan.targets, *plan.goals))
        years = list(range(base.year + 1, last + 1))
        for place, model in enumerate(models):
            try:
                predicted = predict(
                    model,
                    [one.year for one in plan.observations],
                    [one.level for one in plan.observations],
                    years,
                    reference,
                )
            except NotFitted as reason:
                said = Phrase("findings.odds.because", {"reason": str(reason)})
                found.append(Outlook(plan.entity, plan.indicator, model, place == 0, (), said))
                continue
            moved = _moved(predicted, plan, dossier, network, scenario)
            found.append(Outlook(plan.entity, plan.indicator, model, place == 0, moved))
    return tuple(found)


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
        fast = reference_class(dossier.indicators[name].reference_class).windows(_PACE_YEARS).inv_cdf(0.8)
        return exp(fast) - 1
    seen = [one for one in network.history if (one.entity, one.indicator) == (place, name)]
    if len(seen) < 2:
        msg = f"the pace of {place} in {name} is not known: it takes two years of its history, found {len(seen)}"
        raise ScenarioError(msg)
    return growth.rate(seen[0].level, seen[-1].level, seen[-1].year - seen[0].year)


def chances(plans: Iterable[Plan], outlooks: Sequence[Outlook], language: str = "en") -> tuple[Chance, ...]:
    """The chance each model gives each target and goal."""
    found = []
    for plan in plans:
        for threshold in (*plan.targets, *plan.goals):
            for outlook in outlooks:
                if outlook.indicator != plan.indicator:
                    continue
                year = next((one for one in outlook.years if one.year == threshold.year), None)
                side: Side = "at_most" if threshold.side == "at_most" else "at_least"
                found.append(
                    Chance(
                        plan.entity,
                        plan.indicator,
                        threshold.claim,
                        threshold.year,
                        float(threshold.level),
                        threshold.side,
                        outlook.model,
                        outlook.default,
                        None if year is None else probability(year, float(threshold.level), side),
                        render(outlook.reason, language) if outlook.reason else "",
                    )
                )
    return tuple(found)
