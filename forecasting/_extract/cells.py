"""What one cell of a table prints: a number with its bound, sign, currency, unit and marks, or none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting._extract.numerals import plain_digits

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["PrintedCell", "has_decimal_commas", "printed_cell"]

_BEFORE = {
    "≥": ">=",
    "≤": "<=",
    ">": ">",
    "<": "<",
    "约": "~",
    "近": "<",
    "超": ">",
    "超过": ">",
    "不低于": ">=",
    "不超过": "<=",
}
_AFTER = {"左右": "~", "以上": ">=", "以下": "<=", "以内": "<="}
_NUMBER = re.compile(
    rf"(?P<before>{'|'.join(sorted(map(re.escape, _BEFORE), key=len, reverse=True))})? ?"
    r"(?P<open>\()?(?P<sign>[-−－+]?)(?P<currency>[$£€¥]?) ?"
    r"(?P<digits>[0-9]{1,3}(?:[, ][0-9]{2,3})*[, ][0-9]{3}(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?) ?"
    r"(?P<suffix>%|％|个百分点|pp|bps)?(?P<close>\))?"
    # provisional, revised, estimated, forecast, a break in the series; the mark of a note
    r"(?: ?(?:\([a-zA-Z]{1,2}\)|[prebfPREBF]|[*†#]{1,3}|[\xb9\xb2\xb3\u2070\u2074-\u2079]{1,2}))?"
    rf" ?(?P<after>{'|'.join(_AFTER)})?"
)
_DECIMAL_COMMA = re.compile(r"[-−]?[0-9]{1,3}(?: ?[0-9]{3})*,[0-9]{1,2}(?: ?\(?[a-z%]\)?)?")
_SUFFIXES = {"％": "%", "pp": "percentage points"}


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A number as a cell prints it.

    Attributes:
        value: digits, without separators or sign.
        comparator: "=" where no bound is printed.
        negative: whether a minus is printed, or brackets around the number.
        currency, suffix: what is printed beside it; empty for nothing.
    """

    value: str
    comparator: str
    negative: bool
    currency: str
    suffix: str


def printed_cell(text: str) -> PrintedCell | None:
    """The number a cell prints; None where it prints none, or more than one."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    bound = _BEFORE.get(found["before"] or "") or _AFTER.get(found["after"] or "") or "="
    negative = found["sign"] in {"-", "−", "－"} or found["open"] is not None
    suffix = found["suffix"] or ""
    return PrintedCell(
        plain_digits(found["digits"]), bound, negative, found["currency"], _SUFFIXES.get(suffix, suffix)
    )


def has_decimal_commas(texts: Iterable[str]) -> bool:
    """Whether some cell can only be read with a comma before decimals, so that 1,234 in another may be 1.234."""
    return any(_DECIMAL_COMMA.fullmatch(text.strip()) for text in texts)
