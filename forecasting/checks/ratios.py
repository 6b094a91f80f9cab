"""Is a ratio between two indicators forced outside its plausible band?"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

from forecasting.checks.finding import Finding
from forecasting.stated import Interval, StatedError, conversion, unit
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Evidence
    from forecasting.claims import Ratio

__all__ = ["ratios"]


def ratios(evidence: Evidence) -> Iterator[Finding]:
    """Does the network force a ratio between two indicators of one year outside its plausible band?

    Facts: `values`, the ratio by year; `bandlow` and `bandhigh` where a band is stated.
    """
    for ratio in evidence.dossier.ratios:
        yield _ratio(evidence, ratio)


def _is_stated(
    evidence: Evidence, entity: str, name: str, year: int, thresholds: dict[tuple[str, int], float]
) -> bool:
    """Whether a level is printed or planned, not only implied."""
    basis = evidence.dossier.indicators[name].basis
    return (name, year) in thresholds or evidence.printed(entity, name, basis, year) is not None


def _ratio(evidence: Evidence, ratio: Ratio) -> Finding:
    dossier = evidence.dossier
    entity = dossier.entity
    top, bottom = dossier.indicators[ratio.numerator], dossier.indicators[ratio.denominator]
    label = ratio.label or {
        "en": f"{top.name('en')} to {bottom.name('en')}",
        "zh": f"{top.name('zh')}与{bottom.name('zh')}之比",
    }
    common = partial(Finding, check="ratios", entity=entity, indicator=ratio.numerator)
    try:
        factor = conversion(top.unit, bottom.unit)
    except StatedError:
        factor = Fraction(1)
    plain = unit(top.unit) is not None and unit(bottom.unit) is not None
    thresholds = {
        (plan.indicator, one.year): float(one.level)
        for plan in evidence.plans
        for one in (*plan.targets, *plan.goals)
    }
    names = (ratio.numerator, ratio.denominator)
    years = sorted({node.year for node in evidence.network.implied if node.entity == entity})
    rows: list[tuple[int, float, Interval]] = []
    for year in years:
        upper, lower = (
            thresholds.get((name, year)) or evidence.point(entity, name, year)
            for name in (ratio.numerator, ratio.denominator)
        )
        if upper is None or lower is None:
            continue
        spread = evidence.implied(entity, ratio.numerator, year).over(
            evidence.implied(entity, ratio.denominator, year)
        )
        rows.append((year, upper / lower * float(factor), spread.times(factor)))
    # Levels that only multiples or rates imply say little of a ratio; they count where nothing else is known.
    stated = [
        row for row in rows if all(_is_stated(evidence, entity, name, row[0], thresholds) for name in names)
    ]
    rows = stated or rows
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
    values: dict[str, object] = {"label": label, "listed": listed}
    if band is not None:
        values |= {"bandlow": float(band[0]), "bandhigh": float(band[1])}
    side = None
    if outside and band is not None:
        side = "above" if outside[0][1] > float(band[1]) else "below"
        values |= {"years": [str(year) for year, _ in outside]}
    verdict = "implausible" if outside else "consistent"
    return common(
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=Phrase(f"findings.ratio.{side or ('inside' if band is not None else 'plain')}", values),
        start=rows[0][0],
        end=rows[-1][0],
        claims=evidence.claims_about(
            entity, (ratio.numerator, ratio.denominator), tuple(year for year, _, _ in rows)
        ),
        stated=(float(band[0]), float(band[1])) if band is not None else None,
        computed=(min(value for _, value, _ in rows), max(value for _, value, _ in rows)),
        unit="%",
        grade="B",
        suggestion=Phrase("findings.ratio.explain", values) if outside else None,
        facts={"label": label, "values": {year: value for year, value, _ in rows}}
        | ({"bandlow": float(band[0]), "bandhigh": float(band[1])} if band is not None else {}),
        telling=True,
        rank=0 if outside else -10,
    )
