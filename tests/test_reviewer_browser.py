"""The review page in a real browser: by keyboard alone, in both languages, and what it gives back is a whole table."""

import csv
import io
import json

import browser
import pytest
from reviewed import CLAIMS, REPORT, dossier

import forecasting as fc
from forecasting.dossier import read_folder
from forecasting.show.review.returned import take


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with the dossier, its report and the page."""
    browser.require()
    at = tmp_path_factory.mktemp("review")
    folder = dossier(at)
    fc.review(folder, at / "report.txt").save(at / "review.html")
    return at


@pytest.fixture(scope="module")
def shared(place):
    """One browser for all tests of this file."""
    with browser.page() as page:
        yield page


@pytest.fixture
def page(shared, place):
    """The page, opened afresh with nothing remembered."""
    shared.open_afresh((place / "review.html").as_uri(), "window.review")
    yield shared
    assert shared.faults == []
    assert shared.left_machine() == []


def given_back(page):
    """The table that the page would save."""
    return page.js("review.claimsCsv()")


def choose(page, control, value):
    """Choose an option as a reader does."""
    page.js(
        f"(() => {{ const e = document.getElementById({json.dumps(control)}); e.value = {json.dumps(value)};"
        " e.dispatchEvent(new Event('change', { bubbles: true })); e.dispatchEvent(new Event('input', { bubbles: true })); })()"
    )


def chosen(page):
    """Id of the claim that is chosen."""
    return page.js("(() => { const r = review.rows()[review.chosen()]; return r && r.cells[0]; })()")


def test_untouched_it_gives_back_the_same_table(page):
    """Saving without a decision returns claims.csv byte for byte."""
    assert given_back(page) == CLAIMS
    assert page.js("review.rejectedCsv().trim().split('\\n').length") == 1


def test_low_confidence_comes_first_and_keys_decide(page):
    """A accepts, R rejects and U undoes; each goes on to the next undecided claim, the least sure first."""
    assert chosen(page) == "gdp-2010"  # 0.55
    page.press("a")
    assert chosen(page) == "revenue-2009-growth"  # 0.60
    page.press("r")
    assert chosen(page) == "revenue-2009"  # 0.61
    rows = list(csv.DictReader(io.StringIO(given_back(page))))
    notes = {row["claim_id"]: row["note"] for row in rows}
    assert notes["gdp-2010"] == "reviewed"
    assert notes["revenue-2009"] == "confidence=0.61"
    assert "revenue-2009-growth" not in notes
    assert "revenue-2009-growth" in page.js("review.rejectedCsv()")
    # The claim typed by hand counts as decided.
    assert page.text("#progress").startswith("3 ")
    page.press("ArrowUp")
    assert chosen(page) == "revenue-2009-growth"
    page.press("u")
    page.press("ArrowUp")
    page.press("u")
    assert given_back(page) == CLAIMS


def test_editing_by_keyboard(page):
    """E goes to the value, Enter comes back, and a value that the quote lacks cannot be accepted."""
    page.press("e")
    assert page.js("document.activeElement.id") == "field-value"
    page.js("document.activeElement.select()")
    page.type("999")
    page.press("Enter")
    assert page.js("document.activeElement.id") == "list"
    page.press("a")
    assert page.js("document.activeElement.id") == "field-value"
    assert page.js("document.getElementById('field-value').getAttribute('aria-invalid')") == "true"
    assert page.text("#fault-value")
    page.js("document.activeElement.select()")
    page.type("213")
    page.press("Escape")
    page.press("a")
    assert chosen(page) == "revenue-2009-growth"


def test_a_click_in_the_text_chooses_its_claim(page):
    """A number leads to its row; its quote is marked; a second click goes on to what else rests on the place."""
    page.click("mark[data-value='0']")
    assert chosen(page) == "gdp-2009"
    assert page.js("document.querySelectorAll('#text .chosen').length") >= 1
    page.click("[data-quote='0 1']:not(mark)")
    assert chosen(page) == "gdp-2009-growth"
    assert "30" in page.text("#quote")


def test_a_number_without_a_claim_becomes_one(page):
    """N goes through the numbers left, C makes a row of one with its quote, and the list gets shorter."""
    before = page.js("document.querySelectorAll('#loose li').length")
    page.press("n", 3)
    page.press("c")
    assert page.js("document.activeElement.id") == "field-indicator"
    assert page.js("document.querySelectorAll('#loose li').length") == before - 1
    choose(page, "field-indicator", "gdp")
    page.press("Escape")
    rows = list(csv.DictReader(io.StringIO(given_back(page))))
    added = rows[-1]
    assert (added["value"], added["unit"], added["kind"], added["quote"]) == ("14", "%", "growth", "增长14%")
    assert added["quote"] in REPORT
    assert added["indicator"] == "gdp"


def test_what_comes_back_is_a_reviewed_dossier(page, place, tmp_path):
    """Accepting all by key gives a table that is taken back, validates and makes the dossier reviewed."""
    for _ in range(5):
        page.press("a")
    assert page.text("#message")
    (tmp_path / "claims.csv").write_text(given_back(page), encoding="utf-8", newline="")
    folder = dossier(tmp_path)
    assert take(folder, tmp_path / "claims.csv").reviewed
    assert read_folder(folder)[0].reviewed is True


def test_the_work_is_there_again_after_closing(page, place):
    """Decisions and edits are kept by the browser until the page is made anew."""
    page.press("a")
    table = given_back(page)
    page.open((place / "review.html").as_uri())
    page.wait_for("!!window.review")
    assert given_back(page) == table
    assert page.text("#message")


@pytest.mark.parametrize(
    ("tag", "heading"), [("zh-CN", "滨河区"), ("en-GB", "Riverside"), ("fr", "Riverside")]
)
def test_it_opens_in_the_readers_language(shared, place, tag, heading):
    """A Chinese browser shows Chinese, any other English, and the switch shows the other."""
    shared.send("Emulation.setUserAgentOverride", userAgent="test", acceptLanguage=tag)
    shared.send("Emulation.setLocaleOverride", locale=tag)
    shared.open((place / "review.html").as_uri())
    shared.wait_for("!!window.review")
    assert shared.text("h1").startswith(heading)
    choose(shared, "language", "zh" if heading == "Riverside" else "en")
    assert not shared.text("h1").startswith(heading)
    assert shared.js("document.documentElement.lang") == ("zh-CN" if heading == "Riverside" else "en")
    shared.send("Emulation.setLocaleOverride")


def test_nothing_is_cut_off_on_a_narrow_screen(page):
    """On a telephone the page does not scroll sideways, and all parts are there."""
    page.size(390, 800, mobile=True)
    page.pump(0.2)
    assert page.js("document.documentElement.scrollWidth") <= 391
    for part in ("#text", "#list", "#loose", "#accept"):
        assert page.js(f"document.querySelector('{part}').getBoundingClientRect().width") > 40


def test_every_control_has_a_name(page):
    """Nothing that takes the focus is without a label for a reader who does not see the page."""
    nameless = page.js(
        "[...document.querySelectorAll('button, input, select, textarea, [role=listbox], [tabindex]')].filter((e) =>"
        " !e.hidden && !(e.textContent.trim() || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')"
        " || (e.labels && e.labels.length))).map((e) => e.id)"
    )
    assert nameless == []
