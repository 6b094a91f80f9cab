"""How each language writes a number: levels, the larger units of charts, percent."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import inf

__all__ = ["SHORT", "PerMille", "number", "percent", "printed_percent", "short", "trimmed"]

_SIGNIFICANT = 4
#: Decimals that reports print levels with, and the size up to which a float holds them.
_PRINTED, _QUOTED = 2, 1e12
#: The largest float has 309 digits before its point.
_ALL_DIGITS = Context(prec=400)


def trimmed(text: str) -> str:
    """A decimal without the noughts at its end."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: float, language: str = "en") -> str:
    """A level in four significant digits (all digits of its whole part), no exponent; one of up to two decimals whole.

    1234.5 as printed is 1234.5 in a sentence, since 1234 would misquote it; what is worked out has more decimals.
    """
    magnitude = abs(value)
    if magnitude == inf:
        return "∞" if value > 0 else "−∞"
    whole = len(str(int(magnitude))) if magnitude >= 1 else 0
    decimals = max(0, _SIGNIFICANT - whole)
    if 1 <= magnitude < _QUOTED and decimals < _PRINTED:
        exact = -int(Decimal(repr(float(value))).normalize().as_tuple().exponent)
        decimals = exact if decimals < exact <= _PRINTED else decimals
    if 0 < magnitude < 1:
        while magnitude * 10**decimals < 10 ** (_SIGNIFICANT - 2) and decimals < 12:
            decimals += 1
    text = trimmed(f"{value:.{decimals}f}")
    head, dot, tail = text.partition(".")
    if whole > 4 and language == "en":
        head = f"{int(head):,}"
    return head + dot + tail


class PerMille(float):
    """A fraction that is printed in ‰: whoever printed it so is answered so."""


#: The larger units in which a chart writes a level, and from where on, the largest first.
SHORT = {"en": ((1e12, " tn"), (1e9, " bn")), "zh": ((1e12, "万亿"), (1e8, "亿"))}


def short(value: float, language: str = "en") -> str:
    """A level as a chart has room for it: `number`, and from 亿 or a billion on four digits of the larger unit."""
    for size, sign in SHORT[language]:
        if abs(value) >= size:
            # A number just below the next unit is not rounded up to a thousand of this one and written as 1000.
            return number(float(f"{value:.4g}") / size, language) + sign
    return number(value, language)


def percent(value: float, language: str = "en", decimals: int = 1) -> str:
    """A fraction as percent: "13.4 %" in English, "13.4%" in Chinese; one that is `PerMille` in ‰."""
    sign, scale = ("‰", 1000) if isinstance(value, PerMille) else ("%", 100)
    # Half up on the shortest decimal that names the float, as a reader rounds 16.25 by hand.
    exact = Decimal(repr(float(value))) * scale
    text = (
        str(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ALL_DIGITS))
        if exact.is_finite()
        else str(exact)
    )
    text = text.removeprefix("-") if exact.is_finite() and float(text) == 0 else text
    return text.replace("-", "−") + (sign if language == "zh" else f" {sign}")


def printed_percent(value: float, language: str = "en") -> str:
    """A printed rate with the digits it was printed with: "14 %" is not "14.0 %"."""
    decimals = len(f"{100 * value:.6f}".rstrip("0").partition(".")[2])
    return percent(value, language, decimals)
