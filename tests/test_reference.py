"""Reference classes: figures with sources, and no hindsight."""

import pytest

from forecasting import reference
from forecasting.errors import ForecastingError

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
    """The classes promised by the design exist, and none of them knows years after 2009."""
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
        reference.require_known_by(reference.reference_class(key), AS_OF)


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
    """A class that knows 2008 cannot judge a report of 2005."""
    with pytest.raises(reference.HindsightError, match="2008, after as_of 2005"):
        reference.require_known_by(reference.reference_class("province"), 2005)


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
