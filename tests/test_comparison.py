"""Side by side: findings are matched sensibly, targets and inputs keep the baseline in view, two drafts tell what changed."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

import forecasting as fc
from forecasting.ask.comparison import (
    compare,
    compare_drafts,
    compare_inputs,
    compare_targets,
    comparison_rows,
    finding_rows,
    input_rows,
)
from forecasting.ask.comparison.matching import matched, moved
from forecasting.errors import DossierError, ForecastingError
from forecasting.judge.checks import Finding
from forecasting.words import Phrase

ROOT = Path(__file__).resolve().parent.parent
YANJIAO = ROOT / "data" / "yanjiao"
RIVERSIDE = ROOT / "tests" / "dossiers" / "riverside"
CHOSEN = ("gdp_growth_real", "exports_corrected", "slower_after_2012", "goals_a_year_early")


@pytest.fixture(scope="module")
def yanjiao():
    """The real dossier."""
    return fc.load(YANJIAO)


@pytest.fixture(scope="module")
def runs(yanjiao):
    """The baseline and four scenarios of it."""
    return [fc.assess(yanjiao), *(fc.assess(yanjiao, name) for name in CHOSEN)]


@pytest.fixture
def draft(tmp_path):
    """A copy of the made-up dossier, and a way to change words in one of its files."""
    folder = tmp_path / "later"
    shutil.copytree(RIVERSIDE, folder)

    def change(old, new, file="claims.csv"):
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")
        return folder

    return change


def finding(claims, verdict="open", check="odds", probability=None, **other):
    """A finding with only what matching looks at."""
    return Finding(
        check,
        "here",
        "gdp",
        verdict,
        Phrase("findings.no_change"),
        claims=tuple(claims),
        probability=probability,
        **other,
    )


# ---- matching


def test_the_same_claims_belong_together_whatever_their_order():
    """Findings come sorted by verdict, so their order says nothing."""
    one, two = finding(["a"]), finding(["b"])
    assert matched([[one, two], [two, one]]) == [[one, one], [two, two]]


def test_a_moved_goal_is_still_that_goal():
    """The same claims in another year are the same finding."""
    one, two = finding(["g"], end=2015), finding(["g"], end=2014)
    assert matched([[one], [two]]) == [[one, two]]


def test_a_claim_put_in_for_another_is_matched_by_its_years():
    """Where ids differ, check, indicator and years tell, as long as they tell one from another."""
    one, two = finding(["level", "rate"], end=2009), finding(["level", "rate-real"], end=2009)
    assert matched([[one], [two]]) == [[one, two]]
    other = finding(["else"], end=2009)
    assert [None, two] in matched([[one, other], [finding(["x"], end=2009), two, finding(["y"], end=2009)]])


def test_findings_that_share_most_claims_are_matched():
    """Half of the claims in common is enough where years do not tell; less is not."""
    one = finding(["a", "b", "c"], end=2009)
    near, far = finding(["a", "b", "d"], end=2010), finding(["c", "x", "y"], end=2011)
    assert matched([[one], [far, near]]) == [[one, near], [None, far]]


def test_what_only_one_run_has_stands_alone():
    """A finding of another check or indicator is no match, and later runs can still meet it."""
    one, two = finding(["a"]), finding(["a"], check="pace")
    assert matched([[one], [two], [two, one]]) == [[one, None, one], [None, two, two]]


def test_every_finding_is_in_one_row_once(runs):
    """However runs differ, each of their findings has its place and none has two."""
    rows = matched([run.found for run in runs])
    for place, run in enumerate(runs):
        column = [row[place] for row in rows if row[place] is not None]
        assert sorted(map(id, column)) == sorted(map(id, run.found))


@pytest.mark.parametrize(
    ("old", "new", "differs"),
    [
        (0.50, 0.504, False),
        (0.50, 0.506, True),
        (None, 0.5, True),
        (None, None, False),
    ],
)
def test_half_a_point_of_odds_is_no_change(old, new, differs):
    """Odds within half a percentage point are the same; odds that come or go are not."""
    assert moved(finding(["a"], probability=old), finding(["a"], probability=new)) is differs
    assert moved(finding(["a"]), None)
    assert moved(finding(["a"], "open"), finding(["a"], "likely"))


# ---- findings side by side


def test_columns_stand_side_by_side(runs):
    """First all verdicts, then all odds, the baseline's first."""
    table = compare(*runs[:3])
    names = ["baseline", "gdp_growth_real", "exports_corrected"]
    assert list(table.columns) == [
        *("check", "entity", "indicator", "end", "claims"),
        *(f"verdict:{name}" for name in names),
        *(f"probability:{name}" for name in names),
        "changed",
    ]
    assert len(table) == len(finding_rows(*runs[:3]))


