"""Bytes on disk to text: encodings are recognised and said."""

from __future__ import annotations

import contextlib
import re
import unicodedata

__all__ = ["decode", "unprintable"]

_BOM = b"\xef\xbb\xbf"
_NOT_TEXT = {"Cn", "Co", "Cs"}
# An accented letter of a Western encoding stands alone within a word; Chinese characters are pairs of high bytes.
_LONE_LETTER = re.compile(rb"[A-Za-z][\xc0-\xff](?=[a-z])")
_CHINESE = re.compile(rb"[\x81-\xfe][\xa1-\xfe]")


def decode(data: bytes) -> tuple[str | None, str]:
    """Text of a file, and the name of its encoding.

    UTF-8 with or without byte-order mark, otherwise GB18030 (which contains GBK and GB2312), as spreadsheets on
    Chinese systems save. Western text in another encoding would decode as the latter, and is told by its lone letters.

    Returns:
        `(text, "UTF-8")`, `(text, "GB18030")`, or `(None, "")` when the bytes are neither. The text never holds
        a byte-order mark.
    """
    if b"\0" in data:
        return None, ""
    with contextlib.suppress(UnicodeDecodeError):
        return data.removeprefix(_BOM).decode("utf-8"), "UTF-8"
    if len(_LONE_LETTER.findall(data)) > len(_CHINESE.findall(data)):
        return None, ""
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("gb18030")
        if not any(unicodedata.category(character) in _NOT_TEXT for character in text):
            return text, "GB18030"
    return None, ""


# Marks that turn text around would let a quote or a name show other words than it holds.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unprintable(text: str) -> str | None:
    """The first character that no document, chart or console can show: a control code or a mark of direction.

    Tabs and line ends are text. Charts cannot be drawn with the others, and a console would obey them.
    """
    if text.isprintable():
        return None
    bad = (
        character
        for character in text
        if character in _TURNING
        or (unicodedata.category(character) in {"Cc", "Cs"} and character not in "\t\r\n")
    )
    return next(bad, None)
