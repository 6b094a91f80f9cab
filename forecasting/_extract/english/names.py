"""Names: what is measured."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.word_classes import INDICATOR, NOMINAL, REAL, SCOPE

if TYPE_CHECKING:
    from forecasting._extract.english.state import EnglishReader, Token

__all__ = ["is_ignored", "is_whole", "name_at"]

_LONGEST_NAME = 48
_NEUTRAL = {
    "total",
    "group",
    "overall",
    "annual",
    "full-year",
    "national",
    "reported",
    "global",
    "quarterly",
    "full year",
    "the",
    "real",
    "nominal",
    "china's",
    "country's",
}


def is_whole(reader: EnglishReader, place: int) -> bool:
    """Whether a name is the whole of a share: 9.9 per cent of the GDP."""
    tokens = reader.tokens
    before = place - 1
    while before >= 0 and tokens[before].word in {"of", "the", "our", "its"}:
        before -= 1
    return before >= 0 and before < place - 1 and tokens[before].kind == "number"


def name_at(reader: EnglishReader, token: Token) -> Subject:
    """The name that ends at a token, with the words unbroken before it."""
    first = token.first
    while reader.low.startswith(("'s ", "' ", "s' "), first):
        first = reader.low.index(" ", first) + 1
    while first < token.start and reader.low[first] in " \t\"“'(-":
        first += 1
    words = reader.low[first : token.end]
    if len(words) > _LONGEST_NAME or re.search(r"[0-9.]", words):
        first, words = token.start, token.word
    id_ = reader.words.names.get(words, "")
    if not id_ and first == token.start and token.mask & INDICATOR:
        id_ = reader.words.names.get(token.word, "")
    if not id_ and token.mask & INDICATOR:
        rest = words.removesuffix(token.word).strip()
        if rest in _NEUTRAL or reader.words.classes.get(rest, 0) & (REAL | NOMINAL | SCOPE):
            id_ = reader.words.names.get(token.word, "")
    if not id_:
        id_ = reader.words.names.get(words.removeprefix("real ").removeprefix("nominal "), "")
    if words == "earnings" and reader.pays:
        id_ = ""  # what people earn, not what the firm does
    if words == id_:
        id_ = reader.wider.get(id_, id_)
    rates = reader.words.raw["rates"]
    rate = (
        reader.known[id_].measure == "rate"
        if id_
        else words.endswith(tuple(rates["endings"])) and not words.endswith(tuple(rates["exceptions"]))
    )
    return Subject(id_, reader.text[first : token.end].strip(), first, token.end, rate)


def is_ignored(reader: EnglishReader, subject: Subject) -> bool:
    """Whether an unknown name is no measured quantity of the place or firm."""
    ignore = reader.words.raw["ignore"]
    label = subject.label.lower()
    return label in ignore["bare"] or label.endswith(tuple(ignore["endings"]))
