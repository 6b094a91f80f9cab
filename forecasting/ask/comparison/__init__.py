"""Side by side: assessments of one report under several scenarios, and two drafts of a report."""

from forecasting.ask.comparison.drafts import DraftComparison, compare_drafts
from forecasting.ask.comparison.runs import (
    compare,
    compare_inputs,
    compare_targets,
    comparison_rows,
    finding_rows,
    input_rows,
)

__all__ = [
    "DraftComparison",
    "compare",
    "compare_drafts",
    "compare_inputs",
    "compare_targets",
    "comparison_rows",
    "finding_rows",
    "input_rows",
]
