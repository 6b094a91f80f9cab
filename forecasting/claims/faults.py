"""What can be wrong with a claim, cell by cell; a claim without faults is a `Claim`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from forecasting.claims.model import BASES, COLUMNS, KINDS, ROLES, Claim
from forecasting.claims.quotes import ascii_text, occurs
from forecasting.claims.table import cells as cells_of
from forecasting.claims.text_file import unprintable
from forecasting.errors import Fault
from forecasting.stated import (
    COMPARATORS,
    StatedError,
    conversion,
    parse_number,
    stated_interval,
    unit,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from forecasting.claims.model import Dossier, Indicator
    from forecasting.claims.table import Row

__all__ = ["Context", "check_claims", "check_rows"]

_GROWTH_KINDS = ("growth", "growth_each_year", "average_growth")
_MULTIPLES = ("multiple", "recurring_multiple")
_START_OPTIONAL = ("level", "growth", "growth_each_year")
_PRINTED = ("locator", "quote", "note")
_READINGS = {
    "multiple": ("increase_by", "increase_to"),
    "recurring_multiple": ("every_window", "average"),
}
_CROSSING = re.compile(r"crossing:(.*)")

# A column, what is expected there, and what was found when the cell itself does not show it.
_Flaw = tuple[str, str] | tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Context:
    """What claims are held to.

    Attributes:
        indicators, sources: the declared ones; a value of None is one with faults of its own; None instead of
            the mapping means that nothing is known about them, and nothing is said.
        entity, as_of, founded: of the dossier; None when not known.
        quoted: whether a claim must name its source and its quote must hold the value.
        printed_years: whether a year must have four digits.
    """

    indicators: Mapping[str, Indicator | None] | None
    sources: Mapping[str, object] | None
    entity: str | None
    as_of: int | None
    founded: int | None
    founded_known: bool = True
    quoted: bool = True
    printed_years: bool = True
    missing: frozenset[str] = field(default_factory=frozenset)


def check_rows(file: str, rows: Iterable[Row], context: Context) -> tuple[list[Claim], list[Fault]]:
    """Claims of the rows without faults, and the faults of the others, in the order of the rows."""
    claims: list[Claim] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for row in rows:
        cells = {column: row.cells.get(column, "") for column in COLUMNS}
        flaws = list(_stray_spaces(cells))
        cells = {column: text if column in _PRINTED else text.strip() for column, text in cells.items()}
        flaws += _flaws(cells, context)
        claim_id = cells["claim_id"]
        if claim_id in seen:
            flaws.append(("claim_id", f"an id of its own; line {seen[claim_id]} has this one already"))
        elif claim_id:
            seen[claim_id] = row.line
        for column, expected, *found in flaws:
            if column not in context.missing | row.reported:
                shown = found[0] if found else _shown(row.cells.get(column, ""))
                faults.append(Fault(file, row.line, column, shown, expected))
        if not flaws:
            claims.append(_claim(cells, row.line))
    return claims, faults


def check_claims(dossier: Dossier, claims: Iterable[Claim], *, quoted: bool = True) -> list[Fault]:
    """The faults that claims would have in a dossier, for claims that were changed or made in memory.

    Args:
        dossier: lends indicators, sources, years.
        claims: all claims, since ids must differ; `Claim.line` gives the line of a fault.
        quoted: whether each claim must name its source and its quote must hold the value; not so for a
            scenario, which changes numbers on purpose.
    """
    from forecasting.claims.table import Row

    context = Context(
        indicators=dossier.indicators,
        sources=dossier.sources,
        entity=dossier.entity,
        as_of=dossier.as_of,
        founded=dossier.founded,
        quoted=quoted,
        printed_years=False,
    )
    file = str(dossier.folder / "claims.csv") if dossier.folder else "claims"
    return check_rows(file, (Row(claim.line, cells_of(claim)) for claim in claims), context)[1]


def _claim(cells: Mapping[str, str], line: int) -> Claim:
    texts = {column: text for column, text in cells.items() if column not in {"start", "end", "every"}}
    start = _year(cells["start"])
    return Claim(
        **texts,
        start=(cells["start"] or None) if start is None else start,
        end=int(cells["end"]),
        every=int(cells["every"]) if cells["every"] else None,
        line=line,
        written=(),
    )


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:77]}...") if text else "nothing"


def _stray_spaces(cells: Mapping[str, str]) -> Iterator[_Flaw]:
    for column, text in cells.items():
        if column not in _PRINTED and text != text.strip():
            yield column, f"{text.strip()!r} without spaces around it"


def _flaws(cells: Mapping[str, str], context: Context) -> Iterator[_Flaw]:
    for column, text in cells.items():
        bad = unprintable(text)
        if bad is not None:
            yield column, f"text that can be printed, without the control character U+{ord(bad):04X}"
    yield from _name_flaws(cells, context)
    yield from _reading_flaws(cells)
    yield from _value_flaws(cells)
    yield from _unit_flaws(cells, context)
    yield from _year_flaws(cells, context)
    yield from _every_flaws(cells)
    yield from _of_flaws(cells, context)
    if context.quoted:
        yield from _quote_flaws(cells, context)
    elif cells["source"] and context.sources is not None and cells["source"] not in context.sources:
        yield "source", _one_of(cells["source"], context.sources, "a source")


def _one_of(text: str, options: Iterable[str], what: str) -> str:
    """What would be right where one of a few names is wanted."""
    names = list(options)
    close = get_close_matches(text, names, n=1)
    hint = f"perhaps {close[0]}; " if close else ""
    return f"{hint}{what}: {', '.join(names) or 'none is declared in dossier.toml'}"


def _name_flaws(cells: Mapping[str, str], context: Context) -> Iterator[_Flaw]:
    if not cells["claim_id"]:
        yield "claim_id", "an id that no other claim has"
    if not cells["entity"] and context.quoted:
        yield "entity", "whose number it is" + (f", such as {context.entity}" if context.entity else "")
    if context.indicators is not None and cells["indicator"] not in context.indicators:
        yield "indicator", _one_of(cells["indicator"], context.indicators, "an indicator of dossier.toml")
    for column, options in (("role", ROLES), ("kind", KINDS), ("comparator", COMPARATORS)):
        if cells[column] not in options:
            yield column, _one_of(cells[column], options, "one of")
    if cells["basis"] and cells["basis"] not in BASES:
        yield "basis", _one_of(cells["basis"], BASES, "empty, or one of")


def _reading_flaws(cells: Mapping[str, str]) -> Iterator[_Flaw]:
    """A reading is empty, or one choice of each ambiguity of its claim, joined by "/"."""
    reading, kind = cells["reading"], cells["kind"]
    if not reading or kind not in KINDS:
        return
    crossing = _CROSSING.fullmatch(cells["start"]) is not None
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
    end = _year(cells["end"])
    for year in years:
        if _year(year) is None:
            yield "reading", "crossing:YEAR with a whole year, such as crossing:2000"
        elif end is not None and int(year) >= end:
            yield "reading", f"a year of crossing before the end ({end})"


def _value_flaws(cells: Mapping[str, str]) -> Iterator[_Flaw]:
    value, comparator = cells["value"], cells["comparator"]
    if not value:
        yield "value", "the number as printed, such as 27.46"
        return
    if comparator not in COMPARATORS:
        comparator = ".." if ".." in value else "="
    if ".." in value and comparator != "..":
        yield "value", f"one number with the comparator {comparator}; a range low..high has the comparator .."
        return
    try:
        stated_interval(comparator, value)
    except StatedError:
        yield "value", _value_expected(value, comparator)
        return
    ends = [parse_number(end) for end in value.split("..", 1)]
    yield from _meaningless_value(cells, min(ends), max(ends))


#: Twenty doublings are a million times; more is a unit mistaken for another.
_MOST_DOUBLINGS = 20


def _meaningless_value(cells: Mapping[str, str], low: Fraction, high: Fraction) -> Iterator[_Flaw]:
    kind = cells["kind"]
    if kind == "level" and low <= 0:
        yield (
            "value",
            "a positive number: levels must be positive; a balance that can be negative cannot be assessed",
        )
    elif kind in _MULTIPLES and cells["unit"] == "番" and high > _MOST_DOUBLINGS:
        yield "value", f"at most {_MOST_DOUBLINGS} doublings: n番 is 2 to the power n; up n times is 倍"
    elif kind in _MULTIPLES and low <= 0:
        yield "value", "a positive number: a multiple is positive; a fall is stated as growth, with a minus"
    elif kind == "share" and low <= 0:
        yield "value", "a positive number: a share of one positive level in another is positive"
    elif kind in _GROWTH_KINDS:
        known = unit(cells["unit"])
        if known is not None and known.family == "rate" and low * known.factor <= -1:
            yield "value", "more than -100 %: a level that fell by all of itself would not be positive"


def _value_expected(value: str, comparator: str) -> str:
    """What would be right for an unreadable value, with the corrected text where it can be told."""
    text = re.sub(r"(?<=[0-9])[,' \u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))", "", ascii_text(value)).strip()
    if comparator == "..":
        found = re.fullmatch(
            r"(-?[0-9]+(?:\.[0-9]+)?)\s*(?:\.\.+|[-~–—至到])\s*(-?[0-9]+(?:\.[0-9]+)?)(.*)", text
        )
        if found:
            low, high = sorted(found.group(1, 2), key=parse_number)
            return (
                f"{low}..{high}{_rest(found.group(3))} (a range low..high in ASCII digits without separators)"
            )
        return "a range low..high in ASCII digits without separators, such as 28..30"
    found = re.fullmatch(r"\+?(-?[0-9]+(?:\.[0-9]+)?)\s*(.*)", text)
    how = "(ASCII digits without separators, as printed)"
    return f"{found.group(1)}{_rest(found.group(2))} {how}" if found else f"a number such as 27.46 {how}"


def _rest(text: str) -> str:
    """Where what stands after the number belongs."""
    return f", with {text.strip()!r} in the column unit" if text.strip() else ""


def _unit_flaws(cells: Mapping[str, str], context: Context) -> Iterator[_Flaw]:
    kind, printed = cells["kind"], cells["unit"]
    if kind not in KINDS:
        return
    if kind == "level":
        indicator = (context.indicators or {}).get(cells["indicator"])
        if indicator is None:
            if not printed and context.quoted:
                yield "unit", "the unit as printed"
            return
        try:
            conversion(printed, indicator.unit)
        except StatedError as error:
            yield "unit", f"a unit that converts to {indicator.unit!r}, the unit of {indicator.id}: {error}"
        return
    known = unit(printed)
    family = known.family if known else ""
    if kind in _MULTIPLES and family not in {"fold", "doublings"}:
        yield "unit", "倍 or 番 (fold or doublings) for a multiple"
    elif kind in _GROWTH_KINDS and family != "rate":
        yield "unit", "a rate for growth: %, ‰ or 成"
    elif kind == "share" and family != "rate":
        yield "unit", "% (or ‰, 成) for a share"


def _year(text: str) -> int | None:
    return int(text) if re.fullmatch(r"0|[1-9][0-9]{0,3}", text) else None


def _year_expected(text: str) -> str:
    found = re.fullmatch(r"([0-9]{4})(?:\.0+|年)?", ascii_text(text).strip())
    return (
        f"{found.group(1)} (a year in four ASCII digits)"
        if found
        else "a year in four ASCII digits, such as 2009"
    )


def _is_year(text: str, context: Context) -> bool:
    return _year(text) is not None and (len(text) == 4 or not context.printed_years)


def _year_flaws(cells: Mapping[str, str], context: Context) -> Iterator[_Flaw]:
    kind, start, end_text = cells["kind"], cells["start"], cells["end"]
    end = _year(end_text) if _is_year(end_text, context) else None
    if end is None:
        yield "end", _year_expected(end_text)
    elif cells["role"] == "history" and context.as_of is not None and end > context.as_of:
        yield "end", f"a year not after as_of ({context.as_of}): history is what was reported by then"
    if kind == "share":
        if start:
            yield "start", "empty: a share is of one year, its end"
    elif not start:
        if kind in KINDS and kind not in _START_OPTIONAL:
            yield "start", "the base year, founding, or crossing:X"
    elif start == "founding":
        yield from _founding_flaws(cells, context, end)
    elif crossing := _CROSSING.fullmatch(start):
        yield from _crossing_flaws(kind, crossing.group(1))
    elif not _is_year(start, context):
        yield "start", f"{_year_expected(start)}, or founding, or crossing:X"
    elif end is not None:
        yield from _order_flaws(kind, int(start), end, "start")


def _order_flaws(kind: str, start: int, end: int, what: str) -> Iterator[_Flaw]:
    if kind == "level" and start > end:
        yield "start", f"{what} not after the end ({end})"
    elif kind in {*_GROWTH_KINDS, *_MULTIPLES} and start >= end:
        yield "start", f"{what} before the end ({end}): the base year, from which growth counts"


def _founding_flaws(cells: Mapping[str, str], context: Context, end: int | None) -> Iterator[_Flaw]:
    if context.entity is not None and cells["entity"] not in {"", context.entity}:
        expected = f"a year: founded in dossier.toml is the founding year of {context.entity}"
        yield "start", f"{expected}, not of {cells['entity']}"
    elif context.founded is not None and end is not None:
        what = f"a founding year (founded in dossier.toml is {context.founded})"
        yield from _order_flaws(cells["kind"], context.founded, end, what)
    elif context.founded is None and context.founded_known:
        yield "start", "a year, or the founding year as founded in dossier.toml"


def _crossing_flaws(kind: str, level: str) -> Iterator[_Flaw]:
    if kind == "level":
        yield "start", "a year or founding: crossing:X begins growth and multiples, not levels"
    try:
        positive = parse_number(level) > 0
    except StatedError:
        positive = False
    if not positive:
        yield "start", "crossing:X with X a positive number in the indicator's unit, such as crossing:1"


def _every_flaws(cells: Mapping[str, str]) -> Iterator[_Flaw]:
    kind, every = cells["kind"], cells["every"]
    if kind == "recurring_multiple":
        if not re.fullmatch(r"[1-9][0-9]{0,3}", every):
            yield "every", "every how many years, a positive whole number such as 5"
    elif every and kind in KINDS:
        yield "every", f"empty for the kind {kind}: only a recurring_multiple recurs"


def _of_flaws(cells: Mapping[str, str], context: Context) -> Iterator[_Flaw]:
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
        yield "of", _one_of(whole, context.indicators, "the indicator it is a share of")
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


def _quote_flaws(cells: Mapping[str, str], context: Context) -> Iterator[_Flaw]:
    if context.sources is not None and cells["source"] not in context.sources:
        yield "source", _one_of(cells["source"], context.sources, "a source of dossier.toml")
    elif not cells["source"]:
        yield "source", "a source of dossier.toml"
    value, quote = cells["value"], cells["quote"]
    if not quote.strip():
        yield "quote", "the words of the source"
        return
    try:
        for end in value.split("..", 1):
            parse_number(end)
    except StatedError:
        return
    if not occurs(value, quote):
        yield "quote", f"words that print the value {value}, digit by digit"
