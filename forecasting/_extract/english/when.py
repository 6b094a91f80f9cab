"""Years, fiscal years, runs of years and parts of a year as English texts print them, in small letters."""

from __future__ import annotations

import re
from functools import lru_cache

from forecasting._extract.numerals import english_number
from forecasting._extract.years import FIRST_YEAR_OF_PLAN, When

__all__ = ["ENGLISH_TIME", "english_when"]

_YEAR = "(?:1[89]|20|21)[0-9]{2}"
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
_COUNT = "(?:[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|few)"
_FISCAL = rf"{_YEAR}[/–-][0-9]{{2}}(?![0-9])"
_ORDINAL = "first|second|third|fourth|last|final"

_AFTER = (
    "(?:(?<=in )|(?<=by )|(?<=the ))"  # a month without a year is one only where a word says so: may, march
)
_PIECES = {
    "fiscal_span": rf"(?:between )?{_FISCAL} (?:to|and|through) {_FISCAL}",
    "fiscal": rf"(?:fy|fiscal years?|financial years?|fiscal)[ -]?(?:{_YEAR}|[0-9]{{2}}(?![0-9]))(?:[/–-](?:{_YEAR}|[0-9]{{2}})(?![0-9]))?|{_YEAR}/(?:{_YEAR}|[0-9]{{2}})(?![0-9])",
    "plan": r"(?:1[0-6]th|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|ninth|eighth) five[- ]year plan(?: period)?(?: ?\([0-9]{4}[-–][0-9]{2,4}\))?",
    "span": rf"(?:between )?{_YEAR} ?(?:-|–|—|to|and|through) ?(?:{_YEAR}|[0-9]{{2}})(?![0-9%]|[.][0-9]| per| ?(?:million|billion))",
    "date": rf"(?:[0-9]{{1,2}} )?(?:{_MONTHS})\.? (?:[0-9]{{1,2}}, ?)?{_YEAR}(?![0-9])",
    "quarter": rf"(?:the )?(?:{_ORDINAL}) (?:quarter|half)(?: of)?(?: (?:the )?(?:year|{_YEAR}|fiscal {_YEAR}))?|(?:q[1-4]|[1-4]q|h[12]|[12]h)(?:[ -]?(?:fy)?(?:{_YEAR}|[0-9]{{2}}(?![0-9])))?(?![a-z0-9])|(?:the )?first (?:nine|six|three|eight|ten|eleven) months(?: of {_YEAR})?|{_AFTER}(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: quarter(?: of {_YEAR})?)?(?![a-z0-9])|(?:nine|six|three) months (?:ended|ending|to) (?:[0-9]{{1,2}} )?(?:{_MONTHS})",
    "run": rf"(?:over |in |during |for |within )?(?:the |a )?(?:past|last|previous|preceding|next|coming|following|ensuing)?[ -]?(?:{_COUNT})[- ]years?(?: period)?(?: (?:to|from|since|ended) {_YEAR}| ago| earlier)?(?![- ]old)|(?:the )?(?:past|last|previous|next|coming) decade|the decade to {_YEAR}|a decade",
    "near": "this year|last year|next year|previous year|prior year|preceding year|current year|a year earlier|a year ago|the year before|the current fiscal year|this fiscal year|the previous fiscal year|next fiscal year|the coming year|the year under review|the year",
    "year": rf"{_YEAR}(?![0-9%]|,[0-9]{{3}}|\.[0-9]| ?(?:per cent|percent|million|billion|trillion|mw|kwh|tonnes|people|units|jobs|points|bps))",
}
ENGLISH_TIME = "|".join(f"(?:{piece})" for piece in _PIECES.values())
"""Everything that can name a time in an English text; it holds no capturing group."""
_ONE = {name: re.compile(pattern.replace(_AFTER, "")) for name, pattern in _PIECES.items()}
_QUARTERS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "last": "4", "final": "4"}
_NEAR = {
    "this year": 0, "last year": -1, "next year": 1, "previous year": -1, "prior year": -1, "preceding year": -1, "current year": 0,
    "a year earlier": -1, "a year ago": -1, "the year before": -1, "the current fiscal year": 0, "this fiscal year": 0,
    "the previous fiscal year": -1, "next fiscal year": 1, "the coming year": 0,
}  # fmt: skip
_PLANS = {"eighth": "八五", "8th": "八五", "ninth": "九五", "9th": "九五", "tenth": "十五", "10th": "十五", "eleventh": "十一五", "11th": "十一五",
    "twelfth": "十二五", "12th": "十二五", "thirteenth": "十三五", "13th": "十三五", "fourteenth": "十四五", "14th": "十四五",
    "fifteenth": "十五五", "15th": "十五五", "16th": "十六五"}  # fmt: skip


