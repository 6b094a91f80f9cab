"""The reference classes that ship with the package, by name and by what was known of each at a date."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.models.reference.figures import OLD, Era, ReferenceClass

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "HindsightError",
    "UnknownReferenceClassError",
    "class_eras",
    "reference_class",
    "reference_class_known_by",
    "reference_classes",
    "require_known_by",
]


class UnknownReferenceClassError(ForecastingError):
    """No reference class of that name ships with the package."""


class HindsightError(ForecastingError):
    """A reference class knows years after the date the judgement is made at."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the file says of a class in all its vintages; its head explains each key."""

    label: Mapping[str, str]
    measure: str
    basis: str
    persistence: float
    width: float
    recent_weight: float
    recommended: str
    source: str
    source_zh: str
    note: str
    real: str = ""


@cache
def reference_classes() -> dict[str, ReferenceClass]:
    """All classes that ship with the package, by id, in the order of the file; each in its latest vintage."""
    return {key: _made(key, eras[-1]) for key, eras in _loaded()[1].items()}


@cache
def _loaded() -> tuple[dict[str, _Entry], dict[str, tuple[tuple[Era, Era | None], ...]], dict[str, str]]:
    """Entries of the file, whole and recent figures of each vintage by class, and ids by alias."""
    text = files(__package__).joinpath("reference_classes.toml").read_text(encoding="utf-8")
    entries: dict[str, _Entry] = {}
    eras: dict[str, tuple[tuple[Era, Era | None], ...]] = {}
    aliases: dict[str, str] = {}
    for key, table in tomllib.loads(text).items():
        found = [
            (_era(vintage["whole"], vintage["through"]), _era(vintage.get("recent"), vintage["through"]))
            for vintage in table.pop("vintages")
        ]
        found.sort(key=lambda pair: pair[0].through if pair[0] else 0)
        eras[key] = tuple((whole, recent) for whole, recent in found if whole is not None)
        aliases.update(dict.fromkeys(table.pop("aliases"), key))
        entries[key] = _Entry(**table)
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
    weight = entry.recent_weight if recent is not None else 0.0
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
        persistence=entry.persistence,
        through=whole.through,
        label_en=entry.label["en"],
        label_zh=entry.label["zh"],
        source=entry.source,
        source_zh=entry.source_zh,
        note=entry.note,
        recommended=entry.recommended,
        width=entry.width,
        cohort_sd=math.sqrt(shock),
        measure=entry.measure,
        basis=entry.basis,
        whole=whole,
        recent=recent,
        recent_weight=weight,
        age=age,
        real=entry.real,
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
