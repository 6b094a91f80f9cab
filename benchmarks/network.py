"""Times the exact network against linear programs in logs, on random claims, in one run.

Both sides answer the same two questions: can all claims be true, and what range do they leave for every level. Ours is
`forecasting.network.solve`, exact in fractions. The others are floats, and get the bounds compiled already, one
problem a connected part:

- `two LPs a level`: scipy's HiGHS, the matrix built once and only the objective changed;
- `two LPs a part`: the highest and the lowest path are each a single program, because bounds on ratios have both.

    python benchmarks/network.py [--repeats 5]
"""

from __future__ import annotations

import argparse
import math
import random
import statistics
import time
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from forecasting.dossier import Assumptions, Claim, Dossier, Indicator, from_frame
from forecasting.judge.assessment import assess
from forecasting.network import UNIT, Network, Node, compile_claim, forget, solve

if TYPE_CHECKING:
    from collections.abc import Callable

#: claims -> indicators, years
SIZES = {30: (2, 10), 300: (6, 25), 1000: (8, 36)}
WRONG = (1, 5, 20)
_TOLERANCE = 1e-6
_DETUNE = 1.13
Result = TypeVar("Result")


def random_dossier(claims: int, seed: int, wrong: int = 0) -> Dossier:
    """Levels, growth rates and averages rounded from true paths; `wrong` of the growth rates are then spoilt."""
    chance = random.Random(seed)  # noqa: S311 - claims to time, not secrets
    count, years = SIZES[claims]
    names = [f"x{number}" for number in range(count)]
    first = 1990
    paths = {}
    for name in names:
        level, path = chance.uniform(50, 500), []
        for _ in range(years):
            path.append(level)
            level *= math.exp(chance.gauss(0.1, 0.08))
        paths[name] = path
    made: list[Claim] = []
    for number in range(claims):
        name = names[number % count]
        path = paths[name]
        kind = chance.choices(("level", "growth", "average_growth"), (2, 4, 3))[0]
        if kind == "level":
            start, end = None, chance.randrange(years)
            value, unit = f"{path[end]:.{chance.choice((0, 1))}f}", "亿元"
        else:
            start = chance.randrange(years - 1)
            end = start + 1 if kind == "growth" else min(years - 1, start + chance.randint(2, 8))
            rate = (path[end] / path[start]) ** (1 / (end - start)) - 1
            value, unit = f"{100 * rate:.{chance.choice((0, 1))}f}", "%"
        value = "0" if value in ("-0", "-0.0") else value
        made.append(
            Claim(
                claim_id=f"c{number:04d}",
                entity="zone",
                indicator=name,
                role="history",
                kind=kind,
                comparator="=",
                value=value,
                unit=unit,
                end=first + end,
                start=None if start is None else first + start,
            )
        )
    rates = [place for place, claim in enumerate(made) if claim.kind == "growth"]
    for place in chance.sample(rates, wrong):
        claim = made[place]
        value = f"{100 * ((1 + float(claim.value) / 100) * _DETUNE - 1):.1f}"
        made[place] = Claim(**{name: getattr(claim, name) for name in Claim.__slots__} | {"value": value})
    return Dossier(
        title="random",
        entity="zone",
        as_of=first + years,
        indicators={
            name: Indicator(name, {"en": name, "zh": name}, "亿元", "nominal", "nominal") for name in names
        },
        sources={},
        claims=tuple(made),
        assumptions=Assumptions(),
    )


class LogProblem:
    """The bounds of one connected part in logs, as rows of `A x <= b`."""

    def __init__(self, bounds: list[tuple[Node, Node, float | None, float | None]]) -> None:
        self.nodes = sorted({node for start, end, _, _ in bounds for node in (start, end)} - {UNIT})
        index = {node: place for place, node in enumerate(self.nodes)}
        rows: list[int] = []
        columns: list[int] = []
        data: list[float] = []
        right: list[float] = []
        for start, end, lower, upper in bounds:
            for sign, limit in ((1.0, upper), (-1.0, lower)):
                if limit is None:
                    continue
                for node, factor in ((end, sign), (start, -sign)):
                    if node != UNIT:
                        rows.append(len(right))
                        columns.append(index[node])
                        data.append(factor)
                right.append(sign * limit)
        self.matrix = csr_matrix((data, (rows, columns)), shape=(len(right), len(self.nodes)))
        self.right = np.array(right)

    def extreme(self, objective: np.ndarray) -> np.ndarray | None:
        """The point that makes the objective least; None when no point is allowed; NaN when it has no end."""
        found = linprog(objective, self.matrix, self.right, bounds=(None, None), method="highs")
        if found.status == 2:
            return None
        if found.status == 3:
            return np.full(len(self.nodes), np.nan)
        assert found.status == 0, found.message
        return found.x

    def feasible(self) -> bool:
        """Whether any point is allowed."""
        return self.extreme(np.zeros(len(self.nodes))) is not None

    def range_by_range(self) -> dict[Node, tuple[float, float]]:
        """Two programs a level."""
        ranges = {}
        objective = np.zeros(len(self.nodes))
        for place, node in enumerate(self.nodes):
            ends = []
            for sign in (1.0, -1.0):
                objective[place] = sign
                point = self.extreme(objective)
                ends.append(math.nan if point is None else float(point[place]))
            objective[place] = 0.0
            ranges[node] = (ends[0], ends[1])
        return ranges

    def ranges_at_once(self) -> dict[Node, tuple[float, float]]:
        """Two programs in all: bounds on ratios have a highest and a lowest path."""
        low = self.extreme(np.ones(len(self.nodes)))
        high = self.extreme(-np.ones(len(self.nodes)))
        if low is None or high is None:
            return {}
        return {node: (float(low[place]), float(high[place])) for place, node in enumerate(self.nodes)}


