"""The parts of an office document, unpacked within bounds."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from forecasting._extract.readers.layout import UnreadableError
from forecasting.errors import ForecastingError
from forecasting.extras import needed

__all__ = ["ReportArchive", "parsed"]

MOST_BYTES = 64 * 2**20  # of one part unpacked: some twenty times the text of the longest report seen
MOST_PARTS = 10_000
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OTHERS = {
    "xl/": "a workbook (.xlsx)",
    "ppt/": "a presentation (.pptx)",
    "content.xml": "an OpenDocument file",
}


def parsed(xml: bytes, name: str) -> Any:
    """The root of an XML part; entities are not resolved and nothing is fetched.

    Raises:
        UnreadableError: it is damaged.
    """
    etree = needed("lxml.etree", "lxml", "reading a Word or HTML file", "extract")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        msg = (
            f"{name}: the file is damaged ({problem}); open it in a word processor and save it again as .docx"
        )
        raise UnreadableError(msg) from problem
    return root


class ReportArchive:
    """A zip archive of an office program; parts are read only when asked for."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as problem:
            msg = f"{name}: the file is cut off or damaged ({problem}); fetch it again, or save it again as .docx"
            raise UnreadableError(msg) from problem
        if len(entries) > MOST_PARTS:
            msg = f"{name}: holds {len(entries):,} parts; a report has at most {MOST_PARTS:,}"
            raise UnreadableError(msg)
        self._entries = {entry.filename: entry for entry in entries}
        self._folded = {key.lower(): key for key in self._entries}

    def __contains__(self, part: str) -> bool:
        """Whether there is such a part, whatever the case of its letters."""
        return part.lower() in self._folded

    def what(self) -> str:
        """What kind of file this is when it is no Word document."""
        for start, kind in _OTHERS.items():
            if any(part.startswith(start) for part in self._entries):
                return kind
        return "a zip archive without a Word document"

    def read(self, part: str) -> bytes:
        """A part unpacked.

        Raises:
            UnreadableError: it is locked, damaged, or larger than any report.
        """
        entry = self._entries[self._folded[part.lower()]]
        if entry.file_size > MOST_BYTES:
            size = entry.file_size // 2**20
            msg = f"{self.name}: {part} unpacks to {size:,} MB; at most {MOST_BYTES // 2**20} are read"
            raise UnreadableError(msg)
        if entry.flag_bits & 1:
            msg = (
                f"{self.name}: the file is locked with a password; open it, save it without one and try again"
            )
            raise UnreadableError(msg)
        try:
            return self._archive.read(entry)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            ValueError,
            RuntimeError,
            MemoryError,
        ) as problem:
            msg = (
                f"{self.name}: {part} is damaged ({problem}); fetch the file again, or save it again as .docx"
            )
            raise UnreadableError(msg) from problem

    def main_part(self) -> str:
        """The part that holds the text of a Word document.

        Raises:
            UnreadableError: there is none.
        """
        found = next(
            (target for kind, target in self.related("") if kind == "officeDocument"), "word/document.xml"
        )
        if found not in self or not found.lower().startswith("word"):
            msg = f"{self.name}: is {self.what()}, which is not read; save its text as .docx, .pdf, .html or .txt"
            raise UnreadableError(msg)
        return found

    def related(self, part: str) -> list[tuple[str, str]]:
        """The last word of the kind and the target of each part that another refers to; "" is the package."""
        folder, _, base = part.rpartition("/")
        listing = posixpath.join(folder, "_rels", f"{base}.rels")
        if listing not in self:
            return []
        try:
            root = parsed(self.read(listing), self.name)
        except ForecastingError:
            return []
        found = []
        for relationship in root.iter(_RELATIONSHIPS):
            if relationship.get("TargetMode") == "External":
                continue
            target = relationship.get("Target") or ""
            place = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found.append(((relationship.get("Type") or "").rpartition("/")[2], place))
        return found
