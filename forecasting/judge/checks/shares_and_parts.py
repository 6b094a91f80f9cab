"""Do stated shares, parts, products and totals agree, and what must the rest have done?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from forecasting.dossier.governing import scope_word
from forecasting.dossier.meaning import is_past_plan, meaning, rate_interval
from forecasting.judge.checks.conditions import base_condition, conditional, form_condition, vintage_condition
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.period_totals import total_of_years
from forecasting.judge.checks.products import product
from forecasting.judge.checks.sums import parts
from forecasting.network import fits_leniently
from forecasting.network.bridges import CUT, ROUNDED, excuses
from forecasting.numbers.intervals import Interval
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence

__all__ = ["ShareFacts", "shares_and_parts"]


@dataclass(frozen=True, slots=True)
class ShareFacts(Facts):
    """A printed share of a whole in one year.

    Attributes:
        label, whole: what it is the share of, and in what.
        year: of both.
        value, printed: as printed, and its unit; `statedlow` and `statedhigh` what that can mean, as fractions.
        point, low, high: what the levels give, with what rounding leaves; None where a level is missing.
    """

    label: Label
    whole: Label
    year: int
    value: str
    printed: str
    statedlow: float
    statedhigh: float
    point: float | None = None
    low: float | None = None
    high: float | None = None


def shares_and_parts(evidence: Evidence) -> Iterator[Finding]:
    """Do stated shares, parts, products and totals agree, and what must the rest have done?

    What does not agree is inconsistent only when no honest meaning of the printed numbers mends it: digits cut off, a
    level from an older source, a mean population.
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
    facts = ShareFacts(
        label=indicator.label,
        whole=whole.label,
        year=claim.end,
        value=claim.value,
        printed=claim.unit,
        statedlow=float(stated.lower or 0),
        statedhigh=float(stated.upper or 1),
    )
    common = partial(
        Finding, check="shares_and_parts", kind="provable", entity=claim.entity, indicator=claim.indicator
    )
    if part_level is None or whole_level is None:
        missing = [
            name.label for name, level in ((indicator, part_level), (whole, whole_level)) if level is None
        ]
        return common(
            verdict="not_assessable",
            message=facts.phrase("findings.share.no_level", missing=missing),
            start=claim.end,
            end=claim.end,
            claims=(claim.claim_id,),
            stated=stated.floats(),
            unit="%",
            grade="D",
            facts=facts,
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
    low, high = float(computed.lower or 0), float(computed.upper or 0)
    facts = replace(facts, point=float(point), low=low, high=high)
    found = common(
        verdict=verdict,
        verdicts=(verdict,),
        side=side,
        message=facts.phrase(f"findings.share.{verdict}"),
        start=claim.end,
        end=claim.end,
        claims=tuple(sorted({claim.claim_id, *part_level.claims, *whole_level.claims})),
        stated=stated.floats(),
        computed=computed.floats(),
        unit="%",
        grade="A" if part_level.plain and whole_level.plain else "B",
        suggestion=facts.phrase("findings.share.rewrite") if verdict == "inconsistent" else None,
        facts=facts,
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
                form_condition(evidence, printed, form)
                for printed in (claim, *levels)
                for form in ("zeros", "hedge", "cut")
                if form in excuses(printed, dossier) & lenient
            ]
            return conditional(found, forms)
    return found
