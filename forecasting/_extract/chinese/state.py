"""What the Chinese grammar remembers while it reads: of the text, of the stretch of it, of the sentence, of the clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forecasting._extract.lexicon.words import indicators, lexicon

if TYPE_CHECKING:
    from forecasting._extract.calendar import Calendar
    from forecasting._extract.candidate import Candidate, Subject
    from forecasting._extract.quantity import Amount

__all__ = ["ChineseReader", "Clause", "SentenceRead", "Stretch"]


@dataclass(slots=True)
class Stretch:
    """The years a stretch of text speaks of.

    Attributes:
        first, last: the years; None where an end is open.
        kind: year, span, since (a base year and the years after it) or before.
        evidence, detail: what says so, a code of the words table and the words of the text.
        certainty: from 0 to 1.
        future: whether it lies after the last year reported.
        until: whether it is only where a step ends: 到2025年.
    """

    first: int | None
    last: int | None
    kind: str
    evidence: str
    detail: str
    certainty: float
    future: bool = False
    until: bool = False


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
        stated: whether a number was read that says something; own_base, spent_base: that the base was named in it; that it
            was named in a clause before, for a number there.
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
    stated: bool = False
    own_base: bool = False
    spent_base: bool = False
    whole: int = 0

    def __post_init__(self) -> None:
        """Where the clause began, whatever list items it is cut into."""
        self.whole = self.start


@dataclass(slots=True)
class SentenceRead:
    """What has been read of one sentence.

    Attributes beside those of the clause:
        lead: the years it opens with; `leads` whether they still hold.
        undated, time_start: the years spoken of before the last time that dates what follows, and where that time begins.
        outside, aside: the years to go back to behind a bracket; when a clause dated for comparison is followed by
            another name.
        time_end: where the last time that dates what follows ends.
        whole: what those named after 其中 are parts of.
        market: the part of a firm or of the trade that the sentence opens with: 在海外市场，.
        pair, queue, recent: the subjects of the last list; the names waiting for a number; those that had one.
    """

    start: int
    end: int
    clause: Clause
    context: Stretch
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
    lead: Stretch | None = None
    outside: Stretch | None = None
    aside: tuple[Clause, Stretch] | None = None
    time_end: int = -1
    time_start: int = -1
    undated: Stretch | None = None
    whole: Subject | None = None
    market: str = ""
    number_inside: bool = False
    from_value: tuple[Amount, int, int | None] | None = None
    crossing: str = ""
    since: int | None = None
    pair: list[Subject] = field(default_factory=list)
    parent: Subject | None = None
    hedge: tuple[str, int] = ("", -1)
    run: int = 0
    queue: list[Subject] = field(default_factory=list)
    recent: list[Subject] = field(default_factory=list)


class ChineseReader:
    """One text, and what has been read of it so far.

    Attributes:
        text, calendar, own, level: what `read_chinese` was given.
        found: the candidates, in the order of the text.
        words, known: the lexicon, and the indicators known by name.
        section: the years the last heading names; `section_mode` whether it announces plans; `section_period` its part
            of the year.
        context, period: the years, and the part of the year, the paragraph speaks of.
        carried: the subject a sentence leaves for the next.
        topic: what the paragraph began with.
        name_start: where a name that ends at the next noun begins.
        owner: where the word before 的 stands.
        wholes: of each part named after 其中, the whole it was first told of.
        sentence: the sentence being read.
    """

    def __init__(self, text: str, calendar: Calendar, own: str, level: str) -> None:
        self.text = text
        self.calendar = calendar
        self.own = own
        self.level = level
        self.found: list[Candidate] = []
        self.words = lexicon("zh")
        self.known = indicators()
        self.section = self.reported_years()
        self.context = self.section
        self.carried: Subject | None = None
        self.section_mode = ""
        self.period = ""
        self.section_period = ""
        self.topic: Subject | None = None
        self.name_start = 0
        self.owner = (0, -1)
        self.wholes: dict[str, str] = {}
        self.sentence: SentenceRead

    def reported_years(self) -> Stretch:
        """The last year reported, for numbers that nothing else dates."""
        known = self.calendar
        return Stretch(known.as_of, known.as_of, "year", known.evidence, known.detail, known.certainty * 0.85)
