"""Which assumptions an answer rests on, and the settings between which each may plausibly lie.

A setting is a scenario laid over the one assessed, so that every bar of the tornado can be saved and run again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.judge.checks import CONTRAST, fold_phrase
from forecasting.models.reference import (
    comparable,
    reference_class,
    reference_class_known_by,
    reference_classes,
)
from forecasting.network import base_year, basis_used
from forecasting.numbers.stated import half_unit, parse_number
from forecasting.numbers.units import unit
from forecasting.words import LANGUAGES, Phrase, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forecasting.ask.seek import Problem
    from forecasting.dossier import Claim
    from forecasting.scenarios import Scenario

__all__ = ["KINDS", "Assumption", "Setting", "assumptions_of", "relevant_claims"]

#: Half-width of the range tried for the latest level, as a share of it.
BASE_RANGE = Fraction(1, 20)
#: Readings tried of one phrase at most.
_READINGS = 4


@dataclass(frozen=True, slots=True)
class Setting:
    """One end, or one alternative, of an assumption.

    Attributes:
        words: how it is said.
        scenario: the scenario assessed with this one thing changed.
    """

    words: Phrase
    scenario: Scenario


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something taken for granted that may be otherwise.

    Attributes:
        kind: one of `KINDS`.
        name: how it is said.
        ordered: whether the settings are a low and a high end, in that order; else they are alternatives.
        settings: what is tried; empty when nothing can be.
        reason: why nothing can be; None when something is.
        status: what a reason amounts to, "not_assessable" or "left_out".
        claim: id of the one claim whose number or reading is varied; empty for other assumptions.
    """

    kind: str
    name: Phrase
    settings: tuple[Setting, ...]
    ordered: bool = True
    reason: Phrase | None = None
    status: str = "not_assessable"
    claim: str = ""


def relevant_claims(problem: Problem) -> tuple[Claim, ...]:
    """Claims that can bear on an indicator: those of its parts of the network, whoever they speak of."""
    name = problem.indicator.id
    network = problem.result.network
    ids = {
        claim
        for part in network.parts
        if any(indicator == name for _, indicator in part.series)
        for claim in part.claims
    }
    return tuple(one for one in problem.result.dossier.claims if one.claim_id in ids or one.indicator == name)


def _varied(scenario: Scenario, name: str, words: Phrase, title: Phrase) -> Setting:
    """A scenario that differs from the one assessed in one thing, named after that."""
    named = {language: render(title, language) for language in LANGUAGES}
    # The scenario varied is said too where it is not the baseline.
    prefix = "" if scenario.name == "baseline" else f"{scenario.name}_"
    return Setting(words, replace(scenario, name=f"{prefix}{name}", title=named, note=""))


def _phrase(key: str, **values: object) -> Phrase:
    return Phrase(f"seek.tornado.{key}", values)


def assumptions_of(problem: Problem) -> tuple[Assumption, ...]:
    """Everything an answer takes for granted that has another plausible setting, in the order it is tried."""
    claims = [
        claim
        for claim in relevant_claims(problem)
        if claim.entity == problem.result.dossier.entity and claim.claim_id not in problem.result.set_aside
    ]
    return tuple(one for kind in KINDS for one in _MAKERS[kind](problem, claims))


