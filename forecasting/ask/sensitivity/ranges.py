"""The tornado: odds and required growth with one assumption at a time at either end of its plausible range."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.ask.seek import frame_of, history_of, problem_of
from forecasting.ask.sensitivity.assumptions import Assumption, assumptions_of, relevant_claims
from forecasting.errors import ForecastingError
from forecasting.judge.checks import Plan, Threshold, plans_of
from forecasting.judge.outlook import forecast_plans
from forecasting.models import Predictive, predict, probability
from forecasting.models.reference import class_for
from forecasting.network import solve
from forecasting.numbers import growth
from forecasting.records import TypedRow
from forecasting.scenarios import apply
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from forecasting.ask.seek import Problem
    from forecasting.ask.sensitivity.assumptions import Setting
    from forecasting.judge.assessment import Assessment
    from forecasting.scenarios import Scenario

__all__ = ["TornadoRow", "tornado", "tornado_rows"]


@dataclass(frozen=True, slots=True)
class TornadoRow(TypedRow):
    """One bar of the tornado; columns as `tornado` describes them."""

    indicator: str
    label: str
    by: int
    goal: float
    side: str
    unit: str
    kind: str
    assumption: str
    claim: str
    low: str
    high: str
    odds: float | None
    odds_low: float | None
    odds_high: float | None
    required: float | None
    required_low: float | None
    required_high: float | None
    swing: float | None
    swing_required: float | None
    status: str
    sentence: str
    scenario_low: Scenario | None
    scenario_high: Scenario | None


@dataclass(frozen=True, slots=True)
class _Answer:
    """What one assessment says of the goal; a part that cannot be said is None."""

    odds: float | None
    required: float | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a bar: the setting in words, what it leads to, and its scenario where one can say it."""

    words: Phrase
    answer: _Answer
    scenario: Scenario | None


def tornado(
    result: Assessment,
    indicator: str,
    goal: float | None = None,
    *,
    by: int | None = None,
    runs: int = 40,
) -> pd.DataFrame:
    """Odds of a goal and the growth it requires over the plausible range of each assumption, widest first.

    Varied one at a time, everything else as assessed: the latest level by 5 % either way, the growth model, the
    reference class (those known by `as_of`), the reading of each ambiguous phrase, the founding year by one, the width
    of "about", the deflator, each printed number of the history to the ends of its rounding, and a class that grows
    slower or faster as a whole (one standard deviation between cohorts).

    Args:
        result: an assessment; its scenario is what is varied.
        indicator: id.
        goal: level to reach, in the indicator's unit; None takes the one stated for `by`.
        by: year of the goal; None takes the last goal, or the last annual target where there is no goal.
        runs: settings assessed at most; assumptions beyond that are listed as left out.

    Returns:
        Columns `indicator`, `label`, `by`, `goal`, `side`, `unit`, `kind`, `assumption` (in words), `claim` (whose
        number or reading is varied, where it is one), `low`, `high` (the settings
        in words: for a range its ends, for alternatives those with the lowest and highest odds), `odds`, `required`
        (as assessed; fractions), `odds_low`, `odds_high`, `required_low`, `required_high`, `swing` (range of the odds),
        `swing_required`, `status` ("found", "not_assessable", "left_out"), `sentence`, `scenario_low`,
        `scenario_high` (a `Scenario` each; None where no scenario can say it).

    Raises:
        ForecastingError: an unknown indicator, no goal, or fewer than one run.
    """
    rows = tornado_rows(problem_of(result, indicator, by=by, goal=goal), runs)
    return frame_of(rows, TornadoRow, result.language)


