"""Growth models: against published numbers, other engines, and what must hold whatever the numbers are."""

import math
import subprocess
import sys
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from forecasting import models
from forecasting.errors import ForecastingError
from forecasting.models.calibration import calibrate
from forecasting.models.panel import forecast, odds, quantiles
from forecasting.models.peers import Prior, comovement, peers, serial_dependence
from forecasting.models.record import Record
from forecasting.models.reference import ReferenceClass, UnknownReferenceClassError, reference_class
from forecasting.models.smoothing import smoothed
from forecasting.models.student import lower_tail, tail_quantile
from forecasting.models.terms import terms, variance

YEARS = [2004, 2005, 2006, 2007, 2008, 2009]
LEVELS = [100, 130, 175, 220, 300, 390]  # methods 9.6
CLASS = ReferenceClass(0.08, 0.03, 0.06)
NO_CEILING = [name for name in models.MODEL_IDS if name != "logistic"]
CLOSED = [name for name in NO_CEILING if name not in {"log_linear", "damped_ets", "local_linear_trend"}]


def panel(members: int = 30, points: int = 15, seed: int = 1) -> pd.DataFrame:
    """Random walks with drift, so that there are peers."""
    draw = np.random.default_rng(seed)
    steps = draw.normal(draw.normal(0.05, 0.02, (members, 1)), 0.06, (members, points))
    levels = 100 * np.exp(steps.cumsum(axis=1))
    return pd.DataFrame(
        {
            "series": np.repeat([f"s{place:02d}" for place in range(members)], points),
            "year": np.tile(np.arange(2000, 2000 + points), members),
            "level": levels.reshape(-1),
        }
    )


@pytest.mark.parametrize(
    ("year", "goal", "expected"),
    [(2010, 500, 0.73118), (2013, 1200, 0.35239), (2013, 1600, 0.01007), (2013, 2000, 0.00160)],
)
def test_constant_growth_gives_the_published_odds(year: int, goal: float, expected: float) -> None:
    """P(reach) under constant growth equals the table of methods 9.6, derived from Farmer & Lafond 2016."""
    (found,) = models.predict("constant_growth", YEARS, LEVELS, [year])
    assert found.df == 4
    assert models.probability(found, goal) == pytest.approx(expected, abs=5e-6)


def test_half_growth_keeps_half_of_the_growth_on_record() -> None:
    """100, 121 and 133.1 grow by half of ln 1.331 a year; half of that over two years is 133.1 times the root of 1.331."""
    (found,) = models.predict("half_growth", [2019, 2020, 2021], [100.0, 121.0, 133.1], [2023])
    assert models.quantile(found, 0.5) == pytest.approx(133.1 * 1.331**0.5)


@pytest.mark.parametrize(
    ("year", "goal", "expected"), [(2010, 500, 0.80964), (2013, 1200, 0.17526), (2013, 1600, 0.00029)]
)
def test_log_linear_gives_the_published_odds(year: int, goal: float, expected: float) -> None:
    """P(reach) on the trend line equals the table of methods 9.6."""
    (found,) = models.predict("log_linear", YEARS, LEVELS, [year])
    assert models.probability(found, goal) == pytest.approx(expected, abs=5e-6)


def test_log_linear_agrees_with_statsmodels_intervals() -> None:
    """Our quantiles are statsmodels' own 90 % prediction interval, on a history with a gap."""
    import statsmodels.api as sm

    years, levels = [1992, 1995, 2001, 2002, 2007, 2009], [3.0, 4.1, 9.0, 8.5, 20.0, 31.0]
    fitted = sm.OLS(np.log(levels), sm.add_constant(np.array(years, dtype=float))).fit()
    frame = fitted.get_prediction([[1.0, 2012.0]]).summary_frame(alpha=0.10)
    (found,) = models.predict("log_linear", years, levels, [2012])
    low, high = models.quantile(found, 0.05), models.quantile(found, 0.95)
    assert math.log(low) == pytest.approx(frame["obs_ci_lower"].iloc[0], rel=1e-9)
    assert math.log(high) == pytest.approx(frame["obs_ci_upper"].iloc[0], rel=1e-9)


def test_constant_growth_with_gaps_is_weighted_least_squares() -> None:
    """With uneven years, growth and its exact t interval are those of generalised least squares on the steps."""
    import statsmodels.api as sm

    years, levels = np.array([1990, 1991, 1993, 1996, 1997]), np.array([10.0, 11.0, 15.0, 16.0, 18.0])
    dt, dy = np.diff(years).astype(float), np.diff(np.log(levels))
    fitted = sm.WLS(dy, dt[:, None], weights=1 / dt).fit()
    (found,) = models.predict("constant_growth", list(years), list(levels), [2000])
    assert found.loc == pytest.approx(math.log(18.0) + 3 * fitted.params[0])
    assert found.scale == pytest.approx(math.sqrt(fitted.scale * 3 + 9 * fitted.bse[0] ** 2))
    assert found.df == fitted.df_resid


