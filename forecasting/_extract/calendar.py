"""Which years a document speaks of: the last year reported, the year it is given in, and how that is known."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from forecasting._extract.chinese.when import CHINESE_TIME, chinese_when
from forecasting._extract.years import FIRST_YEAR_OF_PLAN

__all__ = ["Calendar", "calendar", "english_calendar"]

_SAMPLE = 200_000
_TITLE = 240
_HEAD = 1500  # characters in which a title and a date of delivery stand
_BULLETIN = re.compile(
    r"((?:19|20)[0-9]{2}) ?年[^\n。]{0,30}(?:统计公报|公报|决算|年度报告|年报|主要指标|经济运行情况)"
)
_REPORT_OF = re.compile(r"((?:19|20)[0-9]{2}) ?年[^\n。]{0,12}(?:政府工作报告|工作报告)")
_CARRIED_OUT = re.compile(
    r"((?:19|20)[0-9]{2}) ?年度?[^\n。]{0,24}(?:执行情况|完成情况|经营情况|经营业绩|经营成果|运营情况|年度工作报告|年度工作总结)"
)
_DRAFT = re.compile(
    r"((?:19|20)[0-9]{2}) ?年度?[^\n。]{0,16}(?:计划草案|预算草案|计划（草案）|预算（草案）|计划的报告|预算的报告)"
)
_DELIVERED = re.compile(
    r"((?:19|20)[0-9]{2}) ?年 ?([0-9]{1,2}) ?月 ?[0-9]{1,2} ?日[^\n]{0,60}(?:会议|大会|次会|上|代表大会)"
)
_MEETING = re.compile(
    r"((?:19|20)[0-9]{2}) ?年度?(?!总结)[^\n。总]{0,20}(?:工作会议|工作大会|工作会|动员大会|推进大会|招商大会)[^\n。]{0,12}(?:讲话|致辞|报告|发言)"
)
_DATE_LINE = re.compile(
    r"^[ （(—–-]*((?:19|20)[0-9]{2}) ?年 ?(0?[1-8]) ?月(?: ?[0-9]{1,2} ?日)?[ ）)]*$", re.MULTILINE
)
_CONGRESS = re.compile(r"第([一二三四五六七八九十]{1,3})届全国人民代表大会第([一二三四五六七八])次会议")
_REVIEWED = re.compile(
    r"((?:19|20)[0-9]{2}) ?年[^\n。]{0,8}(?:工作回顾|工作的回顾|主要工作|完成情况|执行情况|预算执行)"
)
_PLANNED = re.compile(
    r"((?:19|20)[0-9]{2}) ?年[^\n。]{0,10}(?:工作安排|工作总体|主要任务|预算草案|重点工作|工作建议|计划草案|工作部署|总体要求|目标任务|工作任务|预期目标)"
)
# A heading that looks back on the year of the title: 2024年工作报告 is then the report of 2024, not the one given in 2024.
_LOOKS_BACK = re.compile(
    r"^[^\n。，0-9]{0,6}((?:19|20)[0-9]{2}) ?年[^\n。，]{0,8}(?:回顾|总结|完成情况|执行情况)[^\n。，]{0,4}$",
    re.MULTILINE,
)
_SHORT = re.compile(r"(?<![0-9])([0-9]{2})年[0-9]{1,2}月")
_WORDED = re.compile("[一二][〇零○0一二三四五六七八九]{3}(?=年)")
_DIGITS = {
    ord(character): str(digit)
    for digit, characters in enumerate(("〇零○", *"一二三四五六七八九"))
    for character in characters
}
_TENS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years of a document.

    Attributes:
        as_of: last year of reported history; None where nothing says.
        present: the year the document is given in; None where nothing says.
        evidence: code of what says so, a key of the words table.
        detail: the words that say so.
        certainty: from 0 to 1.
        masked: whether years are printed as 20xx.
        period: the part of the year the title names, as in the column `period`; "" for whole years.
    """

    as_of: int | None
    present: int | None
    evidence: str
    detail: str
    certainty: float
    masked: bool = False
    period: str = ""

    def is_future(self, year: int | None) -> bool:
        """Whether a year lies after the last year reported."""
        return year is not None and self.as_of is not None and year > self.as_of

    def role(self, year: int | None, *, aimed: bool = False) -> str:
        """The role of a number of a year: what lies ahead is a target or a goal, the rest history unless it was `aimed` at."""
        if self.is_future(year):
            return "target" if self.as_of is not None and year == self.as_of + 1 else "goal"
        return "target" if aimed else "history"


def _in_digits(text: str) -> str:
    """The text with years in words as digits, every index as it was."""
    return _WORDED.sub(lambda match: match.group().translate(_DIGITS), text)


