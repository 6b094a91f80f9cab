"""Formulas in three notations: what is written by hand here is what must come out."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting._appendix.blocks import (
    Parenthesis,
    Quotient,
    Sequence,
    Subscript,
    Superscript,
    Symbol,
)
from forecasting._appendix.formula import formula_text, symbols, to_mathml, to_typst
from forecasting._appendix.letters import printable

Y, T, G, ONE, ZERO = Symbol("Y"), Symbol("T"), Symbol("g"), Symbol("1", "number"), Symbol("0", "number")
PLUS, EQUALS = Symbol("+", "operator"), Symbol("=", "operator")
COMPOUND = Sequence(
    (Subscript(Y, T), EQUALS, Subscript(Y, ZERO), Superscript(Parenthesis(Sequence((ONE, PLUS, G))), T))
)
SUM = Superscript(Subscript(Symbol("∑", "operator"), Symbol("i")), Symbol("n"))

CASES = (
    (COMPOUND, "Y_T = Y_0(1 + g)^T", 'attach(Y, b: T) = attach(Y, b: "0") attach(lr(paren.l "1" + g paren.r), t: T)'),
    (Quotient(Sequence((Y, PLUS, ONE)), T), "(Y + 1)/T", 'frac(Y + "1", T)'),
    (SUM, "∑_i^n", "attach(∑, b: i, t: n)"),
    (Symbol("增速", "words"), "增速", '"增速"'),
    (Symbol("GDP"), "GDP", '"GDP"'),
    (Symbol("σ"), "σ", "σ"),
    (Sequence((Symbol("ln", "operator"), Y)), "ln Y", 'op("ln") Y'),
    (Sequence((ONE, Symbol("/", "operator"), T)), "1/T", '"1" slash T'),
    (Symbol('"#\\', "words"), '"#\\', '"\\"#\\\\"'),
    (Sequence(()), "", '""'),
)  # fmt: skip


@pytest.mark.parametrize(("tree", "line", "typst"), CASES)
def test_the_notations(tree, line, typst) -> None:
    """The linear form and typst maths, each written out by hand."""
    assert formula_text(tree) == line
    assert to_typst(tree) == typst


def test_mathml_of_compound_growth() -> None:
    """Y_T = Y_0(1 + g)^T in MathML Core, written out by hand."""
    assert to_mathml(COMPOUND) == (
        '<math display="block" alttext="Y_T = Y_0(1 + g)^T"><mrow><mrow>'
        "<msub><mi>Y</mi><mi>T</mi></msub><mo>=</mo><msub><mi>Y</mi><mn>0</mn></msub>"
        "<msup><mrow><mo>(</mo><mrow><mn>1</mn><mo>+</mo><mi>g</mi></mrow><mo>)</mo></mrow><mi>T</mi></msup>"
        "</mrow></mrow></math>"
    )


def test_mathml_stacks_limits_and_indices() -> None:
    """Limits stand above and below a sum, an index and an exponent one above the other."""
    assert "<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover>" in to_mathml(SUM)
    both = Superscript(Subscript(Y, T), ONE)
    turned = Subscript(Superscript(Y, ONE), T)
    assert "<msubsup><mi>Y</mi><mi>T</mi><mn>1</mn></msubsup>" in to_mathml(both)
    assert to_mathml(both).partition(">")[2] == to_mathml(turned).partition(">")[2]


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5)
leaves = st.builds(Symbol, text, st.sampled_from(["name", "number", "operator", "words"]))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Quotient, inner, inner),
        st.builds(Superscript, inner, inner),
        st.builds(Subscript, inner, inner),
        st.builds(Parenthesis, inner),
        st.builds(Sequence, st.lists(inner, max_size=3).map(tuple)),
    ),
    max_leaves=8,
)


@given(trees)
def test_any_formula_is_well_formed_and_keeps_its_symbols(tree) -> None:
    """MathML of any tree parses, and holds each symbol once."""
    read = ET.fromstring(to_mathml(tree))  # noqa: S314 -- written a line above
    found = [one.text for one in read.iter() if one.tag in {"mi", "mn", "mo", "mtext"}]
    spoken = [one for one in found if one not in {"(", ")"}]
    assert sorted(spoken) == sorted(one.text for one in symbols(tree) if one.text not in {"(", ")"})


@given(text)
def test_printable_is_done_once(words) -> None:
    """What is printable stays as it is when asked again."""
    assert printable(printable(words)) == printable(words)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ("13.4 % of CNY 100m", "13.4\u00a0% of CNY\u00a0100m"),
        ("5 pp", "5\u00a0pp"),
        ("a\tb\x00c\u202ed\u2028e", "a bcd\ne"),
        ("a b", "a b"),
    ],
)
def test_printable(given, printed) -> None:
    """Numbers keep their units, tabs become spaces, separators line feeds, and what is no text goes."""
    assert printable(given) == printed
