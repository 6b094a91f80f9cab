"""Whatever it is given, the tool says what is wrong and writes all of a file or nothing."""

import csv
import io
import json
import os
import pickle
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

import forecasting as fc
from forecasting._appendix.blocks import Figure
from forecasting.cli import main
from forecasting.dossier import NewDossier, new_folder, write_claims
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
        new_folder(tmp_path / "zone", NewDossier(as_of=2020, founded=2021))
    assert list(tmp_path.iterdir()) == []


def test_the_scenarios_shown_by_new_work(tmp_path):
    """The commented examples of scenarios.toml run once their marks are taken off; goal needs the goal it names."""
    new_folder(tmp_path / "zone", NewDossier(as_of=2024))
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
    unknown = content.replace(
        b"/FlateDecode", b"/FladeDecode"
    )  # a way of packing that no reader of PDF knows
    for broken in (b"", content[:half], content[half:], content[:-200], middle, content[::-1], unknown):
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

    monkeypatch.setattr("forecasting._appendix.html.writing.write_html", interrupted)
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


# ---- files that are no files, and files that are too large


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["claims.csv", "dossier.toml", "scenarios.toml"])
def test_a_pipe_in_a_dossier_is_not_waited_for(capsys, folder, name):
    """Only ordinary files are read: a pipe would be waited for, a device read until memory ends."""
    (folder / name).unlink()
    os.mkfifo(folder / name)
    code, _, err = run(capsys, "validate", folder)
    assert (code, "no ordinary file" in err) == (2, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("command", ["backtest", "portfolio"])
def test_a_pipe_is_no_table_of_series(capsys, tmp_path, command):
    """The same for tables of series."""
    os.mkfifo(tmp_path / "series.csv")
    more = ["-o", tmp_path / "all.csv"] if command == "portfolio" else []
    code, _, err = run(capsys, command, tmp_path / "series.csv", *more)
    assert (code, "no ordinary file" in err) == (2, True)


@pytest.mark.parametrize("command", ["backtest", "portfolio"])
@pytest.mark.parametrize("scheme", ["http", "ftp", "file"])
def test_an_address_is_never_fetched(capsys, tmp_path, monkeypatch, command, scheme):
    """A table of series is a file of this machine; no connection is opened for a name that looks like an address."""
    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: pytest.fail("fetched"))
    more = ["-o", tmp_path / "all.csv"] if command == "portfolio" else []
    code, _, err = run(capsys, command, f"{scheme}://localhost/series.csv", *more)
    assert (code, "no such file" in err) == (2, True)


def test_a_file_of_many_megabytes_is_refused_unread(capsys, folder):
    """The size a file declares is looked at before it is read (here one of a hundred MB that takes no room)."""
    with (folder / "claims.csv").open("r+b") as file:
        file.truncate(100 * 2**20)
    code, _, err = run(capsys, "validate", folder)
    assert (code, "a file of 100 MB, of which at most 64 are read" in err) == (2, True)


def packed(folder, change):
    """The claims of a dossier as a workbook whose sheet was changed."""
    write_claims(fc.load(folder), folder / "claims.xlsx")
    (folder / "claims.csv").unlink()
    with zipfile.ZipFile(folder / "claims.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / "claims.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, change(content) if name == "xl/worksheets/sheet1.xml" else content)


FAR = b'<row r="900000"><c r="XFD900000" t="inlineStr"><is><t>a</t></is></c></row></sheetData>'


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda xml: xml + b" " * (33 * 2**20), "unpacks to 33 MB; at most 32 are read"),
        (lambda xml: xml.replace(b"</sheetData>", FAR), "900000 rows and 16384 columns"),
        (lambda xml: xml[: len(xml) // 2], "no readable workbook"),
        (lambda xml: xml.replace(b"<sheetData>", b"<sheetData odd='1'><row r='x'/>"), "no readable workbook"),
    ],
)
def test_a_workbook_is_bounded_and_damage_is_a_fault(capsys, folder, change, says):
    """What a workbook unpacks to, and how far its cells reach, is looked at first; the library's errors are faults."""
    packed(folder, change)
    code, _, err = run(capsys, "validate", folder)
    assert code == 2
    assert says in err


