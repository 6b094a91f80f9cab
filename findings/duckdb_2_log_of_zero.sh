#!/usr/bin/env bash
# Expected: the logarithm of a growth factor that is zero or negative is an error in DuckDB, as it was in 1.x, and
#   what 2.0 makes stricter it does not make laxer beside it.
# Seen: since 2.0 ln(0) is -inf, ln(-1) and sqrt(-1) are NaN, and avg(ln(x)) over a column with one zero is -inf,
#   while 7 // 0 and 7 % 0, which gave NULL in 1.x, are now errors. So a query that stopped goes on, and one that
#   went on stops.
# Packages: duckdb 2.0.1 (2026) and 1.4.5.
# Known: both meant: pull request 25004 for // and %, the talk under 22734 for ln. That they go opposite ways is
#   said nowhere found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'duckdb==2.0.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import subprocess
import sys

code = '''
import duckdb
con = duckdb.connect()
for q in ("ln(0)", "ln(-1)", "sqrt(-1)", "avg(ln(x)) from (values (1.07), (0.0)) t(x)", "7 // 0", "7 % 0"):
    try:
        answer = con.execute("select " + q).fetchall()[0][0]
    except duckdb.Error as error:
        answer = "error"
    print(duckdb.__version__, q, answer, sep="|")
'''
def run(*path):
    got = subprocess.run([sys.executable, "-c", f"import sys; sys.path[:0] = {list(path)}" + code],
                         check=True, capture_output=True, text=True).stdout.splitlines()
    print("\n".join(got))
    return [line.split("|")[2] for line in got]

new = run()
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
                "--target", "old", "duckdb==1.4.5"], check=True)
old = run("old")
assert new == ["-inf", "nan", "nan", "-inf", "error", "error"], new
assert old == ["error", "error", "error", "error", "None", "None"], old
PY
