"""The assessment: the JSON contract, its frames, and that nothing but content decides what it says."""

import copy
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import forecasting as fc
from forecasting.dossier import Indicator, from_frame
from forecasting.errors import ForecastingError
from forecasting.show.terminal import report
from forecasting.words import render

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"


@pytest.fixture(scope="module")
def yanjiao():
    """The real dossier, assessed."""
    return fc.assess(fc.load(YANJIAO))


@pytest.fixture(scope="module")
def riverside():
    """The made-up dossier with one wrong rate, assessed."""
    return fc.assess(fc.load(RIVERSIDE))


# ---- the JSON contract

TOP = [
    "dossier",
    "scenario",
    "version",
    "findings",
    "conflicts",
    "repairs",
    "set_aside",
    "implied",
    "forecasts",
]
FINDING = [
    *(
        "check",
        "kind",
        "entity",
        "indicator",
        "start",
        "end",
        "claims",
        "readings",
        "verdict",
        "verdicts",
        "side",
    ),
    *(
        "stated",
        "computed",
        "unit",
        "probability",
        "probability_range",
        "grade",
        "material",
        "message",
        "suggestion",
        "conditions",
    ),
]
ROWS = {
    "findings": FINDING,
    "conflicts": ["claims", "minimal", "chain", "stretch_factor"],
    "repairs": ["pass", "claims", "weight"],
    "implied": ["entity", "indicator", "year", "lower", "upper"],
    "forecasts": [
        "entity",
        "indicator",
        "model",
        "year",
        "median",
        "lower80",
        "upper80",
        "lower95",
        "upper95",
    ],
}


def test_json_has_exactly_the_keys_of_the_contract(yanjiao):
    """Every object has the contract's keys, no more, in its order."""
    given = yanjiao.to_dict()
    assert list(given) == TOP
    for name, keys in ROWS.items():
        assert given[name], name
        for row in given[name]:
            assert list(row) == keys, name
    assert given["dossier"] == "yanjiao"
    assert given["scenario"] == "baseline"
    assert given["version"] == fc.__version__


def test_json_values_have_the_types_of_the_contract(yanjiao):
    """Intervals are pairs with null for no end, probabilities fractions, claims lists, readings a mapping."""
    for row in yanjiao.to_dict()["findings"]:
        assert row["kind"] in ("provable", "judgement")
        assert row["side"] in ("above", "below", None)
        for name in ("stated", "computed"):
            low, high = row[name]
            assert low is None or high is None or low <= high
        assert isinstance(row["claims"], list)
        assert isinstance(row["verdicts"], list)
        assert isinstance(row["material"], bool)
        assert isinstance(row["message"], str)
        assert isinstance(row["suggestion"], str)
        for one in row["conditions"]:
            assert list(one) == ["bridge", "lower", "upper", "unit", "sentence"]
            assert one["lower"] is None or one["upper"] is None or one["lower"] <= one["upper"]
        if row["probability"] is not None:
            assert 0 <= row["probability"] <= 1
        if row["probability_range"] is not None:
            assert 0 <= row["probability_range"][0] <= row["probability_range"][1] <= 1
    for row in yanjiao.to_dict()["repairs"]:
        assert row["pass"] in ("history", "plans")


def test_json_is_strict_and_reads_back(yanjiao):
    """The text holds no NaN or Infinity and reads back to the same object."""

    def refuse(word):
        raise AssertionError(word)

    assert json.loads(yanjiao.to_json(), parse_constant=refuse) == yanjiao.to_dict()


def test_forecast_ranges_are_nested(yanjiao):
    """95 % ranges contain 80 % ranges, which contain the median."""
    for row in yanjiao.to_dict()["forecasts"]:
        ends = [row[name] for name in ("lower95", "lower80", "median", "upper80", "upper95")]
        assert ends == sorted(ends)
        assert ends[0] > 0


