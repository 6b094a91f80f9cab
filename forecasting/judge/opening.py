"""How the answer opens: one paragraph in plain words, and the sentences that matter most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.judge.checks import (
    KNOWN_YEARS,
    GrowthFacts,
    GrowthPaceFacts,
    GrowthPathFacts,
    OddsFacts,
    PastFacts,
    SloganFacts,
)
from forecasting.words import Phrase, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting.dossier import Dossier
    from forecasting.judge.checks import Finding, Plan

__all__ = ["headline", "paragraph", "raising", "themes"]

_MOST = 7
_WRONG = 2
_PATHS = 3
_PAST = 3
_ASKED = 2
_CHANCES = 6
_RAISED = 3


def _label(dossier: Dossier, finding: Finding) -> object:
    return dossier.indicators[finding.indicator].label


def _counted(name: str, count: int, **values: object) -> Phrase:
    """A sentence about so many things, which is said otherwise of one."""
    return Phrase(f"opening.{name}_one" if count == 1 else f"opening.{name}", {"count": count, **values})


def headline(found: tuple[Finding, ...], language: str) -> list[str]:
    """The findings a reader should see first: contradictions, then costs, then plans, each as its own sentence."""
    chosen = [one for one in found if one.verdict == "inconsistent" and one.check != "claims_fit_together"]
    chosen += [one for one in found if one.verdict == "inconsistent" and one.check == "claims_fit_together"]
    chosen += [one for one in found if one.check == "claims_fit_together" and one.side == "below"]
    chosen += [one for one in found if one.verdict == "implausible" and one.check != "odds"]
    asked = [one for one in found if one.verdict == "conditional"]
    chosen += asked[:_ASKED]
    chosen += [
        judged
        for judged in found
        if judged.check in ("targets_against_goal", "odds") and judged.verdict != "not_assessable"
    ]
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
    # A rate that no level tests, and a check that found something, are more than nothing.
    silent = all(one.verdict == "not_assessable" and one.check != "growth_against_levels" for one in found)
    if silent and not plans:
        return render(_counted("nothing", len(dossier.claims)), language)
    gap = "" if language == "zh" else " "
    said = [sentence for _, sentences in themes(dossier, found, language) for sentence in sentences]
    return gap.join(said or [render(_counted("untested", len(dossier.claims)), language)])


def themes(
    dossier: Dossier, found: tuple[Finding, ...], language: str
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sentences of the paragraph by what they speak of, in order; a theme without any is left out.

    Returns:
        Pairs of a theme ("numbers", "paths", "record", "evidence") and its sentences.
    """
    tested = [
        one for one in found if one.check == "growth_against_levels" and one.verdict != "not_assessable"
    ]
    every = (
        ("numbers", [*_arithmetic(tested, found), *_cost(found)]),
        ("paths", _paths(dossier, found)),
        ("record", [*_past(found), *_in_points(found), *_compared(dossier, found)]),
        ("evidence", _thin(dossier, found)),
    )
    return tuple((name, tuple(render(one, language) for one in said)) for name, said in every if said)


def _arithmetic(tested: list[Finding], found: tuple[Finding, ...]) -> list[Phrase]:
    wrong = [one for one in tested if one.verdict == "inconsistent"]
    asked = [one for one in tested if one.verdict == "conditional"]
    odd = [one for one in tested if one.verdict == "implausible"]
    tested = [one for one in tested if not _out_of_reach(one)]
    good = [one for one in tested if one.verdict not in ("inconsistent", "conditional", "implausible")]
    near = sum(one.verdict == "within_rounding" for one in good)
    blank = sum(one.verdict == "uninformative" for one in good)
    doubts = [
        Phrase(f"opening.{name}", {"count": count})
        for name, count in (("near", near), ("blank", blank))
        if count
    ]
    values: dict[str, object] = {
        "tested": len(tested),
        "good": len(good),
        "doubts": Phrase("opening.doubts", {"doubts": doubts}) if doubts else "",
    }
    sentences = []
    if tested:
        every = len(good) == len(tested)
        one_alone = "_one" if len(tested) == 1 else ""
        key = "all_follow" if every else "not_all_follow"
        sentences.append(Phrase(f"opening.{key}{one_alone}", values))
    for finding in wrong[:_WRONG]:
        # A multiple, an average over years, and a rate held against levels at other prices take more words than these.
        priced = isinstance(finding.facts, GrowthFacts) and finding.facts.nominal is not None
        plain = finding.unit == "%" and not priced and not finding.message.key.endswith("_a_year")
        key = "opening.wrong_low" if finding.side == "below" else "opening.wrong"
        sentences.append(finding.facts.phrase(key) if plain else finding.message)
    if len(wrong) > _WRONG:
        sentences.append(_counted("more_wrong", len(wrong) - _WRONG))
    sentences += [_counted(name, len(group)) for name, group in (("asked", asked), ("odd", odd)) if group]
    others = [
        conflict
        for conflict in found
        if conflict.verdict == "inconsistent"
        and conflict.check != "growth_against_levels"
        and not any(set(conflict.claims) == set(other.claims) for other in wrong)
    ]
    if others:
        # "Further" needs something before it.
        sentences.append(_counted("conflicts" if wrong else "clashes", len(others)))
    apart = [one for one in found if one.verdict == "conditional" and one.check != "growth_against_levels"]
    if apart:
        sentences.append(
            _counted("conflicts_asked" if wrong or others or asked else "clashes_asked", len(apart))
        )
    return sentences


