"""Is there any path on which all claims hold; and what must give where there is none?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.judge.checks.clashes import bridged_conflicts, clash
from forecasting.judge.checks.finding import Facts, Finding, Label
from forecasting.judge.checks.slogans import SwingFacts, slogans
from forecasting.network import (
    Node,
    Part,
    compile_claim,
)
from forecasting.words import Phrase, join

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.judge.checks.evidence import Evidence

__all__ = ["FittingFacts", "claims_fit_together"]


@dataclass(frozen=True, slots=True)
class FittingFacts(Facts):
    """So many claims on one indicator, all of which can be true."""

    label: Label
    count: int


def claims_fit_together(evidence: Evidence) -> Iterator[Finding]:
    """Is there any history, and any path, on which all claims hold; and at what cost?"""
    for part in evidence.network.parts:
        diagnoses = [diagnosis for diagnosis in (part.history, part.plans) if diagnosis is not None]
        for diagnosis in diagnoses:
            for conflict in diagnosis.conflicts:
                yield clash(evidence, part, diagnosis, conflict)
        yield from bridged_conflicts(evidence, part)
        if not diagnoses and not part.bridged and len(part.claims) > 1:
            yield _fitting(evidence, part)
        if not part.undecided:
            yield from slogans(evidence, part)


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
        forced = SwingFacts(float(swing.growth), swing.start, swing.end)
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
