"""The reader of the console: in which language the program speaks to them, and its help in that language."""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

from forecasting.words.catalogue import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = ["Parser", "reader_language", "spoken_help", "visible"]

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
_HELP_WIDTH = 96
_CHINESE_ON_WINDOWS = 0x04  # the primary part of every Chinese language id


def reader_language(arguments: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> str:
    """The language of whoever runs a command: "zh" or "en".

    Args:
        arguments: of the command; a `--language zh` or `en` among them decides.
        environment: LC_ALL, LC_MESSAGES and LANG decide in this order, the first that is set; None for the process's
            own, and then, on Windows where none of them is set, the language of its menus.
    """
    words = list(arguments)
    for place, word in enumerate(words):
        given = word.removeprefix("--language=") if word.startswith("--language=") else ""
        if word == "--language":
            given = words[place + 1] if place + 1 < len(words) else ""
        if given in {"en", "zh"}:
            return given
    known = os.environ if environment is None else environment
    named = next((known[name] for name in _VARIABLES if known.get(name)), "")
    if not named and environment is None and sys.platform == "win32":
        import ctypes

        menus = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return "zh" if menus & 0x3FF == _CHINESE_ON_WINDOWS else "en"
    return "zh" if named.lower().startswith("zh") else "en"


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


class _ChineseHelp(argparse.HelpFormatter):
    """Help whose lines break between characters; each explanation has lines of its own, as names differ in width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=6, width=_HELP_WIDTH)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:
        lines, line = [], ""
        for character in text:
            if _wide(line + character) > width and character not in "，。；：、）":
                lines.append(line)
                line = ""
            line += character
        return [*lines, line]

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in self._split_lines(text, width - len(indent)))


class Parser(argparse.ArgumentParser):
    """A parser that speaks the language of its reader, once `spoken_help` has told it which."""

    language = "en"

    def error(self, message: str) -> Any:
        """Say what is wrong with the options and leave with code 2."""
        if self.language == "en":
            super().error(message)
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}：{told(message, self.language)}\n")


def spoken_help(parser: Parser, language: str) -> Parser:
    """The parser with its help, and that of its commands, in a language; English needs nothing done."""
    if language == "en":
        return parser
    parser.language = language
    parser.formatter_class = _ChineseHelp
    if parser.description:
        parser.description = told(parser.description, language)
    for group in parser._action_groups:  # noqa: SLF001 - argparse has no public way to name its groups
        group.title = told(group.title or "", language)
    for action in parser._actions:  # noqa: SLF001 - nor to its arguments
        if isinstance(action.help, str) and action.help != argparse.SUPPRESS:
            action.help = told(action.help, language)
        if isinstance(action.metavar, str):
            action.metavar = told(action.metavar, language)
        elif action.nargs != 0 and action.choices is None:
            action.metavar = told(action.dest.upper(), language)
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for one in action._choices_actions:  # noqa: SLF001
                one.help = told(one.help or "", language)
            for command in dict.fromkeys(action.choices.values()):
                spoken_help(command, language)
    return parser


def visible(text: str) -> str:
    """The text with codes that a console would obey written out."""
    return "".join(one if one.isprintable() or one == "\n" else repr(one)[1:-1] for one in text)
