"""A dossier to start from: the three files with every key explained and two rows that validate."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.dossier.model import COLUMNS, Claim
from forecasting.dossier.table import table_bytes, workbook_bytes
from forecasting.errors import ForecastingError
from forecasting.files import WriteRefusedError, write_files

if TYPE_CHECKING:
    import os

__all__ = ["NewDossier", "new_folder"]

_DOSSIER = """\
# What a report states, number by number. The claims themselves stand in claims.csv, one a line.
# 一份报告所述数字的清单；数字本身逐行写在 claims.csv 中。

title = {title}
# title = {{ en = "...", zh = "..." }}  # instead, to name it in both languages / 中英文名称
entity = {entity}                   # whose report it is / 报告主体
{founded}                     # founding year, for "since founding" / 设立年份
as_of = {as_of}                        # last year of reported history; never today's date / 已实现数据的最后一年
# fiscal_years = "second"           # years written 2023/24 count as 2024 ("first": as 2023) / 跨年财年计为后一年或前一年
# numbers = "1,234.5"               # how numbers are written, when not in plain digits / 数字的写法

# ---- Names of the places or firms quoted, where an id is no name / 地区或企业名称
# [entities.kunshan]
# label = {{ en = "Kunshan", zh = "昆山" }}

{declared}# ---- Cross-checks of two indicators in one year / 指标之比
# [ratios.revenue_to_gdp]
# numerator = "revenue"
# denominator = "gdp"
# plausible = [0.02, 0.35]

# ---- A total and its parts / 总量与分项
# [[identities]]
# total = "gdp"
# parts = ["industry", "services", "agriculture"]
# [[identities]]
# product = "gdp = gdp_per_head * population"   # or total and factors / 总量等于各因子之积

[assumptions]
# deflator = [-0.03, 0.08]          # yearly price change between real growth and nominal levels / 价格变动范围
# deflator_by_year = {{ 2009 = [-0.02, 0.03] }}   # of single years / 个别年份
# deflator_by_place = {{ kunshan = [0.0, 0.1] }}  # of single places / 个别地区
about = 0.05                        # half-width of "~" (about), as a share of the value / "约"的幅度
"""

_DECLARED = """\
# ---- Where the quotes come from / 来源
[sources.report]
title = {{ en = "Work report (replace)", zh = "工作报告（请替换）" }}
published = {published}
# note = ""

# ---- What is measured / 指标. One table an indicator; its name is used in the column indicator of claims.csv.
[indicators.revenue]
label = {{ en = "Fiscal revenue", zh = "财政收入" }}
unit = "亿元"                        # all results are given in it / 结果所用单位
basis = "nominal"                   # of printed levels: nominal | real | physical / 水平值的价格口径
# growth_basis = "real"             # of printed growth rates: nominal | real | physical | unstated / 增速的价格口径
# convention = "fiscal_revenue"     # how this kind is printed; without it the label decides, "none" for neither / 统计惯例
# measure = "amount"                # amount | count (whole things) | rate (%, in points) | index / 度量：总量、个数、比率、指数
# bounds = [0, 100]                 # of a rate, in its unit; inf for no end / 比率的上下限
# index_year = 2020                 # of an index: the year that is 100, or "previous" / 指数的基年
better = "higher"                   # higher | lower / 越高越好或越低越好
# scope = {{ en = "all revenue", zh = "全口径" }}    # what is counted / 统计口径
# plausible_growth = [-0.30, 0.60]  # per year; outside it a finding is raised / 每年增速的合理范围
# reference_class = ""              # whose growth it is compared with / 参照类别

"""

_IN_SHEETS = """\
# Indicators and sources stand on sheets of their own in claims.xlsx; an entry may also stand here instead.
# 指标和来源写在 claims.xlsx 的 indicators、sources 两张表中；也可改写在此处。

"""

_SCENARIOS = """\
# A scenario is only its differences from what the report says; every key is optional.
# 情景只写与报告不同之处，各项均可省略。

# [scenario.slower]
# title = {{ en = "Growth capped at 10 %", zh = "增速上限10%" }}
# growth_cap = {{ revenue = 0.10 }}              # no forecast year grows faster / 预测年份增速不超过
# growth_shock = {{ revenue = {{ {next} = -0.05 }} }}  # added to that year's growth / 加在该年增速上
# claims = {{ "revenue-{as_of}" = {{ value = "13.0" }} }} # other numbers for a claim / 改写某条数字

# [scenario.own_path]
# title = {{ en = "A path year by year", zh = "逐年增速" }}
# path = {{ revenue = {{ {next} = 0.15, {second} = 0.12 }} }}  # growth of each year / 各年增速

