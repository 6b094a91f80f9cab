#!/usr/bin/env bash
# Expected: a stacked bar normalised to 100 % with a negative part (net exports -1 beside consumption 3, growth of
#   2) shows 150 % and -50 %, or says that it cannot.
# Seen: it draws and names 75 % and 25 %: the sign is dropped, the part that takes away from growth is one that
#   adds to it. With "zero" instead of "normalize" the same bar goes from 0 to -1.
# Packages: vl-convert-python 1.9.0.post1 (January 2026, Vega-Lite 6).
# Known: vega-lite issue 9215 "Negative values in normalized chart treated as absolute values", open since January
#   2024.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'vl-convert-python==1.9.0.post1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import re

import vl_convert

rows = [{"year": 2025, "v": 3, "part": "consumption"}, {"year": 2025, "v": -1, "part": "net exports"}]

def labels(stack):
    spec = {
        "$schema": ":".join(("https", "//vega.github.io/schema/vega-lite/v6.json")),
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "x": {"field": "year", "type": "ordinal"},
            "y": {"field": "v", "type": "quantitative", "stack": stack},
            "color": {"field": "part"},
        },
    }
    return re.findall(r'aria-label="(year[^"]*)"', vl_convert.vegalite_to_svg(spec))

for stack in ("normalize", "zero"):
    print(stack, labels(stack))
assert [text.split("; ")[1] for text in labels("normalize")] == ["v: 75%", "v: 25%"]
assert [text.split("; ")[1].replace("\u2212", "-") for text in labels("zero")] == ["v: 3", "v: -1"]
PY
