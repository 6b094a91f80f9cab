"""The styles of an appendix in Word, for both scripts; in a document of one's own only the missing ones are added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from forecasting._appendix.docx.wordml import attribute
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOOKS", "Look", "defaults", "look_of", "sheet", "style_ids"]


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and measures of a language.

    Attributes:
        body, head, second: (Latin, Chinese) fonts of text, of headings and of second headings.
        size: of text, in half points.
        line: line spacing of text, 240 to a line.
        after: space below a paragraph of text, in twentieths of a point.
        indent: whether a paragraph of text opens with two blank characters.
        table_size, small_size: of tables, in half points.
        lang: of Latin text.
        titles: size of the title, of first and of second headings, in half points.
        tight: share of the usual space around paragraphs.
    """

    body: tuple[str, str]
    head: tuple[str, str]
    second: tuple[str, str]
    size: int
    line: int
    after: int
    indent: bool
    table_size: int
    small_size: int
    lang: str
    titles: tuple[int, int, int]
    tight: float = 1.0


#: 仿宋 for text, 黑体 for first and 楷体 for second headings, as official documents are set.
LOOKS = {
    "zh": Look(
        ("Times New Roman", "仿宋"), ("Arial", "黑体"), ("Times New Roman", "楷体"),
        21, 276, 0, True, 18, 17, "en-US", (40, 28, 24), 0.7,
    ),
    "en": Look(
        ("Times New Roman", "宋体"), ("Arial", "黑体"), ("Arial", "黑体"),
        21, 276, 100, False, 18, 16, "en-GB", (38, 28, 23), 0.8,
    ),
}  # fmt: skip


def look_of(language: str, *, brief: bool = False) -> Look:
    """How an appendix looks in a language; the one of two pages is set smaller and tighter."""
    look = LOOKS[language]
    if not brief:
        return look
    size = 21 if language == "zh" else 20
    return replace(
        look, size=size, line=252, after=60, table_size=17, small_size=17, titles=(32, 24, 22), tight=0.45
    )


_NO_INDENT = '<w:ind w:left="0" w:right="0" w:firstLineChars="0" w:firstLine="0"/>'
_GREY = '<w:color w:val="595959"/>'


@dataclass(frozen=True, slots=True)
class _WordStyle:
    """One style before it is known under which ids it and its kin go in a document."""

    id: str
    name: str
    based: str = "Normal"
    after: str = ""
    p: str = ""
    r: str = ""
    kind: str = "paragraph"
    shown: bool = True
    rest: str = ""

    def xml(self, ids: Mapping[str, str]) -> str:
        """The style as an element, its kin called by the ids they have."""
        parts = [f"<w:name w:val={attribute(self.name)}/>"]
        if self.based and self.based != self.id:
            parts.append(f'<w:basedOn w:val="{ids.get(self.based, self.based)}"/>')
        if self.after:
            parts.append(f'<w:next w:val="{ids.get(self.after, self.after)}"/>')
        parts.append(f'<w:uiPriority w:val="{9 if self.shown else 99}"/>')
        parts.append("<w:qFormat/>" if self.shown else "")
        parts.append(f"<w:pPr>{self.p}</w:pPr>" if self.p else "")
        parts.append(f"<w:rPr>{self.r}</w:rPr>" if self.r else "")
        own = "" if self.name[0].islower() or self.name in _BUILT_IN else ' w:customStyle="1"'
        first = ' w:default="1"' if self.id in ("Normal", "DefaultParagraphFont", "TableNormal") else ""
        return (
            f'<w:style w:type="{self.kind}"{first}{own} w:styleId="{ids.get(self.id, self.id)}">'
            f"{''.join(parts)}{self.rest}</w:style>"
        )


_BUILT_IN = (
    "Normal", "Title", "Subtitle", "Body Text", "TOC Heading", "List Bullet", "List Number",
    "Default Paragraph Font", "Normal Table", "No List",
)  # fmt: skip


