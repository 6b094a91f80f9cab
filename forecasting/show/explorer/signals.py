"""The arithmetic of the page as Altair parameters: Vega expressions of the controls and of what was looked up.

Each sentence of the word tables becomes an expression too, so that the page says what the package says. A path set by
hand moves the median and leaves the scale, as `Scenario(path=...)` does.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from forecasting.models.student import lower_tail, tail_quantile
from forecasting.show.explorer.expressions import (
    either,
    percent_either,
    quoted,
    short_either,
    tell,
    verdict,
)
from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.show.explorer.cases import Survey
    from forecasting.show.explorer.subjects import Subject

__all__ = ["LEVELS", "parameters"]

#: Distribution functions are tabled at equal steps of asinh(t), where they bend nowhere sharply.
_STEP, _ENTRIES = 0.03, 260
LEVELS = {"80": 0.9, "95": 0.975}
_BARE = re.compile(r"[A-Za-z0-9_-]+")


class Control:
    """One control of the page and the parameter it is bound to: `name` is both its element id and the parameter."""

    __slots__ = ("name", "value")

    def __init__(self, name: str, value: object) -> None:
        self.name = name
        self.value = value


# ---- parameters


def parameters(found: Survey, language: str) -> list[dict[str, Any]]:
    """All parameters as Vega-Lite has them: what was looked up, the bound controls, what follows from them.

    Args:
        found: what was looked up.
        language: shown first.
    """
    listed: list[dict[str, Any]] = [
        {"name": name, "value": value} for name, value in looked_up(found).items()
    ]
    listed += [
        {"name": one.name, "value": one.value, "bind": {"element": f"#{one.name}", "event": "input"}}
        for one in controls(found, language)
    ]
    derived = calculated(found) | spoken(found)
    listed += [{"name": name, "expr": expression} for name, expression in derived.items()]
    return listed


def looked_up(found: Survey) -> dict[str, Any]:
    """Constant parameters: subjects, cases and tables."""
    tables = []
    quantiles = []
    for df in found.freedom:
        steps = [_STEP * place for place in range(_ENTRIES)]
        tables.append([round(lower_tail(df, _sinh(s)), 7) for s in steps])
        quantiles.append({share: round(tail_quantile(df, p), 8) for share, p in LEVELS.items()})
    subjects = [
        {
            "label": one.label,
            "unit": one.unit,
            "higher": one.higher,
            "first": one.years[0],
            "asOf": one.as_of,
            "goal": one.aim.level,
            "year": one.aim.year,
            "isGoal": one.aim.is_goal,
            "notch": one.notch,
            "notches": one.notches,
            "reason": one.reason,
            "windows": [one.windows[horizon] for horizon in sorted(one.windows)],
            **one.ranges,
        }
        for one in found.subjects
    ]
    return {
        "subjects": subjects,
        "cases": found.cases,
        "labels": [{kind: _label(one, kind) for kind in ("record", "year", "slogan")} for one in found.marks],
        "texts": found.texts,
        "tables": tables,
        "quantiles": quantiles,
    }


def _sinh(value: float) -> float:
    from math import sinh

    return sinh(value)


def _label(marks: Mapping[str, Any], kind: str) -> dict[str, str] | None:
    return next((span["label"] for span in marks["spans"] if span["kind"] == kind), None)


def controls(found: Survey, language: str) -> list[Control]:
    """The parameters a reader sets, with what they start at."""
    own = [Control("language", language), Control("indicator", found.subjects[0].id)]
    if found.founded:
        own.append(Control("founded", found.printed_founding))
    for place, one in enumerate(found.subjects):
        own += [Control(f"mode_{place}", "constant"), Control(f"growth_{place}", one.notch)]
        own += [
            Control(f"growth_{place}_{year}", notch)
            for year, notch in zip(one.years, one.notches, strict=True)
            if year > one.as_of
        ]
        if one.aim.movable:
            own += [Control(f"goal_{place}", one.aim.level), Control(f"year_{place}", one.aim.year)]
        own += [Control(f"reading_{place}_{number}", "") for number in range(len(one.choices))]
    return own


def calculated(found: Survey) -> dict[str, str]:
    """Derived parameters, in an order that reads from the controls to the odds."""
    subjects = found.subjects
    longest = max(len(one.years) for one in subjects)
    most = max(len(case["targets"]) for case in found.cases.values())
    sliders = []
    for place, one in enumerate(subjects):
        set_years = [f"toNumber(growth_{place}_{year})" if year > one.as_of else "0" for year in one.years]
        sliders.append("[" + ", ".join(set_years) + "]")

    def of(kind: str, missing: str = "0") -> str:
        return either(
            [
                f"toNumber({kind}_{place})" if kind == "growth" or one.aim.movable else missing
                for place, one in enumerate(subjects)
            ]
        )

    signals = {
        "zh": "language == 'zh'",
        "shown": f"indexof({json.dumps([one.id for one in subjects])}, indicator)",
        "subject": "subjects[shown]",
        "key": either([_key(place, one) for place, one in enumerate(subjects)]),
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
        "moved": " || ".join(f"({one})" for one in slots),
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


def _key(place: int, one: Subject) -> str:
    parts = [quoted(one.id)]
    parts += ["founded"] if one.by_founding else []
    parts += [f"reading_{place}_{number}" for number in range(len(one.choices))]
    return " + '|' + ".join(parts)


def _odds(name: str, slot: str, level: str) -> dict[str, str]:
    """The chance of a level in a slot: Student's t, linear between tabled values."""
    return {
        f"z{name}": f"(subject.higher ? 1 : -1) * (locs[{slot}] - log({level})) / here.scales[{slot} - 1]",
        f"table{name}": f"tables[here.kinds[{slot} - 1]]",
        f"place{name}": f"min({_ENTRIES - 1.0001}, log(abs(z{name}) + sqrt(z{name} * z{name} + 1)) / {_STEP})",
        f"below{name}": f"floor(place{name})",
        f"tail{name}": (
            f"modelled ? table{name}[below{name}] + (place{name} - below{name})"
            f" * (table{name}[below{name} + 1] - table{name}[below{name}]) : 0"
        ),
        f"odds{name}": f"z{name} >= 0 ? tail{name} : 1 - tail{name}",
    }