def test_constant_growth_is_calibrated_on_its_own_process() -> None:
    """On simulated random walks with gaps the standardised errors have t quantiles (methods 9.6, calibration)."""
    draw = np.random.default_rng(3)
    dt = np.array([1.0, 2.0, 1.0, 3.0])
    paths = draw.normal(0.1 * dt, 0.2 * np.sqrt(dt), (40_000, 4)).cumsum(axis=1)
    ends = paths[:, -1] + draw.normal(0.4, 0.4, 40_000)
    grid = np.full((40_000, 8), np.nan)
    grid[:, 0] = 0.0
    grid[:, dt.cumsum().astype(int)] = paths
    record = Record.of(grid).last()
    scale = np.sqrt(record.variance[:, 0] * (4 + 16 / 7))
    z = (ends - paths[:, -1] - 4 * record.growth[:, 0]) / scale
    assert np.quantile(z, [0.05, 0.5, 0.95]) == pytest.approx(stats.t(3).ppf([0.05, 0.5, 0.95]), abs=0.06)


def test_odds_and_quantiles_agree_with_scipy() -> None:
    """Tails and quantiles are those of scipy's Student t, far out as well."""
    found = models.Predictive(2015, 2.0, 0.3, 4.0)
    law = stats.t(4, loc=2.0, scale=0.3)
    for level in (0.01, 5.0, 8.0, 1e4):
        assert models.probability(found, level) == pytest.approx(law.sf(math.log(level)), rel=1e-9)
        assert models.probability(found, level, "at_most") == pytest.approx(
            law.cdf(math.log(level)), rel=1e-9
        )
    assert models.quantile(found, 0.1) == pytest.approx(math.exp(law.ppf(0.1)))
    assert 0 < models.probability(found, 1e300) < models.probability(found, 1e-300) < 1


# Tables of Student's t (two-sided 5 %, 20 %); at 4 degrees of freedom P(T <= -2) = (1 - 2/sqrt 8)^2 (2 + 2/sqrt 8) / 4;
# far out the tails are those of their densities: 1/(pi t), 1/(2 t^2), 3/t^4.
@pytest.mark.parametrize(
    ("df", "t", "p"),
    [
        (1, -12.7062047361747, 0.025),
        (2, -4.30265272974946, 0.025),
        (4, -2.77644510519779, 0.025),
        (1, 3.07768353717525, 0.9),
        (2, 1.88561808316413, 0.9),
        (4, 1.53320627405894, 0.9),
        (4, -2.0, (1 - 2 / math.sqrt(8)) ** 2 * (2 + 2 / math.sqrt(8)) / 4),
        (1, -1e9, 1 / (math.pi * 1e9)),
        (2, -1e9, 0.5e-18),
        (4, -1e9, 3e-36),
        (3, -3.18244630528371, 0.025),
        (7.5, 0.0, 0.5),
    ],
)
def test_tails_of_student_are_those_of_the_tables(df: float, t: float, p: float) -> None:
    """Closed forms and scipy's give the printed quantiles, and tails far out keep all their digits."""
    assert math.isclose(lower_tail(df, t), p, rel_tol=1e-12)
    if p > 1e-6:
        assert math.isclose(tail_quantile(df, p), t, rel_tol=1e-12, abs_tol=1e-12)


def test_theta_agrees_with_statsmodels() -> None:
    """With the smoothing weight fixed by the data at 1, theta is the last level plus half the trend line's slope."""
    logs = np.array([1.0, 1.2, 1.1, 1.5, 1.9, 2.4, 2.2, 2.9])
    slope = np.polyfit(np.arange(8), logs, 1)[0]
    found = models.predict("theta", list(range(2000, 2008)), list(np.exp(logs)), [2008, 2010])
    from statsmodels.tsa.forecasting.theta import ThetaModel

    engine = ThetaModel(pd.Series(logs), period=1, deseasonalize=False).fit()
    assert engine.params["b0"] == pytest.approx(slope)
    path = np.asarray(engine.forecast(3))
    assert found[0].loc == pytest.approx(path[0], abs=0.02)  # our weights are on a grid of tenths
    assert found[1].loc - found[0].loc == pytest.approx(slope)


def test_reference_only_is_its_formula() -> None:
    """The class alone: fading growth, spread and volatility in quadrature, worked by hand for two years ahead."""
    (found,) = models.predict("reference_only", [2009], [100.0], [2011], CLASS)
    assert found.loc == pytest.approx(math.log(100) + 0.08 * (0.95 + 0.95**2))
    assert found.scale == pytest.approx(math.sqrt(2 * 0.06**2 + (2 * 0.03) ** 2))
    assert found.df == 4


