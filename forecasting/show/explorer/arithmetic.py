"""The arithmetic of the page, from the controls to the odds, as Vega expressions.

A path set by hand moves the median and leaves the scale, as `Scenario(path=...)` does.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from forecasting.show.explorer.expressions import either, quoted

if TYPE_CHECKING:
    from forecasting.show.explorer.subjects import ShownIndicator
    from forecasting.show.explorer.survey import Survey

__all__ = ["ENTRIES", "STEP", "calculated"]

#: Distribution functions are tabled at equal steps of asinh(t), where they bend nowhere sharply.
STEP, ENTRIES = 0.03, 260


def calculated(found: Survey) -> dict[str, str]:
    """Derived parameters, in an order that reads from the controls to the odds."""
    subjects = found.subjects
    longest = found.longest
    most = found.most_targets
    sliders = []
    for place, subject in enumerate(subjects):
        set_years = [
            f"toNumber(growth_{place}_{year})" if year > subject.as_of else "0" for year in subject.years
        ]
        sliders.append("[" + ", ".join(set_years) + "]")

    def of(kind: str, missing: str = "0") -> str:
        return either(
            [
                f"toNumber({kind}_{place})" if kind == "growth" or subject.aim.movable else missing
                for place, subject in enumerate(subjects)
            ]
        )

    signals = {
        "zh": "language == 'zh'",
        "shown": f"indexof({json.dumps([subject.id for subject in subjects])}, indicator)",
        "subject": "subjects[shown]",
        "key": either([_key(place, subject) for place, subject in enumerate(subjects)]),
        "here": "cases[key]",
        "byYear": either([f"mode_{place} == 'years'" for place in range(len(subjects))]),
        "constant": of("growth"),
        "sliders": either(sliders),
        "goalSet": of("goal"),
        "goal": "goalSet == 0 || goalSet == subject.goal ? here.goal : goalSet",
        "year": "yearSet == 0 ? subject.year : yearSet",
        "yearSet": of("year"),
        "horizon": "year - here.start",
        "slot": "year - subject.first + 1",
        "modelled": "length(here.scales) > 0",
        "sign": "subject.higher ? '≥' : '≤'",
        "loc0": "log(here.base)",
    }
    for slot in range(1, longest + 1):
        at = slot - 1
        free = f"subject.first + {at} <= subject.asOf"
        model = f"here.rates[{at}]"
        signals[f"rate{slot}"] = (
            f"{free} ? {model} : byYear"
            f" ? (sliders[{at}] == subject.notches[{at}] ? {model} : sliders[{at}] / 100)"
            f" : (constant == subject.notch ? {model} : constant / 100)"
        )
        signals[f"loc{slot}"] = f"loc{slot - 1} + log(1 + rate{slot})"
    signals["rates"] = "[0, " + ", ".join(f"rate{slot}" for slot in range(1, longest + 1)) + "]"
    signals["locs"] = "[" + ", ".join(f"loc{slot}" for slot in range(longest + 1)) + "]"
    slots = [
        f"{slot} <= slot && abs(rate{slot} - here.rates[{slot - 1}]) > 1e-12"
        for slot in range(1, longest + 1)
    ]
    signals |= {
        "moved": " || ".join(f"({moved})" for moved in slots),
        "end": "exp(locs[slot])",
        "own": "exp((locs[slot] - loc0) / horizon) - 1",
        "needed": "pow(goal / here.base, 1 / horizon) - 1",
        "target": f"{_last_target(most)}",
        "neededFrom": "target ? target[0] : here.start",
        "neededAfter": "pow(goal / (target ? target[1] : here.base), 1 / (year - neededFrom)) - 1",
        "until": "max(year, neededFrom)",
        "others": "subject.windows[horizon - 1]",
        **_odds("Goal", "slot", "goal"),
    }
    for place in range(most):
        spot = f"here.targets[{place}]"
        signals |= _odds(
            f"Target{place}", f"({spot} ? {spot}[0] - subject.first + 1 : 1)", f"({spot} ? {spot}[1] : 1)"
        )
    return signals


def _last_target(most: int) -> str:
    """The latest annual target before the goal's year, or null."""
    parts = [
        f"here.targets[{place}] && here.targets[{place}][0] < year ? here.targets[{place}]"
        for place in reversed(range(most))
    ]
    return " : ".join([*parts, "null"])


def _key(place: int, subject: ShownIndicator) -> str:
    parts = [quoted(subject.id)]
    parts += ["founded"] if subject.by_founding else []
    parts += [f"reading_{place}_{number}" for number in range(len(subject.choices))]
    return " + '|' + ".join(parts)


def _odds(name: str, slot: str, level: str) -> dict[str, str]:
    """The chance of a level in a slot: Student's t, linear between tabled values."""
    return {
        f"z{name}": f"(subject.higher ? 1 : -1) * (locs[{slot}] - log({level})) / here.scales[{slot} - 1]",
        f"table{name}": f"tables[here.kinds[{slot} - 1]]",
        f"place{name}": f"min({ENTRIES - 1.0001}, log(abs(z{name}) + sqrt(z{name} * z{name} + 1)) / {STEP})",
        f"below{name}": f"floor(place{name})",
        f"tail{name}": (
            f"modelled ? table{name}[below{name}] + (place{name} - below{name})"
            f" * (table{name}[below{name} + 1] - table{name}[below{name}]) : 0"
        ),
        f"odds{name}": f"z{name} >= 0 ? tail{name} : 1 - tail{name}",
    }
