"""What the charts show: specifications are read, not pixels; the numbers are those of the Yanjiao speech."""

from __future__ import annotations

import hashlib
import importlib
import itertools
import json
import math
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from standin import ENTITY, TABLES, Standin, standin

import forecasting as fc
from forecasting import charts, words
from forecasting.charts.axes import Panel, level_axis, level_ticks, rate_ticks, year_ticks
from forecasting.charts.behind import tables_of
from forecasting.charts.labels import Box, Label, place
from forecasting.charts.look import FONT
from forecasting.charts.statements import statement
from forecasting.charts.steps import DrawnSpan, drawing_of
from forecasting.cli import main
from forecasting.dossier import Claim
from forecasting.errors import ForecastingError
from forecasting.judge.spans import SpanRow

LANGUAGES = ("en", "zh")
DRAWN = {
    "staircase": charts.staircase,
    "claims": lambda result: charts.claims(result, "fiscal_revenue"),
    "network": lambda result: charts.network(result, "fiscal_revenue"),
    "outlook": lambda result: charts.outlook(result, "gdp"),
    "required": charts.required,
    "verdicts": charts.verdicts,
}


def units(spec: dict, rows: list | None = None, datasets: dict | None = None) -> list[tuple[dict, list]]:
    """Every single view of a specification with the rows it draws."""
    datasets = spec.get("datasets", datasets) or {}
    data = spec.get("data", {})
    rows = data["values"] if "values" in data else datasets.get(data.get("name"), rows)
    inner = [part for key in ("layer", "concat", "hconcat", "vconcat") for part in spec.get(key, [])]
    if not inner:
        return [(spec, rows or [])]
    return [found for part in inner for found in units(part, rows, datasets)]


def channels(view: dict) -> list[tuple[str, dict]]:
    """Name and definition of every channel, tooltips one by one, conditions included."""
    found = []
    for name, value in view.get("encoding", {}).items():
        for one in value if isinstance(value, list) else [value]:
            found.append((name, one))
            if isinstance(one.get("condition"), dict):
                found.append((name, one["condition"]))
    return found


def texts(spec: dict) -> list[dict]:
    """The rows of all placed labels, panel by panel with the panel they stand in."""
    return [
        row
        for view, rows in units(spec)
        if view["mark"]["type"] == "text"
        for row in rows
        if {"left", "right", "top", "foot"} <= row.keys()
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DRAWN)
def test_every_encoded_field_is_a_column(name, language) -> None:
    """No channel names a field its rows do not have, and every field has a type (or only belongs to an interval)."""
    views = units(DRAWN[name](standin(language)).to_dict())
    assert len(views) > 2
    for view, rows in views:
        assert rows
        for channel, definition in channels(view):
            if "field" in definition:
                assert all(definition["field"] in row for row in rows), (channel, definition["field"])
                assert "type" in definition or channel in {"x2", "y2"}, (channel, definition)


@pytest.mark.parametrize("name", DRAWN)
def test_charts_carry_no_configuration(name) -> None:
    """A chart can be joined with others, so the look is put on last, and names its font."""
    chart = DRAWN[name](standin())
    assert "config" not in chart.to_dict(context={"top-level-marker": None}) or chart.config is not None
    joined = (chart & charts.required(standin())).to_dict()
    assert "vconcat" in joined
    assert charts.styled(chart).to_dict()["config"]["font"] == FONT
    assert not hasattr(chart.config, "to_dict")


def test_styling_leaves_the_chart_as_it_was() -> None:
    """`styled` answers with a copy."""
    chart = charts.required(standin())
    before = json.dumps(chart.to_dict(), sort_keys=True)
    charts.styled(chart)
    assert json.dumps(chart.to_dict(), sort_keys=True) == before


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("staircase", ["Average growth a year", "年均增速"]),
        ("network", ["CNY 100m", "亿元"]),
        ("outlook", ["CNY 100m", "亿元"]),
        ("required", ["Average growth a year", "年均增速"]),
        ("verdicts", ["front-loaded", "前高后低"]),
        ("claims", ["annual target", "年度目标"]),
    ],
)
def test_both_languages_name_their_units(name, wanted) -> None:
    """Axis titles carry the unit in the language of the assessment, and neither language leaks into the other."""
    written = {
        language: json.dumps(DRAWN[name](standin(language)).to_dict(), ensure_ascii=False)
        for language in LANGUAGES
    }
    english, chinese = wanted
    assert english in written["en"]
    assert chinese in written["zh"]
    assert english not in written["zh"]


