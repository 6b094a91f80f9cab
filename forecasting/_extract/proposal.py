"""A whole dossier proposed from one or several reports: entity, years, sources, indicators, units and claims.

Nothing is reviewed, and the dossier says so. What would be a fault in it - a span whose first year is not known, a
number that its quote does not print digit by digit - is left out and named, so that the folder loads as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecasting._extract.lexicon.words import indicators
from forecasting._extract.quantity import converts
from forecasting._extract.reading import read
from forecasting._extract.rows import ExtractedRow, indicator_id, rows
from forecasting.dossier import COLUMNS, Dossier, Entity, Indicator, Source
from forecasting.dossier.context import RowContext
from forecasting.dossier.conventions import conventions
from forecasting.dossier.faults import check_rows
from forecasting.dossier.indicators import settled
from forecasting.dossier.model import Assumptions
from forecasting.dossier.table import ReadRow
from forecasting.errors import ForecastingError
from forecasting.numbers import units
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting._extract.candidate import Subject
    from forecasting._extract.document import Document
    from forecasting._extract.reading import ReportReading
    from forecasting.errors import Fault

__all__ = ["LOW", "Proposal", "confidence_of", "propose"]

LOW = 0.7
"""Below this confidence a claim wants a person before anything rests on it."""
_CONFIDENCE = re.compile(r"confidence=([01]\.[0-9]{2})")

_FOUNDED = re.compile(
    r"((?:19|20)[0-9]{2})年[^。，,\n]{0,12}?(?:建区|建市|建县|成立|设立|批准设立|挂牌)|(?:founded|established|set up) in ((?:19|20)[0-9]{2})"
)
_TITLE = 90


@dataclass(frozen=True, slots=True)
class Proposal:
    """A dossier, and what was left out of it.

    Attributes:
        dossier: not reviewed; it has no folder yet.
        left_out: why each claim that is not in it is not, in the order of the text.
        notices: what a person should know about the reading.
    """

    dossier: Dossier
    left_out: tuple[str, ...]
    notices: tuple[str, ...]


def confidence_of(note: str) -> float:
    """The confidence a note begins with; 1 for a note a person wrote."""
    found = _CONFIDENCE.match(note)
    return float(found.group(1)) if found else 1.0


def propose(
    documents: Sequence[Document],
    language: str | None = None,
    as_of: int | None = None,
    founded: int | None = None,
) -> Proposal:
    """A dossier from reports; each is a source of its own.

    Args:
        documents: the reports.
        language: "zh" or "en"; found from each text when not given.
        as_of: last year of reported history; found from the texts when not given.
        founded: founding year, where the reader knows it.

    Raises:
        ForecastingError: no report, no growth claim in them, or no year that says when they were written.
    """
    if not documents:
        msg = "no report to read; give one file or several"
        raise ForecastingError(msg)
    readings = [read(document, language, as_of) for document in documents]
    spoken = readings[0].language
    last = as_of if as_of is not None else _as_of(readings)
    if last is None:
        names = ", ".join(document.name or "the text" for document in documents)
        msg = f"{names}: no year says which year is reported; give the last year of reported history (--as-of YEAR)"
        raise ForecastingError(msg)
    own, label = _own(readings, spoken)
    ids = _source_ids(documents)
    found: list[ExtractedRow] = []
    subjects: dict[str, Subject] = {}
    for document, reading, source in zip(documents, readings, ids, strict=True):
        found += rows(reading.found, document, reading.language, entity=own, source=source)
        for candidate in reading.found:
            subjects.setdefault(indicator_id(candidate.subject), candidate.subject)
            if candidate.of is not None:
                subjects.setdefault(indicator_id(candidate.of), candidate.of)
    if founded is None:
        founded = _founded(documents, last)
    found = _by_role(found, last)
    found, wanted = _by_unit(found, subjects)
    measured = {id_: settled(one, last) for id_, one in _indicators(wanted, subjects, spoken).items()}
    dossier = Dossier(
        title=_title(documents[0], spoken),
        entity=own,
        as_of=last,
        indicators=measured,
        sources={
            id_: Source(id_, document.name or say("extract.report", spoken), _published(reading, last))
            for id_, document, reading in zip(ids, documents, readings, strict=True)
        },
        claims=(),
        founded=founded,
        assumptions=Assumptions(),
        entities={own: Entity(own, {"en": label, "zh": label})} if label and label != own else {},
        reviewed=False,
    )
    return _checked(dossier, found, readings, documents)


def _as_of(readings: Iterable[ReportReading]) -> int | None:
    years = [reading.calendar.as_of for reading in readings if reading.calendar.as_of is not None]
    return max(years, default=None)


def _own(readings: Sequence[ReportReading], language: str) -> tuple[str, str]:
    """Id and label of the place or firm most reports are of."""
    labels = Counter(reading.own.label for reading in readings if reading.own.label)
    if not labels:
        return "report", say("extract.own", language)
    label = min(labels, key=lambda one: (-labels[one], one))
    return re.sub(r"\s+", "_", label).strip("_.").lower(), label


def _source_ids(documents: Sequence[Document]) -> list[str]:
    if len(documents) == 1:
        return ["report"]
    return [f"report-{number}" for number in range(1, len(documents) + 1)]


def _published(reading: ReportReading, last: int) -> int:
    return reading.calendar.present or last + 1


def _founded(documents: Iterable[Document], last: int) -> int | None:
    for document in documents:
        for match in _FOUNDED.finditer(document.cleaned[:200_000]):
            year = int(match.group(1) or match.group(2))
            if year < last:
                return year
    return None


def _title(document: Document, language: str) -> str:
    for line in document.cleaned[:2000].split("\n"):
        words = line.strip().strip("#*").strip()
        if len(words) >= 4:
            return words[:_TITLE]
    return document.name or say("extract.report", language)


def _by_role(found: list[ExtractedRow], as_of: int) -> list[ExtractedRow]:
    """Roles as one last year of history has them, for reports of several years."""
    done = []
    seen: set[tuple[str, ...]] = set()
    taken: Counter[str] = Counter()
    for row in found:
        same = (
            *(row.entity, row.indicator, row.kind, row.comparator, row.value, row.unit),
            *(row.start, row.end, row.period, row.scope, row.of, row.source),
        )
        if same in seen:
            continue
        seen.add(same)
        role, year = row.role, int(row.end)
        if year > as_of and role in {"target", "goal", "history", "benchmark"}:
            role = "target" if year == as_of + 1 else "goal"
        taken[row.claim_id] += 1
        again = taken[row.claim_id]
        id_ = row.claim_id if again == 1 else f"{row.claim_id}.{row.source}.{again}"
        done.append(replace(row, claim_id=id_, role=role))
    return done


_IN_UNITS = {"level", "change", "total", "period_average"}


def _by_unit(
    found: list[ExtractedRow], subjects: dict[str, Subject]
) -> tuple[list[ExtractedRow], dict[str, str]]:
    """An indicator printed in units that do not convert is two; and the unit of each."""
    printed: dict[str, Counter[str]] = {}
    for row in found:
        if row.kind in _IN_UNITS:
            printed.setdefault(row.indicator, Counter())[row.unit] += 1
    first = {id_: min(counts, key=lambda one: (-counts[one], one)) for id_, counts in printed.items()}
    done = []
    for row in found:
        id_, unit = row.indicator, row.unit
        if row.kind in _IN_UNITS and unit and not converts(unit, first[id_]):
            id_ = f"{id_}_{_family(unit)}"
            subjects.setdefault(id_, subjects[row.indicator])
            first.setdefault(id_, unit)
        done.append(replace(row, indicator=id_))
    for row in done:
        if row.kind == "share":
            # A part and its whole convert: the one without a printed unit takes that of the other.
            for here, there in ((row.indicator, row.of), (row.of, row.indicator)):
                if here not in first and there in first:
                    first[here] = first[there]
    return done, first


def _family(unit: str) -> str:
    known = units.unit(unit)
    return re.sub(r"\W+", "_", known.family if known else unit)


def _is_money(unit: str) -> bool:
    known = units.unit(unit)
    return known is not None and known.family in units.CURRENCIES


def _indicators(
    wanted: Mapping[str, str], subjects: Mapping[str, Subject], language: str
) -> dict[str, Indicator]:
    """An entry for each subject: the known ones from the conventions, the others by their name in the text."""
    known = indicators()
    money_units = Counter(unit for unit in wanted.values() if _is_money(unit))
    usual = min(
        money_units,
        key=lambda one: (-money_units[one], one),
        default={"zh": "亿元", "en": "million"}[language],
    )
    done: dict[str, Indicator] = {}
    for id_, subject in subjects.items():
        named = known.get(subject.id)
        kind = conventions().get(named.convention) if named and named.convention else None
        unit = wanted.get(id_) or (kind.unit if kind else "")
        if not unit or (id_ not in wanted and _is_money(unit)):
            unit = "%" if subject.rate else usual
        family = units.unit(unit)
        money = _is_money(unit)
        rate = family is not None and family.family == "rate"
        label = {"en": subject.label, "zh": subject.label}
        if named is not None:
            label |= {**named.label, language: subject.label}
        label["en"] = label["en"][:1].upper() + label["en"][1:]  # it begins sentences and names rows
        basis = "physical" if rate or not (money or unit == usual) else "nominal"
        one = Indicator(
            id_,
            label,
            unit,
            basis,
            convention=named.convention if named is not None and id_ == subject.id else "",
        )
        stated = {"label", "unit", "basis"} | ({"convention"} if one.convention else set())
        done[id_] = replace(one, stated=frozenset(stated))
    return done


def _checked(
    dossier: Dossier,
    found: list[ExtractedRow],
    readings: Sequence[ReportReading],
    documents: Sequence[Document],
) -> Proposal:
    """The dossier with the rows that are sound; the others are named."""
    context = RowContext(
        indicators=dossier.indicators,
        sources=dossier.sources,
        entity=dossier.entity,
        as_of=dossier.as_of,
        founded=dossier.founded,
    )
    numbered = [
        ReadRow(line, {column: getattr(row, column) for column in COLUMNS})
        for line, row in enumerate(found, 2)
    ]
    claims, faults = check_rows("claims.csv", numbered, context)
    language = readings[0].language
    by_line: dict[int, Fault] = {}
    for fault in faults:
        by_line.setdefault(fault.line, fault)
    left_out = tuple(
        say(
            "extract.left_out",
            language,
            quote=row.cells["quote"][:60],
            column=by_line[row.line].column,
            found=by_line[row.line].found,
            expected=by_line[row.line].expected,
        )
        for row in numbered
        if row.line in by_line
    )
    if not claims:
        names = ", ".join(document.name or "the text" for document in documents)
        msg = f"{names}: no growth claim was found in it; nothing to write"
        raise ForecastingError(msg)
    used = {id_ for claim in claims for id_ in (claim.indicator, claim.of) if id_}
    places = {claim.entity for claim in claims} | {dossier.entity}
    dossier = replace(
        dossier,
        claims=tuple(replace(claim, line=line) for line, claim in enumerate(claims, 2)),
        indicators={id_: one for id_, one in dossier.indicators.items() if id_ in used},
        entities={id_: one for id_, one in dossier.entities.items() if id_ in places},
    )
    notices = tuple(dict.fromkeys(notice for document in documents for notice in document.notices))
    return Proposal(dossier, left_out, notices)
