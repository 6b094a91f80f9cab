"""The claims as printed, each with its quote and place, and the sources they come from."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

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
    if not result.claim_rows:
        return ""
    names = {row.indicator: row.label for row in result.indicator_rows}
    columns = ("indicator", "stated", "years", "role", "quote", "place", "note")

    def label(name: str) -> str:
        return say(f"page.column.{name}", language)

    lines = []
    for row in result.claim_rows:
        claim = row.claim
        start, end = years(row)
        text = statement(claim, language)
        if row.set_aside:
            text = say("charts.set_aside", language, text=text)
        name = names.get(claim.indicator, claim.indicator)
        if claim.entity != result.dossier.entity:
            place = result.dossier.place(claim.entity, language)
            name = say("findings.elsewhere", language, label=name, place=place)
        cells = [
            cell(label("stated"), escape(text), ""),
            cell(label("years"), str(end) if start == end else f"{start}–{end}", "tight"),
            cell(label("role"), escape(say(f"charts.role.{claim.role}", language)), "tight"),
            cell(
                label("quote"),
                text_tag("q", claim.quote, lang="zh" if _chinese(claim.quote) else "en"),
                "words",
            ),
            cell(label("place"), escape(f"{claim.source}, {claim.locator}"), ""),
            cell(label("note"), escape(claim.note if readable(claim.note, language) else ""), "remark"),
        ]
        identity = text_tag("span", claim.claim_id, class_="unit")
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


def _chinese(text: str) -> bool:
    return bool(re.search("[\u4e00-\u9fff]", text))
