"""The appendix as one HTML file: fetches nothing, reads on a telephone, prints on A4, charts that answer the pointer."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from forecasting._appendix.blocks import Contents, Figure, Formula, Heading, Items, Paragraph, Table
from forecasting._appendix.columns import SIZE, SMALL, TEXT_CM, column_widths
from forecasting._appendix.formula import formula_text, to_mathml
from forecasting._appendix.letters import printable, warn_of_missing
from forecasting._appendix.plain import block_text, captioned, headed
from forecasting.charts.behind import described
from forecasting.charts.export import DIGITS, letters_of
from forecasting.charts.script import json_in_script, script_library, take_script
from forecasting.show.markup import (
    TAKE_BUTTONS,
    HtmlLook,
    language_code,
    style,
    tag,
    take_bar,
    take_said,
    text_tag,
)
from forecasting.show.markup import (
    document as whole,
)
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from forecasting._appendix.blocks import AppendixDocument, Block, Cell
    from forecasting._appendix.pictures import Pictures

__all__ = ["write_html"]

# A chart is drawn as a picture first, so that it prints and shows without a script; when it comes into view it is
# drawn again, now answering the pointer. Vega measures text when it draws, so the fonts must be there first.
_SCRIPT = """
const charts = JSON.parse(document.getElementById("charts").textContent);
const draw = (holder) => {
  const fresh = document.createElement("div");
  vegaEmbed(fresh, charts[holder.dataset.chart], { renderer: "svg", actions: false, tooltip: { theme: "custom" } })
    .then(() => {
      const drawn = fresh.querySelector("svg");
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", holder.querySelector("svg").getAttribute("aria-label"));
      holder.replaceChildren(fresh);
      holder.dataset.live = "yes";
    })
    .catch(() => undefined);
};
const fonts = ["12px", "bold 12px"].map((font) => document.fonts.load(font + ' "Noto Sans CJK SC"'));
Promise.all(fonts).catch(() => undefined).then(() => {
  const watch = new IntersectionObserver((seen) => {
    for (const one of seen) {
      if (one.isIntersecting) { watch.unobserve(one.target); draw(one.target); }
    }
  }, { rootMargin: "400px" });
  document.querySelectorAll("[data-chart]").forEach((holder) => watch.observe(holder));
});
"""


class _Notes:
    """Footnotes in the order in which they are met."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.texts: list[str] = []

    def mark(self, text: str) -> str:
        """The raised number of a note, which shows the note when pointed at or reached by keyboard."""
        self.texts.append(text)
        number = len(self.texts)
        link = text_tag(
            "a",
            number,
            href=f"#note-{number}",
            id=f"ref-{number}",
            role="doc-noteref",
            aria_label=say("web.note", self.language, number=number),
            data_note=text,
        )
        return tag("sup", link, class_="mark", data_aside="")

    def list(self) -> str:
        """All notes, each with a way back."""
        if not self.texts:
            return ""
        back = say("web.back", self.language)
        items = (
            tag(
                "li",
                _lines(text)
                + " "
                + text_tag("a", "↑", href=f"#ref-{number}", role="doc-backlink", aria_label=back, title=back),
                id=f"note-{number}",
            )
            for number, text in enumerate(self.texts, 1)
        )
        heading = text_tag("h2", say("web.notes", self.language), id="notes")
        return tag("section", heading + tag("ol", "\n".join(items)), class_="notes", role="doc-endnotes")


def _lines(text: str) -> str:
    return escape(printable(text), quote=False).replace("\n", "<br>")


def _runs(runs: Cell, notes: _Notes) -> str:
    parts = []
    for run in runs:
        written = _lines(run.text)
        if run.ref:
            written = tag("a", written, href=f"#{run.ref}")
        if run.strong:
            written = tag("b", written)
        parts.append(written + (notes.mark(run.note) if run.note else ""))
    return "".join(parts)


def _bound(block: Block) -> dict[str, str]:
    """The attributes every block has: its id, and what its numbers come from."""
    found = {"id": block.id, "data_block": block.id}
    binds = getattr(block, "binds", ())
    return found | ({"data_binds": " ".join(binds)} if binds else {})


