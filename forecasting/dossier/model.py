"""What a dossier is made of: indicators, sources, claims. Values only; reading and checking stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forecasting.dossier.conventions import GROWTH_BASES, MEASURES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "BASES",
    "COLUMNS",
    "DEFAULT_DEFLATOR",
    "GROWTH_BASES",
    "KINDS",
    "MEASURES",
    "OPTIONAL_COLUMNS",
    "ROLES",
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
    "scope",
    "period",
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
KINDS = (
    "level",
    "growth",
    "growth_each_year",
    "average_growth",
    "multiple",
    "recurring_multiple",
    "share",
    "change",
    "points",
    "total",
    "period_average",
)
BASES = ("nominal", "real", "physical")
FISCAL_YEARS = ("first", "second")

#: Columns a claims table may leave out: it is written back without them as long as no claim fills them.
OPTIONAL_COLUMNS = ("scope", "period")

#: Band of yearly price change taken as plausible where a dossier names none.
DEFAULT_DEFLATOR = (Fraction(-1, 20), Fraction(3, 20))

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
        scope: empty for the indicator's own; any other word is a scope of its own.
        period: empty for the full year, else the part of it: "H1", "H2", "Q1", "Q1-Q3", "M06", "M01-M06", ...
        written: cells that were written in other words than they mean (`2023/24`, 实绩), as column, text and
            meaning; the text is written back as long as the field still has that meaning.
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
    scope: str = ""
    period: str = ""
    every: int | None = None
    reading: str = ""
    of: str = ""
    source: str = ""
    locator: str = ""
    quote: str = ""
    note: str = ""
    line: int = field(default=0, compare=False)
    written: tuple[tuple[str, str, str], ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measured quantity.

    Attributes:
        label: name in each language, keys "en" and "zh".
        unit: the unit all results are given in.
        basis: price basis of printed levels, one of `BASES`.
        growth_basis: price basis of printed growth rates, one of `GROWTH_BASES`; empty takes that of the levels.
        growth_basis_from: who says so: "dossier", "convention", or "basis" where it only falls back on the levels.
        better: "higher" or "lower".
        measure, measure_from: one of `MEASURES` and who says so: "dossier", "convention", "unit" where only the
            unit shows that it is a rate, or empty for the default. An `amount`, a `count` of whole things, a `rate` (a share or percentage, whose
            changes are in points), or an `index`.
        bounds: lowest and highest value a rate can have, in the indicator's unit, an end of None being open;
            None where the indicator is no rate.
        index_year: the year in which an index is 100.
        convention: id of the row of conventions it follows; empty for none.
        levels_comparable: whether the printed levels of two years compare at all.
        stated: keys its dossier states; not part of equality.
        scope: what is counted, in one text or one for each language; two scopes never enter one comparison silently.
        plausible_growth: band of yearly growth (fractions) outside which a finding is raised.
        reference_class: id of the class whose growth it is compared with; empty for none.
    """

    id: str
    label: Mapping[str, str]
    unit: str
    basis: str
    growth_basis: str = ""
    better: str = "higher"
    scope: Text = ""
    plausible_growth: tuple[Fraction, Fraction] | None = None
    reference_class: str = ""
    note: str = ""
    measure: str = "amount"
    bounds: tuple[Fraction | None, Fraction | None] | None = None
    index_year: int | str | None = None
    convention: str = ""
    growth_basis_from: str = ""
    measure_from: str = field(default="", compare=False)
    levels_comparable: bool = True
    stated: frozenset[str] = field(default=frozenset(), compare=False, repr=False)

    def __post_init__(self) -> None:
        """Let printed growth take the basis of the levels where nobody names another, and remember that."""
        if not self.growth_basis_from:
            object.__setattr__(self, "growth_basis_from", "dossier" if self.growth_basis else "basis")
        if not self.growth_basis:
            object.__setattr__(self, "growth_basis", self.basis)

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

    @property
    def vintage(self) -> int | None:
        """The year it was published, None where that is not said: sources of one year are one vintage."""
        year = re.match(r"\d{4}", str(self.published))
        return int(year.group()) if year else None

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
    """A total, and either the parts that add up to it or the factors whose product it is.

    Attributes:
        total: id of an indicator.
        parts: of a sum; a part without claims is what is left.
        factors: of a product; empty for a sum.
    """

    total: str
    parts: tuple[str, ...] = ()
    note: str = ""
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What is assumed rather than stated.

    Attributes:
        deflator: band of yearly price change between real growth and nominal levels; None when not given.
        about: half-width of "~" as a share of the value.
        deflator_by_year: bands of single years, the change from the year before; they stand before `deflator`.
        deflator_by_place: bands of single places by entity; they stand before those of the years.
        outside: what is assumed of the world outside the dossier, as written.
    """

    deflator: tuple[Fraction, Fraction] | None = None
    about: Fraction = Fraction(1, 20)
    deflator_by_year: Mapping[int, tuple[Fraction, Fraction]] = field(default_factory=dict)
    deflator_by_place: Mapping[str, tuple[Fraction, Fraction]] = field(default_factory=dict)
    outside: Mapping[str, Any] = field(default_factory=dict)

    def price_change(self, year: int, entity: str = "") -> tuple[Fraction, Fraction]:
        """Band of the price change from the year before to `year`; `DEFAULT_DEFLATOR` where none is given."""
        general = self.deflator or DEFAULT_DEFLATOR
        return self.deflator_by_place.get(entity) or self.deflator_by_year.get(year) or general


@dataclass(frozen=True, slots=True)
class Dossier:
    """Claims, indicators, sources and scenarios of one report.

    Attributes:
        title: one text, or one for each language.
        as_of: last year of reported history; never the clock.
        founded: founding year, None when not known.
        scenario_tables: the tables of `scenarios.toml` as written, by scenario name.
        entities: names of the places or firms quoted, by id, where the dossier gives them.
        fiscal_years: which calendar year a year written 2023/24 counts as, "first" or "second"; empty when the
            dossier has no rule.
        numbers: how numbers are printed, one of `forecasting.numbers.number_styles.NUMBERS`; empty for ASCII digits without separators.
        reviewed: whether a person has gone through the claims.
        folder: where it was read from; None for one built in memory.
        by_id: the claims by their id.
        memo: what was worked out of the dossier once and holds as long as it does.
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
    fiscal_years: str = ""
    numbers: str = ""
    reviewed: bool = True
    folder: Path | None = field(default=None, compare=False)
    notices: tuple[str, ...] = field(default=(), compare=False)
    by_id: Mapping[str, Claim] = field(init=False, repr=False, compare=False)
    memo: dict[str, Any] = field(init=False, repr=False, compare=False, default_factory=dict)

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
