#!/usr/bin/env bash
# Expected: resample("5Y").sum() on ten years of a yearly PeriodIndex gives the totals of two five-year plans, in
#   every pandas.
# Seen: pandas 2.3.3 gives each plan's first year instead (10 and 20, not 60 and 110), and count() gives the same
#   10 and 20; pandas 3.1.1 gives the totals. With time stamps both give the totals for "5YS" but cut at other years
#   for "5YE": the first "five years" are one year. polars and DuckDB count their fives from years ending in 0 or 5.
# Packages: pandas 2.3.3 (September 2025) and 3.1.1 (November 2026), polars 2.1.0 and duckdb 2.0.1 (2026).
# Known: pandas issue 53481 "DEPR: Resample with PeriodIndex?", mended by pull request 65096 (April 2026).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pandas==3.1.1' 'polars==2.1.0' 'duckdb==2.0.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import datetime as dt
import subprocess
import sys

code = '''
import pandas as pd
s = pd.Series([10, 11, 12, 13, 14, 20, 21, 22, 23, 24], index=pd.period_range("2016", "2025", freq="Y"))
print(pd.__version__, s.resample("5Y").sum().tolist(), s.resample("5Y").count().tolist(),
      s.to_timestamp().resample("5YS").sum().tolist(), s.to_timestamp(how="end").resample("5YE").sum().tolist())
'''
def run(*path):
    got = subprocess.run([sys.executable, "-W", "ignore", "-c", f"import sys; sys.path[:0] = {list(path)}" + code],
                         check=True, capture_output=True, text=True).stdout.strip()
    print("pandas", got)
    return got

new = run()
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
                "--target", "old", "pandas==2.3.3"], check=True)
old = run("old")
assert new == "3.1.1 [60, 110] [5, 5] [60, 110] [10, 70, 90]", new
assert old == "2.3.3 [10, 20] [10, 20] [60, 110] [10, 70, 90]", old

import duckdb
import polars as pl

df = pl.DataFrame({"d": [dt.date(y, 1, 1) for y in range(2016, 2026)], "v": [10, 11, 12, 13, 14, 20, 21, 22, 23, 24]})
rows = df.group_by_dynamic("d", every="5y").agg(pl.col("v").sum()).rows()
table = ",".join(f"(date '{d}', {v})" for d, v in df.rows())
sql = f"select time_bucket(interval '5 years', d) b, sum(v)::int from (values {table}) t(d, v) group by b order by b"
buckets = duckdb.connect().execute(sql).fetchall()
print("polars", rows)
print("duckdb", buckets)
assert [(d.year, v) for d, v in rows] == [(d.year, v) for d, v in buckets] == [(2015, 46), (2020, 100), (2025, 24)]
PY
