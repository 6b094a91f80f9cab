"""The HTML appendix: read by a parser as a browser would."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import altair as alt

from forecasting.annex.blocks import (
    Column,
    Contents,
    Document,
    Figure,
    Formula,
    Fraction,
    Heading,
    Items,
    Paragraph,
    Parenthesis,
    Row,
    Run,
    Sequence,
    Subscript,
    Superscript,
    Symbol,
    Table,
    cell,
    numbered,
)

GROWTH = Sequence(
    (
        Symbol("g"),
        Symbol("=", "operator"),
        Superscript(
            Parenthesis(
                Fraction(Subscript(Symbol("Y"), Symbol("T")), Subscript(Symbol("Y"), Symbol("0", "number")))
            ),
            Sequence((Symbol("1", "number"), Symbol("/", "operator"), Symbol("T"))),
        ),
        Symbol("−", "operator"),
        Symbol("1", "number"),
    )
)


def bars(words: str) -> alt.Chart:
    """A small chart that says these words."""
    rows = [{"name": words, "height": 3, "about": words}, {"name": "B", "height": 5, "about": "b"}]
    return (
        alt.Chart(alt.Data(values=rows), width=480, height=160)
        .mark_bar()
        .encode(x="name:N", y="height:Q", tooltip="about:N")
    )


def sample(language: str, words: str = "") -> Document:
    """A document with every kind of block, in which each text also says `words`."""
    zh = language == "zh"

    def text(chinese: str, english: str) -> str:
        return (chinese if zh else english) + words

    goal = text("地区生产总值", "Gross regional product")
    quote = text("到2015年达到400亿元以上（第3段）", "more than CNY 40bn by 2015 (paragraph 3)")
    blocks = (
        Paragraph("lede-1", cell(text("各项数字可以同时成立。", "The numbers can all be true.")), "lede"),
        Paragraph(
            "lede-2",
            cell(text("达到目标需年均增长13.4%。", "The goal takes 13.4 % a year.")),
            "lede",
            ("claim:gdp_2015",),
        ),
        Contents("contents", text("目录", "Contents")),
        Heading("targets", 1, text("目标核对", "Targets")),
        Paragraph(
            "body",
            (
                Run(text("见", "See ")),
                Run("", ref="table-targets"),
                Run(text("、", ", "), strong=True, note=quote),
                Run("", ref="growth"),
                Run(text("。", ".")),
            ),
            binds=("finding:pace", "claim:gdp_2015"),
        ),
        Heading("one-by-one", 2, text("逐项", "One by one")),
        Table(
            "table-targets",
            text("目标核对表", "Target check table"),
            (
                Column(text("指标", "Indicator"), share=2),
                Column(text("目标", "Goal"), "right"),
                Column(text("结论", "Verdict"), "center"),
            ),
            (
                Row((cell(goal), cell("400", note=quote), cell(text("较慢", "slower"))), ("claim:gdp_2015",)),
                Row((cell(text("总人口", "Population")), cell("30"), cell(text("一致\n可行", "in\nstep")))),
            ),
            note=text("单位：亿元。", "CNY 100m."),
        ),
        Figure(
            "bars",
            text("阶梯图", "Staircase"),
            bars("柱" + words),
            text("两根柱", "Two bars"),
            note=text("注", "Note"),
        ),
        Paragraph("instead", cell(text("建议改为3。", "Write 3 instead.")), "suggestion"),
        Formula("growth", GROWTH),
        Items("steps", (cell(text("先", "first")), cell(text("后", "then"))), ordered=True),
        Items("points", (cell(text("甲", "one"), strong=True), cell(text("乙", "two"), note=quote))),
        Paragraph("small", cell(text("说明。", "A remark.")), "quiet"),
    )
    return numbered(
        Document(
            text("可行性核对", "Feasibility"),
            text("关于报告", "On the report"),
            text("附件1", "Annex 1"),
            language,
            blocks,
            {"version": "1", "language": language, "title": text("题", "t"), "scenarios": ["baseline"]},
        )
    )
