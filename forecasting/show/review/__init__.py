"""Claims read by machine, gone through by a person: a page, a workbook, and what comes back from them."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting._extract.document import Document
from forecasting._extract.readers import read_reports
from forecasting.dossier import COLUMNS, read_folder
from forecasting.dossier.model import OPTIONAL_COLUMNS, in_language
from forecasting.dossier.table import read_table
from forecasting.dossier.toml_file import read_heading
from forecasting.errors import DossierError, ForecastingError
from forecasting.show.review.placed import place
from forecasting.words import LANGUAGES, WordsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.show.review.placed import Report

__all__ = ["Review", "review"]

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Review:
    """A dossier's claims laid beside the text they were read from.

    Attributes:
        report: the text, the claims with their places, and the numbers that no claim states.
        title: of the dossier, by language.
        columns: of the claims file.
        choices: what the cells of some columns may hold.
        labels: names of the indicators by language.
        language: shown first; None takes the reader's own.
        newline, bom: how the claims file ends its lines, and whether it begins with a byte-order mark.
    """

    report: Report
    title: Mapping[str, str]
    columns: tuple[str, ...]
    choices: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]
    language: str | None = None
    newline: str = "\n"
    bom: bool = False

    def __repr__(self) -> str:
        """One line: how many claims and numbers there are."""
        return f"Review({len(self.report.claims)} claims, {len(self.report.loose)} numbers without one)"

    @property
    def html(self) -> str:
        """The page."""
        from forecasting.show.review.shell import page

        return page(self)

    def save(self, path: str | PathLike[str], *, force: bool = False) -> Path:
        """Write the page, or the workbook.

        Args:
            path: ends with .html or .xlsx; its folder must exist.
            force: replace a file that is there.

        Raises:
            ForecastingError: another ending, a file that is there already, a folder that is not, or openpyxl is missing.
        """
        from forecasting.files import PAGE, free_place, write_whole

        free_place(path, force=force, endings=(*PAGE, ".xlsx"))
        if Path(path).suffix.lower() == ".xlsx":
            from forecasting.show.review.workbook import workbook

            content = workbook(self.report, self.columns, self.choices, self.language or "en")
        else:
            content = self.html.encode("utf-8", "replace")
        return write_whole(path, content, force=force)


def review(
    folder: str | PathLike[str],
    text: str | PathLike[str] | Document | Iterable[str | PathLike[str] | Document],
    *,
    language: str | None = None,
) -> Review:
    """A dossier beside the report it was read from, to be gone through. A dossier with faults can be reviewed, too.

    Args:
        folder: with `dossier.toml` and `claims.csv` or `claims.xlsx`.
        text: the report as a file or a document, or several of them.
        language: shown first, "en" or "zh"; None takes the reader's own.

    Raises:
        ForecastingError: a report cannot be read, or an unknown language.
        DossierError: `dossier.toml` or the table of claims cannot be read at all.
    """
    if language is not None and language not in LANGUAGES:
        msg = f"unknown language {language!r}; there are {', '.join(LANGUAGES)}"
        raise WordsError(msg)
    at = Path(folder)
    heading, table = read_heading(at / "dossier.toml"), read_table(at)
    if not heading.readable or (table.faults and not table.rows):
        raise DossierError([*heading.faults, *table.faults])
    documents = _documents(text, language or "en")
    _, faults = read_folder(at)
    by_line: dict[int, list[str]] = {}
    for fault in faults:
        if fault.file == table.file and fault.line:
            named = f"{fault.column}: " if fault.column else ""
            by_line.setdefault(fault.line, []).append(
                f"{named}found {fault.found}; expected {fault.expected}"
            )
    titles = {id_: in_language(one.title, "en") for id_, one in heading.sources.items() if one}
    report = place([(row.line, row.cells) for row in table.rows], documents, by_line, titles)
    header = next((tuple(row.cells) for row in table.rows), ())
    columns = header or tuple(name for name in COLUMNS if name not in OPTIONAL_COLUMNS)
    used = [row.cells for row in table.rows]
    indicators = _first([*heading.indicators], used, "indicator")
    choices = {
        "indicator": indicators,
        "of": ("", *indicators),
        "source": _first([*heading.sources], used, "source"),
        "entity": _first([heading.entity, *heading.entities], used, "entity"),
    }
    labels = {
        id_: {one: entry.name(one) for one in LANGUAGES} for id_, entry in heading.indicators.items() if entry
    }
    data = (at / "claims.csv").read_bytes() if (at / "claims.csv").is_file() else b""
    return Review(
        report,
        {one: in_language(heading.title, one) or heading.entity for one in LANGUAGES},
        columns,
        choices,
        labels,
        language,
        newline="\r\n" if b"\r\n" in data else "\n",
        bom=data.startswith(_BOM),
    )


def _documents(
    text: str | PathLike[str] | Document | Iterable[str | PathLike[str] | Document], language: str
) -> list[Document]:
    given = list(text) if not isinstance(text, (str, Document, PathLike)) else [text]
    if not given:
        msg = "no report to review the claims against; give the file they were read from"
        raise ForecastingError(msg)
    read = iter(read_reports([one for one in given if not isinstance(one, Document)], language))
    return [one if isinstance(one, Document) else next(read) for one in given]


def _first(known: Sequence[str], rows: Sequence[Mapping[str, str]], column: str) -> tuple[str, ...]:
    """What is known, then what the rows hold besides."""
    held = [row.get(column, "") for row in rows]
    return tuple(one for one in dict.fromkeys([*known, *held]) if one)
