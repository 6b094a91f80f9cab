"""Claims typed in a notebook: a data frame, or a list of dicts, as a dossier without a folder."""

from __future__ import annotations

import operator
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from forecasting.dossier.faults import RowContext, check_rows
from forecasting.dossier.model import COLUMNS, Assumptions, Dossier, Indicator, Source
from forecasting.dossier.periods import calendar_year
from forecasting.dossier.table import ReadRow
from forecasting.dossier.vocabulary import meaning
from forecasting.errors import DossierError, Fault
from forecasting.numbers.units import unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pandas as pd

__all__ = ["from_frame"]

_FILE = "claims"
_WHOLE = ("start", "end", "every")
_DEFAULT_UNITS = {
    "growth": "%",
    "growth_each_year": "%",
    "average_growth": "%",
    "share": "%",
    "points": "个百分点",
    "multiple": "倍",
    "recurring_multiple": "倍",
}
_IN_ITS_UNIT = {"level", "change", "total", "period_average"}
_PLANS = {"target", "goal", "assumption"}


def from_frame(
    frame: pd.DataFrame | Iterable[Mapping[str, Any]],
    *,
    entity: str = "",
    as_of: int | None = None,
    founded: int | None = None,
    indicators: Mapping[str, Indicator] | None = None,
    fiscal_years: str = "",
) -> Dossier:
    """A dossier from claims in a data frame or a list of dicts.

    Only `value` (text, as printed) and `end` (or `year`) are needed. The rest of the columns of `claims.csv` have
    defaults: `claim_id` c1, c2, ...; `entity` the dossier's; `indicator` "x"; `role` history; `kind` level;
    `comparator` =; `unit` the indicator's for levels, changes, totals and averages, % for growth and shares,
    个百分点 for points, 倍 for multiples. No source and no quote is asked for.

    Args:
        frame: one claim a row; levels of an indicator in one unit, or in units that convert.
        entity: whose claims these are; without it the first one named in the frame.
        as_of: last year of reported history; without it the latest `end` of a claim that is no plan.
        founded: founding year.
        indicators: what is known of them by id; others get their id as label, the unit of their first level, and
            nominal basis for levels and growth.
        fiscal_years: "first" or "second": which calendar year a year written 2023/24 counts as.

    Raises:
        DossierError: with every fault; its line is the number of the row, from 1.
    """
    faults: list[Fault] = []
    rows = [
        ReadRow(number, _texts(number, record, faults))
        for number, record in enumerate(_records(frame), start=1)
    ]
    entity = entity or next((row.cells["entity"] for row in rows if row.cells.get("entity")), "")
    rows = [ReadRow(row.line, _with_defaults(row, entity)) for row in rows]
    known = dict(indicators or {})
    for row in rows:
        for name in (row.cells["indicator"], row.cells["of"]):
            if name and name not in known:
                known[name] = _indicator(name, rows)
    for row in rows:
        indicator = known.get(row.cells["indicator"])
        in_its_unit = _meant(row, "kind") in _IN_ITS_UNIT
        if not row.cells["unit"] and in_its_unit and indicator is not None:
            row.cells["unit"] = indicator.unit
    if as_of is None:
        as_of = _latest(rows, fiscal_years)
    context = RowContext(
        indicators=known,
        sources=None,
        entity=entity,
        as_of=as_of,
        founded=founded,
        quoted=False,
        printed_years=False,
        fiscal_years=fiscal_years,
    )
    claims, flaws = check_rows(_FILE, rows, context)
    reported = {(fault.line, fault.column) for fault in faults}
    faults += [fault for fault in flaws if (fault.line, fault.column) not in reported]
    if faults or as_of is None:
        raise DossierError(
            faults or [Fault(_FILE, 0, "end", "no claim with a year", "a claim with its end, or as_of")]
        )
    return Dossier(
        title=entity or "claims",
        entity=entity,
        as_of=as_of,
        indicators=known,
        sources={claim.source: Source(claim.source, claim.source) for claim in claims if claim.source},
        claims=tuple(claims),
        founded=founded,
        assumptions=Assumptions(),
        fiscal_years=fiscal_years,
    )