def test_a_part_that_cannot_be_unpacked_is_a_fault(capsys, folder):
    """A workbook whose packed bytes were overwritten is one fault with its name."""
    packed(folder, lambda xml: xml)
    data = bytearray((folder / "claims.xlsx").read_bytes())
    at = data.index(b"sheet1.xml") + 40
    data[at : at + 60] = bytes(60)
    (folder / "claims.xlsx").write_bytes(bytes(data))
    code, _, err = run(capsys, "validate", folder)
    assert (code, "claims.xlsx: found no readable workbook" in err) == (2, True)


def test_a_raised_digit_in_a_workbook_is_no_digit(capsys, folder):
    """12.7 with a raised 4, a note, is not read as 12.74 but refused with its row."""
    packed(folder, lambda xml: xml)
    sheets = openpyxl.load_workbook(folder / "claims.xlsx", rich_text=True)
    sheet = sheets["claims"]
    (place,) = (cell for row in sheet.iter_rows() for cell in row if cell.value == "12.7")
    place.value = CellRichText("12.7", TextBlock(InlineFont(vertAlign="superscript"), "4"))
    sheets.save(folder / "claims.xlsx")
    code, _, err = run(capsys, "validate", folder)
    assert (code, "claims.xlsx:2: value: found '12.7⁴'" in err) == (2, True)


# ---- numbers of a size that no report prints


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("dossier.toml", "about = 0.05", "about = 1e999999999", "more than 100 digits"),
        ("dossier.toml", "about = 0.05", "about = 1e-999999999", "more than 100 digits"),
        ("dossier.toml", "about = 0.05", f"about = {'9' * 5000}", "more than 100 digits"),
        ("dossier.toml", "about = 0.05", f"about = {'9' * 101}", "more than 100 digits"),
        ("dossier.toml", "about = 0.05", f"about = {'[' * 2000}{']' * 2000}", "nested more than 12 deep"),
        ("dossier.toml", "about = 0.05", f"about = {'{a=' * 100}1{'}' * 100}", "nested more than 12 deep"),
        ("scenarios.toml", "revenue = 0.12", "revenue = 1e999999999", "more than 100 digits"),
    ],
    ids=range(7),
)
def test_numbers_and_tables_of_toml_are_bounded(capsys, folder, name, old, new, says):
    """Exponents that would take hours to write out, digits by the thousand and deep nesting are a fault with its file."""
    planted(folder, name, old, new)
    code, _, err = run(capsys, "validate", folder)
    assert code == 2
    assert says in err
    assert name in err


