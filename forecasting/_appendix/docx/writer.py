"""The blocks of an appendix as a Word document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from forecasting._appendix.blocks import Contents, Figure, Formula, Heading, Items, Paragraph, Run, Table
from forecasting._appendix.docx.formula import equation
from forecasting._appendix.docx.notes import Notes
from forecasting._appendix.docx.package import opened
from forecasting._appendix.docx.styles import look_of
from forecasting._appendix.docx.tables import equation_row, table_xml
from forecasting._appendix.docx.wordml import attribute, before_stop, bookmark, paragraph, run
from forecasting._appendix.docx.wordml import field as word_field
from forecasting._appendix.plain import captioned, contents_depth, headed
from forecasting.words import say, unbroken

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from forecasting._appendix.blocks import AppendixDocument, Block
    from forecasting._appendix.docx.package import Package

__all__ = ["head_and_foot", "write_docx"]

_EMU_PER_CM = 360_000
_EMU_PER_TWIP = 635
_LONGEST_NAME = 40
_STRONG = "<w:b/><w:bCs/>"
#: What a picture may take of a page's height, so that its caption stays with it.
_TALLEST = 0.82
#: First entries of the contents that stay with its heading.
_TOGETHER = 4
_NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
_STYLES = {"lede": "AnnexLede", "suggestion": "AnnexSuggestion", "quiet": "AnnexQuiet"}


def write_docx(
    document: AppendixDocument,
    pictures: Any,
    *,
    template: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """The appendix as a Word document (.docx); the same bytes for the same document.

    Args:
        document: the numbered blocks.
        pictures: draws figures, see `forecasting._appendix.pictures.Pictures`.
        template: a document of one's own: its styles, page, headers and footers are kept, its text is not; styles it
            lacks are added.
        progress: called with the number of figures drawn and of all.

    Raises:
        ForecastingError: python-docx is missing, or the template cannot be read.
    """
    package = opened(document.language, template, "a Word document", brief=document.brief)
    writer = _Writer(package, pictures, document, progress)
    content = writer.content()
    if writer.notes.texts:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        package.add_part("/word/footnotes.xml", kind, "footnotes", writer.notes.part())
    if not package.house:
        head_and_foot(package, document.title)
    package.add_settings(document.settings, {name: block for block, name in writer.names.items()})
    return package.closed(content, title=document.title, subject=document.subtitle)


def head_and_foot(package: Package, title: str) -> None:
    """Give every page its number, and every page but the first the title at its head."""
    chinese = package.language == "zh"
    before, _, after = say("word.page", package.language, page="\0").partition("\0")
    number = run(before) + word_field("PAGE", run("1")) + run(after)
    package.add_header(
        paragraph(run(title, chinese=chinese), package.styles["Header"]),
        paragraph(number, package.styles["Footer"]),
    )


@dataclass(slots=True)
class _Writer:
    """Blocks to XML, with the numbers of bookmarks, notes, lists and drawings that the file needs unique."""

    package: Package
    pictures: Any
    document: AppendixDocument
    progress: Callable[[int, int], None] | None
    notes: Notes = field(init=False)
    names: dict[str, str] = field(init=False)
    anchors: dict[str, str] = field(init=False)
    lists: list[int] = field(init=False)
    bullets: int = field(init=False)
    marks: int = 0
    drawn: int = 0

    def __post_init__(self) -> None:
        blocks = self.document.blocks
        styles = self.package.styles
        self.notes = Notes(styles["FootnoteText"], styles["FootnoteReference"], self.chinese)
        self.names = _bookmark_names([block.id for block in blocks])
        self.anchors = {
            block.id: f"_{'Toc' if isinstance(block, Heading) else 'Ref'}{70_000_000 + place}"
            for place, block in enumerate(blocks)
            if isinstance(block, Heading | Table | Figure | Formula)
        }
        lists = [block for block in blocks if isinstance(block, Items)]
        ordered = sum(block.ordered for block in lists)
        self.bullets, self.lists = self.package.add_lists(ordered) if lists else (0, [])
        self.lists.reverse()

    @property
    def chinese(self) -> bool:
        return self.document.language == "zh"

    def content(self) -> str:
        document, styles = self.document, self.package.styles
        head = [
            (document.label, "AnnexLabel"),
            (document.title, "Title"),
            (document.subtitle, "Subtitle"),
        ]
        parts = [paragraph(self.text(text), styles[style]) for text, style in head if text]
        for block, after in zip_longest(document.blocks, document.blocks[1:]):
            parts.append(self.around(self.names[block.id], self.block(block, after)))
            touching = isinstance(block, Formula) and (after is None or isinstance(after, Formula))
            if touching or (isinstance(block, Table) and not block.note):
                # Word runs two tables that touch into one, and ends with a paragraph.
                parts.append(paragraph("", styles["AnnexFormula" if touching else "AnnexNote"]))
        return "".join(parts)

    def marked(self, name: str, content: str) -> str:
        self.marks += 1
        return bookmark(self.marks, name, content)

    def around(self, name: str, content: str) -> str:
        """A block with its bookmark, from within its first paragraph to within its last, where Word keeps them."""
        self.marks += 1
        start, end = bookmark(self.marks, name, "\0").split("\0")
        first = content.index("</w:pPr>") + len("</w:pPr>")
        inside, closing = before_stop(content[first : content.rindex("</w:p>")])
        return content[:first] + start + inside + end + closing + content[content.rindex("</w:p>") :]

    def text(self, text: str, properties: str = "") -> str:
        return run(unbroken(text), properties, chinese=self.chinese)

    def runs(self, runs: Sequence[Run]) -> str:
        parts = []
        for piece in runs:
            properties = _STRONG if piece.strong else ""
            printed = self.text(piece.text, properties)
            if piece.ref in self.anchors:
                printed = (
                    word_field(f"REF {self.anchors[piece.ref]} \\h", printed)
                    if self.exact(piece)
                    else printed
                )
            parts.append(printed + (self.notes.mark(piece.note) if piece.note else ""))
        return "".join(parts)

    def exact(self, one: Run) -> bool:
        """Whether a reference prints what its bookmark holds, so that updating it changes nothing."""
        named = next(block for block in self.document.blocks if block.id == one.ref)
        return isinstance(named, Table | Figure) and named.label == one.text

    def block(self, block: Block, after: Block | None) -> str:
        styles = self.package.styles
        kept = "<w:keepNext/>" if _belongs(block, after) else ""
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph(_, runs, "body"):
                return paragraph(self.runs(runs), self.body, kept)
            case Paragraph(_, runs, style):
                return paragraph(self.runs(runs), styles[_STYLES[style]], kept)
            case Items():
                return self.items(block)
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case Formula():
                drawn = equation(block.tree)
                label = self.marked(self.anchors[block.id], self.text(block.label))
                width = self.package.width
                return equation_row(drawn, label, width, styles["AnnexFormula"], kept=bool(kept))
            case Contents():
                return self.contents(block)

    @property
    def sizes(self) -> tuple[int, int]:
        """Size of type in tables and in small ones, in half points, near enough to fit columns to words."""
        look = look_of(self.document.language, brief=self.document.brief)
        return look.table_size, look.small_size

    @property
    def body(self) -> str:
        """A document of one's own sets its text in its default style; ours has one for text with its indent."""
        return self.package.styles["Normal" if self.package.house else "BodyText"]

    def heading(self, block: Heading) -> str:
        style = self.package.styles[f"Heading{block.level}"]
        text = self.text(headed(block))
        begun = "<w:pageBreakBefore/>" if block.new_page else ""
        return paragraph(self.marked(self.anchors[block.id], text), style, begun + self.unnumbered(style))

    def unnumbered(self, style: str) -> str:
        """What keeps a style of a document of one's own from numbering what has its number already."""
        return _NO_NUMBER if self.package.house and self.package.numbered(style) else ""

    def items(self, block: Items) -> str:
        number = self.lists.pop() if block.ordered else self.bullets
        style = self.package.styles["ListNumber" if block.ordered else "ListBullet"]
        list_ = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
        if self.package.house:
            list_ += '<w:ind w:firstLineChars="0"/>'
        return "".join(paragraph(self.runs(item), style, list_) for item in block.items)

    def caption(self, block: Table | Figure, *, kept: bool) -> str:
        """The caption, its number a field that Word counts itself and that says the block's number until then."""
        kind = "table" if isinstance(block, Table) else "figure"
        language = self.document.language
        name = block.label.rstrip("0123456789")
        number = block.label.removeprefix(name)
        counted = (
            word_field(f"SEQ {say(f'word.sequence_{kind}', language)} \\* ARABIC", self.text(number))
            if number
            else ""
        )
        label = self.marked(self.anchors[block.id], self.text(name) + counted)
        return paragraph(
            label + self.text(captioned(block).removeprefix(block.label)),
            self.package.styles["Caption"],
            "<w:keepNext/>" if kept else "",
        )

    def table(self, block: Table) -> str:
        parts = [
            self.caption(block, kept=True),
            table_xml(
                block, self.package.width, self.package.styles, self.runs, self.sizes, noted=bool(block.note)
            ),
        ]
        if block.note:
            parts.append(paragraph(self.text(block.note), self.package.styles["AnnexNote"]))
        return "".join(parts)

    def figure(self, block: Figure) -> str:
        png = self.pictures.png(block)
        identity, pixels, lines = self.package.add_picture(png)
        wide = min(block.width_cm * _EMU_PER_CM, self.package.width * _EMU_PER_TWIP)
        wide = min(wide, self.package.height * _EMU_PER_TWIP * _TALLEST * pixels / lines)
        self.drawn += 1
        if self.progress is not None:
            figures = sum(isinstance(one, Figure) for one in self.document.blocks)
            self.progress(self.drawn, figures)
        shown = _drawing(identity, self.drawn, (round(wide), round(wide * lines / pixels)), block)
        parts = [
            paragraph(shown, self.package.styles["AnnexFigure"], "<w:keepNext/>"),
            self.caption(block, kept=bool(block.note)),
        ]
        if block.note:
            parts.append(paragraph(self.text(block.note), self.package.styles["AnnexNote"]))
        return "".join(parts)

    def contents(self, block: Contents) -> str:
        """A contents field with its entries written in; only Word knows the pages, and fills them in on opening."""
        styles = self.package.styles
        style = styles["TOCHeading"]
        title = paragraph(self.text(block.title), style, self.unnumbered(style))
        depth = contents_depth(self.document.blocks)
        headings = [one for one in self.document.blocks if isinstance(one, Heading) and one.level <= depth]
        begin, rest = word_field(f'TOC \\o "1-{depth}" \\h \\z \\u', "\0", dirty=True).split("\0")
        entries = []
        for place, one in enumerate(headings):
            anchor = self.anchors[one.id]
            text = self.text(headed(one))
            entry = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{text}</w:hyperlink>'
            # A contents list does not leave its heading behind on a page.
            kept = "<w:keepNext/>" if place < _TOGETHER else ""
            entries.append(paragraph((begin if not place else "") + entry, styles[f"TOC{one.level}"], kept))
        if not entries:
            return title
        entries.append(paragraph(rest, styles["TOC1"]))
        inside = title + "".join(entries)
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>'
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
        )


