"""Is there any path on which all claims hold; and what must give where there is none?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.checks.chains import chain_phrases
from forecasting.checks.conditions import (
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
from forecasting.checks.finding import Facts, Finding, Label
from forecasting.checks.wording import fold_phrase, shown
from forecasting.meaning import GROWTH_KINDS, meaning, rate_interval, ratio_to_rate
from forecasting.network import (
    Conflict,
    Diagnosis,
    Node,
    Part,
    Repair,
    compile_claim,
    fits_leniently,
    implied_by_others,
    nearest_value,
    ratio_by,
)
from forecasting.network.bridges import EXCUSES, excuses
from forecasting.stated import Interval, conversion
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.checks.conditions import Condition
    from forecasting.checks.evidence import Evidence
    from forecasting.claims import Claim

__all__ = ["ConflictFacts", "FittingFacts", "Mend", "SloganFacts", "Swing", "claims_fit_together"]

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


@dataclass(frozen=True, slots=True)
class Swing(Facts):
    """Growth that any path has in some year from `start` to `end`, as a fraction."""

    growth: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FittingFacts(Facts):
    """So many claims on one indicator, all of which can be true."""

    label: Label
    count: int


@dataclass(frozen=True, slots=True)
class SloganFacts(Facts):
    """What a multiple every so many years comes to.

    Attributes:
        label, unit: of the indicator.
        fold: the multiple in words.
        every: years it takes.
        pace, low, high: growth a year it states.
        costs: by window ("average" or "every_window") the growth it forces; None where it forces none.
        floor: growth a year that a bound on an earlier level forces, from `year` to `end`; None without such a bound.
        bound: of that level.
    """

    label: Label
    unit: str
    fold: Phrase
    every: int | None
    pace: float
    low: float
    high: float
    costs: Mapping[str, Swing | None]
    bound: float | None = None
    year: int | None = None
    end: int | None = None
    floor: float | None = None


def claims_fit_together(evidence: Evidence) -> Iterator[Finding]:
    """Is there any history, and any path, on which all claims hold; and at what cost?"""
    for part in evidence.network.parts:
        diagnoses = [diagnosis for diagnosis in (part.history, part.plans) if diagnosis is not None]
        for diagnosis in diagnoses:
            for conflict in diagnosis.conflicts:
                yield _clash(evidence, part, diagnosis, conflict)
        yield from _bridged_conflicts(evidence, part)
        if not diagnoses and not part.bridged and len(part.claims) > 1:
            yield _fitting(evidence, part)
        if not part.undecided:
            yield from _slogans(evidence, part)


def _is_pair(evidence: Evidence, conflict: Conflict) -> bool:
    """Whether a conflict is one rate and its two printed levels, of which `growth_against_levels` speaks already."""
    claims = [evidence.dossier.claim(one) for one in conflict.claims]
    if any(one.comparator not in ("=", "~", "..") for one in claims if one.kind == "level"):
        return False
    kinds = sorted(one.kind for one in claims)
    rates = [kind for kind in kinds if kind in (*GROWTH_KINDS, "multiple")]
    return len(rates) == 1 and kinds.count("level") == len(kinds) - 1


def _bridged_conflicts(evidence: Evidence, part: Part) -> Iterator[Finding]:
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
        one
        for one in claims
        if (one.kind, one.entity, one.indicator, one.start, one.end)
        == ("level", level.entity, level.indicator, level.start, level.end)
        and meaning(one, evidence.dossier).space.vintage > mine
    ]
    return max(later, key=lambda one: meaning(one, evidence.dossier).space.vintage, default=None)


def _older(evidence: Evidence, claims: list[Claim]) -> list[Claim]:
    """The levels of older sources than the newest among some claims."""
    vintages = {one.claim_id: meaning(one, evidence.dossier).space.vintage for one in claims}
    newest = max(vintages.values())
    return [one for one in claims if one.kind == "level" and vintages[one.claim_id] < newest]


def _clash(evidence: Evidence, part: Part, diagnosis: Diagnosis, conflict: Conflict) -> Finding:
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
        suggestion=Phrase(
            "findings.together.mend", {"mends": [one.phrase("findings.together.nearest") for one in mends]}
        )
        if mends
        else None,
        facts=facts,
        rank=len(conflict.claims),
    )


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
    if nearest is None:
        return None
    return Mend(claim_id, claim.value, nearest, claim.unit)


def _is_tested(evidence: Evidence, part: Part) -> bool:
    """Whether some claim of a part could have contradicted the others: the levels are tied in more than one way."""
    parent: dict[Node, Node] = {}

    def root(node: Node) -> Node:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for claim_id in part.claims:
        readings = compile_claim(evidence.dossier.claim(claim_id), evidence.dossier)
        ends = {(bound.start, bound.end) for bound in readings[0].bounds}
        joined = [(root(start), root(end)) for start, end in sorted(ends)]
        if any(first == last for first, last in joined):
            return True
        for start, end in ends:
            parent[root(end)] = root(start)
    return False


def _fitting(evidence: Evidence, part: Part) -> Finding:
    """All claims of a part hold together."""
    dossier = evidence.dossier
    entity, indicator = part.series[0]
    claims = [dossier.claim(one) for one in part.claims]
    cheapest = part.fits[0] if part.fits else None
    swing = cheapest.swing if cheapest else None
    facts = FittingFacts(evidence.label(entity, indicator), len(claims))
    tested = _is_tested(evidence, part)
    parts: list[Phrase | None] = [facts.phrase(f"findings.together.{'fit' if tested else 'untested'}")]
    rates = {one.claim_id for one in claims if one.kind == "growth"}
    if swing is not None and not (len(swing.claims) == 1 and set(swing.claims) <= rates):
        forced = Swing(float(swing.growth), swing.start, swing.end)
        single = swing.end - swing.start == 1
        word = "growth" if swing.growth > 0 else "decline"
        parts.append(forced.phrase(f"findings.together.swing_{word}{'_year' if single else ''}"))
    if part.relaxed:
        parts.append(Phrase("findings.together.relaxed"))
    return Finding(
        check="claims_fit_together",
        kind="provable",
        entity=entity,
        indicator=indicator,
        verdict="consistent" if tested else "uninformative",
        verdicts=("consistent" if tested else "uninformative",),
        message=join(*parts),
        start=min((evidence.start(one) or one.end for one in claims), default=None),
        end=max(one.end for one in claims),
        claims=part.claims,
        readings=cheapest.readings if cheapest else (),
        grade="D" if not tested else "A" if all(one.comparator == "=" for one in claims) else "B",
        facts=facts,
        rank=-len(part.claims),
    )


def _slogans(evidence: Evidence, part: Part) -> Iterator[Finding]:
    """What each slogan ("x4 every five years") costs beside the other claims."""
    for claim_id in part.claims:
        claim = evidence.dossier.claim(claim_id)
        if claim.kind == "recurring_multiple" and claim_id not in part.set_aside:
            yield _slogan(evidence, part, claim)


def _costs(part: Part, claim_id: str) -> dict[str, Swing | None]:
    """The growth a slogan forces on every path by the window it is read over, None where it forces none."""
    found: dict[str, Swing | None] = {}
    for cost in part.fits:
        reading = dict(cost.readings).get(claim_id, "")
        window = next((one for one in reading.split("/") if one in ("average", "every_window")), "average")
        swing = cost.swing
        found.setdefault(
            window, None if swing is None else Swing(float(swing.growth), swing.start, swing.end)
        )
    return dict(sorted(found.items()))


def _cost(window: str, swing: Swing | None) -> Phrase:
    if swing is None:
        return Phrase(f"findings.slogan.free_{window}")
    span = "year" if swing.end - swing.start == 1 else "span"
    direction = "growth" if swing.growth > 0 else "decline"
    return swing.phrase(f"findings.slogan.{window}_{direction}_{span}")


def _slogan(evidence: Evidence, part: Part, claim: Claim) -> Finding:
    """What one slogan comes to a year and costs, reading by reading."""
    pace = _slogan_pace(evidence, claim)
    floor = _forced_since(evidence, claim)
    costs = _costs(part, claim.claim_id)
    facts = SloganFacts(
        label=evidence.label(claim.entity, claim.indicator),
        unit=evidence.indicator(claim).unit,
        fold=fold_phrase(claim),
        every=claim.every,
        pace=(float(pace.lower or 0) + float(pace.upper or pace.lower or 0)) / 2,
        low=shown(pace.lower),
        high=shown(pace.upper),
        costs=costs,
        bound=floor.bound if floor else None,
        year=floor.year if floor else None,
        end=claim.end if floor else None,
        floor=floor.growth if floor else None,
    )
    low = floor is not None and pace.upper is not None and float(pace.upper) < floor.growth
    message = join(
        facts.phrase("findings.slogan.floor") if floor else None,
        facts.phrase(f"findings.slogan.{'low' if low else 'pace'}"),
        *(_cost(window, swing) for window, swing in costs.items()),
    )
    return Finding(
        check="claims_fit_together",
        kind="provable",
        entity=claim.entity,
        indicator=claim.indicator,
        verdict="consistent",
        verdicts=("consistent",),
        side="below" if low else None,
        message=message,
        start=evidence.start(claim),
        end=claim.end,
        claims=tuple(sorted([claim.claim_id, *([floor.claim] if floor else ())])),
        readings=part.fits[0].readings if part.fits else (),
        stated=pace.floats(),
        computed=(floor.growth, None) if floor else None,
        unit="%",
        grade="C",
        suggestion=facts.phrase("findings.slogan.rewrite") if low else None,
        facts=facts,
        rank=-100 if low else 0,
    )


def _slogan_pace(evidence: Evidence, claim: Claim) -> Interval:
    """Growth a year the slogan states."""
    reading = compile_claim(claim, evidence.dossier)
    every = claim.every or 1
    for one in reading:
        for bound in one.bounds:
            if bound.start.year and bound.end.year - bound.start.year == every:
                return ratio_to_rate(bound.ratio, every)
    for one in reading:
        for bound in one.bounds:
            if bound.start.year:
                return ratio_to_rate(bound.ratio, bound.end.year - bound.start.year)
    return Interval()


@dataclass(frozen=True, slots=True)
class _Floor:
    """The last year a claim keeps a level below a bound, and the growth a year that forces to the end."""

    year: int
    bound: float
    growth: float
    claim: str


def _forced_since(evidence: Evidence, claim: Claim) -> _Floor | None:
    """The last year a claim keeps the level below something, and the growth a year that forces to the end."""
    last = evidence.network.past.get(evidence.node(claim.entity, claim.indicator, claim.end), Interval())
    if last.lower is None:
        return None
    below = [
        one
        for one in evidence.dossier.claims
        if (one.entity, one.indicator, one.kind) == (claim.entity, claim.indicator, "level")
        and one.comparator in ("<", "<=")
        and one.end < claim.end
        and one.role == "history"
    ]
    if not below:
        return None
    latest = max(below, key=lambda one: (one.end, one.claim_id))
    bound = Fraction(latest.value) * conversion(latest.unit, evidence.indicator(claim).unit)
    years = claim.end - latest.end
    growth = float(last.lower / bound) ** (1 / years) - 1
    return _Floor(latest.end, float(bound), growth, latest.claim_id)