def _table(block: Table, notes: _Notes) -> str:
    aligned = {"left": "", "right": "n", "center": "c"}
    room = column_widths(block, SMALL if block.small else SIZE, TEXT_CM)
    widths = "".join(f'<col style="width:{100 * one / sum(room):.1f}%">' for one in room)
    head = "".join(
        tag("th", _lines(one.label), scope="col", class_=aligned[one.align]) for one in block.columns
    )
    lines = []
    for row in block.rows:
        cells = []
        for place, (column, content) in enumerate(zip(block.columns, row.cells, strict=True)):
            written = _runs(content, notes)
            kind = aligned[column.align]
            cells.append(
                tag("th", written, scope="row", class_=kind) if not place else tag("td", written, class_=kind)
            )
        bound = {"data_binds": " ".join(row.binds)} if row.binds else {}
        lines.append(tag("tr", "".join(cells), **bound))
    table = tag(
        "table",
        tag("caption", tag("span", _lines(captioned(block))))
        + tag("colgroup", widths)
        + tag("thead", tag("tr", head))
        + "\n"
        + tag("tbody", "\n".join(lines)),
        class_=f"{'small ' if block.small else ''}of-{len(block.columns)}",
    )
    scroll = tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=captioned(block))
    note = tag("p", _lines(block.note), class_="under") if block.note else ""
    return tag("div", scroll + note, class_="table", **_bound(block))


def _figure(block: Figure, pictures: Pictures, language: str) -> str:
    described = escape(printable(block.alt or block.caption or block.label), quote=True)
    drawn = re.sub(
        '<svg (?:class="[^"]*" )?',
        lambda _: f'<svg role="img" aria-label="{described}" ',
        pictures.svg(block),
        count=1,
    )
    caption = tag("figcaption", _lines(captioned(block)))
    note = tag("p", _lines(block.note), class_="under") if block.note else ""
    return tag(
        "figure",
        tag("div", drawn, class_="chart", data_chart=block.id)
        + take_bar(block.id, pictures.specification(block), language)
        + caption
        + note,
        **_bound(block),
    )


def _contents(block: Contents, blocks: Iterable[Block]) -> str:
    """The headings as nested lists of links."""
    parts: list[str] = []
    inner: list[str] = []

    def close() -> None:
        if parts and inner:
            parts[-1] = parts[-1].removesuffix("</li>") + tag("ul", "".join(inner)) + "</li>"
        inner.clear()

    for shown in blocks:
        if isinstance(shown, Heading):
            link = tag("li", text_tag("a", printable(headed(shown)), href=f"#{shown.id}"))
            if shown.level == 1:
                close()
                parts.append(link)
            else:
                inner.append(link)
    if inner and not parts:
        parts.append("<li></li>")
    close()
    title = tag("p", _lines(block.title), class_="title")
    listed = tag("ul", "\n".join(parts), data_aside="")
    return tag("nav", title + listed, aria_label=block.title, **_bound(block))


def _block(block: Block, document: AppendixDocument, pictures: Pictures, notes: _Notes) -> str:
    bound = _bound(block)
    match block:
        case Heading(level=level, new_page=begins):
            bound |= {"class_": "begins"} if begins else {}
            return tag("h2" if level == 1 else "h3", _lines(headed(block)), **bound)
        case Paragraph(runs=runs, style=kind):
            return tag("p", _runs(runs, notes), class_=kind, **bound)
        case Items(items=items, ordered=ordered):
            listed = "".join(tag("li", _runs(item, notes)) for item in items)
            return tag("ol" if ordered else "ul", listed, **bound)
        case Table():
            return _table(block, notes)
        case Figure():
            return _figure(block, pictures, document.language)
        case Formula(tree=tree, label=label):
            number = text_tag("span", label, class_="number")
            return tag("div", to_mathml(tree) + number, class_="formula", **bound)
        case Contents():
            return _contents(block, document.blocks)


