"""What the English grammar remembers while it reads: the text, the tokens of a sentence, what a number states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting._extract.lexicon.words import indicators, lexicon

if TYPE_CHECKING:
    from forecasting._extract.calendar import Calendar
    from forecasting._extract.candidate import Candidate, Subject
    from forecasting._extract.quantity import Amount
    from forecasting._extract.years import When

__all__ = ["Dated", "EnglishReader", "NumberPhrase", "Statement", "Token", "lower"]

_PAY = re.compile("(?:monthly|weekly|hourly) earnings|earnings (?:per|of) (?:employee|worker|hour)")
_LOWER = {code: code + 32 for code in range(65, 91)}


def lower(text: str) -> str:
    """The text in small letters, every index as it was."""
    return text.translate(_LOWER).replace("’", "'").replace("‑", "-")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a sentence.

    Attributes:
        kind: time, number, word or mark.
        mask: classes of a word.
        first: where the noun phrase that ends here begins.
        aside: number of the innermost bracket around it that holds a number, 0 for none.
    """

    kind: str
    start: int
    end: int
    word: str = ""
    mask: int = 0
    first: int = 0
    amount: Amount | None = None
    when: When | None = None
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Dated:
    """The years of a number.

    Attributes:
        first, last: the years; of a run, `first` is the base year, unless the run is `counted` from its first year.
        evidence, detail: what says so, a code of the words table and the words of the text.
        certainty: from 0 to 1.
        period: the part of the year.
        spans: whether it is a run of years.
    """

    first: int | None
    last: int | None
    evidence: str
    detail: str
    certainty: float
    period: str = ""
    spans: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """What a number states."""

    kind: str
    subject: Subject
    negative: bool
    near: int
    of: Subject | None = None
    average: bool = False
    from_: bool = False


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """A number with the verb that governs it and the name it belongs to.

    Attributes:
        place, amount: the token of the number, and what is printed.
        verb, mask: the token of the verb or noun of growth, and its classes.
        prep: the word just before the number: to, from, by; empty where other words part them.
        subject, near: what it measures, and how surely: 0 is nearest, 3 carried over.
        negative: whether the verb is one of falling.
    """

    place: int
    amount: Amount
    verb: int
    mask: int
    prep: str
    subject: Subject
    near: int
    negative: bool

    @property
    def from_(self) -> bool:
        """Whether the number is where the quantity began."""
        return self.prep == "from"

    @property
    def ends(self) -> bool:
        """Whether the number is where the quantity ended, or began."""
        return self.prep in {"to", "from"}

    def states(self, kind: str, of: Subject | None = None) -> Statement:
        """A statement of that kind about the subject, the sign left to the number itself."""
        return Statement(kind, self.subject, False, self.near, of=of, from_=self.from_)


class EnglishReader:
    """One text, and what has been read of it so far.

    Attributes:
        text, calendar: what `read_english` was given; `own` the name of the document's own place or firm, and `low`
            the text, in small letters.
        words, known: the lexicon, and the indicators known by name.
        found: the candidates, in the order of the text.
        tokens: the sentence being read; `mode` whether it tells of plans.
        carried: the years a sentence leaves for the next.
        subject: what the last number of the sentence measures.
        pays: whether the text tells of what people earn.
        expected: the year printed in a sentence of what is expected, for the next one of the kind.
        wider: of exports and imports, the total of goods and services, where that was spoken of last.
        parted, shared, shorter: whether the sentence may name a business of a group; a share of something; a month or quarter.
        claimed: places of the tokens of a list that has been read.
    """

    def __init__(self, text: str, calendar: Calendar, own: str) -> None:
        self.text = text
        self.low = lower(text)
        self.calendar = calendar
        self.own = own.lower()
        self.words = lexicon("en")
        self.known = indicators()
        self.found: list[Candidate] = []
        self.tokens: list[Token] = []
        self.carried: Dated | None = None
        self.subject: Subject | None = None
        self.mode = ""
        self.pays = _PAY.search(self.low) is not None
        self.expected: int | None = None
        self.wider: dict[str, str] = {}
        self.parted = False
        self.shared = False
        self.shorter = False
        self.claimed: set[int] = set()
