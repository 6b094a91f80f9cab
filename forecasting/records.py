"""Typed rows as plain records and as frames: pandas is met at the public edge only."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

__all__ = ["TypedRow", "frame"]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row of a table that people read; its fields are the columns, in their order."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Names of the columns."""
        return tuple(one.name for one in fields(cls))

    def plain(self) -> dict[str, Any]:
        """The row as plain values by column, for a frame, JSON or a drawing."""
        return {one.name: getattr(self, one.name) for one in fields(self)}


def frame(rows: Iterable[TypedRow], kind: type[TypedRow]) -> pd.DataFrame:
    """A frame of typed rows, with the columns of their type where there is no row."""
    import pandas as pd

    return pd.DataFrame([row.plain() for row in rows], columns=list(kind.columns()))
