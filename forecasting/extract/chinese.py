"""The grammar of growth claims in Chinese: clauses read from left to right, each number with the words around it.

The text is cut into sentences; only those that hold a number are read. Inside a sentence one compiled pattern finds
times, numbers, known words and separators; a small state (subject, verb, hedge, years) says what each number states.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from forecasting.extract.amounts import CHINESE_START, Amount, chinese_amount
from forecasting.extract.candidate import Candidate, Subject
from forecasting.extract.clauses import Clause, Context, Sentence
from forecasting.extract.lexicon.words import CLASSES, indicators, lexicon, trie
from forecasting.extract.years import CHINESE_TIME, When, chinese_when

if TYPE_CHECKING:
    from collections.abc import Mapping

    from forecasting.extract.calendar import Calendar

__all__ = ["read_chinese"]

_RISE, _FALL = CLASSES["rise"], CLASSES["fall"]
_RATE_NOUN, _FALL_NOUN = CLASSES["rate_noun"], CLASSES["fall_noun"]
_LEVEL, _RISE_TO, _FALL_TO = CLASSES["level_verb"], CLASSES["rise_to"], CLASSES["fall_to"]
_STEP = _RISE | _FALL
_NOUN = _RATE_NOUN | _FALL_NOUN
_ENDED = _RISE_TO | _FALL_TO
_VERBS = _STEP | _NOUN | _ENDED | _LEVEL
_AVERAGE, _EACH, _COMPARE, _SHARE = (
    CLASSES[name] for name in ("average", "each_year", "comparison", "share")
)
_AGAINST, _RESPECTIVELY, _TOTAL, _FROM = (
    CLASSES[name] for name in ("against", "respectively", "total", "from")
)
_HEDGE, _TARGET, _ESTIMATE, _RESULT, _PAST_TARGET = (
    CLASSES[name] for name in ("hedge", "target", "estimate", "result", "past_target")
)
_REAL, _NOMINAL, _SCOPE, _STOP, _PLAIN = (
    CLASSES[name] for name in ("real", "nominal", "scope", "stop", "plain")
)
_HEAD, _INDICATOR, _PLACE = CLASSES["head"], CLASSES["indicator"], CLASSES["place"]
_NAME = _HEAD | _INDICATOR

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_NUMBER_LIKELY = re.compile(r"[0-9]|百分之|[一二两三四五六七八九十]成|番|倍|[十百千]?[万亿]|个百分点")
_LONGEST_SENTENCE = 2000
_LONGEST_NAME = 18
_FAN = r"翻了?(?:[一二两三四五0-9](?:\.[0-9])?)?番(?:多|以上|左右)?"
_SINGLE_VERB = (
    "[增升涨降减跌达为是超有共仅计到至](?=[约近超逾达不过到了至]{0,2} ?[-0-9〇一二两三四五六七八九十百])"
)
_OVERALL = re.compile("全(国|省|市|县|区|旗|州|镇|乡|盟|自治区|行业|系统|集团|公司)")
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
_FOUNDING = re.compile(
    "(?:建区|建市|建县|建省|建州|建旗|成立|设立|创建|组建|开发|开区|建厂|建院|建校|挂牌)(?:[0-9一二三四五六七八九十]{1,3}年)?(?:以来|之初)"
)
_TWO_DIGITS = "两位数"
_HEADING = re.compile("^[一二三四五六七八九十（(0-9][^。！？]{2,44}$|^[^，。；]{2,40}$")
_REVIEW_WORDS = re.compile("回顾|完成情况|执行情况|取得的成就|工作成就|发展成就|过去[一五]年|主要成效")
_PLAN_WORDS = re.compile(
    "工作安排|主要任务|总体要求|工作部署|预算草案|重点工作|工作建议|计划草案|下一步|打算|目标任务|工作任务|预期目标|奋斗目标|主要目标|发展目标|总体目标|工作的?总体|做好"
)


@cache
def _lexer() -> re.Pattern[str]:
    words = [word for word in lexicon("zh").classes if len(word) > 1]
    singles = [
        word
        for word, mask in lexicon("zh").classes.items()
        if len(word) == 1 and mask & (_STOP | _SHARE | _FROM | _AGAINST | _HEDGE) and not mask & _LEVEL
    ]
    return re.compile(
        f"(?P<time>{CHINESE_TIME})|(?P<fan>{_FAN})|(?P<word>{trie(words)})|(?P<number>(?<!第){CHINESE_START})"
        f"|(?P<verb>{_SINGLE_VERB})|(?P<single>[{''.join(singles)}])"
        f"|(?P<found>{_FOUNDING.pattern})|(?P<all>{_OVERALL.pattern}|[我本][国省市县区旗州镇])|(?P<two>{_TWO_DIGITS})"
        "|(?P<rate>率(?=[为达提高下降上升稳定保持控制在了约超近不由从比较均仅已0-9，、]))|(?P<abbr>[（(][A-Za-z][A-Za-z0-9.& ]{0,9}[）)])|(?P<mark>[，,；;、：:（()）])"
    )


def read_chinese(text: str, calendar: Calendar, own: str = "", level: str = "") -> list[Candidate]:
    """Every growth claim of a Chinese text.

    Args:
        text: the cleaned text.
        calendar: the years it speaks of.
        own: name of the document's own place or firm, "" where not known.
        level: what 全 means in it: 国, 省, 市, 县, 区 or "".
    """
    reader = _Reader(text, calendar, own, level)
    for line in re.finditer(r"[^\n]+", text):
        reader.paragraph(line.start(), line.end())
    return reader.found


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, calendar: Calendar, own: str, level: str) -> None:
        self.text = text
        self.calendar = calendar
        self.own = own
        self.level = level
        self.found: list[Candidate] = []
        self.words = lexicon("zh")
        self.known = indicators()
        self.classes: Mapping[str, int] = self.words.classes
        self.search = _lexer().search
        self.opening = re.compile(CHINESE_TIME).match
        self.section = self._default()
        self.context = self.section
        self.carried: Subject | None = None
        self.section_mode = ""
        self.period = ""
        self.section_period = ""
        self.topic: Subject | None = None
        self.name_start = 0
        self.owner = (0, -1)
        self.sentence: Sentence

    def _default(self) -> Context:
        known = self.calendar
        return Context(known.as_of, known.as_of, "year", known.evidence, known.detail, known.certainty * 0.85)

    # -- paragraphs and sentences ----------------------------------------------------------------

    def paragraph(self, start: int, end: int) -> None:
        """Read one line of the text."""
        line = self.text[start:end]
        if end - start <= 60 and _HEADING.match(line.strip()):
            self._heading(line.strip())
        self.context = self.section
        self.carried = None
        self.period = self.section_period
        self.topic = None
        mode = ""
        for piece in _SENTENCE.finditer(self.text, start, end):
            first, last = piece.start(), min(piece.end(), piece.start() + _LONGEST_SENTENCE)
            if not _NUMBER_LIKELY.search(self.text, first, last):
                self.carried = None
                self._opened(first, last)
                continue
            self._read_sentence(first, last, mode, opening=first == start)
            mode = self.sentence.mode if self.text[last - 1] in "：:" else ""

    def _opened(self, start: int, end: int) -> None:
        """A sentence without a number may still date those after it: 过去五年，是发展最快的五年 ends so."""
        match = self.opening(self.text, start, end)
        when = chinese_when(match.group()) if match is not None else None
        if when is None or when.kind not in {"year", "span", "between", "plan", "past"}:
            return
        context = self._context(when, match.group() if match is not None else "")
        if context is not None and not context.future:
            self.context = context

    def _heading(self, line: str) -> None:
        part = re.search(_PART_OF_YEAR, line)
        if part is not None and not _NUMBER_LIKELY.search(
            line.replace(part.group(), "").replace("年", "")[4:]
        ):
            when = chinese_when(part.group())
            self.section_period = when.period if when is not None else ""
        calendar = self.calendar
        year = re.search("((?:19|20)[0-9]{2}) ?年", line)
        planned, reviewed = _PLAN_WORDS.search(line), _REVIEW_WORDS.search(line)
        if not (planned or reviewed or re.search("今年|去年|明年", line)):
            return
        if planned and not year and "今年" not in line and not _MAIN_HEADING.match(line):
            return  # （三）做好民生工作 is no change from results to plans
        present = calendar.present
        plan = re.search(CHINESE_TIME, line)
        when = chinese_when(plan.group()) if plan and not year else None
        if when is not None and when.kind == "plan" and planned and when.last and self._future(when.last):
            self.section = Context(when.first, when.last, "span", "heading", line[:30], 0.85, future=True)
            self.section_mode = "target"
            return
        if year:
            number = int(year.group(1))
            future = calendar.as_of is not None and number > calendar.as_of
            self.section = Context(number, number, "year", "heading", line[:30], 0.9, future)
        elif "五年" in line and reviewed and calendar.as_of:
            self.section = Context(calendar.as_of - 4, calendar.as_of, "span", "heading", line[:30], 0.75)
        elif ("今年" in line or planned) and present:
            self.section = Context(
                present, present, "year", "heading", line[:30], 0.8 * calendar.certainty, future=True
            )
        else:
            self.section = self._default()
        self.section_mode = "target" if planned and not reviewed else ""

    def _read_sentence(self, start: int, end: int, mode: str, *, opening: bool) -> None:
        context = self.context
        sentence = Sentence(start, end, Clause(start), context, mode=mode, period=self.period)
        self.sentence = sentence
        if self.carried is not None:
            sentence.subject, sentence.far = self.carried, 3
        self.name_start = start
        position, last = start, start
        text, search = self.text, self.search
        while True:
            match = search(text, position, end)
            if match is None:
                break
            if match.start() > last:
                self._gap(last, match.start())
            position = last = self._token(match, match.lastgroup or "")
        self.carried = sentence.subject if sentence.subject is not None and sentence.far < 3 else None
        new = sentence.context
        spans = self.context.kind in {"span", "since"} and new.kind == "year" and not opening
        aside = new.kind in {"span", "since"} and self.context.kind == "year" and not sentence.leads
        if sentence.dated and new.kind != "before" and not spans and not aside:
            self.context = self._spoken_of()

    def _spoken_of(self) -> Context:
        """The year that holds for what follows: not the earlier one of 2023年为27亿元，上年为25亿元."""
        sentence = self.sentence
        new, told = sentence.context, sentence.lead or self.context
        if sentence.leads or new.kind != "year" or told.kind != "year" or None in {new.last, told.last}:
            return new
        return told if (new.last or 0) < (told.last or 0) else new

    def _bracket(self, *, opens: bool) -> None:
        """What a bracket dates ends with it, where it holds a number: 27亿元（2022年为25亿元），增长8%."""
        sentence = self.sentence
        if opens:
            sentence.clause.verb = 0
            sentence.outside = (sentence.context, len(self.found))
            return
        sentence.scope = ""
        if sentence.outside is not None:
            context, found = sentence.outside
            if len(self.found) > found and context.kind == sentence.context.kind == "year":
                sentence.context = context
        sentence.outside = None

    def _gap(self, start: int, end: int) -> None:
        """Words the lexicon does not know; the document's own name among them says whose numbers follow."""
        if self.text[start:end].isspace():
            return
        sentence = self.sentence
        clause = sentence.clause
        if self.own and self.text[start:end].startswith(self.own) and end - start <= len(self.own) + 4:
            sentence.entity = ""
            self.name_start = end
            return
        clause.gap = True
        if clause.used:
            clause.name, clause.used, clause.loose = None, False, None
        if sentence.far >= 3 and not sentence.names:
            sentence.subject = None
        if clause.verb and not clause.verb & _NOUN:
            clause.verb = 0

    def _token(self, match: re.Match[str], group: str) -> int:
        """Read one token; where the next search begins."""
        start, end = match.span()
        if group in {"word", "verb", "single"}:
            self._word(match.group(), start, end)
        elif group == "number":
            return self._number(start)
        elif group == "mark":
            self._mark(match.group(), start, end)
        elif group == "rate":
            self._named("率", start, end, _HEAD)
        elif group == "abbr":
            return end
        elif group == "time":
            self._time(match.group(), start, end)
        elif group == "fan":
            self._doubling(match.group(), start, end)
        elif group == "two":
            self._two_digits(end)
        elif group == "found":
            self.sentence.founding = True
            self.name_start = end
        else:
            self._overall(match.group(), end)
        return end

    def _mark(self, mark: str, start: int, end: int) -> None:
        sentence = self.sentence
        clause = sentence.clause
        self.name_start = end
        if mark == "、":
            # A list: what stands before may share a head or a verb with what follows.
            if clause.name is None and clause.gap and not clause.verb:
                sentence.queue.append(self._loose(clause.start, start))
            clause.verb, clause.compare, clause.share, clause.against = 0, -1, -1, -1
            clause.gap = False
            if clause.name is not None and not clause.used:
                sentence.queue.append(clause.name)
                clause.name = None
            clause.start = end
            return
        if mark in "：:（()）":
            clause.gap = False
            if mark not in "：:":
                self._bracket(opens=mark in "（(")
            return
        new = Clause(end)
        if mark in "，,":
            new.respectively = clause.respectively if not clause.verb else -1
            new.base = clause.base
            new.average = clause.average and not clause.verb
        else:
            sentence.basis = sentence.scope = ""
            sentence.entity = ""
            sentence.recent.clear()
        if clause.name is not None and not clause.used:
            sentence.queue.append(clause.name)
            if mark in "，," and (not clause.verb or (sentence.subject is None and clause.name.id)):
                sentence.subject, sentence.far = clause.name, 0
        if mark in "；;":
            sentence.queue.clear()
            sentence.pair = []
            sentence.from_value = None
            sentence.context = self._spoken_of()
        sentence.clause = new
        sentence.far += 1

    def _loose(self, start: int, end: int) -> Subject:
        label = self.text[max(start, self._trim(start, end)) : end].strip()
        return Subject("", label, start, end)

    def _trim(self, start: int, end: int) -> int:
        return max(start, end - _LONGEST_NAME)

    # -- words -----------------------------------------------------------------------------------

    def _word(self, word: str, start: int, end: int) -> None:
        if word in "到至":
            self.name_start = end
            return
        mask = self.classes.get(word, _LEVEL)
        sentence = self.sentence
        clause = sentence.clause
        bare_rate = mask & _NOUN and self.name_start == start and clause.name is not None
        if mask & _NAME and not bare_rate:
            self._named(word, start, end, mask)
            return
        if mask & _PLAIN:
            if word == "平均" and clause.average:
                self.name_start = end
            else:
                clause.gap = True
            return
        if mask & _PLACE:
            self._place(word, start, end)
            return
        if word == "的":
            self.owner = (self.name_start, start)
        self._marks(mask, word, start, end)
        if word in _AND and not clause.verb:
            self._and(start)
        if word in _OURS:
            sentence.entity = ""
        self.name_start = end

    def _marks(self, mask: int, word: str, start: int, end: int) -> None:
        """What a word that is no name says of the clause and the sentence."""
        sentence = self.sentence
        if mask & _VERBS or word in "增升涨降减跌":
            self._verb(word, start, end, mask)
        if mask & _HEDGE:
            sentence.hedge = (self.words.before[word], end)
        if mask & (_AVERAGE | _EACH | _TOTAL | _COMPARE | _SHARE | _AGAINST | _RESPECTIVELY | _FROM):
            self._flag(mask, end, word)
        if mask & (_TARGET | _ESTIMATE | _RESULT | _PAST_TARGET):
            self._mode(mask)
            if mask & (_TARGET | _ESTIMATE):
                sentence.clause.aim = end
            told = sentence.aimed and sentence.dated and not sentence.context.future
            if told and mask & _RESULT:
                sentence.aimed, sentence.mode = False, "result"  # 2015年目标为100亿元，实际完成110亿元
            if mask & _TARGET and _AIM_IS.match(self.text, end):
                sentence.aimed = True
        if word.endswith("目标") and mask & _NOUN and sentence.mode != "past_target":
            sentence.mode = "target" if sentence.context.future or self.section_mode else "past_target"
        elif word.startswith("实际") and (sentence.mode == "past_target" or sentence.aimed):
            # 增长目标为6%，实际增长5.8%: what was done, and no matter of prices.
            sentence.mode, sentence.aimed = "result", False
            return
        if mask & (_REAL | _NOMINAL):
            sentence.basis = "real" if mask & _REAL else "nominal"
        if mask & _SCOPE:
            sentence.scope = self.words.scopes[word]

    def _and(self, start: int) -> None:
        """和 ends an item of a list."""
        sentence = self.sentence
        clause = sentence.clause
        if clause.name is not None:
            sentence.queue.append(clause.name)
            clause.name = None
        elif start > self.name_start:
            sentence.queue.append(self._loose(self.name_start, start))
        clause.gap = False

    def _named(self, word: str, start: int, end: int, mask: int) -> None:
        """A known indicator, or a noun that can be one, with what stands unbroken before it."""
        sentence = self.sentence
        clause = sentence.clause
        first = self.name_start
        if start - first > _LONGEST_NAME or first > start:
            first = start
        label = self.text[first:end].strip()
        if first == start and not mask & _INDICATOR and self.owner[1] == start - 1:
            # 棉纱的产量 is 棉纱产量.
            owner = self.text[self.owner[0] : start - 1]
            if re.fullmatch("[\u4e00-\u9fff]{1,8}", owner):
                first, label = self.owner[0], owner + label
        id_ = self._id(label)
        if not id_ and first == start and mask & _INDICATOR:
            id_ = self.words.names.get(word, "")
        if 0 <= clause.compare <= start:
            return
        if sentence.marked:
            sentence.basis = sentence.scope = ""
            sentence.marked = False
        whose = self._whose(first, start)
        if whose is not None:
            # 第三产业完成投资 is 第三产业投资.
            first, label, id_ = whose.start, whose.label + label, self._id(whose.label + label)
        grows = self.words.raw["growth_names"].get(word)
        if grows and not clause.compare >= 0:
            clause.name = Subject(grows, label, first, end)
            clause.verb, clause.verb_end, clause.gap = _RATE_NOUN, end, False
            return
        subject = Subject(id_, label, first, end, self._is_rate(id_, label))
        if clause.share >= 0 and clause.share <= start and clause.of is None and not clause.verb:
            clause.of = subject
            return
        if clause.verb & _STEP:
            clause.stepped = clause.verb_end == first
            clause.verb = 0
            clause.gap = True
        clause.name = subject
        clause.gap = False

    def _whose(self, first: int, start: int) -> Subject | None:
        """The trade or sector named before a verb whose object begins here."""
        clause = self.sentence.clause
        if first != start or clause.verb_end != start or not clause.verb & _LEVEL:
            return None
        name = clause.name
        if name is None and clause.loose is not None:
            name = self._loose(*clause.loose)
        if (
            name is None
            or clause.used
            or name.end != clause.verb_start
            or not name.label.endswith(("业", "企业", "行业"))
        ):
            return None
        return name

    def _id(self, label: str) -> str:
        names = self.words.names
        if label in names:
            return names[label]
        bare = _ABBREVIATION.sub("", label)
        return names.get(bare) or names.get(bare.removesuffix("规模").removesuffix("总")) or ""

    def _is_rate(self, id_: str, label: str) -> bool:
        if id_:
            return self.known[id_].measure == "rate"
        rates = self.words.raw["rates"]
        return label.endswith(tuple(rates["endings"])) and not label.endswith(tuple(rates["exceptions"]))

    def _place(self, word: str, start: int, end: int) -> None:
        sentence = self.sentence
        if self.text[start - 1 : start] in {"对", "向", "赴", "同", "从", "自", "往"}:
            self.name_start = end
            return
        suffix = self.text[end : end + 1]
        if suffix and suffix in "省市县区州":
            end += 1
        if sentence.clause.compare >= 0:
            return
        own = self.own.startswith(word) if self.own else False
        sentence.entity = "" if own else word
        sentence.entity_at = end
        self.name_start = end

    def _overall(self, word: str, end: int) -> None:
        sentence = self.sentence
        self.name_start = end
        if word[0] in "我本":
            sentence.entity = ""
            return
        if sentence.clause.compare >= 0 or sentence.clause.share >= 0:
            return
        here, own = _ORDER.get(word[1:]), _ORDER.get(self.level)
        above = here is not None and own is not None and here < own
        sentence.entity = word if above else ""
        sentence.entity_at = end

    def _verb(self, word: str, start: int, end: int, mask: int) -> None:
        clause = self.sentence.clause
        if word in "增升涨":
            mask = _RISE
        elif word in "降减跌":
            mask = _FALL
        kind = mask & _VERBS
        if kind & _LEVEL and (
            (clause.verb & (_ENDED | _STEP) and clause.verb_end == start)
            or (clause.verb & _NOUN and not clause.gap)
        ):
            clause.verb_end = end
            return
        if clause.name is None and clause.gap and start > self.name_start and clause.loose is None:
            clause.loose = (self.name_start, start)
        clause.verb, clause.verb_end, clause.verb_start = kind, end, start
        if kind & _LEVEL:
            clause.leveled = True

    def _flag(self, mask: int, end: int, word: str) -> None:
        clause = self.sentence.clause
        if mask & _AVERAGE:
            clause.average = True
            if word.startswith(("两年", "三年", "四年", "五年")):
                self.sentence.run = "两三四五".index(word[0]) + 2
        if mask & _EACH:
            clause.each = 1
        if mask & _TOTAL:
            clause.total = True
        if mask & _COMPARE:
            clause.compare = end
        if mask & _SHARE:
            self._shared(word, end)
        if mask & _AGAINST:
            clause.against = end
            if (
                word in {"相比", "对比", "相比之下"}
                and clause.base is None
                and self.sentence.dated
                and self.sentence.context.kind == "year"
            ):
                clause.base = self.sentence.context.last
        if mask & _RESPECTIVELY:
            clause.respectively = end
        if mask & _FROM:
            clause.from_ = end

    def _shared(self, word: str, end: int) -> None:
        clause = self.sentence.clause
        name = clause.name
        if name is not None and (word == "占比" or not word.startswith("占")) and clause.of is None:
            clause.name = Subject("", self.text[name.start : end], name.start, end, rate=True)
            return
        clause.share = end

    def _mode(self, mask: int) -> None:
        sentence = self.sentence
        if mask & _PAST_TARGET:
            sentence.mode = "past_target"
        elif mask & _TARGET:
            if sentence.mode != "result":
                sentence.mode = "target"
        elif mask & _ESTIMATE:
            sentence.mode = sentence.mode or "estimate"
        elif sentence.mode != "target":
            sentence.mode = "result"

    # -- times -----------------------------------------------------------------------------------

    def _time(self, text: str, start: int, end: int) -> None:
        self.name_start = end
        when = chinese_when(text)
        if when is None or when.kind == "none":
            return
        sentence = self.sentence
        clause = sentence.clause
        if _PRICES_OF.match(self.text, end):
            sentence.basis = "real"
            return
        if when.kind == "plan" and self._cited(start, end):
            return
        if when.kind == "near" and not when.last and self.text.startswith("以来", end):
            # 今年以来, of a year that is not over: neither a result of a year nor a target.
            present = self.calendar.present
            if present != self.calendar.as_of:
                sentence.context = Context(None, None, "before", "near", text, 0.0)
                return
        before = self.text[max(sentence.start, start - 3) : start]
        times = _TIMES_OF.match(self.text, end) is not None
        if when.kind in _STRETCHES and (
            times or before.endswith(("比", "较", "高出", "高于", "低于", "快于"))
        ):
            clause.compare = end  # totals or averages of another plan: no two years are compared
            return
        if when.kind == "part":
            self._part(when.period, start, before)
        elif when.kind in _POINTS_IN_TIME and self._based(when, before, end):
            return
        elif when.kind == "run" and text.startswith("用") and sentence.mode == "target":
            self._dated(replace(when, kind="future"), text, start)
        elif when.kind == "run" and self.text.startswith("平均", end):
            sentence.run, clause.average = when.last or 0, True
        elif when.kind in {"run", "future"} and (clause.each or before.endswith("每")):
            clause.each = when.last or 0
        else:
            self._dated(when, text, start)

    def _cited(self, start: int, end: int) -> bool:
        """Whether a plan is spoken of and dates nothing: 提前实现“六五”计划规定的指标."""
        if self.text[end - 1] in "期间末来年":
            return False
        opening = _LEAD_IN.fullmatch(self.text, self.sentence.clause.start, start)
        return opening is None or _PLANS_AIMS.match(self.text, end) is not None

    def _part(self, period: str, start: int, before: str) -> None:
        """A part of a year; at the head of a sentence it holds for those after it, too."""
        sentence = self.sentence
        if before.endswith(("比", "较")):
            return
        sentence.period = period
        if start <= sentence.start + 8:
            self.period = period

    def _based(self, when: When, before: str, end: int) -> bool:
        """Whether a year is the base of what follows: 比2002年, 是1997年的2.3倍, 从2005年的."""
        sentence = self.sentence
        clause = sentence.clause
        times = _TIMES_OF.match(self.text, end) is not None
        if when.kind == "near" and before.endswith(("与", "同")):
            clause.beside = self._year_of(when)
            return True
        of = self.text[end : end + 1] == "的"
        against = before.endswith(("比", "较")) or (of and before.endswith(("是", "为", "于")))
        compared = before.endswith(("同", "与")) and self.text.startswith(("相比", "比较"), end)
        if against or compared or (times and before.endswith(_BEFORE_BASE)):
            clause.base, clause.against = self._year_of(when), end
            clause.gap = clause.gap and not times  # 是上年的1.2倍: 是 is read with the year
            return True
        if before.endswith(("由", "从")):
            clause.base, clause.from_ = self._year_of(when), end
            return True
        if _ON_THE_BASE.match(self.text, end):
            clause.base, clause.against = self._year_of(when), end
            return True
        return False

    def _dated(self, when: When, text: str, start: int) -> None:
        """A time that holds from here on."""
        sentence = self.sentence
        context = self._context(when, text)
        if context is None:
            return
        sentence.context = context
        sentence.dated = True
        sentence.leads = start <= sentence.start + _LEAD
        if sentence.leads:
            sentence.lead = context
        sentence.founding = False
        if when.kind == "all_year" or (when.kind in {"year", "near"} and start <= sentence.start + 2):
            sentence.period = self.period = ""

    def _year_of(self, when: When) -> int | None:
        if when.kind == "near" and when.period == "before":
            # 上年 is the year before the one spoken of; 去年 the one before the report is given.
            last = self.sentence.context.last
            return None if last is None else last - 1
        if when.kind == "near":
            return None if self.calendar.present is None else self.calendar.present + (when.last or 0)
        if when.kind == "masked":
            return None
        return when.last or when.first

    def _context(self, when: When, words: str) -> Context | None:  # noqa: PLR0911 - one return a kind of time
        """The years a time names, counted from the calendar where it is not said in full."""
        calendar = self.calendar
        as_of, present = calendar.as_of, calendar.present
        kind, known = when.kind, 0.95
        relative = 0.9 * max(calendar.certainty, 0.5)
        if kind in {"year", "date"}:
            year = when.last or when.first
            return Context(year, year, "year", "printed", words, known, self._future(year))
        if kind == "between":
            return Context(when.first, when.last, "since", "printed", words, 0.8, self._future(when.last))
        if kind == "span":
            return Context(when.first, when.last, "span", "printed", words, known, self._future(when.last))
        if kind == "before":
            return Context(None, when.last, "before", "printed", words, known)
        if kind in {"plan", "plan_end"}:
            first = when.last if kind == "plan_end" else when.first
            name = "year" if kind == "plan_end" else "span"
            return Context(first, when.last, name, "plan", words, 0.9, self._future(when.last))
        if as_of is None or present is None:
            return None
        if kind in {"since", "plan_since"}:
            return Context(when.first, as_of, "since", "printed", words, 0.8)
        if kind == "near":
            year = self._year_of(when) or present
            return Context(year, year, "year", "near", words, relative, self._future(year))
        if kind == "past":
            return Context(as_of - (when.last or 1) + 1, as_of, "span", "run", words, relative * 0.95)
        if kind == "future":
            return Context(
                present, as_of + (when.last or 1), "span", "run", words, relative * 0.9, future=True
            )
        if kind == "run":
            self.sentence.run = when.last or 0
            return None
        if kind == "all_year":
            section = self.section
            return Context(
                section.last, section.last, "year", section.evidence, words, section.certainty, section.future
            )
        if kind == "masked":
            return self._masked(words)
        return None

    def _masked(self, words: str) -> Context | None:
        calendar = self.calendar
        if calendar.as_of is None or calendar.present is None:
            return None
        after = self.text[self.name_start : self.name_start + 26]
        planned = self.sentence.mode == "target" or re.match('[^，。]{0,8}(?:目标|计划|是[“"]|工作)', after)
        year = (
            calendar.present
            if planned and not re.match("[^，。]{0,8}(?:已经|完成了)", after)
            else calendar.as_of
        )
        return Context(
            year,
            year,
            "year",
            "masked",
            f"{words} {calendar.detail}",
            0.6 * calendar.certainty + 0.2,
            year > calendar.as_of,
        )

    def _future(self, year: int | None) -> bool:
        return year is not None and self.calendar.as_of is not None and year > self.calendar.as_of

    # -- numbers ---------------------------------------------------------------------------------

    def _number(self, start: int) -> int:
        """Read the number that begins here; where the next search begins."""
        sentence = self.sentence
        amount = chinese_amount(self.text, start, sentence.end)
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
            self.name_start = start
            return amount.end
        end = self._amount(amount, start)
        clause.gap = False
        self.name_start = end
        return end

    def _amount(self, amount: Amount, start: int) -> int:
        """Read what one number, or a list of them, states; where it ends."""
        sentence = self.sentence
        clause = sentence.clause
        if self._may_pair(clause):
            end = self._paired(amount, start)
            if end:
                return end
        if amount.kind == "bare" or self._compared(amount, start):
            return amount.end
        if self._from(amount, start) or self._base_level(amount, start) or self._beside(amount, start):
            return amount.end
        attribute = _OF_ONE if amount.kind == "amount" else _OF_A_TARGET
        if attribute.match(self.text, amount.end, amount.end + 12):
            return amount.end
        if self._people(amount, start) or self._projects(amount, start):
            return amount.end
        subject, distance = self._subject(amount)
        if subject is not None:
            self._state(amount, start, self._parted(subject), distance)
        elif clause.gap and clause.name is None:
            sentence.subject = None
        sentence.queue.clear()
        return amount.end

    def _base_level(self, amount: Amount, start: int) -> bool:
        """较2020年的9323.1亿元增加: the level that is compared with."""
        sentence = self.sentence
        clause = sentence.clause
        subject = clause.name or sentence.subject
        base, last = clause.base, sentence.context.last
        held = amount.kind == "amount" and base is not None and last is not None and clause.against >= 0
        if (
            not held
            or clause.verb
            or self.text[start - 1] != "的"
            or subject is None
            or base is None
            or last is None
        ):
            return False
        if base < last and not subject.rate:
            sentence.from_value = (amount, start, base)
            self._emit_from("level", subject, 2, sentence.context.certainty, last)
        return True

    def _beside(self, amount: Amount, start: int) -> bool:
        """与上年末常住人口6577万人相比: the level that is compared with, which the sentence names again."""
        sentence = self.sentence
        clause = sentence.clause
        last = sentence.context.last
        if clause.beside is None or last is None or amount.kind != "amount":
            return False
        subject = sentence.subject or clause.name
        if subject is not None and clause.beside < last and not subject.rate:
            sentence.from_value = (amount, start, clause.beside)
            self._emit_from("level", subject, 2, sentence.context.certainty, last)
        clause.name = None
        return True

    def _people(self, amount: Amount, start: int) -> bool:
        """四十万人的公共服务, 60万人口的城市: how many people live there."""
        if amount.unit not in {"万人", "亿人", "人"} or not _LIVE.match(
            self.text, amount.end, amount.end + 8
        ):
            return False
        round_ = replace(amount, comparator="~") if amount.numeral and amount.comparator == "=" else amount
        self._emit("level", round_, start, Subject("population", "人口", start, amount.end), 3)
        return True

    def _projects(self, amount: Amount, start: int) -> bool:
        """引进千万元以上项目100个以上: a number of things planned; counts without a bound are left alone."""
        sentence = self.sentence
        label = self.text[self.name_start : start].strip()
        planned = sentence.mode == "target" or sentence.context.future
        if (
            amount.kind != "count"
            or amount.comparator not in {">=", ">"}
            or not planned
            or sentence.clause.name
        ):
            return False
        if len(label) <= 2:
            begin = sentence.clause.start
            label = self.text[begin:start].strip()
        else:
            begin = self.name_start
        if not 2 < len(label) <= _LONGEST_NAME or not label.endswith(("项目", "企业")):
            return False
        self._emit("level", amount, start, Subject("", label, begin, start), 1)
        return True

    def _compared(self, amount: Amount, start: int) -> bool:
        """Whether the number is held against another place, a budget or a plan, and not over time."""
        sentence = self.sentence
        compare = sentence.clause.compare
        if compare >= 0 and not (compare == start and sentence.hedge[1] == start and amount.kind != "points"):
            return True
        before = self.text[max(0, start - 3) : start].rstrip("了出于约近过")
        return amount.kind == "points" and _FASTER.search(before) is not None

    def _from(self, amount: Amount, start: int) -> bool:
        """The first number of 从…增加到…, kept until the second one is read; and 从突破1亿元以后."""
        sentence = self.sentence
        clause = sentence.clause
        if (
            clause.from_ < 0
            or amount.kind not in {"amount", "rate", "count"}
            or clause.verb & (_STEP | _ENDED)
        ):
            return False
        if re.match("以?后|之?后|以来|起", self.text[amount.end : amount.end + 2]):
            sentence.crossing = amount.value
            sentence.subject = clause.name or sentence.subject
            sentence.from_value = None
        else:
            sentence.from_value = (amount, start, clause.base)
        clause.from_ = -1
        clause.base = None
        clause.verb = 0
        return True

    def _parted(self, subject: Subject) -> Subject:
        """分产业看: the parts of what the paragraph began with, when that is not the economy itself."""
        sentence = self.sentence
        topic = self.topic
        if topic is None or topic.id == "gdp" or topic.label == subject.label:
            return subject
        part = _PARTED.search(self.text, sentence.start, sentence.end)
        if part is None or part.start() > subject.start or not (subject.label in _SECTORS or not subject.id):
            return subject
        if subject.label in _SECTORS or not subject.label.endswith(tuple(self.words.heads)):
            return Subject("", f"{topic.label}：{subject.label}", subject.start, subject.end, topic.rate)
        return subject

    def _named_loosely(self, amount: Amount, clause: Clause) -> Subject | None:
        """Words the lexicon does not know, as what grew or fell."""
        if clause.loose is None or (amount.kind == "fold" and amount.numeral):
            return None
        first, last = clause.loose
        label = self.text[first:last].strip()
        if amount.kind in {"rate", "fold"}:
            sound = 2 <= len(label) <= 14 and not re.search("[0-9“”（）]", label)
        else:
            against = clause.against >= 0 or clause.base is not None
            sound = (
                against
                and amount.kind == "amount"
                and re.fullmatch("[\u4e00-\u9fff]{2,8}", label) is not None
            )
        return Subject("", label, first, last) if sound else None

    def _subject(self, amount: Amount) -> tuple[Subject | None, int]:
        """What the number measures, and how far away it stands."""
        sentence = self.sentence
        clause = sentence.clause
        if clause.name is not None:
            return clause.name, 0
        if clause.loose is not None and clause.verb & (_STEP | _NOUN):
            found = self._named_loosely(amount, clause)
            if found is not None or clause.verb & _STEP or amount.kind in {"rate", "fold"}:
                return found, 4
        if clause.gap and amount.kind != "rate":
            return None, 0
        if clause.gap and not clause.verb & (_STEP | _NOUN):
            return None, 0
        return sentence.subject, 1 + min(sentence.far, 4)

    # -- statements ------------------------------------------------------------------------------

    def _state(self, amount: Amount, start: int, subject: Subject, distance: int) -> None:
        """What the number states of its subject, if anything."""
        kind = self._kind(amount, start, subject)
        parent = self.sentence.parent
        if (
            not kind
            and parent is not None
            and subject.label.startswith(parent.label)
            and amount.kind != "points"
        ):
            subject = parent
            kind = self._kind(amount, start, subject)
        if not kind:
            return
        clause = self.sentence.clause
        if kind == "points" and clause.of is not None and not subject.rate:
            subject = self._share_of(subject, clause.of)
        if kind in _GROWTHS and kind != "change":
            for one in self._joint(subject):
                self._emit(kind, amount, start, one, 1)
        self._emit(kind, amount, start, subject, distance)

    def _joint(self, last: Subject) -> list[Subject]:
        """Further names that share one verb: 国内生产总值和城乡居民人均收入翻一番."""
        sentence = self.sentence
        names = [one for one in sentence.queue if one.id and one.start >= sentence.clause.whole]
        links = (self.text[first.end : second.start] for first, second in pairwise([*names, last]))
        return names if all(link in _LINKS for link in links) else []

    def _kind(self, amount: Amount, start: int, subject: Subject) -> str:
        """Which kind of statement the number is; empty for none."""
        clause = self.sentence.clause
        verb = clause.verb
        if amount.kind == "rate":
            if subject.rate and self.text[start - 1] in "到至" and verb & _STEP:
                return "level"  # 下降2.1个百分点至52.4%
            return self._rate_kind(amount, verb, subject, clause)
        if self.text[start - 1] in "到至" and not verb & _ENDED and verb & _STEP:
            verb = _RISE_TO if verb & _RISE else _FALL_TO
            clause.verb = verb
        if amount.kind == "points":
            return (
                "points"
                if verb & _STEP and not clause.average and (subject.rate or clause.share >= 0)
                else ""
            )
        if amount.kind == "fold":
            return self._fold_kind(start, verb, clause)
        if amount.kind == "count":
            return self._count_kind(verb, subject)
        return self._amount_kind(start, verb, subject, clause)

    def _rate_kind(self, amount: Amount, verb: int, subject: Subject, clause: Clause) -> str:
        if clause.share >= 0 and not verb & (_STEP | _NOUN):
            return "share" if clause.of is not None else ("level" if subject.rate else "")
        if verb & (_STEP | _NOUN):
            if subject.rate:
                # A price index is itself a rate: 居民消费价格上涨2% states its level.
                return "level" if _PRICES.search(subject.label) else ""
            if clause.average or (clause.each and not self.sentence.run):
                return "growth_each_year" if clause.each and not clause.average else "average_growth"
            return "growth"
        if subject.rate and amount.unit != "成":
            return "level"
        return self._again(subject)

    def _again(self, subject: Subject) -> str:
        """增长7%以上、力争达到8%: the same rate, said twice."""
        sentence = self.sentence
        clause = sentence.clause
        last = self.found[-1] if self.found else None
        if last is None or last.start < sentence.start or clause.gap or clause.aim < 0:
            return ""
        return last.kind if last.subject == subject and last.kind in {"growth", "average_growth"} else ""

    def _fold_kind(self, start: int, verb: int, clause: Clause) -> str:
        before = self.text[max(0, start - 1) : start]
        if verb & (_STEP | _ENDED) or (before in "到至" and clause.verb_end == start):
            return "multiple"
        return "multiple" if before == "的" and clause.base is not None else ""

    def _count_kind(self, verb: int, subject: Subject) -> str:
        if verb & _STEP:
            return "change" if subject.id and self.known[subject.id].measure == "count" else ""
        return (
            "level"
            if subject.id and self.known[subject.id].measure == "count" and verb & (_LEVEL | _ENDED)
            else ""
        )

    def _amount_kind(self, start: int, verb: int, subject: Subject, clause: Clause) -> str:
        if not subject.id and self._ignored(subject.label, verb):
            return ""
        if verb & _STEP:
            return "" if clause.average else "change"
        if clause.average:
            return "period_average" if self._spans() else ""
        if clause.stepped and not verb:
            return ""  # 累计减少贫困人口3.6万人 is neither a level nor a total
        if clause.total and (self._spans() or self.sentence.run) and not clause.gap:
            return "total"
        between = self.text[subject.end : start] if 0 < start - subject.end < 14 else "?"
        adjacent = (
            subject.end == start
            or not between.strip()
            or _ABBREVIATION.fullmatch(between) is not None
            or bool(verb & (_LEVEL | _ENDED))
            or start in {self.sentence.hedge[1], clause.aim}
        )
        return "level" if adjacent else ""

    def _ignored(self, label: str, verb: int) -> bool:
        """Whether an unknown name is no measured quantity of the place: 计划总投资, 建筑面积, a bare 面积."""
        ignore = self.words.raw["ignore"]
        if label.endswith(tuple(ignore["endings"])) or label in ignore["bare"]:
            return True
        if verb & (_LEVEL | _ENDED | _STEP) or self.sentence.clause.leveled:
            return False
        names = self.words.names
        return label.endswith(tuple(ignore["weak"])) and not any(
            label[cut:] in names for cut in range(1, len(label) - 3)
        )

    def _spans(self) -> bool:
        context = self.sentence.context
        return (
            context.kind in {"span", "since"} and context.first is not None and context.first != context.last
        )

    # -- rows ------------------------------------------------------------------------------------

    def _emit(self, kind: str, amount: Amount, start: int, subject: Subject, distance: int) -> None:
        sentence = self.sentence
        clause = sentence.clause
        first, last, certainty = self._years(kind)
        if last is None and first is None:
            return
        value = amount.value
        down = clause.verb & (_FALL | _FALL_NOUN) and (
            kind not in {"level", "share", "total", "period_average"}
            or (kind == "level" and amount.kind == "rate" and self.text[start - 1] not in "到至")
        )
        if (down or amount.negative) and ".." not in value and kind != "multiple":
            value = "-" + value
        elif down and kind != "multiple":
            low, high = value.split("..")
            value = f"-{high}..-{low}"
        comparator = amount.comparator
        if (
            comparator == "="
            and sentence.hedge[1] >= 0
            and start - sentence.hedge[1] <= 1
            and sentence.hedge[1] <= start
        ):
            comparator = sentence.hedge[0]
        if value.startswith("-") and comparator in _OPPOSITE:
            comparator = _OPPOSITE[comparator]
        if self._early(sentence, kind):
            last = self.calendar.as_of
        if kind in {"level", "share"} and not self._emit_from(kind, subject, distance, certainty, last):
            return
        begin = subject.start if sentence.start <= subject.start < start else clause.start
        unit = (
            amount.unit + "人"
            if amount.unit in {"万", "亿"} and (subject.id == "population" or subject.label.endswith("人口"))
            else amount.unit
        )
        candidate = Candidate(
            subject, kind, value, unit, comparator, begin, amount.end,
            first=first, last=last, role=self._role(last), entity=sentence.entity, basis=sentence.basis if kind in _GROWTHS else "",
            scope=sentence.scope if kind in _GROWTHS else "", period=sentence.period, of=clause.of if kind == "share" else None,
        )  # fmt: skip
        if kind == "multiple":
            candidate.reading = "increase_by" if clause.verb & _STEP else "increase_to"
        if sentence.entity and self.own and self.own in self.text[sentence.entity_at : start]:
            sentence.entity = candidate.entity = ""
        if sentence.entity:
            candidate.role = "benchmark" if candidate.role == "history" else candidate.role
        candidate.confidence = certainty * _DISTANCE[min(distance, 5)] * (1.0 if subject.id else 0.92)
        context = sentence.context
        candidate.evidence.append((context.evidence, context.detail))
        self.found.append(candidate)
        if kind == "share" and clause.of is not None:
            sentence.parent = subject
            subject = self._share_of(subject, clause.of)
        clause.used = True
        sentence.marked = bool(sentence.basis or sentence.scope)
        if self.topic is None and kind != "share":
            self.topic = subject
        sentence.names.append(subject)
        sentence.subject, sentence.far = subject, 0
        sentence.from_value = None
        if not sentence.recent or sentence.recent[-1].label != subject.label:
            sentence.recent.append(subject)
        sentence.hedge = ("", -1)

    def _share_of(self, subject: Subject, whole: Subject) -> Subject:
        """The share itself as a rate, for changes in points that follow it."""
        label = f"{subject.label}占{whole.label}比重"
        return Subject(self._id(label), label, subject.start, whole.end, rate=True)

    def _early(self, sentence: Sentence, kind: str) -> bool:
        """今年 said of what has already been reached: the document was written early in the year after."""
        context = sentence.context
        if context.evidence != "near" or sentence.mode == "target" or context.last != self.calendar.present:
            return False
        return (
            kind == "level"
            and re.search("已经|已达|达到了", self.text[sentence.start : sentence.end]) is not None
        )

    def _emit_from(
        self,
        kind: str,
        subject: Subject,
        distance: int,
        certainty: float,
        last: int | None,
    ) -> bool:
        """The level a from-to statement begins with, if it is one; whether the level it ends with has a year."""
        sentence = self.sentence
        if sentence.from_value is None:
            return True
        amount, start, base = sentence.from_value
        sentence.from_value = None
        if base is None and self._spans() and sentence.context.first is not None:
            base = sentence.context.first - (0 if sentence.context.kind == "since" else 1)
            # 2018—2023年，从…增加到…: whether from 2017 or from 2018, nobody says.
            unsure = sentence.context.kind == "span" and sentence.context.evidence == "printed"
            certainty *= 0.55 if unsure else 0.9
        if base is None or last is None:
            return True
        if base >= last:
            return False  # 从去年的5亿元增加到6亿元: of a year after those told, which nobody says
        found = Candidate(
            subject, kind, amount.value, amount.unit, amount.comparator,
            subject.start if sentence.start <= subject.start < start else start, amount.end, last=base,
            role=self._role(base), entity=sentence.entity, period=sentence.period, of=sentence.clause.of if kind == "share" else None,
        )  # fmt: skip
        found.confidence = certainty * _DISTANCE[min(distance, 5)]
        found.evidence.append((sentence.context.evidence, sentence.context.detail))
        if sentence.entity:
            found.role = "benchmark"
        self.found.append(found)
        sentence.since = base
        return True

    def _years(self, kind: str) -> tuple[int | str | None, int | None, float]:  # noqa: PLR0911 - one return a kind of span
        """First and last year as the columns want them, and how sure they are."""
        sentence = self.sentence
        clause = sentence.clause
        context = sentence.context
        last = context.last
        if sentence.mode == "target" and not sentence.dated and not context.future and self.calendar.present:
            last = self.calendar.present
            context = Context(
                last, last, "year", "planned", context.detail, 0.8 * self.calendar.certainty, future=True
            )
            sentence.context = context
        if last is None:
            return None, None, 0.0
        if kind in {"level", "share"}:
            return ("founding" if context.kind == "before" else None), last, context.certainty
        if kind in {"total", "period_average"}:
            run = last - sentence.run + 1 if sentence.run else None
            return (
                (context.first, last, context.certainty)
                if self._spans()
                else (run, last, context.certainty * 0.85)
            )
        if sentence.crossing and kind == "recurring_multiple":
            return f"crossing:{sentence.crossing}", self.calendar.as_of or last, context.certainty * 0.9
        if sentence.founding and kind != "change":
            return "founding", last, context.certainty * 0.9
        if clause.base is not None and clause.base < last:
            yearly = kind == "growth" and clause.base == last - 1
            return (None if yearly else clause.base), last, context.certainty
        if kind == "average_growth" and sentence.since is not None and sentence.since < last:
            return sentence.since, last, context.certainty
        yearly = clause.against >= 0 and clause.base is None
        if kind in {"average_growth", "growth_each_year"} and sentence.run and not self._spans():
            return last - sentence.run, last, context.certainty * 0.85
        if self._spans() and not yearly and context.first is not None:
            return context.first - (0 if context.kind == "since" else 1), last, context.certainty
        if kind == "average_growth":
            around = self.context
            if around.kind in {"span", "since"} and around.last == last and around.first is not None:
                # 五年来，… 2002年达到486亿元，年均增长10.2%.
                return around.first - (around.kind == "span"), last, context.certainty * 0.85
            return self._until(last, context)
        if kind in {"multiple", "points", "change"}:
            return last - 1, last, context.certainty * 0.9
        return None, last, context.certainty

    def _until(self, last: int, context: Context) -> tuple[int | None, int | None, float]:
        """An average without a span: from the last year reported to a goal; else its years are not known."""
        as_of = self.calendar.as_of
        if as_of is not None and last > as_of + 1:
            return as_of, last, context.certainty * 0.85
        return None, None, 0.0

    def _role(self, last: int | None) -> str:
        sentence = self.sentence
        as_of = self.calendar.as_of
        if last is not None and as_of is not None and last > as_of:
            return "target" if last == as_of + 1 else "goal"
        # 2010年的目标是：, in a report on 2010 itself.
        aimed = sentence.aimed and sentence.mode == "target" and sentence.dated
        return "target" if sentence.mode == "past_target" or aimed else "history"

    def _doubling(self, text: str, start: int, end: int) -> None:
        """翻一番, 翻两番, 翻番, and every N years."""
        sentence = self.sentence
        clause = sentence.clause
        number = re.search("[一二两三四五0-9.]+", text)
        words = number.group() if number else "1"
        value = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5"}.get(words, words)
        self.name_start = end
        amount = Amount("doublings", value, "番", "=", end)
        if text.endswith(("多", "以上")):
            amount = Amount("doublings", value, "番", ">" if text.endswith("多") else ">=", end)
        elif sentence.hedge[0] and clause.start <= sentence.hedge[1] <= start:
            amount = Amount("doublings", value, "番", sentence.hedge[0], end)
        subject, distance = clause.name, 0
        if subject is None and not (clause.gap and clause.loose is None and start - clause.start > 12):
            subject, distance = sentence.subject, 1 + sentence.far
        if subject is None:
            return
        clause.verb = _RISE_TO
        if clause.each > 1:
            self._emit("recurring_multiple", amount, start, subject, distance)
            if self.found and self.found[-1].kind == "recurring_multiple":
                self.found[-1].every = clause.each
            return
        first, last, _ = self._years("multiple")
        if isinstance(first, int) and last == first + 1 and clause.base is None and clause.against < 0:
            return  # 提前五年实现翻两番: from when, nobody says
        for one in (*self._joint(subject), subject):
            self._emit("multiple", amount, start, one, distance)
            if self.found and self.found[-1].end == end:
                self.found[-1].reading = ""

    def _two_digits(self, end: int) -> None:
        """两位数增长: growth of at least ten per cent, which is no printed number."""
        self.name_start = end
        self.sentence.clause.gap = True

    # -- lists -----------------------------------------------------------------------------------

    def _may_pair(self, clause: Clause) -> bool:
        sentence = self.sentence
        return (
            clause.respectively >= 0
            or (clause.name is None and len(sentence.pair) > 1)
            or (clause.name is None and not clause.gap and len(sentence.recent) > 1)
        )

    def _paired(self, amount: Amount, start: int) -> int:
        """A list of numbers, each for one of the subjects before it; where the list ends, 0 where there is none."""
        amounts = self._list(amount, start)
        number = len(amounts)
        sentence = self.sentence
        clause = sentence.clause
        if number < 2:
            return 0
        said = clause.respectively >= 0
        subjects = self._subjects(number, said=said)
        if not subjects:
            if said:
                # Whose numbers these are is not known, and so neither whose the next ones are.
                sentence.subject, clause.name, clause.gap = None, None, True
            return amounts[-1][0].end if said else 0
        compared = self._compared(amounts[0][0], start)
        sentence.queue.clear()
        clause.respectively = -1
        verb = clause.verb
        for (one, place), subject in zip(amounts, subjects, strict=True):
            clause.verb = verb
            if not compared:
                self._state(one, place, subject, 1)
        sentence.pair = subjects
        sentence.queue.clear()
        clause.name = None
        return amounts[-1][0].end

    def _list(self, amount: Amount, start: int) -> list[tuple[Amount, int]]:
        """The numbers of a list that begins here, the last unit given to those without one."""
        found = [(amount, start)]
        end = self.sentence.end
        while len(found) < 12:
            link = _LINK.match(self.text, found[-1][0].end, end)
            if link is None:
                break
            following = chinese_amount(self.text, link.end(), end)
            if following is None:
                break
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

    def _subjects(self, number: int, *, said: bool) -> list[Subject]:
        """The subjects a list of numbers belongs to, in order; empty where they do not match."""
        sentence = self.sentence
        clause = sentence.clause
        listed = list(sentence.queue)
        if clause.name is not None:
            listed.append(clause.name)
        elif clause.loose is not None:
            listed.append(self._loose(*clause.loose))
        if said:
            items = self._items(number, listed)
            if items:
                return self._completed(items)
        if listed and said:
            return []
        recent = sentence.recent[-number:]
        newer = len(recent) == number and sentence.pair and recent[0].start > sentence.pair[-1].start
        if len(sentence.pair) == number and not newer:
            return sentence.pair
        return recent if len(recent) == number else []

    def _items(self, number: int, listed: list[Subject]) -> list[Subject]:
        """The items of a list, cut at 、 where that gives as many as there are numbers, else at 和 too."""
        clause = self.sentence.clause
        if len(listed) < number or not listed:
            return []
        last = listed[-1].end
        for cut in ("[、]", "[、和与及]"):
            starts = [
                clause.whole,
                *(clause.whole + found.end() for found in re.finditer(cut, self.text[clause.whole : last])),
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
                label = self.text[start:end].strip()
                if place == 0 and known is not None and _JOINED.fullmatch(self.text[start : known.start]):
                    known = None
                    clean = Subject(self._id(label), label, start, end)
                    items.append(clean)
                    continue
                if known is not None and (place == 0 or known.start <= start or "和" not in label):
                    items.append(known)
                elif len(label) <= _LONGEST_NAME:
                    items.append(Subject(self._id(label), label, start, end, self._is_rate("", label)))
            if len(items) == number:
                return items
        return listed[-number:]

    def _with_head(self, label: str, last: str, *, trade: bool) -> str:
        """An item of a list with the head of the last item; empty where there is none."""
        if label in _ORDINALS and last[:1] in _ORDINALS:
            return label + last[1:]
        if label.startswith("第") and label[1:] in _ORDINALS and last[:1] in _ORDINALS:
            return label + last[1:]
        tails = [last[cut:] for cut in range(len(last))]
        known = next((label + tail for tail in tails[1:] if label + tail in self.words.names), "")
        head = next((tail for tail in tails if tail in self.classes and not (trade and "业" in tail)), "")
        return known or (label + head if head and label else "")

    def _completed(self, listed: list[Subject]) -> list[Subject]:
        """城镇居民、农村居民人均可支配收入: the first item takes the head of the last."""
        last = listed[-1]
        done = []
        for one in listed:
            if one is last and listed[0].label.startswith("第") and one.label[:1] in _ORDINALS:
                done.append(
                    Subject(self._id(f"第{one.label}"), f"第{one.label}", one.start, one.end, one.rate)
                )
                continue
            trade = one.label.endswith("业") and not last.label.endswith("业")
            if not trade and (one.id or one.label.endswith(tuple(self.words.heads))):
                done.append(one)
                continue
            label = self._with_head(one.label, last.label, trade=trade)
            if one.label in _ORDINALS and listed[0].label.startswith("第"):
                label = f"第{label}"
            if not label:
                return []
            done.append(Subject(self._id(label), label, one.start, one.end, last.rate))
        return done


_OF_ONE = re.compile(
    "的[\u4e00-\u9fff]{0,6}?(?:企业|项目|公司|园区|乡镇|镇|村|集群|集团|基地|产业|目标|任务)"
)
_OURS = {"我省", "我市", "我区", "我县"}
_LEAD = 10  # characters before a time that still opens its sentence
_OF_A_TARGET = re.compile("的[\u4e00-\u9fff]{0,6}?(?:目标|任务)")
_ON_THE_BASE = re.compile("(?:的?[\u4e00-\u9fff]{0,4})?基础上")
_PLANS_AIMS = re.compile(
    "(?:规划|计划)?(?:的)?(?:规划|计划|纲要|规定|确定|提出|目标|主要目标|任务|指标|各项)"
)
_AIM_IS = re.compile("(?:任务|指标)?(?:是|为|[:：])")
_LEAD_IN = re.compile('[\\s在整个到至从自比较较高于我本全省市县区国特别是其中截止：:、，（(“”"今明后未来]*')
_LIVE = re.compile("人?口?的(?:公共服务|城市|县城|小城|特大城市|大城市|中等城市)|口(?:的|大)")
_PRICES = re.compile("价格|物价|CPI|PPI|房价|通货膨胀")
_ABBREVIATION = re.compile("[（(][A-Za-z0-9.& ]{1,10}[）)]")
_ORDINALS = {"一", "二", "三"}
_JOINED = re.compile("[\u4e00-\u9fff]{2,10}[和与及]")
_FASTER = re.compile("(?<!提)高$|(?<![降减])低$|(?<!加)快$|慢$")
_PRICES_OF = re.compile("的?(?:不变价|可比价|价格)")
_PART_OF_YEAR = "[0-9]{1,2}[-—–至]{1,2}[0-9]{1,2} ?月份?|上半年|前三季度|一季度"
_PARTED = re.compile("(?:分|从|按)[\u4e00-\u9fff]{2,8}(?:看|分)")
_SECTORS = {"第一产业", "第二产业", "第三产业", "城镇", "乡村", "农村", "一产", "二产", "三产"}
_TIMES_OF = re.compile("的[0-9一二两三四五六七八九十.]{1,6}(?:多|余)?倍")
_STRETCHES = {"plan", "span", "past", "run", "future", "between"}
_POINTS_IN_TIME = {"year", "masked", "near", "plan_end", "date"}
_BEFORE_BASE = ("到", "至", "当于", "等于", "于", "在", "与", "同", "是", "为")
_MAIN_HEADING = re.compile("[一二三四五六七八九十]{1,2}、|第[一二三四五六七八九十]部分|[^（(]{2,16}$")
_AND = {"和", "与", "及", "以及"}
_LINKS = _AND | {"、"}
_LINK = re.compile(
    "(?:、|和|与|及|以及|，|,)(?:增长|下降|上升|提高|达到|增加|实际增长)?(?:约|近|超过)?(?=[-0-9〇一二两三四五六七八九十百])"
)


_GROWTHS = {"growth", "growth_each_year", "average_growth", "multiple", "change"}
_OPPOSITE = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
_DISTANCE = (1.0, 0.97, 0.95, 0.88, 0.8, 0.6)
