"""Tables drawn with strokes: which cell a piece of a page stands in, cells merged where no stroke parts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting._extract.readers.layout import SpannedCell, plain, together

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RuledTable", "ruled_tables"]

_NEAR = 3.0  # points; both edges of a thick stroke are one
MOST_CELLS = 5_000  # of one table on one page; more strokes are a drawing
MOST_STROKES = 3_000  # of a page, pieces of one stroke together


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table drawn with strokes.

    Attributes:
        rows: its cells, those that a merged one covers left out.
        before: how many of the lines outside of tables come before it.
        box: left, bottom, right, top in points.
    """

    rows: tuple[tuple[SpannedCell, ...], ...]
    before: int
    box: tuple[float, float, float, float]


def ruled_tables(
    lines: Sequence[Any], rules: Sequence[Sequence[float]]
) -> tuple[list[Any], list[RuledTable]]:
    """The lines of a page outside of ruled tables, and those tables.

    Args:
        lines: each `[[[text, left, right], ...], bottom, top, size]`, in the order of the file.
        rules: strokes as left, bottom, right, top.
    """
    grids = [grid for group in _connected(_whole(rules)) if (grid := _Grid.of(group)) is not None]
    if not grids:
        return list(lines), []
    outside: list[Any] = []
    first: dict[int, int] = {}
    for pieces, bottom, top, size in lines:
        middle = (bottom + top) / 2
        kept = []
        for text, left, right in pieces:
            place = next(
                (at for at, grid in enumerate(grids) if grid.put(text, (left + right) / 2, middle)), None
            )
            if place is None:
                kept.append([text, left, right])
            else:
                first.setdefault(place, len(outside))
        if kept:
            outside.append([kept, bottom, top, size])
    tables = [RuledTable(grids[at].rows(), before, grids[at].box) for at, before in first.items()]
    return outside, sorted(tables, key=lambda one: one.before)


def _whole(rules: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """Strokes whose pieces, as many programs draw them cell by cell, are put together; none for a drawing."""
    found: list[list[float]] = []
    for start, end, height in (
        (0, 2, 1),
        (1, 3, 0),
    ):  # level ones by their height, upright ones by their place
        along = [list(one) for one in rules if (one[2] - one[0] >= one[3] - one[1]) == (start == 0)]
        last: list[float] | None = None
        for stroke in sorted(along, key=lambda rule: (round(rule[height]), rule[start])):
            if (
                last is not None
                and round(stroke[height]) == round(last[height])
                and stroke[start] <= last[end] + _NEAR
            ):
                last[end] = max(last[end], stroke[end])
            else:
                found.append(stroke)
                last = stroke
    return list(found) if len(found) <= MOST_STROKES else []


def _connected(rules: Sequence[Sequence[float]]) -> list[list[Sequence[float]]]:
    """Strokes that touch, together; by sweeping from left to right, each against those still open."""
    parent = list(range(len(rules)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    order = sorted(range(len(rules)), key=lambda at: rules[at][0])
    open_: list[int] = []
    for at in order:
        left, bottom, _, top = rules[at]
        open_ = [one for one in open_ if rules[one][2] >= left - _NEAR]
        for other in open_:
            if rules[other][1] - _NEAR <= top and bottom <= rules[other][3] + _NEAR:
                parent[root(other)] = root(at)
        open_.append(at)
    groups: dict[int, list[Sequence[float]]] = {}
    for at in order:
        groups.setdefault(root(at), []).append(rules[at])
    return list(groups.values())


def _marks(places: Sequence[float]) -> list[float]:
    """Positions that lie close together as one."""
    found: list[float] = []
    last = float("-inf")
    for place in sorted(places):
        if place - last > _NEAR:
            found.append(place)
        last = place
    return found


class _Grid:
    """The strokes of one table and the text put between them."""

    def __init__(self, group: Sequence[Sequence[float]], across: list[float], up: list[float]) -> None:
        self.across, self.up = across, up  # columns left to right, rows bottom to top
        self.level = [one for one in group if one[2] - one[0] >= one[3] - one[1]]
        self.upright = [one for one in group if one[2] - one[0] < one[3] - one[1]]
        self.texts: dict[tuple[int, int], list[str]] = {}

    @classmethod
    def of(cls, group: Sequence[Sequence[float]]) -> _Grid | None:
        """The grid of strokes that touch; None where they frame no table."""
        across = _marks([one[0] for one in group if one[2] - one[0] < one[3] - one[1]])
        up = _marks([one[1] for one in group if one[2] - one[0] >= one[3] - one[1]])
        if len(up) < 3 or len(across) < 1 or len(up) * len(across) > MOST_CELLS:
            return None
        # Many tables are open at their sides: the ends of the level strokes are their edges.
        across = _marks([*across, min(one[0] for one in group), max(one[2] for one in group)])
        return cls(group, across, up) if len(across) >= 3 else None

    @property
    def box(self) -> tuple[float, float, float, float]:
        return self.across[0], self.up[0], self.across[-1], self.up[-1]

    def put(self, text: str, x: float, y: float) -> bool:
        """Put a piece into its cell, if it stands in this table."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return False
        column = sum(x >= one for one in self.across[1:-1])
        row = sum(y >= one for one in self.up[1:-1])
        self.texts.setdefault((row, column), []).append(plain(text))
        return True

    def rows(self) -> tuple[tuple[SpannedCell, ...], ...]:
        """The cells from the top down."""
        height, width = len(self.up) - 1, len(self.across) - 1
        taken: set[tuple[int, int]] = set()
        rows = []
        for row in range(height - 1, -1, -1):
            line = []
            for column in range(width):
                if (row, column) in taken:
                    continue
                right = column
                while (
                    right + 1 < width and (row, right + 1) not in taken and not self._parted(row, right + 1)
                ):
                    right += 1
                low = row
                while low > 0 and not any(self._floored(low, place) for place in range(column, right + 1)):
                    low -= 1
                covered = [
                    (at, place) for at in range(row, low - 1, -1) for place in range(column, right + 1)
                ]
                taken.update(covered)
                texts = [text for place in covered for text in self.texts.get(place, ())]
                line.append(SpannedCell(together(texts), right - column + 1, row - low + 1))
            rows.append(tuple(line))
        return tuple(rows)

    def _parted(self, row: int, column: int) -> bool:
        """Whether an upright stroke stands at the left of a column in a row."""
        x, y = self.across[column], (self.up[row] + self.up[row + 1]) / 2
        return any(abs(one[0] - x) <= _NEAR and one[1] <= y <= one[3] for one in self.upright)

    def _floored(self, row: int, column: int) -> bool:
        """Whether a level stroke lies under a row in a column."""
        y, x = self.up[row], (self.across[column] + self.across[column + 1]) / 2
        return any(abs(one[1] - y) <= _NEAR and one[0] <= x <= one[2] for one in self.level)
