"""HTML by hand: escaping, marks, and the frame of a document."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forecasting.charts.script import json_in_script, script_library
from forecasting.judge.checks import GRAVITY
from forecasting.show.markup import (
    MARKS,
    HtmlLook,
    document,
    language_code,
    style,
    tag,
    text_tag,
    unbroken_text,
    verdict_mark,
)
from forecasting.words import say


class Reader(HTMLParser):
    """All tags with their attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs) -> None:
        """Note the tag."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        """Keep the text."""
        self.words += data


printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(printable, printable)
def test_text_and_attributes_come_back_as_they_were(words, value) -> None:
    """Whatever the text or the value, a parser finds one element, its one attribute and the same words."""
    reader = Reader(text_tag("p", words, class_=value))
    assert reader.tags == [("p", {"class": value})]
    assert reader.words == words


def test_numbers_keep_their_signs_in_text_alone() -> None:
    """Text is bound, between elements too; attributes and drawings are as they were."""
    html = '<p title="70 %">70 %<b>8 pp</b> and 9 %</p><svg><text>5 %</text></svg><p>CNY 100m</p>'
    bound = unbroken_text(html).replace("\N{NO-BREAK SPACE}", "_")
    assert bound == '<p title="70 %">70_%<b>8_pp</b> and 9_%</p><svg><text>5 %</text></svg><p>CNY_100m</p>'


def test_names_of_attributes() -> None:
    """Python's own words end in an underscore, hyphens are written as underscores."""
    assert tag("label", "x", for_="a", aria_hidden="true") == '<label for="a" aria-hidden="true">x</label>'


values = st.recursive(
    st.none() | st.booleans() | st.integers() | printable,
    lambda inner: st.lists(inner) | st.dictionaries(printable, inner),
)


@given(values)
def test_json_cannot_end_its_script(value) -> None:
    """JSON within a script is the same value again and holds no sign that HTML knows."""
    written = json_in_script(value)
    assert json.loads(written) == value
    assert not set("<>&\u2028\u2029") & set(written)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_verdict_has_a_sign_and_its_word(language) -> None:
    """A grey copy tells gravities apart: each has a sign of its own beside the verdict's word."""
    assert len(set(MARKS.values())) == len(MARKS) == 6
    for verdict, gravity in GRAVITY.items():
        reader = Reader(verdict_mark(verdict, language))
        assert reader.words == f"{MARKS[gravity]} {say(f'verdicts.{verdict}', language)}"
        assert reader.tags[0] == ("span", {"class": f"verdict {gravity}"})
    assert verdict_mark(None, language) == ""


@pytest.mark.parametrize("live", [True, False])
def test_a_document_fetches_nothing(live) -> None:
    """The policy allows nothing from outside, and scripts only where they are wanted."""
    html = document("<p>中</p>", title="a<b", language="zh", look=HtmlLook("p{}", {"中"}), live=live)
    policy = re.search(r'Policy" content="([^"]+)"', html)[1]
    assert policy.startswith("default-src 'none'")
    assert ("script-src" in policy) is live
    assert "<title>a&lt;b</title>" in html
    assert '<html lang="zh-CN">' in html
    assert not re.search(r"https?://|@import|url\((?!data:font/woff)", html)


def test_english_quotation_marks_are_not_of_the_chinese_face() -> None:
    """In English the wide marks stay out of the font that is sent along, in Chinese they are in it."""
    sizes = {
        language: len(document("", title="", language=language, look=HtmlLook("", set("a“”‘’…"))))
        for language in ("en", "zh")
    }
    same = {
        language: len(document("", title="", language=language, look=HtmlLook("", set("a"))))
        for language in ("en", "zh")
    }
    assert sizes["en"] == same["en"]
    assert sizes["zh"] > same["zh"]


def test_style_sheets_fetch_nothing() -> None:
    """No style sheet of the package leads anywhere."""
    for name in ("show/markup.css", "show/page.css", "_appendix/html/web.css"):
        assert "{" in style(name)
        assert not re.search(r"url\(|@import|https?:", style(name))


def test_the_drawing_library_can_stand_in_a_page() -> None:
    """It leaves one name behind and holds nothing that ends a script element."""
    assert "window.vegaEmbed=" in script_library()
    assert "</script" not in script_library()


def test_languages_have_their_codes() -> None:
    """Simplified Chinese is named with its region, so that browsers choose the right forms."""
    assert (language_code("zh"), language_code("en")) == ("zh-CN", "en")
