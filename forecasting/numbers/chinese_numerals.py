"""Chinese numerals, brought to digits: 四十 is 40, 二〇〇九 is 2009, 一点五 is 1.5."""

from __future__ import annotations

import re

__all__ = [
    "CHINESE",
    "MAGNITUDES",
    "NUMERALS",
    "STEPS",
    "chinese_digits",
    "digit_by_digit",
    "tenths",
    "whole_digits",
    "whole_number",
]

_DIGITS = {
    character: digit
    for digit, characters in enumerate(
        ("零〇○", "一壹", "二贰貳两兩", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for character in characters
}
STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
"""Characters that multiply the digit before them."""

MAGNITUDES = {"万": 10**4, "亿": 10**8}
"""Characters that multiply the whole numeral before them."""

NUMERALS = "".join(_DIGITS) + "".join(STEPS)
"""Every character of a numeral but the magnitudes."""

CHINESE = re.compile(
    rf"[{NUMERALS}]+(?:[万亿](?!千[瓦克米伏])[{NUMERALS}]+)*(?:点[{''.join(_DIGITS)}]+)?[万亿]?"
)
"""A numeral as a text prints it; 3万千瓦 is 3万 of the unit 千瓦."""


def tenths(part: str) -> int:
    """Tenths that a character of `PART_AFTER` stands for."""
    return 5 if part == "半" else _DIGITS[part]


def chinese_digits(numeral: str) -> str:
    """ASCII digits of a Chinese numeral; what is none comes back unchanged.

    A last 万 or 亿 stays: 四十万人 is 40 of the unit 万人, 一亿三千万 is 1亿3000万; but 一万二千 is 12000.
    """
    unit = numeral[-1] if numeral[-1] in MAGNITUDES else ""
    whole, point, decimals = numeral.removesuffix(unit).partition("点")
    tail = point and "." + "".join(str(_DIGITS[character]) for character in decimals)
    if unit:
        pieces = re.split("([万亿])", whole)
        values = [piece if piece in MAGNITUDES else whole_digits(piece) for piece in pieces]
    else:
        values = [whole_digits(whole)]
    return numeral if None in values else "".join(map(str, values)) + tail + unit


def whole_digits(numeral: str) -> str | None:
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
    for magnitude, size in sorted(MAGNITUDES.items(), key=lambda pair: -pair[1]):
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
        size = STEPS.get(character)
        if size is None or size >= step:
            return None
        total += (1 if digit is None else digit) * size
        step, digit, zero = size, None, False
    if digit is None:
        return total if numeral else None
    bare = step // 10 if total and not zero else 1
    return total + digit * bare
