"""What became of one item, as typed rows that travel between processes, and as JSON in the journal of a run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forecasting.judge.assessment import ConditionRow, FindingRow
from forecasting.judge.checks import VERDICTS
from forecasting.judge.tables import TargetRow
from forecasting.records import TypedRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["DossierRow", "Outcome"]

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class DossierRow(TypedRow):
    """One dossier of a portfolio; of one that was not assessed only the first four are known.

    Attributes:
        status: "assessed", "refused", "failed" or "given_twice".
        currency: codes of all currencies in it, "; " between them.
        least_probability: the smallest chance of its targets.
        verdicts: how many findings have each verdict.
    """

    name: str
    status: str
    reason: str
    place: str
    entity: str | None = None
    title: str | None = None
    as_of: int | None = None
    reviewed: bool | None = None
    currency: str | None = None
    claims: int | None = None
    findings: int | None = None
    conflicts: int | None = None
    least_probability: float | None = None
    verdicts: Mapping[str, int | None] = field(default_factory=dict)

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Those of the table, where each verdict is a column."""
        return (*(name for name in super(DossierRow, cls).columns() if name != "verdicts"), *VERDICTS)

    def plain(self) -> dict[str, Any]:
        """With a column for each verdict."""
        row = TypedRow.plain(self)
        del row["verdicts"]
        return row | {verdict: self.verdicts.get(verdict) for verdict in VERDICTS}

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> DossierRow:
        """The row that `plain` made these values of."""
        known = {name: value for name, value in row.items() if name not in VERDICTS}
        return cls(**known, verdicts={name: row[name] for name in VERDICTS})

    @property
    def wrong(self) -> bool:
        """Whether it holds something inconsistent."""
        return bool(self.verdicts.get("inconsistent") or self.conflicts)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item.

    Attributes:
        dossier: its row.
        findings, targets: of an assessed one.
        digest: of what was read.
    """

    dossier: DossierRow
    findings: tuple[FindingRow, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    digest: str = ""

    def dossier_cells(self) -> dict[str, Any]:
        """The cells of its row in the table of dossiers."""
        cells: dict[str, Any] = rounded(self.dossier.plain())
        return cells

    def finding_cells(self) -> Iterator[dict[str, Any]]:
        """The cells of its rows in the table of findings."""
        return (rounded({"dossier": self.dossier.name} | row.plain()) for row in self.findings)

    def target_cells(self) -> Iterator[dict[str, Any]]:
        """The cells of its rows in the table of targets."""
        return (rounded({"dossier": self.dossier.name} | row.plain()) for row in self.targets)

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "dossier": self.dossier_cells(),
            "findings": [rounded(row.plain()) for row in self.findings],
            "targets": [rounded(row.plain()) for row in self.targets],
            "digest": self.digest,
        }

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Outcome:
        """The outcome that `plain` made this JSON of."""
        return cls(
            DossierRow.of(value["dossier"]),
            tuple(_finding(row) for row in value["findings"]),
            tuple(TargetRow(**row) for row in value["targets"]),
            value["digest"],
        )


def _finding(row: Mapping[str, Any]) -> FindingRow:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    conditions = tuple(ConditionRow(**one) for one in row["conditions"])
    return FindingRow(**values | {"conditions": conditions})


def rounded(value: Any) -> Any:
    """A value as JSON has it, floats to ten digits, so that the last bit of a machine's arithmetic never shows."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if value == value else None  # noqa: PLR0124
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [rounded(one) for one in value]
    return value
