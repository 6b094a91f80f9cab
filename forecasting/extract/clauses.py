"""What the Chinese grammar remembers while it reads: of the stretch of text, of the sentence, of the clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasting.extract.amounts import Amount
    from forecasting.extract.candidate import Subject

__all__ = ["Clause", "Context", "Sentence"]


@dataclass(slots=True)
class Context:
    """The years a stretch of text speaks of.

    Attributes:
        first, last: the years; None where an end is open.
        kind: year, span, since (a base year and the years after it) or before.
        evidence, detail: what says so, a code of the words table and the words of the text.
        certainty: from 0 to 1.
        future: whether it lies after the last year reported.
    """

    first: int | None
    last: int | None
    kind: str
    evidence: str
    detail: str
    certainty: float
    future: bool = False


@dataclass(slots=True)
class Clause:
    """What has been read since the last comma.

    Places are indices of the text, -1 where nothing of the kind was read.

    Attributes:
        start, whole: where it begins, and where it began before it was cut into items of a list.
        name: the last name read; `used` once a number was given to it.
        verb: bits of the last verb that nothing stands behind; `verb_start`, `verb_end` its place.
        average, each, total: whether the number is an average a year, of each year (or of every `each` years), a total.
        share, of: that a share is spoken of, and of what.
        compare, against, base, from_, beside: that the number is held against another place; against another time; that
            time; that a from-to form begins; the year of a level named only for comparison.
        loose: words the lexicon does not know, just before the verb.
        respectively, aim: where 分别 and a word of a plan end.
        gap: whether unknown words stand before the next token.
        leveled: whether a verb before a level was read.
    """

    start: int
    name: Subject | None = None
    verb: int = 0
    verb_end: int = -1
    verb_start: int = -1
    average: bool = False
    each: int = 0
    total: bool = False
    share: int = -1
    of: Subject | None = None
    compare: int = -1
    against: int = -1
    base: int | None = None
    from_: int = -1
    loose: tuple[int, int] | None = None
    respectively: int = -1
    gap: bool = False
    aim: int = -1
    stepped: bool = False
    beside: int | None = None
    leveled: bool = False
    used: bool = False
    whole: int = 0

    def __post_init__(self) -> None:
        """Where the clause began, whatever list items it is cut into."""
        self.whole = self.start


@dataclass(slots=True)
class Sentence:
    """What has been read of one sentence."""

    start: int
    end: int
    clause: Clause
    context: Context
    mode: str = ""
    names: list[Subject] = field(default_factory=list)
    subject: Subject | None = None
    far: int = 0
    entity: str = ""
    entity_at: int = 0
    period: str = ""
    basis: str = ""
    scope: str = ""
    marked: bool = False
    founding: bool = False
    dated: bool = False
    aimed: bool = False
    leads: bool = False
    lead: Context | None = None
    outside: tuple[Context, int] | None = None
    from_value: tuple[Amount, int, int | None] | None = None
    crossing: str = ""
    since: int | None = None
    pair: list[Subject] = field(default_factory=list)
    parent: Subject | None = None
    hedge: tuple[str, int] = ("", -1)
    run: int = 0
    queue: list[Subject] = field(default_factory=list)
    recent: list[Subject] = field(default_factory=list)
