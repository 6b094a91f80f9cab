"""The command line: parse, call, print, exit code. Exit 0 nothing inconsistent, 1 something is, 2 bad input."""

from __future__ import annotations

import gc
import os
import sys
import traceback
import warnings
from typing import TYPE_CHECKING

from forecasting import __version__
from forecasting.console import Parser, reader_language, spoken_help
from forecasting.errors import ForecastingError
from forecasting.words.catalogue import told, told_error

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence
    from typing import Any


__all__ = ["main"]

_BAD_INPUT = 2
_UNFORESEEN = 70  # as sysexits.h counts an error of the program; 1 would be read as an inconsistency
_COLLECT_LATE = 50_000  # new objects before the collector looks at them
_INTERRUPTED = 130  # as a shell counts what Ctrl-C ended
_CUT_OFF = 141  # and what a closed pipe ended


def _parser() -> Parser:
    parser = Parser(
        prog="forecasting",
        description="Can these growth numbers all be true, do the annual targets lead to the goal, and how likely is it?",
    )
    parser.add_argument("--version", action="version", version=f"forecasting {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    assess = commands.add_parser(
        "assess", help="check a dossier, or a report at once, and print the findings"
    )
    assess.add_argument(
        "folder",
        metavar="FOLDER|REPORT",
        help="folder with dossier.toml and claims.csv, or a report to read first",
    )
    assess.add_argument(
        "--as-of", type=int, metavar="YEAR", help="of a report: last year of reported history"
    )
    assess.add_argument(
        "--scenario", metavar="NAME", help="a scenario of scenarios.toml (default: the baseline)"
    )
    assess.add_argument("--format", choices=("table", "json", "csv"), default="table", help="what to print")
    assess.add_argument(
        "--language", choices=("en", "zh"), help="of every sentence (default: the reader's own)"
    )
    page = commands.add_parser("page", help="write the assessment as one self-contained HTML page")
    page.add_argument("folder", metavar="FOLDER")
    page.add_argument("-o", "--output", required=True, metavar="FILE.html")
    page.add_argument("--scenario", metavar="NAME")
    page.add_argument("--language", choices=("en", "zh"), help="one language only (default: both)")
    page.add_argument("--force", action="store_true", help="replace an existing file")
    _add_appendix(commands)
    _add_portfolio(commands)
    verify = commands.add_parser("verify", help="recompute every number of an appendix that was handed on")
    verify.add_argument("file", metavar="FILE", help="an appendix as .docx, .html or .pdf")
    verify.add_argument("folder", metavar="FOLDER", help="the dossier it was made from")
    verify.add_argument("--language", choices=("en", "zh"), help="of the report (default: the reader's own)")
    explore = commands.add_parser("explore", help="write a page with sliders to try assumptions on")
    explore.add_argument("folder", metavar="FOLDER")
    explore.add_argument("-o", "--output", required=True, metavar="FILE.html")
    explore.add_argument("--language", choices=("en", "zh"), help="shown first (default: the reader's own)")
    explore.add_argument("--force", action="store_true", help="replace an existing file")
    _add_review(commands)
    pictures = commands.add_parser("charts", help="write every chart as PNG at slide size and as SVG")
    pictures.add_argument("folder", metavar="FOLDER")
    pictures.add_argument(
        "-o", "--output", required=True, metavar="PICTURES", help="a folder; made if missing"
    )
    pictures.add_argument(
        "--language", choices=("zh", "en"), default="zh", help="of the charts (default: zh)"
    )
    pictures.add_argument("--force", action="store_true", help="replace existing files")
    _add_dossiers(commands)
    _add_backtest(commands)
    return parser


