"""Tables: indicators down and years across, or the other way round, with the unit in the head, in a corner or in the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Candidate, Subject
from forecasting._extract.cells import has_decimal_commas, printed_cell
from forecasting._extract.chinese.when import CHINESE_TIME, chinese_when
from forecasting._extract.english.when import ENGLISH_TIME, english_when
from forecasting._extract.lexicon.words import indicators, lexicon
from forecasting._extract.quantity import negated_comparator
from forecasting.numbers import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forecasting._extract.calendar import Calendar
    from forecasting._extract.document import Cell, TableGrid

__all__ = ["read_grid"]

_YEAR = re.compile(
    r"(?:FY ?)?((?:19|20)[0-9]{2})(?:[/–-][0-9]{2,4})?(?:年度?|年末|年底|[AEFBRP]|[efrp])?[*†]?"
)
_GROWTH = re.compile(
    r"增长|增速|增幅|同比|涨幅|升降|[±+]%|growth|change|yoy|y/y|increase|% ?chg|variation", re.IGNORECASE
)
_AVERAGE = re.compile(
    r"年均|平均每年|年平均增|average annual|annual average|per annum|\bp\.a\.|a year|cagr", re.IGNORECASE
)
_PLANNED = re.compile(
    r"计划|目标|预期|预算数|规划|target|\bplan(?:ned)?\b|forecast|projected|\bbudget(?:ed)?\b", re.IGNORECASE
)
_DONE = re.compile(r"实际|完成|执行|决算|actual|outturn|achieved", re.IGNORECASE)
_POINTS = re.compile(r"百分点|percentage point|\bpp\b|bps", re.IGNORECASE)
_SHARE = re.compile(r"比重|占比|构成|share|% of|proportion|per cent of", re.IGNORECASE)
_ONLY_GROWTH = re.compile("(?:(?:比上年|同比)?(?:增长率?|增速|增幅|增减)|growth|change)", re.IGNORECASE)
_ALL_GROWTH = re.compile(
    r"(?:percent(?:age)?|per cent|%) (?:change|growth)|growth rates?|增长率|同比增长", re.IGNORECASE
)
_OTHER = re.compile(
    r"排名|位次|序号|完成(?:预算|计划|年初)|为预算|占预算|预算数的|rank|note|page|no\.|variance|% of budget|编号|备注|目标完成|贡献|权重|拉动|contribution|weight",
    re.IGNORECASE,
)
_UNIT_IN = re.compile(r"[（(\[]\s*(?:单位[:：]?\s*|in )?([^（）()\[\]]{1,24})\s*[)）\]]")
_UNIT_SAID = re.compile(
    r"(?:计量)?单位[:：]\s*([^\s，,；;）)]{1,16})|\b(?:in|unit:?|units:?)\s+([A-Za-z$£€%][A-Za-z0-9$£€ .%]{0,24})",
    re.IGNORECASE,
)
_UNIT_LAST = re.compile(r",\s*([A-Za-z$£€ ]{2,24}|[\u4e00-\u9fff]{1,6})\s*$")
_LEAD = re.compile(
    r"^(?:其中[:：]?|#|[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十0-9]+[)）]|[0-9]+[、.．)]|of which:?|[-–•*])\s*",
    re.IGNORECASE,
)
_LONGEST_LABEL = 60
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class _Head:
    """What a row or a column stands for; `first` is the base year where its head prints a run of years."""

    year: int | None
    period: str
    growth: bool
    points: bool
    average: bool
    planned: bool
    first: int | None
    other: bool
    unit: str
    words: str


def read_grid(grid: TableGrid, calendar: Calendar, language: str) -> list[Candidate]:
    """The claims of a table; the places of its candidates are in the text as given.

    Args:
        grid: the table.
        calendar: the years of its document, for columns without a year.
        language: "zh" or "en".
    """
    rows = [row for row in grid.cells if any(cell.text.strip() for cell in row)]
    if len(rows) < 2 or len(rows[0]) < 2 or len(rows) * len(rows[0]) > _MOST_CELLS:
        return []
    if has_decimal_commas(cell.text for row in rows for cell in row):
        return []  # 1,234 could be 1.234 in such a table
    across = _heads(rows)
    if across and _years(across[1][1:]):
        return _GridReader(grid, calendar, language).read(rows[across[0] :], across[1])
    flipped = _transposed(rows)
    down = _heads(flipped)
    if down and len(_years(down[1][1:])) > 1:
        return _GridReader(grid, calendar, language).read(flipped[down[0] :], down[1])
    parts = across and _YEAR.search(grid.caption) and sum(bool(head.period) for head in across[1][1:]) > 1
    if across and (parts or any(head.growth for head in across[1][1:])):
        return _GridReader(grid, calendar, language).read(rows[across[0] :], across[1])
    return []


def _years(heads: Iterable[_Head]) -> list[int]:
    return [head.year for head in heads if head.year is not None]


def _years_beside(heads: Sequence[_Head]) -> list[int | None]:
    """The year of each column; one without a year goes with the years to its left, the latest first or last."""
    found: list[int | None] = []
    run: list[int] = []
    for head in heads:
        if head.year is None:
            found.append(max(run) if run and run == sorted(run, reverse=True) else (run[-1] if run else None))
            continue
        run = [head.year] if head.growth else [*run, head.year]
        found.append(head.year)
    return found


def _transposed(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    width = min(len(row) for row in rows)
    return [[row[column] for row in rows] for column in range(width)]


def _heads(rows: Sequence[Sequence[Cell]]) -> tuple[int, list[_Head]] | None:
    """How many rows are head, and what each column stands for; None where nothing is a head."""
    deep = 0
    for row in rows[:4]:
        numbers = sum(_is_value(cell.text) for cell in row[1:])
        if numbers * 2 > len(row) - 1:
            break
        deep += 1
    if not deep or deep == len(rows):
        return None
    columns = range(min(len(row) for row in rows))
    return deep, [
        _head(" ".join(dict.fromkeys(rows[one][column].text.strip() for one in range(deep))))
        for column in columns
    ]


def _is_value(text: str) -> bool:
    """Whether a cell holds a number that is no year."""
    bare = text.strip()
    return printed_cell(bare) is not None and _YEAR.fullmatch(bare) is None


def _head(words: str) -> _Head:
    found = _YEAR.search(words)
    year, period = (int(found.group(1)), "") if found else (None, "")
    first: int | None = None
    for pattern, reader in ((CHINESE_TIME, chinese_when), (ENGLISH_TIME, english_when)):
        for match in re.finditer(pattern, words.lower()):
            when = reader(match.group().strip())
            if when is not None and when.kind == "part":
                period = period or when.period
            elif when is not None and when.kind == "year" and year is None:
                year = when.last
            elif (
                when is not None
                and when.kind in {"plan", "span", "between"}
                and when.first
                and when.last
                and when.last > when.first + 1
            ):
                first, year = when.first - (when.kind != "between"), when.last
    step = _step_of_pair(words, year) if found and year is not None else 0
    if year is not None and step == 1 and first is None:
        year += 1
    return _Head(
        year,
        period,
        _GROWTH.search(words) is not None or step < 0,
        _POINTS.search(words) is not None,
        _AVERAGE.search(words) is not None,
        _PLANNED.search(words) is not None and _DONE.search(words) is None,
        first,
        _OTHER.search(words) is not None or (_SHARE.search(words) is not None and not found),
        _unit_of(words),
        words,
    )


def _step_of_pair(words: str, year: int) -> int:
    """1 for a year printed as two (2022/23), -1 for a year held against the one before it (2023/22, 2023 vs 2022), else 0."""
    pair = re.search(
        rf"{year} ?(?P<sign>[/–-]|vs\.?|on|over|against|比) ?(?P<other>(?:19|20)?[0-9]{{2}})(?![0-9])",
        words,
        re.IGNORECASE,
    )
    if pair is None:
        return 0
    other = pair["other"]
    if int(other) == (year - 1) % 10 ** len(other):
        return -1
    return int(pair["sign"] in "/–-" and int(other) == (year + 1) % 10 ** len(other))


def _unit_of(words: str) -> str:
    """A unit printed in a head or a name: (亿元), 单位：万人, (in $ million)."""
    for pattern in (_UNIT_SAID, _UNIT_IN, _UNIT_LAST):
        for match in pattern.finditer(words):
            text = next(group for group in match.groups() if group).strip(" .：:")
            text = "%" if text in {"％", "percent", "per cent"} else text
            if units.unit(text) is not None:
                return text
    bare = _YEAR.sub("", words).strip()
    return bare if bare and units.unit(bare) is not None and not bare.isdigit() else ""


class _GridReader:
    """Reads the body of one table."""

    def __init__(self, grid: TableGrid, calendar: Calendar, language: str) -> None:
        self.calendar = calendar
        self.language = language
        self.words = lexicon(language)
        self.known = indicators()
        self.caption = f"{grid.caption} {grid.unit}"
        self.unit = _unit_of(grid.unit) or _unit_of(grid.caption)
        if not self.unit and units.unit(grid.unit.strip()) is not None:
            self.unit = grid.unit.strip()
        self.all_growth = not self.unit and _ALL_GROWTH.search(grid.caption) is not None
        said = _YEAR.search(grid.caption)
        self.year = int(said.group(1)) if said else calendar.as_of

    def read(self, rows: Sequence[Sequence[Cell]], heads: Sequence[_Head]) -> list[Candidate]:
        """The claims of the rows below the head."""
        corner = heads[0].unit or self.unit
        unit_column = next(
            (
                place
                for place, head in enumerate(heads)
                if re.fullmatch(r"(?:计量)?单位|unit|units", head.words.strip(), re.IGNORECASE)
            ),
            -1,
        )
        beside = _years_beside(heads)
        done: list[Candidate] = []
        above: Subject | None = None
        for row in rows:
            subject = self._subject(row[0])
            if subject is None:
                continue
            if _ONLY_GROWTH.fullmatch(subject.label) and above is not None:
                subject = replace(subject, id=above.id, label=f"{above.label}{subject.label}", rate=False)
            else:
                above = subject
            printed = row[unit_column].text.strip() if unit_column > 0 and unit_column < len(row) else ""
            own = _unit_of(row[0].text) or (printed if units.unit(printed) is not None else "")
            for place, cell in enumerate(row[1 : len(heads)], 1):
                head = heads[place]
                if place == unit_column or head.other:
                    continue
                one = self._cell(cell, head, subject, own or head.unit or corner, beside[place] or self.year)
                if one is not None and one.kind == "growth" and (head.average or head.first is not None):
                    one = self._averaged(one, head, heads[1:place])
                if one is not None and one.kind == "level" and head.first is not None:
                    continue  # a total or an average over the years of its head: which, nobody says
                if one is not None:
                    done.append(one)
        return done

    def _subject(self, cell: Cell) -> Subject | None:
        text = _UNIT_IN.sub("", cell.text).strip()
        while _LEAD.match(text):
            text = _LEAD.sub("", text, count=1)
        text = re.sub(r"\s+", " ", text).strip(" :：*")
        if (
            not 2 <= len(text) <= _LONGEST_LABEL
            or _OTHER.search(text)
            or _YEAR.fullmatch(text)
            or not re.search("[A-Za-z\u4e00-\u9fff]", text)
        ):
            return None
        name = text if self.language == "zh" else text.lower()
        bare = (
            re.sub(r"(?:同比)?(?:增长率?|增速|增幅|growth)$", "", name, flags=re.IGNORECASE).strip(" ，,")
            or name
        )
        id_ = self.words.names.get(name) or self.words.names.get(bare, "")
        rates = self.words.raw["rates"]
        rate = (
            self.known[id_].measure == "rate"
            if id_
            else bare.endswith(tuple(rates["endings"])) and not bare.endswith(tuple(rates["exceptions"]))
        )
        return Subject(id_, text, cell.char_start, cell.char_end, rate)

    def _averaged(self, one: Candidate, head: _Head, left: Sequence[_Head]) -> Candidate | None:
        """Growth over several years: those its head prints, else from the first to the last of two columns of years."""
        years = sorted({other.year for other in left if other.year is not None and not other.growth})
        first = head.first if head.first is not None else (years[0] if len(years) == 2 else None)
        last = one.last if head.first is not None else (years[-1] if years else None)
        if first is None or not isinstance(last, int) or first >= last:
            return None
        one.kind, one.first, one.last = "average_growth" if head.average else "growth", first, last
        return one

    def _cell(
        self, cell: Cell, head: _Head, subject: Subject, unit: str, year: int | None
    ) -> Candidate | None:
        printed = printed_cell(cell.text)
        if printed is None or not cell.char_end:
            return None
        if year is None or not 1900 < year < 2100:
            return None
        growth = head.growth or (_GROWTH.search(subject.label) is not None and not subject.rate)
        kind, unit = self._kind(head, subject, unit, printed.suffix, printed.currency, growth=growth)
        negative = printed.negative
        if not kind or (negative and kind == "level" and not subject.rate):
            return None
        as_of = self.calendar.as_of
        role = "history" if as_of is None or year <= as_of else ("target" if year == as_of + 1 else "goal")
        if role == "history" and head.planned:
            role = "target"
        one = Candidate(
            subject, kind, f"-{printed.value}" if negative else printed.value, unit,
            negated_comparator(printed.comparator) if negative else printed.comparator, cell.char_start, cell.char_end,
            first=year - 1 if kind == "points" else None, last=year, role=role, period=head.period, given=True,
        )  # fmt: skip
        one.confidence = (0.9 if head.year is not None else 0.75) * (1.0 if subject.id else 0.92)
        one.evidence.append(("table", f"{subject.label}, {head.words}"))
        return one

    def _kind(
        self, head: _Head, subject: Subject, unit: str, suffix: str, currency: str, *, growth: bool
    ) -> tuple[str, str]:
        """Which kind of statement a cell makes, and in which unit; both empty for none."""
        if suffix in {"个百分点", "percentage points", "bps"} or (head.points and growth):
            return ("points", suffix or "个百分点") if subject.rate else ("", "")
        if growth:
            if suffix in {"", "%"} and (suffix == "%" or unit in {"%", ""} or head.growth):
                return (
                    "level" if subject.rate and not head.growth else "growth" if not subject.rate else "",
                    "%",
                )
            return "", ""
        if subject.rate:
            return "level", suffix or (unit if unit in {"%", "‰"} else "%")
        if suffix == "%" or unit == "%":
            return "", ""
        if currency and not unit:
            return "", ""
        return self._amount(subject, unit)

    def _amount(self, subject: Subject, unit: str) -> tuple[str, str]:
        """The kind and the unit of a plain number; both empty where its unit is not known, or is not its own."""
        if not unit:
            # A table of rates: annual percent change unless otherwise indicated.
            return ("growth", "%") if self.all_growth else ("", "")
        known, measured = units.unit(unit), self.known.get(subject.id)
        counted = measured is not None and measured.measure == "count"
        if counted and known is not None and known.family in units.CURRENCIES:
            return "", ""  # employees in a table of £m
        return "level", unit