def shuffled(folder, place, seed):
    """A copy of a dossier whose claims stand in another order."""
    shutil.copytree(folder, place)
    rows = list(csv.reader(io.StringIO((place / "claims.csv").read_text(encoding="utf-8"))))
    body = rows[1:]
    random.Random(seed).shuffle(body)  # noqa: S311 - an order, not a secret
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([rows[0], *body])
    (place / "claims.csv").write_text(out.getvalue(), encoding="utf-8")
    return place


@pytest.mark.parametrize("folder", [YANJIAO, RIVERSIDE])
def test_json_does_not_depend_on_the_order_of_rows(folder, tmp_path):
    """Shuffled claims give the same bytes."""
    expected = fc.assess(fc.load(folder)).to_json()
    for seed in (1, 2):
        place = shuffled(folder, tmp_path / str(seed), seed)
        assert fc.assess(fc.load(place)).to_json() == expected


def test_json_does_not_depend_on_the_hash_seed(yanjiao):
    """Two processes with different hash seeds print the bytes this one has."""
    for seed in ("1", "4242"):
        command = [sys.executable, "-m", "forecasting", "assess", str(YANJIAO), "--format", "json"]
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, capture_output=True, env=environment, check=False)
        assert done.returncode == 1, done.stderr.decode()
        assert done.stdout.decode("utf-8") == yanjiao.to_json()


def test_no_module_reads_the_clock():
    """Nothing under forecasting/ asks for today's date or the time."""
    asks = re.compile(
        r"\b(?:date|datetime)\.(?:today|now|utcnow)\b|\btime\.(?:time|localtime|gmtime|strftime)\b"
    )
    for path in (ROOT / "forecasting").rglob("*.py"):
        assert not asks.search(path.read_text(encoding="utf-8")), path.name


def test_riverside(riverside):
    """The made-up report exits 1: 10.0 to 12.7 is 27 %, not 25 %; three numbers disagree, and none of them is singled out."""
    given = riverside.to_dict()
    assert riverside.exit_code == 1
    assert given["set_aside"] == []
    wrong = [row for row in given["findings"] if row["verdict"] == "inconsistent"]
    assert {row["check"] for row in wrong} == {"growth_against_levels", "claims_fit_together"}
    assert [row["claims"] for row in given["conflicts"]] == [["rev-2018", "rev-2019", "rev-2019-growth"]]
    assert all(row["minimal"] for row in given["conflicts"])


@pytest.mark.parametrize("folder", [YANJIAO, RIVERSIDE])
def test_an_assessment_is_said_in_the_other_language_without_assessing_again(folder, monkeypatch):
    """Said in Chinese, an English assessment reads as one made in Chinese, and no network is solved for it."""
    english, chinese = fc.assess(fc.load(folder)), fc.assess(fc.load(folder), language="zh")

    def never(*_):
        raise AssertionError

    monkeypatch.setattr("forecasting.judge.assessment.making.solve", never)
    said = english.said_in("zh")
    assert said.to_json() == chinese.to_json()
    assert said.paragraph == chinese.paragraph
    assert said.headline == chinese.headline
    assert said.spans.equals(chinese.spans)
    assert english.language == "en"


def test_an_appendix_in_two_languages_rests_on_one_assessment(riverside, monkeypatch):
    """The Chinese appendix of an English assessment assesses nothing again."""

    def never(*_):
        raise AssertionError

    monkeypatch.setattr("forecasting.judge.assessment.making.solve", never)
    assert fc.appendix(riverside, language="zh").document.language == "zh"


def test_languages_differ_only_in_words(yanjiao):
    """The Chinese assessment has the same findings with the same numbers."""
    given, chinese = yanjiao.to_dict(), fc.assess(fc.load(YANJIAO), language="zh").to_dict()
    for one in (given, chinese):
        for row in one["findings"]:
            del row["message"], row["suggestion"]
            for condition in row["conditions"]:
                del condition["sentence"]
        for row in one["conflicts"]:
            del row["chain"]
    assert given == chinese


# ---- frames

