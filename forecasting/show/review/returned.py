"""What comes back from a review into the folder: all of it, or a list of what is wrong and nothing."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.dossier import COLUMNS, read_folder
from forecasting.dossier.book import filled_rows, opened
from forecasting.dossier.table import read_table_file
from forecasting.errors import DossierError, Fault, ForecastingError
from forecasting.extras import needed
from forecasting.files import write_files
from forecasting.show.review.placed import confidence_of
from forecasting.show.review.workbook import CLAIMS, DECISIONS

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping, Sequence

__all__ = ["REJECTED", "Taken", "accepted", "rejected_rows", "take"]

REJECTED = "rejected.csv"
"""Rows a reviewer rejected, beside the claims: they are not proposed again."""
_REVIEWED = re.compile(r"^(\s*reviewed\s*=\s*)false\b", re.MULTILINE)
_SURE = re.compile(r"confidence=[01](?:\.[0-9]+)?")
MOST_COLUMNS = 60


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken back.

    Attributes:
        path: the claims file written.
        rows: how many claims it holds.
        undecided: how many of them nobody has decided yet.
        reviewed: whether `dossier.toml` now says that the dossier is reviewed.
    """

    path: Path
    rows: int
    undecided: int
    reviewed: bool


def accepted(row: Mapping[str, str]) -> dict[str, str]:
    """A row a person has accepted: the note says so in place of how sure the extraction was."""
    pieces = [one.strip() for one in row.get("note", "").split(";")]
    rest = [one for one in pieces if not _SURE.fullmatch(one)]
    return dict(row) if len(rest) == len(pieces) else {**row, "note": "; ".join(["reviewed", *rest])}


def take(
    folder: str | os.PathLike[str],
    file: str | os.PathLike[str],
    rejected: str | os.PathLike[str] | None = None,
) -> Taken:
    """Put reviewed claims into their folder; once none is undecided, the dossier counts as reviewed.

    Args:
        folder: of the dossier.
        file: `claims.csv` saved from the page, or the workbook with its first column filled in.
        rejected: `rejected.csv` saved from the page, if there was one.

    Raises:
        DossierError: the claims have faults; nothing was written.
        ForecastingError: a file cannot be read, or the folder keeps its claims in a workbook.
    """
    at, given = Path(folder), Path(file)
    if (at / "claims.xlsx").is_file():
        msg = f"{at / 'claims.xlsx'}: claims that come back are written as claims.csv; remove the workbook first"
        raise ForecastingError(msg)
    if given.suffix.lower() == ".xlsx":
        columns, kept, refused = _from_workbook(given)
        data = _csv(columns, kept)
    else:
        table = read_table_file(given)
        if table.faults:
            raise DossierError(table.faults)
        try:
            data = given.read_bytes()
        except OSError as problem:
            msg = f"{given}: cannot be read ({problem.strerror})"
            raise ForecastingError(msg) from problem
        kept, refused = [dict(row.cells) for row in table.rows], []
    if rejected is not None:
        refused += rejected_rows(Path(rejected))
    heading = _heading(at)
    undecided = sum(confidence_of(row) is not None for row in kept)
    done = _REVIEWED.sub(r"\1true", heading) if not undecided else heading
    _require_sound(at, given, done, data)
    contents = {at / "claims.csv": data}
    if done != heading:
        contents[at / "dossier.toml"] = done.encode("utf-8")
    if refused:
        known = rejected_rows(at / REJECTED) if (at / REJECTED).is_file() else []
        every = [*known, *(row for row in refused if row not in known)]
        contents[at / REJECTED] = _csv(COLUMNS, every)
    write_files(contents, force=True)
    return Taken(at / "claims.csv", len(kept), undecided, reviewed=not undecided)


def rejected_rows(path: Path) -> list[dict[str, str]]:
    """The rows of `rejected.csv`.

    Raises:
        DossierError: it is no such table.
    """
    table = read_table_file(path)
    if table.faults:
        raise DossierError(table.faults)
    return [dict(row.cells) for row in table.rows]


def _heading(folder: Path) -> str:
    try:
        return (folder / "dossier.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        msg = f"{folder / 'dossier.toml'}: cannot be read ({getattr(problem, 'strerror', None) or problem})"
        raise ForecastingError(msg) from problem


def _require_sound(folder: Path, given: Path, heading: str, claims: bytes) -> None:
    """Read the folder as it would be.

    Raises:
        DossierError: it would have faults, each under the name of the file given.
    """
    with tempfile.TemporaryDirectory(prefix="forecasting-", ignore_cleanup_errors=True) as name:
        trial = Path(name)
        (trial / "dossier.toml").write_text(heading, encoding="utf-8")
        (trial / "claims.csv").write_bytes(claims)
        if (folder / "scenarios.toml").is_file():
            (trial / "scenarios.toml").write_bytes((folder / "scenarios.toml").read_bytes())
        _, faults = read_folder(trial)
    named = {str(trial / "claims.csv"): str(given)}
    named |= {str(trial / one): str(folder / one) for one in ("dossier.toml", "scenarios.toml")}
    if faults:
        raise DossierError([replace(one, file=named.get(one.file, one.file)) for one in faults])


def _csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return text.getvalue().encode("utf-8")


def _from_workbook(path: Path) -> tuple[list[str], list[dict[str, str]], list[dict[str, str]]]:
    """Columns, and the rows kept and rejected, of a workbook of the review.

    Raises:
        ForecastingError: it cannot be read, or is no workbook of a review.
        DossierError: cells that hold no text, or an unknown decision.
    """
    needed("openpyxl", "openpyxl", "a workbook", "excel")
    try:
        book = opened(path)
        table = filled_rows(book[CLAIMS])
    except Exception as problem:
        # The library tells damage in many ways of its own.
        msg = f"{path}: cannot be read as a workbook of a review ({problem}); write it again with forecasting review --xlsx"
        raise ForecastingError(msg) from problem
    head = [str(one) for one in table.pop(1, ()) if one is not None]
    if head[:2] != ["decision", "confidence"]:
        msg = f"{path}: the sheet {CLAIMS} begins with {', '.join(head[:2]) or 'nothing'}; expected decision, confidence"
        raise ForecastingError(msg)
    faults: list[Fault] = []
    kept: list[dict[str, str]] = []
    refused: list[dict[str, str]] = []
    for number, values in table.items():
        cells = dict(zip(head, values, strict=False))
        if not any(cells.values()):
            continue
        row = {name: _text(path, number, name, cells.get(name), faults) for name in head[2:]}
        said = str(cells["decision"] or "").strip()
        what = DECISIONS.get(said, "")
        if said and not what:
            faults.append(Fault(str(path), number, "decision", repr(said), " or ".join(DECISIONS)))
        (refused if what == "reject" else kept).append(accepted(row) if what == "accept" else row)
    if faults:
        raise DossierError(faults)
    return head[2:], kept, refused


def _text(path: Path, number: int, name: str, value: object, faults: list[Fault]) -> str:
    """A cell as text; a number is taken where its printed form cannot be lost."""
    if value is None or isinstance(value, str):
        return value or ""
    if (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and value == int(value)
        and name != "value"
    ):
        return str(int(value))
    expected = "the number as printed, in a cell formatted as text: as a number, 10.0 becomes 10"
    faults.append(Fault(str(path), number, name, f"{value!r}", expected))
    return ""
