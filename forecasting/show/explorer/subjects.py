"""What the page can show: an indicator with its aim, its choices of reading, its sliders and its scales."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forecasting.models.reference import reference_class
from forecasting.network import compile_claim, solve
from forecasting.numbers.units import conversion
from forecasting.scenarios import Scenario, ScenarioError, apply
from forecasting.words import LANGUAGES, render, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.checks import Plan
    from forecasting.judge.outlook import Outlook
    from forecasting.show.explorer.survey import Case, Marks

__all__ = ["Aim", "Choice", "ShownIndicator", "part_of", "ranged", "rates_of", "subject_of"]

_CROSSINGS = 6
_LATER = 3  # years a goal can be put off
_SLOWEST = -5.0
_STEPS_OF_GOAL = 100
_LOW, _HIGH = 0.6, 1.6  # of the printed goal
_RECENT = 2  # years before the base that the chart of levels shows


@dataclass(frozen=True, slots=True)
class Aim:
    """The level the odds are about: the last goal, or the last annual target where there is no goal.

    Attributes:
        claim: its id; `unit` the unit it is printed in, `factor` that unit in the indicator's.
        movable: whether level and year can be changed (a level printed as one number).
        level, year: as printed, in the indicator's unit.
        low, high, step: of its slider; `first`, `last` of the slider of its year.
    """

    claim: str
    unit: str
    factor: float
    movable: bool
    is_goal: bool
    level: float
    year: int
    low: float
    high: float
    step: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An ambiguous claim and what it may be read as; the first option, "", leaves every reading open."""

    claim: str
    quote: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownIndicator:
    """One indicator the page can show.

    Attributes:
        years: forecast years from the earliest base on; `as_of` the last one that is no forecast to set.
        notch: slider position, percent, that stands for the forecast; `notches` the same by year.
        fastest: highest slider position, percent.
        modelled: whether a growth model gives odds; else `reason` says in each language why not.
        by_founding: whether the founding year matters to it.
        ranges: fixed ends of the scales: years (whole record, plan years), growth, level.
        windows: horizon in years -> growth of the class at 10, 50, 90 %.
    """

    id: str
    label: dict[str, str]
    unit: dict[str, str]
    higher: bool
    years: tuple[int, ...]
    as_of: int
    aim: Aim
    notch: float
    notches: tuple[float, ...]
    fastest: float
    modelled: bool
    model: str
    reason: dict[str, str]
    by_founding: bool
    choices: tuple[Choice, ...]
    target_years: tuple[int, ...]
    ranges: dict[str, tuple[float, float]]
    windows: dict[int, tuple[float, float, float]]


def subject_of(plan: Plan, dossier: Dossier, outlooks: tuple[Outlook, ...]) -> ShownIndicator:
    """What the baseline says of an indicator; scales are fixed later, when all cases are known."""
    indicator = dossier.indicators[plan.indicator]
    base = plan.base
    assert base is not None  # noqa: S101 - the caller leaves out plans without
    aim = _aim(plan, dossier)
    years = tuple(range(base.year + 1, aim.last + 1))
    outlook = next((one for one in outlooks if one.indicator == plan.indicator and one.default), None)
    modelled = outlook is not None and bool(outlook.years)
    mine = _claims(dossier, plan.indicator)
    rates = rates_of(plan, years, outlook)
    level = base.level
    for year, rate in zip(years, rates, strict=True):
        if year <= aim.year:
            level *= 1 + rate
    average = (level / base.level) ** (1 / (aim.year - base.year)) - 1
    needed = (aim.level / base.level) ** (1 / (aim.year - base.year)) - 1
    fast = [100 * needed * 1.8, 100 * average * 1.4, 20.0]
    fast += [120 * float(one.level) / base.level - 120 for one in plan.targets if one.year == base.year + 1]
    fastest = min(100.0, 5.0 * math.ceil(max(fast) / 5))
    name = indicator.reference_class
    reference = reference_class(name, dossier.as_of) if name else None
    reason = outlook.reason if outlook is not None else None
    return ShownIndicator(
        id=plan.indicator,
        label={language: indicator.name(language) for language in LANGUAGES},
        unit={language: unit_name(indicator.unit, language) for language in LANGUAGES},
        higher=(plan.goals or plan.targets)[-1].side == "at_least",
        years=years,
        as_of=dossier.as_of,
        aim=aim,
        notch=_notch(average, fastest),
        notches=tuple(_notch(rate, fastest) for rate in rates),
        fastest=fastest,
        modelled=modelled,
        model=outlook.model if outlook is not None else "",
        reason={language: render(reason, language) if reason is not None else "" for language in LANGUAGES},
        by_founding=bool(dossier.founded) and any(one.start == "founding" for one in mine),
        choices=tuple(_choices(mine, dossier)),
        target_years=tuple(one.year for one in plan.targets if one.claim != aim.claim),
        ranges={},
        windows={horizon: _window(reference.windows(horizon)) for horizon in range(1, len(years) + 1)}
        if reference is not None
        else {},
    )


