"""An assessment made by hand from the numbers of the Yanjiao speech: the typed rows that charts and page read."""

from __future__ import annotations

import math
from types import SimpleNamespace

from forecasting import words
from forecasting.dossier import Claim
from forecasting.judge.assessment.rows import (
    ClaimRow,
    ConflictRow,
    HistoryRow,
    ImpliedRow,
    RepairRow,
    finding_row,
)
from forecasting.judge.checks import Finding
from forecasting.judge.outlook import ForecastRow
from forecasting.judge.spans import SpanRow
from forecasting.judge.tables import IndicatorRow, TargetRow
from forecasting.words import Phrase

ENTITY = "yanjiao"
LABELS = {
    "gdp": ("GDP", "地区生产总值", "亿元"),
    "fiscal_revenue": ("Fiscal revenue", "财政收入", "亿元"),
    "fixed_asset_investment": ("Fixed-asset investment", "固定资产投资", "亿元"),
    "exports": ("Exports", "出口创汇", "亿美元"),
    "population": ("Population", "总人口", "万人"),
}
#: The tables of an assessment, as it names their rows.
TABLES = (
    "claim_rows",
    "history_rows",
    "implied_rows",
    "forecast_rows",
    "found",
    "conflict_rows",
    "repair_rows",
    "target_rows",
    "span_rows",
)


def said(en: str, zh: str = "") -> Phrase:
    """A sentence of our own as a phrase; without Chinese the English one stands in both languages."""
    return Phrase("findings.odds.because", {"reason": {"en": en, "zh": zh or en}})


def _claims() -> list[ClaimRow]:
    nominal = ("nominal", False)
    rows = [
        ("gdp-2009", "gdp", "history", "level", "=", "188", "亿元", None, 2009, None, "地区生产总值188亿元,增长30%",
         "篇1 第5段", 187.5, 188.5, *nominal, 5),
        ("gdp-2009-growth", "gdp", "history", "growth", "=", "30", "%", 2008, 2009, None,
         "地区生产总值188亿元,增长30%", "篇1 第5段", 0.295, 0.305, *nominal, 3),
        ("gdp-fold", "gdp", "history", "multiple", "=", "74", "倍", 1992, 2009, None,
         "建区以来,地区生产总值增长了74倍", "篇1 第13段", 73.5, 75.5, *nominal, 2),
        ("gdp-2010", "gdp", "target", "level", "=", "213", "亿元", None, 2010, None,
         "地区生产总值213亿元,增长14%", "篇1 第16段", 212.5, 213.5, *nominal, 5),
        ("gdp-2010-growth", "gdp", "target", "growth", "=", "14", "%", 2009, 2010, None,
         "地区生产总值213亿元,增长14%", "篇1 第16段", 0.135, 0.145, *nominal, 3),
        ("gdp-2015", "gdp", "goal", "level", ">=", "400", "亿元", None, 2015, None,
         "地区生产总值完成400亿元以上", "篇1 第16段", 400.0, None, *nominal, 5),
        ("revenue-2009", "fiscal_revenue", "history", "level", "=", "27.46", "亿元", None, 2009, None,
         "财政收入27.46亿元,增长22%", "篇1 第5段", 27.455, 27.465, *nominal, 5),
        ("revenue-2009-growth", "fiscal_revenue", "history", "growth", "=", "22", "%", 2008, 2009, None,
         "财政收入27.46亿元,增长22%", "篇1 第5段", 0.215, 0.225, *nominal, 3),
        ("revenue-fold", "fiscal_revenue", "history", "multiple", "=", "54", "倍", 1992, 2009, None,
         "财政收入增长了54倍", "篇1 第13段", 53.5, 55.5, *nominal, 2),
        ("revenue-before-2000", "fiscal_revenue", "history", "level", "<", "1", "亿元", 1992, 1999, None,
         "在2000年以前,财政收入不到1亿元", "篇1 第13段", None, 1.0, *nominal, 5),
        ("revenue-quadruples", "fiscal_revenue", "history", "recurring_multiple", "~", "2", "番", 2000, 2009, 5,
         "从突破1亿元以后,基本上是每5年翻两番", "篇1 第13段", 3.8, 4.2, "nominal", True, 1),
        ("revenue-2010", "fiscal_revenue", "target", "level", "=", "33.8", "亿元", None, 2010, None,
         "财政收入33.8亿元,增长23%", "篇1 第16段", 33.75, 33.85, *nominal, 5),
        ("revenue-2010-growth", "fiscal_revenue", "target", "growth", "=", "23", "%", 2009, 2010, None,
         "财政收入33.8亿元,增长23%", "篇1 第16段", 0.225, 0.235, *nominal, 3),
        ("revenue-2015", "fiscal_revenue", "goal", "level", ">=", "65", "亿元", None, 2015, None,
         "财政收入达到65亿元以上", "篇1 第16段", 65.0, None, *nominal, 5),
        ("exports-2009", "exports", "history", "level", "=", "1.87", "亿美元", None, 2009, None,
         "出口创汇1.87亿美元,增长10%", "篇1 第5段", 1.865, 1.875, *nominal, 5),
        ("exports-2010", "exports", "target", "level", "=", "1.9", "亿美元", None, 2010, None,
         "出口创汇1.9亿美元,增长6%", "篇1 第16段", 1.85, 1.95, *nominal, 5),
        ("exports-2010-growth", "exports", "target", "growth", "=", "6", "%", 2009, 2010, None,
         "出口创汇1.9亿美元,增长6%", "篇1 第16段", 0.055, 0.065, *nominal, 3),
        ("population-2009", "population", "history", "level", "~", "40", "万人", None, 2009, None,
         "四十万人的公共服务需求", "篇1 第13段", 38.0, 42.0, "physical", False, 1),
        ("population-2015", "population", "goal", "level", "=", "60", "万人", None, 2015, None,
         "计划到2015年,总人口达到60万", "篇1 第16段", 59.5, 60.5, "physical", False, 5),
    ]  # fmt: skip
    names = ("claim_id", "indicator", "role", "kind", "comparator", "value", "unit", "start", "end", "every")
    found = []
    for row in rows:
        stated = dict(zip(names, row, strict=False))
        quote, locator, lower, upper, basis, aside, weight = row[len(names) :]
        claim = Claim(entity=ENTITY, source="speech", quote=quote, locator=locator, **stated)
        found.append(ClaimRow(claim, claim.start, basis, lower, upper, weight, aside))
    return found


