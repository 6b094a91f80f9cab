"""The name a number belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.english.names import is_whole, name_at
from forecasting._extract.english.parts import its_share, part_between, share_named
from forecasting._extract.english.verbs import BACK, touches_next
from forecasting._extract.word_classes import ENDED, LEVEL, NAME, NOUN, PLACE, STEP

if TYPE_CHECKING:
    from forecasting._extract.english.state import EnglishReader

__all__ = ["subject_before", "with_object"]

_ASSUMES = re.compile(
    r"\b(?:assum|forecast|project|expect|predict|impl|foresee|anticipat|see)[a-z]*(?: (?:real|annual|average|economic))? $"
)
_AUXILIARY = re.compile(
    "(?: (?:was|were|is|are|has|have|had|will|also|then|more than|less than|nearly|almost|about|around|over|at least|roughly))+$"
)
_CLAUSE = re.compile(r"(?:,|;)? (?:and|but|while|whereas) (?P<words>(?:[a-z'-]+ ){1,6})$")
_FURTHER = re.compile(" [a-z]{3,20} ")
_NO_SUBJECT = {
    "it", "they", "which", "that", "is", "was", "were", "are", "has", "have", "had", "been", "be", "being", "will", "would", "should", "could", "may",
    "also", "then", "again", "now", "later", "still", "even", "further", "not", "since", "to", "by", "in", "at", "of", "a", "an", "the", "this",
    "year", "expected", "projected", "forecast", "estimated", "likely", "set", "expects", "more", "than", "so", "over", "nearly", "almost", "about",
    "just", "therefore", "thus", "thereafter", "subsequently", "hence", "as", "result", "up", "down", "can", "well", "did", "do", "remain", "remained",
    "growth", "average", "annual", "real", "nominal", "for", "on", "from", "with", "we", "itself", "sales", "total",
}  # fmt: skip
_OF = re.compile(" of (?:total |our |its )?")
_IN = re.compile(" in (?:the |our |its )?(?!the)")
_JOINING = {"with", "or", "a", "an", "and", "to", "representing"}
_OBJECT = re.compile(
    " (?:of (?!the |china|consumer|goods|gdp|our |its )|(?:to|from) (?!the |a )|in (?!the |real|nominal|volume|value|current|constant|local|total|particular|dollar))"
    "[a-z][a-z -]{1,36}"
)


def subject_before(reader: EnglishReader, verb: int, place: int) -> tuple[Subject | None, int]:
    """The nearest name before a verb, or the one after "growth in"."""
    tokens = reader.tokens
    named = _name_after_number(reader, verb, place) or _object_of(reader, verb, place)
    if named is not None:
        return named, 0
    own = _second_name(reader, verb, place)
    if own is not None:
        return own, 1
    for back in range(verb, max(-1, verb - BACK), -1):
        token = tokens[back]
        if token.kind == "mark" and (token.word in ";|•" or _parts_names(reader, back, verb)):
            return None, 0
        grown = reader.words.raw["growth_names"].get(token.word)
        if grown:
            return Subject(grown, reader.text[token.start : token.end], token.start, token.end), 0
        if token.mask & NAME and back != verb and not is_whole(reader, back):
            return _subject_at(reader, back, verb, place)
    after = _name_after_of(reader, verb, place)
    return (after, 1) if after is not None else (reader.subject, 3)


def _subject_at(reader: EnglishReader, back: int, verb: int, place: int) -> tuple[Subject | None, int]:
    """The name at a token before the verb, or what the words between make of it; None where the verb has a name nobody knows."""
    tokens = reader.tokens
    name, start = tokens[back], tokens[verb].start
    if tokens[verb].mask & NOUN and _ASSUMES.search(reader.low, name.end, start):
        return None, 0  # the budget assumes growth of 2 per cent: not of the budget
    amount = tokens[place].amount
    rated = amount is not None and amount.kind in {"rate", "points", "bare"}
    rated = rated and reader.shared
    share = its_share(reader, name, start) if rated else None
    if share is not None:
        return share, 0
    crossed = any(one.kind == "number" for one in tokens[back + 1 : verb])
    if crossed and _has_its_own(reader, name.end, start):
        return part_between(reader, name.end, start), 1
    noun = tokens[back + 1] if back < verb else name
    if noun.mask & NOUN and _FURTHER.fullmatch(reader.low, name.end, noun.start):
        first = name_at(reader, name).start  # CPI goods annual rate: a part of what the name says
        return Subject("", reader.text[first : noun.start - 1], first, noun.start - 1), 0
    named = with_object(reader, _with_head(reader, back), start)
    if rated and not crossed:
        named = share_named(reader, named, start) or named
    return _as_told(reader, named), 2 if crossed else 0


def _has_its_own(reader: EnglishReader, start: int, verb: int) -> bool:
    """Whether words nobody knows stand between and and the verb: inflation averaged 5 per cent, and the policy rate was cut."""
    clause = _CLAUSE.search(reader.low, max(start, verb - 60), verb)
    return clause is not None and any(
        word not in _NO_SUBJECT and not word.endswith("ly") for word in clause["words"].split()
    )


def _name_after_of(reader: EnglishReader, verb: int, place: int) -> Subject | None:
    """The goal is $2 trillion of exports: the name after an amount, where none stands before it."""
    amount, following = reader.tokens[place].amount, reader.tokens[place + 1 : place + 3]
    if amount is None or amount.kind != "amount" or not reader.tokens[verb].mask & LEVEL:
        return None
    of = _OF.match(reader.low, amount.end)
    name = next((one for one in following if one.mask & NAME), None)
    return name_at(reader, name) if of is not None and name is not None and name.first <= of.end() else None


def _second_name(reader: EnglishReader, verb: int, place: int) -> Subject | None:
    """Agriculture grew by 3 per cent and industry by 8 per cent: the verb is said once for two names."""
    tokens = reader.tokens
    name = next((one for one in range(place - 1, verb, -1) if tokens[one].word not in {"by", "to"}), verb)
    if name == verb or not tokens[name].mask & NAME or tokens[name].mask & NOUN:
        return None
    joined = tokens[name - 1].word in {"and", ",", "while"} or reader.low[
        tokens[name - 1].end : tokens[name].start
    ].strip(" ,").startswith("and ")
    crossed = any(one.kind == "number" for one in tokens[verb + 1 : name])
    return name_at(reader, tokens[name]) if joined and crossed else None


def _name_after_number(reader: EnglishReader, verb: int, place: int) -> Subject | None:
    """A drop of around 3 per cent in energy use: the name after the number."""
    tokens = reader.tokens
    after = _IN.match(reader.low, tokens[place].end, tokens[place].end + 40)
    if after is None or not tokens[verb].mask & (STEP | NOUN) or tokens[verb + 1].word != "of":
        return None
    for ahead in tokens[place + 1 : place + 5]:
        if ahead.kind in {"number", "mark", "time"}:
            return None
        if ahead.mask & NAME:
            return name_at(reader, ahead)
    return None


def _object_of(reader: EnglishReader, verb: int, place: int) -> Subject | None:
    """Raise the ratio to 15 per cent, growth in exports of 5 per cent: the name between verb and number."""
    tokens = reader.tokens
    moved = tokens[verb]
    noun = moved.mask & NOUN or (
        moved.mask & STEP and tokens[max(0, verb - 1)].word in {"a", "an", "the", "further"}
    )
    for ahead in range(verb + 1, place):
        token = tokens[ahead]
        if not token.mask & NAME or (tokens[ahead + 1].mask & NAME and touches_next(reader, ahead)):
            continue  # of employment rate the last word has the whole name
        beside = reader.low[moved.end : token.first].strip() in {"", "the", "its", "our"}
        if (moved.mask & (STEP | ENDED) and beside) or (noun and ahead < verb + 6):
            return name_at(reader, token)
    return None


def _parts_names(reader: EnglishReader, comma: int, verb: int) -> bool:
    """Whether a comma parts a noun of growth from the name before: after inflation, growth was; but not: , with growth of."""
    tokens = reader.tokens
    if tokens[comma].word != "," or not tokens[verb].mask & NOUN:
        return False
    return not any(token.word in _JOINING for token in tokens[comma + 1 : verb])


def _as_told(reader: EnglishReader, subject: Subject) -> Subject:
    """Exports of garments rose, an average growth of 7 per cent: a name begins where the one just told does, and is that one."""
    told = reader.found[-1].subject if reader.found else subject
    return told if told.start == subject.start and len(told.label) > len(subject.label) else subject


def with_object(reader: EnglishReader, subject: Subject, verb: int) -> Subject:
    """Output of eggs, exports to Asia, sales in the north: the name with what follows it before the verb."""
    words = reader.low[subject.end : verb].rstrip()
    between = [one for one in reader.tokens if subject.end <= one.start < verb]
    placed = any(one.kind == "time" or one.mask & PLACE for one in between)
    if placed or not _OBJECT.fullmatch(words):
        return subject
    label = reader.text[subject.start : subject.end] + reader.text[subject.end : subject.end + len(words)]
    label = _AUXILIARY.sub("", label)
    return Subject("", label.strip(), subject.start, subject.start + len(label), subject.rate)


def _with_head(reader: EnglishReader, back: int) -> Subject:
    """New orders in manufacturing, exports of services: the name that is measured, with where or of what."""
    tokens = reader.tokens
    own = name_at(reader, tokens[back])
    if (
        back < 2
        or tokens[back - 1].word not in {"in", "of"}
        or not tokens[back - 2].mask & NAME
        or tokens[back - 2].mask & (NOUN | STEP)
    ):
        return own
    head = name_at(reader, tokens[back - 2])
    between = reader.low[head.end : own.end]
    if not _OBJECT.fullmatch(between):
        return own
    return Subject("", reader.text[head.start : own.end], head.start, own.end, head.rate)
