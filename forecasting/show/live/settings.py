"""From where the controls stand to the scenario they ask for."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forecasting.numbers.units import conversion
from forecasting.scenarios import BASELINE, Scenario

if TYPE_CHECKING:
    from forecasting.show.live.controls import Controls, Reported

__all__ = ["settings"]

_SAME = 1e-9  # of the goal: a slider nobody moved


def settings(controls: Controls, said: Reported) -> Scenario:
    """The scenario of the controls; the baseline when all stand where the report has them."""
    at, dossier = controls.named, controls.dossier
    given = _goal(controls, said) | _growth(controls, said.indicator.id)
    if "founded" in at and at["founded"].value != dossier.founded:
        given["founded"] = at["founded"].value
    if at["reference"].value:
        given["reference_class"] = {said.indicator.id: at["reference"].value}
    readings = {claim: choice.value for claim, choice in controls.readings.items() if choice.value}
    if readings:
        given["readings"] = readings
    return Scenario(at["name"].value.strip(), **given) if given else BASELINE


def _goal(controls: Controls, said: Reported) -> dict[str, Any]:
    """What is changed of the goal, or of the last target where the report has none."""
    level, year = controls.named["level"].value, controls.named["year"].value
    changes: dict[str, Any] = {}
    if said.claim.kind == "level" and abs(level - said.level) > _SAME * said.level:
        changes["level"] = _printed(level, said)
    if year != said.year:
        changes["year"] = year
    if not changes:
        return {}
    claim = said.claim.claim_id
    if said.claim.role == "goal":
        return {"goal": {said.indicator.id: {"claim": claim} | changes}}
    columns = {"level": "value", "year": "end"}
    return {"claims": {claim: {columns[key]: value for key, value in changes.items()}}}


def _growth(controls: Controls, indicator: str) -> dict[str, Any]:
    """The path, or what bounds the forecast where it is left free."""
    at = controls.named
    years = controls.asked_years()
    if at["path"].value == "constant":
        return {"path": {indicator: dict.fromkeys(years, at["constant"].value / 100)}}
    if at["path"].value == "yearly":
        return {"path": {indicator: {year: controls.years[year].value / 100 for year in years}}}
    given: dict[str, Any] = {}
    if at["pace"].value:
        given["pace"] = {indicator: at["pace"].value}
    if at["capped"].value:
        given["growth_cap"] = {indicator: at["cap"].value / 100}
    return given


def _printed(level: float, said: Reported) -> str:
    """A level of the slider as it would be printed in the claim's own unit."""
    exact = Fraction(f"{level:.10g}") / conversion(said.claim.unit, said.indicator.unit)
    return f"{float(exact):.10f}".rstrip("0").rstrip(".")
