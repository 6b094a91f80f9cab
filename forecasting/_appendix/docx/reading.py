"""What a Word document written here says: its settings, and the text of each of its blocks as it stands now."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forecasting._appendix.docx.wordml import DATA, NAMESPACES, STOP, W
from forecasting.errors import ForecastingError
from forecasting.extras import needed

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["blocks_text", "notes_text", "parsed", "settings_of"]

_BODY = "word/document.xml"
_FOOTNOTES = "word/footnotes"
_M = NAMESPACES["m"]
_PREFIX = "fc_"
# Text struck out by a tracked change, instructions of fields, and what stands in for another drawing.
_SKIPPED = {
    f"{{{W}}}{name}" for name in ("del", "moveFrom", "delText", "instrText", "pPr", "rPr", "drawing")
} | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
# Ends a cell; no text holds it, since XML cannot.
_CELL = "\x1f"
_TEXTS = (f"{{{W}}}t", f"{{{_M}}}t")


def _parts(docx: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, EOFError, zlib.error) as problem:
        msg = f"this is no Word document (.docx): {problem}"
        raise ForecastingError(msg) from problem
    if _BODY not in parts:
        msg = "this is no Word document (.docx): it holds no text; expected one that forecasting wrote"
        raise ForecastingError(msg)
    return parts


def parsed(xml: bytes) -> Any:
    """The root of a part of a Word document; entities are not resolved and nothing is fetched.

    Raises:
        ForecastingError: it is damaged.
    """
    etree = needed("lxml.etree", "python-docx", "reading a Word document")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as problem:
        msg = f"the Word document is damaged: {problem}"
        raise ForecastingError(msg) from problem


def _data(parts: dict[str, bytes]) -> Any:
    """The custom XML part that holds settings and the blocks of bookmarks; None when there is none."""
    for name in sorted(parts):
        if name.startswith("customXml/") and name.endswith(".xml") and DATA.encode() in parts[name]:
            root = parsed(parts[name])
            if root.tag == f"{{{DATA}}}appendix":
                return root
    return None


def settings_of(docx: bytes) -> dict[str, Any]:
    """What an appendix was made from and with, as its document's `settings`; Word keeps them when it saves.

    Raises:
        ForecastingError: this is no Word document, or one that holds no settings.
    """
    root = _data(_parts(docx))
    text = None if root is None else root.findtext(f"{{{DATA}}}settings")
    if text is None:
        msg = "this Word document does not say what it was made from; only an appendix that forecasting wrote can be verified"
        raise ForecastingError(msg)
    try:
        found: dict[str, Any] = json.loads(text)
    except (ValueError, RecursionError) as problem:
        msg = f"the settings within this Word document are damaged: {problem}; write the appendix again"
        raise ForecastingError(msg) from problem
    return found


@dataclass(slots=True)
class _WordReader:
    """The text met so far of each block, and the notes called in it."""

    blocks: dict[str, str]
    texts: dict[str, list[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    open: dict[str, None] = field(default_factory=dict)
    ended: str = ""
    cells: int = 0

    def say(self, text: str) -> None:
        for block in self.open:
            self.texts[block].append(text)
        if self.ended and text == STOP:
            self.texts[self.ended].append(text)
        self.ended = ""

    def read(self, element: Any) -> None:
        tag = element.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            return
        if tag in _TEXTS:
            self.say(element.text or "")
            return
        space, _, name = tag[1:].partition("}")
        if space != W:
            self.inside(element)
        elif name == "bookmarkStart":
            mark = element.get(f"{{{W}}}name") or ""
            if mark.startswith(_PREFIX):
                block = self.blocks.get(mark, mark.removeprefix(_PREFIX))
                self.marks[element.get(f"{{{W}}}id") or ""] = block
                self.open[block] = None
                self.texts.setdefault(block, [])
        elif name == "bookmarkEnd":
            # LibreOffice ends a long bookmark under another number than it began: the block is what counts.
            block = self.marks.get(element.get(f"{{{W}}}id") or "", "")
            self.open.pop(block, None)
            self.ended = block  # its full stop may stand behind it, see `before_stop`
        elif name == "footnoteReference":
            for block in self.open:
                self.notes.setdefault(block, []).append(element.get(f"{{{W}}}id") or "")
        elif name in ("br", "cr", "tab"):
            self.say(" ")
        elif name == "noBreakHyphen":
            self.say("\u2011")
        elif name == "tc":
            self.cells += 1
            self.inside(element)
            self.cells -= 1
            self.say(_CELL)
        else:
            self.inside(element)
            self.say({"p": " " if self.cells else "\n", "tr": "\n"}.get(name, ""))

    def inside(self, element: Any) -> None:
        for child in element:
            self.read(child)


def _read(docx: bytes) -> tuple[_WordReader, dict[str, bytes]]:
    parts = _parts(docx)
    data = _data(parts)
    rows = [] if data is None else list(data.iter(f"{{{DATA}}}block"))
    reader = _WordReader({row.get("bookmark"): row.text or "" for row in rows})
    reader.read(parsed(parts[_BODY]))
    return reader, parts


def blocks_text(docx: bytes) -> list[tuple[str, str]]:
    """The text of each block of an appendix, in the order of the document, as it stands after any editing.

    One line a paragraph, item or table row, cells a tab apart, white space within as one space, as
    `forecasting._appendix.plain.block_text` has it; tracked deletions count as gone and insertions as there; notes are
    left out (see `notes_text`). A block whose bookmark was deleted is missing.

    Raises:
        ForecastingError: this is no Word document, or a damaged one.
    """
    reader, _ = _read(docx)
    return [(block, _tidy("".join(texts))) for block, texts in reader.texts.items()]


def notes_text(docx: bytes) -> list[tuple[str, str]]:
    """The text of each footnote with the id of the block that calls it, in order.

    Raises:
        ForecastingError: as for `blocks_text`.
    """
    reader, parts = _read(docx)
    found: dict[str, str] = {}
    for name in sorted(parts):
        if name.startswith(_FOOTNOTES) and name.endswith(".xml"):
            for note in parsed(parts[name]).iter(f"{{{W}}}footnote"):
                found[note.get(f"{{{W}}}id")] = "".join(_words(note)).strip()
    return [(block, found.get(number, "")) for block, numbers in reader.notes.items() for number in numbers]


def _words(note: Any) -> Iterator[str]:
    for element in note.iter(f"{{{W}}}t", f"{{{W}}}br", f"{{{W}}}p"):
        name = element.tag.rpartition("}")[2]
        yield (element.text or "") if name == "t" else "\n"


def _tidy(text: str) -> str:
    """Lines that say something, their cells a tab apart."""
    lines = []
    for line in text.split("\n"):
        cells = [" ".join(cell.split()) for cell in line.removesuffix(_CELL).split(_CELL)]
        if any(cells):
            lines.append("\t".join(cells))
    return "\n".join(lines).strip("\t")
