#!/usr/bin/env bash
# Expected: in a Word file with tracked changes a number that was moved is there once, where it was moved to, as
#   accepted text shows it; a number in a cross-reference field is there once too.
# Seen: five readers, three answers for a moved number: python-docx gives it nowhere, docx2txt and docx2python in
#   both places, mammoth and pandoc once. For a simple field (fldSimple) it is the other way about: docx2txt and
#   docx2python give its number, python-docx, mammoth and pandoc leave it out. So no one of the five reads both
#   right.
# Packages: docx2txt 0.9, docx2python 3.7.1, python-docx 1.2.0 (June 2025), mammoth 1.13.0, pypandoc_binary 1.17
#   (March 2026).
# Known: that python-docx leaves out insertions is well known; moves and simple fields were not found.
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

path = save([
    run("old place ") + '<w:moveFrom w:id="1" w:author="a">' + run("213") + "</w:moveFrom>",
    run("new place ") + '<w:moveTo w:id="2" w:author="a">' + run("213") + "</w:moveTo>",
    run("see figure ") + '<w:fldSimple w:instr=" REF fig ">' + run("188") + "</w:fldSimple>",
])
with open(path, "rb") as file:
    by_mammoth = mammoth.extract_raw_text(file).value
seen = {
    "python-docx": "\n".join(p.text for p in Document(path).paragraphs),
    "docx2txt": docx2txt.process(path),
    "docx2python": docx2python(path).text,
    "mammoth": by_mammoth,
    "pandoc": pypandoc.convert_file(path, "plain", extra_args=["--wrap=none"]),
}
counts = {name: (text.count("213"), text.count("188")) for name, text in seen.items()}
for name, count in counts.items():
    print(f"{name:12} moved number {count[0]} times, field's number {count[1]} times")
assert counts == {"python-docx": (0, 0), "docx2txt": (2, 1), "docx2python": (2, 1), "mammoth": (1, 0), "pandoc": (1, 0)}
PY
