"""What the checks look at: the claims, what they imply, and what the models say."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import (
    Space,
    base_year,
    is_past_plan,
    level_interval,
    meaning,
    printed_interval,
    space_of_levels,
)
from forecasting.network import Node, Observation
from forecasting.numbers.intervals import Interval
from forecasting.numbers.stated import parse_number
from forecasting.numbers.units import conversion
from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.dossier import Claim, Dossier, Indicator
    from forecasting.judge.checks.plans import Plan
    from forecasting.models.reference import OddsParts, PastGoal
    from forecasting.network import Network
    from forecasting.words import Phrase

__all__ = ["OUTSIDE", "Chance", "Evidence", "Joint", "LookUp", "Outside", "PrintedLevel", "middle"]


def middle(interval: Interval) -> float:
    """The geometric mean of both ends (of a range below nothing the mean), not a number where one is missing."""
    if interval.lower is None or interval.upper is None:
        return float("nan")
    if interval.lower < 0:
        return float(interval.lower + interval.upper) / 2
    return sqrt(float(interval.lower * interval.upper))


#: Id of the model that is an outside forecast.
OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Outside:
    """What an outside forecast says of one target or goal.

    Attributes:
        source, date: who made it, and when it was published, as written.
        growth: log growth a year up to the threshold's year.
        optimism: what such forecasts have run high by, log growth a year.
        corrected: the odds with that taken off.
    """

    source: str
    date: str
    growth: float
    optimism: float
    corrected: float


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance one model gives a target or goal; worked out above, where models are known.

    Attributes:
        claim: id of the target or goal, or "joint" for all annual targets and the goal together.
        level: the threshold as printed, in the indicator's unit.
        model: id of the growth model.
        default: whether it is the model whose odds are quoted.
        probability: None when the model cannot be fitted; `reason` then says why.
        low, high: the same over all that is left open; None for other than the default.
        ways: what is left open, each with the lowest and highest odds over it: "rounding" (levels and readings), "about"
            (of a target), "prices" (through which real growth was carried to levels), "basis" (the price basis of growth).
        by_level: chance of the level of the year alone, where the claim asks for growth in each single year.
        outside: whose path it is, where the model is an outside forecast.
        parts: how record and class make the odds; None for other than the default, and without a class.
    """

    entity: str
    indicator: str
    claim: str
    year: int
    level: float
    side: str
    model: str
    default: bool
    probability: float | None
    reason: Phrase | None = None
    low: float | None = None
    high: float | None = None
    ways: tuple[tuple[str, float, float], ...] = ()
    by_level: float | None = None
    parts: OddsParts | None = None
    outside: Outside | None = None


@dataclass(frozen=True, slots=True)
class Joint:
    """Chances of events that span years, by simulated paths of the default model.

    Attributes:
        goal: id of the goal.
        every_target: chance of all annual targets and the goal; None without an annual target.
        given_target: chance of the goal once the last annual target is met; None where that is too rare to say.
        ever: chance that the goal's level is reached in some year up to its own.
        error: largest Monte Carlo standard error of these.
        paths, seed: of the simulation.
        slow, fast: odds of the goal if the whole class grew one standard deviation of a cohort slower or faster;
            None where that is not known.
    """

    entity: str
    indicator: str
    goal: str
    every_target: float | None
    given_target: float | None
    ever: float
    error: float
    paths: int
    seed: int
    slow: float | None = None
    fast: float | None = None


@dataclass(frozen=True, slots=True)
class LookUp:
    """A number that is not stated and would tell most if it were.

    Attributes:
        year: of the missing level.
        low, high: odds of the goal if that level turned out at the lower or the upper end of what is likely.
        crossing: the level a phrase counts from, when knowing this year would settle where it starts; else None.
    """

    entity: str
    indicator: str
    year: int
    low: float
    high: float
    crossing: float | None = None


