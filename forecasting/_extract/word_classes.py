"""The classes of words, each one bit, under the names the grammars use: a word may have several."""

from __future__ import annotations

from forecasting._extract.lexicon.words import CLASSES

__all__ = [
    "AGAINST",
    "AMONG",
    "AVERAGE",
    "COMPARE",
    "DOUBLE",
    "EACH",
    "ENDED",
    "ESTIMATE",
    "FALL",
    "FALLING",
    "FALL_NOUN",
    "FALL_TO",
    "FROM",
    "HEAD",
    "HEDGE",
    "INDICATOR",
    "LEVEL",
    "NAME",
    "NOMINAL",
    "NOUN",
    "PAST_TARGET",
    "PLACE",
    "PLAIN",
    "RATE_NOUN",
    "REAL",
    "RESPECTIVELY",
    "RESULT",
    "RISE",
    "RISE_TO",
    "SCOPE",
    "SHARE",
    "STEP",
    "STOP",
    "TARGET",
    "TOTAL",
]

RISE = CLASSES["rise"]
FALL = CLASSES["fall"]
RATE_NOUN = CLASSES["rate_noun"]
FALL_NOUN = CLASSES["fall_noun"]
LEVEL = CLASSES["level_verb"]
RISE_TO = CLASSES["rise_to"]
FALL_TO = CLASSES["fall_to"]
AVERAGE = CLASSES["average"]
EACH = CLASSES["each_year"]
COMPARE = CLASSES["comparison"]
SHARE = CLASSES["share"]
AGAINST = CLASSES["against"]
RESPECTIVELY = CLASSES["respectively"]
AMONG = CLASSES["among"]
TOTAL = CLASSES["total"]
FROM = CLASSES["from"]
HEDGE = CLASSES["hedge"]
TARGET = CLASSES["target"]
ESTIMATE = CLASSES["estimate"]
RESULT = CLASSES["result"]
PAST_TARGET = CLASSES["past_target"]
REAL = CLASSES["real"]
NOMINAL = CLASSES["nominal"]
SCOPE = CLASSES["scope"]
STOP = CLASSES["stop"]
PLAIN = CLASSES["plain"]
HEAD = CLASSES["head"]
INDICATOR = CLASSES["indicator"]
PLACE = CLASSES["place"]
DOUBLE = CLASSES["double"]

STEP = RISE | FALL
"""A number grew or fell."""
NOUN = RATE_NOUN | FALL_NOUN
"""The rate itself is named: growth, 增速."""
ENDED = RISE_TO | FALL_TO
"""Where it ended: 增加到."""
NAME = HEAD | INDICATOR
"""What can be measured."""
FALLING = FALL | FALL_NOUN
"""What makes a number negative."""