def test_shrunken_growth_lies_between_record_and_class() -> None:
    """Shrinking moves the median from the record's path towards the class's, and a longer record moves it less."""
    short = models.predict("shrunken_growth", YEARS[-3:], LEVELS[-3:], [2014], CLASS)[0].loc
    long = models.predict("shrunken_growth", YEARS, LEVELS, [2014], CLASS)[0].loc
    own = models.predict("constant_growth", YEARS, LEVELS, [2014])[0].loc
    alone = models.predict("reference_only", YEARS, LEVELS, [2014], CLASS)[0].loc
    assert alone < short < long < own


def test_the_latest_year_tells_the_next_and_little_of_five() -> None:
    """Logs 0, 0.04, 0.12 on a class of 5 % with volatility 4 % that keeps its growth, worked by hand.

    g = 0.06, its variance 0.0008, v0 = 0.0016. v = (2 * 0.0008 + 7 * 0.0016) / 9 = 0.0128 / 9, so the latest year counts
    for 2 * 0.0016 / (0.0016 + 0.0128 / 9) = 18 / 17. s = (0.0016 + 7 * 0.0017) / 9 = 0.0015, w = 2 / (2 + 12 * 0.9375) =
    8 / 53, expected growth 0.05 + 0.01 * 8 / 53 = 0.0515094. The latest year grew 0.0284906 beyond it, the whole
    record 0.0084906.
    """
    steady = ReferenceClass(0.05, 0.02, 0.04, persistence=1.0)
    found = models.predict(
        "shrunken_growth", [2001, 2002, 2003], np.exp([0, 0.04, 0.12]), [2004, 2008], steady
    )
    one = 0.0515094 + 18 / 17 * 0.25 * 0.0284906 + 0.2 * 0.5 * 0.0084906
    five = 5 * 0.0515094 + 18 / 17 * 0.3330078 * 0.0284906 + 0.2 * 0.96875 * 0.0084906
    assert [each.loc - 0.12 for each in found] == pytest.approx([one, five], abs=1e-6)


@pytest.mark.parametrize(
    ("steps", "counted"),
    [
        ([0.075, 0.075, 0.075, 0.075, 0.10], 0.02 * 1.251720),
        ([0.175, -0.025, 0.175, -0.025, 0.10], 0.02 * 0.725898),
    ],
)
def test_last_year_counts_the_more_the_steadier_the_record(steps: list[float], counted: float) -> None:
    """Both grew 8 % a year as their class does and 10 % last year; of that excess of 2 points the steadier keeps more.

    Variances 0.0005 / 4 and 0.0405 / 4, pooled with seven of 0.0036: 0.025825 / 12 and 0.075825 / 12; the excess counts
    for 0.0072 / (0.0036 + 0.00215208) and 0.0072 / (0.0036 + 0.00631875).
    """
    record = Record.of(np.cumsum([[0.0, *steps]], axis=1)).last()
    assert terms(record, Prior.of(CLASS)).recent[0, 0] == pytest.approx(counted, abs=1e-7)


def test_logistic_stays_under_its_ceiling_and_recovers_a_curve() -> None:
    """Points of an exact S-curve are continued along it; no median passes the ceiling."""
    curve = [1000 / (1 + math.exp(3 - 0.4 * step + 0.05 * (-1) ** step)) for step in range(10)]
    found = models.predict(
        "logistic", list(range(2000, 2010)), curve, [2012, 2040], stated=models.Stated(ceiling=1000)
    )
    assert found[0].loc == pytest.approx(math.log(1000 / (1 + math.exp(3 - 0.4 * 12))), abs=0.05)
    assert found[1].loc < math.log(1000)
    with pytest.raises(models.NotFitted, match="needs a stated ceiling"):
        models.predict("logistic", YEARS, LEVELS, [2010])
    with pytest.raises(models.NotFitted, match="already reaches"):
        models.predict("logistic", YEARS, LEVELS, [2010], stated=models.Stated(ceiling=300))


def test_slowdown_with_full_persistence_is_constant_growth() -> None:
    """Persistence one keeps the record's growth; zero leaves the class's."""
    own = models.predict("constant_growth", YEARS, LEVELS, [2014])[0].loc
    kept = models.predict("slowdown", YEARS, LEVELS, [2014], CLASS, models.Stated(persistence=1.0))[0].loc
    lost = models.predict("slowdown", YEARS, LEVELS, [2014], CLASS, models.Stated(persistence=0.0))[0].loc
    assert kept == pytest.approx(own)
    assert lost == pytest.approx(math.log(390) + 5 * 0.08)


def test_combination_is_the_average_of_quantiles() -> None:
    """Each quantile is the mean, in logs, of those of shrunken growth and theta."""
    for p in (0.05, 0.5, 0.9):
        parts = [
            math.log(models.quantile(models.predict(name, YEARS, LEVELS, [2013], CLASS)[0], p))
            for name in ("shrunken_growth", "theta", "combination")
        ]
        assert parts[2] == pytest.approx((parts[0] + parts[1]) / 2)


