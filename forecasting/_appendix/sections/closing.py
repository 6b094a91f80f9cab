"""Which numbers to look up, and what the appendix cannot say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Column, Items, Paragraph, Row, cell
from forecasting._appendix.sections.material import CAP, cells, rendered
from forecasting.judge.checks import GrowthFacts, OddsFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import Block, Table
    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Noted, Told

__all__ = ["limits", "lookups"]


def lookups(material: Material) -> Iterator[Block]:
    """Numbers that would tell most first, then the levels that untested rates imply, then histories that are missing."""
    yield material.heading("lookups")
    telling = [one for one in material.knowing(OddsFacts) if one.facts.wanted]
    untested = [
        told
        for told in material.knowing(GrowthFacts)
        if told.finding.verdict == "not_assessable" and told.facts.missing
    ]
    missing = [one for one in material.of("pace", "odds") if one.finding.verdict == "not_assessable"]
    missing = material.ordered(missing, by_year=False)
    silent = _silent(material)
    if not (telling or untested or missing or silent):
        yield Paragraph("lookups-none", cell(material.say("lookups.none")))
        return
    if telling:
        yield Paragraph("lookups-telling-said", cell(material.say("lookups.telling")))
        yield Items(
            "lookups-telling",
            tuple(cell(material.suggested(one)) for one in telling[:CAP]),
            binds=tuple(f"finding:{one.key}" for one in telling[:CAP]),
        )
    if untested:
        text = material.say("lookups.untested", table=material.ref("table-untested"))
        yield Paragraph("lookups-untested-said", material.runs_of(text))
        yield _untested(material, untested)
    if missing:
        names = material.names(material.name(one.finding.indicator) for one in missing)
        binds = tuple(dict.fromkeys(f"finding:{one.key}" for one in missing))
        yield Paragraph("lookups-missing", cell(material.say("lookups.missing", names=names)), binds=binds)
    if silent:
        yield Paragraph("lookups-silent-said", cell(material.say("lookups.silent")))
        yield Items(
            "lookups-silent",
            tuple(cell(material.message(one)) for one in silent[:CAP]),
            binds=tuple(f"finding:{one.key}" for one in silent[:CAP]),
        )


def _silent(material: Material) -> list[Noted]:
    """What cannot be assessed and stands in no other section or sentence."""
    told = ("growth_against_levels", "targets_against_goal", "pace", "odds", "benchmark")
    # Without a class and with too short a record there are no odds either, and those say so.
    without_odds = {
        (noted.finding.entity, noted.finding.indicator)
        for noted in material.of("odds")
        if noted.finding.verdict == "not_assessable"
    }
    return [
        noted
        for noted in material.findings
        if noted.finding.verdict == "not_assessable"
        and (
            noted.finding.check not in told
            or (isinstance(noted.facts, GrowthFacts) and not noted.facts.missing)
        )
        and not (
            noted.finding.check == "precedent"
            and (noted.finding.entity, noted.finding.indicator) in without_odds
        )
    ]


def _untested(material: Material, found: Sequence[Told[GrowthFacts]]) -> Table:
    """The level a printed rate implies where none is printed: whoever has the yearbook can test it."""
    say = material.say
    columns = [
        Column(say("lookups.indicator"), share=2.4),
        Column(say("lookups.rate"), "right", 1.2),
        Column(say("lookups.missing_year"), share=1.2),
        Column(say("lookups.implied"), "right", 1.6),
    ]
    lines = []
    for lookup in material.ordered(found):
        facts = lookup.facts
        lines.append(
            Row(
                cells(
                    material.titled(lookup.finding.indicator, lookup.finding.entity),
                    say(
                        "lookups.rate_cell",
                        value=rendered(facts.value, material.language),
                        printed=facts.printed,
                        year=facts.end,
                    ),
                    material.listed(facts.missing),
                    material.range((facts.low, facts.high), ""),
                ),
                lookup.binds,
            )
        )
    return material.table(
        "table-untested", say("lookups.table"), columns, lines, note=say("lookups.table_note"), small=True
    )


def limits(material: Material) -> Iterator[Block]:
    """What the appendix cannot say, and what the reader should know of how the dossier was read."""
    yield material.heading("limits")
    names = ["which", "scope", "prices", "odds", "classes", "thin", "policy"]
    items = [cell(material.say(f"limits.{name}")) for name in names]
    items += [cell(one) for one in material.run.notices]
    yield Items("limits-items", tuple(items))
