"""Joint chances agree with the closed form they simulate, and what to look up is what would tell."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from scipy.special import chdtri

import forecasting as fc
from forecasting.judge.outlook import joints, lookups
from forecasting.models import Predictive, probability
from forecasting.models.paths import PATHS, _chi_squared_of_four, simulate

YEARS = [Predictive(2009 + h, 5.0 + 0.1 * h, math.sqrt(0.004 * h + 0.001 * h * h), 5.0) for h in range(1, 7)]


def test_simulated_marginals_are_the_closed_form() -> None:
    """Each year's share of paths above a level is its closed-form chance within four Monte Carlo errors."""
    paths = simulate(YEARS, 2009)
    assert paths.shape == (PATHS, 6)
    for place, one in enumerate(YEARS):
        for level in (math.exp(one.loc - one.scale), math.exp(one.loc + 0.5 * one.scale)):
            said = probability(one, level)
            share = float((paths[:, place] >= math.log(level)).mean())
            assert abs(share - said) < 4 * math.sqrt(said * (1 - said) / PATHS)


def test_the_tails_of_four_degrees_are_those_of_the_general_inverse() -> None:
    """Chi-squared with four degrees by Newton's steps is scipy's, to twelve digits over the whole range of chances."""
    chances = np.concatenate([np.logspace(-300, -1, 400), np.linspace(0.1, 0.999, 400)])
    assert np.allclose(_chi_squared_of_four(chances), chdtri(4.0, chances), rtol=1e-12, atol=0)
    years = [Predictive(one.year, one.loc, one.scale, 4.0) for one in YEARS]
    paths = simulate(years, 2009)
    said = probability(years[-1], math.exp(years[-1].loc + years[-1].scale))
    share = float((paths[:, -1] >= years[-1].loc + years[-1].scale).mean())
    assert abs(share - said) < 4 * math.sqrt(said * (1 - said) / PATHS)


def test_paths_repeat_with_their_seed_and_move_together() -> None:
    """One seed gives one set of paths; neighbouring years are strongly correlated, as those of a walk are."""
    first, again = simulate(YEARS, 2009, 1000), simulate(YEARS, 2009, 1000)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, simulate(YEARS, 2009, 1000, seed=7))
    assert np.corrcoef(first[:, 4], first[:, 5])[0, 1] > 0.9


def test_simulated_paths_cannot_be_spoilt_for_the_next_call() -> None:
    """What a caller does with its paths changes nothing for the next one, who shares the draws behind them."""
    first = simulate(YEARS, 2009, 500)
    kept = first.copy()
    first[:] = 0.0
    assert np.array_equal(simulate(YEARS, 2009, 500), kept)


def test_a_median_moves_its_paths_and_nothing_else() -> None:
    """Paths of a forecast whose medians alone were moved are the same paths moved by as much, to the last digits."""
    moved = [Predictive(one.year, one.loc - 0.3, one.scale, one.df) for one in YEARS]
    assert np.allclose(simulate(moved, 2009, 500), simulate(YEARS, 2009, 500) - 0.3, rtol=0, atol=1e-12)


@pytest.fixture(scope="module")
def yanjiao() -> fc.Assessment:
    """The real dossier, assessed."""
    return fc.assess(fc.load("data/yanjiao"))


def test_joint_chances_keep_the_order_probability_asks(yanjiao: fc.Assessment) -> None:
    """All together is rarer than the goal, the goal rarer than ever reaching it, and likelier once the target is met."""
    for joint in joints(yanjiao.plans, yanjiao.outlooks, yanjiao.dossier):
        goal = next(one for one in yanjiao.found if one.check == "odds" and joint.goal in one.claims)
        assert joint.every_target is not None
        assert joint.given_target is not None
        assert goal.probability is not None
        slack = 4 * joint.error
        assert joint.every_target <= goal.probability + slack
        assert joint.ever >= goal.probability - slack
        assert joint.given_target >= goal.probability - slack
        assert joint.slow is not None
        assert joint.fast is not None
        assert joint.slow < goal.probability < joint.fast


def test_the_year_revenue_passed_one_is_worth_looking_up(yanjiao: fc.Assessment) -> None:
    """Revenue for 2000 settles where "every five years" starts, so it is among the numbers to look up."""
    wanted = lookups(yanjiao.plans, yanjiao.outlooks, yanjiao.dossier, yanjiao.network)
    assert any((one.indicator, one.year, one.crossing) == ("fiscal_revenue", 2000, 1.0) for one in wanted)
    assert len(wanted) <= 3


def test_other_classes_stand_beside_the_own_one(yanjiao: fc.Assessment) -> None:
    """The precedent of GDP names provinces and countries in dollars too, so that no flattering class is picked.

    Tourism is of another kind, and growth at constant prices is no yardstick for growth at current ones.
    """
    rows = yanjiao.findings
    message = rows.loc[(rows["check"] == "precedent") & (rows["indicator"] == "gdp"), "message"].iloc[0]
    assert "By other classes: " in message
    assert "countries, GDP in current US dollars" in message
    assert "real GDP" not in message
    assert "Chinese provinces, nominal GDP" in message
    assert "tourism" not in message


def test_goals_like_it_are_quoted_as_a_base_rate(yanjiao: fc.Assessment) -> None:
    """What was known of official goals by 2009 is quoted with how many were met, and of how many."""
    rows = yanjiao.findings
    message = rows.loc[(rows["check"] == "precedent") & (rows["indicator"] == "gdp"), "message"].iloc[0]
    assert re.search(r"met \d+ of \d+ times", message)


def test_an_assessment_never_depends_on_those_before_it() -> None:
    """A scenario assessed after all others says byte for byte what it says in a fresh process."""
    dossier = fc.load("data/yanjiao")
    for name in dossier.scenario_tables:
        fc.assess(dossier, name)
    names = ("founded_1993", "slower_after_2012")
    warm = "".join(fc.assess(dossier, name, language="zh").to_json() for name in names)
    code = (
        "import sys, forecasting as fc; d = fc.load('data/yanjiao');"
        f"sys.stdout.buffer.write(''.join(fc.assess(d, n, language='zh').to_json() for n in {names!r}).encode())"
    )
    fresh = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=120)
    assert fresh.stdout.decode() == warm


def test_the_shipped_track_record_is_the_documented_one() -> None:
    """The package's copy is the file of the data folder, byte for byte."""
    root = Path(__file__).resolve().parent.parent
    shipped = (root / "forecasting" / "models" / "reference" / "track_record.csv").read_bytes()
    assert shipped == (root / "data" / "track_record.csv").read_bytes()
