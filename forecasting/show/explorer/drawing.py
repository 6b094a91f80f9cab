"""The three charts of the page as one Vega-Lite specification whose every mark follows the parameters.

Scales hang on the indicator alone, so that nothing rescales while a slider moves. Widths are set when the page opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.export import specification
from forecasting.charts.grammar import Chart, condition, defined, join, layer, options, value
from forecasting.judge.checks import IMPLAUSIBLE, OPEN, STRETCH
from forecasting.show.explorer.expressions import number_either, percent_either, short_either, tell, verdict
from forecasting.words import SHORT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecasting.show.explorer.cases import Survey

__all__ = ["charts"]

WIDTH = 640
_GROWTH, _LEVEL, _ROW = 250, 300, 34
FAN = {"95": "#dce6ef", "80": "#b4cadd"}
MEDIAN = "#2f6391"
OWN = "#000000"
_STEPS = (
    (0.0, IMPLAUSIBLE, "#cfd4da"),
    (IMPLAUSIBLE, STRETCH, "#dde1e6"),
    (STRETCH, OPEN, "#eaedf0"),
    (OPEN, 1.0, "#f5f6f8"),
)
_THIN = 6.0
_CLOSE = 0.15  # of the plot, in which a number needs its room
# Goal and path stand at the right of the last year and give way to each other.
_GAP = f"log(end / goal) / log(subject.level[1] / subject.level[0]) * {_LEVEL}"
_PUSH = f"(end >= goal ? 1 : -1) * max(0, 17 - abs({_GAP})) / 2"


def charts(found: Survey) -> dict[str, Any]:
    """The specification without its parameters.

    Args:
        found: what was looked up; its spans and points become data, picked by the case that is shown.
    """
    longest = max(len(one.years) for one in found.subjects)
    most = max([1, *(len(case["targets"]) for case in found.cases.values())])
    stacked = join(
        "vconcat", _growth(longest, most), _level(longest, most, _levels(found)), _odds(most), spacing=26
    )
    drawn = specification(stacked, validate=False)
    # The page names the drawing; of its parts only marks that say something have words.
    for part in ("axis", "title", "mark"):
        drawn["config"] = drawn["config"] | {part: drawn["config"].get(part, {}) | {"aria": False}}
    drawn["datasets"] = {"spans": list(_spans(found)), "points": list(_points(found))}
    return drawn


def _spans(found: Survey) -> Iterator[dict[str, Any]]:
    """What the report says of growth, a row a span and set of marks."""
    for place, one in enumerate(found.marks):
        for span in one["spans"]:
            row = {key: span[key] for key in ("kind", "start", "end", "lower", "upper", "middle")}
            above = _above(span, one["spans"])
            yield {"set": place, "above": above, "named": _named_bar(span, one["spans"]), **row}


def _points(found: Survey) -> Iterator[dict[str, Any]]:
    """History, a row a year and set of marks."""
    for place, one in enumerate(found.marks):
        for point in one["points"]:
            yield {"set": place, "x": point["year"], "low": point["level"], "printed": point["printed"]}


def _expr(text: str) -> Any:
    return {"expr": text}


def _scale(name: str, **more: Any) -> Any:
    """A scale with ends fixed for each indicator."""
    ends: list[Any] = [_expr(f"subject.{name}[0]"), _expr(f"subject.{name}[1]")]
    # A log scale has no zero to leave out, and says so on the reader's console.
    return options(domain=ends, nice=False, **({} if more.get("type") == "log" else {"zero": False}), **more)


def _years(name: str) -> Any:
    axis = options(format="d", grid=False, title=None, tickMinStep=1, tickCount=8, labelOverlap=True)
    return defined("x:Q", scale=_scale(name), axis=axis)


def _telling(data: Chart, text: str, kind: str, **style: Any) -> Chart:
    """A mark that tells the pointer and the keyboard what it stands for; `text` is an expression."""
    mark = data.calculate(told=text).marked(kind, aria=True, **style)
    return mark.encode(tooltip=defined("told:N"), description=defined("told:N"))


def _span_told(what: str, start: str, end: str, rate: str) -> str:
    whole = tell("explorer.tip.span", what=what, start=start, end=end, rate=rate)
    return f"({end}) - ({start}) > 1 ? {whole} : {tell('explorer.tip.year', what=what, year=end, rate=rate)}"


def _level_told(what: str, level: str = "datum.low") -> str:
    return tell("explorer.tip.level", what=what, year="datum.x", level=level, unit="subject.unit[language]")


def _title(key: str, **values: str) -> Any:
    return options(text=_expr(tell(f"explorer.chart.{key}", **values)))


def _slots(longest: int, first: int) -> Any:
    """Rows of the forecast years: their path, growth and ranges, from the base or the year after it to the last."""
    chart = look.drawing([{"slot": slot} for slot in range(first, longest + 1)])
    chart = chart.calculate(
        x="subject.first - 1 + datum.slot", loc="locs[datum.slot]", rate="rates[datum.slot]"
    )
    return chart.where(f"datum.x >= here.start + {first} && datum.x <= until && isValid(datum.loc)")


def _growth(longest: int, most: int) -> Any:
    """Growth a year: what the report says as bars, the growth set as a line."""
    x = _years("record")
    axis = options(title=None, tickCount=6, labelExpr=percent_either("datum.value", 0))
    y = defined("low:Q", scale=_scale("growth"), axis=axis)
    half = f"(subject.growth[1] - subject.growth[0]) * {_THIN / 2 / _GROWTH}"
    spans = Chart({"name": "spans"}).where("datum.set === here.marks")
    past = spans.where("datum.kind !== 'slogan'").calculate(
        x="datum.start",
        low=f"min(datum.lower, datum.middle - {half})",
        high=f"max(datum.upper, datum.middle + {half})",
    )
    slogan = spans.where("datum.kind === 'slogan'").calculate(x="datum.start", low="datum.middle")
    once = look.drawing([{"one": 1}])
    band = once.calculate(
        x="here.start", x2="year", low="others ? others[0] : null", high="others ? others[2] : null"
    ).where("isValid(datum.low)")
    needed = once.calculate(
        x="neededFrom",
        x2="year",
        middle="neededAfter",
        low=f"neededAfter - {half}",
        high=f"neededAfter + {half}",
    )
    targets = _targets(most).calculate(
        x="datum.before",
        x2="datum.year",
        middle="pow(datum.level / here.base, 1 / (datum.year - here.start)) - 1",
        low=f"datum.middle - {half}",
        high=f"datum.middle + {half}",
    )
    own = _slots(longest, 1).calculate(x0="datum.x - 1", low="datum.rate")
    last = own.where("datum.x === year")

    def bar(data: Any, told: str, fill: str, to: str = "x2:Q") -> Any:
        drawn = _telling(data, told, "rect", clip=True, color=fill, opacity=1)
        return drawn.encode(x=x, x2=to, y=y, y2="high:Q")

    recorded = _span_told(tell("explorer.tip.record"), "datum.start", "datum.end", "datum.middle")
    asked = _span_told(tell("explorer.tip.target"), "datum.before", "datum.year", "datum.middle")
    left = _span_told("sayNeededKey", "neededFrom", "year", "neededAfter")
    said = _span_told(tell("explorer.tip.slogan"), "datum.start", "datum.end", "datum.middle")
    set_here = tell("explorer.tip.year", what=tell("explorer.key.own"), year="datum.x", rate="datum.rate")

    def words(data: Any, text: str, ink: str, at: str = "x:Q", **where: Any) -> Any:
        mark = data.calculate(text=percent_either(text)).marked(
            "text", fontSize=12, color=ink, clip=False, **where
        )
        return mark.encode(x=defined(at, scale=_scale("record")), y=y, text="text:N")

    line = {"x": defined("x0:Q", scale=_scale("record")), "x2": "x:Q", "y": y}
    layers = [
        bar(band, "sayClass", look.CLASS),
        once.marked("rule", color=look.QUIET, strokeWidth=1).encode(
            y=defined(datum=0, scale=_scale("growth"))
        ),
        bar(needed, left, look.NEEDED),
        bar(past, recorded, look.RECORD, "end:Q"),
        bar(targets, asked, look.TARGET),
        _telling(slogan, said, "rule", clip=True, color=look.SLOGAN, strokeWidth=2, strokeDash=[8, 4]).encode(
            x=x, x2="end:Q", y=y
        ),
        own.marked("rule", clip=True, color=look.PAPER, strokeWidth=6).encode(**line),
        _telling(own, set_here, "rule", clip=True, color=OWN, strokeWidth=3).encode(**line),
        words(
            past.where("datum.kind === 'record' && datum.named"),
            "datum.middle",
            look.RECORD,
            dy=15,
            align="left",
        ),
        words(slogan, "datum.middle", look.SLOGAN, dy=-9, align="left"),
        words(
            needed,
            "datum.middle",
            look.NEEDED_INK,
            at="x2:Q",
            dy=_expr("rates[slot] < neededAfter ? -12 : 15"),
            dx=-2,
            align="right",
        ),
        *(
            words(
                past.where(f"datum.kind === 'year' && {'' if above else '!'}datum.above"),
                "datum.middle",
                look.RECORD,
                at="end:Q",
                dy=-12 if above else 15,
                align="right",
            )
            for above in (True, False)
        ),
        words(last, "datum.rate", OWN, dx=5, align="left", fontWeight="bold"),
    ]
    return layer(*layers, width=WIDTH, height=_GROWTH, title=_title("growth"))


def _above(span: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether a number stands best above its bar: no bar of the record lies higher."""
    return all(one["middle"] <= span["middle"] for one in others if one["kind"] == "record")


