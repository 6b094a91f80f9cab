"""The counter-draft: the smallest repair written into the report's own sentences, and nothing chosen silently."""

from pathlib import Path

import pytest
from lxml import etree
from office import W, flaws, parts_of

import forecasting as fc
from forecasting._appendix.docx.counter_draft import write_counter_draft
from forecasting._appendix.redraft import number_place, redraft
from forecasting.dossier import from_frame

ROOT = Path(__file__).resolve().parent.parent
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"


@pytest.fixture(scope="module")
def yanjiao():
    """The shipped speech, in Chinese."""
    return fc.assess(fc.load(ROOT / "data" / "yanjiao"), language="zh")


@pytest.fixture(scope="module")
def riverside():
    """The example that fixes the formats, in English."""
    return fc.assess(fc.load(RIVERSIDE))


def level(claim_id, year, value, quote, **more):
    """A level of x in 亿元 with its quote."""
    given = {"claim_id": claim_id, "end": year, "value": value, "quote": quote, "unit": "亿元"}
    return given | {"source": "report", "locator": "p1"} | more


def growth(claim_id, year, value, quote, **more):
    """A growth rate of x with its quote."""
    return level(claim_id, year, value, quote, kind="growth", unit="%") | more


def drafted(*rows, language="en"):
    """The sentences of a made-up report with their edits."""
    return redraft(fc.assess(from_frame(list(rows), entity="zone"), language=language))


def changes(sentences):
    """(quote, number struck out, number written in) of every change, and None for a remark alone."""
    return [
        (one.quote, one.quote[edit.start : edit.end], edit.new) for one in sentences for edit in one.edits
    ]


def body(content):
    """The body of a document."""
    return etree.fromstring(parts_of(content)["word/document.xml"])[0]


def paragraphs(content, *, accepted):
    """The text of each paragraph with all tracked changes accepted, or all rejected."""
    gone, tag = (f"{W}del", f"{W}t") if accepted else (f"{W}ins", None)
    found = []
    for one in body(content).iter(f"{W}p"):
        texts = [
            text.text
            for text in one.iter(f"{W}t", f"{W}delText")
            if not any(above.tag == gone for above in text.iterancestors()) and tag in (None, text.tag)
        ]
        found.append("".join(texts))
    return found


def comments(content):
    """The text of each comment."""
    root = etree.fromstring(parts_of(content)["word/comments.xml"])
    return ["\n".join("".join(line.itertext()) for line in one.iter(f"{W}p")) for one in root]


# ---- the shipped speech and the example


def test_the_wrong_export_rate_is_mended_and_a_tight_one_remarked(yanjiao):
    """1.9 / 1.87 is 1.6 % and not 6 % (methods, worked examples); GDP's 14 % holds within rounding: a remark only."""
    assert changes(redraft(yanjiao)) == [
        ("地区生产总值213亿元,增长14%", "14", None),
        ("出口创汇1.9亿美元,增长6%", "6", "1.6"),
    ]


def test_accepted_and_rejected_the_speech_reads_as_it_should(yanjiao):
    """With the changes rejected every quote stands as printed, in order; accepted, one number differs."""
    content = write_counter_draft(yanjiao)
    quotes = list(dict.fromkeys(claim.quote for claim in yanjiao.dossier.claims))
    rejected = paragraphs(content, accepted=False)
    assert set(quotes) <= set(rejected)
    accepted = paragraphs(content, accepted=True)
    different = [(old, new) for old, new in zip(rejected, accepted, strict=True) if old != new]
    assert different == [("出口创汇1.9亿美元,增长6%", "出口创汇1.9亿美元,增长1.6%")]
    places = [one for one in accepted if one.startswith("篇1 第")]
    assert places == ["篇1 第5段", "篇1 第6段", "篇1 第13段", "篇1 第16段", "篇1 第19段"]


def test_the_calculation_is_in_the_comment(yanjiao):
    """A comment says the division and what to write; within rounding that no change is forced, and no other number."""
    rounding, wrong = comments(write_counter_draft(yanjiao))
    assert "1.9÷1.87−1＝1.6%" in wrong
    assert "1.98亿美元" in wrong
    assert "不必改动" in rounding
    assert "13.3%" in rounding
    assert "改为" not in rounding


def test_riverside_is_mended_and_the_other_level_offered(riverside):
    """12.7 / 10.0 is 27 %, not 25 %; the heavier way out, 10.1 for 2018, stands in the comment."""
    assert changes(redraft(riverside)) == [("财政收入12.7亿元,增长25%", "25", "27")]
    (comment,) = comments(write_counter_draft(riverside))
    assert "12.7 ÷ 10 − 1 = 27 %" in comment
    assert "is changed to 10.1" in comment


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_file_is_whole_and_the_same_twice(language):
    """The document is valid, its changes have an author and no date, and it is the same bytes twice."""
    run = fc.assess(fc.load(RIVERSIDE), language=language)
    content = write_counter_draft(run)
    assert flaws(content) == []
    assert content == write_counter_draft(run)
    for one in body(content).iter(f"{W}ins", f"{W}del"):
        assert one.get(f"{W}author") == "forecasting"
        assert one.get(f"{W}date") is None
    assert b"w:date" not in parts_of(content)["word/comments.xml"]


def test_a_report_without_faults_says_so():
    """Nothing to change: no comment part, and a sentence that says it."""
    rows = [level("a", 2008, "100", "2008年100亿元"), level("b", 2009, "110", "2009年110亿元")]
    content = write_counter_draft(fc.assess(from_frame(rows, entity="zone")))
    assert flaws(content) == []
    assert "word/comments.xml" not in parts_of(content)
    assert "No number of this report needs a change." in paragraphs(content, accepted=True)


