"""Charts and tables in JupyterLab: without the internet, in the reader's language, in letters every machine can show."""

from __future__ import annotations

import os
import struct
from importlib.util import find_spec
from typing import Any

from forecasting.charts.export import SCALE, png_of, svg_of
from forecasting.charts.fonts import face_css
from forecasting.charts.look import theme
from forecasting.charts.script import take_script
from forecasting.errors import ForecastingError
from forecasting.show.markup import take_bar
from forecasting.show.notebook.tables import table
from forecasting.words import spoken
from forecasting.words.catalogue import told_error

__all__ = ["notebook", "table"]

STATIC = "FORECASTING_STATIC"
# The bar above a chart takes the place of a menu, which could not copy it and would offer an editor on the internet.
_EMBEDDED = {"renderer": "svg", "actions": False}
# Prose, tables, code and printed text fall back on the shipped font too, letter by letter.
_STYLE = """<style>
{faces}
.jp-RenderedHTMLCommon {{ font-family: var(--jp-content-font-family), "Noto Sans CJK SC"; }}
.jupyter-widgets, .jupyter-widgets :is(input, select, button, .widget-label) {{
  font-family: var(--jp-ui-font-family), "Noto Sans CJK SC"; }}
.jp-RenderedText pre, .jp-RenderedHTMLCommon :is(pre, code), .jp-Notebook .cm-editor .cm-content {{
  font-family: var(--jp-code-font-family), "Noto Sans CJK SC"; }}
[data-take-bar] {{ font-size: var(--jp-ui-font-size1); }} [data-take-bar] p {{ display: flex; gap: .4rem; margin: 0; }}
</style>
<script>
if (!window.forecastingTake) {{
  window.forecastingTake = true;
  (() => {{ {script} }})();
}}
</script>"""


def notebook(language: str = "en") -> None:
    """Set up a notebook: say this once, in its first code cell.

    Charts become live and need no internet, each below buttons that hand it on and the numbers behind it; with the
    environment variable FORECASTING_STATIC set, as tests and exports do, they become pictures. They take the look of `charts.theme`, and Chinese is shown with the shipped font
    on machines that have none. Tables show whole sentences. An error of this package is one message in the
    language, without a trace of code. The settings are those of Altair, pandas and IPython in this kernel, nothing else.

    Args:
        language: of the buttons of a live chart and of errors, "en" or "zh".

    Raises:
        WordsError: an unknown language.
        ForecastingError: live charts need anywidget, which the extra `notebook` brings.
    """
    spoken(language)
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
    _say_errors(language)
    if static:
        alt.renderers.register("forecasting", _picture)
        alt.renderers.enable("forecasting")
        return
    # As SVG, text is drawn again when the font arrives; a canvas would keep its empty boxes.
    alt.renderers.enable("jupyter", offline=True, embed_options=_EMBEDDED)
    drawn: Any = alt.renderers.get()

    def with_bar(specification: dict[str, Any], **options: Any) -> Any:
        _show(take_bar("chart", specification, language))
        return drawn(specification, **options)

    alt.renderers.register("forecasting", with_bar)
    alt.renderers.enable("forecasting")
    _show_font()


def _picture(specification: dict[str, Any], **_: Any) -> tuple[dict[str, bytes], dict[str, Any]]:
    """A chart as PNG, drawn as documents draw it, which takes less than half of what Altair's own renderer does."""
    picture = png_of(svg_of(specification), SCALE)
    width, height = (size / SCALE for size in struct.unpack_from(">II", picture, 16))
    return {"image/png": picture}, {"image/png": {"width": width, "height": height}}


def _say_errors(language: str) -> None:
    """Errors this package raises on purpose are one message in the reader's language; all others keep their traces."""
    from IPython.core.getipython import get_ipython

    shell: Any = get_ipython()
    if shell is None:
        return

    def tell(
        shell: Any, kind: type[BaseException], error: BaseException, *_: object, **__: object
    ) -> list[str]:
        lines = [f"{kind.__name__}: {told_error(error, language)}"]
        shell._showtraceback(kind, error, lines)  # noqa: SLF001 - what IPython calls for its own traces
        return lines

    shell.set_custom_exc((ForecastingError,), tell)


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
    """Put the regular face into the page, which browsers embolden by themselves, and the script of the buttons."""
    _show(_STYLE.format(faces=face_css(everyday_letters()), script=take_script()))


def _show(html: str) -> None:
    """HTML as an output of the cell."""
    from IPython.display import HTML, display

    display(HTML(html))  # type: ignore[no-untyped-call]
