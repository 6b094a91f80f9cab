"""A made-up dossier as an extraction leaves it: rows with a confidence, and the report they were read from."""

from pathlib import Path

REPORT = (
    "滨河区2009年工作报告\n"
    "2009年，全区实现地区生产总值188亿元，增长30%；财政收入27.46亿元，增长22%。\n"
    "全年新建道路9条，引进项目45个。\n"
    "2010年的预期目标是：地区生产总值213亿元，增长14%。财政收入27.46亿元的基数上再增长23%。\n"
    "指标\t2008年\t2009年\n"
    "出口（亿美元）\t1.69\t1.87\n"
)
HEADING = """\
title = { en = "Riverside: report of 2009", zh = "滨河区2009年报告" }
entity = "riverside"
as_of = 2009
reviewed = false

[sources.report]
title = "工作报告"
published = 2010

[indicators.gdp]
label = { en = "GDP", zh = "地区生产总值" }
unit = "亿元"
basis = "nominal"

[indicators.revenue]
label = { en = "Revenue", zh = "财政收入" }
unit = "亿元"
basis = "nominal"

[indicators.exports]
label = { en = "Exports", zh = "出口" }
unit = "亿美元"
basis = "nominal"
"""
COLUMNS = "claim_id,entity,indicator,role,kind,basis,comparator,value,unit,start,end,every,reading,of,source,locator,quote,note"
ROWS = """\
gdp-2009,riverside,gdp,history,level,,=,188,亿元,,2009,,,,report,第2段,地区生产总值188亿元,confidence=0.92; 年份见于同句
gdp-2009-growth,riverside,gdp,history,growth,,=,30,%,,2009,,,,report,第2段,地区生产总值188亿元，增长30%,confidence=0.88; 年份见于同句
revenue-2009,riverside,revenue,history,level,,=,27.46,亿元,,2009,,,,report,第2段,财政收入27.46亿元,confidence=0.61
revenue-2009-growth,riverside,revenue,history,growth,,=,22,%,,2009,,,,report,第2段,财政收入27.46亿元，增长22%,confidence=0.60
gdp-2010,riverside,gdp,target,level,,=,213,亿元,,2010,,,,report,第4段,地区生产总值213亿元,confidence=0.55
exports-2009,riverside,exports,history,level,,=,1.87,亿美元,,2009,,,,report,第6段,1.87,typed by hand
"""
CLAIMS = f"{COLUMNS}\n{ROWS}"


def dossier(place: Path, claims: str = CLAIMS, heading: str = HEADING) -> Path:
    """The folder, with its report beside it as `report.txt`."""
    folder = place / "riverside"
    folder.mkdir()
    (folder / "dossier.toml").write_text(heading, encoding="utf-8")
    (folder / "claims.csv").write_text(claims, encoding="utf-8", newline="")
    (place / "report.txt").write_text(REPORT, encoding="utf-8")
    return folder
