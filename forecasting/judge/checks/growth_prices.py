"""Real growth beside nominal levels, or the reverse: the price change it takes, against the usual band."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import meaning
from forecasting.judge.checks.conditions import (
    average_conditions,
    base_condition,
    conditional,
    price_condition,
    stated_growth,
)
from forecasting.judge.checks.growth_facts import (
    compared,
    folds,
    said,
    untested,
    without_levels,
)
from forecasting.judge.checks.growth_judged import against_levels, untestable
from forecasting.judge.checks.wording import shown
from forecasting.network.revisions import price_band
from forecasting.numbers.powers import ratio_to_rate
from forecasting.words import join

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.judge.checks.conditions import Condition, PriceChange
    from forecasting.judge.checks.evidence import Evidence, PrintedLevel
    from forecasting.judge.checks.finding import Finding
    from forecasting.judge.checks.growth_facts import GrowthFacts
    from forecasting.numbers.intervals import Interval

__all__ = ["implied_prices", "other_prices"]


@dataclass(frozen=True, slots=True)
class _Tied:
    """A claim and the levels that only a price change ties it to.

    Attributes:
        finding, facts: as far as they are known.
        ratio: end level over base level.
        growth: what the claim states over the same span, as a ratio.
        pair: the two levels where both are printed.
    """

    evidence: Evidence
    claim: Claim
    finding: Finding
    facts: GrowthFacts
    ratio: Interval
    growth: Interval
    pair: tuple[PrintedLevel, PrintedLevel] | None = None

    @property
    def years(self) -> int:
        """Of the span."""
        return self.claim.end - self.facts.start

    @property
    def decided(self) -> str:
        """By what the price basis of the claim is decided."""
        return meaning(self.claim, self.evidence.dossier).decided


def other_prices(
    evidence: Evidence, claim: Claim, start: int, first: PrintedLevel, last: PrintedLevel
) -> Finding:
    """Real growth against nominal levels (or the reverse): the price change it implies, against the usual band.

    Where nothing states the basis and the rate follows from its levels as printed, it needs no price change.
    """
    case = compared(evidence, claim, start, first, last)
    if claim.kind != "multiple" and meaning(claim, evidence.dossier).decided not in ("row", "dossier"):
        plain = against_levels(case, first)
        if plain.verdict in ("consistent", "within_rounding"):
            return plain
    ratio = last.interval.over(first.interval)
    growth = folds(evidence, claim) if claim.kind == "multiple" else stated_growth(evidence, claim)
    return _priced(_Tied(evidence, claim, case.finding, case.facts, ratio, growth, (first, last)))


def implied_prices(evidence: Evidence, claim: Claim, start: int) -> Finding | None:
    """The same where the levels are not printed, but what is printed ties them: "1.8 times that of 2010"; else None."""
    node = evidence.node(claim.entity, claim.indicator, start)
    end = evidence.node(claim.entity, claim.indicator, claim.end)
    ratio = evidence.network.ratio(node, end)
    if ratio.lower is None or ratio.upper is None:
        return None
    through = evidence.network.claims_between(node, end)
    base = replace(
        untested(evidence, claim, start, None),
        claims=tuple(sorted({claim.claim_id, *through})),
        suggestion=None,
    )
    facts = without_levels(evidence, claim, start, None)
    return _priced(_Tied(evidence, claim, base, facts, ratio, stated_growth(evidence, claim)))


def _priced(tied: _Tied) -> Finding:
    """The verdict over a price change: consistent where the basis is stated, conditional where it is not."""
    evidence, claim = tied.evidence, tied.claim
    stated, unit = said(claim, evidence)
    found = price_condition(evidence, claim, tied.ratio, tied.growth)
    if found is None:
        return replace(
            tied.finding,
            verdict="not_assessable",
            verdicts=("not_assessable",),
            stated=stated.floats(),
            unit=unit,
            grade="D",
        )
    facts = replace(
        tied.facts,
        nominal=_centre(ratio_to_rate(tied.ratio, tied.years)),
        point=found.point,
        low=found.low,
        high=found.high,
        bandlow=found.bandlow,
        bandhigh=found.bandhigh,
    )
    band = price_band(claim, facts.start, evidence.dossier)
    steps = tied.years if claim.kind in ("average_growth", "growth_each_year") else 1
    real = tied.ratio.over(band)
    computed = real if unit == "fold" else ratio_to_rate(real, steps)
    base = replace(
        tied.finding,
        stated=stated.floats(),
        computed=computed.floats(),
        unit=unit,
        grade="B",
        facts=facts,
        message=facts.phrase(f"findings.deflator.{_told(tied)}"),
    )
    if not found.usual:
        return _unusual(tied, base, found, band)
    if tied.decided in ("row", "dossier"):
        verdict = "uninformative" if untestable(stated, computed) else "consistent"
        message = (
            facts.phrase(f"findings.deflator.{verdict}")
            if tied.pair
            else join(base.message, found.condition.sentence)
        )
        return replace(
            base, verdict=verdict, verdicts=(verdict,), message=message, conditions=(found.condition,)
        )
    averages = average_conditions(evidence, claim)
    # A convention says that growth of this kind is real; without one, another way to reckon comes first.
    ruled = tied.decided == "convention"
    return conditional(base, [found.condition, *averages] if ruled else [*averages, found.condition])


def _told(tied: _Tied) -> str:
    """Which sentence says what the levels grew: one year is no average a year."""
    if tied.pair is None:
        return "multiple"
    return "levels_one" if tied.years == 1 else "levels"


def _unusual(tied: _Tied, base: Finding, found: PriceChange, band: Interval) -> Finding:
    """A price change out of the ordinary: other bridges come first, and it is implausible where there is none."""
    evidence, claim, condition = tied.evidence, tied.claim, found.condition
    vintage = meaning(claim, evidence.dossier).space.vintage
    conditions: list[Condition] = []
    if tied.pair is not None and {one.vintage for one in tied.pair} != {vintage}:
        first, last = tied.pair
        needed = tied.growth.hull(tied.growth.by(band))
        conditions.append(base_condition(evidence, claim, "revision", last.interval, needed, first.interval))
    conditions += average_conditions(evidence, claim)
    if conditions:
        return conditional(base, [*conditions, condition])
    side = "above" if float(condition.upper or 0) < float(band.lower or 1) - 1 else "below"
    return conditional(replace(base, side=side), [condition], "implausible")


def _centre(rate: Interval) -> float:
    if rate.lower is None or rate.upper is None:
        return shown(rate.lower if rate.upper is None else rate.upper)
    return float(rate.lower + rate.upper) / 2
