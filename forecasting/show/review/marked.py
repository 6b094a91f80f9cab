"""The text of a report as HTML, cut where quotes, values and loose numbers begin and end."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.show.markup import tag, text_tag
from forecasting.words import template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.show.review.placed import Report, Shown

__all__ = ["marked_text", "word"]


def word(name: str, element: str = "span", **attributes: str) -> str:
    """An element whose text the script says in the language chosen."""
    return text_tag(element, template(f"review.{name}", "en"), data_word=name, **attributes)


def marked_text(report: Report) -> str:
    """The text with its quotes, values and loose numbers marked, below what was noticed while reading it."""
    pieces = _Pieces(report)
    parts = []
    for name, start, end in report.parts:
        title = text_tag("h2", name) if name else ""
        parts.append(tag("section", title + pieces.lines(start, end), class_="document"))
    notices = "".join(text_tag("li", one) for one in report.notices)
    known = tag("details", tag("summary", word("notices")) + tag("ul", notices)) if notices else ""
    return tag("article", known + "".join(parts), id="text", tabindex="0", aria_label="text")


class _Pieces:
    """Cuts the text where quotes, values and loose numbers begin and end."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.tables = report.tables
        spans = [(one.start, one.end) for one in report.claims if one.start >= 0]
        spans += [value for one in report.claims for value in one.values]
        spans += [(one.start, one.end) for one in report.loose]
        self.points = sorted({end for span in spans for end in span})
        self.quotes: dict[int, list[int]] = {}
        self.values: dict[int, list[int]] = {}
        self.loose: dict[int, int] = {}
        for number, one in enumerate(report.claims):
            if one.start >= 0:
                self._cover(self.quotes, one.start, one.end, number)
            for start, end in one.values:
                self._cover(self.values, start, end, number)
        for number, left in enumerate(report.loose):
            for point in self._within(left.start, left.end):
                self.loose[point] = number
        self.kinds = [one.cells.get("kind", "") for one in report.claims]

    def _within(self, start: int, end: int) -> Sequence[int]:
        return self.points[bisect_left(self.points, start) : bisect_left(self.points, end)]

    def _cover(self, covers: dict[int, list[int]], start: int, end: int, number: int) -> None:
        for point in self._within(start, end):
            covers.setdefault(point, []).append(number)

    def lines(self, start: int, end: int) -> str:
        """Paragraphs and tables of a stretch of the text."""
        made: list[str] = []
        tables = [one for one in self.tables if start <= one.start < end]
        for line_start, line_end in _line_spans(self.text, start, end):
            while tables and tables[0].end < line_start:
                tables.pop(0)
            if tables and tables[0].start <= line_start <= tables[0].end:
                if line_start == tables[0].start:
                    made.append(self._table(tables[0]))
            elif line_end > line_start:
                made.append(tag("p", self.inline(line_start, line_end)))
        return "\n".join(made)

    def _table(self, table: Shown) -> str:
        rows = []
        for row in table.rows:
            cells = []
            for start, end, wide, high in row:
                spans = {"colspan": wide, "rowspan": high}
                given = {name: str(count) for name, count in spans.items() if count > 1}
                cells.append(tag("td", self.inline(start, end) if end > start else "", **given))
            rows.append(tag("tr", "".join(cells)))
        return tag("div", tag("table", "".join(rows)), class_="scroll")

    def inline(self, start: int, end: int) -> str:
        """A line with its marks."""
        cuts = [start, *(point for point in self._within(start, end) if point > start), end]
        return "".join(self._piece(one, other) for one, other in pairwise(cuts) if other > one)

    def _piece(self, start: int, end: int) -> str:
        # A piece may begin before its first point only at the start of a line within a quote of several lines.
        key = self.points[max(0, bisect_right(self.points, start) - 1)] if self.points else -1
        shown = html.escape(self.text[start:end], quote=False)
        quotes, values, loose = self.quotes.get(key), self.values.get(key), self.loose.get(key)
        if key > start or (quotes is None and values is None and loose is None):
            return shown
        if loose is not None:
            shown = f'<b class="loose" data-loose="{loose}">{shown}</b>'
        if values is not None:
            kind = self.kinds[values[0]]
            shown = (
                f'<mark class="{html.escape(kind)}" data-value="{" ".join(map(str, values))}">{shown}</mark>'
            )
        if quotes is not None:
            shown = f'<span data-quote="{" ".join(map(str, quotes))}">{shown}</span>'
        return shown


def _line_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        found.append((start, stop))
        start = stop + 1
    return found
