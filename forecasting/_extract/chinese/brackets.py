"""Brackets after a number: most give the value of an earlier year, 27亿元（上年为25亿元）, and date nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.chinese.amounts import chinese_amount
from forecasting._extract.chinese.calendar_years import year_of
from forecasting._extract.chinese.when import CHINESE_TIME, chinese_when
from forecasting._extract.restated import earlier_value, told_before

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader
    from forecasting._extract.quantity import Amount
    from forecasting._extract.years import When

__all__ = ["close_bracket", "open_bracket", "read_earlier_years"]

_EARLIER = re.compile(
    rf"[（(,，;；、] ?(?P<time>{CHINESE_TIME})(?:同期|末|底)?(?:的)?"
    "(?:分别)?(?:为|是|达到|达|[:：])?(?P<verb>增长|上升|上涨|下降|减少|下跌)?(?=[-－−]?[0-9])"
)
_FELL = {"下降", "减少", "下跌"}
_TIMES = {"year", "near", "date"}


def open_bracket(reader: ChineseReader, end: int) -> int:
    """Keep the years told before a bracket, for what stands behind it; where the next search begins."""
    sentence = reader.sentence
    sentence.clause.verb = 0
    sentence.outside = sentence.context
    sentence.number_inside = False
    return end


def close_bracket(reader: ChineseReader) -> None:
    """What a bracket dates ends with it, where it holds a number: 27亿元（2022年为25亿元），增长8%."""
    sentence = reader.sentence
    sentence.scope = ""
    outside = sentence.outside
    if outside is not None and sentence.number_inside and outside.kind == sentence.context.kind == "year":
        sentence.context = outside
    sentence.outside = None


def read_earlier_years(reader: ChineseReader, start: int) -> int:
    """The values of earlier years in a bracket that begins here, just after a number; where the bracket ends, 0 for none."""
    sentence, text = reader.sentence, reader.text
    last = reader.found[-1] if reader.found else None
    if last is None or last.end != start or last.start < sentence.start:
        return 0
    place = start
    earlier = []
    while match := _EARLIER.match(text, place, sentence.end):
        amount = chinese_amount(text, match.end(), sentence.end)
        when = chinese_when(match["time"])
        if amount is None or amount.kind == "bare" or when is None or when.kind not in _TIMES:
            return 0
        place = amount.end
        earlier.append((when, match, amount))
    if not earlier or text[place : place + 1] not in {"）", ")"}:
        return 0
    for when, match, amount in earlier:
        _emit_earlier(reader, when, match, amount)
    return place + 1


def _emit_earlier(reader: ChineseReader, when: When, match: re.Match[str], amount: Amount) -> None:
    """The claim before the bracket that is printed in the same unit, said of an earlier year."""
    told = told_before(reader.found, reader.sentence.start, amount.unit)
    if told is None or told.last is None:
        return
    near = when.kind == "near"
    year = told.last - 1 if near and when.last == -1 else year_of(reader, when)
    unsure = told.value.startswith("-") and not match["verb"] and not amount.negative
    if year is None or year >= told.last or unsure:
        return
    signed = replace(amount, negative=amount.negative or match["verb"] in _FELL)
    evidence = ("near" if near else "printed", match["time"])
    reader.found.append(earlier_value(told, signed, year, reader.calendar, evidence))
