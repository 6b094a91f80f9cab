"""A claim in a few words, for a label: the number as printed, with what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.numbers.units import unit
from forecasting.words import say, short, unit_name

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.judge.assessment.rows import ClaimRow

__all__ = ["statement", "years"]

SIGNS = {"=": "", "..": "", "~": "≈", ">=": "≥", ">": ">", "<=": "≤", "<": "<"}
GROWTH = ("growth", "growth_each_year", "average_growth")
LONG = 8  # digits of a level from which on it is written short


def statement(claim: Claim, language: str, axis_unit: str = "") -> str:
    """The printed number of a claim, such as "≥400 亿元", "+30 %" or "74-fold".

    Args:
        claim: as the dossier has it; what it is a part of is written as its `of` says.
        language: "en" or "zh".
        axis_unit: a unit that need not be repeated, because the axis says it.
    """
    number = claim.value.replace("..", "–")
    sign = SIGNS.get(claim.comparator, claim.comparator)
    if claim.kind == "level" and claim.unit == axis_unit:
        # What the axis writes short would be a row of sixteen digits beside it; the tooltip has the printed words.
        return sign + (short(float(number), language) if len(number) > LONG and number.isdigit() else number)
    plus = "+" if claim.kind in GROWTH and not number.startswith("-") else ""
    return say(
        f"charts.stated.{claim.kind}{_family(claim)}",
        language,
        number=sign + plus + number.replace("-", "−"),
        unit=unit_name(claim.unit, language),
        every=claim.every or "",
        of=claim.of,
    )


def _family(claim: Claim) -> str:
    """What the words of a multiple hang on: whether it is printed as a number of times or of doublings."""
    if claim.kind not in ("multiple", "recurring_multiple"):
        return ""
    printed = unit(claim.unit)
    if printed is None or printed.family != "doublings":
        return "_fold"
    return "_doubling" if claim.value == "1" else "_doublings"


def years(row: ClaimRow) -> tuple[int, int]:
    """First and last year a claim speaks of; a claim of one year has twice the same."""
    end = row.claim.end
    return (end if row.start is None else row.start, end)
