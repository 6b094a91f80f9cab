"""HTML by hand: elements whose text is always escaped, verdict marks, and documents that fetch nothing.

What a report, a dossier or an assessment says goes through `text_tag` or an attribute, so it can never be markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forecasting.charts.behind import tables_of
from forecasting.charts.fonts import face_css
from forecasting.charts.script import LIVE_POLICY, hash_of
from forecasting.judge.checks import GRAVITY
from forecasting.words import say, unbroken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forecasting.charts.behind import TableBehind

__all__ = [
    "MARKS",
    "TAKE_BUTTONS",
    "HtmlLook",
    "document",
    "language_code",
    "numbers_behind",
    "picture_bar",
    "style",
    "tag",
    "take_bar",
    "take_said",
    "text_tag",
    "to_open",
    "unbroken_text",
    "verdict_mark",
]

#: A verdict's sign, so that it can be told on a grey copy: one for each gravity.
MARKS = {"wrong": "×", "doubtful": "▲", "asking": "◆", "watch": "▶", "fine": "●", "silent": "—"}
#: What the buttons beside a chart do with it.
TAKE_BUTTONS = ("copy", "png", "svg")
_STILL = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_TEXT = re.compile(r"(?P<drawing><svg\b.*?</svg>)|>[^<]+(?=<)", re.DOTALL)
# The Chinese face draws these as wide as a character; English text takes them from the reader's own fonts.
_WIDE = frozenset("“”‘’…")


def tag(name: str, content: str, **attributes: str) -> str:
    """An element around content that is HTML already.

    Args:
        name: of the element.
        content: HTML.
        attributes: values are escaped here; `class_` and `for_` stand for names Python keeps for itself, and an
            underscore within a name for a hyphen.
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>"


def text_tag(name: str, content: object, **attributes: str) -> str:
    """An element around plain text."""
    return tag(name, escape(str(content), quote=False), **attributes)


def unbroken_text(html: str) -> str:
    """Elements in whose text no number parts from its sign at the end of a line; attributes and drawings stay."""
    return _TEXT.sub(lambda text: text["drawing"] or unbroken(text[0]), html)


def verdict_mark(verdict: str | None, language: str) -> str:
    """A verdict in words with its sign; empty for none."""
    if not verdict:
        return ""
    gravity = GRAVITY.get(verdict, "silent")
    mark = text_tag("span", MARKS[gravity], aria_hidden="true")
    return tag("span", f"{mark} {escape(say(f'verdicts.{verdict}', language))}", class_=f"verdict {gravity}")


def numbers_behind(specification: Mapping[str, Any], language: str) -> str:
    """The numbers of a chart as tables to be opened; empty where its marks tell the pointer nothing."""
    return to_open(tables_of(specification), language)


def to_open(behind: Iterable[TableBehind], language: str) -> str:
    """Tables behind a picture, to be opened; empty where there are none."""
    tables = "".join(
        tag(
            "table",
            (text_tag("caption", table.caption) if table.caption else "")
            + tag("thead", tag("tr", "".join(text_tag("th", head, scope="col") for head in table.heads)))
            + tag(
                "tbody",
                "".join(tag("tr", "".join(text_tag("td", cell) for cell in row)) for row in table.rows),
            ),
            class_="small",
        )
        for table in behind
    )
    if not tables:
        return ""
    return tag(
        "details", text_tag("summary", say("web.take.data", language)) + tag("div", tables, class_="scroll")
    )


def take_bar(name: str, specification: Mapping[str, Any], language: str) -> str:
    """The buttons that hand on the chart in the element before them, and the numbers behind it.

    Args:
        name: of the files they save.
        specification: of the chart, rows inside.
        language: of the chart.
    """
    return picture_bar(name, numbers_behind(specification, language), language)


def picture_bar(name: str, behind: str, language: str) -> str:
    """The same for a picture that no specification describes; `behind` is the HTML of its numbers."""
    buttons = "".join(
        text_tag("button", say(f"web.take.{what}", language), type="button", data_take=what)
        for what in TAKE_BUTTONS
    )
    said = {f"data_{what}": text for what, text in take_said(language).items()}
    bar = buttons + tag("span", "", role="status", **said)
    return tag("div", tag("p", bar) + behind, class_="take", data_take_bar=name, data_aside="")


def take_said(language: str) -> dict[str, str]:
    """What the bar of a chart can come to say; the script puts the number of marks into the last."""
    said = {what: say(f"web.take.{what}", language) for what in ("done", "failed")}
    return {**said, "walk": say("web.take.walk", language, count="{count}")}


def language_code(language: str) -> str:
    """A language as HTML and PDF name it."""
    return "zh-CN" if language == "zh" else "en"


@lru_cache(maxsize=8)
def style(name: str) -> str:
    """A style sheet of this package, "show/page.css" say."""
    return files("forecasting").joinpath(name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class HtmlLook:
    """What a document shows its text with.

    Attributes:
        rules: style sheet after the one that all documents share.
        letters: those whose outlines are put in, so that Chinese shows on a machine without a Chinese font.
        bold: those of the bold weight; None for the same.
    """

    rules: str
    letters: set[str]
    bold: set[str] | None = None


def document(
    body: str,
    *,
    title: str,
    language: str,
    look: HtmlLook,
    live: bool = False,
    script: str = "",
) -> str:
    """A whole HTML document that fetches nothing.

    Args:
        body: HTML.
        title: plain text.
        language: of most of it, "en" or "zh".
        look: its style sheet and letters.
        live: scripts within the document may run.
        script: the one script of a document that is not live, which is put at its end; no other may run.
    """
    gone = _WIDE if language == "en" else frozenset()
    letters, bold = look.letters - gone, (look.letters if look.bold is None else look.bold) - gone
    policy = LIVE_POLICY if live else _STILL
    if script:
        policy += f"; script-src '{hash_of(script)}'"
        body += f"\n<script>{script}</script>"
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{language_code(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{face_css(sorted(letters), sorted(bold))}\n"
        f"{style('show/markup.css')}{look.rules}\n</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
