"""From the answer back to the question: what would have to be so for a goal to be met, and what meeting it means.

Closed forms throughout: arithmetic on the printed numbers, or the default model's Student t turned round.
"""

from __future__ import annotations

from forecasting.ask.seek.goal import FINDS, goal_seek, sought
from forecasting.ask.seek.implications import (
    ConsequenceRow,
    consequences,
    consequences_rows,
    supported,
)
from forecasting.ask.seek.nearest_numbers import NearestRow, nearest, nearest_rows
from forecasting.ask.seek.plan import (
    SHAPES,
    YearlyRow,
    plan_scenario,
    yearly_plan,
    yearly_rows,
)
from forecasting.ask.seek.problem import (
    Problem,
    frame_of,
    history_of,
    known_indicator,
    problem_of,
    reaches,
    require_assessment,
)
from forecasting.ask.seek.search import GoalSeekRow
from forecasting.ask.seek.two_way_table import TwoWayRow, two_way, two_way_rows

__all__ = [
    "FINDS",
    "SHAPES",
    "ConsequenceRow",
    "GoalSeekRow",
    "NearestRow",
    "Problem",
    "TwoWayRow",
    "YearlyRow",
    "consequences",
    "consequences_rows",
    "frame_of",
    "goal_seek",
    "history_of",
    "known_indicator",
    "nearest",
    "nearest_rows",
    "plan_scenario",
    "problem_of",
    "reaches",
    "require_assessment",
    "sought",
    "supported",
    "two_way",
    "two_way_rows",
    "yearly_plan",
    "yearly_rows",
]
