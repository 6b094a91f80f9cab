"""How much of the latest year's growth goes on, and for whom: early origins only, each series leaning on its class.

    python benchmarks/latest_year.py FOLDER

FOLDER is that of benchmarks/accuracy.py. Origins: PWT 1965 to 1985, World Bank 1972 to 1990, provinces 1999 to 2003, every
year; the training parts of the competition sets cut 6 and 9 years (tourism 4 and 7) before their end. Histories whole
and of the last 3, 5 and 9 points. No late origin is read.

Prints, for each way to count the latest year, the change of the mean log CRPS (99 quantiles) and of the Brier score of
growth targets against the way it was counted before. Also two other ideas on top of the model: the record's whole
distance from its class kept for a while, which is a pull towards the class that grows with the horizon, and records
weighed by how far members of their class lie apart.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from accuracy import CLASSES, GROWTHS, LEAST_POINTS, MOST_POINTS, read, rolling
from scipy.special import stdtr, stdtrit

from forecasting.models.backtest import PROBABILITIES, crps_of_quantiles
from forecasting.models.peers import Prior
from forecasting.models.record import Record
from forecasting.models.reference import ReferenceClass, class_eras, reference_class
from forecasting.models.terms import Fades, Terms, fading, pooled_variance, record_weight, terms, variance
from forecasting.models.tuning import TUNING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SERIES = {
    "PWT": ("pwt_real_gdp_to_2007.csv", range(1965, 1986)),
    "WB": ("wb_gdp_usd_to_2011.csv", range(1972, 1991)),
    "provinces": ("china_province_gdp_to_2014.csv", range(1999, 2004)),
}
COMPETITIONS = {
    "M3": ("m3_yearly_even.csv", 6, (6, 9)),
    "M1": ("m1_yearly.csv", 6, (6, 9)),
    "tourism": ("tourism_yearly_even.csv", 4, (4, 7)),
}
KEPT = (3, 5, 9, MOST_POINTS)
LONGEST = 6


@dataclass(frozen=True)
class Part:
    """One origin: log levels on a grid that ends there, (k, n), and log growth over the next years, (k, 6)."""

    name: str
    logs: np.ndarray
    came: np.ndarray


@dataclass(frozen=True)
class Seen:
    """What a way to count the latest year may read of one origin."""

    record: Record
    prior: Prior
    terms: Terms
    steady: np.ndarray
    years: np.ndarray
    fades: Fades


def parts(folder: Path) -> Iterator[Part]:
    """Every early origin."""
    for name, (file, origins) in SERIES.items():
        cases = rolling(name, folder / file, list(origins), LONGEST)
        for origin, known in cases.known.items():
            came = cases.came[cases.came["origin"] == origin].rename(columns={"actual": "level"})
            yield part(name, known, came, origin)
    for name, (file, longest, cuts) in COMPETITIONS.items():
        frame = read(folder / file)
        frame = frame[frame["split"] == "train"]
        frame = frame.assign(year=frame["year"] - frame.groupby("series")["year"].transform("max"))
        for cut in cuts:
            known = frame[(frame["year"] <= -cut) & (frame["year"] > -cut - MOST_POINTS)]
            known = known[known.groupby("series")["year"].transform("size") >= LEAST_POINTS]
            came = frame[(frame["year"] > -cut) & (frame["year"] <= longest - cut)]
            yield part(name, known, came, -cut)


def part(name: str, known: pd.DataFrame, came: pd.DataFrame, origin: int) -> Part:
    """Both sides of one origin as grids; a year that nobody knows is NaN."""
    names = sorted(known.loc[known["year"] == origin, "series"].unique())

    def laid(frame: pd.DataFrame, first: int, last: int) -> np.ndarray:
        wide = frame.pivot_table(index="series", columns="year", values="level")
        return np.log(wide.reindex(index=names, columns=range(first, last + 1)).to_numpy(dtype=float))

    logs = laid(known, origin - MOST_POINTS + 1, origin)
    return Part(name, logs, laid(came, origin + 1, origin + LONGEST) - logs[:, -1:])


def class_of(name: str) -> ReferenceClass:
    """The class of a set in its first vintage."""
    alias = CLASSES[name]
    return reference_class(f"{alias}@{class_eras(alias)[0].through}")


def counted(seen: Seen, weight: float, left: float, *, steady: bool) -> np.ndarray:
    """Growth over the years ahead with the latest year's excess at this weight, of which so much is left a year later."""
    excess = seen.terms.recent / (1 if steady else seen.steady)
    lasting = (seen.terms.common + seen.terms.own) * seen.fades.keep
    return (
        lasting
        + weight * excess * fading(left, seen.years)
        + TUNING.middle * seen.terms.middle * seen.fades.middle
    )


def kept_distance(seen: Seen, share: float, left: float) -> np.ndarray:
    """As the model has it, and a share of what shrinking took off the record's distance, for a while."""
    taken = (1 - record_weight(seen.record, seen.prior)) * (seen.record.growth - seen.prior.growth)
    return seen.terms.untaught(1.0, seen.fades) + share * taken * fading(left, seen.years)


