"""The rows of many series with targets: findings, targets and series, whole columns at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from forecasting.judge.checks import VERDICTS, odds_verdict
from forecasting.judge.checks.odds import IMPLAUSIBLE, OPEN, STRETCH, UNAMBITIOUS
from forecasting.judge.checks.yardsticks import IN_STEP
from forecasting.portfolio.tables import DOSSIER_COLUMNS, FINDING_KINDS, TARGET_COLUMNS, typed
from forecasting.words import number, percent, say, template

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from forecasting.portfolio.series_reading import SeriesRead

    Array = NDArray[np.float64]

__all__ = ["finding_rows", "series_rows", "target_rows"]

_DIGITS = 10
_PACE_SIDES = {"faster": "above", "slower": "below"}


def _odds_words(table: pd.DataFrame) -> NDArray[np.object_]:
    """The word for each chance, as `odds_verdict` has it."""
    chance, low = table["probability"].to_numpy(), table["low"].to_numpy()
    words = np.array([odds_verdict(one) for one in (0.0, IMPLAUSIBLE, STRETCH, OPEN)], dtype=object)
    with np.errstate(invalid="ignore"):
        found = words[np.searchsorted([IMPLAUSIBLE, STRETCH, OPEN], chance, side="right") % len(words)]
        found[(chance >= OPEN) & (low > UNAMBITIOUS)] = "unambitious"
    found[~np.isfinite(chance)] = "not_assessable"
    return np.asarray(found)


def _pace_words(table: pd.DataFrame) -> NDArray[np.object_]:
    """The word for each pace, as the check `pace` has it: log growth needed against log growth on record."""
    better = np.where(table["side"].to_numpy() == "at_most", -1.0, 1.0)
    with np.errstate(invalid="ignore"):
        seen, asked = (
            np.log1p(table["record"].to_numpy()) * better,
            np.log1p(table["needed"].to_numpy()) * better,
        )
        found = np.where(asked * IN_STEP >= seen, "in_step", "slower").astype(object)
        found[(seen <= 0) | (asked > IN_STEP * seen)] = "faster"
        found[asked <= 0] = "slower"
    found[~np.isfinite(seen) | ~np.isfinite(asked)] = "not_assessable"
    return found


def _grades(table: pd.DataFrame) -> NDArray[np.object_]:
    """As `evidence_grade`: A from 15 points and twice the horizon, B from 8 and the horizon, C from 4, else D."""
    points = table["points"].to_numpy(dtype=float)
    span = (table["last_year"] - table["first_year"]).to_numpy(dtype=float)
    ahead = (table["year"] - table["last_year"]).to_numpy(dtype=float)
    with np.errstate(invalid="ignore"):
        conditions = [(points >= 15) & (span >= 2 * ahead), (points >= 8) & (span >= ahead), points >= 4]
    return np.select(conditions, ["A", "B", "C"], "D").astype(object)


def finding_rows(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Two findings a target, odds first."""
    chance_words, pace_words, grades = _odds_words(table), _pace_words(table), _grades(table)
    count = len(table)
    messages = _messages(table, chance_words, pace_words, language)
    both = np.arange(count).repeat(2)
    odds_row = np.tile([True, False], count)
    needed, record = _rounded(table["needed"].to_numpy()), _rounded(table["record"].to_numpy())
    chance, low, high = (_rounded(table[name].to_numpy()) for name in ("probability", "low", "high"))
    words = np.where(odds_row, chance_words[both], pace_words[both])
    columns: dict[str, Any] = {
        "dossier": table["series"].to_numpy(dtype=object)[both],
        "check": np.where(odds_row, "odds", "pace").astype(object),
        "kind": np.full(2 * count, "judgement", dtype=object),
        "entity": table["series"].to_numpy(dtype=object)[both],
        "indicator": np.full(2 * count, "level", dtype=object),
        "start": _whole(table["first_year"])[both],
        "end": _whole(table["year"])[both],
        "claims": _repeated([], 2 * count),
        "readings": _repeated({}, 2 * count),
        "verdict": words,
        "verdicts": _objects([[one] for one in words]),
        "side": _objects([_PACE_SIDES.get(one) for one in words]),
        "stated": _pairs(needed, needed, ~odds_row, both),
        "computed": _pairs(record, record, ~odds_row, both),
        "unit": np.where(odds_row, "", "%").astype(object),
        "probability": np.where(odds_row, chance[both], np.nan),
        "probability_range": _ranges(low, high, odds_row, both),
        "grade": np.where(words == "not_assessable", "D", grades[both]),
        "material": np.zeros(2 * count, dtype=bool),
        "message": np.asarray(messages, dtype=object).reshape(-1),
        "suggestion": np.full(2 * count, say("findings.no_change", language), dtype=object),
        "conditions": _repeated([], 2 * count),
    }
    return typed(columns, FINDING_KINDS)


