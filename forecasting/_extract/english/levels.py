"""What an amount states: a level, a change, a total."""

from __future__ import annotations

import re

from forecasting._extract.english.names import is_ignored
from forecasting._extract.english.state import EnglishReader, NumberPhrase, Statement
from forecasting._extract.english.verbs import is_joined
from forecasting._extract.word_classes import DOUBLE, LEVEL, NOUN, STEP, TOTAL

__all__ = ["state_amount"]

_FOR_EACH = re.compile(" (?:per|a|an|for each|each) (?!cent)")


def state_amount(reader: EnglishReader, phrase: NumberPhrase) -> Statement | None:
    """What an amount states; None for nothing."""
    subject, place, verb = phrase.subject, phrase.place, phrase.verb
    if subject.rate or (not subject.id and is_ignored(reader, subject)):
        return None
    if phrase.mask & STEP or (phrase.mask & DOUBLE and phrase.ends):
        return _moved_amount(reader, phrase)
    if phrase.mask & NOUN:
        return phrase.states("level") if phrase.ends else None
    if phrase.ends and not _step_before(reader, place):
        return None
    if any(token.mask & TOTAL for token in reader.tokens[max(0, verb - 4) : place]):
        return Statement("total", subject, False, phrase.near)
    end = phrase.amount.end
    if _FOR_EACH.match(reader.low, end, end + 24):
        return None
    return Statement("level", subject, False, phrase.near)


def _moved_amount(reader: EnglishReader, phrase: NumberPhrase) -> Statement | None:
    """Rose to 5 million is a level, rose by 5 million a change."""
    place, verb, moved = phrase.place, phrase.verb, reader.tokens[phrase.verb]
    if moved.word == "added":
        return None  # the economy added 240,000 jobs
    if phrase.ends:
        return phrase.states("level")
    far = moved.end < reader.tokens[place].start - 30
    if phrase.mask & LEVEL or (phrase.prep not in {"by", ""} and far):
        return None
    if phrase.prep == "by" or verb == place - 1 or is_joined(reader, verb, place):
        return Statement("change", phrase.subject, phrase.negative, phrase.near)
    return None


def _step_before(reader: EnglishReader, place: int) -> bool:
    return any(token.mask & STEP for token in reader.tokens[max(0, place - 8) : place])
