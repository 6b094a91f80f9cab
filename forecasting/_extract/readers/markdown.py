"""Markdown: its marks are taken away, its tables are tables."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from forecasting._extract.readers.layout import MOST_COLUMNS, SpannedCell, together
from forecasting._extract.readers.text import opened

if TYPE_CHECKING:
    from forecasting._extract.document import Document

__all__ = ["read_markdown"]

_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_CELLS = re.compile(r"(?<!\\)\|")
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEAD = re.compile(r"\s{0,3}#{1,6}\s+|\s{0,3}>\s?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s+")
_LINE_ONLY = re.compile(r"\s{0,3}(?:=+|-{2,}|(?:[-*_]\s*){3,})\s*")
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,400}\)")
_LINK = re.compile(r"\[([^\]\n]{0,300})\]\([^)\n]{0,400}\)")
_NOTE = re.compile(r"\[\^([^\]\n]{1,40})\](:?)")
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1")
_EMPHASIS = re.compile(r"(?<![*A-Za-z0-9])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![*A-Za-z0-9])")
_STRUCK = re.compile(r"~~[^~\n]+~~")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>|<!--.*?-->")
_CODE = re.compile(r"`+([^`\n]+)`+")
_MARKED = re.compile(r"[*_~`<&\[\\]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def read_markdown(data: bytes, name: str, language: str = "en") -> Document:
    """The text of a Markdown file as it is shown, a paragraph a line.

    Args:
        data: the file.
        name: what to call it in messages.
        language: of the notices.

    Raises:
        UnreadableError: the bytes are no text.
    """
    layout, text = opened(data, name, language)
    lines = text.split("\n")
    held: list[str] = []

    def end() -> None:
        if held:
            layout.line(together(one.strip() for one in held))
            held.clear()

    at = 0
    fenced = False
    while at < len(lines):
        line = lines[at]
        at += 1
        if _FENCE.match(line):
            end()
            fenced = not fenced
        elif fenced:
            layout.line(line)
        elif "|" in line and at < len(lines) and "|" in lines[at] and _RULE.fullmatch(lines[at]):
            end()
            rows = [_row(line)]
            at += 1
            while at < len(lines) and "|" in lines[at]:
                rows.append(_row(lines[at]))
                at += 1
            layout.table(rows)
        elif not line.strip() or _LINE_ONLY.fullmatch(line):
            end()
        else:
            apart = _HEAD.match(line) or _ITEM.match(line)
            if apart:
                end()
            held.append(_shown(line[apart.end() :] if apart else line))
            if line.endswith(("  ", "\\")) or (apart and "#" in apart.group()):
                end()
    end()
    return layout.document()


def _row(line: str) -> list[SpannedCell]:
    cells = _CELLS.split(line.strip().removeprefix("|").removesuffix("|"))
    # A row too long for any table is refused by its length, without a look at its cells.
    return [SpannedCell(_shown(one.strip()) if len(cells) <= MOST_COLUMNS else "x") for one in cells]


def _shown(line: str) -> str:
    """A line without its marks."""
    if not _MARKED.search(line):
        return line
    line = _IMAGE.sub(r"\1", line)
    line = _LINK.sub(r"\1", line)
    line = _NOTE.sub(lambda match: f"{match[1]} " if match[2] else "", line)
    line = _TAG.sub("", _STRUCK.sub("", line))
    line = _CODE.sub(r"\1", line)
    line = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", line))
    return unescape(_ESCAPED.sub(r"\1", line))
