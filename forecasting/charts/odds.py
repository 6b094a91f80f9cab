"""Forecasts and how far they can be believed: fan, reliability, coverage, precedent. Frames in, charts out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.grammar import defined, join, layer, options
from forecasting.errors import ForecastingError
from forecasting.words import say

if TYPE_CHECKING:
    from forecasting.judge.assessment import Assessment

__all__ = ["coverage", "fan", "odds_parts", "precedent", "reliability"]

BANDS = ((0.025, 0.975, look.CLASS), (0.1, 0.9, "#b9c6d6"))
SIDE = 320
GREYS = (look.RECORD, look.TARGET, look.NEEDED_INK, look.SLOGAN, look.BENCHMARK)


def _needs(frame: Any, columns: tuple[str, ...], what: str) -> list[dict[str, Any]]:
    """Rows of a frame that has the columns, or a clear refusal."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        found = ", ".join(map(str, frame.columns))
        msg = f"the {what} chart needs the columns {', '.join(columns)}; missing {', '.join(missing)}, found {found}"
        raise ForecastingError(msg)
    return look.rows(frame)


def fan(quantiles: Any, history: Any = None, *, language: str = "en", unit: str = "") -> Any:
    """Median and central 80 and 95 % ranges of a forecast, a panel a series, beside the history.

    Args:
        quantiles: `fc.quantiles(forecasts, [.025, .1, .5, .9, .975])`: series, model, year, quantile, level.
        history: long frame series, year, level; None for none.
        language: "en" or "zh".
        unit: of the levels, for the axis.

    Raises:
        ForecastingError: a column or one of the five quantiles is missing, or a level of the history is not positive.
    """
    rows = _needs(quantiles, ("series", "model", "year", "quantile", "level"), "fan")
    if not rows:
        return look.nothing(language, say("charts.odds.fan", language))
    wanted = {end for low, high, _ in BANDS for end in (low, high)} | {0.5}
    missing = sorted(wanted - {round(row["quantile"], 6) for row in rows})
    if missing:
        msg = f"the fan chart needs the quantiles {sorted(wanted)}; missing {missing}"
        raise ForecastingError(msg)
    by_year: dict[tuple[Any, Any, int], dict[float, float]] = {}
    for row in rows:
        by_year.setdefault((row["series"], row["model"], row["year"]), {})[round(row["quantile"], 6)] = row[
            "level"
        ]
    seen = _recorded(history)
    firsts: dict[tuple[Any, Any], int] = {}
    for series, model, year in by_year:
        firsts[series, model] = min(year, firsts.get((series, model), year))
    for (series, model), first in firsts.items():
        # The fan opens from the last year on record before it; what came later is drawn over it.
        before = [row for row in seen if row["series"] == series and row["year"] < first]
        if before:
            last = max(before, key=lambda row: int(row["year"]))
            by_year[series, model, last["year"]] = dict.fromkeys(wanted, last["level"])
    title = (
        say("charts.odds.level", language, unit=unit) if unit else say("charts.odds.level_plain", language)
    )
    x = defined("year:Q", title=say("charts.axis_year", language), axis=options(format="d", tickMinStep=1))
    scale = options(type="log", nice=False)
    panels = []
    for series in dict.fromkeys(key[0] for key in by_year):
        layers = []
        for low, high, tone in BANDS:
            values = [
                {"year": year, "low": found[low], "high": found[high], "model": model}
                for (name, model, year), found in by_year.items()
                if name == series
            ]
            layers.append(
                look.drawing(values)
                .marked("area", color=tone)
                .encode(
                    x=x,
                    y=defined("low:Q", title=title, scale=scale),
                    y2=defined("high:Q"),
                    detail=defined("model:N"),
                )
            )
        middle = [
            {"year": year, "level": found[0.5], "model": model}
            for (name, model, year), found in by_year.items()
            if name == series
        ]
        y = defined("level:Q", title=title, scale=scale)
        layers.append(
            look.drawing(middle)
            .marked("line", color=look.RECORD, strokeWidth=2)
            .encode(x=x, y=y, detail=defined("model:N"))
        )
        own = [row for row in seen if row["series"] == series]
        if own:
            layers.append(
                look.drawing(own)
                .marked("line", color=look.INK, point=options(color=look.INK))
                .encode(x=x, y=y)
            )
        panels.append(layer(*layers).properties(title=str(series), width=SIDE, height=0.75 * SIDE))
    return join("concat", *panels, columns=2) if len(panels) > 1 else panels[0]


