"""The charts for what this package writes: made when they are drawn, so that a document only read again costs none."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from forecasting.charts.claims import claims as _claims
from forecasting.charts.grammar import View
from forecasting.charts.network import network as _network
from forecasting.charts.outlook import outlook as _outlook
from forecasting.charts.required import required as _required
from forecasting.charts.scenario_odds import scenario_odds as _scenario_odds
from forecasting.charts.scenarios import scenarios as _scenarios
from forecasting.charts.staircase import staircase as _staircase
from forecasting.charts.verdicts import verdicts as _verdicts

if TYPE_CHECKING:
    from collections.abc import Callable

    from forecasting.charts.grammar import Spec

__all__ = [
    "Later",
    "claims",
    "network",
    "outlook",
    "required",
    "scenario_odds",
    "scenarios",
    "staircase",
    "verdicts",
]

Given = ParamSpec("Given")


class Later(View):
    """A chart that is made when its specification is asked for, and then remembered."""

    __slots__ = ("_found", "_make")

    def __init__(self, make: Callable[[], View]) -> None:
        self._make = make
        self._found: View | None = None

    def view(self) -> View:
        """The chart."""
        if self._found is None:
            self._found = self._make()
        return self._found

    def specification(self) -> Spec:
        """The view as Vega-Lite, without schema and configuration."""
        return self.view().specification()


def _later(make: Callable[Given, View]) -> Callable[Given, Later]:
    @wraps(make)
    def deferred(*args: Given.args, **kwargs: Given.kwargs) -> Later:
        return Later(lambda: make(*args, **kwargs))

    return deferred


claims = _later(_claims)
network = _later(_network)
outlook = _later(_outlook)
required = _later(_required)
scenario_odds = _later(_scenario_odds)
scenarios = _later(_scenarios)
staircase = _later(_staircase)
verdicts = _later(_verdicts)
