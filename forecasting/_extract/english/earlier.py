"""Numbers told beside one just read: the year before, after a word of comparison, a second year, a pace."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.calendar_years import years_of
from forecasting._extract.english.dates import is_base, time_after
from forecasting._extract.english.names import is_whole
from forecasting._extract.english.rates import is_yearly
from forecasting._extract.english.spans import role_of
from forecasting._extract.english.verbs import VERB
from forecasting._extract.quantity import negated, negated_comparator
from forecasting._extract.word_classes import ESTIMATE, NAME, STOP, TARGET

if TYPE_CHECKING:
    from forecasting._extract.candidate import Subject
    from forecasting._extract.english.state import EnglishReader
    from forecasting._extract.quantity import Amount

__all__ = ["HIGHER", "read_again", "read_beside", "read_compared", "read_foreseen", "read_pace"]

HIGHER = re.compile(
    r" (?:higher|lower)(?! than)| (?:higher|lower|more|less|fewer) than (?:in )?(?:(?:19|20)[0-9]{2}|last year|a year|the previous|the prior|the year before)"
    r"| (?:above|below) (?:its |their |the )(?:19|20)[0-9]{2} levels?"
)
_OVER = re.compile(" (?:(?:higher|lower|more|less) than|over|on|above|below)(?: the)? ")
_PACE = re.compile(
    r"(?: (?:by|in|since) (?:19|20)[0-9]{2})?,? \(?(?:that is|i\.e\.|in other words|equivalent to|equal to|or|implying|which implies|which means)"
    r",? (?:(?:by|an?|growth of|average growth of|annual growth of|about|around|some|roughly|approximately|nearly|at least|more than) )*"
)
_OTHER_COMPARED = re.compile(
    r"(?:compared (?:with|to)|versus|against) (?:an?|the) (?:[a-z-]+ ){0,3}(?:deficit|surplus|loss|profit|gain)(?: of)? $"
)
_STEP_AGAIN = re.compile(r",? or (?:(?:by|about|around|some|roughly|approximately|nearly) )?$")
_SHARE_BESIDE = re.compile(
    r"(?: (?:in|at end-|at the end of)? ?(?:19|20)[0-9]{2})?(?:,|,? \(| ?–| ?-)? ?(?:(?:or|i\.e\.|representing|equivalent to|equal to|equalling|accounting for),? )?"
    r"(?:(?:about|around|some|roughly|approximately|nearly|almost|just over|just under|more than|over|less than) )*$"
)
_FORESEEN = TARGET | ESTIMATE
_AFTER_GROWTH = re.compile(
    "(?:after|following|compared with|compared to|against)(?: (?:an|a|the))?"
    "(?:(?: [a-z-]+)? (?:growth|increase|rise|gain|expansion|growing|rising|increasing"
    "|(?P<fell>fall|decline|decrease|contraction|drop|falling|declining|contracting|shrinking|dropping))(?: of| by)?)? $"
)


def read_again(reader: EnglishReader, place: int, lead: int, amount: Amount) -> bool:
    """Grew by 5.2 per cent in 2023 and 4.1 per cent in 2024: the second number states what the first did."""
    if lead < 1 or reader.tokens[lead].word not in {"and", ","} or HIGHER.match(reader.low, amount.end):
        return False
    before = next((one for one in range(lead - 1, -1, -1) if reader.tokens[one].kind == "number"), -1)
    if before < 0 or any(
        token.mask & (VERB | NAME) & ~STOP
        for token in reader.tokens[before + 1 : lead]
        if not is_whole(reader, reader.tokens.index(token))
    ):
        return False
    last = reader.found[-1] if reader.found else None
    right = time_after(reader, place)
    if last is None or last.end != reader.tokens[before].end or last.unit != amount.unit:
        return False
    years = (
        years_of(reader, reader.tokens[right].when, reader.tokens[right].word) if right is not None else None
    )
    if years is None or years.last is None or years.spans or last.kind not in {"growth", "level", "share"}:
        return True
    sign = "-" if last.value.startswith("-") or amount.negative else ""
    base = is_base(reader, reader.tokens[right or 0])
    first = years.last if base else None
    end = last.last if base else years.last
    reader.found.append(
        replace(
            last,
            value=f"{sign}{amount.value}",
            comparator=amount.comparator,
            end=amount.end,
            first=first,
            last=end,
            role=role_of(reader, end or years.last),
            confidence=last.confidence * 0.95,
        )
    )
    return True


def read_foreseen(reader: EnglishReader, place: int, lead: int, amount: Amount) -> bool:
    """Growth slowed to 4.8 per cent in 2023 and is projected at 5.1 per cent in 2024: the same rate, of another year."""
    tokens, last, right = reader.tokens, reader.found[-1] if reader.found else None, time_after(reader, place)
    if (
        last is None
        or right is None
        or lead < 1
        or tokens[lead].word != "at"
        or not tokens[lead - 1].mask & _FORESEEN
    ):
        return False
    years = years_of(reader, tokens[right].when, tokens[right].word)
    same = last.kind == "growth" and last.end > tokens[0].start and last.unit == amount.unit
    if not same or years is None or years.last is None or years.spans:
        return False
    value = f"-{amount.value}" if amount.negative else amount.value
    role = role_of(reader, years.last)
    reader.found.append(
        replace(
            last,
            value=value,
            comparator=amount.comparator,
            end=amount.end,
            first=None,
            last=years.last,
            role=role,
        )
    )
    return True


def read_compared(reader: EnglishReader, place: int, lead: int, amount: Amount) -> bool:
    """The level before: $5.2 billion, compared with $4.8 billion a year earlier."""
    last = reader.found[-1] if reader.found else None
    if lead < 0:
        return False
    opening = max(reader.tokens[0].start, reader.tokens[place].start - 70)
    if _OTHER_COMPARED.search(reader.low, opening, reader.tokens[place].start):
        return True  # a surplus of $3 billion, compared with a deficit of $2 billion
    if reader.tokens[lead].word not in {"compared with", "compared to", "versus", "against"} and not (
        _is_exceeded(reader, place, lead)
    ):
        earlier = _AFTER_GROWTH.search(
            reader.low,
            max(reader.tokens[0].start, reader.tokens[place].start - 48),
            reader.tokens[place].start,
        )
        if earlier is None or last is None:
            return False
        if last.kind == "level" and earlier.group() != "after ":
            last = next(
                (
                    one
                    for one in reader.found[-3:]
                    if one.kind == "growth" and one.subject.label == last.subject.label
                ),
                last,
            )
        if time_after(reader, place) is None:
            return last.kind == "growth" and last.end > reader.tokens[0].start  # of when, nobody says
        if last.kind != "growth" and (last.kind != "level" or earlier.group() != "after "):
            return False
        if earlier["fell"] and not amount.negative:
            amount = replace(amount, negative=True)
    elif last is not None and last.unit != amount.unit and len(reader.found) > 1:
        # Sales were $4.82 billion, an increase of 7.3% compared to $4.49 billion.
        before = reader.found[-2]
        last = before if before.subject == last.subject and before.end < last.start + 60 else last
    if (
        last is None
        or last.kind not in {"level", "growth", "share"}
        or last.unit != amount.unit
        or last.last is None
    ):
        return True
    if not reader.tokens[0].start <= last.end < reader.tokens[place].start:
        return True
    right = time_after(reader, place)
    years = (
        years_of(reader, reader.tokens[right].when, reader.tokens[right].word) if right is not None else None
    )
    year = (
        years.last
        if years is not None
        and years.last is not None
        and not reader.tokens[right or 0].word.startswith("a year")
        else last.last - 1
    )
    if year < last.last:
        reader.found.append(
            replace(
                last,
                value=f"-{amount.value}" if amount.negative else amount.value,
                comparator=amount.comparator,
                end=amount.end,
                first=None,
                last=year,
                role=role_of(reader, year),
                confidence=last.confidence * 0.9,
            )
        )
    return True


def read_beside(reader: EnglishReader, place: int, amount: Amount, hedge: str, whole: Subject | None) -> bool:
    """The same said twice: rose 6 per cent, or $1.6 trillion; $3.9 billion, or 16 per cent of sales."""
    last, start = reader.found[-1] if reader.found else None, reader.tokens[place].start
    if last is None or last.last is None or not reader.tokens[0].start <= last.end < start:
        return False
    comparator = amount.comparator if amount.comparator != "=" or not hedge else hedge
    between = reader.low[last.end : start]
    one = replace(last, value=amount.value, unit=amount.unit, comparator=comparator, end=amount.end)
    if (
        last.kind == "growth"
        and last.first is None
        and amount.kind == "amount"
        and _STEP_AGAIN.fullmatch(between)
    ):
        fell = last.value.startswith("-") and not amount.negative
        one.kind, one.first, one.value = (
            "change",
            last.last - 1,
            negated(amount.value) if fell else amount.value,
        )
        one.comparator = negated_comparator(comparator) if fell else comparator
    elif (
        last.kind == "level"
        and not last.subject.rate
        and whole is not None
        and _SHARE_BESIDE.fullmatch(between)
    ):
        one.kind, one.of = "share", whole
    else:
        return False
    reader.found.append(one)
    return True


def _is_exceeded(reader: EnglishReader, place: int, lead: int) -> bool:
    """Whether a number is what the rate before it is reckoned on: an increase of 11.9 per cent over Rs 24.3 lakh crore."""
    last = reader.found[-1] if reader.found else None
    before = reader.tokens[lead - 1 if reader.tokens[lead].word in {"on", "over"} else lead]
    if last is None or last.kind != "growth" or last.end != before.end:
        return False
    return _OVER.fullmatch(reader.low, before.end, reader.tokens[place].start) is not None


def read_pace(reader: EnglishReader, place: int, amount: Amount, hedge: str) -> bool:
    """Reach $6 billion by 2025, that is, about 6% a year: the growth a year that a goal or a multiple comes to."""
    last = reader.found[-1] if reader.found else None
    start = reader.tokens[place].start
    if last is None or last.last is None or amount.kind != "rate" or not is_yearly(reader, amount):
        return False
    if last.end >= start or _PACE.fullmatch(reader.low, last.end, start) is None:
        return False
    multiple = last.kind == "multiple"
    first = last.first if multiple else reader.calendar.as_of
    goal = last.kind == "level" and reader.calendar.is_future(last.last)
    if (multiple or goal) and isinstance(first, int):
        reader.found.append(
            replace(
                last,
                kind="average_growth",
                value=amount.value,
                unit=amount.unit,
                comparator=amount.comparator if amount.comparator != "=" or not hedge else hedge,
                end=amount.end,
                first=first,
                reading="",
                confidence=last.confidence * 0.9,
            )
        )
    return True
