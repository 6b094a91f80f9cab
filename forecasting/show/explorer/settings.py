"""The settings of the page as a table of `scenarios.toml`, written by a Vega expression."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from forecasting.show.explorer.expressions import quoted
from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.show.explorer.subjects import ShownIndicator
    from forecasting.show.explorer.survey import Survey

__all__ = ["toml"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def toml(found: Survey) -> str:
    """The settings as a table `[scenario.explored]`; only what differs from the report as printed."""
    title = ", ".join(f"{language} = {quoted(say('explorer.toml.name', language))}" for language in LANGUAGES)
    head = f"[scenario.explored]\ntitle = {{ {title} }}\n"
    parts = [quoted(head)]
    if found.founded:
        parts.append(f"(toNumber(founded) == {found.printed_founding} ? '' : 'founded = ' + founded + '\\n')")
    readings = [
        f"(reading_{place}_{number} == '' ? '' :"
        f" {quoted(toml_key(choice.claim) + ' = ')} + '\"' + reading_{place}_{number} + '\"\\n')"
        for place, subject in enumerate(found.subjects)
        for number, choice in enumerate(subject.choices)
    ]
    parts.append(_section("[scenario.explored.readings]", readings))
    for place, subject in enumerate(found.subjects):
        parts.append(
            _section(f"[scenario.explored.path.{toml_key(subject.id)}]", list(_path(place, subject)))
        )
        if subject.aim.movable:
            parts.append(
                _section(f"[scenario.explored.claims.{toml_key(subject.aim.claim)}]", _aim(place, subject))
            )
    return " + ".join(parts)


def _path(place: int, subject: ShownIndicator) -> Iterator[str]:
    """A line for each year whose growth is set, up to the last target or the goal, whichever is later."""
    aim = subject.aim
    until = f"max(toNumber(year_{place}), 0)" if aim.movable else str(aim.year)
    until = f"max({until}, {max([subject.years[0], *subject.target_years])})"
    constant = f"toNumber(growth_{place})"
    for year, notch in zip(subject.years, subject.notches, strict=True):
        if year > subject.as_of:
            own = f"toNumber(growth_{place}_{year})"
            rate = f"(mode_{place} == 'years' ? {own} : {constant})"
            at_notch = f"(mode_{place} == 'years' ? {own} == {notch} : {constant} == {subject.notch})"
            yield f"({at_notch} || {year} > {until} ? '' : '{year} = ' + {_plain(rate + ' / 100')} + '\\n')"


def _aim(place: int, subject: ShownIndicator) -> list[str]:
    """Lines for the goal's level and year where they are moved."""
    aim, level, year = subject.aim, f"toNumber(goal_{place})", f"toNumber(year_{place})"
    return [
        f"({level} == {aim.level} ? '' : 'value = \"' + {_plain(f'{level} / {aim.factor}')} + '\"\\n')",
        f"({year} == {aim.year} ? '' : 'end = ' + {year} + '\\n')",
    ]


def _section(head: str, lines: list[str]) -> str:
    """Lines under a heading, nothing where there are none."""
    if not lines:
        return "''"
    body = " + ".join(lines)
    return f"(length({body}) > 0 ? {quoted(chr(10) + head + chr(10))} + {body} : '')"


def _plain(value: str) -> str:
    """A number in TOML, with a hyphen for minus."""
    return f"replace(format({value}, '.10~f'), '−', '-')"


def toml_key(key: str) -> str:
    """A key of a TOML table, quoted where it must be."""
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)
