"""What a claim means: its price basis, the year it counts from, and what its printed number can be.

Intervals are exact fractions; irrational powers are rounded outward, so that a bound only ever widens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.governing import period_word, price_word, revision_word, scope_word
from forecasting.dossier.indicators import PREVIOUS_YEAR
from forecasting.dossier.periods import period_of
from forecasting.numbers.stated import (
    Interval,
    conversion,
    half_unit,
    parse_number,
    power,
    stated_interval,
    unit,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.dossier import Claim, Dossier, Indicator

__all__ = [
    "GROWTH_KINDS",
    "NOWHERE",
    "Meaning",
    "Space",
    "base_year",
    "basis_used",
    "cut_off",
    "fold_interval",
    "is_doubtful",
    "is_exact_count",
    "is_past_plan",
    "level_interval",
    "meaning",
    "positive",
    "printed_interval",
    "raised",
    "rate_interval",
    "ratio_to_rate",
    "rounded_whole",
    "space_of_levels",
    "with_links_as_growth",
]


GROWTH_KINDS = ("growth", "growth_each_year", "average_growth")
_LEVEL_KINDS = ("level", "total", "period_average", "change", "share", "points")
_PRICED = ("nominal", "real")
_CONFIDENCE = re.compile(r"confidence=([01](?:\.\d+)?)")
#: Confidence of a machine reading below which somebody has to look first.
_CONFIDENT = 0.8


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
        bases = _growth_bases(dossier)
        known = {one.claim_id: _meaning(one, dossier, ranks, bases) for one in dossier.claims}
        dossier.memo["meaning"] = known
    found = known.get(claim.claim_id)
    if found is None or dossier.by_id.get(claim.claim_id) is not claim:
        return _meaning(claim, dossier, _vintages(dossier), _growth_bases(dossier))
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
    indicator = dossier.indicators[claim.indicator]
    basis, decided = claim.basis, "row"
    if not basis:
        priced = (*GROWTH_KINDS, "multiple", "recurring_multiple")
        said = price_word(claim) if claim.kind in priced and indicator.basis in _PRICED else ""
        if said:
            basis = said
        elif claim.kind in GROWTH_KINDS:
            place = (claim.entity, claim.indicator)
            basis, decided = bases.get((*place, claim.source)) or bases[(*place, "")]
        else:
            basis, decided = indicator.basis, "levels"
            if claim.kind in ("multiple", "recurring_multiple") and basis in _PRICED:
                _, by = bases.get((claim.entity, claim.indicator, ""), ("", "levels"))
                firm = indicator.growth_basis == basis and by in ("dossier", "convention", "levels")
                decided = by if firm else "open"
    vintage = ranks.get((claim.source, bool(revision_word(claim))), 0)
    return Meaning(Space(basis, claim.scope, period_said(claim), vintage), decided)


def period_said(claim: Claim) -> str:
    """The part of the year a claim speaks of: as its row says, else as the words beside its number do."""
    if claim.period:
        return claim.period
    word = period_word(claim)
    return (period_of(word) or word) if word else ""


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


def _growth_bases(dossier: Dossier) -> dict[tuple[str, str, str], tuple[str, str]]:
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
        if indicator.basis not in _PRICED or indicator.measure == "rate":
            found[entity, name, ""] = (indicator.basis, "levels")
            continue
        if stated == "dossier" and indicator.growth_basis != "unstated":
            found[entity, name, ""] = (indicator.growth_basis, "dossier")
            continue
        settled = _by_pairs(entity, name, dossier)
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


def _by_pairs(entity: str, name: str, dossier: Dossier) -> dict[str, str]:
    """The basis that the printed levels and rates of each source fit, where there are any and all fit one."""
    indicator = dossier.indicators[name]
    mine = [one for one in dossier.claims if (one.entity, one.indicator) == (entity, name)]
    levels: dict[tuple[str, str, str, int], Interval] = {}
    for claim in mine:
        if (
            claim.kind == "level"
            and claim.start is None
            and claim.comparator in ("=", "~")
            and claim.basis in ("", indicator.basis)
            and not is_past_plan(claim, dossier)
        ):
            key = (claim.source, claim.scope, period_said(claim), claim.end)
            levels.setdefault(key, level_interval(claim, dossier))
    pairs: dict[str, list[tuple[Interval, Interval, int, bool]]] = {}
    for claim in mine:
        start = base_year(claim, dossier)
        if claim.kind not in GROWTH_KINDS or claim.basis or start is None or start >= claim.end:
            continue
        if is_past_plan(claim, dossier) or scope_word(claim) or price_word(claim):
            continue
        first = levels.get((claim.source, claim.scope, period_said(claim), start))
        last = levels.get((claim.source, claim.scope, period_said(claim), claim.end))
        if first is not None and last is not None:
            stated = rate_interval(claim, dossier).plus(Fraction(1))
            years = claim.end - start
            ratio = last.over(first)
            if claim.kind != "growth":
                ratio = raised(ratio, Fraction(1, years))
            pairs.setdefault(claim.source, []).append((stated, ratio, claim.end, years == 1))
    found = {}
    for source, known in pairs.items():
        # An average may be reckoned in other ways, so single years decide where there are any.
        tried = [one for one in known if one[3]] or known
        if all(stated.meets(ratio) for stated, ratio, _, _ in tried):
            found[source] = "nominal" if indicator.basis == "nominal" else indicator.basis
        elif indicator.growth_basis_from != "convention" or indicator.growth_basis != indicator.basis:
            bands = [dossier.assumptions.price_change(year, entity) for _, _, year, _ in tried]
            if indicator.basis == "nominal" and all(
                ratio.over(positive(stated)).meets(Interval(1 + low, 1 + high))
                for (stated, ratio, _, _), (low, high) in zip(tried, bands, strict=True)
            ):
                found[source] = "real"
    return found


def is_doubtful(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim was read by machine with little confidence and nobody has looked at it since.

    Such a claim may not carry an accusation. Its note opens with the confidence, `confidence=0.62; ...`.
    """
    if dossier.reviewed:
        return False
    found = _CONFIDENCE.match(claim.note)
    return found is not None and float(found.group(1)) < _CONFIDENT


