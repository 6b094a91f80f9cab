"""What a drafter should change: the sentences of a report in their order, with the smallest repair of each number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forecasting.judge.checks import ConflictFacts, GrowthFacts, ShareFacts, quantity
from forecasting.numbers.characters import ascii_text
from forecasting.numbers.numerals import numbers
from forecasting.numbers.units import conversion
from forecasting.words import render, say

if TYPE_CHECKING:
    from forecasting.dossier import Claim
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Finding, Mend
    from forecasting.network import Repair

__all__ = ["Edit", "Sentence", "number_place", "redraft"]

_RATES = ("growth", "average_growth", "growth_each_year")
_CHINESE_NUMERAL = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_TOKEN = re.compile(
    r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?:[.．][0-9０-９]+)?(?![0-9０-９])|[0-9０-９]+(?:[.．][0-9０-９]+)?"
    rf"|[{_CHINESE_NUMERAL}]+(?:点[{_CHINESE_NUMERAL}]+)?|[A-Za-z]+(?:-[A-Za-z]+)?"
)
_PER_CENT = re.compile(r"\s*(?:[%％]|per ?cent|个百分点|percentage points?)")
_HUNDREDTHS = "百分之"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change or remark.

    Attributes:
        start, end: the characters of the quote it stands at.
        new: what is written in their place; None for a remark alone.
        comment: paragraphs: the calculation, what to write, what else would mend it.
    """

    start: int
    end: int
    new: str | None
    comment: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A quote at its place with its edits, which never overlap, in order."""

    source: str
    locator: str
    quote: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Repair:
    """What is to be said of one claim: the number to print instead (None: none is proposed), and why."""

    claim: Claim
    new: str | None
    comment: tuple[str, ...]


def number_place(value: str, unit: str, quote: str) -> tuple[int, int] | None:
    """Where in a quote a number stands.

    Args:
        value: in ASCII digits; its sign is left aside.
        unit: printed after it; it decides where the number occurs more than once.
        quote: as printed: full-width digits, Chinese numerals and English number words are read.

    Returns:
        Start and end in the quote, or None when the number is not there or could be more than one.
    """
    wanted = value.lstrip("-−")
    found = [
        match.span()
        for match in _TOKEN.finditer(quote)
        if wanted in (ascii_text(match.group()), *numbers(match.group()))
    ]
    with_unit = [span for span in found if _followed(quote, span, unit)]
    if len(with_unit) == 1:
        return with_unit[0]
    # A bare Chinese numeral may be part of a word: 统一, 第一.
    plain = [span for span in found if not set(quote[slice(*span)]) & set(_CHINESE_NUMERAL)]
    return plain[0] if len(found) == len(plain) == 1 and not with_unit else None


def _followed(quote: str, span: tuple[int, int], unit: str) -> bool:
    start, end = span
    if unit == "%":
        return quote[:start].endswith(_HUNDREDTHS) or _PER_CENT.match(quote, end) is not None
    return quote[end:].lstrip().startswith(unit)


def _written(new: str, claim: Claim, quote: str) -> tuple[int, int, str] | None:
    """Where to write a number in a quote and in which form; None when that cannot be told."""
    place = number_place(claim.value, claim.unit, quote)
    if place is None:
        return None
    start, end = place
    new = new.lstrip("-−")
    old = quote[start:end]
    if re.search("[０-９]", old):
        new = "".join(chr(ord(one) + 0xFEE0) if one in "0123456789." else one for one in new)
    if set(old) & set(_CHINESE_NUMERAL) and quote[:start].endswith(_HUNDREDTHS):
        return start - len(_HUNDREDTHS), end, f"{new}%"
    return start, end, new


def redraft(run: Assessment) -> tuple[Sentence, ...]:
    """The sentences that state numbers, in the order of the report, with what to change in them.

    A number is changed when a proved inconsistency has one lightest repair and this number is in it; where several
    are equally light, or the repair gives up several numbers at once, a remark lists them and nothing is changed.
    What holds only within rounding, or only over a bridge such as a price change or a revised base, gets a remark.
    """
    by_quote: dict[tuple[str, str, str], list[_Repair]] = {}
    order = {source: place for place, source in enumerate(run.dossier.sources)}
    for claim in sorted(
        run.dossier.claims, key=lambda one: (order.get(one.source, len(order)), _natural(one.locator))
    ):
        by_quote.setdefault((claim.source, claim.locator, claim.quote), [])
    for repair in _repairs(run):
        claim = repair.claim
        by_quote[claim.source, claim.locator, claim.quote].append(repair)
    return tuple(
        Sentence(source, locator, quote, _edits(quote, repairs, run.language))
        for (source, locator, quote), repairs in by_quote.items()
    )


def _natural(locator: str) -> tuple[tuple[int, int | str], ...]:
    """A key that puts p9 before p10."""
    parts = re.split(r"([0-9]+)", ascii_text(locator))
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in parts if part)


def _edits(quote: str, repairs: list[_Repair], language: str) -> tuple[Edit, ...]:
    found: list[Edit] = []
    for repair in repairs:
        claim, new, comment = repair.claim, repair.new, repair.comment
        if new is not None and new.startswith(("-", "−")) != claim.value.startswith("-"):
            turned = say("counter_draft.comment.turned", language, rate=new, unit=claim.unit)
            new, comment = None, (*comment, turned)
        written = None if new is None else _written(new, claim, quote)
        if new is not None and written is None:
            comment = (*comment, say("counter_draft.comment.not_placed", language))
        start, end = number_place(claim.value, claim.unit, quote) or (0, len(quote))
        text = None
        if written is not None:
            start, end, text = written
        found.append(Edit(start, end, text, comment))
    return _apart(found)


def _apart(edits: list[Edit]) -> tuple[Edit, ...]:
    """Edits in order; those that would overlap become one remark, or join the change that stands there."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda one: (one.new is None, one.end - one.start)):
        met = next((one for one in kept if one.start < edit.end and edit.start < one.end), None)
        if met is None:
            kept.append(edit)
        else:
            more = tuple(one for one in edit.comment if one not in met.comment)
            kept[kept.index(met)] = Edit(met.start, met.end, met.new, met.comment + more)
    return tuple(sorted(kept, key=lambda one: one.start))


