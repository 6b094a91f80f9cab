"""The words that govern a claim's number in its quote: scope, prices, "about", part of the year, revision."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting.dossier.standing import compiled, first_words, places, quoted_number, standing

if TYPE_CHECKING:
    from forecasting.dossier.model import Claim

__all__ = [
    "average_word",
    "ceiling_word",
    "cumulative_word",
    "currency_or_coverage_word",
    "floor_word",
    "forecast_word",
    "hedge_word",
    "log_word",
    "mean_or_end",
    "period_word",
    "price_phrase",
    "price_word",
    "reckoned_on",
    "revision_word",
    "scope_word",
]

_NO_BASIS = (
    r"(?:year|annual|month|quarter|week|dai|regular|consistent|sustain|case|rolling|comparable|like)[\w-]* "
)
_SCOPE = (
    r"按?(?:同口径|可比口径|同一口径|自然口径|老口径|新口径|全口径|可比(?!价)(?:范围|基础)?)"
    r"|(?:扣除|剔除|考虑|不含|不考虑)(?![^，,。；;)%0-9]{0,4}(?:价格|物价))[^，,。；;)%0-9\0]{1,16}?(?:因素|影响|后|等|$|(?=[，,)]))"
    r"|(?:扣除|剔除|不含|还原)(?![^，,。；;)%0-9]{0,4}(?:价格|物价))[^，,。；;)%0-9\0]{0,12}?(?=(?:同比|实际|累计)?(?:增|下降|上升|减)|[，,。；;)\0]|$)"
    r"|备考口径|模拟口径"
    r"|\blike[- ]for[- ]like\b|\bLFL\b|\borganic(?:ally)?\b|\bsame[- ](?:store|scope)\b|\bcomparable (?!prices?\b)\w+"
    r"|\b(?:constant|unchanged|fixed) (?:currency|currencies|(?:exchange )?rates?|perimeter|scope|dollars|structure|consolidation scope)\b"
    r"|\bexcluding [\w ]{1,30}|\bunderlying\b|\bpro[- ]forma\b|\blocal currenc(?:y|ies)\b|\bnet of (?:currency|exchange|acquisitions?|disposals?|transfers?)\b"
    rf"|\bon an? (?!{_NO_BASIS})(?:[\w-]+ ){{1,3}}basis\b|\b(?:calendar|seasonally|working[- ]day|currency|cash)[- ]adjusted\b"
    r"|\b(?:adjusted|adjusting|(?:after )?adjustments?) for (?!inflation|price)"
)
#: What opens a sentence holds for all of it: "Excluding acquisitions, revenue was 812 million, up 9 %".
_OPENING = rf"\A\W*(?:{_SCOPE})[^,，.0-9]{{0,40}}(?=[,，])"
#: A year of 53 weeks is a fiftieth longer than one of 52.
_WEEKS = r"\b53(?:rd)?[- ]weeks?\b|\b52[- ]weeks? (?:comparable )?basis\b|\b(?:fifty-third|extra|additional) week\b"
_REAL = (
    r"按?(?:可比价格?|不变价格?|[12][0-9]{3}年(?:不变)?价格?)(?:计算)?|(?:扣除|剔除)[^，,。；;)0-9]{0,4}(?:价格|物价)[^，,。；;)0-9]{0,4}"
    r"|实际(?=[^利使到完投缴吸，,。]{0,3}(?:增|升|提|涨|下降|减|年均))|\bin real terms\b|\breal(?= (?:growth|increase|rise|rate|GDP|terms|output|gain))"
    r"|\b(?:constant|comparable|fixed) (?:[12][0-9]{3} )?prices?\b|\bprices of [12][0-9]{3}\b|\binflation[- ]adjusted\b|\badjusted for inflation\b|\b(?:deducting|after) (?:the )?price (?:factors?|changes?)\b"
)
_NOMINAL = r"名义|按?(?:现价|当年价格?)(?:计算)?|\bnominal(?:ly)?\b|\b(?:at|in) current (?:market )?prices\b"
_GREW = "(?:增长|增加|上升|上涨|提高|下降|减少|降低|下跌|下滑)了?"
# 约增长7% is 增长约7%; 节约增长7% is not.
_HEDGE_LEFT = rf"(?:(?:大约|大概|(?<![节制合公签履])约){_GREW}|大约|约为|约|将近|接近|近|大概|\babout|\baround|\bapproximately|\bapprox\.|\broughly|\bnearly|\balmost|\bsome|\bcirca|\bc\.|~|≈)\s*$"
_HEDGE_RIGHT = r"\s*(?:左右|上下|\bor so\b)"
_FLOOR_LEFT = r"(?:超过|超出|突破|不低于|不少于|不小于|至少|大于|逾|超|\bmore than|\bover|\babove|\bat least|\bno less than|\bnot less than|\bexceed(?:ed|s|ing)?|\bupwards of|\bsurpass(?:ed|es|ing)?|>|≥)\s*了?$"
_FLOOR_RIGHT = r"\s*(?:以上|多(?!少)|余|\bor more\b|\bor above\b|\+)"
_CEILING_LEFT = r"(?:不超过|不高于|不多于|低于|不足|不到|小于|少于|\bbelow|\bunder|\bless than|\bat most|\bno more than|\bnot more than|\bup to|<|≤)\s*$"
_CEILING_RIGHT = r"\s*(?:以内|以下|之内|\bor less\b|\bor below\b)"
_FORECAST = (
    r"预计|预期|有望|预测|力争|拟|\bexpected\b|\bprojected\b|\bforecast(?:ed|s)?\b|\bestimated\b|\bis to\b"
)
_AVERAGE = r"年均|年平均|平均每年|每年平均|年递增|\baverage annual\b|\bannual average\b|\bannually on average\b|\ba year on average\b|\bper year on average\b|\baverag(?:ed|ing)\b|\bon average\b|\bCAGR\b|\bcompound annual\b"
_LOGS = r"\bexponential\b|\blog(?:arithmic|[- ]differences?)\b|\bcontinuously compounded\b|对数|指数增长率"
_MEAN_OF_YEAR = (
    r"平均(?=[^，,。；;每0-9]{0,6}(?:人|数|余额|户))|\baverag(?:e|ed|ing)\b(?! annual)|\bmid[- ]year\b|年中"
)
_END_OF_YEAR = r"年末|期末|年底|月末|\b(?:at|by) the end of\b|\byear[- ]end\b|\bend[- ](?:of[- ]|19|20)|\bas (?:at|of) (?:31 )?Dec"
_CUMULATIVE = r"累计|\bcumulative(?:ly)?\b|\bin total over\b"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_PERIOD = (
    r"(?<![与比较同])(?:上半年|下半年|前三季度|[前一二三四]季度|第[一二三四]季度|[一1] ?[-—–~至到] ?[0-9二三四五六七八九十]{1,2} ?月(?:份)?|[0-9]{1,2} ?[-—–~至到] ?[0-9]{1,2} ?月(?:份)?|(?<![0-9])[0-9]{1,2}月份)"
    rf"|\b(?:first|second|1st|2nd) half\b|\bfirst (?:nine|six|three|two|eleven|ten) months\b|\b(?:first|second|third|fourth) quarter\b|\b[HQ][1-4](?:[-–][HQ]?[1-4])?\b|\b(?:{_MONTHS})[-– ]+(?:to[- ])?(?:{_MONTHS})\b"
)
_FULL_YEAR = r"全年|年度(?!预)|\bfull[- ]year\b|\bfor the year\b|\bwhole year\b"
_REVISION = (
    r"修订|核定|调整[前后]|追溯|重述|口径(?:有所)?(?:调整|变化|变动)|调整(?:了)?(?:统计)?口径|最终核实|初步核实|初步核算|初步统计|快报|普查|决算|执行数"
    r"|\brevis(?:ed|ion)\b|\brestated\b|\bpreliminary\b|\bprovisional\b|\bcensus\b|\bflash\b|\b(?:first|second|third) (?:advance )?estimates?\b|\badvance estimates?\b"
)
_COVERAGE = (
    r"以?(?:美元|人民币|欧元|本币)(?:计价|计算|计)|按(?:美元|人民币)(?:计价|计算|计)?|不含[^，,。；;)0-9]{1,16}|全口径|自然口径|可比口径|(?:扣除|剔除|考虑)[^，,。；;)0-9]{0,4}留抵退税[^，,。；;)0-9]{0,4}"
    r"|\bin (?:US |U\.S\. )?(?:dollar|yuan|renminbi|RMB|USD|euro|sterling|local currency|rupee|rand|yen|peso|shilling|naira|real|won|franc|krona|krone)s? terms\b|\bin (?:US |U\.S\. )?(?:dollar|yuan|renminbi|RMB|USD|euro|sterling|local currency)s?\b|\bconstant (?:currency|exchange rates?)\b|\brefunds\b|\bexcluding [\w ]{1,30}"
)


def reckoned_on(text: str) -> tuple[int, int] | None:
    """Where the first words stand that say on what scope, prices, currency or print a number beside them is reckoned.

    Args:
        text: of one clause, or of one bracket.
    """
    low = text.lower()
    if not any(stem in low for stem in _STEMS):
        return None
    found = compiled(_RECKONED).search(text)
    return None if found is None else found.span()


#: Every word of `_RECKONED` holds one of these; to look for them first is many times faster.
_STEMS = (
    *("口径", "除", "还原", "考虑", "不含", "可比", "价", "实际", "名义", "修订", "核", "调整", "追溯", "重述", "统计", "快报", "普查", "决算", "执行数", "计"),
    *("like", "lfl", "organic", "same", "compar", "constant", "unchanged", "fixed", "exclud", "underlying", "pro", "local", "net of", "basis", "adjust"),
    *("terms", "real", "price", "nominal", "revis", "restat", "prelim", "census", "flash", "estimate", "dollar", "yuan", "renminbi", "rmb", "usd"),
    *("euro", "sterling", "refund"),
)  # fmt: skip
_RECKONED = f"{_SCOPE}|{_REAL}|{_NOMINAL}|{_REVISION}|{_COVERAGE}"


def scope_word(claim: Claim, numbers: str = "") -> str:
    """The word that puts the number in another scope (同口径, 扣除…因素, "organic"), as printed, or ""."""
    return (
        first_words(_SCOPE, claim, numbers)
        or first_words(_WEEKS, claim, numbers, "sentence")
        or first_words(_OPENING, claim, numbers, "sentence")
    )


def price_phrase(claim: Claim, numbers: str = "") -> str:
    """The words on prices that govern the number (按可比价格计算, "in real terms", 名义), or ""."""
    return first_words(_REAL, claim, numbers) or first_words(_NOMINAL, claim, numbers)


def price_word(claim: Claim, numbers: str = "") -> str:
    """The price basis the quote states for the number: "real", "nominal" or ""."""
    return (
        "real"
        if first_words(_REAL, claim, numbers)
        else "nominal"
        if first_words(_NOMINAL, claim, numbers)
        else ""
    )


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
    return first_words(_FORECAST, claim, numbers, "before")


def average_word(claim: Claim, numbers: str = "") -> str:
    """The word that makes a rate the mean of several years (年均, "CAGR"), or ""."""
    return first_words(_AVERAGE, claim, numbers)


def log_word(claim: Claim, numbers: str = "") -> str:
    """The word that makes a rate a difference of logs ("exponential", 对数), or ""."""
    return first_words(_LOGS, claim, numbers, "sentence")


def mean_or_end(claim: Claim, numbers: str = "") -> str:
    """Whether the quote says a stock is the mean of a year (平均人口, "average"), "mean", or of its end, "end"; "" for neither."""
    if first_words(_END_OF_YEAR, claim, numbers):
        return "end"
    return "mean" if first_words(_MEAN_OF_YEAR, claim, numbers) else ""


def cumulative_word(claim: Claim, numbers: str = "") -> str:
    """The word that makes the number one of several years together (累计, "cumulative"), or ""."""
    return first_words(_CUMULATIVE, claim, numbers)


def period_word(claim: Claim, numbers: str = "") -> str:
    """The part of a year the number speaks of (上半年, 1-11月, "Q1"), or "" where none or the full year is named."""
    for place in standing(quoted_number(claim, numbers)):
        parts = [(match.start(), match.group()) for match in compiled(_PERIOD).finditer(place.left)]
        whole = [match.start() for match in compiled(_FULL_YEAR).finditer(place.left)]
        if parts and (not whole or parts[-1][0] > whole[-1]):
            return parts[-1][1].strip()
        behind = compiled(_PERIOD).search(place.after)
        if behind:
            return behind.group().strip()
    return ""


def revision_word(claim: Claim, numbers: str = "") -> str:
    """The word that says which print of the number it is (初步核算, 最终核实, 预计, "revised"), or ""."""
    said = first_words(_REVISION, claim, numbers, "sentence")
    if said or claim.role not in ("history", "benchmark"):
        return said
    return forecast_word(claim, numbers)


def currency_or_coverage_word(claim: Claim, numbers: str = "") -> str:
    """The word that puts a rate in another currency or coverage than its level (以美元计, 不含…, "in yuan"), or ""."""
    return first_words(_COVERAGE, claim, numbers)


def _at(claim: Claim, numbers: str, before: str, after: str) -> str:
    for place in standing(quoted_number(claim, numbers)):
        left, first = (re.sub(r"(?:百分之|千分之)$", "", text) for text in (place.left, place.before))
        # A word at the end of a list of numbers governs them all, and so does one before it.
        found = (
            compiled(before).search(left)
            or compiled(after).match(place.right)
            or compiled(before).search(first)
            or compiled(after).match(place.after)
        )
        if found:
            return found.group().strip().removesuffix("了")
    return ""
