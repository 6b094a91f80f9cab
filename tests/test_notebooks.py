"""The notebooks: one source in both languages, prose and calls, clean when committed, and true when run."""

import ast
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

import forecasting as fc
from forecasting.show.notebook.charts import everyday_letters

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.stem for path in NOTEBOOKS]
SOURCES = sorted((ROOT / "notebooks" / "source").glob("*.toml"))
STEMS = [path.stem for path in SOURCES]
ENDINGS = {"en": ".ipynb", "zh": ".zh.ipynb"}
# Words of Chinese prose that are names: of programs, file formats, a licence, and letters that stand for themselves.
NAMED = {"Word", "HTML", "PDF", "Markdown", "CC", "BY", "xx"}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# Documents and charts in the other language have tests of their own; to make them again would take longest here.
ONCE = {
    *("fan-chart", "rare-chart", "belief-chart", "odds-01", "odds-03", "odds-07"),
    *("01-08", "02-11", "02-15", "03-08", "03-10", "03-14", "05-06"),
    *("04-09", "04-10", "04-11", "04-18", "04-20", "04-22", "05-11", "05-13"),
}
# The kernel forgets what a notebook defined, without a search for garbage among all that is loaded, which takes as long;
# and Altair does without the grammars of web addresses, as in `conftest`.
RESET = """
import gc, sys
gc.freeze()
gc.set_threshold(100_000, 50, 50)
sys.modules["rfc3987_syntax"] = None
%reset -f
"""
ALLOWED = {"forecasting", "pandas", "altair", *sys.stdlib_module_names}
MOST_CODE = 64

# What a reader must find in the outputs; numbers as worked out by hand in the notebooks' own prose.
SAID = {
    "00_from_text": [
        r"gdp reported growth = 30 % 2009 地区生产总值188亿元,增长30%",
        r"fiscal_revenue goal level >= 65 亿元 2015 财政收入达到65亿元以上",
        r"14 of 14 quotes stand in the text",
        r"14 claims, as of 2009, reviewed: False",
        r"'review\.html', 'review\.xlsx'",
        r"'45', '45个项目落户'",
        r"1\.87 in 2009 to 1\.9 in 2010.*is 1\.6 %.*not 6 %",
    ],
    "01_claims": [
        r"gdp-2009 188 亿元 187\.5 188\.5",
        r"fdi-2010 1 亿美元 5,000 15,000 200\.00%",
        r"revenue-before-2000 < 1 亿元 – 1 1992 1999",
        r"crossing:2000/every window",
        r"GDP 1992 2\.48\d* 2\.52\d* 2\.56\d* implied",
        r"出口创汇.*1\.6%.*不是6%",
    ],
    "02_consistency": [
        r"Exports inconsistent Exports: 1\.87 in 2009 to 1\.9 in 2010",
        r"GDP within rounding",
        r"Foreign capital used not informative",
        r"1\.865 × 1\.055 = 1\.967575 > 1\.95",
        r"set aside: 0 ",
        r"1\.27 times as wide",
        r"a year at least: 39\.3%",
        r"after less than 1: 2\.07",
        r"as printed: 0 .*rest of GDP must have grown 38\.6 %",
        r"x in 2014 is at least 156\.6674",  # 119.5 x 1.145^2
        r"conflicts: 0 indicator year lower upper x 2012 119\.50 120\.08 x 2014 149\.77 150\.50",
    ],
    "03_goals_and_models": [
        r"GDP 亿元 target 2010 213 2015 400 5 13\.4%",
        r"Fiscal revenue 亿元 target 2010 33\.8 2015 65 5 14\.0%",
        r"GDP 13\.3% 13\.4% 13\.4% 397\.6 400\.0 in step slower",
        r"Fiscal revenue 23\.1% 15\.4% 14\.0% 95\.5 65\.0 front-loaded slower",
        r"reference class alone shrunken growth",
        r"A history of 3 known years is thin evidence",
    ],
    "04_scenarios": [
        r"GDP grows at most 10\.0 % in any forecast year; this moves the path, not the spread",
        r"targets against goal 2015 in step front-loaded",
        r"odds 2015 likely open",
        # (400 / 188)^(1/6) - 1, and 400 / (213 / 188)^6
        r"takes growth of 13\.4 % in every year after 2009",
        r"a 2009 level of 189\.1 instead of 188 would just lead",
        r"Revenue to GDP: 16\.3 % in 2015",
        r"2015 400\.000+ 0\.118\d* 42\.078\d* 1\.000+ goal",
        r"goal for 2015 would have to be 416\.4 instead of 400",
    ],
    "05_appendix": [
        r"一、 结论摘要.*二、 目标核对表.*十五、 复核办法",
        r"yanjiao_zh\.docx.*yanjiao_zh\.html.*yanjiao_zh\.pdf.*yanjiao_zh\.xlsx.*counter_draft\.docx",
        r"docx：\d+个部分共\d+个数字，均可由\S+重新算出.*pdf：\d+个部分共\d+个数字，均可由",
    ],
    "06_portfolio": [
        r"nowhere refused .*no such file or folder",
        r"3 dossiers: 2 assessed, 1 of them with numbers that do not fit",
        r"yanjiao Exports Exports: 1\.87 in 2009 to 1\.9 in 2010",
        r"1 yanjiao Fiscal revenue 15\.4%",
        r"64 targets, 44 of them met",
        r"half 64 0\.250",
        r"south: it has targets|1 series cannot be used",
        # 1.06^5 x 100 x 1.06^9 is 226: 240 asks for (240 / 168.95)^(1/5) - 1 a year
        r"east: at least 240 in 2024 takes 7\.3 % a year; on record is 6\.0 % a year",
    ],
}
# The same in the Chinese notebook.
SAID_IN_CHINESE = {
    "00_from_text": [
        r"14处引文中有14处原样见于文本",
        r"14条数字，截至2009年，已复核：否",
        r"gdp 实绩 增速 = 30 % 2009",
    ],
    "01_claims": [
        r"编号 数值 单位 下限 上限 余地",
        r"地区生产总值 1992 2\.48\d* 2\.52\d* 2\.56\d* 由其他数字推得",
    ],
    "02_consistency": [r"最大增速： 4\.6%", r"2012年x至少为119\.5（c1）", r"出口创汇 矛盾 出口创汇"],
    "03_goals_and_models": [
        r"地区生产总值 13\.3% 13\.4% 13\.4% 397\.6 400\.0 匹配 较慢",
        r"仅参照类 靠拢同类的增长",
    ],
    "04_scenarios": [r"年度目标与长远目标 2015 匹配 前高后低", r"须自2009年后每年增长13\.4%"],
    "05_appendix": [],
    "06_portfolio": [
        r"nowhere：没有此文件或文件夹",
        r"64个目标，其中44个完成",
        r"东县：2024年至少240，需年均增长7\.3%",
    ],
}
PICTURES = {
    "00_from_text": 0,
    "01_claims": 2,
    "02_consistency": 2,
    "03_goals_and_models": 9,
    "04_scenarios": 5,
    "05_appendix": 1,
    "06_portfolio": 1,
}


