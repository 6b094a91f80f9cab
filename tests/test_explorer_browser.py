"""The explorer in a real browser: keys move sliders, pictures and numbers follow, and nothing leaves the machine."""

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import browser
import pytest

import forecasting as fc
from forecasting.show.explorer import explore
from forecasting.words import say

ROOT = Path(__file__).resolve().parent.parent
HALF_A_POINT = 0.005


@pytest.fixture(scope="module")
def dossier():
    """The dossier of the speech."""
    return fc.load(ROOT / "data" / "yanjiao")


@pytest.fixture(scope="module")
def address(dossier, tmp_path_factory):
    """Where its explorer page lies."""
    browser.require()
    place = tmp_path_factory.mktemp("explorer") / "explorer.html"
    return explore(dossier).save(place).as_uri()


@pytest.fixture(scope="module")
def shared(address):
    """One browser for all tests of this file."""
    with browser.page() as page:
        yield page


@pytest.fixture
def page(shared, address):
    """The page, opened afresh at desktop width."""
    shared.open_afresh(address, "window.explorer")
    yield shared
    assert shared.faults == []
    assert shared.left_machine() == []


def choose(page, control, value):
    """Choose an option as a reader does; the page hears of it."""
    page.js(
        f"(() => {{ const e = document.getElementById({json.dumps(control)}); e.value = {json.dumps(value)};"
        " e.dispatchEvent(new Event('input', { bubbles: true })); })()"
    )
    page.js("explorer.runAsync().then(() => 1)")


def settled(page):
    """Wait until the page has drawn what was set last."""
    page.js("explorer.runAsync().then(() => new Promise(requestAnimationFrame)).then(() => 1)")


def drawing(page):
    """The drawn charts."""
    return page.js("document.querySelector('#charts svg').outerHTML")


def test_a_key_moves_the_slider_the_numbers_and_the_picture(dossier, page):
    """Arrow keys on the growth slider change the sentence, the value beside it, the picture and the odds: Python's."""
    before, sentence = drawing(page), page.text("h1")
    assert "72" in sentence
    page.focus("#growth_0")
    page.press("ArrowLeft", 35)
    settled(page)
    # From the forecast's 16.5 % down 35 steps of 0.1.
    assert page.js("document.getElementById('growth_0').value") == "13"
    assert page.text("output[for=growth_0]").replace("\u00a0", " ") == "13.0 % a year"
    assert page.js("document.getElementById('growth_0').ariaValueText").startswith("13.0")
    assert page.text("h1") != sentence
    assert drawing(page) != before
    path = {"gdp": dict.fromkeys(range(2010, 2016), 0.13)}
    result = fc.assess(dossier, fc.Scenario("thirteen", path=path))
    odds = next(row.probability for row in result.target_rows if row.indicator == "gdp")
    assert page.js("explorer.signal('oddsGoal')") == pytest.approx(odds, abs=HALF_A_POINT)


def test_settings_are_read_back(dossier, page):
    """What the page prints as TOML is the scenario that gives the odds it shows."""
    choose(page, "indicator", "fiscal_revenue")
    choose(page, "mode_1", "years")
    page.focus("#growth_1_2011")
    page.press("End")
    page.focus("#founded")
    page.press("ArrowRight")
    page.focus("#goal_1")
    page.press("ArrowRight", 5)
    choose(page, "reading_1_1", "crossing:2001")
    settled(page)
    tables = tomllib.loads(page.js("document.getElementById('toml').textContent"))["scenario"]
    assert tables["explored"]["founded"] == 1993
    assert tables["explored"]["path"] == {"fiscal_revenue": {"2011": 0.3}}
    assert tables["explored"]["claims"] == {"revenue-2015": {"value": "70"}}
    result = fc.assess(replace(dossier, scenario_tables=tables), "explored")
    odds = next(row.probability for row in result.target_rows if row.indicator == "fiscal_revenue")
    assert page.js("explorer.signal('oddsGoal')") == pytest.approx(odds, abs=HALF_A_POINT)
    page.click("#copy")
    assert page.text("#copy") == say("explorer.toml.copied", "en")
    assert "[scenario.explored]" in page.js("getSelection().toString()")


def test_language_switch(page):
    """Chinese shows in sentence, labels and charts, in the font the page brings, and English comes back."""
    choose(page, "language", "zh")
    settled(page)
    assert page.js("document.documentElement.lang") == "zh-CN"
    assert "地区生产总值" in page.text("h1")
    assert page.text("label[for=growth_0]") == say("explorer.constant", "zh")
    words = re.findall(r"[\u4e00-\u9fff]+", drawing(page))
    assert "年增速" in words
    assert not re.search(r"[A-Za-z]{3,}", page.text(".controls").replace("GDP", ""))
    loaded = page.js("[...document.fonts].filter((f) => f.status === 'loaded').map((f) => f.family).join()")
    assert "Noto Sans CJK SC" in loaded
    choose(page, "language", "en")
    settled(page)
    assert not re.search(r"[\u4e00-\u9fff]", page.text("h1"))


