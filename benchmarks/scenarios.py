"""Times a scenario assessed in a running session against a first assessment and one statsmodels fit, in one run.

- `the same again`: a named scenario that was assessed before;
- `another ...`: one thing changed to a value not tried before, as a slider does it;
- `first`: import, load and assess in a fresh process, the interpreter's own start left out;
- `one damped ETS fit`: statsmodels' `ETSModel`, additive error and damped trend, on twenty log levels, loaded already.

    python benchmarks/scenarios.py [--repeats 15]
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import time
import warnings
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

import forecasting as fc

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "yanjiao"
_AIM = 0.150
_FIRST = """
import time
begin = time.perf_counter()
import forecasting as fc
fc.assess(fc.load({folder!r}))
print(time.perf_counter() - begin)
"""
#: What is changed -> the scenario at the n-th position of its slider.
SLIDERS: dict[str, Callable[[int], fc.Scenario]] = {
    "another cap on growth": lambda n: fc.Scenario("cap", growth_cap={"gdp": 0.1 + n / 1000}),
    "another goal": lambda n: fc.Scenario("goal", claims={"gdp-2015": {"value": str(401 + n)}}),
    "another level of 2009": lambda n: fc.Scenario("level", claims={"gdp-2009": {"value": str(189 + n)}}),
    "another reading": lambda n: fc.Scenario(
        "reading", readings={"revenue-quadruples": f"crossing:{1997 + n % 10}"}, about=0.04 + n / 1000
    ),
    "another founding year": lambda n: fc.Scenario(
        "founded", founded=1998 - n, claims={"revenue-before-2000": {"start": 1998 - n}}
    ),
}


def timed(run: Callable[[], object]) -> float:
    """Seconds one call takes."""
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin


def fit_once(seed: int) -> None:
    """One damped ETS fit to twenty log levels of a random walk that grows a tenth a year."""
    chance = random.Random(seed)  # noqa: S311 - levels to time, not secrets
    logs = np.cumsum([chance.gauss(0.1, 0.05) for _ in range(20)]) + 5.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        ETSModel(logs, error="add", trend="add", damped_trend=True).fit(disp=False)


def first_assessment() -> float:
    """Seconds from import to assessment in a fresh process."""
    code = _FIRST.format(folder=str(FOLDER))
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    return float(done.stdout)


def main() -> None:
    """Print medians in milliseconds, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=15, help="runs a figure is the median of")
    repeats = parser.parse_args().repeats
    dossier = fc.load(FOLDER)
    fc.assess(dossier)
    fc.assess(dossier, "slower_after_2012")
    fit_once(0)
    spent: dict[str, list[float]] = {"the same again": [], **{name: [] for name in SLIDERS}}
    first: list[float] = []
    fits: list[float] = []
    # In turn, so that a slow spell of the machine falls on all of them.
    for number in range(repeats):
        spent["the same again"].append(timed(partial(fc.assess, dossier, "slower_after_2012")))
        for name, slider in SLIDERS.items():
            scenario = slider(number)
            spent[name].append(timed(partial(fc.assess, dossier, scenario)))
        fits.append(timed(partial(fit_once, number)))
        if number < max(3, repeats // 3):
            first.append(first_assessment())
    whole, one = statistics.median(first), statistics.median(fits)
    print(
        f"{1e3 * whole:7.0f} ms  first assessment in a fresh process\n{1e3 * one:7.0f} ms  one damped ETS fit"
    )
    for name, times in spent.items():
        mine = statistics.median(times)
        print(
            f"{1e3 * mine:7.0f} ms  {name}: {mine / whole:.2f} of a first assessment,"
            f" {mine / one:.2f} of a damped ETS fit{'' if mine < _AIM else ' (aim: under 150 ms)'}"
        )


if __name__ == "__main__":
    main()
