"""What a quote says of a claim's number: whether it is there, and the words that govern it.

A word counts only where it governs the number itself: in 增长1.7%（同口径增长2.5%以上） the words 同口径 belong to 2.5,
in 增长17.1%（按可比口径计算） they belong to 17.1, and in 扣除价格因素，分别增长9.6%和6.2% to both rates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from forecasting.numbers import units
from forecasting.numbers.number_styles import in_plain_digits
from forecasting.numbers.numerals import ascii_text, fold, normalise, numbers, occurs
from forecasting.numbers.printed import Printed, printed
from forecasting.numbers.stated import StatedError, parse_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.dossier.model import Claim

__all__ = [
    "ascii_text",
    "average_word",
    "ceiling_word",
    "cumulative_word",
    "currency_or_coverage_word",
    "direction",
    "floor_word",
    "forecast_word",
    "hedge_word",
    "normalise",
    "numbers",
    "occurs",
    "period_word",
    "places",
    "price_phrase",
    "price_word",
    "printed",
    "quote_flaws",
    "revision_word",
    "scope_word",
]

_CHANGES = ("growth", "growth_each_year", "average_growth", "change", "points")
_RATES = ("growth", "growth_each_year", "average_growth", "share")
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


# ---- whether the quote bears the row out


def quote_flaws(cells: Mapping[str, str], numbers: str = "") -> Iterator[tuple[str, str]]:
    """What is wrong with a row by its own quote: a column, and what would be right; nothing for an honest row.

    Args:
        cells: of the row: value, unit, kind, quote.
        numbers: the way the dossier writes numbers, one of `stated.NUMBERS`.
    """
    value = cells.get("value", "")
    if not _has_numbers(value):
        return
    cells = {**cells, "quote": in_plain_digits(cells.get("quote", ""), numbers)}
    found = list(_contradictions(cells))
    yield from found
    if not found and not occurs(value, cells["quote"]):
        yield "quote", f"words that print the value {value}, digit by digit{_same_amount(cells)}"


def _same_amount(cells: Mapping[str, str]) -> str:
    """Where the quote prints the amount in another unit: how to write it as printed."""
    value, claimed = cells["value"], units.unit(cells.get("unit", ""))
    if claimed is None or ".." in value:
        return ""
    amount = abs(parse_number(value)) * claimed.factor
    for one in printed(cells["quote"]):
        digits = one.readings[0][0]
        counted = one.counts(digits)
        if one.family == claimed.family and counted is not None and Fraction(digits) * counted == amount:
            shown = cells["quote"][one.start : one.unit_end].strip()
            return f"; it prints {shown}: write the number and the unit as printed"
    return ""


def _contradictions(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What in a quote contradicts a row whose value occurs in it: a column, and what would be right.

    A row is contradicted only where every place that prints its value does: another unit beside it, the other sign,
    or a number that is none of anything (a year, the name of a plan).
    """
    value, unit, kind, quote = (cells.get(column, "") for column in ("value", "unit", "kind", "quote"))
    for end in value.split("..", 1):
        digits = end.lstrip("-")
        found = [one for one in printed(quote) if one.counts(digits) is not None]
        if not found:
            continue
        real = [one for one in found if _is_number(one, unit)]
        if not real:
            shown = quote[found[0].start : found[0].end]
            yield "quote", f"words that print the value {end}: {shown} is {_NO_NUMBER[found[0].what]} there"
            return
        fitting = [one for one in real if not _other_unit(one, digits, unit, kind)]
        if not fitting:
            yield _unit_expected(real[0], quote, end, kind)
            return
        if kind in _CHANGES and Fraction(digits) != 0:
            sign = -1 if end.startswith("-") else 1
            said = [direction(one, quote) for one in fitting]
            if all(one[0] == -sign for one in said):
                right = end.removeprefix("-") if sign < 0 else f"-{end}"
                yield "value", f"{right}: the quote prints {said[0][1]}"
                return


_NO_NUMBER = {
    "year": "a year",
    "date": "a date",
    "time": "a length of time",
    "plan": "the name of a plan",
    "ordinal": "an ordinal",
    "label": "part of a name",
    "word": "part of a word",
}


def _is_number(one: Printed, unit: str) -> bool:
    """Whether it counts something; a year or length of time does where the claim itself is in years or days."""
    if one.what in {"time", "date"}:
        return unit in {"年", "个月", "月", "日", "天", "years", "days", "months", "岁"}
    return not one.what


def _other_unit(one: Printed, digits: str, unit: str, kind: str) -> bool:
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


