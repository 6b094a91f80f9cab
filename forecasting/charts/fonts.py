"""The shipped fonts: made known to the renderer, and cut down to the letters a page uses.

Web fonts are written as WOFF 1.0 (W3C Recommendation, 2012) with the standard library alone: outlines of unused
glyphs are replaced in place by an empty one, so that no other table changes, and compression takes care of the rest.
"""

from __future__ import annotations

import base64
import struct
import zlib
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["DRAWN", "MEASURE", "advances", "face_css", "lacking", "register", "web_font"]

FAMILY = "Noto Sans CJK SC"
#: The second name of the shipped fonts, under a language code of its own; no other font of a machine has it.
DRAWN, ELSEWHERE = "Forecasting Noto Sans", 0x0804
#: A family with the same advances and kerning and no shapes, which text is measured with (scripts/fonts.py).
MEASURE = "Forecasting Measure"
# What horizontal text needs; vertical metrics and substitutions would only weigh.
TABLES = (b"CFF ", b"OS/2", b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"post")
FILES = {"normal": "NotoSansCJKsc-Regular.otf", "bold": "NotoSansCJKsc-Bold.otf"}
MEASURES = {"normal": "measure-Regular.ttf", "bold": "measure-Bold.ttf"}


class FontError(ForecastingError):
    """A shipped font is missing or not of the expected kind."""


@lru_cache(maxsize=1)
def register() -> None:
    """Make the shipped fonts known to the chart renderer; the first call does it, the rest are free.

    Raises:
        FontError: the fonts are not part of this installation.
    """
    import vl_convert

    shipped, measures = (
        files("forecasting").joinpath("fonts"),
        files("forecasting").joinpath("charts/measure"),
    )
    for folder, names in ((shipped, FILES), (measures, MEASURES)):
        for name in names.values():
            if not folder.joinpath(name).is_file():
                msg = f"font {name} is missing from this installation; reinstall the package"
                raise FontError(msg)
        # Those with shapes first: where a letter is drawn in another font, the first that has it is taken.
        vl_convert.register_font_directory(str(folder))


@lru_cache(maxsize=2)
def _font(weight: str) -> bytes:
    place = files("forecasting").joinpath("fonts").joinpath(FILES[weight])
    if not place.is_file():
        msg = f"font {FILES[weight]} is missing from this installation; reinstall the package"
        raise FontError(msg)
    return place.read_bytes()


def _tables(font: bytes) -> dict[bytes, bytes]:
    (count,) = struct.unpack_from(">H", font, 4)
    found = {}
    for number in range(count):
        tag, _, offset, length = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        found[tag] = font[offset : offset + length]
    return found


@lru_cache(maxsize=2)
def _glyphs(weight: str) -> dict[int, int]:
    """Glyph number of each code point the font has, from its character map of all of Unicode (format 12)."""
    cmap = _tables(_font(weight))[b"cmap"]
    (count,) = struct.unpack_from(">H", cmap, 2)
    for number in range(count):
        (start,) = struct.unpack_from(">I", cmap, 8 + 8 * number)
        kind, _, size = struct.unpack_from(">HHI", cmap, start)
        if kind == 12:
            groups = struct.iter_unpack(">III", cmap[start + 16 : start + size])
            return {
                code: glyph
                for first, last, number in groups
                for code, glyph in enumerate(range(number, number + last - first + 1), first)
            }
    msg = f"font {FILES[weight]} has no character map of all of Unicode"
    raise FontError(msg)


def _character_map(glyphs: dict[int, int]) -> bytes:
    """A character map (format 12) of these code points alone, so that others fall to the reader's own fonts."""
    groups = b"".join(struct.pack(">III", code, code, glyphs[code]) for code in sorted(glyphs))
    return struct.pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 12, 0, 16 + len(groups), 0, len(glyphs)) + groups


def _numbers(packed: bytes, size: int) -> tuple[int, ...]:
    """Numbers of `size` bytes each, the high byte first."""
    count = len(packed) // size
    wide = bytearray(4 * count)
    for place in range(size):
        wide[4 - size + place :: 4] = packed[place::size]
    return struct.unpack(f">{count}I", wide)


def _packed(numbers: Sequence[int], size: int) -> bytes:
    """Numbers as `size` bytes each, the high byte first."""
    wide = struct.pack(f">{len(numbers)}I", *numbers)
    packed = bytearray(size * len(numbers))
    for place in range(size):
        packed[place::size] = wide[4 - size + place :: 4]
    return bytes(packed)


def _index(cff: bytes, start: int) -> tuple[list[int], int]:
    """Where the entries of a CFF INDEX begin and end (one more than there are), and where it ends."""
    (count,) = struct.unpack_from(">H", cff, start)
    if not count:
        return [], start + 2
    size = cff[start + 2]
    after = start + 3 + size * (count + 1)
    ends = [after - 1 + end for end in _numbers(cff[start + 3 : after], size)]
    return ends, ends[-1]


def _charstrings(cff: bytes) -> int:
    """Offset of the outlines, operator 17 of the top dictionary (Adobe technical note 5176)."""
    _, after_names = _index(cff, cff[2])
    bounds, _ = _index(cff, after_names)
    place, end = bounds[0], bounds[1]
    number = 0
    while place < end:
        first = cff[place]
        if first <= 21:
            if first == 17:
                return number
            place += 2 if first == 12 else 1
        elif first == 28:
            number, place = struct.unpack_from(">h", cff, place + 1)[0], place + 3
        elif first == 29:
            number, place = struct.unpack_from(">i", cff, place + 1)[0], place + 5
        elif first == 30:
            place += 1
            while cff[place] & 0x0F != 0x0F and cff[place] >> 4 != 0x0F:
                place += 1
            place += 1
        elif first <= 246:
            number, place = first - 139, place + 1
        else:
            sign = 1 if first <= 250 else -1
            number = sign * ((first - (247 if sign > 0 else 251)) * 256 + cff[place + 1] + 108)
            place += 2
    msg = "a shipped font holds no outlines of the expected kind"
    raise FontError(msg)


