"""Words of a quote that its row leaves out or contradicts: no faults, but what a careful reader would ask about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting.dossier import governing
from forecasting.dossier.periods import period_of
from forecasting.words import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.dossier.model import Claim, Dossier, Indicator

__all__ = ["QuoteWarning", "warnings"]

_GROWTH = ("growth", "growth_each_year", "average_growth")
_BEYOND = ("超过", "突破", "超出", "大于", "逾", "超", "more than", "over", "above", "exceed", "surpass", ">")
_BELOW = ("低于", "不足", "不到", "小于", "少于", "below", "under", "less than", "<")


@dataclass(frozen=True, slots=True)
class QuoteWarning:
    """One word of a quote that a row should answer to.

    Attributes:
        line: of the row in the claims file; 0 for a claim made in memory.
        claim_id: of the row.
        column: where the answer belongs.
        found: the word as the quote prints it.
        advice: what to write there, or what to make sure of.
    """

    line: int
    claim_id: str
    column: str
    found: str
    advice: Phrase


def warnings(dossier: Dossier) -> tuple[QuoteWarning, ...]:
    """Every word of the quotes that its row leaves out or contradicts, in the order of the rows.

    A word counts only where it governs the claim's own number (see `quotes`), and only where the row does not
    answer to it: a scope that is named, a basis that is stated as the quote has it, a comparator that says about.
    """
    found: list[QuoteWarning] = []
    for claim in sorted(dossier.claims, key=lambda one: (one.line, one.claim_id)):
        indicator = dossier.indicators.get(claim.indicator)
        if indicator is None or not claim.quote:
            continue
        found += [
            QuoteWarning(claim.line, claim.claim_id, column, word, Phrase(f"warnings.{key}", values))
            for column, word, key, values in _left_out(claim, indicator, dossier.numbers)
        ]
    return tuple(found)


_Left = tuple[str, str, str, dict[str, object]]


def _left_out(claim: Claim, indicator: Indicator, numbers: str) -> Iterator[_Left]:
    yield from _scope(claim, indicator, numbers)
    yield from _basis(claim, indicator, numbers)
    yield from _comparator(claim, numbers)
    if claim.role == "history" and (word := governing.forecast_word(claim, numbers)):
        yield "role", word, "forecast", {}
    if claim.kind == "growth" and (word := governing.average_word(claim, numbers)):
        yield "kind", word, "average", {}
    part = governing.period_word(claim, numbers)
    if part and not claim.period:
        yield "period", part, "period", {"period": period_of(part) or part}
    word = governing.cumulative_word(claim, numbers)
    one_year = claim.start is None or claim.start == claim.end - 1
    if word and not part and not claim.period:
        if claim.kind == "growth" and one_year:
            yield "start", word, "cumulative_growth", {}
        elif claim.kind == "level":
            yield "kind", word, "cumulative_level", {}


def _scope(claim: Claim, indicator: Indicator, numbers: str) -> Iterator[_Left]:
    word = governing.scope_word(claim, numbers) or governing.currency_or_coverage_word(claim, numbers)
    answered = claim.scope or (claim.kind not in _GROWTH and indicator.scope)
    if word and not answered:
        yield "scope", word, "scope", {}


def _basis(claim: Claim, indicator: Indicator, numbers: str) -> Iterator[_Left]:
    stated = claim.basis or (indicator.growth_basis if claim.kind in _GROWTH else indicator.basis)
    said = governing.price_word(claim, numbers)
    if said and stated != said:
        yield "basis", governing.price_phrase(claim, numbers), "basis", {"basis": said}


def _comparator(claim: Claim, numbers: str) -> Iterator[_Left]:
    """A word at the number that its comparator does not say."""
    if claim.comparator == "..":
        return
    if (word := governing.hedge_word(claim, numbers)) and claim.comparator == "=":
        yield "comparator", word, "comparator", {"comparator": "~"}
    elif (word := governing.floor_word(claim, numbers)) and claim.comparator not in {">", ">="}:
        beyond = word.lower().startswith(_BEYOND)
        yield "comparator", word, "comparator", {"comparator": ">" if beyond else ">="}
    elif (word := governing.ceiling_word(claim, numbers)) and claim.comparator not in {"<", "<="}:
        below = word.lower().startswith(_BELOW)
        yield "comparator", word, "comparator", {"comparator": "<" if below else "<="}
