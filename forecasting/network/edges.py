"""Bounds as the edges of a graph of levels, and the bound that a path of edges adds up to.

An edge `u -> v` with weight w says `level(v) <= w * level(u)`, strictly when open. Weights along a path multiply.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from forecasting.numbers.intervals import Interval

__all__ = ["NO_STEP", "ONE", "SURE", "Edge", "Move", "PathBound", "Paths", "Products"]

ONE = Fraction(1)
"""The product of no weights at all; a cycle of less is a contradiction."""

SURE = 1e-9
"""Logs that differ by more than this differ for certain; sums of logs err by far less."""


class PathBound(NamedTuple):
    """A bound on a ratio: its value, and minus the number of strict steps behind it (so that smaller sorts tighter).

    Counting strict steps, rather than noting that there is one, keeps the order compatible with multiplication, so
    that a cycle of product one with a strict step is always found.
    """

    value: Fraction
    strict: int

    @property
    def is_open(self) -> bool:
        """Whether the value itself is excluded."""
        return self.strict < 0


NO_STEP = PathBound(ONE, 0)
"""The bound of a level against itself."""


class Edge(NamedTuple):
    """`level(end) <= weight * level(start)`, from one claim."""

    start: int
    end: int
    weight: Fraction
    strict: int
    claim: str


Move = tuple[int, float, Edge]
"""An edge as a search walks it: the node reached, the log of the weight, the edge."""


class Paths(NamedTuple):
    """Tightest bounds of every node against one source; the last edge of each path and the node before it.

    None and -1 where there is no path.
    """

    bounds: tuple[PathBound | None, ...]
    last: tuple[Edge | None, ...]
    before: tuple[int, ...]


class Products:
    """Exact bounds along paths, worked out once for all graphs that have a path in common.

    Graphs of one search share the objects of their bounds, so what is kept is found by identity; it holds on to the
    objects it was found by, so that none of them can be taken for another.
    """

    def __init__(self) -> None:
        self._steps: dict[tuple[int, int, int], tuple[PathBound, Fraction, PathBound]] = {}
        self._between: dict[tuple[int, int], tuple[PathBound | None, PathBound | None, Interval]] = {}

    def step(self, known: PathBound, edge: Edge) -> PathBound:
        """The bound one edge further."""
        key = (id(known), id(edge.weight), edge.strict)
        found = self._steps.get(key)
        if found is None:
            reached = PathBound(known.value * edge.weight, known.strict + edge.strict)
            found = self._steps[key] = (known, edge.weight, reached)
        return found[2]

    def between(self, upper: PathBound | None, lower: PathBound | None) -> Interval:
        """The interval of a ratio from its tightest bound and the tightest bound of its inverse."""
        key = (id(upper), id(lower))
        found = self._between.get(key)
        if found is None:
            interval = Interval(
                None if lower is None else 1 / lower.value,
                None if upper is None else upper.value,
                lower is not None and lower.is_open,
                upper is not None and upper.is_open,
            )
            found = self._between[key] = (upper, lower, interval)
        return found[2]
