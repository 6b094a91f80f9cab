"""`dossier.toml` and `scenarios.toml`: read with the line of every fault, numbers exact."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from forecasting.claims.model import BASES, Assumptions, Entity, Identity, Indicator, Ratio, Source
from forecasting.claims.text_file import decode, unprintable
from forecasting.errors import Fault
from forecasting.stated import StatedError, conversion

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from forecasting.claims.model import Text

__all__ = ["Heading", "key_lines", "read_heading", "read_scenarios"]

_KEYS = {
    "": (
        "title",
        "entity",
        "founded",
        "as_of",
        "entities",
        "sources",
        "indicators",
        "ratios",
        "identities",
        "assumptions",
    ),
    "entities": ("label", "note"),
    "sources": ("title", "published", "note"),
    "indicators": (
        "label",
        "unit",
        "basis",
        "growth_basis",
        "better",
        "scope",
        "plausible_growth",
        "reference_class",
        "note",
    ),
    "ratios": ("numerator", "denominator", "plausible", "label", "note"),
    "identities": ("total", "parts", "note"),
    "assumptions": ("deflator", "about"),
}
_LANGUAGES = ("en", "zh")
_TITLE = '{ en = "Work report", zh = "工作报告" }'
_NOTE = '{ en = "years masked", zh = "隐去年份" }'
_BETTER = ("higher", "lower")
_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")

Path_ = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Heading:
    """What `dossier.toml` says, as far as it could be read.

    Attributes:
        readable: whether the file is TOML at all; if not, nothing in it is known and claims cannot be held to it.
        indicators, sources, entities: by id; a value of None is an entry with faults of its own.
        entity_lines: the line that names each entity.
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
    ratios: tuple[Ratio, ...] = ()
    identities: tuple[Identity, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    fiscal_years: str = ""
    numbers: str = ""
    reviewed: bool = True
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()


def key_lines(text: str) -> dict[Path_, int]:
    """The line of each table and key of a TOML text; entries of an array of tables are counted from "0"."""
    lines: dict[Path_, int] = {}
    counts: dict[Path_, int] = {}
    table: Path_ = ()
    quoted = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if quoted:
            quoted = "" if line.count(quoted) % 2 else quoted
            continue
        if header := _TABLE.match(line):
            table = _indexed(_parts(header.group(2)), counts)
            if header.group(1) == "[[":
                counts[table] = counts.get(table, -1) + 1
                table = (*table, str(counts[table]))
            for end in range(1, len(table) + 1):
                lines.setdefault(table[:end], number)
        elif key := _ASSIGNMENT.match(line):
            lines.setdefault((*table, *_parts(key.group(1))), number)
            quoted = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return lines


def _indexed(path: Path_, counts: Mapping[Path_, int]) -> Path_:
    """`path` with the number of the latest entry after each array of tables it passes through."""
    walked: Path_ = ()
    for place, part in enumerate(path):
        walked = (*walked, part)
        if walked in counts and place < len(path) - 1:
            walked = (*walked, str(counts[walked]))
    return walked


def _parts(dotted: str) -> Path_:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, dotted))


