"""Backtests: scores against independent workings, and no hindsight anywhere."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from scipy import integrate, stats

from forecasting.errors import ForecastingError
from forecasting.models.backtest import (
    PROBABILITIES,
    Trial,
    backtest,
    calibration_error,
    clustered_error,
    crps_of_quantiles,
    learnt_width,
)
from forecasting.models.panel import forecast


def panel(members: int = 40, points: int = 30, seed: int = 2) -> pd.DataFrame:
    """Independent random walks with drift."""
    draw = np.random.default_rng(seed)
    steps = draw.normal(0.04, 0.05, (members, points))
    return pd.DataFrame(
        {
            "series": np.repeat([f"s{place:02d}" for place in range(members)], points),
            "year": np.tile(np.arange(1980, 1980 + points), members),
            "level": (50 * np.exp(steps.cumsum(axis=1))).reshape(-1),
        }
    )


def test_crps_over_quantiles_approaches_the_integral() -> None:
    """Over 99 quantiles the score is within 1 % of the defining integral, for a normal and for a t with 4 degrees."""
    for law in (stats.norm(0, 1), stats.t(4)):
        for observed in (-0.3, 1.7):
            below = integrate.quad(lambda x, law=law: law.cdf(x) ** 2, -60, observed)[0]
            above = integrate.quad(lambda x, law=law: law.sf(x) ** 2, observed, 60)[0]
            exact = below + above
            marks = law.ppf(np.array(PROBABILITIES))
            found = crps_of_quantiles(marks[None, :], PROBABILITIES, np.array([observed]))[0]
            assert found == pytest.approx(exact, rel=0.01)


def test_calibration_error_by_hand() -> None:
    """Said .25 twice and one came, said .75 twice and both came: (|.5 - 1| + |1.5 - 2|) / 4 = .25."""
    said, came = np.array([0.25, 0.25, 0.75, 0.75]), np.array([True, False, True, True])
    assert calibration_error(said, came) == pytest.approx(0.25)
    assert np.isnan(calibration_error(np.array([np.nan]), np.array([True])))


def test_clustered_error_counts_origins() -> None:
    """Two origins of a hundred equal errors each are two draws: the standard error is that of their two means."""
    values, cluster = np.repeat([1.0, 3.0], 100), np.repeat([1990, 1995], 100)
    assert clustered_error(values, cluster) == pytest.approx(np.std([1.0, 3.0], ddof=1) / np.sqrt(2))
    assert np.isnan(clustered_error(values[:100], cluster[:100]))


@pytest.mark.parametrize(
    ("ratio", "origins", "count", "expected"),
    [
        (0.5, 4, 200, 0.5 ** (4 / 7)),  # much evidence: 4 / (4 + 3) of the way
        (0.5, 2, 200, 0.8 ** (2 / 5)),  # two origins: not below 0.8
        (0.5, 1, 200, 1.0),  # one origin never narrows
        (3.0, 1, 200, 1.5 ** (1 / 4)),  # nor widens beyond 1.5
        (3.0, 4, 50, 1.5 ** (4 / 7)),
        (3.0, 4, 200, 3.0 ** (4 / 7)),
    ],
)
def test_widths_are_learnt_with_care(ratio: float, origins: int, count: int, expected: float) -> None:
    """The floor rule: how far a width may move depends on how many finished origins and errors tell."""
    half = np.ones(count)
    errors = np.full(count, ratio)
    assert learnt_width(errors, half, np.arange(count) % origins) == pytest.approx(expected)
    assert learnt_width(errors, half, np.arange(count) % origins, overlap=10) >= 1 or ratio > 1
    assert learnt_width(np.array([np.nan]), np.array([1.0]), np.array([1])) == 1.0


def test_forecasts_are_those_made_at_the_origin() -> None:
    """A backtest row is what `forecast` gives for the history cut at that origin: nothing later is seen."""
    frame = panel()
    rows = backtest(frame, 3, trial=Trial(origins=[1995, 2000])).rows
    for origin in (1995, 2000):
        now = forecast(frame[frame["year"] <= origin], 3)
        mine = rows[rows["origin"] == origin].merge(
            now, on=["series", "model", "year"], suffixes=("", "_now")
        )
        assert len(mine) == 40 * 3
        assert mine["loc"].equals(mine["loc_now"])
        assert mine["scale"].equals(mine["scale_now"])


def test_numbers_typed_as_text_score_the_same() -> None:
    """A frame whose years and levels are texts, as a file with one odd cell gives them, scores as one of numbers."""
    frame = panel()
    assert backtest(frame.astype({"year": str, "level": str}), 3, trial=Trial(origins=[2000])).rows.equals(
        backtest(frame, 3, trial=Trial(origins=[2000])).rows
    )


def test_changing_the_future_changes_outcomes_only() -> None:
    """Levels after an origin multiplied by two leave its forecasts and learnt widths as they were."""
    frame = panel()
    later = frame.copy()
    later.loc[later["year"] > 2000, "level"] *= 2
    before, after = (
        backtest(each, 3, trial=Trial(origins=[1990, 1993, 1996, 2000], calibrate=True)).rows
        for each in (frame, later)
    )
    assert before["loc"].equals(after["loc"])
    assert before["scale"].equals(after["scale"])
    changed = before["year"] > 2000
    assert (before["actual"] != after["actual"]).equals(changed)


def test_right_models_are_calibrated() -> None:
    """On its own process constant growth covers what it says, at each year ahead, and odds come true."""
    result = backtest(panel(150, 40), 4, models="constant_growth", trial=Trial(origins=[1995, 2003, 2011]))
    ahead = result.by_horizon()
    assert ahead["coverage80"].to_numpy() == pytest.approx(0.80, abs=0.05)
    assert ahead["coverage95"].to_numpy() == pytest.approx(0.95, abs=0.03)
    scores = result.scores().iloc[0]
    assert scores["calibration_error"] < 0.05
    assert scores["brier"] < scores["brier_base"] * 1.1
    assert result.reliability()["statements"].sum() == len(result.statements)


def test_point_scores_by_hand() -> None:
    """No change from 100 to 121 after steps of 20: error 21, sMAPE 200 x 21 / 221, MASE 21 / 20."""
    frame = pd.DataFrame(
        {"series": "a", "year": [2000, 2001, 2002, 2003], "level": [100.0, 120.0, 100.0, 121.0]}
    )
    row = backtest(frame, 1, models="no_change", trial=Trial(origins=[2002])).rows.iloc[0]
    assert row["smape"] == pytest.approx(200 * 21 / 221)
    assert row["mase"] == pytest.approx(21 / 20)
    assert row["error"] == pytest.approx(np.log(100 / 121))


def test_truncation_and_patterns_keep_what_they_say() -> None:
    """Kept to three points, or to first, last but one and last, the forecasts are those of exactly these points."""
    frame = panel(20, 25)
    known = frame[frame["year"] <= 2000]
    short = backtest(frame, 2, trial=Trial(origins=[2000], points=3)).rows
    gap = backtest(frame, 2, trial=Trial(origins=[2000], pattern=(17, 1, 0))).rows
    for rows, years in ((short, [1998, 1999, 2000]), (gap, [1983, 1999, 2000])):
        now = forecast(known[known["year"].isin(years)], 2)
        both = rows.merge(now, on=["series", "model", "year"], suffixes=("", "_now"))
        assert len(both) == 40
        assert both["loc"].equals(both["loc_now"])


def test_origins_do_not_overlap_by_default() -> None:
    """Default origins lie a horizon apart, the last with all its outcomes known."""
    found = backtest(panel(20, 20), 5).rows["origin"].unique().tolist()
    assert found == [1984, 1989, 1994]


def test_what_could_not_be_fitted_is_counted() -> None:
    """A model without enough points leaves its reason and how many rows it is, and no silent substitute."""
    result = backtest(
        panel(20, 12), 2, models=["log_linear", "no_change"], trial=Trial(origins=[1988], points=2)
    )
    assert result.rows["model"].unique().tolist() == ["no_change"]
    assert result.unfitted["forecasts"].tolist() == [40]
    assert "three levels" in result.unfitted["note"].iloc[0]


def test_progress_is_told() -> None:
    """The callback hears of every origin, in order."""
    heard: list[tuple[int, int]] = []
    backtest(
        panel(20, 12),
        2,
        trial=Trial(origins=[1986, 1988]),
        progress=lambda done, total: heard.append((done, total)),
    )
    assert heard == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("tried", "words"),
    [
        (lambda: backtest(panel(8, 12), 2, trial=Trial(origins=[2050])), "years from 1980 to"),
        (lambda: Trial(points=0), "at least 1"),
        (lambda: Trial(pattern=(5, 1)), "holds the origin itself"),
        (lambda: backtest(panel(8, 12), 40), "no origin"),
        (lambda: backtest(panel(8, 12), 2, ["ets"]), "no growth model"),
    ],
)
def test_senseless_backtests_are_named(tried: Callable[[], object], words: str) -> None:
    """Origins outside the history, empty truncations and horizons without outcomes are refused with what was found."""
    with pytest.raises(ForecastingError, match=words):
        tried()
