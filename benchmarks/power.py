"""Made-up reports with known truth: how many honest ones are accused, and how many planted errors are found.

Every dossier is drawn from true paths and printed as a report would print it, in Chinese or English: levels, rates of
one year and of several, averages over a plan, multiples, changes, totals, means, shares, parts, products, counts and
rates in points; rounded half up, half to even or cut off; growth at current and at constant prices, stated, by
convention or unmarked; one source or several of different years, with and without a revision; other scopes, with the
word in the quote, in the column or in both. It is written to a folder and read and assessed as a user's is.

Then one number is moved: to the first value that rounding no longer allows, and 1, 4 and 19 units of its last digit
beyond, named here errors of 1, 2, 5 and 20 units. What rounding allows is settled without the package, by linear
programs in the logs of the true levels of each space (scipy's HiGHS), and interval arithmetic where numbers add up. An
error is *provable* when no path fits inside one space, with all digits rounded and with all cut off, trailing zeros of
whole numbers counted or not, and no other way to reckon an average gives what is printed. It is *excusable* when only a
price change, a revision or another basis would mend it.

    python benchmarks/power.py [--clean 2000] [--planted 2000] [--first 0] [--show 5]
"""

from __future__ import annotations

import argparse
import csv
import io
import math
import random
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

import forecasting as fc
from forecasting.dossier import COLUMNS
from forecasting.network import forget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROUNDINGS = {"half up": ROUND_HALF_UP, "half even": ROUND_HALF_EVEN, "cut off": ROUND_DOWN}
UNITS = (1, 2, 5, 20)
_SPANS = ("growth", "average_growth", "multiple", "change", "total", "period_average")
_BREAK = 2013
_TINY = 1e-9
_FAR = 40.0


# ----------------------------------------------------------------------------------------------------------
# The made-up world


@dataclass(frozen=True)
class Kind:
    """A kind of indicator: its labels and unit, and on which prices its growth is printed.

    `growth` is the truth; `firm` whether a reader can know it, because a convention of current prices or the thing
    itself says so.
    """

    name: str
    zh: str
    en: str
    unit: tuple[str, str]
    growth: str
    firm: bool
    measure: str = "amount"
    scale: tuple[float, float] = (30, 900)
    decimals: tuple[int, ...] = (0, 1, 2)


_MONEY = ("亿元", "CNY 100m")
KINDS = (
    Kind("revenue", "一般公共预算收入", "General public budget revenue", _MONEY, "nominal", firm=True),
    Kind("exports", "出口额", "Exports", _MONEY, "nominal", firm=True),
    Kind("loans", "贷款余额", "Loans outstanding", _MONEY, "nominal", firm=True),
    Kind("gdp", "地区生产总值", "GDP", _MONEY, "real", firm=False),
    Kind("takings", "园区总收入", "Takings of the park", _MONEY, "nominal", firm=False),
    Kind("output", "园区产出", "Works of the park", _MONEY, "real", firm=False),
    Kind(
        "income",
        "居民人均可支配收入",
        "Household disposable income per head",
        ("元", "CNY"),
        "nominal",
        firm=False,
        scale=(8000, 60000),
        decimals=(0,),
    ),
    Kind(
        "people",
        "常住人口",
        "Resident population",
        ("万人", "thousand persons"),
        "physical",
        firm=True,
        scale=(40, 900),
        decimals=(1, 2),
    ),
    Kind(
        "crop",
        "粮食产量",
        "Grain output",
        ("万吨", "thousand tonnes"),
        "physical",
        firm=True,
        scale=(50, 900),
        decimals=(1, 2),
    ),
    Kind(
        "schools",
        "学校数",
        "Schools",
        ("所", "schools"),
        "physical",
        firm=True,
        measure="count",
        scale=(20, 400),
        decimals=(0,),
    ),
    Kind("urban", "城镇化率", "Urbanisation rate", ("%", "%"), "physical", firm=True, measure="rate"),
    Kind(
        "jobless",
        "城镇调查失业率",
        "Surveyed urban unemployment rate",
        ("%", "%"),
        "physical",
        firm=True,
        measure="rate",
        scale=(3, 9),
    ),
)
_PARTS = (
    Kind("farms", "甲类业务", "Line A", _MONEY, "nominal", firm=False),
    Kind("works", "乙类业务", "Line B", _MONEY, "nominal", firm=False),
    Kind("trade", "丙类业务", "Line C", _MONEY, "nominal", firm=False),
)
_TOTAL = Kind("whole", "业务合计", "All lines", _MONEY, "nominal", firm=False)
_HEAD = Kind(
    "per_head", "人均地区生产总值", "GDP per capita", ("元", "CNY"), "real", firm=False, decimals=(0,)
)


@dataclass(frozen=True)
class Row:
    """One claim with the truth behind it.

    Attributes:
        space: of what it ties: indicator, price basis, scope, vintage.
        firm: whether a reader can know that basis; if not, another one is honest.
        free: whether it is printed on a scope of its own, which no level can test.
    """

    claim_id: str
    indicator: str
    kind: str
    value: str
    unit: str
    end: int
    start: int | None = None
    comparator: str = "="
    basis: str = ""
    scope: str = ""
    reading: str = ""
    of: str = ""
    source: str = "report"
    quote: str = ""
    space: tuple[str, str, int] = ("", "", 0)
    firm: bool = True
    free: bool = False
    exact: bool = False


@dataclass
class World:
    """One made-up report.

    Attributes:
        rows: its claims.
        indicators: kinds used.
        identities: (total, parts, factors) by indicator.
        sources: id -> year of publication.
        truth: (indicator, basis, vintage) -> year -> true level.
    """

    number: int
    language: str
    rounding: str
    first: int
    last: int
    rows: list[Row] = field(default_factory=list)
    indicators: dict[str, Kind] = field(default_factory=dict)
    identities: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=list)
    sources: dict[str, int] = field(default_factory=dict)
    truth: dict[tuple[str, str, int], dict[int, Fraction]] = field(default_factory=dict)

    @property
    def heads(self) -> int:
        """100 million yuan by the unit people are counted in, in yuan a head."""
        return 10_000 if self.language == "zh" else 100_000


