"""What a chart tells the pointer: as tables to copy, and in words on each mark, for those without a pointer too."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.charts.grammar import Datum, Spec

__all__ = ["TableBehind", "described", "tables_of", "titled"]

_JOINS = ("layer", "concat", "hconcat", "vconcat")


@dataclass(slots=True)
class TableBehind:
    """Rows of one kind in one panel.

    Attributes:
        caption: title of the panel.
        heads: what the pointer is told of each mark, a column each.
        rows: cells as text.
    """

    caption: str
    heads: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)


def tables_of(specification: Mapping[str, Any]) -> list[TableBehind]:
    """What a chart tells the pointer of its marks, as tables; rows said twice stand once.

    Args:
        specification: of the chart, rows inside or among its data sets.
    """
    sets = specification.get("datasets", {})
    found: dict[tuple[str, tuple[str, ...]], TableBehind] = {}
    for caption, tips, rows in _told(specification, "", [], sets):
        heads = tuple(_head(tip) for tip in tips)
        table = found.setdefault((caption, heads), TableBehind(caption, heads))
        for row in rows:
            cells = tuple(_cell(row.get(tip["field"]), str(tip.get("format", ""))) for tip in tips)
            if any(cells) and cells not in table.rows:
                table.rows.append(cells)
    return [_without_empty(one) for one in found.values() if one.rows]


def described(specification: Spec, language: str) -> Spec:
    """The chart with what the pointer is told of a mark as that mark's description, in the words of the tooltip.

    Left alone, the renderer describes marks by raw fields and axes in English. Here all else is left silent: a drawing
    has a name of its own.

    Args:
        specification: of the chart, rows inside; it stays as it is.
        language: of the chart.
    """
    silent = {"aria": False}
    config: Spec = specification.get("config", {})
    quiet = {part: {**config.get(part, {}), **silent} for part in ("axis", "legend", "title", "mark")}
    return {**_described(specification, [], _Names(language)), "config": {**config, **quiet}}


class _Names:
    """Names of new columns, and how the parts of a description are joined."""

    def __init__(self, language: str) -> None:
        self.number = count()
        self.is_, self.and_ = ("：", "；") if language == "zh" else (": ", "; ")


def _described(view: Spec, rows: list[Datum], names: _Names) -> Spec:
    found = dict(view)
    if "values" in found.get("data", {}):
        rows = [dict(row) for row in found["data"]["values"]]
        found["data"] = {**found["data"], "values": rows}
    for join in _JOINS:
        if join in found:
            found[join] = [_described(part, rows, names) for part in found[join]]
    tips = _tips(found)
    if "mark" in found and tips:
        column = f"told{next(names.number)}"
        for row in rows:
            cells = ((_head(tip), _cell(row.get(tip["field"]), str(tip.get("format", "")))) for tip in tips)
            row[column] = names.and_.join(f"{head}{names.is_}{cell}" for head, cell in cells if cell)
        found["mark"] = {**found["mark"], "aria": True}
        found["encoding"] = {**found["encoding"], "description": {"field": column, "type": "nominal"}}
    return found


_DESCRIBED = re.compile(
    r'<(?P<name>path|line|text)(?P<before>[^>]*?) aria-label="(?P<label>[^"]*)" role="graphics-symbol" '
    r'aria-roledescription="[a-z ]+"(?P<after>[^>]*?)(?P<end>/?)>'
)
_ROLES = re.compile(r' (?:role|aria-label|aria-roledescription)="[^"]*"')


def titled(drawn: str) -> str:
    """A drawing whose described marks show their description when pointed at, without a script.

    They are marked `data-told`, and nothing else in it has a name.

    Args:
        drawn: SVG of a chart that was `described`.
    """

    def title(mark: re.Match[str]) -> str:
        opened = f"<{mark['name']}{mark['before']} data-told{mark['after']}><title>{mark['label']}</title>"
        return opened + (f"</{mark['name']}>" if mark["end"] else "")

    return _ROLES.sub("", _DESCRIBED.sub(title, drawn))


def _tips(view: Mapping[str, Any]) -> list[Spec]:
    tips = view.get("encoding", {}).get("tooltip") or []
    return tips if isinstance(tips, list) else [tips]


def _head(tip: Spec) -> str:
    return str(tip.get("title") or tip["field"])


def _told(
    view: Mapping[str, Any],
    caption: str,
    rows: list[Datum],
    sets: dict[str, list[Datum]],
) -> Iterator[tuple[str, list[Spec], list[Datum]]]:
    title = view.get("title")
    text = title.get("text") if isinstance(title, dict) else title
    if text:
        caption = "".join(text) if isinstance(text, list) else str(text)
    data = view.get("data", {})
    rows = sets.get(data.get("name"), data.get("values", rows))
    inner = [part for join in _JOINS for part in view.get(join, ())]
    if not inner:
        tips = _tips(view)
        if tips:
            yield caption, tips, rows
    for part in inner:
        yield from _told(part, caption, rows, sets)


def _cell(value: Any, form: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value).replace("\n", " ")
    if form.endswith("%"):
        return f"{100 * value:.1f}%"
    return str(int(value)) if form == "d" or float(value).is_integer() else f"{value:.4g}"


def _without_empty(table: TableBehind) -> TableBehind:
    kept = [place for place in range(len(table.heads)) if any(row[place] for row in table.rows)]
    return TableBehind(
        table.caption,
        tuple(table.heads[place] for place in kept),
        [tuple(row[place] for place in kept) for row in table.rows],
    )