_PLAN_REVIEWED = re.compile('[“"]?(十[一二三四五]五|十五|[七八九]五)[”"]?(?:时期|期间)[^。\n]{0,20}回顾')
_PLENUM = re.compile("(?:十([七八九])|二十)届((?:[二三四五六七]中、?){1,6})全会")
# Year of each plenary session of the Central Committee that year-end reports name.
_PLENUMS = {
    "七": {"二": 2008, "三": 2008, "四": 2009, "五": 2010, "六": 2011, "七": 2012},
    "八": {"二": 2013, "三": 2013, "四": 2014, "五": 2015, "六": 2016, "七": 2017},
    "九": {"二": 2018, "三": 2018, "四": 2019, "五": 2020, "六": 2021, "七": 2022},
    "二十": {"二": 2023, "三": 2024, "四": 2025},
}


def _plenum(text: str) -> tuple[int, str] | None:
    """The latest plenary session a text names, and its year."""
    found: list[tuple[int, str]] = []
    for match in _PLENUM.finditer(text):
        years = _PLENUMS[match.group(1) or "二十"]
        found += [(years[nth], match.group()) for nth in match.group(2) if nth in years]
    return max(found, default=None)


def _session(text: str) -> int | None:
    """The year of a session of the National People's Congress, from the sixth on."""
    words, nth = re.findall("[一二三四五六七八九十]+", text)[:2]
    number = 10 + _TENS.get(words[1], 0) if len(words) == 2 and words[0] == "十" else _TENS.get(words, 0)
    if number < 6:
        return None
    return 1983 + 5 * (number - 6) + _TENS[nth] - 1


def calendar(text: str, as_of: int | None = None) -> Calendar:
    """The years of a Chinese document; the first kind of evidence found decides.

    Args:
        text: the cleaned text.
        as_of: last year of reported history, where the reader knows it.
    """
    text = _in_digits(text[:_SAMPLE]) if _WORDED.search(text) else text
    masked = re.search("(?:19|20)[xX×*＊]{2} ?年|(?<![xX])[xX×]{2,4}年", text) is not None
    if as_of is not None:
        return Calendar(as_of, as_of + 1, "given", str(as_of), 1.0, masked)
    head = text[:_HEAD]
    plan = _PLAN_TITLE.match(head)
    if plan is not None:
        first = FIRST_YEAR_OF_PLAN[(plan.group(1) or plan.group(2) + "五")]
        return Calendar(first - 1, first, "title", plan.group()[-30:], 0.85, masked)
    part = _PART_TITLE_ZH.search(head[:120])
    if part is not None:
        return Calendar(int(part.group(1)), int(part.group(1)), "title", part.group()[:40], 0.88, masked)
    dated = _from_head(head, text, masked=masked)
    if dated is not None:
        return dated
    found = _CONGRESS.search(head)
    session = _session(found.group()) if found else None
    if found and session:
        return Calendar(session - 1, session, "congress", found.group(), 0.9, masked)
    for pattern, code, step in ((_REVIEWED, "heading", 0), (_PLANNED, "heading", -1)):
        found = pattern.search(text)
        if found is not None:
            year = int(found.group(1)) + step
            return Calendar(year, year + 1, code, found.group()[:40], 0.8, masked)
    return _from_mentions(text, masked=masked)


def _from_head(head: str, text: str, *, masked: bool) -> Calendar | None:
    """What a title and a date of delivery at the head of a text say; None where there is neither."""
    for pattern, code, step, certainty in (
        (_BULLETIN, "title", 0, 0.95),
        (_CARRIED_OUT, "title", 0, 0.9),
        (_DRAFT, "report_of", -1, 0.85),
        (_DELIVERED, "delivered", -1, 0.92),
        (_DATE_LINE, "delivered", -1, 0.8),
        (_REPORT_OF, "report_of", -1, 0.85),
        (_MEETING, "report_of", -1, 0.75),
    ):
        found = pattern.search(head)
        if found is not None:
            year = int(found.group(1))
            if code == "report_of" and (heading := _heading_of(year, text)):
                return Calendar(year, year + 1, "heading", heading, 0.9, masked)
            if code == "delivered" and int(found.group(2)) > 8:
                return Calendar(year - 1, year, code, found.group(), 0.6, masked)
            return Calendar(year + step, year + step + 1, code, found.group()[:40], certainty, masked)
    return None


def _heading_of(year: int, text: str) -> str:
    """The heading that looks back on a year; "" where there is none."""
    return next(
        (found.group().strip() for found in _LOOKS_BACK.finditer(text) if int(found.group(1)) == year), ""
    )


