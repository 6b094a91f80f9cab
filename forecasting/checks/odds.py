"""How likely are the targets and goals, by each growth model?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import expm1
from typing import TYPE_CHECKING

from forecasting.checks.finding import Facts, Finding, Label
from forecasting.checks.plans import class_of
from forecasting.checks.yardsticks import evidence_grade
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.checks.evidence import Chance, Evidence, Joint, LookUp
    from forecasting.checks.plans import Plan, Threshold, Total
    from forecasting.reference import OddsParts, ReferenceClass

__all__ = [
    "CONTRAST",
    "IMPLAUSIBLE",
    "OPEN",
    "STRETCH",
    "UNAMBITIOUS",
    "AskedFacts",
    "NoOddsFacts",
    "OddsFacts",
    "odds",
    "odds_verdict",
]


#: Upper ends of the ranges of odds; `unambitious` needs more than .90 under every growth model.
IMPLAUSIBLE, STRETCH, OPEN, UNAMBITIOUS = 0.10, 0.33, 0.67, 0.90

#: The model shown for contrast alone: no growth model anyone should lean on, so it has no say in a verdict.
CONTRAST = "log_linear"

#: A missing number is worth looking up for the odds' sake when it could move them by this much.
TELLING = 0.03

#: Odds that differ by less are one number to a reader.
LEAST_SHOWN = 0.01

#: Models whose chances lie further apart than this disagree widely.
DISAGREE = 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts(Facts):
    """What the odds are of.

    Attributes:
        label, unit: of the indicator.
        level, year: to reach, and when.
        what: a target, a goal, a sum or a mean, in words.
        points: how many years of record.
        start: first year of a sum or mean; None for a single year.
    """

    label: Label
    unit: Label
    level: float
    year: int
    what: Phrase
    points: int
    start: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOddsFacts(AskedFacts):
    """Why no odds are given.

    Attributes:
        why: "no_model", "no_history" or "no_rate".
    """

    why: str

    @classmethod
    def of(cls, asked: AskedFacts, why: str) -> NoOddsFacts:
        """For a target without odds."""
        return cls(
            label=asked.label,
            unit=asked.unit,
            level=asked.level,
            year=asked.year,
            what=asked.what,
            points=asked.points,
            start=asked.start,
            why=why,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OddsFacts(AskedFacts):
    """How likely a target or goal is.

    Attributes:
        odds: of the model quoted, called `model`; `low` and `high` over all models.
        word: the verdicts over all that is left open, in words.
        by_model: the odds of each model that fits.
        by_class: what the class alone gives, with its verdict `class_verdict`; None where the quoted model is the class.
        range: lowest and highest odds over all that is left open and the class alone; `range_verdicts` of both ends, one
            where they agree.
        parts: what the quoted odds are made of.
        rounding: lowest and highest odds over all histories left open; None where it does not show.
        together: chances of events that span years.
        wanted: a missing number could move the odds.
    """

    odds: float
    low: float
    high: float
    model: Phrase
    word: Phrase
    by_model: Mapping[str, float]
    range: tuple[float, float]
    by_class: float | None = None
    class_verdict: str | None = None
    range_verdicts: tuple[str, ...] = ()
    parts: OddsParts | None = None
    rounding: tuple[float, float] | None = None
    together: Joint | None = None
    wanted: bool = False


def odds_verdict(probability: float, all_models: tuple[float, ...] = ()) -> str:
    """The word for a chance: below .10 implausible, .33 a stretch, .67 open, else likely.

    `unambitious` when every growth model, the reference class alone included, gives more than .90.
    """
    if probability < IMPLAUSIBLE:
        return "implausible"
    if probability < STRETCH:
        return "stretch"
    if probability < OPEN:
        return "open"
    return "unambitious" if all_models and min(all_models) > UNAMBITIOUS else "likely"


def odds(evidence: Evidence) -> Iterator[Finding]:
    """How likely are the targets and goals, by each growth model?"""
    for plan in evidence.plans:
        for threshold in (*plan.targets, *plan.goals):
            chances = tuple(
                one
                for one in evidence.chances
                if one.claim == threshold.claim and one.indicator == plan.indicator
            )
            yield _odds(_Case(evidence, plan, threshold, chances, threshold in plan.goals))
        for total in plan.totals:
            yield _total(evidence, plan, total)


@dataclass(frozen=True, slots=True)
class _Case:
    """One target or goal with the chances the models give it."""

    evidence: Evidence
    plan: Plan
    threshold: Threshold
    chances: tuple[Chance, ...]
    goal: bool

    @property
    def quoted(self) -> Chance | None:
        """The chance of the model whose odds are quoted; None where it could not be fitted."""
        return next((one for one in self.chances if one.default and one.probability is not None), None)

    @property
    def fitted(self) -> dict[str, float]:
        """The odds of each model that fits."""
        return {one.model: one.probability for one in self.chances if one.probability is not None}

    @property
    def reference(self) -> ReferenceClass | None:
        """The class the plan is held to."""
        return class_of(self.evidence.dossier, self.plan)

    @property
    def joint(self) -> Joint | None:
        """The chances of events that span years."""
        mine = (self.threshold.claim, self.plan.indicator)
        return next((one for one in self.evidence.joints if (one.goal, one.indicator) == mine), None)

    @property
    def wanted(self) -> list[LookUp]:
        """The missing numbers that could move the odds of a goal."""
        return [
            one
            for one in self.evidence.lookups
            if self.goal
            and one.indicator == self.plan.indicator
            and (one.crossing is not None or one.high - one.low >= TELLING)
        ]


def _odds(case: _Case) -> Finding:
    """The finding on one target or goal."""
    plan, threshold, quoted = case.plan, case.threshold, case.quoted
    indicator = case.evidence.dossier.indicators[plan.indicator]
    asked = AskedFacts(
        label=indicator.label,
        unit=plan.unit(indicator),
        level=float(threshold.level),
        year=threshold.year,
        what=Phrase("findings.odds.goal" if case.goal else "findings.odds.target"),
        points=len(plan.observations),
    )
    common = partial(
        Finding,
        check="odds",
        entity=plan.entity,
        indicator=plan.indicator,
        end=threshold.year,
        rank=-2 if case.goal else 0,
    )
    if quoted is None or quoted.probability is None:
        key = "no_model" if plan.observations else "no_history"
        if plan.observations and plan.measure == "rate" and not any(one.reason for one in case.chances):
            key = "no_rate"
        return common(
            verdict="not_assessable",
            message=asked.phrase(f"findings.odds.{key}", reason=_reasons(case.chances)),
            claims=(threshold.claim,),
            grade="D",
            suggestion=asked.phrase("findings.odds.find"),
            facts=NoOddsFacts.of(asked, key),
        )
    facts = _facts(case, quoted, asked)
    base, fitted = plan.base, case.fitted
    models = _growth_models(fitted)
    horizon = threshold.year - (base.year if base else case.evidence.dossier.as_of)
    grade = evidence_grade(plan.observations, horizon)
    verdicts = {odds_verdict(one, models) for one in fitted.values()}
    wanted = case.wanted
    return common(
        verdict=odds_verdict(quoted.probability, models),
        verdicts=tuple(sorted({*facts.range_verdicts, *verdicts})),
        message=_message(case, quoted, facts, grade),
        start=base.year if base else None,
        claims=tuple(sorted({*(base.claims if base else ()), threshold.claim})),
        stated=(facts.level, None) if threshold.side == "at_least" else (None, facts.level),
        unit=indicator.unit if plan.index_year is None else "index",
        probability=quoted.probability,
        probability_range=(facts.low, facts.high),
        grade=grade,
        suggestion=join(*(_wanted(case.evidence, one) for one in wanted)) if wanted else None,
        facts=facts,
    )


def _growth_models(fitted: Mapping[str, float]) -> tuple[float, ...]:
    """The odds of the models that have a say in a verdict."""
    return tuple(odds for model, odds in fitted.items() if model != CONTRAST)


def _facts(case: _Case, quoted: Chance, asked: AskedFacts) -> OddsFacts:
    """What is known of the odds of one target or goal."""
    fitted, reference = case.fitted, case.reference
    models = _growth_models(fitted)
    alone = fitted.get("reference_only")
    beside = alone if quoted.model != "reference_only" else None
    identified = _identified(quoted, alone if reference is None or not reference.too_old else None)
    words, word = _words(identified, models)
    return OddsFacts(
        label=asked.label,
        unit=asked.unit,
        level=asked.level,
        year=asked.year,
        what=asked.what,
        points=asked.points,
        odds=fitted[quoted.model],
        low=min(fitted.values()),
        high=max(fitted.values()),
        model=Phrase(f"models.{quoted.model}"),
        word=word,
        by_model=fitted,
        by_class=beside,
        class_verdict=None if beside is None else odds_verdict(beside, models),
        range=identified,
        range_verdicts=words,
        parts=quoted.parts,
        rounding=_rounding(quoted),
        together=case.joint,
        wanted=bool(case.wanted),
    )


def _message(case: _Case, quoted: Chance, facts: OddsFacts, grade: str) -> Phrase:
    """The odds with what they are made of and what leaves them open."""
    least, most = facts.range
    reference = case.reference
    shown = {"low": least, "high": most, "word": facts.word}
    thin = f"thin{'_one' if facts.points == 1 else ''}"
    return join(
        facts.phrase("findings.odds.chance", beside=_beside(quoted, case.fitted)),
        _class_alone(facts),
        # What the range shows is not said again; only that it is too wide to lean on one number.
        facts.phrase("findings.odds.models_disagree") if facts.high - facts.low > DISAGREE else None,
        facts.phrase(f"findings.odds.{thin}") if grade == "D" else None,
        *_left_open(quoted),
        Phrase("findings.odds.range", shown) if most - least >= LEAST_SHOWN else None,
        _made_of(quoted, reference, case.plan),
        _age(reference),
        _from_outside(case.chances, quoted, case.plan),
        *_spanning(case.plan, case.threshold, facts.together, quoted.probability),
    )


def _beside(quoted: Chance, fitted: Mapping[str, float]) -> Phrase | str:
    """The other models; the model quoted and the class alone have sentences of their own."""
    rows = [
        Phrase("findings.odds.model", {"model": Phrase(f"models.{model}"), "odds": odds})
        for model, odds in fitted.items()
        if model not in (quoted.model, "reference_only")
    ]
    return Phrase("findings.odds.beside", {"rows": rows}) if rows else ""


def _class_alone(facts: OddsFacts) -> Phrase | None:
    if facts.by_class is None:
        return None
    word = Phrase(f"verdicts.{facts.class_verdict}")
    return Phrase("findings.odds.reference", {"odds": facts.by_class, "word": word})


def _total(evidence: Evidence, plan: Plan, total: Total) -> Finding:
    """The chance of a sum or mean over years."""
    indicator = evidence.dossier.indicators[plan.indicator]
    chances = [one for one in evidence.chances if one.claim == total.claim]
    fitted = {one.model: one.probability for one in chances if one.probability is not None}
    quoted = next((one.model for one in chances if one.default and one.model in fitted), None)
    asked = AskedFacts(
        label=indicator.label,
        unit=indicator.unit,
        level=float(total.level),
        year=total.year,
        what=Phrase(f"findings.odds.{'mean' if total.mean else 'sum'}"),
        points=len(plan.observations),
        start=total.start,
    )
    common = partial(
        Finding,
        check="odds",
        entity=plan.entity,
        indicator=plan.indicator,
        start=total.start,
        end=total.year,
        claims=(total.claim,),
    )
    if quoted is None:
        return common(
            verdict="not_assessable",
            message=asked.phrase("findings.odds.total_none"),
            grade="D",
            facts=NoOddsFacts.of(asked, "no_model" if plan.observations else "no_history"),
        )
    chance, by_class = fitted[quoted], fitted.get("reference_only", fitted[quoted])
    models = sorted(_growth_models(fitted))
    verdict = odds_verdict(chance, tuple(models))
    ends = min(chance, by_class), max(chance, by_class)
    words, word = _words(ends, tuple(models))
    facts = OddsFacts(
        label=asked.label,
        unit=asked.unit,
        level=asked.level,
        year=asked.year,
        what=asked.what,
        points=asked.points,
        start=asked.start,
        odds=chance,
        low=ends[0],
        high=ends[1],
        model=Phrase(f"models.{quoted}"),
        word=word,
        by_model=fitted,
        range=ends,
    )
    return common(
        verdict=verdict,
        verdicts=tuple(sorted({verdict, *words})),
        message=facts.phrase("findings.odds.total"),
        stated=(facts.level, None) if total.side == "at_least" else (None, facts.level),
        unit=indicator.unit,
        probability=chance,
        probability_range=(models[0], models[-1]) if models else None,
        grade=evidence_grade(plan.observations, total.year - plan.observations[-1].year),
        facts=facts,
    )


def _reasons(chances: tuple[Chance, ...]) -> Phrase | str:
    """Why no model could be fitted, each reason once."""
    known = {str(one.reason): one.reason for one in chances if one.reason is not None}
    found: Phrase | str = "-"
    for place, text in enumerate(sorted(known)):
        found = Phrase("findings.odds.also", {"first": found, "then": known[text]}) if place else known[text]
    return found


def _rounding(chance: Chance) -> tuple[float, float] | None:
    """How far the odds move over what rounding and readings leave open, where that shows."""
    quoted = chance.probability
    for name, low, high in chance.ways:
        if name == "rounding" and quoted is not None:
            pair = min(low, quoted), max(high, quoted)
            return pair if pair[1] - pair[0] >= LEAST_SHOWN else None
    return None


def _identified(chance: Chance, alone: float | None) -> tuple[float, float]:
    """Lowest and highest odds over all that is left open, the class alone included: one range for one word."""
    ends = [one for one in (chance.probability, chance.low, chance.high, alone) if one is not None]
    return min(ends), max(ends)


def _words(ends: tuple[float, float], models: tuple[float, ...]) -> tuple[tuple[str, ...], Phrase]:
    """The verdicts at both ends of a range, one where they agree, and how they are said."""
    words = tuple(dict.fromkeys(odds_verdict(one, models) for one in ends))
    said = [Phrase(f"verdicts.{one}") for one in words]
    return words, said[0] if len(said) == 1 else Phrase(
        "findings.odds.words", {"first": said[0], "last": said[1]}
    )


def _left_open(chance: Chance) -> Iterator[Phrase]:
    """What each thing left open would make the odds, where that shows."""
    rounding = _rounding(chance)
    if rounding is not None:
        yield Phrase("findings.odds.rounding", {"low": rounding[0], "high": rounding[1]})
    for name, low, high in chance.ways:
        if name != "rounding" and chance.probability is not None:
            moved = max(abs(low - chance.probability), abs(high - chance.probability))
            if moved >= LEAST_SHOWN:
                yield Phrase(f"findings.odds.way_{name}", {"low": low, "high": high})
    if chance.by_level is not None and chance.by_level != chance.probability:
        yield Phrase("findings.odds.each_year", {"level": chance.by_level, "each": chance.probability})


def _made_of(chance: Chance, reference: ReferenceClass | None, plan: Plan) -> Phrase | None:
    """One line: what the record says, what the class says, how they are weighed, and how wide the doubt is."""
    parts = chance.parts
    if parts is None or reference is None or plan.measure == "rate":
        return None
    rates = ("record", "class_growth", "forecast", "spread", "needed")
    values: dict[str, object] = {name: expm1(getattr(parts, name) or 0.0) for name in rates}
    values |= {"weight": parts.weight, "shock": parts.shock, "through": reference.through}
    return Phrase(f"findings.odds.{'parts' if parts.record is not None else 'parts_class'}", values)


def _from_outside(chances: tuple[Chance, ...], quoted: Chance, plan: Plan) -> Phrase | None:
    """What an outside forecast says, what such forecasts have run high by, and how it lies to record and class."""
    for one in chances:
        if one.outside is None or one.probability is None:
            continue
        known = [] if quoted.parts is None else [quoted.parts.record, quoted.parts.class_growth]
        beside = [each for each in known if each is not None]
        above = sum(one.outside.growth > each for each in beside)
        place = (
            "alone" if not beside else "above" if above == len(beside) else "between" if above else "below"
        )
        values: dict[str, object] = {
            "source": one.outside.source,
            "date": one.outside.date,
            "growth": expm1(one.outside.growth),
            "odds": one.probability,
            "optimism": expm1(one.outside.optimism),
            "corrected": one.outside.corrected,
            "place": Phrase(f"findings.odds.outside_{place}"),
        }
        # A rate changes in points, so what its path comes to a year is not said as growth.
        return Phrase(f"findings.odds.outside{'_rate' if plan.measure == 'rate' else ''}", values)
    return None


def _age(reference: ReferenceClass | None) -> Phrase | None:
    """That the class's figures are old, and what was made of it."""
    if reference is None or not reference.old:
        return None
    key = "class_too_old" if reference.too_old else "class_old"
    return Phrase(f"findings.odds.{key}", {"through": reference.through, "age": reference.age})


