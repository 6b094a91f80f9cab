"""Official goals whose outcome is known, and how often goals like one were met."""

from __future__ import annotations

import csv
import math
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["PastGoal", "ambition_rate", "base_rate", "shipped_track_record", "track_record"]


@dataclass(frozen=True, slots=True)
class PastGoal:
    """An official target whose outcome is known.

    Attributes:
        entity: whose it was.
        indicator: what was to be reached.
        base_year: year it starts from.
        target_year: year it was for.
        required: growth a year it asked for, a fraction.
        met: whether it was reached, as its source says.
        confidence: how far target and outcome were checked.
        source: where the target is stated.
        qualifier: how it was hedged: "exact", "about", "at_least", "over" or "less_than".
        counted: whether the outcome reaches the printed number, whatever was called met; None where no number came.
        actual: growth a year that came, a fraction; None where it is not growth or not known.
        before: growth a year over the span of equal kind that ends where it starts, a fraction; None where not known.
    """

    entity: str
    indicator: str
    base_year: int
    target_year: int
    required: float
    met: bool
    confidence: str
    source: str
    qualifier: str = "exact"
    counted: bool | None = None
    actual: float | None = None
    before: float | None = None

    @property
    def ambition(self) -> float | None:
        """Growth a year it asked for above that of the span before it; None where that is not known."""
        return None if self.before is None else self.required - self.before

    @property
    def years(self) -> int:
        """Steps from base to target."""
        return self.target_year - self.base_year


@cache
def shipped_track_record() -> tuple[PastGoal, ...]:
    """The official targets with known outcomes that ship with the package, a copy of `data/track_record.csv`."""
    with as_file(files(__package__).joinpath("track_record.csv")) as path:
        return track_record(path)


def track_record(path: str | Path) -> tuple[PastGoal, ...]:
    """Growth targets with known outcomes from a file laid out as `data/track_record.csv`.

    Rows that ask for no growth (shares, counts without a base) and unknown outcomes are left out.

    Raises:
        ForecastingError: a column missing.
    """
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    needed = {
        "entity",
        "indicator",
        "base_year",
        "target_year",
        "required",
        "outcome",
        "confidence",
        "source_target",
    }
    missing = needed - set(rows[0] if rows else ())
    if missing:
        message = f"a track record needs the columns {', '.join(sorted(needed))}; missing {', '.join(sorted(missing))}"
        raise ForecastingError(message)
    stated = [_stated(row) for row in rows if _finished(row) or _growth_that_came(row) is not None]
    grown = {
        (row.entity, row.kind, row.target_year, row.long): row.grown
        for row in stated
        if row.grown is not None
    }
    return tuple(
        PastGoal(
            row.entity,
            row.indicator,
            row.base_year,
            row.target_year,
            row.required,
            row.met,
            row.confidence,
            row.source,
            row.qualifier or "exact",
            _counted(row),
            grown.get((row.entity, row.kind, row.target_year, row.long)),
            grown.get((row.entity, row.kind, row.base_year, row.long)),
        )
        for row in stated
        if row.required is not None
    )


@dataclass(frozen=True, slots=True)
class _StatedGoal:
    """A row of the file that tells something.

    Attributes:
        required: growth a year it asked for, a fraction; None where it asks for none or its outcome is not known.
        target, unit: the number asked for as printed, empty where there is none.
        actual, actual_unit: the number that came, likewise.
        grown: the growth a year that came, a fraction; None where what came is no growth.
    """

    entity: str
    indicator: str
    base_year: int
    target_year: int
    required: float | None
    met: bool
    confidence: str
    source: str
    qualifier: str
    target: str
    unit: str
    actual: str
    actual_unit: str
    grown: float | None

    @property
    def kind(self) -> str:
        """The indicator; national product under any of its names counts as one."""
        return "gdp" if self.indicator in {"gdp", "gnp", "gdp_growth", "gdp_growth_real"} else self.indicator

    @property
    def long(self) -> bool:
        """Whether it is of more than a year."""
        return self.target_year - self.base_year > 1


def _finished(row: Mapping[str, str]) -> bool:
    """Whether it asked for growth and its outcome is known."""
    return bool(row["required"]) and row["outcome"] in {"met", "missed"}


