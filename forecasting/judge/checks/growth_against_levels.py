"""Does the printed rate or multiple follow from the printed levels?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting.dossier.governing import currency_or_coverage_word, scope_word
from forecasting.dossier.meaning import GROWTH_KINDS, is_past_plan, meaning, space_of_levels
from forecasting.judge.checks.conditions import base_condition, conditional, stated_growth
from forecasting.judge.checks.differences import difference
from forecasting.judge.checks.growth_facts import compared, said, steps, untested, untied
from forecasting.judge.checks.growth_judged import against_levels
from forecasting.judge.checks.growth_prices import implied_prices, other_prices
from forecasting.network.bridges import ELSEWHERE, excuses
from forecasting.numbers.intervals import Interval
from forecasting.numbers.powers import ratio_to_rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence, PrintedLevel
    from forecasting.judge.checks.finding import Finding

__all__ = ["growth_against_levels"]


def growth_against_levels(evidence: Evidence) -> Iterator[Finding]:
    """Does the printed rate, multiple or change follow from the printed levels?

    Computed growth runs from (lowest end / highest base) to (highest end / lowest base); the claim is consistent
    when the rate recomputed from the printed levels rounds to it, within rounding when only the intervals meet. What
    does not meet inside one space is conditional where a bridge mends it, and inconsistent where none does.
    """
    for claim in sorted(evidence.dossier.claims, key=lambda one: one.claim_id):
        if is_past_plan(claim, evidence.dossier):
            continue
        if claim.kind in ("change", "points"):
            yield from difference(evidence, claim)
            continue
        if claim.kind not in (*GROWTH_KINDS, "multiple"):
            continue
        start = evidence.start(claim)
        if start is None or start >= claim.end:
            continue
        yield from _growth(evidence, claim, start)


def _growth(evidence: Evidence, claim: Claim, start: int) -> Iterator[Finding]:
    """The finding for one rate or multiple, by the space its levels are printed in."""
    indicator = evidence.indicator(claim)
    space = meaning(claim, evidence.dossier).space
    own = [evidence.printed(claim.entity, claim.indicator, space, year) for year in (start, claim.end)]
    levels = space_of_levels(indicator, period=space.period)._replace(vintage=space.vintage)
    other = [evidence.printed(claim.entity, claim.indicator, levels, year) for year in (start, claim.end)]
    loose = excuses(claim, evidence.dossier, ELSEWHERE)
    scoped = space.scope != "" or bool(loose)
    if own[0] is not None and own[1] is not None and (space.scope or not scoped):
        yield against_levels(compared(evidence, claim, start, own[0], own[1]), own[0])
    elif other[0] is not None and other[1] is not None and _cannot_be_tied(space.basis, levels.basis):
        yield untied(evidence, claim, start)
    elif other[1] is not None and scoped and (other[0] is not None or _says_scope(claim)):
        yield _other_scope(evidence, claim, start, other[0], other[1])
    elif other[0] is not None and other[1] is not None and {space.basis, levels.basis} == {"real", "nominal"}:
        yield other_prices(evidence, claim, start, other[0], other[1])
    elif {space.basis, levels.basis} == {"real", "nominal"} and claim.kind != "multiple":
        found = implied_prices(evidence, claim, start)
        if found is not None or claim.kind == "growth":
            yield found or _missing(evidence, claim, start, (other[0] is None, other[1] is None))
    elif claim.kind == "growth":
        yield _missing(evidence, claim, start, (other[0] is None, other[1] is None))


def _cannot_be_tied(basis: str, levels: str) -> bool:
    """Whether no bridge ties a rate to its levels: one is physical, the other money."""
    return basis != levels and {basis, levels} != {"real", "nominal"}


def _says_scope(claim: Claim) -> bool:
    """Whether a claim itself, not only what is usual for its kind, is of another scope or coverage."""
    return bool(claim.scope or scope_word(claim) or currency_or_coverage_word(claim))


def _missing(evidence: Evidence, claim: Claim, start: int, gone: tuple[bool, bool]) -> Finding:
    if all(gone):
        return untested(evidence, claim, start, None)
    return untested(evidence, claim, start, start if gone[0] else claim.end)


def _other_scope(
    evidence: Evidence, claim: Claim, start: int, first: PrintedLevel | None, last: PrintedLevel
) -> Finding:
    """A rate on another scope, currency or coverage than the levels: no level can test it, none is accused.

    Where only its kind is usually of another scope and the rate follows from its levels as printed, it needs none.
    """
    case = compared(evidence, claim, start, first, last)
    if first is not None and not _says_scope(claim):
        plain = against_levels(case, first)
        if plain.verdict in ("consistent", "within_rounding"):
            return plain
    found = case.finding
    growth = stated_growth(evidence, claim) if claim.kind != "multiple" else Interval()
    bridge = "scope" if claim.scope or "scope" in excuses(claim, evidence.dossier) else "currency"
    condition = base_condition(evidence, claim, bridge, last.interval, growth, None)
    if first is not None and claim.kind != "multiple":
        ratio = last.interval.over(first.interval)
        found = replace(found, computed=ratio_to_rate(ratio, steps(claim, start)).floats())
    stated, unit = said(claim, evidence)
    return conditional(replace(found, stated=stated.floats(), unit=unit), [condition])
