"""Quotes that write numbers with a decimal comma or other groups, in plain digits."""

from __future__ import annotations

import re
from functools import lru_cache

from forecasting.numbers.stated import NUMBERS, StatedError, plain_number

__all__ = ["in_plain_digits"]

_SPACE = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"


def in_plain_digits(text: str, numbers: str) -> str:
    """A text with every number in ASCII digits with a decimal point.

    Args:
        text: words of a source.
        numbers: how it writes numbers, one of `forecasting.numbers.stated.NUMBERS`; empty leaves the text as it is.
    """
    return _pattern(numbers).sub(lambda match: _plain(match.group(), numbers), text) if numbers else text


@lru_cache(maxsize=16)
def _pattern(numbers: str) -> re.Pattern[str]:
    style = NUMBERS[numbers]
    group = _SPACE if style.group == " " else re.escape(style.group)
    grouped = rf"(?:{group}[0-9]{{2}})*{group}[0-9]{{3}}" if style.indian else rf"(?:{group}[0-9]{{3}})+"
    return re.compile(
        rf"(?<![0-9.,])(?:[0-9]{{1,3}}{grouped}(?![0-9])|[0-9]+)(?:{re.escape(style.decimal)}[0-9]+)?(?![0-9])"
    )


def _plain(number: str, numbers: str) -> str:
    try:
        return plain_number(number, numbers)
    except StatedError:
        return number
