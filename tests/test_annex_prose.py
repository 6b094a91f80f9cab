"""The prose of documents, read as a reader would: no machinery, one thing said as one, Chinese in Chinese documents."""

import re
from pathlib import Path

import pytest

import forecasting as fc
from forecasting._appendix.blocks import (
    Contents,
    Figure,
    Formula,
    Heading,
    Items,
    Paragraph,
    Table,
    plain_text,
)
from forecasting.dossier import Indicator, from_frame
from forecasting.words import LANGUAGES, keys, render, say

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("yanjiao", "riverside", "sixty")
#: The tables at the end where ids of claims, and scenarios, sections, seeds and digests stand.
MACHINERY = ("table-claims", "table-settings")


@pytest.fixture(scope="session")
def documents(folders):
    """The full appendix with all its scenarios, and the two pages, of each dossier in each language."""
    found = {}
    for name, folder in folders.items():
        dossier = fc.load(folder)
        for language in LANGUAGES:
            runs = [fc.assess(dossier, one, language=language) for one in (None, *dossier.scenario_tables)]
            found[name, language, "full"] = fc.appendix(*runs).document
            found[name, language, "brief"] = fc.appendix(runs[0], brief=True).document
    return found


def texts(block):
    """Every text of a block, notes of tables and figures included."""
    match block:
        case Heading(text=text):
            return [text]
        case Paragraph(runs=runs):
            return [plain_text(runs), *(run.note for run in runs)]
        case Items(items=items):
            return [plain_text(one) for one in items] + [run.note for one in items for run in one]
        case Table():
            inside = [plain_text(one) for row in block.rows for one in row.cells]
            return [block.caption, block.note, *(one.label for one in block.columns), *inside]
        case Figure():
            return [block.caption, block.note, block.alt]
        case Formula() | Contents():
            return []


def prose(document):
    """Block and text, but for the tables at the end that hold what only a machine needs."""
    for block in document.blocks:
        if block.id not in MACHINERY:
            yield from ((block.id, text) for text in texts(block) if text)


@pytest.mark.parametrize("kind", ["full", "brief"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_machinery_in_the_prose(documents, folders, name, language, kind):
    """No id of a claim, source or scenario, no digest and no seed stands outside the tables at the end."""
    dossier = fc.load(folders[name])
    claims = {one.claim_id for one in dossier.claims}
    scenarios = {one for one in dossier.scenario_tables if "_" in one}
    ids = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(claims | scenarios)))})(?![\w-])")
    for block, text in prose(documents[name, language, kind]):
        # The dossier's own remarks on what was inferred are printed as they were typed.
        if block in {"table-inferred", "table-sources"}:
            continue
        assert not ids.search(text), (block, text)
        assert not re.search(r"[0-9a-f]{16}|\bseeds?\b|种子", text), (block, text)


#: Words of a Chinese document that are names: of this package, of a measure as Chinese reports print it, of symbols.
NAMED = {"forecasting", "GDP", "SHA", "lo", "hi"}


@pytest.mark.parametrize("kind", ["full", "brief"])
@pytest.mark.parametrize("name", NAMES)
def test_no_english_word_in_a_chinese_document(documents, name, kind):
    """Outside quotes and names no English word stands in a Chinese document, and formulas keep their symbols."""
    for block, text in prose(documents[name, "zh", kind]):
        if block in {"table-reference", "table-sources"}:
            continue  # titles of publications and reports, as published
        bare = re.sub("“[^”]*”|《[^》]*》", "", text)
        words = set(re.findall(r"(?<![A-Za-z0-9])[A-Za-z]{2,}", bare)) - NAMED
        assert not words, (block, words, text)


@pytest.mark.parametrize("name", NAMES)
def test_no_advice_is_called_advice_twice(documents, name):
    """Below a heading or after a lead of 修改建议 the word 建议 does not come again."""
    for kind in ("full", "brief"):
        for block in documents[name, "zh", kind].blocks:
            if isinstance(block, Paragraph) and block.style == "suggestion":
                assert plain_text(block.runs).count("建议") == 1
            if block.id == "brief-write-items":
                assert not any("建议" in plain_text(one) for one in block.items)


# ---- one, two, many


