"""Notebooks in a real JupyterLab, driven by a real browser, offline: the sliders, and charts handed on."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import browser
import nbformat
import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0
BOTH = "both.ipynb"
# From the first code cell on: the language, the first code, two tables and a note with prose between, and the chart.
UP_TO_CHART = 8
# The title, the language, the first code, the prose below it, and the panel.
UP_TO_PANEL = 5
SHOWN = "document.querySelector('.jp-OutputArea-output .widget-html svg')"
SAID = (
    "[...document.querySelectorAll('.jp-OutputArea-output .widget-html')].map((e) => e.innerText).join('\\n')"
)


def joined() -> nbformat.NotebookNode:
    """Cells of two notebooks as one: to load JupyterLab and start a kernel takes longer than all that is looked at."""
    book, other = (
        nbformat.read(ROOT / "notebooks" / name, as_version=4)
        for name in ("01_claims.zh.ipynb", "04_scenarios.ipynb")
    )
    first = next(place for place, cell in enumerate(book.cells) if cell.cell_type == "code")
    book.cells = [*book.cells[: first + UP_TO_CHART], *other.cells[:UP_TO_PANEL]]
    for place, cell in enumerate(book.cells):
        cell.id = str(place)
    return book


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a JupyterLab over a notebook of cells of two, and their data, with settings of its own."""
    browser.require()
    tmp_path = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (tmp_path / "notebooks").mkdir()
    nbformat.write(joined(), tmp_path / "notebooks" / BOTH)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {name: str(tmp_path / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    own |= {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"), "IPYTHONDIR": str(tmp_path / "ipython")}
    environment = {key: value for key, value in os.environ.items() if key != "FORECASTING_STATIC"} | own
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", "--LabApp.news_url=None"]
    command += [f"--ServerApp.root_dir={tmp_path}"]
    address = f"http://127.0.0.1:{port}"
    with (tmp_path / "lab.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
        try:
            _wait(f"{address}/api/status", server, tmp_path / "lab.log")
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"JupyterLab did not start: {log.read_text()[-2000:]}")


@pytest.fixture(scope="module")
def opened(lab: str) -> Iterator[browser.Page]:
    """A page whose notebook has run: the first chart of the Chinese notebook on claims, then the panel of another."""
    with browser.page(1400, 1000) as page:
        page.open(f"{lab}/lab/tree/notebooks/{BOTH}?reset")
        page.wait_for("document.querySelector('.jp-Notebook .jp-CodeCell')", PATIENCE)
        page.wait_for("document.body.innerText.includes('Python 3 (ipykernel) | Idle')", PATIENCE)
        page.click(".jp-Notebook .jp-CodeCell .jp-InputArea-editor")
        for _ in range(UP_TO_CHART + UP_TO_PANEL):
            page.press("Enter", hold="Shift")
        page.wait_for("document.querySelector('[data-take-bar]')", PATIENCE)
        page.wait_for("document.querySelector('.jp-OutputArea-child svg.marks')", PATIENCE)
        page.wait_for(SHOWN, PATIENCE)
        yield page


def test_a_chart_is_handed_on_in_jupyterlab(opened: browser.Page) -> None:
    """Above a live chart of the Chinese notebook stand Chinese buttons that copy and save it, and its numbers."""
    page = opened
    assert page.text("[data-take-bar]").split() == ["复制为图片", "存为PNG", "存为SVG", "图中数据"]
    page.record_saves()
    for kind in ("svg", "png"):
        page.click(f"[data-take={kind}]")
        page.wait_for(f"took.some((one) => one[0] === 'chart.{kind}')")
    assert page.js("took") == [
        ["chart.svg", "data:image/svg+xml;cha"],
        ["chart.png", "data:image/png;base64,"],
    ]
    page.js("document.querySelector('[data-take-bar] details').open = true; 1")
    assert "财政收入27.46亿元,增长22%" in page.text("[data-take-bar] table")
    assert page.left_machine() == []


def test_arrow_keys_walk_through_the_marks_of_a_chart(opened: browser.Page) -> None:
    """With a chart in focus an arrow key tells its first mark and rings it, and JupyterLab stays at its cell."""
    page = opened
    holder = "document.querySelector('.jp-OutputArea-child svg.marks').closest('.jp-OutputArea-child')"
    page.js(f"{holder}.focus(); 1")
    status = "document.querySelector('[data-take-bar] [role=status]').textContent"
    before = page.js(status)
    assert page.js(f"{holder}.getAttribute('aria-label')") == "图：财政收入"
    chosen = page.js("document.querySelector('.jp-Notebook .jp-mod-active .jp-InputPrompt').textContent")
    page.press("ArrowDown")
    page.wait_for(f"{status} !== {json.dumps(before)}")
    first = page.js(status)
    page.press("ArrowRight")
    page.wait_for(f"{status} !== {json.dumps(first)}")
    assert page.js("document.querySelector('.ring').getBoundingClientRect().width") > 8
    assert (
        page.js("document.querySelector('.jp-Notebook .jp-mod-active .jp-InputPrompt').textContent") == chosen
    )
    page.press("ArrowLeft")
    page.wait_for(f"{status} === {json.dumps(first)}")
    page.js("document.activeElement.blur(); 1")
    assert page.js("document.querySelector('.ring')") is None


def test_a_slider_moves_picture_and_numbers_in_jupyterlab(opened: browser.Page, tmp_path: Path) -> None:
    """A cap set by the keyboard is assessed in the kernel: difference, odds and drawing change, nothing leaves."""
    page = opened
    before, drawing = page.js(SAID), page.js(f"{SHOWN}.innerHTML")
    assert "As in the report" in before
    # What stands in for the panel where no widget is drawn is there, and hidden.
    assert page.js("document.querySelector('.forecasting-still svg').getClientRects().length") == 0

    box = "[...document.querySelectorAll('.widget-checkbox input')][0]"
    page.js(f"{box}.focus()")
    page.press(" ")
    page.wait_for(f"({SAID}).includes('at most 10.0 %')", PATIENCE)
    page.js(
        "[...document.querySelectorAll('.widget-inline-hbox, .widget-slider')]"
        ".find((e) => e.innerText.startsWith('Cap')).querySelector('.noUi-handle').focus()"
    )
    page.press("ArrowLeft", times=4)
    page.wait_for(f"({SAID}).includes('at most 8.0 %')", PATIENCE)
    after = page.js(SAID)
    assert "growth_cap" in after
    assert after != before
    assert page.js(f"{SHOWN}.innerHTML") != drawing
    assert page.left_machine() == []
    assert not [fault for fault in page.faults if "widget" in fault.lower() or "forecasting" in fault]
    page.picture(tmp_path / "panel.png")
