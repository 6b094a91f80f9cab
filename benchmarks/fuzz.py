"""Every reader against damaged and hostile files: an answer or the package's own error, and never a long wait.

python benchmarks/fuzz.py [READER ...] [--count 300] [--seconds 300] [--seed 1]

Prints a row a reader: files tried, read, refused with the package's error, lost (must be 0), the slowest in seconds of
processor time, and those over five such seconds (cut off there; must be 0). A PDF report is read by a process of its own,
which ends itself after a minute and is not counted. Lost is any other error; what loads and cannot be assessed; and a
dossier that is not equal to itself once it was written and read again. Files are made here, mutated here, and kept nowhere;
with `--keep FOLDER` those that were lost or slow are put there. The same seed makes the same files.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import io
import json
import random
import shutil
import signal
import sys
import tempfile
import time
import warnings
import zipfile
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import reviewed  # noqa: E402
from test_extract_readers import FORMULA, SENTENCE, box, cell, code, docx, mark, para, pdf, row, run  # noqa: E402

import forecasting as fc  # noqa: E402
from forecasting import cli  # noqa: E402
from forecasting._extract.readers import read_bytes  # noqa: E402
from forecasting.dossier import write_claims, write_folder  # noqa: E402
from forecasting.errors import ForecastingError  # noqa: E402
from forecasting.show.review.returned import take  # noqa: E402
from forecasting.show.terminal import findings_csv, report  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PATIENCE = 5.0
"""Seconds after which a file is cut off and counted as slow."""
DOSSIERS = (ROOT / "tests" / "dossiers" / "riverside", ROOT / "data" / "jungar", ROOT / "data" / "yanjiao")
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


class TookTooLongError(BaseException):
    """The watch has run out; no `except Exception` on the way may hold it."""


class LostError(Exception):
    """What was read is not what it must be."""


# ---- tables and settings of a dossier

CELLS = (
    *(
        "",
        " ",
        "0",
        "-0",
        "00",
        "1",
        "-1",
        "+5",
        "0.0",
        "1e5",
        "1e400",
        "nan",
        "inf",
        "９",
        "一百",
        "1,000",
        "12.5.1",
        "½",
    ),
    *(
        "9" * 40,
        "9" * 101,
        "0." + "0" * 60 + "1",
        "1" + "0" * 30,
        "28..30",
        "30..28",
        "..",
        "-5..-3",
        "100",
        "99.99",
    ),
    *(
        "founding",
        "crossing:1",
        "crossing:-1",
        "crossing:x",
        "1",
        "1000",
        "1799",
        "1949",
        "2008",
        "2009",
        "2010",
        "2060",
    ),
    *(
        "9999",
        "10000",
        "2019/20",
        "2009.0",
        "history",
        "target",
        "goal",
        "benchmark",
        "assumption",
        "level",
        "growth",
    ),
    *(
        "growth_each_year",
        "average_growth",
        "multiple",
        "recurring_multiple",
        "share",
        "change",
        "points",
        "total",
    ),
    *(
        "period_average",
        "nominal",
        "real",
        "physical",
        "H1",
        "Q1-Q3",
        "M01-M06",
        "same-scope",
        "=",
        "~",
        ">=",
        ">",
        "<=",
    ),
    *(
        "<",
        "increase_by",
        "increase_to",
        "every_window",
        "average",
        "truncated",
        "%",
        "‰",
        "成",
        "倍",
        "番",
        "个百分点",
    ),
    *(
        "亿元",
        "万元",
        "元",
        "亿美元",
        "CNY 100m",
        "USD bn",
        "万人",
        "平方公里",
        "km²",
        "gdp",
        "revenue",
        "R&D",
        "<b>&amp;",
    ),
    *(
        "=1+1",
        "@SUM(A1)",
        "-2+3",
        "$x$ #let",
        "\u2028",
        "\u200b",
        "a\nb",
        "\\",
        '"',
        "';--",
        "\u0301",
        "😀",
        "x" * 3000,
    ),
)
SCALARS = (
    *(
        "1",
        "0",
        "-1",
        "2009",
        "1799",
        "9999",
        "1e9",
        "1e-9",
        "inf",
        "nan",
        "0x10",
        "true",
        '""',
        '"x"',
        '"%"',
        '"亿元"',
    ),
    *(
        "[]",
        "[1, 2]",
        "[2, 1]",
        "[-0.5, 0.5]",
        "{}",
        '{ en = "A", zh = "甲" }',
        "1979-05-27",
        '"R&D <b>"',
        '"real"',
    ),
    *(
        '"lower"',
        '"rate"',
        '"index"',
        '"count"',
        '"none"',
        '"gdp"',
        '"growth-cap"',
        "{ gdp = 0.1 }",
        "{ revenue = -2 }",
    ),
    *(
        "{ gdp = { 2010 = 0.5 } }",
        "{ gdp = { year = 2060, level = 1e6 } }",
        '["shrunken_growth"]',
        "999999999999999999999",
    ),
)


def number(dice: random.Random) -> str:
    """A number as it might be printed, near or far from what is usual."""
    size = dice.choice((1, 1, 1, 10, 100, 10**4, 10**8))
    return f"{dice.uniform(-0.2, 1) * size:.{dice.choice((0, 0, 1, 1, 2, 4))}f}"


def changed_table(text: str, dice: random.Random) -> str:
    """Rows of a claims table with other values: some together with their quotes, so that they load."""
    head, *rows = [line.split("\x1f") for line in _split(text)]
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        if not rows:
            break
        one = dice.choice(rows)
        value, quote = head.index("value"), head.index("quote")
        match dice.randrange(9):
            case 0 | 1 | 2 if one[value]:
                told = number(dice)
                one[quote] = one[quote].replace(one[value].lstrip("-"), told.lstrip("-"))
                one[value] = told
            case 3:
                place = dice.randrange(len(head))
                one[place] = dice.choice(CELLS)
            case 4:
                place = dice.randrange(len(head))
                one[place] = dice.choice(rows)[place]
            case 5:
                twin = [*one]
                twin[0] += dice.choice(("", "-b", "é", " "))
                rows.insert(dice.randrange(len(rows)), twin)
            case 6:
                rows.remove(one)
            case 7 if "end" in head:
                for name in dice.choice((("end",), ("start", "end"))):
                    one[head.index(name)] = str(dice.choice((1995, 2001, 2008, 2009, 2010, 2015, 2025, 2050)))
            case _:
                one[head.index("kind")] = dice.choice(CELLS[49:59])
    if dice.random() < 0.03:
        head[dice.randrange(len(head))] = dice.choice(CELLS)
    return "\n".join(",".join(_cell(each) for each in line) for line in (head, *rows)) + "\n"


def _split(text: str) -> Iterator[str]:
    import csv

    for line in csv.reader(io.StringIO(text)):
        yield "\x1f".join(line)


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if set(text) & set(',"\n') else text


def changed_settings(text: str, dice: random.Random) -> str:
    """Lines of a TOML file with other values, taken out, doubled or moved."""
    lines = text.splitlines()
    for _ in range(dice.choice((1, 1, 2, 4))):
        if not lines:
            break
        at = dice.randrange(len(lines))
        key, equals, _value = lines[at].partition(" = ")
        match dice.randrange(6):
            case 0 | 1 | 2 if equals:
                lines[at] = f"{key} = {dice.choice(SCALARS)}"
            case 3:
                lines.insert(at, dice.choice(lines))
            case 4:
                del lines[at]
            case _:
                lines[at] = lines[at].replace(
                    dice.choice('[]{}=".ao'), dice.choice(("", "[", '"', "x", "\u00e9", ".")), 1
                )
    return "\n".join(lines) + "\n"


def spoilt(text: str, dice: random.Random, change: Callable[[str, random.Random], str]) -> bytes:
    """A text file changed by its meaning, and now and then by its bytes or its encoding."""
    told = change(text, dice) if dice.random() < 0.85 else text
    data = told.encode(dice.choice(("utf-8",) * 12 + ("gb18030", "utf-16", "cp1252")), "ignore")
    return mutated(data, dice) if dice.random() < 0.2 else data


@dataclass
class Place:
    """A folder that is written over by every file tried."""

    path: Path
    written: dict[str, bytes] = field(default_factory=dict)

    def put(self, name: str, data: bytes) -> Path:
        """One file in it."""
        place = self.path / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
        return place

    def dossier(self, origin: Path, name: str, data: bytes) -> Path:
        """A dossier with one of its files put in place of the original's."""
        folder = self.path / "dossier"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(origin, folder)
        if name == "claims.xlsx":
            (folder / "claims.csv").unlink()
        (folder / name).write_bytes(data)
        return folder


