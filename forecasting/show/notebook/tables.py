"""Result tables as a reader is shown them: heads, fixed words and names in a language, texts to the left."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from forecasting.dossier import Dossier
from forecasting.scenarios import BASELINE, scenario_of
from forecasting.words import keys, say, spoken
from forecasting.words.catalogue import told

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    import pandas as pd
    from pandas.io.formats.style import Styler

    from forecasting.judge.assessment import Assessment

__all__ = ["table"]

#: Column -> tables of words in which its values are looked up, in this order.
_WORDS = {
    "verdict": ("verdicts",),
    "path_verdict": ("verdicts",),
    "pace_verdict": ("verdicts",),
    "odds_verdict": ("verdicts",),
    "role": ("charts.role",),
    "kind": ("review.kinds", "notebook.kind"),
    "origin": ("charts.origin", "notebook.origin"),
    "model": ("models",),
    "status": ("notebook.status",),
    "answer": ("notebook.answer",),
    "pass": ("notebook.pass",),
    "arithmetic_fails": ("notebook.truth",),
}
_YEARS = ("start", "end", "year", "by", "goal_year")
_LISTS = ("claims",)
_SENTENCES = ("check", "readings", "reason")
_NAMED = ("indicator", "series", "entity", "scenario")
_ONE_LINE = 16  # characters of a cell that is never broken
_SAID = {*_WORDS, *_LISTS, *_SENTENCES, *_NAMED}


def table(frame: pd.DataFrame, language: str = "en", names: Assessment | Dossier | None = None) -> Styler:
    """A result table as a reader is shown it: heads, fixed words and names in a language, texts to the left.

    The frame stays as it is, and so do the names of its columns: `format` of what comes back takes them.

    Args:
        frame: any table of this package, or part of one.
        language: "en" or "zh".
        names: whose indicators, places and scenarios are called by their names; without it they keep their ids.

    Raises:
        WordsError: an unknown language.
    """
    dossier = names if names is None or isinstance(names, Dossier) else names.dossier
    reader = _Wording(spoken(language), dossier)
    numbered = frame.index.names == [None]
    named = [name for name in (*frame.index.names, *frame.columns.names) if name is not None]
    heads: dict[str | int, str] = {str(name): reader.head(name) for name in named}
    shown = (frame.reset_index(drop=True) if numbered else frame).rename_axis(index=heads, columns=heads)
    for column in shown.columns:
        kind = str(column).partition(":")[0]
        if kind in _SAID:
            shown[column] = [reader.said(kind, value) for value in shown[column]]
        elif kind in _YEARS and shown[column].dtype.kind == "f":  # a gap turns a column of years into floats
            shown[column] = shown[column].astype("Int64")
    texts: list[Hashable] = [column for column in shown.columns if shown[column].dtype.kind not in "biuf"]
    style = shown.style.format(na_rep="–").format_index(
        partial(reader.across, frame.columns.names[0]), axis="columns"
    )
    for level, name in enumerate(frame.index.names):
        if name in _SAID:
            style = style.format_index(partial(reader.said, name), level=level)
    style = style.set_properties(subset=texts, **{"text-align": "left"})
    # Beside a sentence a Chinese name would be set a character a line.
    short = [column for column in texts if shown[column].astype(str).str.len().max() <= _ONE_LINE]
    style = style.set_properties(subset=short, **{"white-space": "nowrap"})
    return style.hide(axis="index") if numbered else style


@dataclass(frozen=True, slots=True)
class _Wording:
    """What columns, fixed words and ids are called for a reader of a language, who may know a dossier."""

    language: str
    dossier: Dossier | None

    def head(self, column: object) -> str:
        """The head of a column; behind a colon stands the scenario it speaks of."""
        base, colon, run = str(column).partition(":")
        said = str(_word(base, ("notebook.heads", "models"), self.language))
        return f"{said} ({self._scenario(run)})" if colon else said

    def across(self, axis: object, column: object) -> str:
        """The head of a column where all columns are values of one thing, indicators say, named by their axis."""
        return self.head(column) if axis not in _NAMED else str(self.said(str(axis), column))

    def said(self, column: str, value: Any) -> Any:
        """The value of a column; what has no name and is no fixed word stays as it is."""
        if column in _WORDS:
            return _word(value, _WORDS[column], self.language)
        if column == "readings":
            return self._readings(value)
        if column in _LISTS and isinstance(value, list | tuple):
            return ("、" if self.language == "zh" else ", ").join(value)
        return self._called(column, value) if isinstance(value, str) else value

    def _called(self, column: str, text: str) -> str:
        """What an id is called, or a sentence in the language."""
        match column:
            case "check":
                gap = "" if self.language == "zh" else " "
                return say(f"findings.checks.{text}.axis", self.language).replace("|", gap)
            case "reason":
                return told(text, self.language)
            case "indicator" | "series":
                known = self.dossier.indicators.get(text) if self.dossier is not None else None
                return text if known is None else known.name(self.language)
            case "entity":
                return text if self.dossier is None else self.dossier.place(text, self.language)
            case "scenario":
                return self._scenario(text)
        return text

    def _scenario(self, name: str) -> str:
        if name == BASELINE.name:
            return say("notebook.baseline", self.language)
        if self.dossier is None or name not in self.dossier.scenario_tables:
            return name
        return scenario_of(self.dossier, name).named(self.language)

    def _readings(self, readings: Mapping[str, str]) -> str:
        """What each claim is read as: one reading, or two that hold together."""
        said = {claim: [self._reading(part) for part in text.split("/")] for claim, text in readings.items()}
        return "; ".join(f"{claim}: {'/'.join(parts)}" for claim, parts in said.items())

    def _reading(self, reading: str) -> str:
        return str(_word(reading, ("notebook.reading",), self.language))


def _word(value: Any, tables: tuple[str, ...], language: str) -> Any:
    """A fixed word in a language; what is none stays as it is."""
    for name in tables:
        top, _, inner = f"{name}.{value}".partition(".")
        if inner in keys(top, language):
            return say(f"{name}.{value}", language)
    return value
