"""The drawings of a page: charts inlined as SVG, each twice where a telephone needs its own."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from forecasting.charts import drawn as charts
from forecasting.charts.assessed import fitted
from forecasting.charts.behind import described, titled
from forecasting.charts.export import specification, svg_of
from forecasting.show.markup import tag, take_bar, text_tag
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.charts.grammar import Spec
    from forecasting.judge.assessment import Assessment

NARROW = 290.0  # pixels of a plot on a telephone
MOST = 24  # indicators drawn one by one; nobody reads on, and each costs a fraction of a second


class Drawings:
    """Counts the charts of a page, so that no two share an identifier."""

    def __init__(self, prefix: str, language: str) -> None:
        self.prefix = prefix
        self.language = language
        self.count = 0

    def _drawn(self, spec: Spec, description: str, kind: str) -> str:
        self.count += 1
        drawn = titled(svg_of(described(spec, self.language), f"{self.prefix}{self.count}"))
        # The drawing says what it is once, for those who cannot see it.
        about = f'<svg role="img" aria-label="{escape(description, quote=True)}" '
        return re.sub('<svg (?:class="[^"]*" )?', lambda _: f'{about}class="{kind}" ', drawn, count=1)

    def figure(self, chart: Any, description: str, caption: str = "", narrow: Any = None) -> str:
        """A chart, and for narrow screens another drawing of it where there is one."""
        spec = specification(chart, validate=False)
        drawn = self._drawn(spec, description, "wide" if narrow is not None else "only")
        if narrow is not None:
            drawn += self._drawn(specification(narrow, validate=False), description, "narrow")
        told = text_tag("figcaption", caption) if caption else ""
        name = re.sub(r"\W+", "_", description)
        return tag("figure", tag("div", drawn) + take_bar(name, spec, self.language) + told)


def staircases(result: Assessment, drawings: Drawings) -> tuple[str, str]:
    """The staircase of the main indicators, and that of the others to be opened."""
    language = result.language
    first: list[str] = []
    others: list[str] = []
    known = {row.indicator for row in result.span_rows if row.entity == result.dossier.entity}
    drawn = [row for row in result.indicator_rows if row.indicator in known]
    for row in drawn[:MOST]:
        figure = drawings.figure(
            charts.staircase(result, [row.indicator]),
            f"{say('page.staircase', language)}: {row.label}",
            narrow=charts.staircase(result, [row.indicator], width=NARROW),
        )
        (first if row.main else others).append(figure)
    if not first:
        first, others = others, []
    if not first:
        return "", ""
    head = tag("div", "".join(first), class_="panels")
    head += text_tag("p", say("page.staircase_note", language), class_="quiet")
    head += _cut(len(drawn), language)
    if not others:
        return head, ""
    more = tag("div", "".join(others), class_="panels")
    return head, tag("details", text_tag("summary", say("page.staircase_more", language)) + more)


def _cut(count: int, language: str) -> str:
    """A word where not every indicator is drawn."""
    if count <= MOST:
        return ""
    return text_tag("p", say("page.drawn_cut", language, shown=MOST, total=count), class_="quiet")


def outlooks(result: Assessment, drawings: Drawings) -> str:
    """The outlook of each main indicator that has a fitted model."""
    language = result.language
    drawn = [row for row in result.indicator_rows if row.main and fitted(result, row.indicator)]
    parts = [
        drawings.figure(
            charts.outlook(result, row.indicator),
            f"{say('page.outlook', language)}: {row.label}",
            narrow=charts.outlook(result, row.indicator, width=NARROW),
        )
        for row in drawn[:MOST]
    ]
    note = text_tag("p", say("page.outlook_note", language), class_="quiet")
    return note + _cut(len(drawn), language) + "".join(parts) if parts else ""
