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

from forecasting.errors import ForecastingError

__all__ = [
    "COMPARATORS",
    "CURRENCIES",
    "Interval",
    "StatedError",
    "Unit",
    "conversion",
    "half_unit",
    "parse_number",
    "power",
    "stated_interval",
    "unit",
]

COMPARATORS = ("=", "~", ">=", ">", "<=", "<", "..")
_NUMBER = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?")
_ROOT_DIGITS = 15


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
        if self.lower is None or other.lower is None:
            lower, lower_open = None, False
        elif self.lower != other.lower:
            lower, lower_open = min((self.lower, self.lower_open), (other.lower, other.lower_open))
        else:
            lower, lower_open = self.lower, self.lower_open and other.lower_open
        if self.upper is None or other.upper is None:
            upper, upper_open = None, False
        elif self.upper != other.upper:
            upper, upper_open = max((self.upper, self.upper_open), (other.upper, other.upper_open))
        else:
            upper, upper_open = self.upper, self.upper_open and other.upper_open
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


def parse_number(text: str) -> Fraction:
    """The exact value of a number printed in ASCII digits without separators.

    Raises:
        StatedError: `text` is not such a number ("1,000", "２７", "1e3", "").
    """
    if not _NUMBER.fullmatch(text):
        msg = f"{text!r} is not a printed number; write ASCII digits without separators, such as 27.46 or -3"
        raise StatedError(msg)
    return Fraction(text)


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
        case "~":
            slack = max(half_unit(value), abs(number) * about)
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


@lru_cache(maxsize=4096)
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


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: how many base units of which family one of it is.

    Attributes:
        text: the unit as printed.
        family: what it measures; only units of one family convert into each other.
        factor: base units in one of it.
    """

    text: str
    family: str
    factor: Fraction


_PREFIXES = {
    "": 1,
    "十": 10,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
_CHINESE_BASES: dict[str, tuple[str, Fraction]] = {
    "元": ("CNY", Fraction(1)),
    "人民币": ("CNY", Fraction(1)),
    "美元": ("USD", Fraction(1)),
    "港元": ("HKD", Fraction(1)),
    "欧元": ("EUR", Fraction(1)),
    "日元": ("JPY", Fraction(1)),
    "人": ("persons", Fraction(1)),
    "户": ("households", Fraction(1)),
    "平方米": ("area", Fraction(1)),
    "平方公里": ("area", Fraction(10**6)),
    "公顷": ("area", Fraction(10**4)),
    "亩": ("area", Fraction(2000, 3)),
    "米": ("length", Fraction(1)),
    "公里": ("length", Fraction(1000)),
    "克": ("mass", Fraction(1, 10**6)),
    "公斤": ("mass", Fraction(1, 1000)),
    "斤": ("mass", Fraction(1, 2000)),
    "吨": ("mass", Fraction(1)),
    "千瓦": ("power", Fraction(1)),
    "千瓦时": ("energy", Fraction(1)),
    "度": ("energy", Fraction(1)),
    "吨标准煤": ("coal equivalent", Fraction(1)),
    "辆": ("vehicles", Fraction(1)),
    "台": ("sets", Fraction(1)),
    "人次": ("visits", Fraction(1)),
}
_COUNTERS = ("个", "项", "家", "件", "所", "座", "条", "处")
_ENGLISH_SCALES = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "10k": 10**4,
    "100k": 10**5,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "10m": 10**7,
    "100m": 10**8,
    "bn": 10**9,
    "billion": 10**9,
    "tn": 10**12,
    "trillion": 10**12,
}
CURRENCIES = frozenset({"CNY", "USD", "HKD", "EUR", "JPY"})
_CURRENCIES = {
    "CNY": "CNY",
    "RMB": "CNY",
    "yuan": "CNY",
    "USD": "USD",
    "US$": "USD",
    "HKD": "HKD",
    "EUR": "EUR",
    "JPY": "JPY",
}
_PLAIN: dict[str, tuple[str, Fraction]] = {
    "%": ("rate", Fraction(1, 100)),
    "percent": ("rate", Fraction(1, 100)),
    "per cent": ("rate", Fraction(1, 100)),
    "‰": ("rate", Fraction(1, 1000)),
    "成": ("rate", Fraction(1, 10)),
    "倍": ("fold", Fraction(1)),
    "times": ("fold", Fraction(1)),
    "fold": ("fold", Fraction(1)),
    "x": ("fold", Fraction(1)),
    "番": ("doublings", Fraction(1)),
    "doublings": ("doublings", Fraction(1)),
    "persons": ("persons", Fraction(1)),
    "people": ("persons", Fraction(1)),
    "10k persons": ("persons", Fraction(10**4)),
    "10k people": ("persons", Fraction(10**4)),
    "million people": ("persons", Fraction(10**6)),
    "m2": ("area", Fraction(1)),
    "m²": ("area", Fraction(1)),
    "10k m²": ("area", Fraction(10**4)),
    "km2": ("area", Fraction(10**6)),
    "km²": ("area", Fraction(10**6)),
    "ha": ("area", Fraction(10**4)),
    "km": ("length", Fraction(1000)),
    "t": ("mass", Fraction(1)),
    "tonnes": ("mass", Fraction(1)),
    "kWh": ("energy", Fraction(1)),
    "MWh": ("energy", Fraction(1000)),
    "GWh": ("energy", Fraction(10**6)),
}


@lru_cache(maxsize=1024)
def unit(text: str) -> Unit | None:
    """The unit a text names, or None when it is not a known one.

    Understands Chinese magnitudes before a base unit (万美元, 亿元, 万人), currency codes before an English one
    (CNY 100m, USD bn), rates (%), folds (倍) and doublings (番).
    """
    if text in _PLAIN:
        family, factor = _PLAIN[text]
        return Unit(text, family, factor)
    code, _, scale = text.partition(" ")
    if code in _CURRENCIES and scale in _ENGLISH_SCALES:
        return Unit(text, _CURRENCIES[code], Fraction(_ENGLISH_SCALES[scale]))
    for prefix in sorted(_PREFIXES, key=len, reverse=True):
        base = text.removeprefix(prefix)
        if not text.startswith(prefix):
            continue
        if base in _CHINESE_BASES:
            family, factor = _CHINESE_BASES[base]
            return Unit(text, family, factor * _PREFIXES[prefix])
        if base in _COUNTERS or (prefix and not base):
            return Unit(text, f"count of {base}" if base else "number", Fraction(_PREFIXES[prefix]))
    return None


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
