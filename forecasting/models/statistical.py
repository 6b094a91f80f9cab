"""Growth models fitted by statsmodels, one series at a time; statsmodels loads only when one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.predictive import NotFitted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Forecast = tuple[Array, Array, Array]

__all__ = ["LogLinear"]


@dataclass(frozen=True, slots=True)
class LogLinear:
    """y(t) = a + b t + e: the least-squares trend line through the log levels; shown for contrast, never default.

    Its forecast does not start from the last observation, and its errors are taken as independent around a fixed
    line, so it is far too sure of itself; se^2(h) = s^2 (1 + 1/n + (t - tbar)^2 / Sxx), t with n - 2 degrees.
    Source: ordinary least squares prediction, statsmodels OLS.
    """

    loc: Array
    scale: Array
    df: float

    @classmethod
    def fit(cls, years: Array, logs: Array, ahead: Array) -> LogLinear:
        """Fit to one history and predict `ahead` years past its end.

        Raises:
            NotFitted: fewer than three levels, or a line without any residual.
        """
        if len(logs) < 3:
            message = f"a trend line with an error needs three levels; this history has {len(logs)}"
            raise NotFitted(message)
        from statsmodels.regression.linear_model import OLS

        centre = years[-1]
        fitted = OLS(logs, np.column_stack([np.ones_like(years), years - centre])).fit()
        prediction = fitted.get_prediction(np.column_stack([np.ones_like(ahead), ahead]))
        scale = np.asarray(prediction.se_obs, dtype=float)
        if not scale.min() > 1e-9:
            raise NotFitted("the levels lie on the trend line exactly, so the record shows no spread")
        return cls(np.asarray(prediction.predicted, dtype=float), scale, float(fitted.df_resid))

    def predict(self) -> Forecast:
        """Location, scale and degrees of freedom, shape (h,)."""
        return self.loc, self.scale, np.full_like(self.loc, self.df)
