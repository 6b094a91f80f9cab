"""The content of the appendix: complete and in order in both languages, every number from the assessment, nothing else."""

import json
import math
import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import forecasting as fc
from forecasting._appendix.blocks import Figure, Formula, Heading, Items, Paragraph, Run, Table, numbered
from forecasting._appendix.content import SECTIONS, compose
from forecasting._appendix.origin import finding_keys, plain_scenario, scenario_from
from forecasting._appendix.sections.material import CAP
from forecasting._appendix.sections.methods import FORMULAS, THRESHOLDS
from forecasting.ask.seek import consequences_rows, nearest_rows, problem_of, sought, yearly_rows
from forecasting.ask.sensitivity import flips_rows
from forecasting.dossier import Indicator, from_frame
from forecasting.dossier.inputs import digests
from forecasting.errors import ForecastingError
from forecasting.judge.checks import CHECKS, VERDICTS
from forecasting.models import MODEL_IDS
from forecasting.models.reference import reference_class, reference_classes
from forecasting.records import TypedRow
from forecasting.words import LANGUAGES, keys, number, percent, say

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"


@pytest.fixture(scope="session")
def yanjiao():
    """The Yanjiao dossier."""
    return fc.load(YANJIAO)


@pytest.fixture(scope="session")
def runs(yanjiao):
    """The baseline and every scenario, by language."""
    names = [None, *yanjiao.scenario_tables]
    return {
        language: tuple(fc.assess(yanjiao, name, language=language) for name in names)
        for language in LANGUAGES
    }


@pytest.fixture(scope="session")
def composed(runs):
    """The whole appendix of Yanjiao, by language."""
    return {language: compose(runs[language]) for language in LANGUAGES}


def texts(block):
    """Every piece of text of a block, notes included."""

    def of(cells):
        return [part for run in cells for part in (run.text, run.note) if part]

    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Paragraph):
        return of(block.runs)
    if isinstance(block, Items):
        return [part for item in block.items for part in of(item)]
    if isinstance(block, Table):
        found = [block.caption, block.note, *(column.label for column in block.columns)]
        return found + [part for row in block.rows for one in row.cells for part in of(one)]
    if isinstance(block, Figure):
        return [block.caption, block.note, block.alt]
    return []


def section_of(document):
    """Blocks by the section they stand in."""
    found, name = {}, ""
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            name = block.id
        found.setdefault(name, []).append(block)
    return found


def table(document, block):
    """A table by its id."""
    return next(one for one in document.blocks if one.id == block)


def column(found, label):
    """The texts of one column."""
    place = [one.label for one in found.columns].index(label)
    return ["".join(run.text for run in row.cells[place]) for row in found.rows]


# ---- order and completeness


@pytest.mark.parametrize("language", LANGUAGES)
def test_sections_stand_in_their_order(composed, language):
    """All fifteen sections are there, in the order the appendix promises."""
    first = [
        one.id for one in composed[language].document.blocks if isinstance(one, Heading) and one.level == 1
    ]
    assert tuple(first) == SECTIONS
    assert SECTIONS[:5] == ("answer", "targets", "arithmetic", "conflicts", "required")
    assert len(SECTIONS) == 15


#: Notes of the dossier as they were typed, shown to those who can read them.
NOTED = {"sources-inferred-said", "table-inferred"}


