"""A step told on the way to another: 在上年下降5%后增长8%, 在上年增长10%的高基数上增长6%."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.chinese.candidates import emit
from forecasting._extract.word_classes import STEP

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader
    from forecasting._extract.quantity import Amount

__all__ = ["read_step_before"]

_ON_TOP = re.compile(
    "的?(?:(?:较?[高低])?基数(?:之?上)?|基础之?上)|之?后(?=[，,]?(?:又|再|实现|同比|实际)?(?:增|上升|上涨|回升|提高|下降|减少|下跌))"
)


def read_step_before(reader: ChineseReader, amount: Amount, start: int) -> int:
    """Read a rate of the year before, on which the next one stands; where its phrase ends, 0 where it is none."""
    sentence = reader.sentence
    clause = sentence.clause
    phrase = _ON_TOP.match(reader.text, amount.end, sentence.end) if amount.kind == "rate" else None
    subject = clause.name or sentence.subject
    if phrase is None or subject is None or subject.rate or not clause.verb & STEP or clause.average:
        return 0
    dated = sentence.time_start > clause.start and sentence.undated is not None
    told = sentence.undated if dated and sentence.undated is not None else sentence.context
    if told.kind != "year" or told.last is None:
        return phrase.end()
    if not dated:
        sentence.context = replace(told, first=told.last - 1, last=told.last - 1, future=False)
    if sentence.context.kind == "year" and (sentence.context.last or 0) < told.last:
        emit(reader, "growth", amount, start, subject, 1)
    sentence.context, sentence.aside = told, None
    sentence.lead = told if dated and sentence.leads else sentence.lead
    clause.verb, clause.name = 0, subject
    return phrase.end()
