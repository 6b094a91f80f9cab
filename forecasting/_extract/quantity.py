"""A number with its unit, as either language prints it, before it is known what it states."""

from __future__ import annotations

from dataclasses import dataclass

from forecasting.numbers import units

__all__ = ["Amount", "converts", "negated", "negated_comparator"]

_OPPOSITE = {">": "<", "<": ">", ">=": "<=", "<=": ">="}


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed number.

    Attributes:
        kind: rate, points, fold, doublings, amount, count or bare.
        value: ASCII digits, or `low..high`.
        unit: with its magnitude, as the table of units prints it.
        comparator: what is printed into the number itself (多, 余: >), else "=".
        end: where it ends in the text.
        negative: whether a minus is printed.
        numeral: whether it is written in Chinese numerals.
    """

    kind: str
    value: str
    unit: str
    comparator: str
    end: int
    negative: bool = False
    numeral: bool = False


def negated(value: str) -> str:
    """The value of a fall; a range changes its ends: 3..5 is -5..-3."""
    low, dots, high = value.partition("..")
    return f"-{high}..-{low}" if dots else f"-{low}"


def negated_comparator(comparator: str) -> str:
    """Fell by more than 3 is below -3."""
    return _OPPOSITE.get(comparator, comparator)


def converts(unit: str, other: str) -> bool:
    """Whether two printed units measure the same: € million and € billion, 亿元 and 万元."""
    here, there = units.unit(unit), units.unit(other)
    return unit == other or (here is not None and there is not None and here.family == there.family)
