"""Can these growth numbers all be true, do the annual targets lead to the goal, and how likely is it?

Names are loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import would take longer than all the rest of this file

__version__ = "0.1.0"

if TYPE_CHECKING:
    from typing import Any

    from forecasting import charts
    from forecasting.annex import Appendix, appendix
    from forecasting.assessment import Assessment, assess, conflicts, implied, required_growth
    from forecasting.claims import Claim, Dossier, Indicator
    from forecasting.comparison import compare
    from forecasting.errors import DossierError, Fault, ForecastingError
    from forecasting.hindcast import Backtest, backtest
    from forecasting.jupyter import notebook
    from forecasting.live import ScenarioPanel, scenario_panel
    from forecasting.models.panel import forecast, odds, quantiles
    from forecasting.reference import ReferenceClass, precedent
    from forecasting.scenarios import Scenario, load

_HOMES = {
    "Appendix": "annex",
    "Assessment": "assessment",
    "Claim": "claims",
    "Dossier": "claims",
    "DossierError": "errors",
    "Fault": "errors",
    "ForecastingError": "errors",
    "Indicator": "claims",
    "ReferenceClass": "reference",
    "Scenario": "scenarios",
    "ScenarioPanel": "live",
    "Backtest": "hindcast",
    "appendix": "annex",
    "assess": "assessment",
    "backtest": "hindcast",
    "charts": "",
    "compare": "comparison",
    "conflicts": "assessment",
    "forecast": "models.panel",
    "implied": "assessment",
    "load": "scenarios",
    "notebook": "jupyter",
    "odds": "models.panel",
    "precedent": "reference",
    "quantiles": "models.panel",
    "required_growth": "assessment",
    "scenario_panel": "live",
}

__all__ = [
    "Appendix",
    "Assessment",
    "Backtest",
    "Claim",
    "Dossier",
    "DossierError",
    "Fault",
    "ForecastingError",
    "Indicator",
    "ReferenceClass",
    "Scenario",
    "ScenarioPanel",
    "appendix",
    "assess",
    "backtest",
    "charts",
    "compare",
    "conflicts",
    "forecast",
    "implied",
    "load",
    "notebook",
    "odds",
    "precedent",
    "quantiles",
    "required_growth",
    "scenario_panel",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module the first time it is used."""
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'forecasting' has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    module = import_module(f"forecasting.{home or name}")
    value = getattr(module, name) if home else module
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, for completion."""
    return sorted([*globals(), *__all__])
