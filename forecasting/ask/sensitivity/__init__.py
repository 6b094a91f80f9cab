"""How far the answer hangs on each assumption, and the smallest change that turns a verdict."""

from __future__ import annotations

from forecasting.ask.sensitivity.edges import flips, flips_rows
from forecasting.ask.sensitivity.ranges import TornadoRow, tornado, tornado_rows
from forecasting.ask.sensitivity.turn import FlipRow

__all__ = ["FlipRow", "TornadoRow", "flips", "flips_rows", "tornado", "tornado_rows"]
