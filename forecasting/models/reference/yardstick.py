"""Which class may be leant on: of the same measure and price basis as what is held to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forecasting.errors import ForecastingError
from forecasting.models.reference.classes import reference_class, reference_class_known_by

if TYPE_CHECKING:
    from forecasting.models.reference.figures import ReferenceClass

__all__ = [
    "GENERAL",
    "ClassMismatchError",
    "class_for",
    "comparable",
    "mismatch",
    "real_counterpart",
    "require_fits",
]

#: The class of no kind in particular, for lack of another: no yardstick to set beside one.
GENERAL = "general"
#: What a class of each measure can be leant on by: counts grow as amounts do.
_MEASURES = {"amount": "amount", "count": "amount", "rate": "rate", "index": "index"}


class ClassMismatchError(ForecastingError):
    """A reference class of another measure or price basis than what leans on it."""


def mismatch(reference: ReferenceClass, measure: str, basis: str = "") -> str:
    """Why what has this measure and price basis cannot lean on a class; empty where it can.

    Args:
        reference: the class.
        measure: "amount", "count", "rate" or "index".
        basis: price basis of the growth in question, "real" or "nominal"; anything else is not held against a class.
    """
    name = reference.id or reference.label()
    if reference.measure != _MEASURES.get(measure, measure):
        return f"class {name!r} is one of {reference.measure}s, the indicator is measured as {measure}"
    if reference.basis and basis in {"real", "nominal"} and basis != reference.basis:
        other = f"; take {reference.real!r}" if basis == "real" and reference.real else ""
        return f"class {name!r} knows {reference.basis} growth, what leans on it is {basis}{other}"
    return ""


def class_for(name: str, as_of: int, measure: str = "amount", basis: str = "") -> ReferenceClass | None:
    """The class to hold growth of one measure and price basis to, given the class its indicator names.

    Real growth is held to the class's counterpart at constant prices; None where none fits: a class of another basis or
    measure is no yardstick.

    Args:
        name: class of the indicator.
        as_of: year the judgement is made at.
        measure: of the indicator.
        basis: price basis of the growth in question.

    Raises:
        UnknownReferenceClassError: nothing of that name.
    """
    found = reference_class_known_by(name, as_of)
    if found is None:
        return None
    if basis == "real" and found.basis != "real":
        found = real_counterpart(found, as_of)
    return found if found is not None and not mismatch(found, measure, basis) else None


def comparable(one: ReferenceClass, other: ReferenceClass) -> bool:
    """Whether what leans on one class may be shown another beside it: of the same measure, price basis and kind."""
    return (
        one.id != GENERAL
        and one.measure == other.measure
        and one.basis == other.basis
        and one.recommended == other.recommended
    )


def require_fits(reference: ReferenceClass, measure: str, basis: str = "") -> None:
    """Refuse a class of another measure or price basis.

    Raises:
        ClassMismatchError: with the reason and, where there is one, the class that would fit.
    """
    reason = mismatch(reference, measure, basis)
    if reason:
        raise ClassMismatchError(reason)


def real_counterpart(reference: ReferenceClass, as_of: int | None = None) -> ReferenceClass | None:
    """The class that stands in for this one where growth is at constant prices.

    Itself where its growth is real already; None where there is none known by `as_of`. A class whose basis is mixed has
    none: nothing says what its members' prices did.
    """
    if reference.basis == "real":
        return reference
    if not reference.real:
        return None
    return (
        reference_class(reference.real) if as_of is None else reference_class_known_by(reference.real, as_of)
    )
