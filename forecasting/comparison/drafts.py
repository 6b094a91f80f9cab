"""Two drafts of one report: which numbers the office changed, and which verdicts moved."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.assessment import assess
from forecasting.claims import COLUMNS, Dossier
from forecasting.comparison.matching import matched, moved, renamed
from forecasting.errors import ForecastingError
from forecasting.scenarios import level_phrase, load, signed_phrase
from forecasting.words import render, say, spoken, unit_name

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from forecasting.assessment import Assessment
    from forecasting.claims import Claim

__all__ = ["DraftComparison", "compare_drafts"]

#: The columns in which no number stands.
_WORDING = ("source", "locator", "quote", "note")
_CLAIM_COLUMNS = ("change", "claim_id", "old_id", "entity", "indicator", "column", "old", "new", "number")
_VERDICT_COLUMNS = (
    "check",
    "entity",
    "indicator",
    "end",
    "claims",
    "old_verdict",
    "new_verdict",
    "old_probability",
    "new_probability",
    "old_message",
    "new_message",
)
_ASSUMED = ("as_of", "founded")
_OF_INDICATOR = ("unit", "basis", "growth_basis", "better", "plausible_growth", "reference_class")


@dataclass(frozen=True)
class DraftComparison:
    """What differs between two drafts of a report.

    Attributes:
        old, new: the assessments of both.
        claim_rows: what changed in `claims.csv`, and in what `dossier.toml` says of years, assumptions and indicators:
            `change` is "changed", "renamed", "added", "removed" or "dossier"; `column` with its `old` and `new` text;
            `number` whether it can move a verdict, wording alone cannot.
        verdict_rows: the findings whose verdict or odds moved, with the sentence before and after.
        language: of the sentences.
    """

    old: Assessment
    new: Assessment
    claim_rows: tuple[dict[str, Any], ...]
    verdict_rows: tuple[dict[str, Any], ...]
    language: str

    def __repr__(self) -> str:
        """One line: how much changed and how much moved."""
        numbers = sum(row["number"] for row in self.claim_rows)
        return f"DraftComparison({numbers} changes of numbers, {len(self.verdict_rows)} findings moved)"

    @property
    def claims(self) -> pd.DataFrame:
        """One row a change: change, claim_id, old_id, entity, indicator, column, old, new, number."""
        return _frame(self.claim_rows, _CLAIM_COLUMNS)

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row a finding that moved: its verdicts, odds and sentences before and after."""
        return _frame(self.verdict_rows, _VERDICT_COLUMNS)

    def text(self) -> str:
        """The report: numbers first, then what became of the verdicts."""
        return "\n".join(_report(self)) + "\n"

    def to_json(self) -> str:
        """Both tables as JSON, with the exit code of each draft."""
        found = {
            "dossier": self.new.dossier.entity,
            "claims": list(self.claim_rows),
            "verdicts": list(self.verdict_rows),
            "exit_code": {"old": self.old.exit_code, "new": self.new.exit_code},
        }
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"

    def to_csv(self) -> str:
        """Both tables as one CSV: `table` says which a row belongs to, and cells of the other one stay empty."""
        out = io.StringIO()
        columns = list(dict.fromkeys((*_CLAIM_COLUMNS, *_VERDICT_COLUMNS)))
        writer = csv.DictWriter(out, ["table", *columns], restval="", lineterminator="\n")
        writer.writeheader()
        for table, rows in (("claims", self.claim_rows), ("verdicts", self.verdict_rows)):
            for row in rows:
                writer.writerow({"table": table} | {key: _cell(value) for key, value in row.items()})
        return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    text = "" if value is None else str(value)
    # A spreadsheet would run a text that begins like a formula.
    return f"'{text}" if text[:1] in ("=", "+", "@") and text[1:] else text


