"""Cut the two fonts that the package ships out of Noto Sans CJK.

Why ship fonts at all: without a Chinese font a chart shows an empty box for every character and says nothing, and
the fonts of the machine it runs on cannot be relied upon. Why static subsets: the drawing library renders variable
fonts hair-thin, and a whole collection is 20 MB and may fall back to Japanese forms.

Needs Debian's packages fonts-noto-cjk and unicode-data (or the same files elsewhere) and fontTools:

    python scripts/fonts.py [FOLDER WITH THE .ttc FILES] [Unihan_OtherMappings.txt.bz2]

The same input gives the same bytes.
"""

import bz2
import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Noto Sans CJK SC"
WEIGHTS = ("Regular", "Bold")
TARGET = Path(__file__).resolve().parent.parent / "forecasting" / "fonts"
COLLECTIONS = Path("/usr/share/fonts/opentype/noto")
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


def main(arguments: list[str]) -> int:
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
        print(f"{path.name}: {path.stat().st_size:,} bytes, {len(TTFont(path).getBestCmap()):,} characters")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
