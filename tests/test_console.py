"""The console in the reader's language: help, messages and results in Chinese hold no English but names and ids."""

import ast
import re
import shutil
from pathlib import Path

import pytest
from test_cli import BROKEN, RIVERSIDE

import forecasting as fc
from forecasting import cli
from forecasting.cli.console import reader_language, spoken_help
from forecasting.words.catalogue import entries, told

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "forecasting"
YANJIAO = str(ROOT / "data" / "yanjiao")

# Names that stay as they are: of files and formats, of columns and keys, of commands and options, of the program.
NAMES = (
    r"--?[a-z][a-z-]*|\{[a-z,]+\}|[\w-]*\.(?:toml|csv|docx|html|pdf|xlsx|parquet|md|findings)(?![a-z])|USD bn|"
    r"\b(?:PNG|SVG|GDP|M2|UTF-8|TOML|forecasting|json|csv|table|zh|en|baseline|panel|series_id|series|year|level|"
    r"value|target|growth|scores|horizon|reliability)(?![a-z])"
)


def english(text):
    """Words of two Latin letters and more that are no name."""
    return re.findall(r"[A-Za-z]{2,}", re.sub(NAMES, " ", text, flags=re.ASCII))


@pytest.fixture
def chinese(monkeypatch):
    """A console set to Chinese."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


def run(capsys, *arguments):
    """Exit code, output and error output of a command."""
    code = cli.main(list(arguments))
    return code, *capsys.readouterr()


@pytest.mark.parametrize(
    ("environment", "arguments", "language"),
    [
        ({}, [], "en"),
        ({"LANG": "zh_CN.UTF-8"}, [], "zh"),
        ({"LANG": "zh_TW"}, [], "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, [], "en"),  # POSIX: LC_ALL before LANG
        ({"LC_ALL": "", "LANG": "zh_CN.UTF-8"}, [], "zh"),  # an empty one counts as not set
        ({"LANG": "zh_CN.UTF-8"}, ["assess", "x", "--language", "en"], "en"),
        ({"LANG": "de_DE"}, ["assess", "x", "--language=zh"], "zh"),
        ({"LANG": "zh_CN.UTF-8"}, ["assess", "x", "--language"], "zh"),  # cut off, told by the parser
    ],
)
def test_the_language_of_the_reader(environment, arguments, language):
    """An option decides, then LC_ALL, LC_MESSAGES, LANG, the first that is set; all else is English."""
    assert reader_language(arguments, environment) == language


def commands():
    """Names of all commands."""
    action = next(one for one in cli._parser()._actions if one.dest == "command")
    return list(action.choices)


@pytest.mark.parametrize("command", [None, *commands()])
def test_help_in_chinese_holds_no_english(command, capsys, chinese):
    """Help of the program and of each command is Chinese throughout; a new option without an entry fails here."""
    with pytest.raises(SystemExit) as left:
        cli.main([*([command] if command else []), "--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    ids = "|".join([*commands(), "extract"])
    assert not english(re.sub(rf"\b(?:{ids})\b", "", said)), said


def test_english_help_stays_as_it_is():
    """For an English reader nothing is looked up: help and heading are argparse's."""
    parser = spoken_help(cli._parser(), "en")
    assert "positional arguments" in parser.format_help()
    assert not re.search("[一-鿿]", parser.format_help())


@pytest.mark.parametrize("arguments", [["assess"], ["assess", YANJIAO, "--format", "xml"], ["nosuch"], ["units", "--x"],
                                       ["assess", YANJIAO, "--as-of", "soon"]])  # fmt: skip
def test_wrong_usage_is_told_in_chinese(arguments, capsys, chinese):
    """What the parser complains of is told in Chinese, with code 2."""
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    assert left.value.code == 2
    last = capsys.readouterr().err.splitlines()[-1]
    assert re.search("[一-鿿]", last)
    assert not english(re.sub(r"'[^']*'|nosuch|--x|" + "|".join(commands()), "", last)), last


