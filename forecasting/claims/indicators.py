"""An indicator of `dossier.toml`, and what it is where the dossier does not say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forecasting.claims.model import BASES, GROWTH_BASES, MEASURES, Indicator
from forecasting.claims.toml_reader import exact_number
from forecasting.stated import unit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.claims.toml_reader import KeyPath, Reader

__all__ = ["PREVIOUS_YEAR", "read_indicator", "settled"]

#: The year that is 100 in an index of which each year is measured by the one before.
PREVIOUS_YEAR = "previous"
_PREVIOUS = {PREVIOUS_YEAR, "previous year", "上年"}
_BETTER = ("higher", "lower")


def read_indicator(reader: Reader, id_: str, table: Mapping[str, Any], fiscal_years: str = "") -> Indicator:
    """An indicator as its table says, with what is usual where it says nothing; its faults go to the reader."""
    path = ("indicators", id_)

    def chosen(key: str, options: tuple[str, ...], default: str) -> str:
        return reader.choice(path, table, key, options, default) if key in table else default

    indicator = Indicator(
        id=id_,
        label=reader.label(path, table, required=True),
        unit=reader.text(path, table, "unit", required=True),
        basis=reader.choice(path, table, "basis", BASES, ""),
        growth_basis=chosen("growth_basis", GROWTH_BASES, ""),
        better=chosen("better", _BETTER, "higher"),
        scope=reader.words(path, table, "scope", '{ en = "all revenue", zh = "全口径" }'),
        plausible_growth=reader.band(path, table, "plausible_growth", Fraction(-1)),
        reference_class=reader.text(path, table, "reference_class"),
        note=reader.text(path, table, "note"),
        measure=chosen("measure", MEASURES, "amount"),
        bounds=_bounds(reader, path, table),
        measure_from="dossier" if "measure" in table else "",
        index_year=_index_year(reader, path, table, fiscal_years),
        levels_comparable=reader.flag(path, table, "levels_comparable", default=True),
        stated=frozenset(table),
    )
    found = settled(indicator)
    _hold_together(reader, path, found)
    return found


def settled(indicator: Indicator) -> Indicator:
    """The indicator with what is usual for its unit in the fields that its dossier does not state."""
    known = unit(indicator.unit)
    is_rate = known is not None and known.family == "rate"
    if is_rate and "measure" not in indicator.stated:
        indicator = replace(indicator, measure="rate", measure_from="unit")
    if indicator.measure == "rate" and is_rate and known is not None and indicator.bounds is None:
        indicator = replace(indicator, bounds=(Fraction(0), 1 / known.factor))
    return indicator


def _bounds(
    reader: Reader, path: KeyPath, table: Mapping[str, Any]
) -> tuple[Fraction | None, Fraction | None] | None:
    """Two ends, of which the first may be -inf and the last inf."""
    value = table.get("bounds")
    if value is None:
        return None
    if isinstance(value, list) and len(value) == 2:
        low, high = map(exact_number, value)
        no_low, no_high = value[0] == Decimal("-Infinity"), value[1] == Decimal("Infinity")
        sound = (no_low or low is not None) and (no_high or high is not None)
        if sound and (low is None or high is None or low < high):
            return low, high
    expected = "two numbers [low, high] in its unit, the lower one first, such as [0, 100]; inf for no end"
    reader.wrong((*path, "bounds"), value, expected)
    return None


def _index_year(
    reader: Reader, path: KeyPath, table: Mapping[str, Any], fiscal_years: str
) -> int | str | None:
    if table.get("index_year") in _PREVIOUS:
        return PREVIOUS_YEAR
    return reader.year(path, table, "index_year", fiscal_years)


def _hold_together(reader: Reader, path: KeyPath, indicator: Indicator) -> None:
    """Report what contradicts the measure."""
    known = unit(indicator.unit)
    is_rate = known is not None and known.family == "rate"
    if indicator.measure == "rate" and not is_rate:
        reader.fault((*path, "measure"), f"a rate in {indicator.unit!r}", "a rate in %, ‰ or 成")
    elif indicator.measure == "count" and is_rate:
        reader.fault(
            (*path, "measure"), f"a count in {indicator.unit!r}", 'measure = "rate", or a unit of things'
        )
    if indicator.bounds is not None and indicator.measure != "rate":
        expected = 'bounds only for measure = "rate"; plausible_growth holds the growth of an amount'
        reader.fault((*path, "bounds"), f"bounds of an {indicator.measure}", expected)
    if indicator.index_year is not None and indicator.measure != "index":
        expected = 'index_year only for measure = "index"'
        reader.fault((*path, "index_year"), f"a base year of an {indicator.measure}", expected)
