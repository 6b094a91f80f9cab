"""Every printed rate held against its printed levels, by formulas that start from the printed numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forecasting._appendix.xlsx.book import times
from forecasting.dossier.meaning import meaning
from forecasting.network import rate_interval
from forecasting.numbers.units import conversion
from forecasting.words import render, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting._appendix.xlsx.book import Book, Sheet
    from forecasting._appendix.xlsx.claims import PrintedCells
    from forecasting.dossier import Claim
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Finding
    from forecasting.judge.checks.evidence import PrintedLevel

__all__ = ["rate_sheet", "write_rates"]

_HEADS = (
    ("claim", 20),
    ("indicator", 16),
    ("base_year", 7),
    ("year", 7),
    ("base_low", 9),
    ("base", 9),
    ("base_high", 9),
    ("end_low", 9),
    ("end", 9),
    ("end_high", 9),
    ("computed_low", 9),
    ("recomputed", 9),
    ("computed_high", 9),
    ("stated_low", 9),
    ("stated_high", 9),
    ("verdict", 14),
    ("assessed", 14),
    ("same", 6),
    ("suggestion", 52),
)
_COLUMN = {name: place for place, (name, _) in enumerate(_HEADS)}
_HEAD = 3
#: Calculators work in binary fractions: ends closer than this touch.
_TOUCH = 1e-12
_NO_END = 1e99
_BAND = 0.1


@dataclass(frozen=True, slots=True)
class _RateCase:
    """A rate whose two levels are printed."""

    claim: Claim
    finding: Finding
    start: int
    steps: int
    first: PrintedLevel
    last: PrintedLevel


def rate_sheet(book: Book) -> Sheet:
    """The sheet, still empty."""
    return book.sheet("rates", [width for _, width in _HEADS])


def _cases(run: Assessment) -> tuple[_RateCase, ...]:
    evidence = run.evidence
    claims = {claim.claim_id: claim for claim in run.dossier.claims}
    found = []
    for finding in run.found:
        if finding.check != "growth_against_levels" or finding.unit != "%" or finding.computed is None:
            continue
        claim = next(
            (
                claims[claim_id]
                for claim_id in finding.claims
                if claims[claim_id].kind in ("growth", "average_growth", "growth_each_year")
            ),
            None,
        )
        start = evidence.start(claim) if claim is not None else None
        if claim is None or start is None:
            continue
        # Levels on another price basis meet the rate only through a deflator: no case for plain division.
        space = meaning(claim, run.dossier).space
        first = evidence.printed(claim.entity, claim.indicator, space, start)
        last = evidence.printed(claim.entity, claim.indicator, space, claim.end)
        if first is None or last is None:
            continue
        ends = (first.interval.lower, first.interval.upper, last.interval.lower, last.interval.upper)
        if None in ends or _out_of_reach(finding):
            continue
        steps = claim.end - start if claim.kind in ("average_growth", "growth_each_year") else 1
        found.append(_RateCase(claim, finding, start, steps, first, last))
    return tuple(found)


def _out_of_reach(finding: Finding) -> bool:
    """Whether a rate is of a scope, currency or coverage of its own, which division by printed levels does not test."""
    bridges = {one.bridge for one in finding.conditions}
    return bool(bridges) and bridges <= {"scope", "currency"}


def write_rates(sheet: Sheet, run: Assessment, printed: Mapping[str, PrintedCells]) -> None:
    """Fill the sheet: one row a printed rate."""
    book = sheet.book
    sheet.heads(_HEAD, [book.say(f"rates.{name}") for name, _ in _HEADS], fixed=2)
    cases = _cases(run)
    for row, case in enumerate(cases, _HEAD + 1):
        _write(sheet, run, case, printed, row)
    last = _HEAD + len(cases)
    if not cases:
        sheet.text(_HEAD + 1, 0, book.say("rates.none"), "intro")
        return
    for name in ("verdict", "same"):
        column = _COLUMN[name]
        at = sheet.cell(_HEAD + 1, column).replace("$", "")
        bad = say("verdicts.inconsistent", run.language) if name == "verdict" else book.say("differs")
        sheet.warn((_HEAD + 1, column), (last, column), f'{at}="{bad}"')


def _level(one: PrintedLevel, end: str, run: Assessment, printed: Mapping[str, PrintedCells]) -> str:
    """One end or the value of a printed level, by formula from the claims that print it."""
    dossier = run.dossier
    claims = sorted(
        (dossier.claim(name) for name in one.claims),
        key=lambda claim: (claim.comparator != "=", claim.claim_id),
    )
    parts = [
        printed[claim.claim_id].taken(end, conversion(claim.unit, dossier.indicators[claim.indicator].unit))
        for claim in claims
    ]
    if end == "value" or len(parts) == 1:
        return parts[0]
    return f"{'MAX' if end == 'lower' else 'MIN'}({','.join(parts)})"


def _write(
    sheet: Sheet, run: Assessment, case: _RateCase, printed: Mapping[str, PrintedCells], row: int
) -> None:
    book, claim, finding = sheet.book, case.claim, case.finding
    at = {name: sheet.cell(row, column) for name, column in _COLUMN.items()}
    label = run.dossier.indicators[claim.indicator].name(run.language)
    if claim.entity != run.dossier.entity:
        label = book.say("claims.of", label=label, entity=run.dossier.place(claim.entity, run.language))
    sheet.text(row, _COLUMN["claim"], claim.claim_id)
    sheet.text(row, _COLUMN["indicator"], label)
    sheet.number(row, _COLUMN["base_year"], case.start, "year")
    sheet.number(row, _COLUMN["year"], claim.end, "year")
    levels: dict[str, float] = {}
    for which, one in (("base", case.first), ("end", case.last)):
        for suffix, end, value in (
            ("_low", "lower", one.interval.lower),
            ("", "value", one.value),
            ("_high", "upper", one.interval.upper),
        ):
            levels[which + suffix] = float(value or 0)
            formula = _level(one, end, run, printed)
            sheet.formula(row, _COLUMN[which + suffix], formula, levels[which + suffix], "decimal")
    computed: dict[str, float] = {}
    for name, top, bottom in (
        ("computed_low", "end_low", "base_high"),
        ("recomputed", "end", "base"),
        ("computed_high", "end_high", "base_low"),
    ):
        computed[name] = (levels[top] / levels[bottom]) ** (1 / case.steps) - 1
        power = f"^(1/{case.steps})" if case.steps > 1 else ""
        sheet.formula(row, _COLUMN[name], f"({at[top]}/{at[bottom]}){power}-1", computed[name], "pct")
    stated = rate_interval(claim, run.dossier)
    factor = conversion(claim.unit, "%") / 100
    place = printed[claim.claim_id]
    for name, end in (("stated_low", "lower"), ("stated_high", "upper")):
        value = getattr(stated, end)
        if value is None:
            sheet.text(row, _COLUMN[name], "")
        else:
            sheet.formula(row, _COLUMN[name], times(getattr(place, end), factor), float(value), "pct")
    formula, verdict = _verdict(case, stated.floats(), at, computed, run)
    sheet.formula(row, _COLUMN["verdict"], formula, verdict, "centre")
    assessed = say(f"verdicts.{finding.verdict}", run.language)
    sheet.text(row, _COLUMN["assessed"], assessed, "centre")
    same, differs = book.say("same"), book.say("differs")
    sheet.formula(
        row,
        _COLUMN["same"],
        f'IF({at["verdict"]}={at["assessed"]},"{same}","{differs}")',
        same if verdict == assessed else differs,
        "centre",
    )
    sheet.text(
        row, _COLUMN["suggestion"], render(finding.suggestion, run.language) if finding.suggestion else ""
    )


def _verdict(
    case: _RateCase,
    stated: tuple[float | None, float | None],
    at: Mapping[str, str],
    computed: Mapping[str, float],
    run: Assessment,
) -> tuple[str, str]:
    """The verdict by formula and its value: the two intervals apart, both ten points off still meeting, or the rounding."""
    words = {
        name: say(f"verdicts.{name}", run.language)
        for name in ("consistent", "within_rounding", "uninformative", "inconsistent")
    }
    if case.finding.conditions:
        # What does not meet as printed may hold over a bridge, which a cell cannot judge: the word is as assessed.
        words["inconsistent"] = say(f"verdicts.{case.finding.verdict}", run.language)
    low = at["stated_low"] if stated[0] is not None else f"(-{_NO_END:.0E})"
    high = at["stated_high"] if stated[1] is not None else f"{_NO_END:.0E}"
    lower = -_NO_END if stated[0] is None else stated[0]
    upper = _NO_END if stated[1] is None else stated[1]
    # An open end excludes the case in which the ends are equal.
    left = -_TOUCH if case.claim.comparator == ">" else _TOUCH
    right = -_TOUCH if case.claim.comparator == "<" else _TOUCH
    least, most, point = at["computed_low"], at["computed_high"], at["recomputed"]
    two_sided = None not in stated
    free = (
        f"AND({high}-{_BAND}>={least}-{_TOUCH:.0E},{low}+{_BAND}<={most}+{_TOUCH:.0E})"
        if two_sided
        else "FALSE"
    )
    formula = (
        f'IF(OR({low}>{most}+({left:.0E}),{high}<{least}-({right:.0E})),"{words["inconsistent"]}",'
        f'IF({free},"{words["uninformative"]}",'
        f'IF(AND({point}>={low}-({left:.0E}),{point}<={high}+({right:.0E})),"{words["consistent"]}","{words["within_rounding"]}")))'
    )
    bottom, top, middle = computed["computed_low"], computed["computed_high"], computed["recomputed"]
    if lower > top + left or upper < bottom - right:
        verdict = "inconsistent"
    elif two_sided and upper - _BAND >= bottom - _TOUCH and lower + _BAND <= top + _TOUCH:
        verdict = "uninformative"
    elif lower - left <= middle <= upper + right:
        verdict = "consistent"
    else:
        verdict = "within_rounding"
    return formula, words[verdict]
