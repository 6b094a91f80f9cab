"""Two drafts of one report: which numbers the office changed, and which verdicts moved."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forecasting.ask.comparison.draft_report import report
from forecasting.ask.comparison.matching import matched, moved, renamed
from forecasting.dossier import COLUMNS, Dossier
from forecasting.errors import ForecastingError
from forecasting.judge.assessment import assess
from forecasting.records import TypedRow, frame
from forecasting.scenarios import load
from forecasting.words import render, spoken

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from forecasting.dossier import Claim
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Finding

__all__ = ["DraftComparison", "compare_drafts"]

#: The columns in which no number stands.
_WORDING = ("source", "locator", "quote", "note")
_ASSUMED = ("as_of", "founded")
_OF_INDICATOR = ("unit", "basis", "growth_basis", "better", "plausible_growth", "reference_class")


@dataclass(frozen=True, slots=True)
class ClaimChange(TypedRow):
    """One change between two drafts; fields as `DraftComparison` describes them."""

    change: str
    claim_id: str
    old_id: str
    entity: str
    indicator: str
    column: str
    old: str
    new: str
    number: bool


@dataclass(frozen=True, slots=True)
class VerdictChange(TypedRow):
    """One finding that moved between two drafts; of a side that has it not, verdict and odds are None."""

    check: str
    entity: str
    indicator: str
    end: int | None
    claims: tuple[str, ...]
    old_verdict: str | None
    new_verdict: str | None
    old_probability: float | None
    new_probability: float | None
    old_message: str
    new_message: str

    def plain(self) -> dict[str, Any]:
        """With a list of claims, as JSON has it."""
        # A class with slots is made anew, so that super() without arguments would miss it.
        return TypedRow.plain(self) | {"claims": list(self.claims)}


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
    claim_rows: tuple[ClaimChange, ...]
    verdict_rows: tuple[VerdictChange, ...]
    language: str

    def __repr__(self) -> str:
        """One line: how much changed and how much moved."""
        numbers = sum(row.number for row in self.claim_rows)
        return f"DraftComparison({numbers} changes of numbers, {len(self.verdict_rows)} findings moved)"

    @property
    def claims(self) -> pd.DataFrame:
        """One row a change: change, claim_id, old_id, entity, indicator, column, old, new, number."""
        return frame(self.claim_rows, ClaimChange)

    @property
    def verdicts(self) -> pd.DataFrame:
        """One row a finding that moved: its verdicts, odds and sentences before and after."""
        return frame(self.verdict_rows, VerdictChange)

    def text(self) -> str:
        """The report: numbers first, then what became of the verdicts."""
        return "\n".join(report(self)) + "\n"

    def to_json(self) -> str:
        """Both tables as JSON, with the exit code of each draft."""
        found = {
            "dossier": self.new.dossier.entity,
            "claims": [row.plain() for row in self.claim_rows],
            "verdicts": [row.plain() for row in self.verdict_rows],
            "exit_code": {"old": self.old.exit_code, "new": self.new.exit_code},
        }
        return json.dumps(found, ensure_ascii=False, indent=1) + "\n"

    def to_csv(self) -> str:
        """Both tables as one CSV: `table` says which a row belongs to, and cells of the other one stay empty."""
        out = io.StringIO()
        columns = list(dict.fromkeys((*ClaimChange.columns(), *VerdictChange.columns())))
        writer = csv.DictWriter(out, ["table", *columns], restval="", lineterminator="\n")
        writer.writeheader()
        records = [("claims", row.plain()) for row in self.claim_rows]
        records += [("verdicts", row.plain()) for row in self.verdict_rows]
        for table, record in records:
            writer.writerow({"table": table} | {key: _cell(value) for key, value in record.items()})
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
        if here is not None and moved(was, now):
            verdicts.append(_verdict_change(here, was, now, language))
    rows = [*_dossier_rows(before, after), *_claim_rows(before, after, names)]
    return DraftComparison(first, second, tuple(rows), tuple(verdicts), language)


def _verdict_change(here: Finding, was: Finding | None, now: Finding | None, language: str) -> VerdictChange:
    """What became of a finding; `here` is the later one where there is one."""
    return VerdictChange(
        check=here.check,
        entity=here.entity,
        indicator=here.indicator,
        end=here.end,
        claims=here.claims,
        old_verdict=was.verdict if was else None,
        new_verdict=now.verdict if now else None,
        old_probability=was.probability if was else None,
        new_probability=now.probability if now else None,
        old_message=render(was.message, language) if was else "",
        new_message=render(now.message, language) if now else "",
    )


def _names(before: Dossier, after: Dossier) -> dict[str, str]:
    """Old id -> new id of each claim that is in both drafts."""
    kept = {one.claim_id for one in before.claims} & {one.claim_id for one in after.claims}
    names = {claim_id: claim_id for claim_id in kept}

    def by_kind(dossier: Dossier) -> dict[tuple[object, ...], list[str]]:
        found: dict[tuple[object, ...], list[str]] = defaultdict(list)
        for claim in dossier.claims:
            if claim.claim_id not in kept:
                key = (claim.entity, claim.indicator, claim.kind, claim.start, claim.end, claim.of)
                found[key].append(claim.claim_id)
        return found

    put_in = by_kind(after)
    for key, ids in by_kind(before).items():
        if len(ids) == 1 and len(put_in.get(key, [])) == 1:
            names[ids[0]] = put_in[key][0]
    return names


def _claim_rows(before: Dossier, after: Dossier, names: Mapping[str, str]) -> Iterator[ClaimChange]:
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


def _row(change: str, claim: Claim, column: str, old: str, new: str, old_id: str = "") -> ClaimChange:
    return ClaimChange(
        change=change,
        claim_id=claim.claim_id,
        old_id=old_id or ("" if change == "added" else claim.claim_id),
        entity=claim.entity,
        indicator=claim.indicator,
        column=column,
        old=old,
        new=new,
        number=change != "renamed" and column not in _WORDING,
    )


def _stated(claim: Claim) -> str:
    """What a claim says, as it stands in `claims.csv`."""
    comparator = "" if claim.comparator == "=" else claim.comparator
    return f"{comparator}{claim.value} {claim.unit}"


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _dossier_rows(before: Dossier, after: Dossier) -> Iterator[ClaimChange]:
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
            yield ClaimChange(
                change="dossier",
                claim_id="",
                old_id="",
                entity=after.entity,
                indicator=column.split(".")[1] if column.startswith("indicators.") else "",
                column=column,
                old=_band(one),
                new=_band(other),
                number=True,
            )


def _ids(entries: Any) -> Iterator[str]:
    for one in entries:
        yield getattr(one, "id", "") or f"{one.total} = {' + '.join(one.parts)}"


def _band(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(_band(one) for one in value)
    if value is None or isinstance(value, str):
        return value or ""
    return str(value) if isinstance(value, int) else f"{float(value):g}"


# ---- the report
