"""Assessments side by side: findings, targets and odds, and the inputs that differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.ask.comparison.matching import ODDS_STEP, matched, moved
from forecasting.errors import ForecastingError
from forecasting.records import TypedRow, frame
from forecasting.scenarios import inputs
from forecasting.words import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Finding
    from forecasting.judge.tables import TargetRow

__all__ = ["compare", "compare_inputs", "compare_targets", "comparison_rows", "finding_rows", "input_rows"]

_OF_TARGETS = (
    "base_year",
    "base_level",
    "target_year",
    "target_level",
    "goal_year",
    "goal_level",
    "side",
    "printed_rate",
    "recomputed_rate",
    "needed_before",
    "needed_after",
    "kept_level",
    "record_rate",
    "record_start",
    "probability",
    "probability_low",
    "probability_high",
    "growth_verdict",
    "path_verdict",
    "pace_verdict",
    "odds_verdict",
    "grade",
)
#: What a compared finding is told by, and a compared target beside its row of the target table.
_OF_FINDINGS = ("check", "entity", "indicator", "end", "claims")
_OF_SCENARIOS = ("indicator", "label", "unit", "scenario", "title", "differences")
_ODDS = ("probability", "probability_low", "probability_high")


def _checked(runs: tuple[Assessment, ...], least: int) -> list[str]:
    """Names of the scenarios, each of its own and of one report."""
    wrong = next((one for one in runs if not hasattr(one, "target_rows")), None)
    if wrong is not None:
        msg = f"compare takes assessments, as assess returns them; received {type(wrong).__name__}"
        raise ForecastingError(msg)
    if len(runs) < least:
        words = {1: "one or more assessments", 2: "two or more assessments"}
        msg = f"compare takes {words[least]}; received {len(runs)}"
        raise ForecastingError(msg)
    names = [run.scenario.name for run in runs]
    if len(set(names)) < len(names):
        msg = f"scenarios to compare need different names; received {', '.join(names)}"
        raise ForecastingError(msg)
    entities = list(dict.fromkeys(run.dossier.entity for run in runs))
    if len(entities) > 1:
        msg = f"compare takes assessments of one dossier; received {', '.join(entities)}"
        raise ForecastingError(msg)
    return names


@dataclass(frozen=True, slots=True)
class FindingCompared:
    """One finding in several runs.

    Attributes:
        check, entity, indicator, end, claims: of the first run that has it.
        found: the finding in each run, None where one has it not.
        changed: its verdict or odds differ from those of the first run.
    """

    check: str
    entity: str
    indicator: str
    end: int | None
    claims: tuple[str, ...]
    found: tuple[Finding | None, ...]
    changed: bool

    @property
    def verdicts(self) -> tuple[str | None, ...]:
        """Of each run."""
        return tuple(one.verdict if one else None for one in self.found)

    @property
    def probabilities(self) -> tuple[float | None, ...]:
        """Of each run."""
        return tuple(one.probability if one else None for one in self.found)

    def plain(self, names: Sequence[str]) -> dict[str, Any]:
        """The row of `compare` with a column a run, called as the runs are."""
        row = {name: getattr(self, name) for name in _OF_FINDINGS}
        row |= {f"verdict:{name}": one for name, one in zip(names, self.verdicts, strict=True)}
        row |= {f"probability:{name}": one for name, one in zip(names, self.probabilities, strict=True)}
        return row | {"changed": self.changed}


@dataclass(frozen=True, slots=True)
class TargetCompared(TypedRow):
    """One planned indicator under one scenario.

    Attributes:
        indicator, label, unit: of what.
        scenario, title: its id and its name in words; `differences` what it changes, a sentence each.
        target: its row of the target table; None where the scenario has no such plan.
        changed: it differs from that of the first run.
    """

    indicator: str
    label: str
    unit: str
    scenario: str
    title: str
    differences: tuple[str, ...]
    target: TargetRow | None
    changed: bool

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Those of `compare_targets`, where the row of the target table is a column each."""
        return (*_OF_SCENARIOS, *_OF_TARGETS, "changed")

    def plain(self) -> dict[str, Any]:
        """The row of `compare_targets`."""
        row = {name: getattr(self, name) for name in _OF_SCENARIOS}
        row |= {name: getattr(self.target, name, None) for name in _OF_TARGETS}
        return row | {"changed": self.changed}


