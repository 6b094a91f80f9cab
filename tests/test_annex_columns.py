"""Widths of table columns: words stay whole where they can, and the sum is the width of the page."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from test_fonts import FONTS

from forecasting._appendix.blocks import Column, Row, Table, cell
from forecasting._appendix.columns import column_widths, cramped, needed_lines
from forecasting.charts.fonts import advances, lacking

words = st.text("abc 年度目标0123–%", max_size=40)


@given(st.lists(st.lists(words, min_size=3, max_size=3), max_size=6))
def test_widths_add_up(rows) -> None:
    """Whatever stands in the cells, widths are positive and add up to that of the table."""
    columns = (Column("指标"), Column("2010 target", "right"), Column(""))
    table = Table("t", "", columns, tuple(Row(tuple(cell(one) for one in row)) for row in rows))
    widths = column_widths(table, 8.0, 16.0)
    assert sum(widths) == pytest.approx(16.0)
    assert min(widths) > 0


def test_short_columns_make_room_for_long_ones() -> None:
    """Four characters in a column stay on one line beside a long quote, though the shares say otherwise."""
    columns = (Column("类别", share=1), Column("原文", share=1))
    rows = tuple(Row((cell("年度目标"), cell("地区生产总值达到四百亿元以上" * 8))) for _ in range(5))
    short, long = column_widths(Table("t", "", columns, rows), 8.0, 16.0)
    # By hand: 4 characters of 8 points and 8.5 of padding are 40.5 points, 1.43 cm.
    assert 1.43 <= short < 3
    assert long == pytest.approx(16 - short)


def test_words_that_cannot_fit_are_told() -> None:
    """Twelve columns of words of 30 letters do not fit on 16 cm; two of one letter do."""
    wide = Table("t", "", (Column("w" * 30),) * 12, ())
    assert cramped(wide, 8.0, 16.0)
    assert not cramped(Table("t", "", (Column("a"),) * 2, ()), 8.0, 16.0)


def test_lines_are_counted() -> None:
    """Ten Chinese characters of 10 points are 100 points; on 50 points (1.764 cm) that is two lines; a feed adds one."""
    assert needed_lines("年" * 10, 10.0, 50 / 72 * 2.54) == pytest.approx(2.0)
    assert needed_lines("年\n年", 10.0, 50 / 72 * 2.54) == 2.0


@pytest.mark.parametrize(("weight", "file"), [("normal", "Regular"), ("bold", "Bold")])
def test_advances_are_those_of_the_font(weight, file) -> None:
    """Widths of characters agree with those another reader finds in the font."""
    font = TTFont(FONTS / f"NotoSansCJKsc-{file}.otf")
    found = advances(weight)
    glyphs = font.getBestCmap()
    assert found.keys() == {chr(code) for code in glyphs}
    for letter in "aWi0%年，“–":
        assert found[letter] == font["hmtx"][glyphs[ord(letter)]][0] / 1000


def test_what_the_fonts_lack() -> None:
    """A rare character outside the shipped sets is lacking, common ones are not."""
    assert lacking("年a\U00020000") == {"\U00020000"}
