"""Reference classes: figures with sources, and no hindsight."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from forecasting.errors import ForecastingError
from forecasting.models import reference

TRACK_RECORD = Path(__file__).resolve().parent.parent / "data" / "track_record.csv"
AS_OF = 2009  # the earliest judgement date the shipped dossiers make


def test_three_figures_make_a_class() -> None:
    """A class made by hand needs growth, spread and volatility, nothing else."""
    made = reference.ReferenceClass(0.08, 0.03, 0.06)
    assert (made.growth, made.growth_sd, made.volatility) == (0.08, 0.03, 0.06)
    assert made.recommended == "shrunken_growth"
    assert made.through is None
    assert made.label("zh") == "reference class"


def test_every_class_shipped_is_sourced_and_named() -> None:
    """Each class has a source, a note, both names, a last year, and itself as its id."""
    for key, found in reference.reference_classes().items():
        assert found.id == key
        assert found.source
        assert found.note
        assert found.label("en")
        assert any("一" <= letter <= "鿿" for letter in found.label("zh"))
        assert found.through is not None


def test_the_kinds_an_indicator_can_have() -> None:
    """The classes promised by the design exist, and each has figures that a report of 2009 may know."""
    promised = {
        "country-real-gdp",
        "province-nominal-gdp",
        "prefecture-nominal-gdp",
        "subnational-revenue",
        "business-sales",
        "tourism",
    }
    assert promised <= set(reference.reference_classes())
    for key in promised:
        reference.require_known_by(reference.reference_class(key, AS_OF), AS_OF)


@pytest.mark.parametrize(
    ("alias", "key"), [("business", "business-sales"), ("province", "province-nominal-gdp")]
)
def test_aliases(alias: str, key: str) -> None:
    """A short name finds the class it stands for."""
    assert reference.reference_class(alias) is reference.reference_class(key)


def test_business_and_tourism_recommend_the_combination() -> None:
    """The recommended model is the design's: combination for business and tourism, shrunken growth elsewhere."""
    for key, found in reference.reference_classes().items():
        expected = "combination" if key in {"business-sales", "tourism"} else "shrunken_growth"
        assert found.recommended == expected


def test_an_unknown_class_lists_what_exists() -> None:
    """The error for a mistyped class shows the names that would have been right."""
    with pytest.raises(reference.UnknownReferenceClassError, match=r"'gdb'.*country-real-gdp"):
        reference.reference_class("gdb")


def test_hindsight_is_refused() -> None:
    """Figures that know 2008 cannot judge a report of 2005, nor can a class whose first figures end in 2000 judge 1999."""
    with pytest.raises(reference.HindsightError, match="2008, after as_of 2005"):
        reference.require_known_by(reference.reference_class("province@2008"), 2005)
    with pytest.raises(reference.HindsightError, match="2000, after as_of 1999"):
        reference.reference_class("province", 1999)


@pytest.mark.parametrize(
    ("figures", "words"),
    [
        ((8.0, 0.03, 0.06), "growth is a log fraction"),
        ((0.08, -0.01, 0.06), "growth_sd"),
        ((0.08, 0.03, 0.0), "volatility must be positive"),
        ((float("nan"), 0.03, 0.1), "growth is a log fraction"),
    ],
)
def test_figures_no_class_can_have(figures: tuple[float, float, float], words: str) -> None:
    """Percent given for fractions, negative spreads and no volatility are refused by name."""
    with pytest.raises(ForecastingError, match=words):
        reference.ReferenceClass(*figures)


def test_width_must_be_positive() -> None:
    """A class cannot narrow its intervals to nothing."""
    with pytest.raises(ForecastingError, match="width multiplies a scale"):
        reference.ReferenceClass(0.08, 0.03, 0.06, width=0.0)


def test_cohorts_cannot_spread_by_percent_or_below_nothing() -> None:
    """Luck shared by a cohort is a spread of log growth, as growth_sd is: neither negative nor in percent."""
    for wrong in (-0.01, 3.6):
        with pytest.raises(ForecastingError, match="cohort_sd is a log fraction"):
            reference.ReferenceClass(0.08, 0.03, 0.06, cohort_sd=wrong)


def test_the_track_record_is_sourced_and_recomputes() -> None:
    """Every goal has a source and a confidence; a multiple of four in twenty years asks for 4^(1/20) - 1 a year."""
    goals = reference.track_record(TRACK_RECORD)
    assert len(goals) > 100
    assert all(goal.source and goal.confidence and goal.years >= 1 for goal in goals)
    quadrupled = [goal for goal in goals if goal.base_year == 1980 and goal.target_year == 2000]
    assert quadrupled
    assert all(goal.required == pytest.approx(4 ** (1 / 20) - 1, abs=1e-4) for goal in quadrupled)