def test_chinese_needs_no_system_font(page):
    """Chinese text is drawn with the font inside the page, none of the machine's."""
    choose(page, "language", "zh")
    settled(page)
    page.send("DOM.enable")
    page.send("CSS.enable")
    root = page.send("DOM.getDocument")["root"]["nodeId"]
    for selector in ("h1", "label[for=growth_0]", ".role-title text", "#toml", "footer td"):
        node = page.send("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        fonts = page.send("CSS.getPlatformFontsForNode", nodeId=node)["fonts"]
        own = [one for one in fonts if one["isCustomFont"]]
        assert own, selector
        assert fonts == own, selector


def test_everything_by_keyboard(page):
    """Tab reaches every control that is shown, in order, each with a visible focus."""
    page.js("document.body.focus()")
    reached = []
    for _ in range(40):
        page.press("Tab")
        here = page.js("document.activeElement.id")
        if here in ("", None) or here in reached:
            break
        reached.append(here)
        width = page.js("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", here
    wanted = ["language", "indicator", "mode_0", "growth_0", "goal_0", "year_0", "founded", "reading_0_0"]
    assert reached[: len(wanted)] == wanted
    assert {"again", "toml", "copy"} <= set(reached)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_phone(page, address, language):
    """At 390 pixels nothing but a table scrolls sideways, whatever indicator is shown."""
    page.size(390, 844, mobile=True)
    page.open(address)
    page.wait_for("!!window.explorer")
    choose(page, "language", language)
    for indicator in page.js("[...document.getElementById('indicator').options].map((one) => one.value)"):
        choose(page, "indicator", indicator)
        settled(page)
        assert page.js("document.documentElement.scrollWidth") <= 390, indicator
        edge = page.js("document.querySelector('#charts svg').getBoundingClientRect().right")
        assert edge <= 390, indicator


def test_year_by_year_shows_a_slider_a_year(page):
    """Year by year, each year up to the goal has its slider; a later goal brings more."""
    choose(page, "mode_0", "years")
    visible = "[...document.querySelectorAll('.of-0 .by-year input')].filter((e) => e.offsetParent).map((e) => e.id)"
    assert page.js(visible) == [f"growth_0_{year}" for year in range(2010, 2016)]
    assert not page.js("!!document.getElementById('growth_0').offsetParent")
    page.focus("#year_0")
    page.press("ArrowRight")
    settled(page)
    assert page.js(visible) == [f"growth_0_{year}" for year in range(2010, 2017)]


def test_scales_stand_still(page):
    """Axis labels stay where they are while growth and goal move."""
    ticks = "[...document.querySelectorAll('#charts .role-axis-label text')].map((e) => e.textContent).join()"
    before = page.js(ticks)
    page.focus("#growth_0")
    page.press("End")
    page.focus("#goal_0")
    page.press("Home")
    settled(page)
    assert page.js(ticks) == before


def test_settings_outlive_a_reload_and_are_undone_step_by_step(page):
    """A reload shows what was set; undo takes back one step after the other; starting again is as printed."""
    value = "document.getElementById('growth_0').value"
    assert page.js("document.getElementById('undo').disabled")
    page.focus("#growth_0")
    page.press("ArrowLeft", 3)
    settled(page)
    assert page.js(value) == "16.2"  # the forecast's 16.5 less three steps of 0.1
    page.open(page.js("location.href"))
    page.wait_for("!!window.explorer")
    settled(page)
    assert page.js(value) == "16.2"
    assert float(page.js("explorer.signal('growth_0')")) == pytest.approx(16.2)
    page.focus("#growth_0")
    page.press("ArrowRight", 2)
    for wanted in ("16.3", "16.2"):
        page.click("#undo")
        settled(page)
        assert page.js(value) == wanted
    assert page.js("document.getElementById('undo').disabled")
    page.click("#again")
    page.wait_for("!!window.explorer && document.getElementById('growth_0').value === '16.5'")


def test_the_console_stays_silent(page):
    """No warning is printed, whatever indicator is shown; the fixture looks at what was."""
    for name in page.js("[...document.getElementById('indicator').options].map((one) => one.value)"):
        choose(page, "indicator", name)
    settled(page)


def test_charts_are_handed_on(page):
    """Buttons reached by keyboard save the charts as PNG and SVG, and a table follows the path that is set."""
    page.record_saves()
    for kind in ("svg", "png"):
        page.focus(f"[data-take={kind}]")
        page.press("Enter")
        page.wait_for("took.length")
    page.wait_for("took.length === 2")
    assert page.js("took") == [
        ["explorer.svg", "data:image/svg+xml;cha"],
        ["explorer.png", "data:image/png;base64,"],
    ]
    page.js("document.getElementById('behind').open = true; 1")
    page.wait_for("document.querySelector('#behind tbody tr')")
    first = page.js("document.querySelector('#behind tbody').innerText")
    assert first.split()[:2] == ["2009", "188"]  # the printed level of the base year
    page.focus("#growth_0")
    page.press("ArrowLeft", 10)
    settled(page)
    assert page.js("document.querySelector('#behind tbody').innerText") != first


@pytest.mark.parametrize("language", ["en", "zh"])
def test_marks_are_told_by_keyboard(page, language):
    """Arrow keys on the charts tell each mark in words, those of the report among them, in the language chosen."""
    choose(page, "language", language)
    settled(page)
    page.focus("#charts")
    told = []
    for _ in range(30):
        page.press("ArrowRight")
        told.append(page.js("document.querySelector('[data-take-bar] [role=status]').textContent"))
    wanted = {
        "en": [
            "record, 2009: 30.0\xa0%",
            "printed level, 2009: 188 (CNY 100m)",
            "goal, 2015: 400 (CNY 100m)",
        ],
        "zh": ["历史，2009年：30.0%", "原文水平，2009年：188亿元", "目标，2015年：400亿元"],
    }[language]
    assert set(wanted) <= set(told)
    assert page.js("document.querySelectorAll('.ring').length") == 1
