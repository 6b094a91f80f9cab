"""Numbers as quotes print them - full-width, with separators, in Chinese or English words - brought to digits."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ENGLISH",
    "NOTE_MARK",
    "PART_AFTER",
    "SMALL_WORDS",
    "VERBS",
    "ascii_text",
    "chinese_digits",
    "decimal",
    "digit_by_digit",
    "english_digits",
    "fold",
    "in_magnitudes",
    "in_one_piece",
    "normalise",
    "numbers",
    "occurs",
    "radicals",
    "size",
    "tenths",
    "whole_number",
]

_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("\N{IDEOGRAPHIC SPACE}"): " ",
    ord("\N{MINUS SIGN}"): "-",
    ord("。"): ". ",
    ord("、"): ", ",
    ord("萬"): "万",
    ord("億"): "亿",
    ord("點"): "点",
}
# Radicals that type-setters leave in place of the characters; Unicode gives these no plain form.
_RADICALS = dict(
    zip(
        "\u2ed3\u2ea0\u2ed4\u2ec5\u2ecb\u2edb\u2edc\u2edd\u2ee2\u2ee5\u2ee9\u2eec\u2eee\u2ef0\u2e9f\u2ec4\u2ed8\u2ed9\u2eda\u2ec9\u2ee6\u2ee4\u2ee8",
        "长民门见车风飞食马鱼黄齐齿龙母西青韦页贝鸟鬼麦",
        strict=True,
    )
)
_HARD_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_WIDE_GROUPED = re.compile(r"(?<![0-9.])[０-９]{1,3}(?:，[０-９]{3})+(?![０-９])")
_GROUPED = re.compile(rf"(?<![0-9.])[0-9]{{1,3}}(?:[,{_HARD_SPACES}][0-9]{{3}})+(?![0-9])")
# The digits of the mathematical alphabets, which PDF files use for bold and slanted ones.
_SLANTED = {code: str((code - 0x1D7CE) % 10) for code in range(0x1D7CE, 0x1D800)}
_BROKEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]|(?<=[0-9.,])[ ]*\\r?\\n[ ]*(?=[0-9.])")
_SPACED_OUT = re.compile(r"(?<![0-9.])[0-9](?: [0-9]){2,}(?![0-9.])")
_LOOSELY_GROUPED = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:[ ,，][0-9]{3})+(?![0-9])")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*|(?<![.0-9])\.[0-9]+")

_DIGITS = {
    character: digit
    for digit, characters in enumerate(
        ("零〇○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MAGNITUDES = {"万": 10**4, "亿": 10**8}
_NUMERALS = "".join(_DIGITS) + "".join(_STEPS)
_CHINESE = re.compile(
    rf"[{_NUMERALS}]+(?:[万亿](?!千[瓦克米伏])[{_NUMERALS}]+)*(?:点[{''.join(_DIGITS)}]+)?[万亿]?"
)
NOTE_MARK = "(?<=[0-9])(?<!10)[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]{1,2}"
"""The raised mark of a note between a number and its unit: 140.1¹ million; but ten to the ninth is a power."""
PART_AFTER = (
    "(?P<part_after>(?<=成)[一二三四五六七八九半]|(?<=[倍番])半)"
    "(?=$|[^\u4e00-\u9fff0-9]|左右|上下|以上|以内|以下|多|的|至|到|和|与|及)"
)
"""A part printed after its unit: 二成八 is 2.8成, 一倍半 is 1.5倍; but not 增长三成一季度."""
_WITH_PART = re.compile(rf"(?P<whole>[0-9]+|[{_NUMERALS}]+)(?P<unit>[成倍番]){PART_AFTER}")
_PARTS_OF = {"百分之": "％", "千分之": "‰"}
_PART = re.compile(r"([％‰])(-?[0-9]+(?:\.[0-9]+)?)")
_MAGNITUDE = "(?:[十百千]?(?:万亿|亿|万)|[百千](?!分))"
_MIXED = re.compile(rf"(?:[0-9]+(?:\.[0-9]+)?{_MAGNITUDE}){{1,4}}(?:[0-9]+(?:\.[0-9]+)?)?")
_MIXED_PIECE = re.compile(rf"([0-9]+(?:\.[0-9]+)?)({_MAGNITUDE}?)")
# 2 7 . 4 6, as some programs take text out of a page.
_SPACED = re.compile(r"(?<![0-9.])[0-9](?: [0-9.])+(?![0-9.])")

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS_IN_WORDS = {word: number for number, word in enumerate(_ONES.split())}
_TENS_IN_WORDS = {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
SMALL_WORDS = _UNITS_IN_WORDS | _TENS_IN_WORDS
"""English number words below a hundred that are one word, with their values."""
_WORDS = "|".join([*_TENS_IN_WORDS, *sorted(_UNITS_IN_WORDS, key=len, reverse=True), "hundred", "thousand"])
ENGLISH = re.compile(rf"\b(?:{_WORDS})(?:(?:[ -]|\band\b)*(?:{_WORDS}))*(?=\b|fold)", re.IGNORECASE)
# "doubled" is one doubling and two times: either may be what the claim states.
VERBS = (
    (re.compile(r"\bdoubl(?:e|es|ed|ing)\b|\btwice\b", re.IGNORECASE), "1 2"),
    (re.compile(r"\b(?:tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)|thrice)\b", re.IGNORECASE), "3"),
    (re.compile(r"\bquadrupl(?:e|es|ed|ing)\b", re.IGNORECASE), "2 4"),
    (re.compile(r"\bquintupl(?:e|es|ed|ing)\b", re.IGNORECASE), "5"),
    (re.compile(r"\bhal(?:f|ve|ves|ved|ving)\b", re.IGNORECASE), "0.5 50"),
)


_PLAIN_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(one): plain for one, plain in _RADICALS.items()
}


def radicals(text: str) -> str:
    """`text` with the radicals that type-setters leave for characters as those characters."""
    return text.translate(_PLAIN_RADICALS)


def fold(text: str) -> str:
    """`text`, as long as before, with wide forms and radicals as plain characters.

    Footnote marks and other digits that are no numbers (①, ²) stay, and so does the full-width comma, which parts
    clauses, unless full-width digits stand on both sides.
    """
    if "，" in text:
        text = re.sub("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))", ",", text)
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """What each character folds to, looked up once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


