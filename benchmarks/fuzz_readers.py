"""Every reader against damaged and hostile files: a document or the package's own error, and never a long wait.

python benchmarks/fuzz_readers.py [--count 300] [--seconds 120] [--seed 1]

Prints a row a reader: files tried, read, refused with the package's error, other errors ("lost", must be 0), the
slowest in seconds, those over five seconds, and the most memory the process had. Files are made here, mutated here,
and kept nowhere.
"""

from __future__ import annotations

import argparse
import copy
import io
import random
import sys
import time
import zipfile
from pathlib import Path

from lxml import etree

sys.path[:0] = [
    str(Path(__file__).resolve().parent.parent),
    str(Path(__file__).resolve().parent.parent / "tests"),
]

from test_extract_readers import FORMULA, SENTENCE, box, cell, code, docx, mark, para, pdf, row, run  # noqa: E402

from forecasting.errors import ForecastingError  # noqa: E402
from forecasting.extract.readers import read_bytes  # noqa: E402

PATIENCE = 5.0
WORD_BODY = (
    para(SENTENCE)
    + para(
        "总值",
        mark("begin"),
        code("SUM"),
        mark("separate"),
        "188",
        mark("end"),
        FORMULA,
        run("5", "<w:vanish/>"),
    )
    + para(box(para("框内")))
    + "<w:tbl>"
    + row(cell("指标", "<w:vMerge w:val='restart'/>"), cell("实绩", "<w:gridSpan w:val='2'/>"))
    + row(cell("", "<w:vMerge/>"), cell("144.6"), cell("188"))
    + "</w:tbl>"
)
PAGE = (
    f"<html><head><meta charset=utf-8></head><body><p>{SENTENCE}<table><tr><th rowspan=2>a<th colspan=2>b<tr><td>1<td>2"
    "<tr><td>3<td>4<td>5</table><sup>4</sup><br><del>x</del><math><mi>x</mi></math></body></html>"
)
MARKDOWN = f"# 报告\n\n{SENTENCE}\n\n| a | b |\n|---|---|\n| **1** | 2 |\n\n- x[^1]\n\n[^1]: y\n"
PLAIN = f"{SENTENCE}\n增(zēng)長(zhǎng)18\n8亿元\n指标\t2008\t2009\n总值\t144.6\t188\n"
HOSTILE_HTML = (
    "<table>" * 60, "<td>" * 50_000, "<table><tr>" + "<td colspan=400 rowspan=9999>x" * 300, "<!--" * 60_000,
    "<a " * 60_000, "<![CDATA[" * 30_000, "&" * 200_000, "<div>" * 200_000, "<ruby><rt>" * 40_000, "<p style='" + "x:" * 100_000,
    "<br>" * 200_000, "<sup>" * 100_000 + "9", "<math>" * 60_000,
)  # fmt: skip
HOSTILE_TEXT = (
    "?" * 300_000, "1 " * 200_000, "**" * 150_000, "(" * 300_000, "增(a" * 100_000, "1\n" * 150_000, "\t" * 200_000,
    "|" * 200_000 + "\n|-|\n" + "|" * 200_000, "[" * 200_000, "`" * 200_000, "~~" * 100_000, "*a" * 100_000, "1." * 200_000 + "\n",
    "\r" * 200_000, "年" * 300_000, "a\n" * 150_000, " " * 300_000 + "1\n", "![[](" * 60_000, "<" * 200_000, "单位" * 100_000,
    "9" * 400_000, "\u00ad" * 300_000, "中?" * 150_000, "表1 " + "x " * 100_000,
)  # fmt: skip


def mutated(data: bytes, dice: random.Random) -> bytes:
    """The file with some of its bytes changed, cut, doubled or moved."""
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16, 64))):
        if not out:
            break
        at = dice.randrange(len(out))
        match dice.randrange(6):
            case 0:
                out[at] = dice.randrange(256)
            case 1:
                del out[at : at + dice.choice((1, 4, 40, 400))]
            case 2:
                out[at:at] = out[max(0, at - dice.choice((1, 8, 80))) : at] * dice.choice((1, 2, 20))
            case 3:
                out[at:at] = bytes(dice.randrange(256) for _ in range(dice.choice((1, 4, 16))))
            case 4:
                del out[at:]
            case _:
                out[at] ^= 1 << dice.randrange(8)
    return bytes(out)


