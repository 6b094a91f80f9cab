"""Intervals of exact fractions: everything a statement allows a number to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["Interval", "positive", "stretched"]


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a statement allows; an end of None is unbounded.

    Attributes:
        lower, upper: exact ends, `lower <= upper` unless the interval is empty.
        lower_open, upper_open: whether the end itself is excluded.
    """

    lower: Fraction | None = None
    upper: Fraction | None = None
    lower_open: bool = False
    upper_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no value lies inside."""
        if self.lower is None or self.upper is None:
            return False
        return self.lower > self.upper or (self.lower == self.upper and (self.lower_open or self.upper_open))

    def contains(self, value: Fraction) -> bool:
        """Whether `value` lies inside."""
        return not self.intersect(Interval(value, value)).is_empty

    def intersect(self, other: Interval) -> Interval:
        """The values both intervals allow (possibly empty)."""
        lower, lower_open = self.lower, self.lower_open
        if other.lower is not None and (lower is None or other.lower > lower):
            lower, lower_open = other.lower, other.lower_open
        elif other.lower is not None and other.lower == lower:
            lower_open = lower_open or other.lower_open
        upper, upper_open = self.upper, self.upper_open
        if other.upper is not None and (upper is None or other.upper < upper):
            upper, upper_open = other.upper, other.upper_open
        elif other.upper is not None and other.upper == upper:
            upper_open = upper_open or other.upper_open
        return Interval(lower, upper, lower_open, upper_open)

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not self.intersect(other).is_empty

    def side_of(self, other: Interval) -> str:
        """Where this interval lies of one it does not meet: "above" or "below"."""
        above = self.lower is not None and other.upper is not None and self.lower >= other.upper
        return "above" if above else "below"

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        lower, lower_open = self.lower, self.lower_open
        if lower is None or other.lower is None:
            lower, lower_open = None, False
        elif lower == other.lower:
            lower_open = lower_open and other.lower_open
        elif other.lower < lower:
            lower, lower_open = other.lower, other.lower_open
        upper, upper_open = self.upper, self.upper_open
        if upper is None or other.upper is None:
            upper, upper_open = None, False
        elif upper == other.upper:
            upper_open = upper_open and other.upper_open
        elif other.upper > upper:
            upper, upper_open = other.upper, other.upper_open
        return Interval(lower, upper, lower_open, upper_open)

    def times(self, factor: Fraction) -> Interval:
        """The interval with both ends multiplied by a positive factor."""
        return Interval(
            None if self.lower is None else self.lower * factor,
            None if self.upper is None else self.upper * factor,
            self.lower_open,
            self.upper_open,
        )

    def plus(self, amount: Fraction) -> Interval:
        """The interval moved by `amount`."""
        return Interval(
            None if self.lower is None else self.lower + amount,
            None if self.upper is None else self.upper + amount,
            self.lower_open,
            self.upper_open,
        )

    def negated(self) -> Interval:
        """All values with the other sign."""
        return Interval(
            None if self.upper is None else -self.upper,
            None if self.lower is None else -self.lower,
            self.upper_open,
            self.lower_open,
        )

    def add(self, other: Interval) -> Interval:
        """All sums of a value here and one of `other`."""
        no_lower = self.lower is None or other.lower is None
        no_upper = self.upper is None or other.upper is None
        return Interval(
            None if no_lower else self.lower + other.lower,  # type: ignore[operator]
            None if no_upper else self.upper + other.upper,  # type: ignore[operator]
            not no_lower and (self.lower_open or other.lower_open),
            not no_upper and (self.upper_open or other.upper_open),
        )

    def by(self, other: Interval) -> Interval:
        """All products of a positive value here and a positive value of `other`."""
        no_lower = self.lower is None or other.lower is None
        no_upper = self.upper is None or other.upper is None
        return Interval(
            None if no_lower else self.lower * other.lower,  # type: ignore[operator]
            None if no_upper else self.upper * other.upper,  # type: ignore[operator]
            not no_lower and (self.lower_open or other.lower_open),
            not no_upper and (self.upper_open or other.upper_open),
        )

    def over(self, other: Interval) -> Interval:
        """All quotients of a positive value here by a positive value of `other`."""
        no_lower = self.lower is None or other.upper is None
        no_upper = self.upper is None or other.lower is None or other.lower == 0
        return Interval(
            None if no_lower else self.lower / other.upper,  # type: ignore[operator]
            None if no_upper else self.upper / other.lower,  # type: ignore[operator]
            not no_lower and (self.lower_open or other.upper_open),
            not no_upper and (self.upper_open or other.lower_open),
        )

    def floats(self) -> tuple[float | None, float | None]:
        """Both ends as floats for printing and drawing; None where unbounded."""
        return (
            None if self.lower is None else float(self.lower),
            None if self.upper is None else float(self.upper),
        )


def positive(interval: Interval) -> Interval:
    """The interval without a lower end that positive levels make idle."""
    if interval.lower is None or interval.lower > 0:
        return interval
    return Interval(None, interval.upper, upper_open=interval.upper_open)


def stretched(interval: Interval, stretch: Fraction) -> Interval:
    """The interval with its half-width multiplied about its centre; one-sided ones stay as they are."""
    if stretch == 1 or interval.lower is None or interval.upper is None:
        return interval
    centre, half = (interval.lower + interval.upper) / 2, (interval.upper - interval.lower) / 2
    return Interval(
        centre - stretch * half, centre + stretch * half, interval.lower_open, interval.upper_open
    )