def log_problems(dossier: Dossier) -> list[LogProblem]:
    """One problem an indicator: these random claims never link two."""
    parts: dict[str, list[tuple[Node, Node, float | None, float | None]]] = {}
    for claim in dossier.claims:
        for bound in compile_claim(claim, dossier)[0].bounds:
            lower, upper = bound.ratio.lower, bound.ratio.upper
            parts.setdefault(claim.indicator, []).append(
                (
                    bound.start,
                    bound.end,
                    None if lower is None else math.log(lower),
                    None if upper is None else math.log(upper),
                )
            )
    return [LogProblem(bounds) for _, bounds in sorted(parts.items())]


def by_programs(problems: list[LogProblem], *, at_once: bool) -> dict[Node, tuple[float, float]] | None:
    """Ranges of all levels in logs, or None when some part cannot hold."""
    ranges: dict[Node, tuple[float, float]] = {}
    for problem in problems:
        if not problem.feasible():
            return None
        ranges |= problem.ranges_at_once() if at_once else problem.range_by_range()
    return ranges


def timed(work: Callable[[], Result], repeats: int) -> tuple[float, Result]:
    """Median seconds of processor time of a piece of work, and its result."""
    spent = []
    for _ in range(repeats):
        forget()
        begin = time.process_time()
        result = work()
        spent.append(time.process_time() - begin)
    return statistics.median(spent), result


def agreement(ours: Network, theirs: dict[Node, tuple[float, float]]) -> float:
    """Largest difference between the two sides' ends, in logs; infinite when only one side has an end."""
    worst = 0.0
    for node, (low, high) in theirs.items():
        interval = ours.implied[node]
        for mine, other in ((interval.lower, low), (interval.upper, high)):
            if mine is None:
                worst = worst if math.isnan(other) else math.inf
            else:
                worst = math.inf if math.isnan(other) else max(worst, abs(math.log(mine) - other))
    return worst


def yearbook(years: int) -> Dossier:
    """Levels of so many years and, between each two, a rate five points off: a yearbook entered on the wrong basis."""
    rows, level = [], 100.0
    for place in range(years + 1):
        year = 1950 + place
        rows.append({"claim_id": f"l{year}", "kind": "level", "end": year, "value": f"{level:.1f}"})
        if place:
            rows.append({"claim_id": f"g{year}", "kind": "growth", "end": year, "value": "13.0"})
        level *= 1.08
    return from_frame(rows, entity="here")


def random_rates(count: int) -> Dossier:
    """So many rates over random spans of twenty years, of which nearly all contradict each other."""
    chance = random.Random(1)  # noqa: S311 - claims to time, not secrets
    rows = []
    for number in range(count):
        start = chance.randrange(2000, 2019)
        value = f"{chance.uniform(-50, 200):.1f}"
        end = chance.randrange(start + 1, 2021)
        rows.append({"claim_id": f"g{number}", "kind": "growth", "start": start, "end": end, "value": value})
    return from_frame(rows, entity="here")


def tangles(repeats: int) -> None:
    """How long it takes to answer a tangle of contradictions, and how many of them are listed and counted."""
    print(
        "\n| tangle | claims | assessed, s | conflicts listed | counted besides |\n|---|---:|---:|---:|---:|"
    )
    cases = [(f"yearbook on the wrong basis, {years} years", yearbook(years)) for years in (20, 28, 60)]
    cases += [(f"{count} random rates over 20 years", random_rates(count)) for count in (30, 100, 1000)]
    assess(yearbook(3))
    for name, dossier in cases:
        seconds, result = timed(lambda dossier=dossier: assess(dossier), repeats)
        found = [
            one for part in result.network.parts for one in (part.history, part.plans) if one is not None
        ]
        listed = sum(len(one.conflicts) for one in found)
        print(
            f"| {name} | {len(dossier.claims):,} | {seconds:.2f} | {listed} | {sum(one.unlisted for one in found)} |"
        )


def main() -> None:
    """Print one table of times and ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5, help="runs a figure is the median of")
    repeats = parser.parse_args().repeats
    print("claims  levels  exact ms  two LPs a level ms  ratio  two LPs a part ms  ratio  largest difference")
    for claims in SIZES:
        dossier = random_dossier(claims, seed=claims)
        problems = log_problems(dossier)
        mine, network = timed(lambda dossier=dossier: solve(dossier), repeats)
        each, ranges = timed(lambda problems=problems: by_programs(problems, at_once=False), 1)
        once, _ = timed(lambda problems=problems: by_programs(problems, at_once=True), repeats)
        assert ranges is not None, "the random claims are true by construction"
        worst = agreement(network, ranges)
        assert worst < _TOLERANCE, worst
        print(
            f"{claims:6}  {len(ranges):6}  {1e3 * mine:8.1f}  {1e3 * each:18.0f}  {each / mine:5.0f}"
            f"  {1e3 * once:17.1f}  {once / mine:5.1f}  {worst:.1e}"
        )
    print("\n1,000 claims with wrong rates: conflicts and lightest repair, exact")
    for wrong in WRONG:
        spoilt = random_dossier(1000, seed=1000, wrong=wrong)
        spent, network = timed(lambda spoilt=spoilt: solve(spoilt), 1)
        refused = by_programs(log_problems(spoilt), at_once=True) is None
        print(
            f"{wrong:3} wrong: {1e3 * spent:7.0f} ms, {len(network.set_aside)} set aside, LP also infeasible: {refused}"
        )
    tangles(3)


if __name__ == "__main__":
    main()
