"""What a dossier is made of: indicators, sources, claims. Values only; reading and checking stand beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "COLUMNS",
    "Assumptions",
    "Claim",
    "Dossier",
    "Entity",
    "Identity",
    "Indicator",
    "Ratio",
    "Source",
    "Text",
    "in_language",
    "quoted_entities",
]

COLUMNS = (
    "claim_id",
    "entity",
    "indicator",
    "role",
    "kind",
    "basis",
    "comparator",
    "value",
    "unit",
    "start",
    "end",
    "every",
    "reading",
    "of",
    "source",
    "locator",
    "quote",
    "note",
)
ROLES = ("history", "target", "goal", "benchmark", "assumption")
KINDS = ("level", "growth", "growth_each_year", "average_growth", "multiple", "recurring_multiple", "share")
BASES = ("nominal", "real", "physical")

Text = str | Mapping[str, str]
"""A text that stands for every language, or one in each language, by its key ("en", "zh")."""


def quoted_entities(
    entity: str, quoted: Iterable[str], scenario_tables: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...]:
    """Whose numbers a dossier quotes, sorted: its own entity, those of its claims and of claims a scenario adds."""
    added = [
        row.get("entity", "")
        for table in scenario_tables.values()
        for row in table.get("add", ())
        if isinstance(row, Mapping)
    ]
    return tuple(sorted({one for one in (entity, *quoted, *added) if isinstance(one, str) and one}))


def in_language(text: Text, language: str) -> str:
    """A text as a reader of this language sees it; the first one there is when this language has none."""
    if isinstance(text, str):
        return text
    return text.get(language) or next(iter(text.values()), "")


@dataclass(frozen=True, slots=True)
class Claim:
    """One stated number with its quote; the fields are the columns of `claims.csv`.

    Attributes:
        start: a year, "founding", "crossing:X", or None where the kind gives it a default.
        end: the year the claim speaks of, or ends with.
        line: line in the claims file (header is 1), for messages; not part of equality.
    """

    claim_id: str
    entity: str
    indicator: str
    role: str
    kind: str
    comparator: str
    value: str
    unit: str
    end: int
    start: int | str | None = None
    basis: str = ""
    every: int | None = None
    reading: str = ""
    of: str = ""
    source: str = ""
    locator: str = ""
    quote: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measured quantity.

    Attributes:
        label: name in each language, keys "en" and "zh".
        unit: the unit all results are given in.
        basis, growth_basis: price basis of printed levels and of printed growth rates.
        better: "higher" or "lower".
        scope: what is counted, in one text or one for each language; two scopes never enter one comparison silently.
        plausible_growth: band of yearly growth (fractions) outside which a finding is raised.
        reference_class: id of the class whose growth it is compared with; empty for none.
    """

    id: str
    label: Mapping[str, str]
    unit: str
    basis: str
    growth_basis: str
    better: str = "higher"
    scope: Text = ""
    plausible_growth: tuple[Fraction, Fraction] | None = None
    reference_class: str = ""
    note: str = ""

    def name(self, language: str) -> str:
        """Label in a language, or the id where there is none."""
        return in_language(self.label, language) or self.id

    def counted(self, language: str) -> str:
        """What is counted, in a language; empty where the dossier does not say."""
        return in_language(self.scope, language)


@dataclass(frozen=True, slots=True)
class Source:
    """Where quotes come from; its title and note are one text, or one for each language."""

    id: str
    title: Text
    published: int | str = ""
    note: Text = ""

    def name(self, language: str) -> str:
        """Title in a language."""
        return in_language(self.title, language)

    def remark(self, language: str) -> str:
        """Note in a language."""
        return in_language(self.note, language)


@dataclass(frozen=True, slots=True)
class Entity:
    """Whose numbers a dossier quotes: a place or a firm, with its name in each language."""

    id: str
    label: Mapping[str, str]
    note: str = ""

    def name(self, language: str) -> str:
        """Label in a language."""
        return in_language(self.label, language) or self.id


@dataclass(frozen=True, slots=True)
class Ratio:
    """A cross-check between two indicators of one year: numerator over denominator, in their own units."""

    id: str
    numerator: str
    denominator: str
    plausible: tuple[Fraction, Fraction] | None = None
    label: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """A total and the parts that add up to it; a part without claims is what is left."""

    total: str
    parts: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed rather than stated.

    Attributes:
        deflator: band of yearly price change between real growth and nominal levels; None when not given.
        about: half-width of "~" as a share of the value.
    """

    deflator: tuple[Fraction, Fraction] | None = None
    about: Fraction = Fraction(1, 20)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Claims, indicators, sources and scenarios of one report.

    Attributes:
        title: one text, or one for each language.
        as_of: last year of reported history; never the clock.
        founded: founding year, None when not known.
        scenario_tables: the tables of `scenarios.toml` as written, by scenario name.
        entities: names of the places or firms quoted, by id, where the dossier gives them.
        folder: where it was read from; None for one built in memory.
        by_id: the claims by their id.
        notices: what the reader should know about the reading (an encoding other than UTF-8, say).
    """

    title: Text
    entity: str
    as_of: int
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    claims: tuple[Claim, ...]
    founded: int | None = None
    ratios: tuple[Ratio, ...] = ()
    identities: tuple[Identity, ...] = ()
    assumptions: Assumptions = field(default_factory=Assumptions)
    scenario_tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    folder: Path | None = field(default=None, compare=False)
    notices: tuple[str, ...] = field(default=(), compare=False)
    by_id: Mapping[str, Claim] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find each claim by its id; of two with one id the first."""
        object.__setattr__(self, "by_id", {one.claim_id: one for one in reversed(self.claims)})

    def name(self, language: str) -> str:
        """Title in a language."""
        return in_language(self.title, language)

    def place(self, entity: str, language: str) -> str:
        """Name of a place or firm in a language; its id, read as a name, where the dossier gives none."""
        known = self.entities.get(entity)
        if known is not None:
            return known.name(language)
        return entity.title() if entity.islower() else entity

    def claim(self, claim_id: str) -> Claim:
        """The claim with this id.

        Raises:
            KeyError: there is none.
        """
        return self.by_id[claim_id]
