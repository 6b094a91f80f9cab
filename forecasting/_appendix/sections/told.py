"""A finding as a section reads it: with the key its blocks bind to and the facts behind its message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar

from forecasting.judge.checks import Facts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting.judge.checks import Finding

__all__ = ["Known", "Known_co", "Noted", "Told", "bound_by"]


Known = TypeVar("Known", bound=Facts)
Known_co = TypeVar("Known_co", bound=Facts, covariant=True)


@dataclass(frozen=True, slots=True)
class Told(Generic[Known_co]):
    """A finding with the key blocks bind to, and the facts behind its message."""

    finding: Finding
    key: str
    facts: Known_co

    @property
    def binds(self) -> tuple[str, ...]:
        """The finding and its claims."""
        return (f"finding:{self.key}", *(f"claim:{one}" for one in self.finding.claims))

    @property
    def sign(self) -> str:
        """On which side of its number a threshold is reached."""
        stated = self.finding.stated
        return "≤" if stated is None or stated[0] is None else "≥"


Noted: TypeAlias = Told[Facts]
"""A finding, whatever its facts."""


def bound_by(found: Sequence[Noted]) -> tuple[str, ...]:
    """What some findings bind to, each once."""
    return tuple(dict.fromkeys(bind for one in found for bind in one.binds))
