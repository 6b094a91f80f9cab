"""An indicator of `dossier.toml`, and what it is where the dossier does not say.

What the dossier states wins; then the convention it falls under, by `convention` or by its label; then the unit.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forecasting.dossier.context import one_of
from forecasting.dossier.conventions import conventions, country_of, find
from forecasting.dossier.model import BASES, GROWTH_BASES, MEASURES, Indicator
from forecasting.dossier.toml_reader import exact_number
from forecasting.errors import StatedError
from forecasting.numbers.units import unit
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.dossier.conventions import Convention
    from forecasting.dossier.model import Dossier
    from forecasting.dossier.toml_reader import KeyPath, Reader

__all__ = [
    "NO_CONVENTION",
    "PREVIOUS_YEAR",
    "convention_of",
    "conventions_taken",
    "read_indicator",
    "settled",
]

#: What `convention` says where an indicator follows none although its label is one of a convention.
NO_CONVENTION = "none"

#: The year that is 100 in an index of which each year is measured by the one before.
PREVIOUS_YEAR = "previous"
_PREVIOUS = {PREVIOUS_YEAR, "previous year", "上年"}
_BETTER = ("higher", "lower")


def read_indicator(
    reader: Reader, id_: str, table: Mapping[str, Any], as_of: int | None, fiscal_years: str = ""
) -> Indicator:
    """An indicator as its table says, with what is usual where it says nothing; its faults go to the reader.

    Args:
        reader: notes the faults.
        id_: of the indicator.
        table: its keys.
        as_of: last year of reported history, for conventions that changed over the years.
        fiscal_years: the dossier's rule for years written 2023/24.
    """
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
        convention=_named_convention(reader, path, table),
        stated=frozenset(table),
    )
    found = settled(indicator, as_of)
    _hold_together(reader, path, found)
    return found


def _named_convention(reader: Reader, path: KeyPath, table: Mapping[str, Any]) -> str:
    name = reader.text(path, table, "convention")
    if name and name != NO_CONVENTION and name not in conventions():
        reader.wrong((*path, "convention"), name, one_of(name, (NO_CONVENTION, *conventions()), "one of"))
        return NO_CONVENTION
    return name


def convention_of(indicator: Indicator) -> Convention | None:
    """The convention an indicator follows: the one it names, else the one its label or its id falls under."""
    if indicator.convention:
        return conventions().get(indicator.convention)
    return find(indicator.label, indicator.unit, indicator.id) if indicator.label else None


def settled(indicator: Indicator, as_of: int | None = None) -> Indicator:
    """The indicator with what its convention or its unit says in the fields that its dossier does not state."""
    convention = convention_of(indicator)
    if convention is not None:
        indicator = _by_convention(indicator, convention, as_of)
    elif indicator.convention:
        indicator = replace(indicator, convention="")
    known = unit(indicator.unit)
    is_rate = known is not None and known.family == "rate"
    if is_rate and not indicator.measure_from:
        indicator = replace(indicator, measure="rate", measure_from="unit")
    if indicator.measure == "rate" and is_rate and known is not None and indicator.bounds is None:
        indicator = replace(indicator, bounds=(Fraction(0), 1 / known.factor))
    return indicator


def _by_convention(indicator: Indicator, convention: Convention, as_of: int | None) -> Indicator:
    """What a convention says of an indicator, as of the last year of reported history."""
    stated, country, year = indicator.stated, country_of(indicator.label, indicator.unit), as_of or 0
    found = replace(indicator, convention=convention.id)
    if "measure" not in stated:
        found = replace(found, measure=convention.measure, measure_from="convention")
    if "better" not in stated:
        found = replace(found, better=convention.better)
    if "bounds" not in stated and found.measure == "rate":
        with suppress(StatedError):  # a unit that does not convert is a fault of its own
            found = replace(found, bounds=convention.bounds_in(indicator.unit))
    if "levels_comparable" not in stated:
        found = replace(found, levels_comparable=convention.levels_comparable_in(country, year, year)[0])
    growth = convention.growth_basis_in(country, year)[0]
    # Levels at constant prices, or of things, say on which basis they grow.
    if "growth_basis" not in stated and indicator.basis == "nominal" and growth != "physical":
        found = replace(found, growth_basis=growth, growth_basis_from="convention")
    return found


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


def conventions_taken(dossier: Dossier) -> tuple[Phrase, ...]:
    """A sentence for each indicator that follows a convention by its label alone, and what to do if it is another."""
    found = [
        Phrase(
            "conventions.taken",
            {
                "indicator": indicator.label,
                "id": indicator.id,
                "convention": indicator.convention,
                "what": [Phrase(f"conventions.{word}") for word in _taken(indicator)],
            },
        )
        for indicator in dossier.indicators.values()
        if indicator.convention and "convention" not in indicator.stated
    ]
    return (*found, Phrase("conventions.wins")) if found else ()


def _taken(indicator: Indicator) -> list[str]:
    """What an indicator has from its convention, by keys of words."""
    measure = indicator.measure
    found = [measure] if indicator.measure_from == "convention" and measure != "amount" else []
    if indicator.better == "lower" and "better" not in indicator.stated:
        found.append("lower")
    if indicator.growth_basis_from == "convention":
        found.append(indicator.growth_basis)
    if not indicator.levels_comparable and "levels_comparable" not in indicator.stated:
        found.append("apart")
    return found or [measure]
