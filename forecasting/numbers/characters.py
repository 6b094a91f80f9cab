"""Characters in plain form: full-width letters and digits, radicals left by type-setters, traditional 萬 and 億."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["HARD_SPACES", "ascii_text", "fold", "radicals"]

HARD_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
"""Spaces that part the groups of a number and never end a line."""

_SIMPLE = {"萬": "万", "億": "亿", "點": "点", "\N{MINUS SIGN}": "-"}
_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("\N{IDEOGRAPHIC SPACE}"): " ",
    ord("。"): ". ",
    ord("、"): ", ",
    **{ord(character): plain for character, plain in _SIMPLE.items()},
}
# Radicals that type-setters leave in place of the characters; Unicode gives these no plain form.
_RADICALS = dict(
    zip(
        "\u2ed3\u2ea0\u2ed4\u2ec5\u2ecb\u2edb\u2edc\u2edd\u2ee2\u2ee5\u2ee9\u2eec\u2eee\u2ef0\u2e9f\u2ec4\u2ed8\u2ed9\u2eda\u2ec9\u2ee6\u2ee4\u2ee8",
        "长民门见车风飞食马鱼黄齐齿龙母西青韦页贝鸟鬼麦",
        strict=True,
    )
)
_PLAIN_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(radical): plain for radical, plain in _RADICALS.items()
}


def radicals(text: str) -> str:
    """`text` with the radicals that type-setters leave for characters as those characters."""
    return text.translate(_PLAIN_RADICALS)


def fold(text: str) -> str:
    """`text`, as long as before, with wide forms and radicals as plain characters.

    Footnote marks and other digits that are no numbers (①, ²) stay, and so does the full-width comma, which parts
    clauses, unless full-width digits stand on both sides.
    """
    if "，" in text:
        text = re.sub("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))", ",", text)
    return text.translate(_FOLDS)


class _Folds(dict[int, str]):
    """What each character folds to, looked up once."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(chr(code))
        return folded


_FOLDS = _Folds()


def _folded(character: str) -> str:
    if character.isascii() or character == "，" or unicodedata.category(character) == "No":
        return character
    plain = unicodedata.normalize("NFKC", _SIMPLE.get(character) or _RADICALS.get(character, character))
    return plain if len(plain) == 1 else character


def ascii_text(text: str) -> str:
    """`text` with full-width letters, digits and punctuation as ASCII."""
    return text.translate(_ASCII)
