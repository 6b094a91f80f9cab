"""Charts to files: a page with the drawing library inside, or a picture."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.charts.fonts import DRAWN, MEASURE, face_css, lacking, register
from forecasting.charts.grammar import View
from forecasting.charts.look import FONT, styled, theme
from forecasting.charts.script import LIVE_POLICY, json_in_script, script_library
from forecasting.errors import ForecastingError
from forecasting.files import free_place, write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from forecasting.charts.grammar import Spec

__all__ = ["SCALE", "png_of", "save", "specification", "svg", "svg_of", "with_font"]

ENDINGS = (".html", ".png", ".svg", ".pdf")
#: Pixels of a picture for each of the drawing.
SCALE = 2.0

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{fonts}
body {{ margin: 1rem; font-family: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }}
#chart {{ overflow-x: auto; }}
</style>
<script>{library}</script>
</head>
<body>
<div id="chart"></div>
<script>
const specification = {specification};
// Vega measures text when it draws, so the fonts must be there first.
Promise.all(["12px", "bold 12px"].map((font) => document.fonts.load(font + ' "Noto Sans CJK SC"')))
  .then(() => vegaEmbed("#chart", specification, {{ renderer: "svg", actions: false }}));
</script>
</body>
</html>
"""


def specification(chart: Any, *, validate: bool = True) -> Spec:
    """The chart as Vega-Lite, with the shared look unless it carries a configuration of its own.

    Args:
        chart: a chart.
        validate: check it against the Vega-Lite schema, which takes longer than to draw it.

    Raises:
        ForecastingError: this is no chart.
    """
    if isinstance(chart, View):
        found: Spec = chart.to_dict(validate=validate)
        return {**found, "config": theme()}
    if not hasattr(chart, "to_dict") or not hasattr(chart, "config"):
        msg = f"expected a chart as the functions of charts return it, found {type(chart).__name__}"
        raise ForecastingError(msg)
    own = isinstance(chart.config, dict) or hasattr(chart.config, "to_dict")
    if own or validate:
        return dict((chart if own else styled(chart)).to_dict(validate=validate))
    # The same without the copy of the whole chart that a configuration of its own would take.
    found = chart.to_dict(validate=False)
    return found | {"config": _over(found.get("config", {}), theme())}


def _over(below: Spec, above: Spec) -> Spec:
    """One configuration laid over another, branch by branch."""
    joined = dict(below)
    for key, value in above.items():
        under = joined.get(key)
        joined[key] = _over(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return joined


def letters_of(value: Any) -> set[str]:
    """All characters of all texts within a specification."""
    found: set[str] = set()
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, str):
            found.update(one)
        elif isinstance(one, dict):
            found.update(*map(str, one))
            left += one.values()
        elif isinstance(one, list | tuple):
            left += one
    return found


# Numbers are formatted while drawing, so their characters stand in no specification.
DIGITS = "0123456789.,%+-−–~≥≤×…∞ "


def svg(chart: Any, name: str = "chart") -> str:
    """The chart as an SVG element whose text stays text.

    Args:
        chart: a chart.
        name: prefix of the identifiers inside, unique among the drawings of one page.

    Returns:
        The same text for the same chart, whatever was drawn before it.
    """
    return svg_of(specification(chart, validate=False), name)


# What is not allowed in XML or would end a line of an expression, as JSON writes it; a backslash before it is part of the text when there are two.
_CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:u00(?:0[0-8be-f]|1[0-9a-f]|7f)|u202[89]|ufff[ef]|[bf])")


# Letters beyond ASCII, a pair of surrogates as one.
_ESCAPED = re.compile(r"\\u(?:d[89ab][0-9a-f]{2}\\u)?[0-9a-f]{4}")


def _drawable(spec: Spec) -> str:
    """A specification as text without control codes: measuring one ends the whole process, not just the call."""
    return _CONTROL.sub(r"\1", json.dumps(spec))


