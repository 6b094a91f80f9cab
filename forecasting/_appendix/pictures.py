"""Charts of an appendix as drawings: each drawn once, however many formats ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forecasting._appendix.blocks import Figure
    from forecasting.charts.grammar import Spec

__all__ = ["Pictures"]

#: Dots per inch of the pictures in Word: sharp on paper, small in the mail.
_PPI = 300.0
_CM_PER_INCH = 2.54


class Pictures:
    """Draws figures and remembers them by id; one for each appendix."""

    def __init__(self) -> None:
        self._specifications: dict[str, Spec] = {}
        self._svg: dict[str, str] = {}
        self._png: dict[str, bytes] = {}

    def specification(self, figure: Figure) -> Spec:
        """The chart as Vega-Lite with the shared look."""
        if figure.id not in self._specifications:
            from forecasting.charts.export import specification

            self._specifications[figure.id] = specification(figure.chart, validate=False)
        return self._specifications[figure.id]

    def svg(self, figure: Figure) -> str:
        """The chart as an SVG element whose text stays text; the same text for the same chart."""
        if figure.id not in self._svg:
            from forecasting.charts.export import svg_of

            self._svg[figure.id] = svg_of(self.specification(figure), figure.id)
        return self._svg[figure.id]

    def png(self, figure: Figure) -> bytes:
        """The chart as a PNG picture as wide as the figure asks for, at 300 dots an inch."""
        if figure.id not in self._png:
            from forecasting.charts.export import png_of

            svg = self.svg(figure)
            width = float(svg.partition(' width="')[2].partition('"')[0])
            scale = figure.width_cm / _CM_PER_INCH * _PPI / width
            self._png[figure.id] = png_of(svg, scale)
        return self._png[figure.id]