def test_both_languages_have_the_same_blocks(composed):
    """English and Chinese differ in words alone: same blocks, same rows, same origins, same charts."""
    english, chinese = (
        [one for one in composed[language].document.blocks if one.id not in NOTED] for language in LANGUAGES
    )
    assert [(one.id, type(one)) for one in english] == [(one.id, type(one)) for one in chinese]
    for one, other in zip(english, chinese, strict=True):
        assert getattr(one, "binds", ()) == getattr(other, "binds", ())
        if isinstance(one, Table):
            assert [row.binds for row in one.rows] == [row.binds for row in other.rows]
            assert all(len(row.cells) == len(one.columns) for row in one.rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_to_fill_in(composed, language):
    """No empty text where one belongs, no template's braces, no mark of a reference, no missing value."""
    for block in composed[language].document.blocks:
        for text in texts(block):
            assert "\x02" not in text
            assert not re.search(r"\bNone\b|\bnan\b|\{[a-z_]+(:[a-z0-9]+)?\}", text), (block.id, text)
        if isinstance(block, Heading | Figure | Table):
            label = block.text if isinstance(block, Heading) else block.caption
            assert label.strip()


def test_the_answer_comes_first(composed, runs):
    """The staircase, then every sentence of the opening paragraph, before anything else."""
    for language in LANGUAGES:
        blocks = section_of(composed[language].document)["answer"]
        assert blocks[1].id == "figure-staircase"
        lede = "".join(run.text for one in blocks if getattr(one, "style", "") == "lede" for run in one.runs)
        for sentence in runs[language][0].paragraph.split("。" if language == "zh" else ". "):
            assert sentence.strip("。. ") in lede


def test_a_contradiction_is_told_before_anything_milder(composed):
    """Exports, the one proved contradiction, opens the arithmetic; its suggestion follows at once."""
    blocks = section_of(composed["en"].document)["arithmetic"]
    told = [one for one in blocks if isinstance(one, Paragraph) and "finding:" in "".join(one.binds)]
    assert told[0].runs[0].text.startswith("Inconsistent")
    assert "Exports" in told[0].runs[1].text
    # The words stand in the table of claims; without that section, in a note.
    assert not told[0].runs[1].note
    alone = compose([composed["en"].runs[0]], sections=["arithmetic"]).document
    noted = next(one for one in alone.blocks if one.id == told[0].id)
    assert "出口创汇1.9亿美元,增长6%" in noted.runs[1].note
    assert "exports-2010" not in noted.runs[1].note
    assert told[1].style == "suggestion"
    # Hand working: 1.9 / 1.87 - 1 = 1.6 %; 1.87 x 1.06 = 1.98.
    assert "1.6 %" in told[1].runs[1].text
    assert "1.98" in told[1].runs[1].text


def test_the_chain_can_be_followed_with_a_calculator(composed):
    """The exports conflict as numbered steps: 1.865 x 1.055 = 1.967575, above the 1.95 that 1.9 allows."""
    chain = next(one for one in composed["en"].document.blocks if one.id == "conflict-1-chain")
    assert chain.ordered
    said = ["".join(run.text for run in item) for item in chain.items]
    assert "1.865" in said[0]
    assert "1.055" in said[1]
    assert "1.967575" in said[1]
    assert "1.95" in said[2]
    repairs = table(composed["en"].document, "table-repairs")
    assert column(repairs, "Give up") == ["Exports, 2009–2010", "Exports, 2010"]
    assert column(repairs, "Weight") == ["3", "5"]


def test_every_finding_is_somewhere(composed, runs):
    """Each finding of the baseline is bound by a block, those that could not be assessed for one reason included."""
    for language in LANGUAGES:
        document = composed[language].document
        bound = {bind for one in document.blocks for bind in getattr(one, "binds", ())}
        bound |= {
            bind
            for one in document.blocks
            if isinstance(one, Table)
            for row in one.rows
            for bind in row.binds
        }
        wanted = [
            key
            for key, row in zip(
                finding_keys(runs[language][0].found), runs[language][0].finding_rows, strict=True
            )
            if not (row.check == "precedent" and row.verdict == "not_assessable")
        ]
        missing = [key for key in wanted if f"finding:{key}" not in bound]
        assert not missing


def test_printed_numbers_keep_their_digits(composed):
    """A printed 14 % is never shown as 14.0 %, and an interval has all its digits (27.46 means 27.455 to 27.465)."""
    annual = table(composed["en"].document, "table-annual")
    assert column(annual, "Growth printed")[0] == "14 %"
    claims = table(composed["en"].document, "table-claims")
    place = next(
        at for at, text in enumerate(column(claims, "Number")) if text.split("\n")[-1] == "revenue-2009"
    )
    assert column(claims, "Can mean")[place] == "27.455 to 27.465"
    place = next(
        at
        for at, text in enumerate(column(claims, "Number"))
        if text.split("\n")[-1] == "revenue-before-2000"
    )
    assert column(claims, "Can mean")[place] == "below 1"


def test_the_yearly_plan_ends_at_the_goal(composed):
    """Each shape of the plan for GDP ends at exactly 400, by hand 213 x 1.1343^5 = 400.0."""
    plan = table(composed["en"].document, "table-yearly-gdp")
    last = ["".join(run.text for run in one) for one in plan.rows[-1].cells]
    assert last[0] == "2015"
    assert last.count("400") == 3
    assert [column(plan, "Year")[0], column(plan, "Year")[1]] == ["2009", "2010"]


def test_inferences_are_named(composed):
    """What the quoted words do not print is said: years of 20xx, the founding year, the open start of the slogan."""
    taken = next(one for one in composed["en"].document.blocks if one.id == "sources-taken")
    said = ["".join(run.text for run in item) for item in taken.items]
    assert [text[:18] for text in said[:4]] == [f"Year taken as {year}" for year in (1999, 2009, 2010, 2015)]
    # 计划到2015年,总人口达到60万 prints its year; the other goals of that sentence do not.
    assert "Population" not in said[3]
    assert "GDP" in said[3]
    assert said[4] == "Counted from the founding year, 1992: GDP, Fiscal revenue, Fixed-asset investment."
    assert said[5].endswith(": Fiscal revenue.")


# ---- numbers


def numbers_in(text):
    """Numbers as printed, minus sign and decimals included, thousands joined; years of 20xx and names left out."""
    plain = re.sub(r"[A-Za-z][\w]*-[\w-]+|CNY 100m|USD 100m|USD 10k|10k (?:persons|m²)", " ", text)
    plain = re.sub(r"(?<=\d),(?=\d{3}\b)", "", plain)
    return [one.rstrip(".") for one in re.findall(r"−?\d+(?:\.\d+)?", plain)]


def leaves(value):
    """Every number and text inside a value."""
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float | str):
        return [value]
    value = value.plain() if isinstance(value, TypedRow) else value
    if hasattr(value, "values") and hasattr(value, "key"):
        return leaves(dict(value.values))
    if isinstance(value, dict):
        return [leaf for one in value.values() for leaf in leaves(one)]
    if hasattr(value, "items"):
        return [leaf for one in dict(value).values() for leaf in leaves(one)]
    if isinstance(value, list | tuple):
        return [leaf for one in value for leaf in leaves(one)]
    try:
        return [float(value)]
    except (TypeError, ValueError):
        return []