def _fonts(pair: tuple[str, str] | None) -> str:
    if pair is None:
        return ""
    latin, chinese = pair
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int = 240, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def sheet(
    language: str, width: int, *, house: bool = False, size: int = 0, brief: bool = False
) -> list[_WordStyle]:
    """The styles an appendix needs.

    Args:
        language: "en" or "zh".
        width: of the text, in twentieths of a point, where the page numbers of the contents stand.
        house: for a document of one's own: fonts are left to its own text style.
        size: with `house`, of its text in half points, from which small ones are reckoned.
        brief: for the appendix of two pages.
    """
    look = look_of(language, brief=brief)
    chinese = language == "zh"
    text = size if house else look.size
    table = min(look.table_size, text - 1) if house else look.table_size
    small = min(look.small_size, text - 3) if house else look.small_size
    body, head, second = (None, None, None) if house else (look.body, look.head, look.second)
    bold = "<w:b/><w:bCs/>"
    heavy = "" if chinese and not house else bold
    centred = '<w:jc w:val="center"/>'
    aligned = centred if chinese else '<w:jc w:val="left"/>'
    first_line = '<w:ind w:firstLineChars="200" w:firstLine="420"/>' if look.indent else ""
    title_size, first, next_ = look.titles

    def spaced(before: int, after: int, line: int = 240, *, of: int = 0, times: float = 1.55) -> str:
        """Space around a paragraph; `of` is the size of its Chinese text, whose lines are then as high everywhere."""
        before, after = int(before * look.tight), int(after * look.tight)
        if of and chinese and not house:
            # Chinese fonts differ by a third in the height of a line; a fixed one makes the pages come out alike.
            return _spacing(before, after, int(of * 10 * times), "exact")
        return _spacing(before, after, min(line, look.line))

    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'

    def name(key: str) -> str:
        return say(f"word.styles.{key}", language)

    return [
        _WordStyle("Normal", "Normal", p=f"<w:widowControl/>{_spacing(0, look.after, look.line)}", r=""),
        _WordStyle("DefaultParagraphFont", "Default Paragraph Font", "", kind="character", shown=False),
        _WordStyle(
            "TableNormal", "Normal Table", "", kind="table", shown=False,
            rest='<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
            '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
            "</w:tblCellMar></w:tblPr>",
        ),
        _WordStyle("NoList", "No List", "", kind="numbering", shown=False),
        _WordStyle(
            "BodyText", "Body Text",
            p=(spaced(0, look.after, look.line, of=text) if chinese else "")
            + first_line
            + ('<w:jc w:val="both"/>' if chinese else ""),
        ),
        _WordStyle(
            "Title", "Title", after="Subtitle",
            p=f"<w:keepNext/><w:keepLines/>{spaced(240, 160)}{_NO_INDENT}{centred if chinese else ''}",
            r=_fonts(head) + (heavy or "") + _size(title_size),
        ),
        _WordStyle(
            "Subtitle", "Subtitle", after="BodyText",
            p=f"{spaced(0, 240)}{_NO_INDENT}{centred if chinese else ''}",
            r=_fonts(second) + _GREY + _size(text + 2),
        ),
        _WordStyle(
            "AnnexLabel", name("label"), after="Title",
            p=f"<w:keepNext/>{spaced(0, 120)}{_NO_INDENT}",
            r=_fonts(head) + heavy + ("" if chinese else _GREY) + _size(text + 4),
        ),
        _WordStyle(
            "Heading1", "heading 1", after="BodyText",
            p=f'<w:keepNext/><w:keepLines/>{spaced(400, 160)}{_NO_INDENT}<w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
            r=_fonts(head) + heavy + _size(first),
        ),
        _WordStyle(
            "Heading2", "heading 2", after="BodyText",
            p=f'<w:keepNext/><w:keepLines/>{spaced(280, 100)}{_NO_INDENT}<w:jc w:val="left"/><w:outlineLvl w:val="1"/>',
            r=_fonts(second) + bold + _size(next_),
        ),
        _WordStyle(
            "TOCHeading", "TOC Heading", after="BodyText",
            p=f"<w:keepNext/>{spaced(240, 160)}{_NO_INDENT}{aligned}",
            r=_fonts(head) + heavy + _size(first - 2),
        ),
        _WordStyle("TOC1", "toc 1", p=f"{tabs}{spaced(60, 60, of=text)}{_NO_INDENT}", shown=False),
        _WordStyle(
            "TOC2", "toc 2", shown=False,
            p=f'{tabs}{spaced(20, 20)}<w:ind w:left="{480 if chinese else 360}" w:firstLineChars="0" w:firstLine="0"/>',
        ),
        _WordStyle(
            "Caption", "caption", after="BodyText",
            p=f"<w:keepLines/>{spaced(200, 100, of=table, times=1.4)}{_NO_INDENT}{aligned}", r=_fonts(head) + heavy + _size(table),
        ),
        _WordStyle(
            "AnnexLede", name("lede"), "BodyText", "BodyText",
            p=spaced(60, 80, 288, of=text), r=_size(text),
        ),
        _WordStyle(
            "AnnexSuggestion", name("suggestion"), "Normal", "BodyText",
            p='<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="7F7F7F"/></w:pBdr>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="EFEFEF"/>{spaced(100, 160, 300, of=text)}'
            '<w:ind w:left="227" w:right="113" w:firstLineChars="0" w:firstLine="0"/>',
        ),
        _WordStyle(
            "AnnexQuiet", name("quiet"), "Normal",
            p=f"{spaced(40, 120, 264, of=table)}{_NO_INDENT}", r=_GREY + _size(table),
        ),
        _WordStyle(
            "AnnexNote", name("note"), "Normal", "BodyText",
            p=f"<w:keepLines/>{spaced(60, 240, of=table, times=1.4)}{_NO_INDENT}", r=_GREY + _size(table - 1),
        ),
        _WordStyle(
            "AnnexFigure", name("figure"), "Normal", "Caption",
            p=f"<w:keepNext/>{spaced(160, 40)}{_NO_INDENT}{centred}",
        ),
        _WordStyle("AnnexFormula", name("formula"), "Normal", p=f"{spaced(60, 60)}{_NO_INDENT}{centred}"),
        _WordStyle(
            "AnnexTable", name("table_text"), "Normal",
            p=f'{spaced(30, 30, of=table, times=1.35)}{_NO_INDENT}<w:jc w:val="left"/>', r=_size(table),
        ),
        _WordStyle(
            "AnnexTableSmall", name("small_text"), "AnnexTable",
            p=spaced(20, 20, of=small, times=1.3), r=_size(small),
        ),
        _WordStyle("AnnexTableHead", name("table_head"), "AnnexTable", p="<w:keepNext/>", r=_fonts(head) + heavy),
        _WordStyle(
            "AnnexTableHeadSmall", name("small_head"), "AnnexTableHead", r=_size(small),
        ),
        _WordStyle("ListBullet", "List Bullet", p=spaced(20, 40, look.line, of=text)),
        _WordStyle("ListNumber", "List Number", p=spaced(20, 40, look.line, of=text)),
        _WordStyle(
            "FootnoteText", "footnote text", p=f'{spaced(0, 20)}{_NO_INDENT}<w:jc w:val="left"/>',
            r=_size(18), shown=False,
        ),
        _WordStyle(
            "FootnoteReference", "footnote reference", "DefaultParagraphFont", kind="character",
            r='<w:vertAlign w:val="superscript"/>', shown=False,
        ),
        _WordStyle(
            "CommentText", "annotation text", p=f'{spaced(0, 40)}{_NO_INDENT}<w:jc w:val="left"/>',
            r=_size(20), shown=False,
        ),
        _WordStyle(
            "CommentReference", "annotation reference", "DefaultParagraphFont", kind="character",
            r=_size(16), shown=False,
        ),
        _WordStyle("Header", "header", p=f'{spaced(0, 0)}{_NO_INDENT}<w:jc w:val="right"/>', r=_GREY + _size(17), shown=False),
        _WordStyle("Footer", "footer", p=f"{spaced(0, 0)}{_NO_INDENT}{centred}", r=_fonts(body) + _size(20), shown=False),
    ]  # fmt: skip


