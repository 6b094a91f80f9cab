"""Text as given to text as the grammar reads it, with a map back: no quote is ever cut from anything but the original.

Most changes put one character for another and leave every index as it was. The others take characters away: stray
pinyin, soft hyphens, spaces within a figure, line breaks within a sentence. A character that was lost before the text
came here is marked by U+FFFD, so that a number beside it is seen to be unreadable and is not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from forecasting._extract.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forecasting._extract.document import TableGrid

__all__ = ["LOST", "clean", "cleaned_document", "tidy"]

LOST = "\N{REPLACEMENT CHARACTER}"
"""Stands where a character was lost."""

# ---- one character for another

_SPACES = (
    "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{FIGURE SPACE}\N{EN SPACE}\N{EM SPACE}"
    "\N{FOUR-PER-EM SPACE}\N{SIX-PER-EM SPACE}\N{HAIR SPACE}\N{IDEOGRAPHIC SPACE}\N{PUNCTUATION SPACE}\v"
)
_HYPHENS = "\N{NON-BREAKING HYPHEN}\N{HYPHEN}\N{MINUS SIGN}\N{SMALL HYPHEN-MINUS}\N{FULLWIDTH HYPHEN-MINUS}"
_LINE_ENDS = "\f\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}\x85"
_FULL_WIDTH_SIGNS = "．％＋＄／＜＞＝＃＆＊＠＾＿｜"
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"


@lru_cache(maxsize=1)
def _replacements() -> dict[int, str]:
    """What stands for what, one character each."""
    table = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
    table |= {code: chr(code - 0xFEE0) for code in (*range(0xFF41, 0xFF5B), *map(ord, _FULL_WIDTH_SIGNS))}
    table |= dict.fromkeys(map(ord, _SPACES), " ") | dict.fromkeys(map(ord, _HYPHENS), "-")
    table |= dict.fromkeys(map(ord, _LINE_ENDS), "\n")
    # Codes that fonts of their own use: what they showed is not known.
    table |= dict.fromkeys(range(0xE000, 0xF900), LOST)
    for code in (
        *range(0x2E80, 0x2FE0),
        *range(0xF900, 0xFB00),
        *range(0x2F800, 0x2FA20),
        *range(0x1D400, 0x1D800),
    ):
        folded = unicodedata.normalize("NFKC", chr(code))
        if folded != chr(code) and len(folded) == 1:
            table[code] = folded
    same = _groups()
    table |= {code: same.get(character, character) for code, character in table.items()}
    return {ord(printed): read for printed, read in same.items()} | table


def _groups() -> dict[str, str]:
    """The character that stands for each in `characters.txt`."""
    text = files(__package__).joinpath("characters.txt").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for line in text.splitlines():
        for group in line.partition("#")[0].split():
            found |= dict.fromkeys(group[1:], group[0])
    return found


# ---- characters that go

_INVISIBLE = re.compile(
    f"[\N{SOFT HYPHEN}\u200b\u200c\u200d\u2060\ufeff\u180e{_TURNING}]+(?:\r?\n)?|\r(?=\n)"
)
_INITIAL = "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
_FINAL = (
    "(?:[iu]?[aāáǎàoōóǒòeēéěèê](?:[iīíǐìoōóǒòuūúǔùnr]|ng)?|[iuüv]?[eēéěè]|[iīíǐì](?:n|ng)?|[uūúǔùüǖǘǚǜv]"
    "[aāáǎàoōóǒòeēéěèiīíǐì]?(?:n|ng)?|i[uūúǔù]|i[oōóǒò]ng|[ńň\u01f9]g?)"
)
_SYLLABLE = f"{_INITIAL}{_FINAL}"
# A reading in brackets behind the character it belongs to. Where a bad conversion ate the character, its place holds
# a sign or a lone letter, or the bracket itself is gone.
_PINYIN = re.compile(rf"[(（]\s*{_SYLLABLE}\s*[)）]")
_BARE_PINYIN = re.compile(rf"[?？]{_SYLLABLE}[)）]")
_BEHIND = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff?^A-Z]")
_BEFORE_LOST = re.compile("[\u3400-\u9fff）)」”，。]")
_AFTER_LOST = re.compile("[\u3400-\u9fff，,。、；!！]")
_AFTER_QUESTION = re.compile(r"[\s)）」”]|\Z")
_QUESTION_WORDS = re.compile(
    r"(?:何|哪|么|吗|呢|谁|几|多少|能否|是否|可否|怎样|如何|什么|否|难道|岂|不[成行])[^。？?！!；;\n]*\Z"
)
_SPACED = re.compile(
    r"(?<![0-9.][ ])(?<![0-9.])[0-9](?: [0-9]| ?\. ?[0-9]){2,}(?![0-9])(?= ?[亿万元%年月日人个户吨倍家亩公平立美千百])"
)
_DIGITS_APART = re.compile("[0-9] [0-9.]")
_RAISED = "\xb9\xb2\xb3\u2070\u2074-\u2079"
_NOTE = re.compile(
    rf"[{_RAISED}\[〔①-⑳](?:(?<=[\[〔])[0-9]{{1,2}}[\]〕]|(?<=[{_RAISED}])[{_RAISED}]{{0,2}}|(?<=[①-⑳]))"
)
_NAMED = re.compile(r".*[A-Za-z\u4e00-\u9fff)）](?<![0-9 ][mM])(?<![kKcC][mM])(?<!ft)", re.DOTALL)
_BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*\*(?!\*)")
_MARKED = ("?", "^")

# ---- lines

_UNIT = "[亿万千百元%％‰年月日人个户吨倍番成家亩项公平立美港欧岁里度米辆台套件所名位座条]"
_BROKEN_FIGURE = re.compile(
    # a decimal or a group of three cut in two
    rf"(?<=[0-9])(?P<point>\.)[ ]*\n[ ]*(?=[0-9]{{1,3}} ?(?:{_UNIT}|per ?cent|percent|[mb]illion|trillion))"
    r"|(?<=[0-9])[ ]*\n[ ]*(?=\.[0-9])"
    r"|(?<=[0-9],)[ ]*\n[ ]*(?=[0-9]{3}(?![0-9]))"
    # digits cut in two behind a word, with the unit on the next line
    rf"|(?<=[\u3400-\u9fff])(?P<head>[0-9]{{1,3}})\n(?=[0-9][0-9.]* ?{_UNIT})"
    # a number and its unit
    rf"|(?<=[0-9])[ ]*\n[ ]*(?=(?:[亿万元%％‰倍番成]|年[^0-9]|个百分点|百分点))"
)
_NEAR = 24  # characters about a line end that a figure may take
_WRAP_SMALLEST, _WRAP_LARGEST = 24, 150  # columns of a page, a wide character being two
_NEARLY_FULL = 0.82
_MOSTLY = 0.5
_NEW_PARAGRAPH = re.compile(
    r"[ \t]{2,}|\t|[-*•·●■◆◇○▪\u27a2★☆|#>]|[0-9]{1,3}[.、．)）](?![0-9])|[(（][0-9一二三四五六七八九十]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十百0-9]{1,4}[章节条篇部]|[①-⑳]|\Z"
)
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]+")


def _columns(line: str) -> int:
    """How wide a line prints, a wide character being two."""
    return len(line) if line.isascii() else len(line) + sum(map(len, _WIDE.findall(line)))


def _wrapped_at(lines: Sequence[str]) -> int:
    """Columns at which a text was broken into lines; 0 for a text whose lines are paragraphs."""
    widths = sorted(_columns(line.strip()) for line in lines if line.strip())
    if len(widths) < 3:
        return 0
    width = widths[len(widths) * 95 // 100]
    full = sum(one >= _NEARLY_FULL * width for one in widths)
    wrapped = _WRAP_SMALLEST <= width <= _WRAP_LARGEST and full >= _MOSTLY * len(widths)
    return width if wrapped else 0


def _line_breaks(text: str) -> Iterator[tuple[int, int, str]]:
    """Breaks within paragraphs of a text that was broken into lines of one width."""
    lines = text.split("\n")
    width = _wrapped_at(lines)
    if not width:
        return
    apart = [_in_columns(line) for line in lines]
    end = 0
    for place, line in enumerate(lines[:-1]):
        end += len(line)
        after = lines[place + 1]
        if (
            _columns(line.rstrip()) >= _NEARLY_FULL * width
            and not _NEW_PARAGRAPH.match(after)
            and not apart[place]
            and not apart[place + 1]
        ):
            bare = line.rstrip(" ")
            last, first = bare[-1], after.lstrip(" ")[:1]
            between = " " if _latin(last) and _latin(first) and last != "-" else ""
            yield end - len(line) + len(bare), end + 1 + len(after) - len(after.lstrip(" ")), between
        end += 1


def _in_columns(line: str) -> bool:
    """Whether a line is a row of a table rather than words."""
    return "|" in line or "\t" in line or "   " in line.strip()


def _latin(character: str) -> bool:
    return bool(character) and ord(character) < 0x2E80


def _line_edits(text: str) -> list[tuple[int, int, str]]:
    edits = list(_line_breaks(text))
    at = text.find("\n")
    while at >= 0:
        match = _broken_figure(text, at)
        if match is not None:
            start = (
                match.end() - 1 if match["head"] else match.start() + 1 if match["point"] else match.start()
            )
            edits.append((start, match.end(), ""))
        at = text.find("\n", at + 1)
    return edits


def _broken_figure(text: str, at: int) -> re.Match[str] | None:
    """A figure that the line end at a place cuts in two."""
    start = at
    while start > 0 and text[start - 1] == " " and at - start < _NEAR:
        start -= 1
    if not start or not (text[start - 1].isdigit() or text[start - 1] in ".,"):
        return None
    return _BROKEN_FIGURE.search(text, max(0, start - _NEAR), at + _NEAR)


# ---- the whole


def clean(text: str, *, lines: bool = True) -> tuple[str, Sequence[int]]:
    """A text as the grammar reads it, and where each of its characters stands in the text as given.

    Args:
        text: as given, of any script.
        lines: whether lines may be broken within a sentence; not where each line is known to be a paragraph.

    Returns:
        The cleaned text and, for each of its indexes and one more for its end, an index of `text`; a `range` where
        no character went away.
    """
    read = text if text.isascii() else text.translate(_replacements())
    edits = [(match.start(), match.end(), "") for match in _INVISIBLE.finditer(read)]
    if "(" in read or "（" in read or ")" in read:
        edits += _pinyin_edits(read)
    if "?" in read:
        edits += _lost_edits(read)
    if "[" in read or not read.isascii():
        marks = (match for match in _NOTE.finditer(read) if _calls_note(read, match.start()))
        edits += [(match.start(), match.end(), "") for match in marks]
    if "**" in read:
        for match in _BOLD.finditer(read):
            edits += [(match.start(), match.start() + 2, ""), (match.end() - 2, match.end(), "")]
    if _DIGITS_APART.search(read):
        for match in _SPACED.finditer(read):
            edits += [(at, at + 1, "") for at in range(*match.span()) if read[at] == " "]
    if lines and "\n" in read:
        edits += _line_edits(read)
    if "\r" in read:
        edits += [(m.start(), m.end(), "\n") for m in re.finditer(r"\r(?!\n)", read)]
    return _edited(read, edits)


def _calls_note(text: str, at: int) -> bool:
    """Whether what stands here is the mark of a note behind a name, and no power of a unit."""
    return at > 0 and _NAMED.fullmatch(text, max(0, at - 3), at) is not None


def _pinyin_edits(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _BARE_PINYIN.finditer(text):
        yield match.start(), match.end(), LOST
    for match in _PINYIN.finditer(text):
        at = match.start() - 1
        if at < 0 or not _BEHIND.match(text, at):
            continue
        behind = text[at]
        if "A" <= behind <= "Z":
            before = text[at - 1 : at]
            # A lone capital before a reading is what is left of a lost character; within a word it is a letter.
            if not (before.isascii() and before.isalnum()):
                yield at, match.end(), LOST
        elif behind in _MARKED:
            yield at, match.end(), LOST
        else:
            yield match.start(), match.end(), ""


def _lost_edits(text: str) -> Iterator[tuple[int, int, str]]:
    """Question marks that stand for a lost character: within a word or beside a figure, and no question before."""
    at = text.find("?")
    while at >= 0:
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        lost = (
            (_BEFORE_LOST.match(before) and _AFTER_LOST.match(after))
            or after.isdigit()
            or (before.isdigit() and not _AFTER_QUESTION.match(after))
        )
        if lost and not _QUESTION_WORDS.search(text, max(0, at - 40), at):
            yield at, at + 1, LOST
        at = text.find("?", at + 1)


def _edited(text: str, edits: Sequence[tuple[int, int, str]]) -> tuple[str, Sequence[int]]:
    """The text with pieces replaced by at most one character each, and the map back."""
    if not edits:
        return text, range(len(text) + 1)
    pieces: list[str] = []
    offsets = array("I")
    done = 0
    for start, end, new in sorted(edits):
        if start < done:
            continue
        pieces += (text[done:start], new)
        offsets.extend(range(done, start))
        if new:
            offsets.append(start)
        done = end
    pieces.append(text[done:])
    offsets.extend(range(done, len(text) + 1))
    return "".join(pieces), offsets


def tidy(text: str) -> str:
    """What a cell prints, on one line, as the grammar reads it."""
    read, _ = clean(text)
    return " ".join(read.split())


def cleaned_document(
    text: str, name: str = "", tables: Sequence[TableGrid] = (), notices: Sequence[str] = ()
) -> Document:
    """A document of a text with what the grammar reads of it.

    Args:
        text: as given.
        name: what to call it in messages.
        tables: those that stand in it.
        notices: what a person should know about the reading.
    """
    cleaned, offsets = clean(text)
    return Document(text, cleaned, offsets, tuple(tables), name, tuple(notices))
