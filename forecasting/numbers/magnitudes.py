"""Numbers in Chinese magnitudes (1亿3000万, 8千亿), in every other way they can be written with one of them."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.numbers.chinese_numerals import MAGNITUDES, STEPS, whole_digits
from forecasting.numbers.decimals import decimal

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MAGNITUDE", "MIXED", "in_each_magnitude", "in_magnitudes", "size", "worded_in_each_magnitude"]

MAGNITUDE = "(?:[十百千]?(?:万亿|亿|万)|[百千](?!分))"
"""A magnitude after digits: 万, 千万, 亿, 万亿; 百 and 千 alone, unless 百分 follows."""

MIXED = re.compile(rf"(?:[0-9]+(?:\.[0-9]+)?{MAGNITUDE}){{1,4}}(?:[0-9]+(?:\.[0-9]+)?)?")
"""A number in several magnitudes, one after the other: 1亿3000万."""

_PIECE = re.compile(rf"([0-9]+(?:\.[0-9]+)?)({MAGNITUDE}?)")


def size(magnitude: str) -> int:
    """What a Chinese magnitude multiplies by: 千万 is 10**7, the empty one 1."""
    product = 1
    for step in magnitude:
        product *= {**STEPS, **MAGNITUDES}[step]
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


def in_each_magnitude(printed: str) -> set[str]:
    """A number printed in falling magnitudes (1亿3000万, 8千亿) in each of them; nothing for any other."""
    pieces = _PIECE.findall(printed)
    if len(pieces) == 1 and not pieces[0][1]:
        return set()
    return {text for text, _ in in_magnitudes([(Fraction(number), sign) for number, sign in pieces])}


def worded_in_each_magnitude(numeral: str) -> tuple[tuple[str, int], ...]:
    """A numeral in words with 万 or 亿 inside (十七万三千) in each of them: 17.3 of 10000; nothing for any other."""
    if numeral[-1] in MAGNITUDES or "点" in numeral:
        return ()
    held = [factor for sign, factor in MAGNITUDES.items() if sign in numeral]
    whole = whole_digits(numeral) if held else None
    if whole is None or not whole.isdigit():
        return ()
    return tuple((decimal(Fraction(int(whole), factor)), factor) for factor in held)
