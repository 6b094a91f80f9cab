"""One token of a sentence: a word, a number, a time, a mark, or a gap of words nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._extract.chinese.brackets import close_bracket, open_bracket, read_earlier_years
from forecasting._extract.chinese.doublings import read_doubling, read_two_digits
from forecasting._extract.chinese.names import loose_name, read_name, read_overall
from forecasting._extract.chinese.numbers import read_number
from forecasting._extract.chinese.state import ChineseReader, Clause
from forecasting._extract.chinese.times import end_clause, read_time, years_spoken_of
from forecasting._extract.chinese.words import read_word
from forecasting._extract.word_classes import HEAD, NOUN

if TYPE_CHECKING:
    import re

__all__ = ["read_gap", "read_token"]


def read_token(reader: ChineseReader, match: re.Match[str], group: str) -> int:
    """Read one token; where the next search begins."""
    start, end = match.span()
    if group in {"word", "verb", "single"}:
        read_word(reader, match.group(), start, end)
    elif group == "number":
        return read_number(reader, start)
    elif group == "mark":
        return _read_mark(reader, match.group(), start, end)
    elif group == "rate":
        read_name(reader, "率", start, end, HEAD)
    elif group == "abbr":
        return end
    elif group == "time":
        read_time(reader, match.group(), start, end)
    elif group == "fan":
        read_doubling(reader, match.group(), start, end)
    elif group == "two":
        read_two_digits(reader, end)
    elif group == "found":
        reader.sentence.founding = True
        reader.name_start = end
    else:
        read_overall(reader, match.group(), end)
    return end


def read_gap(reader: ChineseReader, start: int, end: int) -> None:
    """Words the lexicon does not know; the document's own name among them says whose numbers follow."""
    if reader.text[start:end].isspace():
        return
    sentence = reader.sentence
    clause = sentence.clause
    if reader.own and reader.text[start:end].startswith(reader.own) and end - start <= len(reader.own) + 4:
        sentence.entity = ""
        reader.name_start = end
        return
    clause.gap = True
    if clause.used:
        clause.name, clause.used, clause.loose = None, False, None
    if sentence.far >= 3 and not sentence.names:
        sentence.subject = None
    if clause.verb and not clause.verb & NOUN:
        clause.verb = 0


def _read_mark(reader: ChineseReader, mark: str, start: int, end: int) -> int:
    """Read a mark; where the next search begins."""
    sentence = reader.sentence
    clause = sentence.clause
    reader.name_start = end
    if mark == "、":
        # A list: what stands before may share a head or a verb with what follows.
        if clause.name is None and clause.gap and not clause.verb:
            sentence.queue.append(loose_name(reader, clause.start, start))
        clause.verb, clause.compare, clause.share, clause.against = 0, -1, -1, -1
        clause.gap = False
        if clause.name is not None and not clause.used:
            sentence.queue.append(clause.name)
            clause.name = None
        clause.start = end
        return end
    if mark in "：:（()）":
        clause.gap = False
        if mark in "（(":
            return read_earlier_years(reader, start) or open_bracket(reader, end)
        if mark in ")）":
            close_bracket(reader)
        return end
    new = Clause(end)
    if mark in "，,":
        new.respectively = clause.respectively if not clause.verb else -1
        new.base, new.spent_base = clause.base, clause.spent_base or (clause.own_base and clause.stated)
        end_clause(reader)
        new.average = clause.average and not clause.verb
    else:
        sentence.basis = sentence.scope = ""
        sentence.entity = ""
        sentence.recent.clear()
    if clause.name is not None and not clause.used:
        sentence.queue.append(clause.name)
        if mark in "，," and (not clause.verb or (sentence.subject is None and clause.name.id)):
            sentence.subject, sentence.far = clause.name, 0
    if mark in "；;":
        sentence.queue.clear()
        sentence.pair = []
        sentence.from_value = None
        sentence.context = years_spoken_of(reader)
    sentence.clause = new
    sentence.far += 1
    return end
