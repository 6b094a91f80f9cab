"""A scenario from its table in `scenarios.toml`, and the shape each of its values must have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from math import isfinite
from typing import Any

from forecasting.dossier.text_file import unprintable
from forecasting.scenarios.model import YEARLY, Scenario
from forecasting.words import LANGUAGES

__all__ = ["Flaw", "from_table", "is_number", "is_whole", "shape_flaws", "shown"]

#: Where in the scenario, what stands there, what would be right.
Flaw = tuple[tuple[str, ...], str, str]

_TABLES = ("readings", "claims", "goal", "growth_cap", "growth_floor", *YEARLY, "pace", "reference_class")
_NESTED = ("claims", "goal", *YEARLY)
_TEXTS = ("readings", "pace", "reference_class")
_LONGEST_NAME = 80


def from_table(name: str, table: Mapping[str, Any]) -> tuple[Scenario | None, list[Flaw]]:
    """The scenario a table describes, and its unknown keys and values of the wrong shape.

    Args:
        name: of the scenario.
        table: as a TOML reader gives it; numbers may be `Decimal`.

    Returns:
        The scenario and no flaws, or None and all of them.
    """
    known = [one.name for one in fields(Scenario) if one.name != "name"]
    flaws: list[Flaw] = []
    for key in table:
        if key not in known:
            close = get_close_matches(key, known, n=1)
            hint = f"perhaps {close[0]}; " if close else ""
            flaws.append(((key,), "an unknown key", f"{hint}one of {', '.join(known)}"))
    scenario = Scenario(name=name, **{key: value for key, value in table.items() if key in known})
    flaws += shape_flaws(scenario)
    return (None if flaws else scenario), flaws


def shape_flaws(scenario: Scenario) -> Iterator[Flaw]:
    """The values of a scenario that are not even of the right kind: a text for a year, a number for a table."""
    name: object = scenario.name
    if not isinstance(name, str) or not name.strip() or not name.isprintable() or len(name) > _LONGEST_NAME:
        yield ("name",), shown(name), f"a name of 1 to {_LONGEST_NAME} characters on one line"
    for part in fields(scenario):
        value = getattr(scenario, part.name)
        expected = _shape(part.name, value)
        if expected:
            yield (part.name,), shown(value), expected


def shown(value: object) -> str:
    """A value as a message shows it."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key} = {shown(one)}' for key, one in value.items())}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(shown, value))}]"
    return repr(value)


def is_whole(value: object) -> bool:
    """Whether this is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_number(value: object) -> bool:
    """Whether this is a finite number."""
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _shape(key: str, value: object) -> str:
    """What the value of a key should look like; empty when it does."""
    if key == "add":
        tables = isinstance(value, tuple) and all(isinstance(one, Mapping) for one in value)
        return "" if tables else "a list of tables, each a claim"
    if key in ("drop", "models"):
        texts = isinstance(value, tuple) and all(isinstance(one, str) for one in value)
        return "" if texts else "a list of texts"
    if key in ("founded", "growth_cap_from"):
        return "" if value is None or is_whole(value) else "a year"
    if key == "deflator":
        pair = isinstance(value, tuple) and len(value) == 2 and all(is_number(one) for one in value)
        return "" if value is None or pair else "two numbers, the lower first, such as [-0.03, 0.08]"
    if key == "about":
        return "" if value is None or is_number(value) else "a share such as 0.05"
    if key in ("title", "note"):
        return "" if _is_said(value) else 'a text, or { en = "...", zh = "..." }, without control characters'
    return _table_shape(key, value) if key in _TABLES else ""


def _is_said(value: object) -> bool:
    if isinstance(value, Mapping):
        return all(key in LANGUAGES and _is_text(one) for key, one in value.items())
    return _is_text(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and unprintable(value) is None


def _table_shape(key: str, value: object) -> str:
    """What a key that holds a table should look like; empty when it does."""
    if not isinstance(value, Mapping):
        return f"a table, such as {key} = {{ ... }}"
    odd = [name for name in value if not isinstance(name, str)]
    if odd:
        return f"ids as texts, not {odd[0]!r}"
    if key in _NESTED:
        bad = [name for name, one in value.items() if not isinstance(one, Mapping) or not one]
        return f"a table with something in it for {bad[0]}" if bad else ""
    if key in _TEXTS:
        bad = [name for name, one in value.items() if not isinstance(one, str)]
        return f"a text for {bad[0]}" if bad else ""
    return ""
