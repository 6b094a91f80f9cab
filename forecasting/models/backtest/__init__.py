"""How the growth models would have done: rolling origins without hindsight, scored on logs, clustered by origin.

At each origin the models see what was known by then and nothing else; peers, weights and widths are worked out anew.
Scores are means over series, origins and years ahead; since one cohort shares its shocks, their standard errors
count origins, not series.
"""

from forecasting.models.backtest.measures import (
    PROBABILITIES,
    calibration_error,
    clustered_error,
    crps_of_quantiles,
)
from forecasting.models.backtest.rolling import Trial, backtest
from forecasting.models.backtest.scores import Backtest
from forecasting.models.backtest.widths import learnt_width

__all__ = [
    "PROBABILITIES",
    "Backtest",
    "Trial",
    "backtest",
    "calibration_error",
    "clustered_error",
    "crps_of_quantiles",
    "learnt_width",
]
