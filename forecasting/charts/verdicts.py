"""Every verdict at a glance: indicators down, checks across, in words and shapes that need no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import defined, layer, options
from forecasting.judge.checks import CHECKS, GRAVITY
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment

__all__ = ["RANKS", "verdicts"]

CELL_WIDTH, CELL_HEIGHT = 112, 44
RANKS = ("wrong", "doubtful", "asking", "watch", "fine", "silent")
FILLS = ("#8f1d21", "#e2854f", "#c9d3ee", "#f4d7a6", "#dcebe6", "#f1f3f5")
INKS = ("#ffffff", look.INK, look.INK, look.INK, look.INK, look.QUIET)
WHOLE = ("四舍五入",)  # words no line may break
CROSS = "M-.65,-1L0,-.35L.65,-1L1,-.65L.35,0L1,.65L.65,1L0,.35L-.65,1L-1,.65L-.35,0L-1,-.65Z"
SHAPES = (CROSS, "triangle-up", "diamond", "triangle-right", "circle", "stroke")


def _wrapped(text: str, room: float, size: float = 11.0) -> list[str]:
    """A short text on at most two lines; Chinese breaks anywhere, other scripts at spaces."""
    if look.width_of(text, size) <= room:
        return [text]
    cuts = [place for place, letter in enumerate(text) if letter == " "] or list(range(1, len(text)))
    for word in WHOLE:
        start = text.find(word)
        cuts = [place for place in cuts if start < 0 or not start < place < start + len(word)]
    half = look.width_of(text, size) / 2
    cut = min(cuts, key=lambda place: (abs(look.width_of(text[:place], size) - half), place))
    return [text[:cut].strip(), text[cut:].strip()]


def verdicts(result: Assessment) -> Any:
    """The gravest verdict of each indicator and check, with how many more there are.

    Args:
        result: an assessment.

    Returns:
        An Altair chart; the word stands in each cell, a shape repeats how grave it is.
    """
    language = result.language
    found = look.table_of(result, "findings", entity=result.dossier.entity)
    if not found:
        return look.nothing(language, say("charts.verdicts", language))
    names = {row["indicator"]: row["label"] for row in look.indicator_rows(result)}
    cells: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in found:
        cells.setdefault((row["indicator"], row["check"]), []).append(row)
    order = [name for name in names if any(key[0] == name for key in cells)]
    order += sorted({key[0] for key in cells} - set(order))
    checks = [one.__name__ for one in CHECKS if any(key[1] == one.__name__ for key in cells)]
    checks += sorted({key[1] for key in cells} - set(checks))
    data = []
    for (indicator, check), rows in cells.items():
        # Rows come most consequential first; among equals of gravity the first stands.
        worst = min(rows, key=lambda row: RANKS.index(GRAVITY.get(row["verdict"], "silent")))
        rank = RANKS.index(GRAVITY.get(worst["verdict"], "silent"))
        lines = _wrapped(say(f"verdicts.{worst['verdict']}", language), CELL_WIDTH - 34)
        if len(rows) > 1:
            lines[-1] += f" +{len(rows) - 1}"
        data.append(
            {
                "indicator": names.get(indicator, indicator),
                "check": say(f"findings.checks.{check}.axis", language),
                "gravity": say(f"charts.gravity.{RANKS[rank]}", language),
                "words": "\n".join(lines),
                "lines": len(lines),
                "ink": INKS[rank],
                "message": worst["message"],
                "place": (order.index(indicator), checks.index(check)),
            }
        )
    data.sort(key=lambda row: row.pop("place"))
    gravities = [say(f"charts.gravity.{rank}", language) for rank in RANKS]
    x = defined(
        "check:N",
        sort=[say(f"findings.checks.{check}.axis", language) for check in checks],
        title=None,
        axis=options(
            orient="top",
            labelAngle=0,
            ticks=False,
            domain=False,
            labelColor=look.INK,
            labelLimit=CELL_WIDTH,
            labelExpr="split(datum.label, '|')",
            labelLineHeight=15,
            labelPadding=22,
        ),
        scale=options(paddingInner=0.04, paddingOuter=0),
    )
    y = defined(
        "indicator:N",
        sort=[names.get(name, name) for name in order],
        title=None,
        axis=options(ticks=False, domain=False, labelColor=look.INK, labelLimit=0),
        scale=options(paddingInner=0.08, paddingOuter=0),
    )
    legend = options(
        orient="bottom", symbolOpacity=1, symbolStrokeWidth=1, symbolStrokeColor=look.INK, symbolSize=90
    )
    tooltip = [
        defined("indicator:N", title=say("charts.tip_indicator", language)),
        defined("message:N", title=say("charts.tip_finding", language)),
    ]
    base = look.drawing(data).encode(x=x, y=y, tooltip=tooltip)
    fills = base.marked("rect").encode(
        fill=defined(
            "gravity:N", title=None, scale=options(domain=gravities, range=list(FILLS)), legend=legend
        )
    )
    shapes = base.marked("point", size=80, strokeWidth=1.6, opacity=1, xOffset=-CELL_WIDTH / 2 + 16).encode(
        shape=defined(
            "gravity:N", title=None, scale=options(domain=gravities, range=list(SHAPES)), legend=legend
        ),
        stroke=defined("ink:N", scale=None),
        fill=defined("ink:N", scale=None),
    )
    words = [
        base.where(f"datum.lines == {lines}")
        .marked(
            "text",
            align="left",
            baseline="middle",
            xOffset=-CELL_WIDTH / 2 + 28,
            yOffset=-7 * (lines - 1),
            font=look.FONT,
            fontSize=11,
            lineBreak="\n",
            lineHeight=14,
        )
        .encode(text=defined("words:N"), color=defined("ink:N", scale=None))
        for lines in (1, 2)
    ]
    return layer(
        fills,
        shapes,
        *words,
        width=CELL_WIDTH * len(checks),
        height=CELL_HEIGHT * len(order),
        title=say("charts.verdicts", language),
    )
