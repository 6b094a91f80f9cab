"""Where the claims of a folder stand in the text of its report, and which numbers of the text no claim states."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from forecasting.numbers.numerals import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forecasting._extract.document import Cell, Document, TableGrid

__all__ = ["Loose", "PlacedRow", "Report", "Shown", "confidence_of", "place"]

_CHINESE = "零〇一二三四五六七八九十百千两"
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9.])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?"
    rf"|百分之[{_CHINESE}点]+|翻[一二两三四五1-5]?[了]?番"
    rf"|[{_CHINESE}几数]+(?:多|余|点[{_CHINESE}]+)?(?=[万亿]|倍|成(?!果|立|为|绩|长|效|功|员|本|就|品|熟|都)|个百分点)"
    r"|\b(?:doubl|tripl|trebl|quadrupl|halv)(?:e|es|ed|ing)\b"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
    r"(?= (?:hundred|thousand|million|billion|trillion|per ?cent|percent|crore|lakh|times|fold))",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r" ?(?:多|余|几)?((?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千)?(?:美元|港元|欧元|日元|元|平方公里|平方千米|平方米|公里|公顷|亩"
    r"|吨标准煤|吨|千瓦时|千瓦|立方米|人次|人|户|家|个百分点|辆|台|套|件|岁)|万亿|亿|万|%|％|‰|倍|番|成|个百分点|百分点"
    r"|(?:thousand|million|billion|trillion|crore|lakh)(?: [a-z]+)?|per ?cent|percent|percentage points?|bn|m\b)",
    re.IGNORECASE,
)
_DATE_BEHIND = re.compile(r" ?(?:年|月|日|号|时|点|届|次会议|：|:|-[0-9]{4}|—[0-9]{4})")
_MASKED = re.compile(r"[xX*×]{1,2}(?![A-Za-z])")  # 20xx
_NUMBERED = re.compile(r"(?:第|[№#]|No\. ?|附?表 ?|图 ?|Table |Figure |chapter |section )\Z", re.IGNORECASE)
_LIST_MARK = re.compile(r"\s*[(（]?\Z")
_MARK_BEHIND = re.compile(r"[.、．)）](?![0-9])")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_CLAUSE_END = re.compile(r"[，。；;！？!?\n\t]|[,.](?=\s|$|[\u3400-\u9fff])")
_GROWN = re.compile(r"增|升|涨|漲|降|减|減|grew|grow|rose|rise|up|fell|down|increas|declin", re.IGNORECASE)
_LONGEST_CLAUSE = 80
_CONFIDENCE = re.compile(r"(?:^|;)\s*confidence=([01](?:\.[0-9]+)?)")
_GOES_ON = re.compile(r"[0-9]|[.,][0-9]")
_MOST_PLACES = 5000
_LOCATOR = re.compile(r"[0-9]+")


def confidence_of(row: Mapping[str, str]) -> float | None:
    """How sure the extraction was of a row, from its note; None for a row of a person."""
    found = _CONFIDENCE.search(row.get("note", ""))
    return float(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row of the claims with its place.

    Attributes:
        cells: the row, by column.
        line: in the claims file; 0 for none.
        start, end: where the quote stands in the text; both -1 where it stands nowhere.
        values: where its number stands within the quote; the whole quote where no number was told from the others.
        faults: what is wrong with the row, as `validate` says it.
    """

    cells: Mapping[str, str]
    line: int = 0
    start: int = -1
    end: int = -1
    values: tuple[tuple[int, int], ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def claim_id(self) -> str:
        """The id of the claim; empty where the table has none."""
        return self.cells.get("claim_id", "")


@dataclass(frozen=True, slots=True)
class Loose:
    """A number of the text that no claim states, and what a row for it would hold.

    Attributes:
        start, end: where it stands.
        value, unit, kind, quote: a proposal.
    """

    start: int
    end: int
    value: str
    unit: str
    kind: str
    quote: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A table of the text.

    Attributes:
        start, end: of the lines that print it.
        rows: for each cell that is not covered by a merged one: start and end in the text, columns and rows it covers.
    """

    start: int
    end: int
    rows: tuple[tuple[tuple[int, int, int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The documents of a dossier one behind the other, with the claims and the numbers left.

    Attributes:
        text: of all documents.
        parts: name, start and end of each document.
        tables: those of all documents.
        claims: in the order of the claims file.
        loose: numbers no claim states, in the order of the text.
        set_aside: how many numbers were left alone as years, dates and numberings.
        notices: what a reader should know about the reading of the documents.
    """

    text: str
    parts: tuple[tuple[str, int, int], ...]
    tables: tuple[Shown, ...]
    claims: tuple[PlacedRow, ...]
    loose: tuple[Loose, ...]
    set_aside: int = 0
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Number:
    """A number of the text; `printed` and `unit` are as cleaned, `no_quantity` marks years, dates and numberings."""

    start: int
    end: int
    printed: str
    unit: str
    no_quantity: bool


@dataclass(slots=True)
class _Text:
    """The documents joined, and the numbers of all of them."""

    text: str = ""
    parts: list[tuple[str, int, int]] = field(default_factory=list)
    tables: list[Shown] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)  # starts of the printed lines
    numbers: list[_Number] = field(default_factory=list)

    def line(self, first: int, number: int) -> tuple[int, int]:
        """Start and end of a printed line, counted from 1, of the document that begins at a place."""
        at = bisect_left(self.lines, first) + number - 1
        if not 0 <= at < len(self.lines):
            return 0, 0
        end = self.text.find("\n", self.lines[at])
        return self.lines[at], len(self.text) if end < 0 else end

    def add(self, document: Document) -> None:
        """Put a document behind the others."""
        base = len(self.text)
        ending = "" if document.text.endswith("\n") else "\n"
        self.text += document.text + ending
        self.parts.append((document.name, base, len(self.text)))
        self.tables += [_shown(one, base, self.text) for one in document.tables if one.char_end]
        self.lines += [base + match.start() for match in re.finditer(r"[^\n]+", document.text)]
        cleaned = document.cleaned
        for match in _NUMBER.finditer(cleaned):
            start, end = document.span(*match.span())
            unit = _UNIT.match(cleaned, match.end())
            word = unit[1] if unit else ""
            no_quantity = not word and _no_quantity(cleaned, match)
            self.numbers.append(_Number(base + start, base + end, match.group(), word, no_quantity))