def tornado_rows(problem: Problem, runs: int = 40) -> list[TornadoRow]:
    """The rows of `tornado` for one goal; arguments and errors as there."""
    given: object = runs
    if not isinstance(given, int) or given < 1:
        msg = f"runs is how many settings are assessed and must be at least one; received {runs!r}"
        raise ForecastingError(msg)
    base = problem.base
    now = _Answer(
        problem.chance(),
        None if base is None else growth.required_rate(base.level, problem.goal, problem.year - base.year),
    )
    if base is None:
        return []
    relevant = frozenset(one.claim_id for one in relevant_claims(problem))
    rows = []
    left = runs
    for assumption in assumptions_of(problem):
        if assumption.reason is not None:
            rows.append(
                _row(
                    problem,
                    now,
                    assumption,
                    assumption.status,
                    render(assumption.reason, problem.result.language),
                )
            )
            continue
        if len(assumption.settings) > left:
            sentence = problem.say("tornado.left_out", name=assumption.name, runs=len(assumption.settings))
            rows.append(_row(problem, now, assumption, "left_out", sentence))
            continue
        left -= len(assumption.settings)
        rows.append(_assumption_row(problem, now, assumption, relevant))
    rows += _cohort_rows(problem, now)
    order = {"found": 0, "not_assessable": 1, "left_out": 2}
    return sorted(
        rows,
        key=lambda row: (
            order[row.status],
            -(row.swing if row.swing is not None else row.swing_required or 0.0),
            -(row.swing_required or 0.0),
            row.kind,
            row.assumption,
        ),
    )


def _answer(problem: Problem, scenario: Scenario, relevant: frozenset[str]) -> _Answer:
    """What the assessment of a scenario says of the goal, working out only what bears on it."""
    result = problem.result
    name = problem.indicator.id
    try:
        applied = apply(scenario, result.baseline)
    except ForecastingError as error:
        return _Answer(None, None, str(error).splitlines()[-1].strip())
    added = {str(one.get("claim_id", "")) for one in scenario.add}
    claims = tuple(one for one in applied.claims if one.claim_id in relevant or one.claim_id in added)
    part = replace(applied, claims=claims)
    network = solve(part)
    stated = next((one for one in plans_of(part, network) if one.indicator == name), None)
    observations = stated.observations if stated is not None else history_of(name, part, network)
    if not observations or observations[-1].year >= problem.year:
        return _Answer(None, None, problem.say("tornado.no_base"))
    last = observations[-1]
    required = growth.required_rate(last.level, problem.goal, problem.year - last.year)
    aim = Threshold(problem.year, Fraction(problem.goal), problem.side, "")
    plan = Plan(result.dossier.entity, name, observations, (), (aim,), last.space)
    outlook = next((one for one in forecast_plans(part, network, (plan,), scenario) if one.default), None)
    there = next((one for one in outlook.years if one.year == problem.year), None) if outlook else None
    odds = None if there is None else probability(there, problem.goal, problem.side)
    return _Answer(odds, required)


def _assumption_row(
    problem: Problem, now: _Answer, assumption: Assumption, relevant: frozenset[str]
) -> TornadoRow:
    """One bar: both ends of a range, or of alternatives those that say least and most."""
    tried = [(one, _answer(problem, one.scenario, relevant)) for one in assumption.settings]
    usable = [(one, answer) for one, answer in tried if answer.required is not None]
    if not usable:
        reason = next((answer.problem for _, answer in tried if answer.problem), "")
        sentence = problem.say("tornado.not_possible", name=assumption.name, reason=reason)
        return _row(problem, now, assumption, "not_assessable", sentence)
    if assumption.ordered:
        low, high = tried[0], tried[-1]
    else:
        ranked = sorted(
            usable,
            key=lambda pair: (pair[1].odds if pair[1].odds is not None else 0.0, pair[0].scenario.name),
        )
        low, high = ranked[0], ranked[-1]
    return _row(
        problem,
        now,
        assumption,
        "found",
        _sentence(problem, now, assumption.name, low, high),
        (_end(low), None if high is low else _end(high)),
    )


def _end(tried: tuple[Setting, _Answer]) -> _End:
    setting, answer = tried
    return _End(setting.words, answer, setting.scenario)


