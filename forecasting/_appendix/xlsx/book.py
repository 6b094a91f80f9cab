"""A workbook to write into: styles, cell addresses, and sheets that keep text as text."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from forecasting.extras import needed
from forecasting.words import number, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

__all__ = ["Book", "Sheet", "times"]

#: Most characters that a cell can hold.
_LONGEST = 32_767
#: Any fixed moment will do: the same dossier must give the same bytes.
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the file format has no time zone
#: Letters of the text's size to a unit of column width, with some room left.
_LETTERS = 1.0
_LINE = 14.5
_TALLEST = 409.0
_FONTS = {"zh": "宋体", "en": "Calibri"}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "text_wrap": False, "border": 0},
    "intro": {"font_size": 10, "font_color": "#404040", "text_wrap": False, "border": 0},
    "label": {"bold": True, "text_wrap": False, "border": 0},
    "head": {
        "bold": True,
        "bg_color": "#E4E4E4",
        "align": "center",
        "valign": "vcenter",
        "top": 2,
        "bottom": 2,
    },
    "text": {},
    "strong": {"bold": True},
    "centre": {"align": "center"},
    "printed": {"num_format": "@", "align": "right"},
    "year": {"num_format": "0", "align": "center"},
    "factor": {"num_format": '0.00;"−"0.00'},
    "exact": {"num_format": '0.0000;"−"0.0000'},
    "decimal": {"num_format": "General"},
}
#: What a reader may change: a frame and a light ground, so that it shows in print without colour too.
_INPUT = {"border": 2, "bg_color": "#FFF6D6", "font_color": "#1F3A93"}


def times(reference: str, factor: Fraction) -> str:
    """A cell multiplied by an exact factor, as part of a formula."""
    if factor == 1:
        return reference
    over = "" if factor.denominator == 1 else f"/{factor.denominator}"
    return f"{reference}*{factor.numerator}{over}" if factor.numerator != 1 else f"{reference}{over}"


def _column(number_: int) -> str:
    letters = ""
    while number_ >= 0:
        letters = chr(ord("A") + number_ % 26) + letters
        number_ = number_ // 26 - 1
    return letters


class Book:
    """An .xlsx file in memory, in one language."""

    def __init__(self, language: str, title: str) -> None:
        library = needed("xlsxwriter", "xlsxwriter", "a workbook")
        self.language = language
        self._stream = BytesIO()
        self.file = library.Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        self.file.set_properties({"title": title, "created": _CREATED})
        self._formats: dict[tuple[str, bool, str], Any] = {}
        self._names: set[str] = set()
        self._sheets: list[Sheet] = []

    def say(self, key: str, **values: object) -> str:
        """A sentence of the workbook in its language."""
        return say(f"workbook.{key}", self.language, **values)

    def style(self, name: str, *, changeable: bool = False, shown: str = "") -> Any:
        """A cell format: a style by name, marked as open to change, with a number format of its own."""
        key = (name, changeable, shown)
        if key not in self._formats:
            look: dict[str, Any] = {"font_name": _FONTS[self.language], "font_size": 10, "valign": "vcenter"}
            look |= {"border": 1, "border_color": "#A0A0A0", "text_wrap": True} | dict(_STYLES[name])
            if shown:
                look["num_format"] = shown
            if changeable:
                look |= _INPUT | {"border_color": "#000000"}
            self._formats[key] = self.file.add_format(look)
        return self._formats[key]

    def warning(self) -> Any:
        """The look of a cell that needs attention, told by weight and pattern and not by colour alone."""
        return self.file.add_format({"bold": True, "italic": True, "pattern": 17, "fg_color": "#C0C0C0"})

    def shown(self, kind: str, value: float | None = None) -> str:
        """The number format of a kind in the language: `pct`, `pp`, `odds`, `level` (by the size of its value)."""
        chinese = self.language == "zh"
        match kind:
            case "pct":
                return '0.0%;"−"0.0%' if chinese else '0.0 %;"−"0.0 %'
            case "pp":
                unit = "个百分点" if chinese else " pp"
                return f'+0.0"{unit}";"−"0.0"{unit}";0.0"{unit}"'
            case "odds":
                sign = "%" if chinese else " %"
                return f'[<0.01]"<1{sign}";[>0.99]">99{sign}";0{sign}'
        text = number(abs(value or 0.0), "en").replace(",", "")
        decimals = len(text.partition(".")[2])
        whole = "#,##0" if not chinese and abs(value or 0.0) >= 10_000 else "0"
        return whole + ("." + "0" * decimals if decimals else "")

    def name(self, name: str, reference: str) -> None:
        """Name a cell, unless that name is taken."""
        clean = "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name)
        if clean not in self._names:
            self._names.add(clean)
            self.file.define_name(clean, f"={reference}")

    def sheet(self, key: str, widths: Sequence[float]) -> Sheet:
        """A new sheet, titled and explained by its key in the word tables, with its columns' widths."""
        made = Sheet(self, key, widths)
        self._sheets.append(made)
        return made

    def content(self) -> bytes:
        """The finished file."""
        for sheet in self._sheets:
            sheet.fit()
        self.file.close()
        return self._stream.getvalue()