def _shown(table: TableGrid, base: int, text: str) -> Shown:
    """A table by its places in the joined text; a repeated cell that prints nothing is covered by the one it repeats."""
    start, end = base + table.char_start, text.find("\n", base + table.char_end)
    grid = table.cells
    covered: set[tuple[int, int]] = set()
    rows = []
    for at, row in enumerate(grid):
        line = []
        for column, cell in enumerate(row):
            if (at, column) in covered:
                continue
            wide = high = 1
            if cell.char_end:
                while column + wide < len(row) and _repeats(row[column + wide], cell):
                    wide += 1
                while at + high < len(grid) and _repeats(grid[at + high][column], cell):
                    high += 1
                covered |= {
                    (one, other) for one in range(at, at + high) for other in range(column, column + wide)
                }
            place = (base + cell.char_start, base + cell.char_end) if cell.char_end else (start, start)
            line.append((*place, wide, high))
        rows.append(tuple(line))
    return Shown(text.rfind("\n", 0, start) + 1, len(text) if end < 0 else end, tuple(rows))


def _repeats(cell: Cell, printed: Cell) -> bool:
    return not cell.char_end and bool(cell.text) and cell.text == printed.text


def _no_quantity(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a year, a date, a duration or a numbering."""
    if (
        _DATE_BEHIND.match(text, match.end())
        or _MASKED.match(text, match.end())
        or _YEAR.fullmatch(match.group())
    ):
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    if _NUMBERED.search(before):
        return True
    line = text.rfind("\n", 0, match.start()) + 1
    return bool(_LIST_MARK.match(text[line : match.start()]) and _MARK_BEHIND.match(text, match.end()))


def place(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    documents: Sequence[Document],
    faults: Mapping[int, Sequence[str]] | None = None,
    sources: Mapping[str, str] | None = None,
) -> Report:
    """The claims in the text.

    Args:
        rows: line in the file and cells of each claim.
        documents: the reports they were read from.
        faults: what is wrong with a line.
        sources: title of each source; one that is the name of a document is looked for in that one first.
    """
    joined = _Text()
    notices: list[str] = []
    for document in documents:
        joined.add(document)
        notices += [f"{document.name}: {one}" if len(documents) > 1 else one for one in document.notices]
    starts = [one.start for one in joined.numbers]
    taken: dict[tuple[str, ...], set[int]] = {}
    claims = []
    for line, cells in rows:
        wrong = tuple((faults or {}).get(line, ()))
        named = (sources or {}).get(cells.get("source", ""), "")
        start = _found(cells, joined, taken, named)
        one = PlacedRow(dict(cells), line, faults=wrong)
        if start >= 0:
            end = start + len(cells["quote"])
            inside = joined.numbers[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
            one = replace(one, start=start, end=end, values=_values(cells, inside) or ((start, end),))
        claims.append(one)
    stated = {value for one in claims for value in one.values}
    spans = sorted(stated)
    loose = [
        _proposal(joined.text, number)
        for number in joined.numbers
        if not number.no_quantity and not _covered(spans, number.start, number.end)
    ]
    return Report(
        joined.text,
        tuple(joined.parts),
        tuple(joined.tables),
        tuple(claims),
        tuple(loose),
        sum(one.no_quantity for one in joined.numbers),
        tuple(notices),
    )


def _found(
    cells: Mapping[str, str], joined: _Text, taken: dict[tuple[str, ...], set[int]], named: str
) -> int:
    """Where a quote stands: in its own document, where its locator says, else at the first place no like claim has."""
    quote = cells.get("quote", "")
    if not quote:
        return -1
    key = tuple(cells.get(one, "") for one in ("quote", "indicator", "kind", "value", "end"))
    used = taken.setdefault(key, set())
    number = _LOCATOR.search(cells.get("locator", ""))
    own = [part for part in joined.parts if part[0] == named] or joined.parts
    stretches = [joined.line(start, int(number.group()[:9])) for _, start, _ in own] if number else []
    stretches += [(start, end) for _, start, end in own] + [(0, len(joined.text))]
    first = -1
    for start, end in stretches:
        for place in _occurrences(joined.text, quote, start, end):
            if place not in used:
                used.add(place)
                return place
            first = place if first < 0 else first
    return first


def _occurrences(text: str, quote: str, start: int, end: int) -> Iterator[int]:
    """Where a quote stands in a stretch of the text; 10 does not stand in 2010, nor 1.8 in 1.87."""
    at = text.find(quote, start, end)
    tried = 0
    while at >= 0 and tried < _MOST_PLACES:
        before, after = text[at - 1 : at], text[at + len(quote) : at + len(quote) + 2]
        cut = (quote[0].isdigit() and (before.isdigit() or before == ".")) or (
            quote[-1].isdigit() and _GOES_ON.match(after)
        )
        if not cut:
            yield at
        tried += 1
        at = text.find(quote, at + 1, end)


def _values(cells: Mapping[str, str], inside: Sequence[_Number]) -> tuple[tuple[int, int], ...]:
    """The numbers of a quote that are the claim's own."""
    wanted = [one.strip().lstrip("-") for one in cells.get("value", "").split("..")]
    found = []
    for number in inside:
        forms = numbers(number.printed)
        if any(value in forms for value in wanted):
            found.append((number.start, number.end))
    # The value of a growth claim stands at the end of its quote, behind the level.
    return tuple(found[-1:]) if len(wanted) == 1 else tuple(found)


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(spans, (start, end))
    near = spans[max(0, at - 1) : at + 1]
    return any(one[0] <= start < one[1] or start <= one[0] < end for one in near)


def _proposal(text: str, number: _Number) -> Loose:
    """What a row for a number would hold."""
    start, end, printed, word = number.start, number.end, number.printed, number.unit
    earliest = max(0, start - _LONGEST_CLAUSE)
    first = max((match.end() for match in _CLAUSE_END.finditer(text, earliest, start)), default=earliest)
    last = _CLAUSE_END.search(text, end, end + _LONGEST_CLAUSE)
    quote = text[first : last.start() if last else end + _LONGEST_CLAUSE].strip()
    kind = "level"
    if word in ("%", "‰", "成") or word.lower().startswith("per") or printed.startswith("百分之"):
        kind = "growth" if _GROWN.search(quote) else "level"
        word = "‰" if word == "‰" else "成" if word == "成" else "%"
    elif word in ("倍", "番") or "番" in printed:
        kind, word = "multiple", word or "番"
    elif "百分点" in word or word.lower().startswith("percentage"):
        kind = "points"
    forms = sorted(numbers(printed), key=lambda one: (len(one), one))
    return Loose(start, end, forms[0] if forms else printed, word, kind, quote)
