"""Parts: a business of a group, and the share of a whole, are no number of the whole; and a staff counted in people."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.english.names import name_at

if TYPE_CHECKING:
    from forecasting._extract.english.state import EnglishReader, Token
    from forecasting._extract.quantity import Amount

__all__ = ["its_share", "part_between", "share_named", "staff_of", "told_apart"]

_PART = (
    r"(?:its|our|the|their) (?P<part>(?!(?:whole|overall|total|entire|same|core) )(?:[a-z&-]+ ){1,4}?"
    r"(?:business|division|segment|unit|arm|region|operations|subsidiary))(?:es|s)?(?![a-z-])"
)
_ANY_PART = re.compile(_PART)
_OF_PART = re.compile(rf" (?:of|in|at|from|for) {_PART}")
_OPENS = re.compile(rf"(?:^|[,;] |\band |\bwhile |\bwhereas )(?:in |at |for |within |from |across )?{_PART}")
_APART = re.compile(r"; | while | whereas ")
_SHARE = re.compile(
    r"(?<!')(?<!'s )(?<!as a )\b(?P<share>(?:share|proportion|percentage|fraction) of (?:[a-z'-]+ ){0,9})$"
)
_ITS_SHARE = re.compile(
    r"\b(?:its|their) (?P<share>(?:share|proportion) of [a-z' -]{1,40}?)(?: (?:was|were|is|are|has|have|had|will|also|then))* $"
)
_WHO = re.compile("[a-z' -]{0,70}")
_LINKING = re.compile(
    "(?: (?:was|were|is|are|has|have|had|will|also|then|that|which|who|expected|projected|forecast|estimated|set|likely|to))* *$"
)
_EMPLOY = {"employed", "employ", "employs", "employing"}
_STAFF = ("people", "persons", "employees", "workers")
_HAVE = {"had", "has", "have"}


def told_apart(reader: EnglishReader, subject: Subject, place: int) -> Subject:
    """Its European business grew revenue by 9 per cent, revenue of its European business: the part, not the whole."""
    of_part = _OF_PART.match(reader.low, subject.end, reader.tokens[place].start)
    if of_part is not None:
        label = reader.text[subject.start : of_part.end()]
        return Subject("", label, subject.start, of_part.end(), subject.rate)
    start = _clause_start(reader, place)
    opened = list(_OPENS.finditer(reader.low[start : reader.tokens[place].start]))
    if not opened:
        return subject
    found = opened[-1]
    first, last = start + found.start("part"), start + found.end("part")
    if subject.start <= first < subject.end:
        return subject  # it is in the name already: its European business revenue
    part = reader.text[first:last]
    if first < subject.start:
        return Subject("", f"{part} {subject.label}", subject.start, subject.end, subject.rate)
    return Subject("", part, first, last)


def part_between(reader: EnglishReader, start: int, end: int) -> Subject | None:
    """Revenue rose 8% and its European business grew: the part named between two places; None for none."""
    found = _ANY_PART.search(reader.low, start, end)
    if found is None:
        return None
    first, last = found.span("part")
    return Subject("", reader.text[first:last], first, last)


def _clause_start(reader: EnglishReader, place: int) -> int:
    """Where the clause of a number begins."""
    start = reader.tokens[0].start
    for apart in _APART.finditer(reader.low, start, reader.tokens[place].start):
        start = apart.end() if apart.group() == "; " else apart.start() + 1
    return start


def share_named(reader: EnglishReader, subject: Subject, verb: int) -> Subject | None:
    """The share of pupils who stay on rose: a share by its whole name, where one stands before a verb; None for none."""
    before = max(reader.tokens[0].start, subject.start - 80)
    share = _SHARE.search(reader.low, before, subject.start)
    if share is None or verb <= subject.end:
        return None
    start, end = share.start("share"), subject.end
    if _WHO.fullmatch(reader.low, end, verb):
        end = verb - len(reader.low[end:verb]) + len(_LINKING.sub("", reader.low[end:verb]))
    return Subject("", reader.text[start:end].strip(), start, end, rate=True)


def its_share(reader: EnglishReader, owner: Token, verb: int) -> Subject | None:
    """Coal generation rose, and its share of the mix fell to 34 per cent: the share, not what is shared; None for none."""
    share = _ITS_SHARE.search(reader.low, max(owner.end, verb - 80), verb)
    if share is None:
        return None
    return Subject(
        "",
        f"{name_at(reader, owner).label} {share['share']}",
        share.start("share"),
        share.end("share"),
        rate=True,
    )


def staff_of(reader: EnglishReader, verb: int, amount: Amount) -> Subject | None:
    """We employed 12,400 people, the company had 14,850 employees: the staff."""
    word, unit = reader.tokens[verb].word, amount.unit.rpartition(" ")[2]
    own = word in _EMPLOY and unit in _STAFF
    if amount.kind != "amount" or not (own or (word in _HAVE and unit in {"employees", "workers"})):
        return None
    end = amount.end
    start = reader.low.rfind(unit, 0, end)
    return Subject("employees", unit, start, end) if start >= 0 else None
