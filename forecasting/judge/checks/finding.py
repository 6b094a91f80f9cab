"""The outcome of one check."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeAlias

from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.judge.checks.conditions import Condition

__all__ = ["GRAVITY", "NO_FACTS", "VERDICTS", "Facts", "Finding", "Label"]

#: What a thing is called, by language; or a text that is the same in all.
Label: TypeAlias = "Mapping[str, str] | Phrase | str"

GRAVITY: dict[str, str] = {
    "inconsistent": "wrong",
    "implausible": "doubtful",
    "short": "doubtful",
    "conditional": "asking",
    "back_loaded": "watch",
    "stretch": "watch",
    "within_rounding": "fine",
    "faster": "watch",
    "front_loaded": "watch",
    "unambitious": "watch",
    "open": "fine",
    "slower": "fine",
    "in_step": "fine",
    "likely": "fine",
    "consistent": "fine",
    "uninformative": "silent",
    "not_assessable": "silent",
}
"""Every verdict, most consequential first, with how grave it is for the reader of a plan: its shape, mark and tone."""

VERDICTS = tuple(GRAVITY)
"""Every verdict, most consequential first."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The numbers and labels behind a sentence, in no language; each check declares its own, a field a fact.

    Documents compute with facts and sentences are made of them; nothing reads a number out of a sentence.
    """

    def words(self) -> dict[str, object]:
        """The fields by name, as a template names them: the one place where facts become a mapping."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: list(value) if isinstance(value, tuple) else value for name, value in values}

    def phrase(self, key: str, /, **more: object) -> Phrase:
        """The sentence `key` with these facts, and more values that only the sentence needs."""
        return Phrase(key, self.words() | more)


#: Of a finding that knows nothing beyond its sentence.
NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found about one thing.

    Attributes:
        check: name of the check.
        kind: "provable" by arithmetic, or "judgement" by a stated yardstick.
        start, end: years it speaks of, None where it speaks of none.
        claims: ids it rests on, sorted.
        readings: (claim id, reading) pairs under which it holds.
        verdict: one word of `VERDICTS`; `verdicts` lists all that rounding allows.
        side: "above" or "below": the stated against the computed; None when neither.
        stated, computed: intervals as (lower, upper), None at an unbounded end.
        unit: of both intervals: "%" means fractions, "fold" ratios, else a printed unit.
        probability, probability_range: of the default model, and over all models.
        grade: strength of the evidence, "A" (strong) to "D" (thin).
        material: putting the computed number for the printed one would change another verdict.
        message, suggestion: the sentence, and what to write or look up instead.
        conditions: what would have to be so where it holds only over a bridge.
        facts: the numbers and labels behind the message, of the type that its check declares; what readers of a finding
            compute with.
        telling: it says something new though nothing is wrong.
        rank: order among findings with the same verdict, lower first.
    """

    check: str
    entity: str
    indicator: str
    verdict: str
    message: Phrase
    kind: str = "judgement"
    start: int | None = None
    end: int | None = None
    claims: tuple[str, ...] = ()
    readings: tuple[tuple[str, str], ...] = ()
    verdicts: tuple[str, ...] = ()
    side: str | None = None
    stated: tuple[float | None, float | None] | None = None
    computed: tuple[float | None, float | None] | None = None
    unit: str = ""
    probability: float | None = None
    probability_range: tuple[float, float] | None = None
    grade: str = "A"
    material: bool = False
    suggestion: Phrase | None = None
    conditions: tuple[Condition, ...] = ()
    facts: Facts = NO_FACTS
    telling: bool = False
    rank: float = 0.0
