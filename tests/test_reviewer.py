"""Review: every claim is found in its text, every number left over is listed, and what comes back loses nothing."""

import csv
import io
import re

import openpyxl
import pytest
from reviewed import CLAIMS, COLUMNS, HEADING, REPORT, dossier

import forecasting as fc
from forecasting._extract.cleaning import cleaned_document
from forecasting.cli import main
from forecasting.dossier import read_folder
from forecasting.show.review.merging import merge
from forecasting.show.review.placed import confidence_of, place
from forecasting.show.review.returned import accepted, take


@pytest.fixture
def folder(tmp_path):
    """The dossier as an extraction leaves it."""
    return dossier(tmp_path)


@pytest.fixture
def made(folder, tmp_path):
    """Its review."""
    return fc.review(folder, tmp_path / "report.txt")


def rows_of(text):
    """The rows of a claims table."""
    return list(csv.DictReader(io.StringIO(text)))


def test_the_dossier_of_these_tests_loads(folder):
    """The made-up dossier has no fault, so that those found later were made by what is tested."""
    assert read_folder(folder)[1] == []


def test_each_quote_is_found_where_it_stands(made):
    """Quotes and the numbers in them are exact pieces of the text; a growth claim's number is the rate."""
    text = made.report.text
    shown = {}
    for one in made.report.claims:
        assert text[one.start : one.end] == one.cells["quote"]
        shown[one.cells["claim_id"]] = [text[start:end] for start, end in one.values]
    assert shown["gdp-2009-growth"] == ["30"]
    assert shown["revenue-2009"] == ["27.46"]
    assert shown["exports-2009"] == ["1.87"]


def test_a_quote_that_stands_twice_is_placed_by_its_paragraph():
    """Of two equal quotes each claim takes the one its locator names; without one they share them out in order."""
    document = cleaned_document("收入5亿元\n别的\n收入5亿元\n")
    row = {"quote": "收入5亿元", "value": "5", "indicator": "revenue", "kind": "level", "end": "2009"}
    placed = place([(2, row | {"locator": "第3段"}), (3, row | {"end": "2010"})], [document])
    assert [one.start for one in placed.claims] == [9, 0]
    twice = place([(2, row), (3, row)], [document])
    assert [one.start for one in twice.claims] == [0, 9]


def test_a_number_of_a_table_is_found_in_its_own_cell():
    """A quote that is a bare number is no part of a longer number, and stands in the row its locator names."""
    document = cleaned_document("2010年增长10.5%，共110项\n10\t1.87\n指标\t10\t1.8\n")
    row = {
        "quote": "10",
        "value": "10",
        "indicator": "gdp",
        "kind": "growth",
        "end": "2010",
        "locator": "第3段",
    }
    small = row | {"quote": "1.8", "value": "1.8", "locator": ""}
    placed = place([(2, row), (3, small)], [document])
    assert [document.text[one.start - 1 :][:4] for one in placed.claims] == ["\t10\t", "\t1.8"]
    assert placed.claims[0].start > placed.text.index("指标")
    assert placed.claims[1].start > placed.claims[0].start


def test_numbers_without_a_claim_are_listed(made):
    """Counts, rates and table cells that no claim states are listed; years, dates and numberings are only counted."""
    listed = [(one.value, one.unit, one.kind) for one in made.report.loose]
    assert listed == [
        ("9", "", "level"),
        ("45", "", "level"),
        ("14", "%", "growth"),
        ("27.46", "亿元", "level"),
        ("23", "%", "growth"),
        ("1.69", "", "level"),
    ]
    # 2009 twice, 2010, and 2008 and 2009 in the table
    assert made.report.set_aside == 5
    assert made.report.loose[2].quote == "增长14%"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("20xx年召开第3次会议，表2见第5页，2008—2010年。", []),
        ("1. 概况\n（2）任务\n增长百分之三十，翻两番，增长三成，两倍以上", ["30", "2", "3", "2"]),
        ("三成果、十分重要、一万个零件", ["1"]),
        ("Revenue doubled to one billion; chapter 3, 4 July 2009", ["1", "1", "4"]),
    ],
)
def test_what_counts_as_a_number(text, values):
    """Numerals in words count; masked years, numberings and words that only begin like a numeral do not."""
    found = place([], [cleaned_document(text)]).loose
    assert [one.value for one in found] == values


