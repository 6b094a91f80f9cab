"""The list of units in words: what is read, under headings for what it measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.numbers.unit_tables import SCALES, STEPS, listing
from forecasting.numbers.units import CURRENCIES, unit
from forecasting.words import keys, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

__all__ = ["lines"]


def lines(asked: Sequence[str] = (), language: str = "en") -> Iterator[str]:
    """The list of units as text, a line each, under a heading for what they measure.

    Args:
        asked: units to explain; empty for the whole list.
        language: of the headings, "en" or "zh".
    """
    for text in asked:
        known = unit(text)
        if known is None:
            yield say("measures.unknown", language, unit=text)
        else:
            what = _heading(known.family, language)
            yield say("measures.known", language, unit=text, factor=_shown(known.factor), family=what)
    if asked:
        return
    yield say("measures.scales", language, scales=", ".join(SCALES), steps=", ".join(STEPS))
    heading = ""
    for family, one, chinese, english in listing():
        what = _heading(family, language)
        if what != heading:
            yield ""
            yield what
            heading = what
        yield f"  {one:>12}  {', '.join((*chinese, *english))}"


def _shown(factor: Fraction) -> str:
    """An exact number with its thousands apart where it is whole."""
    return f"{factor.numerator:,}" if factor.denominator == 1 else str(factor)


def _heading(family: str, language: str) -> str:
    """What a family measures, in words; several things one over another are said one by one."""
    if " per " in family:
        above, below = family.split(" per ")
        return say("measures.per", language, above=_heading(above, language), below=_heading(below, language))
    if family in CURRENCIES:
        return say("measures.money", language, code=family)
    if family.startswith("count of "):
        return say("measures.count", language)
    key = f"families.{family.replace(' ', '_')}"
    return say(f"measures.{key}", language) if key in keys("measures", language) else family
