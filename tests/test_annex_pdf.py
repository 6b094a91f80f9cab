"""The PDF appendix: read back as text, bookmarks, tags and metadata."""

from __future__ import annotations

import re
import sys
from io import BytesIO

import pytest
from pypdf import PdfReader
from test_annex_web import sample

from forecasting._appendix.blocks import (
    AppendixDocument,
    Column,
    Contents,
    Formula,
    Heading,
    Items,
    Paragraph,
    Row,
    Run,
    Superscript,
    Symbol,
    Table,
    cell,
    numbered,
)
from forecasting._appendix.formula import formula_text
from forecasting._appendix.letters import MissingLetters
from forecasting._appendix.pdf.reading import page_texts, settings_of
from forecasting._appendix.pdf.writing import PdfError, write_pdf
from forecasting._appendix.pictures import Pictures
from forecasting._appendix.plain import block_notes, block_runs, block_text
from forecasting.errors import ForecastingError


@pytest.fixture(scope="module", params=["en", "zh"])
def document(request) -> AppendixDocument:
    """The sample, in both languages."""
    return sample(request.param)


@pytest.fixture(scope="module")
def content(document) -> bytes:
    """The sample set."""
    return write_pdf(document, Pictures())


@pytest.fixture(scope="module")
def reader(content) -> PdfReader:
    """The sample read."""
    return PdfReader(BytesIO(content))


def squeezed(text: str) -> str:
    """Text without spaces and without what only helps lines to break: setting adds and drops both."""
    return re.sub(r"[\s\u00a0\u00ad\u200b\u2060\ufffe]+", "", text)


def document_of(*blocks, language="en") -> AppendixDocument:
    """A document of these blocks alone."""
    return numbered(AppendixDocument("Title", "", "", language, blocks, {}))


def test_the_text_of_the_pages_is_that_of_the_blocks(document, content) -> None:
    """Every paragraph, item, cell, caption and note stands on some page as it was put in, in order of blocks."""
    pages = squeezed("".join(page_texts(content)))
    at = 0
    for block in document.blocks:
        if isinstance(block, Formula):
            continue  # set in two dimensions; its letters are looked for below
        # A note's mark stands between runs, so each run is looked for by itself.
        runs = [run.text for line in block_runs(block) for run in line]
        for piece in runs or block_text(block).split("\n"):
            at = pages.find(squeezed(piece), 0 if isinstance(block, Contents) else at)
            assert at >= 0, (block.id, piece)
        for note in block_notes(block):
            assert squeezed(note) in pages
    letters = squeezed("".join(page_texts(content)))
    formula = next(block for block in document.blocks if isinstance(block, Formula))
    assert set(re.sub(r"[_^/ ]", "", formula_text(formula.tree))) <= set(letters)


def test_headings_are_bookmarks(document, reader) -> None:
    """The outline holds the numbered headings, the second level within the first, and nothing else."""
    top, inner = reader.outline
    zh = document.language == "zh"
    assert top.title == ("一、目标核对" if zh else "1 Targets")
    assert [one.title for one in inner] == ["（一）逐项" if zh else "1.1 One by one"]


def test_it_says_what_it_is(document, content, reader) -> None:
    """Title, language and settings stand in the file, which is tagged, archival and without a clock."""
    assert reader.metadata["/Title"] == document.title
    assert reader.metadata["/CreationDate"].startswith("D:19700101")
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("zh" if document.language == "zh" else "en")
    assert root["/MarkInfo"]["/Marked"]
    assert settings_of(content) == document.settings
    about = root["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>2<", about)
    assert re.search(r"pdfuaid:part>1<", about)


def test_only_the_shipped_fonts_are_used(reader) -> None:
    """Noto Sans CJK SC, the typesetter's own maths font and, for English quotation marks, its serif; all embedded."""
    fonts = set()
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inside = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & inside["/FontDescriptor"].keys()
            fonts.add(inside["/BaseFont"].partition("+")[2].partition("-")[0])
    assert {"NotoSansCJKsc"} <= fonts <= {"NotoSansCJKsc", "NewCMMath", "LibertinusSerif"}


def test_pages_are_a4_and_counted(document, content, reader) -> None:
    """A4 is 210 mm by 297 mm, 595.3 by 841.9 points; each page says which of how many it is."""
    pages = page_texts(content)
    for number, (page, text) in enumerate(zip(reader.pages, pages, strict=True), 1):
        assert page.mediabox.width == pytest.approx(595.3, abs=0.1)
        assert page.mediabox.height == pytest.approx(841.9, abs=0.1)
        told = f"第{number}页，共{len(pages)}页" if document.language == "zh" else f"{number}/{len(pages)}"
        assert told in squeezed(text)


def test_the_file_is_the_same_twice(document, content) -> None:
    """Byte for byte the same, even when the charts are drawn anew."""
    assert write_pdf(document, Pictures()) == content


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markup_comes_out_as_text(language) -> None:
    """Typst's signs, code, labels, quotes, comments and calls in any text are printed, never obeyed."""
    nasty = '#panic("x") *b* _e_ $a$ `r` <l> @ref \\ // c /* d */ [e] {f} = g "h" ~ --- https:// #{1+1}'
    content = write_pdf(sample(language, nasty), Pictures())
    pages = squeezed("".join(page_texts(content)))
    wanted = squeezed(nasty)
    for start in ("Feasibility", "Targets", "Targetchecktable", "Staircase", "slower", "first", "Aremark."):
        if language == "en":
            assert start + wanted in pages
    assert pages.count(wanted) >= 15


