"""Verification: untouched appendices recompute, an edited digit is found with its place and both numbers."""

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import browser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import forecasting as fc
from forecasting import cli
from forecasting._appendix.blocks import (
    AppendixDocument,
    Column,
    Figure,
    Heading,
    Items,
    Paragraph,
    Row,
    Run,
    Table,
    cell,
    numbered,
)
from forecasting._appendix.pdf.pieces import read_blocks
from forecasting._appendix.pdf.writing import write_pdf
from forecasting._appendix.pictures import Pictures
from forecasting._appendix.pieces import changes, tokens
from forecasting._appendix.strays import html_outside
from forecasting._appendix.verification import verify
from forecasting.charts.script import json_in_script
from forecasting.errors import ForecastingError

ROOT = Path(__file__).resolve().parent.parent
RIVERSIDE = Path(__file__).resolve().parent / "dossiers" / "riverside"
YANJIAO = ROOT / "data" / "yanjiao"
LANGUAGES = ("zh", "en")
FORMATS = (".docx", ".html", ".pdf")
#: Sections with paragraphs, lists, tables, notes and formulas, and the first figures.
SECTIONS = ("targets", "arithmetic", "path", "methods", "reproducibility")


@pytest.fixture(scope="module")
def appendices():
    """Yanjiao as printed and under a scenario, in both languages."""
    dossier = fc.load(YANJIAO)
    return {
        language: fc.appendix(
            fc.assess(dossier, language=language),
            fc.assess(dossier, "slower_after_2012", language=language),
            sections=SECTIONS,
        )
        for language in LANGUAGES
    }


@pytest.fixture(scope="module")
def files(appendices, tmp_path_factory):
    """Each appendix in the three formats."""
    folder = tmp_path_factory.mktemp("appendices")
    return {
        (language, ending): appendices[language].save(folder / f"{language}{ending}")
        for language in LANGUAGES
        for ending in FORMATS
    }


