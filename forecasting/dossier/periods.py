"""Parts of a year and fiscal years, as reports print them."""

from __future__ import annotations

import re

from forecasting.numbers.characters import ascii_text

__all__ = ["PERIODS_EXPECTED", "calendar_year", "fiscal_years_expected", "period_of", "year_number"]

PERIODS_EXPECTED = (
    "empty for the full year, or a part of it: H1, H2, Q1 to Q4, Q1-Q3, M01 to M12, or first and last month "
    "such as M01-M06 (上半年, 前三季度 and 1-9月 are understood)"
)

_DIGITS = {word: str(number) for number, word in enumerate("一二三四五六七八九十", start=1)}
_DIGITS |= {"十一": "11", "十二": "12", "两": "2"}
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTH = rf"({'|'.join(_MONTHS)})[A-Z]*\.?"
_ORDINALS = {"FIRST": 1, "SECOND": 2, "THIRD": 3, "FOURTH": 4, "1ST": 1, "2ND": 2, "3RD": 3, "4TH": 4}
_COUNTS = {"THREE": 3, "SIX": 6, "NINE": 9, "TWELVE": 12}
_FULL = {"", "FY", "12M", "YEAR", "FULLYEAR", "全年", "年度"}


def period_of(text: str) -> str | None:
    """The part of a year that a text names, in one spelling: "H1", "Q1-Q3", "M01-M05"; "" for the full year.

    Spans that are the same months have the same name, however they are written: `M01-M06`, `Q1-Q2`, 上半年 and
    `first half` are "H1".

    Returns:
        The name, or None when the text names no part of a year.
    """
    folded = re.sub(r"[\s_]", "", ascii_text(text)).upper()
    folded = re.sub(r"[–—‐‑~至到]|TO(?=[A-Z0-9])", "-", folded)
    if folded in _FULL:
        return ""
    months = _halves(folded) or _quarters(folded) or _months(folded)
    if months is None or not 1 <= months[0] <= months[1] <= 12:
        return None
    return _name(*months)


def _name(first: int, last: int) -> str:
    if (first, last) == (1, 12):
        return ""
    if (first, last) in {(1, 6), (7, 12)}:
        return "H1" if first == 1 else "H2"
    if first % 3 == 1 and last % 3 == 0:
        one, other = (first + 2) // 3, last // 3
        return f"Q{one}" if one == other else f"Q{one}-Q{other}"
    return f"M{first:02}" if first == last else f"M{first:02}-M{last:02}"


def _halves(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"H([12])|([12])H|(上|下)半年|(FIRST|SECOND|1ST|2ND)HALF", text)
    if found is None:
        return None
    first = found.group(1) == "1" or found.group(2) == "1" or found.group(3) == "上"
    first = first or found.group(4) in {"FIRST", "1ST"}
    return (1, 6) if first else (7, 12)


def _quarters(text: str) -> tuple[int, int] | None:
    plain = _arabic(text)
    if found := re.fullmatch(r"Q([1-4])(?:-Q?([1-4]))?|([1-4])Q", plain):
        one = int(found.group(1) or found.group(3))
        other = int(found.group(2) or one)
    elif found := re.fullmatch(r"(?:(前)|第)?([1-4])(?:-([1-4]))?季度", plain):
        one, other = int(found.group(2)), int(found.group(3) or found.group(2))
        one = 1 if found.group(1) else one
    elif found := re.fullmatch(rf"({'|'.join(_ORDINALS)})QUARTER", text):
        one = other = _ORDINALS[found.group(1)]
    else:
        return None
    return 3 * one - 2, 3 * other


def _months(text: str) -> tuple[int, int] | None:
    plain = _arabic(text)
    if found := re.fullmatch(r"M([0-9]{1,2})(?:-M?([0-9]{1,2}))?|([0-9]{1,2})(?:-([0-9]{1,2}))?月份?", plain):
        one = int(found.group(1) or found.group(3))
        return one, int(found.group(2) or found.group(4) or one)
    if found := re.fullmatch(r"前([0-9]{1,2})个?月|([0-9]{1,2})M", plain):
        return 1, int(found.group(1) or found.group(2))
    if found := re.fullmatch(rf"(?:FIRST)?({'|'.join(_COUNTS)})MONTHS", text):
        return 1, _COUNTS[found.group(1)]
    if found := re.fullmatch(rf"{_MONTH}(?:-{_MONTH})?", text):
        one = _MONTHS.index(found.group(1)) + 1
        return one, _MONTHS.index(found.group(2)) + 1 if found.group(2) else one
    return None


def _arabic(text: str) -> str:
    """Chinese numerals up to twelve as digits."""
    return re.sub("十[一二]|[一二三四五六七八九十两]", lambda found: _DIGITS[found.group()], text)


def year_number(text: str) -> int | None:
    """A calendar year in ASCII digits, of four digits or fewer; None for any other text."""
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,3}", text) else None


_PAIR = re.compile(r"(?:FY ?)?([1-9][0-9]{3})[/-]([0-9]{2}|[1-9][0-9]{3})", re.IGNORECASE)
_LABEL = re.compile(r"FY ?([1-9][0-9]{3})", re.IGNORECASE)


def calendar_year(text: str, rule: str) -> int | None:
    """The calendar year that a fiscal year counts as, by the rule of its dossier.

    Args:
        text: `2023/24`, `2023-24`, `2023/2024` or `FY2024`.
        rule: "first" or "second" of its two calendar years; empty when the dossier has none.

    Returns:
        The year, or None: no fiscal year, no rule, two years that do not follow each other, or `FY2024` under the
        rule "first", where it may be 2023/24 or 2024/25.
    """
    pair, label = _PAIR.fullmatch(text), _LABEL.fullmatch(text)
    if pair:
        first, second = int(pair.group(1)), pair.group(2)
        follows = int(second) == (first + 1 if len(second) == 4 else (first + 1) % 100)
        return first + (rule == "second") if rule and follows else None
    return int(label.group(1)) if label and rule == "second" else None


def fiscal_years_expected(text: str, rule: str) -> str | None:
    """What would be right for a fiscal year that counts as no calendar year; None when it is none at all."""
    pair, label = _PAIR.fullmatch(text), _LABEL.fullmatch(text)
    if not pair and not label:
        return None
    if not rule:
        return (
            'fiscal_years = "first" or "second" in dossier.toml, which says whether 2023/24 counts as 2023 or 2024; '
            "or a calendar year in four digits"
        )
    if label:
        year = int(label.group(1))
        return f"{year - 1}/{year % 100:02} or {year}/{(year + 1) % 100:02}: FY{year} can be either"
    first = int(pair.group(1)) if pair else 0
    return f"two years that follow each other, such as {first}/{(first + 1) % 100:02}; a longer span has start and end"