def assessed(folder: Path, place: Place, dice: random.Random) -> None:
    """Load, then assess in both languages, write and read again."""
    dossier = fc.load(folder)
    try:
        result = fc.assess(dossier)
        if dossier.scenario_tables:
            fc.assess(dossier, dice.choice(sorted(dossier.scenario_tables)))
        for one in (result, result.said_in("zh")):
            report(one)
            findings_csv(one)
            json.loads(one.to_json())
    except ForecastingError as problem:
        message = f"loads and is not assessed: {problem}"
        raise LostError(message) from problem
    again = place.path / "again"
    shutil.rmtree(again, ignore_errors=True)
    write_folder(replace(dossier, folder=None), again)
    other = fc.load(again)
    blank = {"folder": None, "notices": (), "entities": {}}
    mine = replace(dossier, **blank, claims=tuple(replace(one, line=0, written=()) for one in dossier.claims))
    theirs = replace(other, **blank, claims=tuple(replace(one, line=0, written=()) for one in other.claims))
    if mine != theirs:
        names = [name for name in ("claims", "indicators", "sources", "ratios", "identities", "assumptions", "scenario_tables")
                 if getattr(mine, name) != getattr(theirs, name)]  # fmt: skip
        message = f"written and read again it differs: {names}"
        raise LostError(message)


