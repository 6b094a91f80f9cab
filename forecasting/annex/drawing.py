"""Charts drawn by processes of their own while this one goes on composing and writing; the drawings are the same.

The renderer keeps the interpreter to itself while it draws, so threads alone would gain nothing.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from concurrent.futures import Future
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Studio", "drawn"]

_MOST = 3
# The other interpreter must find the very same modules, from wherever this one has them.
_START = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]); "
    "from forecasting.annex.drawing import main; main()"
)
Request = dict[str, Any]


def drawn(request: Request) -> str:
    """One piece of work.

    Args:
        request: its `work` is "svg" (with `specification` and `name`), "png" (with `svg` and `scale`), "script" (the
            drawing library for a page) or "warm" (nothing that is kept: the first drawing takes longest).

    Returns:
        Text; a picture in base 64.
    """
    if request["work"] == "svg":
        from forecasting.charts.export import svg_of

        return svg_of(request["specification"], request["name"])
    if request["work"] == "png":
        return base64.b64encode(png_of(request["svg"], request["scale"])).decode("ascii")
    if request["work"] == "script":
        from forecasting.markup import script_library

        return script_library()
    from forecasting.charts.export import svg_of

    return svg_of({"data": {"values": [{"x": 1}]}, "mark": "text", "encoding": {"text": {"field": "x"}}})


def png_of(svg: str, scale: float) -> bytes:
    """A drawing as a PNG picture, `scale` pixels for each of its own."""
    import vl_convert

    from forecasting.charts.fonts import register

    register()
    return bytes(vl_convert.svg_to_png(svg, scale=scale, ppi=72))


class Studio:
    """Processes that draw what they are asked for, in that order; they end when all is done."""

    def __init__(self, processes: int | None = None) -> None:
        """Start them.

        Args:
            processes: how many; None takes those processors that this process and the rest of the machine leave
                free, so none where there are two.
        """
        self._queue: SimpleQueue[tuple[Future[str], Callable[[], Request]] | None] = SimpleQueue()
        count = max(0, min(_MOST, (os.cpu_count() or 1) - 2)) if processes is None else processes
        # A program that carries Python within would start itself.
        self._count = count if sys.executable and not getattr(sys, "frozen", False) else 0
        for _ in range(self._count):
            Thread(target=self._work, daemon=True).start()

    def ask(self, request: Callable[[], Request]) -> Future[str]:
        """Ask for one piece of work.

        Args:
            request: what `drawn` takes; called when its turn has come, so that it may wait for what was asked before.

        Returns:
            What will be drawn; fails with `OSError` where there is no process, or it cannot draw this. May be
            cancelled as long as its turn has not come.
        """
        answer: Future[str] = Future()
        if self._count:
            self._queue.put((answer, request))
        else:
            answer.set_exception(OSError("no interpreter to start"))
        return answer

    def close(self) -> None:
        """Nothing more will be asked."""
        for _ in range(self._count):
            self._queue.put(None)

    def _work(self) -> None:
        """Hand requests to one process until nothing more comes."""
        try:
            with subprocess.Popen(  # noqa: S603 - this very interpreter
                [sys.executable, "-c", _START, json.dumps(sys.path)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            ) as process:
                while task := self._queue.get():
                    answer, request = task
                    if not answer.set_running_or_notify_cancel():
                        continue
                    try:
                        answer.set_result(_exchange(process, request()))
                    except Exception as problem:  # noqa: BLE001 - handed to whoever waits for it
                        answer.set_exception(problem)
        except OSError as problem:
            while task := self._queue.get():
                if task[0].set_running_or_notify_cancel():
                    task[0].set_exception(problem)


def _exchange(process: subprocess.Popen[bytes], request: Request) -> str:
    line = b""
    if process.stdin and process.stdout:
        process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        process.stdin.flush()
        line = process.stdout.readline()
    answer: str | None = json.loads(line or b"null")
    if answer is None:
        msg = "the drawing process ended, or could not draw this"
        raise OSError(msg)
    return answer


def main() -> None:
    """Read requests from standard input, one JSON a line, and write each answer to standard output: a text, or null."""
    # What the renderer prints must not come between the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        for line in sys.stdin.buffer:
            answer: str | None = None
            # What cannot be drawn is tried again by whoever asked, who is told the reason then.
            with suppress(Exception):
                answer = drawn(json.loads(line))
            answers.write(json.dumps(answer).encode("ascii") + b"\n")
            answers.flush()
    except (KeyboardInterrupt, BrokenPipeError):
        # Whoever asked is gone, and so is the pipe that would be emptied on the way out.
        os._exit(1)
