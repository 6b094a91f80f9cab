"""Pictures: assessments or rows in, Altair charts out, nothing computed.

A chart of a report takes its assessment (`scenarios` and `scenario_odds` several of one report) and speaks its
language. A chart of forecasts (`fan`, `precedent`, `coverage`, `reliability`) or of a search (`tornado`, `two_way`,
`yearly_plan`) takes a frame or its plain rows, and the language beside it. None has a configuration, so that they can be
joined; `styled` or `save` put the shared look on last.
"""

from functools import wraps as _wraps
from typing import TYPE_CHECKING as _CHECKING

from forecasting.charts import calibration as _calibration
from forecasting.charts import claims as _claims
from forecasting.charts import fan as _fan
from forecasting.charts import network as _network
from forecasting.charts import odds as _odds
from forecasting.charts import outlook as _outlook
from forecasting.charts import required as _required
from forecasting.charts import scenario_odds as _scenario_odds
from forecasting.charts import scenarios as _scenarios
from forecasting.charts import staircase as _staircase
from forecasting.charts import tornado as _tornado
from forecasting.charts import two_way as _two_way
from forecasting.charts import verdicts as _verdicts
from forecasting.charts import yearly_plan as _yearly_plan
from forecasting.charts.export import save
from forecasting.charts.grammar import View as _View
from forecasting.charts.grammar import as_altair as _as_altair
from forecasting.charts.look import styled, theme

if _CHECKING:
    from collections.abc import Callable as _Callable
    from typing import Any as _Any
    from typing import ParamSpec as _ParamSpec

    _Given = _ParamSpec("_Given")

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


def _public(make: "_Callable[_Given, _View]") -> "_Callable[_Given, _Any]":
    """The same function, which hands out an Altair chart."""

    @_wraps(make)
    def chart(*args: "_Given.args", **kwargs: "_Given.kwargs") -> "_Any":
        return _as_altair(make(*args, **kwargs))

    return chart


claims = _public(_claims.claims)
coverage = _public(_calibration.coverage)
fan = _public(_fan.fan)
network = _public(_network.network)
odds_parts = _public(_odds.odds_parts)
outlook = _public(_outlook.outlook)
precedent = _public(_odds.precedent)
reliability = _public(_calibration.reliability)
required = _public(_required.required)
scenario_odds = _public(_scenario_odds.scenario_odds)
scenarios = _public(_scenarios.scenarios)
staircase = _public(_staircase.staircase)
tornado = _public(_tornado.tornado)
two_way = _public(_two_way.two_way)
verdicts = _public(_verdicts.verdicts)
yearly_plan = _public(_yearly_plan.yearly_plan)
