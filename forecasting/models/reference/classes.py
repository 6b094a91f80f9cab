"""Reference classes: what growth others of the same kind had, by era, each figure with its source and last year."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "GENERAL",
    "OLD",
    "TOO_OLD",
    "ClassMismatchError",
    "Era",
    "HindsightError",
    "ReferenceClass",
    "UnknownReferenceClassError",
    "class_eras",
    "class_for",
    "comparable",
    "mismatch",
    "real_counterpart",
    "reference_class",
    "reference_class_known_by",
    "reference_classes",
    "require_fits",
    "require_known_by",
]

#: The class of no kind in particular, for lack of another: no yardstick to set beside one.
GENERAL = "general"
#: Years after which the figures of a class are old (odds are widened) and too old to be a default.
OLD, TOO_OLD = 5, 10
#: What a class of each measure can be leant on by: counts grow as amounts do.
_MEASURES = {"amount": "amount", "count": "amount", "rate": "rate", "index": "index"}


class UnknownReferenceClassError(ForecastingError):
    """No reference class of that name ships with the package."""


class HindsightError(ForecastingError):
    """A reference class knows years after the date the judgement is made at."""


class ClassMismatchError(ForecastingError):
    """A reference class of another measure or price basis than what leans on it."""


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


@cache
def reference_classes() -> dict[str, ReferenceClass]:
    """All classes that ship with the package, by id, in the order of the file; each in its latest vintage."""
    return {key: _made(key, eras[-1]) for key, eras in _loaded()[1].items()}


@cache
def _loaded() -> tuple[
    dict[str, dict[str, Any]], dict[str, tuple[tuple[Era, Era | None], ...]], dict[str, str]
]:
    """Entries of the file, whole and recent figures of each vintage by class, and ids by alias."""
    text = files(__package__).joinpath("reference_classes.toml").read_text(encoding="utf-8")
    entries: dict[str, dict[str, Any]] = tomllib.loads(text)
    eras: dict[str, tuple[tuple[Era, Era | None], ...]] = {}
    aliases: dict[str, str] = {}
    for key, entry in entries.items():
        found = [
            (_era(vintage["whole"], vintage["through"]), _era(vintage.get("recent"), vintage["through"]))
            for vintage in entry["vintages"]
        ]
        found.sort(key=lambda pair: pair[0].through if pair[0] else 0)
        eras[key] = tuple((whole, recent) for whole, recent in found if whole is not None)
        aliases.update(dict.fromkeys(entry["aliases"], key))
    return entries, eras, aliases


def _era(figures: Mapping[str, Any] | None, through: int) -> Era | None:
    return None if figures is None else Era(through=through, **figures)


@cache
def _made(key: str, eras: tuple[Era, Era | None], as_of: int | None = None) -> ReferenceClass:
    """A class from the two spans of one vintage, weighted; old figures have a wider cohort shock.

    How far the two spans' growth lies apart is part of the doubt about the class's mean: w (1 - w) (a - b)^2, the
    variance of a mixture, is added to that of cohorts. Figures older than five years add a tenth of the cohort variance
    for each year of their age, about what hindcasts of older figures lose (docs/classes.md).
    """
    entry, (whole, recent) = _loaded()[0][key], eras
    weight = entry["recent_weight"] if recent is not None else 0.0
    other = recent or whole
    mean = {
        name: (1 - weight) * getattr(whole, name) + weight * getattr(other, name)
        for name in ("growth", "growth_sd", "volatility", "cohort_sd")
    }
    apart = weight * (1 - weight) * (whole.growth - other.growth) ** 2
    shock = mean["cohort_sd"] ** 2 + apart
    age = None if as_of is None else as_of - whole.through
    if age is not None and age > OLD:
        shock *= 1 + age / 10
    return ReferenceClass(
        growth=mean["growth"],
        growth_sd=mean["growth_sd"],
        volatility=mean["volatility"],
        id=key,
        persistence=entry["persistence"],
        through=whole.through,
        label_en=entry["label"]["en"],
        label_zh=entry["label"]["zh"],
        source=entry["source"],
        source_zh=entry["source_zh"],
        note=entry["note"],
        recommended=entry["recommended"],
        width=entry["width"],
        cohort_sd=math.sqrt(shock),
        measure=entry["measure"],
        basis=entry["basis"],
        whole=whole,
        recent=recent,
        recent_weight=weight,
        age=age,
        real=entry.get("real", ""),
    )


def _parts(name: str) -> tuple[str, int | None]:
    """Id of a class, and the vintage asked for where the name holds one, as in "province-nominal-gdp@2014".

    Raises:
        UnknownReferenceClassError: no class of that name, or no such vintage; the message lists what exists.
    """
    stem, mark, stated = name.partition("@")
    _, eras, aliases = _loaded()
    key = aliases.get(stem, stem)
    if key not in eras:
        message = f"no reference class {name!r}; those that exist: {', '.join(sorted(eras))}"
        raise UnknownReferenceClassError(message)
    if not mark:
        return key, None
    years = [whole.through for whole, _ in eras[key]]
    if not stated.isdecimal() or int(stated) not in years:
        message = f"no vintage {stated!r} of reference class {key!r}; those that exist: {', '.join(map(str, years))}"
        raise UnknownReferenceClassError(message)
    return key, int(stated)


def reference_class(name: str, as_of: int | None = None) -> ReferenceClass:
    """The class of that id or alias ("business" is "business-sales"), as it was known at a date.

    Args:
        name: id or alias; "province@2014" asks for the vintage that ends in 2014.
        as_of: year the judgement is made at: the latest vintage that ends by then; None = the latest there is.

    Raises:
        UnknownReferenceClassError: nothing of that name; the message lists what exists.
        HindsightError: the vintage asked for, or every one there is, ends after `as_of`.
    """
    key, stated = _parts(name)
    eras = _loaded()[1][key]
    if stated is not None:
        chosen = next(pair for pair in eras if pair[0].through == stated)
        made = _made(key, chosen, as_of)
        if as_of is not None:
            require_known_by(made, as_of)
        return made
    if as_of is None:
        return _made(key, eras[-1])
    known = [pair for pair in eras if pair[0].through <= as_of]
    if not known:
        require_known_by(_made(key, eras[0]), as_of)
    return _made(key, known[-1], as_of)


def reference_class_known_by(name: str, as_of: int) -> ReferenceClass | None:
    """The class as it was known at a date; None where every vintage ends later.

    Raises:
        UnknownReferenceClassError: nothing of that name.
    """
    try:
        return reference_class(name, as_of)
    except HindsightError:
        return None


def class_eras(name: str, as_of: int | None = None) -> tuple[Era, ...]:
    """Every span of years a class has figures of by a date, by last year, the whole record before the recent one.

    Raises:
        UnknownReferenceClassError: nothing of that name.
    """
    key, _ = _parts(name)
    return tuple(
        era
        for pair in _loaded()[1][key]
        for era in pair
        if era is not None and (as_of is None or era.through <= as_of)
    )


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


def mismatch(reference: ReferenceClass, measure: str, basis: str = "") -> str:
    """Why what has this measure and price basis cannot lean on a class; empty where it can.

    Args:
        reference: the class.
        measure: "amount", "count", "rate" or "index".
        basis: price basis of the growth in question, "real" or "nominal"; anything else is not held against a class.
    """
    name = reference.id or reference.label()
    if reference.measure != _MEASURES.get(measure, measure):
        return f"class {name!r} is one of {reference.measure}s, the indicator is measured as {measure}"
    if reference.basis and basis in {"real", "nominal"} and basis != reference.basis:
        other = f"; take {reference.real!r}" if basis == "real" and reference.real else ""
        return f"class {name!r} knows {reference.basis} growth, what leans on it is {basis}{other}"
    return ""


def class_for(name: str, as_of: int, measure: str = "amount", basis: str = "") -> ReferenceClass | None:
    """The class to hold growth of one measure and price basis to, given the class its indicator names.

    Real growth is held to the class's counterpart at constant prices; None where none fits: a class of another basis or
    measure is no yardstick.

    Args:
        name: class of the indicator.
        as_of: year the judgement is made at.
        measure: of the indicator.
        basis: price basis of the growth in question.

    Raises:
        UnknownReferenceClassError: nothing of that name.
    """
    found = reference_class_known_by(name, as_of)
    if found is None:
        return None
    if basis == "real" and found.basis != "real":
        found = real_counterpart(found, as_of)
    return found if found is not None and not mismatch(found, measure, basis) else None


def comparable(one: ReferenceClass, other: ReferenceClass) -> bool:
    """Whether what leans on one class may be shown another beside it: of the same measure, price basis and kind."""
    return (
        one.id != GENERAL
        and one.measure == other.measure
        and one.basis == other.basis
        and one.recommended == other.recommended
    )


def require_fits(reference: ReferenceClass, measure: str, basis: str = "") -> None:
    """Refuse a class of another measure or price basis.

    Raises:
        ClassMismatchError: with the reason and, where there is one, the class that would fit.
    """
    reason = mismatch(reference, measure, basis)
    if reason:
        raise ClassMismatchError(reason)


def real_counterpart(reference: ReferenceClass, as_of: int | None = None) -> ReferenceClass | None:
    """The class that stands in for this one where growth is at constant prices.

    Itself where its growth is real already; None where there is none known by `as_of`. A class whose basis is mixed has
    none: nothing says what its members' prices did.
    """
    if reference.basis == "real":
        return reference
    if not reference.real:
        return None
    return (
        reference_class(reference.real) if as_of is None else reference_class_known_by(reference.real, as_of)
    )
