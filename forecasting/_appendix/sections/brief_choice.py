"""What there is room for on two pages: the last goal of each indicator, the first finding on each, and how much is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forecasting._appendix.sections.material import Material
    from forecasting._appendix.sections.told import Noted, Told
    from forecasting.judge.checks import OddsFacts

__all__ = ["THREE", "counted", "first_of_each", "last_goals"]


#: Of suggestions, numbers to look up and limits; and of goals told within a sentence.
THREE = 3


def counted(material: Material, key: str, count: int, **values: object) -> str:
    """A sentence about so many things, which English says otherwise of one."""
    return material.say(f"brief.{key}_one" if count == 1 else f"brief.{key}", count=count, **values)


def last_goals(judged: Sequence[Told[OddsFacts]]) -> list[Told[OddsFacts]]:
    """The last goal of each indicator that has any."""
    last: dict[str, Told[OddsFacts]] = {}
    for one in judged:
        if one.finding.rank < 0:
            last[one.finding.indicator] = one
    return list(last.values())


def first_of_each(found: Sequence[Noted]) -> list[Noted]:
    """The first of each indicator."""
    first: dict[tuple[str, str], Noted] = {}
    for one in found:
        first.setdefault((one.finding.entity, one.finding.indicator), one)
    return list(first.values())
