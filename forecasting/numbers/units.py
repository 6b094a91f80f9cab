"""Printed units, in Chinese and English: how many base units of which family one of them is.

Only units of one family convert into each other. Each currency is a family of its own: no rate of exchange is known
here. "$" and "dollars" alone are US dollars; other dollars are written HK$, A$, NT$ and so on.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["CURRENCIES", "SCALES", "STEPS", "Unit", "listing", "name_in", "unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A printed unit: how many base units of which family one of it is.

    Attributes:
        text: the unit as printed.
        family: what it measures; only units of one family convert into each other.
        factor: base units in one of it.
    """

    text: str
    family: str
    factor: Fraction


#: Code, Chinese names, then the English names and signs that stand before a number or beside a scale.
_MONEY: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("CNY", ("元", "人民币", "元人民币", "人民币元"), ("RMB", "yuan", "renminbi", "CN¥")),
    ("USD", ("美元", "美金"), ("US$", "$", "US dollars", "US dollar", "dollars", "dollar")),
    ("HKD", ("港元", "港币"), ("HK$", "Hong Kong dollars")),
    ("TWD", ("新台币", "新台币元", "台币", "元新台币"), ("NT$", "New Taiwan dollars")),
    ("MOP", ("澳门元",), ("MOP$", "patacas")),
    ("EUR", ("欧元",), ("€", "euro", "euros")),
    ("GBP", ("英镑",), ("£", "pounds sterling", "sterling", "pounds", "pound")),
    ("JPY", ("日元", "日圆"), ("yen", "JP¥")),
    ("KRW", ("韩元", "韩圆"), ("₩", "won")),
    ("INR", ("印度卢比",), ("\u20b9", "Rs", "Rs.", "Indian rupees", "rupees", "rupee")),
    ("VND", ("越南盾",), ("₫", "dong")),
    ("IDR", ("印尼盾", "印尼卢比"), ("Rp", "rupiah")),
    ("KES", ("肯尼亚先令",), ("KSh", "Ksh", "KShs", "Kenyan shillings")),
    ("SAR", ("沙特里亚尔",), ("Saudi riyals", "Saudi riyal", "SR")),
    ("AED", ("阿联酋迪拉姆", "迪拉姆"), ("dirhams", "Dh", "Dhs")),
    ("QAR", ("卡塔尔里亚尔",), ("Qatari riyals",)),
    ("KWD", ("科威特第纳尔",), ("Kuwaiti dinars",)),
    ("BRL", ("雷亚尔", "巴西雷亚尔"), ("R$", "reais")),
    ("ZAR", ("兰特", "南非兰特"), ("rand", "R")),
    ("NGN", ("奈拉",), ("\u20a6", "naira")),
    ("GHS", ("塞地",), ("GH¢", "GH\u20b5", "cedis", "cedi")),
    ("EGP", ("埃及镑",), ("Egyptian pounds",)),
    ("ETB", ("比尔",), ("birr",)),
    ("RWF", ("卢旺达法郎",), ("Rwandan francs", "Frw")),
    ("TZS", ("坦桑尼亚先令",), ("TSh", "Tanzanian shillings")),
    ("UGX", ("乌干达先令",), ("USh", "Ugandan shillings")),
    ("PKR", ("巴基斯坦卢比",), ("Pakistani rupees",)),
    ("LKR", ("斯里兰卡卢比",), ("Sri Lankan rupees",)),
    ("BDT", ("塔卡", "孟加拉塔卡"), ("Tk", "taka")),
    ("THB", ("泰铢",), ("\u0e3f", "baht")),
    ("MYR", ("林吉特", "马来西亚林吉特"), ("RM", "ringgit")),
    ("PHP", ("菲律宾比索",), ("\u20b1", "Philippine pesos")),
    ("SGD", ("新加坡元", "新元"), ("S$", "Singapore dollars")),
    ("AUD", ("澳元", "澳大利亚元"), ("A$", "Australian dollars")),
    ("NZD", ("新西兰元",), ("NZ$", "New Zealand dollars")),
    ("CAD", ("加元", "加拿大元"), ("C$", "Canadian dollars")),
    ("CHF", ("瑞士法郎",), ("Swiss francs", "SFr")),
    ("SEK", ("瑞典克朗",), ("Swedish kronor",)),
    ("NOK", ("挪威克朗",), ("Norwegian kroner",)),
    ("DKK", ("丹麦克朗",), ("Danish kroner",)),
    ("PLN", ("兹罗提",), ("zloty", "zlotys")),
    ("CZK", ("捷克克朗",), ("Czech crowns",)),
    ("HUF", ("匈牙利福林", "福林"), ("forint", "forints")),
    ("RUB", ("卢布",), ("\u20bd", "roubles", "rubles")),
    ("TRY", ("土耳其里拉",), ("\u20ba", "lira")),
    ("KZT", ("坚戈",), ("\u20b8", "tenge")),
    ("MXN", ("墨西哥比索",), ("Mex$", "Mexican pesos")),
)
CURRENCIES = frozenset(code for code, _, _ in _MONEY)

