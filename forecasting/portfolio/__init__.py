"""Many dossiers, reports or series at once, over any executor; every answer is that of the one dossier."""

from forecasting.portfolio.many import Portfolio, assess_many
from forecasting.portfolio.runs import run_to_file

__all__ = ["Portfolio", "assess_many", "run_to_file"]
