"""The feasibility appendix: one list of blocks, three writers, a workbook and a counter-draft.

The package is not called `appendix`, because a module of that name would hide the function once it is loaded.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import FORMATS
from forecasting._appendix.pictures import Pictures
from forecasting.errors import ForecastingError
from forecasting.files import any_of, free_place, write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from forecasting._appendix.blocks import AppendixDocument, Block
    from forecasting.judge.assessment import Assessment

__all__ = ["Appendix", "appendix", "check_paths"]


class Appendix:
    """An appendix ready to be saved; made by `appendix`."""

    def __init__(self, runs: Sequence[Assessment], document: AppendixDocument) -> None:
        self.runs = tuple(runs)
        self.document = document
        self._pictures = Pictures()

    def __repr__(self) -> str:
        """One line: whose, in which language, how long."""
        names = ", ".join(run.scenario.name for run in self.runs)
        return (
            f"Appendix({self.document.title!r}, {self.document.language}, {names}: {len(self.blocks)} blocks)"
        )

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The numbered blocks, in order."""
        return self.document.blocks

    @cached_property
    def html(self) -> str:
        """The appendix as one self-contained HTML document."""
        from forecasting._appendix.html.writing import write_html

        return write_html(self.document, self._pictures).decode()

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        force: bool = False,
        template: str | os.PathLike[str] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> Path:
        """Write the appendix, completely or not at all; the ending of the path says how.

        Args:
            path: ends with .docx, .html or .pdf; its folder must exist.
            force: replace a file that is there.
            template: for Word, a document of one's own whose styles, page and headers are kept.
            progress: called with the number of figures drawn and of all.

        Returns:
            The path written.

        Raises:
            ForecastingError: another ending, a file that is there already, a template that cannot be read or is for
                another format, or a missing extra.
        """
        check_paths([path], template=template, force=force)
        ending = Path(path).suffix.lower()
        content: bytes
        if ending == ".docx":
            from forecasting._appendix.docx.writer import write_docx

            content = write_docx(self.document, self._pictures, template=template, progress=progress)
        elif ending == ".html":
            from forecasting._appendix.html.writing import write_html

            content = write_html(self.document, self._pictures, progress=progress)
        else:
            from forecasting._appendix.pdf.writing import write_pdf

            content = write_pdf(self.document, self._pictures, progress=progress)
        return write_whole(path, content, force=force)

    def counter_draft(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write the report's own sentences with the smallest repair as tracked changes, the sums as comments (.docx).

        Raises:
            ForecastingError: as for `save`.
        """
        from forecasting._appendix.docx.counter_draft import write_counter_draft

        check_paths([], counter_draft=path, force=force)
        return write_whole(path, write_counter_draft(self.runs[0]), force=force)

    def workbook(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Write claims, target table, findings, odds and year-by-year plan as a workbook with live formulas (.xlsx).

        Raises:
            ForecastingError: as for `save`.
        """
        from forecasting._appendix.xlsx import write_workbook

        check_paths([], workbook=path, force=force)
        return write_whole(path, write_workbook(self.runs), force=force)


def check_paths(
    outputs: Sequence[str | os.PathLike[str]],
    *,
    counter_draft: str | os.PathLike[str] | None = None,
    workbook: str | os.PathLike[str] | None = None,
    template: str | os.PathLike[str] | None = None,
    force: bool = False,
) -> None:
    """Refuse what could not be written in the end, before anything is worked out or written.

    Args:
        outputs: where appendices go: .docx, .html or .pdf.
        counter_draft: where a .docx goes.
        workbook: where a .xlsx goes.
        template: for Word; goes with a .docx among the outputs only.
        force: files that are there are replaced.

    Raises:
        ForecastingError: a wrong ending, a file that is there already, a folder that is not, one path twice, the
            template itself, a template without a Word document.
    """
    places: list[tuple[str | os.PathLike[str], tuple[str, ...], str]] = []
    places += [(path, FORMATS, "an appendix") for path in outputs]
    places += [] if counter_draft is None else [(counter_draft, (".docx",), "a counter-draft")]
    places += [] if workbook is None else [(workbook, (".xlsx",), "a workbook")]
    seen: set[Path] = set()
    for path, endings, what in places:
        if Path(path).suffix.lower() not in endings:
            msg = f"cannot save {what} as {str(path)!r}; the name must end with {any_of(endings)}"
            raise ForecastingError(msg)
        whole = free_place(path, force=force).resolve()
        if whole in seen:
            msg = f"{str(path)!r} is asked for twice; each file needs a name of its own"
            raise ForecastingError(msg)
        seen.add(whole)
        if template is not None and whole == Path(template).resolve():
            msg = f"{str(path)!r} is the template itself, which would be lost; give {what} another name"
            raise ForecastingError(msg)
    if template is not None and not any(Path(one).suffix.lower() == ".docx" for one in outputs):
        msg = f"a template is a Word document and goes with a .docx output; received outputs {[str(one) for one in outputs]}"
        raise ForecastingError(msg)


def appendix(
    *runs: Assessment,
    language: str | None = None,
    title: str | None = None,
    sections: Sequence[str] | None = None,
    brief: bool = False,
) -> Appendix:
    """The feasibility appendix of one or more assessments of a dossier.

    Args:
        runs: assessments of one dossier; the first, usually the baseline, is what the appendix is about, the others
            stand beside it as scenarios.
        language: "en" or "zh"; None takes that of the first run. Runs in another language are assessed again in it.
        title: of the appendix; None takes the usual one.
        sections: ids of the sections to keep, in the usual order (see `forecasting._appendix.content.SECTIONS`); None
            keeps all.
        brief: two pages instead of the whole: the answer in four sentences, the staircase and what to change on the
            first; target tables, chances, what to look up and what it cannot say on the second.

    Raises:
        ForecastingError: no run, runs of different dossiers, two of one scenario, an unknown language or section; of
            the two pages, sections or several runs.
    """
    from forecasting._appendix.content import compose

    found = compose(runs, language=language, title=title, sections=sections, brief=brief)
    return Appendix(found.runs, found.document)
