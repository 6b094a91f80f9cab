"""Which finding of one assessment is which of another, also where claims were dropped, put in or renamed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from forecasting.judge.checks import Finding

__all__ = ["ODDS_STEP", "matched", "moved", "renamed"]

#: A difference in odds up to half a point is none.
ODDS_STEP = 0.005
_ALIKE = 0.5


def moved(one: Finding | None, other: Finding | None) -> bool:
    """Whether verdict or odds differ; odds within half a point do not."""
    if one is None or other is None:
        return one is not other
    if one.verdict != other.verdict or (one.probability is None) != (other.probability is None):
        return True
    if one.probability is None or other.probability is None:
        return False
    return abs(one.probability - other.probability) > ODDS_STEP


def renamed(finding: Finding, names: Mapping[str, str]) -> Finding:
    """The finding as if its claims had other ids."""
    return replace(finding, claims=tuple(sorted(names.get(one, one) for one in finding.claims)))


def matched(runs: Sequence[Sequence[Finding]]) -> list[list[Finding | None]]:
    """One row a finding, a column a run; None where a run has no such finding.

    Findings of one check and indicator belong together when they rest on the same claims; where claims were dropped or
    put in, when they speak of the same years; where that does not settle it either, when they share at least half of
    their claims. What could belong to several is left apart.
    """
    rows: list[list[Finding | None]] = []
    for place, found in enumerate(runs):
        left = list(found)
        open_rows = list(rows)
        for key in _KEYS:
            _pair(open_rows, left, key, place, in_order=key is _KEYS[0])
        _pair_alike(open_rows, left, place)
        rows += [[None] * place + [one] for one in left]
        for row in rows:
            row.extend([None] * (place + 1 - len(row)))
    return rows


_KEYS: tuple[Callable[[Finding], Hashable], ...] = (
    lambda one: (one.check, one.entity, one.indicator, one.claims, one.start, one.end),
    lambda one: (one.check, one.entity, one.indicator, one.claims),
    lambda one: (one.check, one.entity, one.indicator, one.start, one.end),
)


def _last(row: list[Finding | None]) -> Finding:
    return next(one for one in reversed(row) if one is not None)


def _pair(
    rows: list[list[Finding | None]],
    left: list[Finding],
    key: Callable[[Finding], Hashable],
    place: int,
    *,
    in_order: bool,
) -> None:
    """Put findings into the rows with the same key: where one stands for one, or in order when the key is the whole."""
    mine: dict[Hashable, list[Finding]] = defaultdict(list)
    theirs: dict[Hashable, list[list[Finding | None]]] = defaultdict(list)
    for one in left:
        mine[key(one)].append(one)
    for row in rows:
        theirs[key(_last(row))].append(row)
    for same, found in mine.items():
        places = theirs.get(same, [])
        if not places or (not in_order and (len(found) > 1 or len(places) > 1)):
            continue
        for one, row in zip(found, places, strict=False):
            _put(rows, left, row, one, place)


def _put(
    rows: list[list[Finding | None]], left: list[Finding], row: list[Finding | None], one: Finding, place: int
) -> None:
    row += [None] * (place - len(row)) + [one]
    rows[:] = [other for other in rows if other is not row]
    left[:] = [other for other in left if other is not one]


def _pair_alike(rows: list[list[Finding | None]], left: list[Finding], place: int) -> None:
    """Put findings into the rows of their check and indicator with which they share most claims."""
    pairs = []
    for at, row in enumerate(rows):
        last = _last(row)
        for number, one in enumerate(left):
            if (one.check, one.entity, one.indicator) == (last.check, last.entity, last.indicator):
                every = set(one.claims) | set(last.claims)
                shared = len(set(one.claims) & set(last.claims)) / len(every) if every else 0.0
                if shared >= _ALIKE:
                    pairs.append((-shared, at, number, row, one))
    for _, _, _, row, one in sorted(pairs, key=lambda pair: pair[:3]):
        if any(other is row for other in rows) and any(other is one for other in left):
            _put(rows, left, row, one, place)
