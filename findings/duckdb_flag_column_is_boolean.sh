#!/usr/bin/env bash
# Expected: in a statistics office's CSV a column of observation flags (f = forecast) or of country codes stays
#   text.
# Seen: DuckDB's CSV reader takes a column that holds only F (or f, with blanks) for BOOLEAN, so every forecast
#   flag arrives as False; likewise a file about Norway alone arrives with geo = False, since NO is "no". N and Y
#   stay text, as does any column with one more code in it, so the type hangs on which countries or flags a download
#   happens to hold.
# Packages: duckdb 2.0.1 (2026), polars 2.1.0 (October 2026) to compare.
# Known: duckdb issue 14928 mentions yes/no becoming BOOLEAN since 1.1; flags and the country code not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'duckdb==2.0.1' 'polars==2.1.0'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from pathlib import Path

import duckdb
import polars

files = {
    "flags": ("geo,time,value,flag\nDE,2026,1.5,F\nDE,2027,1.4,F\n", ("DE", 2026, 1.5, False)),
    "flags with blanks": ("geo,time,value,flag\nDE,2025,1.6,\nDE,2026,1.5,f\n", ("DE", 2025, 1.6, None)),
    "Norway": ("geo,time,value\nNO,2024,2.1\nNO,2025,1.9\n", (False, 2024, 2.1)),
    "Norway and Sweden": ("geo,time,value\nNO,2024,2.1\nSE,2024,1.0\n", ("NO", 2024, 2.1)),
}
con = duckdb.connect()
for name, (text, first) in files.items():
    path = Path(f"{name}.csv")
    path.write_text(text)
    rows = con.execute("select * from read_csv(?)", [str(path)]).fetchall()
    print(f"{name:20} duckdb {rows}  polars {polars.read_csv(path).rows()}")
    assert rows[0] == first, rows
PY
