"""Rows that are handed to a chart, a frame or its plain rows, as typed rows."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from forecasting.errors import ForecastingError
from forecasting.records import TypedRow
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["aimed_at", "read", "spoken"]

Row = TypeVar("Row", bound=TypedRow)

#: How pandas writes what is not there.
_GAPS = ("<NA>", "NaT")


def read(given: Any, kind: type[Row], what: str, needed: Sequence[str] | None = None) -> list[Row]:
    """Rows as the type a chart reads; columns that type does not have are let be.

    Args:
        given: a frame, typed rows or dictionaries.
        kind: of the rows.
        what: the chart, for the refusal.
        needed: columns that must be there, None for all of them; another one that is missing is None.

    Raises:
        ForecastingError: a column is missing.
    """
    if hasattr(given, "to_dict"):
        records, known = given.to_dict("records"), [str(column) for column in given.columns]
    else:
        rows = list(given)
        if all(isinstance(row, kind) for row in rows):
            return rows
        records = [row.plain() if isinstance(row, TypedRow) else row for row in rows]
        known = [str(column) for column in records[0]]
    wanted = kind.columns() if needed is None else needed
    missing = [name for name in wanted if name not in known]
    if missing:
        msg = f"the {what} chart needs the columns {', '.join(wanted)}; missing {', '.join(missing)}, found {', '.join(known)}"
        raise ForecastingError(msg)
    return [kind(**{name: _plain(record.get(name), name) for name in kind.columns()}) for record in records]


def _plain(value: Any, name: str) -> Any:
    """A cell as JSON can hold it; a gap anywhere in a column of years makes floats of them all."""
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, Fraction):
        value = float(value)
    if str(value) in _GAPS or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return int(value) if name == "year" and isinstance(value, float) else value


def spoken(rows: Any, language: str | None) -> str:
    """The language asked for, else the one a frame remembers."""
    return language or str(getattr(rows, "attrs", {}).get("language", "en"))


class Sought(Protocol):
    """A row of a search, which says its goal."""

    @property
    def goal(self) -> float:
        """The level."""

    @property
    def side(self) -> str:
        """Whether it is a floor, "at_least", or a ceiling, "at_most"."""

    @property
    def unit(self) -> str:
        """Of the level."""


def aimed_at(row: Sought, language: str) -> str:
    """The goal of a row in words, with its side."""
    return say(f"seek.aim.{row.side}", language, goal=row.goal, unit=row.unit)