def is_past_plan(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim is a target or goal whose year is over: it is held against its outcome and bounds nothing."""
    return claim.role in ("target", "goal") and claim.end <= dossier.as_of


def base_year(claim: Claim, dossier: Dossier) -> int | None:
    """The year a claim counts from, or None for a level of one year and for a crossing year still open."""
    if isinstance(claim.start, int):
        return claim.start
    if claim.start == "founding":
        return dossier.founded
    if claim.start is None and claim.kind in ("growth", "growth_each_year", "average_growth", "multiple"):
        return claim.end - 1
    return None


def printed_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What the printed number of a claim can mean, in its printed unit; whole things counted one by one are exact."""
    if "truncated" in claim.reading.split("/"):
        return cut_off(claim.value)
    if is_exact_count(claim, dossier):
        value = parse_number(claim.value)
        return Interval(value, value)
    interval = stated_interval(claim.comparator, claim.value, dossier.assumptions.about)
    return _stretched(interval, stretch) if claim.comparator in ("=", "~") else interval


def is_exact_count(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim counts whole things one by one: 11 projects are 11, not 10.5 to 11.5."""
    if claim.kind not in ("level", "change", "total") or claim.comparator != "=" or "." in claim.value:
        return False
    indicator = dossier.indicators[claim.indicator]
    printed = unit(claim.unit)
    return indicator.measure == "count" and (printed is None or printed.factor == 1)


def cut_off(value: str) -> Interval:
    """What a number can be whose further digits were cut off instead of rounded; of a zero the sign went with them."""
    number, digit = parse_number(value), 2 * half_unit(value)
    if number == 0:
        return Interval(-digit, digit, lower_open=True, upper_open=True)
    if number < 0:
        return Interval(number - digit, number, lower_open=True)
    return Interval(number, number + digit, upper_open=True)


def rounded_whole(value: str) -> Interval | None:
    """What a whole number that ends in zeros can be if they are no counted digits; None where that adds nothing.

    At least two digits count: 2,800 may be hundreds, 3,000 too, 12,000 thousands. Below 1,000 every digit counts.
    """
    number = parse_number(value)
    if "." in value or abs(number) < 1000 or number % 100:
        return None
    digits = str(abs(int(number)))
    zeros = min(len(digits) - len(digits.rstrip("0")), len(digits) - 2)
    slack = Fraction(10**zeros, 2)
    return Interval(number - slack, number + slack)


def level_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What a level claim can mean, in the indicator's unit."""
    known: dict[str, Interval] = dossier.memo.setdefault("level_intervals", {})
    kept = stretch == 1 and dossier.by_id.get(claim.claim_id) is claim
    if kept and claim.claim_id in known:
        return known[claim.claim_id]
    found = _level_interval(claim, dossier, stretch)
    if kept:
        known[claim.claim_id] = found
    return found


def _level_interval(claim: Claim, dossier: Dossier, stretch: Fraction) -> Interval:
    factor = conversion(claim.unit, dossier.indicators[claim.indicator].unit)
    return positive(printed_interval(claim, dossier, stretch).times(factor))


def rate_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """What a growth or share claim can mean, as a fraction."""
    known: dict[str, Interval] = dossier.memo.setdefault("rate_intervals", {})
    kept = stretch == 1 and dossier.by_id.get(claim.claim_id) is claim
    if kept and claim.claim_id in known:
        return known[claim.claim_id]
    found = _rate_interval(claim, dossier, stretch)
    if kept:
        known[claim.claim_id] = found
    return found


def _rate_interval(claim: Claim, dossier: Dossier, stretch: Fraction) -> Interval:
    return printed_interval(claim, dossier, stretch).times(conversion(claim.unit, "%") / 100)


def fold_interval(claim: Claim, dossier: Dossier, stretch: Fraction = Fraction(1)) -> Interval:
    """The factor N of "N-fold", or 2**n of n doublings: exact in a plan, within `about` under `~` and in a history."""
    about = dossier.assumptions.about
    printed = unit(claim.unit)
    if printed is None or printed.family != "doublings":
        return printed_interval(claim, dossier, stretch)
    if claim.comparator in ("=", "~"):
        value = parse_number(claim.value)
        told = claim.comparator == "~" or claim.role in ("history", "benchmark")
        slack = about * stretch if told else Fraction(0)
        low = power(Fraction(2), value, up=False) * (1 - slack)
        return Interval(low, power(Fraction(2), value, up=True) * (1 + slack))
    return _two_to(printed_interval(claim, dossier, stretch))


def ratio_to_rate(ratio: Interval, years: int) -> Interval:
    """Growth a year that a ratio over some years means, as a fraction, rounded outward."""
    return raised(positive(ratio), Fraction(1, years)).plus(Fraction(-1))


def positive(interval: Interval) -> Interval:
    """The interval without a lower end that positive levels make idle."""
    if interval.lower is None or interval.lower > 0:
        return interval
    return Interval(None, interval.upper, upper_open=interval.upper_open)


def raised(interval: Interval, exponent: Fraction) -> Interval:
    """Every number of an interval to a power, ends rounded outward."""
    if exponent == 1:
        return interval
    return Interval(
        None if interval.lower is None else power(interval.lower, exponent, up=False),
        None if interval.upper is None else power(interval.upper, exponent, up=True),
        interval.lower_open,
        interval.upper_open,
    )


def _stretched(interval: Interval, stretch: Fraction) -> Interval:
    """The interval with its half-width multiplied about its centre; one-sided ones stay as they are."""
    if stretch == 1 or interval.lower is None or interval.upper is None:
        return interval
    centre, half = (interval.lower + interval.upper) / 2, (interval.upper - interval.lower) / 2
    return Interval(
        centre - stretch * half, centre + stretch * half, interval.lower_open, interval.upper_open
    )


def _two_to(interval: Interval) -> Interval:
    return Interval(
        None if interval.lower is None else _power_of_two(interval.lower, up=False),
        None if interval.upper is None else _power_of_two(interval.upper, up=True),
        interval.lower_open,
        interval.upper_open,
    )


def _power_of_two(exponent: Fraction, *, up: bool) -> Fraction:
    """Two to the power, rounded outward; a stretched exponent is too long a fraction for an exact root."""
    if exponent.denominator <= 1000:
        return power(Fraction(2), exponent, up=up)
    margin = Fraction(1, 10**12)
    return Fraction(2.0 ** float(exponent)) * (1 + margin if up else 1 - margin)


def with_links_as_growth(dossier: Dossier) -> Dossier:
    """The dossier with each number of an index whose years are each measured by the one before as what it says: growth.

    102.3 of such an index (上年=100) is growth of 2.3 %, in the digits printed; two years of it are no two levels.
    """
    linked = {one.id for one in dossier.indicators.values() if one.index_year == PREVIOUS_YEAR}
    if not linked:
        return dossier
    claims = tuple(
        _link_as_growth(one, dossier) if one.indicator in linked and one.kind == "level" else one
        for one in dossier.claims
    )
    return dossier if claims == dossier.claims else replace(dossier, claims=claims)


def _link_as_growth(claim: Claim, dossier: Dossier) -> Claim:
    if conversion(claim.unit, dossier.indicators[claim.indicator].unit) != 1:
        return claim
    value = "..".join(f"{Decimal(end) - 100:f}" for end in claim.value.split("..", 1))
    if isinstance(claim.start, int) and claim.start < claim.end:
        return replace(claim, kind="growth_each_year", value=value, unit="%", start=claim.start - 1)
    return replace(claim, kind="growth", value=value, unit="%", start=None)