class _Reader:
    """The tables of one TOML file, and the faults found while they are read."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.lines = key_lines(text)
        self.faults: list[Fault] = []

    def wrong(self, path: Path_, value: object, expected: str) -> None:
        """Note that the value at `path` is not what it should be."""
        self.fault(path, _shown(value), expected)

    def fault(self, path: Path_, found: str, expected: str) -> None:
        """Note a fault at the line of `path`, or of the innermost table around it."""
        self.faults.append(Fault(self.file, self.line(path), ".".join(path), found, expected))

    def line(self, path: Path_) -> int:
        """The line of `path`, or of the innermost table around it."""
        place = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in self.lines), ())
        return self.lines.get(place, 1)

    def table(self, path: Path_, value: object) -> dict[str, Any] | None:
        """`value` when it is a table."""
        if isinstance(value, dict):
            return value
        self.wrong(path, value, f"a table [{'.'.join(path)}]")
        return None

    def known_keys(self, path: Path_, table: Mapping[str, Any], kind: str) -> None:
        """Report the keys that mean nothing here."""
        for key in table:
            if key not in _KEYS[kind]:
                close = get_close_matches(key, _KEYS[kind], n=1)
                hint = f"perhaps {close[0]}; " if close else ""
                self.fault((*path, key), "an unknown key", f"{hint}one of {', '.join(_KEYS[kind])}")

    def printable(self, path: Path_, value: object) -> None:
        """Report every key and text below `path` with a character that nothing can show."""
        if isinstance(value, dict):
            for key, one in value.items():
                self._visible(path, key)
                self.printable((*path, key), one)
        elif isinstance(value, list):
            for one in value:
                self.printable(path, one)
        elif isinstance(value, str):
            self._visible(path, value)

    def _visible(self, path: Path_, text: str) -> None:
        bad = unprintable(text)
        if bad is not None:
            self.fault(
                path, f"the control character U+{ord(bad):04X}", "text that can be printed; leave it out"
            )

    def text(self, path: Path_, table: Mapping[str, Any], key: str, *, required: bool = False) -> str:
        """A text, empty when it is not given."""
        value = table.get(key)
        if value is None and not required:
            return ""
        if isinstance(value, str) and (value.strip() or not required):
            return value
        self.wrong((*path, key), value, "a text in double quotes")
        return ""

    def words(
        self, path: Path_, table: Mapping[str, Any], key: str, example: str, *, required: bool = False
    ) -> Text:
        """A text for every language, or a table with one in each language and none missing."""
        value = table.get(key)
        if not isinstance(value, dict):
            if isinstance(value, str) or (value is None and not required):
                return self.text(path, table, key, required=required)
            self.wrong((*path, key), value, f"a text in double quotes, or one in each language: {example}")
            return ""
        for language in _LANGUAGES:
            name = value.get(language)
            if language not in value:
                self.fault((*path, key), f"no {language!r} in it", f"one in each language: {example}")
            elif not isinstance(name, str) or not name.strip():
                self.wrong((*path, key, language), name, "a text in double quotes")
        for language in value:
            if language not in _LANGUAGES:
                self.fault((*path, key, language), "an unknown key", f"one of {', '.join(_LANGUAGES)}")
        return {language: name for language, name in value.items() if isinstance(name, str)}

    def choice(
        self, path: Path_, table: Mapping[str, Any], key: str, options: Sequence[str], default: str
    ) -> str:
        """One of a few words; required when `default` is empty."""
        value = table.get(key, default or None)
        if isinstance(value, str) and value in options:
            return value
        self.wrong((*path, key), value, f"one of {', '.join(options)}")
        return default

    def year(self, path: Path_, table: Mapping[str, Any], key: str, *, required: bool = False) -> int | None:
        """A year of four digits."""
        value = table.get(key)
        if value is None and not required:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
            return value
        self.wrong((*path, key), value, "a year as a whole number without quotes, such as 2009")
        return None

    def band(
        self, path: Path_, table: Mapping[str, Any], key: str, above: Fraction | None
    ) -> tuple[Fraction, Fraction] | None:
        """Two numbers, the lower one first, each above `above`."""
        value = table.get(key)
        if value is None:
            return None
        ends = [_exact(end) for end in value] if isinstance(value, list) else []
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            low, high = ends[0], ends[1]
            if low <= high and (above is None or low > above):
                return low, high
        limit = "" if above is None else f", both above {above}"
        self.wrong((*path, key), value, f"two numbers [low, high], the lower one first{limit}")
        return None

    def label(self, path: Path_, table: Mapping[str, Any], *, required: bool) -> dict[str, str]:
        """A name in each language; a plain text stands for all of them."""
        value = table.get("label")
        if value is None and not required:
            return {}
        expected = 'a name in each language, such as { en = "GDP", zh = "地区生产总值" }'
        if isinstance(value, str) and value.strip():
            return dict.fromkeys(_LANGUAGES, value)
        if not isinstance(value, dict) or not value:
            self.wrong((*path, "label"), value, expected)
            return {}
        for language, name in value.items():
            if language not in _LANGUAGES:
                self.fault((*path, "label", language), "an unknown key", f"one of {', '.join(_LANGUAGES)}")
            elif not isinstance(name, str) or not name.strip():
                self.wrong((*path, "label", language), name, "a text in double quotes")
        return {language: name for language, name in value.items() if isinstance(name, str)}


def _exact(value: object) -> Fraction | None:
    """A TOML number as the fraction it prints; None for anything else, infinity included."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return Fraction(value) if Decimal(value).is_finite() else None