def _unit_expected(one: Printed, quote: str, value: str, kind: str) -> tuple[str, str]:
    shown = quote[one.start : one.unit_end].strip()
    if one.family == "points" and kind in _RATES:
        return "kind", f"points: {shown} is a change in percentage points, and {kind} is not"
    return "unit", f"the unit printed beside {value}: the quote has {shown}"


# ---- signs

_FALLS = r"负增长|下降|下跌|下滑|下挫|缩水|比[^，,。；;]{1,14}[低少减]|减少|降低|降幅|减幅|跌幅|回落|缩减|萎缩|递减|锐减|骤降|下调|少收|减收|减产|减(?!排|税|费|贫|负)|降(?!耗|水|准|息|本|税|费|幅)|跌(?!宕)"
_RISES = r"增长|增加|比[^，,。；;]{1,14}[高多]|提高|上升|上涨|增幅|涨幅|增速|递增|提升|上调|攀升|扩大|增收|增产|涨|增(?!加值|值|量|长|幅|速)|升(?!级)"
_BETWEEN = r"(?:了|约|近|超过|超|逾|至少|不少于|不低于|幅度|幅|率|为|达|分别|实际|同比|均|左右|将近|再|大约|了约| |:)*"
_CHINESE_BEFORE = re.compile(rf"(?:(?P<down>{_FALLS})|(?P<up>{_RISES})|(?P<turn>收窄|放缓|趋缓)){_BETWEEN}$")
_DOWN = r"fell|falls|falling|fallen|down|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|dropp?(?:s|ed|ing)?|shrank|shrunk|shr(?:inks|inking)|contract(?:s|ed|ing|ion)|fall|drop|reduc(?:e|es|ed|ing|tion)|negative growth|cut|loss|lower|lost|losing|slipp(?:ed|ing)|slid|sank|plung(?:ed|ing)|tumbl(?:ed|ing)|slump(?:ed|ing)|dipp(?:ed|ing)"
_UP = r"rose|rises|rising|risen|up|gr(?:ew|ow|ows|own|owing|owth)|increas(?:e|es|ed|ing)|gain(?:s|ed)?|climb(?:s|ed|ing)?|expand(?:s|ed|ing)|rise|expansion|higher|jump(?:ed|ing)|surg(?:ed|ing)|soar(?:ed|ing)|advanc(?:ed|ing)"
_ENGLISH_BETWEEN = r"(?:\s|by|of|about|around|some|nearly|almost|over|more than|at least|roughly|approximately|a further|an average|just|only|another|was|were|is|rate|annual|year-on-year|real|:)*"
_ENGLISH_BEFORE = re.compile(rf"\b(?:(?P<down>{_DOWN})|(?P<up>{_UP}))\b{_ENGLISH_BETWEEN}$", re.IGNORECASE)
_ENGLISH_AFTER = re.compile(
    r"^\s*(?:(?P<down>decline|decrease|fall|drop|reduction|contraction|lower|less|down)|(?P<up>increase|rise|growth|gain|higher|more|up))\b(?!\s+(?:from|to|than (?:half|a)))",
    re.IGNORECASE,
)
# 降幅扩大1.2个百分点: the fall grew, which is no rise.
_OF_A_FALL = re.compile(rf"(?:降幅|跌幅|减幅)[^，,。；;]{{0,12}}(?:扩大|提高|增加|上升){_BETWEEN}$")
_ONLY_A_LIST = re.compile(r"(?:\s|[、，,和与及]|以及|and)+")


def direction(one: Printed, quote: str) -> tuple[int, str]:
    """Whether a number is said to be a rise (1) or a fall (-1), and the words that say so; 0 where none do.

    The word must stand at the number itself: 下降3.2%, "fell by 3.2 %", "a 3.2 % decline". 降至3.2% and "fell to 3.2 %"
    say where it fell to, 降幅收窄3.2 nothing of its sign. The numbers of a list share the word before the first.
    """
    text = fold(quote)
    before = text[: one.start].rstrip("-−(（ ") if one.minus else text[: one.start]
    before = before.removesuffix("百分之").removesuffix("千分之")
    found = _CHINESE_BEFORE.search(before) or _ENGLISH_BEFORE.search(before)
    if found is not None and not found.groupdict().get("turn") and not _OF_A_FALL.search(before):
        sign = -1 if found.group("down") else 1
        if one.minus:
            return (-1, quote[one.start - 1 : one.unit_end]) if sign > 0 else (0, "")
        start = found.start("down") if sign < 0 else found.start("up")
        return sign, quote[start : one.unit_end].strip()
    if found is not None:
        return 0, ""
    if one.minus:
        return -1, quote[max(0, one.start - 1) : one.unit_end]
    after = _ENGLISH_AFTER.match(text[one.unit_end :])
    if after is not None:
        sign = -1 if after.group("down") else 1
        return sign, quote[one.start : one.unit_end + after.end()].strip()
    previous = [other for other in printed(quote) if other.unit_end <= one.start and not other.what]
    listed = previous and _ONLY_A_LIST.fullmatch(text[previous[-1].unit_end : one.start])
    if listed and previous[-1].family in {"", one.family}:
        return direction(previous[-1], quote)
    return 0, ""


