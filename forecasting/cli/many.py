"""The commands that work through many dossiers or series."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from forecasting.cli.console import visible
from forecasting.cli.exits import BAD_INPUT
from forecasting.errors import ForecastingError
from forecasting.words import say

if TYPE_CHECKING:
    import argparse


__all__ = ["add_backtest", "add_portfolio", "run_backtest", "run_portfolio"]


def add_portfolio(commands: Any) -> None:
    """Options of `portfolio`."""
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


def run_portfolio(options: argparse.Namespace) -> int:
    """Assess many into one table; 1 when something is inconsistent, 2 when nothing could be assessed."""
    from forecasting.portfolio import RankingPage, RunOptions, run_to_file

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

    chosen = RunOptions(
        language=language,
        as_of=options.as_of,
        workers=options.workers,
        resume=options.resume,
        force=options.force,
    )
    page = None if options.page is None else RankingPage(options.page, options.pages)
    run = run_to_file(options.places, options.output, chosen, page=page, progress=drawn)
    for text in run.unread:
        sys.stderr.write(visible(say("portfolio.not_assessed", language, text=text)) + "\n")
    for text in run.notices:
        sys.stdout.write(text + "\n")
    for path in run.written:
        sys.stdout.write(say("terminal.written", language, path=path) + "\n")
    if not run.assessed:
        return BAD_INPUT
    return 1 if run.wrong else 0


def add_backtest(commands: Any) -> None:
    """Options of `backtest`."""
    parser = commands.add_parser(
        "backtest", help="score the growth models on series of your own, without hindsight"
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE.csv", help="columns series (or series_id), year, level (or value)"
    )
    parser.add_argument("--horizon", type=int, default=5, metavar="YEARS", help="years ahead (default 5)")
    parser.add_argument(
        "--models", nargs="+", metavar="MODEL", help="growth models (default: the recommended one)"
    )
    parser.add_argument("--reference", default="panel", metavar="CLASS", help="panel, or a reference class")
    parser.add_argument(
        "--points", type=int, metavar="N", help="keep only the last N points before each origin"
    )
    parser.add_argument("--calibrate", action="store_true", help="learn the width from finished origins")
    parser.add_argument(
        "--table", choices=("scores", "horizon", "reliability"), default="scores", help="what to print"
    )


def run_backtest(options: argparse.Namespace) -> int:
    """Print how the growth models would have done."""
    import pandas as pd

    from forecasting.models.backtest import Trial, backtest
    from forecasting.portfolio.series_reading import read_series

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
                Trial(points=options.points, calibrate=options.calibrate),
                said,
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
