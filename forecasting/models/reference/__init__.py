"""What growth others had: reference classes by era, official goals with known outcomes, windows of growth."""

from forecasting.models.reference.classes import (
    HindsightError,
    UnknownReferenceClassError,
    class_eras,
    reference_class,
    reference_class_known_by,
    reference_classes,
    require_known_by,
)
from forecasting.models.reference.figures import OLD, TOO_OLD, Era, ReferenceClass
from forecasting.models.reference.goals import (
    PastGoal,
    ambition_rate,
    base_rate,
    shipped_track_record,
    track_record,
)
from forecasting.models.reference.parts import OddsParts
from forecasting.models.reference.windows import precedent
from forecasting.models.reference.yardstick import (
    GENERAL,
    ClassMismatchError,
    class_for,
    comparable,
    mismatch,
    real_counterpart,
    require_fits,
)

__all__ = [
    "GENERAL",
    "OLD",
    "TOO_OLD",
    "ClassMismatchError",
    "Era",
    "HindsightError",
    "OddsParts",
    "PastGoal",
    "ReferenceClass",
    "UnknownReferenceClassError",
    "ambition_rate",
    "base_rate",
    "class_eras",
    "class_for",
    "comparable",
    "mismatch",
    "precedent",
    "real_counterpart",
    "reference_class",
    "reference_class_known_by",
    "reference_classes",
    "require_fits",
    "require_known_by",
    "shipped_track_record",
    "track_record",
]
