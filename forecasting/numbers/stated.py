"""A printed number, its comparator and its unit become an exact interval.

Nothing here is a float: a printed "27.46" is the fraction 2746/100 with a slack of half a unit of its last
digit, as in the GRIM and statcheck tests (Brown & Heathers 2017; Nuijten et al. 2016). Both ends are closed,
the charitable convention, so a value that rounds either way is never called wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.numbers.units import CURRENCIES, Unit, unit

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "COMPARATORS",
    "CURRENCIES",
    "NUMBERS",
    "Interval",
    "StatedError",
    "Unit",
    "conversion",
    "half_unit",
    "number_seen",
    "parse_number",
    "plain_number",
    "power",
    "stated_interval",
    "unit",
]

COMPARATORS = ("=", "~", ">=", ">", "<=", "<", "..")
_NUMBER = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?")
_ROOT_DIGITS = 15
#: Python turns no longer text into a number.
_LONGEST_NUMBER = 200
#: Most numbers, powers and conversions kept: one dossier asks for each of its own many times.
_KEPT = 4096


class StatedError(ForecastingError):
    """A printed number, comparator or unit that has no meaning."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a statement allows; an end of None is unbounded.

    Attributes:
        lower, upper: exact ends, `lower <= upper` unless the interval is empty.
        lower_open, upper_open: whether the end itself is excluded.
    """

    lower: Fraction | None = None
    upper: Fraction | None = None
    lower_open: bool = False
    upper_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no value lies inside."""
        if self.lower is None or self.upper is None:
            return False
        return self.lower > self.upper or (self.lower == self.upper and (self.lower_open or self.upper_open))

    def contains(self, value: Fraction) -> bool:
        """Whether `value` lies inside."""
        return not self.intersect(Interval(value, value)).is_empty

    def intersect(self, other: Interval) -> Interval:
        """The values both intervals allow (possibly empty)."""
        lower, lower_open = self.lower, self.lower_open
        if other.lower is not None and (lower is None or other.lower > lower):
            lower, lower_open = other.lower, other.lower_open
        elif other.lower is not None and other.lower == lower:
            lower_open = lower_open or other.lower_open
        upper, upper_open = self.upper, self.upper_open
        if other.upper is not None and (upper is None or other.upper < upper):
            upper, upper_open = other.upper, other.upper_open
        elif other.upper is not None and other.upper == upper:
            upper_open = upper_open or other.upper_open
        return Interval(lower, upper, lower_open, upper_open)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not self.intersect(other).is_empty

    def side_of(self, other: Interval) -> str:
        """Where this interval lies of one it does not meet: "above" or "below"."""
        above = self.lower is not None and other.upper is not None and self.lower >= other.upper
        return "above" if above else "below"

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        lower, lower_open = self.lower, self.lower_open
        if lower is None or other.lower is None:
            lower, lower_open = None, False
        elif lower == other.lower:
            lower_open = lower_open and other.lower_open
        elif other.lower < lower:
            lower, lower_open = other.lower, other.lower_open
        upper, upper_open = self.upper, self.upper_open
        if upper is None or other.upper is None:
            upper, upper_open = None, False
        elif upper == other.upper:
            upper_open = upper_open and other.upper_open
        elif other.upper > upper:
            upper, upper_open = other.upper, other.upper_open
        return Interval(lower, upper, lower_open, upper_open)

    def times(self, factor: Fraction) -> Interval:
        """The interval with both ends multiplied by a positive factor."""
        return Interval(
            None if self.lower is None else self.lower * factor,
            None if self.upper is None else self.upper * factor,
            self.lower_open,
            self.upper_open,
        )

    def plus(self, amount: Fraction) -> Interval:
        """The interval moved by `amount`."""
        return Interval(
            None if self.lower is None else self.lower + amount,
            None if self.upper is None else self.upper + amount,
            self.lower_open,
            self.upper_open,
        )

    def negated(self) -> Interval:
        """All values with the other sign."""
        return Interval(
            None if self.upper is None else -self.upper,
            None if self.lower is None else -self.lower,
            self.upper_open,
            self.lower_open,
        )

    def add(self, other: Interval) -> Interval:
        """All sums of a value here and one of `other`."""
        no_lower = self.lower is None or other.lower is None
        no_upper = self.upper is None or other.upper is None
        return Interval(
            None if no_lower else self.lower + other.lower,  # type: ignore[operator]
            None if no_upper else self.upper + other.upper,  # type: ignore[operator]
            not no_lower and (self.lower_open or other.lower_open),
            not no_upper and (self.upper_open or other.upper_open),
        )

    def by(self, other: Interval) -> Interval:
        """All products of a positive value here and a positive value of `other`."""
        no_lower = self.lower is None or other.lower is None
        no_upper = self.upper is None or other.upper is None
        return Interval(
            None if no_lower else self.lower * other.lower,  # type: ignore[operator]
            None if no_upper else self.upper * other.upper,  # type: ignore[operator]
            not no_lower and (self.lower_open or other.lower_open),
            not no_upper and (self.upper_open or other.upper_open),
        )

    def over(self, other: Interval) -> Interval:
        """All quotients of a positive value here by a positive value of `other`."""
        no_lower = self.lower is None or other.upper is None
        no_upper = self.upper is None or other.lower is None or other.lower == 0
        return Interval(
            None if no_lower else self.lower / other.upper,  # type: ignore[operator]
            None if no_upper else self.upper / other.lower,  # type: ignore[operator]
            not no_lower and (self.lower_open or other.upper_open),
            not no_upper and (self.upper_open or other.lower_open),
        )

    def floats(self) -> tuple[float | None, float | None]:
        """Both ends as floats for printing and drawing; None where unbounded."""
        return (
            None if self.lower is None else float(self.lower),
            None if self.upper is None else float(self.upper),
        )


