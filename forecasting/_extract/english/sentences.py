"""Sentences, one after the other, and the year each leaves for the next."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING

from forecasting._extract.document import LONGEST_SENTENCE
from forecasting._extract.english.calendar_years import years_of
from forecasting._extract.english.dates import SAID, is_base
from forecasting._extract.english.lists import read_respectively
from forecasting._extract.english.multiples import read_double
from forecasting._extract.english.state import EnglishReader, Token
from forecasting._extract.english.statements import read_number
from forecasting._extract.english.tokens import cut
from forecasting._extract.word_classes import DOUBLE, ESTIMATE, PAST_TARGET, SHARE, TARGET

if TYPE_CHECKING:
    from forecasting._extract.calendar import Calendar
    from forecasting._extract.candidate import Candidate

__all__ = ["read_english"]

_CARRIED = {"year", "date", "near", "past", "span", "between", "plan"}
_END = re.compile(r"[.!?][”\"\']?(?=\s+[A-Z“\"(•])|\n")
_PARTS = ("business", "division", "segment", "unit", "operations", "subsidiary", "arm", "region")
_SHORTER = ("month", "quarter", "same period", "same half")
_NUMBER_LIKELY = re.compile("[0-9]|doubl|tripl|trebl|quadrupl|halv|per ?cent|fold|illion")


def read_english(text: str, calendar: Calendar, own: str = "") -> list[Candidate]:
    """Every growth claim of an English text.

    Args:
        text: the cleaned text.
        calendar: the years it speaks of.
        own: name of the document's own place or firm, "" where not known.
    """
    reader = EnglishReader(text, calendar, own)
    start = 0
    for match in _END.finditer(text):
        _read_piece(reader, start, match.end())
        start = match.end()
    _read_piece(reader, start, len(text))
    return reader.found


def _read_piece(reader: EnglishReader, start: int, end: int) -> None:
    """Read the text up to the end of a sentence or line, in pieces if it is very long."""
    if start and reader.low[start - 1] == "\n" and reader.low[start : start + 1] in {"\n", ""}:
        reader.carried = reader.expected = None
    for first in range(start, end, LONGEST_SENTENCE):
        _read_sentence(reader, first, min(end, first + LONGEST_SENTENCE))


def _read_sentence(reader: EnglishReader, start: int, end: int) -> None:
    """Read one sentence or line."""
    if not _NUMBER_LIKELY.search(reader.low, start, end):
        return
    if reader.low.find(" would have ", start, end) >= 0:
        return  # what did not happen
    told = len(reader.found)
    reader.tokens = cut(reader, start, end)
    classes = reduce(or_, (token.mask for token in reader.tokens), 0)
    reader.mode = _mode_of(classes)
    reader.parted = any(reader.low.find(word, start, end) >= 0 for word in _PARTS)
    reader.shorter = any(reader.low.find(word, start, end) >= 0 for word in _SHORTER)
    reader.shared = classes & SHARE != 0
    reader.subject = None
    reader.claimed = set()
    read_respectively(reader)
    for place, token in enumerate(reader.tokens):
        if token.kind == "number" and token.amount is not None and place not in reader.claimed:
            read_number(reader, place, token, token.amount)
        elif token.mask & DOUBLE:
            read_double(reader, place, token)
    _note_expected(reader, told, expects=bool(classes & (TARGET | ESTIMATE)))
    for token in reader.tokens:
        if token.kind == "number":
            break
        if token.kind == "time" and token.when is not None and token.when.kind in _CARRIED:
            years = years_of(reader, token.when, token.word)
            if years is None or is_base(reader, token) or _opens_base(reader, token):
                continue
            near = reader.calendar.present is None or (years.last or 0) <= reader.calendar.present
            named = token.when.kind == "year" and not _is_said(reader, token)
            if near and not named:
                reader.carried = replace(years, certainty=0.85 * years.certainty, period="")
            break


def _note_expected(reader: EnglishReader, told: int, *, expects: bool) -> None:
    """GDP is estimated to grow by 8.9 per cent in 2021-22. Agriculture is expected to rise: in the same year."""
    found = reader.found[told:]
    printed = {one.last for one in found[:1] if one.evidence[0][0] == "printed"}
    if found and not (reader.mode == "target" and not printed):
        reader.expected = printed.pop() if expects and printed else None


def _is_said(reader: EnglishReader, token: Token) -> bool:
    """Whether a year dates what is told, as in 2023 and 2023 was; Budget 2024 is a name."""
    if re.match(r",| (?:was|saw|has|had|is|proved|brought)", reader.low[token.end : token.end + 8]):
        return True
    return SAID.search(reader.low, max(0, token.start - 22), token.start) is not None


def _opens_base(reader: EnglishReader, token: Token) -> bool:
    """Whether a time belongs to a number after "from": from 4.1 in 2022 to 4.6 in 2023."""
    place = reader.tokens.index(token)
    return any(one.word == "from" for one in reader.tokens[max(0, place - 4) : place])


def _mode_of(classes: int) -> str:
    """What a sentence is about, from the classes of all its words."""
    if classes & PAST_TARGET:
        return "past_target"
    return "target" if classes & TARGET else ""
