"""Every verdict at a glance: indicators down, checks across, in words and shapes that need no colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import defined, layer, options
from forecasting.judge.checks import CHECKS, GRAVITY
from forecasting.words import render, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.charts.grammar import Chart, Datum, Spec, View
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Finding

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


def _in_order(known: Iterable[str], there: set[str]) -> list[str]:
    """What is there, in the order it is known in, and then by name."""
    first = [name for name in known if name in there]
    return first + sorted(there.difference(first))


def _rank(one: Finding) -> int:
    return RANKS.index(GRAVITY.get(one.verdict, "silent"))


def _cell(label: str, found: list[Finding], language: str) -> Datum:
    """The findings of one indicator and check: the gravest in words, the others counted."""
    # They come most consequential first; among equals of gravity the first stands.
    worst = min(found, key=_rank)
    rank = _rank(worst)
    lines = _wrapped(say(f"verdicts.{worst.verdict}", language), CELL_WIDTH - 34)
    if len(found) > 1:
        lines[-1] += f" +{len(found) - 1}"
    return {
        "indicator": label,
        "check": say(f"findings.checks.{worst.check}.axis", language),
        "gravity": say(f"charts.gravity.{RANKS[rank]}", language),
        "words": "\n".join(lines),
        "lines": len(lines),
        "ink": INKS[rank],
        "message": render(worst.message, language),
    }


def verdicts(result: Assessment) -> Any:
    """The gravest verdict of each indicator and check, with how many more there are.

    Args:
        result: an assessment.

    Returns:
        An Altair chart; the word stands in each cell, a shape repeats how grave it is.
    """
    language = result.language
    found = [one for one in result.found if one.entity == result.dossier.entity]
    if not found:
        return look.nothing(language, say("charts.verdicts", language))
    names = {row.indicator: row.label for row in result.indicator_rows}
    cells: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        cells.setdefault((one.indicator, one.check), []).append(one)
    order = _in_order(names, {indicator for indicator, _ in cells})
    checks = _in_order((one.__name__ for one in CHECKS), {check for _, check in cells})
    data = [
        _cell(names.get(indicator, indicator), cells[indicator, check], language)
        for indicator in order
        for check in checks
        if (indicator, check) in cells
    ]
    tooltip = [
        defined("indicator:N", title=say("charts.tip_indicator", language)),
        defined("message:N", title=say("charts.tip_finding", language)),
    ]
    x = _across([say(f"findings.checks.{check}.axis", language) for check in checks])
    y = _down([names.get(name, name) for name in order])
    base = look.drawing(data).encode(x=x, y=y, tooltip=tooltip)
    fills = base.marked("rect").encode(fill=_by_gravity(FILLS, language))
    shapes = base.marked("point", size=80, strokeWidth=1.6, opacity=1, xOffset=-CELL_WIDTH / 2 + 16).encode(
        shape=_by_gravity(SHAPES, language),
        stroke=defined("ink:N", scale=None),
        fill=defined("ink:N", scale=None),
    )
    return layer(
        fills,
        shapes,
        *(_words(base, lines) for lines in (1, 2)),
        width=CELL_WIDTH * len(checks),
        height=CELL_HEIGHT * len(order),
        title=say("charts.verdicts", language),
    )


def _across(checks: list[str]) -> Spec:
    axis = options(
        orient="top",
        labelAngle=0,
        ticks=False,
        domain=False,
        labelColor=look.INK,
        labelLimit=CELL_WIDTH,
        labelExpr="split(datum.label, '|')",
        labelLineHeight=15,
        labelPadding=22,
    )
    scale = options(paddingInner=0.04, paddingOuter=0)
    return defined("check:N", sort=checks, title=None, axis=axis, scale=scale)


def _down(labels: list[str]) -> Spec:
    axis = options(ticks=False, domain=False, labelColor=look.INK, labelLimit=0)
    scale = options(paddingInner=0.08, paddingOuter=0)
    return defined("indicator:N", sort=labels, title=None, axis=axis, scale=scale)


def _by_gravity(values: Sequence[str], language: str) -> Spec:
    """A channel that tells how grave a finding is."""
    gravities = [say(f"charts.gravity.{rank}", language) for rank in RANKS]
    scale = options(domain=gravities, range=list(values))
    legend = options(
        orient="bottom", symbolOpacity=1, symbolStrokeWidth=1, symbolStrokeColor=look.INK, symbolSize=90
    )
    return defined("gravity:N", title=None, scale=scale, legend=legend)


def _words(base: Chart, lines: int) -> View:
    """The words of those cells that have so many lines."""
    words = base.where(f"datum.lines == {lines}").marked(
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
    return words.encode(text=defined("words:N"), color=defined("ink:N", scale=None))
