"""What becomes of findings in the documents: none is left out, and no number is read back out of a sentence."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import forecasting as fc
from forecasting._appendix.blocks import Heading, Table
from forecasting._appendix.content import compose
from forecasting._appendix.origin import finding_keys
from forecasting._appendix.plain import block_text
from forecasting._appendix.redraft import redraft
from forecasting._appendix.xlsx import write_workbook
from forecasting.dossier import from_frame
from forecasting.judge import checks
from forecasting.judge.checks import CHECKS, GRAVITY, VERDICTS, Evidence, Finding
from forecasting.show.page import page
from forecasting.show.terminal import report
from forecasting.words import LANGUAGES, Phrase, _table, render

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"


def made_up_claims():
    """A share without its levels, a past target without an outcome and a rate at prices nothing converts."""
    return from_frame(
        [
            {"indicator": "gdp", "kind": "level", "value": "120", "end": 2010},
            {"indicator": "gdp", "kind": "level", "value": "100", "end": 2009},
            {"indicator": "gdp", "kind": "growth", "value": "14", "end": 2010, "basis": "real"},
            {"indicator": "steel", "kind": "share", "of": "gdp", "value": "30", "unit": "%", "end": 2008},
            {"indicator": "jobs", "kind": "level", "value": "40", "end": 2008, "role": "target"},
        ]
    )


def dossiers():
    """The real dossier, a made one with an error, and one where hardly anything can be assessed."""
    return {"yanjiao": fc.load(YANJIAO), "riverside": fc.load(RIVERSIDE), "made_up": made_up_claims()}


@pytest.fixture(scope="module", params=["yanjiao", "riverside", "made_up"])
def run(request):
    """Each dossier, assessed."""
    return fc.assess(dossiers()[request.param])


def bound(document):
    """What the blocks come from, those of the opening left out: it comes from every finding at once."""
    found = set()
    for block in document.blocks:
        if not block.id.startswith("answer-"):
            found |= set(getattr(block, "binds", ()))
            for row in getattr(block, "rows", ()):
                found |= set(row.binds)
    return found


def untold(run):
    """The findings that no block comes from."""
    told = bound(compose([run]).document)
    keys = finding_keys(run.found)
    return [one for one, key in zip(run.found, keys, strict=True) if f"finding:{key}" not in told]


def test_every_finding_stands_in_a_section(run):
    """Each finding is told; but where no odds can be given, that there is no class either is not said again."""
    silent = {one.indicator for one in run.found if one.check == "odds" and one.verdict == "not_assessable"}
    for one in untold(run):
        assert (one.check, one.verdict) == ("precedent", "not_assessable"), one
        assert one.indicator in silent, one


def words_of_a_new_check(monkeypatch):
    """Give a made-up check its words, as its author would in the one table of findings."""
    for language in LANGUAGES:
        names = {"name": f"made-up check {language}", "axis": f"made-up|check {language}"}
        monkeypatch.setitem(_table("findings", language)["checks"], "made_up", names)


def test_a_new_check_is_told_without_a_change_elsewhere(monkeypatch):
    """A check no section knows turns up in the appendix, the page and the report, whatever its verdicts."""

    def made_up(evidence: Evidence) -> Iterator[Finding]:
        name = next(iter(evidence.dossier.indicators))
        message = Phrase("findings.checks.made_up.name")
        for verdict in VERDICTS:
            for kind in ("provable", "judgement"):
                yield Finding("made_up", evidence.dossier.entity, name, verdict, message, kind=kind)

    words_of_a_new_check(monkeypatch)
    monkeypatch.setattr(checks, "CHECKS", (*CHECKS, made_up))
    run = fc.assess(made_up_claims())
    assert len([one for one in run.found if one.check == "made_up"]) == 2 * len(VERDICTS)
    assert not [one for one in untold(run) if one.check == "made_up"]
    for language in LANGUAGES:
        said = run.said_in(language)
        assert any(f"made-up check {language}" in str(block) for block in compose([said]).document.blocks)
        assert f"made-up check {language}" in report(said)
        assert f"made-up check {language}" in page(said)
    assert write_workbook([run])


def test_every_verdict_has_its_gravity():
    """The order of verdicts and how grave each is stand in one table."""
    assert tuple(GRAVITY) == VERDICTS
    assert set(GRAVITY.values()) == {"wrong", "doubtful", "asking", "watch", "fine", "silent"}


def wordless(run):
    """The assessment with every sentence replaced by one that holds no number and no key of its own."""
    blank = Phrase("findings.no_change")
    found = tuple(
        replace(one, message=blank, suggestion=None if one.suggestion is None else blank) for one in run.found
    )
    return replace(run, found=found)


def test_no_table_reads_a_number_out_of_a_sentence(run):
    """With all sentences of the findings blank, the appendix has the same headings and the same tables."""
    given, blank = compose([run]).document, compose([wordless(run)]).document
    assert [one.id for one in blank.blocks] == [one.id for one in given.blocks]
    assert [one for one in blank.blocks if isinstance(one, Heading)] == [
        one for one in given.blocks if isinstance(one, Heading)
    ]
    tables = [one for one in given.blocks if isinstance(one, Table)]
    assert tables
    assert [one for one in blank.blocks if isinstance(one, Table)] == tables


def test_no_correction_reads_a_number_out_of_a_sentence(run):
    """With all sentences of the findings blank, the counter-draft changes the same numbers to the same ones."""

    def changes(run):
        return [(one.quote, edit.start, edit.end, edit.new) for one in redraft(run) for edit in one.edits]

    assert changes(wordless(run)) == changes(run)


def test_the_opening_is_made_from_facts(run):
    """With all sentences of the findings blank, the opening differs only where it quotes one of them whole."""
    expected = run.paragraph
    for one in run.found:
        expected = expected.replace(render(one.message, "en"), render(Phrase("findings.no_change"), "en"))
    assert wordless(run).paragraph == expected


@pytest.mark.parametrize(("language", "printed"), [("en", "at least 10 %"), ("zh", "至少10%")])
def test_an_untested_rate_is_printed_with_its_comparator(language, printed):
    """A rate of "at least 10" without its levels stands in the list of numbers to look up in words."""
    rows = [
        {"indicator": "gdp", "kind": "level", "value": "120", "end": 2010},
        {
            "indicator": "gdp",
            "kind": "growth",
            "value": "10",
            "comparator": ">=",
            "end": 2010,
            "role": "history",
        },
    ]
    document = compose([fc.assess(from_frame(rows), language=language)]).document
    table = next(one for one in document.blocks if one.id == "table-untested")
    assert printed in table.rows[0].cells[1][0].text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("value", "unit"), [("3", "成"), ("300", "‰")])
def test_no_document_quotes_a_rate_in_another_unit(value, unit, language) -> None:
    """Growth printed as 3成 or 300 ‰ is never said to be 3 % or 300 %: not on the terminal, in an appendix or its brief."""
    rows = [
        {"claim_id": "first", "end": 2008, "value": "100.0", "unit": "亿元"},
        {"claim_id": "last", "end": 2009, "value": "152.0", "unit": "亿元"},
        {"claim_id": "rate", "end": 2009, "value": value, "unit": unit, "kind": "growth"},
        {"claim_id": "later", "end": 2012, "value": "300", "unit": "亿元"},
        {"claim_id": "untested", "end": 2012, "value": value, "unit": unit, "kind": "growth"},
    ]
    result = fc.assess(from_frame(rows, entity="here"), language=language)
    assert result.exit_code == 1
    every = [
        block_text(block)
        for brief in (True, False)
        for block in fc.appendix(result, language=language, brief=brief).document.blocks
    ]
    told = "\n".join([report(result), *every])
    assert not re.search(rf"(?<![\d.]){value} ?%", told)
    printed = f"{value} {'tenths' if unit == '成' else unit}" if language == "en" else f"{value}{unit}"
    assert told.count(printed) > 5
