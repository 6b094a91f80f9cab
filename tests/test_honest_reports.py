"""Numbers as statistical offices and firms print them: none of the true ones is accused, and the wrong ones are.

Each report is a few lines, one a claim: `indicator; kind; number and unit; year or base-year; quote; more`. The numbers
are those of published reports where a source is named, else made to be consistent by hand.
"""

import csv
import io
from pathlib import Path

import pytest

import forecasting as fc
from forecasting.cli import main
from forecasting.dossier.model import COLUMNS

COMPARATORS = ("..", ">=", "<=", "~", ">", "<")


def folder(place: Path, text: str) -> Path:
    """A dossier of a report in lines; those that begin with @ tell the file, the others are claims."""
    toml, rows, head = [], [], {}
    for number, line in enumerate(one.strip() for one in text.strip().splitlines() if one.strip()):
        if line.startswith("@"):
            key, _, rest = line[1:].partition(" ")
            if key == "as_of":
                head["as_of"] = rest
            elif key == "source":
                name, year = rest.split()
                toml += [f"[sources.{name}]", f'title = "{name}"', f"published = {year}"]
            elif key == "raw":
                toml.append(rest)
            else:
                label, unit, *more = (part.strip() for part in rest.split("|"))
                toml += [f"[indicators.{key}]", f'label = "{label}"', f'unit = "{unit}"']
                toml += more if any(one.startswith("basis") for one in more) else ['basis = "nominal"', *more]
            continue
        indicator, kind, number_text, years, quote, *options = (part.strip() for part in line.split(";"))
        value, _, unit = number_text.partition(" ")
        comparator = "="
        for sign in COMPARATORS:
            if value.startswith(sign) or (sign == ".." and sign in value):
                comparator = sign
                value = value.removeprefix(sign) if sign != ".." else value
                break
        start, _, end = years.rpartition("-")
        row = dict.fromkeys(COLUMNS, "") | {
            "claim_id": f"c{number}",
            "entity": "zone",
            "indicator": indicator,
            "role": "history",
            "kind": kind,
            "comparator": comparator,
            "value": value,
            "unit": unit,
            "start": start,
            "end": end,
            "source": "report",
            "locator": "p1",
            "quote": quote,
        }
        for option in options:
            column, _, cell = option.partition("=")
            row[column] = cell
        rows.append(row)
    as_of = head.get("as_of") or str(max(int(row["end"]) for row in rows if row["role"] == "history"))
    lines = ['title = "Report"', 'entity = "zone"', f"as_of = {as_of}"]
    raw = [one for one in toml if one.startswith("top:")]
    lines += [one.removeprefix("top:") for one in raw]
    toml = [one for one in toml if not one.startswith("top:")]
    if not any(one.startswith("[sources.report]") for one in toml):
        lines += ["[sources.report]", 'title = "Report"', f"published = {int(as_of) + 1}"]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    (place / "dossier.toml").write_text("\n".join([*lines, *toml]), encoding="utf-8")
    (place / "claims.csv").write_text(out.getvalue(), encoding="utf-8")
    return place


def assessed(place: Path, text: str) -> fc.Assessment:
    """The report, read and assessed."""
    return fc.assess(fc.load(folder(place, text)))


def accused(result: fc.Assessment) -> list[str]:
    """What is called inconsistent."""
    found = [one.message for one in result.finding_rows if one.verdict == "inconsistent"]
    return found + [str(list(one.claims)) for one in result.conflict_rows]


