"""A portfolio straight to files: memory stays flat, what is finished is kept, an interrupted run goes on."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.dossier import Dossier
from forecasting.errors import ForecastingError
from forecasting.files import PAGE, free_place
from forecasting.portfolio.engines import CHUNK, chunks_of, outcomes, outcomes_on_processes
from forecasting.portfolio.given import gather
from forecasting.portfolio.journal import Journal
from forecasting.portfolio.many import counted, portfolio_of
from forecasting.portfolio.page import write_ranking
from forecasting.portfolio.tables import (
    DOSSIER_COLUMNS,
    FARED_COLUMNS,
    FINDING_COLUMNS,
    TARGET_COLUMNS,
    flat_finding,
    records,
)
from forecasting.portfolio.work import assess_items
from forecasting.portfolio.writers import places, write_tables
from forecasting.words import spoken

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator

    from forecasting.portfolio.given import Item
    from forecasting.portfolio.many import Portfolio
    from forecasting.portfolio.outcome import Outcome
    from forecasting.portfolio.writers import Table

__all__ = ["PAGES", "RankingPage", "RunOptions", "RunReport", "run_to_file"]

#: Dossiers that get a page of their own beside a ranking; each takes about a second.
PAGES = 10


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How many are assessed at once, and what stands in the way of a run.

    Attributes:
        language: of every sentence, "en" or "zh".
        as_of: last year of reported history of the reports; None finds it in each.
        workers: processes; one works in this process.
        chunk: dossiers handed out together.
        resume: go on with the journal of a run that was ended; dossiers that changed since are assessed again.
        force: replace files that are there, and a journal.
    """

    language: str = "en"
    as_of: int | None = None
    workers: int = 1
    chunk: int = CHUNK
    resume: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class RankingPage:
    """The ranking as a page; the targets are then held in memory.

    Attributes:
        path: an .html file.
        pages: how many dossiers, from the top of the ranking, get a page of their own beside it.
    """

    path: str | os.PathLike[str]
    pages: int = PAGES


@dataclass(frozen=True, slots=True)
class RunReport:
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


def run_to_file(
    given: Iterable[str | os.PathLike[str] | Dossier],
    output: str | os.PathLike[str],
    options: RunOptions | None = None,
    *,
    page: RankingPage | None = None,
    progress: Callable[[int, int, float], None] | None = None,
) -> RunReport:
    """Assess many dossiers and write their tables.

    Outcomes go to a journal beside the output as they come (`OUTPUT.unfinished`), from which the files are made when
    all are there; then it is removed.

    Args:
        given: as for `assess_many`, but for frames.
        output: ends with .csv, .parquet or .xlsx.
        options: how it is run; None takes the defaults.
        page: where the ranking goes as a page; None writes none.
        progress: called with how many are done, of how many, and the seconds since the beginning; those that were done
            before an interruption are not counted.

    Raises:
        ForecastingError: a place that cannot be written to, fewer than one worker, nothing given, or nothing to resume.
    """
    options = options or RunOptions()
    spoken(options.language)
    if options.workers < 1:
        msg = f"workers counts processes, from 1; received {options.workers}"
        raise ForecastingError(msg)
    given = list(given)
    if len(given) == 1 and not isinstance(given[0], Dossier) and Path(given[0]).suffix.lower() == ".csv":
        return _series_to_file(Path(given[0]), output, page, options)
    items = gather(given)
    if not items:
        raise ForecastingError("nothing to assess; give folders of dossiers or reports")
    place = Path(output)
    unfinished = place.with_name(f"{place.name}.unfinished")
    going_on = options.resume and unfinished.exists()
    if options.resume and not going_on and place.exists() and not options.force:
        msg = f"{place} is there already and no unfinished run beside it, so there is nothing to resume; --force begins anew"
        raise ForecastingError(msg)
    # An interrupted run may have been ended between the names of its two files.
    again = options.force or going_on
    files = places(place, force=again)
    if page is not None:
        free_place(page.path, force=again, endings=PAGE)
    journal = Journal(
        unfinished, options.language, resume=options.resume, force=options.force, as_of=options.as_of
    )
    done = False
    try:
        _fill(journal, items, options, progress)
        write_tables(files[0], _tables(journal, items), options.language)
        if page is not None:
            ranking = _ranking(journal, items, options.language)
            files.append(
                write_ranking(ranking, page.path, pages=page.pages, as_of=options.as_of, force=again)
            )
        report = _told(journal, items, files, options.language)
        done = True
    finally:
        journal.close(done=done)
    return report


