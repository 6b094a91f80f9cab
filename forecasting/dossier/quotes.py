"""Whether a quote bears out its row: the number is there, in its unit, with its sign."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.signs import direction
from forecasting.dossier.standing import is_number, other_unit
from forecasting.errors import StatedError
from forecasting.numbers import units
from forecasting.numbers.number_styles import in_plain_digits
from forecasting.numbers.numerals import in_one_piece, occurs
from forecasting.numbers.printed import Printed, printed
from forecasting.numbers.stated import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["quote_flaws"]

_CHANGES = ("growth", "growth_each_year", "average_growth", "change", "points")
_RATES = ("growth", "growth_each_year", "average_growth", "share")

_NO_NUMBER = {
    "year": "a year",
    "date": "a date",
    "time": "a length of time",
    "plan": "the name of a plan",
    "ordinal": "an ordinal",
    "label": "part of a name",
    "word": "part of a word",
}


def quote_flaws(cells: Mapping[str, str], numbers: str = "") -> Iterator[tuple[str, str]]:
    """What is wrong with a row by its own quote: a column, and what would be right; nothing for an honest row.

    Args:
        cells: of the row: value, unit, kind, quote.
        numbers: the way the dossier writes numbers, one of `number_styles.NUMBERS`.
    """
    value = cells.get("value", "")
    if not _has_numbers(value):
        return
    cells = {**cells, "quote": in_one_piece(in_plain_digits(cells.get("quote", ""), numbers))}
    found = list(_contradictions(cells))
    yield from found
    if not found and not occurs(value, cells["quote"]):
        yield "quote", f"words that print the value {value}, digit by digit{_same_amount(cells)}"


def _same_amount(cells: Mapping[str, str]) -> str:
    """Where the quote prints the amount in another unit: how to write it as printed."""
    value, claimed = cells["value"], units.unit(cells.get("unit", ""))
    if claimed is None or ".." in value:
        return ""
    amount = abs(parse_number(value)) * claimed.factor
    for number in printed(cells["quote"]):
        digits = number.readings[0][0]
        counted = number.counts(digits)
        if number.family == claimed.family and counted is not None and Fraction(digits) * counted == amount:
            shown = cells["quote"][number.start : number.unit_end].strip()
            return f"; it prints {shown}: write the number and the unit as printed"
    return ""


def _contradictions(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What in a quote contradicts a row whose value occurs in it: a column, and what would be right.

    A row is contradicted only where every place that prints its value does: another unit beside it, the other sign,
    or a number that is none of anything (a year, the name of a plan).
    """
    value, unit, kind, quote = (cells.get(column, "") for column in ("value", "unit", "kind", "quote"))
    for end in value.split("..", 1):
        digits = end.lstrip("-")
        found = [one for one in printed(quote) if one.counts(digits) is not None]
        if not found:
            continue
        real = [one for one in found if is_number(one, unit)]
        if not real:
            shown = quote[found[0].start : found[0].end]
            yield "quote", f"words that print the value {end}: {shown} is {_NO_NUMBER[found[0].what]} there"
            return
        fitting = [one for one in real if not other_unit(one, digits, unit, kind)]
        if not fitting:
            yield _unit_expected(real[0], quote, end, kind)
            return
        if kind in _CHANGES and Fraction(digits) != 0:
            sign = -1 if end.startswith("-") else 1
            said = [direction(one, quote) for one in fitting]
            if all(one[0] == -sign for one in said):
                right = end.removeprefix("-") if sign < 0 else f"-{end}"
                yield "value", f"{right}: the quote prints {said[0][1]}"
                return


def _unit_expected(one: Printed, quote: str, value: str, kind: str) -> tuple[str, str]:
    shown = quote[one.start : one.unit_end].strip()
    if one.family == "points" and kind in _RATES:
        return "kind", f"points: {shown} is a change in percentage points, and {kind} is not"
    return "unit", f"the unit printed beside {value}: the quote has {shown}"


def _has_numbers(value: str) -> bool:
    """Whether a cell holds numbers that can be looked for."""
    try:
        for end in value.split("..", 1):
            parse_number(end)
    except StatedError:
        return False
    return True
