"""Charts and tables in JupyterLab: without the internet, in the reader's language, in letters every machine can show."""

from __future__ import annotations

import os
import struct
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from forecasting.charts.export import SCALE, png_of, svg_of
from forecasting.charts.fonts import face_css
from forecasting.charts.look import theme
from forecasting.charts.script import take_script
from forecasting.errors import ForecastingError
from forecasting.show.markup import take_bar
from forecasting.words import keys, say, spoken
from forecasting.words.catalogue import told, told_error

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd
    from pandas.io.formats.style import Styler

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


#: Column -> tables of words in which its values are looked up, in this order.
_WORDS = {
    "verdict": ("verdicts",),
    "path_verdict": ("verdicts",),
    "pace_verdict": ("verdicts",),
    "odds_verdict": ("verdicts",),
    "role": ("charts.role",),
    "kind": ("review.kinds", "notebook.kind"),
    "origin": ("charts.origin", "notebook.origin"),
    "model": ("models",),
    "status": ("notebook.status",),
    "answer": ("notebook.answer",),
    "pass": ("notebook.pass",),
    "arithmetic_fails": ("notebook.truth",),
}
_YEARS = ("start", "end", "year", "by", "goal_year")
_SENTENCES = ("check", "readings", "reason")


def table(frame: pd.DataFrame, language: str = "en") -> Styler:
    """A result table as a reader is shown it: heads and fixed words in a language, texts to the left.

    The frame stays as it is, and so do the names of its columns: `format` of what comes back takes them.

    Args:
        frame: any table of this package, or part of one.
        language: "en" or "zh".

    Raises:
        WordsError: an unknown language.
    """
    spoken(language)

    def head(name: object) -> str:
        base, colon, run = str(name).partition(":")
        return str(_word(base, ("notebook.heads", "models"), language)) + (f" ({run})" if colon else "")

    numbered = frame.index.names == [None]
    named = [name for name in (*frame.index.names, *frame.columns.names) if name is not None]
    heads: dict[str | int, str] = {str(name): head(name) for name in named}
    shown = (frame.reset_index(drop=True) if numbered else frame).rename_axis(index=heads, columns=heads)
    for column in shown.columns:
        kind = str(column).partition(":")[0]
        if kind in _WORDS or kind in _SENTENCES:
            shown[column] = [_said(kind, one, language) for one in shown[column]]
        elif kind in _YEARS and shown[column].dtype.kind == "f":  # a gap turns a column of years into floats
            shown[column] = shown[column].astype("Int64")
    texts: list[Hashable] = [one for one in shown.columns if shown[one].dtype.kind not in "biuf"]
    style = shown.style.format(na_rep="–").format_index(head, axis="columns")
    style = style.set_properties(subset=texts, **{"text-align": "left"})
    return style.hide(axis="index") if numbered else style


def _said(column: str, value: Any, language: str) -> Any:
    """The value of a column in a language."""
    if column == "check":
        gap = "" if language == "zh" else " "
        return say(f"findings.checks.{value}.axis", language).replace("|", gap)
    if column == "reason":
        return told(str(value), language)
    if column == "readings":
        return "; ".join(f"{claim}: {_reading(one, language)}" for claim, one in value.items())
    return _word(value, _WORDS[column], language)


def _reading(reading: str, language: str) -> str:
    """What a claim is read as: one reading, or two that hold together."""
    return "/".join(str(_word(part, ("notebook.reading",), language)) for part in reading.split("/"))


def _word(value: Any, tables: tuple[str, ...], language: str) -> Any:
    """A fixed word in a language; what is none stays as it is."""
    for name in tables:
        top, _, inner = f"{name}.{value}".partition(".")
        if inner in keys(top, language):
            return say(f"{name}.{value}", language)
    return value


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
