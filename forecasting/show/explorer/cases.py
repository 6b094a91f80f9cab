"""What the page looks up instead of computing: forecast, history and verdicts for every founding year and reading.

Founding year and readings change the history, which only the claim network can settle; there are few of them, so each
combination is solved beforehand. Growth, goal level and goal year are worked out in the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, TypeVar

from forecasting.judge.checks import Evidence, plans_of
from forecasting.judge.checks.claims_fit_together import claims_fit_together
from forecasting.judge.outlook import forecast_plans
from forecasting.judge.spans import span_rows
from forecasting.judge.tables import indicator_rows
from forecasting.network import solve
from forecasting.scenarios import Scenario, ScenarioError, apply
from forecasting.show.explorer.subjects import ShownIndicator, part_of, ranged, rates_of, subject_of
from forecasting.show.explorer.survey import Case, Marks, Point, Span, Survey
from forecasting.words import LANGUAGES, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Plan
    from forecasting.judge.outlook import Outlook
    from forecasting.network import Network

__all__ = ["survey"]

Kept = TypeVar("Kept")

_FOUNDED_EITHER_WAY = 2
_PAST = ("record", "year", "slogan")


def survey(
    dossier: Dossier, network: Network, plans: tuple[Plan, ...], outlooks: tuple[Outlook, ...]
) -> Survey:
    """Solve every combination of founding year and reading for every indicator with a plan and a base to start from.

    Args:
        dossier: the baseline.
        network: its solved claims.
        plans: its targets and goals.
        outlooks: the forecasts of its assessment.
    """
    founded = tuple(_founded(dossier))
    order = {row.indicator: row.order for row in indicator_rows(dossier, network, plans, "en")}
    shown = sorted((plan for plan in plans if plan.base is not None), key=lambda plan: order[plan.indicator])
    cases: dict[str, Case] = {}
    shared = _Shared([], [], [])
    subjects = []
    for plan in shown:
        subject = subject_of(plan, dossier, outlooks)
        # Founding years and readings were tried on the whole dossier; a case is one of the claims on its indicator.
        part = part_of(dossier, subject.id)
        mine: dict[str, Case] = {}
        for year in founded if subject.by_founding else [dossier.founded]:
            for readings in product(*(choice.options for choice in subject.choices)):
                chosen = {
                    choice.claim: word for choice, word in zip(subject.choices, readings, strict=True) if word
                }
                mine[key_of(subject, year, readings)] = _case(subject, year, chosen, part, shared)
        cases |= mine
        printed = mine[key_of(subject, dossier.founded, ["" for _ in subject.choices])]
        subjects.append(ranged(subject, printed, list(mine.values()), shared.marks))
    return Survey(
        tuple(subjects),
        founded,
        cases,
        tuple(shared.marks),
        tuple(shared.texts),
        tuple(shared.freedom),
        dossier.founded,
    )


def key_of(subject: ShownIndicator, founded: int | None, readings: Sequence[str]) -> str:
    """Key of a case."""
    return "|".join([subject.id, *([str(founded)] if subject.by_founding else []), *readings])


@dataclass(frozen=True, slots=True)
class _Shared:
    """What several cases share, each kept once; a case holds its place."""

    marks: list[Marks]
    texts: list[dict[str, str]]
    freedom: list[float]


def _place(kept: Kept, among: list[Kept]) -> int:
    """Where it is in a list, put there if it is not."""
    if kept not in among:
        among.append(kept)
    return among.index(kept)


def _founded(dossier: Dossier) -> Iterable[int]:
    """Founding years to offer, the printed one among them; those the claims allow."""
    if dossier.founded is None:
        return
    for year in range(dossier.founded - _FOUNDED_EITHER_WAY, dossier.founded + _FOUNDED_EITHER_WAY + 1):
        try:
            apply(Scenario("founding", founded=year), dossier)
        except ScenarioError:
            continue
        yield year


def _case(
    subject: ShownIndicator,
    founded: int | None,
    readings: dict[str, str],
    dossier: Dossier,
    shared: _Shared,
) -> Case:
    """One combination, solved: where a path starts, what the models say of it, and whether all claims fit."""
    part = apply(Scenario("case", founded=founded, readings=readings), dossier)
    network = solve(part)
    plans = tuple(plan for plan in plans_of(part, network) if plan.indicator == subject.id and plan.in_levels)
    plan = plans[0]
    base = plan.base
    assert base is not None  # noqa: S101 - a base does not go away with a reading
    outlook = _outlook(plan, subject, part, network)
    lead = base.year + 1 - subject.years[0]
    years = outlook.years if outlook is not None else ()
    rates = [0.0] * lead + rates_of(plan, subject.years[lead:], outlook)
    findings = list(claims_fit_together(Evidence(part, network, plans)))
    said = {
        language: ("" if language == "zh" else " ").join(
            render(finding.message, language) for finding in findings
        )
        for language in LANGUAGES
    }
    aims = [aim for aim in (*plan.targets, *plan.goals) if aim.claim == subject.aim.claim]
    return Case(
        base=base.level,
        start=base.year,
        rates=tuple(round(rate, 12) for rate in rates),
        scales=(0.0,) * lead + tuple(round(year.scale, 12) for year in years) if years else (),
        kinds=(0,) * lead + tuple(_place(year.df, shared.freedom) for year in years) if years else (),
        targets=tuple(
            (target.year, float(target.level)) for target in plan.targets if target.claim != subject.aim.claim
        ),
        goal=float(aims[-1].level),
        marks=_place(_marks(plan, part, network), shared.marks),
        fits=all(finding.verdict != "inconsistent" for finding in findings),
        asked=any(finding.verdict == "conditional" for finding in findings),
        said=_place(said, shared.texts),
    )


def _outlook(plan: Plan, subject: ShownIndicator, dossier: Dossier, network: Network) -> Outlook | None:
    """The quoted forecast to the last year a goal can be moved to: a plan that ends later is what makes models go on."""
    goal = (plan.goals or plan.targets)[-1]
    longer = replace(plan, goals=(*plan.goals, replace(goal, year=subject.years[-1])))
    outlooks = forecast_plans(dossier, network, (longer,), Scenario("case"))
    return next((outlook for outlook in outlooks if outlook.default), None)


def _marks(plan: Plan, dossier: Dossier, network: Network) -> Marks:
    """Spans of growth and points of history as the charts draw them, with their words in each language."""
    by_language = [
        [row for row in span_rows(dossier, network, (plan,), (), language) if row.kind in _PAST]
        for language in LANGUAGES
    ]
    spans = [
        Span(
            rows[0].kind,
            rows[0].start,
            rows[0].end,
            rows[0].middle if rows[0].lower is None else rows[0].lower,
            rows[0].middle if rows[0].upper is None else rows[0].upper,
            rows[0].middle,
            {language: row.label for language, row in zip(LANGUAGES, rows, strict=True)},
        )
        for rows in zip(*by_language, strict=True)
    ]
    points = [
        Point(known.year, known.level, printed=known.origin == "printed") for known in plan.observations
    ]
    return Marks(tuple(spans), tuple(points))