def _letters(document: AppendixDocument, specifications: Iterable[object]) -> tuple[set[str], set[str]]:
    """Letters set in regular, and those set in bold: headings, table heads, captions and words said to be strong."""
    regular = set(document.title + document.subtitle + document.label + DIGITS + "↑\u00a0")
    bold = set(document.title + document.label + DIGITS + "\u00a0")
    for specification in specifications:
        drawn = letters_of(specification)
        regular |= drawn
        bold |= drawn
    for block in document.blocks:
        regular |= set(block_text(block))
        match block:
            case Heading():
                bold |= set(headed(block))
            case Contents(title=title):
                bold |= set(title)
            case Figure():
                bold |= set(captioned(block))
            case Formula(tree=tree):
                regular |= set(formula_text(tree))
            case Paragraph(runs=runs):
                _run_letters(runs, regular, bold)
            case Items(items=items):
                for item in items:
                    _run_letters(item, regular, bold)
            case Table(columns=columns, rows=rows):
                bold |= set(captioned(block)).union(*(column.label for column in columns))
                for row in rows:
                    for place, content in enumerate(row.cells):
                        _run_letters(content, regular, bold)
                        if not place:
                            bold |= set().union(*(run.text for run in content))
    words = [say(f"web.{name}", document.language, number="") for name in ("notes", "note", "back")]
    words += [say(f"web.take.{name}", document.language) for name in (*TAKE_BUTTONS, "data")]
    regular |= set().union(*words, *take_said(document.language).values())
    bold |= set(say("web.notes", document.language))
    return regular, bold


def _run_letters(runs: Cell, regular: set[str], bold: set[str]) -> None:
    for run in runs:
        regular |= set(run.note)
        if run.strong:
            bold |= set(run.text)


def write_html(
    document: AppendixDocument, pictures: Pictures, *, progress: Callable[[int, int], None] | None = None
) -> bytes:
    """Write the appendix as one self-contained HTML file.

    Every block carries `data-block` with its id and `data-binds` with what its numbers come from; the settings stand
    in a script element of JSON. All text of the document is escaped. Characters the shipped fonts lack are left to
    the reader's own fonts, with a warning.

    Args:
        document: numbered.
        pictures: its charts, which are drawn once for all formats.
        progress: called with the number of figures drawn and of all.

    Returns:
        The file, the same for the same document.

    Warns:
        MissingLetters: characters the shipped fonts lack, with their blocks.
    """
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    for done, figure in enumerate(figures, 1):
        pictures.svg(figure)
        if progress is not None:
            progress(done, len(figures))
    warn_of_missing(document, pictures)
    specifications = {
        figure.id: described(pictures.specification(figure), document.language) for figure in figures
    }
    notes = _Notes(document.language)
    cover = (
        (tag("p", _lines(document.label), class_="label") if document.label else "")
        + tag("h1", _lines(document.title))
        + (tag("p", _lines(document.subtitle), class_="subtitle") if document.subtitle else "")
    )
    written = map(
        partial(_block, document=document, pictures=pictures, notes=notes),
        document.blocks,
    )
    blocks = "\n".join(written)
    main = tag(
        "main",
        "\n" + tag("header", cover) + "\n" + blocks + "\n" + notes.list() + "\n",
        lang=language_code(document.language),
        **({"class_": "brief"} if document.brief else {}),
    )
    scripts = (
        f'<script type="application/json" id="settings">{json_in_script(dict(document.settings))}</script>'
    )
    if figures:
        scripts += (
            f'\n<script type="application/json" id="charts">{json_in_script(specifications)}</script>'
            f"\n<script>{script_library()}</script>\n<script>{_SCRIPT}{take_script()}</script>"
        )
    regular, bold = _letters(document, specifications.values())
    return whole(
        main + "\n" + scripts,
        title=printable(f"{document.label} {document.title}".strip()),
        language=document.language,
        look=HtmlLook(style("_appendix/html/web.css"), regular, bold),
        live=True,
    ).encode("utf-8", "replace")
