"""Long frames of series with targets: the models' own numbers, whole columns at a time, faults counted."""

import math
import sys

import numpy as np
import pandas as pd
import pytest

import forecasting as fc
from forecasting.judge.checks import odds_verdict
from forecasting.portfolio.series_rows import _percents
from forecasting.words import percent

COLUMNS = ["series", "year", "level", "target"]


def panel(count=40, years=12, seed=3):
    """Random series that end in different years, with a target each, some already in reach and some absurd."""
    chance = np.random.default_rng(seed)
    levels, targets = [], []
    for number in range(count):
        name, length = f"s{number:03}", int(chance.integers(4, years + 1))
        path = 100 * np.exp(np.cumsum(chance.normal(0.06, 0.05, length)))
        first = 2012 - length + int(chance.integers(0, 2))
        levels += [(name, first + step, level) for step, level in enumerate(path)]
        targets.append((name, first + length + 2, path[-1] * float(chance.choice([0.9, 1.2, 1.6]))))
    return pd.DataFrame(levels, columns=COLUMNS[:3]), pd.DataFrame(
        targets, columns=["series", "year", "target"]
    )


@pytest.mark.parametrize("reference", ["panel", "business"])
def test_chances_are_those_of_forecast_and_odds(reference) -> None:
    """Each probability is what `forecast` and `odds` give for the same series, model and year, to ten digits."""
    history, targets = panel()
    found = fc.assess_many(history, targets=targets, reference=reference).targets
    ends = history.groupby("series")["year"].max()
    horizon = int((targets["year"] - targets["series"].map(ends)).max())
    aims = targets.rename(columns={"target": "level"})
    models = ["shrunken_growth", "constant_growth", "reference_only"]
    chance = fc.odds(fc.forecast(history, horizon, models, reference), aims)
    chance = chance.pivot_table(index="series", columns="model", values="probability")
    assert found["dossier"].tolist() == sorted(targets["series"])
    assert found["probability"].tolist() == pytest.approx(chance["shrunken_growth"].tolist(), rel=1e-9)
    assert found["probability_low"].tolist() == pytest.approx(chance.min(axis=1).tolist(), rel=1e-9)
    assert found["probability_high"].tolist() == pytest.approx(chance.max(axis=1).tolist(), rel=1e-9)
    words = [
        odds_verdict(p, (low,)) for p, low in zip(chance["shrunken_growth"], chance.min(axis=1), strict=True)
    ]
    assert found["odds_verdict"].tolist() == words


def test_pace_by_hand() -> None:
    """100 to 121 in two years is 10 % a year; 121 to 161.051 in three is 10 % too, to 200 it is 18.2 %, to 121 nothing."""
    frame = pd.DataFrame(
        [
            ("a", 2010, 100.0, None),
            ("a", 2012, 121.0, None),
            ("a", 2015, None, 161.051),
            ("a", 2015, None, 200.0),
            ("a", 2015, None, 121.0),
        ],
        columns=COLUMNS,
    )
    rows = fc.assess_many(frame).targets
    assert rows["record_rate"].tolist() == pytest.approx([0.1] * 3)
    assert rows["needed_before"].tolist() == pytest.approx([0, 0.1, math.pow(200 / 121, 1 / 3) - 1], abs=1e-9)
    assert rows["pace_verdict"].tolist() == ["slower", "in_step", "faster"]


def test_lower_is_better_turns_chance_and_pace_round() -> None:
    """Staying at most at a level is the complement of reaching it, and a slower fall than on record is in step."""
    levels = [("a", 2000 + n, 100 * 0.95**n * (1 + 0.01 * (-1) ** n), None, None) for n in range(9)]
    frame = pd.DataFrame(
        [*levels, ("a", 2010, None, 60.0, "at_least"), ("a", 2010, None, 60.0, "at_most")],
        columns=[*COLUMNS, "side"],
    )
    rows = fc.assess_many(frame, reference="business").targets
    assert rows["probability"].sum() == pytest.approx(1)
    # 66.4 to 60 in two years is -5 % a year, as on record.
    assert set(rows["pace_verdict"]) == {"in_step"} | {rows["pace_verdict"][0]}


