"""First and last year of a statement, and its role."""

from __future__ import annotations

from forecasting._extract.chinese.state import ChineseReader, Stretch

__all__ = ["role_of", "spans_years", "years_of"]


def years_of(reader: ChineseReader, kind: str) -> tuple[int | str | None, int | None, float]:
    """First and last year as the columns want them, and how sure they are."""
    sentence = reader.sentence
    if sentence.mode == "target" and not sentence.dated and not sentence.context.future:
        _plan_ahead(reader)
    context = sentence.context
    last = context.last
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
    return _years_of_step(reader, kind, last) or _years_of_run(reader, kind, last)


def _plan_ahead(reader: ChineseReader) -> None:
    """A plan whose year nobody says is for the year the report is given in."""
    present, told = reader.calendar.present, reader.sentence.context.detail
    if present:
        certainty = 0.8 * reader.calendar.certainty
        reader.sentence.context = Stretch(present, present, "year", "planned", told, certainty, future=True)


def _years_of_step(
    reader: ChineseReader, kind: str, last: int
) -> tuple[int | str | None, int | None, float] | None:
    """The years of a step whose base is said, or of which nobody can say it; None to look at the run of years spoken of."""
    sentence = reader.sentence
    clause, context = sentence.clause, sentence.context
    if sentence.crossing and kind == "recurring_multiple":
        return f"crossing:{sentence.crossing}", reader.calendar.as_of or last, context.certainty * 0.9
    if sentence.founding and kind != "change":
        return "founding", last, context.certainty * 0.9
    if clause.base is not None and clause.base < last:
        yearly = kind == "growth" and clause.base == last - 1
        return (None if yearly else clause.base), last, context.certainty
    if kind == "average_growth" and sentence.since is not None and sentence.since < last:
        return sentence.since, last, context.certainty
    return (None, None, 0.0) if _is_aim_without_base(reader, kind, context) else None


def _years_of_run(reader: ChineseReader, kind: str, last: int) -> tuple[int | None, int | None, float]:
    """The years of a step, from the run of years spoken of; else of one year."""
    sentence = reader.sentence
    clause, context = sentence.clause, sentence.context
    yearly = clause.against >= 0 and clause.base is None
    if kind in {"average_growth", "growth_each_year"} and sentence.run and not spans_years(reader):
        return last - sentence.run, last, context.certainty * 0.85
    if spans_years(reader) and not yearly and context.first is not None:
        return context.first - (0 if context.kind == "since" else 1), last, context.certainty
    if kind == "average_growth":
        lead = sentence.lead
        around = lead if lead is not None and lead.kind in {"span", "since"} else reader.context
        if around.kind in {"span", "since"} and around.last == last and around.first is not None:
            # 五年来，… 2002年达到486亿元，年均增长10.2%.
            first = around.first - (around.kind == "span")
            return (first, last, context.certainty * 0.85) if first < last else (None, None, 0.0)
        return _until_goal(reader, last, context)
    if kind in {"multiple", "points", "change"}:
        return last - 1, last, context.certainty * 0.9
    return None, last, context.certainty


def _is_aim_without_base(reader: ChineseReader, kind: str, context: Stretch) -> bool:
    """到2025年，能耗下降13.5%: a step over years that begin nobody says when."""
    as_of, last = reader.calendar.as_of, context.last
    ahead = as_of is not None and last is not None and last > as_of + 1
    return ahead and context.until and kind in {"growth", "points", "change"}


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
