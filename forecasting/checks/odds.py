"""How likely are the targets and goals, by each growth model?"""

from __future__ import annotations

from functools import partial
from math import expm1
from typing import TYPE_CHECKING, Any

from forecasting.checks.finding import Finding
from forecasting.checks.plans import class_of
from forecasting.checks.yardsticks import evidence_grade
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.checks.evidence import Chance, Evidence, Joint, LookUp
    from forecasting.checks.plans import Plan, Threshold, Total
    from forecasting.reference import ReferenceClass

__all__ = ["CONTRAST", "IMPLAUSIBLE", "OPEN", "STRETCH", "UNAMBITIOUS", "odds", "odds_verdict"]


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
    """How likely are the targets and goals, by each growth model?

    Facts: `level` in `year`, `what` it is (a phrase); where a model fits `odds`, `by_model`, `by_class` the class alone
    gives with its `class_verdict`, `rounding`, the pair of odds over all histories left open, `range` over all that is
    left open and the class alone with its `range_verdicts` (both where it spans two words) and the `word` that says them,
    `parts` (an `OddsParts`), `together` the chances of events that span years (a `Joint`), and whether a missing number
    is `wanted`; else whether there is `no_history`.
    """
    for plan in evidence.plans:
        for threshold in (*plan.targets, *plan.goals):
            chances = tuple(
                one
                for one in evidence.chances
                if one.claim == threshold.claim and one.indicator == plan.indicator
            )
            yield _odds(evidence, plan, threshold, chances, goal=threshold in plan.goals)
        for total in plan.totals:
            yield _total(evidence, plan, total)


def _odds(
    evidence: Evidence, plan: Plan, threshold: Threshold, chances: tuple[Chance, ...], *, goal: bool
) -> Finding:
    indicator = evidence.dossier.indicators[plan.indicator]
    fitted = [one for one in chances if one.probability is not None]
    quoted = next((one for one in fitted if one.default), None)
    values: dict[str, object] = {
        "label": indicator.label,
        "unit": plan.unit(indicator),
        "year": threshold.year,
        "level": float(threshold.level),
        "points": len(plan.observations),
        "what": Phrase("findings.odds.goal" if goal else "findings.odds.target"),
    }
    common = partial(
        Finding,
        check="odds",
        entity=plan.entity,
        indicator=plan.indicator,
        end=threshold.year,
        rank=-2 if goal else 0,
    )
    if quoted is None or quoted.probability is None:
        key = "no_model" if plan.observations else "no_history"
        if plan.observations and plan.measure == "rate" and not any(one.reason for one in chances):
            key = "no_rate"
        return common(
            verdict="not_assessable",
            message=Phrase(f"findings.odds.{key}", values | {"reason": _reasons(chances)}),
            claims=(threshold.claim,),
            grade="D",
            suggestion=Phrase("findings.odds.find", values),
            facts=values | {"no_history": not plan.observations, "why": key},
        )
    base = plan.base
    horizon = threshold.year - (base.year if base else evidence.dossier.as_of)
    models = tuple(one.probability for one in fitted if one.model != CONTRAST and one.probability is not None)
    everything = [one.probability for one in fitted if one.probability is not None]
    verdict = odds_verdict(quoted.probability, models)
    spread = sorted(everything)
    listed: list[Phrase] = [
        Phrase("findings.odds.model", {"model": Phrase(f"models.{one.model}"), "odds": one.probability})
        for one in fitted
    ]
    # The model quoted and the class alone have sentences of their own.
    beside = [
        said
        for said, one in zip(listed, fitted, strict=True)
        if one.model not in (quoted.model, "reference_only")
    ]
    values |= {
        "beside": Phrase("findings.odds.beside", {"rows": beside}) if beside else "",
        "odds": quoted.probability,
        "low": spread[0],
        "high": spread[-1],
        "listed": listed,
        "model": Phrase(f"models.{quoted.model}"),
    }
    grade = evidence_grade(plan.observations, horizon)
    wide = spread[-1] - spread[0]
    alone = next((one.probability for one in fitted if one.model == "reference_only"), None)
    by_class = None
    facts: dict[str, Any] = values | {"by_model": {one.model: one.probability for one in fitted}}
    if alone is not None and quoted.model != "reference_only":
        facts |= {"by_class": alone, "class_verdict": odds_verdict(alone, models)}
        word = Phrase(f"verdicts.{facts['class_verdict']}")
        by_class = Phrase("findings.odds.reference", {"odds": alone, "word": word})
    reference = class_of(evidence.dossier, plan)
    leant = alone if reference is None or not reference.too_old else None
    identified = _identified(quoted, leant)
    words, word = _words(identified, models)
    values["word"] = word
    facts |= {"word": word, "range": identified, "range_verdicts": words, "parts": quoted.parts}
    rounding = _rounding(quoted)
    joint = next(
        (one for one in evidence.joints if one.goal == threshold.claim and one.indicator == plan.indicator),
        None,
    )
    message = join(
        Phrase("findings.odds.chance", values),
        by_class,
        # What the range shows is not said again; only that it is too wide to lean on one number.
        Phrase("findings.odds.models_disagree", values) if wide > DISAGREE else None,
        Phrase(f"findings.odds.thin{'_one' if len(plan.observations) == 1 else ''}", values)
        if grade == "D"
        else None,
        *_left_open(quoted),
        Phrase("findings.odds.range", {"low": identified[0], "high": identified[1], "word": word})
        if identified[1] - identified[0] >= LEAST_SHOWN
        else None,
        _made_of(quoted, reference, plan),
        _age(reference),
        _from_outside(chances, quoted, plan),
        *_spanning(plan, threshold, joint, quoted.probability),
    )
    wanted = [
        one
        for one in evidence.lookups
        if goal
        and one.indicator == plan.indicator
        and (one.crossing is not None or one.high - one.low >= TELLING)
    ]
    return common(
        verdict=verdict,
        verdicts=tuple(sorted({*words, *(odds_verdict(one, models) for one in everything)})),
        message=message,
        start=base.year if base else None,
        claims=tuple(sorted({*(base.claims if base else ()), threshold.claim})),
        stated=(float(threshold.level), None)
        if threshold.side == "at_least"
        else (None, float(threshold.level)),
        unit=indicator.unit if plan.index_year is None else "index",
        probability=quoted.probability,
        probability_range=(spread[0], spread[-1]),
        grade=grade,
        suggestion=join(*(_wanted(evidence, one) for one in wanted)) if wanted else None,
        facts=facts | {"rounding": rounding, "together": joint, "wanted": bool(wanted)},
    )


