"""Where labels go: beside their mark, on no other label, on no bar if it can be helped. Layout only."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import islice, permutations
from typing import TYPE_CHECKING

from forecasting.charts.look import SIZE, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Box", "Label", "Leader", "Placed", "along", "place"]

Leader = tuple[float, float, float, float]  # both ends of a thin line: x, y, x, y

LINE = 15.0
GAP = 3.0
TRIES = 60  # other orders of choosing, where labels are in each other's way
AIR = 3.0  # clear pixels at both ends of a label


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Shared area, square pixels."""
        if self.right <= other.left or other.right <= self.left:
            return 0.0
        if self.bottom <= other.top or other.bottom <= self.top:
            return 0.0
        across = min(self.right, other.right) - max(self.left, other.left)
        return across * (min(self.bottom, other.bottom) - max(self.top, other.top))


def along(x1: float, y1: float, x2: float, y2: float, half: float = 3.0) -> list[Box]:
    """A slanted line as a chain of small boxes, to be kept clear of words."""
    steps = max(1, round(math.hypot(x2 - x1, y2 - y1) / 8))
    spots = [(x1 + (x2 - x1) * step / steps, y1 + (y2 - y1) * step / steps) for step in range(steps + 1)]
    return [Box(x - half, y - half, x + half, y + half) for x, y in spots]


