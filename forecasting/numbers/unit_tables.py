"""The units that are known: each family with its Chinese and English names, and the scales that multiply them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["COUNTED", "COUNTERS", "MONEY", "SCALES", "STEPS", "THINGS", "listing"]

MONEY: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
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
"""Code, Chinese names, then the English names and signs that stand before a number or beside a scale."""

THINGS: tuple[tuple[str, Fraction, tuple[str, ...], tuple[str, ...]], ...] = (
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
    ("energy", Fraction(1), ("千瓦时", "千瓦小时", "度", "度电"), ("kWh", "kilowatt hours")),
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
"""Family, base units in one, Chinese names, English names."""

COUNTERS = (
    *("个", "项", "家", "件", "所", "座", "条", "处", "张", "只", "头", "部", "册", "篇", "株", "棵"),
    *("艘", "架", "间", "对", "宗", "单", "例", "支", "款", "种", "次", "场", "期", "村", "镇", "乡", "栋"),
)
"""Chinese counters of things that are merely counted, each a family of its own."""

COUNTED = (
    *("items", "units", "firms", "companies", "enterprises", "projects", "schools", "hospitals", "beds"),
    *("patents", "subscribers", "users", "parcels", "farms", "stores", "branches", "customers", "villages"),
)
"""English names of things that are merely counted, each a family of its own."""

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
"""English words that multiply a unit."""

STEPS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
"""Chinese characters that multiply a unit."""


def listing() -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...]]]:
    """Every unit without its scales: family, what one of it is, Chinese names, English names.

    What one of it is: an exact number of the family's base unit, such as "2000/3".
    """
    for code, chinese, english in MONEY:
        yield code, "1", chinese, (code, *english)
    for family, one, chinese, english in THINGS:
        yield family, str(one), chinese, english
    for name in COUNTERS:
        yield f"count of {name}", "1", (name,), ()
    for name in COUNTED:
        yield f"count of {name}", "1", (), (name,)
