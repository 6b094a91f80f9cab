"""Parts: what is named after 其中, or of one market of a firm, is told apart from the whole and from like parts of others."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forecasting._extract.candidate import Subject

if TYPE_CHECKING:
    from forecasting._extract.chinese.state import ChineseReader

__all__ = ["market_named", "note_whole", "part_named"]

_NEAR = 90  # characters between a whole and the 其中 that names its parts
_TRADE = re.compile("进出口|贸易")
_BY_PRODUCT = re.compile("分(?:产品|行业|地区|业务|板块|区域|渠道|品种|客户)(?:看|来看|情况)")
_MARKETS = "海外|境外|国外|国际|国内|境内|华东|华北|华南|华中|西南|西北|东北|欧洲|北美|拉美|亚太|东南亚|美洲|非洲|中东|亚洲|欧美"
_MARKET = re.compile(
    f"\\s*(?:其中[：:，,]?)?在?(?P<market>(?:{_MARKETS})(?:市场|业务|地区|区域|板块|分部))(?:方面|上|中)?[，,：:]"
)


def note_whole(reader: ChineseReader, start: int) -> None:
    """Keep what was told before 其中: the names after it are parts of that, and of a total parts of a total."""
    told = reader.found[-1] if reader.found else None
    if told is None or not start - _NEAR < told.end <= start or "\n" in reader.text[told.end : start]:
        return
    reader.sentence.whole = told.subject
    reader.sentence.clause.total = told.kind == "total" and told.start >= reader.sentence.start


def market_named(reader: ChineseReader, start: int, end: int) -> str:
    """The market a sentence opens with, 在海外市场，公司实现营业收入30亿元; "" for none."""
    found = _MARKET.match(reader.text, start, end)
    return found["market"] if found is not None else ""


def part_named(reader: ChineseReader, subject: Subject) -> Subject:
    """A part by its own name, with that of its whole where other numbers bear the same name."""
    sentence = reader.sentence
    whole = sentence.whole
    told = next((one for one in reversed(sentence.recent) if not one.rate), None)
    if (
        subject.rate
        and told is not None
        and "：" not in subject.label
        and _BY_PRODUCT.search(reader.text, sentence.start, subject.start)
    ):
        return _within(told.label, subject)  # 分产品看，电机产品收入52.3亿元，毛利率26.1%
    if sentence.market and subject.start >= sentence.start and sentence.market not in subject.label:
        return _within(sentence.market, subject)
    if whole is None or subject.start <= whole.start or subject.label == whole.label:
        return subject
    of_trade = subject.id in {"exports", "imports"} and whole.id != "trade"
    if of_trade and _TRADE.search(whole.label):
        return _within(whole.label, subject)  # 服务进出口总额65754亿元。其中，出口26857亿元
    own = whole.id or whole.label
    return subject if reader.wholes.setdefault(subject.label, own) == own else _within(whole.label, subject)


def _within(whole: str, part: Subject) -> Subject:
    return Subject("", f"{whole}：{part.label}", part.start, part.end, part.rate)
