"""Where a quote prints the number of a claim, and the text around it that governs it.

A word counts only where it governs the number itself: in 增长1.7%（同口径增长2.5%以上） the words 同口径 belong to 2.5,
in 增长17.1%（按可比口径计算） they belong to 17.1, and in 扣除价格因素，分别增长9.6%和6.2% to both rates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasting.dossier.signs import ONLY_A_LIST
from forecasting.numbers import units
from forecasting.numbers.characters import fold
from forecasting.numbers.number_styles import in_plain_digits
from forecasting.numbers.printed import Printed, printed

if TYPE_CHECKING:
    from forecasting.dossier.model import Claim

__all__ = [
    "QuotedNumber",
    "Standing",
    "compiled",
    "first_words",
    "is_number",
    "other_unit",
    "places",
    "quoted_number",
    "standing",
]

#: Families whose words are used for each other: a count of visits for one of persons, a mass of coal for its energy.
_LOOSE = (
    {"persons", "visits", "jobs"},
    {"mass", "coal equivalent", "oil equivalent", "tons"},
    {"vehicles", "sets"},
)
#: Money that goes by one word in several places: 元 in Taiwan, dollars in Singapore.
_SHARED = {
    "CNY": ("元", {"HKD", "TWD", "MOP", "SGD"}),
    "USD": ("$|dollar", {"HKD", "TWD", "MOP", "SGD", "AUD", "NZD", "CAD"}),
    "INR": ("Rs|rupee", {"PKR", "LKR"}),
    "GBP": ("£|pound", {"EGP"}),
}
_COUNTS_ONES = {"persons", "visits", "households", "jobs", "containers", "vehicles", "sets", "number"}


def is_number(one: Printed, unit: str) -> bool:
    """Whether it counts something; a year or length of time does where the claim itself is in years or days."""
    if one.what in {"time", "date"}:
        return unit in {"年", "个月", "月", "日", "天", "years", "days", "months", "岁"}
    return not one.what


def other_unit(one: Printed, digits: str, unit: str, kind: str) -> bool:
    """Whether the unit printed beside a number is surely not the claim's."""
    claimed = units.unit(unit)
    if claimed is None or not one.family:
        return False
    here, there = one.family, claimed.family
    if here == "points" and there == "rate":
        return kind != "points"
    if there == "points":
        return here not in {"points", "rate"}
    counted = one.counts(digits)
    if here == there:
        return counted != claimed.factor
    if here == "number":
        ones = there in _COUNTS_ONES or there in units.CURRENCIES or there.startswith("count of ")
        return ones and counted != claimed.factor
    bases = {here.split(" per ")[0], there.split(" per ")[0]}
    if len(bases) == 1:
        # 49,200 yuan may stand for yuan a head.
        return False
    words, others = _SHARED.get(here, ("", frozenset()))
    if there in others and any(word in one.unit for word in words.split("|")):
        return counted != claimed.factor
    loose = any({here, there} <= group for group in _LOOSE)
    return not (loose or there == "number" or here.startswith("count of ") or there.startswith("count of "))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim's number stands.

    Attributes:
        before, after: the text at its two sides that governs it, bracket behind it included in `after`.
        left, right: all text of the quote before and behind it with its unit.
        sentence: the whole sentence.
    """

    before: str
    after: str
    left: str
    right: str
    sentence: str

    @property
    def governing(self) -> str:
        """The governing text of both sides, with a character between that no word holds."""
        return f"{self.before}\0{self.after}"


_SENTENCE_ENDS = re.compile(r"[。；;！？!?\n]|\.(?=\s+[A-Z]|\s*$)")
_DELIMITERS = re.compile(r"[，,、:：]|以及|而|但|其中|\b(?:and|or|while|against|versus|but|compared)\b")
_CLAUSES = re.compile("[，,:：]")
_BRACKETS = {"(": ")", "[": "]", "【": "】"}
_TRAILING = re.compile(
    r"\s*(?:按|以|为|均|系|增幅|增速|扣除|剔除|还原|on an?\b|in\b|at\b|excluding|after|adjust|based|net of\b)",
    re.IGNORECASE,
)


def places(claim: Claim, numbers: str = "") -> tuple[Printed, ...]:
    """Where a quote prints the number of a claim, its unit and sign agreeing where both are printed."""
    return _places(claim.value, claim.unit, claim.kind, in_plain_digits(claim.quote, numbers))


@lru_cache(maxsize=4096)
def _places(value: str, printed_unit: str, kind: str, quote: str) -> tuple[Printed, ...]:
    found: list[Printed] = []
    for end in value.split("..", 1):
        digits = end.lstrip("-")
        here = [
            one for one in printed(quote) if one.counts(digits) is not None and is_number(one, printed_unit)
        ]
        fitting = [one for one in here if not other_unit(one, digits, printed_unit, kind)]
        named = [one for one in fitting if one.family and units.unit(printed_unit) is not None]
        found += named or fitting or here
    return tuple(found)


@lru_cache(maxsize=4096)
def _place(one: Printed, quote: str) -> Standing:
    text = fold(quote)
    start, end = _sentence(text, one)
    sentence = text[start:end]
    counted = [other for other in _counted(quote) if start <= other.start < end]
    opened = _bracket_around(text, one, start, end)
    if opened is not None:
        begin, finish = opened[0] + 1, opened[1]
        counted = [other for other in counted if begin <= other.start < finish]
        inner = text[begin:finish]
        before, after = _sides(inner, one, counted, begin)
        bracket = ""
    else:
        brackets = _brackets(text, start, end)
        masked = _masked(text[start:end], brackets, start)
        counted = [other for other in counted if not any(low < other.start < high for low, high in brackets)]
        before, after = _sides(masked, one, counted, start)
        bracket = _attached(text, one, brackets, counted, quote)
    return Standing(before, after + bracket, text[: one.start], text[one.unit_end :], sentence)


@lru_cache(maxsize=2048)
def _counted(quote: str) -> tuple[Printed, ...]:
    """The numbers of a quote that count something, doubtful Chinese ones (进一步) left out."""
    return tuple(
        number
        for number in printed(quote)
        if not number.what and (number.unit or re.search("[0-9０-９]", quote[number.start : number.end]))
    )


def _sentence(text: str, one: Printed) -> tuple[int, int]:
    start = max((match.end() for match in _SENTENCE_ENDS.finditer(text, 0, one.start)), default=0)
    after = _SENTENCE_ENDS.search(text, one.unit_end)
    return start, after.start() if after else len(text)


def _brackets(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The outermost pairs of brackets between two places; one that is not closed runs to the end."""
    found, depth, opened = [], 0, 0
    for place in range(start, end):
        if text[place] in _BRACKETS:
            opened = place if not depth else opened
            depth += 1
        elif text[place] in _BRACKETS.values() and depth:
            depth -= 1
            if not depth:
                found.append((opened, place))
    return [*found, (opened, end)] if depth else found


