#!/usr/bin/env bash
# Expected: parse_money of 1亿5000万元 (150 million) is 150,000,000 and of 1.5个亿 likewise; 2010年1-9月 is nine
#   months; 十一五 (the eleventh five-year plan, 2006 to 2010) is five years or an error.
# Seen: 1亿5000万元 is 250,050,000 and 1亿2千万元 220,000,000, both "accurate"; written in Chinese figures the same
#   amount is right. 1.5个亿 is 600,000,000, 七八百万元 (seven or eight million) goes from 70,000. 1-9月 is the
#   whole year, and 十一五 is the first of October of the year given as base.
# Packages: jionlp 1.5.31 (October 2026).
# Known: JioNLP issue 214 has a "4/5G" read as a date; these not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'jionlp==1.5.31'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import jionlp

amounts = {
    "1亿5000万元": "250050000.00",
    "一亿五千万元": "150000000.00",
    "1亿2千万元": "220000000.00",
    "1.5个亿": "600000000.00",
    "1.5亿元": "150000000.00",
    "七八百万元": ["70000.00", "8000000.00"],
}
for text, seen in amounts.items():
    got = jionlp.parse_money(text)
    print(text, got)
    assert got["num"] == seen, got

times = {
    "2010年1-9月": ["2010-01-01 00:00:00", "2010-12-31 23:59:59"],
    "2010年前三季度": ["2010-01-01 00:00:00", "2010-09-30 23:59:59"],
    "“十一五”期间": ["2011-10-01 00:00:00", "2011-10-01 23:59:59"],
}
for text, seen in times.items():
    got = jionlp.parse_time(text, time_base={"year": 2011})
    print(text, got)
    assert got["time"] == seen and got["definition"] == "accurate", got
PY
