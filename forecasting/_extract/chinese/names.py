"""Names: what is measured, and whose it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.chinese.times import end_aside
from forecasting._extract.word_classes import INDICATOR, LEVEL, RATE_NOUN, STEP

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader

__all__ = [
    "ABBREVIATION",
    "LONGEST_NAME",
    "is_rate",
    "known_id",
    "loose_name",
    "read_name",
    "read_overall",
    "read_place",
    "share_as_rate",
]

ABBREVIATION = re.compile("[（(][A-Za-z0-9.& ]{1,10}[）)]")
LONGEST_NAME = 18
_OWNERS = ("业", "业务", "地区", "市场", "区域", "板块", "分部", "事业部", "子公司")
_ORDER = {
    "国": 0,
    "省": 1,
    "自治区": 1,
    "市": 2,
    "州": 2,
    "盟": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
    "镇": 4,
    "乡": 4,
}


def read_name(reader: ChineseReader, word: str, start: int, end: int, mask: int) -> None:
    """A known indicator, or a noun that can be one, with what stands unbroken before it."""
    sentence = reader.sentence
    clause = sentence.clause
    first = reader.name_start
    if start - first > LONGEST_NAME or first > start:
        first = start
    label = reader.text[first:end].strip()
    if first == start and not mask & INDICATOR and reader.owner[1] == start - 1:
        # 棉纱的产量 is 棉纱产量.
        owner = reader.text[reader.owner[0] : start - 1]
        if re.fullmatch("[\u4e00-\u9fff]{1,8}", owner):
            first, label = reader.owner[0], owner + label
    id_ = known_id(reader, label)
    if not id_ and first == start and mask & INDICATOR:
        id_ = reader.words.names.get(word, "")
    if 0 <= clause.compare <= start:
        return
    end_aside(reader)
    if sentence.marked:
        sentence.basis = sentence.scope = ""
        sentence.marked = False
    whose = _owner_of(reader, first, start)
    if whose is not None:
        # 第三产业完成投资 is 第三产业投资.
        first, label, id_ = whose.start, whose.label + label, known_id(reader, whose.label + label)
    grows = reader.words.raw["growth_names"].get(word)
    if grows and not clause.compare >= 0:
        clause.name = Subject(grows, label, first, end)
        clause.verb, clause.verb_end, clause.gap = RATE_NOUN, end, False
        return
    subject = Subject(id_, label, first, end, is_rate(reader, id_, label))
    if clause.share >= 0 and subject.rate and reader.text[first - 1] in "（(":
        clause.share, clause.of = (
            -1,
            None,
        )  # 占总人口比重（常住人口城镇化率）: the bracket names the rate itself
    elif clause.share >= 0 and clause.share <= start and clause.of is None and not clause.verb:
        clause.of = subject
        return
    if clause.verb & STEP:
        clause.stepped = clause.verb_end == first
        clause.verb = 0
        clause.gap = True
    clause.name = subject
    clause.gap = False


def _owner_of(reader: ChineseReader, first: int, start: int) -> Subject | None:
    """The trade, sector or part of a firm named before a verb whose object begins here: 海外业务实现营业收入."""
    clause = reader.sentence.clause
    if first != start or clause.verb_end != start or not clause.verb & LEVEL:
        return None
    name = clause.name
    if name is None and clause.loose is not None:
        name = loose_name(reader, *clause.loose)
    if name is None or clause.used or name.end != clause.verb_start or not name.label.endswith(_OWNERS):
        return None
    return name


def known_id(reader: ChineseReader, label: str) -> str:
    """The id of a known indicator of that name, "" for none."""
    names = reader.words.names
    if label in names:
        return names[label]
    bare = ABBREVIATION.sub("", label)
    return names.get(bare) or names.get(bare.removesuffix("规模").removesuffix("总")) or ""


def is_rate(reader: ChineseReader, id_: str, label: str) -> bool:
    """Whether the levels of a name are printed in %."""
    if id_:
        return reader.known[id_].measure == "rate"
    rates = reader.words.raw["rates"]
    return label.endswith(tuple(rates["endings"])) and not label.endswith(tuple(rates["exceptions"]))


def loose_name(reader: ChineseReader, start: int, end: int) -> Subject:
    """Words the lexicon does not know, as a name."""
    label = reader.text[max(start, end - LONGEST_NAME) : end].strip()
    return Subject("", label, start, end)


def read_place(reader: ChineseReader, word: str, start: int, end: int) -> None:
    """A place: whose numbers follow."""
    sentence = reader.sentence
    if reader.text[start - 1 : start] in {"对", "向", "赴", "同", "从", "自", "往"}:
        reader.name_start = end
        return
    suffix = reader.text[end : end + 1]
    if suffix and suffix in "省市县区州":
        end += 1
    if sentence.clause.compare >= 0:
        return
    own = reader.own.startswith(word) if reader.own else False
    sentence.entity = "" if own else word
    sentence.entity_at = end
    reader.name_start = end


def read_overall(reader: ChineseReader, word: str, end: int) -> None:
    """全市, 我省: the whole of the own place, or of one above it."""
    sentence = reader.sentence
    reader.name_start = end
    if word[0] in "我本":
        sentence.entity = ""
        return
    if sentence.clause.compare >= 0 or sentence.clause.share >= 0:
        return
    here, own = _ORDER.get(word[1:]), _ORDER.get(reader.level)
    above = here is not None and own is not None and here < own
    sentence.entity = word if above else ""
    sentence.entity_at = end


def share_as_rate(reader: ChineseReader, subject: Subject, whole: Subject) -> Subject:
    """The share itself as a rate, for changes in points that follow it."""
    label = f"{subject.label}占{whole.label}比重"
    return Subject(known_id(reader, label), label, subject.start, whole.end, rate=True)
