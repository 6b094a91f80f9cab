"""Plain text: the encoding is recognised, and said where it is not UTF-8."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from forecasting._extract.cleaning import LOST
from forecasting._extract.readers.layout import Layout, UnreadableError, plain

if TYPE_CHECKING:
    from forecasting._extract.document import Document

__all__ = ["decoded", "opened", "read_text"]

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CANDIDATES = ("gb18030", "big5hkscs", "cp1252")
_SAID = {
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "cp1252": "Windows-1252",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
}
_NAMES = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(
        ("iso-8859-1", "latin1", "latin-1", "windows-1252", "us-ascii", "ascii", "cp1252"), "cp1252"
    ),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
# Characters that Chinese prose cannot do without; a wrong decoding has hardly any of them.
_COMMON = frozenset(
    "的一是在年有和了大中为不人以会国业发展工作建设经济增长产实现全加强推进生收入万亿元我们上这个企进市区，。、：；为發業經濟實現產個國會進區長億萬與對於"
)
_ENOUGH = 0.08  # share of them among Chinese characters; prose has 0.2 to 0.4, a wrong decoding below 0.03
_WESTERN = re.compile("[A-Za-z][\u4e00-\u9fff][A-Za-z]")
_SAMPLE = 200_000
_ZERO_SHARE = 0.2


def decoded(data: bytes, name: str, hint: str = "") -> tuple[str, str]:
    """The text of a file and the encoding it was read in.

    Args:
        data: the file.
        name: what to call it in messages.
        hint: encoding that the file itself names.

    Returns:
        The text, line ends as line feeds, and "" for UTF-8 or the name of another encoding.

    Raises:
        UnreadableError: the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return plain(data[len(mark) :].decode(encoding, "replace")), _SAID.get(encoding, "")
    if b"\0" in data[:_SAMPLE]:
        return _wide(data, name)
    try:
        return plain(data.decode("utf-8")), ""
    except UnicodeDecodeError as problem:
        # A file cut in the middle of its last character is UTF-8 all the same.
        if problem.start >= len(data) - 3 and not data[: problem.start].isascii():
            return plain(data.decode("utf-8", "replace")), ""
    named = _NAMES.get(hint.strip().lower(), "")
    order = [named, *_CANDIDATES] if named and named != "utf-8" else list(_CANDIDATES)
    scored = [(_likely(data[:_SAMPLE], one), -place, one) for place, one in enumerate(order)]
    score, _, best = max(scored)
    if score <= 0:
        lost = data.decode("utf-8", "replace")
        if lost.count(LOST) <= max(3, len(lost) // 100):
            return plain(lost), "UTF-8"
        msg = (
            f"{name}: is no text in UTF-8, GB18030, Big5 or Windows-1252; open it in the program that wrote it and"
            " save it as UTF-8 text, .docx or .pdf"
        )
        raise UnreadableError(msg)
    return plain(data.decode(best, "replace")), _SAID[best]


def _wide(data: bytes, name: str) -> tuple[str, str]:
    """Text of two bytes a character without a mark, as some programs save it."""
    sample = data[:_SAMPLE]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        text = data.decode(encoding, "replace")
        known = sum(one.isprintable() or one in "\r\n\t" for one in text[:5000])
        if zeros.count(0) > _ZERO_SHARE * len(zeros) / 4 and known > 0.98 * len(text[:5000]):
            return plain(text), _SAID[encoding]
    msg = f"{name}: is no text but the data of some program; save the report as .docx, .pdf, .html or .txt"
    raise UnreadableError(msg)


def _likely(data: bytes, encoding: str) -> float:
    """How well bytes read in an encoding; 0 or less for not at all."""
    text = data.decode(encoding, "replace")
    lost = text.count(LOST)
    if lost > 1 + len(text) // 500 or any(unicodedata.category(one) == "Co" for one in text[:5000]):
        return 0.0
    if encoding == "cp1252":
        letters = sum(one.isalpha() for one in text)
        odd = sum(one > "\x7f" for one in text)
        return 0.5 if letters and odd <= 0.15 * len(text) else 0.0
    chinese = [one for one in text if "\u4e00" <= one <= "\u9fff"]
    if not chinese:
        return 0.0
    # A character between two Latin letters is an accent read wrongly: "année" is no Chinese.
    if 2 * len(_WESTERN.findall(text)) > len(chinese) / 4:
        return 0.0
    common = sum(one in _COMMON for one in text) / len(chinese)
    return 1.0 + common if common >= _ENOUGH else 0.4 if encoding == "gb18030" and len(chinese) < 60 else 0.1


def opened(data: bytes, name: str, language: str, hint: str = "") -> tuple[Layout, str]:
    """An empty layout that says the encoding where it is not UTF-8, and the text to lay out.

    Args:
        data: the file.
        name: what to call it in messages.
        language: of the notices.
        hint: encoding that the file itself names.

    Raises:
        UnreadableError: the bytes are no text.
    """
    text, encoding = decoded(data, name, hint)
    layout = Layout(name, language)
    if encoding:
        layout.notice("encoding", encoding=encoding)
    return layout, text


def read_text(data: bytes, name: str, language: str = "en") -> Document:
    """Plain text as it stands; its text is the file's, with line feeds for line ends.

    Args:
        data: the file.
        name: what to call it in messages.
        language: of the notices.

    Raises:
        UnreadableError: the bytes are no text.
    """
    layout, text = opened(data, name, language)
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        rows = _columns(lines, at)
        if rows:
            layout.aligned(lines[at : at + rows])
            at += rows
        else:
            layout.line(lines[at]) if at < len(lines) - 1 else layout.rest(lines[at])
            at += 1
    if not text.endswith("\n") and layout.pieces and layout.pieces[-1].endswith("\n"):
        layout.pieces[-1] = layout.pieces[-1][:-1]
    return layout.document(broken=True)


def _columns(lines: list[str], at: int) -> int:
    """How many lines from here are rows of a table set with tabs; 0 for none."""
    width = lines[at].count("\t")
    if not width or not lines[at].strip():
        return 0
    end = at
    while end < len(lines) and lines[end].strip() and lines[end].count("\t") == width:
        end += 1
    return end - at if end - at >= 2 else 0
