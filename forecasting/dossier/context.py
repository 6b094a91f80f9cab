"""What claims are held to, and how a flaw of one is put."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecasting.dossier.model import Indicator

__all__ = ["GROWTH_KINDS", "MULTIPLES", "SPANS", "Flaw", "RowContext", "one_of", "shown"]

GROWTH_KINDS = ("growth", "growth_each_year", "average_growth")
MULTIPLES = ("multiple", "recurring_multiple")
SPANS = ("total", "period_average")

# A column, what is expected there, and what was found when the cell itself does not show it.
Flaw = tuple[str, str] | tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class RowContext:
    """What claims are held to.

    Attributes:
        indicators, sources: the declared ones; a value of None is one with faults of its own; None instead of
            the mapping means that nothing is known about them, and nothing is said.
        entity, as_of, founded: of the dossier; None when not known.
        quoted: whether a claim must name its source and its quote must hold the value.
        printed_years: whether a year must have four digits.
        fiscal_years, numbers: the rules of the dossier; empty where it has none.
        from_file: whether cells may be in the words of a file (实绩, 2023/24), not only as a claim in memory has them.
    """

    indicators: Mapping[str, Indicator | None] | None
    sources: Mapping[str, object] | None
    entity: str | None
    as_of: int | None
    founded: int | None
    founded_known: bool = True
    quoted: bool = True
    printed_years: bool = True
    missing: frozenset[str] = field(default_factory=frozenset)
    fiscal_years: str = ""
    numbers: str = ""
    from_file: bool = True

    def indicator(self, id_: str) -> Indicator | None:
        """The indicator with this id, None where nothing sound is known about it."""
        return (self.indicators or {}).get(id_)


def shown(text: str) -> str:
    """A cell as a fault shows it."""
    return repr(text if len(text) <= 80 else f"{text[:77]}...") if text else "nothing"


def one_of(text: str, options: Iterable[str], what: str) -> str:
    """What would be right where one of a few names is wanted."""
    names = list(options)
    close = get_close_matches(text, names, n=1)
    hint = f"perhaps {close[0]}; " if close else ""
    return f"{hint}{what}: {', '.join(names) or 'none is declared in dossier.toml'}"
