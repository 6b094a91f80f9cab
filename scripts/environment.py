"""Write environment.yml from pyproject.toml, so that conda users get what everybody else gets.

python scripts/environment.py           write it
python scripts/environment.py --check   exit 1 when the file has fallen out of step
"""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

from in_step import write_or_check

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "environment.yml"
EXTRAS = ("all", "dev")
CONDA_NAMES: dict[str, str] = {}  # PyPI name -> conda-forge name, where the two differ
# On conda-forge the name typst is the compiler, not its Python binding; pypdfium2 comes with its library as a wheel.
PIP_ONLY = {"typst", "pypdfium2"}


def requirements(project: dict[str, Any], extras: tuple[str, ...]) -> list[str]:
    """The runtime requirements and those of `extras`, with extras that name other extras unfolded."""
    found = list(project["dependencies"])
    waiting = list(extras)
    while waiting:
        for line in project["optional-dependencies"][waiting.pop(0)]:
            own = re.fullmatch(rf"{project['name']}\[(.+)\]", line)
            if own:
                waiting += [name.strip() for name in own.group(1).split(",")]
            else:
                found.append(line)
    return sorted(set(found), key=str.lower)


def _name(requirement: str) -> str:
    return re.split(r"[<>=!~ ]", requirement, maxsplit=1)[0]


def conda_line(requirement: str) -> str:
    """One requirement as conda writes it; conda understands the same version operators."""
    name, version = re.split(r"(?=[<>=!~ ])|$", requirement, maxsplit=1)
    return f"  - {CONDA_NAMES.get(name, name)}{version.strip()}"


def environment(pyproject: dict[str, Any]) -> str:
    """The text of environment.yml."""
    project = pyproject["project"]
    wanted = requirements(project, EXTRAS)
    by_pip = [line for line in wanted if _name(line) in PIP_ONLY]
    return "\n".join(
        [
            "# Made by scripts/environment.py from pyproject.toml; a test checks that the two agree.",
            f"name: {project['name']}",
            "channels:",
            "  - conda-forge",
            "dependencies:",
            f"  - python{project['requires-python']}",
            "  - pip",
            *(conda_line(line) for line in wanted if line not in by_pip),
            "  - pip:",
            *(f"      - {line}" for line in by_pip),
            "      - -e .",
            "",
        ]
    )


if __name__ == "__main__":
    PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    STALE = "environment.yml does not match pyproject.toml: run python scripts/environment.py"
    sys.exit(write_or_check(TARGET, environment(PYPROJECT), stale=STALE, usage=__doc__))
