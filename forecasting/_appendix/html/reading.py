"""Reading an HTML appendix back: what it was made from, the text of each block and the numbers behind its charts."""

from __future__ import annotations

import json
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from forecasting.charts.grammar import Spec

__all__ = ["blocks_text", "numbers_read", "settings_of", "specifications", "tables_text"]

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# What belongs to a block but is no text of it: drawings, marks of notes, links of the contents.
_ASIDE = frozenset({"svg", "script", "style", "math", "noscript"})
_LINES = frozenset({"p", "li", "tr", "caption", "figcaption", "h1", "h2", "h3", "figure", "table", "div"})
_CELLS = frozenset({"td", "th"})
_OF_TABLES = _CELLS | {"caption"}
#: Script elements of data, by id.
_DATA = frozenset({"settings", "charts"})


class _AppendixParser(HTMLParser):
    """Collects the data and, for each element with `data-block`, its text and that of the tables below its chart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.blocks: list[tuple[str, list[str]]] = []
        self.inside = 0  # depth at which the present block was opened; 0 outside of any
        self.aside = 0  # depth at which what is passed over was opened
        self.data: dict[str, str] = {}
        self.tables: dict[str, list[str]] = {}
        self.reading = ""  # the script of data that is open
        self.below = 0  # depth at which what stands below a chart was opened

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if tag == "br":
                self._say(" ")
            return
        self.open.append(tag)
        depth = len(self.open)
        if tag == "script" and given.get("id") in _DATA:
            self.reading = given["id"]
            self.data[self.reading] = ""
        if "data-block" in given and not self.inside:
            self.inside = depth
            self.blocks.append((given["data-block"], []))
        if self.inside and not self.below and "data-take-bar" in given:
            self.below = depth
            self.tables[self.blocks[-1][0]] = []
        if self.below and tag in _OF_TABLES:
            self.tables[self.blocks[-1][0]].append("")
        if self.inside and not self.aside:
            if tag == "math":
                self._say(given.get("alttext", "") + " ")
            if tag in _ASIDE or "data-aside" in given:
                self.aside = depth

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those within it that were never closed."""
        if tag not in self.open:
            return
        while self.open:
            depth, last = len(self.open), self.open.pop()
            if self.aside == depth:
                self.aside = 0
            elif not self.aside:
                self._say("\t" if last in _CELLS else "\n" if last in _LINES else "")
            if self.below == depth:
                self.below = 0
            if self.inside == depth:
                self.inside = 0
            if last == "script":
                self.reading = ""
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if self.reading:
            self.data[self.reading] += data
        if self.below and any(tag in _OF_TABLES for tag in self.open[self.below :]):
            self.tables[self.blocks[-1][0]][-1] += data
        # Line breaks and tabs of the text are spaces; those between cells and lines are set by the elements.
        self._say(" ".join(f"|{data}|".split())[1:-1] if data else "")

    def _say(self, text: str) -> None:
        if self.inside and not self.aside:
            self.blocks[-1][1].append(text)


@lru_cache(maxsize=1)
def _read(html: str) -> _AppendixParser:
    reader = _AppendixParser()
    reader.feed(html)
    reader.close()
    return reader


def settings_of(html: str) -> dict[str, Any]:
    """What an HTML appendix was made from and with, as `AppendixDocument.settings` had it.

    Raises:
        ForecastingError: this is no appendix that `forecasting` wrote, or its settings are damaged.
    """
    found = _read(html).data.get("settings")
    if found is None:
        msg = "this HTML file holds no settings of an appendix; expected one written by forecasting appendix"
        raise ForecastingError(msg)
    try:
        settings = json.loads(found)
    except (ValueError, RecursionError) as problem:
        msg = f"the settings within this HTML appendix cannot be read: {problem}; write the appendix again"
        raise ForecastingError(msg) from problem
    if not isinstance(settings, dict):
        msg = (
            f"the settings within this HTML appendix are no table but {settings!r}; write the appendix again"
        )
        raise ForecastingError(msg)
    return settings


def blocks_text(html: str) -> list[tuple[str, str]]:
    """Id and text of each block of an HTML appendix, in order, as `plain.block_text` writes it."""
    found = []
    for identity, pieces in _read(html).blocks:
        lines = []
        for line in "".join(pieces).split("\n"):
            cells = [" ".join(cell.split()) for cell in line.rstrip(" ").removesuffix("\t").split("\t")]
            if any(cells):
                lines.append("\t".join(cells))
        found.append((identity, "\n".join(lines)))
    return found


def numbers_read(text: str) -> Any:
    """JSON with its numbers in nine digits: the last of sixteen may differ from one machine to another."""
    return json.loads(text, parse_float=lambda number: float(f"{float(number):.9g}"))


def specifications(html: str) -> dict[str, Spec]:
    """The specifications from which an HTML appendix draws its charts, by id; empty where they are gone or damaged."""
    try:
        found = numbers_read(_read(html).data.get("charts", ""))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def tables_text(html: str) -> dict[str, str]:
    """The text of the tables below each chart of an HTML appendix, by id, a line a cell."""
    return {name: "\n".join(cells) for name, cells in _read(html).tables.items()}
