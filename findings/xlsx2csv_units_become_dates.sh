#!/usr/bin/env bash
# Expected: a cell of 27.46 with the number format 0.0" mn t" arrives as 27.46, or as the "27.5 mn t" that Excel shows.
# Seen: letters d, m, y, h and s count as a date even inside the quotes of a unit. What arrives is the format with parts
#   of a day in 1900 in it, and the number is nowhere: 0.0" 01n t" for every row. Units without such a letter are fine.
#   Of two percent columns one (0%) arrives as rounded text and the other (0.0%) as a fraction. polars gives the same
#   with its engine "xlsx2csv"; its default engine is right.
# Packages: xlsx2csv 0.8.6 (January 2026), polars 2.1.0, fastexcel 0.21.0, xlsxwriter 3.3.1 (2026) to write the file.
# Known: xlsx2csv pull request 186 is about quotes in date formats; units were not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'xlsx2csv==0.8.6' 'polars==2.1.0' 'fastexcel==0.21.0' 'xlsxwriter==3.3.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import polars
import xlsxwriter

columns = {
    "steel": ('0.0" mn t"', 27.46, 30.12),
    "population": ('0.0" thousand"', 181.3, 190.4),
    "revenue": ('0.00"亿元"', 27.46, 33.5),
    "growth": ("0%", 0.0725, 0.1134),
    "industry": ("0.0%", 0.0725, 0.1134),
}
book = xlsxwriter.Workbook("book.xlsx")
sheet = book.add_worksheet()
for column, (name, (number_format, *values)) in enumerate(columns.items()):
    sheet.write(0, column, name)
    for row, value in enumerate(values, 1):
        sheet.write(row, column, value, book.add_format({"num_format": number_format}))
book.close()

default = polars.read_excel("book.xlsx").rows()
csv = polars.read_excel("book.xlsx", engine="xlsx2csv").rows()
print("default engine:", *default, sep="\n  ")
print("xlsx2csv:", *csv, sep="\n  ")
assert default == [(27.46, 181.3, 27.46, 0.0725, 0.0725), (30.12, 190.4, 33.5, 0.1134, 0.1134)]
assert [row[:2] for row in csv] == [('0.0" 01n t"', '0.0" t07ousan29"'), ('0.0" 01n t"', '0.0" t09ousan08"')]
assert [row[2:] for row in csv] == [(27.46, "7%", 0.0725), (33.5, "11%", 0.1134)]
PY
