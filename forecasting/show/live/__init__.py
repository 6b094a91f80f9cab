"""A panel of sliders in a notebook: each move assesses the dossier anew in the kernel and shows what moved and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.extras import needed
from forecasting.judge.assessment import assess
from forecasting.scenarios import BASELINE, Scenario, save_scenario
from forecasting.show.live.controls import Controls, reported
from forecasting.show.live.message import Message
from forecasting.show.live.results import results
from forecasting.show.live.settings import settings
from forecasting.words import say

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecasting.dossier import Dossier
    from forecasting.judge.assessment import Assessment

__all__ = ["ScenarioPanel", "scenario_panel"]

#: The column of controls from top to bottom; between them stand the sliders a year, and below them the choices a phrase.
_FIRST = ("indicator", "level", "year", "path", "constant")
_SECOND = ("capped", "cap", "pace", "reference", "founded")
#: The results once more, seen only where no widget is drawn.
_STILL = (
    "<style>body:has(.widget-container) .forecasting-still {{ display: none; }}</style>"
    '<div class="forecasting-still">{results}</div>'
)


class ScenarioPanel:
    """Sliders for one dossier; show it as the last line of a cell.

    Attributes:
        baseline: the assessment everything is compared with.
        result: the assessment of the settings as they stand.
        kept: assessments kept under a name, in the order they were kept.
        controls: the widgets by name, so that code can move them too.
    """

    def __init__(self, dossier: Dossier, indicator: str, language: str) -> None:
        self.dossier = dossier
        self.language = language
        self.baseline = assess(dossier, language=language)
        self.result = self.baseline
        self.kept: list[Assessment] = []
        offered = _planned(self.baseline)
        self._sliders = Controls(dossier, language, offered, _shown_first(indicator, offered, dossier))
        self.controls = self._sliders.named
        self._message = Message(language)
        self._quiet = False
        self._sliders.watch(chosen=self._choose, moved=self._move)
        self.widget = self._laid_out()
        self._choose()

    def __repr__(self) -> str:
        """One line: whose and what is set."""
        return f"ScenarioPanel({self.dossier.entity}, {self.indicator}: {len(self.result.differences)} differences)"

    def _ipython_display_(self) -> None:
        from IPython.display import HTML, display

        display(self.widget)  # type: ignore[no-untyped-call]
        # Where a notebook is read without its kernel there are no widgets, and the results stand alone.
        display(HTML(_STILL.format(results=self._results.value)))  # type: ignore[no-untyped-call]

    @property
    def indicator(self) -> str:
        """Id of the indicator whose sliders are shown."""
        return str(self.controls["indicator"].value)

    @property
    def scenario(self) -> Scenario:
        """The settings as a scenario; the baseline when nothing is moved."""
        return self.result.scenario

    @property
    def runs(self) -> list[Assessment]:
        """The baseline, what was kept, and the settings as they stand, ready for `compare` and `appendix`."""
        names = {run.scenario.name for run in self.kept}
        moved = self.scenario != BASELINE and self.scenario.name not in names
        return [self.baseline, *self.kept, *([self.result] if moved else [])]

    def keep(self) -> None:
        """Keep the settings as they stand for the comparison, replacing those kept under the same name."""
        if self.scenario != BASELINE:
            others = [run for run in self.kept if run.scenario.name != self.scenario.name]
            self.kept = [*others, self.result]

    def save(self, *, force: bool = False) -> Path:
        """Write the settings into `scenarios.toml` of the dossier's folder.

        Raises:
            ForecastingError: nothing is moved, or a scenario of that name is there already and `force` is not given.
        """
        if self.scenario == BASELINE:
            msg = "nothing is moved, so there is no scenario to save"
            raise ForecastingError(msg)
        return save_scenario(self.dossier, self.scenario, force=force)

    def reset(self) -> None:
        """Put every control back to the baseline."""
        self._choose()

    def _choose(self) -> None:
        """Controls for the indicator chosen, all at what the report says, and their assessment."""
        self._quiet = True
        self._reported = reported(self.baseline, self.indicator)
        self._sliders.put(self._reported)
        self._quiet = False
        self._move()

    def _move(self) -> None:
        if not self._quiet:
            self._sliders.follow()
            self._message.attempt(self._assess)

    def _assess(self) -> None:
        asked = settings(self._sliders, self._reported)
        self.result = self.baseline if asked == BASELINE else assess(self.dossier, asked, self.language)
        self._results.value = results(self.baseline, self.result, self.indicator, self.language)

    def _laid_out(self) -> Any:
        """Controls in one column, what follows from them beside it, or below it where there is no room."""
        import ipywidgets as w

        buttons = w.HBox(
            [
                self._button("reset", self.reset),
                self._button("keep", self._keep_and_say),
                self._button("save", self._save_and_say),
            ],
            layout=w.Layout(flex_flow="row wrap"),
        )
        first, second = (
            [self.controls[name] for name in names if name in self.controls] for names in (_FIRST, _SECOND)
        )
        column = [*first, self._sliders.by_year, *second, self._sliders.by_phrase]
        column += [self.controls["name"], buttons, self._message.widget]
        self._results = w.HTML()
        return w.Box(
            [
                w.VBox(column, layout=w.Layout(width="26em", flex="0 0 auto")),
                w.VBox([self._results], layout=w.Layout(flex="1 1 30em", min_width="0")),
            ],
            layout=w.Layout(display="flex", flex_flow="row wrap", grid_gap="1.5em"),
        )

    def _button(self, name: str, action: Callable[[], None]) -> Any:
        import ipywidgets as w

        button = w.Button(
            description=say(f"live.{name}", self.language), layout=w.Layout(width="max-content")
        )
        button.on_click(lambda _: self._message.attempt(action))
        self.controls[name] = button
        return button

    def _keep_and_say(self) -> None:
        self.keep()
        names = ", ".join(run.scenario.name for run in self.kept) or "–"
        self._message.say(say("live.kept", self.language, names=names))

    def _save_and_say(self) -> None:
        path = self.save()
        self._message.say(say("live.saved", self.language, name=self.scenario.name, file=path.name))


def _planned(result: Assessment) -> list[str]:
    """Indicators with a forecast of the quoted model to a goal or target, main ones first."""
    fitted = {outlook.indicator for outlook in result.outlooks if outlook.default and outlook.years}
    return [row.indicator for row in result.target_rows if row.indicator in fitted]


def _shown_first(indicator: str, offered: list[str], dossier: Dossier) -> str:
    """The indicator asked for, or the main one.

    Raises:
        ForecastingError: it is none of those offered, or none is.
    """
    if indicator and indicator not in offered:
        msg = (
            f"no sliders for {indicator!r}: it has no forecast to a goal or target; those that have one: "
            f"{', '.join(offered) or 'none'}"
        )
        raise ForecastingError(msg)
    if not offered:
        msg = f"{dossier.entity} has no indicator with a forecast to a goal or target, so nothing to move"
        raise ForecastingError(msg)
    return indicator or offered[0]


def scenario_panel(dossier: Dossier, indicator: str = "", *, language: str = "en") -> ScenarioPanel:
    """Sliders for a dossier in a notebook: goal, path, cap, pace, class, founding year and readings.

    Every move assesses the dossier again in the kernel. The panel says first what differs from the report, then what
    that does to required growth, odds and verdicts, draws the outlook and shows the settings as they stand in
    `scenarios.toml`. It needs no internet.

    Args:
        dossier: from `load`.
        indicator: id shown first; empty takes the main one.
        language: "en" or "zh".

    Raises:
        ForecastingError: no such indicator, or none with a forecast; ipywidgets is not installed.
    """
    needed("ipywidgets", "ipywidgets", "a panel of sliders", "notebook")
    return ScenarioPanel(dossier, indicator, language)
