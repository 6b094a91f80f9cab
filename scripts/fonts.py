"""Cut the two fonts that the package ships out of Noto Sans CJK, and derive the two that text is measured with.

Why ship fonts at all: without a Chinese font a chart shows an empty box for every character and says nothing, and
the fonts of the machine it runs on cannot be relied upon. Why static subsets: the drawing library renders variable
fonts hair-thin, and a whole collection is 20 MB and may fall back to Japanese forms.

Needs Debian's packages fonts-noto-cjk and unicode-data (or the same files elsewhere) and fontTools:

    python scripts/fonts.py [FOLDER WITH THE .ttc FILES] [Unihan_OtherMappings.txt.bz2]
    python scripts/fonts.py --measure        # only derives, from the fonts that are there

Why fonts to measure with: the renderer opens the font file several times for each letter it measures, and a drawing is
little else but measuring. A font of the same advances and kerning whose outlines are all one small square, and whose
characters of one width that kern with nothing are all one glyph, gives the same widths in a quarter of the time; and it
has a name of its own, so that no larger font of the machine is taken in its place.

The same input gives the same bytes.
"""

import bz2
import struct
import sys
from io import BytesIO
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, reorderFontTables
from fontTools.ttLib.sfnt import calcChecksum
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

from forecasting.charts.fonts import DRAWN, ELSEWHERE, MEASURE

FAMILY = "Noto Sans CJK SC"
WEIGHTS = ("Regular", "Bold")
TARGET = Path(__file__).resolve().parent.parent / "forecasting" / "fonts"
COLLECTIONS = Path("/usr/share/fonts/opentype/noto")
MEASURES = TARGET.parent / "charts" / "measure"
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")

# Blocks kept whole as far as the font has them: first and last code point.
BLOCKS = (
    (0x0020, 0x007E),  # basic Latin
    (0x00A0, 0x017F),  # Latin-1 and Latin Extended-A: names in English reports
    (0x01CD, 0x01DC),  # pinyin tones
    (0x02B0, 0x02FF),  # modifiers
    (0x0300, 0x030C),  # combining tones
    (0x0370, 0x03FF),  # Greek
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209F),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x218F),  # letterlike symbols, number forms
    (0x2190, 0x22FF),  # arrows, mathematical operators
    (0x2460, 0x24FF),  # enclosed numbers
    (0x2500, 0x25FF),  # box drawing and geometric shapes
    (0x2600, 0x2606),  # weather and stars
    (0x26A0, 0x26A0),  # warning sign
    (0x2713, 0x2718),  # ticks and crosses
    (0x3000, 0x303F),  # Chinese punctuation
    (0x3220, 0x3229),  # enclosed Chinese numbers
    (0x3380, 0x33DF),  # units such as ㎡ and ㎞
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE6),  # full-width currencies
)


def gb2312() -> set[int]:
    """Every character of GB 2312-1980."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def big5_level1() -> set[int]:
    """The 5,401 everyday characters of Big5: many reports reach a reader converted to traditional script."""
    cells = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    pairs = [bytes((row, cell)) for row in range(0xA4, 0xC7) for cell in cells]
    return {ord(pair.decode("big5")) for pair in pairs if pair <= b"\xc6\x7e"}


def standard_list(unihan: Path) -> set[int]:
    """The 8,105 characters of the General Standard Chinese Characters of 2013: names of people and places too."""
    with bz2.open(unihan, "rt", encoding="utf-8") as lines:
        found = {int(line.split("\t")[0].removeprefix("U+"), base=16) for line in lines if "\tkTGH\t" in line}
    if len(found) != 8105:
        sys.exit(f"{unihan} lists {len(found)} characters under kTGH, where the standard has 8,105")
    return found


def face(collection: Path, weight: str) -> TTFont:
    """The simplified-Chinese face of a collection, by its name rather than its number."""
    for font in TTCollection(collection, lazy=True).fonts:
        if font["name"].getDebugName(1) == FAMILY and font["name"].getDebugName(2) == weight:
            return font
    sys.exit(f"{collection} holds no face {FAMILY} {weight}")


def cut(font: TTFont, wanted: set[int], path: Path) -> None:
    """Write the characters `wanted` of `font` to `path`."""
    options = Options()
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]  # locl would bring every regional form along
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    font.recalcTimestamp = False
    subsetter.subset(font)
    font.save(path)


def second_name(path: Path) -> None:
    """Give a font a second family name, in another language, and leave all its other bytes as they are.

    By that name the renderer finds it also where the machine has a larger font of the first name, which it would
    take instead and read for twice as long.
    """
    font = path.read_bytes()
    (count,) = struct.unpack_from(">H", font, 4)
    entries = [struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count)]
    tables = {tag: font[start : start + length] for tag, _, start, length in entries}
    sums = {tag: checksum for tag, checksum, _, _ in entries}
    names = tables[b"name"]
    form, records, storage = struct.unpack_from(">HHH", names)
    text = DRAWN.encode("utf-16-be")
    record = struct.pack(">6H", 3, 1, ELSEWHERE, 1, len(text), len(names) - storage)
    head = struct.pack(">HHH", form, records + 1, storage + 12)
    tables[b"name"] = head + names[6:storage] + record + names[storage:] + text
    sums[b"name"] = calcChecksum(tables[b"name"])
    written, place = b"", 12 + 16 * count
    directory = font[:12]
    for tag in sorted(tables):
        directory += struct.pack(">4sIII", tag, sums[tag], place + len(written), len(tables[tag]))
        written += tables[tag].ljust((len(tables[tag]) + 3) // 4 * 4, b"\0")
    path.write_bytes(directory + written)


def square() -> Glyph:
    """The outline of every glyph that is only measured: text without any outline would count as no text."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((100, 0))
    pen.lineTo((100, 100))
    pen.closePath()
    return pen.glyph()


