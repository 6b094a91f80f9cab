"""All charts of a report as picture files, to take along into slides and letters."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from forecasting.charts import drawn
from forecasting.charts.assessed import fitted
from forecasting.charts.export import png_of, svg, with_font
from forecasting.errors import ForecastingError
from forecasting.files import free_place, write_whole

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Sequence

    from forecasting.charts.grammar import View
    from forecasting.judge.assessment import Assessment

__all__ = ["SLIDE", "charts_of", "write_pictures"]

#: Pixels across and down that a picture may have at most: a slide of 16 to 9.
SLIDE = (1920.0, 1080.0)
ENDINGS = (".png", ".svg")


def charts_of(runs: Sequence[Assessment]) -> dict[str, View]:
    """The charts of a report by the name of their file, in the order of the page.

    Args:
        runs: assessments of one dossier in one language, the baseline first; the others stand beside it as scenarios.
    """
    result = runs[0]
    entity = result.dossier.entity
    spanned = {row.indicator for row in result.span_rows if row.entity == entity}
    implied = {row.indicator for row in result.implied_rows if row.entity == entity}
    claimed = {row.claim.indicator for row in result.claim_rows if row.claim.entity == entity}
    found: dict[str, View] = {}
    if any(row.main and row.indicator in spanned for row in result.indicator_rows):
        found["staircase"] = drawn.staircase(result)
    if result.plans:
        found["required"] = drawn.required(result)
    if result.found:
        found["verdicts"] = drawn.verdicts(result)
    if len(runs) > 1:
        found["scenario_odds"] = drawn.scenario_odds(list(runs))
    for name in (row.indicator for row in result.indicator_rows):
        if name in spanned:
            found[f"staircase_{name}"] = drawn.staircase(result, [name])
        if fitted(result, name):
            found[f"outlook_{name}"] = drawn.outlook(result, name)
            if len(runs) > 1:
                found[f"scenarios_{name}"] = drawn.scenarios(list(runs), name)
        if name in implied:
            found[f"network_{name}"] = drawn.network(result, name)
        if name in claimed:
            found[f"claims_{name}"] = drawn.claims(result, name)
    return found


def write_pictures(
    runs: Sequence[Assessment],
    folder: str | os.PathLike[str],
    *,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """Write every chart as PNG, as large as fits a slide of 1920 by 1080 pixels, and as SVG with its font inside.

    Args:
        runs: as for `charts_of`.
        folder: is made if it is not there; its own folder must be.
        force: replace files that are there.
        progress: called with the number of charts drawn and of all.

    Returns:
        The paths written.

    Raises:
        ForecastingError: the dossier has no chart, or a file is there already; then nothing is written.
    """
    found = charts_of(runs)
    place = Path(folder)
    if not found:
        msg = f"nothing to draw in {runs[0].dossier.name(runs[0].language)!r}: it has no claims about an indicator"
        raise ForecastingError(msg)
    if not place.is_dir():
        free_place(place)
        place.mkdir()
    paths = {
        name: [free_place(place / f"{_file_name(name)}{ending}", force=force) for ending in ENDINGS]
        for name in found
    }
    written = []
    for done, (name, chart) in enumerate(found.items(), 1):
        element = svg(chart, name)
        width, height = (
            float(size)
            for size in re.search(r' width="([\d.]+)" height="([\d.]+)"', element).groups()  # type: ignore[union-attr]
        )
        scale = min(SLIDE[0] / width, SLIDE[1] / height)
        contents = (png_of(element, scale), with_font(element).encode())
        for path, content in zip(paths[name], contents, strict=True):
            written.append(write_whole(path, content, force=force))
        if progress is not None:
            progress(done, len(found))
    return written


def _file_name(name: str) -> str:
    """The name without signs that a file system or a shell takes for something else."""
    return re.sub(r"[^\w.-]", "_", name)
