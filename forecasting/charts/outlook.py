"""What may come: history, the fan of the default model, other models thin, target, goal and the path needed."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.axes import Panel, level_axis, year_axis, year_ticks
from forecasting.charts.grammar import condition, defined, join, layer, options, value
from forecasting.charts.lettering import Lettering
from forecasting.charts.story import medians, story_of
from forecasting.words import say, short

if TYPE_CHECKING:
    from forecasting.charts.assessed import PlannedLevel
    from forecasting.charts.grammar import Chart, Datum, Joined, Spec, View
    from forecasting.charts.story import Story
    from forecasting.judge.assessment import Assessment

__all__ = ["outlook"]

HEIGHT = 340.0
WIDTH, LONG = 500.0, 210.0  # pixels: the plan years with their labels at the right, the long view beside them
NARROW = 420.0  # below this the long view stands under the plan years
FAN = {"95": "#dce6ef", "80": "#b4cadd"}
MEDIAN = "#2f6391"
OTHERS = "#98a2ad"
AIMS = {"target": ("diamond", look.TARGET), "goal": ("square", look.NEEDED_INK)}


@dataclass(frozen=True, slots=True)
class _OutlookPanel:
    """A panel of the story.

    Attributes:
        years: first and last.
        before: the first year whose level is not labelled.
        near: the panel of the plan years, which has the labels of all that is no history.
    """

    story: Story
    panel: Panel
    years: tuple[int, int]
    before: int
    near: bool

    def drawn(self) -> Joined:
        layers = [*self._bands(), *self._lines(), *self._points(), *self._labels()]
        if self.near and self.story.fan:
            layers.append(self._pointed_at())
        return layer(*layers, width=self.panel.width, height=self.panel.height)

    def _x(self) -> Spec:
        first, last = self.years
        pixels = self.panel.across(last) - self.panel.across(first)
        return defined(
            "year:Q", **year_axis(self.panel, self.story.language, year_ticks(first, last, pixels))
        )

    def _y(self, field: str = "level") -> Spec:
        return defined(f"{field}:Q", **level_axis(self.panel, self.story.title, self.story.language))

    def _bands(self) -> list[View]:
        """The central ranges of the default model, the wider one below."""
        keys = {share: say("charts.fan", self.story.language, share=share) for share in FAN}
        scale = options(domain=list(keys.values()), range=list(FAN.values()))
        legend = options(orient="top", symbolType="square", symbolOpacity=1)
        fill = defined("key:N", title=None, scale=scale, legend=legend)
        layers: list[View] = []
        for share, key in keys.items():
            ends = attrgetter(f"lower{share}", f"upper{share}")
            rows = [(row.year, *ends(row)) for row in self.story.fan]
            band = [
                {"year": year, "low": low, "high": high, "key": key}
                for year, low, high in rows
                if low is not None
            ]
            if band:
                area = look.drawing(band).marked("area", clip=True, opacity=1)
                layers.append(area.encode(x=self._x(), y=self._y("low"), y2=defined("high:Q"), fill=fill))
        return layers

    def _lines(self) -> list[View]:
        story = self.story
        layers: list[View] = []
        if self.near:
            rows = [
                {"year": year, "level": level, "model": name}
                for name, line in story.others.items()
                for year, level in line
                if year >= self.years[0]
            ]
            if len(rows) > 1:
                thin = self._line(rows, strokeWidth=1, color=OTHERS)
                layers.append(thin.encode(detail=defined("model:N")))
        history = [(row.year, row.level) for row in story.history]
        for line, style in (
            (medians(story.fan), options(strokeWidth=2, color=MEDIAN)),
            (story.path, options(strokeWidth=2.5, color=look.NEEDED_INK, strokeDash=[7, 4])),
            (history, options(strokeWidth=1, color=look.RECORD, strokeDash=[2, 3])),
        ):
            rows = [{"year": year, "level": level} for year, level in line if year >= self.years[0]]
            if len(rows) > 1:
                layers.append(self._line(rows, **style))
        return layers

    def _line(self, rows: list[Datum], **style: Any) -> Chart:
        return look.drawing(rows).marked("line", clip=True, **style).encode(x=self._x(), y=self._y())

    def _points(self) -> list[View]:
        """The years of the history, filled where they are printed, and target and goal."""
        layers: list[View] = []
        first, language = self.years[0], self.story.language
        history = [
            {
                "year": row.year,
                "level": row.level,
                "lower": row.lower,
                "upper": row.upper,
                "origin": say(f"charts.origin.{row.origin}", language),
                "printed": row.origin == "printed",
            }
            for row in self.story.history
            if row.year >= first
        ]
        if history:
            points = look.drawing(history).marked(
                "point", size=70, strokeWidth=2, opacity=1, stroke=look.RECORD
            )
            tooltip = [
                defined("year:Q", title=say("charts.axis_year", language), format="d"),
                defined("level:Q", title=self.story.title, format=".4~g"),
                defined("lower:Q", title=say("charts.tip_lower", language), format=".4~g"),
                defined("upper:Q", title=say("charts.tip_upper", language), format=".4~g"),
                defined("origin:N", title=say("charts.tip_origin", language)),
            ]
            fill = condition("datum.printed", value(look.RECORD), value(look.PAPER))
            layers.append(points.encode(x=self._x(), y=self._y(), fill=fill, tooltip=tooltip))
        if self.story.aims:
            layers.append(self._aims())
        return layers

    def _aims(self) -> View:
        rows = [
            {"kind": aim.kind, "year": aim.year, "level": aim.level, "text": _told(aim, self.story.language)}
            for aim in self.story.aims
        ]
        kinds = list(AIMS)
        shapes, colours = ([one[part] for one in AIMS.values()] for part in (0, 1))
        return (
            look.drawing(rows)
            .marked("point", filled=True, size=130, opacity=1, stroke=look.PAPER, strokeWidth=1)
            .encode(
                x=self._x(),
                y=self._y(),
                shape=defined("kind:N", scale=options(domain=kinds, range=shapes), legend=None),
                color=defined("kind:N", scale=options(domain=kinds, range=colours), legend=None),
                tooltip=[defined("text:N", title=say("charts.tip_stated", self.story.language))],
            )
        )

    def _labels(self) -> list[View]:
        """A label at each year of the history; in the near panel at target, goal and the end of each model too."""
        story, first = self.story, self.years[0]
        lettering = Lettering(self.panel)
        for aim in story.aims if self.near else ():
            ink, side = (look.TARGET_INK, "below") if aim.kind == "target" else (look.NEEDED_INK, "right")
            lettering.point((aim.year, aim.level), _told(aim, story.language), ink, side)
        for row in story.history:
            if first <= row.year < self.before:
                text = short(row.level, story.language)
                lettering.point((row.year, row.level), text, look.RECORD, "above")
        if self.near:
            self._name_models(lettering)
        for line in (story.path, [(row.year, row.level) for row in story.history]):
            lettering.keep_clear([spot for spot in line if spot[0] >= first])
        return lettering.layers(grounds=False)

    def _name_models(self, lettering: Lettering) -> None:
        story = self.story
        if story.fan:
            end = medians(story.fan)[-1]
            name = say(f"models.{story.fan[-1].model}", story.language)
            text = say("charts.median", story.language, model=name, level=end[1])
            lettering.point(end, text, MEDIAN, "right", 1.0)
        for model, line in sorted(story.others.items()):
            lettering.point(line[-1], say(f"models.{model}", story.language), look.QUIET, "right", 1.0)

    def _pointed_at(self) -> View:
        """What the pointer is told on the line of the forecast, and what the table behind the chart holds."""
        language = self.story.language
        rows = [
            {
                "year": row.year,
                "median": row.median,
                "lower80": row.lower80,
                "upper80": row.upper80,
                "lower95": row.lower95,
                "upper95": row.upper95,
            }
            for row in self.story.fan
        ]
        tooltip = [
            defined("year:Q", title=say("charts.axis_year", language), format="d"),
            defined("median:Q", title=say("charts.tip_median", language), format=".4~g"),
            *(
                defined(
                    f"{end}{share}:Q",
                    title=say(f"charts.tip_{end}_share", language, share=share),
                    format=".4~g",
                )
                for share in reversed(FAN)
                for end in ("lower", "upper")
            ),
        ]
        points = look.drawing(rows).marked("point", size=200, opacity=0, filled=True)
        return points.encode(x=self._x(), y=self._y("median"), tooltip=tooltip)


def _told(aim: PlannedLevel, language: str) -> str:
    """Target or goal in words."""
    if aim.kind == "target":
        return say("charts.target_point", language, year=aim.year, level=aim.level)
    return say("charts.goal_point", language, year=aim.year, level=aim.level, sign=aim.sign)


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
    story = story_of(result, indicator)
    if not story.history and not story.fan and not story.others:
        return look.nothing(story.language, story.title, say("charts.nothing_outlook", story.language))
    first, final = story.years()
    last = story.history[-1].year if story.history else first
    horizon = max(1, final - last)
    start = max(first, last - max(2, horizon // 2))
    start = min((row.year for row in story.history if row.year >= start), default=start)
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
    main = _OutlookPanel(story, near, (start, final), final, near=True).drawn()
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
    history = _OutlookPanel(story, far, (first, final), start, near=False).drawn()
    if width < NARROW:
        return join("vconcat", main, history, spacing=20, title=title)
    return join("hconcat", history, main, spacing=28, title=title)
