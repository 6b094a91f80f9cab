"""What the series that end in one year lean on: the others of the panel, or a reference class."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from forecasting.models.calibration import calibrate
from forecasting.models.peers import (
    LEAST_PEERS,
    USUAL_SERIAL,
    Prior,
    comovement,
    peers,
    serial_dependence,
)
from forecasting.models.record import Record
from forecasting.models.reference import (
    GENERAL,
    ReferenceClass,
    class_eras,
    reference_class,
    reference_class_known_by,
)
from forecasting.models.tuning import TUNING
from forecasting.models.weights import Calibration, uncalibrated

if TYPE_CHECKING:
    from forecasting.models.panel.reading import Origin

__all__ = ["lean"]

_MEMBERS = 330  # members a calibration looks at; more make it slower, not better


def lean(
    origin: Origin, end: Record, named: ReferenceClass | str | None, horizon: int
) -> tuple[Prior, Calibration, str]:
    """Prior and weights for the series that end at an origin, and a note where they are not what was asked."""
    if named is not None:
        leant, note = _known(named, origin.year)
        return Prior.of(leant), uncalibrated(horizon, width=leant.width), note
    count = len(origin.logs)
    if count > LEAST_PEERS:
        # Sorted by name, so which members are looked at does not depend on the caller's rows.
        chosen = np.linspace(0, count - 1, min(count, _MEMBERS)).astype(int)
        members = Record.of(origin.logs[chosen])
        shared = comovement(members)
        # Only records seen briefly lean on it.
        brief = bool((np.nan_to_num(end.span) < TUNING.brief_ends).any())
        serial = serial_dependence(members) if brief else USUAL_SERIAL
        prior = peers(end, TUNING.persistence, shared, serial)
        if prior is not None:
            own = origin.own
            kept = replace(
                prior,
                growth=prior.growth[own],
                growth_sd=prior.growth_sd[own],
                volatility=prior.volatility[own],
                persistence=prior.persistence[own],
            )
            return kept, calibrate(members, horizon, shared), ""
    note = f"{count - 1} other series known in {origin.year}: too few to lean on, general class used"
    general, later = _known(GENERAL, origin.year)
    return (
        Prior.of(general),
        uncalibrated(horizon, width=general.width),
        "; ".join(filter(None, (note, later))),
    )


def _known(named: ReferenceClass | str, year: int) -> tuple[ReferenceClass, str]:
    """A class as known at an origin, and a note where all its figures are of later years or too old to lean on."""
    if isinstance(named, ReferenceClass):
        return named, ""
    found = reference_class_known_by(named, year)
    if found is None:
        # A vintage asked for by its year is taken as asked; of the others the earliest knows least of what came.
        first = reference_class(named if "@" in named else f"{named}@{class_eras(named)[0].through}")
        return first, f"class {first.id} knows years to {first.through}, after {year}: hindsight"
    note = (
        f"class {found.id} ends in {found.through}, {found.age} years before {year}" if found.too_old else ""
    )
    return found, note