def command(*words: object) -> None:
    """A command that ends with one of its own codes."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.main([str(one) for one in words])
    if code == 2:
        raise ForecastingError(err.getvalue()[:200])
    if code not in (0, 1):
        message = f"exit code {code}: {err.getvalue()[-600:]}"
        raise LostError(message)


# ---- what is tried


@cache
def appendix(ending: str) -> bytes:
    """A short appendix of the made-up dossier."""
    made = fc.appendix(fc.assess(fc.load(DOSSIERS[0])), language="en", sections=["targets", "arithmetic"])
    with tempfile.TemporaryDirectory() as folder:
        return made.save(Path(folder) / f"x.{ending}").read_bytes()


@cache
def book(name: str) -> bytes:
    """The claims of the made-up dossier, or of a review, as a workbook."""
    with tempfile.TemporaryDirectory() as folder:
        if name == "claims":
            write_claims(fc.load(DOSSIERS[0]), Path(folder) / "claims.xlsx")
            return (Path(folder) / "claims.xlsx").read_bytes()
        place = reviewed.dossier(Path(folder))
        return fc.review(place, Path(folder) / "report.txt").save(Path(folder) / "review.xlsx").read_bytes()


@cache
def dossier_text(name: str, which: int) -> str:
    """One file of a dossier as text."""
    return (DOSSIERS[which] / name).read_text(encoding="utf-8-sig")


SERIES = "series,year,level,target\n" + "".join(
    f"{name},{year},{base * 1.1 ** (year - 2000):.1f},\n" for name, base in (("a", 10), ("b", 20), ("R&D", 5)) for year in range(2000, 2012)
) + "a,2015,,60\nb,2013,,70\n"  # fmt: skip


def try_dossier(name: str) -> Callable[[random.Random, Place], None]:
    """A file of a dossier changed, and the dossier assessed."""

    def attempt(dice: random.Random, place: Place) -> None:
        which = dice.choice((0, 0, 0, 0, 1, 1, 2)) if name != "scenarios.toml" else dice.choice((0, 0, 2))
        if name == "claims.xlsx":
            data = repacked(book("claims"), dice) if dice.random() < 0.8 else mutated(book("claims"), dice)
            which = 0
        else:
            change = changed_table if name == "claims.csv" else changed_settings
            data = spoilt(dossier_text(name, which), dice, change)
        place.written = {name: data}
        assessed(place.dossier(DOSSIERS[which], name, data), place, dice)

    return attempt


def try_document(dice: random.Random, place: Place) -> None:
    """A changed dossier that loads, as an appendix, a page and an explorer."""
    name = dice.choice(("claims.csv", "dossier.toml"))
    change = changed_table if name == "claims.csv" else changed_settings
    data = spoilt(dossier_text(name, 0), dice, change)
    place.written = {name: data}
    folder = place.dossier(DOSSIERS[0], name, data)
    dossier = fc.load(folder)
    out = place.path / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    signal.setitimer(signal.ITIMER_PROF, 12 * PATIENCE)
    try:
        made = fc.appendix(fc.assess(dossier), language=dice.choice(("en", "zh")))
        made.save(out / f"x.{dice.choice(('docx', 'html', 'pdf'))}")
        made.workbook(out / "x.xlsx")
    except ForecastingError as problem:
        message = f"loads and is not written: {problem}"
        raise LostError(message) from problem


def try_report(ending: str) -> Callable[[random.Random, Place], None]:
    """A report."""

    def attempt(dice: random.Random, place: Place) -> None:
        data = inputs(ending, dice)
        place.written = {f"fuzz.{ending}": data}
        document = read_bytes(data, f"fuzz.{ending}")
        if len(document.offsets) != len(document.cleaned) + 1:
            message = "the map does not fit the text"
            raise LostError(message)
        if len(document.cleaned) < 5000:
            for one in fc.extract(document).to_dict("records"):
                if document.text[one["char_start"] : one["char_end"]] != one["quote"]:
                    message = f"{one['claim_id']}: not the text at its place"
                    raise LostError(message)

    return attempt


def changed_series(text: str, dice: random.Random) -> str:
    """A table of series with other cells."""
    lines = [line.split(",") for line in text.splitlines()]
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        one = dice.choice(lines if dice.random() < 0.1 else lines[1:])
        one[dice.randrange(len(one))] = dice.choice(CELLS) if dice.random() < 0.6 else number(dice)
    return "\n".join(",".join(_cell(each) for each in line) for line in lines) + "\n"


def try_series(what: str) -> Callable[[random.Random, Place], None]:
    """A table of series, for the portfolio or for a backtest."""

    def attempt(dice: random.Random, place: Place) -> None:
        without = "\n".join(line.rpartition(",")[0] for line in SERIES.splitlines()[:-2]) + "\n"
        data = spoilt(without if what == "backtest" else SERIES, dice, changed_series)
        place.written = {"series.csv": data}
        file = place.put("series.csv", data)
        if what == "backtest":
            command("backtest", file, "--horizon", 2)
        else:
            command("portfolio", file, "-o", place.path / "all.csv", "--force")

    return attempt


def try_review(dice: random.Random, place: Place) -> None:
    """A workbook that comes back from a review."""
    data = repacked(book("review"), dice) if dice.random() < 0.8 else mutated(book("review"), dice)
    place.written = {"review.xlsx": data}
    shutil.rmtree(place.path / "riverside", ignore_errors=True)
    folder = reviewed.dossier(place.path)
    take(folder, place.put("review.xlsx", data))
    assessed(folder, place, dice)


def try_verify(ending: str) -> Callable[[random.Random, Place], None]:
    """An appendix that was damaged on its way."""

    def attempt(dice: random.Random, place: Place) -> None:
        whole = appendix(ending)
        data = repacked(whole, dice) if ending == "docx" and dice.random() < 0.8 else mutated(whole, dice)
        place.written = {f"x.{ending}": data}
        command("verify", place.put(f"x.{ending}", data), DOSSIERS[0])

    return attempt


def try_template(dice: random.Random, place: Place) -> None:
    """A Word document whose styles are to be kept."""
    data = repacked(appendix("docx"), dice) if dice.random() < 0.8 else mutated(appendix("docx"), dice)
    place.written = {"house.docx": data}
    short().save(place.path / "out.docx", template=place.put("house.docx", data), force=True)


@cache
def short() -> Any:
    """An appendix of one table."""
    return fc.appendix(fc.assess(fc.load(DOSSIERS[0])), language="en", sections=["claims"])


READERS: dict[str, tuple[Callable[[random.Random, Place], None], float]] = {
    **{name: (try_dossier(name), share) for name, share in (("claims.csv", 1), ("dossier.toml", 1), ("scenarios.toml", 0.5))},
    "claims.xlsx": (try_dossier("claims.xlsx"), 0.4),
    **{f"report.{name}": (try_report(name), share) for name, share in (("txt", 1), ("md", 1), ("html", 1), ("docx", 0.8), ("pdf", 0.1))},
    "series.csv": (try_series("portfolio"), 0.4),
    "backtest.csv": (try_series("backtest"), 0.4),
    "review.xlsx": (try_review, 0.3),
    **{f"verify.{name}": (try_verify(name), share) for name, share in (("html", 0.3), ("docx", 0.2), ("pdf", 0.05))},
    "template.docx": (try_template, 0.1),
    "documents": (try_document, 0.05),
}  # fmt: skip
"""What is tried for each reader, and how many files of it for one of the first."""


@dataclass
class Tally:
    """What became of the files of one reader."""

    read: int = 0
    refused: int = 0
    lost: int = 0
    over: int = 0
    slowest: float = 0.0

    @property
    def tried(self) -> int:
        """Files in all."""
        return self.read + self.refused + self.lost


def tried(reader: str, dice: random.Random, place: Place, tally: Tally) -> str:
    """One file; why it is lost or slow, or nothing."""
    began = time.process_time()
    why = ""
    signal.setitimer(signal.ITIMER_PROF, PATIENCE)
    try:
        READERS[reader][0](dice, place)
    except ForecastingError:
        tally.refused += 1
    except TookTooLongError:
        why = "cut off"
        tally.read += 1
        tally.over += 1
    except Exception as problem:  # noqa: BLE001 - whatever it is, it is what is looked for
        tally.lost += 1
        why = f"{type(problem).__name__}: {str(problem)[-400:]}"
    else:
        tally.read += 1
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        tally.slowest = max(tally.slowest, time.process_time() - began)
    return why


def ring(*_: object) -> None:
    """What the watch does."""
    raise TookTooLongError


def main() -> int:
    """Try each reader, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "readers", nargs="*", metavar="READER", help=f"of {', '.join(READERS)}; all where none is named"
    )
    parser.add_argument(
        "--count", type=int, default=300, help="files of a reader, at most (of a slow one a share)"
    )
    parser.add_argument("--seconds", type=float, default=300.0, help="in all, at most")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for what was lost or slow")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGPROF, ring)
    readers = options.readers or list(READERS)
    print(f"{'reader':16}{'tried':>8}{'read':>8}{'refused':>9}{'lost':>6}{'slowest s':>11}{'over 5 s':>10}")
    bad = 0
    for reader in readers:
        tally = Tally()
        wanted = max(1, round(options.count * READERS[reader][1]))
        end = time.perf_counter() + options.seconds / len(readers)
        with tempfile.TemporaryDirectory() as folder:
            place = Place(Path(folder))
            for count in range(wanted):
                if time.perf_counter() > end:
                    break
                seed = f"{options.seed} {reader} {count}"
                why = tried(reader, random.Random(seed), place, tally)  # noqa: S311 - no secret
                if why:
                    print(f"  {seed}: {why}", file=sys.stderr)
                    for name, data in place.written.items() if options.keep else ():
                        options.keep.mkdir(exist_ok=True)
                        (options.keep / f"{seed.replace(' ', '_')}_{name}").write_bytes(data)
        bad += tally.lost + tally.over
        print(
            f"{reader:16}{tally.tried:8}{tally.read:8}{tally.refused:9}{tally.lost:6}{tally.slowest:11.2f}{tally.over:10}",
            flush=True,
        )
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