ENGLISH_ONE = re.compile(
    r"(?<![\d.,–-])1 (?:more |further |printed |known |other )*(?:\w+s\b(?<!this)(?<!its)(?<!is)(?<!was)(?<!has))"
    r"|\b1 \w+ (?:are|hold|fit|do|have) |\(s\)"
)


def frame(levels, rates):
    """A dossier of levels by year and rates by year, of one indicator."""
    rows = [
        {"claim_id": f"l{year}", "indicator": "x", "end": year, "value": value}
        for year, value in levels.items()
    ]
    rows += [
        {"claim_id": f"g{year}", "indicator": "x", "end": year, "value": value, "kind": "growth", "unit": "%"}
        for year, value in rates.items()
    ]
    known = Indicator("x", label={"en": "x", "zh": "x"}, unit="亿元", basis="nominal", growth_basis="nominal")
    return from_frame(rows, entity="here", indicators={"x": known})


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 7])
@pytest.mark.parametrize(
    "key",
    [
        "nothing", "untested", "asked", "odd", "more_wrong", "conflicts", "clashes", "conflicts_asked", "clashes_asked",
    ],
)  # fmt: skip
def test_the_opening_counts_as_people_do(key, count, language):
    """A sentence of the opening says one, two and many things without a wrong plural and without "(s)"."""
    said = say(f"opening.{key}_one" if count == 1 else f"opening.{key}", language, count=count)
    assert str(count) in said or count == 1
    if language == "en":
        assert not ENGLISH_ONE.search(said), said
    else:
        assert not re.search("[A-Za-z]", said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 7])
@pytest.mark.parametrize("key", ["more_wrong", "clash", "asked", "missed", "more", "cut", "graded"])
def test_the_two_pages_count_as_people_do(key, count, language):
    """So does a clause of the two pages."""
    name = f"appendix.brief.{key}_one" if count == 1 else f"appendix.brief.{key}"
    said = say(name, language, count=count, total=9, word="thin", grade="D", more="")
    assert str(count) in said or count == 1
    if language == "en":
        assert not ENGLISH_ONE.search(said), said


@pytest.mark.parametrize(
    ("rates", "said"),
    [
        (("10",), "The one printed growth rate that can be tested follows from its levels."),
        (("10", "10"), "All 2 printed growth rates that can be tested follow from their levels."),
        (
            ("25",),
            "The one printed growth rate that can be tested does not follow from its levels; the numbers on x",
        ),
        (
            ("10", "25"),
            "Of 2 printed growth rates that can be tested, one follows from its levels; the numbers on x",
        ),
        (
            ("25", "25"),
            "Of 2 printed growth rates that can be tested, none follows from its levels; the numbers on x",
        ),
    ],
)
def test_arithmetic_in_one_sentence(rates, said):
    """One rate or two, right (100 to 110 to 121 is 10 % a year) or wrong: the sentence says it as people do."""
    levels = {2010: "100", 2011: "110", 2012: "121"}
    dossier = frame(levels, {2011 + place: rate for place, rate in enumerate(rates)})
    document = fc.appendix(fc.assess(dossier), brief=True, language="en").document
    sentence = plain_text(next(one for one in document.blocks if one.id == "brief-sums").runs)
    assert sentence.removeprefix("Arithmetic. ").startswith(said)
    assert sentence.count(". ") == 1


def test_every_sentence_of_one_has_one_of_many():
    """Whatever is said apart of one thing is said of many too, in both languages, with the same values or fewer."""
    for table in ("appendix", "opening", "findings"):
        for language in LANGUAGES:
            known = keys(table, language)
            for key in known:
                if key.endswith(("chance_one", "odds_one", "class_one", "pace_one", "against_one")):
                    continue
                if key.endswith("_one") and key.rpartition(".")[2] not in ("only_one", "rest_of_one"):
                    assert key.removesuffix("_one") in known, (table, key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 2, 7])
@pytest.mark.parametrize(
    "key",
    [
        "appendix.notes.more", "appendix.arithmetic.untested", "appendix.conflicts.said", "appendix.odds.needed_cell",
        "findings.precedent.share", "findings.precedent.no_class", "findings.together.unlisted", "verification.skipped",
    ],
)  # fmt: skip
def test_other_sentences_count_as_people_do(key, count, language):
    """So do the sentences of tables, of findings and of verification."""
    values = {
        "count": count, "place": "Section 10", "rate": "5 %", "years": count, "label": "GDP", "needed": 0.05,
        "share": 0.5, "class_label": "places", "typical": 0.04, "fifth": 0.07, "through": 2008, "unlisted": count,
        "file": "x.pdf", "folder": "y", "blocks": 9, "wrong": count,
    }  # fmt: skip
    said = say(f"{key}_one" if count == 1 else key, language, **values)
    assert count == 1 or str(count) in said
    if language == "en":
        assert not ENGLISH_ONE.search(said), said