HONEST = """
# fujian real gdp
@gdp 地区生产总值 | 亿元
@source r25 2025
@source report 2026
gdp; level; 57761 亿元; 2024; 地区生产总值57761亿元; source=r25
gdp; level; 60199.45 亿元; 2025; 地区生产总值60199.45亿元、增长5%
gdp; growth; 5 %; 2025; 地区生产总值60199.45亿元、增长5%

# four provinces one report
@gdp 地区生产总值 | 亿元
gdp; level; 32193.15 亿元; 2024; 2024年地区生产总值32193.15亿元
gdp; level; 33757.93 亿元; 2025; 地区生产总值33757.93亿元，增长5.3%
gdp; growth; 5.3 %; 2025; 地区生产总值33757.93亿元，增长5.3%

# term of office work report of 2018
@gdp 国内生产总值 | 万亿元
gdp; level; 54 万亿元; 2012; 国内生产总值从54万亿元增加到82.7万亿元，年均增长7.1%
gdp; level; 82.7 万亿元; 2017; 国内生产总值从54万亿元增加到82.7万亿元，年均增长7.1%
gdp; average_growth; 7.1 %; 2012-2017; 国内生产总值从54万亿元增加到82.7万亿元，年均增长7.1%
@rev 财政收入 | 万亿元
rev; level; 11.7 万亿元; 2012; 财政收入从11.7万亿元增加到17.3万亿元
rev; level; 17.3 万亿元; 2017; 财政收入从11.7万亿元增加到17.3万亿元

# work report of 2013
@gdp 国内生产总值 | 万亿元
gdp; level; 26.6 万亿元; 2007; 国内生产总值从26.6万亿元增加到51.9万亿元
gdp; level; 51.9 万亿元; 2012; 国内生产总值从26.6万亿元增加到51.9万亿元，年均增长9.3%
gdp; average_growth; 9.3 %; 2007-2012; 国内生产总值年均增长9.3%

# work report of 2003 deflation
@gdp 国内生产总值 | 万亿元
gdp; level; 7.4 万亿元; 1997; 从1997年的7.4万亿元增加到2002年的10.2万亿元，按可比价格计算，平均每年增长7.7%
gdp; level; 10.2 万亿元; 2002; 从1997年的7.4万亿元增加到2002年的10.2万亿元，按可比价格计算，平均每年增长7.7%
gdp; average_growth; 7.7 %; 1997-2002; 从1997年的7.4万亿元增加到2002年的10.2万亿元，按可比价格计算，平均每年增长7.7%

# Gansu level pair + difference + cumulative real
@gdp 地区生产总值 | 亿元
gdp; level; 13697.5 亿元; 2025; 地区生产总值13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%
gdp; level; 9323.1 亿元; 2020; 地区生产总值13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%
gdp; change; 4374.4 亿元; 2020-2025; 地区生产总值13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%
gdp; growth; 33.6 %; 2020-2025; 地区生产总值13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%

# Gansu custom label, no convention
@gdp 全省经济总量 | 亿元
gdp; level; 13697.5 亿元; 2025; 经济总量13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%
gdp; level; 9323.1 亿元; 2020; 经济总量13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%
gdp; change; 4374.4 亿元; 2020-2025; 经济总量13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%
gdp; growth; 33.6 %; 2020-2025; 经济总量13697.5亿元，较“十三五”末的9323.1亿元增加4374.4亿元，增长33.6%

# Jilin
@gdp 地区生产总值 | 亿元
gdp; level; 1.5 万亿元; 2025; 地区生产总值达到1.5万亿元、增长19.8%
gdp; level; 12311.3 亿元; 2020; 2020年地区生产总值12311.3亿元
gdp; growth; 19.8 %; 2020-2025; 达到1.5万亿元、增长19.8%

# GNP before 1993
@gnp 国民生产总值 | 亿元
@ni 国民收入 | 亿元
gnp; level; 3480 亿元; 1978; 国民生产总值从3480亿元增加到9380亿元，增长102%
gnp; level; 9380 亿元; 1986; 国民生产总值从3480亿元增加到9380亿元，增长102%
gnp; growth; 102 %; 1978-1986; 国民生产总值从3480亿元增加到9380亿元，增长102%
ni; level; 3010 亿元; 1978; 国民收入从3010亿元增加到7790亿元，增长94.9%
ni; level; 7790 亿元; 1986; 国民收入从3010亿元增加到7790亿元，增长94.9%
ni; growth; 94.9 %; 1978-1986; 国民收入从3010亿元增加到7790亿元，增长94.9%

# gross output work report of 1982 constant
@out 工农业总产值 | 亿元
out; level; 7159 亿元; 1980; 1980年工农业总产值7159亿元
out; level; 8710 亿元; 1985; 1985年达到8710亿元，平均每年增长4%; role=goal
out; average_growth; 4 %; 1980-1985; 1985年达到8710亿元，平均每年增长4%; role=goal

# urban income labelled real
@inc 城镇居民人均可支配收入 | 元
@rur 农村居民人均纯收入 | 元
@source r9 2009
@source report 2010
inc; level; 15781 元; 2008; 城镇居民人均可支配收入15781元; source=r9
inc; level; 17175 元; 2009; 城镇居民人均可支配收入17175元，实际增长9.8%
inc; growth; 9.8 %; 2009; 城镇居民人均可支配收入17175元，实际增长9.8%
rur; level; 3255 元; 2005; 3255元; source=r9
rur; level; 3587 元; 2006; 农村居民人均纯收入3587元，实际增长7.4%
rur; growth; 7.4 %; 2006; 农村居民人均纯收入3587元，实际增长7.4%

# national income without 实际
@inc 城镇居民人均可支配收入 | 元
inc; level; 13786 元; 2007; 13786元
inc; level; 24565 元; 2012; 24565元
inc; average_growth; 8.8 %; 2007-2012; 城镇居民人均可支配收入年均增长8.8%

# Ningxia nominal income
@inc 居民人均可支配收入 | 万元
inc; level; 2.57 万元; 2020; 居民人均可支配收入由2.57万元提高到3.52万元，年均增长6.5%
inc; level; 3.52 万元; 2025; 居民人均可支配收入由2.57万元提高到3.52万元，年均增长6.5%
inc; average_growth; 6.5 %; 2020-2025; 居民人均可支配收入由2.57万元提高到3.52万元，年均增长6.5%

# income 2013 scope
@rur 农村居民人均纯收入 | 元
rur; level; 8896 元; 2013; 农村居民人均纯收入8896元，比上年增长12.4%，扣除价格因素，实际增长9.3%
rur; growth; 12.4 %; 2013; 农村居民人均纯收入8896元，比上年增长12.4%，扣除价格因素，实际增长9.3%
rur; growth; 9.3 %; 2013; 农村居民人均纯收入8896元，比上年增长12.4%，扣除价格因素，实际增长9.3%
rur; level; 7917 元; 2012; 7917元

# retail real
@ret 社会消费品零售总额 | 万亿元
ret; level; 2.73 万亿元; 1997; 社会消费品零售总额从2.73万亿元增加到4.1万亿元，平均每年实际增长10.5%
ret; level; 4.1 万亿元; 2002; 社会消费品零售总额从2.73万亿元增加到4.1万亿元，平均每年实际增长10.5%
ret; average_growth; 10.5 %; 1997-2002; 社会消费品零售总额从2.73万亿元增加到4.1万亿元，平均每年实际增长10.5%

# retail revised base
@ret 社会消费品零售总额 | 亿元
@source r20 2020
@source report 2022
ret; level; 411649 亿元; 2019; 社会消费品零售总额411649亿元; source=r20
ret; level; 440823 亿元; 2021; 社会消费品零售总额440823亿元，比上年增长12.5%，两年平均增长3.9%
ret; growth; 12.5 %; 2021; 社会消费品零售总额440823亿元，比上年增长12.5%，两年平均增长3.9%
ret; average_growth; 3.9 %; 2019-2021; 社会消费品零售总额440823亿元，比上年增长12.5%，两年平均增长3.9%

# FAI part year same source
@fai 固定资产投资（不含农户） | 亿元
fai; level; 147482 亿元; 2023; 1—4月份，全国固定资产投资（不含农户）147482亿元; period=M01-M04
fai; level; 143401 亿元; 2024; 1—4月份，全国固定资产投资（不含农户）143401亿元，同比增长4.2%; period=M01-M04
fai; growth; 4.2 %; 2024; 1—4月份，全国固定资产投资（不含农户）143401亿元，同比增长4.2%; period=M01-M04

# FAI 2019 2024
@fai 固定资产投资（不含农户） | 亿元
fai; level; 348892 亿元; 2019; 1—7月份，全国固定资产投资（不含农户）348892亿元，同比增长5.7%; period=M01-M07
fai; level; 287611 亿元; 2024; 1—7月份，全国固定资产投资（不含农户）287611亿元，同比增长3.6%; period=M01-M07
fai; growth; 3.6 %; 2024; 1—7月份，全国固定资产投资（不含农户）287611亿元，同比增长3.6%; period=M01-M07

# budget revenue 2022 two rates
@rev 全国一般公共预算收入 | 亿元
rev; level; 153151 亿元; 2022; 1—9月累计，全国一般公共预算收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%; period=M01-M09
rev; level; 164020 亿元; 2021; 164020亿元; period=M01-M09
rev; growth; 4.1 %; 2022; 1—9月累计，全国一般公共预算收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%; period=M01-M09
rev; growth; -6.6 %; 2022; 1—9月累计，全国一般公共预算收入153151亿元，扣除留抵退税因素后增长4.1%，按自然口径计算下降6.6%; period=M01-M09

# doubling after adjusting
@rev 全国财政收入 | 万亿元
rev; level; 11.7 万亿元; 2012; 财政收入11.7万亿元
rev; level; 20.4 万亿元; 2022; 财政收入20.4万亿元
rev; multiple; 1 番; 2012-2022; 考虑留抵退税因素，全国财政收入十年接近翻一番

# Gansu execution vs final
@rev 一般公共预算收入 | 亿元
@source r25 2025
@source report 2026
rev; level; 1051.4 亿元; 2024; 一般公共预算收入1051.4亿元; source=r25
rev; level; 1112.4 亿元; 2025; 一般公共预算收入1112.4亿元，增长5.7%
rev; growth; 5.7 %; 2025; 一般公共预算收入1112.4亿元，增长5.7%

# work report of 2003 average increment
@rev 财政收入 | 亿元
rev; level; 8651 亿元; 1997; 财政收入从8651亿元增加到18914亿元，平均每年增加2053亿元
rev; level; 18914 亿元; 2002; 财政收入从8651亿元增加到18914亿元，平均每年增加2053亿元

# FDI Shanghai dollars and yuan
@fdi 实际使用外资 | 亿元
fdi; level; 1243 亿元; 2024; 实际使用外资1243亿元
fdi; level; 1148 亿元; 2025; 实际使用外资160.6亿美元，折合1148亿元，下降8.2%
fdi; growth; -8.2 %; 2025; 实际使用外资160.6亿美元，折合1148亿元，下降8.2%

# FDI coverage
@fdi 实际使用外资 | 亿元
fdi; level; 10037.6 亿元; 2022; 1—9月，实际使用外资10037.6亿元，按可比口径同比增长15.6%; period=M01-M09
fdi; level; 9199.7 亿元; 2023; 1—9月，实际使用外资9199.7亿元，同比下降8.4%; period=M01-M09
fdi; growth; -8.4 %; 2023; 1—9月，实际使用外资9199.7亿元，同比下降8.4%; period=M01-M09

# energy intensity
@en 单位国内生产总值能耗 | 吨标准煤/万元 | basis = "physical" | better = "lower"
en; growth; -2.01 %; 2011; 单位GDP能耗下降2.01%
en; growth; -3.6 %; 2012; 单位GDP能耗下降3.6%
en; growth; -3.7 %; 2013; 单位GDP能耗下降3.7%
en; growth; -4.8 %; 2014; 单位GDP能耗下降4.8%
en; growth; -5.6 %; 2015; 单位GDP能耗下降5.6%
en; growth; -18.2 %; 2010-2015; 五年累计下降18.2%

# energy summed by newspapers
@en 单位国内生产总值能耗 | 吨标准煤/万元 | basis = "physical" | better = "lower"
en; growth; -2.01 %; 2011; 单位GDP能耗下降2.01%
en; growth; -3.6 %; 2012; 单位GDP能耗下降3.6%
en; growth; -3.7 %; 2013; 单位GDP能耗下降3.7%
en; growth; -4.8 %; 2014; 单位GDP能耗下降4.8%
en; growth; -5.6 %; 2015; 单位GDP能耗下降5.6%
en; growth; -19.71 %; 2010-2015; 五年累计下降19.71%

# energy level re-based
@en 单位GDP能耗 | 吨标准煤/万元 | basis = "physical" | better = "lower"
en; level; 0.869 吨标准煤/万元; 2015; 单位GDP能耗降到0.869吨标准煤/万元（按2005年价格计算）
en; level; 0.62 吨标准煤/万元; 2016; 单位GDP能耗0.62吨标准煤/万元（按2015年价格计算），下降5.0%
en; growth; -5.0 %; 2016; 单位GDP能耗0.62吨标准煤/万元（按2015年价格计算），下降5.0%

# census population
@pop 人口 | 万人 | basis = "physical"
pop; level; 133972 万人; 2010; 133972万人
pop; level; 141178 万人; 2020; 141178万人，增长5.38%，年平均增长率为0.53%
pop; growth; 5.38 %; 2010-2020; 141178万人，增长5.38%，年平均增长率为0.53%
pop; average_growth; 0.53 %; 2010-2020; 141178万人，增长5.38%，年平均增长率为0.53%

# natural growth
@pop 年末常住人口 | 万人 | basis = "physical"
@nat 人口自然增长率 | ‰ | basis = "physical"
pop; level; 500.2 万人; 2021; 年末常住人口500.2万人
pop; level; 506.1 万人; 2022; 年末常住人口506.1万人，人口自然增长率3.21‰
nat; level; 3.21 ‰; 2022; 人口自然增长率3.21‰

# urbanisation two vintages
@urb 城镇化率 | % | basis = "physical"
@source r18 2018
@source report 2023
urb; level; 58.5 %; 2017; 城镇化率58.5%; source=r18
urb; level; 60.2 %; 2017; 城镇化率从60.2%提高到65.2%
urb; level; 65.2 %; 2022; 城镇化率从60.2%提高到65.2%
urb; points; 5.0 个百分点; 2017-2022; 城镇化率提高5.0个百分点

# urbanisation mixes
@urb 城镇化率 | % | basis = "physical"
@source r13 2013
@source report 2023
urb; level; 52.6 %; 2012; 城镇化率52.6%; source=r13
urb; level; 65.2 %; 2022; 城镇化率65.2%，十年提高11.6个百分点
urb; points; 11.6 个百分点; 2012-2022; 城镇化率65.2%，十年提高11.6个百分点

# CPI chain
@cpi 居民消费价格涨幅 | % | basis = "physical" | better = "lower"
cpi; level; 2.6 %; 2013; 居民消费价格上涨2.6%
cpi; level; 2.0 %; 2014; 居民消费价格上涨2.0%
cpi; level; 1.4 %; 2015; 居民消费价格上涨1.4%
cpi; level; 2.0 %; 2016; 居民消费价格上涨2.0%
cpi; level; 1.6 %; 2017; 居民消费价格上涨1.6%
cpi; period_average; 1.9 %; 2013-2017; 居民消费价格年均上涨1.9%

# CPI as index growth
@cpi 居民消费价格指数 | 点 | measure = "index" | index_year = 2012
cpi; growth; 2.6 %; 2013; 居民消费价格上涨2.6%
cpi; growth; 2.0 %; 2014; 居民消费价格上涨2.0%
cpi; growth; 1.4 %; 2015; 居民消费价格上涨1.4%
cpi; growth; 2.0 %; 2016; 居民消费价格上涨2.0%
cpi; growth; 1.6 %; 2017; 居民消费价格上涨1.6%
cpi; average_growth; 1.9 %; 2012-2017; 居民消费价格年均上涨1.9%

# grain census vintage
@grain 粮食产量 | 万吨 | basis = "physical"
@source r17 2018
@source report 2019
grain; level; 61791 万吨; 2017; 粮食总产量61791万吨，比上年增长0.3%; source=r17
grain; growth; 0.3 %; 2017; 粮食总产量61791万吨，比上年增长0.3%; source=r17
grain; level; 65789 万吨; 2018; 粮食总产量65789万吨，比上年下降0.6%
grain; growth; -0.6 %; 2018; 粮食总产量65789万吨，比上年下降0.6%

# work report of 2006 57.3 = 9.5
@gdp 国内生产总值 | 亿元
gdp; growth; 57.3 %; 2000-2005; 2005年与2000年相比，国内生产总值增长57.3%，年均增长9.5%
gdp; average_growth; 9.5 %; 2000-2005; 2005年与2000年相比，国内生产总值增长57.3%，年均增长9.5%

# work report of 2008
@gdp 国内生产总值 | 亿元
gdp; growth; 65.5 %; 2002-2007; 比2002年增长65.5%，年均增长10.6%
gdp; average_growth; 10.6 %; 2002-2007; 比2002年增长65.5%，年均增长10.6%

# cumulative method investment
@fai 固定资产投资 | 亿元
fai; level; 100.0 亿元; 1990; 固定资产投资100.0亿元
fai; level; 130.0 亿元; 1991; 固定资产投资130.0亿元
fai; level; 150.0 亿元; 1992; 固定资产投资150.0亿元
fai; level; 160.0 亿元; 1993; 固定资产投资160.0亿元
fai; level; 165.0 亿元; 1994; 固定资产投资165.0亿元
fai; level; 168.0 亿元; 1995; 固定资产投资168.0亿元
fai; average_growth; 14.9 %; 1990-1995; 年均增长14.9%

# two-year mean 9.1 -> 4.4
@x 工程产出 | 亿元
x; growth; 9.1 %; 2019-2021; 比2019年增长9.1%，两年平均增长4.4%
x; average_growth; 4.4 %; 2019-2021; 比2019年增长9.1%，两年平均增长4.4%

# GDP two-year mean 5.1
@gdp 国内生产总值 | 亿元
gdp; growth; 2.3 %; 2020; 国内生产总值增长2.3%; source=r21
gdp; growth; 8.1 %; 2021; 国内生产总值增长8.1%，两年平均增长5.1%
gdp; average_growth; 5.1 %; 2019-2021; 国内生产总值增长8.1%，两年平均增长5.1%
@source r21 2021
@source report 2022

# heavy industry 1982
@h 重工业产值 | 亿元
h; growth; -4.7 %; 1981; 重工业下降4.7%
h; growth; 9 %; 1982; 重工业增长9%
h; average_growth; 1.9 %; 1980-1982; 两年平均递增1.9%

# cumulative total and average growth
@exp 财政教育支出 | 万亿元
exp; total; 4.47 万亿元; 2008-2012; 五年累计支出4.47万亿元，年均增长23.5%
exp; average_growth; 23.5 %; 2007-2012; 五年累计支出4.47万亿元，年均增长23.5%

# growth of totals against period
@tax 累计投资 | 万亿元
tax; total; 1.6 万亿元; 2021-2025; 五年累计超1.6万亿元; comparator=>
tax; total; 1.38 万亿元; 2016-2020; “十三五”累计1.38万亿元

# multiples 翻番
@ex 外贸进出口 | 亿元
ex; level; 412.3 亿元; 2015; 外贸进出口412.3亿元
ex; level; 803.1 亿元; 2020; 外贸进出口803.1亿元，五年翻了一番
ex; multiple; 1 番; 2015-2020; 外贸进出口803.1亿元，五年翻了一番

# 增长1.71倍 (work report of 2008)
@rev 财政收入 | 亿元
rev; level; 18904 亿元; 2002; 财政收入18904亿元
rev; level; 5.13 万亿元; 2007; 财政收入5.13万亿元，增长1.71倍
rev; multiple; 1.71 倍; 2002-2007; 财政收入5.13万亿元，增长1.71倍

# 增长一倍
@x 出口总额 | 亿元
x; level; 577 亿元; 1980; 577亿元
x; level; 1172 亿元; 1985; 1172亿元，增长一倍
x; multiple; 1 倍; 1980-1985; 1172亿元，增长1倍

# 是…的2.3倍
@st 在校学生 | 万人 | basis = "physical"
st; level; 1600 万人; 2002; 在校学生1600万人，是1997年的2.3倍
st; level; 700 万人; 1997; 1997年在校学生700万人
st; multiple; 2.3 倍; 1997-2002; 在校学生1600万人，是1997年的2.3倍

# 近3倍
@x 存款余额 | 亿元
x; level; 120 亿元; 2010; 120亿元
x; level; 352 亿元; 2020; 352亿元，是2010年的近3倍
x; multiple; <3 倍; 2010-2020; 352亿元，是2010年的近3倍

# 增长2倍多
@x 存款余额 | 亿元
x; level; 120 亿元; 2010; 120亿元
x; level; 402 亿元; 2020; 402亿元，增长2倍多
x; multiple; >2 倍; 2010-2020; 402亿元，增长2倍多

# target 左右 met
@gdp 国内生产总值 | 亿元
gdp; growth; ~7.5 %; 2014; 国内生产总值增长7.5%左右; role=target
gdp; growth; 7.4 %; 2014; 国内生产总值增长7.4%

# constant price goal
@gdp 国内生产总值 | 万亿元
gdp; level; 39.8 万亿元; 2010; 国内生产总值39.8万亿元
gdp; level; >55 万亿元; 2015; 按2010年价格计算，2015年国内生产总值将超过55万亿元; role=goal; basis=real
gdp; average_growth; 7 %; 2010-2015; 年均增长7%; role=goal

# US budget fiscal years
@rev Total receipts | USD bn
@raw top:fiscal_years = "second"
rev; level; 4439 USD bn; 2023; total receipts were $4,439 billion
rev; level; 4919 USD bn; 2024; total receipts were $4,919 billion, 11 percent more
rev; growth; 11 %; 2024; total receipts were $4,919 billion, 11 percent more

# India real levels
@gdp Real GDP | lakh crore INR | basis = "real"
gdp; level; 299.89 lakh crore INR; 2025; Rs 299.89 lakh crore
gdp; level; 322.58 lakh crore INR; 2026; Rs 322.58 lakh crore, growth of 7.6 %
gdp; growth; 7.6 %; 2026; Rs 322.58 lakh crore, growth of 7.6 %

# India real levels no basis
@gdp GDP | lakh crore INR
gdp; level; 299.89 lakh crore INR; 2025; Rs 299.89 lakh crore
gdp; level; 322.58 lakh crore INR; 2026; Rs 322.58 lakh crore, growth of 7.6 %
gdp; growth; 7.6 %; 2026; Rs 322.58 lakh crore, growth of 7.6 %

# Indonesia
@gdp GDP | Rp trillion
gdp; level; 20892.4 Rp trillion; 2023; Rp 20,892.4 trillion
gdp; level; 22139.0 Rp trillion; 2024; Rp 22,139.0 trillion, growth 5.03 %
gdp; growth; 5.03 %; 2024; Rp 22,139.0 trillion, growth 5.03 %

# UK ONS revised growth
@gdp UK GDP | GBP bn
@source feb 2024
@source report 2025
gdp; growth; 0.1 %; 2023; GDP grew by 0.1%; source=feb
gdp; growth; 0.3 %; 2023; GDP grew by 0.3%

# same source year different docs
@gdp UK GDP | GBP bn
@source feb 2024
@source report 2024
gdp; growth; 0.1 %; 2023; first estimate: GDP grew by 0.1%; source=feb
gdp; growth; 0.3 %; 2023; revised: GDP grew by 0.3%

# organic WPP
@rev Revenue | GBP m
rev; level; 5908 GBP m; 2006; revenue £5,908m
rev; level; 6186 GBP m; 2007; revenue up 4.7% to £6,186m, constant currency up 8.2%, like-for-like up 5.0%
rev; growth; 4.7 %; 2007; revenue up 4.7% to £6,186m, constant currency up 8.2%, like-for-like up 5.0%
rev; growth; 8.2 %; 2007; revenue up 4.7% to £6,186m, constant currency up 8.2%
rev; growth; 5.0 %; 2007; revenue up 4.7% to £6,186m, like-for-like up 5.0%

# Halma organic
@rev Revenue | GBP thousand
rev; level; 726134 GBP thousand; 2015; £726,134 thousand
rev; level; 807805 GBP thousand; 2016; £807,805 thousand, up 11.2%, organic 7.7%
rev; growth; 11.2 %; 2016; £807,805 thousand, up 11.2%, organic 7.7%
rev; growth; 7.7 %; 2016; organic growth 7.7%

# profit swings
@p Operating profit | GBP m
p; level; 12.4 GBP m; 2019; operating profit £12.4m
p; level; 8.1 GBP m; 2020; operating profit £8.1m, down 35%
p; growth; -35 %; 2020; operating profit £8.1m, down 35%

# Japan quarter annualised
@g GDP | JPY trillion
g; growth; 0.4 %; 2023; GDP grew 0.4% on the quarter, an annualised 1.6%; period=Q1
g; growth; 1.6 %; 2023; GDP grew 0.4% on the quarter, an annualised 1.6%; period=Q1

# decimal comma
@u Umsatz | EUR m
@raw top:numbers = "1.234,5"
u; level; 1234,5 EUR m; 2022; 1.234,5 EUR m
u; level; 1301,2 EUR m; 2023; 1.301,2 EUR m, plus 5,4 %
u; growth; 5,4 %; 2023; 1.301,2 EUR m, plus 5,4 %

# per-head product mean pop
@gdp 地区生产总值 | 亿元
@head 人均地区生产总值 | 元
@pop 常住人口 | 万人 | basis = "physical"
@raw [[identities]]
@raw total = "gdp"
@raw factors = ["head", "pop"]
gdp; level; 2456.7 亿元; 2022; 地区生产总值2456.7亿元
pop; level; 321.5 万人; 2021; 2021年末321.5万人
pop; level; 325.1 万人; 2022; 年末常住人口325.1万人
head; level; 75982 元; 2022; 人均地区生产总值75982元

# share rounding parts
@t 合计 | 亿元
@a 甲 | 亿元
@b 乙 | 亿元
@c 丙 | 亿元
@raw [[identities]]
@raw total = "t"
@raw parts = ["a","b","c"]
t; level; 100 亿元; 2020; 合计100亿元
a; level; 33 亿元; 2020; 甲33亿元
b; level; 33 亿元; 2020; 乙33亿元
c; level; 33 亿元; 2020; 丙33亿元

# gdp by sector growth rates contributions
@gdp 地区生产总值 | 亿元
@p1 第一产业增加值 | 亿元
@p2 第二产业增加值 | 亿元
@p3 第三产业增加值 | 亿元
@raw [[identities]]
@raw total = "gdp"
@raw parts = ["p1","p2","p3"]
gdp; level; 1014.9 亿元; 2021; 地区生产总值1014.9亿元，增长8.1%
gdp; growth; 8.1 %; 2021; 地区生产总值1014.9亿元，增长8.1%
p1; level; 83.1 亿元; 2021; 第一产业增加值83.1亿元，增长7.1%
p1; growth; 7.1 %; 2021; 第一产业增加值83.1亿元，增长7.1%
p2; level; 450.9 亿元; 2021; 第二产业增加值450.9亿元，增长8.2%
p2; growth; 8.2 %; 2021; 第二产业增加值450.9亿元，增长8.2%
p3; level; 480.8 亿元; 2021; 第三产业增加值480.8亿元，增长8.2%
p3; growth; 8.2 %; 2021; 第三产业增加值480.8亿元，增长8.2%
gdp; level; 923.5 亿元; 2020; 923.5亿元
p1; level; 76.6 亿元; 2020; 76.6亿元
p2; level; 401.2 亿元; 2020; 401.2亿元
p3; level; 445.7 亿元; 2020; 445.7亿元

# sector shares
@gdp 地区生产总值 | 亿元
@p1 第一产业增加值 | 亿元
@p2 第二产业增加值 | 亿元
gdp; level; 1014.9 亿元; 2021; 1014.9亿元
p1; level; 83.1 亿元; 2021; 83.1亿元
p1; share; 8.2 %; 2021; 三次产业结构为8.2:44.4:47.4; of=gdp
p2; share; 44.4 %; 2021; 三次产业结构为8.2:44.4:47.4; of=gdp
p2; level; 450.9 亿元; 2021; 450.9亿元

# chained volumes not adding
@gdp Real GDP | USD bn | basis = "real"
@c Consumption | USD bn | basis = "real"
@i Investment and other | USD bn | basis = "real"
@raw [[identities]]
@raw total = "gdp"
@raw parts = ["c","i"]
gdp; level; 18300.2 USD bn; 2018; 18,300.2 billion
c; level; 12700.5 USD bn; 2018; 12,700.5 billion
i; level; 5640.3 USD bn; 2018; 5,640.3 billion

# hedged list
@x 旅游收入 | 亿元
x; level; 30 亿元; 2018; 旅游收入约30亿元
x; level; 40 亿元; 2019; 旅游收入约40亿元，增长31%
x; growth; 31 %; 2019; 旅游收入约40亿元，增长31%

# hedged list 分别
@a 固定资产投入 | 亿元
@b 招商引资额 | 亿元
a; level; ~120 亿元; 2019; 固定资产投入、招商引资额分别达到120亿元、85亿元左右
b; level; ~85 亿元; 2019; 固定资产投入、招商引资额分别达到120亿元、85亿元左右
a; level; 100 亿元; 2018; 100亿元
a; growth; 17.5 %; 2019; 增长17.5%

# trailing zeros
@j 新增就业 | 人 | basis = "physical"
j; level; 12000 人; 2018; 新增就业12000人
j; level; 13000 人; 2019; 新增就业13000人，增长4.5%
j; growth; 4.5 %; 2019; 新增就业13000人，增长4.5%

# trailing zeros in 亿
@x 工业产值 | 亿元
x; level; 2800 亿元; 2018; 工业产值2800亿元
x; level; 3000 亿元; 2019; 工业产值3000亿元，增长8.5%
x; growth; 8.5 %; 2019; 工业产值3000亿元，增长8.5%

# over 超过 level with growth
@x 进出口总额 | 亿元
x; level; >500 亿元; 2019; 进出口总额突破500亿元，增长12%
x; level; 452.1 亿元; 2018; 452.1亿元
x; growth; 12 %; 2019; 进出口总额突破500亿元，增长12%

# range target
@gdp 地区生产总值 | 亿元
gdp; growth; 6.5..7 %; 2016; 增长6.5%-7%; role=target
gdp; growth; 6.7 %; 2016; 增长6.7%

# floor and stretch
@gdp 地区生产总值 | 亿元
gdp; level; 2000 亿元; 2024; 2000亿元
gdp; growth; >=7 %; 2025; 增长7%以上、力争达到8%; role=target
gdp; growth; 8 %; 2025; 增长7%以上、力争达到8%; role=target

# tibet past
@gdp 地区生产总值 | 亿元
gdp; growth; >=7 %; 2025; 增长7%以上、力争达到8%; role=target
gdp; growth; 8 %; 2025; 增长7%以上、力争达到8%; role=target
gdp; growth; 7.0 %; 2025; 地区生产总值增长7.0%

# UAE double
@gdp GDP | AED trillion
gdp; level; 1.49 AED trillion; 2021; from AED 1.49 trillion
gdp; level; 3 AED trillion; 2031; double to AED 3 trillion; role=goal
gdp; multiple; 2 倍; 2021-2031; double GDP, 2倍; role=goal

# profit decline in company
@np 净利润 | 亿元
@rev 营业收入 | 亿元
rev; level; 27.46 亿元; 2019; 营业收入27.46亿元，同比增长22.04%
rev; growth; 22.04 %; 2019; 营业收入27.46亿元，同比增长22.04%
rev; level; 22.50 亿元; 2018; 22.50亿元
np; level; 3.02 亿元; 2019; 净利润3.02亿元，同比下降8.2%
np; growth; -8.2 %; 2019; 净利润3.02亿元，同比下降8.2%
np; level; 3.29 亿元; 2018; 3.29亿元
np; growth; -12.5 %; 2019; 扣除非经常性损益的净利润下降12.5%

# 口径调整
@rev 税收收入 | 亿元
rev; level; 88.2 亿元; 2018; 88.2亿元
rev; level; 80.1 亿元; 2019; 税收收入80.1亿元，剔除减税因素增长6.5%
rev; growth; 6.5 %; 2019; 税收收入80.1亿元，剔除减税因素增长6.5%

# comparables of loan
@l 各项贷款余额 | 亿元
l; level; 1200.4 亿元; 2014; 各项贷款余额1200.4亿元
l; level; 1420.2 亿元; 2015; 各项贷款余额1420.2亿元，比年初增长14.1%（可比口径）
l; growth; 14.1 %; 2015; 各项贷款余额1420.2亿元，比年初增长14.1%（可比口径）

# 比年初增加
@d 存款余额 | 亿元
d; level; 300.5 亿元; 2018; 300.5亿元
d; level; 332.1 亿元; 2019; 存款余额332.1亿元，比年初增加31.6亿元，增长10.5%
d; change; 31.6 亿元; 2019; 存款余额332.1亿元，比年初增加31.6亿元，增长10.5%
d; growth; 10.5 %; 2019; 存款余额332.1亿元，比年初增加31.6亿元，增长10.5%

# 净增 across vintages
@gdp 地区生产总值 | 万亿元
@source r21 2021
@source report 2026
gdp; level; 2.62 万亿元; 2020; 2.62万亿元; source=r21
gdp; level; 3.64 万亿元; 2025; 地区生产总值3.64万亿元，五年净增1万亿元
gdp; change; 1 万亿元; 2020-2025; 五年净增1万亿元

# 两年 different units
@x 出口 | 亿美元
x; level; 1.87 亿美元; 2009; 出口1.87亿美元
x; level; 24500 万美元; 2010; 出口24500万美元，增长31%
x; growth; 31 %; 2010; 出口24500万美元，增长31%

# H1 and full year
@x 财政收入 | 亿元
x; level; 20.1 亿元; 2018; 财政收入20.1亿元
x; level; 11.5 亿元; 2019; 上半年财政收入11.5亿元，同比增长12.3%; period=H1
x; growth; 12.3 %; 2019; 上半年财政收入11.5亿元，同比增长12.3%; period=H1
x; level; 10.2 亿元; 2018; 上半年10.2亿元; period=H1

# completed % of annual target: share
@x 投资 | 亿元
x; level; 62 亿元; 2019; 上半年完成投资62亿元; period=H1
x; level; 120 亿元; 2019; 全年目标120亿元; role=target

# 增幅 points
@x 研发投入占比 | % | basis = "physical"
x; level; 2.40 %; 2020; 研发投入强度2.40%
x; level; 2.44 %; 2021; 研发投入强度2.44%，提高0.03个百分点
x; points; 0.03 个百分点; 2021; 研发投入强度2.44%，提高0.03个百分点

# infant mortality permille
@x 婴儿死亡率 | ‰ | basis = "physical" | better = "lower"
x; level; 5.4 ‰; 2020; 婴儿死亡率5.4‰
x; level; 5.0 ‰; 2021; 婴儿死亡率5.0‰，下降0.4个千分点
x; points; -0.4 个千分点; 2021; 婴儿死亡率5.0‰，下降0.4个千分点

# counts of firms
@x 高新技术企业 | 家 | basis = "physical" | measure = "count"
x; level; 112 家; 2018; 高新技术企业112家
x; level; 145 家; 2019; 高新技术企业145家，净增33家，增长29.5%
x; change; 33 家; 2019; 高新技术企业145家，净增33家，增长29.5%
x; growth; 29.5 %; 2019; 高新技术企业145家，净增33家，增长29.5%

# enrolment rounding in wan
@x 在校生 | 万人 | basis = "physical"
x; level; 1.2 万人; 2018; 在校生1.2万人
x; level; 12845 人; 2019; 在校生12845人，增长6.8%
x; growth; 6.8 %; 2019; 在校生12845人，增长6.8%

# average from founding
@rev 财政收入 | 亿元
@raw top:founded = 1992
rev; level; 0.32 亿元; 1992; 0.32亿元
rev; level; 27.46 亿元; 2009; 财政收入27.46亿元，建区以来年均增长29.9%
rev; average_growth; 29.9 %; founding-2009; 财政收入27.46亿元，建区以来年均增长29.9%

# 17 plans, base one year earlier
@rev 财政收入 | 亿元
rev; level; 10.0 亿元; 2015; 10.0亿元
rev; level; 11.0 亿元; 2016; 11.0亿元
rev; level; 16.1 亿元; 2020; 16.1亿元
rev; average_growth; 10.0 %; 2016-2020; “十三五”期间（2016—2020年）年均增长10.0%

# five-year CAGR four steps
@rev Sales | USD m
rev; level; 100 USD m; 2015; $100m
rev; level; 146 USD m; 2019; $146m, a five-year CAGR of 7.9%
rev; average_growth; 7.9 %; 2014-2019; a five-year CAGR of 7.9%

# 53 weeks
@rev Group revenue | GBP m
rev; level; 1000.0 GBP m; 2015; £1,000.0m
rev; level; 1052.0 GBP m; 2016; £1,052.0m for the 53 weeks, up 3.2% on a 52-week basis
rev; growth; 3.2 %; 2016; £1,052.0m for the 53 weeks, up 3.2% on a 52-week basis

# US GDP
@gdp Gross domestic product | USD bn
gdp; level; 21521.4 USD bn; 2019; current-dollar GDP was $21,521.4 billion
gdp; level; 21322.9 USD bn; 2020; current-dollar GDP decreased 0.9 percent to $21,322.9 billion, real GDP decreased 2.2 percent
gdp; growth; -0.9 %; 2020; current-dollar GDP decreased 0.9 percent
gdp; growth; -2.2 %; 2020; real GDP decreased 2.2 percent

# retail India per cent
@x GST collections | crore INR
x; level; 20.18 lakh crore INR; 2024; Rs 20.18 lakh crore
x; level; 22.08 lakh crore INR; 2025; Rs 22.08 lakh crore, up 9.4 per cent
x; growth; 9.4 %; 2025; Rs 22.08 lakh crore, up 9.4 per cent

# electricity
@x 全社会用电量 | 亿千瓦时 | basis = "physical"
x; level; 45.3 亿千瓦时; 2018; 全社会用电量45.3亿千瓦时
x; level; 48.9 亿千瓦时; 2019; 全社会用电量48.9亿千瓦时，增长7.9%
x; growth; 7.9 %; 2019; 全社会用电量48.9亿千瓦时，增长7.9%

# 番 since
@x 地区生产总值 | 亿元
x; level; 21.3 亿元; 1990; 21.3亿元
x; level; 188 亿元; 2009; 188亿元，翻了三番
x; multiple; 3 番; 1990-2009; 188亿元，翻了三番

# each year over
@x 工业增加值 | 亿元
x; growth_each_year; >=10 %; 2015-2019; 连续四年增长10%以上
x; growth; 10.4 %; 2017; 增长10.4%
x; average_growth; 11.9 %; 2015-2019; 年均增长11.9%

# population decline log
@pop Population | million persons | basis = "physical"
pop; level; 20.2 million persons; 1990; 20.2 million
pop; level; 34.1 million persons; 2010; 34.1 million, growing 2.62% a year
pop; average_growth; 2.62 %; 1990-2010; 34.1 million, growing 2.62% a year

# least squares WDI
@x Exports of goods | USD bn
x; level; 100.0 USD bn; 2000; 100.0
x; level; 120.0 USD bn; 2001; 120.0
x; level; 118.0 USD bn; 2002; 118.0
x; level; 140.0 USD bn; 2003; 140.0
x; level; 139.0 USD bn; 2004; 139.0
x; average_growth; 8.5 %; 2000-2004; average annual growth 8.5%

# Nigeria rebasing
@gdp GDP | NGN trillion
@source a 2013
@source report 2014
gdp; level; 42.4 NGN trillion; 2012; 42.4 trillion; source=a
gdp; level; 80.2 NGN trillion; 2013; 80.2 trillion, growth 7.4%
gdp; growth; 7.4 %; 2013; 80.2 trillion, growth 7.4%

# Vietnam rebase level same year
@gdp GDP | VND trillion
@source a 2018
@source report 2019
gdp; level; 5006 VND trillion; 2017; 5,006 trillion; source=a
gdp; level; 6294 VND trillion; 2017; 6,294 trillion

# census revision word inside one source
@gdp 地区生产总值 | 亿元
gdp; level; 1052.3 亿元; 2018; 2018年地区生产总值1052.3亿元
gdp; level; 903.2 亿元; 2018; 根据第四次全国经济普查结果，2018年地区生产总值修订为903.2亿元
gdp; level; 961.5 亿元; 2019; 地区生产总值961.5亿元，增长6.1%
gdp; growth; 6.1 %; 2019; 地区生产总值961.5亿元，增长6.1%

# 预算执行 and 决算
@rev 一般公共预算收入 | 亿元
rev; level; 100.3 亿元; 2018; 2018年决算数100.3亿元
rev; level; 105.2 亿元; 2019; 2019年执行数105.2亿元，比上年决算数增长4.9%
rev; growth; 4.9 %; 2019; 2019年执行数105.2亿元，比上年决算数增长4.9%

# budget expenditure as share of budget
@exp 一般公共预算支出 | 亿元
exp; level; 205.1 亿元; 2019; 支出205.1亿元，完成预算的98.7%，增长6.3%
exp; growth; 6.3 %; 2019; 支出205.1亿元，完成预算的98.7%，增长6.3%
exp; level; 193.0 亿元; 2018; 193.0亿元

# 可比增长
@rev 一般公共预算收入 | 亿元
rev; level; 52.3 亿元; 2015; 52.3亿元
rev; level; 50.1 亿元; 2016; 一般公共预算收入50.1亿元，可比增长7.2%
rev; growth; 7.2 %; 2016; 一般公共预算收入50.1亿元，可比增长7.2%

# 同比 with 剔除 in bracket
@rev 税收收入 | 亿元
rev; level; 52.3 亿元; 2015; 52.3亿元
rev; level; 50.1 亿元; 2016; 税收收入50.1亿元，增长7.2%（剔除营改增因素）
rev; growth; 7.2 %; 2016; 税收收入50.1亿元，增长7.2%（剔除营改增因素）

# industrial value added at comparable prices with level
@iva 规模以上工业增加值 | 亿元
iva; level; 88.2 亿元; 2017; 88.2亿元
iva; level; 79.3 亿元; 2018; 规模以上工业增加值79.3亿元，增长8.6%
iva; growth; 8.6 %; 2018; 规模以上工业增加值79.3亿元，增长8.6%

# agriculture output value comparable
@ag 农林牧渔业总产值 | 亿元
ag; level; 120.4 亿元; 2018; 120.4亿元
ag; level; 133.2 亿元; 2019; 农林牧渔业总产值133.2亿元，增长3.4%
ag; growth; 3.4 %; 2019; 农林牧渔业总产值133.2亿元，增长3.4%

# industrial output 按现价
@io 工业总产值 | 亿元
io; level; 300.2 亿元; 2018; 300.2亿元
io; level; 327.8 亿元; 2019; 工业总产值（现价）327.8亿元，增长9.2%
io; growth; 9.2 %; 2019; 工业总产值（现价）327.8亿元，增长9.2%

# per capita GDP real
@h 人均地区生产总值 | 元
h; level; 52340 元; 2018; 52340元
h; level; 56388 元; 2019; 人均地区生产总值56388元，增长5.9%
h; growth; 5.9 %; 2019; 人均地区生产总值56388元，增长5.9%

# per capita USD
@h 人均地区生产总值 | 美元
h; level; 7900 美元; 2018; 7900美元
h; level; 8154 美元; 2019; 人均地区生产总值突破8154美元，增长5.9%
h; growth; 5.9 %; 2019; 增长5.9%

# tourism 人次
@t 接待游客 | 万人次 | basis = "physical"
t; level; 812.3 万人次; 2018; 812.3万人次
t; level; 945.5 万人次; 2019; 接待游客945.5万人次，增长16.4%
t; growth; 16.4 %; 2019; 接待游客945.5万人次，增长16.4%

# visitors whole hundred
@t 接待游客 | 万人次 | basis = "physical"
t; level; 1200 万人次; 2018; 接待游客1200万人次
t; level; 1500 万人次; 2019; 接待游客1500万人次，增长21%
t; growth; 21 %; 2019; 接待游客1500万人次，增长21%

# small zeros whole tens: 120 to 150
@t 招商引资 | 亿元
t; level; 120 亿元; 2018; 招商引资120亿元
t; level; 150 亿元; 2019; 招商引资150亿元，增长25%
t; growth; 25 %; 2019; 招商引资150亿元，增长25%

# 累计五年 then period average
@x 固定资产投资 | 亿元
x; total; 1520 亿元; 2011-2015; 五年累计完成固定资产投资1520亿元，年均增长21%
x; average_growth; 21 %; 2010-2015; 五年累计完成固定资产投资1520亿元，年均增长21%
x; level; 410.2 亿元; 2015; 固定资产投资410.2亿元

# 年均 total by years
@x 农民人均纯收入 | 元
x; level; 4020 元; 2005; 4020元
x; level; 6330 元; 2010; 6330元，年均增长11.5%
x; average_growth; 11.5 %; 2005-2010; 6330元，年均增长11.5%

# real growth beside nominal list
@a 城镇居民人均可支配收入 | 元
@b 农民人均纯收入 | 元
a; level; 9422 元; 2004; 城镇居民人均可支配收入9422元，农村居民人均纯收入2936元，扣除价格因素，分别实际增长7.7%和6.8%
a; level; 8472 元; 2003; 8472元
a; growth; 7.7 %; 2004; 城镇居民人均可支配收入9422元，农村居民人均纯收入2936元，扣除价格因素，分别实际增长7.7%和6.8%
b; level; 2936 元; 2004; 城镇居民人均可支配收入9422元，农村居民人均纯收入2936元，扣除价格因素，分别实际增长7.7%和6.8%
b; level; 2622 元; 2003; 2622元
b; growth; 6.8 %; 2004; 城镇居民人均可支配收入9422元，农村居民人均纯收入2936元，扣除价格因素，分别实际增长7.7%和6.8%

# unemployment control
@u 城镇登记失业率 | % | basis = "physical" | better = "lower"
u; level; <=4.5 %; 2019; 城镇登记失业率控制在4.5%以内; role=target
u; level; 3.62 %; 2019; 城镇登记失业率3.62%

# energy target due
@e 单位地区生产总值能耗 | 吨标准煤/万元 | basis = "physical" | better = "lower"
e; growth; ~-20 %; 2005-2010; 单位生产总值能耗降低20%左右; role=goal
e; growth; -19.1 %; 2005-2010; 单位生产总值能耗下降19.1%

# goal due in as_of level and growth
@gdp 地区生产总值 | 亿元
gdp; level; 1000 亿元; 2015; 到2015年地区生产总值达到1000亿元，年均增长12%; role=goal
gdp; average_growth; 12 %; 2010-2015; 到2015年地区生产总值达到1000亿元，年均增长12%; role=goal
gdp; level; 820.1 亿元; 2015; 820.1亿元
gdp; level; 600.3 亿元; 2010; 600.3亿元

# goal with growth inconsistent with level? honest real
@gdp 地区生产总值 | 亿元
gdp; level; 600.3 亿元; 2010; 600.3亿元
gdp; average_growth; 12 %; 2010-2015; 年均增长12%; role=goal
gdp; level; 1200 亿元; 2015; 到2015年达到1200亿元; role=goal

# goal overshoot
@rev 财政收入 | 亿元
rev; level; 27.46 亿元; 2009; 27.46亿元
rev; level; 33.5 亿元; 2010; 财政收入33.5亿元，增长22%; role=target
rev; growth; 22 %; 2010; 财政收入33.5亿元，增长22%; role=target

# target both with rounding of base estimate
@rev 财政收入 | 亿元
rev; level; 27.5 亿元; 2009; 预计财政收入27.5亿元
rev; level; 30 亿元; 2010; 财政收入30亿元，增长10%; role=target
rev; growth; 10 %; 2010; 财政收入30亿元，增长10%; role=target

# target above
@rev 财政收入 | 亿元
rev; level; 27.5 亿元; 2009; 财政收入27.5亿元
rev; level; >=31 亿元; 2010; 财政收入31亿元以上，增长10%以上; role=target
rev; growth; >=10 %; 2010; 财政收入31亿元以上，增长10%以上; role=target

# UK public spending: per cent of GDP
@d Public sector net debt as a share of GDP | % | basis = "physical" | better = "lower"
d; level; 85.4 %; 2019; net debt was 85.4 per cent of GDP
d; level; 96.3 %; 2020; net debt rose by 10.9 percentage points to 96.3 per cent of GDP
d; points; 10.9 percentage points; 2020; net debt rose by 10.9 percentage points to 96.3 per cent of GDP

# UK real terms spending
@s Health spending | GBP bn
s; level; 140.4 GBP bn; 2019; £140.4bn
s; level; 148.5 GBP bn; 2020; £148.5bn, a rise of 3.6% in real terms
s; growth; 3.6 %; 2020; £148.5bn, a rise of 3.6% in real terms

# US company: reported and adjusted EPS
@e Net sales | USD m
e; level; 12345 USD m; 2021; net sales of $12,345 million
e; level; 13100 USD m; 2022; net sales of $13,100 million, up 6%, up 9% excluding currency
e; growth; 6 %; 2022; net sales of $13,100 million, up 6%, up 9% excluding currency
e; growth; 9 %; 2022; net sales of $13,100 million, up 6%, up 9% excluding currency

# basis points margin
@m Operating margin | % | basis = "physical"
m; level; 12.4 %; 2021; 12.4%
m; level; 13.1 %; 2022; operating margin up 70 basis points to 13.1%

# Indian budget capex "11.1 per cent"
@c Capital expenditure | INR crore
c; level; 1000961 INR crore; 2024; Rs 1000961 crore
c; level; 1111111 INR crore; 2025; Rs 1111111 crore, an increase of 11.1 per cent; role=target
c; growth; 11.1 %; 2025; an increase of 11.1 per cent; role=target

# indian share of GDP
@f Fiscal deficit | % | basis = "physical" | better = "lower"
f; level; 5.6 %; 2024; 5.6 per cent of GDP
f; level; 5.1 %; 2025; 5.1 per cent of GDP; role=target

# exports USD growth in yuan
@x 出口总值 | 亿美元
x; level; 2500.1 亿美元; 2021; 2500.1亿美元
x; level; 2675.4 亿美元; 2022; 出口2675.4亿美元，以人民币计增长10.5%
x; growth; 10.5 %; 2022; 出口2675.4亿美元，以人民币计增长10.5%

# pct of pct: share of tertiary raised
@s 第三产业增加值占比 | % | basis = "physical"
s; level; 46.9 %; 2013; 46.9%
s; level; 48.1 %; 2014; 第三产业增加值占比48.1%，提高1.3个百分点
s; points; 1.3 个百分点; 2014; 第三产业增加值占比48.1%，提高1.3个百分点

# 人均 product of shares ratio: grain per head
@g 粮食产量 | 万吨 | basis = "physical"
g; level; 61791 万吨; 2017; 粮食产量61791万吨，增产166万吨，增长0.3%
g; change; 166 万吨; 2017; 粮食产量61791万吨，增产166万吨，增长0.3%
g; growth; 0.3 %; 2017; 粮食产量61791万吨，增产166万吨，增长0.3%
g; level; 61625 万吨; 2016; 61625万吨

# mean of two-year rates rounding
@x 出口 | 亿元
x; growth; 10.5 %; 2020; 增长10.5%
x; growth; 20.5 %; 2021; 增长20.5%，两年平均增长15.5%
x; average_growth; 15.5 %; 2019-2021; 两年平均增长15.5%

# average over plan counted from first year
@x 财政支出 | 亿元
x; level; 50.0 亿元; 2006; 50.0亿元
x; level; 80.5 亿元; 2010; 80.5亿元
x; average_growth; 12.6 %; 2005-2010; “十一五”期间年均增长12.6%

# average of growth when earlier level is from older source
@x 财政支出 | 亿元
@source a 2006
@source report 2011
x; level; 42.0 亿元; 2005; 42.0亿元; source=a
x; level; 80.5 亿元; 2010; 80.5亿元，年均增长15.2%
x; average_growth; 15.2 %; 2005-2010; 80.5亿元，年均增长15.2%

# 倍 rounded
@x 存款 | 亿元
x; level; 30.2 亿元; 2005; 30.2亿元
x; level; 95.8 亿元; 2010; 95.8亿元，是2005年的3倍
x; multiple; 3 倍; 2005-2010; 95.8亿元，是2005年的3倍

# 增长3倍 colloquial to 3x
@x 存款 | 亿元
x; level; 30.2 亿元; 2005; 30.2亿元
x; level; 92.8 亿元; 2010; 92.8亿元，增长3倍
x; multiple; 3 倍; 2005-2010; 92.8亿元，增长3倍

# quotes with 亿 万 mixture
@x 贷款余额 | 亿元
x; level; 3.5 亿元; 2008; 3.5亿元
x; level; 42300 万元; 2009; 贷款余额4.23亿元（42300万元），增长20.9%
x; growth; 20.9 %; 2009; 贷款余额4.23亿元（42300万元），增长20.9%

# rank of births
@b 出生率 | ‰ | basis = "physical"
@d 死亡率 | ‰ | basis = "physical" | better = "lower"
@n 自然增长率 | ‰ | basis = "physical"
b; level; 10.48 ‰; 2019; 出生率10.48‰
d; level; 7.14 ‰; 2019; 死亡率7.14‰
n; level; 3.34 ‰; 2019; 自然增长率3.34‰

# shares of three sectors sum to 100.1
@a 第一产业比重 | % | basis = "physical"
@b 第二产业比重 | % | basis = "physical"
@c 第三产业比重 | % | basis = "physical"
a; level; 8.2 %; 2019; 8.2%
b; level; 44.4 %; 2019; 44.4%
c; level; 47.5 %; 2019; 47.5%

# real level index
@x 农业产出指数 | 点 | measure = "index" | index_year = 2010
x; level; 100 点; 2010; 100点
x; level; 134.5 点; 2015; 134.5点，年均增长6.1%
x; average_growth; 6.1 %; 2010-2015; 134.5点，年均增长6.1%

# 上年=100
@x 居民消费价格指数 | 点 | measure = "index"
x; level; 102.1 点; 2018; 居民消费价格指数102.1（上年=100）
x; level; 102.9 点; 2019; 居民消费价格指数102.9（上年=100），上涨2.9%
x; growth; 2.9 %; 2019; 居民消费价格指数102.9（上年=100），上涨2.9%

# monthly yoy average
@x 用电量 | 亿千瓦时 | basis = "physical"
x; level; 10.2 亿千瓦时; 2018; 一季度用电量10.2亿千瓦时; period=Q1
x; level; 11.3 亿千瓦时; 2019; 一季度用电量11.3亿千瓦时，增长10.8%; period=Q1
x; growth; 10.8 %; 2019; 一季度用电量11.3亿千瓦时，增长10.8%; period=Q1
x; growth; 7.9 %; 2019; 全年用电量增长7.9%

# over typed =
@x 工业产值 | 亿元
x; level; 600 亿元; 2019; 工业产值超过600亿元，增长12%
x; level; 552.3 亿元; 2018; 552.3亿元
x; growth; 12 %; 2019; 工业产值超过600亿元，增长12%

# duo typed =
@x 工业产值 | 亿元
x; level; 600 亿元; 2019; 工业产值600多亿元
x; level; 623.1 亿元; 2019; 工业产值623.1亿元

# growth 以上 typed =
@x 工业产值 | 亿元
x; level; 500.0 亿元; 2018; 500.0亿元
x; level; 612.3 亿元; 2019; 工业产值612.3亿元，增长20%以上
x; growth; 20 %; 2019; 工业产值612.3亿元，增长20%以上

# hedged list all
@a 出口总额 | 亿元
@b 财政收入 | 亿元
a; level; 100.0 亿元; 2018; 100.0亿元
a; level; 114.1 亿元; 2019; 出口、财政收入分别增长12%和18%以上，达到114.1亿元和60.3亿元
a; growth; 12 %; 2019; 出口、财政收入分别增长12%和18%以上，达到114.1亿元和60.3亿元
b; level; 50.0 亿元; 2018; 50.0亿元
b; level; 60.3 亿元; 2019; 出口、财政收入分别增长12%和18%以上，达到114.1亿元和60.3亿元
b; growth; 18 %; 2019; 出口、财政收入分别增长12%和18%以上，达到114.1亿元和60.3亿元

# not to typed =
@x 粮食产量 | 万吨 | basis = "physical"
x; level; 50 万吨; 2019; 粮食产量不到50万吨
x; level; 49.2 万吨; 2019; 粮食产量49.2万吨

# 预计 v actual, one year
@x 财政收入 | 亿元
@source a 2020
@source report 2020
x; level; 105.0 亿元; 2019; 预计全年财政收入105.0亿元; source=a
x; level; 103.2 亿元; 2019; 全年财政收入103.2亿元

# estimated en
@x Budget revenue | GBP bn
@source a 2020
@source report 2020
x; level; 105.0 GBP bn; 2019; revenue is estimated at £105.0bn; source=a
x; level; 103.2 GBP bn; 2019; revenue came to £103.2bn

# part-year growth without period
@x 财政收入 | 亿元
x; level; 100.0 亿元; 2018; 100.0亿元
x; level; 109.1 亿元; 2019; 109.1亿元
x; growth; 12.3 %; 2019; 1—11月，财政收入增长12.3%

# half-year level without period
@x 财政收入 | 亿元
x; level; 100.0 亿元; 2018; 全年财政收入100.0亿元
x; level; 55.1 亿元; 2019; 上半年财政收入55.1亿元，同比增长9.5%
x; growth; 9.5 %; 2019; 上半年财政收入55.1亿元，同比增长9.5%

# average typed as growth over the span
@x 财政收入 | 亿元
x; level; 100.0 亿元; 2015; 100.0亿元
x; level; 140.3 亿元; 2020; 140.3亿元，2015—2020年年均增长7.0%
x; growth; 7.0 %; 2015-2020; 140.3亿元，2015—2020年年均增长7.0%

# total typed as level
@x 固定资产投资完成额 | 亿元
x; level; 100.0 亿元; 2018; 100.0亿元
x; level; 520.3 亿元; 2019; 五年累计完成固定资产投资520.3亿元
x; growth; 8.0 %; 2019; 固定资产投资增长8.0%

# 10余家
@x 上市公司 | 家 | basis = "physical" | measure = "count"
x; level; 10 家; 2018; 上市公司10余家
x; level; 13 家; 2018; 上市公司13家

# 近 typed =
@x 工业产值 | 亿元
x; level; 600 亿元; 2019; 工业产值近600亿元
x; level; 588.3 亿元; 2019; 工业产值588.3亿元

# roughly doubling typed
@x 财政收入 | 亿元
x; level; 30.3 亿元; 2015; 30.3亿元
x; level; 57.9 亿元; 2020; 57.9亿元，五年接近翻一番
x; multiple; 1 番; 2015-2020; 57.9亿元，五年接近翻一番

# 翻一番多
@x 财政收入 | 亿元
x; level; 30.3 亿元; 2015; 30.3亿元
x; level; 88.9 亿元; 2020; 88.9亿元，五年翻了一番多
x; multiple; 1 番; 2015-2020; 88.9亿元，五年翻了一番多

# up almost
@x Revenue | GBP m
x; level; 100.0 GBP m; 2018; £100.0m
x; level; 119.3 GBP m; 2019; £119.3m, up almost 20%
x; growth; 20 %; 2019; £119.3m, up almost 20%

# more than doubled
@x Revenue | GBP m
x; level; 100.0 GBP m; 2014; £100.0m
x; level; 243.3 GBP m; 2019; £243.3m, having more than doubled since 2014
x; multiple; >2 倍; 2014-2019; £243.3m, having more than 2 times the level of 2014

# two kinds of 增加值 revised mid
@x 服务业增加值 | 亿元
x; level; 300.2 亿元; 2018; 300.2亿元
x; level; 330.9 亿元; 2019; 服务业增加值330.9亿元，增长7.1%，占GDP比重51.2%
x; growth; 7.1 %; 2019; 服务业增加值330.9亿元，增长7.1%，占GDP比重51.2%

# rounding half even
@x Sales | USD m
x; level; 2.5 USD m; 2018; $2.5m
x; level; 2.8 USD m; 2019; $2.8m, up 12%
x; growth; 12 %; 2019; $2.8m, up 12%

# zero growth
@x Sales | USD m
x; level; 2.51 USD m; 2018; $2.51m
x; level; 2.52 USD m; 2019; $2.52m, up 0%
x; growth; 0 %; 2019; $2.52m, up 0%

# exact product of chain: from 1978
@gdp 地区生产总值 | 亿元
gdp; level; 0.86 亿元; 1978; 0.86亿元
gdp; level; 385.4 亿元; 2018; 385.4亿元，按可比价计算比1978年增长86.2倍，年均增长11.8%
gdp; multiple; 86.2 倍; 1978-2018; 按可比价计算比1978年增长86.2倍，年均增长11.8%
gdp; average_growth; 11.8 %; 1978-2018; 按可比价计算比1978年增长86.2倍，年均增长11.8%

# multiple nominal and real together no word
@gdp 地区生产总值 | 亿元
gdp; level; 0.86 亿元; 1978; 0.86亿元
gdp; level; 385.4 亿元; 2018; 385.4亿元，比1978年增长86.2倍
gdp; multiple; 86.2 倍; 1978-2018; 385.4亿元，比1978年增长86.2倍

# gdp multiple nominal + average real
@gdp 地区生产总值 | 亿元
gdp; multiple; 448 倍; 1978-2018; 地区生产总值是1978年的448倍，年均增长11.8%
gdp; average_growth; 11.8 %; 1978-2018; 地区生产总值是1978年的448倍，年均增长11.8%

# rank multiple scope
@x 进出口总额 | 亿美元
x; level; 12.1 亿美元; 2015; 12.1亿美元
x; level; 25.3 亿美元; 2020; 25.3亿美元，是2015年的2.2倍（按人民币计）
x; multiple; 2.2 倍; 2015-2020; 25.3亿美元，是2015年的2.2倍（按人民币计）

# share to points
@x 研发经费占比 | % | basis = "physical"
@g GDP | 亿元
@r 研发经费 | 亿元
g; level; 519322 亿元; 2012; 519322亿元
r; level; 10240 亿元; 2012; 10240亿元，占1.97%
r; share; 1.97 %; 2012; 10240亿元，占1.97%; of=g

# share with revised whole
@g GDP | 亿元
@r 研发经费 | 亿元
@source a 2013
@source report 2014
g; level; 538580 亿元; 2012; 538580亿元
r; level; 10298 亿元; 2012; 10298亿元，占1.98%; source=a
r; share; 1.98 %; 2012; 10298亿元，占1.98%; of=g; source=a

# share percent loosely
@g 财政支出 | 亿元
@r 民生支出 | 亿元
g; level; 205.1 亿元; 2019; 205.1亿元
r; level; 160.2 亿元; 2019; 民生支出160.2亿元，占比达八成（80%左右）
r; share; 80 %; 2019; 民生支出160.2亿元，占比80%左右; of=g

# parts with growth and total over vintages
@t 进出口总额 | 亿元
@a 出口总额 | 亿元
@b 进口总额 | 亿元
@source old 2020
@source report 2021
@raw [[identities]]
@raw total = "t"
@raw parts = ["a","b"]
t; level; 400.1 亿元; 2019; 进出口总额400.1亿元; source=old
a; level; 301.2 亿元; 2019; 出口301.2亿元; source=old
b; level; 97.0 亿元; 2019; 进口97.0亿元

# parts with a like-for-like growth implied
@t 税收收入 | 亿元
@a 国税收入 | 亿元
@b 地税收入 | 亿元
@raw [[identities]]
@raw total = "t"
@raw parts = ["a","b"]
t; level; 100.0 亿元; 2019; 税收收入100.0亿元
a; level; 50.0 亿元; 2018; 国税收入50.0亿元
a; growth; 14.0 %; 2019; 国税收入同口径增长14.0%
b; level; 45.0 亿元; 2019; 地税收入45.0亿元

# total of plan with estimate of last year
@x 固定资产投资 | 亿元
@source old 2015
@source report 2016
x; level; 100.2 亿元; 2011; 100.2亿元; source=old
x; level; 120.4 亿元; 2012; 120.4亿元; source=old
x; level; 140.1 亿元; 2013; 140.1亿元; source=old
x; level; 160.8 亿元; 2014; 160.8亿元; source=old
x; level; 180.3 亿元; 2015; 180.3亿元
x; total; 690.5 亿元; 2011-2015; 五年累计690.5亿元

# total 近700
@x 工程支出 | 亿元
x; level; 100.2 亿元; 2011; 100.2亿元
x; level; 120.4 亿元; 2012; 120.4亿元
x; total; 220 亿元; 2011-2012; 两年累计超过220亿元

# total typed = with 近
@x 工程支出 | 亿元
x; level; 100.2 亿元; 2011; 100.2亿元
x; level; 117.4 亿元; 2012; 117.4亿元
x; total; 220 亿元; 2011-2012; 两年累计近220亿元

# change typed = with 超
@x 工程支出 | 亿元
x; level; 100.2 亿元; 2011; 100.2亿元
x; level; 121.4 亿元; 2012; 121.4亿元，增加超过20亿元
x; change; 20 亿元; 2012; 121.4亿元，增加超过20亿元

# change in rounded larger unit
@pop 常住人口 | 万人 | basis = "physical"
pop; level; 501.23 万人; 2019; 501.23万人
pop; level; 512.99 万人; 2020; 512.99万人，增加近12万人
pop; change; 12 万人; 2020; 512.99万人，增加近12万人

# change 左右
@pop 常住人口 | 万人 | basis = "physical"
pop; level; 501.23 万人; 2019; 501.23万人
pop; level; 512.99 万人; 2020; 512.99万人，增加12万人左右
pop; change; 12 万人; 2020; 512.99万人，增加12万人左右

# share typed = over half
@t 财政支出 | 亿元
@a 民生支出 | 亿元
t; level; 100.0 亿元; 2019; 100.0亿元
a; level; 78.2 亿元; 2019; 民生支出78.2亿元，占比超过70%
a; share; 70 %; 2019; 民生支出78.2亿元，占比超过70%; of=t

# points typed = over
@u 城镇化率 | % | basis = "physical"
u; level; 55.2 %; 2015; 55.2%
u; level; 61.1 %; 2020; 61.1%，提高近6个百分点
u; points; 6 个百分点; 2015-2020; 61.1%，提高近6个百分点

# points over
@u 城镇化率 | % | basis = "physical"
u; level; 55.2 %; 2015; 55.2%
u; level; 61.9 %; 2020; 61.9%，提高超过6个百分点
u; points; >6 个百分点; 2015-2020; 61.9%，提高超过6个百分点

# points wan over typed =
@u 城镇化率 | % | basis = "physical"
u; level; 55.2 %; 2015; 55.2%
u; level; 61.9 %; 2020; 61.9%，提高6个百分点以上
u; points; 6 个百分点; 2015-2020; 61.9%，提高6个百分点以上

# product per head of household register
@gdp 地区生产总值 | 亿元
@head 人均地区生产总值 | 元
@pop 常住人口 | 万人 | basis = "physical"
@raw [[identities]]
@raw total = "gdp"
@raw factors = ["head", "pop"]
gdp; level; 188 亿元; 2009; 地区生产总值188亿元
pop; level; 30 万人; 2009; 常住人口30万人
head; level; 63800 元; 2009; 人均地区生产总值63800元

# about ten percent each year
@x 工业产值 | 亿元
x; growth_each_year; ~10 %; 2015-2019; 连续四年增长10%左右
x; growth; 9.4 %; 2017; 增长9.4%

# two averages of overlapping terms
@x 一般公共预算收入 | 亿元
x; average_growth; 20.1 %; 2005-2010; “十一五”年均增长20.1%
x; average_growth; 12.3 %; 2010-2015; “十二五”年均增长12.3%
x; average_growth; 16.1 %; 2005-2015; 十年年均增长16.1%

# level bound and average
@x 财政收入 | 亿元
x; level; <1 亿元; 2000; 2000年财政收入不到1亿元
x; level; 27.46 亿元; 2009; 27.46亿元，年均增长45%
x; average_growth; 45 %; 2000-2009; 27.46亿元，年均增长45%

# level bound with 不足 typed
@x 财政收入 | 亿元
x; level; 1 亿元; 2000; 2000年财政收入不足1亿元
x; level; 27.46 亿元; 2009; 27.46亿元，年均增长45%
x; average_growth; 45 %; 2000-2009; 27.46亿元，年均增长45%

# billions and crore
@x Revenue | INR crore
x; level; 974864 INR crore; 2023; revenue of Rs 974864 crore
x; level; 1000122 INR crore; 2024; revenue of Rs 1000122 crore, an increase of 2.6 per cent
x; growth; 2.6 %; 2024; revenue of Rs 1000122 crore, an increase of 2.6 per cent

# fiscal label growth in constant currency
@x Revenue | USD m
x; level; 30255 USD m; 2024; revenues were $30,255 million
x; level; 31000 USD m; 2025; revenues were $31,000 million, growth of 4.2% in constant currency
x; growth; 4.2 %; 2025; revenues were $31,000 million, growth of 4.2% in constant currency

# quarter annualised with level
@gdp Real GDP | USD bn | basis = "real"
gdp; level; 22758.8 USD bn; 2023; real GDP at $22,758.8 billion; period=Q4
gdp; level; 22679.3 USD bn; 2023; real GDP at $22,679.3 billion; period=Q3
gdp; growth; 3.2 %; 2023; real GDP increased at an annual rate of 3.2 percent; period=Q4

# per-capita growth with population
@a 人均地区生产总值 | 元
@g 地区生产总值 | 亿元
a; growth; 5.2 %; 2019; 人均地区生产总值增长5.2%
g; growth; 6.1 %; 2019; 地区生产总值增长6.1%

# revised per head after census
@a 人均地区生产总值 | 元
@source old 2020
@source report 2021
a; level; 71000 元; 2019; 71000元; source=old
a; level; 68100 元; 2020; 人均地区生产总值68100元，增长2.0%
a; growth; 2.0 %; 2020; 人均地区生产总值68100元，增长2.0%

# double income real goal
@i 城乡居民人均收入 | 元
i; level; 12519 元; 2010; 12519元
i; multiple; 1 番; 2010-2020; 城乡居民人均收入比2010年翻一番; role=goal
i; level; 32189 元; 2020; 32189元

# multiples in as_of from nominal with real goal met
@gdp 国内生产总值 | 亿元
gdp; multiple; 1 番; 2010-2020; 国内生产总值比2010年翻一番; role=goal
gdp; level; 412119 亿元; 2010; 412119亿元
gdp; level; 1015986 亿元; 2020; 1015986亿元

# grain price index growth per mu with hedge
@x 亩产 | 公斤 | basis = "physical"
x; level; 375 公斤; 2018; 亩产375公斤
x; level; 381 公斤; 2019; 亩产381公斤，增长1.8%
x; growth; 1.8 %; 2019; 亩产381公斤，增长1.8%

# rate in permille as percent growth
@x 城镇登记失业率 | % | basis = "physical" | better = "lower"
x; level; 4.1 %; 2010; 4.1%
x; level; 4.0 %; 2011; 4.0%，比上年下降0.1个百分点
x; points; -0.1 个百分点; 2011; 4.0%，比上年下降0.1个百分点

# shares three digits of part above 100 total rounding
@t 进出口总额 | 亿美元
@a 出口总额 | 亿美元
t; level; 1.9 亿美元; 2010; 进出口总额1.9亿美元
a; level; 1.5 亿美元; 2010; 出口1.5亿美元，占80%
a; share; 80 %; 2010; 出口1.5亿美元，占80%; of=t

# 增速 doubled digits
@x 地方财政收入 | 亿元
x; level; 3.45 亿元; 2009; 3.45亿元
x; level; 5.1 亿元; 2010; 5.1亿元，增长48%
x; growth; 48 %; 2010; 5.1亿元，增长48%

# 年均 over years by other source levels
@x 工业总产值 | 亿元
@source old 2006
@source report 2011
x; level; 100.0 亿元; 2005; 100.0亿元; source=old
x; level; 310.0 亿元; 2010; 310.0亿元
x; multiple; 2.8 倍; 2005-2010; 310.0亿元，是2005年的2.8倍
"""

