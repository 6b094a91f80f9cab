"""What may come: history, the fan of the default model, other models thin, target, goal and the path needed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import Chart, condition, defined, join, layer, options, value
from forecasting.charts.labels import Box, Label, along, place
from forecasting.charts.look import Panel
from forecasting.words import say, short

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment

__all__ = ["outlook"]

HEIGHT = 340.0
WIDTH, LONG = 500.0, 210.0  # pixels: the plan years with their labels at the right, the long view beside them
NARROW = 420.0  # below this the long view stands under the plan years
FAN = {"95": "#dce6ef", "80": "#b4cadd"}
MEDIAN = "#2f6391"
OTHERS = "#98a2ad"
ENDS = ("lower80", "upper80", "lower95", "upper95")


@dataclass(frozen=True, slots=True)
class _Story:
    """What is drawn, as rows: the same in both panels."""

    history: list[dict[str, Any]]
    fan: list[dict[str, Any]]
    others: list[dict[str, Any]]
    marks: list[dict[str, Any]]
    path: list[dict[str, Any]]
    title: str
    language: str

    def years(self) -> tuple[int, int]:
        every = [row["year"] for row in (*self.history, *self.fan, *self.others, *self.marks)]
        return min(every), max(every)

    def levels(self, first: int) -> tuple[float, float]:
        """Range of the levels from a year on, with room above and below."""
        values = [row["level"] for row in (*self.history, *self.marks, *self.others) if row["year"] >= first]
        values += [row[end] for row in self.fan for end in ENDS if row["year"] >= first]
        low, high = look.span_of([value for value in values if value is not None and value > 0]) or (
            1.0,
            10.0,
        )
        room = (high / low) ** 0.09 * 1.04
        return low / room, high * room


def _plan(plan: dict[str, Any], language: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Target and goal as points, and the path to the goal by its corners (straight on a log axis)."""
    marks = []
    if plan.get("target_level"):
        text = say("charts.target_point", language, year=plan["target_year"], level=plan["target_level"])
        marks.append(
            {"kind": "target", "year": plan["target_year"], "level": plan["target_level"], "text": text}
        )
    if plan.get("goal_level"):
        sign = "≤" if plan.get("side") == "at_most" else "≥"
        text = say("charts.goal_point", language, year=plan["goal_year"], level=plan["goal_level"], sign=sign)
        marks.append({"kind": "goal", "year": plan["goal_year"], "level": plan["goal_level"], "text": text})
    path = [{"year": row["year"], "level": row["level"]} for row in marks]
    if plan.get("base_level"):
        path.insert(0, {"year": plan["base_year"], "level": plan["base_level"]})
    return marks, path if plan.get("goal_level") and len(path) > 1 else []


def _story(result: Assessment, indicator: str) -> _Story:
    language, entity = result.language, result.dossier.entity
    about = look.indicator_row(result, indicator)
    history = sorted(
        look.table_of(result, "history", entity=entity, indicator=indicator), key=lambda row: int(row["year"])
    )
    forecasts = sorted(
        (
            row
            for row in look.table_of(result, "forecasts", entity=entity, indicator=indicator)
            if row["median"] is not None
        ),
        key=lambda row: (str(row["model"]), int(row["year"])),
    )
    fan = [row for row in forecasts if row["default"]]
    others = [{**row, "level": row["median"]} for row in forecasts if not row["default"]]
    if history:
        # Every forecast starts from the last year of the history.
        last = history[-1]
        here = {"year": last["year"], "level": last["level"], "median": last["level"]}
        if fan:
            fan = [{**fan[0], **here, **dict.fromkeys(ENDS, last["level"])}, *fan]
        starts = {row["model"]: {**row, **here} for row in reversed(others)}
        others = sorted([*starts.values(), *others], key=lambda row: (str(row["model"]), int(row["year"])))
    plan = next(iter(look.table_of(result, "targets", entity=entity, indicator=indicator)), {})
    marks, path = _plan(plan, language)
    return _Story(history, fan, others, marks, path, look.titled(about, language), language)


