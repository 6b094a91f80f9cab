"""The archive of a Word document: the same bytes for the same parts, and a template file read as a document."""

from __future__ import annotations

import io
import zipfile

from forecasting.errors import ForecastingError

__all__ = ["FIRST_DAY", "as_document", "fixed"]

FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def fixed(content: bytes) -> bytes:
    """The same archive with the same date on every part, the list of content types first."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    first = "[Content_Types].xml"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in [first, *sorted(name for name in parts if name != first)]:
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return stream.getvalue()


def as_document(content: bytes) -> bytes:
    """A template file (.dotx) declared as a document; a document unchanged."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        msg = "it is no .docx archive"
        raise ForecastingError(msg)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types:
        msg = "it holds macros"
        raise ForecastingError(msg)
    parts["[Content_Types].xml"] = types.replace(
        b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), part)
    return stream.getvalue()
