"""What a scenario changes, said one difference at a time, with a word where a difference has no effect or a limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.reference import reference_class
from forecasting.scenarios.goals import goal_changes, goal_claim
from forecasting.scenarios.model import TOP_FIFTH, YEARLY
from forecasting.words import LANGUAGES, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.claims import Claim, Dossier
    from forecasting.scenarios.model import Scenario

__all__ = ["differences", "reading_phrase"]

_READINGS = ("increase_by", "increase_to", "every_window", "average", "truncated")


def differences(scenario: Scenario, dossier: Dossier) -> tuple[Phrase, ...]:
    """What a scenario changes in a dossier it applies to, one phrase a difference; none for the baseline."""
    return (
        *_of_claims(scenario, dossier),
        *_of_goals(scenario, dossier),
        *_of_growth(scenario, dossier),
        *_of_yardsticks(scenario, dossier),
    )


def _say(key: str, **values: object) -> Phrase:
    return Phrase(f"scenarios.{key}", values)


def _label(claim: Claim, dossier: Dossier) -> object:
    """Name of a claim's indicator, with the place where it is not the dossier's own."""
    label = dossier.indicators[claim.indicator].label
    if claim.entity == dossier.entity:
        return label
    return {
        one: f"{_place(claim.entity, dossier)[one]} {label.get(one, claim.indicator)}" for one in LANGUAGES
    }


def _place(entity: str, dossier: Dossier) -> dict[str, str]:
    return {language: dossier.place(entity, language) for language in LANGUAGES}


def reading_phrase(reading: str) -> Phrase:
    """A reading in words; "crossing:2001" is the year a level was first reached."""
    said = []
    for one in reading.split("/"):
        if one in _READINGS:
            said.append(_say(f"readings.{one}"))
        else:
            said.append(_say("readings.crossing", year=one.removeprefix("crossing:")))
    return said[0] if len(said) == 1 else _say("readings.several", readings=said)


def _of_claims(scenario: Scenario, dossier: Dossier) -> Iterator[Phrase]:
    if scenario.founded is not None and scenario.founded != dossier.founded:
        known = dossier.founded is not None
        yield _say("founded" if known else "founded_new", old=dossier.founded, new=scenario.founded)
    for claim_id, reading in sorted(scenario.readings.items()):
        label = _label(dossier.claim(claim_id), dossier)
        yield _say("reading", claim=claim_id, label=label, new=reading_phrase(reading))
    for claim_id, changes in sorted(scenario.claims.items()):
        claim = dossier.claim(claim_id)
        for column, value in sorted(changes.items()):
            old = getattr(claim, column)
            if old == value or (column == "reading" and claim_id in scenario.readings):
                continue
            values: dict[str, object] = {"old": _cell(column, old), "new": _cell(column, value)}
            named = _say(f"columns.{column}")
            yield _say("claim", claim=claim_id, label=_label(claim, dossier), column=named, **values)
    for claim_id in scenario.drop:
        yield _say("drop", claim=claim_id, label=_label(dossier.claim(claim_id), dossier))
    for place, one in enumerate(scenario.add):
        claim_id = one.get("claim_id") or f"added-{place + 1}"
        comparator = one.get("comparator") or "="
        value: object = one["value"]
        if comparator != "=":
            value = _say(
                "signed", sign=_say(f"signs.{_SIGNS[comparator]}"), value=one["value"].replace("..", "–")
            )
        label = dossier.indicators[one["indicator"]].label
        basis = _say(f"basis.{one['basis']}") if one.get("basis") else ""
        yield _say(
            "add_on_basis" if basis else "add",
            claim=claim_id,
            label=label,
            value=value,
            unit=one["unit"],
            year=one["end"],
            basis=basis,
        )


_SIGNS = {
    "=": "exactly",
    "~": "about",
    ">=": "at_least",
    ">": "more_than",
    "<=": "at_most",
    "<": "less_than",
    "..": "between",
}


def _cell(column: str, value: object) -> object:
    """A cell of a claim as a reader understands it."""
    if value in ("", None):
        return _say("cells.empty")
    if column == "reading":
        return reading_phrase(str(value))
    if column == "role":
        return Phrase(f"charts.role.{value}")
    if column == "start" and value == "founding":
        return _say("cells.founding")
    if column == "comparator":
        return _say(f"signs.{_SIGNS[str(value)]}")
    return value


def _of_goals(scenario: Scenario, dossier: Dossier) -> Iterator[Phrase]:
    for name, wanted in sorted(scenario.goal.items()):
        claim = goal_claim(dossier, name, wanted)
        if claim is None:
            continue
        label = dossier.indicators[name].label
        if "year" in wanted and wanted["year"] != claim.end:
            yield _say("goal_year", label=label, old=claim.end, new=wanted["year"])
        if "level" in wanted and wanted["level"] != claim.value:
            yield _say("goal_level", label=label, old=claim.value, new=wanted["level"], unit=claim.unit)


def _of_growth(scenario: Scenario, dossier: Dossier) -> Iterator[Phrase]:
    """Caps, floors, shocks, paths and paces, each with what limits it or keeps it from having an effect."""
    last = _last_years(scenario, dossier)

    def noted(what: Phrase, name: str, first: int, **notes: bool) -> Phrase:
        known = dossier.indicators[name]
        said = [_say(f"notes.{key}") for key, holds in notes.items() if holds]
        if last.get(name, 0) < first:
            said = [_say("notes.no_plan" if name not in last else "notes.after_plan", year=last.get(name, 0))]
        elif not scenario.models and not scenario.reference_class.get(name, known.reference_class):
            said.append(_say("notes.no_class"))
        return _say("noted", what=what, notes=said) if said else what

    start = scenario.growth_cap_from
    soon = dossier.as_of + 1
    for key in ("growth_cap", "growth_floor"):
        for name, rate in sorted(getattr(scenario, key).items()):
            late = key == "growth_cap" and start is not None
            what = _say(
                f"{key}_from" if late else key, label=dossier.indicators[name].label, rate=rate, year=start
            )
            first = start if late and start is not None else soon
            yield noted(what, name, first, over_pace=name in scenario.pace)
    for key in YEARLY:
        for name, years in sorted(getattr(scenario, key).items()):
            for year, rate in sorted(years.items()):
                what = _say(
                    "growth_shock_down" if key == "growth_shock" and rate < 0 else key,
                    label=dossier.indicators[name].label,
                    year=year,
                    rate=abs(rate) if key == "growth_shock" else rate,
                )
                on_path = key == "growth_shock" and year in scenario.path.get(name, {})
                yield noted(what, name, year, on_path=on_path)
    for name, place in sorted(scenario.pace.items()):
        where: Any = _say("top_fifth") if place == TOP_FIFTH else _place(place, dossier)
        yield noted(_say("pace", label=dossier.indicators[name].label, place=where), name, soon)


def _last_years(scenario: Scenario, dossier: Dossier) -> dict[str, int]:
    """Indicator -> last year its own targets and goals speak of under the scenario, where there is one."""
    moved = goal_changes(scenario, dossier)
    found: dict[str, int] = {}
    rows = [
        (one.entity, one.role, one.indicator, one.end, one.claim_id)
        for one in dossier.claims
        if one.claim_id not in scenario.drop
    ]
    rows += [
        (one["entity"], one.get("role", ""), one["indicator"], one["end"], one.get("claim_id", ""))
        for one in scenario.add
    ]
    for entity, role, name, printed, claim_id in rows:
        changed = {**scenario.claims.get(claim_id, {}), **moved.get(claim_id, {})}
        end = changed.get("end", printed)
        if (
            entity == dossier.entity
            and changed.get("role", role) in ("target", "goal")
            and end > dossier.as_of
        ):
            found[name] = max(found.get(name, 0), end)
    return found


def _of_yardsticks(scenario: Scenario, dossier: Dossier) -> Iterator[Phrase]:
    """Assumptions, reference classes and models."""
    if scenario.deflator is not None:
        low, high = scenario.deflator
        yield _say("deflator", low=low, high=high)
    if scenario.about is not None:
        yield _say("about", old=float(dossier.assumptions.about), new=scenario.about)
    for name, one in sorted(scenario.reference_class.items()):
        yield _say(
            "reference_class",
            label=dossier.indicators[name].label,
            new={language: reference_class(one).label(language) for language in LANGUAGES},
        )
    if scenario.models:
        yield _say("models", models=[Phrase(f"models.{model}") for model in scenario.models])
