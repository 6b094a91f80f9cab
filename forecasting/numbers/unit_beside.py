"""Which unit stands beside a printed number: the longest known one behind it, or a currency before it."""

from __future__ import annotations

import re

from forecasting.numbers import units
from forecasting.numbers.unit_tables import listing

__all__ = ["unit_beside"]

_UNIT_LIMIT = 12
#: What follows a unit's character where it is no unit but the head of another word: 户籍, 成为, 台阶.
_NO_UNIT = {
    "人": "均才工大士力们居气",
    "户": "籍均外口",
    "成": "为立交功果本长绩员都套品年效熟就",
    "台": "阶湾风州",
    "度": "假过",
    "所": "有得占以在属需",
    "条": "件",
    "方": "面案式向便",
    "家": "庭电园",
    "单": "位",
    "期": "间末货",
    "种": "植",
    "对": "外比于口接标策",
    "天": "然",
    "日": "前益均",
    "升": "级至到高幅值学温",
    "支": "出持付撑",
    "场": "地所均",
    "位": "居于列次",
    "名": "列义单",
    "部": "门分署",
    "处": "于理",
    "克": "服难",
    "次": "于要产",
    "个": "人体别性",
    "例": "如外",
    "间": "接",
    "倍": "增",
    "村": "民庄",
    "只": "有是要",
    "头": "部",
}
_SIGNS = sorted(
    {
        name
        for family, _, _, english in listing()
        for name in english
        if family in units.CURRENCIES
        and (not name.isalpha() or name.isupper() or name in {"Rs", "Rp", "KSh", "Ksh"})
    },
    key=len,
    reverse=True,
)
_CURRENCY_BEFORE = re.compile(r"(?<![A-Za-z])(" + "|".join(map(re.escape, _SIGNS)) + r") ?$")
_SCALE_AFTER = re.compile(
    r" ?((?:lakh crore|thousand|million|billion|trillion|lakh|lac|crore|mn|mln|bn|tn|trn|cr|m|k|b)s?)\b",
    re.IGNORECASE,
)
_CHINESE_SCALES = frozenset("十百千万亿")


def unit_beside(text: str, start: int, end: int) -> tuple[int, str, int]:
    """The unit of a number, with where number and currency sign begin, and where the unit ends.

    Args:
        text: the quote, its characters folded.
        start: of the number.
        end: of it, its magnitude included.

    Returns:
        The beginning, the unit (empty where none is known) and its end (`end` where there is none).
    """
    unit, unit_end = _unit_after(text, end)
    before = _CURRENCY_BEFORE.search(text[:start])
    if before is None:
        return start, unit, unit_end
    known = units.unit(unit) if unit else None
    if known is None or known.family not in units.CURRENCIES:
        scale = _SCALE_AFTER.match(text, end)
        named = f"{before.group(1)} {scale.group(1)}" if scale else before.group(1)
        if units.unit(named) is not None:
            unit, unit_end = named, scale.end() if scale else end
    return before.start(), unit, unit_end


def _unit_after(text: str, end: int) -> tuple[str, int]:
    """The longest known unit that stands after a number, and where it ends; empty where there is none."""
    place = end + 1 if text[end : end + 1] in {" ", "-", "\u00a0"} and len(text) > end + 1 else end
    rest = text[place:]
    words = re.match(r"[$€£\u20b9A-Za-z%‰µ²³/.0-9]+(?: [$€£\u20b9A-Za-z%‰²³/.0-9]+){0,3}", rest)
    if words:
        parts = words.group().split(" ")
        for count in range(len(parts), 0, -1):
            name = " ".join(parts[:count])
            for shown in (name, name.rstrip(".")):
                if shown and units.unit(shown) is not None and not _followed_by_word(rest, len(shown)):
                    return shown, place + len(shown)
    for length in range(min(_UNIT_LIMIT, len(rest)), 0, -1):
        name = rest[:length]
        if name[0].isascii() and name[0] not in "%‰":
            break
        if name[-1] == " " or units.unit(name) is None or name in _CHINESE_SCALES:
            continue
        if rest[length : length + 1] and rest[length] in _NO_UNIT.get(name[-1], ""):
            continue
        return name, place + length
    return "", end


def _followed_by_word(text: str, length: int) -> bool:
    return text[length - 1].isalpha() and re.match("[A-Za-z]", text[length : length + 1] or " ") is not None
