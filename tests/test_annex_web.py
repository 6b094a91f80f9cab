"""The HTML appendix: read by a parser as a browser would."""

from __future__ import annotations

import base64
import json
import re
from html.parser import HTMLParser
from io import BytesIO

import altair as alt
import browser
import pytest
from fontTools.ttLib import TTFont

from forecasting._appendix.blocks import (
    AppendixDocument,
    Column,
    Contents,
    Figure,
    Formula,
    Heading,
    Items,
    Paragraph,
    Parenthesis,
    Quotient,
    Row,
    Run,
    Sequence,
    Subscript,
    Superscript,
    Symbol,
    Table,
    cell,
    numbered,
)
from forecasting._appendix.html.reading import blocks_text, settings_of
from forecasting._appendix.html.writing import write_html
from forecasting._appendix.letters import MissingLetters, warn_of_missing
from forecasting._appendix.pictures import Pictures
from forecasting._appendix.plain import block_text
from forecasting.errors import ForecastingError

GROWTH = Sequence(
    (
        Symbol("g"),
        Symbol("=", "operator"),
        Superscript(
            Parenthesis(
                Quotient(Subscript(Symbol("Y"), Symbol("T")), Subscript(Symbol("Y"), Symbol("0", "number")))
            ),
            Sequence((Symbol("1", "number"), Symbol("/", "operator"), Symbol("T"))),
        ),
        Symbol("−", "operator"),
        Symbol("1", "number"),
    )
)


def bars(words: str) -> alt.Chart:
    """A small chart that says these words."""
    rows = [{"name": words, "height": 3, "about": words}, {"name": "B", "height": 5, "about": "b"}]
    return (
        alt.Chart(alt.Data(values=rows), width=480, height=160)
        .mark_bar()
        .encode(x="name:N", y="height:Q", tooltip="about:N")
    )


def sample(language: str, words: str = "") -> AppendixDocument:
    """A document with every kind of block, in which each text also says `words`."""
    zh = language == "zh"

    def text(chinese: str, english: str) -> str:
        return (chinese if zh else english) + words

    goal = text("地区生产总值", "Gross regional product")
    quote = text("到2015年达到400亿元以上（第3段）", "more than CNY 40bn by 2015 (paragraph 3)")
    blocks = (
        Paragraph("lede-1", cell(text("各项数字可以同时成立。", "The numbers can all be true.")), "lede"),
        Paragraph(
            "lede-2",
            cell(text("达到目标需年均增长13.4%。", "The goal takes 13.4 % a year.")),
            "lede",
            ("claim:gdp_2015",),
        ),
        Contents("contents", text("目录", "Contents")),
        Heading("targets", 1, text("目标核对", "Targets")),
        Paragraph(
            "body",
            (
                Run(text("见", "See ")),
                Run("", ref="table-targets"),
                Run(text("、", ", "), strong=True, note=quote),
                Run("", ref="growth"),
                Run(text("。", ".")),
            ),
            binds=("finding:pace", "claim:gdp_2015"),
        ),
        Heading("one-by-one", 2, text("逐项", "One by one")),
        Table(
            "table-targets",
            text("目标核对表", "Target check table"),
            (
                Column(text("指标", "Indicator"), share=2),
                Column(text("目标", "Goal"), "right"),
                Column(text("结论", "Verdict"), "center"),
            ),
            (
                Row((cell(goal), cell("400", note=quote), cell(text("较慢", "slower"))), ("claim:gdp_2015",)),
                Row((cell(text("总人口", "Population")), cell("30"), cell(text("一致\n可行", "in\nstep")))),
            ),
            note=text("单位：亿元。", "CNY 100m."),
        ),
        Figure(
            "bars",
            text("阶梯图", "Staircase"),
            bars("柱" + words),
            text("两根柱", "Two bars"),
            note=text("注", "Note"),
        ),
        Paragraph("instead", cell(text("建议改为3。", "Write 3 instead.")), "suggestion"),
        Formula("growth", GROWTH),
        Items("steps", (cell(text("先", "first")), cell(text("后", "then"))), ordered=True),
        Items("points", (cell(text("甲", "one"), strong=True), cell(text("乙", "two"), note=quote))),
        Paragraph("small", cell(text("说明。", "A remark.")), "quiet"),
    )
    return numbered(
        AppendixDocument(
            text("可行性核对", "Feasibility"),
            text("关于报告", "On the report"),
            text("附件1", "Annex 1"),
            language,
            blocks,
            {"version": "1", "language": language, "title": text("题", "t"), "scenarios": ["baseline"]},
        )
    )


