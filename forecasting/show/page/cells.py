"""What the tables and lists of a page have in common: a cell that keeps its column's name, and names in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.show.markup import tag

if TYPE_CHECKING:
    from collections.abc import Iterable


def cell(label: str, content: str, kind: str = "n") -> str:
    """A cell that keeps the name of its column, which a telephone prints beside it; a dash where it is empty."""
    kind += "" if content else " empty"
    return tag("td", tag("span", content or "–"), class_=kind.strip(), data_label=label)


def joined(items: Iterable[object] | None, language: str) -> str:
    """Names in a row, with the comma of the language."""
    return ("、" if language == "zh" else ", ").join(str(item) for item in items or ())
