"""Portfolios to files: the same bytes whatever ran, however often it was ended; flat memory; the command line."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from portfolios import many, write, yanjiao

import forecasting as fc
from forecasting.cli import main
from forecasting.portfolio import RankingPage, RunOptions, run_to_file, runs

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Nine small dossiers."""
    return many(tmp_path_factory.mktemp("many"), 9)


@pytest.fixture(scope="module")
def whole(folder, tmp_path_factory):
    """The bytes of an undisturbed run."""
    place = tmp_path_factory.mktemp("whole")
    run_to_file([folder], place / "r.csv")
    return contents(place)


def contents(place):
    """Every file of a folder."""
    return {one.name: one.read_bytes() for one in sorted(place.iterdir())}


@pytest.mark.parametrize(("workers", "chunk"), [(1, 1), (2, 1), (2, 4), (3, 100)])
def test_workers_and_chunks_change_no_byte(folder, whole, tmp_path, workers, chunk) -> None:
    """One process and several, whatever they are handed at a time, write the same files and leave nothing else."""
    run_to_file([folder], tmp_path / "r.csv", RunOptions(workers=workers, chunk=chunk))
    assert contents(tmp_path) == whole


def test_in_memory_and_to_files_are_the_same(folder, whole, tmp_path) -> None:
    """What `assess_many` saves is what a run writes."""
    fc.assess_many([folder]).save(tmp_path / "r.csv")
    assert contents(tmp_path) == whole


def test_workbooks_are_the_same_bytes(folder, tmp_path) -> None:
    """No clock and no worker shows in a workbook."""
    pytest.importorskip("xlsxwriter")
    for name, workers in (("a", 1), ("b", 2)):
        (tmp_path / name).mkdir()
        run_to_file([folder], tmp_path / name / "r.xlsx", RunOptions(workers=workers))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.parametrize("after", [0, 1, 4, 8])
