"""How often official goals were met, by length, level and pace, and whether pace tells more than length alone.

`python scripts/track_record.py` writes docs/track_record.md from data/track_record.csv; `--check` fails when the page is
not what the data say.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from forecasting.models.reference import PastGoal, base_rate, track_record

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data" / "track_record.csv"
PAGE = ROOT / "docs" / "track_record.md"
SPANS = {"one year": (1, 1), "two to six years": (2, 6), "longer": (7, 999)}


class Row(NamedTuple):
    """A goal that asks for growth, with the pace before it where the file knows that."""

    goal: PastGoal
    level: str
    before: float | None

    @property
    def span(self) -> str:
        """Its length in words."""
        return next(name for name, (low, high) in SPANS.items() if low <= self.goal.years <= high)

    @property
    def faster(self) -> bool | None:
        """Whether it asks for more than the pace before it; None where that is not known."""
        return None if self.before is None else self.goal.required > self.before


def read(path: Path = DATA) -> list[Row]:
    """Goals that ask for growth, each with its level and the growth of the span before it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = [row for row in rows if row["required"] and row["outcome"] in {"met", "missed"}]
    return [Row(goal, row["level"], goal.before) for goal, row in zip(track_record(path), known, strict=True)]


def fisher(table: tuple[int, int, int, int]) -> float:
    """Two-sided p of Fisher's exact test of a 2 x 2 table, row by row (Fisher 1922)."""
    a, b, c, d = table
    first, met, total = a + b, a + c, a + b + c + d

    def weight(x: int) -> float:
        return math.comb(met, x) * math.comb(total - met, first - x) / math.comb(total, first)

    found = weight(a)
    support = range(max(0, first - (total - met)), min(first, met) + 1)
    return min(1.0, sum(weight(x) for x in support if weight(x) <= found * (1 + 1e-9)))


def brier(rows: list[Row], cell: Callable[[Row], Hashable]) -> float:
    """Mean squared error when each goal is given the rate of its cell among goals of other entities.

    The rate is (met + 1) / (n + 2), Laplace's rule, so that an empty cell says a half.
    """
    total = 0.0
    for row in rows:
        like = [one.goal.met for one in rows if one.goal.entity != row.goal.entity and cell(one) == cell(row)]
        total += ((sum(like) + 1) / (len(like) + 2) - row.goal.met) ** 2
    return total / len(rows)


def pace(row: Row) -> str:
    """Growth asked for, in the bands that base rates use."""
    required = row.goal.required
    return next(
        name
        for name, end in (("to 5 %", 0.05), ("to 8 %", 0.08), ("to 12 %", 0.12), ("above 12 %", math.inf))
        if required <= end + 1e-9
    )


def count(rows: list[Row]) -> str:
    """Met of all, with the share where there are ten or more."""
    met, total = sum(row.goal.met for row in rows), len(rows)
    if not total:
        return "-"
    return f"{met} of {total}" + (f" ({100 * met / total:.0f} %)" if total >= 10 else "")


AMBITIONS = {
    "3 points or more below": (-math.inf, -0.03),
    "1 to 3 points below": (-0.03, -0.01),
    "up to a point below, or the same": (-0.01, 0.0),
    "up to a point above": (0.0, 0.01),
    "more than a point above": (0.01, math.inf),
}


def asked(row: Row) -> str | None:
    """How far above its record a goal asked, in words."""
    above = row.goal.ambition
    if above is None:
        return None
    return next(
        name
        for name, (low, high) in AMBITIONS.items()
        if low < above - 1e-9 <= high or (low == -math.inf and above <= high)
    )


def mean_points(values: list[float]) -> str:
    """A mean difference in points a year."""
    return f"{100 * sum(values) / len(values):+.1f}" if values else "-"


