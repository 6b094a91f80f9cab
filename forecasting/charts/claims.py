"""What a document states about one indicator: a row for each claim, over the years it speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.assessed import indicator_of
from forecasting.charts.axes import Panel, year_axis, year_ticks
from forecasting.charts.grammar import condition, defined, layer, options, value
from forecasting.charts.statements import statement, years
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Datum, Spec
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.assessment.rows import ClaimRow

__all__ = ["claims"]

ROW = 30.0
WIDTH = 430.0
QUOTE = 34  # letters of a quote shown beside its row; the tooltip has all of it
ROLES = ("history", "target", "goal", "benchmark", "assumption")
FILLS = (look.RECORD, look.TARGET, look.NEEDED, look.BENCHMARK, look.CLASS)
SHAPES = ("circle", "diamond", "square", "triangle-up", "cross")


def _short(text: str) -> str:
    return text if look.width_of(text, 1) <= QUOTE else text[: QUOTE - 1] + "…"


def _place(row: ClaimRow) -> tuple[int, tuple[int, int], str]:
    """Where a claim stands among the others: by its role, its years, its id."""
    return ROLES.index(row.claim.role), years(row), row.claim.claim_id


def _shown(row: ClaimRow, result: Assessment) -> Datum:
    claim, language = row.claim, result.language
    start, end = years(row)
    text = statement(claim, language)
    if claim.entity != result.dossier.entity:
        place = result.dossier.place(claim.entity, language)
        text = say("charts.elsewhere", language, place=place, text=text)
    return {
        "claim": claim.claim_id,
        "start": start,
        "end": end,
        "middle": (start + end) / 2,
        "long": end > start,
        "role": say(f"charts.role.{claim.role}", language),
        "text": say("charts.set_aside", language, text=text) if row.set_aside else text,
        "aside": row.set_aside,
        "quote": claim.quote,
        "short": _short(claim.quote),
        "locator": claim.locator,
    }


def _tooltip(language: str) -> list[Spec]:
    """What a claim says under the pointer."""
    shown = {"text": "stated", "quote": "quote", "locator": "locator", "claim": "claims"}
    return [defined(f"{name}:N", title=say(f"charts.tip_{key}", language)) for name, key in shown.items()]


def claims(result: Assessment, indicator: str) -> Any:
    """Each claim about an indicator as a row: its years, its number as printed, its words.

    Args:
        result: an assessment.
        indicator: an id.

    Returns:
        An Altair chart; a claim that was set aside is drawn hollow and says so.

    Raises:
        ForecastingError: an indicator the assessment does not have.
    """
    language = result.language
    title = indicator_of(result, indicator).label
    found = sorted((row for row in result.claim_rows if row.claim.indicator == indicator), key=_place)
    if not found:
        return look.nothing(language, title)
    first, last = min(years(row)[0] for row in found), max(years(row)[1] for row in found)
    pad = max(0.6, (last - first) * 0.03)
    panel = Panel(WIDTH, ROW * len(found), (first - pad, last + pad), (0.0, 1.0))
    there = [place for place, role in enumerate(ROLES) if any(row.claim.role == role for row in found)]
    y = defined(
        "claim:N",
        sort=[row.claim.claim_id for row in found],
        title=None,
        axis=options(labels=False, ticks=False, grid=True, domain=False, minExtent=150),
    )
    x = defined("start:Q", **year_axis(panel, language, year_ticks(first, last, WIDTH)))
    domain = [say(f"charts.role.{ROLES[place]}", language) for place in there]
    colour = defined(
        "role:N",
        title=None,
        scale=options(domain=domain, range=[FILLS[place] for place in there]),
        legend=options(orient="top", symbolOpacity=1),
    )
    shape = defined(
        "role:N", title=None, scale=options(domain=domain, range=[SHAPES[place] for place in there])
    )
    tooltip = _tooltip(language)
    base = look.drawing([_shown(row, result) for row in found])
    bars = (
        base.where("datum.long")
        .marked("rule", strokeWidth=5)
        .encode(
            x=x,
            x2=defined("end:Q"),
            y=y,
            color=colour,
            opacity=condition("datum.aside", value(0.35), value(1.0)),
            tooltip=tooltip,
        )
    )
    points = base.marked("point", size=95, strokeWidth=2, opacity=1).encode(
        x=defined("end:Q"),
        y=y,
        stroke=defined(
            "role:N",
            title=None,
            scale=options(domain=domain, range=[FILLS[place] for place in there]),
            legend=None,
        ),
        fill=condition("datum.aside", value(look.PAPER), colour),
        shape=shape,
        tooltip=tooltip,
    )
    stated = base.marked("text", align="right", x=-10, font=look.FONT, fontSize=12, color=look.INK).encode(
        y=y, text=defined("text:N")
    )
    quotes = base.marked(
        "text", align="left", x=WIDTH + 14, font=look.FONT, fontSize=11, color=look.QUIET
    ).encode(y=y, text=defined("short:N"), tooltip=tooltip)
    return layer(bars, points, stated, quotes, width=WIDTH, height=panel.height, title=title)