def test_a_corrected_target_changes_its_verdicts_alone(runs):
    """1.98 in place of 1.9 makes the export target consistent and moves nothing else (1.98/1.87 is +5.9 %)."""
    rows = [row for row in finding_rows(runs[0], runs[2]) if row.changed]
    assert {row.indicator for row in rows} == {"exports"}
    rate = next(row for row in rows if row.check == "growth_against_levels")
    assert rate.verdicts == ("inconsistent", "consistent")


def test_growth_read_as_real_is_compared_with_the_same_rate(runs):
    """The scenario drops a claim and puts in another under a new id: still one finding on the rate of 2010."""
    rows = finding_rows(runs[0], runs[1])
    found = [row for row in rows if row.check == "growth_against_levels" and row.indicator == "gdp"]
    rates = [row for row in found if row.end == 2010]
    assert len(rates) == 1
    assert None not in rates[0].verdicts


@pytest.mark.parametrize("function", [compare, compare_targets, compare_inputs])
def test_what_cannot_be_compared_is_refused(function, runs, yanjiao):
    """No run, two of one scenario, runs of two places or things that are no runs are refused by name."""
    with pytest.raises(ForecastingError, match="received 0"):
        function()
    with pytest.raises(ForecastingError, match="different names"):
        function(runs[0], runs[0])
    other = fc.assess(fc.load(RIVERSIDE), "slower")
    with pytest.raises(ForecastingError, match="one dossier; received yanjiao, riverside"):
        function(runs[0], other)
    with pytest.raises(ForecastingError, match="as assess returns them; received Dossier"):
        function(yanjiao, runs[0])


# ---- targets side by side


def test_targets_have_a_row_an_indicator_and_scenario(runs):
    """Each planned indicator has its rows together, the baseline first, the printed differences in each."""
    rows = comparison_rows(*runs)
    assert len(rows) == len(runs) * len(runs[0].target_rows)
    names = [run.scenario.name for run in runs]
    for at in range(0, len(rows), len(runs)):
        block = rows[at : at + len(runs)]
        assert [row.scenario for row in block] == names
        assert len({row.indicator for row in block}) == 1
        assert block[0].differences == ()
        assert not block[0].changed
        assert all(row.differences for row in block[1:])
    columns = list(compare_targets(*runs).columns)
    assert columns[:6] == ["indicator", "label", "unit", "scenario", "title", "differences"]


def test_a_goal_a_year_early_takes_more(runs):
    """400 by 2014 takes 17.1 % a year after 213, by 2015 13.4 % (hand working); the odds fall with it."""
    rows = {row.scenario: row for row in comparison_rows(*runs) if row.indicator == "gdp"}
    base, early = rows["baseline"], rows["goals_a_year_early"]
    assert (base.target.goal_year, early.target.goal_year) == (2015, 2014)
    assert base.target.needed_after == pytest.approx(0.1343, abs=5e-5)
    assert early.target.needed_after == pytest.approx(0.1706, abs=5e-5)
    assert early.target.probability < base.target.probability
    assert early.changed
    assert not rows["exports_corrected"].changed


def test_a_plan_that_a_scenario_leaves_out_keeps_its_row(yanjiao):
    """Without its target exports have an empty row under the scenario, so that the baseline's stays in view."""
    gone = fc.Scenario("gone", drop=("exports-2010", "exports-2010-growth"))
    rows = comparison_rows(fc.assess(yanjiao), fc.assess(yanjiao, gone))
    base, without = (row for row in rows if row.indicator == "exports")
    assert (base.target.target_level, without.target) == (1.9, None)
    assert without.changed


