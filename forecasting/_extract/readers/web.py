"""Web pages: the text a reader sees, paragraph by paragraph, and the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from forecasting._extract.cleaning import LOST
from forecasting._extract.readers.layout import Layout, SpannedCell, UnreadableError, superscript
from forecasting._extract.readers.text import opened
from forecasting.extras import needed

if TYPE_CHECKING:
    from forecasting._extract.document import Document

__all__ = ["read_web"]

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_PROLOGUE = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.-]{2,40})", re.IGNORECASE)
_PASSED = frozenset(
    {"script", "style", "noscript", "template", "head", "svg", "select", "textarea", "rt", "rp", "del", "s", "strike", "iframe",
     "object", "nav", "button", "canvas", "audio", "video"}
)  # fmt: skip
_PARAGRAPHS = frozenset(
    {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer",
     "main", "blockquote", "pre", "dd", "dt", "dl", "figure", "figcaption", "hr", "caption", "form", "center",
     "address", "aside", "body", "html", "title", "tr", "table", "thead", "tbody", "tfoot", "fieldset"}
)  # fmt: skip
_VOID = frozenset(
    {
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "wbr",
        "col",
        "area",
        "base",
        "embed",
        "source",
        "param",
        "track",
    }
)
_SPACE = re.compile(r"[ \t\n\f]+")
# A line end of the source between two Chinese characters is no space.
_BETWEEN = re.compile(
    "(?<=[\u2e80-\u9fff，。；：、（）％])[ \t]*\n[ \t\n]*(?=[\u2e80-\u9fff，。；：、（）％0-9])|(?<=[0-9])[ \t]*\n[ \t\n]*(?=[\u2e80-\u9fff％%])"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
MOST_NESTED_TABLES = 50


def read_web(data: bytes, name: str, language: str = "en") -> Document:
    """The text and tables of a web page.

    Args:
        data: the file.
        name: what to call it in messages.
        language: of the notices.

    Raises:
        UnreadableError: the bytes are no text.
    """
    etree = needed("lxml.etree", "lxml", "reading a Word or HTML file", "extract")
    found = _PROLOGUE.match(data[:400]) or _CHARSET.search(data[:4096])
    layout, text = opened(data, name, language, found[1].decode("ascii") if found else "")
    target = _Target(layout)
    parser = etree.HTMLParser(
        target=target, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        parser.feed(text.encode("utf-8", "replace"))
        parser.close()
    except (etree.XMLSyntaxError, ValueError) as problem:
        if not target.layout.pieces:
            msg = (
                f"{name}: holds no text that can be read ({problem}); open it in a browser and save it again"
            )
            raise UnreadableError(msg) from problem
    target.end()
    return target.layout.document()


class _Target:
    """Hears of every element once, in order; keeps no tree, so that depth costs nothing."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.text: list[str] = []
        self.passed: list[str] = []  # elements open within one that is passed over, that one first
        self.raised = 0
        self.formulas = 0
        self.tables: list[_Table] = []

    # ---- what the parser calls

    def start(self, tag: str, attributes: Any) -> None:
        """An element begins."""
        if self.passed:
            if tag not in _VOID:
                self.passed.append(tag)
            return
        given = dict(attributes)
        if tag == "math":
            self.formulas += 1
            self.text.append(LOST)
        if tag in _PASSED or tag == "math" or "hidden" in given or _HIDDEN.search(given.get("style") or ""):
            if tag not in _VOID:
                self.passed.append(tag)
            return
        if tag == "br":
            self.text.append("\v")
        elif tag == "sup":
            self.raised += 1
        elif tag in ("td", "th"):
            self.cell(given)
        elif tag == "tr":
            self.row()
        elif tag == "table":
            self.open_table()
        elif tag in _PARAGRAPHS:
            self.paragraph()

    def end(self, tag: str = "html") -> None:
        """An element ends."""
        if self.passed:
            # What was never closed ends with what holds it.
            if tag in self.passed:
                while self.passed and self.passed.pop() != tag:
                    pass
            return
        if tag == "sup":
            self.raised = max(0, self.raised - 1)
        elif tag in ("td", "th"):
            self.end_cell()
        elif tag == "table":
            self.close_table()
        elif tag == "html":
            while self.tables:
                self.close_table()
            self.paragraph()
            if self.formulas:
                self.layout.notice("formulas", count=self.formulas)
                self.formulas = 0
        elif tag in _PARAGRAPHS:
            self.paragraph()

    def data(self, text: str) -> None:
        """Text."""
        if not self.passed:
            self.text.append(superscript(text) if self.raised else text)

    def comment(self, text: str) -> None:
        """A comment says nothing."""

    def pi(self, *_: str) -> None:
        """Nor does an instruction."""

    def close(self) -> None:
        """The document ends."""
        self.passed.clear()
        self.end("html")

    # ---- paragraphs and tables

    def taken(self) -> str:
        """The text since the last paragraph, white space as one space, as a browser shows it."""
        text = _BETWEEN.sub("", "".join(self.text))
        self.text = []
        return "\n".join(_SPACE.sub(" ", line).strip(" ") for line in text.split("\v")).strip("\n")

    def paragraph(self) -> None:
        """A paragraph ends; within a cell it stays one line of it."""
        if self.tables:
            self.text.append("\v")
            return
        text = self.taken()
        if text:
            self.layout.line(text)

    def open_table(self) -> None:
        """A table begins; one within a cell of another is read as words of that cell."""
        if len(self.tables) >= MOST_NESTED_TABLES:
            msg = f"{self.layout.name}: more than {MOST_NESTED_TABLES} tables within one another; no report has them"
            raise UnreadableError(msg)
        if not self.tables:
            self.paragraph()
        self.tables.append(_Table(outer=self.text))
        self.text = []

    def row(self) -> None:
        """A row begins."""
        if self.tables:
            self.end_cell()
            self.tables[-1].rows.append([])

    def cell(self, given: dict[str, str]) -> None:
        """A cell begins."""
        if not self.tables:
            return
        self.end_cell()
        table = self.tables[-1]
        table.loose += self.taken()
        table.spans = (_span(given.get("colspan"), 400), _span(given.get("rowspan"), 10_000))
        if not table.rows:
            table.rows.append([])

    def end_cell(self) -> None:
        """A cell ends."""
        table = self.tables[-1] if self.tables else None
        if table is not None and table.spans:
            table.rows[-1].append(SpannedCell(self.taken(), *table.spans))
            table.spans = None

    def close_table(self) -> None:
        """A table ends."""
        if not self.tables:
            return
        self.end_cell()
        table = self.tables.pop()
        table.loose += self.taken()
        if self.tables:
            words = " ".join(one.text for row in table.rows for one in row if one.text)
            self.text = [*table.outer, " ", words, " "]
            return
        self.text = table.outer
        *before, title = [line for line in table.loose.split("\n") if line.strip()] or [""]
        for line in before:
            self.layout.line(line)
        self.layout.table([row for row in table.rows if row], title)


class _Table:
    """A table that is being read."""

    def __init__(self, outer: list[str]) -> None:
        self.outer = outer
        self.rows: list[list[SpannedCell]] = []
        self.spans: tuple[int, int] | None = None
        self.loose = ""  # text within the table and outside its cells: its caption


def _span(written: str | None, most: int) -> int:
    text = (written or "").strip()
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 7 else 1
