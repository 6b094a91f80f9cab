"""What the page looks up instead of computing: forecast, history and verdicts for every founding year and reading.

Founding year and readings change the history, which only the claim network can settle; there are few of them, so each
combination is solved beforehand. Growth, goal level and goal year are worked out in the page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Any

from forecasting.judge.checks import Evidence, plans_of
from forecasting.judge.checks.claims_fit_together import claims_fit_together
from forecasting.judge.outlook import forecast_plans
from forecasting.judge.tables import indicator_rows, span_rows
from forecasting.network import solve
from forecasting.scenarios import Scenario, ScenarioError, apply
from forecasting.show.explorer.subjects import Subject, part_of, ranged, rates_of, subject_of
from forecasting.words import LANGUAGES, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Plan
    from forecasting.judge.outlook import Outlook
    from forecasting.network import Network

__all__ = ["Survey", "survey"]

_FOUNDED_EITHER_WAY = 2


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything looked up.

    Attributes:
        founded: years the zone may have been founded in, the printed one among them; empty when none is printed.
        cases: key -> base, growth a year, scales, targets, and places in `marks`, `texts` and `freedom`.
        marks: sets of spans and points to draw; `texts` what the check of all claims says; `freedom` degrees of
            freedom that occur.
    """

    subjects: tuple[Subject, ...]
    founded: tuple[int, ...]
    cases: dict[str, dict[str, Any]]
    marks: tuple[dict[str, Any], ...]
    texts: tuple[dict[str, str], ...]
    freedom: tuple[float, ...]
    printed_founding: int | None


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
    shown = sorted((one for one in plans if one.base is not None), key=lambda one: order[one.indicator])
    cases: dict[str, dict[str, Any]] = {}
    marks: list[dict[str, Any]] = []
    texts: list[dict[str, str]] = []
    freedom: list[float] = []
    subjects = []
    for plan in shown:
        subject = subject_of(plan, dossier, outlooks)
        # Founding years and readings were tried on the whole dossier; a case is one of the claims on its indicator.
        part = part_of(dossier, subject.id)
        mine: dict[str, dict[str, Any]] = {}
        for year in founded if subject.by_founding else [dossier.founded]:
            for readings in product(*(one.options for one in subject.choices)):
                chosen = {
                    one.claim: word for one, word in zip(subject.choices, readings, strict=True) if word
                }
                case = _case(subject, year, chosen, part, _Found(marks, texts, freedom))
                mine[key_of(subject, year, readings)] = case
        cases |= mine
        printed = mine[key_of(subject, dossier.founded, ["" for _ in subject.choices])]
        subjects.append(ranged(subject, printed, list(mine.values()), marks))
    return Survey(
        tuple(subjects), founded, cases, tuple(marks), tuple(texts), tuple(freedom), dossier.founded
    )


def key_of(subject: Subject, founded: int | None, readings: Sequence[str]) -> str:
    """Key of a case."""
    return "|".join([subject.id, *([str(founded)] if subject.by_founding else []), *readings])


@dataclass(frozen=True, slots=True)
class _Found:
    """What several cases share, each kept once."""

    marks: list[dict[str, Any]]
    texts: list[dict[str, str]]
    freedom: list[float]


def _place(one: Any, of: list[Any]) -> int:
    """Where it is in a list, put there if it is not."""
    if one not in of:
        of.append(one)
    return of.index(one)


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
    subject: Subject,
    founded: int | None,
    readings: dict[str, str],
    dossier: Dossier,
    found: _Found,
) -> dict[str, Any]:
    """One combination: base, growth, scale and degrees of freedom a year, targets, marks, and whether it all fits."""
    part = apply(Scenario("case", founded=founded, readings=readings), dossier)
    network = solve(part)
    plans = tuple(one for one in plans_of(part, network) if one.indicator == subject.id and one.in_levels)
    plan = plans[0]
    # Later goal years are forecast too; a plan that ends later is what makes the models go on.
    goal = (plan.goals or plan.targets)[-1]
    longer = replace(plan, goals=(*plan.goals, replace(goal, year=subject.years[-1])))
    outlook = next(
        (one for one in forecast_plans(part, network, (longer,), Scenario("case")) if one.default), None
    )
    base = plan.base
    assert base is not None  # noqa: S101 - a base does not go away with a reading
    lead = [0.0] * (base.year + 1 - subject.years[0])
    rates = lead + rates_of(plan, subject.years[len(lead) :], outlook)
    scales: list[float] = []
    kinds: list[int] = []
    if outlook is not None and outlook.years:
        scales = [one.scale for one in outlook.years]
        kinds = [_place(one.df, found.freedom) for one in outlook.years]
    findings = list(claims_fit_together(Evidence(part, network, plans)))
    wrong = any(one.verdict == "inconsistent" for one in findings)
    said = {
        language: ("" if language == "zh" else " ").join(render(one.message, language) for one in findings)
        for language in LANGUAGES
    }
    aims = [one for one in (*plan.targets, *plan.goals) if one.claim == subject.aim.claim]
    return {
        "base": base.level,
        "start": base.year,
        "rates": [round(rate, 12) for rate in rates],
        "scales": [0.0] * len(lead) + [round(one, 12) for one in scales] if scales else [],
        "kinds": [0] * len(lead) + kinds if kinds else [],
        "targets": [[one.year, float(one.level)] for one in plan.targets if one.claim != subject.aim.claim],
        "goal": float(aims[-1].level),
        "marks": _place(_marks(plan, part, network), found.marks),
        "fits": not wrong,
        "asked": any(one.verdict == "conditional" for one in findings),
        "said": _place(said, found.texts),
    }


def _marks(plan: Plan, dossier: Dossier, network: Network) -> dict[str, Any]:
    """Spans of growth and points of history as the charts draw them, with their words in each language."""
    past = ("record", "year", "slogan")
    by_language = [
        [row for row in span_rows(dossier, network, (plan,), (), language) if row.kind in past]
        for language in LANGUAGES
    ]
    spans = [
        {key: getattr(row, key) for key in ("kind", "start", "end", "lower", "upper", "middle")}
        | {"label": {language: same.label for language, same in zip(LANGUAGES, rows, strict=True)}}
        for row, rows in zip(by_language[0], zip(*by_language, strict=True), strict=True)
    ]
    points = [
        {"year": one.year, "level": one.level, "printed": one.origin == "printed"}
        for one in plan.observations
    ]
    return {"spans": spans, "points": points}
