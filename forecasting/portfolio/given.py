"""What is to be assessed: folders, dossiers and reports, each under a name of its own, in the order of names."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.dossier import Dossier
from forecasting.dossier.inputs import FILES

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

__all__ = ["REPORTS", "Item", "digest", "gather"]

#: Endings of files that are read as reports when they are named; `_FOUND` are those looked for in a folder.
REPORTS = (".docx", ".docm", ".dotx", ".pdf", ".html", ".htm", ".xhtml", ".txt", ".md", ".markdown")
_FOUND = (".docx", ".docm", ".pdf", ".html", ".htm", ".xhtml", ".txt")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to assess.

    Attributes:
        name: unique among all that is assessed together; the order of names is the order of the results.
        kind: "folder", "report", "dossier", or "refused" for what cannot be assessed.
        place: path as it was given; empty for a dossier that was made in memory.
        dossier: of the kind "dossier".
        status: of a refused one, "refused" or "given_twice".
        reason: why it is refused, or what else is to be said of its name.
    """

    name: str
    kind: str
    place: str = ""
    dossier: Dossier | None = None
    status: str = ""
    reason: str = ""


def gather(
    given: Iterable[str | os.PathLike[str] | Dossier] | str | os.PathLike[str] | Dossier,
) -> list[Item]:
    """Everything given, by name; what cannot be assessed is among it, with the reason.

    A folder that is no dossier is searched for dossiers and reports below it. Names are folder and file names, the
    entity for a dossier made in memory; where two are the same, folders above them are put before them.

    Args:
        given: folders, reports and dossiers, or one of them, in any order.
    """
    single = isinstance(given, str | Dossier) or hasattr(given, "__fspath__")
    several: Iterable[Any] = [given] if single else given  # type: ignore[assignment]
    items = [item for one in several for item in _items(one)]
    return sorted(_named(_once(items)), key=lambda item: item.name)


def _items(one: Any) -> Iterator[Item]:
    if isinstance(one, Dossier):
        place = "" if one.folder is None else str(one.folder)
        yield Item(Path(place).name or one.entity, "dossier", place, one)
        return
    if not isinstance(one, str) and not hasattr(one, "__fspath__"):
        yield _refused(
            type(one).__name__,
            "",
            f"found {type(one).__name__}; expected a folder, a report or a dossier as load returns it",
        )
        return
    path = Path(one)
    place = path.as_posix()
    name = path.name or path.resolve().name
    if path.is_dir():
        yield from _within(path, name, place)
    elif not path.exists():
        yield _refused(name, place, f"{place}: no such file or folder; expected a dossier folder or a report")
    elif path.suffix.lower() in REPORTS:
        yield Item(path.stem, "report", place)
    else:
        expected = ", ".join(REPORTS)
        yield _refused(
            name, place, f"{place}: found a file that is no report; expected a name ending with {expected}"
        )


def _within(path: Path, name: str, place: str) -> Iterator[Item]:
    if any((path / file).is_file() for file in FILES[:3]):
        yield Item(name, "folder", place)
        return
    folders = sorted({one.parent for one in path.rglob("dossier.toml")})
    yield from (Item(one.name, "folder", one.as_posix()) for one in folders)
    inside = set(folders)
    reports = [
        place
        for place in sorted(path.rglob("*"))
        if place.suffix.lower() in _FOUND and place.is_file() and not inside & set(place.parents)
    ]
    yield from (Item(one.stem, "report", one.as_posix()) for one in reports)
    if not folders and not reports:
        reason = f"{place}: a folder without dossiers; expected dossier.toml and claims.csv in it or below it, or reports"
        yield _refused(name, place, reason)


def _refused(name: str, place: str, reason: str, status: str = "refused") -> Item:
    return Item(name, "refused", place, None, status, reason)


def _once(items: list[Item]) -> list[Item]:
    """Each thing once; the same folder, report or dossier given again is refused as given twice."""
    kept: list[Item] = []
    paths: dict[Path, Item] = {}
    contents: dict[str, Item] = {}
    again: Counter[tuple[str, str]] = Counter()
    for item in sorted(items, key=_order):
        known = None
        if item.kind in ("folder", "report"):
            known = paths.setdefault(Path(item.place).resolve(), item)
        elif item.dossier is not None:
            known = contents.setdefault(_content(item.dossier), item)
        if known is None or known is item:
            kept.append(item)
        else:
            again[item.name, item.place] += 1
    for (name, place), count in sorted(again.items()):
        times = "once more" if count == 1 else f"{count} more times"
        reason = f"{place or name}: given {times}; assessed once"
        kept.append(_refused(name, place, reason, "given_twice"))
    return kept


def _order(item: Item) -> tuple[str, str, str, str, str]:
    return (
        item.name,
        item.kind,
        item.place,
        item.reason,
        "" if item.dossier is None else _content(item.dossier),
    )


def _named(items: list[Item]) -> list[Item]:
    """Names told apart: by folders above, by the year, and last by number in the order of content.

    What is not assessed gives way: it never changes the name of what is.
    """
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.kind != "refused":
            groups[item.name].append(item)
    taken: set[str] = set()
    named: list[Item] = []

    def add(item: Item, name: str, reason: str) -> None:
        unique, number = name, 1
        while unique in taken:
            number += 1
            unique = f"{name} #{number}"
        taken.add(unique)
        named.append(replace(item, name=unique, reason=reason))

    for name, group in sorted(groups.items(), key=lambda pair: (len(pair[1]) > 1, pair[0])):
        names = _apart(group) if len(group) > 1 else [name]
        shared = f"{len(group)} share the name {name}" if len(group) > 1 else ""
        for item, own in zip(group, names, strict=True):
            add(item, own, shared)
    for item in items:
        if item.kind == "refused":
            add(item, item.name, item.reason)
    return named


def _apart(group: list[Item]) -> list[str]:
    depth = 2
    longest = max(len(Path(item.place).parts) for item in group)
    while True:
        names = [
            "/".join(
                Path(item.place)
                .with_suffix("" if item.kind == "report" else Path(item.place).suffix)
                .parts[-depth:]
            )
            if item.place
            else f"{item.name} ({item.dossier.as_of})"
            if item.dossier is not None
            else item.name
            for item in group
        ]
        if len(set(names)) == len(names) or depth >= longest:
            return names
        depth += 1


def _content(dossier: Dossier) -> str:
    """A digest of what a dossier states, whatever the order of its rows."""
    rest = sorted(
        repr(one) for one in (*dossier.claims, *dossier.indicators.items(), *dossier.sources.items())
    )
    rest += [repr(dossier.assumptions), *sorted(map(repr, (*dossier.ratios, *dossier.identities)))]
    head = f"{dossier.title}\n{dossier.entity}\n{dossier.as_of}\n{dossier.founded}"
    return hashlib.sha256("\n".join([head, *rest]).encode()).hexdigest()


def digest(item: Item) -> str:
    """A digest of what an item holds now, to tell whether it changed; empty where it cannot be read."""
    if item.dossier is not None:
        return _content(item.dossier)
    if item.kind == "refused":
        return hashlib.sha256(item.reason.encode()).hexdigest()
    place = Path(item.place)
    files = [place / name for name in FILES] if item.kind == "folder" else [place]
    found = hashlib.sha256()
    for file in files:
        try:
            content = file.read_bytes()
        except OSError:
            continue
        found.update(f"{file.name}:{len(content)}:".encode())
        found.update(content)
    return found.hexdigest()
