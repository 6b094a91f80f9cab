#!/usr/bin/env bash
# Expected: Word's non-breaking hyphen (Ctrl+Shift+hyphen), which typists put between the ends of a range and
#   before a negative number, is kept as a hyphen by whatever takes the text out of a .docx.
# Seen: docx2txt and docx2python leave it out: "3-5%" becomes "35%" and "-3.2%" becomes "3.2%", without a word.
#   python-docx gives a hyphen, mammoth and pandoc the non-breaking one (U+2011).
# Packages: docx2txt 0.9, docx2python 3.7.1, python-docx 1.2.0 (June 2025), mammoth 1.13.0, pypandoc_binary 1.17
#   (March 2026).
# Known: docx2txt pull request 34 "add support for noBreakHyphen", open since February 2021; docx2python: not
#   found. python-docx once lost it too (issue 454).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'docx2txt==0.9' 'docx2python==3.7.1' 'python-docx==1.2.0' 'mammoth==1.13.0' 'pypandoc_binary==1.17'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

def save(paragraphs):
    document = Document()
    body = document.element.body
    for inner in paragraphs:
        body.insert(len(body) - 1, parse_xml(f'<w:p {nsdecls("w")}>{inner}</w:p>'))
    document.save("report.docx")
    return "report.docx"

import docx2txt
import mammoth
import pypandoc
from docx2python import docx2python

hyphen = "<w:r><w:noBreakHyphen/></w:r>"
path = save([run("between 3") + hyphen + run("5%"), run("growth of ") + hyphen + run("3.2%")])
with open(path, "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value
seen = {
    "docx2txt": docx2txt.process(path).split("\n\n"),
    "docx2python": docx2python(path).text.split("\n\n"),
    "python-docx": [p.text for p in Document(path).paragraphs],
    "mammoth": by_mammoth.strip().split("\n\n"),
    "pandoc": pypandoc.convert_file(path, "plain", extra_args=["--wrap=none"]).strip().split("\n\n"),
}
for name, got in seen.items():
    print(f"{name:12} {got}")
lost, kept = ["between 35%", "growth of 3.2%"], ["between 3-5%", "growth of -3.2%"]
unbroken = [text.replace("-", "\u2011") for text in kept]
assert seen["docx2txt"] == seen["docx2python"] == lost
assert seen["python-docx"] == kept and seen["mammoth"] == seen["pandoc"] == unbroken
PY
