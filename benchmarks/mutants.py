"""Errors planted in the rules that decide whom to accuse, one at a time: does a test notice?

python benchmarks/mutants.py [--group network] [--only 3 17] [--seconds 3000]

Each mutant of `mutants.toml` is put into a copy of the package; the test files of its group, or its own where it names
some, run until one fails ("killed"). All must pass in the copy as it is. One that no test notices "survived", unless
`mutants.toml` says why it cannot be noticed. A text that is no longer in its file is told as "text not found", and the
script exits 1, as it does for survivors: the mutant is to be written anew.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600
NONE_RUN = (3, 4, 5)  # exits of pytest: broken inside, wrong options, nothing collected
COPIED = ("forecasting", "tests", "data", "scripts", "pyproject.toml", "README.md", "docs", "notebooks")


def failed(place: Path, test: str) -> str:
    """How a test file (pytest's options may follow it) fails in a copy; nothing where it passes.

    Raises:
        ValueError: no test was run.
    """
    environment = os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *shlex.split(test)]
    try:
        done = subprocess.run(
            command, cwd=place, env=environment, capture_output=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return "no end"
    if done.returncode in NONE_RUN:
        msg = f"{test}: no test was run (pytest exits {done.returncode})"
        raise ValueError(msg)
    return {0: "", 1: "fails"}.get(done.returncode, "does not load")


def noticed(place: Path, tests: list[str]) -> str:
    """The first test file that fails in a copy, or nothing."""
    for test in tests:
        how = failed(place, test)
        if how:
            return test if how == "fails" else f"{test} ({how})"
    return ""


def outcome(mutant: dict[str, Any], place: Path, tests: list[str]) -> str:
    """What became of one mutant; its file is as before afterwards."""
    path = place / mutant["file"]
    text = path.read_text(encoding="utf-8")
    if text.count(mutant["old"]) != 1:
        return f"text not found ({text.count(mutant['old'])} times there)"
    path.write_text(text.replace(mutant["old"], mutant["new"]), encoding="utf-8")
    try:
        file = noticed(place, tests)
    finally:
        path.write_text(text, encoding="utf-8")
    if file:
        return f"killed by {file}"
    return f"equivalent: {mutant['equivalent']}" if "equivalent" in mutant else "survived"


def copy_to(place: Path) -> None:
    """Put what the tests need into an empty folder."""
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, place / name)


def main() -> int:
    """Try the mutants, and print what became of each and a count by group."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--group", action="append", help="one of the groups; all where none is named")
    parser.add_argument("--only", type=int, nargs="+", help="numbers of mutants")
    parser.add_argument("--seconds", type=float, default=3600.0, help="no further mutant is begun after")
    options = parser.parse_args()
    told = tomllib.loads((ROOT / "benchmarks" / "mutants.toml").read_text(encoding="utf-8"))
    end = time.monotonic() + options.seconds
    counts: Counter[tuple[str, str]] = Counter()
    chosen = [
        (number, mutant, mutant.get("tests", told["tests"][mutant["group"]]))
        for number, mutant in enumerate(told["mutant"], 1)
        if (not options.group or mutant["group"] in options.group)
        and (not options.only or number in options.only)
    ]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        copy_to(place)
        passing: set[str] = set()
        for number, mutant, tests in chosen:
            group = mutant["group"]
            if time.monotonic() > end:
                counts[group, "not tried"] += 1
                continue
            if not passing.issuperset(tests) and noticed(place, [one for one in tests if one not in passing]):
                print(f"{number:3} {group:12}its tests do not pass without it", flush=True)
                return 1
            passing.update(tests)
            became = outcome(mutant, place, tests)
            counts[group, became.split(" ")[0].rstrip(":")] += 1
            print(f"{number:3} {group:12}{became:45} {mutant['why']}", flush=True)
    for group in told["tests"]:
        found = ", ".join(f"{count} {what}" for (one, what), count in sorted(counts.items()) if one == group)
        if found:
            print(f"{group}: {found}")
    return 1 if any(what in ("survived", "text") for _, what in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
