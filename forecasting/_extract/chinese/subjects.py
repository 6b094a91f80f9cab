"""What a number measures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.word_classes import NOUN, STEP

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader, Clause
    from forecasting._extract.quantity import Amount

__all__ = ["part_of_topic", "subject_of"]

_PARTED = re.compile("(?:分|从|按)[\u4e00-\u9fff]{2,8}(?:看|分)")
_SECTORS = {"第一产业", "第二产业", "第三产业", "城镇", "乡村", "农村", "一产", "二产", "三产"}


def subject_of(reader: ChineseReader, amount: Amount) -> tuple[Subject | None, int]:
    """What the number measures, and how far away it stands."""
    sentence = reader.sentence
    clause = sentence.clause
    if clause.name is not None:
        return clause.name, 0
    if clause.loose is not None and clause.verb & (STEP | NOUN):
        found = _named_loosely(reader, amount, clause)
        if found is not None or clause.verb & STEP or amount.kind in {"rate", "fold"}:
            return found, 4
    if clause.gap and amount.kind != "rate":
        return None, 0
    if clause.gap and not clause.verb & (STEP | NOUN):
        return None, 0
    return sentence.subject, 1 + min(sentence.far, 4)


def _named_loosely(reader: ChineseReader, amount: Amount, clause: Clause) -> Subject | None:
    """Words the lexicon does not know, as what grew or fell."""
    if clause.loose is None or (amount.kind == "fold" and amount.numeral):
        return None
    first, last = clause.loose
    label = reader.text[first:last].strip()
    if amount.kind in {"rate", "fold"}:
        sound = 2 <= len(label) <= 14 and not re.search("[0-9“”（）]", label)
    else:
        against = clause.against >= 0 or clause.base is not None
        sound = (
            against and amount.kind == "amount" and re.fullmatch("[\u4e00-\u9fff]{2,8}", label) is not None
        )
    return Subject("", label, first, last) if sound else None


def part_of_topic(reader: ChineseReader, subject: Subject) -> Subject:
    """分产业看: the parts of what the paragraph began with, when that is not the economy itself."""
    sentence = reader.sentence
    topic = reader.topic
    if topic is None or topic.id == "gdp" or topic.label == subject.label:
        return subject
    part = _PARTED.search(reader.text, sentence.start, sentence.end)
    if part is None or part.start() > subject.start or not (subject.label in _SECTORS or not subject.id):
        return subject
    if subject.label in _SECTORS or not subject.label.endswith(tuple(reader.words.heads)):
        return Subject("", f"{topic.label}：{subject.label}", subject.start, subject.end, topic.rate)
    return subject
