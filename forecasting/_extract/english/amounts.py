"""A number with its currency, scale and unit, as English texts print it: $12.3 billion, 8.4 per cent, Rs 2.5 lakh crore."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from forecasting._extract.lexicon.words import lexicon, trie
from forecasting._extract.numerals import english_number, plain_digits
from forecasting._extract.quantity import Amount
from forecasting.numbers.decimals import decimal
from forecasting.numbers.numerals import NOTE_MARK

__all__ = ["ENGLISH_START", "english_amount"]

_CURRENCY = (
    r"(?:us|hk|nt|nz|mex|au|a|c|s|r|j)?\$|£|€|¥|₹|₦|₩|rmb|rs\.?|inr|usd|eur|gbp|cny|sar|aed|zar|ngn|kes|ksh|egp|jpy|krw|"
    r"chf|sek|nok|dkk|sgd|hkd|cad|aud|myr|rm(?= ?[0-9])|thb|php|idr|rp(?= ?[0-9])|vnd|pkr|bdt|etb|rwf|ghs|qar|kwd|pln|try|brl|mxn|rub|"
    r"n(?=[0-9])|r(?=[0-9])|p(?=[0-9])"
)
_SMALL = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_WORDS = rf"(?:{_SMALL}|a hundred|half)(?:[ -](?:{_SMALL}|hundred|thousand|million|billion|trillion|and a half|and)){{0,9}}"
_SCALE = r"lakh crores?|trillion|billion|million|thousand|lakhs?|crores?|bn|mn|tn|trn|mln|m(?![a-z²2])|b(?![a-z])|k(?![a-z])|cr(?![a-z])"
_RATE = r"%|per cent(?!age)|percent(?!age)|pct|‰|percentage[- ]points?|basis points|bps|ppts?|pps?(?![a-z])|points(?! of)|times|-?fold|x(?![a-z])"
_MONEY_AFTER = (
    r"yuan|us dollars|dollars|euros|pounds sterling|pounds|rupees|renminbi|rmb|yen|won|rand|naira|riyals|dirhams|"
    r"baht|ringgit|rupiah|pesos|roubles|rubles|birr|shillings|dong|taka|tenge|kroner|kronor|francs"
)
_NUMBER = r"[0-9]{1,3}(?: [0-9]{3}){1,4}(?![0-9])|[0-9]{1,3}(?:,[0-9]{2,3}){1,6}(?:\.[0-9]{1,6})?(?![0-9])|[0-9]{1,15}(?:\.[0-9]{1,9})?"
ENGLISH_START = rf"(?<![a-z0-9])(?:(?:{_CURRENCY}) ?)?[-−+]?(?:(?<![0-9.,])[0-9]|\.[0-9])|(?<![a-z])(?:(?:{_SMALL})-?fold|(?:{_SMALL}|a hundred|half)(?![a-z]))"
"""Where an amount may begin, in small letters."""
_CODES = {
    "us$": "US$", "hk$": "HK$", "nt$": "NT$", "nz$": "NZ$", "mex$": "Mex$", "au$": "A$", "a$": "A$", "c$": "C$", "s$": "S$",
    "r$": "R$", "rs": "Rs", "rs.": "Rs", "n": "NGN", "r": "R", "p": "BWP", "rm": "RM", "rp": "Rp", "ksh": "KSh", "¥": "¥", "j$": "J$",
}  # fmt: skip
_RATES = {
    "per cent": "%", "percent": "%", "pct": "%", "%": "%", "‰": "‰", "basis points": "basis points", "bps": "basis points",
    "times": "times", "fold": "times", "-fold": "times", "x": "times",
}  # fmt: skip

_CASED = {
    "kwh": "kWh", "mwh": "MWh", "gwh": "GWh", "twh": "TWh", "mw": "MW", "gw": "GW", "kw": "kW", "teu": "TEU", "teus": "TEUs",
    "kilowatt-hours": "kilowatt hours", "mt": "Mt",
}  # fmt: skip
_SCALE_NAMES = {
    "m": "million",
    "mn": "million",
    "mln": "million",
    "bn": "billion",
    "b": "billion",
    "k": "thousand",
    "tn": "trillion",
    "trn": "trillion",
}


@dataclass(frozen=True, slots=True)
class _AmountPatterns:
    pattern: re.Pattern[str]
    after: re.Pattern[str]
    comparators: dict[str, str]


@cache
def _pieces() -> _AmountPatterns:
    raw = lexicon("en").raw
    unit = trie(raw["units"]["physical"])
    number = f"(?:{_NUMBER})"
    pattern = re.compile(
        rf"(?P<cur>(?:{_CURRENCY}) ?)?(?P<sign>[-−+])?(?P<n>{_NUMBER}|\.[0-9]{{1,4}}|{_WORDS})(?:{NOTE_MARK})?(?:[ -]?(?P<scale>{_SCALE}))?"
        rf"(?:[ -]?(?P<u1>{_RATE})|(?P<s1> (?:{_MONEY_AFTER})))?"
        rf"(?: ?(?P<dash>-|–|—|to|and) ?(?P<cur2>(?:{_CURRENCY}) ?)?(?P<n2>{number})(?:[ -]?(?P<scale2>{_SCALE}))?"
        rf"(?:[ -]?(?P<u2>{_RATE}))?)?"
        rf"(?:[ -](?P<unit>(?:{unit}|{_MONEY_AFTER})(?![a-z])))?"
    )
    after = {word: sign for sign, words in raw["hedge_after"].items() for word in words}
    return _AmountPatterns(pattern, re.compile(rf",? (?:{trie(after)})(?![a-z])"), after)


def english_amount(text: str, start: int, end: int, *, between: bool = False) -> Amount | None:
    """The amount that begins at `start` of a text in small letters, or None.

    Args:
        text: the text in small letters.
        start: where to read.
        end: where to stop.
        between: whether "between" stands before it, so that "and" joins a range.
    """
    pieces = _pieces()
    match = pieces.pattern.match(text, start, end)
    if match is None:
        return None
    read = _value(match["n"])
    if read is None:
        return None
    value, scale = read[0], match["scale"] or read[1]
    unit1, stop = match["u1"] or "", match.end()
    worded = not match["n"][0].isdigit() and match["n"][0] != "."
    comparator = "="
    if match["n2"] is not None:
        low = _range(match, between=between)
        if low is None:
            stop = match.start("dash")
            while stop > start and text[stop - 1] == " ":
                stop -= 1
        else:
            value, scale, unit1 = low
            comparator = ".."
    currency = (match["cur"] or "").strip()
    unit = (match["unit"] or "").strip() if stop == match.end() else ""
    money = (match["s1"] or "").strip()
    kind, printed = _kind(currency, scale, unit1, unit or money)
    if not kind or (worded and kind == "bare"):
        return None
    hedge = pieces.after.match(text, stop, end)
    if hedge is not None and comparator == "=":
        comparator, stop = pieces.comparators[hedge.group().lstrip(", ")], hedge.end()
    return Amount(kind, value, printed, comparator, stop, match["sign"] in {"-", "−"}, worded)


def _value(n: str) -> tuple[str, str] | None:
    """Digits, and the scale a number in words holds."""
    if n[0].isdigit():
        return plain_digits(n), ""
    if n[0] == ".":
        return "0" + n, ""
    if n == "half":
        return "50", ""
    number = english_number(n)
    if number is None:
        return None
    for word, size in (("trillion", 10**12), ("billion", 10**9), ("million", 10**6)):
        if word in n:
            return (decimal(number / size), word) if (number / size * 1000).denominator == 1 else None
    return decimal(number), ""


def _range(match: re.Match[str], *, between: bool) -> tuple[str, str, str] | None:
    """Value, scale and unit of low..high, or None where the second number is no upper end."""
    low, high = plain_digits(match["n"]) if match["n"][0].isdigit() else "", plain_digits(match["n2"])
    unit, unit2 = match["u1"] or "", match["u2"] or ""
    scale, scale2 = match["scale"] or "", match["scale2"] or ""
    if not low or (match["dash"] == "and" and not between):
        return None
    if unit and unit2 and _RATES.get(unit, unit) != _RATES.get(unit2, unit2):
        return None
    if (unit and not unit2) or (scale and scale != scale2) or Fraction(low) >= Fraction(high):
        return None
    if not unit2 and not scale2:
        return None
    if match["cur"] and match["cur2"] and match["cur"].strip() != match["cur2"].strip():
        return None
    return f"{low}..{high}", scale2, unit2


def _kind(currency: str, scale: str, rate: str, unit: str) -> tuple[str, str]:
    """What is printed, and its unit as the table of units writes it."""
    if rate:
        if scale or currency:
            return ("fold", "times") if rate in {"x", "times"} and not currency else ("", "")
        if rate.startswith(("percentage", "pp", "points")):
            return "points", "percentage points"
        if rate in {"basis points", "bps"}:
            return "points", "basis points"
        name = _RATES.get(rate, rate)
        return ("fold", name) if name == "times" else ("rate", name)
    if currency:
        name = _CODES.get(currency, currency.upper())
        return "amount", f"{name} {scale}".strip()
    if unit:
        return "amount", f"{scale} {_CASED.get(unit, unit)}".strip()
    return ("amount", _SCALE_NAMES.get(scale, scale)) if scale else ("bare", "")