@lru_cache(maxsize=4096)
def english_when(text: str) -> When | None:
    """What a match of `ENGLISH_TIME` says."""
    for name, pattern in _ONE.items():
        if pattern.fullmatch(text):
            return _READERS[name](text)
    return None


def _full(first: int, text: str) -> int:
    return int(text) if len(text) == 4 else first // 100 * 100 + int(text)


def _fiscal(text: str) -> When:
    numbers = re.findall("[0-9]+", text)
    first = int(numbers[0]) if len(numbers[0]) == 4 else 2000 + int(numbers[0])
    if len(numbers) == 1:
        return When("year", first, first)
    # A fiscal year printed as two counts as the one it ends in; 2023/22 is 2023 against 2022.
    second = _full(first, numbers[1])
    if second < first:
        return When("year", first, first)
    return When("year", second, second) if second == first + 1 else When("span", first, second)


def _fiscal_span(text: str) -> When:
    first, second = re.findall(_YEAR, text)[:2]
    return When("between", int(first) + 1, int(second) + 1)


def _plan(text: str) -> When:
    first = FIRST_YEAR_OF_PLAN[_PLANS[text.split(" ", maxsplit=1)[0]]]
    return When("plan", first, first + 4)


def _span(text: str) -> When | None:
    numbers = re.findall("[0-9]+", text)
    first = int(numbers[0])
    last = _full(first, numbers[1])
    if last <= first:
        return When("year", first, first)
    if last == first + 1 and len(numbers[1]) == 2 and "between" not in text:
        return When("year", last, last)  # 2021-22 is one fiscal year
    counted = "between" in text or " to " in text
    return When("between" if counted else "span", first, last)


def _date(text: str) -> When:
    year = re.findall("[0-9]{4}", text)[-1]
    month = re.search(_MONTHS, text)
    number = (
        1
        + ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].index(
            month.group()[:3]
        )
        if month
        else 0
    )
    return When("date", int(year), None, month=number)


def _quarter(text: str) -> When:
    year = re.search("(?:1[89]|20)[0-9]{2}", text)
    number = int(year.group()) if year else None
    rest = text.replace(year.group(), "") if year else text
    named = re.match(_MONTHS, text)
    if named is not None:
        month = _MONTHS_ORDER.index(text[:3]) + 1
        if "quarter" in text:
            return When("part", number, None, f"Q{(month + 2) // 3}")
        return When("part", number, None, f"M{month:02d}")
    if "month" in text:
        months = re.search("nine|six|three|eight|ten|eleven", text)
        period = {
            "nine": "Q1-Q3",
            "six": "H1",
            "three": "Q1",
            "eight": "M01-M08",
            "ten": "M01-M10",
            "eleven": "M01-M11",
        }[months.group() if months else "six"]
        return When("part", number, None, period)
    word = re.search(_ORDINAL, rest)
    digit = _QUARTERS[word.group()] if word else (re.findall("[1-4]", rest) or ["1"])[0]
    short = re.search("[qh][ -]?(?:[1-4])[ -]?(?:fy)?([0-9]{2})$|[1-4][qh][ -]?(?:fy)?([0-9]{2})$", text)
    if short and number is None:
        number = 2000 + int(short.group(1) or short.group(2))
    half = "half" in rest or "h" in rest.replace("the ", "").replace("fourth", "").replace("third", "")[:2]
    return When("part", number, None, f"{'H' if half else 'Q'}{min(int(digit), 2) if half else digit}")


def _run(text: str) -> When:
    year = re.search("(to|from|since|ended) ((?:1[89]|20)[0-9]{2})", text)
    if "decade" in text:
        number = 10
    else:
        count = re.search(_COUNT, text.replace("years", "").replace("year", ""))
        word = count.group() if count else "0"
        value = int(word) if word.isdigit() else int(english_number(word) or 0)
        number = value
    if number < 2:
        return When("none")
    if text.endswith((" ago", " earlier")):
        return When("ago", None, number)
    if year and year.group(1) in {"to", "ended"}:
        return When("between", int(year.group(2)) - number, int(year.group(2)))
    if re.search("next|coming|following|ensuing", text):
        return When("future", None, number)
    if re.search("past|last|previous|preceding", text):
        return When("past", None, number)
    return When("run", None, number)


def _near(text: str) -> When:
    if text in {"the year", "the year under review"}:
        return When("all_year")
    return When("near", None, _NEAR[text])


def _single(text: str) -> When:
    return When("year", int(text), int(text))


_MONTHS_ORDER = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_READERS = {
    "fiscal": _fiscal, "fiscal_span": _fiscal_span, "plan": _plan, "span": _span, "date": _date, "quarter": _quarter, "run": _run, "near": _near, "year": _single,
}  # fmt: skip