def _rounded(values: Any) -> Array:
    """To ten significant digits, as everything that is written."""
    numbers = np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = _DIGITS - 1 - np.floor(np.log10(np.abs(numbers)))
        factor = np.power(10.0, np.where(np.isfinite(digits), np.clip(digits, -290, 290), 0.0))
        found = np.round(numbers * factor) / factor
    return np.where(np.isfinite(found), found, numbers)


def _whole(values: pd.Series[Any]) -> Any:
    """Whole numbers, missing where there is none."""
    return pd.array(values.to_numpy(dtype=float, na_value=np.nan), dtype="Float64").astype("Int64")


def _objects(values: list[Any]) -> NDArray[np.object_]:
    """One object a row, lists among them."""
    found = np.empty(len(values), dtype=object)
    for place, one in enumerate(values):
        found[place] = one
    return found


def _repeated(empty: Any, count: int) -> NDArray[np.object_]:
    return _objects([type(empty)() for _ in range(count)])


def _pairs(low: Array, high: Array, shown: NDArray[np.bool_], both: NDArray[np.intp]) -> NDArray[np.object_]:
    known = shown & np.isfinite(low[both]) & np.isfinite(high[both])
    rows = zip(known.tolist(), low[both].tolist(), high[both].tolist(), strict=True)
    return _objects([[one, two] if there else [None, None] for there, one, two in rows])


def _ranges(low: Array, high: Array, shown: NDArray[np.bool_], both: NDArray[np.intp]) -> NDArray[np.object_]:
    known = shown & np.isfinite(low[both]) & np.isfinite(high[both])
    rows = zip(known.tolist(), low[both].tolist(), high[both].tolist(), strict=True)
    return _objects([[one, two] if there else None for there, one, two in rows])


def _messages(
    table: pd.DataFrame, chance_words: NDArray[np.object_], pace_words: NDArray[np.object_], language: str
) -> list[tuple[str, str]]:
    """The sentences of each target; templates are looked up once, since there may be a hundred thousand."""
    names = ("odds", "odds_missing", "pace", "pace_missing", "at_least", "at_most")
    said = {name: template(f"portfolio.series.{name}", language) for name in names}
    text = {name: table[name].tolist() for name in ("series", "year", "level", "side", "reason")}
    rates = {name: _percents(table[name].to_numpy(dtype=float), 1, language) for name in ("needed", "record")}
    shares = {
        name: _percents(table[name].to_numpy(dtype=float), 0, language)
        for name in ("probability", "low", "high")
    }
    columns = (*text.values(), *rates.values(), *shares.values(), chance_words.tolist(), pace_words.tolist())
    found = []
    for series, year, level, side, reason, needed, record, chance, low, high, word, pace in zip(
        *columns, strict=True
    ):
        aim = {"series": series, "year": int(year), "level": number(level, language), "side": said[side]}
        if word == "not_assessable":
            first = said["odds_missing"].format(**aim, reason=reason)
        else:
            first = said["odds"].format(**aim, needed=needed, odds=chance, low=low, high=high)
        if pace == "not_assessable":
            second = said["pace_missing"].format(**aim, reason=reason)
        else:
            second = said["pace"].format(**aim, needed=needed, record=record)
        found.append((first, second))
    return found


