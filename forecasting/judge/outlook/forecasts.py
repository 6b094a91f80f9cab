"""What each model says of each planned indicator, and what a scenario makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, log1p
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import NOWHERE, Space
from forecasting.errors import ForecastingError
from forecasting.judge.checks import OUTSIDE, class_of
from forecasting.models import Bounds, NotFitted, Predictive, Side, Stated, odds_between, predict, quantile
from forecasting.models.outside import outside_forecasts, predict_outside
from forecasting.models.reference import reference_class
from forecasting.numbers import growth
from forecasting.records import TypedRow
from forecasting.scenarios import TOP_FIFTH, ScenarioError
from forecasting.words import LANGUAGES, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.models.outside import OutsideForecast
    from forecasting.models.reference import ReferenceClass
    from forecasting.network import Network
    from forecasting.scenarios import Scenario

__all__ = [
    "LEAST_POINTS",
    "ForecastRow",
    "Outlook",
    "bounds_of",
    "forecast_plans",
    "inside",
    "models_for",
    "outlooks_of",
    "outside_of",
    "side_of",
]

#: Points a history needs before odds are given without a reference class.
LEAST_POINTS = 8
_PACE_YEARS = 5
_SHOWN = ("constant_growth", "shrunken_growth", "reference_only", "log_linear")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRow(TypedRow):
    """One model and year, on the log level and as quantiles; of a model not fitted only the reason."""

    entity: str
    indicator: str
    model: str
    default: bool
    year: int | None = None
    loc: float | None = None
    scale: float | None = None
    df: float | None = None
    median: float | None = None
    lower80: float | None = None
    upper80: float | None = None
    lower95: float | None = None
    upper95: float | None = None
    reason: str = ""


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

    def rows(self) -> list[ForecastRow]:
        """One row a year with median and central 80 and 95 % ranges."""
        return [
            ForecastRow(
                entity=self.entity,
                indicator=self.indicator,
                model=self.model,
                default=self.default,
                year=forecast.year,
                loc=forecast.loc,
                scale=forecast.scale,
                df=forecast.df,
                median=quantile(forecast, 0.5),
                lower80=quantile(forecast, 0.1),
                upper80=quantile(forecast, 0.9),
                lower95=quantile(forecast, 0.025),
                upper95=quantile(forecast, 0.975),
            )
            for forecast in self.years
        ]


def outlooks_of(plan: Plan, outlooks: Iterable[Outlook]) -> list[Outlook]:
    """The outlooks made for a plan, in their order; none for a plan without a record."""
    if plan.base is None:
        return []
    return [one for one in outlooks if (one.indicator, one.space) == (plan.indicator, plan.space)]


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
        if not ends:
            continue
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
                    Stated(bounds=bounds_of(plan, dossier)),
                )
            except NotFitted as why:
                said = Phrase("findings.odds.because", {"reason": str(why)})
                found.append(Outlook(plan.entity, plan.indicator, model, place == 0, (), said, plan.space))
                continue
            moved = _moved(predicted, plan, dossier, network, scenario)
            found.append(Outlook(plan.entity, plan.indicator, model, place == 0, moved, None, plan.space))
        found += _from_outside(plan, dossier)
    return tuple(found)


def _from_outside(plan: Plan, dossier: Dossier) -> list[Outlook]:
    given, base = outside_of(plan, dossier), plan.base
    if given is None or base is None:
        return []
    made = predict_outside(
        given, base.year, base.level, class_of(dossier, plan), bounds=bounds_of(plan, dossier)
    )
    return [Outlook(plan.entity, plan.indicator, OUTSIDE, False, made, None, plan.space)] if made else []


def outside_of(plan: Plan, dossier: Dossier) -> OutsideForecast | None:
    """The outside forecast of a plan's indicator on its price basis, if the dossier holds one."""
    for outside in outside_forecasts(dossier):
        basis = outside.basis or dossier.indicators[outside.indicator].basis
        plain = not (plan.space.scope or plan.space.period)
        if outside.indicator == plan.indicator and basis == plan.space.basis and plain:
            # A level in money says nothing of an index.
            return None if outside.level and plan.index_year is not None else outside
    return None


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
        for observation in plan.observations:
            try:
                odds_between(observation.level, bounds)
            except ForecastingError as error:
                return Phrase("findings.odds.because", {"reason": f"{observation.year}: {error}"})
    return None


def inside(level: float, bounds: Bounds) -> bool:
    """Whether a rate lies strictly between its bounds."""
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
    for forecast in predicted:
        rate = exp(forecast.loc - before) - 1 if taken is None else taken
        before = forecast.loc
        rate = path.get(forecast.year, rate) + shock.get(forecast.year, 0.0)
        if cap is not None and (
            scenario.growth_cap_from is None or forecast.year >= scenario.growth_cap_from
        ):
            rate = min(rate, cap)
        if floor is not None:
            rate = max(rate, floor)
        loc += log1p(max(rate, -0.99))
        moved.append(Predictive(forecast.year, loc, forecast.scale, forecast.df))
    return tuple(moved)


def _pace(name: str, place: str, dossier: Dossier, network: Network) -> float:
    """Growth a year of the place, of which a scenario that applies knows two years, or of the class it follows."""
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
    return growth.rate(seen[0].level, seen[-1].level, seen[-1].year - seen[0].year)


def side_of(threshold: Threshold) -> Side:
    """The side of a threshold, in the words of the models."""
    return "at_most" if threshold.side == "at_most" else "at_least"