VOID = {"meta", "br", "col"}


class Reader(HTMLParser):
    """Tags with their attributes and the elements they stand in, and the text of each id; complains when left open."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.words: list[str] = []
        self.feed(document)
        assert self.open == []

    def handle_starttag(self, tag, attrs) -> None:
        """Note the tag."""
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if tag not in VOID:
            self.open.append((tag, given.get("id", "")))

    def handle_startendtag(self, tag, attrs) -> None:
        """Note a tag closed at once."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag) -> None:
        """The tag closed is the last one opened."""
        assert self.open.pop()[0] == tag

    def handle_data(self, data) -> None:
        """Keep what a reader sees, and the content of each element with an id."""
        for _, name in self.open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data
        if not {"script", "style"} & {tag for tag, _ in self.open}:
            self.words.append(data)

    def all(self, *names: str) -> list[dict[str, str]]:
        """The attributes of each element of these kinds."""
        return [given for tag, given in self.tags if tag in names]


@pytest.fixture(scope="module", params=["en", "zh"])
def document(request) -> AppendixDocument:
    """The sample, in both languages."""
    return sample(request.param)


@pytest.fixture(scope="module")
def pictures() -> Pictures:
    """Drawings of the sample."""
    return Pictures()


@pytest.fixture(scope="module")
def html(document) -> str:
    """The sample written."""
    return write_html(document, Pictures()).decode()


@pytest.fixture(scope="module")
def reader(html) -> Reader:
    """The sample read."""
    return Reader(html)


def test_nothing_is_fetched(html, reader) -> None:
    """No attribute, style or script leads out of the file, and its policy forbids it."""
    policy = next(one for one in reader.all("meta") if one.get("http-equiv") == "Content-Security-Policy")
    assert policy["content"].startswith("default-src 'none'")
    for tag, given in reader.tags:
        for name in {"src", "href", "xlink:href", "data", "poster", "srcset", "action"} & given.keys():
            assert given[name].startswith("#"), (tag, given[name])
    assert not reader.all("link", "img", "iframe", "object", "embed", "base")
    assert not re.findall(r"@import|url\((?!#|data:font/woff;base64,)", html.partition("<script")[0])


def test_the_structure_of_the_blocks(document, reader) -> None:
    """Golden structure: each block is the element it should be, with its id and binds, in order."""
    found = [(tag, given["data-block"]) for tag, given in reader.tags if "data-block" in given]
    assert found == [
        ("p", "lede-1"),
        ("p", "lede-2"),
        ("nav", "contents"),
        ("h2", "targets"),
        ("p", "body"),
        ("h3", "one-by-one"),
        ("div", "table-targets"),
        ("figure", "bars"),
        ("p", "instead"),
        ("div", "growth"),
        ("ol", "steps"),
        ("ul", "points"),
        ("p", "small"),
    ]
    binds = {
        given.get("data-block", "row"): given["data-binds"]
        for given in reader.all("p", "tr")
        if "data-binds" in given
    }
    assert binds == {
        "lede-2": "claim:gdp_2015",
        "body": "finding:pace claim:gdp_2015",
        "row": "claim:gdp_2015",
    }
    assert [given["class"] for given in reader.all("p") if "data-block" in given] == [
        "lede", "lede", "body", "suggestion", "quiet",
    ]  # fmt: skip