#: Family, base units in one, Chinese names, English names.
_THINGS: tuple[tuple[str, Fraction, tuple[str, ...], tuple[str, ...]], ...] = (
    ("rate", Fraction(1, 100), ("%",), ("percent", "per cent", "pct")),
    ("rate", Fraction(1, 1000), ("‰",), ("per mille", "per mil", "per thousand")),
    ("rate", Fraction(1, 10), ("成",), ()),
    (
        "points",
        Fraction(1, 100),
        ("个百分点", "百分点"),
        ("percentage points", "percentage point", "points", "point", "pp", "ppt", "ppts", "pps", "p.p."),
    ),
    ("points", Fraction(1, 1000), ("个千分点", "千分点"), ()),
    ("points", Fraction(1, 10**4), ("个基点", "基点"), ("basis points", "basis point", "bp", "bps")),
    ("fold", Fraction(1), ("倍",), ("times", "fold", "x")),
    ("doublings", Fraction(1), ("番",), ("doublings", "doubling")),
    (
        "persons",
        Fraction(1),
        ("人", "名", "位", "口人"),
        (
            "persons",
            "person",
            "people",
            "inhabitants",
            "residents",
            "employees",
            "workers",
            "staff",
            "students",
        ),
    ),
    ("households", Fraction(1), ("户", "户家庭"), ("households", "household")),
    (
        "visits",
        Fraction(1),
        ("人次",),
        ("visits", "visitors", "tourists", "trips", "arrivals", "person-times", "passenger trips"),
    ),
    ("jobs", Fraction(1), ("个岗位", "个就业岗位"), ("jobs",)),
    ("area", Fraction(1), ("平方米", "平米", "m2"), ("m2", "sq m", "square metres", "square meters", "sqm")),
    (
        "area",
        Fraction(10**6),
        ("平方公里", "平方千米"),
        ("km2", "sq km", "square kilometres", "square kilometers"),
    ),
    ("area", Fraction(10**4), ("公顷",), ("ha", "hectares", "hectare")),
    ("area", Fraction(2000, 3), ("亩",), ("mu",)),
    ("area", Fraction(40468564224, 10**7), ("英亩",), ("acres", "acre")),
    ("length", Fraction(1), ("米",), ("metres", "meters")),
    ("length", Fraction(1000), ("公里", "千米"), ("km", "kilometres", "kilometers")),
    ("length", Fraction(1609344, 1000), ("英里",), ("miles", "mile")),
    ("volume", Fraction(1), ("立方米", "方"), ("m3", "cubic metres", "cubic meters")),
    ("volume", Fraction(1, 1000), ("升",), ("litres", "liters")),
    ("barrels", Fraction(1), ("桶",), ("barrels", "bbl")),
    ("mass", Fraction(1, 10**12), ("微克",), ("µg", "ug")),
    ("mass", Fraction(1, 10**9), ("毫克",), ("mg",)),
    ("mass", Fraction(1, 10**6), ("克",), ("g", "grams")),
    ("mass", Fraction(1, 1000), ("公斤", "千克"), ("kg", "kilograms")),
    ("mass", Fraction(1, 2000), ("斤",), ()),
    ("mass", Fraction(1), ("吨",), ("t", "tonnes", "tonne", "metric tons", "metric tonnes")),
    ("mass", Fraction(10**3), (), ("kt", "kilotonnes")),
    ("mass", Fraction(10**6), (), ("Mt", "megatonnes")),
    ("mass", Fraction(10**9), (), ("Gt", "gigatonnes")),
    # A ton may be short, long or metric: only tons are compared with tons.
    ("tons", Fraction(1), (), ("tons", "ton")),
    ("carbon dioxide equivalent", Fraction(1), ("吨二氧化碳当量",), ("tCO2e", "t CO2e", "tonnes of CO2e")),
    ("carbon dioxide equivalent", Fraction(10**6), (), ("MtCO2e", "Mt CO2e")),
    ("coal equivalent", Fraction(1), ("吨标准煤", "吨标煤"), ("tce", "tonnes of coal equivalent")),
    ("coal equivalent", Fraction(1, 1000), ("千克标准煤", "公斤标准煤"), ("kgce",)),
    ("coal equivalent", Fraction(10**6), (), ("Mtce",)),
    ("oil equivalent", Fraction(1), ("吨油当量", "吨标准油"), ("toe", "tonnes of oil equivalent")),
    ("oil equivalent", Fraction(10**6), (), ("Mtoe",)),
    ("power", Fraction(1, 1000), ("瓦",), ("W", "watts")),
    ("power", Fraction(1), ("千瓦",), ("kW", "kilowatts")),
    ("power", Fraction(10**3), ("兆瓦",), ("MW", "megawatts")),
    ("power", Fraction(10**6), ("吉瓦",), ("GW", "gigawatts")),
    ("power", Fraction(10**9), ("太瓦",), ("TW", "terawatts")),
    ("energy", Fraction(1, 1000), ("瓦时",), ("Wh",)),
    ("energy", Fraction(1), ("千瓦时", "度", "度电"), ("kWh", "kilowatt hours")),
    ("energy", Fraction(10**3), ("兆瓦时",), ("MWh", "megawatt hours")),
    ("energy", Fraction(10**6), ("吉瓦时",), ("GWh", "gigawatt hours")),
    ("energy", Fraction(10**9), ("太瓦时",), ("TWh", "terawatt hours")),
    ("energy", Fraction(5, 18), ("兆焦",), ("MJ",)),
    ("energy", Fraction(2500, 9), ("吉焦",), ("GJ",)),
    ("energy", Fraction(2500000, 9), (), ("TJ",)),
    ("energy", Fraction(25 * 10**8, 9), (), ("PJ",)),
    ("energy", Fraction(25 * 10**11, 9), (), ("EJ",)),
    ("containers", Fraction(1), ("标箱", "标准箱", "国际标准箱", "TEU"), ("TEU", "TEUs")),
    ("freight turnover", Fraction(1), ("吨公里",), ("tonne-km", "ton-km", "tonne-kilometres")),
    ("passenger turnover", Fraction(1), ("人公里",), ("passenger-km", "passenger-kilometres")),
    ("aircraft movements", Fraction(1), ("架次",), ("aircraft movements",)),
    ("room nights", Fraction(1), ("间夜",), ("room nights", "room-nights")),
    ("vehicles", Fraction(1), ("辆",), ("vehicles", "cars")),
    ("sets", Fraction(1), ("台", "台套", "台（套）", "套"), ("sets",)),
    ("days", Fraction(1), ("天", "日"), ("days",)),
    ("years of age", Fraction(1), ("岁", "周岁"), ("years of age",)),
)
_COUNTERS = (
    *("个", "项", "家", "件", "所", "座", "条", "处", "张", "只", "头", "部", "册", "篇", "株", "棵"),
    *("艘", "架", "间", "对", "宗", "单", "例", "支", "款", "种", "次", "场", "期", "村", "镇", "乡", "栋"),
)
_COUNTED = (
    *("items", "units", "firms", "companies", "enterprises", "projects", "schools", "hospitals", "beds"),
    *("patents", "subscribers", "users", "parcels", "farms", "stores", "branches", "customers", "villages"),
)
SCALES: Mapping[str, int] = {
    **dict.fromkeys(("k", "K", "thousand", "thousands", "'000", "000s"), 10**3),
    **dict.fromkeys(("m", "M", "mn", "Mn", "mln", "million", "millions", "mio", "Mio"), 10**6),
    **dict.fromkeys(("b", "B", "bn", "Bn", "bln", "billion", "billions"), 10**9),
    **dict.fromkeys(("tn", "trn", "trillion", "trillions"), 10**12),
    **dict.fromkeys(("lakh", "lakhs", "lac", "lacs"), 10**5),
    **dict.fromkeys(("crore", "crores", "cr", "Cr"), 10**7),
    "hundred": 100,
    "ten": 10,
}
STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_CHINESE_SCALE = re.compile("[十百千]?万?亿?")
_DIGITS_THEN = re.compile(r"(1(?:0+|(?:,000)+|0(?:,000)+|00(?:,000)+))(?![0-9.,])[ -]?")
_GLUED = re.compile(r"([^A-Za-z0-9' ]+|[A-Z]{3}|Rs\.?|RM|Rp|R)(" + "|".join(SCALES) + ")")
_TOO_LONG = 60
#: What is counted, by its English name, with the counter Chinese has for it; 个 for all others.
_COUNTED_WITH = {
    **dict.fromkeys(("firms", "companies", "enterprises", "hospitals", "stores", "branches"), "家"),
    **dict.fromkeys(("subscribers", "users"), "户"),
    "schools": "所",
    "beds": "张",
    "patents": "件",
    "parcels": "件",
}
_SAID_SCALES = {
    "zh": ("", "千", "万", "十万", "百万", "千万", "亿", "十亿", "百亿", "千亿", "万亿"),
    "en": ("", "thousand", "10k", "100k", "million", "10m", "100m", "billion", "10bn", "100bn", "trillion"),
}
_SAID_SIZES = (1, *(10**power for power in range(3, 13)))


