"""The yearly plan: growth of each year as bars, the level below as a line. Rows in, nothing computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.axes import percent_labels, rate_ticks, span_of
from forecasting.charts.given import read, spoken
from forecasting.charts.grammar import defined, join, layer, options
from forecasting.words import percent, say, short, unit_name

if TYPE_CHECKING:
    from forecasting.ask.seek import YearlyRow
    from forecasting.charts.grammar import Datum, Joined, Spec, View

__all__ = ["yearly_plan"]

SMALL = 11.0
YEAR = 54.0  # pixels
NEEDED = ("label", "unit", "shape_label", "year", "level", "growth", "kind")
# kind of a year: its fill and shape
KINDS = {
    "actual": (look.RECORD, "circle"),
    "target": (look.TARGET, "diamond"),
    "plan": (look.NEEDED, "circle"),
    "goal": (look.NEEDED_INK, "square"),
}


def yearly_plan(rows: Any, *, language: str | None = None) -> Any:
    """The yearly plan, a panel a shape: growth of each year as bars, the level below as a line.

    Args:
        rows: `fc.yearly_plan(result, indicator, shape)`, one or several shapes, or its plain rows.
        language: "en" or "zh"; None takes that of the frame, which plain rows do not know: then "en".

    Raises:
        ForecastingError: a column is missing.
    """
    from forecasting.ask.seek import YearlyRow

    language = spoken(rows, language)
    found = read(rows, YearlyRow, "yearly plan", NEEDED)
    if not found:
        return look.nothing(language, reason=say("seek.chart.nothing_plan", language))
    first = found[0]
    last = next((row for row in found if row.kind == "goal"), found[-1])
    drawing = _Drawing(found, language)
    panels = [
        # Titles stand on the left alone; labels on every panel, so that all are laid out alike.
        drawing.panel(shape, titled=place % 2 == 0)
        for place, shape in enumerate(dict.fromkeys(row.shape_label for row in found))
    ]
    title = say(
        "seek.chart.plan",
        language,
        label=first.label,
        goal=last.level,
        unit=first.unit,
        by=last.year,
    )
    joined = panels[0] if len(panels) == 1 else join("concat", *panels, columns=2)
    return joined.properties(title=title)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What the panels of all shapes share."""

    rows: list[YearlyRow]
    language: str

    def panel(self, shape: str, *, titled: bool) -> Joined:
        """One shape: bars above, the line below."""
        mine = [row for row in self.rows if row.shape_label == shape]
        return join(
            "vconcat", self._bars(mine, shape, titled=titled), self._line(mine, titled=titled), spacing=8
        )

    def _data(self, rows: list[YearlyRow]) -> list[Datum]:
        return [
            {
                **row.plain(),
                "name": say(f"seek.kind.{row.kind}", self.language),
                "rate_text": "" if row.growth is None else percent(row.growth, self.language),
                "level_text": short(row.level, self.language),
                "left": row.year - 0.32,
                "right": row.year + 0.32,
                "zero": 0.0,
            }
            for row in rows
        ]

    def _years(self) -> list[int]:
        return sorted({row.year for row in self.rows})

    def _x(self, field: str = "year") -> Spec:
        years = self._years()
        scale = options(domain=[years[0] - 0.5, years[-1] + 0.5], nice=False, zero=False)
        axis = options(values=years, format="d", grid=False, title=None)
        return defined(f"{field}:Q", scale=scale, axis=axis)

    def _by_kind(self, part: int) -> Spec:
        """A channel by the kind of a year: its fill (0) or its shape (1)."""
        there = [kind for kind in KINDS if any(row.kind == kind for row in self.rows)]
        names = [say(f"seek.kind.{kind}", self.language) for kind in there]
        scale = options(domain=names, range=[KINDS[kind][part] for kind in there])
        return defined("name:N", title=None, scale=scale, legend=options(orient="bottom"))

    def _reach(self) -> tuple[float, float]:
        """The growth that the bars' axis spans, always from or through none."""
        low, high = span_of(row.growth for row in self.rows) or (0.0, 0.1)
        room = 0.2 * (max(high, 0.0) - min(low, 0.0) or 0.05)
        bottom, top = (low - room if low < 0 else 0.0), (high + room if high > 0 else 0.0)
        return bottom, 0.05 if bottom == top else top

    def _bars(self, rows: list[YearlyRow], shape: str, *, titled: bool) -> View:
        low, high = self._reach()
        axis = options(
            values=rate_ticks(low, high),
            labelExpr=percent_labels(self.language),
            title=say("seek.chart.axis_growth", self.language) if titled else None,
        )
        rate: Spec = {"scale": options(domain=[low, high], nice=False), "axis": axis}
        grown = [row for row in rows if row.growth is not None]
        bars = look.drawing(self._data(grown)).marked("rect")
        return layer(
            bars.encode(
                x=self._x("left"),
                x2=defined("right:Q"),
                y=defined("zero:Q", **rate),
                y2=defined("growth:Q"),
                color=self._by_kind(0),
            ),
            *(
                self._text(some, "rate_text", defined("growth:Q", **rate), offset)
                for offset, some in (
                    (-8, [row for row in grown if (row.growth or 0.0) >= 0]),
                    (9, [row for row in grown if (row.growth or 0.0) < 0]),
                )
                if some
            ),
            width=YEAR * len(self._years()),
            height=120,
            title=options(text=shape, fontSize=13, anchor="start", offset=6),
        )

    def _line(self, rows: list[YearlyRow], *, titled: bool) -> View:
        low, high = span_of(row.level for row in self.rows) or (1.0, 2.0)
        spread = high - low or 0.1 * high
        scale = options(domain=[low - 0.12 * spread, high + 0.28 * spread], nice=False, zero=False)
        unit = unit_name(self.rows[0].unit, self.language) if titled else None
        level = defined("level:Q", scale=scale, axis=options(title=unit, tickCount=4))
        data = look.drawing(self._data(rows))
        return layer(
            data.marked("line", color=look.QUIET, strokeWidth=1.6).encode(x=self._x(), y=level),
            data.marked("point", filled=True, size=70, opacity=1).encode(
                x=self._x(), y=level, color=self._by_kind(0), shape=self._by_kind(1)
            ),
            self._text(rows, "level_text", level, -12),
            width=YEAR * len(self._years()),
            height=130,
        )

    def _text(self, rows: list[YearlyRow], field: str, y: Spec, offset: int) -> View:
        words = look.drawing(self._data(rows)).marked(
            "text", font=look.FONT, fontSize=SMALL, color=look.INK, dy=offset
        )
        return words.encode(x=self._x(), y=y, text=defined(f"{field}:N"))
