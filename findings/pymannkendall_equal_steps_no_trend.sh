#!/usr/bin/env bash
# Expected: a plan that rises by the same step every year is the clearest trend there is; every variant of the
#   Mann-Kendall test says so, as the plain one does.
# Seen: of seven equal steps the plain test says "increasing" (p = 0.003), the two variants for autocorrelated series
#   (Hamed-Rao, Yue-Wang) say "no trend" with p = nan, and the trend-free pre-whitening "no trend" with p = 1. With the
#   last year a tenth higher all four say "increasing". No error; h is False, as for a series without any trend.
# Packages: pymannkendall 1.4.3, numpy 2.4.6, scipy 1.17.1.
# Known: issue 29 (open) has p = nan of the Hamed-Rao variant for a series of twelve values; the other two variants and
#   equal steps were not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: \
  'pymannkendall==1.4.3' 'numpy==2.4.6' 'scipy==1.17.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import math

import pymannkendall

TESTS = (
    "original_test",
    "hamed_rao_modification_test",
    "yue_wang_modification_test",
    "trend_free_pre_whitening_modification_test",
)


def said(levels):
    answers = {test: getattr(pymannkendall, test)(levels) for test in TESTS}
    for test, answer in answers.items():
        print(f"{levels} {test:43} {answer.trend:10} h={answer.h} p={float(answer.p):.4f}")
    return answers


equal = said([10, 12, 14, 16, 18, 20, 22])
nearly = said([10, 12, 14, 16, 18, 20, 24.2])
assert equal["original_test"].trend == "increasing"
assert all(equal[test].trend == "no trend" and not equal[test].h for test in TESTS[1:])
assert math.isnan(equal["hamed_rao_modification_test"].p) and math.isnan(equal["yue_wang_modification_test"].p)
assert equal["trend_free_pre_whitening_modification_test"].p == 1
assert all(answer.trend == "increasing" for answer in nearly.values())
PY
