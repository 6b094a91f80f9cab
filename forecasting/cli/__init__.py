"""The command line: parse, call, print, exit code. Exit 0 nothing inconsistent, 1 something is, 2 bad input."""

from __future__ import annotations

import gc
import os
import sys
import traceback
import warnings
from typing import TYPE_CHECKING

from forecasting import __version__
from forecasting.cli import assessing, documents, dossiers, many
from forecasting.cli.console import Parser, reader_language, spoken_help, visible
from forecasting.cli.exits import BAD_INPUT, CUT_OFF, INTERRUPTED, UNFORESEEN
from forecasting.errors import ForecastingError
from forecasting.words.catalogue import told, told_error

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]

_COLLECT_LATE = 500_000  # new objects before the collector looks at them

# In the order in which the help lists them.
_OPTIONS = (
    assessing.add_assess,
    documents.add_page,
    documents.add_appendix,
    many.add_portfolio,
    documents.add_verify,
    documents.add_explore,
    dossiers.add_review,
    documents.add_charts,
    assessing.add_compare,
    dossiers.add_validate,
    dossiers.add_units,
    dossiers.add_extract,
    dossiers.add_new,
    many.add_backtest,
)

_COMMANDS = {
    "assess": assessing.run_assess,
    "page": documents.run_page,
    "appendix": documents.run_appendix,
    "portfolio": many.run_portfolio,
    "verify": documents.run_verify,
    "explore": documents.run_explore,
    "review": dossiers.run_review,
    "charts": documents.run_charts,
    "compare": assessing.run_compare,
    "validate": dossiers.run_validate,
    "units": dossiers.run_units,
    "extract": dossiers.run_extract,
    "new": dossiers.run_new,
    "backtest": many.run_backtest,
}

# Commands that speak the language of their reader where none is asked for.
_FOR_READERS = ("assess", "compare", "units", "validate", "verify")


def _parser() -> Parser:
    parser = Parser(
        prog="forecasting",
        description="Can these growth numbers all be true, do the annual targets lead to the goal, and how likely is it?",
    )
    parser.add_argument("--version", action="version", version=f"forecasting {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in _OPTIONS:
        add(commands)
    return parser


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
        sys.stderr.write(f"forecasting {options.command}{colon}{visible(told(text, reader))}\n")

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
        return CUT_OFF
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        complain(f"{place}{told(str(error.strerror or error), reader)}")
    except KeyboardInterrupt:
        complain("interrupted; no file is half written")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - whatever is unforeseen must not exit 1, which accuses the report
        traceback.print_exc()
        complain("an error of the program, not of your files; please report it with the lines above")
        return UNFORESEEN
    finally:
        gc.set_threshold(*collecting)
    return BAD_INPUT
