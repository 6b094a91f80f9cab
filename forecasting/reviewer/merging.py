"""A second reading of a report beside the rows a reviewer has been through: theirs stay, the rest is new or gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.reviewer.placed import confidence_of, place

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forecasting.extract.document import Document
    from forecasting.reviewer.placed import Placed

__all__ = ["Merged", "merge"]


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows of both readings.

    Attributes:
        rows: those kept, then the new ones, in the order of the text.
        new: ids of the rows no earlier reading had.
        gone: ids of the rows of the earlier reading that were left out, since nobody had decided on them and they were
            not found again.
    """

    rows: tuple[dict[str, str], ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]


def merge(
    kept: Sequence[Mapping[str, str]],
    found: Sequence[Mapping[str, str]],
    documents: Sequence[Document],
    rejected: Sequence[Mapping[str, str]] = (),
) -> Merged:
    """Rows of a folder and rows of a new reading of its report as one table.

    A row of the folder that a person typed, accepted or mended stays as it is, whether found again or not. A new row is
    the same claim when its quote stands at the same place for the same indicator, or, the reviewer having changed that,
    when quote, place and kind or number agree. What was rejected is not proposed again.

    Args:
        kept: rows of the folder.
        found: rows of the new reading.
        documents: the reports as they are now.
        rejected: rows that were rejected.
    """
    old = place([(0, row) for row in kept], documents).claims
    new = place([(0, row) for row in found], documents).claims
    refused = {_words(row) for row in rejected}
    keys: tuple[Callable[[Placed], tuple[object, ...]], ...] = (
        lambda one: (one.start, *_of(one, "quote", "indicator", "kind", "value")),
        lambda one: (one.start, *_of(one, "quote", "indicator", "kind")),
        lambda one: (one.start, *_of(one, "quote", "indicator")),
        lambda one: (one.start, *_of(one, "quote", "kind")),
        lambda one: (one.start, *_of(one, "quote", "value")),
        # In a text that was edited the place of a quote may no longer be told.
        lambda one: _of(one, "quote", "indicator", "kind", "value", "end"),
    )
    matched_old: set[int] = set()
    matched_new: set[int] = set()
    for key in keys:
        waiting: dict[tuple[object, ...], list[int]] = {}
        for at, one in enumerate(old):
            if at not in matched_old:
                waiting.setdefault(key(one), []).append(at)
        for at, one in enumerate(new):
            if at not in matched_new and waiting.get(key(one)):
                matched_old.add(waiting[key(one)].pop(0))
                matched_new.add(at)
    staying = [one for at, one in enumerate(old) if at in matched_old or confidence_of(one.cells) is None]
    gone = [one.cells.get("claim_id", "") for one in old if one not in staying]
    taken = {one.cells.get("claim_id", "") for one in staying}
    added: list[Placed] = []
    names: list[str] = []
    for at, one in enumerate(new):
        if at in matched_new or _words(one.cells) in refused:
            continue
        name = _free(one.cells.get("claim_id", ""), taken)
        taken.add(name)
        names.append(name)
        added.append(type(one)({**one.cells, "claim_id": name}, 0, one.start, one.end, one.values))
    # A row that stands nowhere keeps its place behind the row it followed.
    order: list[tuple[int, int, dict[str, str]]] = []
    last = -1
    for at, one in enumerate(staying):
        last = one.start if one.start >= 0 else last
        order.append((last, at, dict(one.cells)))
    order += [(one.start, len(staying) + at, dict(one.cells)) for at, one in enumerate(added)]
    order.sort(key=lambda entry: entry[:2])
    return Merged(tuple(row for *_, row in order), tuple(names), tuple(gone))


def _of(one: Placed, *columns: str) -> tuple[str, ...]:
    return tuple(one.cells.get(name, "") for name in columns)


def _words(row: Mapping[str, str]) -> tuple[str, ...]:
    """What makes a rejected row the same as one proposed again."""
    return tuple(row.get(name, "") for name in ("quote", "indicator", "kind", "value"))


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free
