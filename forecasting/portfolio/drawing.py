"""Small pictures of a portfolio as SVG text: numbers in, lines out, nothing computed but places on the page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from math import isfinite
from typing import TYPE_CHECKING, Any

from forecasting.charts.look import CLASS, HAIR, INK, NEEDED_INK, QUIET, RECORD, TARGET
from forecasting.words import percent, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from forecasting.portfolio.ranking import RankedTarget

__all__ = ["Picture", "by_ambition", "by_year", "needed_and_record", "places"]

_FONT = "font-family='Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif'"
_MULTIPLES = 24  # pictures of places in one drawing; nobody reads on


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG picture; a notebook shows it.

    Attributes:
        svg: the whole of it.
    """

    svg: str

    def _repr_html_(self) -> str:
        return self.svg


def _picture(width: float, height: float, about: str, parts: Sequence[str]) -> Picture:
    head = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width:g} {height:g}' width='{width:g}' "
        f"height='{height:g}' role='img' aria-label='{escape(about, quote=True)}' {_FONT} font-size='12'>"
    )
    return Picture(f"{head}{''.join(parts)}</svg>")


def _text(x: float, y: float, text: str, *, anchor: str = "start", fill: str = QUIET, size: int = 12) -> str:
    return (
        f"<text x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' fill='{fill}' font-size='{size}'>"
        f"{escape(text)}</text>"
    )


def _rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f"<rect x='{x:.1f}' y='{y:.1f}' width='{max(width, 0):.1f}' height='{max(height, 0):.1f}' fill='{fill}'/>"


def _dot(x: float, y: float, *, filled: bool, tone: str = TARGET, radius: float = 4) -> str:
    return f"<circle cx='{x:.1f}' cy='{y:.1f}' r='{radius:g}' fill='{tone if filled else '#fff'}' stroke='{tone}' stroke-width='1.6'/>"


def _line(points: Sequence[tuple[float, float]], tone: str, width: float = 1.6) -> str:
    joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f"<polyline points='{joined}' fill='none' stroke='{tone}' stroke-width='{width:g}'/>"


def band_label(low: float, high: float, language: str) -> str:
    """A band of ambition in words."""
    if low == float("-inf"):
        return say("portfolio.page.up_to", language, high=f"{high:g}".replace("-", "−"))
    if high == float("inf"):
        return say("portfolio.page.beyond", language, low=f"{low:g}".replace("-", "−"))
    ends = (f"{one:g}".replace("-", "−") for one in (low, high))
    return say("portfolio.page.between", language, **dict(zip(("low", "high"), ends, strict=True)))


def _rows(table: pd.DataFrame) -> list[Any]:
    """The rows of a frame, each column an attribute."""
    return list(table.itertuples(index=False))


def by_ambition(table: pd.DataFrame, language: str = "en") -> Picture:
    """How many targets were met by how much they asked, beside the mean chance given.

    Args:
        table: `TargetHindcast.by_ambition()`.
        language: "en" or "zh".
    """
    left, wide, row = 150, 330, 34
    parts = []
    for place, band in enumerate(_rows(table)):
        y = 12 + place * row
        label = band_label(band.ambition_above, band.ambition_up_to, language)
        parts += [
            _text(left - 10, y + 16, label, anchor="end", fill=INK),
            _rect(left, y, wide, 22, CLASS),
            _rect(left, y, wide * band.share, 22, RECORD),
            _dot(left + wide * band.odds, y + 11, filled=True, radius=5),
            _text(left + wide + 10, y + 16, f"{band.met} / {band.targets}", fill=INK),
        ]
    bottom = 12 + len(table) * row
    parts += _percent_axis(left, wide, bottom, language)
    return _picture(560, bottom + 28, say("portfolio.page.by_ambition", language), parts)


def _percent_axis(left: float, wide: float, y: float, language: str) -> list[str]:
    return [
        _text(left + wide * share, y + 16, percent(share, language, 0), anchor="middle")
        for share in (0, 0.5, 1)
    ]