def test_an_interrupted_run_goes_on_where_it_was(folder, whole, tmp_path, monkeypatch, after) -> None:
    """Ended after any number of dossiers, it does only the rest and writes the same bytes."""
    done = []
    found = runs._found

    def ends(left, *options):
        for number, one in enumerate(found(left, *options)):
            if number == after:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(runs, "_found", ends)
    with pytest.raises(KeyboardInterrupt):
        run_to_file([folder], tmp_path / "r.csv")
    assert [one.name for one in tmp_path.iterdir()] == ["r.csv.unfinished"]
    monkeypatch.setattr(runs, "_found", lambda left, *options: (done.extend(left), found(left, *options))[1])
    run_to_file([folder], tmp_path / "r.csv", RunOptions(resume=True))
    assert len(done) == 9 - after
    assert contents(tmp_path) == whole


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_kill_nine_and_resume_give_the_same_bytes(folder, whole, tmp_path) -> None:
    """A run killed without warning, workers and all, is taken up by the command and ends the same."""
    slow = (
        "import time\nfrom forecasting.portfolio import work\nwhole = work.assess\n"
        "def slower(*a, **k):\n    time.sleep(.2)\n    return whole(*a, **k)\n"
        "work.assess = slower\nfrom forecasting.cli import main\n"
        f"main(['portfolio', {str(folder)!r}, '-o', {str(tmp_path / 'r.csv')!r}])\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", slow], env=environment, stdout=subprocess.DEVNULL)
    journal = tmp_path / "r.csv.unfinished"
    while process.poll() is None and (not journal.exists() or journal.read_bytes().count(b"\n") < 4):
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert 3 <= journal.read_bytes().count(b"\n") < 10
    with journal.open("ab") as file:  # a line that was not finished, as a full disk leaves it
        file.write(b'{"dossier":{"name":"z08"')
    command = [sys.executable, "-m", "forecasting", "portfolio", str(folder), "-o", str(tmp_path / "r.csv")]
    again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert "--resume" in again.stderr
    done = subprocess.run(
        [*command, "--resume"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert contents(tmp_path) == whole


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="there is no /proc to look for processes in")
def test_a_killed_run_leaves_no_process_behind(folder, tmp_path) -> None:
    """Workers end by themselves when the process that hands out work is killed."""
    slow = (
        "import time\nfrom forecasting.portfolio import work\nwhole = work.assess\n"
        "def slower(*a, **k):\n    time.sleep(.2)\n    return whole(*a, **k)\n"
        "work.assess = slower\nfrom forecasting.cli import main\n"
        f"main(['portfolio', {str(folder)!r}, '-o', {str(tmp_path / 'r.csv')!r}, '--workers', '2'])\n"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, "-c", slow], env=environment, stdout=subprocess.DEVNULL)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    workers: list[str] = []
    while process.poll() is None and len(workers) < 2:
        workers = children.read_text(encoding="ascii").split()
        time.sleep(0.02)
    time.sleep(0.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for _ in range(500):
        left = [
            one
            for one in workers
            if Path(f"/proc/{one}/cmdline").exists() and Path(f"/proc/{one}/cmdline").read_bytes()
        ]
        if not left:
            break
        time.sleep(0.02)
    assert len(workers) == 2
    assert not left


def test_a_dossier_changed_in_between_is_assessed_again(tmp_path, monkeypatch) -> None:
    """What the journal holds of a file that is another now is not believed."""
    root = many(tmp_path / "many", 4)
    found = runs._found

    def ends(left, *options):
        for number, one in enumerate(found(left, *options)):
            if number == 3:
                raise KeyboardInterrupt
            yield one

    monkeypatch.setattr(runs, "_found", ends)
    with pytest.raises(KeyboardInterrupt):
        run_to_file([root], tmp_path / "r.csv")
    monkeypatch.setattr(runs, "_found", found)
    claims = root / "z01" / "claims.csv"
    claims.write_text(
        claims.read_text(encoding="utf-8").replace("增长10%", "增长16%").replace("=,10,%", "=,16,%"),
        encoding="utf-8",
    )
    run_to_file([root], tmp_path / "r.csv", RunOptions(resume=True))
    rows = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    wrong = rows[0].split(",").index("inconsistent")
    assert [int(row.split(",")[wrong]) > 0 for row in rows[1:]] == [True, True, False, True]


def test_a_worker_that_is_killed_loses_nothing(folder, whole, tmp_path) -> None:
    """A process of the pool ended from outside: what it had is done again, and the bytes are the same."""
    killed = []

    def kill_one(done, _total, _seconds):
        if done and not killed:
            import multiprocessing

            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    run_to_file([folder], tmp_path / "r.csv", RunOptions(workers=2, chunk=1), progress=kill_one)
    assert killed
    assert contents(tmp_path) == whole


def test_a_dossier_that_ends_its_worker_is_given_up_alone(folder, tmp_path, monkeypatch) -> None:
    """Only the row of the dossier that ends every worker it meets says so."""
    from forecasting.portfolio import work

    whole = work.assess

    def ends(dossier, **options):
        if dossier.entity == "z04":
            os._exit(1)
        return whole(dossier, **options)

    monkeypatch.setattr(work, "assess", ends)
    run = run_to_file([folder], tmp_path / "r.csv", RunOptions(workers=2, chunk=3))
    assert run.assessed == 8
    assert len(run.unread) == 1
    assert run.unread[0].startswith("z04: its worker was ended")


def test_memory_does_not_grow_with_the_number_of_dossiers(folder, tmp_path) -> None:
    """Of 120 bulky outcomes no more is in memory than of 30: each goes to disk before the next."""
    code = (
        "import sys, resource, forecasting as fc\n"
        "from dataclasses import replace\n"
        "from forecasting.portfolio import run_to_file, runs\n"
        "one = replace(fc.load(sys.argv[1]), folder=None)\n"
        "def bulky(items, language, as_of):\n"
        "    found = real(items, language, as_of)\n"
        "    return [replace(one, findings=tuple(replace(row, message=str(n) * 2000)\n"
        "            for n in range(20) for row in one.findings)) for one in found]\n"
        "real, runs.assess_items = runs.assess_items, bulky\n"
        "for count in (30, 120):\n"
        "    many = [replace(one, title=str(n)) for n in range(count)]\n"
        "    run_to_file(many, f'{sys.argv[2]}/{count}.csv')\n"
        "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n"
    )
    command = [sys.executable, "-c", code, str(folder / "z00"), str(tmp_path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    peaks = [int(line) for line in done.stdout.split()]
    assert (tmp_path / "120.findings.csv").stat().st_size > 20 * 2**20
    assert peaks[1] - peaks[0] < 20, peaks


def test_the_command_says_what_it_did(folder, tmp_path, capsys) -> None:
    """Counts, files and unread dossiers; exit 1 for numbers that do not fit; no progress where nobody watches."""
    code = main(["portfolio", str(folder), str(tmp_path / "nowhere"), "-o", str(tmp_path / "r.csv")])
    out, err = capsys.readouterr()
    assert code == 1
    assert "10 dossiers: 9 assessed, 3 of them with numbers that do not fit." in out
    assert f"written: {tmp_path / 'r.csv'}" in out
    assert (
        err.strip()
        == f"not assessed: nowhere: {tmp_path / 'nowhere'}: no such file or folder; expected a dossier folder or a report"
    )


def test_exit_codes(tmp_path, capsys) -> None:
    """0 when nothing is inconsistent, 2 when nothing could be assessed, when there is nothing to resume, or no place."""
    write(tmp_path / "fine", growth=10)
    assert main(["portfolio", str(tmp_path / "fine"), "-o", str(tmp_path / "r.csv")]) == 0
    assert main(["portfolio", str(tmp_path / "none"), "-o", str(tmp_path / "n.csv")]) == 2
    assert main(["portfolio", str(tmp_path / "fine"), "-o", str(tmp_path / "r.csv"), "--resume"]) == 2
    assert "nothing to resume" in capsys.readouterr().err
    assert main(["portfolio", str(tmp_path / "fine"), "-o", str(tmp_path / "no" / "r.csv")]) == 2
    assert main(["portfolio", str(tmp_path / "fine"), "-o", str(tmp_path / "r.csv"), "--force"]) == 0
    assert not list(tmp_path.glob("*.unfinished"))


def test_progress_tells_rate_and_time_left_on_a_terminal(folder, tmp_path, capsys, monkeypatch) -> None:
    """On a terminal, and only there, a line says how many are done, how many a second, and what is left."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    main(["portfolio", str(folder), "-o", str(tmp_path / "r.csv")])
    err = capsys.readouterr().err
    assert "9 of 9 dossiers" in err
    assert "a second" in err
    assert err.endswith("\n")


def test_an_unwritable_place_leaves_no_half_file(folder, tmp_path, monkeypatch) -> None:
    """When the second file cannot be made the first is not there either; the journal keeps what was worked out."""
    from forecasting.portfolio import writers

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writers, "cell", full)
    with pytest.raises(fc.ForecastingError, match="No space left"):
        run_to_file([folder], tmp_path / "r.csv")
    assert [one.name for one in tmp_path.iterdir()] == ["r.csv.unfinished"]


def test_a_table_of_series_goes_in_by_the_same_command(tmp_path, capsys) -> None:
    """A CSV of series, years, levels and targets becomes the same three tables."""
    rows = [
        "series,year,level,target",
        *(f"a,{2000 + n},{100 * 1.05**n:.4f}," for n in range(9)),
        "a,2012,,200",
        "b,2001,,5",
    ]
    (tmp_path / "s.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert main(["portfolio", str(tmp_path / "s.csv"), "-o", str(tmp_path / "r.csv")]) == 0
    out, err = capsys.readouterr()
    assert "2 series, 1 targets; 1 series cannot be used" in out
    assert "not assessed: b: it has targets and no history" in err
    assert (tmp_path / "r.csv").read_text(encoding="utf-8-sig").splitlines()[1].startswith("a,assessed,")
    (tmp_path / "bad.csv").write_text("place,year\n1,2\n", encoding="utf-8")
    assert main(["portfolio", str(tmp_path / "bad.csv"), "-o", str(tmp_path / "q.csv")]) == 2
    assert (
        "bad.csv: a frame of series needs the columns series, year, level, target" in capsys.readouterr().err
    )


def test_yanjiao_among_others(tmp_path) -> None:
    """The public dossier is assessed among others as alone."""
    yanjiao(tmp_path / "yanjiao")
    run = run_to_file([tmp_path / "yanjiao"], tmp_path / "r.csv")
    assert (run.assessed, run.wrong) == (1, 1)


def test_reports_have_pages_beside_the_ranking(tmp_path) -> None:
    """A report given as a file gets a page of its own as a folder does, at the year it was read for."""
    write(tmp_path / "in" / "folder", growth=10)
    text = "政府工作报告\n财政收入12亿元，增长10%。今年目标：财政收入增长8%，达到13亿元。"
    (tmp_path / "in" / "report.txt").write_text(text, encoding="utf-8")
    page = tmp_path / "r.html"
    run = run_to_file([tmp_path / "in"], tmp_path / "r.csv", RunOptions(as_of=2023), page=RankingPage(page))
    assert run.assessed == 2
    assert sorted(one.name for one in (tmp_path / "r").iterdir()) == ["001.html", "002.html"]
    assert any("2023" in one.read_text(encoding="utf-8") for one in (tmp_path / "r").iterdir())
    assert set(re.findall('href="(r/[^"]*)"', page.read_text(encoding="utf-8"))) == {
        "r/001.html",
        "r/002.html",
    }


def test_the_ranking_says_no_chance_as_certain(tmp_path) -> None:
    """The range by model is printed from 1 to 99 %, as in every other document."""
    yanjiao(tmp_path / "yanjiao")
    fc.write_ranking(fc.assess_many([tmp_path / "yanjiao"]), tmp_path / "r.html")
    said = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "–99" in said
    assert "–100" not in said
