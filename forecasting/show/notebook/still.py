"""A chart as a small PNG picture, for readers that draw nothing themselves."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

from forecasting.charts.export import png_of, svg_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["size_of", "still"]

_SCALE = 2.0
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SIZES = struct.Struct(">IIBBBBB")  # width, height, bits, kind of colour, and how it is packed
_RGBA, _INDEXED = 6, 3
_LEFT = 1  # each byte is given as the difference from the pixel to its left
_MOST_COLOURS = 256


def still(specification: dict[str, Any]) -> bytes:
    """A chart as a PNG picture, two pixels for each of the drawing.

    The renderer spends four bytes on a pixel. A drawing has few colours but at the edges of its letters, so one byte,
    the number of its colour, is enough.

    Args:
        specification: of the chart, as Vega-Lite.
    """
    picture = png_of(svg_of(specification), _SCALE)
    return _packed(picture) or picture


def size_of(picture: bytes) -> tuple[float, float]:
    """Width and height of the drawing that a picture of `still` shows."""
    width, height = struct.unpack_from(">II", picture, len(_SIGNATURE) + 8)
    return width / _SCALE, height / _SCALE


def _packed(picture: bytes) -> bytes | None:
    """The picture with its pixels by the numbers of their colours; None where it is packed in an unknown way."""
    import numpy as np

    parts = list(_parts(picture))
    width, height, *kind = _SIZES.unpack(parts[0][1])
    rows = np.frombuffer(zlib.decompress(b"".join(data for name, data in parts if name == b"IDAT")), np.uint8)
    rows = rows.reshape(height, -1)
    if kind != [8, _RGBA, 0, 0, 0] or (rows[:, 0] != _LEFT).any():
        return None
    pixels = np.cumsum(rows[:, 1:].reshape(height, width, 4), axis=1, dtype=np.uint8)
    table, numbers = _few(pixels.reshape(-1, 4))
    plain = np.zeros((height, width + 1), np.uint8)
    plain[:, 1:] = numbers.reshape(height, width)
    return _SIGNATURE + b"".join(
        [
            _part(b"IHDR", _SIZES.pack(width, height, 8, _INDEXED, 0, 0, 0)),
            _part(b"PLTE", table[:, :3].tobytes()),
            _part(b"tRNS", table[:, 3].tobytes()),
            _part(b"IDAT", zlib.compress(plain.tobytes(), 9)),
            _part(b"IEND", b""),
        ]
    )


def _few(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
    """The most frequent colours and, for each pixel, the number of its own or, where that is rare, of the nearest."""
    import numpy as np

    found, numbers, counts = np.unique(pixels.view(np.uint32)[:, 0], return_inverse=True, return_counts=True)
    colours = found.view(np.uint8).reshape(-1, 4)
    table = colours[np.argsort(-counts, kind="stable")[:_MOST_COLOURS]]
    apart = colours[:, None].astype(np.int32) - table[None]
    return table, (apart**2).sum(axis=2).argmin(axis=1)[numbers]


def _parts(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(picture):
        (length,) = struct.unpack_from(">I", picture, place)
        yield picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        place += 12 + length


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
