"""Words: both languages say the same things about the same values, and everything that can be said has words."""

import re
import string
import tomllib
from pathlib import Path

import pytest

import forecasting as fc
from forecasting.judge.checks import CHECKS, VERDICTS
from forecasting.models import MODEL_IDS
from forecasting.words import (
    LANGUAGES,
    Phrase,
    WordsError,
    join,
    keys,
    number,
    percent,
    printed_percent,
    readable,
    render,
    say,
    unbroken,
    unit_name,
    within,
)

ROOT = Path(__file__).resolve().parent.parent
WORDS = ROOT / "forecasting" / "words"
TABLES = sorted({path.name.split(".")[0] for path in WORDS.glob("*.toml")})
SPECS = {"within", "", "pct", "pct0", "pct2", "pp", "pts", "num", "short", "odds", "unit"}


def entries(table, language):
    """Every sentence of a table by its full key."""

    def walk(prefix, node):
        for key, value in node.items():
            if isinstance(value, dict):
                yield from walk(f"{prefix}{key}.", value)
            else:
                yield prefix + key, value

    text = (WORDS / f"{table}.{language}.toml").read_text(encoding="utf-8")
    return dict(walk("", tomllib.loads(text)))


def fields(sentence):
    """Names a sentence asks for."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_have_the_same_keys(table):
    """No sentence exists in one language alone."""
    assert keys(table, "en") == keys(table, "zh")


@pytest.mark.parametrize("table", TABLES)
def test_both_languages_ask_for_the_same_values(table):
    """A sentence names the same values in both languages, but for those Chinese has no word order for."""
    english, chinese = entries(table, "en"), entries(table, "zh")
    different = {key: (fields(english[key]) ^ fields(chinese[key])) for key in english}
    # A unit may follow its number or stand in brackets once; English says "x4 (2 doublings)" for 翻2番.
    free = {"unit", "factor"}
    assert {key: names - free for key, names in different.items() if names - free} == {}


@pytest.mark.parametrize("table", TABLES)
def test_every_spec_exists(table):
    """Every format in a template is one the package writes."""
    for language in LANGUAGES:
        for key, sentence in entries(table, language).items():
            specs = {
                spec or "" for _, name, spec, _ in string.Formatter().parse(sentence) if name is not None
            }
            assert specs <= SPECS or all(re.fullmatch(r"[.,\d]*[fdg%]?", one) for one in specs - SPECS), key


@pytest.mark.parametrize("table", [one for one in TABLES if one != "units"])
def test_chinese_is_chinese_and_english_is_not(table):
    """English sentences hold no Chinese character, and Chinese ones do wherever they hold more than values."""
    for key, sentence in entries(table, "en").items():
        assert not re.search(r"[一-鿿]", sentence), key
    for key, sentence in entries(table, "zh").items():
        plain = re.sub(r"\{[^}]*\}", "", sentence)
        if re.search(r"[A-Za-z]{4,}", plain):
            assert re.search(r"[一-鿿]", plain), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_said_has_words(language):
    """Every verdict, check, kind and model has a name."""
    said = [say(f"verdicts.{one}", language) for one in VERDICTS]
    assert len(set(said)) == len(VERDICTS)
    for part in ("name", "axis"):
        assert all(say(f"findings.checks.{one.__name__}.{part}", language) for one in CHECKS)
    assert all(say(f"terminal.kinds.{one}", language) for one in ("provable", "judgement"))
    assert all(say(f"models.{one}", language) for one in MODEL_IDS)


@pytest.mark.parametrize("folder", ["data/yanjiao", "data/jungar", "tests/dossiers/riverside"])
def test_every_unit_of_the_data_has_words(folder):
    """Each unit of an indicator or claim is in both unit tables."""
    dossier = fc.load(ROOT / folder)
    used = {one.unit for one in dossier.indicators.values()} | {one.unit for one in dossier.claims}
    for language in LANGUAGES:
        assert used <= set(entries("units", language))
    assert not re.search(r"[一-鿿]", " ".join(unit_name(one, "en") for one in used))


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (27.46, "27.46", "27.46"), (188.0, "188", "188"), (9148.0, "9148", "9148"), (10000.0, "10,000", "10000"),
        (144.6154, "144.6", "144.6"), (0.4947, "0.4947", "0.4947"), (0.0, "0", "0"), (1.9, "1.9", "1.9"),
        (1234.5, "1234.5", "1234.5"), (23456.75, "23,456.75", "23456.75"), (1967.575, "1968", "1968"),
    ],
)  # fmt: skip
def test_numbers(value, english, chinese):
    """Levels show four significant digits and their whole part, printed ones their two decimals; English parts thousands."""
    assert number(value, "en") == english
    assert number(value, "zh") == chinese


@pytest.mark.parametrize(
    ("value", "english"),
    [
        (0.134, "13.4 %"),
        (-0.006, "−0.6 %"),
        (0.1625, "16.3 %"),
        (-0.0001, "0.0 %"),
        (0.98, "98.0 %"),
        (0.0005, "0.1 %"),
    ],
)
def test_percent(value, english):
    """Percent rounds half up as people do (65/400 is 16.3 %), with a true minus and never a negative zero."""
    assert re.sub(r"[\s  ]", " ", percent(value, "en")) == english
    assert percent(value, "zh") == english.replace(" ", "")


def test_a_printed_rate_keeps_its_digits():
    """14 % is not 14.0 %, a fall has a true minus, and a third of a percent is not cut to nothing."""
    assert [printed_percent(value) for value in (0.14, -0.055, 0.00333)] == ["14 %", "−5.5 %", "0.333 %"]
    assert printed_percent(0.335, "zh") == "33.5%"


def test_a_number_keeps_its_sign_on_its_line():
    """The space within 70 %, 3 ‰, 2 pp and EUR 100m does not break; words and years keep theirs."""
    bound = unbroken("GDP 70 % in 2015, 3 ‰, 2 pp, 40 (EUR 100m), 5 ppt, USD m, 6 per cent")
    assert bound.replace("\N{NO-BREAK SPACE}", "_") == (
        "GDP 70_% in 2015, 3_‰, 2_pp, 40 (EUR_100m), 5 ppt, USD m, 6 per cent"
    )
    assert unbroken(bound) == bound
    assert unbroken("增长13.4%，为188亿元") == "增长13.4%，为188亿元"


def test_odds_are_never_certain():
    """Chances are printed from 1 to 99 %."""
    for value, shown in ((0.0, "1"), (1.0, "99"), (0.534, "53")):
        assert say("findings.odds.model", "zh", model="x", odds=value).startswith(f"x{shown}")


def test_phrases_are_said_inside_phrases():
    """A value may be a phrase, a list, or a label in two languages."""
    label = {"en": "Exports", "zh": "出口"}
    inner = Phrase("findings.ratio.year", {"value": 0.1, "year": 2009})
    said = render(Phrase("findings.ratio.plain", {"label": label, "listed": [inner, inner]}), "zh")
    assert said.startswith("出口")
    assert said.count("2009") == 2
    both = render(join(inner, None, inner), "en")
    assert both.count("2009") == 2


def test_missing_words_raise():
    """An unknown language, table, sentence or value is an error that names it."""
    for arguments in (
        ("findings.nope", "en"),
        ("nope.x", "en"),
        ("verdicts.open", "fr"),
        ("findings.path.align", "en"),
    ):
        with pytest.raises(WordsError):
            say(*arguments)


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Fiscal revenue", "fiscal revenue"),
        ("Fixed-asset investment", "fixed-asset investment"),
        ("Rest of GDP", "rest of GDP"),
        ("Fiscal revenue (Kunshan)", "fiscal revenue (Kunshan)"),
        ("GDP", "GDP"),
        ("R&D spending", "R&D spending"),
        ("Kunshan Sanhe revenue", "Kunshan Sanhe revenue"),
        ("总人口", "总人口"),
        ("", ""),
    ],
)
def test_english_labels_within_a_sentence(label, inside):
    """A common noun loses its capital, an abbreviation or a name of several words keeps it; Chinese has none."""
    assert within(label) == inside
    english = {"label": {"en": label, "zh": label}, "year": 2000}
    assert (
        render(Phrase("findings.odds.look_up", english), "en") == f"Find {inside} for 2000 in the yearbook."
    )


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("年份写作20xx，依第8段推断", True),
        ("本区口径，不含GDP以外各项", True),
        ("printed 60万, unit 人 understood", False),
        ("翻两番 = x4 (2 to the power 2)", False),
        ("made up", False),
    ],
)
def test_remarks_that_a_chinese_reader_can_read(text, chinese):
    """A Chinese sentence with a foreign word in it is readable, an English one that quotes Chinese is not."""
    assert readable(text, "zh") is chinese
    assert readable(text, "en")