def _aim(plan: Plan, dossier: Dossier) -> Aim:
    aim = (plan.goals or plan.targets)[-1]
    claim = dossier.claim(aim.claim)
    level, base = float(aim.level), plan.base
    targets = [one.year for one in plan.targets if one.claim != aim.claim]
    first = max([base.year if base else dossier.as_of, dossier.as_of, *targets]) + 1
    # Half a printed digit of the goal would be too fine a step, a tenth of it too coarse.
    rough = level * (_HIGH - _LOW) / _STEPS_OF_GOAL
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    low = level - step * round(level * (1 - _LOW) / step)
    high = level + step * round(level * (_HIGH - 1) / step)
    known = dossier.indicators[plan.indicator].unit
    return Aim(
        claim=claim.claim_id,
        unit=claim.unit,
        factor=float(conversion(claim.unit, known)) if claim.kind == "level" else 1.0,
        movable=claim.kind == "level" and claim.comparator != "..",
        is_goal=bool(plan.goals),
        level=level,
        year=aim.year,
        low=round(low, 10),
        high=round(high, 10),
        step=step,
        first=min(first, aim.year),
        last=aim.year + _LATER,
    )


def _choices(claims: list[Claim], dossier: Dossier) -> Iterable[Choice]:
    """The ambiguous claims about the past, each with what it may be read as."""
    for claim in sorted(claims, key=lambda one: one.claim_id):
        if claim.reading or claim.role != "history":
            continue
        words: dict[str, None] = {}
        for reading in compile_claim(claim, dossier):
            words |= dict.fromkeys(word for word in reading.name.split("/") if word)
        crossings = [word for word in words if word.startswith("crossing:")]
        plain = [word for word in words if word not in crossings]
        if len(crossings) > 1:
            crossings = _near(claim, crossings, dossier)
        options = tuple(word for word in (*plain, *crossings) if _applies(claim.claim_id, word, dossier))
        if len(options) > 1:
            yield Choice(claim.claim_id, claim.quote, ("", *options))


def _near(claim: Claim, crossings: list[str], dossier: Dossier) -> list[str]:
    """Crossing years worth trying: from the year before the first that fits."""
    network = solve(part_of(dossier, claim.indicator))
    part = network.part_of(claim.claim_id)
    fits = {
        word
        for fit in (part.fits if part else ())
        for word in dict(fit.readings).get(claim.claim_id, "").split("/")
    }
    place = next((place for place, word in enumerate(crossings) if word in fits), 0)
    start = max(0, place - 1)
    return crossings[start : start + _CROSSINGS]


def _applies(claim_id: str, reading: str, dossier: Dossier) -> bool:
    try:
        apply(Scenario("reading", readings={claim_id: reading}), dossier)
    except ScenarioError:
        return False
    return True