def _plain(text: str) -> str:
    """A unit in one form of width, superscripts as digits, single spaces."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text)).replace("μ", "µ").strip()


@lru_cache(maxsize=1)
def _chinese() -> Mapping[str, tuple[str, Fraction]]:
    money = {name: (code, Fraction(1)) for code, names, _ in _MONEY for name in names}
    things = {_plain(name): (family, one) for family, one, names, _ in _THINGS for name in names}
    return {**things, **{name: (f"count of {name}", Fraction(1)) for name in _COUNTERS}, **money}


@lru_cache(maxsize=1)
def _english() -> Mapping[str, tuple[str, Fraction]]:
    money = {name: (code, Fraction(1)) for code, _, names in _MONEY for name in (code, *names)}
    things = {_plain(name): (family, one) for family, one, _, names in _THINGS for name in names}
    return {**things, **{name: (f"count of {name}", Fraction(1)) for name in _COUNTED}, **money}


@lru_cache(maxsize=4096)
def unit(text: str) -> Unit | None:
    """The unit a text names, or None when it is not a known one.

    Understands Chinese magnitudes before a base unit (万美元, 亿元, 千万吨, 万标箱), scales before, after or around a
    currency or thing (CNY 100m, USD bn, $bn, bn USD, million dollars, lakh crore rupees, 10k persons), magnitudes
    alone (亿, million), and one unit over another (元/平方米, kWh per person).
    """
    found = _read(_plain(text)) if len(text) <= _TOO_LONG else None
    return None if found is None else Unit(text, *found)


def _read(text: str) -> tuple[str, Fraction] | None:
    for over in ("/", " per ", "每"):
        head, mark, tail = text.partition(over)
        if mark and head and text not in _english():
            above, below = _simple(head.strip()), _simple(tail.strip())
            if above is None or below is None:
                return None
            return f"{above[0]} per {below[0]}", above[1] / below[1]
    return _simple(text)


def _simple(text: str) -> tuple[str, Fraction] | None:
    english, chinese = _english(), _chinese()
    if text in english:
        return english[text]
    prefix = _CHINESE_SCALE.match(text)
    for length in range(prefix.end() if prefix else 0, -1, -1):
        size, base = _product(text[:length]), text[length:]
        if base in chinese:
            return chinese[base][0], chinese[base][1] * size
        if length and not base:
            return "number", Fraction(size)
    return _scaled(text)


def _product(steps: str) -> int:
    size = 1
    for step in steps:
        size *= STEPS[step]
    return size


def _scaled(text: str) -> tuple[str, Fraction] | None:
    """A scale with what it counts on either side: "bn USD", "USD bn", "$bn", "10k persons", "100 million"."""
    english = _english()
    glued = _GLUED.fullmatch(text)
    if glued and glued.group(1) in english:
        text = f"{glued.group(1)} {glued.group(2)}"
    for words in (text.split(" "), text.replace("-", " ").split(" ")):
        found = _scaled_words(words)
        if found is not None:
            return found
    return None


def _scaled_words(words: list[str]) -> tuple[str, Fraction] | None:
    english = _english()
    for start in range(len(words) + 1):
        for end in range(len(words), start - 1, -1):
            # The thing stands at one end; all the rest is scale.
            thing = " ".join(words[start:end])
            rest = words[:start] + words[end:]
            if (start and end < len(words)) or (thing and thing not in english):
                continue
            size = _scale(rest)
            if size is not None and (thing or size != 1):
                family, one = english[thing] if thing else ("number", Fraction(1))
                if _may_scale(family, thing, rest):
                    return family, one * size
    return None


def _may_scale(family: str, thing: str, scale: list[str]) -> bool:
    """Whether it can be counted in scales; "m" alone may be metres, and nobody prints a million per cent."""
    if not thing:
        return scale not in (["m"], ["M"], ["k"], ["K"], ["b"], ["B"], ["cr"], ["Cr"])
    return family not in {"rate", "points", "fold", "doublings"}


def _scale(words: list[str]) -> int | None:
    """What a run of scale words multiplies by: "100m" and "100 million" by 10**8, "lakh crore" by 10**12."""
    size = 1
    for word in words:
        rest = word
        digits = _DIGITS_THEN.match(rest)
        if digits:
            size *= int(digits.group(1).replace(",", ""))
            rest = rest[digits.end() :]
            if not rest:
                continue
        if rest not in SCALES:
            return None
        size *= SCALES[rest]
    return size


def listing() -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Every unit without its scales: family, what one of it is, Chinese names, English names.

    What one of it is: an exact number of the family's base unit, such as "2000/3".
    """
    for code, chinese, english in _MONEY:
        yield code, "1", chinese, (code, *english)
    for family, one, chinese, english in _THINGS:
        yield family, str(one), chinese, english
    for name in _COUNTERS:
        yield f"count of {name}", "1", (name,), ()
    for name in _COUNTED:
        yield f"count of {name}", "1", (), (name,)


