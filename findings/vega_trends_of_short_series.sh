#!/usr/bin/env bash
# Expected: the exponential trend of a chart is the one of a spreadsheet (LOGEST, or an exponential trend line):
#   least squares of the logarithms; a loess smooths; a power trend over calendar years draws some line.
# Seen: Vega weighs each year by its value. For 1, 4, 7, 9, 10, 11 its growth rate is 30 % a year, LOGEST's is 53 %. A
#   power trend over the years 2004 to 2009 has a coefficient of 0 and not one number to draw, without a message. A
#   loess of the default bandwidth (0.3) goes through every one of twelve yearly points: it draws the data again.
# Packages: vl-convert-python 1.9.0.post1 (September 2025, Vega 6), numpy 2.4.6 to compare.
# Known: Vega issue 2378 and pull request 2405 are about overflow with dates; weights and loess not found, nor are
#   weights in the documentation of the transform.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'vl-convert-python==1.9.0.post1' 'numpy==2.4.6'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import math
import re

import numpy
import vl_convert

def texts(values, transform, expression):
    """What the expression says of every row after the transform."""
    data = {"name": "t", "values": values, "transform": [transform]}
    mark = {"type": "text", "from": {"data": "t"}, "encode": {"enter": {"text": {"signal": f"'' + ({expression})"}}}}
    return re.findall(r"<text[^>]*>([^<]*)</text>", vl_convert.vega_to_svg({"data": [data], "marks": [mark]}))

def rows(first, levels):
    return [{"year": first + n, "v": level} for n, level in enumerate(levels)]

fast = rows(2004, [1, 4, 7, 9, 10, 11])
fit = {"type": "regression", "x": "year", "y": "v"}
slope = float(texts(fast, fit | {"method": "exp", "params": True}, "datum.coef[1]")[0])
years, logs = [r["year"] for r in fast], [math.log(r["v"]) for r in fast]
plain = numpy.polyfit(years, logs, 1)[0]
weighted = numpy.polyfit(years, logs, 1, w=[math.sqrt(r["v"]) for r in fast])[0]
print(f"growth a year: Vega {math.expm1(slope):.4f}, LOGEST {math.expm1(plain):.4f}, "
      f"weighted by value {math.expm1(weighted):.4f}")
assert round(math.expm1(slope), 3) == round(math.expm1(weighted), 3) == 0.304
assert round(math.expm1(plain), 3) == 0.535

power = texts(fast, fit | {"method": "pow"}, "isValid(datum.v) ? datum.v : 'nothing'")
print("power trend over calendar years:", set(power))
assert set(power) == {"nothing"}

levels = [10, 13, 11, 16, 12, 19, 15, 22, 18, 25, 20, 30]
smooth = [float(t) for t in texts(rows(2000, levels), {"type": "loess", "x": "year", "y": "v"}, "datum.v")]
print("loess:", [round(v, 6) for v in smooth])
assert max(abs(a - b) for a, b in zip(smooth, levels, strict=True)) < 1e-6
PY
