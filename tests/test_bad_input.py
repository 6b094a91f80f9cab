"""Whatever it is given, the tool says what is wrong and writes all of a file or nothing."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

import forecasting as fc
from forecasting.annex.blocks import Figure
from forecasting.claims import new_folder
from forecasting.cli import main
from forecasting.errors import ForecastingError
from forecasting.files import free_place, write_whole

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
JUNGAR = ROOT / "data" / "jungar"
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"


def run(capsys, *arguments):
    """Exit code, output and errors of one command."""
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return code, said.out, said.err


# ---- places that cannot be written


@pytest.mark.parametrize("command", ["page", "explore"])
@pytest.mark.parametrize("name", ["x.pdf", "x", "folder", "folder.html", "no/x.html"])
def test_pages_are_written_to_html_files_only(capsys, tmp_path, command, name):
    """Another ending, a folder (with --force too) and a place below no folder are refused; nothing is written."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder.html").mkdir()
    code, _, err = run(capsys, command, RIVERSIDE, "-o", tmp_path / name, "--force")
    assert code == 2
    assert name.split("/")[0] in err
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["folder", "folder.html"]


def test_what_is_no_file_is_never_replaced(tmp_path):
    """A pipe or device given as output with force stays what it was: replacing /dev/null would break a machine."""
    place = tmp_path / "pipe.html"
    os.mkfifo(place)
    with pytest.raises(ForecastingError, match="never replaced"):
        write_whole(place, b"x", force=True)
    assert place.is_fifo()


def test_a_link_to_nowhere_is_something_that_is_there(tmp_path):
    """A dangling link is not taken for a free name."""
    place = tmp_path / "x.html"
    place.symlink_to(tmp_path / "gone.html")
    with pytest.raises(ForecastingError, match="there already"):
        free_place(place)


def test_a_full_disk_names_the_file_and_leaves_nothing(tmp_path, monkeypatch):
    """When the file cannot be completed the message names it, the old one stays and no partial one is left."""
    place = tmp_path / "x.html"
    place.write_bytes(b"old")

    def full(source, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(ForecastingError, match=r"x\.html: No space left"):
        write_whole(place, b"new", force=True)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]


def test_an_interruption_leaves_no_half_file(tmp_path, monkeypatch):
    """Ctrl-C while writing leaves the old file and nothing beside it."""
    place = tmp_path / "x.html"
    place.write_bytes(b"old")

    def interrupted(source, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(place, b"new", force=True)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]


# ---- forecasting new


@pytest.mark.parametrize("year", ["0", "-5", "99999", "9999"])
def test_new_refuses_years_that_are_none(capsys, tmp_path, year):
    """A folder that would not validate is not made, nor another year taken silently."""
    code, _, err = run(capsys, "new", tmp_path / "zone", "--as-of", year)
    assert code == 2
    assert "as_of" in err
    assert year in err
    assert not (tmp_path / "zone").exists()


def test_new_refuses_no_name_and_a_late_founding(capsys, tmp_path, monkeypatch):
    """An empty name does not fill the working folder, and nothing is founded after its last year of history."""
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "new", "")[0] == 2
    with pytest.raises(ForecastingError, match="founded"):
        new_folder(tmp_path / "zone", as_of=2020, founded=2021)
    assert list(tmp_path.iterdir()) == []


def test_the_scenarios_shown_by_new_work(tmp_path):
    """The commented examples of scenarios.toml run once their marks are taken off; goal needs the goal it names."""
    new_folder(tmp_path / "zone", as_of=2024)
    claims = tmp_path / "zone" / "claims.csv"
    row = "goal,zone,revenue,goal,level,,,,=,20,亿元,,2029,,,,report,p1,2029年财政收入20亿元,\n"
    claims.write_text(claims.read_text(encoding="utf-8") + row, encoding="utf-8")
    place = tmp_path / "zone" / "scenarios.toml"
    text = place.read_text(encoding="utf-8")
    place.write_text(re.sub(r"(?m)^# (?=\[scenario|\w+ = )", "", text), encoding="utf-8")
    names = list(tomllib.loads(place.read_text(encoding="utf-8"))["scenario"])
    assert names == ["slower", "own_path", "goal_later"]
    dossier = fc.load(tmp_path / "zone")
    for name in names:
        assert fc.assess(dossier, name).differences


# ---- Python calls


@pytest.fixture(scope="module")
def yanjiao():
    """The shipped dossier."""
    return fc.load(YANJIAO)


@pytest.fixture(scope="module")
def result(yanjiao):
    """Its assessment."""
    return fc.assess(yanjiao)


