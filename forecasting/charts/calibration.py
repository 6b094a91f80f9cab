"""How far odds and ranges can be believed: what was said beside what happened. Frames in, charts out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.given import read
from forecasting.charts.grammar import defined, layer, options
from forecasting.records import TypedRow
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Datum, Spec, View

__all__ = ["coverage", "reliability"]

GREYS = (look.RECORD, look.TARGET, look.NEEDED_INK, look.SLOGAN, look.BENCHMARK)


@dataclass(frozen=True, slots=True)
class ReliabilityRow(TypedRow):
    """What happened when a model said so much; shares, and how often it did."""

    model: str
    said: float
    happened: float
    statements: int


@dataclass(frozen=True, slots=True)
class CoverageRow(TypedRow):
    """Share of outcomes inside the ranges of a model, so many years ahead."""

    model: str
    ahead: int
    coverage80: float
    coverage95: float


def reliability(table: Any, *, language: str = "en") -> Any:
    """What happened when a model said p; on the diagonal the odds can be believed.

    Args:
        table: `Backtest.reliability()`: model, said, happened, statements.
        language: "en" or "zh".
    """
    rows = read(table, ReliabilityRow, "reliability")
    if not rows:
        return look.nothing(language, say("charts.odds.reliability", language))
    scale = options(domain=[0, 1], nice=False)
    axis = options(format="%", tickCount=6)
    x = defined("said:Q", title=say("charts.odds.said", language), scale=scale, axis=axis)
    y = defined("happened:Q", title=say("charts.odds.happened", language), scale=scale, axis=axis)
    diagonal = look.drawing([{"said": 0, "happened": 0}, {"said": 1, "happened": 1}])
    line = diagonal.marked("line", color=look.BENCHMARK, strokeDash=[4, 4]).encode(x=x, y=y)
    return layer(line, _dots(rows, x, y, language)).properties(
        title=say("charts.odds.reliability", language), width=look.SIDE, height=look.SIDE
    )


def _dots(rows: list[ReliabilityRow], x: Spec, y: Spec, language: str) -> View:
    dots = look.drawing(_named(rows, language)).marked("point", filled=True, opacity=1)
    often = say("charts.odds.statements", language)
    return dots.encode(
        x=x,
        y=y,
        size=defined("statements:Q", title=often, scale=options(range=[30, 260]), legend=None),
        **_by_model(rows, language),
        tooltip=[
            defined("said:Q", title=say("charts.odds.said", language), format=".1%"),
            defined("happened:Q", title=say("charts.odds.happened", language), format=".1%"),
            defined("statements:Q", title=often),
        ],
    )


def coverage(table: Any, *, language: str = "en") -> Any:
    """Share of outcomes inside the 80 and 95 % ranges by years ahead, beside what was promised.

    Args:
        table: `Backtest.by_horizon()`: model, ahead, coverage80, coverage95.
        language: "en" or "zh".
    """
    rows = read(table, CoverageRow, "coverage")
    if not rows:
        return look.nothing(language, say("charts.odds.coverage", language))
    # The least step between ticks is not kept on short axes, which would then say 1, 2, 2.
    axis = options(format="d", values=sorted({row.ahead for row in rows}))
    x = defined("ahead:Q", title=say("charts.odds.ahead", language), axis=axis)
    lowest = min(0.5, *(share for row in rows for share in (row.coverage80, row.coverage95)))
    layers = []
    for name, promised in (("coverage80", 0.8), ("coverage95", 0.95)):
        y = defined(
            f"{name}:Q",
            title=say("charts.odds.inside", language),
            scale=options(domain=[lowest, 1], nice=False),
            axis=options(format="%"),
        )
        rule = look.drawing([{name: promised}]).marked("rule", color=look.BENCHMARK, strokeDash=[4, 4])
        lines = look.drawing(_named(rows, language)).marked("line", point=options(size=50), strokeWidth=2)
        layers += [rule.encode(y=y), lines.encode(x=x, y=y, **_by_model(rows, language))]
    return layer(*layers).properties(
        title=say("charts.odds.coverage", language), width=1.4 * look.SIDE, height=0.8 * look.SIDE
    )


def _named(rows: list[ReliabilityRow] | list[CoverageRow], language: str) -> list[Datum]:
    """Rows whose model is said in words."""
    return [row.plain() | {"model": say(f"models.{row.model}", language)} for row in rows]


def _by_model(rows: list[ReliabilityRow] | list[CoverageRow], language: str) -> dict[str, Spec]:
    """Colour and shape by model, so that greyscale tells them apart; no legend for one."""
    models = list(dict.fromkeys(say(f"models.{row.model}", language) for row in rows))
    legend = options(title=None) if len(models) > 1 else None
    colours = [GREYS[place % len(GREYS)] for place in range(len(models))]
    return {
        "color": defined("model:N", scale=options(domain=models, range=colours), legend=legend),
        "shape": defined("model:N", scale=options(domain=models), legend=legend),
    }