def sized(folder, level, growth):
    """The dossier with another level and rate for its target year, in values and quotes."""
    text = (folder / "claims.csv").read_text(encoding="utf-8")
    text = text.replace("15.2", level).replace("20,%", f"{growth},%").replace("增长20%", f"增长{growth}%")
    (folder / "claims.csv").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("level", "growth"),
    [
        ("9" * 24, "9" * 18),
        ("0." + "0" * 11 + "1", "0." + "0" * 11 + "1"),
        ("15.2", "9" * 18),
        ("9" * 24, "20"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_levels_and_rates_of_any_size_are_worded(capsys, folder, level, growth, language):
    """A number that loads is told, however large or small: none ends in a traceback."""
    sized(folder, level, growth)
    for arguments in (("assess", folder), ("page", folder, "-o", folder / "x.html")):
        code, _, err = run(capsys, *arguments, "--language", language)
        assert code in (0, 1), err


@pytest.mark.parametrize(
    ("level", "growth", "most"),
    [
        ("1" + "0" * 24, "20", "10^24"),
        ("15.2", "1" + "0" * 18, "10^18"),
        ("0." + "0" * 12 + "1", "20", "10^-12"),
    ],
)
def test_numbers_that_no_report_prints_are_refused_with_the_most_that_is_taken(
    capsys, folder, level, growth, most
):
    """Beyond the size that is worded, a number is a fault of its row and column."""
    sized(folder, level, growth)
    code, _, err = run(capsys, "validate", folder)
    assert code == 2
    assert re.search(r"claims\.csv:\d+: value: found", err)
    assert most in err


def test_an_unbroken_numeral_is_no_quote(capsys, folder):
    """A quote of tens of thousands of digits is a fault of its length; one of fewer than two thousand is read."""
    planted(folder, "claims.csv", "2018年财政收入10.0亿元", "2018年财政收入10.0亿元" + "9" * 40_000)
    code, _, err = run(capsys, "validate", folder)
    assert (code, "of at most 2000 characters" in err) == (2, True)
    planted(folder, "claims.csv", "9" * 40_000, "，" + "9" * 1_900)
    assert run(capsys, "validate", folder)[0] == 0


def test_a_goal_of_the_next_century_is_answered(capsys, folder):
    """Growth that doubles for decades is no number, and no traceback either."""
    planted(
        folder,
        "claims.csv",
        "rev-2025,riverside,revenue,goal,level,,>=,60,亿元,,2025",
        "rev-2025,riverside,revenue,goal,level,,>=,60,亿元,,2120",
    )
    (folder / "scenarios.toml").unlink()
    code, _, err = run(
        capsys, "appendix", folder, "-o", folder / "x.html", "--section", "targets", "conditions", "required"
    )
    assert code == 0, err


# ---- ids and labels


@pytest.mark.parametrize("name", ["R&D", 'a"><script>x()</script>', "a b", "<!--", "产值 (现价)"])
def test_any_printable_id_is_safe_in_every_drawing(folder, name):
    """An indicator's id is text: in no drawing of a document is it markup, and each drawing is well formed."""
    for file in ("dossier.toml", "scenarios.toml"):
        text = (folder / file).read_text(encoding="utf-8")
        text = re.sub(r"(?m)^\[indicators\.revenue\]", lambda _: f"[indicators.{json.dumps(name)}]", text)
        text = text.replace('numerator = "revenue"', f"numerator = {json.dumps(name)}")
        (folder / file).write_text(
            text.replace("{ revenue = ", "{ " + json.dumps(name) + " = "), encoding="utf-8"
        )
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [[name if cell == "revenue" else cell for cell in row] for row in csv.reader(file)]
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    made = fc.appendix(fc.assess(fc.load(folder)), language="en", sections=["conflicts", "path"])
    assert any(isinstance(block, Figure) for block in made.blocks)
    assert "<script>x()" not in made.html
    for drawn in re.findall(r"<svg.*?</svg>", made.html, re.DOTALL):
        etree.fromstring(drawn.encode())
    made.save(folder / "x.docx")


@pytest.mark.parametrize("bad", ["\\n[INCONSISTENT] forged", "\\u2028x", "\\r"])
@pytest.mark.parametrize("old", ['title = "River', 'en = "Fiscal'])
def test_titles_and_labels_stand_on_one_line(capsys, folder, old, bad):
    """A second line would look like one of the program's own on a terminal, and ends an expression of a chart."""
    planted(folder, "dossier.toml", old, old + bad)
    code, out, err = run(capsys, "assess", folder)
    assert (code, out) == (2, "")
    assert "a line break" in err
    assert "\n[INCONSISTENT]" not in err


def test_a_backslash_is_refused_in_a_label_and_a_letter_in_a_title(capsys, folder):
    r"""The drawing library takes \s in a label for code of its own; in a title it is shown as it is."""
    planted(folder, "dossier.toml", 'title = "River', r'title = "\\s \\1 River')
    code, _, err = run(capsys, "page", folder, "-o", folder / "x.html", "--language", "en")
    assert code == 0, err
    assert r"\s \1 River" in (folder / "x.html").read_text(encoding="utf-8")
    planted(folder, "dossier.toml", 'en = "Fiscal revenue"', r'en = "Fiscal \\s revenue"')
    code, _, err = run(capsys, "validate", folder)
    assert (code, "a backslash" in err) == (2, True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_csv_cells_are_empty_or_safe(capsys, language):
    """No cell holds a lone quote for nothing, and none that is no number begins with a sign a spreadsheet would run."""
    _, out, _ = run(capsys, "assess", YANJIAO, "--format", "csv", "--language", language)
    cells = [cell for row in csv.reader(io.StringIO(out.lstrip("\ufeff"))) for cell in row]
    assert "'" not in cells
    assert not [one for one in cells if one[:1] in set("=+-@\t\r") and not re.fullmatch(r"-?[\d.e-]+", one)]


# ---- words of another encoding, keys of another script


def test_western_text_is_not_taken_for_chinese(capsys, folder):
    """année in Windows-1252 is refused with advice, never read as other words."""
    text = (folder / "claims.csv").read_text(encoding="utf-8").split("\n")
    row = "rev-2017,riverside,revenue,history,level,,=,9.1,CNY 100m,,2017,,,,report,p3,9.1 en 2017,année de référence"
    (folder / "claims.csv").write_bytes("\n".join([text[0], row, ""]).encode("cp1252"))
    code, _, err = run(capsys, "validate", folder)
    assert (code, "UTF-8" in err) == (2, True)


def test_gb18030_is_still_read(folder):
    """Simplified and traditional text in the encoding of Chinese spreadsheets is read as before, and said."""
    for name in ("claims.csv", "dossier.toml"):
        text = (folder / name).read_text(encoding="utf-8").replace("made up", "國發變區與開關")
        (folder / name).write_bytes(text.encode("gb18030"))
    assert sum("GB18030" in one for one in fc.load(folder).notices) == 2


def test_a_key_in_chinese_is_told_to_be_quoted(capsys, folder):
    """TOML takes such a key in quotes only, and the fault says so with the line."""
    planted(folder, "dossier.toml", "[indicators.gdp]", "[indicators.生产总值]")
    code, _, err = run(capsys, "validate", folder)
    assert code == 2
    assert re.search(r"dossier\.toml:\d+: found no TOML: .* in quotes, such as", err)


# ---- writing


def test_a_link_to_itself_is_refused(capsys, folder):
    """A link that leads nowhere but to itself is an odd name like others, for every document."""
    place = folder / "x.html"
    place.symlink_to(place)
    for command in ("appendix", "page", "explore"):
        code, _, err = run(capsys, command, folder, "-o", place, "--force")
        assert (code, "leads to itself" in err) == (2, True)


def test_what_a_killed_process_left_is_cleared_by_the_next_write(tmp_path):
    """Hidden files of a process that is gone are taken away; one of a process at work is let be."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left, other = (
        tmp_path / f".x.html.{gone.pid}-abcdefgh.html",
        tmp_path / f".x.html.{os.getpid()}-abcdefgh.html",
    )
    for one in (left, other):
        one.write_bytes(b"half")
    write_whole(tmp_path / "x.html", b"new")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([other.name, "x.html"])


def test_a_file_is_on_the_disk_before_it_takes_its_name(tmp_path, monkeypatch):
    """Synced, then renamed, then the folder synced: a power cut loses neither the new nor the old."""
    done = []
    monkeypatch.setattr(os, "fsync", lambda handle: done.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    replace_ = os.replace
    monkeypatch.setattr(os, "replace", lambda *names: (done.append("renamed"), replace_(*names)))
    write_whole(tmp_path / "x.html", b"new")
    assert done == [False, "renamed", True]


def test_two_processes_saving_scenarios_lose_none(folder):
    """The second waits for the first: every scenario is there afterwards."""
    code = (
        "import sys, forecasting as fc\n"
        "for number in range(6):\n"
        "    fc.save_scenario(sys.argv[1], fc.Scenario(f'{sys.argv[2]}{number}', growth_cap={'revenue': 0.1}))\n"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(folder), name], cwd=ROOT) for name in ("a", "b")
    ]
    assert [one.wait() for one in both] == [0, 0]
    names = fc.load(folder).scenario_tables
    assert {f"{name}{number}" for name in "ab" for number in range(6)} <= set(names)


# ---- errors that travel, frames


def test_an_error_comes_whole_out_of_a_worker():
    """A dossier's faults are the same after a journey between processes."""
    error = fc.DossierError([fc.Fault("claims.csv", 2, "value", "'x'", "a number")])
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (str(back), back.faults) == (str(error), error.faults)


@pytest.mark.parametrize("years", [[38808, 38809, 38810], [97, 98, 99], [2000, 2001, 19662]])
def test_what_is_no_calendar_year_is_no_year(years):
    """Day numbers of a spreadsheet and years in two digits are refused, as `claims.csv` refuses them."""
    frame = pd.DataFrame({"series": "a", "year": years, "level": [1.0, 1.1, 1.2]})
    with pytest.raises(ForecastingError, match="four digits"):
        fc.forecast(frame, 2)


def test_odds_name_years_that_are_text():
    """A target's year that is no number is refused in words of our own; one that reads as a number is taken."""
    frame = pd.DataFrame({"series": "a", "year": range(2000, 2010), "level": [1.1**n for n in range(10)]})
    rows = fc.forecast(frame, 2, reference="general")
    with pytest.raises(ForecastingError, match="year and level must be numbers"):
        fc.odds(rows, pd.DataFrame({"series": ["a"], "year": ["soon"], "level": [3.0]}))
    taken = fc.odds(rows, pd.DataFrame({"series": ["a"], "year": ["2011"], "level": [3.0]}))
    assert 0 < taken["probability"].iloc[0] < 1


def test_a_backtest_names_its_file(capsys, tmp_path):
    """Two columns of levels, or a level that is none, are refused with the file's name."""
    place = tmp_path / "s.csv"
    for text, says in (
        ("series,year,value,level\na,2000,1,1\n", "value and level"),
        ("series,year,level\na,2000,-1\na,2001,2\n", "positive levels"),
        ("year,value\n2000,1\n", "missing series"),
    ):
        place.write_text(text, encoding="utf-8")
        code, _, err = run(capsys, "backtest", place)
        assert (code, "s.csv" in err, says in err) == (2, True, True), err


# ---- documents that were damaged on their way


def test_damaged_parts_of_a_word_appendix_are_told(capsys, folder, tmp_path):
    """Damage in the text, the notes or the settings of a Word appendix ends in advice, not in a traceback."""
    whole = tmp_path / "x.docx"
    run(capsys, "appendix", folder, "-o", whole, "--language", "en", "--section", "targets", "claims")
    with zipfile.ZipFile(whole) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    damaged = [
        name
        for name in parts
        if re.match(r"word/(document|settings|styles)\.xml|customXml/appendix1\.xml", name)
    ]
    assert len(damaged) >= 3
    for name in damaged:
        for content in (b"", b"<", parts[name][:-20], b"\xff\xfe" + parts[name]):
            with zipfile.ZipFile(tmp_path / "y.docx", "w") as archive:
                for one, data in parts.items():
                    archive.writestr(one, content if one == name else data)
            code, _, err = run(capsys, "verify", tmp_path / "y.docx", folder)
            assert code in (0, 1, 2), err


@pytest.mark.parametrize("settings", ["[" * 100_000, '{"language": ' + "9" * 5000 + "}", '{"a": ' * 5000])
def test_settings_of_a_page_that_are_none_are_told(capsys, folder, settings):
    """Settings nested without end, or a number of thousands of digits, are damage."""
    (folder / "x.html").write_text(
        f'<script type="application/json" id="settings">{settings}</script>', encoding="utf-8"
    )
    code, _, err = run(capsys, "verify", folder / "x.html", folder)
    assert (code, "settings" in err) == (2, True)