def _add_dossiers(commands: Any) -> None:
    compare = commands.add_parser(
        "compare", help="two drafts of a dossier: which numbers changed and which verdicts moved"
    )
    compare.add_argument("old", metavar="OLD", help="folder of the earlier draft")
    compare.add_argument("new", metavar="NEW", help="folder of the later draft")
    compare.add_argument("--format", choices=("table", "json", "csv"), default="table", help="what to print")
    compare.add_argument(
        "--language", choices=("en", "zh"), help="of every sentence (default: the reader's own)"
    )
    validate = commands.add_parser("validate", help="list every fault of a dossier")
    validate.add_argument("folder", metavar="FOLDER")
    validate.add_argument(
        "--language", choices=("en", "zh"), help="of every sentence (default: the reader's own)"
    )
    units = commands.add_parser("units", help="list the units that are read, by what they measure")
    units.add_argument(
        "words", nargs="*", metavar="UNIT", help="only what these units are, such as 亿元 or 'USD bn'"
    )
    units.add_argument("--language", choices=("en", "zh"), help="of the headings (default: the reader's own)")
    extract = commands.add_parser("extract", help="read reports into a dossier, for a person to review")
    extract.add_argument("reports", nargs="+", metavar="REPORT", help="Word, PDF, HTML, Markdown or text")
    extract.add_argument("-o", "--output", required=True, metavar="FOLDER", help="where the dossier goes")
    extract.add_argument(
        "--language", choices=("en", "zh"), help="of the reports (default: found from the text)"
    )
    extract.add_argument("--as-of", type=int, metavar="YEAR", help="last year of reported history")
    extract.add_argument(
        "--founded", type=int, metavar="YEAR", help="founding year, for growth since founding"
    )
    extract.add_argument(
        "--merge", action="store_true", help="keep what was reviewed in the folder, and say what is new"
    )
    extract.add_argument("--force", action="store_true", help="replace existing files")
    new = commands.add_parser("new", help="start a dossier folder with commented files")
    new.add_argument("folder", metavar="FOLDER")
    new.add_argument(
        "--entity", default="", help="short id of the place or firm (default: the folder's name)"
    )
    new.add_argument("--title", default="", help="title of the report")
    new.add_argument(
        "--xlsx", action="store_true", help="claims, indicators, sources and scenarios as one workbook"
    )
    new.add_argument("--as-of", type=int, metavar="YEAR", help="last year of reported history")
    new.add_argument("--force", action="store_true", help="replace existing files")


def _add_backtest(commands: Any) -> None:
    backtest = commands.add_parser(
        "backtest", help="score the growth models on series of your own, without hindsight"
    )
    backtest.add_argument(
        "files", nargs="+", metavar="FILE.csv", help="columns series (or series_id), year, level (or value)"
    )
    backtest.add_argument("--horizon", type=int, default=5, metavar="YEARS", help="years ahead (default 5)")
    backtest.add_argument(
        "--models", nargs="+", metavar="MODEL", help="growth models (default: the recommended one)"
    )
    backtest.add_argument("--reference", default="panel", metavar="CLASS", help="panel, or a reference class")
    backtest.add_argument(
        "--points", type=int, metavar="N", help="keep only the last N points before each origin"
    )
    backtest.add_argument("--calibrate", action="store_true", help="learn the width from finished origins")
    backtest.add_argument(
        "--table", choices=("scores", "horizon", "reliability"), default="scores", help="what to print"
    )


def _add_portfolio(commands: Any) -> None:
    parser = commands.add_parser("portfolio", help="assess many dossiers, reports or series into one table")
    parser.add_argument(
        "places",
        nargs="+",
        metavar="FOLDER|REPORT|SERIES.csv",
        help="dossiers, folders that hold dossiers or reports, reports; or one table with the columns series, year, target and level or growth",
    )
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FILE",
        help="ends with .xlsx, .csv or .parquet; beside the last two the findings stand as NAME.findings.csv",
    )
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes (default 1)")
    parser.add_argument("--resume", action="store_true", help="go on with a run that was ended")
    parser.add_argument("--language", choices=("en", "zh"), default="en", help="of every sentence")
    parser.add_argument(
        "--as-of", type=int, metavar="YEAR", help="of reports: last year of reported history (default: found)"
    )
    parser.add_argument("--page", metavar="FILE.html", help="the ranking as a page that fetches nothing")
    parser.add_argument(
        "--pages",
        type=int,
        default=10,
        metavar="N",
        help="dossiers that get a page of their own beside the ranking, from its top (default 10)",
    )
    parser.add_argument("--force", action="store_true", help="replace existing files")


