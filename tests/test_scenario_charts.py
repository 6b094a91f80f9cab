"""Charts of scenarios: specifications are read, not pixels; the baseline is in every picture."""

import json
from pathlib import Path

import pytest

import forecasting as fc
from forecasting.charts.export import specification
from forecasting.charts.small_panel import wrapped
from forecasting.errors import ForecastingError
from forecasting.words import LANGUAGES

YANJIAO = Path(__file__).resolve().parent.parent / "data" / "yanjiao"
BLACK, ORANGE = "#000000", "#c2571a"


@pytest.fixture(scope="module")
def dossier():
    """The real dossier."""
    return fc.load(YANJIAO)


@pytest.fixture(scope="module")
def told(dossier):
    """The baseline and every scenario that ships, in each language."""
    names = (None, *dossier.scenario_tables)
    return {
        language: [fc.assess(dossier, name, language=language) for name in names] for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def runs(told):
    """The baseline and every scenario that ships, in English."""
    return told["en"]


def titles(panel):
    """Title and subtitle of a panel."""
    title = panel["title"]
    text = title["text"]
    return (" ".join(text) if isinstance(text, list) else text), title["subtitle"]


def lines(panel, colour):
    """The lines of a colour in a panel, each as its rows."""
    found = []
    for layer in panel["layer"]:
        mark = layer["mark"]
        if mark["type"] == "line" and mark.get("color") == colour:
            found.append(layer["data"]["values"])
    return found


def texts(panel):
    """The words written on a panel, in their boxes."""
    return [
        row for layer in panel["layer"] if layer["mark"]["type"] == "text" for row in layer["data"]["values"]
    ]


@pytest.mark.parametrize("indicator", ["gdp", "fiscal_revenue"])
def test_the_baseline_is_in_every_panel(runs, indicator):
    """Each panel has the same black median and grey band; each but the first an orange one of its own."""
    spec = specification(fc.charts.scenarios(runs, indicator))
    first, *others = spec["concat"]
    base = lines(first, BLACK)
    assert len(base) == 1
    assert lines(first, ORANGE) == []
    assert titles(first)[0] == "Baseline"
    assert others
    for panel in others:
        assert lines(panel, BLACK) == base
        assert len(lines(panel, ORANGE)) == 1
        assert panel["layer"][0]["mark"]["type"] == "area"
        assert (
            panel["layer"][0]["encoding"]["y"]["scale"]["domain"]
            == first["layer"][0]["encoding"]["y"]["scale"]["domain"]
        )


def test_every_scenario_is_drawn_or_named(runs):
    """A scenario that moves the forecast has a panel, one that does not is named above: none is left out."""
    spec = specification(fc.charts.scenarios(runs, "gdp"))
    drawn = {titles(panel)[0] for panel in spec["concat"][1:]}
    above = " ".join(spec["title"]["subtitle"])
    for run in runs[1:]:
        name = run.scenario.named("en")
        assert (name in drawn) is not (name in above)
    assert {"Growth capped at 10 % after 2012", "GDP and revenue goals a year early"} <= drawn
    assert "Export target of USD 198m" in above


def test_odds_and_levels_are_those_of_the_assessments(runs):
    """Nothing is computed: the medians are the forecasts of the quoted model, the odds those of the target table."""
    run = next(one for one in runs if one.scenario.name == "slower_after_2012")
    panel = specification(fc.charts.scenarios([runs[0], run], "gdp"))["concat"][1]
    outlook = next(one for one in run.outlooks if one.indicator == "gdp" and one.default)
    wanted = [(row.year, row.median) for row in outlook.rows()]
    assert [(row["year"], row["level"]) for row in lines(panel, ORANGE)[0]] == [(2009, 188.0), *wanted]
    odds = [
        round(100 * row.probability)
        for one in (runs[0], run)
        for row in one.target_rows
        if row.indicator == "gdp"
    ]
    assert titles(panel)[1] == f"odds {odds[0]} % → {odds[1]} %"


def test_a_moved_goal_leaves_the_printed_one_hollow(runs):
    """Where a scenario moves the goal, its own square is filled and that of the baseline hollow."""
    early = next(one for one in runs if one.scenario.name == "goals_a_year_early")
    panel = specification(fc.charts.scenarios([runs[0], early], "gdp"))["concat"][1]
    squares = next(layer for layer in panel["layer"] if layer["mark"].get("shape") == "square")["data"][
        "values"
    ]
    assert [(row["year"], row["filled"]) for row in squares] == [(2015, False), (2014, True)]


def test_the_baseline_need_not_come_first(runs):
    """Whatever the order of the runs, the baseline is what the others stand on; without it the first one is."""
    spec = specification(fc.charts.scenarios([runs[6], runs[0]], "gdp"))
    assert titles(spec["concat"][0])[0] == "Baseline"
    alone = specification(fc.charts.scenarios([runs[6], runs[2]], "gdp"))
    assert titles(alone["concat"][0])[0] == runs[6].scenario.named("en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", ["gdp", "fiscal_revenue"])
def test_labels_stand_apart(told, language, indicator):
    """With all scenarios that ship, no label lies on another in any panel."""
    for panel in specification(fc.charts.scenarios(told[language], indicator))["concat"]:
        boxes = texts(panel)
        assert boxes
        for place, one in enumerate(boxes):
            for other in boxes[:place]:
                across = min(one["right"], other["right"]) - max(one["left"], other["left"])
                down = min(one["top"], other["top"]) - max(one["foot"], other["foot"])
                assert across <= 1e-9 or down <= 1e-9, (one["text"], other["text"])


def test_nothing_to_draw_is_said(runs):
    """An indicator without a forecast, and scenarios that change none, are said instead of an empty picture."""
    exports = json.dumps(specification(fc.charts.scenarios(runs, "exports")))
    assert "neither a history nor a forecast" in exports
    same = next(one for one in runs if one.scenario.name == "exports_corrected")
    spec = specification(fc.charts.scenarios([runs[0], same], "gdp"))
    assert "No scenario changes this forecast." in spec["title"]["subtitle"]
    assert len(spec["concat"]) == 1
    with pytest.raises(ForecastingError, match="no indicator 'gpd'"):
        fc.charts.scenarios(runs, "gpd")
    for chart in (lambda: fc.charts.scenarios([], "gdp"), lambda: fc.charts.scenario_odds([])):
        with pytest.raises(ForecastingError, match="the baseline among them; received none"):
            chart()


# ---- odds


def test_odds_have_a_row_a_scenario_with_the_base_marked(runs):
    """A panel an indicator with odds; in each row the black dot is the baseline's, and the best odds come first."""
    spec = specification(fc.charts.scenario_odds(runs))
    assert [panel["title"]["text"] for panel in spec["vconcat"]] == [
        "GDP: ≥400 CNY 100m in 2015",
        "Fiscal revenue: ≥65 CNY 100m in 2015",
    ]
    for panel, indicator in zip(spec["vconcat"], ("gdp", "fiscal_revenue"), strict=True):
        dots = next(layer for layer in panel["layer"] if layer["mark"]["type"] == "circle")
        rows = dots["data"]["values"]
        assert rows[0]["name"] == "Baseline"
        assert {row["name"] for row in rows[1:]} == {run.scenario.named("en") for run in runs[1:]}
        odds = [row["odds"] for row in rows[1:]]
        assert odds == sorted(odds, reverse=True)
        found = {
            run.scenario.named("en"): row
            for run in runs
            for row in run.target_rows
            if row.indicator == indicator
        }
        assert {row["base"] for row in rows} == {next(iter(found.values())).probability}
        for row in rows[1:]:
            assert row["odds"] == found[row["name"]].probability


def test_changes_of_odds_add_up_as_printed(runs):
    """The points printed are the difference of the percentages printed."""
    rows = specification(fc.charts.scenario_odds(runs))["vconcat"][0]["layer"][-1]["data"]["values"]
    base = int(rows[0]["text"].split()[0])
    for row in rows[1:]:
        new, change = row["text"].replace("−", "-").split(" % (")
        points = 0 if "no change" in change else int(change.split()[0])
        assert int(new) - base == points


def test_odds_of_nothing(dossier):
    """A run without odds says that there is nothing to compare, in its language."""
    plans = fc.Scenario("none", models=("logistic",))
    run = fc.assess(dossier, plans, language="zh")
    assert all(row.probability is None for row in run.target_rows)
    assert "无可绘制" in json.dumps(specification(fc.charts.scenario_odds([run])), ensure_ascii=False)


def test_words_wrap_where_the_language_allows():
    """English breaks between words, Chinese between characters but not before punctuation, and nothing is lost."""
    english = wrapped("GDP and revenue goals a year early", 120, "en")
    assert len(english) > 1
    assert " ".join(english) == "GDP and revenue goals a year early"
    chinese = wrapped("地区生产总值，财政收入，目标提前一年", 85, "zh")
    assert len(chinese) > 1
    assert "".join(chinese) == "地区生产总值，财政收入，目标提前一年"
    assert not [line for line in chinese if line[0] in "，。"]
