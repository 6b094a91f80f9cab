"""Whether a quote says that a number is a rise or a fall."""

from __future__ import annotations

import re

from forecasting.numbers.characters import fold
from forecasting.numbers.printed import Printed, printed

__all__ = ["ONLY_A_LIST", "direction"]

_FALLS = r"负增长|下降|下跌|下滑|下挫|缩水|比[^，,。；;]{1,14}[低少减]|减少|降低|降幅|减幅|跌幅|回落|缩减|萎缩|递减|锐减|骤降|下调|少收|减收|减产|减(?!排|税|费|贫|负)|降(?!耗|水|准|息|本|税|费|幅)|跌(?!宕)"
_RISES = r"增长|增加|比[^，,。；;]{1,14}[高多]|提高|上升|上涨|增幅|涨幅|增速|递增|提升|上调|攀升|扩大|增收|增产|涨|增(?!加值|值|量|长|幅|速)|升(?!级)"
_BETWEEN = r"(?:了|约|近|超过|超|逾|至少|不少于|不低于|幅度|幅|率|为|达|分别|实际|同比|均|左右|将近|再|大约|了约| |:)*"
_CHINESE_BEFORE = re.compile(rf"(?:(?P<down>{_FALLS})|(?P<up>{_RISES})|(?P<turn>收窄|放缓|趋缓)){_BETWEEN}$")
_DOWN = r"fell|falls|falling|fallen|down|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|dropp?(?:s|ed|ing)?|shrank|shrunk|shr(?:inks|inking)|contract(?:s|ed|ing|ion)|fall|drop|reduc(?:e|es|ed|ing|tion)|negative growth|cut|loss|lower|lost|losing|slipp(?:ed|ing)|slid|sank|plung(?:ed|ing)|tumbl(?:ed|ing)|slump(?:ed|ing)|dipp(?:ed|ing)"
_UP = r"rose|rises|rising|risen|up|gr(?:ew|ow|ows|own|owing|owth)|increas(?:e|es|ed|ing)|gain(?:s|ed)?|climb(?:s|ed|ing)?|expand(?:s|ed|ing)|rise|expansion|higher|jump(?:ed|ing)|surg(?:ed|ing)|soar(?:ed|ing)|advanc(?:ed|ing)"
_ENGLISH_BETWEEN = r"(?:\s|by|of|about|around|some|nearly|almost|over|more than|at least|roughly|approximately|a further|an average|just|only|another|was|were|is|rate|annual|year-on-year|real|:)*"
_ENGLISH_BEFORE = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b{_ENGLISH_BETWEEN}$", re.IGNORECASE)
_ENGLISH_AFTER = re.compile(
    r"^\s*(?:(?P<down>decline|decrease|fall|drop|reduction|contraction|lower|less|down)|(?P<up>increase|rise|growth|gain|higher|more|up))\b(?!\s+(?:from|to|than (?:half|a)))",
    re.IGNORECASE,
)
# 降幅扩大1.2个百分点: the fall grew, which is no rise.
_OF_A_FALL = re.compile(rf"(?:降幅|跌幅|减幅)[^，,。；;]{{0,12}}(?:扩大|提高|增加|上升){_BETWEEN}$")
#: What stands between the numbers of one list.
ONLY_A_LIST = re.compile(r"(?:\s|[、，,和与及]|以及|and)+")


def direction(one: Printed, quote: str) -> tuple[int, str]:
    """Whether a number is said to be a rise (1) or a fall (-1), and the words that say so; 0 where none do.

    The word must stand at the number itself: 下降3.2%, "fell by 3.2 %", "a 3.2 % decline". 降至3.2% and "fell to 3.2 %"
    say where it fell to, 降幅收窄3.2 nothing of its sign. The numbers of a list share the word before the first.
    """
    text = fold(quote)
    before = text[: one.start].rstrip("-−(（ ") if one.minus else text[: one.start]
    before = before.removesuffix("百分之").removesuffix("千分之")
    found = _CHINESE_BEFORE.search(before) or _ENGLISH_BEFORE.search(before)
    if found is not None and not found.groupdict().get("turn") and not _OF_A_FALL.search(before):
        sign = -1 if found.group("down") else 1
        if one.minus:
            return (-1, quote[one.start - 1 : one.unit_end]) if sign > 0 else (0, "")
        start = found.start("down") if sign < 0 else found.start("up")
        return sign, quote[start : one.unit_end].strip()
    if found is not None:
        return 0, ""
    if one.minus:
        return -1, quote[max(0, one.start - 1) : one.unit_end]
    after = _ENGLISH_AFTER.match(text[one.unit_end :])
    if after is not None:
        sign = -1 if after.group("down") else 1
        return sign, quote[one.start : one.unit_end + after.end()].strip()
    previous = [other for other in printed(quote) if other.unit_end <= one.start and not other.what]
    listed = previous and ONLY_A_LIST.fullmatch(text[previous[-1].unit_end : one.start])
    if listed and previous[-1].family in {"", one.family}:
        return direction(previous[-1], quote)
    return 0, ""
