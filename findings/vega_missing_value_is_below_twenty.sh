#!/usr/bin/env bash
# Expected: a Vega-Lite filter such as {"field": "v", "lt": 20} keeps the rows whose value is below 20; a missing
#   value is not.
# Seen: rows with null pass lt 20, gte 0, lte 0 and the range 0 to 20, each as if the value were 0; only gt 0 and
#   "valid": true leave them out. A share computed from a null is 0. Aggregates, in the same chart, leave null
#   out: the mean of 10, null, 30 is 20.
# Packages: vl-convert-python 1.9.0.post1 (January 2026, Vega-Lite 6).
# Known: as JavaScript's rule for null; not found in the documentation of the field predicates.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'vl-convert-python==1.9.0.post1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import re

import vl_convert

def texts(data, transform):
    spec = {
        "$schema": ":".join(("https", "//vega.github.io/schema/vega-lite/v6.json")),
        "data": {"values": data},
        "transform": [*transform, {"calculate": "datum.year + ': ' + toString(datum.v)", "as": "t"}],
        "mark": "text",
        "encoding": {"y": {"field": "year", "type": "ordinal", "axis": None}, "text": {"field": "t"}},
    }
    return re.findall(r"<text[^>]*>(.*?)</text>", vl_convert.vegalite_to_svg(spec))

rows = [{"year": 2023, "v": 10}, {"year": 2024, "v": None}, {"year": 2025, "v": 30}]
for predicate, kept in (
    ({"lt": 20}, ["2023: 10", "2024: null"]),
    ({"lte": 0}, ["2024: null"]),
    ({"gte": 0}, ["2023: 10", "2024: null", "2025: 30"]),
    ({"range": [0, 20]}, ["2023: 10", "2024: null"]),
    ({"gt": 0}, ["2023: 10", "2025: 30"]),
    ({"valid": True}, ["2023: 10", "2025: 30"]),
):
    got = texts(rows, [{"filter": {"field": "v", **predicate}}])
    print(predicate, got)
    assert got == kept, (predicate, got)
share = texts(rows, [{"joinaggregate": [{"op": "sum", "field": "v", "as": "all"}]}, {"calculate": "datum.v / datum.all", "as": "v"}])
mean = texts(rows, [{"aggregate": [{"op": "mean", "field": "v", "as": "v"}]}, {"calculate": "'mean'", "as": "year"}])
print("shares", share, mean)
assert share == ["2023: 0.25", "2024: 0", "2025: 0.75"] and mean == ["mean: 20"]
PY