def _growth_that_came(row: Mapping[str, str]) -> float | None:
    actual = row.get("actual")
    if not actual or row.get("actual_unit") != "%" or row.get("kind") not in {"growth", "average_growth"}:
        return None
    return float(actual) / 100


def _stated(row: Mapping[str, str]) -> _StatedGoal:
    return _StatedGoal(
        entity=row["entity"],
        indicator=row["indicator"],
        base_year=int(row["base_year"]),
        target_year=int(row["target_year"]),
        required=float(row["required"]) if _finished(row) else None,
        met=row["outcome"] == "met",
        confidence=row["confidence"],
        source=row["source_target"],
        qualifier=row.get("qualifier") or "",
        target=row.get("target") or "",
        unit=row.get("unit") or "",
        actual=row.get("actual") or "",
        actual_unit=row.get("actual_unit") or "",
        grown=_growth_that_came(row),
    )


def _counted(row: _StatedGoal) -> bool | None:
    """Whether the number that came reaches the number printed, hedges aside; None where they do not compare."""
    if not row.target or not row.actual or row.unit != row.actual_unit:
        return None
    target, actual = float(row.target), float(row.actual)
    return actual <= target if row.qualifier == "less_than" else actual >= target


# Goals are alike when they ask for about as much over about as long; upper ends, the last one open.
_SPANS = (1, 6, 1000)
_PACES = (0.05, 0.08, 0.12, math.inf)


def base_rate(
    goals: Iterable[PastGoal], years: int, required: float | None = None, *, as_of: int | None = None
) -> tuple[int, int]:
    """How many goals like this one were met, and of how many.

    Like means the same span (one year, two to six, longer) and the same pace (to 5 %, 8 %, 12 % a year, more). The
    record is small and not a random sample: a base rate to quote, not a probability.

    Args:
        goals: what `track_record` read.
        years: steps to the goal, at least one.
        required: growth a year it asks for, a fraction; None for goals of any pace.
        as_of: leave out targets whose outcome was not known by the end of this year.

    Raises:
        ForecastingError: fewer than one year.
    """
    _require_steps(years)
    span = _band(years, _SPANS)
    pace = None if required is None else _band(required, _PACES)
    like = [
        goal
        for goal in goals
        if _band(goal.years, _SPANS) == span
        and (pace is None or _band(goal.required, _PACES) == pace)
        and (as_of is None or goal.target_year <= as_of)
    ]
    return sum(goal.met for goal in like), len(like)


#: Ambition is alike when a goal asks for no more than the record, for up to a point more, or for more than that.
_AMBITIONS = (0.0, 0.01, math.inf)


def ambition_rate(
    goals: Iterable[PastGoal], years: int, above: float, *, as_of: int | None = None
) -> tuple[int, int]:
    """How many goals that asked for as much above their record were met, and of how many.

    Alike means one year or longer, and no more than the record, up to a point a year more, or more than that. Only goals
    whose span before is known count.

    Args:
        goals: what `track_record` read.
        years: steps to the goal, at least one.
        above: growth a year it asks for above the record, a fraction.
        as_of: leave out targets whose outcome was not known by the end of this year.

    Raises:
        ForecastingError: fewer than one year.
    """
    _require_steps(years)
    ambition = _band(above, _AMBITIONS)
    like = [
        goal
        for goal in goals
        if goal.ambition is not None
        and (goal.years > 1) == (years > 1)
        and _band(goal.ambition, _AMBITIONS) == ambition
        and (as_of is None or goal.target_year <= as_of)
    ]
    return sum(goal.met for goal in like), len(like)


def _require_steps(years: int) -> None:
    if years < 1:
        message = f"years counts the steps to the goal and must be at least one; found {years!r}"
        raise ForecastingError(message)


def _band(value: float, ends: tuple[float, ...]) -> int:
    return bisect_left(_edges(ends), value)


@cache
def _edges(ends: tuple[float, ...]) -> tuple[float, ...]:
    # Growth worked out from rounded levels must not fall over the edge of a band.
    return tuple(end + 1e-9 for end in ends)