@pytest.mark.parametrize(
    ("model", "points", "reason"),
    [
        ("constant_growth", 1, "one level gives no growth rate"),
        ("constant_growth", 2, "a reference class would lend its own"),
        ("no_change", 1, "one level"),
        ("log_linear", 2, "needs three levels; this history has 2"),
        ("theta", 2, "needs three levels"),
        ("damped_ets", 4, "needs 5 levels"),
        ("local_linear_trend", 3, "needs 5 levels"),
        ("shrunken_growth", 6, "no reference class"),
        ("reference_only", 1, "no reference class"),
        ("slowdown", 6, "stated persistence"),
    ],
)
def test_what_cannot_be_fitted_says_why(model: str, points: int, reason: str) -> None:
    """A history too short for a model, or without the class it needs, is refused with the reason."""
    with pytest.raises(models.NotFitted, match=reason):
        models.predict(model, YEARS[:points], LEVELS[:points], [2012])


def test_sparse_histories_have_defined_results() -> None:
    """One point leans on the class alone, two points on the class's variance, three after a long gap on both."""
    (one,) = models.predict("shrunken_growth", [2009], [188.0], [2015], CLASS)
    assert one.loc == pytest.approx(math.log(188) + 0.08 * sum(0.95**step for step in range(1, 7)))
    (two,) = models.predict("constant_growth", [2008, 2009], [144.6, 188.0], [2010], CLASS)
    assert (two.df, two.scale) == (4.0, pytest.approx(0.06 * math.sqrt(2)))
    (gap,) = models.predict("constant_growth", [1992, 2008, 2009], [2.5, 144.6, 188.0], [2015], CLASS)
    assert gap.df == 1
    (leap,) = models.predict("shrunken_growth", [1992, 2008, 2009], [2.5, 95.0, 188.0], [2010], CLASS)
    assert math.exp(leap.loc) / 188 < 1.3  # +98 % last year: most of a jump stays, it does not go on


def test_constant_series_are_refused_where_they_show_no_spread() -> None:
    """A level or growth that never varied has no spread of its own; the class still gives odds."""
    with pytest.raises(models.NotFitted, match="never changed"):
        models.predict("no_change", YEARS, [5.0] * 6, [2012])
    with pytest.raises(models.NotFitted, match="same in every interval"):
        models.predict("constant_growth", YEARS, [100 * 1.1**step for step in range(6)], [2012])
    assert models.predict("shrunken_growth", YEARS, [5.0] * 6, [2012], CLASS)[0].scale > 0


@pytest.mark.parametrize(
    ("years", "levels", "horizon", "words"),
    [
        ([], [], [2010], "at least one level"),
        ([2009], [1.0, 2.0], [2010], "every year needs its level"),
        ([2009, 2009], [1.0, 2.0], [2010], "2009 twice"),
        ([2008, 2009], [0.0, 2.0], [2010], "found 0.0 in 2008"),
        ([2008, 2009], [1.0, 2.0], [2009], "after the last year of the history, 2009"),
    ],
)
def test_histories_without_meaning_are_named(
    years: list[int], levels: list[float], horizon: list[int], words: str
) -> None:
    """An empty history, doubled years, zeros and years already known are refused with what was found."""
    with pytest.raises(ForecastingError, match=words):
        models.predict("shrunken_growth", years, levels, horizon, CLASS)


def test_unknown_models_list_those_that_exist() -> None:
    """A mistyped model id is answered with the ids."""
    with pytest.raises(ForecastingError, match="shrunken_growth"):
        models.predict("arima", YEARS, LEVELS, [2010])


HISTORIES = st.lists(st.floats(0.5, 2.0), min_size=5, max_size=12).map(
    lambda steps: [float(level) for level in 100 * np.cumprod(steps)]
)


@settings(max_examples=40, deadline=None)
@given(HISTORIES, st.sampled_from(CLOSED), st.floats(1e-6, 1e6))
def test_a_change_of_unit_moves_nothing(levels: list[float], model: str, unit: float) -> None:
    """In another unit the median scales and the odds stay."""
    years = list(range(2000, 2000 + len(levels)))
    try:
        plain = models.predict(model, years, levels, [2015, 2020], CLASS)
    except models.NotFitted:
        return
    scaled = models.predict(model, years, [level * unit for level in levels], [2015, 2020], CLASS)
    for one, other in zip(plain, scaled, strict=True):
        assert other.loc - one.loc == pytest.approx(math.log(unit), abs=1e-6)
        assert other.scale == pytest.approx(one.scale, rel=1e-6)


