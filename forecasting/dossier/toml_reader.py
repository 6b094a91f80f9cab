"""TOML text read key by key, with the line of every fault, numbers exact."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from forecasting.dossier.periods import calendar_year, fiscal_years_expected
from forecasting.dossier.text_file import decode, unprintable
from forecasting.errors import Fault
from forecasting.files import read_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from forecasting.dossier.model import Text

__all__ = [
    "KEYS",
    "LANGUAGES",
    "KeyPath",
    "Reader",
    "TomlTable",
    "exact_number",
    "exact_toml",
    "key_lines",
    "parse_file",
]

_MANY_LINES = {"note", "quote"}
_MOST_DIGITS = 100  # before or behind the point
_BEYOND = 10**_MOST_DIGITS
_MOST_DEEP = 12
_LONG = re.compile(r"[0-9_]{101,}|[0-9][eE][-+]?[0-9_]{3,}")
_TOO_LONG = f"a number with more than {_MOST_DIGITS} digits"
_TOO_DEEP = f"tables nested more than {_MOST_DEEP} deep"

KEYS = {
    "": (
        "title",
        "entity",
        "founded",
        "as_of",
        "fiscal_years",
        "numbers",
        "reviewed",
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
        "convention",
        "measure",
        "bounds",
        "index_year",
        "levels_comparable",
        "better",
        "scope",
        "plausible_growth",
        "reference_class",
        "note",
    ),
    "ratios": ("numerator", "denominator", "plausible", "label", "note"),
    "identities": ("total", "parts", "factors", "product", "note"),
    "assumptions": ("deflator", "deflator_by_year", "deflator_by_place", "about", "outside"),
}
LANGUAGES = ("en", "zh")
_KEY = r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)"""
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_DOTTED})\s*\]")
_ASSIGNMENT = re.compile(rf"\s*({_DOTTED})\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")

KeyPath = tuple[str, ...]
#: A table of a TOML document as it is parsed; what reads it makes typed things of it.
TomlTable = dict[str, Any]


def key_lines(text: str) -> dict[KeyPath, int]:
    """The line of each table and key of a TOML text; entries of an array of tables are counted from "0"."""
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
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


def _indexed(path: KeyPath, counts: Mapping[KeyPath, int]) -> KeyPath:
    """`path` with the number of the latest entry after each array of tables it passes through."""
    walked: KeyPath = ()
    for place, part in enumerate(path):
        walked = (*walked, part)
        if walked in counts and place < len(path) - 1:
            walked = (*walked, str(counts[walked]))
    return walked


def _parts(dotted: str) -> KeyPath:
    return tuple(part.strip("\"'") for part in re.findall(_KEY, dotted))


