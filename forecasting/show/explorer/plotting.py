"""What the three charts of the page have in common: fixed scales, rows of years and targets, marks that tell."""

from __future__ import annotations

from typing import Any

from forecasting.charts import look
from forecasting.charts.grammar import Chart, defined, options
from forecasting.show.explorer.expressions import tell

__all__ = [
    "OWN",
    "WIDTH",
    "expression",
    "forecast_rows",
    "level_told",
    "scale",
    "span_told",
    "target_rows",
    "telling",
    "titled",
    "years",
]

WIDTH = 640
OWN = "#000000"


def expression(text: str) -> Any:
    """What Vega works out where a value is expected."""
    return {"expr": text}


def scale(name: str, **more: Any) -> Any:
    """A scale with ends fixed for each indicator."""
    ends: list[Any] = [expression(f"subject.{name}[0]"), expression(f"subject.{name}[1]")]
    # A log scale has no zero to leave out, and says so on the reader's console.
    return options(domain=ends, nice=False, **({} if more.get("type") == "log" else {"zero": False}), **more)


def years(name: str) -> Any:
    """The axis of years."""
    axis = options(format="d", grid=False, title=None, tickMinStep=1, tickCount=8, labelOverlap=True)
    return defined("x:Q", scale=scale(name), axis=axis)


def telling(data: Chart, text: str, kind: str, **style: Any) -> Chart:
    """A mark that tells the pointer and the keyboard what it stands for; `text` is an expression."""
    mark = data.calculate(told=text).marked(kind, aria=True, **style)
    return mark.encode(tooltip=defined("told:N"), description=defined("told:N"))


def span_told(what: str, start: str, end: str, rate: str) -> str:
    """What a mark for growth over some years, or in one, says; all are expressions."""
    whole = tell("explorer.tip.span", what=what, start=start, end=end, rate=rate)
    return f"({end}) - ({start}) > 1 ? {whole} : {tell('explorer.tip.year', what=what, year=end, rate=rate)}"


def level_told(what: str, level: str = "datum.low") -> str:
    """What a mark for a level says."""
    return tell("explorer.tip.level", what=what, year="datum.x", level=level, unit="subject.unit[language]")


def titled(key: str, **values: str) -> Any:
    """The title of a chart, in the language chosen on the page."""
    return options(text=expression(tell(f"explorer.chart.{key}", **values)))


def forecast_rows(longest: int, first: int) -> Any:
    """Rows of the forecast years: their path, growth and ranges, from the base or the year after it to the last."""
    chart = look.drawing([{"slot": slot} for slot in range(first, longest + 1)])
    chart = chart.calculate(
        x="subject.first - 1 + datum.slot", loc="locs[datum.slot]", rate="rates[datum.slot]"
    )
    return chart.where(f"datum.x >= here.start + {first} && datum.x <= until && isValid(datum.loc)")


def target_rows(most: int) -> Any:
    """Rows of the annual targets, each with the year before its stretch begins."""
    chart = look.drawing([{"slot": slot} for slot in range(most)])
    chart = chart.calculate(target="here.targets[datum.slot]").where("isValid(datum.target)")
    return chart.calculate(year="datum.target[0]", level="datum.target[1]", before="here.start")
