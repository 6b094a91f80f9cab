"""The parameters of the page as Vega-Lite has them: what was looked up, the controls, and what follows from them.

Each sentence of the word tables becomes an expression too, so that the page says what the package says.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import sinh
from typing import TYPE_CHECKING

from forecasting.models.student import lower_tail, tail_quantile
from forecasting.show.explorer.arithmetic import ENTRIES, STEP, calculated
from forecasting.show.explorer.sentences import spoken
from forecasting.show.explorer.settings import toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.charts.grammar import Spec
    from forecasting.show.explorer.survey import Marks, Survey

__all__ = ["LEVELS", "parameters"]

LEVELS = {"80": 0.9, "95": 0.975}


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the page and the parameter it is bound to: `name` is both its element id and the parameter."""

    name: str
    value: object


def parameters(found: Survey, language: str) -> list[Spec]:
    """All parameters as Vega-Lite has them: what was looked up, the bound controls, what follows from them.

    Args:
        found: what was looked up.
        language: shown first.
    """
    listed: list[Spec] = [{"name": name, "value": value} for name, value in looked_up(found).items()]
    listed += [
        {
            "name": control.name,
            "value": control.value,
            "bind": {"element": f"#{control.name}", "event": "input"},
        }
        for control in controls(found, language)
    ]
    derived = calculated(found) | spoken(found) | {"toml": toml(found)}
    listed += [{"name": name, "expr": expression} for name, expression in derived.items()]
    return listed


def looked_up(found: Survey) -> dict[str, object]:
    """Constant parameters: subjects, cases and tables."""
    steps = [sinh(STEP * place) for place in range(ENTRIES)]
    subjects = [
        {
            "label": subject.label,
            "unit": subject.unit,
            "higher": subject.higher,
            "first": subject.years[0],
            "asOf": subject.as_of,
            "goal": subject.aim.level,
            "year": subject.aim.year,
            "isGoal": subject.aim.is_goal,
            "notch": subject.notch,
            "notches": subject.notches,
            "reason": subject.reason,
            "windows": [subject.windows[horizon] for horizon in sorted(subject.windows)],
            **subject.ranges,
        }
        for subject in found.subjects
    ]
    return {
        "subjects": subjects,
        "cases": {key: asdict(case) for key, case in found.cases.items()},
        "labels": [
            {kind: _label(marks, kind) for kind in ("record", "year", "slogan")} for marks in found.marks
        ],
        "texts": found.texts,
        "tables": [[round(lower_tail(df, step), 7) for step in steps] for df in found.freedom],
        "quantiles": [
            {share: round(tail_quantile(df, p), 8) for share, p in LEVELS.items()} for df in found.freedom
        ],
    }


def _label(marks: Marks, kind: str) -> Mapping[str, str] | None:
    return next((span.label for span in marks.spans if span.kind == kind), None)


def controls(found: Survey, language: str) -> list[Control]:
    """The parameters a reader sets, with what they start at."""
    own = [Control("language", language), Control("indicator", found.subjects[0].id)]
    if found.founded:
        own.append(Control("founded", found.printed_founding))
    for place, subject in enumerate(found.subjects):
        own += [Control(f"mode_{place}", "constant"), Control(f"growth_{place}", subject.notch)]
        own += [
            Control(f"growth_{place}_{year}", notch)
            for year, notch in zip(subject.years, subject.notches, strict=True)
            if year > subject.as_of
        ]
        if subject.aim.movable:
            own += [Control(f"goal_{place}", subject.aim.level), Control(f"year_{place}", subject.aim.year)]
        own += [Control(f"reading_{place}_{number}", "") for number in range(len(subject.choices))]
    return own
