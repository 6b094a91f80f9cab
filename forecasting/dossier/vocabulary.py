"""Words a claims table may use for its fixed choices, beside the English ones; they are written back as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WORDS", "choices", "meaning"]

#: Column to word to what it means. The first word of each meaning is the one a drop-down offers.
WORDS: Mapping[str, Mapping[str, str]] = {
    "role": {
        "实绩": "history",
        "历史": "history",
        "目标": "target",
        "年度目标": "target",
        "预期目标": "target",
        "远期目标": "goal",
        "长远目标": "goal",
        "长期目标": "goal",
        "规划目标": "goal",
        "对标": "benchmark",
        "标杆": "benchmark",
        "假设": "assumption",
        "假定": "assumption",
    },
    "kind": {
        "水平": "level",
        "水平值": "level",
        "增速": "growth",
        "增长率": "growth",
        "增幅": "growth",
        "逐年增速": "growth_each_year",
        "每年增速": "growth_each_year",
        "年均增速": "average_growth",
        "年均增长": "average_growth",
        "年均增长率": "average_growth",
        "倍数": "multiple",
        "周期倍数": "recurring_multiple",
        "占比": "share",
        "比重": "share",
        "份额": "share",
        "增量": "change",
        "增加额": "change",
        "增加量": "change",
        "百分点": "points",
        "累计": "total",
        "累计额": "total",
        "合计": "total",
        "期间平均": "period_average",
        "期内平均": "period_average",
    },
    "basis": {
        "名义": "nominal",
        "现价": "nominal",
        "当年价": "nominal",
        "当年价格": "nominal",
        "实际": "real",
        "可比价": "real",
        "可比价格": "real",
        "不变价": "real",
        "不变价格": "real",
        "实物": "physical",
        "实物量": "physical",
    },
    "comparator": {
        "等于": "=",
        "约": "~",
        "左右": "~",
        "不低于": ">=",
        "至少": ">=",
        "以上": ">=",
        "超过": ">",
        "高于": ">",
        "不超过": "<=",
        "不高于": "<=",
        "以内": "<=",
        "低于": "<",
        "不足": "<",
        "区间": "..",
    },
}


def meaning(column: str, text: str) -> str:
    """What a cell means: the choice its word stands for, or the cell as it is."""
    return WORDS.get(column, {}).get(text, text)


def choices(column: str, options: tuple[str, ...]) -> tuple[str, ...]:
    """What a drop-down of a column offers: its choices, and for each the first word that stands for it."""
    first = {choice: word for word, choice in reversed(list(WORDS.get(column, {}).items()))}
    return (*options, *(first[option] for option in options if option in first))
