"""Whether a Word document is whole: what a validator of Office Open XML looks at, without one."""

import io
import posixpath
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

# The sequences of ECMA-376 part 1 (transitional), annex A, for the elements that have an order to keep.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcBorders": "top left start bottom right end insideH insideV tl2br tr2bl",
    "tblCellMar": "top left start bottom right end",
    "pBdr": "top left bottom right between bar",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter "
    "noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
    "alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt "
    "showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids "
    "mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures "
    "forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags "
    "decimalSymbol listSeparator",
}
INLINE = "extent effectExtent docPr cNvGraphicFramePr graphic"


def local(element):
    """Name of an element without its namespace."""
    return etree.QName(element).localname


def parts_of(docx):
    """The parts of a document by name."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        return {name: archive.read(name) for name in names}


def flaws(docx):
    """Everything wrong with a Word document; an empty list when it is whole."""
    parts = parts_of(docx)
    trees = {}
    found = []
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as problem:
                found.append(f"{name}: {problem}")
    if found:
        return found
    return [
        *_types(parts, trees),
        *_relationships(parts, trees),
        *(flaw for name, tree in trees.items() for flaw in _sequences(name, tree)),
        *_identities(trees),
        *_references(trees),
        *_tables(trees["word/document.xml"]),
        *_fields(trees),
    ]


def _types(parts, trees):
    root = trees["[Content_Types].xml"]
    endings = {one.get("Extension").lower() for one in root.findall(f"{TYPES}Default")}
    named = {one.get("PartName") for one in root.findall(f"{TYPES}Override")}
    for name in parts:
        typed = f"/{name}" in named or name.rpartition(".")[2].lower() in endings
        if name != "[Content_Types].xml" and not typed:
            yield f"{name}: no content type"
    for name in named:
        if name.lstrip("/") not in parts:
            yield f"{name}: a content type without its part"


def _relationships(parts, trees):
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("_rels/")
        owner = folder + file.removesuffix(".rels")
        if owner and owner not in parts:
            yield f"{name}: belongs to no part"
        ids = [one.get("Id") for one in tree.findall(f"{RELS}Relationship")]
        if len(ids) != len(set(ids)):
            yield f"{name}: an id twice"
        for one in tree.findall(f"{RELS}Relationship"):
            if one.get("TargetMode") == "External":
                yield f"{name}: points outside to {one.get('Target')}"
                continue
            target = one.get("Target")
            path = (
                target[1:] if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            )
            if path not in parts:
                yield f"{name}: {path} is missing"
        if owner in trees:
            for element in trees[owner].iter():
                for key, value in element.attrib.items():
                    if key.startswith(R) and value not in ids:
                        yield f"{owner}: {value} is no relationship"
    reached = {
        posixpath.basename(one.get("Target"))
        for name, tree in trees.items()
        if name.endswith(".rels")
        for one in tree
    }
    for name in parts:
        if (
            not name.endswith(".rels")
            and name != "[Content_Types].xml"
            and posixpath.basename(name) not in reached
        ):
            yield f"{name}: nothing points to it"


def _sequences(name, tree):
    for element in tree.iter(etree.Element):
        tag = local(element)
        if element.tag == f"{WP}inline":
            order = INLINE.split()
        elif element.tag.startswith(W) and tag in ORDER:
            order = ORDER[tag].split()
        else:
            continue
        places = []
        for child in element:
            if local(child) not in order:
                if child.tag.startswith(W):
                    yield f"{name}: {local(child)} within {tag}"
                continue
            places.append(order.index(local(child)))
        if places != sorted(places):
            yield f"{name}: children of {tag} out of order: {[local(child) for child in element]}"


def _twice(values):
    seen = set()
    return {value for value in values if value in seen or seen.add(value)}


def _identities(trees):
    body = trees["word/document.xml"]
    starts = list(body.iter(f"{W}bookmarkStart"))
    ends = [one.get(f"{W}id") for one in body.iter(f"{W}bookmarkEnd")]
    for what, values in {
        "bookmark id": [one.get(f"{W}id") for one in starts],
        "bookmark name": [one.get(f"{W}name").lower() for one in starts],
        "bookmark end": ends,
        "drawing id": [one.get("id") for one in body.iter(f"{WP}docPr")],
        "change id": [one.get(f"{W}id") for one in body.iter(f"{W}ins", f"{W}del")],
    }.items():
        if _twice(values):
            yield f"{what} twice: {_twice(values)}"
    if sorted(ends) != sorted(one.get(f"{W}id") for one in starts):
        yield "a bookmark without its end"
    for one in starts:
        if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", one.get(f"{W}name")):
            yield f"bookmark name {one.get(f'{W}name')}"
    for kind in ("footnote", "comment"):
        tree = trees.get(f"word/{kind}s.xml")
        known = [] if tree is None else [one.get(f"{W}id") for one in tree.findall(f"{W}{kind}")]
        called = [one.get(f"{W}id") for one in body.iter(f"{W}{kind}Reference")]
        if _twice(known) or _twice(called):
            yield f"{kind} twice"
        if sorted(called) != sorted(one for one in known if one not in ("-1", "0") or kind == "comment"):
            yield f"{kind}s {known} but called {called}"
    for kind in ("commentRangeStart", "commentRangeEnd"):
        ranges = [one.get(f"{W}id") for one in body.iter(f"{W}{kind}")]
        if ranges != [one.get(f"{W}id") for one in body.iter(f"{W}commentReference")]:
            yield f"{kind} {ranges}"


def _references(trees):
    styles = trees["word/styles.xml"]
    known = [one.get(f"{W}styleId") for one in styles.findall(f"{W}style")]
    names = [one.find(f"{W}name").get(f"{W}val").lower() for one in styles.findall(f"{W}style")]
    if _twice(known) or _twice(names):
        yield f"style twice: {_twice(known) | _twice(names)}"
    for name, tree in trees.items():
        for element in tree.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle", f"{W}basedOn", f"{W}next"):
            if element.get(f"{W}val") not in known:
                yield f"{name}: style {element.get(f'{W}val')} does not exist"
    numbering = trees.get("word/numbering.xml")
    numbers = set() if numbering is None else {one.get(f"{W}numId") for one in numbering.findall(f"{W}num")}
    for element in trees["word/document.xml"].iter(f"{W}numId"):
        if element.get(f"{W}val") not in numbers | {"0"}:
            yield f"list {element.get(f'{W}val')} does not exist"
    anchors = {one.get(f"{W}name") for one in trees["word/document.xml"].iter(f"{W}bookmarkStart")}
    for element in trees["word/document.xml"].iter(f"{W}hyperlink"):
        if element.get(f"{W}anchor") not in anchors:
            yield f"link to {element.get(f'{W}anchor')}"
    for element in trees["word/document.xml"].iter(f"{W}instrText"):
        match = re.match(r" (?:REF|PAGEREF) (\S+)", element.text)
        if match and match.group(1) not in anchors:
            yield f"field to {match.group(1)}"


def _tables(body):
    for table in body.iter(f"{W}tbl"):
        widths = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            if [int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) for cell in cells] != widths:
                yield "cells as wide as no column"
            if any(local(cell[-1]) != "p" for cell in cells):
                yield "a cell that does not end with a paragraph"
    for table in body.iter(f"{W}tbl"):
        follows = next((one for one in table.itersiblings() if not local(one).startswith("bookmark")), None)
        if follows is not None and local(follows) == "tbl":
            yield "two tables that touch"


def _fields(trees):
    for name, tree in trees.items():
        depth = 0
        for element in tree.iter(f"{W}fldChar"):
            kind = element.get(f"{W}fldCharType")
            depth += {"begin": 1, "separate": 0, "end": -1}[kind]
            if depth < 0 or (kind == "separate" and depth == 0):
                yield f"{name}: a field ends before it begins"
        if depth:
            yield f"{name}: a field without its end"
