"""The three charts of the page as one Vega-Lite specification whose every mark follows the parameters.

Scales hang on the indicator alone, so that nothing rescales while a slider moves. Widths are set when the page opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.charts.export import specification
from forecasting.charts.grammar import join
from forecasting.show.explorer.growth_chart import growth_chart
from forecasting.show.explorer.level_chart import level_chart, level_writer
from forecasting.show.explorer.odds_chart import odds_chart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting.charts.grammar import Datum, Spec
    from forecasting.show.explorer.survey import Span, Survey

__all__ = ["charts"]

_CLOSE = 0.15  # of the plot, in which a number needs its room


def charts(found: Survey) -> Spec:
    """The specification without its parameters.

    Args:
        found: what was looked up; its spans and points become data, picked by the case that is shown.
    """
    longest, most = found.longest, max(1, found.most_targets)
    stacked = join(
        "vconcat",
        growth_chart(longest, most),
        level_chart(longest, most, level_writer(found)),
        odds_chart(most),
        spacing=26,
    )
    drawn = specification(stacked, validate=False)
    # The page names the drawing; of its parts only marks that say something have words.
    for part in ("axis", "title", "mark"):
        drawn["config"] = drawn["config"] | {part: drawn["config"].get(part, {}) | {"aria": False}}
    drawn["datasets"] = {"spans": list(_spans(found)), "points": list(_points(found))}
    return drawn


def _spans(found: Survey) -> Iterator[Datum]:
    """What the report says of growth, a row a span and set of marks."""
    for place, marks in enumerate(found.marks):
        for span in marks.spans:
            yield {
                "set": place,
                "above": _above(span, marks.spans),
                "named": _named_bar(span, marks.spans),
                "kind": span.kind,
                "start": span.start,
                "end": span.end,
                "lower": span.lower,
                "upper": span.upper,
                "middle": span.middle,
            }


def _points(found: Survey) -> Iterator[Datum]:
    """History, a row a year and set of marks."""
    for place, marks in enumerate(found.marks):
        for point in marks.points:
            yield {"set": place, "x": point.year, "low": point.level, "printed": point.printed}


def _above(span: Span, others: Sequence[Span]) -> bool:
    """Whether a number stands best above its bar: no bar of the record lies higher."""
    return all(other.middle <= span.middle for other in others if other.kind == "record")


def _named_bar(span: Span, others: Sequence[Span]) -> bool:
    """Whether the number of a bar has room below it: no other bar of the record lies close below, nor says the same."""
    if span.kind != "record":
        return True
    height = max(other.middle for other in others)
    records = [other for other in others if other.kind == "record"]
    below = [other for other in records if other.middle < span.middle]
    same = [other for other in records if other.middle == span.middle]
    return same[0] is span and all(span.middle - other.middle > _CLOSE * height for other in below)