# ---- what is said


def spoken(found: Survey) -> dict[str, str]:
    """Sentences, values beside the controls, and the settings as TOML."""
    lede = {
        "label": "subject.label[language]",
        "unit": "subject.unit[language]",
        "goal": "goal",
        "year": "year",
        "needed": "needed",
        "start": "here.start",
        "own": "own",
        "end": "end",
    }
    chance = tell("explorer.lede_chance", odds="oddsGoal", verdict="verdictGoal")
    silent = tell("explorer.lede_silent", reason="subject.reason[language]")
    said = {
        "verdictGoal": verdict("oddsGoal"),
        "sayLede": (
            f"moved ? {tell('explorer.lede_growth', **lede)} : modelled ? {tell('explorer.lede_forecast', **lede)}"
            f" : {tell('explorer.lede_plan', **lede)}"
        ),
        "sayChance": f"modelled ? {chance} : {silent}",
        "sayNeeded": percent_either("needed"),
        "sayNeededName": tell("explorer.fact.needed", start="here.start", year="year"),
        "sayAfter": f"neededAfter <= 0 ? {tell('explorer.fact.needed_after_none')} : {percent_either('neededAfter')}",
        "sayAfterName": f"target ? {tell('explorer.fact.needed_after', target='target[0]')} : ''",
        "sayOwnName": f"moved ? {tell('explorer.fact.own')} : modelled ? {tell('explorer.fact.own_forecast')}"
        f" : {tell('explorer.fact.own_plan')}",
        "sayOwn": percent_either("own"),
        "sayEnd": short_either("end"),
        "sayEndName": tell("explorer.fact.end", year="year"),
        "sayGap": (
            f"abs(end / goal - 1) < 0.0005 ? {tell('explorer.fact.gap_none')} : end >= goal ? {tell('explorer.fact.gap', gap='end / goal - 1')}"
            f" : {tell('explorer.fact.gap_short', gap='1 - end / goal')}"
        ),
        "sayOdds": f"modelled ? {percent_either('min(0.99, max(0.01, oddsGoal))', 0)} : {tell('explorer.limits.none')}",
        "sayOddsName": f"subject.isGoal ? {tell('explorer.fact.odds')} : {tell('explorer.fact.odds_target')}",
        "sayVerdict": "modelled ? verdictGoal : ''",
        "sayFits": (
            f"!here.fits ? {tell('explorer.fit.no')} : "
            f"here.asked ? {tell('explorer.fit.asked')} : {tell('explorer.fit.yes')}"
        ),
        "sayFitting": "texts[here.said][language]",
        "sayRecord": (
            f"labels[here.marks].record ? {tell('explorer.key.record', text='labels[here.marks].record[language]')}"
            f" : labels[here.marks].year ? {tell('explorer.key.year')} : ''"
        ),
        "saySlogan": "labels[here.marks].slogan ? labels[here.marks].slogan[language] : ''",
        "sayTarget": f"target ? {tell('explorer.key.target', rate=_target_rate())} : ''",
        "sayNeededKey": f"target ? {tell('explorer.key.needed')} : {tell('explorer.key.needed_all')}",
        "sayClass": f"others ? {tell('explorer.key.class', low='others[0]', high='others[2]')} : ''",
    }
    said["sayAnswer"] = "sayLede + (zh ? '' : ' ') + sayChance"
    if found.founded:
        said["say_founded"] = tell("explorer.founded_said", year="founded")
    for place, one in enumerate(found.subjects):
        said |= _beside(place, one)
    return said | {"toml": _toml(found)}


