"""From the text of a report to its growth claims. It judges nothing: every row is a proposal for a reviewer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from forecasting._extract.document import Cell, Document, TableGrid
from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cell", "Document", "TableGrid", "extract"]


def extract(
    text: str | Document | os.PathLike[str], language: str | None = None, as_of: int | None = None
) -> pd.DataFrame:
    """Every growth claim of a text, each with its quote, a confidence and where it stands.

    Args:
        text: a report as text, a `pathlib.Path` to its file, or a document a reader of files made.
        language: "zh" or "en"; found from the text when not given.
        as_of: last year of reported history; found from the text when not given.

    Returns:
        One row a claim in the order of the text: the columns of `claims.csv`, then `confidence` (0 to 1),
        `char_start` and `char_end` with `text[char_start:char_end] == quote`. An unreviewed proposal: the note begins
        with the confidence and says how the year is known.

    Raises:
        ForecastingError: a language there is no grammar for, a file that cannot be read, the name of a
            file as a plain string, or none of the three given.
    """
    from forecasting._extract.cleaning import cleaned_document
    from forecasting._extract.readers import ENDINGS, read_report
    from forecasting._extract.reading import read
    from forecasting._extract.rows import frame, rows

    given: object = text
    if isinstance(given, os.PathLike):
        given = read_report(given)
    if isinstance(given, str) and "\n" not in given and given.lower().endswith(ENDINGS):
        msg = f"{given}: found the name of a file where the text of a report belongs; write Path({given!r}) to read the file"
        raise ForecastingError(msg)
    if not isinstance(given, str | Document):
        msg = f"extract takes the text of a report or the path to its file; received {type(given).__name__}"
        raise ForecastingError(msg)
    document = given if isinstance(given, Document) else cleaned_document(given)
    reading = read(document, language, as_of)
    return frame(rows(reading.found, document, reading.language, entity=reading.own.label or "report"))
