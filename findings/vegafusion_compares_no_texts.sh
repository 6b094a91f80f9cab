#!/usr/bin/env bash
# Expected: Altair's vegafusion data transformer computes a chart's transforms before they reach the browser; the
#   numbers are those the browser would have computed (it refuses what it does not know).
# Seen: four answers differ, with no error and no warning. A filter that compares texts ("datum.quarter > '2009Q2'")
#   keeps no row. A missing amount plus 1 is missing, in the browser 1, and a missing amount is not below 20, in the
#   browser it is. round(-2.5) is -3, in the browser -2. A label made of a year and a text reads "2009.0年" where the
#   column has a missing year, in the browser "2009年".
# Packages: vegafusion 2.0.3, altair 6.3.0, vl-convert-python 1.9.0.post1 (which runs Vega itself), pandas 3.1.1,
#   pyarrow 26.0.1.
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
  'vegafusion==2.0.3' 'altair==6.3.0' 'vl-convert-python==1.9.0.post1' 'pandas==3.1.1' 'pyarrow==26.0.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import re

import altair as alt
import pandas as pd
import vl_convert

data = pd.DataFrame(
    {
        "quarter": ["2009Q1", "2009Q2", "2009Q3", "2009Q4"],
        "year": [2007, 2008, None, 2009],
        "amount": [2.0, 7.0, None, 9.0],
    }
)


def both(chart):
    """The texts a chart shows: computed beforehand, and by Vega."""
    chart = chart.mark_text().encode(text="out:N")
    with alt.data_transformers.enable("vegafusion"):
        before = chart.transformed_data()
    with alt.data_transformers.enable("default"):
        svg = vl_convert.vegalite_to_svg(chart.to_dict())
    return [str(one) for one in before["out"]], re.findall(r"<text[^>]*>([^<]*)</text>", svg)


cases = {
    "texts": alt.Chart(data).transform_filter("datum.quarter > '2009Q2'").transform_calculate(out="datum.quarter"),
    "plus one": alt.Chart(data).transform_calculate(out="datum.amount + 1"),
    "below 20": alt.Chart(data).transform_filter("datum.amount < 20").transform_calculate(out="datum.quarter"),
    "half": alt.Chart(data).transform_calculate(out="round(-2.5)"),
    "label": alt.Chart(data).transform_calculate(out="datum.year + '年'"),
}
seen = {name: both(chart) for name, chart in cases.items()}
for name, (before, vega) in seen.items():
    print(f"{name:9} vegafusion {before}\n{'':9} Vega       {vega}")
assert seen["texts"] == ([], ["2009Q3", "2009Q4"])
assert seen["plus one"][0] == ["3.0", "8.0", "nan", "10.0"] and seen["plus one"][1] == ["3", "8", "1", "10"]
assert len(seen["below 20"][0]) == 3 and len(seen["below 20"][1]) == 4
assert float(seen["half"][0][0]) == -3 and seen["half"][1][0] == "-2"
assert seen["label"][0][0] == "2007.0年" and seen["label"][1][0] == "2007年"
PY
