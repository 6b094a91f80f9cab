"""A claim as the grammar reads it, before it becomes a row: places are in the cleaned text."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Candidate", "Subject"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number measures.

    Attributes:
        id: of a known indicator; empty for one named from the text.
        label: the words of the text.
        start, end: where they stand.
        rate: whether its level is printed in %.
    """

    id: str
    label: str
    start: int
    end: int
    rate: bool = False


@dataclass(slots=True)
class Candidate:
    """One stated number.

    Attributes:
        entity: name of the place or firm in the text; empty for the document's own.
        first, last: the years, as the columns `start` and `end` want them; `first` may be "founding" or "crossing:X".
        start, end: the words that state it, in the cleaned text.
        given: whether `start` and `end` are places in the text as given, as those of tables are.
        evidence: codes of what says the year and whose number it is, with the words that say so.
        confidence: from 0 to 1.
    """

    subject: Subject
    kind: str
    value: str
    unit: str
    comparator: str
    start: int
    end: int
    first: int | str | None = None
    last: int | None = None
    role: str = "history"
    entity: str = ""
    basis: str = ""
    scope: str = ""
    period: str = ""
    every: int | None = None
    reading: str = ""
    of: Subject | None = None
    given: bool = False
    confidence: float = 1.0
    evidence: list[tuple[str, str]] = field(default_factory=list)
