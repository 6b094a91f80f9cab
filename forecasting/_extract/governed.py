"""The words beside a quote that say on what its number is reckoned: （同口径）, at constant exchange rates."""

from __future__ import annotations

import re

from forecasting.dossier.governing import reckoned_on

__all__ = ["with_what_governs"]

_BRACKET = re.compile(r"\s?[（(](?P<said>[^（()）\n]{1,48})[)）]")
_CLAUSE = re.compile(
    r"(?:[^，,。；;：:！!？?（()）\n.0-9０-９]|\.(?=\w)|(?<=\s)(?:19|20)[0-9]{2}(?![0-9%]|[.,][0-9])){1,90}"
)
_TRAILING = re.compile(
    r"\s?[，,] ?(?=按|以|均|为|系|增幅|增速|扣除|剔除|还原|(?:on an?|at|in|excluding|after|adjusted|based|net of)\b)",
    re.IGNORECASE,
)
_COUPLED = re.compile(r"以及|而|但|其中|\b(?:and|or|while|whereas|against|versus|but|compared)\b")
_HEAD_START = re.compile(r"[。；;！!？?\n0-9０-９]|[.:：](?=\s)")
_SENTENCE_END = re.compile(r"[^。；;！!？?\n0-9０-９]{0,60}?(?:[。；;！!？?\n]|\.(?!\w)|\Z)")
_ASIDE = re.compile(r"[a-zA-Z -]{1,60},")
_PERCENT = re.compile(r"[0-9０-９][0-9０-９.]*\s?(?:[%％‰万亿元倍]|per ?cent|million|billion|points)")
_FAR = 120  # characters before a quote that can still be the head of its sentence


def with_what_governs(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of a quote, run on over the words of its own sentence that say on what its number is reckoned.

    Args:
        text: the whole text.
        start: where the quote begins.
        end: where it ends, with the number.
    """
    return _begun(text, start), _ended(text, end)


def _ended(text: str, end: int) -> int:
    bracket = _BRACKET.match(text, end)
    if bracket is not None:
        said = bracket["said"]
        return bracket.end() if reckoned_on(said) and not _PERCENT.search(said) else end
    clause = _CLAUSE.match(text, end)
    own = _told_in(clause)
    if own is not None:
        return own
    trailing = _TRAILING.match(text, clause.end() if clause is not None else end)
    last = _CLAUSE.match(text, trailing.end()) if trailing is not None else None
    if last is None or not (_ASIDE.match(text, last.start()) or _SENTENCE_END.match(text, last.end())):
        return end  # 增长6.3%，扣除价格因素，实际增长6.1%: the words lead to the next number
    return _told_in(last) or end


def _told_in(clause: re.Match[str] | None) -> int | None:
    """Where the words of a clause end that say on what its number is reckoned."""
    if clause is None:
        return None
    coupled = _COUPLED.search(clause.group())
    found = reckoned_on(clause.group()[: coupled.start()] if coupled is not None else clause.group())
    return None if found is None else clause.start() + found[1]


def _begun(text: str, start: int) -> int:
    head = _HEAD_START.split(text[max(0, start - _FAR) : start])[-1]
    found = reckoned_on(head)
    return start if found is None else start - len(head) + found[0]
