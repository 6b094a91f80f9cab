"""Reports as people send them: text, Markdown, Word, PDF and HTML files to documents of text and tables."""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting._extract.readers.layout import UnreadableError

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from forecasting._extract.document import Document

__all__ = ["ENDINGS", "UnreadableError", "read_bytes", "read_report", "read_reports"]

ENDINGS = (
    ".docx",
    ".docm",
    ".dotx",
    ".pdf",
    ".html",
    ".htm",
    ".xhtml",
    ".md",
    ".markdown",
    ".txt",
    ".text",
)
"""How the name of a report may end; another is read by what the file holds."""

MOST_BYTES = 128 * 2**20  # a report of 500 pages with pictures has 20 to 60 MB
MOST_TEXT_BYTES = 32 * 2**20
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_PICTURES = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"II*\0": "a picture (TIFF)",
    b"MM\0*": "a picture (TIFF)",
    b"GIF8": "a picture (GIF)",
}
_PACKED = {b"Rar!": "a RAR archive", b"7z\xbc\xaf": "a 7z archive", b"\x1f\x8b": "a gzip archive"}


def read_report(path: str | os.PathLike[str], language: str = "en") -> Document:
    """One report from a file.

    Args:
        path: a Word, PDF, HTML, Markdown or text file.
        language: of the notices, "en" or "zh".

    Returns:
        Its text and tables; `name` is the name of the file.

    Raises:
        UnreadableError: no such file, or one that cannot be read; the message says what to do.
        ForecastingError: a library for this kind of file is not installed.
    """
    place = Path(path)
    try:
        found = place.stat()
        if not stat.S_ISREG(found.st_mode):
            what = "a folder" if stat.S_ISDIR(found.st_mode) else "no ordinary file"
            msg = f"{place}: is {what}; give the report as a file"
            raise UnreadableError(msg)
        if found.st_size > MOST_BYTES:
            msg = f"{place}: has {found.st_size // 2**20:,} MB; at most {MOST_BYTES // 2**20} are read; save it without pictures"
            raise UnreadableError(msg)
        data = place.read_bytes()
    except FileNotFoundError as problem:
        msg = f"{place}: there is no such file"
        raise UnreadableError(msg) from problem
    except (OSError, ValueError) as problem:
        msg = f"{str(place)!r}: cannot be read ({getattr(problem, 'strerror', None) or problem})"
        raise UnreadableError(msg) from problem
    return read_bytes(data, place.name, language)


def read_reports(paths: Iterable[str | os.PathLike[str]], language: str = "en") -> tuple[Document, ...]:
    """Several reports, of several years say, in the order given; each is a source of its own.

    Two files of one name from different folders are told apart by their folders.

    Raises:
        UnreadableError: one of them cannot be read.
    """
    from dataclasses import replace

    places = [Path(one) for one in paths]
    names = [one.name for one in places]
    read = [read_report(one, language) for one in places]
    return tuple(
        replace(document, name="/".join(place.parts[-2:])) if names.count(place.name) > 1 else document
        for place, document in zip(places, read, strict=True)
    )


def read_bytes(data: bytes, name: str, language: str = "en") -> Document:
    """One report from the bytes of its file.

    Args:
        data: the file.
        name: of the file; its ending counts where the bytes do not say what they are.
        language: of the notices, "en" or "zh".

    Raises:
        UnreadableError: it cannot be read; the message says what to do.
        ForecastingError: a library for this kind of file is not installed.
    """
    ending = Path(name).suffix.lower()
    if not data.strip():
        msg = f"{name}: the file is empty"
        raise UnreadableError(msg)
    _refuse_others(data, name)
    if data.startswith(b"PK"):
        from forecasting._extract.readers.word import read_word

        return _said(read_word(data, name, language))
    if b"%PDF-" in data[:1024]:
        from forecasting._extract.readers.pdf import read_pdf

        return _said(read_pdf(data, name, language))
    if ending in (".docx", ".docm", ".dotx", ".pdf"):
        msg = f"{name}: is no {ending[1:].upper()} file, whatever its name says, or cut off at its beginning; fetch it again"
        raise UnreadableError(msg)
    if len(data) > MOST_TEXT_BYTES:
        msg = f"{name}: has {len(data) // 2**20} MB of text; at most {MOST_TEXT_BYTES // 2**20} are read; split it"
        raise UnreadableError(msg)
    if ending in (".html", ".htm", ".xhtml") or _is_web(data):
        from forecasting._extract.readers.web import read_web

        return _said(read_web(data, name, language))
    if ending in (".md", ".markdown"):
        from forecasting._extract.readers.markdown import read_markdown

        return _said(read_markdown(data, name, language))
    from forecasting._extract.readers.text import read_text

    return _said(read_text(data, name, language))


def _said(document: Document) -> Document:
    """The document, if it says anything."""
    if not document.text.strip():
        msg = (
            f"{document.name}: holds no text; if it shows pages as pictures, run text recognition (OCR) first"
        )
        raise UnreadableError(msg)
    return document


def _is_web(data: bytes) -> bool:
    head = data[:2048].lower()
    return b"<!doctype html" in head or b"<html" in head


def _refuse_others(data: bytes, name: str) -> None:
    """Files known not to be read, with what to do.

    Raises:
        UnreadableError: the bytes begin like one of them.
    """
    if data.startswith(_OLD_OFFICE):
        if _LOCKED in data:
            msg = f"{name}: the file is locked with a password; open it, save it without one and try again"
        else:
            msg = f"{name}: is in the old binary format of Office (.doc); open it in Word or LibreOffice and save it as .docx"
        raise UnreadableError(msg)
    if data.startswith(b"{\\rtf"):
        msg = f"{name}: is an RTF file; open it in Word or LibreOffice and save it as .docx"
        raise UnreadableError(msg)
    if (
        data[:200].lstrip().lower().startswith(b"mime-version:")
        or b"Content-Type: multipart/related" in data[:600]
    ):
        msg = f"{name}: is a saved web archive (.mht); open it in a browser and save it as .html"
        raise UnreadableError(msg)
    for starts, advice in (
        (_PICTURES, "run text recognition (OCR) on it first"),
        (_PACKED, "unpack it first"),
    ):
        for start, kind in starts.items():
            if data.startswith(start):
                msg = f"{name}: is {kind} and no report; {advice}"
                raise UnreadableError(msg)
