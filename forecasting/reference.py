"""Reference classes: what growth others of the same kind had, each figure with its source and last year."""

from __future__ import annotations

import csv
import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from statistics import NormalDist
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = [
    "GENERAL",
    "HindsightError",
    "PastGoal",
    "ReferenceClass",
    "UnknownReferenceClassError",
    "base_rate",
    "precedent",
    "reference_class",
    "reference_classes",
    "require_known_by",
    "track_record",
]

#: The class of no kind in particular, for lack of another: no yardstick to set beside one.
GENERAL = "general"


class UnknownReferenceClassError(ForecastingError):
    """No reference class of that name ships with the package."""


class HindsightError(ForecastingError):
    """A reference class knows years after the date the judgement is made at."""


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Growth of a class of like series; the first three figures are enough to make one.

    Attributes:
        growth: mean log growth a year.
        growth_sd: spread between members of multi-year mean log growth, year-to-year noise removed.
        volatility: standard deviation of a single year's log growth.
        id: name in `reference_classes.toml`; empty for a class made by hand.
        persistence: share of growth left a year later, in (0, 1].
        through: last year the figures know; None when the maker did not say.
        label_en: English name.
        label_zh: Chinese name.
        source: where the figures come from.
        source_zh: the same in Chinese.
        note: what a reader must know about them.
        recommended: id of the growth model used when none is named.
        width: multiplier of the scale of shrunken growth, learnt from early hindcasts of the class; one where
            there were none.
        cohort_sd: standard deviation, between start years, of the class's mean growth over the next five years; zero
            where unknown.
    """

    growth: float
    growth_sd: float
    volatility: float
    id: str = ""
    persistence: float = 0.95
    through: int | None = None
    label_en: str = ""
    label_zh: str = ""
    source: str = ""
    note: str = ""
    recommended: str = "shrunken_growth"
    width: float = 1.0
    cohort_sd: float = 0.0
    source_zh: str = ""

    def __post_init__(self) -> None:
        """Refuse figures no class can have.

        Raises:
            ForecastingError: growth outside (-1, 1), a spread that is negative, a volatility that is not
                positive, persistence outside (0, 1], a width that is not positive, a cohort_sd outside [0, 1).
        """
        name = f"reference class {self.id!r}" if self.id else "reference class"
        if not (math.isfinite(self.growth) and abs(self.growth) < 1):
            message = (
                f"{name}: growth is a log fraction a year, between -1 and 1 (0.08 is about 8 %); found "
                f"{self.growth!r}"
            )
            raise ForecastingError(message)
        if not 0 <= self.growth_sd < 1:
            message = f"{name}: growth_sd is a log fraction in [0, 1); found {self.growth_sd!r}"
            raise ForecastingError(message)
        if not 0 < self.volatility < math.inf:
            message = f"{name}: volatility must be positive, a log fraction a year; found {self.volatility!r}"
            raise ForecastingError(message)
        if not 0 < self.persistence <= 1:
            message = f"{name}: persistence must be in (0, 1]; found {self.persistence!r}"
            raise ForecastingError(message)
        if not 0 <= self.cohort_sd < 1:
            message = f"{name}: cohort_sd is a log fraction in [0, 1); found {self.cohort_sd!r}"
            raise ForecastingError(message)
        if not 0 < self.width < math.inf:
            message = f"{name}: width multiplies a scale and must be positive; found {self.width!r}"
            raise ForecastingError(message)

    def windows(self, years: int) -> NormalDist:
        """Mean log growth a year over windows of some years, across the class.

        The spread between members, plus the year-to-year noise that the length of the window has not averaged out.
        """
        return NormalDist(self.growth, math.sqrt(self.growth_sd**2 + self.volatility**2 / years))

    def label(self, language: str = "en") -> str:
        """Name of the class in `en` or `zh`, its id where it has none."""
        return (self.label_zh if language == "zh" else self.label_en) or self.id or "reference class"

    def cited(self, language: str = "en") -> str:
        """Where the figures come from, in `en` or `zh`; in the language there is where only one is given."""
        return (self.source_zh if language == "zh" else self.source) or self.source or self.source_zh


@cache
def reference_classes() -> dict[str, ReferenceClass]:
    """All classes that ship with the package, by id, in the order of the file."""
    return _loaded()[0]


@cache
def _loaded() -> tuple[dict[str, ReferenceClass], dict[str, str]]:
    text = files("forecasting").joinpath("reference_classes.toml").read_text(encoding="utf-8")
    classes: dict[str, ReferenceClass] = {}
    aliases: dict[str, str] = {}
    for key, entry in tomllib.loads(text).items():
        label = entry["label"]
        classes[key] = ReferenceClass(
            growth=entry["growth"],
            growth_sd=entry["growth_sd"],
            volatility=entry["volatility"],
            id=key,
            persistence=entry["persistence"],
            through=entry["through"],
            label_en=label["en"],
            label_zh=label["zh"],
            source=entry["source"],
            source_zh=entry["source_zh"],
            note=entry["note"],
            recommended=entry["recommended"],
            width=entry["width"],
            cohort_sd=entry.get("cohort_sd", 0.0),
        )
        aliases.update(dict.fromkeys(entry["aliases"], key))
    return classes, aliases


def reference_class(name: str) -> ReferenceClass:
    """The class of that id or alias ("business" is "business-sales").

    Raises:
        UnknownReferenceClassError: nothing of that name; the message lists what exists.
    """
    classes, aliases = _loaded()
    found = classes.get(aliases.get(name, name))
    if found is None:
        message = f"no reference class {name!r}; those that exist: {', '.join(sorted(classes))}"
        raise UnknownReferenceClassError(message)
    return found


def require_known_by(reference: ReferenceClass, as_of: int) -> None:
    """Refuse a class that knows years after `as_of`.

    Raises:
        HindsightError: the class's figures reach past `as_of`.
    """
    if reference.through is not None and reference.through > as_of:
        message = (
            f"reference class {reference.id!r} knows years through {reference.through}, after as_of {as_of}: "
            f"that would be hindsight; take a class that ends by {as_of}"
        )
        raise HindsightError(message)


@dataclass(frozen=True, slots=True)
class PastGoal:
    """An official target whose outcome is known.

    Attributes:
        entity: whose it was.
        indicator: what was to be reached.
        base_year: year it starts from.
        target_year: year it was for.
        required: growth a year it asked for, a fraction.
        met: whether it was reached.
        confidence: how far target and outcome were checked.
        source: where the target is stated.
    """

    entity: str
    indicator: str
    base_year: int
    target_year: int
    required: float
    met: bool
    confidence: str
    source: str

    @property
    def years(self) -> int:
        """Steps from base to target."""
        return self.target_year - self.base_year


@cache
def shipped_track_record() -> tuple[PastGoal, ...]:
    """The official targets with known outcomes that ship with the package, a copy of `data/track_record.csv`."""
    with as_file(files("forecasting").joinpath("track_record.csv")) as path:
        return track_record(path)


def track_record(path: str | Path) -> tuple[PastGoal, ...]:
    """Growth targets with known outcomes from a file laid out as `data/track_record.csv`.

    Rows that ask for no growth (shares, counts without a base) and unknown outcomes are left out.

    Raises:
        ForecastingError: a column missing.
    """
    with Path(path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    needed = {
        "entity",
        "indicator",
        "base_year",
        "target_year",
        "required",
        "outcome",
        "confidence",
        "source_target",
    }
    missing = needed - set(rows[0] if rows else ())
    if missing:
        message = f"a track record needs the columns {', '.join(sorted(needed))}; missing {', '.join(sorted(missing))}"
        raise ForecastingError(message)
    return tuple(
        PastGoal(
            row["entity"],
            row["indicator"],
            int(row["base_year"]),
            int(row["target_year"]),
            float(row["required"]),
            row["outcome"] == "met",
            row["confidence"],
            row["source_target"],
        )
        for row in rows
        if row["required"] and row["outcome"] in {"met", "missed"}
    )


# Goals are alike when they ask for about as much over about as long; upper ends, the last one open.
_SPANS = (1, 6, 1000)
_PACES = (0.05, 0.08, 0.12, math.inf)


def base_rate(
    goals: Iterable[PastGoal], years: int, required: float | None = None, *, as_of: int | None = None
) -> tuple[int, int]:
    """How many goals like this one were met, and of how many.

    Like means the same span (one year, two to six, longer) and the same pace (to 5 %, 8 %, 12 % a year, more). The
    record is small and not a random sample: a base rate to quote, not a probability.

    Args:
        goals: what `track_record` read.
        years: steps to the goal, at least one.
        required: growth a year it asks for, a fraction; None for goals of any pace.
        as_of: leave out targets whose outcome was not known by the end of this year.

    Raises:
        ForecastingError: fewer than one year.
    """
    if years < 1:
        message = f"years counts the steps to the goal and must be at least one; found {years!r}"
        raise ForecastingError(message)
    like = [
        goal
        for goal in goals
        if _band(goal.years, _SPANS) == _band(years, _SPANS)
        and (required is None or _band(goal.required, _PACES) == _band(required, _PACES))
        and (as_of is None or goal.target_year <= as_of)
    ]
    return sum(goal.met for goal in like), len(like)


def _band(value: float, ends: tuple[float, ...]) -> int:
    # Growth worked out from rounded levels must not fall over the edge of a band.
    return next(place for place, end in enumerate(ends) if value <= end + 1e-9)


def precedent(
    history: pd.DataFrame, series: str, required: float, years: int, reference: ReferenceClass | None = None
) -> pd.DataFrame:
    """How rare a growth is among windows of the same length: the series' own, its peers', its class's.

    Args:
        history: long frame `series`, `year`, `level`, cut by the caller to what was known.
        series: whose goal it is.
        required: growth a year the goal asks for, a fraction.
        years: length of a window, the years to the goal.
        reference: class to add as a third row; its share is that of a normal with its growth, and its spread and
            volatility over the window.

    Returns:
        One row a yardstick: `scope` ("own", "peers", "class"), `windows`, `reached` (windows at least as fast),
        `rank` (place of the requirement, strictly between 0 and 1), `median`, `best` (growth a year).

    Raises:
        ForecastingError: the series is not in the history, or a level, rate or length makes no sense.
    """
    import pandas as pd

    from forecasting.growth import percentile_rank, window_rates

    names = history["series"].unique().tolist()
    if series not in names:
        message = (
            f"no series {series!r} in the history; found {', '.join(map(repr, sorted(map(str, names))))}"
        )
        raise ForecastingError(message)
    if not (required > -1 and math.isfinite(required)):
        message = f"required is growth a year, a fraction above -1; found {required!r}"
        raise ForecastingError(message)
    windows: dict[str, list[float]] = {"own": [], "peers": []}
    for name, part in history.groupby("series", sort=True):
        ordered = part.sort_values("year")
        found = window_rates(ordered["year"].tolist(), ordered["level"].tolist(), years)
        windows["own" if name == series else "peers"] += found
    rows: list[dict[str, object]] = []
    for scope, rates in windows.items():
        row: dict[str, object] = {"scope": scope, "windows": len(rates)}
        row["reached"] = sum(found >= required for found in rates)
        row["rank"] = percentile_rank(required, rates) if rates else math.nan
        row["median"] = float(pd.Series(rates).median()) if rates else math.nan
        row["best"] = max(rates, default=math.nan)
        rows.append(row)
    if reference is not None:
        spread = math.hypot(reference.growth_sd, reference.volatility / math.sqrt(years))
        z = (math.log1p(required) - reference.growth) / spread
        rank = 0.5 * math.erfc(-z / math.sqrt(2))
        middle = math.expm1(reference.growth)
        rows.append({"scope": "class", "windows": pd.NA, "reached": pd.NA, "rank": rank, "median": middle})
    frame = pd.DataFrame(rows, columns=["scope", "windows", "reached", "rank", "median", "best"])
    return frame.astype({"windows": "Int64", "reached": "Int64"})
