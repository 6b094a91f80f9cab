"""Doublings in words: exports doubled; double GDP by 2030."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.extract.english.candidates import emit
from forecasting.extract.english.names import name_at
from forecasting.extract.english.state import EnglishReader, Statement, Token
from forecasting.extract.english.verbs import hedge_before
from forecasting.extract.quantity import Amount
from forecasting.extract.word_classes import NAME

if TYPE_CHECKING:
    from forecasting.extract.candidate import Subject

__all__ = ["read_double"]

_DOUBLES = {"doubl": "2", "tripl": "3", "trebl": "3", "quadr": "4", "quint": "5"}


def read_double(reader: EnglishReader, place: int, token: Token) -> None:
    """Exports doubled; double GDP by 2030."""
    word = token.word
    value = _DOUBLES.get(word[:5])
    if value is None:
        return
    tokens = reader.tokens
    subject: Subject | None = None
    near = 0
    following = tokens[place + 1 : place + 4]
    if following and following[0].kind == "number":
        return
    transitive = word in {"double", "triple", "treble", "quadruple"} or "ing" in word
    if transitive:
        for ahead in following:
            if ahead.mask & NAME:
                subject = name_at(reader, ahead)
                break
            if ahead.kind in {"number", "mark"}:
                break
    if subject is None:
        for back in range(place - 1, max(-1, place - 10), -1):
            if tokens[back].mask & NAME:
                subject = name_at(reader, tokens[back])
                break
    if subject is None or subject.rate:
        return
    hedge, _ = hedge_before(reader, place)
    amount = Amount(
        "fold", value, "times", "=", max(token.end, subject.end if subject.start > token.start else 0)
    )
    emit(reader, place, token, amount, hedge, Statement("multiple", subject, False, near))
