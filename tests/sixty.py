"""A made report of sixty numbers: two goals an indicator, rates held in points, ceilings, one contradiction."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

HEAD = """\
title = { en = "Harbour county: 2020 results, 2021 targets, goals for 2025 and 2030", zh = "港湾县：2020年实绩、2021年目标、2025年和2030年长远目标" }
entity = "harbour"
as_of = 2020

[entities.harbour]
label = { en = "Harbour county", zh = "港湾县" }

[sources.report]
title = { en = "Work report of the county", zh = "县政府工作报告" }
published = 2021
"""

#: id, English and Chinese label, level of 2015, its growth in percent a year, printed digits.
AMOUNTS = (
    ("gdp", "GDP", "地区生产总值", 150, 9, 1),
    ("revenue", "Local public budget revenue", "一般公共预算收入", 12, 11, 2),
    ("retail", "Retail sales of consumer goods", "社会消费品零售总额", 60, 10, 1),
    ("exports", "Exports", "出口总额", 30, 7, 1),
    ("industry", "Industrial value added above the scale", "规模以上工业增加值", 70, 8, 1),
    ("tourism", "Tourism revenue", "旅游总收入", 25, 13, 1),
    ("loans", "Outstanding loans", "各项贷款余额", 200, 12, 0),
)
#: id, labels, percent in 2015 and 2020, target for 2021, goals for 2025 and 2030, the better side.
RATES = (
    ("unemployment", "Registered unemployment rate", "城镇登记失业率", "3.9", "3.6", "3.8", "3.5", "3.2", "lower"),
    ("urban", "Urban share of the population", "常住人口城镇化率", "51.2", "56.4", "57.5", "62.0", "68.0", "higher"),
)  # fmt: skip
COLUMNS = [
    "claim_id", "entity", "indicator", "role", "kind", "basis", "comparator", "value", "unit", "start", "end", "every",
    "reading", "of", "source", "locator", "quote", "note",
]  # fmt: skip


def _rows() -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []

    def add(name: str, role: str, kind: str, value: str, unit: str, quote: str, sign: str = "=") -> None:
        indicator, end = name.split("-")[:2]
        row = dict.fromkeys(COLUMNS, "")
        row |= {
            "claim_id": name, "entity": "harbour", "indicator": indicator, "role": role, "kind": kind,
            "comparator": sign, "value": value, "unit": unit, "end": end, "source": "report",
            "locator": f"第{len(rows) // 4 + 1}段", "quote": quote,
        }  # fmt: skip
        rows.append(row)

    for name, _, chinese, start, pace, digits in AMOUNTS:
        level = {year: start * (1 + pace / 100) ** (year - 2015) for year in range(2015, 2031)}
        first, last = (f"{level[year]:.{digits}f}" for year in (2015, 2020))
        add(f"{name}-2015", "history", "level", first, "亿元", f"2015年{chinese}{first}亿元")
        said = f"2020年{chinese}{last}亿元，增长{pace}%"
        add(f"{name}-2020", "history", "level", last, "亿元", said)
        add(f"{name}-2020-growth", "history", "growth", str(pace), "%", said)
        # One printed rate that no rounding lets follow from its levels.
        rate, factor = ("12", 1.075) if name == "exports" else (str(pace), 1 + pace / 100)
        target = f"{level[2020] * factor:.{digits}f}"
        said = f"2021年{chinese}{target}亿元，增长{rate}%"
        add(f"{name}-2021", "target", "level", target, "亿元", said)
        add(f"{name}-2021-growth", "target", "growth", rate, "%", said)
        for year, share in ((2025, 1.0), (2030, 0.9)):
            goal = f"{level[year] * share:.0f}"
            said = f"到{year}年{chinese}达到{goal}亿元以上"
            add(f"{name}-{year}", "goal", "level", goal, "亿元", said, ">=")
    for name, _, chinese, first, last, target, near, far, better in RATES:
        sign, words = ("<=", "控制在{}%以内") if better == "lower" else (">=", "达到{}%以上")
        for year, value in ((2015, first), (2020, last)):
            add(f"{name}-{year}", "history", "level", value, "%", f"{year}年{chinese}{value}%")
        said = f"2021年{chinese}{words.format(target)}"
        add(f"{name}-2021", "target", "level", target, "%", said, sign)
        for year, value in ((2025, near), (2030, far)):
            said = f"到{year}年{chinese}{words.format(value)}"
            add(f"{name}-{year}", "goal", "level", value, "%", said, sign)
    said = "到2025年单位产值能耗控制在0.45吨以内"
    add("energy-2025", "goal", "level", "0.45", "吨", said, "<=")
    return rows


def sixty(folder: Path) -> Path:
    """Write the dossier into a folder and give it back."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = [HEAD]
    for name, english, chinese, *_ in AMOUNTS:
        tables.append(
            f'[indicators.{name}]\nlabel = {{ en = "{english}", zh = "{chinese}" }}\nunit = "亿元"\nbasis = "nominal"\n'
            'growth_basis = "nominal"\nreference_class = "prefecture-nominal-gdp"\n'
        )
    for name, english, chinese, *rest in RATES:
        tables.append(
            f'[indicators.{name}]\nlabel = {{ en = "{english}", zh = "{chinese}" }}\nunit = "%"\nmeasure = "rate"\n'
            f'basis = "physical"\nbetter = "{rest[-1]}"\n'
        )
    tables.append(
        '[indicators.energy]\nlabel = { en = "Energy used per 10,000 yuan of output", zh = "单位产值能耗" }\nunit = "吨"\n'
        'basis = "physical"\nbetter = "lower"\n'
    )
    (folder / "dossier.toml").write_text("\n".join(tables), encoding="utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_rows())
    return folder