WRONG = """
# revenue rate
@rev 一般公共预算收入 | 亿元
rev; level; 27.46 亿元; 2009; 27.46亿元
rev; level; 33.12 亿元; 2010; 一般公共预算收入33.12亿元，增长22.6%
rev; growth; 22.6 %; 2010; 一般公共预算收入33.12亿元，增长22.6%

# nominal stated
@x 工业产值 | 亿元
x; level; 120.5 亿元; 2019; 120.5亿元
x; level; 130.4 亿元; 2020; 工业产值130.4亿元，名义增长9.2%
x; growth; 9.2 %; 2020; 工业产值130.4亿元，名义增长9.2%

# change wrong
@gdp 地区生产总值 | 亿元
gdp; level; 9323.1 亿元; 2020; 9323.1亿元
gdp; level; 13697.5 亿元; 2025; 13697.5亿元，增加4474.4亿元
gdp; change; 4474.4 亿元; 2020-2025; 13697.5亿元，增加4474.4亿元

# points wrong
@urb 城镇化率 | % | basis = "physical"
urb; level; 60.2 %; 2017; 60.2%
urb; level; 65.2 %; 2022; 城镇化率从60.2%提高到65.2%，提高5.6个百分点
urb; points; 5.6 个百分点; 2017-2022; 提高5.6个百分点

# census average
@pop 人口 | 万人 | basis = "physical"
pop; level; 133972 万人; 2010; 133972万人
pop; level; 141178 万人; 2020; 141178万人，增长5.38%，年平均增长率为0.57%
pop; growth; 5.38 %; 2010-2020; 141178万人，增长5.38%
pop; average_growth; 0.57 %; 2010-2020; 年平均增长率为0.57%

# sum of parts
@t 进出口总额 | 亿元
@a 出口总额 | 亿元
@b 进口总额 | 亿元
@raw [[identities]]
@raw total = "t"
@raw parts = ["a","b"]
t; level; 412.6 亿元; 2020; 进出口总额412.6亿元
a; level; 301.2 亿元; 2020; 出口301.2亿元
b; level; 110.4 亿元; 2020; 进口110.4亿元

# sum of parts implied
@t 进出口总额 | 亿元
@a 出口总额 | 亿元
@b 进口总额 | 亿元
@raw [[identities]]
@raw total = "t"
@raw parts = ["a","b"]
t; level; 412.6 亿元; 2020; 进出口总额412.6亿元
a; level; 301.2 亿元; 2020; 出口301.2亿元
b; level; 100.3 亿元; 2019; 进口100.3亿元
b; growth; 15.5 %; 2020; 进口增长15.5%

# share
@gdp 地区生产总值 | 亿元
@p 第一产业增加值 | 亿元
gdp; level; 1014.9 亿元; 2021; 1014.9亿元
p; level; 83.1 亿元; 2021; 83.1亿元，占8.6%
p; share; 8.6 %; 2021; 83.1亿元，占8.6%; of=gdp

# product
@gdp 地区生产总值 | 亿元
@head 人均地区生产总值 | 元
@pop 常住人口 | 万人 | basis = "physical"
@raw [[identities]]
@raw total = "gdp"
@raw factors = ["head", "pop"]
gdp; level; 2456.7 亿元; 2022; 地区生产总值2456.7亿元
pop; level; 321.5 万人; 2021; 321.5万人
pop; level; 325.1 万人; 2022; 年末常住人口325.1万人
head; level; 79982 元; 2022; 人均地区生产总值79982元

# total
@x 税收收入 | 亿元
x; level; 10.2 亿元; 2018; 10.2亿元
x; level; 11.4 亿元; 2019; 11.4亿元
x; level; 12.3 亿元; 2020; 12.3亿元，三年累计34.9亿元
x; total; 34.9 亿元; 2018-2020; 三年累计34.9亿元

# count
@x 高新技术企业 | 家 | basis = "physical" | measure = "count"
x; level; 112 家; 2018; 112家
x; level; 145 家; 2019; 145家，净增34家
x; change; 34 家; 2019; 145家，净增34家

# count growth
@x 学校 | 所 | basis = "physical" | measure = "count"
x; level; 10 所; 2018; 10所
x; level; 11 所; 2019; 11所，增长20%
x; growth; 20 %; 2019; 11所，增长20%

# real rates contradict: stated
@gdp 园区产出 | 亿元
gdp; growth; 5.1 %; 2019; 实际增长5.1%; basis=real
gdp; growth; 6.2 %; 2020; 实际增长6.2%; basis=real
gdp; growth; 13.1 %; 2018-2020; 两年实际增长13.1%; basis=real

# physical
@x 粮食产量 | 万吨 | basis = "physical"
x; level; 50.12 万吨; 2018; 粮食产量50.12万吨
x; level; 51.02 万吨; 2019; 粮食产量51.02万吨，增长2.8%
x; growth; 2.8 %; 2019; 粮食产量51.02万吨，增长2.8%

# permille
@x 婴儿死亡率 | ‰ | basis = "physical" | better = "lower"
x; level; 5.4 ‰; 2020; 5.4‰
x; level; 5.0 ‰; 2021; 5.0‰，下降0.8个千分点
x; points; -0.8 个千分点; 2021; 5.0‰，下降0.8个千分点

# multiple
@x 存款余额 | 亿元
x; level; 120 亿元; 2010; 120亿元
x; level; 352 亿元; 2020; 352亿元，是2010年的4.1倍
x; multiple; 4.1 倍; 2010-2020; 352亿元，是2010年的4.1倍

# fan
@x 旅游收入 | 亿元
x; level; 12 亿元; 2010; 12亿元
x; level; 50 亿元; 2020; 50亿元，翻了三番
x; multiple; 3 番; 2010-2020; 50亿元，翻了三番

# sign
@x 出口总额 | 亿美元
x; level; 12.5 亿美元; 2018; 12.5亿美元
x; level; 11.9 亿美元; 2019; 出口总额11.9亿美元，增长4.8%
x; growth; 4.8 %; 2019; 出口总额11.9亿美元，增长4.8%

# over level
@x 一般公共预算收入 | 亿元
x; level; >500 亿元; 2019; 突破500亿元
x; level; 430.1 亿元; 2018; 430.1亿元，2019年增长12%
x; growth; 12 %; 2019; 2019年增长12%

# company revenue en
@rev Revenue | GBP m
rev; level; 5908 GBP m; 2006; revenue £5,908m
rev; level; 6186 GBP m; 2007; revenue up 5.7% to £6,186m
rev; growth; 5.7 %; 2007; revenue up 5.7% to £6,186m

# US nominal gdp stated
@gdp Gross domestic product | USD bn
gdp; level; 21521.4 USD bn; 2019; $21,521.4 billion
gdp; level; 21322.9 USD bn; 2020; current-dollar GDP decreased 1.9 percent to $21,322.9 billion
gdp; growth; -1.9 %; 2020; current-dollar GDP decreased 1.9 percent to $21,322.9 billion; basis=nominal

# growth each year
@x 工业用电量 | 亿千瓦时 | basis = "physical"
x; growth_each_year; >=10 %; 2015-2019; 连续四年增长10%以上
x; growth; 8.4 %; 2017; 增长8.4%

# average against yearly
@x 一般公共预算收入 | 亿元
x; growth; 12.1 %; 2018; 增长12.1%
x; growth; 10.2 %; 2019; 增长10.2%
x; growth; 8.3 %; 2020; 增长8.3%
x; average_growth; 12.6 %; 2017-2020; 年均增长12.6%

# same number twice
@x 一般公共预算收入 | 亿元
x; level; 27.46 亿元; 2009; 27.46亿元
x; level; 27.64 亿元; 2009; 27.64亿元

# chain across gap
@x 社会消费品零售总额 | 亿元
x; level; 100.2 亿元; 2015; 100.2亿元
x; growth; 11.2 %; 2016; 增长11.2%
x; growth; 10.3 %; 2017; 增长10.3%
x; level; 130.4 亿元; 2017; 130.4亿元

# deposits change
@d 存款余额 | 亿元
d; level; 300.5 亿元; 2018; 300.5亿元
d; level; 332.1 亿元; 2019; 存款余额332.1亿元，比年初增加32.6亿元
d; change; 32.6 亿元; 2019; 存款余额332.1亿元，比年初增加32.6亿元

# H1
@x 财政收入 | 亿元
x; level; 11.5 亿元; 2019; 上半年11.5亿元，同比增长17.3%; period=H1
x; growth; 17.3 %; 2019; 上半年11.5亿元，同比增长17.3%; period=H1
x; level; 10.2 亿元; 2018; 上半年10.2亿元; period=H1

# units mismatch
@x 出口 | 亿美元
x; level; 1.87 亿美元; 2009; 出口1.87亿美元
x; level; 24500 万美元; 2010; 出口24500万美元，增长21%
x; growth; 21 %; 2010; 出口24500万美元，增长21%

# exports yanjiao alike
@x 出口 | 亿美元
x; level; 1.87 亿美元; 2009; 出口1.87亿美元
x; level; 1.9 亿美元; 2010; 出口1.9亿美元，增长6%
x; growth; 6 %; 2010; 出口1.9亿美元，增长6%

# infeasible share above whole
@t 全部贷款 | 亿元
@a 中长期贷款 | 亿元
@b 短期贷款 | 亿元
@raw [[identities]]
@raw total = "t"
@raw parts = ["a","b"]
t; level; 100.2 亿元; 2020; 100.2亿元
a; level; 103.1 亿元; 2020; 103.1亿元
"""


