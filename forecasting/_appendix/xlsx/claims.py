"""The sheet of claims: each printed number as text, and what it can mean by formulas."""

from __future__ import annotations

from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from forecasting._appendix.xlsx.book import times
from forecasting.network import base_year, printed_interval
from forecasting.numbers.stated import half_unit, parse_number
from forecasting.numbers.units import unit
from forecasting.words import unit_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from forecasting._appendix.xlsx.book import Book, Sheet
    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.assessment import Assessment

__all__ = ["PrintedCells", "claims_sheet", "write_claims"]

_HEADS = (
    ("id", 19),
    ("indicator", 16),
    ("role", 9),
    ("kind", 12),
    ("comparator", 6),
    ("printed", 9),
    ("unit", 11),
    ("value", 9),
    ("half", 8),
    ("lower", 9),
    ("upper", 9),
    ("base", 7),
    ("year", 7),
    ("every", 6),
    ("reading", 11),
    ("aside", 7),
    ("source", 22),
    ("place", 14),
    ("quote", 32),
    ("note", 40),
)
_COLUMN = {name: place for place, (name, _) in enumerate(_HEADS)}
_HEAD = 3


@dataclass(frozen=True, slots=True)
class PrintedCells:
    """Where a claim stands in the workbook: addresses of its value and of what it can mean, in its printed unit.

    Attributes:
        lower, upper: empty where the claim has no such end.
    """

    value: str
    lower: str
    upper: str

    def taken(self, end: str, factor: Fraction) -> str:
        """A formula for one of `value`, `lower`, `upper` in another unit."""
        return times(str(getattr(self, end)), factor)


def claims_sheet(book: Book) -> Sheet:
    """The sheet, still empty, so that it can stand after others that refer to it."""
    return book.sheet("claims", [width for _, width in _HEADS])


def write_claims(sheet: Sheet, run: Assessment) -> Mapping[str, PrintedCells]:
    """Fill the sheet and say where each claim stands."""
    book = sheet.book
    dossier = run.dossier
    about = book.say("claims.about")
    sheet.text(2, 0, about, "label")
    sheet.number(2, 5, float(dossier.assumptions.about), "pct", changeable=True)
    book.name("about", sheet.at(2, 5))
    sheet.heads(_HEAD, [book.say(f"claims.{name}") for name, _ in _HEADS])
    found: dict[str, PrintedCells] = {}
    row = _HEAD
    for row, claim in enumerate(_ordered(run), _HEAD + 1):
        found[claim.claim_id] = _write(sheet, run, claim, row)
    column = _COLUMN["printed"]
    if row > _HEAD:
        first, last = sheet.cell(_HEAD + 1, column), sheet.cell(row, column)
        sheet.file.ignore_errors({"number_stored_as_text": f"{first}:{last}".replace("$", "")})
        sheet.file.autofilter(_HEAD, 0, row, len(_HEADS) - 1)
    return found


def _ordered(run: Assessment) -> Iterable[Claim]:
    """Indicators as the target table has them, the own entity first, then by year."""
    order = {name: place for place, name in enumerate(row.indicator for row in run.indicator_rows)}
    own = run.dossier.entity
    return sorted(
        run.dossier.claims,
        key=lambda one: (order[one.indicator], one.entity != own, one.entity, one.end, one.claim_id),
    )


