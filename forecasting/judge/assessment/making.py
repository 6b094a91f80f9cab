"""From a dossier and a scenario to an assessment: solve, plan, forecast, check."""

from __future__ import annotations

from forecasting.dossier import Dossier
from forecasting.dossier.meaning import with_links_as_growth
from forecasting.errors import ForecastingError
from forecasting.judge.assessment.materiality import with_materiality
from forecasting.judge.assessment.result import Assessment
from forecasting.judge.checks import Evidence, plans_of, run
from forecasting.judge.outlook import chances, forecast_plans, joints, lookups, outlooks_of
from forecasting.models.reference import shipped_track_record
from forecasting.network import solve
from forecasting.scenarios import BASELINE, Scenario, ScenarioError, apply, scenario_of
from forecasting.words import spoken

__all__ = ["assess"]


def assess(dossier: Dossier, scenario: Scenario | str | None = None, language: str = "en") -> Assessment:
    """Assess a dossier under a scenario.

    Args:
        dossier: from `load`.
        scenario: a `Scenario`, the name of one in `scenarios.toml`, or None for the baseline.
        language: "en" or "zh", for every sentence and label.

    Raises:
        ScenarioError: the scenario does not exist or cannot be applied.
    """
    spoken(language)
    given: object = dossier
    if not isinstance(given, Dossier):
        msg = f"assess takes a dossier, as load returns it; received {type(dossier).__name__}"
        raise ForecastingError(msg)
    chosen = BASELINE if scenario is None else scenario
    if isinstance(chosen, str):
        chosen = scenario_of(dossier, chosen)
    known: object = chosen
    if not isinstance(known, Scenario):
        msg = (
            f"a scenario is a Scenario or the name of one in scenarios.toml; received {type(known).__name__}"
        )
        raise ScenarioError(msg)
    applied = with_links_as_growth(apply(chosen, dossier) if chosen != BASELINE else dossier)
    network = solve(applied)
    plans = plans_of(applied, network)
    outlooks = forecast_plans(applied, network, plans, chosen)
    evidence = Evidence(
        applied,
        network,
        plans,
        chances(plans, outlooks, applied, network),
        joints(plans, outlooks, applied),
        lookups(plans, outlooks, applied, network),
        shipped_track_record(),
    )
    found = with_materiality(run(evidence), evidence)
    # Readers of an assessment see levels in their unit; what is said of indices and rates stands in the findings.
    shown = tuple(one for plan in plans if plan.in_levels for one in outlooks_of(plan, outlooks))
    return Assessment(evidence, dossier, chosen, language, shown, found)
