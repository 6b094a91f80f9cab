"""What a claim means: its price basis, the year it counts from, and what its printed number can be."""

from __future__ import annotations

from forecasting.dossier.meaning.index_links import with_links_as_growth
from forecasting.dossier.meaning.ranges import (
    fold_interval,
    is_exact_count,
    level_interval,
    printed_interval,
    rate_interval,
)
from forecasting.dossier.meaning.row import GROWTH_KINDS, base_year, is_doubtful, is_past_plan
from forecasting.dossier.meaning.space import NOWHERE, Meaning, Space, basis_used, meaning, space_of_levels

__all__ = [
    "GROWTH_KINDS",
    "NOWHERE",
    "Meaning",
    "Space",
    "base_year",
    "basis_used",
    "fold_interval",
    "is_doubtful",
    "is_exact_count",
    "is_past_plan",
    "level_interval",
    "meaning",
    "printed_interval",
    "rate_interval",
    "space_of_levels",
    "with_links_as_growth",
]
