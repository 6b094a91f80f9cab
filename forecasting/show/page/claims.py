"""The claims as printed, each with its quote and place, and the sources they come from."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from forecasting.charts.look import indicator_rows, table_of
from forecasting.charts.statements import statement, years
from forecasting.dossier import in_language
from forecasting.show.markup import tag, text_tag
from forecasting.show.page.cells import cell
from forecasting.words import readable, say

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment


def claims(result: Assessment) -> str:
    """The table of the claims and the list of their sources."""
    language = result.language
    found = table_of(result, "claims")
    if not found:
        return ""
    names = {row["indicator"]: row["label"] for row in indicator_rows(result)}
    columns = ("indicator", "stated", "years", "role", "quote", "place", "note")

    def label(name: str) -> str:
        return say(f"page.column.{name}", language)

    lines = []
    for row in found:
        start, end = years(row)
        text = statement(row, language)
        if row.get("set_aside"):
            text = say("charts.set_aside", language, text=text)
        name = names.get(row["indicator"], str(row["indicator"]))
        if row["entity"] != result.dossier.entity:
            place = result.dossier.place(row["entity"], language)
            name = say("findings.elsewhere", language, label=name, place=place)
        cells = [
            cell(label("stated"), escape(text), ""),
            cell(label("years"), str(end) if start == end else f"{start}–{end}", "tight"),
            cell(label("role"), escape(say(f"charts.role.{row['role']}", language)), "tight"),
            cell(
                label("quote"),
                text_tag("q", row["quote"], lang="zh" if _chinese(row["quote"]) else "en"),
                "words",
            ),
            cell(label("place"), escape(f"{row['source']}, {row['locator']}"), ""),
            cell(label("note"), escape(_remark(row, language)), "remark"),
        ]
        identity = text_tag("span", row["claim_id"], class_="unit")
        lines.append(tag("tr", tag("th", tag("span", escape(name) + identity), scope="row") + "".join(cells)))
    head = "".join(text_tag("th", label(name), scope="col") for name in columns)
    sources = "".join(
        text_tag(
            "li",
            f"{source.id}: {source.name(language)} ({source.published})"
            + (
                f"; {note}"
                if (note := in_language(source.note, language)) and readable(note, language)
                else ""
            ),
        )
        for source in result.dossier.sources.values()
    )
    return (
        text_tag("p", say("page.claims_note", language), class_="quiet")
        + tag("table", tag("thead", tag("tr", head)) + tag("tbody", "".join(lines)), class_="cards")
        + tag("ul", sources, class_="quiet")
    )


def _remark(row: Any, language: str) -> str:
    """The note of a claim, where the reader of the page can read it."""
    note = str(row.get("note") or "")
    return note if readable(note, language) else ""


def _chinese(text: object) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", str(text)))
