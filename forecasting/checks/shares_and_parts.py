"""Do stated shares, parts, products and totals agree, and what must the rest have done?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from forecasting.checks.conditions import base_condition, conditional, form_condition, vintage_condition
from forecasting.checks.finding import Finding
from forecasting.checks.identities import parts, product, total_of_years
from forecasting.claims.quotes import scope_word
from forecasting.meaning import is_past_plan, meaning, rate_interval
from forecasting.network import fits_leniently
from forecasting.network.bridges import CUT, ROUNDED, excuses
from forecasting.stated import Interval, conversion
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Evidence
    from forecasting.claims import Claim

__all__ = ["shares_and_parts"]


def shares_and_parts(evidence: Evidence) -> Iterator[Finding]:
    """Do stated shares, parts, products and totals agree, and what must the rest have done?

    What does not agree is inconsistent only when no honest meaning of the printed numbers mends it: digits cut off, a
    level from an older source, a mean population.

    Facts: of a share `point` with `low` and `high`; of a total `whole`, `sum`, `low` and `high`; of what is left `first`
    and `last`, its growth `point` with `low` and `high`, `whole_growth` and `part_growth`.
    """
    for claim in sorted(evidence.dossier.claims, key=lambda one: one.claim_id):
        if claim.kind == "share" and not is_past_plan(claim, evidence.dossier):
            yield _share(evidence, claim)
        elif claim.kind in ("total", "period_average") and not is_past_plan(claim, evidence.dossier):
            yield total_of_years(evidence, claim)
    for identity in evidence.dossier.identities:
        yield from product(evidence, identity) if identity.factors else parts(evidence, identity)


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
    found = common(
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
    if verdict != "inconsistent":
        return found
    levels = [evidence.dossier.claim(one) for one in (*part_level.claims, *whole_level.claims)]
    return _share_over_a_bridge(evidence, claim, found, levels)


def _share_over_a_bridge(evidence: Evidence, claim: Claim, found: Finding, levels: list[Claim]) -> Finding:
    """A share that its levels do not give: conditional where other digits or another vintage mend it."""
    dossier = evidence.dossier
    vintages = {meaning(one, dossier).space.vintage for one in (claim, *levels)}
    if len(vintages) > 1:
        return conditional(found, [vintage_condition(evidence, claim)])
    if claim.scope or scope_word(claim):
        return conditional(found, [base_condition(evidence, claim, "scope", Interval(), Interval(), None)])
    for lenient in (ROUNDED, CUT):
        if fits_leniently([claim, *levels], dossier, lenient):
            forms = [
                form_condition(evidence, one, form)
                for one in (claim, *levels)
                for form in ("zeros", "hedge", "cut")
                if form in excuses(one, dossier) & lenient
            ]
            return conditional(found, forms)
    return found
