#!/usr/bin/env bash
# Expected: a style-preserving TOML library that replaces one table leaves all else byte for byte.
# Seen: doc["scenario"]["one"] = new drops the comment above the next table, and after the last table the comment at
#   the end of the file: both had been kept inside the table that was replaced. In a file with CRLF ends the new
#   table's gap is a lone LF, so that the file mixes its line ends.
# Packages: tomlkit 0.15.2 (2026).
# Known: tomlkit issue 392 says of a replaced table that its own style goes with it; that the next table's comment and
#   the line ends go too was not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'tomlkit==0.15.2'
cd "$work"
"$work/venv/bin/python" - <<'PY'
import tomlkit

text = """\
# what the council agreed on
[scenario.one]
growth = 7

# only if the bridge is built
[scenario.two]
growth = 9

# sources: yearbook, page 12
"""

def replaced(text, name):
    doc = tomlkit.parse(text)
    assert tomlkit.dumps(doc) == text
    doc["scenario"][name] = {"growth": 8}
    return tomlkit.dumps(doc)

first, last = replaced(text, "one"), replaced(text, "two")
windows = replaced(text.replace("\n", "\r\n"), "one")
print("first table replaced:", first, sep="\n")
print("last table replaced:", last, sep="\n")
print("CRLF file:", repr(windows))
assert "bridge" not in first and "yearbook" in first
assert "bridge" in last and "yearbook" not in last
assert windows.count("\n") - windows.count("\r\n") > 0
PY
