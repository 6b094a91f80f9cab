"""Drawing in other processes: the same drawings, and none missing when a process cannot be had."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import pytest

import forecasting as fc
from forecasting.annex import drawing
from forecasting.annex.blocks import Figure
from forecasting.annex.drawing import Studio
from forecasting.annex.pictures import Pictures
from forecasting.charts import look
from forecasting.errors import ForecastingError


def figure(name: str, rows: int) -> Figure:
    """A small chart with Chinese words and the numbers 1 to `rows`."""
    import altair as alt

    data = [{"x": number, "word": "地区生产总值"} for number in range(1, rows + 1)]
    chart = look.drawing(data).mark_text().encode(x=alt.X("x:Q"), text=alt.Text("word:N"))
    return Figure(name, chart=chart, caption=name)


def test_what_other_processes_draw_is_what_this_one_draws() -> None:
    """SVG, PNG and the library for pages come out byte for byte the same, in whichever order they are called for."""
    figures = [figure(f"figure-{number}", number) for number in (1, 2, 3)]
    here, there, studio = Pictures(), Pictures(), Studio(2)
    there.ask(studio, figures, png=True)
    library = studio.ask(lambda: {"work": "script"})
    studio.close()
    for one in reversed(figures):
        assert there.png(one) == here.png(one)
        assert there.svg(one) == here.svg(one)
    assert library.result() == here.script()


@pytest.mark.parametrize(("name", "value"), [("executable", ""), ("frozen", True)])
def test_without_an_interpreter_to_start_all_is_drawn_here(
    monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    """A program that carries Python within must not start itself; its appendix has its pictures all the same."""
    monkeypatch.setattr(sys, name, value, raising=False)
    monkeypatch.setattr("subprocess.Popen", None)
    one, studio = figure("figure-1", 2), Studio(2)
    pictures = Pictures()
    pictures.ask(studio, [one], png=True)
    studio.close()
    assert pictures.png(one) == Pictures().png(one)


@pytest.mark.parametrize("start", ["raise SystemExit(3)", "import sys; sys.stdin.buffer.readline()"])
def test_a_process_that_dies_leaves_the_drawing_to_this_one(
    monkeypatch: pytest.MonkeyPatch, start: str
) -> None:
    """Whether it never begins or ends at its first request, nothing hangs and nothing is missing."""
    monkeypatch.setattr(drawing, "_START", start)
    figures, studio = [figure("figure-1", 1), figure("figure-2", 2)], Studio(2)
    pictures = Pictures()
    pictures.ask(studio, figures, png=True)
    studio.close()
    assert [pictures.png(one) for one in figures] == [Pictures().png(one) for one in figures]


def test_a_chart_that_cannot_be_drawn_says_so_here() -> None:
    """The reason reaches the caller; it is not lost in another process."""
    studio = Studio(2)
    broken: dict[str, Any] = {"work": "svg", "specification": {"mark": "no such mark"}, "name": "x"}
    answer = studio.ask(partial(dict, broken))
    studio.close()
    assert isinstance(answer.exception(), OSError)
    with pytest.raises(ValueError, match="SVG conversion failed"):
        drawing.drawn(broken)


def test_an_appendix_takes_known_formats_only() -> None:
    """A format that cannot be saved is refused before anything is composed."""
    run = fc.assess(fc.load("data/yanjiao"))
    with pytest.raises(ForecastingError, match=r"\.docx, \.html, \.pdf; received \.odt"):
        fc.appendix(run, formats=[".pdf", ".odt"])
