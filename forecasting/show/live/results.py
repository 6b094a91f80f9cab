"""What the panel shows beside its controls: what differs from the report, the numbers before and after, the outlook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.scenarios import BASELINE, scenario_toml
from forecasting.show.markup import tag, text_tag
from forecasting.words import number, percent, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasting.judge.assessment import Assessment
    from forecasting.judge.tables import TargetRow

__all__ = ["results"]

_CELL = "text-align:right;padding:.15em .8em"
_NONE = "–"


def results(before: Assessment, after: Assessment, indicator: str, language: str) -> str:
    """HTML of what the settings change.

    Args:
        before: the baseline.
        after: the settings as they stand, `before` itself where nothing is moved.
        indicator: whose rows and outlook are shown.
        language: "en" or "zh".
    """
    from forecasting.charts import drawn
    from forecasting.charts.export import svg

    differences = after.differences or [say("live.no_difference", language)]
    listed = "".join(text_tag("li", difference) for difference in differences)
    runs = [before] if after is before else [before, after]
    outlook = svg(drawn.scenarios(runs, indicator), f"live-{indicator}")
    written = scenario_toml(after.scenario) if after.scenario != BASELINE else ""
    return (
        tag("ul", listed, style="margin:0 0 .6em;line-height:1.5")
        + _table(_row(before, indicator), _row(after, indicator), language)
        + tag("div", outlook, style="overflow-x:auto")
        + (text_tag("pre", written, style="white-space:pre-wrap") if written else "")
    )


def _row(run: Assessment, indicator: str) -> TargetRow | None:
    return next((row for row in run.target_rows if row.indicator == indicator), None)


def _odds(value: float, language: str) -> str:
    return say("live.as_odds", language, value=value)


def _verdict(value: str, language: str) -> str:
    return say(f"verdicts.{value}", language)


#: Column of the target table -> how its value is written.
_ROWS: dict[str, Callable[[Any, str], str]] = {
    "needed_before": percent,
    "needed_after": percent,
    "kept_level": number,
    "record_rate": percent,
    "probability": _odds,
    "path_verdict": _verdict,
    "pace_verdict": _verdict,
    "odds_verdict": _verdict,
}


def _table(before: TargetRow | None, after: TargetRow | None, language: str) -> str:
    """The numbers and the words before and after; a word that has moved is set bold."""
    heads = "".join(
        text_tag("th", say(f"live.{name}", language), scope="col", style=_CELL)
        for name in ("before", "after")
    )
    lines = []
    for name, write in _ROWS.items():
        values = [getattr(row, name, None) for row in (before, after)]
        old, new = (_NONE if value is None else write(value, language) for value in values)
        moved = write is _verdict and old != new
        cells = [
            text_tag("th", say(f"live.row_{name}", language), scope="row", style="text-align:left"),
            text_tag("td", old, style=_CELL),
            text_tag("td", new, style=f"font-weight:bold;{_CELL}" if moved else _CELL),
        ]
        lines.append(tag("tr", "".join(cells)))
    return tag("table", tag("thead", tag("tr", "<td></td>" + heads)) + tag("tbody", "".join(lines)))
