#!/usr/bin/env bash
# Expected: SDMX-CSV gives codes and values as text: the region 01 stays 01, the value 27.40 keeps its two decimals (all
#   columns come back as text).
# Seen: a column in which everything looks like a number goes through a number on its way to text: the regions 01, 02
#   become "1", "2", which no codelist holds, and 27.40 becomes "27.4". With one region 2A in the file they stay 01, 02:
#   the same region has two codes, by what other regions the file holds. No error, no warning.
# Packages: pysdmx 1.20.0 with its extra [data] (pandas 3.1.1).
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
  'pysdmx[data]==1.20.0' 'pandas==3.1.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from pathlib import Path

from pysdmx.io import read_sdmx

HEAD = "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REGION,TIME_PERIOD,OBS_VALUE\n"


def read(*regions):
    rows = [f"dataflow,NB:GDP(1.0),I,A,{region},2009,27.40\n" for region in regions]
    Path("gdp.csv").write_text(HEAD + "".join(rows))
    (data,) = read_sdmx("gdp.csv", validate=False).data
    print(data.data.to_string())
    return list(data.data["REGION"]), list(data.data["OBS_VALUE"])


assert read("01", "02") == (["1", "2"], ["27.4", "27.4"])
assert read("01", "2A") == (["01", "2A"], ["27.4", "27.4"])
PY
