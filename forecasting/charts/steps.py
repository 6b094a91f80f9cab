"""What a staircase draws: each span of growth as a bar over its years, an outline or a line, with its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from forecasting.charts import look
from forecasting.charts.axes import Panel, span_of
from forecasting.charts.labels import Box, Label
from forecasting.charts.lettering import Lettering
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.charts.grammar import Datum
    from forecasting.judge.spans import SpanRow

__all__ = ["BARS", "LINES", "Drawing", "DrawnSpan", "drawing_of"]

HEIGHT = 300.0
THIN = 5.0
BRIDGED = 8.0  # pixels at least of an outline without a middle
WALL = 14.0  # pixels; a bar that is taller is drawn by its edge and its middle, so that it hides no other
MIDDLE = 3.0  # pixels up and down of that middle, together

# kind: tone (legend key), fill, ink of its label, least thickness in pixels; drawn in this order
BARS = {
    "class": ("class", look.CLASS, look.CLASS_INK, 0.0),
    "needed_before": ("needed", look.NEEDED, look.NEEDED_INK, 3.0),
    "needed_after": ("needed", look.NEEDED, look.NEEDED_INK, 8.0),
    "record": ("record", look.RECORD, look.RECORD, THIN),
    "year": ("record", look.RECORD, look.RECORD, THIN),
    "target": ("target", look.TARGET, look.TARGET_INK, 8.0),
}
LINES = {
    "benchmark": (look.BENCHMARK, look.QUIET, [2, 3]),
    "slogan": (look.SLOGAN, look.SLOGAN, [8, 4]),
}
PREFERS_BELOW = {"class", "needed_after", "needed_before"}


@dataclass(frozen=True, slots=True)
class DrawnSpan:
    """A span of growth with its words; `bridged` where it holds only on a condition, which the words then say."""

    row: SpanRow
    text: str
    bridged: bool

    def datum(self) -> Datum:
        """What the rows of all its marks say."""
        return {
            "start": self.row.start,
            "end": self.row.end,
            "text": self.text,
            "kind": self.row.kind,
            "claims": ", ".join(self.row.claims),
        }


@dataclass(frozen=True, slots=True)
class Bar:
    """A span as a bar, from bottom to top as drawn."""

    span: DrawnSpan
    low: float
    high: float

    @property
    def open(self) -> bool:
        """Whether it has no upper or no lower end."""
        return self.span.row.lower is None or self.span.row.upper is None

    @property
    def firm(self) -> float:
        """The end that an open bar does have."""
        return self.high if self.span.row.lower is None else self.low

    def upon(self, other: Bar) -> bool:
        """Whether the two cover a common part of the plot."""
        mine, theirs = self.span.row, other.span.row
        across = mine.start < theirs.end and theirs.start < mine.end
        return across and self.low < other.high and other.low < self.high

    def datum(self, language: str) -> Datum:
        """The row of its mark."""
        tone = BARS[self.span.row.kind][0]
        return {
            **self.span.datum(),
            "low": self.low,
            "high": self.high,
            "tone": say(f"charts.tone.{tone}", language),
            "open": self.open,
        }


@dataclass(frozen=True, slots=True)
class Drawing:
    """One panel: its bars, outlines and lines, and what is written on it."""

    panel: Panel
    lettering: Lettering
    bars: list[Bar] = field(default_factory=list)
    edges: list[Bar] = field(default_factory=list)
    lines: list[DrawnSpan] = field(default_factory=list)

    def bar(self, span: DrawnSpan) -> None:
        """A span as a bar; one that is tall or bridged as an outline, so that it hides no other."""
        row, panel = span.row, self.panel
        _, _, ink, thin = BARS[row.kind]
        bar = Bar(span, *_ends(row, panel, BRIDGED if span.bridged else thin))
        wide = row.kind != "class" and panel.down(bar.low) - panel.down(bar.high) > WALL
        if span.bridged:
            self.edges.append(bar)
        elif wide and not bar.open:
            self.edges.append(bar)
            self.lettering.obstacles += _frame(bar, panel)
            half = MIDDLE / 2 / panel.height * (panel.y[1] - panel.y[0])
            bar = Bar(span, row.middle - half, row.middle + half)
            self.bars.append(bar)
        else:
            self.bars.append(bar)
        mark = Box(panel.across(row.start), panel.down(bar.high), panel.across(row.end), panel.down(bar.low))
        band = row.kind == "class"
        if not band:
            self.lettering.obstacles.append(mark)
        self._write(span, mark, ink, inside=band)

    def line(self, span: DrawnSpan) -> None:
        """A span as a line along its middle."""
        row, panel = span.row, self.panel
        self.lines.append(span)
        height = panel.down(row.middle)
        mark = Box(panel.across(row.start), height - 1, panel.across(row.end), height + 1)
        self.lettering.obstacles.append(mark)
        self._write(span, mark, LINES[row.kind][1], inside=False)

    def _write(self, span: DrawnSpan, mark: Box, ink: str, *, inside: bool) -> None:
        side = "below" if span.row.kind in PREFERS_BELOW else "above"
        self.lettering.write(Label(span.text, mark, prefer=side, inside=inside), ink)

    def crowded(self) -> bool:
        """Whether bars of the record lie upon one another, and need an edge to be told apart."""
        record = [bar for bar in self.bars if bar.span.row.kind in {"record", "year"} and not bar.open]
        return any(one.upon(other) for one, other in combinations(record, 2))


def _ends(row: SpanRow, panel: Panel, thin: float) -> tuple[float, float]:
    """Bottom and top of a bar as drawn: at least `thin` pixels, never beyond the plot."""
    low = panel.y[0] if row.lower is None else row.lower
    high = panel.y[1] if row.upper is None else row.upper
    least = thin / panel.height * (panel.y[1] - panel.y[0])
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    return max(low, panel.y[0]), min(high, panel.y[1])


def _frame(bar: Bar, panel: Panel) -> list[Box]:
    """The four lines of an outline, to be kept clear of words."""
    left, right = panel.across(bar.span.row.start), panel.across(bar.span.row.end)
    top, foot = panel.down(bar.high), panel.down(bar.low)
    flat = [Box(left, down - 1, right, down + 1) for down in (top, foot)]
    return flat + [Box(across - 1, top, across + 1, foot) for across in (left, right)]


def drawing_of(spans: Sequence[DrawnSpan], years: tuple[int, int], width: float) -> Drawing:
    """The spans of one indicator, those of one kind after those of another."""
    panel = _panel([span.row for span in spans], years, width)
    drawing = Drawing(panel, Lettering(panel))
    for kind in BARS:
        for span in (span for span in spans if span.row.kind == kind):
            drawing.bar(span)
    for kind in LINES:
        for span in (span for span in spans if span.row.kind == kind):
            drawing.line(span)
    drawing.lettering.sort(lambda mark: (mark.top, mark.left))
    return drawing


def _panel(rows: Sequence[SpanRow], years: tuple[int, int], width: float) -> Panel:
    # How far a class reaches does not stretch the plot; its middle does.
    ends = [
        end
        for row in rows
        for end in ((row.middle,) if row.kind == "class" else (row.lower, row.upper, row.middle))
    ]
    rates = span_of(ends) or (0.0, 0.1)
    low, high = min(0.0, rates[0]), max(0.05, rates[1])
    room = high - low
    return Panel(
        width,
        HEIGHT,
        (years[0] - 0.25, years[1] + 0.25),
        (low - (0.08 * room if low < 0 else 0), high + 0.24 * room),
    )
