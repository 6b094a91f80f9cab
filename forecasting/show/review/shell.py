"""The page: the text with its claims marked, a list to go through, a form for the row; one file that fetches nothing."""

from __future__ import annotations

import hashlib
import html
import json
from bisect import bisect_left, bisect_right
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forecasting.charts.export import DIGITS
from forecasting.charts.script import json_in_script
from forecasting.dossier.model import BASES, KINDS, ROLES
from forecasting.dossier.workbook import READINGS
from forecasting.numbers.stated import COMPARATORS
from forecasting.show.markup import HtmlLook, document, tag, text_tag
from forecasting.show.review.placed import confidence_of
from forecasting.words import LANGUAGES, keys, template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting.show.review import Review
    from forecasting.show.review.placed import Report, Shown

__all__ = ["page"]

_ASCII = {chr(code) for code in range(32, 127)}
_CONTROLS = ("accept", "reject", "undo")
_MOST_LETTERS = 6000  # of a text whose letters are put in; more is no report


def page(made: Review, fresh: frozenset[str] = frozenset()) -> str:
    """The whole page.

    Args:
        made: what is gone through.
        fresh: ids of the rows that are new since the last reading.
    """
    report, columns, title, labels = made.report, made.columns, made.title, made.labels
    language = made.language
    data: dict[str, Any] = {
        "columns": list(columns),
        "rows": [
            {
                "cells": [one.cells.get(name, "") for name in columns],
                "confidence": confidence_of(one.cells),
                "start": one.start,
                "faults": list(one.faults),
                "fresh": one.cells.get("claim_id", "") in fresh,
            }
            for one in report.claims
        ],
        "loose": [[one.start, one.end, one.value, one.unit, one.kind, one.quote] for one in report.loose],
        "aside": report.set_aside,
        "choices": {
            "role": list(ROLES),
            "kind": list(KINDS),
            "basis": ["", *BASES],
            "comparator": list(COMPARATORS),
            "reading": ["", *READINGS],
            **{key: list(values) for key, values in made.choices.items()},
        },
        "labels": labels,
        "title": title,
        "words": {one: _words(one) for one in LANGUAGES},
        "language": language,
        "newline": made.newline,
        "bom": made.bom,
    }
    written = json.dumps([data["rows"], data["columns"], report.text], ensure_ascii=False, sort_keys=True)
    data["digest"] = hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:16]
    body = "\n".join([_head(), '<div class="room">', _text(report), _panel(), "</div>", _script(data)])
    words = set("".join("".join(one.values()) for one in data["words"].values()))
    letters = words | set(DIGITS) | _ASCII | set("".join(title.values())) | set(report.text)
    letters |= {letter for one in labels.values() for name in one.values() for letter in name}
    units = {
        letter for one in report.claims for letter in one.cells.get("unit", "") + one.cells.get("value", "")
    }
    units |= {letter for one in report.loose for letter in one.unit}
    return document(
        body,
        title=title.get(language or "en", ""),
        language=language or "en",
        look=HtmlLook(
            _beside("page.css"),
            set(sorted(letters)[:_MOST_LETTERS]),
            bold=units | words | set(DIGITS) | _ASCII | set("".join(title.values())),
        ),
        live=True,
    )


def _words(language: str) -> dict[str, str]:
    return {key: template(f"review.{key}", language) for key in sorted(keys("review", language))}


def _beside(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _word(name: str, element: str = "span", **attributes: str) -> str:
    """An element whose text the script says in the language chosen."""
    return text_tag(element, template(f"review.{name}", "en"), data_word=name, **attributes)


def _button(name: str, key: str = "") -> str:
    mark = {"accept": "✓ ", "reject": "× "}.get(name, "")
    hint = f' <kbd aria-hidden="true">{key}</kbd>' if key else ""
    label = f'<span aria-hidden="true">{mark}</span>' if mark else ""
    return f'<button type="button" id="{name}">{label}{_word(name)}{hint}</button>'


def _head() -> str:
    languages = "".join(
        f'<option value="{one}" lang="{one}">{name}</option>'
        for one, name in (("en", "English"), ("zh", "中文"))
    )
    saved = _button("download", "S") + _button("download_rejected") + _button("copy")
    return tag(
        "header",
        f'<a class="jump" href="#list">{_word("jump")}</a>'
        + tag(
            "div",
            '<h1 id="heading"></h1>'
            + tag(
                "label", _word("language") + f'<select id="language">{languages}</select>', class_="language"
            ),
            class_="top",
        )
        + _word("lede", "p", class_="lede")
        + _word("keys", "p", class_="keys")
        + tag(
            "div",
            '<p id="progress" role="status" aria-live="polite"></p><progress id="bar" max="1" value="0" aria-hidden="true">'
            '</progress><p id="message" role="status" aria-live="polite"></p>'
            + tag("span", saved, class_="saves"),
            class_="state",
        )
        + '<textarea id="out" hidden readonly rows="6" aria-label="claims.csv"></textarea>',
    )


def _panel() -> str:
    decide = "".join(_button(name, key) for name, key in zip(_CONTROLS, "ARU", strict=True))
    orders = '<option value="confidence" data-word="by_confidence"></option><option value="text" data-word="by_text"></option>'
    return tag(
        "aside",
        tag(
            "section",
            '<p id="about"></p><blockquote id="quote"></blockquote><ul id="faults"></ul>'
            + tag("div", decide, class_="decide")
            + '<form id="form" autocomplete="off" onsubmit="return false"></form>',
            id="row",
            aria_label="row",
        )
        + tag(
            "section",
            tag(
                "div",
                _word("claims", "h2", id="claims-head")
                + tag("label", _word("order") + f'<select id="order">{orders}</select>'),
                class_="head",
            )
            + '<ol id="list" role="listbox" tabindex="0" aria-labelledby="claims-head"></ol>',
        )
        + tag(
            "section",
            tag("div", _word("loose", "h2", id="loose-head") + _button("add", "C"), class_="head")
            + '<p id="loose-count"></p><ol id="loose" role="listbox" tabindex="0" aria-labelledby="loose-head"></ol>',
        ),
    )


def _script(data: Mapping[str, Any]) -> str:
    return f"<script>\nconst data = {json_in_script(data)};\n{_beside('page.js')}</script>"


# ---- the text


def _text(report: Report) -> str:
    pieces = _Pieces(report)
    parts = []
    for name, start, end in report.parts:
        title = text_tag("h2", name) if name else ""
        parts.append(tag("section", title + pieces.lines(start, end), class_="document"))
    notices = "".join(text_tag("li", one) for one in report.notices)
    known = tag("details", tag("summary", _word("notices")) + tag("ul", notices)) if notices else ""
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
