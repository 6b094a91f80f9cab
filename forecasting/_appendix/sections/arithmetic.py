"""Do the numbers agree with each other? Findings that proof or a plain yardstick gives, and conflicts as chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Column, Figure, Heading, Items, Paragraph, Row, Run, cell
from forecasting._appendix.sections.material import DASH, cells, separated
from forecasting._appendix.sections.told import bound_by
from forecasting.charts import drawn as charts
from forecasting.judge.checks import ConflictFacts, FittingFacts, SloganFacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import Block
    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Noted
    from forecasting.judge.assessment.rows import ConflictRow

__all__ = ["ELSEWHERE", "arithmetic", "conflicts"]

ELSEWHERE = ("targets_against_goal", "pace", "odds", "precedent", "benchmark")
"""The checks that sections of their own tell of; every other one, a new one too, is told here."""

_GRAVE = ("inconsistent", "implausible", "conditional", "within_rounding")
#: Findings told in full, conflicts followed step by step, and charts of conflicts; the workbook has the rest.
_TOLD, _FOLLOWED, _DRAWN = 40, 8, 2
#: Of the chart of a conflict, in pixels: its chain is printed above.
_HEIGHT = 220.0
#: Claims whose words fit a note below a line that only says what follows.
_QUOTED = 4


def arithmetic(material: Material) -> Iterator[Block]:
    """Findings that change the conclusion first, each with what to write instead; then what follows; then the rest."""
    yield material.heading("arithmetic")
    found = [one for one in material.findings if one.finding.check not in ELSEWHERE]
    judged = [one for one in found if one.finding.verdict != "not_assessable"]
    if not judged:
        yield Paragraph("arithmetic-none", cell(material.say("arithmetic.none")))
        return
    yield Paragraph("arithmetic-said", material.runs_of(_counted(material, judged)))
    grave = [one for one in judged if _grave(one) and not _followed(material, one)]
    grave.sort(key=lambda one: not one.finding.material)
    yield from _told(material, grave)
    grave_keys = {one.key for one in grave}
    rest = [one for one in judged if one.key not in grave_keys and not _followed(material, one)]
    telling = [one for one in rest if one.finding.telling]
    if telling:
        yield Heading("arithmetic-follows", 2, material.say("arithmetic.follows"))
        yield Items(
            "arithmetic-follows-items",
            tuple(
                material.runs_of(material.message(one), note=_noted(material, one)) for one in telling[:_TOLD]
            ),
            binds=bound_by(telling[:_TOLD]),
        )
        yield from material.more("arithmetic-follows-more", len(telling) - _TOLD)
    telling_keys = {one.key for one in telling}
    routine = [one for one in rest if one.key not in telling_keys and not _in_targets(material, one)]
    fitting = {one.key: one.facts.count for one in routine if isinstance(one.facts, FittingFacts)}
    if routine:
        yield Heading("arithmetic-routine", 2, material.say("arithmetic.routine"))
    if len(fitting) > 1:
        rows = material.names(
            material.say(
                "arithmetic.fit_row",
                name=material.name(fit.finding.indicator, fit.finding.entity),
                count=fitting[fit.key],
            )
            for fit in routine
            if fit.key in fitting
        )
        binds = bound_by([one for one in routine if one.key in fitting])
        yield Paragraph("arithmetic-fit", cell(material.say("arithmetic.fit_said", rows=rows)), binds=binds)
        routine = [one for one in routine if one.key not in fitting]
    if routine:
        yield _routine(material, routine)


def _in_targets(material: Material, one: Noted) -> bool:
    """Whether the target table has the rate of a finding, beside what the levels give."""
    return (
        one.finding.check == "growth_against_levels"
        and one.finding.entity == material.run.dossier.entity
        and "targets" in material.sections
        and any(
            row.indicator == one.finding.indicator
            and row.target_level is not None
            and row.target_year == one.finding.end
            for row in material.run.target_rows
        )
    )


def _noted(material: Material, one: Noted) -> str:
    """The words an implication rests on, where they are few."""
    ids = one.finding.claims
    return material.quotes(ids) if len(ids) <= _QUOTED else ""


def _counted(material: Material, judged: Sequence[Noted]) -> str:
    """How many printed rates follow, and how the findings are ordered."""
    tested = [one.finding.verdict for one in judged if one.finding.check == "growth_against_levels"]
    sentences = []
    counts = [
        material.say(f"arithmetic.count_{verdict}", count=tested.count(verdict))
        for verdict in (
            "consistent",
            "within_rounding",
            "uninformative",
            "conditional",
            "implausible",
            "inconsistent",
        )
        if verdict in tested
    ]
    if tested:
        sentences.append(
            material.say("arithmetic.tested", tested=len(tested), rows=separated(material, counts))
        )
    untested = sum(
        one.finding.check == "growth_against_levels" and one.finding.verdict == "not_assessable"
        for one in material.findings
    )
    if untested and "lookups" in material.sections:
        key = "arithmetic.untested" if untested > 1 else "arithmetic.untested_one"
        sentences.append(material.say(key, count=untested, place=material.ref("lookups")))
    sentences.append(material.say("arithmetic.order"))
    return material.gap.join(sentences)


def _grave(one: Noted) -> bool:
    return one.finding.verdict in _GRAVE or one.finding.material or one.finding.suggestion is not None


def _followed(material: Material, one: Noted) -> bool:
    """Whether a finding is a conflict that the next section follows step by step."""
    return (
        one.finding.check == "claims_fit_together"
        and one.finding.verdict == "inconsistent"
        and "conflicts" in material.sections
    )


def _told(material: Material, grave: Sequence[Noted]) -> Iterator[Block]:
    """Grave findings by indicator, in the order of the gravest of each."""
    groups: dict[tuple[str, str], list[Noted]] = {}
    for one in grave[:_TOLD]:
        groups.setdefault((one.finding.indicator, one.finding.entity), []).append(one)
    for (indicator, entity), group in groups.items():
        block = f"arithmetic-{entity}-{indicator}"
        yield Heading(block, 2, material.name(indicator, entity))
        for place, one in enumerate(group, 1):
            yield Paragraph(f"{block}-{place}", _message(material, one), binds=one.binds)
            yield from material.suggestion(f"{block}-{place}-write", one, named=False)
    yield from material.more("arithmetic-more", len(grave) - _TOLD)


def _at_cost(one: Noted) -> bool:
    """Whether a slogan fits only with a year out of the ordinary, whichever way it is read."""
    costs = one.facts.costs if isinstance(one.facts, SloganFacts) else {}
    return one.finding.verdict == "consistent" and bool(costs) and None not in costs.values()


def _message(material: Material, one: Noted) -> tuple[Run, ...]:
    kind = "proved" if one.finding.kind == "provable" else "judged"
    if one.finding.conditions and one.finding.verdict != "consistent":
        kind = "asked"
    if _at_cost(one):
        kind = "at_cost"
    lead = material.say(f"arithmetic.{kind}", verdict=material.led(one.finding.verdict))
    text = material.message(one)
    if one.finding.material:
        text += material.gap + material.say("arithmetic.material")
    return (Run(lead, strong=True), Run(material.gap + text, note=material.quotes(one.finding.claims)))


def _routine(material: Material, routine: Sequence[Noted]) -> Block:
    """What raises nothing, one line each, by indicator."""
    say = material.say
    columns = [
        Column(say("arithmetic.indicator"), share=2.2),
        Column(say("arithmetic.check"), share=1.5),
        Column(say("arithmetic.years"), share=1.2),
        Column(say("arithmetic.allowed"), "right", 1.9),
        Column(say("arithmetic.found"), "right", 1.9),
        Column(say("arithmetic.verdict"), share=1.4),
    ]
    lines = []
    for told in material.ordered(routine, by_year=False):
        found = told.finding
        years = DASH
        if found.end is not None:
            years = str(found.end) if found.start in (None, found.end) else f"{found.start}–{found.end}"
        allowed, computed = (material.range(ends, found.unit) for ends in (found.stated, found.computed))
        if isinstance(told.facts, FittingFacts):
            computed = say("arithmetic.fit", count=told.facts.count)
        lines.append(
            Row(
                cells(
                    material.name(found.indicator, found.entity),
                    material.check(found.check),
                    years,
                    allowed,
                    computed,
                    material.verdict(found.verdict),
                ),
                told.binds,
            )
        )
    note = say("arithmetic.table_note")
    if any(one.finding.verdict == "uninformative" for one in routine):
        note += material.gap + say("arithmetic.blank_note")
    return material.table(
        "table-routine",
        say("arithmetic.table"),
        columns,
        lines,
        note=note,
        small=True,
    )


def conflicts(material: Material) -> Iterator[Block]:
    """Each minimal conflict as a chain to follow with a calculator, what would mend it, and the repairs."""
    run = material.run
    yield material.heading("conflicts")
    found = run.conflict_rows
    if not found:
        yield Paragraph("conflicts-none", cell(material.say("conflicts.none")))
        return
    yield Paragraph(
        "conflicts-said",
        cell(material.say(f"conflicts.said{'_one' if len(found) == 1 else ''}", count=len(found))),
    )
    drawn: list[str] = []
    for place, row in enumerate(found[:_FOLLOWED], 1):
        yield from _conflict(material, place, row, drawn)
    yield from material.more("conflicts-more", len(found) - _FOLLOWED)
    repairs = _repairs(material)
    if repairs is not None:
        yield repairs
    if run.set_aside:
        named = (material.named(material.claims[one]) for one in run.set_aside)
        aside = material.say("conflicts.set_aside", claims=material.names(named))
        yield Paragraph("conflicts-aside", cell(aside), binds=tuple(f"claim:{one}" for one in run.set_aside))


def _conflict(material: Material, place: int, row: ConflictRow, drawn: list[str]) -> Iterator[Block]:
    run, ids = material.run, row.claims
    claims = tuple(f"claim:{one}" for one in ids)
    own = [material.claims[one].indicator for one in ids if one in material.claims]
    names = material.listed(dict.fromkeys(material.name(one) for one in own))
    block = f"conflict-{place}"
    yield Heading(block, 2, material.say("conflicts.heading", names=names))
    chain = _chain(material, row)
    yield Items(f"{block}-chain", tuple(cell(one) for one in chain), ordered=True, binds=claims)
    told = []
    if row.minimal:
        told.append(material.say("conflicts.minimal"))
    if row.stretch_factor is not None:
        told.append(material.say("conflicts.stretch", factor=row.stretch_factor))
    finding = next(
        (
            noted
            for noted in material.of("claims_fit_together")
            if noted.finding.verdict == "inconsistent" and set(noted.finding.claims) == set(ids)
        ),
        None,
    )
    binds = (*claims, *((f"finding:{finding.key}",) if finding else ()))
    if told:
        note = "" if "arithmetic" in material.sections else material.quotes(ids)
        yield Paragraph(f"{block}-size", material.runs_of(material.gap.join(told), note=note), binds=binds)
    if finding is not None and not _told_already(material, ids):
        yield from material.suggestion(f"{block}-write", finding, named=False)
    for indicator in dict.fromkeys(own):
        if indicator not in drawn and len(drawn) < _DRAWN:
            drawn.append(indicator)
            name = material.name(indicator)
            yield Figure(
                f"figure-conflict-{indicator}",
                material.say("conflicts.figure", name=name),
                charts.network(run, indicator, height=_HEIGHT),
                alt=material.say("conflicts.figure_alt", name=name),
                note=material.say("conflicts.figure_note"),
                binds=binds,
            )


def _chain(material: Material, row: ConflictRow) -> list[str]:
    """The steps of a conflict, each claim by what it says."""
    for told in material.knowing(ConflictFacts):
        steps = told.facts.chain.values.get("sentences")
        if told.finding.claims == row.claims and isinstance(steps, list):
            return [material.said(step) for step in steps]
    return list(row.chain)


def _told_already(material: Material, ids: Sequence[str]) -> bool:
    """Whether the section before says what to write for the same numbers."""
    return "arithmetic" in material.sections and any(
        set(one.finding.claims) == set(ids) and one.finding.suggestion is not None
        for one in material.of("growth_against_levels", "shares_and_parts")
    )


def _repairs(material: Material) -> Block | None:
    rows = material.run.repair_rows
    if not rows:
        return None
    say = material.say
    columns = [
        Column(say("conflicts.pass"), share=1.2),
        Column(say("conflicts.give_up"), share=3),
        Column(say("conflicts.reads"), share=2),
        Column(say("conflicts.weight"), "right", 0.8),
    ]
    lines = [
        Row(
            cells(
                say(f"conflicts.pass_{row.passed}"),
                separated(
                    material,
                    [
                        material.say(
                            "conflicts.number",
                            label=material.name(
                                material.claims[claim_id].indicator, material.claims[claim_id].entity
                            ),
                            years=material.years(material.claims[claim_id]),
                        )
                        for claim_id in row.claims
                    ],
                ),
                material.listed(material.stated(material.claims[one]) for one in row.claims),
                row.weight,
            ),
            tuple(f"claim:{one}" for one in row.claims),
        )
        for row in rows
    ]
    return material.table(
        "table-repairs", say("conflicts.repairs"), columns, lines, note=say("conflicts.repairs_note")
    )
