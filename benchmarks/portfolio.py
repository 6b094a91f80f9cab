"""Times a portfolio in one run: a dossier never seen, workers, a cluster, series by the hundred thousand, the network.

- `dossier`: Yanjiao read and assessed in a process that has seen only another dossier, against an earlier build taken
  from the repository (`--against`, processor time and peak memory);
- `workers`: the same dossiers under other names over no executor, two processes, and a local dask cluster where
  distributed is installed;
- `series`: a hundred thousand series with a target each, against a loop of statsmodels' ETS and, where it is
  installed, statsforecast's AutoETS, both a series at a time on fewer;
- `network`: random claims, exact, against HiGHS with two programs a connected part.

    python benchmarks/portfolio.py [dossier workers series network] [--against 6ccc920]

Each part prints the least work that any program would have to do, to say how far there is to go.
"""

from __future__ import annotations

import argparse
import io
import math
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

import forecasting as fc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
PARTS = ("dossier", "workers", "series", "network")
_WARM = {
    "dossier.toml": """title = "warm"
entity = "warm"
as_of = 2012
[sources.r]
title = "r"
published = 2013
[indicators.gdp]
label = { en = "GDP", zh = "生产总值" }
unit = "亿元"
basis = "nominal"
growth_basis = "nominal"
reference_class = "province"
""",
    "claims.csv": """claim_id,entity,indicator,role,kind,basis,comparator,value,unit,start,end,every,reading,of,source,locator,quote,note
a,warm,gdp,history,level,,=,100,亿元,,2010,,,,r,p,100亿元,
b,warm,gdp,history,level,,=,121,亿元,,2012,,,,r,p,121亿元,
c,warm,gdp,history,growth,,=,10,%,,2012,,,,r,p,增长10%,
d,warm,gdp,target,level,,=,133,亿元,,2013,,,,r,p,133亿元,
e,warm,gdp,goal,level,,>=,200,亿元,,2017,,,,r,p,200亿元,
""",
}
_CHILD = """
import os, resource, sys, time
import forecasting as fc
warm, seen = sys.argv[1:]
fc.assess(fc.load(warm)).finding_rows
for _ in range(int(os.environ["REPEATS"])):
    child = os.fork()
    if not child:
        begin = time.process_time()
        dossier = fc.load(seen)
        read = time.process_time()
        fc.assess(dossier).finding_rows
        end = time.process_time()
        print(1e3 * (read - begin), 1e3 * (end - read), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, flush=True)
        os._exit(0)
    os.waitpid(child, 0)
"""


def warm_folder(root: Path) -> Path:
    """A small dossier that takes every import and table along."""
    place = root / "warm"
    place.mkdir()
    for name, text in _WARM.items():
        (place / name).write_text(text, encoding="utf-8")
    return place


def earlier(build: str, root: Path) -> Path | None:
    """The package as it was at a commit; None where the repository does not have it."""
    done = subprocess.run(
        ["git", "archive", build, "forecasting", "data/yanjiao"], cwd=ROOT, capture_output=True, check=False
    )
    if done.returncode:
        return None
    place = root / "earlier"
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(place, filter="data")
    return place


