#!/usr/bin/env bash
# Expected: the cells that PyMuPDF's table finder extracts hold the text that the page holds: "1,234.5", "5.3%".
# Seen: commas, points and minus signs fall out of the number and stand behind it on a line of their own: 1,234.5 becomes
#   "12345\n, .", 5.3% becomes "53%\n.". A reader that keeps the first line has ten times the value; get_text of the same page
#   and pdfplumber's tables are right. Seen with a plain typst table in its default font.
# Packages: pymupdf 2.0 and pymupdf 1.26.7 (the same), typst 0.15.2 (November 2026), pdfplumber 0.11.10 (June 2026).
# Known: not found for digits; pymupdf issue 4482 is on cells, not on characters.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pymupdf==2.0' 'typst==0.15.2' 'pdfplumber==0.11.10'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import io

import pdfplumber
import pymupdf
import typst

source = "#table(columns: 3, [year], [GDP], [growth], [2024], [1,234.5], [-3.2%], [2025], [1,300.0], [5.3%])"
pdf = typst.compile(source.encode(), ignore_system_fonts=True)
page = pymupdf.open(stream=pdf).load_page(0)
cells = page.find_tables().tables[0].extract()
plumber = pdfplumber.open(io.BytesIO(pdf)).pages[0].extract_tables()[0]
print("text   ", page.get_text().split("\n"))
print("pymupdf", cells)
print("plumber", plumber)
right = [["year", "GDP", "growth"], ["2024", "1,234.5", "−3.2%"], ["2025", "1,300.0", "5.3%"]]
assert all(cell in page.get_text() for row in right for cell in row)
assert plumber == right
assert cells == [["year", "GDP", "growth"], ["2024", "12345\n, .", "32%\n− ."], ["2025", "13000\n, .", "53%\n."]]
PY
