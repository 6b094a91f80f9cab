"""What makes drawing quick leaves every byte and every other user of a library as they were."""

import gc
import hashlib
import json
import random
import subprocess
import sys
from importlib import resources
from pathlib import Path

import altair as alt
import pytest
import vl_convert
from altair.vegalite import SCHEMA_URL
from fontTools.ttLib import TTFont

import forecasting as fc
from forecasting import charts, cli
from forecasting._appendix.pictures import Pictures
from forecasting._appendix.verification import verify
from forecasting.charts import drawn, export, fonts, grammar, look, script
from forecasting.scenarios import Scenario, apply
from forecasting.show.explorer import subjects
from forecasting.show.notebook import charts as notebook_charts

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
PACKAGE = ROOT / "forecasting"
WEIGHTS = ("Regular", "Bold")


@pytest.fixture(scope="module")
def result() -> fc.Assessment:
    """The baseline of the Yanjiao speech."""
    return fc.assess(fc.load(YANJIAO), language="zh")


# ---- charts as plain values


def test_specifications_name_the_schema_altair_names() -> None:
    """A chart built without Altair says it follows the version of Vega-Lite that Altair's charts say they follow."""
    assert grammar.SCHEMA == SCHEMA_URL


@pytest.mark.parametrize(
    "name", ["staircase", "required", "verdicts", "network", "outlook", "scenarios", "scenario_odds"]
)
def test_a_plain_chart_and_the_altair_chart_are_the_same(name, result) -> None:
    """What documents draw and what a user is handed have one specification, which Altair finds valid."""
    given = {"network": (result, "gdp"), "outlook": (result, "gdp"), "scenarios": ([result], "gdp")}
    given["scenario_odds"] = ([result],)
    arguments = given.get(name, (result,))
    plain = getattr(drawn, name)(*arguments)
    handed = getattr(charts, name)(*arguments)
    assert isinstance(handed, alt.TopLevelMixin)
    assert plain.to_dict() == {key: one for key, one in handed.to_dict().items() if key != "config"}
    assert export.specification(plain, validate=False) == export.specification(handed, validate=False)
    assert plain.to_dict(validate=True).keys() >= plain.to_dict().keys()


def test_layers_over_one_table_say_it_once() -> None:
    """Rows that all layers share stand above them, as Altair writes them, and rows of one layer stay with it."""
    base = look.drawing([{"x": 1}]).encode(x="x:Q")
    shared = grammar.layer(base.marked("point"), base.marked("rule")).specification()
    assert shared["data"] == {"values": [{"x": 1}]}
    assert all("data" not in part for part in shared["layer"])
    other = grammar.layer(base.marked("point"), look.drawing([{"x": 1}]).marked("rule")).specification()
    assert "data" not in other
    assert all("data" in part for part in other["layer"])


def test_no_document_loads_altair_or_pandas(tmp_path) -> None:
    """Writing and verifying documents imports neither: in an environment with JupyterLab that takes seconds."""
    code = f"""
import sys
from forecasting.cli import main
folder, place = {str(ROOT / "tests" / "dossiers" / "riverside")!r}, {str(tmp_path)!r}
main(["page", folder, "-o", place + "/page.html"])
main(["explore", folder, "-o", place + "/explorer.html"])
main(["appendix", folder, "--scenario", "baseline", *[part for one in ("docx", "html", "pdf") for part in ("-o", place + "/a." + one)]])
main(["verify", place + "/a.docx", folder])
print(*[one for one in ("altair", "pandas", "jsonschema", "lark") if one in sys.modules], "end")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "end", done.stdout


def test_verifying_draws_no_chart(tmp_path, monkeypatch) -> None:
    """A chart is made when it is drawn: reading Word again makes none, HTML the numbers behind its charts and no picture."""
    made = fc.appendix(fc.assess(fc.load(YANJIAO), language="zh"))
    word, web = (made.save(tmp_path / name) for name in ("a.docx", "a.html"))

    def never(*given: object) -> grammar.View:
        raise AssertionError

    monkeypatch.setattr(Pictures, "svg", never)
    assert verify(web, YANJIAO).exit_code == 0
    monkeypatch.setattr(drawn.Later, "view", never)
    assert verify(word, YANJIAO).exit_code == 0


def test_the_command_line_gives_the_collector_its_pace_back(capsys) -> None:
    """Garbage is collected later while a command runs, and as before once it is over, also after bad input."""
    before = gc.get_threshold()
    assert cli.main(["validate", str(YANJIAO)]) == 0
    assert cli.main(["validate", str(YANJIAO / "no such folder")]) == 2
    assert gc.get_threshold() == before
    capsys.readouterr()


# ---- the stored drawing library


def stored() -> tuple[dict, bytes]:
    """What is said of the stored drawing library, and the library."""
    folder = resources.files("forecasting").joinpath("charts/vega")
    return json.loads(folder.joinpath("about.json").read_text("utf-8")), folder.joinpath(
        "vega.js"
    ).read_bytes()


def test_the_stored_library_is_what_the_script_stored() -> None:
    """Nobody edited the stored library, and its licences lie beside it."""
    about, library = stored()
    assert hashlib.sha256(library).hexdigest() == about["sha256"]
    licences = resources.files("forecasting").joinpath("charts/vega/LICENSES.txt").read_text("utf-8")
    assert "University of Washington Interactive Data Lab" in licences
    assert "Mike Bostock" in licences


@pytest.mark.skipif(stored()[0]["vl_convert"] != vl_convert.__version__, reason="another vl-convert")
def test_the_stored_library_is_what_the_renderer_bundles() -> None:
    """Pages hold the bytes that bundling anew gives; scripts/vega.py stores those of a new release."""
    about, library = stored()
    assert library.decode() == script.bundled()
    assert about["vega"] == vl_convert.get_vega_version()


def test_beside_another_renderer_the_library_is_bundled_anew(monkeypatch) -> None:
    """A stored library of one release is not put into pages that another release drew."""
    monkeypatch.setattr(vl_convert, "__version__", "0.0.0")
    monkeypatch.setattr(script, "bundled", lambda: "made anew")
    script.script_library.cache_clear()
    try:
        assert script.script_library() == "made anew"
    finally:
        script.script_library.cache_clear()


# ---- the fonts text is measured with and drawn from


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_measuring_font_has_every_letter_at_its_width(weight) -> None:
    """Each character of the shipped font, and no other, is as wide in the font that text is measured with."""
    with (
        TTFont(PACKAGE / "fonts" / f"NotoSansCJKsc-{weight}.otf") as shape,
        TTFont(PACKAGE / "charts" / "measure" / f"measure-{weight}.ttf") as measure,
    ):
        ours, theirs = shape.getBestCmap(), measure.getBestCmap()
        assert theirs.keys() == ours.keys()
        assert shape["head"].unitsPerEm == measure["head"].unitsPerEm
        wrong = [
            chr(code) for code in ours if shape["hmtx"][ours[code]][0] != measure["hmtx"][theirs[code]][0]
        ]
        assert not wrong
        assert measure["name"].getDebugName(1) == fonts.MEASURE
        assert shape["OS/2"].usWeightClass == measure["OS/2"].usWeightClass


def words(chance: random.Random, count: int) -> list[str]:
    """Texts in which every kind of letter stands beside every other, kerning pairs among them."""
    kinds = [
        "".join(map(chr, range(0x21, 0x7F))),
        "AVToYWPfiflüéňΔπ",
        "增长率亿元万人年翻两番",
        "，。、：；（）《》“”—…%％·",
        "0123456789.,−–+~≥≤×",
    ]
    return ["".join(chance.choice(chance.choice(kinds)) for _ in range(24)) for _ in range(count)] + [
        "AVATAR To We. P, Yo fi ffl",
        "GDP（2010）：≥1.5亿元，年均+12.3%",
    ]


@pytest.mark.parametrize("bold", [False, True])
def test_the_measuring_font_gives_the_drawing_of_the_shapes(bold) -> None:
    """Titles, axes, legends and labels stand where they would if text were measured in the font it is drawn in."""
    fonts.register()
    rows = [{"t": text, "x": len(text), "y": place} for place, text in enumerate(words(random.Random(7), 30))]  # noqa: S311
    chart = look.drawing(rows).marked("text", fontWeight="bold" if bold else "normal").encode(x="x:Q")
    chart = chart.encode(
        text="t:N",
        y=grammar.defined("t:N", axis={"labelLimit": 0}),
        color=grammar.defined("t:N", legend={"columns": 2, "labelLimit": 0}),
    )
    spec = json.dumps(export.specification(chart.properties(title="年均增速 AVATAR"), validate=False))
    drawings = [
        str(vl_convert.vegalite_to_svg(spec.replace(look.FONT, family))).replace(family, look.FONT)
        for family in (fonts.DRAWN, fonts.MEASURE)
    ]
    assert drawings[0] == drawings[1]


@pytest.mark.parametrize("text", ["雪人ก", "😀", "𠮷野家", fonts.MEASURE, "\\u4e00"])
def test_letters_the_shipped_fonts_lack_are_measured_where_they_are_drawn(text, monkeypatch) -> None:
    """The measuring font is only asked for what it knows; a text that holds its name is left alone."""
    asked = []
    renderer = vl_convert.vegalite_to_svg

    def watched(spec: str) -> str:
        asked.append(spec)
        return renderer(spec)

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", watched)
    chart = look.drawing([{"t": text}]).marked("text").encode(text="t:N")
    found = export.svg(chart)
    known = text == "\\u4e00"  # a backslash and five letters, all of which the fonts have
    assert (look.FONT in asked[0]) is not known
    assert text.replace("&", "&amp;") in found
    assert look.FONT.split(",")[0] in found


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_second_name_of_a_font_stays_out_of_web_pages(weight) -> None:
    """The shipped file answers to a name of its own too, and a page gets the table of names without it."""
    with TTFont(PACKAGE / "fonts" / f"NotoSansCJKsc-{weight}.otf") as font:
        families = {str(one): one.langID for one in font["name"].names if one.nameID == 1}
        raw = font.reader["name"]
    assert families == {fonts.FAMILY: 0x409, fonts.DRAWN: fonts.ELSEWHERE}
    shorter = fonts._first_names(raw)
    assert fonts.DRAWN.encode("utf-16-be") not in shorter
    assert fonts.FAMILY.encode("utf-16-be") in shorter
    assert fonts._first_names(shorter) == shorter


def test_a_picture_does_not_depend_on_the_fonts_of_the_machine() -> None:
    """Where the shipped fonts have all letters, a picture is drawn from them, by the name only they have."""
    fonts.register()
    drawing = export.svg(look.drawing([{"t": "official 增长"}]).marked("text").encode(text="t:N"))
    assert export.png_of(drawing, 2.0) == bytes(
        vl_convert.svg_to_png(drawing.replace(look.FONT, fonts.DRAWN), scale=2.0, ppi=72)
    )


def test_saved_and_shown_pictures_are_those_of_documents(tmp_path) -> None:
    """A PNG saved or shown in a notebook without live charts is drawn as in a document, and shown at half its pixels."""
    chart = look.drawing([{"t": "official 增长"}]).marked("text").encode(text="t:N")
    wanted = export.png_of(export.svg(chart), 2.0)
    assert charts.save(chart, tmp_path / "a.png").read_bytes() == wanted
    shown, sizes = notebook_charts._picture(export.specification(chart, validate=False), "a chart")
    assert shown["image/png"] == wanted
    across, down = (int.from_bytes(wanted[at : at + 4]) for at in (16, 20))
    assert sizes["image/png"].items() >= {"width": across / 2, "height": down / 2}.items()


# ---- the explorer


def test_a_case_on_its_own_indicator_is_that_of_the_whole_dossier(result) -> None:
    """Trying a founding year and a reading on the claims of one indicator leaves the same claims as on all."""
    dossier = result.dossier
    for name in ("gdp", "fiscal_revenue"):
        for year in (1991, 1992, 1994):
            scenario = Scenario("case", founded=year)
            alone = apply(scenario, subjects.part_of(dossier, name))
            assert alone.claims == subjects.part_of(apply(scenario, dossier), name).claims
            assert alone.founded == year
