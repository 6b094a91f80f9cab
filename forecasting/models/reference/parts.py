"""What a chance is made of: the record's word, the class's, how they are weighed, and how wide the doubt is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OddsParts"]


@dataclass(frozen=True, slots=True)
class OddsParts:
    """The parts of one forecast of shrunken growth; rates are log growth a year, or change of log odds of a rate.

    Attributes:
        record: mean growth of the record; None with a single level.
        class_growth: what the class says over the years ahead, fading included.
        weight: share of the record's distance from the class that is kept.
        forecast: median growth of the forecast, where record, class and the latest years have been weighed.
        spread: scale of the forecast's Student t, as growth a year.
        shock: part of its variance that is the spread between cohorts of the class, 0 to 1.
        needed: growth the threshold asks for; None where no threshold was given.
    """

    record: float | None
    class_growth: float
    weight: float
    forecast: float
    spread: float
    shock: float
    needed: float | None = None
