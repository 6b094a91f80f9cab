"""Numerals as reports print them, in digits and in words, brought to exact decimals.

Chinese numerals follow the national usage standard: 十百千 inside 万 and 亿, a last bare digit counting tenths of the
step before it (两千五 is 2500, 三万五 is 35000), 〇零○ as letter-like zeros, 点 before decimals. Nothing here is a float.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

__all__ = ["CHINESE_DIGITS", "chinese_number", "decimal", "english_number", "plain_digits"]

_DIGIT = {
    character: digit
    for digit, characters in enumerate(
        ("零〇○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_STEP = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_SEPARATORS = dict.fromkeys(map(ord, ", \u00a0\u2009\u202f"))
CHINESE_DIGITS = "".join(_DIGIT) + "".join(_STEP)
"""Every character a Chinese numeral below 万 may hold."""


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


def plain_digits(printed: str) -> str:
    """A number in digits without its separators and without leading zeros: "1,234.50" is "1234.50"."""
    text = printed.translate(_SEPARATORS) if len(printed) > 3 else printed
    whole, point, part = text.partition(".")
    return (whole.lstrip("0") or "0") + point + part


@lru_cache(maxsize=4096)
def chinese_number(words: str) -> str | None:
    """ASCII digits of a Chinese numeral without a last 万 or 亿 of its own, or None when it is none.

    "四十" is "40", "二○○一" is "2001", "七点五" is "7.5", "六千五百" is "6500", "一万二千" is "12000".
    """
    whole, point, part = words.partition("点")
    if point and (not part or any(character not in _DIGIT for character in part)):
        return None
    value = _whole(whole)
    if value is None:
        return None
    tail = "." + "".join(str(_DIGIT[character]) for character in part) if point else ""
    return f"{value}{tail}"


def _whole(words: str) -> int | None:
    if not words:
        return None
    if all(character in _DIGIT for character in words):
        return int("".join(str(_DIGIT[character]) for character in words))
    total, rest, last = 0, words, 0
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = rest.partition(sign)
        if found:
            number = _small(head)
            if number is None:
                return None
            total, rest, last = total + number * size, tail, size
    if not rest:
        return total
    if last and len(rest) == 1 and rest in _DIGIT and _DIGIT[rest]:
        return total + _DIGIT[rest] * (last // 10)
    number = _small(rest)
    return None if number is None else total + number


def _small(words: str) -> int | None:
    """A numeral below 万."""
    total, digit, step, zero = 0, None, 10**4, False
    for character in words:
        known = _DIGIT.get(character)
        if known is not None:
            if digit:
                return None
            digit = known
            zero = zero or known == 0
            continue
        size = _STEP.get(character)
        if size is None or size >= step:
            return None
        total += (1 if digit is None else digit) * size
        step, digit, zero = size, None, False
    if digit is None:
        return total if words else None
    bare = step // 10 if total and not zero else 1
    return total + digit * bare


_SMALL_WORDS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
} | {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}


@lru_cache(maxsize=4096)
def english_number(words: str) -> Fraction | None:
    """The value of an English number in words, or None when it is none.

    "one billion five hundred million" is 1.5 billion, "twenty-five" 25, "two and a half" 5/2, "a hundred" 100.
    """
    total, current, last_scale, seen = Fraction(0), Fraction(0), 10**15, False
    text = words.lower().replace("-", " ")
    half = text.endswith(" and a half")
    for word in text.removesuffix(" and a half").split():
        if word in _SMALL_WORDS:
            current += _SMALL_WORDS[word]
        elif word == "hundred":
            current = (current or Fraction(1)) * 100
        elif word in _SCALES:
            if _SCALES[word] >= last_scale:
                return None
            last_scale = _SCALES[word]
            total += (current or Fraction(1)) * last_scale
            current = Fraction(0)
        elif word not in {"and", "a", "an"}:
            return None
        else:
            continue
        seen = True
    return total + current + (Fraction(1, 2) if half else 0) if seen else None
