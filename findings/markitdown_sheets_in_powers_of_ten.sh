#!/usr/bin/env bash
# Expected: a table of an Excel workbook turned into Markdown keeps its numbers: 1234567.89 stays 1234567.89, 22.0% and
#   001 stay what the cell shows, an empty cell stays empty.
# Seen: where a column holds an amount above a million beside a growth rate, all its numbers are written in powers of
#   ten with seven digits: 1234567.89 becomes 1.234568e+06 and 2746000000 beside 2745999999 become the same text. A
#   growth of 22.0% is written 2.200000e-01, an empty cell NaN.
# Packages: markitdown 0.1.9 with its extra [xlsx] (pandas 3.1.1, openpyxl 3.1.5).
# Known: issue 2532 of September 2026 (open) tells of the lost digits; that two levels of one table become the same text,
#   and that growth rates and empty cells go the same way, is not in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
  'markitdown[xlsx]==0.1.9' 'pandas==3.1.1' 'openpyxl==3.1.5'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from markitdown import MarkItDown
from openpyxl import Workbook

book = Workbook()
sheet = book.active
for row in (
    ["indicator", "2008", "2009"],
    ["revenue, yuan", 2_745_999_999, 2_746_000_000],
    ["output, tonnes", 1_234_567.89, 1_234_568.21],
    ["growth", 0.22, 0.125],
    ["exports", None, 1.9],
):
    sheet.append(row)
sheet["B4"].number_format = sheet["C4"].number_format = "0.0%"
book.save("table.xlsx")
text = MarkItDown().convert("table.xlsx").text_content
print(text)
cells = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|")]
seen = {row[0]: row[1:] for row in cells}
assert seen["revenue, yuan"] == ["2.746000e+09", "2.746000e+09"]
assert seen["output, tonnes"] == ["1.234568e+06", "1.234568e+06"]
assert seen["growth"] == ["2.200000e-01", "1.250000e-01"]
assert seen["exports"][0] == "NaN"
PY
