"""Write docs/api.md, the page of every public name, from the docstrings.

python scripts/api.py           write it
python scripts/api.py --check   exit 1 when the page has fallen out of step
"""

from __future__ import annotations

import inspect
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from in_step import write_or_check  # noqa: E402

import forecasting as fc  # noqa: E402

TARGET = ROOT / "docs" / "api.md"
WIDTH = 110
GROUPS: dict[str, tuple[str, ...]] = {
    "Read and assess": (
        *("load", "assess", "Assessment", "Dossier", "Claim", "Indicator", "extract", "review", "Review"),
        *("ForecastingError", "DossierError", "Fault"),
    ),
    "The claims alone": ("implied", "conflicts", "nearest", "required_growth"),
    "Scenarios": (
        *("Scenario", "scenario_toml", "save_scenario", "scenario_panel", "ScenarioPanel"),
        *("compare", "compare_inputs", "compare_targets", "compare_drafts"),
    ),
    "The question turned round": (
        *("goal_seek", "yearly_plan", "plan_scenario", "two_way", "tornado", "flips", "consequences"),
    ),
    "Growth models": (
        *("forecast", "quantiles", "odds", "precedent", "ReferenceClass", "backtest", "Trial", "Backtest"),
    ),
    "Documents and pages": ("appendix", "Appendix", "verify", "explore", "Explorer", "notebook", "table"),
    "Many at once": (*("assess_many", "Portfolio", "write_ranking", "hindcast_targets", "TargetHindcast"),),
    "Charts": ("charts",),
}
OPENING = """\
# Every public name

Made by `python scripts/api.py` from the docstrings; a test holds the two in step. `import forecasting as fc` first.
`help(fc.assess)` gives arguments, columns, units and errors; nothing that starts with an underscore or is missing here is
promised to stay. Where a class is what a function returns, its fields are shown to be read; the class is not meant to be
made by hand.
"""


def summary(thing: Any) -> str:
    """The first line of a docstring."""
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def parameter(one: inspect.Parameter) -> str:
    """One parameter as it would be typed."""
    stars = {one.VAR_POSITIONAL: "*", one.VAR_KEYWORD: "**"}.get(one.kind, "")
    kind = "" if one.annotation is one.empty else f": {one.annotation}"
    if one.default is one.empty:
        return f"{stars}{one.name}{kind}"
    default = "..." if type(one.default).__name__ == "_HAS_DEFAULT_FACTORY_CLASS" else repr(one.default)
    return f"{stars}{one.name}{kind} = {default}"


def signature(name: str, thing: Any) -> str:
    """How a name is called, broken into lines where it is long; of a class without a signature its name."""
    try:
        called = inspect.signature(thing)
    except ValueError:
        return name
    given: list[str] = []
    named = False
    for one in called.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not named and not any(part.startswith("*") for part in given):
            given.append("*")
        named = named or one.kind is one.KEYWORD_ONLY
        if one.name != "self":
            given.append(parameter(one))
    returned = "" if inspect.isclass(thing) else f" -> {called.return_annotation}"
    line = f"{name}({', '.join(given)}){returned}"
    return (
        line
        if len(line) <= WIDTH
        else f"{name}(\n" + "".join(f"    {one},\n" for one in given) + f"){returned}"
    )


def members(kind: type) -> list[str]:
    """A line for each public method and property of a class."""
    lines = []
    for name, thing in vars(kind).items():
        if name.startswith("_"):
            continue
        if isinstance(thing, property | cached_property):
            lines.append(f"- `.{name}`: {summary(thing)}")
        elif inspect.isfunction(thing):
            names = [one.name for one in list(inspect.signature(thing).parameters.values())[1:]]
            lines.append(f"- `.{name}({', '.join(names)})`: {summary(thing)}")
    return lines


def entry(name: str, thing: Any) -> str:
    """One name: signature, line, and what its class offers."""
    listed = members(thing) if inspect.isclass(thing) else []
    parts = [f"```\n{signature(name, thing)}\n```", summary(thing), "\n".join(listed)]
    return f"### {name}\n\n" + "\n\n".join(part for part in parts if part)


def given_back(thing: Any) -> tuple[str, Any] | None:
    """The class of what a function returns, where that class has no public name of its own."""
    if not inspect.isfunction(thing):
        return None
    name = str(inspect.signature(thing).return_annotation)
    kind = getattr(sys.modules[thing.__module__], name, None)
    return (name, kind) if inspect.isclass(kind) and name not in fc.__all__ else None


def page() -> str:
    """The text of docs/api.md."""
    parts = [OPENING]
    for title, names in GROUPS.items():
        parts.append(f"## {title}\n")
        for name in names:
            thing = getattr(fc, name)
            if inspect.ismodule(thing):
                parts.append(summary(thing) + "\n")
                parts += [entry(f"fc.{name}.{one}", getattr(thing, one)) + "\n" for one in thing.__all__]
                continue
            parts.append(entry(f"fc.{name}", thing) + "\n")
            returned = given_back(thing)
            if returned:
                parts.append(
                    f"`{returned[0]}`: {summary(returned[1])}\n\n" + "\n".join(members(returned[1])) + "\n"
                )
    return "\n".join(parts)


if __name__ == "__main__":
    STALE = "docs/api.md does not match the docstrings: run python scripts/api.py"
    sys.exit(write_or_check(TARGET, page(), stale=STALE, usage=__doc__))