def printed(value: Fraction | float, decimals: int, rounding: str) -> str:
    """A number with so many decimals."""
    exact = (
        Decimal(value.numerator) / Decimal(value.denominator)
        if isinstance(value, Fraction)
        else Decimal(value)
    )
    shown = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUNDINGS[rounding])
    return str(abs(shown)) if shown == 0 else str(shown)


class Maker:
    """Draws one world."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(f"power {number}")  # noqa: S311 - numbers to test with, not secrets
        years = self.chance.randint(4, 12)
        last = self.chance.randint(2006, 2023)
        self.world = World(
            number,
            self.chance.choice(("zh", "en")),
            ("half up", "half even", "cut off", "half up")[number % 4],
            last - years,
            last,
        )
        self.wanted = self.chance.choice((5, 8, 12, 20, 30, 45, 60))
        style = self.chance.random()
        # One report; two of consecutive years that agree; two with a revision between.
        self.world.sources = {"report": last + 1}
        self.two = style < 0.3
        self.revised = style < 0.18
        if self.two:
            self.world.sources["older"] = last
        self.place = 0

    def made(self) -> World:
        """The whole report."""
        chance, world = self.chance, self.world
        if chance.random() < 0.25 and self.wanted >= 8:
            self._sum()
        if chance.random() < 0.12 and self.wanted >= 8:
            self._product()
        kinds = list(KINDS)
        chance.shuffle(kinds)
        for kind in kinds:
            if len(world.rows) >= self.wanted:
                break
            if kind.name in world.indicators:
                continue
            self._series(kind, self.wanted - len(world.rows))
        while len(world.rows) < self.wanted:
            name = chance.choice(sorted(world.indicators))
            before = len(world.rows)
            self._tell(world.indicators[name])
            if len(world.rows) == before:
                break
        world.rows = world.rows[: self.wanted]
        return world

    # ---- paths

    def _path(self, kind: Kind, scale: float = 0) -> None:
        """True levels of a kind, of either price basis and vintage, with three digits more than are printed."""
        chance, world = self.chance, self.world
        level = scale or math.exp(chance.uniform(*map(math.log, kind.scale)))
        if kind.measure == "rate":
            level = chance.uniform(3, 9) if kind.name == "jobless" else chance.uniform(25, 60)
        factor = Fraction(chance.randint(1080, 1220), 1000) if self.revised else Fraction(1)
        trend = {"people": 0.008, "crop": 0.01, "schools": 0.03}.get(kind.name, chance.uniform(0.02, 0.16))
        if kind.name == "income":
            level, trend = chance.uniform(8000, 40000), chance.uniform(0.04, 0.12)
        nominal: dict[int, Fraction] = {}
        real: dict[int, Fraction] = {}
        price = 1.0
        for year in range(world.first, world.last + 1):
            if kind.measure == "count":
                nominal[year] = Fraction(max(2, round(level)))
            else:
                nominal[year] = Fraction(round(level * 1000), 1000)
            real[year] = nominal[year] / Fraction(round(price * 10**6), 10**6)
            if kind.measure == "rate":
                level += chance.uniform(-0.5, 0.5) if kind.name == "jobless" else chance.uniform(0.2, 1.6)
                level = min(max(level, 1.5), 95)
            else:
                level *= math.exp(chance.gauss(trend, 0.05 if kind.firm else 0.04))
            price *= 1 + min(max(chance.gauss(0.02, 0.015), -0.02), 0.07)
        basis = "physical" if kind.growth == "physical" else "nominal"
        older = {year: one / factor for year, one in nominal.items()}
        if kind.measure == "rate":
            older = {year: one - (1 if self.revised else 0) for year, one in nominal.items()}
        world.truth[kind.name, basis, 0] = nominal if kind.measure == "count" else older
        world.truth[kind.name, basis, 1] = nominal
        if basis == "nominal":
            world.truth[kind.name, "real", 0] = real
            world.truth[kind.name, "real", 1] = real
        world.indicators[kind.name] = kind

    def _series(self, kind: Kind, room: int) -> None:
        self._path(kind)
        for _ in range(min(room, self.chance.randint(2, 14))):
            self._tell(kind)

    def _sum(self) -> None:
        world, chance = self.world, self.chance
        for kind in _PARTS:
            self._path(kind)
        world.indicators[_TOTAL.name] = _TOTAL
        for key in [one for one in world.truth if one[0] == _PARTS[0].name]:
            world.truth[_TOTAL.name, *key[1:]] = {
                year: sum((world.truth[kind.name, *key[1:]][year] for kind in _PARTS), Fraction(0))
                for year in world.truth[key]
            }
        world.identities.append((_TOTAL.name, tuple(kind.name for kind in _PARTS), ()))
        decimals = chance.choice((0, 1, 2))
        for year in chance.sample(range(world.first, world.last + 1), chance.choice((1, 1, 2))):
            for kind in (*_PARTS, _TOTAL):
                # Half of the time one level is implied by the year before and a rate.
                if chance.random() < 0.25 and year > world.first:
                    self._pair(kind, year, decimals, level=year - 1)
                else:
                    self._level(kind, year, decimals)

    def _product(self) -> None:
        world, chance = self.world, self.chance
        gdp = next(kind for kind in KINDS if kind.name == "gdp")
        people = next(kind for kind in KINDS if kind.name == "people")
        for kind in (gdp, people):
            self._path(kind)
        world.indicators[_HEAD.name] = _HEAD
        for vintage in (0, 1):
            for basis in ("nominal", "real"):
                whole, heads = world.truth["gdp", basis, vintage], world.truth["people", "physical", vintage]
                world.truth[_HEAD.name, basis, vintage] = {
                    year: whole[year] * self.world.heads / heads[year] for year in whole
                }
        world.identities.append(("gdp", (), (_HEAD.name, "people")))
        year = chance.randint(world.first, world.last)
        for kind in (gdp, people, _HEAD):
            self._level(kind, year, chance.choice(kind.decimals))

    # ---- sentences

    def _tell(self, kind: Kind) -> None:
        chance, world = self.chance, self.world
        years = range(world.first, world.last + 1)
        decimals = chance.choice(kind.decimals) if kind.measure != "rate" else chance.choice((1, 1, 2))
        what = chance.random()
        year = chance.choice(years[1:])
        if kind.measure == "rate":
            if what < 0.6:
                self._level(kind, year, decimals)
            else:
                self._points(kind, year, decimals)
            return
        if what < 0.25:
            self._level(kind, year, decimals)
        elif what < 0.6:
            self._pair(kind, year, decimals, level=year)
        elif what < 0.72 and year - world.first >= 2:
            self._average(kind, chance.randint(world.first, year - 2), year)
        elif what < 0.78 and year - world.first >= 2:
            self._multiple(kind, chance.randint(world.first, year - 2), year)
        elif what < 0.84:
            self._change(kind, year, decimals)
        elif what < 0.89:
            self._several(kind, decimals)
        elif what < 0.94 and kind.measure == "amount":
            self._share(kind, year)
        elif what < 0.97:
            self._bound(kind, year)
        else:
            self._cumulative(kind, year)

    def _add(self, row: Row) -> None:
        start = row.start if row.start is not None else row.end - 1
        if row.indicator == "income" and row.kind in _SPANS and start < _BREAK <= row.end:
            # The survey of 2013 replaced two others: no printed level before it compares with one after.
            row = replace(row, free=True)
        row = replace(row, claim_id=f"c{len(self.world.rows):02d}")
        same = [
            one
            for one in self.world.rows
            if (one.indicator, one.kind, one.end, one.start, one.source, one.scope, one.of, one.comparator)
            == (row.indicator, row.kind, row.end, row.start, row.source, row.scope, row.of, row.comparator)
        ]
        if not same:
            self.world.rows.append(row)

    def _source(self, year: int) -> str:
        if self.two and year < self.world.last and self.chance.random() < 0.6:
            return "older"
        return "report"

    def _vintage(self, source: str) -> int:
        return 0 if source == "older" else 1

    def _words(self, kind: Kind, zh: str, en: str, **values: object) -> str:
        told = {"label": kind.zh if self.world.language == "zh" else kind.en, **values}
        return (zh if self.world.language == "zh" else en).format(**told)

    def _unit(self, kind: Kind) -> str:
        return kind.unit[0 if self.world.language == "zh" else 1]

    def _truth(self, kind: Kind, basis: str, source: str) -> dict[int, Fraction]:
        return self.world.truth[kind.name, basis, self._vintage(source)]

    def _levels_basis(self, kind: Kind) -> str:
        return "physical" if kind.growth == "physical" else "nominal"

    def _print_level(self, kind: Kind, level: Fraction, decimals: int) -> str:
        if kind.measure == "count":
            return str(int(level))
        return printed(level, decimals, self.world.rounding)

    def _level(self, kind: Kind, year: int, decimals: int, source: str = "") -> None:
        source = source or self._source(year)
        basis = self._levels_basis(kind)
        level = self._truth(kind, basis, source)[year]
        comparator, value = "=", self._print_level(kind, level, decimals)
        about = self.chance.random() < 0.04 and kind.measure == "amount"
        if about:
            comparator, value = "~", printed(level, 0, self.world.rounding)
        if float(value) <= 0:
            return
        quote = self._words(
            kind,
            "{year}年{label}{about}{value}{unit}" if kind.measure != "rate" else "{year}年{label}{value}%",
            "{label} {was} {about}{value} {unit} in {year}"
            if kind.measure != "rate"
            else "{label} was {value} % in {year}",
            year=year,
            value=value,
            unit=self._unit(kind),
            was="were" if kind.en.endswith("s") else "was",
            about=("约" if self.world.language == "zh" else "about ") if about else "",
        )
        self._add(
            Row(
                "",
                kind.name,
                "level",
                value,
                self._unit(kind),
                year,
                comparator=comparator,
                source=source,
                quote=quote,
                space=(basis, "", self._vintage(source)),
                exact=kind.measure == "count",
            )
        )

    def _growth_words(self, kind: Kind) -> tuple[str, str, bool, str, str]:
        """Basis printed on, basis column, whether a reader can know it, word before, word after."""
        chance = self.chance
        basis, firm = kind.growth, kind.firm
        if basis == "physical":
            return basis, "", True, "", ""
        zh = self.world.language == "zh"
        if chance.random() < 0.15:
            said = chance.choice(("real", "nominal"))
            column = said if chance.random() < 0.7 else ""
            words = {"real": ("实际", " in real terms"), "nominal": ("名义", " in nominal terms")}[said]
            return said, column, True, words[0] if zh else "", "" if zh else words[1]
        return basis, "", firm, "", ""

    def _rate(self, ratio: Fraction | float, decimals: int) -> str:
        return printed((ratio - 1) * 100, decimals, self.world.rounding)

    def _pair(self, kind: Kind, year: int, decimals: int, level: int) -> None:
        """A level, and the rate of the year, in one sentence."""
        chance, world = self.chance, self.world
        source = self._source(year)
        self._level(kind, level, decimals, source if level == year else "")
        if year <= world.first:
            return
        basis, column, firm, before, after = self._growth_words(kind)
        path = self._truth(kind, basis, source)
        ratio = path[year] / path[year - 1]
        digits = chance.choice((0, 1, 1, 1, 2))
        scope, free = "", False
        if (
            basis in ("nominal", "physical")
            and not column
            and not before
            and not after
            and chance.random() < 0.06
        ):
            ratio *= Fraction(chance.randint(900, 1100), 1000)
            free = True
            scope = chance.choice(("same-scope", "")) if chance.random() < 0.6 else ""
            zh = world.language == "zh"
            before, after = ("同口径", "") if zh else ("", " like-for-like")
        value = self._rate(ratio, digits)
        quote = self._words(
            kind,
            "{year}年{label}{before}{verb}{shown}%",
            "{label} {verb} {shown} %{after} in {year}",
            year=year,
            shown=value.lstrip("-"),
            before=before,
            after=after,
            verb=self._verb(value, ("增长", "下降"), "grew"),
        )
        self._add(
            Row(
                "",
                kind.name,
                "growth",
                value,
                "%",
                year,
                start=year - 1 if chance.random() < 0.3 else None,
                basis=column,
                scope=scope,
                source=source,
                quote=quote,
                space=(basis, "free" if free else "", self._vintage(source)),
                firm=firm,
                free=free,
            )
        )

    def _verb(self, value: str, zh: tuple[str, str], rising: str) -> str:
        """The word for a rise or, of a value below zero, for a fall."""
        falls = value.startswith("-")
        return zh[falls] if self.world.language == "zh" else "fell" if falls else rising

    def _average(self, kind: Kind, start: int, end: int) -> None:
        source = self._source(end)
        basis, column, firm, before, after = self._growth_words(kind)
        path = self._truth(kind, basis, source)
        rate = float(path[end] / path[start]) ** (1 / (end - start))
        value = self._rate(rate, self.chance.choice((1, 1, 1, 2, 0)))
        quote = self._words(
            kind,
            "{start}—{end}年{label}年均{before}{verb}{shown}%",
            "from {start} to {end} {label} {verb} {shown} % a year on average{after}",
            start=start,
            end=end,
            shown=value.lstrip("-"),
            before=before,
            after=after,
            verb=self._verb(value, ("增长", "下降"), "grew"),
        )
        self._add(
            Row(
                "",
                kind.name,
                "average_growth",
                value,
                "%",
                end,
                start=start,
                basis=column,
                source=source,
                quote=quote,
                space=(basis, "", self._vintage(source)),
                firm=firm,
            )
        )

    def _cumulative(self, kind: Kind, end: int) -> None:
        world = self.world
        if end - world.first < 2:
            return
        start = self.chance.randint(world.first, end - 2)
        source = self._source(end)
        basis, column, firm, before, after = self._growth_words(kind)
        path = self._truth(kind, basis, source)
        value = self._rate(path[end] / path[start], 1)
        quote = self._words(
            kind,
            "{end}年{label}比{start}年{before}{verb}{shown}%",
            "{label} {verb} {shown} %{after} between {start} and {end}",
            start=start,
            end=end,
            shown=value.lstrip("-"),
            before=before,
            after=after,
            verb=self._verb(value, ("增长", "下降"), "grew"),
        )
        self._add(
            Row(
                "",
                kind.name,
                "growth",
                value,
                "%",
                end,
                start=start,
                basis=column,
                source=source,
                quote=quote,
                space=(basis, "", self._vintage(source)),
                firm=firm,
            )
        )

    def _multiple(self, kind: Kind, start: int, end: int) -> None:
        source = self._source(end)
        basis = self._levels_basis(kind)
        path = self._truth(kind, basis, source)
        by = self.chance.random() < 0.4
        ratio = path[end] / path[start]
        value = printed(ratio - 1 if by else ratio, self.chance.choice((1, 1, 2)), self.world.rounding)
        if float(value) <= 0:
            return
        quote = self._words(
            kind,
            "{end}年{label}比{start}年增长{value}倍" if by else "{end}年{label}是{start}年的{value}倍",
            "{label} grew by {value} times from {start} to {end}"
            if by
            else "{label} in {end} was {value} times that of {start}",
            start=start,
            end=end,
            value=value,
        )
        reading = ("increase_by" if by else "increase_to") if self.chance.random() < 0.5 else ""
        self._add(
            Row(
                "",
                kind.name,
                "multiple",
                value,
                "倍",
                end,
                start=start,
                reading=reading,
                source=source,
                quote=quote,
                space=(basis, "", self._vintage(source)),
                firm=kind.firm,
            )
        )

    def _change(self, kind: Kind, year: int, decimals: int) -> None:
        source = self._source(year)
        basis = self._levels_basis(kind)
        path = self._truth(kind, basis, source)
        value = self._print_level(kind, path[year] - path[year - 1], decimals)
        quote = self._words(
            kind,
            "{year}年{label}比上年{verb}{shown}{unit}",
            "{label} {verb} by {shown} {unit} in {year}",
            year=year,
            shown=value.lstrip("-"),
            unit=self._unit(kind),
            verb=self._verb(value, ("增加", "减少"), "rose"),
        )
        self._add(
            Row(
                "",
                kind.name,
                "change",
                value,
                self._unit(kind),
                year,
                start=year - 1,
                source=source,
                quote=quote,
                space=(basis, "", self._vintage(source)),
                exact=kind.measure == "count",
            )
        )
        if self.chance.random() < 0.7:
            self._level(kind, year, decimals, source)
        if self.chance.random() < 0.7:
            self._level(kind, year - 1, decimals, source)

    def _several(self, kind: Kind, decimals: int) -> None:
        """The total, or the mean, of several years, mostly with the levels of those years."""
        chance, world = self.chance, self.world
        if kind.measure == "count" or kind.name in ("people", "loans"):
            return
        end = chance.randint(world.first + 1, world.last)
        start = max(world.first, end - chance.choice((1, 2, 4)))
        source = self._source(end)
        basis = self._levels_basis(kind)
        path = self._truth(kind, basis, source)
        total = sum((path[year] for year in range(start, end + 1)), Fraction(0))
        mean = chance.random() < 0.4
        value = printed(total / (end - start + 1) if mean else total, decimals, world.rounding)
        if float(value) <= 0:
            return
        quote = self._words(
            kind,
            "{start}—{end}年{label}年平均{value}{unit}"
            if mean
            else "{start}—{end}年{label}累计{value}{unit}",
            "from {start} to {end} {label} averaged {value} {unit} a year"
            if mean
            else "from {start} to {end} {label} came to {value} {unit} in total",
            start=start,
            end=end,
            value=value,
            unit=self._unit(kind),
        )
        self._add(
            Row(
                "",
                kind.name,
                "period_average" if mean else "total",
                value,
                self._unit(kind),
                end,
                start=start,
                source=source,
                quote=quote,
                space=(basis, "", self._vintage(source)),
            )
        )
        if chance.random() < 0.7:
            for year in range(start, end + 1):
                self._level(kind, year, decimals, source)

    def _share(self, kind: Kind, year: int) -> None:
        world = self.world
        money = [
            one
            for one in world.indicators.values()
            if one.unit == _MONEY and one.name != kind.name and kind.unit == _MONEY
        ]
        if not money:
            return
        whole = self.chance.choice(sorted(money, key=lambda one: one.name))
        source = self._source(year)
        part, base = (self._truth(one, "nominal", source)[year] for one in (kind, whole))
        share = 100 * part / base
        if share >= 95:
            return
        value = printed(share, self.chance.choice((1, 1, 2)), world.rounding)
        if float(value) <= 0:
            return
        quote = self._words(
            kind,
            "{year}年{label}占{whole}的{value}%",
            "in {year} {label} made up {value} % of {whole}",
            year=year,
            value=value,
            whole=whole.zh if world.language == "zh" else whole.en,
        )
        self._add(
            Row(
                "",
                kind.name,
                "share",
                value,
                "%",
                year,
                of=whole.name,
                source=source,
                quote=quote,
                space=("nominal", "", self._vintage(source)),
            )
        )
        for one in (kind, whole):
            if self.chance.random() < 0.6:
                self._level(one, year, self.chance.choice((1, 2)), source)

    def _points(self, kind: Kind, year: int, decimals: int) -> None:
        source = self._source(year)
        path = self._truth(kind, "physical", source)
        value = printed(path[year] - path[year - 1], decimals, self.world.rounding)
        quote = self._words(
            kind,
            "{year}年{label}比上年{verb}{shown}个百分点",
            "{label} {verb} by {shown} percentage points in {year}",
            year=year,
            shown=value.lstrip("-"),
            verb=self._verb(value, ("提高", "下降"), "rose"),
        )
        unit = "个百分点" if self.world.language == "zh" else "percentage points"
        self._add(
            Row(
                "",
                kind.name,
                "points",
                value,
                unit,
                year,
                start=year - 1,
                source=source,
                quote=quote,
                space=("physical", "", self._vintage(source)),
            )
        )
        if self.chance.random() < 0.8:
            self._level(kind, year, decimals, source)
        if self.chance.random() < 0.6:
            self._level(kind, year - 1, decimals, source)

    def _bound(self, kind: Kind, year: int) -> None:
        """A one-sided level: "more than 40"."""
        source = self._source(year)
        basis = self._levels_basis(kind)
        level = self._truth(kind, basis, source)[year]
        step = 10 ** max(0, len(str(int(level))) - 2)
        value = str(int(level) // step * step)
        if float(value) <= 0 or Fraction(value) >= level:
            return
        quote = self._words(
            kind,
            "{year}年{label}超过{value}{unit}",
            "{label} exceeded {value} {unit} in {year}",
            year=year,
            value=value,
            unit=self._unit(kind),
        )
        self._add(
            Row(
                "",
                kind.name,
                "level",
                value,
                self._unit(kind),
                year,
                comparator=">",
                source=source,
                quote=quote,
                space=(basis, "", self._vintage(source)),
                exact=True,
            )
        )


# ----------------------------------------------------------------------------------------------------------
# What rounding allows, settled without the package


def span(row: Row, form: str) -> tuple[float, float]:
    """What a printed number can be: rounded (with trailing zeros of whole numbers not counted) or cut off."""
    value = float(row.value)
    if row.comparator == "~":
        return value - max(0.05 * abs(value), _half(row.value)), value + max(
            0.05 * abs(value), _half(row.value)
        )
    if row.comparator == ">":
        return value, math.inf
    if row.exact:
        return value, value
    half = _half(row.value)
    zeros = row.kind == "level" and "." not in row.value and abs(value) >= 1000 and int(value) % 100 == 0
    coarse = 0.0
    if zeros:
        digits = row.value.lstrip("-")
        coarse = 10 ** min(len(digits) - len(digits.rstrip("0")), len(digits) - 2) / 2
    if form == "rounded":
        return value - max(half, coarse), value + max(half, coarse)
    low, high = (value - 2 * half, value) if value < 0 else (value, value + 2 * half)
    if value == 0:
        low, high = -2 * half, 2 * half
    return min(low, value - coarse), max(high, value + coarse)


def _half(value: str) -> float:
    return 0.5 * 10.0 ** -len(value.partition(".")[2])


class Judge:
    """Whether some claims can hold on true paths, by linear programs in logs and interval sums."""

    def __init__(self, world: World) -> None:
        self.world = world

    def linked(self, rows: Sequence[Row], indicator: str) -> list[Row]:
        """The claims that shares, parts and factors tie to an indicator."""
        groups = [{row.indicator, row.of} for row in rows if row.of and not row.free]
        groups += [{total, *parts, *factors} for total, parts, factors in self.world.identities]
        found = {indicator}
        while any(found & group and not group <= found for group in groups):
            found = found.union(*(group for group in groups if found & group))
        return [row for row in rows if row.indicator in found]

    def possible(self, rows: Sequence[Row], *, freed: bool) -> bool:
        """Whether the rows can hold in one printed form.

        Args:
            rows: the claims to hold together.
            freed: whether what a reader cannot know (an unmarked price basis, the vintage of a number) may be meant
                in another way; if not, unmarked growth is of the levels' prices and vintages are one.
        """
        return any(self._holds(rows, form, freed=freed) for form in ("rounded", "cut off"))

    def _holds(self, rows: Sequence[Row], form: str, *, freed: bool) -> bool:
        apart = freed
        bounds: list[tuple[tuple[object, ...] | None, tuple[object, ...], float, float]] = []
        choices: list[list[tuple[tuple[object, ...] | None, tuple[object, ...], float, float]]] = []
        for row in rows:
            if row.free or (freed and (not row.firm or self.reckoned_otherwise(row, rows))):
                continue
            basis, _, vintage = row.space
            if not row.firm:
                # What nobody marks is read by its convention, else at the prices of the levels.
                basis = (
                    "real" if row.indicator in ("gdp", "per_head") and row.kind != "multiple" else "nominal"
                )
            place = (row.indicator, basis, vintage if apart else 0)
            low, high = span(row, form)
            if row.kind == "level":
                bounds.append((None, (*place, row.end), low, high))
            elif row.kind == "share":
                whole = (row.of, basis, vintage if apart else 0, row.end)
                bounds.append((whole, (*place, row.end), low / 100, high / 100))
            elif row.kind in ("growth", "average_growth"):
                start = row.start if row.start is not None else row.end - 1
                years = row.end - start if row.kind == "average_growth" else 1
                ends = [max(0.0, 1 + one / 100) ** years for one in (low, high)]
                bounds.append(((*place, start), (*place, row.end), *ends))
            elif row.kind == "multiple":
                both = [(low + 1, high + 1)] if row.reading != "increase_to" else []
                both += [(low, high)] if row.reading != "increase_by" else []
                choices.append([((*place, row.start), (*place, row.end), *one) for one in both])
        for chosen in _product(choices):
            ranges = _ranges([*bounds, *chosen])
            if ranges is not None and self._adds_up(rows, ranges, form, apart=apart):
                return True
        return False

    def _adds_up(
        self,
        rows: Sequence[Row],
        ranges: dict[tuple[object, ...], tuple[float, float]],
        form: str,
        *,
        apart: bool,
    ) -> bool:
        """Whether what adds up does, on the ranges the programs leave for each level."""

        def of(row: Row, year: int) -> tuple[float, float]:
            return ranges.get(
                (row.indicator, row.space[0], row.space[2] if apart else 0, year), (0.0, math.inf)
            )

        for row in rows:
            low, high = span(row, form)
            if row.free:
                continue
            if row.kind in ("change", "points"):
                first, last = of(row, row.start or 0), of(row, row.end)
                if not _meet((low, high), (last[0] - first[1], last[1] - first[0])):
                    return False
            elif row.kind in ("total", "period_average"):
                years = range(row.start or 0, row.end + 1)
                parts = [of(row, year) for year in years]
                count = len(years) if row.kind == "period_average" else 1
                if not _meet(
                    (low * count, high * count), (sum(a for a, _ in parts), sum(b for _, b in parts))
                ):
                    return False
        for total, parts, factors in self.world.identities:
            for vintage in (0, 1) if apart else (0,):
                for year in range(self.world.first, self.world.last + 1):
                    whole = ranges.get((total, "nominal", vintage, year))
                    if whole is None:
                        continue
                    if parts:
                        known = [
                            ranges.get((one, "nominal", vintage, year), (0.0, math.inf)) for one in parts
                        ]
                        together = (sum(a for a, _ in known), sum(b for _, b in known))
                    else:
                        head = ranges.get((factors[0], "nominal", vintage, year), (0.0, math.inf))
                        people = ranges.get((factors[1], "physical", vintage, year), (0.0, math.inf))
                        before = ranges.get((factors[1], "physical", vintage, year - 1))
                        # The mean population of the year is an honest reading.
                        low = (
                            people[0] * 0.95
                            if before is None
                            else min(people[0], (people[0] + before[0]) / 2)
                        )
                        high = (
                            people[1] * 1.05
                            if before is None
                            else max(people[1], (people[1] + before[1]) / 2)
                        )
                        together = (head[0] * low / self.world.heads, head[1] * high / self.world.heads)
                    if not _meet(whole, together):
                        return False
        return True

    def reckoned_otherwise(self, row: Row, rows: Sequence[Row]) -> bool:
        """Whether a rate over several years is what another way to reckon it gives."""
        start = row.start if row.start is not None else row.end - 1
        years = row.end - start
        if row.kind not in ("growth", "average_growth"):
            return False
        for form in ("rounded", "cut off"):
            low, high = (one / 100 for one in span(row, form))
            for a, b in self._others(row, rows, start, years, form):
                if a <= high + _TINY and low <= b + _TINY:
                    return True
        return False

    def _others(  # noqa: C901, PLR0912 - one branch a way to reckon
        self, row: Row, rows: Sequence[Row], start: int, years: int, form: str
    ) -> Iterator[tuple[float, float]]:
        levels: dict[int, tuple[float, float]] = {}
        rates: dict[int, tuple[float, float]] = {}
        for one in rows:
            if one.indicator != row.indicator or one is row or one.free or one.comparator == ">":
                continue
            low, high = span(one, form)
            if one.kind == "level":
                known = levels.get(one.end, (low, high))
                levels[one.end] = (min(known[0], low), max(known[1], high))
            elif one.kind == "growth" and one.start in (None, one.end - 1):
                known = rates.get(one.end, (1 + low / 100, 1 + high / 100))
                rates[one.end] = (min(known[0], 1 + low / 100), max(known[1], 1 + high / 100))
        if row.indicator == "people" and start in levels and row.end in levels:
            yield tuple(
                math.log(a / b) / years for a, b in zip(levels[row.end], reversed(levels[start]), strict=True)
            )  # type: ignore[misc]
        steps = []
        for year in range(start + 1, row.end + 1):
            pair = None
            if year in levels and year - 1 in levels:
                pair = (levels[year][0] / levels[year - 1][1], levels[year][1] / levels[year - 1][0])
            if year in rates:
                pair = (
                    rates[year]
                    if pair is None
                    else (min(pair[0], rates[year][0]), max(pair[1], rates[year][1]))
                )
            steps.append(pair)
        whole = [one for one in steps if one is not None]
        full = len(whole) == years and years > 1
        if full and row.kind == "growth":
            yield sum(a - 1 for a, _ in whole), sum(b - 1 for _, b in whole)
        if row.kind != "average_growth" or years < 2:
            return
        if full:
            yield sum(a - 1 for a, _ in whole) / years, sum(b - 1 for _, b in whole) / years
            yield tuple(_trend([one[end] for one in whole]) for end in (0, 1))  # type: ignore[misc]
            yield tuple(_together([one[end] for one in whole]) for end in (0, 1))  # type: ignore[misc]
        if row.end not in levels and not full:
            return
        ratio: tuple[float, float] | None = None
        if start in levels and row.end in levels:
            ratio = (levels[row.end][0] / levels[start][1], levels[row.end][1] / levels[start][0])
        elif full:
            ratio = (math.prod(a for a, _ in whole), math.prod(b for _, b in whole))
        if ratio is not None:
            yield (ratio[0] - 1) / years, (ratio[1] - 1) / years
            for other in (years - 1, years + 1):
                yield ratio[0] ** (1 / other) - 1, ratio[1] ** (1 / other) - 1
            for other in (start - 1, start + 1):
                if other in levels and row.end in levels and other < row.end:
                    count = row.end - other
                    yield (
                        (levels[row.end][0] / levels[other][1]) ** (1 / count) - 1,
                        (levels[row.end][1] / levels[other][0]) ** (1 / count) - 1,
                    )


def _product(choices: list[list[tuple[object, ...]]]) -> Iterator[list[tuple[object, ...]]]:
    if not choices:
        yield []
        return
    for first in choices[0]:
        for rest in _product(choices[1:]):
            yield [first, *rest]


def _meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    slack = _TINY * max(1.0, abs(one[0]), abs(other[0]))
    return one[0] <= other[1] + slack and other[0] <= one[1] + slack


def _trend(ratios: Sequence[float]) -> float:
    logs = np.concatenate([[0.0], np.cumsum(np.log(ratios))])
    return float(np.expm1(np.polyfit(np.arange(len(logs)), logs, 1)[0]))


def _together(ratios: Sequence[float]) -> float:
    total = float(np.cumprod(ratios).sum())
    low, high = -0.9, 9.0
    for _ in range(80):
        middle = (low + high) / 2
        reached = sum((1 + middle) ** year for year in range(1, len(ratios) + 1))
        low, high = (middle, high) if reached < total else (low, middle)
    return low


def _ranges(
    bounds: Sequence[tuple[tuple[object, ...] | None, tuple[object, ...], float, float]],
) -> dict[tuple[object, ...], tuple[float, float]] | None:
    """The range of every level, or None where nothing holds: the highest and the lowest path, a program each."""
    nodes = sorted(
        {node for start, end, _, _ in bounds for node in (start, end) if node is not None}, key=repr
    )
    if not nodes:
        return {}
    index = {node: place for place, node in enumerate(nodes)}
    data: list[tuple[float, int, int]] = []
    right: list[float] = []
    for start, end, low, high in bounds:
        for sign, limit in ((1.0, high), (-1.0, low)):
            if math.isinf(limit) or limit <= 0:
                continue
            data.append((sign, len(right), index[end]))
            if start is not None:
                data.append((-sign, len(right), index[start]))
            right.append(sign * math.log(limit) + _TINY)
    matrix = csr_matrix(
        ([one[0] for one in data], ([one[1] for one in data], [one[2] for one in data])),
        shape=(len(right), len(nodes)),
    )
    ends = []
    for sign in (1.0, -1.0):
        found = linprog(sign * np.ones(len(nodes)), matrix, right, bounds=(-_FAR, _FAR), method="highs-ds")
        if found.status == 2:
            return None
        assert found.status == 0, found.message
        ends.append(found.x)
    return {node: (math.exp(ends[0][place]), math.exp(ends[1][place])) for node, place in index.items()}


# ----------------------------------------------------------------------------------------------------------
# Planted errors


@dataclass(frozen=True)
class Planted:
    """A report with one wrong number."""

    world: World
    claim: str
    units: int
    provable: bool


_PLANTABLE = (
    "level",
    "growth",
    "average_growth",
    "multiple",
    "share",
    "change",
    "points",
    "total",
    "period_average",
)


def moved(row: Row, steps: int) -> Row | None:
    """A claim with its number moved by units of the last digit; None where no report would print that."""
    digit = Decimal(1).scaleb(-len(row.value.partition(".")[2]))
    value = Decimal(row.value) + steps * digit
    if row.kind not in ("growth", "average_growth", "change", "points") and value <= 0:
        return None
    if (row.kind == "share" or row.unit == "%") and row.kind in ("share", "level") and value >= 100:
        return None
    if (value < 0) != row.value.startswith("-") or value <= -95:
        return None
    text = str(value)
    old, new = row.value.lstrip("-"), text.lstrip("-")
    if row.quote.count(old) != 1:
        return None
    return replace(row, value=text, quote=row.quote.replace(old, new))


def plant(world: World, units: int, *, provable: bool) -> Planted | None:
    """The report with one number wrong by so many units beyond what rounding allows; None where nothing can be tested.

    Args:
        world: an honest report.
        units: 1 is the first value that does not fit.
        provable: whether it may fit nowhere, or only as printed.
    """
    chance = random.Random(f"plant {world.number} {provable}")  # noqa: S311
    judge = Judge(world)
    rows = list(world.rows)
    places = [place for place, row in enumerate(rows) if row.kind in _PLANTABLE and row.comparator == "="]
    chance.shuffle(places)
    for place in places[:12]:
        row = rows[place]
        if row.free:
            continue
        linked = [one for one in judge.linked(rows, row.indicator) if one is not row]
        if not provable and not judge.possible([*linked, row], freed=False):
            continue
        direction = chance.choice((1, -1))

        def wrong(steps: int, row: Row = row, linked: list[Row] = linked, direction: int = direction) -> bool:
            new = moved(row, direction * steps)
            return new is not None and not judge.possible([*linked, new], freed=provable)

        first = _first(wrong)
        if first is None:
            continue
        new = moved(row, direction * (first + units - 1))
        if new is None:
            continue
        together = [*linked, new]
        if provable:
            if judge.possible(together, freed=True):
                continue
        elif judge.possible(together, freed=False) or not judge.possible(together, freed=True):
            continue
        changed = [*rows[:place], new, *rows[place + 1 :]]
        return Planted(replace(world, rows=changed), row.claim_id, units, provable)
    return None


def _first(wrong: Callable[[int], bool]) -> int | None:
    """The first number of steps that is wrong."""
    high = 1
    while not wrong(high):
        high *= 2
        if high > 4096:
            return None
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if wrong(middle) else (middle, high)
    return high


# ----------------------------------------------------------------------------------------------------------
# As a user would


def write(world: World, folder: Path) -> None:
    """The report as a folder."""
    lines = [f'title = "Made-up report {world.number}"', 'entity = "zone"', f"as_of = {world.last}", ""]
    for source, year in world.sources.items():
        lines += [f"[sources.{source}]", f'title = "{source}"', f"published = {year}", ""]
    for name, kind in world.indicators.items():
        lines += [
            f"[indicators.{name}]",
            f'label = {{ en = "{kind.en}", zh = "{kind.zh}" }}',
            f'unit = "{kind.unit[0 if world.language == "zh" else 1]}"',
            f'basis = "{"physical" if kind.growth == "physical" else "nominal"}"',
        ]
        lines += [f'measure = "{kind.measure}"'] if kind.measure != "amount" else []
        lines.append("")
    for total, parts, factors in world.identities:
        key, names = ("parts", parts) if parts else ("factors", factors)
        lines += [
            "[[identities]]",
            f'total = "{total}"',
            f"{key} = [{', '.join(map(repr, names))}]".replace("'", '"'),
            "",
        ]
    (folder / "dossier.toml").write_text("\n".join(lines), encoding="utf-8")
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in world.rows:
        cells = {"entity": "zone", "role": "history", "locator": "p1"}
        writer.writerow([cells.get(one, getattr(row, one, "")) for one in COLUMNS])
    (folder / "claims.csv").write_text(text.getvalue(), encoding="utf-8")


def assessed(world: World) -> fc.Assessment:
    """The report read and assessed."""
    with tempfile.TemporaryDirectory() as folder:
        write(world, Path(folder))
        dossier = fc.load(folder)
    forget()
    return fc.assess(dossier)


def accused(result: fc.Assessment) -> tuple[set[str], bool]:
    """Claims of inconsistent findings and conflicts, and whether there are any."""
    findings = [one for one in result.finding_rows if one.verdict == "inconsistent"]
    named = {claim for one in findings for claim in one.claims}
    named |= {claim for one in result.conflict_rows for claim in one.claims}
    return named, bool(findings) or bool(result.conflict_rows)


def questioned(result: fc.Assessment, claim: str) -> bool:
    """Whether a finding about a claim is conditional or worse."""
    return any(
        one.verdict in ("conditional", "implausible", "inconsistent") and claim in one.claims
        for one in result.finding_rows
    )


def show(world: World, result: fc.Assessment, planted: str = "") -> None:
    """One report that came out otherwise than it should, for a person to look at."""
    print(
        f"--- report {world.number}: {world.language}, {world.rounding}, {len(world.rows)} claims, {planted}"
    )
    for one in result.finding_rows:
        if one.verdict == "inconsistent" or planted in one.claims:
            print(f"  {one.verdict} {one.check} {one.claims}: {one.message[:300]}")
    concerned = {
        claim for one in result.finding_rows if one.verdict == "inconsistent" for claim in one.claims
    }
    chosen = {row.indicator for row in world.rows if row.claim_id == planted}
    for row in world.rows:
        if row.claim_id in concerned or row.indicator in chosen:
            print(
                f"    {row.claim_id} {row.indicator} {row.kind} {row.comparator}{row.value} {row.unit} {row.start} {row.end}"
                f" {row.space} {row.source} firm={row.firm} {row.of} {row.quote}"
            )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clean", type=int, default=2000)
    parser.add_argument("--planted", type=int, default=2000)
    parser.add_argument("--excusable", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args()
    shown = asked.show
    clean: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    asking = claims = 0
    for number in range(asked.first, asked.first + asked.clean):
        world = Maker(number).made()
        result = assessed(world)
        clean[world.rounding] += 1
        claims += len(world.rows)
        asking += any(one.verdict == "conditional" for one in result.finding_rows)
        if accused(result)[1]:
            wrong[world.rounding] += 1
            if shown:
                shown -= 1
                show(world, result)
    print(
        f"\n{sum(clean.values())} honest reports, {claims} claims; {asking} of them asked for a missing word"
    )
    print("| printed | reports | accused |\n|---|---|---|")
    for name in ROUNDINGS:
        print(f"| {name} | {clean[name]} | {wrong[name]} |")
    for provable, count in ((True, asked.planted), (False, asked.excusable)):
        _planted(asked.first, count, provable=provable, shown=asked.show)


def _planted(first: int, count: int, *, provable: bool, shown: int) -> None:
    made: Counter[object] = Counter()
    found: Counter[object] = Counter()
    aside: Counter[object] = Counter()
    for number in range(first, first + count):
        world = Maker(number).made()
        planted = plant(world, UNITS[number // 4 % 4], provable=provable)
        if planted is None:
            continue
        kind = next(row.kind for row in planted.world.rows if row.claim_id == planted.claim)
        result = assessed(planted.world)
        named = accused(result)[0] if provable else set()
        hit = planted.claim in named if provable else questioned(result, planted.claim)
        innocent = bool(result.set_aside) and planted.claim not in result.set_aside
        for key in (planted.units, kind, "all"):
            made[key] += 1
            found[key] += hit
            aside[key] += innocent
        if shown and (not hit or innocent):
            shown -= 1
            print("found" if hit else "MISSED", "innocent aside" if innocent else "", result.set_aside)
            show(planted.world, result, planted.claim)
    print(
        f"\n{'Provable' if provable else 'Excusable'} errors: {made['all']} of {count} reports hold a number that can be tested"
    )
    print(
        "| error | planted | found and named | share | innocent set aside | share |\n|---|---|---|---|---|---|"
    )
    for key in (*UNITS, *_PLANTABLE, "all"):
        if made[key]:
            label = f"{key} units" if isinstance(key, int) else key
            print(
                f"| {label} | {made[key]} | {found[key]} | {found[key] / made[key]:.3f} | {aside[key]} |"
                f" {aside[key] / made[key]:.3f} |"
            )


if __name__ == "__main__":
    main()
