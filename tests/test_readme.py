"""The README keeps its word: what it names exists. What it shows runs: see test_docs.py."""

import re
import tomllib
from pathlib import Path

import pytest

from forecasting import cli

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    ROOT / "README.zh.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]


def test_verdict_words_are_all_explained() -> None:
    """The table of verdicts holds every verdict word that can be printed, and no other."""
    table = README.split("## How to read a verdict")[1].split("\n\n")[1]
    explained = {
        word for line in table.splitlines()[2:] for word in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    words = tomllib.loads((ROOT / "forecasting/words/verdicts.en.toml").read_text(encoding="utf-8"))
    assert explained == set(words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of a page names a file that is there."""
    targets = re.findall(r"\]\((?![a-z]+:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (page.parent / target).exists()]


def test_the_chinese_readme_says_what_the_command_line_knows() -> None:
    """Each command and option that the Chinese pages name is in the help of its command, and every verdict is explained."""
    pages = [ROOT / "README.zh.md", *sorted((ROOT / "docs" / "zh").glob("*.md"))]
    parser = cli._parser()
    known = next(one for one in parser._actions if one.dest == "command").choices
    named = set()
    for page in pages:
        text = re.sub(r" +#.*", "", page.read_text(encoding="utf-8"))
        for command, rest in re.findall(r"forecasting (?:\\)?([a-z]+)\b([^\n`]*)", text):
            if command in {"and", "fonts"}:
                continue
            named.add(command)
            assert set(re.findall(r"--[a-z][a-z-]*", rest)) <= set(known[command]._option_string_actions), (
                page,
                rest,
            )
    assert {"assess", "extract", "review", "appendix", "verify", "new"} <= named
    words = tomllib.loads((ROOT / "forecasting/words/verdicts.zh.toml").read_text(encoding="utf-8"))
    for page in (ROOT / "README.zh.md", ROOT / "docs" / "zh" / "checks.md"):
        text = page.read_text(encoding="utf-8")
        assert [word for word in words.values() if isinstance(word, str) and word not in text] == []