def _from_mentions(text: str, *, masked: bool) -> Calendar:
    """What the years in the running text suggest."""
    for match in re.finditer(CHINESE_TIME, text):
        when = chinese_when(match.group())
        if when is not None and when.kind == "plan_end" and when.last:
            before = text[max(0, match.start() - 12) : match.start()]
            if re.search("年是|今年是|xx年", before) or "收官" in match.group():
                return Calendar(when.last - 1, when.last, "plan_end", match.group(), 0.7, masked)
    if masked:
        short = _SHORT.search(text)
        if short:
            year = 2000 + int(short.group(1)) if int(short.group(1)) < 50 else 1900 + int(short.group(1))
            return Calendar(year, year + 1, "named_date", short.group(), 0.6, masked)
    meeting = _plenum(text[:_SAMPLE])
    if masked and meeting is not None:
        return Calendar(meeting[0], meeting[0] + 1, "meeting", meeting[1], 0.5, masked)
    review = _PLAN_REVIEWED.search(text[:_SAMPLE])
    if review is not None and review.group(1) in FIRST_YEAR_OF_PLAN:
        year = FIRST_YEAR_OF_PLAN[review.group(1)] + 4
        return Calendar(year, year + 1, "plan_end", review.group()[:30], 0.75, masked)
    sample = text[:_SAMPLE]
    counts = Counter(
        int(match.group(1))
        for match in re.finditer(r"(?<![比较由从是为于])((?:19|20)[0-9]{2}) ?年(?!前|以前|至|到)", sample)
    )
    planned = {int(year) for year in re.findall(r"到((?:19|20)[0-9]{2}) ?年", sample)}
    return _most_spoken_of(counts, planned, masked=masked)


def _most_spoken_of(counts: Counter[int], planned: set[int], *, masked: bool = False) -> Calendar:
    """The last year that is spoken of about as often as any, years of goals left out."""
    told = {year: number for year, number in counts.items() if year not in planned} or dict(counts)
    if not told:
        return Calendar(None, None, "none", "", 0.0, masked)
    most = max(told.values())
    likely = max(year for year, number in told.items() if number * 3 >= most)
    return Calendar(likely, likely + 1, "mentions", str(likely), 0.55, masked)


_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_ENGLISH_TITLES = (
    (
        re.compile(
            r"(?:year|months|weeks|quarter|period) (?:ended|ending|to) (?:[0-9]{1,2}(?:st|nd|rd|th)? )?(?:"
            + _MONTH
            + r")(?: [0-9]{1,2})?,? ((?:19|20)[0-9]{2})"
        ),
        "title",
        0,
        0.92,
    ),
    (
        re.compile(
            r"([0-9]{4})(?:[/–-][0-9]{2,4})? (?:[a-z]+ ){0,2}(?:financial highlights|trading update|earnings)"
        ),
        "title",
        0,
        0.85,
    ),
    (re.compile(r"communiqu[^\n]{0,60}?((?:19|20)[0-9]{2})"), "title", 0, 0.92),
    (
        re.compile(
            r"((?:19|20)[0-9]{2})(?:[/–-][0-9]{2,4})? (?:statistical communiqu|annual report|annual results|full[- ]year results|results)"
        ),
        "title",
        0,
        0.92,
    ),
    (
        re.compile(
            r"(?:annual report|annual results|full[- ]year results|preliminary results|economic review|financial report|year in review)[^\n]{0,30}?((?:19|20)[0-9]{2})(?:[/–-][0-9]{2,4})?"
        ),
        "title",
        0,
        0.88,
    ),
    (
        re.compile(
            r"(?:budget|economic survey|financial statement|national accounts)[^\n]{0,40}?((?:19|20)[0-9]{2})[/–-][0-9]{2}(?![0-9])"
        ),
        "report_of",
        -1,
        0.85,
    ),
    (
        re.compile(
            r"(?:"
            + _MONTH
            + r") [0-9]{1,2},? ((?:19|20)[0-9]{2})[^\n]{0,80}|(?:delivered|presented|speech)[^\n]{0,80}?((?:19|20)[0-9]{2})"
        ),
        "delivered",
        -1,
        0.75,
    ),
    (
        re.compile(
            r"(?:budget|work of the government|state of the nation|economic survey|policy address|statement)[^\n]{0,40}?((?:19|20)[0-9]{2})(?:[/–-][0-9]{2,4})?"
        ),
        "report_of",
        -1,
        0.8,
    ),
    (
        re.compile(
            r"((?:19|20)[0-9]{2})(?:[/–-][0-9]{2,4})? (?:budget|economic survey|policy address|report on the work)"
        ),
        "report_of",
        -1,
        0.8,
    ),
    (
        re.compile(
            r"(?<!in )(?<!from )(?<!to )(?<!by )(?<!over )(?:fy|fiscal year |fiscal |full year )((?:19|20)[0-9]{2})"
        ),
        "title",
        0,
        0.8,
    ),
)


