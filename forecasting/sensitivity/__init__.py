"""How far the answer hangs on each assumption, and the smallest change that turns a verdict."""

from __future__ import annotations

from forecasting.sensitivity.edges import FLIP_COLUMNS, flips, flips_rows
from forecasting.sensitivity.ranges import TORNADO_COLUMNS, tornado, tornado_rows

__all__ = ["FLIP_COLUMNS", "TORNADO_COLUMNS", "flips", "flips_rows", "tornado", "tornado_rows"]
