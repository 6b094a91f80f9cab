"""The tornado: how far a goal's odds, or the growth it requires, move with each assumption. Rows in, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.axes import Panel, percent_labels, rate_ticks
from forecasting.charts.given import aimed_at, read, spoken
from forecasting.charts.grammar import defined, layer, options
from forecasting.errors import ForecastingError
from forecasting.words import percent, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forecasting.ask.sensitivity import TornadoRow
    from forecasting.charts.grammar import Datum, Joined, Spec, View

__all__ = ["tornado"]

WIDTH, ROW = 460.0, 46.0
SMALL = 11.0
NEEDED = ("label", "by", "goal", "side", "unit", "assumption", "low", "high", "status", "sentence")
#: Swings below these are not drawn: half a point of odds, a tenth of a point of growth.
LEAST = {"odds": 0.005, "required": 0.001}


@dataclass(frozen=True, slots=True)
class _Bar:
    """An assumption that moves the number.

    Attributes:
        now: the number as assessed; left, right: how far it moves to both sides.
        ends: both ends of the assumption's range in words.
    """

    assumption: str
    sentence: str
    now: float
    left: float
    right: float
    ends: str

    def datum(self, row: int, measure: str, language: str) -> Datum:
        place = ROW * (row + 0.5)
        return {
            "assumption": self.assumption,
            "sentence": self.sentence,
            "now": self.now,
            "left": self.left,
            "right": self.right,
            "left_text": "" if self.left == self.now else _shown(self.left, measure, language),
            "right_text": "" if self.right == self.now else _shown(self.right, measure, language),
            "ends": self.ends,
            "place": place,
            "name_at": place - 8,
            "ends_at": place + 9,
        }


def _ends(row: TornadoRow, measure: str) -> tuple[float | None, list[tuple[float, str]]]:
    """What was assessed, and each end that is known with its words, the lower one first."""
    if measure == "odds":
        now, low, high = row.odds, row.odds_low, row.odds_high
    else:
        now, low, high = row.required, row.required_low, row.required_high
    ends = [(value, words) for value, words in ((low, row.low), (high, row.high)) if value is not None]
    return now, sorted(ends, key=lambda end: end[0])


def _bars(rows: Iterable[TornadoRow], measure: str, language: str) -> list[_Bar]:
    """One bar an assumption that moves the number, the widest first."""
    found = []
    for row in rows:
        now, ends = _ends(row, measure)
        if row.status != "found" or now is None or not ends:
            continue
        left, right = min(now, ends[0][0]), max(now, ends[-1][0])
        if right - left < LEAST[measure]:
            continue
        # An end on the far side of what was assessed is no end of the bar, but is still named.
        named = list(dict.fromkeys(words for _, words in ends))
        said = named[0]
        if len(named) > 1:
            said = say("seek.chart.ends", language, left=named[0], right=named[-1])
        found.append(_Bar(row.assumption, row.sentence, now, left, right, said))
    return sorted(found, key=lambda bar: bar.left - bar.right)


def _shown(value: float, measure: str, language: str) -> str:
    if measure == "odds":
        return percent(min(0.99, max(0.01, value)), language, 0)
    return percent(value, language)


def tornado(rows: Any, *, language: str | None = None, measure: str | None = None, most: int = 12) -> Any:
    """How far the odds of a goal, or the growth it requires, move with each assumption, the widest bar on top.

    Args:
        rows: `fc.tornado(result, indicator)`, or its plain rows.
        language: "en" or "zh"; None takes that of the frame, which plain rows do not know: then "en".
        measure: "odds" or "required"; None draws odds where there are any.
        most: bars drawn at most; how many more there are is said below the title.

    Raises:
        ForecastingError: a column is missing, or the measure is neither word.
    """
    from forecasting.ask.sensitivity import TornadoRow

    language = spoken(rows, language)
    found = read(rows, TornadoRow, "tornado", NEEDED)
    if measure not in (None, "odds", "required"):
        msg = f"measure must be 'odds' or 'required'; received {measure!r}"
        raise ForecastingError(msg)
    what = measure or ("odds" if any(row.odds is not None for row in found) else "required")
    bars = _bars(found, what, language)
    if not bars:
        return look.nothing(language, reason=say("seek.chart.nothing_tornado", language))
    more = len(bars) - most
    first = found[0]
    title = say(
        f"seek.chart.tornado_{what}",
        language,
        label=first.label,
        by=first.by,
        aim=aimed_at(first, language),
    )
    headline = options(
        text=title,
        frame="bounds",
        subtitle=[say("seek.chart.fewer", language, count=more)] if more > 0 else [],
    )
    return _drawn(bars[:most], what, language).properties(title=headline)


def _drawn(bars: list[_Bar], measure: str, language: str) -> Joined:
    """The bars from the top, and a line through all of them at what was assessed."""
    now = bars[0].now
    lowest = min(now, *(bar.left for bar in bars))
    highest = max(now, *(bar.right for bar in bars))
    room = 0.16 * max(highest - lowest, 0.01)
    height = ROW * len(bars)
    panel = Panel(WIDTH, height, (lowest - room, highest + room), (height, 0.0))
    x = {
        "scale": options(domain=list(panel.x), nice=False, zero=False),
        "axis": options(
            values=[one for one in rate_ticks(*panel.x) if measure == "required" or 0 <= one <= 1],
            labelExpr=percent_labels(language),
            title=say(f"seek.chart.axis_{measure}", language),
        ),
    }
    y = {"scale": options(domain=[height, 0], nice=False), "axis": None}
    data = [bar.datum(row, measure, language) for row, bar in enumerate(bars)]
    text = say("seek.chart.now", language, value=_shown(now, measure, language))
    line = look.drawing([{"now": now}]).marked("rule", color=look.INK, strokeWidth=1.6)
    above = look.drawing([{"now": now, "text": text}]).marked(
        "text", font=look.FONT, fontSize=12, color=look.INK, y=-9
    )
    return layer(
        _halves(data, x, y, language),
        line.encode(x=defined("now:Q", **x)),
        above.encode(x=defined("now:Q", **x), text=defined("text:N")),
        *_words(data, x, y),
        width=WIDTH,
        height=height,
    )


def _halves(data: list[Datum], x: Spec, y: Spec, language: str) -> View:
    """Each bar in two tones, below and above what was assessed."""
    tones = [say(f"seek.chart.{side}", language) for side in ("below", "above")]
    halves = [
        {**bar, "from": start, "to": end, "tone": tone}
        for bar in data
        for tone, start, end in (
            (tones[0], bar["left"], min(bar["right"], bar["now"])),
            (tones[1], max(bar["left"], bar["now"]), bar["right"]),
        )
        if end > start
    ]
    fill = options(domain=tones, range=[look.RECORD, look.NEEDED])
    return (
        look.drawing(halves)
        .marked("bar", height=18)
        .encode(
            x=defined("from:Q", **x),
            x2=defined("to:Q"),
            y=defined("place:Q", **y),
            color=defined("tone:N", title=None, scale=fill, legend=options(orient="bottom")),
            tooltip=[
                defined("assumption:N", title=say("seek.chart.tip_assumption", language)),
                defined("sentence:N", title=say("seek.chart.tip_says", language)),
            ],
        )
    )


def _words(data: list[Datum], x: Spec, y: Spec) -> list[View]:
    """The numbers at both ends of each bar; the assumption and its range at its left."""
    numbers = [
        look.drawing(data)
        .marked("text", font=look.FONT, fontSize=12, color=look.INK, align=align, dx=offset)
        .encode(x=defined(f"{end}:Q", **x), y=defined("place:Q", **y), text=f"{end}_text:N")
        for end, align, offset in (("left", "right", -6), ("right", "left", 6))
    ]
    names = [
        look.drawing(data)
        .marked("text", font=look.FONT, baseline="middle", align="right", x=-14, fontSize=size, color=ink)
        .encode(y=defined(f"{at}:Q", **y), text=f"{field}:N")
        for field, at, size, ink in (
            ("assumption", "name_at", 12.5, look.INK),
            ("ends", "ends_at", SMALL, look.QUIET),
        )
    ]
    return [*numbers, *names]
