"""A document read whole: its language, its years, its own place, and every growth claim in its prose."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting._extract.calendar import Calendar, calendar, english_calendar
from forecasting._extract.chinese.paragraphs import read_chinese
from forecasting._extract.english.sentences import read_english
from forecasting._extract.entities import Own, english_entity, own_entity
from forecasting._extract.grids import read_grid
from forecasting._extract.scope_notes import scope_all_growth
from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from forecasting._extract.candidate import Candidate
    from forecasting._extract.document import Document

__all__ = ["ReportReading", "language_of", "read"]

_CJK = re.compile("[\u3400-\u9fff]")
_SAMPLE = 200_000


@dataclass(frozen=True, slots=True)
class ReportReading:
    """What was read.

    Attributes:
        found: the claims, in the order of the text.
        calendar: the years of the document.
        own: its own place or firm.
        language: "zh" or "en".
    """

    found: tuple[Candidate, ...]
    calendar: Calendar
    own: Own
    language: str


def language_of(text: str) -> str:
    """The language a text is mostly written in, "zh" or "en"."""
    sample = text[:_SAMPLE]
    return "zh" if len(_CJK.findall(sample)) * 8 > len(sample) else "en"


def read(document: Document, language: str | None = None, as_of: int | None = None) -> ReportReading:
    """Read a document.

    Raises:
        ForecastingError: a language there is no grammar for.
    """
    if language not in {None, "zh", "en"}:
        msg = f"no grammar for the language {language!r}; there are en and zh"
        raise ForecastingError(msg)
    text = document.cleaned
    spoken = language or language_of(text)
    years = calendar(text, as_of) if spoken == "zh" else english_calendar(text, as_of)
    own = own_entity(text) if spoken == "zh" else english_entity(text)
    prose = _without_tables(document)
    if spoken == "zh":
        found = read_chinese(prose, years, own.name, own.level)
    else:
        found = read_english(prose, years, own.name)
    for grid in document.tables:
        found += read_grid(grid, years, spoken)
    scope_all_growth(found, text, spoken)
    return ReportReading(tuple(found), years, own, spoken)


def _without_tables(document: Document) -> str:
    """The cleaned text with every table as empty lines, each index as it was: prose is not read inside a table."""
    text = document.cleaned
    for grid in document.tables:
        if grid.char_end:
            start = bisect_left(document.offsets, grid.char_start, 0, len(text))
            end = bisect_left(document.offsets, grid.char_end, 0, len(text))
            text = text[:start] + "\n" * (end - start) + text[end:]
    return text
