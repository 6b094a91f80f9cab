"""What reaching a goal means elsewhere: per head, beside another goal, and against what was ever managed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.ask.seek.problem import frame_of, known_indicator, require_assessment
from forecasting.numbers import growth
from forecasting.numbers.units import conversion, unit
from forecasting.records import TypedRow
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas as pd

    from forecasting.dossier import Ratio
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.network import Observation

__all__ = [
    "ConsequenceRow",
    "consequences",
    "consequences_rows",
    "supported",
]

#: Widest ranges of a level, upper over lower less one, that support four and three significant digits.
_FINE, _COARSE = 0.005, 0.05
#: What one base unit of each family of money is called, for levels per head.
_MONEY = {"CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元"}


def supported(value: float, *known: Observation) -> float:
    """A number rounded to the digits that the levels it rests on support, for a sentence or table.

    Four significant digits where every level is known to within half a percent, three within five percent, else two:
    the range of a level is what its printed digits, "about" included, leave open.
    """
    width = max((float(one.upper / one.lower) - 1 for one in known), default=0.0)
    digits = 4 if width <= _FINE else 3 if width <= _COARSE else 2
    return float(f"{value:.{digits}g}")


@dataclass(frozen=True, slots=True)
class ConsequenceRow(TypedRow):
    """What reaching a goal means elsewhere; columns as `consequences` describes them."""

    indicator: str
    label: str
    kind: str
    what: str
    year: int
    value: float | None
    now: float | None
    unit: str
    status: str
    claims: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of one consequence.

    Attributes:
        key: of its sentence; `said` is what that needs.
        value, now, unit: the number, and the same at the base or what it is to be held against; None where unknown.
        claims: ids it rests on.
        what: the thing in words, where it is not the usual one.
    """

    key: str
    said: Mapping[str, object] = field(default_factory=dict)
    value: float | None = None
    now: float | None = None
    unit: str = ""
    claims: tuple[str, ...] = ()
    what: Phrase | None = None


def consequences(result: Assessment, indicator: str | None = None) -> pd.DataFrame:
    """What reaching the goals means elsewhere, as far as the claims allow to say.

    Args:
        result: an assessment.
        indicator: id; None takes every indicator with a goal.

    Returns:
        Columns `indicator`, `label`, `kind` ("per_head", "ratio", "persistence", "added"), `what` (in words), `year`,
        `value`, `now` (the same at the base, or what it is to be held against), `unit`, `status` ("found" or
        "not_assessable", with the reason in the sentence), `claims` and `sentence`. Persistence is the share of the
        recorded growth to be kept each year; a goal that is an at-least is taken as just met.

    Raises:
        ForecastingError: an unknown indicator.
    """
    return frame_of(consequences_rows(result, indicator), ConsequenceRow, result.language)


def consequences_rows(result: Assessment, indicator: str | None = None) -> list[ConsequenceRow]:
    """The rows of `consequences`."""
    require_assessment(result)
    if indicator is not None:
        known_indicator(result, indicator)
    plans = [one for one in result.plans if indicator in (None, one.indicator)]
    rows: list[ConsequenceRow] = []
    for plan in plans:
        if plan.goal is not None:
            for kind, consequence in _CONSEQUENCES.items():
                told = consequence(result, plan, plan.goal)
                if told is not None:
                    rows.append(_row(result, plan.indicator, kind, plan.goal.year, told))
    for ratio in result.dossier.ratios:
        if indicator in (None, ratio.numerator, ratio.denominator):
            rows += _ratio(result, ratio)
    return rows


def _row(result: Assessment, indicator: str, kind: str, year: int, told: _Told) -> ConsequenceRow:
    known = result.dossier.indicators[indicator]
    said = {"label": known.label, "year": year, "value": told.value, "now": told.now, **told.said}
    named = told.what or Phrase(f"seek.what.{kind}", {"label": known.label})
    return ConsequenceRow(
        indicator=indicator,
        label=known.name(result.language),
        kind=kind,
        what=render(named, result.language),
        year=year,
        value=told.value,
        now=told.now,
        unit=told.unit,
        status="not_assessable" if told.value is None else "found",
        claims=tuple(sorted(set(told.claims))),
        sentence=render(Phrase(f"seek.{kind}.{told.key}", said), result.language),
    )


def _stated(result: Assessment, indicator: str, year: int) -> tuple[float, str] | None:
    """The target or goal of an indicator for one year, and its claim."""
    plan = next((one for one in result.plans if one.indicator == indicator), None)
    for one in (*plan.goals, *plan.targets) if plan is not None else ():
        if one.year == year:
            return float(one.level), one.claim
    return None


def _people(result: Assessment) -> str | None:
    """The indicator that counts people; the one with a goal first."""
    found = [
        name
        for name, one in result.dossier.indicators.items()
        if (known := unit(one.unit)) is not None and known.family == "persons"
    ]
    planned = {one.indicator for one in result.plans}
    return min(found, key=lambda name: name not in planned, default=None)


