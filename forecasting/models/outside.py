"""An outside forecast as one more model: the analyst's path, with the width that such forecasts have deserved.

`[assumptions.outside.INDICATOR]` in `dossier.toml` holds `source`, `date` and a path, `growth` in percent a year or `level`
in the indicator's unit, by calendar year; `basis` says on which price basis, else that of the indicator.

How far such forecasts miss is taken from the IMF's: growth of real GDP as forecast in every World Economic Outlook from
1990 to 2025 against what came, all countries (59,000 pairs). Mean absolute error of a single year's growth, in points, by
years from publication: 2.33, 3.10, 3.20, 3.21, 3.26, 3.30; mean error, forecast less outcome: -0.18, 0.63, 0.72, 0.71,
0.69, 0.64. Source: IMF Data, World Economic Outlook vintages, errors as compiled in S. Anand, IMF WEO GDP forecast-error
data, 2026. That forecasts two to five years ahead run high, and in up to half of countries miss by more than the average
growth of the recent past does, is also Celasun, Lee, Mrkaic & Timmermann 2021, IMF WP 21/216; that the bias grows with
the horizon, Ho & Mauro 2014, IMF WP 14/117.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from itertools import accumulate
from math import log, log1p, sqrt
from numbers import Real
from typing import TYPE_CHECKING, Any

from forecasting.models import Predictive, odds_between
from forecasting.models.reference import reference_class

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier import Dossier
    from forecasting.models import Bounds
    from forecasting.models.reference import ReferenceClass

__all__ = ["MISSES", "OPTIMISM", "OutsideForecast", "outside_flaws", "outside_forecasts", "predict_outside"]

#: Mean absolute error of a single year's growth, a fraction, by years from publication; the last holds on.
MISSES = (0.0233, 0.0310, 0.0320, 0.0321, 0.0326, 0.0330)
#: Mean error of a single year's growth, forecast less outcome, a fraction, by years from publication.
OPTIMISM = (-0.0018, 0.0063, 0.0072, 0.0071, 0.0069, 0.0064)

#: The class whose members those forecasts were of: others miss by as much more as they are more volatile.
_FORECAST_OF = "country-real-gdp@2019"
_REGIME = 0.1  # variance of a lasting miss, in those of a year, times h^2, as in the growth models
_DF = 4.0  # of a Student t, whose mean absolute value is then its scale
_KEYS = ("source", "date", "basis", "growth", "level")
_DATE = re.compile(r"(\d{4})(-\d{2}(-\d{2})?)?")

Flaw = tuple[tuple[str, ...], str, str]


@dataclass(frozen=True, slots=True)
class OutsideForecast:
    """Somebody else's path of one indicator.

    Attributes:
        indicator: of what.
        source: who made it.
        date: of publication, as written.
        published: its year.
        basis: price basis of the path; empty for that of the indicator.
        growth: growth a year as a fraction, by year; empty where levels are given.
        level: levels in the indicator's unit, by year; empty where growth is given.
    """

    indicator: str
    source: str
    date: str
    published: int
    basis: str
    growth: tuple[tuple[int, float], ...] = ()
    level: tuple[tuple[int, float], ...] = ()

    def path(self, base_year: int, base_level: float) -> dict[int, float]:
        """Levels by year after the base; growth is compounded from the base as long as no year is missing."""
        if self.level:
            return {year: level for year, level in self.level if year > base_year}
        rates = dict(self.growth)
        years: list[int] = []
        while base_year + len(years) + 1 in rates:
            years.append(base_year + len(years) + 1)
        levels = accumulate(
            (1 + rates[year] for year in years), lambda level, step: level * step, initial=base_level
        )
        return dict(zip(years, list(levels)[1:], strict=True))


def outside_flaws(dossier: Dossier) -> Iterator[Flaw]:
    """What is wrong with the outside forecasts of a dossier: where, what was found, what would be right."""
    for name, table in dossier.assumptions.outside.items():
        place = (name,)
        if name not in dossier.indicators:
            yield place, repr(name), f"an indicator: {', '.join(dossier.indicators)}"
            continue
        if not hasattr(table, "items"):
            yield place, repr(table), "a table with source, date and growth or level by year"
            continue
        for key in table:
            if key not in _KEYS:
                yield (*place, key), "an unknown key", f"one of {', '.join(_KEYS)}"
        if not isinstance(table.get("source"), str) or not table["source"].strip():
            yield place, "an outside forecast without a source", 'source = "who made it, and where it stands"'
        yield from _date_flaws(place, table, dossier.as_of)
        basis = table.get("basis", "")
        if basis not in {"", "real", "nominal"}:
            yield (*place, "basis"), repr(basis), "real or nominal"
        yield from _path_flaws(place, table, dossier, name)


def _date_flaws(place: tuple[str, ...], table: Mapping[str, Any], as_of: int) -> Iterator[Flaw]:
    if "date" not in table:
        yield place, "an outside forecast without a date", 'date = "2024-10", or the year it was published'
        return
    written = _written(table["date"])
    if written is None:
        yield (*place, "date"), repr(table["date"]), 'a year, or a date such as "2024-10" or "2024-10-22"'
    elif int(written[:4]) > as_of + 1:
        expected = f"a forecast published by {as_of + 1}: one of later years knows what this date could not"
        yield (*place, "date"), written, expected


def _path_flaws(
    place: tuple[str, ...], table: Mapping[str, Any], dossier: Dossier, name: str
) -> Iterator[Flaw]:
    given = [key for key in ("growth", "level") if key in table]
    indicator = dossier.indicators[name]
    rate = indicator.measure == "rate"
    if len(given) != 1:
        found = "both growth and level" if given else "no path"
        yield (
            place,
            found,
            "either growth in percent a year, or level, by year, such as growth = { 2025 = 4.5 }",
        )
        return
    (key,) = given
    if rate and key == "growth":
        yield (*place, key), "growth of a rate", "level by year: a rate changes in points"
        return
    if not hasattr(table[key], "items") or not table[key]:
        yield (*place, key), repr(table[key]), f"numbers by year, such as {key} = {{ 2025 = 4.5 }}"
        return
    low, high = indicator.bounds or (None, None)
    bounds = (None if low is None else float(low), None if high is None else float(high))
    for year, value in table[key].items():
        here = (*place, key, str(year))
        if not str(year).isdecimal() or int(year) <= dossier.as_of:
            yield here, repr(year), f"a year after as_of = {dossier.as_of}"
        elif isinstance(value, bool) or not isinstance(_number(value), float):
            yield here, repr(value), "a number"
        elif key == "growth" and not -100 < float(value) < 1000:
            yield here, str(value), "growth in percent a year, above -100 (4.5 is 4.5 %)"
        elif rate:
            try:
                odds_between(float(value), bounds)
            except ValueError as error:
                yield here, str(value), str(error)
        elif key == "level" and not float(value) > 0:
            yield here, str(value), "a positive level"


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]  # whatever the file held
    except (TypeError, ValueError):
        return None


def _written(date: object) -> str | None:
    """A date as written, where it is one."""
    if isinstance(date, dt.date):
        return date.isoformat()[:10]
    if isinstance(date, bool):
        return None
    text = str(date) if isinstance(date, (str, Real)) else ""
    return text if _DATE.fullmatch(text) else None


def outside_forecasts(dossier: Dossier) -> tuple[OutsideForecast, ...]:
    """The outside forecasts of a dossier without flaws, in the order of its indicators."""
    found = []
    for name in dossier.indicators:
        table = dossier.assumptions.outside.get(name)
        if table is None:
            continue
        date = _written(table["date"]) or ""
        growth, level = (
            tuple(sorted((int(year), float(value)) for year, value in table.get(key, {}).items()))
            for key in ("growth", "level")
        )
        found.append(
            OutsideForecast(
                name,
                str(table["source"]).strip(),
                date,
                int(date[:4]),
                str(table.get("basis", "")),
                tuple((year, value / 100) for year, value in growth),
                level,
            )
        )
    return tuple(found)


def predict_outside(
    forecast: OutsideForecast,
    base_year: int,
    base_level: float,
    reference: ReferenceClass | None = None,
    *,
    optimism: bool = False,
    bounds: Bounds | None = None,
) -> tuple[Predictive, ...]:
    """The path as a Student t on the log level of each year, as wide as such forecasts have missed.

    A single year's growth misses by `MISSES` points on average, times how much more volatile the class is than real
    GDP of countries; years miss apart but for a tenth of a year's variance that lasts, as the growth models have it.

    Args:
        forecast: the path.
        base_year: last year of the history.
        base_level: its level there.
        reference: class of the indicator, for its volatility; None = as countries.
        optimism: take off what such forecasts have run high by.
        bounds: of a rate, whose misses are those of its log odds by the volatility of its class.
    """
    countries = reference_class(_FORECAST_OF)
    usual = countries.whole.volatility if countries.whole is not None else countries.volatility
    times = 1.0 if reference is None else reference.volatility / usual
    found, walk = [], 0.0
    lifted = 0.0
    previous = base_year
    for year, level in forecast.path(base_year, base_level).items():
        for step in range(previous + 1, year + 1):
            place = min(max(step - forecast.published, 0), len(MISSES) - 1)
            walk += (times * MISSES[place]) ** 2
            lifted += times * log1p(OPTIMISM[place])
        previous = year
        ahead = year - base_year
        scale = sqrt(walk * (1 + _REGIME * ahead))
        loc = log(level if bounds is None else odds_between(level, bounds))
        found.append(Predictive(year, loc - (lifted if optimism else 0.0), scale, _DF, bounds))
    return tuple(found)
