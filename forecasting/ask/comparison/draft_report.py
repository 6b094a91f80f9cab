"""What differs between two drafts, as lines to read: numbers first, then what became of the verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.scenarios import level_phrase, signed_phrase
from forecasting.words import render, say, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forecasting.ask.comparison.drafts import ClaimChange, DraftComparison, VerdictChange
    from forecasting.dossier import Claim

__all__ = ["report"]


def report(found: DraftComparison) -> Iterator[str]:
    """The lines of the report."""
    language = found.language

    def tell(key: str, **values: object) -> str:
        return say(f"comparison.{key}", language, **values)

    yield tell("drafts.title", title=found.new.dossier.name(language))
    yield ""
    numbers = [row for row in found.claim_rows if row.number]
    yield tell("drafts.numbers" if numbers else "drafts.no_numbers", count=len(numbers))
    for row in numbers:
        yield f"  {_number_line(row, found)}"
    for row in found.claim_rows:
        if row.change == "renamed":
            yield f"  {tell('drafts.renamed', old=row.old, new=row.new)}"
    wording = list(dict.fromkeys(row.claim_id for row in found.claim_rows if _is_wording(row)))
    if wording:
        listed = ("、" if language == "zh" else ", ").join(wording)
        yield f"  {tell('drafts.wording', count=len(wording), claims=listed)}"
    yield ""
    moves = found.verdict_rows
    yield tell("drafts.verdicts" if moves else "drafts.no_verdicts", count=len(moves))
    for move in moves:
        yield ""
        yield f"  {_verdict_line(move, found)}"
        if move.old_message:
            yield f"    {tell('drafts.before', text=move.old_message)}"
        if move.new_message:
            yield f"    {tell('drafts.after', text=move.new_message)}"
    yield ""
    yield tell("drafts.end.both" if found.old.exit_code and found.new.exit_code else _END[_codes(found)])


def _is_wording(row: ClaimChange) -> bool:
    """Whether a change moves no number and no name: the words around it."""
    return not row.number and row.change != "renamed"


_END = {(0, 0): "drafts.end.neither", (1, 0): "drafts.end.mended", (0, 1): "drafts.end.broken"}


def _codes(found: DraftComparison) -> tuple[int, int]:
    return found.old.exit_code, found.new.exit_code


def _number_line(row: ClaimChange, found: DraftComparison) -> str:
    language = found.language
    if row.change == "dossier":
        empty = say("scenarios.cells.empty", language)
        old, new = row.old or empty, row.new or empty
        return say("comparison.drafts.dossier", language, column=row.column, old=old, new=new)
    run = found.old if row.change == "removed" else found.new
    label = run.dossier.indicators[row.indicator].name(language)
    if row.entity != run.dossier.entity:
        label = say(
            "findings.elsewhere", language, label=label, place=run.dossier.place(row.entity, language)
        )
    claim = run.dossier.claim(row.claim_id)
    values = {"label": label, "claim": row.claim_id, "year": claim.end}
    if row.change == "changed":
        column = say(f"comparison.columns.{row.column}", language)
        empty = say("scenarios.cells.empty", language)
        old, new = (_shown(row.column, text, claim, language) or empty for text in (row.old, row.new))
        return say("comparison.drafts.changed", language, **values, column=column, old=old, new=new)
    signed = signed_phrase(claim.comparator, claim.value)
    stated = render(level_phrase(signed, claim.unit), language)
    return say(f"comparison.drafts.{row.change}", language, **values, stated=stated)


def _shown(column: str, text: str, claim: Claim, language: str) -> str:
    """A value with its unit, a unit by its name, the rest as it stands."""
    if column == "value":
        return render(level_phrase(text, claim.unit), language)
    return unit_name(text, language) if column == "unit" else text


def _verdict_line(row: VerdictChange, found: DraftComparison) -> str:
    language = found.language
    dossier = found.new.dossier if row.indicator in found.new.dossier.indicators else found.old.dossier
    label = dossier.indicators[row.indicator].name(language)
    check = say(f"findings.checks.{row.check}.name", language)

    def verdict(word: str | None, odds: float | None) -> str:
        if word is None:
            return say("comparison.drafts.not_there", language)
        said = say(f"verdicts.{word}", language)
        return said if odds is None else say("comparison.drafts.with_odds", language, verdict=said, odds=odds)

    old, new = row.old_probability, row.new_probability
    if row.old_verdict == row.new_verdict and None not in (old, new):
        word = say(f"verdicts.{row.new_verdict}", language)
        return say(
            "comparison.drafts.stays", language, label=label, check=check, verdict=word, old=old, new=new
        )
    values = {
        "label": label,
        "check": check,
        "old": verdict(row.old_verdict, old),
        "new": verdict(row.new_verdict, new),
    }
    return say("comparison.drafts.moved", language, **values)