def compare_drafts(
    old: Dossier | str | os.PathLike[str], new: Dossier | str | os.PathLike[str], *, language: str = "en"
) -> DraftComparison:
    """What changed between two drafts of a report, and which verdicts moved.

    Claims belong together by their id; of the others, one that was taken out and one that was put in belong together
    when they are the only two of their entity, indicator, kind and years. A change of odds up to half a percentage
    point is no change.

    Args:
        old: the earlier draft, a folder or a dossier as `load` returns it.
        new: the later draft, the same.
        language: "en" or "zh", of every sentence.

    Raises:
        DossierError: a folder holds faults.
        ForecastingError: the drafts are about different places, or the language is unknown.
    """
    spoken(language)
    before, after = (one if isinstance(one, Dossier) else load(one) for one in (old, new))
    if before.entity != after.entity:
        msg = f"two drafts of one report are about one place; received {before.entity!r} and {after.entity!r}"
        raise ForecastingError(msg)
    names = _names(before, after)
    first, second = assess(before, language=language), assess(after, language=language)
    pairs = matched([[renamed(one, names) for one in first.found], second.found])
    verdicts = []
    for was, now in pairs:
        here = now or was
        if here is None or not moved(was, now):
            continue
        row: dict[str, Any] = {
            "check": here.check,
            "entity": here.entity,
            "indicator": here.indicator,
            "end": here.end,
            "claims": list(here.claims),
        }
        for side, one in (("old", was), ("new", now)):
            row[f"{side}_verdict"] = one.verdict if one else None
            row[f"{side}_probability"] = one.probability if one else None
            row[f"{side}_message"] = render(one.message, language) if one else ""
        verdicts.append({column: row[column] for column in _VERDICT_COLUMNS})
    rows = [*_dossier_rows(before, after), *_claim_rows(before, after, names)]
    return DraftComparison(first, second, tuple(rows), tuple(verdicts), language)


def _names(before: Dossier, after: Dossier) -> dict[str, str]:
    """Old id -> new id of each claim that is in both drafts."""
    kept = {one.claim_id for one in before.claims} & {one.claim_id for one in after.claims}
    names = {claim_id: claim_id for claim_id in kept}

    def by_kind(dossier: Dossier) -> dict[tuple[object, ...], list[str]]:
        found: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for one in dossier.claims:
            if one.claim_id not in kept:
                key = (one.entity, one.indicator, one.kind, one.start, one.end, one.of)
                found[key].append(one.claim_id)
        return found

    put_in = by_kind(after)
    for key, ids in by_kind(before).items():
        if len(ids) == 1 and len(put_in.get(key, [])) == 1:
            names[ids[0]] = put_in[key][0]
    return names


