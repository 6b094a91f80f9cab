#!/usr/bin/env bash
# Expected: a table row of a Word file that begins at the second column (its first cell was deleted, w:gridBefore) has
#   its figures under the years they stand under in Word.
# Seen: all of five readers move the row to the left, so that the 1.90 of 2011 stands under 2010 and 2011 is empty or
#   missing. A row whose first cell continues the one above (w:vMerge) is right in all five.
# Packages: python-docx 1.2.0 (June 2025), docx2python 3.7.1, mammoth 1.13.0, markitdown 0.1.9, pypandoc_binary 1.17
#   (March 2026).
# Known: python-docx has row.grid_cols_before since issue 881, row.cells stays short; pandoc pull request 11464
#   (merged in February 2026, after the pandoc of pypandoc_binary 1.17). For mammoth, markitdown and docx2python
#   not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'python-docx==1.2.0' 'docx2python==3.7.1' 'mammoth==1.13.0' 'markitdown==0.1.9' 'pypandoc_binary==1.17'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import re

import mammoth
import pypandoc
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python
from markitdown import MarkItDown

def cell(text, properties=""):
    inner = f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"

def save(path, before, cells):
    """A table of a head, one full row and a last row that begins after so many columns."""
    head = "".join(map(cell, ["area", "item", "2009", "2010", "2011"]))
    full = cell("zone", '<w:vMerge w:val="restart"/>') + "".join(map(cell, ["GDP", "27.46", "33.5", "36.2"]))
    last = f'<w:trPr><w:gridBefore w:val="{before}"/></w:trPr>' if before else ""
    grid = '<w:gridCol w:w="1500"/>' * 5
    rows = f"<w:tr>{head}</w:tr><w:tr>{full}</w:tr><w:tr>{last}{cells}</w:tr>"
    document = Document()
    table = f'<w:tbl {nsdecls("w")}><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    document.element.body.insert(0, parse_xml(table))
    document.save(path)
    return path

def html_rows(html):
    rows = re.findall(r"<tr.*?>(.*?)</tr>", html, re.DOTALL)
    return [[re.sub(r"<.*?>", "", c).strip() for c in re.findall(r"<t[dh].*?>(.*?)</t[dh]>", r, re.DOTALL)] for r in rows]

def read(path):
    with open(path, "rb") as file:
        by_mammoth = html_rows(mammoth.convert_to_html(file).value)
    marks = [line for line in MarkItDown().convert(path).text_content.splitlines() if re.search(r"\d", line)]
    return {
        "python-docx": [[c.text for c in r.cells] for r in Document(path).tables[0].rows],
        "docx2python": [["".join(c) for c in r] for r in docx2python(path).body[0]],
        "mammoth": by_mammoth,
        "markitdown": [[c.strip() for c in line.strip("|").split("|")] for line in marks],
        "pandoc": html_rows(pypandoc.convert_file(path, "html")),
    }

exports = "".join(map(cell, ["exports", "1.80", "1.87", "1.90"]))
later = read(save("later.docx", 1, exports))
merged = read(save("merged.docx", 0, cell("", "<w:vMerge/>") + exports))
for name, rows in later.items():
    print(name, *rows, sep="\n  ")
    head, last = rows[0], rows[-1]
    assert head[last.index("1.90")] == "2010" and head[last.index("exports")] == "area"
for name, rows in merged.items():
    from_right = rows[-1][::-1].index("1.90")  # mammoth and pandoc leave the merged cell to rowspan
    print(f"{name}: with a merged cell 1.90 under {rows[0][::-1][from_right]}")
    assert rows[0][::-1][from_right] == "2011"
PY
