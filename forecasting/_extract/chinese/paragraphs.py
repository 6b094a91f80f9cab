"""Paragraphs and sentences: what is read in them, and what one leaves for the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.chinese.calendar_years import stretch_of
from forecasting._extract.chinese.headings import read_heading
from forecasting._extract.chinese.lexer import NUMBER_LIKELY, chinese_lexer
from forecasting._extract.chinese.parts import market_named
from forecasting._extract.chinese.state import ChineseReader, Clause, SentenceRead, Stretch
from forecasting._extract.chinese.times import years_spoken_of
from forecasting._extract.chinese.tokens import read_gap, read_token
from forecasting._extract.chinese.when import CHINESE_TIME, chinese_when
from forecasting._extract.document import LONGEST_SENTENCE

if TYPE_CHECKING:
    from forecasting._extract.calendar import Calendar
    from forecasting._extract.candidate import Candidate

__all__ = ["read_chinese"]

_HEADING = re.compile("^[一二三四五六七八九十（(0-9][^。！？]{2,44}$|^[^，。；]{2,40}$")
_OPENING = re.compile(CHINESE_TIME).match
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")


def read_chinese(text: str, calendar: Calendar, own: str = "", level: str = "") -> list[Candidate]:
    """Every growth claim of a Chinese text.

    Args:
        text: the cleaned text.
        calendar: the years it speaks of.
        own: name of the document's own place or firm, "" where not known.
        level: what 全 means in it: 国, 省, 市, 县, 区 or "".
    """
    reader = ChineseReader(text, calendar, own, level)
    for line in re.finditer(r"[^\n]+", text):
        _read_paragraph(reader, line.start(), line.end())
    return reader.found


def _read_paragraph(reader: ChineseReader, start: int, end: int) -> None:
    """Read one line of the text."""
    line = reader.text[start:end]
    if end - start <= 60 and _HEADING.match(line.strip()):
        read_heading(reader, line.strip())
    reader.context = reader.section
    reader.carried = None
    reader.period = reader.section_period
    reader.topic = None
    mode = ""
    for piece in _SENTENCE.finditer(reader.text, start, end):
        first, last = piece.start(), min(piece.end(), piece.start() + LONGEST_SENTENCE)
        if not NUMBER_LIKELY.search(reader.text, first, last):
            reader.carried = None
            _date_from_opening(reader, first, last)
            continue
        _read_sentence(reader, first, last, mode, opening=first == start)
        mode = reader.sentence.mode if reader.text[last - 1] in "：:" else ""


def _date_from_opening(reader: ChineseReader, start: int, end: int) -> None:
    """A sentence without a number may still date those after it: 过去五年，是发展最快的五年 ends so."""
    match = _OPENING(reader.text, start, end)
    when = chinese_when(match.group()) if match is not None else None
    if when is None or when.kind not in {"year", "span", "between", "plan", "past"}:
        return
    context = stretch_of(reader, when, match.group() if match is not None else "")
    if context is not None and not context.future:
        reader.context = context


def _read_sentence(reader: ChineseReader, start: int, end: int, mode: str, *, opening: bool) -> None:
    context = reader.context
    sentence = SentenceRead(start, end, Clause(start), context, mode=mode, period=reader.period)
    sentence.market = market_named(reader, start, end)
    reader.sentence = sentence
    if reader.carried is not None:
        sentence.subject, sentence.far = reader.carried, 3
    reader.name_start = start
    position, last = start, start
    text, search = reader.text, chinese_lexer().search
    while True:
        match = search(text, position, end)
        if match is None:
            break
        if match.start() > last:
            read_gap(reader, last, match.start())
        position = last = read_token(reader, match, match.lastgroup or "")
    reader.carried = sentence.subject if sentence.subject is not None and sentence.far < 3 else None
    new = sentence.context
    spans = reader.context.kind in {"span", "since"} and new.kind == "year" and not opening
    aside = new.kind in {"span", "since"} and reader.context.kind == "year" and not sentence.leads
    if sentence.dated and new.kind != "before" and not spans and not aside:
        reader.context = _run_told(reader) or years_spoken_of(reader)


def _run_told(reader: ChineseReader) -> Stretch | None:
    """“十三五”时期，生产总值由2015年的1.6万亿元增加到2020年的2.3万亿元: what follows is told of the whole run."""
    sentence = reader.sentence
    lead, new = sentence.lead, sentence.context
    if lead is None or lead.kind not in {"span", "since"} or new.kind != "year" or new.last != lead.last:
        return None
    base = None if lead.first is None else lead.first - (lead.kind == "span")
    return lead if base is not None and sentence.since == base else None
