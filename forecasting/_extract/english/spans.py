"""First and last year of a statement, and its role."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasting._extract.english.state import Dated, EnglishReader, Statement

__all__ = ["ends_of", "role_of"]


def ends_of(  # noqa: PLR0911 - one return a kind of span
    reader: EnglishReader, found: Statement, years: Dated, base: int | None
) -> tuple[int | None, int | None]:
    """First and last year as the columns want them."""
    last = years.last
    if last is None:
        return None, None
    if found.kind in {"level", "share"}:
        return None, last
    if base is not None and base < last:
        return (None if found.kind == "growth" and base == last - 1 else base), last
    if years.spans and years.first is not None:
        if found.kind == "growth" and years.first == last - 1:
            return None, last
        return years.first + (1 if found.kind == "total" and not years.counted else 0), last
    if found.kind == "average_growth":
        as_of = reader.calendar.as_of
        return (as_of, last) if as_of is not None and last > as_of + 1 else (None, last)
    if found.kind == "multiple":
        return (reader.calendar.as_of if reader.calendar.is_future(last) else last - 1), last
    if found.kind in {"change", "points"}:
        return last - 1, last
    return None, last


def role_of(reader: EnglishReader, last: int, *, unfinished: bool = False) -> str:
    """The role of a number of the year `last`.

    Args:
        reader: with the sentence it stands in.
        last: the year.
        unfinished: whether it is of a whole year, of which a report on part of it tells only what is expected.
    """
    calendar = reader.calendar
    ahead = unfinished and calendar.period != "" and last == calendar.as_of and reader.mode == "target"
    return calendar.role(last, aimed=ahead or reader.mode == "past_target")
