"""Charts in JupyterLab: live without the internet, or as pictures, in letters every machine can show.

The module is not called `notebook`, because a module of that name would hide the function once it is loaded.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

from forecasting.charts.fonts import face_css, register
from forecasting.charts.look import theme
from forecasting.errors import ForecastingError

__all__ = ["notebook"]

STATIC = "FORECASTING_STATIC"
# The menu beside a chart saves it as PNG or SVG; its other entries ask for an editor on the internet or show code.
_EMBEDDED = {
    "renderer": "svg",
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
}
# Prose, tables, code and printed text fall back on the shipped font too, letter by letter.
_STYLE = """<style>
{faces}
.jp-RenderedHTMLCommon {{ font-family: var(--jp-content-font-family), "Noto Sans CJK SC"; }}
.jupyter-widgets, .jupyter-widgets :is(input, select, button, .widget-label) {{
  font-family: var(--jp-ui-font-family), "Noto Sans CJK SC"; }}
.jp-RenderedText pre, .jp-RenderedHTMLCommon :is(pre, code), .jp-Notebook .cm-editor .cm-content {{
  font-family: var(--jp-code-font-family), "Noto Sans CJK SC"; }}
</style>"""


def notebook() -> None:
    """Set up a notebook: say this once, in its first code cell.

    Charts become live and need no internet; with the environment variable FORECASTING_STATIC set, as tests and
    exports do, they become pictures. They take the look of `charts.theme`, and Chinese is shown with the shipped font
    on machines that have none. Tables show whole sentences. The settings are those of Altair and pandas in this
    kernel, nothing else.

    Raises:
        ForecastingError: live charts need anywidget, which the extra `notebook` brings.
    """
    static = bool(os.environ.get(STATIC))
    if not static and find_spec("anywidget") is None:
        msg = (
            "live charts need the package anywidget, which is not installed; install the extra with "
            f"pip install 'target-forecasting[notebook]', or set {STATIC}=1 for pictures"
        )
        raise ForecastingError(msg)
    import altair as alt
    import pandas as pd

    @alt.theme.register("forecasting", enable=True)
    def look() -> alt.theme.ThemeConfig:
        return alt.theme.ThemeConfig(config=theme())  # type: ignore[typeddict-item]

    pd.set_option("display.max_colwidth", None, "display.precision", 4)
    if static:
        register()
        alt.renderers.enable("png", scale_factor=2)
        return
    # As SVG, text is drawn again when the font arrives; a canvas would keep its empty boxes.
    alt.renderers.enable("jupyter", offline=True, embed_options=_EMBEDDED)
    _show_font()


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


def _show_font() -> None:
    """Put the regular face into the page; browsers embolden it by themselves."""
    from IPython.display import HTML, display

    display(HTML(_STYLE.format(faces=face_css(everyday_letters()))))  # type: ignore[no-untyped-call]