def _levels() -> tuple[list[HistoryRow], list[ImpliedRow]]:
    history = [
        ("gdp", 1992, 2.51, 2.483, 2.565, "implied", ("gdp-fold", "gdp-2009")),
        ("gdp", 2008, 144.6, 143.7, 145.6, "implied", ("gdp-2009", "gdp-2009-growth")),
        ("gdp", 2009, 188.0, 187.5, 188.5, "printed", ("gdp-2009",)),
        ("fiscal_revenue", 1992, 0.499, 0.4947, 0.5134, "implied", ("revenue-fold", "revenue-2009")),
        ("fiscal_revenue", 2008, 22.5, 22.41, 22.61, "implied", ("revenue-2009", "revenue-2009-growth")),
        ("fiscal_revenue", 2009, 27.46, 27.455, 27.465, "printed", ("revenue-2009",)),
        ("exports", 2008, 1.70, 1.688, 1.712, "implied", ("exports-2009",)),
        ("exports", 2009, 1.87, 1.865, 1.875, "printed", ("exports-2009",)),
        ("population", 2009, 40.0, 38.0, 42.0, "printed", ("population-2009",)),
    ]
    implied = [(row[0], row[1], row[3], row[4]) for row in history]
    implied += [("fiscal_revenue", year, None, 1.0) for year in range(1993, 2000)]
    implied += [
        ("gdp", 2010, 212.5, 213.5),
        ("gdp", 2015, 400.0, None),
        ("fiscal_revenue", 2010, 33.75, 33.85),
        ("fiscal_revenue", 2015, 65.0, None),
        ("exports", 2010, 1.85, 1.95),
        ("population", 2015, 59.5, 60.5),
    ]
    return (
        [HistoryRow(ENTITY, *row) for row in history],
        [ImpliedRow(ENTITY, *row) for row in sorted(implied)],
    )


def _forecasts() -> list[ForecastRow]:
    names = ("median", "lower80", "upper80", "lower95", "upper95")
    rows = []
    for indicator, base, growth, sd in (("gdp", 188, 0.12, 0.06), ("fiscal_revenue", 27.46, 0.13, 0.09)):
        for model, factor, default in (
            ("shrunken_growth", 1.0, True),
            ("reference_only", 0.85, False),
            ("constant_growth", 1.9, False),
        ):
            for step in range(1, 7):
                loc = math.log(base) + step * math.log1p(growth * factor)
                scale = sd * math.sqrt(step + step * step / 4)
                quantiles = dict(zip(names, (0, -1.28, 1.28, -1.96, 1.96), strict=True))
                rows.append(
                    ForecastRow(
                        entity=ENTITY,
                        indicator=indicator,
                        model=model,
                        default=default,
                        year=2009 + step,
                        loc=loc,
                        scale=scale,
                        df=8.0,
                        **{name: math.exp(loc + z * scale) for name, z in quantiles.items()},
                    )
                )
    reason = "needs 5 points, there are 3"
    unfitted = ForecastRow(entity=ENTITY, indicator="gdp", model="log_linear", default=False, reason=reason)
    return [*rows, unfitted]