def ambition(rows: list[Row]) -> list[str]:
    """How often met, by how far above the record goals asked, and by kind."""
    lines = [
        "",
        "## By ambition: how far above the record they asked",
        "",
        (
            "The record is the growth of the year, or of the plan, before. Outcome less target is in points a year, over the "
            "goals whose growth is known."
        ),
        "",
        "| asked for, against the record | one year | longer | outcome less target, mean |",
        "|---|---|---|---|",
    ]
    for name in AMBITIONS:
        part = [row for row in rows if asked(row) == name]
        years = [row for row in part if row.goal.years == 1]
        longer = [row for row in part if row.goal.years > 1]
        miss = [row.goal.actual - row.goal.required for row in part if row.goal.actual is not None]
        lines.append(f"| {name} | {count(years)} | {count(longer)} | {mean_points(miss)} |")
    modest = [row for row in rows if row.goal.ambition is not None and row.goal.ambition <= 0]
    bold = [row for row in rows if row.goal.ambition is not None and row.goal.ambition > 0]
    lines += [
        "",
        (
            f"Of the goals that asked for no more than their record {count(modest)} were met, of those that asked for more "
            f"{count(bold)}. Few official goals ask for more than their record, which is why so many one-year targets are met."
        ),
        "",
        "| kind | goals | met | outcome less target, mean |",
        "|---|---|---|---|",
    ]
    kinds = sorted(
        {kind(row) for row in rows}, key=lambda name: (-sum(kind(row) == name for row in rows), name)
    )
    for name in kinds:
        part = [row for row in rows if kind(row) == name]
        if len(part) < 4:
            continue
        miss = [row.goal.actual - row.goal.required for row in part if row.goal.actual is not None]
        lines.append(f"| {name} | {len(part)} | {count(part)} | {mean_points(miss)} |")
    rest = sum(len(part) for name in kinds if len(part := [row for row in rows if kind(row) == name]) < 4)
    return [*lines, "", f"{rest} goals of kinds with fewer than four are left out of this table.", ""]


def kind(row: Row) -> str:
    """What was to be reached, with its level and length."""
    same = {"gdp", "gnp", "gdp_growth", "gdp_growth_real"}
    name = "product" if row.goal.indicator in same else row.goal.indicator.replace("_", " ")
    return f"{name}, {row.level}, {'one year' if row.goal.years == 1 else 'longer'}"


def hedged(rows: list[Row]) -> list[str]:
    """What the source called met beside what arithmetic says, by how the target was hedged."""
    lines = [
        "## As called and as counted",
        "",
        (
            "A source may call “about 7.5 %” met at 7.4. Both are kept: `met` is what the source says, `counted` whether the "
            "number that came reaches the number printed."
        ),
        "",
        "| target printed as | goals with a number | met, as called | met, as counted | called met, falls short | largest shortfall called met |",
        "|---|---|---|---|---|---|",
    ]
    for name in ("exact", "about", "at_least", "over"):
        part = [row for row in rows if row.goal.qualifier == name and row.goal.counted is not None]
        if not part:
            continue
        called = sum(row.goal.met for row in part)
        held = sum(bool(row.goal.counted) for row in part)
        kind_ones = [row for row in part if row.goal.met and not row.goal.counted]
        gaps = [row.goal.required - row.goal.actual for row in kind_ones if row.goal.actual is not None]
        worst = f"{100 * max(gaps):.1f} points a year" if gaps else "-"
        lines.append(
            f"| {name.replace('_', ' ')} | {len(part)} | {called} | {held} | {len(kind_ones)} | {worst} |"
        )
    return lines


def contrast(rows: list[Row], yes: Callable[[Row], bool]) -> tuple[str, str, str]:
    """Goals with a mark, goals without, and Fisher's p."""
    with_it, without = [row for row in rows if yes(row)], [row for row in rows if not yes(row)]
    met = sum(row.goal.met for row in with_it), sum(row.goal.met for row in without)
    p = fisher((met[0], len(with_it) - met[0], met[1], len(without) - met[1]))
    return count(with_it), count(without), f"{p:.2g}"


