"""What the other series of a panel say about each one: leave-one-out growth and volatility, and co-movement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.models.record import Record
    from forecasting.models.reference import ReferenceClass

    Array = NDArray[np.float64]

__all__ = ["LEAST_PEERS", "USUAL_SERIAL", "Prior", "comovement", "peers", "serial_dependence"]

LEAST_PEERS = 4
"""Fewer series than this with a growth rate at the origin are no class; the general one stands in, and is named."""

USUAL_SERIAL = 0.2
"""Dependence between growth of one year and the next among members of a panel, where nothing says otherwise."""

_LEAST_VARIANCE = 1e-8  # growth steadier than 0.01 % a year is rounding of the levels
_LONG = 8  # steps from which a series' own variance is worth a vote on volatility


@dataclass(frozen=True, slots=True)
class Prior:
    """What peers or a reference class say about each series; shape (k, 1), or (1, 1) when the same for all.

    Attributes:
        growth: mean log growth a year.
        growth_sd: spread between members' multi-year mean log growth.
        volatility: standard deviation of a single year's log growth.
        persistence: share of growth left a year later.
        shared: share of single-year growth that members have in common; zero for a class whose figures are given.
        cohort_sd: spread of the class's mean growth between cohorts; zero for a panel, which shows its own.
        panel: whether it comes from a panel and not from a class.
        serial: how far members' growth lasts from one year to the next; the usual for a class.
    """

    growth: Array
    growth_sd: Array
    volatility: Array
    persistence: Array
    shared: float = 0.0
    cohort_sd: float = 0.0
    panel: bool = False
    serial: float = USUAL_SERIAL

    @classmethod
    def of(cls, reference: ReferenceClass) -> Prior:
        """The figures of one reference class, the same for every series."""
        growth, growth_sd = np.array([[reference.growth]]), np.array([[reference.growth_sd]])
        volatility, persistence = np.array([[reference.volatility]]), np.array([[reference.persistence]])
        return cls(growth, growth_sd, volatility, persistence, cohort_sd=reference.cohort_sd)


def _median_of_others(values: Array) -> Array:
    """For each value the median of all the others; NaN counts for nobody, shape (k,)."""
    order = np.argsort(values, kind="stable")
    count = int(np.isfinite(values).sum())
    ranked = values[order[:count]]
    place = np.full(len(values), count)
    place[order[:count]] = np.arange(count)
    others = np.where(place < count, count - 1, count)
    low, high = (others - 1) // 2, others // 2
    # Leaving out the value at `place` moves everything from there on one to the left.
    return np.asarray((ranked[low + (low >= place)] + ranked[high + (high >= place)]) / 2)


def peers(record: Record, persistence: float, shared: float, serial: float = USUAL_SERIAL) -> Prior | None:
    """Leave-one-out median growth and volatility at one year, from its column of a record, shape (k, 1).

    A sample variance of few steps sits below its expectation in the median; it is raised by the Wilson-Hilferty
    median of chi-squared over its degrees of freedom. Where nobody has two steps, how far members' growth lies from
    the middle stands in for it (0.455: the median of chi-squared with one degree). None when there are too few peers.
    """
    growth, steps, variance = record.growth[:, 0], record.steps[:, 0], record.variance[:, 0]
    if np.isfinite(growth).sum() <= LEAST_PEERS:
        return None
    longest = np.nanmax(np.where(np.isfinite(growth), steps, 0))
    voting = np.isfinite(variance) & (steps >= min(_LONG, longest))
    if voting.sum() <= LEAST_PEERS:
        voting = np.isfinite(variance)
    if voting.sum() > LEAST_PEERS:
        freedom = np.maximum(steps - 1, 1)
        typical = np.where(voting, variance / (1 - 2 / (9 * freedom)) ** 3, np.nan)
    else:
        typical = (growth - np.nanmedian(growth)) ** 2 * record.span[:, 0] / 0.455
    volatility = np.sqrt(np.maximum(_median_of_others(typical), _LEAST_VARIANCE))
    known = np.isfinite(growth)
    ranked = np.sort(growth[known])
    low, high = ranked[int(0.1 * (len(ranked) - 1))], ranked[int(0.9 * (len(ranked) - 1))]
    noise = np.median(volatility) ** 2 / np.median(record.span[known, 0])
    spread = np.sqrt(max(((high - low) / 2.563) ** 2 - noise, noise / 10))
    return Prior(
        _median_of_others(growth)[:, None],
        np.full((len(growth), 1), spread),
        volatility[:, None],
        np.full((len(growth), 1), persistence),
        shared,
        panel=True,
        serial=serial,
    )


def comovement(record: Record, window: int = 20) -> float:
    """Share of single-year growth that members of a panel have in common, 0 (none) to 1 (they move as one).

    Growth less its own mean, in units of its own spread half pooled with the panel's; the variance of its yearly
    cross-section mean, less what independent members would show, over its total variance.
    """
    single = np.where(record.gap == 1, record.jump, np.nan)[:, -window:]
    own = np.where(np.isfinite(record.variance[:, -1:]), record.variance[:, -1:], np.nan)
    if not np.isfinite(own).any():
        return 0.5
    typical = np.nanmedian(own)
    spread = np.sqrt(0.5 * np.where(np.isfinite(own), own, typical) + 0.5 * typical + 1e-18)
    z = np.clip((single - record.growth[:, -1:]) / spread, -2.5, 2.5)
    known = np.isfinite(z)
    count = known.sum(axis=0)
    enough = count > LEAST_PEERS
    if not enough.any():
        return 0.5
    z = np.where(known, z, 0.0)[:, enough]
    count = count[enough]
    mean = z.sum(axis=0) / count
    square = (z * z).sum(axis=0) / count
    total = square.mean()
    if not total > 0:
        return 0.5
    return float(np.clip((mean**2 - (square - mean**2) / count).mean() / total, 0.0, 1.0))


def serial_dependence(record: Record, window: int = 20) -> float:
    """How far members' growth, less that of the year's middle member, lasts from one year to the next.

    Its autocovariance over its variance, pooled over members and years, each value held within three robust standard
    deviations; `USUAL_SERIAL` where fewer than six pairs of years are known.
    """
    single = np.where(record.gap == 1, record.jump, np.nan)[:, -window:]
    known = np.isfinite(single)
    enough = known.sum(axis=0) > LEAST_PEERS
    single, known = single[:, enough], known[:, enough]
    pairs = known[:, :-1] & known[:, 1:]
    if single.shape[1] < 2 or pairs.sum() < 6:
        return USUAL_SERIAL
    apart = single - np.nanmedian(single, axis=0)
    most = 3 * float(np.nanmedian(np.abs(apart))) / 0.6745 + 1e-9
    apart = np.clip(np.where(known, apart, 0.0), -most, most)
    before, after = apart[:, :-1][pairs], apart[:, 1:][pairs]
    total = float((before @ before + after @ after) / 2)
    return float(np.clip(before @ after / total, -1.0, 1.0)) if total > 0 else USUAL_SERIAL
