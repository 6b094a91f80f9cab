"""Numerals as reports print them, in digits and in words, brought to exact decimals.

Chinese numerals follow the national usage standard: 十百千 inside 万 and 亿, a last bare digit counting tenths of the
step before it (两千五 is 2500, 三万五 is 35000), 〇零○ as letter-like zeros, 点 before decimals. Nothing here is a float.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from forecasting.numbers.chinese_numerals import digit_by_digit, whole_number
from forecasting.numbers.english_numerals import SMALL_WORDS

__all__ = ["CHINESE_DIGITS", "chinese_number", "english_number", "plain_digits"]

_SEPARATORS = dict.fromkeys(map(ord, ", \u00a0\u2009\u202f"))
CHINESE_DIGITS = "零〇○一壹二贰两三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟"
"""Every character a Chinese numeral below 万 may hold."""


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
    value, decimals = whole_number(whole), digit_by_digit(part)
    if value is None or (point and not decimals):
        return None
    return f"{value}.{decimals}" if point else str(value)


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
        if word in SMALL_WORDS:
            current += SMALL_WORDS[word]
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
