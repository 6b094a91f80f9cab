"""Help and messages that the code writes in English, said in another language: a catalogue keyed by the English.

Sentences about findings have keys of their own (`forecasting.words`). What a command line, a fault or an error says
stands in the code that says it, in English, with its values in it; `zh.toml` holds each as a template and what a
Chinese reader is told. What has no entry stays English; a test over the code names what is missing.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from forecasting.errors import DossierError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["entries", "told", "told_error"]

_PLACE = re.compile(r"\{([a-z])\}")
_DEEPEST = 6


@lru_cache(maxsize=2)
def entries(language: str) -> Mapping[str, str]:
    """The catalogue of a language: English template to its own; places are `{a}`, `{b}` and so on. Empty for English."""
    if language != "zh":
        return {}
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return {english: said for table in tomllib.loads(text).values() for english, said in table.items()}


@lru_cache(maxsize=2)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The templates with places as patterns; those with more words of their own first, as they say more closely."""
    made = []
    for english, said in entries(language).items():
        if not _PLACE.search(english):
            continue
        parts = _PLACE.split(english)
        # A name that comes back must stand for the same text.
        seen: set[str] = set()
        pattern = ""
        for place, part in enumerate(parts):
            if place % 2 == 0:
                pattern += re.escape(part)
            else:
                pattern += f"(?P={part})" if part in seen else f"(?P<{part}>.+?)"
                seen.add(part)
        made.append((len("".join(parts[::2])), english, re.compile(pattern, re.DOTALL), said))
    return tuple((pattern, said) for _, _, pattern, said in sorted(made, key=lambda one: (-one[0], one[1])))


def told(text: str, language: str) -> str:
    """A text of the program in the language of its reader, and values that are texts of the program likewise.

    Args:
        text: as the code writes it, in English.
        language: "en" or "zh".

    Returns:
        What the catalogue has for it, line by line where it has nothing for the whole; else the text as it is.
    """
    if language != "zh":
        return text
    whole = _told(text, language, 0)
    if whole == text and "\n" in text:
        return "\n".join(_told(line, language, 0) for line in text.split("\n"))
    return whole


def _told(text: str, language: str, depth: int) -> str:
    said = entries(language).get(text)
    if said is not None:
        return said
    if depth < _DEEPEST:
        for pattern, template in _patterns(language):
            found = pattern.fullmatch(text)
            if found:
                values = {
                    name: _told(value, language, depth + 1) for name, value in found.groupdict().items()
                }
                return _PLACE.sub(lambda place, values=values: values[place[1]], template)  # type: ignore[misc]
    return text


def told_error(error: BaseException, language: str) -> str:
    """What an error says, in the language of its reader; the faults of a dossier one a line, in the same order."""
    if language == "zh" and isinstance(error, DossierError):
        lines = [f"共{len(error.faults)}处错误"]
        for fault in error.faults:
            line = f"，第{fault.line}行" if fault.line else ""
            column = f"，{fault.column}" if fault.column else ""
            found, expected = told(fault.found, language), told(fault.expected, language)
            lines.append(f"{fault.file}{line}{column}：发现{found}；应为：{expected}")
        return "\n".join(lines)
    return told(str(error), language)
