"""The line of the panel that says what was done, or what is wrong with the settings."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.show.markup import tag
from forecasting.words.catalogue import told_error

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Message"]

_DONE, _WRONG = "#17685a", "#8f1d21"


class Message:
    """A line that screen readers read out when it changes; `widget` shows it."""

    def __init__(self, language: str) -> None:
        import ipywidgets as w

        self.language = language
        self.widget = w.HTML()

    def say(self, text: str, colour: str = _DONE) -> None:
        """Show a text in place of the last one."""
        lines = escape(text).replace("\n", "<br>")
        self.widget.value = tag("p", lines, role="status", style=f"color:{colour};line-height:1.4")

    def attempt(self, action: Callable[[], None]) -> None:
        """Do something; what is wrong with the settings is said here and changes nothing."""
        try:
            self.say("")
            action()
        except ForecastingError as problem:
            self.say(told_error(problem, self.language), _WRONG)