@pytest.mark.parametrize("name", DRAWN)
def test_an_empty_assessment_draws_a_sentence(name) -> None:
    """Without rows a chart says that there is nothing to draw."""
    result = standin()
    for table in TABLES:
        setattr(result, table, [])
    spec = DRAWN[name](result).to_dict()
    assert spec["mark"]["type"] == "text"
    assert "Nothing to draw" in json.dumps(spec)


@pytest.mark.parametrize("name", ["claims", "network", "outlook"])
def test_an_unknown_indicator_is_refused(name) -> None:
    """The message names what was asked for and what there is."""
    with pytest.raises(ForecastingError, match=r"no indicator 'gpd'.*gdp, fiscal_revenue"):
        getattr(charts, name)(standin(), "gpd")
    with pytest.raises(ForecastingError, match="no indicator 'gpd'"):
        charts.staircase(standin(), ["gpd"])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [490.0, 290.0])
@pytest.mark.parametrize("indicator", ["gdp", "fiscal_revenue", "exports"])
def test_staircase_labels_do_not_collide(indicator, width, language) -> None:
    """On a wide and on a narrow panel no label stands on another."""
    found = texts(charts.staircase(standin(language), [indicator], width=width).to_dict())
    assert len(found) == sum(row.indicator == indicator for row in standin(language).span_rows)
    boxes = [Box(row["left"], -row["top"], row["right"], -row["foot"]) for row in found]
    for number, box in enumerate(boxes):
        assert not any(box.overlap(other) for other in boxes[number + 1 :]), found[number]["text"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("indicator", ["gdp", "fiscal_revenue"])
def test_outlook_labels_do_not_collide(indicator, language) -> None:
    """Target, goal, history and the ends of the models keep clear of each other, in each panel."""
    for panel in charts.outlook(standin(language), indicator).to_dict()["hconcat"]:
        found = texts(panel)
        boxes = [Box(row["left"], -row["top"], row["right"], -row["foot"]) for row in found]
        for number, box in enumerate(boxes):
            assert not any(box.overlap(other) for other in boxes[number + 1 :]), found[number]["text"]


def test_a_hair_of_an_interval_can_be_seen() -> None:
    """The target's growth is one number, yet its bar is at least five pixels high (300 pixels a panel)."""
    spec = charts.staircase(standin(), ["gdp"]).to_dict()
    view, rows = units(spec)[0]
    low, high = view["encoding"]["y"]["scale"]["domain"]
    for row in rows:
        least = 3.0 if row["kind"] == "needed_before" else 5.0
        assert (row["high"] - row["low"]) / (high - low) * 300 >= least - 1e-9


def test_an_open_interval_reaches_the_edge() -> None:
    """At least 39.3 % a year has no upper end: its bar is pale and runs to the top of the plot."""
    spec = charts.staircase(standin(), ["fiscal_revenue"]).to_dict()
    pale = [(view, rows) for view, rows in units(spec) if view["mark"].get("opacity") == 0.25]
    (view, rows) = pale[0]
    assert [(row["start"], row["end"], row["low"]) for row in rows] == [(1999, 2009, 0.393)]
    assert rows[0]["high"] == view["encoding"]["y"]["scale"]["domain"][1]


def test_the_slogan_is_dashed_and_the_class_a_band() -> None:
    """Quadrupling every five years, 32 % a year, is a dashed line; what others managed lies behind all bars."""
    views = units(charts.staircase(standin(), ["fiscal_revenue"]).to_dict())
    dashed = [rows for view, rows in views if view["mark"].get("strokeDash")]
    assert [row["rate"] for rows in dashed for row in rows] == [0.3195]
    assert views[0][1][0]["kind"] == "class"


def luminance(colour: str) -> float:
    """Lightness L* of an sRGB colour, 0 to 100 (CIE 1976)."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    ]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16


def test_tones_survive_a_copier() -> None:
    """The four tones of the staircase differ in lightness by at least 15 L*."""
    view, _ = units(charts.staircase(standin(), ["gdp"]).to_dict())[0]
    shades = sorted(luminance(colour) for colour in view["encoding"]["color"]["scale"]["range"])
    assert len(shades) == 4
    assert all(after - before >= 15 for before, after in itertools.pairwise(shades))


def test_the_verdict_grid_needs_no_colour() -> None:
    """Each cell holds the verdict's word and a shape of its own gravity."""
    views = units(charts.verdicts(standin()).to_dict())
    rows = views[0][1]
    assert {row["words"].replace("\n", " ") for row in rows} >= {
        "inconsistent",
        "within rounding",
        "front-loaded",
    }
    shapes = next(view["encoding"]["shape"]["scale"] for view, _ in views if "shape" in view["encoding"])
    assert len(set(shapes["range"])) == len(shapes["domain"]) == 6


def test_the_gravest_verdict_of_a_cell_wins() -> None:
    """Two findings in one cell: the graver word stands, the other is counted."""
    result = standin()
    result.found.append(replace(result.found[0], indicator="gdp"))
    rows = units(charts.verdicts(result).to_dict())[0][1]
    assert next(row["words"] for row in rows if row["indicator"] == "GDP" and "levels" in row["check"]) == (
        "inconsistent +1"
    )


def test_a_claim_set_aside_says_so() -> None:
    """The slogan was set aside: its row is marked, in words."""
    rows = units(charts.claims(standin(), "fiscal_revenue").to_dict())[0][1]
    assert [row["text"] for row in rows if row["aside"]] == ["≈2 doublings every 5 years (set aside)"]


def test_outlook_gives_the_plan_its_room() -> None:
    """Seventeen years of history stand in a panel of their own; a short history needs none."""
    assert len(charts.outlook(standin(), "gdp").to_dict()["hconcat"]) == 2
    assert len(charts.outlook(standin(), "gdp", width=290).to_dict()["vconcat"]) == 2
    assert "layer" in charts.outlook(standin(), "exports").to_dict()


def test_a_model_that_was_not_fitted_is_not_drawn() -> None:
    """A row that holds a reason instead of numbers draws nothing."""
    assert "log_linear" not in json.dumps(charts.outlook(standin(), "gdp").to_dict())


def test_a_range_beyond_all_floats_is_not_drawn() -> None:
    """Where a model's range ends beyond the largest float, its outer band stops a year earlier and nothing else changes."""
    result = standin()
    rows = result.forecast_rows
    last = max(place for place, row in enumerate(rows) if row.indicator == "gdp" and row.default)
    rows[last] = replace(rows[last], lower95=math.inf, upper95=math.inf)
    spec = charts.outlook(result, "gdp").to_dict()
    json.dumps(spec, allow_nan=False)
    bands = {drawn[0]["key"]: [row["year"] for row in drawn] for _, drawn in units(spec) if "key" in drawn[0]}
    outer, inner = (bands[f"{share} % range of the quoted model"] for share in (95, 80))
    assert inner == [*outer, 2015]


@pytest.mark.parametrize(
    ("first", "last", "pixels", "ticks"),
    [
        (1992, 2015, 490, [1992, 2000, 2005, 2010, 2015]),
        (2008, 2010, 490, [2008, 2009, 2010]),
        (2009, 2009, 300, [2009]),
    ],
)
def test_year_ticks_keep_their_distance(first, last, pixels, ticks) -> None:
    """Both ends are named, round years between, none closer than 60 pixels (by hand: 23 years on 490 pixels)."""
    found = year_ticks(first, last, pixels)
    assert found[0] == first
    assert found[-1] == last
    assert [year for year in found if year in ticks] == ticks


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (1.6, 2.0, [1.6, 1.7, 1.8, 1.9, 2.0]),
        (1.5, 650, [3, 10, 30, 100, 300]),
        (110, 650, [150, 200, 300, 500]),
    ],
)
def test_level_ticks_are_round(low, high, ticks) -> None:
    """Log axes show between three and seven round levels."""
    found = level_ticks(low, high)
    assert 3 <= len(found) <= 7
    assert set(ticks) <= set(found)


