"""The controls of the panel: widgets by name, and where the report puts each of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10
from typing import TYPE_CHECKING, Any

from forecasting.models.reference import reference_class, reference_classes
from forecasting.network import compile_claim
from forecasting.scenarios import reading_phrase
from forecasting.scenarios.flaws import class_flaw
from forecasting.words import render, say, unit_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from forecasting.dossier import Claim, Dossier, Indicator
    from forecasting.judge.assessment import Assessment

__all__ = ["Controls", "Reported", "reported"]

_PATHS = ("forecast", "constant", "yearly")
_RATES = (-20.0, 60.0)  # percent a year that a slider offers
_YEARS_APART = 5  # how far founding and goal year can be moved
_LEVELS = (0.5, 2.0)  # of the goal as printed
_STEPS = 60  # of the goal's slider, about
_LONGEST_QUOTE = 24  # letters of a quote that names its choice; a longer one gives way to the claim's id


@dataclass(frozen=True, slots=True)
class Reported:
    """What the report says of an indicator, and so where its controls stand at first.

    Attributes:
        indicator: the indicator.
        claim: its goal or, where it has none, its last target; `level` is in the indicator's unit.
        level: of the claim, in the indicator's unit.
        year: of the claim.
        first: first year of the forecast.
        rate: growth it needs, percent a year, to the half.
    """

    indicator: Indicator
    claim: Claim
    level: float
    year: int
    first: int
    rate: float


def reported(result: Assessment, name: str) -> Reported:
    """What an assessed report says of an indicator with a plan."""
    dossier = result.dossier
    plan = next(plan for plan in result.plans if plan.indicator == name)
    row = next(row for row in result.target_rows if row.indicator == name)
    goal = plan.goal or plan.targets[-1]
    needed = row.needed_before if row.needed_before is not None else row.recomputed_rate
    return Reported(
        indicator=dossier.indicators[name],
        claim=dossier.claim(goal.claim),
        level=float(goal.level),
        year=goal.year,
        first=(plan.base.year if plan.base else dossier.as_of) + 1,
        rate=min(max(round(200 * (needed or 0.0)) / 2, _RATES[0]), _RATES[1]),
    )


class Controls:
    """The widgets of one panel.

    Attributes:
        named: those that every indicator has, by name.
        years: a slider for each year of the forecast of the indicator shown.
        readings: a choice for each of its claims that can be read in several ways, by the claim's id.
        by_year, by_phrase: the boxes that hold the last two.
    """

    def __init__(self, dossier: Dossier, language: str, indicators: Sequence[str], shown: str) -> None:
        import ipywidgets as w

        self.dossier = dossier
        self.language = language
        self._wide = w.Layout(width="auto")
        self.named: dict[str, Any] = {}
        self._make_growth(indicators, shown)
        self._make_others()
        self.years: dict[int, Any] = {}
        self.readings: dict[str, Any] = {}
        self.by_year = w.VBox()
        self.by_phrase = w.VBox()

    def watch(self, *, chosen: Callable[[], None], moved: Callable[[], None]) -> None:
        """Call `chosen` when another indicator is chosen, and `moved` when anything else is moved."""
        self._moved = moved
        for name, control in self.named.items():
            _on_change(control, chosen if name == "indicator" else moved)

    def put(self, said: Reported) -> None:
        """Make the controls those of an indicator, all at what the report says of it."""
        self._put_goal(said)
        self.named["path"].value = "forecast"
        self.named["capped"].value = False
        self.named["constant"].value = said.rate
        self._put_yardsticks(said.indicator)
        if self.dossier.founded is not None:
            self.named["founded"].value = self.dossier.founded
        until = said.year + _YEARS_APART
        self.years = {year: self._year_slider(year, said.rate) for year in range(said.first, until + 1)}
        self.readings = dict(self._phrase_choices(said.indicator.id))
        self.by_phrase.children = tuple(self.readings.values())

    def follow(self) -> None:
        """Close what has no say on the path chosen, and show a slider a year where growth is set by year."""
        at = self.named
        free = at["path"].value == "forecast"
        at["constant"].disabled = at["path"].value != "constant"
        at["pace"].disabled = at["capped"].disabled = not free
        at["cap"].disabled = not (free and at["capped"].value)
        yearly = at["path"].value == "yearly"
        wanted = tuple(self.years[year] for year in self.asked_years()) if yearly else ()
        if self.by_year.children != wanted:
            self.by_year.children = wanted

    def asked_years(self) -> list[int]:
        """The years of the forecast up to the goal's as it is set."""
        return [year for year in self.years if year <= self.named["year"].value]

    # ---- those that every indicator has

    def _make_growth(self, indicators: Sequence[str], shown: str) -> None:
        import ipywidgets as w

        labels = [(self.dossier.indicators[name].name(self.language), name) for name in indicators]
        paths = [(say(f"live.path_{name}", self.language), name) for name in _PATHS]
        self._name("indicator", w.Dropdown, options=labels, value=shown)
        self._name("path", w.ToggleButtons, options=paths, value="forecast")
        self._name("constant", w.FloatSlider, **_rate_slider(_RATES[0]))
        self._name("capped", w.Checkbox, value=False, indent=False)
        self._name("cap", w.FloatSlider, **_rate_slider(0.0), value=10.0)

    def _make_others(self) -> None:
        import ipywidgets as w

        self._name("level", w.FloatSlider, min=0.5, max=1.5, continuous_update=False)
        self._name("year", w.IntSlider, min=1000, max=3000, continuous_update=False)
        self._name("reference", w.Dropdown, options=[("", "")])
        self._name("pace", w.Dropdown, options=[("", "")])
        founded = self.dossier.founded
        if founded is not None:
            ends = {
                "min": founded - _YEARS_APART,
                "max": min(founded + _YEARS_APART, self.dossier.as_of - 1),
            }
            self._name("founded", w.IntSlider, **ends, value=founded, continuous_update=False)
        self._name("name", w.Text, value="own", continuous_update=False)

    def _name(self, name: str, kind: Any, **given: Any) -> None:
        # The goal's description names the unit, so it waits for the indicator.
        text = "" if name == "level" else say(f"live.{name}", self.language)
        style = {"description_width": "11em"}
        self.named[name] = kind(description=text, layout=self._wide, style=style, **given)

    # ---- those of an indicator

    def _put_goal(self, said: Reported) -> None:
        control = self.named["level"]
        step = _step(said.level)
        lowest = _LEVELS[0] * said.level // step * step
        _bound(control, lowest, _LEVELS[1] * said.level, said.level, step=step)
        control.readout_format = f".{max(0, -floor(log10(step)))}f"
        unit = unit_name(said.indicator.unit, self.language)
        control.description = say("live.level", self.language, unit=unit)
        control.disabled = said.claim.kind != "level"
        _bound(self.named["year"], said.first, said.year + _YEARS_APART, said.year)

    def _put_yardsticks(self, indicator: Indicator) -> None:
        """The classes and the paces that can be chosen; none is."""
        for name, options in (
            ("reference", self._class_options(indicator)),
            ("pace", self._pace_options(indicator)),
        ):
            self.named[name].options = options
            self.named[name].value = ""

    def _class_options(self, indicator: Indicator) -> list[tuple[str, str]]:
        known = indicator.reference_class
        as_printed = say("live.as_report", self.language)
        others = [
            name
            for name in sorted(reference_classes())
            if name != known and not class_flaw(name, self.dossier.as_of, indicator)
        ]
        return [
            (reference_class(known).label(self.language) if known else as_printed, ""),
            *((reference_class(name).label(self.language), name) for name in others),
        ]

    def _pace_options(self, indicator: Indicator) -> list[tuple[str, str]]:
        places = {
            claim.entity
            for claim in self.dossier.claims
            if claim.role == "benchmark" and claim.indicator == indicator.id
        }
        options = [(say("live.no_pace", self.language), "")]
        options += [(self.dossier.place(place, self.language), place) for place in sorted(places)]
        if indicator.reference_class:
            options.append((say("live.top_fifth", self.language), "top_fifth"))
        return options

    def _year_slider(self, year: int, rate: float) -> Any:
        import ipywidgets as w

        layout = w.Layout(width="auto")
        slider = w.FloatSlider(value=rate, description=str(year), layout=layout, **_rate_slider(_RATES[0]))
        _on_change(slider, self._moved)
        return slider

    def _phrase_choices(self, indicator: str) -> list[tuple[str, Any]]:
        return [
            (claim.claim_id, self._phrase_choice(claim, readings))
            for claim in self.dossier.claims
            if claim.indicator == indicator and len(readings := _readings(claim, self.dossier)) > 1
        ]

    def _phrase_choice(self, claim: Claim, readings: Sequence[str]) -> Any:
        import ipywidgets as w

        options = [(say("live.every_reading", self.language), "")]
        options += [(render(reading_phrase(reading), self.language), reading) for reading in readings]
        choice = w.Dropdown(
            description=claim.quote if len(claim.quote) < _LONGEST_QUOTE else claim.claim_id,
            options=options,
            value="",
            layout=w.Layout(width="auto"),
            style={"description_width": "initial"},
        )
        _on_change(choice, self._moved)
        return choice


def _rate_slider(lowest: float) -> dict[str, Any]:
    """What all sliders of growth have alike."""
    return {
        "min": lowest,
        "max": _RATES[1],
        "step": 0.5,
        "readout_format": ".1f",
        "continuous_update": False,
    }


def _on_change(control: Any, act: Callable[[], None]) -> None:
    control.observe(lambda _: act(), "value")


def _bound(control: Any, low: float, high: float, value: float, step: float | None = None) -> None:
    """New ends for a slider, set so that at no moment the lower lies above the upper."""
    with control.hold_trait_notifications():
        control.min, control.max, control.value = low, high, value
        if step is not None:
            control.step = step


def _readings(claim: Claim, dossier: Dossier) -> tuple[str, ...]:
    if claim.role != "history" or claim.entity != dossier.entity or claim.kind == "level":
        return ()
    named = (reading.name for reading in compile_claim(claim, dossier))
    return tuple(dict.fromkeys(name for name in named if name))


def _step(level: float) -> float:
    """A round step of about a sixtieth of the slider's range."""
    raw = (_LEVELS[1] - _LEVELS[0]) * level / _STEPS
    scale = 10.0 ** floor(log10(raw))
    return next(scale * digit for digit in (5, 2, 1) if scale * digit <= raw)