FRAMES = {
    "history": ["entity", "indicator", "year", "level", "lower", "upper", "origin", "claims"],
    "implied": ["entity", "indicator", "year", "lower", "upper"],
    "findings": FINDING,
    "conflicts": ["claims", "minimal", "chain", "stretch_factor"],
    "repairs": ["pass", "claims", "weight"],
    "indicators": ["entity", "indicator", "label", "unit", "basis", "main", "order"],
    "spans": ["entity", "indicator", "kind", "start", "end", "lower", "upper", "middle", "claims", "label"],
}


@pytest.mark.parametrize("name", list(FRAMES))
def test_frames_have_their_columns(yanjiao, name):
    """Each frame is tidy: known columns and at least one row."""
    frame = getattr(yanjiao, name)
    assert list(frame.columns) == FRAMES[name]
    assert len(frame) > 0


def test_frames_are_the_callers_to_change(yanjiao):
    """Changing a frame changes nothing in the assessment."""
    frame = yanjiao.history
    frame.loc[:, "level"] = 0.0
    assert (yanjiao.history["level"] > 0).all()


def test_history_is_what_the_network_pins_down(yanjiao):
    """GDP is known for 1992 (188/75 to 188/74), 2008 (188/1.3) and 2009, each within its bounds."""
    history = yanjiao.history
    gdp = history[(history["indicator"] == "gdp") & (history["entity"] == "yanjiao")].set_index("year")
    assert list(gdp.index) == [1992, 2008, 2009]
    assert gdp["level"][2009] == 188
    assert gdp["level"][2008] == pytest.approx(188 / 1.3, rel=2e-3)
    assert 187.5 / 75.5 <= gdp["level"][1992] <= 188.5 / 73.5
    assert list(gdp["origin"]) == ["implied", "implied", "printed"]
    assert ((gdp["lower"] <= gdp["level"]) & (gdp["level"] <= gdp["upper"])).all()


def test_target_table(yanjiao):
    """The one-page table has revenue at 27.46, printed 23 %, recomputed 23.1 %, then 14.0 % to 65, kept 95.5."""
    table = yanjiao.targets.set_index("indicator")
    row = table.loc["fiscal_revenue"]
    assert (row["base_level"], row["target_level"], row["goal_level"]) == (27.46, 33.8, 65)
    assert row["printed_rate"] == 0.23
    assert row["recomputed_rate"] == pytest.approx(33.8 / 27.46 - 1)
    assert row["needed_before"] == pytest.approx((65 / 27.46) ** (1 / 6) - 1)
    assert row["needed_after"] == pytest.approx((65 / 33.8) ** (1 / 5) - 1)
    assert row["kept_level"] == pytest.approx(33.8 * (33.8 / 27.46) ** 5)
    assert row["record_start"] == 1992
    assert (row["growth_verdict"], row["path_verdict"], row["pace_verdict"]) == (
        "consistent",
        "front_loaded",
        "slower",
    )
    assert table.loc["exports", "growth_verdict"] == "inconsistent"
    assert list(table.index)[:2] == ["gdp", "fiscal_revenue"]


def test_spans_tell_record_target_and_need_apart(yanjiao):
    """The staircase has record, year, target, both needs and class for GDP, and the slogan for revenue."""
    kinds = yanjiao.spans.groupby("indicator")["kind"].agg(set)
    assert kinds["gdp"] >= {"record", "year", "target", "needed_before", "needed_after", "class"}
    assert "slogan" in kinds["fiscal_revenue"]
    bars = yanjiao.spans
    assert (bars["lower"].dropna() <= bars["middle"][bars["lower"].notna()]).all()
    assert (bars["middle"][bars["upper"].notna()] <= bars["upper"].dropna()).all()