def _named_bar(span: dict[str, Any], others: list[dict[str, Any]]) -> bool:
    """Whether the number of a bar has room below it: no other bar of the record lies close below, nor says the same."""
    if span["kind"] != "record":
        return True
    height: float = max(one["middle"] for one in others)
    records = [one for one in others if one["kind"] == "record"]
    below = [one for one in records if one["middle"] < span["middle"]]
    same = [one for one in records if one["middle"] == span["middle"]]
    return same[0] is span and all(span["middle"] - one["middle"] > _CLOSE * height for one in below)


def _targets(most: int) -> Any:
    """Rows of the annual targets, each with the year before its stretch begins."""
    chart = look.drawing([{"slot": slot} for slot in range(most)])
    chart = chart.calculate(target="here.targets[datum.slot]").where("isValid(datum.target)")
    return chart.calculate(year="datum.target[0]", level="datum.target[1]", before="here.start")


def _levels(found: Survey) -> Callable[[str], str]:
    """How levels are written: short where one of them can be as large as that."""
    largest = max(one.ranges["level"][1] for one in found.subjects)
    return short_either if largest >= SHORT["zh"][-1][0] else number_either


def _level(longest: int, most: int, level: Callable[[str], str]) -> Any:
    """Level on a log axis: history, ranges, the path, target and goal."""
    x = _years("plan")
    axis = options(title=None, tickCount=6, labelExpr=level("datum.value"), labelOverlap=True)
    y = defined("low:Q", scale=_scale("level", type="log"), axis=axis)
    slots = _slots(longest, 0)
    layers = []
    for share, fill in FAN.items():
        wide = f"quantiles[here.kinds[max(0, datum.slot - 1)]]['{share}'] * here.scales[datum.slot - 1]"
        fan = slots.where("modelled").calculate(
            spread=f"datum.x === here.start ? 0 : {wide}",
            low="exp(datum.loc - datum.spread)",
            high="exp(datum.loc + datum.spread)",
        )
        layers.append(fan.marked("area", clip=True, color=fill, opacity=1).encode(x=x, y=y, y2="high:Q"))
    corners = (
        look.drawing([{"corner": 0}, {"corner": 1}, {"corner": 2}])
        .calculate(
            x="[here.start, target ? target[0] : null, year][datum.corner]",
            low="[here.base, target ? target[1] : null, goal][datum.corner]",
        )
        .where("isValid(datum.x)")
    )
    path = slots.calculate(low="exp(datum.loc)")
    points = Chart({"name": "points"}).where("datum.set === here.marks && datum.x >= subject.plan[0]")
    end = path.where("datum.x === year")
    once = look.drawing([{"one": 1}]).calculate(x="year", low="goal")
    targets = _targets(most).calculate(x="datum.year", low="datum.level")
    plain_x = defined("x:Q", scale=_scale("plan"))

    def words(data: Any, text: str, ink: str, **where: Any) -> Any:
        mark = data.calculate(text=text).marked("text", fontSize=12, color=ink, **where)
        return mark.encode(x=plain_x, y=y, text="text:N")

    recorded = f"datum.printed ? {tell('explorer.key.printed')} : {tell('explorer.key.implied')}"
    inside = condition("datum.printed", value(look.RECORD), value(look.PAPER))
    layers += [
        corners.marked("line", clip=True, color=look.NEEDED_INK, strokeWidth=2.5, strokeDash=[7, 4]).encode(x=x, y=y),
        points.marked("line", clip=True, color=look.RECORD, strokeWidth=1, strokeDash=[2, 3]).encode(x=x, y=y),
        path.marked("line", clip=True, color=look.PAPER, strokeWidth=5).encode(x=x, y=y),
        path.marked("line", clip=True, color=OWN, strokeWidth=2.5).encode(x=x, y=y),
        _telling(path, _level_told(tell("explorer.tip.path")), "point",
            clip=True, size=120, filled=True, opacity=0,
        ).encode(x=x, y=y),
        _telling(points, _level_told(recorded), "point",
            size=60, strokeWidth=2, stroke=look.RECORD, opacity=1,
        ).encode(x=x, y=y, fill=inside),
        _telling(targets, _level_told(tell("explorer.tip.target")), "point",
            clip=True, filled=True, shape="diamond", size=140, color=look.TARGET, opacity=1,
            stroke=look.PAPER, strokeWidth=1,
        ).encode(x=x, y=y),
        _telling(once, _level_told(tell("explorer.key.goal")), "point",
            clip=True, filled=True, shape="square", size=130, color=look.NEEDED_INK, opacity=1,
            stroke=look.PAPER, strokeWidth=1,
        ).encode(x=x, y=y),
        words(points, level("datum.low"), look.RECORD, dy=-14, dx=3, align="right"),
        words(targets, level("datum.low"), look.TARGET_INK, dy=17, align="left"),
        words(
            once, f"sign + ' ' + {level('goal')}", look.NEEDED_INK, dx=11, dy=_expr(f"{_PUSH}"), align="left",
        ),
        words(end, level("datum.low"), OWN, dx=11, dy=_expr(f"-({_PUSH})"), align="left", fontWeight="bold"),
    ]  # fmt: skip
    title = _title("level", label="subject.label[language]", unit="subject.unit[language]")
    return layer(*layers, width=WIDTH, height=_LEVEL, title=title)