def _base(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    base = problem.base
    if base is None:
        return
    name = _phrase("base", start=base.year, label=problem.indicator.label)
    claim = next((one for one in claims if one.claim_id in base.claims and one.kind == "level"), None)
    if base.origin != "printed" or claim is None:
        yield Assumption("base", name, (), reason=_phrase("base_not_printed", start=base.year))
        return
    settings = []
    for word, share in (("minus", -BASE_RANGE), ("plus", BASE_RANGE)):
        value = _decimal(parse_number(claim.value) * (1 + share), claim.value, extra=1)
        words = _phrase("number", value=value, unit=claim.unit)
        title = _phrase("title", name=name, setting=words)
        settings.append(_varied(_changed(problem, claim, "value", value), f"base_{word}_5", words, title))
    yield Assumption("base", name, tuple(settings), claim=claim.claim_id)


def _changed(problem: Problem, claim: Claim, column: str, value: str) -> Scenario:
    """The scenario with another cell of a claim, beside whatever it changes of it already or adds it with."""
    scenario = problem.result.scenario
    added = [dict(one) for one in scenario.add]
    mine = [one for one in added if one.get("claim_id") == claim.claim_id]
    if mine:
        mine[0][column] = value
        return replace(scenario, add=tuple(added))
    if column == "reading":
        return replace(scenario, readings={**scenario.readings, claim.claim_id: value})
    cells = {**scenario.claims.get(claim.claim_id, {}), column: value}
    return replace(scenario, claims={**scenario.claims, claim.claim_id: cells})


def _decimal(value: Fraction, printed: str, extra: int) -> str:
    """A number with as many decimals as another has, and some more."""
    decimals = len(printed.partition(".")[2]) + extra
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.{decimals}f}"


