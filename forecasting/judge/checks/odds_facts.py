"""What findings on odds know: why there are none, or how likely a target or goal is."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from forecasting.judge.checks.finding import Facts, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.judge.checks.evidence import Joint
    from forecasting.models.reference import OddsParts
    from forecasting.words import Phrase

__all__ = ["AskedFacts", "NoOddsFacts", "OddsFacts"]

Answer = TypeVar("Answer", bound="AskedFacts")


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFacts(Facts):
    """What the odds are of.

    Attributes:
        label, unit: of the indicator.
        level, year: to reach, and when.
        what: a target, a goal, a sum or a mean, in words.
        points: how many years of record.
        start: first year of a sum or mean; None for a single year.
        by_rate: asked is growth printed beside a level that asks for something else.
    """

    label: Label
    unit: Label
    level: float
    year: int
    what: Phrase
    points: int
    start: int | None = None
    by_rate: bool = False

    def answered(self, kind: type[Answer], **found: Any) -> Answer:
        """The same question with what was found: facts of a kind that says more."""
        asked = {one.name: getattr(self, one.name) for one in fields(AskedFacts)}
        return kind(**asked, **found)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOddsFacts(AskedFacts):
    """Why no odds are given.

    Attributes:
        why: "no_model", "no_history" or "no_rate".
    """

    why: str


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