@dataclass(frozen=True, slots=True)
class _Style:
    """How numbers are written: what parts groups and decimals, and whether groups are of three or Indian."""

    group: str
    decimal: str
    indian: bool = False

    def plain(self, text: str) -> str | None:
        """The number in ASCII digits without separators, or None when it is not written so."""
        parts = re.escape(self.group)
        grouped = (
            rf"[0-9]{{1,2}}(?:{parts}[0-9]{{2}})*{parts}[0-9]{{3}}"
            if self.indian
            else rf"[0-9]{{1,3}}(?:{parts}[0-9]{{3}})+"
        )
        found = re.fullmatch(rf"(-?)({grouped}|[0-9]+)(?:{re.escape(self.decimal)}([0-9]+))?", text)
        if found is None:
            return None
        sign, whole, decimals = found.groups()
        return f"{sign}{whole.replace(self.group, '')}" + (f".{decimals}" if decimals else "")


#: The ways of writing numbers that `dossier.toml` can name, each by one number written in it.
NUMBERS = {
    "1,234.5": _Style(",", "."),
    "12,34,567.8": _Style(",", ".", indian=True),
    "1.234,5": _Style(".", ","),
    "1 234,5": _Style(" ", ","),
    "1 234.5": _Style(" ", "."),
    "1'234.5": _Style("'", "."),
}
_SPACES = re.compile("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]")


def plain_number(text: str, numbers: str = "") -> str:
    """A printed number in ASCII digits without separators: "1.234,5" is "1234.5" where `numbers` says so.

    Args:
        text: the number as printed.
        numbers: one of `NUMBERS`, the way a dossier writes numbers; empty for ASCII digits without separators.

    Raises:
        StatedError: the number is not written so; the message names the way it seems to be written in.
    """
    if numbers and numbers not in NUMBERS:
        msg = (
            f"numbers = {numbers!r} is no way of writing numbers; use one of {', '.join(map(repr, NUMBERS))}"
        )
        raise StatedError(msg)
    if _NUMBER.fullmatch(text) and not (numbers and NUMBERS[numbers].group == "." and "." in text):
        return text
    plain = NUMBERS[numbers].plain(_SPACES.sub(" ", text).replace("\N{MINUS SIGN}", "-")) if numbers else None
    if plain is not None and _NUMBER.fullmatch(plain):
        return plain
    seen = number_seen(text)
    if numbers:
        msg = f"{text!r} is not a number written as numbers = {numbers!r} in dossier.toml"
    else:
        msg = f"{text!r} is not a printed number; write ASCII digits without separators, such as 27.46 or -3"
    raise StatedError(f"{msg}{seen and '; ' + seen}")


def number_seen(text: str) -> str:
    """What a number with separators seems to be written in, and what to do; empty where nothing is seen.

    A single separator may part groups or decimals ("1,234"): then both are named, and nothing is chosen.
    """
    text = _SPACES.sub(" ", text.strip()).replace("\N{MINUS SIGN}", "-")
    if len(text) > _LONGEST_NUMBER:
        return ""
    fits = {name: plain for name, style in NUMBERS.items() if (plain := style.plain(text)) is not None}
    values = sorted({Fraction(plain) for plain in fits.values()})
    if not fits or _NUMBER.fullmatch(text):
        return ""
    if len(values) > 1:
        both = " or ".join(f"{fits[name]} (numbers = {name!r})" for name in _first_of_each(fits))
        return f"it could be {both}: write the digits alone, or say numbers in dossier.toml"
    name, plain = next(iter(fits.items()))
    style = NUMBERS[name]
    what = {",": "commas", ".": "points", " ": "spaces", "'": "apostrophes"}
    parts = [f"{what[style.group]} between groups"] if style.group in text else []
    parts += ["a decimal comma"] if style.decimal == "," and "," in text else []
    parts += ["Indian groups of two"] if style.indian else []
    return f"it has {' and '.join(parts)}: write {plain}, or numbers = {name!r} in dossier.toml"


def _first_of_each(fits: Mapping[str, str]) -> list[str]:
    """One way of writing for each value a number can have."""
    seen: dict[Fraction, str] = {}
    for name, plain in fits.items():
        seen.setdefault(Fraction(plain), name)
    return list(seen.values())


