"""Times a redraw of the explorer page in a browser against one ETS fit of statsmodels.

python benchmarks/explorer.py [--folder data/yanjiao] [--repeats 40]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402 - the driver of the tests

import forecasting as fc  # noqa: E402
from forecasting.show.explorer import explore  # noqa: E402

__all__ = ["fit_seconds", "redraw_seconds"]

# Each step moves the slider as a key does and waits for the frame in which the new picture is shown.
_STEPS = """(async () => {
  const slider = document.querySelector("[id^=growth_]"), spent = [];
  for (let step = 0; step < %d; step++) {
    await new Promise(requestAnimationFrame);
    const begin = performance.now();
    slider.value = Number(slider.min) + (step %% 20);
    slider.dispatchEvent(new Event("input"));
    await explorer.runAsync();
    document.querySelector("#charts svg").getBoundingClientRect();
    spent.push(performance.now() - begin);
  }
  return spent;
})()"""


def redraw_seconds(folder: Path | str, repeats: int = 40) -> list[float] | None:
    """Seconds from the move of a slider to the redrawn and laid out picture, the first five not counted.

    Returns:
        None where there is no Chromium.
    """
    if browser.found() is None:
        return None
    with tempfile.TemporaryDirectory() as place:
        address = explore(fc.load(folder)).save(Path(place) / "explorer.html").as_uri()
        with browser.page() as page:
            page.open(address)
            page.wait_for("!!window.explorer")
            return [spent / 1e3 for spent in page.js(_STEPS % (repeats + 5))[5:]]


def fit_seconds(repeats: int = 5) -> list[float]:
    """Seconds of one damped ETS fit to 24 annual points by statsmodels, the first fit not counted."""
    import warnings

    import numpy as np
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    years = np.arange(24)
    levels = np.exp(0.12 * years + 0.05 * np.sin(1.7 * years))
    spent = []
    for _ in range(repeats + 1):
        begin = time.perf_counter()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ETSModel(levels, error="add", trend="add", damped_trend=True).fit(disp=False)
        spent.append(time.perf_counter() - begin)
    return spent[1:]


def main() -> None:
    """Print both medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "data" / "yanjiao", help="a dossier")
    parser.add_argument("--repeats", type=int, default=40, help="moves of the slider")
    given = parser.parse_args()
    redraws = redraw_seconds(given.folder, given.repeats)
    if redraws is None:
        print(f"skipped: no Chromium (looked for {', '.join(browser.NAMES)})")
        return
    fit, redraw = statistics.median(fit_seconds()), statistics.median(redraws)
    slow = statistics.quantiles(redraws, n=20)[-1] if len(redraws) > 1 else redraws[0]
    print(f"{1e3 * redraw:7.1f} ms  slider to redraw (95 % within {1e3 * slow:.1f} ms; aim 100)")
    print(f"{1e3 * fit:7.1f} ms  one damped ETS fit")
    print(f"a redraw is {redraw / fit:.2f} times a fit")


if __name__ == "__main__":
    main()