def _shown(value: object) -> str:
    """A TOML value as a fault shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_shown, value))}]"
    return "a table" if isinstance(value, dict) else repr(value)


def _parse(path: Path) -> tuple[dict[str, Any] | None, str, list[Fault], tuple[str, ...]]:
    """The tables of a TOML file, its text, faults and notices; the tables are None when it cannot be read."""
    file = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None, "", [Fault(file, 0, "", "no such file", f"{path.name} beside claims.csv")], ()
    except OSError as error:
        return None, "", [Fault(file, 0, "", str(error.strerror), "a readable file")], ()
    text, encoding = decode(data)
    if text is None:
        return None, "", [Fault(file, 0, "", "bytes that are no text", "UTF-8 text")], ()
    notices = () if encoding == "UTF-8" else (f"{file} was read as {encoding}, not UTF-8.",)
    try:
        return tomllib.loads(text, parse_float=Decimal), text, [], notices
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = int(place.group(1)) if place else max(1, len(text.splitlines()))
        reason = _AT_LINE.sub("", str(error)).strip()
        return (
            None,
            text,
            [Fault(file, line, "", f"no TOML: {reason}", 'valid TOML, such as key = "text"')],
            notices,
        )


def read_heading(path: Path) -> Heading:
    """Read `dossier.toml`; every fault is in the result, none is raised."""
    tables, text, faults, notices = _parse(path)
    if tables is None:
        return Heading(faults=tuple(faults), notices=notices)
    reader = _Reader(str(path), text)
    reader.known_keys((), tables, "")
    reader.printable((), tables)
    as_of = reader.year((), tables, "as_of", required=True)
    founded = reader.year((), tables, "founded")
    if as_of is not None and founded is not None and founded > as_of:
        reader.wrong(("founded",), founded, f"a year not after as_of ({as_of})")
    entities = _entries(reader, tables, "entities", _entity)
    sources = _entries(reader, tables, "sources", _source)
    indicators = _entries(reader, tables, "indicators", _indicator)
    ratios = _entries(
        reader, tables, "ratios", lambda reader, id_, table: _ratio(reader, id_, table, indicators)
    )
    return Heading(
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
        identities=_identities(reader, tables, indicators),
        assumptions=_assumptions(reader, tables),
        faults=tuple(reader.faults),
        notices=notices,
    )


def _entries(
    reader: _Reader, tables: Mapping[str, Any], kind: str, read: Callable[[_Reader, str, dict[str, Any]], T]
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


def _entity(reader: _Reader, id_: str, table: dict[str, Any]) -> Entity:
    path = ("entities", id_)
    label = reader.words(path, table, "label", '{ en = "Kunshan", zh = "昆山" }', required=True)
    names = dict.fromkeys(_LANGUAGES, label) if isinstance(label, str) else label
    return Entity(id_, names, reader.text(path, table, "note"))


def _source(reader: _Reader, id_: str, table: dict[str, Any]) -> Source:
    path = ("sources", id_)
    published = table.get("published", "")
    if isinstance(published, bool) or not isinstance(published, (int, str)):
        reader.wrong((*path, "published"), published, "a year, or a date as a text in double quotes")
    title = reader.words(path, table, "title", _TITLE, required=True)
    return Source(id_, title, published, reader.words(path, table, "note", _NOTE))


def _indicator(reader: _Reader, id_: str, table: dict[str, Any]) -> Indicator:
    path = ("indicators", id_)
    basis = reader.choice(path, table, "basis", BASES, "")
    return Indicator(
        id=id_,
        label=reader.label(path, table, required=True),
        unit=reader.text(path, table, "unit", required=True),
        basis=basis,
        growth_basis=reader.choice(path, table, "growth_basis", BASES, basis or BASES[0])
        if "growth_basis" in table
        else "",
        better=reader.choice(path, table, "better", _BETTER, _BETTER[0]),
        scope=reader.words(path, table, "scope", '{ en = "all revenue", zh = "全口径" }'),
        plausible_growth=reader.band(path, table, "plausible_growth", Fraction(-1)),
        reference_class=reader.text(path, table, "reference_class"),
        note=reader.text(path, table, "note"),
    )


def _known(reader: _Reader, path: Path_, value: object, indicators: Mapping[str, Any]) -> str:
    """An indicator's id."""
    if isinstance(value, str) and value in indicators:
        return value
    reader.wrong(path, value, f"an indicator: {', '.join(indicators) or 'none is declared'}")
    return ""