class Reader:
    """The tables of one TOML file, and the faults found while they are read."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self.faults: list[Fault] = []

    @cached_property
    def lines(self) -> dict[KeyPath, int]:
        """The line of each table and key; found only when something is wrong with one."""
        return key_lines(self._text)

    def wrong(self, path: KeyPath, value: object, expected: str) -> None:
        """Note that the value at `path` is not what it should be."""
        self.fault(path, shown_value(value), expected)

    def fault(self, path: KeyPath, found: str, expected: str) -> None:
        """Note a fault at the line of `path`, or of the innermost table around it."""
        self.faults.append(Fault(self.file, self.line(path), ".".join(path), found, expected))

    def line(self, path: KeyPath) -> int:
        """The line of `path`, or of the innermost table around it."""
        place = next((path[:end] for end in range(len(path), 0, -1) if path[:end] in self.lines), ())
        return self.lines.get(place, 1)

    def table(self, path: KeyPath, value: object) -> TomlTable | None:
        """`value` when it is a table."""
        if isinstance(value, dict):
            return value
        self.wrong(path, value, f"a table [{'.'.join(path)}]")
        return None

    def known_keys(self, path: KeyPath, table: Mapping[str, Any], kind: str) -> None:
        """Report the keys that mean nothing here."""
        for key in table:
            if key not in KEYS[kind]:
                close = get_close_matches(key, KEYS[kind], n=1)
                hint = f"perhaps {close[0]}; " if close else ""
                self.fault((*path, key), "an unknown key", f"{hint}one of {', '.join(KEYS[kind])}")

    def printable(self, path: KeyPath, value: object) -> None:
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

    def _visible(self, path: KeyPath, text: str) -> None:
        if not _MANY_LINES & set(path) and len(text.splitlines()) > 1:
            # On a terminal, its second line would look like one of the program's own.
            self.fault(path, "a line break", "text on one line")
        if "label" in path and "\\" in text:
            # The drawing library puts labels into expressions without escaping it.
            self.fault(path, "a backslash", "a label without one")
        bad = unprintable(text)
        if bad is not None:
            self.fault(
                path, f"the control character U+{ord(bad):04X}", "text that can be printed; leave it out"
            )

    def text(self, path: KeyPath, table: Mapping[str, Any], key: str, *, required: bool = False) -> str:
        """A text, empty when it is not given."""
        value = table.get(key)
        if value is None and not required:
            return ""
        if isinstance(value, str) and (value.strip() or not required):
            return value
        self.wrong((*path, key), value, "a text in double quotes")
        return ""

    def words(
        self, path: KeyPath, table: Mapping[str, Any], key: str, example: str, *, required: bool = False
    ) -> Text:
        """A text for every language, or a table with one in each language and none missing."""
        value = table.get(key)
        if not isinstance(value, dict):
            if isinstance(value, str) or (value is None and not required):
                return self.text(path, table, key, required=required)
            self.wrong((*path, key), value, f"a text in double quotes, or one in each language: {example}")
            return ""
        for language in LANGUAGES:
            name = value.get(language)
            if language not in value:
                self.fault((*path, key), f"no {language!r} in it", f"one in each language: {example}")
            elif not isinstance(name, str) or not name.strip():
                self.wrong((*path, key, language), name, "a text in double quotes")
        for language in value:
            if language not in LANGUAGES:
                self.fault((*path, key, language), "an unknown key", f"one of {', '.join(LANGUAGES)}")
        return {language: name for language, name in value.items() if isinstance(name, str)}

    def choice(
        self, path: KeyPath, table: Mapping[str, Any], key: str, options: Sequence[str], default: str
    ) -> str:
        """One of a few words; required when `default` is empty."""
        value = table.get(key, default or None)
        if isinstance(value, str) and value in options:
            return value
        self.wrong((*path, key), value, f"one of {', '.join(options)}")
        return default

    def year(
        self, path: KeyPath, table: Mapping[str, Any], key: str, rule: str = "", *, required: bool = False
    ) -> int | None:
        """A year of four digits, or a fiscal year as a text, counted by `rule`."""
        value = table.get(key)
        if value is None and not required:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1000 <= value <= 9999:
            return value
        expected = "a year as a whole number without quotes, such as 2009"
        if isinstance(value, str):
            year = calendar_year(value, rule)
            if year is not None:
                return year
            expected = fiscal_years_expected(value, rule) or expected
        self.wrong((*path, key), value, expected)
        return None

    def flag(self, path: KeyPath, table: Mapping[str, Any], key: str, *, default: bool) -> bool:
        """True or false."""
        value = table.get(key, default)
        if isinstance(value, bool):
            return value
        self.wrong((*path, key), value, "true or false")
        return default

    def band(
        self, path: KeyPath, table: Mapping[str, Any], key: str, above: Fraction | None
    ) -> tuple[Fraction, Fraction] | None:
        """Two numbers, the lower one first, each above `above`."""
        value = table.get(key)
        if value is None:
            return None
        ends = [exact_number(end) for end in value] if isinstance(value, list) else []
        if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
            low, high = ends[0], ends[1]
            if low <= high and (above is None or low > above):
                return low, high
        limit = "" if above is None else f", both above {above}"
        self.wrong((*path, key), value, f"two numbers [low, high], the lower one first{limit}")
        return None

    def label(self, path: KeyPath, table: Mapping[str, Any], *, required: bool) -> dict[str, str]:
        """A name in each language; a plain text stands for all of them."""
        value = table.get("label")
        if value is None and not required:
            return {}
        expected = 'a name in each language, such as { en = "GDP", zh = "地区生产总值" }'
        if isinstance(value, str) and value.strip():
            return dict.fromkeys(LANGUAGES, value)
        if not isinstance(value, dict) or not value:
            self.wrong((*path, "label"), value, expected)
            return {}
        for language, name in value.items():
            if language not in LANGUAGES:
                self.fault((*path, "label", language), "an unknown key", f"one of {', '.join(LANGUAGES)}")
            elif not isinstance(name, str) or not name.strip():
                self.wrong((*path, "label", language), name, "a text in double quotes")
        return {language: name for language, name in value.items() if isinstance(name, str)}


def exact_number(value: object) -> Fraction | None:
    """A TOML number as the fraction it prints; None for anything else, infinity included."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return Fraction(value) if Decimal(value).is_finite() else None