def _out_of_reach(one: Finding) -> bool:
    """Whether a rate is of a scope, currency or coverage that no printed level can test."""
    return one.verdict == "conditional" and all(
        condition.bridge in ("scope", "currency") for condition in one.conditions
    )


def _cost(found: tuple[Finding, ...]) -> list[Phrase]:
    """The first slogan that errs low, and what its usual reading would take."""
    for finding in found:
        facts = finding.facts
        if not isinstance(facts, SloganFacts) or finding.side != "below" or facts.floor is None:
            continue
        average, windows = facts.costs.get("average"), facts.costs.get("every_window")
        cost: Phrase | str = ""
        if average is not None and average.growth > 0 and average.end - average.start == 1:
            risen = windows is not None and windows.growth > 0
            also = windows.phrase("opening.windows") if windows is not None and risen else ""
            key = "opening.fits_doubled" if average.growth >= 1 else "opening.fits_only"
            cost = average.phrase(key, windows=also)
        return [facts.phrase("opening.slogan", cost=cost)]
    return []


def _paths(dossier: Dossier, found: tuple[Finding, ...]) -> list[Phrase]:
    order = {name: place for place, name in enumerate(dossier.indicators)}
    paths = [one for one in found if one.check == "targets_against_goal" and one.verdict != "not_assessable"]
    paths.sort(key=lambda one: order[one.indicator])
    sentences = []
    for finding in paths[:_PATHS]:
        facts = finding.facts
        if not isinstance(facts, GrowthPathFacts) or facts.reached:
            sentences.append(finding.message)
            continue
        short = facts.phrase("opening.beyond" if facts.beyond else "opening.ends")
        sentences.append(facts.phrase(f"opening.path_{finding.verdict}", kept_words=short))
    return sentences


def _past(found: tuple[Finding, ...]) -> list[Phrase]:
    """Targets whose year is over, those missed first."""
    past = [(one.facts.met, one.message) for one in found if isinstance(one.facts, PastFacts)]
    return [message for _, message in sorted(past, key=lambda pair: pair[0])[:_PAST]]


def _in_points(found: tuple[Finding, ...]) -> list[Phrase]:
    """Targets for rates, which are held against points a year."""
    told = [one for one in found if one.check == "pace" and one.unit == "points" and one.stated is not None]
    return [one.message for one in told if one.verdict != "not_assessable"][:_PATHS]


def _one_each(found: Iterable[Finding]) -> list[Finding]:
    """One finding an indicator, the one farthest ahead: a sentence that names an indicator twice tells neither apart."""
    kept: dict[str, Finding] = {}
    for finding in found:
        known = kept.get(finding.indicator)
        if known is None or (finding.end or 0) > (known.end or 0):
            kept[finding.indicator] = finding
    return list(kept.values())


def _compared(dossier: Dossier, found: tuple[Finding, ...]) -> list[Phrase]:
    """How what the goals need compares with the record, and what chance they have."""
    order = {name: place for place, name in enumerate(dossier.indicators)}
    goals = [one for one in found if one.check == "odds" and one.probability is not None and one.rank < 0]
    goals.sort(key=lambda one: order[one.indicator])
    sentences = _compared_paces(dossier, found, {one.indicator for one in goals}, order)
    return [*sentences, *_chances(dossier, goals)] if goals else sentences


