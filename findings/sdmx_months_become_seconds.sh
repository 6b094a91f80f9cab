#!/usr/bin/env bash
# Expected: the SDMX period 2020-M03 (month 3 of 2020; the standard's "reporting month") becomes March 2020, or an
#   error.
# Seen: it becomes 1 January 2020, three seconds past midnight, and 2020-M12 twelve seconds past: the month's
#   number lands in the seconds. A whole year of such months falls on one day; as a monthly PeriodIndex all twelve are January. The
#   trimester 2020-T3 (September to December) becomes March; 2020.5, used for mid-year population, becomes May.
#   Half-years (2020-S2), years (2020-A1) and weeks (2020-W05) in the same notation raise an error.
# Packages: pandas 3.1.1 (November 2026), sdmx1 2.28.0 (October 2026), python-dateutil 4.0.0 (November 2026).
# Known: not found as an issue of pandas or sdmx1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pandas==3.1.1' 'sdmx1==2.28.0' 'python-dateutil==4.0.0'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import io

import pandas as pd
import sdmx

for text, seen in {
    "2020-M03": "2020-01-01 00:00:03", "2020-M12": "2020-01-01 00:00:12", "2020-T3": "2020-03-01 00:00:00",
    "2020.5": "2020-05-01 00:00:00", "2020-Q3": "2020-07-01 00:00:00",
}.items():
    got = str(pd.to_datetime(text))
    print(f"pandas {text:9} {got}")
    assert got == seen, (text, got)
for text in ("2020-S2", "2020-A1", "2020-W05"):
    assert pd.isna(pd.to_datetime(text, errors="coerce")), text
months = pd.PeriodIndex([f"2020-M{m:02}" for m in range(1, 13)], freq="M")
print("as a monthly PeriodIndex:", sorted({str(m) for m in months}))
assert {str(m) for m in months} == {"2020-01"}

# Namespace names are put together here, so that this file holds no address.
base = ":".join(("http", "//www.sdmx.org/resources/sdmxml/schemas/v2_1/"))
obs = "".join(f'<g:Obs><g:ObsDimension value="2020-M{m:02}"/><g:ObsValue value="{m}"/></g:Obs>' for m in range(1, 13))
message = f'''<?xml version="1.0"?>
<m:GenericData xmlns:m="{base}message" xmlns:g="{base}data/generic" xmlns:c="{base}common"><m:Header><m:ID>X</m:ID>
<m:Test>false</m:Test><m:Prepared>2025-01-01T00:00:00</m:Prepared><m:Sender id="A"/>
<m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"><c:Structure><Ref agencyID="A" id="D" version="1.0"/>
</c:Structure></m:Structure></m:Header><m:DataSet structureRef="S"><g:Series><g:SeriesKey>
<g:Value id="GEO" value="NO"/></g:SeriesKey>{obs}</g:Series></m:DataSet></m:GenericData>'''
data = sdmx.read_sdmx(io.BytesIO(message.encode())).data[0]
frame = sdmx.to_pandas(data, datetime="TIME_PERIOD")
print(frame)
assert len(frame) == 12 and {str(stamp.date()) for stamp in frame.index} == {"2020-01-01"}
PY
