"""The pictures of searches draw the rows they are given, in both languages, and say so when there are none."""

import json
from pathlib import Path

import pytest

import forecasting as fc
from forecasting import charts
from forecasting.ask import seek, sensitivity
from forecasting.ask.seek import problem_of
from forecasting.charts import save
from forecasting.charts.cells import CELL_HEIGHT, CELL_WIDTH, HEAD_HEIGHT, HEAD_WIDTH
from forecasting.errors import ForecastingError

ROOT = Path(__file__).resolve().parent.parent
SHAPES = ("even", "target_then_even", "tapering", "own")


@pytest.fixture(scope="module")
def runs():
    """The real dossier, assessed in both languages."""
    dossier = fc.load(ROOT / "data" / "yanjiao")
    return {language: fc.assess(dossier, language=language) for language in ("en", "zh")}


@pytest.fixture(scope="module")
def drawn(runs):
    """One of each chart in each language, of the frames as they come."""
    found = {}
    for language, result in runs.items():
        found["tornado", language] = charts.tornado(sensitivity.tornado(result, "gdp"))
        found["two_way", language] = charts.two_way(seek.two_way(result, "gdp"))
        plan = seek.yearly_plan(result, "gdp", SHAPES, path={2012: -0.05})
        found["plan", language] = charts.yearly_plan(plan)
    return found


def values_of(spec):
    """All data rows anywhere in a chart."""
    if isinstance(spec, list):
        return [row for part in spec for row in values_of(part)]
    if not isinstance(spec, dict):
        return []
    own = spec.get("values", []) if isinstance(spec.get("values"), list) else []
    own = [row for row in own if isinstance(row, dict)]
    return [*own, *(row for part in spec.values() for row in values_of(part))]


def text_of(chart):
    """A whole chart as text."""
    return json.dumps(chart.to_dict(), ensure_ascii=False)


def test_frames_bring_their_language(drawn):
    """A frame's own language is spoken without being asked for; units are written in its habit."""
    for (name, language), chart in drawn.items():
        text = text_of(chart)
        assert ("地区生产总值" in text) == (language == "zh"), name
        assert ("CNY 100m" in text) == (language == "en"), name
        assert language == "en" or "亿元" in text, name


def test_plain_rows_draw_the_same(runs, drawn):
    """Plain rows give the chart of the frame, once the language is said."""
    rows = seek.two_way_rows(problem_of(runs["zh"], "gdp"))
    assert charts.two_way(rows, language="zh").to_dict() == drawn["two_way", "zh"].to_dict()
    rows = sensitivity.tornado_rows(problem_of(runs["zh"], "gdp"))
    assert charts.tornado(rows, language="zh").to_dict() == drawn["tornado", "zh"].to_dict()


def test_bars_of_the_tornado_meet_at_what_was_assessed(runs, drawn):
    """Every bar holds the assessed odds, its ends are the row's, the widest is on top."""
    rows = {row.assumption: row for row in sensitivity.tornado_rows(problem_of(runs["en"], "gdp"))}
    bars = {row["assumption"]: row for row in values_of(drawn["tornado", "en"].to_dict()) if "place" in row}
    assert "Growth model" in bars
    for name, bar in bars.items():
        row = rows[name]
        ends = [one for one in (row.odds, row.odds_low, row.odds_high) if one is not None]
        assert (bar["left"], bar["right"]) == (min(ends), max(ends))
    places = sorted(bars.values(), key=lambda bar: bar["place"])
    widths = [bar["right"] - bar["left"] for bar in places]
    assert widths == sorted(widths, reverse=True)


def test_what_is_too_small_or_too_many_is_not_drawn(runs):
    """Bars under half a point are dropped; those beyond `most` are counted in the subtitle."""
    rows = sensitivity.tornado_rows(problem_of(runs["en"], "gdp"))
    chart = charts.tornado(rows, most=2)
    assert len({row["assumption"] for row in values_of(chart.to_dict()) if "place" in row}) == 2
    assert "4 more assumptions" in text_of(chart)
    assert "Reading of" not in text_of(charts.tornado(rows))


