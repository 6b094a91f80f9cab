"""The growth staircase: every stated or implied growth as a bar over its years, a panel for each indicator."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.assessed import indicator_of, own, titled
from forecasting.charts.axes import Panel, rate_axis, span_of, year_axis, year_ticks
from forecasting.charts.grammar import defined, join, layer, options
from forecasting.charts.labels import Box, Label
from forecasting.charts.lettering import Lettering
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.charts.grammar import Datum, Spec, View
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.tables import SpanRow

__all__ = ["staircase"]

WIDTH, HEIGHT = 490.0, 300.0
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
    "kept": (look.TARGET, look.TARGET_INK, [3, 2]),
    "slogan": (look.SLOGAN, look.SLOGAN, [8, 4]),
}
PREFERS_BELOW = {"class", "needed_after", "needed_before", "kept"}


# ---- what is drawn


@dataclass(frozen=True, slots=True)
class _Span:
    """A span of growth with its words; `bridged` where it holds only on a condition, which the words then say."""

    row: SpanRow
    text: str
    bridged: bool

    def datum(self) -> Datum:
        return {
            "start": self.row.start,
            "end": self.row.end,
            "text": self.text,
            "kind": self.row.kind,
            "claims": ", ".join(self.row.claims),
        }


@dataclass(frozen=True, slots=True)
class _Bar:
    """A span as a bar, from bottom to top as drawn."""

    span: _Span
    low: float
    high: float

    @property
    def open(self) -> bool:
        return self.span.row.lower is None or self.span.row.upper is None

    def upon(self, other: _Bar) -> bool:
        """Whether the two cover a common part of the plot."""
        mine, theirs = self.span.row, other.span.row
        across = mine.start < theirs.end and theirs.start < mine.end
        return across and self.low < other.high and other.low < self.high

    def datum(self, language: str) -> Datum:
        tone = BARS[self.span.row.kind][0]
        return {
            **self.span.datum(),
            "low": self.low,
            "high": self.high,
            "tone": say(f"charts.tone.{tone}", language),
            "open": self.open,
        }


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One panel: its bars, outlines and lines, and what is written on it."""

    panel: Panel
    lettering: Lettering
    bars: list[_Bar] = field(default_factory=list)
    edges: list[_Bar] = field(default_factory=list)
    lines: list[_Span] = field(default_factory=list)

    def bar(self, span: _Span) -> None:
        """A span as a bar; one that is tall or bridged as an outline, so that it hides no other."""
        row, panel = span.row, self.panel
        _, _, ink, thin = BARS[row.kind]
        bar = _Bar(span, *_ends(row, panel, BRIDGED if span.bridged else thin))
        wide = row.kind != "class" and panel.down(bar.low) - panel.down(bar.high) > WALL
        if span.bridged:
            self.edges.append(bar)
        elif wide and not bar.open:
            self.edges.append(bar)
            self.lettering.obstacles += _frame(bar, panel)
            half = MIDDLE / 2 / panel.height * (panel.y[1] - panel.y[0])
            bar = _Bar(span, row.middle - half, row.middle + half)
            self.bars.append(bar)
        else:
            self.bars.append(bar)
        mark = Box(panel.across(row.start), panel.down(bar.high), panel.across(row.end), panel.down(bar.low))
        pale = row.kind == "class" or (bar.open and not span.bridged)
        if not pale:
            self.lettering.obstacles.append(mark)
        self._write(span, mark, ink, inside=pale)

    def line(self, span: _Span) -> None:
        """A span as a line along its middle."""
        row, panel = span.row, self.panel
        self.lines.append(span)
        height = panel.down(row.middle)
        mark = Box(panel.across(row.start), height - 1, panel.across(row.end), height + 1)
        self.lettering.obstacles.append(mark)
        self._write(span, mark, LINES[row.kind][1], inside=False)

    def _write(self, span: _Span, mark: Box, ink: str, *, inside: bool) -> None:
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


def _frame(bar: _Bar, panel: Panel) -> list[Box]:
    """The four lines of an outline, to be kept clear of words."""
    left, right = panel.across(bar.span.row.start), panel.across(bar.span.row.end)
    top, foot = panel.down(bar.high), panel.down(bar.low)
    flat = [Box(left, down - 1, right, down + 1) for down in (top, foot)]
    return flat + [Box(across - 1, top, across + 1, foot) for across in (left, right)]


def _drawing(spans: Sequence[_Span], years: tuple[int, int], width: float) -> _Drawing:
    """The spans of one indicator, those of one kind after those of another."""
    panel = _panel([span.row for span in spans], years, width)
    drawing = _Drawing(panel, Lettering(panel))
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


# ---- the chart


