#!/usr/bin/env bash
# Expected: a Python engine for Excel formulas rounds as Excel does: ROUND(250,-2) is 300, ROUND(2.5,0) is 3, -2^2
#   is 4, and twelve months after 29 February 2024 come 28 February 2025 (serial 45716).
# Seen: pycel rounds halves away from zero at and behind the point (2.5 to 3), but to even before it (250 to 200,
#   450 to 400), gives -4 for -2^2 and 1 March (45717) for EDATE. formulas and LibreOffice agree with Excel on all
#   of them.
# Packages: pycel 1.0b30 (October 2021, the newest), formulas 1.3.4 (March 2026), openpyxl 3.1.5.
# Known: pycel issue 105 is on the minus sign; rounding and EDATE not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pycel==1.0b30' 'formulas==1.3.4' 'openpyxl==3.1.5'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import openpyxl

def book(formulas):
    wb = openpyxl.Workbook()
    for row, text in enumerate(formulas, 1):
        wb.active.cell(row, 1, text)
    wb.save("book.xlsx")
    return "book.xlsx"

import formulas
from pycel import ExcelCompiler

seen = {
    "=ROUND(2.5,0)": (3, 3), "=ROUND(250,-2)": (200, 300), "=ROUND(450,-2)": (400, 500), "=ROUND(350,-2)": (400, 400),
    "=-2^2": (-4, 4), "=EDATE(DATE(2024,2,29),12)": (45717, 45716),
}
compiled = ExcelCompiler(filename=book(seen))
for row, (text, (by_pycel, by_formulas)) in enumerate(seen.items(), 1):
    a = compiled.evaluate(f"Sheet!A{row}")
    b = float(formulas.Parser().ast(text)[1].compile()())
    print(f"{text:28} pycel {a}  formulas {b}")
    assert (a, b) == (by_pycel, by_formulas), (text, a, b)
PY
