"""The rows of an assessment: claims as read, levels, conflicts, repairs and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.dossier import COLUMNS
from forecasting.dossier.meaning import printed_interval
from forecasting.judge.checks import chain_phrases
from forecasting.network import (
    WEIGHTS,
    base_year,
    basis_used,
    fold_interval,
    level_interval,
    rate_interval,
    stretch_factor,
    weight,
)
from forecasting.records import TypedRow
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.checks import Evidence, Finding
    from forecasting.network import Network, Observation
    from forecasting.numbers.intervals import Interval

__all__ = [
    "ClaimRow",
    "ConditionRow",
    "ConflictRow",
    "FindingRow",
    "HistoryRow",
    "ImpliedRow",
    "RepairRow",
    "claim_row",
    "conflict_rows",
    "finding_row",
    "history_row",
    "implied_rows",
    "repair_rows",
]


@dataclass(frozen=True, slots=True)
class ClaimRow(TypedRow):
    """A claim and what its number can mean.

    Attributes:
        claim: as the dossier has it.
        start: its base year; None while it is open.
        basis_used: the price basis it is reckoned on.
        lower, upper: what is printed can mean, in the indicator's unit or as a fraction.
        weight: in the search for what must give; sums, means and changes are held to ranges and weigh nothing.
        set_aside: it is given up so that the rest can hold.
    """

    claim: Claim
    start: int | None
    basis_used: str
    lower: float | None
    upper: float | None
    weight: int
    set_aside: bool

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """The columns of `claims.csv` and what the number can mean."""
        return (*COLUMNS, "printed_start", "basis_used", "lower", "upper", "weight", "set_aside")

    def plain(self) -> dict[str, Any]:
        """The columns of `claims.csv`, `start` as it is understood, and what the number can mean."""
        return {column: getattr(self.claim, column) for column in COLUMNS} | {
            "start": self.start,
            "printed_start": self.claim.start,
            "basis_used": self.basis_used,
            "lower": self.lower,
            "upper": self.upper,
            "weight": self.weight,
            "set_aside": self.set_aside,
        }


@dataclass(frozen=True, slots=True)
class ConditionRow(TypedRow):
    """What would have to be so for a number to hold over a bridge; None at an open end."""

    bridge: str
    lower: float | None
    upper: float | None
    unit: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FindingRow(TypedRow):
    """A finding as the JSON contract has it, its sentences in one language; `Finding` says what each field means.

    Attributes:
        readings: by claim id, those that say something.
        stated, computed: both ends None where the finding has no interval.
    """

    check: str
    kind: str
    entity: str
    indicator: str
    start: int | None
    end: int | None
    claims: tuple[str, ...]
    readings: Mapping[str, str]
    verdict: str
    verdicts: tuple[str, ...]
    side: str | None
    stated: tuple[float | None, float | None]
    computed: tuple[float | None, float | None]
    unit: str
    probability: float | None
    probability_range: tuple[float, float] | None
    grade: str
    material: bool
    message: str
    suggestion: str
    conditions: tuple[ConditionRow, ...]

    def plain(self) -> dict[str, Any]:
        """With lists, as JSON has them."""
        return TypedRow.plain(self) | {
            "claims": list(self.claims),
            "readings": dict(self.readings),
            "verdicts": list(self.verdicts),
            "stated": list(self.stated),
            "computed": list(self.computed),
            "probability_range": list(self.probability_range) if self.probability_range else None,
            "conditions": [one.plain() for one in self.conditions],
        }


@dataclass(frozen=True, slots=True)
class HistoryRow(TypedRow):
    """A year the network pins down, in the indicator's unit."""

    entity: str
    indicator: str
    year: int
    level: float
    lower: float
    upper: float
    origin: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpliedRow(TypedRow):
    """The tightest range the network leaves for a level, in the indicator's unit; None at an unbounded end."""

    entity: str
    indicator: str
    year: int
    lower: float | None
    upper: float | None


@dataclass(frozen=True, slots=True)
class ConflictRow(TypedRow):
    """Claims that cannot all be true.

    Attributes:
        claims: their ids.
        minimal: no claim can be left out.
        chain: the way from one to the next, a sentence a step.
        stretch_factor: how many times wider rounding would have to be for them to hold; None where that is not known.
    """

    claims: tuple[str, ...]
    minimal: bool
    chain: tuple[str, ...]
    stretch_factor: float | None

    def plain(self) -> dict[str, Any]:
        """With lists, as JSON has them."""
        return {
            "claims": list(self.claims),
            "minimal": self.minimal,
            "chain": list(self.chain),
            "stretch_factor": self.stretch_factor,
        }


