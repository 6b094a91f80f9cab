"""Numbers in English words, brought to digits: "twenty-five", "two hundred thousand", "doubled"."""

from __future__ import annotations

import re

__all__ = ["ENGLISH", "SMALL_WORDS", "VERBS", "english_digits"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS_IN_WORDS = {word: number for number, word in enumerate(_ONES.split())}
_TENS_IN_WORDS = {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
SMALL_WORDS = _UNITS_IN_WORDS | _TENS_IN_WORDS
"""English number words below a hundred that are one word, with their values."""
_WORDS = "|".join([*_TENS_IN_WORDS, *sorted(_UNITS_IN_WORDS, key=len, reverse=True), "hundred", "thousand"])
ENGLISH = re.compile(rf"\b(?:{_WORDS})(?:(?:[ -]|\band\b)*(?:{_WORDS}))*(?=\b|fold)", re.IGNORECASE)
# "doubled" is one doubling and two times: either may be what the claim states.
VERBS = (
    (re.compile(r"\bdoubl(?:e|es|ed|ing)\b|\btwice\b", re.IGNORECASE), "1 2"),
    (re.compile(r"\b(?:tripl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)|thrice)\b", re.IGNORECASE), "3"),
    (re.compile(r"\bquadrupl(?:e|es|ed|ing)\b", re.IGNORECASE), "2 4"),
    (re.compile(r"\bquintupl(?:e|es|ed|ing)\b", re.IGNORECASE), "5"),
    (re.compile(r"\bhal(?:f|ve|ves|ved|ving)\b", re.IGNORECASE), "0.5 50"),
)


def english_digits(words: str) -> str:
    """ASCII digits of an English number below a million; words that form no single number stay separate."""
    total, hundreds, last = 0, 0, ""
    for word in re.findall(_WORDS, words.lower()):
        if word == "thousand":
            total, hundreds = total + (hundreds or 1) * 1000, 0
        elif word == "hundred":
            hundreds = (hundreds or 1) * 100
        elif word in _TENS_IN_WORDS:
            if hundreds % 100:
                return words
            hundreds += _TENS_IN_WORDS[word]
        else:
            number = _UNITS_IN_WORDS[word]
            if hundreds % 10 or (hundreds % 100 and number > 9) or last in _UNITS_IN_WORDS:
                return words
            hundreds += number
        last = word
    return str(total + hundreds)
