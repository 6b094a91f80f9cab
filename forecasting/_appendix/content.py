"""The content of the appendix: assessments in, one numbered list of blocks out; writers add nothing and drop nothing."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from forecasting import __version__
from forecasting._appendix.blocks import AppendixDocument, numbered
from forecasting._appendix.origin import plain_scenario
from forecasting._appendix.sections.alternatives import conditions, scenarios
from forecasting._appendix.sections.arithmetic import arithmetic, conflicts
from forecasting._appendix.sections.brief import brief as two_pages
from forecasting._appendix.sections.chances import odds
from forecasting._appendix.sections.closing import limits, lookups
from forecasting._appendix.sections.material import material_of
from forecasting._appendix.sections.methods import methods
from forecasting._appendix.sections.plans import path, required
from forecasting._appendix.sections.reproducibility import reproducibility
from forecasting._appendix.sections.statements import claims, sources
from forecasting._appendix.sections.summary import answer, targets
from forecasting.dossier.inputs import digests
from forecasting.errors import ForecastingError
from forecasting.judge.assessment import Assessment
from forecasting.words import say, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forecasting._appendix.blocks import Block
    from forecasting._appendix.sections.material import Material

__all__ = ["SECTIONS", "Composed", "compose"]

_WRITTEN: dict[str, Callable[[Material], Iterator[Block]]] = {
    "answer": answer,
    "targets": targets,
    "arithmetic": arithmetic,
    "conflicts": conflicts,
    "required": required,
    "path": path,
    "odds": odds,
    "scenarios": scenarios,
    "conditions": conditions,
    "lookups": lookups,
    "limits": limits,
    "claims": claims,
    "methods": methods,
    "sources": sources,
}

SECTIONS = (*_WRITTEN, "reproducibility")
"""Ids of all sections, in the order they are printed."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What `compose` made: the assessments, all in one language, and the numbered document."""

    runs: tuple[Assessment, ...]
    document: AppendixDocument


def compose(
    runs: Sequence[Assessment],
    *,
    language: str | None = None,
    title: str | None = None,
    sections: Sequence[str] | None = None,
    brief: bool = False,
) -> Composed:
    """The blocks of the appendix of one or more assessments of a dossier.

    Args:
        runs: the first is what the appendix is about, the others stand beside it as scenarios.
        language: "en" or "zh"; None takes that of the first run. Runs in another language are said in this one.
        title: None takes the usual one.
        sections: ids of `SECTIONS` to keep, in whatever order; None keeps all.
        brief: the two pages instead, which have no sections to choose from.

    Raises:
        ForecastingError: no run, something that is no assessment, runs of different dossiers, two of one scenario, an
            unknown language or section; of the two pages, sections or several runs.
    """
    every = _checked(runs)
    chosen = spoken(every[0].language if language is None else language)
    if brief and sections is not None:
        msg = "a brief appendix is two pages as they are; sections are chosen for the full one: leave one of the two out"
        raise ForecastingError(msg)
    if brief and len(every) > 1:
        msg = f"a brief appendix is about one assessment; received {len(every)}: {', '.join(one.scenario.name for one in every)}"
        raise ForecastingError(msg)
    kept = () if brief else _sections(sections)
    named: object = title
    if named is not None and not isinstance(named, str):
        msg = f"a title is text; received {title!r}"
        raise ForecastingError(msg)
    every = tuple(one if one.language == chosen else one.said_in(chosen) for one in every)
    usual = "appendix.document.title_brief" if brief else "appendix.document.title"
    settings = _settings(every, kept, title or say(usual, chosen)) | ({"brief": True} if brief else {})
    material = material_of(every, kept)
    blocks: list[Block] = list(two_pages(material)) if brief else []
    for name in kept:
        if name == "reproducibility":
            blocks += reproducibility(material, settings, whole=kept == SECTIONS)
        else:
            blocks += _WRITTEN[name](material)
    run = every[0]
    document = AppendixDocument(
        settings["title"],
        _subtitle(run),
        "" if brief else say("appendix.document.label", chosen),
        chosen,
        tuple(blocks),
        settings,
        brief,
    )
    return Composed(every, numbered(document))


def _checked(runs: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """The runs, after a look at whether they belong together."""
    every = tuple(runs)
    if not every:
        msg = "an appendix takes at least one assessment, as assess returns it; received none"
        raise ForecastingError(msg)
    for run in every:
        given: object = run
        if not isinstance(given, Assessment):
            msg = f"an appendix takes assessments, as assess returns them; received {type(given).__name__}"
            raise ForecastingError(msg)
    first = every[0]
    for run in every[1:]:
        if run.baseline != first.baseline:
            msg = (
                "the assessments of one appendix must be of one dossier; received "
                f"{first.baseline.entity!r} as of {first.baseline.as_of} and {run.baseline.entity!r} as of "
                f"{run.baseline.as_of}, which differ"
            )
            raise ForecastingError(msg)
    names = [one.scenario.name for one in every]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        msg = (
            f"each assessment of an appendix needs a scenario of its own; received {', '.join(twice)} more than once "
            f"in {', '.join(names)}"
        )
        raise ForecastingError(msg)
    return every


def _sections(wanted: Sequence[str] | None) -> tuple[str, ...]:
    """The sections to keep, in the usual order."""
    if wanted is None:
        return SECTIONS
    listed = [wanted] if isinstance(wanted, str) else list(wanted)
    if not listed:
        msg = f"sections names at least one of {', '.join(SECTIONS)}; received none"
        raise ForecastingError(msg)
    for name in listed:
        if name not in SECTIONS:
            close = get_close_matches(str(name), SECTIONS, n=1)
            hint = f"perhaps {close[0]}; " if close else ""
            msg = f"the appendix has no section {name!r}; {hint}those that exist: {', '.join(SECTIONS)}"
            raise ForecastingError(msg)
    return tuple(name for name in SECTIONS if name in listed)


def _settings(runs: tuple[Assessment, ...], sections: tuple[str, ...], title: str) -> dict[str, Any]:
    """What the appendix was made from and with, as JSON can hold it."""
    dossier = runs[0].baseline
    return {
        "version": __version__,
        "language": runs[0].language,
        "title": title,
        "sections": list(sections),
        "entity": dossier.entity,
        "as_of": dossier.as_of,
        "scenarios": [plain_scenario(run.scenario) for run in runs],
        "inputs": digests(dossier),
    }


def _subtitle(run: Assessment) -> str:
    values: dict[str, object] = {"title": run.dossier.name(run.language), "as_of": run.dossier.as_of}
    if run.scenario.name == "baseline":
        return say("appendix.document.subtitle", run.language, **values)
    name = run.scenario.named(run.language)
    return say("appendix.document.subtitle_scenario", run.language, name=name, **values)
