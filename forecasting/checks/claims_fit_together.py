"""Is there any path on which all claims hold; and what must give where there is none?"""

from __future__ import annotations

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
from forecasting.checks.finding import Finding
from forecasting.checks.wording import fold_phrase, shown
from forecasting.meaning import GROWTH_KINDS, meaning, rate_interval, ratio_to_rate
from forecasting.network import (
    Conflict,
    Diagnosis,
    Node,
    Part,
    ReadingCost,
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
    from collections.abc import Iterator

    from forecasting.checks.conditions import Condition
    from forecasting.checks.evidence import Evidence
    from forecasting.claims import Claim

__all__ = ["claims_fit_together"]

#: Most repairs named where blame cannot be told.
_NAMED = 5


def claims_fit_together(evidence: Evidence) -> Iterator[Finding]:
    """Is there any history, and any path, on which all claims hold; and at what cost?

    Facts: of a conflict `count` and `mends`, each with `claim`, its printed `value`, the `nearest` number with which all
    other claims hold and the `unit`; where all fit `fits`, how many claims; of a slogan `pace` with `low` and `high`,
    `costs` by window ("average" or "every_window"): None or the `growth` from `start` to `end` it forces, and where a
    bound forces growth `floor` from `year` to `end` and the `bound`.
    """
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
        found = _bridged(evidence, part, conflict)
        odd = found.facts["odd"]
        told.update(odd)
        yield found


def _bridged(evidence: Evidence, part: Part, conflict: Conflict) -> Finding:
    """Claims that do not fit as printed, but do once one of them is meant otherwise."""
    dossier = evidence.dossier
    # What is reckoned over a span is more often meant otherwise than a rate of one year.
    claims = sorted(
        (dossier.claim(one) for one in conflict.claims),
        key=lambda one: (one.kind != "average_growth", one.kind == "growth", one.claim_id),
    )
    conditions: list[Condition] = []
    implausible: list[Condition] = []
    odd: set[str] = set()
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
                    odd.add(claim.claim_id)
    entity, indicator = part.series[0]
    links = chain_phrases(evidence, conflict)
    values: dict[str, object] = {
        "label": evidence.label(entity, indicator),
        "count": len(claims),
        "chain": join(*links),
    }
    found = Finding(
        check="claims_fit_together",
        kind="provable",
        entity=entity,
        indicator=indicator,
        verdict="conditional",
        message=Phrase("findings.together.apart", values),
        start=min((evidence.start(one) or one.end for one in claims), default=None),
        end=max(one.end for one in claims),
        claims=conflict.claims,
        grade="B",
        facts=values | {"mends": (), "odd": tuple(sorted(odd))},
        rank=len(conflict.claims),
    )
    if not conditions and implausible:
        return conditional(found, implausible, "implausible")
    if not conditions:
        # Only several bridges together mend it; each is named.
        conditions = [
            condition
            for bridge in EXCUSES
            for claim in claims
            if bridge in excuses(claim, dossier)
            for condition, _ in _over(evidence, claim, bridge, claims)
        ] or [revised_level(evidence, one, None) for one in _older(evidence, claims)]
    return conditional(found, conditions)


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
        found = price_condition(evidence, claim, ratio, growth)
        if found is not None:
            yield found
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
    links = chain_phrases(evidence, conflict)
    singles = [
        repair
        for repair in diagnosis.repairs
        if len(repair.claims) == 1 and repair.claims[0] in conflict.claims
    ]
    mends = [mend for repair in singles if (mend := _mend(evidence, repair.claims[0])) is not None]
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
    values: dict[str, object] = {
        "label": evidence.label(entity, indicator),
        "count": len(conflict.claims),
        "chain": join(*links),
        "repairs": [
            Phrase("findings.together.repair", {"claims": ", ".join(one.claims)})
            for one in (diagnosis.lightest if told else _fewest(diagnosis, conflict))
        ],
        "unlisted": diagnosis.unlisted,
    }
    message = join(
        Phrase(f"findings.together.{key}", values),
        Phrase(f"findings.together.unlisted{'_one' if diagnosis.unlisted == 1 else ''}", values)
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
            "findings.together.mend", {"mends": [Phrase("findings.together.nearest", one) for one in mends]}
        )
        if mends
        else None,
        facts={"label": values["label"], "count": len(conflict.claims), "mends": tuple(mends)},
        rank=len(conflict.claims),
    )


def _fewest(diagnosis: Diagnosis, conflict: Conflict) -> tuple[Repair, ...]:
    """The repairs that may be right where blame cannot be told: those with the fewest claims that touch a conflict."""
    touching = [one for one in diagnosis.repairs if set(one.claims) & set(conflict.claims)]
    fewest = min((len(one.claims) for one in touching), default=0)
    return tuple(one for one in touching if len(one.claims) == fewest)[:_NAMED]


