"""What a slogan (x4 every five years) comes to a year and costs beside the other claims."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.wording import fold_phrase, shown
from forecasting.network import (
    Part,
    compile_claim,
)
from forecasting.numbers.intervals import Interval
from forecasting.numbers.powers import ratio_to_rate
from forecasting.numbers.units import conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence

__all__ = ["SloganFacts", "SwingFacts", "slogans"]


@dataclass(frozen=True, slots=True)
class SwingFacts(Facts):
    """Growth that any path has in some year from `start` to `end`, as a fraction."""

    growth: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SloganFacts(Facts):
    """What a multiple every so many years comes to.

    Attributes:
        label, unit: of the indicator.
        fold: the multiple in words.
        every: years it takes.
        pace, low, high: growth a year it states.
        costs: by window ("average" or "every_window") the growth it forces; None where it forces none.
        floor: growth a year that a bound on an earlier level forces, from `year` to `end`; None without such a bound.
        bound: of that level.
    """

    label: Label
    unit: str
    fold: Phrase
    every: int | None
    pace: float
    low: float
    high: float
    costs: Mapping[str, SwingFacts | None]
    bound: float | None = None
    year: int | None = None
    end: int | None = None
    floor: float | None = None


def slogans(evidence: Evidence, part: Part) -> Iterator[Finding]:
    """What each slogan ("x4 every five years") costs beside the other claims."""
    for claim_id in part.claims:
        claim = evidence.dossier.claim(claim_id)
        if claim.kind == "recurring_multiple" and claim_id not in part.set_aside:
            yield _slogan(evidence, part, claim)


def _costs(part: Part, claim_id: str) -> dict[str, SwingFacts | None]:
    """The growth a slogan forces on every path by the window it is read over, None where it forces none."""
    found: dict[str, SwingFacts | None] = {}
    for cost in part.fits:
        reading = dict(cost.readings).get(claim_id, "")
        window = next((one for one in reading.split("/") if one in ("average", "every_window")), "average")
        swing = cost.swing
        found.setdefault(
            window, None if swing is None else SwingFacts(float(swing.growth), swing.start, swing.end)
        )
    return dict(sorted(found.items()))


def _cost(window: str, swing: SwingFacts | None) -> Phrase:
    if swing is None:
        return Phrase(f"findings.slogan.free_{window}")
    span = "year" if swing.end - swing.start == 1 else "span"
    direction = "growth" if swing.growth > 0 else "decline"
    return swing.phrase(f"findings.slogan.{window}_{direction}_{span}")


def _slogan(evidence: Evidence, part: Part, claim: Claim) -> Finding:
    """What one slogan comes to a year and costs, reading by reading."""
    pace = _slogan_pace(evidence, claim)
    floor = _forced_since(evidence, claim)
    costs = _costs(part, claim.claim_id)
    facts = SloganFacts(
        label=evidence.label(claim.entity, claim.indicator),
        unit=evidence.indicator(claim).unit,
        fold=fold_phrase(claim),
        every=claim.every,
        pace=(float(pace.lower or 0) + float(pace.upper or pace.lower or 0)) / 2,
        low=shown(pace.lower),
        high=shown(pace.upper),
        costs=costs,
        bound=floor.bound if floor else None,
        year=floor.year if floor else None,
        end=claim.end if floor else None,
        floor=floor.growth if floor else None,
    )
    low = floor is not None and pace.upper is not None and float(pace.upper) < floor.growth
    message = join(
        facts.phrase("findings.slogan.floor") if floor else None,
        facts.phrase(f"findings.slogan.{'low' if low else 'pace'}"),
        *(_cost(window, swing) for window, swing in costs.items()),
    )
    return Finding(
        check="claims_fit_together",
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="consistent",
        verdicts=("consistent",),
        side="below" if low else None,
        message=message,
        start=evidence.start(claim),
        end=claim.end,
        claims=tuple(sorted([claim.claim_id, *([floor.claim] if floor else ())])),
        readings=part.fits[0].readings if part.fits else (),
        stated=pace.floats(),
        computed=(floor.growth, None) if floor else None,
        unit="%",
        grade="C",
        suggestion=facts.phrase("findings.slogan.rewrite") if low else None,
        facts=facts,
        rank=-100 if low else 0,
    )


def _slogan_pace(evidence: Evidence, claim: Claim) -> Interval:
    """Growth a year the slogan states."""
    reading = compile_claim(claim, evidence.dossier)
    every = claim.every or 1
    for alternative in reading:
        for bound in alternative.bounds:
            if bound.start.year and bound.end.year - bound.start.year == every:
                return ratio_to_rate(bound.ratio, every)
    for alternative in reading:
        for bound in alternative.bounds:
            if bound.start.year:
                return ratio_to_rate(bound.ratio, bound.end.year - bound.start.year)
    return Interval()


@dataclass(frozen=True, slots=True)
class _Floor:
    """The last year a claim keeps a level below a bound, and the growth a year that forces to the end."""

    year: int
    bound: float
    growth: float
    claim: str


def _forced_since(evidence: Evidence, claim: Claim) -> _Floor | None:
    """The last year a claim keeps the level below something, and the growth a year that forces to the end."""
    last = evidence.network.past.get(evidence.node(claim.entity, claim.indicator, claim.end), Interval())
    if last.lower is None:
        return None
    below = [
        level
        for level in evidence.dossier.claims
        if (level.entity, level.indicator, level.kind) == (claim.entity, claim.indicator, "level")
        and level.comparator in ("<", "<=")
        and level.end < claim.end
        and level.role == "history"
    ]
    if not below:
        return None
    latest = max(below, key=lambda one: (one.end, one.claim_id))
    bound = Fraction(latest.value) * conversion(latest.unit, evidence.indicator(claim).unit)
    years = claim.end - latest.end
    growth = float(last.lower / bound) ** (1 / years) - 1
    return _Floor(latest.end, float(bound), growth, latest.claim_id)
