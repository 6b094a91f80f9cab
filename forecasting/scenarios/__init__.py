"""Scenarios: named, printable differences from the baseline. Data, never code; the dossier is never touched."""

from forecasting.scenarios.applied import apply, load, scenario_of
from forecasting.scenarios.model import BASELINE, TOP_FIFTH, Scenario, ScenarioError
from forecasting.scenarios.said import (
    ScenarioDifference,
    differences,
    inputs,
    level_phrase,
    reading_phrase,
    signed_phrase,
)
from forecasting.scenarios.saved import save_scenario, scenario_toml
from forecasting.scenarios.table import from_table

__all__ = [
    "BASELINE",
    "TOP_FIFTH",
    "Scenario",
    "ScenarioDifference",
    "ScenarioError",
    "apply",
    "differences",
    "from_table",
    "inputs",
    "level_phrase",
    "load",
    "reading_phrase",
    "save_scenario",
    "scenario_of",
    "scenario_toml",
    "signed_phrase",
]
