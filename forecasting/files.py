"""Files are written whole or not at all, and never over one that is there unless that is asked for."""

from __future__ import annotations

import contextlib
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["PAGE", "WriteRefusedError", "any_of", "free_place", "write_files", "write_made", "write_whole"]


PAGE = (".html", ".htm")


class WriteRefusedError(ForecastingError):
    """A file that is already there and was not asked to be replaced, or that cannot be written."""


def any_of(endings: tuple[str, ...]) -> str:
    """The endings in one phrase that has a single "or", so that it is said in either language: .csv, .parquet or .xlsx."""
    return " or ".join([", ".join(endings[:-1]), endings[-1]] if len(endings) > 1 else endings)


def free_place(path: str | os.PathLike[str], *, force: bool = False, endings: tuple[str, ...] = ()) -> Path:
    """The path, if a file can be put there; asked before any drawing is done.

    Args:
        path: where to.
        force: a file that is there may be replaced.
        endings: how the name may end, in small letters; none takes any.

    Raises:
        ForecastingError: another ending, the file is there already and `force` is not given, its folder is not there, or what stands
            there is no file (a folder, a device), which is never replaced.
    """
    place = Path(path)
    if endings and not place.name.lower().endswith(endings):
        msg = f"cannot write {str(path)!r}; the name must end with {any_of(endings)}"
        raise ForecastingError(msg)
    if place.exists() and not place.is_file():
        what = "a folder" if place.is_dir() else "no ordinary file"
        msg = f"{place} is {what}, which is never replaced; give the name of a file"
        raise ForecastingError(msg)
    if os.path.lexists(place) and not force:
        msg = f"{place} is there already; give another name, or force=True (--force) to replace it"
        raise ForecastingError(msg)
    if not place.parent.is_dir():
        msg = f"folder {place.parent} does not exist; make it first or give another path"
        raise ForecastingError(msg)
    return place


def write_whole(path: str | os.PathLike[str], content: bytes, *, force: bool = False) -> Path:
    """Write a file completely or not at all.

    Args:
        path: where to; its folder must exist.
        content: all of it.
        force: replace a file that is there.

    Raises:
        ForecastingError: the file is there already, its folder is not, or it cannot be written.
    """
    place = free_place(path, force=force)
    write_files({place: content}, force=force)
    return place


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
    write_made({path: partial(_put, data) for path, data in contents.items()})


def _put(data: bytes, path: Path) -> None:
    path.write_bytes(data)


def write_made(makers: Mapping[Path, Callable[[Path], None]]) -> None:
    """Have several files made, all or none: each under another name first, over whatever stands in its place.

    Args:
        makers: what writes each file, given the name to write it under.

    Raises:
        WriteRefusedError: a folder cannot be written to.
    """
    import tempfile

    ready: list[tuple[str, Path]] = []
    asked: Path | None = None
    try:
        for path, make in makers.items():
            asked = path
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=path.suffix)
            os.close(handle)
            ready.append((name, path))
            make(Path(name))
            os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())  # noqa: PTH101
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