def _compared_paces(
    dossier: Dossier, found: tuple[Finding, ...], judged: set[str], order: dict[str, int]
) -> list[Phrase]:
    """A sentence a verdict on pace: of the indicators whose goals have odds, of all where none has."""
    sentences = []
    for verdict in ("slower", "in_step", "faster"):
        paces = _one_each(
            finding
            for finding in found
            if finding.check == "pace"
            and finding.verdict == verdict
            and finding.rank < 0
            and (finding.indicator in judged or not judged)
        )
        if paces:
            rows = [
                Phrase(
                    "opening.pace_one",
                    {
                        "label": _label(dossier, finding),
                        "needed": finding.stated[0] if finding.stated else None,
                        "record": finding.computed[0] if finding.computed else None,
                        "start": finding.start,
                    },
                )
                for finding in sorted(paces, key=lambda one: order[one.indicator])
            ]
            far = verdict == "slower" and all(
                isinstance(one.facts, GrowthPaceFacts) and one.facts.far for one in paces
            )
            sentences.append(Phrase(f"opening.pace_{'far' if far else verdict}", {"rows": rows}))
    return sentences


def _chances(dossier: Dossier, goals: list[Finding]) -> list[Phrase]:
    """The odds of the goals, and what the class alone would say of them."""
    every = list(goals)
    if len(goals) > _CHANCES:
        # A headline is no table: of many goals it tells the last of each indicator, the first few of them.
        last = {one.indicator: one for one in sorted(goals, key=lambda one: one.end or 0)}
        goals = [one for one in goals if last[one.indicator] is one][:_CHANCES]
    left = len({one.indicator for one in every}) - len({one.indicator for one in goals})
    several = {one.indicator for one in goals if sum(other.indicator == one.indicator for other in every) > 1}
    rows = [
        Phrase(
            "opening.odds_in" if goal.indicator in several else "opening.odds_one",
            {
                "label": _label(dossier, goal),
                "year": goal.end,
                "odds": goal.probability,
                "word": Phrase(f"verdicts.{goal.verdict}"),
            },
        )
        for goal in goals
    ]
    alone = [
        Phrase(
            "opening.class_in" if goal.indicator in several else "opening.class_one",
            {
                "label": _label(dossier, goal),
                "year": goal.end,
                "odds": goal.facts.by_class,
                "word": Phrase(f"verdicts.{goal.facts.class_verdict}"),
            },
        )
        for goal in goals
        if isinstance(goal.facts, OddsFacts) and goal.facts.by_class is not None
    ]
    if left:
        rows.append(_counted("chances_left", left))
    said = [Phrase("opening.odds", {"rows": rows})]
    return [*said, Phrase("opening.class_alone", {"rows": alone})] if alone else said


def _thin(dossier: Dossier, found: tuple[Finding, ...]) -> list[Phrase]:
    grades = sorted({one.grade for one in found if one.check == "odds" and one.probability is not None})
    if not grades:
        return []
    if grades[-1] != "D":
        return [Phrase("opening.graded", {"grade": grades[-1]})]
    return [Phrase("opening.thin", {"raising": raising(dossier, found)})]


def raising(dossier: Dossier, found: tuple[Finding, ...]) -> Phrase:
    """What one source would have to hold for no chance to rest on evidence of grade D, as a part of a sentence."""
    known = {
        finding.indicator: finding.facts.points
        for finding in found
        if isinstance(finding.facts, OddsFacts) and finding.grade == "D"
    }
    enough = KNOWN_YEARS["C"]
    missing: dict[int, list[object]] = {}
    for name in [one for one in dossier.indicators if one in known][:_RAISED]:
        missing.setdefault(enough - known[name], []).append(
            Phrase("opening.inside", {"label": dossier.indicators[name].label})
        )
    rows = [_counted("more_years", count, labels=_and(labels)) for count, labels in missing.items()]
    if len(known) > _RAISED:
        rows.append(_counted("chances_left", len(known) - _RAISED))
    return Phrase("opening.raising", {"enough": enough, "rows": _and(rows)})


def _and(parts: Sequence[object]) -> object:
    """Parts of a sentence in a row, with an "and" before the last."""
    return parts[0] if len(parts) == 1 else Phrase("opening.row", {"first": parts[:-1], "last": parts[-1]})
