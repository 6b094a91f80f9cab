"""Numbers: each read with the clause it stands in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.chinese.amounts import chinese_amount
from forecasting._extract.chinese.candidates import emit, emit_from
from forecasting._extract.chinese.earlier import read_step_before
from forecasting._extract.chinese.kinds import is_compared, state_number
from forecasting._extract.chinese.lists import may_pair, read_list
from forecasting._extract.chinese.names import LONGEST_NAME
from forecasting._extract.chinese.parts import part_named
from forecasting._extract.chinese.subjects import part_of_topic, subject_of
from forecasting._extract.word_classes import ENDED, STEP

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader
    from forecasting._extract.quantity import Amount

__all__ = ["read_number"]

_LIVE = re.compile("人?口?的(?:公共服务|城市|县城|小城|特大城市|大城市|中等城市)|口(?:的|大)")
_SINCE_ADJUSTED = re.compile("[（(](?:追溯)?(?:调整|重述)前[）)]")
_OF_A_TARGET = re.compile("的[\u4e00-\u9fff]{0,6}?(?:目标|任务)")
_OF_ONE = re.compile(
    "的[\u4e00-\u9fff]{0,6}?(?:企业|项目|公司|园区|乡镇|镇|村|集群|集团|基地|产业|目标|任务)"
)


def read_number(reader: ChineseReader, start: int) -> int:
    """Read the number that begins here; where the next search begins."""
    sentence = reader.sentence
    amount = chinese_amount(reader.text, start, sentence.end)
    clause = sentence.clause
    if amount is None:
        clause.gap = True
        return start + 1
    # A threshold is part of the name that follows: 千万元以上项目.
    threshold = (
        amount.comparator == ">=" and not clause.verb and clause.name is None and amount.kind == "amount"
    )
    if threshold:
        clause.gap = True
        reader.name_start = start
        return amount.end
    sentence.number_inside = True
    end = _read_amount(reader, amount, start)
    clause.gap = False
    reader.name_start = end
    return end


def _read_amount(reader: ChineseReader, amount: Amount, start: int) -> int:
    """Read what one number, or a list of them, states; where it ends."""
    sentence = reader.sentence
    clause = sentence.clause
    if may_pair(reader, clause):
        end = read_list(reader, amount, start)
        if end:
            return end
    if amount.kind == "bare" or is_compared(reader, amount, start):
        return amount.end
    since_adjusted = _SINCE_ADJUSTED.match(reader.text, amount.end)
    if since_adjusted:
        return (
            since_adjusted.end()
        )  # 36.20亿元（调整前）、38.56亿元（调整后）: growth is reckoned on the second
    before = read_step_before(reader, amount, start)
    if before:
        return before
    if (
        _keep_from(reader, amount, start)
        or _read_base_level(reader, amount, start)
        or _read_level_beside(reader, amount, start)
    ):
        return amount.end
    attribute = _OF_ONE if amount.kind == "amount" else _OF_A_TARGET
    if attribute.match(reader.text, amount.end, amount.end + 12):
        return amount.end
    if _read_people(reader, amount, start) or _read_projects(reader, amount, start):
        return amount.end
    subject, distance = subject_of(reader, amount)
    if subject is not None:
        state_number(reader, amount, start, part_named(reader, part_of_topic(reader, subject)), distance)
    elif clause.gap and clause.name is None:
        sentence.subject = None
    sentence.queue.clear()
    return amount.end


def _read_base_level(reader: ChineseReader, amount: Amount, start: int) -> bool:
    """较2020年的9323.1亿元增加: the level that is compared with."""
    sentence = reader.sentence
    clause = sentence.clause
    subject = clause.name or sentence.subject
    base, last = clause.base, sentence.context.last
    held = amount.kind == "amount" and base is not None and last is not None and clause.against >= 0
    if (
        not held
        or clause.verb
        or reader.text[start - 1] != "的"
        or subject is None
        or base is None
        or last is None
    ):
        return False
    if base < last and not subject.rate:
        sentence.from_value = (amount, start, base)
        emit_from(reader, "level", subject, 2, sentence.context.certainty, last)
    return True


def _read_level_beside(reader: ChineseReader, amount: Amount, start: int) -> bool:
    """与上年末常住人口6577万人相比: the level that is compared with, which the sentence names again."""
    sentence = reader.sentence
    clause = sentence.clause
    last = sentence.context.last
    if clause.beside is None or last is None or amount.kind != "amount":
        return False
    subject = sentence.subject or clause.name
    if subject is not None and clause.beside < last and not subject.rate:
        sentence.from_value = (amount, start, clause.beside)
        emit_from(reader, "level", subject, 2, sentence.context.certainty, last)
    clause.name = None
    return True


def _read_people(reader: ChineseReader, amount: Amount, start: int) -> bool:
    """四十万人的公共服务, 60万人口的城市: how many people live there."""
    if amount.unit not in {"万人", "亿人", "人"} or not _LIVE.match(reader.text, amount.end, amount.end + 8):
        return False
    round_ = replace(amount, comparator="~") if amount.numeral and amount.comparator == "=" else amount
    emit(reader, "level", round_, start, Subject("population", "人口", start, amount.end), 3)
    return True


def _read_projects(reader: ChineseReader, amount: Amount, start: int) -> bool:
    """引进千万元以上项目100个以上: a number of things planned; counts without a bound are left alone."""
    sentence = reader.sentence
    label = reader.text[reader.name_start : start].strip()
    planned = sentence.mode == "target" or sentence.context.future
    if amount.kind != "count" or amount.comparator not in {">=", ">"} or not planned or sentence.clause.name:
        return False
    if len(label) <= 2:
        begin = sentence.clause.start
        label = reader.text[begin:start].strip()
    else:
        begin = reader.name_start
    if not 2 < len(label) <= LONGEST_NAME or not label.endswith(("项目", "企业")):
        return False
    emit(reader, "level", amount, start, Subject("", label, begin, start), 1)
    return True


def _keep_from(reader: ChineseReader, amount: Amount, start: int) -> bool:
    """The first number of 从…增加到…, kept until the second one is read; and 从突破1亿元以后."""
    sentence = reader.sentence
    clause = sentence.clause
    if clause.from_ < 0 or amount.kind not in {"amount", "rate", "count"} or clause.verb & (STEP | ENDED):
        return False
    if re.match("以?后|之?后|以来|起", reader.text[amount.end : amount.end + 2]):
        sentence.crossing = amount.value
        sentence.subject = clause.name or sentence.subject
        sentence.from_value = None
    else:
        sentence.from_value = (amount, start, clause.base)
    clause.from_ = -1
    clause.base = None
    clause.verb = 0
    return True
