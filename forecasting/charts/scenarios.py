"""What each scenario does to the forecast of an indicator: small panels, the baseline in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.assessed import indicator_of
from forecasting.charts.axes import Panel, span_of
from forecasting.charts.course import course_of
from forecasting.charts.grammar import join, options
from forecasting.charts.runs import name_of, ordered
from forecasting.charts.small_panel import SmallPanel, wrapped
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.charts.course import Course
    from forecasting.judge.assessment import Assessment

__all__ = ["scenarios"]

WIDTH, HEIGHT = 240.0, 170.0  # pixels of one small panel
MARGIN = 88.0  # at the right of the last year, for labels
COLUMNS = 3


def scenarios(runs: Sequence[Assessment], indicator: str) -> Any:
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
    base, *others = ordered(runs)
    language = base.language
    about = indicator_of(base, indicator)
    title = say("comparison.chart.scenarios", language, label=about.label, unit=about.unit)
    course = course_of(base, indicator)
    if not course.path:
        return look.nothing(language, title, say("charts.nothing_outlook", language))
    told = [(name_of(run), course_of(run, indicator)) for run in others]
    shown = [(name, one) for name, one in told if one.path and not one.alike(course)]
    same = [name for name, one in told if not one.path or one.alike(course)]
    every = [course, *(one for _, one in shown)]
    years = [row.year for one in every for row in one.path]
    first, last = min(years), max(years)
    room = 0.35
    right = (last - first + room) * MARGIN / (WIDTH - MARGIN)
    panel = Panel(WIDTH, HEIGHT, (first - room, last + right), _levels(every), log=True)
    plots = [SmallPanel(name_of(base), course, None, panel, (first, last), language)]
    plots += [SmallPanel(name, course, one, panel, (first, last), language) for name, one in shown]
    panels = [plot.drawn(axis=place % COLUMNS == 0) for place, plot in enumerate(plots)]
    across = min(COLUMNS, len(panels)) * (WIDTH + 30)
    return join(
        "concat",
        *panels,
        columns=COLUMNS,
        spacing={"row": 26, "column": 18},
        title=options(text=title, subtitle=_subtitle(same, across, language, alone=not shown)),
    )


def _subtitle(same: list[str], across: float, language: str, *, alone: bool) -> list[str]:
    """The key of the panels, and the scenarios that change nothing and have none."""
    key = say("comparison.chart.scenarios_key", language)
    lines = key.split("|") if across < 600 else [key.replace("|", "")]
    if alone:
        lines.append(say("comparison.chart.same_no_others", language))
    elif same:
        names = ("、" if language == "zh" else ", ").join(same)
        lines += wrapped(say("comparison.chart.same", language, names=names), max(across, 480), language)
    return lines


def _levels(courses: Iterable[Course]) -> tuple[float, float]:
    """Range of the levels of several courses, with room above and below."""
    values = []
    for course in courses:
        values += [end for year in course.path for end in (year.lower80, year.upper80)]
        values += [course.goal.level] if course.goal else []
    low, high = span_of(values) or (1.0, 10.0)
    return low / 1.12, high * 1.18
