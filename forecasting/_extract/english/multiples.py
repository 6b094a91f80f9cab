"""Multiples in words: exports doubled; double GDP by 2030; halve emissions from the level of 2015."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._extract.english.candidates import emit
from forecasting._extract.english.names import name_at
from forecasting._extract.english.state import EnglishReader, Statement, Token
from forecasting._extract.english.subjects import with_object
from forecasting._extract.english.verbs import hedge_before
from forecasting._extract.quantity import Amount, negated_comparator
from forecasting._extract.word_classes import NAME

if TYPE_CHECKING:
    from forecasting._extract.candidate import Subject

__all__ = ["read_double"]

_DOUBLES = {
    "doubl": "2",
    "tripl": "3",
    "trebl": "3",
    "quadr": "4",
    "quint": "5",
    "halve": "0.5",
    "halvi": "0.5",
}
_INFINITIVES = {"double", "triple", "treble", "quadruple", "halve"}
_WHOSE = {"our", "its", "their", "the"}


def read_double(reader: EnglishReader, place: int, token: Token) -> None:
    """A verb that multiplies, with what it multiplies."""
    value = _DOUBLES.get(token.word[:5])
    following = reader.tokens[place + 1 : place + 4]
    if value is None or (following and following[0].kind == "number"):
        return
    if len(following) > 1 and following[0].word == "the" and following[1].kind == "number":
        return  # more than double the 6.3 million in 2022: the number itself is read
    subject = _object_of(reader, token, following) or _subject_of(reader, place)
    if subject is None or subject.rate:
        return
    hedge, _ = hedge_before(reader, place)
    if value == "0.5":
        hedge = negated_comparator(hedge)
    end = max(token.end, subject.end if subject.start > token.start else 0)
    emit(
        reader,
        place,
        token,
        Amount("fold", value, "times", "=", end),
        hedge,
        Statement("multiple", subject, False, 0),
    )


def _object_of(reader: EnglishReader, token: Token, following: list[Token]) -> Subject | None:
    """What is doubled: double exports, doubling exports, doubled our exports; but not: exports doubled to a record."""
    beside = bool(following) and following[0].word in _WHOSE
    if not (beside or token.word in _INFINITIVES or token.word.endswith("ing")):
        return None
    for ahead in following:
        if ahead.mask & NAME:
            return name_at(reader, ahead)
        if ahead.kind in {"number", "mark"}:
            return None
    return None


def _subject_of(reader: EnglishReader, place: int) -> Subject | None:
    for back in range(place - 1, max(-1, place - 10), -1):
        if reader.tokens[back].mask & NAME:
            return with_object(reader, name_at(reader, reader.tokens[back]), reader.tokens[place].start)
    return None