@lru_cache(maxsize=1024)
def name_in(text: str, language: str) -> str | None:
    """A unit in the words of a language, as 百万吨 for "Mt" or "10k households" for 万户; None where it has none.

    Args:
        text: the unit as printed, in either language.
        language: "zh" or "en".
    """
    plain = _plain(text)
    for over in ("/", " per ", "每"):
        head, mark, tail = plain.partition(over)
        if mark and head and plain not in _english():
            parts = name_in(head.strip(), language), name_in(tail.strip(), language)
            return None if None in parts else ("/" if language == "zh" else " per ").join(map(str, parts))
    found = _simple(plain) if len(plain) <= _TOO_LONG else None
    return None if found is None else _named(*found, language)


def _named(family: str, factor: Fraction, language: str) -> str | None:
    """The name with the fewest words: the largest base of the family of which the factor is a round number."""
    bases = sorted(_bases(family, language), key=lambda base: -base[0])
    for one, name in bases:
        size = factor / one
        if size in _SAID_SIZES:
            scale = _SAID_SCALES[language][_SAID_SIZES.index(int(size))]
            return f"{scale}{name}" if language == "zh" else f"{scale} {name}".strip()
    return None


def _bases(family: str, language: str) -> Iterator[tuple[Fraction, str]]:
    """What units of a family are called without a scale."""
    chinese = language == "zh"
    if family == "number":
        yield Fraction(1), ""
    if family.startswith("count of "):
        counted = family.removeprefix("count of ")
        yield (
            Fraction(1),
            _COUNTED_WITH.get(counted, "个" if counted in _COUNTED else counted) if chinese else counted,
        )
    for code, names, _ in _MONEY:
        if code == family:
            yield Fraction(1), names[0] if chinese else code
    for of, one, theirs, ours in _THINGS:
        names = theirs if chinese else ours
        if of == family and names:
            yield one, names[0]
