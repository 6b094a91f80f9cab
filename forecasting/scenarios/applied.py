"""Dossiers read with their scenarios checked, and what a scenario makes of a dossier."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting import dossier as dossiers
from forecasting.dossier.toml_file import key_lines
from forecasting.errors import DossierError, Fault, ForecastingError
from forecasting.models.outside import outside_flaws
from forecasting.network import solve
from forecasting.scenarios.flaws import class_flaw, flaws_of, one_of
from forecasting.scenarios.goals import GoalMove, goal_changes
from forecasting.scenarios.model import BASELINE, TOP_FIFTH, Scenario, ScenarioError
from forecasting.scenarios.table import Flaw, from_table

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping

    from forecasting.dossier import Claim, Dossier

__all__ = ["apply", "load", "scenario_of", "table_faults"]


def load(folder: str | os.PathLike[str]) -> Dossier:
    """Read and check a dossier folder, its scenarios and reference classes included.

    Raises:
        DossierError: with every fault of every file, when there is any.
        ForecastingError: this is no path.
    """
    given: object = folder
    if not isinstance(given, str | PathLike):
        msg = f"a dossier is a folder; expected its path, received {type(folder).__name__}"
        raise ForecastingError(msg)
    dossier, faults = dossiers.read_folder(folder)
    if dossier is None:
        raise DossierError(faults)
    faults += _class_faults(dossier)
    faults += _outside_faults(dossier)
    faults += [fault for name in dossier.scenario_tables for fault in table_faults(dossier, name)]
    if faults:
        raise DossierError(faults)
    return dossier


def _lines(path: Path) -> Mapping[tuple[str, ...], int]:
    return key_lines(path.read_text(encoding="utf-8-sig", errors="replace")) if path.is_file() else {}


def _class_faults(dossier: Dossier) -> list[Fault]:
    file = (dossier.folder or Path()) / "dossier.toml"
    faults = []
    for indicator in dossier.indicators.values():
        if not indicator.reference_class:
            continue
        place = ("indicators", indicator.id, "reference_class")
        expected = class_flaw(indicator.reference_class, dossier.as_of, indicator)
        if expected:
            found = repr(indicator.reference_class)
            faults.append(Fault(str(file), _lines(file).get(place, 0), ".".join(place), found, expected))
    return faults


def _outside_faults(dossier: Dossier) -> list[Fault]:
    file = (dossier.folder or Path()) / "dossier.toml"
    flaws = list(outside_flaws(dossier))
    lines = _lines(file) if flaws else {}
    faults = []
    for where, found, expected in flaws:
        place = ("assumptions", "outside", *where)
        line = next((lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in lines), 0)
        faults.append(Fault(str(file), line, ".".join(place), found, expected))
    return faults


def table_faults(dossier: Dossier, name: str) -> list[Fault]:
    """Faults of one scenario of `scenarios.toml`, for a dossier that was read and has none itself."""
    file = (dossier.folder or Path()) / "scenarios.toml"
    scenario, flaws = from_table(name, dossier.scenario_tables[name])
    if name == BASELINE.name:
        flaws.append(((), "the name of the report itself", "another name"))
    elif scenario is not None:
        flaws = [*flaws_of(scenario, dossier)] or _applied(scenario, dossier, checked=True)[1]
    # Where things stand in the file is looked up only for what is wrong.
    lines = _lines(file) if flaws else {}
    faults = []
    for path, found, expected in flaws:
        place = ("scenario", name, *path)
        line = next((lines[place[:end]] for end in range(len(place), 0, -1) if place[:end] in lines), 0)
        faults.append(Fault(str(file), line, ".".join(place), found, expected))
    return faults


def scenario_of(dossier: Dossier, name: str) -> Scenario:
    """The scenario of that name; "baseline" always exists.

    Raises:
        ScenarioError: there is none; the message lists what exists.
    """
    if name == BASELINE.name:
        return BASELINE
    if name not in dossier.scenario_tables:
        names = one_of(name, ["baseline", *dossier.scenario_tables], "those that exist")
        msg = f"no scenario {name!r}; {names}"
        raise ScenarioError(msg)
    scenario, flaws = from_table(name, dossier.scenario_tables[name])
    if scenario is None:
        raise ScenarioError(_listed(name, flaws))
    return scenario


def _listed(name: object, flaws: Iterable[Flaw]) -> str:
    lines = [f"  {'.'.join(path)}: found {found}; expected {expected}" for path, found, expected in flaws]
    return "\n".join([f"scenario {name!r} cannot be applied:", *lines])


def apply(scenario: Scenario, dossier: Dossier) -> Dossier:
    """The dossier a scenario describes; the one given stays as it is.

    Raises:
        ScenarioError: the scenario asks for what the dossier does not have, contradicts itself, leaves claims that are
            not valid, or leaves a planned indicator without a level to start from.
    """
    flaws = list(flaws_of(scenario, dossier))
    if flaws:
        raise ScenarioError(_listed(scenario.name, flaws))
    result, flaws = _applied(scenario, dossier)
    if flaws:
        raise ScenarioError(_listed(scenario.name, flaws))
    return result


def _applied(scenario: Scenario, dossier: Dossier, *, checked: bool = False) -> tuple[Dossier, list[Flaw]]:
    """The dossier a flawless scenario describes, and what is then wrong with it."""
    moves = goal_changes(scenario, dossier)
    kept = [claim for claim in dossier.claims if claim.claim_id not in scenario.drop]
    changed = [_changed(claim, scenario, moves.get(claim.claim_id)) for claim in kept]
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
            name: replace(one, reference_class=scenario.reference_class[name])
            if name in scenario.reference_class
            else one
            for name, one in dossier.indicators.items()
        },
    )
    # A claim that was sound and is left alone stays sound, unless it counts from a founding year that moved.
    moved = result.founded != dossier.founded
    touched = {*scenario.claims, *scenario.readings, *moves}
    alone = {
        claim.claim_id
        for claim in kept
        if checked and claim.claim_id not in touched and not (moved and claim.start == "founding")
    }
    faults = dossiers.check_claims(result, result.claims, quoted=False, sound=alone)
    flaws: list[Flaw] = [((fault.column,), fault.found, fault.expected) for fault in faults]
    return result, flaws or [*_emptied(dossier, result), *_unpaced(scenario, result)]


def _changed(claim: Claim, scenario: Scenario, move: GoalMove | None) -> Claim:
    """A claim as `claims`, `readings` and `goal` change it."""
    if claim.claim_id in scenario.claims:
        claim = replace(claim, **scenario.claims[claim.claim_id])
    if claim.claim_id in scenario.readings:
        claim = replace(claim, reading=scenario.readings[claim.claim_id])
    return claim if move is None else move.applied(claim)


def _added(row: Mapping[str, Any], place: int) -> Claim:
    """A claim of `add`, whose empty cells are as if they were not there."""
    given = {key: value for key, value in row.items() if value not in ("", None)}
    usual = {"claim_id": f"added-{place + 1}", "comparator": "=", "kind": "level", "role": "assumption"}
    return dossiers.Claim(**(usual | given))


def _anchors(dossier: Dossier) -> dict[str, list[Claim]]:
    """Indicator -> the claims that give a year of its history a level; growth alone gives none."""
    found: dict[str, list[Claim]] = {}
    for claim in dossier.claims:
        if (
            claim.entity == dossier.entity
            and claim.role == "history"
            and claim.kind in ("level", "share")
            and claim.comparator in ("=", "~", "..")
        ):
            found.setdefault(claim.indicator, []).append(claim)
    return found


def _planned(dossier: Dossier) -> set[str]:
    """The indicators of which something is planned."""
    return {
        claim.indicator
        for claim in dossier.claims
        if claim.role in ("target", "goal") and claim.entity == dossier.entity and claim.end > dossier.as_of
    }


def _unpaced(scenario: Scenario, result: Dossier) -> Iterator[Flaw]:
    """Places whose pace a plan is to take and of which fewer than two years are known."""
    wanted = {
        name: place
        for name, place in sorted(scenario.pace.items())
        if place != TOP_FIFTH and name in _planned(result) and result.indicators[name].measure != "rate"
    }
    history = solve(result).history if wanted else ()
    for name, place in wanted.items():
        years = [one.year for one in history if (one.entity, one.indicator) == (place, name)]
        if len(years) < 2:
            found = f"{place!r}, of whose {name} no year is known"
            if years:
                found = f"{place!r}, of whose {name} one year is known ({years[0]})"
            yield ("pace", name), found, "a place of which two years are known"


def _emptied(dossier: Dossier, result: Dossier) -> Iterator[Flaw]:
    """Indicators that lost every level of their history while a plan of theirs, or nothing at all, is left."""
    left, planned = _anchors(result), _planned(result)
    ids = {claim.claim_id for claim in result.claims}
    for name, anchors in _anchors(dossier).items():
        if name in left or (left and name not in planned):
            continue
        gone = [claim.claim_id for claim in anchors if claim.claim_id not in ids]
        turned = [claim.claim_id for claim in anchors if claim.claim_id in ids]
        cause = [f"{', '.join(gone)} dropped"] if gone else []
        cause += [f"{', '.join(turned)} no longer a level of a past year"] if turned else []
        found = f"no history of {name} left to start from ({'; '.join(cause)})"
        plan = sorted(
            other.claim_id
            for other in result.claims
            if other.indicator == name and other.entity == result.entity and other.role in ("target", "goal")
        )
        drop = f", or its plan dropped too ({', '.join(plan)})" if plan else ""
        expected = f"one of these kept, or a level up to {dossier.as_of} put in through add{drop}"
        yield ("drop" if gone else "claims",), found, expected
