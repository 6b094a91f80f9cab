"""What an outlook draws of an indicator: its history, what models make of it, and what is planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from forecasting.charts.assessed import aims, fitted, indicator_of, own, plan_of, titled
from forecasting.charts.axes import span_of

if TYPE_CHECKING:
    from forecasting.charts.assessed import PlannedLevel, Spot
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.assessment.rows import HistoryRow
    from forecasting.judge.outlook import ForecastRow

__all__ = ["Story", "medians", "story_of"]


@dataclass(frozen=True, slots=True)
class Story:
    """What is drawn, the same in both panels.

    Attributes:
        fan: of the default model.
        others: medians of the other models, by name.
        path: from the latest level over the target to the goal, by its corners (straight on a log axis).
    """

    history: list[HistoryRow]
    fan: list[ForecastRow]
    others: dict[str, list[Spot]]
    aims: list[PlannedLevel]
    path: list[Spot]
    title: str
    language: str

    def _spots(self) -> list[Spot]:
        """All points that are drawn but the fan."""
        record = [(row.year, row.level) for row in self.history]
        stated = [(aim.year, aim.level) for aim in self.aims]
        return [*record, *stated, *(spot for line in self.others.values() for spot in line)]

    def years(self) -> tuple[int, int]:
        """First and last year of all that is drawn."""
        every = [*(year for year, _ in self._spots()), *(year for year, _ in medians(self.fan))]
        return min(every), max(every)

    def levels(self, first: int) -> tuple[float, float]:
        """Range of the levels from a year on, with room above and below."""
        values = [level for year, level in self._spots() if year >= first]
        for row in self.fan:
            if row.year is not None and row.year >= first:
                values += [end for end in _ends(row) if end is not None]
        low, high = span_of(level for level in values if level > 0) or (1.0, 10.0)
        room = (high / low) ** 0.09 * 1.04
        return low / room, high * room


def _ends(row: ForecastRow) -> tuple[float | None, ...]:
    return row.lower80, row.upper80, row.lower95, row.upper95


def medians(rows: list[ForecastRow]) -> list[Spot]:
    """The middle of a forecast, year by year."""
    return [(row.year, row.median) for row in rows if row.year is not None and row.median is not None]


def _opened(row: ForecastRow, year: int, level: float) -> ForecastRow:
    """A forecast's row of the last year of the history, where all its quantiles are the level itself."""
    return replace(row, year=year, median=level, lower80=level, upper80=level, lower95=level, upper95=level)


def story_of(result: Assessment, indicator: str) -> Story:
    """The story of an indicator.

    Raises:
        ForecastingError: the assessment has no such indicator.
    """
    about = indicator_of(result, indicator)
    history = sorted(own(result.history_rows, result, indicator), key=attrgetter("year"))
    forecasts = sorted(fitted(result, indicator), key=attrgetter("model", "year"))
    fan = [row for row in forecasts if row.default]
    models = dict.fromkeys(row.model for row in forecasts if not row.default)
    others = {
        name: medians([row for row in forecasts if row.model == name and not row.default]) for name in models
    }
    if history:
        # Every forecast starts from the last year of the history.
        year, level = history[-1].year, history[-1].level
        if fan:
            fan.insert(0, _opened(fan[0], year, level))
        others = {name: [(year, level), *line] for name, line in others.items()}
    plan = plan_of(result, indicator)
    named = aims(plan)
    path = [(aim.year, aim.level) for aim in named]
    if plan is not None and plan.base_year and plan.base_level:
        path.insert(0, (plan.base_year, plan.base_level))
    if len(path) < 2 or named[-1].kind != "goal":
        path = []
    return Story(history, fan, others, named, path, titled(about, result.language), result.language)
