"""The unit of a number that prints none, from the number it stands beside or is held against."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.names import name_at
from forecasting._extract.word_classes import NAME

if TYPE_CHECKING:
    from forecasting._extract.english.state import EnglishReader
    from forecasting._extract.quantity import Amount

__all__ = ["currency_of_told", "unit_of_next", "unit_of_staff", "unit_of_told"]

_ENDS = re.compile(r" ?(?:[,;)]|\.(?![0-9])|$)| (?:in|at|to|a year|last|over|during) ")
_FROM = re.compile(r" (?:from|to)(?: (?:about|around|some|just|only|nearly|almost))* $")
_FAR = 64  # characters between a number and the one that has its unit
_LEAST_STAFF = 3  # digits of a bare number that counts people
_NEAR_STAFF = 10  # tokens back to the word for them


def unit_of_told(reader: EnglishReader, place: int, amount: Amount) -> Amount | None:
    """A number without a unit takes that of the number it is held against: 28.4 per cent, from 23.7 in 2015; 12,400 people (2022: 11,950)."""
    tokens, told = reader.tokens, reader.found[-1] if reader.found else None
    if told is None or told.end <= tokens[0].start or not _ENDS.match(reader.low, amount.end):
        return None
    before = reader.low[max(told.end - 1, 0) : tokens[place].start]
    joined = _FROM.search(before) or (tokens[place].aside and before.rstrip().endswith((":", ",")))
    if not joined or len(before) > _FAR:
        return None
    if told.kind in {"level", "share"}:
        kind = "rate" if told.unit == "%" else "amount"
        return replace(amount, kind=kind, unit=told.unit)
    return replace(amount, kind="rate", unit="%") if told.kind == "growth" and told.subject.rate else None


def currency_of_told(reader: EnglishReader, place: int, amount: Amount) -> Amount:
    """Rose to £4.2 million from 3.9 million: the currency is said once."""
    told = reader.found[-1] if reader.found else None
    if told is None or told.end <= reader.tokens[0].start or told.unit.partition(" ")[2] != amount.unit:
        return amount
    before = reader.low[max(told.end - 1, 0) : reader.tokens[place].start]
    return replace(amount, unit=told.unit) if _FROM.search(before) and len(before) < _FAR else amount


def unit_of_staff(reader: EnglishReader, place: int, amount: Amount) -> Amount | None:
    """Headcount rose to 3,200: a staff is counted in people."""
    if not _ENDS.match(reader.low, amount.end) or len(amount.value) < _LEAST_STAFF or "." in amount.value:
        return None
    for token in reversed(reader.tokens[max(0, place - _NEAR_STAFF) : place]):
        if token.mask & NAME:
            return (
                replace(amount, kind="amount", unit="people")
                if name_at(reader, token).id == "employees"
                else None
            )
        if token.kind == "mark":
            return None
    return None


def unit_of_next(reader: EnglishReader, place: int, amount: Amount) -> Amount | None:
    """A number without a unit in a list takes the unit of the next: 3.2 and 4.1 per cent respectively."""
    for following in reader.tokens[place + 1 : place + 4]:
        if (
            following.kind == "number"
            and following.amount is not None
            and following.amount.kind in {"rate", "amount"}
        ):
            between = reader.low[reader.tokens[place].end : following.start]
            if between in {" and ", ", ", ", and ", " to "}:
                return replace(following.amount, value=amount.value, end=amount.end, negative=amount.negative)
        if following.kind == "number":
            break
    return None