# ---- what is changed and what is only remarked


def test_under_a_tie_nothing_is_chosen():
    """100 and 150 two years apart with two rates of 10 %: either rate may be wrong, so both get a remark."""
    found = drafted(
        level("a", 2008, "100", "2008年100亿元"),
        growth("g9", 2009, "10", "2009年增长10%"),
        growth("g10", 2010, "10", "2010年增长10%"),
        level("b", 2010, "150", "2010年150亿元"),
    )
    assert changes(found) == [("2009年增长10%", "10", None), ("2010年增长10%", "10", None)]
    for one in found:
        for edit in one.edits:
            assert "Several repairs are equally light" in edit.comment[-1]
            assert "x in 2009, 10 %" in edit.comment[-1]
            assert "x in 2010, 10 %" in edit.comment[-1]


def test_a_share_is_mended():
    """30 of 100 is 30 %, not 50 %."""
    found = drafted(
        level("a", 2008, "100", "总额100亿元"),
        level("b", 2008, "30", "其中30亿元", indicator="y"),
        level("s", 2008, "50", "占比50%", kind="share", of="x", indicator="y", unit="%"),
    )
    assert changes(found) == [("占比50%", "50", "30")]


def test_a_rate_that_turns_is_not_just_renumbered():
    """From 100 to 90 is −10 %: "增长5%" cannot be mended by a number, so it is remarked with the reason."""
    found = drafted(
        level("a", 2008, "100", "2008年100亿元"),
        growth("g", 2009, "5", "增长5%"),
        level("b", 2009, "90", "2009年90亿元"),
    )
    assert changes(found) == [("增长5%", "5", None)]
    assert any("−10 %" in line and "worded anew" in line for line in found[1].edits[0].comment)


def test_a_decline_keeps_its_word():
    """From 100 to 90 with "下降百分之五": the number alone changes, written as percent."""
    found = drafted(
        level("a", 2008, "100", "2008年100亿元"),
        growth("g", 2009, "-5", "下降百分之五"),
        level("b", 2009, "90", "2009年90亿元"),
    )
    assert changes(found) == [("下降百分之五", "百分之五", "10%")]


def test_full_width_digits_are_answered_in_kind():
    """A full-width 25 becomes a full-width 27."""
    found = drafted(
        level("a", 2008, "10.0", "2008年10.0亿元"),
        growth("g", 2009, "25", "增长２５％"),
        level("b", 2009, "12.7", "2009年12.7亿元"),
    )
    assert changes(found) == [("增长２５％", "２５", "２７")]


def test_a_multiple_is_remarked():
    """10 to 100 is not 增长了5倍 under either reading; what to write depends on the reading, so nothing is written."""
    found = drafted(
        level("a", 2000, "10", "2000年10亿元"),
        level("m", 2008, "5", "增长了5倍", kind="multiple", start=2000, unit="倍"),
        level("b", 2008, "100", "2008年100亿元"),
    )
    assert changes(found) == [("增长了5倍", "5", None)]


def test_a_number_that_cannot_be_told_apart_is_left():
    """Two rates of 10 % in one sentence: the wrong one is not guessed, the remark stands at the whole sentence."""
    quote = "分别增长10%和10%"
    found = drafted(
        level("a", 2008, "100", "2008年100亿元"),
        growth("g", 2009, "10", quote),
        level("b", 2009, "130", "2009年130亿元"),
    )
    assert changes(found) == [(quote, quote, None)]
    assert any("could not be told apart" in line for line in found[1].edits[0].comment)


def test_places_are_in_the_order_of_the_report():
    """p2 stands before p10, whatever the order of rows; sentences of one place keep theirs."""
    found = drafted(
        level("a", 2008, "1", "1亿元", locator="p10"),
        level("b", 2009, "2", "2亿元", locator="p2"),
        level("c", 2010, "3", "3亿元", locator="p10"),
    )
    assert [one.quote for one in found] == ["2亿元", "1亿元", "3亿元"]


def test_markup_in_a_quote_is_text():
    """Word's own markup in a quote is printed and breaks nothing; control characters are refused with the claims."""
    quote = "<w:t>2009</w:t>增长25% & more"
    rows = [
        level("a", 2008, "10.0", "2008年10.0亿元"),
        growth("g", 2009, "25", quote),
        level("b", 2009, "12.7", "2009年12.7亿元"),
    ]
    content = write_counter_draft(fc.assess(from_frame(rows, entity="zone")))
    assert flaws(content) == []
    assert "<w:t>2009</w:t>增长27% & more" in paragraphs(content, accepted=True)


@pytest.mark.parametrize(
    ("value", "unit", "quote", "there"),
    [
        ("6", "%", "出口创汇1.6亿美元,增长6%", "6"),
        ("12", "%", "工业总产值12亿元,增长12%", "12"),
        ("12", "亿元", "工业总产值12亿元,增长12%", "12"),
        ("14", "%", "增长百分之十四", "十四"),
        ("1234.5", "亿元", "1,234.5亿元", "1,234.5"),
        ("6", "%", "grew six per cent", "six"),
        ("40", "万人", "四十万人", "四十"),
        ("1", "亿元", "统一部署", None),
        ("7", "%", "增长8%", None),
        ("10", "%", "10%和10%", None),
    ],
)
def test_where_a_number_stands(value, unit, quote, there):
    """The number is found by its value and, where it stands twice, by its unit; otherwise it is not guessed."""
    place = number_place(value, unit, quote)
    assert (None if place is None else quote[slice(*place)]) == there
    if place is not None and unit == "%" and quote.count(str(there)) > 1:
        assert place[0] == quote.rindex(str(there))