def test_rate_ticks_are_round() -> None:
    """Growth from -2 % to 13 % is ticked at whole percents."""
    assert rate_ticks(-0.02, 0.13) == [0.0, 0.05, 0.1]


def test_panel_and_value_are_inverse() -> None:
    """What lands on a pixel comes back from it, on a straight and on a log axis."""
    for log in (False, True):
        panel = Panel(400, 300, (1992, 2015), (2.0, 500.0), log=log)
        assert panel.value(panel.down(188.0)) == pytest.approx(188.0)
        assert panel.year(panel.across(2009)) == pytest.approx(2009)


def test_labels_move_apart() -> None:
    """Two labels of one spot are both placed, apart, and the same way every time."""
    mark = Box(100, 100, 110, 105)
    labels = [Label("one label", mark), Label("another label", mark)]
    first, second = place(labels, [mark], 300, 200)
    assert first.box.overlap(second.box) == 0
    assert first.box.overlap(mark) == 0
    assert place(labels, [mark], 300, 200) == [first, second]


def test_of_several_orders_the_one_without_a_line_through_words_is_taken() -> None:
    """Five labels close together, placed in the order given, would have a line run through words; in another they do not."""
    ends = [(20, 30, 30, 40), (60, 40, 70, 50), (40, 50, 70, 60), (20, 50, 50, 55), (50, 30, 60, 40)]
    marks = [Box(*one) for one in ends]
    words = ["label aaa", "label b", "label c", "label ddd", "label e"]
    found = place([Label(text, mark) for text, mark in zip(words, marks, strict=True)], marks, 140, 80)
    for one, other in itertools.permutations(found, 2):
        assert not one.box.overlap(other.box)
        if one.leader is not None:
            x1, y1, x2, y2 = one.leader
            points = [(x1 + (x2 - x1) * k / 99, y1 + (y2 - y1) * k / 99) for k in range(100)]
            box = other.box
            assert not any(box.left < x < box.right and box.top < y < box.bottom for x, y in points)


