#!/usr/bin/env bash
# Expected: the total of a table in Word is a field (its result stands in the file), and a figure may be set as an equation;
#   a reader of .docx files gives both, as they are on the page.
# Seen: the result of a simple field is left out by python-docx, mammoth, markitdown and pandoc: the row of totals of the
#   table is there without its total. The figure in an equation is left out by python-docx, docx2txt and mammoth: "grew by
#   x per cent" reads "grew by  per cent". No error; only docx2python gives both, the equation between tags.
# Packages: python-docx 1.2.0, docx2python 3.7.1, docx2txt 0.9, mammoth 1.13.0, markitdown 0.1.9, pypandoc_binary 1.17.
# Known: mammoth issue 69 (open since 2018) and python-docx issue 1370 (open) for fields; for pandoc, markitdown and for
#   equations not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'python-docx==1.2.0' \
  'docx2python==3.7.1' 'docx2txt==0.9' 'mammoth==1.13.0' 'markitdown[docx]==0.1.9' 'pypandoc_binary==1.17'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import docx
import docx2txt
import mammoth
import pypandoc
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx2python import docx2python
from markitdown import MarkItDown

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
report = docx.Document()
table = report.add_table(3, 2)
for row, (name, value) in zip(table.rows, [("East", "19.25"), ("West", "8.21"), ("Total", "")], strict=True):
    row.cells[0].text, row.cells[1].text = name, value
field = f'<w:fldSimple {nsdecls("w")} w:instr=" =SUM(ABOVE) "><w:r><w:t>27.46</w:t></w:r></w:fldSimple>'
table.rows[2].cells[1].paragraphs[0]._p.append(parse_xml(field))
growth = report.add_paragraph("Output grew by ")
growth._p.append(parse_xml(f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>22.5</m:t></m:r></m:oMath>'))
growth.add_run(" per cent.")
report.save("report.docx")


def by_python_docx():
    document = docx.Document("report.docx")
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    return " ".join(cells + [paragraph.text for paragraph in document.paragraphs])


def by_mammoth():
    with open("report.docx", "rb") as file:
        return mammoth.extract_raw_text(file).value


texts = {
    "python-docx": by_python_docx(),
    "docx2python": docx2python("report.docx").text,
    "docx2txt": docx2txt.process("report.docx"),
    "mammoth": by_mammoth(),
    "markitdown": MarkItDown().convert("report.docx").text_content,
    "pandoc": pypandoc.convert_file("report.docx", "plain"),
}
for reader, text in texts.items():
    print(f"{reader:12} {' '.join(text.split())}")
assert {reader for reader, text in texts.items() if "27.46" not in text} == {"python-docx", "mammoth", "markitdown", "pandoc"}
assert {reader for reader, text in texts.items() if "22.5" not in text} == {"python-docx", "docx2txt", "mammoth"}
PY
