"""The `goal` of a scenario: which claim it moves, and what it may ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecasting.errors import StatedError
from forecasting.numbers.stated import parse_number
from forecasting.scenarios.table import Flaw, is_whole, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier import Claim, Dossier
    from forecasting.scenarios.model import Scenario

__all__ = ["GoalMove", "goal_changes", "goal_claim", "goal_flaws", "goals_of"]

_KEYS = ("year", "level", "claim")
#: The columns of a claim that each key of a goal stands for.
_COLUMNS = {"year": ("end", "role"), "level": ("value", "unit", "role")}


def goals_of(dossier: Dossier, indicator: str) -> list[Claim]:
    """The goals a scenario can move: those stated as levels, or the others where none is, in year order."""
    found = [
        claim
        for claim in dossier.claims
        if (claim.entity, claim.indicator, claim.role) == (dossier.entity, indicator, "goal")
    ]
    levels = [claim for claim in found if claim.kind == "level"]
    return sorted(levels or found, key=lambda one: (one.end, one.claim_id))


def goal_claim(dossier: Dossier, indicator: str, wanted: Mapping[str, Any]) -> Claim | None:
    """The goal that `wanted` moves: the one it names, or the only one there is."""
    goals = goals_of(dossier, indicator)
    if "claim" in wanted:
        return next((claim for claim in goals if claim.claim_id == wanted["claim"]), None)
    return goals[0] if len(goals) == 1 else None


@dataclass(frozen=True, slots=True)
class GoalMove:
    """Where a scenario moves a goal: another year, another number as printed, or both; None leaves what is stated."""

    year: int | None
    level: str | None

    def applied(self, claim: Claim) -> Claim:
        """The goal where it is moved to."""
        return replace(
            claim,
            end=claim.end if self.year is None else self.year,
            value=claim.value if self.level is None else self.level,
        )


def goal_changes(scenario: Scenario, dossier: Dossier) -> dict[str, GoalMove]:
    """Where the goals of a flawless scenario move the claims that state them, by claim id."""
    found: dict[str, GoalMove] = {}
    for indicator, wanted in scenario.goal.items():
        claim = goal_claim(dossier, indicator, wanted)
        if claim is not None:
            found[claim.claim_id] = GoalMove(wanted.get("year"), wanted.get("level"))
    return found


def goal_flaws(scenario: Scenario, dossier: Dossier) -> Iterator[Flaw]:
    """Goals of indicators that have none or several, of senseless years and levels, or given twice."""
    for indicator, wanted in scenario.goal.items():
        place = ("goal", str(indicator))
        with_goal = [name for name in dossier.indicators if goals_of(dossier, name)]
        if indicator not in with_goal:
            known = indicator in dossier.indicators
            found = f"{indicator!r}, for which no goal is stated" if known else repr(indicator)
            yield place, found, f"an indicator with a goal: {', '.join(with_goal) or 'there is none'}"
            continue
        for key in wanted:
            if key not in _KEYS:
                yield (*place, str(key)), "an unknown key", f"one of {', '.join(_KEYS)}"
        if not {"year", "level"} & set(wanted):
            yield place, shown(wanted), "a year, a level, or both"
        claim = goal_claim(dossier, indicator, wanted)
        if claim is None:
            ids = ", ".join(one.claim_id for one in goals_of(dossier, indicator))
            named = "claim" in wanted
            found = shown(wanted["claim"]) if named else "more than one goal"
            yield (*place, "claim"), found, f"the id of the goal to move, one of {ids}"
            continue
        yield from _year_flaws(place, wanted, claim, dossier)
        yield from _level_flaws(place, wanted, claim)
        yield from _doubled(place, wanted, claim, scenario)


def _year_flaws(
    place: tuple[str, ...], wanted: Mapping[str, Any], claim: Claim, dossier: Dossier
) -> Iterator[Flaw]:
    if "year" not in wanted:
        return
    year = wanted["year"]
    if not is_whole(year) or not dossier.as_of < year <= dossier.as_of + 100:
        expected = f"a year after as_of = {dossier.as_of}, within a century"
        yield (*place, "year"), shown(year), expected
        return
    for other in goals_of(dossier, claim.indicator):
        if other.claim_id != claim.claim_id and other.end == year:
            yield (*place, "year"), f"{year}, for which {other.claim_id} states a goal", "a year without one"


def _level_flaws(place: tuple[str, ...], wanted: Mapping[str, Any], claim: Claim) -> Iterator[Flaw]:
    if "level" not in wanted:
        return
    level = wanted["level"]
    if claim.kind != "level":
        found = f"a level, while {claim.claim_id} states a {claim.kind}"
        yield (*place, "level"), found, f"another value under claims.{claim.claim_id}"
        return
    ends = level.split("..") if isinstance(level, str) and claim.comparator == ".." else [level]
    try:
        numbers = [parse_number(one) for one in ends if isinstance(one, str)]
    except StatedError:
        numbers = []
    wide = 2 if claim.comparator == ".." else 1
    if len(numbers) != wide or min(numbers) <= 0:
        as_printed = f'the level in {claim.unit} as text, as it would be printed, such as "{claim.value}"'
        yield (*place, "level"), shown(level), as_printed


def _doubled(
    place: tuple[str, ...], wanted: Mapping[str, Any], claim: Claim, scenario: Scenario
) -> Iterator[Flaw]:
    """The goal is dropped, or `claims` says of it what `goal` says too."""
    if claim.claim_id in scenario.drop:
        found = f"a goal that drop leaves out ({claim.claim_id})"
        yield place, found, "to move the goal or to drop it, not both"
    for key, columns in _COLUMNS.items():
        taken = [one for one in columns if key in wanted and one in scenario.claims.get(claim.claim_id, {})]
        if taken:
            found = f"a {key}, while claims.{claim.claim_id} changes its {' and '.join(taken)}"
            yield (*place, key), found, "the change in one of the two places"