def _one(title: str, drawing: _Drawing, years: tuple[int, int], tones: Sequence[str], language: str) -> View:
    """The panel of one indicator; `tones` are those of all panels, so that they share a legend."""
    panel = drawing.panel
    names = {tone: say(f"charts.tone.{tone}", language) for tone in tones}
    fills = {tone: fill for tone, fill, _, _ in BARS.values()}
    scale = options(domain=list(names.values()), range=[fills[tone] for tone in tones])
    legend = options(orient="top", direction="horizontal", symbolType="square", symbolOpacity=1)
    tooltip = [
        defined("text:N", title=say("charts.tip_growth", language)),
        defined("start:Q", title=say("charts.tip_from", language), format="d"),
        defined("end:Q", title=say("charts.tip_to", language), format="d"),
        defined("claims:N", title=say("charts.tip_claims", language)),
    ]
    channels = {
        "x": defined("start:Q", **year_axis(panel, language, year_ticks(*years, panel.width))),
        "x2": defined("end:Q"),
        "y": defined("low:Q", **rate_axis(panel, language)),
        "y2": defined("high:Q"),
        "color": defined("tone:N", title=None, scale=scale, legend=legend),
    }
    layers = _bar_layers(drawing, channels, tooltip, language)
    if drawing.edges:
        edges = look.drawing([bar.datum(language) for bar in drawing.edges])
        outlines = edges.marked("rect", clip=True, fillOpacity=0.06, strokeWidth=1, strokeOpacity=0.55)
        edge = defined("tone:N", title=None, scale=scale, legend=None)
        layers.append(outlines.encode(**channels, stroke=edge, tooltip=tooltip))
    if panel.y[0] < 0:
        zero = look.drawing([{"zero": 0}]).marked("rule", color=look.QUIET, strokeWidth=1)
        layers.append(zero.encode(y=defined("zero:Q", scale=options(domain=list(panel.y)))))
    layers += [_line_layer(span, tooltip) for span in drawing.lines]
    layers += drawing.lettering.layers(grounds=True)
    return layer(*layers, width=panel.width, height=panel.height, title=title)


def _bar_layers(
    drawing: _Drawing, channels: dict[str, Spec], tooltip: list[Spec], language: str
) -> list[View]:
    """The bars, those without an end pale; the others come first, so that the legend shows their full tones."""
    apart = {"stroke": look.PAPER, "strokeWidth": 1} if drawing.crowded() else {}
    layers: list[View] = []
    for pale in (False, True):
        rows = [bar.datum(language) for bar in drawing.bars if bar.open == pale]
        if rows or not pale:
            bars = look.drawing(rows).marked("rect", clip=True, opacity=0.25 if pale else 1, **apart)
            layers.append(bars.encode(**channels, tooltip=tooltip))
    return layers


def _line_layer(span: _Span, tooltip: list[Spec]) -> View:
    colour, _, dash = LINES[span.row.kind]
    line = look.drawing([{**span.datum(), "rate": span.row.middle, "colour": colour}])
    rule = line.marked("rule", clip=True, strokeWidth=2, strokeDash=dash, color=colour)
    return rule.encode(x=defined("start:Q"), x2=defined("end:Q"), y=defined("rate:Q"), tooltip=tooltip)


def _conditional(result: Assessment) -> set[str]:
    """The growth claims that hold only over a bridge; of several in one finding none is singled out."""
    growths = {row.claim.claim_id for row in result.claim_rows if "growth" in row.claim.kind}
    named = (growths.intersection(one.claims) for one in result.found if one.verdict == "conditional")
    return {claim for claims in named if len(claims) == 1 for claim in claims}


def _span(row: SpanRow, conditional: set[str], language: str) -> _Span:
    bridged = not conditional.isdisjoint(row.claims)
    return _Span(row, say("charts.bridged", language, text=row.label) if bridged else row.label, bridged)


def staircase(result: Assessment, indicators: Sequence[str] | None = None, *, width: float = WIDTH) -> Any:
    """Growth a year over the years: record, annual target and what is needed to the goal, side by side.

    Args:
        result: an assessment.
        indicators: ids, in the order wanted; None takes the main indicators (history and a plan).
        width: of a panel, pixels.

    Returns:
        An Altair chart, a panel for each indicator; bars are as tall as what the printed digits leave open. A growth
        that holds only on a condition is an outline, and says so.

    Raises:
        ForecastingError: an indicator the assessment does not have.
    """
    language = result.language
    if indicators is None:
        chosen = [row for row in result.indicator_rows if row.main]
    else:
        chosen = [indicator_of(result, name) for name in indicators]
    conditional = _conditional(result)
    spans = {
        row.indicator: [
            _span(one, conditional, language) for one in own(result.span_rows, result, row.indicator)
        ]
        for row in chosen
    }
    chosen = [row for row in chosen if spans[row.indicator]]
    if not chosen:
        return look.nothing(language, reason=say("charts.nothing_staircase", language))
    every = [span.row for row in chosen for span in spans[row.indicator]]
    years = (min(row.start for row in every), max(row.end for row in every))
    there = {BARS[row.kind][0] for row in every if row.kind in BARS}
    tones = [tone for tone in ("record", "target", "needed", "class") if tone in there]
    panels = [
        _one(titled(row, language), _drawing(spans[row.indicator], years, width), years, tones, language)
        for row in chosen
    ]
    if len(panels) == 1:
        return panels[0]
    return join("concat", *panels, columns=2, spacing={"row": 36, "column": 40})
