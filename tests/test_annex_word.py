"""The appendix in Word: a whole document, in both scripts, that says what the blocks say and can be read again."""

import io
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.shared import Cm
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from office import R, W, flaws, local, parts_of
from pypdf import PdfReader

import forecasting as fc
from forecasting._appendix import appendix
from forecasting._appendix.blocks import (
    AppendixDocument,
    Column,
    Contents,
    Figure,
    Formula,
    Heading,
    Items,
    Paragraph,
    Parenthesis,
    Quotient,
    Row,
    Run,
    Sequence,
    Subscript,
    Superscript,
    Symbol,
    Table,
    cell,
    numbered,
)
from forecasting._appendix.docx.reading import blocks_text, notes_text, settings_of
from forecasting._appendix.docx.tables import widths
from forecasting._appendix.docx.wordml import before_stop
from forecasting._appendix.docx.writer import write_docx
from forecasting._appendix.plain import block_notes, block_text, captioned, headed
from forecasting.errors import ForecastingError

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A4_TEXT_CM = 15.8
ROOT = Path(__file__).resolve().parent.parent


def picture(wide, high):
    """A white PNG picture, written by hand: signature, header, one block of rows, end."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * wide for _ in range(high)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


class Drawn:
    """Stands for the drawing of charts: a picture twice as wide as high, or as tall as wanted."""

    def __init__(self, wide=200, high=100):
        self.size = (wide, high)

    def png(self, _figure):
        """The same picture for every figure."""
        return picture(*self.size)


# g = (L_T / L_0)^(1/T) - 1, the required rate.
RATE = Sequence(
    (
        Symbol("g"),
        Symbol("=", "operator"),
        Superscript(
            Parenthesis(Quotient(Subscript(Symbol("L"), Symbol("T")), Subscript(Symbol("L"), Symbol("0", "number")))),
            Quotient(Symbol("1", "number"), Symbol("T")),
        ),
        Symbol("−", "operator"),
        Symbol("1", "number"),
    )
)  # fmt: skip
SAID = {
    "zh": "到2015年，地区生产总值“400亿元以上”——年均需增长13.4%，低于28.9%。",
    "en": "GDP of at least CNY 40bn by 2015 needs 13.4 % a year, below the 28.9 % on record.",
}


def document(language):
    """One of each block, twice where it matters."""
    said = SAID[language]
    columns = (Column("指标" if language == "zh" else "Indicator", share=3), Column("2009", align="right"))
    rows = tuple(
        Row((cell(f"{said[:9]} {n}"), cell(f"{n}.5", note="note 1" if n == 4 else ""))) for n in range(12)
    )
    blocks = (
        Figure("stairs", "Growth", None, alt='what "it" shows & <more>', note="As printed."),
        Paragraph("lede", (Run(said),), "lede"),
        Contents("contents", "目录" if language == "zh" else "Contents"),
        Heading("first", 1, "目标" if language == "zh" else "Targets"),
        Paragraph(
            "text", (Run(said, note="“财政收入27.46亿元,增长22%”，第5段"), Run("", ref="table"), Run("", ref="rate"), Run("x", strong=True))
        ),
        Table("table", "All of them", columns, rows, note="As printed, too."),
        Heading("second", 2, "算术" if language == "zh" else "Arithmetic"),
        Paragraph("instead", (Run(said),), "suggestion"),
        Paragraph("small", (Run(said),), "quiet"),
        Formula("rate", RATE),
        Formula("again", RATE),
        Items("numbers", (cell("one"), cell("two")), ordered=True),
        Items("dots", (cell("one"), cell(said))),
        Items("more", (cell("three", note="note 2"), cell("four")), ordered=True),
        Table("wide", "Many columns", tuple(Column(str(n), share=1) for n in range(9)), (), small=True),
        Figure("other", "Growth", None),
    )  # fmt: skip
    made = {"language": language, "scenarios": ["baseline"], "title": "标题 <&>"}
    return numbered(AppendixDocument("Title & <title>", "Report", "附件1", language, blocks, made))


@pytest.fixture(scope="module", params=["zh", "en"])
def written(request):
    """A document and its file."""
    made = document(request.param)
    return made, write_docx(made, Drawn())


def part(content, name):
    """A part as XML."""
    return etree.fromstring(parts_of(content)[name])


def body(content):
    """The body of the document."""
    return part(content, "word/document.xml")[0]


def styled(paragraph):
    """Name of the style of a paragraph by its id."""
    return paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val")


def test_the_document_is_whole(written):
    """Content types, relationships, order of elements, unique ids, styles, lists, fields: nothing a validator faults."""
    assert flaws(written[1]) == []


def test_it_says_what_the_blocks_say(written):
    """The text of each block in the file is that of the block, in the same order; formulas have their number."""
    made, content = written
    found = dict(blocks_text(content))
    assert list(found) == [block.id for block in made.blocks]
    for block in made.blocks:
        if isinstance(block, Formula):
            assert found[block.id].endswith(f"\t{block.label}")
            assert found[block.id].startswith("g=")
        elif isinstance(block, Contents):
            headings = [headed(one) for one in made.blocks if isinstance(one, Heading)]
            assert found[block.id].split("\n") == [block.title, *headings]
        else:
            assert found[block.id] == block_text(block)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_appendix_of_the_speech_is_whole_and_says_what_its_blocks_say(language):
    """All of the real content, block by block and note by note, in a document without a flaw."""
    run = fc.assess(fc.load(ROOT / "data" / "yanjiao"), language=language)
    made = appendix(run, language=language).document
    content = write_docx(made, Drawn())
    assert flaws(content) == []
    found = dict(blocks_text(content))
    for block in made.blocks:
        if not isinstance(block, Contents | Formula):
            assert found[block.id] == block_text(block)
    assert notes_text(content) == [(block.id, note) for block in made.blocks for note in block_notes(block)]
    assert settings_of(content) == made.settings


def test_notes_are_footnotes_with_their_text(written):
    """Each note is a footnote called where it belongs, after the two separators Word wants."""
    made, content = written
    expected = [(block.id, note) for block in made.blocks for note in block_notes(block)]
    assert notes_text(content) == expected
    notes = part(content, "word/footnotes.xml")
    assert [one.get(f"{W}type") for one in notes[:2]] == ["separator", "continuationSeparator"]
    assert [one.get(f"{W}id") for one in notes[2:]] == [str(n + 1) for n in range(len(expected))]


def test_settings_come_back(written):
    """What the document was made from stands in it, markup and Chinese included."""
    made, content = written
    assert settings_of(content) == made.settings


def test_the_same_bytes_twice_and_under_another_hash_seed(tmp_path):
    """No clock and no order of sets enters the file."""
    first = write_docx(document("zh"), Drawn())
    assert first == write_docx(document("zh"), Drawn())
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_annex_word import Drawn, document, write_docx\n"
        "sys.stdout.buffer.write(write_docx(document('zh'), Drawn()))"
    )
    folder = str(tmp_path.joinpath(__file__).parent)
    other = subprocess.run(
        [sys.executable, "-c", script, folder], capture_output=True, check=True, env={"PYTHONHASHSEED": "7", "PATH": ""}
    )  # fmt: skip
    assert other.stdout == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts_of(first)["docProps/core.xml"]
    assert b"created" not in core
    assert b"modified" not in core


def test_captions_count_by_fields_that_show_the_blocks_number(written):
    """A caption's number is a SEQ field whose stored result is the number of the block."""
    made, content = written
    counted = [
        (one.text.split()[1], next(one.iterancestors(f"{W}p")))
        for one in body(content).iter(f"{W}instrText")
        if one.text.strip().startswith("SEQ")
    ]
    blocks = [block for block in made.blocks if isinstance(block, Figure | Table)]
    assert len(counted) == len(blocks)
    names = {"zh": {Figure: "图", Table: "表"}, "en": {Figure: "Figure", Table: "Table"}}[made.language]
    for (name, caption), block in zip(counted, blocks, strict=True):
        assert name == names[type(block)]
        assert "".join(one.text for one in caption.iter(f"{W}t")) == captioned(block)


