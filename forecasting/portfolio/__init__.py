"""Many dossiers, reports or series at once, over any executor; every answer is that of the one dossier."""

from forecasting.portfolio.fared import TargetHindcast, hindcast_targets
from forecasting.portfolio.many import Portfolio, assess_many
from forecasting.portfolio.page import write_ranking
from forecasting.portfolio.runs import RankingPage, RunOptions, run_to_file

__all__ = [
    "Portfolio",
    "RankingPage",
    "RunOptions",
    "TargetHindcast",
    "assess_many",
    "hindcast_targets",
    "run_to_file",
    "write_ranking",
]
