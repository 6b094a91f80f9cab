#!/usr/bin/env bash
# Expected: a table written as JSON-stat and read back has its values where they were, whatever the order of its
#   rows; where a cell is missing the file says null.
# Seen: pyjstat writes the values in row order but the categories in order of first sight, so rows that are not
#   already sorted exchange their values: A 2020 and A 2021 below are swapped. With one row missing it writes 3
#   values for 4 cells.
# Packages: pyjstat 2.0.0 (the newest that has a wheel; 2.4.0 of March 2023 is source only, not run here), pandas
#   3.1.1.
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pyjstat==2.0.0' 'pandas==3.1.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import json

import pandas as pd
from pyjstat import pyjstat

frame = pd.DataFrame(
    {"geo": ["B", "B", "A", "A"], "time": ["2021", "2020", "2020", "2021"], "value": [1, 2, 3, 4]}
)
back = pyjstat.Dataset.read(pyjstat.Dataset.read(frame).write()).write("dataframe")
print(frame, back, sep="\n")
before = frame.set_index(["geo", "time"])["value"].to_dict()
after = back.set_index(["geo", "time"])["value"].to_dict()
assert before[("A", "2020")] == 3 and after[("A", "2020")] == 4
assert before[("A", "2021")] == 4 and after[("A", "2021")] == 3

gap = json.loads(pyjstat.Dataset.read(frame.iloc[:3]).write())
print(gap["size"], gap["value"])
assert gap["size"] == [2, 2] and gap["value"] == [1, 2, 3]
PY
