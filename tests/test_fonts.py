"""The shipped fonts: right face, static, and able to draw every character the package can print by itself."""

from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "forecasting" / "fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
LAYOUT = frozenset("\n\r\t\ufeff\u200b")  # never drawn


@cache
def font(weight: str) -> TTFont:
    """One of the two fonts, parsed."""
    return TTFont(FONTS / f"NotoSansCJKsc-{weight}.otf")


def printed_files() -> list[Path]:
    """Every file whose text can end up in a chart or a page: words, dossiers, reference tables.

    Not the readers of reports: the signs they know are read and never printed, as all that is said stands in words.
    """
    package = [
        path for path in (ROOT / "forecasting").rglob("*") if path.suffix in {".py", ".toml", ".json", ".csv"}
    ]
    package = [path for path in package if "_extract" not in path.parts]
    data = [path for path in (ROOT / "data").rglob("*") if path.suffix in {".csv", ".toml"}]
    return sorted({*package, *data})


@pytest.mark.parametrize("weight", WEIGHTS)
def test_face(weight: str) -> None:
    """Family, style and weight are what charts ask for, and no axis varies: variable fonts are drawn hair-thin."""
    names = font(weight)["name"]
    assert names.getDebugName(1) == "Noto Sans CJK SC"
    assert names.getDebugName(2) == weight
    assert font(weight)["OS/2"].usWeightClass == WEIGHTS[weight]
    assert "fvar" not in font(weight)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_mapped_character_has_an_outline(weight: str) -> None:
    """Cutting left no character mapped to a glyph that is gone."""
    glyphs = set(font(weight).getGlyphOrder())
    assert set(font(weight).getBestCmap().values()) <= glyphs


def test_both_weights_cover_the_same_characters() -> None:
    """A title in bold can say what a label in regular can."""
    assert font("Regular").getBestCmap().keys() == font("Bold").getBestCmap().keys()


def test_common_and_name_characters_are_covered() -> None:
    """All of GB 2312 is there, and characters it lacks that occur in names: 镕 (Unicode 9555), 垚, 堃, 㛃, 喆, 玥."""
    covered = font("Regular").getBestCmap().keys()
    rows = ((row, cell) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    gb2312 = "".join(bytes(pair).decode("gb2312", errors="ignore") for pair in rows)
    assert sum("\u4e00" <= character <= "\u9fff" for character in gb2312) == 6763  # GB 2312-1980: hanzi
    assert not [
        character
        for character in gb2312 + "镕垚堃㛃喆玥≤≥±×÷→≈∈Σμσρ—“”‘’…·％㎡"
        if ord(character) not in covered
    ]


def test_everyday_traditional_characters_are_covered() -> None:
    """A quote from a report that was converted to traditional script is drawn: words of such a report."""
    covered = font("Regular").getBestCmap().keys()
    quoted = "園區發展經濟實現財政收入億元增長點參觀萬畝產業聯盟歷屆團隊總體規劃醫療與環境態勢"
    assert not [character for character in quoted if ord(character) not in covered]


def test_everything_printed_is_covered() -> None:
    """No character of the package's words or of a shipped dossier would come out as an empty box."""
    covered = font("Regular").getBestCmap().keys()
    missing = []
    for path in printed_files():
        characters = set(path.read_text(encoding="utf-8")) - LAYOUT
        gone = sorted(character for character in characters if ord(character) not in covered)
        if gone:
            missing.append(f"{path.relative_to(ROOT)}: " + " ".join(f"{c} (U+{ord(c):04X})" for c in gone))
    assert not missing, "\n".join(missing)


def test_the_licence_stands_beside_the_fonts() -> None:
    """The Open Font License asks that its text travels with every copy."""
    text = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Copyright" in text