def test_assess_speaks_the_readers_language(capsys, chinese):
    """LANG alone gives the Chinese result, in which only ids, file formats and names of indicators are Latin."""
    code, said, told_beside = run(capsys, "assess", YANJIAO)
    assert code == 1
    assert not told_beside
    ids = re.findall(
        r"^([a-z0-9-]+),", (ROOT / "data/yanjiao/claims.csv").read_text(encoding="utf-8-sig"), re.MULTILINE
    )
    for one in sorted(ids, key=len, reverse=True):
        said = said.replace(one, "")
    assert not english(said)
    assert (
        run(capsys, "assess", YANJIAO, "--language", "zh")[1]
        != run(capsys, "assess", YANJIAO, "--language", "en")[1]
    )


def test_what_programs_read_does_not_follow_the_locale(capsys, monkeypatch):
    """JSON and CSV are the same bytes on every machine, so that LANG does not change them."""
    for form in ("json", "csv"):
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        plain = run(capsys, "assess", YANJIAO, "--format", form)[1]
        monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
        assert run(capsys, "assess", YANJIAO, "--format", form)[1] == plain


def test_validate_and_new_in_chinese(capsys, chinese, tmp_path):
    """A new dossier is written and checked, and both say so in Chinese."""
    place = tmp_path / "区"
    assert run(capsys, "new", str(place))[1] == f"已写入：{place}\n"
    code, said, _ = run(capsys, "validate", str(place))
    assert code == 0
    assert said.splitlines()[-1] == f"{place}：2个数字，没有错误"
    assert not english(re.sub(r"revenue|fiscal_|none|convention", "", said.replace(str(place), "")))


def test_a_fault_in_chinese_names_line_column_and_what_is_right(capsys, chinese, tmp_path):
    """A level written with a comma: line 2, column value, the digits to write; the words of the file are quoted."""
    place = tmp_path / "zone"
    run(capsys, "new", str(place))
    table = place / "claims.csv"
    table.write_text(table.read_text(encoding="utf-8-sig").replace("=,12.7,", '=,"12,7",'), encoding="utf-8")
    code, _, said = run(capsys, "validate", str(place))
    assert code == 2
    head, line = said.splitlines()[:2]
    assert head == "forecasting validate：共1处错误"
    assert line.startswith(f"{table}，第2行，value：发现'12,7'；应为：")
    assert not english(re.sub("numbers|dossier", "", line.replace(str(table), "").replace("value", "")))


# What stays as it is in a fault: what was typed, ids, keys and their fixed words.
TYPED = re.compile(r"'[^']*'|\"[^\"]*\"")