def _claim_rows(before: Dossier, after: Dossier, names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Changes in the order of the later draft, then what was taken out."""
    old_ids = {new: old for old, new in names.items()}
    for claim in after.claims:
        if claim.claim_id not in old_ids:
            yield _row("added", claim, "", "", _stated(claim))
            continue
        was = before.claim(old_ids[claim.claim_id])
        if was.claim_id != claim.claim_id:
            yield _row("renamed", claim, "claim_id", was.claim_id, claim.claim_id, was.claim_id)
        for column in COLUMNS[1:]:
            one, other = getattr(was, column), getattr(claim, column)
            if one != other:
                yield _row("changed", claim, column, _text(one), _text(other), was.claim_id)
    for claim in before.claims:
        if claim.claim_id not in names:
            yield _row("removed", claim, "", _stated(claim), "")


def _row(change: str, claim: Claim, column: str, old: str, new: str, old_id: str = "") -> dict[str, Any]:
    return {
        "change": change,
        "claim_id": claim.claim_id,
        "old_id": old_id or ("" if change == "added" else claim.claim_id),
        "entity": claim.entity,
        "indicator": claim.indicator,
        "column": column,
        "old": old,
        "new": new,
        "number": change != "renamed" and column not in _WORDING,
    }


def _stated(claim: Claim) -> str:
    """What a claim says, as it stands in `claims.csv`."""
    comparator = "" if claim.comparator == "=" else claim.comparator
    return f"{comparator}{claim.value} {claim.unit}"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _dossier_rows(before: Dossier, after: Dossier) -> Iterator[dict[str, Any]]:
    """What `dossier.toml` says differently and a verdict may rest on."""
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in _ASSUMED]
    pairs += [
        (f"assumptions.{name}", getattr(before.assumptions, name), getattr(after.assumptions, name))
        for name in ("deflator", "about")
    ]
    for indicator in dict.fromkeys((*before.indicators, *after.indicators)):
        was, now = before.indicators.get(indicator), after.indicators.get(indicator)
        if was is None or now is None:
            pairs.append((f"indicators.{indicator}", was and was.id, now and now.id))
            continue
        pairs += [
            (f"indicators.{indicator}.{name}", getattr(was, name), getattr(now, name))
            for name in _OF_INDICATOR
        ]
    for name in ("ratios", "identities"):
        was_ids, now_ids = ([str(one) for one in _ids(getattr(one, name))] for one in (before, after))
        pairs.append((name, tuple(was_ids), tuple(now_ids)))
    for column, one, other in pairs:
        if one != other:
            yield {
                "change": "dossier",
                "claim_id": "",
                "old_id": "",
                "entity": after.entity,
                "indicator": column.split(".")[1] if column.startswith("indicators.") else "",
                "column": column,
                "old": _band(one),
                "new": _band(other),
                "number": True,
            }


def _ids(entries: Any) -> Iterator[str]:
    for one in entries:
        yield getattr(one, "id", "") or f"{one.total} = {' + '.join(one.parts)}"


def _band(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_band(one) for one in value)
    if value is None or isinstance(value, str):
        return value or ""
    return str(value) if isinstance(value, int) else f"{float(value):g}"


def _frame(rows: tuple[dict[str, Any], ...], columns: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(list(rows), columns=list(columns))


# ---- the report


def _report(found: DraftComparison) -> Iterator[str]:
    language = found.language

    def tell(key: str, **values: object) -> str:
        return say(f"comparison.{key}", language, **values)

    yield tell("drafts.title", title=found.new.dossier.name(language))
    yield ""
    numbers = [row for row in found.claim_rows if row["number"]]
    yield tell("drafts.numbers" if numbers else "drafts.no_numbers", count=len(numbers))
    for row in numbers:
        yield f"  {_number_line(row, found)}"
    for row in found.claim_rows:
        if row["change"] == "renamed":
            yield f"  {tell('drafts.renamed', old=row['old'], new=row['new'])}"
    wording = list(dict.fromkeys(row["claim_id"] for row in found.claim_rows if row["column"] in _WORDING))
    if wording:
        listed = ("、" if language == "zh" else ", ").join(wording)
        yield f"  {tell('drafts.wording', count=len(wording), claims=listed)}"
    yield ""
    moves = found.verdict_rows
    yield tell("drafts.verdicts" if moves else "drafts.no_verdicts", count=len(moves))
    for row in moves:
        yield ""
        yield f"  {_verdict_line(row, found)}"
        if row["old_message"]:
            yield f"    {tell('drafts.before', text=row['old_message'])}"
        if row["new_message"]:
            yield f"    {tell('drafts.after', text=row['new_message'])}"
    yield ""
    yield tell("drafts.end.both" if found.old.exit_code and found.new.exit_code else _END[_codes(found)])


_END = {(0, 0): "drafts.end.neither", (1, 0): "drafts.end.mended", (0, 1): "drafts.end.broken"}


def _codes(found: DraftComparison) -> tuple[int, int]:
    return found.old.exit_code, found.new.exit_code


def _number_line(row: Mapping[str, Any], found: DraftComparison) -> str:
    language = found.language
    if row["change"] == "dossier":
        empty = say("scenarios.cells.empty", language)
        old, new = row["old"] or empty, row["new"] or empty
        return say("comparison.drafts.dossier", language, column=row["column"], old=old, new=new)
    run = found.old if row["change"] == "removed" else found.new
    label = run.dossier.indicators[row["indicator"]].name(language)
    if row["entity"] != run.dossier.entity:
        label = say(
            "findings.elsewhere", language, label=label, place=run.dossier.place(row["entity"], language)
        )
    claim = run.dossier.claim(row["claim_id"])
    values = {"label": label, "claim": row["claim_id"], "year": claim.end}
    if row["change"] == "changed":
        column = say(f"comparison.columns.{row['column']}", language)
        empty = say("scenarios.cells.empty", language)
        old, new = (_shown(row["column"], row[side], claim, language) or empty for side in ("old", "new"))
        return say("comparison.drafts.changed", language, **values, column=column, old=old, new=new)
    signed = signed_phrase(claim.comparator, claim.value)
    stated = render(level_phrase(signed, claim.unit), language)
    return say(f"comparison.drafts.{row['change']}", language, **values, stated=stated)


def _shown(column: str, text: str, claim: Claim, language: str) -> str:
    """A value with its unit, a unit by its name, the rest as it stands."""
    if column == "value":
        return render(level_phrase(text, claim.unit), language)
    return unit_name(text, language) if column == "unit" else text


def _verdict_line(row: Mapping[str, Any], found: DraftComparison) -> str:
    language = found.language
    dossier = found.new.dossier if row["indicator"] in found.new.dossier.indicators else found.old.dossier
    label = dossier.indicators[row["indicator"]].name(language)
    check = say(f"findings.checks.{row['check']}.name", language)

    def verdict(side: str) -> str:
        word, odds = row[f"{side}_verdict"], row[f"{side}_probability"]
        if word is None:
            return say("comparison.drafts.not_there", language)
        said = say(f"verdicts.{word}", language)
        return said if odds is None else say("comparison.drafts.with_odds", language, verdict=said, odds=odds)

    old, new = row["old_probability"], row["new_probability"]
    if row["old_verdict"] == row["new_verdict"] and None not in (old, new):
        word = say(f"verdicts.{row['new_verdict']}", language)
        return say(
            "comparison.drafts.stays", language, label=label, check=check, verdict=word, old=old, new=new
        )
    values = {"label": label, "check": check, "old": verdict("old"), "new": verdict("new")}
    return say("comparison.drafts.moved", language, **values)
