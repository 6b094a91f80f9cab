"""Numbers told beside one just read: the year before, after a word of comparison, a second year, a pace."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.calendar_years import years_of
from forecasting._extract.english.dates import is_base, time_after
from forecasting._extract.english.names import is_whole
from forecasting._extract.english.spans import role_of
from forecasting._extract.english.verbs import VERB
from forecasting._extract.word_classes import NAME, STOP

if TYPE_CHECKING:
    from forecasting._extract.english.state import EnglishReader
    from forecasting._extract.quantity import Amount

__all__ = ["HIGHER", "read_again", "read_compared"]

HIGHER = re.compile(
    r" (?:higher|lower)(?! than)| (?:higher|lower|more|less|fewer) than (?:in )?(?:(?:19|20)[0-9]{2}|last year|a year|the previous|the prior|the year before)"
    r"| (?:above|below) (?:its |their |the )(?:19|20)[0-9]{2} levels?"
)
_OVER = re.compile(" (?:(?:higher|lower|more|less) than|over|on|above|below)(?: the)? ")
_HELD = ("of ", "deficit ", "surplus ", "loss ", "profit ", "gain ")
_OTHER_COMPARED = re.compile(
    r"(?:compared (?:with|to)|versus|against) (?:an?|the) (?:[a-z-]+ ){0,3}(?:deficit|surplus|loss|profit|gain)(?: of)? $"
)
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


def read_compared(reader: EnglishReader, place: int, lead: int, amount: Amount) -> bool:
    """The level before: $5.2 billion, compared with $4.8 billion a year earlier."""
    last = reader.found[-1] if reader.found else None
    if lead < 0:
        return False
    start = reader.tokens[place].start
    held = reader.low[start - 8 : start].endswith(_HELD)
    if held and _OTHER_COMPARED.search(reader.low, max(reader.tokens[0].start, start - 70), start):
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
                    candidate
                    for candidate in reader.found[-3:]
                    if candidate.kind == "growth" and candidate.subject.label == last.subject.label
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
    year = _year_after(reader, place) or last.last - 1
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


def _year_after(reader: EnglishReader, place: int) -> int | None:
    """The year named behind a number; None where none is, or only "a year earlier"."""
    right = time_after(reader, place)
    if right is None or reader.tokens[right].word.startswith("a year"):
        return None
    years = years_of(reader, reader.tokens[right].when, reader.tokens[right].word)
    return years.last if years is not None else None


def _is_exceeded(reader: EnglishReader, place: int, lead: int) -> bool:
    """Whether a number is what the rate before it is reckoned on: an increase of 11.9 per cent over Rs 24.3 lakh crore."""
    last = reader.found[-1] if reader.found else None
    before = reader.tokens[lead - 1 if reader.tokens[lead].word in {"on", "over"} else lead]
    if last is None or last.kind != "growth" or last.end != before.end:
        return False
    return _OVER.fullmatch(reader.low, before.end, reader.tokens[place].start) is not None
