"""How checks say printed numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.numbers.units import unit
from forecasting.words import PerMille, Phrase

if TYPE_CHECKING:
    from fractions import Fraction

    from forecasting.dossier import Claim
    from forecasting.judge.checks.finding import Label

__all__ = ["as_printed", "fold_phrase", "in_printed_unit", "quantity", "shown"]


#: How Chinese counts doublings in words.
_SPOKEN = dict(zip("123456789", "一两三四五六七八九", strict=True))


def fold_phrase(claim: Claim) -> Phrase:
    """A multiple as people write it: "74-fold", or doublings with the factor they mean."""
    printed = unit(claim.unit)
    doublings = printed is not None and printed.family == "doublings"
    factor = 2.0 ** float(claim.value) if doublings and claim.comparator != ".." else 0.0
    key = "doublings" if factor else "fold"
    # Chinese prints a small number of doublings in words: 翻两番.
    spoken = {"en": claim.value, "zh": _SPOKEN.get(claim.value, claim.value)}
    return Phrase(
        f"findings.fold_words.{key}", {"value": spoken if factor else claim.value, "factor": factor}
    )


def as_printed(claim: Claim) -> Label:
    """The printed number with its comparator in words: "at least 10", "18 to 21"; plain where it is plain."""
    key = {"~": "about", ">=": "at_least", ">": "more_than", "<=": "at_most", "<": "less_than"}
    value = claim.value.replace("-", "−")
    if claim.comparator == "..":
        low, _, high = value.partition("..")
        return Phrase("findings.comparators.range", {"low": low, "high": high})
    if claim.comparator in key:
        return Phrase(f"findings.comparators.{key[claim.comparator]}", {"value": value})
    return value


def quantity(value: str, printed: str) -> Phrase:
    """A number in a printed unit as every sentence has it: "−14.0 %", "306 ($ million)", "75-fold".

    Args:
        value: its digits as printed, with a hyphen for minus.
        printed: its unit as printed.
    """
    known = unit(printed)
    family = "" if known is None else known.family
    key = {"rate": "rate", "points": "rate", "fold": "fold", "doublings": "doublings"}.get(family, "level")
    return Phrase(f"findings.quantity.{key}", {"value": value.replace("-", "−"), "unit": printed})


def shown(end: Fraction | None) -> float:
    """An end as a sentence takes it, not a number where there is none."""
    return float("nan") if end is None else float(end)


def in_printed_unit(claim: Claim, rate: float) -> float:
    """A rate that is said in ‰ where the claim is printed so, else in percent."""
    printed = unit(claim.unit)
    return PerMille(rate) if printed is not None and printed.text == "‰" else rate
