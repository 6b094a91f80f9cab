"""A panel of sliders in a notebook: each move assesses the dossier anew in the kernel and shows what moved and why."""

from __future__ import annotations

from fractions import Fraction
from html import escape
from math import floor, log10
from typing import TYPE_CHECKING, Any

from forecasting.errors import ForecastingError
from forecasting.extras import needed
from forecasting.judge.assessment import assess
from forecasting.models.reference import reference_class, reference_classes
from forecasting.network import compile_claim
from forecasting.numbers.units import conversion
from forecasting.scenarios import BASELINE, Scenario, reading_phrase, save_scenario, scenario_toml
from forecasting.scenarios.flaws import class_flaw
from forecasting.show.markup import tag, text_tag
from forecasting.words import number, percent, render, say, unit_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from forecasting.dossier import Claim, Dossier
    from forecasting.judge.assessment import Assessment
    from forecasting.judge.checks import Threshold

__all__ = ["ScenarioPanel", "scenario_panel"]

_PATHS = ("forecast", "constant", "yearly")
_RATES = (-20.0, 60.0)  # percent a year that a slider offers
_YEARS_APART = 5  # how far founding and goal year can be moved
_LEVELS = (0.5, 2.0)  # of the goal as printed
_STEPS = 60  # of the goal's slider, about
_ROWS = (
    "needed_before",
    "needed_after",
    "kept_level",
    "record_rate",
    "probability",
    "path_verdict",
    "pace_verdict",
    "odds_verdict",
)
_CELL = "text-align:right;padding:.15em .8em"


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
        self._indicators = _planned(self.baseline)
        if indicator and indicator not in self._indicators:
            msg = (
                f"no sliders for {indicator!r}: it has no forecast to a goal or target; those that have one: "
                f"{', '.join(self._indicators) or 'none'}"
            )
            raise ForecastingError(msg)
        if not self._indicators:
            msg = f"{dossier.entity} has no indicator with a forecast to a goal or target, so nothing to move"
            raise ForecastingError(msg)
        self._quiet = False
        self.controls: dict[str, Any] = {}
        self._make(indicator or self._indicators[0])
        self.widget = self._laid_out()
        self._for_indicator()

    def __repr__(self) -> str:
        """One line: whose and what is set."""
        return f"ScenarioPanel({self.dossier.entity}, {self.indicator}: {len(self.result.differences)} differences)"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)

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
        current = [] if self.scenario == BASELINE else [self.result]
        names = {run.scenario.name for run in self.kept}
        return [self.baseline, *self.kept, *(one for one in current if one.scenario.name not in names)]

    def keep(self) -> None:
        """Keep the settings as they stand for the comparison, replacing those kept under the same name."""
        if self.scenario != BASELINE:
            self.kept = [one for one in self.kept if one.scenario.name != self.scenario.name] + [self.result]

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
        self._for_indicator()

    # ---- controls

    def _make(self, indicator: str) -> None:
        import ipywidgets as w

        wide = w.Layout(width="auto")
        style = {"description_width": "11em"}

        def named(kind: Any, name: str, **given: Any) -> None:
            # The goal's description names the unit, so it waits for the indicator.
            text = "" if name == "level" else say(f"live.{name}", self.language)
            self.controls[name] = kind(description=text, layout=wide, style=style, **given)

        labels = [(self.dossier.indicators[one].name(self.language), one) for one in self._indicators]
        named(w.Dropdown, "indicator", options=labels, value=indicator)
        named(w.ToggleButtons, "path", options=self._options("path", _PATHS), value="forecast")
        named(
            w.FloatSlider,
            "constant",
            min=_RATES[0],
            max=_RATES[1],
            step=0.5,
            readout_format=".1f",
            continuous_update=False,
        )
        named(w.Checkbox, "capped", value=False, indent=False)
        named(
            w.FloatSlider,
            "cap",
            min=0.0,
            max=_RATES[1],
            step=0.5,
            value=10.0,
            readout_format=".1f",
            continuous_update=False,
        )
        named(w.FloatSlider, "level", min=0.5, max=1.5, continuous_update=False)
        named(w.IntSlider, "year", min=1000, max=3000, continuous_update=False)
        named(w.Dropdown, "reference", options=[("", "")])
        named(w.Dropdown, "pace", options=[("", "")])
        founded = self.dossier.founded
        if founded is not None:
            named(
                w.IntSlider,
                "founded",
                min=founded - _YEARS_APART,
                max=min(founded + _YEARS_APART, self.dossier.as_of - 1),
                value=founded,
                continuous_update=False,
            )
        named(w.Text, "name", value="own", continuous_update=False)
        self.controls["indicator"].observe(lambda _: self._for_indicator(), "value")
        for name in ("path", "constant", "capped", "cap", "level", "year", "reference", "pace", "name"):
            self.controls[name].observe(lambda _: self._moved(), "value")
        if "founded" in self.controls:
            self.controls["founded"].observe(lambda _: self._moved(), "value")
        self._years: dict[int, Any] = {}
        self._readings: dict[str, Any] = {}
        self._shown = w.HTML()
        self._message = w.HTML()
        self._by_year = w.VBox()
        self._by_phrase = w.VBox()

    def _options(self, group: str, names: tuple[str, ...]) -> list[tuple[str, str]]:
        return [(say(f"live.{group}_{name}", self.language), name) for name in names]

    def _laid_out(self) -> Any:
        import ipywidgets as w

        def button(name: str, action: Callable[[], None]) -> Any:
            made = w.Button(
                description=say(f"live.{name}", self.language), layout=w.Layout(width="max-content")
            )
            made.on_click(lambda _: self._told(action))
            self.controls[name] = made
            return made

        def saved() -> None:
            path = self.save()
            self._say(say("live.saved", self.language, name=self.scenario.name, file=path.name))

        def kept() -> None:
            self.keep()
            names = ", ".join(run.scenario.name for run in self.kept) or "–"
            self._say(say("live.kept", self.language, names=names))

        buttons = w.HBox(
            [button("reset", self.reset), button("keep", kept), button("save", saved)],
            layout=w.Layout(flex_flow="row wrap"),
        )
        shown = ["indicator", "level", "year", "path", "constant"]
        left = [self.controls[name] for name in shown] + [self._by_year]
        left += [self.controls[name] for name in ("capped", "cap", "pace", "reference")]
        left += [self.controls["founded"]] if "founded" in self.controls else []
        left += [self._by_phrase, self.controls["name"], buttons, self._message]
        side = w.VBox(left, layout=w.Layout(width="26em", flex="0 0 auto"))
        seen = w.VBox([self._shown], layout=w.Layout(flex="1 1 30em", min_width="0"))
        return w.Box([side, seen], layout=w.Layout(display="flex", flex_flow="row wrap", grid_gap="1.5em"))

    def _goal(self) -> Threshold:
        plan = next(one for one in self.baseline.plans if one.indicator == self.indicator)
        return plan.goal or plan.targets[-1]

    def _for_indicator(self) -> None:
        """Controls for the indicator chosen, all at what the report says."""
        import ipywidgets as w

        self._quiet = True
        name, goal = self.indicator, self._goal()
        claim = self.dossier.claim(goal.claim)
        level = float(goal.level)
        step = _step(level)
        self._bounded("level", _LEVELS[0] * level // step * step, _LEVELS[1] * level, level, step=step)
        self.controls["level"].readout_format = f".{max(0, -floor(log10(step)))}f"
        self.controls["level"].description = say(
            "live.level", self.language, unit=unit_name(self.dossier.indicators[name].unit, self.language)
        )
        self.controls["level"].disabled = claim.kind != "level"
        plan = next(one for one in self.baseline.plans if one.indicator == name)
        last = plan.base.year if plan.base else self.dossier.as_of
        self._bounded("year", last + 1, goal.year + _YEARS_APART, goal.year)
        self.controls["path"].value = "forecast"
        self.controls["capped"].value = False
        row = next(one for one in self.baseline.target_rows if one.indicator == name)
        needed = row.needed_before if row.needed_before is not None else row.recomputed_rate
        rate = min(max(round(200 * (needed or 0.0)) / 2, _RATES[0]), _RATES[1])
        self.controls["constant"].value = rate
        as_printed = say("live.as_report", self.language)
        known = self.dossier.indicators[name].reference_class
        classes = [
            (reference_class(one).label(self.language), one)
            for one in sorted(reference_classes())
            if one != known and not class_flaw(one, self.dossier.as_of, self.dossier.indicators[name])
        ]
        own = (reference_class(known).label(self.language) if known else as_printed, "")
        self.controls["reference"].options = [own, *classes]
        self.controls["reference"].value = ""
        places = sorted(
            {one.entity for one in self.dossier.claims if one.role == "benchmark" and one.indicator == name}
        )
        paces = [(self.dossier.place(one, self.language), one) for one in places]
        paces += [(say("live.top_fifth", self.language), "top_fifth")] if known else []
        self.controls["pace"].options = [(say("live.no_pace", self.language), ""), *paces]
        self.controls["pace"].value = ""
        if "founded" in self.controls and self.dossier.founded is not None:
            self.controls["founded"].value = self.dossier.founded
        self._years = {}
        for year in range(last + 1, goal.year + _YEARS_APART + 1):
            slider = w.FloatSlider(
                value=rate,
                min=_RATES[0],
                max=_RATES[1],
                step=0.5,
                readout_format=".1f",
                description=str(year),
                continuous_update=False,
                layout=w.Layout(width="auto"),
            )
            slider.observe(lambda _: self._moved(), "value")
            self._years[year] = slider
        self._readings = {}
        for one in self.dossier.claims:
            options = _readings(one, self.dossier) if one.indicator == name else ()
            if len(options) > 1:
                chosen = w.Dropdown(
                    description=one.quote if len(one.quote) < 24 else one.claim_id,
                    options=[
                        (say("live.every_reading", self.language), ""),
                        *((render(reading_phrase(x), self.language), x) for x in options),
                    ],
                    value="",
                    layout=w.Layout(width="auto"),
                    style={"description_width": "initial"},
                )
                chosen.observe(lambda _: self._moved(), "value")
                self._readings[one.claim_id] = chosen
        self._by_phrase.children = tuple(self._readings.values())
        self._quiet = False
        self._moved()

    def _bounded(self, name: str, low: float, high: float, value: float, step: float | None = None) -> None:
        """New ends for a slider, set so that at no moment the lower lies above the upper."""
        control = self.controls[name]
        with control.hold_trait_notifications():
            control.min, control.max, control.value = low, high, value
            if step is not None:
                control.step = step

    # ---- from controls to a scenario and its assessment

    def _settings(self) -> Scenario:
        """The scenario of the controls; the baseline when all stand where the report has them."""
        name, goal, at = self.indicator, self._goal(), self.controls
        given: dict[str, Any] = {}
        changes: dict[str, Any] = {}
        claim = self.dossier.claim(goal.claim)
        if claim.kind == "level" and abs(at["level"].value - float(goal.level)) > 1e-9 * float(goal.level):
            changes["level"] = _printed(at["level"].value, claim, self.dossier)
        if at["year"].value != goal.year:
            changes["year"] = at["year"].value
        if changes and claim.role == "goal":
            given["goal"] = {name: {"claim": goal.claim} | changes}
        elif changes:
            columns = {"level": "value", "year": "end"}
            given["claims"] = {goal.claim: {columns[key]: value for key, value in changes.items()}}
        years = [year for year in self._years if year <= at["year"].value]
        if at["path"].value == "constant":
            given["path"] = {name: dict.fromkeys(years, at["constant"].value / 100)}
        elif at["path"].value == "yearly":
            given["path"] = {name: {year: self._years[year].value / 100 for year in years}}
        elif at["pace"].value:
            given["pace"] = {name: at["pace"].value}
        if at["capped"].value and at["path"].value == "forecast":
            given["growth_cap"] = {name: at["cap"].value / 100}
        if "founded" in at and at["founded"].value != self.dossier.founded:
            given["founded"] = at["founded"].value
        if at["reference"].value:
            given["reference_class"] = {name: at["reference"].value}
        readings = {claim_id: one.value for claim_id, one in self._readings.items() if one.value}
        if readings:
            given["readings"] = readings
        return Scenario(at["name"].value.strip(), **given) if given else BASELINE

    def _moved(self) -> None:
        if self._quiet:
            return
        at = self.controls
        free = at["path"].value == "forecast"
        at["constant"].disabled = at["path"].value != "constant"
        at["pace"].disabled = at["capped"].disabled = not free
        at["cap"].disabled = not (free and at["capped"].value)
        yearly = at["path"].value == "yearly"
        wanted = tuple(one for year, one in self._years.items() if year <= at["year"].value) if yearly else ()
        if self._by_year.children != wanted:
            self._by_year.children = wanted
        self._told(self._assess)

    def _told(self, action: Callable[[], None]) -> None:
        """Do something; what is wrong with the settings is said in the panel and changes nothing."""
        try:
            self._say("")
            action()
        except ForecastingError as problem:
            self._say(str(problem), wrong=True)

    def _say(self, text: str, *, wrong: bool = False) -> None:
        colour = "#8f1d21" if wrong else "#17685a"
        lines = escape(text).replace("\n", "<br>")
        self._message.value = tag("p", lines, role="status", style=f"color:{colour};line-height:1.4")

    def _assess(self) -> None:
        settings = self._settings()
        self.result = self.baseline if settings == BASELINE else assess(self.dossier, settings, self.language)
        self._shown.value = self._html()

    # ---- what is shown

    def _html(self) -> str:
        from forecasting.charts import drawn as charts
        from forecasting.charts.export import svg

        differences = self.result.differences or [say("live.no_difference", self.language)]
        listed = "".join(text_tag("li", one) for one in differences)
        runs = [self.baseline] if self.result is self.baseline else [self.baseline, self.result]
        drawn = svg(charts.scenarios(runs, self.indicator), f"live-{self.indicator}")
        written = scenario_toml(self.scenario) if self.scenario != BASELINE else ""
        return (
            tag("ul", listed, style="margin:0 0 .6em;line-height:1.5")
            + self._table()
            + tag("div", drawn, style="overflow-x:auto")
            + (text_tag("pre", written, style="white-space:pre-wrap") if written else "")
        )

    def _table(self) -> str:
        """The numbers and the words before and after; a word that has moved is set bold."""
        rows = [
            next((one for one in run.target_rows if one.indicator == self.indicator), None)
            for run in (self.baseline, self.result)
        ]
        heads = [
            text_tag("th", say(f"live.{name}", self.language), scope="col", style=_CELL)
            for name in ("before", "after")
        ]
        lines = [tag("tr", "<td></td>" + "".join(heads))]
        for name in _ROWS:
            before, after = (self._value(name, getattr(row, name, None)) for row in rows)
            moved = name.endswith("_verdict") and before != after
            cells = [
                text_tag("th", say(f"live.row_{name}", self.language), scope="row", style="text-align:left"),
                text_tag("td", before, style=_CELL),
                text_tag("td", after, style=f"font-weight:bold;{_CELL}" if moved else _CELL),
            ]
            lines.append(tag("tr", "".join(cells)))
        return tag("table", tag("thead", lines[0]) + tag("tbody", "".join(lines[1:])))

    def _value(self, name: str, value: Any) -> str:
        if value is None:
            return "–"
        if name.endswith("_verdict"):
            return say(f"verdicts.{value}", self.language)
        if name == "probability":
            return say("live.as_odds", self.language, value=value)
        written = number if name == "kept_level" else percent
        return written(value, self.language)


def _planned(result: Assessment) -> list[str]:
    """Indicators with a forecast of the quoted model to a goal or target, main ones first."""
    fitted = {one.indicator for one in result.outlooks if one.default and one.years}
    return [row.indicator for row in result.target_rows if row.indicator in fitted]


def _readings(claim: Claim, dossier: Dossier) -> tuple[str, ...]:
    if claim.role != "history" or claim.entity != dossier.entity or claim.kind == "level":
        return ()
    return tuple(dict.fromkeys(one.name for one in compile_claim(claim, dossier) if one.name))


def _step(level: float) -> float:
    """A round step of about a sixtieth of the slider's range."""
    raw = (_LEVELS[1] - _LEVELS[0]) * level / _STEPS
    scale = 10.0 ** floor(log10(raw))
    return next(scale * one for one in (5, 2, 1) if scale * one <= raw)


def _printed(level: float, claim: Claim, dossier: Dossier) -> str:
    """A level of the slider as it would be printed in the claim's own unit."""
    exact = Fraction(f"{level:.10g}") / conversion(claim.unit, dossier.indicators[claim.indicator].unit)
    return f"{float(exact):.10f}".rstrip("0").rstrip(".")


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
