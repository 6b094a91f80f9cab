"""A sentence cut into tokens: times, numbers, known words and marks."""

from __future__ import annotations

import re
from functools import cache

from forecasting._extract.english.amounts import ENGLISH_START, english_amount
from forecasting._extract.english.brackets import with_asides
from forecasting._extract.english.state import EnglishReader, Token
from forecasting._extract.english.when import ENGLISH_TIME, english_when
from forecasting._extract.lexicon.words import lexicon, trie
from forecasting._extract.word_classes import NAME, PLAIN

__all__ = ["cut"]


_EACH = re.compile(
    " per (?:head|capita|person|worker|hour|employee|household|inhabitant|resident|pupil|student|child|patient|visitor|passenger|customer|user|subscriber|store|shop|room|bed|vehicle|hectare|acre|tonne|ton|barrel|unit|square (?:metre|meter|foot))(?![a-z])"
)


@cache
def _lexer() -> re.Pattern[str]:
    words = list(lexicon("en").classes)
    return re.compile(
        rf"(?<![a-z0-9])(?:(?P<time>(?=[0-9a-z])(?:{ENGLISH_TIME}))(?![a-z])|(?P<number>{ENGLISH_START})"
        rf"|(?<!['-])(?P<word>{trie(words)})(?![a-z0-9-]))"
        r"|(?P<mark>[,;:()•|])"
    )


def cut(reader: EnglishReader, start: int, end: int) -> list[Token]:
    """The tokens of a sentence."""
    tokens: list[Token] = []
    search, low, classes = _lexer().search, reader.low, reader.words.classes
    position = name = start
    while True:
        match = search(low, position, end)
        if match is None:
            return with_asides(tokens)
        first, last = match.span()
        group = match.lastgroup
        if group == "number":
            before = low[max(0, first - 8) : first]
            moved = before.endswith("by ") or (
                " from " in low[max(start, first - 34) : first] and "between" not in before
            )
            until = _until_to(reader, first, end) if moved else end
            amount = english_amount(low, first, until, between=before == "between ")
            if amount is None:
                position = first + 1
                continue
            last = amount.end
            tokens.append(Token("number", first, last, amount=amount))
            name = last
        elif group == "time":
            tokens.append(Token("time", first, last, match.group(), when=english_when(match.group().strip())))
            name = last
        elif group == "mark":
            tokens.append(Token("mark", first, last, match.group()))
            name = last
        else:
            word = match.group()
            mask = classes[word]
            each = _EACH.match(low, last, end) if mask & NAME and " per " not in word else None
            if each is not None:
                last = each.end()
                word = low[first:last]
            tokens.append(Token("word", first, last, word, mask, name))
            if not mask & (NAME | PLAIN):
                name = last
        position = last


def _until_to(reader: EnglishReader, start: int, end: int) -> int:
    """From 1.2m to 1.8m is two numbers, no range."""
    to = reader.low.find(" to ", start, end)
    return to if to >= 0 else end
