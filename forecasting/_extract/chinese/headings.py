"""Headings: the years and the mood, results or plans, of what stands below them."""

from __future__ import annotations

import re

from forecasting._extract.chinese.lexer import NUMBER_LIKELY
from forecasting._extract.chinese.state import ChineseReader, Stretch
from forecasting._extract.chinese.when import CHINESE_TIME, chinese_when

__all__ = ["read_heading"]

_MAIN_HEADING = re.compile("[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]部分|[^（(]{2,16}$")
_PART_OF_YEAR = "[0-9]{1,2}[-—–至]{1,2}[0-9]{1,2} ?月份?|上半年|前三季度|一季度"
_PLAN_WORDS = re.compile(
    "工作安排|主要任务|总体要求|工作部署|预算草案|重点工作|工作建议|计划草案|下一步|打算|目标任务|工作任务|预期目标|奋斗目标|主要目标|发展目标|总体目标|工作的?总体|做好"
)
_REVIEW_WORDS = re.compile("回顾|完成情况|执行情况|取得的成就|工作成就|发展成就|过去[一五]年|主要成效")


def read_heading(reader: ChineseReader, line: str) -> None:
    """The years of the section below a heading, and whether it announces plans."""
    part = re.search(_PART_OF_YEAR, line)
    if part is not None and not NUMBER_LIKELY.search(line.replace(part.group(), "").replace("年", "")[4:]):
        when = chinese_when(part.group())
        reader.section_period = when.period if when is not None else ""
    calendar = reader.calendar
    year = re.search("((?:19|20)[0-9]{2}) ?年", line)
    planned, reviewed = _PLAN_WORDS.search(line), _REVIEW_WORDS.search(line)
    if not (planned or reviewed or re.search("今年|去年|明年", line)):
        return
    if planned and not year and "今年" not in line and not _MAIN_HEADING.match(line):
        return  # （三）做好民生工作 is no change from results to plans
    present = calendar.present
    plan = re.search(CHINESE_TIME, line)
    when = chinese_when(plan.group()) if plan and not year else None
    if (
        when is not None
        and when.kind == "plan"
        and planned
        and when.last
        and reader.calendar.is_future(when.last)
    ):
        reader.section = Stretch(when.first, when.last, "span", "heading", line[:30], 0.85, future=True)
        reader.section_mode = "target"
        return
    if year:
        number = int(year.group(1))
        future = calendar.as_of is not None and number > calendar.as_of
        reader.section = Stretch(number, number, "year", "heading", line[:30], 0.9, future)
    elif "五年" in line and reviewed and calendar.as_of:
        reader.section = Stretch(calendar.as_of - 4, calendar.as_of, "span", "heading", line[:30], 0.75)
    elif ("今年" in line or planned) and present:
        reader.section = Stretch(
            present, present, "year", "heading", line[:30], 0.8 * calendar.certainty, future=True
        )
    else:
        reader.section = reader.reported_years()
    reader.section_mode = "target" if planned and not reviewed else ""
