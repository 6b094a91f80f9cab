"""A number with its magnitude and unit, as Chinese texts print it: 27.46亿元, 百分之七点五, 3亿5千万, 二成八, 6.5%－7%."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from forecasting._extract.lexicon.words import lexicon, trie
from forecasting._extract.numerals import CHINESE_DIGITS, chinese_number, plain_digits
from forecasting._extract.quantity import Amount
from forecasting.numbers.chinese_numerals import tenths
from forecasting.numbers.decimals import decimal
from forecasting.numbers.numerals import NOTE_MARK, PART_AFTER

__all__ = ["CHINESE_START", "chinese_amount"]

_CN = CHINESE_DIGITS
_MAGNITUDE = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
_NUMBER = (
    rf"[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,5}}(?:\.[0-9]{{1,9}})?(?![0-9])|[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?|"
    rf"[{_CN}]{{1,14}}(?:亿[{_CN}]{{1,9}})?(?:万(?!亿|千[瓦克米伏卡])[{_CN}]{{1,9}})?(?:点[{_CN}]{{1,6}})?"
)
CHINESE_START = rf"(?:百分之|千分之)?[-－−]?(?:[0-9]|[{_CN}])"
"""Where an amount may begin."""
_SIZES = {
    "": 1, "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
_SAME = {
    "％": "%", "千米": "公里", "元人民币": "元", "人民币元": "元", "度电": "度", "平方千米": "平方公里", "㎡": "平方米",
    "百分点": "个百分点", "千克": "公斤", "标准箱": "标箱", "TEU": "标箱", "t": "吨", "km": "公里", "人民币": "元",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _UnitPatterns:
    pattern: re.Pattern[str]
    money: frozenset[str]
    count: frozenset[str]
    after: re.Pattern[str]
    comparators: dict[str, str]


@cache
def _units() -> _UnitPatterns:
    raw = lexicon("zh").raw
    units = raw["units"]
    known = [
        *units["money"],
        *units["physical"],
        *units["count"],
        *_SAME,
        "%",
        "‰",
        "个百分点",
        "倍",
        "番",
        "成",
    ]
    unit = trie(known)
    pattern = re.compile(
        rf"(?P<part>百分之|千分之)?(?P<sign>[-－−])?(?P<n>{_NUMBER})(?:{NOTE_MARK})?(?P<more>多|余|来)? ?"
        rf"(?P<mag>{_MAGNITUDE})?(?P<more1>多|余)?"
        rf"(?:(?<=亿)(?P<mixed>[0-9]{{1,4}}(?:\.[0-9]{{1,4}})?)(?P<mixedmag>千万|百万|万))?"
        rf" ?(?:(?P<u1>{unit})?(?P<dash>[-—–－~～至到]{{1,2}}) ?(?:百分之)?(?P<n2>{_NUMBER}) ?(?P<mag2>{_MAGNITUDE})?)?"
        rf"(?P<more2>多|余)? ?(?P<unit>{unit})?(?:{PART_AFTER})?(?P<each>(?<=[元人吨克度米户台辆])/(?:人|万元|平方公里|平方米|立方米|亩|吨|公里|户|升))?"
    )
    comparators = {word: sign for sign, words in raw["hedge_after"].items() for word in words}
    return _UnitPatterns(
        pattern,
        frozenset(units["money"]),
        frozenset(units["count"]),
        re.compile(trie(comparators)),
        comparators,
    )


def _kind(unit: str, units: _UnitPatterns, magnitude: str) -> str:
    if unit in {"%", "‰", "成"}:
        return "rate"
    if unit == "个百分点":
        return "points"
    if unit == "倍":
        return "fold"
    if unit == "番":
        return "doublings"
    if unit in units.count:
        return "count"
    return "amount" if unit or magnitude else "bare"


def chinese_amount(text: str, start: int, end: int) -> Amount | None:
    """The amount that begins at `start`, or None where there is none.

    A hedge printed after it (以上, 左右, 以内) is taken in.
    """
    units = _units()
    match = units.pattern.match(text, start, end)
    if match is None:
        return None
    part, n, magnitude, unit = match["part"], match["n"], match["mag"] or "", match["unit"] or ""
    unit = _SAME.get(unit, unit)
    stop = match.end()
    numeral = not n[0].isdigit() or n[0] in CHINESE_DIGITS
    read = _value(match, numeral=numeral)
    if read is None:
        return None
    value, magnitude = read
    if match["part_after"] and value.isdigit() and match["n2"] is None:
        value = f"{value}.{tenths(match['part_after'])}"
    if part:
        if unit or magnitude:
            return None
        unit = "%" if part == "百分之" else "‰"
    n2 = match["n2"]
    if n2 is not None:
        ranged = _range(match, value, magnitude, unit, units, numeral=numeral)
        if ranged is None:
            stop = match.start("dash")
            unit = unit if part else _SAME.get(match["u1"] or "", match["u1"] or "")
        else:
            value, magnitude, unit = ranged
    kind = _kind(unit, units, magnitude)
    if match["each"] and stop == match.end():
        unit += match["each"]
    if numeral and kind == "bare":
        return None
    comparator = ".." if ".." in value else "="
    if match["more"] or match["more1"] or match["more2"]:
        comparator = "~" if match["more"] == "来" else ">"
    hedge = units.after.match(text, stop, end)
    if hedge is not None and comparator != "..":
        comparator, stop = units.comparators[hedge.group()], hedge.end()
    return Amount(kind, value, magnitude + unit, comparator, stop, bool(match["sign"]), numeral)


def _value(match: re.Match[str], *, numeral: bool) -> tuple[str, str] | None:
    """Digits and magnitude of the first number."""
    n, magnitude = match["n"], match["mag"] or ""
    if not numeral:
        value = plain_digits(n)
        if match["mixed"]:
            whole = Fraction(value) * _SIZES[magnitude] + Fraction(match["mixed"]) * _SIZES[match["mixedmag"]]
            return decimal(whole / _SIZES[magnitude]), magnitude
        return value, magnitude
    if magnitude == "亿" and "万" in n and "亿" not in n:
        found = chinese_number(n)
        return None if found is None else (found, magnitude)
    if "亿" in n or "万" in n:
        total = chinese_number(n if magnitude not in {"万", "亿"} else n + magnitude)
        if total is None or magnitude not in {"", "万", "亿"}:
            return None
        largest = "亿" if "亿" in n else "万"
        return decimal(Fraction(total) / _SIZES[largest]), largest
    found = chinese_number(n)
    return None if found is None else (found, magnitude)


def _range(
    match: re.Match[str], low: str, magnitude: str, unit: str, units: _UnitPatterns, *, numeral: bool
) -> tuple[str, str, str] | None:
    """Value, magnitude and unit of `low..high`; None where the second number is no upper end of the first."""
    n2, magnitude2, unit1 = match["n2"], match["mag2"] or "", _SAME.get(match["u1"] or "", match["u1"] or "")
    if numeral != (not n2[0].isdigit()) or (unit1 and unit1 != unit):
        return None
    high = chinese_number(n2) if numeral else plain_digits(n2)
    if high is None or not unit or (magnitude and magnitude != magnitude2):
        return None
    if magnitude2 and not magnitude and Fraction(low) * 50 < Fraction(high):
        return None
    if _kind(unit, units, magnitude2) == "count" or Fraction(low) >= Fraction(high):
        return None
    return f"{low}..{high}", magnitude2, unit