def test_headings_make_the_navigation_pane_and_the_contents(written):
    """Headings have the built-in styles with outline levels; the contents is a field that Word fills on opening."""
    made, content = written
    styles = {one.get(f"{W}styleId"): one for one in part(content, "word/styles.xml").iter(f"{W}style")}
    levels = {}
    for one in body(content).iter(f"{W}p"):
        style = styles[styled(one)]
        level = style.find(f"{W}pPr/{W}outlineLvl")
        if level is not None:
            name = style.find(f"{W}name").get(f"{W}val")
            levels["".join(text.text for text in one.iter(f"{W}t"))] = (name, int(level.get(f"{W}val")))
    assert levels == {
        headed(one): (f"heading {one.level}", one.level - 1)
        for one in made.blocks
        if isinstance(one, Heading)
    }
    begins = [one for one in body(content).iter(f"{W}fldChar") if one.get(f"{W}dirty") == "true"]
    assert len(begins) == 1
    assert begins[0].getparent().getnext().find(f"{W}instrText").text.strip().startswith('TOC \\o "1-2"')


def test_formulas_are_native(written):
    """A formula is an equation that Word edits: fraction, exponent, index and growing brackets, not a picture."""
    _, content = written
    equations = list(body(content).iter(f"{M}oMath"))
    assert len(equations) == 2
    found = {local(one) for one in equations[0].iter()}
    assert {"f", "num", "den", "sSup", "sSub", "d"} <= found