def _blanked(cff: bytes, keep: set[int]) -> bytes:
    """The same table, of the same length, in which all other outlines are empty."""
    start = _charstrings(cff)
    bounds, end = _index(cff, start)
    outlines = [
        cff[bounds[glyph] : bounds[glyph + 1]] if glyph in keep or glyph == 0 else b"\x0e"
        for glyph in range(len(bounds) - 1)
    ]
    size = cff[start + 2]
    offsets = list(accumulate(map(len, outlines), initial=1))
    table = struct.pack(">HB", len(outlines), size) + _packed(offsets, size) + b"".join(outlines)
    return cff[:start] + table.ljust(end - start, b"\0") + cff[end:]


def _first_names(names: bytes) -> bytes:
    """The table of names without the second family name, which stands last in it."""
    form, count, storage = struct.unpack_from(">HHH", names)
    _, _, language, _, length, start = struct.unpack_from(">6H", names, storage - 12)
    if language != ELSEWHERE or storage + start + length != len(names):
        return names
    head = struct.pack(">HHH", form, count - 1, storage - 12)
    return head + names[6 : storage - 12] + names[storage : storage + start]


def _checksum(table: bytes) -> int:
    padded = table.ljust((len(table) + 3) // 4 * 4, b"\0")
    return int(sum(struct.unpack(f">{len(padded) // 4}I", padded))) & 0xFFFFFFFF


@lru_cache(maxsize=2)
def advances(weight: str = "normal") -> dict[str, float]:
    """How far each character of a shipped font moves the pen, as a share of the type size.

    Raises:
        FontError: the font is missing.
    """
    tables, glyphs = _tables(_font(weight)), _glyphs(weight)
    (units,) = struct.unpack_from(">H", tables[b"head"], 18)
    (last,) = struct.unpack_from(">H", tables[b"hhea"], 34)
    (count,) = struct.unpack_from(">H", tables[b"maxp"], 4)
    widths = [width / units for width, _ in struct.iter_unpack(">Hh", tables[b"hmtx"][: 4 * last])]
    widths += widths[-1:] * (count - last)  # glyphs beyond the last are as wide as it
    return dict(zip(map(chr, glyphs), map(widths.__getitem__, glyphs.values()), strict=True))


def lacking(letters: Iterable[str]) -> set[str]:
    """Those of these characters that one of the shipped fonts does not have.

    Raises:
        FontError: a font is missing.
    """
    wanted = set().union(*letters)
    return {letter for letter in wanted if any(ord(letter) not in _glyphs(weight) for weight in FILES)}


def _stored(table: bytes) -> tuple[bytes, int, int]:
    """A table as WOFF stores it, how long it is unpacked, and its checksum."""
    packed = zlib.compress(table, 9)
    return (packed if len(packed) < len(table) else table), len(table), _checksum(table)


@lru_cache(maxsize=2)
def _unchanging(weight: str) -> dict[bytes, tuple[bytes, int, int]]:
    """The tables that are the same whatever letters are kept, as stored: packing them takes longer than all the rest."""
    tables = _tables(_font(weight))
    tables[b"name"] = _first_names(tables[b"name"])
    return {tag: _stored(tables[tag]) for tag in TABLES if tag not in {b"CFF ", b"cmap"}}


def web_font(letters: Iterable[str], weight: str = "normal") -> bytes:
    """A shipped font as WOFF holding the outlines of these letters only.

    Args:
        letters: characters, or texts of them.
        weight: "normal" or "bold".

    Raises:
        FontError: the font is missing or of another kind.
    """
    codes = {ord(letter) for text in letters for letter in text}
    tables = _tables(_font(weight))
    if b"CFF " not in tables:
        msg = f"font {FILES[weight]} has no CFF outlines; an OpenType font with PostScript outlines is needed"
        raise FontError(msg)
    known = _glyphs(weight)
    glyphs = {code: known[code] for code in sorted(codes & known.keys())}
    kept = _unchanging(weight) | {
        b"cmap": _stored(_character_map(glyphs)),
        b"CFF ": _stored(_blanked(tables[b"CFF "], set(glyphs.values()))),
    }
    head, body, directory = 44 + 20 * len(kept), b"", b""
    for tag, (packed, length, checksum) in sorted(kept.items()):
        directory += struct.pack(">4sIIII", tag, head + len(body), len(packed), length, checksum)
        body += packed.ljust((len(packed) + 3) // 4 * 4, b"\0")
    unpacked = 12 + 16 * len(kept) + sum((length + 3) // 4 * 4 for _, length, _ in kept.values())
    header = (b"wOFF", b"OTTO", head + len(body), len(kept), 0, unpacked, 1, 0, 0, 0, 0, 0, 0)
    return struct.pack(">4s4sIHHIHHIIIII", *header) + directory + body


def face_css(regular: Iterable[str], bold: Iterable[str] = ()) -> str:
    """`@font-face` rules with the fonts inside, so that Chinese shows on a machine that has no Chinese font."""
    rules = []
    for weight, letters in (("normal", list(regular)), ("bold", list(bold))):
        if letters:
            data = base64.b64encode(web_font(letters, weight)).decode("ascii")
            rules.append(
                f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};'
                f"src:url(data:font/woff;base64,{data}) format('woff')}}"
            )
    return "\n".join(rules)
