"""Reading an HTML appendix back: what it was made from, and the text of each block as it stands now."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

from forecasting.errors import ForecastingError

__all__ = ["blocks_text", "settings_of"]

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
# What belongs to a block but is no text of it: drawings, marks of notes, links of the contents.
_ASIDE = frozenset({"svg", "script", "style", "math", "noscript"})
_LINES = frozenset({"p", "li", "tr", "caption", "figcaption", "h1", "h2", "h3", "figure", "table", "div"})
_CELLS = frozenset({"td", "th"})


class _Reader(HTMLParser):
    """Collects the settings and, for each element with `data-block`, its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.blocks: list[tuple[str, list[str]]] = []
        self.inside = 0  # depth at which the present block was opened; 0 outside of any
        self.aside = 0  # depth at which what is passed over was opened
        self.settings: str | None = None
        self.reading_settings = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        given = {name: value or "" for name, value in attrs}
        if tag in _VOID:
            if tag == "br":
                self._say(" ")
            return
        self.open.append(tag)
        depth = len(self.open)
        if tag == "script" and given.get("id") == "settings":
            self.settings, self.reading_settings = "", True
        if "data-block" in given and not self.inside:
            self.inside = depth
            self.blocks.append((given["data-block"], []))
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
            if self.inside == depth:
                self.inside = 0
            if last == "script":
                self.reading_settings = False
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if self.reading_settings:
            self.settings = (self.settings or "") + data
        # Line breaks and tabs of the text are spaces; those between cells and lines are set by the elements.
        self._say(" ".join(f"|{data}|".split())[1:-1] if data else "")

    def _say(self, text: str) -> None:
        if self.inside and not self.aside:
            self.blocks[-1][1].append(text)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def settings_of(html: str) -> dict[str, Any]:
    """What an HTML appendix was made from and with, as `AppendixDocument.settings` had it.

    Raises:
        ForecastingError: this is no appendix that `forecasting` wrote, or its settings are damaged.
    """
    found = _read(html).settings
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
