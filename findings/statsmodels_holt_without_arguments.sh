#!/usr/bin/env bash
# Expected: Holt(y) and SimpleExpSmoothing(y), called with nothing but the series as in the documentation, go on
#   working.
# Seen: in statsmodels 0.15.0 both raise TypeError "initialization_method must be a string": their default is
#   still None, which the class they inherit from no longer takes. ExponentialSmoothing(y), whose default is
#   "estimated", works in both.
# Packages: statsmodels 0.15.0 (August 2026) and 0.14.6, pandas 2.3.3.
# Known: not found in the project's own issues; FLAML pull request 1587 (September 2026) works around it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'statsmodels==0.15.0' 'pandas==2.3.3'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import subprocess
import sys

code = '''
import statsmodels
from statsmodels.tsa.api import ExponentialSmoothing, Holt, SimpleExpSmoothing
y = [100.0, 107, 114.5, 122.5, 131, 140, 150, 160, 171, 183, 196]
for model in (Holt, SimpleExpSmoothing, ExponentialSmoothing):
    try:
        answer = [round(float(v), 1) for v in model(y).fit().forecast(2)]
    except TypeError as error:
        answer = f"TypeError: {error}"
    print(statsmodels.__version__, model.__name__, answer)
'''
def run(*path):
    got = subprocess.run([sys.executable, "-W", "ignore", "-c", f"import sys; sys.path[:0] = {list(path)}" + code],
                         check=True, capture_output=True, text=True).stdout.splitlines()
    print("\n".join(got))
    return got

new = run()
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
                "--no-deps", "--target", "old", "statsmodels==0.14.6"], check=True)
old = run("old")
assert new == [
    "0.15.0 Holt TypeError: initialization_method must be a string",
    "0.15.0 SimpleExpSmoothing TypeError: initialization_method must be a string",
    "0.15.0 ExponentialSmoothing [196.0, 196.0]",
], new
assert old[0].startswith("0.14.6 Holt [208.") and old[1] == "0.14.6 SimpleExpSmoothing [196.0, 196.0]", old
PY