def by_year(targets: pd.DataFrame, language: str = "en") -> Picture:
    """The chance each target was given and what came of it, by year; a place more than once a year stands side by side.

    Args:
        targets: `TargetHindcast.targets`.
        language: "en" or "zh".
    """
    known = targets.loc[targets["met"].notna() & targets["probability"].notna()]
    left, top, wide, high = 56, 14, 660, 200
    about = say("portfolio.page.by_year", language)
    if known.empty:
        return _picture(wide + left, 40, about, [])
    first, last = int(known["year"].min()), int(known["year"].max())
    step = wide / max(last - first + 1, 1)
    parts = []
    for share in (0, 0.25, 0.5, 0.75, 1):
        y = top + high * (1 - share)
        parts += [
            f"<line x1='{left}' x2='{left + wide}' y1='{y:.1f}' y2='{y:.1f}' stroke='{HAIR}'/>",
            _text(left - 8, y + 4, percent(share, language, 0), anchor="end"),
        ]
    for year in sorted(set(known["year"])):
        rows = known.loc[known["year"] == year].sort_values(["probability", "series"])
        for place, target in enumerate(_rows(rows)):
            shift = (place + 1) / (len(rows) + 1)
            x = left + step * (int(year) - first + shift)
            parts.append(_dot(x, top + high * (1 - target.probability), filled=bool(target.met)))
    labels = range(first, last + 1, max(1, (last - first) // 10))
    parts += [
        _text(left + step * (year - first + 0.5), top + high + 18, str(year), anchor="middle")
        for year in labels
    ]
    return _picture(left + wide + 10, top + high + 28, about, parts)


def places(targets: pd.DataFrame, language: str = "en") -> Picture:
    """Growth and targets of each place, small and side by side, all to one scale.

    Args:
        targets: `TargetHindcast.targets`.
        language: "en" or "zh".
    """
    from pandas import NA

    about = say("portfolio.page.places", language)
    counts = targets.groupby("series")["year"].size()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))[:_MULTIPLES]
    shown = targets.loc[targets["series"].isin(names)]
    if shown.empty:
        return _picture(100, 40, about, [])
    levels = [*shown["growth"].dropna(), *shown["target"]]
    low, high = min(0.0, *levels), max(levels)
    first, last = int(shown["year"].min()), int(shown["year"].max())
    across, wide, tall = 4, 190, 92
    parts: list[str] = []
    for place, name in enumerate(names):
        x0, y0 = 8 + (place % across) * (wide + 14), 18 + (place // across) * (tall + 34)

        def at(year: float, value: float, x0: float = x0, y0: float = y0) -> tuple[float, float]:
            return (
                x0 + (wide - 8) * (year - first) / max(last - first, 1) + 4,
                y0 + tall * (1 - (value - low) / max(high - low, 1e-9)),
            )

        mine = shown.loc[shown["series"] == name].sort_values("year")
        rows = _rows(mine)
        line = [at(row.year, row.growth) for row in rows if isfinite(row.growth)]
        base = at(first, 0)[1]
        parts.append(f"<line x1='{x0}' x2='{x0 + wide}' y1='{base:.1f}' y2='{base:.1f}' stroke='{HAIR}'/>")
        parts.append(_text(x0, y0 - 5, str(name), fill=INK))
        if len(line) > 1:
            parts.append(_line(line, RECORD))
        else:
            parts += [_dot(x, y, filled=True, tone=RECORD, radius=2.5) for x, y in line]
        for row in rows:
            filled = not (row.met is NA or not row.met)
            parts.append(_dot(*at(row.year, row.target), filled=filled, radius=3))
        parts.append(_text(x0 + wide, y0 - 5, f"{first}–{last}" if place == 0 else "", anchor="end", size=11))
    deep = (len(names) + across - 1) // across
    return _picture(8 + across * (wide + 14), 18 + deep * (tall + 34), about, parts)


def needed_and_record(rows: Sequence[RankedTarget], language: str = "en") -> Picture:
    """What each target needs a year beside the record, one under another.

    Args:
        rows: of a ranking, in the order to show; what needs nothing known is left out.
        language: "en" or "zh".
    """
    known = [(row, row.needed) for row in rows if row.needed is not None]
    left, wide, high = 230, 330, 30
    rates = [needed for _, needed in known] + [
        row.record_rate for row, _ in known if row.record_rate is not None
    ]
    most = max(map(abs, rates), default=1.0) or 1.0
    parts = []
    for place, (row, needed) in enumerate(known):
        y = 8 + place * high
        label = f"{row.dossier} · {row.label}" if row.label != row.dossier else row.dossier
        parts.append(
            _text(left - 10, y + 14, label if len(label) <= 34 else f"{label[:33]}…", anchor="end", fill=INK)
        )
        length = wide * abs(needed) / most
        parts.append(_rect(left, y, length, 9, NEEDED_INK))
        if row.record_rate is not None:
            parts.append(_rect(left, y + 10, wide * abs(row.record_rate) / most, 9, "#b9c6d6"))
        parts.append(_text(left + length + 8, y + 9, percent(needed, language), fill=INK, size=11))
    about = say("portfolio.page.multiples", language)
    return _picture(left + wide + 90, 16 + len(known) * high, about, parts)
