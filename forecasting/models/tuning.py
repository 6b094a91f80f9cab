"""Constants of the shrunken growth model and its calibration, fitted on early origins only (docs/accuracy.md)."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["TUNING", "Tuning"]


@dataclass(frozen=True, slots=True)
class Tuning:
    """Constants of the shrunken growth model and its calibration, fitted on early origins only (docs/accuracy.md)."""

    persistence: float = 0.98  # share of panel growth left a year later
    fade: float = 0.5  # share left a year later of what five years grew in excess
    latest: float = 0.25  # share left a year later of what the latest year grew in excess
    half_weight: float = (
        12.0  # years at which a record as volatile as its class counts half against the class
    )
    regime: float = 0.1  # variance of a change of regime, in class variances, times h^2
    pooling: float = 7.0  # observations the class variance counts for
    common_error: float = 2.0  # error of a co-moving panel's mean growth, in its own variance
    drift_error: float = 8.0  # years added to the record's in the error of its mean growth
    recent: float = 1.0  # weight of the latest year's excess growth, of a record as unsteady as its class
    middle: float = 0.2  # weight of the latest five years' excess growth
    short: float = 1.0  # added to the variance of a record of one year, less for longer ones
    brief: float = 4.0  # years up to which a record is brief, and its variance the one below
    brief_ends: float = 10.0  # years from which it no longer is
    brief_short: float = 0.25  # as `short`, of a brief record
    brief_single: float = (
        0.6  # variance left where growth of one year is all there is: its spread is not all noise
    )
    brief_shared: float = 0.05  # co-movement expected of a panel seen briefly
    brief_weight: float = 4.0  # years that expectation counts for
    brief_serial: float = 1.0  # log scale for each unit of serial dependence above the usual
    brief_usual: float = 0.2  # serial dependence that is usual
    cohort: float = (
        0.35  # change of a panel's mean growth between cohorts, in that growth, seen over two years
    )
    jump: float = 1.5  # most that excess growth counts, in class volatilities: what jumps mostly stays, it does not go on
    loose_common: float = 0.3  # how far the weights may move from those above
    loose_own: float = 0.2
    loose_recent: float = 1.0
    loose_middle: float = 0.1
    loose_theta: float = 0.5  # times (1 - co-movement)^4: half a trend is wrong for a cohort as a whole
    fading_alone: float = 0.2  # how much less of its growth a panel without co-movement is expected to keep
    fading_power: float = 4.0
    common_shock: float = 3.0  # discount of common evidence by co-movement
    origins: int = 4  # finished origins looked back at
    least_steps: int = 5  # steps a hindcast must have had to fit on
    shock_width: float = 0.5  # common shocks expected at full co-movement, in squared scales, times 1.25
    shock_weight: float = 10.0  # origins that expectation counts for
    width: float = 1.0  # width where nothing is learnt
    inflate: float = 1.06  # width lost by fitting to the same hindcasts
    tails: float = 4.0  # degrees of freedom of the Student t


TUNING = Tuning()
