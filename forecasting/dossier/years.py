"""What can be wrong with the years of a claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting.dossier.context import GROWTH_KINDS, MULTIPLES, SPANS
from forecasting.dossier.model import KINDS
from forecasting.dossier.periods import fiscal_years_expected, year_number
from forecasting.errors import StatedError
from forecasting.numbers.characters import ascii_text
from forecasting.numbers.stated import parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier.context import Flaw, RowContext

__all__ = ["CROSSING", "every_flaws", "year_flaws"]

CROSSING = re.compile(r"crossing:(.*)")
_FROM_YEAR_BEFORE = ("level", "growth", "growth_each_year", "change", "points")
_BEFORE_END = {*GROWTH_KINDS, *MULTIPLES, "change", "points"}


def year_flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    """Flaws of `start` and `end`, and of their order."""
    kind, start, end_text = cells["kind"], cells["start"], cells["end"]
    end = year_number(end_text) if _is_year(end_text, context) else None
    if end is None:
        yield "end", _year_expected(end_text, context)
    elif cells["role"] == "history" and context.as_of is not None and end > context.as_of:
        yield "end", f"a year not after as_of ({context.as_of}): history is what was reported by then"
    if kind == "share":
        if start:
            yield "start", "empty: a share is of one year, its end"
    elif not start:
        if kind in SPANS:
            yield "start", f"the first year counted: a {kind} runs from it to its end, both included"
        elif kind in KINDS and kind not in _FROM_YEAR_BEFORE:
            yield "start", "the base year, founding, or crossing:X"
    elif start == "founding":
        yield from _founding_flaws(cells, context, end)
    elif crossing := CROSSING.fullmatch(start):
        yield from _crossing_flaws(kind, crossing.group(1))
    elif not _is_year(start, context):
        yield "start", f"{_year_expected(start, context)}, or founding, or crossing:X"
    elif end is not None:
        yield from _order_flaws(kind, int(start), end, "start")


def _is_year(text: str, context: RowContext) -> bool:
    return year_number(text) is not None and (len(text) == 4 or not context.printed_years)


def _year_expected(text: str, context: RowContext) -> str:
    fiscal = fiscal_years_expected(text, context.fiscal_years) if context.from_file else None
    if fiscal:
        return fiscal
    found = re.fullmatch(r"([0-9]{4})(?:\.0+|年)?", ascii_text(text).strip())
    return (
        f"{found.group(1)} (a year in four ASCII digits)"
        if found
        else "a year in four ASCII digits, such as 2009"
    )


def _order_flaws(kind: str, start: int, end: int, what: str) -> Iterator[Flaw]:
    if (kind == "level" or kind in SPANS) and start > end:
        yield "start", f"{what} not after the end ({end})"
    elif kind in _BEFORE_END and start >= end:
        yield "start", f"{what} before the end ({end}): the base year, from which growth counts"


def _founding_flaws(cells: Mapping[str, str], context: RowContext, end: int | None) -> Iterator[Flaw]:
    if context.entity is not None and cells["entity"] not in {"", context.entity}:
        expected = f"a year: founded in dossier.toml is the founding year of {context.entity}"
        yield "start", f"{expected}, not of {cells['entity']}"
    elif context.founded is not None and end is not None:
        what = f"a founding year (founded in dossier.toml is {context.founded})"
        yield from _order_flaws(cells["kind"], context.founded, end, what)
    elif context.founded is None and context.founded_known:
        yield "start", "a year, or the founding year as founded in dossier.toml"


def _crossing_flaws(kind: str, level: str) -> Iterator[Flaw]:
    if kind in KINDS and kind not in {*GROWTH_KINDS, *MULTIPLES}:
        yield "start", f"a year or founding: crossing:X begins growth and multiples, not the kind {kind}"
    try:
        positive = parse_number(level) > 0
    except StatedError:
        positive = False
    if not positive:
        yield "start", "crossing:X with X a positive number in the indicator's unit, such as crossing:1"


def every_flaws(cells: Mapping[str, str]) -> Iterator[Flaw]:
    """Flaws of `every`."""
    kind, every = cells["kind"], cells["every"]
    if kind == "recurring_multiple":
        if not re.fullmatch(r"[1-9][0-9]{0,3}", every):
            yield "every", "every how many years, a positive whole number such as 5"
    elif every and kind in KINDS:
        yield "every", f"empty for the kind {kind}: only a recurring_multiple recurs"