def _records(frame: Any) -> list[Mapping[str, Any]]:
    """Rows of a data frame or of anything that is a sequence of mappings."""
    return list(
        frame.to_dict("records") if hasattr(frame, "to_dict") and hasattr(frame, "columns") else frame
    )


def _texts(number: int, record: Mapping[str, Any], faults: list[Fault]) -> dict[str, str]:
    """The cells of a row as text; what cannot be taken as printed is a fault."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        column = "end" if key == "year" else key
        if column not in COLUMNS:
            faults.append(
                Fault(_FILE, 0, str(key), "an unknown column", f"one of {', '.join(COLUMNS)}, year")
            )
            continue
        if cells.get(column):
            faults.append(Fault(_FILE, number, column, "both end and year", "one of the two"))
            continue
        if _is_missing(value):
            cells[column] = ""
        elif isinstance(value, str):
            cells[column] = value
        elif column == "value":
            expected = "the number as text, as printed: 120 and 120.0 differ"
            faults.append(Fault(_FILE, number, column, f"{value!r}, not text", expected))
            cells[column] = ""
        else:
            whole = _whole_number(value)
            if whole is None:
                expected = "a whole number" if column in _WHOLE else "text"
                faults.append(Fault(_FILE, number, column, repr(value), expected))
            cells[column] = "" if whole is None else str(whole)
    return cells


def _is_missing(value: Any) -> bool:
    """Whether a cell is empty in the way of Python, numpy or pandas."""
    if value is None or type(value).__name__ in {"NAType", "NaTType"}:
        return True
    return isinstance(value, float) and value != value  # noqa: PLR0124


def _whole_number(value: Any) -> int | None:
    """A whole number of any numeric type; a frame with a missing year holds its years as floats."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    try:
        return operator.index(value)
    except TypeError:
        return None


def _with_defaults(row: ReadRow, entity: str) -> dict[str, str]:
    given = {column: text for column, text in row.cells.items() if text}
    kind = meaning("kind", given.get("kind", "level"))
    defaults = {
        "claim_id": f"c{row.line}",
        "entity": entity,
        "indicator": "x",
        "role": "history",
        "kind": "level",
        "comparator": "=",
        "unit": _DEFAULT_UNITS.get(kind, ""),
    }
    return dict.fromkeys(COLUMNS, "") | defaults | given


def _indicator(name: str, rows: Sequence[ReadRow]) -> Indicator:
    """An indicator of which only the claims are known, in the unit of its first level or of what it is shared with."""
    shares = [row.cells for row in rows if _meant(row, "kind") == "share"]
    kin = [cells["of"] for cells in shares if cells["indicator"] == name]
    kin += [cells["indicator"] for cells in shares if cells["of"] == name]
    kinds = {_meant(row, "kind") for row in rows if row.cells["indicator"] == name}
    units = [_level_unit(relative, rows) for relative in (name, *kin)] + ["%" if "points" in kinds else ""]
    measured_in = next(filter(None, units), "")
    known = unit(measured_in) if measured_in else None
    rate = known is not None and known.family == "rate"
    return Indicator(
        id=name,
        label={"en": name, "zh": name},
        unit=measured_in,
        basis="nominal",
        growth_basis="nominal",
        measure="rate" if rate else "amount",
        bounds=(Fraction(0), 1 / known.factor) if rate and known is not None else None,
    )


def _meant(row: ReadRow, column: str) -> str:
    return meaning(column, row.cells[column])


def _level_unit(name: str, rows: Sequence[ReadRow]) -> str:
    levels = (
        row.cells for row in rows if _meant(row, "kind") in _IN_ITS_UNIT and row.cells["indicator"] == name
    )
    return next((cells["unit"] for cells in levels if cells["unit"]), "")


def _latest(rows: Iterable[ReadRow], fiscal_years: str) -> int | None:
    """The latest year of a claim that is no plan; without one, the year before the first plan."""
    ends = []
    for row in rows:
        text = row.cells["end"]
        year = int(text) if text.isdecimal() else calendar_year(text, fiscal_years)
        if year is not None:
            ends.append((_meant(row, "role") in _PLANS, year))
    if not ends:
        return None
    reported = [end for plan, end in ends if not plan]
    return max(reported) if reported else min(end for _, end in ends) - 1
