"""The README keeps its word: what it names exists, what it shows runs."""

import re
import shutil
import subprocess
import sys
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


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language in the README."""
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


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


def test_commands_exist() -> None:
    """Each `forecasting` command of the README is known to the command line."""
    commands = sorted(set(re.findall(r"^forecasting (\w+)", "".join(blocks("sh")), re.MULTILINE)))
    assert commands
    for command in commands:
        code = "from forecasting.cli import main; raise SystemExit(main())"
        done = subprocess.run(
            [sys.executable, "-c", code, command, "--help"], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert command in done.stdout


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


def test_the_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The examples are copied and run as they stand, in a folder that holds a copy of data/, which they may write to."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for example in blocks("python"):
        exec(compile(example, "README.md", "exec"), names)  # noqa: S102 - the point of the test
