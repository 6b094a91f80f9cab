"""Candidates as rows of `claims.csv`: ids, quotes cut from the text as given, notes that begin with the confidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting._extract.governed import with_what_governs
from forecasting.numbers import units
from forecasting.numbers.stated import half_unit
from forecasting.records import TypedRow
from forecasting.records import frame as record_frame
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from forecasting._extract.candidate import Candidate, Subject
    from forecasting._extract.document import Document

__all__ = ["ExtractedRow", "frame", "indicator_id", "rows"]


@dataclass(frozen=True, slots=True)
class ExtractedRow(TypedRow):
    """A claim as it was found: the cells of `claims.csv` as text, how sure it is, and where its quote stands."""

    claim_id: str
    entity: str
    indicator: str
    role: str
    kind: str
    basis: str
    scope: str
    period: str
    comparator: str
    value: str
    unit: str
    start: str
    end: str
    every: str
    reading: str
    of: str
    source: str
    locator: str
    quote: str
    note: str
    confidence: float
    char_start: int
    char_end: int


def indicator_id(subject: Subject) -> str:
    """What the dossier calls a subject: the id of a known indicator, else its label without spaces, in small letters.

    A name is one and the same where it begins a sentence: Net debt, net debt.
    """
    return subject.id or re.sub(r"\s+", "_", subject.label).lower()


def rows(
    found: Iterable[Candidate], document: Document, language: str, *, entity: str, source: str = "report"
) -> list[ExtractedRow]:
    """Rows in the order of the text.

    Args:
        found: the candidates, places in the cleaned text.
        document: what they were read from.
        language: of the notes and locators, "en" or "zh".
        entity: id of the document's own place or firm.
        source: id of the document among the sources.
    """
    lines = [match.start() for match in re.finditer(r"[^\n]+", document.text)]
    ids: Counter[str] = Counter()
    done: list[ExtractedRow] = []
    placed = [
        ((one.start, one.end) if one.given else _span(document, one.start, one.end), one) for one in found
    ]
    doubtful = _said_otherwise([one for _, one in placed])
    for (start, end), one in sorted(placed, key=lambda pair: (pair[0][1], pair[0][0])):
        twice = id(one) in doubtful
        confidence = round(one.confidence * (0.6 if twice else 1.0), 2)
        name = f"{indicator_id(one.subject)}-{one.last}" + ("" if one.kind == "level" else f"-{one.kind}")
        if one.entity:
            name = f"{one.entity}-{name}"
        ids[name] += 1
        done.append(
            ExtractedRow(
                claim_id=name if ids[name] == 1 else f"{name}-{ids[name]}",
                entity=one.entity or entity,
                indicator=indicator_id(one.subject),
                role=one.role,
                kind=one.kind,
                basis=one.basis,
                scope=one.scope,
                period=one.period,
                comparator=one.comparator,
                value=one.value,
                unit=one.unit,
                start="" if one.first is None else str(one.first),
                end="" if one.last is None else str(one.last),
                every="" if one.every is None else str(one.every),
                reading=one.reading,
                of="" if one.of is None else indicator_id(one.of),
                source=source,
                locator=say("extract.locator", language, number=bisect_right(lines, start)),
                quote=document.text[start:end],
                note=_note(one, confidence, language, twice=twice),
                confidence=confidence,
                char_start=start,
                char_end=end,
            )
        )
    return done


def _span(document: Document, start: int, end: int) -> tuple[int, int]:
    """Where a quote stands in the text as given, with the words beside it that govern its number."""
    return with_what_governs(document.text, *document.span(start, end))


def _said_otherwise(found: Iterable[Candidate]) -> set[int]:
    """Claims whose number the same document states otherwise for the same subject, year and scope: one is misread, or wrong."""
    groups: dict[tuple[object, ...], list[tuple[Candidate, Fraction, Fraction]]] = {}
    for candidate in found:
        known = units.unit(candidate.unit)
        if candidate.comparator != "=" or known is None or candidate.role not in {"history", "benchmark"}:
            continue
        number, slack = Fraction(candidate.value) * known.factor, half_unit(candidate.value) * known.factor
        same = (
            indicator_id(candidate.subject),
            candidate.entity,
            candidate.kind,
            candidate.first,
            candidate.last,
            candidate.period,
            candidate.scope,
            candidate.basis,
            known.family,
        )
        groups.setdefault((*same, candidate.of and indicator_id(candidate.of)), []).append(
            (candidate, number, slack)
        )
    doubtful: set[int] = set()
    for group in groups.values():
        # Two of them differ where one begins behind the end of the other.
        first_end = min(number + slack for _, number, slack in group)
        last_start = max(number - slack for _, number, slack in group)
        doubtful |= {
            id(one)
            for one, number, slack in group
            if number - slack > first_end or number + slack < last_start
        }
    return doubtful


def _note(one: Candidate, confidence: float, language: str, *, twice: bool) -> str:
    pieces = [f"confidence={confidence:.2f}"]
    pieces += [say(f"extract.year.{code}", language, detail=detail) for code, detail in one.evidence]
    if not one.subject.id:
        pieces.append(say("extract.other.unknown", language))
    if twice:
        pieces.append(say("extract.other.twice", language))
    if one.entity:
        pieces.append(say("extract.other.entity", language, detail=one.entity))
    return "; ".join(pieces)


def frame(done: Iterable[ExtractedRow]) -> pd.DataFrame:
    """The rows as a data frame: text in every column but `confidence`, `char_start` and `char_end`."""
    data = record_frame(done, ExtractedRow)
    return data.astype({"confidence": float, "char_start": int, "char_end": int})
