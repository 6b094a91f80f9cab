"""What a number states, from what stands before and after it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.english.again import read_beside, read_foreseen, read_pace
from forecasting._extract.english.borrowed import currency_of_told, unit_of_next, unit_of_staff, unit_of_told
from forecasting._extract.english.brackets import read_bracket
from forecasting._extract.english.candidates import emit
from forecasting._extract.english.dates import TIMES_OF, time_after
from forecasting._extract.english.earlier import HIGHER, read_again, read_compared
from forecasting._extract.english.levels import state_amount
from forecasting._extract.english.names import is_ignored, name_at
from forecasting._extract.english.parts import staff_of, told_apart
from forecasting._extract.english.rates import is_average, state_rate
from forecasting._extract.english.state import EnglishReader, NumberPhrase, Statement, Token
from forecasting._extract.english.subjects import subject_before
from forecasting._extract.english.verbs import (
    BACK,
    hedge_before,
    is_compared,
    is_joined,
    is_second,
    touches_next,
    verb_before,
)
from forecasting._extract.quantity import converts
from forecasting._extract.word_classes import (
    AMONG,
    AVERAGE,
    COMPARE,
    ENDED,
    FALLING,
    HEDGE,
    LEVEL,
    NAME,
    NOMINAL,
    NOUN,
    REAL,
    SCOPE,
    STEP,
)

if TYPE_CHECKING:
    from forecasting._extract.candidate import Subject
    from forecasting._extract.quantity import Amount

__all__ = ["read_number"]

_AFTER_NOUN = re.compile(
    r"(?: (?:year[- ]on[- ]year|annual|real|nominal|organic|like-for-like|yoy|further|net))? "
    r"(?P<noun>increase|rise|growth|gain|jump|surge|improvement|expansion|uplift|advance|decline|decrease|drop|fall|reduction|contraction|cut|slump|downturn)"
    r"(?![a-z])(?P<in> (?:in|of|for) )?"
)
_IN_TIME = re.compile(" (?:recorded |registered |seen )?(?:in|of) (?:the )?")
_NO_NAME = re.compile(
    "(?:the |its |our |this |that )?(?:year|period|quarter|half|month|first|second|third|fourth|last|past|previous|line|total|all|part|volume|value|real|nominal|local|constant|reported|organic|underlying|response|addition|[0-9])"
)
_HOW = REAL | NOMINAL | SCOPE
_FALLING = {"decline", "decrease", "drop", "fall", "reduction", "contraction", "cut", "slump", "downturn"}
_MONTHLY = re.compile(
    "month[- ]on[- ]month|month[- ]over[- ]month|on the month|on a monthly basis|quarter[- ]on[- ]quarter|quarter[- ]over[- ]quarter|on the quarter"
    "|on a quarterly basis|(?:previous|preceding|prior) (?:month|quarter)|(?:three|six) months earlier|a month earlier|a quarter earlier"
)
_MINUSES = ("-", "−")
_MINUS = re.compile(r"(?:^|[ (])[-−]$")
_MARK = re.compile(r"[,;.](?![0-9])|[0-9]")
_REVISED = re.compile(
    r"\b(?:revised|restated|corrected)\b[^.;()]{0,48}\bfrom (?:(?:an? |the )?(?:[a-z]+ ){0,2}(?:estimate|figure|reading) of )?$"
)
_FORESEEN = re.compile(
    " (?:previously |originally )?(?:forecast|expected|projected|estimated|budgeted|planned)"
)


def read_number(reader: EnglishReader, place: int, token: Token, amount: Amount) -> None:
    """Read one number: a repetition of the one before it, or a statement of its own."""
    if amount.kind == "bare":
        known = (unit(reader, place, amount) for unit in (unit_of_next, unit_of_told, unit_of_staff))
        found_unit = next((one for one in known if one is not None), None)
        if found_unit is None:
            return
        amount = found_unit
    elif amount.kind == "amount" and " " not in amount.unit:
        amount = currency_of_told(reader, place, amount)
    if reader.low[max(0, token.start - 1) : token.start] in _MINUSES and _MINUS.search(
        reader.low, max(0, token.start - 2), token.start
    ):
        amount = replace(amount, negative=True)
    hedge, lead = hedge_before(reader, place)
    if (
        read_bracket(reader, place, amount)
        or read_compared(reader, place, lead, amount)
        or read_again(reader, place, lead, amount)
        or read_pace(reader, place, amount, hedge)
        or read_foreseen(reader, place, lead, amount)
        or read_beside(reader, place, amount, hedge)
    ):
        return
    if _REVISED.search(reader.low, max(reader.tokens[0].start, token.start - 80), token.start):
        return  # revised up from 2.6 per cent: what was printed before and holds no more
    if reader.shorter and amount.kind in {"rate", "points"} and _is_monthly(reader, place, amount.end):
        return
    found = _statement_of(reader, place, lead, amount)
    if found is not None and _is_of_a_part(reader, place, found.subject):
        return  # income was £48m, of which £31m came from donations, up 18 per cent
    if found is None or (found.from_ and _FORESEEN.match(reader.low, amount.end, amount.end + 24)):
        return
    part = told_apart(reader, found.subject, place) if reader.parted else found.subject
    emit(
        reader, place, token, amount, hedge, found if part is found.subject else replace(found, subject=part)
    )


def _is_of_a_part(reader: EnglishReader, place: int, subject: Subject) -> bool:
    """Whether "of which" stands between a name and a number: it is of a part that nobody names before it."""
    among = next(
        (token for token in reversed(reader.tokens[:place]) if token.mask & AMONG or token.word == ";"), None
    )
    return among is not None and among.word != ";" and subject.start < among.start


def _is_monthly(reader: EnglishReader, place: int, end: int) -> bool:
    """Whether a step is held against the month or quarter before: no year's growth."""
    before = next((one for one in range(place - 1, -1, -1) if reader.tokens[one].kind == "number"), -1)
    start = reader.tokens[0].start
    if before >= 0:  # 0.2% quarter-on-quarter and 1.1% in 2023: and parts what is said of each
        told = reader.tokens[before].end
        start = max(told, reader.low.rfind(" and ", told, reader.tokens[place].start))
    after = _MARK.search(reader.low, end, end + 48)
    last = after.start() if after is not None else end + 48
    return _MONTHLY.search(reader.low, max(start, reader.tokens[place].start - 120), last) is not None


