"""The growth staircase: every stated or implied growth as a bar over its years, a panel for each indicator."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import defined, join, layer, options
from forecasting.charts.labels import Box, Label, place
from forecasting.charts.look import Panel
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.judge.assessment import Assessment

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


def _ends(row: dict[str, Any], panel: Panel, thin: float) -> tuple[float, float]:
    """Bottom and top of a bar as drawn: at least `thin` pixels, never beyond the plot."""
    low = panel.y[0] if row["lower"] is None else row["lower"]
    high = panel.y[1] if row["upper"] is None else row["upper"]
    least = thin / panel.height * (panel.y[1] - panel.y[0])
    if high - low < least:
        middle = (low + high) / 2
        low, high = middle - least / 2, middle + least / 2
    return max(low, panel.y[0]), min(high, panel.y[1])


def _panel(spans: list[dict[str, Any]], years: tuple[int, int], width: float) -> Panel:
    rates = look.span_of(
        [row[end] for row in spans for end in ("lower", "upper", "middle") if row["kind"] != "class"]
        + [row["middle"] for row in spans if row["kind"] == "class"]
    ) or (0.0, 0.1)
    low, high = min(0.0, rates[0]), max(0.05, rates[1])
    room = high - low
    return Panel(
        width,
        HEIGHT,
        (years[0] - 0.25, years[1] + 0.25),
        (low - (0.08 * room if low < 0 else 0), high + 0.24 * room),
    )


def _drawn(spans: list[dict[str, Any]], panel: Panel, language: str) -> tuple[list[dict[str, Any]], ...]:
    bars, edges, lines, labels, inks, obstacles = [], [], [], [], [], []
    for kind in (*BARS, *LINES):
        for row in spans:
            if row["kind"] != kind:
                continue
            text = str(row["label"])
            shown = {
                "start": row["start"],
                "end": row["end"],
                "text": text,
                "kind": kind,
                "claims": ", ".join(row.get("claims") or ()),
            }
            if kind in BARS:
                tone, _, ink, thin = BARS[kind]
                low, high = _ends(row, panel, BRIDGED if row["bridged"] else thin)
                wide = kind != "class" and panel.down(low) - panel.down(high) > WALL
                bars.append(
                    {
                        **shown,
                        "low": low,
                        "high": high,
                        "tone": say(f"charts.tone.{tone}", language),
                        "open": row["lower"] is None or row["upper"] is None,
                    }
                )
                if row["bridged"]:
                    edges.append(bars.pop())
                elif wide and not bars[-1]["open"]:
                    edges.append(bars.pop())
                    obstacles += _frame(row, low, high, panel)
                    half = MIDDLE / 2 / panel.height * (panel.y[1] - panel.y[0])
                    low, high = row["middle"] - half, row["middle"] + half
                    bars.append({**edges[-1], "low": low, "high": high})
                mark = Box(
                    panel.across(row["start"]), panel.down(high), panel.across(row["end"]), panel.down(low)
                )
                pale = kind == "class" or (not row["bridged"] and bars[-1]["open"])
                if not pale:
                    obstacles.append(mark)
            else:
                colour, ink, dash = LINES[kind]
                middle = row["middle"]
                if middle is None:
                    ends = [end for end in (row["lower"], row["upper"]) if end is not None]
                    if not ends:
                        continue
                    middle = sum(ends) / len(ends)
                lines.append({**shown, "rate": middle, "colour": colour, "dash": dash})
                height = panel.down(middle)
                mark = Box(panel.across(row["start"]), height - 1, panel.across(row["end"]), height + 1)
                pale = False
                obstacles.append(mark)
            side = "below" if kind in PREFERS_BELOW else "above"
            labels.append(Label(text, mark, prefer=side, inside=pale))
            inks.append(ink)
    order = sorted(range(len(labels)), key=lambda place: (labels[place].mark.top, labels[place].mark.left))
    placed = place([labels[number] for number in order], obstacles, panel.width, panel.height)
    texts, leaders = look.label_rows(placed, [inks[number] for number in order], panel)
    return bars, edges, lines, texts, leaders


def _frame(row: dict[str, Any], low: float, high: float, panel: Panel) -> list[Box]:
    """The four lines of an outline, to be kept clear of words."""
    left, right = panel.across(row["start"]), panel.across(row["end"])
    top, foot = panel.down(high), panel.down(low)
    flat = [Box(left, down - 1, right, down + 1) for down in (top, foot)]
    return flat + [Box(across - 1, top, across + 1, foot) for across in (left, right)]


def _crowded(bars: list[dict[str, Any]]) -> bool:
    """Whether bars of the record lie upon one another, and need an edge to be told apart."""
    own = [row for row in bars if row["kind"] in {"record", "year"} and not row["open"]]
    return any(
        one["start"] < other["end"]
        and other["start"] < one["end"]
        and one["low"] < other["high"]
        and other["low"] < one["high"]
        for one, other in combinations(own, 2)
    )


def _one(
    title: str,
    spans: list[dict[str, Any]],
    years: tuple[int, int],
    tones: list[str],
    width: float,
    language: str,
) -> Any:
    panel = _panel(spans, years, width)
    bars, edges, lines, texts, leaders = _drawn(spans, panel, language)
    x = defined("start:Q", **look.year_axis(panel, language, look.year_ticks(*years, panel.width)))
    y = defined("low:Q", **look.rate_axis(panel, language))
    fills = {say(f"charts.tone.{tone}", language): fill for tone, fill, _, _ in BARS.values()}
    colour = defined(
        "tone:N",
        title=None,
        scale=options(domain=tones, range=[fills[tone] for tone in tones]),
        legend=options(orient="top", direction="horizontal", symbolType="square", symbolOpacity=1),
    )
    tooltip = [
        defined("text:N", title=say("charts.tip_growth", language)),
        defined("start:Q", title=say("charts.tip_from", language), format="d"),
        defined("end:Q", title=say("charts.tip_to", language), format="d"),
        defined("claims:N", title=say("charts.tip_claims", language)),
    ]
    apart = {"stroke": look.PAPER, "strokeWidth": 1} if _crowded(bars) else {}
    # Bars without an end are pale; the others come first, so that the legend shows their full tones.
    layers: list[Any] = [
        look.drawing([row for row in bars if row["open"] == pale])
        .marked("rect", clip=True, opacity=0.25 if pale else 1, **apart)
        .encode(x=x, x2=defined("end:Q"), y=y, y2=defined("high:Q"), color=colour, tooltip=tooltip)
        for pale in (False, True)
        if not pale or any(row["open"] for row in bars)
    ]
    if edges:
        edge = {key: one for key, one in colour.items() if key != "legend"} | {"legend": None}
        layers.append(
            look.drawing(edges)
            .marked("rect", clip=True, fillOpacity=0.06, strokeWidth=1, strokeOpacity=0.55)
            .encode(
                x=x,
                x2=defined("end:Q"),
                y=y,
                y2=defined("high:Q"),
                color=colour,
                stroke=edge,
                tooltip=tooltip,
            )
        )
    if panel.y[0] < 0:
        layers.append(
            look.drawing([{"zero": 0}])
            .marked("rule", color=look.QUIET, strokeWidth=1)
            .encode(y=defined("zero:Q", scale=options(domain=list(panel.y))))
        )
    layers += [
        look.drawing([{key: value for key, value in row.items() if key != "dash"}])
        .marked("rule", clip=True, strokeWidth=2, strokeDash=row["dash"], color=row["colour"])
        .encode(x=defined("start:Q"), x2=defined("end:Q"), y=defined("rate:Q"), tooltip=tooltip)
        for row in lines
    ]
    layers += look.label_layers(texts, leaders)
    return layer(*layers, width=panel.width, height=panel.height, title=title)


def _conditional(result: Assessment) -> set[str]:
    """The growth claims that hold only over a bridge; of several in one finding none is singled out."""
    growths = {row["claim_id"] for row in look.table_of(result, "claims") if "growth" in str(row["kind"])}
    found = look.table_of(result, "findings", verdict="conditional")
    named = (growths.intersection(row["claims"] or ()) for row in found)
    return {claim for claims in named if len(claims) == 1 for claim in claims}


def _marked(span: dict[str, Any], conditional: set[str], language: str) -> dict[str, Any]:
    """A span with whether its growth holds only on a condition, which its words then say."""
    bridged = bool(conditional & {*(span.get("claims") or ())})
    label = say("charts.bridged", language, text=span["label"]) if bridged else span["label"]
    return {**span, "bridged": bridged, "label": label}


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
        chosen = [row for row in look.indicator_rows(result) if row.get("main")]
    else:
        chosen = [look.indicator_row(result, name) for name in indicators]
    conditional = _conditional(result)
    spans = {
        row["indicator"]: [
            _marked(span, conditional, language)
            for span in look.table_of(
                result, "spans", entity=result.dossier.entity, indicator=row["indicator"]
            )
        ]
        for row in chosen
    }
    chosen = [row for row in chosen if spans[row["indicator"]]]
    if not chosen:
        return look.nothing(language, reason=say("charts.nothing_staircase", language))
    every = [span for row in chosen for span in spans[row["indicator"]]]
    years = (min(span["start"] for span in every), max(span["end"] for span in every))
    there = {BARS[span["kind"]][0] for span in every if span["kind"] in BARS}
    tones = [
        say(f"charts.tone.{tone}", language)
        for tone in ("record", "target", "needed", "class")
        if tone in there
    ]
    panels = [
        _one(look.titled(row, language), spans[row["indicator"]], years, tones, width, language)
        for row in chosen
    ]
    if len(panels) == 1:
        return panels[0]
    return join("concat", *panels, columns=2, spacing={"row": 36, "column": 40})
