"""What is finished of a run, on disk as it comes, so that an interrupted run goes on where it was ended."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from forecasting import __version__
from forecasting.errors import ForecastingError
from forecasting.portfolio.given import digest
from forecasting.portfolio.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from forecasting.portfolio.given import Item

__all__ = ["Journal"]


class Journal:
    """One line an outcome in a file beside the results; a line that was not finished is dropped.

    Only where each outcome begins is kept in memory.

    Attributes:
        path: of the file.
    """

    def __init__(
        self, path: Path, language: str, *, resume: bool, force: bool = False, as_of: int | None = None
    ) -> None:
        """Begin anew, or go on.

        Args:
            path: of the file.
            language: of the sentences in it.
            resume: go on with a file that is there.
            force: throw away one that is there.
            as_of: what reports were read as of.

        Raises:
            ForecastingError: a file is there and neither is asked for, or it was begun otherwise.
        """
        self.path = path
        self._places: dict[str, int] = {}
        head = json.dumps({"forecasting": __version__, "language": language, "as_of": as_of})
        there = path.exists()
        if there and not (resume or force):
            msg = f"{path} is there from a run that did not finish; --resume goes on with it, --force begins anew"
            raise ForecastingError(msg)
        going_on = there and resume
        self._file = path.open("r+b" if going_on else "w+b")
        if going_on:
            self._read(head)
        else:
            self._file.write(f"{head}\n".encode())
            self._flush()

    def _read(self, head: str) -> None:
        first = self._file.readline()
        if not first.endswith(b"\n"):
            self._file.seek(0)
            self._file.truncate()
            self._file.write(f"{head}\n".encode())
            return
        if first.decode("utf-8", "replace").rstrip("\n") != head:
            self._file.close()
            msg = f"{self.path} was begun by another version, in another language or as of another year; --force begins anew"
            raise ForecastingError(msg)
        end = self._file.tell()
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            try:
                name = json.loads(line)["dossier"]["name"]
            except (ValueError, KeyError, TypeError):
                break
            self._places[name] = end
            end += len(line)
        self._file.seek(end)
        self._file.truncate()

    def missing(self, items: Iterable[Item]) -> list[Item]:
        """The items that are not in it, or have changed since."""
        return [item for item in items if not self._holds(item)]

    def _holds(self, item: Item) -> bool:
        if item.name not in self._places:
            return False
        known = self.outcome(item.name)
        same = known.digest == digest(item) and known.dossier.place == item.place
        return same and item.reason in ("", known.dossier.reason)

    def add(self, outcomes: Iterable[Outcome]) -> None:
        """Write outcomes down; they are on the disk when this returns."""
        self._file.seek(0, os.SEEK_END)
        for outcome in outcomes:
            self._places[outcome.dossier.name] = self._file.tell()
            line = json.dumps(outcome.plain(), ensure_ascii=False, separators=(",", ":"))
            self._file.write(line.encode() + b"\n")
        self._flush()

    def _flush(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())

    def outcome(self, name: str) -> Outcome:
        """The outcome of one item."""
        self._file.seek(self._places[name])
        return Outcome.of(json.loads(self._file.readline()))

    def outcomes(self, items: Iterable[Item]) -> Iterator[Outcome]:
        """Outcomes in the order of items, one at a time."""
        for item in items:
            yield self.outcome(item.name)

    def close(self, *, done: bool) -> None:
        """Close the file; it is removed when the results are whole."""
        self._file.close()
        if done:
            self.path.unlink(missing_ok=True)
