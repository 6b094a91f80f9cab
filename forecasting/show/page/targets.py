"""The table of the targets: a row for each indicator, from its base to the odds of its goal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from forecasting.charts import drawn as charts
from forecasting.charts.look import indicator_rows, table_of
from forecasting.show.markup import tag, text_tag, verdict_mark
from forecasting.show.page.cells import cell
from forecasting.words import number, percent, say, unit_name

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment
    from forecasting.show.page.drawings import Drawings


def _over(text: str, year: object, language: str) -> str:
    """A number with its year in small below it."""
    return escape(text) + text_tag("span", say("page.cell.year", language, year=year), class_="unit")


def _plan_row(plan: dict[str, Any], language: str) -> str:
    def column(name: str) -> str:
        return say(f"page.column.{name}", language)

    def level(value: str, year: str) -> str:
        if plan.get(value) is None:
            return ""
        sign = ("≤" if plan.get("side") == "at_most" else "≥") if value == "goal_level" else ""
        return sign + _over(number(plan[value], language), plan.get(year), language)

    def rate(value: str) -> str:
        return percent(plan[value], language) if plan.get(value) is not None else ""

    printed, recomputed = rate("printed_rate"), rate("recomputed_rate")
    rates = f"{printed or '–'} / {recomputed or '–'}" if printed or recomputed else ""
    goal = level("goal_level", "goal_year")
    record = rate("record_rate")
    if record and plan.get("record_start"):
        since = say("page.cell.since", language, year=plan["record_start"])
        record = escape(record) + text_tag("span", since, class_="unit")
    odds = ""
    if plan.get("probability") is not None:
        odds = escape(say("page.cell.odds", language, chance=plan["probability"]))
        ends = (plan.get("probability_low"), plan.get("probability_high"))
        if None not in ends:
            spread = say("page.cell.spread", language, low=ends[0], high=ends[1])
            odds += text_tag("span", spread, class_="unit")
        if plan.get("grade"):
            odds += text_tag("span", say("page.cell.grade", language, grade=plan["grade"]), class_="unit")
    words = [plan.get(name) for name in ("growth_verdict", "path_verdict", "pace_verdict", "odds_verdict")]
    # What could not be assessed is said once, and only where nothing else was.
    told = (
        [one for one in words if one != "not_assessable"]
        if any(one not in (None, "not_assessable") for one in words)
        else list(dict.fromkeys(words))
    )
    verdicts = "".join(verdict_mark(one, language) for one in told)
    kept = number(plan["kept_level"], language) if plan.get("kept_level") is not None else ""
    name = escape(str(plan["label"])) + text_tag(
        "span", unit_name(str(plan["unit"]), language), class_="unit"
    )
    cells = [
        cell(column("base"), level("base_level", "base_year")),
        cell(column("rate"), escape(rates)),
        cell(column("target"), level("target_level", "target_year")),
        cell(column("before"), rate("needed_before")),
        cell(column("after"), rate("needed_after")),
        cell(column("kept"), kept),
        cell(column("goal"), goal),
        cell(column("record"), record),
        cell(column("verdict"), verdicts, "verdicts"),
        cell(column("odds"), odds, ""),
    ]
    return tag("tr", tag("th", tag("span", name), scope="row") + "".join(cells))


def targets(result: Assessment, drawings: Drawings) -> str:
    """The table of the targets of the dossier's own entity, and the growth they need beside the record."""
    language = result.language
    plans = table_of(result, "targets", entity=result.dossier.entity)
    if not plans:
        return ""
    order = {row["indicator"]: place for place, row in enumerate(indicator_rows(result))}
    plans.sort(key=lambda plan: (order.get(plan["indicator"], len(order)), plan["indicator"]))
    names = ("base", "rate", "target", "before", "after", "kept", "goal", "record", "verdict", "odds")
    head = text_tag("th", say("page.column.indicator", language), scope="col") + "".join(
        text_tag(
            "th",
            say(f"page.column.{name}", language),
            scope="col",
            class_="" if name in {"verdict", "odds"} else "n",
        )
        for name in names
    )
    body = "".join(_plan_row(plan, language) for plan in plans)
    table = tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), class_="cards")
    chart = drawings.figure(charts.required(result), say("charts.required", language))
    return table + text_tag("p", say("page.targets_note", language), class_="quiet") + chart