_FOLDS = _Folds()


def _folded(one: str) -> str:
    if one.isascii() or one == "，" or unicodedata.category(one) == "No":
        return one
    plain = unicodedata.normalize("NFKC", _SIMPLE.get(one) or _RADICALS.get(one, one))
    return plain if len(plain) == 1 else one


_SIMPLE = {"萬": "万", "億": "亿", "點": "点", "\N{MINUS SIGN}": "-"}


def ascii_text(text: str) -> str:
    """`text` with full-width letters, digits and punctuation as ASCII."""
    return text.translate(_ASCII)


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
    text = _CHINESE.sub(_numeral, text)
    text = _PART.sub(lambda match: match.group(2) + match.group(1), text).replace("％", "%")
    for verb, digits in VERBS:
        text = verb.sub(digits, text)
    return ENGLISH.sub(lambda match: english_digits(match.group()), text)


def tenths(part: str) -> int:
    """Tenths that a character of `PART_AFTER` stands for."""
    return 5 if part == "半" else _DIGITS[part]


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
    close = re.sub(rf"(?<=[0-9]) (?={_MAGNITUDE})", "", close)
    drawn = ascii_text(text.replace("，", ", ")).translate(_SLANTED)
    drawn = _SPACED_OUT.sub(_without_separators, _BROKEN.sub("", drawn))
    found: set[str] = set()
    for variant in {normalise(text), normalise(loose), normalise(close), normalise(drawn)}:
        found.update(_numbers(variant))
    for match in _CHINESE.finditer(text):
        found.update(text for text, _ in worded_in_each_magnitude(match.group()))
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
    for match in _MIXED.finditer(text):
        found.update(_in_each_magnitude(match.group()))
    return found


def _without_separators(match: re.Match[str]) -> str:
    return re.sub(r"[^0-9]", "", match.group())


def _numeral(match: re.Match[str]) -> str:
    """ASCII digits of a Chinese numeral; 千 or 百万 after digits (5千, 3百万) is no number of its own."""
    numeral, before = match.group(), match.string[: match.start()]
    if numeral[0] in _STEPS and re.search("[0-9][多余]? ?$", before):
        return numeral
    return chinese_digits(numeral)


def chinese_digits(numeral: str) -> str:
    """ASCII digits of a Chinese numeral; what is none comes back unchanged.

    A last 万 or 亿 stays: 四十万人 is 40 of the unit 万人, 一亿三千万 is 1亿3000万; but 一万二千 is 12000.
    """
    unit = numeral[-1] if numeral[-1] in _MAGNITUDES else ""
    whole, point, decimals = numeral.removesuffix(unit).partition("点")
    tail = point and "." + "".join(str(_DIGITS[character]) for character in decimals)
    if unit:
        pieces = re.split("([万亿])", whole)
        values = [piece if piece in _MAGNITUDES else _whole_number(piece) for piece in pieces]
    else:
        values = [_whole_number(whole)]
    return numeral if None in values else "".join(map(str, values)) + tail + unit


def _whole_number(numeral: str) -> str | None:
    """ASCII digits of a Chinese whole number, or None when it is none."""
    digits = digit_by_digit(numeral)
    if digits is not None:
        return digits
    value = whole_number(numeral)
    return None if value is None else str(value)


def digit_by_digit(numeral: str) -> str | None:
    """ASCII digits of a numeral read digit by digit (二○○一 is 2001), or None when it holds anything else."""
    if all(character in _DIGITS for character in numeral):
        return "".join(str(_DIGITS[character]) for character in numeral)
    return None


