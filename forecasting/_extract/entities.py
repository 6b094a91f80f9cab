"""Whose report a text is: the place or firm it calls its own."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from forecasting._extract.lexicon.words import CLASSES, lexicon, table

__all__ = ["Own", "english_entity", "own_entity"]

_OF_A_MARKET = r"(?:sales|revenues?|turnover|stores|business|division)\b"
_HEAD = 600
_SAMPLE = 100_000
_LEVELS = "自治区|省|市|县|区|州|旗|镇|乡|盟"
_NATION = re.compile("全国人民代表大会|国务院|国民经济和社会发展统计公报|中央和地方预算|国家统计局")
_TITLE_PLACE = re.compile(
    "([\u4e00-\u9fff]{2,9}?(?:自治区|省|市|县|区|州|旗|镇|乡|盟))(?:人民)?(?:政府|[0-9]{4} ?年|国民经济|第[一二三四五六七八九十]{1,3}届)"
)
_ZONE = re.compile("(?<=([\u4e00-\u9fff]{3}))(?:经济技术开发区|开发区|高新区|新区)")
_FIRM = re.compile("([\u4e00-\u9fffA-Za-z]{2,20}(?:股份有限公司|有限公司|集团|银行))")
_OVERALL = re.compile("[全我]([国省市县区旗州镇乡])")


@dataclass(frozen=True, slots=True)
class Own:
    """The document's own place or firm.

    Attributes:
        name: as the text prints it, without the word for its level; "" where nothing says.
        label: with that word.
        level: 国, 省, 市, 县, 区, 旗, 州, 镇, 乡 or "".
    """

    name: str
    label: str
    level: str


def own_entity(text: str) -> Own:
    """The place or firm whose report a Chinese text is, from its head and from what it calls its own."""
    head, sample = text[:_HEAD], text[:_SAMPLE]
    overall = Counter(_OVERALL.findall(sample))
    del overall["国"]
    level = min(overall, key=lambda one: (-overall[one], one)) if overall else ""
    found = _TITLE_PLACE.search(head)
    if found and not found.group(1).startswith(("全国", "我")):
        label = re.sub("^.*[在日于]", "", found.group(1)) or found.group(1)
        cut = re.search(f"(?:{_LEVELS})$", label)
        suffix = cut.group() if cut else ""
        return Own(label.removesuffix(suffix), label, "省" if suffix == "自治区" else suffix)
    for line in head.split("\n")[:6]:
        for name in _province():
            if line.strip().startswith(name) or f"——{name}" in line:
                return Own(name, name, level or "省")
    if _NATION.search(head):
        return Own("中国", "中国", "国")
    name = _zone(sample) if level in {"区", ""} else ""
    if name:
        return Own(name, f"{name}开发区", "区")
    firm = _FIRM.search(head)
    if firm:
        return Own(firm.group(1), firm.group(1), "")
    return Own("", "", level)


def _zone(sample: str) -> str:
    """The name most often printed before 开发区, "" where none is printed three times."""
    three = Counter(match.group(1) for match in _ZONE.finditer(sample))
    two: Counter[str] = Counter()
    for name, number in three.items():
        two[name[1:]] += number
    classes = lexicon("zh").classes
    named = {
        name: number
        for name, number in two.items()
        if number >= 3 and not classes.get(name, 0) & ~CLASSES["place"] and name not in _NO_NAME
    }
    if not named:
        return ""
    best = min(named, key=lambda one: (-named[one], one))
    longer = [name for name, number in three.items() if name[1:] == best and number * 5 >= named[best] * 4]
    return longer[0] if longer else best


_NO_NAME = {
    "经济",
    "技术",
    "国家级",
    "高新",
    "产业",
    "各",
    "全市",
    "省级",
    "国家",
    "成为",
    "一批",
    "城市",
    "建设",
}


def _province() -> list[str]:
    return list(table("places.zh.toml")["places"]["province"])


_CHINA = re.compile(
    "national people's congress|report on the work of the government|state council|national bureau of statistics of china"
)
_UNIONS = ("euro area", "eurozone", "european union")
_COMPANY = re.compile(
    r"((?:[A-Z][A-Za-z0-9&.'-]* ){1,4}(?:plc|PLC|Inc\.?|Ltd\.?|Limited|Corporation|Group|AG|SE|N\.V\.|S\.A\.|AB|ASA|Oyj))"
)


def english_entity(text: str) -> Own:
    """The place or firm whose report an English text is: named in its head, else the place most spoken of."""
    head = text[: _HEAD * 3]
    if _CHINA.search(head.lower()):
        return Own("china", "China", "")
    firm = _COMPANY.search(head)
    if firm:
        return Own(firm.group(1), firm.group(1), "")
    places = [*table("places.en.toml")["places"]["country"], *_UNIONS]
    sample = text[:_SAMPLE].lower()
    counts = Counter({name: sample.count(name) for name in places if len(name) > 2})
    counts.update(
        {name: len(re.findall(rf"\b{name.upper()}\b", text[:_SAMPLE])) for name in places if len(name) == 2}
    )
    name = min(counts, key=lambda one: (-counts[one], one))
    if re.search(rf"\b{re.escape(name)} {_OF_A_MARKET}", sample):
        return Own(
            "", "", ""
        )  # UK sales and international sales: a market of a firm, not the place the report is of
    if counts[name] >= 3 or (counts[name] and (name in head.lower() or len(name) == 2)):
        return Own(name.removeprefix("the "), name.removeprefix("the ").title(), "")
    return Own("", "", "")