def _belongs(block: Block, after: Block | None) -> bool:
    """Whether a block says something about the next, from which a page's end must not part it.

    What introduces a formula or a list, a finding before what to write instead, a formula before its legend.
    """
    if isinstance(block, Formula):
        return isinstance(after, Paragraph) and after.style == "quiet"
    if not isinstance(block, Paragraph) or block.style in ("suggestion", "quiet"):
        return False
    return isinstance(after, Formula | Items) or (
        isinstance(after, Paragraph) and after.style == "suggestion"
    )


def _bookmark_names(ids: Sequence[str]) -> dict[str, str]:
    """A bookmark name for each block: what Word allows, at most 40 letters, digits and underscores, all different."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for place, identity in enumerate(ids):
        name = "fc_" + re.sub(r"[^A-Za-z0-9]", "_", identity)
        name = name[:_LONGEST_NAME]
        while name.casefold() in taken:
            name = f"{name[: _LONGEST_NAME - 7]}_{place}_"
        taken.add(name.casefold())
        names[identity] = name
    return names


def _drawing(identity: str, number: int, size: tuple[int, int], figure: Figure) -> str:
    wide, high = size
    alt = attribute(figure.alt or figure.caption)
    name = f"fc_figure_{number}"
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="{name}" descr={alt}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic>'
        f'<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="{name}.png" descr={alt}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{identity}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
