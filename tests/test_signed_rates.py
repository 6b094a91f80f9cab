"""Rates below nothing, plans of sums, parts of a year beside whole ones, two targets of one year, and crashes."""

import csv

import pytest

import forecasting as fc
from forecasting import cli
from forecasting.dossier.model import COLUMNS

HEAD = """\
title = "Harbour report"
entity = "harbour"
founded = 1990
as_of = 2023

[sources.report]
title = "Work report"
published = 2024
"""


def indicator(name: str, unit: str, more: str = "") -> str:
    """An indicator of `dossier.toml` that follows no convention."""
    return f'\n[indicators.{name}]\nlabel = "Series {name}"\nunit = "{unit}"\nbasis = "nominal"\nconvention = "none"\n{more}\n'


def row(name: str, kind: str, value: str, unit: str, end: int, **more: str) -> dict[str, str]:
    """A row whose quote prints its number."""
    found = {"entity": "harbour", "indicator": name, "role": "history", "kind": kind, "comparator": "="}
    found |= {"value": value, "unit": unit, "end": str(end), "source": "report", "locator": "p1"}
    return found | {"quote": f"{value}{unit}"} | more


def assessed(folder, toml: str, rows: list[dict[str, str]]) -> fc.Assessment:
    """The assessment of a dossier written into a folder."""
    (folder / "dossier.toml").write_text(HEAD + toml, encoding="utf-8")
    (folder / "scenarios.toml").write_text("", encoding="utf-8")
    with (folder / "claims.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*COLUMNS])
        writer.writeheader()
        writer.writerows({"claim_id": f"c{place}"} | one for place, one in enumerate(rows, 1))
    return fc.assess(fc.load(folder))


def verdicts(result: fc.Assessment, check: str) -> list[str]:
    """The verdicts of one check, sorted."""
    return sorted(one.verdict for one in result.found if one.check == check)


SIGNED = 'measure = "rate"\nbounds = [-50, 50]'


@pytest.mark.parametrize(("change", "verdict"), [("0.5", "consistent"), ("0.9", "inconsistent")])
def test_points_between_a_fall_and_a_rise_of_prices_are_compared_as_printed(tmp_path, change, verdict):
    """From -0.3 % to 0.2 % are 0.5 points (0.4 to 0.6 with rounding, at most 0.7 with digits cut off), not 0.9."""
    rows = [row("cpi", "level", "-0.3", "%", 2022), row("cpi", "level", "0.2", "%", 2023)]
    rows.append(row("cpi", "points", change, "个百分点", 2023))
    result = assessed(tmp_path, indicator("cpi", "%", SIGNED), rows)
    assert verdicts(result, "growth_against_levels") == [verdict]
    assert "nan" not in str([one.message for one in result.finding_rows])


@pytest.mark.parametrize(("mean", "verdict"), [("-0.3", "consistent"), ("0.3", "inconsistent")])
def test_a_mean_of_falling_prices_is_the_mean_of_what_is_printed(tmp_path, mean, verdict):
    """(-0.8 - 0.3 + 0.2) / 3 is -0.3, whatever the sign; the wrong sign is found."""
    rows = [
        row("cpi", "level", value, "%", 2021 + place) for place, value in enumerate(["-0.8", "-0.3", "0.2"])
    ]
    rows.append(row("cpi", "period_average", mean, "%", 2023, start="2021"))
    result = assessed(tmp_path, indicator("cpi", "%", SIGNED), rows)
    assert verdicts(result, "shares_and_parts") == [verdict]


@pytest.mark.parametrize(
    ("last", "verdict"), [("-0.6", "consistent"), ("0.6", "inconsistent"), (None, "not_assessable")]
)
def test_contributions_to_growth_may_take_away_from_it(tmp_path, last, verdict):
    """4.3 + 1.5 - 0.6 is 5.2; where the third is not printed it may be negative, so nothing exceeds the whole."""
    rows = [
        row("g", "level", "5.2", "%", 2023),
        row("c", "level", "4.3", "%", 2023),
        row("i", "level", "1.5", "%", 2023),
    ]
    rows += [row("x", "level", last, "%", 2023)] if last else []
    toml = "".join(indicator(name, "%", SIGNED) for name in "gcix")
    result = assessed(tmp_path, toml + '[[identities]]\ntotal = "g"\nparts = ["c", "i", "x"]\n', rows)
    assert verdicts(result, "shares_and_parts") == [verdict]


def test_a_half_year_does_not_grow_into_a_whole_one(tmp_path):
    """9.1 in a half year and 20.5 in the whole are no growth; within each part of the year it is within the band."""
    rows = [
        row("a", "level", "9.1", "亿元", 2022, period="H1"),
        row("a", "level", "10.2", "亿元", 2023, period="H1"),
    ]
    rows += [row("a", "level", "20.5", "亿元", 2022), row("a", "level", "21.5", "亿元", 2023)]
    result = assessed(tmp_path, indicator("a", "亿元", "plausible_growth = [-0.3, 0.6]"), rows)
    assert set(verdicts(result, "plausible_growth")) == {"consistent"}


def test_a_multiple_of_more_than_so_much_has_no_highest_growth(tmp_path):
    """More than 30-fold in 22 years is 16.7 % a year or more (30 ** (1 / 22)), with no upper end to print."""
    rows = [row("a", "multiple", "30", "倍", 2023, start="2001", comparator=">", reading="increase_to")]
    result = assessed(tmp_path, indicator("a", "亿元"), rows)
    said = [one.message for one in result.finding_rows if one.check == "plausible_growth"]
    assert "16.7 % a year or more" in said[0]
    assert not [text for text in said if "nan" in text.casefold()]


def test_a_plan_of_sums_beside_a_benchmark_is_assessed_and_annexed(tmp_path):
    """A goal that is a sum over years leads to no path to hold beside another place's, and to no crash."""
    rows = [row("a", "level", "150", "亿元", 2022), row("a", "level", "160", "亿元", 2023)]
    rows.append(row("a", "total", "1000", "亿元", 2028, start="2024", role="goal"))
    rows += [row("a", "level", "90", "亿元", year, entity="quay", role="benchmark") for year in (2010, 2020)]
    result = assessed(tmp_path, indicator("a", "亿元"), rows)
    assert verdicts(result, "benchmark") == ["not_assessable"]
    fc.appendix(result, language="zh").save(tmp_path / "appendix.html")


def test_of_two_targets_of_one_year_the_stricter_leads_the_plan(tmp_path):
    """At least 110, better 120, then 200: the sheet of the plan follows 120 and does not count no years between both."""
    rows = [row("a", "level", "90", "亿元", 2022), row("a", "level", "100", "亿元", 2023)]
    rows += [row("a", "level", "110", "亿元", 2024, role="target", comparator=">=")]
    rows += [
        row("a", "level", "120", "亿元", 2024, role="target"),
        row("a", "level", "200", "亿元", 2030, role="goal"),
    ]
    result = assessed(tmp_path, indicator("a", "亿元"), rows)
    frame = fc.yearly_plan(result, "a", shape="target_then_even")
    assert frame.loc[frame["year"] == 2024, "level"].tolist() == [pytest.approx(120)]


def test_what_is_unforeseen_does_not_exit_as_an_inconsistency(tmp_path, capsys, monkeypatch):
    """A script takes exit code 1 for an accusation; a crash exits 70 and says that the files are not to blame."""
    assessed(tmp_path, indicator("a", "亿元"), [row("a", "level", "150", "亿元", 2022)])

    def broken(*_, **__):
        raise IndexError

    monkeypatch.setitem(cli._COMMANDS, "assess", broken)
    assert cli.main(["assess", str(tmp_path)]) == 70
    assert "please report it" in capsys.readouterr().err


@pytest.mark.parametrize(("rate", "verdict"), [("-0.8", "consistent"), ("1.5", "inconsistent")])
def test_an_index_with_the_year_before_as_100_is_growth(tmp_path, rate, verdict):
    """102.0, then 99.2 (上年=100) are growth of 2.0 and -0.8 %, and no fall of 2.7 % between two levels."""
    rows = [row("p", "level", "102.0", "点", 2022), row("p", "level", "99.2", "点", 2023)]
    rows.append(row("p", "growth", rate, "%", 2023))
    rows.append(row("p", "level", "103", "点", 2023, role="target", comparator="<="))
    toml = indicator("p", "点", 'measure = "index"\nindex_year = "上年"\ngrowth_basis = "nominal"')
    result = assessed(tmp_path, toml, rows)
    assert verdicts(result, "claims_fit_together") == [verdict]
    assert bool(result.conflicts.shape[0]) == (verdict == "inconsistent")
    assert verdicts(result, "precedent") == ["consistent"]


@pytest.mark.parametrize(
    ("kind", "value", "verdict"),
    [("total", "348", "consistent"), ("total", "352", "short"), ("period_average", "120", "short")],
)
def test_a_past_target_for_a_sum_is_met_or_missed(tmp_path, kind, value, verdict):
    """110 + 118 + 121 are 349, 116.3 on average: 348 is met, 352 in sum and 120 on average are missed."""
    rows = [row("a", "level", level, "亿元", 2021 + at) for at, level in enumerate(["110", "118", "121"])]
    rows.append(row("a", kind, value, "亿元", 2023, start="2021", role="target"))
    result = assessed(tmp_path, indicator("a", "亿元"), rows)
    assert verdicts(result, "precedent") == [verdict]


def test_a_floor_within_rounding_has_no_upper_end_to_print(tmp_path):
    """100 to 105 is 5.0 % (4.0 to 6.0 with rounding); "5.2 % or more" has no other end, and none is made up."""
    rows = [row("a", "level", "100", "亿元", 2022), row("a", "level", "105", "亿元", 2023)]
    rows.append(row("a", "growth", "5.2", "%", 2023, comparator=">="))
    result = assessed(tmp_path, indicator("a", "亿元"), rows)
    said = [one.message for one in result.finding_rows if one.check == "growth_against_levels"]
    assert "4.0 % to 6.0 %" in said[0]
    assert "nan" not in said[0].casefold()
