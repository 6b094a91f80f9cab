"""The nearest printed number with which a growth rate and its two levels would be judged otherwise."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.ask.sensitivity.turn import FlipRow, Move, Turn
from forecasting.judge.checks import Evidence
from forecasting.judge.checks.growth_against_levels import growth_against_levels
from forecasting.network import base_year
from forecasting.numbers.stated import half_unit, parse_number
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Finding

__all__ = ["growth_findings", "growth_turns"]


def growth_findings(result: Assessment, indicator: str) -> list[Finding]:
    """Findings on printed growth of an indicator whose two levels are printed too."""
    own = result.dossier.entity
    return [
        finding
        for finding in result.found
        if finding.check == "growth_against_levels"
        and (finding.entity, finding.indicator) == (own, indicator)
        and finding.verdict != "not_assessable"
        and finding.unit == "%"
    ]


def growth_turns(result: Assessment, finding: Finding) -> Iterator[FlipRow]:
    """The nearest number for each claim of the finding that would give it another verdict."""
    dossier = result.dossier
    claims = [dossier.claim(one) for one in finding.claims]
    rates = [one for one in claims if one.kind in ("growth", "average_growth")]
    levels = {one.end: one for one in claims if one.kind == "level"}
    if len(rates) != 1 or len(claims) != 3:
        return
    rate = rates[0]
    start = base_year(rate, dossier)
    first, last = levels.get(start) if start is not None else None, levels.get(rate.end)
    if first is None or last is None or start is None:
        return
    if any(one.comparator not in ("=", "~") for one in claims):
        return
    mine = tuple(one for one in dossier.claims if one.indicator == rate.indicator)
    steps = rate.end - start if rate.kind == "average_growth" else 1
    turn = Turn(result, finding.indicator, finding.check, finding.start, finding.end, finding.verdict)
    # In the units of the claims, so that only the printed digits count.
    units = [conversion(one.unit, dossier.indicators[one.indicator].unit) for one in (first, last)]
    for claim in (rate, last, first):
        best: tuple[Fraction, Fraction, str] | None = None
        printed = parse_number(claim.value)
        for value in _candidates(claim, rate, (first, units[0]), (last, units[1]), steps):
            if value == printed or (claim.kind == "level" and value <= 0):
                continue
            distance = abs(value - printed)
            if best is not None and (distance, value) >= best[:2]:
                continue
            to = _reverdict(result, replace(dossier, claims=mine), claim, value, finding)
            if to is not None and to != finding.verdict:
                best = (distance, value, to)
        if best is None:
            continue
        value, to = best[1], best[2]
        if claim.kind == "level":
            size = abs(math.log(float(value / printed)))
        else:
            here = 1 + float(printed * conversion(claim.unit, "%")) / 100
            there = 1 + float(value * conversion(claim.unit, "%")) / 100
            size = steps * abs(math.log(there / here)) if min(here, there) > 0 else math.inf
        yield turn.row(
            to,
            Move("claim", float(printed), float(value), claim.claim_id, claim.unit, size),
            "growth_claim",
            {
                "year": rate.end,
                "needed": _as_printed(value, claim).replace("-", "−"),
                "printed": claim.value.replace("-", "−"),
            },
        )


def _as_printed(value: Fraction, claim: Claim) -> str:
    decimals = len(claim.value.partition(".")[2])
    return f"{float(value):.{decimals}f}"


def _candidates(
    claim: Claim,
    rate: Claim,
    first: tuple[Claim, Fraction],
    last: tuple[Claim, Fraction],
    steps: int,
) -> list[Fraction]:
    """Printed numbers just to either side of each edge at which the verdict may turn, nearest first.

    With levels F and L and slacks f and l, growth g with slack s: the point edges are L/F = (1 + g -+ s)^n, the
    interval edges (L + l)/(F - f) = (1 + g - s)^n and (L - l)/(F + f) = (1 + g + s)^n; a rate that could not have
    failed has the interval edges ten points further out.
    """
    growth_unit = float(conversion(rate.unit, "%")) / 100
    value, slack = float(parse_number(rate.value)) * growth_unit, float(half_unit(rate.value)) * growth_unit
    (low, high) = (
        (
            float(parse_number(one.value) * factor),
            float(half_unit(one.value) * factor),
        )
        for one, factor in (first, last)
    )
    edges: list[float] = []
    bounds = (
        ((high[0] + high[1]) / (low[0] - low[1])) ** (1 / steps) - 1 if low[0] > low[1] else None,
        ((high[0] - high[1]) / (low[0] + low[1])) ** (1 / steps) - 1 if high[0] > high[1] else None,
    )
    ten = (0.0, 0.1, -0.1)
    if claim is rate:
        point = (high[0] / low[0]) ** (1 / steps) - 1
        edges += [point - slack, point + slack]
        for bound in bounds:
            if bound is not None:
                edges += [bound + way * slack + more for way in (-1, 1) for more in ten]
        edges = [one / growth_unit for one in edges]
    else:
        own = last if claim is last[0] else first
        for more in ten:
            for way in (-1, 1):
                fold = max(1 + value + way * slack + more, 1e-9) ** steps
                if claim is last[0]:
                    edges += [
                        low[0] * fold,
                        (low[0] - low[1]) * fold - high[1],
                        (low[0] + low[1]) * fold + high[1],
                    ]
                else:
                    edges += [
                        high[0] / fold,
                        (high[0] + high[1]) / fold + low[1],
                        (high[0] - high[1]) / fold - low[1],
                    ]
        edges = [one / float(own[1]) for one in edges]
    digit = 2 * half_unit(claim.value)
    printed = parse_number(claim.value)
    found = {
        printed + (math.floor((Fraction(edge) - printed) / digit) + step) * digit
        for edge in edges
        if math.isfinite(edge)
        for step in (-1, 0, 1, 2)
    }
    # One step is always tried, so that a verdict that turns at once is not missed.
    found |= {printed + digit, printed - digit}
    return sorted(found, key=lambda one: (abs(one - printed), one))


def _reverdict(
    result: Assessment, dossier: Dossier, claim: Claim, value: Fraction, finding: Finding
) -> str | None:
    """The verdict of the finding with another number printed in one of its claims."""
    changed = replace(claim, value=_as_printed(value, claim))
    claims = tuple(changed if one == claim else one for one in dossier.claims)
    evidence = Evidence(replace(dossier, claims=claims), result.network, ())
    return next(
        (
            retried.verdict
            for retried in growth_against_levels(evidence)
            if retried.claims == finding.claims
            and (retried.start, retried.end) == (finding.start, finding.end)
        ),
        None,
    )
