#!/usr/bin/env bash
# Expected: a draft of a report in Word shows an old figure struck through and the new one behind it, or a note in hidden
#   text behind a figure; what a reader of .docx files gives lets one tell the figures apart.
# Seen: "12" struck and "15 per cent" behind it become "1215 per cent" in four of six readers (markitdown and pandoc mark
#   the struck part); "31.46" with the hidden digits "99" behind it becomes "31.4699" in all six. No warning.
# Packages: python-docx 1.2.0, docx2python 3.7.1, docx2txt 0.9, mammoth 1.13.0, markitdown 0.1.9, pypandoc_binary 1.17.
# Known: docx2txt issue 35 (open) asks for struck text to be left out, mammoth.js issue 230 (open) for hidden text; that two
#   numbers become one is in neither.
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
from docx2python import docx2python
from markitdown import MarkItDown

draft = docx.Document()
growth = draft.add_paragraph("Revenue rose by ")
growth.add_run("12").font.strike = True
growth.add_run("15 per cent in 2009.")
level = draft.add_paragraph("Imports reached 31.46")
level.add_run("99").font.hidden = True
level.add_run(" billion yuan.")
draft.save("draft.docx")


def by_mammoth():
    with open("draft.docx", "rb") as file:
        return mammoth.extract_raw_text(file).value


texts = {
    "python-docx": "\n".join(paragraph.text for paragraph in docx.Document("draft.docx").paragraphs),
    "docx2python": docx2python("draft.docx").text,
    "docx2txt": docx2txt.process("draft.docx"),
    "mammoth": by_mammoth(),
    "markitdown": MarkItDown().convert("draft.docx").text_content,
    "pandoc": pypandoc.convert_file("draft.docx", "plain"),
}
for reader, text in texts.items():
    print(f"{reader:12} {' | '.join(text.split(chr(10)))}")
joined = {reader for reader, text in texts.items() if "1215 per cent" in text}
assert joined == {"python-docx", "docx2python", "docx2txt", "mammoth"}
assert all("31.4699 billion" in text for text in texts.values())
PY
