"""A number told once more for an earlier year, as brackets do in either language: £210m (2022: £187m), 27亿元（上年为25亿元）."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.quantity import converts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting._extract.calendar import Calendar
    from forecasting._extract.candidate import Candidate
    from forecasting._extract.quantity import Amount

__all__ = ["earlier_value", "told_before"]

_TOLD = {"level", "growth", "share"}


def told_before(found: Sequence[Candidate], start: int, unit: str) -> Candidate | None:
    """The last claim that ends after `start` and is printed in a unit, of the same subject as all after it."""
    for candidate in reversed(found):
        if candidate.subject.label != found[-1].subject.label or candidate.end < start:
            return None
        if candidate.kind in _TOLD and converts(candidate.unit, unit):
            return candidate
    return None


def earlier_value(
    told: Candidate, amount: Amount, year: int, calendar: Calendar, evidence: tuple[str, str]
) -> Candidate:
    """What was told, with the value of an earlier year."""
    role = told.role if told.role == "benchmark" else calendar.role(year)
    return replace(
        told,
        value=f"-{amount.value}" if amount.negative else amount.value,
        unit=amount.unit,
        comparator=amount.comparator,
        end=amount.end,
        first=None,
        last=year,
        role=role,
        evidence=[evidence],
    )
