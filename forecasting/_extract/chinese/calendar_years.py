"""The years a time names, counted from the calendar where it is not said in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.chinese.state import ChineseReader, Stretch

if TYPE_CHECKING:
    from forecasting._extract.years import When

__all__ = ["stretch_of", "year_of"]


def year_of(reader: ChineseReader, when: When) -> int | None:
    """The year of a point in time; None where nothing says."""
    if when.kind == "near" and when.period == "before":
        # 上年 is the year before the one spoken of; 去年 the one before the report is given.
        last = reader.sentence.context.last
        return None if last is None else last - 1
    if when.kind == "near":
        return None if reader.calendar.present is None else reader.calendar.present + (when.last or 0)
    if when.kind == "masked":
        return None
    return when.last or when.first


def stretch_of(reader: ChineseReader, when: When, words: str) -> Stretch | None:  # noqa: PLR0911 - one return a kind of time
    """The years a time names, counted from the calendar where it is not said in full."""
    calendar = reader.calendar
    as_of, present = calendar.as_of, calendar.present
    kind, known = when.kind, 0.95
    relative = 0.9 * max(calendar.certainty, 0.5)
    if kind in {"year", "date"}:
        year = when.last or when.first
        return Stretch(year, year, "year", "printed", words, known, reader.calendar.is_future(year))
    if kind == "between":
        return Stretch(
            when.first, when.last, "since", "printed", words, 0.8, reader.calendar.is_future(when.last)
        )
    if kind == "span":
        return Stretch(
            when.first, when.last, "span", "printed", words, known, reader.calendar.is_future(when.last)
        )
    if kind == "before":
        return Stretch(None, when.last, "before", "printed", words, known)
    if kind in {"plan", "plan_end"}:
        first = when.last if kind == "plan_end" else when.first
        name = "year" if kind == "plan_end" else "span"
        return Stretch(first, when.last, name, "plan", words, 0.9, reader.calendar.is_future(when.last))
    if as_of is None or present is None:
        return None
    if kind in {"since", "plan_since"}:
        return Stretch(when.first, as_of, "since", "printed", words, 0.8)
    if kind == "near":
        year = year_of(reader, when) or present
        return Stretch(year, year, "year", "near", words, relative, reader.calendar.is_future(year))
    if kind == "past":
        return Stretch(as_of - (when.last or 1) + 1, as_of, "span", "run", words, relative * 0.95)
    if kind == "future":
        return Stretch(present, as_of + (when.last or 1), "span", "run", words, relative * 0.9, future=True)
    if kind == "run":
        reader.sentence.run = when.last or 0
        return None
    if kind == "all_year":
        section = reader.section
        return Stretch(
            section.last, section.last, "year", section.evidence, words, section.certainty, section.future
        )
    if kind == "masked":
        return _masked_year(reader, words)
    return None


def _masked_year(reader: ChineseReader, words: str) -> Stretch | None:
    calendar = reader.calendar
    if calendar.as_of is None or calendar.present is None:
        return None
    after = reader.text[reader.name_start : reader.name_start + 26]
    planned = reader.sentence.mode == "target" or re.match('[^，。]{0,8}(?:目标|计划|是[“"]|工作)', after)
    year = (
        calendar.present if planned and not re.match("[^，。]{0,8}(?:已经|完成了)", after) else calendar.as_of
    )
    return Stretch(
        year,
        year,
        "year",
        "masked",
        f"{words} {calendar.detail}",
        0.6 * calendar.certainty + 0.2,
        year > calendar.as_of,
    )
