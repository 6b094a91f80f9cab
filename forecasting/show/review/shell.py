"""The page: the text with its claims marked, a list to go through, a form for the row; one file that fetches nothing."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forecasting.charts.export import DIGITS
from forecasting.charts.script import json_in_script
from forecasting.dossier.model import BASES, KINDS, ROLES
from forecasting.dossier.workbook import READINGS
from forecasting.numbers.stated import COMPARATORS
from forecasting.show.markup import HtmlLook, document, tag
from forecasting.show.review.marked import marked_text, word
from forecasting.show.review.placed import confidence_of
from forecasting.words import LANGUAGES, keys, template

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.show.review import Review

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
                "cells": [claim.cells.get(name, "") for name in columns],
                "confidence": confidence_of(claim.cells),
                "start": claim.start,
                "faults": list(claim.faults),
                "fresh": claim.cells.get("claim_id", "") in fresh,
            }
            for claim in report.claims
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
    body = "\n".join([_head(), '<div class="room">', marked_text(report), _panel(), "</div>", _script(data)])
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


def _button(name: str, key: str = "") -> str:
    mark = {"accept": "✓ ", "reject": "× "}.get(name, "")
    hint = f' <kbd aria-hidden="true">{key}</kbd>' if key else ""
    label = f'<span aria-hidden="true">{mark}</span>' if mark else ""
    return f'<button type="button" id="{name}">{label}{word(name)}{hint}</button>'


def _head() -> str:
    languages = "".join(
        f'<option value="{one}" lang="{one}">{name}</option>'
        for one, name in (("en", "English"), ("zh", "中文"))
    )
    saved = _button("download", "S") + _button("download_rejected") + _button("copy")
    return tag(
        "header",
        f'<a class="jump" href="#list">{word("jump")}</a>'
        + tag(
            "div",
            '<h1 id="heading"></h1>'
            + tag(
                "label", word("language") + f'<select id="language">{languages}</select>', class_="language"
            ),
            class_="top",
        )
        + word("lede", "p", class_="lede")
        + word("keys", "p", class_="keys")
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
                word("claims", "h2", id="claims-head")
                + tag("label", word("order") + f'<select id="order">{orders}</select>'),
                class_="head",
            )
            + '<ol id="list" role="listbox" tabindex="0" aria-labelledby="claims-head"></ol>',
        )
        + tag(
            "section",
            tag("div", word("loose", "h2", id="loose-head") + _button("add", "C"), class_="head")
            + '<p id="loose-count"></p><ol id="loose" role="listbox" tabindex="0" aria-labelledby="loose-head"></ol>',
        ),
    )


def _script(data: Mapping[str, Any]) -> str:
    return f"<script>\nconst data = {json_in_script(data)};\n{_beside('page.js')}</script>"
