"""Text of a handed-on appendix that belongs to no block: paragraphs typed in between, and the notes of a page."""

from __future__ import annotations

import io
import zipfile
from html.parser import HTMLParser
from typing import Any

from forecasting._appendix.docx.reading import parsed
from forecasting._appendix.docx.wordml import STOP, W

__all__ = ["html_outside", "word_notes", "word_strays", "word_text"]

_MARK = "fc_"
_BREAKS = {"p": "\n", "tr": "\n", "br": " ", "tab": " "}
_STRUCK = frozenset({"del", "moveFrom", "instrText"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
_QUIET = frozenset({"head", "script", "style", "svg", "noscript", "template"})
_ENDS = frozenset({"p", "li", "td", "th", "tr", "div", "h1", "h2", "h3", "section", "header"})


def word_text(docx: bytes) -> str:
    """All text of a Word document, a line a paragraph or table row, tracked deletions aside; notes left out.

    Args:
        docx: a document that could be read as an appendix.
    """
    return "\n".join("".join(_told(child)).rstrip() for child in _body(docx) if child.tag != f"{{{W}}}sdt")


def word_strays(docx: bytes) -> list[str]:
    """What stands in none of the blocks of a Word document, a line a paragraph or table row, tracked deletions aside.

    A paragraph holds the mark of its block, so that what is typed behind its last word stands in none; the full stop that
    a Chinese block has there is its own.

    Args:
        docx: a document that could be read as an appendix.
    """
    marks: set[str] = set()
    text = "".join(part for child in _body(docx) for part in _told(child, marks))
    lines = (line.strip().removeprefix(STOP) for line in text.split("\n"))
    return [line for line in lines if line]


def word_notes(docx: bytes) -> list[str]:
    """The footnotes of a Word document in the order in which its text calls them."""
    texts: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in sorted(archive.namelist()):
            if name.startswith("word/footnotes") and name.endswith(".xml"):
                for note in parsed(archive.read(name)).iter(f"{{{W}}}footnote"):
                    texts[note.get(f"{{{W}}}id") or ""] = "".join(_told(note)).strip()
    calls = [one for child in _body(docx) for one in child.iter(f"{{{W}}}footnoteReference")]
    return [texts.get(one.get(f"{{{W}}}id") or "", "") for one in calls]


def _body(docx: bytes) -> list[Any]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        body = parsed(archive.read("word/document.xml")).find(f"{{{W}}}body")
    return [] if body is None else list(body)


def _told(element: Any, marks: set[str] | None = None) -> list[str]:
    """The text of an element; where `marks` are kept, those of blocks that are open, only what none of them holds."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    if name in _STRUCK:
        return []
    if name == "t":
        return [] if marks else [element.text or ""]
    if marks is not None:
        _turn(element, name, marks)
    parts = [part for child in element for part in _told(child, marks)]
    if name == "tc":
        return [" ".join("".join(parts).split()), " "]
    return [*parts, _BREAKS.get(name, "")]


def _turn(element: Any, name: str, marks: set[str]) -> None:
    """Open or end the mark of a block."""
    number = element.get(f"{{{W}}}id") or ""
    if name == "bookmarkStart" and (element.get(f"{{{W}}}name") or "").startswith(_MARK):
        marks.add(number)
    elif name == "bookmarkEnd":
        marks.discard(number)


class _Outside(HTMLParser):
    """Collects notes (items called note-1, note-2, ...) and text that stands in no block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, bool]] = []
        self.notes: list[str] = []
        self.strays: list[str] = [""]
        self.in_note = self.in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element; blocks and what is never shown are passed over."""
        given = dict(attrs)
        name = given.get("id") or ""
        if tag in _VOID:
            if self.in_note and tag == "br":
                self.notes[-1] += "\n"
            return
        if tag == "li" and name.startswith("note-"):
            self.notes.append("")
            self.in_note = True
        self.in_link = self.in_link or (tag == "a" and self.in_note)
        self.open.append((tag, tag in _QUIET or "data-block" in given or name == "notes"))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those within it that were never closed."""
        if not any(tag == name for name, _ in self.open):
            return
        while self.open and self.open.pop()[0] != tag:
            pass
        self.in_note = self.in_note and tag != "li"
        self.in_link = self.in_link and tag != "a"
        if tag in _ENDS and self.strays[-1]:
            self.strays.append("")

    def handle_data(self, data: str) -> None:
        """Keep text."""
        if self.in_note:
            self.notes[-1] += "" if self.in_link else data
        elif not any(quiet for _, quiet in self.open):
            self.strays[-1] += data


def html_outside(html: str) -> tuple[list[str], list[str]]:
    """The notes of an HTML appendix in their order, and the texts that stand in no block and are no note."""
    reader = _Outside()
    reader.feed(html)
    reader.close()
    strays = [" ".join(text.split()) for text in reader.strays]
    return reader.notes, [text for text in strays if text]
