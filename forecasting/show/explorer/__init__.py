"""A page to try assumptions on: sliders for growth, founding year, readings and goal, redrawn without Python.

One self-contained file. What depends on the claim network is solved beforehand; the rest are Altair parameters and
Vega expressions, and the settings come back out as a scenario.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.judge.assessment import Assessment, assess
from forecasting.words import LANGUAGES, render, say, spoken

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from forecasting.dossier import Dossier
    from forecasting.show.explorer.shell import Baseline

__all__ = ["Explorer", "explore"]


@dataclass(frozen=True, slots=True)
class Explorer:
    """The page; `html` is all of it, `specification` the charts with their parameters as Vega-Lite."""

    html: str
    specification: dict[str, Any]

    def __repr__(self) -> str:
        """One line: how large it is."""
        return f"Explorer({len(self.html) // 1024} KB of HTML)"

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the page.

        Args:
            path: ends with .html; its folder must exist.
            force: replace a file that is there.

        Raises:
            ForecastingError: another ending, a file that is there already, or a folder that is not.
        """
        from forecasting.files import PAGE, free_place, write_whole

        free_place(path, force=force, endings=PAGE)
        return write_whole(path, self.html.encode(), force=force)


def explore(dossier: Dossier, *, language: str | None = None) -> Explorer:
    """The explorer page of a dossier.

    Args:
        dossier: from `load`.
        language: shown first, "en" (None) or "zh"; the page holds both.

    Raises:
        ForecastingError: the dossier has no plan, or no history a plan could start from.
        WordsError: an unknown language.
    """
    chosen = language or "en"
    result = assess(dossier, language=spoken(chosen))
    _require_plan(result)
    from forecasting.show.explorer.cases import survey
    from forecasting.show.explorer.drawing import charts
    from forecasting.show.explorer.shell import page
    from forecasting.show.explorer.signals import parameters

    found = survey(dossier, result.network, result.plans, result.outlooks)
    specification = charts(found)
    title = {one: dossier.name(one) for one in LANGUAGES}
    specification["params"] = parameters(found, chosen)
    return Explorer(page(found, specification, title, _baseline(result), chosen), specification)


def _require_plan(result: Assessment) -> None:
    """Refuse a dossier in which no path could be drawn.

    Raises:
        ForecastingError: there is no plan, or no planned indicator has a level to start from.
    """
    dossier = result.dossier
    if not result.plans:
        only = [one.indicator for one in result.evidence.plans if one.targets or one.goals]
        aside = f" in levels (growth alone and rates have no sliders: {', '.join(only)})" if only else ""
        msg = (
            f"nothing to explore in {dossier.name(result.language)!r}: no target or goal after {dossier.as_of}{aside}; it takes a claim with"
            " role target or goal"
        )
        raise ForecastingError(msg)
    if all(one.base is None for one in result.plans):
        planned = ", ".join(one.indicator for one in result.plans)
        msg = (
            f"nothing to explore in {dossier.name(result.language)!r}: no level up to {dossier.as_of} for what is planned ({planned});"
            " it takes a claim with role history from which a path can start"
        )
        raise ForecastingError(msg)


def _baseline(result: Assessment) -> Baseline:
    """What the page states and does not redraw: verdicts as printed, what does not fit, what is left out."""
    from forecasting.show.explorer.shell import Baseline, Verdicts

    dossier = result.dossier
    rows = [
        Verdicts(
            _labels(dossier, row.indicator),
            (row.growth_verdict, row.path_verdict, row.pace_verdict, row.odds_verdict),
        )
        for row in result.target_rows
    ]
    wrong = [finding for finding in result.found if finding.verdict == "inconsistent"]
    sentences = [{language: render(finding.message, language) for language in LANGUAGES} for finding in wrong]
    default = next((outlook for outlook in result.outlooks if outlook.default and outlook.years), None)
    return Baseline(
        rows=tuple(rows),
        wrong=tuple(text for place, text in enumerate(sentences) if text not in sentences[:place]),
        left_out=tuple(_labels(dossier, plan.indicator) for plan in result.plans if plan.base is None),
        model={language: say(f"models.{default.model}", language) for language in LANGUAGES}
        if default
        else {},
    )


def _labels(dossier: Dossier, indicator: str) -> dict[str, str]:
    return {one: dossier.indicators[indicator].name(one) for one in LANGUAGES}
