"""Bytes on disk to text and back: encodings are recognised and said, files are replaced whole or not at all."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["WriteRefusedError", "decode", "unprintable", "write_files"]

_BOM = b"\xef\xbb\xbf"
_NOT_TEXT = {"Cn", "Co", "Cs"}


class WriteRefusedError(ForecastingError):
    """A file that is already there and was not asked to be replaced, or that cannot be written."""


def decode(data: bytes) -> tuple[str | None, str]:
    """Text of a file, and the name of its encoding.

    UTF-8 with or without byte-order mark, otherwise GB18030 (which contains GBK and GB2312), as spreadsheets on
    Chinese systems save.

    Returns:
        `(text, "UTF-8")`, `(text, "GB18030")`, or `(None, "")` when the bytes are neither. The text never holds
        a byte-order mark.
    """
    if b"\0" in data:
        return None, ""
    with contextlib.suppress(UnicodeDecodeError):
        return data.removeprefix(_BOM).decode("utf-8"), "UTF-8"
    with contextlib.suppress(UnicodeDecodeError):
        text = data.decode("gb18030")
        if not any(unicodedata.category(character) in _NOT_TEXT for character in text):
            return text, "GB18030"
    return None, ""


# Marks that turn text around would let a quote or a name show other words than it holds.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unprintable(text: str) -> str | None:
    """The first character that no document, chart or console can show: a control code or a mark of direction.

    Tabs and line ends are text. Charts cannot be drawn with the others, and a console would obey them.
    """
    if text.isprintable():
        return None
    bad = (
        one
        for one in text
        if one in _TURNING or (unicodedata.category(one) in {"Cc", "Cs"} and one not in "\t\r\n")
    )
    return next(bad, None)


def write_files(contents: Mapping[Path, bytes], *, force: bool = False) -> None:
    """Write several files, all or none.

    Each is written beside its place under a temporary name first; only when all are there do they take their
    names.

    Args:
        contents: what each path shall hold.
        force: whether files that are already there may be replaced.

    Raises:
        WriteRefusedError: a file exists and `force` is not set, or the folder cannot be written to.
    """
    taken = [str(path) for path in contents if path.exists() or path.is_symlink()]
    if taken and not force:
        msg = f"{', '.join(taken)} already there; nothing was written. Choose another place, or force the replacement"
        raise WriteRefusedError(msg)
    import tempfile

    ready: list[tuple[str, Path]] = []
    asked: Path | None = None
    try:
        for path, data in contents.items():
            asked = path
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
                ready.append((file.name, path))
                file.write(data)
            os.chmod(file.name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())  # noqa: PTH101
        while ready:
            temporary, asked = ready[0]
            os.replace(temporary, asked)  # noqa: PTH105
            ready.pop(0)
    except OSError as error:
        # The error names the temporary file, of which nobody has heard.
        msg = f"cannot write {asked}: {error.strerror or error}"
        raise WriteRefusedError(msg) from error
    finally:
        for temporary, _ in ready:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
