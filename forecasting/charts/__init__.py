"""Pictures: assessments or frames in, Altair charts out, nothing computed.

A chart of a report takes its assessment (`scenarios` and `scenario_odds` several of one report) and speaks its
language. A chart of forecasts (`fan`, `precedent`, `coverage`, `reliability`) takes a frame, one of a search (`tornado`,
`two_way`, `yearly_plan`) a frame or its plain rows, and the language beside it. None has a configuration, so that they
can be joined; `styled` or `save` put the shared look on last.
"""

from forecasting.charts.claims import claims
from forecasting.charts.export import save
from forecasting.charts.look import styled, theme
from forecasting.charts.network import network
from forecasting.charts.odds import coverage, fan, odds_parts, precedent, reliability
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
    "odds_parts",
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
