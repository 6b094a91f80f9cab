"""`assess_many`: a portfolio in memory, or written by the workers themselves as a partitioned parquet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.files import WriteRefusedError
from forecasting.portfolio.engines import CHUNK, chunks_of, outcomes
from forecasting.portfolio.given import gather
from forecasting.portfolio.outcome import Outcome
from forecasting.portfolio.ranking import ranked
from forecasting.portfolio.tables import (
    DOSSIER_COLUMNS,
    FINDING_COLUMNS,
    TARGET_COLUMNS,
    finding_frame,
    flat_finding,
    records,
    table_frame,
)
from forecasting.portfolio.work import assess_items
from forecasting.portfolio.writers import places, write_parquet, write_tables
from forecasting.words import say, spoken

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import pandas as pd

    from forecasting.dossier import Dossier
    from forecasting.models.reference import ReferenceClass
    from forecasting.portfolio.given import Item
    from forecasting.portfolio.outcome import DossierRow
    from forecasting.portfolio.writers import Table

__all__ = ["Portfolio", "assess_many", "counted", "portfolio_of"]


@dataclass(frozen=True, eq=False)
class Portfolio:
    """What became of many dossiers, in the order of their names; the frames are the caller's to change.

    Attributes:
        dossiers: one row a dossier: `name`, `status` (assessed, refused, failed, given_twice), `reason`, and counts by
            verdict.
        findings: one row a finding: the dossier's name, then the keys of the JSON of an assessment.
        targets: one row a planned indicator of a dossier, the columns of its table of targets.
        notices: what a reader should know of the whole, counted.
        language: of every sentence.
    """

    dossiers: pd.DataFrame
    findings: pd.DataFrame
    targets: pd.DataFrame
    notices: tuple[str, ...]
    language: str = "en"

    def __repr__(self) -> str:
        """One line: how many of what."""
        assessed = int((self.dossiers["status"] == "assessed").sum())
        return f"Portfolio({len(self.dossiers)} dossiers, {assessed} assessed, {len(self.findings)} findings)"

    def ranking(self) -> pd.DataFrame:
        """The targets, least plausible first, with their `rank`; `arithmetic_fails` where a finding on them is inconsistent.

        Ranked by chance, then by how far what is needed outruns the record: shares and ratios, so that targets in
        different currencies and units can stand in one list. Levels are never compared.
        """
        return ranked(self.targets, self.findings)

    def save(self, output: str | os.PathLike[str], *, force: bool = False) -> list[Path]:
        """Write the tables: .xlsx holds all; beside .csv or .parquet the findings stand as NAME.findings.csv.

        Returns:
            The files written.

        Raises:
            ForecastingError: another ending, a file is there already, or it cannot be written.
        """
        places(output, force=force)
        return write_tables(Path(output), self.tables(), self.language)

    def tables(self) -> list[Table]:
        """The tables as they are written: name, columns, and the rows, made anew at each call."""
        return [
            ("dossiers", DOSSIER_COLUMNS, lambda: records(self.dossiers)),
            ("findings", FINDING_COLUMNS, lambda: map(flat_finding, records(self.findings))),
            ("targets", TARGET_COLUMNS, lambda: records(self.targets)),
        ]


def assess_many(
    dossiers: Iterable[str | os.PathLike[str] | Dossier] | str | os.PathLike[str] | Dossier | pd.DataFrame,
    executor: Any = None,
    language: str = "en",
    *,
    targets: pd.DataFrame | None = None,
    reference: str | ReferenceClass = "panel",
    into: str | os.PathLike[str] | None = None,
    chunk: int = CHUNK,
    as_of: int | None = None,
) -> Portfolio:
    """Assess many dossiers, reports, or one long frame of series with targets.

    Nothing that is wrong with one of them stops the others: it is a row with its status and reason. Results do not
    depend on the order given, the executor, the number of workers or the chunks.

    Args:
        dossiers: dossier folders, folders that hold such, reports, dossiers as `load` returns them; or a long frame
            `series`, `year`, `level` and, in it or in `targets`, `target`, which goes to the growth models alone.
        executor: None for this process, any `concurrent.futures.Executor`, or a dask `Client`.
        language: "en" or "zh", of every sentence.
        targets: for a frame of series: long frame `series`, `year`, `target`, and `side` where lower is better.
        reference: for a frame of series: what growth leans on, as in `forecast`.
        into: a folder that all workers reach. Each chunk is then written there by the worker that assessed it, as
            `dossiers/part-00000.parquet`, `findings/...` and `targets/...`; only the rows of dossiers come back.
        chunk: dossiers handed out together.
        as_of: last year of reported history of the reports; None finds it in each.

    Raises:
        ForecastingError: an unknown language, an executor of another kind, a chunk below one, a frame without its
            columns, or an `into` that holds something already.
    """
    import pandas as pd

    spoken(language)
    if isinstance(dossiers, pd.DataFrame):
        from forecasting.portfolio.series import assess_series

        return assess_series(dossiers, targets, language, reference=reference)
    if targets is not None:
        raise ForecastingError("targets go with a frame of series; dossiers state their own")
    if chunk < 1:
        msg = f"chunk counts the dossiers handed out together, a whole number from 1; received {chunk!r}"
        raise ForecastingError(msg)
    items = gather(dossiers)
    chunks = chunks_of(items, chunk)
    if into is None:
        found = [one for part in outcomes(chunks, executor, assess_items, language, as_of) for one in part]
    else:
        place = _empty_folder(into)
        parts = _Parts(str(place))
        found = [
            one for part in outcomes(_numbered(chunks), executor, parts, language, as_of) for one in part
        ]
        # An empty portfolio has its tables all the same.
        if not chunks:
            parts.write(0, [])
    return portfolio_of(found, language)


def portfolio_of(found: Sequence[Outcome], language: str) -> Portfolio:
    """The tables of outcomes, as frames."""
    return Portfolio(
        table_frame((one.dossier_cells() for one in found), DOSSIER_COLUMNS),
        finding_frame(cells for one in found for cells in one.finding_cells()),
        table_frame((cells for one in found for cells in one.target_cells()), TARGET_COLUMNS),
        tuple(counted((one.dossier for one in found), language)),
        language,
    )


def _empty_folder(into: str | os.PathLike[str]) -> Path:
    place = Path(into).absolute()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        msg = f"{place} is there already and not empty; give a new folder for the parts"
        raise WriteRefusedError(msg)
    try:
        for name in ("dossiers", "findings", "targets"):
            (place / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"cannot make the folder {place}: {error.strerror}"
        raise WriteRefusedError(msg) from error
    return place


class _Numbered(list["Item"]):
    """A chunk that knows its number."""

    number: int = 0


def _numbered(chunks: Sequence[list[Item]]) -> list[list[Item]]:
    numbered: list[list[Item]] = []
    for number, chunk in enumerate(chunks):
        one = _Numbered(chunk)
        one.number = number
        numbered.append(one)
    return numbered


@dataclass(frozen=True, slots=True)
class _Parts:
    """Work of a worker that writes what it found: each part whole or not at all, the same if it is done again."""

    place: str

    def __call__(self, chunk: list[Item], language: str, as_of: int | None) -> list[Outcome]:
        found = assess_items(chunk, language, as_of)
        self.write(getattr(chunk, "number", 0), found)
        return [Outcome(one.dossier) for one in found]

    def write(self, number: int, found: list[Outcome]) -> None:
        import os

        tables: dict[str, tuple[Mapping[str, str], list[Mapping[str, Any]]]] = {
            "dossiers": (DOSSIER_COLUMNS, [one.dossier_cells() for one in found]),
            "findings": (
                FINDING_COLUMNS,
                [flat_finding(cells) for one in found for cells in one.finding_cells()],
            ),
            "targets": (TARGET_COLUMNS, [cells for one in found for cells in one.target_cells()]),
        }
        for name, (columns, rows) in tables.items():
            place = Path(self.place, name, f"part-{number:05}.parquet")
            # Two workers may do one part when the first was thought dead; each writes under a name of its own.
            made = place.with_name(f".{place.name}.{os.getpid()}")
            write_parquet(made, columns, rows)
            made.replace(place)


def counted(rows: Iterable[DossierRow], language: str) -> Iterator[str]:
    """What a reader should know of the whole: how many were assessed, how many not, and what cannot be compared."""
    statuses: Counter[str] = Counter()
    wrong = shared = unreviewed = 0
    money: set[str] = set()
    for row in rows:
        statuses[row.status] += 1
        wrong += row.wrong
        shared += row.status == "assessed" and bool(row.reason)
        unreviewed += row.reviewed is False
        money |= set(filter(None, (row.currency or "").split("; ")))
    count = sum(statuses.values())
    yield say("portfolio.count", language, count=count, assessed=statuses["assessed"], wrong=wrong)
    for status in ("refused", "failed", "given_twice"):
        if statuses[status]:
            yield say(f"portfolio.{status}", language, count=statuses[status])
    if shared:
        yield say("portfolio.shared_names", language, count=shared)
    if unreviewed:
        yield say("portfolio.unreviewed", language, count=unreviewed)
    if len(money) > 1:
        yield say("portfolio.currencies", language, codes=", ".join(sorted(money)))