# [scenario.goal_later]                        # needs a claim with role goal / 须先有一条 goal
# title = {{ en = "The goal a year later", zh = "目标推迟一年" }}
# goal = {{ revenue = {{ year = {later} }} }}          # or level = "20" / 也可写 level = "20"
"""

_LAST_YEAR = 9990  # years have four digits, and the example scenarios look a few ahead


@dataclass(frozen=True, slots=True)
class NewDossier:
    """What a new dossier begins with.

    Attributes:
        entity: whose report it is; empty for the name of the folder.
        title: of the dossier; empty for one made of the entity and the year.
        as_of: last year of reported history.
        founded: founding year.
    """

    entity: str = ""
    title: str = ""
    as_of: int = 2024
    founded: int | None = None


def new_folder(
    folder: str | os.PathLike[str],
    begun: NewDossier | None = None,
    *,
    xlsx: bool = False,
    force: bool = False,
) -> tuple[Path, ...]:
    """Make a dossier folder to start from: it loads, and its two example claims show how a row is written.

    Args:
        folder: where; made when it is not there.
        begun: what it begins with; None takes the defaults.
        xlsx: whether the claims come as a workbook with drop-downs, `claims.xlsx`.
        force: whether files that are already there may be replaced.

    Returns:
        The files written: all three or, when one is refused, none.

    Raises:
        WriteRefusedError: a file is already there and `force` is not set, or the folder cannot be written to.
        ForecastingError: a year that is none, a founding year after the last year of history, or a workbook is
            wanted and openpyxl is not installed.
    """
    begun = begun or NewDossier()
    as_of = begun.as_of
    _require_years(as_of, begun.founded)
    place = Path(folder)
    entity = begun.entity or place.resolve().name or "entity"
    dossier = _DOSSIER.format(
        title=json.dumps(begun.title or f"{entity}: report of {as_of}", ensure_ascii=False),
        entity=json.dumps(entity, ensure_ascii=False),
        founded="# founded = 1992" if begun.founded is None else f"founded = {begun.founded}",
        as_of=as_of,
        declared=_IN_SHEETS if xlsx else _DECLARED.format(published=as_of + 1),
    )
    name, other = ("claims.xlsx", "claims.csv") if xlsx else ("claims.csv", "claims.xlsx")
    contents = {
        place / "dossier.toml": dossier.replace("claims.csv", name).encode("utf-8"),
        place / name: _claims(name, _example_claims(entity, as_of), as_of),
        place / "scenarios.toml": _SCENARIOS.format(
            as_of=as_of, next=as_of + 1, second=as_of + 2, later=as_of + 6
        ).encode("utf-8"),
    }
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        msg = f"cannot make the folder {place}: {error.strerror}"
        raise WriteRefusedError(msg) from error
    if (place / other).exists():
        msg = f"{place / other} is there already, and a dossier holds one of claims.csv and claims.xlsx"
        raise WriteRefusedError(msg)
    write_files(contents, force=force)
    return tuple(contents)


def _example_claims(entity: str, as_of: int) -> tuple[Claim, Claim]:
    """A level and the growth stated in the same words."""
    level = Claim(
        claim_id=f"revenue-{as_of}",
        entity=entity,
        indicator="revenue",
        role="history",
        kind="level",
        comparator="=",
        value="12.7",
        unit="亿元",
        end=as_of,
        source="report",
        locator="p1",
        quote="财政收入12.7亿元,增长25%",
        note="an example, to be replaced: the number exactly as printed, its unit, its year and its words",
    )
    note = "an example, to be replaced: one claim a line, so the same words give two lines"
    id_ = f"{level.claim_id}-growth"
    return level, replace(level, claim_id=id_, kind="growth", value="25", unit="%", note=note)


def _claims(name: str, claims: tuple[Claim, ...], as_of: int) -> bytes:
    """The claims with every column, also those that may be left out."""
    if name.endswith(".xlsx"):
        indicator = {"id": "revenue", "label_zh": "财政收入", "label_en": "Fiscal revenue", "unit": "亿元"}
        indicator |= {"basis": "nominal", "better": "higher", "note": "an example, to be replaced"}
        source = {
            "id": "report",
            "title": "工作报告（请替换） / Work report (replace)",
            "published": str(as_of + 1),
        }
        slower = {"scenario": "slower", "key": "growth_cap.revenue", "value": "0.10"}
        named = {"scenario": "slower", "key": "title.zh", "value": "增速上限10%"}
        also = {"scenario": "slower", "key": "title.en", "value": "Growth capped at 10 %"}
        sides = {"indicators": [indicator], "sources": [source], "scenarios": [named, also, slower]}
        return workbook_bytes(name, claims, ("revenue",), ("report",), sides=sides)
    # With the mark a spreadsheet shows Chinese as it is.
    return table_bytes(claims, bom=True, header=COLUMNS)


def _require_years(as_of: int, founded: int | None) -> None:
    given: tuple[tuple[str, object], ...] = (("as_of", as_of), ("founded", founded))
    for name, year in given:
        if year is not None and not (isinstance(year, int) and 1 <= year <= _LAST_YEAR):
            msg = f"{name}: found {year!r}; expected a year as a whole number, such as 2024"
            raise ForecastingError(msg)
    if founded is not None and founded > as_of:
        msg = f"founded: found {founded}, after as_of {as_of}; expected the founding year at or before it"
        raise ForecastingError(msg)