@pytest.mark.parametrize("case", list(BROKEN))
def test_faults_are_told_in_chinese(case, capsys, chinese, tmp_path):
    """Each fault that the English tests make is told in Chinese: no English sentence stays, only names and ids."""
    name, old, new, _ = BROKEN[case]
    place = shutil.copytree(RIVERSIDE, tmp_path / "riverside")
    text = (place / name).read_text(encoding="utf-8")
    (place / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    code, _, said = run(capsys, "validate", str(place))
    assert code == 2
    for line in said.removeprefix("forecasting validate：").splitlines():
        # Two English words in a row are a sentence; a name is one word, and a list of names is set apart by commas.
        rest = TYPED.sub("", line.replace(str(place), ""))
        assert not re.findall(r"[a-z]{2,} [a-z]{2,}", rest), line
        assert re.search("[一-鿿]", line), line


@pytest.mark.parametrize("word", ["实绩", "目标", "水平", "增速"])
def test_chinese_words_in_the_table_are_read_and_kept(word, capsys, chinese, tmp_path):
    """实绩, 目标, 水平 and 增速 are taken in claims.csv by the command line, and the file stays as it was typed."""
    place = tmp_path / "zone"
    run(capsys, "new", str(place), "--as-of", "2024")
    table = place / "claims.csv"
    english_word = {"实绩": "history", "目标": "target", "水平": "level", "增速": "growth"}[word]
    text = table.read_text(encoding="utf-8-sig")
    if word == "目标":
        lines = text.splitlines()
        lines[2] = lines[2].replace(",history,", ",目标,").replace(",2024,", ",2025,")
        text = "\n".join(lines) + "\n"
    else:
        text = text.replace(f",{english_word},", f",{word},")
    table.write_text(text, encoding="utf-8")
    assert word in text
    assert run(capsys, "validate", str(place))[0] == 0
    assert table.read_text(encoding="utf-8") == text


# Modules whose errors a reader of the command line meets. What Python callers alone can meet stays English.
SPEAKING = sorted(
    path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file() or path.suffix == ".py"
)
# Faults of the program, which no reader can mend; and texts put together of several, whose whole forms are in the catalogue.
INTERNAL = re.compile(
    r"digit by digit7$|成7$|^7only|has no attribute|two blocks of|the appendix refers to|outlines|character map|no tightest bounds"
    r"|a cycle lost|no table of words|^no sentence|^the sentence 7"
)


def templates(node):
    """The texts that an expression can be, with 7 in place of each value."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(one.value if isinstance(one, ast.Constant) else "7" for one in node.values)]
    if isinstance(node, ast.IfExp):
        return templates(node.body) + templates(node.orelse)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in templates(node.left) for b in templates(node.right)]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "one_of" and len(node.args) > 2:
        return [f"{one}: 7" for one in templates(node.args[2])]
    return []


def messages(path):
    """What the module says of wrong input: messages of errors, and found and expected of faults."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        said = []
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "msg":
            said = [node.value]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault":
            said = node.args[3:]
        elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
            said = node.value.elts[1:]
        for one in said:
            yield from (text for text in templates(one) if re.search(r"[a-z]{2,} [a-z]{2,}", text))


@pytest.mark.parametrize("place", SPEAKING)
def test_messages_have_chinese_words(place):
    """Each message about wrong input, of a file, a command or a call, has its Chinese in the catalogue."""
    paths = sorted((PACKAGE / place).rglob("*.py")) or [PACKAGE / place]
    own = "[一-鿿]"
    missing = [
        f"{path.name}: {text}"
        for path in paths
        for text in messages(path)
        if told(text, "zh") == text and len(re.findall(own, text)) < 12 and not INTERNAL.search(text)
    ]
    assert not missing


def test_catalogue_entries_keep_their_values():
    """A Chinese entry has the places of its English one, so that no value is lost; one may be left out by name only."""
    left_out = {"nothing to explore in {a}: no target or goal after {b}; {c}": {"c"},
                "{a}: found {b}; expected {c}": set()}  # fmt: skip
    for text, said in entries("zh").items():
        there, here = set(re.findall(r"\{([a-z])\}", text)), set(re.findall(r"\{([a-z])\}", said))
        assert here <= there, text
        assert there - here == left_out.get(text, set()), text


def test_values_are_never_translated_within_a_quote():
    """A value between quotes is the reader's own text: told as it stands, even where it looks like a message."""
    assert (
        told("no scenario 'no such file'; those that exist: a, b", "zh")
        == "没有情景'no such file'；现有：a, b"
    )
    assert told("anything else", "zh") == "anything else"
    assert told("no such file", "en") == "no such file"


def test_notices_are_said_in_the_readers_language(tmp_path, capsys):
    """What a dossier's reading is worth knowing of is told in Chinese to a Chinese reader: an old founding year, an encoding."""
    folder = tmp_path / "d"
    shutil.copytree(Path(__file__).parent / "dossiers" / "riverside", folder)
    place = folder / "dossier.toml"
    text = re.sub(r"founded = \d+", "founded = 1200", place.read_text(encoding="utf-8"))
    place.write_bytes(text.encode("gb18030"))
    result = fc.assess(fc.load(folder), language="zh")
    said = [notice for notice in result.notices if "dossier.toml" in notice]
    assert any("设立年份确为1200年吗" in notice for notice in said)
    assert any("GB18030读取" in notice for notice in said)
    assert any("founding year 1200 meant" in notice for notice in result.said_in("en").notices)
    cli.main(["validate", str(folder), "--language", "zh"])
    assert "设立年份确为1200年吗" in capsys.readouterr().out
