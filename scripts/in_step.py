"""What a script makes and a test holds in step: written, or with --check compared with what is there."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_or_check(target: Path, text: str, *, stale: str, usage: str | None) -> int:
    """Do what the arguments of this process ask for, and return its exit code.

    Args:
        target: the file that is made.
        text: what it should hold.
        stale: said with --check where it holds anything else.
        usage: said where the arguments are others.

    Returns:
        0 when the file is written or as it should be, 1 when it is stale, 2 for other arguments.
    """
    arguments = sys.argv[1:]
    if arguments == ["--check"]:
        if target.is_file() and target.read_text(encoding="utf-8") == text:
            return 0
        print(stale, file=sys.stderr)
        return 1
    if arguments:
        print(usage, file=sys.stderr)
        return 2
    target.write_text(text, encoding="utf-8", newline="\n")
    return 0
