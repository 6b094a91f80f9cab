"""Reading a PDF appendix back: what it was made from, and the text of its pages."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from io import BytesIO
from typing import Any

from forecasting.errors import ForecastingError
from forecasting.extras import needed

__all__ = ["page_texts", "settings_of"]


def _reader(content: bytes) -> Any:
    pypdf = needed("pypdf", "pypdf", "reading a PDF")
    try:
        return pypdf.PdfReader(BytesIO(content))
    except (pypdf.errors.PyPdfError, ValueError) as problem:
        msg = f"this file cannot be read as a PDF: {problem}"
        raise ForecastingError(msg) from problem


def settings_of(content: bytes) -> dict[str, Any]:
    """What a PDF appendix was made from and with, as `AppendixDocument.settings` had it.

    Raises:
        ForecastingError: this is no PDF, or none that `forecasting` wrote.
    """
    found = (_reader(content).metadata or {}).get("/Keywords")
    try:
        settings = json.loads(str(found))
    except (ValueError, RecursionError):
        settings = None
    if not isinstance(settings, dict):
        msg = "this PDF holds no settings of an appendix; expected one written by forecasting appendix"
        raise ForecastingError(msg)
    return settings


# A letter that the fonts lack, printed as its code, which a narrow column may break anywhere.
_CODE = re.compile(r"\[\s*U\s*\+\s*((?:[0-9A-F]\s*){4,6})\]")


def page_texts(content: bytes) -> list[str]:
    """The text of each page, slanted letters of formulas as plain ones, letters printed as codes as letters.

    Raises:
        ForecastingError: this is no PDF.
    """
    reader = _reader(content)
    try:
        return [_told(page.extract_text()) for page in reader.pages]
    except Exception as problem:
        # The library tells damage in many ways of its own.
        msg = f"the pages of this PDF cannot be read: {problem}; it is damaged or locked"
        raise ForecastingError(msg) from problem


def _told(text: str) -> str:
    # Only the mathematical alphabets are folded: full-width punctuation must stay as printed.
    folded = "".join(
        unicodedata.normalize("NFKC", letter) if 0x1D400 <= ord(letter) <= 0x1D7FF else letter
        for letter in text
    )
    return _CODE.sub(_letter, folded)


def _letter(code: re.Match[str]) -> str:
    number = int("".join(code[1].split()), 16)
    return chr(number) if number <= sys.maxunicode else code[0]