def test_tables_repeat_their_heading_and_keep_rows_whole(written):
    """The first row is a heading row, no row breaks across pages, numbers stand right, widths follow what stands in the columns."""
    made, content = written
    block = next(one for one in made.blocks if one.id == "table")
    table = next(one for one in body(content).iter(f"{W}tbl") if len(one.findall(f"{W}tr")) == 13)
    rows = table.findall(f"{W}tr")
    assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
    assert all(one.find(f"{W}trPr/{W}cantSplit") is not None for one in rows)
    assert not any(one.find(f"{W}trPr/{W}tblHeader") is not None for one in rows[1:])
    for row in rows:
        aligned = [one.get(f"{W}val") for one in row.iter(f"{W}jc")]
        assert aligned == [column.align for column in block.columns]
    grid = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
    assert grid[0] > grid[1]
    assert sum(grid) == int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w"))


def test_nothing_is_parted_from_what_it_belongs_to(written):
    """Headings, captions of tables, pictures and the last row before a note stay with what follows them."""
    _, content = written
    styles = {one.get(f"{W}styleId"): one for one in part(content, "word/styles.xml").iter(f"{W}style")}

    def kept(paragraph):
        own = paragraph.find(f"{W}pPr/{W}keepNext") is not None
        return own or styles[styled(paragraph)].find(f"{W}pPr/{W}keepNext") is not None

    children = [one for one in body(content) if not local(one).startswith("bookmark")]
    for one, after in pairwise(children):
        if local(one) == "p" and (
            styled(one).startswith("Heading") or (local(after) == "tbl" and styled(one) == "Caption")
        ):
            assert kept(one)
        if local(one) == "p" and one.find(f".//{W}drawing") is not None:
            assert kept(one)
            assert styled(after) == "Caption"
        if local(one) == "tbl" and len(one.findall(f"{W}tr")) == 13:
            assert all(kept(paragraph) for paragraph in one.findall(f"{W}tr")[-1].iter(f"{W}p"))
            assert styled(after) == "AnnexNote"


def test_figures_are_as_wide_as_asked_and_described(written):
    """15 cm on an A4 page, in the picture's own proportion, with a text for those who cannot see it."""
    made, content = written
    inlines = list(body(content).iter(f"{WP}inline"))
    assert len(inlines) == 2
    extent = inlines[0].find(f"{WP}extent")
    assert int(extent.get("cx")) == Cm(15)
    assert int(extent.get("cy")) == Cm(7.5)
    assert inlines[0].find(f"{WP}docPr").get("descr") == made.blocks[0].alt
    assert inlines[1].find(f"{WP}docPr").get("descr") == "Growth"