@pytest.mark.parametrize(
    ("printed", "said"), [("8.5", "8.5 % in 2009"), ("30", "30 % in 2009"), ("-0.5", "−0.5 % in 2009")]
)
def test_growth_of_a_year_is_named_with_its_printed_digits(printed, said):
    """A printed 8.5 % is not called 9 %, nor a printed 30 % 30.0 %."""
    row = {
        "claim_id": "level",
        "indicator": "gdp",
        "kind": "level",
        "end": 2009,
        "value": "27.46",
        "unit": "亿元",
    }
    claims = [
        row,
        {**row, "claim_id": "growth", "kind": "growth", "value": printed, "unit": "%"},
        {**row, "claim_id": "goal", "end": 2015, "value": "400", "role": "goal"},
    ]
    made = {"gdp": Indicator("gdp", {"en": "Output", "zh": "产值"}, "亿元", "nominal", "nominal")}
    rows = [{"entity": "here", "role": "history", **claim} for claim in claims]
    spans = fc.assess(from_frame(rows, indicators=made)).spans
    assert said in set(spans["label"])


def test_a_growth_of_at_least_has_no_upper_end_in_its_span():
    """A growth of at least 39.3 % may have been any more: its span begins there and has no upper end."""
    claims = [
        {
            "claim_id": "level",
            "indicator": "gdp",
            "kind": "level",
            "end": 2009,
            "value": "27.46",
            "unit": "亿元",
        },
        {
            "claim_id": "growth",
            "indicator": "gdp",
            "kind": "growth",
            "end": 2009,
            "value": "39.3",
            "unit": "%",
        },
    ]
    claims[1]["comparator"] = ">="
    claims.append({**claims[0], "claim_id": "goal", "end": 2015, "value": "400", "role": "goal"})
    made = {"gdp": Indicator("gdp", {"en": "Output", "zh": "产值"}, "亿元", "nominal", "nominal")}
    rows = [{"entity": "here", "role": "history", **claim} for claim in claims]
    (span,) = [row for row in fc.assess(from_frame(rows, indicators=made)).span_rows if row.kind == "year"]
    assert (span.start, span.end, span.upper) == (2008, 2009, None)
    assert span.lower == pytest.approx(0.393)


def test_the_opening_says_what_matters(yanjiao):
    """The paragraph names the wrong rate, the slogan, both paths, the record, the odds and how thin the evidence is."""
    text = yanjiao.paragraph
    for words in ("Exports", "1.6 %", "6 %", "39 %", "13.4 %", "in step", "14.0 %", "thin"):
        assert words in text, words
    assert text.count("%") < 40  # a paragraph, not a table
    assert yanjiao.headline


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_opening_names_an_indicator_once_where_two_goals_outrun_the_record(language):
    """Real growth of 9 % is asked for after 4 %, and a nominal 260 by 2020 after 5 % a year: the farther goal is told."""
    made = {"x": Indicator("x", {"en": "Output", "zh": "产值"}, "亿元", "nominal", "real")}
    levels = [("100", 2010, "history"), ("110", 2012, "history"), ("260", 2020, "goal")]
    rates = [("4", 2011, "history"), ("4", 2012, "history"), ("9", 2013, "goal")]
    claims = [{"entity": "here", "value": value, "end": end, "role": role} for value, end, role in levels]
    claims += [
        {"entity": "here", "value": value, "end": end, "role": role, "kind": "growth", "unit": "%"}
        for value, end, role in rates
    ]
    text = fc.assess(from_frame(claims, indicators=made), language=language).paragraph
    (told,) = [
        part for part in re.split(r"(?<=[.。])", text) if "above the record" in part or "高于历史" in part
    ]
    assert told.count("output") + told.count("产值") == 1
    assert "11 %" in told or "11%" in told  # (260 / 110)^(1/8) - 1 is 11.4 %