def _per_head(result: Assessment, plan: Plan, goal: Threshold) -> _Told | None:
    known = unit(result.dossier.indicators[plan.indicator].unit)
    if known is None or known.family not in _MONEY:
        return None
    name = _people(result)
    if name is None:
        return _Told("no_people")
    values: dict[str, object] = {"people": result.dossier.indicators[name].label}
    people = _stated(result, name, goal.year)
    if people is None:
        return _Told("no_goal", values)
    heads = unit(result.dossier.indicators[name].unit)
    factor = float(known.factor / heads.factor) if heads is not None else 1.0
    text = _MONEY[known.family]
    value = float(goal.level) / people[0] * factor
    other = next((one for one in result.plans if one.indicator == name), None)
    base = plan.base
    claims: tuple[str, ...] = (goal.claim, people[1])
    now, key = None, "alone"
    # Goals are exact thresholds, yet nobody printed a level per head: three digits say all there is.
    values |= {"shown": float(f"{value:.3g}"), "unit": text}
    then = other.base if other is not None else None
    if base is not None and then is not None and then.year == base.year:
        now, key = base.level / then.level * factor, "rises"
        low, high = (float(one) * factor for one in (base.lower / then.upper, base.upper / then.lower))
        years = goal.year - base.year
        values |= {
            "start": base.year,
            "low": float(f"{low:.3g}"),
            "high": float(f"{high:.3g}"),
            "slow": growth.rate(high, value, years),
            "fast": growth.rate(low, value, years),
        }
        claims = (*claims, *base.claims, *then.claims)
    return _Told(key, values, value, now, text, claims)


def _persistence(result: Assessment, plan: Plan, goal: Threshold) -> _Told:
    """The share of the recorded growth to be kept each year."""
    del result
    base = plan.base
    if base is None or len(plan.observations) < 2:
        return _Told("no_record")
    first = plan.observations[0]
    record = growth.rate(first.level, base.level, base.year - first.year)
    values: dict[str, object] = {"first": first.year, "last": base.year, "record": record}
    if goal.side == "at_most" or record <= 0:
        return _Told("no_growth", values)
    years = goal.year - base.year
    rho = growth.required_persistence(record, base.level, float(goal.level), years)
    if rho is None:
        return _Told("beyond", values)
    key = "none" if rho == 0 else "must_rise" if rho > 1 else "found"
    values |= {"later": record * rho**years, "lost": 1 - rho}
    return _Told(key, values, rho, claims=(goal.claim, *first.claims, *base.claims))


def _added(result: Assessment, plan: Plan, goal: Threshold) -> _Told:
    """Level added a year, on average and in the last year of an even path, against the most ever added in one."""
    base = plan.base
    text = result.dossier.indicators[plan.indicator].unit
    if base is None:
        return _Told("no_base")
    years = goal.year - base.year
    level = float(goal.level)
    value = (level - base.level) / years
    rate = growth.required_rate(base.level, level, years)
    values: dict[str, object] = {
        "unit": text,
        "start": base.year,
        "shown": supported(value, base),
        "final": supported(level - level / (1 + rate), base),
    }
    steps = [
        (last.level - first.level, last.year, (*first.claims, *last.claims))
        for first, last in pairwise(plan.observations)
        if last.year - first.year == 1
    ]
    most = max(steps, default=None)
    claims = (goal.claim, *base.claims)
    if goal.side == "at_most" or most is None or most[0] <= 0:
        return _Told("alone", values, value, unit=text, claims=claims)
    values |= {
        "when": most[1],
        "most": supported(most[0], base),
        "times": value / most[0],
        "known": len(steps),
    }
    key = "against" if len(steps) > 1 else "against_one"
    return _Told(key, values, value, most[0], text, (*claims, *most[2]))


_CONSEQUENCES: dict[str, Callable[[Assessment, Plan, Threshold], _Told | None]] = {
    "per_head": _per_head,
    "persistence": _persistence,
    "added": _added,
}


def _ratio(result: Assessment, ratio: Ratio) -> Iterator[ConsequenceRow]:
    """A ratio of the dossier in each year for which at least one side has a target or goal."""
    dossier = result.dossier
    sides = (ratio.numerator, ratio.denominator)
    years = sorted(
        {one.year for plan in result.plans if plan.indicator in sides for one in (*plan.targets, *plan.goals)}
    )
    name: object = ratio.label or ratio.id
    what = Phrase("seek.what.ratio", {"name": name})
    for year in years:
        there = [_stated(result, side, year) for side in sides]
        top, bottom = there
        if top is None or bottom is None:
            lacking = [
                Phrase("seek.what.plain", {"label": dossier.indicators[side].label})
                for side, one in zip(sides, there, strict=True)
                if one is None
            ]
            values: dict[str, object] = {"name": name, "missing": lacking}
            yield _row(result, ratio.numerator, "ratio", year, _Told("missing", values, what=what))
            continue
        factor = float(
            conversion(dossier.indicators[ratio.numerator].unit, dossier.indicators[ratio.denominator].unit)
        )
        value = top[0] * factor / bottom[0]
        values = {"name": name}
        now, start = _ratio_now(result, ratio, factor)
        key = "alone"
        if now is not None:
            values |= {"start": start}
            key = "from"
        if ratio.plausible is not None:
            low, high = (float(one) for one in ratio.plausible)
            values |= {"low": low, "high": high}
            key += "_inside" if low <= value <= high else "_outside"
        told = _Told(key, values, value, now, "%", (top[1], bottom[1]), what)
        yield _row(result, ratio.numerator, "ratio", year, told)


def _ratio_now(result: Assessment, ratio: Ratio, factor: float) -> tuple[float | None, int | None]:
    """The ratio in the last year of history that has both sides."""
    own = result.dossier.entity
    seen = {
        name: {
            known.year: known.level
            for known in result.network.history
            if (known.entity, known.indicator) == (own, name)
        }
        for name in (ratio.numerator, ratio.denominator)
    }
    both = sorted(set(seen[ratio.numerator]) & set(seen[ratio.denominator]))
    if not both:
        return None, None
    return seen[ratio.numerator][both[-1]] * factor / seen[ratio.denominator][both[-1]], both[-1]
