"""Do stated shares and sums of parts agree, and what must the rest have done?"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.checks.evidence import Evidence, middle
from forecasting.checks.finding import Finding
from forecasting.network import (
    rate_interval,
    ratio_to_rate,
)
from forecasting.stated import Interval, conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.claims import Claim, Identity

__all__ = ["shares_and_parts"]


def shares_and_parts(evidence: Evidence) -> Iterator[Finding]:
    """Do stated shares and sums of parts agree, and what must the rest have done?

    Facts: of a share `point` with `low` and `high`; of a total `whole`, `sum`, `low` and `high`; of what is left `first`
    and `last`, its growth `point` with `low` and `high`, `whole_growth` and `part_growth`.
    """
    for claim in sorted(evidence.dossier.claims, key=lambda one: one.claim_id):
        if claim.kind == "share":
            yield _share(evidence, claim)
    for identity in evidence.dossier.identities:
        yield from _identity(evidence, identity)


def _share(evidence: Evidence, claim: Claim) -> Finding:
    indicator = evidence.indicator(claim)
    whole = evidence.dossier.indicators[claim.of]
    stated = rate_interval(claim, evidence.dossier)
    part_level = evidence.printed(claim.entity, claim.indicator, indicator.basis, claim.end)
    whole_level = evidence.printed(claim.entity, claim.of, whole.basis, claim.end)
    values: dict[str, object] = {
        "label": indicator.label,
        "whole": whole.label,
        "year": claim.end,
        "value": claim.value,
        "statedlow": float(stated.lower or 0),
        "statedhigh": float(stated.upper or 1),
    }
    common = partial(
        Finding, check="shares_and_parts", kind="provable", entity=claim.entity, indicator=claim.indicator
    )
    if part_level is None or whole_level is None:
        missing = [
            name.label for name, level in ((indicator, part_level), (whole, whole_level)) if level is None
        ]
        return common(
            verdict="not_assessable",
            message=Phrase("findings.share.no_level", values | {"missing": missing}),
            start=claim.end,
            end=claim.end,
            claims=(claim.claim_id,),
            stated=stated.floats(),
            unit="%",
            grade="D",
        )
    factor = conversion(indicator.unit, whole.unit)
    computed = part_level.interval.over(whole_level.interval).times(factor)
    point = part_level.value / whole_level.value * factor
    side = None
    if not stated.meets(computed):
        verdict = "inconsistent"
        side = stated.side_of(computed)
    else:
        verdict = "consistent" if stated.contains(point) else "within_rounding"
    values |= {"point": float(point), "low": float(computed.lower or 0), "high": float(computed.upper or 0)}
    return common(
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=Phrase(f"findings.share.{verdict}", values),
        start=claim.end,
        end=claim.end,
        claims=tuple(sorted({claim.claim_id, *part_level.claims, *whole_level.claims})),
        stated=stated.floats(),
        computed=computed.floats(),
        unit="%",
        grade="A" if part_level.plain and whole_level.plain else "B",
        suggestion=Phrase("findings.share.rewrite", values) if verdict == "inconsistent" else None,
        facts=values,
    )


def _identity(evidence: Evidence, identity: Identity) -> Iterator[Finding]:
    """One total and its parts, in each year that allows it; the growth of what is left between such years."""
    dossier = evidence.dossier
    entity = dossier.entity
    total = dossier.indicators[identity.total]
    years = sorted(
        {
            node.year
            for node in evidence.network.implied
            if (node.entity, node.indicator) == (entity, identity.total)
        }
    )
    rest: dict[int, tuple[Interval, float, str]] = {}
    compared = False
    for year in years:
        whole = evidence.implied(entity, identity.total, year)
        if whole.lower is None or whole.upper is None:
            continue
        parts = {
            name: evidence.implied(entity, name, year).times(
                conversion(dossier.indicators[name].unit, total.unit)
            )
            for name in identity.parts
        }
        known = {name: one for name, one in parts.items() if one.lower is not None and one.upper is not None}
        missing = [name for name in identity.parts if name not in known]
        low = sum((one.lower or Fraction(0) for one in known.values()), Fraction(0))
        high = sum((one.upper or Fraction(0) for one in known.values()), Fraction(0))
        points = [
            (evidence.point(entity, name, year) or middle(one))
            * float(conversion(dossier.indicators[name].unit, total.unit))
            for name, one in known.items()
        ]
        point = evidence.point(entity, identity.total, year) or middle(whole)
        if len(missing) > 1 or not known:
            continue
        values: dict[str, object] = {
            "total": total.label,
            "unit": total.unit,
            "year": year,
            "whole": point,
            "sum": sum(points),
            "low": float(low),
            "high": float(high),
            "parts": [dossier.indicators[name].label for name in known],
        }
        ids = evidence.claims_about(entity, (identity.total, *identity.parts), (year,))
        if not missing:
            compared = True
            yield _sum(entity, identity.total, year, whole, Interval(low, high), values, ids)
            continue
        left = Interval(whole.lower - high, whole.upper - low)
        if left.upper is not None and left.upper <= 0:
            compared = True
            yield Finding(
                check="shares_and_parts",
                kind="provable",
                entity=entity,
                indicator=identity.total,
                verdict="inconsistent",
                verdicts=("inconsistent",),
                side="below",
                message=Phrase("findings.parts.exceed", values),
                start=year,
                end=year,
                claims=ids,
                stated=whole.floats(),
                computed=(float(low), float(high)),
                unit=total.unit,
                suggestion=Phrase("findings.parts.find", values),
                facts=values,
            )
            continue
        rest[year] = (left, point - sum(points), missing[0])
    for start, end in pairwise(sorted(rest)):
        first, last = rest[start], rest[end]
        if first[0].lower is None or first[0].lower <= 0 or first[2] != last[2]:
            continue
        compared = True
        yield _rest(evidence, identity, (start, end), (first[0], first[1]), (last[0], last[1]), first[2])
    if not compared:
        yield Finding(
            check="shares_and_parts",
            kind="provable",
            entity=entity,
            indicator=identity.total,
            verdict="not_assessable",
            message=Phrase(
                "findings.parts.no_levels",
                {"total": total.label, "parts": [dossier.indicators[name].label for name in identity.parts]},
            ),
            grade="D",
        )


def _sum(
    entity: str,
    indicator: str,
    year: int,
    whole: Interval,
    parts: Interval,
    values: dict[str, object],
    ids: tuple[str, ...],
) -> Finding:
    meets = whole.meets(parts)
    side = None
    if not meets:
        verdict = "inconsistent"
        side = whole.side_of(parts)
    else:
        point = Fraction(str(values["sum"]))
        verdict = "consistent" if whole.contains(point) else "within_rounding"
    return Finding(
        check="shares_and_parts",
        kind="provable",
        entity=entity,
        indicator=indicator,
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=Phrase(f"findings.parts.{verdict}", values),
        start=year,
        end=year,
        claims=ids,
        stated=whole.floats(),
        computed=parts.floats(),
        unit=str(values["unit"]),
        suggestion=Phrase("findings.parts.find", values) if verdict == "inconsistent" else None,
        facts=values,
    )


def _rest(
    evidence: Evidence,
    identity: Identity,
    years: tuple[int, int],
    first: tuple[Interval, float],
    last: tuple[Interval, float],
    name: str,
) -> Finding:
    """What the remaining part grew by between two years."""
    dossier = evidence.dossier
    start, end = years
    entity = dossier.entity
    span = end - start
    computed = ratio_to_rate(last[0].over(first[0]), span)
    point = (last[1] / first[1]) ** (1 / span) - 1
    known = [one for one in identity.parts if one != name]

    def grew(indicator: str) -> float:
        before = evidence.point(entity, indicator, start)
        after = evidence.point(entity, indicator, end)
        return float("nan") if not before or not after else float((after / before) ** (1 / span) - 1)

    values: dict[str, object] = {
        "total": dossier.indicators[identity.total].label,
        "rest": dossier.indicators[name].label,
        "parts": [dossier.indicators[one].label for one in known],
        "unit": dossier.indicators[identity.total].unit,
        "start": start,
        "end": end,
        "first": first[1],
        "last": last[1],
        "point": point,
        "low": float(computed.lower or -1),
        "high": float(computed.upper or 0),
        "whole_growth": grew(identity.total),
        "part_growth": grew(known[0]) if len(known) == 1 else float("nan"),
    }
    message = Phrase("findings.parts.rest_of_one" if len(known) == 1 else "findings.parts.rest", values)
    band = dossier.indicators[name].plausible_growth
    outside = band is not None and (
        (computed.lower is not None and computed.lower > band[1])
        or (computed.upper is not None and computed.upper < band[0])
    )
    if outside and band is not None:
        message = join(
            message, Phrase("findings.parts.odd", {"bandlow": float(band[0]), "bandhigh": float(band[1])})
        )
    return Finding(
        check="shares_and_parts",
        kind="provable",
        entity=entity,
        indicator=name,
        verdict="consistent",
        verdicts=("consistent",),
        message=message,
        start=start,
        end=end,
        claims=evidence.claims_about(entity, (identity.total, *identity.parts), (start, end)),
        computed=computed.floats(),
        unit="%",
        grade="B",
        facts=values,
        telling=True,
        rank=-50,
    )