def _labels(story: _Story, panel: Panel, first: int, before: int, *, all_of_them: bool) -> list[Any]:
    """Layers with a label at every point of history, at target and goal, and at the end of each model."""
    labels, inks, obstacles = [], [], []

    def mark(row: dict[str, Any], level: float, text: str, ink: str, prefer: str, half: float = 7.0) -> None:
        x, y = panel.across(row["year"]), panel.down(level)
        box = Box(x - half, y - half, x + half, y + half)
        if half > 3:
            obstacles.append(box)
        labels.append(Label(text, box, prefer=prefer))
        inks.append(ink)

    for row in story.marks if all_of_them else []:
        ink = look.TARGET_INK if row["kind"] == "target" else look.NEEDED_INK
        mark(row, row["level"], row["text"], ink, "below" if row["kind"] == "target" else "right")
    for row in story.history:
        if first <= row["year"] < before:
            mark(row, row["level"], short(row["level"], story.language), look.RECORD, "above")
    if all_of_them and story.fan:
        end = story.fan[-1]
        name = say(f"models.{end['model']}", story.language)
        text = say("charts.median", story.language, model=name, level=end["median"])
        mark(end, end["median"], text, MEDIAN, "right", 1.0)
    if all_of_them:
        ends = {row["model"]: row for row in story.others}
        for name, row in sorted(ends.items()):
            mark(row, row["level"], say(f"models.{name}", story.language), look.QUIET, "right", 1.0)
    for line in (story.path, story.history):
        spots = [
            (panel.across(row["year"]), panel.down(row["level"])) for row in line if row["year"] >= first
        ]
        for here, there in pairwise(spots):
            obstacles += along(*here, *there)
    texts, leaders = look.label_rows(place(labels, obstacles, panel.width, panel.height), inks, panel)
    return look.label_layers([{**row, "covers": False} for row in texts], leaders)


def _panel(story: _Story, panel: Panel, years: tuple[int, int], before: int, *, near: bool) -> Any:
    language = story.language
    first, last = years
    x = look.year_axis(
        panel, language, look.year_ticks(first, last, panel.across(last) - panel.across(first))
    )
    y = look.level_axis(panel, story.title, language)
    layers: list[Any] = []
    keys = [say("charts.fan", language, share=share) for share in FAN]
    for share, key in zip(FAN, keys, strict=True):
        band = [
            {"year": row["year"], "low": row[f"lower{share}"], "high": row[f"upper{share}"], "key": key}
            for row in story.fan
            if row[f"lower{share}"] is not None
        ]
        if band:
            fill = defined(
                "key:N",
                title=None,
                scale=options(domain=keys, range=list(FAN.values())),
                legend=options(orient="top", symbolType="square", symbolOpacity=1),
            )
            layers.append(
                look.drawing(band)
                .marked("area", clip=True, opacity=1)
                .encode(x=defined("year:Q", **x), y=defined("low:Q", **y), y2=defined("high:Q"), fill=fill)
            )

    def line(data: list[dict[str, Any]], by: str = "", **look_of_it: Any) -> None:
        rows = [
            {key: row[key] for key in ("year", "level", by) if key} for row in data if row["year"] >= first
        ]
        if len(rows) > 1:
            chart = look.drawing(rows).marked("line", clip=True, **look_of_it)
            chart = chart.encode(x=defined("year:Q", **x), y=defined("level:Q", **y))
            layers.append(chart.encode(detail=defined(f"{by}:N")) if by else chart)

    if near:
        line(story.others, "model", strokeWidth=1, color=OTHERS)
    line([{**row, "level": row["median"]} for row in story.fan], strokeWidth=2, color=MEDIAN)
    line(story.path, strokeWidth=2.5, color=look.NEEDED_INK, strokeDash=[7, 4])
    line(story.history, strokeWidth=1, color=look.RECORD, strokeDash=[2, 3])
    points = [
        {
            **{key: row[key] for key in ("year", "level", "lower", "upper")},
            "origin": say(f"charts.origin.{row['origin']}", language),
            "printed": row["origin"] == "printed",
        }
        for row in story.history
        if row["year"] >= first
    ]
    if points:
        layers.append(
            look.drawing(points)
            .marked("point", size=70, strokeWidth=2, opacity=1, stroke=look.RECORD)
            .encode(
                x=defined("year:Q", **x),
                y=defined("level:Q", **y),
                fill=condition("datum.printed", value(look.RECORD), value(look.PAPER)),
                tooltip=[
                    defined("year:Q", title=say("charts.axis_year", language), format="d"),
                    defined("level:Q", title=story.title, format=".4~g"),
                    defined("lower:Q", title=say("charts.tip_lower", language), format=".4~g"),
                    defined("upper:Q", title=say("charts.tip_upper", language), format=".4~g"),
                    defined("origin:N", title=say("charts.tip_origin", language)),
                ],
            )
        )
    if story.marks:
        kinds = ["target", "goal"]
        layers.append(
            look.drawing(story.marks)
            .marked("point", filled=True, size=130, opacity=1, stroke=look.PAPER, strokeWidth=1)
            .encode(
                x=defined("year:Q", **x),
                y=defined("level:Q", **y),
                shape=defined(
                    "kind:N", scale=options(domain=kinds, range=["diamond", "square"]), legend=None
                ),
                color=defined(
                    "kind:N",
                    scale=options(domain=kinds, range=[look.TARGET, look.NEEDED_INK]),
                    legend=None,
                ),
                tooltip=[defined("text:N", title=say("charts.tip_stated", language))],
            )
        )
    layers += _labels(story, panel, first, before, all_of_them=near)
    if near and story.fan:
        layers.append(_pointed_at(story, x, y))
    return layer(*layers, width=panel.width, height=panel.height)