def _odds(most: int) -> Any:
    """A ruler from nought to certain with a bar for each annual target and for the goal."""
    rows = most + 1
    scale = options(domain=[0, 1], nice=False)
    axis = options(
        title=None,
        grid=False,
        values=[0, IMPLAUSIBLE, STRETCH, OPEN, 1],
        labelExpr=percent_either("datum.value", 0),
    )
    x = defined("low:Q", scale=scale, axis=axis)
    down = defined("row:Q", scale=options(domain=[rows - 0.5, -0.5], nice=False, zero=False), axis=None)
    ground = look.drawing([{"low": low, "high": high, "fill": fill} for low, high, fill in _STEPS])
    levels = " : ".join(f"datum.slot === {slot} ? oddsTarget{slot}" for slot in range(most))
    bars = [
        (
            _targets(most).calculate(
                row="datum.slot", odds=f"{levels} : 0", name=_named("datum.year", "datum.level")
            ),
            look.TARGET,
            look.TARGET_INK,
        ),
        (
            look.drawing([{"one": 1}]).calculate(row=str(most), odds="oddsGoal", name=_named("year", "goal")),
            look.NEEDED_INK,
            look.NEEDED_INK,
        ),
    ]
    layers = [ground.marked("rect", opacity=1).encode(x=x, x2="high:Q", color=defined("fill:N", scale=None))]
    told = tell("explorer.tip.odds", goal="datum.name", odds="datum.text")
    for data, fill, ink in bars:
        known = data.where("modelled").calculate(
            low="0", text=tell("explorer.chart.odds_row", odds="datum.odds", verdict=_verdict())
        )
        layers += [
            _telling(known, told, "bar", height=9, color=fill, yOffset=9, opacity=1).encode(
                x=x, x2="odds:Q", y=down
            ),
            known.calculate(low="min(0.99, datum.odds)")
            .marked("tick", color=OWN, thickness=3, height=15, yOffset=9, opacity=1)
            .encode(x=x, y=down),
            data.calculate(low="0.004")
            .marked("text", align="left", dy=-6, fontSize=12, color=ink)
            .encode(x=x, y=down, text="name:N"),
            known.calculate(low="0.996")
            .marked("text", align="right", dy=-6, fontSize=12, color=look.INK, fontWeight="bold")
            .encode(x=x, y=down, text="text:N"),
        ]
    return layer(*layers, width=WIDTH, height=_ROW * rows + 10, title=_title("odds"))


def _named(year: str, level: str) -> str:
    return tell("explorer.chart.odds_goal", year=year, level=level)


def _verdict() -> str:
    return verdict("datum.odds")
