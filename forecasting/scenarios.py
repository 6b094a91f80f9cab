"""A scenario: a named, printable difference from the baseline. Data, never code; the dossier is never touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from decimal import Decimal
from difflib import get_close_matches
from fractions import Fraction
from math import isfinite
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forecasting import claims as dossiers
from forecasting.claims.toml_file import key_lines
from forecasting.errors import DossierError, Fault, ForecastingError
from forecasting.models import MODEL_IDS
from forecasting.reference import reference_class, reference_classes, require_known_by
from forecasting.words import Phrase

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from forecasting.claims import Claim, Dossier

__all__ = ["BASELINE", "Scenario", "ScenarioError", "apply", "differences", "load", "scenario_of"]

_EMPTY: Mapping[str, Any] = MappingProxyType({})
_CLAIM_KEYS = ("comparator", "value", "unit", "start", "end", "every", "reading", "role")
#: The benchmark pace that is no place but the top fifth of the reference class.
TOP_FIFTH = "top_fifth"


class ScenarioError(ForecastingError):
    """A scenario that does not exist, or that asks for something its dossier does not have."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A named difference from the baseline; every field but the name is optional.

    Attributes:
        name: unique name; `title` and `note` say it in each language.
        founded: another founding year.
        readings: claim id -> the one reading to take.
        claims: claim id -> columns that differ ("value", "comparator", "unit", "start", "end", "every").
        drop, add: claim ids left out; claims put in, as mappings of the columns of `claims.csv`.
        growth_cap, growth_floor: indicator -> fastest and slowest growth of a forecast year, as a fraction; they move
            the path, not the spread.
        growth_cap_from: first year the cap holds.
        growth_shock: indicator -> year -> growth added in that year.
        path: indicator -> year -> growth of that year.
        pace: indicator -> entity whose average growth is taken, or "top_fifth" of the reference class.
        deflator: band of yearly price change; `about`: half-width of "~".
        reference_class: indicator -> class id.
        models: ids of the growth models to show, the first being the one whose odds are quoted.
    """

    name: str = "baseline"
    title: Mapping[str, str] | str = ""
    note: Mapping[str, str] | str = ""
    founded: int | None = None
    readings: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    claims: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: _EMPTY)
    drop: tuple[str, ...] = ()
    add: tuple[Mapping[str, Any], ...] = ()
    growth_cap: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    growth_floor: Mapping[str, float] = field(default_factory=lambda: _EMPTY)
    growth_cap_from: int | None = None
    growth_shock: Mapping[str, Mapping[int, float]] = field(default_factory=lambda: _EMPTY)
    path: Mapping[str, Mapping[int, float]] = field(default_factory=lambda: _EMPTY)
    pace: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    deflator: tuple[Any, Any] | None = None
    about: Any = None
    reference_class: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    models: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Keep what was given from being changed through another name."""
        object.__setattr__(self, "drop", tuple(self.drop))
        object.__setattr__(self, "add", tuple(dict(one) for one in self.add))
        object.__setattr__(self, "models", tuple(self.models))
        for name in (
            "readings",
            "claims",
            "growth_cap",
            "growth_floor",
            "growth_shock",
            "path",
            "pace",
            "reference_class",
        ):
            value = getattr(self, name)
            if isinstance(value, Mapping):
                object.__setattr__(self, name, MappingProxyType(dict(value)))

    def named(self, language: str) -> str:
        """Title in a language, or the name where there is none."""
        if isinstance(self.title, str):
            return self.title or self.name
        return self.title.get(language) or next(iter(self.title.values()), self.name)


BASELINE = Scenario()


def load(folder: str | os.PathLike[str]) -> Dossier:
    """Read and check a dossier folder, its scenarios and reference classes included.

    Raises:
        DossierError: with every fault of every file, when there is any.
    """
    dossier, faults = dossiers.read_folder(folder)
    if dossier is None:
        raise DossierError(faults)
    faults += _class_faults(dossier)
    faults += [fault for name in dossier.scenario_tables for fault in _table_faults(dossier, name)]
    if faults:
        raise DossierError(faults)
    return dossier


