"""The workbook: live formulas with stored values, text that stays text, the same bytes twice."""

import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from scipy import special, stats

import forecasting as fc
from forecasting._appendix.xlsx import write_workbook
from forecasting._appendix.xlsx.odds import chance_formula
from forecasting.errors import ForecastingError
from forecasting.words import say

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def runs():
    """Yanjiao as printed and under two scenarios, in both languages."""
    dossier = fc.load(ROOT / "data" / "yanjiao")
    names = (None, "exports_corrected", "slower_after_2012")
    return {language: [fc.assess(dossier, one, language=language) for one in names] for language in LANGUAGES}


@pytest.fixture(scope="module")
def contents(runs):
    """The workbook in both languages."""
    return {language: write_workbook(runs[language]) for language in LANGUAGES}


def with_dossier(run, **changes):
    """The same assessment of a dossier that reads otherwise."""
    return replace(run, evidence=replace(run.evidence, dossier=replace(run.dossier, **changes)))


def opened(content, *, values=True):
    """The workbook as a spreadsheet program stores it: values, or formulas."""
    return openpyxl.load_workbook(BytesIO(content), data_only=values)


def sheet(book, key, language="en"):
    """A sheet by its key in the word tables."""
    return book[say(f"workbook.{key}.name", language)]


def records(book, key, language="en", head=4):
    """The rows of a sheet below its heading row, by heading."""
    rows = list(sheet(book, key, language).iter_rows(min_row=head, values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0] is not None]


def formulas(content):
    """Every formula cell: sheet, address, formula, stored value."""
    plain, stored = opened(content, values=False), opened(content)
    return [
        (page.title, cell.coordinate, cell.value, stored[page.title][cell.coordinate].value)
        for page in plain
        for row in page.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]


