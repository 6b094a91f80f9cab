"""Whether unmarked growth is at current or constant prices, by what a dossier says, prints side by side, or convention."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.governing import price_word, scope_word
from forecasting.dossier.meaning.ranges import level_interval, rate_interval
from forecasting.dossier.meaning.row import GROWTH_KINDS, base_year, is_past_plan, period_said
from forecasting.numbers.intervals import Interval, positive
from forecasting.numbers.powers import raised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting.dossier import Claim, Dossier

__all__ = ["PRICED", "growth_bases"]

PRICED = ("nominal", "real")
"""The price bases of money; whatever else is counted has none."""


def growth_bases(dossier: Dossier) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Price basis of unmarked growth, by entity, indicator and source ("" for any), and what settles it.

    In this order: what `dossier.toml` states; the printed pairs of levels and rates of one source; the convention;
    else the levels' basis, as one of two that are open.
    """
    known: dict[tuple[str, str, str], tuple[str, str]] | None = dossier.memo.get("growth_bases")
    if known is not None:
        return known
    found: dict[tuple[str, str, str], tuple[str, str]] = {}
    for entity, name in sorted({(one.entity, one.indicator) for one in dossier.claims}):
        indicator = dossier.indicators[name]
        stated = indicator.growth_basis_from
        if indicator.basis not in PRICED or indicator.measure == "rate":
            found[entity, name, ""] = (indicator.basis, "levels")
            continue
        if stated == "dossier" and indicator.growth_basis != "unstated":
            found[entity, name, ""] = (indicator.growth_basis, "dossier")
            continue
        settled = _settled_by_pairs(entity, name, dossier)
        bases = set(settled.values())
        usual = indicator.growth_basis if stated == "convention" else "unstated"
        for source, basis in settled.items():
            # Pairs that agree with the convention bear it out; it is still the convention that says so.
            found[entity, name, source] = (basis, "convention" if basis == usual else "pairs")
        if len(bases) == 1 and usual not in bases:
            found[entity, name, ""] = (bases.pop(), "pairs")
        elif usual != "unstated":
            found[entity, name, ""] = (usual, "convention")
        else:
            found[entity, name, ""] = (indicator.basis, "open")
    dossier.memo["growth_bases"] = found
    return found


class _Pair(NamedTuple):
    """A printed rate beside the levels that it spans, of one source.

    Attributes:
        stated: the growth a year that the rate says, as a ratio.
        printed: the growth a year between the levels, as a ratio.
        end: the last year.
        is_yearly: whether it spans a single year.
    """

    stated: Interval
    printed: Interval
    end: int
    is_yearly: bool


#: Source, scope, part of the year, and year of a printed level.
_Place = tuple[str, str, str, int]


def _settled_by_pairs(entity: str, name: str, dossier: Dossier) -> dict[str, str]:
    """The basis that the printed levels and rates of each source fit, where there are any and all fit one."""
    mine = [claim for claim in dossier.claims if (claim.entity, claim.indicator) == (entity, name)]
    levels = _printed_levels(mine, dossier)
    pairs: dict[str, list[_Pair]] = {}
    for claim in mine:
        pair = _pair(claim, levels, dossier)
        if pair is not None:
            pairs.setdefault(claim.source, []).append(pair)
    found = {}
    for source, known in pairs.items():
        # An average may be reckoned in other ways, so single years decide where there are any.
        basis = _basis_of([pair for pair in known if pair.is_yearly] or known, entity, name, dossier)
        if basis:
            found[source] = basis
    return found


def _printed_levels(claims: Sequence[Claim], dossier: Dossier) -> dict[_Place, Interval]:
    """What the levels of one series can be, on the basis they are printed on; the first of several."""
    levels: dict[_Place, Interval] = {}
    for claim in claims:
        if (
            claim.kind == "level"
            and claim.start is None
            and claim.comparator in ("=", "~")
            and claim.basis in ("", dossier.indicators[claim.indicator].basis)
            and not is_past_plan(claim, dossier)
        ):
            place = (claim.source, claim.scope, period_said(claim), claim.end)
            levels.setdefault(place, level_interval(claim, dossier))
    return levels


def _pair(claim: Claim, levels: Mapping[_Place, Interval], dossier: Dossier) -> _Pair | None:
    """A rate of unmarked price basis with the levels that it spans; None where a word or a level is in the way."""
    start = base_year(claim, dossier)
    if claim.kind not in GROWTH_KINDS or claim.basis or start is None or start >= claim.end:
        return None
    if is_past_plan(claim, dossier) or scope_word(claim) or price_word(claim):
        return None
    first = levels.get((claim.source, claim.scope, period_said(claim), start))
    last = levels.get((claim.source, claim.scope, period_said(claim), claim.end))
    if first is None or last is None:
        return None
    printed, years = last.over(first), claim.end - start
    if claim.kind != "growth":
        printed = raised(printed, Fraction(1, years))
    return _Pair(rate_interval(claim, dossier).plus(Fraction(1)), printed, claim.end, years == 1)


def _basis_of(pairs: Sequence[_Pair], entity: str, name: str, dossier: Dossier) -> str:
    """The basis that all pairs of one source fit: that of the levels, else constant prices; empty where none."""
    indicator = dossier.indicators[name]
    if all(pair.stated.meets(pair.printed) for pair in pairs):
        return indicator.basis
    by_convention = indicator.growth_basis_from == "convention" and indicator.growth_basis == indicator.basis
    if by_convention or indicator.basis != "nominal":
        return ""
    bands = [dossier.assumptions.price_change(pair.end, entity) for pair in pairs]
    fit_prices = all(
        pair.printed.over(positive(pair.stated)).meets(Interval(1 + low, 1 + high))
        for pair, (low, high) in zip(pairs, bands, strict=True)
    )
    return "real" if fit_prices else ""
