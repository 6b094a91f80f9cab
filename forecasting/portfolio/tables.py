"""The columns of a portfolio's tables, in memory and in files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from forecasting.judge.assessment import FindingRow
from forecasting.judge.checks import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pandas as pd

__all__ = [
    "DOSSIER_COLUMNS",
    "FARED_COLUMNS",
    "FINDING_COLUMNS",
    "FINDING_KINDS",
    "ROW_KEYS",
    "TARGET_COLUMNS",
    "finding_frame",
    "flat_finding",
    "records",
    "table_frame",
    "typed",
]

DOSSIER_COLUMNS: dict[str, str] = {
    "name": "text",
    "status": "text",
    "reason": "text",
    "place": "text",
    "entity": "text",
    "title": "text",
    "as_of": "int",
    "reviewed": "bool",
    "currency": "text",
    "claims": "int",
    "findings": "int",
    "conflicts": "int",
    "least_probability": "float",
    **dict.fromkeys(VERDICTS, "int"),
}
"""Columns of the dossiers table, each with what it holds: text, int, float or bool."""

ROW_KEYS = ("dossier", *FindingRow.columns())
"""The keys of a finding in JSON, the dossier's name first: the columns of the findings in memory."""

_PAIRS = {"stated": "stated", "computed": "computed", "probability_range": "probability"}
_KINDS = {"start": "int", "end": "int", "probability": "float", "material": "bool"}

FINDING_KINDS: dict[str, str] = {key: _KINDS.get(key, "text") for key in ROW_KEYS}
"""What each column of the findings in memory holds; "text" stands for lists too."""

FINDING_COLUMNS: dict[str, str] = {
    name: kind
    for key in ROW_KEYS
    for name, kind in (
        [(f"{_PAIRS[key]}_lower", "float"), (f"{_PAIRS[key]}_upper", "float")]
        if key in _PAIRS
        else [(key, _KINDS.get(key, "text"))]
    )
}
"""Columns of the findings in files, where an interval is two columns."""

TARGET_COLUMNS: dict[str, str] = {
    "dossier": "text",
    "entity": "text",
    "indicator": "text",
    "label": "text",
    "unit": "text",
    "base_year": "int",
    "base_level": "float",
    "printed_rate": "float",
    "recomputed_rate": "float",
    "target_year": "int",
    "target_level": "float",
    "goal_year": "int",
    "goal_level": "float",
    "side": "text",
    "needed_before": "float",
    "needed_after": "float",
    "kept_level": "float",
    "record_rate": "float",
    "record_start": "int",
    "growth_verdict": "text",
    "path_verdict": "text",
    "pace_verdict": "text",
    "odds_verdict": "text",
    "probability": "float",
    "probability_low": "float",
    "probability_high": "float",
    "grade": "text",
}
"""Columns of the targets table: one row a planned indicator of a dossier."""

FARED_COLUMNS: dict[str, str] = {
    "series": "text",
    "year": "int",
    "growth": "float",
    "target": "float",
    "side": "text",
    "before": "float",
    "ambition": "float",
    "points": "int",
    "met": "bool",
    "called": "bool",
    "probability": "float",
    "class_probability": "float",
    "record_probability": "float",
    "reference": "text",
    "reason": "text",
}
"""Columns of the table of targets with what came of them."""

_DTYPES = {"text": object, "int": "Int64", "float": "float64", "bool": "boolean"}


def flat_finding(row: Mapping[str, Any]) -> dict[str, Any]:
    """A finding as a row of a file: intervals as two columns, lists as text."""
    flat: dict[str, Any] = {}
    for key in ROW_KEYS:
        value = row.get(key)
        if key in _PAIRS:
            flat[f"{_PAIRS[key]}_lower"], flat[f"{_PAIRS[key]}_upper"] = value or (None, None)
        elif key == "conditions":
            flat[key] = json.dumps(value, ensure_ascii=False) if value else None
        elif isinstance(value, dict):
            flat[key] = "; ".join(f"{name}={one}" for name, one in sorted(value.items())) or None
        elif isinstance(value, list | tuple):
            flat[key] = "; ".join(map(str, value)) or None
        else:
            flat[key] = value
    return flat


def typed(columns: Mapping[str, Any], kinds: Mapping[str, str]) -> pd.DataFrame:
    """Columns as a frame in which each has its own type whatever it holds, what is missing is missing."""
    import pandas as pd

    return pd.DataFrame(
        {name: pd.Series(columns[name], dtype=_DTYPES[kind]) for name, kind in kinds.items()}  # type: ignore[call-overload]
    )


def table_frame(rows: Iterable[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame."""
    kept = list(rows)
    return typed({name: [row.get(name) for row in kept] for name in columns}, columns)


def records(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Rows as plain values, what is missing as None."""
    names = list(table.columns)
    for start in range(0, len(table), 10_000):
        part = table.iloc[start : start + 10_000].astype(object)
        missing = part.isna().to_numpy()
        for values, absent in zip(part.itertuples(index=False, name=None), missing, strict=True):
            yield {
                name: None if gone else value for name, value, gone in zip(names, values, absent, strict=True)
            }


def finding_frame(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Findings as a frame: lists stay lists, years and chances are numbers."""
    kept = list(rows)
    return typed({key: [row[key] for row in kept] for key in ROW_KEYS}, FINDING_KINDS)