@dataclass(frozen=True, slots=True)
class _Ways:
    """The lightest repairs of the contradiction a claim is in, and the claims that could each mend it alone."""

    lightest: tuple[Repair, ...] = ()
    mends: tuple[Mend, ...] = ()

    @property
    def decided(self) -> bool:
        return len(self.lightest) == 1


def _repairs(run: Assessment) -> list[_Repair]:
    claims = {claim.claim_id: claim for claim in run.dossier.claims}
    found: dict[str, _Repair] = {}
    for finding in run.found:
        if finding.kind != "provable" or not (
            finding.verdict in ("inconsistent", "within_rounding") or _is_asked(finding)
        ):
            continue
        for repair in _of_finding(run, finding, claims):
            before = found.get(repair.claim.claim_id)
            if before is None:
                found[repair.claim.claim_id] = repair
            elif finding.check != "claims_fit_together":
                more = tuple(one for one in repair.comment if one not in before.comment)
                found[repair.claim.claim_id] = _Repair(
                    before.claim, before.new or repair.new, before.comment + more
                )
    return [found[one] for one in claims if one in found]


def _of_finding(run: Assessment, finding: Finding, claims: dict[str, Claim]) -> list[_Repair]:
    mine = [claims[one] for one in finding.claims]
    if _is_asked(finding):
        return _of_conditions(run, finding, mine)
    if finding.check == "claims_fit_together":
        return _of_conflict(run, finding, claims)
    judged = next((one for one in mine if _is_judged(one, finding)), None)
    language = run.language
    comment = [render(finding.message, language)]
    if finding.verdict == "within_rounding":
        comment.append(say("counter_draft.comment.word", language))
    if finding.suggestion is not None:
        comment.append(render(finding.suggestion, language))
    if judged is None:
        # A total and its parts: nothing says which of them is wrong.
        return [_Repair(mine[0], None, tuple(comment))] if mine else []
    new = _corrected(judged, finding) if finding.verdict == "inconsistent" else None
    if new is not None and judged.kind == "growth":
        comment[1:1] = _sum(finding, language)
    if finding.verdict == "within_rounding":
        return [_Repair(judged, None, tuple(comment))]
    ways = _ways(run, judged.claim_id)
    if ways.lightest and not (ways.decided and judged.claim_id in ways.lightest[0].claims):
        key = "elsewhere" if ways.decided else "tie"
        comment.append(
            say(f"counter_draft.comment.{key}", language, repairs=_listed(run, ways.lightest, claims))
        )
        return [_Repair(judged, None, tuple(comment))]
    if judged.kind == "multiple":
        comment.append(say("counter_draft.comment.reading", language))
    # The suggestion names the last level itself, with a digit more.
    told = tuple(one.claim_id for one in mine if one.kind == "level" and one.end == judged.end)
    comment += _kept(run, judged, ways, claims, told if new is not None else ())
    return [_Repair(judged, new, tuple(comment))]


def _is_asked(finding: Finding) -> bool:
    """Whether a finding holds only over a bridge: what is missing is asked for, and no number is changed."""
    return finding.verdict == "conditional" or (finding.verdict == "implausible" and bool(finding.conditions))


def _of_conditions(run: Assessment, finding: Finding, mine: list[Claim]) -> list[_Repair]:
    """A remark at each rate that holds only over a bridge: what would have to be so, and the word to add."""
    comment = [render(finding.message, run.language)]
    if finding.suggestion is not None:
        comment.append(render(finding.suggestion, run.language))
    comment.append(say("counter_draft.comment.asked", run.language))
    judged = [one for one in mine if _is_judged(one, finding)]
    rates = [one for one in mine if one.kind in (*_RATES, "multiple", "share", "change", "points")]
    return [_Repair(one, None, tuple(comment)) for one in judged[:1] or rates or mine[:1]]


