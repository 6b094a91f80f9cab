"""Units in the words of the other language: 百万吨 for "Mt", "10k households" for 万户."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasting.numbers.unit_tables import COUNTED, MONEY, THINGS
from forecasting.numbers.units import one_over_another, plain_unit, single_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["name_in"]

#: What is counted, by its English name, with the counter Chinese has for it; 个 for all others.
_COUNTED_WITH = {
    **dict.fromkeys(("firms", "companies", "enterprises", "hospitals", "stores", "branches"), "家"),
    **dict.fromkeys(("subscribers", "users"), "户"),
    "schools": "所",
    "beds": "张",
    "patents": "件",
    "parcels": "件",
}
_SAID_SCALES = {
    "zh": ("", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"),
    "en": ("", "thousand", "10k", "100k", "million", "10m", "100m", "billion", "10bn", "100bn", "trillion"),
}
_SAID_SIZES = (1, *(10**power for power in range(3, 13)))


@lru_cache(maxsize=1024)
def name_in(text: str, language: str) -> str | None:
    """A unit in the words of a language, as 百万吨 for "Mt" or "10k households" for 万户; None where it has none.

    Args:
        text: the unit as printed, in either language.
        language: "zh" or "en".
    """
    plain = plain_unit(text)
    pair = one_over_another(plain)
    if pair is not None:
        parts = name_in(pair[0], language), name_in(pair[1], language)
        return None if None in parts else ("/" if language == "zh" else " per ").join(map(str, parts))
    found = single_unit(plain)
    return None if found is None else _named(*found, language)


def _named(family: str, factor: Fraction, language: str) -> str | None:
    """The name with the fewest words: the largest base of the family of which the factor is a round number."""
    bases = sorted(_bases(family, language), key=lambda base: -base[0])
    for base, name in bases:
        size = factor / base
        if size in _SAID_SIZES:
            scale = _SAID_SCALES[language][_SAID_SIZES.index(int(size))]
            return f"{scale}{name}" if language == "zh" else f"{scale} {name}".strip()
    return None


def _bases(family: str, language: str) -> Iterator[tuple[Fraction, str]]:
    """Each unit of a family without a scale: how many base units it is, and what it is called."""
    chinese = language == "zh"
    if family == "number":
        yield Fraction(1), ""
    if family.startswith("count of "):
        counted = family.removeprefix("count of ")
        counter = _COUNTED_WITH.get(counted, "个" if counted in COUNTED else counted)
        yield Fraction(1), counter if chinese else counted
    for code, chinese_names, _ in MONEY:
        if code == family:
            yield Fraction(1), chinese_names[0] if chinese else code
    for named, base, chinese_names, english_names in THINGS:
        names = chinese_names if chinese else english_names
        if named == family and names:
            yield base, names[0]
