#!/usr/bin/env bash
# Expected: the cells that PyMuPDF's table finder extracts hold the text that the page holds: "1,234.5", "5.3%".
# Seen: commas, points and minus signs fall out of the number and stand behind it on a line of their own: 1,234.5
#   becomes "12345\n, .", 5.3% becomes "53%\n.". A reader that keeps the first line has ten times the value;
#   get_text of the same page and pdfplumber's tables are right. Seen with a plain typst table in its default font.
#   pymupdf 1.28.2, without the layout package that 2.0 brings along, gets them right.
# Packages: pymupdf 2.0 with pymupdf-layout 2.0, pymupdf 1.28.2, typst 0.15.2 (November 2026), pdfplumber 0.11.10
#   (June 2026).
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pymupdf==2.0' 'typst==0.15.2' 'pdfplumber==0.11.10'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import io
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

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

assert version("pymupdf-layout") == "2.0"
Path("table.pdf").write_bytes(pdf)
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
                "--no-deps", "--target", "old", "pymupdf==1.28.2"], check=True)
code = """
import sys
sys.path.insert(0, "old")
import pymupdf
print(pymupdf.__version__, pymupdf.open("table.pdf").load_page(0).find_tables().tables[0].extract())
"""
old = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.splitlines()[-1]
print("older  ", old)
assert old == f"1.28.2 {right}", old
PY
