#!/usr/bin/env bash
# Expected: Vega-Lite's impute fills the missing values of a field: with "value": 0 a null becomes 0, as with
#   "method": "mean" it becomes the mean.
# Seen: the mean replaces a null in a row that is there; the value does not, it only adds rows that are absent. So
#   the same transform with another method either fills a gap or leaves it.
# Packages: vl-convert-python 1.9.0.post1 (January 2026, Vega-Lite 6).
# Known: not found as an issue; vega-lite pull request 3960 shows the two ways in the code.
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
by_value = texts(rows, [{"impute": "v", "key": "year", "value": 0}])
by_mean = texts(rows, [{"impute": "v", "key": "year", "method": "mean"}])
absent = texts([rows[0], rows[2]], [{"impute": "v", "key": "year", "value": 0, "keyvals": [2024]}])
print("value 0, null there: ", by_value)
print("mean, null there:    ", by_mean)
print("value 0, row absent: ", sorted(absent))
assert by_value == ["2023: 10", "2024: null", "2025: 30"]
assert by_mean == ["2023: 10", "2024: 20", "2025: 30"]
assert sorted(absent) == ["2023: 10", "2024: 0", "2025: 30"]
PY
