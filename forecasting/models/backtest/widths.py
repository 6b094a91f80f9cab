"""Widths learnt from forecasts whose outcome was known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["calibrated", "learnt_width"]

_FEW_ORIGINS, _FEW_ERRORS = 3, 100
_NARROWEST, _WIDEST = 0.8, 1.5


def learnt_width(errors: Array, half80: Array, origins: NDArray[np.generic], overlap: float = 1.0) -> float:
    """Multiplier that would have made finished 80 % intervals cover 80 %, drawn towards one for few origins.

    One origin alone never narrows; fewer than three, or fewer than a hundred errors, stay within 0.8 to 1.5. What is
    left of the way from one (in logs) is n / (n + 3) of it for n origins that do not overlap.

    Args:
        errors: log errors of forecasts whose outcome was known.
        half80: half-widths of their 80 % intervals.
        origins: the origin of each.
        overlap: origins whose outcomes overlap and count as one; years ahead over the years between origins.
    """
    usable = np.isfinite(errors) & np.isfinite(half80)
    if not usable.any():
        return 1.0
    ratio = np.abs(errors[usable]) / half80[usable]
    found = float(np.quantile(ratio, 0.8))
    count = len(np.unique(origins[usable]))
    independent = count / max(overlap, 1.0)
    if independent < _FEW_ORIGINS or len(ratio) < _FEW_ERRORS:
        found = min(max(found, _NARROWEST), _WIDEST)
    if independent < 2:
        found = max(found, 1.0)
    return float(found ** (independent / (independent + _FEW_ORIGINS)))


def calibrated(rows: pd.DataFrame) -> pd.DataFrame:
    """Scales multiplied by the width learnt from forecasts whose outcome was known at each origin."""
    from scipy.special import stdtrit

    rows = rows.copy()
    error = np.log(rows["actual"].to_numpy(dtype=float)) - rows["loc"].to_numpy(dtype=float)
    half = rows["scale"].to_numpy(dtype=float) * stdtrit(rows["df"].to_numpy(dtype=float), 0.9)
    origin, ahead, year = (rows[name].to_numpy() for name in ("origin", "ahead", "year"))
    width = np.ones(len(rows))
    for model in rows["model"].unique():
        mine = (rows["model"] == model).to_numpy()
        made = np.unique(origin[mine])
        apart = float(np.min(np.diff(made))) if len(made) > 1 else 1.0
        for now in made:
            finished = mine & (year <= now)
            longest = float(ahead[finished].max()) if finished.any() else 1.0
            overall = learnt_width(error[finished], half[finished], origin[finished], longest / apart)
            for steps in np.unique(ahead[mine]):
                same = finished & (ahead == steps)
                enough = same.sum() >= _FEW_ERRORS and len(np.unique(origin[same])) >= _FEW_ORIGINS
                here = (
                    learnt_width(error[same], half[same], origin[same], steps / apart) if enough else overall
                )
                width[mine & (origin == now) & (ahead == steps)] = here
    rows["width"] = width
    rows["scale"] = rows["scale"] * width
    return rows
