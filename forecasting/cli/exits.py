"""With which code a command ends: 0 nothing inconsistent, 1 something is, and these."""

from __future__ import annotations

__all__ = ["BAD_INPUT", "CUT_OFF", "INTERRUPTED", "UNFORESEEN"]

BAD_INPUT = 2
#: An error of the program, as sysexits.h counts it; 1 would be read as an inconsistency.
UNFORESEEN = 70
#: As a shell counts what Ctrl-C ended, and what a closed pipe ended.
INTERRUPTED = 130
CUT_OFF = 141
