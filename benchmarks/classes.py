"""Reference classes by era, worked out again from the series behind them; writes docs/classes.md.

    python benchmarks/classes.py FOLDER [-o docs/classes.md]

FOLDER holds pwt_real_gdp_to_2007.csv, wb_gdp_usd_to_2011.csv and china_province_gdp_to_2014.csv, each with the columns
series_id, year, value. Figures of later years come from longer copies of the same sources and cannot be worked out from
these.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import numpy as np
import pandas as pd

from forecasting.models.reference import Era, class_eras, reference_class, reference_classes

FILES = {
    "country-real-gdp": ("pwt_real_gdp_to_2007.csv", 20, range(1965, 1986), range(1986, 2003)),
    "country-usd-gdp": ("wb_gdp_usd_to_2011.csv", 20, range(1972, 1991), range(1991, 2007)),
    "province-nominal-gdp": ("china_province_gdp_to_2014.csv", 10, range(1997, 2004), range(2004, 2010)),
}
WEIGHTS = (0.0, 0.25, 0.5, 0.75, 1.0)
TOLERANCE = 0.01  # early origins that tell by less than this leave it at half and half
AGES = (0, 3, 5, 7, 10)
LEAST_ROWS = 5
NAMES = ("growth", "growth_sd", "volatility", "cohort_sd")


def read(path: Path) -> pd.DataFrame:
    """Log levels, members down and years across; aggregates left out."""
    frame = pd.read_csv(path)
    if "is_country" in frame.columns:
        frame = frame[frame["is_country"]]
    frame = frame[frame["value"] > 0]
    wide = frame.pivot_table(index="series_id", columns="year", values="value").sort_index(axis=1)
    return np.log(wide.reindex(columns=range(wide.columns[0], wide.columns[-1] + 1)))


def figures(logs: pd.DataFrame, since: int, through: int) -> dict[str, float]:
    """The figures of one era by the definitions at the head of reference_classes.toml."""
    part = logs.loc[:, [year for year in logs.columns if since <= year <= through]].to_numpy()
    rows = np.isfinite(np.diff(part, axis=1)).sum(axis=1)
    part = part[rows >= LEAST_ROWS]
    steps = np.diff(part, axis=1)
    five = (part[:, 5:] - part[:, :-5]) / 5
    low, high = np.nanquantile(five, [0.1, 0.9])
    volatility = float(np.median(np.nanstd(steps, axis=1, ddof=1)))
    starts = np.isfinite(five).sum(axis=0) > 4
    return {
        "growth": float(np.nanmean(steps)),
        "growth_sd": math.sqrt(max(((high - low) / 2.563) ** 2 - volatility**2 / 5, 0)),
        "volatility": volatility,
        "cohort_sd": float(np.nanmean(five[:, starts], axis=0).std(ddof=1)),
        "members": len(part),
        "rows": int(np.isfinite(steps).sum()),
    }


def known_growth(logs: pd.DataFrame, through: int, span: int) -> tuple[float, float]:
    """Mean growth of the whole record and of its last years, as known by a year."""
    steps = np.diff(logs.loc[:, :through].to_numpy(), axis=1)
    return float(np.nanmean(steps)), float(np.nanmean(steps[:, -span:]))


def came(logs: pd.DataFrame, origin: int) -> float:
    """Mean growth of the class over the five years after an origin."""
    return float(((logs[origin + 5] - logs[origin]) / 5).mean())


def blend_errors(logs: pd.DataFrame, span: int, origins: range, age: int = 0) -> dict[float, float]:
    """Root mean squared error of the class's next five years, by weight of its recent record."""
    found = {}
    for weight in WEIGHTS:
        miss = []
        for origin in origins:
            if origin - age < logs.columns[0] + 3:
                continue
            whole, recent = known_growth(logs, origin - age, span)
            miss.append(weight * recent + (1 - weight) * whole - came(logs, origin))
        found[weight] = float(np.sqrt(np.mean(np.square(miss)))) if miss else math.nan
    return found


def settled(errors: dict[float, float]) -> float:
    """The weight of least error; a half where the least is within one in a hundred of it."""
    best = min(errors, key=lambda weight: errors[weight])
    return 0.5 if errors[0.5] <= (1 + TOLERANCE) * errors[best] else best


def markdown(rows: list[list[str]], head: list[str]) -> str:
    """A table."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def span(era: Era) -> str:
    """Years of an era."""
    return f"{era.since}-{era.through}"


PAGE = """# Reference classes by era