def _targets(language: str) -> list[TargetRow]:
    rows = [
        ("gdp", 2009, 188.0, 0.14, 0.133, 2010, 213.0, 2015, 400.0, "at_least", 0.134, 0.134, 398.0, 0.289, 1992,
         "within_rounding", "in_step", "slower", "open", 0.41, 0.22, 0.97, "C"),
        ("fiscal_revenue", 2009, 27.46, 0.23, 0.231, 2010, 33.8, 2015, 65.0, "at_least", 0.154, 0.140, 95.5, 0.266,
         1992, "consistent", "front_loaded", "slower", "open", 0.46, 0.31, 0.98, "C"),
        ("exports", 2009, 1.87, 0.06, 0.016, 2010, 1.9, None, None, "at_least", None, None, None, 0.10, 2008,
         "inconsistent", None, "slower", "not_assessable", None, None, None, "D"),
        ("population", 2009, 40.0, None, None, None, None, 2015, 60.0, "at_least", 0.07, None, None, None, None,
         None, None, "not_assessable", "not_assessable", None, None, None, "D"),
    ]  # fmt: skip
    return [
        TargetRow(ENTITY, row[0], LABELS[row[0]][language == "zh"], LABELS[row[0]][2], *row[1:])
        for row in rows
    ]


def _spans(language: str) -> list[SpanRow]:
    rows = [
        ("gdp", "record", 1992, 2009, 0.2876, 0.2902, 0.289, ("gdp-fold",)),
        ("gdp", "year", 2008, 2009, 0.295, 0.305, 0.30, ("gdp-2009-growth",)),
        ("gdp", "target", 2009, 2010, 0.133, 0.133, 0.133, ("gdp-2010",)),
        ("gdp", "needed_after", 2010, 2015, 0.134, 0.134, 0.134, ("gdp-2015",)),
        ("gdp", "needed_before", 2009, 2015, 0.134, 0.134, 0.134, ("gdp-2015",)),
        ("gdp", "class", 2009, 2015, 0.06, 0.18, 0.12, ()),
        ("fiscal_revenue", "record", 1992, 2009, 0.2636, 0.2669, 0.266, ("revenue-fold",)),
        ("fiscal_revenue", "forced", 1999, 2009, 0.393, None, 0.393, ("revenue-before-2000",)),
        ("fiscal_revenue", "year", 2008, 2009, 0.215, 0.225, 0.22, ("revenue-2009-growth",)),
        ("fiscal_revenue", "slogan", 2000, 2009, 0.306, 0.332, 0.3195, ("revenue-quadruples",)),
        ("fiscal_revenue", "target", 2009, 2010, 0.2309, 0.2309, 0.2309, ("revenue-2010",)),
        ("fiscal_revenue", "needed_after", 2010, 2015, 0.14, 0.14, 0.14, ("revenue-2015",)),
        ("fiscal_revenue", "needed_before", 2009, 2015, 0.154, 0.154, 0.154, ("revenue-2015",)),
        ("fiscal_revenue", "class", 2009, 2015, 0.05, 0.21, 0.13, ()),
        ("exports", "year", 2008, 2009, 0.095, 0.105, 0.10, ("exports-2009-growth",)),
        ("exports", "target", 2009, 2010, -0.013, 0.046, 0.016, ("exports-2010",)),
        ("population", "needed_before", 2009, 2015, 0.07, 0.07, 0.07, ("population-2015",)),
    ]
    named = {"zh": "同类地区", "en": "prefectures"}[language]
    return [
        SpanRow(
            ENTITY,
            indicator,
            "record" if kind == "forced" else kind,
            start,
            end,
            lower,
            upper,
            middle,
            claims,
            words.say(f"spans.{kind}", language, start=start, end=end, year=end, name=named, rate=middle),
        )
        for indicator, kind, start, end, lower, upper, middle, claims in rows
    ]


