"""What holds among some claims: as printed, over a bridge, or once what does not has been given up."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from forecasting.network.bridges import AS_PRINTED, CUT, ROUNDED
from forecasting.network.conflicts import diagnose
from forecasting.network.readings import compile_readings
from forecasting.network.search import search, search_any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forecasting.dossier import Claim, Dossier
    from forecasting.network.diagnosis import Conflict, Diagnosis
    from forecasting.network.readings import Readings
    from forecasting.network.search import Fit

__all__ = ["Meanings", "Settled", "settle"]

#: Most claims of a part over a bridge that are tried as printed one by one.
_PRINTED_CAP = 80


@dataclass(frozen=True, slots=True)
class Settled:
    """What holds among some claims.

    Attributes:
        fits: the combinations of readings that hold, once what does not has been given up.
        diagnosis: what contradicts itself under every honest meaning.
        bridged: conflicts as printed that a bridge mends.
        set_aside: claims given up that arithmetic singles out as wrong.
        doubted: claims given up without a word on which of them is wrong.
        relaxed: whether there were too many combinations to follow one by one: then a fit is not certain.
    """

    fits: tuple[Fit, ...]
    diagnosis: Diagnosis | None = None
    bridged: tuple[Conflict, ...] = ()
    set_aside: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()
    relaxed: bool = False

    @property
    def given_up(self) -> frozenset[str]:
        """Claims that what holds does without."""
        return frozenset((*self.set_aside, *self.doubted))

    @property
    def undecided(self) -> bool:
        """Whether the claims contradict each other and a tie leaves nothing given up."""
        return self.diagnosis is not None and not self.given_up


class Meanings:
    """The readings of the claims of a part in each way they may be meant, worked out when asked for."""

    def __init__(self, claims: Sequence[Claim], dossier: Dossier, weights: Mapping[str, int]) -> None:
        """Take the claims of a part, their dossier, and the weight of each by its id."""
        self._claims = claims
        self._dossier = dossier
        self.weights = weights

    @cached_property
    def printed(self) -> Readings:
        """As printed."""
        return self._meant(AS_PRINTED)

    @cached_property
    def apart(self) -> Readings:
        """As printed, each vintage on its own, for a newer one may have revised an older."""
        return self._meant(frozenset({"revision"}))

    @cached_property
    def modes(self) -> tuple[Readings, ...]:
        """With every bridge open: all digits rounded, or all cut off."""
        return self._meant(ROUNDED), self._meant(CUT)

    def _meant(self, lenient: frozenset[str]) -> Readings:
        return compile_readings(self._claims, self._dossier, Fraction(1), lenient)


def settle(meanings: Meanings, claims: list[str], removable: list[str]) -> Settled:
    """What holds among some claims, what does not under any honest meaning, and what does over a bridge.

    Args:
        meanings: their readings.
        claims: ids of the claims that should hold.
        removable: ids of those that may be given up; the others hold together.
    """
    outcome = search(meanings.printed, claims)
    if outcome.fits:
        return Settled(outcome.fits, relaxed=outcome.relaxed)
    if search_any(meanings.modes, claims).fits:
        bridged = diagnose((meanings.printed,), claims, removable, meanings.weights)
        fits = _as_printed_as_can_be(meanings, claims)
        return Settled(fits, bridged=bridged.conflicts if bridged else (), relaxed=outcome.relaxed)
    diagnosis = diagnose(meanings.modes, claims, removable, meanings.weights)
    if diagnosis is None:  # pragma: no cover - what holds in no mode has a conflict
        return Settled((), relaxed=outcome.relaxed)
    blamed = diagnosis.blamed
    doubted = () if blamed else _given_up(meanings, diagnosis, claims, removable)
    gone = {*blamed, *doubted}
    if not gone:
        return Settled(_tied(meanings, claims, diagnosis), diagnosis, relaxed=outcome.relaxed)
    left = [claim for claim in claims if claim not in gone]
    rest = settle(meanings, left, [claim for claim in removable if claim not in gone])
    return Settled(rest.fits, diagnosis, rest.bridged, blamed, doubted, rest.relaxed)


def _given_up(
    meanings: Meanings, diagnosis: Diagnosis, claims: list[str], removable: list[str]
) -> tuple[str, ...]:
    """What is not relied on where nobody can be blamed: the one lightest repair, else all but the levels."""
    lightest = diagnosis.lightest if diagnosis.proven else ()
    if len(lightest) == 1:
        return lightest[0].claims
    if lightest:
        return ()
    heaviest = max(meanings.weights[claim] for claim in claims)
    light = tuple(claim for claim in removable if meanings.weights[claim] < heaviest)
    left = [claim for claim in claims if claim not in light]
    return light if light and left and search_any(meanings.modes, left).fits else ()


def _as_printed_as_can_be(meanings: Meanings, claims: list[str]) -> tuple[Fit, ...]:
    """Fits in which each claim stands as printed unless that contradicts heavier ones that do."""
    apart = search(meanings.apart, claims)
    if apart.fits:
        return apart.fits
    mode = next(readings for readings in meanings.modes if search(readings, claims).fits)
    if len(claims) > _PRINTED_CAP:
        return search(mode, claims).fits
    chosen = {claim: mode[claim] for claim in claims}
    for claim in sorted(claims, key=lambda claim: (-meanings.weights[claim], claim)):
        tried = chosen | {claim: meanings.apart[claim]}
        if search(tried, claims).fits:
            chosen = tried
    return search(chosen, claims).fits


def _tied(meanings: Meanings, claims: list[str], diagnosis: Diagnosis) -> tuple[Fit, ...]:
    """All that could hold when several repairs are equally light: nothing is given up, so all of them count."""
    return tuple(
        fit
        for repair in diagnosis.lightest
        for fit in search_any(meanings.modes, [claim for claim in claims if claim not in repair.claims]).fits
    )
