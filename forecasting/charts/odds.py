"""What odds lean on: growth others managed, and the parts that a target's odds are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.given import read
from forecasting.charts.grammar import defined, layer, options
from forecasting.records import TypedRow
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Spec, View
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.outlook import PartsRow

__all__ = ["odds_parts", "precedent"]

# part of the odds: its colour and shape
KINDS = {
    "record": (look.RECORD, "circle"),
    "class_growth": (look.CLASS_INK, "diamond"),
    "forecast": (look.SLOGAN, "triangle-up"),
    "needed": (look.NEEDED_INK, "square"),
}


@dataclass(frozen=True, slots=True)
class DrawnPrecedent(TypedRow):
    """Growth of the windows of one yardstick, and where the growth asked for stands among them."""

    scope: str
    windows: int
    reached: int
    rank: float | None
    median: float | None
    best: float | None


def precedent(frame: Any, required: float, *, language: str = "en") -> Any:
    """Growth asked for against the middle and the best of each yardstick's windows.

    Args:
        frame: `fc.precedent(...)`: scope, windows, reached, rank, median, best.
        required: growth a year asked for, a fraction.
        language: "en" or "zh".
    """
    rows = read(frame, DrawnPrecedent, "precedent")
    shown = [
        {
            "scope": say(f"charts.odds.scope.{row.scope}", language),
            "median": row.median,
            "best": row.best,
            "share": say("charts.odds.rank", language, share=1 - row.rank),
        }
        for row in rows
        if row.median is not None and row.rank is not None
    ]
    if not shown:
        return look.nothing(language, say("charts.odds.precedent", language))
    y = defined("scope:N", title=None, sort=None, axis=options(labelLimit=0))
    axis = options(format="%")
    x = defined("median:Q", title=say("charts.axis_growth", language), axis=axis)
    base = look.drawing(shown)
    spans = base.where("isValid(datum.best)").marked("rule", color=look.HAIR, strokeWidth=6)
    best = base.where("isValid(datum.best)").marked("tick", color=look.QUIET, thickness=3, size=18)
    rule = look.drawing([{"median": required}]).marked("rule", color=look.NEEDED_INK, strokeWidth=2)
    return layer(
        spans.encode(y=y, x=x, x2=defined("best:Q")),
        best.encode(y=y, x=defined("best:Q", axis=axis)),
        base.marked("circle", size=120, color=look.RECORD, opacity=1).encode(y=y, x=x),
        base.marked("text", align="left", dx=10, dy=-12, color=look.INK).encode(
            y=y, x=x, text=defined("share:N")
        ),
        rule.encode(x=x),
    ).properties(
        title=say("charts.odds.precedent", language),
        width=1.5 * look.SIDE,
        height=options(step=54),
    )


def odds_parts(result: Assessment) -> Any:
    """What each target's odds are made of: the record's growth, the class's, what is expected, and what is asked for.

    A row a target that leans on a class. The bar holds four outcomes in five of growth a year to the target.

    Args:
        result: an assessment.

    Returns:
        An Altair chart.
    """
    language = result.language
    rows = [(_target(row, result), row) for row in result.parts_rows]
    if not rows:
        return look.nothing(
            language, say("charts.odds.parts", language), say("charts.odds.parts_none", language)
        )
    axis = options(format="%")
    y = defined("target:N", title=None, sort=None, axis=options(labelLimit=0))
    x = defined("lower80:Q", title=say("charts.axis_growth", language), axis=axis)
    bars = look.drawing([{**row.plain(), "target": target} for target, row in rows]).marked(
        "bar", color=look.CLASS, height=18
    )
    return layer(bars.encode(y=y, x=x, x2=defined("upper80:Q")), _points(rows, y, axis, language)).properties(
        title=say("charts.odds.parts", language), width=1.5 * look.SIDE, height=options(step=44)
    )


def _target(row: PartsRow, result: Assessment) -> str:
    """Which target a row is about, and its odds."""
    return say(
        "charts.odds.parts_row",
        result.language,
        label=result.dossier.indicators[row.indicator].name(result.language),
        year=row.year,
        odds=row.probability,
    )


def _points(rows: list[tuple[str, PartsRow]], y: Spec, axis: Spec, language: str) -> View:
    names = {kind: say(f"charts.odds.parts_kind.{kind}", language) for kind in KINDS}
    points = [
        {"target": target, "kind": names[kind], "rate": rate}
        for target, row in rows
        for kind, rate in (
            ("record", row.record),
            ("class_growth", row.class_growth),
            ("forecast", row.forecast),
            ("needed", row.needed),
        )
        if rate is not None
    ]
    legend = options(title=None, orient="bottom", columns=2, labelLimit=0)
    domain = list(names.values())
    colour = options(domain=domain, range=[one for one, _ in KINDS.values()])
    shape = options(domain=domain, range=[one for _, one in KINDS.values()])
    return (
        look.drawing(points)
        .marked("point", filled=True, size=110, opacity=1)
        .encode(
            y=y,
            x=defined("rate:Q", axis=axis),
            color=defined("kind:N", scale=colour, legend=legend),
            shape=defined("kind:N", scale=shape, legend=legend),
        )
    )
