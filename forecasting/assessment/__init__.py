"""Dossier + scenario -> history, forecasts, findings, conflicts: the only place where they all meet."""

from forecasting.assessment.making import assess
from forecasting.assessment.parts_alone import conflicts, implied, required_growth
from forecasting.assessment.result import Assessment

__all__ = ["Assessment", "assess", "conflicts", "implied", "required_growth"]
