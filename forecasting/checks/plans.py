"""Targets and goals as thresholds: exactly what is printed, read as at-least or at-most."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.network import Observation, base_year, level_interval
from forecasting.stated import conversion, parse_number, power, unit

if TYPE_CHECKING:
    from forecasting.claims import Claim, Dossier
    from forecasting.network import Network

__all__ = ["Plan", "Threshold", "plans_of", "threshold_of"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level to reach in a year.

    Attributes:
        level: exactly as printed, in the indicator's unit.
        side: "at_least" or "at_most".
        claim: id it comes from.
        rate_claim: id of the growth claim printed beside it, if any.
        rate: that printed growth a year, as a fraction.
    """

    year: int
    level: Fraction
    side: str
    claim: str
    rate_claim: str = ""
    rate: Fraction | None = None

    def met_by(self, level: float) -> bool:
        """Whether a level reaches the threshold."""
        return level >= float(self.level) if self.side == "at_least" else level <= float(self.level)


@dataclass(frozen=True, slots=True)
class Plan:
    """One indicator's history, annual targets and goals.

    Attributes:
        observations: pinned history in year order; its last year is the base.
        targets: annual targets after `as_of`, in year order.
        goals: long-run goals, in year order.
    """

    entity: str
    indicator: str
    observations: tuple[Observation, ...]
    targets: tuple[Threshold, ...]
    goals: tuple[Threshold, ...]

    @property
    def base(self) -> Observation | None:
        """The latest observation."""
        return self.observations[-1] if self.observations else None

    @property
    def goal(self) -> Threshold | None:
        """The last goal."""
        return self.goals[-1] if self.goals else None


def _printed_side(claim: Claim, better: str) -> str:
    if claim.comparator in (">=", ">"):
        return "at_least"
    if claim.comparator in ("<=", "<"):
        return "at_most"
    return "at_most" if better == "lower" else "at_least"


def _printed_number(claim: Claim, side: str) -> Fraction:
    if claim.comparator == "..":
        low, _, high = claim.value.partition("..")
        return parse_number(low if side == "at_least" else high)
    return parse_number(claim.value)


def threshold_of(claim: Claim, dossier: Dossier, levels: dict[int, Fraction]) -> Threshold | None:
    """The level a claim asks for, None where its base year is not known."""
    indicator = dossier.indicators[claim.indicator]
    side = _printed_side(claim, indicator.better)
    number = _printed_number(claim, side)
    if claim.kind == "level":
        return Threshold(claim.end, number * conversion(claim.unit, indicator.unit), side, claim.claim_id)
    start = base_year(claim, dossier)
    base = levels.get(start) if start is not None else None
    if base is None or start is None or claim.kind == "share":
        return None
    if claim.kind in ("multiple", "recurring_multiple"):
        printed = unit(claim.unit)
        doublings = printed is not None and printed.family == "doublings"
        fold = power(Fraction(2), number, up=True) if doublings else number
        if claim.kind == "multiple" and not doublings and claim.reading != "increase_to":
            fold += 1
        steps = (
            Fraction(claim.end - start, claim.every or 1)
            if claim.kind == "recurring_multiple"
            else Fraction(1)
        )
        return Threshold(claim.end, base * power(fold, steps, up=True), side, claim.claim_id)
    growth = 1 + number * conversion(claim.unit, "%") / 100
    if growth <= 0:
        return None
    years = claim.end - start if claim.kind in ("average_growth", "growth_each_year") else 1
    return Threshold(claim.end, base * growth**years, side, claim.claim_id)


def _hedged_base(dossier: Dossier, network: Network, name: str) -> tuple[Observation, ...]:
    """The latest level printed as "about", where no year is pinned: a base to reckon from, though a wide one."""
    found = [
        claim
        for claim in sorted(dossier.claims, key=lambda one: (one.end, one.claim_id))
        if (claim.entity, claim.indicator, claim.kind, claim.role)
        == (dossier.entity, name, "level", "history")
        and claim.comparator == "~"
        and claim.claim_id not in network.set_aside
    ]
    if not found:
        return ()
    last = found[-1]
    interval = level_interval(last, dossier)
    if interval.lower is None or interval.upper is None:
        return ()
    level = float(parse_number(last.value) * conversion(last.unit, dossier.indicators[name].unit))
    ids = (last.claim_id,)
    return (
        Observation(dossier.entity, name, last.end, level, interval.lower, interval.upper, "printed", ids),
    )


def plans_of(dossier: Dossier, network: Network) -> tuple[Plan, ...]:
    """The plans of the dossier's own entity, in the order of its indicators.

    Level claims come first; a growth claim for the same year is kept beside its level as the printed rate, and stands
    for a level of its own only where none is printed.
    """
    plans = []
    planned: dict[str, list[Claim]] = {}
    for claim in sorted(dossier.claims, key=lambda one: (one.end, one.kind != "level", one.claim_id)):
        if claim.entity == dossier.entity and claim.role in ("target", "goal") and claim.end > dossier.as_of:
            planned.setdefault(claim.indicator, []).append(claim)
    seen: dict[str, list[Observation]] = {}
    for one in network.history:
        if one.entity == dossier.entity and one.year <= dossier.as_of:
            seen.setdefault(one.indicator, []).append(one)
    for name, indicator in dossier.indicators.items():
        mine = planned.get(name, [])
        observations = tuple(seen.get(name, ()))
        observations = observations or _hedged_base(dossier, network, name)
        levels = {one.year: Fraction(one.level).limit_denominator(10**9) for one in observations}
        found: dict[str, dict[int, Threshold]] = {"target": {}, "goal": {}}
        for claim in mine:
            threshold = threshold_of(claim, dossier, levels)
            rate = None
            if claim.kind in ("growth", "average_growth", "growth_each_year") and claim.comparator in (
                "=",
                "~",
                ">=",
                ">",
            ):
                rate = _printed_number(claim, "at_least") * conversion(claim.unit, "%") / 100
            known = found[claim.role].get(claim.end)
            if known is not None:
                if rate is not None and not known.rate_claim:
                    found[claim.role][claim.end] = Threshold(
                        known.year, known.level, known.side, known.claim, claim.claim_id, rate
                    )
                continue
            if threshold is None:
                continue
            if rate is not None:
                threshold = Threshold(
                    threshold.year, threshold.level, threshold.side, threshold.claim, claim.claim_id, rate
                )
            found[claim.role][claim.end] = threshold
            levels.setdefault(claim.end, threshold.level)
        if found["target"] or found["goal"]:
            plans.append(
                Plan(
                    dossier.entity,
                    indicator.id,
                    observations,
                    tuple(found["target"][year] for year in sorted(found["target"])),
                    tuple(found["goal"][year] for year in sorted(found["goal"])),
                )
            )
    return tuple(plans)
