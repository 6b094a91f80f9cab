"""The pictures of the ranking page can be taken along, and the numbers behind them read."""

import re
from pathlib import Path

import browser
import pytest

from forecasting.cli import main

RECORD = Path(__file__).resolve().parent.parent / "data" / "provinces" / "targets.csv"
PICTURES = ["multiples", "by_ambition", "by_year", "places"]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Chinese page of the public case."""
    place = tmp_path_factory.mktemp("ranking")
    command = ["portfolio", str(RECORD), "-o", str(place / "all.csv"), "--page", str(place / "all.html")]
    assert main([*command, "--language", "zh"]) == 0
    return place / "all.html"


def test_every_picture_stands_above_its_bar(page: Path) -> None:
    """Each picture has buttons of its own and, but for what the ranking itself says, the numbers it is drawn from."""
    text = page.read_text(encoding="utf-8")
    figures = re.findall(r"<figure>.*?</figure>", text, re.DOTALL)
    assert [re.findall(r'data-take-bar="(\w+)"', figure) for figure in figures] == [[one] for one in PICTURES]
    assert [figure.count("<table") for figure in figures] == [0, 1, 1, 1]
    assert all(figure.index("<svg") < figure.index("data-take-bar") for figure in figures)


def test_the_numbers_are_those_of_the_file(page: Path) -> None:
    """Behind the picture by year stands a row a target: 64, of which 44 were met; 6 % was asked of China in 1992, 12.8 % came."""
    text = page.read_text(encoding="utf-8")
    (table,) = re.findall(r'data-take-bar="by_year".*?<table.*?>(.*?)</table>', text, re.DOTALL)
    rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>.*?</tr>", table)][1:]
    assert len(rows) == 64
    assert sum(row[-1] == "是" for row in rows) == 44
    assert rows[0][:4] == ["China", "1992", "6.0%", "12.8%"]


def test_no_column_is_empty(page: Path) -> None:
    """The public case names no indicator beside its places, so that no column is kept for one."""
    table = re.search(r"<table><thead>.*?</table>", page.read_text(encoding="utf-8"), re.DOTALL).group()
    heads = re.findall(r"<th[^>]*>(.*?)</th>", table)
    assert "指标" not in heads
    assert all(row.count("<td") == len(heads) for row in re.findall(r"<tr data-place.*?</tr>", table))


def test_models_that_agree_give_one_chance(page: Path) -> None:
    """No range runs from a chance to itself, as where one model alone could be fitted."""
    ranges = re.findall(r">([0-9]+%)–([0-9]+%)<", page.read_text(encoding="utf-8"))
    assert ranges
    assert all(low != high for low, high in ranges)


def test_a_picture_fits_a_page_of_paper(page: Path) -> None:
    """The picture of forty targets is taller than a screen; on A4 paper it and its heading stand on one page, without the filter."""
    with browser.page(700, 900) as seen:
        seen.open(page.as_uri())
        seen.send("Emulation.setEmulatedMedia", media="print")
        assert (
            seen.js(
                "Math.max(...[...document.querySelectorAll('figure svg')].map((e) => e.getBoundingClientRect().height))"
            )
            <= 870
        )
        assert seen.js("document.querySelector('.filters').getClientRects().length") == 0


def test_a_picture_is_saved_from_the_page(page: Path) -> None:
    """In a browser the buttons save the picture they stand below, and the filter goes on working beside them."""
    with browser.page(1200, 900) as seen:
        seen.open(page.as_uri())
        seen.record_saves()
        for kind in ("svg", "png"):
            seen.click(f"[data-take-bar=by_year] [data-take={kind}]")
            seen.wait_for(f"took.some((one) => one[0] === 'by_year.{kind}')")
        assert seen.js("took") == [
            ["by_year.svg", "data:image/svg+xml;cha"],
            ["by_year.png", "data:image/png;base64,"],
        ]
        seen.js("place.value = 'hebei'; place.dispatchEvent(new Event('input')); 1")
        assert seen.js("document.querySelectorAll('tr[data-place]:not([hidden])').length") == 1
        assert seen.faults == []
        assert seen.left_machine() == []