def test_numbers_are_those_of_the_blocks(document, reader) -> None:
    """Headings, captions, formulas and references carry the numbers given to them once."""
    zh = document.language == "zh"
    assert reader.texts["targets"] == ("一、目标核对" if zh else "1 Targets")
    assert reader.texts["one-by-one"] == ("（一）逐项" if zh else "1.1 One by one")
    assert ("表1\u3000目标核对表" if zh else "Table 1. Target check table") in reader.texts["table-targets"]
    assert reader.texts["growth"].endswith("(1)")
    assert reader.texts["body"].startswith("见表1" if zh else "See Table 1")
    links = [given["href"] for given in reader.all("a")]
    assert links[:2] == ["#targets", "#one-by-one"]
    assert {"#table-targets", "#growth"} < set(links)


def test_links_and_ids_meet(reader) -> None:
    """Ids are unique, and every link within the file has its target."""
    ids = [given["id"] for _, given in reader.tags if "id" in given]
    assert len(ids) == len(set(ids))
    assert {given["href"].removeprefix("#") for given in reader.all("a")} <= set(ids)


def test_notes_go_there_and_back(document, reader) -> None:
    """Three notes: marks count 1 to 3 in reading order, carry the note for the pointer, and each note links back."""
    marks = [given for given in reader.all("a") if given.get("role") == "doc-noteref"]
    assert [given["href"] for given in marks] == ["#note-1", "#note-2", "#note-3"]
    quote = (
        "到2015年达到400亿元以上（第3段）"
        if document.language == "zh"
        else "more than CNY 40bn by 2015 (paragraph 3)"
    )
    assert {given["data-note"] for given in marks} == {quote}
    assert " ".join(reader.texts["note-1"].split()) == f"{quote} ↑"
    backs = [given["href"] for given in reader.all("a") if given.get("role") == "doc-backlink"]
    assert backs == ["#ref-1", "#ref-2", "#ref-3"]


def test_tables_can_be_read_aloud(reader) -> None:
    """Heads of columns and of rows say what they head, and the scrolling region has a name."""
    scopes = [given["scope"] for given in reader.all("th")]
    # Those of the table, and that of the numbers behind the chart.
    assert scopes == ["col"] * 3 + ["row"] * 2 + ["col"]
    region = next(given for given in reader.all("div") if given.get("role") == "region")
    assert region["aria-label"]
    assert region["tabindex"] == "0"


def test_charts_are_drawn_without_a_script_and_live_with_one(html, reader) -> None:
    """The picture stands in the file with its description; its specification is there to be drawn anew."""
    assert [given["data-chart"] for given in reader.all("div") if "data-chart" in given] == ["bars"]
    assert reader.all("svg")[0]["role"] == "img"
    assert reader.all("svg")[0]["aria-label"] in {"Two bars", "两根柱"}
    specifications = json.loads(reader.texts["charts"])
    assert list(specifications) == ["bars"]
    assert specifications["bars"]["mark"]["type"] == "bar"
    assert html.count("window.vegaEmbed=") == 1


def test_the_formula_is_mathml_and_says_itself(reader) -> None:
    """MathML with the linear form for those who cannot see it: g = (Y_T/Y_0)^(1/T) − 1, by hand."""
    (formula,) = reader.all("math")
    assert formula == {"display": "block", "alttext": "g = (Y_T/Y_0)^(1/T) − 1"}


def test_the_text_read_back_is_that_of_the_blocks(document, html) -> None:
    """Every block's text is found again as it was put in, and the settings too."""
    assert blocks_text(html) == [(block.id, block_text(block)) for block in document.blocks]
    assert settings_of(html) == document.settings


