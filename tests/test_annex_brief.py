"""The two pages: two in every format and language, complete, without machinery, and verified like the long one."""

import base64
import io
import re
import shutil
import subprocess
from pathlib import Path

import browser
import pytest
from pypdf import PdfReader

import forecasting as fc
from forecasting._appendix.blocks import Contents, Figure, Heading, Items, Paragraph, Table, plain_text
from forecasting._appendix.verification import verify
from forecasting.errors import ForecastingError
from forecasting.words import LANGUAGES, say

SOFFICE = shutil.which("soffice")
NAMES = ("yanjiao", "riverside", "sixty")


@pytest.fixture(scope="session")
def briefs(folders):
    """The two pages of each dossier in each language."""
    return {
        (name, language): fc.appendix(fc.assess(fc.load(folder), language=language), brief=True)
        for name, folder in folders.items()
        for language in LANGUAGES
    }


@pytest.fixture(scope="session")
def saved(briefs, tmp_path_factory):
    """Each of them in each format."""
    folder = tmp_path_factory.mktemp("briefs")
    found = {}
    for (name, language), made in briefs.items():
        for ending in ("pdf", "docx", "html"):
            found[name, language, ending] = made.save(folder / f"{name}_{language}.{ending}")
    return found


def texts(document):
    """Every text of a document, block by block."""
    for block in document.blocks:
        match block:
            case Heading(text=text):
                yield text
            case Paragraph(runs=runs):
                yield plain_text(runs)
            case Items(items=items):
                yield from (plain_text(one) for one in items)
            case Table():
                yield from (block.caption, block.note, *(one.label for one in block.columns))
                yield from (plain_text(one) for row in block.rows for one in row.cells)
            case Figure():
                yield from (block.caption, block.note)


def pages(path):
    """How many pages a PDF has."""
    return len(PdfReader(io.BytesIO(Path(path).read_bytes())).pages)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_two_pages_as_pdf(saved, name, language):
    """Two pages, neither more nor fewer, whatever the dossier holds; the second opens with its heading."""
    read = PdfReader(io.BytesIO(saved[name, language, "pdf"].read_bytes())).pages
    assert len(read) == 2
    heading = say("appendix.brief.numbers", language)
    assert heading in read[1].extract_text().split("\n")[0]


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_two_pages_in_word(saved, tmp_path):
    """A word processor sets each of them on two pages too."""
    documents = [str(path) for (*_, ending), path in saved.items() if ending == "docx"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *documents]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    assert {Path(one).stem: pages(tmp_path / f"{Path(one).stem}.pdf") for one in documents} == {
        Path(one).stem: 2 for one in documents
    }


def test_two_pages_when_printed_from_a_browser(saved):
    """Each HTML file prints on two pages."""
    counts = {}
    with browser.page() as page:
        for (name, language, ending), path in saved.items():
            if ending == "html":
                page.open(path.as_uri())
                printed = page.send("Page.printToPDF", preferCSSPageSize=True)["data"]
                counts[name, language] = len(PdfReader(io.BytesIO(base64.b64decode(printed))).pages)
    assert set(counts.values()) == {2}, counts


