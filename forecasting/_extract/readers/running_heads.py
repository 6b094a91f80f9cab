"""Heads, feet and numbers of pages: what repeats from page to page and is no text of the report."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting._extract.readers.printed_lines import PrintedLine

__all__ = ["without_page_number", "without_running_heads"]

_NO_HEAD = re.compile(r"[。；;，,：:.!?！？]\s*\Z|单位|[mb]illion|thousand", re.IGNORECASE)
_BAND = 4.0  # points of height that are one place
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s|]*(?:第|page\s)?\s*(?:[0-9]{1,4}|[ivxlc]{1,6})\s*页?\s*(?:(?:/|of|,|，)?\s*共?\s*[0-9]{1,4}\s*页?)?[-—–·•\s|]*",
    re.IGNORECASE,
)
_PAGE = r"(?:第\s*)?[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?(?:\s*页)?"
_AT_EDGE = re.compile(rf"^[-–—·|\s]*{_PAGE}(?=[-–—·|\s])|(?<=[-–—·|\s]){_PAGE}[-–—·|\s]*\Z")
_LONGEST_HEAD = 80


def without_running_heads(pages: list[list[PrintedLine]]) -> tuple[list[list[PrintedLine]], list[str]]:
    """The pages without page numbers and without heads and feet that repeat, and the lines that went."""
    if len(pages) < 2:
        return pages, []
    bands: dict[int, Counter[str]] = {}
    for lines in pages:
        for printed in {(round(line.top / _BAND), without_page_number(line.text)) for line in lines}:
            bands.setdefault(printed[0], Counter())[printed[1]] += 1
    kept = []
    dropped: list[str] = []
    for lines in pages:
        ends = _apart(lines)
        order = sorted(range(len(lines)), key=lambda at: -lines[at].top)
        outer = {*order[:2], *order[-2:]}
        gone = {
            at
            for at, line in enumerate(lines)
            if not line.table
            and (
                (at in ends and _PAGE_NUMBER.fullmatch(line.text))
                or (at in outer and _is_head(line, bands, len(pages)))
            )
        }
        dropped += [lines[at].text for at in sorted(gone)]
        kept.append([line for at, line in enumerate(lines) if at not in gone])
    return kept, dropped


def _is_head(line: PrintedLine, bands: Mapping[int, Counter[str]], pages: int) -> bool:
    """Whether a line is a head or foot: repeated at its height, where other pages have nothing that stands only once.

    What ends like a sentence or names the unit of a table stays, though every page should begin or end with it.
    """
    masked, at = without_page_number(line.text), round(line.top / _BAND)
    if pages < 3 or bands[at][masked] < max(3, 0.25 * pages) or _NO_HEAD.search(line.text):
        return False
    beside = Counter[str]()
    for near in (at - 1, at, at + 1):
        beside.update(bands.get(near, Counter()))
    again = sum(count for one, count in beside.items() if count > 1 or _PAGE_NUMBER.fullmatch(one))
    return again >= 0.8 * beside.total()


def _apart(lines: Sequence[PrintedLine]) -> set[int]:
    """The lines at the top and the foot of a page that more room than between lines parts from the rest."""
    order = sorted(range(len(lines)), key=lambda at: -lines[at].top)
    gaps = [lines[one].bottom - lines[other].top for one, other in pairwise(order)]
    if not gaps:
        return set(order)
    usual = sorted(gaps)[len(gaps) // 2]
    found: set[int] = set()
    for places, room in ((order, gaps), (order[::-1], gaps[::-1])):
        for count, gap in enumerate(room[:3], start=1):
            if gap > usual + 0.5 * max(lines[places[0]].size, 1.0):
                found.update(places[:count])
                break
    return found


def without_page_number(text: str) -> str:
    """A line without the number of its page: digits within it must be the same on every page to make it a head."""
    return _AT_EDGE.sub("#", text) if len(text) <= _LONGEST_HEAD else f"{text}\0"
