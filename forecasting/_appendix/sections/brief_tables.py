"""Page two of the two pages: tables that fit, what to look up, and what it cannot say."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import (
    Column,
    Heading,
    Items,
    Paragraph,
    Row,
    Table,
    cell,
    plain_text,
)
from forecasting._appendix.columns import SIZE, TEXT_CM, column_widths, needed_lines
from forecasting._appendix.sections.brief_choice import THREE, counted, first_of_each, last_goals
from forecasting._appendix.sections.chances import aim
from forecasting._appendix.sections.material import DASH, cells, rendered
from forecasting._appendix.sections.told import bound_by
from forecasting.judge.checks import GrowthFacts, OddsFacts, PrecedentFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import Block
    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Noted

__all__ = ["chances", "fitted", "limits_in_short", "lookups_in_short"]


#: Lines that the rows of all tables may take together, and rows each table has before another gets more.
_LINES, _LEAST = 25, 4


#: Models that fit beside each other.
_ACROSS = 4


#: Remarks on how the dossier was read that have room before the limits.
_NOTICES = 2


def fitted(material: Material, tables: Sequence[Table]) -> Iterator[Table]:
    """The tables with as many rows as the page has lines for; each says how many stand in the full appendix only."""
    wide = [column_widths(table, SIZE, TEXT_CM) for table in tables]
    costs = [[_lines(row, widths) for row in table.rows] for table, widths in zip(tables, wide, strict=True)]
    # What is printed strong, a contradiction, is never among what is cut.
    orders = [sorted(range(len(table.rows)), key=lambda at: not _strong(table.rows[at])) for table in tables]
    kept = [set(order[:_LEAST]) for order in orders]
    left = _LINES - sum(rows[at] for rows, places in zip(costs, kept, strict=True) for at in places)
    for _ in range(max((len(order) for order in orders), default=0)):
        for rows, order, places in zip(costs, orders, kept, strict=True):
            following = next((at for at in order if at not in places), None)
            if following is not None and rows[following] <= left:
                left -= rows[following]
                places.add(following)
    for table, widths, places in zip(tables, wide, kept, strict=True):
        cut = len(table.rows) - len(places)
        note = table.note
        if cut:
            more = counted(material, "cut", cut)
            note = f"{note}{material.gap}{more}" if note else more
        columns = tuple(replace(one, share=width) for one, width in zip(table.columns, widths, strict=True))
        shown = tuple(row for at, row in enumerate(table.rows) if at in places)
        yield replace(table, columns=columns, rows=shown, note=note, left_out=cut)


def _strong(row: Row) -> bool:
    return any(run.strong for one in row.cells for run in one)


def _lines(row: Row, widths: Sequence[float]) -> int:
    return max(
        ceil(needed_lines(plain_text(one), SIZE, max(0.6, width - 0.3)) - 0.02)
        for one, width in zip(row.cells, widths, strict=True)
    )


def chances(material: Material) -> Table | None:
    """Goals first, then annual targets: the chance by model, the class alone, and how many comparable places did as much."""
    judged = material.ordered(material.knowing(OddsFacts))
    if not judged:
        return None
    last = last_goals(judged)
    judged.sort(key=lambda one: (one not in last, one.finding.rank >= 0))
    say = material.say
    models = list(dict.fromkeys(model for one in judged for model in one.facts.by_model))
    # The quoted model, the class alone and the plainest other ones.
    models = sorted(models, key=lambda model: (model != models[0], model != "reference_only"))[:_ACROSS]
    shares = {(one.finding.indicator, one.finding.end): one for one in material.knowing(PrecedentFacts)}
    columns = [
        Column(say("odds.indicator"), share=2),
        Column(say("odds.what"), share=2),
        *(Column(say(f"models.{model}"), "right", 1.1) for model in models),
        Column(say("brief.as_fast"), "right", 1.1),
        Column(say("brief.word"), share=1.2),
    ]
    lines = []
    for told in judged:
        share = shares.get((told.finding.indicator, told.finding.end))
        lines.append(
            Row(
                cells(
                    material.name(told.finding.indicator),
                    aim(material, told),
                    *(material.odds(told.facts.by_model.get(model)) for model in models),
                    DASH if share is None else material.odds(share.facts.share),
                    material.verdict(told.finding.verdict),
                ),
                (*told.binds, *(share.binds if share else ())),
            )
        )
    note = say("brief.chances_note", model=say(f"models.{models[0]}"))
    return Table("table-chances", say("brief.chances"), tuple(columns), tuple(lines), note=note)


def lookups_in_short(material: Material) -> Iterator[Block]:
    """The numbers most worth finding, on different indicators as far as there are so many."""
    telling = [one for one in material.ordered(material.knowing(OddsFacts)) if one.facts.wanted]
    implied = {
        noted.key: noted
        for noted in material.ordered(material.knowing(GrowthFacts))
        if noted.finding.verdict == "not_assessable" and noted.facts.low is not None and noted.facts.missing
    }
    bare = [
        noted
        for noted in material.of("pace", "odds", "growth_against_levels")
        if noted.finding.verdict == "not_assessable" and noted.finding.suggestion is not None
    ]
    every: list[Noted] = [*telling, *implied.values(), *material.ordered(bare)]
    chosen = first_of_each(every)[:THREE]
    yield Heading("brief-lookups", 1, material.say("brief.lookups"))
    if not chosen:
        yield Paragraph("brief-lookups-none", cell(material.say("lookups.none")))
        return
    texts = []
    for told in chosen:
        text = material.suggested(told)
        if told.key in implied:
            facts = implied[told.key].facts
            text = material.say(
                "brief.lookup",
                label=material.name(told.finding.indicator, told.finding.entity),
                years=material.listed(facts.missing),
                value=rendered(facts.value, material.language),
                printed=facts.printed,
                end=facts.end,
                range=material.range((facts.low, facts.high), ""),
                unit=material.run.dossier.indicators[told.finding.indicator].unit,
            )
        texts.append(cell(text))
    yield Items("brief-lookups-items", tuple(texts), ordered=True, binds=bound_by(chosen))


def limits_in_short(material: Material) -> Iterator[Block]:
    """The first notices of the dossier, and what every brief says of itself."""
    yield Heading("brief-limits", 1, material.say("section.limits"))
    texts = [
        *material.run.notices[:_NOTICES],
        *(material.say(f"limits.{name}") for name in ("which", "scope", "odds")),
    ]
    yield Items("brief-limits-items", tuple(cell(one) for one in texts), ordered=True)