def test_same_bytes_twice(runs, contents):
    """Written again, the workbook is the same to the byte."""
    assert write_workbook(runs["zh"]) == contents["zh"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_stand_in_the_language_of_the_run(contents, language):
    """All sheets are there, by name, each with its title, printed on A4 across, heads repeated."""
    book = opened(contents[language])
    keys = ("read_me", "targets", "findings", "conflicts", "rates", "plan", "odds", "scenarios", "claims")
    assert book.sheetnames == [say(f"workbook.{key}.name", language) for key in keys]
    for key in keys:
        page = sheet(book, key, language)
        assert page["A1"].value == say(f"workbook.{key}.title", language)
        assert page.page_setup.paperSize == 9
        assert page.sheet_properties.pageSetUpPr.fitToPage
        if key != "read_me":
            assert page.page_setup.orientation == "landscape"
            assert page.print_title_rows
            assert page.freeze_panes


def test_every_formula_has_a_stored_value(contents):
    """A viewer that cannot calculate shows a value in each formula cell, none of them an error."""
    found = formulas(contents["en"])
    assert len(found) > 400
    wrong = [one for one in found if one[3] is None or str(one[3]).startswith("#")]
    assert not wrong
    # The file format writes exponents with a capital E only; a small one makes Excel refuse the file.
    assert not [one for one in found if re.search(r"\d[e]-?\d", one[2])]


def test_target_table_by_hand(contents):
    """GDP: 213/188 - 1 = 13.30 %, (400/188)^(1/6) - 1 = 13.41 %, (400/213)^(1/5) - 1 = 13.43 %; hand working."""
    gdp = next(row for row in records(opened(contents["en"]), "targets") if row["Indicator"] == "GDP")
    assert gdp["Growth recomputed"] == pytest.approx(0.13298, abs=5e-6)
    assert gdp["Needed from actual"] == pytest.approx(0.13410, abs=5e-6)
    assert gdp["Needed after target"] == pytest.approx(0.13432, abs=5e-6)
    assert gdp["Printed less recomputed"] == pytest.approx(0.702, abs=5e-4)
    assert gdp["Path (by formula)"] == "in step"


def test_target_table_is_the_assessment(runs, contents):
    """Levels, rates, verdicts and odds of the sheet are those of the assessment."""
    found = {row["Indicator"]: row for row in records(opened(contents["en"]), "targets")}
    for row in runs["en"][0].target_rows:
        seen = found[row.label]
        for heading, key in (
            ("Actual", "base_level"),
            ("Target", "target_level"),
            ("Goal", "goal_level"),
            ("Growth printed", "printed_rate"),
            ("Growth recomputed", "recomputed_rate"),
            ("Needed from actual", "needed_before"),
            ("Needed after target", "needed_after"),
            ("Target growth kept to goal year", "kept_level"),
            ("Odds", "probability"),
        ):
            value = getattr(row, key)
            assert seen[heading] == (None if value is None else pytest.approx(value, rel=1e-12))
        if row.path_verdict not in (None, "not_assessable"):
            assert seen["Path (by formula)"] == seen["Path (as assessed)"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_growth_check_agrees_with_the_check(runs, contents, language):
    """The verdict by formula is the package's own for every printed rate with both levels printed."""
    rows = records(opened(contents[language]), "rates", language)
    word = {
        name: say(f"workbook.rates.{name}", language) for name in ("claim", "verdict", "assessed", "same")
    }
    assert len(rows) == 7
    assert {row[word["same"]] for row in rows} == {say("workbook.same", language)}
    wrong = [
        row[word["claim"]] for row in rows if row[word["verdict"]] == say("verdicts.inconsistent", language)
    ]
    assert wrong == ["exports-2010-growth"]


def test_claims_keep_their_digits_and_get_their_intervals(contents):
    """27.46 is text; its value follows and its ends lie half a unit of the last digit away."""
    rows = {row["Claim"]: row for row in records(opened(contents["en"]), "claims")}
    one = rows["revenue-2009"]
    assert one["Printed"] == "27.46"
    assert (one["Value"], one["Lower"], one["Upper"]) == pytest.approx((27.46, 27.455, 27.465))
    assert rows["fai-2010"]["Quote"] == "固定资产投资253亿元,增长25%"
    about = rows["population-2009"]  # "about" is 5 % unless the dossier says otherwise
    assert (about["Lower"], about["Upper"]) == pytest.approx((38.0, 42.0))
    doubled = rows["revenue-quadruples"]  # about x4, so 3.8 to 4.2 times: 2 to the power 1.926 and 2.070
    assert (doubled["Lower"], doubled["Upper"]) == pytest.approx((1.92600, 2.07039), abs=1e-5)
    least = rows["gdp-2015"]
    assert (least["Lower"], least["Upper"]) == (400, None)
    assert len(rows) == len(fc.load(ROOT / "data" / "yanjiao").claims)


def test_odds_are_those_quoted(runs, contents):
    """Each odds cell is the chance its model gives, the one quoted among them."""
    rows = records(opened(contents["en"]), "odds")
    quoted = [row for row in rows if row["Quoted"] == "yes" and row["What"] == "long-run goal"]
    stated = [row.probability for row in runs["en"][0].target_rows if row.probability is not None]
    assert [row["Odds (by formula)"] for row in quoted] == pytest.approx(stated)
    assert all(row["Odds (by formula)"] == pytest.approx(row["Odds (as assessed)"]) for row in rows)


def calculated(formula, **cells):
    """The chance formula worked out, its functions taken from scipy."""
    text = formula.replace("_xlfn.BETA.DIST", "beta").replace("^", "**").replace("TRUE", "True")
    names = {
        "IF": lambda test, yes, no: yes if test else no,
        "beta": lambda x, a, b, _: special.betainc(a, b, x),
    }
    return eval(text, names | cells)  # noqa: S307 - our own formula


def test_chance_formula_against_published_table():
    """A t of 2.132 with 4 degrees of freedom leaves 5 % above it (any printed table of Student's t)."""
    formula = chance_formula("t", "df")
    assert calculated(formula, t=2.132, df=4) == pytest.approx(0.05, abs=1e-5)
    assert calculated(formula, t=-2.132, df=4) == pytest.approx(0.95, abs=1e-5)


@pytest.mark.parametrize("df", [1, 2.5, 4, 7.31, 30])
@pytest.mark.parametrize("t", [-40.0, -1.3, 0.0, 0.2, 6.0])
def test_chance_formula_takes_any_degrees_of_freedom(t, df):
    """Above and below, whole and fractional degrees of freedom: the tail of Student's t as scipy has it."""
    assert calculated(chance_formula("t", "df"), t=t, df=df) == pytest.approx(stats.t.sf(t, df), rel=1e-9)
    below = chance_formula("t", "df", below=True)
    assert calculated(below, t=t, df=df) == pytest.approx(stats.t.cdf(t, df), rel=1e-9)


def test_plan_ends_on_the_goal(runs, contents):
    """Each block ends on the goal of its indicator, as the yearly plan has it, and says so."""
    page = sheet(opened(contents["en"]), "plan")
    results = [row[0].row for row in page.iter_rows(max_col=1) if str(row[0].value).startswith("Goal of")]
    assert len(results) == 3
    assert [page.cell(row, 2).value for row in results] == ["met"] * 3
    assert [page.cell(row, 4).value for row in results] == pytest.approx([400, 65, 60])
    planned = fc.yearly_plan(runs["en"][0], "gdp", "tapering") if hasattr(fc, "yearly_plan") else None
    if planned is not None:
        first = next(row[0].row for row in page.iter_rows(max_col=1) if row[0].value == 2010)
        seen = [page.cell(first + step, 5).value for step in range(6)]
        assert seen == pytest.approx(list(planned["growth"])[1:], rel=1e-9)


@pytest.mark.parametrize("language", LANGUAGES)
def test_shapes_can_be_chosen(contents, language):
    """The list of shapes offered is the list of shapes; none holds a comma, which would split it in two."""
    page = sheet(opened(contents[language]), "plan", language)
    offered = [one.formula1 for one in page.data_validations.dataValidation]
    shapes = [say(f"workbook.plan.{name}", language) for name in ("even", "target_then_even", "tapering")]
    assert offered[0] == '"' + ",".join(shapes) + '"'
    assert offered[0].count(",") == 2


def test_names_reach_the_levels(contents):
    """Levels can be used by name: goal_gdp is 400."""
    book = opened(contents["en"])
    ((title, cell),) = book.defined_names["goal_gdp"].destinations
    assert book[title][cell].value == 400


def test_text_that_looks_like_a_formula_stays_text(runs):
    """Quotes, notes, places and labels that begin with = + - @ are text in every sheet, never formulas."""
    run = runs["en"][0]
    evil = ("=1+1", "+HYPERLINK(A1)", "-2+3", "@SUM(A1)", "{=1}", "\t=1", "http://x")
    claims = tuple(
        replace(
            claim, note=evil[place % len(evil)], locator=evil[(place + 1) % len(evil)], quote=evil[place % 4]
        )
        for place, claim in enumerate(run.dossier.claims)
    )
    gdp = run.dossier.indicators["gdp"]
    named = {**run.dossier.indicators, "gdp": replace(gdp, label={"en": "=cmd|' /C'!A0"})}
    content = write_workbook([with_dossier(run, claims=claims, indicators=named)])
    plain = opened(content, values=False)
    texts = [cell for page in plain for row in page.iter_rows() for cell in row if cell.value is not None]
    assert sum(cell.value == "=1+1" for cell in texts) > 5
    assert all(cell.data_type == "s" for cell in texts if cell.value in evil)
    live = [cell for cell in texts if cell.data_type == "f"]
    assert len(live) == len(formulas(write_workbook([run])))
    assert not [cell for cell in live if cell.value == "=1+1" or "cmd" in cell.value]
    assert any("=cmd|" in str(cell.value) and cell.data_type == "s" for cell in texts)


def test_a_cell_that_is_too_long_is_cut_visibly(runs):
    """What a cell cannot hold (32,767 characters) ends in an ellipsis instead of vanishing."""
    run = runs["en"][0]
    first, *rest = run.dossier.claims
    long = with_dossier(run, claims=(replace(first, note="长" * 40_000), *rest))
    rows = {row["Claim"]: row for row in records(opened(write_workbook([long])), "claims")}
    note = rows[first.claim_id]["Note"]
    assert len(note) == 32_767
    assert note.endswith("长…")


def test_many_claims(runs):
    """Five thousand claims are all listed."""
    run = runs["en"][0]
    extra = next(claim for claim in run.dossier.claims if claim.claim_id == "value-added-2009")
    many = tuple(replace(extra, claim_id=f"more-{place}", value=f"{place}.5") for place in range(4955))
    full = with_dossier(run, claims=(*run.dossier.claims, *many))
    with zipfile.ZipFile(BytesIO(write_workbook([full]))) as archive:
        last = max(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        assert archive.read(last).count(b"<row ") == 4 + len(full.dossier.claims)


def test_one_run_has_no_scenario_sheet(runs):
    """With nothing to set side by side there is no sheet of scenarios."""
    assert "Scenarios" not in opened(write_workbook(runs["en"][:1])).sheetnames


def test_no_run_is_refused():
    """A workbook of nothing is an error that says so."""
    with pytest.raises(ForecastingError, match="at least one assessment"):
        write_workbook([])


def test_a_missing_library_says_how_to_install_it(runs, monkeypatch):
    """Without xlsxwriter the message names it and the extra."""
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ForecastingError, match=r"xlsxwriter.*target-forecasting\[appendix\]"):
        write_workbook(runs["en"])


# ---- recalculated by a spreadsheet program


def without_values(content, place, edit=None):
    """Write a copy whose formula cells hold no value, so that a program must calculate them; perhaps edited."""
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(place, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            if edit is not None and name == "xl/sharedStrings.xml":
                assert data.count(edit[0]) == 1
                data = data.replace(*edit)
            target.writestr(name, data)


@pytest.fixture(scope="module")
def recalculated(runs, contents, tmp_path_factory):
    """Both languages, and one in which the export target is corrected to 1.98, calculated by LibreOffice."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed, so no program can recalculate the formulas")
    folder = tmp_path_factory.mktemp("workbooks")
    for language in LANGUAGES:
        without_values(contents[language], folder / f"{language}.xlsx")
    without_values(contents["en"], folder / "edited.xlsx", (b"<t>1.9</t>", b"<t>1.98</t>"))
    out = folder / "out"
    command = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "xlsx", "--outdir", str(out), *map(str, sorted(folder.glob("*.xlsx")))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    return {path.stem: openpyxl.load_workbook(path, data_only=True) for path in out.glob("*.xlsx")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stored_value_recalculates(contents, recalculated, language):
    """LibreOffice, made to calculate every formula itself, finds the stored value in each."""
    wrong = []
    for title, cell, formula, value in formulas(contents[language]):
        found = recalculated[language][title][cell].value
        same = (
            found == pytest.approx(value, rel=1e-9, abs=1e-9)
            if isinstance(value, int | float)
            else (found or "") == (value or "")
        )
        if not same:
            wrong.append((title, cell, formula, value, found))
    assert not wrong


def test_a_changed_number_moves_what_follows(recalculated):
    """Type 1.98 for the printed export target and its 6 % is right: 1.98/1.87 - 1 = 5.88 %, which rounds to 6 %."""
    book = recalculated["edited"]
    exports = next(row for row in records(book, "rates") if row["Claim"] == "exports-2010-growth")
    assert exports["Computed"] == pytest.approx(0.0588, abs=5e-5)
    assert exports["Verdict (by formula)"] == "consistent"
    assert exports["Same?"] == "differs"
    row = next(row for row in records(book, "targets") if row["Indicator"] == "Exports")
    assert row["Target"] == pytest.approx(1.98)
