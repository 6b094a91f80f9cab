"""One verdict about to turn, and the row that says by which change it would."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.records import Row
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.assessment import Assessment

__all__ = ["FlipRow", "Turn"]


@dataclass(frozen=True, slots=True)
class FlipRow(Row):
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

    def row(
        self,
        to: str,
        moved: str,
        numbers: tuple[float, float],
        key: str,
        *,
        claim: str = "",
        unit: str | None = None,
        size: float | None = None,
        values: Mapping[str, object],
    ) -> FlipRow:
        """The row of one change, from and to two numbers; `values` are what its sentence needs beside the numbers moved."""
        printed, needed = numbers
        known = self.result.dossier.indicators[self.indicator]
        text = known.unit if unit is None else unit
        said: dict[str, object] = {
            "label": known.label,
            "unit": text,
            "verdict": Phrase(f"verdicts.{self.verdict}"),
            "to": Phrase(f"verdicts.{to}"),
            "printed": printed,
            "needed": needed,
            "claim": claim,
        }
        share = moved in ("goal", "target", "base") or (moved == "claim" and text != "%")
        change = needed / printed - 1 if share else needed - printed
        if moved == "claim" and text == "%":
            change /= 100
        if size is None and share:
            size = abs(math.log(needed / printed))
        return FlipRow(
            indicator=self.indicator,
            label=known.name(self.result.language),
            check=self.check,
            start=self.start,
            end=self.end,
            verdict=self.verdict,
            to=to,
            moved=moved,
            claim=claim,
            printed=printed,
            needed=needed,
            unit=text if moved != "year" else "",
            change=change,
            size=size,
            smallest=False,
            sentence=render(Phrase(f"seek.flip.{key}", said | dict(values)), self.result.language),
        )