def test_everything_wrong_is_named_counted_and_stops_nothing() -> None:
    """Years as text, two levels of one year, a level of nothing, targets without history or before its end."""
    frame = pd.DataFrame(
        [
            ("a", 2000, 100, None), ("a", "2005", 150, None), ("a", 2006, 160, None), ("a", 2010, None, 220),
            ("a", 2003, None, 120), ("b", 2001, 5, None), ("b", 2001, 6, None), ("b", 2005, None, 9),
            ("c", "soon", 5, None), ("c", 2010, None, 5), ("d", 2001, -1, None), ("e", 2001, 3, None), ("e", 2001, 3, None),
            (None, 2001, 3, None),
        ],
        columns=COLUMNS,
    )  # fmt: skip
    found = fc.assess_many(frame)
    rows = found.dossiers.set_index("name")
    assert rows["status"].to_dict() == {
        "a": "assessed",
        "b": "refused",
        "c": "refused",
        "d": "refused",
        "e": "assessed",
    }
    assert rows.loc["b", "reason"] == "2001 has two levels: 5 / 6"
    assert rows.loc["c", "reason"] == "it has targets and no history"
    assert rows.loc["d", "reason"] == "2001 has the level -1; growth needs positive levels"
    told = " ".join(found.notices)
    assert "5 series, 2 targets; 3 series cannot be used" in told
    assert "2 years were text" in told
    assert "2 rows without a series, a whole year or a number are left out" in told
    assert "c soon" in told
    assert "1 rows stood twice and count once: e 2001" in told
    assert "1 targets are for a year that the history already holds: a 2003" in told
    early = found.findings.loc[found.findings["end"] == 2003]
    assert set(early["verdict"]) == {"not_assessable"}
    assert early["message"].str.contains("not after the last year of the history, 2006").all()


def test_the_order_of_rows_changes_nothing() -> None:
    """Shuffled rows give the same frames, and levels and targets may share rows or not."""
    history, targets = panel(12)
    whole = fc.assess_many(history, targets=targets)
    mixed = pd.concat([history, targets]).sample(frac=1, random_state=1)
    again = fc.assess_many(mixed)
    for name in ("dossiers", "findings", "targets"):
        pd.testing.assert_frame_equal(getattr(whole, name), getattr(again, name))
    assert whole.notices == again.notices


def test_the_claim_network_is_never_touched(monkeypatch) -> None:
    """A portfolio of series is worked out where solving a network would raise."""
    from forecasting.network import solve

    def never(*_):
        raise AssertionError("the network was asked")

    for module in [one for name, one in sys.modules.items() if name.startswith("forecasting")]:
        if getattr(module, "solve", None) is solve:
            monkeypatch.setattr(module, "solve", never)
    history, targets = panel(8)
    assert (fc.assess_many(history, targets=targets).dossiers["status"] == "assessed").all()


def test_a_frame_without_its_columns_is_refused() -> None:
    """The message names what is missing and what there is."""
    with pytest.raises(fc.ForecastingError, match="missing level, target, found series, year"):
        fc.assess_many(pd.DataFrame({"series": ["a"], "year": [1]}))
    with pytest.raises(fc.ForecastingError, match="at least one row"):
        fc.assess_many(pd.DataFrame(columns=COLUMNS))


def test_only_targets_that_cannot_be_assessed() -> None:
    """Where no target lies ahead there are findings all the same, each with its reason."""
    frame = pd.DataFrame(
        [("a", 2001, 3.0, None), ("a", 2002, 4.0, 5.0), ("b", 2001, None, 5.0)], columns=COLUMNS
    )
    found = fc.assess_many(frame)
    assert found.findings["verdict"].tolist() == ["not_assessable"] * 2
    assert found.dossiers["status"].tolist() == ["assessed", "refused"]
    nothing = fc.assess_many(frame.iloc[2:])
    assert len(nothing.findings) == 0
    assert nothing.dossiers["reason"].tolist() == ["it has targets and no history"]


def test_saved_tables_hold_the_same_rows(tmp_path) -> None:
    """A portfolio of series goes to files like any other."""
    history, targets = panel(6)
    fc.assess_many(history, targets=targets, language="zh").save(tmp_path / "s.csv")
    back = pd.read_csv(tmp_path / "s.findings.csv")
    assert len(back) == 12
    assert back["message"].str.contains("需年均增长").all()


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("decimals", [0, 1])
def test_numbers_in_sentences_are_written_as_everywhere(language, decimals) -> None:
    """Percent written by the hundred thousand is what is written one by one, halves and minus signs among them."""
    values = np.array(
        [0.1625, 0.125, 0.005, -0.0005, -0.0325, 0.0, 1.5, 0.0449999999, 0.045, -1e-9, 0.99951, 12.3455]
    )
    random = np.random.default_rng(2).normal(0.05, 0.2, 500)
    for given in (values, random, np.round(random, 3)):
        assert _percents(given, decimals, language) == [
            percent(float(one), language, decimals) for one in given
        ]
