"""Notebooks in a real JupyterLab, driven by a real browser, offline: the sliders, and charts handed on."""

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
import pytest

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120.0
SHOWN = "document.querySelector('.jp-OutputArea-output .widget-html svg')"
SAID = (
    "[...document.querySelectorAll('.jp-OutputArea-output .widget-html')].map((e) => e.innerText).join('\\n')"
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a JupyterLab over copies of the notebooks and data, with settings of its own."""
    if browser.found() is None:
        pytest.skip(f"no Chromium on this machine (looked for {', '.join(browser.NAMES)})")
    tmp_path = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
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


def _run(page: browser.Page, address: str, cells: int) -> None:
    """Open a notebook and run as many of its cells from the first code cell on."""
    page.open(address)
    page.wait_for("document.querySelector('.jp-Notebook .jp-CodeCell')", PATIENCE)
    page.wait_for("document.body.innerText.includes('Python 3 (ipykernel) | Idle')", PATIENCE)
    page.click(".jp-Notebook .jp-CodeCell .jp-InputArea-editor")
    for _ in range(cells):
        page.press("Enter", hold="Shift")


def test_a_chart_is_handed_on_in_jupyterlab(lab: str) -> None:
    """Above a live chart of the Chinese notebook stand Chinese buttons that copy and save it, and its numbers."""
    with browser.page(1400, 1000) as page:
        # Cells up to the first chart: the language, the first code, and two tables and a note with prose between.
        _run(page, f"{lab}/lab/tree/notebooks/01_claims.zh.ipynb?reset", 8)
        page.wait_for("document.querySelector('[data-take-bar]')", PATIENCE)
        page.wait_for("document.querySelector('.jp-OutputArea-child svg.marks')", PATIENCE)
        assert page.text("[data-take-bar]").split() == ["复制为图片", "存为PNG", "存为SVG", "图中数据"]
        page.js(
            "window.took = []; Object.defineProperty(HTMLAnchorElement.prototype, 'click',"
            " { value() { took.push([this.download, this.href.slice(0, 22)]); } }); 1"
        )
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


def test_a_slider_moves_picture_and_numbers_in_jupyterlab(lab: str, tmp_path: Path) -> None:
    """A cap set by the keyboard is assessed in the kernel: difference, odds and drawing change, nothing leaves."""
    with browser.page(1400, 1000) as page:
        # The language, the first code, the prose below it, and the panel.
        _run(page, f"{lab}/lab/tree/notebooks/04_scenarios.ipynb?reset", 4)
        page.wait_for(SHOWN, PATIENCE)
        before, drawing = page.js(SAID), page.js(f"{SHOWN}.innerHTML")
        assert "As in the report" in before

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
