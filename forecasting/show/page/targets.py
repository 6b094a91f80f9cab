"""The table of the targets: a row for each indicator, from its base to the odds of its goal."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from forecasting.charts import drawn as charts
from forecasting.judge.tables import target_signs
from forecasting.show.markup import tag, text_tag, verdict_mark
from forecasting.show.page.cells import cell
from forecasting.words import number, percent, printed_percent, say, unit_name

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.tables import TargetRow
    from forecasting.show.page.drawings import Drawings


def _over(text: str, year: object, language: str) -> str:
    """A number with its year in small below it."""
    return escape(text) + text_tag("span", say("page.cell.year", language, year=year), class_="unit")


def _level(value: float | None, year: int | None, language: str, sign: str = "") -> str:
    return "" if value is None else sign + _over(number(value, language), year, language)


def _rate(value: float | None, language: str) -> str:
    return "" if value is None else percent(value, language)


def _record(row: TargetRow, language: str) -> str:
    """The growth on record, and since when."""
    rate = _rate(row.record_rate, language)
    if not rate or not row.record_start:
        return rate
    since = say("page.cell.since", language, year=row.record_start)
    return escape(rate) + text_tag("span", since, class_="unit")


def _odds(row: TargetRow, language: str) -> str:
    """The chance, its spread over the models and the grade of the evidence."""
    if row.probability is None:
        return ""
    odds = escape(say("page.cell.odds", language, chance=row.probability))
    if row.probability_low is not None and row.probability_high is not None:
        spread = say("page.cell.spread", language, low=row.probability_low, high=row.probability_high)
        odds += text_tag("span", spread, class_="unit")
    if row.grade:
        odds += text_tag("span", say("page.cell.grade", language, grade=row.grade), class_="unit")
    return odds


def _verdicts(row: TargetRow, language: str) -> str:
    words = (row.growth_verdict, row.path_verdict, row.pace_verdict, row.odds_verdict)
    # What could not be assessed is said once, and only where nothing else was.
    told = (
        [one for one in words if one != "not_assessable"]
        if any(one not in (None, "not_assessable") for one in words)
        else list(dict.fromkeys(words))
    )
    return "".join(verdict_mark(one, language) for one in told)


def _plan_row(row: TargetRow, language: str, target_sign: str) -> str:
    def column(name: str) -> str:
        return say(f"page.column.{name}", language)

    printed = "" if row.printed_rate is None else printed_percent(row.printed_rate, language)
    recomputed = _rate(row.recomputed_rate, language)
    rates = f"{printed or '–'} / {recomputed or '–'}" if printed or recomputed else ""
    sign = "≤" if row.side == "at_most" else "≥"
    name = escape(row.label) + text_tag("span", unit_name(row.unit, language), class_="unit")
    cells = [
        cell(column("base"), _level(row.base_level, row.base_year, language)),
        cell(column("rate"), escape(rates)),
        cell(column("target"), _level(row.target_level, row.target_year, language, target_sign)),
        cell(column("before"), _rate(row.needed_before, language)),
        cell(column("after"), _rate(row.needed_after, language)),
        cell(column("kept"), "" if row.kept_level is None else number(row.kept_level, language)),
        cell(column("goal"), _level(row.goal_level, row.goal_year, language, sign)),
        cell(column("record"), _record(row, language)),
        cell(column("verdict"), _verdicts(row, language), "verdicts"),
        cell(column("odds"), _odds(row, language), ""),
    ]
    return tag("tr", tag("th", tag("span", name), scope="row") + "".join(cells))


def targets(result: Assessment, drawings: Drawings) -> str:
    """The table of the targets of the dossier's own entity, and the growth they need beside the record."""
    language = result.language
    rows = [row for row in result.target_rows if row.entity == result.dossier.entity]
    if not rows:
        return ""
    order = {row.indicator: row.order for row in result.indicator_rows}
    rows.sort(key=lambda row: (order.get(row.indicator, len(order)), row.indicator))
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
    signs = target_signs(result.dossier, result.plans)
    body = "".join(_plan_row(row, language, signs.get(row.indicator, "")) for row in rows)
    table = tag("table", tag("thead", tag("tr", head)) + tag("tbody", body), class_="cards")
    chart = drawings.figure(charts.required(result), say("charts.required", language))
    return table + text_tag("p", say("page.targets_note", language), class_="quiet") + chart