def test_an_edit_is_seen(document, html) -> None:
    """Changing one number of one table cell changes the text of that block alone."""
    changed = blocks_text(html.replace(">400<", ">401<"))
    before = blocks_text(html)
    assert [new[0] for old, new in zip(before, changed, strict=True) if old != new] == ["table-targets"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markup_comes_out_as_text(language) -> None:
    """Whatever a claim, a label, a chart or the settings say is text: no element, no attribute, no end of a script."""
    nasty = "</script><img src=x onerror=alert(1)>'\"&amp;<!--\u2028]]>"
    document = sample(language, nasty)
    html = write_html(document, Pictures()).decode()
    reader = Reader(html)
    assert not reader.all("img")
    assert not any("onerror" in given for _, given in reader.tags)
    assert len(reader.all("script")) == 4
    assert json.loads(reader.texts["settings"])["title"].endswith(nasty)
    assert blocks_text(html) == [(block.id, block_text(block)) for block in document.blocks]


def test_the_file_is_the_same_twice(document, html, pictures) -> None:
    """No clock, no counter of the process: the same document is the same file."""
    assert write_html(document, pictures).decode() == html


def test_progress_counts_figures(document, pictures) -> None:
    """The caller hears of each figure."""
    told: list[tuple[int, int]] = []
    write_html(document, pictures, progress=lambda *pair: told.append(pair))
    assert told == [(1, 1)]


def test_a_document_without_figures_has_no_script_to_run() -> None:
    """Without charts the drawing library stays out."""
    plain = AppendixDocument("t", "", "", "en", (Paragraph("p", cell("x")),), {})
    assert len(write_html(plain, Pictures())) < 250_000


def test_letters_no_font_has_are_named() -> None:
    """A character outside the fonts is named with its code and its block, never passed over."""
    plain = AppendixDocument(
        "t", "", "", "en", (Paragraph("here", cell("a \U00020000 b")), Paragraph("p", cell("é"))), {}
    )
    with pytest.warns(MissingLetters):
        assert warn_of_missing(plain) == {"\U00020000"}
    with pytest.warns(MissingLetters, match=r"U\+20000\) in here;"):
        write_html(plain, Pictures())


def test_a_page_of_another_kind_holds_no_settings() -> None:
    """A file that is no appendix is refused with a reason."""
    with pytest.raises(ForecastingError, match="holds no settings"):
        settings_of("<html><p>hello</p></html>")
    with pytest.raises(ForecastingError, match="cannot be read"):
        settings_of('<script id="settings">{</script>')


def test_web_fonts_hold_the_letters_of_the_text(document, html) -> None:
    """Every Chinese character of the text has its outline in the file, in regular and, where it heads, in bold."""
    fonts = [
        base64.b64decode(data)
        for data in re.findall(r"base64,([A-Za-z0-9+/=]+)\)", html.partition("<body")[0])
    ]
    covered = [set(TTFont(BytesIO(font)).getBestCmap()) for font in fonts]
    assert len(covered) == 2
    text = {ord(letter) for block in document.blocks for letter in block_text(block) if letter > "\u2e80"}
    heads = (
        {ord(letter) for letter in "目标核对逐项指标结论可行性附件"} if document.language == "zh" else set()
    )
    assert text <= covered[0]
    assert heads <= covered[1]


@pytest.mark.skipif(not browser.found(), reason="no browser on this machine")
def test_a_browser_shows_it_whole(tmp_path) -> None:
    """In a browser: charts come alive, nothing is asked of another machine, no fault, no sideways scrolling at 390 px."""
    place = tmp_path / "appendix.html"
    place.write_bytes(write_html(sample("zh"), Pictures()))
    with browser.page(390, 844) as page:
        page.open(place.as_uri())
        page.js("document.querySelector('[data-chart]').scrollIntoView()")
        page.wait_for("document.querySelector('[data-live] svg[role=img][aria-label]')")
        assert page.js("document.documentElement.scrollWidth") == 390
        assert page.faults == []
        assert page.left_machine() == []
        # The Chinese of the page is drawn with the face inside it, in both weights.
        assert page.js("document.fonts.check('12px \"Noto Sans CJK SC\"', '核')")
        assert page.js("[...document.fonts].filter((one) => one.status === 'loaded').length") == 2
