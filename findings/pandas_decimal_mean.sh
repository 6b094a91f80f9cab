#!/usr/bin/env bash
# Expected: pandas keeps a column of Decimal or Fraction exact: where the sum is a Decimal, so is the mean.
# Seen: sum, cumsum, prod, min, max and the grouped sum stay exact, while mean, median and the rolling sum go
#   through binary floats without a word: the mean of three Decimal("0.1") is the float 0.10000000000000002, and of
#   Fraction(1, 3) a float. (pandas 2.3.3 does so too, with other last digits: 0.09999999999999999.)
# Packages: pandas 3.1.1 (November 2026), numpy 2.4.6 (May 2026).
# Known: not found as an issue on exact numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pandas==3.1.1' 'numpy==2.4.6'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from decimal import Decimal
from fractions import Fraction

import pandas as pd

tenths = pd.Series([Decimal("0.1")] * 3)
parts = pd.DataFrame({"g": [1, 1, 2], "v": [Fraction(1, 3), Fraction(1, 6), Fraction(1, 2)]})
seen = {
    "sum": tenths.sum(),
    "mean": tenths.mean(),
    "median": tenths.median(),
    "grouped sum": parts.groupby("g")["v"].sum().iloc[0],
    "grouped mean": parts.groupby("g")["v"].mean().iloc[0],
    "rolling sum": parts["v"].rolling(2).sum().iloc[1],
}
for name, value in seen.items():
    print(f"{name:13} {type(value).__name__:9} {value!r}")
assert seen["sum"] == Decimal("0.3") and isinstance(seen["sum"], Decimal)
assert isinstance(seen["mean"], float) and seen["mean"] != 0.1
assert isinstance(seen["median"], float)
assert seen["grouped sum"] == Fraction(1, 2) and isinstance(seen["grouped sum"], Fraction)
assert isinstance(seen["grouped mean"], float)
assert isinstance(seen["rolling sum"], float)
PY