def _statement_of(reader: EnglishReader, place: int, lead: int, amount: Amount) -> Statement | None:  # noqa: PLR0911 - one return a kind of statement
    """What the number states, from what stands before and after it."""
    after = _AFTER_NOUN.match(reader.low, amount.end, amount.end + 60)
    if amount.kind in {"rate", "fold"} and after is not None:
        return _noun_after(reader, place, amount, after)
    prep = reader.tokens[lead].word if lead >= 0 and is_joined(reader, lead, place) else ""
    verb = verb_before(reader, lead)
    higher = HIGHER.match(reader.low, amount.end, amount.end + 60)
    if amount.kind in {"rate", "points", "amount"} and higher is not None:
        negative = re.search("lower|less|fewer|below", higher.group()) is not None
        return _moved(reader, place, amount, negative=negative)
    beside = _name_beside(reader, place, lead) if verb < 0 else None
    if beside is not None:
        return _beside_name(reader, amount, beside)
    if verb < 0 or is_compared(reader, verb, place) or is_second(reader, verb, lead, place):
        return None
    staff = staff_of(reader, verb, amount)
    if staff is not None:
        return Statement("level", staff, False, 0)
    subject, near = subject_before(reader, verb, place)
    if subject is None:
        return None
    mask = reader.tokens[verb].mask
    if mask & ENDED:
        bounded = prep and reader.tokens[lead].mask & NAME and reader.tokens[place - 1].mask & HEDGE
        if prep != "to" and not bounded:
            return None
        mask, prep = STEP, "to"  # bring net debt below £50m, too
    if (
        mask & STEP
        and lead != verb
        and not reader.tokens[lead].mask & AVERAGE
        and prep not in {"by", "to", "from", "of", ""}
        and not _ends_name(reader, lead, subject)
        and not (prep == "at" and amount.kind == "rate" and not subject.rate)
        and not mask & LEVEL
    ):
        return None
    phrase = NumberPhrase(place, amount, verb, mask, prep, subject, near, bool(mask & FALLING))
    if amount.kind == "rate":
        return state_rate(reader, phrase)
    if amount.kind == "points":
        if not mask & STEP or phrase.ends or not subject.rate:
            return None
        return Statement("points", subject, phrase.negative, near)
    if amount.kind == "fold":
        times = mask & STEP or (mask & LEVEL and TIMES_OF.match(reader.low, amount.end, amount.end + 40))
        return Statement("multiple", subject, False, near) if times else None
    return state_amount(reader, phrase)