@settings(max_examples=40, deadline=None)
@given(HISTORIES, st.sampled_from(CLOSED), st.floats(0.01, 1e4), st.floats(1.001, 10))
def test_odds_fall_as_the_goal_rises(levels: list[float], model: str, goal: float, times: float) -> None:
    """A higher goal is never likelier, a higher limit never less likely to be kept."""
    years = list(range(2000, 2000 + len(levels)))
    try:
        (found,) = models.predict(model, years, levels, [2017], CLASS)
    except models.NotFitted:
        return
    assert models.probability(found, goal) >= models.probability(found, goal * times)
    assert models.probability(found, goal, "at_most") <= models.probability(found, goal * times, "at_most")


@settings(max_examples=30, deadline=None)
@given(st.floats(-0.2, 0.4), st.floats(0.001, 0.2))
def test_odds_rise_with_the_growth_of_the_class(growth: float, more: float) -> None:
    """The same history judged by a faster class is likelier to reach a goal."""
    slow, fast = ReferenceClass(growth, 0.03, 0.06), ReferenceClass(growth + more, 0.03, 0.06)
    for model in ("shrunken_growth", "reference_only", "combination"):
        odds_of = [
            models.probability(models.predict(model, YEARS, LEVELS, [2015], which)[0], 1000)
            for which in (slow, fast)
        ]
        assert odds_of[0] < odds_of[1]


def test_width_grows_with_the_horizon() -> None:
    """No model is surer of a later year than of an earlier one."""
    horizon = list(range(2010, 2025))
    for model in NO_CEILING:
        scales = [each.scale for each in models.predict(model, YEARS, LEVELS, horizon, CLASS)]
        assert all(later >= earlier * (1 - 1e-9) for earlier, later in pairwise(scales)), model


def test_one_series_and_many_run_the_same_kernels() -> None:
    """`predict` and `forecast` agree for every model that can be fitted, to the last digit."""
    frame = pd.DataFrame({"series": "a", "year": YEARS, "level": LEVELS})
    rows = forecast(frame, 3, models=NO_CEILING, reference=CLASS)
    for model in NO_CEILING:
        alone = models.predict(model, YEARS, LEVELS, [2010, 2011, 2012], CLASS)
        part = rows[rows["model"] == model]
        assert part["loc"].tolist() == [each.loc for each in alone]
        assert part["scale"].tolist() == [each.scale for each in alone]


def test_histories_forecast_together_are_forecast_as_alone() -> None:
    """`predict_each` gives every history what `predict` gives it, to the last digit, and None where that refuses it."""
    known = dict(zip(YEARS, LEVELS, strict=True))
    gaps = {2004: 100.0, 2006: 175.0, 2009: 390.0}
    histories = [known, gaps, known | {2008: 320.0}, {2009: 390.0}, known | {2005: -1.0}, {}]
    for model in NO_CEILING:
        found = models.predict_each(model, histories, [2010, 2013], CLASS)
        for history, made in zip(histories, found, strict=True):
            try:
                alone = models.predict(model, list(history), list(history.values()), [2010, 2013], CLASS)
            except ForecastingError:
                alone = None
            assert made == alone, (model, history)


def test_histories_forecast_together_end_in_one_year() -> None:
    """Histories of different ends, and a class of another measure, are refused."""
    with pytest.raises(ForecastingError, match="2008, 2009"):
        models.predict_each("no_change", [{2007: 1.0, 2008: 2.0}, {2008: 1.0, 2009: 2.0}], [2012])
    with pytest.raises(ForecastingError):
        models.predict_each("no_change", [{2007: 1.0, 2008: 2.0}], [2012], CLASS, bounds=(0.0, 100.0))


def test_rates_forecast_together_stay_between_their_bounds() -> None:
    """A history of rates that leaves the bounds is None; the others are those of `predict`."""
    inside = {2007: 40.0, 2008: 45.0, 2009: 47.0}
    found = models.predict_each("no_change", [inside, inside | {2008: 100.0}], [2011], bounds=(0.0, 100.0))
    stated = models.Stated(bounds=(0.0, 100.0))
    alone = models.predict("no_change", list(inside), list(inside.values()), [2011], None, stated)
    assert found == (alone, None)


def test_forecast_shape_and_order() -> None:
    """One row for each series, model in the order asked, and year, with the contract's columns first."""
    rows = forecast(panel(8), 2, models=["theta", "no_change"])
    assert list(rows.columns[:6]) == ["series", "model", "year", "loc", "scale", "df"]
    assert len(rows) == 8 * 2 * 2
    assert rows["model"].tolist()[:4] == ["theta", "theta", "no_change", "no_change"]
    assert rows["year"].tolist()[:2] == [2015, 2016]
    assert np.isfinite(rows["loc"]).all()


def test_forecast_does_not_depend_on_row_order() -> None:
    """Shuffled rows give the same frame, value for value."""
    frame = panel()
    shuffled = frame.sample(frac=1, random_state=7)
    pd.testing.assert_frame_equal(forecast(frame, 4), forecast(shuffled, 4))


