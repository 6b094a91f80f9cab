#!/usr/bin/env bash
# Expected: levels kept as exact decimals give a growth rate at least as good as floats do: 1.90 after 1.87 is
#   1.604 %.
# Seen: polars keeps the scale of the levels in a quotient: 1.90 / 1.87 - 1 is 0.02, that is 2 %, and 11 / 2 of whole
#   decimals is 6; its own pct_change of the same column is 0.01604. pyarrow, and pandas with an arrow type, stop after
#   four places. The mean of 1.00 and 2.01 is 1.51 in pyarrow and 1.505 in polars and DuckDB, whose median and
#   quantile_cont of the two say 1.50.
# Packages: polars 2.1.0, pyarrow 26.0.1, duckdb 2.0.1 (2026), pandas 3.1.1 (November 2026).
# Known: the scale of a quotient is discussed in polars issue 19784 and arrow issue 39875; the means not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'polars==2.1.0' 'pyarrow==26.0.1' 'duckdb==2.0.1' 'pandas==3.1.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from decimal import Decimal
from statistics import mean

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc

levels = [Decimal("1.87"), Decimal("1.90")]
print("exact:", levels[1] / levels[0] - 1)
pl.Series(levels).to_frame("v").write_parquet("levels.parquet")
frame = pl.read_parquet("levels.parquet")
v = pl.col("v")
growth = {
    "polars, v / v.shift(1) - 1": frame.select(v / v.shift(1) - 1).item(1, 0),
    "polars, pct_change": frame.select(v.pct_change()).item(1, 0),
    "pyarrow, divide": pc.divide(pa.array(levels[1:]), pa.array(levels[:1]))[0].as_py() - 1,
    "pandas, pct_change": pd.Series(levels, dtype=pd.ArrowDtype(pa.decimal128(3, 2))).pct_change()[1],
    "duckdb": duckdb.execute("select v / lag(v) over () - 1 from 'levels.parquet'").fetchall()[1][0],
}
for name, rate in growth.items():
    print(f"{name:28}{rate!r}")
assert [str(rate)[:7] for rate in growth.values()] == ["0.02", "0.01604", "0.0160", "0.0160", "0.01604"]

two = [Decimal("1.00"), Decimal("2.01")]
select = "select avg(x), median(x), quantile_cont(x, 0.5) from (values (1.00), (2.01)) t(x)"
means = {
    "exact": mean(two),
    "polars": pl.Series(two).mean(),
    "pyarrow": pc.mean(pa.array(two)).as_py(),
    "duckdb mean, median, quantile_cont": duckdb.execute(select).fetchall()[0],
}
for name, value in means.items():
    print(f"{name:36}{value}")
assert means["polars"] == 1.505 and means["pyarrow"] == Decimal("1.51")
assert means["duckdb mean, median, quantile_cont"] == (1.505, Decimal("1.50"), Decimal("1.50"))
half = (pl.Series([Decimal(11)]) / Decimal(2)).item()
print("polars, 11 / 2 of whole decimals:", half)
assert half == 6
PY
