#!/usr/bin/env bash
# Expected: 3/4 set as a fraction (3 over a line over 4) is found in the text of a PDF as two numbers with something
#   between them, or as one number that is less than 1.
# Seen: pdf-oxide gives "34 of all": three quarters have become thirty-four. pypdf gives "3 4 of all"; pypdfium2, pymupdf
#   and pdfminer.six break the line between 3 and 4; pdfplumber goes on with the sentence after the 3, "3 of all", and puts
#   the 4 after its end. The line of the fraction is a drawing, and no reader tells of it.
# Packages: typst 0.15.2, pdf-oxide 0.3.78, pypdf 7.1.1, pypdfium2 5.10.1, pdfplumber 0.11.10, pdfminer.six 20260107,
#   pymupdf 2.0.
# Known: not found in the projects' issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'typst==0.15.2' \
  'pdf-oxide==0.3.78' 'pypdf==7.1.1' 'pypdfium2==5.10.1' 'pdfplumber==0.11.10' 'pdfminer.six==20260107' 'pymupdf==2.0'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from pathlib import Path

import pdf_oxide
import pdfplumber
import pymupdf
import pypdf
import pypdfium2
import typst
from pdfminer.high_level import extract_text

Path("plan.typ").write_text("Exports are $3/4$ of all sales.\n")
typst.compile("plan.typ", "plan.pdf")
texts = {
    "pdf-oxide": pdf_oxide.PdfDocument("plan.pdf").extract_text(0),
    "pypdf": pypdf.PdfReader("plan.pdf").pages[0].extract_text(),
    "pypdfium2": pypdfium2.PdfDocument("plan.pdf")[0].get_textpage().get_text_range(),
    "pdfplumber": pdfplumber.open("plan.pdf").pages[0].extract_text(),
    "pdfminer.six": extract_text("plan.pdf"),
    "pymupdf": pymupdf.open("plan.pdf")[0].get_text(),
}
for reader, text in texts.items():
    print(f"{reader:13}", " | ".join(line.strip() for line in text.split("\n") if line.strip()))
assert "34 of all" in texts["pdf-oxide"]
assert "3 4 of all" in texts["pypdf"]
assert "3 of all" in texts["pdfplumber"]
assert not any("3/4" in text or "3⁄4" in text for text in texts.values())
PY