def test_words_of_formulas_are_no_code() -> None:
    """A word, name or operator that looks like maths code is set as text."""
    odd = Superscript(Symbol('")#panic("x', "words"), Symbol("frac(1,2)"))
    content = write_pdf(document_of(Formula("f", odd), Formula("g", Symbol("&", "operator"))), Pictures())
    text = squeezed(page_texts(content)[0])
    assert '")#panic("x' in text
    assert "frac(1,2)" in text


def test_letters_no_font_has_are_printed_as_their_code() -> None:
    """No box: the code stands in place of the character, a warning names it, and reading back gives the letter."""
    with pytest.warns(MissingLetters, match=r"U\+20000\) in p;"):
        content = write_pdf(document_of(Paragraph("p", cell("a\U00020000b"))), Pictures())
    assert "a[U+20000]b" in "".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    assert "a\U00020000b" in page_texts(content)[0]


def test_invisible_characters_do_no_harm() -> None:
    """Control codes, joiners, marks of direction and separators neither stop the typesetter nor leave a box."""
    content = write_pdf(
        document_of(Paragraph("p", cell("a\x07b\u200bc\u2060d\ufeffe\u2028f\tg\u202eh"))), Pictures()
    )
    assert set("abcdefgh") <= set(page_texts(content)[0])


def test_heads_of_tables_come_again_and_rows_stay_whole() -> None:
    """On every page a long table has its heading row, and no row is torn: its two lines stand on one page."""
    rows = tuple(Row((cell(f"first {n}\nsecond {n}"), cell("x"))) for n in range(120))
    table = Table("t", "Long", (Column("Headword"), Column("Other")), rows)
    pages = page_texts(write_pdf(document_of(table), Pictures()))
    assert len(pages) > 3
    for page in pages:
        assert "Headword" in page
        assert re.findall(r"first (\d+)", page) == re.findall(r"second (\d+)", page)


def test_a_cell_longer_than_a_page_is_not_cut_off() -> None:
    """A cell of 900 lines flows on to further pages."""
    text = "\n".join(f"line {n}." for n in range(300))
    table = Table("t", "c", (Column("a"), Column("b")), (Row((cell("x"), cell(text))),))
    pages = "".join(page_texts(write_pdf(document_of(table), Pictures())))
    assert "line 299." in pages


def test_a_note_stands_on_the_page_of_its_mark() -> None:
    """Footnotes keep to the page of the sentence they belong to, wherever pages break."""
    blocks: list[Heading | Paragraph] = []
    for n in range(60):
        blocks.append(
            Paragraph(
                f"p{n}",
                (Run(f"Sentence-{n}. " + "More words. " * (n % 7 * 9)), Run("End", note=f"note-{n}.")),
            )
        )
        blocks.append(Paragraph(f"s{n}", cell(f"Instead-{n}."), "suggestion"))
    pages = page_texts(write_pdf(document_of(*blocks), Pictures()))
    for n in range(60):
        (note,) = [place for place, text in enumerate(pages) if f"note-{n}." in text]
        (after,) = [place for place, text in enumerate(pages) if f"Instead-{n}." in text]
        assert note == after


def test_no_heading_ends_a_page() -> None:
    """After each heading something else follows on its page, whatever comes before it."""
    for filling in range(30, 48, 3):
        lines = [Paragraph(f"p{n}", cell(f"Filling {n}.")) for n in range(filling)]
        blocks = (
            *lines,
            Heading("h", 1, "Headed"),
            Heading("i", 2, "Inner"),
            Paragraph("after", cell("Afterwards.")),
        )
        pages = page_texts(write_pdf(document_of(*blocks), Pictures()))
        (place,) = [text for text in pages if "Inner" in text]
        assert "Afterwards." in place
        assert "Headed" in place


def test_five_thousand_rows_are_set() -> None:
    """A table of 5,000 rows and a list of 5,000 items come out whole."""
    rows = tuple(Row((cell(f"claim-{n}"), cell(n))) for n in range(5000))
    table = Table("t", "All", (Column("Claim"), Column("Number", "right")), rows, small=True)
    items = Items("i", tuple(cell(f"item-{n}") for n in range(5000)))
    pages = PdfReader(BytesIO(write_pdf(document_of(table, items), Pictures()))).pages
    assert "item-4999" in pages[-1].extract_text()


def test_what_the_typesetter_refuses_is_said(monkeypatch) -> None:
    """Errors and warnings of the typesetter become one error with its words; no page is handed out."""
    monkeypatch.setattr("forecasting._appendix.pdf.writing.to_typst", lambda _: "nowhere(1)")
    with pytest.raises(PdfError, match=r"could not set the appendix: .*nowhere"):
        write_pdf(document_of(Formula("f", Symbol("x"))), Pictures())
    monkeypatch.undo()
    monkeypatch.setattr(
        "forecasting._appendix.pdf.writing._template", lambda: b'#set text(font: "No Such Face")\nx'
    )
    monkeypatch.setattr("forecasting._appendix.pdf.writing._STANDARDS", [])
    with pytest.raises(PdfError, match=r"warned.*no such face"):
        write_pdf(document_of(Paragraph("p", cell("x"))), Pictures())


def test_a_missing_typesetter_is_named(monkeypatch) -> None:
    """Without the extra the message says what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(
        ForecastingError, match=r"a PDF needs the package typst.*target-forecasting\[appendix\]"
    ):
        write_pdf(document_of(Paragraph("p", cell("x"))), Pictures())


def test_another_file_holds_no_settings() -> None:
    """What is no PDF, and a PDF of another origin, are told apart and refused."""
    with pytest.raises(ForecastingError, match="cannot be read as a PDF"):
        settings_of(b"hello")
    with pytest.raises(ForecastingError, match="cannot be read as a PDF"):
        page_texts(b"")
