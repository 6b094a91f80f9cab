"""Where numbers stand in a quote: their digits, the unit beside them, and whether they are numbers of something."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from forecasting.numbers import units
from forecasting.numbers.characters import fold
from forecasting.numbers.chinese_numerals import chinese_digits
from forecasting.numbers.english_numerals import ENGLISH, VERBS, english_digits
from forecasting.numbers.magnitudes import in_magnitudes, size, worded_in_each_magnitude
from forecasting.numbers.unit_beside import unit_beside

__all__ = ["Printed", "printed"]


@dataclass(frozen=True, slots=True)
class Printed:
    """One number of a quote.

    Attributes:
        start, end: its characters, magnitude (亿) and currency sign before it included.
        unit_end: end of the unit beside it; `end` where there is none.
        readings: its digits as a claim may give them, each with what they count (亿 is 10**8).
        unit: the unit beside it, without a Chinese magnitude; empty where none is printed or known.
        minus: whether a minus is printed.
        what: empty for a number of something; else "year", "date", "time", "plan", "ordinal", "label" or "word".
        more: 多, 余 and the like printed between digits and magnitude.
    """

    start: int
    end: int
    unit_end: int
    readings: tuple[tuple[str, int], ...]
    unit: str = ""
    minus: bool = False
    what: str = ""
    more: str = ""

    def counts(self, digits: str) -> Fraction | None:
        """What `digits` count here: base units of the printed unit's family, or ones where no unit is known."""
        found = next((count for text, count in self.readings if text == digits), None)
        if found is None:
            return None
        known = units.unit(self.unit) if self.unit else None
        return Fraction(found) * (known.factor if known is not None else 1)

    @property
    def family(self) -> str:
        """Family of the unit beside it; "number" for a magnitude alone; empty where nothing is known."""
        known = units.unit(self.unit) if self.unit else None
        if known is not None:
            return known.family
        return "number" if any(count > 1 for _, count in self.readings[:1]) else ""


_MAGNITUDE = re.compile(r" ?([多余]?) ?((?:[十百千]?(?:万亿|亿|万)|[百千](?!分)))")
_DIGITS = r"[0-9]+(?:\.[0-9]+)*"
_NEXT = re.compile(_DIGITS)
_ASCII = re.compile(
    rf"(?<![0-9.])(?:[0-9]{{1,3}}(?:[,\u00a0\u202f\u2009][0-9]{{3}})+(?![0-9])(?:\.[0-9]+)*|{_DIGITS}|\.[0-9]+)"
)
_LOOSE = re.compile(r"(?<![0-9.])(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9](?: [0-9.])+)(?![0-9.])")
_NUMERALS = "零〇○一壹二贰貳两兩三叁參四肆五伍六陆陸七柒八捌九玖十拾百佰千仟廿卅"
_CHINESE = re.compile(
    rf"[{_NUMERALS}]+(?:[万亿](?!千[瓦克米伏])[{_NUMERALS}]+)*(?:点[零〇一二两三四五六七八九]+)?[万亿]?"
)
_PIECES = re.compile(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)")
_PARTS = {"百分之": "%", "千分之": "‰"}
_FIVE_YEAR_PLAN = re.compile(
    r"[“\"「『《]?[一二三四五六七八九十]{1,3}五[”\"」』》]?(?=期间|规划|计划|时期|末|以来|期末|目标|初|收官|开局|五年|头|前|后|以后)"
    r"|[“\"「『《][一二三四五六七八九十]{1,3}五[”\"」』》]|十[一二三四六七八九]五(?![0-9.万亿])"
)
_DOUBLED = re.compile(r"翻了?番")
_HALF = re.compile(r"一半")
_WORDS = re.compile(
    r"一般|统一|[一二三]氧化|进一步|一次性|一体|一定|一批|唯一|一直|一系列|一方面|一带一路|万一|十分|百姓|千方百计|三农|一流|一线|一是|二是|三是|四是|五是|单一|之一|一律|一起|一些|一手|一心|一切|一致|一季度|二季度|三季度|四季度"
)
_CHINESE_YEARS = re.compile(r" ?年(?!轻)")
_CHINESE_DATE = re.compile(r" ?(?:月|日|号|世纪)(?!元)")
_RANGE_OF_DATES = re.compile(r" ?[-—–~至到] ?[0-9]{1,4} ?([年月日])")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|by|since|until|during|year|FY|CY|fiscal|end|mid|calendar|target for)[ -]|\b(?:FY|CY))$",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_ENDS_A_UNIT = re.compile("[0-9%‰A-Za-z亿万千百十元吨人次户倍番年月日号个项家成米里亩瓦时]$")


