"""The hedge and the verb before a number."""

from __future__ import annotations

from forecasting._extract.english.names import is_whole
from forecasting._extract.english.state import EnglishReader, Token
from forecasting._extract.word_classes import (
    AVERAGE,
    COMPARE,
    DOUBLE,
    ENDED,
    HEDGE,
    LEVEL,
    NAME,
    NOUN,
    SHARE,
    STEP,
)

__all__ = [
    "BACK",
    "VERB",
    "hedge_before",
    "is_compared",
    "is_joined",
    "is_second",
    "touches_next",
    "verb_before",
]

_AUXILIARIES = {"at", "had", "has", "have", "been", "be"}
_NOTHING = Token("mark", 0, 0)
BACK = 26
"""Tokens to look back for a verb or a name."""
VERB = STEP | ENDED | NOUN | LEVEL | DOUBLE


def hedge_before(reader: EnglishReader, place: int) -> tuple[str, int]:
    """The comparator of hedges just before a number, and the place of the token before them."""
    before = place - 1
    comparator = ""
    while before >= 0 and touches_next(reader, before):
        token = reader.tokens[before]
        if token.mask & HEDGE:
            comparator = comparator or reader.words.before[token.word]
            if token.mask & (VERB):
                break
            before -= 1
            continue
        if token.word in {"a", "an", "the", "only", "just", "another", "further", "level of"}:
            before -= 1
            continue
        break
    return comparator, before


def touches_next(reader: EnglishReader, place: int) -> bool:
    """Whether only spaces part a token from the next."""
    return reader.low[reader.tokens[place].end : reader.tokens[place + 1].start].strip() in {"", "-"}


def is_joined(reader: EnglishReader, lead: int, place: int) -> bool:
    """Whether hedges alone stand between a word and the number."""
    return all(touches_next(reader, one) for one in range(lead, place))


def verb_before(reader: EnglishReader, lead: int) -> int:
    """The place of the nearest verb or noun of growth before a number, -1 where something else stands between."""
    names = 0
    for back in range(lead, max(-1, lead - BACK), -1):
        token = reader.tokens[back]
        if token.kind == "mark":
            if token.word in ";:|•" or (token.word == "," and back == lead):
                return -1
            continue
        found = _verb_at(reader, back, lead, names)
        if found is not None:
            return found
        if token.mask & NAME and not is_whole(reader, back):
            if names and reader.tokens[back + 1].kind == "number":
                continue  # an item of a list: agriculture rose 3 per cent, industry 10 per cent and services 8 per cent
            after = reader.tokens[back + 1]
            names += not (after.mask & NAME and touches_next(reader, back))  # employment rate is one name
            if names > 1:
                return -1
    return -1


def _verb_at(reader: EnglishReader, back: int, lead: int, names: int) -> int | None:
    """The place of a verb at a token or just before it; None to look further back, -1 for none at all."""
    token = reader.tokens[back]
    before = reader.tokens[back - 1] if back > 0 and touches_next(reader, back - 1) else _NOTHING
    if token.word in {"of", "at"} and before.mask & AVERAGE and not before.mask & NOUN:
        return None
    if (before.mask & NOUN and token.mask & LEVEL) or (token.word == "at" and before.mask & STEP):
        return back - 1  # growth was 5, to grow at 7 per cent
    if token.word == "of":
        if before.mask & STEP:
            return back - 1
        if back == lead:
            return back if before.mask & NAME else -1
        return None
    if token.mask & SHARE and names == 0:
        return back
    if not token.mask & VERB or (token.mask & LEVEL and back < lead and token.word in _AUXILIARIES):
        return None
    return back if names == 0 or token.mask & (STEP | ENDED | NOUN) or back == lead else -1


def is_second(reader: EnglishReader, verb: int, lead: int, place: int) -> bool:
    """Whether the number is joined by and, or a comma, to one that the verb has already."""
    if lead < 0 or reader.tokens[lead].word not in {"and", ",", "or"}:
        return False
    return any(token.kind == "number" for token in reader.tokens[verb + 1 : place])


def is_compared(reader: EnglishReader, verb: int, place: int) -> bool:
    """Whether the number is held against another, and not over time."""
    return any(token.mask & COMPARE for token in reader.tokens[max(0, verb - 6) : place])
