"""What every section reads: the runs, their rows in the order to show them, and how numbers are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Column, Heading, Paragraph, Row, Run, Table, cell
from forecasting._appendix.origin import finding_keys
from forecasting._appendix.sections.told import Known, Noted, Told
from forecasting._appendix.sections.worded import worded
from forecasting.charts.statements import statement
from forecasting.judge.tables import indicator_rows
from forecasting.network import base_year
from forecasting.scenarios import differences
from forecasting.words import Phrase, number, percent, render, say, unit_name, within

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting._appendix.blocks import Cell
    from forecasting.dossier import Claim
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.tables import IndicatorRow

__all__ = [
    "CAP",
    "DASH",
    "Material",
    "cells",
    "changes_of",
    "material_of",
    "rendered",
    "separated",
]

#: Rows of a table in the document; the workbook has them all.
CAP = 60
DASH = "–"
_MARK = "\x02"
#: Names told one by one in a sentence.
_NAMES = 20
#: Ends of an interval of growth nearer than this are told apart by a second decimal.
_CLOSE = 0.0015


@dataclass(frozen=True, slots=True)
class Material:
    """What the sections are made from.

    Attributes:
        runs: assessments in one language; the first is what the appendix is about.
        sections: ids of the sections that are printed, so that none refers to one that is not.
        findings: of the first run, most consequential first.
        indicators: id -> row of `Assessment.indicators`, in the order to show them.
        claims: of the first run, by id.
        by_indicator: the findings on the report's own entity, by indicator.
    """

    runs: tuple[Assessment, ...]
    sections: tuple[str, ...]
    findings: tuple[Noted, ...]
    indicators: Mapping[str, IndicatorRow]
    claims: Mapping[str, Claim]
    by_indicator: Mapping[str, tuple[Noted, ...]]

    @property
    def run(self) -> Assessment:
        """The assessment the appendix is about."""
        return self.runs[0]

    @property
    def language(self) -> str:
        """Of every sentence."""
        return self.runs[0].language

    @property
    def gap(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "

    def of(self, *checks: str) -> list[Noted]:
        """The findings of some checks."""
        return [one for one in self.findings if one.finding.check in checks]

    def knowing(self, facts: type[Known]) -> list[Told[Known]]:
        """The findings whose facts are of a type, most consequential first."""
        return [
            Told(one.finding, one.key, one.facts) for one in self.findings if isinstance(one.facts, facts)
        ]

    def ordered(self, found: Iterable[Told[Known]], *, by_year: bool = True) -> list[Told[Known]]:
        """Findings in the order of the indicators, and within one by year."""
        order = {name: place for place, name in enumerate(self.indicators)}
        return sorted(
            found,
            key=lambda one: (
                order.get(one.finding.indicator, len(order)),
                (one.finding.end or 0) if by_year else 0,
            ),
        )

    def about(self, indicator: str, *checks: str) -> list[Noted]:
        """The findings of some checks on one indicator of the report's own entity."""
        return [one for one in self.by_indicator.get(indicator, ()) if one.finding.check in checks]

    # ---- words and numbers

    def say(self, key: str, /, **values: object) -> str:
        """A sentence of the appendix's own words."""
        table, _, rest = key.partition(".")
        return say(
            key if table in ("methods", "verdicts", "models") else f"appendix.{table}.{rest}",
            self.language,
            **values,
        )

    def listed(self, texts: Iterable[object]) -> str:
        """Several things one after the other."""
        return ("、" if self.language == "zh" else ", ").join(str(one) for one in texts)

    def names(self, texts: Iterable[object]) -> str:
        """Several names one after the other, each once; of very many the first and how many more."""
        every = list(dict.fromkeys(str(one) for one in texts))
        if len(every) <= _NAMES:
            return self.listed(every)
        return self.say("names.and_more", names=self.listed(every[:_NAMES]), count=len(every) - _NAMES)

    def pct(self, value: float | None) -> str:
        """A fraction as percent, a dash where there is none."""
        return DASH if value is None else percent(value, self.language)

    def pct0(self, value: float) -> str:
        """A fraction as percent without decimals."""
        return percent(value, self.language, 0)

    def num(self, value: float | None) -> str:
        """A level, a dash where there is none."""
        return DASH if value is None else number(value, self.language).replace("-", "−")

    def odds(self, value: float | None) -> str:
        """A probability, never certain; a dash where there is none."""
        return DASH if value is None else percent(min(0.99, max(0.01, value)), self.language, 0)

    def range(self, ends: Sequence[float | None] | None, unit: str) -> str:
        """An interval in its unit ("%" for fractions, "fold" for ratios), a dash where it says nothing."""
        if ends is None or all(one is None for one in ends):
            return DASH
        close = unit == "%" and None not in ends and abs((ends[1] or 0) - (ends[0] or 0)) < _CLOSE
        low, high = (self._end(one, unit, decimals=2 if close else 1) for one in ends)
        if low and high:
            return low if low == high else self.say("bounds.range", low=low, high=high)
        return self.say("bounds.at_least", low=low) if low else self.say("bounds.at_most", high=high)

    def _end(self, value: float | None, unit: str, *, decimals: int) -> str:
        if value is None or value != value:  # noqa: PLR0124 - not a number
            return ""
        if unit == "%":
            return percent(value, self.language, decimals)
        text = number(value, self.language).replace("-", "−")
        return f"×{text}" if unit == "fold" else text

    def verdict(self, verdict: str | None) -> str:
        """The word for a verdict, a dash where there is none."""
        return say(f"verdicts.{verdict}", self.language) if verdict else DASH

    def led(self, verdict: str) -> str:
        """The word for a verdict at the beginning of a sentence."""
        word = self.verdict(verdict)
        return word[:1].upper() + word[1:]

    def check(self, check: str) -> str:
        """What a check is called."""
        return say(f"findings.checks.{check}.name", self.language)

    def name(self, indicator: str, entity: str = "") -> str:
        """What an indicator is called, with the place where it is another one's."""
        row = self.indicators.get(indicator)
        label = row.label if row else self.run.dossier.indicators[indicator].name(self.language)
        if entity and entity != self.run.dossier.entity:
            place = self.run.dossier.place(entity, self.language)
            return self.say("names.elsewhere", label=label, place=place)
        return label

    def titled(self, indicator: str, entity: str = "") -> str:
        """An indicator with its unit."""
        unit = unit_name(self.run.dossier.indicators[indicator].unit, self.language)
        return self.say("names.with_unit", label=self.name(indicator, entity), unit=unit)

    # ---- runs with references and notes

    def ref(self, block: str) -> str:
        """A place in a text that numbering fills in with what the block is called."""
        return f"{_MARK}{block}{_MARK}"

    def runs_of(self, text: str, *, note: str = "", strong: bool = False) -> Cell:
        """A text as runs: references apart, the note after the last."""
        parts = text.split(_MARK)
        runs = [
            Run("", strong, ref=part) if place % 2 else Run(part, strong)
            for place, part in enumerate(parts)
            if part
        ]
        if note and runs:
            last = runs[-1]
            runs[-1] = Run(last.text, last.strong, note, last.ref)
        return tuple(runs)

    def quotes(self, claims: Iterable[str]) -> str:
        """The words and places of some claims, for a note; none where the table of claims has them anyway."""
        if "claims" in self.sections:
            return ""
        own = [self.claims[one] for one in claims if one in self.claims]
        places = dict.fromkeys((one.quote, one.source, one.locator) for one in own)
        listed = [
            self.say("notes.quote", quote=quote, place=self.place(source, locator))
            for quote, source, locator in places
        ]
        return ("；" if self.language == "zh" else "; ").join(listed)

    @property
    def only_source(self) -> str:
        """The one source all quotes come from; empty where there are several."""
        named = {one.source for one in self.claims.values()}
        return named.pop() if len(named) == 1 else ""

    def place(self, source: str, locator: str) -> str:
        """Where a quote stands: in which source, unless there is only one, and where in it."""
        if locator and source == self.only_source:
            return locator
        known = list(self.run.dossier.sources)
        number = known.index(source) + 1 if source in known else source
        named = self.say("notes.source", number=number)
        return self.say("notes.place", source=named, locator=locator) if locator else named

    def message(self, one: Noted) -> str:
        """What a finding says, its claims in words."""
        return self.said(one.finding.message)

    def suggested(self, one: Noted) -> str:
        """What to write instead, for below a heading that says so: "建议：建议" would say it twice."""
        suggestion = one.finding.suggestion
        text = self.said(Phrase("findings.no_change") if suggestion is None else suggestion)
        return text.removeprefix("建议") if self.language == "zh" else text

    def said(self, phrase: Phrase) -> str:
        """A phrase in words, each claim by what it says instead of by its id."""
        return render(worded(self, phrase), self.language)

    def bare(self, claim: Claim) -> str:
        """The printed number without its unit, which the sentence has."""
        return statement(self._with_name(claim), self.language, claim.unit)

    def named(self, claim: Claim) -> str:
        """A claim within a sentence: whose number, of which years, and what is printed."""
        label = self.name(claim.indicator, claim.entity)
        label = within(label) if self.language == "en" else label
        return self.say("claims.named", label=label, years=self.years(claim), number=self.bare(claim))

    # ---- blocks that look the same everywhere

    def heading(self, section: str) -> Heading:
        """The heading of a section."""
        return Heading(section, 1, self.say(f"section.{section}"))

    def suggestion(self, block: str, one: Noted, *, named: bool = True) -> list[Paragraph]:
        """What to write instead, where there is something to write."""
        if one.finding.suggestion is None:
            return []
        key = "suggestion.named" if named else "suggestion.plain"
        label = self.say(key, label=self.name(one.finding.indicator, one.finding.entity))
        runs = (Run(label, strong=True), Run(self.gap + self.suggested(one)))
        return [Paragraph(block, runs, "suggestion", one.binds)]

    def table(
        self,
        block: str,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        *,
        note: str = "",
        small: bool = False,
    ) -> Table:
        """A table of at most `CAP` rows; the note says how many of all were left out and where they are."""
        whole = Table(block, caption, tuple(columns), tuple(rows), note=note, small=small)
        return self.shortened(whole, len(rows))

    def shortened(self, table: Table, every: int) -> Table:
        """The first `CAP` rows of a table of `every` rows, of which the later ones need not be made."""
        if every <= CAP:
            return table
        cut = self.say("notes.cut", shown=CAP, total=every)
        note = f"{table.note}{self.gap}{cut}" if table.note else cut
        return replace(table, rows=table.rows[:CAP], note=note, left_out=every - CAP)

    def more(self, block: str, left: int) -> list[Paragraph]:
        """That so many more are in the workbook; nothing where none is."""
        key = "notes.more" if left > 1 else "notes.more_one"
        return [Paragraph(block, cell(self.say(key, count=left)), "quiet")] if left > 0 else []

    # ---- claims

    def stated(self, claim: Claim) -> str:
        """The printed number in a few words."""
        if claim.kind == "level":
            number_alone = self.bare(claim)
            return self.say("claims.level", number=number_alone, unit=unit_name(claim.unit, self.language))
        return statement(self._with_name(claim), self.language)

    def _with_name(self, claim: Claim) -> Claim:
        """The claim with the name of what it is a part of, instead of the id."""
        return replace(claim, of=self.name(claim.of)) if claim.of else claim

    def years(self, claim: Claim) -> str:
        """The year or years a claim speaks of."""
        start = base_year(claim, self.run.dossier)
        if start is None and claim.start is not None:
            return self.say("claims.until", year=claim.end)
        return str(claim.end) if start is None or start == claim.end else f"{start}–{claim.end}"


