"""What a number that fits only over a bridge would need: the bridge, its value, and the word to ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.governing import currency_or_coverage_word, period_word, scope_word
from forecasting.dossier.meaning import base_year, level_interval, meaning, rate_interval
from forecasting.judge.checks.wording import in_printed_unit, shown
from forecasting.network.averages import averages
from forecasting.network.bridges import mixes_mean_and_end
from forecasting.network.revisions import price_band
from forecasting.numbers.intervals import Interval, positive
from forecasting.numbers.powers import raised
from forecasting.numbers.stated import cut_off, rounded_whole
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence
    from forecasting.judge.checks.finding import Finding

__all__ = [
    "Condition",
    "PriceChange",
    "average_conditions",
    "base_condition",
    "conditional",
    "form_condition",
    "misread_condition",
    "part_condition",
    "price_condition",
    "revised_level",
    "stated_growth",
    "sum_condition",
    "vintage_condition",
]


@dataclass(frozen=True, slots=True)
class Condition:
    """One bridge over which a number fits, and the value it would have to take.

    Attributes:
        bridge: "price", "revision", "scope", "currency", "printed_form" or "convention".
        lower, upper: the value: a price change a year and an average as fractions ("%"), a level in its unit; None at
            an open end.
        unit: of the value.
        sentence: what would have to be so.
        ask: the missing word to ask the drafter for.
    """

    bridge: str
    lower: float | None
    upper: float | None
    unit: str
    sentence: Phrase
    ask: Phrase


@dataclass(frozen=True, slots=True)
class PriceChange:
    """The price change a year that ties a rate to levels of the other price basis.

    Attributes:
        condition: that prices changed by so much.
        usual: whether it lies inside the band.
        point, low, high: of the change; not a number at an open end.
        bandlow, bandhigh: usual changes.
    """

    condition: Condition
    usual: bool
    point: float
    low: float
    high: float
    bandlow: float
    bandhigh: float


def _scope_or_part(claim: Claim) -> str:
    return scope_word(claim) or ("" if claim.period else period_word(claim))


def _of(bridge: str, value: Interval, unit: str, key: str, facts: Mapping[str, object]) -> Condition:
    lower, upper = value.floats()
    values = {**facts, "low": shown(value.lower), "high": shown(value.upper)}
    return Condition(
        bridge,
        lower,
        upper,
        unit,
        Phrase(f"findings.bridges.{key}", values),
        Phrase(f"findings.ask.{bridge}", values),
    )


def price_condition(
    evidence: Evidence, claim: Claim, ratio: Interval, growth: Interval
) -> PriceChange | None:
    """The price change a year that ties a rate to levels of the other price basis; None where nothing tells it.

    Args:
        evidence: gives the band of price changes.
        claim: the rate.
        ratio: end level over base level, as printed.
        growth: what the claim states over the same span, as a ratio.
    """
    start = base_year(claim, evidence.dossier)
    if start is None or ratio == Interval():
        return None
    used, levels = meaning(claim, evidence.dossier).space.basis, evidence.indicator(claim).basis
    turned = levels == "real" or (used == "nominal" and levels != "nominal")
    span = growth.over(ratio) if turned else ratio.over(growth)
    years = claim.end - start
    change = raised(positive(span), Fraction(1, years)).plus(Fraction(-1))
    band = price_band(claim, start, evidence.dossier)
    usual = span.meets(band)
    a_year = raised(band, Fraction(1, years)).plus(Fraction(-1))
    point, bandlow, bandhigh = _middle(change), shown(a_year.lower), shown(a_year.upper)
    values = _facts(evidence, claim, start) | {"bandlow": bandlow, "bandhigh": bandhigh, "point": point}
    key = "price" if usual else "price_unusual"
    if change.lower is None or change.upper is None:
        key = "price_least" if change.upper is None else "price_most"
    low, high = shown(change.lower), shown(change.upper)
    return PriceChange(_of("price", change, "%", key, values), usual, point, low, high, bandlow, bandhigh)


def base_condition(
    evidence: Evidence, claim: Claim, bridge: str, last: Interval, growth: Interval, printed: Interval | None
) -> Condition:
    """The base level a rate needs: revised, or on the scope the rate is reckoned on.

    Args:
        evidence: gives labels and units.
        claim: the rate.
        bridge: "revision", "scope" or "currency".
        last: the level at the end.
        growth: what the claim states over its span, as a ratio.
        printed: the base as printed, if any.
    """
    start = base_year(claim, evidence.dossier)
    needed = last.over(growth) if growth.lower is not None or growth.upper is not None else Interval()
    values = _facts(evidence, claim, start)
    indicator = evidence.indicator(claim)
    word = {"scope": _scope_or_part, "currency": currency_or_coverage_word}.get(bridge, lambda _: "")(claim)
    values |= {"word": word or claim.scope, "unit": indicator.unit}
    key = bridge
    if printed is not None and bridge == "revision":
        values |= {"by": _middle(needed.over(printed)) - 1}
    elif bridge in ("scope", "currency"):
        said = "said" if values["word"] else "mean" if mixes_mean_and_end(claim, evidence.dossier) else "kind"
        whole = "base" if needed.lower is not None and needed.upper is not None else "bare"
        key = f"{bridge}_{said}_{whole}"
    return _of(bridge, needed, indicator.unit, key, values)


def revised_level(evidence: Evidence, older: Claim, newer: Claim | None) -> Condition:
    """A level revised between two sources.

    Args:
        evidence: gives labels and units.
        older: the level as first printed.
        newer: the same level as a later source prints it; None where only other numbers speak against the older one.
    """
    indicator = evidence.indicator(older)
    values = {
        "label": evidence.label(older.entity, older.indicator),
        "start": older.end,
        "value": older.value,
        "printed": older.unit,
        "unit": indicator.unit,
    }
    if newer is None:
        return _of("revision", Interval(), indicator.unit, "revision_some", values)
    revised = level_interval(newer, evidence.dossier)
    values["by"] = _middle(revised.over(level_interval(older, evidence.dossier))) - 1
    return _of("revision", revised, indicator.unit, "revision", values)


def form_condition(evidence: Evidence, claim: Claim, form: str) -> Condition:
    """Another printed form of one number: digits cut off, zeros that do not count, or "about"."""
    values: dict[str, object] = {
        "label": evidence.label(claim.entity, claim.indicator),
        "value": claim.value,
        "unit": claim.unit,
        "year": claim.end,
    }
    if form == "cut":
        other = cut_off(claim.value)
    elif form == "zeros":
        other = rounded_whole(claim.value) or Interval()
    else:
        other = Interval()
    return _of("printed_form", other, claim.unit, f"form_{form}", values)


def misread_condition(evidence: Evidence, claim: Claim) -> Condition:
    """A number that a machine read with little confidence and nobody has looked at."""
    values = _facts(evidence, claim, base_year(claim, evidence.dossier)) | {"claim": claim.claim_id}
    return _of("reading", Interval(), claim.unit, "misread", values)


def average_conditions(evidence: Evidence, claim: Claim) -> tuple[Condition, ...]:
    """The ways to reckon a rate, other than compounding over its years, that give what is printed."""
    start = base_year(claim, evidence.dossier)
    found: dict[str, Condition] = {}
    for name, value in averages(claim, evidence.dossier):
        values = _facts(evidence, claim, start) | {"point": in_printed_unit(claim, _middle(value))}
        found.setdefault(name, _of("convention", value, "%", name, values))
    return tuple(found.values())


def part_condition(evidence: Evidence, claim: Claim) -> Condition:
    """A level that the quote gives for a part of the year, or as its mean where another one is that of its end."""
    values = _facts(evidence, claim, None) | {"word": period_word(claim)}
    key = "meant_part" if values["word"] else "meant_mean"
    return _of("scope", Interval(), evidence.indicator(claim).unit, key, values)


def vintage_condition(evidence: Evidence, claim: Claim) -> Condition:
    """Numbers of several sources, of which the older may have been revised since."""
    values = _facts(evidence, claim, base_year(claim, evidence.dossier))
    unit = evidence.indicator(claim).unit
    found = _of("revision", Interval(), unit, "vintages", values)
    return replace(found, ask=Phrase("findings.ask.vintages", values))


def sum_condition(evidence: Evidence, indicator: str, year: int, key: str) -> Condition:
    """What would have to be so for a total, its parts or its factors to come out.

    Args:
        evidence: gives label and unit.
        indicator: the total.
        year: of the sum.
        key: "cut", "meant", "chained", "mean" or "mean_unknown".
    """
    known = evidence.dossier.indicators[indicator]
    values: dict[str, object] = {"label": known.label, "unit": known.unit, "year": year}
    bridge = {"cut": "printed_form", "meant": "scope"}.get(key, "convention")
    found = _of(bridge, Interval(), known.unit, f"sum_{key}", values)
    return replace(found, ask=Phrase(f"findings.ask.sum_{key}", values))


def _facts(evidence: Evidence, claim: Claim, start: int | None) -> dict[str, object]:
    return {
        "label": evidence.label(claim.entity, claim.indicator),
        "value": claim.value.replace("..", "–"),
        "printed": claim.unit,
        "start": start,
        "end": claim.end,
    }


def conditional(found: Finding, conditions: Sequence[Condition], verdict: str = "conditional") -> Finding:
    """A finding that holds only over bridges: nobody is accused, nothing is rewritten, the missing word is asked for.

    Args:
        found: the finding, whose message says what the numbers come to.
        conditions: the bridges, the least far-fetched first.
        verdict: "conditional", or "implausible" where the value the bridge needs is far from usual.
    """
    # The same bridge of several numbers is said once; other printed forms are said of each number.
    sentences = {
        (
            condition.sentence.key,
            condition.sentence.values.get("value") if condition.bridge == "printed_form" else "",
        ): condition.sentence
        for condition in reversed(conditions)
    }
    asks = {one.ask.key: one.ask for one in reversed(conditions)}
    message = found.message
    parts = message.values.get("sentences")
    first = parts[0] if isinstance(parts, list) and parts else message
    family, _, word = first.key.rpartition(".")
    if word in ("inconsistent", "one_sided", "exceed"):
        message = Phrase(f"{family}.apart", first.values)
    elif word == "inconsistent_a_year":
        message = Phrase(f"{family}.apart_a_year", first.values)
    elif word.endswith(("_inconsistent", "_exceeds")):
        message = Phrase(f"{family}.{word.rpartition('_')[0]}_apart", first.values)
    elif first.key == "findings.growth.consistent":
        message = found.facts.phrase("findings.growth.other_scope")
    return replace(
        found,
        verdict=verdict,
        verdicts=(verdict,),
        message=join(message, *reversed(sentences.values())),
        suggestion=join(*reversed(asks.values())) if asks else None,
        conditions=tuple(conditions),
        grade="B" if found.grade == "A" else found.grade,
    )


def stated_growth(evidence: Evidence, claim: Claim) -> Interval:
    """What a claim of growth states over its whole span, as a ratio."""
    growth = positive(rate_interval(claim, evidence.dossier).plus(Fraction(1)))
    start = base_year(claim, evidence.dossier)
    if claim.kind == "growth" or start is None:
        return growth
    return raised(growth, Fraction(claim.end - start))


def _middle(value: Interval) -> float:
    if value.lower is None or value.upper is None:
        return shown(value.lower if value.upper is None else value.upper)
    return float(value.lower + value.upper) / 2
