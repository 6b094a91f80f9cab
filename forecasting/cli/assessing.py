"""The commands that print findings: of one dossier or report, and of two drafts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from forecasting.words import say

if TYPE_CHECKING:
    import argparse

__all__ = ["add_assess", "add_compare", "run_assess", "run_compare"]


def add_assess(commands: Any) -> None:
    """Options of `assess`."""
    parser = commands.add_parser(
        "assess", help="check a dossier, or a report at once, and print the findings"
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER|REPORT",
        help="folder with dossier.toml and claims.csv, or a report to read first",
    )
    parser.add_argument(
        "--as-of", type=int, metavar="YEAR", help="of a report: last year of reported history"
    )
    parser.add_argument(
        "--scenario", metavar="NAME", help="a scenario of scenarios.toml (default: the baseline)"
    )
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="what to print")
    parser.add_argument(
        "--language", choices=("en", "zh"), help="of every sentence (default: the reader's own)"
    )


def run_assess(options: argparse.Namespace) -> int:
    """Print the findings; 1 when something is inconsistent."""
    from forecasting.judge.assessment import assess
    from forecasting.scenarios import load
    from forecasting.show.terminal import findings_csv, report

    place = Path(options.folder)
    dossier = _read_at_once(options) if place.is_file() else load(options.folder)
    result = assess(dossier, options.scenario, language=options.language)
    text = {"table": report, "json": lambda one: one.to_json(), "csv": findings_csv}[options.format](result)
    sys.stdout.write(text)
    return result.exit_code


def _read_at_once(options: argparse.Namespace) -> Any:
    """The dossier of a report, read now and reviewed by nobody; what that means is said on the error output."""
    from forecasting._extract.proposal import LOW, confidence_of, propose
    from forecasting._extract.readers import read_report

    document = read_report(options.folder, options.language)
    proposal = propose([document], as_of=options.as_of)
    for text in (*proposal.notices, *proposal.left_out):
        sys.stderr.write(say("terminal.notice", options.language, text=text) + "\n")
    claims = proposal.dossier.claims
    low = sum(confidence_of(claim.note) < LOW for claim in claims)
    year = proposal.dossier.as_of
    said = say(
        "extract.unreviewed", options.language, name=document.name, count=len(claims), low=low, year=year
    )
    sys.stderr.write(said + "\n")
    return proposal.dossier


def add_compare(commands: Any) -> None:
    """Options of `compare`."""
    parser = commands.add_parser(
        "compare", help="two drafts of a dossier: which numbers changed and which verdicts moved"
    )
    parser.add_argument("old", metavar="OLD", help="folder of the earlier draft")
    parser.add_argument("new", metavar="NEW", help="folder of the later draft")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table", help="what to print")
    parser.add_argument(
        "--language", choices=("en", "zh"), help="of every sentence (default: the reader's own)"
    )


def run_compare(options: argparse.Namespace) -> int:
    """Print what changed between two drafts."""
    from forecasting.ask.comparison import compare_drafts

    found = compare_drafts(options.old, options.new, language=options.language)
    sys.stdout.write({"table": found.text, "json": found.to_json, "csv": found.to_csv}[options.format]())
    return 0