@pytest.mark.parametrize(
    ("ending", "head"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".svg", b"<svg"), (".html", b"<!DOC")]
)
def test_save_writes_each_format(tmp_path, ending, head) -> None:
    """The ending decides, and nothing but the file is left behind."""
    place = charts.save(charts.required(standin("zh")), tmp_path / f"chart{ending}")
    assert place.read_bytes().startswith(head)
    assert [one.name for one in tmp_path.iterdir()] == [f"chart{ending}"]


def test_saved_html_asks_nobody(tmp_path) -> None:
    """The library, the fonts and the data are inside, and the policy forbids every fetch."""
    text = charts.save(charts.required(standin("zh")), tmp_path / "chart.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert "<script src" not in text
    assert "<link" not in text
    assert "font/woff;base64," in text
    assert len(text) > 500_000


def test_saved_svg_brings_its_letters(tmp_path) -> None:
    """Text stays text, and the letters it needs are inside."""
    text = charts.save(charts.required(standin("zh")), tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert ">地区生产总值<" in text
    assert "@font-face" in text


def test_save_refuses_to_overwrite(tmp_path) -> None:
    """A file that is there stays as it is unless forced."""
    chart, place = charts.required(standin()), tmp_path / "chart.svg"
    place.write_text("mine")
    with pytest.raises(ForecastingError, match="is there already"):
        charts.save(chart, place)
    assert place.read_text() == "mine"
    charts.save(chart, place, force=True)
    assert place.read_text(encoding="utf-8").startswith("<svg")


def test_save_refuses_what_it_cannot_do(tmp_path) -> None:
    """Another ending, a folder that is not there, something that is no chart: each says what would be right."""
    chart = charts.required(standin())
    with pytest.raises(ForecastingError, match=r"\.html, \.png, \.svg, \.pdf"):
        charts.save(chart, tmp_path / "chart.jpeg")
    with pytest.raises(ForecastingError, match="does not exist"):
        charts.save(chart, tmp_path / "no" / "chart.svg")
    with pytest.raises(ForecastingError, match="expected a chart"):
        charts.save("gdp", tmp_path / "chart.svg")
    assert not list(tmp_path.iterdir())


def test_web_fonts_hold_the_letters_asked_for() -> None:
    """The cut font is read by an independent library: these letters have outlines, no other letter is mapped."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    pens = pytest.importorskip("fontTools.pens.boundsPen")
    import io

    from forecasting.charts.fonts import web_font

    for weight in ("normal", "bold"):
        data = web_font(["燕郊", "GDP 13.4%"], weight)
        assert len(data) < 100_000
        font = ttlib.TTFont(io.BytesIO(data))
        assert {chr(code) for code in font.getBestCmap()} == set("燕郊GDP 13.4%")
        glyphs = font.getGlyphSet()
        for letter in "燕郊G4%":
            pen = pens.BoundsPen(glyphs)
            glyphs[font.getBestCmap()[ord(letter)]].draw(pen)
            assert pen.bounds is not None, letter


def test_every_shipped_word_can_be_drawn() -> None:
    """The shipped font has a glyph for every letter of the words of charts and page."""
    ttlib = pytest.importorskip("fontTools.ttLib")
    import io

    from forecasting.charts.fonts import web_font

    folder = Path(words.__file__).parent
    letters = {
        letter
        for table in ("charts", "page", "verdicts", "models", "spans", "units")
        for language in LANGUAGES
        for letter in (folder / f"{table}.{language}.toml").read_text(encoding="utf-8")
        if letter.isprintable()
    } | set("▲▶●—–…≈≥≤×−")
    for weight in ("normal", "bold"):
        font = ttlib.TTFont(io.BytesIO(web_font(letters, weight)))
        assert letters - {chr(code) for code in font.getBestCmap()} == set()


def test_words_agree_in_both_languages() -> None:
    """Charts and page have the same keys in Chinese and English."""
    for table in ("charts", "page"):
        assert words.keys(table, "en") == words.keys(table, "zh")


def fingerprint() -> str:
    """SHA-256 of the specifications of all charts in Chinese."""
    specs = [draw(standin("zh")).to_dict(validate=False) for draw in DRAWN.values()]
    return hashlib.sha256(json.dumps(specs, ensure_ascii=False).encode()).hexdigest()


def test_charts_do_not_depend_on_the_hash_seed() -> None:
    """Another process with another seed draws the same specifications as this one."""
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": f"{here.parent}{os.pathsep}{here}"}
    code = "import conftest, test_charts; print(test_charts.fingerprint())"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == fingerprint()


@pytest.fixture(scope="module", params=LANGUAGES)
def real(request) -> fc.Assessment:
    """The shipped Yanjiao dossier, assessed."""
    return fc.assess(fc.load(Path(__file__).parent.parent / "data" / "yanjiao"), language=request.param)


@pytest.mark.parametrize("width", [490.0, 290.0])
def test_labels_of_the_shipped_dossier_do_not_collide(real, width) -> None:
    """In no panel of Yanjiao's staircase does a label stand on another."""
    for indicator in sorted({row.indicator for row in real.span_rows}):
        found = texts(charts.staircase(real, [indicator], width=width).to_dict())
        boxes = [Box(row["left"], -row["top"], row["right"], -row["foot"]) for row in found]
        for number, box in enumerate(boxes):
            assert not any(box.overlap(other) for other in boxes[number + 1 :]), found[number]["text"]


def test_the_shipped_dossier_draws_every_chart(real) -> None:
    """Every chart of every indicator of Yanjiao has columns for its fields, or says that there is nothing to draw."""
    drawn = [charts.staircase(real), charts.required(real), charts.verdicts(real)]
    for indicator in [row.indicator for row in real.indicator_rows] if real.language == "zh" else ["exports"]:
        drawn += [chart(real, indicator) for chart in (charts.claims, charts.network, charts.outlook)]
    for chart in drawn:
        for view, rows in units(chart.to_dict()):
            for _, definition in channels(view):
                if "field" in definition:
                    assert all(definition["field"] in row for row in rows)


# ---- many claims on the same years, large numbers, charts to take along


def _crowd(language: str) -> Standin:
    """A report with six growth claims on the same years, two of them open by more than ten points."""
    made = standin(language)
    rows = [
        ("record", 2000, 2009, 0.10, 0.23, "price band"),
        ("record", 2000, 2009, 0.118, 0.131, "fold"),
        ("record", 2000, 2008, 0.141, 0.143, "average"),
        ("year", 2006, 2007, 0.1495, 0.1505, "2007"),
        ("year", 2007, 2008, 0.08, 0.21, "2008"),
        ("year", 2008, 2009, 0.1425, 0.1435, "2009"),
    ]
    made.span_rows = [
        SpanRow(ENTITY, "gdp", kind, start, end, lower, upper, (lower + upper) / 2, ("gdp-2009",), label)
        for kind, start, end, lower, upper, label in rows
    ]
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_wide_ranges_are_outlines(language) -> None:
    """No bar of the record is a wall: what is open by points is an outline with its middle, which hides no other bar."""
    spec = charts.staircase(_crowd(language), ["gdp"]).to_dict()
    low, high = units(spec)[0][0]["encoding"]["y"]["scale"]["domain"]
    per_pixel = (high - low) / spec["height"]
    solid = [
        row
        for view, rows in units(spec)
        if view["mark"]["type"] == "rect"
        and view["mark"].get("opacity") == 1
        and "fillOpacity" not in view["mark"]
        for row in rows
    ]
    outlined = [row for view, rows in units(spec) if view["mark"].get("strokeOpacity") for row in rows]
    assert {row["text"] for row in outlined} == {"price band", "2008"}
    assert len(solid) == 6
    assert max((row["high"] - row["low"]) / per_pixel for row in solid) < 20
    # Bars that lie upon one another are told apart by an edge.
    assert any(view["mark"].get("stroke") == "#ffffff" for view, _ in units(spec))


def test_words_keep_clear_of_the_edges_of_an_outline() -> None:
    """Beside an outline from 4 to 20 % over ten years, the labels of two narrow years stand on none of its four edges."""
    spans = [
        DrawnSpan(
            SpanRow(ENTITY, "gdp", kind, start, end, low, high, (low + high) / 2, ("gdp-2009",), text),
            text,
            bridged=False,
        )
        for kind, start, end, low, high, text in (
            ("record", 2000, 2010, 0.04, 0.20, "wide record"),
            ("year", 2006, 2008, 0.03, 0.031, "year 2006"),
            ("year", 2007, 2009, 0.14, 0.141, "year 2007"),
        )
    ]
    made = drawing_of(spans, (2000, 2010), 400)
    panel, words = made.panel, made.lettering
    placed = place([label for label, _ in words.words], words.obstacles, panel.width, panel.height)
    left, right, top, foot = panel.across(2000), panel.across(2010), panel.down(0.20), panel.down(0.04)
    edges = [Box(left, top, right, top + 0.1), Box(left, foot, right, foot + 0.1)]
    edges += [Box(left, top, left + 0.1, foot), Box(right, top, right + 0.1, foot)]
    assert not any(one.box.overlap(edge) for one in placed for edge in edges)


@pytest.mark.parametrize(("language", "word"), [("en", "2009 (conditional)"), ("zh", "2009（有条件成立）")])
def test_a_growth_that_needs_a_bridge_is_an_outline(language, word) -> None:
    """What holds only on a condition is no solid bar and says so; its neighbours stay as they are."""
    made = _crowd(language)
    made.span_rows[-1] = replace(made.span_rows[-1], claims=("gdp-2009-growth",))
    claims = ("gdp-2008", "gdp-2009", "gdp-2009-growth")
    made.found.append(replace(made.found[0], verdict="conditional", claims=claims))
    spec = charts.staircase(made, ["gdp"]).to_dict()
    bars = [(row, view) for view, rows in units(spec) if view["mark"]["type"] == "rect" for row in rows]
    bars = [(row, view) for row, view in bars if "kind" in row]
    drawn = [view["mark"] for row, view in bars if row.get("text") == word]
    assert [mark.get("fillOpacity") for mark in drawn] == [0.06]
    assert sum("(" in row.get("text", "") or "（" in row.get("text", "") for row, _ in bars) == 1


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (188.0, "188", "188"),
        (99_999_999.0, "99,999,999", "99999999"),
        (188e8, "18.8 bn", "188亿"),
        (1.1316e15, "1132 tn", "1132万亿"),
        (2.5e12, "2.5 tn", "2.5万亿"),
    ],
)
def test_large_levels_are_written_short(value, english, chinese) -> None:
    """From 亿 (10^8) and the billion (10^9) on, a chart writes four digits of the larger unit."""
    assert words.short(value, "en") == english
    assert words.short(value, "zh") == chinese


