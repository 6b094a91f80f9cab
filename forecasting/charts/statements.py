"""A claim in a few words, for a label: the number as printed, with what it says."""

from __future__ import annotations

from typing import Any

from forecasting.words import say, short, unit_name

__all__ = ["statement", "years"]

SIGNS = {"=": "", "..": "", "~": "≈", ">=": "≥", ">": ">", "<=": "≤", "<": "<"}
LONG = 8  # digits of a level from which on it is written short


def statement(row: dict[str, Any], language: str, axis_unit: str = "") -> str:
    """The printed number of a claim, such as "≥400 亿元", "+30 %" or "74 fold".

    Args:
        row: a claim.
        language: "en" or "zh".
        axis_unit: a unit that need not be repeated, because the axis says it.
    """
    kind = str(row["kind"])
    value = str(row["value"]).replace("..", "–")
    sign = SIGNS.get(str(row["comparator"]), str(row["comparator"]))
    plus = (
        "+" if kind in {"growth", "growth_each_year", "average_growth"} and not value.startswith("-") else ""
    )
    if kind == "level" and row["unit"] == axis_unit:
        # What the axis writes short would be a row of sixteen digits beside it; the tooltip has the printed words.
        return sign + (short(float(value), language) if len(value) > LONG and value.isdigit() else value)
    return say(
        f"charts.stated.{kind}",
        language,
        number=sign + plus + value.replace("-", "−"),
        unit=unit_name(str(row["unit"]), language),
        every=row.get("every") or "",
        of=row.get("of") or "",
    )


def years(row: dict[str, Any]) -> tuple[int, int]:
    """First and last year a claim speaks of; a claim of one year has twice the same."""
    end = int(row["end"])
    start = row.get("start")
    return (end if start is None else int(start), end)
