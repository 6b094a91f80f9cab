"""Cleaning: what the grammar reads of a text, and that every quote is still cut from the text as given."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forecasting._extract.cleaning import LOST, clean, cleaned_document, tidy
from forecasting.numbers.numerals import occurs


def read(text):
    """What the grammar reads."""
    return clean(text)[0]


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("总产值１０９２０亿元，增长８．８％", "总产值10920亿元，增长8.8%"),
        ("ＧＤＰ＄５０ｂｎ", "GDP$50bn"),
        ("投资7 4 7 7 2万元", "投资74772万元"),
        ("２ ０ １ ０年", "2010年"),
        # digits in a row that no unit follows are a list
        ("评分1 2 3 4", "评分1 2 3 4"),
        # masked years are left for the grammar
        ("20xx年完成２０ＸＸ年", "20xx年完成20XX年"),
        ("增长***%，达到   亿元", "增长***%，达到   亿元"),
        ("發(fā)展，產(chǎn)業(yè)增長(zhǎng)30%", "发展，产业增长30%"),
        (
            "增长（zēngzhǎng）",
            "增长（zēngzhǎng）",
        ),  # two syllables in one bracket are a gloss, not a stray reading
        ("同比(yoy)增长，合同(FDI)", "同比(yoy)增长，合同(FDI)"),
        ("27 year(s), item (a)", "27 year(s), item (a)"),
        ("⻓期⻔⼾⾦融⽣产", "长期门户金融生产"),
        ("經濟發展達到億元，爲敎擧産", "经济发展达到亿元，为教举产"),
        ("参加與參加", "参加与参加"),
        ("year\N{NON-BREAKING HYPHEN}on\N{NON-BREAKING HYPHEN}year \N{MINUS SIGN}3.2%", "year-on-year -3.2%"),
        ("1\N{NO-BREAK SPACE}250\N{NARROW NO-BREAK SPACE}000", "1 250 000"),
        ("infra\N{SOFT HYPHEN}structure 20\N{ZERO WIDTH SPACE}09", "infrastructure 2009"),
        ("增长**12.5%**，***%", "增长12.5%，***%"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("𝟏𝟖𝟖亿", "188亿"),
    ],
)
def test_characters(printed, cleaned):
    """Full-width and spaced digits, radicals, traditional characters and stray marks are read as what they mean."""
    assert read(printed) == cleaned


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("以大規(guī)?,F(xiàn)代服務(wù)業(yè)", f"以大规{LOST},{LOST}代服务业"),
        ("新入?yún)^(qū)項目", f"新入{LOST}{LOST}项目"),
        ("出口?8亿元", f"出口{LOST}8亿元"),
        # a question is a question
        ("达到多少?8亿元", "达到多少?8亿元"),
        ("能否保证?在宏观经济", "能否保证?在宏观经济"),
        ("Is it 5? Yes", "Is it 5? Yes"),
        ("增长\ue0038%", f"增长{LOST}8%"),
    ],
)
def test_lost_characters_are_marked_and_not_guessed(printed, cleaned):
    """Where a character was lost stands a mark, also when its reading would say which one it was."""
    assert read(printed) == cleaned


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("生产总值18\n8亿元", "生产总值188亿元"),
        ("收入27.\n46亿元", "收入27.46亿元"),
        ("收入27\n.46亿元", "收入27.46亿元"),
        ("收入1,\n234亿元", "收入1,234亿元"),
        ("增长30\n%", "增长30%"),
        ("完成188\n亿元", "完成188亿元"),
        # two numbers are two numbers
        ("2009\n188亿元", "2009\n188亿元"),
        ("188\n213亿元", "188\n213亿元"),
        ("见表1.\n2010年", "见表1.\n2010年"),
        ("grew in 2009.\n2010 was", "grew in 2009.\n2010 was"),
        ("共3项\n12个项目", "共3项\n12个项目"),
    ],
)
def test_figures_broken_over_lines(printed, cleaned):
    """A figure cut by a line end is one figure; figures on two lines are two."""
    assert read(printed) == cleaned


def test_a_text_broken_at_one_width_is_joined():
    """Lines of about one width are one paragraph; a short line ends it, a set-in line or an item begins another."""
    text = (
        "　　全年实现地区生产总值一百八十八亿元，同比增\n长百分之三十，财政收入二十七亿元，增长百分之\n"
        "二十二，完成投资二百零二亿元。\n　　第二年的计划是生产总值二百一十三亿元，增长\n百分之十四。\n"
    )
    assert read(text).split("\n")[0].strip() == text.split("\n　　", maxsplit=1)[0].replace("\n", "").strip()
    assert "增长百分之十四" in read(text)
    english = (
        "Revenue rose by twelve per cent to ten billion in the\nyear under review, and the board expects it to reach\n"
        "twelve billion next year after a rise in exports.\n"
    )
    assert "in the year under review" in read(english)


def test_lines_that_are_paragraphs_stay():
    """A text whose lines are whole paragraphs, or rows, is not joined."""
    rows = "指标\t2008\t2009\nGDP\t144.6\t188\n收入\t22.5\t27.46\n投资\t102\t202\n"
    assert read(rows) == rows
    long = "\n".join("这是一段很长的话，" * 30 for _ in range(4))
    assert read(long) == long


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["增長(zhǎng)", "1 2 3 亿", "８８", "\n", "\r\n", "\r", "⻓", "?", "**a**", "\u00ad", "\u200b", "27.\n46亿", "18\n8亿", "F(xiàn)", " ",
             "，", "年", "a(b)", "\ue001", "𝟏", "(a)", "^(qū)", "\u2028", "*", "\t", "line of text "]
        ),
        max_size=30,
    ).map("".join)
    | st.text(max_size=200)
)  # fmt: skip
def test_every_slice_comes_from_the_text_as_given(text):
    """The map has a place for each cleaned character and the end, never falls, and leads to the character it stands for."""
    cleaned, offsets = clean(text)
    assert len(offsets) == len(cleaned) + 1
    assert all(one < two for one, two in zip(offsets, list(offsets)[1:], strict=False))
    assert offsets[len(cleaned)] == len(text)
    document = cleaned_document(text)
    for at in range(len(cleaned)):
        start, end = document.span(at, at + 1)
        printed = text[start:end]
        assert len(printed) == 1
        if cleaned[at].isascii() and cleaned[at].isalnum():
            assert printed == cleaned[at] or not printed.isascii()


def test_cleaning_twice_changes_nothing_more_in_a_cell():
    """What a table cell prints is already as the grammar reads it."""
    for text in ("１８８．0億元", "產(chǎn)業(yè)", "a\n b", "7 4 7 7 2万元"):
        assert tidy(tidy(text)) == tidy(text)
        assert not re.search(r"\s{2}|\n", tidy(text))


def test_no_character_leads_to_another_that_changes_again():
    """The table of characters is flat: none stands for two, and what is read is not itself read as another."""
    from forecasting._extract.cleaning import _groups, _replacements

    found = _groups()
    assert not {read for read in found.values() if read in found}
    assert all(len(one) == 1 for one in _replacements().values())
    assert found["億"] == "亿"
    assert len(found) > 1200


@pytest.mark.parametrize(
    ("value", "quote", "there"),
    [
        ("74772", "投资7 4 7 7 2万元", True),
        ("188", "总值１ ８ ８亿元", True),
        ("188", "生产总值18\n8亿元", True),
        ("27.46", "收入27.\n46亿元", True),
        ("188", "总值1\u00ad88亿元", True),
        ("188", "總值𝟏𝟖𝟖億元", True),
        # the raised mark of a note is no digit, and two clauses are no number
        ("1884", "总值188⁴亿元", False),
        ("5300", "5家，300人", False),
    ],
)
def test_a_value_is_found_in_a_quote_as_given(value, quote, there):
    """What the grammar reads of a spaced or broken figure also counts as standing in its quote."""
    assert occurs(value, quote) is there
