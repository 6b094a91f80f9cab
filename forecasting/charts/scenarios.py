"""Scenarios beside the baseline: what each does to a forecast, and to the odds. The baseline is always in the picture."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import condition, defined, join, layer, options, value
from forecasting.charts.labels import Box, Label, along, place
from forecasting.charts.look import Panel
from forecasting.errors import ForecastingError
from forecasting.judge.checks import IMPLAUSIBLE, OPEN, STRETCH, UNAMBITIOUS
from forecasting.words import percent, say, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.judge.assessment import Assessment

__all__ = ["scenario_odds", "scenarios"]

WIDTH, HEIGHT = 240.0, 170.0  # pixels of one small panel
MARGIN = 88.0  # at the right of the last year, for labels
COLUMNS = 3
BLACK = "#000000"
BAND = "#dfe3e8"
ODDS_WIDTH = 380.0
STEP = 17
SAME_ODDS = 0.005
SAME_LEVEL = 0.005
ENDS = ("lower80", "upper80")


def _ordered(runs: Sequence[Any]) -> list[Any]:
    """The runs with the baseline first; where none is the baseline, the first one stands for it.

    Raises:
        ForecastingError: no run.
    """
    given: Any = runs
    listed = list(given) if isinstance(given, list | tuple) else [given]
    if not listed:
        msg = "a chart of scenarios needs assessments, the baseline among them; received none"
        raise ForecastingError(msg)
    base = next((run for run in listed if run.scenario.name == "baseline"), listed[0])
    return [base, *(run for run in listed if run is not base)]


def _title(run: Assessment, language: str) -> str:
    name = run.scenario.name
    return say("comparison.chart.baseline", language) if name == "baseline" else run.scenario.named(language)


def _wrapped(text: str, pixels: float, language: str, size: float = look.SIZE) -> list[str]:
    """Lines no wider than so many pixels; English breaks at spaces, Chinese anywhere but before punctuation."""
    glue = "" if language == "zh" else " "
    lines, line = [], ""
    for piece in text.split(" ") if glue else text:
        longer = f"{line}{glue}{piece}" if line else piece
        if line and look.width_of(longer, size) > pixels and piece not in "，。；：、）”》？！":
            lines.append(line)
            longer = piece
        line = longer
    return [*lines, line]


# ---- what a forecast becomes


def _series(run: Assessment, indicator: str) -> dict[str, Any]:
    """Base year, the quoted model's path and goal of one run."""
    entity = run.dossier.entity
    plan = next(iter(look.table_of(run, "targets", entity=entity, indicator=indicator)), {})
    path = [
        {key: row[key] for key in ("year", "median", *ENDS)}
        for row in look.table_of(run, "forecasts", entity=entity, indicator=indicator, default=True)
        if row["median"] is not None
    ]
    if path and plan.get("base_level"):
        level = plan["base_level"]
        path.insert(0, {"year": plan["base_year"], "median": level, **dict.fromkeys(ENDS, level)})
    aim = "goal" if plan.get("goal_level") else "target"
    goal = None
    if plan.get(f"{aim}_level"):
        goal = {"year": plan[f"{aim}_year"], "level": plan[f"{aim}_level"], "side": plan.get("side")}
    return {"path": path, "goal": goal, "odds": plan.get("probability")}