def _window(spread: Any) -> tuple[float, float, float]:
    low, middle, high = (math.exp(spread.inv_cdf(p)) - 1 for p in (0.1, 0.5, 0.9))
    return low, middle, high


def _notch(rate: float, fastest: float) -> float:
    """A rate as a position of its slider, in percent with one decimal."""
    return min(fastest, max(_SLOWEST, round(100 * rate, 1)))


def rates_of(plan: Plan, years: tuple[int, ...], outlook: Outlook | None) -> list[float]:
    """Growth each year of the forecast median; where there is no forecast, of the path over the targets to the goal."""
    base = plan.base
    assert base is not None  # noqa: S101 - the caller leaves out plans without
    if outlook is not None and outlook.years:
        locs = [math.log(base.level), *(year.loc for year in outlook.years)]
        rates = [math.exp(there - here) - 1 for here, there in pairwise(locs)]
    else:
        rates, year, level = [], base.year, base.level
        for aim in (*plan.targets, *plan.goals):
            if aim.year > year:
                span = aim.year - year
                rates += [(float(aim.level) / level) ** (1 / span) - 1] * span
                year, level = aim.year, float(aim.level)
    return (rates + rates[-1:] * len(years))[: len(years)]


def ranged(subject: ShownIndicator, printed: Case, cases: list[Case], marks: list[Marks]) -> ShownIndicator:
    """The subject with its sliders at the printed forecast and scales wide enough for every case, so that nothing rescales while a slider moves."""
    drawn = [marks[case.marks] for case in cases]
    spans = [span for each in drawn for span in each.spans]
    points = [point for each in drawn for point in each.points]
    start = subject.years[0] - 1
    first = min([start - 1, *(span.start for span in spans)])
    rates = [rate for span in spans for rate in (span.lower, span.upper, span.middle)]
    rates += [subject.fastest / 100, *(window[2] for window in subject.windows.values())]
    recent = [point for point in points if point.year >= start - _RECENT]
    levels = [*(point.level for point in recent), *(case.base for case in cases)]
    horizon = subject.aim.year - start
    top = max(
        [
            subject.aim.high,
            min(levels) * (1 + subject.fastest / 100) ** horizon,
            *(level for case in cases for _, level in case.targets),
            *_widest(subject, printed),
        ]
    )
    low = min([*levels, subject.aim.low]) * 0.85
    last = subject.years[-1] + 0.4
    ranges: dict[str, tuple[float, float]] = {
        "record": (first - 0.4, last),
        "plan": (min([start, *(point.year for point in recent)]) - 0.8, last),
        "growth": (_SLOWEST / 100 - 0.01, 1.14 * max(rates)),
        "level": (low, top * 1.1),
    }
    notches = tuple(_notch(rate, subject.fastest) for rate in printed.rates)
    return replace(subject, ranges=ranges, notches=notches)


def _widest(subject: ShownIndicator, printed: Case) -> Iterable[float]:
    """Upper end of the forecast's central 95 % in the printed goal year."""
    if printed.scales:
        slot = subject.aim.year - subject.years[0]
        loc = math.log(printed.base) + sum(math.log1p(rate) for rate in printed.rates[: slot + 1])
        yield math.exp(loc + 2.6 * printed.scales[slot])


def _claims(dossier: Dossier, name: str) -> list[Claim]:
    return [one for one in dossier.claims if (one.entity, one.indicator) == (dossier.entity, name)]


def part_of(dossier: Dossier, name: str) -> Dossier:
    """The dossier with the claims on one indicator and on the wholes it is a share of: all its history rests on."""
    mine = _claims(dossier, name)
    wholes = {one.of for one in mine if one.of}
    known = [*mine, *(one for whole in sorted(wholes) for one in _claims(dossier, whole))]
    return replace(dossier, claims=tuple(known), ratios=(), identities=())