Made by `python benchmarks/classes.py FOLDER`; edit that file, not this one. A class holds vintages; the one a judgement
leans on is the latest that ends by its date (`reference_class(name, as_of)`). Growth is log growth a year.

## Worked out again

The figures shipped in `forecasting/models/reference/reference_classes.toml` beside what the series give by the same definitions (members
with at least {least} years of growth). Eras whose last years are not in the series are not listed.

{again}

Largest distance: {worst:.4f}.

## Whole record or recent years

Root mean squared error, in points a year, of the class's mean growth over the next five years, by the weight of the
recent record (20 years; provinces 10). Settled on the early origins: the weight of least error, and a half where the
least is within {tolerance:.0%} of it. Origins a year apart overlap and share their shocks; the late ones are reported,
and nothing was settled on them.

{blend}

Early origins hardly tell; late ones liked the whole record better until 2007, and since then growth has fallen below
both. Their distance is therefore counted as doubt: w (1 - w) (whole - recent)² is added to the cohort variance.

## What old figures cost

The same error, with figures that end so many years before the origin, at the weight settled; over those
origins that have such figures, so a row of few origins is no trend.

{old}

Figures older than five years have a tenth of their cohort variance added for each year of age, and are said to be old;
older than ten years they are shown and are no default.

## What each class knows

{known}

Real provinces and prefectures are derived: growth at current prices less the national price change of the same years,
with the volatility of national growth as first printed. Rates hold changes of log odds a year towards the better side.
"""


def main() -> int:
    """Work everything out and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    default = Path(__file__).resolve().parent.parent / "docs" / "classes.md"
    parser.add_argument("-o", "--output", type=Path, default=default)
    arguments = parser.parse_args()
    if arguments.folder is None:
        print("classes: the series do not ship with the package; say in which folder they are")
        return 0
    again, blend, old, worst = [], [], [], 0.0
    for key, (file, recent, early, late) in FILES.items():
        logs = read(arguments.folder / file)
        for era in class_eras(key, int(logs.columns[-1])):
            found = figures(logs, era.since, era.through)
            cells = [key, span(era), f"{found['members']} / {era.members}", f"{found['rows']} / {era.rows}"]
            for name in NAMES:
                worst = max(worst, abs(found[name] - getattr(era, name)))
                cells.append(f"{found[name]:.4f} / {getattr(era, name):.4f}")
            again.append(cells)
        errors = blend_errors(logs, recent, early)
        for label, origins in (("early", early), ("late", late)):
            measured = blend_errors(logs, recent, origins)
            best = min(measured.values())
            marks = [
                f"{'**' if value == best else ''}{100 * value:.2f}{'**' if value == best else ''}"
                for value in measured.values()
            ]
            blend.append([key, f"{label}, {origins[0]}-{origins[-1]}", *marks, f"{settled(errors):g}"])
            aged = [
                "-" if math.isnan(value) else f"{100 * value:.2f}"
                for value in (blend_errors(logs, recent, origins, age)[settled(errors)] for age in AGES)
            ]
            old.append([key, f"{label}, {origins[0]}-{origins[-1]}", *aged])
    known = [
        [
            key,
            span(era),
            *(f"{getattr(era, name):.4f}" for name in NAMES),
            str(era.members or "-"),
        ]
        for key in reference_classes()
        for era in class_eras(key)
    ]
    page = PAGE.format(
        least=LEAST_ROWS,
        again=markdown(again, ["class", "era", "members", "rows", *NAMES])
        + "\n\nEach cell: worked out / shipped.",
        worst=worst,
        tolerance=TOLERANCE,
        blend=markdown(blend, ["class", "origins", *(f"recent {weight:g}" for weight in WEIGHTS), "settled"]),
        old=markdown(old, ["class", "origins", *(f"{age} years" for age in AGES)]),
        known=markdown(known, ["class", "era", *NAMES, "members"]),
    )
    arguments.output.write_text(page, encoding="utf-8")
    for key, (file, recent, early, _) in FILES.items():
        weight = settled(blend_errors(read(arguments.folder / file), recent, early))
        both = [
            era.through
            for era in class_eras(key)
            if reference_class(f"{key}@{era.through}").recent is not None
        ]
        shipped = reference_class(f"{key}@{both[-1]}").recent_weight if both else 0.0
        print(f"{key}: settled {weight:g}, shipped {shipped:g}")
    print(f"largest distance {worst:.4f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