# ---- the words that govern a number


@dataclass(frozen=True, slots=True)
class _Place:
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
        return f"{self.before}\0{self.after}"


_SENTENCE_ENDS = re.compile(r"[。；;！？!?\n]|\.(?=\s+[A-Z]|\s*$)")
_DELIMITERS = re.compile(r"[，,、:：]|以及|而|但|其中|\b(?:and|or|while|against|versus|but|compared)\b")
_CLAUSES = re.compile("[，,:：]")
_BRACKETS = {"(": ")", "[": "]", "【": "】"}
_TRAILING = re.compile(
    r"\s*(?:按|以|为|均为|系|扣除|剔除|on an?\b|in\b|at\b|excluding|after|based)", re.IGNORECASE
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
            one for one in printed(quote) if one.counts(digits) is not None and _is_number(one, printed_unit)
        ]
        fitting = [one for one in here if not _other_unit(one, digits, printed_unit, kind)]
        named = [one for one in fitting if one.family and units.unit(printed_unit) is not None]
        found += named or fitting or here
    return tuple(found)


@lru_cache(maxsize=4096)
def _place(one: Printed, quote: str) -> _Place:
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
    return _Place(before, after + bracket, text[: one.start], text[one.unit_end :], sentence)


@lru_cache(maxsize=2048)
def _counted(quote: str) -> tuple[Printed, ...]:
    """The numbers of a quote that count something, doubtful Chinese ones (进一步) left out."""
    return tuple(
        one
        for one in printed(quote)
        if not one.what and (one.unit or re.search("[0-9０-９]", quote[one.start : one.end]))
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
    while earlier and _ONLY_A_LIST.fullmatch(text[earlier[-1].unit_end - start : first.start - start]):
        first = earlier.pop()
    while later and _ONLY_A_LIST.fullmatch(text[last.unit_end - start : later[0].start - start]):
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
def _compiled(pattern: str) -> re.Pattern[str]:
    """The words of one question, ready to be looked for; most runs ask few of them."""
    return re.compile(pattern, re.IGNORECASE)


@lru_cache(maxsize=4096)
def _where(value: str, unit: str, kind: str, quote: str, numbers: str) -> tuple[_Place, ...]:
    plain = in_plain_digits(quote, numbers)
    return tuple(_place(one, plain) for one in _places(value, unit, kind, plain))


def _first(pattern: str, claim: Claim, numbers: str, part: str = "governing") -> str:
    """The first words that fit in the text that governs one of the places of a claim's number."""
    return _first_there(pattern, claim.value, claim.unit, claim.kind, claim.quote, numbers, part)


@lru_cache(maxsize=8192)
def _first_there(pattern: str, value: str, unit: str, kind: str, quote: str, numbers: str, part: str) -> str:
    """What `_first` finds; kept, since several checks ask the same of every claim."""
    for place in _where(value, unit, kind, quote, numbers):
        found = _compiled(pattern).search(getattr(place, part))
        if found:
            return found.group().strip()
    return ""


_SCOPE = (
    r"按?(?:同口径|可比口径|同一口径|自然口径|老口径|新口径|全口径|可比(?!价)(?:范围|基础)?)"
    r"|(?:扣除|剔除|考虑|不含|不考虑)(?![^，,。；;)%0-9]{0,4}(?:价格|物价))[^，,。；;)%0-9\0]{1,16}?(?:因素|影响|后|等|$|(?=[，,)]))"
    r"|(?:扣除|剔除|不含)(?![^，,。；;)%0-9]{0,4}(?:价格|物价))[^，,。；;)%0-9\0]{0,12}?(?=(?:同比|实际|累计)?(?:增|下降|上升|减)|[，,。；;)\0]|$)"
    r"|\blike[- ]for[- ]like\b|\bLFL\b|\borganic(?:ally)?\b|\bsame[- ](?:store|scope)\b|\bcomparable (?!prices?\b)\w+"
    r"|\bconstant (?:currency|currencies|exchange rates?)\b|\bexcluding [\w ]{1,30}|\bunderlying\b|\bpro forma\b"
)
#: A year of 53 weeks is a fiftieth longer than one of 52.
_WEEKS = r"\b53(?:rd)?[- ]weeks?\b|\b52[- ]weeks? (?:comparable )?basis\b|\b(?:fifty-third|extra|additional) week\b"
_REAL = (
    r"按?(?:可比价格?|不变价格?|[12][0-9]{3}年(?:不变)?价格?)(?:计算)?|(?:扣除|剔除)[^，,。；;)0-9]{0,4}(?:价格|物价)[^，,。；;)0-9]{0,4}"
    r"|实际(?=[^利使到完投缴吸，,。]{0,3}(?:增|升|提|涨|下降|减|年均))|\bin real terms\b|\breal(?= (?:growth|increase|rise|rate|GDP|terms|output|gain))"
    r"|\b(?:constant|comparable|fixed) (?:[12][0-9]{3} )?prices?\b|\bprices of [12][0-9]{3}\b|\binflation[- ]adjusted\b|\badjusted for inflation\b|\b(?:deducting|after) (?:the )?price (?:factors?|changes?)\b"
)
_NOMINAL = r"名义|按?(?:现价|当年价格?)(?:计算)?|\bnominal(?:ly)?\b|\b(?:at|in) current (?:market )?prices\b"
_HEDGE_LEFT = r"(?:大约|约为|约|将近|接近|近|大概|\babout|\baround|\bapproximately|\bapprox\.|\broughly|\bnearly|\balmost|\bsome|\bcirca|\bc\.|~|≈)\s*$"
_HEDGE_RIGHT = r"\s*(?:左右|上下|\bor so\b)"
_FLOOR_LEFT = r"(?:超过|超出|突破|不低于|不少于|不小于|至少|大于|逾|超|\bmore than|\bover|\babove|\bat least|\bno less than|\bnot less than|\bexceed(?:ed|s|ing)?|\bupwards of|\bsurpass(?:ed|es|ing)?|>|≥)\s*了?$"
_FLOOR_RIGHT = r"\s*(?:以上|多(?!少)|余|\bor more\b|\bor above\b|\+)"
_CEILING_LEFT = r"(?:不超过|不高于|不多于|低于|不足|不到|小于|少于|\bbelow|\bunder|\bless than|\bat most|\bno more than|\bnot more than|\bup to|<|≤)\s*$"
_CEILING_RIGHT = r"\s*(?:以内|以下|之内|\bor less\b|\bor below\b)"
_FORECAST = (
    r"预计|预期|有望|预测|力争|拟|\bexpected\b|\bprojected\b|\bforecast(?:ed|s)?\b|\bestimated\b|\bis to\b"
)
_AVERAGE = r"年均|年平均|平均每年|每年平均|年递增|\baverage annual\b|\bannual average\b|\bannually on average\b|\ba year on average\b|\bper year on average\b|\baverag(?:ed|ing)\b|\bon average\b|\bCAGR\b|\bcompound annual\b"
_CUMULATIVE = r"累计|\bcumulative(?:ly)?\b|\bin total over\b"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PERIOD = (
    r"(?<![与比较同])(?:上半年|下半年|前三季度|[前一二三四]季度|第[一二三四]季度|[一1] ?[-—–~至到] ?[0-9二三四五六七八九十]{1,2} ?月(?:份)?|[0-9]{1,2} ?[-—–~至到] ?[0-9]{1,2} ?月(?:份)?|(?<![0-9])[0-9]{1,2}月份)"
    rf"|\b(?:first|second|1st|2nd) half\b|\bfirst (?:nine|six|three|two|eleven|ten) months\b|\b(?:first|second|third|fourth) quarter\b|\b[HQ][1-4](?:[-–][HQ]?[1-4])?\b|\b(?:{_MONTHS})[-– ]+(?:to[- ])?(?:{_MONTHS})\b"
)
_FULL_YEAR = r"全年|年度(?!预)|\bfull[- ]year\b|\bfor the year\b|\bwhole year\b"
_REVISION = (
    r"修订|核定|调整后|最终核实|初步核实|初步核算|初步统计|快报|普查|决算|执行数"
    r"|\brevis(?:ed|ion)\b|\brestated\b|\bpreliminary\b|\bprovisional\b|\bcensus\b|\bflash\b|\b(?:first|second|third) (?:advance )?estimates?\b|\badvance estimates?\b"
)
_COVERAGE = (
    r"以?(?:美元|人民币|欧元)(?:计价|计算|计)|按(?:美元|人民币)(?:计价|计算|计)?|不含[^，,。；;)0-9]{1,16}|全口径|自然口径|可比口径|(?:扣除|剔除|考虑)[^，,。；;)0-9]{0,4}留抵退税[^，,。；;)0-9]{0,4}"
    r"|\bin (?:US |U\.S\. )?(?:dollar|yuan|renminbi|RMB|USD|euro|sterling|local currency)s?(?: terms)?\b|\bconstant (?:currency|exchange rates?)\b|\brefunds\b|\bexcluding [\w ]{1,30}"
)


def scope_word(claim: Claim, numbers: str = "") -> str:
    """The word that puts the number in another scope (同口径, 扣除…因素, "organic"), as printed, or ""."""
    return _first(_SCOPE, claim, numbers) or _first(_WEEKS, claim, numbers, "sentence")


def price_phrase(claim: Claim, numbers: str = "") -> str:
    """The words on prices that govern the number (按可比价格计算, "in real terms", 名义), or ""."""
    return _first(_REAL, claim, numbers) or _first(_NOMINAL, claim, numbers)


def price_word(claim: Claim, numbers: str = "") -> str:
    """The price basis the quote states for the number: "real", "nominal" or ""."""
    return "real" if _first(_REAL, claim, numbers) else "nominal" if _first(_NOMINAL, claim, numbers) else ""


def hedge_word(claim: Claim, numbers: str = "") -> str:
    """The word at the number that makes it an about (约, 左右, "around"), or ""."""
    return _at(claim, numbers, _HEDGE_LEFT, _HEDGE_RIGHT)


def floor_word(claim: Claim, numbers: str = "") -> str:
    """The word at the number that makes it a lower bound (以上, 超过, "at least"), or ""."""
    more = next((one.more for one in places(claim, numbers) if one.more), "")
    return more or _at(claim, numbers, _FLOOR_LEFT, _FLOOR_RIGHT)


def ceiling_word(claim: Claim, numbers: str = "") -> str:
    """The word at the number that makes it an upper bound (以内, 不超过, "less than"), or ""."""
    return _at(claim, numbers, _CEILING_LEFT, _CEILING_RIGHT)


def forecast_word(claim: Claim, numbers: str = "") -> str:
    """The word that makes the number an expected one (预计, "projected"), or ""."""
    return _first(_FORECAST, claim, numbers, "before")


def average_word(claim: Claim, numbers: str = "") -> str:
    """The word that makes a rate the mean of several years (年均, "CAGR"), or ""."""
    return _first(_AVERAGE, claim, numbers)


def cumulative_word(claim: Claim, numbers: str = "") -> str:
    """The word that makes the number one of several years together (累计, "cumulative"), or ""."""
    return _first(_CUMULATIVE, claim, numbers)


def period_word(claim: Claim, numbers: str = "") -> str:
    """The part of a year the number speaks of (上半年, 1-11月, "Q1"), or "" where none or the full year is named."""
    for place in _where(claim.value, claim.unit, claim.kind, claim.quote, numbers):
        parts = [(match.start(), match.group()) for match in _compiled(_PERIOD).finditer(place.left)]
        whole = [match.start() for match in _compiled(_FULL_YEAR).finditer(place.left)]
        if parts and (not whole or parts[-1][0] > whole[-1]):
            return parts[-1][1].strip()
        behind = _compiled(_PERIOD).search(place.after)
        if behind:
            return behind.group().strip()
    return ""


def revision_word(claim: Claim, numbers: str = "") -> str:
    """The word that says which print of the number it is (初步核算, 最终核实, 预计, "revised"), or ""."""
    said = _first(_REVISION, claim, numbers, "sentence")
    if said or claim.role not in ("history", "benchmark"):
        return said
    return forecast_word(claim, numbers)


def currency_or_coverage_word(claim: Claim, numbers: str = "") -> str:
    """The word that puts a rate in another currency or coverage than its level (以美元计, 不含…, "in yuan"), or ""."""
    return _first(_COVERAGE, claim, numbers)


def _at(claim: Claim, numbers: str, before: str, after: str) -> str:
    for place in _where(claim.value, claim.unit, claim.kind, claim.quote, numbers):
        left, first = (re.sub(r"(?:百分之|千分之)$", "", text) for text in (place.left, place.before))
        # A word at the end of a list of numbers governs them all, and so does one before it.
        found = (
            _compiled(before).search(left)
            or _compiled(after).match(place.right)
            or _compiled(before).search(first)
            or _compiled(after).match(place.after)
        )
        if found:
            return found.group().strip().removesuffix("了")
    return ""


def _has_numbers(value: str) -> bool:
    """Whether a cell holds numbers that can be looked for."""
    try:
        for end in value.split("..", 1):
            parse_number(end)
    except StatedError:
        return False
    return True
