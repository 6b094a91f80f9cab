"""One verdict about to turn, and the row that says by which change it would."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.records import TypedRow
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.judge.assessment import Assessment

__all__ = ["FlipRow", "Move", "Turn"]


@dataclass(frozen=True, slots=True)
class FlipRow(TypedRow):
    """One change that would turn a verdict; columns as `flips` describes them."""

    indicator: str
    label: str
    check: str
    start: int | None
    end: int | None
    verdict: str
    to: str
    moved: str
    claim: str
    printed: float
    needed: float
    unit: str
    change: float
    size: float | None
    smallest: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Move:
    """One number moved.

    Attributes:
        what: "goal", "target", "base", "year" or "claim".
        printed, needed: from where to where.
        claim: id, where it is printed by one.
        unit: of both; None for that of the indicator.
        size: the move as a log ratio; None takes that of a level, and of a year none.
    """

    what: str
    printed: float
    needed: float
    claim: str = ""
    unit: str | None = None
    size: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One verdict about to turn.

    Attributes:
        check: which check gave it.
        start, end: years it speaks of.
        verdict: as assessed.
    """

    result: Assessment
    indicator: str
    check: str
    start: int | None
    end: int | None
    verdict: str

    def row(self, to: str, move: Move, key: str, values: Mapping[str, object]) -> FlipRow:
        """The row of one move; `values` are what its sentence, `key`, needs beside the numbers moved."""
        printed, needed = move.printed, move.needed
        known = self.result.dossier.indicators[self.indicator]
        text = known.unit if move.unit is None else move.unit
        said: dict[str, object] = {
            "label": known.label,
            "unit": text,
            "verdict": Phrase(f"verdicts.{self.verdict}"),
            "to": Phrase(f"verdicts.{to}"),
            "printed": printed,
            "needed": needed,
            "claim": move.claim,
        }
        rate = move.what == "claim" and text == "%"
        share = move.what != "year" and not rate
        change = needed / printed - 1 if share else needed - printed
        if rate:
            change /= 100
        size = abs(math.log(needed / printed)) if move.size is None and share else move.size
        return FlipRow(
            indicator=self.indicator,
            label=known.name(self.result.language),
            check=self.check,
            start=self.start,
            end=self.end,
            verdict=self.verdict,
            to=to,
            moved=move.what,
            claim=move.claim,
            printed=printed,
            needed=needed,
            unit=text if move.what != "year" else "",
            change=change,
            size=size,
            smallest=False,
            sentence=render(Phrase(f"seek.flip.{key}", said | dict(values)), self.result.language),
        )
