"""Text as WordprocessingML: runs, paragraphs, fields and bookmarks, as strings of XML."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "DATA",
    "NAMESPACES",
    "STOP",
    "W",
    "attribute",
    "before_stop",
    "bookmark",
    "clean",
    "declared",
    "escaped",
    "field",
    "key",
    "paragraph",
    "run",
    "text_parts",
]

#: Namespace of the part that holds what an appendix was made from.
DATA = "urn:target-forecasting:appendix"
#: What a Chinese sentence ends with.
STOP = "。"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("([\n\t])")
# In a Chinese sentence these take a full width, which Word gives them only when told.
_WIDE = re.compile("([“”‘’…—·]+)")


def key(name: str) -> str:
    """The name of an element or attribute of Word's own, as XML libraries write it."""
    return f"{{{W}}}{name}"


def declared(*prefixes: str) -> str:
    """Namespace declarations for a root element."""
    return " ".join(f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes)


def clean(text: str) -> str:
    """`text` without the characters XML cannot hold, its line ends as line feeds."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped(text: str) -> str:
    """The text as XML; the standard library's own function for this imports half the internet."""
    return escape(text, quote=False)


def attribute(text: str) -> str:
    """`text` in quotes, as the value of an attribute."""
    told = escaped(clean(text).replace("\n", " ")).replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' not in told:
        return f'"{told}"'
    return '"{}"'.format(told.replace('"', "&quot;")) if "'" in told else f"'{told}'"


def text_parts(text: str, tag: str = "w:t") -> str:
    """The content of a run: text, line breaks and tabs."""
    parts = []
    for piece in _BREAKS.split(clean(text)):
        if piece == "\n":
            parts.append("<w:br/>")
        elif piece == "\t":
            parts.append("<w:tab/>")
        elif piece:
            parts.append(f'<{tag} xml:space="preserve">{escaped(piece)}</{tag}>')
    return "".join(parts)


def run(text: str, properties: str = "", *, chinese: bool = False, tag: str = "w:t") -> str:
    """One run, or as many as Chinese punctuation asks for.

    Args:
        text: as printed.
        properties: children of `w:rPr` in the order of the schema, without `w:rFonts`.
        chinese: whether quotation marks, dashes and dots take the Chinese font.
        tag: `w:delText` within a tracked deletion.
    """
    pieces = _WIDE.split(text) if chinese else [text]
    runs = []
    for place, piece in enumerate(pieces):
        if not piece:
            continue
        fonts = '<w:rFonts w:hint="eastAsia"/>' if place % 2 else ""
        inside = _with_fonts(properties, fonts)
        runs.append(f"<w:r>{f'<w:rPr>{inside}</w:rPr>' if inside else ''}{text_parts(piece, tag)}</w:r>")
    return "".join(runs)


def _with_fonts(properties: str, fonts: str) -> str:
    """Run properties with the fonts where the schema wants them: after the run style."""
    if properties.startswith("<w:rStyle"):
        head, end, rest = properties.partition("/>")
        return head + end + fonts + rest
    return fonts + properties


def paragraph(content: str, style: str, properties: str = "") -> str:
    """A paragraph; `properties` are children of `w:pPr` in the order of the schema, without the style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(instruction: str, result: str, *, dirty: bool = False) -> str:
    """A field and the result it shows until it is updated; `result` is runs."""
    begin = '<w:fldChar w:fldCharType="begin"' + (' w:dirty="true"' if dirty else "") + "/>"
    return (
        f"<w:r>{begin}</w:r>"
        f'<w:r><w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def before_stop(runs: str) -> tuple[str, str]:
    """Runs without their last full stop, and a run of that stop alone, for a bookmark to end between the two.

    LibreOffice begins an empty line where a bookmark ends behind a full stop that fills its line.
    """
    ending = f"{STOP}</w:t></w:r>"
    if not runs.endswith(ending):
        return runs, ""
    begun, text = runs.rindex("<w:r>"), runs.rindex("<w:t")
    if runs.endswith(f">{ending}"):
        return runs[:begun], runs[begun:]
    return runs.removesuffix(ending) + "</w:t></w:r>", runs[begun:text] + f"<w:t>{ending}"


def bookmark(number: int, name: str, content: str | Iterable[str]) -> str:
    """`content` between the marks of a bookmark."""
    inside = content if isinstance(content, str) else "".join(content)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'