NAN = float("nan")
SENSELESS = [
    ("goal_seek", {"probability": "x"}, "probability"),
    ("goal_seek", {"probability": [0.5, "0.8"]}, "probability"),
    ("goal_seek", {"probability": NAN}, "probability"),
    ("goal_seek", {"pace": "x"}, "pace"),
    ("goal_seek", {"pace": NAN}, "pace"),
    ("goal_seek", {"goal": "many"}, "goal"),
    ("goal_seek", {"goal": "400"}, "goal"),
    ("goal_seek", {"by": True}, "by"),
    ("goal_seek", {"find": "everything"}, "find"),
    ("yearly_plan", {"shape": "own", "path": {"2010": 0.1}}, "path"),
    ("yearly_plan", {"shape": "own", "path": [0.1]}, "path"),
    ("yearly_plan", {"shape": "own", "path": {2010: "0.1"}}, "path"),
    ("yearly_plan", {"shape": "own"}, "path="),
    ("yearly_plan", {"path": {2011: 0.1}}, "'own'"),
    ("yearly_plan", {"persistence": 0.9}, "'tapering'"),
    ("yearly_plan", {"shape": "tapering", "persistence": "0.9"}, "persistence"),
    ("two_way", {"outcomes": []}, "outcomes"),
    ("two_way", {"outcomes": ["a"]}, "outcomes"),
    ("two_way", {"outcomes": [0]}, "outcomes"),
    ("two_way", {"later": []}, "later"),
    ("two_way", {"later": 0.1}, "later"),
    ("two_way", {"later": [-1]}, "later"),
    ("tornado", {"runs": "x"}, "runs"),
    ("tornado", {"runs": 1.5}, "runs"),
]


@pytest.mark.parametrize(("function", "given", "says"), SENSELESS)
def test_senseless_values_are_named(result, function, given, says):
    """A value of the wrong kind or one that would be ignored is refused with its name, never guessed at."""
    with pytest.raises(ForecastingError, match=says):
        getattr(fc, function)(result, "gdp", **given)


@pytest.mark.parametrize(
    "function", ["goal_seek", "yearly_plan", "two_way", "tornado", "flips", "consequences"]
)
def test_functions_of_an_assessment_say_so(yanjiao, function):
    """A dossier, a path or nothing in place of an assessment is refused by its kind, an unknown indicator by name."""
    for given in (yanjiao, "data/yanjiao", None):
        with pytest.raises(ForecastingError, match=type(given).__name__):
            getattr(fc, function)(given, "gdp")
    with pytest.raises(ForecastingError, match="perhaps gdp"):
        getattr(fc, function)(fc.assess(yanjiao), "gpd")


def test_other_functions_refuse_what_they_cannot_use(yanjiao, result, tmp_path):
    """Each says what it takes and what it was given."""
    scenario = fc.Scenario("a", founded=1993)
    calls = [
        (lambda: fc.nearest(None), "NoneType"),
        (lambda: fc.compare([result, result]), "list"),
        (lambda: fc.compare_drafts(None, yanjiao), "NoneType"),
        (lambda: fc.compare_drafts(result, yanjiao), "Assessment"),
        (lambda: fc.verify(None, yanjiao), "NoneType"),
        (lambda: fc.save_scenario(tmp_path, "x"), "str"),
        (lambda: fc.save_scenario(result, scenario), "Assessment"),
        (lambda: fc.scenario_toml("x"), "str"),
        (lambda: fc.plan_scenario([{"a": 1}]), "yearly_plan"),
        (lambda: fc.plan_scenario(result), "Assessment"),
        (lambda: fc.plan_scenario([]), "yearly_plan"),
        (lambda: fc.assess(yanjiao, 3), "int"),
        (lambda: fc.load(None), "NoneType"),
        (lambda: fc.load(3), "int"),
        (lambda: fc.appendix(result, title=3), "title"),
        (lambda: fc.appendix(result, sections=["target"]), "perhaps targets"),
        (lambda: fc.appendix(yanjiao), "Dossier"),
        (lambda: fc.explore(result), "Assessment"),
        (lambda: fc.scenario_panel(result), "Assessment"),
    ]
    for call, says in calls:
        with pytest.raises(ForecastingError, match=says):
            call()


# ---- characters that nothing can show


