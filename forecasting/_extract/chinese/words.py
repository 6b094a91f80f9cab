"""Known words that are no names: verbs, hedges, and what they say of a clause or a sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.chinese.names import loose_name, read_name, read_place
from forecasting._extract.chinese.parts import note_whole
from forecasting._extract.word_classes import (
    AGAINST,
    AMONG,
    AVERAGE,
    COMPARE,
    EACH,
    ENDED,
    ESTIMATE,
    FALL,
    FROM,
    HEDGE,
    LEVEL,
    NAME,
    NOMINAL,
    NOUN,
    PAST_TARGET,
    PLACE,
    PLAIN,
    REAL,
    RESPECTIVELY,
    RESULT,
    RISE,
    SCOPE,
    SHARE,
    STEP,
    TARGET,
    TOTAL,
)

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader

__all__ = ["read_word"]

_AIM_IS = re.compile("(?:任务|指标)?(?:是|为|[:：])")
_AND = {"和", "与", "及", "以及"}
_YEARLY = ("同比", "比上年", "较上年", "比去年", "较去年")
_SHORTER = (
    "上月",
    "上月末",
    "上季末",
    "上季度",
)  # steps of a month or a quarter, which no year's number holds
_OURS = {"我省", "我市", "我区", "我县"}
_VERBS = STEP | NOUN | ENDED | LEVEL


def read_word(reader: ChineseReader, word: str, start: int, end: int) -> None:
    """A known word: a name, a place, or what it says of the clause and the sentence."""
    if word in "到至":
        reader.name_start = end
        return
    mask = reader.words.classes.get(word, LEVEL)
    sentence = reader.sentence
    clause = sentence.clause
    bare_rate = mask & NOUN and reader.name_start == start and clause.name is not None
    if mask & NAME and not bare_rate:
        read_name(reader, word, start, end, mask)
        return
    if mask & PLAIN:
        if word == "平均" and clause.average:
            reader.name_start = end
        else:
            clause.gap = True
        return
    if mask & PLACE:
        read_place(reader, word, start, end)
        return
    if word == "的":
        reader.owner = (reader.name_start, start)
    _note_word(reader, mask, word, start, end)
    if word in _AND and not clause.verb:
        _end_item(reader, start)
    if word in _OURS:
        sentence.entity = ""
    reader.name_start = end


def _note_word(reader: ChineseReader, mask: int, word: str, start: int, end: int) -> None:
    """What a word that is no name says of the clause and the sentence."""
    sentence = reader.sentence
    if mask & _VERBS or word in "增升涨降减跌":
        _read_verb(reader, word, start, end, mask)
    if mask & AMONG:
        note_whole(reader, start)
    if mask & HEDGE:
        sentence.hedge = (reader.words.before[word], end)
    if mask & (AVERAGE | EACH | TOTAL | COMPARE | SHARE | AGAINST | RESPECTIVELY | FROM):
        _flag_clause(reader, mask, end, word)
    if mask & (TARGET | ESTIMATE | RESULT | PAST_TARGET):
        _set_mode(reader, mask)
        if mask & (TARGET | ESTIMATE):
            sentence.clause.aim = end
        told = sentence.aimed and sentence.dated and not sentence.context.future
        if told and mask & RESULT:
            sentence.aimed, sentence.mode = False, "result"  # 2015年目标为100亿元，实际完成110亿元
        if mask & TARGET and _AIM_IS.match(reader.text, end):
            sentence.aimed = True
    if word.endswith("目标") and mask & NOUN and sentence.mode != "past_target":
        sentence.mode = "target" if sentence.context.future or reader.section_mode else "past_target"
    elif word.startswith("实际") and (sentence.mode == "past_target" or sentence.aimed):
        # 增长目标为6%，实际增长5.8%: what was done, and no matter of prices.
        sentence.mode, sentence.aimed = "result", False
        return
    if mask & (REAL | NOMINAL):
        sentence.basis = "real" if mask & REAL else "nominal"
    if mask & SCOPE:
        sentence.scope = reader.words.scopes[word]


def _end_item(reader: ChineseReader, start: int) -> None:
    """和 ends an item of a list."""
    sentence = reader.sentence
    clause = sentence.clause
    if clause.name is not None:
        sentence.queue.append(clause.name)
        clause.name = None
    elif start > reader.name_start:
        sentence.queue.append(loose_name(reader, reader.name_start, start))
    clause.gap = False


def _read_verb(reader: ChineseReader, word: str, start: int, end: int, mask: int) -> None:
    clause = reader.sentence.clause
    if word in "增升涨":
        mask = RISE
    elif word in "降减跌":
        mask = FALL
    kind = mask & _VERBS
    if kind & LEVEL and (
        (clause.verb & (ENDED | STEP) and clause.verb_end == start) or (clause.verb & NOUN and not clause.gap)
    ):
        clause.verb_end = end
        return
    if clause.name is None and clause.gap and start > reader.name_start and clause.loose is None:
        clause.loose = (reader.name_start, start)
    clause.verb, clause.verb_end, clause.verb_start = kind, end, start
    if kind & LEVEL:
        clause.leveled = True


def _flag_clause(reader: ChineseReader, mask: int, end: int, word: str) -> None:
    clause = reader.sentence.clause
    if mask & AVERAGE:
        clause.average = True
        if word.startswith(("两年", "三年", "四年", "五年")):
            reader.sentence.run = "两三四五".index(word[0]) + 2
    if mask & EACH:
        clause.each = 1
    if mask & TOTAL:
        clause.total = True
    if mask & COMPARE or (mask & AGAINST and word.endswith(_SHORTER)):
        clause.compare = end
    if mask & SHARE:
        _read_share(reader, word, end)
    if mask & AGAINST:
        clause.against = end
        if word.startswith(_YEARLY) and not clause.own_base:
            clause.base = None  # 较2019年增长21%，同比增长6%
        if (
            word in {"相比", "对比", "相比之下"}
            and clause.base is None
            and reader.sentence.dated
            and reader.sentence.context.kind == "year"
        ):
            clause.base = reader.sentence.context.last
    if mask & RESPECTIVELY:
        clause.respectively = end
    if mask & FROM:
        clause.from_ = end


def _read_share(reader: ChineseReader, word: str, end: int) -> None:
    clause = reader.sentence.clause
    name = clause.name
    if name is not None and (word == "占比" or not word.startswith("占")) and clause.of is None:
        clause.name = Subject("", reader.text[name.start : end], name.start, end, rate=True)
        return
    told = reader.found[-1] if reader.found else None
    beside = name is None and not clause.gap and told is not None and told.start >= reader.sentence.start
    if word == "占比" and beside and told is not None and told.subject is reader.sentence.subject:
        if reader.sentence.whole is not None:
            clause.name, clause.of, clause.share = told.subject, reader.sentence.whole, end
            return  # 财政收入20亿元，其中税收收入18.6亿元，占比93%
        # 税收收入18.6亿元，占比87.3%: of what, nobody says.
        clause.name = Subject("", f"{told.subject.label}{word}", end - len(word), end, rate=True)
        return
    clause.share = end


def _set_mode(reader: ChineseReader, mask: int) -> None:
    sentence = reader.sentence
    if mask & PAST_TARGET:
        sentence.mode = "past_target"
    elif mask & TARGET:
        if sentence.mode != "result":
            sentence.mode = "target"
    elif mask & ESTIMATE:
        sentence.mode = sentence.mode or "estimate"
    elif sentence.mode != "target":
        sentence.mode = "result"
