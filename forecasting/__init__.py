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
    from forecasting.annex.verification import verify
    from forecasting.assessment import Assessment, assess, conflicts, implied, required_growth
    from forecasting.claims import Claim, Dossier, Indicator
    from forecasting.comparison import compare, compare_drafts, compare_inputs, compare_targets
    from forecasting.errors import DossierError, Fault, ForecastingError
    from forecasting.explorer import Explorer, explore
    from forecasting.extract import extract
    from forecasting.hindcast import Backtest, backtest
    from forecasting.jupyter import notebook, table
    from forecasting.live import ScenarioPanel, scenario_panel
    from forecasting.models.panel import forecast, odds, quantiles
    from forecasting.portfolio import Portfolio, TargetHindcast, assess_many, hindcast_targets, write_ranking
    from forecasting.reference import ReferenceClass, precedent
    from forecasting.reviewer import Review, review
    from forecasting.scenarios import Scenario, load, save_scenario, scenario_toml
    from forecasting.seek import consequences, goal_seek, nearest, plan_scenario, two_way, yearly_plan
    from forecasting.sensitivity import flips, tornado

_HOMES = {
    "Appendix": "annex",
    "Assessment": "assessment",
    "Backtest": "hindcast",
    "Claim": "claims",
    "Dossier": "claims",
    "DossierError": "errors",
    "Explorer": "explorer",
    "Fault": "errors",
    "ForecastingError": "errors",
    "Indicator": "claims",
    "Portfolio": "portfolio",
    "TargetHindcast": "portfolio",
    "ReferenceClass": "reference",
    "Review": "reviewer",
    "Scenario": "scenarios",
    "ScenarioPanel": "live",
    "appendix": "annex",
    "assess": "assessment",
    "assess_many": "portfolio",
    "backtest": "hindcast",
    "charts": "",
    "compare": "comparison",
    "compare_drafts": "comparison",
    "compare_inputs": "comparison",
    "compare_targets": "comparison",
    "conflicts": "assessment",
    "consequences": "seek",
    "explore": "explorer",
    "extract": "extract",
    "flips": "sensitivity",
    "forecast": "models.panel",
    "goal_seek": "seek",
    "hindcast_targets": "portfolio",
    "implied": "assessment",
    "load": "scenarios",
    "nearest": "seek",
    "notebook": "jupyter",
    "odds": "models.panel",
    "plan_scenario": "seek",
    "precedent": "reference",
    "quantiles": "models.panel",
    "required_growth": "assessment",
    "review": "reviewer",
    "save_scenario": "scenarios",
    "scenario_panel": "live",
    "scenario_toml": "scenarios",
    "table": "jupyter",
    "tornado": "sensitivity",
    "two_way": "seek",
    "verify": "annex.verification",
    "write_ranking": "portfolio",
    "yearly_plan": "seek",
}

__all__ = [
    "Appendix",
    "Assessment",
    "Backtest",
    "Claim",
    "Dossier",
    "DossierError",
    "Explorer",
    "Fault",
    "ForecastingError",
    "Indicator",
    "Portfolio",
    "ReferenceClass",
    "Review",
    "Scenario",
    "ScenarioPanel",
    "TargetHindcast",
    "appendix",
    "assess",
    "assess_many",
    "backtest",
    "charts",
    "compare",
    "compare_drafts",
    "compare_inputs",
    "compare_targets",
    "conflicts",
    "consequences",
    "explore",
    "extract",
    "flips",
    "forecast",
    "goal_seek",
    "hindcast_targets",
    "implied",
    "load",
    "nearest",
    "notebook",
    "odds",
    "plan_scenario",
    "precedent",
    "quantiles",
    "required_growth",
    "review",
    "save_scenario",
    "scenario_panel",
    "scenario_toml",
    "table",
    "tornado",
    "two_way",
    "verify",
    "write_ranking",
    "yearly_plan",
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
