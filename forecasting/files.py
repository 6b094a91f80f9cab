"""Files are written whole or not at all, and never over one that is there unless that is asked for."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "FORMULA_SIGNS",
    "MOST_BYTES",
    "PAGE",
    "WriteRefusedError",
    "alone",
    "any_of",
    "free_place",
    "read_whole",
    "write_files",
    "write_made",
    "write_whole",
]


PAGE = (".html", ".htm")
MOST_BYTES = 64 * 2**20
"""Of a file of a dossier, a table or a document that is read: a hundred times the largest seen."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""What a text may not begin with in a cell of CSV: a spreadsheet would run it as a formula."""


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
    if place.is_symlink() and not _leads_somewhere(place):
        msg = f"{place} is a link that leads to itself; give the name of a file"
        raise ForecastingError(msg)
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


def read_whole(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """The content of an ordinary file of a bounded size; a pipe is not waited for, a device not read.

    Raises:
        OSError: it is not there, is no ordinary file, is larger than `most` bytes or cannot be read; `strerror` says
            which.
    """
    place = Path(path)
    found = place.stat()
    if not stat.S_ISREG(found.st_mode):
        code, what = (
            (errno.EISDIR, "a folder") if stat.S_ISDIR(found.st_mode) else (errno.EINVAL, "no ordinary file")
        )
        raise OSError(code, what, str(place))
    if found.st_size > most:
        size = f"a file of {found.st_size // 2**20} MB, of which at most {most // 2**20} are read"
        raise OSError(errno.EFBIG, size, str(place))
    return place.read_bytes()


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


@contextlib.contextmanager
def alone(folder: str | os.PathLike[str]) -> Iterator[None]:
    """Wait until no other process that asks is at work in a folder; what is read and then replaced loses nothing.

    Where the system or the file system has no such locks, nobody waits.
    """
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError, TypeError):
        yield  # whoever reads there next says what is wrong
        return
    try:
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _leads_somewhere(link: Path) -> bool:
    """Whether a link ends at a place, be there a file or not."""
    try:
        link.stat()
    except OSError as error:
        return error.errno != errno.ELOOP
    return True


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
            _clear_left_over(path)
            prefix = f".{path.name}.{os.getpid()}-"
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=prefix, suffix=path.suffix)
            os.close(handle)
            ready.append((name, path))
            make(Path(name))
            _sync(Path(name))
            os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())  # noqa: PTH101
        while ready:
            temporary, asked = ready[0]
            os.replace(temporary, asked)  # noqa: PTH105
            ready.pop(0)
        for folder in {path.parent for path in makers}:
            _sync(folder)
    except OSError as error:
        # The error names the temporary file, of which nobody has heard.
        msg = f"cannot write {asked}: {error.strerror or error}"
        raise WriteRefusedError(msg) from error
    finally:
        for temporary, _ in ready:
            with contextlib.suppress(OSError):
                os.unlink(temporary)  # noqa: PTH108


def _sync(place: Path) -> None:
    """Have a file, or the names in a folder, on the disk, so that a power cut loses neither the new nor the old."""
    if place.is_dir() and os.name != "posix":
        return  # only there can a folder be opened
    handle = os.open(place, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
    try:
        with contextlib.suppress(OSError):  # some file systems have nothing to sync
            os.fsync(handle)
    finally:
        os.close(handle)


def _clear_left_over(path: Path) -> None:
    """Take away what a process that was killed while writing this file left beside it."""
    if os.name != "posix":
        return
    left = re.compile(re.escape(f".{path.name}.") + r"(\d+)-\w{8}" + re.escape(path.suffix))
    for name in os.listdir(path.parent):  # noqa: PTH208
        found = left.fullmatch(name)
        if found and not _is_running(int(found[1])):
            with contextlib.suppress(OSError):
                (path.parent / name).unlink()


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
