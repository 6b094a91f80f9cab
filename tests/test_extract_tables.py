"""Tables as yearbooks, budgets and annual reports print them: units, years, marks, bounds, and what each column is of."""

import docx
import pytest

from forecasting._extract.cells import printed_cell
from forecasting._extract.proposal import propose
from forecasting._extract.readers import read_report
from forecasting._extract.reading import read


def told(path, as_of):
    """Each claim of a file as "name kind bound-and-value unit year period"."""
    return [
        f"{one.subject.label} {one.kind} {one.comparator if one.comparator != '=' else ''}{one.value} {one.unit} {one.last} {one.period}".strip()
        for one in read(read_report(path), None, as_of).found
    ]


def in_html(folder, rows, caption="", above=""):
    """A table of rows of cells, the first row its head, as an HTML file."""
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    path = folder / "table.html"
    path.write_text(
        f"<meta charset=utf-8><p>{above}</p><table><caption>{caption}</caption>{lines}</table>",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize(
    ("text", "value", "comparator", "negative"),
    [
        ("1 150 200", "1150200", "=", False),
        ("4,56,536", "456536", "=", False),
        ("1,268.3 (p)", "1268.3", "=", False),
        ("1268.3r", "1268.3", "=", False),
        ("48.0\u00b2", "48.0", "=", False),
        ("950.3*", "950.3", "=", False),
        ("(12.4)", "12.4", "=", True),
        ("-1.8", "1.8", "=", True),
        ("5.5左右", "5.5", "~", False),
        ("≥5", "5", ">=", False),
        ("60以上", "60", ">=", False),
        ("60以下", "60", "<=", False),
        ("60以内", "60", "<=", False),
        ("不超过60", "60", "<=", False),
        ("超过60", "60", ">", False),
        ("近60", "60", "<", False),
    ],
)
def test_what_a_cell_prints(text, value, comparator, negative):
    """Groups by any space or by lakh, marks of provisional and revised numbers and of notes, brackets, bounds."""
    cell = printed_cell(text)
    assert cell is not None
    assert (cell.value, cell.comparator, cell.negative) == (value, comparator, negative)


@pytest.mark.parametrize("text", ["—", "…", "n/a", "2.1/3.4", "7,0", "12 345,6", "(12.4", "第3位", ""])
def test_what_is_no_number_in_a_cell(text):
    """Dashes, ranks, pairs, halves of brackets and decimal commas are no number."""
    assert printed_cell(text) is None


def test_a_change_beside_years_that_run_back_is_of_the_latest(tmp_path):
    """2023, 2022, change: the change is that of 2023; a staff in a table of £m has no unit."""
    rows = [
        ["", "2023<br>£m", "2022<br>£m", "Change"],
        ["Revenue", "1,842.6", "1,736.9", "+6.1%"],
        ["Employees", "12,400", "11,950", "+3.8%"],
    ]
    assert told(in_html(tmp_path, rows), 2023) == [
        "Revenue level 1842.6 £m 2023", "Revenue level 1736.9 £m 2022", "Revenue growth 6.1 % 2023",
        "Employees growth 3.8 % 2023",
    ]  # fmt: skip


def test_the_unit_at_the_end_of_a_caption_and_fiscal_years(tmp_path):
    """A caption that ends in Rs crore gives the unit; 2009/10 is the year it ends in."""
    rows = [["Item", "2009/10", "2010/11 (RE)"], ["Tax revenue", "4,56,536", "5,69,869"]]
    assert told(in_html(tmp_path, rows, "Table 2. Accounts, Rs crore"), 2011) == [
        "Tax revenue level 456536 Rs crore 2010",
        "Tax revenue level 569869 Rs crore 2011",
    ]


def test_parts_of_a_year_under_a_caption_with_the_year(tmp_path):
    """Columns of quarters take the year of the caption; 全年 is the whole of it."""
    rows = [["指标", "一季度", "上半年", "全年"], ["地区生产总值", "280.1", "590.2", "1268.3"]]
    assert told(in_html(tmp_path, rows, "2023年各季度地区生产总值 单位：亿元"), 2023) == [
        "地区生产总值 level 280.1 亿元 2023 Q1",
        "地区生产总值 level 590.2 亿元 2023 H1",
        "地区生产总值 level 1268.3 亿元 2023",
    ]


def test_a_row_of_growth_belongs_to_the_row_above_it(tmp_path):
    """增长（%） under 地区生产总值 is its growth; 5.5左右 and ≥5 are bounds."""
    rows = [
        ["指标", "2023年实际", "2024年目标"],
        ["地区生产总值（亿元）", "1268.3", "1340"],
        ["增长（%）", "5.3", "5.5左右"],
        ["城镇新增就业（万人）", "5.1", "≥5"],
    ]
    path = in_html(tmp_path, rows)
    assert told(path, 2023) == [
        "地区生产总值 level 1268.3 亿元 2023", "地区生产总值 level 1340 亿元 2024",
        "地区生产总值增长 growth 5.3 % 2023", "地区生产总值增长 growth ~5.5 % 2024",
        "城镇新增就业 level 5.1 万人 2023", "城镇新增就业 level >=5 万人 2024",
    ]  # fmt: skip
    assert {one.subject.id for one in read(read_report(path), None, 2023).found if one.kind == "growth"} == {
        "gdp"
    }


def test_a_table_of_percent_changes(tmp_path):
    """Annual percent change unless otherwise indicated: a row without a unit of its own is growth, a rate stays a level."""
    rows = [["", "2023e", "2024f"], ["Private consumption", "4.4", "4.7"], ["Inflation", "6.9", "5.0"]]
    caption = "Selected indicators (annual percent change unless otherwise indicated)"
    assert told(in_html(tmp_path, rows, caption), 2023) == [
        "Private consumption growth 4.4 % 2023", "Private consumption growth 4.7 % 2024",
        "Inflation level 6.9 % 2023", "Inflation level 5.0 % 2024",
    ]  # fmt: skip


def test_a_table_with_decimal_commas_is_left_alone(tmp_path):
    """Where 12 345,6 stands in one cell, 1,234 in another may be 1.234: nothing is guessed."""
    rows = [
        ["Indicator", "2022", "2023"],
        ["GDP, million euro", "12 345,6", "14 001,2"],
        ["Exports", "1,234", "1,345"],
    ]
    path = in_html(tmp_path, rows, "Table 1, million euro")
    assert told(path, 2023) == []
    assert any("comma before decimals" in one for one in read_report(path).notices)


def test_a_word_table_with_a_head_of_two_rows_and_marks_of_notes(tmp_path):
    """Years over 绝对数 and 增长(%), merged; raised marks behind names and revised numbers are passed over."""
    document = docx.Document()
    document.add_paragraph("表1 主要经济指标")
    document.add_paragraph("单位：亿元")
    rows = [
        ["指标", "2022年r", "", "2023年", ""],
        ["", "绝对数", "增长(%)", "绝对数", "增长(%)"],
        ["地区生产总值", "1200.5", "4.1", "1268.3p", "5.3"],
        ["财政收入", "98.4", "—", "101.2", "2.8"],
    ]
    table = document.add_table(len(rows), 5)
    for at, row in enumerate(rows):
        for place, text in enumerate(row):
            table.cell(at, place).text = text
    for first, last in (((0, 1), (0, 2)), ((0, 3), (0, 4)), ((0, 0), (1, 0))):
        text = table.cell(*first).text
        table.cell(*first).merge(table.cell(*last)).text = text
    table.cell(2, 0).paragraphs[0].add_run("1").font.superscript = True
    path = tmp_path / "yearbook.docx"
    document.save(path)
    assert told(path, 2023) == [
        "地区生产总值 level 1200.5 亿元 2022", "地区生产总值 growth 4.1 % 2022",
        "地区生产总值 level 1268.3 亿元 2023", "地区生产总值 growth 5.3 % 2023",
        "财政收入 level 98.4 亿元 2022", "财政收入 level 101.2 亿元 2023", "财政收入 growth 2.8 % 2023",
    ]  # fmt: skip


def test_lakh_groups_stay_in_the_dossier(tmp_path):
    """4,56,536 is printed digit by digit in its quote, so the row is sound and not left out."""
    rows = [["Item", "2009/10", "2010/11"], ["Tax revenue", "4,56,536", "5,69,869"]]
    proposal = propose([read_report(in_html(tmp_path, rows, "Table 2. Accounts, Rs crore"))], as_of=2011)
    assert proposal.left_out == ()
    assert [claim.value for claim in proposal.dossier.claims] == ["456536", "569869"]
