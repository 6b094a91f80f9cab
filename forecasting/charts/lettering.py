"""Words on a panel: each label beside its mark, clear of what is drawn there, with a thin line where it stands away."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.charts.grammar import defined
from forecasting.charts.labels import Box, Label, along, place
from forecasting.charts.look import FONT, PAPER, SIZE, drawing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forecasting.charts.axes import Panel
    from forecasting.charts.grammar import Datum, View
    from forecasting.charts.labels import Leader, Placed

__all__ = ["Lettering"]

SMALL = 3.0  # pixels; a mark of at most that radius, such as the end of a line, is not kept clear of words


@dataclass(slots=True)
class Lettering:
    """What is to be written on a panel.

    Attributes:
        words: labels with the ink of each, in order of importance: the first choose their place first.
        obstacles: boxes of marks, to be kept clear where possible.
    """

    panel: Panel
    words: list[tuple[Label, str]] = field(default_factory=list)
    obstacles: list[Box] = field(default_factory=list)

    def write(self, label: Label, ink: str) -> None:
        """A label beside its mark."""
        self.words.append((label, ink))

    def point(self, at: tuple[float, float], text: str, ink: str, prefer: str, half: float = 7.0) -> None:
        """A label beside a point.

        Args:
            at: its values on both axes.
            text: of the label.
            ink: of the label.
            prefer: "above", "below" or "right".
            half: radius of the point, pixels.
        """
        mark = self._around(at, half)
        if half > SMALL:
            self.obstacles.append(mark)
        self.write(Label(text, mark, prefer=prefer), ink)

    def avoid(self, at: tuple[float, float], half: float = 7.0) -> None:
        """No label is to stand on a point, given by its values on both axes."""
        self.obstacles.append(self._around(at, half))

    def _around(self, at: tuple[float, float], half: float) -> Box:
        x, y = self.panel.across(at[0]), self.panel.down(at[1])
        return Box(x - half, y - half, x + half, y + half)

    def keep_clear(self, line: Iterable[tuple[float, float]]) -> None:
        """No label is to stand on a line, given by the values of its corners."""
        spots = [(self.panel.across(x), self.panel.down(y)) for x, y in line]
        for here, there in pairwise(spots):
            self.obstacles += along(*here, *there)

    def sort(self, key: Callable[[Box], tuple[float, float]]) -> None:
        """The labels choose their place in the order of their marks."""
        self.words.sort(key=lambda word: key(word[0].mark))

    def layers(self, *, grounds: bool) -> list[View]:
        """The labels at their places.

        Args:
            grounds: whether a pale ground is laid below words that could not help standing on a mark.
        """
        panel = self.panel
        placed = place([label for label, _ in self.words], self.obstacles, panel.width, panel.height)
        inked = [(spot, ink) for spot, (_, ink) in zip(placed, self.words, strict=True)]
        found: list[View] = []
        leaders = [_leader(spot.leader, ink, panel) for spot, ink in inked if spot.leader]
        if leaders:
            found.append(_lines(leaders))
        texts = [_text(spot, ink, panel, ground=grounds and spot.covers) for spot, ink in inked]
        covering = [text for text in texts if text["covers"]]
        if covering:
            found.append(_grounds(covering))
        if texts:
            found.append(_words(texts))
        return found


def _text(spot: Placed, ink: str, panel: Panel, *, ground: bool) -> Datum:
    """A placed label in the units of the axes."""
    box = spot.box
    return {
        "text": spot.text,
        "ink": ink,
        "left": panel.year(box.left),
        "right": panel.year(box.right),
        "middle": panel.year((box.left + box.right) / 2),
        "top": panel.value(box.top),
        "foot": panel.value(box.bottom),
        "level": panel.value((box.top + box.bottom) / 2),
        "covers": ground,
    }


def _leader(ends: Leader, ink: str, panel: Panel) -> Datum:
    """The line from a label to its mark in the units of the axes."""
    x, y, x2, y2 = ends
    return {"x": panel.year(x), "y": panel.value(y), "x2": panel.year(x2), "y2": panel.value(y2), "ink": ink}


def _lines(leaders: list[Datum]) -> View:
    lines = drawing(leaders).marked("rule", strokeWidth=0.7, opacity=1)
    return lines.encode(
        x=defined("x:Q"),
        x2=defined("x2:Q"),
        y=defined("y:Q"),
        y2=defined("y2:Q"),
        color=defined("ink:N", scale=None),
    )


def _grounds(texts: list[Datum]) -> View:
    ground = drawing(texts).marked("rect", color=PAPER, opacity=1, fillOpacity=0.8)
    return ground.encode(x=defined("left:Q"), x2=defined("right:Q"), y=defined("top:Q"), y2=defined("foot:Q"))


def _words(texts: list[Datum]) -> View:
    words = drawing(texts).marked("text", font=FONT, fontSize=SIZE, align="center", baseline="middle")
    return words.encode(
        x=defined("middle:Q"),
        y=defined("level:Q"),
        text=defined("text:N"),
        color=defined("ink:N", scale=None),
    )