def dossier(against: str, repeats: int) -> None:
    """Processor time of one dossier never seen, this build and an earlier one in turn."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        warm, other = warm_folder(root), earlier(against, root)
        builds = {"this build": ROOT} | ({against: other} if other else {})
        figures: dict[str, list[list[float]]] = {label: [] for label in builds}
        for _ in range(3):
            for label, place in builds.items():
                environment = os.environ | {"PYTHONPATH": str(place), "REPEATS": str(repeats)}
                command = [sys.executable, "-c", _CHILD, str(warm), str(place / "data" / "yanjiao")]
                done = subprocess.run(
                    command, env=environment, capture_output=True, text=True, check=True, cwd=root
                )
                figures[label] += [list(map(float, line.split())) for line in done.stdout.splitlines()]
        print("one dossier never seen       read ms  assess ms  together  peak MB")
        totals = {}
        for label, rows in figures.items():
            read, assess, peak = (statistics.median(row[column] for row in rows) for column in range(3))
            totals[label] = statistics.median(row[0] + row[1] for row in rows)
            print(f"{label:28} {read:7.1f}  {assess:9.1f}  {totals[label]:8.1f}  {peak:7.1f}")
        if other:
            print(f"this build takes {totals['this build'] / totals[against]:.2f} of {against} (aim 0.20)")
        size = sum(one.stat().st_size for one in YANJIAO.iterdir())
        claims = len(fc.load(YANJIAO).claims)
        begin = time.process_time()
        for _ in range(20):
            b"".join(one.read_bytes() for one in YANJIAO.iterdir()).decode("utf-8", "replace").split(",")
        least = 1e3 * (time.process_time() - begin) / 20
        print(f"limit: {size:,} bytes of text, {least:.2f} ms to read and split; {claims} claims\n")


def named_copies(root: Path, count: int) -> list[str]:
    """Yanjiao under other names, so that nothing kept for one serves another."""
    made = []
    for number in range(count):
        place = root / f"zone{number:04}"
        place.mkdir()
        for file in YANJIAO.iterdir():
            text = file.read_text(encoding="utf-8").replace("yanjiao", f"zone{number:04}")
            (place / file.name).write_text(text, encoding="utf-8")
        made.append(str(place))
    return made


def workers(count: int) -> None:
    """Clock of many dossiers over engines, each warmed by a few dossiers, and what handing them out takes here."""
    with tempfile.TemporaryDirectory() as name:
        places = named_copies(Path(name), count + 8)
        few, many = places[:8], places[8:]
        spent: dict[str, float] = {}
        here: dict[str, float] = {}

        def timed(label: str, executor: object) -> None:
            fc.assess_many(few, executor, chunk=2)
            begin, used = time.perf_counter(), time.process_time()
            found = fc.assess_many(many, executor)
            spent[label], here[label] = time.perf_counter() - begin, time.process_time() - used
            assert (found.dossiers["status"] == "assessed").all()

        timed("this process", None)
        with ProcessPoolExecutor(2) as pool:
            timed("two processes", pool)
        try:
            import distributed
        except ImportError:
            print("dask: distributed is not installed")
        else:
            with (
                distributed.LocalCluster(
                    n_workers=2, threads_per_worker=1, dashboard_address=None
                ) as cluster,
                distributed.Client(cluster) as client,
            ):
                timed("dask, two workers", client)
        print(f"{count} dossiers                  s   a second   of one process   processor here, ms each")
        for label, seconds in spent.items():
            print(
                f"{label:22} {seconds:6.1f}  {count / seconds:8.1f}   {spent['this process'] / seconds:14.2f}"
                f"   {1e3 * here[label] / count:23.1f}"
            )
        if "dask, two workers" in spent:
            print(
                f"dask takes {spent['dask, two workers'] / spent['two processes']:.2f} of the pool (aim 1.3)"
            )
        print(f"limit: two times on two cores; load of the machine {os.getloadavg()[0]:.1f}\n")


def random_series(count: int, years: int = 15) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Levels that grow by about 6 % a year, and a target for five years on."""
    chance = np.random.default_rng(0)
    levels = np.exp(np.cumsum(chance.normal(0.06, 0.05, (count, years)), axis=1) + 5)
    names = [f"s{number:06}" for number in range(count)]
    history = pd.DataFrame(
        {
            "series": np.repeat(names, years),
            "year": np.tile(np.arange(2000, 2000 + years), count),
            "level": levels.ravel(),
        }
    )
    target = pd.DataFrame({"series": names, "year": 2000 + years + 4, "target": levels[:, -1] * 1.3})
    return history, target


