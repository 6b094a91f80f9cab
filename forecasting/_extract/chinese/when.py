"""Years, spans, plans and parts of a year as Chinese texts print them."""

from __future__ import annotations

import re
from functools import lru_cache

from forecasting._extract.numerals import chinese_number
from forecasting._extract.years import FIRST_YEAR_OF_PLAN, When

__all__ = ["CHINESE_TIME", "chinese_when"]

_CN = "〇零○一二三四五六七八九十"
_DASH = "[-—–－~～至到]{1,2}"
_YEAR4 = "(?:1[89]|20|21)[0-9]{2}"
_MASKED = "(?:(?:19|20)[xX×*＊]{2}|[xX×]{2,4})"
_YEAR_WORDS = "[一二][〇零○0一二三四五六七八九]{3}"
_ANY_YEAR = f"(?:{_YEAR4}|{_MASKED}|{_YEAR_WORDS})"
_COUNT = f"(?:[0-9]{{1,3}}|[{_CN}两]{{1,3}})"
_QUOTE_L, _QUOTE_R = "[“”\"「『‘']?", "[”“\"」』’']?"
_PLAN = "(?:十[一二三四五六]|[一二三四五六七八九十])五"

_PIECES = {
    "span": f"{_YEAR4} ?年? ?{_DASH} ?(?:{_YEAR4}|[0-9]{{2}}) ?(?:年度|年|财年)|{_YEAR_WORDS}年?{_DASH}{_YEAR_WORDS}年",
    "date": rf"{_ANY_YEAR} ?年 ?[0-9]{{1,2}} ?(?:月[0-9 ]{{0,3}}日?|\.[0-9]{{1,2}}日)|(?<![0-9])[0-9]{{2}}年(?=[0-9]{{1,2}}月)[0-9]{{1,2}}月",
    "year": f"{_ANY_YEAR} ?(?:年度|年|财年)(?:年?[末底初])?(?:以?前|之前|以来|起|以后)?",
    "plan": f"{_QUOTE_L}{_PLAN}{_QUOTE_R}(?=规划|计划|时期|期间|末|以来|期末|前|后|五年|的?第[一二三四五]年|开局|收官|最后|头|初|目标|发展|建设|的)(?:规划|计划)?(?:时期|期间)?(?:期?末|以来|的?(?:收官|最后|开局|头|第)[一二三四五]?[之]?年)?"
    f'|[“"「『]{_PLAN}[”"」』](?:规划|计划)?(?:时期|期间)?(?:期?末|以来|的?(?:收官|最后|开局|头|第)[一二三四五]?之?年)?',
    "part": f"(?:[0-9]{{1,2}}{_DASH}[0-9]{{1,2}} ?月份?|上半年|下半年|前[0-9{_CN}两]{{1,2}}个?(?:季度|月)|第?[一二三四1-4]季度|[0-9]{{1,2}}月份?[末底]?(?![0-9]))",
    "run": f"(?:过去的?|近|最近|这|今后的?|未来|前|后|此后|以往|往后|再用|用|经过)?{_COUNT}多?年(?:多)?(?:来|间|时间|期间|里|内|之?后|以来|以后|前)?(?![度级龄])",
    "since": "[\u4e00-\u9fff]{1,6}以来",
    "near": "(?:今年|去年|上年|前年|本年)[末底]|今年|去年|上年|前年|明年|本年度|本年|上一年|上年度|全年|过去一年|过去的一年|一年来|当年|本世纪末|本世纪中叶",
}
CHINESE_TIME = "|".join(_PIECES[name] for name in ("date", "span", "year", "plan", "part", "run", "near"))
"""Everything that can name a time in a Chinese text; it holds no capturing group."""

_ONE = {name: re.compile(pattern) for name, pattern in _PIECES.items()}
_CHINESE_PERIODS = {
    "上半年": "H1", "下半年": "H2", "一季度": "Q1", "二季度": "Q2", "三季度": "Q3", "四季度": "Q4",
}  # fmt: skip


_NEAR = {
    "今年": 0,
    "本年": 0,
    "本年度": 0,
    "去年": -1,
    "上年": -1,
    "上一年": -1,
    "上年度": -1,
    "前年": -2,
    "明年": 1,
}
_ALL_YEAR = {"全年", "过去一年", "过去的一年", "一年来", "当年"}


def _year(text: str) -> int | None:
    """Four digits, in any writing; None for a masked year."""
    if text[:4].isascii() and text[:4].isdigit():
        return int(text[:4])
    words = chinese_number(text[:4].replace("0", "〇"))
    return int(words) if words is not None and len(words) == 4 else None


