"""The claims that cannot all be true, step by step, and what would repair them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.charts import drawn as charts
from forecasting.show.markup import tag, text_tag
from forecasting.show.page.cells import joined
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment
    from forecasting.show.page.drawings import Drawings


def conflicts(result: Assessment, drawings: Drawings) -> str:
    """Each conflict with its chain and its claims drawn, then the repairs and what was set aside."""
    language = result.language
    own = {one.claim_id: one for one in result.dossier.claims if one.entity == result.dossier.entity}
    drawn: set[str] = set()
    found = result.conflict_rows
    parts: list[str] = []
    if not found:
        if not result.found:
            return ""
        parts.append(text_tag("p", say("page.conflicts_none", language)))
    for place, row in enumerate(found, 1):
        parts.append(text_tag("h3", say("page.conflict", language, place=place)))
        steps = "".join(text_tag("li", sentence) for sentence in row.chain)
        parts.append(tag("ol", steps, class_="chain"))
        notes = [say("page.conflict_claims", language, claims=joined(row.claims, language))]
        if row.minimal:
            notes.append(say("page.conflict_minimal", language))
        if row.stretch_factor is not None:
            notes.append(say("page.conflict_stretch", language, factor=row.stretch_factor))
        parts.append(text_tag("p", ("" if language == "zh" else " ").join(notes), class_="quiet"))
        for indicator in dict.fromkeys(own[one].indicator for one in row.claims if one in own):
            if indicator not in drawn:
                drawn.add(indicator)
                chart = charts.network(result, indicator)
                parts.append(drawings.figure(chart, f"{say('page.conflicts', language)}: {indicator}"))
    if result.repair_rows:
        parts.append(text_tag("h3", say("page.repairs", language)))
        parts.append(text_tag("p", say("page.repair_note", language), class_="quiet"))
        items = [
            say(
                f"page.repair_{row.passed}",
                language,
                claims=joined(row.claims, language),
                weight=row.weight,
            )
            for row in result.repair_rows
        ]
        parts.append(tag("ul", "".join(text_tag("li", item) for item in items)))
    if result.set_aside:
        parts.append(
            text_tag("p", say("page.set_aside", language, claims=joined(result.set_aside, language)))
        )
    return "".join(parts)
