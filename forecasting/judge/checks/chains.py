"""A conflict as sentences that a reader can follow with a calculator, from the printed numbers alone."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import base_year
from forecasting.network import Step, chain
from forecasting.numbers.powers import power
from forecasting.numbers.units import unit
from forecasting.words import Phrase

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.judge.checks.evidence import Evidence
    from forecasting.network import Conflict

__all__ = ["chain_phrases", "digits"]

#: Digits of a bound that does not end sooner.
_SHOWN = 7


def chain_phrases(evidence: Evidence, conflict: Conflict) -> tuple[Phrase, ...]:
    """The conflict as sentences: each step a printed number, the running bound with all the digits it takes."""
    claims = [evidence.dossier.claim(one) for one in conflict.claims]
    steps = chain(claims, evidence.dossier)
    phrases = []
    if steps and steps[0].base is not None:
        first = steps[0].base
        phrases.append(
            Phrase(
                "findings.chain.one",
                {"label": evidence.label(first.entity, first.indicator), "year": first.year},
            )
        )
    return (*phrases, *(_link(evidence, step) for step in steps))


def digits(value: Fraction, *, up: bool) -> dict[str, str]:
    """A bound in each language: all its digits where it has few, else so many, rounded to the side on which it stays true.

    Args:
        value: a positive number.
        up: the side of the rounding.
    """
    exact = Context(prec=60).divide(Decimal(value.numerator), Decimal(value.denominator))
    shown = exact
    if len(exact.normalize().as_tuple().digits) > _SHOWN or Fraction(exact) != value:
        rounding = ROUND_CEILING if up else ROUND_FLOOR
        shown = Context(prec=_SHOWN, rounding=rounding).create_decimal(exact)
    text = f"{shown.normalize():f}"
    whole, dot, rest = text.partition(".")
    grouped = f"{int(whole):,}" if len(whole) > 4 else whole
    return {"en": grouped + dot + rest, "zh": text}


def _link(evidence: Evidence, step: Step) -> Phrase:
    up = step.kind.endswith("_upper")
    closing = step.kind.startswith(("end", "clash"))
    indicator = evidence.dossier.indicators[step.node.indicator]
    values: dict[str, object] = {
        "label": evidence.label(step.node.entity, step.node.indicator),
        "unit": indicator.unit or {"en": "no unit", "zh": ""},
        "claim": step.claim,
        "year": step.node.year,
        # A bound on the other side closes the chain.
        "value": digits(step.value, up=up != closing),
        "bound": Phrase(f"findings.bound.{_bound(step, up=up != closing)}"),
    }
    if step.base is None:
        return Phrase(f"findings.chain.{step.kind}", values)
    values |= {"base": step.base.year, "other": evidence.label(step.base.entity, step.base.indicator)}
    family = "share_" if step.node.indicator != step.base.indicator else ""
    claim = evidence.dossier.claim(step.claim)
    ratio = step.ratio or Fraction(1)
    turned = step.node.year < step.base.year or (bool(family) and claim.of == step.node.indicator)
    if step.kind.startswith("ratio"):
        over = "over_" if turned else ""
        values["times"] = _factor(evidence, claim, 1 / ratio if turned else ratio, up=up != turned)
        return Phrase(f"findings.chain.{family}{over}{step.kind}", values)
    return Phrase(f"findings.chain.{family}{step.kind}", values)


def _bound(step: Step, *, up: bool) -> str:
    if up:
        return "less_than" if step.strict else "at_most"
    return "more_than" if step.strict else "at_least"


def _factor(evidence: Evidence, claim: Claim, ratio: Fraction, *, up: bool) -> dict[str, str]:
    """A factor with the way to it from the printed number: a yearly rate to the power of its years, 2 to that of 番."""
    whole = digits(ratio, up=up)
    start = base_year(claim, evidence.dossier)
    printed = unit(claim.unit)
    if claim.kind == "average_growth" and start is not None and claim.end - start > 1:
        years = claim.end - start
        root = digits(power(ratio, Fraction(1, years), up=up), up=up)
        return {language: f"{root[language]}^{years} = {whole[language]}" for language in whole}
    if printed is not None and printed.family == "doublings" and claim.comparator in ("=", ">=", "<="):
        text = f"2^{claim.value}"
        exact = power(Fraction(2), Fraction(claim.value), up=up)
        return {language: f"{text} = {whole[language]}" for language in whole} if exact == ratio else whole
    return whole
