"""What is said beside the odds: what leaves them open, what they are made of, and what spans years."""

from __future__ import annotations

from math import expm1
from typing import TYPE_CHECKING

from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.judge.checks.evidence import Chance, Evidence, Joint, LookUp
    from forecasting.judge.checks.plans import Plan
    from forecasting.judge.checks.thresholds import Threshold
    from forecasting.models.reference import ReferenceClass

__all__ = [
    "LEAST_SHOWN",
    "TELLING",
    "age_of",
    "from_outside",
    "left_open",
    "looked_up",
    "made_of",
    "reasons",
    "rounding_of",
    "spanning",
]


#: A missing number is worth looking up for the odds' sake when it could move them by this much.
TELLING = 0.03


#: Odds that differ by less are one number to a reader.
LEAST_SHOWN = 0.01


def reasons(chances: tuple[Chance, ...]) -> Phrase | str:
    """Why no model could be fitted, each reason once."""
    known = {str(one.reason): one.reason for one in chances if one.reason is not None}
    found: Phrase | str = "-"
    for place, text in enumerate(sorted(known)):
        found = Phrase("findings.odds.also", {"first": found, "then": known[text]}) if place else known[text]
    return found


def rounding_of(chance: Chance) -> tuple[float, float] | None:
    """How far the odds move over what rounding and readings leave open, where that shows."""
    quoted = chance.probability
    for name, low, high in chance.ways:
        if name == "rounding" and quoted is not None:
            pair = min(low, quoted), max(high, quoted)
            return pair if pair[1] - pair[0] >= LEAST_SHOWN else None
    return None


def left_open(chance: Chance) -> Iterator[Phrase]:
    """What each thing left open would make the odds, where that shows."""
    rounding = rounding_of(chance)
    if rounding is not None:
        yield Phrase("findings.odds.rounding", {"low": rounding[0], "high": rounding[1]})
    for name, low, high in chance.ways:
        if name != "rounding" and chance.probability is not None:
            moved = max(abs(low - chance.probability), abs(high - chance.probability))
            if moved >= LEAST_SHOWN:
                yield Phrase(f"findings.odds.way_{name}", {"low": low, "high": high})
    if chance.by_level is not None and chance.by_level != chance.probability:
        yield Phrase("findings.odds.each_year", {"level": chance.by_level, "each": chance.probability})


def made_of(chance: Chance, reference: ReferenceClass | None, plan: Plan) -> Phrase | None:
    """One line: what the record says, what the class says, how they are weighed, and how wide the doubt is."""
    parts = chance.parts
    if parts is None or reference is None or plan.measure == "rate":
        return None
    rates = ("record", "class_growth", "forecast", "spread", "needed")
    values: dict[str, object] = {name: expm1(getattr(parts, name) or 0.0) for name in rates}
    values |= {"weight": parts.weight, "shock": parts.shock, "through": reference.through}
    return Phrase(f"findings.odds.{'parts' if parts.record is not None else 'parts_class'}", values)


def from_outside(chances: tuple[Chance, ...], quoted: Chance, plan: Plan) -> Phrase | None:
    """What an outside forecast says, what such forecasts have run high by, and how it lies to record and class."""
    for chance in chances:
        if chance.outside is None or chance.probability is None:
            continue
        known = [] if quoted.parts is None else [quoted.parts.record, quoted.parts.class_growth]
        beside = [each for each in known if each is not None]
        above = sum(chance.outside.growth > each for each in beside)
        place = (
            "alone" if not beside else "above" if above == len(beside) else "between" if above else "below"
        )
        values: dict[str, object] = {
            "source": chance.outside.source,
            "date": chance.outside.date,
            "growth": expm1(chance.outside.growth),
            "odds": chance.probability,
            "optimism": expm1(chance.outside.optimism),
            "corrected": chance.outside.corrected,
            "place": Phrase(f"findings.odds.outside_{place}"),
        }
        # A rate changes in points, so what its path comes to a year is not said as growth.
        return Phrase(f"findings.odds.outside{'_rate' if plan.measure == 'rate' else ''}", values)
    return None


def age_of(reference: ReferenceClass | None) -> Phrase | None:
    """That the class's figures are old, and what was made of it."""
    if reference is None or not reference.old:
        return None
    key = "class_too_old" if reference.too_old else "class_old"
    return Phrase(f"findings.odds.{key}", {"through": reference.through, "age": reference.age})


def spanning(plan: Plan, goal: Threshold, joint: Joint | None, quoted: float | None) -> list[Phrase]:
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


def looked_up(evidence: Evidence, lookup: LookUp) -> Phrase:
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
