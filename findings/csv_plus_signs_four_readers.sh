#!/usr/bin/env bash
# Expected: a column of growth rates written with their signs (+5, -3), as newspapers and many offices print them,
#   is a column of whole numbers for every CSV reader.
# Seen: four readers, three answers: pandas int64, pyarrow double, polars and DuckDB text. Without the plus all
#   four say int64. pandas' own pyarrow engine answers otherwise than its default engine.
# Packages: pandas 3.1.1 (November 2026), pyarrow 26.0.1 (November 2026), polars 2.1.0 (October 2026), duckdb
#   2.0.1 (2026).
# Known: not found as an issue of any of the four.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pandas==3.1.1' 'pyarrow==26.0.1' 'polars==2.1.0' 'duckdb==2.0.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from pathlib import Path

import duckdb
import pandas
import polars
from pyarrow import csv

def types(text):
    path = Path("growth.csv")
    path.write_text(text)
    return {
        "pandas": str(pandas.read_csv(path)["g"].dtype),
        "pandas, pyarrow engine": str(pandas.read_csv(path, engine="pyarrow")["g"].dtype),
        "pyarrow": str(csv.read_csv(path).schema.field("g").type),
        "polars": str(polars.read_csv(path).schema["g"]),
        "duckdb": duckdb.connect().execute("select g from read_csv('growth.csv')").description[0][1].__str__(),
    }

signed = types("year,g\n2024,+5\n2025,-3\n")
plain = types("year,g\n2024,5\n2025,-3\n")
print("with plus:   ", signed)
print("without plus:", plain)
assert signed == {
    "pandas": "int64", "pandas, pyarrow engine": "float64", "pyarrow": "double", "polars": "String", "duckdb": "VARCHAR",
}
assert plain == {
    "pandas": "int64", "pandas, pyarrow engine": "int64", "pyarrow": "int64", "polars": "Int64", "duckdb": "BIGINT",
}
PY
