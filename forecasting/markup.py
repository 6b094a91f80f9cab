"""HTML by hand: elements whose text is always escaped, verdict marks, and documents that fetch nothing.

What a report, a dossier or an assessment says goes through `text_tag` or an attribute, so it can never be markup.
"""

from __future__ import annotations

from functools import lru_cache
from html import escape
from importlib.resources import files

from forecasting.charts.fonts import face_css
from forecasting.charts.script import LIVE_POLICY
from forecasting.checks import GRAVITY
from forecasting.words import say

__all__ = [
    "MARKS",
    "document",
    "language_code",
    "style",
    "tag",
    "text_tag",
    "verdict_mark",
]

#: A verdict's sign, so that it can be told on a grey copy: one for each gravity.
MARKS = {"wrong": "×", "doubtful": "▲", "asking": "◆", "watch": "▶", "fine": "●", "silent": "—"}
_STILL = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
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


def verdict_mark(verdict: str | None, language: str) -> str:
    """A verdict in words with its sign; empty for none."""
    if not verdict:
        return ""
    gravity = GRAVITY.get(verdict, "silent")
    mark = text_tag("span", MARKS[gravity], aria_hidden="true")
    return tag("span", f"{mark} {escape(say(f'verdicts.{verdict}', language))}", class_=f"verdict {gravity}")


def language_code(language: str) -> str:
    """A language as HTML and PDF name it."""
    return "zh-CN" if language == "zh" else "en"


@lru_cache(maxsize=8)
def style(name: str) -> str:
    """A style sheet of this package, "page.css" say."""
    return files("forecasting").joinpath(name).read_text(encoding="utf-8")


def document(
    body: str,
    *,
    title: str,
    language: str,
    rules: str,
    letters: set[str],
    bold: set[str] | None = None,
    live: bool = False,
) -> str:
    """A whole HTML document that fetches nothing.

    Args:
        body: HTML.
        title: plain text.
        language: of most of it, "en" or "zh".
        rules: style sheet after the one that all documents share.
        letters: those whose outlines are put in, so that Chinese shows on a machine without a Chinese font.
        bold: those of the bold weight; None for the same.
        live: scripts within the document may run.
    """
    strong = letters if bold is None else bold
    if language == "en":
        letters, strong = letters - _WIDE, strong - _WIDE
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{language_code(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{LIVE_POLICY if live else _STILL}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        f"<style>\n{face_css(sorted(letters), sorted(strong))}\n"
        f"{style('markup.css')}{rules}\n</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )
