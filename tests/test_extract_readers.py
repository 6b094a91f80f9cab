"""Readers: what a person sees in a file is what is read, each thing once, and what cannot be read says what to do."""

import io
import struct
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from forecasting._extract.cleaning import LOST
from forecasting._extract.readers import UnreadableError, read_bytes, read_report, read_reports
from forecasting._extract.readers.layout import SpannedCell
from forecasting._extract.readers.text import decoded
from forecasting.errors import ForecastingError

SENTENCE = "2009年，全区实现地区生产总值188亿元，同比增长30%；财政收入27.46亿元，增长22%。发展的成绩是在全面推进建设中取得的。"
TRADITIONAL = "二零零九年，全區實現地區生產總值188億元，同比增長30%；財政收入27.46億元，這是在全面推進經濟建設中取得的。"

# ---- Word documents, as raw XML

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def docx(body, **parts):
    """A Word document with this body and these other parts, named by their stem."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        listed = "".join(
            f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for name in parts
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>',
        )
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml.replace(">", f" {SPACES}>", 1))
    return stream.getvalue()


def run(text, properties=""):
    """A run of text."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*runs, properties=""):
    """A paragraph of runs; plain text is one."""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def mark(kind):
    """A mark of a field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text):
    """The code of a field."""
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def deleted(text):
    """A tracked deletion."""
    return f'<w:del w:id="1" w:author="x"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def box(content):
    """A text box as Word writes it: a shape, and the same once more for older programs."""
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx><w:txbxContent>{content}'
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def word(body, **parts):
    """What is read of a Word document."""
    return read_bytes(docx(body, **parts), "report.docx")


FORMULA = "<m:oMath><m:r><m:t>g=</m:t></m:r><m:r><m:t>8</m:t></m:r></m:oMath>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (para("增长", deleted("2"), "<w:ins w:id='2'>" + run("3") + "</w:ins>", "0%"), "增长30%\n"),
        # a deleted end of a paragraph joins it with the next
        (para("总值18", properties="<w:rPr><w:del w:id='3'/></w:rPr>") + para("8亿元"), "总值188亿元\n"),
        (
            (f"<w:p><w:moveFrom w:id='4'>{run('收入27.46亿元')}</w:moveFrom></w:p>"
            f"<w:p><w:moveTo w:id='5'>{run('收入27.46亿元')}</w:moveTo></w:p>"),
            "\n收入27.46亿元\n",
        ),
        (para("共", mark("begin"), code(" =SUM(ABOVE) 999 "), mark("separate"), "188", mark("end"), "亿元"), "共188亿元\n"),
        # a field in the code of another: nothing of either code
        (
            para(mark("begin"), code("IF "), mark("begin"), code("X"), mark("separate"), "77", mark("end"), code(">1"),
                 mark("separate"), "30%", mark("end")),
            "30%\n",
        ),
        (para("<w:fldSimple w:instr='DOCPROPERTY x'>" + run("22%") + "</w:fldSimple>"), "22%\n"),
        (para("<w:hyperlink>" + run("188") + "</w:hyperlink>", "<w:smartTag>" + run("亿元") + "</w:smartTag>"), "188亿元\n"),
        (para("甲", "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + run("单击此处") + "</w:sdtContent></w:sdt>"), "甲\n"),
        (f"<w:sdt><w:sdtContent>{para('控件内188亿元')}</w:sdtContent></w:sdt>", "控件内188亿元\n"),
        (para("year", "<w:r><w:noBreakHyphen/></w:r>", "on-year"), "year\u2011on-year\n"),
        (para("1", "<w:r><w:softHyphen/></w:r>", "88"), "188\n"),
        (para("a<b&c"), "a<b&c\n"),
        (para("上", "<w:r><w:br/></w:r>", "下", "<w:r><w:br w:type='page'/></w:r>"), "上\n下\n"),
        (para("增速", "<w:r><w:sym w:font='Symbol' w:char='F0B3'/></w:r>", "8%"), "增速≥8%\n"),
        (para("\uf038%"), "8%\n"),
        (para("见", "<w:r><w:ruby><w:rt>" + run("zēng") + "</w:rt><w:rubyBase>" + run("增") + "</w:rubyBase></w:ruby></w:r>"), "见增\n"),
        (para("财政收入", run("25.1", "<w:strike/>"), run("25.2", "<w:dstrike/>"), run("27.46", "<w:strike w:val='0'/>")), "财政收入27.46\n"),
        (para("公开", run("不公开77亿", "<w:vanish/>"), run("188亿", "<w:vanish w:val='0'/>")), "公开188亿\n"),
        # a raised digit is the mark of a note or an exponent, never a digit of the number before it
        (para("总值213", run("4", "<w:vertAlign w:val='superscript'/>"), "亿元"), "总值213⁴亿元\n"),
        (para("5", run("2", "<w:vertAlign w:val='subscript'/>")), "52\n"),
        (para("增速", FORMULA, "，"), f"增速{LOST}，\n"),
        (para("增长", "<m:oMath><m:r><m:t>22.5</m:t></m:r></m:oMath>", "%，"), "增长22.5%，\n"),
        (para("前", box(para("框内增长30%")), "后"), "前后\n框内增长30%\n"),
    ],
)  # fmt: skip
def test_word_text_is_what_a_reader_sees(body, text):
    """Changes accepted, results of fields, text boxes once, nothing hidden, nothing twice."""
    assert word(body).text == text


def test_what_word_leaves_out_is_said():
    """Equations, hidden text and pictures are named in the notices."""
    read = word(
        para("增速", FORMULA)
        + para("x", run("隐藏", "<w:vanish/>"))
        + para("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "后")
    )
    said = " ".join(read.notices)
    assert "1 equations were left out" in said
    assert "g=8" in said
    assert "Hidden or struck-through text was left out (1" in said
    assert "1 pictures" in said
    assert read_bytes(docx(para("增速", FORMULA)), "a.docx", "zh").notices[0].startswith("略去1个公式")


def test_text_hidden_by_its_style_is_hidden():
    """A style may hide its text, also one that rests on another."""
    styles = (
        "<w:styles><w:style w:styleId='a'><w:rPr><w:vanish/></w:rPr></w:style>"
        "<w:style w:styleId='b'><w:basedOn w:val='a'/></w:style></w:styles>"
    )
    body = para("188亿", run("77亿", "<w:rStyle w:val='b'/>")) + para(
        "66亿", properties="<w:pStyle w:val='a'/>"
    )
    assert word(body, styles=styles).text.strip() == "188亿"


def test_notes_follow_the_text_once_and_only_if_called():
    """A footnote stands after the text; one whose mark was struck out, and the line above the notes, do not."""
    notes = (
        "<w:footnotes><w:footnote w:id='0' w:type='separator'><w:p/></w:footnote>"
        f"<w:footnote w:id='2'>{para('按可比价格计算增长9.1%。')}</w:footnote>"
        f"<w:footnote w:id='3'>{para('已删')}</w:footnote></w:footnotes>"
    )
    body = para("总值188", "<w:r><w:footnoteReference w:id='2'/></w:r>", "亿元") + para(
        "<w:del w:id='9'><w:r><w:footnoteReference w:id='3'/></w:r></w:del>", "完"
    )
    assert word(body, footnotes=notes).text == "总值188亿元\n完\n按可比价格计算增长9.1%。\n"


def cell(text, properties=""):
    """A cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para(text)}</w:tc>"


def row(*cells, properties=""):
    """A row of a Word table."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def texts(table):
    """What the cells of a table print."""
    return [[one.text for one in line] for line in table.cells]


def test_merged_cells_stand_in_every_place_they_cover():
    """Cells merged across and down are repeated, printed once, and a row or cell struck out is gone."""
    down, on = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    body = (
        para("表1 主要指标")
        + para("单位：亿元")
        + "<w:tbl>"
        + row(cell("指标", down), cell("实绩", "<w:gridSpan w:val='2'/>"))
        + row(cell("", on), cell("2008年"), cell("2009年"))
        + row(cell("总值"), cell("144.6"), cell("１８８"))
        + row(cell("删"), cell("1"), cell("2"), properties="<w:del w:id='8'/>")
        + "</w:tbl>"
        + para("完")
    )
    read = word(body)
    table = read.tables[0]
    assert texts(table) == [["指标", "实绩", "实绩"], ["指标", "2008年", "2009年"], ["总值", "144.6", "188"]]
    assert (table.caption, table.unit) == ("表1 主要指标", "亿元")
    assert read.text.count("指标\t") == 1
    last = table.cells[2][2]
    assert read.text[last.char_start : last.char_end] == "１８８"
    assert table.cells[1][0].char_end == 0
    assert "删" not in read.text


def test_a_frame_around_paragraphs_is_no_table():
    """A table of one cell, or two with a long text, is read as prose."""
    read = word("<w:tbl>" + row(cell(SENTENCE)) + "</w:tbl>")
    assert read.tables == ()
    assert SENTENCE in read.text


def test_a_table_within_a_cell_is_read_as_its_words():
    """Nothing of a table within another is lost or said twice."""
    inner = "<w:tbl>" + row(cell("甲"), cell("5.5")) + "</w:tbl>"
    read = word("<w:tbl>" + row(cell("外"), f"<w:tc>{inner}<w:p/></w:tc>") + "</w:tbl>")
    assert texts(read.tables[0]) == [["外", "甲 5.5"]]


# ---- text, Markdown, HTML


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (SENTENCE, "utf-8", ""),
        (SENTENCE, "utf-8-sig", ""),
        (SENTENCE, "gb18030", "GB18030"),
        (SENTENCE, "utf-16", "UTF-16"),
        (SENTENCE, "utf-16-le", "UTF-16"),
        (TRADITIONAL, "big5", "Big5"),
        (TRADITIONAL, "utf-8", ""),
        ("Le chiffre d'affaires de l'année a augmenté de 8,4 % à 12,3 milliards.", "cp1252", "Windows-1252"),
        ("Revenue rose by 8.4 % – “a record” – to £12.3bn.", "cp1252", "Windows-1252"),
        ("增长30%。", "gbk", "GB18030"),
        ("hausse de 8,4 % du chiffre d'affaires de l'année", "cp1252", "Windows-1252"),
        ("le marché a doublé", "cp1252", "Windows-1252"),
    ],
)
def test_encodings(text, encoding, said):
    """Each encoding is recognised, and said when it is not UTF-8; French is never taken for Chinese."""
    assert decoded(text.encode(encoding), "a.txt") == (text, said)
    notices = read_bytes(text.encode(encoding), "a.txt").notices
    assert (said in notices[0]) if said else not notices


def test_text_is_read_as_it_stands():
    """The text of a text file is the file's own, line ends apart, and its tabbed rows are a table."""
    text = "单位：亿元\n指标\t2008\t2009\n总值\t144.6\t188\n收入\t22.5\t27.46\n\n完"
    read = read_bytes(text.replace("\n", "\r\n").encode(), "a.txt")
    assert read.text == text
    assert texts(read.tables[0])[1] == ["总值", "144.6", "188"]
    assert read.tables[0].unit == "亿元"
    for line in read.tables[0].cells:
        for one in line:
            assert read.text[one.char_start : one.char_end] == one.text


@pytest.mark.parametrize("text", ["指标\t2008\n总值\t144.6", "a\n", "\n\na", "a", "x\ty\nz\tw\n\n"])
def test_a_text_file_is_its_own_text(text):
    """Not a character is added or lost, at the end either."""
    assert read_bytes(text.encode(), "a.txt").text == text


def test_markdown():
    """Marks are gone, items and paragraphs apart, lines of a paragraph together, tables are tables."""
    text = (
        "# 工作报告\n\n全区总值**188亿元**，同比增\n长*30%*，见[附表](x.html)[^1]。\n- 收入`27.46`亿元\n- 投资~~99~~202亿元\n\n"
        "| 指标 | 2008 | 2009 |\n|---|--:|--:|\n| 总值 | 144.6 | **188** |\n\n增长***%\n\n```\n代码 5\n```\n[^1]: 可比价\n"
    )
    read = read_bytes(text.encode(), "a.md")
    assert read.text.split("\n")[:4] == [
        "工作报告",
        "全区总值188亿元，同比增长30%，见附表。",
        "收入27.46亿元",
        "投资202亿元",
    ]
    assert texts(read.tables[0]) == [["指标", "2008", "2009"], ["总值", "144.6", "188"]]
    assert "增长***%" in read.text
    assert "代码 5" in read.text


def test_web_page():
    """A page is read as shown: no scripts, no hidden parts, no deleted text, no readings; tables with spans."""
    page = (
        "<!doctype html><html><head><title>x</title><script>var a='77亿'</script></head><body><nav>首页 1</nav>"
        "<h1>报告</h1><p>全区总值<b>188</b>亿元，\n   同比增长<del>20</del>30%<sup>4</sup>，<ruby>增<rt>zēng</rt></ruby>加"
        "<span style='display:none'>66亿</span><span hidden>55亿</span>。<br>又一行<p>第二段&nbsp;5&#37;"
        "<table><caption>表2 指标（单位：万人）</caption><tr><th rowspan=2>指标<th colspan=2>实绩<tr><td>2008<td>2009"
        "<tr><td>人口<td>40<td>41.5</table>尾</body></html>"
    )
    read = read_bytes(page.encode(), "a.html")
    lines = read.text.split("\n")
    assert lines[0] == "报告"
    assert lines[1] == "全区总值188亿元，同比增长30%⁴，增加。"
    assert lines[2] == "又一行"
    assert texts(read.tables[0]) == [
        ["指标", "实绩", "实绩"],
        ["指标", "2008", "2009"],
        ["人口", "40", "41.5"],
    ]
    assert (read.tables[0].caption, read.tables[0].unit) == ("表2 指标（单位：万人）", "万人")
    assert lines[-2] == "尾"
    assert "77" not in read.text
    assert "66" not in read.text
    assert "55" not in read.text


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "utf-8"])
def test_web_page_in_another_encoding(declared):
    """The declared encoding is tried first, and a wrong declaration does no harm."""
    page = f"<html><head><meta charset={declared}></head><body><p>{SENTENCE}</p></body></html>"
    assert SENTENCE in read_bytes(page.encode("gb18030"), "a.html").text


def test_a_page_nested_very_deep_is_read():
    """A hundred thousand open elements are no trouble, and the text within them is read."""
    page = "<html><body>" + "<div><span>" * 50_000 + SENTENCE + "</body></html>"
    assert SENTENCE in read_bytes(page.encode(), "a.html").text


# ---- PDF


def pdf(lines, encoding="gbk", cmap="GBK-EUC-H", extra=b"", strokes=b""):
    """A PDF of one page that names its font and does not hold it, as older Chinese files do; lines are (x, y, text)."""
    shown = b" ".join(
        b"BT /F1 12 Tf %d %d Td <%s> Tj ET" % (x, y, text.encode(encoding).hex().encode())
        for x, y, text in lines
    )
    shown += b" " + strokes
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/%s/DescendantFonts[6 0 R]>>"
        % cmap.encode(),
        (
            b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
            b"/Supplement 2>>/FontDescriptor 7 0 R/DW 1000/W[1[500 500] 814 939 500]>>"
        ),
        (
            b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0/Ascent 880"
            b"/Descent -120/CapHeight 880/StemV 93>>"
        ),
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, extra, len(out)
    )  # fmt: skip


def test_pdf_lines_become_paragraphs():
    """Lines of a page are joined where a sentence runs on, figures included, and not where a paragraph ends."""
    pytest.importorskip("pypdfium2")
    read = read_bytes(
        pdf([
            (96, 700, "二零零九年全区实现地区生产总值18"),
            (72, 680, "8亿元，同比增长百分之三十，财政收"),
            (72, 660, "入27.46亿元。"),
            (96, 640, "第二年计划完成投资202亿元。"),
        ]),
        "a.pdf",
    )  # fmt: skip
    assert read.text.split("\n")[:2] == [
        "二零零九年全区实现地区生产总值188亿元，同比增长百分之三十，财政收入27.46亿元。",
        "第二年计划完成投资202亿元。",
    ]


@pytest.mark.parametrize("set_by", ["", "#set super(typographic: false)\n"])
def test_raised_digits_of_a_pdf_stay_raised(set_by, tmp_path):
    """Marks of notes and exponents are no digits of the number before, whether the file sets them smaller or by their ink."""
    typst = pytest.importorskip("typst")
    source = tmp_path / "report.typ"
    text = "GDP was 40#super[1] billion, up 12#super[13] %, 10#super[9] t; CO#sub[2] 2010.\n\n产值27.46#super[3]亿元，一1，2009年188亿"
    source.write_text(f'#set text(font: "Noto Sans CJK SC")\n{set_by}{text}', encoding="utf-8")
    fonts = Path(__file__).resolve().parent.parent / "forecasting" / "fonts"
    read = read_bytes(typst.compile(str(source), font_paths=[str(fonts)]), "report.pdf").text.replace(" ", "")
    assert "was40¹billion,up12¹³%,10⁹t;CO22010." in read
    assert "产值27.46³亿元，一1，2009年188亿" in read


@pytest.mark.parametrize(
    ("size", "up", "read"), [(10, 5, "40\u00b9"), (6, 5, "40\u00b9"), (12, 0, "401"), (6, 0, "401")]
)
def test_a_raised_digit_may_be_nearly_as_large_as_its_number(size, up, read):
    """Browsers set marks of notes at 5/6 of the size of the number; smaller digits on its line are digits of it."""
    pytest.importorskip("pypdfium2")
    lines = [(72, 700, "GDP 40")]
    mark = b"BT /F1 %d Tf %d %d Td <31> Tj ET" % (size, 109, 700 + up)
    assert read in read_bytes(pdf(lines, strokes=mark), "a.pdf").text.replace(" ", "")


def test_pdf_tables_by_columns():
    """Cells are found by where they stand; an empty one stays empty, and the unit above is the table's."""
    pytest.importorskip("pypdfium2")
    lines = [(72, 740, "单位：亿元")]
    for y, cells in zip(
        (700, 680, 660),
        (("指标", "2008年", "2009年"), ("总值", "144.6", "188"), ("出口", "", "1.87")),
        strict=True,
    ):
        lines += [(x, y, text) for x, text in zip((72, 240, 400), cells, strict=True) if text]
    read = read_bytes(pdf(lines), "a.pdf")
    assert texts(read.tables[0]) == [
        ["指标", "2008年", "2009年"],
        ["总值", "144.6", "188"],
        ["出口", "", "1.87"],
    ]
    assert read.tables[0].unit == "亿元"
    one = read.tables[0].cells[2][2]
    assert read.text[one.char_start : one.char_end] == "1.87"


def test_pdf_tables_by_their_strokes():
    """In a ruled table a cell is what the strokes part: labels of two lines, merged heads, narrow gaps."""
    pytest.importorskip("pypdfium2")
    strokes = b" ".join(
        b"%d %d m %d %d l S" % one
        for one in [
            *((70, y, 400, y) for y in (720, 640, 600)), (190, 690, 400, 690),
            *((x, 600, x, 720) for x in (70, 190, 400)), (290, 600, 290, 690),
        ]
    )  # fmt: skip
    lines = [
        (72, 700, "指标"), (192, 700, "实绩与计划"), (192, 660, "2009年"), (292, 660, "2010年"),
        (72, 622, "固定资产投资完"), (72, 606, "成额"), (192, 622, "202"), (292, 622, "253"), (72, 560, "完"),
    ]  # fmt: skip
    read = read_bytes(pdf(lines, strokes=strokes), "a.pdf")
    assert texts(read.tables[0]) == [
        ["指标", "实绩与计划", "实绩与计划"],
        ["指标", "2009年", "2010年"],
        ["固定资产投资完成额", "202", "253"],
    ]
    assert read.text.endswith("\n完\n")


@pytest.mark.parametrize("matrix", ["0 1 -1 0 {y} {x}", "0 -1 1 0 {y} {x}", "-1 0 0 -1 {x} {y}"])
def test_pdf_pages_laid_on_their_side(matrix):
    """A wide table is often set along the page: its lines and columns are read as on any other page."""
    pytest.importorskip("pypdfium2")
    rows = (("指标", "2008年", "2009年"), ("总值", "144.6", "188"), ("出口", "", "1.87"))
    strokes = ""
    for line, cells in enumerate(rows):
        for column, text in enumerate(cells):
            along, across = 100 + 150 * column, 100 + 20 * line
            if matrix.startswith("0 1"):
                place = {"x": along, "y": across}
            elif matrix.startswith("0 -1"):
                place = {"x": 700 - along, "y": 400 - across}
            else:
                place = {"x": 550 - along, "y": 400 + across}
            shown = text.encode("gbk").hex()
            strokes += f" BT /F1 12 Tf {matrix.format(**place)} Tm <{shown}> Tj ET" if text else ""
    read = read_bytes(pdf([], strokes=strokes.encode()), "a.pdf")
    assert texts(read.tables[0]) == [list(row) for row in rows]


@pytest.mark.parametrize(("encoding", "cmap"), [("gbk", "GBK-EUC-H"), ("utf-16-be", "UniGB-UCS2-H")])
def test_pdf_without_its_fonts(encoding, cmap):
    """A file that only names a Chinese font and an encoding is read."""
    pytest.importorskip("pypdfium2")
    assert (
        read_bytes(pdf([(72, 700, "生产总值188亿元")], encoding, cmap), "a.pdf").text.strip()
        == "生产总值188亿元"
    )


def test_pdf_made_by_a_typesetter(tmp_path):
    """Text, table and running numbers of pages as a typesetting program writes them."""
    pytest.importorskip("pypdfium2")
    typst = pytest.importorskip("typst")
    source = tmp_path / "a.typ"
    source.write_text(
        '#set page(numbering: "1 / 1")\n= Annual report\nRevenue rose by 8.4 per cent to \\$12.3 billion in the year,'
        " and the board expects it to reach 15 billion by 2030 after a further rise in exports of goods and services.\n\n"
        "#table(columns: 3, [Item], [2008], [2009], [GDP], [144.6], [188])\n#pagebreak()\nSecond page with 5 %.\n",
        encoding="utf-8",
    )
    made = tmp_path / "a.pdf"
    typst.compile(str(source), output=str(made))
    read = read_report(made)
    assert "expects it to reach 15 billion by 2030" in read.text
    assert texts(read.tables[0]) == [["Item", "2008", "2009"], ["GDP", "144.6", "188"]]
    assert "1 / 2" not in read.text
    assert read.notices


PROSE = (
    "全区{}年实现地区生产总值{}亿元，比上年增长{}%，财政收入完成{}亿元，固定资产投资完成{}亿元，各项工作都取得了新的进展，"
    "为今后几年的发展打下了坚实的基础，圆满完成了年初确定的各项目标任务。"
)
ENGLISH = (
    "In {} revenue rose by {} per cent to {} billion, and infrastructure investment reached {} million after a year-on-year"
    " increase of {} per cent, which the mid-term review of unemployment and competitiveness had not foreseen. "
)


@pytest.mark.parametrize(("template", "most"), [(PROSE, 4), (ENGLISH, 3)])
@pytest.mark.parametrize(
    "style",
    [
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true))",
        "#set par(justify: true)\n#set text(hyphenate: true)",
        "#set par(justify: false)",
        "#set page(columns: 2)\n#set par(justify: true)\n#set text(hyphenate: true)",
    ],
)
def test_paragraphs_of_a_long_pdf_come_back_whole(tmp_path, template, most, style):
    """Over lines, hyphens, columns and pages each paragraph is one line again, word for word, and none is a table."""
    pytest.importorskip("pypdfium2")
    typst = pytest.importorskip("typst")
    paragraphs = [
        "".join(
            template.format(2000 + one, 100 + 7 * one + two, one + 1, 20 + two, 300 - one)
            for two in range(1 + one % most)
        )
        for one in range(30)
    ]
    source = tmp_path / "a.typ"
    source.write_text(
        f'#set page(numbering: "1", header: [Report])\n{style}\n' + "\n\n".join(paragraphs), encoding="utf-8"
    )
    made = tmp_path / "a.pdf"
    fonts = Path(__file__).resolve().parent.parent / "forecasting" / "fonts"
    typst.compile(str(source), output=str(made), font_paths=[str(fonts)])
    read = read_report(made)
    found = {"".join(line.split()) for line in read.text.split("\n")}
    missing = [one for one in paragraphs if "".join(one.split()) not in found]
    # A last line that happens to be full runs on over a page where nothing tells it: a tenth of them at most.
    assert len(missing) <= 3
    # Whatever the lines, no word is lost: lines that only look alike on several pages are no running heads.
    assert all(f"{2000 + one}" in read.text for one in range(30))
    assert len("".join(found)) == len("".join("".join(paragraphs).split()))
    assert read.tables == ()


def test_a_table_over_two_pages_is_one():
    """Rows on the next page belong to the table whose head they lack; a head that is printed again is left out."""
    from forecasting._extract.readers.layout import Layout
    from forecasting._extract.readers.pdf import _Flow

    head = [SpannedCell("指标"), SpannedCell("2008年"), SpannedCell("2009年")]
    layout = Layout("a.pdf")
    flow = _Flow(layout, frozenset())
    flow.table([head, [SpannedCell("总值"), SpannedCell("144.6"), SpannedCell("188")]], (70, 500), 0)
    flow.table([head, [SpannedCell("收入"), SpannedCell("22.5"), SpannedCell("27.46")]], (71, 499), 1)
    flow.table([[SpannedCell("别的"), SpannedCell("1")]] * 2, (70, 500), 2)
    flow.end()
    tables = layout.document().tables
    assert texts(tables[0]) == [
        ["指标", "2008年", "2009年"],
        ["总值", "144.6", "188"],
        ["收入", "22.5", "27.46"],
    ]
    assert len(tables) == 2


# ---- what cannot be read


def broken_size(data, size):
    """A zip archive whose directory declares another size for every part."""
    out = bytearray(data)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        struct.pack_into("<I", out, at + 24, size)
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


def locked(data):
    """A zip archive whose parts are marked as locked."""
    out = bytearray(data)
    at = out.find(b"PK\x01\x02")
    while at >= 0:
        out[at + 8] |= 1
        at = out.find(b"PK\x01\x02", at + 4)
    return bytes(out)


WORD = docx(para(SENTENCE))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        (b"", "a.txt", "empty"),
        (b" \n ", "a.txt", "empty"),
        (OLD, "a.doc", "save it as .docx"),
        (OLD, "a.docx", "save it as .docx"),
        (OLD + "EncryptedPackage".encode("utf-16-le"), "a.docx", "locked with a password"),
        (locked(WORD), "a.docx", "locked with a password"),
        (WORD[:300], "a.docx", "cut off or damaged"),
        (broken_size(WORD, 2**31), "a.docx", "unpacks to 2,048 MB"),
        (docx("").replace(b"word/", b"xlsx/"), "a.docx", "is a zip archive without a Word document"),
        (b"<w:document>", "a.docx", "is no DOCX file"),
        (b"hello", "a.pdf", "is no PDF file"),
        (b"{\\rtf1 abc}", "a.rtf", "RTF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a.png", "OCR"),
        (b"\x1f\x8b\x08abc", "a.gz", "unpack it"),
        (bytes(range(256)) * 20, "a.txt", "no text"),
        (b"\0\1\2\3" * 900, "a.txt", "no text"),
        (docx(para("")), "a.docx", "holds no text"),
        (b"<html><body><script>1</script></body></html>", "a.html", "holds no text"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data, name, advice):
    """One message with the name of the file and what to do next, never another error."""
    with pytest.raises(UnreadableError, match=advice) as caught:
        read_bytes(data, name)
    assert str(caught.value).startswith(name)
    assert isinstance(caught.value, ForecastingError)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (pdf([]), "OCR"),
        (pdf([(72, 700, "总值188亿元")])[:200], "cut off, damaged"),
        (
            pdf([(72, 700, "x")], extra=b"/Encrypt<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32
                + b">/P -4>>/ID[<41><41>]"),
            "locked with a password",
        ),
    ],
)  # fmt: skip
def test_pdf_that_cannot_be_read_says_what_to_do(data, advice):
    """A scan, a file cut off and a locked one each get their own advice."""
    pytest.importorskip("pypdfium2")
    with pytest.raises(UnreadableError, match=advice):
        read_bytes(data, "a.pdf")


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch):
    """The program that reads pages is ended after a while, and the message says so."""
    pytest.importorskip("pypdfium2")
    from forecasting._extract.readers import pdf as reader

    monkeypatch.setattr(reader, "PATIENCE", 0.001)
    with pytest.raises(UnreadableError, match="not read after"):
        read_bytes(pdf([(72, 700, "x")]), "a.pdf")


def test_a_table_wider_than_any_report_is_refused():
    """A span of a million columns costs no memory."""
    wide = "<w:tbl>" + row(cell("a", "<w:gridSpan w:val='999999'/>"), cell("5")) + "</w:tbl>"
    with pytest.raises(UnreadableError, match="columns"):
        word(wide)


def test_entities_are_not_resolved():
    """A document that names another file, or an entity of entities, gives neither."""
    data = docx(para("SECRET"))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = (
                    b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "yy">]>'
                    + content.replace(b"SECRET", b"a&x;&y;b")
                )
            new.writestr(name, content)
    assert read_bytes(stream.getvalue(), "a.docx").text in ("ab\n", "a\n")


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_only_files_are_read(tmp_path, kind):
    """A missing file and a folder are refused with their name."""
    place = tmp_path / "none.txt" if kind == "missing" else tmp_path
    with pytest.raises(UnreadableError, match=r"no such file|is a folder"):
        read_report(place)


@pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
def test_a_pipe_is_not_waited_for(tmp_path):
    """Something that is no ordinary file is refused at once."""
    import os

    place = tmp_path / "pipe.txt"
    os.mkfifo(place)
    with pytest.raises(UnreadableError, match="no ordinary file"):
        read_report(place)


def test_several_reports_keep_their_names(tmp_path):
    """Reports of several years are documents of their own, in the order given, with names that tell them apart."""
    for folder in ("2009", "2010"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "report.txt").write_text(f"{folder}年总值188亿元", encoding="utf-8")
    (tmp_path / "other.md").write_text("总值5亿元", encoding="utf-8")
    read = read_reports(
        [tmp_path / "2010" / "report.txt", tmp_path / "2009" / "report.txt", tmp_path / "other.md"]
    )
    assert [one.name for one in read] == ["2010/report.txt", "2009/report.txt", "other.md"]
    assert read[0].text.startswith("2010")