def test_a_dossier_with_faults_can_be_reviewed(tmp_path):
    """A row with faults is shown with them: mending it is what the review is for."""
    at = dossier(tmp_path, CLAIMS.replace("revenue-2009,riverside,revenue", "revenue-2009,riverside,revenu"))
    made = fc.review(at, tmp_path / "report.txt")
    assert "revenu" in " ".join(made.report.claims[2].faults)
    assert not made.report.claims[0].faults


def test_the_page_fetches_nothing_and_keeps_texts_apart(tmp_path):
    """One file without an address; a report full of markup is shown as it is and runs nothing."""
    at = dossier(tmp_path, CLAIMS.replace("typed by hand", "</script><script>alert(1)</script>"))
    (tmp_path / "report.txt").write_text(
        REPORT + "<img src=x onerror=alert(x)> &amp; </script>\n", encoding="utf-8"
    )
    page = fc.review(at, tmp_path / "report.txt", language="zh").html
    assert not re.search(r"(?:src|href)=\"(?!#|data:)", page)
    assert "&lt;img src=x onerror=alert(x)&gt; &amp;amp;" in page
    assert "<script>alert" not in page
    assert page == fc.review(at, tmp_path / "report.txt", language="zh").html


def test_tables_are_shown_as_tables():
    """Merged heads span their columns and rows, empty cells keep their place, and the text around stays apart."""
    from test_extract_readers import cell, docx, para, row

    from forecasting._extract.readers import read_bytes
    from forecasting.show.review.marked import _Pieces

    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = (
        para("前")
        + "<w:tbl>"
        + row(cell("指标", down), cell("实绩", "<w:gridSpan w:val='2'/>"))
        + row(cell("", on), cell("2008年"), cell("2009年"))
        + row(cell("出口"), cell("1.87"), cell(""))
        + "</w:tbl>"
        + para("后")
    )
    report = place([], [read_bytes(docx(body), "a.docx")])
    shown = re.sub(r"<b[^>]*>|</b>", "", _Pieces(report).lines(0, len(report.text)))
    assert shown == (
        '<p>前</p>\n<div class="scroll"><table><tr><td rowspan="2">指标</td><td colspan="2">实绩</td></tr>'
        "<tr><td>2008年</td><td>2009年</td></tr><tr><td>出口</td><td>1.87</td><td></td></tr></table></div>\n<p>后</p>"
    )