def test_the_tornado_of_required_growth(runs):
    """Asked for, or where there are no odds, the bars are growth rates."""
    rows = sensitivity.tornado_rows(problem_of(runs["en"], "fixed_asset_investment"))
    assert "Growth required a year" in text_of(charts.tornado(rows))
    chart = charts.tornado(sensitivity.tornado_rows(problem_of(runs["en"], "gdp")), measure="required")
    bars = {row["assumption"] for row in values_of(chart.to_dict()) if "place" in row}
    assert bars == {"GDP in 2009", "Rounding of 188 (CNY 100m, 2009)"}
    with pytest.raises(ForecastingError, match="odds"):
        charts.tornado(rows, measure="swing")


def test_met_cells_differ_in_tone_sign_and_hatch(runs, drawn):
    """Each cell has its state and mark; only cells not met are hatched, and no line leaves its cell."""
    rows = seek.two_way_rows(problem_of(runs["en"], "gdp"))
    values = values_of(drawn["two_way", "en"].to_dict())
    cells = {(row["left"], row["top"]): row for row in values if "margin_y" in row}
    assert len(cells) == len(rows)
    assert sum(cell["state"] == "goal met" for cell in cells.values()) == sum(row.met for row in rows)
    hatches = [row for row in values if "x2" in row and row["x"] != row["x2"] and row["y"] != row["y2"]]
    hatched = set()
    for line in hatches:
        across = (line["x"] + line["x2"]) / 2 - HEAD_WIDTH
        down = (line["y"] + line["y2"]) / 2 - HEAD_HEIGHT
        left = HEAD_WIDTH + across // CELL_WIDTH * CELL_WIDTH
        top = HEAD_HEIGHT + down // CELL_HEIGHT * CELL_HEIGHT
        assert left <= line["x"] <= line["x2"] <= left + CELL_WIDTH
        assert top <= line["y2"] <= line["y"] <= top + CELL_HEIGHT
        hatched.add((left, top))
    assert hatched == {place for place, cell in cells.items() if cell["state"] == "not met"}


def test_the_heavy_line_parts_met_from_unmet(runs):
    """Every stretch of the line lies between a met and an unmet cell: one cell met of two needs two lines at most."""
    rows = seek.two_way_rows(problem_of(runs["en"], "gdp"), outcomes=[213.0], later=[0.10, 0.15])
    chart = charts.two_way(rows)
    lines = [row for row in values_of(chart.to_dict()) if row.get("x2") == row.get("x") and "x" in row]
    lines = [row for row in lines if "y2" in row]
    assert [(row["x"], row["y"]) for row in lines] == [(HEAD_WIDTH + CELL_WIDTH, HEAD_HEIGHT)]


def test_the_plan_has_a_panel_a_shape(drawn):
    """Growth as bars and level as a line for each shape; a falling year has its label below the bar."""
    spec = drawn["plan", "en"].to_dict()
    assert len(spec["concat"]) == len(SHAPES)
    text = text_of(drawn["plan", "en"])
    assert "−5.0 %" in text
    assert "Tapering: growth loses" in text
    goals = [row for row in values_of(spec) if row.get("kind") == "goal"]
    assert {row["level"] for row in goals} == {400.0}


def test_one_shape_is_one_panel(runs):
    """A single shape is drawn without a grid of panels."""
    spec = charts.yearly_plan(seek.yearly_plan(runs["zh"], "population", "tapering")).to_dict()
    assert "vconcat" in spec
    assert "总人口" in json.dumps(spec, ensure_ascii=False)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_said_to_be_nothing(language):
    """Without rows each chart says in words that there is nothing to draw."""
    word = {"en": "Nothing to draw", "zh": "无可绘制"}[language]
    for chart in (charts.tornado, charts.two_way, charts.yearly_plan):
        assert word in text_of(chart([], language=language))


def test_a_missing_column_is_named(runs):
    """A table that is another one is refused, with the columns that are missing."""
    frame = seek.yearly_plan(runs["en"], "gdp")
    for chart in (charts.tornado, charts.two_way):
        with pytest.raises(ForecastingError, match="missing"):
            chart(frame)
    with pytest.raises(ForecastingError, match="shape_label"):
        charts.yearly_plan(seek.two_way(runs["en"], "gdp"))


def test_each_is_rendered(drawn, tmp_path):
    """Every chart becomes a picture with the package's own renderer."""
    for (name, language), chart in drawn.items():
        if language == "zh":
            place = tmp_path / f"{name}.svg"
            save(chart, place)
            assert "<svg" in place.read_text(encoding="utf-8")
