"""Candidates put together from what was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Candidate
from forecasting._extract.english.dates import years_beside
from forecasting._extract.english.spans import ends_of, role_of
from forecasting._extract.quantity import Amount, negated, negated_comparator
from forecasting._extract.word_classes import NOMINAL, PLACE, REAL, SCOPE

if TYPE_CHECKING:
    from forecasting._extract.candidate import Subject
    from forecasting._extract.english.state import EnglishReader, Statement, Token

__all__ = ["emit"]

_APART = (" while ", " whereas ", " but ", ";")
_JOINING = {"and", "but", "while", "whereas"}
_PLACE_OF = re.compile(r"(?:[0-9]%?|per ?cent|illion|[0-9](?:m|bn)) in (?:the )?$")


def emit(
    reader: EnglishReader, place: int, token: Token, amount: Amount, hedge: str, found: Statement
) -> None:
    """One statement as a candidate, where its years are known."""
    years, base = years_beside(reader, place, found)
    if years is None or years.last is None:
        return
    first, last = ends_of(reader, found, years, base)
    if first in {None, years.last - 1} and _is_aim_without_base(reader, found, years.last):
        return
    if found.kind == "average_growth" and first is None:
        first = _first_of_pair(reader, found.subject, last)
    if last is None or (found.kind in {"average_growth", "total", "multiple"} and first is None):
        return
    if reader.shorter and found.kind == "growth" and not years.period and _is_of_a_quarter(reader):
        return  # up 0.1% on the same quarter of the previous year: which quarter, nobody says
    value = amount.value
    if (found.negative or amount.negative) and found.kind not in {"multiple", "total"}:
        value = negated(value)
    comparator = amount.comparator if amount.comparator != "=" or not hedge else hedge
    if value.startswith("-"):
        comparator = negated_comparator(comparator)
    subject = found.subject
    near_start = min(subject.start, token.start)
    begin = near_start if near_start >= reader.tokens[0].start - 120 else token.start
    end = max(amount.end, subject.end if subject.start > token.start else 0)
    stock = years.period.startswith("M") and found.kind in {"level", "share"} and not subject.rate
    one = Candidate(
        subject, found.kind, value, amount.unit, comparator, begin, end,
        first=first, last=last, role=role_of(reader, last, unfinished=not years.period), period="" if stock else years.period, of=found.of,
    )  # fmt: skip
    _note_words(reader, place, one, found)
    one.confidence = (
        years.certainty * (1.0, 0.97, 0.9, 0.72)[min(found.near, 3)] * (1.0 if subject.id else 0.9)
    )
    one.evidence.append((years.evidence, years.detail))
    reader.found.append(one)
    reader.subject = subject
    _note_total(reader, subject)


_ELSEWHERE = re.compile(
    r"(?:international|overseas|foreign|group|global|worldwide|other|total) (?:sales|revenues?|turnover|stores|business)\b",
    re.IGNORECASE,
)
_OF_A_QUARTER = re.compile(r"\b(?:same|corresponding|comparable|equivalent) (?:quarter|month|half|period) ")


def _is_of_a_quarter(reader: EnglishReader) -> bool:
    """Whether the sentence holds a part of a year against the same part of another one."""
    return _OF_A_QUARTER.search(reader.low, reader.tokens[0].start, reader.tokens[-1].end) is not None


def _first_of_pair(reader: EnglishReader, subject: Subject, last: int | None) -> int | None:
    """From 4.2 in 2018 to 8.2 in 2023, an average growth of 14 per cent: the year the two levels begin with."""
    pair = [one for one in reader.found[-2:] if one.kind == "level" and one.subject.label == subject.label]
    if len(pair) < 2 or pair[0].end <= reader.tokens[0].start or pair[1].last != last:
        return None
    first = pair[0].last
    return first if first is not None and last is not None and first < last else None


def _note_total(reader: EnglishReader, subject: Subject) -> None:
    """Overall exports, told of before, are meant by plain exports after it; merchandise exports are told apart again."""
    narrow = subject.id.removesuffix("_of_goods_and_services")
    if narrow != subject.id:
        reader.wider[narrow] = subject.id
    elif subject.label.lower() != subject.id:
        reader.wider.pop(subject.id, None)


def _is_aim_without_base(reader: EnglishReader, found: Statement, last: int) -> bool:
    """Cut costs by 20% by 2025: a step over years that begin nobody says when."""
    as_of = reader.calendar.as_of
    if as_of is None or last <= as_of + 1 or found.kind not in {"growth", "points", "change"}:
        return False
    start, end = reader.tokens[0].start, reader.tokens[-1].end
    return (
        re.search(rf"\bby (?:the end of |the year |fiscal |fy ?)?{last}", reader.low[start:end]) is not None
    )


def _note_words(reader: EnglishReader, place: int, one: Candidate, found: Statement) -> None:
    """Basis, scope, reading and other places, from the words around."""
    if found.kind in {"growth", "average_growth", "multiple", "change"}:
        for token in _words_around(reader, place):
            if token.mask & REAL:
                one.basis = "real"
            elif token.mask & NOMINAL:
                one.basis = "nominal"
            elif token.mask & SCOPE:
                one.scope = reader.words.scopes[token.word]
        if not one.basis and one.subject.label.lower().startswith(("real ", "nominal ")):
            one.basis = one.subject.label.lower().split()[0]
    if found.kind == "multiple":
        one.reading = "increase_to"
    apart = max(reader.low.rfind(word, reader.tokens[0].start, reader.tokens[place].start) for word in _APART)
    # UK sales rose and international sales fell: those are not of the UK.
    elsewhere = one.subject.start if _ELSEWHERE.match(one.subject.label) else 0
    for token in reader.tokens[max(0, place - 14) : place]:
        if token.start < apart or token.end < elsewhere or _follows_number(reader, token):
            continue
        if token.mask & PLACE and not _is_own(reader, token.word):
            one.entity = token.word.removeprefix("the ")
    following = reader.tokens[place + 1 : place + 3]
    if len(following) == 2 and following[1].mask & PLACE and _follows_number(reader, following[1]):
        one.entity = "" if _is_own(reader, following[1].word) else following[1].word.removeprefix("the ")
    if one.entity and one.role == "history":
        one.role = "benchmark"


def _follows_number(reader: EnglishReader, token: Token) -> bool:
    """Whether a place belongs to the number before it: rose 8 per cent in Germany."""
    return _PLACE_OF.search(reader.low, max(0, token.start - 24), token.start) is not None


def _words_around(reader: EnglishReader, place: int) -> list[Token]:
    """The words that belong to a number: back to the number before it, on to the next mark or number."""
    first = last = place
    while first > 0 and reader.tokens[first - 1].kind != "number" and place - first < 12:
        first -= 1
    while (
        last + 1 < len(reader.tokens)
        and reader.tokens[last + 1].kind not in {"number", "mark"}
        and reader.tokens[last + 1].word not in _JOINING
        and last - place < 6
    ):
        last += 1
    return reader.tokens[first : last + 1]


def _is_own(reader: EnglishReader, word: str) -> bool:
    return bool(reader.own) and (word in reader.own or reader.own in word)