def _bracket_around(text: str, one: Printed, start: int, end: int) -> tuple[int, int] | None:
    return next((pair for pair in _brackets(text, start, end) if pair[0] < one.start < pair[1]), None)


def _masked(sentence: str, brackets: list[tuple[int, int]], start: int) -> str:
    for low, high in brackets:
        sentence = sentence[: low - start] + "\1" * (high - low + 1) + sentence[high + 1 - start :]
    return sentence


def _sides(text: str, one: Printed, counted: list[Printed], start: int) -> tuple[str, str]:
    """The text before and behind a number that governs it, within one region; a list is governed as one number."""
    earlier = [other for other in counted if other.unit_end <= one.start]
    later = [other for other in counted if other.start >= one.unit_end]
    first = last = one
    while earlier and ONLY_A_LIST.fullmatch(text[earlier[-1].unit_end - start : first.start - start]):
        first = earlier.pop()
    while later and ONLY_A_LIST.fullmatch(text[last.unit_end - start : later[0].start - start]):
        last = later.pop(0)
    before = text[(earlier[-1].unit_end - start if earlier else 0) : first.start - start]
    if earlier:
        parted = _DELIMITERS.search(before)
        before = before[parted.start() :] if parted else before
    rest = text[last.unit_end - start : later[0].start - start if later else len(text)]
    parted = _DELIMITERS.search(rest)
    after = rest[: parted.start()] if parted else rest
    if later and parted is None and re.search("[\u3400-\u9fff]", rest):
        # In Chinese what stands between two numbers leads to the second.
        after = ""
    if not later and parted:
        clause = _CLAUSES.split(rest[parted.end() :])[0]
        after += clause if _TRAILING.match(clause) else ""
    return before, after


def _attached(
    text: str, one: Printed, brackets: list[tuple[int, int]], counted: list[Printed], quote: str
) -> str:
    """What stands in the bracket right behind a number, if the bracket has no number of its own."""
    for low, high in brackets:
        between = text[one.unit_end : low] if low >= one.unit_end else None
        if between is None or _DELIMITERS.search(between) or len(between) > 8:
            continue
        if any(one.unit_end <= other.start < low for other in counted):
            continue
        own = [other for other in _counted(quote) if low < other.start < high and other.unit]
        return "" if own else text[low : high + 1]
    return ""


@lru_cache(maxsize=64)
def compiled(pattern: str) -> re.Pattern[str]:
    """The words of one question, ready to be looked for; most runs ask few of them."""
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class QuotedNumber:
    """A claim's number and its quote: all that decides where the number stands.

    Attributes:
        numbers: how its report writes numbers.
    """

    value: str
    unit: str
    kind: str
    quote: str
    numbers: str


def quoted_number(claim: Claim, numbers: str) -> QuotedNumber:
    """The number of a claim in its quote."""
    return QuotedNumber(claim.value, claim.unit, claim.kind, claim.quote, numbers)


@lru_cache(maxsize=4096)
def standing(number: QuotedNumber) -> tuple[Standing, ...]:
    """Every place of a claim's number in its quote."""
    plain = in_plain_digits(number.quote, number.numbers)
    return tuple(_place(one, plain) for one in _places(number.value, number.unit, number.kind, plain))


def first_words(pattern: str, claim: Claim, numbers: str, part: str = "governing") -> str:
    """The first words that fit in the text that governs one of the places of a claim's number."""
    return _first_there(pattern, quoted_number(claim, numbers), part)


@lru_cache(maxsize=8192)
def _first_there(pattern: str, number: QuotedNumber, part: str) -> str:
    """What `first_words` finds; kept, since several checks ask the same of every claim."""
    for place in standing(number):
        found = compiled(pattern).search(getattr(place, part))
        if found:
            return found.group().strip()
    return ""