def _percents(values: Array, decimals: int, language: str) -> list[str]:
    """Each number as `percent` writes it, all at once; those it would round half-way are left to it."""
    sign, scale = ("%" if language == "zh" else " %"), 10.0**decimals
    scaled = np.where(np.isfinite(values), values, 0.0) * 100 * scale
    close = np.abs(np.abs(scaled - np.floor(scaled)) - 0.5) < 1e-6
    written = [
        f"{one:.{decimals}f}{sign}".replace("-", "−") for one in (np.round(scaled) / scale + 0.0).tolist()
    ]
    for place in np.flatnonzero(close):
        written[place] = percent(float(values[place]), language, decimals)
    return written


def target_rows(table: pd.DataFrame) -> pd.DataFrame:
    """One row a target, with what it needs beside the record and its chances."""
    count = len(table)
    columns: dict[str, Any] = {name: [None] * count for name in TARGET_COLUMNS}
    columns |= {
        "dossier": table["series"].to_numpy(dtype=object),
        "entity": table["series"].to_numpy(dtype=object),
        "indicator": np.full(count, "level", dtype=object),
        "label": table["series"].to_numpy(dtype=object),
        "base_year": _whole(table["last_year"]),
        "base_level": _rounded(table["last_level"].to_numpy()),
        "goal_year": _whole(table["year"]),
        "goal_level": _rounded(table["level"].to_numpy()),
        "side": table["side"].to_numpy(dtype=object),
        "needed_before": _rounded(table["needed"].to_numpy()),
        "record_rate": _rounded(table["record"].to_numpy()),
        "record_start": _whole(table["first_year"]),
        "pace_verdict": _pace_words(table),
        "odds_verdict": _odds_words(table),
        "probability": _rounded(table["probability"].to_numpy()),
        "probability_low": _rounded(table["low"].to_numpy()),
        "probability_high": _rounded(table["high"].to_numpy()),
        "grade": _grades(table),
    }
    return typed(columns, TARGET_COLUMNS)


def series_rows(read: SeriesRead, table: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """One row a series, refused ones with their reason."""
    names = np.array(read.names, dtype=object)
    place = pd.Index(names)
    count = len(names)
    refused = np.array([name in read.refused for name in names], dtype=bool)
    counts = np.zeros((count, len(VERDICTS)), dtype=np.int64)
    codes = pd.Index(VERDICTS).get_indexer(pd.Index(findings["verdict"].to_numpy(dtype=object)))
    np.add.at(counts, (place.get_indexer(pd.Index(findings["dossier"].to_numpy(dtype=object))), codes), 1)
    least = table.groupby("series", sort=True)["probability"].min().reindex(place).to_numpy(dtype=float)
    last = read.history.groupby("series", sort=True)["year"].last().reindex(place)
    size = read.history.groupby("series", sort=True).size().reindex(place)
    found = pd.array(
        np.bincount(place.get_indexer(pd.Index(findings["dossier"])), minlength=count), dtype="Int64"
    )
    none = pd.array([pd.NA] * count, dtype="Int64")
    found[refused] = pd.NA
    columns: dict[str, Any] = {
        "name": names,
        "status": np.where(refused, "refused", "assessed").astype(object),
        "reason": np.array([read.refused.get(name, "") for name in names], dtype=object),
        "place": np.full(count, "", dtype=object),
        "entity": names,
        "title": names,
        "as_of": _whole(last),
        "reviewed": [None] * count,
        "currency": np.full(count, "", dtype=object),
        "claims": _whole(size),
        "findings": found,
        "conflicts": none,
        "least_probability": _rounded(least),
    }
    for number_, verdict in enumerate(VERDICTS):
        column = pd.array(counts[:, number_], dtype="Int64")
        column[refused] = pd.NA
        columns[verdict] = column
    return typed(columns, DOSSIER_COLUMNS)
