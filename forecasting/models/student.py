"""Student's t with few degrees of freedom in closed form; scipy, whose import costs as much as an assessment, for others.

Lower tails with 1, 2 and 4 degrees of freedom are Cauchy's arc tangent and I(y; n, n) of y = (1 + t / sqrt(df + t^2)) / 2;
quantiles are those of Shaw 2006, J. Comput. Finance 9(4):37-73. Either is as exact far out in a tail as in the middle.
"""

from __future__ import annotations

import math

__all__ = ["lower_tail", "tail_quantile"]


def lower_tail(df: float, t: float) -> float:
    """P(T <= t), a probability."""
    if df == 1:
        return math.atan2(1.0, -t) / math.pi
    if df in {2, 4}:
        root = math.sqrt(df + t * t)
        # One minus the share of t, without the loss of digits where both are nearly one.
        less = df / (root * (root + abs(t))) / 2
        share = less if t < 0 else 1.0 - less
        return share if df == 2 else share * share * (3.0 - 2.0 * share)
    from scipy.special import stdtr

    return float(stdtr(df, t))


def tail_quantile(df: float, p: float) -> float:
    """The t that T stays below with probability p, strictly between 0 and 1."""
    if df == 1:
        return math.tan(math.pi * (p - 0.5))
    if df in {2, 4}:
        spread = 4.0 * p * (1.0 - p)
        if df == 2:
            return (2.0 * p - 1.0) / math.sqrt(spread / 2)
        root = math.sqrt(spread)
        return math.copysign(2.0, p - 0.5) * math.sqrt(math.cos(math.acos(root) / 3.0) / root - 1.0)
    from scipy.special import stdtrit

    return float(stdtrit(df, p))
