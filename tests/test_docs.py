"""The pages keep their word: every block of them runs or is parsed, and the page of public names is complete."""

import ast
import importlib
import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import docx
import pytest

import forecasting as fc
from forecasting import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = [
    ROOT / "README.md",
    ROOT / "README.zh.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
CHEAP = {"assess", "new", "page", "units", "validate"}
WITHOUT_OUTPUT = {"assess": (0, 1)}  # exit 1 says that a finding is inconsistent


def blocks(page: Path, *languages: str) -> list[str]:
    """The fenced blocks of a page in one of some languages."""
    return re.findall(
        rf"^```(?:{'|'.join(languages)})\n(.*?)^```",
        page.read_text(encoding="utf-8"),
        re.DOTALL | re.MULTILINE,
    )


def commands(page: Path) -> list[list[str]]:
    """What a page tells its reader to type after `forecasting`, without comments, as the shell splits it."""
    lines = "".join(blocks(page, "sh", "powershell")).replace("\\\n", " ").splitlines()
    typed = [re.sub(r"^\.venv\\Scripts\\", "", line).replace("\\", "/") for line in lines]
    return [shlex.split(line, comments=True)[1:] for line in typed if line.startswith("forecasting ")]


def having(*languages: str) -> list:
    """The pages with such blocks, as parameters."""
    return [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES if blocks(page, *languages)]


def report(path: str) -> None:
    """A Word report of two sentences."""
    document = docx.Document()
    document.add_paragraph("2009年，全区生产总值完成188亿元，同比增长30%；2008年为144.6亿元。")
    document.add_paragraph("2010年，力争生产总值增长13.3%。")
    document.save(path)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder that holds copies of what the pages name: data/, which blocks may write to, and reports."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copytree(ROOT / "data" / "yanjiao", tmp_path / "资料")
    monkeypatch.chdir(tmp_path)
    for name in ("report.docx", "报告.docx", "report-v2.docx"):
        report(name)
    return tmp_path


# ---- blocks


@pytest.mark.filterwarnings("ignore:::distributed")
@pytest.mark.parametrize("page", having("python"))
def test_python_blocks_run(page: Path, place: Path) -> None:
    """The Python of a page runs as it stands, its blocks in order and in one namespace."""
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block, page.name, "exec"), names)  # noqa: S102 - the point of the test


@pytest.mark.parametrize("page", having("sh", "powershell"))
def test_commands_are_understood(page: Path) -> None:
    """The command line takes every command of a page, with its options."""
    for words in commands(page):
        assert cli._parser().parse_args(words).command == words[0]


RUNNABLE = sorted({tuple(words) for page in PAGES for words in commands(page) if words[0] in CHEAP})


@pytest.mark.parametrize("words", RUNNABLE, ids=" ".join)
def test_cheap_commands_do_what_they_say(words: tuple[str, ...], place: Path, capsys) -> None:
    """What takes a moment runs, and leaves the file it was asked for."""
    options = cli._parser().parse_args(words)
    code = cli.main(list(words))
    assert code in WITHOUT_OUTPUT.get(words[0], (0,)), capsys.readouterr().err
    made = getattr(options, "output", None) or (options.folder if words[0] == "new" else ".")
    assert Path(made).exists()


@pytest.mark.parametrize("page", [ROOT / "docs" / "review.md", ROOT / "docs" / "zh" / "review.md"], ids=str)
def test_a_review_goes_as_the_page_says(page: Path, place: Path, capsys) -> None:
    """The commands of the page on reviewing work one after the other; what a reader accepts goes back into the folder."""
    shutil.rmtree(place / "资料")
    report("报告第二稿.docx")
    for words in commands(page):
        if "--take" in words:  # as saved from the page by a reader who accepts all but the first
            folder = place / cli._parser().parse_args(words).folder
            head, first, *rest = (
                (folder / "claims.csv").read_text(encoding="utf-8-sig").splitlines(keepends=True)
            )
            Path("claims.csv").write_text(head + "".join(rest), encoding="utf-8")
            Path("rejected.csv").write_text(head + first, encoding="utf-8")
        assert cli.main(words) == 0, capsys.readouterr().err


@pytest.mark.parametrize("page", having("toml"))
def test_tables_are_taken(page: Path, place: Path) -> None:
    """Scenarios shown on a page load with the shipped dossier; every other table is at least valid TOML."""
    for block in blocks(page, "toml"):
        told = tomllib.loads(block)
        if "scenario" in told:
            scenarios = place / "data" / "yanjiao" / "scenarios.toml"
            scenarios.write_text(scenarios.read_text(encoding="utf-8") + "\n" + block, encoding="utf-8")
            yanjiao = fc.load("data/yanjiao")
            assert all(fc.assess(yanjiao, name).differences for name in told["scenario"])


# ---- docs/api.md


def test_the_page_of_names_is_in_step() -> None:
    """docs/api.md is what scripts/api.py makes from the docstrings today."""
    command = [sys.executable, str(ROOT / "scripts" / "api.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_page_of_names_is_complete() -> None:
    """Every public name and every chart has its heading and a line that says what it is."""
    entries = (ROOT / "docs" / "api.md").read_text(encoding="utf-8").split("\n### ")[1:]
    told = {entry.split("\n")[0]: entry for entry in entries}
    wanted = {f"fc.{name}" for name in fc.__all__ if name != "charts"} | {
        f"fc.charts.{name}" for name in fc.charts.__all__
    }
    assert set(told) == wanted
    assert not [name for name, entry in told.items() if not entry.split("```")[2].strip()]


# ---- docs/architecture.md


def names_of(path: Path) -> set[str]:
    """What a module defines: functions, classes and their methods, constants."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {one.id for one in targets if isinstance(one, ast.Name)}
    return found


PLACES = re.compile(r"`((?:forecasting|docs|tests|scripts|benchmarks|data)/[\w./-]+)(?::(\w+))?`")
DOTTED = re.compile(r"`((?:fc|forecasting)(?:\.\w+)+)")
NAMING = [*PAGES, *(ROOT / folder / "README.md" for folder in ("data", "benchmarks", "findings"))]


@pytest.mark.parametrize("page", NAMING, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_and_names_exist(page: Path) -> None:
    """Every file or folder of the project that a page names is there, and defines the name given with it."""
    gone = []
    for place, name in PLACES.findall(page.read_text(encoding="utf-8")):
        path = ROOT / place
        if not path.exists() or (name and name not in names_of(path)):
            gone.append(f"{place}:{name}")
    assert not gone


def known(dotted: str) -> bool:
    """Whether a name that a page writes with its module, `fc.charts.fan` say, is there for whoever imports it."""
    first, *rest = dotted.split(".")
    name = "forecasting" if first == "fc" else first
    thing: object = fc
    for part in rest:
        name = f"{name}.{part}"
        if not hasattr(thing, part):
            if importlib.util.find_spec(name) is None:
                return False
            importlib.import_module(name)
        thing = getattr(thing, part)
    return True


@pytest.mark.parametrize("page", NAMING, ids=lambda page: str(page.relative_to(ROOT)))
def test_dotted_names_exist(page: Path) -> None:
    """Every function that a page names with its module is there."""
    assert not [name for name in DOTTED.findall(page.read_text(encoding="utf-8")) if not known(name)]


def test_the_page_of_the_building_is_short_and_names_much() -> None:
    """The page stays one that is read, and the walk names the steps by file and name."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 150
    assert len([name for _, name in PLACES.findall(text) if name]) >= 30
