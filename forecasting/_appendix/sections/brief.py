"""The two pages: the answer in four sentences, the staircase and what to change; then the tables of the second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import (
    Figure,
    Heading,
    Items,
    Paragraph,
    Run,
    cell,
)
from forecasting._appendix.sections.brief_choice import THREE, counted, first_of_each, last_goals
from forecasting._appendix.sections.brief_tables import chances, fitted, limits_in_short, lookups_in_short
from forecasting._appendix.sections.material import changes_of, rendered, separated
from forecasting._appendix.sections.target_tables import annual_table, goal_table
from forecasting._appendix.sections.told import bound_by
from forecasting.charts import drawn as charts
from forecasting.judge.checks import GrowthFacts, OddsFacts, PaceFacts, PastFacts, PathFacts
from forecasting.judge.opening import raising
from forecasting.words import render, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._appendix.blocks import Block
    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Noted, Told

__all__ = ["brief"]

#: Panels of the staircase beside each other, as wide as half the page; and of one that stands alone.
_PANELS, _HALF, _ALONE = 2, 300.0, 640.0
#: Width of the text, which the staircase takes up.
_FIGURE_CM = 17.0


def brief(material: Material) -> Iterator[Block]:
    """Page one for who has a minute, page two for who wants the numbers behind it."""
    run = material.run
    if run.differences:
        differences = separated(material, changes_of(material, run))
        name = run.scenario.named(run.language)
        said = material.say("answer.scenario", name=name, differences=differences)
        yield Paragraph("brief-scenario", cell(said), "quiet", (f"run:{run.scenario.name}",))
    for name, text, told in _sentences(material):
        lead = Run(material.say(f"brief.{name}"), strong=True)
        yield Paragraph(f"brief-{name}", (lead, Run(material.gap + text)), "lede", bound_by(told))
    yield from _staircase(material)
    yield from _suggestions(material)
    yield Heading("brief-numbers", 1, material.say("brief.numbers"), new_page=True)
    yield from fitted(
        material,
        [
            block
            for block in (
                annual_table(material, brief=True),
                goal_table(material, brief=True),
                chances(material),
            )
            if block
        ],
    )
    yield from lookups_in_short(material)
    yield from limits_in_short(material)


def _joined(material: Material, parts: Sequence[str], every: int) -> str:
    """Some clauses one after the other, and how many more there are."""
    told = list(parts)
    if every > len(parts):
        told.append(counted(material, "more", every - len(parts)))
    return separated(material, told)


# ---- page one


def _sentences(material: Material) -> Iterator[tuple[str, str, Sequence[Noted]]]:
    """One sentence each on arithmetic, path, chance and evidence, with the findings it speaks of."""
    yield ("sums", *_arithmetic(material))
    yield ("path", *_path(material))
    judged = material.ordered(material.knowing(OddsFacts))
    goals = last_goals(judged) or [one for one in judged if not one.facts.by_rate]
    yield ("chance", *_chance(material, goals))
    if not judged:
        yield "evidence", material.say("brief.evidence_none"), ()
        return
    grade = max(str(one.finding.grade) for one in goals)
    points = max(one.facts.points for one in goals)
    more = ""
    if grade == "D":
        own = raising(material.run.dossier, material.run.found)
        more = material.say("brief.raised", raising=render(own, material.language))
    word = material.say(f"brief.grade_{grade}")
    yield "evidence", counted(material, "graded", points, word=word, grade=grade, more=more), goals


def _arithmetic(material: Material) -> tuple[str, Sequence[Noted]]:
    own = [one for one in material.of("growth_against_levels") if one.finding.verdict != "not_assessable"]
    wrong = [one for one in own if one.finding.verdict == "inconsistent"]
    asked = [one for one in material.findings if one.finding.verdict == "conditional"]
    good = sum(one.finding.verdict in ("consistent", "within_rounding", "uninformative") for one in own)
    others = [
        told
        for told in material.findings
        if told.finding.verdict == "inconsistent"
        and told not in own
        and not any(set(told.finding.claims) == set(other.finding.claims) for other in wrong)
    ]
    clauses = [_wrong(material, one) for one in wrong[:2]]
    if len(wrong) > len(clauses):
        clauses.append(counted(material, "more_wrong", len(wrong) - len(clauses)))
    if others:
        clauses.append(counted(material, "clash", len(others)))
    if asked:
        clauses.append(counted(material, "asked", len(asked)))
    past = material.knowing(PastFacts)
    missed = [one for one in past if not one.facts.met]
    if missed:
        clauses.append(counted(material, "missed", len(missed), total=len(past)))
    key = "untested" if not own else "all_follow" if good == len(own) else "some_follow"
    if own and not good:
        key = "none_follow"
    if (key in ("all_follow", "none_follow") and len(own) == 1) or (key == "some_follow" and good == 1):
        key = f"{key}_one"
    lead = material.say(f"brief.{key}", good=good, tested=len(own))
    return material.say("brief.stop", text=separated(material, [lead, *clauses])), [
        *own,
        *others,
        *asked,
        *past,
    ]


def _wrong(material: Material, one: Noted) -> str:
    """A rate that does not follow, with the sum where it is a plain one."""
    facts = one.facts
    name = _inside(material, one)
    if not isinstance(facts, GrowthFacts) or one.finding.unit != "%":
        return material.say("brief.wrong_named", label=name)
    if facts.nominal is not None or facts.point is None:
        return material.say("brief.wrong_named", label=name)
    return material.say(
        "brief.wrong",
        label=name,
        first=facts.first,
        last=facts.last,
        unit=facts.unit,
        point=facts.point,
        value=rendered(facts.value, material.language),
        printed=facts.printed,
    )


def _inside(material: Material, one: Noted) -> str:
    """What a finding is on, as it stands within a sentence."""
    name = material.name(one.finding.indicator, one.finding.entity)
    return within(name) if material.language == "en" else name


def _path(material: Material) -> tuple[str, Sequence[Noted]]:
    found = [
        plan
        for plan in material.ordered(material.of("targets_against_goal"))
        if plan.finding.verdict != "not_assessable"
    ]
    if found:
        rows = []
        for told in found[:THREE]:
            word = material.verdict(told.finding.verdict)
            facts = told.facts
            if not isinstance(facts, PathFacts):
                rows.append(material.message(told).rstrip("。."))
                continue
            key = "path_points" if told.finding.unit == "points" else "path_growth"
            rows.append(
                material.say(
                    f"brief.{key}",
                    label=_inside(material, told),
                    word=word,
                    year=facts.year,
                    end=facts.end,
                    left=facts.left,
                    paid=facts.paid,
                )
            )
        return material.say("brief.path_said", rows=_joined(material, rows, len(found))), found
    paces = material.ordered(material.knowing(PaceFacts))
    if paces:
        rows = []
        for pace in paces[:THREE]:
            key = "pace_points" if pace.finding.unit == "points" else "pace_growth"
            rows.append(
                material.say(
                    f"brief.{key}",
                    label=_inside(material, pace),
                    needed=pace.facts.needed,
                    base=pace.facts.base,
                    year=pace.facts.year,
                )
            )
        return material.say("brief.pace_said", rows=_joined(material, rows, len(paces))), paces
    return material.say("brief.path_none"), ()


def _chance(material: Material, goals: Sequence[Told[OddsFacts]]) -> tuple[str, Sequence[Noted]]:
    if not goals:
        return material.say("brief.chance_none"), ()
    rows = [
        material.say(
            "brief.chance_one",
            label=_inside(material, goal),
            year=goal.facts.year,
            odds=material.odds(goal.finding.probability),
            word=material.verdict(goal.finding.verdict),
            low=material.odds(goal.facts.low if goal.finding.probability_range else None),
            high=material.odds(goal.facts.high if goal.finding.probability_range else None),
        )
        for goal in goals[:THREE]
    ]
    return material.say("brief.chance_said", rows=_joined(material, rows, len(goals))), goals


def _staircase(material: Material) -> Iterator[Block]:
    main = [name for name, row in material.indicators.items() if row.main][:_PANELS]
    if not main:
        return
    names = material.listed(material.name(one) for one in main)
    yield Figure(
        "figure-staircase",
        material.say("answer.staircase", names=names),
        charts.staircase(material.run, main, width=_HALF if len(main) > 1 else _ALONE),
        alt=material.say("answer.staircase_alt", names=names),
        note=material.say("brief.staircase_note"),
        width_cm=_FIGURE_CM,
        binds=tuple(f"claim:{one.claim_id}" for one in material.claims.values() if one.indicator in main),
    )


def _suggestions(material: Material) -> Iterator[Block]:
    """What to write instead: the gravest first, on different indicators as far as there are so many."""
    found: list[Noted] = []
    for told in material.findings:
        if (
            told.finding.suggestion is None
            or told.finding.verdict == "not_assessable"
            or told.finding.check == "odds"
        ):
            continue
        mine = set(told.finding.claims)
        if told.finding.check == "claims_fit_together" and any(
            mine & set(other.finding.claims) for other in found
        ):
            continue
        found.append(told)
    first = first_of_each(found)
    chosen = [*first, *(one for one in found if one not in first)][:THREE]
    if not chosen:
        return
    yield Heading("brief-write", 1, material.say("brief.write"))
    items = []
    for told in chosen:
        label = Run(
            material.say("brief.about", label=material.name(told.finding.indicator, told.finding.entity)),
            strong=True,
        )
        text = material.suggested(told)
        items.append((label, Run(material.gap + text)))
    yield Items("brief-write-items", tuple(items), ordered=True, binds=bound_by(chosen))


# ---- page two
