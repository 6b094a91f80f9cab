"""Work handed out in chunks, to this process, to any executor or to a dask client, and taken back in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.portfolio.work import assess_items, unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forecasting.portfolio.given import Item
    from forecasting.portfolio.outcome import Outcome

__all__ = ["CHUNK", "chunks_of", "outcomes", "outcomes_on_processes"]

#: Items to a chunk: a chunk takes about half a second, next to which handing it over costs nothing.
CHUNK = 8
#: Chunks handed out ahead where an engine does not say how many workers it has.
_AHEAD = 64
_LOST = "its worker was ended from outside, for want of memory perhaps; assess it again, by itself"


def chunks_of(items: Sequence[Item], size: int) -> list[list[Item]]:
    """The items in order, some at a time."""
    return [list(items[start : start + size]) for start in range(0, len(items), size)]


def outcomes(
    chunks: Sequence[list[Item]],
    executor: Any,
    work: Callable[..., list[Outcome]],
    *arguments: object,
) -> Iterator[list[Outcome]]:
    """What came of each chunk, in the order of chunks; only a few are held at a time.

    Args:
        chunks: items to work on together.
        executor: None for this process, any `concurrent.futures.Executor`, or a dask `Client`.
        work: a function of a chunk and the arguments, at the top of a module so that it can be sent.
        arguments: what else it takes.

    Raises:
        ForecastingError: an executor of another kind.
    """
    if executor is None:
        yield from (work(chunk, *arguments) for chunk in chunks)
        return
    options: dict[str, object] = {}
    if not isinstance(executor, Executor):
        if not (hasattr(executor, "submit") and hasattr(executor, "gather")):
            msg = (
                "executor must be None, a concurrent.futures.Executor or a dask Client (it submits and gathers); "
                f"received {type(executor).__name__}"
            )
            raise ForecastingError(msg)
        options = {
            "pure": False
        }  # dask would otherwise take a chunk from an earlier call with the same words
    ahead = 2 * _workers(executor) + 2
    waiting: deque[tuple[list[Item], Any]] = deque()
    left = iter(chunks)

    def hand_out(count: int) -> None:
        for chunk in islice(left, count):
            try:
                waiting.append((chunk, executor.submit(work, chunk, *arguments, **options)))
            except BrokenExecutor:
                waiting.append((chunk, None))

    hand_out(ahead)
    try:
        while waiting:
            chunk, future = waiting.popleft()
            yield _taken(chunk, future)
            hand_out(1)
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()


def _taken(chunk: list[Item], future: Any) -> list[Outcome]:
    if future is None:
        return [unread(item, "failed", _LOST) for item in chunk]
    try:
        found: list[Outcome] = future.result()
    except BrokenExecutor:
        return [unread(item, "failed", _LOST) for item in chunk]
    except Exception as error:
        # dask gives up on a task whose workers were killed again and again.
        if type(error).__name__ != "KilledWorker":
            raise
        return [unread(item, "failed", _LOST) for item in chunk]
    return found


def _workers(executor: Any) -> int:
    if hasattr(executor, "ncores"):
        return max(1, int(sum(executor.ncores().values())))
    known = getattr(executor, "_max_workers", None)
    return known if isinstance(known, int) else _AHEAD // 2


def _watch_parent() -> None:
    """End this process when the one that hands out work is gone: killed, it would leave its workers waiting for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _begin() -> None:
    # Ctrl-C is for the process that hands out the work; workers end when it shuts them down.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch_parent, daemon=True).start()


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, initializer=_begin)


def outcomes_on_processes(
    items: Sequence[Item], workers: int, chunk: int, language: str, as_of: int | None = None
) -> Iterator[list[Outcome]]:
    """What came of each chunk, in order, over processes of this machine.

    A worker that is ended from outside takes its pool with it. Then what is left is done with a new pool: chunks again,
    and the chunk that broke one, item by item, so that only an item that ends its worker by itself is given up.
    """
    left = deque(chunks_of(items, chunk))
    while left:
        with _pool(workers) as pool:
            for found in outcomes(list(left), pool, assess_items, language, as_of):
                if any(one.dossier.reason == _LOST for one in found):
                    break
                left.popleft()
                yield found
            else:
                return
            pool.shutdown(wait=False, cancel_futures=True)
        yield [one for item in left.popleft() for one in _alone(item, language, as_of)]


def _alone(item: Item, language: str, as_of: int | None) -> list[Outcome]:
    with _pool(1) as pool:
        return _taken([item], pool.submit(assess_items, [item], language, as_of))
