"""The page in a real browser: its charts are read mark by mark, copied and saved, from a file and without a network."""

from pathlib import Path

import browser
import pytest

import forecasting as fc
from forecasting.show.page import write_page

ROOT = Path(__file__).resolve().parent.parent
STATUS = "document.querySelector('[data-take-bar] [role=status]').textContent"
CHART = "document.querySelector('[data-take-bar]').previousElementSibling"
# The growth printed for 2009 in the first chart, and what the page says when a chart was copied.
SAID = {
    "en": ("Growth a year: 30 % in 2009; From: 2008; To: 2009; Claims: gdp-2009-growth", "done"),
    "zh": ("年均增速：2009年30%；起：2008；止：2009；依据：gdp-2009-growth", "已完成"),
}


@pytest.fixture(scope="module")
def shared():
    """One browser for all tests of this file."""
    with browser.page() as page:
        yield page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_charts_are_told_and_handed_on(shared, tmp_path, language):
    """Arrow keys tell the marks one by one, buttons copy and save, and the browser has nothing to complain of."""
    place = tmp_path / "page.html"
    write_page(fc.assess(fc.load(ROOT / "data" / "yanjiao"), language=language), place)
    shared.faults.clear()
    shared.open(place.as_uri())
    shared.js(f"{CHART}.focus()")
    told = []
    for _ in range(8):
        shared.press("ArrowRight")
        told.append(shared.js(STATUS))
    assert SAID[language][0] in told
    assert shared.js("document.querySelectorAll('.ring').length") == 1

    shared.record_saves()
    for kind in ("svg", "png"):
        shared.focus(f"[data-take={kind}]")
        shared.press("Enter")
        shared.wait_for(f"took.some((one) => one[0].slice(-4) === '.{kind}')")
    saved = shared.js("took.map(([name, address]) => [name.slice(-4), address])")
    assert saved == [[".svg", "data:image/svg+xml;cha"], [".png", "data:image/png;base64,"]]
    shared.focus("[data-take=copy]")
    shared.press("Enter")
    shared.wait_for(f"{STATUS} === '{SAID[language][1]}'")
    assert shared.faults == []
    assert shared.left_machine() == []
