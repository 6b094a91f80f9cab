"""The runs that charts of scenarios compare: which one is the baseline, and what each is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.judge.assessment import Assessment

__all__ = ["name_of", "ordered"]


def ordered(runs: Sequence[Assessment]) -> list[Assessment]:
    """The runs with the baseline first; where none is the baseline, the first one stands for it.

    Raises:
        ForecastingError: no run.
    """
    given: Any = runs
    listed = list(given) if isinstance(given, list | tuple) else [given]
    if not listed:
        msg = "a chart of scenarios needs assessments, the baseline among them; received none"
        raise ForecastingError(msg)
    base = next((run for run in listed if run.scenario.name == "baseline"), listed[0])
    return [base, *(run for run in listed if run is not base)]


def name_of(run: Assessment) -> str:
    """The title of its scenario; the baseline is called that."""
    if run.scenario.name == "baseline":
        return say("comparison.chart.baseline", run.language)
    return run.scenario.named(run.language)