@lru_cache(maxsize=4096)
def chinese_when(text: str) -> When | None:
    """What a match of `CHINESE_TIME` says."""
    for name in ("date", "span", "year", "plan", "part", "near", "run"):
        if _ONE[name].fullmatch(text):
            return _READERS[name](text)
    return None


def _date(text: str) -> When:
    month = re.search(r"[年.] ?([0-9]{1,2})", text)
    number = int(month.group(1)) if month else 0
    if re.match("[0-9]{2}年", text):
        short = int(text[:2])
        return When("date", 2000 + short if short < 50 else 1900 + short, None, month=number)
    year = _year(text)
    return When("date" if year else "masked", year, None, month=number)


def _span(text: str) -> When:
    pieces = re.findall(f"{_YEAR4}|{_YEAR_WORDS}|[0-9]{{2}}", text)
    first = _year(pieces[0])
    last = _year(pieces[1]) if len(pieces[1]) == 4 else (first or 0) // 100 * 100 + int(pieces[1])
    # 1978年到1986年 counts from 1978; 2006-2010年 are five years, counted from 2005.
    counted = re.match("[^-—–－~～至到]*年 ?[至到]", text) is not None
    return When("between" if counted else "span", first, last)


def _single(text: str) -> When:
    year = _year(text)
    if year is None:
        return When("masked")
    if text.endswith("前"):
        return When("before", None, year - 1)
    if text.endswith(("以来", "起", "以后")):
        return When("since", year, None)
    return When("year", year, year)


def _plan(text: str) -> When:
    name = re.search(_PLAN, text)
    first = FIRST_YEAR_OF_PLAN.get(name.group() if name else "", 0)
    if text.endswith("末") or "收官" in text or "最后" in text:
        return When("plan_end", first, first + 4)
    if text.endswith("以来"):
        return When("plan_since", first, None)
    nth = re.search("(?:开局之|第([一二三四五]))年", text)
    if nth:
        year = first + ("一二三四五".index(nth.group(1)) if nth.group(1) else 0)
        return When("year", year, year)
    head = re.search("头([二三四])年", text)
    if head:
        return When("span", first, first + "一二三四五".index(head.group(1)))
    return When("plan", first, first + 4)


def _number(text: str) -> int:
    value = text if text.isdigit() else chinese_number(text)
    return int(value) if value else 0


def _part(text: str) -> When:
    if text in _CHINESE_PERIODS or text.removeprefix("第") in _CHINESE_PERIODS:
        return When("part", period=_CHINESE_PERIODS[text.removeprefix("第")])
    quarter = re.fullmatch("第?([1-4])季度", text)
    if quarter:
        return When("part", period=f"Q{quarter.group(1)}")
    head = re.fullmatch(f"前([0-9{_CN}两]+)个?(季度|月)", text)
    if head:
        number = _number(head.group(1))
        if head.group(2) == "季度":
            return When("part", period="H1" if number == 2 else f"Q1-Q{number}")
        return When("part", period=_months(1, number))
    numbers = [int(number) for number in re.findall("[0-9]+", text)]
    if len(numbers) == 2:
        return When("part", period=_months(*numbers))
    if text.endswith(("末", "底")):
        return When("part", period="" if numbers[0] == 12 else f"M{numbers[0]:02d}")
    return When("part", period=f"M{numbers[0]:02d}")


def _months(first: int, last: int) -> str:
    """A run of months as the column `period` writes it."""
    if first != 1 or last > 12:
        return f"M{first:02d}-M{last:02d}"
    return {3: "Q1", 6: "H1", 9: "Q1-Q3", 12: ""}.get(last, f"M01-M{last:02d}")


def _run(text: str) -> When:
    count = re.search(f"[0-9]{{1,3}}|[{_CN}两]{{1,3}}", text)
    number = _number(count.group().replace("两", "二")) if count else 0
    if number < 2 or number > 60:
        return When("none")
    if text.startswith(("用", "经过")):
        return When("run", None, number)
    if text.startswith(("今后", "未来", "往后", "再用", "后", "此后")) or text.endswith(("内", "后", "以后")):
        return When("future", None, number)
    if text.startswith(("过去", "近", "最近", "前", "以往")) or text.endswith(
        ("来", "以来", "间", "期间", "里")
    ):
        return When("past", None, number)
    if text.endswith("前"):
        return When("ago", None, number)
    return When("run", None, number)


def _near(text: str) -> When:
    if text in _ALL_YEAR:
        return When("all_year")
    if text == "本世纪末":
        return When("year", 2000, 2000)
    if text == "本世纪中叶":
        return When("year", 2050, 2050)
    return When("near", None, _NEAR[text.rstrip("末底")], period="before" if text.startswith("上") else "")


_READERS = {
    "date": _date,
    "span": _span,
    "year": _single,
    "plan": _plan,
    "part": _part,
    "near": _near,
    "run": _run,
}