def weighed_by_class(seen: Seen) -> np.ndarray:
    """As the model has it, but a record counts the more the further members of its class lie apart: 2 v0 / growth_sd^2 years."""
    ratio = float((seen.prior.volatility[0, 0] / seen.prior.growth_sd[0, 0]) ** 2)
    other = replace(TUNING, half_weight=2 * ratio)
    return terms(seen.record, seen.prior, other).untaught(1.0, seen.fades)


WAYS: dict[str, Callable[[Seen], np.ndarray]] = {
    "before: a fifth, half left, every record alike": lambda seen: counted(seen, 0.2, 0.5, steady=False),
    "left out": lambda seen: counted(seen, 0.0, 0.5, steady=False),
    "whole, a quarter left, every record alike": lambda seen: counted(seen, 1.0, 0.25, steady=False),
    "whole, a quarter left, by how steady (the model)": lambda seen: counted(seen, 1.0, 0.25, steady=True),
    "whole, 0.2 left, by how steady": lambda seen: counted(seen, 1.0, 0.2, steady=True),
    "whole, 0.3 left, by how steady": lambda seen: counted(seen, 1.0, 0.3, steady=True),
    "half, half left, by how steady": lambda seen: counted(seen, 0.5, 0.5, steady=True),
    "the model and 0.2 of the distance, half left": lambda seen: kept_distance(seen, 0.2, 0.5),
    "the model and 0.1 of the distance, 0.9 left": lambda seen: kept_distance(seen, 0.1, 0.9),
    "the model, records weighed by the spread of the class": weighed_by_class,
}


def scores(
    name: str, growth: np.ndarray, scale: np.ndarray, came: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """CRPS, Brier score and whether the 80 % range held, for every series and year ahead, NaN where nothing came."""
    marks = growth[..., None] + scale[..., None] * stdtrit(TUNING.tails, np.array(PROBABILITIES))
    crps = 100 * crps_of_quantiles(marks, PROBABILITIES, came)
    goals = np.arange(1.0, LONGEST + 1) * np.log1p(np.array(GROWTHS[name]))[:, None, None]
    said = stdtr(TUNING.tails, (growth - goals) / scale)
    brier = ((said - (came >= goals)) ** 2).mean(axis=0)
    inside = np.abs(came - growth) <= scale * stdtrit(TUNING.tails, 0.9)
    return tuple(np.where(np.isfinite(came), each, np.nan) for each in (crps, brier, inside))  # type: ignore[return-value]


def measured(folder: Path) -> pd.DataFrame:
    """Mean CRPS, Brier score and coverage by way, set, points kept and year ahead."""
    rows = []
    years = np.arange(1.0, LONGEST + 1)
    for one in parts(folder):
        leant = class_of(one.name)
        prior = Prior.of(leant)
        for points in KEPT:
            record = Record.of(one.logs[:, -points:]).last()
            shared = prior.volatility**2
            steady = 2 * shared / (shared + pooled_variance(record, shared))
            fades = Fades.over(years, leant.persistence)
            seen = Seen(record, prior, terms(record, prior), steady, years, fades)
            scale = leant.width * np.sqrt(variance(record, prior, years))
            for way, grown in WAYS.items():
                found = scores(one.name, grown(seen), scale, one.came)
                for ahead in range(LONGEST):
                    known = np.isfinite(one.came[:, ahead])
                    sums = [each[known, ahead].sum() for each in found]
                    rows.append((way, one.name, points, ahead + 1, known.sum(), *sums))
    frame = pd.DataFrame(
        rows, columns=["way", "set", "points", "ahead", "cases", "crps", "brier", "inside80"]
    )
    total = frame.groupby(["way", "set", "points", "ahead"], sort=False).sum()
    total = total[total["cases"] > 0]
    return total[["crps", "brier", "inside80"]].div(total["cases"], axis=0).reset_index()


def main() -> int:
    """Print each way against the one before."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    arguments = parser.parse_args()
    if arguments.folder is None:
        print("latest_year: the series do not ship with the package; say in which folder they are")
        return 0
    table = measured(arguments.folder)
    keys = ["set", "points", "ahead"]
    before = table[table["way"] == next(iter(WAYS))].drop(columns="way")
    both = table.merge(before, on=keys, suffixes=("", "_before"))
    both["change"] = 100 * np.log(both["crps"] / both["crps_before"])
    for way in WAYS:
        mine = both[both["way"] == way]
        next_year, second = mine[mine["ahead"] == 1], mine[mine["ahead"] == 2]
        fifth = mine[mine["ahead"] == np.where(mine["set"] == "tourism", 4, 5)]
        by_set = mine.groupby("set", sort=False)["change"].mean()
        first = next_year.groupby("set", sort=False)["change"].mean()
        print(way)
        print(
            f"  CRPS {by_set.mean():+.2f} % over all years ahead, {first.mean():+.2f} % next year, "
            f"{second.groupby('set')['change'].mean().mean():+.2f} % the year after; Brier score next year "
            f"{next_year['brier'].mean():.4f} ({next_year['brier_before'].mean():.4f}), in the fifth (tourism fourth) "
            f"{fifth['brier'].mean():.4f} ({fifth['brier_before'].mean():.4f}); 80 % ranges hold next year "
            f"{100 * next_year['inside80'].mean():.1f} % ({100 * next_year['inside80_before'].mean():.1f} %)"
        )
        print("  " + ", ".join(f"{name} {first[name]:+.2f} / {by_set[name]:+.2f}" for name in by_set.index))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