def moved(font: TTFont) -> set[str]:
    """The glyphs that stand otherwise beside some others: those of kerning pairs and of marks."""
    found: set[str] = set()
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for name in ("Coverage", "MarkCoverage", "BaseCoverage"):
                found |= set(getattr(getattr(table, name, None), "glyphs", ()))
            for name in ("ClassDef1", "ClassDef2"):
                found |= set(getattr(getattr(table, name, None), "classDefs", {}))
            for pairs in getattr(table, "PairSet", ()):
                found |= {one.SecondGlyph for one in pairs.PairValueRecord}
    return found


def joined(font: TTFont) -> set[str]:
    """The glyphs that become another glyph beside some others, and what they become."""
    found: set[str] = set()
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in table.ligatures.items():
                found |= {first, *(name for one in ligatures for name in (*one.Component, one.LigGlyph))}
    return found


def alike(source: Path) -> dict[int, int]:
    """For each character of a font one that is as wide, and stands beside others as it does."""
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]
    with TTFont(source) as font:
        letters = font.getBestCmap()
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters)
        subsetter.subset(font)
        letters, advances = font.getBestCmap(), font["hmtx"].metrics
        alone = moved(font) | joined(font)
    first: dict[int, int] = {}
    return {
        code: code if letters[code] in alone else first.setdefault(advances[letters[code]][0], code)
        for code in sorted(letters)
    }


def measure(source: Path, path: Path) -> None:
    """Write the font to measure with: advances and kerning of `source`, one glyph for all letters alike."""
    same = alike(source)
    font = TTFont(source)
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 3, 4, 6, 13, 14]
    options.name_languages = [0x409]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(same.values()))
    font.recalcTimestamp = False
    subsetter.subset(font)
    for record in list(font["name"].names):
        text = record.toUnicode()
        record.string = text.replace(FAMILY, MEASURE).replace(
            FAMILY.replace(" ", ""), MEASURE.replace(" ", "")
        )
    kept = font.getBestCmap()
    # Many characters to one glyph: half the size of the usual format, which counts glyphs up with the characters.
    many = CmapSubtable.newSubtable(13)
    many.platformID, many.platEncID, many.language = 0, 6, 0
    many.cmap = {code: kept[one] for code, one in same.items()}
    order = font.getGlyphOrder()
    font["cmap"].tables = [many]
    for tag in ("CFF ", "VORG", "vhea", "vmtx", "BASE"):
        if tag in font:
            del font[tag]
    builder = FontBuilder(font=font)
    builder.isTTF = True
    font.sfntVersion = "\0\1\0\0"
    builder.setupGlyf({name: square() for name in order}, calcGlyphBounds=True)
    font["maxp"].tableVersion = 0x00010000
    for name in ("maxZones", "maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs"):
        setattr(font["maxp"], name, 0)
    for name in ("maxStackElements", "maxSizeOfInstructions", "maxComponentElements"):
        setattr(font["maxp"], name, 0)
    font["maxp"].maxZones = 1
    builder.setupPost(keepGlyphNames=False)
    written = BytesIO()
    font.save(written)
    with path.open("wb") as file:
        # The large table last: a system maps 64 kB of a file at a time, and a glyph needs all the others.
        tables = [tag for tag in font.keys() if tag not in ("GlyphOrder", "cmap")]  # noqa: SIM118 - no mapping
        reorderFontTables(written, file, [*tables, "cmap"])
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def main(arguments: list[str]) -> int:
    """Cut both weights, and derive both to measure with."""
    if arguments != ["--measure"]:
        ship(arguments)
    MEASURES.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        measure(TARGET / f"NotoSansCJKsc-{weight}.otf", MEASURES / f"measure-{weight}.ttf")
    return 0


def ship(arguments: list[str]) -> None:
    """Cut both weights."""
    collections = Path(arguments[0]) if arguments else COLLECTIONS
    unihan = Path(arguments[1]) if len(arguments) > 1 else UNIHAN
    wanted = (
        gb2312()
        | big5_level1()
        | standard_list(unihan)
        | {code for first, last in BLOCKS for code in range(first, last + 1)}
    )
    TARGET.mkdir(exist_ok=True)
    for weight in WEIGHTS:
        path = TARGET / f"NotoSansCJKsc-{weight}.otf"
        cut(face(collections / f"NotoSansCJK-{weight}.ttc", weight), wanted, path)
        second_name(path)
        print(f"{path.name}: {path.stat().st_size:,} bytes, {len(TTFont(path).getBestCmap()):,} characters")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
