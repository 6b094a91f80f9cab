#!/usr/bin/env bash
# Expected: on a logarithmic axis a tick labelled 6 stands at 6.
# Seen: over one decade the ticks stand a fifth of a power of ten apart and are labelled with their values rounded to
#   one or two digits: the tick labelled 6 stands at 6.31, 16 at 15.85, 2.5 at 2.51. A level read off the axis is up
#   to 5 % wrong, a growth between the ticks 4 and 6 reads as 50 % and is 58 %.
# Packages: lets-plot 4.11.0.
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'lets-plot==4.11.0'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY' 2>/dev/null
import math
import re

from lets_plot import aes, geom_point, ggplot, scale_y_log10

low, high = 2.0, 27.46
svg = (ggplot({"year": [2005, 2009], "gdp": [low, high]}, aes("year", "gdp")) + geom_point() + scale_y_log10()).to_svg()
bottom, top = (float(y) for y in re.findall(r'<circle[^>]* cy="([\d.]+)"', svg))
drawn = {}
for height, label in re.findall(
    r'<g transform="translate\(0\.0 ([\d.]+) ?\)\s*">(?:(?!<g transform="translate\(0\.0).)*?axis-text-y.*?<tspan>([\d.]+)', svg, re.S
):
    share = (bottom - float(height)) / (bottom - top)
    drawn[label] = low * (high / low) ** share
for label, value in drawn.items():
    print(f"the tick labelled {label:>4} stands at {value:.3f}")
assert list(drawn) == ["1", "1.6", "2.5", "4", "6", "10", "16", "25"]
assert all(math.isclose(value, 10 ** (place / 5), rel_tol=1e-6) for place, value in enumerate(drawn.values()))
assert round(drawn["6"], 2) == 6.31
PY
