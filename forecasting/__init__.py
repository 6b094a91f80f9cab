"""Can these growth numbers all be true, do the annual targets lead to the goal, and how likely is it?

Names are loaded when first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, whose import would take longer than all the rest of this file

__version__ = "0.1.0"

if TYPE_CHECKING:
    from typing import Any

    from forecasting import charts
    from forecasting._appendix import Appendix, appendix
    from forecasting._appendix.verification import verify
    from forecasting._extract import extract
    from forecasting.ask.comparison import compare, compare_drafts, compare_inputs, compare_targets
    from forecasting.ask.seek import consequences, goal_seek, nearest, plan_scenario, two_way, yearly_plan
    from forecasting.ask.sensitivity import flips, tornado
    from forecasting.dossier import Claim, Dossier, Indicator
    from forecasting.errors import DossierError, Fault, ForecastingError
    from forecasting.judge.assessment import Assessment, assess, conflicts, implied, required_growth
    from forecasting.models.backtest import Backtest, Trial, backtest
    from forecasting.models.panel import forecast, odds, quantiles
    from forecasting.models.reference import ReferenceClass, precedent
    from forecasting.portfolio import Portfolio, TargetHindcast, assess_many, hindcast_targets, write_ranking
    from forecasting.scenarios import Scenario, load, save_scenario, scenario_toml
    from forecasting.show.explorer import Explorer, explore
    from forecasting.show.live import ScenarioPanel, scenario_panel
    from forecasting.show.notebook import notebook, table
    from forecasting.show.review import Review, review

_HOMES = {
    "Appendix": "_appendix",
    "Assessment": "judge.assessment",
    "Backtest": "models.backtest",
    "Claim": "dossier",
    "Dossier": "dossier",
    "DossierError": "errors",
    "Explorer": "show.explorer",
    "Fault": "errors",
    "ForecastingError": "errors",
    "Indicator": "dossier",
    "Portfolio": "portfolio",
    "TargetHindcast": "portfolio",
    "ReferenceClass": "models.reference",
    "Review": "show.review",
    "Scenario": "scenarios",
    "ScenarioPanel": "show.live",
    "Trial": "models.backtest",
    "appendix": "_appendix",
    "assess": "judge.assessment",
    "assess_many": "portfolio",
    "backtest": "models.backtest",
    "charts": "",
    "compare": "ask.comparison",
    "compare_drafts": "ask.comparison",
    "compare_inputs": "ask.comparison",
    "compare_targets": "ask.comparison",
    "conflicts": "judge.assessment",
    "consequences": "ask.seek",
    "explore": "show.explorer",
    "extract": "_extract",
    "flips": "ask.sensitivity",
    "forecast": "models.panel",
    "goal_seek": "ask.seek",
    "hindcast_targets": "portfolio",
    "implied": "judge.assessment",
    "load": "scenarios",
    "nearest": "ask.seek",
    "notebook": "show.notebook",
    "odds": "models.panel",
    "plan_scenario": "ask.seek",
    "precedent": "models.reference",
    "quantiles": "models.panel",
    "required_growth": "judge.assessment",
    "review": "show.review",
    "save_scenario": "scenarios",
    "scenario_panel": "show.live",
    "scenario_toml": "scenarios",
    "table": "show.notebook",
    "tornado": "ask.sensitivity",
    "two_way": "ask.seek",
    "verify": "_appendix.verification",
    "write_ranking": "portfolio",
    "yearly_plan": "ask.seek",
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
    "Trial",
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