def _recorded(history: Any) -> list[dict[str, Any]]:
    """The years of a history that are known; a level that no log axis can show is refused."""
    given = look.rows(history) if history is not None else []
    seen = [
        {name: row[name] for name in ("series", "year", "level")} for row in given if row["level"] is not None
    ]
    for row in seen:
        if not row["level"] > 0:
            msg = f"a fan is drawn on a log axis, which has no place for {row['level']:g} of series {row['series']!r} in {row['year']}; leave the year out"
            raise ForecastingError(msg)
    return seen


def reliability(table: Any, *, language: str = "en") -> Any:
    """What happened when a model said p; on the diagonal the odds can be believed.

    Args:
        table: `Backtest.reliability()`: model, said, happened, statements.
        language: "en" or "zh".
    """
    rows = _needs(table, ("model", "said", "happened", "statements"), "reliability")
    if not rows:
        return look.nothing(language, say("charts.odds.reliability", language))
    scale = options(domain=[0, 1], nice=False)
    axis = options(format="%", tickCount=6)
    x = defined("said:Q", title=say("charts.odds.said", language), scale=scale, axis=axis)
    y = defined("happened:Q", title=say("charts.odds.happened", language), scale=scale, axis=axis)
    line = (
        look.drawing([{"said": 0, "happened": 0}, {"said": 1, "happened": 1}])
        .marked("line", color=look.BENCHMARK, strokeDash=[4, 4])
        .encode(x=x, y=y)
    )
    names = _names(rows, language)
    dots = (
        look.drawing(names)
        .marked("point", filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            size=defined(
                "statements:Q",
                title=say("charts.odds.statements", language),
                scale=options(range=[30, 260]),
                legend=None,
            ),
            **_by_model(names),
            tooltip=[
                defined("said:Q", title=say("charts.odds.said", language), format=".1%"),
                defined("happened:Q", title=say("charts.odds.happened", language), format=".1%"),
                defined("statements:Q", title=say("charts.odds.statements", language)),
            ],
        )
    )
    return layer(line, dots).properties(
        title=say("charts.odds.reliability", language), width=SIDE, height=SIDE
    )


def coverage(table: Any, *, language: str = "en") -> Any:
    """Share of outcomes inside the 80 and 95 % ranges by years ahead, beside what was promised.

    Args:
        table: `Backtest.by_horizon()`: model, ahead, coverage80, coverage95.
        language: "en" or "zh".
    """
    rows = _names(_needs(table, ("model", "ahead", "coverage80", "coverage95"), "coverage"), language)
    if not rows:
        return look.nothing(language, say("charts.odds.coverage", language))
    # The least step between ticks is not kept on short axes, which would then say 1, 2, 2.
    ticks = sorted({row["ahead"] for row in rows})
    x = defined("ahead:Q", title=say("charts.odds.ahead", language), axis=options(format="d", values=ticks))
    lowest = min(0.5, *(row[name] for row in rows for name in ("coverage80", "coverage95")))
    layers = []
    for name, promised in (("coverage80", 0.8), ("coverage95", 0.95)):
        y = defined(
            f"{name}:Q",
            title=say("charts.odds.inside", language),
            scale=options(domain=[lowest, 1], nice=False),
            axis=options(format="%"),
        )
        rule = look.drawing([{name: promised}]).marked("rule", color=look.BENCHMARK, strokeDash=[4, 4])
        layers.append(rule.encode(y=y))
        lines = look.drawing(rows).marked("line", point=options(size=50), strokeWidth=2)
        layers.append(lines.encode(x=x, y=y, **_by_model(rows)))
    return layer(*layers).properties(
        title=say("charts.odds.coverage", language), width=1.4 * SIDE, height=0.8 * SIDE
    )


