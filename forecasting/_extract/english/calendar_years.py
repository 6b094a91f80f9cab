"""The years a time names, counted from the calendar where it is not said in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.english.state import Dated, EnglishReader
from forecasting._extract.word_classes import TARGET

if TYPE_CHECKING:
    from forecasting._extract.years import When

__all__ = ["reported_years", "years_of"]

_WHOLE_YEAR = re.compile("full[- ]year|(?:whole|full) year|annual")
_DAY = re.compile(r"(?<![0-9])[0-9]{1,2}(?![0-9])")
_YEAR_BEFORE = {
    "previous year",
    "prior year",
    "preceding year",
    "the year before",
    "a year earlier",
    "a year ago",
    "the previous fiscal year",
}


def years_of(reader: EnglishReader, when: When | None, words: str) -> Dated | None:  # noqa: PLR0911 - one return a kind of time
    """The years a time names, counted from the calendar where it is not said in full."""
    if when is None:
        return None
    as_of, present = reader.calendar.as_of, reader.calendar.present
    relative = 0.9 * max(reader.calendar.certainty, 0.5)
    kind = when.kind
    if kind in {"year", "date"}:
        year = when.last or when.first
        month = f"M{when.month:02d}" if when.month and not _DAY.search(words) else ""
        return Dated(year, year, "printed", words, 0.95, period=month)
    if kind in {"span", "plan", "between"}:
        first = when.first if kind == "between" or when.first is None else when.first - 1
        return Dated(
            first,
            when.last,
            "printed" if kind != "plan" else "plan",
            words,
            0.9,
            spans=True,
            counted=kind == "between",
        )
    if kind == "part":
        if when.first is not None:
            return Dated(when.first, when.first, "printed", words, 0.95, period=when.period)
        known = reader.carried.last if reader.carried else as_of
        return Dated(known, known, reader.calendar.evidence, words, 0.7, period=when.period)
    if as_of is None or present is None:
        return None
    if kind == "near":
        reported = words in _YEAR_BEFORE or (words == "last year" and reader.calendar.evidence == "title")
        year = (as_of if reported else present) + (when.last or 0)
        return Dated(year, year, "near", words, relative)
    if kind == "ago":
        year = as_of - (when.last or 0)
        return Dated(year, year, "near", words, relative * 0.7)
    if kind == "past":
        return Dated(as_of - (when.last or 0), as_of, "run", words, relative, spans=True)
    if kind == "future":
        return Dated(as_of, as_of + (when.last or 0), "run", words, relative * 0.9, spans=True)
    if kind == "run":
        if reader.mode == "target":
            return Dated(as_of, as_of + (when.last or 0), "run", words, relative * 0.7, spans=True)
        return Dated(as_of - (when.last or 0), as_of, "run", words, relative * 0.7, spans=True)
    return None


def reported_years(reader: EnglishReader, place: int) -> Dated | None:
    """The last year reported, or the year of a plan, for a number that nothing else dates."""
    calendar = reader.calendar
    if calendar.as_of is None:
        return None
    planned = any(token.mask & TARGET for token in reader.tokens[:place])
    sentence = reader.low[reader.tokens[0].start : reader.tokens[-1].end]
    whole = _WHOLE_YEAR.search(sentence) is not None
    ahead = (
        calendar.as_of if calendar.period and whole else calendar.present
    )  # for the full year, in a half-year report
    present = reader.expected or ahead
    if reader.mode == "target" and planned and present is not None:
        return Dated(present, present, "planned", calendar.detail, calendar.certainty * 0.6)
    period = calendar.period if calendar.period and not whole else ""
    return Dated(
        calendar.as_of, calendar.as_of, calendar.evidence, calendar.detail, calendar.certainty * 0.85, period
    )