@dataclass(frozen=True, slots=True)
class InputRow(TypedRow):
    """One input that a scenario changes; columns as `compare_inputs` describes them."""

    scenario: str
    title: str
    field: str
    difference: str
    baseline: str
    value: str


def finding_rows(*runs: Assessment) -> list[FindingCompared]:
    """The rows of `compare`."""
    _checked(runs, 2)
    rows = []
    for found in matched([run.found for run in runs]):
        first = next(one for one in found if one is not None)
        changed = any(moved(found[0], one) for one in found[1:])
        place = (first.check, first.entity, first.indicator, first.end, first.claims)
        rows.append(FindingCompared(*place, tuple(found), changed))
    return rows


def compare(*runs: Assessment) -> pd.DataFrame:
    """What differs between assessments, finding by finding.

    Findings are matched although a scenario drops, renames or adds claims; a change of odds up to half a percentage
    point is no change.

    Args:
        runs: two or more assessments of one dossier; the first is what the others are compared with.

    Returns:
        One row a finding that any run has: check, entity, indicator, end, claims (of the first run that has it), then
        the verdicts side by side (`verdict:NAME`), the odds side by side (`probability:NAME`), and `changed`.

    Raises:
        ForecastingError: too few runs, two of one scenario, or runs of different dossiers.
    """
    import pandas as pd

    names = _checked(runs, 2)
    sides = [f"{what}:{name}" for what in ("verdict", "probability") for name in names]
    rows = [row.plain(names) for row in finding_rows(*runs)]
    return pd.DataFrame(rows, columns=[*_OF_FINDINGS, *sides, "changed"])


def comparison_rows(*runs: Assessment) -> list[TargetCompared]:
    """The rows of `compare_targets`."""
    _checked(runs, 1)
    order = list(dict.fromkeys(row.indicator for run in runs for row in run.target_rows))
    by_run = [{row.indicator: row for row in run.target_rows} for run in runs]
    rows = []
    for indicator in order:
        base = by_run[0].get(indicator)
        for run, found in zip(runs, by_run, strict=True):
            here = found.get(indicator)
            about = run.dossier.indicators[indicator]
            rows.append(
                TargetCompared(
                    indicator=indicator,
                    label=about.name(run.language),
                    unit=about.unit,
                    scenario=run.scenario.name,
                    title=run.scenario.named(run.language),
                    differences=tuple(run.differences),
                    target=here,
                    changed=_differs(base, here),
                )
            )
    return rows


def _differs(base: TargetRow | None, here: TargetRow | None) -> bool:
    if base is None or here is None:
        return base is not here
    for name in _OF_TARGETS:
        one, other = getattr(base, name), getattr(here, name)
        if name in _ODDS and one is not None and other is not None:
            if abs(one - other) > ODDS_STEP:
                return True
        elif one != other:
            return True
    return False


def compare_targets(*runs: Assessment) -> pd.DataFrame:
    """Targets, goals, what they take and their odds: one row an indicator and scenario, the first run's row first.

    Args:
        runs: one or more assessments of one dossier; the first is what the others are compared with.

    Returns:
        Columns indicator, label, unit, scenario, title, differences (what the scenario changes, a tuple of sentences),
        the base, target, goal, rates, record, odds and verdicts of the target table (growth and odds as fractions,
        levels in the indicator's unit; missing where a scenario has no such plan), and `changed` against the first run.

    Raises:
        ForecastingError: no run, two of one scenario, or runs of different dossiers.
    """
    return frame(comparison_rows(*runs), TargetCompared)


def input_rows(*runs: Assessment) -> list[InputRow]:
    """The rows of `compare_inputs`."""
    _checked(runs, 1)
    return [
        InputRow(
            scenario=run.scenario.name,
            title=run.scenario.named(run.language),
            field=given.field,
            difference=render(given.said, run.language),
            baseline=render(given.old, run.language),
            value=render(given.new, run.language),
        )
        for run in runs
        for given in inputs(run.scenario, run.baseline)
    ]


def compare_inputs(*runs: Assessment) -> pd.DataFrame:
    """The inputs that scenarios change, each with what it is in the report and what it is in the scenario.

    Args:
        runs: one or more assessments of one dossier; the baseline has no row.

    Returns:
        Columns scenario, title, field (such as "goal.gdp.year"), difference (as one sentence), baseline, value (both
        as text in the run's language).

    Raises:
        ForecastingError: no run, two of one scenario, or runs of different dossiers.
    """
    return frame(input_rows(*runs), InputRow)
