"""Reading a PDF appendix back: what it was made from, and the text of its pages."""

from __future__ import annotations

import json
import unicodedata
from io import BytesIO
from typing import Any

from forecasting.annex.extras import needed
from forecasting.errors import ForecastingError

__all__ = ["page_texts", "settings_of"]


def _reader(content: bytes) -> Any:
    pypdf = needed("pypdf", "pypdf", "reading a PDF")
    try:
        return pypdf.PdfReader(BytesIO(content))
    except (pypdf.errors.PyPdfError, ValueError) as problem:
        msg = f"this file cannot be read as a PDF: {problem}"
        raise ForecastingError(msg) from problem


def settings_of(content: bytes) -> dict[str, Any]:
    """What a PDF appendix was made from and with, as `Document.settings` had it.

    Raises:
        ForecastingError: this is no PDF, or none that `forecasting` wrote.
    """
    found = (_reader(content).metadata or {}).get("/Keywords")
    try:
        settings = json.loads(str(found))
    except json.JSONDecodeError:
        settings = None
    if not isinstance(settings, dict):
        msg = "this PDF holds no settings of an appendix; expected one written by forecasting appendix"
        raise ForecastingError(msg)
    return settings


def page_texts(content: bytes) -> list[str]:
    """The text of each page, slanted letters of formulas as plain ones.

    Raises:
        ForecastingError: this is no PDF.
    """
    # Only the mathematical alphabets are folded: full-width punctuation must stay as printed.
    return [
        "".join(
            unicodedata.normalize("NFKC", letter) if 0x1D400 <= ord(letter) <= 0x1D7FF else letter
            for letter in page.extract_text()
        )
        for page in _reader(content).pages
    ]