def page(rows: list[Row]) -> str:
    """The page in Markdown."""
    spans = {name: [row for row in rows if row.span == name] for name in SPANS}
    entities = sorted({row.goal.entity for row in rows})
    checked = [row for row in rows if row.goal.confidence.startswith("verified")]
    lines = [
        "# How often official goals were met",
        "",
        (
            "Made by `python scripts/track_record.py` from `data/track_record.csv`; a test holds the page to the data. The "
            f"{len(rows)} rows that ask for growth and have a known outcome come from {len(entities)} entities; China alone "
            f"has {sum(row.goal.entity == 'China' for row in rows)}. They are no random sample: famous goals are "
            "over-represented, and goals of one entity or one year share their luck. Read them as a base rate, not as odds."
        ),
        "",
        "## By length",
        "",
        "| length | met | national | below national | companies and unions | met, rows verified throughout |",
        "|---|---|---|---|---|---|",
    ]
    for name, part in spans.items():
        national = [row for row in part if row.level == "national"]
        others = [row for row in part if row.level in {"company", "supranational"}]
        below = [row for row in part if row not in national and row not in others]
        sure = [row for row in part if row in checked]
        lines.append(f"| {name} | {' | '.join(map(count, (part, national, below, others, sure)))} |")
    bands = ("to 5 %", "to 8 %", "to 12 %", "above 12 %")
    lines += [
        "",
        "## By growth asked for a year",
        "",
        f"| length | {' | '.join(bands)} |",
        "|---|---|---|---|---|",
    ]
    for name, part in spans.items():
        cells = [count([row for row in part if pace(row) == band]) for band in bands]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    year, longer = spans["one year"], spans["two to six years"] + spans["longer"]
    lines += [
        "",
        "## Does more than the length tell?",
        "",
        (
            "Fisher's exact test, two-sided, as if goals were independent, which they are not: take p as a lower bound. The pace before is the growth of the year, or of the plan, that ends where the goal "
            "starts, as far as the file knows it."
        ),
        "",
        "| among | with the mark | without | p |",
        "|---|---|---|---|",
    ]
    tests: list[tuple[str, list[Row], Callable[[Row], bool]]] = [
        ("all; mark: one-year target", rows, lambda row: row.goal.years == 1),
        ("one-year; mark: asks for more than 8 % a year", year, lambda row: row.goal.required > 0.08 + 1e-9),
        ("longer; mark: asks for more than 8 % a year", longer, lambda row: row.goal.required > 0.08 + 1e-9),
        (
            "one-year with a year before; mark: asks for more than that",
            [row for row in year if row.faster is not None],
            lambda row: bool(row.faster),
        ),
        (
            "longer with a span before; mark: asks for more than that",
            [row for row in longer if row.faster is not None],
            lambda row: bool(row.faster),
        ),
    ]
    lines += [f"| {name} | {' | '.join(contrast(part, yes))} |" for name, part, yes in tests]
    lines += ambition(rows)
    lines += hedged(rows)
    known = [row for row in rows if row.faster is not None]
    scores = {
        "one rate for all": (brier(rows, lambda _: 0), brier(known, lambda _: 0)),
        "by length": (brier(rows, lambda row: row.span), brier(known, lambda row: row.span)),
        "by length and growth asked for": (
            brier(rows, lambda row: (row.span, pace(row))),
            brier(known, lambda row: (row.span, pace(row))),
        ),
        "by length and faster than before": (
            math.nan,
            brier(known, lambda row: (row.span, row.faster)),
        ),
    }
    lines += [
        "",
        (
            "Whether it sharpens odds is another question: give each goal the rate of its kind among the goals of *other* "
            "entities, and score the rates (Brier, lower is better; always saying a half scores 0.250)."
        ),
        "",
        f"| rate | all {len(rows)} goals | the {len(known)} with a pace before |",
        "|---|---|---|",
    ]
    for name, (everything, some) in scores.items():
        lines.append(f"| {name} | {'-' if math.isnan(everything) else f'{everything:.3f}'} | {some:.3f} |")
    best = min((name for name in scores if not math.isnan(scores[name][0])), key=lambda name: scores[name][0])
    lines += [
        "",
        f"Over all goals the best score is that of “{best}”. "
        + (
            "The scores above a quarter say that the rates of some entities do not carry over to others: nothing here is "
            "sharp enough to move odds, so base rates are quoted beside them and never mixed in."
            if scores[best][0] > 0.24
            else "The gain is small and the sample is not random, so base rates are quoted beside odds and never mixed in."
        ),
        "",
        "## What was known by 2009",
        "",
    ]
    early = [base_rate([row.goal for row in rows], years, None, as_of=2009) for years in (1, 5, 10)]
    told = [f"{name} {met} of {total}" for name, (met, total) in zip(SPANS, early, strict=True)]
    lines += [f"Goals of any pace whose year was over by then: {', '.join(told)}.", ""]
    return "\n".join(lines)


def main() -> int:
    """Write the page, or compare it."""
    parser = argparse.ArgumentParser(description="Make docs/track_record.md from data/track_record.csv.")
    parser.add_argument("--check", action="store_true", help="fail when the page is not what the data say")
    wanted = page(read())
    if parser.parse_args().check:
        if PAGE.read_text(encoding="utf-8") == wanted:
            return 0
        print(
            "docs/track_record.md is not what the data say: run python scripts/track_record.py",
            file=sys.stderr,
        )
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    print(wanted)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