def _found() -> list[Finding]:
    def finding(
        check: str, about: tuple[str, int, int], verdict: str, message: Phrase, **more: object
    ) -> Finding:
        indicator, start, end = about
        return Finding(check, ENTITY, indicator, verdict, message, start=start, end=end, **more)

    return [
        finding(
            "growth_against_levels",
            ("exports", 2009, 2010),
            "inconsistent",
            said(
                "Exports 1.87 to 1.9 is +1.6 % (at most 4.6 %), not 6 %.",
                "出口创汇1.87亿美元到1.9亿美元是增长1.6%（至多4.6%），不是6%。",
            ),
            kind="provable",
            claims=("exports-2009", "exports-2010"),
            side="above",
            stated=(0.055, 0.065),
            computed=(-0.013, 0.046),
            unit="%",
            material=True,
            suggestion=said("+6 % would be 1.98.", "增长6%应为1.98亿美元。"),
        ),
        finding(
            "growth_against_levels",
            ("gdp", 2009, 2010),
            "within_rounding",
            said("GDP +14 % holds only within rounding.", "地区生产总值增长14%仅在四舍五入范围内成立。"),
            kind="provable",
            claims=("gdp-2009", "gdp-2010"),
            stated=(0.135, 0.145),
            computed=(0.127, 0.139),
            unit="%",
        ),
        finding(
            "targets_against_goal",
            ("fiscal_revenue", 2010, 2015),
            "front_loaded",
            said("Kept at 23 %, revenue ends near 95.", "保持23%的增速，2015年将达到约95亿元。"),
            claims=("revenue-2010", "revenue-2015"),
            side="above",
            stated=(65.0, None),
            computed=(95.0, 96.0),
            unit="亿元",
            grade="B",
        ),
        finding(
            "odds",
            ("gdp", 2009, 2015),
            "open",
            said("The chance of 400 is about 41 %.", "达到400亿元的可能性约41%。"),
            claims=("gdp-2015",),
            stated=(400.0, None),
            unit="亿元",
            probability=0.41,
            probability_range=(0.22, 0.97),
            grade="C",
        ),
        finding(
            "claims_fit_together",
            ("fiscal_revenue", 1992, 2009),
            "consistent",
            said(
                "Fits only if revenue more than doubled in 2000.",
                "可以同时成立，但2000年收入须翻一番以上。",
            ),
            kind="provable",
            claims=("revenue-before-2000",),
        ),
    ]


class Standin(SimpleNamespace):
    """What charts and page read of an assessment; its tables may be put in the place of others."""

    @property
    def finding_rows(self) -> list[dict]:
        """The findings as records, in the language."""
        return [finding_row(one, self.language) for one in self.found]


def standin(language: str = "en") -> Standin:
    """An assessment as `assess` gives it."""
    zh = language == "zh"
    claims = _claims()
    history, implied = _levels()
    return Standin(
        language=language,
        scenario=None,
        dossier=SimpleNamespace(
            name=lambda _: "Yanjiao zone: 2009 results, 2010 targets, 2015 goals",
            place=lambda entity, _: entity.title(),
            entity=ENTITY,
            as_of=2009,
            founded=1992,
            folder=None,
            claims=tuple(row.claim for row in claims),
            indicators={
                name: SimpleNamespace(label={"en": en, "zh": chinese})
                for name, (en, chinese, _) in LABELS.items()
            },
            sources={
                "speech": SimpleNamespace(
                    id="speech", name=lambda _: "开发区工作会议上的讲话", published=2010, note=""
                )
            },
        ),
        claim_rows=claims,
        history_rows=history,
        implied_rows=implied,
        forecast_rows=_forecasts(),
        found=_found(),
        conflict_rows=[
            ConflictRow(
                ("exports-2009", "exports-2010", "exports-2010-growth"),
                minimal=True,
                chain=("2009: 1.865–1.875", "× 1.055–1.065 = 1.968–1.997", "≠ 1.85–1.95"),
                stretch_factor=1.2,
            )
        ],
        repair_rows=[RepairRow("plans", ("exports-2010-growth",), 3)],
        target_rows=_targets(language),
        span_rows=_spans(language),
        indicator_rows=[
            IndicatorRow(
                ENTITY,
                name,
                row[zh],
                row[2],
                "nominal",
                main=name in {"gdp", "fiscal_revenue", "exports"},
                order=order,
            )
            for order, (name, row) in enumerate(LABELS.items())
        ],
        paragraph="除出口外，各项数字相互吻合。" if zh else "All pairs fit but exports.",
        headline=["出口增速与水平矛盾。" if zh else "Exports contradict themselves."],
        set_aside=("revenue-quadruples",),
        notices=(),
        plans=(),
        to_dict=lambda: {"version": "0.1.0"},
    )
