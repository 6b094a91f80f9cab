"""Errors planted in the rules that decide whom to accuse, one at a time: does a test notice?

python benchmarks/mutants.py [--group network] [--only 3 17] [--seconds 3000]

Each mutant of `mutants.toml` is put into a copy of the package; the test files of its group run until one fails ("killed").
One that no test notices "survived", unless `mutants.toml` says why it cannot be noticed. A text that is no longer in its
file is told as "text not found", and the script exits 1, as it does for survivors: the mutant is to be written anew.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 600
COPIED = ("forecasting", "tests", "data", "scripts", "pyproject.toml", "README.md", "docs", "notebooks")


def noticed(place: Path, tests: list[str]) -> str:
    """The test file that fails in a copy, or nothing."""
    environment = os.environ | {"PYTHONPATH": str(place), "PYTHONDONTWRITEBYTECODE": "1"}
    for file in tests:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", file]
        try:
            done = subprocess.run(
                command, cwd=place, env=environment, capture_output=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired:
            return f"{file} (no end)"
        if done.returncode == 1:
            return file
        if done.returncode:
            return f"{file} (exit {done.returncode}: does not load)"
    return ""


def outcome(mutant: dict[str, str], place: Path, tests: list[str]) -> str:
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
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name in COPIED:
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, place / name, ignore=shutil.ignore_patterns("__pycache__"))
            elif source.exists():
                shutil.copy(source, place / name)
        for number, mutant in enumerate(told["mutant"], 1):
            group = mutant["group"]
            if (options.group and group not in options.group) or (
                options.only and number not in options.only
            ):
                continue
            if time.monotonic() > end:
                counts[group, "not tried"] += 1
                continue
            became = outcome(mutant, place, told["tests"][group])
            counts[group, became.split(" ")[0].rstrip(":")] += 1
            print(f"{number:3} {group:12}{became:45} {mutant['why']}", flush=True)
    for group in told["tests"]:
        found = ", ".join(f"{count} {what}" for (one, what), count in sorted(counts.items()) if one == group)
        if found:
            print(f"{group}: {found}")
    return 1 if any(what in ("survived", "text") for _, what in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
