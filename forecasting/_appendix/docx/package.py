"""The Word package: opened from a document of one's own or from nothing, and closed the same byte for byte."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

from forecasting._appendix.docx.archive import as_document, fixed
from forecasting._appendix.docx.styles import defaults, look_of, sheet, style_ids
from forecasting._appendix.docx.template import refer_to_footnotes, text_area, text_size
from forecasting._appendix.docx.wordml import DATA, clean, declared, escaped, key
from forecasting.errors import ForecastingError
from forecasting.extras import needed
from forecasting.files import read_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

__all__ = ["Package", "opened"]

_ITEM = "{6B1D6C0A-4A5E-5C6B-9D0E-7A3F2C5E8B41}"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: Parts of a document of one's own that stay; pictures, comments and notes go with the text they belonged to.
_KEPT = (
    "styles", "stylesWithEffects", "numbering", "settings", "webSettings", "fontTable", "theme", "header", "footer",
    "endnotes", "customXml", "glossaryDocument",
)  # fmt: skip
# A4 with 2.6 cm at the sides, which leaves 15.8 cm for text.
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1474" w:bottom="1304" w:left="1474" '
    'w:header="737" w:footer="624" w:gutter="0"/><w:cols w:space="425"/><w:titlePg/>'
)
# The two pages: 2 cm at the sides, less above and below.
_TIGHT_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="907" w:right="1134" w:bottom="907" w:left="1134" '
    'w:header="454" w:footer="397" w:gutter="0"/><w:cols w:space="425"/><w:titlePg/>'
)
_FOOTNOTES = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:defaultTabStop w:val="480"/><w:characterSpacingControl w:val="doNotCompress"/>'
    f"{_FOOTNOTES}<w:compat>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><m:mathPr><m:mathFont m:val="Cambria Math"/></m:mathPr>'
    '<w:themeFontLang w:val="{lang}" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
)
# Names under which other systems know the Chinese fonts.
_ALSO_CALLED = {"仿宋": "FangSong", "黑体": "SimHei", "楷体": "KaiTi", "宋体": "SimSun"}


class Package:
    """A Word document being written.

    Attributes:
        language: "en" or "zh".
        styles: ids of styles in this document, by role.
        width, height: of the text on a page, in twentieths of a point.
        house: whether it began as a document of one's own.
        brief: whether it is the one of two pages.
    """

    def __init__(self, word: Any, language: str, *, house: bool, brief: bool = False) -> None:
        self.language = language
        self.house = house
        self.brief = brief
        self._word = word
        self._part = word.part
        if not house:
            self._begin()
        self._section = self._emptied()
        self.width, self.height = text_area(self._section)
        self.styles = self._styled()

    # What a document made from nothing starts with.
    def _begin(self) -> None:
        self._drop(lambda kind: kind not in ("styles", "settings", "numbering"))
        root = self._word.part.package
        for identity, relation in list(root.rels.items()):
            if _kind(relation) in ("thumbnail", "extended-properties"):
                root.rels.pop(identity)
        look = look_of(self.language, brief=self.brief)
        settings = self._word.settings.element
        self._refill(settings, _SETTINGS.format(lang=look.lang))
        self._refill(self._part.numbering_part.element, "")
        self._refill(self._word.styles.element, defaults(self.language, brief=self.brief))
        names = dict.fromkeys([*look.body, *look.head, *look.second])
        fonts = "".join(
            f'<w:font w:name="{name}">'
            + (f'<w:altName w:val="{_ALSO_CALLED[name]}"/>' if name in _ALSO_CALLED else "")
            + "</w:font>"
            for name in names
        )
        self.add_part(
            "/word/fontTable.xml", f"{_TYPES}fontTable+xml", "fontTable",
            f"<w:fonts {declared('w', 'r')}>{fonts}</w:fonts>",
        )  # fmt: skip

    def _refill(self, element: Any, children: str) -> None:
        for child in list(element):
            element.remove(child)
        for child in self._parsed(children):
            element.append(child)

    def _emptied(self) -> Any:
        """Take out the body, but for the last section's page, headers and footers."""
        body = self._word.element.body
        last = body.find(key("sectPr"))
        inherited: dict[tuple[str, str], Any] = {}
        for section in body.iter(key("sectPr")):
            for name in ("headerReference", "footerReference"):
                for reference in section.findall(key(name)):
                    inherited[name, reference.get(key("type")) or "default"] = reference
        for child in list(body):
            body.remove(child)
        if last is None or not self.house:
            last = self._parsed(f"<w:sectPr>{_TIGHT_PAGE if self.brief else _PAGE}</w:sectPr>")[0]
        for reference in [*last.findall(key("headerReference")), *last.findall(key("footerReference"))]:
            last.remove(reference)
        for place, what in enumerate(sorted(inherited, reverse=True) if self.house else []):
            last.insert(place, inherited[what])
        begun = last.find(key("type"))
        if begun is not None:
            last.remove(begun)
        if self.house:
            used = {value for one in last for name, value in one.attrib.items() if name.endswith("}id")}
            self._drop(lambda kind: kind not in _KEPT)
            for identity, relation in list(self._part.rels.items()):
                kind = _kind(relation)
                unused = kind in ("header", "footer") and identity not in used
                if unused or (kind == "customXml" and DATA.encode() in relation.target_part.blob):
                    self._part.rels.pop(identity)
        return last

    def _drop(self, unwanted: Any) -> None:
        for identity, relation in list(self._part.rels.items()):
            if unwanted(_kind(relation)):
                self._part.rels.pop(identity)

    def _styled(self) -> dict[str, str]:
        """Add the styles that are missing; give the ids of all."""
        root = self._word.styles.element
        sheets = sheet(self.language, self.width, house=self.house, size=text_size(root), brief=self.brief)
        ids = style_ids(sheets, root)
        present = {one.get(key("styleId")) for one in root.iter(key("style"))}
        missing = "".join(one.xml(ids) for one in sheets if ids[one.id] not in present)
        for style in self._parsed(missing):
            root.append(style)
        return ids

    def numbered(self, style: str) -> bool:
        """Whether a style of this document numbers its paragraphs by itself."""
        root = self._word.styles.element
        by_id = {one.get(key("styleId")): one for one in root.iter(key("style"))}
        seen: set[str] = set()
        current: str | None = style
        while current in by_id and current not in seen:
            seen.add(str(current))
            found = by_id[current]
            if found.find(f"{key('pPr')}/{key('numPr')}") is not None:
                return True
            based = found.find(key("basedOn"))
            current = None if based is None else based.get(key("val"))
        return False

    def _parsed(self, children: str) -> list[Any]:
        from docx.oxml import parse_xml

        prefixes = ("w", "r", "m", "wp", "a", "pic")
        return list(parse_xml(f"<w:body {declared(*prefixes)}>{children}</w:body>".encode()))

    def add_part(self, name: str, content_type: str, kind: str, content: str | bytes) -> str:
        """Add a part related to the document; its relationship id."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        blob = content if isinstance(content, bytes) else (_DECLARATION + content).encode()
        stem, _, ending = name.rpartition(".")
        taken = {str(part.partname) for part in self._part.package.iter_parts()}
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{stem}{number}.{ending}"
        part = Part(PackURI(free), content_type, blob, self._part.package)
        return str(self._part.relate_to(part, _RELATED + kind))

    def add_picture(self, png: bytes) -> tuple[str, int, int]:
        """Add a picture: its relationship id, and its width and height in pixels."""
        identity, image = self._part.get_or_add_image(io.BytesIO(png))
        return str(identity), int(image.px_width), int(image.px_height)

    def add_lists(self, ordered: int) -> tuple[int, list[int]]:
        """Define a bullet list and so many numbered lists, each beginning at 1: their number ids."""
        try:
            root = self._part.numbering_part.element
        except NotImplementedError:
            root = self._new_numbering()
        abstract = [int(one.get(key("abstractNumId"))) for one in root.findall(key("abstractNum"))]
        concrete = [int(one.get(key("numId"))) for one in root.findall(key("num"))]
        first, number = max(abstract, default=0) + 1, max(concrete, default=0) + 1
        definitions = self._parsed(
            _list(
                first, "bullet", "•", 'w:hint="default" w:ascii="Times New Roman" w:hAnsi="Times New Roman"'
            )
            + _list(first + 1, "decimal", "%1.", "")
        )
        at = len(root.findall(key("numPicBullet"))) + len(abstract)
        for place, one in enumerate(definitions):
            root.insert(at + place, one)
        uses = f'<w:num w:numId="{number}"><w:abstractNumId w:val="{first}"/></w:num>' + "".join(
            f'<w:num w:numId="{number + place}"><w:abstractNumId w:val="{first + 1}"/>'
            '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
            for place in range(1, ordered + 1)
        )
        tail = root.find(key("numIdMacAtCleanup"))
        for element in self._parsed(uses):
            if tail is None:
                root.append(element)
            else:
                tail.addprevious(element)
        return number, [number + place for place in range(1, ordered + 1)]

    def _new_numbering(self) -> Any:
        from docx.opc.packuri import PackURI
        from docx.parts.numbering import NumberingPart

        element = self._parsed("<w:numbering/>")[0]
        part = NumberingPart(
            PackURI("/word/numbering.xml"), f"{_TYPES}numbering+xml", element, self._part.package
        )
        self._part.relate_to(part, f"{_RELATED}numbering")
        return element

    def add_header(self, title: str, footer: str) -> None:
        """The title at the top of every page but the first, the page number at the foot of every page."""
        roots = declared("w", "r")
        header = self.add_part(
            "/word/header1.xml", f"{_TYPES}header+xml", "header", f"<w:hdr {roots}>{title}</w:hdr>"
        )
        blank = f'<w:p><w:pPr><w:pStyle w:val="{self.styles["Header"]}"/></w:pPr></w:p>'
        empty = self.add_part(
            "/word/header2.xml", f"{_TYPES}header+xml", "header", f"<w:hdr {roots}>{blank}</w:hdr>"
        )
        foot = self.add_part(
            "/word/footer1.xml", f"{_TYPES}footer+xml", "footer", f"<w:ftr {roots}>{footer}</w:ftr>"
        )
        references = self._parsed(
            f'<w:headerReference w:type="default" r:id="{header}"/>'
            f'<w:headerReference w:type="first" r:id="{empty}"/>'
            f'<w:footerReference w:type="default" r:id="{foot}"/>'
            f'<w:footerReference w:type="first" r:id="{foot}"/>'
        )
        for place, one in enumerate(references):
            self._section.insert(place, one)

    def add_settings(self, settings: Mapping[str, Any], blocks: Mapping[str, str]) -> None:
        """Keep what the document was made from, and which bookmark stands for which block, as a custom XML part."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        text = json.dumps(settings, ensure_ascii=True, sort_keys=True)
        rows = "".join(
            f'<block bookmark="{mark}">{escaped(clean(block))}</block>' for mark, block in blocks.items()
        )
        identity = self.add_part(
            "/customXml/appendix1.xml", "application/xml", "customXml",
            f'<appendix xmlns="{DATA}"><settings>{escaped(text)}</settings><blocks>{rows}</blocks></appendix>',
        )  # fmt: skip
        item = self._part.rels[identity].target_part
        properties = (
            '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" '
            f'ds:itemID="{_ITEM}"><ds:schemaRefs><ds:schemaRef ds:uri="{DATA}"/></ds:schemaRefs></ds:datastoreItem>'
        )
        name = str(item.partname).replace("appendix", "appendixProps")
        part = Part(
            PackURI(name),
            "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
            (_DECLARATION + properties).encode(),
            self._part.package,
        )
        item.relate_to(part, f"{_RELATED}customXmlProps")

    def closed(self, content: str, *, title: str, subject: str = "") -> bytes:
        """The document with its text, as the bytes of a file.

        Args:
            content: children of the body, without the section.
            title: of the file.
            subject: of the file.
        """
        body = self._word.element.body
        for child in self._parsed(content):
            body.append(child)
        body.append(self._section)
        self._properties(title, subject)
        if self.house:
            refer_to_footnotes(self._word.settings.element, self._parsed(_FOOTNOTES)[0])
        stream = io.BytesIO()
        self._word.save(stream)
        return fixed(stream.getvalue())

    def _properties(self, title: str, subject: str) -> None:
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        root = self._part.package
        for identity, relation in list(root.rels.items()):
            if _kind(relation) in ("core-properties", "thumbnail"):
                root.rels.pop(identity)
        properties = (
            f"{_DECLARATION}<cp:coreProperties "
            'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"<dc:title>{escaped(clean(title))}</dc:title><dc:subject>{escaped(clean(subject))}</dc:subject>"
            "<dc:creator>forecasting</dc:creator>"
            f"<dc:language>{'zh-CN' if self.language == 'zh' else 'en-GB'}</dc:language></cp:coreProperties>"
        )
        part = Part(
            PackURI("/docProps/core.xml"),
            "application/vnd.openxmlformats-package.core-properties+xml",
            properties.encode(),
            root,
        )
        root.relate_to(
            part, "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        )


def _kind(relation: Any) -> str:
    return str(relation.reltype).rpartition("/")[2]


def _list(identity: int, kind: str, text: str, fonts: str) -> str:
    look = f"<w:rPr><w:rFonts {fonts}/></w:rPr>" if fonts else ""
    return (
        f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="420" w:hanging="420"/></w:pPr>'
        f"{look}</w:lvl></w:abstractNum>"
    )


def opened(
    language: str, template: str | os.PathLike[str] | None, what: str, *, brief: bool = False
) -> Package:
    """A document to write into.

    Args:
        language: "en" or "zh".
        template: a document of one's own (.docx, or .dotx), or None.
        what: is being written, for the message when python-docx is missing.
        brief: whether it is to be the appendix of two pages, set tighter unless the template says how.

    Raises:
        ForecastingError: python-docx is missing, or the template is no Word document that can be read.
    """
    docx = needed("docx", "python-docx", what)
    if template is None:
        return Package(docx.Document(), language, house=False, brief=brief)
    try:
        word = docx.Document(io.BytesIO(as_document(read_whole(template))))
        # Looked at now, since a part of another kind in their place would only be met when all is written.
        _ = word.settings.element, word.styles.element
        untold = [part.partname for part in word.part.package.iter_parts() if not part.content_type]
        if untold:
            msg = f"the kind of {untold[0]} is not told"
            raise ValueError(msg)  # noqa: TRY301 - told below, with the file, like every other damage
        return Package(word, language, house=True)
    except OSError as problem:
        msg = f"cannot read the template {str(template)!r}: {problem.strerror or problem}; expected a Word document (.docx)"
        raise ForecastingError(msg) from problem
    except Exception as problem:
        # The archive, its relationships and its XML each fail in their own way when damaged.
        msg = f"the template {str(template)!r} cannot be read as a Word document (.docx): {problem}; save it again in Word as .docx"
        raise ForecastingError(msg) from problem