@lru_cache(maxsize=2048)
def printed(quote: str) -> tuple[Printed, ...]:
    """The numbers of a quote in their order; a doubtful grouping (12 000) is there in each form.

    Args:
        quote: as printed, numbers with a decimal point; positions count its characters.
    """
    text = fold(quote)
    found = _plainly(text)
    taken = [(one.start, one.end) for one in found]
    for match in _LOOSE.finditer(text):
        digits = match.group().replace(" ", "")
        if digits.count(".") < 2 and not digits.endswith("."):
            found.append(_ascii(text, match.start(), match.end(), digits))
    for match in _CHINESE.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            one = _chinese(text, match)
            if one is not None:
                found.append(one)
    found += _in_words(text)
    # 100.0 CNY 100m: the second number belongs to the unit of the first.
    units_at = [(one.end, one.unit_end) for one in found if one.unit]
    kept = [one for one in found if not any(start <= one.start < end for start, end in units_at)]
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))


def _plainly(text: str) -> list[Printed]:
    """The numbers printed in digits, groups of three among them (12,000)."""
    found: list[Printed] = []
    place = 0
    while match := _ASCII.search(text, place):
        digits = re.sub("[^0-9.]", "", match.group())
        digits = f"0{digits}" if digits.startswith(".") else digits
        if digits.count(".") > 1:
            place = match.end()
            continue
        found.append(_ascii(text, match.start(), match.end(), digits))
        place = max(match.end(), found[-1].end)
    return found


def _ascii(text: str, start: int, end: int, digits: str) -> Printed:
    """A number in digits with all its magnitudes: 3万5千 is one number of two pieces, each smaller than the last."""
    pieces: list[tuple[Fraction, str]] = []
    more, number, place = "", digits, end
    while True:
        match = _MAGNITUDE.match(text, place)
        magnitude = match.group(2) if match else ""
        falls = not pieces or Fraction(number) * size(magnitude) < size(pieces[-1][1])
        if not falls or (match is None and not pieces):
            break
        pieces.append((Fraction(number), magnitude))
        end = match.end() if match else place
        following = _NEXT.match(text, end) if match else None
        if match is None or following is None or following.group().count(".") > 1:
            more = more or (match.group(1) if match else "")
            break
        number, place = following.group(), following.end()
    if len(pieces) > 1:
        return _placed(text, start, end, in_magnitudes(pieces), more)
    own = ((digits, size(pieces[0][1]) if pieces else 1),)
    return _placed(text, start, end, (*own, *(in_magnitudes(pieces) if pieces else ())), more)


def _chinese(text: str, match: re.Match[str]) -> Printed | None:
    """A number in Chinese numerals, or what else they are; None where they belong to digits before or to 百分之."""
    start, end, numeral = match.start(), match.end(), match.group()
    if re.search("[0-9][多余]? ?$", text[:start]) or re.match("百分[之点]|千分[之点]", text[start:]):
        return None
    plan = next((one for one in _FIVE_YEAR_PLAN.finditer(text) if one.start() <= start < one.end()), None)
    digits = chinese_digits(numeral.replace("廿", "二十").replace("卅", "三十"))
    if plan is not None:
        return Printed(start, end, end, tuple(_plan_readings(plan.group())), what="plan")
    if digits == numeral:
        return None
    pieces = [(Fraction(number), magnitude) for number, magnitude in _PIECES.findall(digits)]
    own = [] if len(pieces) > 1 else [(_PIECES.findall(digits)[0][0], size(pieces[0][1]))]
    readings = (*own, *in_magnitudes(pieces), *worded_in_each_magnitude(numeral))
    following = _MAGNITUDE.match(text, end) if not pieces[-1][1] else None
    if following is not None and following.group(1):
        readings = ((own[0][0] if own else digits, size(following.group(2))),)
        end = following.end()
    word = any(one.start() <= start < one.end() for one in _WORDS.finditer(text))
    before = text[start - 1 : start]
    what = "word" if word else "ordinal" if before == "第" or re.match("(?:次?产业|产)", text[end:]) else ""
    return _placed(text, start, end, readings, "", what) if readings else None