def test_a_panel_knows_nothing_after_an_origin() -> None:
    """What other series do after a series' last year changes nothing in its forecast."""
    frame = panel()
    early = frame[(frame["series"] != "s03") | (frame["year"] <= 2009)]
    changed = early.copy()
    changed.loc[changed["year"] > 2009, "level"] *= 3
    one, other = (
        forecast(each, 3).query("series == 's03'").reset_index(drop=True) for each in (early, changed)
    )
    pd.testing.assert_frame_equal(one, other)
    assert one["year"].tolist() == [2010, 2011, 2012]


def test_peers_leave_the_series_itself_out() -> None:
    """Growth and volatility of the peers of one member are the medians of all the others, numpy agreeing."""
    wide = panel(9).pivot_table(index="series", columns="year", values="level")
    record = Record.of(np.log(wide.to_numpy())).last()
    prior = peers(record, 0.95, 0.0)
    assert prior is not None
    for place in range(9):
        others = np.delete(record.growth[:, 0], place)
        assert prior.growth[place, 0] == pytest.approx(np.median(others))


def test_the_end_of_a_record_is_its_last_column() -> None:
    """Worked out in blocks or as a whole, with gaps and unequal lengths, the end is the same."""
    draw = np.random.default_rng(11)
    grid = draw.normal(0, 0.1, (1500, 17)).cumsum(axis=1)
    grid[draw.random(grid.shape) < 0.3] = np.nan
    grid[:, -1] = draw.normal(0, 0.1, 1500)
    whole, blocks = Record.of(grid).last(), Record.ending(grid)
    for name in ("steps", "span", "growth", "variance", "jump", "gap", "middle"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(blocks, name))


def test_a_record_by_hand() -> None:
    """1, 2, -, 4 in logs 0, .7, -, 1.4: growth 1.4/3 a year, a last step of two years at .35, variance as defined."""
    record = Record.of(np.array([[0.0, 0.7, np.nan, 1.4]])).last()
    growth = 1.4 / 3
    expected = (0.7 - growth) ** 2 + (0.7 - 2 * growth) ** 2 / 2
    found = [
        float(getattr(record, name)[0, 0]) for name in ("steps", "span", "growth", "jump", "gap", "middle")
    ]
    assert found == pytest.approx([2, 3, growth, 0.35, 2, growth])
    assert record.variance[0, 0] == pytest.approx(expected)


def test_smoothing_by_hand() -> None:
    """A record that only smoothing at a tenth predicts best is smoothed so, and its slope is numpy's."""
    draw = np.random.default_rng(4)
    logs = draw.normal(3.0, 0.5, (1, 60))
    part = smoothed(logs, [59])[59]
    level = logs[0, 0]
    for value in logs[0, 1:]:
        level += 0.1 * (value - level)
    assert part.weight[0, 0] == 0.1
    assert part.level[0, 0] == pytest.approx(level)
    assert part.slope[0, 0] == pytest.approx(np.polyfit(np.arange(60), logs[0], 1)[0])


def test_a_cohort_teaches_little() -> None:
    """Thirty series with one shared fall in growth do not halve what the panel keeps; thirty of their own may."""
    draw = np.random.default_rng(8)
    growth = np.where(np.arange(24) < 14, 0.12, 0.04) + draw.normal(0, 0.03, (1, 24))
    together = (growth + draw.normal(0, 0.004, (30, 24))).cumsum(axis=1)
    record = Record.of(together)
    shared = comovement(record)
    learnt = calibrate(record, 4, shared)
    assert shared > 0.8
    assert (np.abs(learnt.weights.common - learnt.kept) < 0.15).all()
    assert (np.abs(learnt.weights.theta) < 0.02).all()


def test_comovement_tells_cohorts_from_independents() -> None:
    """Members sharing every shock score near one, independent ones near zero."""
    draw = np.random.default_rng(5)
    common, own = draw.normal(0, 0.06, (1, 20)), draw.normal(0, 0.06, (40, 20))
    together = comovement(Record.of((common + 0.05 * own).cumsum(axis=1)))
    apart = comovement(Record.of(own.cumsum(axis=1)))
    assert together > 0.9
    assert apart < 0.06


def test_few_peers_are_said_and_not_hidden() -> None:
    """Fewer than five series give no peers: the general class stands in and the note says so."""
    frame = panel(3)
    rows = forecast(frame, 1)
    assert np.isfinite(rows["loc"]).all()
    assert rows["note"].str.contains("2 other series known in 2014: too few").all()
    general = forecast(frame, 1, models="shrunken_growth", reference="general")
    assert rows["loc"].tolist() == general["loc"].tolist()