# ---- inputs


def test_inputs_say_what_was_and_what_is(runs):
    """Field, baseline and scenario as text, a row an input; the baseline has none."""
    rows = {(row.scenario, row.field): (row.baseline, row.value) for row in input_rows(*runs)}
    assert rows["goals_a_year_early", "goal.gdp.year"] == ("2015", "2014")
    assert rows["exports_corrected", "claims.exports-2010.value"] == ("1.9 (USD 100m)", "1.98 (USD 100m)")
    assert rows["slower_after_2012", "growth_cap.gdp"] == ("none", "at most 10.0 % from 2013")
    assert rows["gdp_growth_real", "drop.gdp-2009-growth"] == ("30 %", "left out")
    assert not [one for one in rows if one[0] == "baseline"]
    table = compare_inputs(*runs)
    assert list(table.columns) == ["scenario", "title", "field", "difference", "baseline", "value"]
    assert list(compare_inputs(runs[0]).columns) == list(table.columns)


def test_inputs_are_said_in_the_language_of_the_run(yanjiao):
    """A Chinese run says its inputs in Chinese."""
    rows = input_rows(fc.assess(yanjiao, "slower_after_2012", language="zh"))
    assert [row.value for row in rows] == ["2013年起不超过10.0%"] * 2


# ---- two drafts


def test_one_draft_compared_with_itself():
    """Nothing changed, nothing moved, and the report says so."""
    found = compare_drafts(RIVERSIDE, RIVERSIDE)
    assert (found.claim_rows, found.verdict_rows) == ((), ())
    assert "No number was changed." in found.text()
    assert "No verdict moved" in found.text()
    assert len(found.claims) == len(found.verdicts) == 0


def test_a_corrected_number_moves_its_verdict(draft):
    """12.7 over 10.0 is 27 %, not 25: corrected to 27 the verdict moves from inconsistent, told before and after."""
    folder = draft(
        "rev-2019-growth,riverside,revenue,history,growth,,=,25,",
        "rev-2019-growth,riverside,revenue,history,growth,,=,27,",
    )
    folder = draft("增长25%", "增长27%")
    found = compare_drafts(RIVERSIDE, folder)
    numbers = [row for row in found.claim_rows if row.number]
    assert [(row.claim_id, row.column, row.old, row.new) for row in numbers] == [
        ("rev-2019-growth", "value", "25", "27")
    ]
    assert {row.column for row in found.claim_rows if not row.number} == {"quote"}
    rate = next(row for row in found.verdict_rows if row.check == "growth_against_levels")
    assert (rate.old_verdict, rate.new_verdict) == ("inconsistent", "consistent")
    assert "not 25 %" in rate.old_message
    text = found.text()
    assert "Fiscal revenue 2019 (rev-2019-growth): value 25 % → 27 %" in text
    assert "Wording, source or note alone changed in 2: rev-2019, rev-2019-growth" in text
    assert "inconsistent → consistent" in text
    assert "before: " + rate.old_message in text
    assert text.rstrip().endswith("The earlier draft held an inconsistency; this one holds none.")


def test_a_renamed_claim_is_no_other_claim(draft):
    """A goal under another id is said to be renamed, and no verdict moves for it."""
    draft('"rev-2025"', '"rev-goal"', "scenarios.toml")
    folder = draft("rev-2025,", "rev-goal,")
    found = compare_drafts(RIVERSIDE, folder)
    assert [(row.change, row.old, row.new) for row in found.claim_rows] == [
        ("renamed", "rev-2025", "rev-goal")
    ]
    assert found.verdict_rows == ()
    assert "rev-2025 is now called rev-goal" in found.text()