def test_base_rates_count_goals_alike() -> None:
    """Same span and pace count, others do not; outcomes after as_of were not known yet."""

    def goal(years: int, required: float, *, met: bool) -> reference.PastGoal:
        return reference.PastGoal("x", "gdp", 2000, 2000 + years, required, met, "verified", "a report")

    goals = [
        goal(5, 0.10, met=True),
        goal(4, 0.11, met=False),
        goal(5, 0.06, met=True),
        goal(1, 0.10, met=True),
    ]
    assert reference.base_rate(goals, 5, 0.1) == (1, 2)
    assert reference.base_rate(goals, 5, 0.1, as_of=2004) == (0, 1)
    assert reference.base_rate(goals, 10, 0.1) == (0, 0)
    with pytest.raises(ForecastingError, match="at least one"):
        reference.base_rate(goals, 0, 0.1)


def test_a_track_record_without_its_columns_is_refused(tmp_path: Path) -> None:
    """A file of another kind is answered with the columns missing."""
    path = tmp_path / "record.csv"
    path.write_text("entity,required\nx,0.1\n", encoding="utf-8")
    with pytest.raises(ForecastingError, match="missing base_year"):
        reference.track_record(path)


def test_precedent_by_hand() -> None:
    """Two-year windows of 100, 110, 121, 200 (b: 100, 100, 100, 169): own 10 % and 34.8 %, peers 0 % and 30 %."""
    history = pd.DataFrame(
        {
            "series": list("aaaabbbb"),
            "year": [2000, 2001, 2002, 2003] * 2,
            "level": [100.0, 110.0, 121.0, 200.0, 100.0, 100.0, 100.0, 169.0],
        }
    )
    found = reference.precedent(history, "a", 0.2, 2, reference.ReferenceClass(0.08, 0.03, 0.06)).set_index(
        "scope"
    )
    assert found.loc["own", ["windows", "reached"]].tolist() == [2, 1]
    assert found.loc["own", "rank"] == pytest.approx(1.5 / 3)
    assert found.loc["peers", "best"] == pytest.approx(0.3)
    spread = (0.03**2 + 0.06**2 / 2) ** 0.5
    assert found.loc["class", "rank"] == pytest.approx(stats.norm.cdf((np.log(1.2) - 0.08) / spread))
    with pytest.raises(ForecastingError, match="no series 'c'"):
        reference.precedent(history, "c", 0.2, 2)


def test_the_vintage_is_the_latest_known_by_then() -> None:
    """A report of 2016 leans on the provinces as known to 2014, one of 2009 on those to 2008, never on later years."""
    assert reference.reference_class("province", 2016).through == 2014
    assert reference.reference_class("province", 2009).through == 2008
    assert reference.reference_class("province", 2024).through == 2024
    for key in reference.reference_classes():
        for as_of in range(1985, 2027):
            found = reference.reference_class_known_by(key, as_of)
            assert found is None or (found.through is not None and found.through <= as_of)


def test_a_vintage_after_the_date_is_refused() -> None:
    """Asking by name for a vintage that knows later years is hindsight; a vintage nobody made is named."""
    assert reference.reference_class("province@2008", 2016).through == 2008
    with pytest.raises(reference.HindsightError, match="2019, after as_of 2015"):
        reference.reference_class("province@2019", 2015)
    with pytest.raises(reference.UnknownReferenceClassError, match=r"no vintage '2013'.*2010, 2014"):
        reference.reference_class("province@2013")


def test_growth_of_today_is_not_that_of_1992() -> None:
    """A prefecture in 2024 stands beside growth of 7.3 % a year (log), less than half of what was known by 2008."""
    now, then = (reference.reference_class("prefecture", as_of) for as_of in (2024, 2009))
    assert now.growth == pytest.approx(0.0734)  # Chinese provinces, 2015-2024
    assert now.growth < 0.6 * then.growth


def test_whole_and_recent_are_both_there_and_weighed() -> None:
    """Provinces to 2019: 0.1334 over the whole record, 0.1056 over ten years, half and half is 0.1195.

    The doubt between them is half their distance, 0.0139; with the cohort spread of (0.0346 + 0.0196) / 2 that is
    sqrt(0.0271^2 + 0.0139^2) = 0.0305.
    """
    found = reference.reference_class("province", 2020)
    assert found.whole is not None
    assert found.recent is not None
    assert (found.whole.growth, found.recent.growth, found.recent.since) == (0.1334, 0.1056, 2009)
    assert found.growth == pytest.approx(0.1195)
    assert found.cohort_sd == pytest.approx(0.03046, abs=1e-5)


