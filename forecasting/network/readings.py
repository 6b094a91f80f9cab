"""Claims become bounds, each reading of an ambiguous phrase on its own.

Irrational powers are rounded outward, so a conflict is never false.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.governing import currency_or_coverage_word, scope_word
from forecasting.dossier.meaning import GROWTH_KINDS, Space, base_year, meaning, printed_interval
from forecasting.network.bounds import UNIT, Bound, Node, Reading
from forecasting.network.bridges import AS_PRINTED, FREEING, excuses
from forecasting.network.claim_context import ClaimInContext, first_year_told, has_rival, in_context
from forecasting.network.printed_forms import as_it_may_be_meant
from forecasting.network.weights import WEIGHTS
from forecasting.numbers.intervals import Interval, positive
from forecasting.numbers.powers import raised
from forecasting.numbers.stated import parse_number
from forecasting.numbers.units import conversion, unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecasting.dossier import Claim, Dossier

__all__ = ["Readings", "compile_claim", "compile_readings", "forget_bounds"]

Readings = dict[str, tuple[Reading, ...]]
"""The readings of some claims, by claim id."""

#: Whose levels, of what, in which space.
_Series = tuple[str, str, Space]

_NO_BOUND = (Reading("", ()),)
#: Most claims whose bounds are kept for the next assessment.
_KEPT = 8192


def compile_claim(
    claim: Claim,
    dossier: Dossier,
    stretch: Fraction = Fraction(1),
    lenient: frozenset[str] = AS_PRINTED,
) -> tuple[Reading, ...]:
    """All readings of a claim as bounds.

    Args:
        claim: a claim of a loaded dossier.
        dossier: gives indicators, founding year and `about`.
        stretch: factor on the half-width of every rounded or hedged number (1 as printed).
        lenient: what else the claim may honestly mean, some of `bridges.EXCUSES`.

    Returns:
        One reading for a claim that means one thing; several, named, for an ambiguous phrase; one without bounds for
        a claim that no level can test. A goal printed with `=` is bounded only from its worse side.
    """
    return _compiled(
        in_context(claim, dossier), stretch, excuses(claim, dossier, lenient) if lenient else lenient
    )


def compile_readings(
    claims: Iterable[Claim],
    dossier: Dossier,
    stretch: Fraction = Fraction(1),
    lenient: frozenset[str] = AS_PRINTED,
) -> Readings:
    """All readings of each claim, by claim id; `stretch` and `lenient` as for `compile_claim`."""
    return {claim.claim_id: compile_claim(claim, dossier, stretch, lenient) for claim in claims}


def forget_bounds() -> None:
    """Drop the compiled claims that are kept for the next assessment."""
    _compiled.cache_clear()


@lru_cache(maxsize=_KEPT)
def _compiled(known: ClaimInContext, stretch: Fraction, lenient: frozenset[str]) -> tuple[Reading, ...]:
    """All readings of a claim, by its kind."""
    claim, dossier = known.claim, known.dossier
    if not _is_bound(claim, dossier):
        return _NO_BOUND
    series = (claim.entity, claim.indicator, _space(claim, dossier, lenient))
    if lenient & FREEING:
        # The year in which a level was reached is a level, whatever the growth since is reckoned on.
        starts = _starts(claim, dossier, series) if str(claim.start).startswith("crossing:") else []
        return tuple(Reading(start.name, start.bounds) for start in starts) or _NO_BOUND
    said = as_it_may_be_meant(claim, dossier, stretch, lenient)
    if claim.kind == "level":
        return _level(claim, dossier, said, series)
    if claim.kind == "share":
        return _share(claim, dossier, said, series)
    if claim.kind == "recurring_multiple":
        return _recurring(claim, dossier, said, series)
    return _growth(claim, dossier, said, series)


def _level(claim: Claim, dossier: Dossier, said: Interval, series: _Series) -> tuple[Reading, ...]:
    """A level, of each year that it is said of."""
    interval = _worse_side(claim, said, dossier)
    first = claim.start if isinstance(claim.start, int) else claim.end
    if claim.start == "founding" and dossier.founded is not None:
        first = dossier.founded
    years = range(first, claim.end + 1)
    bounds = tuple(Bound(UNIT, Node(*series, year), interval, claim.claim_id) for year in years)
    return (Reading("truncated" if claim.reading == "truncated" else "", bounds),)


def _share(claim: Claim, dossier: Dossier, said: Interval, series: _Series) -> tuple[Reading, ...]:
    """A share, as the ratio of the part to the whole, each in its own unit."""
    whole = dossier.indicators[claim.of]
    factor = conversion(whole.unit, dossier.indicators[claim.indicator].unit)
    base = Node(claim.entity, claim.of, series[2]._replace(basis=whole.basis), claim.end)
    bound = Bound(base, Node(*series, claim.end), positive(said).times(factor), claim.claim_id)
    return (Reading("", (bound,)),)


def _growth(claim: Claim, dossier: Dossier, said: Interval, series: _Series) -> tuple[Reading, ...]:
    """A rate or multiple from each year it may start in, in each way it may be meant."""
    readings = []
    for start in _starts(claim, dossier, series):
        steps = [(start.year, claim.end)]
        if claim.kind == "growth_each_year":
            steps = [(year, year + 1) for year in range(start.year, claim.end)]
        for name, ratio in _ratios(claim, claim.end - start.year, said):
            allowed = _worse_side(claim, ratio, dossier)
            bounds = _between(claim, series, ((first, last, allowed) for first, last in steps))
            readings.append(Reading(_joined(start.name, name), (*start.bounds, *bounds)))
    return tuple(readings)


def _between(claim: Claim, series: _Series, ratios: Iterable[tuple[int, int, Interval]]) -> Iterator[Bound]:
    """Bounds of a claim on ratios from one year to another."""
    for first, last, ratio in ratios:
        yield Bound(Node(*series, first), Node(*series, last), ratio, claim.claim_id)


def _joined(*names: str) -> str:
    """The name of a reading from those of the choices it makes."""
    return "/".join(name for name in names if name)


def _worse_side(claim: Claim, ratio: Interval, dossier: Dossier) -> Interval:
    """A goal printed plainly binds only from its worse side: reaching more is no contradiction.

    So do several targets of one year: a floor to be ensured and a level to be striven for.
    """
    if claim.comparator not in ("=", "~") or not (claim.role == "goal" or has_rival(claim, dossier)):
        return ratio
    if dossier.indicators[claim.indicator].better == "higher":
        return Interval(ratio.lower, None, lower_open=ratio.lower_open)
    return Interval(None, ratio.upper, upper_open=ratio.upper_open)


def _is_bound(claim: Claim, dossier: Dossier) -> bool:
    """Whether a claim bounds a level or a ratio of two.

    Changes and totals do not, nor do rates that may be zero and growth whose quote names another scope.
    """
    if claim.kind not in WEIGHTS:
        return False
    if (
        claim.kind in GROWTH_KINDS
        and not claim.scope
        and (scope_word(claim) or currency_or_coverage_word(claim))
    ):
        # Its quote says that it is reckoned on another scope than the levels.
        return False
    if claim.kind == "level" and dossier.indicators[claim.indicator].measure == "rate":
        lower = printed_interval(claim, dossier).lower
        return lower is not None and lower > 0
    return True


def _space(claim: Claim, dossier: Dossier, lenient: frozenset[str]) -> Space:
    """The space its levels stand in; vintages are told apart only where a revision may be meant."""
    space = meaning(claim, dossier).space
    return space if "revision" in lenient else space._replace(vintage=0)


def _ratios(claim: Claim, years: int, said: Interval) -> list[tuple[str, Interval]]:
    """The ratio a growth claim or multiple states, one entry a reading."""
    if claim.kind == "multiple":
        printed = unit(claim.unit)
        if printed is not None and printed.family == "doublings":
            return [("", positive(said))]
        both = {"increase_by": positive(said.plus(Fraction(1))), "increase_to": positive(said)}
        chosen = [part for part in claim.reading.split("/") if part in both]
        return [(name, ratio) for name, ratio in both.items() if not chosen or name in chosen]
    ratio = positive(said.plus(Fraction(1)))
    return [("", raised(ratio, Fraction(years)) if claim.kind == "average_growth" else ratio)]


class _Start(NamedTuple):
    """A year that a claim may count from, the name of that choice, and the bounds that it says of the level."""

    name: str
    year: int
    bounds: tuple[Bound, ...]


def _starts(claim: Claim, dossier: Dossier, series: _Series) -> list[_Start]:
    """The base year of a claim; for "crossing:X" each year the level may first have reached X."""
    known_start = base_year(claim, dossier)
    if known_start is not None:
        return [_Start("", known_start, ())]
    if not str(claim.start).startswith("crossing:"):
        return []
    threshold = parse_number(str(claim.start).removeprefix("crossing:"))
    first = dossier.founded if dossier.founded is not None else first_year_told(claim, dossier)
    wanted = [part for part in claim.reading.split("/") if part.startswith("crossing:")]
    years = [int(part.removeprefix("crossing:")) for part in wanted] or range(first, claim.end)
    from_then, until_then = Interval(threshold, None), Interval(None, threshold, upper_open=True)
    earliest = min(first, *(year - 1 for year in years)) if years else first
    # One bound a year serves every reading that begins later.
    below = {
        year: Bound(UNIT, Node(*series, year), until_then, claim.claim_id)
        for year in range(earliest, max(years, default=earliest))
    }
    found = []
    for year in years:
        reached = Bound(UNIT, Node(*series, year), from_then, claim.claim_id)
        before = (below[earlier] for earlier in range(min(first, year - 1), year))
        found.append(_Start(f"crossing:{year}", year, (reached, *before)))
    return found


def _recurring(claim: Claim, dossier: Dossier, said: Interval, series: _Series) -> tuple[Reading, ...]:
    """`x value` every `every` years: over all windows, or on average over the span."""
    every = claim.every or 1
    fold = positive(said)
    chosen = [part for part in claim.reading.split("/") if part in ("every_window", "average")]
    readings = []
    for start in _starts(claim, dossier, series):
        windows = [(year, year + every, fold) for year in range(start.year, claim.end - every + 1)]
        average = [(start.year, claim.end, raised(fold, Fraction(claim.end - start.year, every)))]
        options = {"every_window": windows, "average": average}
        # A span of one window or less says the same either way.
        names = chosen or (list(options) if len(windows) > 1 else ["average"])
        for window in names:
            bounds = _between(claim, series, options[window])
            readings.append(Reading(_joined(start.name, window), (*start.bounds, *bounds)))
    return tuple(readings)
