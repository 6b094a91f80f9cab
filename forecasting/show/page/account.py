"""What the page cannot say, and what it was made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.dossier.inputs import digests
from forecasting.show.markup import tag, text_tag
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment


def limits(result: Assessment) -> str:
    """What the page cannot say, and the notices of this assessment."""
    language = result.language
    names = ("limit_which", "limit_scope", "limit_unpriced", "limit_odds", "limit_thin")
    items = [say(f"page.{name}", language) for name in names]
    items += [str(notice) for notice in result.notices]
    return tag("ul", "".join(text_tag("li", item) for item in items))


def made(result: Assessment) -> str:
    """Version and digest of the inputs; no clock, so that the page is the same tomorrow."""
    language = result.language
    head = text_tag("th", say("page.made_inputs", language), scope="col") + text_tag(
        "th", say("page.made_digest", language), scope="col"
    )
    body = "".join(
        tag("tr", text_tag("th", file["name"], scope="row") + tag("td", text_tag("code", file["sha256"])))
        for file in digests(result.dossier)
    )
    note = say("page.made_note", language, version=result.to_dict()["version"])
    return text_tag("p", note) + tag("table", tag("thead", tag("tr", head)) + tag("tbody", body))
