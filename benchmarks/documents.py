"""Times every command that writes or reads a document against an earlier build of this package, in one run.

Both builds are put into environments of their own: the committed files of each, beside the libraries of the
environment this runs in. They take turns, each command in a fresh process. Time is that of all processors, user and
system, of the whole process from start to end; memory is the most a process held. For each command: the ratio to the
earlier build, and whether both wrote the same bytes. Then the three formats of the appendix against nbconvert, which
exports notebook 05, executed once beforehand and not timed, as HTML; and `import forecasting` against an interpreter
that does nothing.

    python benchmarks/documents.py [--against 6ccc920] [--folder data/yanjiao] [--repeats 5]

With `--worktree` this side is what lies in the folder instead of what is committed.
"""

from __future__ import annotations

import argparse
import compileall
import hashlib
import io
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = "05_appendix.ipynb"
AIMS = {
    "page": 1 / 3,
    "explorer": 1 / 3,
    "Word": 1 / 3,
    "web appendix": 1 / 3,
    "PDF": 1 / 3,
    "verify": 1 / 5,
}


def commands(folder: Path, place: Path) -> dict[str, list[str]]:
    """Name -> arguments of the interpreter; what is written goes to a file of the command's own."""

    def written(command: str, *endings: str, stem: str) -> list[str]:
        outputs = [part for ending in endings for part in ("-o", str(place / f"{stem}{ending}"))]
        return ["-m", "forecasting", command, str(folder), *outputs, "--force"]

    return {
        "nothing": ["-c", "pass"],
        "import forecasting": ["-c", "import forecasting"],
        "assess": ["-m", "forecasting", "assess", str(folder)],
        "page": written("page", ".html", stem="page"),
        "explorer": written("explore", ".html", stem="explorer"),
        "Word": written("appendix", ".docx", stem="word"),
        "web appendix": written("appendix", ".html", stem="web"),
        "PDF": written("appendix", ".pdf", stem="pdf"),
        "three formats": written("appendix", ".docx", ".html", ".pdf", stem="three"),
        **{
            f"verify {name}": ["-m", "forecasting", "verify", str(place / f"three.{name}"), str(folder)]
            for name in ("docx", "html", "pdf")
        },
    }


def environment(place: Path, source: Path) -> Path:
    """An environment that holds one build beside the libraries of this one; returns its interpreter."""
    venv.create(place, symlinks=True)
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    shutil.copytree(
        source / "forecasting", site / "forecasting", ignore=shutil.ignore_patterns("__pycache__")
    )
    compileall.compile_dir(str(site / "forecasting"), quiet=1)
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (site / "libraries.pth").write_text("".join(f"{one}\n" for one in sorted(libraries)), encoding="utf-8")
    return python


def checked_out(commit: str, place: Path) -> Path:
    """The committed files of a build."""
    done = subprocess.run(["git", "-C", str(ROOT), "archive", commit], capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"no commit {commit} here: {done.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as packed:
        packed.extractall(place, filter="data")
    return place


def run(python: Path | str, arguments: list[str], place: Path) -> tuple[float, float]:
    """Seconds of all processors and megabytes at most of one process and what it starts."""
    around = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    with (place / "said").open("wb") as said:
        process = subprocess.Popen(
            [str(python), *arguments], cwd=place, env=around, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):  # 1 says that something inconsistent was found
        sys.exit(f"{' '.join(arguments)} failed:\n{(place / 'said').read_text(errors='replace')}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def executed(python: Path, source: Path, place: Path) -> Path:
    """A copy of the notebook with its outputs, made by this build."""
    shutil.copytree(source / "data", place / "data")
    (place / "notebooks").mkdir()
    copy = place / "notebooks" / NOTEBOOK
    shutil.copy(source / "notebooks" / NOTEBOOK, copy)
    around = dict(os.environ) | {"PYTHONPATH": str(source)}
    subprocess.run(
        [str(python), "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", copy.name],
        cwd=copy.parent,
        env=around,
        capture_output=True,
        check=True,
    )
    return copy


def digests(place: Path) -> dict[str, str]:
    """Of the documents written."""
    return {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in sorted(place.iterdir())
        if one.suffix in {".html", ".docx", ".pdf"}
    }


def main() -> None:
    """Print what the docstring of this file says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--against", default="6ccc920", metavar="COMMIT", help="the earlier build")
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "yanjiao", help="a dossier")
    parser.add_argument(
        "--repeats", type=int, default=5, help="runs a median is taken of, after one not counted"
    )
    parser.add_argument("--worktree", action="store_true", help="take the files that lie here, not HEAD")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        whole = Path(name)
        sources = {
            "before": checked_out(given.against, whole / "sources" / "before"),
            "now": ROOT if given.worktree else checked_out("HEAD", whole / "sources" / "now"),
        }
        pythons = {side: environment(whole / f"env-{side}", source) for side, source in sources.items()}
        folder = whole / "dossier"
        shutil.copytree(given.folder, folder)
        work = {}
        for side in sources:
            (whole / side).mkdir()
            work[side] = commands(folder, whole / side)
        notebook = executed(pythons["now"], sources["now"], whole)
        convert = ["-m", "nbconvert", "--to", "html", str(notebook)]
        spent: dict[tuple[str, str], list[tuple[float, float]]] = {}
        for turn in range(given.repeats + 1):
            for side in sources:
                for what, arguments in work[side].items():
                    used = run(pythons[side], arguments, whole / side)
                    if turn:
                        spent.setdefault((side, what), []).append(used)
            used = run(pythons["now"], convert, whole)
            if turn:
                spent.setdefault(("now", "nbconvert"), []).append(used)
        same = {one: digests(whole / "before")[one] == found for one, found in digests(whole / "now").items()}
    report(spent, same)


def report(spent: dict[tuple[str, str], list[tuple[float, float]]], same: dict[str, bool]) -> None:
    """Print medians, ratios and what is aimed at."""
    seconds = {one: statistics.median(time for time, _ in runs) for one, runs in spent.items()}
    memory = {one: max(most for _, most in runs) for one, runs in spent.items()}
    print("                        processor seconds            memory, MB")
    print("                      before     now   ratio      before     now")
    for side, what in seconds:
        if (now := ("now", what)) not in seconds or side == "now":
            continue
        before = (side, what)
        ratio = seconds[now] / seconds[before]
        aim = next((f"   aim {limit:.2f}" for name, limit in AIMS.items() if what.startswith(name)), "")
        print(
            f"{what:20} {seconds[before]:7.2f} {seconds[now]:7.2f} {ratio:7.2f}     "
            f"{memory[before]:7.0f} {memory[now]:7.0f}{aim}"
        )
    export, three = seconds["now", "nbconvert"], seconds["now", "three formats"]
    bare, package = seconds["now", "nothing"], seconds["now", "import forecasting"]
    print(f"three formats: {three / export:.2f} times nbconvert of {NOTEBOOK} ({export:.2f} s; aim 1)")
    print(f"import forecasting: {package / bare:.2f} times an interpreter that does nothing (aim 1.1)")
    for name, equal in same.items():
        print(f"{name}: {'the same bytes' if equal else 'other bytes'}")


if __name__ == "__main__":
    main()
