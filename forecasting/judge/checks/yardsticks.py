"""Yardsticks that several checks share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasting.network import (
        Observation,
    )

__all__ = ["IN_STEP", "KNOWN_YEARS", "evidence_grade"]


#: Ratio of log growth rates within which a pace counts as the same; above it a path is back-loaded.
IN_STEP = 1.1

#: Known years of history that a grade of evidence takes at least.
KNOWN_YEARS = {"A": 15, "B": 8, "C": 4}


def evidence_grade(observations: tuple[Observation, ...], horizon: int) -> str:
    """Strength of a history: A from 15 points and twice the horizon, B from 8 and the horizon, C from 4, else D."""
    points = len(observations)
    span = observations[-1].year - observations[0].year if points else 0
    if points >= KNOWN_YEARS["A"] and span >= 2 * horizon:
        return "A"
    if points >= KNOWN_YEARS["B"] and span >= horizon:
        return "B"
    return "C" if points >= KNOWN_YEARS["C"] else "D"