@dataclass(frozen=True, slots=True)
class Label:
    """A text that belongs to a mark; `inside` when the mark is pale enough to write on."""

    text: str
    mark: Box
    size: float = SIZE
    prefer: str = "above"
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label stands.

    Attributes:
        leader: ends of a thin line to its mark; None when the label stands beside it.
        covers: whether it could not help standing on some mark.
    """

    text: str
    box: Box
    leader: Leader | None
    covers: bool


def _candidates(label: Label, width: float, height: float) -> Iterator[tuple[Box, float]]:
    """Boxes around the mark with the cost of standing there."""
    wide, mark = width_of(label.text, label.size) + 2 * AIR, label.mark
    line = LINE * label.size / SIZE
    middle = (mark.left + mark.right) / 2
    lefts = [middle - wide / 2, mark.left, mark.right - wide, mark.left - wide - GAP, mark.right + GAP]
    lefts += [middle - wide * 0.85, middle - wide * 0.15]
    for step in range(9):
        for side in ("above", "below"):
            for place, start in enumerate(lefts):
                left = min(max(start, GAP), width - wide)
                if side == "above":
                    top = mark.top - GAP - line * (1 + step)
                else:
                    top = mark.bottom + GAP + line * step
                shift = abs(left - start)
                cost = 16.0 * step + 1.5 * place + 0.05 * shift + (0 if side == label.prefer else 6)
                yield Box(left, top, left + wide, top + line), cost
    if label.inside and mark.bottom - mark.top >= line and mark.right - mark.left >= wide:
        for place, top in enumerate((mark.bottom - line, mark.top, (mark.top + mark.bottom - line) / 2)):
            yield Box(middle - wide / 2, top, middle + wide / 2, top + line), 0.5 * place
    centre = (mark.top + mark.bottom) / 2
    if label.prefer == "right" and mark.right + 2 * GAP + wide <= width:
        start = mark.right + 3 * GAP
        for step in range(25):
            top = centre - line / 2 + (step // 2) * line / 3 * (1 if step % 2 else -1)
            yield Box(start, top, start + wide, top + line), 0.6 * step - 8
    for place, start in enumerate((mark.right + 2 * GAP, mark.left - wide - 2 * GAP)):
        if 0 <= start <= width - wide and 0 <= centre <= height:
            yield Box(start, centre - line / 2, start + wide, centre + line / 2), 4.0 + place


def _leader(label: Label, box: Box) -> Leader | None:
    mark = label.mark
    away = max(box.top - mark.bottom, mark.top - box.bottom, 0.0)
    aside = max(box.left - mark.right, mark.left - box.right, 0.0)
    if label.prefer == "right" and box.left > mark.right:
        middle, centre = (mark.top + mark.bottom) / 2, (box.top + box.bottom) / 2
        return None if abs(middle - centre) < 4 else (mark.right, middle, box.left - 1, centre)
    # A band is large: its name is found two lines off.
    if away <= LINE * (2 if label.inside else 1) and aside <= 2 * GAP + 1:
        return None
    x_mark = min(max((box.left + box.right) / 2, mark.left + 2), mark.right - 2)
    x_box = min(max(x_mark, box.left + 4), box.right - 4)
    below = box.top > mark.bottom
    return (x_mark, mark.bottom if below else mark.top, x_box, box.top + 1 if below else box.bottom - 1)


def _crosses(line: Leader, box: Box) -> bool:
    """Whether a leader runs through a box, looked at in twenty points."""
    x1, y1, x2, y2 = line
    if (
        max(x1, x2) <= box.left
        or min(x1, x2) >= box.right
        or max(y1, y2) <= box.top
        or min(y1, y2) >= box.bottom
    ):
        return False
    points = ((x1 + (x2 - x1) * part / 20, y1 + (y2 - y1) * part / 20) for part in range(21))
    return any(box.left < x < box.right and box.top < y < box.bottom for x, y in points)


class _Spot:
    """A place a label may take, with what it costs whatever the other labels do."""

    __slots__ = ("box", "covered", "distance", "leader", "outside")

    def __init__(self, box: Box, distance: float) -> None:
        self.box = box
        self.distance = distance
        self.covered: tuple[int, float] | None = None
        self.outside: float | None = None
        self.leader: Leader | None = None

    def look(self, label: Label, height: float) -> float:
        """The cost of leaving the plot; where the leader runs is settled with it, once."""
        if self.outside is None:
            box = self.box
            leaves = box.top < 0 or box.bottom > height
            self.outside = 400 + 4 * max(-box.top, box.bottom - height) if leaves else 0.0
            self.leader = _leader(label, box)
        return self.outside

    def over(self, obstacles: Sequence[Box]) -> tuple[int, float]:
        """How many marks it stands on, and how much of them."""
        if self.covered is None:
            areas = [area for area in map(self.box.overlap, obstacles) if area]
            self.covered = len(areas), sum(areas)
        return self.covered


class _Placing:
    """The labels of one plot with the places each may take."""

    def __init__(
        self, labels: Sequence[Label], obstacles: Sequence[Box], width: float, height: float
    ) -> None:
        self.labels = labels
        self.obstacles = obstacles
        self.height = height
        self.spots = [[_Spot(*one) for one in _candidates(label, width, height)] for label in labels]

    def cost(self, label: Label, spot: _Spot, others: Sequence[_Spot], best: float) -> float:
        """What a place costs, or infinity as soon as its distance and its cost reach the best so far."""
        total = spot.look(label, self.height)
        for other in others:
            area = spot.box.overlap(other.box)
            total += area + 40.0 if area else 0.0
            total += 90.0 if spot.leader and _crosses(spot.leader, other.box) else 0.0
            total += 90.0 if other.leader and _crosses(other.leader, spot.box) else 0.0
            if spot.distance + total >= best:
                return math.inf
        count, area = spot.over(self.obstacles)
        return total + 10.0 * count + 0.35 * area

    def settled(self, order: Sequence[int]) -> list[_Spot]:
        """A place for each label: they choose in this order, then each is moved again seeing all others."""
        chosen: dict[int, _Spot] = {}
        for _ in range(4):
            before = dict(chosen)
            for index in order:
                others = [spot for place, spot in sorted(chosen.items()) if place != index]
                least = math.inf
                for spot in self.spots[index]:
                    # Nothing makes a place cheaper than its distance, so the rest need not be looked at.
                    if spot.distance < least:
                        total = spot.distance + self.cost(self.labels[index], spot, others, least)
                        if total < least:
                            least, chosen[index] = total, spot
            if chosen == before:
                break
        return [chosen[index] for index in range(len(self.labels))]

    def faults(self, chosen: Sequence[_Spot]) -> tuple[int, float]:
        """How many words are run through or stand on something, and what all places cost together."""
        costs = (
            spot.distance + self.cost(label, spot, [one for one in chosen if one is not spot], math.inf)
            for label, spot in zip(self.labels, chosen, strict=True)
        )
        covering = sum(spot.over(self.obstacles)[0] > 0 for spot in chosen)
        return sum(_collide(*pair) for pair in permutations(chosen, 2)) + covering, sum(costs)


def _collide(one: _Spot, other: _Spot) -> bool:
    """Whether a label stands on another, or its leader runs through it."""
    return one.box.overlap(other.box) > 0 or bool(one.leader and _crosses(one.leader, other.box))


def place(labels: Sequence[Label], obstacles: Sequence[Box], width: float, height: float) -> list[Placed]:
    """Give every label a place; the same input always gives the same places.

    Where a leader would run through words, each two of those labels in turn choose first, and the best of all is taken.

    Args:
        labels: in order of importance; the first choose first, then each is moved again seeing all others.
        obstacles: boxes of marks, to be kept clear where possible.
        width: of the plot, pixels; no label leaves it sideways.
        height: of the plot, pixels.
    """
    plot = _Placing(labels, obstacles, width, height)
    order = range(len(labels))
    chosen = plot.settled(order)
    amiss = {
        one for pair in permutations(order, 2) if _collide(*(chosen[one] for one in pair)) for one in pair
    }
    if amiss:
        tried = [
            plot.settled([*first, *(one for one in order if one not in first)])
            for first in islice(permutations(sorted(amiss), 2), TRIES)
        ]
        chosen = min([chosen, *tried], key=plot.faults)
    return [
        Placed(label.text, spot.box, spot.leader, any(spot.box.overlap(mark) > 0 for mark in obstacles))
        for label, spot in zip(labels, chosen, strict=True)
    ]
