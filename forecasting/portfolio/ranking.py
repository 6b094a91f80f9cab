"""Targets of a portfolio in one list, least plausible first."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from forecasting.portfolio.tables import records

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["RankedTarget", "first_ranked", "ranked"]


@dataclass(frozen=True, slots=True)
class RankedTarget:
    """What is shown of a target in the ranking; the columns of the same names of `Portfolio.ranking`."""

    rank: int
    dossier: str
    label: str
    target_year: int | None
    goal_year: int | None
    needed: float | None
    record_rate: float | None
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    odds_verdict: str | None
    path_verdict: str | None
    pace_verdict: str | None
    arithmetic_fails: bool

    @property
    def year(self) -> int | None:
        """The goal's, or else the target's."""
        return self.goal_year if self.goal_year is not None else self.target_year


def first_ranked(ranking: pd.DataFrame, count: int) -> list[RankedTarget]:
    """The first targets of a ranking."""
    shown = [one.name for one in fields(RankedTarget)]
    return [RankedTarget(**row) for row in records(ranking.head(count)[shown])]


def ranked(targets: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """Targets, least plausible first; see `Portfolio.ranking`."""
    import numpy as np
    import pandas as pd

    inconsistent = findings.loc[findings["verdict"] == "inconsistent", ["dossier", "indicator"]]
    wrong = set(inconsistent.itertuples(index=False, name=None))
    places = zip(targets["dossier"], targets["indicator"], strict=True)
    fails = np.array([place in wrong for place in places], dtype=bool)
    needed = (
        targets["needed_before"].fillna(targets["recomputed_rate"]).to_numpy(dtype=float, na_value=np.nan)
    )
    record = targets["record_rate"].to_numpy(dtype=float, na_value=np.nan)
    better = np.where(targets["side"].eq("at_most").to_numpy(dtype=bool, na_value=False), -1.0, 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        outruns = better * (np.log1p(needed) - np.log1p(record))
    chance = targets["probability"].to_numpy(dtype=float, na_value=np.nan)
    table = targets.assign(needed=needed, outruns=outruns, arithmetic_fails=fails)
    order = pd.DataFrame(
        {
            "chance": np.where(np.isnan(chance), np.inf, chance),
            "outruns": np.where(np.isnan(outruns), np.inf, -outruns),
            "dossier": targets["dossier"].to_numpy(),
            "indicator": targets["indicator"].to_numpy(),
        }
    ).sort_values(["chance", "outruns", "dossier", "indicator"], kind="stable")
    table = table.iloc[order.index].reset_index(drop=True)
    table.insert(0, "rank", range(1, len(table) + 1))
    return table
