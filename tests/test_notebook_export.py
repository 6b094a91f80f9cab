"""A notebook handed on: exported to HTML its charts are seen, with scripts and without, and the file stays small."""

from collections.abc import Iterator
from pathlib import Path

import browser
import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

ROOT = Path(__file__).resolve().parent.parent
CHART = "fc.charts.claims(fc.assess(fc.load({folder!r}), language='zh'), 'fiscal_revenue')"
PANEL = "import forecasting as fc\nfc.scenario_panel(fc.load({folder!r}), 'gdp')"
STILL = "document.querySelector('.forecasting-still svg')"
PICTURE = "document.querySelector('.jp-RenderedImage img')"


def executed(place: Path, *cells: str) -> nbformat.NotebookNode:
    """A notebook of some cells, run as a user's `nbconvert --execute` runs it."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv("FORECASTING_STATIC", raising=False)
        environment.setenv("PYTHONPATH", str(ROOT))
        NotebookClient(book, timeout=180, resources={"metadata": {"path": str(place)}}).execute()
    return book


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    """A notebook that sets itself up and shows one chart."""
    return executed(
        tmp_path_factory.mktemp("run"),
        "import forecasting as fc\nfc.notebook('zh')",
        CHART.format(folder=str(ROOT / "data" / "yanjiao")),
    )


@pytest.fixture(scope="module")
def exported(run: nbformat.NotebookNode, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Address of that notebook as a page."""
    path = tmp_path_factory.mktemp("page") / "notebook.html"
    path.write_text(HTMLExporter().from_notebook_node(run)[0], encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def page() -> Iterator[browser.Page]:
    """A page of a browser."""
    with browser.page(1100, 900) as page:
        yield page


def test_a_chart_is_a_picture_in_the_file(run: nbformat.NotebookNode) -> None:
    """The output of a chart is a picture of less than half a megabyte with words for it, and no widget that needs its kernel."""
    bar, chart = run.cells[1].outputs
    assert set(chart.data) == {"image/png", "text/plain"}
    assert chart.data["text/plain"] == chart.metadata["image/png"]["alt"] == "图：财政收入"
    assert len(chart.data["image/png"]) < 500_000
    assert "data-take-bar" in bar.data["text/html"]
    assert "widgets" not in run.metadata


def test_an_export_shows_charts_where_no_script_runs(exported: str, page: browser.Page) -> None:
    """A reader whose viewer runs no script sees the picture, in the size of the drawing."""
    page.send("Emulation.setScriptExecutionDisabled", value=True)
    page.open(exported)
    page.send("Emulation.setScriptExecutionDisabled", value=False)
    assert page.js(f"{PICTURE}.complete")
    assert page.js(f"{PICTURE}.naturalWidth") == pytest.approx(2 * page.js(f"{PICTURE}.width"), abs=2)


def test_an_export_is_live_where_scripts_run(exported: str, page: browser.Page) -> None:
    """In a browser a live drawing whose marks tell the pointer takes the place of the picture, without the kernel or the internet."""
    page.open(exported)
    page.wait_for("document.querySelector('.jp-RenderedImage svg.marks')")
    assert page.js(PICTURE) is None
    assert page.js("document.querySelectorAll('svg.marks [aria-label]').length") > 10


def test_an_export_shows_where_the_panel_of_sliders_stood(tmp_path: Path, page: browser.Page) -> None:
    """Sliders need a kernel: an export without one shows the panel's table and outlook, and no empty place."""
    panel = PANEL.format(folder=str(ROOT / "data" / "yanjiao"))
    path = tmp_path / "panel.html"
    path.write_text(HTMLExporter().from_notebook_node(executed(tmp_path, panel))[0], encoding="utf-8")
    page.open(path.as_uri())
    assert page.js(f"{STILL}.getClientRects().length") > 0
    page.js(
        "document.body.append(Object.assign(document.createElement('div'), {className: 'widget-container'}))"
    )
    assert page.js(f"{STILL}.getClientRects().length") == 0
