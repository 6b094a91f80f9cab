"""Lines put together to paragraphs: which goes on with the one before it, and what a hyphen at its end is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting._extract.readers.layout import Layout
    from forecasting._extract.readers.printed_lines import PrintedLine

__all__ = ["end_paragraph", "runs_on"]

_WORD_END = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-\Z")
_WORD_START = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LATIN_WORD = re.compile("[^\\s\u2014\u2026\u2e80-\uffff]+")
_NEW = re.compile(
    r"[-*•·●■◆◇○▪\u27a2★☆]|[0-9]{1,3}[.、．)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十百]{1,4}[章节条篇部]|[①-⑳]"
)


def runs_on(held: Sequence[PrintedLine], line: PrintedLine, after: Sequence[PrintedLine]) -> bool:
    """Whether a line goes on with the sentence of the one before it.

    Args:
        held: the lines of the paragraph so far.
        line: the one in question.
        after: those that follow it.
    """
    last = held[-1]
    size = max(last.size, 1.0)
    if not 0.85 < line.size / size < 1.18 or _NEW.match(line.text):
        return False
    below = line.top <= last.top
    gap = last.bottom - line.top
    usual = [held[-2].bottom - last.top] if len(held) > 1 else []
    usual += [line.bottom - after[0].top] if after and not after[0].table else []
    within = [one for one in usual if -size < one < 1.6 * size]
    # More room than between the lines of a paragraph is a new one.
    if below and gap > (min(within) + 0.25 * size if within else 1.6 * size):
        return False
    # A first line is set in by two characters; a line that goes on is not.
    if below and line.left > last.left + 1.2 * size and len(held) > 1:
        return False
    follows = (
        after[0] if after and not after[0].table and 0 < line.bottom - after[0].bottom < 3 * size else None
    )
    if follows is not None and line.left > follows.left + 1.2 * size and len(held) > 1:
        return False
    # Where the paragraph goes on in another column, its lines are as long there, not as far to the right.
    shift = line.left - last.left if abs(line.left - last.left) > 4 * size else 0.0
    edges = [one.right for one in held[-4:]] + [line.right - shift]
    for next_line in after[:4]:
        if (
            next_line.table
            or abs(next_line.left - line.left) > 3 * size
            or abs(next_line.size - size) > 0.2 * size
        ):
            break
        edges.append(next_line.right - shift)
    # A line is full when what comes next had no room left on it.
    word = 2.3 * size
    latin = _LATIN_WORD.match(line.text)
    if latin:
        first = len(latin.group()) + 1
        word = max(word, first * (line.right - line.left) / len(line.text) + 0.3 * size)
    return last.right >= max(edges) - word


def _hyphened(text: str, more: str, words: frozenset[str]) -> str:
    """Two lines of which the first ends in a hyphen: its own, or one that only divides the word.

    Args:
        text: ends in the hyphen.
        more: what follows.
        words: of the whole document; a word it prints undivided, or its halves as words, decides.
    """
    first, last = _WORD_END.search(text), _WORD_START.match(more)
    if first is None or last is None:
        return text + more
    one, other = first.group().lower(), last.group().lower()
    divided = f"{one}{other}"
    whole = divided.replace("-", "", 1)
    if divided in words:
        return text + more
    bare = one.rstrip("-").rpartition("-")[2]
    if whole in words or not (bare in words and other.partition("-")[0] in words):
        return text[:-1] + more
    return text + more


def end_paragraph(held: list[PrintedLine], layout: Layout, words: frozenset[str]) -> None:
    """Write the lines held as one paragraph."""
    if not held:
        return
    text = held[0].text
    for line in held[1:]:
        more = line.text
        if text.endswith("-") and len(text) > 1 and text[-2].isalpha() and more[:1].islower():
            text = _hyphened(text, more, words)
        else:
            text += (
                " " if text[-1] < "\u2e80" and more[0] < "\u2e80" and not _cut(text, more) else ""
            ) + more
    layout.line(text)
    held.clear()


def _cut(text: str, more: str) -> bool:
    """Whether a figure was cut at the end of a line: digits on both sides in a line of Chinese."""
    chinese = any(one >= "\u2e80" for one in text[-30:]) and any(one >= "\u2e80" for one in more[:12])
    figure = re.search(r"(?:^|[^0-9.])([0-9]+)[.,]?\Z", text)
    if not (chinese and figure and re.match(r"[0-9.%]", more)):
        return False
    return not re.fullmatch(r"(?:19|20)[0-9]{2}", figure[1]) or more[0] in ".%"