def _lines(path: Path) -> Mapping[tuple[str, ...], int]:
    return key_lines(path.read_text(encoding="utf-8-sig", errors="replace")) if path.is_file() else {}


def _class_faults(dossier: Dossier) -> list[Fault]:
    file = (dossier.folder or Path()) / "dossier.toml"
    lines = _lines(file)
    faults = []
    for indicator in dossier.indicators.values():
        if not indicator.reference_class:
            continue
        place = ("indicators", indicator.id, "reference_class")
        found = repr(indicator.reference_class)
        expected = _class_flaw(indicator.reference_class, dossier.as_of)
        if expected:
            faults.append(Fault(str(file), lines.get(place, 0), ".".join(place), found, expected))
    return faults


def _class_flaw(name: str, as_of: int) -> str:
    try:
        require_known_by(reference_class(name), as_of)
    except ForecastingError as error:
        if name not in reference_classes():
            return f"one of {', '.join(sorted(reference_classes()))}"
        return f"a class that knows no year after as_of: {error}"
    return ""


def _table_faults(dossier: Dossier, name: str) -> list[Fault]:
    """Faults of one scenario of `scenarios.toml`."""
    file = (dossier.folder or Path()) / "scenarios.toml"
    lines = _lines(file)
    scenario, flaws = _from_table(name, dossier.scenario_tables[name])
    flaws = [*flaws, *(_flaws(scenario, dossier) if scenario is not None else ())]
    if scenario is not None and not flaws:
        flaws = [((fault.column,), fault.found, fault.expected) for fault in _applied(scenario, dossier)[1]]
    faults = []
    for path, found, expected in flaws:
        place = ("scenario", name, *path)
        line = next((lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in lines), 0)
        faults.append(Fault(str(file), line, ".".join(place), found, expected))
    return faults


_Flaw = tuple[tuple[str, ...], str, str]


def _from_table(name: str, table: Mapping[str, Any]) -> tuple[Scenario | None, list[_Flaw]]:
    """A scenario from its table, with the keys it should not have and the values of the wrong shape."""
    known = {one.name: one for one in fields(Scenario)}
    flaws: list[_Flaw] = []
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known or key == "name":
            close = get_close_matches(key, known, n=1)
            hint = f"perhaps {close[0]}; " if close else ""
            flaws.append(
                ((key,), "an unknown key", f"{hint}one of {', '.join(one for one in known if one != 'name')}")
            )
            continue
        default = known[key]
        shape = _shape(key, value, is_mapping=default.default_factory is not MISSING)
        if shape:
            flaws.append(((key,), repr(_plain(value)), shape))
            continue
        values[key] = _plain(value, years=key in ("growth_shock", "path"))
    return (None if flaws else Scenario(name=name, **values)), flaws


def _shape(key: str, value: object, *, is_mapping: bool) -> str:
    """What the value of a key should look like; empty when it does."""
    if key == "add":
        tables = isinstance(value, list) and all(isinstance(one, Mapping) for one in value)
        return "" if tables else "a list of tables, each a claim"
    if key in ("drop", "models"):
        texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if texts else "a list of texts"
    if key in ("founded", "growth_cap_from"):
        return "" if isinstance(value, int) and not isinstance(value, bool) else "a year"
    if key == "deflator":
        pair = isinstance(value, list) and len(value) == 2 and all(_is_number(one) for one in value)
        return "" if pair else "two numbers, such as [-0.03, 0.08]"
    if key == "about":
        return "" if _is_number(value) else "a number such as 0.05"
    if key in ("title", "note"):
        return "" if isinstance(value, str | Mapping) else 'a text, or { en = "...", zh = "..." }'
    return _table_shape(key, value) if is_mapping else ""


def _table_shape(key: str, value: object) -> str:
    """What a key that holds a table should look like; empty when it does."""
    if not isinstance(value, Mapping):
        return f"a table, such as {key} = {{ ... }}"
    if key in ("growth_shock", "path", "claims"):
        bad = [name for name, one in value.items() if not isinstance(one, Mapping)]
        return f"a table for {bad[0]}" if bad else ""
    if key in ("readings", "pace", "reference_class"):
        bad = [name for name, one in value.items() if not isinstance(one, str)]
        return f"a text for {bad[0]}" if bad else ""
    return ""


