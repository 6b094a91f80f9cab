"""The words of each language, read from the tables beside this file, as one pattern and one dictionary.

A word belongs to one or more classes. The pattern is a trie, so that the longest word wins and the time to try all
words at one place does not grow with their number.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeAlias

from forecasting.dossier.conventions import conventions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["CLASSES", "Lexicon", "Named", "indicators", "lexicon", "trie"]

#: Words by their characters, one a level; an empty key where a word ends.
_Tree: TypeAlias = "dict[str, _Tree]"
_NAMES = (
    "rise",
    "fall",
    "rate_noun",
    "fall_noun",
    "level_verb",
    "rise_to",
    "fall_to",
    "average",
    "each_year",
    "comparison",
    "share",
    "against",
    "respectively",
    "total",
    "from",
    "among",
    "hedge",
    "hedge_after",
    "target",
    "estimate",
    "result",
    "past_target",
    "real",
    "nominal",
    "scope",
    "stop",
    "plain",
    "head",
    "indicator",
    "place",
    "own_place",
    "to",
    "by",
    "double",
)
CLASSES: Mapping[str, int] = {name: 1 << place for place, name in enumerate(_NAMES)}
"""Each class of words as one bit."""


@dataclass(frozen=True, slots=True)
class Named:
    """A measured quantity the lexicon knows by name.

    Attributes:
        id: what the dossier calls it.
        label: name in each language, keys "en" and "zh".
        measure: amount, count, rate or index.
        basis: price basis of its levels.
        better: "higher" or "lower".
        convention: id of its convention; empty where there is none.
    """

    id: str
    label: dict[str, str]
    measure: str = "amount"
    basis: str = "nominal"
    better: str = "higher"
    convention: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language.

    Attributes:
        classes: the bits of each word.
        before, after: comparator of each hedge before and after a number.
        scopes: scope of each scope word.
        names: indicator id of each name.
        heads: last words of a noun phrase that can be a measured quantity.
        raw: the table as written.
    """

    classes: Mapping[str, int]
    before: Mapping[str, str]
    after: Mapping[str, str]
    scopes: Mapping[str, str]
    names: Mapping[str, str]
    heads: frozenset[str]
    raw: Mapping[str, Any] = field(default_factory=dict)


def trie(words: Iterable[str]) -> str:
    """A pattern that matches the longest of some words, without trying them one by one."""
    root: _Tree = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: _Tree) -> str:
    ends = "" in node
    singles, longer = [], []
    for character in sorted(node):
        if not character:
            continue
        below = _pattern(node[character])
        if below:
            longer.append(re.escape(character) + below)
        else:
            singles.append(re.escape(character))
    if singles:
        longer.append(singles[0] if len(singles) == 1 else f"[{''.join(singles)}]")
    if not longer:
        return ""
    body = longer[0] if len(longer) == 1 and not ends else f"(?:{'|'.join(longer)})"
    return f"(?:{body})?" if ends else body


def table(name: str) -> dict[str, Any]:
    """One of the tables beside this file."""
    place = resources.files("forecasting._extract.lexicon").joinpath(name)
    return tomllib.loads(place.read_text(encoding="utf-8"))


@cache
def indicators() -> Mapping[str, Named]:
    """The measured quantities known by name, by id: the groups of this folder, then the names of the conventions."""
    known = {id_: _named(id_, entry) for id_, entry in table("indicators.toml").items()}
    grouped = {name for entry in table("indicators.toml").values() for name in (*entry["zh"], *entry["en"])}
    for kind in conventions().values():
        for language, names in kind.names.items():
            for name in names:
                if name in grouped:
                    continue
                id_ = kind.id if name == names[0] and kind.id not in known else name.replace(" ", "_")
                if id_ in known:
                    known[id_].label.setdefault(language, name)
                    continue
                known[id_] = Named(
                    id_,
                    {language: name},
                    kind.measure,
                    "physical" if kind.growth_basis == "physical" else "nominal",
                    kind.better,
                    kind.id,
                )
    return known


def _named(id_: str, entry: Mapping[str, Any]) -> Named:
    kind = conventions().get(entry.get("convention", id_))
    label = {language: entry[language][0] for language in ("en", "zh") if entry.get(language)}
    if kind is None:
        return Named(
            id_,
            label,
            entry.get("measure", "amount"),
            entry.get("basis", "nominal"),
            entry.get("better", "higher"),
        )
    basis = "physical" if kind.growth_basis == "physical" else "nominal"
    return Named(id_, label, kind.measure, basis, kind.better, kind.id)


@cache
def lexicon(language: str) -> Lexicon:
    """The words of a language, "zh" or "en"."""
    raw = table(f"{language}.toml")
    classes: dict[str, int] = {}

    def add(kind: str, words: Iterable[str]) -> None:
        for word in words:
            classes[word] = classes.get(word, 0) | CLASSES[kind]

    for kind in _NAMES:
        if isinstance(raw.get(kind), list):
            add(kind, raw[kind])
    for kind in ("hedge", "hedge_after"):
        for words in raw.get(kind, {}).values():
            add(kind, words)
    for kind, words in raw.get("mode", {}).items():
        add(kind, words)
    for kind, words in raw.get("basis", {}).items():
        add(kind, words)
    for words in raw.get("scope", {}).values():
        add("scope", words)
    add("stop", raw["stop"]["words"])
    add("plain", raw["plain"]["words"])
    add("head", raw["heads"]["words"])
    grouped = {
        name if language == "zh" else name.lower(): id_
        for id_, entry in table("indicators.toml").items()
        for name in entry.get(language, ())
    }
    names = {
        (name if language == "zh" else name.lower()): id_
        for id_, entry in indicators().items()
        for name in [entry.label.get(language)]
        if name
    } | grouped
    add("indicator", names)
    add("indicator", raw.get("growth_names", {}))
    for words in table(f"places.{language}.toml")["places"].values():
        add("place", words)
    return Lexicon(
        classes,
        {word: sign for sign, words in raw.get("hedge", {}).items() for word in words},
        {word: sign for sign, words in raw.get("hedge_after", {}).items() for word in words},
        {word: name for name, words in raw.get("scope", {}).items() for word in words},
        names,
        frozenset(raw["heads"]["words"]),
        raw,
    )
