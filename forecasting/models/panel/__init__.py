"""Forecasts of many series: long frames in, long frames out."""

from forecasting.models.panel.chances import odds, quantiles
from forecasting.models.panel.forecasts import PANEL, forecast
from forecasting.models.panel.reading import FIRST_YEAR, LAST_YEAR

__all__ = ["FIRST_YEAR", "LAST_YEAR", "PANEL", "forecast", "odds", "quantiles"]
