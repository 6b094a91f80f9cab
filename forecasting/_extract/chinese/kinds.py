"""Which kind of statement a number is."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting._extract.chinese.amounts import chinese_amount
from forecasting._extract.chinese.candidates import GROWTHS, emit
from forecasting._extract.chinese.names import ABBREVIATION, share_as_rate
from forecasting._extract.chinese.spans import spans_years
from forecasting._extract.quantity import converts
from forecasting._extract.word_classes import ENDED, FALL_TO, LEVEL, NOUN, RISE, RISE_TO, STEP

if TYPE_CHECKING:
    from forecasting._extract.candidate import Subject
    from forecasting._extract.chinese.state import ChineseReader, Clause
    from forecasting._extract.quantity import Amount

__all__ = ["is_compared", "joint_names", "state_number"]

_FASTER = re.compile("(?<!提)高$|(?<![降减])低$|(?<!加)快$|慢$")
_LINKS = {"和", "与", "及", "以及", "、"}
_DATED = re.compile("(?:末|底|同期|时)?(?:约|近|超|仅)?")
_PRICES = re.compile("价格|物价|CPI|PPI|房价|通货膨胀")


def state_number(reader: ChineseReader, amount: Amount, start: int, subject: Subject, distance: int) -> None:
    """What the number states of its subject, if anything."""
    kind = _kind_of(reader, amount, start, subject)
    parent = reader.sentence.parent
    if not kind and parent is not None and subject.label.startswith(parent.label) and amount.kind != "points":
        subject = parent
        kind = _kind_of(reader, amount, start, subject)
    if not kind:
        return
    clause = reader.sentence.clause
    if kind == "points" and clause.of is not None and not subject.rate:
        subject = share_as_rate(reader, subject, clause.of)
    if kind in GROWTHS and kind != "change":
        for one in joint_names(reader, subject):
            emit(reader, kind, amount, start, one, 1)
    emit(reader, kind, amount, start, subject, distance)


def joint_names(reader: ChineseReader, last: Subject) -> list[Subject]:
    """Further names that share one verb: 国内生产总值和城乡居民人均收入翻一番."""
    sentence = reader.sentence
    names = [one for one in sentence.queue if one.id and one.start >= sentence.clause.whole]
    links = (reader.text[first.end : second.start] for first, second in pairwise([*names, last]))
    return names if all(link in _LINKS for link in links) else []


def _kind_of(reader: ChineseReader, amount: Amount, start: int, subject: Subject) -> str:
    """Which kind of statement the number is; empty for none."""
    clause = reader.sentence.clause
    verb = clause.verb
    if amount.kind == "rate":
        if subject.rate and reader.text[start - 1] in "到至" and verb & STEP:
            return "level"  # 下降2.1个百分点至52.4%
        return _kind_of_rate(reader, amount, verb, subject, clause)
    if reader.text[start - 1] in "到至" and not verb & ENDED and verb & STEP:
        verb = RISE_TO if verb & RISE else FALL_TO
        clause.verb = verb
    if amount.kind == "points":
        return "points" if verb & STEP and not clause.average and (subject.rate or clause.share >= 0) else ""
    if amount.kind == "fold":
        return _kind_of_fold(reader, start, verb, clause)
    if amount.kind == "count":
        return _kind_of_count(reader, verb, subject)
    return _kind_of_amount(reader, start, verb, subject, clause)


def _kind_of_rate(reader: ChineseReader, amount: Amount, verb: int, subject: Subject, clause: Clause) -> str:
    if clause.share >= 0 and not verb & (STEP | NOUN):
        return "share" if clause.of is not None else ("level" if subject.rate else "")
    if verb & (STEP | NOUN):
        if subject.rate:
            # A price index is itself a rate: 居民消费价格上涨2% states its level.
            return "level" if _PRICES.search(subject.label) else ""
        if clause.average or (clause.each and not reader.sentence.run):
            return "growth_each_year" if clause.each and not clause.average else "average_growth"
        return "growth"
    if subject.rate and amount.unit != "成":
        return "level"
    return _said_again(reader, subject)


def _said_again(reader: ChineseReader, subject: Subject) -> str:
    """增长7%以上、力争达到8%: the same rate, said twice."""
    sentence = reader.sentence
    clause = sentence.clause
    last = reader.found[-1] if reader.found else None
    if last is None or last.start < sentence.start or clause.gap or clause.aim < 0:
        return ""
    return last.kind if last.subject == subject and last.kind in {"growth", "average_growth"} else ""


def _kind_of_fold(reader: ChineseReader, start: int, verb: int, clause: Clause) -> str:
    before = reader.text[max(0, start - 1) : start]
    if verb & (STEP | ENDED) or (before in "到至" and clause.verb_end == start):
        return "multiple"
    return "multiple" if before == "的" and clause.base is not None else ""


def _kind_of_count(reader: ChineseReader, verb: int, subject: Subject) -> str:
    if verb & STEP:
        return "change" if subject.id and reader.known[subject.id].measure == "count" else ""
    return (
        "level"
        if subject.id and reader.known[subject.id].measure == "count" and verb & (LEVEL | ENDED)
        else ""
    )


def _kind_of_amount(reader: ChineseReader, start: int, verb: int, subject: Subject, clause: Clause) -> str:
    if not subject.id and _is_ignored(reader, subject.label, verb):
        reader.sentence.subject = (
            None  # 收入61亿元，下降4%: the fall is of what was not read, not of what was told before
        )
        return ""
    if verb & STEP:
        return "" if clause.average else "change"
    if clause.average:
        return "period_average" if spans_years(reader) else ""
    if clause.stepped and not verb:
        return ""  # 累计减少贫困人口3.6万人 is neither a level nor a total
    flow = clause.total or "新增" in subject.label  # 五年新增城镇就业320万人
    if flow and (spans_years(reader) or reader.sentence.run) and not clause.gap:
        return "total"
    between = reader.text[subject.end : start] if 0 < start - subject.end < 14 else "?"
    adjacent = (
        subject.end == start
        or _is_same_thing_dated(reader, start, subject)
        or not between.strip()
        or ABBREVIATION.fullmatch(between) is not None
        or bool(verb & (LEVEL | ENDED))
        or start in {reader.sentence.hedge[1], clause.aim}
    )
    return "level" if adjacent else ""


def _is_same_thing_dated(reader: ChineseReader, start: int, subject: Subject) -> bool:
    """产量2021年48万吨、2022年50万吨; 常住人口90.1万人，2023年末91.2万人: only a year between, and the unit of the number before."""
    time = reader.sentence.time_end
    if time < 0 or _DATED.fullmatch(reader.text, time, start) is None:
        return False
    if (
        reader.text[subject.end : time]
        and reader.sentence.clause.name is subject
        and not reader.sentence.clause.used
    ):
        return time - subject.end < 12
    last = reader.found[-1] if reader.found else None
    amount = chinese_amount(reader.text, start, reader.sentence.end)
    same = last is not None and last.subject.label == subject.label and last.start >= reader.sentence.start
    return same and amount is not None and last is not None and converts(last.unit, amount.unit)


def _is_ignored(reader: ChineseReader, label: str, verb: int) -> bool:
    """Whether an unknown name is no measured quantity of the place: 计划总投资, 建筑面积, a bare 面积."""
    ignore = reader.words.raw["ignore"]
    if label.endswith(tuple(ignore["endings"])) or label in ignore["bare"]:
        return True
    if verb & (LEVEL | ENDED | STEP) or reader.sentence.clause.leveled:
        return False
    names = reader.words.names
    return label.endswith(tuple(ignore["weak"])) and not any(
        label[cut:] in names for cut in range(1, len(label) - 3)
    )


def is_compared(reader: ChineseReader, amount: Amount, start: int) -> bool:
    """Whether the number is held against another place, a budget or a plan, and not over time."""
    sentence = reader.sentence
    compare = sentence.clause.compare
    if compare >= 0 and not (compare == start and sentence.hedge[1] == start and amount.kind != "points"):
        return True
    before = reader.text[max(0, start - 3) : start].rstrip("了出于约近过")
    return amount.kind == "points" and _FASTER.search(before) is not None