def blocks(text: str) -> list:
    """The reports of a text, each with its name."""
    found = [one.partition("\n") for one in text.strip().removeprefix("# ").split("\n\n# ")]
    return [pytest.param(body, id=name) for name, _, body in found]


@pytest.mark.parametrize("report", blocks(HONEST))
def test_no_honest_report_is_accused(tmp_path, report: str) -> None:
    """Rounding, price bases, scopes, vintages, parts of a year and ways to average leave every one of these possible."""
    assert accused(assessed(tmp_path, report)) == []


@pytest.mark.parametrize("report", blocks(WRONG))
def test_a_wrong_number_is_found(tmp_path, report: str) -> None:
    """Each of these holds one number that no honest meaning makes true."""
    assert accused(assessed(tmp_path, report))


READ_AT_ONCE = [
    "Annual report 2022\nReceipts were $20.0 billion in 2020. Receipts were $27.2 billion, up 11.9 per cent on $24.3 billion in 2021.",
    "Budget 2022-23\nReceipts were Rs 27.2 lakh crore in 2022-23, an increase of 11.9 per cent over Rs 24.3 lakh crore in 2021-22. Receipts were Rs 20.1 lakh crore in 2020-21.",
    "Annual report 2022\nExports were $600 million in 2020. In 2022 exports were $612 million, compared with $588 million in the previous year, up 4.1 per cent.",
    "某县1958年公报\n1957年粮食总产量2500万斤，1958年粮食总产量3200万斤，增长二成八。1957年工业总产值480.0万元，1958年工业总产值1200.0万元，增长一倍半。",
]  # fmt: skip


@pytest.mark.parametrize("text", READ_AT_ONCE)
def test_an_honest_report_read_at_once_is_not_accused(text, tmp_path):
    """27.2 is 11.9 % more than 24.3, 612 is 4.1 % more than 588, 3200 is 28 % and 1200 150 % more than 2500 and 480."""
    report = tmp_path / "report.txt"
    report.write_text(text, encoding="utf-8")
    assert main(["assess", str(report)]) == 0
