"""What a scenario changes, said one difference at a time, with a word where a difference has no effect or a limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.models.reference import reference_class
from forecasting.scenarios.goals import goal_changes, goal_claim
from forecasting.scenarios.model import TOP_FIFTH, YEARLY
from forecasting.words import LANGUAGES, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier import Claim, Dossier
    from forecasting.scenarios.model import Scenario

__all__ = ["ScenarioDifference", "differences", "inputs", "level_phrase", "reading_phrase", "signed_phrase"]

_COUNTED = ("%", "倍", "番", "个", "人")
_READINGS = ("increase_by", "increase_to", "every_window", "average", "truncated")


@dataclass(frozen=True, slots=True)
class ScenarioDifference:
    """One input a scenario changes.

    Attributes:
        field: where in the scenario, dots between: "goal.gdp.year".
        said: the difference as one sentence.
        old, new: the input in the baseline and in the scenario.
    """

    field: str
    said: Phrase
    old: Phrase
    new: Phrase


def differences(scenario: Scenario, dossier: Dossier) -> tuple[Phrase, ...]:
    """What a scenario changes in a dossier it applies to, one phrase a difference; none for the baseline."""
    return tuple(one.said for one in inputs(scenario, dossier))


def inputs(scenario: Scenario, dossier: Dossier) -> tuple[ScenarioDifference, ...]:
    """The inputs a scenario changes in a dossier it applies to, with what they were and what they are."""
    return (
        *_of_claims(scenario, dossier),
        *_of_goals(scenario, dossier),
        *_of_growth(scenario, dossier),
        *_of_yardsticks(scenario, dossier),
    )


def _say(key: str, **values: object) -> Phrase:
    return Phrase(f"scenarios.{key}", values)


def _plain(value: object) -> Phrase:
    return value if isinstance(value, Phrase) else _say("values.plain", value=value)


def level_phrase(value: object, unit: str) -> Phrase:
    """A printed number with its unit; English sets a unit of money or quantity in brackets, since "400 CNY 100m" misleads."""
    return _say("values.counted" if unit in _COUNTED else "values.level", value=value, unit=unit)


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
    for word in reading.split("/"):
        if word in _READINGS:
            said.append(_say(f"readings.{word}"))
        else:
            said.append(_say("readings.crossing", year=word.removeprefix("crossing:")))
    return said[0] if len(said) == 1 else _say("readings.several", readings=said)


def _of_claims(scenario: Scenario, dossier: Dossier) -> Iterator[ScenarioDifference]:
    if scenario.founded is not None and scenario.founded != dossier.founded:
        known = dossier.founded is not None
        said = _say("founded" if known else "founded_new", old=dossier.founded, new=scenario.founded)
        old = _plain(dossier.founded) if known else _say("cells.empty")
        yield ScenarioDifference("founded", said, old, _plain(scenario.founded))
    for claim_id, reading in sorted(scenario.readings.items()):
        claim = dossier.claim(claim_id)
        new = reading_phrase(reading)
        old = reading_phrase(claim.reading) if claim.reading else _say("values.any_reading")
        said = _say("reading", claim=claim_id, label=_label(claim, dossier), new=new)
        yield ScenarioDifference(f"readings.{claim_id}", said, old, new)
    for claim_id, changes in sorted(scenario.claims.items()):
        claim = dossier.claim(claim_id)
        for column, value in sorted(changes.items()):
            before = getattr(claim, column)
            if before == value or (column == "reading" and claim_id in scenario.readings):
                continue
            old, new = _plain(_cell(column, before)), _plain(_cell(column, value))
            if column == "value":
                old, new = (
                    level_phrase(before, claim.unit),
                    level_phrase(value, changes.get("unit", claim.unit)),
                )
            named = _say(f"columns.{column}")
            said = _say("claim", claim=claim_id, label=_label(claim, dossier), column=named, old=old, new=new)
            yield ScenarioDifference(f"claims.{claim_id}.{column}", said, old, new)
    for claim_id in scenario.drop:
        claim = dossier.claim(claim_id)
        old = level_phrase(signed_phrase(claim.comparator, claim.value), claim.unit)
        spot = claim.kind in ("level", "growth", "share")
        said = _say(
            "drop" if spot else "drop_span",
            claim=claim_id,
            label=_label(claim, dossier),
            value=old,
            year=claim.end,
        )
        yield ScenarioDifference(f"drop.{claim_id}", said, old, _say("values.left_out"))
    for place, one in enumerate(scenario.add):
        claim_id = one.get("claim_id") or f"added-{place + 1}"
        new = level_phrase(signed_phrase(one.get("comparator") or "=", one["value"]), one["unit"])
        label = dossier.indicators[one["indicator"]].label
        basis = _say(f"basis.{one['basis']}") if one.get("basis") else ""
        said = _say(
            "add_on_basis" if basis else "add",
            claim=claim_id,
            label=label,
            value=new,
            year=one["end"],
            basis=basis,
        )
        yield ScenarioDifference(f"add.{claim_id}", said, _say("cells.empty"), new)


_SIGNS = {
    "=": "exactly",
    "~": "about",
    ">=": "at_least",
    ">": "more_than",
    "<=": "at_most",
    "<": "less_than",
    "..": "between",
}


def signed_phrase(comparator: str, value: str) -> object:
    """A printed number with its comparator in words."""
    if comparator == "=":
        return value
    return _say("signed", sign=_say(f"signs.{_SIGNS[comparator]}"), value=value.replace("..", "–"))


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


def _of_goals(scenario: Scenario, dossier: Dossier) -> Iterator[ScenarioDifference]:
    for name, wanted in sorted(scenario.goal.items()):
        claim = goal_claim(dossier, name, wanted)
        if claim is None:
            continue
        label = dossier.indicators[name].label
        if "year" in wanted and wanted["year"] != claim.end:
            said = _say("goal_year", label=label, old=claim.end, new=wanted["year"])
            yield ScenarioDifference(f"goal.{name}.year", said, _plain(claim.end), _plain(wanted["year"]))
        if "level" in wanted and wanted["level"] != claim.value:
            said = _say("goal_level", label=label, old=claim.value, new=wanted["level"], unit=claim.unit)
            old, new = level_phrase(claim.value, claim.unit), level_phrase(wanted["level"], claim.unit)
            yield ScenarioDifference(f"goal.{name}.level", said, old, new)


def _of_growth(scenario: Scenario, dossier: Dossier) -> Iterator[ScenarioDifference]:
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
            new = _say(f"values.{key}{'_from' if late else ''}", rate=rate, year=start)
            said = noted(what, name, first, over_pace=name in scenario.pace)
            yield ScenarioDifference(f"{key}.{name}", said, _say("cells.empty"), new)
    for key in YEARLY:
        for name, years in sorted(getattr(scenario, key).items()):
            own = scenario.path.get(name, {}) if key == "growth_shock" else {}
            limit = last.get(name, 0)
            for first, final, rate in _stretches(years, limit, own):
                down = key == "growth_shock" and rate < 0
                what = _say(
                    f"{key}{'_down' if down else ''}{'_span' if final > first else ''}",
                    label=dossier.indicators[name].label,
                    year=first,
                    end=final,
                    rate=abs(rate) if down else rate,
                )
                said = noted(what, name, first, on_path=first in own)
                span = f"{first}" if first == final else f"{first}-{final}"
                old = _say("values.forecast") if key == "path" else _say("cells.empty")
                new = _say(f"values.{key}", rate=rate)
                yield ScenarioDifference(f"{key}.{name}.{span}", said, old, new)
    for name, place in sorted(scenario.pace.items()):
        where: Any = _say("top_fifth") if place == TOP_FIFTH else _place(place, dossier)
        said = noted(_say("pace", label=dossier.indicators[name].label, place=where), name, soon)
        yield ScenarioDifference(f"pace.{name}", said, _say("values.forecast"), _plain(where))


def _stretches(
    years: Mapping[int, float], limit: int, own: Mapping[int, float]
) -> Iterator[tuple[int, int, float]]:
    """First and last year and rate of each run of years that are said together."""
    run: list[int] = []
    for year in [*sorted(years), None]:
        alike = (
            year is not None
            and run
            and year == run[-1] + 1
            and years[year] == years[run[-1]]
            and (year > limit) == (run[-1] > limit)
            and (year in own) == (run[-1] in own)
        )
        if run and not alike:
            yield run[0], run[-1], years[run[0]]
            run = []
        if year is not None:
            run.append(year)


def _last_years(scenario: Scenario, dossier: Dossier) -> dict[str, int]:
    """Indicator -> last year its own targets and goals speak of under the scenario, where there is one."""
    moved = goal_changes(scenario, dossier)
    found: dict[str, int] = {}
    rows = [
        (claim.entity, claim.role, claim.indicator, claim.end, claim.claim_id)
        for claim in dossier.claims
        if claim.claim_id not in scenario.drop
    ]
    rows += [
        (one["entity"], one.get("role", ""), one["indicator"], one["end"], one.get("claim_id", ""))
        for one in scenario.add
    ]
    for entity, role, name, printed, claim_id in rows:
        changed, move = scenario.claims.get(claim_id, {}), moved.get(claim_id)
        end = changed.get("end", printed) if move is None or move.year is None else move.year
        if (
            entity == dossier.entity
            and changed.get("role", role) in ("target", "goal")
            and end > dossier.as_of
        ):
            found[name] = max(found.get(name, 0), end)
    return found


def _of_yardsticks(scenario: Scenario, dossier: Dossier) -> Iterator[ScenarioDifference]:
    """Assumptions, reference classes and models."""
    if scenario.deflator is not None:
        low, high = scenario.deflator
        band = dossier.assumptions.deflator
        old = _say("values.band", low=float(band[0]), high=float(band[1])) if band else _say("cells.empty")
        said, new = _say("deflator", low=low, high=high), _say("values.band", low=low, high=high)
        yield ScenarioDifference("deflator", said, old, new)
    if scenario.about is not None:
        about = float(dossier.assumptions.about)
        said = _say("about", old=about, new=scenario.about)
        yield ScenarioDifference(
            "about", said, _say("values.share", share=about), _say("values.share", share=scenario.about)
        )
    for name, ranked in sorted(scenario.reference_class.items()):
        before = dossier.indicators[name].reference_class
        new = _class(ranked)
        said = _say("reference_class", label=dossier.indicators[name].label, new=new)
        yield ScenarioDifference(f"reference_class.{name}", said, _class(before), new)
    if scenario.models:
        listed = [Phrase(f"models.{model}") for model in scenario.models]
        said = _say("models", models=listed)
        yield ScenarioDifference(
            "models", said, _say("values.recommended"), _say("values.listed", models=listed)
        )


def _class(name: str) -> Phrase:
    if not name:
        return _say("cells.empty")
    known = reference_class(name)
    return _plain({language: known.label(language) for language in LANGUAGES})