# ---- functions beside assess


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "a yearbook with 2 more years of x and one more year of y would raise it from grade D to C"),
        ("zh", "再有一部年鉴补上x2年、y1年的数字，即可由D级升为C级（须有4个已知年份）。"),
    ],
)
def test_the_opening_says_what_would_raise_thin_evidence(language, said):
    """Grade C takes four known years: two are known of x and three of y, and a class lends both their odds."""
    named = {"basis": "nominal", "growth_basis": "nominal", "reference_class": "subnational-revenue"}
    made = {one: Indicator(one, {"en": one, "zh": one}, "亿元", **named) for one in ("x", "y")}
    years = [
        ("x", 2009, "110"),
        ("x", 2008, "100"),
        ("y", 2009, "121"),
        ("y", 2008, "110"),
        ("y", 2007, "100"),
    ]
    rows = [{"indicator": one, "end": year, "value": value, "unit": "亿元"} for one, year, value in years]
    rows += [
        {"indicator": one, "end": 2015, "value": "200", "unit": "亿元", "role": "goal"} for one in ("x", "y")
    ]
    result = fc.assess(from_frame(rows, entity="here", indicators=made, as_of=2009), language=language)
    assert said in result.paragraph


def test_no_line_on_the_screen_ends_with_an_opening_bracket(yanjiao):
    """In Chinese a line breaks between characters, and a bracket stays with what it opens."""
    lines = report(yanjiao.said_in("zh")).splitlines()
    assert not [line for line in lines if line.endswith(("（", "“", "《", "("))]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "10,010 tn to 12,710 tn (CNY) is 27.0 %"), ("zh", "由10010万亿到12710万亿元增长27.0%")],
)
def test_the_opening_rounds_levels_of_seventeen_digits(language, said):
    """Levels in yuan of 10 and 12.7 million billion are short in the opening, as in charts; what to write has no decimals.

    In four digits; 12,712 / 10,012 is 1.2697; 25 % on 10,012,345,678,901,234 is 12,515,432,098,626,542.5.
    """
    rows = [
        {"claim_id": "first", "end": 2018, "value": "10012345678901234", "unit": "元"},
        {"claim_id": "last", "end": 2019, "value": "12712345678901234", "unit": "元"},
        {"claim_id": "rate", "end": 2019, "value": "25", "unit": "%", "kind": "growth"},
    ]
    result = fc.assess(from_frame(rows, entity="here"), language=language)
    assert said in result.paragraph
    told = next(one for one in result.found if one.check == "growth_against_levels")
    assert "1251543209862654" in render(told.suggestion, language)
    assert ".0" not in render(told.suggestion, language)


def test_required_growth():
    """Revenue of 65 by 2015 needs 15.4 % a year from 2009, and 14.0 % once the 2010 target is met."""
    rows = fc.required_growth(fc.load(YANJIAO), "fiscal_revenue", by=2015)
    assert list(rows["origin"]) == ["actual", "target"]
    assert list(rows["start"]) == [2009, 2010]
    assert list(rows["growth"]) == pytest.approx([(65 / 27.46) ** (1 / 6) - 1, (65 / 33.8) ** (1 / 5) - 1])


@pytest.mark.parametrize(
    ("indicator", "by", "says"),
    [
        ("gpd", 2015, "fiscal_revenue"),
        ("fiscal_revenue", 2020, "2015"),
        ("heated_area", None, "no target or goal"),
    ],
)
def test_required_growth_refuses_with_what_exists(indicator, by, says):
    """An unknown indicator or a year without a goal is refused, naming those that exist."""
    with pytest.raises(ForecastingError, match=says):
        fc.required_growth(fc.load(YANJIAO), indicator, by=by)


E1 = [
    {"value": "100", "year": 2010, "claim_id": "base", "unit": "t"},
    {"value": "127", "year": 2011, "claim_id": "now", "unit": "t"},
    {"value": "25", "year": 2011, "kind": "growth", "claim_id": "rate"},
]


