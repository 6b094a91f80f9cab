"""The time of a number, from the times around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.calendar_years import reported_years, years_of
from forecasting._extract.english.names import is_whole
from forecasting._extract.word_classes import AGAINST, DOUBLE, NAME, STEP, TARGET

if TYPE_CHECKING:
    from forecasting._extract.english.state import Dated, EnglishReader, Statement, Token

__all__ = ["SAID", "TIMES_OF", "is_base", "time_after", "years_beside"]

_BEFORE = {
    "previous year",
    "prior year",
    "preceding year",
    "a year earlier",
    "a year ago",
    "the year before",
    "last year",
}
_BASE = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|than in|than|since|relative to|contrast to|unlike|unlike in|over|against|from|on|above(?: its| their)?|below(?: its| their)?|up on|down on|(?:times|doubled?|twice|tripled?) (?:the|that|those|its)(?: (?:level|figure|number|size|value|total)s?)?(?: (?:of|in))?)(?: that)?(?: at the end of|(?: the| a)? levels? (?:in|of)| the same (?:quarter|period|month|half) (?:of|in)| the| of)?$"
)
_BRACKET_BEFORE = re.compile(r"\([^()]{1,60}\) (?:in|for|at|of|during)? ?(?:the )?$")
_NUMBER_NEXT = re.compile(r" (?:by |to |at )?(?:about |some |around )?[$£€]?[0-9]")
_OPENING_AFTER = re.compile(r"(?:after|following) [^,;]*$")
_BEYOND = re.compile(
    r",? or [^,;.]{1,30}(?:\.[0-9]+[^,;.]{1,20})?, (?:in|for) (?P<year>(?:19|20)[0-9]{2}(?![0-9/–-]))"
)
_BY = re.compile(r"\b(?:by|until)(?: the end of| the year| end-?)? ?$")
_COMPARED_PART = re.compile(r"\b(?:from|to|with|on|against|than)(?: in)?$")
_COMPARED = re.compile(r"(?:compared (?:with|to)|versus|against|from)(?: (?:the|a|an|about|some|around))*$")
_DATED = {"year", "near", "date", "part"}
_EARLIER = re.compile(
    r"\b(?:from|after|following|against|compared (?:with|to)|versus|than)\b|\b(?:on|over) $"
)
_IN_YEAR = r" [^;]{1,45}? (?:in|at the end of) (?:fiscal |financial year |fy ?)?"
_PAIRS = (
    re.compile(
        rf"\bfrom{_IN_YEAR}(?P<first>(?:19|20)[0-9]{{2}}) to{_IN_YEAR}(?P<last>(?:19|20)[0-9]{{2}})(?![0-9/–-])"
    ),
    re.compile(
        rf"\bto{_IN_YEAR}(?P<last>(?:19|20)[0-9]{{2}}),? (?:up )?from{_IN_YEAR}(?P<first>(?:19|20)[0-9]{{2}})(?![0-9/–-])"
    ),
)
_STEPS_OF_PAIRS = {"growth", "multiple", "change", "points"}
_RECORD = re.compile(
    r"\b(?:[a-z]+est|best|worst|most|least|first|pace|record|time)(?: [a-z]+){0,3} since (?:at least |the )*$"
)
_RELATIVE = re.compile(r", (?:which|who|that)\b[^,;]*$")
SAID = re.compile(r"(?:in|for|during|by|end|ended|of|over|year|between|through|fiscal|end-)(?: the)?,? ?$")
_SPANS = {"span", "between", "past", "plan", "future"}
_STOP_BEFORE = re.compile(
    "(?:(?:above|below) (?:its|their)|[(]in|in|for|during|by|over|at|of|the|end|as|since|to|from|with|than|on|until|year|and|,|ended|ending|through)$"
)
_TERM = re.compile("(?:medium|long|longer|near)[ -]term|over time|in due course|eventually")
TIMES_OF = re.compile(
    r" (?:the |its |their |that |those )?(?:(?:level|figure|number|size|value|total)s? )?(?:of|in) (?=(?:the )?(?:1[89]|20)[0-9]{2})"
    r"| (?:the |its |their )(?=(?:1[89]|20)[0-9]{2} (?:level|figure|number|size|value|total)s?(?![a-z]))"
)


def years_beside(reader: EnglishReader, place: int, found: Statement) -> tuple[Dated | None, int | None]:
    """The years of a number, and a base year said beside it."""
    tokens = reader.tokens
    times_of = (
        TIMES_OF.match(reader.low, tokens[place].end, tokens[place].end + 60)
        if found.kind == "multiple"
        else None
    )
    base: int | None = None
    best: Dated | None = None
    period = ""
    right = time_after(reader, place)
    yearly = _is_yearly(reader, place, right)
    if right is not None and found.from_ and tokens[right].word in _BEFORE:
        right = None
    if right is not None:
        years = years_of(reader, tokens[right].when, tokens[right].word)
        if years is not None and (times_of is not None or is_base(reader, tokens[right])):
            base = None if yearly else years.last
        elif years is not None:
            # In June, of a year that is said elsewhere.
            when = tokens[right].when
            nameless = bool(years.period) and when is not None and when.first is None
            best, period = None if nameless else years, years.period
    left, said = _time_before(reader, place)
    if left is not None:
        best, period = best or left, period or left.period
    if base is None and not found.from_:
        base = said
    if found.kind == "multiple" and times_of is None:
        base = _base_later(reader, place) if base is None else base
        best = _time_aimed_at(reader, place) or best
    if best is None or best.last is None:
        start = right if period and right is not None else place
        ahead = _time_ahead(reader, place, start) if times_of is None else None
        other = ahead is not None and bool(period) and ahead.period not in {"", period}
        best = best if other else ahead or best
    if best is not None and period and not best.period and not best.spans:
        best = replace(best, period=period)
    if best is None or best.last is None:
        if reader.mode == "target" and _TERM.search(
            reader.low, reader.tokens[0].start, reader.tokens[-1].end
        ):
            return None, None  # over the medium term: no year is said
        default = reader.carried or reported_years(reader, place)
        best = replace(default, period=period or default.period) if default else None
    base = _begun_in(reader, place, found.kind, best) if base is None and not yearly else base
    if best is not None and yearly and best.spans and found.kind in {"growth", "points", "change"}:
        best = replace(best, spans=False, first=best.last)
    if best is not None and found.from_ and right is None:
        best = replace(
            best,
            last=None if best.last is None else _base_of(best),
            certainty=best.certainty * 0.85,
            first=None,
        )
    return best, base


def _time_before(reader: EnglishReader, place: int) -> tuple[Dated | None, int | None]:
    """The nearest time before a number that is its own, and a base year on the way to it."""
    tokens = reader.tokens
    base: int | None = None
    for back in range(place - 1, -1, -1):
        token = tokens[back]
        if token.word == ";":
            break
        years = years_of(reader, token.when, token.word)
        if years is None or not _may_date(reader, token, place) or _is_aside(reader, token):
            continue
        if _OPENING_AFTER.match(reader.low, tokens[0].start, token.start):
            comma = reader.low.find(",", token.end)
            if 0 <= comma < tokens[place].start:
                continue  # After a decline of 2 per cent in 2018, revenue grew by 5 per cent.
        if _RECORD.search(reader.low, max(0, token.start - 40), token.start):
            continue  # the fastest pace since 2010
        if is_base(reader, token):
            base = years.last if base is None else base
        elif _is_of_compared(reader, back):
            base = max(base or 0, years.last or 0) or None  # the nearest of several
        elif not (_is_owned(reader, back, place) or _is_of_beginning(reader, back, place)):
            return years, base
    return None, base


def _may_date(reader: EnglishReader, token: Token, place: int) -> bool:
    """Whether a time can date a number: those before a colon, or in a bracket with a number, date only what is there."""
    return reader.low[token.end : token.end + 1] != ":" and token.aside in {0, reader.tokens[place].aside}


def _base_later(reader: EnglishReader, place: int) -> int | None:
    """The base year later in the sentence: has doubled to Rs 1.97 lakh since 2014, halve by 2030 from 2015 levels."""
    for token in reader.tokens[place + 1 :]:
        if token.word == ";" or token.mask & (STEP | DOUBLE):
            return None
        if is_base(reader, token):
            years = years_of(reader, token.when, token.word)
            return years.last if years is not None else None
    return None


def _begun_in(reader: EnglishReader, place: int, kind: str, years: Dated | None) -> int | None:
    """The year a from-to pair of numbers begins in: rose from $2.1 billion in 2009 to $4.6 billion in 2015, an increase of 119%.

    Another name between the pair and the number has a step of its own.
    """
    tokens = reader.tokens
    if kind not in _STEPS_OF_PAIRS or reader.low.find("from ", tokens[0].start, tokens[-1].end) < 0:
        return None
    for pattern in _PAIRS:
        for pair in pattern.finditer(reader.low, tokens[0].start, tokens[-1].end):
            first, ended = int(pair["first"]), int(pair["last"])
            between = [
                one
                for one in tokens
                if pair.end() <= one.start < tokens[place].start
                or tokens[place].start < one.start < pair.start()
            ]
            told = years is not None and first < ended == years.last
            if told and not any(one.mask & NAME or one.word == ";" for one in between):
                return first
    return None


def _time_aimed_at(reader: EnglishReader, place: int) -> Dated | None:
    """The year by which something is to double, whatever is told in between: double sales, 4 million in 2019, by 2024."""
    for token in reader.tokens[place + 1 :]:
        if token.word == ";" or token.mask & (STEP | DOUBLE):
            return None
        if token.when is not None and _BY.search(reader.low, max(0, token.start - 24), token.start):
            return years_of(reader, token.when, token.word)
    return None


def _is_aside(reader: EnglishReader, token: Token) -> bool:
    """Whether a time closes a clause set apart: inflation, which was 6.1 per cent in 2022, fell."""
    return (
        reader.low[token.end : token.end + 1] == ","
        and _RELATIVE.search(reader.low, max(reader.tokens[0].start, token.start - 90), token.start)
        is not None
    )


def _is_yearly(reader: EnglishReader, place: int, right: int | None) -> bool:
    """Whether the number is said to be against the year before."""
    if right is not None and reader.tokens[right].word in _BEFORE:
        return True
    return any(
        token.mask & AGAINST and token.word not in {"compared with", "compared to", "versus", "than in"}
        for token in reader.tokens[place + 1 : place + 3]
    )


def _base_of(years: Dated) -> int:
    last = years.last or 0
    return years.first if years.spans and years.first is not None else last - 1


def time_after(reader: EnglishReader, place: int) -> int | None:
    """The place of a time right after a number: 5.2 per cent in 2023; $2.6 billion, or 4.6 per cent of GDP, in 2023."""
    beyond = _BEYOND.match(reader.low, reader.tokens[place].end, reader.tokens[place].end + 70)
    if beyond is not None:
        return next(
            (
                index
                for index in range(place + 1, len(reader.tokens))
                if reader.tokens[index].start == beyond.start("year")
            ),
            None,
        )
    for ahead in range(place + 1, min(place + 6, len(reader.tokens))):
        token = reader.tokens[ahead]
        if token.kind == "time" and not _may_date(reader, token, place):
            return None
        if token.kind == "time":
            gap = reader.low[reader.tokens[place].end : token.start].strip(" ,)")
            if token.when is not None and token.when.kind == "part" and _COMPARED_PART.search(gap):
                return None
            if _is_of_the_next(reader, place, token):
                return None
            return (
                ahead
                if len(gap) <= 34 and (not gap or _STOP_BEFORE.search(gap)) and not re.search("[0-9]", gap)
                else None
            )
        if token.kind == "number" or (token.kind == "mark" and token.word in ";:"):
            return None
        if token.mask & STEP or (token.mask & NAME and not is_whole(reader, ahead)):
            return None
    return None


def _is_of_the_next(reader: EnglishReader, place: int, time: Token) -> bool:
    """Whether a time behind a comma dates the number after it: in 2022 grew by 3.4%, in 2023 by 0.4%."""
    parted = reader.low[reader.tokens[place].end : time.start].lstrip().startswith(",")
    if not parted or _NUMBER_NEXT.match(reader.low, time.end) is None:
        return False
    return any(one.kind == "time" for one in reader.tokens[:place])


def _is_owned(reader: EnglishReader, time: int, place: int) -> bool:
    """Whether a time before this number belongs to another number: 1.1 in 2018 and 2.3 in 2023."""
    if time == 0:
        return False
    before = reader.tokens[time - 1]
    if before.word in {"in", "for", "by", "of"} and time >= 2:
        before = reader.tokens[time - 2]
    for one in reader.tokens[place + 1 : place + 5]:
        if one.kind in {"number", "time"}:
            return before.kind == "number" and one.kind == "time" and not is_base(reader, one)
    return False


def _is_of_compared(reader: EnglishReader, time: int) -> bool:
    """Whether a time belongs to a number that is compared with: 612, compared with 588 a year earlier, up 4.1 per cent."""
    told = reader.tokens[time].start
    bracket = _BRACKET_BEFORE.search(reader.low, reader.tokens[0].start, told)
    end = told if bracket is None else bracket.start()  # compared with $1,150 million (as restated) in 2018
    number = next((one for one in range(time - 1, -1, -1) if reader.tokens[one].start < end), 0)
    while number > 0 and reader.tokens[number].word in {"in", "for", "at", "of", "during", "the"}:
        number -= 1
    before = reader.tokens[number]
    start = reader.low[max(reader.tokens[0].start, before.start - 32) : before.start].rstrip()
    if before.kind != "number":
        return False
    if _COMPARED.search(start) is not None:
        return True
    # against $1,150 million in 2018 and $1,065 million in 2017
    earlier = next((one for one in range(number - 1, -1, -1) if reader.tokens[one].kind == "time"), None)
    coupled = earlier is not None and reader.low[reader.tokens[earlier].end : before.start].strip() in {
        "and",
        ",",
        ", and",
    }
    return coupled and earlier is not None and _is_of_compared(reader, earlier)


def _is_of_beginning(reader: EnglishReader, time: int, place: int) -> bool:
    """Whether a time belongs to the number a from-to begins with: from 58 in 1996 to 89."""
    tokens = reader.tokens
    if not any(one.word == "to" for one in tokens[max(time, place - 3) : place]):
        return False
    begun = next((one for one in range(time - 1, -1, -1) if tokens[one].word == "from"), time)
    return any(one.kind == "number" for one in tokens[begun:time])


def _time_ahead(reader: EnglishReader, place: int, start: int) -> Dated | None:
    """A time later in the sentence, behind the token `start`, that holds for this number, too."""
    earlier = False
    told = not any(token.mask & TARGET for token in reader.tokens[:place])
    for token in reader.tokens[start + 1 :]:
        if told and token.mask & TARGET:
            return None  # stood at 71 per cent and will rise to 74 per cent in 2026
        # Fell to 3.9 per cent from 6.1 per cent in 2022: the year is that of the number after from.
        earlier = earlier or (
            token.kind == "number"
            and _EARLIER.search(reader.low, reader.tokens[place].end, token.start) is not None
        )
        if earlier and token.when is not None and token.when.kind in _DATED:
            return None
        if token.kind == "mark" and token.word == ";":
            return None
        if token.word in {"and", "while", "but"} and reader.low[token.start - 2 : token.start] == ", ":
            return None
        said = SAID.search(reader.low, max(0, token.start - 22), token.start)
        if token.mask & AGAINST and token.word not in {"year on year", "year-on-year"}:
            return None
        if (
            token.when is not None
            and (said or token.when.kind in _SPANS)
            and not is_base(reader, token)
            and _may_date(reader, token, place)
        ):
            return years_of(reader, token.when, token.word)
    return None


def is_base(reader: EnglishReader, token: Token) -> bool:
    """Whether a year is what is compared with: compared with 2019, since 2010, from 2015 levels."""
    if token.when is None or token.when.kind not in {"year", "near", "date", "ago"}:
        return False
    far = 40 if reader.shorter else 24  # compared with the same quarter of 2022
    before = reader.low[max(0, token.start - far) : token.start].rstrip()
    return _BASE.search(before) is not None