def _ends_name(reader: EnglishReader, lead: int, subject: Subject) -> bool:
    """Exports fell 2.4% and imports 1.5%: the verb said once is meant for the name beside the number, too."""
    return lead >= 0 and reader.tokens[lead].mask & NAME != 0 and reader.tokens[lead].end == subject.end


def _moved(reader: EnglishReader, place: int, amount: Amount, *, negative: bool) -> Statement | None:
    """Profit was 13.2% higher; margins were 20bps lower."""
    for back in range(place - 1, max(-1, place - 10), -1):
        token = reader.tokens[back]
        if token.kind == "mark" and (token.word != "," or back < place - 1):
            return None
        if token.mask & NAME:
            subject = name_at(reader, token)
            if amount.kind == "amount":
                last = reader.found[-1] if reader.found else None
                same = (
                    last is not None
                    and last.subject.label == subject.label
                    and converts(last.unit, amount.unit)
                )
                return Statement("change", subject, negative, 1) if same else None
            if amount.kind == "points":
                return Statement("points", subject, negative, 0) if subject.rate else None
            return None if subject.rate else Statement("growth", subject, negative, 0)
    return None


def _name_beside(reader: EnglishReader, place: int, lead: int) -> Subject | None:
    """The name right before a number: net debt £211.6m; or set off by commas: revenue, €410 million in 2019, rose."""
    tokens = reader.tokens
    if lead != place - 1 or lead < 0 or not touches_next(reader, lead):
        return None
    if tokens[lead].mask & NAME:
        return name_at(reader, tokens[lead])
    time = time_after(reader, place)
    apart = (
        tokens[lead].word == ","
        and lead > 0
        and tokens[lead - 1].mask & NAME
        and touches_next(reader, lead - 1)
    )
    closed = time is not None and reader.low[tokens[time].end : tokens[time].end + 1] == ","
    return name_at(reader, tokens[lead - 1]) if apart and closed else None


def _beside_name(reader: EnglishReader, amount: Amount, subject: Subject) -> Statement | None:
    """Net debt £211.6m: a number right beside its name, as lists of highlights print it."""
    if amount.kind == "rate" and subject.rate:
        return Statement("level", subject, False, 2)
    money = (
        amount.kind == "amount"
        and amount.unit.split(" ")[0].upper() == amount.unit.split(" ")[0]
        and " " in amount.unit
    )
    return (
        Statement("level", subject, False, 2)
        if money and not subject.rate and not is_ignored(reader, subject)
        else None
    )


def _of_another(reader: EnglishReader, start: int) -> bool:
    """Whether what grew is named by words nobody knows: a 5 per cent increase in average ticket."""
    time = next((one for one in reader.tokens if one.start >= start), None)
    near = time is not None and time.start <= start + 4 and (time.kind == "time" or time.mask & _HOW)
    return not near and _NO_NAME.match(reader.low, start) is None


def _noun_after(reader: EnglishReader, place: int, amount: Amount, after: re.Match[str]) -> Statement | None:
    """An 8 per cent increase in exports; exports recorded 8 per cent growth."""
    negative = after["noun"] in _FALLING
    subject: Subject | None = None
    near = 0
    if after["in"]:
        for ahead in reader.tokens[place + 1 : place + 6]:
            if ahead.kind in {"number", "mark"}:
                break
            if ahead.mask & NAME and not ahead.mask & NOUN and ahead.start >= after.end() - 1:
                subject = name_at(reader, ahead)
                break
        if subject is None and after["in"] == " in " and _of_another(reader, after.end()):
            return None
    if subject is None:
        for back in range(place - 1, max(-1, place - BACK), -1):
            token = reader.tokens[back]
            if token.kind == "mark" and token.word in ";|•":
                break
            if token.mask & NAME:
                subject, near = name_at(reader, token), 1
                break
    if subject is None or subject.rate:
        return None
    if any(token.mask & COMPARE for token in reader.tokens[max(0, place - 3) : place]):
        # Faster than the 4.6 per cent growth in the previous year: held against its own past, and against nobody else.
        time = time_after(reader, place)
        if time is None or not _IN_TIME.fullmatch(reader.low, after.end("noun"), reader.tokens[time].start):
            return None
    average = is_average(reader, place, max(0, place - 4), amount)
    if amount.kind == "fold":
        return Statement("multiple", subject, False, near)
    return Statement("average_growth" if average else "growth", subject, negative, near, average=average)
