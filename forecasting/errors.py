"""Errors a caller can act on: each says what is wrong, what was found and what would be right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["DossierError", "Fault", "ForecastingError", "StatedError"]


class ForecastingError(ValueError):
    """Base of every error this package raises on purpose."""


class StatedError(ForecastingError):
    """A printed number, comparator or unit that has no meaning."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with one place of a dossier file.

    Attributes:
        file: name of the file as the reader gave it.
        line: line in the file, the header being 1; 0 when the fault is about the whole file.
        column: column of the table or key of the TOML file; empty when neither applies.
        found: what stands there.
        expected: what would be right.
    """

    file: str
    line: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        """The fault as one line: `file:line: column: found ...; expected ...`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        column = f" {self.column}:" if self.column else ""
        return f"{place}:{column} found {self.found}; expected {self.expected}"


class DossierError(ForecastingError):
    """A dossier that cannot be used, with all of its faults.

    Attributes:
        faults: every fault found, in file and line order.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults, sorted, and print them one a line."""
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        count = len(self.faults)
        head = f"{count} fault{'' if count == 1 else 's'}"
        super().__init__("\n".join([head, *(str(fault) for fault in self.faults)]))

    def __reduce__(self) -> tuple[type[DossierError], tuple[tuple[Fault, ...]]]:
        """Made again from its faults, so that it comes whole out of a worker process."""
        return type(self), (self.faults,)