@pytest.mark.parametrize("ending", ["pdf", "docx", "html"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_verified_like_the_long_one(saved, folders, name, language, ending):
    """Every number of it recomputes from the dossier."""
    found = verify(saved[name, language, ending], folders[name])
    assert found.exit_code == 0, found.text("en")
    assert found.numbers > 40
    assert not found.wording


def test_an_edited_number_is_found(saved, folders, tmp_path):
    """One digit changed on page two: verification names the place, what stands there and what should."""
    html = saved["yanjiao", "en", "html"].read_text(encoding="utf-8")
    edited = tmp_path / "edited.html"
    edited.write_text(
        html.replace("13.3 %", "13.4 %", 1).replace("13.3\u00a0%", "13.4\u00a0%", 1), encoding="utf-8"
    )
    found = verify(edited, folders["yanjiao"])
    assert found.exit_code == 1
    assert ("13.4%", "13.3%") in {(one.printed, one.recomputed) for one in found.differences}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_what_stands_on_each_page(briefs, name, language):
    """Page one: four sentences, staircase, suggestions. Page two: target tables, chances, look-ups, limits."""
    blocks = briefs[name, language].blocks
    turn = next(place for place, one in enumerate(blocks) if isinstance(one, Heading) and one.new_page)
    first, second = [one.id for one in blocks[:turn]], [one.id for one in blocks[turn:]]
    assert first[:5] == ["brief-sums", "brief-path", "brief-chance", "brief-evidence", "figure-staircase"]
    assert first[5:] == ["brief-write", "brief-write-items"]
    assert second[1:4] == ["table-annual", "table-goals", "table-chances"]
    assert second[4] == "brief-lookups"
    assert second[-2:] == ["brief-limits", "brief-limits-items"]
    for one in blocks:
        if isinstance(one, Items):
            assert 1 <= len(one.items) <= 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_one_sentence_each(briefs, name, language):
    """Arithmetic, path, chance and evidence take one sentence each."""
    stop = "。" if language == "zh" else r"\.(?= |$)"
    for block in briefs[name, language].blocks[:4]:
        said = plain_text(block.runs[1:])
        assert len(re.findall(stop, said)) == 1, said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_no_contents_ids_or_digests(briefs, folders, name, language):
    """No contents list, no id of a claim or a source, no digest, no seed stands in any text."""
    made = briefs[name, language]
    assert not any(isinstance(one, Contents) for one in made.blocks)
    dossier = fc.load(folders[name])
    ids = {one.claim_id for one in dossier.claims if "-" in one.claim_id}
    for text in texts(made.document):
        assert not any(re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text) for one in ids), text
        assert not re.search("[0-9a-f]{16}|seed|种子", text), text


def test_a_contradiction_is_never_cut(briefs):
    """Of more rows than the page holds, the one that contradicts itself stays, and the note counts those left out."""
    table = next(one for one in briefs["sixty", "en"].blocks if one.id == "table-annual")
    assert any(plain_text(row.cells[-1]) == "inconsistent" for row in table.rows)
    # Seven indicators with growth and two rates have an annual target.
    assert len(table.rows) + table.left_out == 9
    assert str(table.left_out) in table.note or table.left_out == 0


def test_goals_of_one_indicator_carry_their_years(briefs):
    """Where an indicator has goals for 2025 and 2030, the sentence on chances names one a name, with its year."""
    said = plain_text(next(one for one in briefs["sixty", "en"].blocks if one.id == "brief-chance").runs)
    assert "GDP in 2030 " in said
    assert said.count("GDP") == 1


def test_sections_and_several_runs_are_refused(folders):
    """The two pages have no sections to choose from, and are about one assessment."""
    run = fc.assess(fc.load(folders["yanjiao"]))
    with pytest.raises(ForecastingError, match="leave one of the two out"):
        fc.appendix(run, brief=True, sections=["answer"])
    other = fc.assess(fc.load(folders["yanjiao"]), fc.Scenario("Slower", growth_cap={"gdp": 0.10}))
    with pytest.raises(ForecastingError, match="about one assessment; received 2: baseline, Slower"):
        fc.appendix(run, other, brief=True)


def test_about_a_scenario(folders):
    """The two pages of a scenario name it below the title and say what it changes."""
    run = fc.assess(fc.load(folders["yanjiao"]), fc.Scenario("Slower", growth_cap={"gdp": 0.10}))
    document = fc.appendix(run, brief=True, language="en").document
    assert "Slower" in document.subtitle
    assert "Slower" in plain_text(document.blocks[0].runs)


def test_a_goal_for_a_sum_alone(tmp_path):
    """The two pages of a report whose only goal with odds is a sum over years tell its chance and its grade."""
    from test_honest_reports import folder

    report = "\n".join(
        [
            '@invest Investment | 亿元 | reference_class = "province-nominal-gdp"',
            *(
                f"invest; level; {100 + 10 * year} 亿元; {2010 + year}; {100 + 10 * year}"
                for year in range(6)
            ),
            "invest; total; 1000 亿元; 2016-2020; 1000 in five years; role=goal",
            "@as_of 2015",
        ]
    )
    document = fc.appendix(fc.assess(fc.load(folder(tmp_path, report))), brief=True).document
    assert "6" in next(plain_text(one.runs) for one in document.blocks if one.id == "brief-evidence")