def shown_value(value: object) -> str:
    """A TOML value as a fault shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(shown_value, value))}]"
    return "a table" if isinstance(value, dict) else repr(value)


class OutOfBoundsError(ValueError):
    """A number or a nesting that no report has, and that would take long or end in a crash."""


def exact_toml(text: str) -> TomlTable:
    """The tables of a TOML text, numbers as int or Decimal.

    Raises:
        TOMLDecodeError: it is no TOML.
        OutOfBoundsError: it is nested deeper than any dossier, or holds a number no report prints.
    """
    try:
        tables = tomllib.loads(text, parse_float=_decimal)
    except RecursionError:
        raise OutOfBoundsError(_TOO_DEEP) from None
    except tomllib.TOMLDecodeError:
        raise
    except ValueError:  # of an integer with thousands of digits
        raise OutOfBoundsError(_TOO_LONG) from None
    waiting: list[tuple[int, Any]] = [(0, tables)]
    while waiting:
        depth, value = waiting.pop()
        if depth > _MOST_DEEP:
            raise OutOfBoundsError(_TOO_DEEP)
        if isinstance(value, dict):
            waiting += [(depth + 1, one) for one in value.values()]
        elif isinstance(value, list):
            waiting += [(depth + 1, one) for one in value]
        elif isinstance(value, int) and abs(value) >= _BEYOND:
            raise OutOfBoundsError(_TOO_LONG)
    return tables


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if value.is_finite() and (len(text) > 2 * _MOST_DIGITS or abs(value.adjusted()) > _MOST_DIGITS):
        raise OutOfBoundsError(_TOO_LONG)
    return value


def parse_file(path: Path) -> tuple[TomlTable | None, str, list[Fault], tuple[str, ...]]:
    """The tables of a TOML file, its text, faults and notices; the tables are None when it cannot be read."""
    file = str(path)
    try:
        data = read_whole(path)
    except FileNotFoundError:
        return None, "", [Fault(file, 0, "", "no such file", f"{path.name} beside claims.csv")], ()
    except OSError as error:
        return None, "", [Fault(file, 0, "", str(error.strerror), "a readable file")], ()
    text, encoding = decode(data)
    if text is None:
        return None, "", [Fault(file, 0, "", "bytes that are no text", "UTF-8 text")], ()
    notices = () if encoding == "UTF-8" else (f"{file} was read as {encoding}, not UTF-8.",)
    try:
        return exact_toml(text), text, [], notices
    except OutOfBoundsError as error:
        found = _LONG.search(text)
        line = text.count("\n", 0, found.start()) + 1 if found else 0
        expected = f"numbers of at most {_MOST_DIGITS} digits, tables at most {_MOST_DEEP} deep"
        return None, text, [Fault(file, line, "", str(error), expected)], notices
    except tomllib.TOMLDecodeError as error:
        place = _AT_LINE.search(str(error))
        line = int(place.group(1)) if place else max(1, len(text.splitlines()))
        reason = _AT_LINE.sub("", str(error)).strip()
        expected = 'valid TOML, such as key = "text"'
        if "for a key part" in reason:
            expected = 'a key of a-z, 0-9, _ and -, or one in quotes, such as [indicators."生产总值"]'
        return (
            None,
            text,
            [Fault(file, line, "", f"no TOML: {reason}", expected)],
            notices,
        )
