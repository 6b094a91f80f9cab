"""The page of an assessment: read by a parser as a browser would, on the numbers of the Yanjiao speech."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from sixty import sixty
from standin import TABLES, said, standin

import forecasting as fc
from forecasting.errors import ForecastingError
from forecasting.show.page import page, write_page

VOID = {"meta", "input", "br", "link", "img"}
FETCHING = {"src", "href", "xlink:href", "srcset", "action", "data", "poster", "background", "cite"}


class Reader(HTMLParser):
    """Collects what a page would fetch, its text, ids and headings, and complains about tags left open."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.headings: list[tuple[str, str]] = []
        self.feed(document)
        assert self.open == []

    def handle_starttag(self, tag, attrs) -> None:
        """Note the tag and what it would fetch."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3", "summary"}:
            self.headings.append((tag, ""))

    def handle_startendtag(self, tag, attrs) -> None:
        """Note a tag closed at once."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag) -> None:
        """The tag closed is the last one opened."""
        assert self.open.pop() == tag

    def handle_data(self, data) -> None:
        """Keep what a reader sees."""
        if not {"style", "script"} & {*self.open}:
            self.words.append(data)
        if self.open and self.open[-1] in {"h1", "h2", "h3", "summary"}:
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)

    @property
    def text(self) -> str:
        """All a reader sees, a space that does not break as any other."""
        return " ".join(self.words).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def both() -> str:
    """The page in Chinese and English."""
    return page([standin("zh"), standin("en")])


@pytest.fixture(scope="module")
def english() -> str:
    """The page in English alone."""
    return page(standin("en"))


