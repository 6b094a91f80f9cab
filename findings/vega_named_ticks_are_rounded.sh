#!/usr/bin/env bash
# Expected: an axis told its ticks ("values": [2.75, 27.46], a base and a goal) labels them with those numbers.
# Seen: the ticks stand where they should and the labels say 3 and 27: the label is rounded to the step that
#   automatic ticks would have had. With format "~s" a tick at 1,250 says 1.3k, with "," ticks at 35,000 and 125,000
#   say 4e+4 and 1e+5. A format with its own digits (".2f") says 2.75 and 27.46.
# Packages: vl-convert-python 1.9.0.post1 (January 2026, Vega-Lite 6). On a logarithmic axis the labels are whole
#   (2.75, 27.46).
# Known: vega issue 234 (2015, closed) is on "s" and log scales; for named ticks on a linear axis not found, nor
#   in the documentation.
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

for arguments, seen in (
    ((27.5, None, [2.75, 27.46]), ["3", "27"]),
    ((27.5, ".2f", [2.75, 27.46]), ["2.75", "27.46"]),
    ((1_350, "~s", [400, 1_250]), ["0.4k", "1.3k"]),
    ((140_000, ",", [35_000, 125_000]), ["4e+4", "1e+5"]),
    ((140_000, None, [35_000, 125_000]), ["35,000", "125,000"]),
):
    got = labels(*arguments)
    print(arguments, got)
    assert got == seen, got
PY
