"""A second reading of a report beside the rows a reviewer has been through: theirs stay, the rest is new or gone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from forecasting.dossier.table import cells
from forecasting.show.review.placed import confidence_of, place
from forecasting.show.review.returned import REJECTED, rejected_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from forecasting._extract.document import Document
    from forecasting.dossier import Dossier
    from forecasting.show.review.placed import PlacedRow

__all__ = ["Merged", "merge", "renew"]

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows of both readings.

    Attributes:
        rows: those kept, then the new ones, in the order of the text.
        new: ids of the rows no earlier reading had, each with the id the new reading gave it.
        gone: ids of the rows of the earlier reading that were left out, since nobody had decided on them and they were
            not found again.
    """

    rows: tuple[PlacedRow, ...]
    new: dict[str, str]
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
    keys: tuple[Callable[[PlacedRow], tuple[object, ...]], ...] = (
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
    gone = [one.claim_id for one in old if one not in staying]
    taken = {one.claim_id for one in staying}
    added: list[PlacedRow] = []
    names: dict[str, str] = {}
    for at, one in enumerate(new):
        if at in matched_new or _words(one.cells) in refused:
            continue
        name = _free(one.claim_id, taken)
        taken.add(name)
        names[name] = one.claim_id
        added.append(replace(one, cells={**one.cells, "claim_id": name}, line=0, faults=()))
    # A row that stands nowhere keeps its place behind the row it followed.
    order: list[tuple[int, int, PlacedRow]] = []
    last = -1
    for at, one in enumerate(staying):
        last = one.start if one.start >= 0 else last
        order.append((last, at, one))
    order += [(one.start, len(staying) + at, one) for at, one in enumerate(added)]
    order.sort(key=lambda entry: entry[:2])
    return Merged(tuple(row for *_, row in order), names, tuple(gone))


def _of(one: PlacedRow, *columns: str) -> tuple[str, ...]:
    return tuple(one.cells.get(name, "") for name in columns)


def _words(row: Mapping[str, str]) -> tuple[str, ...]:
    """What makes a rejected row the same as one proposed again."""
    return tuple(row.get(name, "") for name in ("quote", "indicator", "kind", "value", "end"))


def _free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free


def renew(kept: Dossier, proposal: Dossier, documents: Sequence[Document]) -> tuple[Dossier, Merged]:
    """A dossier that was reviewed, or is being reviewed, after its reports were read again.

    Args:
        kept: the dossier of the folder.
        proposal: the new reading.
        documents: the reports as they are now.

    Returns:
        The dossier with the rows of both, reviewed only where nothing is new, and what became of the rows. Indicators
        and sources of the folder stay as they are; those that new rows need are added.

    Raises:
        DossierError: `rejected.csv` beside the claims is no table of claims.
    """
    refused = kept.folder / REJECTED if kept.folder is not None else None
    rejected = rejected_rows(refused) if refused is not None and refused.is_file() else []
    found = [
        replace(one, entity=kept.entity) if one.entity == proposal.entity else one for one in proposal.claims
    ]
    merged = merge([cells(one) for one in kept.claims], [cells(one) for one in found], documents, rejected)
    by_name = {one.claim_id: one for one in found}
    claims = [
        replace(by_name[merged.new[row.claim_id]], claim_id=row.claim_id)
        if row.claim_id in merged.new
        else kept.claim(row.claim_id)
        for row in merged.rows
    ]
    used = {id_ for one in claims for id_ in (one.indicator, one.of, one.source, one.entity)}
    renewed = replace(
        kept,
        claims=tuple(replace(one, line=line) for line, one in enumerate(claims, 2)),
        indicators={**kept.indicators, **_added(proposal.indicators, kept.indicators, used)},
        sources={**kept.sources, **_added(proposal.sources, kept.sources, used)},
        entities={**kept.entities, **_added(proposal.entities, kept.entities, used)},
        reviewed=kept.reviewed and not merged.new,
    )
    return renewed, merged


def _added(proposed: Mapping[str, T], kept: Mapping[str, T], used: set[str]) -> dict[str, T]:
    return {id_: one for id_, one in proposed.items() if id_ not in kept and id_ in used}
