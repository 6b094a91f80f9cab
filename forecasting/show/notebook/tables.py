"""Result tables as a reader is shown them: heads and fixed words in a language, texts to the left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.words import keys, say, spoken
from forecasting.words.catalogue import told

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd
    from pandas.io.formats.style import Styler

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
_SENTENCES = ("check", "readings", "reason")


def table(frame: pd.DataFrame, language: str = "en") -> Styler:
    """A result table as a reader is shown it: heads and fixed words in a language, texts to the left.

    The frame stays as it is, and so do the names of its columns: `format` of what comes back takes them.

    Args:
        frame: any table of this package, or part of one.
        language: "en" or "zh".

    Raises:
        WordsError: an unknown language.
    """
    spoken(language)

    def head(name: object) -> str:
        base, colon, run = str(name).partition(":")
        return str(_word(base, ("notebook.heads", "models"), language)) + (f" ({run})" if colon else "")

    numbered = frame.index.names == [None]
    named = [name for name in (*frame.index.names, *frame.columns.names) if name is not None]
    heads: dict[str | int, str] = {str(name): head(name) for name in named}
    shown = (frame.reset_index(drop=True) if numbered else frame).rename_axis(index=heads, columns=heads)
    for column in shown.columns:
        kind = str(column).partition(":")[0]
        if kind in _WORDS or kind in _SENTENCES:
            shown[column] = [_said(kind, one, language) for one in shown[column]]
        elif kind in _YEARS and shown[column].dtype.kind == "f":  # a gap turns a column of years into floats
            shown[column] = shown[column].astype("Int64")
    texts: list[Hashable] = [one for one in shown.columns if shown[one].dtype.kind not in "biuf"]
    style = shown.style.format(na_rep="–").format_index(head, axis="columns")
    style = style.set_properties(subset=texts, **{"text-align": "left"})
    return style.hide(axis="index") if numbered else style


def _said(column: str, value: Any, language: str) -> Any:
    """The value of a column in a language."""
    if column == "check":
        gap = "" if language == "zh" else " "
        return say(f"findings.checks.{value}.axis", language).replace("|", gap)
    if column == "reason":
        return told(str(value), language)
    if column == "readings":
        return "; ".join(f"{claim}: {_reading(one, language)}" for claim, one in value.items())
    return _word(value, _WORDS[column], language)


def _reading(reading: str, language: str) -> str:
    """What a claim is read as: one reading, or two that hold together."""
    return "/".join(str(_word(part, ("notebook.reading",), language)) for part in reading.split("/"))


def _word(value: Any, tables: tuple[str, ...], language: str) -> Any:
    """A fixed word in a language; what is none stays as it is."""
    for name in tables:
        top, _, inner = f"{name}.{value}".partition(".")
        if inner in keys(top, language):
            return say(f"{name}.{value}", language)
    return value