def test_renamed_is_not_guessed_where_two_could_be(draft):
    """Two claims of one indicator, kind and years under new ids are taken out and put in, not paired at will."""
    extra = (
        "rev-2018-b,riverside,revenue,history,level,,~,10.0,亿元,,2018,,,,report,p3,2018年财政收入10.0亿元,\n"
    )
    folder = draft("rev-fold,", extra + "rev-fold,")
    later = folder.parent / "latest"
    shutil.copytree(folder, later)
    text = (later / "claims.csv").read_text(encoding="utf-8")
    text = text.replace("rev-2018-b,", "revenue-2018-b,").replace("rev-2018,", "revenue-2018,")
    (later / "claims.csv").write_text(text, encoding="utf-8")
    changes = [row.change for row in compare_drafts(folder, later).claim_rows]
    assert changes == ["added", "added", "removed", "removed"]


def test_claims_put_in_and_taken_out_are_listed(draft):
    """A claim that only one draft has is listed with what it states."""
    text = (RIVERSIDE / "claims.csv").read_text(encoding="utf-8")
    line = next(one for one in text.splitlines(keepends=True) if one.startswith("rev-early"))
    folder = draft(line, "")
    gone = compare_drafts(RIVERSIDE, folder)
    assert [(row.change, row.claim_id, row.old) for row in gone.claim_rows] == [
        ("removed", "rev-early", "<1 亿元")
    ]
    assert "Fiscal revenue 2004 (rev-early): taken out, less than 1 (CNY 100m)" in gone.text()
    back = compare_drafts(folder, RIVERSIDE, language="zh")
    assert [(row.change, row.new) for row in back.claim_rows] == [("added", "<1 亿元")]
    assert "财政收入2004年（rev-early）：新增低于1亿元" in back.text()


def test_a_change_of_the_dossier_is_said(draft):
    """Verdicts also move when founding year, assumptions or a reference class change, so these are listed."""
    draft("founded = 2001", "founded = 2002", "dossier.toml")
    folder = draft("about = 0.05", "about = 0.10", "dossier.toml")
    found = compare_drafts(RIVERSIDE, folder)
    assert [(row.column, row.old, row.new) for row in found.claim_rows] == [
        ("founded", "2001", "2002"),
        ("assumptions.about", "0.05", "0.1"),
    ]
    assert "founded: 2001 → 2002" in found.text()


def test_tables_are_printed_as_json_and_csv(draft):
    """Both hold every row of both tables; the CSV says which table a row belongs to."""
    folder = draft("15.2", "15.0")
    found = compare_drafts(RIVERSIDE, folder)
    data = json.loads(found.to_json())
    assert [row["claim_id"] for row in data["claims"]] == [row.claim_id for row in found.claim_rows]
    assert len(data["verdicts"]) == len(found.verdict_rows) > 0
    rows = list(csv.DictReader(io.StringIO(found.to_csv())))
    assert [row["table"] for row in rows].count("claims") == len(found.claim_rows)
    assert [row["table"] for row in rows].count("verdicts") == len(found.verdict_rows)
    assert list(found.claims.columns)[:2] == ["change", "claim_id"]
    assert list(found.verdicts["check"]) == [row.check for row in found.verdict_rows]


def test_drafts_may_be_dossiers_in_either_language(draft):
    """Dossiers do as well as folders; every line of the Chinese report is Chinese."""
    old, new = fc.load(RIVERSIDE), fc.load(draft("15.2", "15.0"))
    text = compare_drafts(old, new, language="zh").text()
    assert "改动的数字：1处" in text
    assert "财政收入2020年（rev-2020）：数值由15.2亿元改为15.0亿元" in text


def test_drafts_that_cannot_be_compared(draft, yanjiao):
    """Two places, an unknown language or a folder with faults are refused."""
    with pytest.raises(ForecastingError, match="one place; received 'riverside' and 'yanjiao'"):
        compare_drafts(RIVERSIDE, yanjiao)
    with pytest.raises(ForecastingError, match="unknown language"):
        compare_drafts(RIVERSIDE, RIVERSIDE, language="fr")
    with pytest.raises(DossierError):
        compare_drafts(RIVERSIDE, draft("12.7,亿元", "much,亿元"))
