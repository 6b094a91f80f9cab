"""Formula trees as MathML for the web, as typst maths for PDF, and as a line of text for those who cannot see them."""

from __future__ import annotations

import unicodedata
from html import escape
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Parenthesis, Quotient, Sequence, Subscript, Superscript, Symbol

if TYPE_CHECKING:
    from forecasting._appendix.blocks import Math

__all__ = ["formula_text", "symbols", "to_mathml", "to_typst"]

#: Operators that typst's maths mode reads as they are; all others are written as text or by name.
_PLAIN = frozenset("=+−×÷·±≤≥≈≠→∈∑∏√∞…⋯∧∨")
_NAMED = {
    "-": "−",
    "*": "×",
    "/": "slash",
    "<": "lt",
    ">": "gt",
    ",": "comma",
    ";": "semi",
    ":": "colon",
    "|": "bar.v",
    "!": "excl",
}
_FUNCTIONS = frozenset({"ln", "log", "exp", "max", "min", "lim", "sup", "inf"})
_LARGE = frozenset("∑∏")


def symbols(tree: Math) -> list[Symbol]:
    """All symbols of a formula, in reading order."""
    match tree:
        case Symbol():
            return [tree]
        case Sequence(parts):
            return [one for part in parts for one in symbols(part)]
        case Superscript(base, exponent):
            return symbols(base) + symbols(exponent)
        case Subscript(base, index):
            return symbols(base) + symbols(index)
        case Quotient(above, below):
            return symbols(above) + symbols(below)
        case Parenthesis(inside):
            return symbols(inside)


def _narrow(tree: Math) -> bool:
    """Whether a part needs no brackets as an index, an exponent or one side of a fraction."""
    return isinstance(tree, Symbol | Parenthesis | Subscript)


def formula_text(tree: Math) -> str:
    """The formula on one line: `Y_T = Y_0 (1 + g)^T`."""

    def closed(part: Math) -> str:
        written = formula_text(part)
        return written if _narrow(part) or len(symbols(part)) == 1 else f"({written})"

    match tree:
        case Symbol(text, kind):
            spaced = kind == "operator" and (text in _PLAIN or text in "-<>") and text not in _LARGE
            return f" {text} " if spaced else text
        case Sequence(parts):
            written = ""
            for place, part in enumerate(parts):
                piece = formula_text(part)
                if place and written[-1:].isalnum() and piece[:1].isalnum():
                    written += " "
                # A sign before the first term binds to it.
                written += piece.lstrip() if not written else piece
            return " ".join(written.split())
        case Superscript(base, exponent):
            return f"{closed(base)}^{closed(exponent)}"
        case Subscript(base, index):
            return f"{closed(base)}_{closed(index)}"
        case Quotient(above, below):
            return f"{closed(above)}/{closed(below)}"
        case Parenthesis(inside):
            return f"({formula_text(inside)})"


def _element(name: str, *parts: str) -> str:
    return f"<{name}>{''.join(parts)}</{name}>"


def _mathml(tree: Math) -> str:
    match tree:
        case Symbol(text, kind):
            name = {"name": "mi", "number": "mn", "operator": "mo", "words": "mtext"}[kind]
            if kind == "operator" and text in _FUNCTIONS:
                name = "mi"
            return _element(name, escape(text, quote=False))
        case Sequence(parts):
            return _element("mrow", *(_mathml(part) for part in parts))
        case Superscript(Subscript(base, index), exponent) | Subscript(Superscript(base, exponent), index):
            name = "munderover" if _large(base) else "msubsup"
            return _element(name, _mathml(base), _mathml(index), _mathml(exponent))
        case Superscript(base, exponent):
            return _element("mover" if _large(base) else "msup", _mathml(base), _mathml(exponent))
        case Subscript(base, index):
            return _element("munder" if _large(base) else "msub", _mathml(base), _mathml(index))
        case Quotient(above, below):
            return _element("mfrac", _mathml(above), _mathml(below))
        case Parenthesis(inside):
            return _element("mrow", "<mo>(</mo>", _mathml(inside), "<mo>)</mo>")


def _large(tree: Math) -> bool:
    return isinstance(tree, Symbol) and tree.text in _LARGE


def to_mathml(tree: Math) -> str:
    """The formula as a displayed MathML element (MathML Core) that also says itself as text."""
    spoken = escape(formula_text(tree), quote=True)
    return f'<math display="block" alttext="{spoken}">{_element("mrow", _mathml(tree))}</math>'


def _literal(text: str) -> str:
    """A typst string: nothing within it is read as code."""
    inside = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{inside}"'


def _symbol(symbol: Symbol) -> str:
    text, kind = symbol.text, symbol.kind
    if kind == "operator":
        if text in _PLAIN and len(text) == 1:
            return text
        if text in _NAMED:
            return _NAMED[text]
        if text in _FUNCTIONS:
            return f'op("{text}")'
    # One letter is a variable and set slanted; a longer name is a word and set upright.
    if kind == "name" and len(text) == 1 and unicodedata.category(text) in {"Ll", "Lu"} and text < "\u0400":
        return text
    return _literal(text)


def to_typst(tree: Math) -> str:
    """The formula as typst maths, to be evaluated in maths mode."""
    match tree:
        case Symbol():
            return _symbol(tree)
        case Sequence(parts):
            return " ".join(to_typst(part) for part in parts) or '""'
        case Superscript(Subscript(base, index), exponent) | Subscript(Superscript(base, exponent), index):
            return f"attach({to_typst(base)}, b: {to_typst(index)}, t: {to_typst(exponent)})"
        case Superscript(base, exponent):
            return f"attach({to_typst(base)}, t: {to_typst(exponent)})"
        case Subscript(base, index):
            return f"attach({to_typst(base)}, b: {to_typst(index)})"
        case Quotient(above, below):
            return f"frac({to_typst(above)}, {to_typst(below)})"
        case Parenthesis(inside):
            return f"lr(paren.l {to_typst(inside)} paren.r)"
