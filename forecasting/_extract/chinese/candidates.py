"""Candidates put together from what was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Candidate, Subject
from forecasting._extract.chinese.names import share_as_rate
from forecasting._extract.chinese.spans import role_of, spans_years, years_of
from forecasting._extract.quantity import Amount, negated, negated_comparator
from forecasting._extract.word_classes import FALL, FALL_NOUN, STEP

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader, SentenceRead

__all__ = ["GROWTHS", "emit", "emit_from"]

_DISTANCE = (1.0, 0.97, 0.95, 0.88, 0.8, 0.6)
GROWTHS = {"growth", "growth_each_year", "average_growth", "multiple", "change"}


def _hedge_before(reader: ChineseReader, start: int) -> str:
    """The comparator of a hedge at the number (增长约7%), or of one that may stand at its verb (约增长7%, 近增长7%); empty for none."""
    clause = reader.sentence.clause
    comparator, end = reader.sentence.hedge
    at_number = 0 <= end <= start <= end + 1
    at_verb = comparator in {"~", "<"} and (clause.verb_start, clause.verb_end) == (end, start)
    return comparator if at_number or at_verb else ""


def emit(
    reader: ChineseReader, kind: str, amount: Amount, start: int, subject: Subject, distance: int
) -> None:
    """One statement as a candidate, with the level it comes from where that was kept; and what it leaves for the next number."""
    sentence = reader.sentence
    clause = sentence.clause
    first, last, certainty = years_of(reader, kind)
    if last is None and first is None:
        return
    down = clause.verb & (FALL | FALL_NOUN) and (
        kind not in {"level", "share", "total", "period_average"}
        or (kind == "level" and amount.kind == "rate" and reader.text[start - 1] not in "到至")
    )
    below = kind != "multiple" and (down or (amount.negative and ".." not in amount.value))
    value = negated(amount.value) if below else amount.value
    comparator = amount.comparator
    if comparator == "=":
        comparator = _hedge_before(reader, start) or comparator
    if value.startswith("-"):
        comparator = negated_comparator(comparator)
    if _told_early(reader, sentence, kind):
        last = reader.calendar.as_of
    if kind in {"level", "share"} and not emit_from(reader, kind, subject, distance, certainty, last):
        return
    begin = subject.start if sentence.start <= subject.start < start else clause.start
    unit = (
        amount.unit + "人"
        if amount.unit in {"万", "亿"} and (subject.id == "population" or subject.label.endswith("人口"))
        else amount.unit
    )
    candidate = Candidate(
        subject, kind, value, unit, comparator, begin, amount.end,
        first=first, last=last, role=role_of(reader, last), entity=sentence.entity, basis=sentence.basis if kind in GROWTHS else "",
        scope=sentence.scope if kind in GROWTHS else "", period=sentence.period, of=clause.of if kind == "share" else None,
    )  # fmt: skip
    if kind == "multiple":
        candidate.reading = "increase_by" if clause.verb & STEP else "increase_to"
    if sentence.entity and reader.own and reader.own in reader.text[sentence.entity_at : start]:
        sentence.entity = candidate.entity = ""
    if sentence.entity:
        candidate.role = "benchmark" if candidate.role == "history" else candidate.role
    candidate.confidence = certainty * _DISTANCE[min(distance, 5)] * (1.0 if subject.id else 0.92)
    context = sentence.context
    candidate.evidence.append((context.evidence, context.detail))
    reader.found.append(candidate)
    if kind == "share" and clause.of is not None:
        sentence.parent = subject
        subject = share_as_rate(reader, subject, clause.of)
    clause.used = clause.stated = True
    sentence.marked = bool(sentence.basis or sentence.scope)
    if reader.topic is None and kind != "share":
        reader.topic = subject
    sentence.names.append(subject)
    sentence.subject, sentence.far = subject, 0
    sentence.from_value = None
    if not sentence.recent or sentence.recent[-1].label != subject.label:
        sentence.recent.append(subject)
    sentence.hedge = ("", -1)


def _told_early(reader: ChineseReader, sentence: SentenceRead, kind: str) -> bool:
    """今年 said of what has already been reached: the document was written early in the year after."""
    context = sentence.context
    if context.evidence != "near" or sentence.mode == "target" or context.last != reader.calendar.present:
        return False
    return (
        kind == "level"
        and re.search("已经|已达|达到了", reader.text[sentence.start : sentence.end]) is not None
    )


def emit_from(
    reader: ChineseReader,
    kind: str,
    subject: Subject,
    distance: int,
    certainty: float,
    last: int | None,
) -> bool:
    """The level a from-to statement begins with, if it is one; whether the level it ends with has a year."""
    sentence = reader.sentence
    if sentence.from_value is None:
        return True
    amount, start, base = sentence.from_value
    sentence.from_value = None
    if base is None and spans_years(reader) and sentence.context.first is not None:
        base = sentence.context.first - (0 if sentence.context.kind == "since" else 1)
        # 2018—2023年，从…增加到…: whether from 2017 or from 2018, nobody says.
        unsure = sentence.context.kind == "span" and sentence.context.evidence == "printed"
        certainty *= 0.55 if unsure else 0.9
    if base is None and sentence.since is not None:
        base, certainty = (
            sentence.since,
            certainty * 0.8,
        )  # 收入由2018年的20亿元增加到27亿元，税收由14亿元增加到19亿元
    if base is None or last is None:
        return True
    if base >= last:
        return False  # 从去年的5亿元增加到6亿元: of a year after those told, which nobody says
    found = Candidate(
        subject, kind, amount.value, amount.unit, amount.comparator,
        subject.start if sentence.start <= subject.start < start else start, amount.end, last=base,
        role=role_of(reader, base), entity=sentence.entity, period=sentence.period, of=sentence.clause.of if kind == "share" else None,
    )  # fmt: skip
    found.confidence = certainty * _DISTANCE[min(distance, 5)]
    found.evidence.append((sentence.context.evidence, sentence.context.detail))
    if sentence.entity:
        found.role = "benchmark"
    reader.found.append(found)
    sentence.since = base
    # 由2002年的8亿元增加到2012年的24亿元，增长两倍: since 2002, too
    sentence.clause.base, sentence.clause.own_base = base, True
    return True
