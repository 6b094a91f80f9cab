"""Lists of numbers, each for one of the subjects before it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject
from forecasting._extract.chinese.amounts import chinese_amount
from forecasting._extract.chinese.kinds import is_compared, state_number
from forecasting._extract.chinese.names import LONGEST_NAME, is_rate, known_id, loose_name
from forecasting._extract.chinese.spans import spans_years
from forecasting._extract.quantity import Amount

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader, Clause

__all__ = ["may_pair", "read_list"]

_JOINED = re.compile("[\u4e00-\u9fff]{2,10}[和与及]")
_LINK = re.compile(
    "(?:、|和|与|及|以及|，|,)(?:增长|下降|上升|提高|达到|增加|实际增长)?(?:约|近|超过)?(?=[-0-9〇一二两三四五六七八九十百])"
)
_YEARS = re.compile("(?:(?:19|20)[0-9]{2} ?年?末?(?:、|和|与|及|，))+(?:19|20)[0-9]{2} ?年")
_BOTH = ("城镇", "农村")
_ORDINALS = {"一", "二", "三"}


def may_pair(reader: ChineseReader, clause: Clause) -> bool:
    """Whether a number may be the first of a list, whose subjects stand before."""
    sentence = reader.sentence
    return (
        clause.respectively >= 0
        or (clause.name is None and len(sentence.pair) > 1)
        or (clause.name is None and not clause.gap and len(sentence.recent) > 1)
    )


def read_list(reader: ChineseReader, amount: Amount, start: int) -> int:
    """A list of numbers, each for one of the subjects before it; where the list ends, 0 where there is none."""
    amounts = _listed_amounts(reader, amount, start)
    number = len(amounts)
    sentence = reader.sentence
    clause = sentence.clause
    if number < 2:
        return 0
    said = clause.respectively >= 0
    years = _listed_years(reader, number, start) if said else []
    if years:
        return _read_years(reader, amounts, years)
    subjects = _subjects_of_list(reader, number, said=said)
    if not subjects:
        if said:
            # Whose numbers these are is not known, and so neither whose the next ones are.
            sentence.subject, clause.name, clause.gap = None, None, True
        return amounts[-1][0].end if said else 0
    compared = is_compared(reader, amounts[0][0], start)
    sentence.queue.clear()
    clause.respectively = -1
    verb = clause.verb
    for (one, place), subject in zip(amounts, subjects, strict=True):
        clause.verb = verb
        if not compared:
            state_number(reader, one, place, subject, 1)
    sentence.pair = subjects
    sentence.queue.clear()
    clause.name = None
    return amounts[-1][0].end


def _listed_years(reader: ChineseReader, number: int, start: int) -> list[int]:
    """2008年、2009年、2010年 or 2008—2010年, where one name goes with as many numbers as years; else empty."""
    sentence = reader.sentence
    named = [*sentence.queue, *([sentence.clause.name] if sentence.clause.name is not None else [])]
    if len(named) > 1 or (not named and sentence.subject is None):
        return []
    listed = _YEARS.findall(reader.text, sentence.start, start)
    if listed:
        years = [int(year) for year in re.findall("(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])", listed[-1])]
        return years if len(years) == number else []
    context = sentence.context
    if (
        context.evidence != "printed"
        or context.first is None
        or context.last is None
        or not spans_years(reader)
    ):
        return []
    years = list(range(context.first, context.last + 1))
    return years if len(years) == number else []


def _read_years(reader: ChineseReader, amounts: list[tuple[Amount, int]], years: list[int]) -> int:
    """One name, with a number for each year; where the list ends."""
    sentence = reader.sentence
    clause, around = sentence.clause, sentence.context
    subject = clause.name or (sentence.queue[-1] if sentence.queue else sentence.subject)
    verb = clause.verb
    clause.respectively = -1
    for (one, place), year in zip(amounts, years, strict=True):
        clause.verb = verb
        future = reader.calendar.is_future(year)
        sentence.context = replace(around, first=year, last=year, kind="year", future=future, until=False)
        if subject is not None:
            state_number(reader, one, place, subject, 1)
    sentence.context = around
    sentence.queue.clear()
    return amounts[-1][0].end


def _listed_amounts(reader: ChineseReader, amount: Amount, start: int) -> list[tuple[Amount, int]]:
    """The numbers of a list that begins here, the last unit given to those without one."""
    found = [(amount, start)]
    end = reader.sentence.end
    while len(found) < 12:
        link = _LINK.match(reader.text, found[-1][0].end, end)
        if link is None:
            break
        following = chinese_amount(reader.text, link.end(), end)
        if following is None or (
            "bare" not in {found[-1][0].kind, following.kind} and found[-1][0].kind != following.kind
        ):
            break  # 分别达到3.8万元、2.0万元，增长4.0%和6.5%: two lists
        found.append((following, link.end()))
    last = found[-1][0]
    if last.kind == "bare":
        return found[:1]
    return [
        (Amount(last.kind, one.value, last.unit, one.comparator, one.end, one.negative), place)
        if one.kind == "bare"
        else (one, place)
        for one, place in found
    ]


def _subjects_of_list(reader: ChineseReader, number: int, *, said: bool) -> list[Subject]:
    """The subjects a list of numbers belongs to, in order; empty where they do not match."""
    sentence = reader.sentence
    clause = sentence.clause
    listed = list(sentence.queue)
    if (
        said
        and number == len(_BOTH)
        and not listed
        and clause.name is not None
        and clause.name.label.startswith("城乡")
    ):
        return [_of_both(reader, clause.name, which) for which in _BOTH]
    if clause.name is not None:
        listed.append(clause.name)
    elif clause.loose is not None:
        listed.append(loose_name(reader, *clause.loose))
    if said:
        items = _list_items(reader, number, listed)
        if items:
            return _completed_items(reader, items)
    if listed and said:
        return []
    recent = sentence.recent[-number:]
    newer = len(recent) == number and sentence.pair and recent[0].start > sentence.pair[-1].start
    if len(sentence.pair) == number and not newer:
        return sentence.pair
    return recent if len(recent) == number else []


def _of_both(reader: ChineseReader, name: Subject, which: str) -> Subject:
    """城乡居民人均可支配收入分别达到48260元、26130元: of town and of country."""
    label = which + name.label.removeprefix("城乡")
    return Subject(known_id(reader, label), label, name.start, name.end, name.rate)


def _list_items(reader: ChineseReader, number: int, listed: list[Subject]) -> list[Subject]:
    """The items of a list, cut at 、 where that gives as many as there are numbers, else at 和 too."""
    clause = reader.sentence.clause
    if len(listed) < number or not listed:
        return []
    last = listed[-1].end
    for cut in ("[、]", "[、和与及]"):
        starts = [
            clause.whole,
            *(clause.whole + found.end() for found in re.finditer(cut, reader.text[clause.whole : last])),
        ]
        if len(starts) < number:
            continue
        ends = [*(start - 1 for start in starts[1:]), last]
        by_end = {one.end: one for one in listed}
        items = []
        for place, (start, end) in enumerate(zip(starts[-number:], ends[-number:], strict=True)):
            known = by_end.get(end)
            if known is None and place == 0 and not clause.whole < start:
                return listed[-number:]
            label = reader.text[start:end].strip()
            if place == 0 and known is not None and _JOINED.fullmatch(reader.text[start : known.start]):
                known = None
                clean = Subject(known_id(reader, label), label, start, end)
                items.append(clean)
                continue
            if known is not None and (place == 0 or known.start <= start or "和" not in label):
                items.append(known)
            elif len(label) <= LONGEST_NAME:
                items.append(Subject(known_id(reader, label), label, start, end, is_rate(reader, "", label)))
        if len(items) == number:
            return items
    return listed[-number:]


def _with_head(reader: ChineseReader, label: str, last: str, *, trade: bool) -> str:
    """An item of a list with the head of the last item; empty where there is none."""
    if label in _ORDINALS and last[:1] in _ORDINALS:
        return label + last[1:]
    if label.startswith("第") and label[1:] in _ORDINALS and last[:1] in _ORDINALS:
        return label + last[1:]
    tails = [last[cut:] for cut in range(len(last))]
    known = next((label + tail for tail in tails[1:] if label + tail in reader.words.names), "")
    head = next((tail for tail in tails if tail in reader.words.classes and not (trade and "业" in tail)), "")
    return known or (label + head if head and label else "")


def _completed_items(reader: ChineseReader, listed: list[Subject]) -> list[Subject]:
    """城镇居民、农村居民人均可支配收入: the first item takes the head of the last."""
    last = listed[-1]
    done = []
    for name in listed:
        if name is last and listed[0].label.startswith("第") and name.label[:1] in _ORDINALS:
            done.append(
                Subject(
                    known_id(reader, f"第{name.label}"), f"第{name.label}", name.start, name.end, name.rate
                )
            )
            continue
        trade = name.label.endswith("业") and not last.label.endswith("业")
        if not trade and (name.id or name.label.endswith(tuple(reader.words.heads))):
            done.append(name)
            continue
        label = _with_head(reader, name.label, last.label, trade=trade)
        if name.label in _ORDINALS and listed[0].label.startswith("第"):
            label = f"第{label}"
        if not label:
            return []
        done.append(Subject(known_id(reader, label), label, name.start, name.end, last.rate))
    return done