def test_old_figures_widen_and_older_ones_are_no_default() -> None:
    """Six years old adds six tenths of the cohort variance; eleven years old is too old; five is neither."""
    fresh, five, six, eleven = (
        reference.reference_class("country@2000", 2000 + age) for age in (0, 5, 6, 11)
    )
    assert five.cohort_sd == fresh.cohort_sd
    assert not five.old
    assert six.old
    assert six.cohort_sd == pytest.approx(fresh.cohort_sd * 1.6**0.5)
    assert not six.too_old
    assert eleven.too_old


def test_real_targets_meet_real_classes_only() -> None:
    """A class at current prices refuses real growth and names the one that fits; each named one is real."""
    province = reference.reference_class("province", 2016)
    with pytest.raises(reference.ClassMismatchError, match=r"nominal growth.*take 'province-real-gdp'"):
        reference.require_fits(province, "amount", "real")
    real = reference.real_counterpart(province, 2016)
    assert real is not None
    assert (real.basis, real.through) == ("real", 2014)
    assert real.growth < province.growth
    for found in reference.reference_classes().values():
        if found.real:
            assert reference.reference_class(found.real).basis == "real"


@pytest.mark.parametrize(
    ("name", "measure"),
    [("province", "rate"), ("rate", "amount"), ("rate", "index"), ("price-change", "count")],
)
def test_a_class_of_another_measure_is_refused(name: str, measure: str) -> None:
    """Growth of amounts says nothing of a rate in points, nor rates of amounts; the reason names both measures."""
    with pytest.raises(reference.ClassMismatchError, match=measure):
        reference.require_fits(reference.reference_class(name), measure)


def test_counts_grow_as_amounts_do() -> None:
    """Firms and visitors lean on a class of amounts."""
    assert reference.mismatch(reference.reference_class("tourism"), "count", "physical") == ""


def test_goals_are_met_by_name_and_by_arithmetic() -> None:
    """A target of about 7.5 % with 7.4 in 2014 was called met and falls short by the number; 3.0 against about 5.5 is missed by both."""
    goals = {
        (goal.entity, goal.target_year): goal
        for goal in reference.track_record(TRACK_RECORD)
        if goal.years == 1
    }
    close, far = goals["China", 2014], goals["China", 2022]
    assert (close.qualifier, close.met, close.counted) == ("about", True, False)
    assert (far.met, far.counted, far.actual) == (False, False, pytest.approx(0.03))
    assert far.before == pytest.approx(0.081)  # growth of 2021 as first printed
    assert far.ambition == pytest.approx(0.055 - 0.081)


def test_goals_are_alike_in_what_they_ask_above_their_record() -> None:
    """At or below the record, up to a point above, more than a point above; goals without a record count for nobody."""

    def goal(required: float, before: float | None, *, met: bool, years: int = 1) -> reference.PastGoal:
        return reference.PastGoal(
            "x", "gdp", 2000, 2000 + years, required, met, "verified", "a report", before=before
        )

    goals = [
        goal(0.08, 0.08, met=True),
        goal(0.05, 0.09, met=True),
        goal(0.085, 0.08, met=False),
        goal(0.12, 0.08, met=False),
        goal(0.12, 0.08, met=True, years=5),
        goal(0.12, None, met=True),
    ]
    assert reference.ambition_rate(goals, 1, 0.0) == (2, 2)
    assert reference.ambition_rate(goals, 1, 0.005) == (0, 1)
    assert reference.ambition_rate(goals, 1, 0.05) == (0, 1)
    assert reference.ambition_rate(goals, 4, 0.05, as_of=2004) == (0, 0)
    with pytest.raises(ForecastingError, match="at least one"):
        reference.ambition_rate(goals, 0, 0.0)


def test_the_page_on_classes_shows_what_is_shipped() -> None:
    """Each era stands in docs/classes.md with its growth; a change of figures is a change of the page."""
    page = (TRACK_RECORD.parent.parent / "docs" / "classes.md").read_text(encoding="utf-8")
    known = page[page.index("## What each class knows") :]
    for key in reference.reference_classes():
        for era in reference.class_eras(key):
            assert f"| {key} | {era.since}-{era.through} | {era.growth:.4f} |" in known
