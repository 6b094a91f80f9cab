#!/usr/bin/env bash
# Expected: a reader of quantities gets the scale word of plain English right: "half a million" is 500,000, "3-5
#   million" runs from 3 to 5 million, "minus 3%" is negative, "$1.2bn" is 1.2 billion dollars.
# Seen: half a million is 1,500,000; "3 to 5 million" runs from 3 to 5,000,000; "3-5 million" from 3 to
#   51,000,000; "minus 3%" and "negative 3%" are +3 %; "$1.2bn" is 1.2 "dollar barn newton". Nothing is warned of.
# Packages: quantulum3 0.10.0 (March 2026), without its optional classifier.
# Known: scale of ranges, quantulum3 issue 8 "Magnitudes in ranges" (open since 2018); half: issues 40 (open) and
#   189 (closed), on other wordings; the sign and "bn" not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'quantulum3==0.10.0'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from quantulum3 import parser

def read(text):
    return [(q.value, q.unit.name, q.uncertainty) for q in parser.parse(text)]

expected = {
    "half a million": [(1_500_000.0, "dimensionless", None)],
    "one half million": [(500_000.0, "dimensionless", None)],
    "GDP of half a billion dollars": [(1_500_000_000.0, "dollar", None)],
    "3 to 5 million people": [(2_500_001.5, "dimensionless", 2_499_998.5)],
    "3-5 million": [(25_500_001.5, "dimensionless", 25_499_998.5)],
    "fell by minus 3%": [(3.0, "percentage", None)],
    "negative 3%": [(3.0, "percentage", None)],
    "-3%": [(-3.0, "percentage", None)],
    "$1.2bn": [(1.2, "dollar barn newton", None)],
    "£2m": [(2.0, "pound sterling metre", None)],
}
for text, seen in expected.items():
    got = read(text)
    print(f"{text:32} {got}")
    assert got == seen, (text, got)
PY