def _mend(evidence: Evidence, claim_id: str) -> dict[str, str] | None:
    """What one claim would have to say for all the others to hold."""
    claim = evidence.dossier.claim(claim_id)
    allowed = implied_by_others(claim, evidence.dossier, evidence.network)
    if allowed is None:
        return None
    nearest = nearest_value(claim, allowed, evidence.dossier)
    if nearest is None:
        return None
    return {"claim": claim_id, "value": claim.value, "nearest": nearest, "unit": claim.unit}


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
    values: dict[str, object] = {"label": evidence.label(entity, indicator), "count": len(claims)}
    tested = _is_tested(evidence, part)
    parts: list[Phrase | None] = [Phrase(f"findings.together.{'fit' if tested else 'untested'}", values)]
    rates = {one.claim_id for one in claims if one.kind == "growth"}
    if swing is not None and not (len(swing.claims) == 1 and set(swing.claims) <= rates):
        values |= {"growth": float(swing.growth), "start": swing.start, "end": swing.end}
        single = swing.end - swing.start == 1
        word = "growth" if swing.growth > 0 else "decline"
        parts.append(Phrase(f"findings.together.swing_{word}{'_year' if single else ''}", values))
    if part.relaxed:
        parts.append(Phrase("findings.together.relaxed", values))
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
        facts={"label": values["label"], "fits": len(claims)},
        rank=-len(part.claims),
    )


def _slogans(evidence: Evidence, part: Part) -> Iterator[Finding]:
    """What a slogan ("x4 every five years") costs beside the other claims, reading by reading."""
    dossier = evidence.dossier
    for claim_id in part.claims:
        claim = dossier.claim(claim_id)
        if claim.kind != "recurring_multiple" or claim_id in part.set_aside:
            continue
        best: dict[str, ReadingCost] = {}
        for cost in part.fits:
            reading = dict(cost.readings).get(claim_id, "")
            window = next(
                (one for one in reading.split("/") if one in ("average", "every_window")), "average"
            )
            best.setdefault(window, cost)
        costs: list[Phrase] = []
        forced: dict[str, dict[str, float] | None] = {}
        for window, cost in sorted(best.items()):
            if cost.swing is None:
                forced[window] = None
                costs.append(Phrase(f"findings.slogan.free_{window}"))
                continue
            span = "year" if cost.swing.end - cost.swing.start == 1 else "span"
            direction = "growth" if cost.swing.growth > 0 else "decline"
            swing = {
                "growth": float(cost.swing.growth),
                "start": cost.swing.start,
                "end": cost.swing.end,
            }
            forced[window] = swing
            costs.append(Phrase(f"findings.slogan.{window}_{direction}_{span}", swing))
        pace = _slogan_pace(evidence, claim)
        floor = _forced_since(evidence, claim)
        indicator = evidence.indicator(claim)
        values: dict[str, object] = {
            "label": evidence.label(claim.entity, claim.indicator),
            "fold": fold_phrase(claim),
            "every": claim.every,
            "low": shown(pace.lower),
            "high": shown(pace.upper),
            "pace": (float(pace.lower or 0) + float(pace.upper or pace.lower or 0)) / 2,
        }
        sentences: list[Phrase | None] = []
        side = None
        computed = None
        readings = part.fits[0].readings if part.fits else ()
        ids = [claim_id]
        if floor is not None:
            year, bound, growth, other = floor
            values |= {
                "bound": bound,
                "year": year,
                "end": claim.end,
                "floor": growth,
                "unit": indicator.unit,
            }
            sentences.append(Phrase("findings.slogan.floor", values))
            computed = (growth, None)
            ids.append(other)
            if pace.upper is not None and float(pace.upper) < growth:
                side = "below"
        sentences.append(Phrase(f"findings.slogan.{'low' if side else 'pace'}", values))
        sentences += costs
        yield Finding(
            check="claims_fit_together",
            kind="provable",
            entity=claim.entity,
            indicator=claim.indicator,
            verdict="consistent",
            verdicts=("consistent",),
            side=side,
            message=join(*sentences),
            start=evidence.start(claim),
            end=claim.end,
            claims=tuple(sorted(ids)),
            readings=readings,
            stated=pace.floats(),
            computed=computed,
            unit="%",
            grade="C",
            suggestion=Phrase("findings.slogan.rewrite", values) if side else None,
            facts=values | {"costs": forced},
            rank=-100 if side else 0,
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


def _forced_since(evidence: Evidence, claim: Claim) -> tuple[int, float, float, str] | None:
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
    return latest.end, float(bound), growth, latest.claim_id
