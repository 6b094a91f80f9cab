"""The claim network: claims -> bounds -> feasible, implied ranges, conflicts, repairs, readings, history.

What a claim may mean stands in `bridges`, its bounds in `readings`, the arithmetic of bounds in `shortest_paths`, the
choice among readings in `search`, what contradicts what in `conflicts`, what holds all the same in `settle`; `solve`
puts them together. `tests/test_architecture.py` has all modules in the order in which they build on each other.
"""

from __future__ import annotations

from forecasting.dossier.meaning import (
    base_year,
    basis_used,
    fold_interval,
    is_past_plan,
    level_interval,
    printed_interval,
    rate_interval,
)
from forecasting.network.bounds import UNIT, Bound, Node, Reading
from forecasting.network.chains import Step, chain
from forecasting.network.diagnosis import Conflict, Diagnosis, Repair
from forecasting.network.left_by_others import implied_by_others, nearest_value, ratio_by
from forecasting.network.observed import Observation
from forecasting.network.readings import compile_claim
from forecasting.network.result import Network, Part, ReadingCost
from forecasting.network.search import fits_leniently
from forecasting.network.solve import forget, solve
from forecasting.network.stretch import stretch_factor
from forecasting.network.swings import Swing
from forecasting.network.weights import WEIGHTS, weight
from forecasting.numbers.powers import ratio_to_rate

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