def test_a_tall_picture_still_fits_its_page():
    """A picture five times as high as wide is made smaller, in proportion, so that it fits with its caption."""
    content = write_docx(document("en"), Drawn(100, 500))
    extent = next(body(content).iter(f"{WP}extent"))
    assert int(extent.get("cy")) <= Cm(29.7 - 2.9 - 2.6)
    assert int(extent.get("cy")) == pytest.approx(5 * int(extent.get("cx")), rel=1e-4)


def test_both_scripts_have_their_fonts_by_name(written):
    """仿宋 and 黑体 stand by name in the Chinese document, no style leans on a theme, and the languages are said."""
    made, content = written
    styles = part(content, "word/styles.xml")
    fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    expected = {"zh": "仿宋", "en": "宋体"}[made.language]
    assert fonts.get(f"{W}eastAsia") == expected
    assert fonts.get(f"{W}ascii") == fonts.get(f"{W}hAnsi") == "Times New Roman"
    heading = next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "Heading1")
    assert heading.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == "黑体"
    assert b"Theme=" not in parts_of(content)["word/styles.xml"]
    assert styles.find(f".//{W}lang").get(f"{W}eastAsia") == "zh-CN"


def test_chinese_quotation_marks_take_the_chinese_font():
    """“ ” and —— are full-width in a Chinese sentence and stay Latin in an English one."""
    for language, hinted in (("zh", ["“", "”——"]), ("en", [])):
        made = document(language)
        runs = [
            one
            for one in body(write_docx(made, Drawn())).iter(f"{W}r")
            if one.find(f"{W}rPr/{W}rFonts[@{W}hint='eastAsia']") is not None
        ]
        texts = ["".join(text.text for text in one.iter(f"{W}t")) for one in runs]
        assert texts[: len(hinted)] == hinted


def test_pages_are_numbered_on_a4(written):
    """The footer counts pages by a field; the page is A4 with 15.8 cm for text."""
    _, content = written
    section = body(content).find(f"{W}sectPr")
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("11906", "16838")
    text = int(size.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert text / 567 == pytest.approx(A4_TEXT_CM, abs=0.05)
    footers = [one for name, one in parts_of(content).items() if name.startswith("word/footer")]
    assert all(b" PAGE " in one for one in footers)


def test_each_numbered_list_begins_at_one(written):
    """Two ordered lists are two lists of Word's, bullets a third."""
    _, content = written
    lists = {}
    for one in body(content).iter(f"{W}numPr"):
        text = "".join(text.text for text in one.getparent().getparent().iter(f"{W}t"))
        lists.setdefault(one.find(f"{W}numId").get(f"{W}val"), []).append(text)
    assert list(lists.values())[::2] == [["one", "two"], ["three", "four"]]
    assert len(lists) == 3
    starts = part(content, "word/numbering.xml").iter(f"{W}startOverride")
    assert [one.get(f"{W}val") for one in starts] == ["1", "1"]


def test_a_percent_sign_stays_with_its_number():
    """Between 13.4 and % stands a space that no line ends at; read back it is a space."""
    content = write_docx(document("en"), Drawn())
    (text,) = [
        one.text for one in body(content).iter(f"{W}t") if one.text and one.text.startswith("GDP of at least")
    ][:1]
    assert "13.4\N{NO-BREAK SPACE}% a year" in text
    assert dict(blocks_text(content))["lede"] == SAID["en"]


def test_progress_counts_figures():
    """Progress is told after each figure, out of all."""
    told = []
    write_docx(document("en"), Drawn(), progress=lambda *numbers: told.append(numbers))
    assert told == [(1, 2), (2, 2)]


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["zh", "en"]))
def test_any_text_comes_out_as_text(text, language):
    """Markup, controls and lone surrogates in a sentence, a note and a cell never break the file or become markup."""
    made = AppendixDocument(
        text, text, text, language,
        (
            Paragraph("text", (Run("[" + text + "]", note=text or "-"),)),
            Table("table", text, (Column(text),), (Row((cell(text),)),), note=text),
        ),
        {"title": text},
    )  # fmt: skip
    content = write_docx(made, Drawn())
    assert flaws(content) == []
    kept = "".join(
        one
        for one in text
        if one in "\t\n\r" or " " <= one < "\ud800" or "\ue000" <= one < "\ufffe" or one > "\uffff"
    )
    assert dict(blocks_text(content))["text"] == " ".join(f"[{kept}]".split())