def test_the_workbook_holds_the_table(made, tmp_path):
    """Low confidence first, every cell text, drop-downs, the quote as a comment, the numbers left on a sheet of their own."""
    made.save(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    sheet = book["claims"]
    head = [cell.value for cell in sheet[1]]
    assert head == ["decision", "confidence", *COLUMNS.split(",")]
    sure = [sheet.cell(row, 2).value for row in range(2, 8)]
    assert sure == ["0.55", "0.60", "0.61", "0.88", "0.92", None]
    value = sheet.cell(2, head.index("value") + 1)
    assert value.value == "213"
    assert "地区生产总值213亿元" in value.comment.text
    ranges = {str(one.sqref).split(":")[0][:1] for one in sheet.data_validations.dataValidation}
    assert {"A", "F", "G"} <= ranges
    assert next(row[0].value for row in book.worksheets[-1].iter_rows(min_row=2)) == "9"
    made.save(tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "r.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("note", "after"),
    [
        ("confidence=0.61; 年份为推断", "reviewed; 年份为推断"),
        ("confidence=0.61", "reviewed"),
        ("年份为推断; confidence=0.61; 他处", "reviewed; 年份为推断; 他处"),
        ("typed", "typed"),
        ("", ""),
    ],
)
def test_accepting_a_row_takes_its_confidence_away(note, after):
    """The note says reviewed in place of how sure the extraction was; what a person typed stays as it is."""
    row = accepted({"note": note})
    assert confidence_of(row) is None
    assert row["note"] == after


def test_a_workbook_comes_back(folder, made, tmp_path):
    """Accepted, mended, rejected and undecided rows each come back as what they are, in a table that validates."""
    made.save(tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(tmp_path / "r.xlsx")
    sheet = book["claims"]
    head = [cell.value for cell in sheet[1]]
    sheet["A2"], sheet["A3"], sheet["A4"] = "accept", "剔除", "接受"
    sheet.cell(2, head.index("role") + 1).value = "goal"
    sheet.cell(3, head.index("end") + 1).value = 2009  # a spreadsheet turns years into numbers
    book.save(tmp_path / "r.xlsx")
    taken = take(folder, tmp_path / "r.xlsx")
    assert (taken.rows, taken.undecided, taken.reviewed) == (5, 2, False)
    loaded, faults = read_folder(folder)
    assert faults == []
    assert loaded.claim("gdp-2010").role == "goal"
    assert loaded.claim("gdp-2010").note == "reviewed"
    assert loaded.reviewed is False
    assert [row["claim_id"] for row in rows_of((folder / "rejected.csv").read_text(encoding="utf-8"))] == [
        "revenue-2009-growth"
    ]


def test_once_all_is_decided_the_dossier_is_reviewed(folder, tmp_path):
    """A claims.csv without a confidence left sets reviewed = true and changes nothing else of dossier.toml."""
    done = re.sub(r"confidence=[0-9.]+", "reviewed", CLAIMS)
    (tmp_path / "claims.csv").write_text(done, encoding="utf-8", newline="")
    taken = take(folder, tmp_path / "claims.csv")
    assert taken.reviewed
    assert (folder / "claims.csv").read_bytes() == done.encode()
    assert (folder / "dossier.toml").read_text(encoding="utf-8") == HEADING.replace(
        "reviewed = false", "reviewed = true"
    )
    assert read_folder(folder)[0].reviewed is True


def test_what_comes_back_with_faults_changes_nothing(folder, tmp_path):
    """A fault is named with the file that was given, and the folder stays as it was."""
    (tmp_path / "back.csv").write_text(CLAIMS.replace(",188,", ",199,"), encoding="utf-8", newline="")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    with pytest.raises(fc.DossierError, match=r"back\.csv:2: .*199"):
        take(folder, tmp_path / "back.csv")
    assert {one.name: one.read_bytes() for one in folder.iterdir()} == before


@pytest.mark.parametrize("content", [b"PK\x03\x04 nothing", b"", b"a,b\n1,2\n"])
def test_a_file_that_is_no_review_is_refused(folder, tmp_path, content):
    """A damaged workbook or another table gives one clear error."""
    for name in ("x.xlsx", "x.csv"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(fc.ForecastingError, match=re.escape(name)):
            take(folder, tmp_path / name)


# ---- a second reading


def test_a_second_reading_keeps_what_was_reviewed(tmp_path):
    """Reviewed, mended and typed rows stay; the rest is replaced; new rows are named; rejected ones do not return."""
    old = rows_of(CLAIMS)
    old[0]["note"] = "reviewed"
    old[0]["indicator"] = "gdp_mended"
    old[3]["note"] = "reviewed"
    rejected = [old.pop(2)]
    found = rows_of(CLAIMS)[:4]  # the target is not found again
    found.append(found[1] | {"claim_id": "gdp-2009", "value": "14", "quote": "增长14%", "end": "2010"})
    merged = merge(old, found, [cleaned_document(REPORT)], rejected)
    ids = [row.claim_id for row in merged.rows]
    assert ids == ["gdp-2009", "gdp-2009-growth", "revenue-2009-growth", "gdp-2009-2", "exports-2009"]
    assert merged.new == {"gdp-2009-2": "gdp-2009"}
    assert merged.gone == ("gdp-2010",)
    assert merged.rows[0].cells["indicator"] == "gdp_mended"


def test_a_second_reading_of_the_same_report_changes_nothing():
    """What was read twice is one row, whatever the order of either reading."""
    rows = rows_of(CLAIMS)
    for found in (rows, rows[::-1]):
        merged = merge(rows, found, [cleaned_document(REPORT)])
        assert (merged.new, merged.gone) == ({}, ())
        assert sorted(row.claim_id for row in merged.rows) == sorted(row["claim_id"] for row in rows)


def test_a_report_edited_above_a_claim_keeps_it():
    """Words put in before a claim move it; it is still the same claim."""
    rows = [row | {"note": "reviewed"} for row in rows_of(CLAIMS)]
    edited = cleaned_document("新的一段，增长5%。\n" * 3 + REPORT)
    assert merge(rows, rows_of(CLAIMS), [edited]).new == {}


def test_reading_an_edited_report_again_keeps_the_review(tmp_path, capsys):
    """With --merge, extract keeps accepted and mended rows, leaves rejected ones out, and names what is new."""
    report, folder = tmp_path / "report.txt", tmp_path / "d"
    report.write_text(REPORT, encoding="utf-8")
    assert main(["extract", str(report), "-o", str(folder)]) == 0
    rows = rows_of((folder / "claims.csv").read_text(encoding="utf-8-sig"))
    levels = {row["quote"]: row for row in rows if row["kind"] == "level"}
    gdp, target = levels["地区生产总值188亿元"], levels["地区生产总值213亿元"]
    kept = [
        accepted(row) | ({"note": "mended by hand"} if row is gdp else {})
        for row in rows
        if row is not target
    ]
    for name, table in (("back.csv", kept), ("rejected.csv", [target])):
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
        (tmp_path / name).write_text(text.getvalue(), encoding="utf-8", newline="")
    words = ["--take", str(tmp_path / "back.csv"), "--rejected", str(tmp_path / "rejected.csv")]
    assert main(["review", str(folder), *words]) == 0
    assert read_folder(folder)[0].reviewed is True
    report.write_text(
        REPORT.replace("全年新建", "实际利用外资9148万美元，增长32%。\n全年新建"), encoding="utf-8"
    )
    capsys.readouterr()
    assert main(["extract", str(report), "-o", str(folder), "--merge"]) == 0
    said = capsys.readouterr().out
    after, faults = read_folder(folder)
    assert faults == []
    quotes = [one.quote for one in after.claims]
    assert quotes.count("地区生产总值188亿元") == 1
    assert next(one for one in after.claims if one.quote == "地区生产总值188亿元").note == "mended by hand"
    assert "地区生产总值213亿元" not in quotes
    new = [one for one in after.claims if confidence_of({"note": one.note}) is not None]
    assert new
    assert all("外资" in one.quote for one in new)
    assert all(f"+ {one.claim_id}" in said for one in new)
    assert after.reviewed is False


def test_equal_quotes_of_two_reports_stand_each_in_its_own():
    """A source whose title is the name of a file is looked for in that file."""
    row = {"quote": "收入5亿元", "value": "5", "indicator": "revenue", "kind": "level", "end": "2009"}
    documents = [cleaned_document("收入5亿元\n", "a.txt"), cleaned_document("别的\n收入5亿元\n", "b.txt")]
    rows = [(2, row | {"source": "two"}), (3, row | {"source": "one"})]
    placed = place(rows, documents, sources={"one": "a.txt", "two": "b.txt"})
    assert [one.start for one in placed.claims] == [9, 0]


# ---- the command


def test_the_command_writes_a_page_and_a_workbook(folder, tmp_path, capsys):
    """Both are written at once, and never over a file without --force."""
    report, page, book = tmp_path / "report.txt", tmp_path / "r.html", tmp_path / "r.xlsx"
    words = ["review", str(folder), "--text", str(report), "-o", str(page), "--xlsx", str(book)]
    assert main(words) == 0
    assert page.stat().st_size > 10_000
    assert book.is_file()
    assert main(words) == 2
    assert main([*words, "--force", "--language", "zh"]) == 0
    capsys.readouterr()
    (tmp_path / "done.csv").write_text(
        re.sub("confidence=[0-9.]+", "reviewed", CLAIMS), encoding="utf-8", newline=""
    )
    assert main(["review", str(folder), "--take", str(tmp_path / "done.csv")]) == 0
    assert "reviewed = true" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words", [(), ("--text", "none.txt", "-o", "x.html"), ("-o", "x.html"), ("--take", "none.csv")]
)
def test_the_command_refuses_what_it_cannot_do(folder, tmp_path, monkeypatch, capsys, words):
    """Nothing asked for, or a missing report, exits 2 with a message and writes nothing."""
    monkeypatch.chdir(tmp_path)
    assert main(["review", str(folder), *words]) == 2
    assert capsys.readouterr().err.startswith("forecasting review: ")
    assert not (tmp_path / "x.html").exists()
