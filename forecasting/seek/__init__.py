"""From the answer back to the question: what would have to be so for a goal to be met, and what meeting it means.

Closed forms throughout: arithmetic on the printed numbers, or the default model's Student t turned round.
"""

from __future__ import annotations

from forecasting.seek.goal import FINDS, GOAL_SEEK_COLUMNS, goal_seek, goal_seek_rows
from forecasting.seek.implications import (
    CONSEQUENCE_COLUMNS,
    consequences,
    consequences_rows,
    supported,
)
from forecasting.seek.nearest_numbers import NEAREST_COLUMNS, nearest, nearest_rows
from forecasting.seek.plan import (
    SHAPES,
    YEARLY_COLUMNS,
    plan_scenario,
    yearly_plan,
    yearly_plan_rows,
)
from forecasting.seek.problem import (
    Problem,
    frame_of,
    history_of,
    known_indicator,
    problem_of,
    reaches,
    require_assessment,
)
from forecasting.seek.two_way_table import TWO_WAY_COLUMNS, two_way, two_way_rows

__all__ = [
    "CONSEQUENCE_COLUMNS",
    "FINDS",
    "GOAL_SEEK_COLUMNS",
    "NEAREST_COLUMNS",
    "SHAPES",
    "TWO_WAY_COLUMNS",
    "YEARLY_COLUMNS",
    "Problem",
    "consequences",
    "consequences_rows",
    "frame_of",
    "goal_seek",
    "goal_seek_rows",
    "history_of",
    "known_indicator",
    "nearest",
    "nearest_rows",
    "plan_scenario",
    "problem_of",
    "reaches",
    "require_assessment",
    "supported",
    "two_way",
    "two_way_rows",
    "yearly_plan",
    "yearly_plan_rows",
]