class Sheet:
    """One sheet: a title, a line on what it is for, then rows."""

    def __init__(self, book: Book, key: str, widths: Sequence[float]) -> None:
        self.book = book
        self.name = book.say(f"{key}.name")
        self.key = key
        self.widths = list(widths)
        self._lines: dict[int, int] = {}
        self.file: Any = book.file.add_worksheet(self.name)
        for place, width in enumerate(widths):
            self.file.set_column(place, place, width, book.style("intro"))
        self.file.set_row(0, 24)
        self.text(0, 0, book.say(f"{key}.title"), "title")
        self.text(1, 0, book.say(f"{key}.intro"), "intro")
        self.file.hide_gridlines(2)
        self.file.set_landscape()
        self.file.set_paper(9)  # A4
        self.file.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.file.fit_to_pages(1, 0)
        self.file.set_footer("&L&A&R&P / &N")

    def cell(self, row: int, column: int) -> str:
        """Address of a cell on its own sheet, fixed."""
        return f"${_column(column)}${row + 1}"

    def at(self, row: int, column: int) -> str:
        """Address of a cell as other sheets write it."""
        quoted = self.name.replace("'", "''")
        return f"'{quoted}'!{self.cell(row, column)}"

    def text(
        self, row: int, column: int, value: object, style: str = "text", *, changeable: bool = False
    ) -> None:
        """Write text, whatever it begins with; what a cell cannot hold is cut and ends in an ellipsis."""
        text = "" if value is None else str(value)
        if len(text) > _LONGEST:
            text = text[: _LONGEST - 1] + "…"
        look = self.book.style(style, changeable=changeable)
        if _STYLES[style].get("text_wrap", True):
            self._lines[row] = max(self._lines.get(row, 1), self._lines_of(text, column))
        if text:
            self.file.write_string(row, column, text, look)
        else:
            self.file.write_blank(row, column, None, look)

    def across(self, row: int, first: int, last: int, text: str, style: str = "text") -> None:
        """Write a longer text over several columns."""
        lines = max(self._lines.get(row, 1), self._lines_of(text, first, last))
        self.file.merge_range(row, first, row, last, "", self.book.style(style))
        self.text(row, first, text, style)
        self._lines[row] = lines

    def _lines_of(self, text: str, column: int, last: int | None = None) -> int:
        """Lines that a text takes in its column, a Chinese character being as wide as two letters."""
        room = max(1.0, sum(self.widths[column : (column if last is None else last) + 1]) * _LETTERS)
        widths = [sum(2 if ord(letter) > 0x2E7F else 1 for letter in line) for line in text.split("\n")]
        return sum(max(1, ceil(width / room)) for width in widths)

    def fit(self) -> None:
        """Make each row as high as its longest text; viewers differ in whether they would do so themselves."""
        for row, lines in self._lines.items():
            if lines > 1:
                self.file.set_row(row, min(_TALLEST, lines * _LINE + 2))

    def number(
        self, row: int, column: int, value: float | None, kind: str, *, changeable: bool = False
    ) -> None:
        """Write a number; None is an empty cell."""
        look = self._look(kind, value, changeable=changeable)
        if value is None:
            self.file.write_blank(row, column, None, look)
        else:
            self.file.write_number(row, column, value, look)

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: float | str,
        kind: str,
        *,
        changeable: bool = False,
    ) -> None:
        """Write a formula (without its equals sign) and the value it has, for readers that do not calculate."""
        look = self._look(kind, value if isinstance(value, float | int) else None, changeable=changeable)
        self.file.write_formula(row, column, f"={formula}", look, value)

    def _look(self, kind: str, value: float | None, *, changeable: bool) -> Any:
        if kind in ("pct", "pp", "odds", "level"):
            return self.book.style("decimal", changeable=changeable, shown=self.book.shown(kind, value))
        return self.book.style(kind, changeable=changeable)

    def heads(self, row: int, labels: Sequence[str], *, fixed: int = 1, frozen: bool = True) -> None:
        """A heading row, repeated on every printed page; it and the first columns stay in view."""
        for place, label in enumerate(labels):
            self.text(row, place, label, "head")
        if frozen:
            self.file.freeze_panes(row + 1, fixed)
            self.file.repeat_rows(row)

    def warn(self, first: tuple[int, int], last: tuple[int, int], formula: str) -> None:
        """Mark cells in which a condition (without its equals sign, as for the first of them) holds."""
        rule = {"type": "formula", "criteria": f"={formula}", "format": self.book.warning()}
        self.file.conditional_format(*first, *last, rule)