def planted(folder, name, old, new):
    """Replace one text in one file of a dossier."""
    place = folder / name
    text = place.read_text(encoding="utf-8-sig")
    assert old in text
    place.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def folder(tmp_path):
    """A copy of the made-up dossier."""
    shutil.copytree(RIVERSIDE, tmp_path / "riverside")
    return tmp_path / "riverside"


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (
            "dossier.toml",
            'en = "Fiscal revenue"',
            r'en = "Fiscal \u001b[31mrevenue"',
            "indicators.revenue.label.en",
        ),
        ("dossier.toml", 'title = "River', r'title = "\u001b]0;x\u0007River', "title"),
        ("dossier.toml", 'note = "made', r'note = "\u202emade', "sources.report.note"),
        ("dossier.toml", "[assumptions]", '["\\u0007"]\n[assumptions]', "\\x07"),
        ("scenarios.toml", 'en = "Growth', r'en = "\u0008Growth', "title"),
        ("claims.csv", "2018年财政收入10.0亿元", "2018年财政收入10.0亿元\x1b[2J", "quote"),
        ("claims.csv", "2018年财政收入10.0亿元", "\u202e2018年财政收入10.0亿元", "quote"),
    ],
)
def test_control_characters_are_faults_with_their_place(capsys, folder, name, old, new, place):
    """A console would obey them and a chart cannot be drawn with them, so they are refused where they stand."""
    planted(folder, name, old, new)
    for command in ("validate", "assess"):
        code, out, err = run(capsys, command, folder)
        assert (code, out) == (2, "")
        assert f"{name}:" in err
        assert f"{place}: found" in err
        assert not set("\x1b\x07\x08\u202e") & set(err)