@pytest.mark.parametrize(
    "text",
    [
        "<w:r><w:t>x</w:t></w:r>",
        "&amp; {=1+1} MERGEFIELD",
        "a]]>b",
        "\x00\x08\x0b\ufffe\ud800",
        "${x} \\frac",
    ],
)
def test_markup_of_every_kind_is_text(text):
    """Word, XML and field markup in a claim is printed, not obeyed."""
    made = replace(document("en"), blocks=(Paragraph("p", (Run(f"({text})"),)),))
    content = write_docx(made, Drawn())
    assert flaws(content) == []
    printed = "".join(one for one in text if one.isprintable())
    assert dict(blocks_text(content))["p"] == f"({printed})"


def house(tmp_path):
    """A document of one's own: Letter page, own fonts and header, numbered headings, indented text, and a body."""
    word = docx.Document()
    word.styles["Normal"].font.name = "Garamond"
    indent = etree.SubElement(word.styles["Normal"].element.get_or_add_pPr(), f"{W}ind")
    indent.set(f"{W}firstLineChars", "200")
    numbers = word.styles["Heading 1"].element.get_or_add_pPr().get_or_add_numPr()
    numbers.get_or_add_numId().val = 1
    section = word.sections[0]
    section.page_width, section.left_margin, section.right_margin = Cm(21.59), Cm(4), Cm(4)
    section.header.paragraphs[0].text = "Ministry of Works"
    word.add_picture(io.BytesIO(picture(10, 10)))
    word.add_paragraph("An old secret")
    styles = word.styles.element
    styles.remove(next(one for one in styles if one.get(f"{W}styleId") == "Caption"))
    path = tmp_path / "house.docx"
    word.save(path)
    return path


def test_a_document_of_ones_own_keeps_its_look(tmp_path):
    """Styles, page and header stay; the old text and picture go; missing styles are added; nothing is numbered twice."""
    made = document("zh")
    content = write_docx(made, Drawn(), template=house(tmp_path))
    assert flaws(content) == []
    parts = parts_of(content)
    text = b"".join(parts.values())
    assert b"An old secret" not in text
    assert any(b"Ministry of Works" in one for name, one in parts.items() if "header" in name)
    assert len([name for name in parts if name.startswith("word/media/")]) == 1
    styles = {
        one.find(f"{W}name").get(f"{W}val").lower(): one
        for one in part(content, "word/styles.xml").iter(f"{W}style")
    }
    assert styles["normal"].find(f"{W}rPr/{W}rFonts").get(f"{W}ascii") == "Garamond"
    assert {"caption", "footnote text", "toc 1", "修改建议"} <= set(styles)
    assert styles["caption"].find(f"{W}rPr/{W}rFonts") is None
    section = body(content).find(f"{W}sectPr")
    assert section.find(f"{W}pgSz").get(f"{W}w") == str(round(21.59 * 1440 / 2.54))
    assert section.find(f"{W}headerReference").get(f"{R}id")
    for name in ("Heading1", "TOCHeading"):
        heading = next(one for one in body(content).iter(f"{W}p") if styled(one) == name)
        assert heading.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "0"
    extent = next(body(content).iter(f"{WP}extent"))
    assert int(extent.get("cx")) == pytest.approx(Cm(13.59), abs=2000)
    assert dict(blocks_text(content))["text"] == block_text(made.blocks[4])


def test_an_appendix_serves_as_its_own_template(tmp_path):
    """A file written here can be the template of the next: its settings, notes and text are replaced."""
    path = tmp_path / "annex.docx"
    path.write_bytes(write_docx(document("zh"), Drawn()))
    made = replace(document("zh"), settings={"again": True})
    content = write_docx(made, Drawn(), template=path)
    assert flaws(content) == []
    assert settings_of(content) == {"again": True}
    assert dict(blocks_text(content)) == dict(blocks_text(path.read_bytes()))