@dataclass(frozen=True, slots=True)
class PrintedLevel:
    """All that one vintage prints about one level: the interval, the printed value and the claims."""

    interval: Interval
    value: Fraction
    claims: tuple[str, ...]
    plain: bool
    vintage: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the checks look at; none of them reads a file, fits a model or changes a claim.

    Attributes:
        dossier, network: the claims and what they imply.
        plans: targets and goals of the dossier's own entity, by indicator.
        chances: odds of each model for each target and goal.
        joints: chances of events that span years.
        lookups: missing numbers worth finding, most telling first.
        record: official goals with known outcomes, for base rates.
        levels: claims of a level with two ends in one year, by (entity, indicator, year).
    """

    dossier: Dossier
    network: Network
    plans: tuple[Plan, ...]
    chances: tuple[Chance, ...] = field(default=())
    joints: tuple[Joint, ...] = field(default=())
    lookups: tuple[LookUp, ...] = field(default=())
    record: tuple[PastGoal, ...] = field(default=())
    levels: Mapping[tuple[str, str, int], list[Claim]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find the printed levels of a year at once, those printed with `=` first."""
        found: dict[tuple[str, str, int], list[Claim]] = {}
        for claim in sorted(self.dossier.claims, key=lambda one: (one.comparator != "=", one.claim_id)):
            if claim.kind == "level" and claim.comparator in ("=", "~", "..") and claim.start is None:
                found.setdefault((claim.entity, claim.indicator, claim.end), []).append(claim)
        object.__setattr__(self, "levels", found)

    def indicator(self, claim: Claim) -> Indicator:
        """The indicator of a claim."""
        return self.dossier.indicators[claim.indicator]

    def label(self, entity: str, indicator: str) -> dict[str, str]:
        """Name of an indicator, with the place where it is not the dossier's own."""
        known = self.dossier.indicators[indicator]
        if entity == self.dossier.entity:
            return dict(known.label)
        place = self.dossier.place
        return {
            one: say("findings.elsewhere", one, label=known.name(one), place=place(entity, one))
            for one in LANGUAGES
        }

    def place(self, entity: str) -> dict[str, str]:
        """Name of a place or firm, in each language."""
        return {language: self.dossier.place(entity, language) for language in LANGUAGES}

    def node(self, entity: str, indicator: str, year: int) -> Node:
        """The level of an indicator on its own price basis and scope, over the full year."""
        return Node(entity, indicator, space_of_levels(self.dossier.indicators[indicator]), year)

    def implied(self, entity: str, indicator: str, year: int) -> Interval:
        """The range the network leaves for a level, unbounded where it says nothing."""
        return self.network.implied.get(self.node(entity, indicator, year), Interval())

    def level_range(self, entity: str, indicator: str, year: int) -> Interval:
        """What is known of a level: what the network leaves, or what is printed where it may be negative."""
        if not self.may_be_negative(entity, indicator):
            return self.implied(entity, indicator, year)
        found = self.printed(entity, indicator, self.dossier.indicators[indicator].basis, year)
        return Interval() if found is None else found.interval

    def observations(self, entity: str, indicator: str) -> tuple[Observation, ...]:
        """The pinned history of one series, in year order."""
        return tuple(
            one for one in self.network.history if (one.entity, one.indicator) == (entity, indicator)
        )

    def printed(self, entity: str, indicator: str, space: Space | str, year: int) -> PrintedLevel | None:
        """What is printed, with two ends, about one level; None where nothing is.

        Args:
            entity: whose level.
            indicator: of what.
            year: of the level.
            space: the price basis alone, or with scope and period; levels of its vintage are preferred where it has
                one, else those of the newest.
        """
        wanted = space if isinstance(space, Space) else Space(space)
        found: dict[int, list[Claim]] = {}
        for claim in self.levels.get((entity, indicator, year), []):
            here = meaning(claim, self.dossier).space
            if not is_past_plan(claim, self.dossier) and here[:3] == wanted[:3]:
                found.setdefault(here.vintage, []).append(claim)
        if not found:
            return None
        vintage = wanted.vintage if wanted.vintage in found else max(found)
        interval, value, ids, plain = Interval(), None, [], True
        signed = self.may_be_negative(entity, indicator)
        for claim in found[vintage]:
            unit = self.dossier.indicators[indicator].unit
            here_range = (
                printed_interval(claim, self.dossier).times(conversion(claim.unit, unit))
                if signed
                else level_interval(claim, self.dossier)
            )
            narrowed = interval.intersect(here_range)
            if narrowed.is_empty:
                continue
            interval = narrowed
            ids.append(claim.claim_id)
            if claim.comparator == "..":
                plain = False
                middle = (here_range.lower or Fraction(0)) + (here_range.upper or Fraction(0))
                value = value if value is not None else middle / 2
            else:
                plain = plain and claim.comparator == "="
                value = value if value is not None else Fraction(claim.value) * conversion(claim.unit, unit)
        return None if value is None else PrintedLevel(interval, value, tuple(sorted(ids)), plain, vintage)

    def start(self, claim: Claim) -> int | None:
        """The base year of a claim, None while it is open."""
        return base_year(claim, self.dossier)

    def point(self, entity: str, indicator: str, year: int) -> float | None:
        """The best single number for a level: printed, else observed, else the middle of a bounded range."""
        basis = self.dossier.indicators[indicator].basis
        printed = self.printed(entity, indicator, basis, year)
        if printed is not None:
            return float(printed.value)
        seen = next((one for one in self.observations(entity, indicator) if one.year == year), None)
        if seen is not None:
            return seen.level
        interval = self.implied(entity, indicator, year)
        bounded = interval.lower is not None and interval.upper is not None
        return middle(interval) if bounded else None

    def may_be_negative(self, entity: str, name: str) -> bool:
        """Whether a level of a rate may be nothing or less, as a price change or a margin: the network holds none such."""
        indicator = self.dossier.indicators[name]
        if indicator.measure != "rate":
            return False
        lowest = indicator.bounds[0] if indicator.bounds is not None else None
        return (
            lowest is None
            or lowest < 0
            or any(
                (claim.entity, claim.indicator, claim.kind) == (entity, name, "level")
                and min(map(parse_number, claim.value.split("..", 1))) <= 0
                for claim in self.dossier.claims
            )
        )

    def claims_about(
        self, entity: str, indicators: tuple[str, ...], years: tuple[int, ...]
    ) -> tuple[str, ...]:
        """Ids of the levels and yearly rates printed of these indicators in these years, sorted."""
        return tuple(
            sorted(
                claim.claim_id
                for claim in self.dossier.claims
                if claim.entity == entity
                and claim.indicator in indicators
                and claim.end in years
                and claim.kind in ("level", "growth")
            )
        )
