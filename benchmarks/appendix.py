"""Times the appendix in all formats against the export of an executed notebook as HTML by nbconvert, in one run.

- `all formats, fresh process`: `forecasting appendix` writes docx, html and pdf, charts included, of the baseline and
  every scenario of the dossier;
- `all formats, running session`: the same in a process that has its libraries loaded and has built one before, from
  the dossier's claims on, scenarios assessed anew;
- `nbconvert`: notebooks 05 and 04, executed once beforehand and not timed, exported as HTML by a fresh process. The
  first holds what the appendix is written from, the second the scenarios and live controls.

Time is that of the clock, and beside it that of all processors, which work going on elsewhere changes less. Then each
stage of the document on its own, in one process, with the share of drawing; and an appendix of a generated dossier of
5,000 claims. All in Chinese.

    python benchmarks/appendix.py [--folder data/yanjiao] [--repeats 5] [--claims 5000]
"""

from __future__ import annotations

import argparse
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import forecasting as fc
from forecasting._appendix.blocks import Figure
from forecasting._appendix.docx.writer import write_docx
from forecasting._appendix.html.writing import write_html
from forecasting._appendix.pdf.writing import write_pdf
from forecasting._appendix.pictures import Pictures
from forecasting.charts.script import script_library
from forecasting.dossier import Claim, Dossier, Indicator

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasting._appendix import Appendix

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ("05_appendix", "04_scenarios")
FORMATS = ("docx", "html", "pdf")
Result = TypeVar("Result")


def timed(run: Callable[[], Result], spent: list[float], worked: list[float] | None = None) -> Result:
    """What a call returns; its seconds are added to one list, those of all processors to the other."""
    begin, before = time.perf_counter(), sum(os.times()[:4])
    result = run()
    spent.append(time.perf_counter() - begin)
    if worked is not None:
        worked.append(sum(os.times()[:4]) - before)
    return result


def process(*arguments: str, place: Path = ROOT) -> None:
    """Run this interpreter with the package on its path, quietly."""
    # The notebooks' kernels start in another folder, hence the path.
    around = dict(os.environ) | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=place, env=around, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr}")


def by_command(folder: Path, place: Path) -> None:
    """All formats as a user has them written."""
    outputs = [part for ending in FORMATS for part in ("-o", str(place / f"fresh.{ending}"))]
    process("-m", "forecasting", "appendix", str(folder), *outputs, "--force")


def in_session(folder: Path, place: Path) -> Appendix:
    """All formats by function calls."""
    dossier = fc.load(folder)
    names = dict.fromkeys(["baseline", *dossier.scenario_tables])
    runs = [fc.assess(dossier, name, language="zh") for name in names]
    made = fc.appendix(*runs)
    for ending in reversed(FORMATS):
        made.save(place / f"warm.{ending}", force=True)
    return made


def executed(place: Path) -> list[Path]:
    """Copies of the notebooks with their outputs."""
    shutil.copytree(ROOT / "data", place / "data")
    (place / "notebooks").mkdir()
    found = []
    for name in NOTEBOOKS:
        copy = place / "notebooks" / f"{name}.ipynb"
        shutil.copy(ROOT / "notebooks" / copy.name, copy)
        process(
            *("-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", copy.name), place=copy.parent
        )
        found.append(copy)
    return found


def stages(made: Appendix) -> dict[str, float]:
    """Seconds of each stage in this process, nothing drawn yet; drawing apart from the writers that need it."""
    document, pictures = made.document, Pictures()
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    script_library.cache_clear()
    work: dict[str, Callable[[], object]] = {
        "charts to Vega-Lite": lambda: [pictures.specification(one) for one in figures],
        "charts to SVG": lambda: [pictures.svg(one) for one in figures],
        "charts to PNG": lambda: [pictures.png(one) for one in figures],
        "Vega for the page": script_library,
        "docx": lambda: write_docx(document, pictures),
        "html": lambda: write_html(document, pictures),
        "pdf": lambda: write_pdf(document, pictures),
    }
    found: dict[str, float] = {}
    for name, run in work.items():
        spent: list[float] = []
        timed(run, spent)
        found[name] = spent[0]
    return found


