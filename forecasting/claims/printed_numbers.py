"""Numbers printed with a decimal comma, or grouped in other ways than by a comma, brought to plain ASCII digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["NUMBERS_EXPECTED", "Style", "seen_style", "style_of"]

NUMBERS_EXPECTED = (
    'how numbers are printed, by an example: "1,234.5", "1.234,5", "1 234,5", "1\'234.5", "1234,5" or '
    '"12,34,567.8" (lakh and crore)'
)
_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"


@dataclass(frozen=True, slots=True)
class Style:
    """How numbers are printed.

    Attributes:
        group: what parts the groups of digits; empty for nothing.
        decimal: what stands before the decimals, a point or a comma.
        indian: whether all groups but the last have two digits.
    """

    group: str
    decimal: str
    indian: bool = False

    @property
    def _number(self) -> str:
        group = f"[ {_SPACES}]" if self.group == " " else re.escape(self.group)
        size = "{2}" if self.indian else "{3}"
        last = f"{group}[0-9]{{3}}" if self.indian else ""
        grouped = f"[0-9]{{1,3}}(?:{group}[0-9]{size})" + (f"*{last}" if self.indian else "+")
        whole = rf"(?:{grouped}(?![0-9])|[0-9]+)" if self.group else "[0-9]+"
        return rf"{whole}(?:{re.escape(self.decimal)}[0-9]+)?"

    def plain(self, text: str) -> str:
        """A number in this style in ASCII digits with a decimal point; any other text comes back unchanged."""
        if not re.fullmatch(rf"[+-]?{self._number}", text):
            return text
        whole, mark, decimals = text.partition(self.decimal)
        return re.sub(r"[^0-9+-]", "", whole) + (mark and f".{decimals}")

    def plain_text(self, text: str) -> str:
        """A text with every number in this style in ASCII digits with a decimal point."""
        return re.sub(rf"(?<![0-9.,]){self._number}(?![0-9])", lambda one: self.plain(one.group()), text)


def style_of(example: str) -> Style | None:
    """The style a number is printed in, from an example with a group and decimals; None when it shows none."""
    found = re.fullmatch(r"1([,.' ]?)234([.,])[0-9]+", example)
    if found and found.group(1) != found.group(2):
        return Style(found.group(1), found.group(2))
    return Style(",", ".", indian=True) if re.fullmatch(r"12,34,567\.[0-9]+", example) else None


_SEEN = (
    (re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3})*,[0-9]+"), "1.234,5", "a decimal comma"),
    (re.compile(r"[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,}"), "1.234,5", "points between groups of digits"),
    (
        re.compile(r"[+-]?[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"),
        "12,34,567.8",
        "lakh and crore groups",
    ),
    (re.compile(rf"[+-]?[0-9]{{1,3}}(?:[ {_SPACES}][0-9]{{3}})+,[0-9]+"), "1 234,5", "a decimal comma"),
)


def seen_style(text: str) -> tuple[str, str, str] | None:
    """What an unreadable number looks like: its plain form, the example of its style, and what was seen.

    A comma before three digits (27,460) parts groups, so it is no sign of a style.
    """
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", text):
        return None
    for pattern, example, words in _SEEN:
        style = style_of(example)
        if style is not None and pattern.fullmatch(text):
            return style.plain(text).lstrip("+"), example, words
    return None
