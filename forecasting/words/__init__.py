"""Every sentence and label in Chinese and English, and how each language writes units; `figures` writes numbers.

A key `table.name` is looked up in `table.<language>.toml` beside this file, so that both languages are data that
can be read and checked side by side.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any, TypeAlias

from forecasting.errors import ForecastingError
from forecasting.numbers.unit_names import name_in
from forecasting.numbers.units import CURRENCIES
from forecasting.words.figures import SHORT, PerMille, number, percent, printed_percent, short, trimmed

__all__ = [
    "LANGUAGES",
    "SHORT",
    "PerMille",
    "Phrase",
    "WordsError",
    "join",
    "keys",
    "number",
    "percent",
    "printed_percent",
    "readable",
    "render",
    "say",
    "short",
    "spoken",
    "template",
    "unbroken",
    "unit_name",
    "within",
]

LANGUAGES = ("en", "zh")
#: Sentences by key, in groups.
_Table: TypeAlias = "dict[str, str | _Table]"
#: Letters that a unit in words of the language does not have.
_FOREIGN = {"zh": re.compile("[A-Za-z]"), "en": re.compile("[\u4e00-\u9fff]")}
#: Chinese characters to a Latin word, at least, in a Chinese sentence.
_CHARACTERS = 4
#: A number and its sign, or a currency and its amount, where a line would end between them.
_BOUND = re.compile(rf"(?<=\d) (?=[%‰]|pp\b)|(?<=\b(?:{'|'.join(sorted(CURRENCIES))})) (?=\d)")


class WordsError(ForecastingError):
    """A language or a sentence that does not exist."""


def spoken(language: str) -> str:
    """The language, if there is such a one.

    Raises:
        WordsError: it is neither "en" nor "zh".
    """
    if language not in LANGUAGES:
        msg = f"unknown language {language!r}; there are {', '.join(LANGUAGES)}"
        raise WordsError(msg)
    return language


@lru_cache(maxsize=64)
def _table(name: str, language: str) -> _Table:
    spoken(language)
    place = files(__package__).joinpath(f"{name}.{language}.toml")
    if not place.is_file():
        msg = f"no table of words {name!r} in {language!r}"
        raise WordsError(msg)
    return tomllib.loads(place.read_text(encoding="utf-8"))


def keys(table: str, language: str) -> frozenset[str]:
    """All keys of one table, nested ones joined by dots."""

    def walk(prefix: str, node: _Table) -> list[str]:
        found: list[str] = []
        for key, value in node.items():
            found += walk(f"{prefix}{key}.", value) if isinstance(value, dict) else [prefix + key]
        return found

    return frozenset(walk("", _table(table, language)))


def readable(text: str, language: str) -> bool:
    """Whether a remark that has no other language is one a reader of `language` can read.

    English readers are shown every remark. Chinese ones are shown those that have several Chinese characters for each
    Latin word, as Chinese sentences have, and not those that only quote a word or two.
    """
    if language != "zh":
        return True
    chinese = len(re.findall("[\u4e00-\u9fff]", text))
    return chinese >= _CHARACTERS * len(re.findall("[A-Za-z]{2,}", text))


def unbroken(text: str) -> str:
    """The text with no line to end between a number and its sign, or a currency and its amount: "70 %", "CNY 100m"."""
    return _BOUND.sub("\N{NO-BREAK SPACE}", text)


def unit_name(unit: str, language: str) -> str:
    """A unit as the language writes it: by the table of units, else put together; as printed where neither knows it."""
    known = _table("units", language).get(unit)
    if known is None and _FOREIGN[language].search(unit):
        known = name_in(unit, language)
    return str(known or unit)


def within(label: str) -> str:
    """An English label as it stands inside a sentence: "Fiscal revenue" is "fiscal revenue", "GDP" stays.

    A label with another capitalised word is taken for a name and left as it is.
    """
    first, *rest = label.split(" ")
    named = any(re.match("[A-Z][a-z]", word) for word in rest)
    return label if named or not re.fullmatch("[A-Z][a-z-]+[,;]?", first) else label[0].lower() + label[1:]


def _written(value: Any, format_spec: str, language: str) -> str:
    """A value as its place in a sentence asks for it."""
    match format_spec:
        case "pct" | "pct0" | "pct2":
            rate = value if isinstance(value, PerMille) else float(value)
            return percent(rate, language, int(format_spec[3:] or 1))
        case "pp":
            text = trimmed(f"{100 * float(value):.1f}").replace("-", "−")
            return f"{text}个百分点" if language == "zh" else f"{text} pp"
        case "pts":
            return trimmed(f"{float(value):.2f}").replace("-", "−")
        case "num" | "short":
            said = number if format_spec == "num" else short
            return said(float(value), language).replace("-", "−")
        case "odds":
            return percent(min(0.99, max(0.01, float(value))), language, 0)
        case "unit":
            return unit_name(str(value), language)
        case "within":
            return within(str(value)) if language == "en" else str(value)
    return format(value, format_spec)


@lru_cache(maxsize=4096)
def _parts(key: str, language: str) -> tuple[tuple[str, str | None, str], ...]:
    """A sentence taken apart once: text, and behind it the name of a value, or None, and how it is written."""
    parsed = string.Formatter().parse(template(key, language))
    return tuple((text, name, spec or "") for text, name, spec, _ in parsed)


def template(key: str, language: str) -> str:
    """The sentence `key` with its places still open, for a page that fills them in itself.

    Raises:
        WordsError: the language, table or key does not exist.
    """
    table, _, rest = key.partition(".")
    node: str | _Table | None = _table(table, language)
    for part in rest.split("."):
        node = node.get(part) if isinstance(node, dict) else None
    if not isinstance(node, str):
        msg = f"no sentence {key!r} in {language!r}"
        raise WordsError(msg)
    return node


def say(key: str, language: str, /, **values: object) -> str:
    """The sentence `key` in a language with its values filled in.

    Args:
        key: "table.name" or "table.group.name".
        language: "en" or "zh".
        values: what the template names; specs `pct`, `pct0`, `pct2`, `pp`, `pts`, `num`, `short`, `odds` and `unit` write numbers
            and units in the language's habit, `within` a label inside an English sentence.

    Raises:
        WordsError: the language, table or key does not exist, or a value is missing.
    """
    said: list[str] = []
    try:
        for text, name, spec in _parts(key, language):
            said.append(text)
            if name is not None:
                said.append(_written(values[name], spec, language))
    except KeyError as missing:
        msg = f"the sentence {key!r} in {language!r} needs a value for {missing}"
        raise WordsError(msg) from missing
    return "".join(said)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence not yet said in any language: its key and the values it needs.

    A value may itself be a phrase, a list of phrases, or a label in several languages.
    """

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def join(*phrases: Phrase | None) -> Phrase:
    """Several sentences said one after the other; joined ones are taken apart first."""
    sentences: list[Phrase] = []
    for phrase in phrases:
        parts = phrase.values.get("sentences") if phrase is not None else []
        if isinstance(parts, list):
            sentences += parts
        elif phrase is not None:
            sentences.append(phrase)
    return Phrase("findings.sentences", {"sentences": sentences})


def render(phrase: Phrase, language: str) -> str:
    """Say a phrase in a language.

    Raises:
        WordsError: a sentence or a value of it is missing.
    """
    if phrase.key == "findings.sentences":
        parts = phrase.values["sentences"]
        said = [render(part, language) for part in parts] if isinstance(parts, list) else []
        return ("" if language == "zh" else " ").join(said)
    return say(
        phrase.key, language, **{name: _value(value, language) for name, value in phrase.values.items()}
    )


def _value(value: object, language: str) -> object:
    if isinstance(value, Phrase):
        return render(value, language)
    if isinstance(value, list):
        return ("、" if language == "zh" else ", ").join(str(_value(one, language)) for one in value)
    if isinstance(value, Mapping):
        # What a language says with nothing, such as a number without a unit, is no gap.
        return value[language] if language in value else next(iter(value.values()), "")
    return value
