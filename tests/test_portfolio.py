"""A portfolio in memory: every dossier a row, every answer the one dossier's own, nothing that stops the others."""

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from portfolios import DATA, many, write, yanjiao

import forecasting as fc
from forecasting.portfolio.given import gather
from forecasting.portfolio.outcome import DossierRow, Outcome
from forecasting.portfolio.tables import ROW_KEYS

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Seven small dossiers."""
    return many(tmp_path_factory.mktemp("many"))


@pytest.fixture(scope="module")
def found(folder):
    """The portfolio of the seven, one after the other."""
    return fc.assess_many([folder])


def same(one, other):
    """Whether two portfolios are equal in every cell."""
    for name in ("dossiers", "findings", "targets"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.notices == other.notices


def test_findings_are_those_of_the_one_dossier() -> None:
    """Assessing one dossier among many gives the findings, key by key, that its own JSON has."""
    alone = fc.assess(fc.load(DATA / "yanjiao")).to_dict()["findings"]
    rows = fc.assess_many([DATA / "yanjiao"]).findings
    assert list(rows.columns) == list(ROW_KEYS)
    assert set(alone[0]) <= set(ROW_KEYS)
    assert len(rows) == len(alone)
    for row, one in zip(rows.to_dict("records"), alone, strict=True):
        for key, value in one.items():
            assert value == row[key] or (value is None and row[key] is not None and pd.isna(row[key])), key


def test_counts_by_verdict_add_up_to_the_findings(found) -> None:
    """What the dossiers table counts is what the findings table holds."""
    counts = found.findings.groupby(["dossier", "verdict"]).size()
    for row in found.dossiers.to_dict("records"):
        mine = counts[row["name"]]
        assert row["findings"] == mine.sum()
        assert all(row[verdict] == count for verdict, count in mine.items())


def test_a_wrong_rate_is_found_where_it_was_put(found) -> None:
    """110 to 121 is 10 %: the dossiers that print 15 % are inconsistent, the others are not."""
    wrong = found.dossiers.loc[found.dossiers["inconsistent"] > 0, "name"].tolist()
    assert wrong == ["z00", "z03", "z06"]


def test_results_stand_in_the_order_of_names_whatever_the_order_given(folder, found) -> None:
    """Shuffled folders give the same frames."""
    places = sorted(folder.iterdir())
    again = fc.assess_many(places[4:] + places[:4][::-1])
    assert again.dossiers["name"].tolist() == sorted(again.dossiers["name"])
    same(again, found)


@pytest.mark.parametrize("chunk", [1, 3, 100])
def test_executors_and_chunks_change_nothing(folder, found, chunk) -> None:
    """Threads, two processes and no executor agree in every cell, in chunks of any size."""
    with ThreadPoolExecutor(3) as pool:
        same(fc.assess_many([folder], pool, chunk=chunk), found)
    with ProcessPoolExecutor(2) as pool:
        same(fc.assess_many([folder], pool, chunk=chunk), found)


def test_the_hash_seed_changes_nothing(folder, tmp_path) -> None:
    """Two seeds write the same bytes."""
    written = []
    for seed in ("1", "2"):
        output = tmp_path / f"{seed}.csv"
        code = f"import forecasting as fc; fc.assess_many([{str(folder)!r}]).save({str(output)!r})"
        subprocess.run(
            [sys.executable, "-c", code], check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        )
        written.append(output.read_bytes() + (tmp_path / f"{seed}.findings.csv").read_bytes())
    assert written[0] == written[1]


def test_what_cannot_be_used_is_a_row_with_its_reason(folder, tmp_path) -> None:
    """A faulty dossier, an empty folder, a missing one, a file and a stray object each are a row; the rest is assessed."""
    bad = write(tmp_path / "bad", levels=((2010, "many"),))
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.png").write_bytes(b"x")
    given = [folder, bad, tmp_path / "empty", tmp_path / "nowhere", tmp_path / "picture.png", 3]
    found = fc.assess_many(given).dossiers.set_index("name")
    assert (found["status"] == "assessed").sum() == 7
    reasons = found.loc[found["status"] == "refused", "reason"]
    assert sorted(reasons.index) == ["bad", "empty", "int", "nowhere", "picture.png"]
    assert "claims.csv:2" in reasons["bad"]
    assert "without dossiers" in reasons["empty"]
    assert "no such file or folder" in reasons["nowhere"]
    assert "no report" in reasons["picture.png"]
    assert "expected a folder, a report or a dossier" in reasons["int"]


def test_the_reason_of_a_refusal_is_in_the_language_of_the_run(tmp_path) -> None:
    """A faulty dossier and a report without a year are refused in Chinese words where Chinese is asked for."""
    write(tmp_path / "bad", levels=((2010, "many"),))
    (tmp_path / "empty.txt").write_text("nothing here", encoding="utf-8")
    found = fc.assess_many([tmp_path / "bad", tmp_path / "empty.txt"], language="zh").dossiers.set_index(
        "name"
    )
    assert "发现" in found.loc["bad", "reason"]
    assert "看不出报告的是哪一年" in found.loc["empty", "reason"]


def test_a_failure_inside_stops_nobody(folder, monkeypatch) -> None:
    """An error nobody foresaw becomes the row of the dossier it befell."""
    from forecasting.portfolio import work

    whole = work.assess

    def breaks(dossier, **options):
        if dossier.entity == "z02":
            raise KeyError("lost")
        return whole(dossier, **options)

    monkeypatch.setattr(work, "assess", breaks)
    found = fc.assess_many([folder]).dossiers.set_index("name")
    assert found.loc["z02", "status"] == "failed"
    assert "KeyError" in found.loc["z02", "reason"]
    assert (found["status"] == "assessed").sum() == 6


def test_two_dossiers_of_one_name_are_told_apart(tmp_path) -> None:
    """The folder above is put before a name that two share, and both rows say so; both are assessed."""
    write(tmp_path / "east" / "zone")
    write(tmp_path / "west" / "zone", target=140)
    found = fc.assess_many([tmp_path])
    assert found.dossiers["name"].tolist() == ["east/zone", "west/zone"]
    assert (found.dossiers["status"] == "assessed").all()
    assert found.dossiers["reason"].str.contains("share the name zone").all()
    assert any("share a name" in one for one in found.notices)


def test_dossiers_in_memory_with_one_entity_are_told_apart_by_content(tmp_path) -> None:
    """Two years of one place, given as objects in either order, get the same names."""
    first, second = (
        fc.load(write(tmp_path / part / "zone", target=target)) for part, target in (("a", 130), ("b", 150))
    )
    from dataclasses import replace

    loose = [replace(one, folder=None) for one in (first, second)]
    names = [item.name for item in gather(loose)]
    assert len(set(names)) == 2
    forward, backward = fc.assess_many(loose), fc.assess_many(loose[::-1])
    same(forward, backward)


def test_the_same_folder_given_twice_is_assessed_once(tmp_path) -> None:
    """Given by two paths it is one dossier; that it came again is a row, and counted."""
    place = write(tmp_path / "zone")
    found = fc.assess_many([place, tmp_path, place])
    assert found.dossiers["status"].tolist() == ["assessed", "given_twice"]
    assert found.dossiers["name"].tolist() == ["zone", "zone #2"]
    assert "2 more times" in found.dossiers["reason"][1]


def test_several_currencies_are_named_and_levels_not_ranked(tmp_path) -> None:
    """A ranking goes by chance and pace: in dollars or yuan, the harder target stands first, whatever its level."""
    write(tmp_path / "yuan", target=200)
    write(tmp_path / "dollar", target=130, unit="亿美元")
    found = fc.assess_many([tmp_path])
    assert any("CNY, USD" in one for one in found.notices)
    ranking = found.ranking()
    assert ranking["dossier"].tolist() == ["yuan", "dollar"]
    assert ranking["rank"].tolist() == [1, 2]
    # 200 / 121 - 1 and 130 / 121 - 1
    assert ranking["needed"].tolist() == pytest.approx([200 / 121 - 1, 130 / 121 - 1])


def test_chinese_sentences(tmp_path) -> None:
    """The language is that of messages and notices."""
    found = fc.assess_many([yanjiao(tmp_path / "燕郊")], language="zh")
    assert found.dossiers["name"].tolist() == ["燕郊"]
    assert found.findings["message"].str.contains("出口").any()
    assert "已评估1份" in found.notices[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"executor": "two"}, "received str"),
        ({"chunk": 0}, "received 0"),
        ({"language": "fr"}, "unknown language"),
    ],
)
def test_options_that_make_no_sense_are_refused(folder, options, said) -> None:
    """The message says what was received."""
    with pytest.raises(fc.ForecastingError, match=said):
        fc.assess_many([folder], **options)


def test_a_pool_that_was_ended_leaves_rows_not_an_error(folder) -> None:
    """When an executor breaks, what it had finished stays and the rest says what happened to it."""
    with ProcessPoolExecutor(1) as pool:
        assert pool.submit(abs, -1).result() == 1
        for process in pool._processes.values():
            process.kill()
            process.join()
        found = fc.assess_many([folder], pool, chunk=2).dossiers
    assert found["status"].eq("failed").all()
    assert found["reason"].str.contains("ended from outside").all()


def test_a_workbook_has_a_filter_on_every_sheet(found, tmp_path) -> None:
    """Dossiers, findings and targets, each with a filter over its columns and text that never is a formula."""
    openpyxl = pytest.importorskip("openpyxl")
    found.save(tmp_path / "many.xlsx")
    book = openpyxl.load_workbook(tmp_path / "many.xlsx")
    assert book.sheetnames == ["dossiers", "findings", "targets"]
    for sheet, table in zip(book, (found.dossiers, found.findings, found.targets), strict=True):
        assert sheet.auto_filter.ref
        assert sheet.max_row == len(table) + 1
    assert [cell.value for cell in book["dossiers"]["A"]][1:] == found.dossiers["name"].tolist()


def test_saving_refuses_what_is_there_and_other_endings(found, tmp_path) -> None:
    """Neither file is touched when either is there already."""
    (tmp_path / "r.findings.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(fc.ForecastingError, match="is there already"):
        found.save(tmp_path / "r.csv")
    assert not (tmp_path / "r.csv").exists()
    with pytest.raises(fc.ForecastingError, match=r"must end with .csv, .parquet or .xlsx"):
        found.save(tmp_path / "r.ods")


def test_reports_are_read_at_once_and_what_is_none_is_a_row(tmp_path) -> None:
    """A report among a damaged one, an empty one and a page without numbers: one is assessed, unreviewed, the others say why not."""
    text = "2009年,全县生产总值188亿元,增长14%。2008年生产总值150亿元。2010年生产总值增长12%。"
    (tmp_path / "county.txt").write_text(text, encoding="utf-8")
    (tmp_path / "broken.docx").write_bytes(b"PK nothing")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "words.html").write_text("<p>Nothing with a number here.</p>", encoding="utf-8")
    (tmp_path / "notes.md").write_text("Only looked at when it is named.", encoding="utf-8")
    found = fc.assess_many([tmp_path])
    rows = found.dossiers.set_index("name")
    assert rows["status"].to_dict() == {
        "broken": "refused",
        "county": "assessed",
        "empty": "refused",
        "words": "refused",
    }
    assert "cut off or damaged" in rows.loc["broken", "reason"]
    assert "the file is empty" in rows.loc["empty", "reason"]
    assert not rows.loc["county", "reviewed"]
    assert any("reviewed by nobody" in one for one in found.notices)
    # A page that names no year is read as of the one given.
    (tmp_path / "words.html").write_text("<p>全县生产总值188亿元，增长14%。</p>", encoding="utf-8")
    given = fc.assess_many([tmp_path], as_of=2009).dossiers.set_index("name")
    assert given.loc["words", "as_of"] == 2009
    # 150 to 188 is 25.3 %, not 14 %
    wrong = found.findings.loc[found.findings["check"] == "growth_against_levels", "computed"].tolist()
    assert any(low is not None and low < 188 / 150 - 1 < high for low, high in wrong)


def test_numbers_that_cannot_all_be_true_are_wrong_without_a_finding_of_their_own() -> None:
    """A row with a conflict, and one with an inconsistent finding, are wrong; a row with neither is not."""
    plain = DossierRow("a", "assessed", "", "a", conflicts=0, verdicts={"inconsistent": 0, "consistent": 3})
    assert not plain.wrong
    assert replace(plain, conflicts=1).wrong
    assert replace(plain, verdicts={"inconsistent": 1}).wrong


def test_a_chance_that_is_not_known_is_null_in_the_journal() -> None:
    """What is no number is written as null, which JSON has, and not as NaN, which it has not."""
    row = DossierRow("a", "assessed", "", "a", least_probability=float("nan"))
    assert (
        json.loads(json.dumps(Outcome(row).plain(), allow_nan=False))["dossier"]["least_probability"] is None
    )