def material_of(runs: tuple[Assessment, ...], sections: tuple[str, ...]) -> Material:
    """The material of some runs."""
    run = runs[0]
    rows = indicator_rows(run.dossier, run.network, run.plans, run.language)
    noted = [
        Told(finding, key, finding.facts)
        for finding, key in zip(run.found, finding_keys(run.found), strict=True)
    ]
    own: dict[str, list[Noted]] = {}
    for one in noted:
        if one.finding.entity == run.dossier.entity:
            own.setdefault(one.finding.indicator, []).append(one)
    return Material(
        runs,
        sections,
        tuple(noted),
        {row.indicator: row for row in rows},
        {one.claim_id: one for one in sorted(run.dossier.claims, key=lambda one: one.claim_id)},
        {name: tuple(found) for name, found in own.items()},
    )


def cells(*texts: object) -> tuple[Cell, ...]:
    """Cells of plain text."""
    return tuple(cell(text) for text in texts)


def separated(material: Material, texts: Sequence[str]) -> str:
    """Phrases that may hold commas themselves, one after the other."""
    return ("；" if material.language == "zh" else "; ").join(texts)


def changes_of(material: Material, run: Assessment) -> list[str]:
    """What the scenario of a run changes, a phrase each, claims by what they say."""
    return [material.said(one) for one in differences(run.scenario, run.baseline)]


def rendered(value: object, language: str) -> str:
    """A value of a phrase in words: a phrase, or a label in several languages."""
    if isinstance(value, Phrase):
        return render(value, language)
    if isinstance(value, Mapping):
        return str(value.get(language) or next(iter(value.values()), ""))
    return str(value)