def _is_number(value: object) -> bool:
    number = isinstance(value, int | float | Decimal | Fraction) and not isinstance(value, bool)
    return number and isfinite(value)  # type: ignore[arg-type]


def _plain(value: object, *, years: bool = False) -> Any:
    """TOML values as plain Python: decimals become floats, year keys become ints, lists become tuples."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Mapping):
        return {
            (int(key) if years and isinstance(key, str) and key.isdigit() else key): _plain(one, years=years)
            for key, one in value.items()
        }
    if isinstance(value, list):
        return tuple(_plain(one) for one in value)
    return value


def scenario_of(dossier: Dossier, name: str) -> Scenario:
    """The scenario of that name; "baseline" always exists.

    Raises:
        ScenarioError: there is none; the message lists what exists.
    """
    if name == BASELINE.name:
        return BASELINE
    if name not in dossier.scenario_tables:
        names = ", ".join(["baseline", *dossier.scenario_tables])
        msg = f"no scenario {name!r}; those that exist: {names}"
        raise ScenarioError(msg)
    scenario, flaws = _from_table(name, dossier.scenario_tables[name])
    if scenario is None:
        raise ScenarioError(_listed(name, flaws))
    return scenario


def _listed(name: str, flaws: Sequence[_Flaw]) -> str:
    lines = [f"  {'.'.join(path)}: found {found}; expected {expected}" for path, found, expected in flaws]
    return "\n".join([f"scenario {name!r} cannot be applied:", *lines])


def _flaws(scenario: Scenario, dossier: Dossier) -> Iterator[_Flaw]:
    """What a scenario asks for that its dossier does not have, or that makes no sense."""
    yield from _claim_flaws(scenario, dossier)
    yield from _growth_flaws(scenario, dossier)
    yield from _model_flaws(scenario, dossier)
    if scenario.founded is not None and not 1000 <= scenario.founded <= dossier.as_of:
        yield ("founded",), str(scenario.founded), f"a year up to as_of = {dossier.as_of}"
    if scenario.deflator is not None:
        band = [one for one in scenario.deflator if _is_number(one)]
        if len(band) != 2 or not -1 < band[0] <= band[1]:
            yield ("deflator",), repr(tuple(scenario.deflator)), "two numbers above -1, the lower first"
    if scenario.about is not None and not (_is_number(scenario.about) and 0 <= scenario.about < 1):
        yield ("about",), repr(scenario.about), "a share from 0 to below 1"


def _claim_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[_Flaw]:
    """Claims changed, dropped or added that do not exist, exist already, or are changed and dropped at once."""
    ids = {claim.claim_id for claim in dossier.claims}
    added = {str(one.get("claim_id", "")) for one in scenario.add}
    for key in ("readings", "claims"):
        for claim_id in getattr(scenario, key):
            if claim_id not in ids:
                yield (key, claim_id), repr(claim_id), _one_of(claim_id, ids, "a claim id")
    for claim_id in scenario.drop:
        if claim_id not in ids:
            yield ("drop",), repr(claim_id), _one_of(claim_id, ids, "a claim id")
    for claim_id in sorted({*scenario.claims, *scenario.readings} & set(scenario.drop)):
        yield (
            ("drop",),
            f"{claim_id!r}, which the scenario also changes",
            "to drop it or to change it, not both",
        )
    for claim_id in sorted(added & (ids - set(scenario.drop))):
        yield ("add",), repr(claim_id), "an id that no other claim has"
    for claim_id, changes in scenario.claims.items():
        for column, value in changes.items():
            place = ("claims", claim_id, column)
            if column not in _CLAIM_KEYS:
                yield place, "a column that cannot be changed", f"one of {', '.join(_CLAIM_KEYS)}"
            elif expected := _cell_flaw(column, value):
                yield place, repr(value), expected
    for row in scenario.add:
        yield from _added_flaws(row)


def _added_flaws(row: Mapping[str, Any]) -> Iterator[_Flaw]:
    """Columns an added claim lacks, has too many, or fills with the wrong type."""
    for column in ("entity", "indicator", "value", "unit", "end"):
        if row.get(column) in ("", None):
            yield ("add",), f"a claim without {column}", "the columns of claims.csv"
    for column, value in row.items():
        if column not in dossiers.COLUMNS:
            yield ("add",), f"the column {column!r}", "the columns of claims.csv"
        elif value not in ("", None) and (expected := _cell_flaw(column, value)):
            yield ("add",), f"{column} = {value!r}", expected


def _cell_flaw(column: str, value: object) -> str:
    """What a column of a changed or added claim should hold; empty when it does."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    if column in ("end", "every"):
        return "" if whole else "a whole number"
    if column == "start":
        word = isinstance(value, str) and (value == "founding" or value.startswith("crossing:"))
        return "" if whole or word else "a year as a whole number, founding, or crossing:X"
    if isinstance(value, str):
        return ""
    return f'the number as text, such as "{value}"' if column == "value" else "a text"


