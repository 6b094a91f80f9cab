"""How the answer opens: one paragraph in plain words, and the sentences that matter most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from forecasting.checks import Finding, Plan
    from forecasting.claims import Dossier

__all__ = ["headline", "paragraph"]

_MOST = 7


def _label(dossier: Dossier, finding: Finding) -> object:
    return dossier.indicators[finding.indicator].label


def headline(dossier: Dossier, found: tuple[Finding, ...], language: str) -> list[str]:
    """The findings a reader should see first: contradictions, then costs, then plans, each as its own sentence."""
    chosen = [one for one in found if one.verdict == "inconsistent" and one.check != "claims_fit_together"]
    chosen += [one for one in found if one.verdict == "inconsistent" and one.check == "claims_fit_together"]
    chosen += [one for one in found if one.check == "claims_fit_together" and one.side == "below"]
    chosen += [one for one in found if one.verdict == "implausible" and one.check != "odds"]
    chosen += [one for one in found if one.check in ("targets_against_goal", "odds") and one.verdict != "not_assessable"]
    seen: set[tuple[str, ...]] = set()
    kept = []
    for finding in chosen:
        if finding.verdict == "inconsistent" and finding.claims in seen:
            continue
        seen.add(finding.claims)
        kept.append(render(finding.message, language))
    return kept[:_MOST]


def paragraph(dossier: Dossier, plans: tuple[Plan, ...], found: tuple[Finding, ...], language: str) -> str:
    """What fits, what does not, what each target leaves to do, how goals compare, and how thin the evidence is."""
    tested = [one for one in found if one.check == "growth_against_levels" and one.verdict != "not_assessable"]
    if not tested and not plans and not any(one.check == "claims_fit_together" for one in found):
        return render(Phrase("opening.nothing", {"count": len(dossier.claims)}), language)
    sentences = [
        *_arithmetic(dossier, tested, found),
        *_cost(found),
        *_paths(dossier, found),
        *_compared(dossier, found),
        *_thin(found),
    ]
    return ("" if language == "zh" else " ").join(render(one, language) for one in sentences)


def _arithmetic(dossier: Dossier, tested: list[Finding], found: tuple[Finding, ...]) -> list[Phrase]:
    wrong = [one for one in tested if one.verdict == "inconsistent"]
    good = [one for one in tested if one.verdict != "inconsistent"]
    values: dict[str, object] = {
        "tested": len(tested),
        "good": len(good),
        "labels": [Phrase("opening.quoted", {"label": _label(dossier, one)}) for one in wrong],
        "near": sum(one.verdict == "within_rounding" for one in good),
        "blank": sum(one.verdict == "uninformative" for one in good),
    }
    sentences = []
    if tested and not wrong:
        sentences.append(Phrase("opening.all_follow", values))
    elif tested:
        sentences.append(Phrase("opening.not_all_follow", values))
        sentences += [Phrase("opening.wrong", {"message": one.message}) for one in wrong[:2]]
    others = [
        one
        for one in found
        if one.verdict == "inconsistent" and one.check != "growth_against_levels"
        and not any(set(one.claims) == set(other.claims) for other in wrong)
    ]
    if others:
        sentences.append(Phrase("opening.conflicts", {"count": len(others)}))
    return sentences


def _cost(found: tuple[Finding, ...]) -> list[Phrase]:
    slogans = [one for one in found if one.check == "claims_fit_together" and one.side == "below" and one.verdict == "consistent"]
    return [one.message for one in slogans[:1]]


def _paths(dossier: Dossier, found: tuple[Finding, ...]) -> list[Phrase]:
    paths = [one for one in found if one.check == "targets_against_goal" and one.verdict != "not_assessable"]
    order = {name: place for place, name in enumerate(dossier.indicators)}
    return [one.message for one in sorted(paths, key=lambda one: order[one.indicator])[:3]]


def _compared(dossier: Dossier, found: tuple[Finding, ...]) -> list[Phrase]:
    sentences = []
    for verdict in ("slower", "in_step", "faster"):
        paces = [one for one in found if one.check == "pace" and one.verdict == verdict and one.rank < 0]
        if paces:
            rows = [
                Phrase(
                    "opening.pace_one",
                    {
                        "label": _label(dossier, one),
                        "needed": one.stated[0] if one.stated else None,
                        "record": one.computed[0] if one.computed else None,
                        "start": one.start,
                    },
                )
                for one in paces
            ]
            sentences.append(Phrase(f"opening.pace_{verdict}", {"rows": rows}))
    goals = [one for one in found if one.check == "odds" and one.probability is not None and one.rank < 0]
    if goals:
        rows = [
            Phrase(
                "opening.odds_one",
                {
                    "label": _label(dossier, one),
                    "odds": one.probability,
                    "low": one.probability_range[0] if one.probability_range else one.probability,
                    "high": one.probability_range[1] if one.probability_range else one.probability,
                    "word": Phrase(f"verdicts.{one.verdict}"),
                },
            )
            for one in goals
        ]
        sentences.append(Phrase("opening.odds", {"rows": rows}))
    return sentences


def _thin(found: tuple[Finding, ...]) -> list[Phrase]:
    grades = sorted({one.grade for one in found if one.check == "odds" and one.probability is not None})
    if not grades:
        return []
    return [Phrase("opening.thin" if grades[-1] == "D" else "opening.graded", {"grade": grades[-1]})]
