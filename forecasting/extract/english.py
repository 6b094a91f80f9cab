"""The grammar of growth claims in English: each number with the verb, the preposition and the noun before it.

The text is read in small letters of the same length. Only sentences that hold a number are cut into tokens; each
number then looks back for what moved, how, and to or from what, and around itself for the year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from forecasting.extract.amounts import Amount
from forecasting.extract.candidate import Candidate, Subject
from forecasting.extract.english_amounts import ENGLISH_START, english_amount
from forecasting.extract.english_times import ENGLISH_TIME, english_when
from forecasting.extract.lexicon.words import CLASSES, indicators, lexicon, trie

if TYPE_CHECKING:
    from forecasting.extract.calendar import Calendar
    from forecasting.extract.years import When

__all__ = ["lower", "read_english"]

_BIT = CLASSES
_STEP = _BIT["rise"] | _BIT["fall"]
_NOUN = _BIT["rate_noun"] | _BIT["fall_noun"]
_LEVEL, _DOUBLE = _BIT["level_verb"], _BIT["double"]
_VERB = _STEP | _NOUN | _LEVEL | _DOUBLE
_NAME = _BIT["head"] | _BIT["indicator"]
_FALL = _BIT["fall"] | _BIT["fall_noun"]

_END = re.compile(r"[.!?][”\"\']?(?=\s+[A-Z“\"(•])|\n")
_LONGEST_SENTENCE = 2000
_DIGIT = re.compile("[0-9]")
_WORDS_OF_NUMBER = ("doubl", "tripl", "trebl", "quadrupl", "per cent", "percent", "fold", "illion")
_AFTER_NOUN = re.compile(
    r"(?: (?:year[- ]on[- ]year|annual|real|nominal|organic|like-for-like|yoy|further|net))? "
    r"(?P<noun>increase|rise|growth|gain|jump|surge|improvement|expansion|uplift|advance|decline|decrease|drop|fall|reduction|contraction|cut|slump|downturn)"
    r"(?![a-z])(?P<in> (?:in|of|for) )?"
)
_FALLING = {"decline", "decrease", "drop", "fall", "reduction", "contraction", "cut", "slump", "downturn"}
_YEARLY = re.compile(
    r"[ ,]*\(?(?:a year(?! (?:ago|earlier|before))|per year|per annum|p\.a\.|annually|each year|every year|a year on average|on average|cagr|compound annual|annualised)"
)
_OF = re.compile(r" of (?:the |total |our |all |its |overall )*")
_SHARE_OF = re.compile(
    r"(?: to [0-9.]{1,6} ?(?:per ?cent|%))? as an? (?:share|proportion|percentage) of (?:the |total |our |its )*"
)
_HIGHER = re.compile(
    r" (?:higher|lower)(?! than)| (?:higher|lower|more|less|fewer) than (?:in )?(?:(?:19|20)[0-9]{2}|last year|a year|the previous|the prior|the year before)"
    r"| (?:above|below) (?:its |their |the )(?:19|20)[0-9]{2} levels?"
)
_TIMES_OF = re.compile(
    r" (?:the |its |their )?(?:(?:level|figure|number|size|value|total)s? )?(?:of|in) (?=(?:the )?(?:1[89]|20)[0-9]{2})"
)
_OBJECT = re.compile(" of (?!the |china|consumer|goods|gdp|our |its )[a-z][a-z -]{2,36}")
_STOP_BEFORE = re.compile(
    "(?:(?:above|below) (?:its|their)|[(]in|in|for|during|by|over|at|of|the|end|as|since|to|from|with|than|on|until|year|and|,|ended|ending|through)$"
)
_LONGEST_NAME = 48
_BACK = 26
_DOUBLES = {"doubl": "2", "tripl": "3", "trebl": "3", "quadr": "4", "quint": "5"}
_LOWER = {code: code + 32 for code in range(65, 91)}


def lower(text: str) -> str:
    """The text in small letters, every index as it was."""
    return text.translate(_LOWER).replace("’", "'").replace("‑", "-")


@dataclass(frozen=True, slots=True)
class _Token:
    """One piece of a sentence.

    Attributes:
        kind: time, number, word or mark.
        mask: classes of a word.
        first: where the noun phrase that ends here begins.
    """

    kind: str
    start: int
    end: int
    word: str = ""
    mask: int = 0
    first: int = 0
    amount: Amount | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class _Years:
    first: int | None
    last: int | None
    evidence: str
    detail: str
    certainty: float
    period: str = ""
    spans: bool = False
    counted: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """What a number states."""

    kind: str
    subject: Subject
    negative: bool
    near: int
    of: Subject | None = None
    average: bool = False
    from_: bool = False


@cache
def _lexer() -> re.Pattern[str]:
    words = list(lexicon("en").classes)
    return re.compile(
        rf"(?<![a-z0-9])(?:(?P<time>(?=[0-9a-z])(?:{ENGLISH_TIME}))(?![a-z])|(?P<number>{ENGLISH_START})"
        rf"|(?<!['-])(?P<word>{trie(words)})(?![a-z0-9-]))"
        r"|(?P<mark>[,;:()•|])"
    )


def read_english(text: str, calendar: Calendar, own: str = "") -> list[Candidate]:
    """Every growth claim of an English text.

    Args:
        text: the cleaned text.
        calendar: the years it speaks of.
        own: name of the document's own place or firm, "" where not known.
    """
    reader = _Reader(text, calendar, own)
    start = 0
    for match in _END.finditer(text):
        reader.piece(start, match.end())
        start = match.end()
    reader.piece(start, len(text))
    return reader.found


class _Reader:
    """Reads one text."""

    def __init__(self, text: str, calendar: Calendar, own: str) -> None:
        self.text = text
        self.low = lower(text)
        self.calendar = calendar
        self.own = own.lower()
        self.words = lexicon("en")
        self.known = indicators()
        self.found: list[Candidate] = []
        self.tokens: list[_Token] = []
        self.carried: _Years | None = None
        self.subject: Subject | None = None
        self.mode = ""
        self.claimed: set[int] = set()

    def piece(self, start: int, end: int) -> None:
        """Read the text up to the end of a sentence or line, in pieces if it is very long."""
        if start and self.low[start - 1] == "\n" and self.low[start : start + 1] in {"\n", ""}:
            self.carried = None
        for first in range(start, end, _LONGEST_SENTENCE):
            self.sentence(first, min(end, first + _LONGEST_SENTENCE))

    def sentence(self, start: int, end: int) -> None:
        """Read one sentence or line."""
        if not _DIGIT.search(self.low, start, end):
            words = self.low[start:end]
            if not any(word in words for word in _WORDS_OF_NUMBER):
                return
        if self.low.find(" would have ", start, end) >= 0:
            return  # what did not happen
        self.tokens = self._cut(start, end)
        self.mode = self._mode()
        self.subject = None
        self.claimed = set()
        self._respectively()
        for place, token in enumerate(self.tokens):
            if token.kind == "number" and token.amount is not None and place not in self.claimed:
                self._number(place, token, token.amount)
            elif token.mask & _DOUBLE:
                self._double(place, token)
        for token in self.tokens:
            if token.kind == "number":
                break
            if token.kind == "time" and token.when is not None and token.when.kind in _CARRIED:
                years = self._years_of(token.when, token.word)
                if years is None or self._is_base(token) or self._opens_base(token):
                    continue
                near = self.calendar.present is None or (years.last or 0) <= self.calendar.present
                named = token.when.kind == "year" and not self._said(token)
                if near and not named:
                    self.carried = replace(years, certainty=0.85 * years.certainty)
                break

    def _said(self, token: _Token) -> bool:
        """Whether a year dates what is told, as in 2023 and 2023 was; Budget 2024 is a name."""
        if re.match(r",| (?:was|saw|has|had|is|proved|brought)", self.low[token.end : token.end + 8]):
            return True
        return _SAID.search(self.low, max(0, token.start - 22), token.start) is not None

    def _respectively(self) -> None:
        """Manufacturing and construction grew by 8.9 and 7.7 per cent, respectively."""
        tokens = self.tokens
        place = next((one for one, token in enumerate(tokens) if token.mask & _BIT["respectively"]), -1)
        if place < 0:
            return
        numbers: list[int] = []
        for back in range(place - 1, -1, -1):
            if tokens[back].kind == "number":
                if numbers and self.low[tokens[back].end : tokens[numbers[0]].start].strip(" ,") not in {
                    "and",
                    "",
                }:
                    break
                numbers.insert(0, back)
            elif tokens[back].word not in {",", "and"}:
                break
        if len(numbers) < 2:
            return
        hedge, lead = self._hedge(numbers[0])
        verb = self._verb(lead)
        names = [one for one in tokens[: max(verb, 0)] if one.mask & _NAME][-len(numbers) :]
        self.claimed.update(numbers)
        if verb < 0 or len(names) < len(numbers):
            return
        for name, number in zip(names, numbers, strict=True):
            subject = self._name(name)
            amount = self.tokens[number].amount
            if amount is not None and amount.kind == "bare":
                amount = self._listed(number, amount)
            mask = tokens[verb].mask
            if amount is None or subject.rate or amount.kind != "rate" or not mask & (_STEP | _NOUN):
                continue
            average = any(one.mask & _BIT["average"] for one in tokens[verb:number])
            kind = "average_growth" if average else "growth"
            self._emit(number, tokens[number], amount, hedge, _Found(kind, subject, bool(mask & _FALL), 1))

    def _opens_base(self, token: _Token) -> bool:
        """Whether a time belongs to a number after "from": from 4.1 in 2022 to 4.6 in 2023."""
        place = self.tokens.index(token)
        return any(one.word == "from" for one in self.tokens[max(0, place - 4) : place])

    def _cut(self, start: int, end: int) -> list[_Token]:
        """The tokens of a sentence."""
        tokens: list[_Token] = []
        search, low, classes = _lexer().search, self.low, self.words.classes
        position = name = start
        while True:
            match = search(low, position, end)
            if match is None:
                return tokens
            first, last = match.span()
            group = match.lastgroup
            if group == "number":
                before = low[max(0, first - 8) : first]
                moved = before.endswith("by ") or (
                    " from " in low[max(start, first - 34) : first] and "between" not in before
                )
                until = self._until_to(first, end) if moved else end
                amount = english_amount(low, first, until, between=before == "between ")
                if amount is None:
                    position = first + 1
                    continue
                last = amount.end
                tokens.append(_Token("number", first, last, amount=amount))
                name = last
            elif group == "time":
                tokens.append(
                    _Token("time", first, last, match.group(), when=english_when(match.group().strip()))
                )
                name = last
            elif group == "mark":
                tokens.append(_Token("mark", first, last, match.group()))
                name = last
            else:
                word = match.group()
                mask = classes[word]
                tokens.append(_Token("word", first, last, word, mask, name))
                if not mask & (_NAME | _BIT["plain"]):
                    name = last
            position = last

    def _until_to(self, start: int, end: int) -> int:
        """From 1.2m to 1.8m is two numbers, no range."""
        to = self.low.find(" to ", start, end)
        return to if to >= 0 else end

    def _mode(self) -> str:
        past = any(token.mask & _BIT["past_target"] for token in self.tokens)
        target = any(token.mask & _BIT["target"] for token in self.tokens)
        return "past_target" if past else ("target" if target else "")

    # -- numbers ---------------------------------------------------------------------------------

    def _number(self, place: int, token: _Token, amount: Amount) -> None:
        if amount.kind == "bare":
            amount_ = self._listed(place, amount)
            if amount_ is None:
                return
            amount = amount_
        hedge, lead = self._hedge(place)
        if (
            self._restated(place, amount)
            or self._compared_with(place, lead, amount)
            or self._and_again(place, lead, amount)
        ):
            return
        found = self._states(place, lead, amount)
        if found is None or (found.from_ and _FORESEEN.match(self.low, amount.end, amount.end + 24)):
            return
        self._emit(place, token, amount, hedge, found)

    def _restated(self, place: int, amount: Amount) -> bool:
        """The year before in brackets: £210m (2022: £187m)."""
        if (
            place >= 2
            and self.tokens[place - 1].word == "("
            and self.tokens[place - 2].kind == "number"
            and self._touch(place - 1)
        ):
            return True  # the same in another currency: 9.85 trillion yuan (US$1.19 trillion)
        if place < 3 or not self.found:
            return False
        mark, time, open_ = self.tokens[place - 1], self.tokens[place - 2], self.tokens[place - 3]
        if (
            mark.word != ":"
            or time.when is None
            or time.when.kind not in {"year", "near"}
            or open_.word != "("
        ):
            return False
        last = self.found[-1]
        years = self._years_of(time.when, time.word)
        near = 40 if last.kind == "share" else 12
        same = (
            last.unit == amount.unit
            and last.kind in {"level", "growth", "share"}
            and open_.start - last.end < near
        )
        if same and years is not None and years.last is not None:
            value = f"-{amount.value}" if amount.negative else amount.value
            self.found.append(
                replace(
                    last,
                    value=value,
                    comparator=amount.comparator,
                    end=amount.end,
                    last=years.last,
                    first=None,
                    role=self._role(years.last),
                )
            )
        return True

    def _and_again(self, place: int, lead: int, amount: Amount) -> bool:
        """Grew by 5.2 per cent in 2023 and 4.1 per cent in 2024: the second number states what the first did."""
        if lead < 1 or self.tokens[lead].word not in {"and", ","}:
            return False
        before = next((one for one in range(lead - 1, -1, -1) if self.tokens[one].kind == "number"), -1)
        if before < 0 or any(
            token.mask & (_VERB | _NAME) & ~_BIT["stop"]
            for token in self.tokens[before + 1 : lead]
            if not self._is_whole(self.tokens.index(token))
        ):
            return False
        last = self.found[-1] if self.found else None
        right = self._right(place)
        if last is None or last.end != self.tokens[before].end or last.unit != amount.unit:
            return False
        years = (
            self._years_of(self.tokens[right].when, self.tokens[right].word) if right is not None else None
        )
        if (
            years is None
            or years.last is None
            or years.spans
            or last.kind not in {"growth", "level", "share"}
        ):
            return True
        sign = "-" if last.value.startswith("-") or amount.negative else ""
        base = self._is_base(self.tokens[right or 0])
        first = years.last if base else None
        end = last.last if base else years.last
        self.found.append(
            replace(
                last,
                value=f"{sign}{amount.value}",
                comparator=amount.comparator,
                end=amount.end,
                first=first,
                last=end,
                role=self._role(end or years.last),
                confidence=last.confidence * 0.95,
            )
        )
        return True

    def _compared_with(self, place: int, lead: int, amount: Amount) -> bool:
        """The level before: $5.2 billion, compared with $4.8 billion a year earlier."""
        last = self.found[-1] if self.found else None
        if lead < 0:
            return False
        if self.tokens[lead].word not in {"compared with", "compared to", "versus", "against"}:
            earlier = _AFTER_GROWTH.search(
                self.low, max(self.tokens[0].start, self.tokens[place].start - 48), self.tokens[place].start
            )
            if earlier is None or last is None or last.kind != "growth" or self._right(place) is None:
                return False
            if earlier["fell"] and not amount.negative:
                amount = replace(amount, negative=True)
        elif last is not None and last.unit != amount.unit and len(self.found) > 1:
            # Sales were $4.82 billion, an increase of 7.3% compared to $4.49 billion.
            before = self.found[-2]
            last = before if before.subject == last.subject and before.end < last.start + 60 else last
        if (
            last is None
            or last.kind not in {"level", "growth", "share"}
            or last.unit != amount.unit
            or last.last is None
        ):
            return True
        if not self.tokens[0].start <= last.end < self.tokens[place].start:
            return True
        right = self._right(place)
        years = (
            self._years_of(self.tokens[right].when, self.tokens[right].word) if right is not None else None
        )
        year = (
            years.last
            if years is not None
            and years.last is not None
            and not self.tokens[right or 0].word.startswith("a year")
            else last.last - 1
        )
        if year < last.last:
            self.found.append(
                replace(
                    last,
                    value=f"-{amount.value}" if amount.negative else amount.value,
                    comparator=amount.comparator,
                    end=amount.end,
                    first=None,
                    last=year,
                    role=self._role(year),
                    confidence=last.confidence * 0.9,
                )
            )
        return True

    def _listed(self, place: int, amount: Amount) -> Amount | None:
        """A number without a unit in a list takes the unit of the next: 3.2 and 4.1 per cent respectively."""
        for following in self.tokens[place + 1 : place + 4]:
            if (
                following.kind == "number"
                and following.amount is not None
                and following.amount.kind in {"rate", "amount"}
            ):
                between = self.low[self.tokens[place].end : following.start]
                if between in {" and ", ", ", ", and ", " to "}:
                    return replace(
                        following.amount, value=amount.value, end=amount.end, negative=amount.negative
                    )
            if following.kind == "number":
                break
        return None

    def _hedge(self, place: int) -> tuple[str, int]:
        """The comparator of hedges just before a number, and the place of the token before them."""
        before = place - 1
        comparator = ""
        while before >= 0 and self._touch(before):
            token = self.tokens[before]
            if token.mask & _BIT["hedge"]:
                comparator = comparator or self.words.before[token.word]
                if token.mask & (_VERB):
                    break
                before -= 1
                continue
            if token.word in {"a", "an", "the", "only", "just", "another", "further"}:
                before -= 1
                continue
            break
        return comparator, before

    def _touch(self, place: int) -> bool:
        """Whether only spaces part a token from the next."""
        return self.low[self.tokens[place].end : self.tokens[place + 1].start].strip() in {"", "-"}

    def _states(self, place: int, lead: int, amount: Amount) -> _Found | None:  # noqa: PLR0911 - one return a kind of statement
        """What the number states, from what stands before and after it."""
        after = _AFTER_NOUN.match(self.low, amount.end, amount.end + 60)
        if amount.kind in {"rate", "fold"} and after is not None:
            return self._noun_after(place, amount, after)
        prep = self.tokens[lead].word if lead >= 0 and self._joined(lead, place) else ""
        verb = self._verb(lead)
        higher = _HIGHER.match(self.low, amount.end, amount.end + 60)
        if amount.kind in {"rate", "points"} and higher is not None:
            return self._moved(
                place, amount, negative=re.search("lower|less|fewer|below", higher.group()) is not None
            )
        if (
            verb < 0
            and lead == place - 1
            and lead >= 0
            and self.tokens[lead].mask & _NAME
            and self._touch(lead)
        ):
            return self._beside(amount, self._name(self.tokens[lead]))
        if verb < 0 or self._compared(verb, place) or self._second(verb, lead, place):
            return None
        subject, near = self._subject_before(verb, place)
        if subject is None:
            return None
        mask = self.tokens[verb].mask
        if (
            mask & _STEP
            and lead != verb
            and not self.tokens[lead].mask & _BIT["average"]
            and prep not in {"by", "to", "from", "of", ""}
            and not (prep == "at" and amount.kind == "rate" and not subject.rate)
            and not mask & _LEVEL
        ):
            return None
        negative = bool(mask & _FALL)
        if amount.kind == "rate":
            return self._rate(place, amount, mask, prep, subject, near, negative=negative, verb=verb)
        if amount.kind == "points":
            if not mask & _STEP or prep in {"to", "from"} or not subject.rate:
                return None
            return _Found("points", subject, negative, near)
        if amount.kind == "fold":
            times = mask & _STEP or (mask & _LEVEL and _TIMES_OF.match(self.low, amount.end, amount.end + 40))
            return _Found("multiple", subject, False, near) if times else None
        return self._money(place, amount, mask, prep, subject, near, negative=negative, verb=verb)

    def _second(self, verb: int, lead: int, place: int) -> bool:
        """Whether the number is joined by and, or a comma, to one that the verb has already."""
        if lead < 0 or self.tokens[lead].word not in {"and", ",", "or"}:
            return False
        return any(token.kind == "number" for token in self.tokens[verb + 1 : place])

    def _moved(self, place: int, amount: Amount, *, negative: bool) -> _Found | None:
        """Profit was 13.2% higher; margins were 20bps lower."""
        for back in range(place - 1, max(-1, place - 10), -1):
            token = self.tokens[back]
            if token.kind == "mark" and (token.word != "," or back < place - 1):
                return None
            if token.mask & _NAME:
                subject = self._name(token)
                if amount.kind == "points":
                    return _Found("points", subject, negative, 0) if subject.rate else None
                return None if subject.rate else _Found("growth", subject, negative, 0)
        return None

    def _beside(self, amount: Amount, subject: Subject) -> _Found | None:
        """Net debt £211.6m: a number right beside its name, as lists of highlights print it."""
        if amount.kind == "rate" and subject.rate:
            return _Found("level", subject, False, 2)
        money = (
            amount.kind == "amount"
            and amount.unit.split(" ")[0].upper() == amount.unit.split(" ")[0]
            and " " in amount.unit
        )
        return (
            _Found("level", subject, False, 2)
            if money and not subject.rate and not self._ignored(subject)
            else None
        )

    def _joined(self, lead: int, place: int) -> bool:
        """Whether hedges alone stand between a word and the number."""
        return all(self._touch(one) for one in range(lead, place))

    def _verb(self, lead: int) -> int:
        """The place of the nearest verb or noun of growth before a number, -1 where something else stands between."""
        names = 0
        for back in range(lead, max(-1, lead - _BACK), -1):
            token = self.tokens[back]
            if token.kind == "mark":
                if token.word in ";:|•" or (token.word == "," and back == lead):
                    return -1
                continue
            found = self._verb_at(back, lead, names)
            if found is not None:
                return found
            if token.mask & _NAME and not self._is_whole(back):
                names += 1
                if names > 1:
                    return -1
        return -1

    def _verb_at(self, back: int, lead: int, names: int) -> int | None:
        """The place of a verb at a token or just before it; None to look further back, -1 for none at all."""
        token = self.tokens[back]
        before = self.tokens[back - 1] if back > 0 and self._touch(back - 1) else _NOTHING
        if token.word in {"of", "at"} and before.mask & _BIT["average"] and not before.mask & _NOUN:
            return None
        if (before.mask & _NOUN and token.mask & _LEVEL) or (token.word == "at" and before.mask & _STEP):
            return back - 1  # growth was 5, to grow at 7 per cent
        if token.word == "of":
            if before.mask & _STEP:
                return back - 1
            if back == lead:
                return back if before.mask & _NAME else -1
            return None
        if token.mask & _BIT["share"] and names == 0:
            return back
        if not token.mask & _VERB or (token.mask & _LEVEL and back < lead and token.word in _AUXILIARIES):
            return None
        return back if names == 0 or token.mask & (_STEP | _NOUN) or back == lead else -1

    def _compared(self, verb: int, place: int) -> bool:
        return any(token.mask & _BIT["comparison"] for token in self.tokens[max(0, verb - 6) : place])

    def _subject_before(self, verb: int, place: int) -> tuple[Subject | None, int]:
        """The nearest name before a verb, or the one after "growth in"."""
        tokens = self.tokens
        named = self._after_noun_of(verb, place) or self._object_of(verb, place)
        if named is not None:
            return named, 0
        own = self._second_name(verb, place)
        if own is not None:
            return own, 1
        for back in range(verb, max(-1, verb - _BACK), -1):
            token = tokens[back]
            if token.kind == "mark" and (token.word in ";|•" or self._parts(back, verb)):
                return None, 0
            grown = self.words.raw["growth_names"].get(token.word)
            if grown:
                return Subject(grown, self.text[token.start : token.end], token.start, token.end), 0
            if token.mask & _NAME and back != verb and not self._is_whole(back):
                if tokens[verb].mask & _NOUN and _ASSUMES.search(self.low, token.end, tokens[verb].start):
                    return None, 0  # the budget assumes growth of 2 per cent: not of the budget
                crossed = any(one.kind == "number" for one in tokens[back + 1 : verb])
                return self._with_object(self._name(token), tokens[verb].start), 2 if crossed else 0
        return self.subject, 3

    def _second_name(self, verb: int, place: int) -> Subject | None:
        """Agriculture grew by 3 per cent and industry by 8 per cent: the verb is said once for two names."""
        tokens = self.tokens
        name = next((one for one in range(place - 1, verb, -1) if tokens[one].word not in {"by", "to"}), verb)
        if name == verb or not tokens[name].mask & _NAME or tokens[name].mask & _NOUN:
            return None
        joined = tokens[name - 1].word in {"and", ",", "while"} or self.low[
            tokens[name - 1].end : tokens[name].start
        ].strip(" ,").startswith("and ")
        crossed = any(one.kind == "number" for one in tokens[verb + 1 : name])
        return self._name(tokens[name]) if joined and crossed else None

    def _after_noun_of(self, verb: int, place: int) -> Subject | None:
        """A drop of around 3 per cent in energy use: the name after the number."""
        tokens = self.tokens
        after = _IN.match(self.low, tokens[place].end, tokens[place].end + 40)
        if after is None or not tokens[verb].mask & (_STEP | _NOUN) or tokens[verb + 1].word != "of":
            return None
        for ahead in tokens[place + 1 : place + 5]:
            if ahead.kind in {"number", "mark", "time"}:
                return None
            if ahead.mask & _NAME:
                return self._name(ahead)
        return None

    def _object_of(self, verb: int, place: int) -> Subject | None:
        """Raise the ratio to 15 per cent, growth in exports of 5 per cent: the name between verb and number."""
        tokens = self.tokens
        moved = tokens[verb]
        noun = moved.mask & _NOUN or (
            moved.mask & _STEP and tokens[max(0, verb - 1)].word in {"a", "an", "the", "further"}
        )
        for ahead in range(verb + 1, place):
            token = tokens[ahead]
            if not token.mask & _NAME:
                continue
            beside = self.low[moved.end : token.first].strip() in {"", "the", "its", "our"}
            if (moved.mask & _STEP and beside) or (noun and ahead < verb + 6):
                return self._name(token)
        return None

    def _parts(self, comma: int, verb: int) -> bool:
        """Whether a comma parts a noun of growth from the name before: after inflation, growth was; but not: , with growth of."""
        tokens = self.tokens
        if tokens[comma].word != "," or not tokens[verb].mask & _NOUN:
            return False
        return not any(token.word in _JOINING for token in tokens[comma + 1 : verb])

    def _with_object(self, subject: Subject, verb: int) -> Subject:
        """Output of eggs, sales of cars: the name with what follows it before the verb."""
        words = self.low[subject.end : verb].rstrip()
        if not _OBJECT.fullmatch(words):
            return subject
        label = self.text[subject.start : subject.end] + self.text[subject.end : subject.end + len(words)]
        label = label.removesuffix(" was").removesuffix(" were")
        return Subject("", label.strip(), subject.start, subject.start + len(label), subject.rate)

    def _is_whole(self, place: int) -> bool:
        """Whether a name is the whole of a share: 9.9 per cent of the GDP."""
        tokens = self.tokens
        before = place - 1
        while before >= 0 and tokens[before].word in {"of", "the", "our", "its"}:
            before -= 1
        return before >= 0 and before < place - 1 and tokens[before].kind == "number"

    def _name(self, token: _Token) -> Subject:
        first = token.first
        while self.low.startswith(("'s ", "' ", "s' "), first):
            first = self.low.index(" ", first) + 1
        while first < token.start and self.low[first] in " \t\"“'(-":
            first += 1
        words = self.low[first : token.end]
        if len(words) > _LONGEST_NAME or re.search(r"[0-9.]", words):
            first, words = token.start, token.word
        id_ = self.words.names.get(words, "")
        if not id_ and first == token.start and token.mask & _BIT["indicator"]:
            id_ = self.words.names.get(token.word, "")
        if not id_ and token.mask & _BIT["indicator"]:
            rest = words.removesuffix(token.word).strip()
            if rest in _NEUTRAL or self.words.classes.get(rest, 0) & (
                _BIT["real"] | _BIT["nominal"] | _BIT["scope"]
            ):
                id_ = self.words.names.get(token.word, "")
        rates = self.words.raw["rates"]
        rate = (
            self.known[id_].measure == "rate"
            if id_
            else words.endswith(tuple(rates["endings"])) and not words.endswith(tuple(rates["exceptions"]))
        )
        return Subject(id_, self.text[first : token.end].strip(), first, token.end, rate)

    # -- kinds -----------------------------------------------------------------------------------

    def _noun_after(self, place: int, amount: Amount, after: re.Match[str]) -> _Found | None:
        """An 8 per cent increase in exports; exports recorded 8 per cent growth."""
        negative = after["noun"] in _FALLING
        subject: Subject | None = None
        near = 0
        if after["in"]:
            for ahead in self.tokens[place + 1 : place + 6]:
                if ahead.kind in {"number", "mark"}:
                    break
                if ahead.mask & _NAME and not ahead.mask & _NOUN and ahead.start >= after.end() - 1:
                    subject = self._name(ahead)
                    break
        if subject is None:
            for back in range(place - 1, max(-1, place - _BACK), -1):
                token = self.tokens[back]
                if token.kind == "mark" and token.word in ";|•":
                    break
                if token.mask & _NAME:
                    subject, near = self._name(token), 1
                    break
        if subject is None or subject.rate:
            return None
        if any(token.mask & _BIT["comparison"] for token in self.tokens[max(0, place - 3) : place]):
            return None
        average = self._average(place, max(0, place - 4), amount)
        if amount.kind == "fold":
            return _Found("multiple", subject, False, near)
        return _Found("average_growth" if average else "growth", subject, negative, near, average=average)

    def _average(self, place: int, begin: int, amount: Amount) -> bool:
        if _YEARLY.match(self.low, amount.end, amount.end + 40):
            return True
        return any(token.mask & _BIT["average"] for token in self.tokens[begin:place])

    def _rate(  # noqa: PLR0911 - one return a kind of statement
        self,
        place: int,
        amount: Amount,
        mask: int,
        prep: str,
        subject: Subject,
        near: int,
        *,
        negative: bool,
        verb: int,
    ) -> _Found | None:
        whole = self._whole(place, amount)
        if whole is not None:
            if mask & _STEP and prep not in {"to", "from"}:
                return None
            crossed = next((one for one in range(verb - 1, -1, -1) if self.tokens[one].kind == "number"), -1)
            last = self.found[-1] if self.found else None
            if near and crossed >= 0 and (last is None or last.end != self.tokens[crossed].end):
                return None  # equal to 2.6 per cent of revenue: of a number that was not read itself
            return _Found("share", subject, False, near, of=whole, from_=prep == "from")
        average = self._average(place, max(0, verb - 2), amount)
        if mask & _NOUN or subject.label.lower().endswith("growth"):
            if mask & _NOUN and not subject.id and subject.rate:
                return None
            slowed = subject.label.lower().endswith("growth") or self._noun_between(verb, place)
            fell = negative and not slowed
            return _Found(
                "average_growth" if average else "growth",
                subject,
                fell or bool(mask & _BIT["fall_noun"]),
                near,
                average=average,
                from_=prep == "from",
            )
        if mask & _STEP:
            if self._growing(verb):
                return _Found(
                    "average_growth" if average else "growth",
                    subject,
                    False,
                    near,
                    average=average,
                    from_=prep == "from",
                )
            if subject.rate:
                if prep in {"to", "from"}:
                    return _Found("level", subject, False, near, from_=prep == "from")
                return (
                    _Found("level", subject, negative, near)
                    if _is_price(subject) and prep in {"", "by", *_STEPS}
                    else None
                )
            last = self.found[-1] if self.found else None
            if (
                prep in {"to", "from"}
                and last is not None
                and last.kind == "share"
                and last.subject == subject
                and last.of is not None
            ):
                return _Found("share", subject, False, near, of=last.of, from_=prep == "from")
            if prep == "from" and self._after_growth(subject):
                return _Found("growth", subject, False, near, from_=True)
            if prep in {"from", "to"}:
                rated = (
                    replace_rate(subject)
                    if not subject.id or self.known[subject.id].measure != "amount"
                    else None
                )
                return (
                    _Found("level", rated, False, near, from_=prep == "from") if rated is not None else None
                )
            return _Found("average_growth" if average else "growth", subject, negative, near, average=average)
        if mask & _LEVEL and subject.rate and (subject.id or not self._ignored(subject)):
            return _Found("level", subject, False, near)
        return None

    def _noun_between(self, verb: int, place: int) -> bool:
        return any(token.mask & _NOUN for token in self.tokens[max(0, verb - 3) : place])

    def _growing(self, verb: int) -> bool:
        """Whether it is a growth rate that moved: growth slowed to 5.2 per cent."""
        for token in reversed(self.tokens[max(0, verb - 4) : verb]):
            if token.mask & _NOUN:
                return True
            if token.kind in {"mark", "number"} or token.mask & _NAME or token.word == "and":
                return False
        return False

    def _after_growth(self, subject: Subject) -> bool:
        """Whether the claim before this one is the growth of the same subject: up 5 %, from 3 % in 2022."""
        last = self.found[-1] if self.found else None
        return last is not None and last.kind == "growth" and last.subject == subject

    def _whole(self, place: int, amount: Amount) -> Subject | None:
        """The whole of a share: 4.2 per cent of GDP."""
        of = _OF.match(self.low, amount.end, amount.end + 40) or _SHARE_OF.match(
            self.low, amount.end, amount.end + 70
        )
        if of is None or amount.kind != "rate":
            return None
        for token in self.tokens[place + 1 : place + 6]:
            if token.mask & _NAME and token.start >= of.end():
                return self._name(token) if token.first <= of.end() or token.start <= of.end() + 16 else None
            if token.kind != "word" and token.start >= of.end():
                return None
        return None

    def _money(  # noqa: PLR0911 - one return a kind of statement
        self,
        place: int,
        amount: Amount,
        mask: int,
        prep: str,
        subject: Subject,
        near: int,
        *,
        negative: bool,
        verb: int,
    ) -> _Found | None:
        if subject.rate:
            return None
        if not subject.id and self._ignored(subject):
            return None
        if mask & _STEP or (mask & _DOUBLE and prep in {"to", "from"}):
            if self.tokens[verb].word == "added":
                return None  # the economy added 240,000 jobs
            if prep in {"to", "from"}:
                return _Found("level", subject, False, near, from_=prep == "from")
            if mask & _LEVEL or (
                prep not in {"by", ""} and self.tokens[verb].end < self.tokens[place].start - 30
            ):
                return None
            return (
                _Found("change", subject, negative, near)
                if prep == "by" or verb == place - 1 or self._joined(verb, place)
                else None
            )
        if mask & _NOUN:
            return (
                _Found("level", subject, False, near, from_=prep == "from")
                if prep in {"to", "from"}
                else None
            )
        if prep in {"to", "from"} and not self._step_before(place):
            return None
        if any(token.mask & _BIT["total"] for token in self.tokens[max(0, verb - 4) : place]):
            return _Found("total", subject, False, near)
        if _FOR_EACH.match(self.low, amount.end, amount.end + 24):
            return None
        return _Found("level", subject, False, near)

    def _step_before(self, place: int) -> bool:
        return any(token.mask & _STEP for token in self.tokens[max(0, place - 8) : place])

    def _ignored(self, subject: Subject) -> bool:
        ignore = self.words.raw["ignore"]
        label = subject.label.lower()
        return label in ignore["bare"] or label.endswith(tuple(ignore["endings"]))

    def _double(self, place: int, token: _Token) -> None:
        """Exports doubled; double GDP by 2030."""
        word = token.word
        value = _DOUBLES.get(word[:5])
        if value is None:
            return
        tokens = self.tokens
        subject: Subject | None = None
        near = 0
        following = tokens[place + 1 : place + 4]
        if following and following[0].kind == "number":
            return
        transitive = word in {"double", "triple", "treble", "quadruple"} or "ing" in word
        if transitive:
            for ahead in following:
                if ahead.mask & _NAME:
                    subject = self._name(ahead)
                    break
                if ahead.kind in {"number", "mark"}:
                    break
        if subject is None:
            for back in range(place - 1, max(-1, place - 10), -1):
                if tokens[back].mask & _NAME:
                    subject = self._name(tokens[back])
                    break
        if subject is None or subject.rate:
            return
        hedge, _ = self._hedge(place)
        amount = Amount(
            "fold", value, "times", "=", max(token.end, subject.end if subject.start > token.start else 0)
        )
        self._emit(place, token, amount, hedge, _Found("multiple", subject, False, near))

    # -- years -----------------------------------------------------------------------------------

    def _emit(self, place: int, token: _Token, amount: Amount, hedge: str, found: _Found) -> None:
        years, base = self._years(place, found)
        if years is None or years.last is None:
            return
        first, last = self._ends(found, years, base)
        if last is None or (found.kind in {"average_growth", "total", "multiple"} and first is None):
            return
        value = amount.value
        if (found.negative or amount.negative) and found.kind not in {"multiple", "total"}:
            value = f"-{value}" if ".." not in value else "-{}..-{}".format(*reversed(value.split("..")))
        comparator = amount.comparator if amount.comparator != "=" or not hedge else hedge
        if value.startswith("-") and comparator in _OPPOSITE:
            comparator = _OPPOSITE[comparator]
        subject = found.subject
        near_start = min(subject.start, token.start)
        begin = near_start if near_start >= self.tokens[0].start - 120 else token.start
        end = max(amount.end, subject.end if subject.start > token.start else 0)
        one = Candidate(
            subject, found.kind, value, amount.unit, comparator, begin, end,
            first=first, last=last, role=self._role(last), period=years.period, of=found.of,
        )  # fmt: skip
        self._marks(place, one, found)
        one.confidence = (
            years.certainty * (1.0, 0.97, 0.9, 0.72)[min(found.near, 3)] * (1.0 if subject.id else 0.9)
        )
        one.evidence.append((years.evidence, years.detail))
        self.found.append(one)
        self.subject = subject

    def _marks(self, place: int, one: Candidate, found: _Found) -> None:
        """Basis, scope, reading and other places, from the words around."""
        if found.kind in {"growth", "average_growth", "multiple", "change"}:
            for token in self._around(place):
                if token.mask & _BIT["real"]:
                    one.basis = "real"
                elif token.mask & _BIT["nominal"]:
                    one.basis = "nominal"
                elif token.mask & _BIT["scope"]:
                    one.scope = self.words.scopes[token.word]
            if not one.basis and one.subject.label.lower().startswith(("real ", "nominal ")):
                one.basis = one.subject.label.lower().split()[0]
        if found.kind == "multiple":
            one.reading = "increase_to"
        apart = max(self.low.rfind(word, self.tokens[0].start, self.tokens[place].start) for word in _APART)
        for token in self.tokens[max(0, place - 14) : place]:
            if token.start < apart or self._after_number(token):
                continue
            if token.mask & _BIT["place"] and not self._is_own(token.word):
                one.entity = token.word.removeprefix("the ")
        following = self.tokens[place + 1 : place + 3]
        if len(following) == 2 and following[1].mask & _BIT["place"] and self._after_number(following[1]):
            one.entity = "" if self._is_own(following[1].word) else following[1].word.removeprefix("the ")
        if one.entity and one.role == "history":
            one.role = "benchmark"

    def _after_number(self, token: _Token) -> bool:
        """Whether a place belongs to the number before it: rose 8 per cent in Germany."""
        return _PLACE_OF.search(self.low, max(0, token.start - 24), token.start) is not None

    def _around(self, place: int) -> list[_Token]:
        """The words that belong to a number: back to the number before it, on to the next mark or number."""
        first = last = place
        while first > 0 and self.tokens[first - 1].kind != "number" and place - first < 12:
            first -= 1
        while (
            last + 1 < len(self.tokens)
            and self.tokens[last + 1].kind not in {"number", "mark"}
            and last - place < 6
        ):
            last += 1
        return self.tokens[first : last + 1]

    def _is_own(self, word: str) -> bool:
        return bool(self.own) and (word in self.own or self.own in word)

    def _years(self, place: int, found: _Found) -> tuple[_Years | None, int | None]:
        """The years of a number, and a base year said beside it."""
        tokens = self.tokens
        times_of = (
            _TIMES_OF.match(self.low, tokens[place].end, tokens[place].end + 60)
            if found.kind == "multiple"
            else None
        )
        base: int | None = None
        best: _Years | None = None
        period = ""
        right = self._right(place)
        yearly = self._yearly(place, right)
        if right is not None and found.from_ and tokens[right].word in _BEFORE:
            right = None
        if right is not None:
            years = self._years_of(tokens[right].when, tokens[right].word)
            if years is not None and (times_of is not None or self._is_base(tokens[right])):
                base = None if yearly else years.last
            elif years is not None:
                best, period = years, years.period
        left, said = self._left(place)
        if left is not None:
            best, period = best or left, period or left.period
        if base is None and not found.from_:
            base = said
        if base is None and found.kind == "multiple" and times_of is None:
            base = self._since(place)
        if best is None or best.last is None:
            best = (self._ahead(place) if times_of is None else None) or best
        if best is None or best.last is None:
            if self.mode == "target" and _TERM.search(self.low, self.tokens[0].start, self.tokens[-1].end):
                return None, None  # over the medium term: no year is said
            default = self.carried or self._default(place)
            best = replace(default, period=period or default.period) if default else None
        if best is not None and yearly and best.spans and found.kind in {"growth", "points", "change"}:
            best = replace(best, spans=False, first=best.last)
        if best is not None and found.from_ and right is None:
            best = replace(
                best,
                last=None if best.last is None else self._base_of(best),
                certainty=best.certainty * 0.85,
                first=None,
            )
        return best, base

    def _left(self, place: int) -> tuple[_Years | None, int | None]:
        """The nearest time before a number that is its own, and a base year on the way to it."""
        tokens = self.tokens
        base: int | None = None
        for back in range(place - 1, -1, -1):
            token = tokens[back]
            if token.word == ";":
                break
            years = self._years_of(token.when, token.word)
            if years is None or self.low[token.end : token.end + 1] == ":" or self._aside(token):
                continue
            if _RECORD.search(self.low, max(0, token.start - 40), token.start):
                continue  # the fastest pace since 2010
            if self._is_base(token):
                base = years.last if base is None else base
            elif not self._owned(back, place):
                return years, base
        return None, base

    def _since(self, place: int) -> int | None:
        """The year after since later in the sentence: has doubled to Rs 1.97 lakh since 2014."""
        for token in self.tokens[place + 1 :]:
            if token.word == ";" or token.mask & _STEP:
                return None
            if token.when is not None and self.low[max(0, token.start - 6) : token.start] == "since ":
                years = self._years_of(token.when, token.word)
                return years.last if years is not None else None
        return None

    def _aside(self, token: _Token) -> bool:
        """Whether a time closes a clause set apart: inflation, which was 6.1 per cent in 2022, fell."""
        return (
            self.low[token.end : token.end + 1] == ","
            and _RELATIVE.search(self.low, max(self.tokens[0].start, token.start - 90), token.start)
            is not None
        )

    def _yearly(self, place: int, right: int | None) -> bool:
        """Whether the number is said to be against the year before."""
        if right is not None and self.tokens[right].word in _BEFORE:
            return True
        return any(
            token.mask & _BIT["against"]
            and token.word not in {"compared with", "compared to", "versus", "than in"}
            for token in self.tokens[place + 1 : place + 3]
        )

    def _base_of(self, years: _Years) -> int:
        last = years.last or 0
        return years.first if years.spans and years.first is not None else last - 1

    def _right(self, place: int) -> int | None:
        """The place of a time right after a number: 5.2 per cent in 2023."""
        for ahead in range(place + 1, min(place + 5, len(self.tokens))):
            token = self.tokens[ahead]
            if token.kind == "time":
                gap = self.low[self.tokens[place].end : token.start].strip(" ,)")
                if (
                    token.when is not None
                    and token.when.kind == "part"
                    and gap.endswith(("from", "to", "with"))
                ):
                    return None
                return (
                    ahead
                    if len(gap) <= 34
                    and (not gap or _STOP_BEFORE.search(gap))
                    and not re.search("[0-9]", gap)
                    else None
                )
            if token.kind == "number" or (token.kind == "mark" and token.word in ";:"):
                return None
            if token.mask & _STEP or (token.mask & _NAME and not self._is_whole(ahead)):
                return None
        return None

    def _owned(self, time: int, place: int) -> bool:
        """Whether a time before this number belongs to another number: 1.1 in 2018 and 2.3 in 2023."""
        if time == 0:
            return False
        before = self.tokens[time - 1]
        if before.word in {"in", "for", "by", "of"} and time >= 2:
            before = self.tokens[time - 2]
        return before.kind == "number" and any(
            one.kind == "time" for one in self.tokens[place + 1 : place + 5]
        )

    def _ahead(self, place: int) -> _Years | None:
        """A time later in the sentence that holds for this number, too."""
        earlier = False
        for token in self.tokens[place + 1 :]:
            # Fell to 3.9 per cent from 6.1 per cent in 2022: the year is that of the number after from.
            earlier = earlier or (
                token.kind == "number"
                and _EARLIER.search(self.low, self.tokens[place].end, token.start) is not None
            )
            if earlier and token.when is not None and token.when.kind in _DATED:
                return None
            if token.kind == "mark" and token.word == ";":
                return None
            if token.word in {"and", "while", "but"} and self.low[token.start - 2 : token.start] == ", ":
                return None
            said = _SAID.search(self.low, max(0, token.start - 22), token.start)
            if token.mask & _BIT["against"] and token.word not in {"year on year", "year-on-year"}:
                return None
            if (
                token.when is not None
                and (said or token.when.kind in _SPANS)
                and not self._is_base(token)
                and self.low[token.end : token.end + 1] != ":"
            ):
                return self._years_of(token.when, token.word)
        return None

    def _is_base(self, token: _Token) -> bool:
        """Whether a year is what is compared with: compared with 2019, since 2010, from 2015 levels."""
        before = self.low[max(0, token.start - 24) : token.start].rstrip()
        return (
            re.search(
                r"\b(?:compared (?:with|to)|versus|vs\.?|than in|than|since|relative to|contrast to|unlike|unlike in|over|against|from|on|above(?: its| their)?|below(?: its| their)?|up on|down on)(?: that)?(?: at the end of| the| of| levels? (?:in|of))?$",
                before,
            )
            is not None
            and token.when is not None
            and token.when.kind in {"year", "near", "date", "ago"}
        )

    def _years_of(self, when: When | None, words: str) -> _Years | None:  # noqa: PLR0911 - one return a kind of time
        """The years a time names, counted from the calendar where it is not said in full."""
        if when is None:
            return None
        as_of, present = self.calendar.as_of, self.calendar.present
        relative = 0.9 * max(self.calendar.certainty, 0.5)
        kind = when.kind
        if kind in {"year", "date"}:
            year = when.last or when.first
            return _Years(year, year, "printed", words, 0.95)
        if kind in {"span", "plan", "between"}:
            first = when.first if kind == "between" or when.first is None else when.first - 1
            return _Years(
                first,
                when.last,
                "printed" if kind != "plan" else "plan",
                words,
                0.9,
                spans=True,
                counted=kind == "between",
            )
        if kind == "part":
            if when.first is not None:
                return _Years(when.first, when.first, "printed", words, 0.95, period=when.period)
            known = self.carried.last if self.carried else as_of
            return _Years(known, known, self.calendar.evidence, words, 0.7, period=when.period)
        if as_of is None or present is None:
            return None
        if kind == "near":
            reported = words in _YEAR_BEFORE or (words == "last year" and self.calendar.evidence == "title")
            year = (as_of if reported else present) + (when.last or 0)
            return _Years(year, year, "near", words, relative)
        if kind == "ago":
            year = as_of - (when.last or 0)
            return _Years(year, year, "near", words, relative * 0.7)
        if kind == "past":
            return _Years(as_of - (when.last or 0), as_of, "run", words, relative, spans=True)
        if kind == "future":
            return _Years(as_of, as_of + (when.last or 0), "run", words, relative * 0.9, spans=True)
        if kind == "run":
            if self.mode == "target":
                return _Years(as_of, as_of + (when.last or 0), "run", words, relative * 0.7, spans=True)
            return _Years(as_of - (when.last or 0), as_of, "run", words, relative * 0.7, spans=True)
        return None

    def _default(self, place: int) -> _Years | None:
        calendar = self.calendar
        if calendar.as_of is None:
            return None
        planned = any(token.mask & _BIT["target"] for token in self.tokens[:place])
        if self.mode == "target" and planned and calendar.present is not None:
            return _Years(
                calendar.present, calendar.present, "planned", calendar.detail, calendar.certainty * 0.6
            )
        return _Years(
            calendar.as_of, calendar.as_of, calendar.evidence, calendar.detail, calendar.certainty * 0.85
        )

    def _ends(  # noqa: PLR0911 - one return a kind of span
        self, found: _Found, years: _Years, base: int | None
    ) -> tuple[int | None, int | None]:
        """First and last year as the columns want them."""
        last = years.last
        if last is None:
            return None, None
        if found.kind in {"level", "share"}:
            return None, last
        if base is not None and base < last:
            return (None if found.kind == "growth" and base == last - 1 else base), last
        if years.spans and years.first is not None:
            if found.kind == "growth" and years.first == last - 1:
                return None, last
            return years.first + (1 if found.kind == "total" and not years.counted else 0), last
        if found.kind == "average_growth":
            as_of = self.calendar.as_of
            return (as_of, last) if as_of is not None and last > as_of + 1 else (None, last)
        if found.kind == "multiple":
            as_of = self.calendar.as_of
            future = as_of is not None and last > as_of
            return (as_of if future else last - 1), last
        if found.kind in {"change", "points"}:
            return last - 1, last
        return None, last

    def _role(self, last: int) -> str:
        as_of = self.calendar.as_of
        if as_of is not None and last > as_of:
            return "target" if last == as_of + 1 else "goal"
        return "target" if self.mode == "past_target" else "history"


def replace_rate(subject: Subject) -> Subject:
    """The same name, as of something printed in per cent."""
    return replace(subject, rate=True)


def _is_price(subject: Subject) -> bool:
    return any(word in subject.label.lower() for word in ("price", "inflation", "cpi", "ppi"))


_BEFORE = {
    "previous year",
    "prior year",
    "preceding year",
    "a year earlier",
    "a year ago",
    "the year before",
    "last year",
}
_AFTER_GROWTH = re.compile(
    "(?:after|following|compared with|compared to|against)(?: (?:an|a|the))?"
    "(?:(?: [a-z-]+)? (?:growth|increase|rise|gain|expansion|growing|rising|increasing"
    "|(?P<fell>fall|decline|decrease|contraction|drop|falling|declining|contracting|shrinking|dropping))(?: of| by)?)? $"
)
_YEAR_BEFORE = {
    "previous year",
    "prior year",
    "preceding year",
    "the year before",
    "a year earlier",
    "a year ago",
    "the previous fiscal year",
}
_APART = (" while ", " whereas ", " but ", ";")
_RECORD = re.compile(
    r"\b(?:[a-z]+est|best|worst|most|least|first|pace|record|time)(?: [a-z]+){0,3} since (?:at least |the )*$"
)
_ASSUMES = re.compile(
    r"\b(?:assum|forecast|project|expect|predict|impl|foresee|anticipat|see)[a-z]*(?: (?:real|annual|average|economic))? $"
)
_PLACE_OF = re.compile(r"(?:[0-9]%?|per ?cent|illion|[0-9](?:m|bn)) in (?:the )?$")
_EARLIER = re.compile(r"\b(?:from|after|following)\b")
_RELATIVE = re.compile(r", (?:which|who|that)\b[^,;]*$")
_FORESEEN = re.compile(
    " (?:previously |originally )?(?:forecast|expected|projected|estimated|budgeted|planned)"
)
_TERM = re.compile("(?:medium|long|longer|near)[ -]term|over time|in due course|eventually")
_SAID = re.compile(r"(?:in|for|during|by|end|ended|of|over|year|between|through|fiscal|end-)(?: the)?,? ?$")
_DATED = {"year", "near", "date", "part"}
_SPANS = {"span", "between", "past", "plan", "future"}
_JOINING = {"with", "or", "a", "an", "and", "to", "representing"}
_AUXILIARIES = {"at", "had", "has", "have", "been", "be"}
_NOTHING = _Token("mark", 0, 0)
_CARRIED = {"year", "date", "near", "past", "span", "between", "plan"}
_STEPS = {"of", "up", "down", "rose", "fell", "increased", "declined", "grew"}
_NEUTRAL = {
    "total",
    "group",
    "overall",
    "annual",
    "full-year",
    "national",
    "reported",
    "global",
    "quarterly",
    "full year",
    "the",
    "real",
    "nominal",
    "china's",
    "country's",
}
_IN = re.compile(" in (?:the |our |its )?(?!the)")
_FOR_EACH = re.compile(" (?:per|a|an|for each|each) (?!cent)")
_OPPOSITE = {">": "<", "<": ">", ">=": "<=", "<=": ">="}
