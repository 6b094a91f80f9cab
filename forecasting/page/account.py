"""What the page cannot say, and what it was made of."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from forecasting.charts.look import table_of
from forecasting.markup import tag, text_tag
from forecasting.words import say


def limits(result: Any) -> str:
    """What the page cannot say, and the notices of this assessment."""
    language = result.language
    names = ("limit_which", "limit_scope", "limit_unpriced", "limit_odds", "limit_thin")
    items = [say(f"page.{name}", language) for name in names]
    items += [str(notice) for notice in result.notices]
    return tag("ul", "".join(text_tag("li", item) for item in items))


def made(result: Any) -> str:
    """Version and digest of the inputs; no clock, so that the page is the same tomorrow."""
    language = result.language
    folder = getattr(result.dossier, "folder", None)
    inputs = []
    if folder is not None:
        for name in ("dossier.toml", "claims.csv", "scenarios.toml"):
            place = Path(folder) / name
            if place.is_file():
                inputs.append((name, hashlib.sha256(place.read_bytes()).hexdigest()))
    if not inputs:
        content = json.dumps(table_of(result, "claims"), ensure_ascii=False, sort_keys=True, default=str)
        inputs.append(("claims", hashlib.sha256(content.encode()).hexdigest()))
    head = text_tag("th", say("page.made_inputs", language), scope="col") + text_tag(
        "th", say("page.made_digest", language), scope="col"
    )
    body = "".join(
        tag("tr", text_tag("th", name, scope="row") + tag("td", text_tag("code", digest)))
        for name, digest in inputs
    )
    note = say("page.made_note", language, version=result.to_dict()["version"])
    return text_tag("p", note) + tag("table", tag("thead", tag("tr", head)) + tag("tbody", body))