def defaults(language: str, *, brief: bool = False) -> str:
    """Document defaults: fonts and languages of both scripts."""
    look = look_of(language, brief=brief)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(look.body)}{_size(look.size)}"
        f'<w:lang w:val="{look.lang}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def style_ids(sheets: list[_WordStyle], present: Any) -> dict[str, str]:
    """Under which id each style goes: that of the document's own where it has one of that name.

    Args:
        sheets: styles wanted.
        present: the document's styles as an element.
    """
    key = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    own: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for style in present.iter(f"{key}style"):
        name = style.find(f"{key}name")
        identity, kind = style.get(f"{key}styleId"), style.get(f"{key}type") or "paragraph"
        if identity is None:
            continue
        taken.add(identity)
        if name is not None:
            own.setdefault((kind, (name.get(f"{key}val") or "").casefold()), identity)
        if style.get(f"{key}default") in ("1", "true", "on"):
            own[kind, "\0default"] = identity
    first = {
        "Normal": "paragraph",
        "DefaultParagraphFont": "character",
        "TableNormal": "table",
        "NoList": "numbering",
    }
    found: dict[str, str] = {}
    for style in sheets:
        existing = own.get((style.kind, style.name.casefold()))
        if style.id in first:
            existing = own.get((first[style.id], "\0default"), existing)
        identity = existing or style.id
        while existing is None and identity in taken:
            identity += "A"
        found[style.id] = identity
    return found