def whole_number(numeral: str) -> int | None:
    """Value of a Chinese whole number (二○○一 is 2001, 六千五百 is 6500, 一万二千 is 12000), or None when it is none."""
    if not numeral:
        return None
    digits = digit_by_digit(numeral)
    if digits is not None:
        return int(digits)
    total, rest, last = 0, numeral, 0
    for magnitude, size in sorted(_MAGNITUDES.items(), key=lambda pair: -pair[1]):
        head, sign, tail = rest.partition(magnitude)
        if sign:
            number = _below_ten_thousand(head)
            if number is None:
                return None
            total, rest, last = total + number * size, tail, size
    if not rest:
        return total
    if last and len(rest) == 1 and _DIGITS.get(rest):
        return total + _DIGITS[rest] * (last // 10)  # 三万五 is 35000, 一亿三 is 130 million
    number = _below_ten_thousand(rest)
    return None if number is None else total + number


def _below_ten_thousand(numeral: str) -> int | None:
    """Value of a numeral without 万 or 亿; a last bare digit counts tenths of the step before it (两千五 is 2500)."""
    total, digit, step, zero = 0, None, 10**4, False
    for character in numeral:
        known = _DIGITS.get(character)
        if known is not None:
            if digit:
                return None
            digit = known
            zero = zero or known == 0
            continue
        size = _STEPS.get(character)
        if size is None or size >= step:
            return None
        total += (1 if digit is None else digit) * size
        step, digit, zero = size, None, False
    if digit is None:
        return total if numeral else None
    bare = step // 10 if total and not zero else 1
    return total + digit * bare


def _in_each_magnitude(printed: str) -> set[str]:
    """A number printed in falling magnitudes (1亿3000万, 8千亿) in each of them; nothing for any other."""
    pieces = _MIXED_PIECE.findall(printed)
    if len(pieces) == 1 and not pieces[0][1]:
        return set()
    return {text for text, _ in in_magnitudes([(Fraction(number), sign) for number, sign in pieces])}


def worded_in_each_magnitude(numeral: str) -> tuple[tuple[str, int], ...]:
    """A numeral in words with 万 or 亿 inside (十七万三千) in each of them: 17.3 of 10000; nothing for any other."""
    if numeral[-1] in _MAGNITUDES or "点" in numeral:
        return ()
    held = [factor for sign, factor in _MAGNITUDES.items() if sign in numeral]
    whole = _whole_number(numeral) if held else None
    if whole is None or not whole.isdigit():
        return ()
    return tuple((decimal(Fraction(int(whole), factor)), factor) for factor in held)


def size(magnitude: str) -> int:
    """What a Chinese magnitude multiplies by: 千万 is 10**7, the empty one 1."""
    product = 1
    for step in magnitude:
        product *= {**_STEPS, **_MAGNITUDES}[step]
    return product


def in_magnitudes(pieces: Sequence[tuple[Fraction, str]]) -> tuple[tuple[str, int], ...]:
    """How a number in magnitudes can else be written with one of them: its digits, and what they count.

    (3, 亿), (5, 千万) is 3.5 times 10**8, 35 times 10**7, 35000 times 10**4 and 350000000 ones; (8, 千亿) is 8 times
    10**11 and 8000 times 10**8. Nothing where the magnitudes do not fall.
    """
    sized = [(number, size(magnitude)) for number, magnitude in pieces]
    if any(second[0] * second[1] >= first[1] for first, second in pairwise(sized)):
        return ()
    # One piece alone is printed with its own digits: 10.0亿 is not 10亿.
    counts = {one for _, one in sized} if len(sized) > 1 else set()
    counts |= {size(magnitude[-1]) for _, magnitude in pieces if len(magnitude) > 1}
    counts |= {1} if len(pieces) > 1 or pieces[-1][1] in {"百", "千"} else set()
    if not counts:
        return ()
    total = sum((number * one for number, one in sized), Fraction(0))
    return tuple((decimal(total / one), one) for one in sorted(counts, reverse=True))


def decimal(number: Fraction) -> str:
    """A fraction as a plain decimal, without trailing zeros: 33/20 is "1.65".

    Raises:
        ValueError: it has no finite decimal.
    """
    places, below = 0, number.denominator
    while below % 10 == 0:
        below //= 10
        places += 1
    for prime in (2, 5):
        while below % prime == 0:
            below = below // prime
            places += 1
    if below != 1:
        msg = f"{number} has no finite decimal"
        raise ValueError(msg)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:].rstrip("0")) if places else (digits, "")
    return ("-" if number < 0 else "") + whole + (f".{part}" if part else "")


def english_digits(words: str) -> str:
    """ASCII digits of an English number below a million; words that form no single number stay separate."""
    total, hundreds, last = 0, 0, ""
    for word in re.findall(_WORDS, words.lower()):
        if word == "thousand":
            total, hundreds = total + (hundreds or 1) * 1000, 0
        elif word == "hundred":
            hundreds = (hundreds or 1) * 100
        elif word in _TENS_IN_WORDS:
            if hundreds % 100:
                return words
            hundreds += _TENS_IN_WORDS[word]
        else:
            number = _UNITS_IN_WORDS[word]
            if hundreds % 10 or (hundreds % 100 and number > 9) or last in _UNITS_IN_WORDS:
                return words
            hundreds += number
        last = word
    return str(total + hundreds)