def shapes(value):
    """How a number may be printed: as a level, in percent, as odds, in points, with all its digits."""
    if not math.isfinite(value):
        return set()
    found = {
        number(value),
        percent(value, "zh", 0),
        percent(value, "zh"),
        percent(value, "zh", 2),
        f"{value:.2f}",
    }
    found |= {
        f"{value:g}",
        f"{100 * value:g}",
        f"{abs(100 * value):.0f}",
        f"{value:.10g}",
        f"{100 * value:.10g}",
    }
    found.add(percent(min(0.99, max(0.01, value)), "zh", 0))
    return {one.replace("-", "−").replace(",", "").rstrip("%") for one in found}


def obtainable(assessments, only=None):
    """Every number that the assessments, the searches on them, the claims and the stated thresholds give, as printed.

    Args:
        assessments: the first and those of its scenarios.
        only: an indicator; None takes all.
    """
    first = assessments[0]
    dossier = first.dossier

    def mine(indicator):
        return only is None or indicator == only

    values = _of_findings(assessments, mine)
    for plan in first.plans:
        if mine(plan.indicator):
            values += _of_plan(first, plan)
    claims = [one for one in dossier.claims if mine(one.indicator)]
    ids = {one.claim_id for one in claims}
    values += leaves([one.plain() for one in first.conflict_rows if ids & set(one.claims)])
    values += leaves([one for one in consequences_rows(first) if mine(one.indicator)])
    for row in nearest_rows(first):
        if mine(row.indicator):
            values += leaves([row, [one / 100 for one in (row.lower, row.upper) if one is not None]])
    for claim in claims:
        half = 0.5 * 10.0 ** -len(claim.value.partition(".")[2])
        values += [claim.value, claim.end, claim.start, claim.every, claim.quote, claim.note, claim.locator]
        for end in claim.value.split(".."):
            stretch = [half, 0.05 * float(end)] if claim.comparator == "~" else [half]
            values += [float(end) + sign * one for one in stretch for sign in (-1, 1)]
            values += [1e4 * (float(end) + sign * half) for sign in (-1, 1)]
            # "Basically two doublings" is four times, give or take a twentieth of that.
            values += [4 * 0.95, 4 * 1.05] if claim.unit == "番" else []
    for indicator in dossier.indicators.values():
        if mine(indicator.id):
            values += leaves([indicator.plausible_growth or (), indicator.scope, indicator.label])
            if indicator.reference_class:
                one = reference_class(indicator.reference_class, dossier.as_of)
                values += [one.growth, one.growth_sd, one.volatility, one.through, one.source, one.source_zh]
    if only is None:
        values += _of_the_whole(first)
    values += [dossier.founded, dossier.as_of]
    printed = set()
    for value in leaves(values):
        printed |= set(numbers_in(value)) if isinstance(value, str) else shapes(value)
    return printed


def _of_findings(assessments, mine):
    """Numbers of findings, their suggestions, the target table and what scenarios change."""
    values = []
    for run in assessments:
        for finding, row in zip(run.found, run.finding_rows, strict=True):
            if mine(finding.indicator):
                values += leaves([dict(finding.message.values), row])
                values += leaves(dict(finding.suggestion.values)) if finding.suggestion else []
        values += leaves([row.plain() for row in run.target_rows if mine(row.indicator)])
        if mine(None):
            values += [
                len({one.claims for one in run.found if one.verdict == "inconsistent"}),
                run.scenario.named(run.language),
            ]
            values += run.differences
    return values


