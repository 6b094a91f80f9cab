"""First and last year of a statement, and its role."""

from __future__ import annotations

from forecasting.extract.chinese.state import ChineseReader, Stretch

__all__ = ["role_of", "spans_years", "years_of"]


def years_of(reader: ChineseReader, kind: str) -> tuple[int | str | None, int | None, float]:  # noqa: PLR0911 - one return a kind of span
    """First and last year as the columns want them, and how sure they are."""
    sentence = reader.sentence
    clause = sentence.clause
    context = sentence.context
    last = context.last
    if sentence.mode == "target" and not sentence.dated and not context.future and reader.calendar.present:
        last = reader.calendar.present
        context = Stretch(
            last, last, "year", "planned", context.detail, 0.8 * reader.calendar.certainty, future=True
        )
        sentence.context = context
    if last is None:
        return None, None, 0.0
    if kind in {"level", "share"}:
        return ("founding" if context.kind == "before" else None), last, context.certainty
    if kind in {"total", "period_average"}:
        run = last - sentence.run + 1 if sentence.run else None
        return (
            (context.first, last, context.certainty)
            if spans_years(reader)
            else (run, last, context.certainty * 0.85)
        )
    if sentence.crossing and kind == "recurring_multiple":
        return f"crossing:{sentence.crossing}", reader.calendar.as_of or last, context.certainty * 0.9
    if sentence.founding and kind != "change":
        return "founding", last, context.certainty * 0.9
    if clause.base is not None and clause.base < last:
        yearly = kind == "growth" and clause.base == last - 1
        return (None if yearly else clause.base), last, context.certainty
    if kind == "average_growth" and sentence.since is not None and sentence.since < last:
        return sentence.since, last, context.certainty
    yearly = clause.against >= 0 and clause.base is None
    if kind in {"average_growth", "growth_each_year"} and sentence.run and not spans_years(reader):
        return last - sentence.run, last, context.certainty * 0.85
    if spans_years(reader) and not yearly and context.first is not None:
        return context.first - (0 if context.kind == "since" else 1), last, context.certainty
    if kind == "average_growth":
        around = reader.context
        if around.kind in {"span", "since"} and around.last == last and around.first is not None:
            # 五年来，… 2002年达到486亿元，年均增长10.2%.
            return around.first - (around.kind == "span"), last, context.certainty * 0.85
        return _until_goal(reader, last, context)
    if kind in {"multiple", "points", "change"}:
        return last - 1, last, context.certainty * 0.9
    return None, last, context.certainty


def _until_goal(reader: ChineseReader, last: int, context: Stretch) -> tuple[int | None, int | None, float]:
    """An average without a span: from the last year reported to a goal; else its years are not known."""
    as_of = reader.calendar.as_of
    if as_of is not None and last > as_of + 1:
        return as_of, last, context.certainty * 0.85
    return None, None, 0.0


def spans_years(reader: ChineseReader) -> bool:
    """Whether the sentence speaks of a run of years."""
    context = reader.sentence.context
    return context.kind in {"span", "since"} and context.first is not None and context.first != context.last


def role_of(reader: ChineseReader, last: int | None) -> str:
    """The role of a number of the year `last`."""
    sentence = reader.sentence
    # 2010年的目标是：, in a report on 2010 itself.
    aimed = sentence.aimed and sentence.mode == "target" and sentence.dated
    return reader.calendar.role(last, aimed=sentence.mode == "past_target" or aimed)
