"""Assessments side by side: findings, targets and odds, and the inputs that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.comparison.matching import ODDS_STEP, matched, moved
from forecasting.errors import ForecastingError
from forecasting.scenarios import inputs
from forecasting.words import render

if TYPE_CHECKING:
    import pandas as pd

    from forecasting.assessment import Assessment
    from forecasting.tables import TargetRow

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


def finding_rows(*runs: Assessment) -> list[dict[str, Any]]:
    """The rows of `compare` as plain values."""
    names = _checked(runs, 2)
    rows = []
    for found in matched([run.found for run in runs]):
        first = next(one for one in found if one is not None)
        row: dict[str, Any] = {
            "check": first.check,
            "entity": first.entity,
            "indicator": first.indicator,
            "end": first.end,
            "claims": first.claims,
        }
        row |= {
            f"verdict:{name}": one.verdict if one else None for name, one in zip(names, found, strict=True)
        }
        row |= {
            f"probability:{name}": one.probability if one else None
            for name, one in zip(names, found, strict=True)
        }
        rows.append(row | {"changed": any(moved(found[0], one) for one in found[1:])})
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
    names = _checked(runs, 2)
    columns = ["check", "entity", "indicator", "end", "claims"]
    columns += [f"{what}:{name}" for what in ("verdict", "probability") for name in names]
    return _frame(finding_rows(*runs), [*columns, "changed"])


def comparison_rows(*runs: Assessment) -> list[dict[str, Any]]:
    """The rows of `compare_targets` as plain values; `differences` is a list of sentences."""
    _checked(runs, 1)
    order = list(dict.fromkeys(row.indicator for run in runs for row in run.target_rows))
    by_run = [{row.indicator: row for row in run.target_rows} for run in runs]
    rows = []
    for indicator in order:
        base = by_run[0].get(indicator)
        for run, found in zip(runs, by_run, strict=True):
            here = found.get(indicator)
            about = run.dossier.indicators[indicator]
            row: dict[str, Any] = {
                "indicator": indicator,
                "label": about.name(run.language),
                "unit": about.unit,
                "scenario": run.scenario.name,
                "title": run.scenario.named(run.language),
                "differences": run.differences,
            }
            row |= {name: getattr(here, name, None) for name in _OF_TARGETS}
            rows.append(row | {"changed": _differs(base, here)})
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
    columns = ["indicator", "label", "unit", "scenario", "title", "differences", *_OF_TARGETS, "changed"]
    rows = [row | {"differences": tuple(row["differences"])} for row in comparison_rows(*runs)]
    return _frame(rows, columns)


def input_rows(*runs: Assessment) -> list[dict[str, Any]]:
    """The rows of `compare_inputs` as plain values."""
    _checked(runs, 1)
    return [
        {
            "scenario": run.scenario.name,
            "title": run.scenario.named(run.language),
            "field": one.field,
            "difference": render(one.said, run.language),
            "baseline": render(one.old, run.language),
            "value": render(one.new, run.language),
        }
        for run in runs
        for one in inputs(run.scenario, run.baseline)
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
    return _frame(input_rows(*runs), ["scenario", "title", "field", "difference", "baseline", "value"])


def _frame(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=columns)