def _of_plan(run, plan):
    """Numbers of the targets and the goal, the yearly plan, the goal seek and the turning points of one indicator."""
    values = leaves([float(one.level) for one in (*plan.targets, *plan.goals)])
    if plan.goal is not None and plan.base is not None:
        kinds = ["even", "tapering"]
        if any(plan.base.year < one.year < plan.goal.year for one in plan.targets):
            kinds.append("target_then_even")
        problem = problem_of(run, plan.indicator)
        rows = yearly_rows(problem, kinds)
        values += leaves(rows)
        # What rests on "about 40" is shown in two digits, on 188 in three.
        numbers = [one for row in rows for one in (row.level, row.added) if one is not None]
        values += [float(f"{one:.{digits}g}") for one in numbers for digits in (2, 3)]
        values += leaves(sought(problem))
        values += leaves(sought(problem, probability=(0.5, 0.8)))
        values += leaves(flips_rows(run, plan.indicator))
    return values


def _of_the_whole(run):
    """Numbers of the dossier as a whole: titles, sources, classes, assumptions, and how many of what there are."""
    dossier = run.dossier
    values = [text for one in reference_classes().values() for text in (one.label("en"), one.label("zh"))]
    values += [text for one in dossier.sources.values() for text in (one.title, one.note, one.published)]
    values += leaves([dossier.title, dossier.assumptions.deflator, float(dossier.assumptions.about)])
    judged = [row for row in run.finding_rows if row.check == "growth_against_levels"]
    tested = [row.verdict for row in judged if row.verdict != "not_assessable"]
    values += [len(dossier.claims), len(run.conflict_rows), len(tested), len(judged) - len(tested)]
    return values + [tested.count(one) for one in sorted(set(tested))]


