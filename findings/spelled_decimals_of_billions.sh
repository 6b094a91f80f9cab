#!/usr/bin/env bash
# Expected: "one point five billion" is 1,500,000,000, or is left alone.
# Seen: text2num writes "1.5 1000000000" in English, and in French and Spanish "1,5000000000", which reads as 1.5
#   there; number-parser writes "1 point 5000000000". Whole numbers ("one billion five hundred million") are right
#   in both. So a text made numeric before it is searched for amounts is off by a factor of a billion, or by one of
#   3.3.
# Packages: text2num 3.1.0 (August 2026), number-parser 0.3.2 (March 2023).
# Known: not found in either project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'text2num==3.1.0' 'number-parser==0.3.2'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from number_parser import parse
from text_to_num import alpha2digit

text = "grew to one point five billion yuan"
seen = {
    "text2num en": alpha2digit(text, "en"),
    "text2num fr": alpha2digit("une virgule cinq milliard", "fr"),
    "text2num es": alpha2digit("uno coma cinco millones", "es"),
    "number-parser en": parse(text, "en"),
    "text2num, whole": alpha2digit("one billion five hundred million", "en"),
    "number-parser, whole": parse("one billion five hundred million", "en"),
}
for name, value in seen.items():
    print(f"{name:22} {value}")
assert seen["text2num en"] == "grew to 1.5 1000000000 yuan"
assert seen["text2num fr"] == "1,5000000000"
assert seen["text2num es"] == "1,5000000"
assert seen["number-parser en"] == "grew to 1 point 5000000000 yuan"
assert seen["text2num, whole"] == seen["number-parser, whole"] == "1500000000"
PY