def _growth_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[_Flaw]:
    """Caps, floors, shocks, paths and paces of unknown indicators, past years, or senseless size."""
    for key in ("growth_cap", "growth_floor", "growth_shock", "path", "pace", "reference_class"):
        for indicator in getattr(scenario, key):
            if indicator not in dossier.indicators:
                yield (
                    (key, indicator),
                    repr(indicator),
                    _one_of(indicator, dossier.indicators, "an indicator"),
                )
    for key in ("growth_cap", "growth_floor"):
        for indicator, rate in getattr(scenario, key).items():
            yield from _rate_flaw((key, indicator), rate)
    for indicator in sorted(set(scenario.growth_cap) & set(scenario.growth_floor)):
        cap, floor = scenario.growth_cap[indicator], scenario.growth_floor[indicator]
        # A rate of another type is a fault of its own.
        if all(isinstance(one, int | float) for one in (cap, floor)) and floor > cap:
            yield ("growth_floor", indicator), f"{floor}, above the cap {cap}", "a floor at or below the cap"
    for key in ("growth_shock", "path"):
        for indicator, years in getattr(scenario, key).items():
            for year, rate in years.items():
                if not isinstance(year, int) or year <= dossier.as_of:
                    yield (key, indicator, str(year)), str(year), f"a year after as_of = {dossier.as_of}"
                yield from _rate_flaw((key, indicator, str(year)), rate)


def _model_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[_Flaw]:
    """Benchmarks, growth models and reference classes that do not exist or know too much."""
    places = sorted({claim.entity for claim in dossier.claims if claim.role == "benchmark"})
    for indicator, place in scenario.pace.items():
        if place not in places and place != TOP_FIFTH:
            yield ("pace", indicator), repr(place), _one_of(place, [*places, TOP_FIFTH], "a benchmark")
    for model in scenario.models:
        if model not in MODEL_IDS:
            yield ("models",), repr(model), _one_of(model, MODEL_IDS, "a growth model")
    for indicator, name in scenario.reference_class.items():
        flaw = _class_flaw(name, dossier.as_of)
        if flaw:
            yield ("reference_class", indicator), repr(name), flaw


def _rate_flaw(path: tuple[str, ...], rate: object) -> Iterator[_Flaw]:
    if not isinstance(rate, int | float) or isinstance(rate, bool) or not -1 < rate < 10:
        yield path, repr(rate), "a growth rate as a fraction above -1, such as 0.10 for 10 %"


def _one_of(text: str, options: Mapping[str, object] | Sequence[str] | set[str], what: str) -> str:
    names = sorted(options) if isinstance(options, set) else list(options)
    close = get_close_matches(str(text), names, n=1)
    hint = f"perhaps {close[0]}; " if close else ""
    return f"{hint}{what}: {', '.join(names)}"


def apply(scenario: Scenario, dossier: Dossier) -> Dossier:
    """The dossier a scenario describes; the one given stays as it is.

    Raises:
        ScenarioError: the scenario asks for what the dossier does not have, or leaves claims that are not valid.
    """
    flaws = list(_flaws(scenario, dossier))
    if flaws:
        raise ScenarioError(_listed(scenario.name, flaws))
    result, faults = _applied(scenario, dossier)
    if faults:
        listed = [((fault.column,), fault.found, fault.expected) for fault in faults]
        raise ScenarioError(_listed(scenario.name, listed))
    return result


