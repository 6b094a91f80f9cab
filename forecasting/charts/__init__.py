"""Pictures of an assessment: frames in, Altair charts out, nothing computed.

Each chart function takes an assessment, speaks its language and returns a chart without configuration, so that
charts can be joined; `styled` or `save` put the shared look on last.
"""

from forecasting.charts.claims import claims
from forecasting.charts.export import save
from forecasting.charts.look import styled, theme
from forecasting.charts.network import network
from forecasting.charts.odds import coverage, fan, precedent, reliability
from forecasting.charts.outlook import outlook
from forecasting.charts.required import required
from forecasting.charts.scenarios import scenario_odds, scenarios
from forecasting.charts.seek import tornado, yearly_plan
from forecasting.charts.staircase import staircase
from forecasting.charts.two_way import two_way
from forecasting.charts.verdicts import verdicts

__all__ = [
    "claims",
    "coverage",
    "fan",
    "network",
    "outlook",
    "precedent",
    "reliability",
    "required",
    "save",
    "scenario_odds",
    "scenarios",
    "staircase",
    "styled",
    "theme",
    "tornado",
    "two_way",
    "verdicts",
    "yearly_plan",
]