@pytest.fixture(scope="session")
def known(runs):
    """Numbers that may be printed, by language."""
    return {language: obtainable(runs[language]) for language in LANGUAGES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_printed_is_found_in_the_assessment(composed, known, language):
    """No number in the appendix comes from anywhere but claims, findings, searches, scenarios and stated thresholds."""
    foreign = _foreign(composed[language].document, language, lambda _binds: known[language])
    assert not foreign, foreign[:20]


def test_every_number_comes_from_what_its_row_is_bound_to(composed, runs):
    """A row, paragraph or list holds only numbers of the indicators whose claims and findings it names.

    The pool of all numbers is large, so that a wrong one may be in it by chance; that of one indicator is small.
    """
    run = runs["en"][0]
    indicator_of = {one.claim_id: one.indicator for one in run.dossier.claims}
    pools = {}

    def pool(binds):
        names = {indicator_of.get(bind.removeprefix("claim:")) for bind in binds if bind.startswith("claim:")}
        names |= {bind.split("/")[1] for bind in binds if bind.startswith("finding:")}
        names -= {None}
        if not names or len(names) > 6 or any(bind.startswith("run:") for bind in binds):
            return None
        # What is per head, a ratio or a rest is worked out from two indicators.
        for name in names | {"population"}:
            if name not in pools:
                pools[name] = obtainable([run], name)
        return set().union(*(pools[name] for name in names | {"population"}))

    foreign = _foreign(composed["en"].document, "en", pool)
    assert not foreign, foreign[:20]


def _foreign(document, language, pool):
    """Numbers that are in no template, label or heading, nor in the pool of what they are bound to."""
    fixed = {
        one
        for name in ("appendix", "methods", "page")
        for text in _templates(name, language)
        for one in numbers_in(text)
    }
    labels = [one.label for one in document.blocks if hasattr(one, "label")]
    labels += [one.number for one in document.blocks if isinstance(one, Heading)]
    fixed |= {one for label in labels for one in numbers_in(label)}
    foreign = []
    for name, blocks in section_of(document).items():
        if name in {"reproducibility", "methods"}:
            continue  # held by tests of their own
        for block in blocks:
            if block.id == "table-inferred":
                continue  # notes as written
            parts = [(getattr(block, "binds", ()), texts(block))]
            if isinstance(block, Table):
                parts = [(row.binds, [run.text for one in row.cells for run in one]) for row in block.rows]
            for binds, written in parts:
                allowed = pool(binds)
                if allowed is None:
                    continue
                for text in written:
                    foreign += [
                        (block.id, one, text[:90]) for one in numbers_in(text) if one not in allowed | fixed
                    ]
    return foreign


def _templates(name, language):
    """Sentences of a table of words with their placeholders taken out."""
    return [re.sub(r"\{[^}]*\}", " ", say_raw(name, key, language)) for key in keys(name, language)]


@cache
def raw_table(name, language):
    """A table of words as it stands in its file."""
    return tomllib.loads(
        (ROOT / "forecasting" / "words" / f"{name}.{language}.toml").read_text(encoding="utf-8")
    )


def say_raw(name, key, language):
    """A template as it stands in its table."""
    node = raw_table(name, language)
    for part in key.split("."):
        node = node[part]
    return node


@pytest.mark.parametrize("language", LANGUAGES)
def test_thresholds_stand_next_to_their_verdicts(composed, language):
    """The limits of 10, 33, 67 and 90 %, of 1.1 and its inverse 0.91, of ten points: each beside the word it decides."""
    found = table(composed[language].document, "table-thresholds")
    rows = {
        (check, verdict): "".join(run.text for run in row.cells[2])
        for (check, verdict, _), row in zip(THRESHOLDS, found.rows, strict=True)
    }
    for verdict, limits in {
        "implausible": ["10"],
        "stretch": ["10", "33"],
        "open": ["33", "67"],
        "likely": ["67"],
    }.items():
        assert numbers_in(rows["odds", verdict]) == limits
    assert numbers_in(rows["odds", "unambitious"]) == ["90"]
    assert numbers_in(rows["targets_against_goal", "in_step"]) == ["0.91", "1.1"]
    assert numbers_in(rows["growth_against_levels", "uninformative"]) == ["10", "10"]
    assert {check for check, _, _ in THRESHOLDS} <= {one.__name__ for one in CHECKS}
    assert {verdict for _, verdict, _ in THRESHOLDS} <= set(VERDICTS)


def test_formulas_are_told_in_both_languages(composed):
    """Ten formulas, each with a sentence before and its symbols after, numbered in one row."""
    for language in LANGUAGES:
        blocks = composed[language].document.blocks
        found = [place for place, one in enumerate(blocks) if isinstance(one, Formula)]
        assert [blocks[place].id for place in found] == [f"formula-{name}" for name, _ in FORMULAS]
        assert [blocks[place].label for place in found] == [f"({one})" for one in range(1, len(found) + 1)]
        assert all(isinstance(blocks[place - 1], Paragraph) for place in found)
        assert all(blocks[place + 1].id.endswith("-where") for place in found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_model_and_reading_has_words(language):
    """Each growth model is told in a line, and each reading a claim may have is named."""
    for model in MODEL_IDS:
        assert say(f"appendix.model.{model}", language)
    for reading in ("increase_by", "increase_to", "every_window", "average", "truncated"):
        assert say(f"appendix.claims.{reading}", language)


# ---- languages


ALLOWED = {
    "GDP", "SHA", "lo", "hi", "ln", "Theta", "forecasting", "en", "zh", "toml", "csv", "xlsx", "scenarios", "dossier",
    "claims", "speech", "founding",
    # As the speech masks its years: 20xx.
    "xx",
}  # fmt: skip


def test_the_chinese_appendix_is_chinese(composed, yanjiao):
    """No English word stands in it but names of claims, sources, scenarios and symbols: no note given in English."""
    names = {one.claim_id for one in yanjiao.claims} | set(yanjiao.scenario_tables) | set(yanjiao.sources)
    names |= {row["claim_id"] for table_ in yanjiao.scenario_tables.values() for row in table_.get("add", ())}
    names |= set(SECTIONS) | {"baseline"}
    longest = sorted(names, key=len, reverse=True)
    foreign = []
    for block in composed["zh"].document.blocks:
        for text in texts(block):
            plain = text
            for name in longest:
                plain = plain.replace(name, " ")
            plain = re.sub(r"[0-9a-f]{64}", " ", plain)
            foreign += [
                (block.id, word) for word in re.findall(r"[A-Za-z]{2,}", plain) if word not in ALLOWED
            ]
    assert not foreign


def test_the_english_appendix_is_english(composed, yanjiao):
    """No Chinese character stands in it but in quotes, places, and notes and titles of the dossier."""
    quoted = {one.quote for one in yanjiao.claims} | {one.locator for one in yanjiao.claims}
    foreign = []
    for block in composed["en"].document.blocks:
        if block.id in {"table-sources", "table-inferred", "claims-said"}:
            continue
        for text in texts(block):
            plain = text
            for quote in sorted(quoted, key=len, reverse=True):
                plain = plain.replace(quote, "")
            foreign += [(block.id, plain) for _ in re.findall(r"[一-鿿]", plain)]
    titles = [run["title"]["en"] for run in yanjiao.scenario_tables.values()]
    assert not [
        one
        for one in foreign
        if not any(re.search(r"[一-鿿]", title) and title in one[1] for title in titles)
    ]


def test_another_language_is_assessed_again(runs):
    """English runs asked for in Chinese give the Chinese appendix and Chinese runs."""
    found = compose(runs["en"][:1], language="zh", sections=["targets"])
    assert [one.language for one in found.runs] == ["zh"]
    assert found.document == compose(runs["zh"][:1], sections=["targets"]).document
    assert found.document.settings["language"] == "zh"


# ---- settings, digests, determinism


def test_settings_rebuild_the_appendix(runs, yanjiao):
    """Settings survive JSON, and their scenarios, also one made in Python, give the same appendix again."""
    own = fc.Scenario(
        "Slower",
        growth_cap={"gdp": 0.10},
        founded=1993,
        growth_shock={"gdp": {2011: -0.05}},
        deflator=(-0.01, 0.05),
    )
    kept = (runs["en"][0], fc.assess(yanjiao, own))
    made = compose(kept, sections=["scenarios", "reproducibility"], title="A title of one's own")
    settings = json.loads(json.dumps(made.document.settings))
    again = [fc.assess(yanjiao, scenario_from(one)) for one in settings["scenarios"]]
    rebuilt = compose(
        again, language=settings["language"], title=settings["title"], sections=settings["sections"]
    )
    assert repr(rebuilt.document) == repr(made.document)
    assert rebuilt.document.title == "A title of one's own"
    assert plain_scenario(own)["growth_shock"] == {"gdp": {"2011": -0.05}}


def test_digests_are_those_of_the_files(composed, yanjiao):
    """Each input file stands with its SHA-256, by its name alone; no path of a machine is in the appendix."""
    import hashlib

    settings = composed["en"].document.settings
    assert [one["name"] for one in settings["inputs"]] == ["dossier.toml", "claims.csv", "scenarios.toml"]
    for one in settings["inputs"]:
        assert one["sha256"] == hashlib.sha256((YANJIAO / one["name"]).read_bytes()).hexdigest()
    everything = repr(composed["en"].document)
    assert str(ROOT) not in everything
    assert "data/yanjiao" not in everything
    shown = table(composed["en"].document, "table-settings")
    assert column(shown, "Value")[-3:] == [one["sha256"] for one in settings["inputs"]]
    # Without a folder the claims themselves are digested, whatever their order.
    bare = replace(yanjiao, folder=None)
    turned = replace(bare, claims=tuple(reversed(bare.claims)))
    assert digests(bare) == digests(turned)
    assert [one["name"] for one in digests(bare)] == ["claims"]


def test_the_same_inputs_give_the_same_blocks(runs, composed):
    """Composed twice, the document is the same to the letter, charts apart."""
    first, second = (compose(runs["zh"][:3]).document for _ in range(2))
    assert repr(first) == repr(second)
    assert first.blocks[:9] == composed["zh"].document.blocks[:9]


def test_the_order_of_rows_does_not_matter(yanjiao, runs):
    """Claims in another order change no block."""
    turned = replace(yanjiao, claims=tuple(reversed(yanjiao.claims)))
    found = compose([fc.assess(turned)]).document
    assert repr(found.blocks) == repr(compose(runs["en"][:1]).document.blocks)


# ---- choices, and what is refused


def test_sections_can_be_chosen(runs):
    """Chosen sections come in the usual order, with no reference to one that is left out."""
    found = compose(runs["en"][:1], sections=["conflicts", "answer", "arithmetic"]).document
    first = [one.id for one in found.blocks if isinstance(one, Heading) and one.level == 1]
    assert first == ["answer", "arithmetic", "conflicts"]
    assert found.settings["sections"] == first
    for name in SECTIONS:
        alone = compose(runs["en"][:1], sections=[name]).document
        assert alone.blocks[0].id == name
        assert len(alone.blocks) > 1


def test_one_run_names_the_scenarios_there_are(runs, yanjiao):
    """Without a second run the section on scenarios lists those that are defined."""
    found = compose(runs["en"][:1], sections=["scenarios"]).document
    assert len(table(found, "table-scenarios").rows) == len(yanjiao.scenario_tables)


def test_a_scenario_alone_says_what_it_changes(runs):
    """An appendix about a scenario says so below its title and in its opening."""
    run = next(one for one in runs["en"] if one.scenario.name == "slower_after_2012")
    found = compose([run], sections=["answer"]).document
    assert "Growth capped at 10 % after 2012" in found.subtitle
    said = next(one for one in found.blocks if one.id == "answer-scenario")
    assert "2013" in said.runs[0].text
    assert said.binds == ("run:slower_after_2012",)


def test_refusals_say_what_is_wrong(runs, yanjiao):
    """No run, no assessment, another dossier, a scenario twice, unknown sections and languages: each is told."""
    with pytest.raises(ForecastingError, match="at least one assessment"):
        compose([])
    with pytest.raises(ForecastingError, match="received Dossier"):
        compose([yanjiao])
    with pytest.raises(ForecastingError, match=r"of one dossier.*riverside"):
        compose(
            [runs["en"][0], fc.assess(fc.load(RIVERSIDE), next(iter(fc.load(RIVERSIDE).scenario_tables)))]
        )
    with pytest.raises(ForecastingError, match="baseline more than once"):
        compose([runs["en"][0], runs["zh"][0]])
    with pytest.raises(ForecastingError, match="perhaps odds; those that exist: answer, targets"):
        compose(runs["en"][:1], sections=["od"])
    with pytest.raises(ForecastingError, match="at least one of answer"):
        compose(runs["en"][:1], sections=[])
    with pytest.raises(ForecastingError, match="unknown language 'fr'"):
        compose(runs["en"][:1], language="fr")


# ---- other dossiers


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", ["tests/dossiers/riverside", "data/jungar"])
def test_other_dossiers_compose(folder, language):
    """A small dossier and one without any growth have all sections, each saying so where there is nothing."""
    dossier = fc.load(ROOT / folder)
    found = compose([fc.assess(dossier, language=language)]).document
    assert set(section_of(found)) == set(SECTIONS)
    assert all(len(blocks) > 1 for blocks in section_of(found).values())


def test_markup_in_claims_stays_text():
    """What looks like HTML, typst, Word or a formula of a spreadsheet is kept letter by letter."""
    rows = [
        {"claim_id": "a<b>", "entity": "x", "indicator": "gdp", "role": "history", "kind": "level", "value": "10",
         "unit": "亿元", "end": 2009, "source": "s", "quote": "<script>10</script> #let x = $10$ =SUM(A1)"},
        {"claim_id": "b", "entity": "x", "indicator": "gdp", "role": "target", "kind": "level", "value": "12",
         "unit": "亿元", "end": 2010, "source": "s", "quote": "{12} \\textbf"},
    ]  # fmt: skip
    dossier = _of_rows(rows)
    found = compose([fc.assess(dossier)]).document
    written = " ".join(text for one in found.blocks for text in texts(one))
    for row in rows:
        assert row["quote"] in written
        assert row["claim_id"] in written


def _of_rows(rows):
    """A dossier of claims given as mappings, its indicators named by id."""
    from forecasting.dossier import from_frame

    return from_frame(rows)


def test_a_long_table_is_cut_and_says_so():
    """Of 400 claims the table shows the first sixty, those of grave findings among them, and says where all are."""
    rows = []
    for place in range(100):
        name = f"i{place:03d}"
        wrong = "9" if place == 77 else "20"
        for kind, value, unit, role, end in (
            ("level", "100", "亿元", "history", 2009),
            ("level", "120", "亿元", "target", 2010),
            ("growth", wrong, "%", "target", 2010),
            ("level", "300", "亿元", "goal", 2015),
        ):
            rows.append(
                {"claim_id": f"{name}-{role}-{kind}", "entity": "x", "indicator": name, "role": role, "kind": kind,
                 "value": value, "unit": unit, "end": end, "source": "s", "quote": f"{value}"}
            )  # fmt: skip
    found = compose([fc.assess(_of_rows(rows))]).document
    claims = table(found, "table-claims")
    assert len(claims.rows) == CAP
    assert claims.left_out == 400 - CAP
    assert "400" in claims.note
    assert "workbook" in claims.note
    assert any("i077-target-growth" in text for text in column(claims, "Number"))
    assert all(len(one.rows) <= CAP for one in found.blocks if isinstance(one, Table))


def test_blocks_are_numbered(composed):
    """References are filled in: a second numbering changes nothing, and every table and figure has its label."""
    for language in LANGUAGES:
        document = composed[language].document
        assert numbered(document) == document
        assert all(one.label for one in document.blocks if isinstance(one, Table | Figure | Formula))
        assert not [
            run
            for one in document.blocks
            if isinstance(one, Paragraph)
            for run in one.runs
            if isinstance(run, Run) and not run.text
        ]


def test_figures_are_few_and_told(composed):
    """At most nine figures, each with words for those who cannot see it."""
    for language in LANGUAGES:
        figures = [one for one in composed[language].document.blocks if isinstance(one, Figure)]
        assert 5 <= len(figures) <= 9
        assert all(len(one.alt) > 15 and one.chart is not None for one in figures)


#: Sentences for what the dossiers at hand do not hold: said elsewhere, but not by this test.
RARE = {
    "appendix.document.subtitle_scenario",
    "appendix.notes.cut",
    "appendix.notes.more",
    "appendix.scenarios.one_scenario",
    "appendix.names.and_more",
    "appendix.lookups.silent",
    "appendix.claims.none",
    "appendix.answer.scenario", "appendix.arithmetic.material", "appendix.bounds.above",
    "appendix.bounds.at_most", "appendix.claims.truncated", "appendix.notes.place",
    "appendix.odds.with_ease", "appendix.odds.own", "appendix.odds.past", "appendix.odds.past_table",
    "appendix.odds.aim_growth", "appendix.odds.year", "appendix.odds.target", "appendix.odds.outcome", "appendix.odds.miss", "appendix.odds.met",
    "appendix.odds.missed", "appendix.role.assumption", "appendix.scenarios.same", "appendix.sources.no_deflator",
    "appendix.claims.a_number", "appendix.document.title_brief", "appendix.notes.quote", "appendix.targets.points",
    "appendix.arithmetic.count_implausible", "appendix.required.beside", "appendix.required.beside_row",
    "appendix.odds.no_rate", "appendix.notes.more_one", "appendix.arithmetic.untested_one", "appendix.odds.needed_cell_one",
    "appendix.conflicts.said", "appendix.scenarios.untitled", "appendix.targets.level", "appendix.targets.base", "appendix.targets.target", "appendix.targets.goal",
}  # fmt: skip


def odd_claims():
    """One claim that arithmetic singles out (u), a rate that only prices excuse (v), and three numbers that fit (w)."""
    rows = [
        {"indicator": "u", "claim_id": "u1", "end": 2010, "value": "10", "comparator": ">"},
        {"indicator": "u", "claim_id": "u2", "end": 2010, "value": "5", "comparator": "<"},
        {"indicator": "u", "claim_id": "u3", "end": 2010, "value": "20", "comparator": ">"},
        {"indicator": "v", "claim_id": "v1", "end": 2010, "value": "100"},
        {"indicator": "v", "claim_id": "v2", "end": 2011, "value": "110"},
        {"indicator": "v", "claim_id": "v3", "end": 2011, "value": "8.0", "kind": "growth"},
        {"indicator": "w", "claim_id": "w1", "end": 2010, "value": "100"},
        {"indicator": "w", "claim_id": "w2", "end": 2011, "value": "110"},
        {"indicator": "w", "claim_id": "w3", "end": 2011, "value": "10", "kind": "growth"},
    ]
    basis = {"u": "nominal", "v": "unstated", "w": "nominal"}
    known = {
        name: Indicator(
            name,
            label={"en": name, "zh": name},
            unit="亿元",
            basis="nominal",
            growth_basis=growth_basis,
            growth_basis_from="dossier",
        )
        for name, growth_basis in basis.items()
    }
    return from_frame(rows, entity="here", indicators=known)


def test_no_word_lies_about_unsaid(monkeypatch, runs):
    """Each sentence of the two tables is said in some appendix, or is on the list of those for rarer dossiers."""
    from forecasting._appendix import content
    from forecasting._appendix.sections import material

    spoken = set()

    def listening(key, language, /, **values):
        spoken.add(key)
        return say(key, language, **values)

    monkeypatch.setattr(material, "say", listening)
    monkeypatch.setattr(content, "say", listening)
    compose([run for run in runs["en"] if run.scenario.name in {"baseline", "exports_corrected"}])
    compose(runs["en"][:1])
    for folder in (RIVERSIDE, ROOT / "data" / "jungar"):
        compose([fc.assess(fc.load(folder))])
    compose([fc.assess(odd_claims())])
    every = {f"{name}.{key}" for name in ("appendix", "methods") for key in keys(name, "en")}
    # What one thing is said as, and the two pages, have tests of their own.
    apart = ("appendix.model.", "appendix.brief.")
    silent = {one for one in every - spoken - RARE if not one.startswith(apart)}
    assert not silent


def test_one_year_is_no_record_of_a_rate():
    """A goal of 70 % by 2030 after 62 % in 2020 needs 0.8 points a year; of a pace before 2020 nothing is known."""
    made = {"x": Indicator("x", {"en": "Urban share", "zh": "城镇化率"}, "%", "physical", measure="rate")}
    claims = [
        {"entity": "here", "value": value, "end": end, "role": role}
        for value, end, role in (("62", 2020, "history"), ("70", 2030, "goal"))
    ]
    document = fc.appendix(fc.assess(from_frame(claims, indicators=made)), language="en").document
    (table,) = [one for one in document.blocks if isinstance(one, Table) and one.id == "table-goals"]
    (row,) = table.rows
    words = ["".join(run.text for run in one) for one in row.cells]
    assert words[2] == "0.8 pp"
    assert words[5] == "–"
