"""The files around the package: lock, environment, Makefile, CI, licence."""

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ADDRESS = ":" + "//"


def normalised(requirement: str) -> str:
    """The bare project name of a requirement, as package indexes compare names."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name, requirement
    return re.sub(r"[-_.]+", "-", name.group()).lower()


def pinned() -> set[str]:
    """The projects the lock pins."""
    lines = [line for line in LOCK.splitlines() if line and not line.lstrip().startswith("#")]
    assert all("==" in line for line in lines)
    return {normalised(line) for line in lines}


def test_environment_file_is_in_step() -> None:
    """environment.yml is what scripts/environment.py makes from pyproject.toml today."""
    command = [sys.executable, str(ROOT / "scripts" / "environment.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_check_notices_a_stale_environment_file(tmp_path: Path) -> None:
    """The check fails when pyproject.toml gains a dependency that environment.yml lacks."""
    (tmp_path / "scripts").mkdir()
    for name in ("scripts/environment.py", "scripts/in_step.py", "environment.yml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changed = text.replace('"numpy', '"tomli>=2", "numpy', 1)
    assert changed != text
    (tmp_path / "pyproject.toml").write_text(changed, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "scripts" / "environment.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "does not match" in done.stderr


def test_lock_pins_every_dependency() -> None:
    """Each runtime, optional and development dependency has an exact pin; benchmark-only ones have none."""
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *extras["notebook"], *extras["excel"], *extras["dev"]]
    assert {normalised(line) for line in wanted} <= pinned()
    assert not {normalised(line) for line in extras["benchmark"]} & pinned()


def test_extra_all_holds_every_extra_for_users() -> None:
    """`all` names each extra other than those for development and benchmarks."""
    (line,) = PROJECT["optional-dependencies"]["all"]
    named = set(line.split("[")[1].rstrip("]").split(","))
    assert named == set(PROJECT["optional-dependencies"]) - {"all", "dev", "benchmark"}


def test_every_file_of_the_package_is_installed() -> None:
    """A wheel holds the fonts, tables and word lists too: their endings are all named as package data."""
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    patterns = setuptools["package-data"]["*"]
    files = [
        path
        for path in (ROOT / "forecasting").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    left = [
        path.name for path in files if path.suffix != ".py" and not any(path.match(each) for each in patterns)
    ]
    assert len(files) > len(left)
    assert not left


@pytest.mark.parametrize(
    "name", ["requirements.lock", "pyproject.toml", "environment.yml", "Makefile", ".ci/run"]
)
def test_set_up_files_hold_no_address(name: str) -> None:
    """Where packages come from is the machine's business, so no set-up file names a host."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert ADDRESS not in text
    assert not re.search(r"--(extra-)?index-url|--find-links|--trusted-host", text)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    """CI does what the README tells a reader to do, and nothing cleverer."""
    last = (ROOT / ".ci" / "run").read_text(encoding="utf-8").strip().splitlines()[-1]
    assert last == "make test"
    assert re.search(r"^make test\b", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_make_targets_exist() -> None:
    """Every make target that the README names is in the Makefile, the four promised ones among them."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^make ([a-z]+)", readme, re.MULTILINE)) | set(
        re.findall(r"`make ([a-z]+)`", readme)
    )
    assert named | {"run", "test", "lab", "lint"} <= targets


def test_nothing_of_one_machine_is_committed() -> None:
    """No tracked text file names a folder of the machine it was written on."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    places = re.compile(r"(?<![\w./-])/(?:work|root|home|Users)/\w")
    found = []
    for name in filter(None, listed):
        path = ROOT / name
        if path.suffix in {".otf", ".xlsx", ".png", ".docx"} or not path.is_file():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if places.search(line):
                found.append(f"{name}:{number}: {line.strip()[:80]}")
    assert not found, "\n".join(found)


def test_the_citation_is_that_of_the_package() -> None:
    """CITATION.cff has the title, version, summary and licences of pyproject.toml, and the authors LICENSE names."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    said = dict(re.findall(r"^([a-z-]+): (.+)$", text, re.MULTILINE))
    assert said["cff-version"] == "1.2.0"
    assert (said["title"], said["version"], said["abstract"]) == (
        PROJECT["name"],
        PROJECT["version"],
        PROJECT["description"],
    )
    listed = re.findall(r"^  - (.+)$", text, re.MULTILINE)
    assert PROJECT["license"].split(" AND ") == [one for one in listed if one in PROJECT["license"]]
    (name,) = re.findall(r"^  - name: (.+)$", text, re.MULTILINE)
    assert f"Copyright (c) 2026 {name}" in (ROOT / "LICENSE").read_text(encoding="utf-8")


# ---- nothing is kept that nobody uses


PACKAGE = ROOT / "forecasting"
#: Tables of words whose keys are data: units printed in a report, columns and values of the tables of a notebook.
DICTIONARIES = {"notebook", "units"}


@cache
def modules() -> dict[Path, ast.Module]:
    """The modules of the package, parsed."""
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def said_keys(node: dict[str, object], above: str) -> list[str]:
    """The keys of a table of words, with the groups they stand in."""
    found: list[str] = []
    for name, value in node.items():
        found += said_keys(value, f"{above}.{name}") if isinstance(value, dict) else [f"{above}.{name}"]
    return found


def dead_keys(keys: list[str], texts: set[str], patterns: list[str], words: set[str]) -> list[str]:
    """The keys that no text is, and that no text put together while running can become.

    Args:
        keys: whole keys, table first.
        texts: the plain texts of the code.
        patterns: its texts with places in them, a NUL for each place.
        words: whatever is named in the code: a key that fills a place must be made of these, joined by underscores.
    """
    made = [re.compile(".+".join(map(re.escape, re.split("\0+", one)))) for one in patterns if "." in one]
    made = [one for one in made if re.match(r"[a-z]", one.pattern)]  # a place alone could become anything

    def can_be_made(last: str) -> bool:
        pieces = last.split("_")
        ends = {0}
        for end in range(1, len(pieces) + 1):
            ends |= {end for start in ends if "_".join(pieces[start:end]) in words}
        return len(pieces) in ends

    return [
        key
        for key in keys
        if key not in texts
        and not (can_be_made(key.rpartition(".")[2]) and any(one.fullmatch(key) for one in made))
    ]


def test_every_word_is_said() -> None:
    """Each key of forecasting/words is named in the code, whole or put together while it runs."""
    texts, patterns, words = set(), [], set()
    for module in modules().values():
        for node in ast.walk(module):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = (one.value if isinstance(one, ast.Constant) else "\0" for one in node.values)
                patterns.append("".join(map(str, parts)))
            elif isinstance(node, ast.Name | ast.FunctionDef | ast.arg | ast.keyword | ast.Attribute):
                words |= {
                    str(getattr(node, name)) for name in ("id", "name", "arg", "attr") if hasattr(node, name)
                }
    for path in PACKAGE.rglob("*.js"):
        texts.add(path.read_text(encoding="utf-8"))
    for path in PACKAGE.rglob("*.html"):
        for text in re.findall('"([^"]*)"', path.read_text(encoding="utf-8")):
            texts.add(text)
            if text.endswith((".", "_")):  # what follows is put to it
                patterns.append(f"{text}\0")
    words |= {word.strip("_") for text in (*texts, *patterns) for word in re.findall(r"\w+", text)}
    keys = [
        key
        for path in sorted((PACKAGE / "words").glob("*.en.toml"))
        if path.name.removesuffix(".en.toml") not in DICTIONARIES
        for key in said_keys(
            tomllib.loads(path.read_text(encoding="utf-8")), path.name.removesuffix(".en.toml")
        )
    ]
    assert len(keys) > 1000
    assert dead_keys(keys, texts, patterns, words) == []


def test_a_dead_key_is_noticed() -> None:
    """The search itself can fail: a key nobody names is dead, also beside keys that are put together."""
    given = (["t.a", "t.b.said_one", "t.b.gone", "t.c"], {"t.a"}, ["t.b.\0"], {"said", "one", "c"})
    assert dead_keys(*given) == ["t.b.gone", "t.c"]


def test_every_public_function_is_used() -> None:
    """Each function and class is mentioned in the package outside of its own definition, or is promised to users."""
    import forecasting

    found = modules()
    counts: Counter[str] = Counter()
    for path in found:
        text = re.sub(r"__all__ = [\[(][^\])]*[\])]", "", path.read_text(encoding="utf-8"))
        counts.update(re.findall(r"\w+", text))
    promised = {*forecasting.__all__, *forecasting.charts.__all__, "__getattr__", "__dir__"}
    idle = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path, module in found.items()
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and counts[node.name] < 2
        and node.name not in promised
    ]
    assert idle == []


def test_the_page_on_accuracy_is_not_written_without_its_rivals(tmp_path: Path) -> None:
    """Where statsforecast is not installed nothing is measured, the page stays as it was, and what to install is said."""
    script = ROOT / "benchmarks" / "accuracy.py"
    page = tmp_path / "accuracy.md"
    page.write_text("measured", encoding="utf-8")
    code = (
        "import importlib.util, runpy, sys\n"
        "found = importlib.util.find_spec\n"
        "importlib.util.find_spec = lambda name, *rest: None if name == 'statsforecast' else found(name, *rest)\n"
        f"sys.argv = ['accuracy', {str(tmp_path)!r}, '-o', {str(page)!r}]\n"
        f"runpy.run_path({str(script)!r}, run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 2, done.stderr
    assert "statsforecast is not installed" in done.stderr
    assert "pip install" in done.stderr
    assert page.read_text(encoding="utf-8") == "measured"
