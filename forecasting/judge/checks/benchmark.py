"""What would the path of the place held up as an example mean here?"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.yardsticks import IN_STEP
from forecasting.numbers import growth
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.plans import Plan
    from forecasting.judge.checks.thresholds import Threshold
    from forecasting.network import Observation

__all__ = ["ExampleFacts", "benchmark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleFacts(Facts):
    """The path of a place held up as an example, and what it would mean here.

    Attributes:
        label, unit: of the indicator.
        other: the place.
        first, last: years of its first and last level, `level_first` and `level_last`.
        theirs: its growth a year between them.
        base, ours: year and level of the latest record here.
        year, goal: the level to reach here, and when.
        needed: growth a year that asks for.
        there: level here in `year` at their pace.
        end, whole: last year and level here after as many years as the example took.
    """

    label: Label
    unit: str
    other: Label
    first: int
    last: int
    level_first: float
    level_last: float
    theirs: float
    base: int
    ours: float
    year: int
    goal: float
    needed: float
    there: float
    end: int
    whole: float


@dataclass(frozen=True, slots=True)
class _Example:
    """A place held up as an example: what is stated of it on one indicator."""

    evidence: Evidence
    entity: str
    indicator: str

    @property
    def path(self) -> tuple[Observation, ...]:
        """Its history."""
        return self.evidence.observations(self.entity, self.indicator)

    @property
    def claims(self) -> tuple[str, ...]:
        """Ids of what is stated of it."""
        mine = (self.entity, self.indicator)
        claims = self.evidence.dossier.claims
        return tuple(sorted(one.claim_id for one in claims if (one.entity, one.indicator) == mine))

    @property
    def named(self) -> dict[str, object]:
        """What every sentence on it names."""
        known = self.evidence.dossier.indicators[self.indicator]
        return {"label": known.label, "other": self.evidence.place(self.entity), "unit": known.unit}

    @property
    def scope(self) -> Phrase:
        """A warning that it may count something else."""
        scope = self.evidence.dossier.indicators[self.indicator].scope
        if scope:
            return Phrase("findings.benchmark.scope", self.named | {"scope": scope})
        return Phrase("findings.benchmark.scope_unsaid", self.named)


def benchmark(evidence: Evidence) -> Iterator[Finding]:
    """What would the path of the place held up as an example mean here, and is its number the same thing?"""
    dossier = evidence.dossier
    others = sorted(
        {
            (claim.entity, claim.indicator)
            for claim in dossier.claims
            if claim.role == "benchmark" and claim.entity != dossier.entity
        }
    )
    for entity, name in others:
        example = _Example(evidence, entity, name)
        plan = next(
            (one for one in evidence.plans if one.indicator == name and (one.goals or one.targets)), None
        )
        own = evidence.observations(dossier.entity, name)
        if len(example.path) < 2 or not own or plan is None or plan.base is None:
            yield _without_path(example, own[-1] if own else None)
        else:
            yield _with_path(example, plan.base, _aim(plan))


def _aim(plan: Plan) -> Threshold:
    return plan.goal or plan.targets[-1]


def _without_path(example: _Example, here: Observation | None) -> Finding:
    """Too little to compare a path; two levels of one year are set beside each other all the same."""
    there = example.path[-1] if example.path else None
    values = example.named
    if there is not None and here is not None:
        values |= {
            "theirs": there.level,
            "ours": here.level,
            "year": there.year,
            "times": here.level / there.level,
        }
    same = there is not None and here is not None and there.year == here.year
    key = "one_level" if same else "no_path"
    return Finding(
        check="benchmark",
        entity=example.evidence.dossier.entity,
        indicator=example.indicator,
        verdict="not_assessable",
        message=join(Phrase(f"findings.benchmark.{key}", values), example.scope),
        claims=example.claims,
        grade="D",
    )


def _with_path(example: _Example, base: Observation, aim: Threshold) -> Finding:
    """The growth that is needed here against the growth of the example."""
    indicator = example.evidence.dossier.indicators[example.indicator]
    first, last = example.path[0], example.path[-1]
    years, span = aim.year - base.year, last.year - first.year
    theirs = growth.rate(first.level, last.level, span)
    needed = growth.required_rate(base.level, float(aim.level), years)
    facts = ExampleFacts(
        label=indicator.label,
        unit=indicator.unit,
        other=example.evidence.place(example.entity),
        first=first.year,
        last=last.year,
        level_first=first.level,
        level_last=last.level,
        theirs=theirs,
        base=base.year,
        ours=base.level,
        year=aim.year,
        goal=float(aim.level),
        needed=needed,
        there=growth.compound(base.level, theirs, years),
        end=base.year + span,
        whole=growth.compound(base.level, theirs, span),
    )
    asked, seen = log(1 + needed), log(1 + theirs)
    verdict = "faster" if asked > IN_STEP * seen else "in_step" if asked * IN_STEP >= seen else "slower"
    return Finding(
        check="benchmark",
        entity=example.evidence.dossier.entity,
        indicator=example.indicator,
        verdict=verdict,
        verdicts=(verdict,),
        side={"faster": "above", "slower": "below"}.get(verdict),
        message=join(
            facts.phrase("findings.benchmark.path"),
            facts.phrase(f"findings.benchmark.{verdict}"),
            example.scope,
        ),
        start=first.year,
        end=aim.year,
        claims=tuple(sorted({*example.claims, aim.claim})),
        stated=(needed, needed),
        computed=(theirs, theirs),
        unit="%",
        grade="C" if indicator.scope else "D",
        suggestion=facts.phrase("findings.benchmark.say_scope"),
        facts=facts,
    )