def _sentence(
    problem: Problem,
    now: _Answer,
    name: Phrase,
    low: tuple[Setting, _Answer],
    high: tuple[Setting, _Answer],
) -> str:
    """What the bar says."""
    settings = {"name": name, "low": low[0].words, "high": high[0].words}
    odds = [one.odds for one in (low[1], high[1])]
    if low is high and odds[0] is not None:
        return problem.say("tornado.one", **settings, first=odds[0], now=now.odds)
    if odds[0] is not None and odds[1] is not None:
        return problem.say("tornado.odds", **settings, first=odds[0], second=odds[1], now=now.odds)
    rates = [one.required for one in (low[1], high[1])]
    if rates[0] is not None and rates[1] is not None:
        return problem.say("tornado.required", **settings, first=rates[0], second=rates[1], now=now.required)
    reason = low[1].problem or high[1].problem
    return problem.say("tornado.one_end", **settings, reason=reason)


def _row(
    problem: Problem,
    now: _Answer,
    assumption: Assumption,
    status: str,
    sentence: str,
    ends: tuple[_End | None, _End | None] = (None, None),
) -> TornadoRow:
    language = problem.result.language
    low, high = ends
    odds_low, odds_high = (one.answer.odds if one else None for one in ends)
    required_low, required_high = (one.answer.required if one else None for one in ends)
    found = status == "found"
    return TornadoRow(
        indicator=problem.indicator.id,
        label=problem.indicator.name(language),
        by=problem.year,
        goal=problem.goal,
        side=problem.side,
        unit=problem.indicator.unit,
        kind=assumption.kind,
        assumption=render(assumption.name, language),
        claim=assumption.claim,
        low=render(low.words, language) if low else "",
        high=render(high.words, language) if high else "",
        odds=now.odds,
        odds_low=odds_low,
        odds_high=odds_high,
        required=now.required,
        required_low=required_low,
        required_high=required_high,
        swing=_swing(odds_low, odds_high, now.odds) if found else None,
        swing_required=_swing(required_low, required_high, now.required) if found else None,
        status=status,
        sentence=sentence,
        scenario_low=low.scenario if low else None,
        scenario_high=high.scenario if high else None,
    )


def _swing(*numbers: float | None) -> float | None:
    """Range of a number over the bar, what was assessed included."""
    seen = [one for one in numbers if one is not None]
    return max(seen) - min(seen) if len(seen) > 1 else None


def _cohort_rows(problem: Problem, now: _Answer) -> Iterator[TornadoRow]:
    """Odds if the whole class grew one standard deviation of a cohort slower or faster; no scenario says that."""
    name = problem.indicator.reference_class
    basis = problem.observations[-1].space.basis if problem.observations else ""
    as_of = problem.result.dossier.as_of
    reference = class_for(name, as_of, problem.indicator.measure, basis) if name else None
    if problem.indicator.measure == "rate":
        return
    there = problem.at(problem.year)
    if reference is None or there is None or not reference.cohort_sd:
        return
    at = [one.year for one in problem.observations]
    levels = [one.level for one in problem.observations]
    plain = predict(problem.model, at, levels, [problem.year], reference)[0]
    odds = []
    for sign in (-1, 1):
        moved = replace(reference, growth=reference.growth + sign * reference.cohort_sd)
        one = predict(problem.model, at, levels, [problem.year], moved)[0]
        shifted = Predictive(one.year, one.loc + there.loc - plain.loc, one.scale, one.df)
        odds.append(probability(shifted, problem.goal, problem.side))
    name_of = Phrase("seek.tornado.cohort")
    low, high = (
        _End(Phrase(f"seek.tornado.{way}", {"sd": reference.cohort_sd}), _Answer(chance, now.required), None)
        for way, chance in zip(("slower", "faster"), odds, strict=True)
    )
    sentence = problem.say(
        "tornado.odds",
        name=name_of,
        low=low.words,
        high=high.words,
        first=odds[0],
        second=odds[1],
        now=now.odds,
    )
    yield _row(problem, now, Assumption("cohort", name_of, ()), "found", sentence, (low, high))
