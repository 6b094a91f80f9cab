"""What can be wrong with the number of a claim and its unit, as text and for what is measured."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.context import GROWTH_KINDS, MULTIPLES
from forecasting.dossier.model import KINDS
from forecasting.errors import StatedError
from forecasting.numbers.characters import ascii_text
from forecasting.numbers.number_styles import number_seen
from forecasting.numbers.stated import COMPARATORS, parse_number, stated_interval
from forecasting.numbers.units import CURRENCIES, conversion, unit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier.context import Flaw, RowContext
    from forecasting.dossier.model import Indicator

__all__ = ["measure_flaws", "unit_flaws", "value_flaws"]

_OF_LEVELS = ("level", "change", "total", "period_average")
_POSITIVE = ("level", "total", "period_average")
#: Twenty doublings are a million times; more is a unit mistaken for another.
_MOST_DOUBLINGS = 20
#: All money of the world in the smallest coin has twenty digits; the worst hyperinflation, in percent a month, seventeen.
_MOST_DIGITS = 24
_MOST_DIGITS_OF_GROWTH = 18
_MOST_DECIMALS = 12
_POINT_WORDS = re.compile(
    r"百分点|千分点|基点|\bpercentage[ -]points?\b|\bpoints?\b|\bpp\b|\bp\.p\.|\bbasis points?\b",
    re.IGNORECASE,
)
_RELATIVE_WORDS = re.compile(r"相对|\brelative(?:ly)?\b|\bproportional(?:ly)?\b", re.IGNORECASE)


def value_flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    """Flaws of `value` that its text and its kind show."""
    value, comparator = cells["value"], cells["comparator"]
    if not value:
        yield "value", "the number as printed, such as 27.46"
        return
    if comparator not in COMPARATORS:
        comparator = ".." if ".." in value else "="
    if ".." in value and comparator != "..":
        yield "value", f"one number with the comparator {comparator}; a range low..high has the comparator .."
        return
    try:
        stated_interval(comparator, value)
    except StatedError:
        yield "value", _value_expected(value, comparator)
        return
    low, high = _ends(value)
    yield from _meaningless_value(cells, context.indicator(cells["indicator"]), low, high)


def _ends(value: str) -> tuple[Fraction, Fraction]:
    ends = [parse_number(end) for end in value.split("..", 1)]
    return min(ends), max(ends)


def _meaningless_value(
    cells: Mapping[str, str], indicator: Indicator | None, low: Fraction, high: Fraction
) -> Iterator[Flaw]:
    kind = cells["kind"]
    digits = _MOST_DIGITS if kind in _OF_LEVELS else _MOST_DIGITS_OF_GROWTH
    sizes = [abs(one) for one in (low, high) if one]
    if any(size >= 10**digits or size < Fraction(1, 10**_MOST_DECIMALS) for size in sizes):
        yield "value", f"a number below 10^{digits} and not nearer to zero than 10^-{_MOST_DECIMALS}"
        return
    may_be_zero = indicator is not None and indicator.measure == "rate"  # within its bounds
    if kind in _POSITIVE and low <= 0 and not may_be_zero:
        yield (
            "value",
            "a positive number: levels must be positive; a balance that can be negative cannot be assessed",
        )
    elif kind in MULTIPLES and cells["unit"] == "番" and high > _MOST_DOUBLINGS:
        yield "value", f"at most {_MOST_DOUBLINGS} doublings: n番 is 2 to the power n; up n times is 倍"
    elif kind in MULTIPLES and low <= 0:
        yield "value", "a positive number: a multiple is positive; a fall is stated as growth, with a minus"
    elif kind == "share" and low <= 0:
        yield "value", "a positive number: a share of one positive level in another is positive"
    elif kind in GROWTH_KINDS:
        known = unit(cells["unit"])
        if known is not None and known.family == "rate" and low * known.factor <= -1:
            yield "value", "more than -100 %: a level that fell by all of itself would not be positive"


def _value_expected(value: str, comparator: str) -> str:
    """What would be right for an unreadable value, with the corrected text where it can be told."""
    text = ascii_text(value).strip()
    seen = "" if comparator == ".." else number_seen(text)
    text = re.sub(r"(?<=[0-9])[,' \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))", "", text).strip()
    if comparator == "..":
        found = re.fullmatch(
            r"(-?[0-9]+(?:\.[0-9]+)?)\s*(?:\.\.+|[-~–—至到])\s*(-?[0-9]+(?:\.[0-9]+)?)(.*)", text
        )
        if found:
            low, high = sorted(found.group(1, 2), key=parse_number)
            return (
                f"{low}..{high}{_rest(found.group(3))} (a range low..high in ASCII digits without separators)"
            )
        return "a range low..high in ASCII digits without separators, such as 28..30"
    found = re.fullmatch(r"\+?(-?[0-9]+(?:\.[0-9]+)?)\s*(.*)", text)
    how = "(ASCII digits without separators, as printed)"
    if seen:
        plain = f"{found.group(1)} {how}" if found and not found.group(2) else f"a number such as 27.46 {how}"
        return f"{plain}; {seen}"
    return f"{found.group(1)}{_rest(found.group(2))} {how}" if found else f"a number such as 27.46 {how}"


def _rest(text: str) -> str:
    """Where what stands after the number belongs."""
    return f", with {text.strip()!r} in the column unit" if text.strip() else ""


def unit_flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    """Flaws of `unit`."""
    kind, printed = cells["kind"], cells["unit"]
    if kind not in KINDS:
        return
    if kind in _OF_LEVELS:
        indicator = context.indicator(cells["indicator"])
        if indicator is None:
            if not printed and context.quoted:
                yield "unit", "the unit as printed"
            return
        try:
            conversion(printed, indicator.unit)
        except StatedError as error:
            yield "unit", _other_unit(printed, indicator, str(error))
        return
    known = unit(printed)
    family = known.family if known else ""
    if kind == "points":
        if family != "points":
            yield "unit", "个百分点, percentage points or pp for points of a rate (个千分点 for one in ‰)"
    elif kind in MULTIPLES and family not in {"fold", "doublings"}:
        yield "unit", "倍 or 番 (fold or doublings) for a multiple"
    elif kind in GROWTH_KINDS and family == "points" and _is_rate(cells, context):
        return  # the kind is the flaw
    elif kind in GROWTH_KINDS and family != "rate":
        hint = "; a change in points has the kind points" if family == "points" else ""
        yield "unit", f"a rate for growth: %, ‰ or 成{hint}"
    elif kind == "share" and family != "rate":
        yield "unit", "% (or ‰, 成) for a share"


def _is_rate(cells: Mapping[str, str], context: RowContext) -> bool:
    indicator = context.indicator(cells["indicator"])
    return indicator is not None and indicator.measure == "rate"


def _other_unit(printed: str, indicator: Indicator, error: str) -> str:
    here, there = unit(printed), unit(indicator.unit)
    if here is not None and there is not None and {here.family, there.family} <= CURRENCIES:
        return (
            f"a unit that converts to {indicator.unit!r}, in {there.family}: currencies never convert silently, "
            f"and what is printed in {here.family} is an indicator of its own"
        )
    return f"a unit that converts to {indicator.unit!r}, the unit of {indicator.id}: {error}"


def measure_flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    """Flaws of a kind, or of a number, that what the indicator measures does not allow."""
    indicator, kind = context.indicator(cells["indicator"]), cells["kind"]
    if indicator is None or kind not in KINDS:
        return
    if indicator.measure == "rate":
        yield from _kinds_of_a_rate(cells, indicator)
    elif kind == "points":
        what = f"{indicator.id} is none (its measure is {indicator.measure})"
        yield (
            "kind",
            f"growth (in %) or change (in {indicator.unit}): points are changes of a rate, and {what}",
        )
    elif indicator.measure == "index" and kind == "total":
        yield "kind", f"period_average: the yearly values of {indicator.id}, an index, have no sum"
    try:
        low, high = _ends(cells["value"])
        factor = conversion(cells["unit"], indicator.unit) if kind in _OF_LEVELS else Fraction(1)
    except StatedError:
        return
    if indicator.measure == "rate":
        yield from _out_of_bounds(cells, indicator, low * factor, high * factor)
    elif indicator.measure == "count" and kind in {"level", "change", "total"}:
        yield from _no_whole_things(cells, indicator, low, high)


def _kinds_of_a_rate(cells: Mapping[str, str], indicator: Indicator) -> Iterator[Flaw]:
    kind, quote = cells["kind"], cells["quote"]
    if kind in GROWTH_KINDS and (_POINT_WORDS.search(quote) or not _RELATIVE_WORDS.search(quote)):
        value = f"{cells['value']} 个百分点" if cells["value"] else "个百分点"
        expected = (
            f"points: changes of a rate are points ({value}), and {indicator.id} is a rate; growth of a rate only "
            "where its quote says that it is relative"
        )
        yield "kind", expected
    elif kind == "change":
        yield "kind", f"points, in 个百分点 (percentage points): {indicator.id} is a rate"
    elif kind == "total":
        yield "kind", f"period_average: the yearly values of {indicator.id}, a rate, have no sum"


def _out_of_bounds(
    cells: Mapping[str, str], indicator: Indicator, low: Fraction, high: Fraction
) -> Iterator[Flaw]:
    lowest, highest = indicator.bounds or (None, None)
    if cells["kind"] in {"level", "period_average"}:
        if (lowest is not None and low < lowest) or (highest is not None and high > highest):
            unit_ = indicator.unit
            expected = (
                f"a rate within its bounds, {_end(lowest, unit_)} to {_end(highest, unit_)}; other bounds of "
                f'{indicator.id} stand in dossier.toml (bounds), and what is no rate has measure = "amount"'
            )
            yield "value", expected
    elif cells["kind"] == "points" and lowest is not None and highest is not None:
        points, known = unit(cells["unit"]), unit(indicator.unit)
        if points is None or known is None or points.family != "points":
            return
        if max(abs(low), abs(high)) * points.factor > (highest - lowest) * known.factor:
            yield (
                "value",
                f"at most the width of the bounds of {indicator.id}, {_end(highest - lowest, indicator.unit)}",
            )


def _end(number: Fraction | None, unit_: str) -> str:
    if number is None:
        return "no end"
    whole = number.denominator == 1
    return f"{number.numerator if whole else float(number)} {unit_}"


def _no_whole_things(
    cells: Mapping[str, str], indicator: Indicator, low: Fraction, high: Fraction
) -> Iterator[Flaw]:
    known = unit(cells["unit"])
    # How many things an unknown unit holds is not known either.
    if known is not None and any((end * known.factor).denominator != 1 for end in (low, high)):
        expected = (
            f'a whole number: {indicator.id} counts whole things; what has parts has measure = "amount"'
        )
        yield "value", expected