def _pointed_at(story: _Story, x: dict[str, Any], y: dict[str, Any]) -> Chart:
    """What the pointer is told on the line of the forecast, year by year, and what the table behind the chart holds."""
    ends = [
        defined(
            f"{end}{share}:Q",
            title=say(f"charts.tip_{end}_share", story.language, share=share),
            format=".4~g",
        )
        for share in reversed(FAN)
        for end in ("lower", "upper")
    ]
    rows = [{key: row.get(key) for key in ("year", "median", *ENDS)} for row in story.fan]
    return (
        look.drawing(rows)
        .marked("point", size=200, opacity=0, filled=True)
        .encode(
            x=defined("year:Q", **x),
            y=defined("median:Q", **y),
            tooltip=[
                defined("year:Q", title=say("charts.axis_year", story.language), format="d"),
                defined("median:Q", title=say("charts.tip_median", story.language), format=".4~g"),
                *ends,
            ],
        )
    )


def outlook(result: Assessment, indicator: str, *, width: float = WIDTH) -> Any:
    """History, the default model's fan (80 and 95 %), the other models' medians, target, goal and needed path.

    Args:
        result: an assessment.
        indicator: an id.
        width: of the panel of the plan years, pixels; under 420 the long view stands below it, not beside.

    Returns:
        An Altair chart on log axes, where constant growth is a straight line. A history much longer than the plan
        gets a narrow panel of its own at the left, so that the plan years keep their room.

    Raises:
        ForecastingError: an indicator the assessment does not have.
    """
    story = _story(result, indicator)
    if not story.history and not story.fan and not story.others:
        return look.nothing(story.language, story.title, say("charts.nothing_outlook", story.language))
    first, final = story.years()
    last = int(story.history[-1]["year"]) if story.history else first
    horizon = max(1, final - last)
    start = max(first, last - max(2, horizon // 2))
    start = min((row["year"] for row in story.history if row["year"] >= start), default=start)
    long = first < start

    if not long:
        start = first
    room = max(0.25, (final - start) * 0.03)
    # Names of models and the goal stand at the right of the last year.
    margin = 150.0 if width >= NARROW else 112.0
    right = room + (final - start + room) * margin / (width - margin)
    near = Panel(width, HEIGHT, (start - room, final + right), story.levels(start), log=True)
    key = say("charts.outlook_key", story.language)
    lines = key.split("|") if width < NARROW else [key.replace("|", "")]
    title = options(text=story.title, subtitle=lines)
    main = _panel(story, near, (start, final), final, near=True)
    if not long:
        return main.properties(title=title)
    room = (final - first) * 0.05
    side = LONG if width >= NARROW else width
    far = Panel(
        side,
        HEIGHT if width >= NARROW else HEIGHT / 2,
        (first - room, final + room),
        story.levels(first),
        log=True,
    )
    # What the wide panel labels is not said twice.
    history = _panel(story, far, (first, final), start, near=False)
    if width < NARROW:
        return join("vconcat", main, history, spacing=20, title=title)
    return join("hconcat", history, main, spacing=28, title=title)
