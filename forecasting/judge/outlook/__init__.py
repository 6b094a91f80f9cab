"""Forecasts of the planned indicators under a scenario, and the chance they give each target and goal."""

from forecasting.judge.outlook.chances import PartsRow, chances, parts_rows
from forecasting.judge.outlook.forecasts import (
    LEAST_POINTS,
    ForecastRow,
    Outlook,
    forecast_plans,
    models_for,
    outlooks_of,
)
from forecasting.judge.outlook.lookups import lookups
from forecasting.judge.outlook.paths import joints

__all__ = [
    "LEAST_POINTS",
    "ForecastRow",
    "Outlook",
    "PartsRow",
    "chances",
    "forecast_plans",
    "joints",
    "lookups",
    "models_for",
    "outlooks_of",
    "parts_rows",
]