def _total(evidence: Evidence, plan: Plan, total: Total) -> Finding:
    """The chance of a sum or mean over years."""
    indicator = evidence.dossier.indicators[plan.indicator]
    chances = [one for one in evidence.chances if one.claim == total.claim and one.probability is not None]
    quoted = next((one for one in chances if one.default), None)
    values: dict[str, object] = {
        "label": indicator.label,
        "unit": indicator.unit,
        "start": total.start,
        "year": total.year,
        "level": float(total.level),
        "what": Phrase(f"findings.odds.{'mean' if total.mean else 'sum'}"),
    }
    common = partial(
        Finding,
        check="odds",
        entity=plan.entity,
        indicator=plan.indicator,
        start=total.start,
        end=total.year,
        claims=(total.claim,),
    )
    if quoted is None or quoted.probability is None:
        return common(
            verdict="not_assessable",
            message=Phrase("findings.odds.total_none", values),
            grade="D",
            facts=values | {"no_history": False, "why": "no_model" if plan.observations else "no_history"},
        )
    models = tuple(
        sorted(one.probability for one in chances if one.model != CONTRAST and one.probability is not None)
    )
    verdict = odds_verdict(quoted.probability, models)
    by_class = next((one.probability for one in chances if one.model == "reference_only"), None)
    ends = [one for one in (quoted.probability, by_class) if one is not None]
    words, word = _words((min(ends), max(ends)), models)
    values |= {
        "odds": quoted.probability,
        "low": min(ends),
        "high": max(ends),
        "model": Phrase(f"models.{quoted.model}"),
        "word": word,
    }
    return common(
        verdict=verdict,
        verdicts=tuple(sorted({verdict, *words})),
        message=Phrase("findings.odds.total", values),
        stated=(float(total.level), None) if total.side == "at_least" else (None, float(total.level)),
        unit=indicator.unit,
        probability=quoted.probability,
        probability_range=(models[0], models[-1]) if models else None,
        grade=evidence_grade(plan.observations, total.year - plan.observations[-1].year),
        facts=values
        | {
            "rounding": None,
            "together": None,
            "wanted": False,
            "by_model": {one.model: one.probability for one in chances},
            "range": (min(ends), max(ends)),
        },
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
