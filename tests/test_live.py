"""The panel of sliders: what its controls ask for is what `assess` answers."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

import forecasting as fc

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "yanjiao"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the Yanjiao dossier that may be written to."""
    shutil.copytree(DATA, tmp_path / "yanjiao")
    return tmp_path / "yanjiao"


@pytest.fixture
def panel(folder: Path) -> "fc.ScenarioPanel":
    """A panel at what the report says."""
    return fc.scenario_panel(fc.load(folder), "gdp")


def chance(run: "fc.Assessment", indicator: str) -> float:
    """The quoted odds of an indicator's goal."""
    return next(row.probability for row in run.target_rows if row.indicator == indicator)


def test_at_first_nothing_differs(panel: "fc.ScenarioPanel") -> None:
    """A panel nobody touched shows the baseline and says so, for every indicator it offers."""
    assert panel.result is panel.baseline
    assert panel.runs == [panel.baseline]
    assert "As in the report" in panel.widget.children[1].children[0].value
    for _, indicator in panel.controls["indicator"].options:
        panel.controls["indicator"].value = indicator
        assert panel.result is panel.baseline, indicator


def test_a_slider_is_a_scenario(panel: "fc.ScenarioPanel") -> None:
    """One rate of 10 % a year takes 188 to 188 x 1.1^6 = 333.05 in 2015, so the chance of 400 is below a half."""
    panel.controls["path"].value = "constant"
    panel.controls["constant"].value = 10.0
    assert dict(panel.scenario.path["gdp"]) == dict.fromkeys(range(2010, 2016), 0.10)
    forecast = panel.result.forecasts.query("indicator == 'gdp' and default and year == 2015")
    assert forecast["median"].item() == pytest.approx(333.05, abs=0.01)
    assert chance(panel.result, "gdp") < 0.5
    said = panel.widget.children[1].children[0].value
    assert "<svg" in said
    assert "[scenario.own" in said


def test_the_goal_moves_in_level_and_year(panel: "fc.ScenarioPanel") -> None:
    """A goal of 450 by 2016 needs (450 / 188)^(1/7) - 1 = 13.28 % a year from 2009."""
    panel.controls["level"].value = 450
    panel.controls["year"].value = 2016
    row = next(row for row in panel.result.target_rows if row.indicator == "gdp")
    assert (row.goal_level, row.goal_year) == (450, 2016)
    assert row.needed_before == pytest.approx(0.1328, abs=5e-5)


def test_every_other_control_reaches_the_scenario(panel: "fc.ScenarioPanel") -> None:
    """Cap, founding year, reading, class and pace each become the field of their name, and reset takes them back."""
    at = panel.controls
    at["capped"].value = True
    at["cap"].value = 8.0
    at["founded"].value = 1993
    at["reference"].value = at["reference"].options[1][1]
    panel._sliders.readings["gdp-fold"].value = "increase_to"
    scenario = panel.scenario
    assert dict(scenario.growth_cap) == {"gdp": 0.08}
    assert scenario.founded == 1993
    assert list(scenario.reference_class) == ["gdp"]
    assert dict(scenario.readings) == {"gdp-fold": "increase_to"}
    panel.reset()
    assert panel.result is panel.baseline
    at["indicator"].value = "fiscal_revenue"
    at["pace"].value = "kunshan"
    assert dict(panel.scenario.pace) == {"fiscal_revenue": "kunshan"}


def test_year_by_year_has_a_slider_for_each_year(panel: "fc.ScenarioPanel") -> None:
    """Growth year by year shows one slider for each year up to the goal, and each moves its own year."""
    panel.controls["path"].value = "yearly"
    panel._sliders.years[2012].value = 0.0
    assert sorted(panel.scenario.path["gdp"]) == list(range(2010, 2016))
    assert panel.scenario.path["gdp"][2012] == 0.0
    assert panel.scenario.path["gdp"][2011] > 0.1


def test_saved_settings_come_back(panel: "fc.ScenarioPanel", folder: Path) -> None:
    """What is saved is in the file under its name, loads again, and gives the same odds."""
    before = (folder / "scenarios.toml").read_text(encoding="utf-8")
    panel.controls["name"].value = "slow_decade"
    panel.controls["capped"].value = True
    panel.save()
    after = (folder / "scenarios.toml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    assert tomllib.loads(after)["scenario"]["slow_decade"]["growth_cap"] == {"gdp": 0.10}
    again = fc.assess(fc.load(folder), "slow_decade")
    assert chance(again, "gdp") == chance(panel.result, "gdp")


def test_what_is_wrong_is_said_and_changes_nothing(panel: "fc.ScenarioPanel", folder: Path) -> None:
    """A name that is taken, or nothing to save, is said in the panel; the file stays as it was."""
    before = (folder / "scenarios.toml").read_bytes()
    with pytest.raises(fc.ForecastingError, match="nothing is moved"):
        panel.save()
    panel.controls["name"].value = "kunshan_pace"
    panel.controls["capped"].value = True
    panel.controls["save"].click()
    assert "kunshan_pace" in panel._message.widget.value
    assert "#8f1d21" in panel._message.widget.value
    assert (folder / "scenarios.toml").read_bytes() == before


def test_kept_settings_stand_side_by_side(panel: "fc.ScenarioPanel") -> None:
    """Kept settings go into a comparison with the baseline first; keeping a name again replaces it."""
    panel.controls["capped"].value = True
    panel.controls["keep"].click()
    panel.controls["cap"].value = 6.0
    panel.controls["keep"].click()
    panel.controls["name"].value = "other"
    assert [run.scenario.name for run in panel.runs] == ["baseline", "own", "other"]
    assert dict(panel.runs[1].scenario.growth_cap) == {"gdp": 0.06}
    assert fc.compare(*panel.runs)["changed"].any()


def test_chinese_panels_speak_chinese(folder: Path) -> None:
    """With language zh every label, number and verdict is Chinese; ids and file names alone are not."""
    panel = fc.scenario_panel(fc.load(folder), language="zh")
    panel.controls["capped"].value = True
    labels = [control.description for name, control in panel.controls.items()]
    words = re.findall(r"[A-Za-z]{3,}", " ".join(labels))
    assert set(words) <= {"scenarios", "toml"}


def test_a_chinese_panel_says_in_chinese_what_is_wrong(folder: Path) -> None:
    """What cannot be done is told in the language of the panel, as errors of cells are."""
    panel = fc.scenario_panel(fc.load(folder), language="zh")
    panel.controls["save"].click()
    assert "没有移动任何滑块" in panel._message.widget.value
    assert "nothing is moved" not in panel._message.widget.value


def test_without_widgets_the_results_stand_alone(
    panel: "fc.ScenarioPanel", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside its widgets a panel gives its results as HTML, so that a reader without its kernel sees where it stood."""
    panel.controls["capped"].value = True
    shown: list[Any] = []
    monkeypatch.setattr("IPython.display.display", shown.append)
    panel._ipython_display_()
    live, still = shown
    assert live is panel.widget
    assert "at most 10.0 %" in still.data
    assert "<svg" in still.data


def test_an_indicator_without_forecast_is_refused(folder: Path) -> None:
    """An indicator that has nothing to move is refused with those that have."""
    with pytest.raises(fc.ForecastingError, match=r"urban_area.*gdp"):
        fc.scenario_panel(fc.load(folder), "urban_area")
