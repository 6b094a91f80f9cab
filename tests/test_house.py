"""The files around the package: lock, environment, Makefile, CI, licence."""

import re
import subprocess
import sys
import tomllib
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
    for name in ("scripts/environment.py", "environment.yml"):
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
