"""Series with targets, all at once: growth models alone, whole columns at a time, and never the claim network."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from forecasting.errors import ForecastingError
from forecasting.files import read_whole
from forecasting.judge.checks import VERDICTS, odds_verdict
from forecasting.judge.checks.odds import IMPLAUSIBLE, OPEN, STRETCH, UNAMBITIOUS
from forecasting.judge.checks.yardsticks import IN_STEP
from forecasting.models.panel import FIRST_YEAR, LAST_YEAR, forecast, odds
from forecasting.portfolio.many import Portfolio
from forecasting.portfolio.tables import DOSSIER_COLUMNS, FINDING_KINDS, TARGET_COLUMNS, typed
from forecasting.words import number, percent, say, template

if TYPE_CHECKING:
    import os

    from numpy.typing import NDArray

    from forecasting.models.reference import ReferenceClass

    Array = NDArray[np.float64]

__all__ = ["MODELS", "assess_series", "read_series"]

#: Default, record alone and class alone: the models of closed form whose range is printed beside the odds.
MODELS = ("shrunken_growth", "constant_growth", "reference_only")
_DIGITS = 10
_NAMED = 3  # rows named in a notice; the rest are counted
_PACE_SIDES = {"faster": "above", "slower": "below"}
_SIDES = ("at_least", "at_most")


@dataclass(frozen=True, slots=True)
class _Read:
    """Series and targets that can be used, what cannot, and why.

    Attributes:
        history: long frame series, year, level, by series and year.
        targets: long frame series, year, level, side, reason, by series and year.
        names: every series that was named, sorted.
        refused: reason by series.
        notices: counted.
    """

    history: pd.DataFrame
    targets: pd.DataFrame
    names: list[str]
    refused: dict[str, str]
    notices: list[str]


def read_series(file: str | os.PathLike[str], columns: str) -> pd.DataFrame:
    """A table of series from a CSV file on this machine; addresses are not fetched, pipes not waited for.

    Args:
        file: the path.
        columns: those expected, for the message.

    Raises:
        ForecastingError: there is no such file, or it is no table.
    """
    try:
        frame: pd.DataFrame = pd.read_csv(
            io.BytesIO(read_whole(file)), dtype={"series": str, "series_id": str}
        )
    except FileNotFoundError:
        msg = f"{file}: no such file; expected a table with the columns {columns}"
        raise ForecastingError(msg) from None
    except OSError as error:
        msg = f"{file}: cannot be read ({error.strerror}); expected a table with the columns {columns}"
        raise ForecastingError(msg) from error
    except ValueError as error:
        msg = f"{file}: not a CSV table ({error}); expected the columns {columns}"
        raise ForecastingError(msg) from error
    return frame


def assess_series(
    frame: pd.DataFrame,
    targets: pd.DataFrame | None = None,
    language: str = "en",
    *,
    reference: str | ReferenceClass = "panel",
) -> Portfolio:
    """Odds and pace of every target of many series.

    Args:
        frame: long frame `series`, `year`, `level`, in any order; a column `target` holds targets, on rows of their own
            or beside levels, a column `side` "at_least" (the default) or "at_most".
        targets: the targets as a frame of their own: `series`, `year`, `target`, and `side` if need be.
        language: of every sentence.
        reference: what growth leans on, as in `forecast`.

    Returns:
        A portfolio whose "dossiers" are the series: what cannot be used is a row with its reason, or is counted in the
        notices. Findings are `odds` and `pace`, two a target; targets hold a row a target.

    Raises:
        ForecastingError: a column is missing, or there is no row at all.
    """
    read = _read(frame, targets, language)
    table = _assessed(read, reference)
    findings = _findings(table, language)
    return Portfolio(
        _series_rows(read, table, findings),
        findings,
        _target_rows(table),
        tuple(read.notices),
        language,
    )


def _read(frame: pd.DataFrame, targets: pd.DataFrame | None, language: str) -> _Read:
    wide = targets is None
    needed = ["series", "year", "level", *(["target"] if wide else [])]
    _require(frame, needed, "a frame of series")
    if targets is not None:
        _require(targets, ["series", "year", "target"], "a frame of targets")
    if frame.empty:
        raise ForecastingError("a frame of series needs at least one row; found none")
    wanted = frame if targets is None else targets
    wanted = wanted[[name for name in ("series", "year", "target", "side") if name in wanted.columns]]
    notices: list[str] = []
    levels = _numbers(frame[["series", "year", "level"]], "level", notices, language, optional=wide)
    aims = _numbers(wanted, "target", notices, language, optional=wide)
    levels, clashing = _unique(levels, "level", notices, language)
    refused = dict(clashing)
    for name, found in levels.loc[levels["level"] <= 0].groupby("series", sort=True):
        row = found.iloc[0]
        refused[str(name)] = say(
            "portfolio.series.not_positive", language, year=int(row["year"]), level=f"{row['level']:.10g}"
        )
    aims["side"] = aims["side"].fillna("at_least") if "side" in aims.columns else "at_least"
    odd = ~aims["side"].isin(_SIDES)
    _note(notices, "sides", aims.loc[odd], language)
    aims, clashing_aims = _unique(aims.loc[~odd], "target", notices, language)
    refused = dict(clashing_aims) | refused
    known = set(levels["series"].unique().tolist())
    names = sorted(known | set(aims["series"].unique().tolist()) | set(refused))
    refused |= {
        one: say("portfolio.series.no_history", language)
        for one in names
        if one not in known and one not in refused
    }
    levels = levels.loc[~levels["series"].isin(refused)]
    aims = aims.loc[~aims["series"].isin(refused)].rename(columns={"target": "level"})
    last = levels.groupby("series", sort=True)["year"].last()
    ends = aims["series"].map(last).to_numpy(dtype=float)
    early = aims["year"].to_numpy() <= ends
    positive = aims["level"].to_numpy(dtype=float) > 0
    reasons = np.full(len(aims), "", dtype=object)
    for place in np.flatnonzero(early):
        reasons[place] = say(
            "portfolio.series.early", language, year=int(aims["year"].iloc[place]), last=int(ends[place])
        )
    reasons[~positive] = say("portfolio.series.target_not_positive", language)
    _note(notices, "early_count", aims.loc[early], language)
    aims = aims.assign(reason=reasons).reset_index(drop=True)
    count = {"series": len(names), "targets": len(aims), "refused": len(refused)}
    notices.insert(0, say("portfolio.series.count", language, **count))
    return _Read(levels.reset_index(drop=True), aims, names, refused, notices)


def _require(frame: pd.DataFrame, names: list[str], what: str) -> None:
    missing = [name for name in names if name not in frame.columns]
    if missing:
        found = ", ".join(map(str, frame.columns)) or "none"
        msg = f"{what} needs the columns {', '.join(names)}; missing {', '.join(missing)}, found {found}"
        raise ForecastingError(msg)


def _numbers(
    frame: pd.DataFrame, value: str, notices: list[str], language: str, *, optional: bool
) -> pd.DataFrame:
    """Rows whose year and value are numbers; what is text is read where it is one, and counted either way."""
    kept = frame.reset_index(drop=True)
    if optional:
        there = kept[value].notna()
        if not pd.api.types.is_numeric_dtype(kept[value]):
            there &= kept[value].astype(str).str.strip() != ""
        kept = kept.loc[there]
    for name in ("year", value):
        if not pd.api.types.is_numeric_dtype(kept[name]):
            as_text = kept[name].map(lambda one: isinstance(one, str))
            _note(notices, f"{'year' if name == 'year' else 'value'}_text", kept.loc[as_text], language)
            kept = kept.assign(**{name: pd.to_numeric(kept[name], errors="coerce")})
    years = kept["year"].to_numpy(dtype=float, na_value=np.nan)
    values = kept[value].to_numpy(dtype=float, na_value=np.nan)
    codes, raw = pd.factorize(kept["series"])
    names = np.array([str(one) for one in raw] + [""], dtype=object)  # the last for rows without one
    named = np.array([bool(one.strip()) for one in names], dtype=bool)[codes]
    whole = (years == np.floor(years)) & (years >= FIRST_YEAR) & (years <= LAST_YEAR)
    usable = named & whole & np.isfinite(values)
    # Named as they stood, not as what became of them.
    _note(notices, "unreadable", frame.reset_index(drop=True).loc[kept.index[~usable]], language)
    found: pd.DataFrame = kept.loc[usable].assign(
        series=names[codes[usable]],
        year=years[usable].astype(np.int64),
        **{value: values[usable]},
    )
    return found


def _unique(
    frame: pd.DataFrame, value: str, notices: list[str], language: str
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows by series and year, each once; a series with two values in one year is refused."""
    keys = ["series", "year", *(["side"] if "side" in frame.columns else [])]
    frame = frame.sort_values([*keys, value], kind="stable")
    again = frame.duplicated([*keys, value])
    _note(notices, "again", frame.loc[again], language)
    frame = frame.loc[~again]
    # Two targets of one year (a floor and a wish) are two targets; two levels of one year are a fault.
    clash = (
        frame.duplicated(keys, keep=False) if value == "level" else pd.Series(data=False, index=frame.index)
    )
    refused = {}
    for name, rows in frame.loc[clash].groupby("series", sort=True):
        year = int(rows["year"].iloc[0])
        both = " / ".join(f"{one:.10g}" for one in rows.loc[rows["year"] == year, value])
        refused[str(name)] = say("portfolio.series.twice", language, year=year, levels=both)
    return frame, refused


