"""A portfolio straight to files: memory stays flat, what is finished is kept, an interrupted run goes on."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.dossier import Dossier
from forecasting.errors import ForecastingError
from forecasting.files import PAGE, free_place
from forecasting.portfolio.engines import CHUNK, chunks_of, outcomes, outcomes_on_processes
from forecasting.portfolio.given import gather
from forecasting.portfolio.journal import Journal
from forecasting.portfolio.many import Portfolio, counted, records
from forecasting.portfolio.page import write_ranking
from forecasting.portfolio.tables import (
    DOSSIER_COLUMNS,
    FARED_COLUMNS,
    FINDING_COLUMNS,
    TARGET_COLUMNS,
    finding_frame,
    flat_finding,
    table_frame,
)
from forecasting.portfolio.work import assess_items
from forecasting.portfolio.writers import places, write_tables
from forecasting.words import spoken

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from forecasting.portfolio.given import Item

__all__ = ["PAGES", "Run", "run_to_file"]

#: Dossiers that get a page of their own beside a ranking; each takes about a second.
PAGES = 10


@dataclass(frozen=True, slots=True)
class Run:
    """What a run wrote and found.

    Attributes:
        written: the files.
        notices: what a reader should know of the whole, counted.
        unread: a line for each that was not assessed: its name and the reason.
        assessed: how many were.
        wrong: how many of them hold something inconsistent.
    """

    written: tuple[Path, ...]
    notices: tuple[str, ...]
    unread: tuple[str, ...]
    assessed: int
    wrong: int


def run_to_file(  # noqa: PLR0913 - each is an option of the command
    given: Iterable[str | os.PathLike[str] | Dossier],
    output: str | os.PathLike[str],
    *,
    workers: int = 1,
    resume: bool = False,
    force: bool = False,
    language: str = "en",
    chunk: int = CHUNK,
    page: str | os.PathLike[str] | None = None,
    pages: int = PAGES,
    as_of: int | None = None,
    progress: Callable[[int, int, float], None] | None = None,
) -> Run:
    """Assess many dossiers and write their tables.

    Outcomes go to a journal beside the output as they come (`OUTPUT.unfinished`), from which the files are made when
    all are there; then it is removed.

    Args:
        given: as for `assess_many`, but for frames.
        output: ends with .csv, .parquet or .xlsx.
        workers: processes; one works in this process.
        resume: go on with the journal of a run that was ended; dossiers that changed since are assessed again.
        force: replace files that are there, and a journal.
        language: "en" or "zh".
        chunk: dossiers handed out together.
        page: an .html file for the ranking; the targets are then held in memory.
        pages: how many dossiers, from the top of the ranking, get a page of their own beside it.
        as_of: last year of reported history of the reports; None finds it in each.
        progress: called with how many are done, of how many, and the seconds since the beginning; those that were done
            before an interruption are not counted.

    Raises:
        ForecastingError: a place that cannot be written to, fewer than one worker, nothing given, or nothing to resume.
    """
    spoken(language)
    if workers < 1:
        msg = f"workers counts processes, from 1; received {workers}"
        raise ForecastingError(msg)
    given = list(given)
    if len(given) == 1 and not isinstance(given[0], Dossier) and Path(given[0]).suffix.lower() == ".csv":
        return _series_to_file(Path(given[0]), output, page, force=force, language=language)
    items = gather(given)
    if not items:
        raise ForecastingError("nothing to assess; give folders of dossiers or reports")
    place = Path(output)
    unfinished = place.with_name(f"{place.name}.unfinished")
    going_on = resume and unfinished.exists()
    if resume and not going_on and place.exists() and not force:
        msg = f"{place} is there already and no unfinished run beside it, so there is nothing to resume; --force begins anew"
        raise ForecastingError(msg)
    # An interrupted run may have been ended between the names of its two files.
    files = places(place, force=force or going_on)
    if page is not None:
        free_place(page, force=force or going_on, endings=PAGE)
    journal = Journal(unfinished, language, resume=resume, force=force, as_of=as_of)
    done = False
    try:
        left = journal.missing(items)
        begun, count = time.monotonic(), 0
        if progress is not None and left:
            progress(0, len(left), 0.0)
        for found in _found(left, workers, chunk, language, as_of):
            journal.add(found)
            count += len(found)
            if progress is not None:
                progress(count, len(left), time.monotonic() - begun)
        write_tables(files[0], _tables(journal, items), language)
        if page is not None:
            again = force or going_on
            files.append(_ranking(journal, items, page, pages, language, as_of=as_of, force=again))
        run = _told(journal, items, files, language)
        done = True
    finally:
        journal.close(done=done)
    return run


def _ranking(
    journal: Journal,
    items: list[Item],
    page: str | os.PathLike[str],
    pages: int,
    language: str,
    *,
    as_of: int | None,
    force: bool,
) -> Path:
    rows = [one["dossier"] for one in journal.outcomes(items)]
    wrong = [
        row for one in journal.outcomes(items) for row in one["findings"] if row["verdict"] == "inconsistent"
    ]
    targets = [row for one in journal.outcomes(items) for row in one["targets"]]
    found = Portfolio(
        table_frame(rows, DOSSIER_COLUMNS),
        finding_frame(wrong),
        table_frame(targets, TARGET_COLUMNS),
        tuple(counted(rows, language)),
        language,
    )
    return write_ranking(found, page, pages=pages, as_of=as_of, force=force)


def _series_to_file(
    table: Path,
    output: str | os.PathLike[str],
    page: str | os.PathLike[str] | None,
    *,
    force: bool,
    language: str,
) -> Run:
    """A long frame of series with targets, which takes seconds whole: no journal, no workers."""
    from forecasting.portfolio.fared import growth_portfolio
    from forecasting.portfolio.series import assess_series
    from forecasting.portfolio.series_reading import read_series

    files = places(output, force=force)
    if page is not None:
        free_place(page, force=force, endings=PAGE)
    frame = read_series(table, "series, year, level, target")
    try:
        if "growth" in frame.columns and "level" not in frame.columns:
            found, fared = growth_portfolio(frame, language)
        else:
            found, fared = assess_series(frame, None, language), None
    except ForecastingError as error:
        msg = f"{table}: {error}"
        raise ForecastingError(msg) from error
    tables = found.tables()
    if fared is not None:
        # A workbook has room for a sheet more; the other formats hold two tables.
        tables.append(("fared", FARED_COLUMNS, lambda: records(fared.targets)))
    write_tables(files[0], tables, language)
    if page is not None:
        files.append(write_ranking(found, page, fared=fared, force=force))
    rows = found.dossiers.loc[found.dossiers["status"] != "assessed", ["name", "reason"]]
    unread = tuple(f"{name}: {reason}" for name, reason in rows.itertuples(index=False, name=None))
    assessed = len(found.dossiers) - len(unread)
    return Run(tuple(files), found.notices, unread, assessed, 0)


def _found(
    left: list[Item], workers: int, chunk: int, language: str, as_of: int | None
) -> Iterator[list[dict[str, Any]]]:
    if workers == 1 or len(left) < 2:
        # One by one, so that no more than one is lost when it is ended.
        return outcomes(chunks_of(left, 1), None, assess_items, language, as_of)
    return outcomes_on_processes(left, workers, chunk, language, as_of)


def _tables(journal: Journal, items: list[Item]) -> list[Any]:
    def rows(name: str) -> Iterator[dict[str, Any]]:
        return (row for one in journal.outcomes(items) for row in one[name])

    return [
        ("dossiers", DOSSIER_COLUMNS, lambda: (one["dossier"] for one in journal.outcomes(items))),
        ("findings", FINDING_COLUMNS, lambda: map(flat_finding, rows("findings"))),
        ("targets", TARGET_COLUMNS, lambda: rows("targets")),
    ]


def _told(journal: Journal, items: list[Item], files: list[Path], language: str) -> Run:
    unread, wrong, assessed = [], 0, 0
    for one in journal.outcomes(items):
        row = one["dossier"]
        if row["status"] == "assessed":
            assessed += 1
            wrong += bool(row["inconsistent"] or row["conflicts"])
        else:
            unread.append(f"{row['name']}: {row['reason']}")
    notices = counted((one["dossier"] for one in journal.outcomes(items)), language)
    return Run(tuple(files), tuple(notices), tuple(unread), assessed, wrong)