def _write(sheet: Sheet, run: Assessment, claim: Claim, row: int) -> PrintedCells:
    book, dossier, language = sheet.book, run.dossier, run.language
    at = {name: sheet.cell(row, place).replace("$", "") for name, place in _COLUMN.items()}
    label = dossier.indicators[claim.indicator].name(language)
    if claim.entity != dossier.entity:
        label = book.say("claims.of", label=label, entity=dossier.place(claim.entity, language))
    source = dossier.sources.get(claim.source)
    texts = {
        "id": claim.claim_id,
        "indicator": label,
        "role": book.say(f"roles.{claim.role}"),
        "kind": book.say(f"kinds.{claim.kind}"),
        "comparator": claim.comparator,
        "unit": unit_name(claim.unit, language),
        "reading": claim.reading,
        "aside": book.say("yes") if claim.claim_id in run.set_aside else "",
        "source": source.name(language) if source else claim.source,
        "place": claim.locator,
        "quote": claim.quote,
        "note": claim.note,
    }
    for name, text in texts.items():
        sheet.text(row, _COLUMN[name], text)
    sheet.text(row, _COLUMN["printed"], claim.value, "printed", changeable=True)
    sheet.number(row, _COLUMN["base"], base_year(claim, dossier), "year")
    sheet.number(row, _COLUMN["year"], claim.end, "year")
    sheet.number(row, _COLUMN["every"], claim.every, "year")
    lower, upper = _ends(claim, dossier)
    formulas = _meaning(claim, at)
    middle = (
        (parse_number(claim.value.partition("..")[0]) + parse_number(claim.value.partition("..")[2])) / 2
        if claim.comparator == ".."
        else parse_number(claim.value)
    )
    values: dict[str, Fraction | float | None] = {"value": middle, "lower": lower, "upper": upper}
    if "half" in formulas:
        values["half"] = half_unit(claim.value)
    for name in ("value", "half", "lower", "upper"):
        if name in formulas:
            sheet.formula(row, _COLUMN[name], formulas[name], float(values[name] or 0), "decimal")
        else:
            sheet.text(row, _COLUMN[name], "")
    return PrintedCells(
        sheet.at(row, _COLUMN["value"]),
        sheet.at(row, _COLUMN["lower"]) if "lower" in formulas else "",
        sheet.at(row, _COLUMN["upper"]) if "upper" in formulas else "",
    )


def _is_doublings(claim: Claim) -> bool:
    known = unit(claim.unit)
    return known is not None and known.family == "doublings" and claim.comparator in ("=", "~")


def _ends(claim: Claim, dossier: Dossier) -> tuple[Fraction | float | None, Fraction | float | None]:
    """What the printed number can mean; doublings are exact, about so many within a share of the fold they make."""
    if _is_doublings(claim):
        slack = float(dossier.assumptions.about) if claim.comparator == "~" else 0.0
        value = float(parse_number(claim.value))
        return value + log2(1 - slack), value + log2(1 + slack)
    interval = printed_interval(claim, dossier)
    return interval.lower, interval.upper


def _meaning(claim: Claim, at: Mapping[str, str]) -> dict[str, str]:
    """Formulas for the value and what it can mean; the same rules as for exact intervals."""
    printed, value, half = at["printed"], at["value"], at["half"]
    if claim.comparator == "..":
        dots = f'FIND("..",{printed})'
        return {
            "value": f"({at['lower']}+{at['upper']})/2",
            "lower": f'_xlfn.NUMBERVALUE(LEFT({printed},{dots}-1),".",",")',
            "upper": f'_xlfn.NUMBERVALUE(MID({printed},{dots}+2,99),".",",")',
        }
    formulas = {"value": f'_xlfn.NUMBERVALUE({printed},".",",")'}
    slack = f'0.5*10^-IF(ISNUMBER(FIND(".",{printed})),LEN({printed})-FIND(".",{printed}),0)'
    if "truncated" in claim.reading.split("/"):
        return formulas | {"half": slack, "lower": value, "upper": f"{value}+2*{half}"}
    if _is_doublings(claim):
        slack = "about" if claim.comparator == "~" else "0"
        return formulas | {"lower": f"{value}+LOG(1-{slack},2)", "upper": f"{value}+LOG(1+{slack},2)"}
    match claim.comparator:
        case "=":
            formulas |= {"half": slack, "lower": f"{value}-{half}", "upper": f"{value}+{half}"}
        case "~":
            wide = f"MAX({half},ABS({value})*about)"
            formulas |= {"half": slack, "lower": f"{value}-{wide}", "upper": f"{value}+{wide}"}
        case ">=" | ">":
            formulas["lower"] = value
        case _:
            formulas["upper"] = value
    return formulas
