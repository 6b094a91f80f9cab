"""Small dossiers on disk, for the tests of portfolios."""

import shutil
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"

TOML = """title = "{name}"
entity = "{name}"
as_of = 2012

[sources.report]
title = "report"
published = 2013

[indicators.gdp]
label = {{ en = "GDP", zh = "生产总值" }}
unit = "{unit}"
basis = "nominal"
growth_basis = "nominal"
"""
HEAD = "claim_id,entity,indicator,role,kind,basis,comparator,value,unit,start,end,every,reading,of,source,locator,quote,note\n"


def write(place, *, levels=((2010, 100), (2011, 110), (2012, 121)), target=133.1, growth=None, unit="亿元"):
    """A dossier with a level a year, a target for 2013, and a printed growth rate for 2012 where one is given."""
    place.mkdir(parents=True)
    name = place.name
    rows = [
        f"l{year},{name},gdp,history,level,,=,{level},{unit},,{year},,,,report,p1,{level}{unit},\n"
        for year, level in levels
    ]
    rows.append(f"t,{name},gdp,target,level,,=,{target},{unit},,2013,,,,report,p1,{target}{unit},\n")
    if growth is not None:
        rows.append(f"g,{name},gdp,history,growth,,=,{growth},%,,2012,,,,report,p1,增长{growth}%,\n")
    (place / "dossier.toml").write_text(TOML.format(name=name, unit=unit), encoding="utf-8")
    (place / "claims.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return place


def many(root, count=7):
    """Dossiers z00, z01, ..., every third with a printed growth of 15 % where levels say 10 %."""
    for number in range(count):
        write(root / f"z{number:02}", target=125 + number, growth=15 if number % 3 == 0 else 10)
    return root


def yanjiao(place):
    """A copy of the Yanjiao dossier."""
    return shutil.copytree(DATA / "yanjiao", place)