def _spanning(plan: Plan, goal: Threshold, joint: Joint | None, quoted: float | None) -> list[Phrase]:
    """Chances of events that span years."""
    if joint is None:
        return []
    values = {
        "every": joint.every_target,
        "given": joint.given_target,
        "ever": joint.ever,
        "error": max(joint.error, 0.001),
        "paths": joint.paths,
        "seed": joint.seed,
        "year": goal.year,
        "target": plan.targets[-1].year if plan.targets else None,
    }
    found = []
    if joint.every_target is not None:
        key = "together" if joint.given_target is None else "together_given"
        found.append(Phrase(f"findings.odds.{key}", values))
    # Reaching a goal early says something only where it differs from reaching it in its year.
    if quoted is None or abs(joint.ever - quoted) >= TELLING:
        found.append(Phrase("findings.odds.ever", values))
    if joint.slow is not None and joint.fast is not None:
        found.append(Phrase("findings.odds.cohort", {"slow": joint.slow, "fast": joint.fast}))
    return found


def _wanted(evidence: Evidence, lookup: LookUp) -> Phrase:
    """A missing number and what it would tell."""
    values = {
        "label": evidence.label(lookup.entity, lookup.indicator),
        "unit": evidence.dossier.indicators[lookup.indicator].unit,
        "year": lookup.year,
        "low": lookup.low,
        "high": lookup.high,
        "crossing": lookup.crossing,
    }
    return Phrase(
        "findings.odds.look_up_crossing" if lookup.crossing is not None else "findings.odds.look_up", values
    )