def test_mixed_lengths_and_gaps_in_one_panel() -> None:
    """Series of one, two, three and fifteen points forecast together, each row finite or with its reason."""
    frame = panel()
    name = frame["series"]
    keep = (
        ((name == "s01") & (frame["year"] == 2014))
        | ((name == "s02") & (frame["year"] >= 2013))
        | ((name == "s03") & frame["year"].isin([2000, 2013, 2014]))
        | ~name.isin(["s01", "s02", "s03"])
    )
    rows = forecast(frame[keep], 3, models=list(models.MODEL_IDS))
    finite = np.isfinite(rows[["loc", "scale", "df"]]).all(axis=1)
    assert finite[rows["model"].isin(["shrunken_growth", "combination", "reference_only"])].all()
    assert (rows.loc[~finite, "note"] != "").all()
    assert rows[["loc", "scale", "df"]].isna().all(axis=1).equals(~finite)
    reasons = rows[(rows["series"] == "s01") & (rows["model"] == "constant_growth")]["note"].unique().tolist()
    assert reasons == ["one level gives no growth rate"]


def test_the_recommended_model_is_the_default() -> None:
    """A panel defaults to shrunken growth, business to the combination, a class made by hand to its own word."""
    frame = panel(6)
    assert forecast(frame, 1)["model"].unique().tolist() == ["shrunken_growth"]
    assert forecast(frame, 1, reference="business")["model"].unique().tolist() == ["combination"]
    assert forecast(frame, 1, reference=CLASS)["model"].unique().tolist() == ["shrunken_growth"]


@pytest.mark.parametrize(
    ("change", "horizon", "words"),
    [
        (lambda frame: frame.drop(columns="level"), 5, "missing level"),
        (lambda frame: frame.iloc[:0], 5, "at least one row"),
        (lambda frame: pd.concat([frame, frame.iloc[[0]]]), 5, "2000 twice"),
        (lambda frame: frame.assign(level=-1.0), 5, "positive levels; found -1.0"),
        (lambda frame: frame.assign(level="x"), 5, "must be numbers"),
        (lambda frame: frame.assign(year=frame["year"] + 0.5), 5, "whole calendar year"),
        (lambda frame: frame, 0, "found 0"),
    ],
)
def test_bad_frames_are_named(change: object, horizon: int, words: str) -> None:
    """Each way a frame can be wrong is answered with what was found."""
    assert callable(change)
    with pytest.raises(ForecastingError, match=words):
        forecast(change(panel(6)), horizon)


def test_unknown_classes_and_models_are_named_by_forecast() -> None:
    """A mistyped class or model lists what exists."""
    with pytest.raises(UnknownReferenceClassError, match="business-sales"):
        forecast(panel(6), 1, reference="bussiness")
    with pytest.raises(ForecastingError, match="no growth model 'ets'"):
        forecast(panel(6), 1, models=["ets"])


def test_a_huge_last_value_is_contained() -> None:
    """A last level a thousand times too high moves its own forecast's start, not its growth by more than a jump."""
    frame = panel()
    wild = frame.copy()
    wild.loc[(wild["series"] == "s05") & (wild["year"] == 2014), "level"] *= 1000
    rows = forecast(wild, 1).set_index("series")
    last = np.log(wild[(wild["series"] == "s05") & (wild["year"] == 2014)]["level"].iloc[0])
    assert abs(rows.loc["s05", "loc"] - last) < 0.5
    calm = forecast(frame, 1).set_index("series")
    others = rows.index != "s05"
    assert (rows["loc"] - calm["loc"])[others].abs().max() < 0.02


def test_quantiles_and_odds_answer_each_other() -> None:
    """The chance of reaching the 30 % quantile is 70 %; staying under it, 30 %."""
    rows = forecast(panel(6), 2)
    marks = quantiles(rows, [0.3])
    assert list(marks.columns) == ["series", "model", "year", "quantile", "level"]
    targets = marks[["series", "year", "level"]]
    assert odds(rows, targets)["probability"].to_numpy() == pytest.approx(0.7)
    assert odds(rows, targets.assign(side="at_most"))["probability"].to_numpy() == pytest.approx(0.3)


def test_odds_refuse_what_was_not_forecast() -> None:
    """A target beyond the forecast years, at a level without a log, or on no known side is an error."""
    rows = forecast(panel(6), 2)
    target = {"series": ["s00"], "year": [2030], "level": [100.0]}
    with pytest.raises(ForecastingError, match="no forecast of series 's00' for 2030"):
        odds(rows, pd.DataFrame(target))
    with pytest.raises(ForecastingError, match="positive levels"):
        odds(rows, pd.DataFrame({**target, "level": [0.0]}))
    with pytest.raises(ForecastingError, match="'above'"):
        odds(rows, pd.DataFrame({**target, "side": ["above"]}))
    with pytest.raises(ForecastingError, match="strictly between"):
        quantiles(rows, [0.5, 1.0])


