"""Methods: each formula with its symbols, and every threshold next to the verdict it decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting._appendix.blocks import (
    Column,
    Formula,
    Heading,
    Paragraph,
    Parenthesis,
    Quotient,
    Row,
    Sequence,
    Subscript,
    Superscript,
    Symbol,
    cell,
)
from forecasting._appendix.sections.material import cells
from forecasting.judge.checks import IN_STEP
from forecasting.judge.checks.growth_judged import BAND
from forecasting.judge.checks.odds import IMPLAUSIBLE, OPEN, STRETCH, UNAMBITIOUS
from forecasting.judge.checks.pace import FAR
from forecasting.models.tuning import TUNING
from forecasting.network.observed import PINNED
from forecasting.network.weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting._appendix.blocks import Block, Math, Table
    from forecasting._appendix.sections.material import Material

__all__ = ["FORMULAS", "THRESHOLDS", "methods"]


def _n(text: str) -> Symbol:
    return Symbol(text)


def _d(text: str) -> Symbol:
    return Symbol(text, "number")


def _o(text: str) -> Symbol:
    return Symbol(text, "operator")


def _row(*parts: Math) -> Sequence:
    return Sequence(parts)


def _sub(base: str, index: Math | str) -> Subscript:
    return Subscript(_n(base), _n(index) if isinstance(index, str) else index)


_X_A, _X_B = _sub("x", "a"), _sub("x", "b")
_ONE = _d("1")


def _interval() -> Math:
    half = Quotient(_n("u"), _d("2"))
    return _row(_n("v"), _o("−"), half, _o("≤"), _n("x"), _o("≤"), _n("v"), _o("+"), half)


def _growth() -> Math:
    low = Quotient(_sub("lo", "b"), _sub("hi", "a"))
    high = Quotient(_sub("hi", "b"), _sub("lo", "a"))
    return _row(low, _o("−"), _ONE, _o("≤"), _n("g"), _o("≤"), high, _o("−"), _ONE)


def _required() -> Math:
    ratio = Parenthesis(Quotient(_n("G"), _sub("x", "t")))
    return _row(_n("r"), _o("="), Superscript(ratio, Quotient(_ONE, _n("H"))), _o("−"), _ONE)


def _log_one_plus(symbol: Math) -> Math:
    return _row(_o("ln"), Parenthesis(_row(_ONE, _o("+"), symbol)))


def _back_loading() -> Math:
    return _row(_n("B"), _o("="), Quotient(_log_one_plus(_sub("r", "2")), _log_one_plus(_sub("r", "1"))))


def _bound() -> Math:
    return _row(_n("L"), _o("≤"), Quotient(_X_B, _X_A), _o("≤"), _n("U"))


def _cycle() -> Math:
    product = (_sub("U", _d("1")), _o("·"), _sub("U", _d("2")), _o("·"), _o("…"), _o("·"), _sub("U", "k"))
    return _row(*product, _o("<"), _ONE)


def _predictive() -> Math:
    z = Quotient(_row(_o("ln"), _n("G"), _o("−"), _n("m")), _n("s"))
    chance = _row(_n("P"), Parenthesis(_row(_sub("x", "T"), _o("≥"), _n("G"))))
    return _row(chance, _o("="), _ONE, _o("−"), _sub("F", "ν"), Parenthesis(z))


def _shrinkage() -> Math:
    noise = Quotient(_n("s"), _sub("v", _d("0")))
    share = Quotient(_n("S"), _row(_n("S"), _o("+"), _d(f"{TUNING.half_weight:g}"), _o("·"), noise))
    own = Parenthesis(_row(_n("g"), _o("−"), _sub("g", _d("0"))))
    return _row(
        Superscript(_n("g"), _o("*")),
        _o("="),
        _sub("g", _d("0")),
        _o("+"),
        share,
        _o("·"),
        own,
    )


def _windows() -> Math:
    noise = Quotient(Superscript(_n("v"), _d("2")), _n("H"))
    spread = Superscript(
        Parenthesis(_row(Superscript(_n("s"), _d("2")), _o("+"), noise)), Quotient(_ONE, _d("2"))
    )
    z = Quotient(_row(_log_one_plus(_n("r")), _o("−"), _sub("g", _d("0"))), spread)
    return _row(_n("q"), _o("="), _ONE, _o("−"), _n("Φ"), Parenthesis(z))


def _persistence() -> Math:
    def year(power: Math) -> Math:
        return Parenthesis(_row(_ONE, _o("+"), power, _n("g")))

    rho = _n("ρ")
    factors = (
        year(rho),
        _o("·"),
        year(Superscript(rho, _d("2"))),
        _o("·"),
        _o("…"),
        _o("·"),
        year(Superscript(rho, _n("H"))),
    )
    return _row(*factors, _o("="), Quotient(_n("G"), _sub("x", "t")))


FORMULAS = (
    ("interval", _interval),
    ("growth", _growth),
    ("bound", _bound),
    ("cycle", _cycle),
    ("required", _required),
    ("back_loading", _back_loading),
    ("predictive", _predictive),
    ("shrinkage", _shrinkage),
    ("windows", _windows),
    ("persistence", _persistence),
)
"""Each formula by name, in the order they are told; `methods.NAME` says what it means and `methods.where.NAME` its symbols."""

THRESHOLDS = (
    ("growth_against_levels", "consistent", "follows"),
    ("growth_against_levels", "within_rounding", "meets"),
    ("growth_against_levels", "uninformative", "blank"),
    ("growth_against_levels", "conditional", "bridge"),
    ("growth_against_levels", "implausible", "prices"),
    ("growth_against_levels", "inconsistent", "apart"),
    ("claims_fit_together", "consistent", "path"),
    ("claims_fit_together", "uninformative", "alone"),
    ("claims_fit_together", "conditional", "bridge_path"),
    ("claims_fit_together", "inconsistent", "no_path"),
    ("shares_and_parts", "inconsistent", "sum"),
    ("plausible_growth", "implausible", "band"),
    ("ratios", "implausible", "ratio"),
    ("targets_against_goal", "in_step", "even"),
    ("targets_against_goal", "front_loaded", "front"),
    ("targets_against_goal", "back_loaded", "back"),
    ("targets_against_goal", "short", "short"),
    ("pace", "slower", "slower"),
    ("pace", "in_step", "same"),
    ("pace", "faster", "faster"),
    ("odds", "implausible", "least"),
    ("odds", "stretch", "stretch"),
    ("odds", "open", "open"),
    ("odds", "likely", "likely"),
    ("odds", "unambitious", "unambitious"),
    ("benchmark", "in_step", "example"),
)
"""Check, verdict, and the key under `methods.when` that says when it is given."""


def methods(material: Material) -> Iterator[Block]:
    """Formulas with their symbols, then the table of thresholds, then grades, weights and what counts as history."""
    yield material.heading("methods")
    yield Paragraph("methods-said", cell(material.say("methods.said")))
    for name, tree in FORMULAS:
        yield Paragraph(f"methods-{name}", cell(material.say(f"methods.{name}")))
        yield Formula(f"formula-{name}", tree())
        where = material.say(
            f"methods.where.{name}",
            half=int(TUNING.half_weight),
            tails=int(TUNING.tails),
        )
        yield Paragraph(f"methods-{name}-where", cell(where), "quiet")
    yield Heading("methods-thresholds", 2, material.say("methods.thresholds"))
    yield _thresholds(material)
    yield Heading("methods-grades", 2, material.say("methods.grades"))
    yield _grades(material)
    values = {
        "level": WEIGHTS["level"],
        "growth": WEIGHTS["growth"],
        "multiple": WEIGHTS["multiple"],
        "hedged": WEIGHTS["recurring_multiple"],
    }
    yield Paragraph("methods-weights", cell(material.say("methods.weights", **values)))
    pinned = float(PINNED) - 1
    yield Paragraph("methods-history", cell(material.say("methods.history", share=pinned)))


def _thresholds(material: Material) -> Table:
    values: dict[str, object] = {
        "points": int(100 * BAND),
        "step": IN_STEP,
        "inverse": 1 / IN_STEP,
        "far": FAR,
        "implausible": IMPLAUSIBLE,
        "stretch": STRETCH,
        "open": OPEN,
        "unambitious": UNAMBITIOUS,
    }
    columns = [
        Column(material.say("methods.check"), share=1.4),
        Column(material.say("methods.verdict"), share=1.2),
        Column(material.say("methods.condition"), share=4),
    ]
    lines = []
    before = ""
    for check, verdict, when in THRESHOLDS:
        shown = material.check(check) if check != before else ""
        before = check
        lines.append(
            Row(cells(shown, material.verdict(verdict), material.say(f"methods.when.{when}", **values)))
        )
    note = material.say("methods.thresholds_note")
    return material.table(
        "table-thresholds", material.say("methods.table"), columns, lines, note=note, small=True
    )


def _grades(material: Material) -> Table:
    columns = [
        Column(material.say("methods.grade"), "center", 0.6),
        Column(material.say("methods.history_needed"), share=4),
    ]
    lines = [Row(cells(grade, material.say(f"methods.grade_{grade.lower()}"))) for grade in "ABCD"]
    note = material.say("methods.grades_note")
    return material.table("table-grades", material.say("methods.grades_table"), columns, lines, note=note)
