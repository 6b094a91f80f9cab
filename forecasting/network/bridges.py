"""Bridges: what else a claim may honestly mean, by other rounding, price basis, scope, vintage or way to average.

The network proves inside one space. What only one of these bridges could mend is no contradiction: an accusation must
survive all of them. None of them is a claim, and none enters a chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.dossier.conventions import conventions, country_of, is_of_changing_set
from forecasting.dossier.governing import (
    ceiling_word,
    currency_or_coverage_word,
    floor_word,
    hedge_word,
    mean_or_end,
    period_word,
    scope_word,
)
from forecasting.dossier.meaning import GROWTH_KINDS, base_year, is_doubtful, is_exact_count, meaning
from forecasting.network.averages import averages
from forecasting.network.cut_digits import cuts_digits
from forecasting.network.printed_forms import told_in_doublings
from forecasting.numbers.stated import rounded_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim, Dossier

__all__ = ["AS_PRINTED", "CUT", "ELSEWHERE", "EXCUSES", "FREEING", "ROUNDED", "excuses", "mixes_mean_and_end"]

EXCUSES = ("zeros", "hedge", "cut", "convention", "revision", "scope", "currency", "price", "misread")
"""Every bridge inside the arithmetic, the least far-fetched first."""

FREEING = frozenset({"convention", "scope", "currency", "price", "misread"})
"""Bridges under which no level can test the claim."""

ELSEWHERE = frozenset({"scope", "currency"})
"""Bridges to another scope, currency or coverage."""

AS_PRINTED: frozenset[str] = frozenset()
"""No bridge: every claim means what it prints."""

CUT = frozenset(EXCUSES)
"""Every bridge, with all digits cut off instead of rounded.

Whoever cuts digits off cuts them all: a set of claims holds if it holds with all rounded or with all cut off.
"""

ROUNDED = CUT - {"cut"}
"""Every bridge but that one: all digits rounded."""


def excuses(claim: Claim, dossier: Dossier, among: frozenset[str] | None = None) -> frozenset[str]:
    """The bridges that are open to a claim.

    Args:
        claim: of the dossier.
        dossier: with the other claims.
        among: the bridges asked for; None for all. What is not asked for is not worked out.
    """
    known: dict[str, frozenset[str]] = dossier.memo.setdefault("excuses", {})
    found = known.get(claim.claim_id)
    if found is None:
        found = known[claim.claim_id] = frozenset(_by_words(claim, dossier))
    if (among is None or "cut" in among) and _may_be_cut(claim, dossier) and cuts_digits(dossier):
        found |= {"cut"}
    if (among is None or "convention" in among) and averages(claim, dossier):
        found |= {"convention"}
    return found if among is None else found & among


def _is_printed_plainly(claim: Claim) -> bool:
    """Whether a number stands in a quote without a word of more or less; without a quote it has no form to speak of."""
    return claim.comparator == "=" and bool(claim.quote)


def _may_be_cut(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim is one whose digits a dossier that cuts them would have cut."""
    plain = _is_printed_plainly(claim)
    return plain and claim.role in ("history", "benchmark") and not is_exact_count(claim, dossier)


def _by_words(claim: Claim, dossier: Dossier) -> Iterator[str]:
    """The bridges open to a claim by its own words and kind."""
    yield "revision"
    if is_doubtful(claim, dossier):
        yield "misread"
    plain = _is_printed_plainly(claim)
    if plain and claim.kind == "level" and rounded_whole(claim.value) is not None:
        yield "zeros"
    if (plain and (hedge_word(claim) or floor_word(claim) or ceiling_word(claim))) or told_in_doublings(
        claim
    ):
        yield "hedge"
    if _speaks_of_part_year(claim) or (claim.kind == "level" and _mixed(claim, dossier, (claim.end,))):
        yield "scope"
    if claim.kind not in (*GROWTH_KINDS, "multiple", "recurring_multiple", "change"):
        return
    if not claim.scope and (
        scope_word(claim) or not _levels_compare(claim, dossier) or mixes_mean_and_end(claim, dossier)
    ):
        yield "scope"
    if claim.kind == "change":
        return
    indicator = dossier.indicators[claim.indicator]
    if currency_or_coverage_word(claim):
        yield "currency"
    if indicator.basis in ("nominal", "real") and not meaning(claim, dossier).is_firm:
        yield "price"


def _speaks_of_part_year(claim: Claim) -> bool:
    """Whether the quote speaks of a part of the year (上半年, 1-11月) where the row speaks of the whole."""
    told = claim.kind in ("level", "change", "points", *GROWTH_KINDS, "multiple")
    return told and not claim.period and claim.role in ("history", "benchmark") and bool(period_word(claim))


def mixes_mean_and_end(claim: Claim, dossier: Dossier) -> bool:
    """Whether the levels a rate spans are the mean of one year and the end of another, as their quotes say."""
    start = base_year(claim, dossier)
    return start is not None and _mixed(claim, dossier, (start, claim.end))


def _mixed(claim: Claim, dossier: Dossier, years: tuple[int, ...]) -> bool:
    """Whether the levels printed of some years are both means of a year and those of its end."""
    known: dict[tuple[str, str, int], set[str]] | None = dossier.memo.get("mean_or_end")
    if known is None:
        known = dossier.memo["mean_or_end"] = {}
        for one in dossier.claims:
            if one.kind == "level":
                known.setdefault((one.entity, one.indicator, one.end), set()).add(mean_or_end(one))
    said = [known.get((claim.entity, claim.indicator, year), set()) for year in years]
    return {"mean", "end"} <= set().union(*said)


def _levels_compare(claim: Claim, dossier: Dossier) -> bool:
    """Whether the printed levels a rate spans compare at all, by its indicator and the convention it follows."""
    indicator = dossier.indicators[claim.indicator]
    if "levels_comparable" in indicator.stated:
        return indicator.levels_comparable
    if is_of_changing_set(indicator.label):
        return False
    convention = conventions().get(indicator.convention)
    start = base_year(claim, dossier)
    if not indicator.levels_comparable or convention is None or start is None:
        return indicator.levels_comparable
    country = country_of(indicator.label, indicator.unit)
    return convention.levels_comparable_in(country, start, claim.end)[0]
