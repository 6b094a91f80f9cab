"""Dossier + scenario -> history, forecasts, findings, conflicts: the only place where they all meet."""

from forecasting.judge.assessment.making import assess
from forecasting.judge.assessment.parts_alone import conflicts, implied, required_growth
from forecasting.judge.assessment.result import Assessment
from forecasting.judge.assessment.rows import ClaimRow, ConditionRow, FindingRow

__all__ = [
    "Assessment",
    "ClaimRow",
    "ConditionRow",
    "FindingRow",
    "assess",
    "conflicts",
    "implied",
    "required_growth",
]
