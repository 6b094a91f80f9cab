"""The answer in short and the section of targets: what a reader sees who reads no further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import (
    Contents,
    Figure,
    Paragraph,
    Run,
    cell,
)
from forecasting._appendix.sections.material import changes_of, separated
from forecasting._appendix.sections.target_tables import annual_table, goal_table
from forecasting.charts import drawn as charts
from forecasting.judge.opening import themes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting._appendix.blocks import Block
    from forecasting._appendix.sections.material import Material

__all__ = ["answer", "targets"]

#: Panels of the staircase that fit a page and stay legible at 15 cm.
_PANELS = 4
_PANEL_WIDTH = 300.0
#: Of a panel that stands alone, so that it is not taller than two beside each other.
_ALONE = 640.0


def answer(material: Material) -> Iterator[Block]:
    """The staircase of the main indicators, the opening paragraph by theme, and how to read the rest."""
    run = material.run
    yield material.heading("answer")
    main = [name for name, row in material.indicators.items() if row.main][:_PANELS]
    if main:
        names = material.listed(material.name(one) for one in main)
        yield Figure(
            "figure-staircase",
            material.say("answer.staircase", names=names),
            charts.staircase(run, main, width=_PANEL_WIDTH if len(main) > 1 else _ALONE),
            alt=material.say("answer.staircase_alt", names=names),
            note=material.say("answer.staircase_note"),
            binds=tuple(f"claim:{one.claim_id}" for one in material.claims.values() if one.indicator in main),
        )
    if run.differences:
        scenario = material.say(
            "answer.scenario",
            name=run.scenario.named(run.language),
            differences=separated(material, changes_of(material, run)),
        )
        yield Paragraph("answer-scenario", cell(scenario), "quiet", (f"run:{run.scenario.name}",))
    spoken = themes(run.dossier, run.found, run.language)
    binds = tuple(f"finding:{one.key}" for one in material.findings)
    for name, sentences in spoken:
        lead = Run(material.say(f"answer.{name}"), strong=True)
        body = Run(material.gap + material.gap.join(sentences))
        yield Paragraph(f"answer-{name}", (lead, body), "lede", binds)
    if not spoken:
        yield Paragraph("answer-nothing", cell(run.paragraph), "lede")
    how = [material.say("answer.how")]
    if "methods" in material.sections:
        how.append(material.say("answer.how_methods", place=material.ref("methods")))
    if "claims" in material.sections and material.claims:
        how.append(material.say("answer.how_claims", place=material.ref("claims")))
    yield Paragraph("answer-how", material.runs_of(material.gap.join(how)), "quiet")
    if len(material.sections) > 1:
        yield Contents("contents", material.say("document.contents"))


def targets(material: Material) -> Iterator[Block]:
    """The target table in two: annual targets with their growth, long-run goals with what is left to do."""
    yield material.heading("targets")
    annual, goals = annual_table(material), goal_table(material)
    tables = [one for one in (annual, goals) if one is not None]
    if not tables:
        yield Paragraph("targets-none", cell(material.say("targets.none")))
        return
    said = []
    if annual:
        said.append(material.say("targets.annual_said", table=material.ref("table-annual")))
    if goals:
        said.append(material.say("targets.goals_said", table=material.ref("table-goals")))
    yield Paragraph("targets-said", material.runs_of(material.gap.join(said)))
    yield from tables
