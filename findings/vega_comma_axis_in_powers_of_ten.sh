#!/usr/bin/env bash
# Expected: an axis with format "," shows grouped digits: 20,000, 40,000, ... 140,000.
# Seen: it shows 2e+4, 4e+4, ... 1.4e+5, and for data to 1,350 shows 4e+2 and 1.2e+3; with no format at all the
#   same axis shows 20,000. So asking for commas takes them away. ",d" and ",.0f" group. As a text mark the same ","
#   does group, up to 10^12, where it turns to 1.35e+12: a GDP in yuan or yen.
# Packages: vl-convert-python 1.9.0.post1 (January 2026, Vega-Lite 6).
# Known: vega issue 977 (2017, closed) shows it for the empty format; d3-format documents that a format without a
#   type is like g, and the axis gives it the digits of its tick step. For "," not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'vl-convert-python==1.9.0.post1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import re

import vl_convert

def labels(top, form=None, ticks=None):
    axis = {"title": None, **({"format": form} if form else {}), **({"values": ticks} if ticks else {})}
    spec = {
        "$schema": ":".join(("https", "//vega.github.io/schema/vega-lite/v6.json")),
        "data": {"values": [{"v": 0}, {"v": top}]},
        "mark": "tick",
        "encoding": {"x": {"field": "v", "type": "quantitative", "axis": axis}},
    }
    return re.findall(r"<text[^>]*>(.*?)</text>", vl_convert.vegalite_to_svg(spec))

for form in (None, ",", ",d", ",.0f"):
    print(form, labels(140_000, form))
grouped = ["0", *(f"{n},000" for n in range(20, 141, 20))]
assert labels(140_000) == labels(140_000, ",d") == labels(140_000, ",.0f") == grouped
assert labels(140_000, ",") == ["0", "2e+4", "4e+4", "6e+4", "8e+4", "1e+5", "1.2e+5", "1.4e+5"]
assert labels(1_350, ",")[2] == "4e+2"

def mark(value):
    spec = {
        "$schema": ":".join(("https", "//vega.github.io/schema/vega-lite/v6.json")),
        "data": {"values": [{"v": value}]},
        "mark": "text",
        "encoding": {"text": {"field": "v", "type": "quantitative", "format": ","}},
    }
    return re.findall(r"<text[^>]*>(.*?)</text>", vl_convert.vegalite_to_svg(spec))[0]

print("text marks", mark(140_000), mark(1.35e11), mark(1.35e12))
assert (mark(140_000), mark(1.35e11), mark(1.35e12)) == ("140,000", "135,000,000,000", "1.35e+12")
PY
