"""The commands that make a dossier, look it over and list what may stand in it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.words import render, say
from forecasting.words.catalogue import told

if TYPE_CHECKING:
    import argparse

__all__ = [
    "add_extract",
    "add_new",
    "add_review",
    "add_units",
    "add_validate",
    "run_extract",
    "run_new",
    "run_review",
    "run_units",
    "run_validate",
]


def add_validate(commands: Any) -> None:
    """Options of `validate`."""
    parser = commands.add_parser("validate", help="list every fault of a dossier")
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument(
        "--language", choices=("en", "zh"), help="of every sentence (default: the reader's own)"
    )


def run_validate(options: argparse.Namespace) -> int:
    """Print what to look at in a dossier that can be read."""
    from forecasting.dossier import conventions_taken
    from forecasting.dossier.warnings import warnings as warnings_of
    from forecasting.scenarios import load

    dossier, language = load(options.folder), options.language
    read = (told(one, language) for one in dossier.notices)
    for notice in (*read, *(render(one, language) for one in conventions_taken(dossier))):
        sys.stdout.write(say("terminal.notice", language, text=notice) + "\n")
    file = next(
        (one for one in ("claims.csv", "claims.xlsx") if (Path(options.folder) / one).is_file()), "claims.csv"
    )
    found = warnings_of(dossier)
    for warning in found:
        said = {
            "column": warning.column,
            "claim": warning.claim_id,
            "found": warning.found,
            "line": warning.line,
        }
        place = Path(options.folder) / file
        advice = render(warning.advice, language)
        sys.stdout.write(say("warnings.line", language, file=place, advice=advice, **said) + "\n")
    if found:
        sys.stdout.write(say("warnings.count", language, count=len(found)) + "\n")
    sys.stdout.write(
        say("terminal.checked", language, folder=options.folder, count=len(dossier.claims)) + "\n"
    )
    return 0


def add_units(commands: Any) -> None:
    """Options of `units`."""
    parser = commands.add_parser("units", help="list the units that are read, by what they measure")
    parser.add_argument(
        "words", nargs="*", metavar="UNIT", help="only what these units are, such as 亿元 or 'USD bn'"
    )
    parser.add_argument(
        "--language", choices=("en", "zh"), help="of the headings (default: the reader's own)"
    )


def run_units(options: argparse.Namespace) -> int:
    """Print the units that are read."""
    from forecasting.words.measures import lines

    sys.stdout.write("".join(f"{line}\n" for line in lines(options.words, options.language)))
    return 0


def add_extract(commands: Any) -> None:
    """Options of `extract`."""
    parser = commands.add_parser("extract", help="read reports into a dossier, for a person to review")
    parser.add_argument("reports", nargs="+", metavar="REPORT", help="Word, PDF, HTML, Markdown or text")
    parser.add_argument("-o", "--output", required=True, metavar="FOLDER", help="where the dossier goes")
    parser.add_argument(
        "--language", choices=("en", "zh"), help="of the reports (default: found from the text)"
    )
    parser.add_argument("--as-of", type=int, metavar="YEAR", help="last year of reported history")
    parser.add_argument(
        "--founded", type=int, metavar="YEAR", help="founding year, for growth since founding"
    )
    parser.add_argument(
        "--merge", action="store_true", help="keep what was reviewed in the folder, and say what is new"
    )
    parser.add_argument("--force", action="store_true", help="replace existing files")


def run_extract(options: argparse.Namespace) -> int:
    """Read reports into a dossier."""
    from forecasting._extract.proposal import LOW, confidence_of, propose
    from forecasting._extract.readers import read_reports
    from forecasting.dossier import write_folder

    language = options.language or options.reader
    documents = read_reports(options.reports, language)
    proposal = propose(documents, options.language, options.as_of, options.founded)
    if options.merge:
        from forecasting.scenarios import load
        from forecasting.show.review.merging import renew

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
    year = proposal.dossier.as_of
    said = say("extract.written", language, folder=options.output, count=len(claims), low=low, year=year)
    sys.stdout.write(said + "\n")
    return 0


def add_review(commands: Any) -> None:
    """Options of `review`."""
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


def run_review(options: argparse.Namespace) -> int:
    """Write what a reviewer goes through, or take back what they decided."""
    language = options.language or options.reader
    if options.take:
        from forecasting.show.review.returned import take

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
    from forecasting.show.review import review

    wanted = [(options.output, PAGE), (options.xlsx, (".xlsx",))]
    outputs = [(path, endings) for path, endings in wanted if path]
    for path, endings in outputs:
        free_place(path, force=options.force, endings=endings)
    made = review(options.folder, options.text, language=options.language)
    for path, _ in outputs:
        sys.stdout.write(say("review.written", language, path=made.save(path, force=options.force)) + "\n")
    return 0


def add_new(commands: Any) -> None:
    """Options of `new`."""
    parser = commands.add_parser("new", help="start a dossier folder with commented files")
    parser.add_argument("folder", metavar="FOLDER")
    parser.add_argument(
        "--entity", default="", help="short id of the place or firm (default: the folder's name)"
    )
    parser.add_argument("--title", default="", help="title of the report")
    parser.add_argument(
        "--xlsx", action="store_true", help="claims, indicators, sources and scenarios as one workbook"
    )
    parser.add_argument("--as-of", type=int, metavar="YEAR", help="last year of reported history")
    parser.add_argument("--force", action="store_true", help="replace existing files")


def run_new(options: argparse.Namespace) -> int:
    """Start a dossier."""
    from forecasting.dossier import NewDossier, new_folder

    if not options.folder:
        msg = "the folder has no name; give the name of a folder to make"
        raise ForecastingError(msg)
    begun = NewDossier(options.entity or Path(options.folder).resolve().name, options.title or "")
    if options.as_of is not None:
        begun = replace(begun, as_of=options.as_of)
    new_folder(options.folder, begun, xlsx=options.xlsx, force=options.force)
    sys.stdout.write(say("terminal.written", options.reader, path=options.folder) + "\n")
    return 0
