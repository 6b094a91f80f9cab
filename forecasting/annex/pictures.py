"""Charts of an appendix as drawings: each drawn once, however many formats ask for it."""

from __future__ import annotations

import base64
from functools import partial
from typing import TYPE_CHECKING, Any

from forecasting.annex.drawing import png_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    from forecasting.annex.blocks import Figure
    from forecasting.annex.drawing import Studio

__all__ = ["Pictures"]

#: Dots per inch of the pictures in Word: sharp on paper, small in the mail.
_PPI = 300.0
_CM_PER_INCH = 2.54
# The drawing library is the same for every appendix of a session.
_library: list[str] = []


class Pictures:
    """Draws figures and remembers them by id; one for each appendix."""

    def __init__(self) -> None:
        self._specifications: dict[str, dict[str, Any]] = {}
        self._svg: dict[str, str] = {}
        self._png: dict[str, bytes] = {}
        self._asked: dict[tuple[str, str], Future[str]] = {}

    def specification(self, figure: Figure) -> dict[str, Any]:
        """The chart as Vega-Lite with the shared look."""
        if figure.id not in self._specifications:
            from forecasting.charts.export import specification

            self._specifications[figure.id] = specification(figure.chart, validate=False)
        return self._specifications[figure.id]

    def svg(self, figure: Figure) -> str:
        """The chart as an SVG element whose text stays text; the same text for the same chart."""
        if figure.id not in self._svg:
            ready = self._ready("svg", figure.id)
            if ready is None:
                from forecasting.charts.export import svg_of

                ready = svg_of(self.specification(figure), figure.id)
            self._svg[figure.id] = ready
        return self._svg[figure.id]

    def png(self, figure: Figure) -> bytes:
        """The chart as a PNG picture as wide as the figure asks for, at 300 dots an inch."""
        if figure.id not in self._png:
            asked = self._asked.get(("png", figure.id))
            ready = None if asked is None or asked.cancel() else self._ready("png", figure.id)
            svg = self.svg(figure)
            self._png[figure.id] = (
                png_of(svg, _scale(svg, figure)) if ready is None else base64.b64decode(ready)
            )
        return self._png[figure.id]

    def script(self) -> str:
        """The drawing library for a page, as `forecasting.markup.script_library` has it."""
        if not _library:
            from forecasting.markup import script_library

            _library.append(self._ready("script") or script_library())
        return _library[0]

    def ask_script(self, studio: Studio) -> None:
        """Have the drawing library made elsewhere, unless it is there."""
        if not _library:
            self._asked["script", ""] = studio.ask(lambda: {"work": "script"})

    def ask(self, studio: Studio, figures: Iterable[Figure], *, png: bool) -> None:
        """Have figures drawn elsewhere, all as SVG and then, if wanted, as PNG."""
        every = list(figures)
        for figure in every:
            drawing = {"work": "svg", "specification": self.specification(figure), "name": figure.id}
            self._asked["svg", figure.id] = studio.ask(partial(dict, drawing))
        # Word takes its pictures from the first on, and draws itself what is not begun when its turn comes.
        for figure in reversed(every) if png else ():
            self._asked["png", figure.id] = studio.ask(partial(self._picture, figure))

    def _picture(self, figure: Figure) -> dict[str, Any]:
        svg = self._asked["svg", figure.id].result()
        return {"work": "png", "svg": svg, "scale": _scale(svg, figure)}

    def _ready(self, work: str, name: str = "") -> str | None:
        """What was asked for elsewhere, once it is there; None when it was not, or could not be had there."""
        asked = self._asked.get((work, name))
        # Drawn here it comes out the same, and if it cannot be drawn at all the reason is told here.
        return None if asked is None or asked.exception() is not None else asked.result()


def _scale(svg: str, figure: Figure) -> float:
    width = float(svg.partition(' width="')[2].partition('"')[0])
    return figure.width_cm / _CM_PER_INCH * _PPI / width
