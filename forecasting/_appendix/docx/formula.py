"""Formulas as Office MathML, which Word edits as its own equations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Parenthesis, Quotient, Sequence, Subscript, Superscript, Symbol
from forecasting._appendix.docx.wordml import clean, escaped

if TYPE_CHECKING:
    from forecasting._appendix.blocks import Math

__all__ = ["equation"]

# LibreOffice reads these as orders of its own formula language unless they are plain text.
_ORDERS = frozenset('*#%&~_^{}"`$@\\')

_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
# Names stand in italics, which is what Word does unless told otherwise; numbers and operators upright, words as text.
_LOOKS = {
    "name": _FONT,
    "number": f'<m:rPr><m:sty m:val="p"/></m:rPr>{_FONT}',
    "operator": f'<m:rPr><m:sty m:val="p"/></m:rPr>{_FONT}',
    "words": "<m:rPr><m:nor/></m:rPr>",
    "sign": f"<m:rPr><m:nor/></m:rPr>{_FONT}",
}


def equation(tree: Math) -> str:
    """A formula displayed on its own line."""
    return f"<m:oMathPara><m:oMath>{_drawn(tree)}</m:oMath></m:oMathPara>"


def _drawn(tree: Math) -> str:
    match tree:
        case Symbol(text, kind):
            look = "sign" if kind != "words" and _ORDERS & set(text) else kind
            return f'<m:r>{_LOOKS[look]}<m:t xml:space="preserve">{escaped(clean(text))}</m:t></m:r>'
        case Sequence(parts):
            return "".join(map(_drawn, parts))
        case Superscript(base, exponent):
            return f"<m:sSup><m:e>{_drawn(base)}</m:e><m:sup>{_drawn(exponent)}</m:sup></m:sSup>"
        case Subscript(base, index):
            return f"<m:sSub><m:e>{_drawn(base)}</m:e><m:sub>{_drawn(index)}</m:sub></m:sSub>"
        case Quotient(above, below):
            return f"<m:f><m:num>{_drawn(above)}</m:num><m:den>{_drawn(below)}</m:den></m:f>"
        case Parenthesis(inside):
            return f"<m:d><m:e>{_drawn(inside)}</m:e></m:d>"
