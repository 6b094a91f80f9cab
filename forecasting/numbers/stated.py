"""A printed number and its comparator become an exact interval.

Nothing here is a float: a printed "27.46" is the fraction 2746/100 with a slack of half a unit of its last
digit, as in the GRIM and statcheck tests (Brown & Heathers 2017; Nuijten et al. 2016). Both ends are closed,
the charitable convention, so a value that rounds either way is never called wrong.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from forecasting.errors import StatedError
from forecasting.numbers.intervals import Interval
from forecasting.numbers.number_styles import plain_number

__all__ = ["COMPARATORS", "cut_off", "half_unit", "parse_number", "rounded_whole", "stated_interval"]

COMPARATORS = ("=", "~", ">=", ">", "<=", "<", "..")
#: Most numbers kept: one dossier asks for each of its own many times.
_KEPT = 4096


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
