"""What can be wrong with a claim, cell by cell; a claim without faults is a `Claim`."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from forecasting.dossier.context import RowContext, one_of, shown
from forecasting.dossier.model import BASES, COLUMNS, KINDS, ROLES, Claim
from forecasting.dossier.periods import PERIODS_EXPECTED, calendar_year, period_of, year_number
from forecasting.dossier.quotes import quote_flaws
from forecasting.dossier.table import plain_cells
from forecasting.dossier.text_file import unprintable
from forecasting.dossier.values import measure_flaws, unit_flaws, value_flaws
from forecasting.dossier.vocabulary import WORDS, meaning
from forecasting.dossier.years import CROSSING, every_flaws, year_flaws
from forecasting.errors import Fault, StatedError
from forecasting.numbers.number_styles import plain_number
from forecasting.numbers.stated import COMPARATORS
from forecasting.numbers.units import conversion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from forecasting.dossier.context import Flaw
    from forecasting.dossier.model import Dossier
    from forecasting.dossier.table import ReadRow

__all__ = ["RowContext", "check_claims", "check_rows"]

_PRINTED = ("locator", "quote", "note")
_YEARS = ("start", "end")
_ONE_LINE = ("claim_id", "entity", "indicator", "scope", "unit", "source")
LONGEST_QUOTE = 2000
"""Characters; what matches numbers in a quote takes the square of its length."""
_READINGS = {
    "multiple": ("increase_by", "increase_to"),
    "recurring_multiple": ("every_window", "average"),
}


def check_rows(file: str, rows: Iterable[ReadRow], context: RowContext) -> tuple[list[Claim], list[Fault]]:
    """Claims of the rows without faults, and the faults of the others, in the order of the rows."""
    claims: list[Claim] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        given = {column: row.cells.get(column, "") for column in COLUMNS}
        flaws = list(_stray_spaces(given))
        given = {column: text if column in _PRINTED else text.strip() for column, text in given.items()}
        cells = _meant(given, context) if context.from_file else given
        flaws += _flaws(cells, context)
        if context.from_file and not any(flaw[0] == "value" for flaw in flaws):
            flaws += _style_flaws(given["value"], context)
        claim_id = cells["claim_id"]
        if claim_id in seen:
            flaws.append(("claim_id", f"an id of its own; line {seen[claim_id]} has this one already"))
        elif claim_id:
            seen[claim_id] = row.line
        for column, expected, *found in flaws:
            if column not in context.missing | row.reported:
                what = found[0] if found else shown(row.cells.get(column, ""))
                faults.append(Fault(file, row.line, column, what, expected))
        if not flaws:
            claims.append(_claim(cells, given, row.line))
    return claims, faults


def check_claims(
    dossier: Dossier, claims: Iterable[Claim], *, quoted: bool = True, sound: Collection[str] = ()
) -> list[Fault]:
    """The faults that claims would have in a dossier, for claims that were changed or made in memory.

    Args:
        dossier: lends indicators, sources, years.
        claims: all claims, since ids must differ; `Claim.line` gives the line of a fault.
        quoted: whether each claim must name its source and its quote must hold the value; not so for a
            scenario, which changes numbers on purpose.
        sound: ids of claims that need not be looked at again; another claim of the same id is looked at.
    """
    from forecasting.dossier.table import ReadRow

    context = RowContext(
        indicators=dossier.indicators,
        sources=dossier.sources,
        entity=dossier.entity,
        as_of=dossier.as_of,
        founded=dossier.founded,
        quoted=quoted,
        printed_years=False,
        from_file=False,
    )
    file = str(dossier.folder / "claims.csv") if dossier.folder else "claims"
    claims = list(claims)
    known: set[str] = set()
    left: list[Claim] = []
    for claim in claims:
        if claim.claim_id in sound and claim.claim_id not in known:
            known.add(claim.claim_id)
        else:
            left.append(claim)
    if known & {claim.claim_id for claim in left}:
        # An id that stands twice is told with the line of the first, so all are looked at.
        return check_claims(dossier, claims, quoted=quoted)
    return check_rows(file, (ReadRow(claim.line, plain_cells(claim)) for claim in left), context)[1]


def _meant(given: Mapping[str, str], context: RowContext) -> dict[str, str]:
    """The cells as they are meant: words, parts of a year, fiscal years and numbers in one form each."""
    cells = dict(given) | {column: meaning(column, given[column]) for column in WORDS}
    period = period_of(cells["period"])
    cells["period"] = cells["period"] if period is None else period
    for column in _YEARS:
        year = calendar_year(cells[column], context.fiscal_years)
        cells[column] = cells[column] if year is None else str(year)
    if context.numbers:
        with suppress(StatedError):  # which number is not written so is told with the other flaws of the cell
            ends = [plain_number(end, context.numbers) for end in cells["value"].split("..", 1)]
            cells["value"] = "..".join(ends)
    return cells


def _claim(cells: Mapping[str, str], given: Mapping[str, str], line: int) -> Claim:
    texts = {column: text for column, text in cells.items() if column not in {"start", "end", "every"}}
    start = year_number(cells["start"])
    return Claim(
        **texts,
        start=(cells["start"] or None) if start is None else start,
        end=int(cells["end"]),
        every=int(cells["every"]) if cells["every"] else None,
        line=line,
        written=tuple(
            (column, given[column], text) for column, text in cells.items() if given[column] != text
        ),
    )


def _stray_spaces(cells: Mapping[str, str]) -> Iterator[Flaw]:
    for column, text in cells.items():
        if column not in _PRINTED and text != text.strip():
            yield column, f"{text.strip()!r} without spaces around it"


def _style_flaws(value: str, context: RowContext) -> Iterator[Flaw]:
    """A number not in the way its dossier writes numbers: 12.7 beside 1.234,5 may be a slip for 12,7 or 12.7 itself."""
    for end in value.split("..", 1):
        try:
            plain_number(end, context.numbers)
        except StatedError as error:
            yield "value", f"a number written as the dossier writes them: {error}"
            return


def _flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    found = list(_flaws_of_cells(cells, context))
    yield from found
    if context.quoted:
        # A unit that cannot stand there at all need not also be held against the quote.
        wrong = {flaw[0] for flaw in found}
        yield from (flaw for flaw in _quote_flaws(cells, context) if flaw[0] not in wrong)
    elif cells["source"] and context.sources is not None and cells["source"] not in context.sources:
        yield "source", one_of(cells["source"], context.sources, "a source")


def _flaws_of_cells(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    for column, text in cells.items():
        bad = None if text.isprintable() else unprintable(text)
        if bad is not None:
            yield column, f"text that can be printed, without the control character U+{ord(bad):04X}"
        elif column in _ONE_LINE and len(text.splitlines()) > 1:
            yield column, "text on one line"
    yield from _name_flaws(cells, context)
    yield from _reading_flaws(cells)
    yield from value_flaws(cells, context)
    yield from unit_flaws(cells, context)
    yield from measure_flaws(cells, context)
    yield from year_flaws(cells, context)
    yield from every_flaws(cells)
    yield from _of_flaws(cells, context)


def _name_flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    if not cells["claim_id"]:
        yield "claim_id", "an id that no other claim has"
    if not cells["entity"] and context.quoted:
        yield "entity", "whose number it is" + (f", such as {context.entity}" if context.entity else "")
    if context.indicators is not None and cells["indicator"] not in context.indicators:
        yield "indicator", one_of(cells["indicator"], context.indicators, "an indicator of dossier.toml")
    for column, options in (("role", ROLES), ("kind", KINDS), ("comparator", COMPARATORS)):
        if cells[column] not in options:
            yield column, one_of(cells[column], options, "one of")
    if cells["basis"] and cells["basis"] not in BASES:
        yield "basis", one_of(cells["basis"], BASES, "empty, or one of")
    period = period_of(cells["period"])
    if period is None or (not context.from_file and period != cells["period"]):
        yield "period", PERIODS_EXPECTED


def _reading_flaws(cells: Mapping[str, str]) -> Iterator[Flaw]:
    """A reading is empty, or one choice of each ambiguity of its claim, joined by "/"."""
    reading, kind = cells["reading"], cells["kind"]
    if not reading or kind not in KINDS:
        return
    crossing = CROSSING.fullmatch(cells["start"]) is not None
    options = [*_READINGS.get(kind, ()), *(["crossing:YEAR"] if crossing else []), "truncated"]
    chosen = reading.split("/")
    years = [part.removeprefix("crossing:") for part in chosen if crossing and part.startswith("crossing:")]
    words = [part for part in chosen if not (crossing and part.startswith("crossing:"))]
    if any(word not in options for word in words):
        yield "reading", f"empty, or one of {', '.join(options)}"
    elif len(years) > 1 or len(set(words) - {"truncated"}) > 1 or len(set(words)) < len(words):
        yield "reading", f"one reading of each kind, not several: {', '.join(options)}"
    elif "truncated" in words and (cells["comparator"] != "=" or cells["value"].startswith("-")):
        yield "reading", "truncated only for a positive number with the comparator ="
    end = year_number(cells["end"])
    for year in years:
        if year_number(year) is None:
            yield "reading", "crossing:YEAR with a whole year, such as crossing:2000"
        elif end is not None and int(year) >= end:
            yield "reading", f"a year of crossing before the end ({end})"


def _of_flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    kind, whole = cells["kind"], cells["of"]
    if kind not in KINDS:
        return
    if kind != "share":
        if whole:
            yield "of", f"empty for the kind {kind}: only a share has a whole"
        return
    if context.indicators is None:
        if not whole:
            yield "of", "the indicator it is a share of"
        return
    if whole not in context.indicators:
        yield "of", one_of(whole, context.indicators, "the indicator it is a share of")
        return
    if whole == cells["indicator"]:
        yield "of", "another indicator: a share of itself is always 100 %"
        return
    part, total = context.indicators.get(cells["indicator"]), context.indicators[whole]
    if part is not None and total is not None:
        try:
            conversion(part.unit, total.unit)
        except StatedError as error:
            yield "of", f"an indicator whose unit converts to {part.unit!r}, the unit of {part.id}: {error}"


def _quote_flaws(cells: Mapping[str, str], context: RowContext) -> Iterator[Flaw]:
    if context.sources is not None and cells["source"] not in context.sources:
        yield "source", one_of(cells["source"], context.sources, "a source of dossier.toml")
    elif not cells["source"]:
        yield "source", "a source of dossier.toml"
    if not cells["quote"].strip():
        yield "quote", "the words of the source"
        return
    if len(cells["quote"]) > LONGEST_QUOTE:
        yield "quote", f"the sentence with the number, of at most {LONGEST_QUOTE} characters"
        return
    yield from quote_flaws(cells, context.numbers)
