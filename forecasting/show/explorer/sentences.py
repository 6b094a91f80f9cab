"""What the page says: sentences and the values beside the controls, as Vega expressions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from forecasting.show.explorer.expressions import percent_either, quoted, short_either, tell, verdict

if TYPE_CHECKING:
    from forecasting.show.explorer.subjects import ShownIndicator
    from forecasting.show.explorer.survey import Survey

__all__ = ["spoken"]


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
    for place, subject in enumerate(found.subjects):
        said |= _beside(place, subject)
    return said


def _target_rate() -> str:
    """Growth a year from the base to the latest annual target."""
    return "pow(target[1] / here.base, 1 / (target[0] - here.start)) - 1"


def _beside(place: int, subject: ShownIndicator) -> dict[str, str]:
    """The values beside the controls of one subject."""
    as_it_is = "explorer.as_forecast" if subject.modelled else "explorer.as_planned"
    growth = f"toNumber(growth_{place})"
    said = {
        f"say_growth_{place}": (
            f"{growth} == {subject.notch} ? {tell(as_it_is, rate=f'shown == {place} ? own : {growth} / 100')}"
            f" : {tell('explorer.own_constant', rate=f'{growth} / 100')}"
        )
    }
    for slot, (year, notch) in enumerate(zip(subject.years, subject.notches, strict=True)):
        if year > subject.as_of:
            set_to = f"toNumber(growth_{place}_{year})"
            case_rate = f"shown == {place} ? here.rates[{slot}] : {set_to} / 100"
            said[f"say_growth_{place}_{year}"] = (
                f"{set_to} == {notch} ? {tell(as_it_is, rate=case_rate)}"
                f" : {tell('explorer.own', rate=f'{set_to} / 100')}"
            )
    if subject.aim.movable:
        unit = json.dumps(subject.unit, ensure_ascii=False) + "[language]"
        sign = quoted("≥" if subject.higher else "≤")
        said[f"say_goal_{place}"] = tell(
            "explorer.goal_said", sign=sign, level=f"toNumber(goal_{place})", unit=unit
        )
        said[f"say_year_{place}"] = tell("explorer.goal_year_said", year=f"year_{place}")
    return said
