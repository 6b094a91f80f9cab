#!/usr/bin/env bash
# Expected: in a PX file a long text may go on as a second quoted piece on the next line (PX-file format,
#   "Strings"); a label so written is one label.
# Seen: pyaxis takes each piece for a label: three regions become four, every value after the long label stands
#   under the wrong region ("South" gets East's numbers), and the last region is left with NaN. No error, no
#   warning.
# Packages: pyaxis 0.2.0 (the newest that has a wheel; 0.4.3 of February 2026 is source only, not run here),
#   pandas 2.2.3.
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pyaxis==0.2.0' 'pandas==2.2.3'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
from pathlib import Path

from pyaxis import pyaxis

text = '''CHARSET="ANSI";
AXIS-VERSION="2013";
MATRIX="T1";
CONTENTS="GDP";
STUB="region";
HEADING="time";
VALUES("region")="Total","North and the islands and "
"South","East";
VALUES("time")="2024","2025";
DATA=
30 33
10 11
20 22;
'''
Path("gdp.px").write_text(text)
data = pyaxis.parse("gdp.px", encoding="utf-8")["DATA"]
print(data.to_string())
got = data.groupby("region", sort=False)["DATA"].apply(list).to_dict()
assert list(got) == ["Total", "North and the islands and", "South", "East"]
assert [float(v) for v in got["South"]] == [20, 22]
assert all(str(v) == "nan" for v in got["East"])
PY