def test_a_label_made_in_memory_cannot_end_the_process(tmp_path):
    """A control code in a label of a dossier built in Python draws a chart without it, in SVG and PNG."""
    riverside = fc.load(RIVERSIDE)
    revenue = replace(riverside.indicators["revenue"], label={"en": "Rev\x1b\x00\x0benue", "zh": "收\x08入"})
    odd = replace(riverside, indicators={**riverside.indicators, "revenue": revenue})
    chart = fc.charts.outlook(fc.assess(odd), "revenue")
    for ending in ("svg", "png"):
        fc.charts.save(chart, tmp_path / f"x.{ending}")
    drawn = (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert "Revenue" in drawn
    etree.fromstring(drawn.encode())


# ---- letters no shipped font has


@pytest.fixture(scope="module")
def rare(tmp_path_factory):
    """A dossier with a rare character and an emoji in label, quote and scenario title."""
    folder = tmp_path_factory.mktemp("rare") / "新 区"
    shutil.copytree(RIVERSIDE, folder)
    planted(folder, "dossier.toml", 'en = "Fiscal revenue"', 'en = "<b>𠀀😀 $x$ #let revenue"')
    planted(folder, "claims.csv", "2018年财政收入10.0亿元", "2018年财政收入10.0亿元 😀=1+1")
    planted(folder, "scenarios.toml", 'en = "Growth', 'en = "@SUM 𠀀 Growth')
    return folder


def test_rare_letters_are_named_once_and_verify_in_every_format(capsys, rare, tmp_path):
    """The warning names letters and a few blocks, in one line a console can use; printed codes are read as letters."""
    places = [tmp_path / f"附 件.{ending}" for ending in ("docx", "html", "pdf")]
    outputs = [word for place in places for word in ("-o", place)]
    code, _, err = run(
        capsys, "appendix", rare, *outputs, "--language", "en", "--section", "answer", "targets", "required"
    )
    assert code == 0
    lines = err.strip().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("forecasting appendix: the shipped fonts lack 😀 (U+1F600) in ")
    assert ".py" not in err
    assert re.search(r"U\+20000\) in [^;]* and \d+ more", err)
    for place in places:
        code, out, _ = run(capsys, "verify", place, rare)
        assert (code, "recompute" in out) == (0, True), out


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_a_damaged_appendix_is_no_traceback(capsys, rare, tmp_path, ending):
    """Whatever was cut off or overwritten, verify says what it cannot read, or lists what is gone."""
    whole = tmp_path / f"x.{ending}"
    run(capsys, "appendix", rare, "-o", whole, "--language", "en", "--section", "targets")
    content = whole.read_bytes()
    half = len(content) // 2
    middle = content[:half] + bytes(2000) + content[half + 2000 :]
    for broken in (b"", content[:half], content[half:], content[:-200], middle, content[::-1]):
        place = tmp_path / f"broken.{ending}"
        place.write_bytes(broken)
        code, out, err = run(capsys, "verify", place, rare)
        # A hole in a font or a picture changes no word.
        assert err if code == 2 else out


# ---- the order of rows


@pytest.mark.parametrize("folder_", [RIVERSIDE, YANJIAO], ids=lambda one: one.name)
def test_charts_do_not_depend_on_the_order_of_rows(folder_):
    """Claims read in another order give the same marks in the same order, or two copies of one page would differ."""
    dossier = fc.load(folder_)
    turned = replace(dossier, claims=tuple(reversed(dossier.claims)))
    one, other = fc.assess(dossier), fc.assess(turned)
    for name in ("claims", "network", "outlook"):
        drawn = [getattr(fc.charts, name)(run, "gdp") for run in (one, other)]
        assert drawn[0].to_dict(validate=False) == drawn[1].to_dict(validate=False), name
    figures = [
        [block for block in fc.appendix(run).blocks if isinstance(block, Figure)] for run in (one, other)
    ]
    assert len(figures[0]) >= 4
    for mine, theirs in zip(*figures, strict=True):
        assert mine.chart.to_dict(validate=False) == theirs.chart.to_dict(validate=False), mine.id


# ---- cut off on the way


def test_ctrl_c_is_one_line_and_leaves_nothing_half_written(capsys, monkeypatch, tmp_path):
    """Interrupted on the way, the command says so in one line, exits as a shell expects and leaves whole files or none."""

    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("forecasting.annex.web.write_html", interrupted)
    code, _, err = run(capsys, "appendix", RIVERSIDE, "-o", tmp_path / "x.html", "--section", "targets")
    assert code == 130
    assert err == "forecasting appendix: interrupted; no file is half written\n"
    assert list(tmp_path.iterdir()) == []


def test_a_reader_who_has_had_enough_is_no_error():
    """Output into a pipe that is closed early, as `head` closes it, ends quietly."""
    command = [sys.executable, "-m", "forecasting", "assess", str(RIVERSIDE)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


# ---- markup that would swallow a page


def test_an_opened_comment_in_a_label_does_not_swallow_the_page(folder, tmp_path):
    """After `<!--<script>` within a script element a browser no longer sees its end, so no such text stands in one."""
    planted(folder, "dossier.toml", 'en = "Fiscal revenue"', 'en = "<!--<script>revenue"')
    planted(folder, "scenarios.toml", 'en = "Growth', 'en = "<!--<script>Growth')
    dossier = fc.load(folder)
    result = fc.assess(dossier)
    pages = [
        fc.explore(dossier).html,
        fc.appendix(result, fc.assess(dossier, "slower"), sections=["odds", "scenarios"]).html,
        fc.charts.save(fc.charts.outlook(result, "revenue"), tmp_path / "x.html").read_text(encoding="utf-8"),
    ]
    for page in pages:
        assert "revenue" in page
        assert "<!--<script>" not in page


# ---- extras that are not installed


@pytest.mark.parametrize(
    ("module", "package", "extra", "arguments"),
    [
        ("docx", "python-docx", "appendix", ("appendix", RIVERSIDE, "--section", "targets", "-o", "x.docx")),
        ("docx", "python-docx", "appendix", ("appendix", RIVERSIDE, "--counter-draft", "x.docx")),
        ("typst", "typst", "appendix", ("appendix", RIVERSIDE, "--section", "targets", "-o", "x.pdf")),
        ("xlsxwriter", "xlsxwriter", "appendix", ("appendix", RIVERSIDE, "--workbook", "x.xlsx")),
        ("pypdf", "pypdf", "appendix", ("verify", "given.pdf", RIVERSIDE)),
        ("openpyxl", "openpyxl", "excel", ("assess", "book")),
    ],
)
def test_a_missing_extra_is_named_with_its_command(
    capsys, monkeypatch, tmp_path, module, package, extra, arguments
):
    """Without an optional library the message names it and how to install it, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    Path("given.pdf").write_bytes(b"%PDF-1.7")
    shutil.copytree(RIVERSIDE, "book")
    Path("book/claims.csv").rename("book/claims.xlsx")
    for name in [one for one in sys.modules if one.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert package in err
    assert f"target-forecasting[{extra}]" in err
    assert not list(tmp_path.glob("x.*"))


# ---- what is read is not written over


def test_force_does_not_replace_what_the_command_reads(capsys, folder):
    """The house template and the claims themselves are never taken for an old output."""
    template = folder / "house.docx"
    template.write_bytes(b"house")
    (folder / "claims.csv").rename(folder / "claims.xlsx")
    before = (folder / "claims.xlsx").read_bytes()
    code, _, err = run(capsys, "appendix", folder, "-o", template, "--template", template, "--force")
    assert (code, "template itself" in err) == (2, True)
    code, _, err = run(capsys, "appendix", folder, "--workbook", folder / "claims.xlsx", "--force")
    assert (code, "holds the claims" in err) == (2, True)
    assert (template.read_bytes(), (folder / "claims.xlsx").read_bytes()) == (b"house", before)
