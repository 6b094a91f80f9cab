"""The command line: exit codes, formats, languages, and messages instead of tracebacks whatever it is given."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from forecasting import __version__
from forecasting.cli import main

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
JUNGAR = ROOT / "data" / "jungar"
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"


def run(capsys, *arguments):
    """Exit code, output and errors of one command."""
    code = main([str(one) for one in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def folder(tmp_path):
    """A copy of the made-up dossier, to be broken."""
    place = tmp_path / "riverside"
    shutil.copytree(RIVERSIDE, place)
    return place


def changed(place, name, old, new):
    """Replace one text in one file of a dossier."""
    text = (place / name).read_text(encoding="utf-8")
    assert old in text, old
    (place / name).write_text(text.replace(old, new, 1), encoding="utf-8")


# ---- exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("assess", YANJIAO), 1),
        (("assess", YANJIAO, "--scenario", "exports_corrected"), 0),
        (("assess", JUNGAR), 0),
        (("assess", RIVERSIDE), 1),
        (("assess", RIVERSIDE, "--scenario", "slower"), 1),
        (("assess", RIVERSIDE, "--scenario", "nope"), 2),
        (("assess", "no/such/folder"), 2),
        (("assess", RIVERSIDE / "claims.csv"), 2),
        (("validate", YANJIAO), 0),
        (("validate", RIVERSIDE), 0),
        (("validate", "no/such/folder"), 2),
        (("page", "no/such/folder", "-o", "x.html"), 2),
    ],
)
def test_exit_codes(capsys, arguments, code):
    """0 when nothing is inconsistent, 1 when something is, 2 for input that cannot be used."""
    given, out, err = run(capsys, *arguments)
    assert given == code
    assert bool(err) is (code == 2)
    assert bool(out) is (code != 2)


@pytest.mark.parametrize(
    "arguments",
    [(), ("guess",), ("assess",), ("assess", "x", "--format", "yaml"), ("assess", "x", "--language", "fr")],
)
def test_wrong_usage_exits_2(capsys, arguments):
    """An unknown command, format or language, or a missing folder, is bad input."""
    with pytest.raises(SystemExit) as caught:
        main(list(arguments))
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_version(capsys):
    """--version prints the version of the package."""
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert __version__ in capsys.readouterr().out


def test_an_unknown_scenario_is_named_with_those_that_exist(capsys):
    """The message lists every scenario of the file."""
    _, _, err = run(capsys, "assess", RIVERSIDE, "--scenario", "nope")
    assert "nope" in err
    for name in ("baseline", "slower", "goal_raised", "later_founding"):
        assert name in err


def test_nothing_to_assess_is_said_kindly(capsys):
    """The Jungar speech: exit 0, that there is nothing to check, and what to look for."""
    code, out, err = run(capsys, "assess", JUNGAR)
    assert (code, err) == (0, "")
    assert "nothing to check" in out
    assert "Look for" in " ".join(out.split())
    _, chinese, _ = run(capsys, "assess", JUNGAR, "--language", "zh")
    assert "没有可核对的内容" in chinese


def test_contradictory_history_is_explained(capsys):
    """A history that contradicts itself is assessed: exit 1, a chain, and what was set aside."""
    code, out, _ = run(capsys, "assess", RIVERSIDE)
    assert code == 1
    assert "rev-2019-growth" in out
    assert "INCONSISTENT" in out


# ---- formats


def test_formats(capsys):
    """JSON is one object, csv one row a finding, table has a line no wider than a page."""
    _, text, _ = run(capsys, "assess", YANJIAO, "--format", "json")
    given = json.loads(text)
    _, text, _ = run(capsys, "assess", YANJIAO, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["message"] for row in rows] == [row["message"] for row in given["findings"]]
    assert rows[0]["verdict"] == "inconsistent"
    assert float(rows[0]["stated_upper"]) == pytest.approx(given["findings"][0]["stated"][1])
    _, text, _ = run(capsys, "assess", YANJIAO)
    assert "Targets and goals" in text


def test_language(capsys):
    """--language zh says every finding in Chinese."""
    code, text, _ = run(capsys, "assess", YANJIAO, "--language", "zh", "--format", "json")
    assert code == 1
    assert all(re.search(r"[一-鿿]", row["message"]) for row in json.loads(text)["findings"])


def test_prose_fits_the_page(capsys):
    """No line of prose is wider than 110 columns, Chinese characters counting two, and no English word is cut."""
    for language in ("en", "zh"):
        _, text, _ = run(capsys, "assess", YANJIAO, "--language", language)
        for line in text.splitlines():
            if "  " in line.strip() or line.startswith(("-", " -")):
                continue  # a table
            assert sum(2 if ord(one) > 0x2E7F else 1 for one in line) <= 114, line
    _, text, _ = run(capsys, "assess", YANJIAO)
    assert "Kunshan" in text
    assert "local budget revenue" in " ".join(text.split())


def test_a_narrow_console_does_not_stop_it():
    """With an ASCII console the answer is still printed."""
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "forecasting", "assess", str(JUNGAR)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


# ---- new, page


def test_new_makes_a_dossier_that_validates(capsys, tmp_path):
    """A new folder loads and assesses, and is not overwritten without --force."""
    place = tmp_path / "harbour"
    assert run(capsys, "new", place, "--as-of", "2024", "--title", "Harbour")[0] == 0
    assert run(capsys, "validate", place)[0] == 0
    assert run(capsys, "assess", place)[0] in (0, 1)
    mine = (place / "claims.csv").read_bytes()
    code, _, err = run(capsys, "new", place)
    assert code == 2
    assert "--force" in err or "force" in err
    assert (place / "claims.csv").read_bytes() == mine
    assert run(capsys, "new", place, "--force")[0] == 0


def test_page_refuses_to_overwrite(capsys, tmp_path):
    """A file that is there already stays as it is, until --force is given."""
    out = tmp_path / "out.html"
    out.write_text("mine", encoding="utf-8")
    code, _, err = run(capsys, "page", RIVERSIDE, "-o", out, "--language", "en")
    assert code == 2
    assert "force" in err
    assert out.read_text(encoding="utf-8") == "mine"
    assert run(capsys, "page", RIVERSIDE, "-o", out, "--language", "en", "--force")[0] == 0
    assert "Riverside" in out.read_text(encoding="utf-8")


def test_page_refuses_a_file_as_folder(capsys, tmp_path):
    """An output below something that is no folder is a message, not a traceback."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, _, err = run(capsys, "page", RIVERSIDE, "-o", tmp_path / "file" / "x.html", "--language", "en")
    assert code == 2
    assert err


