"""Is a ratio between two indicators forced outside its plausible band?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from forecasting.errors import StatedError
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.numbers.intervals import Interval
from forecasting.numbers.units import conversion, unit
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier import Ratio
    from forecasting.judge.checks.evidence import Evidence

__all__ = ["RatioFacts", "ratios"]


@dataclass(frozen=True, slots=True)
class RatioFacts(Facts):
    """A ratio between two indicators.

    Attributes:
        label: what it is called.
        by_year: the ratio by year.
        bandlow, bandhigh: of the plausible band; None where none is stated.
    """

    label: Label
    by_year: Mapping[int, float]
    bandlow: float | None = None
    bandhigh: float | None = None


def ratios(evidence: Evidence) -> Iterator[Finding]:
    """Does the network force a ratio between two indicators of one year outside its plausible band?"""
    for ratio in evidence.dossier.ratios:
        yield _ratio(evidence, ratio)


def _is_stated(
    evidence: Evidence, entity: str, name: str, year: int, thresholds: dict[tuple[str, int], float]
) -> bool:
    """Whether a level is printed or planned, not only implied."""
    basis = evidence.dossier.indicators[name].basis
    return (name, year) in thresholds or evidence.printed(entity, name, basis, year) is not None


def _by_year(evidence: Evidence, ratio: Ratio) -> list[tuple[int, float, Interval]]:
    """The ratio in each year in which both levels are known or planned, and what is left open of it."""
    dossier, entity = evidence.dossier, evidence.dossier.entity
    names = (ratio.numerator, ratio.denominator)
    try:
        factor = conversion(*(dossier.indicators[name].unit for name in names))
    except StatedError:
        factor = Fraction(1)
    thresholds = {
        (plan.indicator, level.year): float(level.level)
        for plan in evidence.plans
        for level in (*plan.targets, *plan.goals)
    }
    rows: list[tuple[int, float, Interval]] = []
    for year in sorted({node.year for node in evidence.network.implied if node.entity == entity}):
        upper, lower = (thresholds.get((name, year)) or evidence.point(entity, name, year) for name in names)
        if upper is None or lower is None:
            continue
        top, bottom = (evidence.implied(entity, name, year) for name in names)
        rows.append((year, upper / lower * float(factor), top.over(bottom).times(factor)))
    # Levels that only multiples or rates imply say little of a ratio; they count where nothing else is known.
    stated = [
        row for row in rows if all(_is_stated(evidence, entity, name, row[0], thresholds) for name in names)
    ]
    return stated or rows


def _ratio(evidence: Evidence, ratio: Ratio) -> Finding:
    dossier = evidence.dossier
    entity = dossier.entity
    top, bottom = dossier.indicators[ratio.numerator], dossier.indicators[ratio.denominator]
    label = ratio.label or {
        "en": f"{top.name('en')} to {bottom.name('en')}",
        "zh": f"{top.name('zh')}与{bottom.name('zh')}之比",
    }
    common = partial(Finding, check="ratios", entity=entity, indicator=ratio.numerator)
    plain = unit(top.unit) is not None and unit(bottom.unit) is not None
    rows = _by_year(evidence, ratio)
    if not rows or not plain:
        return common(
            verdict="not_assessable",
            message=Phrase(
                "findings.ratio.no_year", {"label": label, "top": top.label, "bottom": bottom.label}
            ),
            grade="D",
        )
    band = ratio.plausible
    limits = Interval(*band) if band is not None else Interval()
    outside = [
        (year, value)
        for year, value, spread in rows
        if not spread.meets(limits)
        or ((spread.lower is None or spread.upper is None) and not limits.contains(Fraction(value)))
    ]
    listed = [Phrase("findings.ratio.year", {"value": value, "year": year}) for year, value, _ in rows]
    facts = RatioFacts(label, {year: value for year, value, _ in rows})
    if band is not None:
        facts = RatioFacts(label, facts.by_year, float(band[0]), float(band[1]))
    side = None
    if outside and band is not None:
        side = "above" if outside[0][1] > float(band[1]) else "below"
    years_outside = [str(year) for year, _ in outside]
    key = side or ("inside" if band is not None else "plain")
    verdict = "implausible" if outside else "consistent"
    return common(
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=facts.phrase(f"findings.ratio.{key}", listed=listed, years=years_outside),
        start=rows[0][0],
        end=rows[-1][0],
        claims=evidence.claims_about(
            entity, (ratio.numerator, ratio.denominator), tuple(year for year, _, _ in rows)
        ),
        stated=(float(band[0]), float(band[1])) if band is not None else None,
        computed=(min(value for _, value, _ in rows), max(value for _, value, _ in rows)),
        unit="%",
        grade="B",
        suggestion=facts.phrase("findings.ratio.explain", years=years_outside) if outside else None,
        facts=facts,
        telling=True,
        rank=0 if outside else -10,
    )