def _add_appendix(commands: Any) -> None:
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


def _add_review(commands: Any) -> None:
    parser = commands.add_parser(
        "review", help="go through claims that were read by machine, on a page or in a workbook"
    )
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument(
        "--text", nargs="+", default=[], metavar="REPORT", help="what the claims were read from"
    )
    parser.add_argument("-o", "--output", metavar="FILE.html", help="the page to write")
    parser.add_argument("--xlsx", metavar="FILE.xlsx", help="the same as a workbook")
    parser.add_argument(
        "--take", metavar="FILE", help="put reviewed claims (claims.csv or the workbook) into the folder"
    )
    parser.add_argument(
        "--rejected", metavar="rejected.csv", help="with --take: what was rejected, to be remembered"
    )
    parser.add_argument("--language", choices=("en", "zh"), help="shown first (default: the reader's own)")
    parser.add_argument("--force", action="store_true", help="replace existing files")


def _assess(options: argparse.Namespace) -> int:
    from pathlib import Path

    from forecasting.assessment import assess
    from forecasting.scenarios import load
    from forecasting.terminal import findings_csv, report

    place = Path(options.folder)
    dossier = _read_at_once(options) if place.is_file() else load(options.folder)
    result = assess(dossier, options.scenario, language=options.language)
    text = {"table": report, "json": lambda one: one.to_json(), "csv": findings_csv}[options.format](result)
    sys.stdout.write(text)
    return result.exit_code


def _read_at_once(options: argparse.Namespace) -> Any:
    """The dossier of a report, read now and reviewed by nobody; what that means is said on the error output."""
    from forecasting.extract.proposal import LOW, confidence_of, propose
    from forecasting.extract.readers import read_report
    from forecasting.words import say

    document = read_report(options.folder, options.language)
    proposal = propose([document], as_of=options.as_of)
    for text in (*proposal.notices, *proposal.left_out):
        sys.stderr.write(say("terminal.notice", options.language, text=text) + "\n")
    claims = proposal.dossier.claims
    low = sum(confidence_of(claim.note) < LOW for claim in claims)
    said = say("extract.unreviewed", options.language, name=document.name, count=len(claims), low=low)
    sys.stderr.write(said + "\n")
    return proposal.dossier


def _extract(options: argparse.Namespace) -> int:
    from forecasting.claims import write_folder
    from forecasting.extract.proposal import LOW, confidence_of, propose
    from forecasting.extract.readers import read_reports
    from forecasting.words import say

    language = options.language or options.reader
    documents = read_reports(options.reports, language)
    proposal = propose(documents, options.language, options.as_of, options.founded)
    if options.merge:
        from forecasting.reviewer.merging import renew
        from forecasting.scenarios import load

        renewed, merged = renew(load(options.output), proposal.dossier, documents)
        write_folder(renewed, options.output, force=True)
        kept = len(merged.rows) - len(merged.new)
        said = say("review.kept", language, kept=kept, new=len(merged.new), gone=len(merged.gone))
        listed = "".join(
            f"  {sign} {one}\n" for sign, ids in (("+", merged.new), ("-", merged.gone)) for one in ids
        )
        sys.stdout.write(f"{said}\n{listed}")
        return 0
    write_folder(proposal.dossier, options.output, force=options.force)
    for text in (*proposal.notices, *proposal.left_out):
        sys.stderr.write(say("terminal.notice", language, text=text) + "\n")
    claims = proposal.dossier.claims
    low = sum(confidence_of(claim.note) < LOW for claim in claims)
    sys.stdout.write(
        say("extract.written", language, folder=options.output, count=len(claims), low=low) + "\n"
    )
    return 0