def precedent(frame: Any, required: float, *, language: str = "en") -> Any:
    """Growth asked for against the middle and the best of each yardstick's windows.

    Args:
        frame: `fc.precedent(...)`: scope, windows, reached, rank, median, best.
        required: growth a year asked for, a fraction.
        language: "en" or "zh".
    """
    rows = _needs(frame, ("scope", "windows", "reached", "rank", "median", "best"), "precedent")
    shown = [
        {
            "scope": say(f"charts.odds.scope.{row['scope']}", language),
            "median": row["median"],
            "best": row["best"],
            "share": say("charts.odds.rank", language, share=1 - row["rank"]),
        }
        for row in rows
        if row["median"] is not None and row["rank"] is not None
    ]
    if not shown:
        return look.nothing(language, say("charts.odds.precedent", language))
    y = defined("scope:N", title=None, sort=None, axis=options(labelLimit=0))
    axis = options(format="%")
    x = defined("median:Q", title=say("charts.axis_growth", language), axis=axis)
    base = look.drawing(shown)
    spans = base.where("isValid(datum.best)").marked("rule", color=look.HAIR, strokeWidth=6)
    best = base.where("isValid(datum.best)").marked("tick", color=look.QUIET, thickness=3, size=18)
    rule = look.drawing([{"median": required}]).marked("rule", color=look.NEEDED_INK, strokeWidth=2)
    return layer(
        spans.encode(y=y, x=x, x2=defined("best:Q")),
        best.encode(y=y, x=defined("best:Q", axis=axis)),
        base.marked("circle", size=120, color=look.RECORD, opacity=1).encode(y=y, x=x),
        base.marked("text", align="left", dx=10, dy=-12, color=look.INK).encode(
            y=y, x=x, text=defined("share:N")
        ),
        rule.encode(x=x),
    ).properties(
        title=say("charts.odds.precedent", language),
        width=1.5 * SIDE,
        height=options(step=54),
    )


def odds_parts(result: Assessment) -> Any:
    """What each target's odds are made of: the record's growth, the class's, what is expected, and what is asked for.

    A row a target that leans on a class. The bar holds four outcomes in five of growth a year to the target.

    Args:
        result: an assessment.

    Returns:
        An Altair chart.
    """
    language = result.language
    rows = []
    for row in look.rows(result.odds_parts):
        indicator = result.dossier.indicators[row["indicator"]]
        target = say(
            "charts.odds.parts_row",
            language,
            label=indicator.name(language),
            year=row["year"],
            odds=row["probability"],
        )
        rows.append(row | {"target": target})
    if not rows:
        return look.nothing(
            language, say("charts.odds.parts", language), say("charts.odds.parts_none", language)
        )
    axis = options(format="%")
    y = defined("target:N", title=None, sort=None, axis=options(labelLimit=0))
    x = defined("lower80:Q", title=say("charts.axis_growth", language), axis=axis)
    bars = (
        look.drawing(rows)
        .marked("bar", color=look.CLASS, height=18)
        .encode(y=y, x=x, x2=defined("upper80:Q"))
    )
    kinds = {
        "record": (look.RECORD, "circle"),
        "class_growth": (look.CLASS_INK, "diamond"),
        "forecast": (look.SLOGAN, "triangle-up"),
        "needed": (look.NEEDED_INK, "square"),
    }
    names = {kind: say(f"charts.odds.parts_kind.{kind}", language) for kind in kinds}
    points = [
        {"target": row["target"], "kind": names[kind], "rate": row[kind]}
        for row in rows
        for kind in kinds
        if row[kind] is not None
    ]
    legend = options(title=None, orient="bottom", columns=2, labelLimit=0)
    domain = list(names.values())
    colour = options(domain=domain, range=[one for one, _ in kinds.values()])
    shape = options(domain=domain, range=[one for _, one in kinds.values()])
    marks = look.drawing(points).marked("point", filled=True, size=110, opacity=1)
    return layer(
        bars,
        marks.encode(
            y=y,
            x=defined("rate:Q", axis=axis),
            color=defined("kind:N", scale=colour, legend=legend),
            shape=defined("kind:N", scale=shape, legend=legend),
        ),
    ).properties(title=say("charts.odds.parts", language), width=1.5 * SIDE, height=options(step=44))


def _names(rows: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Rows whose model is said in words."""
    return [row | {"model": say(f"models.{row['model']}", language)} for row in rows]


def _by_model(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Colour and shape by model, so that greyscale tells them apart; no legend for one."""
    models = list(dict.fromkeys(row["model"] for row in rows))
    legend = options(title=None) if len(models) > 1 else None
    colours = [GREYS[place % len(GREYS)] for place in range(len(models))]
    return {
        "color": defined("model:N", scale=options(domain=models, range=colours), legend=legend),
        "shape": defined("model:N", scale=options(domain=models), legend=legend),
    }
