"""Is growth forced outside its plausible band, and what does a multiple come to a year?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.wording import fold_phrase, shown
from forecasting.network import (
    base_year,
    compile_claim,
    ratio_to_rate,
)
from forecasting.numbers.intervals import Interval
from forecasting.words import join

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence
    from forecasting.words import Phrase

__all__ = ["BandFacts", "MultipleFacts", "plausible_growth"]


@dataclass(frozen=True, slots=True)
class BandFacts(Facts):
    """Growth a year that the claims force, beside the plausible band.

    Attributes:
        label: of the indicator.
        start, end: first and last year.
        low, high: lowest and highest growth.
        bandlow, bandhigh: of the band.
    """

    label: Label
    start: int
    end: int
    low: float
    high: float
    bandlow: float
    bandhigh: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleFacts(Facts):
    """What a multiple since some year comes to as growth a year.

    Attributes:
        label, unit: of the indicator.
        fold: the multiple in words.
        start, end: first and last year, so many `years` apart.
        point, low, high: growth a year, over all readings.
        later: growth a year when counted from the year after, `next`.
        baselow, basehigh: what is known of the level of `start`; not a number where nothing is.
    """

    label: Label
    unit: str
    fold: Phrase
    start: int
    end: int
    years: int
    point: float
    low: float
    high: float
    later: float
    next: int
    baselow: float
    basehigh: float


def plausible_growth(evidence: Evidence) -> Iterator[Finding]:
    """Does the network force a growth outside the plausible band, and what does each multiple come to a year?"""
    dossier = evidence.dossier
    for claim in sorted(dossier.claims, key=lambda one: one.claim_id):
        if claim.kind == "multiple" and claim.role in ("history", "benchmark"):
            yield from _multiple(evidence, claim)
    series = sorted({(one.entity, one.indicator) for one in dossier.claims})
    for entity, name in series:
        band = dossier.indicators[name].plausible_growth
        if band is None:
            continue
        nodes = sorted(
            node
            for node in evidence.network.implied
            if (node.entity, node.indicator, node.basis) == (entity, name, dossier.indicators[name].basis)
        )
        forced = []
        for before, after in pairwise(nodes):
            if before.space != after.space:
                continue  # a half year and a whole one, or two scopes, do not grow into each other
            rate = ratio_to_rate(evidence.network.ratio(before, after), after.year - before.year)
            forced.append((before.year, after.year, rate))
        outside = [
            (start, end, rate)
            for start, end, rate in forced
            if (rate.lower is not None and rate.lower > band[1])
            or (rate.upper is not None and rate.upper < band[0])
        ]
        for start, end, rate in outside:
            yield _implausible(evidence, entity, name, (start, end), rate, band)
        # A pair of years bounded on both sides; the last unbroken run of them is what the sentence speaks of.
        known: list[tuple[int, int, Interval]] = []
        for one in forced:
            if one[2].lower is not None and one[2].upper is not None:
                known = [*known, one] if known and known[-1][1] == one[0] else [one]
        if not outside and known:
            yield _plausible(evidence, entity, name, known, band)


def _implausible(
    evidence: Evidence,
    entity: str,
    name: str,
    years: tuple[int, int],
    rate: Interval,
    band: tuple[Fraction, Fraction],
) -> Finding:
    start, end = years
    high = rate.lower is not None and rate.lower > band[1]
    facts = BandFacts(
        label=evidence.label(entity, name),
        start=start,
        end=end,
        low=float(rate.lower) if rate.lower is not None else -1.0,
        high=shown(rate.upper),
        bandlow=float(band[0]),
        bandhigh=float(band[1]),
    )
    key = ("above" if high else "below") + ("_year" if end - start == 1 else "")
    return Finding(
        check="plausible_growth",
        entity=entity,
        indicator=name,
        verdict="implausible",
        verdicts=("implausible",),
        side="above" if high else "below",
        message=facts.phrase(f"findings.plausible.{key}"),
        start=start,
        end=end,
        claims=evidence.claims_about(entity, (name,), tuple(range(start, end + 1))),
        stated=(float(band[0]), float(band[1])),
        computed=rate.floats(),
        unit="%",
        grade="B",
        suggestion=facts.phrase("findings.plausible.explain"),
        facts=facts,
    )


def _plausible(
    evidence: Evidence,
    entity: str,
    name: str,
    known: list[tuple[int, int, Interval]],
    band: tuple[Fraction, Fraction],
) -> Finding:
    low = min(float(rate.lower) for _, _, rate in known if rate.lower is not None)
    high = max(float(rate.upper) for _, _, rate in known if rate.upper is not None)
    facts = BandFacts(
        label=evidence.label(entity, name),
        start=known[0][0],
        end=known[-1][1],
        low=low,
        high=high,
        bandlow=float(band[0]),
        bandhigh=float(band[1]),
    )
    return Finding(
        check="plausible_growth",
        entity=entity,
        indicator=name,
        verdict="consistent",
        verdicts=("consistent",),
        message=facts.phrase("findings.plausible.consistent"),
        start=facts.start,
        end=facts.end,
        claims=tuple(
            sorted(
                claim.claim_id
                for claim in evidence.dossier.claims
                if (claim.entity, claim.indicator) == (entity, name)
            )
        ),
        stated=(float(band[0]), float(band[1])),
        computed=(low, high),
        unit="%",
        grade="B",
        facts=facts,
        rank=10,
    )


def _multiple(evidence: Evidence, claim: Claim) -> Iterator[Finding]:
    """What a multiple since some year means as growth a year, under each of its readings."""
    start = base_year(claim, evidence.dossier)
    if start is None or claim.end - start < 2:
        return
    indicator = evidence.indicator(claim)
    years = claim.end - start
    ratios = [
        bound.ratio
        for reading in compile_claim(claim, evidence.dossier)
        for bound in reading.bounds
        if bound.start.year == start and bound.end.year == claim.end
    ]
    if not ratios:
        return
    hull = reduce(Interval.hull, ratios)
    pace = ratio_to_rate(hull, years)
    later = ratio_to_rate(hull, years - 1)
    base = evidence.implied(claim.entity, claim.indicator, start)
    first = ratios[0]
    factor = (float(first.lower or 0) + float(first.upper or first.lower or 0)) / 2
    point = factor ** (1 / years) - 1 if factor > 0 else float("nan")
    facts = MultipleFacts(
        label=indicator.label,
        unit=indicator.unit,
        fold=fold_phrase(claim),
        start=start,
        end=claim.end,
        years=years,
        point=point,
        low=float(pace.lower) if pace.lower is not None else -1.0,
        high=shown(pace.upper),
        later=factor ** (1 / (years - 1)) - 1 if factor > 0 else float("nan"),
        next=start + 1,
        baselow=shown(base.lower),
        basehigh=shown(base.upper),
    )
    key = "at_most" if pace.lower is None else "at_least" if pace.upper is None else "pace"
    message = join(
        facts.phrase(f"findings.multiple.{key}"),
        facts.phrase("findings.multiple.base") if None not in (base.lower, base.upper) else None,
        facts.phrase("findings.multiple.later")
        if claim.start == "founding" and later.lower is not None
        else None,
    )
    band = indicator.plausible_growth
    outside = band is not None and (
        (pace.lower is not None and pace.lower > band[1]) or (pace.upper is not None and pace.upper < band[0])
    )
    verdict = "implausible" if outside else "consistent"
    yield Finding(
        check="plausible_growth",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict=verdict,
        verdicts=(verdict,),
        message=message,
        start=start,
        end=claim.end,
        claims=(claim.claim_id,),
        stated=(float(band[0]), float(band[1])) if band is not None else None,
        computed=pace.floats(),
        unit="%",
        grade="B",
        facts=facts,
        telling=True,
        rank=-20,
    )
