"""The space a claim speaks in: only claims at the same prices, of the same scope, period and vintage are comparable."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.governing import price_word, revision_word
from forecasting.dossier.meaning.price_basis import PRICED, growth_bases
from forecasting.dossier.meaning.row import GROWTH_KINDS, period_said

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.dossier import Claim, Dossier, Indicator

__all__ = ["NOWHERE", "Meaning", "Space", "basis_used", "meaning", "space_of_levels"]

_MULTIPLES = ("multiple", "recurring_multiple")


class Space(NamedTuple):
    """What a number is comparable with; only claims in one space can contradict each other.

    Attributes:
        basis: "nominal", "real" or "physical".
        scope: the word a claim's `scope` holds; empty for the indicator's own.
        period: the part of the year; empty for the whole.
        vintage: place of the source among those of the dossier, later published last; 0 where vintages are not
            told apart.
    """

    basis: str
    scope: str = ""
    period: str = ""
    vintage: int = 0


NOWHERE = Space("")
"""No space in particular, for what is made up on the way."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """The space a claim speaks in, and who says so.

    Attributes:
        space: with its vintage.
        decided: what settles the price basis: "row" (the claim), "dossier" (its `growth_basis`), "pairs" (printed
            levels and rates of one source fit so), "convention", "levels" (nothing but the levels' own basis
            applies), or "open" (nothing does, both are tried).
    """

    space: Space
    decided: str

    @property
    def is_firm(self) -> bool:
        """Whether the price basis is stated, or settled by a convention of current prices or by the thing counted."""
        return self.decided in ("row", "dossier", "levels") or (
            self.decided == "convention" and self.space.basis != "real"
        )


def meaning(claim: Claim, dossier: Dossier) -> Meaning:
    """The space of a claim and what settles it."""
    known: dict[str, Meaning] | None = dossier.memo.get("meaning")
    if known is None:
        ranks = _vintages(dossier)
        bases = growth_bases(dossier)
        known = {one.claim_id: _meaning(one, dossier, ranks, bases) for one in dossier.claims}
        dossier.memo["meaning"] = known
    found = known.get(claim.claim_id)
    if found is None or dossier.by_id.get(claim.claim_id) is not claim:
        return _meaning(claim, dossier, _vintages(dossier), growth_bases(dossier))
    return found


def basis_used(claim: Claim, dossier: Dossier) -> str:
    """Price basis a claim is read in: its own, else the one that `meaning` settles."""
    return meaning(claim, dossier).space.basis


def space_of_levels(indicator: Indicator, scope: str = "", period: str = "") -> Space:
    """The space of an indicator's printed levels, vintages not told apart."""
    return Space(indicator.basis, scope, period)


def _meaning(
    claim: Claim,
    dossier: Dossier,
    ranks: Mapping[tuple[str, bool], int],
    bases: Mapping[tuple[str, str, str], tuple[str, str]],
) -> Meaning:
    basis, decided = (claim.basis, "row") if claim.basis else _basis(claim, dossier, bases)
    vintage = ranks.get((claim.source, bool(revision_word(claim))), 0)
    return Meaning(Space(basis, claim.scope, period_said(claim), vintage), decided)


def _basis(
    claim: Claim, dossier: Dossier, bases: Mapping[tuple[str, str, str], tuple[str, str]]
) -> tuple[str, str]:
    """The price basis of a claim whose row leaves it out, and what settles it."""
    indicator = dossier.indicators[claim.indicator]
    series = (claim.entity, claim.indicator)
    if claim.kind in (*GROWTH_KINDS, *_MULTIPLES) and indicator.basis in PRICED:
        said = price_word(claim)
        if said:
            return said, "row"
    if claim.kind in GROWTH_KINDS:
        return bases.get((*series, claim.source)) or bases[(*series, "")]
    if claim.kind in _MULTIPLES and indicator.basis in PRICED:
        _, by = bases.get((*series, ""), ("", "levels"))
        firm = indicator.growth_basis == indicator.basis and by in ("dossier", "convention", "levels")
        return indicator.basis, by if firm else "open"
    return indicator.basis, "levels"


def _vintages(dossier: Dossier) -> dict[tuple[str, bool], int]:
    """Rank of each source, and of its revised numbers, by year of publication; sources of one year are one vintage.

    Where a quote speaks of a revision, the sources of one year are told apart too, those with the revised number last.
    """
    revised = {one.source for one in dossier.claims if revision_word(one)}
    keys: dict[tuple[str, bool], tuple[int, bool, str]] = {}
    for source, known in dossier.sources.items():
        published = known.vintage or 0
        apart = source if revised else ""
        keys[source, False] = (published, False, apart)
        if source in revised:
            keys[source, True] = (published, True, apart)
    order = {key: place for place, key in enumerate(sorted(set(keys.values())))}
    return {source: order[key] for source, key in keys.items()}