def edited_docx(path, place, change):
    """A copy of a Word document with its text changed, as an editor would."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(place, "w") as target:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "word/document.xml":
                text = data.decode("utf-8")
                assert change(text) != text
                data = change(text).encode("utf-8")
            target.writestr(item, data)
    return place


def edited_html(path, place, change):
    """A copy of an HTML file with its text changed."""
    text = path.read_text(encoding="utf-8")
    assert change(text) != text
    place.write_text(change(text), encoding="utf-8")
    return place


def once(old, new):
    """A change of the first occurrence."""
    return lambda text: text.replace(old, new, 1)


def in_table(block, old, new):
    """A change of the first occurrence within a block of an HTML appendix."""

    def change(text):
        start = text.index(f'data-block="{block}"')
        place = text.index(old, start)
        return text[:place] + new + text[place + len(old) :]

    return change


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ending", FORMATS)
def test_an_untouched_appendix_recomputes(files, language, ending):
    """Every number of a file as written recomputes, in each format and language; nothing else is reported."""
    found = verify(files[language, ending], YANJIAO)
    assert found.exit_code == 0
    assert (found.differences, found.wording, found.missing, found.added, found.inputs) == ((),) * 5
    assert found.numbers > 300
    assert str(found.numbers) in found.text(language)


def test_one_digit_in_word_is_found(files, tmp_path):
    """13.3 % of the target table made 13.9 %: the difference names table, row, column and both numbers."""
    path = edited_docx(files["zh", ".docx"], tmp_path / "x.docx", once(">13.3%<", ">13.9%<"))
    found = verify(path, YANJIAO)
    assert found.exit_code == 1
    (one,) = found.differences
    assert (one.printed, one.recomputed) == ("13.9%", "13.3%")
    assert "表1" in one.place
    assert "地区生产总值" in one.place
    assert "重算增速" in one.place
    assert "印为13.9%，重算为13.3%" in found.text("zh")


@pytest.mark.parametrize(
    "end",
    [r"</w:t></w:r><w:bookmarkEnd [^>]*/></w:p><w:p>", r"<w:bookmarkEnd [^>]*/></w:p></w:tc>"],
    ids=["paragraph", "last cell of a table"],
)
def test_a_number_typed_behind_the_last_word_in_word_is_found(files, tmp_path, end):
    """The mark of a block ends before what is typed at the end of its paragraph, which belongs to no block: it is told."""

    def typed(text):
        place = re.search(end, text).end()
        place = text.rindex("</w:p>", 0, place)
        return f"{text[:place]}<w:r><w:t>987.6</w:t></w:r>{text[place:]}"

    found = verify(edited_docx(files["en", ".docx"], tmp_path / "x.docx", typed), YANJIAO)
    assert found.exit_code == 1
    assert any("987.6" in one for one in found.added)


@pytest.mark.parametrize(("typed", "code"), [("987.6", 1), ("</w:t></w:r><w:r><w:tab/><w:t>12", 0)])
def test_a_number_in_the_contents_in_word_is_found_and_a_page_is_none(tmp_path, typed, code):
    """A line of the contents that no heading has is told; a page number, as Word puts it there, is no edit."""
    made = fc.appendix(fc.assess(fc.load(RIVERSIDE), language="en"), language="en").save(tmp_path / "a.docx")

    def change(text):
        place = text.index("</w:hyperlink>") + len("</w:hyperlink>")
        return f"{text[:place]}<w:r><w:t>{typed}</w:t></w:r>{text[place:]}"

    found = verify(edited_docx(made, tmp_path / "x.docx", change), RIVERSIDE)
    assert found.exit_code == code
    assert len(found.added) == code


def test_one_digit_in_html_is_found(files, tmp_path):
    """The same in HTML and English; what the number is bound to is said where it is bound."""
    old, new = "13.3\u00a0%", "13.9\u00a0%"
    path = edited_html(files["en", ".html"], tmp_path / "x.html", once(old, new))
    (one,) = verify(path, YANJIAO).differences
    assert (one.printed, one.recomputed) == ("13.9%", "13.3%")
    assert one.binds
    assert all(re.match(r"(claim|finding|run):", bind) for bind in one.binds)
    assert one.binds[0] in verify(path, YANJIAO).text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_digit_in_pdf_is_found(appendices, tmp_path, language):
    """A PDF set from blocks with one rate changed: the one number is found, with its place."""
    document = appendices[language].document
    blocks, changed = [], None
    for block in document.blocks:
        if changed is None and isinstance(block, Table):
            rows = []
            for row in block.rows:
                cells = []
                for one in row.cells:
                    hit = changed is None and any("13.3" in run.text for run in one)
                    changed = changed or (block.id if hit else None)
                    cells.append(
                        tuple(replace(run, text=run.text.replace("13.3", "13.9")) for run in one)
                        if hit
                        else one
                    )
                rows.append(replace(row, cells=tuple(cells)))
            block = replace(block, rows=tuple(rows))  # noqa: PLW2901 - the edited one stands for it
        blocks.append(block)
    path = tmp_path / "x.pdf"
    path.write_bytes(write_pdf(replace(document, blocks=tuple(blocks)), Pictures()))
    (one,) = verify(path, YANJIAO).differences
    assert one.block == changed
    assert (one.printed, one.recomputed) == ("13.9%", "13.3%")


def test_wording_alone_does_not_fail(files, tmp_path):
    """A word changed without touching a number is listed and the numbers still recompute."""
    path = edited_html(files["zh", ".html"], tmp_path / "x.html", in_table("table-annual", "矛盾", "存疑"))
    found = verify(path, YANJIAO)
    assert found.exit_code == 0
    assert found.wording
    assert "存疑" in found.wording[0].printed
    assert "矛盾" in found.wording[0].recomputed


def test_a_block_that_is_gone_or_put_in_is_listed(files, tmp_path):
    """A table renamed is gone and a stranger put in; a paragraph with a number typed between blocks was put in."""
    typed = "<w:p><w:r><w:t>另增投资50亿元</w:t></w:r></w:p>"
    path = edited_docx(
        files["zh", ".docx"],
        tmp_path / "x.docx",
        lambda text: re.sub("(<w:sectPr[ >].*</w:body>)", typed + r"\1", text, count=1, flags=re.DOTALL),
    )
    found = verify(path, YANJIAO)
    assert found.exit_code == 1
    assert found.added == ("另增投资50亿元",)
    assert "新增：另增投资50亿元" in found.text("zh")
    path = edited_html(
        files["zh", ".html"], tmp_path / "x.html", once('data-block="table-annual"', 'data-block="mine"')
    )
    found = verify(path, YANJIAO)
    assert found.exit_code == 1
    assert any("表1" in one for one in found.missing)
    assert found.added


@pytest.fixture(scope="module")
def charted(tmp_path_factory):
    """An HTML appendix with two charts, in both languages, and its first figure, a chain of exports."""
    folder = tmp_path_factory.mktemp("charted")
    made = {}
    for language in LANGUAGES:
        result = fc.assess(fc.load(YANJIAO), language=language)
        appendix = fc.appendix(result, language=language, sections=("conflicts", "required"))
        figure = next(one for one in appendix.document.blocks if isinstance(one, Figure))
        made[language] = (appendix.save(folder / f"{language}.html"), figure)
    return made


def respecified(path, place, figure, change):
    """A copy of an HTML appendix with the specification of one chart changed."""
    pattern = '(<script type="application/json" id="charts">)(.*?)(</script>)'

    def changed(text):
        before, found, after = re.search(pattern, text, re.DOTALL).groups()
        every = json.loads(found)
        change(every[figure])
        return re.sub(pattern, lambda _: before + json_in_script(every) + after, text, flags=re.DOTALL)

    return edited_html(path, place, changed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_number_behind_a_chart_is_found(charted, tmp_path, language):
    """A year of a chart made another in the script that draws it: its figure, its place, the old and the new are told."""
    path, figure = charted[language]

    def change(specification):
        assert specification["layer"][0]["data"]["values"][0]["year"] == 2008
        specification["layer"][0]["data"]["values"][0]["year"] = 2007

    found = verify(respecified(path, tmp_path / "x.html", figure.id, change), YANJIAO)
    assert found.exit_code == 1
    (one,) = found.differences
    assert (one.printed, one.recomputed) == ("2007", "2008")
    assert figure.label in one.place
    assert one.place.endswith("/layer/0/data/values/0/year")
    assert one.place in found.text(language)


def test_a_row_put_in_behind_a_chart_is_found(charted, tmp_path):
    """A row put in between is told whole, and all others are as they were; so is one that is gone."""
    path, figure = charted["en"]

    def put_in(specification):
        specification["layer"][0]["data"]["values"].insert(1, {"year": 2008.5})

    def left_out(specification):
        del specification["layer"][0]["data"]["values"][0]

    (one,) = verify(respecified(path, tmp_path / "x.html", figure.id, put_in), YANJIAO).differences
    assert (one.printed, one.recomputed) == ('{"year": 2008.5}', "")
    (one,) = verify(respecified(path, tmp_path / "y.html", figure.id, left_out), YANJIAO).differences
    assert one.printed == ""
    assert "1.7123" in one.recomputed  # 1.875 / 1.095


def test_a_value_taken_out_behind_a_chart_is_found(charted, tmp_path):
    """A row that lost its year is told with the year it had, 2008; one that got a value more, with that value."""
    path, figure = charted["en"]

    def taken(specification):
        del specification["layer"][0]["data"]["values"][0]["year"]

    def given(specification):
        specification["layer"][0]["data"]["values"][0]["extra"] = 7.25

    (one,) = verify(respecified(path, tmp_path / "x.html", figure.id, taken), YANJIAO).differences
    assert (one.printed, one.recomputed) == ("", "2008")
    (one,) = verify(respecified(path, tmp_path / "y.html", figure.id, given), YANJIAO).differences
    assert (one.printed, one.recomputed) == ("7.25", "")


def test_a_changed_number_below_a_chart_is_found(charted, tmp_path):
    """1.712, the most that exports of 2008 can have been, made 1.812 below the chart: row, column and both numbers."""
    path, figure = charted["en"]
    change = in_table(figure.id, "<td>1.712</td>", "<td>1.812</td>")
    (one,) = verify(edited_html(path, tmp_path / "x.html", change), YANJIAO).differences
    assert (one.printed, one.recomputed) == ("1.812", "1.712")
    assert f"{figure.label}, numbers below it, row “2008”, column “At most”" in one.place


def test_charts_that_lost_their_numbers_are_gone(charted, tmp_path):
    """Without the script that draws the charts each is told as gone, and nothing else."""
    pattern = '<script type="application/json" id="charts">.*?</script>'
    path = edited_html(
        charted["en"][0], tmp_path / "x.html", lambda text: re.sub(pattern, "", text, flags=re.DOTALL)
    )
    found = verify(path, YANJIAO)
    assert len(found.missing) == 2
    assert (found.differences, found.added) == ((), ())


def test_html_written_anew_by_another_program_verifies(charted, tmp_path):
    """Attributes in another order, characters as entities and keys in another order are no edit."""
    text = charted["zh"][0].read_text(encoding="utf-8")
    turned = re.sub(
        r'<(\w+) (class="[^"]*") (id="[^"]*")', r"<\1 \3 \2", text.replace("\N{NO-BREAK SPACE}", "&nbsp;")
    )
    pattern = '<script type="application/json" id="charts">(.*?)</script>'
    found = json.loads(re.search(pattern, text, re.DOTALL)[1])
    shuffled = json.dumps(dict(reversed(found.items())), indent=1).replace("<", "\\u003c")
    turned = re.sub(
        pattern,
        lambda _: f'<script id=charts type="application/json">{shuffled}</script>',
        turned,
        flags=re.DOTALL,
    )
    assert turned != text
    path = tmp_path / "x.html"
    path.write_text(turned, encoding="utf-8")
    found = verify(path, YANJIAO)
    assert (found.exit_code, found.differences, found.wording) == (0, (), ())


def test_html_saved_by_a_browser_verifies(charted, tmp_path):
    """What a browser holds after its scripts have drawn the charts, written out, is no edit."""
    path = tmp_path / "x.html"
    with browser.page() as page:
        page.open(charted["en"][0].as_uri())
        page.wait_for("document.querySelector('[data-live]')")
        path.write_text(f"<!DOCTYPE html>\n{page.js('document.documentElement.outerHTML')}", encoding="utf-8")
    found = verify(path, YANJIAO)
    assert (found.exit_code, found.differences, found.missing, found.added, found.wording) == (
        0,
        (),
        (),
        (),
        (),
    )


def test_a_document_that_lost_its_marks(files, tmp_path):
    """Some programs drop bookmarks when they save: the text is then read in its order, edits found all the same."""

    def unmarked(text):
        return re.sub(r'<w:bookmarkStart [^>]*w:name="fc_[^>]*/>', "", text)

    found = verify(edited_docx(files["zh", ".docx"], tmp_path / "x.docx", unmarked), YANJIAO)
    assert (found.differences, found.wording, found.missing, found.added) == ((),) * 4
    path = edited_docx(
        files["zh", ".docx"],
        tmp_path / "y.docx",
        lambda text: unmarked(text).replace(">13.3%<", ">13.9%<", 1),
    )
    (one,) = verify(path, YANJIAO).differences
    assert (one.printed, one.recomputed) == ("13.9%", "13.3%")
    assert "重算增速" in one.place


def test_a_changed_note_is_found(files, tmp_path):
    """Footnotes hold quotes: 1.9 in one made 1.8 is found in HTML."""
    old = "出口创汇1.9亿美元"
    text = files["zh", ".html"].read_text(encoding="utf-8")
    start = text.index('id="note-')
    place = tmp_path / "x.html"
    place.write_text(text[:start] + text[start:].replace(old, "出口创汇1.8亿美元", 1), encoding="utf-8")
    (one,) = verify(place, YANJIAO).differences
    assert (one.printed, one.recomputed) == ("1.8", "1.9") or one.printed.startswith("1.8")
    assert "脚注" in one.place


def test_a_changed_dossier_is_said_first(files, tmp_path):
    """A target changed in claims.csv since: the file is named first, and what follows from it differs."""
    folder = tmp_path / "yanjiao"
    shutil.copytree(YANJIAO, folder)
    claims = folder / "claims.csv"
    text = claims.read_text(encoding="utf-8")
    assert text.count("出口创汇1.9亿美元") == 2
    text = text.replace("出口创汇1.9亿美元", "出口创汇1.98亿美元")
    text = text.replace(
        "exports-2010,yanjiao,exports,target,level,,=,1.9,",
        "exports-2010,yanjiao,exports,target,level,,=,1.98,",
    )
    claims.write_text(text, encoding="utf-8")
    for ending in FORMATS:
        found = verify(files["en", ending], folder)
        assert found.inputs == (("claims.csv", "input_changed"),)
        assert found.text().startswith("claims.csv has changed since the appendix was made.\n")
        assert found.exit_code == 1
        assert any(
            one.printed.startswith("1.9") and one.recomputed.startswith("1.98") for one in found.differences
        )


def test_a_note_in_the_claims_changes_the_digest_alone(files, tmp_path):
    """A remark added to claims.csv is said; no number differs, so all still recompute."""
    folder = tmp_path / "yanjiao"
    shutil.copytree(YANJIAO, folder)
    with (folder / "scenarios.toml").open("a", encoding="utf-8") as file:
        file.write("\n# a remark\n")
    found = verify(files["en", ".html"], folder)
    assert found.inputs == (("scenarios.toml", "input_changed"),)
    assert found.exit_code == 0


def test_the_command(files, tmp_path, capsys):
    """The command prints the report and exits with 0, 1 or 2."""
    assert cli.main(["verify", str(files["en", ".html"]), str(YANJIAO)]) == 0
    assert "recompute" in capsys.readouterr().out
    path = edited_html(files["en", ".html"], tmp_path / "x.html", once("13.3\u00a0%", "13.9\u00a0%"))
    assert cli.main(["verify", str(path), str(YANJIAO), "--language", "zh"]) == 1
    assert "印为13.9%，重算为13.3%" in capsys.readouterr().out
    assert cli.main(["verify", str(tmp_path / "none.pdf"), str(YANJIAO)]) == 2


# ---- bad input


def test_wrong_ending_and_unreadable(tmp_path):
    """Another ending, a file that is not there, and files that are no such format are refused with the reason."""
    with pytest.raises(ForecastingError, match=r"\.docx, \.html, \.pdf"):
        verify(tmp_path / "x.xlsx", YANJIAO)
    for ending in FORMATS:
        path = tmp_path / f"x{ending}"
        with pytest.raises(ForecastingError, match="cannot read"):
            verify(path, YANJIAO)
        path.write_bytes(b"\xff\xfe\x00nothing")
        with pytest.raises(ForecastingError):
            verify(path, YANJIAO)


def test_no_settings(files, tmp_path):
    """Files without settings, or with damaged ones, say that only an appendix of ours can be verified."""
    page = tmp_path / "x.html"
    page.write_text("<p>13 %</p>", encoding="utf-8")
    with pytest.raises(ForecastingError, match="no settings"):
        verify(page, YANJIAO)
    text = files["en", ".html"].read_text(encoding="utf-8")
    page.write_text(text.replace('"scenarios":', '"sceneries":', 1), encoding="utf-8")
    with pytest.raises(ForecastingError, match="damaged: scenarios"):
        verify(page, YANJIAO)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    (tmp_path / "x.docx").write_bytes(content.getvalue())
    with pytest.raises(ForecastingError, match="does not say what it was made from"):
        verify(tmp_path / "x.docx", YANJIAO)


def with_settings(path, place, **values):
    """A copy of an HTML appendix with some of its settings replaced."""
    text = path.read_text(encoding="utf-8")
    start = text.index(">", text.index('id="settings"')) + 1
    end = text.index("</script>", start)
    settings_ = json.loads(text[start:end]) | values
    place.write_text(text[:start] + json.dumps(settings_) + text[end:], encoding="utf-8")
    return place


def test_settings_may_come_from_anywhere(files, tmp_path):
    """Scenarios with unknown fields, an unknown section or language end in an error a person can read."""
    page = tmp_path / "x.html"
    for values in (
        {"scenarios": [{"name": "x", "code": "print()"}]},
        {"scenarios": [3]},
        {"sections": ["none"]},
        {"language": "fr"},
        {"scenarios": []},
    ):
        with pytest.raises(ForecastingError):
            verify(with_settings(files["en", ".html"], page, **values), YANJIAO)


def test_another_version_is_noticed(files, tmp_path):
    """An appendix of another version is compared, and the version is said."""
    path = with_settings(files["en", ".html"], tmp_path / "x.html", version="0.0.9")
    found = verify(path, YANJIAO)
    assert found.version == "0.0.9"
    assert "version 0.0.9" in found.text("en")


def test_no_dossier(files, tmp_path):
    """A folder that is no dossier is refused."""
    with pytest.raises(ForecastingError):
        verify(files["en", ".html"], tmp_path)


def test_another_dossier(files):
    """The folder of another dossier is refused by name, before anything is compared."""
    with pytest.raises(ForecastingError, match=r"about 'yanjiao'.*about 'jungar"):
        verify(files["en", ".html"], ROOT / "data" / "jungar")


# ---- what is compared


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("增长13.4%，达400亿元", ["13.4%", "400亿元"]),
        ("2010年≥100个", ["2010年", "≥100个"]),
        ("from 12.7\u00a0% to 13.9 %, +4.4 pp", ["12.7%", "13.9%", "+4.4pp"]),
        ("gdp-2009 is a code, 1,234.5 CNY 100m no", ["1,234.5CNY100m"]),
        ("−45.3% 至 64.0%", ["−45.3%", "64.0%"]),
        ("basically x4 every 5 years (x1.5); x_t and max4", ["x4", "5", "x1.5"]),
    ],
)
def test_numbers_carry_sign_and_unit(text, numbers):
    """A number is compared with its sign, comparator and unit; codes that hold digits are words."""
    assert [one.text for one in tokens(text) if one.number] == numbers


def test_a_unit_is_part_of_a_number():
    """Percent made percentage points is a number changed, though no digit is."""
    (one,) = changes(tokens("高出4.4%。"), tokens("高出4.4个百分点。"))
    assert one.number
    assert (one.printed, one.expected) == ("4.4个百分点", "4.4%")


def test_html_text_outside_of_blocks_is_seen():
    """A paragraph typed into the page is a stray; notes are read in order, their way back left out."""
    page = (
        '<html><head><title>t</title></head><body><h1>T</h1><p data-block="a">in</p><p>typed 5</p>'
        '<section><h2 id="notes">Notes</h2><ol><li id="note-1">one<br>two <a href="#r">↩</a></li></ol></section>'
    )
    assert html_outside(page) == (["one\ntwo "], ["T", "typed 5"])


# ---- pages


def small(language="en"):
    """A document of a heading, a paragraph with a note, a list and a table."""
    columns = (Column("Indicator name"), Column("Growth in 2010"))
    rows = tuple(Row((cell(f"Indicator {place}"), cell(f"{place}.4 %"))) for place in range(1, 9))
    blocks = (
        Heading("h", 1, "Targets"),
        Paragraph(
            "p",
            (
                Run("The office found a requirement of 13.4 % a year", note="quoted from page 7: 13 %"),
                Run(" from the latest actual to the goal, against 28.9 % on record."),
            ),
        ),
        Items("i", (cell("look up 1992"), cell("look up 2000"))),
        Table("t", "Growth", columns, rows),
    )
    return numbered(AppendixDocument("T", "S", "A", language, blocks, {}))


PAGES = (
    (
        "Annex\n1 Targets\nThe office found a require-\nment of 13.4\n% a year1 from the latest actual to\nthe goal, "
        "against 28.9 % on record.\n1. look up 1992\n2. look up 2000\nTable 1. Growth\nIndicator name Growth in 2010\n"
        "Indicator 1 1.4 %\nIndicator 2 2.4 %\nIndicator 3 3.4 %\n1quoted from page 7: 13 %\nPage 1 of 2"
    ),
    (
        "Annex\nIndicator name Growth in 2010\nIndicator 4 4.4 %\nIndicator 5 5.4 %\nIndicator 6 6.4 %\n"
        "Indicator 7 7.4 %\nIndicator 8 8.4 %\nPage 2 of 2"
    ),
)


def read(pages):
    """What differs, as pairs of printed and expected, and the blocks that are gone."""
    found = list(read_blocks(small(), pages))
    pairs = [(one.printed, one.expected) for block in found for one in block.changes if not block.missing]
    return pairs, [block.id for block in found if block.missing]


def test_lines_hyphens_ligatures_notes_and_pages_are_no_edit():
    """Broken lines, hyphenation, ligatures, notes, repeated headings, headers and footers change nothing."""
    assert read(PAGES) == ([], [])
    assert read([page.replace("ffi", "\ufb03") for page in PAGES]) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "pair"),
    [
        ("28.9 %", "29.8 %", ("29.8%", "28.9%")),
        ("13.4\n%", "113.4\n%", ("113.4%", "13.4%")),
        ("6.4 %", "6.5 %", ("6.5%", "6.4%")),
        ("page 7: 13 %", "page 7: 12 %", ("12%", "13%")),
        ("look up 2000", "look up 2001", ("2001", "2000")),
        ("2.4 %\n", "2.4\n", ("2.4", "2.4%")),
    ],
)
def test_an_edited_number_on_a_page_is_found(old, new, pair):
    """One number edited anywhere, in text, table, note or list, is the one difference."""
    pages = [page.replace(old, new) for page in PAGES]
    assert pages != list(PAGES)
    assert read(pages) == ([pair], [])


def test_a_sentence_typed_between_lines_is_seen():
    """A sentence with a number put in between a paragraph and a list is no block; marks of the list are no sentence."""
    page = PAGES[0].replace("1. look up 1992", "An extra 50 million is planned.\n1. look up 1992")
    found = list(read_blocks(small(), [page, PAGES[1]]))
    assert [block.pieces[0].text for block in found if block.added] == ["An extra 50 million is planned. 1."]
    assert not [block for block in read_blocks(small(), PAGES) if block.added]


def test_a_table_cut_from_the_pages_is_gone():
    """A paragraph that was taken out is said to be gone."""
    start, end = PAGES[0].index("The office"), PAGES[0].index("1. look up")
    assert read([PAGES[0][:start] + PAGES[0][end:], PAGES[1]]) == ([], ["p"])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_break_of_lines_is_no_edit_and_any_digit_is(data):
    """Wherever lines break the text still agrees; whichever digit of a rate is edited, it is found."""
    words = PAGES[1].split("\n")
    body = " ".join(words[2:-1]).split(" ")
    joined = body[0]
    for word in body[1:]:
        joined += data.draw(st.sampled_from([" ", "\n", " \n"])) + word
    page = "\n".join([*words[:2], joined, words[-1]])
    assert read([PAGES[0], page]) == ([], [])
    hits = [hit.start() for hit in re.finditer(r"\d(?=\.4)|(?<=\.)4", joined)]
    place = data.draw(st.sampled_from(hits))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != joined[place]]))
    spoiled = joined[:place] + digit + joined[place + 1 :]
    pairs, gone = read([PAGES[0], "\n".join([*words[:2], spoiled, words[-1]])])
    assert len(pairs) == 1
    assert not gone