def test_statsmodels_loads_only_when_asked_for() -> None:
    """Predicting with closed forms imports neither pandas nor statsmodels."""
    program = (
        "import sys; from forecasting import models; from forecasting.models.reference import reference_class as c; "
        "p = models.predict('shrunken_growth', [2008, 2009], [1, 2], [2015], c('province')); "
        "models.probability(p[0], 3); assert not {'pandas', 'statsmodels', 'scipy.stats'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def prior(*, panel: bool, **figures: float) -> Prior:
    """Growth of 10 % a year with a volatility of 5 %, from a panel or a class."""
    column = {name: np.array([[value]]) for name, value in (("growth", 0.1), ("growth_sd", 0.02))}
    column |= {"volatility": np.array([[0.05]]), "persistence": np.array([[1.0]])}
    return Prior(**column, panel=panel, **figures)


def test_a_brief_panel_by_hand() -> None:
    """Two steps of 10 and 20 % (log): v = 0.005, S = 2, co-movement drawn to (0.3 + 4 x 0.05) / 5 = 0.1, r = 0.5.

    Pooled: (2 x 0.005 + 7 x 0.0025) / 9. One year on: [pooled (1 + 1/10) + (0.1 + 2 x 0.1 / 2) 0.0025] x 1.125 x e^0.6
    + (0.35 x 0.1)^2 x 2/3, the last term being the cohort shock; by five years on it has grown 25-fold.
    """
    record = Record.of(np.log([[100.0, 100 * math.exp(0.1), 100 * math.exp(0.3)]])).last()
    ahead = np.array([1.0, 5.0])
    found = variance(record, prior(panel=True, shared=0.3, serial=0.5), ahead)[0]
    pooled = (2 * 0.005 + 7 * 0.0025) / 9
    for years, value in zip(ahead, found, strict=True):
        inner = pooled * (years + years**2 / 10) + 0.2 * 0.0025 * years**2
        expected = inner * 1.125 * math.exp(0.6) + (0.035 * years) ** 2 * 2 / 3
        assert value == pytest.approx(expected)


def test_a_long_panel_has_no_cohort_term() -> None:
    """From ten years on the variance is that of long records: what a panel showed is learnt and not assumed."""
    draw = np.random.default_rng(5).normal(0.1, 0.05, (1, 12)).cumsum(axis=1)
    record = Record.of(draw).last()
    ahead = np.array([1.0, 5.0])
    found = [variance(record, prior(panel=True, serial=serial), ahead) for serial in (0.0, 0.5)]
    np.testing.assert_array_equal(*found)


def test_the_cohort_spread_of_a_class_is_in_its_width() -> None:
    """A class whose mean moves by 2 points between cohorts adds (0.02 h)^2 to the variance, however long the record."""
    record = Record.of(np.random.default_rng(5).normal(0.1, 0.05, (1, 25)).cumsum(axis=1)).last()
    ahead = np.array([1.0, 5.0])
    with_it, without = (variance(record, prior(panel=False, cohort_sd=one), ahead) for one in (0.02, 0.0))
    np.testing.assert_allclose(with_it - without, [[0.0004, 0.01]])


def test_serial_dependence_tells_lasting_growth_from_noise() -> None:
    """Members with paces of their own (spread 5 %, noise 5 %) show about a half; noise alone shows about nothing."""
    draw = np.random.default_rng(11)
    noise = draw.normal(0, 0.05, (200, 6))
    own = noise + draw.normal(0, 0.05, (200, 1))
    assert serial_dependence(Record.of(own.cumsum(axis=1))) == pytest.approx(0.5, abs=0.1)
    assert serial_dependence(Record.of(noise.cumsum(axis=1))) == pytest.approx(0.0, abs=0.1)


def test_a_named_class_is_the_one_of_each_series_last_year() -> None:
    """A series that ends in 2014 leans on provinces as known to 2014; one before their first figures says so."""
    frame = pd.DataFrame({"series": ["a", "a"], "year": [2013, 2014], "level": [100.0, 110.0]})
    rows = forecast(frame, 2, "reference_only", "province")
    known = forecast(frame, 2, "reference_only", reference_class("province", 2014))
    np.testing.assert_allclose(rows["loc"], known["loc"])
    assert not rows["note"].any()
    early = forecast(frame.assign(year=[1990, 1991]), 2, "reference_only", "province")
    assert early["note"].str.contains("hindsight").all()


def test_a_vintage_asked_for_by_its_year_is_the_one_leant_on() -> None:
    """Figures to 2014 for a series that ends in 2000 are hindsight, and the note says so; they are not refused."""
    frame = pd.DataFrame({"series": ["a", "a"], "year": [1999, 2000], "level": [100.0, 110.0]})
    found = forecast(frame, 1, "reference_only", "province@2014")
    assert found["note"].tolist() == ["class province-nominal-gdp knows years to 2014, after 2000: hindsight"]
    stated = forecast(frame, 1, "reference_only", reference_class("province@2014"))
    np.testing.assert_allclose(found["loc"], stated["loc"])