def _ratio(reader: _Reader, id_: str, table: dict[str, Any], indicators: Mapping[str, Any]) -> Ratio:
    path = ("ratios", id_)
    numerator = _known(reader, (*path, "numerator"), table.get("numerator"), indicators)
    denominator = _known(reader, (*path, "denominator"), table.get("denominator"), indicators)
    if numerator and numerator == denominator:
        reader.wrong((*path, "denominator"), denominator, "another indicator than the numerator")
    return Ratio(
        id=id_,
        numerator=numerator,
        denominator=denominator,
        plausible=reader.band(path, table, "plausible", None),
        label=reader.label(path, table, required=False),
        note=reader.text(path, table, "note"),
    )


def _identities(
    reader: _Reader, tables: Mapping[str, Any], indicators: Mapping[str, Indicator | None]
) -> tuple[Identity, ...]:
    entries = tables.get("identities", [])
    if not isinstance(entries, list):
        reader.wrong(("identities",), entries, "an array of tables [[identities]]")
        return ()
    identities = []
    for number, value in enumerate(entries):
        path = ("identities", str(number))
        table = reader.table(path, value)
        if table is None:
            continue
        reader.known_keys(path, table, "identities")
        total = _known(reader, (*path, "total"), table.get("total"), indicators)
        given = table.get("parts")
        if not isinstance(given, list) or not given:
            reader.wrong((*path, "parts"), given, 'a list of indicators, such as ["industry", "services"]')
            continue
        parts = tuple(_known(reader, (*path, "parts"), part, indicators) for part in given)
        if total in parts or len(set(parts)) < len(parts):
            reader.wrong((*path, "parts"), given, "each part once, and not the total itself")
        whole = indicators.get(total)
        for part in filter(None, map(indicators.get, parts)):
            if whole is not None and not _convertible(part.unit, whole.unit):
                expected = f"parts whose unit converts to {whole.unit!r}, the unit of {total}"
                reader.fault((*path, "parts"), f"{part.id} in {part.unit!r}", expected)
        identities.append(Identity(total, parts, reader.text(path, table, "note")))
    return tuple(identities)


def _convertible(unit: str, wanted: str) -> bool:
    try:
        conversion(unit, wanted)
    except StatedError:
        return False
    return True


def _assumptions(reader: _Reader, tables: Mapping[str, Any]) -> Assumptions:
    path = ("assumptions",)
    table = reader.table(path, tables.get("assumptions", {})) or {}
    reader.known_keys(path, table, "assumptions")
    deflator = reader.band(path, table, "deflator", Fraction(-1))
    if "about" not in table:
        return Assumptions(deflator)
    about = _exact(table["about"])
    if about is None or not 0 <= about < 1:
        reader.wrong((*path, "about"), table["about"], "a number from 0 up to, but not including, 1")
        return Assumptions(deflator)
    return Assumptions(deflator, about)


def read_scenarios(path: Path) -> tuple[dict[str, dict[str, Any]], tuple[Fault, ...], tuple[str, ...]]:
    """The tables of `scenarios.toml` by scenario name, its faults and notices; a missing file has no scenario.

    Numbers come as int or Decimal, so that they stay exact; what the keys mean is not looked at here.
    """
    if not path.exists():
        return {}, (), ()
    tables, text, faults, notices = _parse(path)
    if tables is None:
        return {}, tuple(faults), notices
    reader = _Reader(str(path), text)
    for key in tables:
        if key != "scenario":
            reader.fault((key,), "an unknown key", "only tables [scenario.NAME]")
    found = reader.table(("scenario",), tables.get("scenario", {})) or {}
    scenarios = {name: reader.table(("scenario", name), table) for name, table in found.items()}
    named = {name: table for name, table in scenarios.items() if table is not None}
    return named, tuple(reader.faults), notices
