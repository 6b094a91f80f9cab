"""Growth models with closed forms, over any number of series at once.

Every model is a frozen dataclass of fitted parameters, one row a series. `fit(context)` reads the record and, where
it leans on one, the prior; `predict(ahead)` returns `(loc, scale, df)` of the log level `ahead` years after the last
observation. What cannot be computed is NaN, and `reason` says why. With y the log level, n the last year known, S the
years spanned, m the intervals between known years and h the years ahead:
"""

from __future__ import annotations

from forecasting.models.closed.bent import Logistic, Slowdown
from forecasting.models.closed.fitting import Fitting
from forecasting.models.closed.shrunken import Combination, ReferenceOnly, ShrunkenGrowth, Theta
from forecasting.models.closed.walks import ConstantGrowth, DampedGrowth, HalfGrowth, NoChange

__all__ = ["MODELS", "Fitting", "Model"]

Model = (
    NoChange
    | ConstantGrowth
    | HalfGrowth
    | DampedGrowth
    | ReferenceOnly
    | ShrunkenGrowth
    | Theta
    | Combination
    | Logistic
    | Slowdown
)

MODELS: dict[str, tuple[type[Model], bool]] = {
    "no_change": (NoChange, False),
    "constant_growth": (ConstantGrowth, False),
    "shrunken_growth": (ShrunkenGrowth, True),
    "reference_only": (ReferenceOnly, True),
    "half_growth": (HalfGrowth, False),
    "damped_growth": (DampedGrowth, False),
    "theta": (Theta, False),
    "logistic": (Logistic, False),
    "slowdown": (Slowdown, False),
    "combination": (Combination, True),
}
"""Each closed form by its id, and whether it cannot do without a prior."""
