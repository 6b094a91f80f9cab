"""What is looked up for the page before it is drawn: a case for every combination, and what the cases share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.show.explorer.subjects import ShownIndicator

__all__ = ["Case", "Marks", "Point", "Span", "Survey"]


@dataclass(frozen=True, slots=True)
class Span:
    """Growth over some years that the report states or its levels give, as fractions a year.

    Attributes:
        kind: "record", "year" or "slogan".
        label: in each language.
    """

    kind: str
    start: int
    end: int
    lower: float
    upper: float
    middle: float
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A level of history, printed or implied."""

    year: int
    level: float
    printed: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn of the past in a case."""

    spans: tuple[Span, ...]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One combination of founding year and readings for an indicator; the page knows its fields by these names.

    Attributes:
        base: level a path starts from, in year `start`.
        rates: growth of each forecast year; `scales` the spread of its log level, `kinds` the place of its degrees of
            freedom among those that occur; the last two are empty without a model.
        targets: year and level of each annual target before the aim.
        goal: level of the aim.
        marks: place among the sets of marks.
        fits: whether all claims can be true; `asked` whether only on a condition; `said` the place of what is said of it.
    """

    base: float
    start: int
    rates: tuple[float, ...]
    scales: tuple[float, ...]
    kinds: tuple[int, ...]
    targets: tuple[tuple[int, float], ...]
    goal: float
    marks: int
    fits: bool
    asked: bool
    said: int


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything looked up.

    Attributes:
        founded: years the zone may have been founded in, the printed one among them; empty when none is printed.
        cases: by key.
        marks: sets of spans and points to draw.
        texts: what the check of all claims says, in each language.
        freedom: degrees of freedom that occur.
    """

    subjects: tuple[ShownIndicator, ...]
    founded: tuple[int, ...]
    cases: Mapping[str, Case]
    marks: tuple[Marks, ...]
    texts: tuple[Mapping[str, str], ...]
    freedom: tuple[float, ...]
    printed_founding: int | None

    @property
    def longest(self) -> int:
        """Forecast years of the subject that has most."""
        return max(len(subject.years) for subject in self.subjects)

    @property
    def most_targets(self) -> int:
        """Annual targets of the case that has most."""
        return max(len(case.targets) for case in self.cases.values())