def _note(notices: list[str], key: str, rows: pd.DataFrame, language: str) -> None:
    """A notice of rows that are left out or read otherwise: how many, and the first few by name."""
    if len(rows):
        first = sorted({f"{row.series} {row.year}" for row in rows.itertuples()})[:_NAMED]
        notices.append(say(f"portfolio.series.{key}", language, count=len(rows), first=", ".join(first)))


def _assessed(read: _Read, reference: str | ReferenceClass) -> pd.DataFrame:
    """A row a target: the history's ends, what is needed, the record, and chances by model."""
    aims = read.targets.copy()
    aims["probability"] = aims["low"] = aims["high"] = np.nan
    if read.history.empty:
        names = ("first_year", "first_level", "last_year", "last_level", "points", "needed", "record")
        return aims.assign(**dict.fromkeys(names, np.nan))
    groups = read.history.groupby("series", sort=True)
    ends = groups.agg(
        first_year=("year", "first"),
        first_level=("level", "first"),
        last_year=("year", "last"),
        last_level=("level", "last"),
        points=("year", "size"),
    )
    aims = aims.merge(ends, left_on="series", right_index=True, how="left", sort=False)
    span = (aims["last_year"] - aims["first_year"]).to_numpy(dtype=float)
    ahead = (aims["year"] - aims["last_year"]).to_numpy(dtype=float)
    usable = aims["reason"].eq("").to_numpy()
    with np.errstate(invalid="ignore", divide="ignore"):
        grown = np.log(aims["last_level"].to_numpy()) - np.log(aims["first_level"].to_numpy())
        record = np.expm1(np.where(span > 0, grown / span, np.nan))
        asked = np.log(aims["level"].to_numpy()) - np.log(aims["last_level"].to_numpy())
        needed = np.expm1(np.where(usable, asked / ahead, np.nan))
    aims["record"], aims["needed"] = record, needed
    if usable.any():
        _with_chances(aims, usable, ahead, read.history, reference)
    return aims


def _with_chances(
    aims: pd.DataFrame,
    usable: NDArray[np.bool_],
    ahead: Array,
    history: pd.DataFrame,
    reference: str | ReferenceClass,
) -> None:
    """Chances of each target by model, from `forecast` and `odds` as anyone would call them."""
    wanted = aims.loc[usable, ["series", "year", "level", "side"]]
    horizon = int(ahead[usable].max())
    forecasts = forecast(history, horizon, list(MODELS), reference)
    # Only the years asked for are looked up, each once however many targets it has.
    chance = odds(forecasts, wanted)["probability"].to_numpy().reshape(len(wanted), len(MODELS))
    known = np.isfinite(chance)
    default = np.where(known[:, 0], chance[:, 0], np.nan)
    aims.loc[usable, "probability"] = default
    aims.loc[usable, "low"] = np.where(known, chance, np.inf).min(axis=1)
    aims.loc[usable, "high"] = np.where(known, chance, -np.inf).max(axis=1)


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


def _findings(table: pd.DataFrame, language: str) -> pd.DataFrame:
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


def _target_rows(table: pd.DataFrame) -> pd.DataFrame:
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


def _series_rows(read: _Read, table: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
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
