#!/usr/bin/env bash
# Expected: turning the numerals of a Chinese sentence keeps ranges as ranges: 10-20% is 百分之十到百分之二十, and 七八个
#   (seven or eight) is not a number at all.
# Seen: cn2an.transform reads the dash of a range as a minus sign: 10-20% becomes 十百分之负二十 ("ten, minus twenty per
#   cent"), 3-5亿元 becomes 三负五亿元, 2021-2025 becomes "2021 minus 2025" in words. The other way 七八个 becomes 78个, while
#   三四百人 is left alone; cn2an("七八", "normal") is 78 too.
# Packages: cn2an 0.5.24 (April 2026).
# Known: not found in the project's issues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check --only-binary=:all: 'cn2an==0.5.24'
cd "$work"
PYTHONWARNINGS=ignore "$work/venv/bin/python" - <<'PY'
import cn2an

to_words = {
    "10-20%": "十百分之负二十",
    "5-6%": "五百分之负六",
    "3-5亿元": "三负五亿元",
    "2021-2025": "二千零二十一负二千零二十五",
    "7.5%": "百分之七点五",
}
to_digits = {"七八个": "78个", "三四百人": "三四百人"}
for text, seen in to_words.items():
    got = cn2an.transform(text, "an2cn")
    print(f"{text} -> {got}")
    assert got == seen, (text, got)
for text, seen in to_digits.items():
    got = cn2an.transform(text, "cn2an")
    print(f"{text} -> {got}")
    assert got == seen, (text, got)
assert cn2an.cn2an("七八", "normal") == 78
PY
