"""Doublings (翻一番, 每5年翻两番)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.chinese.candidates import emit
from forecasting._extract.chinese.kinds import joint_names
from forecasting._extract.chinese.spans import years_of
from forecasting._extract.quantity import Amount
from forecasting._extract.word_classes import RISE_TO

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader

__all__ = ["read_doubling", "read_two_digits"]


def read_doubling(reader: ChineseReader, text: str, start: int, end: int) -> None:
    """翻一番, 翻两番, 翻番, and every N years."""
    sentence = reader.sentence
    clause = sentence.clause
    number = re.search("[一二两三四五0-9.]+", text)
    words = number.group() if number else "1"
    value = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5"}.get(words, words)
    reader.name_start = end
    amount = Amount("doublings", value, "番", "=", end)
    if text.endswith(("多", "以上")):
        amount = Amount("doublings", value, "番", ">" if text.endswith("多") else ">=", end)
    elif "近" in text or "约" in text:
        amount = Amount("doublings", value, "番", "<" if "近" in text else "~", end)
    elif sentence.hedge[0] and clause.start <= sentence.hedge[1] <= start:
        amount = Amount("doublings", value, "番", sentence.hedge[0], end)
    subject, distance = clause.name, 0
    if subject is None and not (clause.gap and clause.loose is None and start - clause.start > 12):
        subject, distance = sentence.subject, 1 + sentence.far
    if subject is None:
        return
    clause.verb = RISE_TO
    if clause.each > 1:
        emit(reader, "recurring_multiple", amount, start, subject, distance)
        if reader.found and reader.found[-1].kind == "recurring_multiple":
            reader.found[-1].every = clause.each
        return
    first, last, _ = years_of(reader, "multiple")
    if isinstance(first, int) and last == first + 1 and clause.base is None and clause.against < 0:
        return  # 提前五年实现翻两番: from when, nobody says
    pair = (
        sentence.pair if distance and subject in sentence.pair else [subject]
    )  # 城乡居民收入分别增长9%和10%，翻一番
    for named in (*joint_names(reader, subject), *pair):
        emit(reader, "multiple", amount, start, named, distance)
        if reader.found and reader.found[-1].end == end:
            reader.found[-1].reading = ""


def read_two_digits(reader: ChineseReader, end: int) -> None:
    """两位数增长: growth of at least ten per cent, which is no printed number."""
    reader.name_start = end
    reader.sentence.clause.gap = True
