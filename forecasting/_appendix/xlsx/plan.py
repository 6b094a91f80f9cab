"""The plan year by year: choose a shape or type growth of your own, and see whether the goal is met."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, fsum, log, log1p
from typing import TYPE_CHECKING

from forecasting._appendix.xlsx.odds import chance, chance_formula
from forecasting._appendix.xlsx.targets import level_formula
from forecasting.ask.seek import problem_of, yearly_rows
from forecasting.ask.seek.plan import TAPER
from forecasting.models.reference import reference_class
from forecasting.words import unit_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting._appendix.xlsx.book import Book, Sheet
    from forecasting._appendix.xlsx.claims import PrintedCells
    from forecasting._appendix.xlsx.targets import Aims
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Plan, Threshold
    from forecasting.models import Predictive
    from forecasting.network import Observation

__all__ = ["plan_sheet", "write_plan"]

_HEADS = (
    ("year", 16),
    ("stated", 13),
    ("even", 12),
    ("target_then_even", 14),
    ("tapering", 13),
    ("own", 12),
    ("level", 12),
    ("left", 13),
    ("odds", 13),
    ("loc", 9),
    ("scale", 9),
    ("df", 7),
)
_COLUMN = {name: place for place, (name, _) in enumerate(_HEADS)}
_SHAPES = ("even", "target_then_even", "tapering")
#: Steps of Newton's method for the first year's growth of a tapering plan, from the growth that tapers in logs.
_STEPS = 4
_FIRST = 5


def plan_sheet(book: Book) -> Sheet:
    """The sheet, still empty."""
    return book.sheet("plan", [width for _, width in _HEADS])


def write_plan(
    sheet: Sheet, run: Assessment, printed: Mapping[str, PrintedCells], aims: Mapping[str, Aims]
) -> None:
    """Fill the sheet: a block for each indicator with a level to start from and a goal."""
    row = 3
    order = {target.indicator: place for place, target in enumerate(run.target_rows)}
    breaks = []
    for way in sorted(_ways(run), key=lambda one: order[one.plan.indicator]):
        if row > 3:
            breaks.append(row)
        row = _Block(sheet, run, way, printed, aims[way.plan.indicator]).write(row) + 2
    if row == 3:
        sheet.text(row, 0, sheet.book.say("plan.none"), "intro")
    sheet.file.set_h_pagebreaks(breaks)
    sheet.file.freeze_panes(2, 1)
    sheet.file.repeat_rows(0)


@dataclass(frozen=True, slots=True)
class _Way:
    """A plan with the level it starts from and the goal it leads to."""

    plan: Plan
    base: Observation
    goal: Threshold


def _ways(run: Assessment) -> Iterator[_Way]:
    for plan in run.plans:
        base, goal = plan.base, plan.goal
        if base is not None and goal is not None and goal.year > base.year:
            yield _Way(plan, base, goal)


class _Block:
    """The plan of one indicator."""

    def __init__(
        self, sheet: Sheet, run: Assessment, way: _Way, printed: Mapping[str, PrintedCells], aims: Aims
    ) -> None:
        plan, base, goal = way.plan, way.base, way.goal
        self.sheet, self.base, self.goal = sheet, base, goal
        self.wanted = float(goal.level)
        self.below = goal.side == "at_most"
        self.years = range(base.year + 1, goal.year + 1)
        self.indicator = run.dossier.indicators[plan.indicator]
        outlook = next((one for one in run.outlooks if one.indicator == plan.indicator and one.default), None)
        self.forecasts: dict[int, Predictive] = {one.year: one for one in outlook.years} if outlook else {}
        targets = [one for one in plan.targets if base.year < one.year < goal.year]
        self.shapes = {name: sheet.book.say(f"plan.{name}") for name in _SHAPES}
        if not targets:
            del self.shapes["target_then_even"]
        self.shape = "target_then_even" if targets else "even"
        #: Level and formula of each stated year.
        self.stated: dict[int, tuple[float, str]] = {base.year: (base.level, aims.base)}
        self.stated |= {
            one.year: (float(one.level), level_formula(one.claim, run, printed)) for one in targets
        }
        self.stated[goal.year] = (self.wanted, aims.goal)
        known = (
            reference_class(self.indicator.reference_class, run.dossier.as_of).persistence
            if self.indicator.reference_class
            else 1.0
        )
        self.kept = known if known < 1 else TAPER
        problem = problem_of(run, plan.indicator, by=goal.year, goal=self.wanted)
        rows = yearly_rows(problem, tuple(self.shapes), persistence=self.kept)
        self.levels = {(row.shape, row.year): row.level for row in rows}
        self.rates = {(row.shape, row.year): row.growth for row in rows if row.growth is not None}

    def write(self, row: int) -> int:
        """Write the block from a row on and say its last row."""
        sheet, book = self.sheet, self.sheet.book
        unit = unit_name(self.indicator.unit, book.language)
        label = self.indicator.name(book.language)
        sheet.text(row, 0, book.say("plan.block", label=label, unit=unit), "label")
        head = row + 3
        sheet.heads(head, [book.say(f"plan.{name}") for name, _ in _HEADS], frozen=False)
        self.top = head + 1
        self.row = {year: self.top + place for place, year in enumerate((self.base.year, *self.years))}
        self.level = {year: sheet.cell(self.row[year], _COLUMN["stated"]) for year in self.stated}
        self._choices(row + 1)
        self._result(row + 2)
        for year in self.row:
            self._stated(year)
        for name in ("even", "target_then_even", "tapering", "own", "left", "odds", "loc", "scale", "df"):
            sheet.text(self.top, _COLUMN[name], "")
        base = self.level[self.base.year]
        sheet.formula(self.top, _COLUMN["level"], base, self.base.level, "level")
        for year in self.years:
            self._year(year)
        return self.row[self.goal.year]

    def _choices(self, row: int) -> None:
        """The shape, the share of growth kept, and the first year's growth of a tapering plan, solved in steps."""
        sheet, book = self.sheet, self.sheet.book
        sheet.text(row, 0, book.say("plan.shape"), "strong")
        sheet.text(row, 1, self.shapes[self.shape], "centre", changeable=True)
        self.chosen = sheet.cell(row, 1)
        choices = {"validate": "list", "source": list(self.shapes.values())}
        sheet.file.data_validation(row, 1, row, 1, choices)
        sheet.text(row, 2, book.say("plan.kept"), "strong")
        sheet.number(row, 3, self.kept, "pct", changeable=True)
        kept = self.share = sheet.cell(row, 3)
        sheet.text(row, 4, book.say("plan.first"), "strong")
        steps = len(self.years)
        whole = log(self.wanted / self.base.level)
        total = f"LN({self.level[self.goal.year]}/{self.level[self.base.year]})"
        shares = f"IF({kept}=1,1/{steps},(1-{kept})/(1-{kept}^{steps}))"
        value = exp(whole * (1 - self.kept) / (1 - self.kept**steps)) - 1
        sheet.formula(row, _FIRST, f"EXP({total}*{shares})-1", value, "pct")
        first, last = (
            sheet.cell(self.row[year], _COLUMN["year"]) for year in (self.years[0], self.years[-1])
        )
        weights = f"{kept}^({first}:{last}-{first})"
        for step in range(1, _STEPS + 1):
            before = sheet.cell(row, _FIRST + step - 1)
            reached, slope = (
                f"SUMPRODUCT(LN(1+{before}*{weights}))",
                f"SUMPRODUCT({weights}/(1+{before}*{weights}))",
            )
            value = self._newton(value, whole)
            sheet.formula(row, _FIRST + step, f"{before}-({reached}-{total})/{slope}", value, "pct")
        self.first = sheet.cell(row, _FIRST + _STEPS)

    def _newton(self, first: float, whole: float) -> float:
        weights = [self.kept**step for step in range(len(self.years))]
        reached = fsum(log1p(first * weight) for weight in weights)
        return first - (reached - whole) / fsum(weight / (1 + first * weight) for weight in weights)

    def _stated(self, year: int) -> None:
        sheet, row = self.sheet, self.row[year]
        sheet.number(row, _COLUMN["year"], year, "year")
        if year not in self.stated:
            sheet.text(row, _COLUMN["stated"], "")
            return
        value, formula = self.stated[year]
        if formula:
            sheet.formula(row, _COLUMN["stated"], formula, value, "level")
        else:
            sheet.number(row, _COLUMN["stated"], value, "level", changeable=True)

    def _growth(self, year: int) -> dict[str, str]:
        """Growth of a year under each shape, by formula."""
        base, goal = self.level[self.base.year], self.level[self.goal.year]
        found = {"even": f"({goal}/{base})^(1/{len(self.years)})-1"}
        if "target_then_even" in self.shapes:
            since = max(one for one in self.stated if one < year)
            until = min(one for one in self.stated if one >= year)
            found["target_then_even"] = f"({self.level[until]}/{self.level[since]})^(1/{until - since})-1"
        found["tapering"] = f"{self.first}*{self.share}^{year - self.years[0]}"
        return found

    def _year(self, year: int) -> None:
        sheet, row = self.sheet, self.row[year]
        at = {name: sheet.cell(row, column) for name, column in _COLUMN.items()}
        formulas = self._growth(year)
        for name in _SHAPES:
            if name in formulas:
                sheet.formula(row, _COLUMN[name], formulas[name], self.rates[name, year], "pct")
            else:
                sheet.text(row, _COLUMN[name], "")
        chosen = at["even"]
        for name in [name for name in self.shapes if name != "even"]:
            chosen = f'IF({self.chosen}="{self.shapes[name]}",{at[name]},{chosen})'
        level = self.levels[self.shape, year]
        sheet.formula(row, _COLUMN["own"], chosen, self.rates[self.shape, year], "pct", changeable=True)
        before = sheet.cell(row - 1, _COLUMN["level"])
        sheet.formula(row, _COLUMN["level"], f"{before}*(1+{at['own']})", level, "level")
        left = self.goal.year - year
        if left:
            value = (self.wanted / level) ** (1 / left) - 1
            formula = f"({self.level[self.goal.year]}/{at['level']})^(1/{left})-1"
            sheet.formula(row, _COLUMN["left"], formula, value, "pct")
        else:
            sheet.text(row, _COLUMN["left"], "")
        forecast = self.forecasts.get(year)
        if forecast is None:
            for name in ("odds", "loc", "scale", "df"):
                sheet.text(row, _COLUMN[name], "")
            return
        sheet.number(row, _COLUMN["loc"], forecast.loc, "exact")
        sheet.number(row, _COLUMN["scale"], forecast.scale, "exact")
        sheet.number(row, _COLUMN["df"], forecast.df, "factor")
        t = f"((LN({at['level']})-{at['loc']})/{at['scale']})"
        formula = chance_formula(t, at["df"], below=self.below)
        sheet.formula(row, _COLUMN["odds"], formula, chance(forecast, level, below=self.below), "odds")

    def _result(self, row: int) -> None:
        """Whether the plan meets the goal, and by how much."""
        sheet, book = self.sheet, self.sheet.book
        last, year = self.row[self.goal.year], self.goal.year
        end, goal = sheet.cell(last, _COLUMN["level"]), self.level[year]
        level = self.levels[self.shape, year]
        met, missed = book.say("plan.met"), book.say("plan.missed")
        sheet.text(row, 0, book.say("plan.result", year=year), "strong")
        # A path solved for the goal ends on it up to the last binary digits.
        gap = f"{end}/{goal}-1"
        test = f"{gap}<=0.000000001" if self.below else f"{gap}>=-0.000000001"
        reached = level / self.wanted - 1
        good = reached <= 1e-9 if self.below else reached >= -1e-9
        sheet.formula(row, 1, f'IF({test},"{met}","{missed}")', met if good else missed, "centre")
        sheet.warn((row, 1), (row, 1), f'{sheet.cell(row, 1)}="{missed}"')
        sheet.text(row, 2, book.say("plan.ends"), "strong")
        sheet.formula(row, 3, end, level, "level")
        sheet.text(row, 4, book.say("plan.gap"), "strong")
        sheet.formula(row, 5, f"ROUND({end}-{goal},6)", round(level - self.wanted, 6), "decimal")
        sheet.formula(row, 6, f"ROUND({gap},9)", round(reached, 9), "pct")
        forecast = self.forecasts.get(year)
        if forecast is not None:
            sheet.text(row, 7, book.say("plan.chance"), "strong")
            at = {name: sheet.cell(last, _COLUMN[name]) for name in ("loc", "scale", "df")}
            t = f"((LN({goal})-{at['loc']})/{at['scale']})"
            formula = chance_formula(t, at["df"], below=self.below)
            sheet.formula(row, 8, formula, chance(forecast, self.wanted, below=self.below), "odds")
