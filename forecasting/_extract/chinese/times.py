"""Times: which of them date what follows, which are only a base or are only cited."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.chinese.calendar_years import stretch_of, year_of
from forecasting._extract.chinese.state import ChineseReader, Stretch
from forecasting._extract.chinese.when import chinese_when

if TYPE_CHECKING:
    from forecasting._extract.years import When

__all__ = ["end_aside", "end_clause", "read_time", "years_spoken_of"]

_BEFORE_BASE = ("到", "至", "当于", "等于", "于", "在", "与", "同", "是", "为")
_LEAD = 10  # characters before a time that still opens its sentence
_LEAD_IN = re.compile('[\\s在整个到至从自比较较高于我本全省市县区国特别是其中截止：:、，（(“”"今明后未来]*')
_ON_THE_BASE = re.compile("(?:的?[\u4e00-\u9fff]{0,4})?基础上")
_PLANS_AIMS = re.compile(
    "(?:规划|计划)?(?:的)?(?:规划|计划|纲要|规定|确定|提出|目标|主要目标|任务|指标|各项)"
)
_POINTS_IN_TIME = {"year", "masked", "near", "plan_end", "date"}
_PRICES_OF = re.compile("的?(?:不变价|可比价|价格)")
_STRETCHES = {"plan", "span", "past", "run", "future", "between"}
_TIMES_OF = re.compile("的[0-9一二两三四五六七八九十.]{1,6}(?:多|余)?倍")


def read_time(reader: ChineseReader, text: str, start: int, end: int) -> None:
    """A time: it dates what follows, or is the base of it, or says for how long."""
    reader.name_start = end
    when = chinese_when(text)
    if when is None or when.kind == "none":
        return
    sentence = reader.sentence
    clause = sentence.clause
    if _PRICES_OF.match(reader.text, end):
        sentence.basis = "real"
        return
    if when.kind == "plan" and _is_cited(reader, start, end):
        return
    if when.kind == "near" and not when.last and reader.text.startswith("以来", end):
        # 今年以来, of a year that is not over: neither a result of a year nor a target.
        present = reader.calendar.present
        if present != reader.calendar.as_of:
            sentence.context = Stretch(None, None, "before", "near", text, 0.0)
            return
    before = reader.text[max(sentence.start, start - 3) : start]
    times = _TIMES_OF.match(reader.text, end) is not None
    if when.kind in _STRETCHES and (times or before.endswith(("比", "较", "高出", "高于", "低于", "快于"))):
        clause.compare = end  # totals or averages of another plan: no two years are compared
        return
    if when.kind == "part":
        _read_part(reader, when.period, start, before)
    elif when.kind in _POINTS_IN_TIME and _is_base(reader, when, before, end):
        return
    elif when.kind == "run" and text.startswith("用") and sentence.mode == "target":
        _date_what_follows(reader, replace(when, kind="future"), text, start)
    elif when.kind == "run" and reader.text.startswith("平均", end):
        sentence.run, clause.average = when.last or 0, True
    elif when.kind in {"run", "future"} and (clause.each or before.endswith("每")):
        clause.each = when.last or 0
    else:
        _date_what_follows(reader, when, text, start)


def _is_cited(reader: ChineseReader, start: int, end: int) -> bool:
    """Whether a plan is spoken of and dates nothing: 提前实现“六五”计划规定的指标."""
    if reader.text[end - 1] in "期间末来年":
        return False
    opening = _LEAD_IN.fullmatch(reader.text, reader.sentence.clause.start, start)
    return opening is None or _PLANS_AIMS.match(reader.text, end) is not None


def _read_part(reader: ChineseReader, period: str, start: int, before: str) -> None:
    """A part of a year; at the head of a sentence it holds for those after it, too."""
    sentence = reader.sentence
    if before.endswith(("比", "较")) or sentence.clause.against == start:
        return  # 比一季度, 比上年四季度
    sentence.period = period
    if start <= sentence.start + 8:
        reader.period = period


def _is_base(reader: ChineseReader, when: When, before: str, end: int) -> bool:
    """Whether a year is the base of what follows: 比2002年, 是1997年的2.3倍, 从2005年的."""
    sentence = reader.sentence
    clause = sentence.clause
    times = _TIMES_OF.match(reader.text, end) is not None
    if when.kind == "near" and before.endswith(("与", "同")):
        clause.beside = year_of(reader, when)
        return True
    of = reader.text[end : end + 1] == "的"
    against = before.endswith(("比", "较")) or (of and before.endswith(("是", "为", "于")))
    compared = before.endswith(("同", "与")) and reader.text.startswith(("相比", "比较"), end)
    if against or compared or (times and before.endswith(_BEFORE_BASE)):
        clause.base, clause.against, clause.own_base = year_of(reader, when), end, True
        clause.gap = clause.gap and not times  # 是上年的1.2倍: 是 is read with the year
        return True
    if before.endswith(("由", "从")):
        clause.base, clause.from_ = year_of(reader, when), end
        return True
    if _ON_THE_BASE.match(reader.text, end):
        clause.base, clause.against, clause.own_base = year_of(reader, when), end, True
        return True
    return False


def _date_what_follows(reader: ChineseReader, when: When, text: str, start: int) -> None:
    """A time that holds from here on."""
    sentence = reader.sentence
    context = stretch_of(reader, when, text)
    if context is None:
        return
    clause, lead = sentence.clause, sentence.lead
    sentence.undated, sentence.time_start = sentence.context, start
    if lead is not None and clause.name is None and _is_before(context, lead):
        sentence.aside = (clause, lead)
    context.until = reader.text[start - 1 : start] in {"到", "至"}
    sentence.context = context
    sentence.dated = True
    sentence.time_end = start + len(text)
    sentence.leads = start <= sentence.start + _LEAD
    if sentence.leads:
        sentence.lead = context
    sentence.founding = False
    if when.kind == "all_year" or (when.kind in {"year", "near"} and start <= sentence.start + 2):
        sentence.period = reader.period = ""


def years_spoken_of(reader: ChineseReader) -> Stretch:
    """The year that holds for what follows: not the earlier one of 2023年为27亿元，上年为25亿元."""
    sentence = reader.sentence
    new, told = sentence.context, sentence.lead or reader.context
    return told if not sentence.leads and _is_before(new, told) else new


def _is_before(new: Stretch, told: Stretch) -> bool:
    """Whether one year is earlier than another."""
    years = new.kind == told.kind == "year"
    return years and new.last is not None and told.last is not None and new.last < told.last


def end_aside(reader: ChineseReader) -> None:
    """A name read: 2023年出口120亿元，2022年为110亿元，进口80亿元 goes on with 2023, but 2022年进口 is of 2022."""
    sentence = reader.sentence
    if sentence.aside is not None:
        clause, lead = sentence.aside
        if clause is not sentence.clause:
            sentence.context = lead
        sentence.aside = None
    if sentence.clause.spent_base:
        sentence.clause.base, sentence.clause.spent_base = None, False


def end_clause(reader: ChineseReader) -> None:
    """上年 dates its clause alone: 2023年财政收入27亿元，上年25亿元，增长8%."""
    sentence = reader.sentence
    if sentence.aside is not None and sentence.context.detail.startswith("上"):
        sentence.context, sentence.aside = sentence.aside[1], None