def test_a_word_template_file_is_read_as_a_document(tmp_path):
    """A .dotx, which declares itself a template, serves as well and gives a document."""
    parts = parts_of(house(tmp_path).read_bytes())
    kind = "[Content_Types].xml"
    parts[kind] = parts[kind].replace(
        b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"
    )
    path = tmp_path / "house.dotx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert flaws(write_docx(document("en"), Drawn(), template=path)) == []


@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x05\x06" + b"\0" * 18, None])
def test_a_template_that_is_none_is_refused(tmp_path, content):
    """A missing, damaged or foreign file is named with what is wrong and what would be right."""
    path = tmp_path / "house.docx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ForecastingError, match=r"template .*house\.docx.*\.docx"):
        write_docx(document("en"), Drawn(), template=path)


def test_a_template_that_leaves_out_what_a_part_is_is_refused(written, tmp_path):
    """A part without a content type would only be met when all is written: the template is refused before."""
    parts = parts_of(written[1])
    types = etree.fromstring(parts["[Content_Types].xml"])
    styles = next(one for one in types if one.get("PartName") == "/word/numbering.xml")
    del styles.attrib["ContentType"]
    parts["[Content_Types].xml"] = etree.tostring(types)
    path = tmp_path / "house.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(ForecastingError, match=r"template .*house\.docx.*numbering\.xml"):
        write_docx(document("en"), Drawn(), template=path)


def test_edits_made_in_word_are_read(written):
    """A changed number, a tracked deletion and a tracked insertion are read as the text now stands."""
    _, content = written
    parts = parts_of(content)
    tree = etree.fromstring(parts["word/document.xml"])
    runs = [one for one in tree.iter(f"{W}t") if "28.9" in one.text]
    runs[0].text = runs[0].text.replace("28.9", "30.1")
    old = runs[1].getparent()
    for kind, tag, said in (("ins", "t", "inserted"), ("del", "delText", "deleted")):
        change = etree.Element(f"{W}{kind}")
        etree.SubElement(etree.SubElement(change, f"{W}r"), f"{W}{tag}").text = said
        old.addnext(change)
    parts["word/document.xml"] = etree.tostring(tree)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, one in parts.items():
            archive.writestr(name, one)
    found = dict(blocks_text(stream.getvalue()))
    assert "30.1" in found["lede"]
    assert "28.9" not in found["lede"]
    assert "inserted" in found["text"]
    assert "deleted" not in found["text"]


def test_a_bookmark_that_ends_under_another_number_is_read(written):
    """LibreOffice begins a long bookmark again under a new number before it ends it; the block reads the same."""
    _, content = written
    parts = parts_of(content)
    tree = etree.fromstring(parts["word/document.xml"])
    start = next(one for one in tree.iter(f"{W}bookmarkStart") if one.get(f"{W}name") == "fc_table")
    end = next(one for one in tree.iter(f"{W}bookmarkEnd") if one.get(f"{W}id") == start.get(f"{W}id"))
    again = etree.Element(f"{W}bookmarkStart", {f"{W}id": "9999", f"{W}name": "fc_table"})
    end.addprevious(again)
    end.set(f"{W}id", "9999")
    parts["word/document.xml"] = etree.tostring(tree)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, one in parts.items():
            archive.writestr(name, one)
    assert blocks_text(stream.getvalue()) == blocks_text(content)


def test_a_bookmark_ends_before_the_last_full_stop():
    """LibreOffice sets an empty line where a bookmark ends behind a stop that fills its line; the block reads whole."""
    strong = "<w:rPr><w:b/></w:rPr>"
    assert before_stop(f"<w:r>{strong}<w:t>甲。乙。</w:t></w:r>") == (
        f"<w:r>{strong}<w:t>甲。乙</w:t></w:r>",
        f"<w:r>{strong}<w:t>。</w:t></w:r>",
    )
    assert before_stop("<w:r><w:t>甲</w:t></w:r>") == ("<w:r><w:t>甲</w:t></w:r>", "")
    assert before_stop("") == ("", "")
    blocks = (
        Paragraph("one", (Run("财政收入"), Run("增长23%。", strong=True)), "body"),
        Items("list", ((Run("甲。"),), (Run("乙。"),)), ordered=True),
        Paragraph("stop", (Run("丙"), Run("。")), "body"),
    )
    content = write_docx(AppendixDocument("题", "", "", "zh", blocks, {}), Drawn())
    assert dict(blocks_text(content)) == {"one": "财政收入增长23%。", "list": "甲。\n乙。", "stop": "丙。"}
    xml = parts_of(content)["word/document.xml"].decode()
    assert re.search("。</w:t></w:r><w:bookmarkEnd", xml) is None


