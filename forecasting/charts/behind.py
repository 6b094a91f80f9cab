"""The numbers behind a chart as tables: for those who cannot see it, and to copy into a spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Table", "tables_of"]

_JOINS = ("layer", "concat", "hconcat", "vconcat")


@dataclass(slots=True)
class Table:
    """Rows of one kind in one panel.

    Attributes:
        caption: title of the panel.
        heads: what the pointer is told of each mark, a column each.
        rows: cells as text.
    """

    caption: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)


def tables_of(specification: Mapping[str, Any]) -> list[Table]:
    """What a chart tells the pointer of its marks, as tables; rows said twice stand once.

    Args:
        specification: of the chart, rows inside.
    """
    found: dict[tuple[str, tuple[str, ...]], Table] = {}
    for caption, tips, rows in _told(specification, "", []):
        heads = tuple(str(tip.get("title") or tip["field"]) for tip in tips)
        table = found.setdefault((caption, heads), Table(caption, heads))
        for row in rows:
            cells = tuple(_cell(row.get(tip["field"]), str(tip.get("format", ""))) for tip in tips)
            if any(cells) and cells not in table.rows:
                table.rows.append(cells)
    return [_without_empty(one) for one in found.values() if one.rows]


def _told(
    view: Mapping[str, Any], caption: str, rows: list[dict[str, Any]]
) -> Iterator[tuple[str, list[dict[str, Any]], list[dict[str, Any]]]]:
    title = view.get("title")
    text = title.get("text") if isinstance(title, dict) else title
    if text:
        caption = "".join(text) if isinstance(text, list) else str(text)
    rows = view.get("data", {}).get("values", rows)
    inner = [part for join in _JOINS for part in view.get(join, ())]
    if not inner:
        tips = view.get("encoding", {}).get("tooltip")
        if tips:
            yield caption, tips if isinstance(tips, list) else [tips], rows
    for part in inner:
        yield from _told(part, caption, rows)


def _cell(value: Any, form: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).replace("\n", " ")
    if form.endswith("%"):
        return f"{100 * value:.1f}%"
    return str(int(value)) if form == "d" or float(value).is_integer() else f"{value:.4g}"


def _without_empty(table: Table) -> Table:
    kept = [place for place in range(len(table.heads)) if any(row[place] for row in table.rows)]
    return Table(
        table.caption,
        tuple(table.heads[place] for place in kept),
        [tuple(row[place] for place in kept) for row in table.rows],
    )
