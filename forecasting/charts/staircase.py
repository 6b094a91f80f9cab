"""The growth staircase: every stated or implied growth as a bar over its years, a panel for each indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.assessed import indicator_of, own, titled
from forecasting.charts.axes import rate_axis, year_axis, year_ticks
from forecasting.charts.grammar import defined, join, layer, options
from forecasting.charts.steps import BARS, LINES, DrawnSpan, drawing_of
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.charts.grammar import Spec, View
    from forecasting.charts.steps import Drawing
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.spans import SpanRow

__all__ = ["staircase"]

WIDTH = 490.0


def _one(title: str, drawing: Drawing, years: tuple[int, int], tones: Sequence[str], language: str) -> View:
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
    drawing: Drawing, channels: dict[str, Spec], tooltip: list[Spec], language: str
) -> list[View]:
    """The bars, those without an end pale with a firm edge at the other; these come last, so that the legend is full."""
    apart = {"stroke": look.PAPER, "strokeWidth": 1} if drawing.crowded() else {}
    layers: list[View] = []
    for pale in (False, True):
        rows = [bar.datum(language) for bar in drawing.bars if bar.open == pale]
        if rows or not pale:
            bars = look.drawing(rows).marked("rect", clip=True, opacity=0.25 if pale else 1, **apart)
            layers.append(bars.encode(**channels, tooltip=tooltip))
    firm = [{**bar.datum(language), "firm": bar.firm} for bar in drawing.bars if bar.open]
    if firm:
        edge = look.drawing(firm).marked("rule", clip=True, strokeWidth=2)
        along = {name: channels[name] for name in ("x", "x2", "color")}
        layers.append(edge.encode(**along, y=defined("firm:Q"), tooltip=tooltip))
    return layers


def _line_layer(span: DrawnSpan, tooltip: list[Spec]) -> View:
    colour, _, dash = LINES[span.row.kind]
    line = look.drawing([{**span.datum(), "rate": span.row.middle, "colour": colour}])
    rule = line.marked("rule", clip=True, strokeWidth=2, strokeDash=dash, color=colour)
    return rule.encode(x=defined("start:Q"), x2=defined("end:Q"), y=defined("rate:Q"), tooltip=tooltip)


def _conditional(result: Assessment) -> set[str]:
    """The growth claims that hold only over a bridge; of several in one finding none is singled out."""
    growths = {row.claim.claim_id for row in result.claim_rows if "growth" in row.claim.kind}
    named = (growths.intersection(one.claims) for one in result.found if one.verdict == "conditional")
    return {claim for claims in named if len(claims) == 1 for claim in claims}


def _span(row: SpanRow, conditional: set[str], language: str) -> DrawnSpan:
    bridged = not conditional.isdisjoint(row.claims)
    return DrawnSpan(row, say("charts.bridged", language, text=row.label) if bridged else row.label, bridged)


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
        _one(titled(row, language), drawing_of(spans[row.indicator], years, width), years, tones, language)
        for row in chosen
    ]
    if len(panels) == 1:
        return panels[0]
    return join("concat", *panels, columns=2, spacing={"row": 36, "column": 40})
