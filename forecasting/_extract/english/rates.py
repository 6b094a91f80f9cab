"""What a number in per cent states: growth, a share, a level of a rate."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.names import is_ignored, name_at
from forecasting._extract.english.state import EnglishReader, NumberPhrase, Statement
from forecasting._extract.word_classes import AVERAGE, FALL_NOUN, LEVEL, NAME, NOUN, STEP

if TYPE_CHECKING:
    from forecasting._extract.candidate import Subject
    from forecasting._extract.quantity import Amount

__all__ = ["is_average", "is_yearly", "state_rate", "whole_of"]

_OF = re.compile(r" of (?:the |total |our |all |its |overall )*")
_SHARE_OF = re.compile(
    r"(?: to [0-9.]{1,6} ?(?:per ?cent|%))? as an? (?:share|proportion|percentage) of (?:the |total |our |its )*"
)
_SHARES = ("share of", "proportion of", "percentage of", "fraction of")
_UNSURE = 3  # as near as a name carried over: a claim that accuses nobody
_STEPS = {"of", "up", "down", "rose", "fell", "increased", "declined", "grew"}
_YEARLY = re.compile(
    r"[ ,]*\(?(?:a year(?! (?:ago|earlier|before))|per year|per annum|p\.a\.|annually|each year|every year|a year on average|on average|cagr|compound annual|annualised)"
)


def _is_price(subject: Subject) -> bool:
    return any(word in subject.label.lower() for word in ("price", "inflation", "cpi", "ppi"))


def state_rate(reader: EnglishReader, phrase: NumberPhrase) -> Statement | None:
    """What a number in per cent states; None for nothing."""
    subject, mask = phrase.subject, phrase.mask
    whole = whole_of(reader, phrase.place, phrase.amount)
    if whole is not None:
        return _share(reader, phrase, whole)
    average = is_average(reader, phrase.place, max(0, phrase.verb - 2), phrase.amount)
    growth = "average_growth" if average else "growth"
    named = subject.label.lower().endswith("growth")
    if mask & NOUN or named:
        if mask & NOUN and not subject.id and subject.rate:
            return None
        slowed = named or _noun_between(reader, phrase.verb, phrase.place)
        fell = (phrase.negative and not slowed) or bool(mask & FALL_NOUN)
        return replace(phrase.states(growth), negative=fell, average=average)
    if mask & STEP:
        if _is_growing(reader, phrase.verb):
            return replace(phrase.states(growth), average=average)
        if phrase.ends or subject.rate:
            return _ended_rate(reader, phrase)
        return replace(phrase.states(growth), negative=phrase.negative, average=average)
    if mask & LEVEL and subject.rate and (subject.id or not is_ignored(reader, subject)):
        return Statement("level", subject, False, phrase.near)
    return None


def _share(reader: EnglishReader, phrase: NumberPhrase, whole: Subject) -> Statement | None:
    """The share of a whole, unless it is of a number that was not read itself: equal to 2.6 per cent of revenue."""
    if phrase.mask & STEP and not phrase.ends:
        return None
    tokens = reader.tokens
    crossed = next((one for one in range(phrase.verb - 1, -1, -1) if tokens[one].kind == "number"), -1)
    last = reader.found[-1] if reader.found else None
    if phrase.near and crossed >= 0 and (last is None or last.end != tokens[crossed].end):
        return None
    return phrase.states("share", whole)


def _ended_rate(reader: EnglishReader, phrase: NumberPhrase) -> Statement | None:
    """Where a rate ended, or began: the margin rose to 8 per cent; prices, whose growth is a level, rose 2 per cent."""
    subject = phrase.subject
    if subject.rate:
        if phrase.ends:
            return phrase.states("level")
        said = phrase.prep in {"", "by", *_STEPS}
        if said and subject.label.lower().startswith(_SHARES):
            # The share rose 5 per cent: of itself, or by as many points, nobody says.
            return replace(phrase.states("growth"), negative=phrase.negative, near=_UNSURE)
        return (
            replace(phrase.states("level"), negative=phrase.negative) if said and _is_price(subject) else None
        )
    last = reader.found[-1] if reader.found else None
    if last is not None and last.kind == "share" and last.subject == subject and last.of is not None:
        return phrase.states("share", last.of)
    if phrase.from_ and _follows_growth(reader, subject):
        return phrase.states("growth")
    rated = not subject.id or reader.known[subject.id].measure != "amount"
    return replace(phrase.states("level"), subject=replace(subject, rate=True)) if rated else None


def _noun_between(reader: EnglishReader, verb: int, place: int) -> bool:
    return any(token.mask & NOUN for token in reader.tokens[max(0, verb - 3) : place])


def _is_growing(reader: EnglishReader, verb: int) -> bool:
    """Whether it is a growth rate that moved: growth slowed to 5.2 per cent."""
    for token in reversed(reader.tokens[max(0, verb - 8) : verb]):
        if token.mask & NOUN:
            return True
        if token.kind in {"mark", "number"} or token.mask & NAME or token.word == "and":
            return False
    return False


def _follows_growth(reader: EnglishReader, subject: Subject) -> bool:
    """Whether the claim before this one is the growth of the same subject: up 5 %, from 3 % in 2022."""
    last = reader.found[-1] if reader.found else None
    return last is not None and last.kind == "growth" and last.subject == subject


def whole_of(reader: EnglishReader, place: int, amount: Amount) -> Subject | None:
    """The whole of a share: 4.2 per cent of GDP."""
    of = _OF.match(reader.low, amount.end, amount.end + 40) or _SHARE_OF.match(
        reader.low, amount.end, amount.end + 70
    )
    if of is None or amount.kind != "rate":
        return None
    for token in reader.tokens[place + 1 : place + 6]:
        if token.mask & NAME and token.start >= of.end():
            return name_at(reader, token) if token.first <= of.end() or token.start <= of.end() + 16 else None
        if token.kind != "word" and token.start >= of.end():
            return None
    return None


def is_average(reader: EnglishReader, place: int, begin: int, amount: Amount) -> bool:
    """Whether a rate is one of a year on average."""
    if is_yearly(reader, amount):
        return True
    return any(token.mask & AVERAGE for token in reader.tokens[begin:place])


def is_yearly(reader: EnglishReader, amount: Amount) -> bool:
    """Whether a rate is said to be one a year: 6% a year, 6% on average."""
    return _YEARLY.match(reader.low, amount.end, amount.end + 40) is not None
