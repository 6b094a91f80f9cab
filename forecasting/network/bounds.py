"""What a claim bounds: `lower <= level(b) / level(a) <= upper`, in exact fractions.

A level is a ratio to the unit, so every bound is a difference constraint in logs (Dechter, Meiri & Pearl 1991).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import inf, log
from typing import TYPE_CHECKING, NamedTuple

from forecasting.dossier.meaning import Space

if TYPE_CHECKING:
    from forecasting.numbers.intervals import Interval

__all__ = ["UNIT", "Bound", "Node", "Reading", "Side", "log_of"]


class Node(NamedTuple):
    """One unknown level: whose, of what, in which space, in which year."""

    entity: str
    indicator: str
    space: Space
    year: int

    @property
    def basis(self) -> str:
        """Its price basis."""
        return self.space.basis


#: The node every level is a ratio to.
UNIT = Node("", "", Space(""), 0)


#: A bound on the end over the start, or backwards: which, its value, minus one where strict, log of the value.
Side = tuple[bool, Fraction, int, float]


@dataclass(frozen=True)
class Bound:
    """`lower <= level(end) / level(start) <= upper`, and the claim that says so."""

    start: Node
    end: Node
    ratio: Interval
    claim: str

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """Its ends as one-sided bounds: the upper one from start to end, the inverse of the lower one back."""
        low, high = self.ratio.lower, self.ratio.upper
        found: list[Side] = []
        if high is not None:
            strict = -1 if self.ratio.upper_open else 0
            found.append((False, high, strict, log_of(high)))
        if low is not None and low.numerator > 0:
            strict = -1 if self.ratio.lower_open else 0
            found.append((True, 1 / low, strict, -log_of(low)))
        return tuple(found)


def log_of(weight: Fraction) -> float:
    """Logarithm of a weight of any size, minus infinity for zero."""
    above = weight.numerator
    return log(above) - log(weight.denominator) if above > 0 else -inf


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a claim: a name ("" when there is only one) and the bounds it stands for."""

    name: str
    bounds: tuple[Bound, ...]