def test_the_page_fetches_nothing(both) -> None:
    """No attribute and no style rule leads out of the page, and the policy lets its one script run and no other."""
    reader = Reader(both)
    names = {tag for tag, _ in reader.tags}
    assert not names & {"link", "img", "iframe", "object", "embed", "base"}
    for tag, attributes in reader.tags:
        for name in FETCHING & attributes.keys():
            assert attributes[name].startswith("#"), (tag, attributes[name])
    assert not re.findall(r"@import|url\((?!#|data:font/woff;base64,)", both)
    policy = next(
        one["content"] for _, one in reader.tags if one.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    (script,) = re.findall("<script>(.*?)</script>", both, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.endswith(f"; script-src 'sha256-{digest}'")
    assert set(re.findall(r"https?://[^\s\"'<>)]+", both)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_the_page_stays_light(both) -> None:
    """Both languages, all charts and both fonts weigh less than three megabytes."""
    assert len(both.encode()) < 3_000_000


def test_the_page_opens_with_the_answer(english) -> None:
    """Title, staircase, then the paragraph; everything else after it."""
    order = [
        english.index(mark)
        for mark in (
            "<h1>",
            "The growth staircase: GDP",
            "All pairs fit but exports.",
            "Target check table</h2>",
        )
    ]
    assert order == sorted(order)
    found = [text for tag, text in Reader(english).headings if tag == "h2"]
    assert found == [
        "Target check table",
        "Findings",
        "Numbers that cannot all be true",
        "What may come",
        "What the report states",
        "What this page cannot say",
        "How to make this page again",
    ]


def test_numbers_are_text(english) -> None:
    """Levels, rates, odds and chart labels can be selected and searched."""
    text = Reader(english).text
    for number in (
        "188",
        "14 % / 13.3 %",
        "95.5",
        "41 %",
        "models 22 %–97 %",
        "stated 5.5 % to 6.5 %",
        "to reach at least 400 (CNY 100m)",
        "28.9 % a year 1992–2009",
        "1.968–1.997",
    ):
        assert number in text


def test_no_line_ends_between_a_number_and_its_sign(english) -> None:
    """On the page a number keeps its percent sign, and a currency its amount, whatever the width of the window."""
    words = "\n".join(Reader(re.sub("<svg.*?</svg>", "", english, flags=re.DOTALL)).words)
    assert re.search("[0-9]\N{NO-BREAK SPACE}%", words)
    assert not re.search(r"\d [%‰]|\d pp\b|\b(?:CNY|USD) \d", words)


def test_findings_are_grouped_by_consequence(english) -> None:
    """What cannot be true comes first, with what to write instead; the rest can be opened."""
    groups = [text for tag, text in Reader(english).headings if tag in {"h3", "summary"}]
    assert [one for one in groups if one.endswith(")")] == [
        "Cannot be true (1)",
        "Look again (1)",
        "Nothing against it (3)",
    ]
    assert "Suggestion</b> +6\N{NO-BREAK SPACE}% would be 1.98." in english
    assert "proved by arithmetic" in english


def test_every_claim_has_its_words_and_place(english) -> None:
    """All claims are listed with quote and locator."""
    text = Reader(english).text
    result = standin()
    for row in result.claim_rows:
        assert row.claim.quote in text
        assert row.claim.locator in text


def test_quotes_cannot_become_markup() -> None:
    """Whatever stands in a quote, label, message or title is text."""
    result = standin()
    nasty = "<script>alert('1')</script>&amp;\"onload=x"
    claim = replace(result.claim_rows[0].claim, quote=nasty, note=nasty, locator=nasty)
    result.claim_rows[0] = replace(result.claim_rows[0], claim=claim)
    result.found[0] = replace(result.found[0], message=said(nasty), suggestion=said(nasty))
    result.dossier.name = lambda _: nasty
    result.paragraph = nasty
    result.notices = (nasty,)
    result.conflict_rows = [replace(row, chain=(nasty,)) for row in result.conflict_rows]
    for table in ("indicator_rows", "target_rows", "span_rows"):
        setattr(result, table, [replace(row, label=nasty) for row in getattr(result, table)])
    document = page(result)
    reader = Reader(document)
    assert [attributes for tag, attributes in reader.tags if tag == "script"] == [{}]
    assert "alert(" not in re.findall("<script>(.*?)</script>", document, flags=re.DOTALL)[0]
    assert not any("onload" in attributes for _, attributes in reader.tags)
    assert reader.text.count(nasty) >= 8


def test_both_languages_stand_behind_a_switch(both) -> None:
    """Two languages in one page, the first shown first, each section said to be in its language, ids unique."""
    reader = Reader(both)
    mains = [attributes["lang"] for tag, attributes in reader.tags if tag == "main"]
    assert mains == ["zh-CN", "en"]
    radios = [attributes for tag, attributes in reader.tags if tag == "input"]
    assert ["checked" in one for one in radios] == [True, False]
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    anchors = {one["href"].removeprefix("#") for tag, one in reader.tags if tag == "a"}
    assert anchors <= set(ids)
    referred = set(re.findall(r"url\(#([^)]+)\)", both))
    assert referred <= set(ids)


def test_charts_say_what_they_are(english) -> None:
    """Every drawing has a name for those who cannot see it."""
    drawings = [attributes for tag, attributes in Reader(english).tags if tag == "svg"]
    assert len(drawings) >= 6
    assert all(one["role"] == "img" and one["aria-label"] for one in drawings)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_can_be_handed_on(language) -> None:
    """Each chart has its three buttons, a table behind it and marks with a tooltip, all in the reader's language."""
    for figure in re.findall("<figure>.*?</figure>", page(standin(language)), flags=re.DOTALL):
        assert re.findall(r'data-take="(\w+)"', figure) == ["copy", "png", "svg"]
        told = re.findall("<title>(.*?)</title>", figure)
        assert told
        assert "<td>" in figure
        bar = figure[figure.index('class="take"') : figure.index("<details")]
        assert bool(re.search("[\u4e00-\u9fff]", bar)) is (language == "zh")
        joined = "; " if language == "en" else "；"
        first = told[0].split(joined)[0].split(": " if language == "en" else "：", 1)
        assert all(f">{escape(part)}<" in figure for part in map(unescape, first)), told[0]


def test_two_of_one_language_are_refused() -> None:
    """One assessment a language; none at all is no page."""
    with pytest.raises(ForecastingError, match="one assessment for each language"):
        page([standin("en"), standin("en")])
    with pytest.raises(ForecastingError, match="one assessment for each language"):
        page([])


def test_an_empty_assessment_makes_a_page() -> None:
    """Nothing to assess is said kindly, not raised; sections without content are left out."""
    result = standin()
    for table in (*TABLES, "indicator_rows"):
        setattr(result, table, [])
    result.set_aside = ()
    result.paragraph = "There is nothing to check."
    reader = Reader(page(result))
    assert "There is nothing to check." in reader.text
    assert [text for tag, text in reader.headings if tag == "h2"] == [
        "What this page cannot say",
        "How to make this page again",
    ]


@pytest.mark.parametrize("name", ["dossier.toml", "claims.csv", "claims.xlsx", "scenarios.toml"])
def test_the_digest_is_of_the_inputs(tmp_path, name) -> None:
    """The page names the files it rests on by their SHA-256, taken here by another way."""
    (tmp_path / name).write_text("claim_id\n", encoding="utf-8")
    result = standin()
    result.dossier.folder = tmp_path
    for table in (*TABLES, "indicator_rows"):
        setattr(result, table, [])
    assert hashlib.sha256(b"claim_id\n").hexdigest() in page(result)


def test_write_page_refuses_to_overwrite(tmp_path) -> None:
    """A page that is there stays unless forced; a folder that is not there is named."""
    place = tmp_path / "page.html"
    place.write_text("mine")
    with pytest.raises(ForecastingError, match="is there already"):
        write_page(standin(), place)
    assert place.read_text() == "mine"
    with pytest.raises(ForecastingError, match="does not exist"):
        write_page(standin(), tmp_path / "no" / "page.html")
    write_page(standin(), place, force=True)
    assert place.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [one.name for one in tmp_path.iterdir()] == ["page.html"]


def test_the_page_is_the_same_in_another_process(english) -> None:
    """Byte for byte the same page under another hash seed, though other charts were drawn before here."""
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": f"{here.parent}{os.pathsep}{here}"}
    code = (
        "import hashlib, standin; from forecasting.show.page import page\n"
        "print(hashlib.sha256(page(standin.standin('en')).encode()).hexdigest())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == hashlib.sha256(english.encode()).hexdigest()


@pytest.fixture(scope="module", params=["yanjiao", "jungar"])
def real(request) -> str:
    """The page of a shipped dossier, in Chinese."""
    folder = Path(__file__).parent.parent / "data" / request.param
    return page(fc.assess(fc.load(folder), language="zh"))


def test_shipped_dossiers_make_a_page(real) -> None:
    """The page of each shipped dossier is well formed, fetches nothing and leaves no hole where a word should be."""
    reader = Reader(real)
    assert len(re.findall(r"https?://", re.sub(r"http://www\.w3\.org/\S+", "", real))) == 0
    assert not re.search(r"\bnan\b|\bNone\b|\bNaT\b", reader.text)
    assert len(real.encode()) < 3_000_000


def test_a_target_printed_as_at_least_has_its_sign(real) -> None:
    """The Yanjiao speech aims at 100 large projects or more in 2010, and at exactly 213 of GDP."""
    text = re.sub(r"\s", "", Reader(real).text)
    if "燕郊" in text:
        assert "≥1002010年" in text
        assert "≥2132010年" not in text


def test_points_are_named_in_the_readers_language(tmp_path) -> None:
    """A rate that moves in points, 1.16 a year (68 - 56.4 in ten years), says so in Chinese on a Chinese page."""
    document = page(fc.assess(fc.load(sixty(tmp_path / "sixty")), language="zh"))
    assert "1.16个百分点" in Reader(document).text
    assert not re.search(r"\d ?points", Reader(document).text)
