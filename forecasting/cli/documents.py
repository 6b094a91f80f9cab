"""The commands that write a document, and the one that reads an appendix again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.words import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

__all__ = [
    "add_appendix",
    "add_charts",
    "add_explore",
    "add_page",
    "add_verify",
    "run_appendix",
    "run_charts",
    "run_explore",
    "run_page",
    "run_verify",
]


def add_page(commands: Any) -> None:
    """Options of `page`."""
    parser = commands.add_parser("page", help="write the assessment as one self-contained HTML page")
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("-o", "--output", required=True, metavar="FILE.html")
    parser.add_argument("--scenario", metavar="NAME")
    parser.add_argument("--language", choices=("en", "zh"), help="one language only (default: both)")
    parser.add_argument("--force", action="store_true", help="replace an existing file")


def run_page(options: argparse.Namespace) -> int:
    """Write the page of an assessment."""
    from forecasting.files import PAGE, free_place
    from forecasting.judge.assessment import assess
    from forecasting.scenarios import load
    from forecasting.show.page import write_page

    free_place(options.output, force=options.force, endings=PAGE)
    dossier = load(options.folder)
    first = options.reader
    languages = [options.language] if options.language else [first, "zh" if first == "en" else "en"]
    result = assess(dossier, options.scenario)
    results = [result.said_in(one) for one in languages]
    write_page(results if len(results) > 1 else results[0], options.output, force=options.force)
    sys.stdout.write(say("terminal.written", languages[0], path=options.output) + "\n")
    return 0


def add_appendix(commands: Any) -> None:
    """Options of `appendix`."""
    parser = commands.add_parser("appendix", help="write the feasibility appendix: Word, HTML, PDF, workbook")
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="FILE",
        help="ends with .docx, .html or .pdf; say it again for another format",
    )
    parser.add_argument(
        "--language", choices=("zh", "en"), default="zh", help="of the appendix (default: zh)"
    )
    parser.add_argument(
        "--scenario",
        action="extend",
        nargs="+",
        metavar="NAME",
        help="scenarios to set beside the baseline (default: all of scenarios.toml; baseline alone: none)",
    )
    parser.add_argument("--title", help="of the appendix")
    parser.add_argument(
        "--brief",
        action="store_true",
        help="two pages instead of the whole appendix; of the baseline, or of one --scenario",
    )
    parser.add_argument("--section", action="extend", nargs="+", metavar="ID", help="sections to keep")
    parser.add_argument("--template", metavar="FILE.docx", help="a Word document whose styles are kept")
    parser.add_argument(
        "--counter-draft",
        metavar="FILE.docx",
        help="the report's sentences with the smallest repair as tracked changes",
    )
    parser.add_argument("--workbook", metavar="FILE.xlsx", help="the numbers with live formulas")
    parser.add_argument("--force", action="store_true", help="replace existing files")


def run_appendix(options: argparse.Namespace) -> int:
    """Write the appendix in every format asked for."""
    from forecasting._appendix import appendix, check_paths
    from forecasting.judge.assessment import assess
    from forecasting.scenarios import load

    outputs = list(options.output)
    if not (outputs or options.workbook or options.counter_draft):
        msg = "nothing to write: give -o FILE.docx (or .html, .pdf), --workbook FILE.xlsx or --counter-draft FILE.docx"
        raise ForecastingError(msg)
    # All places are looked at before anything is worked out, so that nothing is left half done.
    check_paths(
        outputs,
        counter_draft=options.counter_draft,
        workbook=options.workbook,
        template=options.template,
        force=options.force,
    )
    claims = Path(options.folder, "claims.xlsx")
    if options.workbook and Path(options.workbook).resolve() == claims.resolve():
        msg = f"{options.workbook} holds the claims of the dossier, which would be lost; give the workbook another name"
        raise ForecastingError(msg)
    dossier = load(options.folder)
    wanted = options.scenario if options.scenario is not None else list(dossier.scenario_tables)
    names = list(dict.fromkeys(["baseline", *wanted]))
    if options.brief:
        # Two pages are about one assessment: that of the scenario asked for.
        names = options.scenario or ["baseline"]
    runs = [assess(dossier, name, language=options.language) for name in names]
    made = appendix(*runs, title=options.title, sections=options.section, brief=options.brief)

    def written(path: object) -> None:
        sys.stdout.write(say("terminal.written", options.language, path=path) + "\n")

    drawn = _progress(options.language)
    for output in outputs:
        word = output.lower().endswith(".docx")
        template = options.template if word else None
        written(made.save(output, force=options.force, template=template, progress=drawn))
    if options.counter_draft:
        written(made.counter_draft(options.counter_draft, force=options.force))
    if options.workbook:
        written(made.workbook(options.workbook, force=options.force))
    return 0


def add_verify(commands: Any) -> None:
    """Options of `verify`."""
    parser = commands.add_parser("verify", help="recompute every number of an appendix that was handed on")
    parser.add_argument("file", metavar="FILE", help="an appendix as .docx, .html or .pdf")
    parser.add_argument("folder", metavar="FOLDER", help="the dossier it was made from")
    parser.add_argument("--language", choices=("en", "zh"), help="of the report (default: the reader's own)")


def run_verify(options: argparse.Namespace) -> int:
    """Print what of an appendix does not recompute; 1 when a number does not."""
    from forecasting._appendix.verification import verify

    found = verify(options.file, options.folder)
    sys.stdout.write(found.text(options.language))
    return found.exit_code


def add_explore(commands: Any) -> None:
    """Options of `explore`."""
    parser = commands.add_parser("explore", help="write a page with sliders to try assumptions on")
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("-o", "--output", required=True, metavar="FILE.html")
    parser.add_argument("--language", choices=("en", "zh"), help="shown first (default: the reader's own)")
    parser.add_argument("--force", action="store_true", help="replace an existing file")


def run_explore(options: argparse.Namespace) -> int:
    """Write the page with sliders."""
    from forecasting.files import PAGE, free_place
    from forecasting.scenarios import load
    from forecasting.show.explorer import explore

    free_place(options.output, force=options.force, endings=PAGE)
    page = explore(load(options.folder), language=options.language or options.reader)
    path = page.save(options.output, force=options.force)
    sys.stdout.write(say("terminal.written", options.language or options.reader, path=path) + "\n")
    return 0


def add_charts(commands: Any) -> None:
    """Options of `charts`."""
    parser = commands.add_parser("charts", help="write every chart as PNG at slide size and as SVG")
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument("-o", "--output", required=True, metavar="PICTURES", help="a folder; made if missing")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="of the charts (default: zh)")
    parser.add_argument("--force", action="store_true", help="replace existing files")


def run_charts(options: argparse.Namespace) -> int:
    """Write every chart as pictures."""
    from forecasting.charts.album import write_pictures
    from forecasting.judge.assessment import assess
    from forecasting.scenarios import load

    dossier = load(options.folder)
    names = dict.fromkeys(["baseline", *dossier.scenario_tables])
    runs = [assess(dossier, name, language=options.language) for name in names]

    paths = write_pictures(runs, options.output, force=options.force, progress=_progress(options.language))
    sys.stdout.write(
        say("terminal.pictures", options.language, count=len(paths), folder=options.output) + "\n"
    )
    return 0


def _progress(language: str) -> Callable[[int, int], None]:
    """Counts the figures drawn on the error output, where a person looks at it."""

    def drawn(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r" + say("terminal.figures", language, done=done, total=total))
            sys.stderr.write("\n" if done == total else "")

    return drawn
