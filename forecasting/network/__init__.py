"""The claim network: claims -> bounds -> feasible, implied ranges, conflicts, repairs, readings, history."""

from __future__ import annotations

from forecasting.dossier.meaning import (
    base_year,
    basis_used,
    fold_interval,
    is_past_plan,
    level_interval,
    printed_interval,
    rate_interval,
    ratio_to_rate,
)
from forecasting.network.bounds import (
    UNIT,
    WEIGHTS,
    Bound,
    Node,
    Reading,
    compile_claim,
    weight,
)
from forecasting.network.chains import Step, chain
from forecasting.network.conflicts import Conflict, Diagnosis, Repair, stretch_factor
from forecasting.network.observed import Observation
from forecasting.network.solve import (
    Network,
    Part,
    ReadingCost,
    fits_leniently,
    forget,
    implied_by_others,
    nearest_value,
    ratio_by,
    solve,
)
from forecasting.network.swings import Swing

__all__ = [
    "UNIT",
    "WEIGHTS",
    "Bound",
    "Conflict",
    "Diagnosis",
    "Network",
    "Node",
    "Observation",
    "Part",
    "Reading",
    "ReadingCost",
    "Repair",
    "Step",
    "Swing",
    "base_year",
    "basis_used",
    "chain",
    "compile_claim",
    "fits_leniently",
    "fold_interval",
    "forget",
    "implied_by_others",
    "is_past_plan",
    "level_interval",
    "nearest_value",
    "printed_interval",
    "rate_interval",
    "ratio_by",
    "ratio_to_rate",
    "solve",
    "stretch_factor",
    "weight",
]
