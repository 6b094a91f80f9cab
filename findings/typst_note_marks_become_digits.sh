#!/usr/bin/env bash
# Expected: of "40 [note 1] billion" and "10 [raised 9]" in a PDF from Typst a reader gives 40¹ and 10⁹, as it does
#   with Typst 0.13, or the mark can at least be told by its size and place.
# Seen: since Typst 0.14 six of six readers give "401 billion", "rose by 122%" and "× 109 kWh". The raised digits are
#   the font's own glyphs now and are called plain 1, 2 and 9 in the file; size and baseline are those of the number, so
#   that pymupdf's flag for raised text is on none of them. Only the box of the drawn glyph tells. With
#   typographic: false, as with fonts that lack such glyphs, they are smaller, flagged, and glued all the same.
# Packages: typst 0.15.2 (2026) and 0.13.7; pypdf 7.1.1, pypdfium2 5.10.1, pdfplumber 0.11.10, pdfminer.six 20260107,
#   pymupdf 2.0, pdf-oxide 0.3.78.
# Known: the change is Typst's pull request 5777, which does not speak of text copied or read; that readers glue
#   smaller raised digits is pypdf issue 2045.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'typst==0.15.2' 'pypdf==7.1.1' 'pypdfium2==5.10.1' 'pdfplumber==0.11.10' 'pdfminer.six==20260107' 'pymupdf==2.0' 'pdf-oxide==0.3.78'
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: --target "$work/old" 'typst==0.13.7'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import os
import subprocess
import sys
from pathlib import Path

import pdf_oxide
import pdfplumber
import pymupdf
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text

TEXT = """
#set page(width: 400pt, height: 120pt)
GDP was 40#footnote[At current prices.] billion in 2009 and rose by 12#footnote[Preliminary.]%.
Output was 2.1 × 10#super[9] kWh.
"""

def report(name, text, **environment):
    Path("report.typ").write_text(text, encoding="utf-8")
    code = f"import typst; typst.compile('report.typ', output='{name}')"
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | environment)
    return name

def read(path):
    texts = {
        "pypdf": pypdf.PdfReader(path).pages[0].extract_text(),
        "pypdfium2": pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded(),
        "pdfplumber": pdfplumber.open(path).pages[0].extract_text(),
        "pdfminer": extract_text(path),
        "pymupdf": pymupdf.open(path)[0].get_text(),
        "pdf_oxide": pdf_oxide.PdfDocument(path).extract_text(0),
    }
    return {name: " ".join(text.split()) for name, text in texts.items()}

def flagged(path):
    """Digits that pymupdf holds for raised."""
    blocks = pymupdf.open(path)[0].get_text("dict")["blocks"]
    spans = [span for block in blocks for line in block.get("lines", ()) for span in line["spans"]]
    return [span["text"] for span in spans if span["flags"] & pymupdf.TEXT_FONT_SUPERSCRIPT]

new = report("new.pdf", TEXT)
old = report("old.pdf", TEXT, PYTHONPATH="old")
smaller = report("smaller.pdf", "#set super(typographic: false)" + TEXT)
for version, path, marks in (("0.13.7", old, ("40¹", "12²", "10⁹")), ("0.15.2", new, ("401", "122", "109"))):
    for name, text in read(path).items():
        print(f"{version} {name:11}{text}")
        assert all(mark in text for mark in marks), (version, name)
print("raised by pymupdf's flags:", flagged(new), "and with typographic: false", flagged(smaller))
assert flagged(new) == [] and flagged(smaller) == ["1", "2", "9"]
PY
