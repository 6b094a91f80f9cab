"""`dossier.toml` and `scenarios.toml`: read with the line of every fault, numbers exact."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from forecasting.dossier.indicators import read_indicator
from forecasting.dossier.model import (
    FISCAL_YEARS,
    Assumptions,
    Entity,
    Identity,
    Indicator,
    Ratio,
    Source,
)
from forecasting.dossier.periods import year_number
from forecasting.dossier.relations import read_identities, read_ratio
from forecasting.dossier.side_sheets import read_side_sheets
from forecasting.dossier.toml_reader import LANGUAGES, Reader, TomlTable, exact_number, key_lines, parse_file
from forecasting.numbers.number_styles import NUMBERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from forecasting.dossier.model import Text
    from forecasting.errors import Fault

__all__ = ["DossierHeading", "key_lines", "read_heading", "read_scenarios"]

_TITLE = '{ en = "Work report", zh = "工作报告" }'
_NOTE = '{ en = "years masked", zh = "隐去年份" }'

T = TypeVar("T")

_OLDEST = 1800  # a founding year before it is asked about


@dataclass(frozen=True, slots=True)
class DossierHeading:
    """What `dossier.toml` says, as far as it could be read.

    Attributes:
        readable: whether the file is TOML at all; if not, nothing in it is known and claims cannot be held to it.
        indicators, sources, entities: by id; a value of None is an entry with faults of its own.
        entity_lines, place_lines: the line that names each entity, and each place with a price change of its own.
        faults: what is wrong with the file.
        notices: what the reader should know (an encoding other than UTF-8).
    """

    readable: bool = False
    title: Text = ""
    entity: str = ""
    as_of: int | None = None
    founded: int | None = None
    indicators: Mapping[str, Indicator | None] = field(default_factory=dict)
    sources: Mapping[str, Source | None] = field(default_factory=dict)
    entities: Mapping[str, Entity | None] = field(default_factory=dict)
    entity_lines: Mapping[str, int] = field(default_factory=dict)
    place_lines: Mapping[str, int] = field(default_factory=dict)
    ratios: tuple[Ratio, ...] = ()
    identities: tuple[Identity, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    fiscal_years: str = ""
    numbers: str = ""
    reviewed: bool = True
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()


def read_heading(path: Path) -> DossierHeading:
    """Read `dossier.toml`, and what a workbook of claims beside it declares; every fault is in the result."""
    tables, text, faults, notices = parse_file(path)
    if tables is None:
        return DossierHeading(faults=tuple(faults), notices=notices)
    reader = Reader(str(path), text)
    reader.known_keys((), tables, "")
    reader.printable((), tables)
    fiscal = reader.choice((), tables, "fiscal_years", FISCAL_YEARS, "") if "fiscal_years" in tables else ""
    as_of = reader.year((), tables, "as_of", fiscal, required=True)
    founded = reader.year((), tables, "founded", fiscal)
    numbers = reader.choice((), tables, "numbers", tuple(NUMBERS), "") if "numbers" in tables else ""
    if as_of is not None and founded is not None and founded > as_of:
        reader.wrong(("founded",), founded, f"a year not after as_of ({as_of})")
    entities = _entries(reader, tables, "entities", _entity)
    sheets = read_side_sheets(path.parent)
    beside = Reader(sheets.file, "")
    beside.lines.update(sheets.lines)
    beside.printable((), {name: table for name, table in sheets.tables.items() if name != "scenarios"})

    def indicator(reader: Reader, id_: str, table: TomlTable) -> Indicator:
        return read_indicator(reader, id_, table, as_of, fiscal)

    sources = _entries(reader, tables, "sources", _source)
    sources |= _others(beside, sheets.tables, "sources", _source, sources)
    indicators = _entries(reader, tables, "indicators", indicator)
    indicators |= _others(beside, sheets.tables, "indicators", indicator, indicators)
    ratios = _entries(
        reader, tables, "ratios", lambda reader, id_, table: read_ratio(reader, id_, table, indicators)
    )
    assumptions = _assumptions(reader, tables)
    return DossierHeading(
        readable=True,
        title=reader.words((), tables, "title", _TITLE, required=True),
        entity=reader.text((), tables, "entity", required=True),
        as_of=as_of,
        founded=founded,
        indicators=indicators,
        sources=sources,
        entities=entities,
        entity_lines={id_: reader.line(("entities", id_)) for id_ in entities},
        ratios=tuple(ratio for ratio in ratios.values() if ratio is not None),
        identities=read_identities(reader, tables, indicators),
        assumptions=assumptions,
        place_lines={
            place: reader.line(("assumptions", "deflator_by_place", place))
            for place in assumptions.deflator_by_place
        },
        fiscal_years=fiscal,
        numbers=numbers,
        reviewed=reader.flag((), tables, "reviewed", default=True),
        faults=(*reader.faults, *sheets.faults, *beside.faults),
        notices=notices + _taken_as_rates(str(path), indicators) + _long_ago(str(path), founded),
    )


def _long_ago(file: str, founded: int | None) -> tuple[str, ...]:
    """A question about a founding year that is more likely a slip than the year meant."""
    if founded is None or founded >= _OLDEST:
        return ()
    return (
        f"{file}: is the founding year {founded} meant? What is said since founding then spans centuries.",
    )


def _taken_as_rates(file: str, indicators: Mapping[str, Indicator | None]) -> tuple[str, ...]:
    """A notice that names the indicators that are rates for their unit alone."""
    known = [one for one in indicators.values() if one is not None]
    names = [f"{one.id} ({one.unit})" for one in known if one.measure_from == "unit"]
    if not names:
        return ()
    words = "are rates for their units" if len(names) > 1 else "is a rate for its unit"
    return (f'{file}: {", ".join(names)} {words}; measure = "rate" says so, another measure otherwise.',)


def _entries(
    reader: Reader, tables: Mapping[str, Any], kind: str, read: Callable[[Reader, str, TomlTable], T]
) -> dict[str, T | None]:
    """The sub-tables of one kind by id; None for one with faults."""
    outer = reader.table((kind,), tables.get(kind, {})) or {}
    entries: dict[str, T | None] = {}
    for id_, value in outer.items():
        before = len(reader.faults)
        table = reader.table((kind, id_), value)
        if table is None:
            entries[id_] = None
            continue
        reader.known_keys((kind, id_), table, kind)
        entry = read(reader, id_, table)
        entries[id_] = entry if len(reader.faults) == before else None
    return entries


def _others(
    reader: Reader,
    tables: Mapping[str, Any],
    kind: str,
    read: Callable[[Reader, str, TomlTable], T],
    known: Mapping[str, T | None],
) -> dict[str, T | None]:
    """The entries that a workbook declares; one that `dossier.toml` has, too, is a fault, as one of them would be lost."""
    found = _entries(reader, tables, kind, read)
    for id_ in found.keys() & known.keys():
        reader.fault((kind, id_), repr(id_), "an id of its own; dossier.toml has this one already")
    return {id_: entry for id_, entry in found.items() if id_ not in known}


def _entity(reader: Reader, id_: str, table: TomlTable) -> Entity:
    path = ("entities", id_)
    label = reader.words(path, table, "label", '{ en = "Kunshan", zh = "昆山" }', required=True)
    names = dict.fromkeys(LANGUAGES, label) if isinstance(label, str) else label
    return Entity(id_, names, reader.text(path, table, "note"))


def _source(reader: Reader, id_: str, table: TomlTable) -> Source:
    path = ("sources", id_)
    published = table.get("published", "")
    if isinstance(published, bool) or not isinstance(published, (int, str)):
        reader.wrong((*path, "published"), published, "a year, or a date as a text in double quotes")
    title = reader.words(path, table, "title", _TITLE, required=True)
    return Source(id_, title, published, reader.words(path, table, "note", _NOTE))


def _assumptions(reader: Reader, tables: Mapping[str, Any]) -> Assumptions:
    path = ("assumptions",)
    table = reader.table(path, tables.get("assumptions", {})) or {}
    reader.known_keys(path, table, "assumptions")
    about = exact_number(table.get("about", 0))
    if about is None or not 0 <= about < 1:
        reader.wrong((*path, "about"), table["about"], "a number from 0 up to, but not including, 1")
    years = _bands(reader, table, "deflator_by_year")
    for year in years:
        if year_number(year) is None or len(year) != 4:
            reader.fault((*path, "deflator_by_year", year), repr(year), "a year in four digits, such as 2009")
    return Assumptions(
        deflator=reader.band(path, table, "deflator", Fraction(-1)),
        about=about if about is not None and "about" in table else Assumptions().about,
        deflator_by_year={int(year): band for year, band in years.items() if year_number(year) is not None},
        deflator_by_place=_bands(reader, table, "deflator_by_place"),
        outside=reader.table((*path, "outside"), table.get("outside", {})) or {},
    )


def _bands(reader: Reader, table: Mapping[str, Any], key: str) -> dict[str, tuple[Fraction, Fraction]]:
    """A table of bands of price changes."""
    path = ("assumptions", key)
    found = reader.table(path, table.get(key, {})) or {}
    bands = {name: reader.band(path, found, name, Fraction(-1)) for name in found}
    return {name: band for name, band in bands.items() if band is not None}


def read_scenarios(path: Path) -> tuple[dict[str, TomlTable], tuple[Fault, ...], tuple[str, ...]]:
    """The tables of `scenarios.toml` and of a workbook beside it by scenario name, faults and notices.

    Numbers come as int or Decimal, so that they stay exact; what the keys mean is not looked at here.
    """
    sheets = read_side_sheets(path.parent)
    beside = Reader(sheets.file, "")
    beside.lines.update(sheets.lines)
    tables, text, faults, notices = parse_file(path) if path.exists() else ({}, "", [], ())
    if tables is None:
        return {}, tuple(faults), notices
    reader = Reader(str(path), text)
    for key in tables:
        if key != "scenario":
            reader.fault((key,), "an unknown key", "only tables [scenario.NAME]")
    found = reader.table(("scenario",), tables.get("scenario", {})) or {}
    scenarios = {name: reader.table(("scenario", name), table) for name, table in found.items()}
    declared = sheets.tables.get("scenarios", {})
    beside.printable(("scenario",), declared)
    for name in declared.keys() & scenarios.keys():
        expected = "a name of its own; scenarios.toml has this one already"
        beside.fault(("scenario", name), repr(name), expected)
    named = {name: table for name, table in (declared | scenarios).items() if table is not None}
    return named, (*reader.faults, *beside.faults), notices