def _model(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    del claims
    name = problem.indicator.id
    outlooks = [one for one in problem.result.outlooks if one.indicator == name]
    others = [one.model for one in outlooks if one.years and not one.default and one.model != CONTRAST]
    settings = []
    for model in others:
        words = Phrase(f"models.{model}")
        title = _phrase("title", name=_phrase("model"), setting=words)
        rest = tuple(one.model for one in outlooks if one.model != model)
        scenario = replace(problem.result.scenario, models=(model, *rest))
        settings.append(_varied(scenario, f"model_{model}", words, title))
    if settings:
        yield Assumption("model", _phrase("model"), tuple(settings), ordered=False)


def _class(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    del claims
    known = problem.indicator.reference_class
    if not known or problem.reason is not None:
        return
    as_of = problem.result.dossier.as_of
    own = reference_class(known, as_of)
    settings, unlike = [], []
    for key in reference_classes():
        other = reference_class_known_by(key, as_of)
        if other is None or other.id == own.id or other.too_old:
            continue
        if not comparable(other, own):
            unlike.append(
                _phrase("class_name", name={language: other.label(language) for language in LANGUAGES})
            )
            continue
        words = _phrase("class_name", name={language: other.label(language) for language in LANGUAGES})
        title = _phrase("title", name=_phrase("class"), setting=words)
        base = problem.result.scenario
        scenario = replace(base, reference_class={**base.reference_class, problem.indicator.id: other.id})
        settings.append(_varied(scenario, f"class_{other.id}", words, title))
    if settings:
        yield Assumption("class", _phrase("class"), tuple(settings), ordered=False)
    if unlike:
        reason = _phrase("unlike", names=unlike)
        yield Assumption("class", _phrase("other_classes"), (), reason=reason, status="left_out")


def _reading(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    for claim in claims:
        part = problem.result.network.part_of(claim.claim_id)
        if part is None or claim.claim_id not in part.alternatives:
            continue
        fitting = [dict(one.readings).get(claim.claim_id, "") for one in part.fits]
        names = [one for one in part.alternatives[claim.claim_id] if one in fitting]
        if len(names) < 2:
            continue
        shown = names
        if len(names) > _READINGS:
            shown = [names[round(place * (len(names) - 1) / (_READINGS - 1))] for place in range(_READINGS)]
        name = (
            _phrase("every_reading", fold=fold_phrase(claim), every=claim.every)
            if claim.every
            else _of_claim("claim_reading", claim)
        )
        settings = []
        for reading in shown:
            words = _said_reading(reading)
            title = _phrase("title", name=name, setting=words)
            key = f"{claim.claim_id}_{reading}".replace(":", "_").replace("/", "_").replace("-", "_")
            settings.append(_varied(_changed(problem, claim, "reading", reading), key, words, title))
        yield Assumption("reading", name, tuple(settings), ordered=False, claim=claim.claim_id)


def _of_claim(key: str, claim: Claim) -> Phrase:
    """An assumption about one printed number, said by that number."""
    return _phrase(key, value=claim.value, unit=claim.unit, year=claim.end)


def _said_reading(reading: str) -> Phrase:
    """A reading in words: "in every window from 2001", "by"."""
    parts: list[Phrase] = []
    for part in reading.split("/"):
        head, _, year = part.partition(":")
        parts.append(_phrase(f"reading.{head}", year=year))
    return parts[0] if len(parts) == 1 else _phrase("list", parts=parts)


def _founded(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    dossier, base = problem.result.dossier, problem.result.scenario
    counted = [one for one in claims if one.start == "founding"]
    if dossier.founded is None or not counted:
        return
    settings = []
    for year in (dossier.founded - 1, dossier.founded + 1):
        words = _phrase("year", year=year)
        title = _phrase("title", name=_phrase("founded"), setting=words)
        # A level said to hold since the founding year holds from the other founding year on.
        since = {
            claim.claim_id: {**base.claims.get(claim.claim_id, {}), "start": year}
            for claim in claims
            if claim.kind == "level"
            and base_year(claim, dossier) == dossier.founded
            and claim.start != "founding"
        }
        scenario = replace(base, founded=year, claims={**base.claims, **since})
        settings.append(_varied(scenario, f"founded_{year}", words, title))
    yield Assumption("founded", _phrase("founded"), tuple(settings))


def _about(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    if not any(one.comparator == "~" for one in claims):
        return
    about = problem.result.dossier.assumptions.about
    settings = []
    for word, share in (("half", about / 2), ("double", min(2 * about, Fraction(9, 10)))):
        words = _phrase("share", share=float(share))
        title = _phrase("title", name=_phrase("about"), setting=words)
        scenario = replace(problem.result.scenario, about=float(share))
        settings.append(_varied(scenario, f"about_{word}", words, title))
    yield Assumption("about", _phrase("about"), tuple(settings))


def _deflator(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    dossier = problem.result.dossier
    band = dossier.assumptions.deflator
    if band is None or not any(
        {basis_used(one, dossier), dossier.indicators[one.indicator].basis} == {"real", "nominal"}
        for one in claims
    ):
        return
    middle = (band[0] + band[1]) / 2
    settings = []
    for word, low, high in (("low", band[0], middle), ("high", middle, band[1])):
        words = _phrase("band", low=float(low), high=float(high))
        title = _phrase("title", name=_phrase("deflator"), setting=words)
        scenario = replace(problem.result.scenario, deflator=(float(low), float(high)))
        settings.append(_varied(scenario, f"deflator_{word}", words, title))
    yield Assumption("deflator", _phrase("deflator"), tuple(settings))


def _rounding(problem: Problem, claims: list[Claim]) -> Iterator[Assumption]:
    """The ends of what each printed number of the history can have been rounded from."""
    for claim in claims:
        if claim.role != "history" or claim.comparator != "=" or claim.kind == "recurring_multiple":
            continue
        printed = unit(claim.unit)
        if printed is not None and printed.family == "doublings":
            continue
        name = _of_claim("rounding", claim)
        slack = half_unit(claim.value)
        settings = []
        for word, end in (("low", -slack), ("high", slack)):
            value = _decimal(parse_number(claim.value) + end, claim.value, extra=1)
            words = _phrase("number", value=value, unit=claim.unit)
            title = _phrase("title", name=name, setting=words)
            key = f"{claim.claim_id}_{word}".replace("-", "_")
            settings.append(_varied(_changed(problem, claim, "value", value), key, words, title))
        yield Assumption("rounding", name, tuple(settings), claim=claim.claim_id)


_MAKERS: dict[str, Callable[[Problem, list[Claim]], Iterator[Assumption]]] = {
    "base": _base,
    "model": _model,
    "class": _class,
    "reading": _reading,
    "founded": _founded,
    "about": _about,
    "deflator": _deflator,
    "rounding": _rounding,
}
KINDS = tuple(_MAKERS)
"""Kinds of assumption that are tried by a scenario, in that order."""
