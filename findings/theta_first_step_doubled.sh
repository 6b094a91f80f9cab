#!/usr/bin/env bash
# Expected: the Theta method is one method: on a series that rises by 10 a year (100 to 150) the packages agree,
#   and the forecast rises by half the slope a year, 155 and 160.
# Seen: statsmodels and statsforecast say 155 and 160; sktime says 160 and 165: it counts one step too many, so
#   the first year takes a whole slope and the others half of one, and all later years are half a slope too high.
# Packages: sktime 1.2.0 (September 2026), statsmodels 0.15.0 (August 2026), statsforecast 2.1.1 (July 2026).
# Known: sktime issue 421 "Theta model predictions and intervals are incorrect", open since October 2020.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'sktime==1.2.0' 'statsmodels==0.15.0' 'statsforecast==2.1.1' 'pandas==2.3.3'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import numpy as np
import pandas as pd
from sktime.forecasting.theta import ThetaForecaster
from statsforecast.models import Theta
from statsmodels.tsa.forecasting.theta import ThetaModel

years = pd.period_range("2015", "2020", freq="Y")
y = pd.Series([100.0, 110.0, 120.0, 130.0, 140.0, 150.0], index=years)
seen = {
    "statsmodels": ThetaModel(y, period=1, deseasonalize=False).fit().forecast(3).to_numpy(),
    "statsforecast": Theta(season_length=1).forecast(y=y.to_numpy(), h=3)["mean"],
    "sktime": ThetaForecaster(deseasonalize=False).fit(y, fh=[1, 2, 3]).predict().to_numpy(),
}
for name, forecast in seen.items():
    print(f"{name:14} {np.round(forecast, 1)}")
assert np.allclose(seen["statsmodels"], [155, 160, 165], atol=0.1)
assert np.allclose(seen["statsforecast"], [155, 160, 165], atol=0.1)
assert np.allclose(seen["sktime"], [160, 165, 170], atol=0.1)
PY