def _fill(
    journal: Journal,
    items: list[Item],
    options: RunOptions,
    progress: Callable[[int, int, float], None] | None,
) -> None:
    """Assess what is missing in the journal."""
    left = journal.missing(items)
    begun, count = time.monotonic(), 0
    if progress is not None and left:
        progress(0, len(left), 0.0)
    for found in _found(left, options):
        journal.add(found)
        count += len(found)
        if progress is not None:
            progress(count, len(left), time.monotonic() - begun)


def _ranking(journal: Journal, items: list[Item], language: str) -> Portfolio:
    """What a ranking page shows: of the findings only what is wrong, since all of them may not fit into memory."""
    kept = [
        replace(one, findings=tuple(row for row in one.findings if row.verdict == "inconsistent"))
        for one in journal.outcomes(items)
    ]
    return portfolio_of(kept, language)


def _series_to_file(
    table: Path, output: str | os.PathLike[str], page: RankingPage | None, options: RunOptions
) -> RunReport:
    """A long frame of series with targets, which takes seconds whole: no journal, no workers."""
    from forecasting.portfolio.fared import growth_portfolio
    from forecasting.portfolio.series import assess_series
    from forecasting.portfolio.series_reading import read_series

    force, language = options.force, options.language
    files = places(output, force=force)
    if page is not None:
        free_place(page.path, force=force, endings=PAGE)
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
        files.append(write_ranking(found, page.path, fared=fared, force=force))
    rows = found.dossiers.loc[found.dossiers["status"] != "assessed", ["name", "reason"]]
    unread = tuple(f"{name}: {reason}" for name, reason in rows.itertuples(index=False, name=None))
    assessed = len(found.dossiers) - len(unread)
    return RunReport(tuple(files), found.notices, unread, assessed, 0)


def _found(left: list[Item], options: RunOptions) -> Iterator[list[Outcome]]:
    language, as_of = options.language, options.as_of
    if options.workers == 1 or len(left) < 2:
        # One by one, so that no more than one is lost when it is ended.
        return outcomes(chunks_of(left, 1), None, assess_items, language, as_of)
    return outcomes_on_processes(left, options.workers, options.chunk, language, as_of)


def _tables(journal: Journal, items: list[Item]) -> list[Table]:
    return [
        ("dossiers", DOSSIER_COLUMNS, lambda: (one.dossier_cells() for one in journal.outcomes(items))),
        (
            "findings",
            FINDING_COLUMNS,
            lambda: (flat_finding(row) for one in journal.outcomes(items) for row in one.finding_cells()),
        ),
        (
            "targets",
            TARGET_COLUMNS,
            lambda: (row for one in journal.outcomes(items) for row in one.target_cells()),
        ),
    ]


def _told(journal: Journal, items: list[Item], files: list[Path], language: str) -> RunReport:
    unread, wrong, assessed = [], 0, 0
    for outcome in journal.outcomes(items):
        row = outcome.dossier
        if row.status == "assessed":
            assessed += 1
            wrong += row.wrong
        else:
            unread.append(f"{row.name}: {row.reason}")
    notices = counted((one.dossier for one in journal.outcomes(items)), language)
    return RunReport(tuple(files), tuple(notices), tuple(unread), assessed, wrong)