def _target_rate() -> str:
    """Growth a year from the base to the latest annual target."""
    return "pow(target[1] / here.base, 1 / (target[0] - here.start)) - 1"


def _beside(place: int, one: Subject) -> dict[str, str]:
    """The values beside the controls of one subject."""
    as_it_is = "explorer.as_forecast" if one.modelled else "explorer.as_planned"
    growth = f"toNumber(growth_{place})"
    said = {
        f"say_growth_{place}": (
            f"{growth} == {one.notch} ? {tell(as_it_is, rate=f'shown == {place} ? own : {growth} / 100')}"
            f" : {tell('explorer.own_constant', rate=f'{growth} / 100')}"
        )
    }
    for slot, (year, notch) in enumerate(zip(one.years, one.notches, strict=True)):
        if year > one.as_of:
            set_to = f"toNumber(growth_{place}_{year})"
            case_rate = f"shown == {place} ? here.rates[{slot}] : {set_to} / 100"
            said[f"say_growth_{place}_{year}"] = (
                f"{set_to} == {notch} ? {tell(as_it_is, rate=case_rate)}"
                f" : {tell('explorer.own', rate=f'{set_to} / 100')}"
            )
    if one.aim.movable:
        unit = json.dumps(one.unit, ensure_ascii=False) + "[language]"
        sign = quoted("≥" if one.higher else "≤")
        said[f"say_goal_{place}"] = tell(
            "explorer.goal_said", sign=sign, level=f"toNumber(goal_{place})", unit=unit
        )
        said[f"say_year_{place}"] = tell("explorer.goal_year_said", year=f"year_{place}")
    return said


def _toml(found: Survey) -> str:
    """The settings as a table `[scenario.explored]`; only what differs from the report as printed."""
    title = ", ".join(f"{one} = {quoted(say('explorer.toml.name', one))}" for one in LANGUAGES)
    head = f"[scenario.explored]\ntitle = {{ {title} }}\n"
    parts = [quoted(head)]
    if found.founded:
        parts.append(f"(toNumber(founded) == {found.printed_founding} ? '' : 'founded = ' + founded + '\\n')")
    readings = [
        f"(reading_{place}_{number} == '' ? '' :"
        f" {quoted(toml_key(choice.claim) + ' = ')} + '\"' + reading_{place}_{number} + '\"\\n')"
        for place, one in enumerate(found.subjects)
        for number, choice in enumerate(one.choices)
    ]
    parts.append(_section("[scenario.explored.readings]", readings))
    for place, one in enumerate(found.subjects):
        until = f"max(toNumber(year_{place}), 0)" if one.aim.movable else str(one.aim.year)
        until = f"max({until}, {max([one.years[0], *one.target_years])})"
        lines = []
        for year, notch in zip(one.years, one.notches, strict=True):
            if year <= one.as_of:
                continue
            constant, own = f"toNumber(growth_{place})", f"toNumber(growth_{place}_{year})"
            rate = f"(mode_{place} == 'years' ? {own} : {constant})"
            at_notch = f"(mode_{place} == 'years' ? {own} == {notch} : {constant} == {one.notch})"
            lines.append(
                f"({at_notch} || {year} > {until} ? '' : '{year} = ' + {_plain(rate + ' / 100')} + '\\n')"
            )
        parts.append(_section(f"[scenario.explored.path.{toml_key(one.id)}]", lines))
        if one.aim.movable:
            level, year_set = f"toNumber(goal_{place})", f"toNumber(year_{place})"
            lines = [
                f"({level} == {one.aim.level} ? '' : 'value = \"' + {_plain(f'{level} / {one.aim.factor}')} + '\"\\n')",
                f"({year_set} == {one.aim.year} ? '' : 'end = ' + {year_set} + '\\n')",
            ]
            parts.append(_section(f"[scenario.explored.claims.{toml_key(one.aim.claim)}]", lines))
    return " + ".join(parts)


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
