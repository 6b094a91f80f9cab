"""Brackets with a number in them: most give the value of an earlier year, £210m (2022: £187m), and date nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.calendar_years import years_of
from forecasting._extract.english.verbs import touches_next
from forecasting._extract.english.when import ENGLISH_TIME
from forecasting._extract.restated import earlier_value, told_before
from forecasting._extract.word_classes import NAME

if TYPE_CHECKING:
    from forecasting._extract.candidate import Candidate
    from forecasting._extract.english.state import Dated, EnglishReader, Token
    from forecasting._extract.quantity import Amount

__all__ = ["read_bracket", "with_asides"]

_TIMES = {"year", "near", "date", "part"}
_DATED = re.compile(
    rf"^ (?:(?:in|for|during) (?:{ENGLISH_TIME})|at (?:the )?(?:year[- ]end|end of the (?:financial )?year))"
)
_LINKS = {"in", "at", "for", "during", "at the end of", "of"}


def with_asides(tokens: list[Token]) -> list[Token]:
    """The tokens, each with the number of the innermost bracket around it that holds a number."""
    if not any(token.word == "(" for token in tokens):
        return tokens
    inside, opened, brackets = [0] * len(tokens), 0, [0]
    holding: set[int] = set()
    for place, token in enumerate(tokens):
        if token.word == "(":
            opened += 1
            brackets.append(opened)
        inside[place] = brackets[-1]
        if token.kind == "number":
            holding.add(brackets[-1])
        if token.word == ")" and len(brackets) > 1:
            brackets.pop()
    if not holding - {0}:
        return tokens
    return [
        replace(token, aside=one) if one in holding else token
        for token, one in zip(tokens, inside, strict=True)
    ]


def read_bracket(reader: EnglishReader, place: int, amount: Amount) -> bool:
    """Whether a number in brackets restates the one before them, for an earlier year or in another currency.

    The value of an earlier year becomes a claim of its own: £210m (2022: £187m), £210m (£187m in 2022).
    """
    tokens = reader.tokens
    if not tokens[place].aside:
        return False
    time = _time_of(reader, place)
    named = (
        place > 1
        and tokens[place - 1].word == "("
        and tokens[place - 2].mask & NAME
        and touches_next(reader, place - 2)
    )
    if time is None and named and amount.kind == "rate":
        return True  # driven by agriculture (6.2 per cent): of agriculture, and what it is nobody says
    if time is None:
        return _read_signed(reader, place, amount) or _is_same_again(reader, place)
    told = _told(reader, place, amount)
    years = None if told is None else _earlier(reader, time, told)
    unsure = told is not None and _is_unsigned(reader, tokens[place], told, amount)
    if told is None or years is None or years.last is None or unsure:
        return True
    one = earlier_value(told, amount, years.last, reader.calendar, ("printed", time.word))
    reader.found.append(replace(one, period=years.period or told.period))
    return True


def _time_of(reader: EnglishReader, place: int) -> Token | None:
    """The time that dates a number in brackets: before it, with or without a colon, or after it up to the bracket's end."""
    tokens = reader.tokens
    before = place - 1
    if tokens[before].word == ":":
        before -= 1
    time = tokens[before] if before > 0 else None
    if time is not None and time.when is not None and time.when.kind in _TIMES:
        return time if tokens[before - 1].word in {"(", ",", ";"} else None
    if tokens[place - 1].word not in {"(", ",", ";"}:
        return None
    for ahead in tokens[place + 1 : place + 4]:
        if ahead.when is not None and ahead.when.kind in _TIMES:
            return ahead
        if ahead.word not in _LINKS:
            return None
    return None


def _read_signed(reader: EnglishReader, place: int, amount: Amount) -> bool:
    """Exports totalled 85 billion euros (+16.2%): a rate with its sign is the growth of the level before it."""
    last = reader.found[-1] if reader.found else None
    signed = reader.low[reader.tokens[place].start] in "+-−"
    if last is None or not signed or amount.kind != "rate" or not _is_same_again(reader, place):
        return False
    if last.kind == "level" and last.end == reader.tokens[place - 2].end and not last.subject.rate:
        value = f"-{amount.value}" if amount.negative else amount.value
        reader.found.append(
            replace(last, kind="growth", value=value, unit=amount.unit, comparator="=", end=amount.end)
        )
    return True


def _is_same_again(reader: EnglishReader, place: int) -> bool:
    """The same in another currency: 9.85 trillion yuan (US$1.19 trillion)."""
    tokens = reader.tokens
    opened = place >= 2 and tokens[place - 1].word == "("
    return opened and tokens[place - 2].kind == "number" and touches_next(reader, place - 1)


def _told(reader: EnglishReader, place: int, amount: Amount) -> Candidate | None:
    """The claim just before the bracket that is printed in the same unit, of the same subject as all between."""
    tokens = reader.tokens
    aside = tokens[place].aside
    open_ = next(one for one in tokens if one.aside == aside)
    if not reader.found:
        return None
    last = reader.found[-1]
    between = _DATED.sub("", reader.low[last.end : open_.start])
    if len(between) >= (40 if last.kind == "share" else 12):
        return None
    return told_before(reader.found, tokens[0].start, amount.unit)


def _earlier(reader: EnglishReader, time: Token, told: Candidate) -> Dated | None:
    """The years of a bracket, if they lie before those of the claim it follows."""
    years = years_of(reader, time.when, time.word)
    if years is None or told.last is None:
        return None
    if time.when is not None and time.when.kind == "near":
        return replace(years, last=told.last - 1) if time.when.last == -1 else None
    return years if years.last is not None and years.last < told.last else None


def _is_unsigned(reader: EnglishReader, token: Token, told: Candidate, amount: Amount) -> bool:
    """Fell 3.2% (2018: 4.1%): whether it rose or fell before, nobody says."""
    if not told.value.startswith("-") or amount.negative or reader.low[token.start] == "+":
        return False
    return not any(minus in reader.low[told.start : told.end] for minus in "-−")
