#!/usr/bin/env bash
# Expected: a column that two standards for tables call a number (Table Schema, CSV on the Web) holds the same numbers
#   by both; a decrease stays one; years "2009-10" stay years.
# Seen: "12.5%" is 12.5 by frictionless (bareNumber false) and 0.125 by csvw. With that same bareNumber a Unicode minus
#   and the accountants' (3.5) lose their sign: both are +3.5, and so is "− 3.5". Left to infer, frictionless takes the
#   fiscal years 2009-10, 2010-11 and 2011-12 for months: October 2009, November 2010, December 2011, and the table is
#   valid. From 2010-11 to 2012-13 they are text, as there is no month 13.
# Packages: frictionless 5.21.0 and csvw 4.1.1 (October 2026).
# Known: frictionless issue 1520 (ASCII minus lost, mended in 2023); the rest not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'frictionless==5.21.0' 'csvw==4.1.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import json
from decimal import Decimal
from pathlib import Path

import csvw
from frictionless import Resource, Schema

def by_frictionless(cells):
    Path("a.csv").write_text("growth\n" + "\n".join(cells) + "\n", encoding="utf-8")
    schema = Schema.from_descriptor({"fields": [{"name": "growth", "type": "number", "bareNumber": False}]})
    return [row["growth"] for row in Resource(path="a.csv", schema=schema).read_rows()]

def by_csvw(cells):
    Path("b.csv").write_text("growth\n" + "\n".join(cells) + "\n", encoding="utf-8")
    table = {"url": "b.csv", "tableSchema": {"columns": [{"name": "growth", "datatype": "decimal"}]}}
    context = ":".join(("http", "//www.w3.org/ns/csvw"))
    Path("b.csv-metadata.json").write_text(json.dumps({"@context": context, **table}))
    return [row["growth"] for row in csvw.Table.from_file("b.csv-metadata.json")]

percents = ["12.5%", "-3.5%"]
print(percents, "frictionless", by_frictionless(percents), "csvw", by_csvw(percents))
assert by_frictionless(percents) == [Decimal("12.5"), Decimal("-3.5")]
assert by_csvw(percents) == [Decimal("0.125"), Decimal("-0.035")]

falls = ["-3.5", "\N{MINUS SIGN}3.5", "\N{MINUS SIGN} 3.5", "(3.5)"]
print(falls, "frictionless", by_frictionless(falls))
assert by_frictionless(falls) == [Decimal("-3.5"), *[Decimal("3.5")] * 3]

for first in (2009, 2010):
    years = [f"{year}-{(year + 1) % 100:02}" for year in range(first, first + 3)]
    Path("c.csv").write_text("year,v\n" + "".join(f"{year},7\n" for year in years))
    resource = Resource(path="c.csv")
    valid = resource.validate().valid
    rows = [row["year"] for row in Resource(path="c.csv").read_rows()]
    print(years, rows, "valid" if valid else "not valid")
    assert valid
    assert rows == ([(2009, 10), (2010, 11), (2011, 12)] if first == 2009 else years), rows
PY