@dataclass(frozen=True, slots=True)
class RepairRow(TypedRow):
    """Claims to give up so that the rest of a pass ("history" or "plans") can hold."""

    passed: str
    claims: tuple[str, ...]
    weight: int

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """As JSON names them; `pass` is no name in Python."""
        return ("pass", "claims", "weight")

    def plain(self) -> dict[str, Any]:
        """With a list, as JSON has it."""
        return {"pass": self.passed, "claims": list(self.claims), "weight": self.weight}


def claim_row(claim: Claim, dossier: Dossier, *, aside: bool) -> ClaimRow:
    """What a claim can mean; `aside` where it is given up."""
    lower, upper = _meaning(claim, dossier).floats()
    return ClaimRow(
        claim,
        base_year(claim, dossier),
        basis_used(claim, dossier),
        lower,
        upper,
        weight(claim) if claim.kind in WEIGHTS else 0,
        aside,
    )


def _meaning(claim: Claim, dossier: Dossier) -> Interval:
    if claim.kind in ("level", "total", "period_average"):
        return level_interval(claim, dossier)
    if claim.kind in ("change", "points"):
        return printed_interval(claim, dossier)
    if claim.kind in ("multiple", "recurring_multiple"):
        return fold_interval(claim, dossier)
    return rate_interval(claim, dossier)


def history_row(one: Observation) -> HistoryRow:
    """One pinned year."""
    ends = (float(one.lower), float(one.upper))
    return HistoryRow(one.entity, one.indicator, one.year, one.level, *ends, one.origin, one.claims)


def implied_rows(network: Network, dossier: Dossier) -> list[ImpliedRow]:
    """The ranges of all levels on their indicator's own price basis."""
    return [
        ImpliedRow(node.entity, node.indicator, node.year, *network.implied[node].floats())
        for node in sorted(network.implied)
        if node.basis == dossier.indicators[node.indicator].basis
    ]


def conflict_rows(evidence: Evidence, language: str) -> list[ConflictRow]:
    """The minimal conflicts, the shortest first, each once."""
    found = {
        conflict.claims: conflict
        for part in evidence.network.parts
        for diagnosis in (part.history, part.plans)
        if diagnosis is not None
        for conflict in diagnosis.conflicts
    }
    dossier = evidence.dossier
    return [
        ConflictRow(
            tuple(ids),
            found[ids].minimal,
            tuple(render(one, language) for one in chain_phrases(evidence, found[ids])),
            stretch_factor([dossier.claim(one) for one in ids], dossier),
        )
        for ids in sorted(found, key=lambda ids: (len(ids), ids))
    ]


def repair_rows(network: Network) -> list[RepairRow]:
    """The minimal repairs, lightest first within their pass."""
    rows = [
        RepairRow(name, tuple(repair.claims), repair.weight)
        for part in network.parts
        for name, diagnosis in (("history", part.history), ("plans", part.plans))
        if diagnosis is not None
        for repair in diagnosis.repairs
    ]
    return sorted(rows, key=lambda row: (row.passed, row.weight, row.claims))


def finding_row(finding: Finding, language: str) -> FindingRow:
    """A finding with its sentences in a language."""
    return FindingRow(
        check=finding.check,
        kind=finding.kind,
        entity=finding.entity,
        indicator=finding.indicator,
        start=finding.start,
        end=finding.end,
        claims=finding.claims,
        readings={claim: reading for claim, reading in finding.readings if reading},
        verdict=finding.verdict,
        verdicts=finding.verdicts or (finding.verdict,),
        side=finding.side,
        stated=finding.stated or (None, None),
        computed=finding.computed or (None, None),
        unit=finding.unit,
        probability=finding.probability,
        probability_range=finding.probability_range or None,
        grade=finding.grade,
        material=finding.material,
        message=render(finding.message, language),
        suggestion=render(finding.suggestion or Phrase("findings.no_change"), language),
        conditions=tuple(
            ConditionRow(one.bridge, one.lower, one.upper, one.unit, render(one.sentence, language))
            for one in finding.conditions
        ),
    )
