#!/usr/bin/env bash
# Expected: VALUE("1,234") is 1234, as in Excel and LibreOffice.
# Seen: the Python engine formulas reads it as a date: 85469, the serial number of 1 January 2134. VALUE("1,300")
#   is 109575, VALUE("2,025") 46078, VALUE("1,234,567") the same as VALUE("1,234"). Without the comma, and with a
#   point, it is right; "12,345" is #VALUE!.
# Packages: formulas 1.3.4 (March 2026).
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'formulas==1.3.4'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import formulas

def value(text):
    return str(formulas.Parser().ast(f'=VALUE("{text}")')[1].compile()()).strip("[]")

for text in ("1234", "1234.5", "1,234", "1,234,567", "1,300", "100,000", "12,345"):
    print(f'VALUE("{text}") = {value(text)}')
assert value("1234") == "1234.0" and value("1234.5") == "1234.5"
assert value("1,234") == value("1,234,567") == "85469.0"
assert value("1,300") == "109575.0" and value("100,000") == "36526.0"
assert value("12,345") == "#VALUE!"
PY
