"""The numbers behind the pictures of a portfolio, as tables to be opened below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts.behind import TableBehind
from forecasting.portfolio.drawing import band_label
from forecasting.words import percent, say

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ambition_numbers", "fared_numbers"]


def ambition_numbers(table: pd.DataFrame, language: str) -> TableBehind:
    """What the picture of ambition shows.

    Args:
        table: `TargetHindcast.by_ambition()`.
        language: "en" or "zh".
    """
    rows: list[tuple[str, ...]] = [
        (
            band_label(row["ambition_above"], row["ambition_up_to"], language),
            str(row["targets"]),
            str(row["met"]),
            percent(row["share"], language, 0),
            percent(row["odds"], language, 0),
        )
        for row in table.to_dict("records")
    ]
    return TableBehind("", _heads(("beyond_before", "targets", "met", "share_met", "chance"), language), rows)


def fared_numbers(targets: pd.DataFrame, language: str) -> TableBehind:
    """What the pictures by year and by place show, a row a target.

    Args:
        targets: `TargetHindcast.targets`.
        language: "en" or "zh".
    """

    def rate(value: Any, scale: float = 100.0, decimals: int = 1) -> str:
        return percent(value / scale, language, decimals)

    shown = targets.sort_values(["year", "series"])
    shown = shown.astype(object).where(shown.notna(), None)
    rows: list[tuple[str, ...]] = [
        (
            str(row["series"]),
            str(row["year"]),
            rate(row["target"]),
            "" if row["growth"] is None else rate(row["growth"]),
            "" if row["probability"] is None else rate(row["probability"], 1.0, 0),
            "" if row["met"] is None else say(f"portfolio.page.{'yes' if row['met'] else 'no'}", language),
        )
        for row in shown.to_dict("records")
    ]
    return TableBehind("", _heads(("place", "year", "target", "growth", "chance", "met"), language), rows)


def _heads(names: tuple[str, ...], language: str) -> tuple[str, ...]:
    return tuple(say(f"portfolio.page.{name}", language) for name in names)