def test_further_needs_something_before_it():
    """Two sets of numbers that clash, with no wrong rate before them, are no "further" sets (另有)."""
    from forecasting.judge.checks.finding import Finding
    from forecasting.judge.opening import themes
    from forecasting.words import Phrase

    def clash(claim):
        return Finding(
            check="claims_fit_together",
            kind="provable",
            entity="here",
            indicator="x",
            verdict="inconsistent",
            message=Phrase("findings.no_change"),
            claims=(claim,),
        )

    dossier = frame({2010: "100"}, {})
    for count, words in ((1, ("One set of", "有1组")), (2, ("2 sets of", "有2组"))):
        found = tuple(clash(f"c{place}") for place in range(count))
        for language, start in zip(LANGUAGES, words, strict=True):
            (said,) = dict(themes(dossier, found, language))["numbers"]
            assert said.startswith(start)


@pytest.mark.parametrize("points", [1, 2, 3])
def test_a_short_history_is_counted_in_years(points):
    """A history is said in years, and one year in the singular."""
    from forecasting.words import Phrase

    key = "findings.odds.thin_one" if points == 1 else "findings.odds.thin"
    english = render(Phrase(key, {"points": points}), "en")
    assert english == (
        "A history of one known year is thin evidence."
        if points == 1
        else f"A history of {points} known years is thin evidence."
    )
    assert f"{points}个已知年份" in render(Phrase(key, {"points": points}), "zh")


def test_two_goals_of_an_indicator_are_told_apart(documents):
    """Where an indicator has two goals, a chance in the opening carries its year; of many goals the last are told."""
    blocks = documents["sixty", "en", "full"].blocks
    said = plain_text(next(one for one in blocks if one.id == "answer-record").runs)
    assert re.search(r"about: GDP \d+ % in 2030 \(\w+\), ", said)
    # Seven indicators have two goals each; six chances are told in the headline, the tables have all.
    assert len(re.findall(r"\d+ % in 20\d\d \(", said.partition("about: ")[2].partition(". By what")[0])) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_rates_move_in_points(documents, language):
    """Unemployment from 3.6 to 3.2 in ten years is 0.04 points a year (hand working), not growth."""
    document = documents["sixty", language, "full"]
    goals = next(one for one in document.blocks if one.id == "table-goals")
    unit = "个百分点" if language == "zh" else " pp"
    row = next(one for one in goals.rows if plain_text(one.cells[1]).startswith("≤3.2"))
    assert plain_text(row.cells[2]) == f"−0.04{unit}"


def test_chains_say_what_is_printed(documents):
    """Each step of a chain names the printed number it rests on, with the unit, and no id."""
    chain = next(one for one in documents["yanjiao", "en", "full"].blocks if one.id == "conflict-1-chain")
    said = [plain_text(one) for one in chain.items]
    # Hand working: 1.87 is at least 1.865; 6 % is at least 5.5 %: 1.865 x 1.055 = 1.967575; 1.9 is at most 1.95.
    assert said == [
        "Exports in 2009 is at least 1.865 (USD 100m; printed 1.87).",
        "Times 1.055 (printed +6 %), exports in 2010 is at least 1.967575.",
        "But exports in 2010 is at most 1.95 (USD 100m; printed 1.9).",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_no_table_is_set_below_eight_points(name):
    """Tables are set in eight points or more in every format."""
    from forecasting._appendix.columns import SIZE, SMALL
    from forecasting._appendix.docx.styles import LOOKS, look_of

    assert min(SIZE, SMALL) >= 8
    for language in LOOKS:
        for brief in (False, True):
            look = look_of(language, brief=brief)
            assert min(look.table_size, look.small_size) >= 16  # half points
    css = (ROOT / "forecasting" / "_appendix" / "html" / "web.css").read_text(encoding="utf-8")
    assert all(float(size) >= 8 for size in re.findall(r"table(?:\.small)? \{ font-size: ([\d.]+)pt", css))
