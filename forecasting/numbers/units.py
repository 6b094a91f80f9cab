"""Printed units, in Chinese and English: how many base units of which family one of them is.

Only units of one family convert into each other. Each currency is a family of its own: no rate of exchange is known
here. "$" and "dollars" alone are US dollars; other dollars are written HK$, A$, NT$ and so on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasting.errors import StatedError
from forecasting.numbers.unit_tables import COUNTED, COUNTERS, MONEY, SCALES, STEPS, THINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["CURRENCIES", "Unit", "conversion", "one_over_another", "plain_unit", "single_unit", "unit"]

CURRENCIES = frozenset(code for code, _, _ in MONEY)
"""The families that are money."""

_CHINESE_SCALE = re.compile("[十百千]?万?亿?")
_DIGITS_THEN = re.compile(r"(1(?:0+|(?:,000)+|0(?:,000)+|00(?:,000)+))(?![0-9.,])[ -]?")
_GLUED = re.compile(r"([^A-Za-z0-9' ]+|[A-Z]{3}|Rs\.?|RM|Rp|R)(" + "|".join(SCALES) + ")")
_TOO_LONG = 60
#: Most units and conversions kept: one dossier asks for each of its own many times.
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: how many base units of which family one of it is.

    Attributes:
        text: the unit as printed.
        family: what it measures; only units of one family convert into each other.
        factor: base units in one of it.
    """

    text: str
    family: str
    factor: Fraction


@lru_cache(maxsize=_KEPT)
def unit(text: str) -> Unit | None:
    """The unit a text names, or None when it is not a known one.

    Understands Chinese magnitudes before a base unit (万美元, 亿元, 千万吨, 万标箱), scales before, after or around a
    currency or thing (CNY 100m, USD bn, $bn, bn USD, million dollars, lakh crore rupees, 10k persons), magnitudes
    alone (亿, million), and one unit over another (元/平方米, kWh per person).
    """
    plain = plain_unit(text)
    found = _read(plain) if len(plain) <= _TOO_LONG else None
    return None if found is None else Unit(text, *found)


def plain_unit(text: str) -> str:
    """A unit in one form of width, superscripts as digits, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).replace("μ", "µ").strip()


def one_over_another(plain: str) -> tuple[str, str] | None:
    """The two units of 元/平方米 or "kWh per person", given in one form; None for a unit that is not over another."""
    for over in ("/", " per ", "每"):
        head, mark, tail = plain.partition(over)
        if mark and head and plain not in _english():
            return head.strip(), tail.strip()
    return None


def single_unit(plain: str) -> tuple[str, Fraction] | None:
    """Family and base units of a unit that is not over another, given in one form; None when it is not known."""
    if len(plain) > _TOO_LONG:
        return None
    english, chinese = _english(), _chinese()
    if plain in english:
        return english[plain]
    prefix = _CHINESE_SCALE.match(plain)
    for length in range(prefix.end() if prefix else 0, -1, -1):
        size, base = _product(plain[:length]), plain[length:]
        if base in chinese:
            return chinese[base][0], chinese[base][1] * size
        if length and not base:
            return "number", Fraction(size)
    return _scaled(plain)


@lru_cache(maxsize=_KEPT)
def conversion(printed: str, wanted: str) -> Fraction:
    """What a value printed in one unit is multiplied by to be in another.

    Units with the same text always convert, known or not; other units only within their family. Currencies are
    families of their own: they never convert.

    Raises:
        StatedError: one of the units is not known, or they measure different things.
    """
    if printed == wanted:
        return Fraction(1)
    here, there = unit(printed), unit(wanted)
    if here is None:
        msg = f"{printed!r} is not a known unit and is not the indicator's unit {wanted!r}"
        raise StatedError(msg)
    if there is None or here.family != there.family:
        msg = f"{printed!r} cannot be converted to {wanted!r}"
        raise StatedError(msg)
    return here.factor / there.factor


@lru_cache(maxsize=1)
def _chinese() -> Mapping[str, tuple[str, Fraction]]:
    """Family and base units of every Chinese name."""
    money = {name: (code, Fraction(1)) for code, names, _ in MONEY for name in names}
    things = {plain_unit(name): (family, one) for family, one, names, _ in THINGS for name in names}
    return {**things, **{name: (f"count of {name}", Fraction(1)) for name in COUNTERS}, **money}


@lru_cache(maxsize=1)
def _english() -> Mapping[str, tuple[str, Fraction]]:
    """Family and base units of every English name."""
    money = {name: (code, Fraction(1)) for code, _, names in MONEY for name in (code, *names)}
    things = {plain_unit(name): (family, one) for family, one, _, names in THINGS for name in names}
    return {**things, **{name: (f"count of {name}", Fraction(1)) for name in COUNTED}, **money}


def _read(plain: str) -> tuple[str, Fraction] | None:
    """Family and base units of any unit."""
    pair = one_over_another(plain)
    if pair is None:
        return single_unit(plain)
    above, below = single_unit(pair[0]), single_unit(pair[1])
    if above is None or below is None:
        return None
    return f"{above[0]} per {below[0]}", above[1] / below[1]


def _product(steps: str) -> int:
    """What a Chinese scale multiplies by."""
    size = 1
    for step in steps:
        size *= STEPS[step]
    return size


def _scaled(text: str) -> tuple[str, Fraction] | None:
    """A scale with what it counts on either side: "bn USD", "USD bn", "$bn", "10k persons", "100 million"."""
    english = _english()
    glued = _GLUED.fullmatch(text)
    if glued and glued.group(1) in english:
        text = f"{glued.group(1)} {glued.group(2)}"
    for words in (text.split(" "), text.replace("-", " ").split(" ")):
        found = _scaled_words(words)
        if found is not None:
            return found
    return None


def _scaled_words(words: list[str]) -> tuple[str, Fraction] | None:
    """Words of which some are a scale and the others, at one end, what it counts."""
    english = _english()
    for start in range(len(words) + 1):
        for end in range(len(words), start - 1, -1):
            # The thing stands at one end; all the rest is scale.
            thing = " ".join(words[start:end])
            rest = words[:start] + words[end:]
            if (start and end < len(words)) or (thing and thing not in english):
                continue
            size = _scale(rest)
            if size is not None and (thing or size != 1):
                family, one = english[thing] if thing else ("number", Fraction(1))
                if _may_scale(family, thing, rest):
                    return family, one * size
    return None


def _may_scale(family: str, thing: str, scale: list[str]) -> bool:
    """Whether it can be counted in scales; "m" alone may be metres, and nobody prints a million per cent."""
    if not thing:
        return scale not in (["m"], ["M"], ["k"], ["K"], ["b"], ["B"], ["cr"], ["Cr"])
    return family not in {"rate", "points", "fold", "doublings"}


def _scale(words: list[str]) -> int | None:
    """What a run of scale words multiplies by: "100m" and "100 million" by 10**8, "lakh crore" by 10**12."""
    size = 1
    for word in words:
        rest = word
        digits = _DIGITS_THEN.match(rest)
        if digits:
            size *= int(digits.group(1).replace(",", ""))
            rest = rest[digits.end() :]
            if not rest:
                continue
        if rest not in SCALES:
            return None
        size *= SCALES[rest]
    return size