def _plan_readings(name: str) -> list[tuple[str, int]]:
    """What a careless reader would take from the name of a plan: 15 from 十五, 12 from 十二五."""
    bare = re.sub("[^一二三四五六七八九十]", "", name)
    return [(digits, 1) for part in (bare, bare[:-1]) if part and (digits := chinese_digits(part)) != part]


def _in_words(text: str) -> list[Printed]:
    """English number words, and words that count: 翻番, 一半, "halved"."""
    found = []
    for match in ENGLISH.finditer(text):
        digits = english_digits(match.group())
        if digits.isdigit():
            found.append(_placed(text, match.start(), match.end(), ((digits, 1),)))
    for pattern, digits in ((_DOUBLED, "1"), (_HALF, "50 0.5"), *VERBS):
        found += [
            Printed(match.start(), match.end(), match.end(), tuple((one, 1) for one in digits.split()))
            for match in pattern.finditer(text)
        ]
    return found


def _placed(
    text: str, start: int, end: int, readings: tuple[tuple[str, int], ...], more: str = "", what: str = ""
) -> Printed:
    """A number with what stands around it: unit, currency before, minus, and what it is."""
    part = next((sign for words, sign in _PARTS.items() if text[:start].endswith(words)), "")
    begin, unit, unit_end = (start - 3, part, end) if part else unit_beside(text, start, end)
    minus = _has_minus(text, begin)
    what = what or _kind(text, begin, start, end, unit, readings)
    return Printed(begin, end, unit_end, readings, unit, minus, what, more)


def _has_minus(text: str, begin: int) -> bool:
    """Whether a minus stands before a number, in signs or words; a dash after a unit or a number is of a range."""
    if begin and text[begin - 1] == "-":
        before = text[: begin - 1].rstrip() if text[begin - 2 : begin - 1] != " " else ""
        return not _ENDS_A_UNIT.search(before)
    return text[:begin].endswith("负") or re.search(r"\b[Mm]inus $", text[:begin]) is not None


def _kind(
    text: str, begin: int, start: int, end: int, unit: str, readings: tuple[tuple[str, int], ...]
) -> str:
    """What a number is when it is no number of something."""
    digits, count = readings[0]
    before, after = text[:start], text[end:]
    year = re.fullmatch("[12][0-9]{3}", digits) is not None
    if count == 1 and (named := _in_time(after, unit, year=year)):
        return named
    if _ORDINAL.match(after):
        return "ordinal"
    # H1, PM2.5, CO2; but not the currency code before an amount, and no long word run into it.
    if begin == start and re.search("(?<![A-Za-z])[A-Za-z]{1,3}$", before):
        return "label"
    if unit:
        return ""
    told = _YEAR_BEFORE.search(before) or re.match(r"\s*:|[/-][0-9]{2}(?![0-9])", after)
    second = re.search("(?<![0-9])[12][0-9]{3}/$", before)
    return "year" if (year and told) or second else ""


def _in_time(after: str, unit: str, *, year: bool) -> str:
    """What the text behind a number makes of it as a year, a date or a length of time; empty where nothing."""
    if _CHINESE_YEARS.match(after) and not re.match(" ?年代", after):
        return "year" if year else "time"
    if re.match(" ?(?:年代|世纪)", after) or (_CHINESE_DATE.match(after) and unit != "日"):
        return "date"
    if re.match(" ?个月", after):
        return "time"
    dates = None if unit else _RANGE_OF_DATES.match(after)
    return "" if dates is None else "year" if dates.group(1) == "年" else "date"
