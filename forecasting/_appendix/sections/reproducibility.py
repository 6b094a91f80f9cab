"""How to reproduce it all: versions, inputs, settings and seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting._appendix.blocks import Column, Paragraph, Row, cell
from forecasting._appendix.origin import plain_scenario
from forecasting._appendix.sections.material import cells
from forecasting.judge.checks import OddsFacts
from forecasting.scenarios import scenario_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forecasting._appendix.blocks import Block
    from forecasting._appendix.sections.material import Material

__all__ = ["reproducibility"]


def reproducibility(material: Material, settings: Mapping[str, Any], *, whole: bool) -> Iterator[Block]:
    """Version, digests of the inputs, and what was asked for: everything needed to build it again."""
    say = material.say
    yield material.heading("reproducibility")
    yield Paragraph("reproducibility-said", cell(say("reproducibility.said", version=settings["version"])))
    columns = [
        Column(say("reproducibility.setting"), share=1),
        Column(say("reproducibility.value"), share=3.4),
    ]
    told = [
        ("language", material.language),
        ("title", settings["title"]),
        ("sections", say("reproducibility.every") if whole else _kept(material, settings["sections"])),
        *_scenarios(material, settings["scenarios"]),
        *_seeds(material),
    ]
    rows = [Row(cells(say(f"reproducibility.{name}"), value)) for name, value in told]
    rows += [
        Row(cells(say("reproducibility.digest", name=one["name"]), one["sha256"]))
        for one in settings["inputs"]
    ]
    yield material.table("table-settings", say("reproducibility.settings"), columns, rows, small=True)


def _seeds(material: Material) -> list[tuple[str, int]]:
    """The seed of the simulated paths, where a chance rests on any."""
    joints = [one.facts.together for one in material.knowing(OddsFacts)]
    return [("seed", seed) for seed in dict.fromkeys(one.seed for one in joints if one is not None)]


def _kept(material: Material, sections: Sequence[str]) -> str:
    """The sections asked for, by their headings."""
    return material.listed(material.say(f"section.{one}") for one in sections)


def _scenarios(material: Material, scenarios: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    """The names of those that are in the scenarios file, in one row; the fields of each other one."""
    baseline = material.run.baseline
    filed: list[Mapping[str, Any]] = []
    other: list[Mapping[str, Any]] = []
    for plain in scenarios:
        name = str(plain["name"])
        known = name in baseline.scenario_tables and plain == plain_scenario(scenario_of(baseline, name))
        (filed if known else other).append(plain)
    rows = [("scenario", _fields(one)) for one in other]
    if filed:
        names = material.listed(one["name"] for one in filed)
        rows.append(("scenario", material.say("reproducibility.defined", name=names)))
    return rows


def _fields(plain: Mapping[str, Any]) -> str:
    """A scenario's fields, titles and notes left out."""
    if set(plain) == {"name"}:
        return str(plain["name"])
    parts = [f"{name} = {_written(value)}" for name, value in plain.items() if name not in ("title", "note")]
    return "; ".join(parts)


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_written(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_written(one) for one in value) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
