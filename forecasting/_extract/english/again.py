"""The same said again: in another form, for another year, as a pace."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.calendar_years import years_of
from forecasting._extract.english.dates import time_after
from forecasting._extract.english.rates import is_yearly, whole_of
from forecasting._extract.english.spans import role_of
from forecasting._extract.quantity import negated, negated_comparator
from forecasting._extract.word_classes import ESTIMATE, TARGET

if TYPE_CHECKING:
    from forecasting._extract.english.state import EnglishReader
    from forecasting._extract.quantity import Amount

__all__ = ["read_beside", "read_foreseen", "read_pace"]

_PACE = re.compile(
    r"(?: (?:by|in|since) (?:19|20)[0-9]{2})?,? \(?(?:that is|i\.e\.|in other words|equivalent to|equal to|or|implying|which implies|which means)"
    r",? (?:(?:by|an?|growth of|average growth of|annual growth of|about|around|some|roughly|approximately|nearly|at least|more than) )*"
)
_STEP_AGAIN = re.compile(r",? or (?:(?:by|about|around|some|roughly|approximately|nearly) )?$")
_SHARE_BESIDE = re.compile(
    r"(?: (?:in|at end-|at the end of)? ?(?:19|20)[0-9]{2})?(?:,|,? \(| ?–| ?-)? ?(?:(?:or|i\.e\.|representing|equivalent to|equal to|equalling|accounting for),? )?"
    r"(?:(?:about|around|some|roughly|approximately|nearly|almost|just over|just under|more than|over|less than) )*$"
)
_FORESEEN = TARGET | ESTIMATE


def read_beside(reader: EnglishReader, place: int, amount: Amount, hedge: str) -> bool:
    """The same said twice: rose 6 per cent, or $1.6 trillion; $3.9 billion, or 16 per cent of sales."""
    last, start = reader.found[-1] if reader.found else None, reader.tokens[place].start
    if last is None or last.last is None or not reader.tokens[0].start <= last.end < start:
        return False
    between = reader.low[last.end : start]
    comparator = amount.comparator if amount.comparator != "=" or not hedge else hedge
    fell = last.value.startswith("-") and not amount.negative
    if last.kind == "growth" and amount.kind == "amount":
        if last.first is not None or not _STEP_AGAIN.fullmatch(between):
            return False
        value = negated(amount.value) if fell else amount.value
        comparator = negated_comparator(comparator) if fell else comparator
        one = replace(last, kind="change", first=last.last - 1, value=value)
    elif last.kind == "change" and amount.kind == "rate":
        if last.first != last.last - 1 or not _STEP_AGAIN.fullmatch(between):
            return False
        value = negated(amount.value) if fell else amount.value
        comparator = negated_comparator(comparator) if fell else comparator
        one = replace(last, kind="growth", first=None, value=value)
    elif (
        last.kind == "level"
        and amount.kind == "rate"
        and not last.subject.rate
        and _SHARE_BESIDE.fullmatch(between)
    ):
        whole = whole_of(reader, place, amount)
        if whole is None:
            return False
        one = replace(last, kind="share", of=whole, value=amount.value)
    else:
        return False
    reader.found.append(replace(one, unit=amount.unit, comparator=comparator, end=amount.end))
    return True


def read_foreseen(reader: EnglishReader, place: int, lead: int, amount: Amount) -> bool:
    """Growth slowed to 4.8 per cent in 2023 and is projected at 5.1 per cent in 2024: the same rate, of another year."""
    tokens, last = reader.tokens, reader.found[-1] if reader.found else None
    if last is None or lead < 1 or tokens[lead].word != "at" or not tokens[lead - 1].mask & _FORESEEN:
        return False
    right = time_after(reader, place)
    if right is None:
        return False
    years = years_of(reader, tokens[right].when, tokens[right].word)
    same = last.kind == "growth" and last.end > tokens[0].start and last.unit == amount.unit
    if not same or years is None or years.last is None or years.spans:
        return False
    value = f"-{amount.value}" if amount.negative else amount.value
    role = role_of(reader, years.last)
    reader.found.append(
        replace(
            last,
            value=value,
            comparator=amount.comparator,
            end=amount.end,
            first=None,
            last=years.last,
            role=role,
        )
    )
    return True


def read_pace(reader: EnglishReader, place: int, amount: Amount, hedge: str) -> bool:
    """Reach $6 billion by 2025, that is, about 6% a year: the growth a year that a goal or a multiple comes to."""
    last = reader.found[-1] if reader.found else None
    start = reader.tokens[place].start
    if last is None or last.last is None or amount.kind != "rate" or not is_yearly(reader, amount):
        return False
    if last.end >= start or _PACE.fullmatch(reader.low, last.end, start) is None:
        return False
    multiple = last.kind == "multiple"
    first = last.first if multiple else reader.calendar.as_of
    goal = last.kind == "level" and reader.calendar.is_future(last.last)
    if (multiple or goal) and isinstance(first, int):
        reader.found.append(
            replace(
                last,
                kind="average_growth",
                value=amount.value,
                unit=amount.unit,
                comparator=amount.comparator if amount.comparator != "=" or not hedge else hedge,
                end=amount.end,
                first=first,
                reading="",
                confidence=last.confidence * 0.9,
            )
        )
    return True
