"""The charts of forecasts and their record draw the frames they are given, in both languages."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import forecasting as fc
from forecasting import charts
from forecasting.errors import ForecastingError

HISTORY = pd.DataFrame({"series": "a", "year": range(2000, 2009), "level": [100 * 1.1**k for k in range(9)]})
QUANTILES = [0.025, 0.1, 0.5, 0.9, 0.975]
RELIABILITY = pd.DataFrame(
    {
        "model": ["shrunken_growth", "shrunken_growth", "constant_growth"],
        "bin": [1, 8, 8],
        "said": [0.15, 0.85, 0.86],
        "happened": [0.2, 0.8, 0.7],
        "statements": [40, 60, 55],
    }
)
COVERAGE = pd.DataFrame(
    {
        "model": "shrunken_growth",
        "ahead": [1, 2],
        "forecasts": [9, 9],
        "crps": [2.0, 3.0],
        "coverage80": [0.82, 0.78],
        "coverage95": [0.96, 0.94],
    }
)


def drawn() -> dict[str, object]:
    """One of each chart, English and Chinese."""
    forecasts = fc.forecast(HISTORY, 3, reference="country-real-gdp")
    fan = fc.quantiles(forecasts, QUANTILES)
    rare = fc.precedent(HISTORY, "a", 0.08, 3, fc.ReferenceClass(0.05, 0.03, 0.05))
    found = {}
    for language in ("en", "zh"):
        found[f"fan {language}"] = charts.fan(fan, HISTORY, language=language, unit="亿元")
        found[f"reliability {language}"] = charts.reliability(RELIABILITY, language=language)
        found[f"coverage {language}"] = charts.coverage(COVERAGE, language=language)
        found[f"precedent {language}"] = charts.precedent(rare, 0.08, language=language)
    return found


def test_each_chart_is_a_valid_specification_with_titles() -> None:
    """Every chart validates and its axes are named; the fan's unit is written in the language."""
    for name, chart in drawn().items():
        spec = chart.to_dict()  # type: ignore[attr-defined]
        assert '"title"' in json.dumps(spec), name
    assert "CNY 100m" in json.dumps(drawn()["fan en"].to_dict())  # type: ignore[attr-defined]
    assert "亿元" in json.dumps(drawn()["fan zh"].to_dict(), ensure_ascii=False)  # type: ignore[attr-defined]


def test_the_fan_opens_from_the_last_year_on_record() -> None:
    """In the last year of the history all quantiles are the level itself."""
    spec = json.dumps(drawn()["fan en"].to_dict())  # type: ignore[attr-defined]
    last = HISTORY["level"].iloc[-1]
    assert json.dumps({"year": 2008, "low": last, "high": last})[1:-1] in spec


def test_charts_refuse_frames_without_their_columns() -> None:
    """The message names the missing column and what was found."""
    with pytest.raises(ForecastingError, match=r"missing happened.*found model"):
        charts.reliability(RELIABILITY.drop(columns="happened"))
    with pytest.raises(ForecastingError, match=r"missing \[0\.025"):
        charts.fan(fc.quantiles(fc.forecast(HISTORY, 2, reference="country-real-gdp"), [0.1, 0.5, 0.9]))


def test_a_history_without_its_columns_is_refused() -> None:
    """The history of a fan is looked at as its quantiles are."""
    fan = fc.quantiles(fc.forecast(HISTORY, 3, reference="country-real-gdp"), QUANTILES)
    with pytest.raises(ForecastingError, match=r"missing level, found series, year$"):
        charts.fan(fan, HISTORY[["series", "year"]])


def test_plain_rows_draw_what_their_frame_draws() -> None:
    """Dictionaries, such as rows of JSON, give the same chart; columns that no chart needs are let be."""
    for chart, frame in ((charts.reliability, RELIABILITY), (charts.coverage, COVERAGE)):
        assert chart(frame.to_dict("records")).to_dict() == chart(frame).to_dict()


def test_an_empty_table_says_there_is_nothing_to_draw() -> None:
    """No row gives a chart with a sentence, not an error."""
    for chart in (charts.reliability(RELIABILITY.iloc[:0]), charts.coverage(COVERAGE.iloc[:0])):
        assert "Nothing to draw" in json.dumps(chart.to_dict())


def test_coverage_names_each_horizon_once() -> None:
    """Two horizons have two ticks: an axis left to itself would put one at 1.5 and call it 2."""
    spec = json.dumps(charts.coverage(COVERAGE).to_dict())
    assert '"values": [1, 2]' in spec


def test_what_the_odds_are_made_of_has_a_row_a_target() -> None:
    """Each target that leans on a class has its record, class, expectation and need on one scale, in both languages."""
    yanjiao = fc.assess(fc.load("data/yanjiao"))
    frame = yanjiao.odds_parts
    assert set(frame["claim"]) == {"gdp-2010", "gdp-2015", "revenue-2010", "revenue-2015"}
    assert ((frame["lower80"] < frame["forecast"]) & (frame["forecast"] < frame["upper80"])).all()
    spec = json.dumps(charts.odds_parts(yanjiao).to_dict())
    assert "the class says" in spec
    assert "GDP, 2015" in spec
    zh = fc.assess(fc.load("data/yanjiao"), language="zh")
    assert "参照类" in json.dumps(charts.odds_parts(zh).to_dict(), ensure_ascii=False)


def levels_of(chart, column):
    """What a chart draws in a column, by year; the last layer that has it wins."""
    found = {}
    for layer in chart.to_dict(validate=False)["layer"]:
        for row in layer["data"].get("values", []):
            if column in row:
                found.setdefault(row["year"], []).append(row[column])
    return found


def test_a_hindcast_is_drawn_beside_what_came() -> None:
    """Where the history runs past the forecast's origin, the forecast keeps its own years: a miss looks like a miss."""
    history = pd.DataFrame(
        {"series": "a", "year": range(2000, 2012), "level": [10 * 1.1**n for n in range(12)]}
    )
    known = history[history["year"] <= 2006]
    made = fc.quantiles(fc.forecast(known, 5, reference="country-real-gdp"), [0.025, 0.1, 0.5, 0.9, 0.975])
    alone, beside = (levels_of(charts.fan(made, one), "low") for one in (known, history))
    assert alone == beside
    assert beside[2006] == [pytest.approx(10 * 1.1**6)] * 2  # where the fan opens
    assert min(beside[2011]) < 10 * 1.1**11 < max(levels_of(charts.fan(made, history), "high")[2011])


def test_a_blank_year_erases_no_forecast_and_a_level_of_nought_is_refused() -> None:
    """Of a history whose last year is unknown the fan opens a year earlier; a log axis has no place for zero."""
    history = pd.DataFrame(
        {"series": "a", "year": range(2000, 2007), "level": [10 * 1.1**n for n in range(7)]}
    )
    made = fc.quantiles(fc.forecast(history, 2, reference="country-real-gdp"), [0.025, 0.1, 0.5, 0.9, 0.975])
    blank = history.assign(level=history["level"].where(history["year"] < 2006))
    low = levels_of(charts.fan(made, blank), "low")
    assert sorted(low) == [2005, 2007, 2008]
    assert None not in [one for row in low.values() for one in row]
    with pytest.raises(fc.ForecastingError, match="2003"):
        charts.fan(made, history.assign(level=history["level"].where(history["year"] != 2003, 0.0)))
