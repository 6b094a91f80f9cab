#!/usr/bin/env bash
# Expected: an automatic ARIMA given three to five years that rise by 7 % each forecasts a rise, or says the
#   series is too short.
# Seen: on three and four years pmdarima takes the model without difference or trend and forecasts the mean of the
#   past (111 after 122.5); on five years it forecasts a rise and then a fall. statsforecast forecasts the mean on
#   three years, a rise of half the size and then a fall on four. Neither warns. From six years on both rise.
# Packages: pmdarima 2.1.1 (November 2025), statsforecast 2.1.1 (July 2026).
# Known: not found for either; the R original has forecast issue 291 "More reliable results from auto.arima for
#   short series", where a floor under the length was found no general solution.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'pmdarima==2.1.1' 'statsforecast==2.1.1' 'pandas==2.3.3'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import warnings

import numpy as np
import pmdarima
from statsforecast.models import AutoARIMA

warnings.simplefilter("ignore")
rise = np.array([100.0, 107.0, 114.49, 122.5, 131.08, 140.26])
first = {}
for n in range(3, 7):
    y = rise[:n]
    model = pmdarima.auto_arima(y, seasonal=False)
    a, b = model.predict(2), AutoARIMA(season_length=1).forecast(y=y, h=2)["mean"]
    first[n] = a, b
    print(f"{n} years, last {y[-1]}: pmdarima {model.order} {np.round(a, 1)}  statsforecast {np.round(b, 1)}")
for n in (3, 4):
    assert np.allclose(first[n][0], rise[:n].mean(), atol=0.1)
assert np.allclose(first[3][1], rise[:3].mean(), atol=0.1)
assert first[4][1][1] < rise[3] < first[4][1][0]
assert first[5][0][1] < first[5][0][0]
assert first[6][0][1] > first[6][0][0] > rise[5] and first[6][1][1] > first[6][1][0] > rise[5]
PY
