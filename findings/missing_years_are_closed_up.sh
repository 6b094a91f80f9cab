#!/usr/bin/env bash
# Expected: of five levels in 1992, 1995, 2000, 2005 and 2009 (1 to 27.46) the drift, a straight line from the first to
#   the last, says 29.0 for 2010; a package that cannot have gaps refuses.
# Seen: no error and no warning. statsforecast takes the rows for years in a row and says 34.1 for 2010. statsmodels
#   says 34.1 too, and with a yearly PeriodIndex dates the forecast 1997: five years after the first. sktime says 29.8,
#   since it looks five calendar years back as there are five values, and its mean of the whole series is that of 2005
#   and 2009 alone.
# Packages: statsforecast 2.1.1, statsmodels 0.15.0, sktime 1.2.0 (2026), pandas 2.3.3.
# Known: statsmodels issue 6247 (2019, open) is about such an index; statsforecast issue 564 asks how missing values
#   are treated. sktime's windows were not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'statsforecast==2.1.1' 'statsmodels==0.15.0' 'sktime==1.2.0' 'pandas==2.3.3'
cd "$work"
"$work/venv/bin/python" - <<'PY'
import warnings

import pandas as pd
from sktime.forecasting.naive import NaiveForecaster
from statsforecast import StatsForecast
from statsforecast.models import RandomWalkWithDrift
from statsmodels.tsa.arima.model import ARIMA

years, levels = [1992, 1995, 2000, 2005, 2009], [1.0, 4.0, 10.0, 18.0, 27.46]
by_period = pd.Series(levels, index=pd.PeriodIndex(years, freq="Y"))
frame = pd.DataFrame({"unique_id": "zone", "ds": years, "y": levels})
drift = levels[-1] + (levels[-1] - levels[0]) / (years[-1] - years[0])
print(f"drift by the calendar: {drift:.2f} in 2010")

with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always")
    by_statsforecast = StatsForecast(models=[RandomWalkWithDrift()], freq=1).forecast(df=frame, h=1)
    by_statsmodels = ARIMA(by_period, order=(0, 1, 0), trend="t").fit().forecast(1)
    by_sktime = NaiveForecaster(strategy="drift").fit(by_period).predict(fh=[1])
    mean = NaiveForecaster(strategy="mean").fit(by_period).predict(fh=[1])
seen = {
    "statsforecast": (int(by_statsforecast["ds"].iloc[0]), round(float(by_statsforecast["RWD"].iloc[0]), 1)),
    "statsmodels": (by_statsmodels.index[0].year, round(float(by_statsmodels.iloc[0]), 1)),
    "sktime": (by_sktime.index[0].year, round(float(by_sktime.iloc[0]), 1)),
    "sktime, mean": (mean.index[0].year, round(float(mean.iloc[0]), 1)),
}
for name, (year, level) in seen.items():
    print(f"{name:14} {level} in {year}")
about_gaps = [str(w.message) for w in said if any(word in str(w.message) for word in ("gap", "missing", "regular"))]
assert about_gaps == [], about_gaps
assert seen["statsforecast"] == (2010, 34.1) and seen["statsmodels"] == (1997, 34.1)
assert seen["sktime"] == (2010, 29.8) and seen["sktime, mean"] == (2010, 22.7)
PY
