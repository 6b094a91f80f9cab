"""Word documents as people send them: the text a reader sees once every tracked change is accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from forecasting._extract.cleaning import LOST
from forecasting._extract.readers.archive import ReportArchive, parsed
from forecasting._extract.readers.layout import Layout, SpannedCell, UnreadableError, plain, superscript
from forecasting._extract.readers.word_xml import (
    child_of,
    chosen,
    is_on,
    is_placeholder,
    styles_hidden,
    tag_of,
    value_of,
    whole_number,
)

if TYPE_CHECKING:
    from forecasting._extract.document import Document

__all__ = ["read_word"]

# Text struck out by a tracked change, codes of fields, settings, and readings printed over characters.
_PASSED = {
    "w:del",
    "w:moveFrom",
    "w:delText",
    "w:instrText",
    "w:delInstrText",
    "w:rPr",
    "w:tblPr",
    "w:rt",
    "w:sectPr",
}
_SYMBOLS = dict(
    zip(
        "\xa3\xb3\xb1\xb4\xb9\xbb\xb7\xae\xad\xaf\xb0\xa5\x61\x62\x67\x64\x6d\x70\x73\x44\x53",
        "≤≥±×≠≈•→↑↓°∞αβγδμπσΔΣ",
        strict=True,
    )
)
_ARROWS = dict(zip("\xe0\xe1\xe2\xdf\xe8\xe9\xea\xf0\xf1\xf2", "→↑↓←→↑↓⇒\u21d1\u21d3", strict=True))
_BULLETS = "lnopqrstuvwxyz\xa7\xa8\xd8\xfc\xfe\x9f\xa1\xb2"
_PICTURES = {"pic:pic", "c:chart", "w:object", "imagedata", "relIds"}  # old formulas and diagrams among them
_FORMULA_SHOWN = 40
_PLAIN_NUMBER = re.compile(r"[-−]?[0-9][0-9,]*(?:\.[0-9]+)? ?[%％]?")


def read_word(data: bytes, name: str, language: str = "en") -> Document:
    """The text and tables of a Word document.

    Args:
        data: the file.
        name: what to call it in messages.
        language: of the notices.

    Raises:
        UnreadableError: it is damaged, locked, or no Word document.
    """
    package = ReportArchive(data, name)
    main = package.main_part()
    related = package.related(main)
    styles = next((target for kind, target in related if kind == "styles" and target in package), "")
    body = _Body(Layout(name, language), styles_hidden(package, styles))
    root = parsed(package.read(main), name)
    container = next((one for one in root.iter() if tag_of(one) == "w:body"), None)
    if container is None:
        msg = f"{name}: holds no text; it is no Word document, or a damaged one"
        raise UnreadableError(msg)
    try:
        body.blocks(container)
    except RecursionError as problem:
        msg = f"{name}: its parts are nested too deep for any report; copy the text into a new document"
        raise UnreadableError(msg) from problem
    body.flush()
    for kind in ("footnotes", "endnotes"):
        part = next((target for found, target in related if found == kind and target in package), "")
        wanted = body.called[kind]
        if part and wanted:
            notes = {
                value_of(note, "id"): note
                for note in parsed(package.read(part), name)
                if tag_of(note) in ("w:footnote", "w:endnote")
            }
            for number in wanted:
                if number in notes:
                    body.blocks(notes[number])
                    body.flush()
    if any(kind == "aFChunk" for kind, _ in related):
        body.layout.notice("embedded_document")
    return body.document()


@dataclass(slots=True)
class _Body:
    """Walks the body, collecting the text of the present paragraph."""

    layout: Layout
    hidden_styles: frozenset[str]
    text: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    fields: list[bool] = field(default_factory=list)  # of each open field, whether its code is being read
    called: dict[str, list[str]] = field(default_factory=lambda: {"footnotes": [], "endnotes": []})
    formulas: list[str] = field(default_factory=list)
    hidden: int = 0
    pictures: int = 0
    unknown: int = 0
    in_table: int = 0

    def document(self) -> Document:
        """What was read, with what was left out."""
        if self.formulas:
            shown = "; ".join(dict.fromkeys(self.formulas))
            self.layout.notice("equations", count=len(self.formulas), shown=shown[:200])
        if self.hidden:
            self.layout.notice("hidden", count=self.hidden)
        if self.pictures:
            self.layout.notice("pictures", count=self.pictures)
        if self.unknown:
            self.layout.notice("symbols", count=self.unknown)
        return self.layout.document()

    # ---- blocks

    def blocks(self, container: Any) -> None:
        """Paragraphs and tables, in order."""
        for block in container:
            tag = tag_of(block)
            if tag == "w:p":
                self.paragraph(block)
            elif tag == "w:tbl":
                self.flush()
                self.table(block)
            elif tag == "mc:AlternateContent":
                self.blocks(chosen(block))
            elif tag and tag not in _PASSED:
                self.blocks(block)

    def paragraph(self, element: Any) -> None:
        """A paragraph; one whose end was struck out runs on into the next."""
        properties = child_of(element, "w:pPr")
        mark = None if properties is None else child_of(properties, "w:rPr")
        gone = mark is not None and any(child_of(mark, one) is not None for one in ("w:del", "w:moveFrom"))
        style = None if properties is None else child_of(properties, "w:pStyle")
        if style is not None and value_of(style) in self.hidden_styles:
            self.hidden += 1
        else:
            self.inline(element)
        if not gone:
            self.flush()

    def flush(self) -> None:
        """End the paragraph; the text boxes anchored in it follow."""
        text = plain("".join(self.text))
        boxes, self.text, self.boxes = self.boxes, [], []
        if text or not self.layout.pieces:
            self.layout.line(text)
        for box in boxes:
            self.blocks(box)
            self.flush()

    def table(self, element: Any) -> None:
        """A table: merged cells once, rows and cells struck out left out."""
        rows: list[list[SpannedCell]] = []
        above: dict[int, tuple[int, int]] = {}  # column: row and place of the cell that runs on downwards
        for row in self.within(element, "w:tr"):
            properties = child_of(row, "w:trPr")
            if properties is not None and child_of(properties, "w:del") is not None:
                continue
            before = 0 if properties is None else whole_number(child_of(properties, "w:gridBefore"), 0)
            found: list[SpannedCell] = [SpannedCell("", min(before, 1000))] if before else []
            column = before
            for cell in self.within(row, "w:tc"):
                settings = child_of(cell, "w:tcPr")
                if settings is not None and child_of(settings, "w:cellDel") is not None:
                    continue
                span = 1 if settings is None else whole_number(child_of(settings, "w:gridSpan"))
                down = None if settings is None else child_of(settings, "w:vMerge")
                across = None if settings is None else child_of(settings, "w:hMerge")
                if across is not None and value_of(across) != "restart" and found:
                    found[-1] = SpannedCell(found[-1].text, found[-1].columns + span, found[-1].rows)
                elif down is not None and value_of(down) != "restart" and column in above:
                    at, place = above[column]
                    kept = rows[at][place]
                    rows[at][place] = SpannedCell(kept.text, kept.columns, len(rows) - at + 1)
                else:
                    found.append(SpannedCell(self.cell(cell), span))
                    above[column] = (len(rows), len(found) - 1)
                    if down is None:
                        above.pop(column)
                column += span
            rows.append(found)
        self.layout.table(rows)

    def within(self, element: Any, tag: str) -> list[Any]:
        """The rows of a table or the cells of a row, also inside content controls and insertions."""
        found = []
        for inner in element:
            name = tag_of(inner)
            if name == tag:
                found.append(inner)
            elif name == "mc:AlternateContent":
                found += self.within(chosen(inner), tag)
            elif name in ("w:sdt", "w:sdtContent", "w:ins", "w:customXml", "w:moveTo", "w:smartTag"):
                found += self.within(inner, tag)
        return found

    def cell(self, element: Any) -> str:
        """What a cell prints; a table within it as its words."""
        inner = _Body(Layout(self.layout.name, self.layout.language), self.hidden_styles)
        inner.called, inner.formulas, inner.fields = self.called, self.formulas, self.fields
        inner.blocks(element)
        inner.flush()
        self.hidden += inner.hidden
        self.pictures += inner.pictures
        self.unknown += inner.unknown
        return "".join(inner.layout.pieces).strip()

    # ---- within a paragraph

    def inline(self, element: Any) -> None:
        """Runs and what holds them."""
        for piece in element:
            tag = tag_of(piece)
            if tag == "w:r":
                self.run(piece)
            elif tag in ("m:oMath", "m:oMathPara"):
                self.formula(piece)
            elif tag == "mc:AlternateContent":
                self.inline(chosen(piece))
            elif tag == "w:txbxContent":
                self.boxes.append(piece)
            elif tag in _PICTURES:
                self.pictures += 1
            elif tag == "w:sdt" and is_placeholder(piece):
                continue  # what a form shows before it is filled in
            elif tag and tag not in _PASSED and tag != "w:pPr":
                self.inline(piece)

    def formula(self, element: Any) -> None:
        """An equation is named and left out, since its pieces in a row would read as another number; a plain number is read."""
        pieces = [one.text or "" for one in element.iter() if tag_of(one) == "m:t"]
        said = "".join(pieces)
        if len(pieces) == 1 and _PLAIN_NUMBER.fullmatch(said.strip()):
            self.text.append(said)
        elif said.strip():
            self.formulas.append(plain(said.strip())[:_FORMULA_SHOWN])
            self.text.append(LOST)

    def run(self, element: Any) -> None:
        """A run of text of one look."""
        properties = child_of(element, "w:rPr")
        style = None if properties is None else child_of(properties, "w:rStyle")
        styled = style is not None and value_of(style) in self.hidden_styles
        vanish = None if properties is None else child_of(properties, "w:vanish")
        struck = is_on(properties, "w:strike") or is_on(properties, "w:dstrike")  # a deletion by hand
        hidden = struck or is_on(properties, "w:vanish") or (styled and vanish is None)
        raised = None if properties is None else child_of(properties, "w:vertAlign")
        fonts = None if properties is None else child_of(properties, "w:rFonts")
        font = "" if fonts is None else value_of(fonts, "ascii") or value_of(fonts, "hAnsi")
        said = ""
        for piece in element:
            tag = tag_of(piece)
            if tag == "w:fldChar":
                self.field(value_of(piece, "fldCharType"))
            elif tag in _PASSED:
                continue
            elif any(self.fields):
                # Within the code of a field only its own marks count.
                continue
            elif tag == "w:t":
                said += self.symbols(piece.text or "", font)
            elif tag == "w:sym":
                said += self.symbol(value_of(piece, "char"), value_of(piece, "font"))
            elif tag in ("w:tab", "w:ptab"):
                said += "\t"
            elif tag == "w:cr" or (tag == "w:br" and value_of(piece, "type") in ("", "textWrapping")):
                said += "\n"
            elif tag == "w:noBreakHyphen":
                said += "\N{NON-BREAKING HYPHEN}"
            elif tag in ("w:footnoteReference", "w:endnoteReference"):
                kind = f"{tag[2:-9]}s"
                self.called[kind].append(value_of(piece, "id"))
            elif tag:
                self.say(said, hidden=hidden, raised=raised)
                said = ""
                if not hidden:
                    self.inline([piece])
        self.say(said, hidden=hidden, raised=raised)

    def say(self, said: str, *, hidden: bool, raised: Any) -> None:
        """Text of a run."""
        if said and hidden:
            self.hidden += 1
        elif said:
            up = raised is not None and value_of(raised) == "superscript"
            self.text.append(superscript(said) if up else said)

    def field(self, mark: str) -> None:
        """A mark of a field: its code is passed over, its result is text."""
        if mark == "begin":
            self.fields.append(True)
        elif mark == "separate" and self.fields:
            self.fields[-1] = False
        elif mark == "end" and self.fields:
            self.fields.pop()

    def symbols(self, text: str, font: str) -> str:
        """Text in which characters of a symbol font stand under codes of their own."""
        if text.isascii():
            return text
        return "".join(
            self.symbol(f"{ord(one):X}", font) if 0xF020 <= ord(one) <= 0xF0FF else one for one in text
        )

    def symbol(self, code: str, font: str) -> str:
        """A character of a symbol font."""
        try:
            number = int(code, 16)
        except ValueError:
            return LOST
        if 0xF000 <= number <= 0xF0FF:
            number -= 0xF000
        elif number > 0xFF:
            return chr(number) if number < 0xD800 or 0xE000 <= number < 0xFFFE else LOST
        letter = chr(number)
        pictured = "ding" in font.lower()
        if pictured and letter in _ARROWS:
            return _ARROWS[letter]
        if pictured and letter in _BULLETS:
            return "•"
        if not pictured and letter in _SYMBOLS:
            return _SYMBOLS[letter]
        if not pictured and (letter.isdigit() or letter in " %+-.,()<>=/:;[]"):
            return letter
        self.unknown += 1
        return LOST