def read(path: Path) -> dict:
    """A notebook as committed."""
    return json.loads(path.read_text(encoding="utf-8"))


def code(path: Path) -> str:
    """All code of a notebook."""
    cells = [cell for cell in read(path)["cells"] if cell["cell_type"] == "code"]
    return "\n".join("".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_opens_with_its_question(path: Path) -> None:
    """The first cell is prose, and the one first-level heading of the notebook asks a question."""
    cells = read(path)["cells"]
    assert cells[0]["cell_type"] == "markdown"
    prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    heads = [line for text in prose for line in text.splitlines() if line.startswith("# ")]
    assert len(heads) == 1
    assert prose[0].startswith(heads[0])
    assert heads[0].endswith(("?", "？"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_holds_prose_and_calls(path: Path) -> None:
    """No notebook defines anything, imports anything unusual, or grows into a program; each sets itself up."""
    text = code(path)
    tree = list(ast.walk(ast.parse(text)))
    assert not [node for node in tree if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)]
    imported = {alias.name for node in tree if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in tree if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in imported} <= ALLOWED
    assert len([line for line in text.splitlines() if line.strip()]) <= MOST_CODE
    assert "fc.notebook(language)" in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_a_notebook_is_committed_clean(path: Path) -> None:
    """No outputs, no counts and nothing of one machine: a change in the file is a change somebody made."""
    book = read(path)
    nbformat.validate(nbformat.from_dict(book))
    for cell in book["cells"]:
        assert cell["metadata"] == {}
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
    assert set(book["metadata"]) == {"kernelspec", "language_info"}
    assert book["metadata"]["language_info"] == {"name": "python"}


def plain(output: dict) -> str:
    """An output as a reader sees it, tables as words with single spaces."""
    if output["output_type"] == "stream":
        return output["text"]
    data = output.get("data", {})
    html = re.sub(r"<style.*?</style>", "", data.get("text/html", ""), flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", html) or data.get("text/plain", "")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", " ")


def test_notebooks_are_what_their_sources_say() -> None:
    """Both notebooks of a source are just what the script writes of it, and no notebook lacks a source."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "notebooks.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert {path.name for path in NOTEBOOKS} == {stem + end for stem in STEMS for end in ENDINGS.values()}


def prose(source: Path) -> list[tuple[str, str, str]]:
    """Id and both texts of the prose cells, without code and addresses of files."""
    cells = [cell for cell in tomllib.loads(source.read_text(encoding="utf-8"))["cell"] if "en" in cell]
    return [(cell["id"], *(re.sub(r"`[^`]*`", "", cell[one]) for one in ENDINGS)) for cell in cells]


@pytest.mark.parametrize("source", SOURCES, ids=STEMS)
def test_both_languages_give_the_same_numbers(source: Path) -> None:
    """Cell by cell the prose of both languages holds the same numbers, and that of the Chinese one is in Chinese."""
    for name, english, chinese in prose(source):
        assert set(NUMBER.findall(english)) == set(NUMBER.findall(chinese)), name
        assert re.search("[\u4e00-\u9fff]", chinese), name


@pytest.mark.parametrize("source", SOURCES, ids=STEMS)
def test_no_english_word_in_chinese_prose(source: Path) -> None:
    """Outside code, quotes and names no English word stands in the Chinese prose."""
    for name, _, chinese in prose(source):
        bare = re.sub("“[^”]*”|《[^》]*》", "", chinese)
        words = set(re.findall(r"(?<![A-Za-z0-9])[A-Za-z]{2,}", bare)) - NAMED
        assert not words, (name, words)


def said_by(cells: list) -> tuple[str, int]:
    """What the outputs of these cells tell a reader, and the pictures among them."""
    outputs = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    said = re.sub(r"\s+", " ", " ".join(plain(output) for output in outputs))
    assert not re.search(r"\bnan\b|<NA>", said)
    return said, sum("image/png" in output.get("data", {}) for output in outputs)


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NotebookClient]:
    """One kernel for all notebooks, in a folder with the data and offline; to start it takes longer than to run most."""
    place = tmp_path_factory.mktemp("kernel")
    shutil.copytree(ROOT / "data", place / "data")
    (place / "notebooks").mkdir()
    client = NotebookClient(
        nbformat.v4.new_notebook(),
        timeout=180,
        kernel_name="python3",
        shutdown_kernel="immediate",
        resources={"metadata": {"path": str(place / "notebooks")}},
    )
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("FORECASTING_STATIC", "1")
        environment.setenv("PYTHONPATH", str(ROOT))
        environment.setenv("IPYTHONDIR", str(place / "ipython"))
        # A request to anywhere would end here, at a port nobody listens on.
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
            environment.setenv(name, "http://127.0.0.1:9")
        with client.setup_kernel():
            yield client


@pytest.mark.parametrize("stem", STEMS)
def test_a_notebook_runs_and_says_what_is_true(stem: str, kernel: NotebookClient) -> None:
    """From its own folder, offline and without a warning, each notebook runs through and shows what its prose claims.

    Nothing that an earlier notebook defined is left; the second language runs on top of the first.
    """
    # Of the appendix the Chinese one is written, as its reader is most often Chinese.
    first, second = ("zh", "en") if stem == "05_appendix" else ("en", "zh")
    book, other = (
        nbformat.read(ROOT / "notebooks" / (stem + ENDINGS[one]), as_version=4) for one in (first, second)
    )
    book.cells.insert(0, nbformat.v4.new_code_cell(RESET))
    own = len(book.cells)
    book.cells += [cell for cell in other.cells if cell.id not in ONCE]
    for place, cell in enumerate(book.cells):
        cell.id = str(place)
    kernel.nb = book
    kernel.execute(cleanup_kc=False)

    said, pictures = said_by(book.cells[:own])
    missing = [wanted for wanted in SAID[stem] if not re.search(wanted, said)]
    assert not missing, said
    assert pictures == PICTURES[stem]
    said, _ = said_by(book.cells[own:])
    missing = [wanted for wanted in SAID_IN_CHINESE[stem] if not re.search(wanted, said)]
    assert not missing, said


def test_the_prose_about_odds_holds() -> None:
    """What notebook 03 says in words of the chances is so: the class alone a little worse than a coin, and so on."""
    result = fc.assess(fc.load(ROOT / "data" / "yanjiao"))
    forecasts = result.forecasts.rename(columns={"indicator": "series"})
    goals = {"gdp": {2010: 213, 2015: 400}, "fiscal_revenue": {2010: 33.8, 2015: 65}}
    rows = [(name, year, level) for name, levels in goals.items() for year, level in levels.items()]
    asked = pd.DataFrame(rows, columns=["series", "year", "level"])
    chance = fc.odds(forecasts, asked).set_index(["series", "year", "model"])["probability"]
    assert 0.4 < chance["gdp", 2015, "reference_only"] < 0.5
    assert chance["gdp", 2015, "constant_growth"] > 0.95
    assert 0.5 < chance["gdp", 2015, "shrunken_growth"] < 0.95
    for model in ("reference_only", "shrunken_growth", "constant_growth", "log_linear"):
        assert chance["fiscal_revenue", 2010, model] < chance["fiscal_revenue", 2015, model]


@pytest.mark.parametrize(("language", "said"), [("zh", "find应为"), ("en", "find must be one of")])
def test_an_error_in_a_cell_is_one_message_in_the_readers_language(
    language: str, said: str, kernel: NotebookClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong argument is told in the language of the notebook, without code; an error of anything else keeps its trace."""
    cells = [
        RESET,
        f"import forecasting as fc\nfc.notebook({language!r})\nresult = fc.assess(fc.load({str(ROOT / 'data' / 'yanjiao')!r}))",
        "fc.goal_seek(result, 'gdp', find='luck')",
        "1 / 0",
    ]
    kernel.nb = book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    monkeypatch.setattr(kernel, "allow_errors", True)
    kernel.execute(cleanup_kc=False)
    (wrong,) = (one for one in book.cells[2].outputs if one.output_type == "error")
    (other,) = (one for one in book.cells[3].outputs if one.output_type == "error")
    assert said in "".join(wrong.traceback)
    assert "seek" not in "".join(wrong.traceback)
    assert len(other.traceback) > 1


def cells(style) -> list[list[str]]:
    """A table as it is shown, row by row from its heads on."""
    rows = re.findall(r"<tr>.*?</tr>", style.to_html(), re.DOTALL)
    return [
        [
            re.sub(r"<[^>]+>|&nbsp;", "", cell).strip()
            for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_a_table_calls_things_by_their_names() -> None:
    """With a dossier its indicators, places and scenarios stand by their names; without one, and in the frame, ids stay."""
    yanjiao = fc.load(ROOT / "data" / "yanjiao")
    frame = pd.DataFrame(
        {
            "indicator": ["gdp", "nothing_known"],
            "entity": ["kunshan", "yanjiao"],
            "scenario": ["baseline", "founded_1993"],
            "claims": [["a", "b"], []],
            "verdict:founded_1993": ["likely", "open"],
        }
    )
    before = frame.copy(deep=True)
    heads, first, second = cells(fc.table(frame, "zh", yanjiao))
    assert heads == ["指标", "地区", "情景", "数字", "结论 (倍数从1993年算起)"]
    assert first == ["地区生产总值", "昆山", "基准", "a、b", "较有把握"]
    assert second[::2] == ["nothing_known", "倍数从1993年算起", "有可能"]
    assert cells(fc.table(frame, "en"))[2][:3] == ["nothing_known", "yanjiao", "founded_1993"]
    pd.testing.assert_frame_equal(frame, before)


def test_a_short_cell_beside_a_sentence_is_not_broken() -> None:
    """A Chinese name may break anywhere, so beside a long sentence it would stand a character a line."""
    frame = pd.DataFrame(
        {"indicator": ["地区生产总值"], "message": ["由2009年的188亿元到2015年的400亿元。" * 3]}
    )
    assert re.findall(r"#\S+col(\d) \{[^}]*nowrap", fc.table(frame, "zh").to_html()) == ["0"]


def test_names_stand_at_the_sides_of_a_table_too() -> None:
    """An id that is a row or a column of a pivoted table is called by its name, as in a cell."""
    result = fc.assess(fc.load(ROOT / "data" / "yanjiao"))
    frame = pd.DataFrame({"gdp": [1.5], "exports": [2.5]}, index=pd.Index(["shrunken_growth"], name="model"))
    frame.columns.name = "indicator"
    shown = cells(fc.table(frame, "zh", result))
    assert shown[0][1:] == ["地区生产总值", "出口创汇"]
    assert shown[-1][0] == "靠拢同类的增长"


def test_the_function_is_not_hidden_by_its_module() -> None:
    """Loading every module by its name leaves `fc.notebook` the function it was."""
    assert callable(fc.notebook)
    assert importlib.util.find_spec("forecasting.notebook") is None


def test_live_pages_carry_the_letters_of_the_notebooks() -> None:
    """The font put into a live page has every Chinese character of the notebooks and of the dossier they read."""
    texts = [
        path.read_text(encoding="utf-8") for path in [*NOTEBOOKS, *(ROOT / "data" / "yanjiao").iterdir()]
    ]
    used = {letter for text in texts for letter in text if "\u4e00" <= letter <= "\u9fff"}
    assert used
    assert used <= everyday_letters()