def series(count: int) -> None:
    """Seconds a series, ours whole and the libraries' a series at a time."""
    history, target = random_series(count)
    begin, cpu = time.perf_counter(), time.process_time()
    found = fc.assess_many(history, targets=target)
    clock, used = time.perf_counter() - begin, time.process_time() - cpu
    assert len(found.findings) == 2 * count
    begin = time.process_time()
    fc.odds(
        fc.forecast(history, 5, ["shrunken_growth", "constant_growth", "reference_only"]),
        target.rename(columns={"target": "level"}),
    )
    core = time.process_time() - begin
    print(
        f"{count:,} series with a target: {clock:.1f} s, {used:.1f} s of processor (aim: 10 s on two cores)"
    )
    print(
        f"  of that the odds by three models {core:.1f} s; the rest makes {2 * count:,} findings with a sentence each"
    )
    for label, each, size in _libraries(history):
        print(
            f"  {label}: {1e3 * each:.2f} ms a series (on {size}), {each * count / used:,.0f} times ours, "
            f"{each * count / core:,.0f} times the odds alone"
        )
    begin = time.process_time()
    np.log(history["level"].to_numpy()).sum()
    least = time.process_time() - begin
    print(f"limit: {len(history):,} levels, one logarithm each: {least:.3f} s\n")


def _libraries(history: pd.DataFrame) -> Iterator[tuple[str, float, int]]:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    size = 100
    levels = np.log(history["level"].to_numpy().reshape(-1, 15)[:size])
    begin = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for row in levels:
            fitted = ETSModel(pd.Series(row), error="add", trend="add", damped_trend=True).fit(disp=False)
            fitted.get_prediction(start=15, end=19).summary_frame(alpha=0.2)  # odds need the spread, too
    yield "statsmodels ETS, damped", (time.process_time() - begin) / size, size
    try:
        from statsforecast.models import AutoETS
    except ImportError:
        return
    model = AutoETS(season_length=1)
    model.forecast(y=levels[0], h=5, level=[80])  # compiled at the first call
    begin = time.process_time()
    for row in levels:
        model.forecast(y=row, h=5, level=[80])
    yield "statsforecast AutoETS", (time.process_time() - begin) / size, size


def network(repeats: int) -> None:
    """The claim network and HiGHS from 30 to 30,000 claims."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import network as random_claims

    from forecasting.network import solve

    random_claims.SIZES |= {3_000: (24, 36), 10_000: (80, 36), 30_000: (240, 36)}
    print("claims  exact ms  two LPs a part ms  ratio (aim 5)  cost a doubling (aim 2.2)  compile ms")
    before: tuple[int, float] | None = None
    for claims in sorted(random_claims.SIZES):
        made = random_claims.random_dossier(claims, seed=claims)
        problems = random_claims.log_problems(made)
        few = repeats if claims <= 3_000 else 1
        mine, _ = random_claims.timed(lambda made=made: solve(made), few)
        theirs, _ = random_claims.timed(
            lambda problems=problems: random_claims.by_programs(problems, at_once=True), few
        )
        compiled, _ = random_claims.timed(lambda made=made: random_claims.log_problems(made), few)
        doubling = ""
        if before is not None:
            doubling = f"{(mine / before[1]) ** (1 / math.log2(claims / before[0])):.2f}"
        print(
            f"{claims:6}  {1e3 * mine:8.1f}  {1e3 * theirs:17.1f}  {theirs / mine:13.1f}  {doubling:>25}  {1e3 * compiled:10.1f}"
        )
        before = claims, mine
    print("limit: each claim read once (compile), each pair of years of a part compared once\n")


def main() -> None:
    """Run the parts asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[], help="which (default: all)")
    parser.add_argument("--against", default="6ccc920", help="commit of an earlier build")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--dossiers", type=int, default=120)
    parser.add_argument("--series", type=int, default=100_000)
    options = parser.parse_args()
    chosen: dict[str, Callable[[], None]] = {
        "dossier": lambda: dossier(options.against, options.repeats),
        "workers": lambda: workers(options.dossiers),
        "series": lambda: series(options.series),
        "network": lambda: network(options.repeats),
    }
    for name in options.parts or PARTS:
        chosen[name]()


if __name__ == "__main__":
    main()
