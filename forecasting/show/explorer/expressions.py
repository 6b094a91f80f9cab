"""Numbers and sentences as Vega expressions, so that the page says what the package says."""

from __future__ import annotations

import json
import string
from typing import TYPE_CHECKING

from forecasting.judge.checks import IMPLAUSIBLE, OPEN, STRETCH
from forecasting.words import SHORT, template

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "either",
    "number",
    "number_either",
    "percent",
    "percent_either",
    "quoted",
    "short",
    "short_either",
    "tell",
    "verdict",
]

_VERDICTS = ((IMPLAUSIBLE, "implausible"), (STRETCH, "stretch"), (OPEN, "open"), (None, "likely"))


def quoted(text: str) -> str:
    """A text as an expression."""
    return json.dumps(text, ensure_ascii=False)


def number(value: str, language: str) -> str:
    """An expression that writes a level that is worked out as `words.number` does."""
    grouped = ",.0f" if language == "en" else ".0f"
    return (
        f"(abs({value}) >= 9999.5 ? format({value}, '{grouped}') : abs({value}) >= 999.5 ?"
        f" format({value}, '.0f') : format({value}, '.4~r'))"
    )


def short(value: str, language: str) -> str:
    """An expression that writes a level as `words.short` does."""
    larger = "".join(
        f"abs({value}) >= {size:.0f} ? {number(f'({value} / {size:.0f})', language)} + {quoted(sign)} : "
        for size, sign in SHORT[language]
    )
    return f"({larger}{number(value, language)})"


def percent(value: str, language: str, decimals: int = 1) -> str:
    """An expression that writes a fraction as `words.percent` does, without a negative zero."""
    power = 10**decimals
    # On a narrow page a sign must not slip to the next line.
    sign = "%" if language == "zh" else "\u00a0%"
    return f"(format(round(100 * ({value}) * {power}) / {power} + 0, '.{decimals}f') + '{sign}')"


def tell(key: str, **values: str) -> str:
    """A sentence of the word tables as an expression of expressions, in the language chosen on the page."""

    def one(language: str) -> str:
        parts = []
        for text, name, spec, _ in string.Formatter().parse(template(key, language)):
            if text:
                parts.append(quoted(text))
            if name is None:
                continue
            value = values[name]
            match spec or "":
                case "num":
                    parts.append(number(value, language))
                case "short":
                    parts.append(short(value, language))
                case "pct":
                    parts.append(percent(value, language))
                case "odds":
                    parts.append(percent(f"min(0.99, max(0.01, {value}))", language, 0))
                case "":
                    parts.append(f"({value})")
                case other:
                    message = f"the page cannot write {{{name}:{other}}} of {key}"
                    raise NotImplementedError(message)
        return " + ".join(parts) or "''"

    return f"(zh ? {one('zh')} : {one('en')})"


def verdict(value: str) -> str:
    """An expression for the word an odds verdict has."""
    words = [
        f"{value} < {limit} ? {tell(f'verdicts.{word}')}" for limit, word in _VERDICTS if limit is not None
    ]
    return "(" + " : ".join([*words, tell(f"verdicts.{_VERDICTS[-1][1]}")]) + ")"


def either(options: Sequence[str]) -> str:
    """The option of the subject that is shown."""
    return "[" + ", ".join(options) + "][shown]"


def percent_either(value: str, decimals: int = 1) -> str:
    """A percentage in the language chosen."""
    return f"(zh ? {percent(value, 'zh', decimals)} : {percent(value, 'en', decimals)})"


def number_either(value: str) -> str:
    """A level in the language chosen."""
    return f"(zh ? {number(value, 'zh')} : {number(value, 'en')})"


def short_either(value: str) -> str:
    """A level in the language chosen, large ones in the larger units."""
    return f"(zh ? {short(value, 'zh')} : {short(value, 'en')})"
