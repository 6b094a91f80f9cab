"""What findings on a printed rate, multiple or change know, and a claim beside its printed levels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import basis_used, fold_interval, meaning, rate_interval
from forecasting.judge.checks.finding import Finding
from forecasting.judge.checks.printed_facts import PrintedFacts, not_yet_tested
from forecasting.judge.checks.wording import as_printed, shown
from forecasting.network import compile_claim
from forecasting.words import Phrase

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence, PrintedLevel
    from forecasting.numbers.intervals import Interval

__all__ = [
    "Compared",
    "GrowthFacts",
    "compared",
    "folds",
    "growth_facts",
    "said",
    "steps",
    "untested",
    "untied",
    "without_levels",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthFacts(PrintedFacts):
    """A printed rate, multiple or change beside the levels it speaks of; None what is not known.

    Attributes:
        basis: the price basis the number is reckoned on, in words.
        first, last: levels of `start` and `end`.
        missing: years without a printed level where one is wanted; `year` of the one that is missing alone.
        point, low, high: what the levels give, with what rounding leaves; through a price change the change a year;
            where `missing` says so the level that the number implies.
        statedlow, statedhigh: what the printed number can mean.
        slack: share of the joint rounding slack that is used.
        rate, level: what else is to be written, digits as printed.
        nominal: growth a year of levels at other prices.
        bandlow, bandhigh: usual price changes a year.
    """

    basis: Phrase | None = None
    first: float | None = None
    last: float | None = None
    missing: tuple[int, ...] = ()
    year: int | None = None
    point: float | None = None
    low: float | None = None
    high: float | None = None
    statedlow: float | None = None
    statedhigh: float | None = None
    slack: float | None = None
    rate: str | None = None
    level: str | None = None
    nominal: float | None = None
    bandlow: float | None = None
    bandhigh: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A claim beside the printed levels of its years, before anything is concluded.

    Attributes:
        evidence: what the checks look at.
        claim: the printed rate or multiple.
        first, last: its levels; `first` is None where none is printed.
        facts: what is known so far.
        finding: what every finding on it has in common.
    """

    evidence: Evidence
    claim: Claim
    first: PrintedLevel | None
    last: PrintedLevel
    facts: GrowthFacts
    finding: Finding

    @property
    def vintage(self) -> int:
        """The year of the source that prints the claim."""
        return meaning(self.claim, self.evidence.dossier).space.vintage


def compared(
    evidence: Evidence, claim: Claim, start: int, first: PrintedLevel | None, last: PrintedLevel
) -> Compared:
    """A claim beside its printed levels."""
    facts = replace(
        growth_facts(evidence, claim, start),
        first=float(first.value) if first is not None else None,
        last=float(last.value),
        basis=Phrase(f"findings.basis.{basis_used(claim, evidence.dossier)}"),
    )
    plain = (first is None or first.plain) and last.plain and claim.comparator == "="
    finding = Finding(
        check="growth_against_levels",
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="consistent",
        message=facts.phrase("findings.growth.consistent"),
        start=start,
        end=claim.end,
        claims=tuple(sorted({claim.claim_id, *(first.claims if first else ()), *last.claims})),
        grade="A" if plain else "B",
        facts=facts,
    )
    return Compared(evidence, claim, first, last, facts, finding)


def untested(evidence: Evidence, claim: Claim, start: int, missing: int | None) -> Finding:
    """A claim that cannot be tested: `missing` is the year without a printed level, None where both have none."""
    return _untested(evidence, claim, without_levels(evidence, claim, start, missing))


def untied(evidence: Evidence, claim: Claim, start: int) -> Finding:
    """A rate in physical units beside levels in money, or the reverse: nothing ties them."""
    bare = without_levels(evidence, claim, start, None)
    facts = replace(bare, basis=Phrase(f"findings.basis.{basis_used(claim, evidence.dossier)}"))
    return replace(
        _untested(evidence, claim, bare),
        message=facts.phrase("findings.growth.untied"),
        suggestion=facts.phrase("findings.growth.say_basis"),
        facts=facts,
    )


def said(claim: Claim, evidence: Evidence) -> tuple[Interval, str]:
    """What a claim states, and the unit of it: a rate as a fraction, or a factor."""
    if claim.kind == "multiple":
        return fold_interval(claim, evidence.dossier), "fold"
    return rate_interval(claim, evidence.dossier), "%"


def folds(evidence: Evidence, claim: Claim) -> Interval:
    """The ratio a multiple states, whichever way it is read."""
    growths = [
        bound.ratio for reading in compile_claim(claim, evidence.dossier) for bound in reading.bounds[-1:]
    ]
    growth = growths[0]
    for one in growths[1:]:
        growth = growth.hull(one)
    return growth


def steps(claim: Claim, start: int) -> int:
    """Years a printed rate compounds over: the span for a yearly rate, one for a rate over the whole span."""
    return claim.end - start if claim.kind in ("average_growth", "growth_each_year") else 1


def growth_facts(evidence: Evidence, claim: Claim, start: int) -> GrowthFacts:
    """The facts of a printed number alone, from `start` to the claim's end."""
    return GrowthFacts(
        label=evidence.label(claim.entity, claim.indicator),
        unit=evidence.indicator(claim).unit,
        value=as_printed(claim),
        printed=claim.unit,
        start=start,
        end=claim.end,
    )


def without_levels(evidence: Evidence, claim: Claim, start: int, missing: int | None) -> GrowthFacts:
    """The facts of a claim without a printed level of a year, None for both; with what the other level leaves for it."""
    facts = growth_facts(evidence, claim, start)
    years = (start, claim.end) if missing is None else (missing,)
    # A year to come stands in no yearbook.
    facts = replace(facts, missing=tuple(year for year in years if year <= evidence.dossier.as_of))
    if missing is None:
        return facts
    implied = evidence.implied(claim.entity, claim.indicator, missing)
    if implied.lower is None or implied.upper is None:
        return replace(facts, year=missing)
    return replace(facts, year=missing, low=shown(implied.lower), high=shown(implied.upper))


def _untested(evidence: Evidence, claim: Claim, facts: GrowthFacts) -> Finding:
    rates, unit = said(claim, evidence)
    key = "no_levels" if facts.year is None else "one_level_only" if facts.low is None else "one_level"
    if facts.year is not None and not facts.missing:
        key = "ahead_only" if facts.low is None else "ahead"
    found = not_yet_tested("growth_against_levels", claim, facts, f"findings.growth.{key}", rates, unit)
    return replace(found, suggestion=_wanted(facts))


def _wanted(facts: GrowthFacts) -> Phrase | None:
    """The levels to look up; None where they are all of years to come."""
    if len(facts.missing) == 2:
        return facts.phrase("findings.growth.find_levels")
    return (
        replace(facts, year=facts.missing[0]).phrase("findings.growth.find_level") if facts.missing else None
    )
