#!/usr/bin/env bash
# Expected: a quotient and a remainder belong together: a = b * quo + rem, as in every language that has the pair.
# Seen: since typst 0.15 calc.quo rounds down while calc.rem still rounds toward zero, so that for negative
#   numbers they no longer fit: for -7 and 3 they are -3 and -1, which make -10. In 0.14.9 quo was -2 and the
#   identity held. calc.div-euclid and calc.rem-euclid fit each other in both.
# Packages: typst 0.15.2 (November 2026) and 0.14.9.
# Known: the change is typst pull request 7392 "Fix calc.quo flooring for negative integers" (issue 6157); that
#   rem was left behind is not said there.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'typst==0.15.2' 'pypdf==7.1.1'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import subprocess
import sys

code = '''
import io, typst, pypdf
pairs = ((-7, 3), (7, -3), (7, 3))
body = " ".join(f"#calc.quo({a},{b});#calc.rem({a},{b});#calc.div-euclid({a},{b});#calc.rem-euclid({a},{b})|" for a, b in pairs)
pdf = typst.compile(("#set page(width: 40cm)\\n" + body.replace(";", " ")).encode(), ignore_system_fonts=True)
text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\u2212", "-")
for (a, b), part in zip(pairs, text.split("|")):
    q, r, qe, re = map(int, part.split())
    print(a, b, q, r, q * b + r == a, qe * b + re == a)
'''
def run(*path):
    got = subprocess.run([sys.executable, "-c", f"import sys; sys.path[:0] = {list(path)}" + code],
                         check=True, capture_output=True, text=True).stdout.splitlines()
    print("a b quo rem fits euclid-fits")
    print("\n".join(got))
    return got

new = run()
subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary=:all:",
                "--target", "old", "typst==0.14.9"], check=True)
old = run("old")
assert new == ["-7 3 -3 -1 False True", "7 -3 -3 1 False True", "7 3 2 1 True True"], new
assert old == ["-7 3 -2 -1 True True", "7 -3 -2 1 True True", "7 3 2 1 True True"], old
PY