def test_the_network_alone():
    """fc.conflicts and fc.implied take claims in rows: E1 of the methods (9.4) conflicts, and without its rate does not."""
    given = fc.conflicts(E1)
    assert list(given["claims"]) == [["base", "now", "rate"]]
    assert given["stretch_factor"][0] == pytest.approx(1.22845, abs=1e-4)
    assert len(fc.conflicts(E1[:2])) == 0
    bounds = fc.implied(E1[:1] + E1[2:]).set_index("year")
    assert bounds["lower"][2011] == pytest.approx(99.5 * 1.245)
    assert bounds["upper"][2011] == pytest.approx(100.5 * 1.255)


def test_compare_lists_what_changes():
    """Raising riverside's goal to 80 changes its odds and nothing about its history."""
    dossier = fc.load(RIVERSIDE)
    table = fc.compare(fc.assess(dossier), fc.assess(dossier, "goal_raised"))
    changed = table[table["changed"]]
    assert len(changed) > 0
    assert set(changed["check"]) <= {"targets_against_goal", "pace", "odds", "precedent", "plausible_growth"}
    with pytest.raises(ForecastingError, match="two or more"):
        fc.compare(fc.assess(dossier))
    with pytest.raises(ForecastingError, match="different names"):
        fc.compare(fc.assess(dossier), fc.assess(dossier))


def test_assess_leaves_its_dossier_as_it_was():
    """Assessing twice gives the same, and the dossier still equals a fresh one."""
    dossier = fc.load(YANJIAO)
    before = copy.copy(dossier)
    assert fc.assess(dossier).to_json() == fc.assess(dossier).to_json()
    assert dossier == before == fc.load(YANJIAO)


@pytest.mark.parametrize("given", ["data/yanjiao", None, 3])
def test_assess_wants_a_dossier(given):
    """A path, nothing or a number is refused by what was received."""
    with pytest.raises(ForecastingError, match=type(given).__name__):
        fc.assess(given)


def test_assess_wants_a_language_it_has():
    """An unknown language is refused with the two there are."""
    with pytest.raises(ForecastingError, match="en, zh"):
        fc.assess(fc.load(RIVERSIDE), language="fr")


def test_a_materially_wrong_rate_is_marked():
    """A rate that carries the chain to a later level is material; one that nothing rests on is not."""
    rows = [
        {"value": "100", "year": 2010, "unit": "t"},
        {"value": "110", "year": 2011, "unit": "t"},
        {"value": "20", "year": 2011, "kind": "growth", "claim_id": "rate"},
    ]
    alone = next(one for one in fc.assess(from_frame(rows)).found if one.check == "growth_against_levels")
    assert alone.verdict == "inconsistent"
    assert not alone.material


def test_doublings_are_shown_as_the_factor_they_mean(yanjiao):
    """About two doublings mean a factor of 2 x 2 within a twentieth, 3.8 to 4.2, not 1.5 to 2.5 doublings."""
    slogan = yanjiao.claims.set_index("claim_id").loc["revenue-quadruples"]
    assert (slogan["lower"], slogan["upper"]) == pytest.approx((3.8, 4.2))


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "change of −0.7 (−0.8 to −0.6 with rounding), not −1.7 percentage points"), ("zh", "变动−0.7（计入四舍五入为−0.8至−0.6），不是−1.7个百分点")],
)  # fmt: skip
def test_the_opening_tells_a_wrong_change_in_points_in_points(tmp_path, language, said):
    """4.8 % less 4.1 % is 0.7 points, 0.6 to 0.8 with rounding; the opening and the page once said -70 %."""
    made = {"x": Indicator("x", {"en": "Unemployment", "zh": "失业率"}, "%", "physical", measure="rate")}
    claims = [{"entity": "here", "value": value, "end": end} for value, end in (("4.8", 2021), ("4.1", 2022))]
    claims.append(
        {"entity": "here", "value": "-1.7", "end": 2022, "kind": "points", "unit": "percentage points"}
    )
    result = fc.assess(from_frame(claims, indicators=made), language=language)
    assert said in result.paragraph
    assert "70" not in result.paragraph
    assert [
        row["unit"] for row in result.findings.to_dict("records") if row["verdict"] == "inconsistent"
    ] == ["points"]
