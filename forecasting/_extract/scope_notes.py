"""Notes on all growth of a document: 注：本文增速均按可比口径计算; growth rates are at constant exchange rates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting._extract.candidate import Candidate

__all__ = ["scope_all_growth"]

_GROWTHS = {"growth", "growth_each_year", "average_growth", "multiple", "change"}
_NOTES = {
    "zh": re.compile(
        r"(?:本文|文中|以上|上述|表中|本表|本报告|报告中|本公报|注[：:])[^。；;\n%0-9]{0,12}(?:增速|增长速度|增长率|增幅|增减幅|同比)"
        r"[^。；;\n%0-9]{0,12}(?P<same>可比口径|同口径|同一口径|可比范围)"
    ),
    "en": re.compile(
        r"\b(?:growth rates?|growth figures?|(?:percentage|year-on-year) changes)\b[^.\n%0-9]{0,60}\b(?:are|is)\b[^.\n%0-9]{0,40}"
        r"(?:(?P<currency>constant (?:exchange|currenc))|(?P<organic>organic)|(?P<same>like[- ]for[- ]like|comparable basis|constant perimeter))",
        re.IGNORECASE,
    ),
}
#: Every note holds one of these; most texts hold none.
_WORDS = {
    "zh": ("口径", "可比范围"),
    "en": (
        "onstant exchange",
        "onstant currenc",
        "rganic",
        "ike-for-like",
        "ike for like",
        "omparable basis",
        "onstant perimeter",
    ),
}
_SCOPES = {"same": "same-scope", "organic": "organic", "currency": "constant-currency"}


def scope_all_growth(found: Iterable[Candidate], text: str, language: str) -> None:
    """Give the scope that a note states for all growth to every growth that states none."""
    if not any(word in text for word in _WORDS[language]):
        return
    note = _NOTES[language].search(text)
    if note is None or note.lastgroup is None:
        return
    for one in found:
        if one.kind in _GROWTHS and not one.scope:
            one.scope = _SCOPES[note.lastgroup]
