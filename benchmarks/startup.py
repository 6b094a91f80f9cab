"""Times fresh processes in one run: a bare interpreter, pandas, this package, and a whole assessment.

python benchmarks/startup.py [--repeats 9]
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "import pandas": [sys.executable, "-c", "import pandas"],
    "import forecasting": [sys.executable, "-c", "import forecasting"],
    "forecasting assess data/yanjiao": [
        sys.executable,
        "-m",
        "forecasting",
        "assess",
        str(ROOT / "data" / "yanjiao"),
    ],
}


def main() -> None:
    """Print medians and the two ratios that are aimed at."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--repeats", type=int, default=9, help="runs a median is taken of, after one that is not counted"
    )
    repeats = parser.parse_args().repeats
    compileall.compile_dir(str(ROOT / "forecasting"), quiet=1)
    spent: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for run in range(repeats + 1):
        for name, command in COMMANDS.items():
            begin = time.perf_counter()
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, cwd=ROOT)
            if run:
                spent[name].append(time.perf_counter() - begin)
    medians = {name: statistics.median(times) for name, times in spent.items()}
    for name, seconds in medians.items():
        print(f"{1e3 * seconds:7.0f} ms  {name}")
    bare, pandas, package, assess = medians.values()
    print(f"import forecasting is {package / bare:.2f} times a bare interpreter (aim 1.2)")
    print(f"assess data/yanjiao is {assess / pandas:.2f} times import pandas (aim 2)")


if __name__ == "__main__":
    main()
