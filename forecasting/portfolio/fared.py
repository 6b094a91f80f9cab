"""How past growth targets fared, and what the odds would have said the year before, without hindsight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError
from forecasting.models import NotFitted, Side, predict, probability
from forecasting.models.reference import GENERAL, HindsightError, reference_class
from forecasting.portfolio.many import Portfolio
from forecasting.portfolio.series import assess_series
from forecasting.records import TypedRow, frame
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.models.reference import ReferenceClass

__all__ = ["AMBITION", "TargetHindcast", "growth_portfolio", "hindcast_targets"]

#: Upper ends of the bands of ambition: percentage points a target asks beyond the growth of the year before.
AMBITION = (-2.0, -1.0, 0.0)
#: Ends of the bands of chance in which calibration is told.
BANDS = (0.33, 0.67, 0.90)
_OUTCOMES = {"met": True, "missed": False}


@dataclass(frozen=True, eq=False)
class TargetHindcast:
    """Targets with what came of them and the chance each was given; the frame is the caller's to change.

    Attributes:
        targets: one row a target: `series`, `year`, `growth` (what came, in percent), `target` (what was asked),
            `side`, `before` (growth of the year before), `ambition` (points asked beyond it), `points` (years of growth
            known), `met` (as printed: growth at least the target), `called` (as the file calls it), `probability` by the
            default model, `class_probability` by the class alone, `record_probability` by constant growth, the
            `reference`, and the `reason` where it is not the one asked for.
    """

    targets: pd.DataFrame

    def __repr__(self) -> str:
        """One line: how many, how many met."""
        known = self.targets["met"].notna()
        return f"TargetHindcast({len(self.targets)} targets, {int(self.targets.loc[known, 'met'].sum())} of {int(known.sum())} met)"

    def by_ambition(self) -> pd.DataFrame:
        """How many were met by how much they asked beyond the year before: `ambition`, `targets`, `met`, `share`, `odds`."""
        return self._told("ambition", AMBITION, "ambition")

    def calibration(self) -> pd.DataFrame:
        """What was said against what came, by band of chance: `probability`, `targets`, `met`, `share`, `odds`."""
        return self._told("probability", BANDS, "probability")

    def by_year(self) -> pd.DataFrame:
        """The same year by year: `year`, `targets`, `met`, `share`, `odds`, `brier`."""
        return self._summed("year", self._scored(), "year")

    def by_series(self) -> pd.DataFrame:
        """The same place by place: `series`, `targets`, `met`, `share`, `odds`, `brier`."""
        return self._summed("series", self._scored(), "series")

    def scores(self) -> pd.DataFrame:
        """Brier scores (0 is best, always saying a half scores .25) beside those of simple answers.

        `answer` is "odds" (the default model), "class" (the class alone), "record" (constant growth, the class left aside),
        "share_before" (of all targets met in earlier years, by Laplace's rule) and "half"; `brier`, `log` (minus the mean log chance of what came),
        `odds` (the mean chance given), `share` (met) and `targets` say how it did.
        """
        table = self._scored()
        met = table["met"].to_numpy(dtype=float)
        answers = {
            "odds": table["probability"].to_numpy(dtype=float),
            "class": table["class_probability"].to_numpy(dtype=float),
            "record": table["record_probability"].to_numpy(dtype=float),
            "share_before": _share_before(table),
            "half": np.full(len(table), 0.5),
        }
        rows = []
        for name, said in answers.items():
            known = np.isfinite(said)
            given, came = said[known], met[known]
            logs = -np.log(np.where(came > 0, given, 1 - given))
            rows.append(
                {
                    "answer": name,
                    "targets": int(known.sum()),
                    "brier": float(((given - came) ** 2).mean()) if known.any() else np.nan,
                    "log": float(logs.mean()) if known.any() else np.nan,
                    "odds": float(given.mean()) if known.any() else np.nan,
                    "share": float(came.mean()) if known.any() else np.nan,
                }
            )
        return pd.DataFrame(rows)

    def _scored(self) -> pd.DataFrame:
        table = self.targets
        return table.loc[table["met"].notna() & table["probability"].notna()]

    def _told(self, column: str, ends: Sequence[float], name: str) -> pd.DataFrame:
        table = self.targets.loc[self.targets["met"].notna() & self.targets[column].notna()]
        values = table[column].to_numpy(dtype=float)
        bands = np.searchsorted(np.asarray(ends) + 1e-9, values, side="left")
        edges = [-np.inf, *ends, np.inf]
        labels = [(edges[place], edges[place + 1]) for place in range(len(ends) + 1)]
        found = self._summed("band", table.assign(band=bands), "band")
        found.insert(0, f"{name}_above", [labels[int(band)][0] for band in found["band"]])
        found.insert(1, f"{name}_up_to", [labels[int(band)][1] for band in found["band"]])
        return found.drop(columns=["band", "brier"])

    def _summed(self, column: str, table: pd.DataFrame, name: str) -> pd.DataFrame:
        met = table["met"].to_numpy(dtype=float)
        chance = table["probability"].to_numpy(dtype=float)
        work = pd.DataFrame(
            {name: table[column].to_numpy(), "met": met, "odds": chance, "brier": (chance - met) ** 2}
        )
        groups = work.groupby(name, sort=True)
        found = groups.agg(
            targets=("met", "size"),
            met=("met", "sum"),
            share=("met", "mean"),
            odds=("odds", "mean"),
            brier=("brier", "mean"),
        ).reset_index()
        return found.astype({"met": "int64"})


def _share_before(table: pd.DataFrame) -> Any:
    """The share of targets met in the years before each target's own, (met + 1) / (targets + 2)."""
    years, met = table["year"].to_numpy(), table["met"].to_numpy(dtype=float)
    return np.array([(met[years < year].sum() + 1) / ((years < year).sum() + 2) for year in years])


def hindcast_targets(record: pd.DataFrame, reference: str | ReferenceClass | None = None) -> TargetHindcast:
    """What the odds would have said of past growth targets, each from what was known the year before.

    The history of a target is the growth of its series in the unbroken years before it, as an index; without any the
    class alone speaks. A reference class is taken as it was known the year before; where it knew nothing yet, the
    general one, and the `reference` says which.

    Args:
        record: long frame `series`, `year`, `growth` and `target`, both in percent as printed; `target` may be missing.
            Optional: `side` ("at_least" or "at_most"), `outcome` ("met" or "missed", as counted by whoever keeps the
            file), `reference` (a class for each row).
        reference: a class for all rows; None takes the column.

    Raises:
        ForecastingError: a column is missing, a year stands twice, or growth is -100 % or less.
    """
    table = _checked(record)
    grown = _grown(table)
    return _fared([_hindcast(asked, grown, reference) for asked in _asked(table)])


def _fared(rows: list[FaredRow]) -> TargetHindcast:
    numbers = ("growth", "target", "before", "ambition")
    chances = ("probability", "class_probability", "record_probability")
    kinds = dict.fromkeys((*numbers, *chances), float) | {"met": "boolean", "called": "boolean"}
    return TargetHindcast(frame(rows, FaredRow).astype(kinds))


def _checked(record: pd.DataFrame) -> pd.DataFrame:
    missing = [name for name in ("series", "year", "growth", "target") if name not in record.columns]
    if missing:
        msg = (
            f"a record of targets needs the columns series, year, growth, target; missing {', '.join(missing)}, found "
            f"{', '.join(map(str, record.columns)) or 'none'}"
        )
        raise ForecastingError(msg)
    table = record.copy()
    for name in ("year", "growth", "target"):
        given = table[name]
        table[name] = pd.to_numeric(given, errors="coerce").astype(float)
        bad = table[name].isna() & given.notna()
        if bad.any() or (name == "year" and table[name].isna().any()):
            found = given.loc[bad].iloc[0] if bad.any() else "nothing"
            msg = f"{name} must be a number; found {found!r}"
            raise ForecastingError(msg)
    table["year"] = table["year"].astype(int)
    table["series"] = table["series"].astype(str)
    for name, what in (("growth", "growth"), ("target", "a target")):
        if (table[name] <= -100).any():
            msg = (
                f"{what} is in percent and above -100; found {table.loc[table[name] <= -100, name].iloc[0]:g}"
            )
            raise ForecastingError(msg)
    twice = table.duplicated(["series", "year"])
    if twice.any():
        row = table.loc[twice].iloc[0]
        msg = f"one row a year: series {row['series']!r} has {row['year']} twice"
        raise ForecastingError(msg)
    return table.sort_values(["series", "year"], kind="stable").reset_index(drop=True)


def _grown(table: pd.DataFrame) -> dict[tuple[str, int], float]:
    """Growth by series and year, where it is known."""
    rows = zip(table["series"].tolist(), table["year"].tolist(), table["growth"].tolist(), strict=True)
    return {(series, year): growth for series, year, growth in rows if np.isfinite(growth)}


@dataclass(frozen=True, slots=True)
class _PastTarget:
    """A past target as the caller's table has it; rates in percent, NaN where growth is not known."""

    series: str
    year: int
    growth: float
    target: float
    side: Side
    called: bool | None
    reference: Any


def _asked(table: pd.DataFrame) -> Iterator[_PastTarget]:
    kept = table.loc[table["target"].notna()]
    names = ("series", "year", "growth", "target", "side", "outcome", "reference")
    columns = [kept[name].tolist() if name in kept.columns else [None] * len(kept) for name in names]
    for series, year, growth, target, side, outcome, reference in zip(*columns, strict=True):
        yield _PastTarget(
            series,
            year,
            growth,
            target,
            "at_most" if side == "at_most" else "at_least",
            _OUTCOMES.get(str(outcome)),
            reference,
        )


@dataclass(frozen=True, slots=True)
class FaredRow(TypedRow):
    """A past target with what came of it; `TargetHindcast.targets` says what each column means."""

    series: str
    year: int
    growth: float
    target: float
    side: Side
    before: float
    ambition: float
    points: int
    met: bool | None
    called: bool | None
    probability: float
    class_probability: float
    record_probability: float
    reference: str
    reason: str


def _hindcast(
    asked: _PastTarget, grown: dict[tuple[str, int], float], reference: str | ReferenceClass | None
) -> FaredRow:
    first = asked.year
    while (asked.series, first - 1) in grown:
        first -= 1
    levels = [100.0]
    for past in range(first, asked.year):
        levels.append(levels[-1] * (1 + grown[asked.series, past] / 100))
    before = grown.get((asked.series, asked.year - 1), np.nan)
    leant, note = _class(reference if reference is not None else asked.reference, asked.year - 1)

    def chance(model: str) -> float:
        years = list(range(asked.year - len(levels), asked.year))
        try:
            (predicted,) = predict(model, years, levels, [asked.year], leant)
        except NotFitted:
            return np.nan
        return probability(predicted, levels[-1] * (1 + asked.target / 100), asked.side)

    return FaredRow(
        series=asked.series,
        year=asked.year,
        growth=asked.growth,
        target=asked.target,
        side=asked.side,
        before=before,
        ambition=round(asked.target - before, 9),
        points=len(levels) - 1,
        met=_met(asked),
        called=asked.called,
        probability=chance("shrunken_growth"),
        class_probability=chance("reference_only"),
        record_probability=chance("constant_growth"),
        reference=leant.id or "given",
        reason=note,
    )


def _met(asked: _PastTarget) -> bool | None:
    """Whether growth reached the target as printed."""
    if not np.isfinite(asked.growth):
        return None
    # Printed decimals are compared as decimals: 7.1 reaches 7.1.
    reached = round(asked.growth - asked.target, 9)
    return reached >= 0 if asked.side == "at_least" else reached <= 0


def _class(wanted: Any, as_of: int) -> tuple[ReferenceClass, str]:
    """The class as it was known, or the general one with a word why."""
    if not isinstance(wanted, str):
        # A class made by hand is the caller's own word; a missing one is the general class.
        return (reference_class(GENERAL), "") if wanted is None or wanted != wanted else (wanted, "")  # noqa: PLR0124
    try:
        return reference_class(wanted, as_of), ""
    except HindsightError as error:
        return reference_class(GENERAL), str(error)


def growth_portfolio(record: pd.DataFrame, language: str = "en") -> tuple[Portfolio, TargetHindcast]:
    """A record of growth and targets as a portfolio, a series a target as it stood the year before, and how it fared.

    Args:
        record: as for `hindcast_targets`; `reference` names the class of each row, the general one where there is none.
        language: of every sentence.

    Raises:
        ForecastingError: as `hindcast_targets`.
    """
    table = _checked(record)
    grown = _grown(table)
    found = [_hindcast(asked, grown, None) for asked in _asked(table)]
    fared = _fared(found)
    parts = []
    for reference in sorted({row.reference for row in found}):
        rows: list[tuple[str, int, float | None, float | None, str | None]] = []
        for row in found:
            if row.reference == reference:
                rows += _as_it_stood(row, grown)
        series = pd.DataFrame(rows, columns=["series", "year", "level", "target", "side"])
        parts.append(assess_series(series, None, language, reference=reference))
    if not parts:
        raise ForecastingError("a record of targets needs at least one target; found none")
    tables: list[pd.DataFrame] = [
        pd.concat([getattr(one, name) for one in parts], ignore_index=True).sort_values(
            key, kind="stable", ignore_index=True
        )
        for name, key in (("dossiers", "name"), ("findings", "dossier"), ("targets", "dossier"))
    ]
    known = fared.targets["met"].notna()
    count = {
        "targets": len(known),
        "met": int(fared.targets.loc[known, "met"].sum()),
        "known": int(known.sum()),
    }
    told = say("portfolio.fared.count", language, **count)
    scores = fared.scores().set_index("answer")["brier"]
    brier = say("portfolio.fared.brier", language, **{name: f"{scores[name]:.3f}" for name in scores.index})
    dossiers, findings, targets = tables
    return Portfolio(dossiers, findings, targets, (told, brier), language), fared


def _as_it_stood(
    row: FaredRow, grown: dict[tuple[str, int], float]
) -> list[tuple[str, int, float | None, float | None, str | None]]:
    """A target as a series of its own: series, year, level, target and side of each year known the year before."""
    name, level = f"{row.series} {row.year}", 100.0
    first = row.year - row.points
    found: list[tuple[str, int, float | None, float | None, str | None]] = [
        (name, first - 1, level, None, None)
    ]
    for year in range(first, row.year):
        level *= 1 + grown[row.series, year] / 100
        found.append((name, year, level, None, None))
    return [*found, (name, row.year, None, level * (1 + row.target / 100), row.side)]