_PART_TITLE = re.compile(
    r"(?P<base>\b(?:on|from|against|than|with|to|over)(?: in)? (?:that of )?the (?:[a-z]+ )?)?"
    r"(?:quarter|half|months)(?: of)?,? (?P<year>(?:19|20)[0-9]{2})"
)
# A plan itself, not how one was carried out, nor a year's report that names one.
_PLAN_TITLE = re.compile(
    r"[^\n。，0-9]{0,30}?(?:[“\"]?(十[一二三四五]五)[”\"]?|第(十[一二三四五]?)个五年)(?:规划|计划)(?:纲要)?[ ）)]*(?:\n|$)"
)
_PART_TITLE_ZH = re.compile(
    "((?:19|20)[0-9]{2}) ?年?[^。\n]{0,6}(?:上半年|[0-9]{1,2}[-—–至]{1,2}[0-9]{1,2} ?月|前三季度|一季度)"
)


_ENGLISH_MENTION = re.compile(
    r"\b(?:[Ii]n|[Dd]uring|[Ff]or|FY|[Ff]iscal(?: year)?|[Ff]inancial year) ?((?:19|20)[0-9]{2})(?:[/–-][0-9]{2,4})?\b"
)
_FORESEEN = re.compile(
    r"\b(?:expect|project|forecast|anticipat|will |target)[a-z]*(?:[^.;\n]|\.(?=[0-9])){0,80}? (?:in|for) ((?:19|20)[0-9]{2})\b"
)
_TWO_YEARS = re.compile("((?:19|20)[0-9]{2})[/–-]([0-9]{4}|[0-9]{2})(?![0-9])")


def _printed_as_two(text: str) -> int:
    """How far the year a text prints as two, 2022-23, lies after the first of them: it counts as the one it ends in."""
    printed = _TWO_YEARS.search(text)
    if printed is None:
        return 0
    first, second = printed.groups()
    return max(0, int(second) - int(first[-len(second) :]))


_PERIODS = (
    ("nine months", "Q1-Q3"),
    ("six months", "H1"),
    ("first half", "H1"),
    ("half-year", "H1"),
    ("half year", "H1"),
    ("three months", "Q1"),
    ("first quarter", "Q1"),
    ("second quarter", "Q2"),
    ("third quarter", "Q3"),
)
_WHOLE_YEAR = re.compile("full[- ]year|annual|year (?:ended|ending|to)")


def _title_period(head: str, place: int) -> str:
    """The part of a year a title up to the end of its line is about, "" where it is about the whole year, too."""
    title = head[: place + len(head[place:].partition("\n")[0])][:_TITLE]
    if _WHOLE_YEAR.search(title):
        return ""
    return next((period for words, period in _PERIODS if words in title), "")


def english_calendar(text: str, as_of: int | None = None) -> Calendar:
    """The years of an English document; the first kind of evidence found decides.

    Args:
        text: the cleaned text.
        as_of: last year of reported history, where the reader knows it.
    """
    if as_of is not None:
        return Calendar(as_of, as_of + 1, "given", str(as_of), 1.0)
    head = text[:_HEAD].lower()
    # Up 8 per cent on the first half of 2022 names what it is compared with.
    part = next((one for one in _PART_TITLE.finditer(head[:160]) if not one["base"]), None)
    if part is not None:
        year = int(part["year"])
        return Calendar(year, year, "title", part.group(), 0.88, period=_title_period(head, part.end()))
    for pattern, code, step, certainty in _ENGLISH_TITLES:
        found = pattern.search(head)
        if found is not None:
            year = int(next(group for group in found.groups() if group)) + step
            year += _printed_as_two(text[found.start() : found.end() + 6])
            if "survey" in found.group() or "national accounts" in found.group():
                year -= step
            if re.search(
                "(?:ended|ending|to) (?:[1-7](?:st|nd|rd|th)? january|january [1-7],)", found.group()
            ):
                year -= 1  # a year of weeks that ends in the first days of January
            told = text[found.start() : found.end()][:50].strip()
            return Calendar(year, year + 1, code, told, certainty, period=_title_period(head, found.end()))
    sample = text[:_SAMPLE]
    counts = Counter(
        int(found.group(1)) + _printed_as_two(found.group()) for found in _ENGLISH_MENTION.finditer(sample)
    )
    counts.update(
        int(year) + 1 for year in re.findall(r"\((?:[A-Z][a-z]+ |FY)?((?:19|20)[0-9]{2}): ", sample)
    )
    planned = {int(year) for year in re.findall(r"\b[Bb]y ((?:19|20)[0-9]{2})\b", sample)}
    planned |= {int(year) for year in _FORESEEN.findall(sample)}
    return _most_spoken_of(counts, planned)
