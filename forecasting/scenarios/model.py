"""What a scenario is: a named difference from the baseline, data and never code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from numbers import Integral, Real
from types import MappingProxyType
from typing import Any

from forecasting.errors import ForecastingError

__all__ = ["BASELINE", "TOP_FIFTH", "YEARLY", "Scenario", "ScenarioError", "settled"]

#: The benchmark pace that is no place but the top fifth of the reference class.
TOP_FIFTH = "top_fifth"
#: The fields that give each indicator a table of years.
YEARLY = ("growth_shock", "path")

_EMPTY: Mapping[str, Any] = MappingProxyType({})


class ScenarioError(ForecastingError):
    """A scenario that does not exist, or that asks for something its dossier does not have."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named difference from the baseline; every field but the name is optional.

    What is given is kept as plain numbers, texts, tuples and read-only tables, so that a scenario read from
    `scenarios.toml` equals the same one written in Python, and neither can be changed behind its back.

    Attributes:
        name: unique name; `title` and `note` say it in each language.
        founded: another founding year.
        readings: claim id -> the one reading to take.
        claims: claim id -> columns that differ ("comparator", "value", "unit", "start", "end", "every", "reading",
            "role").
        drop, add: claim ids left out; claims put in, as mappings of the columns of `claims.csv`.
        goal: indicator -> the goal's `year`, its `level` (text, as printed, in the goal's own unit), or both; `claim`
            names the goal where the indicator has several.
        growth_cap, growth_floor: indicator -> fastest and slowest growth of a forecast year, as a fraction; they move
            the path, not the spread.
        growth_cap_from: first year the cap holds.
        growth_shock: indicator -> year -> growth added in that year, also to a growth that `path` gives.
        path: indicator -> year -> growth of that year.
        pace: indicator -> entity whose average growth is taken, or "top_fifth" of the reference class.
        deflator: band of yearly price change; `about`: half-width of "~".
        reference_class: indicator -> class id.
        models: ids of the growth models to show, the first being the one whose odds are quoted.
    """

    name: str = "baseline"
    title: Mapping[str, str] | str = ""
    note: Mapping[str, str] | str = ""
    founded: int | None = None
    readings: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _EMPTY)
    drop: tuple[str, ...] = ()
    add: tuple[Mapping[str, Any], ...] = ()
    goal: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _EMPTY)
    growth_cap: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    growth_floor: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    growth_cap_from: int | None = None
    growth_shock: Mapping[str, Mapping[int, float]] = field(default_factory=lambda: _EMPTY)
    path: Mapping[str, Mapping[int, float]] = field(default_factory=lambda: _EMPTY)
    pace: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    deflator: tuple[Any, Any] | None = None
    about: Any = None
    reference_class: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    models: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep what was given in its plain form; what makes no sense is left for `apply` to refuse."""
        for part in fields(self):
            value = settled(getattr(self, part.name))
            if part.name in YEARLY and isinstance(value, Mapping):
                value = MappingProxyType({key: _by_year(years) for key, years in value.items()})
            if part.name == "add" and isinstance(value, tuple):
                # An empty cell is no cell.
                value = tuple(
                    MappingProxyType({key: cell for key, cell in row.items() if cell is not None})
                    if isinstance(row, Mapping)
                    else row
                    for row in value
                )
            object.__setattr__(self, part.name, value)

    def __reduce__(self) -> tuple[type[Scenario], tuple[Any, ...]]:
        """Read-only tables cannot be copied deeply or sent to another process; what they hold can."""
        return Scenario, tuple(_open(getattr(self, one.name)) for one in fields(self))

    def named(self, language: str) -> str:
        """Title in a language, or the name where there is none."""
        if isinstance(self.title, str):
            return self.title or self.name
        return self.title.get(language) or next(iter(self.title.values()), self.name)

    def changes(self) -> dict[str, Any]:
        """The fields that differ from the baseline, by name; title and note are no difference."""
        return {
            setting.name: getattr(self, setting.name)
            for setting in fields(self)
            if setting.name not in ("name", "title", "note")
            and getattr(self, setting.name) != getattr(BASELINE, setting.name)
        }


def settled(value: Any) -> Any:
    """A value in its plain form: exact and library numbers become ints and floats, lists tuples, tables read-only."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, Mapping):
        return MappingProxyType({settled(key): settled(one) for key, one in value.items()})
    if isinstance(value, list | tuple):
        return tuple(settled(one) for one in value)
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real | Decimal) else value


def _open(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _open(one) for key, one in value.items()}
    return tuple(_open(one) for one in value) if isinstance(value, tuple) else value


def _by_year(table: Any) -> Any:
    """A table whose keys are years, also where they are written as text, as TOML must."""
    if not isinstance(table, Mapping):
        return table
    return MappingProxyType({_year(key): one for key, one in table.items()})


def _year(key: Any) -> Any:
    plain = isinstance(key, str) and key.isascii() and key.isdigit() and str(int(key)) == key
    return int(key) if plain else key


BASELINE = Scenario()
