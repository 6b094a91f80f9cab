"""What the page looks up instead of computing: forecast, history and verdicts for every founding year and reading.

Founding year and readings change the history, which only the claim network can settle; there are few of them, so each
combination is solved beforehand. Growth, goal level and goal year are worked out in the page.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

from forecasting.checks import Evidence, plans_of
from forecasting.checks.claims_fit_together import claims_fit_together
from forecasting.network import compile_claim, solve
from forecasting.outlook import forecast_plans
from forecasting.reference import reference_class
from forecasting.scenarios import Scenario, ScenarioError, apply
from forecasting.stated import conversion
from forecasting.tables import indicator_rows, span_rows
from forecasting.words import LANGUAGES, render, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.checks import Plan
    from forecasting.claims import Claim, Dossier
    from forecasting.network import Network
    from forecasting.outlook import Outlook

__all__ = ["Aim", "Choice", "Subject", "Survey", "survey"]

_FOUNDED_EITHER_WAY = 2
_CROSSINGS = 6
_LATER = 3  # years a goal can be put off
_SLOWEST = -5.0
_STEPS_OF_GOAL = 100
_LOW, _HIGH = 0.6, 1.6  # of the printed goal


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
class Subject:
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
        subject = _subject(plan, dossier, outlooks)
        # Founding years and readings were tried on the whole dossier; a case is one of the claims on its indicator.
        part = _part(dossier, subject.id)
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
        subjects.append(_ranged(subject, printed, list(mine.values()), marks))
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


def _claims(dossier: Dossier, name: str) -> list[Claim]:
    return [one for one in dossier.claims if (one.entity, one.indicator) == (dossier.entity, name)]


def _part(dossier: Dossier, name: str) -> Dossier:
    """The dossier with the claims on one indicator and on the wholes it is a share of: all its history rests on."""
    mine = _claims(dossier, name)
    wholes = {one.of for one in mine if one.of}
    known = [*mine, *(one for whole in sorted(wholes) for one in _claims(dossier, whole))]
    return replace(dossier, claims=tuple(known), ratios=(), identities=())


def _subject(plan: Plan, dossier: Dossier, outlooks: tuple[Outlook, ...]) -> Subject:
    """What the baseline says of an indicator; scales are fixed later, when all cases are known."""
    indicator = dossier.indicators[plan.indicator]
    base = plan.base
    assert base is not None  # noqa: S101 - the caller leaves out plans without
    aim = _aim(plan, dossier)
    years = tuple(range(base.year + 1, aim.last + 1))
    outlook = next((one for one in outlooks if one.indicator == plan.indicator and one.default), None)
    modelled = outlook is not None and bool(outlook.years)
    mine = _claims(dossier, plan.indicator)
    rates = _rates(plan, years, outlook)
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
    return Subject(
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


def _window(spread: Any) -> tuple[float, float, float]:
    low, middle, high = (math.exp(spread.inv_cdf(p)) - 1 for p in (0.1, 0.5, 0.9))
    return low, middle, high


def _notch(rate: float, fastest: float) -> float:
    """A rate as a position of its slider, in percent with one decimal."""
    return min(fastest, max(_SLOWEST, round(100 * rate, 1)))


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
    network = solve(_part(dossier, claim.indicator))
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


def _rates(plan: Plan, years: tuple[int, ...], outlook: Outlook | None) -> list[float]:
    """Growth each year of the forecast median; where there is no forecast, of the path over the targets to the goal."""
    base = plan.base
    assert base is not None  # noqa: S101 - the caller leaves out plans without
    if outlook is not None and outlook.years:
        locs = [math.log(base.level), *(one.loc for one in outlook.years)]
        rates = [math.exp(there - here) - 1 for here, there in pairwise(locs)]
    else:
        rates, year, level = [], base.year, base.level
        for one in (*plan.targets, *plan.goals):
            if one.year > year:
                span = one.year - year
                rates += [(float(one.level) / level) ** (1 / span) - 1] * span
                year, level = one.year, float(one.level)
    return (rates + rates[-1:] * len(years))[: len(years)]


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
    rates = lead + _rates(plan, subject.years[len(lead) :], outlook)
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


def _ranged(
    subject: Subject, printed: dict[str, Any], cases: list[dict[str, Any]], marks: list[dict[str, Any]]
) -> Subject:
    """The subject with its sliders at the printed forecast and scales wide enough for every case, so that nothing rescales while a slider moves."""
    drawn = [marks[case["marks"]] for case in cases]
    spans = [span for one in drawn for span in one["spans"]]
    points = [point for one in drawn for point in one["points"]]
    start = subject.years[0] - 1
    first = min([start - 1, *(span["start"] for span in spans)])
    rates = [span[end] for span in spans for end in ("lower", "upper", "middle")]
    rates += [subject.fastest / 100, *(window[2] for window in subject.windows.values())]
    near = start - 2
    recent = [point["level"] for point in points if point["year"] >= near]
    levels = [*recent, *(case["base"] for case in cases)]
    horizon = subject.aim.year - start
    top = max(
        [
            subject.aim.high,
            min(levels) * (1 + subject.fastest / 100) ** horizon,
            *(target[1] for case in cases for target in case["targets"]),
            *_widest(subject, printed),
        ]
    )
    low = min([*levels, subject.aim.low]) * 0.85
    ranges: dict[str, tuple[float, float]] = {
        "record": (first - 0.4, subject.years[-1] + 0.4),
        "plan": (
            min([start, *(point["year"] for point in points if point["year"] >= near)]) - 0.8,
            subject.years[-1] + 0.4,
        ),
        "growth": (_SLOWEST / 100 - 0.01, 1.14 * max(rates)),
        "level": (low, top * 1.1),
    }
    notches = tuple(_notch(rate, subject.fastest) for rate in printed["rates"])
    return replace(subject, ranges=ranges, notches=notches)


def _widest(subject: Subject, printed: dict[str, Any]) -> Iterable[float]:
    """Upper end of the forecast's central 95 % in the printed goal year."""
    if printed["scales"]:
        slot = subject.aim.year - subject.years[0]
        loc = math.log(printed["base"]) + sum(math.log1p(rate) for rate in printed["rates"][: slot + 1])
        yield math.exp(loc + 2.6 * printed["scales"][slot])
