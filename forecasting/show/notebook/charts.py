"""Charts of a notebook: a picture wherever the notebook is read, and a live drawing where its scripts run."""

from __future__ import annotations

import base64
import gzip
import struct
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forecasting.charts.behind import tables_of
from forecasting.charts.export import SCALE, png_of, svg_of
from forecasting.charts.fonts import face_css
from forecasting.charts.script import json_in_script, script_library, take_script
from forecasting.show.markup import take_bar
from forecasting.words import say

if TYPE_CHECKING:
    from typing import TypeAlias

    from forecasting.charts.grammar import Spec

    #: What Jupyter shows of an output, and what it is told of it, by media type.
    MimeBundle: TypeAlias = dict[str, Any]

__all__ = ["everyday_letters", "show_charts"]

_SIZE_AT = 16  # where a PNG tells its width and height


def show_charts(language: str, *, live: bool) -> None:
    """Show charts, until told otherwise, as pictures.

    No widget is used: it would be empty in a notebook that is exported, sent on or opened without its kernel, and put
    the drawing library into the file once a chart.

    Args:
        language: of the words for those who do not see a chart, and of its bar.
        live: below a bar that hands it on, and with a script that puts a live drawing in its place.
    """
    import altair as alt

    def shown(specification: Spec, **_: Any) -> tuple[MimeBundle, MimeBundle]:
        about = _about(specification, language)
        if live:
            given = f'data-chart data-about="{escape(about)}"'
            data = f'<script type="application/json" {given}>{json_in_script(specification)}</script>'
            _show(take_bar("chart", specification, language) + data)
        return _picture(specification, about)

    alt.renderers.register("forecasting", shown)
    alt.renderers.enable("forecasting")
    if live:
        style = face_css(everyday_letters()) + _beside("notebook.css")
        _show(f"<style>{style}</style>\n<script>{_script()}</script>")


def _picture(specification: Spec, about: str) -> tuple[MimeBundle, MimeBundle]:
    """A chart as an output of a cell, in its size, `about` being its words for those who do not see it."""
    picture = png_of(svg_of(specification), SCALE)
    width, height = (pixels / SCALE for pixels in struct.unpack_from(">II", picture, _SIZE_AT))
    return (
        {"image/png": picture, "text/plain": about},
        {"image/png": {"width": width, "height": height, "alt": about}},
    )


def _about(specification: Spec, language: str) -> str:
    """A chart in words for those who do not see it."""
    captions = dict.fromkeys(table.caption for table in tables_of(specification) if table.caption)
    return say("notebook.chart", language, title="; ".join(captions))


@lru_cache(maxsize=1)
def _script() -> str:
    """The script of the bars and of the drawings, which runs once however often it is put into a page."""
    packed = base64.b64encode(gzip.compress(script_library().encode(), mtime=0)).decode()
    parts = f'const library = "{packed}";\n{_beside("notebook.js")}{take_script()}'
    return f"if (!window.forecastingTake) {{ window.forecastingTake = true; (() => {{\n{parts}}})(); }}"


def everyday_letters() -> frozenset[str]:
    """Latin letters, and the marks and 3,755 everyday characters of GB 2312 (its rows 1 to 9 and 16 to 55).

    Rarer characters are left to the reader's own fonts: all of the standard would weigh twice as much in every
    saved notebook.
    """
    found = {chr(code) for code in range(0x20, 0x250)}
    for row in (*range(1, 10), *range(16, 56)):
        for cell in range(1, 95):
            try:
                found.add(bytes([0xA0 + row, 0xA0 + cell]).decode("gb2312"))
            except UnicodeDecodeError:  # a place the standard leaves empty
                continue
    return frozenset(found)


def _beside(name: str) -> str:
    """A file that lies beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _show(html: str) -> None:
    """HTML as an output of the cell."""
    from IPython.display import HTML, display

    display(HTML(html))  # type: ignore[no-untyped-call]
