"""The two pages: the answer in four sentences, the staircase and what to change; then the tables, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from forecasting.annex.blocks import (
    Column,
    Figure,
    Heading,
    Items,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    plain_text,
)
from forecasting.annex.columns import SIZE, TEXT_CM, column_widths, needed_lines
from forecasting.annex.sections.material import DASH, cells, changes_of, rendered, separated
from forecasting.annex.sections.summary import annual_table, goal_table
from forecasting.charts import drawn as charts
from forecasting.checks import GrowthFacts, OddsFacts, PaceFacts, PastFacts, PathFacts, PrecedentFacts
from forecasting.words import within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.annex.blocks import Block
    from forecasting.annex.sections.material import Material, Noted, Told

__all__ = ["brief"]

#: Of suggestions, numbers to look up and limits; and of goals told within a sentence.
_THREE = 3
#: Panels of the staircase beside each other, as wide as half the page; and of one that stands alone.
_PANELS, _HALF, _ALONE = 2, 300.0, 640.0
#: Width of the text, which the staircase takes up.
_FIGURE_CM = 17.0
#: Lines that the rows of all tables may take together, and rows each table has before another gets more.
_LINES, _LEAST = 25, 4
#: Models that fit beside each other.
_ACROSS = 4
#: Remarks on how the dossier was read that have room before the limits.
_NOTICES = 2


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
        yield Paragraph(f"brief-{name}", (lead, Run(material.gap + text)), "lede", _bound(told))
    yield from _staircase(material)
    yield from _suggestions(material)
    yield Heading("brief-numbers", 1, material.say("brief.numbers"), new_page=True)
    yield from _fitted(
        material,
        [
            one
            for one in (
                annual_table(material, brief=True),
                goal_table(material, brief=True),
                _chances(material),
            )
            if one
        ],
    )
    yield from _lookups(material)
    yield from _limits(material)


def _bound(found: Sequence[Noted]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bind for one in found for bind in one.binds))


def _counted(material: Material, key: str, count: int, **values: object) -> str:
    """A sentence about so many things, which English says otherwise of one."""
    return material.say(f"brief.{key}_one" if count == 1 else f"brief.{key}", count=count, **values)


def _joined(material: Material, parts: Sequence[str], every: int) -> str:
    """Some clauses one after the other, and how many more there are."""
    told = list(parts)
    if every > len(parts):
        told.append(_counted(material, "more", every - len(parts)))
    return separated(material, told)


# ---- page one


def _sentences(material: Material) -> Iterator[tuple[str, str, Sequence[Noted]]]:
    """One sentence each on arithmetic, path, chance and evidence, with the findings it speaks of."""
    yield ("sums", *_arithmetic(material))
    yield ("path", *_path(material))
    judged = material.ordered(material.knowing(OddsFacts))
    goals = _last(judged) or judged
    yield ("chance", *_chance(material, goals))
    if not judged:
        yield "evidence", material.say("brief.evidence_none"), ()
        return
    grade = max(str(one.finding.grade) for one in goals)
    points = max(one.facts.points for one in goals)
    yield (
        "evidence",
        _counted(material, "graded", points, word=material.say(f"brief.grade_{grade}"), grade=grade),
        goals,
    )


def _last(judged: Sequence[Told[OddsFacts]]) -> list[Told[OddsFacts]]:
    """The last goal of each indicator that has any."""
    last: dict[str, Told[OddsFacts]] = {}
    for one in judged:
        if one.finding.rank < 0:
            last[one.finding.indicator] = one
    return list(last.values())


def _arithmetic(material: Material) -> tuple[str, Sequence[Noted]]:
    own = [one for one in material.of("growth_against_levels") if one.finding.verdict != "not_assessable"]
    wrong = [one for one in own if one.finding.verdict == "inconsistent"]
    asked = [one for one in material.findings if one.finding.verdict == "conditional"]
    good = sum(one.finding.verdict in ("consistent", "within_rounding", "uninformative") for one in own)
    others = [
        one
        for one in material.findings
        if one.finding.verdict == "inconsistent"
        and one not in own
        and not any(set(one.finding.claims) == set(other.finding.claims) for other in wrong)
    ]
    clauses = [_wrong(material, one) for one in wrong[:2]]
    if len(wrong) > len(clauses):
        clauses.append(_counted(material, "more_wrong", len(wrong) - len(clauses)))
    if others:
        clauses.append(_counted(material, "clash", len(others)))
    if asked:
        clauses.append(_counted(material, "asked", len(asked)))
    past = material.knowing(PastFacts)
    missed = [one for one in past if not one.facts.met]
    if missed:
        clauses.append(_counted(material, "missed", len(missed), total=len(past)))
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
    )


def _inside(material: Material, one: Noted) -> str:
    """What a finding is on, as it stands within a sentence."""
    name = material.name(one.finding.indicator, one.finding.entity)
    return within(name) if material.language == "en" else name


def _path(material: Material) -> tuple[str, Sequence[Noted]]:
    found = [
        one
        for one in material.ordered(material.of("targets_against_goal"))
        if one.finding.verdict != "not_assessable"
    ]
    if found:
        rows = []
        for one in found[:_THREE]:
            word = material.verdict(one.finding.verdict)
            facts = one.facts
            if not isinstance(facts, PathFacts):
                rows.append(material.message(one).rstrip("。."))
                continue
            key = "path_points" if one.finding.unit == "points" else "path_growth"
            rows.append(
                material.say(
                    f"brief.{key}",
                    label=_inside(material, one),
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
        for pace in paces[:_THREE]:
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
            label=_inside(material, one),
            year=one.facts.year,
            odds=material.odds(one.finding.probability),
            word=material.verdict(one.finding.verdict),
            low=material.odds(one.facts.low if one.finding.probability_range else None),
            high=material.odds(one.facts.high if one.finding.probability_range else None),
        )
        for one in goals[:_THREE]
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
    for one in material.findings:
        if (
            one.finding.suggestion is None
            or one.finding.verdict == "not_assessable"
            or one.finding.check == "odds"
        ):
            continue
        mine = set(one.finding.claims)
        if one.finding.check == "claims_fit_together" and any(
            mine & set(other.finding.claims) for other in found
        ):
            continue
        found.append(one)
    first = _distinct(found)
    chosen = [*first, *(one for one in found if one not in first)][:_THREE]
    if not chosen:
        return
    yield Heading("brief-write", 1, material.say("brief.write"))
    items = []
    for one in chosen:
        label = Run(
            material.say("brief.about", label=material.name(one.finding.indicator, one.finding.entity)),
            strong=True,
        )
        text = material.suggested(one)
        items.append((label, Run(material.gap + text)))
    yield Items("brief-write-items", tuple(items), ordered=True, binds=_bound(chosen))


def _distinct(found: Sequence[Noted]) -> list[Noted]:
    """The first of each indicator."""
    first: dict[tuple[str, str], Noted] = {}
    for one in found:
        first.setdefault((one.finding.entity, one.finding.indicator), one)
    return list(first.values())


# ---- page two


def _fitted(material: Material, tables: Sequence[Table]) -> Iterator[Table]:
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
            more = _counted(material, "cut", cut)
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


def _chances(material: Material) -> Table | None:
    """Goals first, then annual targets: the chance by model, the class alone, and how many comparable places did as much."""
    judged = material.ordered(material.knowing(OddsFacts))
    if not judged:
        return None
    last = _last(judged)
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
    for one in judged:
        share = shares.get((one.finding.indicator, one.finding.end))
        aim = say(
            "odds.aim",
            what=rendered(one.facts.what, material.language),
            year=one.facts.year,
            level=one.sign + material.num(one.facts.level),
        )
        lines.append(
            Row(
                cells(
                    material.name(one.finding.indicator),
                    aim,
                    *(material.odds(one.facts.by_model.get(model)) for model in models),
                    DASH if share is None else material.odds(share.facts.share),
                    material.verdict(one.finding.verdict),
                ),
                (*one.binds, *(share.binds if share else ())),
            )
        )
    note = say("brief.chances_note", model=say(f"models.{models[0]}"))
    return Table("table-chances", say("brief.chances"), tuple(columns), tuple(lines), note=note)


def _lookups(material: Material) -> Iterator[Block]:
    """The numbers most worth finding, on different indicators as far as there are so many."""
    telling = [one for one in material.ordered(material.knowing(OddsFacts)) if one.facts.wanted]
    implied = {
        one.key: one
        for one in material.ordered(material.knowing(GrowthFacts))
        if one.finding.verdict == "not_assessable" and one.facts.low is not None and one.facts.missing
    }
    bare = [
        one
        for one in material.of("pace", "odds", "growth_against_levels")
        if one.finding.verdict == "not_assessable" and one.finding.suggestion is not None
    ]
    every: list[Noted] = [*telling, *implied.values(), *material.ordered(bare)]
    chosen = _distinct(every)[:_THREE]
    yield Heading("brief-lookups", 1, material.say("brief.lookups"))
    if not chosen:
        yield Paragraph("brief-lookups-none", cell(material.say("lookups.none")))
        return
    texts = []
    for one in chosen:
        text = material.suggested(one)
        if one.key in implied:
            facts = implied[one.key].facts
            text = material.say(
                "brief.lookup",
                label=material.name(one.finding.indicator, one.finding.entity),
                years=material.listed(facts.missing),
                value=rendered(facts.value, material.language),
                end=facts.end,
                range=material.range((facts.low, facts.high), ""),
                unit=material.run.dossier.indicators[one.finding.indicator].unit,
            )
        texts.append(cell(text))
    yield Items("brief-lookups-items", tuple(texts), ordered=True, binds=_bound(chosen))


def _limits(material: Material) -> Iterator[Block]:
    yield Heading("brief-limits", 1, material.say("section.limits"))
    texts = [
        *material.run.notices[:_NOTICES],
        *(material.say(f"limits.{name}") for name in ("which", "scope", "odds")),
    ]
    yield Items("brief-limits-items", tuple(cell(one) for one in texts), ordered=True)
