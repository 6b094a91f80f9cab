"""The figures of a reference class: how fast its members grew, how far apart, how unsteadily, and over which years."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from forecasting.errors import ForecastingError

__all__ = ["OLD", "TOO_OLD", "Era", "ReferenceClass"]

#: Years after which the figures of a class are old (odds are widened) and too old to be a default.
OLD, TOO_OLD = 5, 10


@dataclass(frozen=True, slots=True)
class Era:
    """Figures of a class over one span of years.

    Attributes:
        since: first year of the levels behind them.
        through: last year they know.
        growth, growth_sd, volatility, cohort_sd: as in `ReferenceClass`.
        members: series behind them; None where the figures are derived.
        rows: years of growth behind them; None where the figures are derived.
    """

    since: int
    through: int
    growth: float
    growth_sd: float
    volatility: float
    cohort_sd: float
    members: int | None = None
    rows: int | None = None


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
        measure: what its members are: "amount", "rate" or "index"; growth of a rate is a change of log odds.
        basis: price basis of its growth, "real" or "nominal"; empty where that is mixed or does not matter.
        whole: figures of the whole record up to `through`; None for a class made by hand.
        recent: figures of its last ten or twenty years; None where there are none apart.
        recent_weight: weight of `recent` in the figures above, the rest being that of `whole`.
        age: years between `through` and the date it was chosen for; None where it was chosen for none.
        real: id of the class that stands in for this one at constant prices; empty for none.
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
    measure: str = "amount"
    basis: str = ""
    whole: Era | None = None
    recent: Era | None = None
    recent_weight: float = 0.0
    age: int | None = None
    real: str = ""

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

    @property
    def old(self) -> bool:
        """Whether the figures end more than five years before the date they were chosen for."""
        return self.age is not None and self.age > OLD

    @property
    def too_old(self) -> bool:
        """Whether they end more than ten years before: to be shown, not to be the default."""
        return self.age is not None and self.age > TOO_OLD

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
