"""A time as printed, in either language, before a calendar says which years it is."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FIRST_YEAR_OF_PLAN", "When"]

FIRST_YEAR_OF_PLAN = {
    "一五": 1953, "二五": 1958, "三五": 1966, "四五": 1971, "五五": 1976, "六五": 1981, "七五": 1986,
    "八五": 1991, "九五": 1996, "十五": 2001, "十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021,
    "十五五": 2026, "十六五": 2031,
}  # fmt: skip
"""First year of each Five-Year Plan of China."""


@dataclass(frozen=True, slots=True)
class When:
    """A time as printed.

    Attributes:
        kind: year, masked, date, span, between, before, since, plan, plan_end, plan_since, past (a run of years up to now), future (from now on),
            run (a run of years, neither said), part, near (counted from the present year), all_year.
        first, last: years; for runs `last` is how many years; for near how far from the present year.
        period: the part of the year, as in the column `period`; "before" for the year before the one spoken of.
        month: of a date.
    """

    kind: str
    first: int | None = None
    last: int | None = None
    period: str = ""
    month: int = 0