def _page(options: argparse.Namespace) -> int:
    from forecasting.assessment import assess
    from forecasting.files import PAGE, free_place
    from forecasting.page import write_page
    from forecasting.scenarios import load
    from forecasting.words import say

    free_place(options.output, force=options.force, endings=PAGE)
    dossier = load(options.folder)
    first = options.reader
    languages = [options.language] if options.language else [first, "zh" if first == "en" else "en"]
    result = assess(dossier, options.scenario)
    results = [result.said_in(one) for one in languages]
    write_page(results if len(results) > 1 else results[0], options.output, force=options.force)
    sys.stdout.write(say("terminal.written", languages[0], path=options.output) + "\n")
    return 0


def _appendix(options: argparse.Namespace) -> int:
    from pathlib import Path

    from forecasting.annex import appendix, check_paths
    from forecasting.assessment import assess
    from forecasting.scenarios import load
    from forecasting.words import say

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

    def drawn(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r" + say("terminal.figures", options.language, done=done, total=total))
            sys.stderr.write("\n" if done == total else "")

    for output in outputs:
        word = output.lower().endswith(".docx")
        template = options.template if word else None
        written(made.save(output, force=options.force, template=template, progress=drawn))
    if options.counter_draft:
        written(made.counter_draft(options.counter_draft, force=options.force))
    if options.workbook:
        written(made.workbook(options.workbook, force=options.force))
    return 0


def _portfolio(options: argparse.Namespace) -> int:
    from forecasting.portfolio import run_to_file
    from forecasting.words import say

    language = options.language

    def drawn(done: int, total: int, seconds: float) -> None:
        if not sys.stderr.isatty():
            return
        rate = done / seconds if seconds and done else 0.0
        left = round((total - done) / rate) if rate else 0
        told = say("portfolio.seconds", language, seconds=left)
        if left >= 60:
            told = say("portfolio.minutes", language, minutes=left // 60, seconds=left % 60)
        text = say(
            "portfolio.progress",
            language,
            done=done,
            total=total,
            rate=f"{rate:.3g}",
            left=told if rate else "?",
        )
        sys.stderr.write(f"\r{text}\033[K" + ("\n" if done == total else ""))
        sys.stderr.flush()

    run = run_to_file(
        options.places,
        options.output,
        workers=options.workers,
        resume=options.resume,
        force=options.force,
        language=language,
        page=options.page,
        pages=options.pages,
        as_of=options.as_of,
        progress=drawn,
    )
    for text in run.unread:
        sys.stderr.write(_visible(say("portfolio.not_assessed", language, text=text)) + "\n")
    for text in run.notices:
        sys.stdout.write(text + "\n")
    for path in run.written:
        sys.stdout.write(say("terminal.written", language, path=path) + "\n")
    if not run.assessed:
        return _BAD_INPUT
    return 1 if run.wrong else 0


def _verify(options: argparse.Namespace) -> int:
    from forecasting.annex.verification import verify

    found = verify(options.file, options.folder)
    sys.stdout.write(found.text(options.language))
    return found.exit_code


def _explore(options: argparse.Namespace) -> int:
    from forecasting.explorer import explore
    from forecasting.files import PAGE, free_place
    from forecasting.scenarios import load
    from forecasting.words import say

    free_place(options.output, force=options.force, endings=PAGE)
    page = explore(load(options.folder), language=options.language or options.reader)
    path = page.save(options.output, force=options.force)
    sys.stdout.write(say("terminal.written", options.language or options.reader, path=path) + "\n")
    return 0


def _review(options: argparse.Namespace) -> int:
    from forecasting.words import say

    language = options.language or options.reader
    if options.take:
        from forecasting.reviewer.returned import take

        done = take(options.folder, options.take, options.rejected)
        sys.stdout.write(
            say("review.taken", language, rows=done.rows, path=done.path, undecided=done.undecided) + "\n"
        )
        said = "review.reviewed" if done.reviewed else "review.not_reviewed"
        sys.stdout.write(say(said, language, undecided=done.undecided) + "\n")
        return 0
    if not options.text or not (options.output or options.xlsx):
        msg = "nothing to do: give --text REPORT with -o FILE.html or --xlsx FILE.xlsx, or --take claims.csv"
        raise ForecastingError(msg)
    from forecasting.files import PAGE, free_place
    from forecasting.reviewer import review

    wanted = [(options.output, PAGE), (options.xlsx, (".xlsx",))]
    outputs = [(path, endings) for path, endings in wanted if path]
    for path, endings in outputs:
        free_place(path, force=options.force, endings=endings)
    made = review(options.folder, options.text, language=options.language)
    for path, _ in outputs:
        sys.stdout.write(say("review.written", language, path=made.save(path, force=options.force)) + "\n")
    return 0


def _charts(options: argparse.Namespace) -> int:
    from forecasting.assessment import assess
    from forecasting.charts.album import write_pictures
    from forecasting.scenarios import load
    from forecasting.words import say

    dossier = load(options.folder)
    names = dict.fromkeys(["baseline", *dossier.scenario_tables])
    runs = [assess(dossier, name, language=options.language) for name in names]

    def drawn(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\r" + say("terminal.figures", options.language, done=done, total=total))
            sys.stderr.write("\n" if done == total else "")

    paths = write_pictures(runs, options.output, force=options.force, progress=drawn)
    sys.stdout.write(
        say("terminal.pictures", options.language, count=len(paths), folder=options.output) + "\n"
    )
    return 0


def _compare(options: argparse.Namespace) -> int:
    from forecasting.comparison import compare_drafts

    found = compare_drafts(options.old, options.new, language=options.language)
    sys.stdout.write({"table": found.text, "json": found.to_json, "csv": found.to_csv}[options.format]())
    return 0


def _validate(options: argparse.Namespace) -> int:
    from pathlib import Path

    from forecasting.claims import conventions_taken
    from forecasting.claims.warnings import warnings as warnings_of
    from forecasting.scenarios import load
    from forecasting.words import render, say

    dossier, language = load(options.folder), options.language
    for notice in (*dossier.notices, *(render(one, language) for one in conventions_taken(dossier))):
        sys.stdout.write(say("terminal.notice", language, text=notice) + "\n")
    file = next(
        (one for one in ("claims.csv", "claims.xlsx") if (Path(options.folder) / one).is_file()), "claims.csv"
    )
    found = warnings_of(dossier)
    for one in found:
        said = {"column": one.column, "claim": one.claim_id, "found": one.found, "line": one.line}
        place = Path(options.folder) / file
        advice = render(one.advice, language)
        sys.stdout.write(say("warnings.line", language, file=place, advice=advice, **said) + "\n")
    if found:
        sys.stdout.write(say("warnings.count", language, count=len(found)) + "\n")
    sys.stdout.write(
        say("terminal.checked", language, folder=options.folder, count=len(dossier.claims)) + "\n"
    )
    return 0


def _units(options: argparse.Namespace) -> int:
    from forecasting.units import lines

    sys.stdout.write("".join(f"{line}\n" for line in lines(options.words, options.language)))
    return 0


def _new(options: argparse.Namespace) -> int:
    from pathlib import Path

    from forecasting.claims import new_folder
    from forecasting.words import say

    if not options.folder:
        msg = "the folder has no name; give the name of a folder to make"
        raise ForecastingError(msg)
    given = {"title": options.title or None, "as_of": options.as_of}
    entity = options.entity or Path(options.folder).resolve().name
    new_folder(
        options.folder,
        entity=entity,
        xlsx=options.xlsx,
        force=options.force,
        **{key: value for key, value in given.items() if value is not None},
    )
    sys.stdout.write(say("terminal.written", options.reader, path=options.folder) + "\n")
    return 0


def _backtest(options: argparse.Namespace) -> int:
    import pandas as pd

    from forecasting.hindcast import backtest
    from forecasting.portfolio.series import read_series

    def said(done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\rorigin {done} of {total}" + ("\n" if done == total else ""))

    for file in options.files:
        frame = read_series(file, "series, year, level").rename(columns={"series_id": "series"})
        if {"value", "level"} <= set(frame.columns):
            msg = f"{file}: holds the columns value and level; expected one of the two"
            raise ForecastingError(msg)
        frame = frame.rename(columns={"value": "level"})
        try:
            result = backtest(
                frame,
                options.horizon,
                options.models,
                options.reference,
                points=options.points,
                calibrate=options.calibrate,
                progress=said,
            )
        except ForecastingError as error:
            msg = f"{file}: {error}"
            raise ForecastingError(msg) from error
        tables = {"scores": result.scores, "horizon": result.by_horizon, "reliability": result.reliability}
        with pd.option_context("display.width", 200, "display.max_columns", None):
            sys.stdout.write(f"{file}\n{tables[options.table]().round(3).to_string(index=False)}\n")
        for row in result.unfitted.to_dict("records"):
            sys.stdout.write(f"{row['model']}: {row['forecasts']} not fitted, {row['note']}\n")
    return 0


_COMMANDS = {
    "assess": _assess,
    "appendix": _appendix,
    "verify": _verify,
    "explore": _explore,
    "charts": _charts,
    "compare": _compare,
    "review": _review,
    "extract": _extract,
    "page": _page,
    "portfolio": _portfolio,
    "validate": _validate,
    "units": _units,
    "new": _new,
    "backtest": _backtest,
}

# Commands that speak the language of their reader where none is asked for.
_FOR_READERS = ("assess", "compare", "units", "validate", "verify")


def _visible(text: str) -> str:
    """The text with codes that a console would obey written out."""
    return "".join(one if one.isprintable() or one == "\n" else repr(one)[1:-1] for one in text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: words after the program's name; None takes them from the process.

    Returns:
        0 when nothing is inconsistent, 1 when something is, 2 for input that cannot be used, 70 for what is unforeseen.
    """
    for stream in (sys.stdout, sys.stderr):
        # A console with a narrow encoding must not stop Chinese text from being printed.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = sys.argv[1:] if arguments is None else list(arguments)
    reader = reader_language(words)
    options = spoken_help(_parser(), reader).parse_args(words)
    options.reader = reader
    if options.command in _FOR_READERS and options.language is None:
        # What other programs read is the same whoever runs it.
        options.language = reader if getattr(options, "format", "table") == "table" else "en"
    said: set[str] = set()

    def complain(text: str) -> None:
        colon = "：" if reader == "zh" else ": "
        sys.stderr.write(f"forecasting {options.command}{colon}{_visible(told(text, reader))}\n")

    def warned(message: object, *_: object, **__: object) -> None:
        if str(message) not in said:
            said.add(str(message))
            complain(str(message))

    collecting = gc.get_threshold()
    try:
        # A command is over before there is much to collect, and looking for it took a fifth of the time.
        gc.set_threshold(_COLLECT_LATE, *collecting[1:])
        with warnings.catch_warnings():
            # A reader of the console is told what, once, and not by which line of the program.
            warnings.showwarning = warned
            warnings.simplefilter("always", UserWarning)
            code = _COMMANDS[options.command](options)
            # What a closed pipe has to say is said here, and not when the interpreter ends.
            sys.stdout.flush()
            return code
    except ForecastingError as error:
        complain(told_error(error, reader))
    except BrokenPipeError:
        # Whoever read the output has had enough, as head has; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _CUT_OFF
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        complain(f"{place}{told(str(error.strerror or error), reader)}")
    except KeyboardInterrupt:
        complain("interrupted; no file is half written")
        return _INTERRUPTED
    except Exception:  # noqa: BLE001 - whatever is unforeseen must not exit 1, which accuses the report
        traceback.print_exc()
        complain("an error of the program, not of your files; please report it with the lines above")
        return _UNFORESEEN
    finally:
        gc.set_threshold(*collecting)
    return _BAD_INPUT


if __name__ == "__main__":
    raise SystemExit(main())
