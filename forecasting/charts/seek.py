"""Pictures of searches: tornado and yearly plan. Rows or frames in, nothing computed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import defined, join, layer, options
from forecasting.charts.look import Panel
from forecasting.errors import ForecastingError
from forecasting.records import Record
from forecasting.words import Phrase, percent, render, say, short, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["aimed_at", "listed", "spoken", "tornado", "yearly_plan"]

WIDTH, ROW = 460.0, 46.0
SMALL = 11.0
#: Swings below these are not drawn: half a point of odds, a tenth of a point of growth.
LEAST = {"odds": 0.005, "required": 0.001}


def listed(rows: Any, columns: Sequence[str], what: str) -> list[dict[str, Any]]:
    """Rows of a frame, typed rows or dictionaries as plain dictionaries, or a clear refusal."""
    if hasattr(rows, "to_dict"):
        found = look.rows(rows)
        known = [str(one) for one in rows.columns]
    else:
        records = [row.plain() if isinstance(row, Record) else row for row in rows]
        found = [{str(key): look.plain(value) for key, value in row.items()} for row in records]
        known = list(found[0]) if found else list(columns)
    missing = [name for name in columns if name not in known]
    if missing:
        msg = f"the {what} chart needs the columns {', '.join(columns)}; missing {', '.join(missing)}, found {', '.join(known)}"
        raise ForecastingError(msg)
    return found


def spoken(rows: Any, language: str | None) -> str:
    """The language asked for, else the one a frame remembers."""
    return language or str(getattr(rows, "attrs", {}).get("language", "en"))


def aimed_at(row: Mapping[str, Any], language: str, unit: str) -> str:
    """The goal of a row in words, with its side."""
    return render(Phrase(f"seek.aim.{row['side']}", {"goal": row["goal"], "unit": unit}), language)


# ---- tornado


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
    language = spoken(rows, language)
    columns = ("label", "by", "goal", "side", "unit", "assumption", "low", "high", "status", "sentence")
    found = listed(rows, columns, "tornado")
    if measure not in (None, "odds", "required"):
        msg = f"measure must be 'odds' or 'required'; received {measure!r}"
        raise ForecastingError(msg)
    what = measure or ("odds" if any(row.get("odds") is not None for row in found) else "required")
    bars = _bars(found, what, language)
    if not bars:
        return look.nothing(language, reason=say("seek.chart.nothing_tornado", language))
    now = bars[0]["now"]
    more = len(bars) - most
    bars = bars[:most]
    height = ROW * len(bars)
    lowest = min(now, *(bar["left"] for bar in bars))
    highest = max(now, *(bar["right"] for bar in bars))
    room = 0.16 * max(highest - lowest, 0.01)
    panel = Panel(WIDTH, height, (lowest - room, highest + room), (height, 0.0))
    for row, bar in enumerate(bars):
        bar["place"] = ROW * (row + 0.5)
        bar["name_at"], bar["ends_at"] = bar["place"] - 8, bar["place"] + 9
    first = found[0]
    title = say(
        f"seek.chart.tornado_{what}",
        language,
        label=first["label"],
        by=first["by"],
        aim=aimed_at(first, language, str(first["unit"])),
    )
    ticks = [one for one in look.rate_ticks(*panel.x) if what == "required" or 0 <= one <= 1]
    x: Any = {
        "scale": options(domain=list(panel.x), nice=False, zero=False),
        "axis": options(
            values=ticks,
            labelExpr=look.percent_labels(language),
            title=say(f"seek.chart.axis_{what}", language),
        ),
    }
    y: Any = {"scale": options(domain=[height, 0], nice=False), "axis": None}
    tones = [say(f"seek.chart.{side_}", language) for side_ in ("below", "above")]
    parts = [
        {**bar, "from": ends[0], "to": ends[1], "tone": tone}
        for bar in bars
        for tone, ends in zip(
            tones, ((bar["left"], min(bar["right"], now)), (max(bar["left"], now), bar["right"])), strict=True
        )
        if ends[1] > ends[0]
    ]
    fill = options(domain=tones, range=[look.RECORD, look.NEEDED])
    tooltip = [
        defined("assumption:N", title=say("seek.chart.tip_assumption", language)),
        defined("sentence:N", title=say("seek.chart.tip_says", language)),
    ]
    place = defined("place:Q", **y)

    def words(field: str, at: str, **style: Any) -> Any:
        mark = look.drawing(bars).marked("text", font=look.FONT, baseline="middle", **style)
        return mark.encode(y=defined(f"{at}:Q", **y), text=f"{field}:N")

    layers = [
        look.drawing(parts)
        .marked("bar", height=18)
        .encode(
            x=defined("from:Q", **x),
            x2=defined("to:Q"),
            y=place,
            color=defined("tone:N", title=None, scale=fill, legend=options(orient="bottom")),
            tooltip=tooltip,
        ),
        look.drawing([{"now": now}])
        .marked("rule", color=look.INK, strokeWidth=1.6)
        .encode(x=defined("now:Q", **x)),
        look.drawing(
            [{"now": now, "text": say("seek.chart.now", language, value=_shown(now, what, language))}]
        )
        .marked("text", font=look.FONT, fontSize=12, color=look.INK, y=-9)
        .encode(x=defined("now:Q", **x), text=defined("text:N")),
        *(
            look.drawing(bars)
            .marked("text", font=look.FONT, fontSize=12, color=look.INK, align=align, dx=offset)
            .encode(x=defined(f"{end}:Q", **x), y=place, text=f"{end}_text:N")
            for end, align, offset in (("left", "right", -6), ("right", "left", 6))
        ),
        words("assumption", "name_at", align="right", x=-14, fontSize=12.5, color=look.INK),
        words("ends", "ends_at", align="right", x=-14, fontSize=SMALL, color=look.QUIET),
    ]
    headline = options(
        text=title,
        frame="bounds",
        subtitle=[say("seek.chart.fewer", language, count=more)] if more > 0 else [],
    )
    return layer(*layers, width=WIDTH, height=height, title=headline)


def _shown(value: float, what: str, language: str) -> str:
    return percent(min(0.99, max(0.01, value)), language, 0) if what == "odds" else percent(value, language)


def _bars(rows: Iterable[Mapping[str, Any]], what: str, language: str) -> list[dict[str, Any]]:
    """One bar an assumption that moves the number, with both ends in words, the widest first."""
    found = []
    for row in rows:
        now = row.get(what)
        ends = [
            (row[f"{what}_{end}"], str(row[end]))
            for end in ("low", "high")
            if row.get(f"{what}_{end}") is not None
        ]
        if row["status"] != "found" or now is None or not ends:
            continue
        ends.sort(key=lambda one: one[0])
        left, right = min(now, ends[0][0]), max(now, ends[-1][0])
        if right - left < LEAST[what]:
            continue
        # An end on the far side of what was assessed is no end of the bar, but is still named.
        named = list(dict.fromkeys(text for _, text in ends))
        said = (
            say("seek.chart.ends", language, left=named[0], right=named[-1]) if len(named) > 1 else named[0]
        )
        found.append(
            {
                "assumption": row["assumption"],
                "sentence": row["sentence"],
                "now": now,
                "left": left,
                "right": right,
                "left_text": "" if left == now else _shown(left, what, language),
                "right_text": "" if right == now else _shown(right, what, language),
                "ends": said,
            }
        )
    return sorted(found, key=lambda bar: bar["left"] - bar["right"])


# ---- yearly plan


def yearly_plan(rows: Any, *, language: str | None = None) -> Any:
    """The yearly plan, a panel a shape: growth of each year as bars, the level below as a line.

    Args:
        rows: `fc.yearly_plan(result, indicator, shape)`, one or several shapes, or its plain rows.
        language: "en" or "zh"; None takes that of the frame, which plain rows do not know: then "en".

    Raises:
        ForecastingError: a column is missing.
    """
    language = spoken(rows, language)
    columns = ("label", "unit", "shape_label", "year", "level", "growth", "kind")
    found = listed(rows, columns, "yearly plan")
    if not found:
        return look.nothing(language, reason=say("seek.chart.nothing_plan", language))
    shapes = list(dict.fromkeys(row["shape_label"] for row in found))
    years = sorted({row["year"] for row in found})
    rates = look.span_of([row["growth"] for row in found]) or (0.0, 0.1)
    levels = look.span_of([row["level"] for row in found]) or (1.0, 2.0)
    reach = max(rates[1], 0.0) - min(rates[0], 0.0) or 0.05
    low = rates[0] - 0.2 * reach if rates[0] < 0 else 0.0
    high = rates[1] + 0.2 * reach if rates[1] > 0 else 0.0
    if low == high:
        high = 0.05
    spread = levels[1] - levels[0] or 0.1 * levels[1]
    bottom, top = levels[0] - 0.12 * spread, levels[1] + 0.28 * spread
    width = 54.0 * len(years)
    kinds = [
        kind for kind in ("actual", "target", "plan", "goal") if any(row["kind"] == kind for row in found)
    ]
    names = {kind: say(f"seek.kind.{kind}", language) for kind in kinds}
    fills = {"actual": look.RECORD, "target": look.TARGET, "plan": look.NEEDED, "goal": look.NEEDED_INK}
    marks = {"actual": "circle", "target": "diamond", "plan": "circle", "goal": "square"}
    tone = options(domain=list(names.values()), range=[fills[kind] for kind in kinds])
    shape = options(domain=list(names.values()), range=[marks[kind] for kind in kinds])
    x: Any = {
        "scale": options(domain=[years[0] - 0.5, years[-1] + 0.5], nice=False, zero=False),
    }
    ticks = options(values=years, format="d", grid=False, title=None)
    growth_title = say("seek.chart.axis_growth", language)
    first = found[0]
    level_title = unit_name(str(first["unit"]), language)
    panels = []
    for place, name in enumerate(shapes):
        mine = [
            row
            | {
                "name": names[row["kind"]],
                "rate_text": "" if row["growth"] is None else percent(row["growth"], language),
                "level_text": short(row["level"], language),
                "left": row["year"] - 0.32,
                "right": row["year"] + 0.32,
                "zero": 0.0,
            }
            for row in found
            if row["shape_label"] == name
        ]
        grown = [row for row in mine if row["growth"] is not None]
        # Titles stand on the left alone; labels on every panel, so that all are laid out alike.
        titles = (growth_title, level_title) if place % 2 == 0 else (None, None)
        rate: Any = {
            "scale": options(domain=[low, high], nice=False),
            "axis": options(
                values=look.rate_ticks(low, high), labelExpr=look.percent_labels(language), title=titles[0]
            ),
        }
        level: Any = {
            "scale": options(domain=[bottom, top], nice=False, zero=False),
            "axis": options(title=titles[1], tickCount=4),
        }
        colour = defined("name:N", title=None, scale=tone, legend=options(orient="bottom"))
        bars = layer(
            look.drawing(grown)
            .marked("rect")
            .encode(
                x=defined("left:Q", **x, axis=ticks),
                x2=defined("right:Q"),
                y=defined("zero:Q", **rate),
                y2=defined("growth:Q"),
                color=colour,
            ),
            *(
                look.drawing(some)
                .marked("text", font=look.FONT, fontSize=SMALL, color=look.INK, dy=offset)
                .encode(
                    x=defined("year:Q", **x, axis=ticks),
                    y=defined("growth:Q", **rate),
                    text=defined("rate_text:N"),
                )
                for offset, some in (
                    (-8, [row for row in grown if row["growth"] >= 0]),
                    (9, [row for row in grown if row["growth"] < 0]),
                )
                if some
            ),
            width=width,
            height=120,
            title=options(text=name, fontSize=13, anchor="start", offset=6),
        )
        line = layer(
            look.drawing(mine)
            .marked("line", color=look.QUIET, strokeWidth=1.6)
            .encode(x=defined("year:Q", **x, axis=ticks), y=defined("level:Q", **level)),
            look.drawing(mine)
            .marked("point", filled=True, size=70, opacity=1)
            .encode(
                x=defined("year:Q", **x, axis=ticks),
                y=defined("level:Q", **level),
                color=colour,
                shape=defined("name:N", title=None, scale=shape, legend=options(orient="bottom")),
            ),
            look.drawing(mine)
            .marked("text", font=look.FONT, fontSize=SMALL, color=look.INK, dy=-12)
            .encode(
                x=defined("year:Q", **x, axis=ticks),
                y=defined("level:Q", **level),
                text=defined("level_text:N"),
            ),
            width=width,
            height=130,
        )
        panels.append(join("vconcat", bars, line, spacing=8))
    last = next((row for row in found if row["kind"] == "goal"), found[-1])
    title = say(
        "seek.chart.plan",
        language,
        label=first["label"],
        goal=last["level"],
        unit=first["unit"],
        by=last["year"],
    )
    joined = panels[0] if len(panels) == 1 else join("concat", *panels, columns=2)
    return joined.properties(title=title)