# ---- broken dossiers

LEVEL = "rev-2019,riverside,revenue,history,level,,=,12.7,亿元,,2019"

BROKEN = {
    "value no number": ("claims.csv", LEVEL, LEVEL.replace("12.7", "twelve"), 2),
    "value not in the quote": ("claims.csv", LEVEL, LEVEL.replace("12.7", "12.8"), 2),
    "value with separators": ("claims.csv", LEVEL, LEVEL.replace("12.7", '"1,270"'), 2),
    "value empty": ("claims.csv", LEVEL, LEVEL.replace("12.7", ""), 2),
    "level zero": (
        "claims.csv",
        '12.7,亿元,,2019,,,,report,p1,"财政收入12.7',
        '0,亿元,,2019,,,,report,p1,"财政收入0',
        2,
    ),
    "level negative": (
        "claims.csv",
        '12.7,亿元,,2019,,,,report,p1,"财政收入12.7',
        '-3,亿元,,2019,,,,report,p1,"财政收入-3',
        2,
    ),
    "unknown unit": ("claims.csv", LEVEL, LEVEL.replace("亿元", "furlongs"), 2),
    "another currency": ("claims.csv", LEVEL, LEVEL.replace("亿元", "万美元"), 2),
    "unknown indicator": ("claims.csv", LEVEL, LEVEL.replace("revenue", "revenu"), 2),
    "unknown role": ("claims.csv", LEVEL, LEVEL.replace("history", "story"), 2),
    "unknown kind": ("claims.csv", LEVEL, LEVEL.replace("level", "height"), 2),
    "unknown comparator": ("claims.csv", LEVEL, LEVEL.replace(",=,", ",≈,"), 2),
    "history after as_of": ("claims.csv", LEVEL, LEVEL.replace("2019", "2020"), 2),
    "year of two digits": ("claims.csv", LEVEL, LEVEL.replace(",,2019", ",,19"), 2),
    "same id twice": ("claims.csv", "rev-2019-growth,", "rev-2019,", 3),
    "start after end": ("claims.csv", "番,2004,2019,3", "番,2020,2019,3", 7),
    "every missing": ("claims.csv", "番,2004,2019,3", "番,2004,2019,", 7),
    "unknown source": ("claims.csv", "2019,,,,report,p1", "2019,,,,rumour,p1", 2),
    "no quote": ("claims.csv", "2018年财政收入10.0亿元", "", 4),
    "range backwards": ("claims.csv", ",=,24,倍", ",..,24..20,倍", 5),
    "doublings for folds": ("claims.csv", ",=,24,倍", ",=,24,番", 5),
    "crossing nonsense": ("claims.csv", "倍,founding,", "倍,crossing:x,", 5),
    "unknown reading": ("claims.csv", "founding,2019,,,,", "founding,2019,,sideways,,", 5),
    "too many columns": ("claims.csv", LEVEL, f"{LEVEL},,,,,,,,,,,,,,", 2),
    "missing column": ("claims.csv", "comparator,value", "comparator,valeu", 1),
    "no as_of": ("dossier.toml", "as_of = 2019", "# as_of", 0),
    "as_of text": ("dossier.toml", "as_of = 2019", 'as_of = "2019"', 4),
    "founded after as_of": ("dossier.toml", "founded = 2001", "founded = 2030", 3),
    "unknown basis": ("dossier.toml", 'basis = "nominal"', 'basis = "gross"', 0),
    "unknown key": ("dossier.toml", "as_of = 2019", "as_off = 2019", 0),
    "unknown class": ("dossier.toml", '"subnational-revenue"', '"martian-revenue"', 0),
    "ratio of nothing": ("dossier.toml", 'numerator = "revenue"', 'numerator = "profit"', 0),
    "band backwards": ("dossier.toml", "[-0.30, 0.60]", "[0.60, -0.30]", 0),
    "deflator backwards": ("dossier.toml", "[-0.03, 0.08]", "[0.08, -0.03]", 0),
    "not TOML": ("dossier.toml", "as_of = 2019", "as_of = = 2019", 4),
    "scenario of unknown claim": ("scenarios.toml", '"rev-2025"', '"rev-2026"', 0),
    "scenario of unknown key": ("scenarios.toml", "founded = 2002", "funded = 2002", 0),
    "scenario not TOML": ("scenarios.toml", "founded = 2002", "founded 2002", 0),
}