def test_axes_of_large_levels_are_short() -> None:
    """An axis up to 10^15 writes its ticks in the larger units, one below as before."""
    panel = Panel(400, 300, (2010, 2020), (5e14, 2e15), log=True)
    axis = level_axis(panel, "GDP", "zh")["axis"]
    assert "万亿" in axis["labelExpr"]
    assert "labelExpr" not in level_axis(Panel(400, 300, (2010, 2020), (5, 200), log=True), "", "zh")["axis"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_has_numbers_behind_it(language) -> None:
    """What the pointer is told of each mark stands in a table too, every cell a text, no row twice."""
    for name, draw in DRAWN.items():
        found = tables_of(draw(standin(language)).to_dict())
        assert found, name
        for table in found:
            assert table.rows, name
            assert all(len(row) == len(table.heads) for row in table.rows)
            assert len(set(table.rows)) == len(table.rows)
    behind = tables_of(charts.outlook(standin(language), "gdp").to_dict())
    assert any("2009" in row and "188" in row for table in behind for row in table.rows)


def test_charts_folder_holds_every_chart_at_slide_size(tmp_path, capsys) -> None:
    """`forecasting charts` writes PNG and SVG of each chart, none larger than a slide, one side as large as it."""
    place = tmp_path / "pictures"
    folder = Path(__file__).parent / "dossiers" / "riverside"
    assert main(["charts", str(folder), "-o", str(place), "--language", "en"]) == 0
    names = {one.stem for one in place.iterdir()}
    assert {"staircase", "required", "verdicts", "network_revenue", "claims_revenue"} <= names
    for name in names:
        head = (place / f"{name}.png").read_bytes()[16:24]
        across, down = int.from_bytes(head[:4]), int.from_bytes(head[4:])
        assert across <= 1920
        assert down <= 1080
        assert across >= 1919 or down >= 1079
        drawn = (place / f"{name}.svg").read_text(encoding="utf-8")
        assert "@font-face" in drawn
        assert "http-equiv" not in drawn
    # What is there is not written over, and nothing is half done.
    before = {one.name: one.stat().st_mtime_ns for one in place.iterdir()}
    assert main(["charts", str(folder), "-o", str(place)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert {one.name: one.stat().st_mtime_ns for one in place.iterdir()} == before


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [300.0, 490.0])
def test_no_leader_runs_through_the_words_of_another_label(language, width, monkeypatch) -> None:
    """In the staircases of the Yanjiao speech, half a page wide or more, no label is crossed and none hides another."""
    drawn = []
    module = importlib.import_module("forecasting.charts.lettering")

    def kept(*given):
        drawn.append(place(*given))
        return drawn[-1]

    monkeypatch.setattr(module, "place", kept)
    folder = Path(__file__).resolve().parent.parent / "data" / "yanjiao"
    charts.staircase(fc.assess(fc.load(folder), language=language), width=width)
    assert len(drawn) == 2
    for labels in drawn:
        for one, other in itertools.permutations(labels, 2):
            assert not one.box.overlap(other.box)
            if one.leader is not None:
                x1, y1, x2, y2 = one.leader
                line = [Box(x1 + (x2 - x1) * k / 99, y1 + (y2 - y1) * k / 99, 0, 0) for k in range(100)]
                box = other.box
                assert not any(
                    box.left < at.left < box.right and box.top < at.top < box.bottom for at in line
                )


@pytest.mark.parametrize(
    ("kind", "value", "unit", "sign", "said"),
    [
        ("multiple", "74", "倍", "=", ("up 74-fold", "增长74倍")),
        ("multiple", "3", "x", ">=", ("up ≥3-fold", "增长≥3倍")),
        ("multiple", "1", "番", "=", ("up by 1 doubling", "翻1番")),
        ("multiple", "2", "番", "=", ("up by 2 doublings", "翻2番")),
        ("recurring_multiple", "2", "番", "=", ("2 doublings every 5 years", "每5年翻2番")),
        ("recurring_multiple", "4", "倍", "=", ("4-fold every 5 years", "每5年4倍")),
    ],
)
def test_a_multiple_is_named_as_people_say_it(kind, value, unit, sign, said):
    """A number of times and a number of doublings each in their own words, one doubling without an s."""
    claim = Claim(
        claim_id="m", entity=ENTITY, indicator="gdp", role="history", kind=kind, comparator=sign, value=value,
        unit=unit, end=2009, every=5 if kind == "recurring_multiple" else None, source="s", locator="p", quote=value,
    )  # fmt: skip
    assert (statement(claim, "en"), statement(claim, "zh")) == said
