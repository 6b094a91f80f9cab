"""What a network draws: the implied range of each year, and the claims as levels and growths among them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.charts import look
from forecasting.charts.statements import statement, years
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.charts.axes import Panel
    from forecasting.charts.grammar import Datum
    from forecasting.judge.assessment.rows import ClaimRow, ImpliedRow

__all__ = ["INKS", "DrawnClaim", "Range", "range_of", "stated_of"]

THICK = 16.0  # pixels across an implied range
LEAST = 5.0  # pixels up, when the range is a hair
INKS = {
    "history": look.RECORD,
    "target": look.TARGET_INK,
    "goal": look.NEEDED_INK,
    "benchmark": look.QUIET,
    "assumption": look.QUIET,
}


def _middle(row: ClaimRow | ImpliedRow) -> float | None:
    """Halfway up a range on a log axis, or its one end; None where it has none that such an axis can show."""
    ends = [end for end in (row.lower, row.upper) if end is not None and end > 0]
    return math.exp(sum(map(math.log, ends)) / len(ends)) if ends else None


@dataclass(frozen=True, slots=True)
class Range:
    """The implied range of a year as drawn: at least `LEAST` pixels high, an open end at the edge of the plot."""

    row: ImpliedRow
    left: float
    right: float
    low: float
    high: float

    @property
    def open(self) -> bool:
        """Whether it has no upper or no lower end."""
        return self.row.lower is None or self.row.upper is None

    def datum(self, language: str) -> Datum:
        """The row of its mark."""
        return {
            "year": self.row.year,
            "left": self.left,
            "right": self.right,
            "low": self.low,
            "high": self.high,
            "lower": self.row.lower,
            "upper": self.row.upper,
            "open": self.open,
            "key": say("charts.implied", language),
        }


def range_of(row: ImpliedRow, panel: Panel) -> Range:
    """The range as the panel has room for it."""
    half = THICK / 2 / panel.width * (panel.x[1] - panel.x[0])
    low = max(row.lower or panel.y[0], panel.y[0])
    high = min(row.upper if row.upper is not None else panel.y[1], panel.y[1])
    if panel.down(low) - panel.down(high) < LEAST:
        centre = (panel.down(low) + panel.down(high)) / 2
        low, high = panel.value(centre + LEAST / 2), panel.value(centre - LEAST / 2)
    return Range(row, row.year - half, row.year + half, low, high)


@dataclass(frozen=True, slots=True)
class DrawnClaim:
    """A claim as drawn: a level at its place, a growth from one level to another.

    Attributes:
        text: the claim in a few words.
        first, last: levels at its ends; the same for a level.
    """

    row: ClaimRow
    text: str
    first: float
    last: float

    @property
    def start(self) -> int:
        """First year."""
        return years(self.row)[0]

    @property
    def end(self) -> int:
        """Last year."""
        return years(self.row)[1]

    @property
    def ink(self) -> str:
        """Its colour, by role."""
        return INKS[self.row.claim.role]

    @property
    def side(self) -> str:
        """Whether a level is stated to both sides, or as a floor or a ceiling, or only one end of it can be drawn."""
        drawn = [end for end in (self.row.lower, self.row.upper) if end is not None and end > 0]
        return "both" if len(drawn) == 2 else "up" if self.row.upper is None else "down"

    def datum(self, language: str) -> Datum:
        """The row of its mark."""
        claim = self.row.claim
        return {
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "role": say(f"charts.role.{claim.role}", language),
            "ink": self.ink,
            "quote": claim.quote,
            "locator": claim.locator,
            "claim": claim.claim_id,
        }


def stated_of(
    found: Iterable[ClaimRow], implied: Iterable[ImpliedRow], unit: str, language: str
) -> tuple[list[DrawnClaim], list[DrawnClaim]]:
    """The levels, and the growths hung between the implied levels of their two years."""
    middles = {row.year: _middle(row) for row in implied}
    levels, growths = [], []
    for row in found:
        start, end = years(row)
        text = statement(row.claim, language, unit)
        if row.set_aside:
            text = say("charts.set_aside", language, text=text)
        if row.claim.kind == "level":
            level = _middle(row)
            if level is not None:
                levels.append(DrawnClaim(row, text, level, level))
        elif row.claim.kind != "share" and start < end:
            first, last = middles.get(start), middles.get(end)
            if first and last:
                growths.append(DrawnClaim(row, text, first, last))
    return levels, growths