def _whole(letters: Iterable[str], *families: str) -> bool:
    """Whether the shipped fonts have all letters of a drawing, and none of their other names is a word in it."""
    texts = list(letters)
    return not lacking(texts) and not any(family in text for family in families for text in texts)


def _rendered(spec: str) -> str:
    """The drawing of a specification, its text measured in the font made for that where it has all letters."""
    import vl_convert

    if not _whole([spec, *(json.loads(f'"{one}"') for one in set(_ESCAPED.findall(spec)))], MEASURE):
        return str(vl_convert.vegalite_to_svg(spec))
    return str(vl_convert.vegalite_to_svg(spec.replace(FONT, MEASURE))).replace(MEASURE, FONT)


def png_of(drawn: str, scale: float) -> bytes:
    """An SVG element that `svg_of` made as a PNG picture.

    Args:
        drawn: the element.
        scale: pixels for each of the drawing.
    """
    import vl_convert

    register()
    if _whole([drawn], DRAWN):
        drawn = drawn.replace(FONT, DRAWN)
    return bytes(vl_convert.svg_to_png(drawn, scale=scale, ppi=72))


def svg_of(spec: Spec, name: str = "chart") -> str:
    """A specification as an SVG element, as `svg` draws a chart."""
    register()
    drawn = _rendered(_drawable(spec))
    # An indicator's id may be any text, and what stands in an attribute as it is could be markup.
    neutral = re.sub(r"[^\w.-]", lambda hit: f"_{ord(hit[0]):x}_", name)
    order: dict[str, str] = {}
    for found in re.findall(r'\bid="([^"]+)"', drawn):
        order.setdefault(found, f"{neutral}-{len(order)}")
    # The renderer counts its identifiers through the life of the process; here they count from nought.
    drawn = re.sub(r'\bid="([^"]+)"', lambda hit: f'id="{order[hit[1]]}"', drawn)
    drawn = re.sub(r"url\(#([^)]+)\)", lambda hit: f"url(#{order.get(hit[1], hit[1])})", drawn)
    return re.sub(r'href="#([^"]+)"', lambda hit: f'href="#{order.get(hit[1], hit[1])}"', drawn)


def with_font(drawn: str) -> str:
    """An SVG element with the letters it uses inside, so that it can stand alone."""
    text = set("".join(re.findall(r">([^<]+)<", drawn)))
    start = drawn.index(">", drawn.index("<svg")) + 1
    return drawn[:start] + f"<style>{face_css(text, text)}</style>" + drawn[start:]


def _html(spec: Spec) -> str:
    letters = letters_of(spec) | set(DIGITS)
    title = spec.get("title")
    text = title.get("text") if isinstance(title, dict) else title
    plain = re.sub(r"[<>&]", " ", str(text or "forecasting"))
    return _PAGE.format(
        language="zh" if any("\u4e00" <= letter <= "\u9fff" for letter in plain) else "en",
        title=plain,
        fonts=face_css(letters, letters),
        policy=LIVE_POLICY,
        library=script_library(),
        specification=json_in_script(spec),
    )


def save(chart: Any, path: str | os.PathLike[str], *, force: bool = False) -> Path:
    """Write a chart; the ending of the path says how.

    Args:
        chart: what a chart function returned, or several joined with Altair's `&` and `|`.
        path: ends with .html (live, self-contained, no outside request), .png, .svg or .pdf.
        force: replace a file that is there.

    Returns:
        The path written.

    Raises:
        ForecastingError: another ending, a file that is there already, a folder that is not, or no chart.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        msg = f"cannot save a chart as {str(path)!r}; the name must end with one of {', '.join(ENDINGS)}"
        raise ForecastingError(msg)
    free_place(path, force=force)
    spec = specification(chart)
    content: bytes
    if ending == ".png":
        content = png_of(svg_of(spec), SCALE)
    elif ending == ".pdf":
        import vl_convert

        register()
        content = vl_convert.vegalite_to_pdf(_drawable(spec))
    elif ending == ".svg":
        content = with_font(svg(chart)).encode()
    else:
        content = _html(spec).encode()
    return write_whole(path, content, force=force)