def repacked(data: bytes, dice: random.Random) -> bytes:
    """A zip archive whose text part was changed and packed again, so that the change is met behind the unpacking."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml" or dice.random() < 0.1:
                content = shuffled(content, dice) if dice.random() < 0.6 else mutated(content, dice)
            new.writestr(name, content)
    return stream.getvalue()


def shuffled(xml: bytes, dice: random.Random) -> bytes:
    """Elements taken out, doubled, wrapped or put elsewhere, and odd values: the result is well formed."""
    root = etree.fromstring(xml)
    for _ in range(dice.choice((1, 2, 5, 12))):
        every = [one for one in root.iter() if one.getparent() is not None]
        if len(every) < 3:
            break
        one, other = dice.choice(every), dice.choice(every)
        match dice.randrange(5):
            case 0:
                other.append(copy.deepcopy(one))
            case 1:
                one.getparent().remove(one)
            case 2 if one.attrib:
                one.set(
                    dice.choice(list(one.attrib)),
                    dice.choice(("", "-1", "999999", "1e9", "restart", "end", "F0B3", "\u4e00")),
                )
            case 3 if one not in other.iterancestors() and one is not other:
                other.append(one)
            case _:
                one.text = dice.choice(("", " ", "188", "\uf038", "\u202e", "x" * 5000))
    return etree.tostring(root)


def inputs(reader: str, dice: random.Random) -> bytes:
    """One file for a reader."""
    if reader == "docx":
        return repacked(docx(WORD_BODY), dice) if dice.random() < 0.7 else mutated(docx(WORD_BODY), dice)
    if reader == "pdf":
        return mutated(
            pdf(
                [
                    (72, 700, SENTENCE[:30]),
                    (72, 680, "144.6"),
                    (200, 680, "188"),
                    (72, 660, "1"),
                    (200, 660, "2"),
                ]
            ),
            dice,
        )
    text = {"html": PAGE, "md": MARKDOWN, "txt": PLAIN}[reader]
    if dice.random() < 0.15:
        hostile = dice.choice(HOSTILE_HTML if reader == "html" else HOSTILE_TEXT)
        return (text + hostile if dice.random() < 0.5 else hostile + text).encode()
    encoding = dice.choice(("utf-8", "utf-8", "gb18030", "utf-16", "big5"))
    data = mutated(text.encode(encoding, "ignore"), dice)
    return bytes(dice.randrange(256) for _ in range(300)) if dice.random() < 0.05 else data


def memory() -> float:
    """Most memory this process had, in MB; not a number where the system does not say."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Try each reader, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=300, help="files a reader, at most")
    parser.add_argument("--seconds", type=float, default=120.0, help="in all, at most")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    readers = ("txt", "md", "html", "docx", "pdf")
    print(
        f"{'reader':8}{'tried':>8}{'read':>8}{'refused':>9}{'lost':>6}{'slowest s':>11}{'over 5 s':>10}{'most MB':>9}"
    )
    bad = 0
    for reader in readers:
        dice = random.Random(f"{options.seed} {reader}")  # noqa: S311 - no secret
        end = time.perf_counter() + options.seconds / len(readers)
        read = refused = lost = over = tried = 0
        slowest = 0.0
        while tried < options.count and time.perf_counter() < end:
            data = inputs(reader, dice)
            began = time.perf_counter()
            tried += 1
            try:
                document = read_bytes(data, f"fuzz.{reader}")
            except ForecastingError:
                refused += 1
            except Exception as problem:  # noqa: BLE001 - whatever it is, it is what is looked for
                lost += 1
                print(f"  {reader} {tried}: {type(problem).__name__}: {problem}", file=sys.stderr)
            else:
                read += 1
                if len(document.offsets) != len(document.cleaned) + 1:
                    lost += 1
                    print(f"  {reader} {tried}: the map does not fit the text", file=sys.stderr)
            took = time.perf_counter() - began
            slowest = max(slowest, took)
            over += took > PATIENCE
        bad += lost + over
        print(f"{reader:8}{tried:8}{read:8}{refused:9}{lost:6}{slowest:11.2f}{over:10}{memory():9.0f}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
