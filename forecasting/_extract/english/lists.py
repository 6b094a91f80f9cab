"""Lists of numbers: 8.9 and 7.7 per cent, respectively."""

from __future__ import annotations

from forecasting._extract.english.borrowed import unit_of_next
from forecasting._extract.english.candidates import emit
from forecasting._extract.english.names import name_at
from forecasting._extract.english.state import EnglishReader, Statement
from forecasting._extract.english.verbs import hedge_before, verb_before
from forecasting._extract.word_classes import AVERAGE, FALLING, NAME, NOUN, RESPECTIVELY, STEP

__all__ = ["read_respectively"]


def read_respectively(reader: EnglishReader) -> None:
    """Manufacturing and construction grew by 8.9 and 7.7 per cent, respectively."""
    tokens = reader.tokens
    place = next((one for one, token in enumerate(tokens) if token.mask & RESPECTIVELY), -1)
    if place < 0:
        return
    numbers: list[int] = []
    for back in range(place - 1, -1, -1):
        if tokens[back].kind == "number":
            if numbers and reader.low[tokens[back].end : tokens[numbers[0]].start].strip(" ,") not in {
                "and",
                "",
            }:
                break
            numbers.insert(0, back)
        elif tokens[back].word not in {",", "and"}:
            break
    if len(numbers) < 2:
        return
    hedge, lead = hedge_before(reader, numbers[0])
    verb = verb_before(reader, lead)
    names = [one for one in tokens[: max(verb, 0)] if one.mask & NAME][-len(numbers) :]
    reader.claimed.update(numbers)
    if verb < 0 or len(names) < len(numbers):
        return
    for name, number in zip(names, numbers, strict=True):
        subject = name_at(reader, name)
        amount = reader.tokens[number].amount
        if amount is not None and amount.kind == "bare":
            amount = unit_of_next(reader, number, amount)
        mask = tokens[verb].mask
        if amount is None or subject.rate or amount.kind != "rate" or not mask & (STEP | NOUN):
            continue
        average = any(one.mask & AVERAGE for one in tokens[verb:number])
        kind = "average_growth" if average else "growth"
        emit(reader, number, tokens[number], amount, hedge, Statement(kind, subject, bool(mask & FALLING), 1))
