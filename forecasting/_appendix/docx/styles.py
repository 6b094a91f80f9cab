"""The styles of an appendix in Word, for both scripts; in a document of one's own only the missing ones are added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from forecasting._appendix.docx.wordml import attribute
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["LOOKS", "Look", "defaults", "look_of", "sheet", "style_ids"]


#: A Latin font and a Chinese one.
_Fonts: TypeAlias = tuple[str, str]


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

    body: _Fonts
    head: _Fonts
    second: _Fonts
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


def _fonts(pair: _Fonts | None) -> str:
    if pair is None:
        return ""
    latin, chinese = pair
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _spacing(before: int, after: int, line: int = 240, rule: str = "auto") -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


_BOLD = "<w:b/><w:bCs/>"
_CENTRED = '<w:jc w:val="center"/>'


class _Sheet:
    """The measures of one appendix and, group by group, the styles made of them; the arguments are those of `sheet`."""

    def __init__(self, language: str, width: int, *, house: bool, size: int, brief: bool) -> None:
        self.language = language
        self.house = house
        self.chinese = language == "zh"
        self.look = look = look_of(language, brief=brief)
        self.text = size if house else look.size
        self.table = min(look.table_size, self.text - 1) if house else look.table_size
        self.small = min(look.small_size, self.text - 3) if house else look.small_size
        fonts = (None, None, None) if house else (look.body, look.head, look.second)
        self.body: _Fonts | None
        self.head: _Fonts | None
        self.second: _Fonts | None
        self.body, self.head, self.second = fonts
        self.heavy = "" if self.chinese and not house else _BOLD
        self.aligned = _CENTRED if self.chinese else '<w:jc w:val="left"/>'
        self.first_line = '<w:ind w:firstLineChars="200" w:firstLine="420"/>' if look.indent else ""
        self.title_size, self.first, self.next = look.titles
        self.tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'

    def spaced(self, before: int, after: int, line: int = 240, *, of: int = 0, times: float = 1.55) -> str:
        """Space around a paragraph; `of` is the size of its Chinese text, whose lines are then as high everywhere."""
        before, after = int(before * self.look.tight), int(after * self.look.tight)
        if of and self.chinese and not self.house:
            # Chinese fonts differ by a third in the height of a line; a fixed one makes the pages come out alike.
            return _spacing(before, after, int(of * 10 * times), "exact")
        return _spacing(before, after, min(line, self.look.line))

    def name(self, key: str) -> str:
        """What Word calls a style of ours."""
        return say(f"word.styles.{key}", self.language)

    def ground(self) -> list[_WordStyle]:
        """What every document starts from, and running text."""
        return [
            _WordStyle("Normal", "Normal", p=f"<w:widowControl/>{_spacing(0, self.look.after, self.look.line)}", r=""),
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
                p=(self.spaced(0, self.look.after, self.look.line, of=self.text) if self.chinese else "")
                + self.first_line
                + ('<w:jc w:val="both"/>' if self.chinese else ""),
            ),
        ]  # fmt: skip

    def headings(self) -> list[_WordStyle]:
        """The title, headings, and the contents that list them."""
        return [
            _WordStyle(
                "Title", "Title", after="Subtitle",
                p=f"<w:keepNext/><w:keepLines/>{self.spaced(240, 160)}{_NO_INDENT}{_CENTRED if self.chinese else ''}",
                r=_fonts(self.head) + self.heavy + _size(self.title_size),
            ),
            _WordStyle(
                "Subtitle", "Subtitle", after="BodyText",
                p=f"{self.spaced(0, 240)}{_NO_INDENT}{_CENTRED if self.chinese else ''}",
                r=_fonts(self.second) + _GREY + _size(self.text + 2),
            ),
            _WordStyle(
                "AnnexLabel", self.name("label"), after="Title",
                p=f"<w:keepNext/>{self.spaced(0, 120)}{_NO_INDENT}",
                r=_fonts(self.head) + self.heavy + ("" if self.chinese else _GREY) + _size(self.text + 4),
            ),
            _WordStyle(
                "Heading1", "heading 1", after="BodyText",
                p=f'<w:keepNext/><w:keepLines/>{self.spaced(400, 160)}{_NO_INDENT}<w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
                r=_fonts(self.head) + self.heavy + _size(self.first),
            ),
            _WordStyle(
                "Heading2", "heading 2", after="BodyText",
                p=f'<w:keepNext/><w:keepLines/>{self.spaced(280, 100)}{_NO_INDENT}<w:jc w:val="left"/><w:outlineLvl w:val="1"/>',
                r=_fonts(self.second) + _BOLD + _size(self.next),
            ),
            _WordStyle(
                "TOCHeading", "TOC Heading", after="BodyText",
                p=f"<w:keepNext/>{self.spaced(240, 160)}{_NO_INDENT}{self.aligned}",
                r=_fonts(self.head) + self.heavy + _size(self.first - 2),
            ),
            _WordStyle("TOC1", "toc 1", p=f"{self.tabs}{self.spaced(60, 60, of=self.text)}{_NO_INDENT}", shown=False),
            _WordStyle(
                "TOC2", "toc 2", shown=False,
                p=f'{self.tabs}{self.spaced(20, 20)}<w:ind w:left="{480 if self.chinese else 360}" w:firstLineChars="0" w:firstLine="0"/>',
            ),
        ]  # fmt: skip

    def paragraphs(self) -> list[_WordStyle]:
        """Paragraphs that are no running text."""
        return [
            _WordStyle(
                "Caption", "caption", after="BodyText",
                p=f"<w:keepLines/>{self.spaced(200, 100, of=self.table, times=1.4)}{_NO_INDENT}{self.aligned}", r=_fonts(self.head) + self.heavy + _size(self.table),
            ),
            _WordStyle(
                "AnnexLede", self.name("lede"), "BodyText", "BodyText",
                p=self.spaced(60, 80, 288, of=self.text), r=_size(self.text),
            ),
            _WordStyle(
                "AnnexSuggestion", self.name("suggestion"), "Normal", "BodyText",
                p='<w:keepLines/><w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="7F7F7F"/></w:pBdr>'
                f'<w:shd w:val="clear" w:color="auto" w:fill="EFEFEF"/>{self.spaced(100, 160, 300, of=self.text)}'
                '<w:ind w:left="227" w:right="113" w:firstLineChars="0" w:firstLine="0"/>',
            ),
            _WordStyle(
                "AnnexQuiet", self.name("quiet"), "Normal",
                p=f"{self.spaced(40, 120, 264, of=self.table)}{_NO_INDENT}", r=_GREY + _size(self.table),
            ),
            _WordStyle(
                "AnnexNote", self.name("note"), "Normal", "BodyText",
                p=f"<w:keepLines/>{self.spaced(60, 240, of=self.table, times=1.4)}{_NO_INDENT}", r=_GREY + _size(self.table - 1),
            ),
            _WordStyle(
                "AnnexFigure", self.name("figure"), "Normal", "Caption",
                p=f"<w:keepNext/>{self.spaced(160, 40)}{_NO_INDENT}{_CENTRED}",
            ),
            _WordStyle("AnnexFormula", self.name("formula"), "Normal", p=f"{self.spaced(60, 60)}{_NO_INDENT}{_CENTRED}"),
        ]  # fmt: skip

    def cells(self) -> list[_WordStyle]:
        """What stands in tables."""
        return [
            _WordStyle(
                "AnnexTable", self.name("table_text"), "Normal",
                p=f'{self.spaced(30, 30, of=self.table, times=1.35)}{_NO_INDENT}<w:jc w:val="left"/>', r=_size(self.table),
            ),
            _WordStyle(
                "AnnexTableSmall", self.name("small_text"), "AnnexTable",
                p=self.spaced(20, 20, of=self.small, times=1.3), r=_size(self.small),
            ),
            _WordStyle("AnnexTableHead", self.name("table_head"), "AnnexTable", p="<w:keepNext/>", r=_fonts(self.head) + self.heavy),
            _WordStyle(
                "AnnexTableHeadSmall", self.name("small_head"), "AnnexTableHead", r=_size(self.small),
            ),
        ]  # fmt: skip

    def margins(self) -> list[_WordStyle]:
        """Lists, notes, comments, and what runs along the edges of the page."""
        return [
            _WordStyle("ListBullet", "List Bullet", p=self.spaced(20, 40, self.look.line, of=self.text)),
            _WordStyle("ListNumber", "List Number", p=self.spaced(20, 40, self.look.line, of=self.text)),
            _WordStyle(
                "FootnoteText", "footnote text", p=f'{self.spaced(0, 20)}{_NO_INDENT}<w:jc w:val="left"/>',
                r=_size(18), shown=False,
            ),
            _WordStyle(
                "FootnoteReference", "footnote reference", "DefaultParagraphFont", kind="character",
                r='<w:vertAlign w:val="superscript"/>', shown=False,
            ),
            _WordStyle(
                "CommentText", "annotation text", p=f'{self.spaced(0, 40)}{_NO_INDENT}<w:jc w:val="left"/>',
                r=_size(20), shown=False,
            ),
            _WordStyle(
                "CommentReference", "annotation reference", "DefaultParagraphFont", kind="character",
                r=_size(16), shown=False,
            ),
            _WordStyle("Header", "header", p=f'{self.spaced(0, 0)}{_NO_INDENT}<w:jc w:val="right"/>', r=_GREY + _size(17), shown=False),
            _WordStyle("Footer", "footer", p=f"{self.spaced(0, 0)}{_NO_INDENT}{_CENTRED}", r=_fonts(self.body) + _size(20), shown=False),
        ]  # fmt: skip


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
    made = _Sheet(language, width, house=house, size=size, brief=brief)
    return [*made.ground(), *made.headings(), *made.paragraphs(), *made.cells(), *made.margins()]


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
