"""How likely are the targets and goals, by each growth model?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Finding
from forecasting.judge.checks.odds_facts import AskedFacts, NoOddsFacts, OddsFacts
from forecasting.judge.checks.odds_said import (
    LEAST_SHOWN,
    TELLING,
    age_of,
    from_outside,
    left_open,
    looked_up,
    made_of,
    reasons,
    rounding_of,
    spanning,
)
from forecasting.judge.checks.plans import class_of
from forecasting.judge.checks.wording import quantity
from forecasting.judge.checks.yardsticks import evidence_grade
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.judge.checks.evidence import Chance, Evidence, Joint, LookUp
    from forecasting.judge.checks.plans import Plan, Total
    from forecasting.judge.checks.thresholds import Threshold
    from forecasting.models.reference import ReferenceClass

__all__ = [
    "CONTRAST",
    "IMPLAUSIBLE",
    "OPEN",
    "STRETCH",
    "UNAMBITIOUS",
    "odds",
    "odds_verdict",
]


#: Upper ends of the ranges of odds; `unambitious` needs more than .90 under every growth model.
IMPLAUSIBLE, STRETCH, OPEN, UNAMBITIOUS = 0.10, 0.33, 0.67, 0.90

#: The model shown for contrast alone: no growth model anyone should lean on, so it has no say in a verdict.
CONTRAST = "log_linear"


#: Models whose chances lie further apart than this disagree widely.
DISAGREE = 0.4


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
        for threshold in (*plan.targets, *plan.goals, *plan.rates):
            chances = tuple(
                chance
                for chance in evidence.chances
                if chance.claim == threshold.claim and chance.indicator == plan.indicator
            )
            case = _OddsCase(evidence, plan, threshold, chances, threshold in plan.goals)
            # Why there are no odds is said once, of the level.
            if case.quoted is not None or not case.by_rate:
                yield _odds(case)
        for total in plan.totals:
            yield _total(evidence, plan, total)


@dataclass(frozen=True, slots=True)
class _OddsCase:
    """One target or goal with the chances the models give it."""

    evidence: Evidence
    plan: Plan
    threshold: Threshold
    chances: tuple[Chance, ...]
    goal: bool

    @property
    def by_rate(self) -> bool:
        """Whether it is growth printed beside a level that asks for something else."""
        return self.threshold in self.plan.rates

    @property
    def what(self) -> Phrase:
        """A target or goal in words; growth that has odds of its own with its number."""
        if not self.by_rate:
            return Phrase("findings.odds.goal" if self.goal else "findings.odds.target")
        claim = self.evidence.dossier.claim(self.threshold.claim)
        rate = quantity(claim.value, claim.unit)
        return Phrase(
            "findings.odds.growth_goal" if claim.role == "goal" else "findings.odds.growth_target",
            {"rate": rate},
        )

    @property
    def beside(self) -> Phrase | None:
        """That growth printed beside the level is the same target."""
        if not self.threshold.same:
            return None
        claim = self.evidence.dossier.claim(self.threshold.rate_claim)
        return Phrase("findings.odds.same", {"rate": quantity(claim.value, claim.unit)})

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
            lookup
            for lookup in self.evidence.lookups
            if self.goal
            and lookup.indicator == self.plan.indicator
            and (lookup.crossing is not None or lookup.high - lookup.low >= TELLING)
        ]


def _odds(case: _OddsCase) -> Finding:
    """The finding on one target or goal."""
    plan, threshold, quoted = case.plan, case.threshold, case.quoted
    indicator = case.evidence.dossier.indicators[plan.indicator]
    asked = AskedFacts(
        label=indicator.label,
        unit=plan.unit(indicator),
        level=float(threshold.level),
        year=threshold.year,
        what=case.what,
        points=len(plan.observations),
        by_rate=case.by_rate,
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
            message=asked.phrase(f"findings.odds.{key}", reason=reasons(case.chances)),
            claims=(threshold.claim,),
            grade="D",
            suggestion=asked.phrase("findings.odds.find"),
            facts=asked.answered(NoOddsFacts, why=key),
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
        suggestion=join(*(looked_up(case.evidence, one) for one in wanted)) if wanted else None,
        facts=facts,
    )


def _growth_models(fitted: Mapping[str, float]) -> tuple[float, ...]:
    """The odds of the models that have a say in a verdict."""
    return tuple(odds for model, odds in fitted.items() if model != CONTRAST)


def _facts(case: _OddsCase, quoted: Chance, asked: AskedFacts) -> OddsFacts:
    """What is known of the odds of one target or goal."""
    fitted, reference = case.fitted, case.reference
    models = _growth_models(fitted)
    alone = fitted.get("reference_only")
    beside = alone if quoted.model != "reference_only" else None
    identified = _identified(quoted, alone if reference is None or not reference.too_old else None)
    words, word = _words(identified, models)
    return asked.answered(
        OddsFacts,
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
        rounding=rounding_of(quoted),
        together=case.joint,
        wanted=bool(case.wanted),
    )


def _message(case: _OddsCase, quoted: Chance, facts: OddsFacts, grade: str) -> Phrase:
    """The odds with what they are made of and what leaves them open."""
    least, most = facts.range
    reference = case.reference
    shown = {"low": least, "high": most, "word": facts.word}
    thin = f"thin{'_one' if facts.points == 1 else ''}"
    return join(
        facts.phrase(
            f"findings.odds.chance{'_by_rate' if facts.by_rate else ''}", beside=_beside(quoted, case.fitted)
        ),
        case.beside,
        _class_alone(facts),
        # What the range shows is not said again; only that it is too wide to lean on one number.
        facts.phrase("findings.odds.models_disagree") if facts.high - facts.low > DISAGREE else None,
        facts.phrase(f"findings.odds.{thin}") if grade == "D" else None,
        *left_open(quoted),
        Phrase("findings.odds.range", shown) if most - least >= LEAST_SHOWN else None,
        made_of(quoted, reference, case.plan),
        age_of(reference),
        from_outside(case.chances, quoted, case.plan),
        *spanning(case.plan, case.threshold, facts.together, quoted.probability),
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
            facts=asked.answered(NoOddsFacts, why="no_model" if plan.observations else "no_history"),
        )
    chance, by_class = fitted[quoted], fitted.get("reference_only", fitted[quoted])
    models = sorted(_growth_models(fitted))
    verdict = odds_verdict(chance, tuple(models))
    ends = min(chance, by_class), max(chance, by_class)
    words, word = _words(ends, tuple(models))
    facts = asked.answered(
        OddsFacts,
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