@pytest.mark.parametrize("case", list(BROKEN))
@pytest.mark.parametrize("command", ["assess", "validate"])
def test_broken_dossiers_are_refused_with_their_place(capsys, folder, case, command):
    """Each fault exits 2 on both commands, naming file, line where there is one, what was found and expected."""
    name, old, new, line = BROKEN[case]
    changed(folder, name, old, new)
    code, out, err = run(capsys, command, folder)
    assert code == 2, err
    assert out == ""
    assert "Traceback" not in err
    where = f"{name}:{line}:" if line else name
    assert where in err, err
    assert "found" in err
    assert "expected" in err


@pytest.mark.parametrize("name", ["claims.csv", "dossier.toml"])
def test_a_missing_file_is_named(capsys, folder, name):
    """Without one of its files a folder is no dossier."""
    (folder / name).unlink()
    code, _, err = run(capsys, "assess", folder)
    assert code == 2
    assert name in err


@pytest.mark.parametrize("name", ["claims.csv", "dossier.toml", "scenarios.toml"])
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe\x01", b"\xd0\xcf\x11\xe0", "﻿".encode()])
def test_odd_bytes_are_no_traceback(capsys, folder, name, content):
    """Empty, binary and mark-only files end in a message or an answer."""
    (folder / name).write_bytes(content)
    code, _, err = run(capsys, "assess", folder)
    assert code in ((0, 1, 2) if name == "scenarios.toml" else (2,))
    assert "Traceback" not in err


def test_all_faults_are_listed_at_once(capsys, folder):
    """Three faults in two files come in one message."""
    changed(folder, "claims.csv", LEVEL, LEVEL.replace("12.7", "twelve"))
    changed(folder, "claims.csv", "2018年财政收入10.0亿元", "")
    changed(folder, "dossier.toml", 'basis = "nominal"', 'basis = "gross"')
    _, _, err = run(capsys, "validate", folder)
    assert "claims.csv:2:" in err
    assert "claims.csv:4:" in err
    assert "dossier.toml" in err


def test_a_dossier_of_one_level(capsys, folder):
    """A single level is nothing to check, and no fault."""
    head, first = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()[:2]
    (folder / "claims.csv").write_text(f"{head}\n{first}\n", encoding="utf-8")
    (folder / "scenarios.toml").unlink()
    code, out, err = run(capsys, "assess", folder)
    assert (code, err) == (0, "")
    assert "nothing to check" in out


def test_a_goal_already_met(capsys, folder):
    """A goal below the latest level is assessed: exit as before, and the sentence says it is met."""
    changed(folder, "claims.csv", ">=,60,亿元", ">=,12,亿元")
    changed(folder, "claims.csv", "60亿元以上", "12亿元以上")
    (folder / "scenarios.toml").unlink()
    code, out, err = run(capsys, "assess", folder)
    assert (code, err) == (1, "")
    assert "met already" in " ".join(out.split())
