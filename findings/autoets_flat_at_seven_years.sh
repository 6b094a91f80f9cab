#!/usr/bin/env bash
# Expected: AutoETS on a steadily rising yearly series forecasts a rise once it accepts the series at all.
# Seen: up to six years it raises "tiny datasets"; at seven it answers, with a flat line at the last value, for
#   each of three rising series; at eight it rises by the full trend. With seven points the corrected criterion
#   (AICc) of any model with a trend is infinite, so that trend is never tried, and nothing says so. statsmodels
#   gives the same infinity at five and six.
# Packages: statsforecast 2.1.1 (July 2026), statsmodels 0.15.0 (August 2026).
# Known: statsforecast issue 677 is on the error for tiny series; the flat answer at seven was not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'statsforecast==2.1.1' 'statsmodels==0.15.0' 'pandas==2.3.3'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import numpy as np
from statsforecast.models import AutoETS
from statsmodels.tsa.exponential_smoothing.ets import ETSModel

series = {
    "7 % a year": 100 * 1.07 ** np.arange(8),
    "about 2 a year": np.array([10, 12, 14.1, 15.9, 18.1, 20, 22.1, 23.9]),
    "GDP-like": np.array([41.2, 48.3, 53.9, 59.3, 64.4, 68.9, 74.6, 83.2]),
}
for name, y in series.items():
    try:
        AutoETS(season_length=1).forecast(y=y[:6], h=2)
        raise SystemExit("six years are accepted now")
    except NotImplementedError as error:
        six = str(error)
    seven = AutoETS(season_length=1).forecast(y=y[:7], h=2)["mean"]
    eight = AutoETS(season_length=1).forecast(y=y, h=2)["mean"]
    print(f"{name:15} six: {six}; seven, last {y[6]:.1f}: {np.round(seven, 1)}; eight, last {y[7]:.1f}: {np.round(eight, 1)}")
    assert six == "tiny datasets"
    assert np.allclose(seven, y[6], rtol=1e-3)
    assert eight[1] > eight[0] > y[7]
criterion = [ETSModel(series["about 2 a year"][:6], trend=t).fit(disp=0).aicc for t in (None, "add")]
print("statsmodels, six years, AICc without and with trend:", criterion)
assert np.isfinite(criterion[0]) and np.isinf(criterion[1])
PY
