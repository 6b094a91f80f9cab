"""Reference classes: what growth others of the same kind had, each figure with its source and last year."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import NormalDist

from forecasting.errors import ForecastingError

__all__ = [
    "HindsightError",
    "ReferenceClass",
    "UnknownReferenceClassError",
    "reference_class",
    "reference_classes",
    "require_known_by",
]


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
        note: what a reader must know about them.
        recommended: id of the growth model used when none is named.
        width: multiplier of the scale of shrunken growth, learnt from early hindcasts of the class; one where
            there were none.
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

    def __post_init__(self) -> None:
        """Refuse figures no class can have.

        Raises:
            ForecastingError: growth outside (-1, 1), a spread that is negative, a volatility that is not
                positive, persistence outside (0, 1], a width that is not positive.
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
            note=entry["note"],
            recommended=entry["recommended"],
            width=entry["width"],
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
