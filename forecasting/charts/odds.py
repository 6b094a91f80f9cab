"""Forecasts and how far they can be believed: fan, reliability, coverage, precedent. Frames in, charts out."""

from __future__ import annotations

from typing import Any

from forecasting.charts import look
from forecasting.errors import ForecastingError
from forecasting.words import say

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
        ForecastingError: a column or one of the five quantiles is missing.
    """
    import altair as alt

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
    seen = [
        {"series": row["series"], "year": row["year"], "level": row["level"]}
        for row in (look.rows(history) if history is not None else [])
    ]
    ends = {row["series"]: row for row in sorted(seen, key=lambda row: row["year"])}
    for series, model, _ in list(by_year):
        # The fan opens from the last year on record.
        if series in ends:
            by_year[series, model, ends[series]["year"]] = dict.fromkeys(wanted, ends[series]["level"])
    title = (
        say("charts.odds.level", language, unit=unit) if unit else say("charts.odds.level_plain", language)
    )
    x = alt.X("year:Q", title=say("charts.axis_year", language), axis=alt.Axis(format="d", tickMinStep=1))
    scale = alt.Scale(type="log", nice=False)
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
                .mark_area(color=tone)
                .encode(
                    x=x,
                    y=alt.Y("low:Q", title=title, scale=scale),
                    y2=alt.Y2("high:Q"),
                    detail=alt.Detail("model:N"),
                )
            )
        middle = [
            {"year": year, "level": found[0.5], "model": model}
            for (name, model, year), found in by_year.items()
            if name == series
        ]
        y = alt.Y("level:Q", title=title, scale=scale)
        layers.append(
            look.drawing(middle)
            .mark_line(color=look.RECORD, strokeWidth=2)
            .encode(x=x, y=y, detail=alt.Detail("model:N"))
        )
        own = [row for row in seen if row["series"] == series]
        if own:
            layers.append(
                look.drawing(own)
                .mark_line(color=look.INK, point=alt.OverlayMarkDef(color=look.INK))
                .encode(x=x, y=y)
            )
        panels.append(alt.layer(*layers).properties(title=str(series), width=SIDE, height=0.75 * SIDE))
    return alt.concat(*panels, columns=2) if len(panels) > 1 else panels[0]


def reliability(table: Any, *, language: str = "en") -> Any:
    """What happened when a model said p; on the diagonal the odds can be believed.

    Args:
        table: `Backtest.reliability()`: model, said, happened, statements.
        language: "en" or "zh".
    """
    import altair as alt

    rows = _needs(table, ("model", "said", "happened", "statements"), "reliability")
    if not rows:
        return look.nothing(language, say("charts.odds.reliability", language))
    scale = alt.Scale(domain=[0, 1], nice=False)
    axis = alt.Axis(format="%", tickCount=6)
    x = alt.X("said:Q", title=say("charts.odds.said", language), scale=scale, axis=axis)
    y = alt.Y("happened:Q", title=say("charts.odds.happened", language), scale=scale, axis=axis)
    line = (
        look.drawing([{"said": 0, "happened": 0}, {"said": 1, "happened": 1}])
        .mark_line(color=look.BENCHMARK, strokeDash=[4, 4])
        .encode(x=x, y=y)
    )
    names = _names(rows, language)
    dots = (
        look.drawing(names)
        .mark_point(filled=True, opacity=1)
        .encode(
            x=x,
            y=y,
            size=alt.Size(
                "statements:Q",
                title=say("charts.odds.statements", language),
                scale=alt.Scale(range=[30, 260]),
                legend=None,
            ),
            **_by_model(names),
            tooltip=[
                alt.Tooltip("said:Q", title=say("charts.odds.said", language), format=".1%"),
                alt.Tooltip("happened:Q", title=say("charts.odds.happened", language), format=".1%"),
                alt.Tooltip("statements:Q", title=say("charts.odds.statements", language)),
            ],
        )
    )
    return alt.layer(line, dots).properties(
        title=say("charts.odds.reliability", language), width=SIDE, height=SIDE
    )


def coverage(table: Any, *, language: str = "en") -> Any:
    """Share of outcomes inside the 80 and 95 % ranges by years ahead, beside what was promised.

    Args:
        table: `Backtest.by_horizon()`: model, ahead, coverage80, coverage95.
        language: "en" or "zh".
    """
    import altair as alt

    rows = _names(_needs(table, ("model", "ahead", "coverage80", "coverage95"), "coverage"), language)
    if not rows:
        return look.nothing(language, say("charts.odds.coverage", language))
    # The least step between ticks is not kept on short axes, which would then say 1, 2, 2.
    ticks = sorted({row["ahead"] for row in rows})
    x = alt.X("ahead:Q", title=say("charts.odds.ahead", language), axis=alt.Axis(format="d", values=ticks))
    lowest = min(0.5, *(row[name] for row in rows for name in ("coverage80", "coverage95")))
    layers = []
    for name, promised in (("coverage80", 0.8), ("coverage95", 0.95)):
        y = alt.Y(
            f"{name}:Q",
            title=say("charts.odds.inside", language),
            scale=alt.Scale(domain=[lowest, 1], nice=False),
            axis=alt.Axis(format="%"),
        )
        rule = look.drawing([{name: promised}]).mark_rule(color=look.BENCHMARK, strokeDash=[4, 4])
        layers.append(rule.encode(y=y))
        lines = look.drawing(rows).mark_line(point=alt.OverlayMarkDef(size=50), strokeWidth=2)
        layers.append(lines.encode(x=x, y=y, **_by_model(rows)))
    return alt.layer(*layers).properties(
        title=say("charts.odds.coverage", language), width=1.4 * SIDE, height=0.8 * SIDE
    )


def precedent(frame: Any, required: float, *, language: str = "en") -> Any:
    """Growth asked for against the middle and the best of each yardstick's windows.

    Args:
        frame: `fc.precedent(...)`: scope, windows, reached, rank, median, best.
        required: growth a year asked for, a fraction.
        language: "en" or "zh".
    """
    import altair as alt

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
    y = alt.Y("scope:N", title=None, sort=None, axis=alt.Axis(labelLimit=0))
    axis = alt.Axis(format="%")
    x = alt.X("median:Q", title=say("charts.axis_growth", language), axis=axis)
    base = look.drawing(shown)
    spans = base.transform_filter("isValid(datum.best)").mark_rule(color=look.HAIR, strokeWidth=6)
    best = base.transform_filter("isValid(datum.best)").mark_tick(color=look.QUIET, thickness=3, size=18)
    rule = look.drawing([{"median": required}]).mark_rule(color=look.NEEDED_INK, strokeWidth=2)
    return alt.layer(
        spans.encode(y=y, x=x, x2=alt.X2("best:Q")),
        best.encode(y=y, x=alt.X("best:Q", axis=axis)),
        base.mark_circle(size=120, color=look.RECORD, opacity=1).encode(y=y, x=x),
        base.mark_text(align="left", dx=10, dy=-12, color=look.INK).encode(
            y=y, x=x, text=alt.Text("share:N")
        ),
        rule.encode(x=x),
    ).properties(
        title=say("charts.odds.precedent", language),
        width=1.5 * SIDE,
        height=alt.Step(54),
    )


def odds_parts(result: Any) -> Any:
    """What each target's odds are made of: the record's growth, the class's, what is expected, and what is asked for.

    A row a target that leans on a class. The bar holds four outcomes in five of growth a year to the target.

    Args:
        result: an assessment.

    Returns:
        An Altair chart.
    """
    import altair as alt

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
    axis = alt.Axis(format="%")
    y = alt.Y("target:N", title=None, sort=None, axis=alt.Axis(labelLimit=0))
    x = alt.X("lower80:Q", title=say("charts.axis_growth", language), axis=axis)
    bars = look.drawing(rows).mark_bar(color=look.CLASS, height=18).encode(y=y, x=x, x2=alt.X2("upper80:Q"))
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
    legend = alt.Legend(title=None, orient="bottom", columns=2, labelLimit=0)
    domain = list(names.values())
    colour = alt.Scale(domain=domain, range=[one for one, _ in kinds.values()])
    shape = alt.Scale(domain=domain, range=[one for _, one in kinds.values()])
    marks = look.drawing(points).mark_point(filled=True, size=110, opacity=1)
    return alt.layer(
        bars,
        marks.encode(
            y=y,
            x=alt.X("rate:Q", axis=axis),
            color=alt.Color("kind:N", scale=colour, legend=legend),
            shape=alt.Shape("kind:N", scale=shape, legend=legend),
        ),
    ).properties(title=say("charts.odds.parts", language), width=1.5 * SIDE, height=alt.Step(44))


def _names(rows: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Rows whose model is said in words."""
    return [row | {"model": say(f"models.{row['model']}", language)} for row in rows]


def _by_model(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Colour and shape by model, so that greyscale tells them apart; no legend for one."""
    import altair as alt

    models = list(dict.fromkeys(row["model"] for row in rows))
    legend = alt.Legend(title=None) if len(models) > 1 else None
    colours = [GREYS[place % len(GREYS)] for place in range(len(models))]
    return {
        "color": alt.Color("model:N", scale=alt.Scale(domain=models, range=colours), legend=legend),
        "shape": alt.Shape("model:N", scale=alt.Scale(domain=models), legend=legend),
    }