def _alike(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two runs say the same of an indicator, within half a percent of level and half a point of odds."""
    if one["goal"] != other["goal"] or len(one["path"]) != len(other["path"]):
        return False
    if (one["odds"] is None) != (other["odds"] is None):
        return False
    if one["odds"] is not None and abs(one["odds"] - other["odds"]) > SAME_ODDS:
        return False
    return all(
        abs(here[key] / there[key] - 1) <= SAME_LEVEL
        for here, there in zip(one["path"], other["path"], strict=True)
        for key in ("median", *ENDS)
    )


def _levels(stories: Iterable[dict[str, Any]]) -> tuple[float, float]:
    values = [row[key] for one in stories for row in one["path"] for key in ENDS]
    values += [one["goal"]["level"] for one in stories if one["goal"]]
    low, high = look.span_of(values) or (1.0, 10.0)
    return low / 1.12, high * 1.18


def scenarios(runs: Sequence[Any], indicator: str) -> Any:
    """What each scenario does to the forecast of an indicator: small panels, the baseline in black in each of them.

    Args:
        runs: assessments of one dossier; the one of the baseline (else the first) is what the others stand on.
        indicator: an id.

    Returns:
        An Altair chart: the baseline alone with its 80 % range and goal, then a panel a scenario that moves this
        forecast, its odds or its goal, all on the same axes; the scenarios that do not are named above.

    Raises:
        ForecastingError: no run, or an indicator the assessment does not have.
    """
    base, *others = _ordered(runs)
    language = base.language
    about = look.indicator_row(base, indicator)
    title = say("comparison.chart.scenarios", language, label=about["label"], unit=about["unit"])
    story = _series(base, indicator)
    told = [(run, _series(run, indicator)) for run in others]
    if not story["path"]:
        return look.nothing(language, title, say("charts.nothing_outlook", language))
    shown = [(run, one) for run, one in told if one["path"] and not _alike(one, story)]
    every = [story, *(one for _, one in shown)]
    years = [row["year"] for one in every for row in one["path"]]
    first, last = min(years), max(years)
    room = 0.35
    panel = Panel(
        WIDTH,
        HEIGHT,
        (first - room, last + (last - first + room) * MARGIN / (WIDTH - MARGIN)),
        _levels(every),
        log=True,
    )
    panels = [_small(_title(base, language), story, None, panel, (first, last), language, axis=True)]
    for place_, (run, one) in enumerate(shown, start=1):
        left = place_ % COLUMNS == 0
        panels.append(_small(_title(run, language), story, one, panel, (first, last), language, axis=left))
    drawn = {id(run) for run, _ in shown}
    same = [_title(run, language) for run, _ in told if id(run) not in drawn]
    across = min(COLUMNS, len(panels)) * (WIDTH + 30)
    key = say("comparison.chart.scenarios_key", language)
    subtitle = key.split("|") if across < 600 else [key.replace("|", "")]
    if not shown:
        subtitle.append(say("comparison.chart.same_no_others", language))
    elif same:
        listed = ("、" if language == "zh" else ", ").join(same)
        subtitle += _wrapped(say("comparison.chart.same", language, names=listed), max(across, 480), language)
    return join(
        "concat",
        *panels,
        columns=COLUMNS,
        spacing={"row": 26, "column": 18},
        title=options(text=title, subtitle=subtitle),
    )


def _small(
    name: str,
    base: dict[str, Any],
    own: dict[str, Any] | None,
    panel: Panel,
    years: tuple[int, int],
    language: str,
    *,
    axis: bool,
) -> Any:
    """One panel: the baseline, and the scenario on top of it where there is one."""
    first, last = years
    x = look.year_axis(panel, language, [first, last])
    x["axis"]["title"] = None
    y = look.level_axis(panel, "", language)
    # A number at the very top would push this panel's title above its neighbours'.
    y["axis"]["values"] = [one for one in y["axis"]["values"] if panel.down(one) > 8]
    if not axis:
        y["axis"]["labels"] = False
        y["axis"]["ticks"] = False
        y["axis"]["domain"] = False

    def line(rows: list[dict[str, Any]], key: str, **marks: Any) -> Any:
        data = [{"year": row["year"], "level": row[key]} for row in rows]
        chart = look.drawing(data).marked("line", **marks)
        return chart.encode(x=defined("year:Q", **x), y=defined("level:Q", **y))

    band = [{"year": row["year"], "low": row["lower80"], "high": row["upper80"]} for row in base["path"]]
    layers = [
        look.drawing(band)
        .marked("area", color=BAND, opacity=1)
        .encode(x=defined("year:Q", **x), y=defined("low:Q", **y), y2=defined("high:Q")),
        line(base["path"], "median", color=BLACK, strokeWidth=2),
    ]
    if own is not None:
        layers += [
            line(own["path"], end, color=look.TARGET_INK, strokeWidth=1, strokeDash=[4, 3]) for end in ENDS
        ]
        layers.append(line(own["path"], "median", color=look.TARGET, strokeWidth=2.5))
    goals = [{**one["goal"], "own": one is not base} for one in (base, own) if one and one["goal"]]
    if own is not None and own["goal"] == base["goal"]:
        goals = goals[:1]
    final = goals[-1:] if goals else []
    if goals:
        layers.append(
            look.drawing([{**goal, "filled": goal in final} for goal in goals])
            .marked("point", shape="square", size=70, opacity=1, strokeWidth=2, stroke=look.NEEDED_INK)
            .encode(
                x=defined("year:Q", **x),
                y=defined("level:Q", **y),
                fill=condition("datum.filled", value(look.NEEDED_INK), value(look.PAPER)),
            )
        )
    layers += _texts(base, own, goals, panel, language)
    layers.append(_pointed_at(name, base, own, {"x": x, "y": y}, language))
    return layer(
        *layers,
        width=panel.width,
        height=panel.height,
        title=options(
            text=_wrapped(name, WIDTH - 6, language, 13),
            subtitle=_odds(base, own, language),
            fontSize=13,
            subtitleFontSize=12,
            offset=6,
        ),
    )


def _pointed_at(
    name: str, base: dict[str, Any], own: dict[str, Any] | None, axes: dict[str, Any], language: str
) -> Any:
    """What the pointer is told of a year, and what the table behind the chart holds: both medians."""
    levels = {row["year"]: {"year": row["year"], "base": row["median"]} for row in base["path"]}
    for row in own["path"] if own else ():
        levels.setdefault(row["year"], {"year": row["year"], "base": None})["own"] = row["median"]
    told = [
        defined("year:Q", title=say("charts.axis_year", language), format="d"),
        defined("base:Q", title=say("comparison.chart.baseline", language), format=".4~g"),
    ]
    if own:
        told.append(defined("own:Q", title=name, format=".4~g"))
    rows = [{"own": None, **row, "level": row.get("own") or row["base"]} for row in levels.values()]
    return (
        look.drawing(rows)
        .marked("point", size=120, opacity=0, filled=True)
        .encode(x=defined("year:Q", **axes["x"]), y=defined("level:Q", **axes["y"]), tooltip=told)
    )


def _odds(base: dict[str, Any], own: dict[str, Any] | None, language: str) -> str:
    old, new = base["odds"], own["odds"] if own else base["odds"]
    if new is None or old is None:
        return say("comparison.chart.no_odds", language)
    if own is None:
        return say("comparison.chart.odds_alone", language, odds=old)
    return say("comparison.chart.odds_pair", language, old=old, new=new)


def _texts(
    base: dict[str, Any],
    own: dict[str, Any] | None,
    goals: list[dict[str, Any]],
    panel: Panel,
    language: str,
) -> list[Any]:
    """Labels of the goal and of where each median ends."""
    labels, inks, obstacles = [], [], []

    def mark(year: float, level: float, text: str, ink: str, prefer: str, half: float) -> None:
        x_, y_ = panel.across(year), panel.down(level)
        box = Box(x_ - half, y_ - half, x_ + half, y_ + half)
        if half > 3:
            obstacles.append(box)
        labels.append(Label(text, box, prefer=prefer))
        inks.append(ink)

    for goal in goals[:-1]:
        x_, y_ = panel.across(goal["year"]), panel.down(goal["level"])
        obstacles.append(Box(x_ - 7, y_ - 7, x_ + 7, y_ + 7))
    for goal in goals[-1:]:
        sign = "≤" if goal["side"] == "at_most" else "≥"
        text = say("comparison.chart.goal", language, year=goal["year"], level=goal["level"], sign=sign)
        mark(goal["year"], goal["level"], text, look.NEEDED_INK, "right", 7.0)
    end = (own or base)["path"][-1]
    ink = look.TARGET_INK if own else BLACK
    # What the number is, the first panel says.
    level = end["median"]
    text = short(level, language) if own else say("comparison.chart.median", language, level=level)
    mark(end["year"], end["median"], text, ink, "right", 1.0)
    if own is None:
        mark(end["year"], end["upper80"], say("comparison.chart.range", language), look.QUIET, "right", 1.0)
    paths = [(base["path"], "median"), *([(own["path"], key) for key in ("median", *ENDS)] if own else [])]
    for path, key in paths:
        spots = [(panel.across(row["year"]), panel.down(row[key])) for row in path]
        for here, there in pairwise(spots):
            obstacles += along(*here, *there)
    texts, leaders = look.label_rows(place(labels, obstacles, panel.width, panel.height), inks, panel)
    return look.label_layers(texts, leaders)


# ---- what odds become


def scenario_odds(runs: Sequence[Any]) -> Any:
    """The odds of each indicator's goal (else its last target) under every scenario, beside the baseline's.

    Args:
        runs: assessments of one dossier; the one of the baseline (else the first) is what the others stand on.

    Returns:
        An Altair chart, a panel an indicator that has odds and a row a scenario, the best odds first: the baseline as
        a black line and dots, the scenario as a diamond joined to it, a thin line for the range over the histories left
        open and over models.

    Raises:
        ForecastingError: no run.
    """
    base, *others = _ordered(runs)
    language = base.language
    panels = []
    for row in look.table_of(base, "targets", entity=base.dossier.entity):
        if row["probability"] is None:
            continue
        rows = [_odds_row(row, row, _title(base, language), language)]
        for run in others:
            found = look.table_of(run, "targets", entity=base.dossier.entity, indicator=row["indicator"])
            if found and found[0]["probability"] is not None:
                rows.append(_odds_row(row, found[0], _title(run, language), language))
        rows[1:] = sorted(rows[1:], key=lambda one: -one["odds"])
        panels.append(_dumbbells(rows, row, language))
    title = say("comparison.chart.odds", language)
    if not panels:
        return look.nothing(language, title, say("comparison.chart.nothing", language))
    subtitle = say("comparison.chart.odds_key", language).replace("|", "")
    return join("vconcat", *panels, spacing=24, title=options(text=title, subtitle=subtitle))


def _odds_row(base: dict[str, Any], own: dict[str, Any], name: str, language: str) -> dict[str, Any]:
    old, new = (round(100 * min(0.99, max(0.01, one["probability"]))) for one in (base, own))
    word = "up" if new > old else "down" if new < old else "level"
    change = say(f"comparison.chart.{word}", language, points=abs(new - old))
    text = say("comparison.chart.odds_label", language, new=own["probability"], change=change)
    return {
        "name": name,
        "odds": own["probability"],
        "base": base["probability"],
        "low": own["probability_low"],
        "high": own["probability_high"],
        "text": percent(new / 100, language, 0) if own is base else text,
        "moved": new != old,
    }


def _dumbbells(rows: list[dict[str, Any]], plan: dict[str, Any], language: str) -> Any:
    aim = "goal" if plan.get("goal_level") else "target"
    heading = say(
        "comparison.chart.of_goal",
        language,
        label=plan["label"],
        unit=plan["unit"],
        sign="≤" if plan.get("side") == "at_most" else "≥",
        level=plan[f"{aim}_level"],
        year=plan[f"{aim}_year"],
    )
    names = [row["name"] for row in rows]
    y = defined(
        "name:N", sort=names, title=None, axis=options(labelLimit=0, ticks=False, domain=False, grid=True)
    )
    axis = options(
        values=[0, IMPLAUSIBLE, STRETCH, OPEN, UNAMBITIOUS],
        labelExpr=look.percent_labels(language),
        labelOverlap=False,
        title=say("comparison.chart.odds_axis", language),
    )
    x = defined("odds:Q", scale=options(domain=[0, 1], nice=False), axis=axis)
    ranges = [row for row in rows if row["low"] is not None and row["high"] is not None]
    moved = [row for row in rows if row["moved"]]
    tooltip = [
        defined("name:N", title=say("comparison.chart.scenario", language)),
        defined("text:N", title=say("comparison.chart.odds_axis", language)),
        defined("low:Q", title=say("charts.tip_lower", language), format=".0%"),
        defined("high:Q", title=say("charts.tip_upper", language), format=".0%"),
    ]
    layers = [
        look.drawing(ranges)
        .marked("rule", color=look.BENCHMARK, strokeWidth=1)
        .encode(x=defined("low:Q"), x2=defined("high:Q"), y=y),
        look.drawing(rows[:1]).marked("rule", color=BLACK, strokeWidth=1).encode(x=x),
        look.drawing(moved)
        .marked("rule", color=look.TARGET, strokeWidth=3)
        .encode(x=defined("base:Q"), x2=defined("odds:Q"), y=y),
        look.drawing(rows)
        .marked("circle", color=BLACK, size=60, opacity=1)
        .encode(x=defined("base:Q"), y=y, tooltip=tooltip),
        look.drawing(moved)
        .marked("point", shape="diamond", filled=True, color=look.TARGET, size=120, opacity=1)
        .encode(x=x, y=y),
        look.drawing(rows)
        .marked("text", align="left", baseline="middle", color=look.INK)
        .encode(x=value(ODDS_WIDTH + 10), y=y, text=defined("text:N")),
    ]
    return layer(
        *[one for one in layers if one.data["values"]],
        title=options(text=heading, fontSize=13, offset=6),
        width=ODDS_WIDTH,
        height=options(step=STEP),
    )
