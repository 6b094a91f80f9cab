"""The list of units by command and in the documents."""

import re
from pathlib import Path

import pytest

from forecasting.cli import main
from forecasting.dossier import conventions
from forecasting.numbers.unit_tables import listing
from forecasting.numbers.units import unit
from forecasting.words import keys, unit_name

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_command_lists_every_unit(capsys, language: str) -> None:
    """Each name of each unit is printed under a heading that says what it measures, in either language."""
    assert main(["units", "--language", language]) == 0
    said = capsys.readouterr().out
    for _, _, chinese, english in listing():
        for name in (*chinese, *english):
            assert name in said, name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("亿元", "100,000,000 of the base unit of money (CNY)"),
        ("lakh crore rupees", "1,000,000,000,000 of the base unit of money (INR)"),
        ("‰", "1/1000 of the base unit of rates"),
        ("元/平方米", "1 of the base unit of money (CNY) over area"),
        ("furlong", "not a known unit"),
    ],
)
def test_the_command_explains_a_unit(capsys, text: str, words: str) -> None:
    """A unit is told by its family and size, an unknown one as such; asking is no error."""
    assert main(["units", text]) == 0
    assert words in capsys.readouterr().out


def test_translated_units_are_of_one_size() -> None:
    """The English name of a Chinese unit, read as a unit, is the same amount of the same thing."""
    compared = 0
    for name in keys("units", "en"):
        here, there = unit(name), unit(unit_name(name, "en"))
        if here is None or there is None or here.family.startswith("count of "):
            continue
        compared += 1
        assert (here.family, here.factor) == (there.family, there.factor), name
    assert compared > 200


#: Units that Chinese prints as they are, or has no one word for.
AS_PRINTED = {"tons", "ton", "TJ", "PJ", "TEU", "TEUs"}


@pytest.mark.parametrize(
    ("printed", "language", "said"),
    [
        ("persons", "zh", "人"),
        ("lakh crore INR", "zh", "万亿印度卢比"),
        ("Mt", "zh", "百万吨"),
        ("USD per person", "zh", "美元/人"),
        ("firms", "zh", "家"),
        ("million", "zh", "百万"),
        ("千万户", "en", "10m households"),
        ("十亿卢比", "en", "十亿卢比"),  # whose rupee is not said
        ("tons", "zh", "tons"),  # short, long or metric is not said
    ],
)
def test_a_unit_without_a_table_entry_is_put_together(printed: str, language: str, said: str) -> None:
    """A unit typed in one language is named in the other by its family and size; one that is unclear stays as typed."""
    assert unit_name(printed, language) == said


def test_units_put_together_are_of_one_size() -> None:
    """Every English name of every unit, and its millions, is in Chinese the same amount of the same thing."""
    for _, _, _, names in listing():
        for name in names:
            for text in (name, f"million {name}"):
                here = unit(text)
                if here is None or name in AS_PRINTED or here.factor > 10**13:
                    continue
                said = unit_name(text, "zh")
                assert not re.search("[A-Za-z]{2,}", said), text
                there = unit(said)
                assert there is not None, (text, said)
                assert there.factor == here.factor, (text, said)
                assert there.family == here.family or here.family.startswith("count of "), (text, said)


def test_the_documents_list_every_unit_and_convention() -> None:
    """docs/units.md and docs/conventions.md are as new as the tables (scripts/reference_tables.py writes them)."""
    written = (DOCS / "units.md").read_text(encoding="utf-8")
    for family, one, chinese, english in listing():
        if not family.startswith("count of "):
            assert f"| {family} | {one} | {', '.join(chinese)} | {', '.join(english)} |" in written
        for name in (*chinese, *english):
            assert name in written
    table = (DOCS / "conventions.md").read_text(encoding="utf-8")
    for kind in conventions.conventions().values():
        assert f"| `{kind.id}` | {kind.names['en'][0]} | {kind.names['zh'][0]} | {kind.measure}" in table
        for rule in kind.rules:
            assert rule.source in table
        for source in kind.source.split("; "):
            assert source in table