@pytest.mark.parametrize("reader", [blocks_text, notes_text, settings_of])
def test_what_is_no_document_is_refused(reader):
    """Reading something else says that it is no Word document, or none written here."""
    with pytest.raises(ForecastingError, match="no Word document"):
        reader(b"%PDF-1.7")


def test_a_foreign_document_has_no_settings():
    """A Word document of another maker cannot be verified and says so."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    with pytest.raises(ForecastingError, match="does not say what it was made from"):
        settings_of(stream.getvalue())
    assert blocks_text(stream.getvalue()) == []


def test_widths_add_up():
    """Column widths add up to the whole, follow the shares 1:2:1, and survive shares of nothing."""
    assert widths([1, 2, 1], 8000) == [2000, 4000, 2000]
    assert sum(widths([1, 1, 1], 8845)) == 8845
    assert widths([0, 0], 1000) == [500, 500]


def test_no_column_breaks_a_word_while_there_is_room():
    """A column too narrow for its longest word takes what it needs from the others; with no room, shares decide."""
    assert widths([1, 9], 1000, [300, 300]) == [300, 700]
    assert widths([1, 4, 5], 1000, [300, 300, 0]) == [300, 311, 389]
    assert widths([1, 1], 1000, [800, 800]) == [500, 500]
    made = replace(
        document("en"),
        blocks=(
            Table(
                "t", "t", (Column("Kind", share=0.1), Column("What")), (Row((cell("comparison"), cell("x"))),), small=True
            ),
        ),
    )  # fmt: skip
    grid = [int(one.get(f"{W}w")) for one in body(write_docx(made, Drawn())).iter(f"{W}gridCol")]
    # Ten letters of 8 points at half an em and more, and the margins of the cell.
    assert grid[0] > 10 * 8 * 20 * 0.5


def test_long_and_like_named_blocks_have_bookmarks_of_their_own():
    """Ids longer than Word allows, or alike but for signs, still come back as they were."""
    ids = ("a" * 60, "a" * 59 + "b", "x-1", "x_1", "x:1", "目标")
    made = replace(document("en"), blocks=tuple(Paragraph(one, cell(one)) for one in ids))
    content = write_docx(made, Drawn())
    assert flaws(content) == []
    assert blocks_text(content) == [(one, one) for one in ids]


def test_another_program_opens_it_whole(tmp_path):
    """LibreOffice opens the real appendix in both languages and prints it with every heading and caption, in order.

    Its pictures are blank; those of the two pages, opened in `test_annex_brief`, are drawn.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed, so no other program can open the document")
    dossier = fc.load("data/yanjiao")
    made = {language: appendix(fc.assess(dossier, language=language)).document for language in ("en", "zh")}
    for language, one in made.items():
        (tmp_path / f"{language}.docx").write_bytes(write_docx(one, Drawn()))
    command = [program, "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, sorted(tmp_path.glob("*.docx")))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    for language, one in made.items():
        pages = PdfReader(tmp_path / f"{language}.pdf").pages
        printed = "".join("".join(page.extract_text().split()) for page in pages)
        place = 0
        for block in one.blocks:
            wanted = {Heading: headed, Table: captioned, Figure: captioned}.get(type(block))
            if wanted is None:
                continue
            # A machine without Chinese fonts prints boxes, but Latin letters and digits stay what they are.
            words = "".join(letter for letter in wanted(block) if letter.isascii() and not letter.isspace())
            place = printed.find(words, place)
            assert place >= 0, (language, block.id, words)
