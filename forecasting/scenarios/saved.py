"""A scenario as TOML, and into `scenarios.toml` without touching a byte of what else stands there."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.dossier import Dossier
from forecasting.dossier.text_file import decode
from forecasting.dossier.toml_reader import exact_toml
from forecasting.dossier.toml_writing import toml_key, toml_value
from forecasting.files import alone, write_files
from forecasting.scenarios.applied import apply, load
from forecasting.scenarios.model import BASELINE, Scenario, ScenarioError
from forecasting.scenarios.table import from_table, shape_flaws

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Sequence

__all__ = ["save_scenario", "scenario_toml"]

_FILE = "scenarios.toml"


def scenario_toml(scenario: Scenario) -> str:
    """The table `[scenario.NAME]` that reads back as the same scenario.

    Claims put in follow as `[[scenario.NAME.add]]`, a line a column.

    Raises:
        ScenarioError: a value is of a kind that no scenario can hold.
    """
    _require_scenario(scenario)
    flaws = list(shape_flaws(scenario))
    if flaws:
        lines = [f"  {'.'.join(path)}: found {found}; expected {expected}" for path, found, expected in flaws]
        msg = "\n".join([f"scenario {scenario.name!r} cannot be written:", *lines])
        raise ScenarioError(msg)
    name = toml_key(scenario.name)
    return f"[scenario.{name}]\n" + "".join(_body(scenario, name))


def _body(scenario: Scenario, name: str) -> Iterator[str]:
    """All lines of the table below its heading."""
    for part in fields(Scenario):
        value = getattr(scenario, part.name)
        if part.name not in ("name", "add") and value != getattr(BASELINE, part.name):
            yield f"{part.name} = {toml_value(value)}\n"
    for row in scenario.add:
        yield f"\n[[scenario.{name}.add]]\n"
        for column, value in row.items():
            yield f"{toml_key(column)} = {toml_value(value)}\n"


def save_scenario(
    dossier: Dossier | str | os.PathLike[str], scenario: Scenario, *, force: bool = False
) -> Path:
    """Put a scenario into `scenarios.toml` of a dossier's folder; all other text there stays byte for byte.

    The scenario is applied to the folder as it stands, and the new file read back, before anything is written; the
    file is then replaced whole.

    Args:
        dossier: a dossier read from a folder, or the folder.
        scenario: with a name of its own.
        force: replace the scenario of that name, where there is one; comments inside its table go with it.

    Returns:
        The file written.

    Raises:
        DossierError: the folder holds faults.
        ScenarioError: the scenario changes nothing, cannot be applied, or exists already and `force` is not given.
        WriteRefusedError: the file cannot be written.
    """
    _require_scenario(scenario)
    folder = dossier.folder if isinstance(dossier, Dossier) else dossier
    if folder is None:
        msg = "this dossier was made in memory; write it to a folder first, or give the folder"
        raise ScenarioError(msg)
    with alone(folder):
        return _saved(folder, scenario, force=force)


def _saved(given: str | os.PathLike[str], scenario: Scenario, *, force: bool) -> Path:
    current, folder = load(given), Path(given)
    if not scenario.changes():
        msg = f"scenario {scenario.name!r} changes nothing, so there is nothing to save"
        raise ScenarioError(msg)
    apply(scenario, current)
    known = scenario.name in current.scenario_tables
    if known and not force:
        msg = f"a scenario {scenario.name!r} is in {folder / _FILE} already; give another name, or force=True to replace it"
        raise ScenarioError(msg)
    # A link stays a link: what is replaced is the file it leads to.
    place = (folder / _FILE).resolve()
    data = place.read_bytes() if place.is_file() else b""
    text, encoding = decode(data)
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    written = scenario_toml(scenario)
    text = text or ""  # what is no text was a fault on loading
    end = "\r\n" if "\r\n" in text else "\n"
    written = written.replace("\n", end)
    new = _replaced(text, scenario.name, written) if known else _appended(text, written, end)
    _require(new, scenario, current, place)
    write_files({place: mark + _encoded(new, encoding, place)}, force=True)
    return folder / _FILE


def _require_scenario(scenario: object) -> None:
    if not isinstance(scenario, Scenario):
        msg = f"expected a Scenario, received {type(scenario).__name__}"
        raise ScenarioError(msg)


def _encoded(text: str, encoding: str, place: Path) -> bytes:
    try:
        return text.encode("gb18030" if encoding == "GB18030" else "utf-8")
    except UnicodeEncodeError as error:
        msg = f"{text[error.start : error.end]!r} cannot be written to {place}; use characters that can be printed"
        raise ScenarioError(msg) from error


def _appended(text: str, written: str, end: str) -> str:
    gap = "" if not text else end if text.endswith("\n") else 2 * end
    return text + gap + written


def _replaced(text: str, name: str, written: str) -> str:
    """The text with the tables of one scenario put anew; comments above the next table stay, so does its heading."""
    lines = _lines(text)
    headings = [*_headings(lines), (len(lines), ())]
    kept: list[str] = lines[: headings[0][0]]
    done = False
    for (start, path), (stop, after) in pairwise(headings):
        if path[:2] != ("scenario", name):
            kept += lines[start:stop]
            continue
        last = stop
        while last > start + 1 and lines[last - 1].strip()[:1] in ("", "#"):
            last -= 1
        if not done:
            heading, body = written.split("\n", 1)
            own = path == ("scenario", name)
            kept += [lines[start] if own and lines[start].endswith("\n") else f"{heading}\n", body]
            done = True
        # Between two tables of this scenario a blank line sets nothing apart any more, but a comment stays.
        if after[:2] != path[:2] or any(line.strip() for line in lines[last:stop]):
            kept += lines[last:stop]
    return "".join(kept)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends a line of TOML."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line (from 0) and path of each table heading; none stands inside a text or a list."""
    quote, depth = "", 0
    for number, line in enumerate(lines):
        if not quote and not depth and line.lstrip().startswith("["):
            yield number, _path(line)
            continue
        place = 0
        while place < len(line):
            here = line[place:]
            if quote:
                if quote[0] == '"' and here.startswith("\\"):
                    place += 2
                elif here.startswith(quote):
                    # Up to two quotes may stand before those that close a text of several lines.
                    more = len(here) - len(here.lstrip(quote[0])) if len(quote) == 3 else 1
                    place += max(more, len(quote))
                    quote = ""
                else:
                    place += 1
                continue
            if here[0] == "#":
                break
            if here[0] in "\"'":
                quote = 3 * here[0] if here.startswith(3 * here[0]) else here[0]
                place += len(quote)
                continue
            depth += here[0] in "[{"
            depth -= here[0] in "]}"
            place += 1


def _path(line: str) -> tuple[str, ...]:
    """The keys of a table heading."""
    node: Any = tomllib.loads(line)
    path: list[str] = []
    while node:
        if isinstance(node, list):
            node = node[0]
            continue
        ((key, node),) = node.items()
        path.append(key)
    return tuple(path)


def _require(text: str, scenario: Scenario, current: Dossier, place: Path) -> None:
    """Refuse a text that does not hold this scenario and every other one as before."""
    try:
        tables = exact_toml(text).get("scenario", {})
    except ValueError:
        tables = {}
    name = scenario.name
    found = from_table(name, tables[name])[0] if isinstance(tables.get(name), Mapping) else None
    others = {one: table for one, table in tables.items() if one != name}
    before = {one: table for one, table in current.scenario_tables.items() if one != name}
    if found != scenario or others != before:
        msg = (
            f"scenario {name!r} stands in {place} in a way that cannot be replaced piece by piece (on one line, or "
            f"under dotted keys); write it as a table [scenario.{toml_key(name)}] first. Nothing was written"
        )
        raise ScenarioError(msg)