def large_dossier(claims: int, seed: int = 1) -> Dossier:
    """Indicators of fifty years each with levels, growth rates and a target, rounded from random true paths."""
    chance = random.Random(seed)  # noqa: S311 - claims to time, not secrets
    years = range(1961, 2011)
    names = [f"x{number:03d}" for number in range(math.ceil(claims / (2 * len(years))))]
    made: list[Claim] = []

    def state(name: str, kind: str, end: int, value: str, unit: str, role: str = "history") -> None:
        identity = f"{name}-{kind}-{end}"
        made.append(Claim(identity, "zone", name, role, kind, "=", value, unit, end=end))

    for name in names:
        level = chance.uniform(50, 500)
        for year in years:
            before, level = level, level * math.exp(chance.gauss(0.06, 0.04))
            state(name, "level", year, f"{level:.2f}", "亿元")
            if year > years[0]:
                state(name, "growth", year, f"{100 * (level / before - 1):.1f}".replace("-0.0", "0.0"), "%")
        state(name, "level", years[-1] + 5, f"{level * 1.5:.0f}", "亿元", "goal")
    return Dossier(
        title=f"{claims} claims",
        entity="zone",
        as_of=years[-1],
        indicators={
            name: Indicator(name, {"en": name, "zh": name}, "亿元", "nominal", "nominal") for name in names
        },
        sources={},
        claims=tuple(made[:claims]),
    )


def compare(folder: Path, repeats: int) -> None:
    """Print medians of whole runs and their ratios, the sides taking turns."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        notebooks = executed(place)
        in_session(folder, place)
        ours: dict[str, Callable[[], object]] = {
            "all formats, fresh process": lambda: by_command(folder, place),
            "all formats, running session": lambda: in_session(folder, place),
        }
        theirs: dict[str, Callable[[], object]] = {
            f"nbconvert --to html {copy.name}": lambda copy=copy: process(  # type: ignore[misc]
                "-m", "nbconvert", "--to", "html", copy.name, place=copy.parent
            )
            for copy in notebooks
        }
        spent: dict[str, list[float]] = {one: [] for one in (*ours, *theirs)}
        worked: dict[str, list[float]] = {one: [] for one in spent}
        for _ in range(repeats):
            for one, run in (ours | theirs).items():
                timed(run, spent[one], worked[one])
    medians = {one: statistics.median(times) for one, times in spent.items()}
    work = {one: statistics.median(times) for one, times in worked.items()}
    for one, seconds in medians.items():
        print(f"{1e3 * seconds:8.0f} ms ({1e3 * work[one]:6.0f} ms of processors)  {one}")
    for one in ours:
        ratios, busy = (
            " and ".join(f"{found[one] / found[other]:.2f}" for other in theirs) for found in (medians, work)
        )
        print(
            f"{one}: {ratios} times nbconvert of {' and '.join(NOTEBOOKS)} (processors: {busy}; aim: under 1)"
        )


def writers(folder: Path, repeats: int) -> None:
    """Print the stages of the same document, drawn anew each time."""
    dossier = fc.load(folder)
    names = list(dict.fromkeys(["baseline", *dossier.scenario_tables]))
    spent: dict[str, list[float]] = {"assess": [], "compose": []}
    for _ in range(repeats):
        runs = timed(lambda: [fc.assess(dossier, one, language="zh") for one in names], spent["assess"])
        made = timed(lambda: fc.appendix(*runs), spent["compose"])  # noqa: B023 - called at once
        for one, seconds in stages(made).items():
            spent.setdefault(one, []).append(seconds)
    medians = {one: statistics.median(times) for one, times in spent.items()}
    drawing = sum(medians[one] for one in medians if one.startswith(("charts", "Vega")))
    print(
        f"\nstages in one process, {len(names)} scenarios; share of drawing {drawing / sum(medians.values()):.0%}"
    )
    for one, seconds in medians.items():
        print(f"{1e3 * seconds:8.0f} ms  {one}")


def many(claims: int) -> None:
    """Print the stages of an appendix of a generated dossier, once."""
    spent: dict[str, list[float]] = {"assess": [], "compose": []}
    dossier = large_dossier(claims)
    run = timed(lambda: fc.assess(dossier, language="zh"), spent["assess"])
    made = timed(lambda: fc.appendix(run), spent["compose"])
    found = {one: seconds[0] for one, seconds in spent.items()} | stages(made)
    print(f"\n{len(dossier.claims)} claims on {len(dossier.indicators)} indicators, baseline alone, once")
    for one, seconds in found.items():
        print(f"{1e3 * seconds:8.0f} ms  {one}")


def main() -> None:
    """Print what the docstring of this file says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "yanjiao", help="a dossier")
    parser.add_argument("--repeats", type=int, default=5, help="runs a median is taken of, at least 3")
    parser.add_argument("--claims", type=int, default=5000, help="of the generated dossier; 0 leaves it out")
    given = parser.parse_args()
    compare(given.folder.resolve(), max(3, given.repeats))
    writers(given.folder, max(3, given.repeats))
    if given.claims:
        many(given.claims)


if __name__ == "__main__":
    main()
