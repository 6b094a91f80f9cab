"""Claims that cannot all be true: what must give, and what they would have to mean."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from forecasting.dossier.meaning import GROWTH_KINDS, meaning, rate_interval
from forecasting.judge.checks.chains import chain_phrases
from forecasting.judge.checks.conditions import (
    average_conditions,
    base_condition,
    conditional,
    form_condition,
    misread_condition,
    part_condition,
    price_condition,
    revised_level,
    stated_growth,
    vintage_condition,
)
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.wording import quantity
from forecasting.network import (
    Conflict,
    Diagnosis,
    Part,
    Repair,
    fits_leniently,
    implied_by_others,
    nearest_value,
    ratio_by,
)
from forecasting.network.bridges import EXCUSES, excuses
from forecasting.numbers.intervals import Interval
from forecasting.numbers.units import conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier import Claim
    from forecasting.judge.checks.conditions import Condition
    from forecasting.judge.checks.evidence import Evidence

__all__ = ["ConflictFacts", "Mend", "bridged_conflicts", "clash"]


#: Most repairs named where blame cannot be told.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Mend(Facts):
    """What one claim would have to say for all the others to hold.

    Attributes:
        claim: its id.
        value: as printed.
        nearest: the number nearest to that with which the others hold.
        unit: of both.
    """

    claim: str
    value: str
    nearest: str
    unit: str

    def said(self) -> Phrase:
        """What it would have to say, as a part of a sentence."""
        values = {
            "claim": self.claim,
            "nearest": quantity(self.nearest, self.unit),
            "value": self.value.replace("-", "−"),
        }
        return Phrase("findings.together.nearest", values)


@dataclass(frozen=True, slots=True)
class ConflictFacts(Facts):
    """Claims that cannot all be true.

    Attributes:
        label: of the indicator.
        count: how many claims.
        chain: the steps from one to the next, as one phrase.
        mends: what would do, one claim each.
    """

    label: Label
    count: int
    chain: Phrase
    mends: tuple[Mend, ...] = ()


def _is_pair(evidence: Evidence, conflict: Conflict) -> bool:
    """Whether a conflict is one rate and its two printed levels, of which `growth_against_levels` speaks already."""
    claims = [evidence.dossier.claim(one) for one in conflict.claims]
    if any(one.comparator not in ("=", "~", "..") for one in claims if one.kind == "level"):
        return False
    kinds = sorted(one.kind for one in claims)
    rates = [kind for kind in kinds if kind in (*GROWTH_KINDS, "multiple")]
    return len(rates) == 1 and kinds.count("level") == len(kinds) - 1


def bridged_conflicts(evidence: Evidence, part: Part) -> Iterator[Finding]:
    """The shortest conflict through each claim that may be meant otherwise; what is told beside its levels is left out."""
    told: set[str] = set()
    for conflict in part.bridged:
        if _is_pair(evidence, conflict):
            told.update(one for one in conflict.claims if evidence.dossier.claim(one).kind != "level")
    for conflict in sorted(part.bridged, key=lambda one: (len(one.claims), one.claims)):
        if _is_pair(evidence, conflict) or told & set(conflict.claims):
            continue
        found, odd = _bridged(evidence, part, conflict)
        told.update(odd)
        yield found


def _bridged(evidence: Evidence, part: Part, conflict: Conflict) -> tuple[Finding, tuple[str, ...]]:
    """Claims that do not fit as printed, but do once one of them is meant otherwise; and that one."""
    dossier = evidence.dossier
    # What is reckoned over a span is more often meant otherwise than a rate of one year.
    claims = sorted(
        (dossier.claim(one) for one in conflict.claims),
        key=lambda one: (one.kind != "average_growth", one.kind == "growth", one.claim_id),
    )
    conditions: list[Condition] = []
    implausible: list[Condition] = []
    odd: tuple[str, ...] = ()
    for bridge in EXCUSES:
        lenient = frozenset({bridge})
        if not any(bridge in excuses(one, dossier) for one in claims):
            continue
        if not fits_leniently(claims, dossier, lenient):
            continue
        for claim in claims:
            if bridge not in excuses(claim, dossier):
                continue
            for condition, usual in _over(evidence, claim, bridge, claims):
                (conditions if usual else implausible).append(condition)
                if not odd:
                    odd = (claim.claim_id,)
    entity, indicator = part.series[0]
    chain = join(*chain_phrases(evidence, conflict))
    facts = ConflictFacts(evidence.label(entity, indicator), len(claims), chain)
    found = Finding(
        check="claims_fit_together",
        kind="provable",
        entity=entity,
        indicator=indicator,
        verdict="conditional",
        message=facts.phrase("findings.together.apart"),
        start=min((evidence.start(one) or one.end for one in claims), default=None),
        end=max(one.end for one in claims),
        claims=conflict.claims,
        grade="B",
        facts=facts,
        rank=len(conflict.claims),
    )
    if not conditions and implausible:
        return conditional(found, implausible, "implausible"), odd
    if not conditions:
        # Only several bridges together mend it; each is named.
        conditions = [
            condition
            for bridge in EXCUSES
            for claim in claims
            if bridge in excuses(claim, dossier)
            for condition, _ in _over(evidence, claim, bridge, claims)
        ] or [revised_level(evidence, one, None) for one in _older(evidence, claims)]
    return conditional(found, conditions), odd


def _over(
    evidence: Evidence, claim: Claim, bridge: str, claims: list[Claim]
) -> Iterator[tuple[Condition, bool]]:
    """What one claim would need over one bridge for some others to hold, and whether that is usual."""
    if bridge in ("zeros", "hedge", "cut"):
        yield form_condition(evidence, claim, bridge), True
        return
    if bridge == "misread":
        yield misread_condition(evidence, claim), True
        return
    if bridge == "convention":
        yield from ((one, True) for one in average_conditions(evidence, claim))
        return
    if bridge == "revision" and claim.kind == "level":
        newer = _newer(evidence, claim, claims)
        if newer is not None:
            yield revised_level(evidence, claim, newer), True
        return
    start = evidence.start(claim)
    if bridge == "revision" and len({meaning(one, evidence.dossier).space.vintage for one in claims}) > 1:
        rates = [one for one in claims if one.kind in GROWTH_KINDS]
        if not rates:
            yield vintage_condition(evidence, claim), True
    if claim.kind == "level" and bridge == "scope":
        yield part_condition(evidence, claim), True
    if claim.kind not in GROWTH_KINDS or start is None:
        return
    others = [one for one in claims if one is not claim]
    ratio = ratio_by(others, claim, start, evidence.dossier)
    growth = stated_growth(evidence, claim)
    if bridge == "price":
        prices = price_condition(evidence, claim, ratio, growth)
        if prices is not None:
            yield prices.condition, prices.usual
        return
    if bridge == "revision":
        space = meaning(claim, evidence.dossier).space
        first = evidence.printed(claim.entity, claim.indicator, space, start)
        last = evidence.printed(claim.entity, claim.indicator, space, claim.end)
        if first is None or last is None or first.vintage == last.vintage == space.vintage:
            return
        yield base_condition(evidence, claim, bridge, last.interval, growth, first.interval), True
        return
    last = evidence.printed(claim.entity, claim.indicator, meaning(claim, evidence.dossier).space, claim.end)
    yield base_condition(evidence, claim, bridge, last.interval if last else Interval(), growth, None), True


def _newer(evidence: Evidence, level: Claim, claims: list[Claim]) -> Claim | None:
    """The same level as the newest later source among some claims prints it."""
    mine = meaning(level, evidence.dossier).space.vintage
    later = [
        other
        for other in claims
        if (other.kind, other.entity, other.indicator, other.start, other.end)
        == ("level", level.entity, level.indicator, level.start, level.end)
        and meaning(other, evidence.dossier).space.vintage > mine
    ]
    return max(later, key=lambda one: meaning(one, evidence.dossier).space.vintage, default=None)


def _older(evidence: Evidence, claims: list[Claim]) -> list[Claim]:
    """The levels of older sources than the newest among some claims."""
    vintages = {one.claim_id: meaning(one, evidence.dossier).space.vintage for one in claims}
    newest = max(vintages.values())
    return [one for one in claims if one.kind == "level" and vintages[one.claim_id] < newest]


def clash(evidence: Evidence, part: Part, diagnosis: Diagnosis, conflict: Conflict) -> Finding:
    """One conflict as a chain with its repairs."""
    dossier = evidence.dossier
    claims = [dossier.claim(one) for one in conflict.claims]
    entity, indicator = part.series[0]
    singles = [
        repair
        for repair in diagnosis.repairs
        if len(repair.claims) == 1 and repair.claims[0] in conflict.claims
    ]
    mends = tuple(mend for repair in singles if (mend := _mend(evidence, repair.claims[0])) is not None)
    told = len(diagnosis.lightest) == 1 and diagnosis.lightest[0].claims == diagnosis.blamed
    key = (
        "untold"
        if not diagnosis.repairs
        else "unproven"
        if not diagnosis.proven
        else "conflict"
        if told
        else "tie"
    )
    chain = join(*chain_phrases(evidence, conflict))
    facts = ConflictFacts(evidence.label(entity, indicator), len(conflict.claims), chain, mends)
    repairs = [
        Phrase("findings.together.repair", {"claims": ", ".join(one.claims)})
        for one in (diagnosis.lightest if told else _fewest(diagnosis, conflict))
    ]
    more = f"unlisted{'_one' if diagnosis.unlisted == 1 else ''}"
    message = join(
        facts.phrase(f"findings.together.{key}", repairs=repairs),
        facts.phrase(f"findings.together.{more}", unlisted=diagnosis.unlisted)
        if diagnosis.unlisted
        else None,
    )
    suspect = dossier.claim(diagnosis.lightest[0].claims[0]) if diagnosis.lightest else claims[0]
    allowed = implied_by_others(suspect, dossier, evidence.network)
    stated = computed = None
    unit, side = "", None
    if allowed is not None and suspect.kind in ("growth", "average_growth", "growth_each_year", "share"):
        printed = rate_interval(suspect, dossier)
        found = allowed.times(conversion(suspect.unit, "%") / 100)
        stated, computed, unit = printed.floats(), found.floats(), "%"
        side = printed.side_of(found)
    start = min((evidence.start(one) or one.end for one in claims), default=None)
    return Finding(
        check="claims_fit_together",
        kind="provable",
        entity=entity,
        indicator=indicator,
        verdict="inconsistent",
        verdicts=("inconsistent",),
        message=message,
        start=start,
        end=max(one.end for one in claims),
        claims=conflict.claims,
        stated=stated,
        computed=computed,
        unit=unit,
        side=side,
        grade="A" if all(one.comparator == "=" for one in claims) else "B",
        suggestion=_one_of(mends),
        facts=facts,
        rank=len(conflict.claims),
    )


def _one_of(mends: tuple[Mend, ...]) -> Phrase | None:
    """What would do, one claim or another; None where no single claim would."""
    if not mends:
        return None
    first, *others = [one.said() for one in mends]
    either = reduce(
        lambda so_far, one: Phrase("findings.together.or", {"this": so_far, "that": one}), others, first
    )
    return Phrase("findings.together.mend", {"mends": either})


def _fewest(diagnosis: Diagnosis, conflict: Conflict) -> tuple[Repair, ...]:
    """The repairs that may be right where blame cannot be told: those with the fewest claims that touch a conflict."""
    touching = [one for one in diagnosis.repairs if set(one.claims) & set(conflict.claims)]
    fewest = min((len(one.claims) for one in touching), default=0)
    return tuple(one for one in touching if len(one.claims) == fewest)[:_NAMED]


def _mend(evidence: Evidence, claim_id: str) -> Mend | None:
    """What one claim would have to say for all the others to hold."""
    claim = evidence.dossier.claim(claim_id)
    allowed = implied_by_others(claim, evidence.dossier, evidence.network)
    if allowed is None:
        return None
    nearest = nearest_value(claim, allowed, evidence.dossier)
    if nearest in (None, claim.value):
        # What the others leave may hold the printed number itself where they do not all hold without it.
        return None
    return Mend(claim_id, claim.value, nearest, claim.unit)
