"""Numbers as quotes print them - full-width, with separators, in Chinese or English words - brought to digits."""

from __future__ import annotations

import re
from functools import lru_cache

from forecasting.numbers.characters import HARD_SPACES, ascii_text, radicals
from forecasting.numbers.chinese_numerals import CHINESE, NUMERALS, STEPS, chinese_digits, tenths
from forecasting.numbers.english_numerals import ENGLISH, VERBS, english_digits
from forecasting.numbers.magnitudes import MAGNITUDE, MIXED, in_each_magnitude, worded_in_each_magnitude

__all__ = ["NOTE_MARK", "PART_AFTER", "in_one_piece", "normalise", "numbers", "occurs"]

_WIDE_GROUPED = re.compile(r"(?<![0-9.])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])")
_GROUPED = re.compile(
    rf"(?<![0-9.])(?:[0-9]{{1,3}}(?:[,{HARD_SPACES}][0-9]{{3}})+|[0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}})(?![0-9])"  # and lakh: 4,56,536
)
# The digits of the mathematical alphabets, which PDF files use for bold and slanted ones.
_SLANTED = {code: str((code - 0x1D7CE) % 10) for code in range(0x1D7CE, 0x1D800)}
_BROKEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]|(?<=[0-9.,])[ ]*\\r?\\n[ ]*(?=[0-9.])")
_SPACED_OUT = re.compile(r"(?<![0-9.])[0-9](?: [0-9]){2,}(?![0-9.])")
_LOOSELY_GROUPED = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:[ ,，][0-9]{3})+(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*|(?<![.0-9])\.[0-9]+")

NOTE_MARK = "(?<=[0-9])(?<!10)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,2}"
"""The raised mark of a note between a number and its unit: 140.1¹ million; but ten to the ninth is a power."""
PART_AFTER = (
    "(?P<part_after>(?<=成)[一二三四五六七八九半]|(?<=[倍番])半)"
    "(?=$|[^\u4e00-\u9fff0-9]|左右|上下|以上|以内|以下|多|的|至|到|和|与|及)"
)
"""A part printed after its unit: 二成八 is 2.8成, 一倍半 is 1.5倍; but not 增长三成一季度."""
_WITH_PART = re.compile(rf"(?P<whole>[0-9]+|[{NUMERALS}]+)(?P<unit>[成倍番]){PART_AFTER}")
_PARTS_OF = {"百分之": "％", "千分之": "‰"}
_PART = re.compile(r"([％‰])(-?[0-9]+(?:\.[0-9]+)?)")
# 2 7 . 4 6, as some programs take text out of a page.
_SPACED = re.compile(r"(?<![0-9.])[0-9](?: [0-9.])+(?![0-9.])")


@lru_cache(maxsize=1024)  # one quote is asked for in several forms, most often the same
def normalise(text: str) -> str:
    """`text` with every number in ASCII digits, without thousands separators.

    Full-width forms, separators between groups of three, Chinese numerals (四十 is 40, 二〇〇九 is 2009, 一点五 is 1.5,
    百分之十四 is 14%, 二成八 is 2.8成), 翻番 (翻1番) and English number words are brought to digits. A numeral that only looks like
    one (十一五, the eleventh five-year plan) stays as it is.
    """
    text = _WIDE_GROUPED.sub(lambda match: match.group().replace("，", ""), text)
    # Elsewhere a full-width comma parts clauses: 5家，300人 holds no 5300.
    text = _GROUPED.sub(_without_separators, ascii_text(radicals(text).replace("，", ", ")))
    text = re.sub(r"翻了?番", "翻1番", text).replace("一半", "50%").replace("百分点", "pp")
    for words, sign in _PARTS_OF.items():
        text = text.replace(words, sign)
    text = text.replace("廿", "二十").replace("卅", "三十")
    text = in_one_piece(text)
    text = CHINESE.sub(_numeral, text)
    text = _PART.sub(lambda match: match.group(2) + match.group(1), text).replace("％", "%")
    for verb, digits in VERBS:
        text = verb.sub(digits, text)
    return ENGLISH.sub(lambda match: english_digits(match.group()), text)


def in_one_piece(text: str) -> str:
    """`text` with each number beside its unit: no mark of a note between them, no part of the number behind it."""
    return _WITH_PART.sub(_with_part, re.sub(NOTE_MARK, "", text))


def _with_part(match: re.Match[str]) -> str:
    return f"{chinese_digits(match['whole'])}.{tenths(match['part_after'])}{match['unit']}"


def numbers(text: str) -> frozenset[str]:
    """Every number of `text` after normalising, as printed: "27.46" gives neither "27" nor "7.46".

    A number in two magnitudes (1亿3000万, 3亿5千万, 十七万三千) is given in each of them, too (1.3 and 13000).
    """
    loose = _LOOSELY_GROUPED.sub(_without_separators, text)
    close = _SPACED.sub(lambda match: match.group().replace(" ", ""), ascii_text(radicals(text)))
    close = re.sub(rf"(?<=[0-9]) (?={MAGNITUDE})", "", close)
    drawn = ascii_text(text.replace("，", ", ")).translate(_SLANTED)
    drawn = _SPACED_OUT.sub(_without_separators, _BROKEN.sub("", drawn))
    found: set[str] = set()
    for variant in {normalise(text), normalise(loose), normalise(close), normalise(drawn)}:
        found.update(_numbers(variant))
    for match in CHINESE.finditer(text):
        found.update(digits for digits, _ in worded_in_each_magnitude(match.group()))
    return frozenset(found)


def occurs(value: str, quote: str) -> bool:
    """Whether the number `value` (its sign aside; both ends of `low..high`) stands in `quote`."""
    found = numbers(quote)
    return all(end.lstrip("-") in found for end in value.split("..", 1))


def _numbers(text: str) -> set[str]:
    found = set()
    for match in _NUMBER.finditer(text):
        number = match.group()
        if number.count(".") < 2:
            found.add(f"0{number}" if number.startswith(".") else number)
    for match in MIXED.finditer(text):
        found.update(in_each_magnitude(match.group()))
    return found


def _without_separators(match: re.Match[str]) -> str:
    return re.sub(r"[^0-9]", "", match.group())


def _numeral(match: re.Match[str]) -> str:
    """ASCII digits of a Chinese numeral; 千 or 百万 after digits (5千, 3百万) is no number of its own."""
    numeral, before = match.group(), match.string[: match.start()]
    if numeral[0] in STEPS and re.search("[0-9][多余]? ?$", before):
        return numeral
    return chinese_digits(numeral)