def _is_judged(claim: Claim, finding: Finding) -> bool:
    kinds = ("share",) if finding.check == "shares_and_parts" else (*_RATES, "multiple", "change", "points")
    return claim.kind in kinds and claim.indicator == finding.indicator and claim.end == finding.end


def _of_conflict(run: Assessment, finding: Finding, claims: dict[str, Claim]) -> list[_Repair]:
    """The one lightest repair of a contradiction, or a remark at every number that could be it."""
    language = run.language
    message = render(finding.message, language)
    ways = next((ways for one in finding.claims if (ways := _ways(run, one)).lightest), _Ways())
    if not ways.lightest:
        return []
    listed = _listed(run, ways.lightest, claims)
    suspects = dict.fromkeys(
        one for repair in ways.lightest for one in repair.claims if one in finding.claims
    )
    if not ways.decided or len(ways.lightest[0].claims) > 1:
        key = "together" if ways.decided else "tie"
        why = say(f"counter_draft.comment.{key}", language, repairs=listed)
        return [_Repair(claims[one], None, (message, why)) for one in suspects]
    found = []
    for suspect in suspects:
        claim = claims[suspect]
        new = _nearest(ways, claim)
        comment = [message, *_nearest_said(new, claim, language), *_kept(run, claim, ways, claims)]
        found.append(_Repair(claim, None if ".." in claim.value else new, tuple(comment)))
    return found


def _nearest(ways: _Ways, claim: Claim) -> str | None:
    """The number nearest to the printed one with which all other claims hold, with as many digits."""
    mend = next((mend for mend in ways.mends if mend.claim == claim.claim_id), None)
    return None if mend is None else mend.nearest


def _nearest_said(new: str | None, claim: Claim, language: str) -> list[str]:
    if new is None:
        return []
    return [
        say("counter_draft.comment.nearest", language, nearest=render(quantity(new, claim.unit), language))
    ]


def _ways(run: Assessment, claim_id: str) -> _Ways:
    """The repairs of the contradiction that a claim is in; none when it is in none."""
    for part in run.network.parts:
        for diagnosis in (part.history, part.plans):
            if diagnosis is None:
                continue
            if any(claim_id in conflict.claims for conflict in diagnosis.conflicts):
                return _Ways(diagnosis.lightest, _mends(run, claim_id))
    return _Ways()


def _mends(run: Assessment, claim_id: str) -> tuple[Mend, ...]:
    """What each claim would have to say for all the others to hold, from the contradictions this one is in."""
    found: dict[str, Mend] = {}
    for finding in run.found:
        if isinstance(finding.facts, ConflictFacts) and claim_id in finding.claims:
            for mend in finding.facts.mends:
                found.setdefault(mend.claim, mend)
    return tuple(found.values())


def _named(run: Assessment, claim: Claim) -> str:
    return say(
        "counter_draft.comment.claim",
        run.language,
        label=run.dossier.indicators[claim.indicator].name(run.language),
        year=claim.end,
        value=render(quantity(claim.value, claim.unit), run.language),
    )


def _listed(run: Assessment, repairs: tuple[Repair, ...], claims: dict[str, Claim]) -> str:
    """Repairs as the numbers they give up."""
    between, plus = ("；", "、") if run.language == "zh" else ("; ", " + ")
    return between.join(plus.join(_named(run, claims[one]) for one in repair.claims) for repair in repairs)


def _kept(
    run: Assessment, claim: Claim, ways: _Ways, claims: dict[str, Claim], told: tuple[str, ...] = ()
) -> list[str]:
    """What else could change if this number stays, but for the claims already told of."""
    others = [
        say(
            "counter_draft.comment.other",
            run.language,
            claim=_named(run, claims[mend.claim]),
            nearest=render(quantity(mend.nearest, mend.unit), run.language),
        )
        for mend in ways.mends
        if mend.claim not in (claim.claim_id, *told)
    ]
    between = "，或将" if run.language == "zh" else ", or if "
    return [say("counter_draft.comment.kept", run.language, others=between.join(others))] if others else []


def _sum(finding: Finding, language: str) -> list[str]:
    """The division a reader does on a calculator."""
    facts = finding.facts
    if not isinstance(facts, GrowthFacts) or facts.rate is None:
        return []
    first, last = f"{facts.first:.10g}", f"{facts.last:.10g}"
    named = {"first": first, "last": last, "rate": facts.rate, "printed": facts.printed}
    return [say("counter_draft.comment.sum", language, **named)]


def _corrected(claim: Claim, finding: Finding) -> str | None:
    """The number arithmetic gives for a rate or a share, as many decimals as printed (one more below ten)."""
    if ".." in claim.value or finding.suggestion is None or claim.kind == "multiple":
        return None
    facts = finding.facts
    if isinstance(facts, GrowthFacts):
        return facts.rate
    if not isinstance(facts, ShareFacts) or facts.point is None:
        return None
    point = Fraction(str(facts.point)) * 100 / conversion(claim.unit, "%")
    decimals = len(claim.value.partition(".")[2])
    decimals = 1 if not decimals and abs(point) < 10 else decimals
    return f"{float(point):.{decimals}f}"