@lru_cache(maxsize=_KEPT)
def parse_number(text: str, numbers: str = "") -> Fraction:
    """The exact value of a printed number.

    Args:
        text: ASCII digits without separators, unless `numbers` says otherwise.
        numbers: one of `NUMBERS`: the way a dossier writes its numbers ("1.234,5", "12,34,567.8").

    Raises:
        StatedError: `text` is not such a number ("1,000", "２７", "1e3", "").
    """
    whole, _, decimals = plain_number(text, numbers).partition(".")
    return Fraction(int(whole + decimals), 10 ** len(decimals))


@lru_cache(maxsize=_KEPT)
def half_unit(text: str) -> Fraction:
    """Half a unit of the last printed digit: 1/200 for "27.46", 1/2 for "188" and for "120"."""
    parse_number(text)
    _, _, decimals = text.partition(".")
    return Fraction(1, 2 * 10 ** len(decimals))


def stated_interval(comparator: str, value: str, about: Fraction = Fraction(0)) -> Interval:
    """What a printed number can mean, in its printed unit.

    `=` has a slack of half a unit of the last digit, `~` the larger of that and `about` times the value;
    one-sided comparators and ranges have none.

    Args:
        comparator: one of `COMPARATORS`.
        value: the number as printed, or `low..high` with the comparator `..`.
        about: half-width of `~` as a share of the value.

    Raises:
        StatedError: an unknown comparator, an unreadable number, a range that runs backwards.
    """
    if comparator == "~":
        number = parse_number(value)
        slack = max(half_unit(value), abs(number) * about)
        return Interval(number - slack, number + slack)
    return _as_stated(comparator, value)


@lru_cache(maxsize=_KEPT)
def _as_stated(comparator: str, value: str) -> Interval:
    if comparator == "..":
        low_text, dots, high_text = value.partition("..")
        if not dots:
            msg = f"{value!r} is not a range; write low..high, such as 28..30"
            raise StatedError(msg)
        low, high = parse_number(low_text), parse_number(high_text)
        if low > high:
            msg = f"the range {value!r} runs backwards; write {high_text}..{low_text}"
            raise StatedError(msg)
        return Interval(low, high)
    number = parse_number(value)
    match comparator:
        case "=":
            slack = half_unit(value)
            return Interval(number - slack, number + slack)
        case ">=":
            return Interval(number, None)
        case ">":
            return Interval(number, None, lower_open=True)
        case "<=":
            return Interval(None, number)
        case "<":
            return Interval(None, number, upper_open=True)
    msg = f"{comparator!r} is not a comparator; use one of {' '.join(COMPARATORS)}"
    raise StatedError(msg)


def _integer_root(number: int, degree: int) -> int:
    """Largest integer whose `degree`-th power does not exceed `number` (Newton's method on integers)."""
    if number < 2 or degree == 1:
        return number
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def power(base: Fraction, exponent: Fraction, *, up: bool) -> Fraction:
    """`base ** exponent`, exact when the exponent is whole, otherwise rounded outward.

    An irrational power is replaced by a fraction just below it (`up=False`) or just above it (`up=True`), within
    one part in 10**15, so that a bound only ever widens and a conflict is never false.

    Args:
        base: a non-negative number.
        exponent: any fraction; negative ones need a positive base.
        up: the side to round to.
    """
    if exponent.denominator == 1:
        return base**exponent.numerator
    return _rounded_power(base, exponent, up=up)


@lru_cache(maxsize=_KEPT)
def _rounded_power(base: Fraction, exponent: Fraction, *, up: bool) -> Fraction:
    if exponent < 0:
        return 1 / power(base, -exponent, up=not up)
    raised = base**exponent.numerator
    if raised == 0:
        return raised
    degree = exponent.denominator
    shift = max(_ROOT_DIGITS, _ROOT_DIGITS - (len(str(int(raised))) - 1) // degree)
    if raised < 1:
        shift += len(str(int(1 / raised))) // degree + 1
    scale = 10**shift
    scaled = raised * scale**degree
    root = _integer_root(int(scaled), degree)
    if up and root**degree < scaled:
        root += 1
    return Fraction(root, scale)


@lru_cache(maxsize=_KEPT)
def conversion(printed: str, wanted: str) -> Fraction:
    """What a value printed in one unit is multiplied by to be in another.

    Units with the same text always convert, known or not; other units only within their family. Currencies are
    families of their own: they never convert.

    Raises:
        StatedError: one of the units is not known, or they measure different things.
    """
    if printed == wanted:
        return Fraction(1)
    here, there = unit(printed), unit(wanted)
    if here is None:
        msg = f"{printed!r} is not a known unit and is not the indicator's unit {wanted!r}"
        raise StatedError(msg)
    if there is None or here.family != there.family:
        msg = f"{printed!r} cannot be converted to {wanted!r}"
        raise StatedError(msg)
    return here.factor / there.factor