def _applied(scenario: Scenario, dossier: Dossier) -> tuple[Dossier, list[Fault]]:
    """The dossier a flawless scenario describes, and the faults its claims then have."""
    changed = [_changed(claim, scenario) for claim in dossier.claims if claim.claim_id not in scenario.drop]
    changed += [_added(one, place) for place, one in enumerate(scenario.add)]
    deflator, about = dossier.assumptions.deflator, dossier.assumptions.about
    if scenario.deflator is not None:
        deflator = (Fraction(str(scenario.deflator[0])), Fraction(str(scenario.deflator[1])))
    if scenario.about is not None:
        about = Fraction(str(scenario.about))
    result = replace(
        dossier,
        claims=tuple(changed),
        founded=dossier.founded if scenario.founded is None else scenario.founded,
        assumptions=replace(dossier.assumptions, deflator=deflator, about=about),
        indicators={
            name: replace(one, reference_class=scenario.reference_class.get(name, one.reference_class))
            for name, one in dossier.indicators.items()
        },
    )
    return result, dossiers.check_claims(result, result.claims, quoted=False)


def _changed(claim: Claim, scenario: Scenario) -> Claim:
    changes = dict(scenario.claims.get(claim.claim_id, {}))
    if claim.claim_id in scenario.readings:
        changes["reading"] = scenario.readings[claim.claim_id]
    return replace(claim, **changes) if changes else claim


def _added(row: Mapping[str, Any], place: int) -> Claim:
    defaults: dict[str, Any] = {
        "claim_id": f"added-{place + 1}",
        "comparator": "=",
        "kind": "level",
        "role": "assumption",
    }
    given = {key: value for key, value in row.items() if value not in ("", None)}
    return dossiers.Claim(**(defaults | given))


def differences(scenario: Scenario, dossier: Dossier) -> tuple[Phrase, ...]:
    """What a scenario changes, one phrase a difference; none for the baseline."""

    def say(key: str, **values: object) -> Phrase:
        return Phrase(f"scenarios.{key}", values)

    def label(name: str) -> object:
        return dossier.indicators[name].label

    found: list[Phrase] = []
    if scenario.founded is not None:
        found.append(say("founded", old=dossier.founded, new=scenario.founded))
    found += [
        say("reading", claim=claim, new=reading) for claim, reading in sorted(scenario.readings.items())
    ]
    for claim_id, changes in sorted(scenario.claims.items()):
        old = dossier.claim(claim_id)
        found += [
            say("claim", claim=claim_id, column=column, old=getattr(old, column) or "-", new=value)
            for column, value in sorted(changes.items())
        ]
    found += [say("drop", claim=claim) for claim in scenario.drop]
    found += [
        say("add", claim=one.get("claim_id", "?"), value=one.get("value", "?"), unit=one.get("unit", ""))
        for one in scenario.add
    ]
    for key in ("growth_cap", "growth_floor"):
        for name, rate in sorted(getattr(scenario, key).items()):
            late = key == "growth_cap" and scenario.growth_cap_from is not None
            found.append(
                say(
                    f"{key}_from" if late else key,
                    label=label(name),
                    rate=rate,
                    year=scenario.growth_cap_from,
                )
            )
    for key in ("growth_shock", "path"):
        for name, years in sorted(getattr(scenario, key).items()):
            found += [
                say(key, label=label(name), year=year, rate=rate) for year, rate in sorted(years.items())
            ]
    found += [say("pace", label=label(name), place=place) for name, place in sorted(scenario.pace.items())]
    if scenario.deflator is not None:
        found.append(say("deflator", low=float(scenario.deflator[0]), high=float(scenario.deflator[1])))
    if scenario.about is not None:
        found.append(say("about", new=float(scenario.about)))
    found += [
        say("reference_class", label=label(name), new=one)
        for name, one in sorted(scenario.reference_class.items())
    ]
    if scenario.models:
        found.append(say("models", models=[Phrase(f"models.{model}") for model in scenario.models]))
    return tuple(found)
