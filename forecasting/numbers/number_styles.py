"""How numbers are written: groups and decimals parted by points, commas, spaces or apostrophes, in threes or Indian."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasting.errors import StatedError
from forecasting.numbers.characters import HARD_SPACES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["NUMBERS", "in_plain_digits", "number_seen", "plain_number"]


@dataclass(frozen=True, slots=True)
class _Style:
    """How numbers are written: what parts groups and decimals, and whether groups are of three or Indian."""

    group: str
    decimal: str
    indian: bool = False

    def plain(self, text: str) -> str | None:
        """The number in ASCII digits without separators, or None when it is not written so."""
        parts = re.escape(self.group)
        grouped = (
            rf"[0-9]{{1,2}}(?:{parts}[0-9]{{2}})*{parts}[0-9]{{3}}"
            if self.indian
            else rf"[0-9]{{1,3}}(?:{parts}[0-9]{{3}})+"
        )
        found = re.fullmatch(rf"(-?)({grouped}|[0-9]+)(?:{re.escape(self.decimal)}([0-9]+))?", text)
        if found is None:
            return None
        sign, whole, decimals = found.groups()
        return f"{sign}{whole.replace(self.group, '')}" + (f".{decimals}" if decimals else "")


#: The ways of writing numbers that `dossier.toml` can name, each by one number written in it.
NUMBERS = {
    "1,234.5": _Style(",", "."),
    "12,34,567.8": _Style(",", ".", indian=True),
    "1.234,5": _Style(".", ","),
    "1 234,5": _Style(" ", ","),
    "1 234.5": _Style(" ", "."),
    "1'234.5": _Style("'", "."),
}
_SPACES = re.compile(f"[{HARD_SPACES}]")
_NUMBER = re.compile(r"-?[0-9]{1,100}(\.[0-9]{1,100})?")
#: Python turns no longer text into a number.
_LONGEST_NUMBER = 200


def plain_number(text: str, numbers: str = "") -> str:
    """A printed number in ASCII digits without separators: "1.234,5" is "1234.5" where `numbers` says so.

    Args:
        text: the number as printed.
        numbers: one of `NUMBERS`, the way a dossier writes numbers; empty for ASCII digits without separators.

    Raises:
        StatedError: the number is not written so; the message names the way it seems to be written in.
    """
    if numbers and numbers not in NUMBERS:
        msg = (
            f"numbers = {numbers!r} is no way of writing numbers; use one of {', '.join(map(repr, NUMBERS))}"
        )
        raise StatedError(msg)
    if _NUMBER.fullmatch(text) and not (numbers and NUMBERS[numbers].group == "." and "." in text):
        return text
    plain = NUMBERS[numbers].plain(_SPACES.sub(" ", text).replace("\N{MINUS SIGN}", "-")) if numbers else None
    if plain is not None and _NUMBER.fullmatch(plain):
        return plain
    seen = number_seen(text)
    if numbers:
        msg = f"{text!r} is not a number written as numbers = {numbers!r} in dossier.toml"
    else:
        msg = f"{text!r} is not a printed number; write ASCII digits without separators, such as 27.46 or -3"
    raise StatedError(f"{msg}{seen and '; ' + seen}")


def number_seen(text: str) -> str:
    """What a number with separators seems to be written in, and what to do; empty where nothing is seen.

    A single separator may part groups or decimals ("1,234"): then both are named, and nothing is chosen.
    """
    text = _SPACES.sub(" ", text.strip()).replace("\N{MINUS SIGN}", "-")
    if len(text) > _LONGEST_NUMBER:
        return ""
    fits = {name: plain for name, style in NUMBERS.items() if (plain := style.plain(text)) is not None}
    values = sorted({Fraction(plain) for plain in fits.values()})
    if not fits or _NUMBER.fullmatch(text):
        return ""
    if len(values) > 1:
        both = " or ".join(f"{fits[name]} (numbers = {name!r})" for name in _first_of_each(fits))
        return f"it could be {both}: write the digits alone, or say numbers in dossier.toml"
    name, plain = next(iter(fits.items()))
    style = NUMBERS[name]
    what = {",": "commas", ".": "points", " ": "spaces", "'": "apostrophes"}
    parts = [f"{what[style.group]} between groups"] if style.group in text else []
    parts += ["a decimal comma"] if style.decimal == "," and "," in text else []
    parts += ["Indian groups of two"] if style.indian else []
    return f"it has {' and '.join(parts)}: write {plain}, or numbers = {name!r} in dossier.toml"


def _first_of_each(fits: Mapping[str, str]) -> list[str]:
    """One way of writing for each value a number can have."""
    seen: dict[Fraction, str] = {}
    for name, plain in fits.items():
        seen.setdefault(Fraction(plain), name)
    return list(seen.values())


def in_plain_digits(text: str, numbers: str) -> str:
    """A text with every number in ASCII digits with a decimal point.

    Args:
        text: words of a source.
        numbers: how it writes numbers, one of `NUMBERS`; empty leaves the text as it is.
    """
    return _pattern(numbers).sub(lambda match: _plain(match.group(), numbers), text) if numbers else text


@lru_cache(maxsize=16)
def _pattern(numbers: str) -> re.Pattern[str]:
    style = NUMBERS[numbers]
    group = f"[ {HARD_SPACES}]" if style.group == " " else re.escape(style.group)
    grouped = rf"(?:{group}[0-9]{{2}})*{group}[0-9]{{3}}" if style.indian else rf"(?:{group}[0-9]{{3}})+"
    return re.compile(
        rf"(?<![0-9.,])(?:[0-9]{{1,3}}{grouped}(?![0-9])|[0-9]+)(?:{re.escape(style.decimal)}[0-9]+)?(?![0-9])"
    )


def _plain(number: str, numbers: str) -> str:
    try:
        return plain_number(number, numbers)
    except StatedError:
        return number
