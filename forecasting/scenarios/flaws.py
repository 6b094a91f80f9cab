"""What a scenario asks for that its dossier does not have, that contradicts itself, or that makes no sense."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from forecasting import dossier as dossiers
from forecasting.models import MODEL_IDS
from forecasting.models.reference import (
    HindsightError,
    UnknownReferenceClassError,
    mismatch,
    reference_class,
    reference_classes,
)
from forecasting.scenarios.goals import goal_flaws
from forecasting.scenarios.model import BASELINE, TOP_FIFTH, YEARLY, Scenario
from forecasting.scenarios.table import Flaw, is_number, is_whole, shape_flaws, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forecasting.dossier import Dossier, Indicator

__all__ = ["class_flaw", "flaws_of"]

_CHANGEABLE = ("comparator", "value", "unit", "start", "end", "every", "reading", "role")
_BY_INDICATOR = ("growth_cap", "growth_floor", *YEARLY, "pace", "reference_class")


def flaws_of(scenario: Scenario, dossier: Dossier) -> Iterator[Flaw]:
    """The flaws of a scenario, each with its place; where values have the wrong shape, only those."""
    shapes = list(shape_flaws(scenario))
    if shapes:
        yield from shapes
        return
    if scenario.name == BASELINE.name and scenario.changes():
        names = ", ".join(scenario.changes())
        yield ("name",), f"'baseline', which is the report itself, with {names}", "a name of its own"
    yield from _claim_flaws(scenario, dossier)
    yield from _added_flaws(scenario, dossier)
    yield from goal_flaws(scenario, dossier)
    yield from _growth_flaws(scenario, dossier)
    yield from _contradictions(scenario)
    yield from _pace_flaws(scenario, dossier)
    yield from _model_flaws(scenario, dossier)
    if scenario.founded is not None and not 1000 <= scenario.founded <= dossier.as_of:
        yield ("founded",), str(scenario.founded), f"a year up to as_of = {dossier.as_of}"
    if scenario.deflator is not None and not -1 < scenario.deflator[0] <= scenario.deflator[1]:
        yield ("deflator",), shown(scenario.deflator), "two numbers above -1, the lower first"
    if scenario.about is not None and not 0 <= scenario.about < 1:
        yield ("about",), repr(scenario.about), "a share from 0 to below 1"


def class_flaw(name: str, as_of: int, indicator: Indicator | None = None) -> str:
    """What a reference class should be; empty when it is one that fits.

    Args:
        name: of the class.
        as_of: the last year it may know.
        indicator: whose measure and price basis it must have; None = any.
    """
    try:
        found = reference_class(name, as_of)
    except UnknownReferenceClassError as error:
        if "@" in name and _exists(name.partition("@")[0]):
            return f"a vintage of that class: {error}"
        return one_of(name, sorted(reference_classes()), "a reference class")
    except HindsightError as error:
        return f"a class that knows no year after as_of: {error}"
    if indicator is None:
        return ""
    # Levels and growth of an indicator may stand on different price bases; a class of either has something to judge.
    bases = {indicator.basis, indicator.growth_basis}
    wrong = [mismatch(found, indicator.measure, basis) for basis in sorted(bases)]
    return f"a class of its own measure and price basis: {wrong[0]}" if all(wrong) else ""


def _exists(name: str) -> bool:
    try:
        reference_class(name)
    except UnknownReferenceClassError:
        return False
    return True


def one_of(text: str, options: Iterable[str], what: str) -> str:
    """The options there are, the closest first."""
    names = list(options)
    close = get_close_matches(str(text), names, n=1)
    hint = f"perhaps {close[0]}; " if close else ""
    return f"{hint}{what}: {', '.join(names) or 'there is none'}"


def _claim_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[Flaw]:
    """Claims changed or dropped that do not exist, or that are changed twice or changed and dropped at once."""
    ids = sorted(claim.claim_id for claim in dossier.claims)
    for key in ("readings", "claims"):
        for claim_id in getattr(scenario, key):
            if claim_id not in ids:
                yield (key, str(claim_id)), repr(claim_id), one_of(claim_id, ids, "a claim id")
    for claim_id, times in Counter(scenario.drop).items():
        if claim_id not in ids:
            yield ("drop",), repr(claim_id), one_of(claim_id, ids, "a claim id")
        if times > 1:
            yield ("drop",), f"{claim_id!r} {times} times", "each claim id once"
    for claim_id in sorted({*scenario.claims, *scenario.readings} & set(scenario.drop)):
        found = f"{claim_id!r}, which the scenario also changes"
        yield ("drop",), found, "to drop it or to change it, not both"
    for claim_id, changes in scenario.claims.items():
        for column, value in changes.items():
            place = ("claims", claim_id, str(column))
            if column not in _CHANGEABLE:
                yield place, "a column that cannot be changed", one_of(column, _CHANGEABLE, "one of")
            elif expected := _cell_flaw(column, value):
                yield place, shown(value), expected
        reading = scenario.readings.get(claim_id)
        if reading is not None and changes.get("reading", reading) != reading:
            found = f"{changes['reading']!r}, while readings says {reading!r}"
            yield ("claims", claim_id, "reading"), found, "one reading of the claim"


def _added_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[Flaw]:
    """Claims put in whose id is taken, or whose columns are missing, too many, or of the wrong type."""
    kept = {claim.claim_id for claim in dossier.claims} - set(scenario.drop)
    named = (row.get("claim_id") for row in scenario.add)
    for claim_id, times in Counter(one for one in named if isinstance(one, str) and one).items():
        if claim_id in kept or times > 1:
            yield ("add",), repr(claim_id), "an id that no other claim has"
    for row in scenario.add:
        for column in ("entity", "indicator", "value", "unit", "end"):
            if row.get(column) in ("", None):
                yield ("add",), f"a claim without {column}", f"the columns {', '.join(dossiers.COLUMNS)}"
        for column, value in row.items():
            if column not in dossiers.COLUMNS:
                yield ("add",), f"the column {column!r}", one_of(column, dossiers.COLUMNS, "one of")
            elif value not in ("", None) and (expected := _cell_flaw(column, value)):
                yield ("add",), f"{column} = {shown(value)}", expected


def _cell_flaw(column: str, value: object) -> str:
    """What a column of a changed or added claim should hold; empty when it does."""
    if column in ("end", "every"):
        return "" if is_whole(value) else "a whole number"
    if column == "start":
        word = isinstance(value, str) and (value == "founding" or value.startswith("crossing:"))
        return "" if is_whole(value) or word else "a year as a whole number, founding, or crossing:X"
    if isinstance(value, str):
        return ""
    return f'the number as text, such as "{value}"' if column == "value" else "a text"


def _growth_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[Flaw]:
    """Caps, floors, shocks and paths of unknown indicators, past years, or senseless size."""
    for key in _BY_INDICATOR:
        for name in getattr(scenario, key):
            if name not in dossier.indicators:
                yield (key, str(name)), repr(name), one_of(name, dossier.indicators, "an indicator")
    for key in ("growth_cap", "growth_floor"):
        for name, rate in getattr(scenario, key).items():
            yield from _rate_flaw((key, name), rate)
    for key in YEARLY:
        for name, years in getattr(scenario, key).items():
            for year, rate in years.items():
                if not is_whole(year) or not dossier.as_of < year <= dossier.as_of + 100:
                    expected = f"a year after as_of = {dossier.as_of}, within a century"
                    yield (key, name, str(year)), str(year), expected
                yield from _rate_flaw((key, name, str(year)), rate)
    start = scenario.growth_cap_from
    if start is not None and not scenario.growth_cap:
        yield ("growth_cap_from",), f"{start} without a growth_cap", "a growth_cap that holds from that year"
    elif start is not None and not dossier.as_of < start <= dossier.as_of + 100:
        yield ("growth_cap_from",), str(start), f"a year after as_of = {dossier.as_of}, within a century"


def _rate_flaw(path: tuple[str, ...], rate: object) -> Iterator[Flaw]:
    if not is_number(rate) or not -1 < rate < 10:  # type: ignore[operator]
        yield path, shown(rate), "a growth rate as a fraction above -1, such as 0.10 for 10 %"


def _contradictions(scenario: Scenario) -> Iterator[Flaw]:
    """Two overrides of one indicator that cannot both hold.

    A shock in a year that has a growth of its own is none: it is added to it, and the printed difference says so. A
    cap or floor over a pace is none either: the pace holds where they let it.
    """
    start = scenario.growth_cap_from
    for name in sorted(set(scenario.growth_cap) & set(scenario.growth_floor)):
        cap: Any = scenario.growth_cap[name]
        floor: Any = scenario.growth_floor[name]
        if is_number(cap) and is_number(floor) and floor > cap:
            yield ("growth_floor", name), f"{floor}, above the cap {cap}", "a floor at or below the cap"
    for name in sorted(set(scenario.path) & set(scenario.pace)):
        found = f"{shown(scenario.pace[name])}, while path gives years of {name} a growth of their own"
        yield ("pace", name), found, "a pace or a path, not both"
    for name, years in scenario.path.items():
        cap, floor = scenario.growth_cap.get(name), scenario.growth_floor.get(name)
        for year, rate in sorted(years.items(), key=lambda one: str(one[0])):
            if not is_number(rate) or not is_whole(year):
                continue
            capped = is_number(cap) and (start is None or year >= start)
            if capped and rate > cap:
                found = f"{rate} in {year}, above the cap {cap}"
                yield (
                    ("path", name, str(year)),
                    found,
                    "a growth at or below the cap, or a higher or later cap",
                )
            if is_number(floor) and rate < floor:
                found = f"{rate} in {year}, below the floor {floor}"
                yield ("path", name, str(year)), found, "a growth at or above the floor, or a lower floor"


def _pace_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[Flaw]:
    """Paces of places the dossier holds no numbers of for that indicator, or of a class it has not."""
    for name, place in scenario.pace.items():
        if name not in dossier.indicators:
            continue
        places = sorted(
            {one.entity for one in dossier.claims if one.role == "benchmark" and one.indicator == name}
        )
        ranked = scenario.reference_class.get(name, dossier.indicators[name].reference_class)
        options = [*places, *([TOP_FIFTH] if ranked else [])]
        if place not in options:
            yield ("pace", name), repr(place), one_of(place, options, f"a benchmark that states {name}")


def _model_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[Flaw]:
    """Growth models and reference classes that do not exist or know too much."""
    for model, times in Counter(scenario.models).items():
        if model not in MODEL_IDS:
            yield ("models",), repr(model), one_of(model, MODEL_IDS, "a growth model")
        if times > 1:
            yield ("models",), f"{model!r} {times} times", "each growth model once"
    for name, ranked in scenario.reference_class.items():
        expected = class_flaw(ranked, dossier.as_of, dossier.indicators.get(name))
        if expected:
            yield ("reference_class", name), repr(ranked), expected
