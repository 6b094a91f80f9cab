"""The page around the charts: labelled native controls, places for what the parameters say, and nothing clever.

`body.html` says what stands where. The one script embeds the charts, hands on texts, and copies the settings: all
arithmetic is in the parameters.
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from forecasting.charts import look
from forecasting.charts.export import DIGITS, letters_of
from forecasting.charts.fonts import face_css
from forecasting.charts.script import LIVE_POLICY, json_in_script, script_library, take_script
from forecasting.show.explorer.level_chart import FAN
from forecasting.show.markup import TAKE_BUTTONS, language_code, take_said
from forecasting.show.template import filled, in_both
from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forecasting.show.explorer.survey import Survey

__all__ = ["Baseline", "Verdicts", "page"]

_MODES = ("constant", "years")
_VERDICTS = ("growth", "path", "pace", "odds")
#: Columns of the path as a table.
_NUMBERS: tuple[tuple[str, dict[str, str]], ...] = (
    ("charts.axis_year", {}),
    ("charts.axis_growth", {}),
    ("charts.odds.level_plain", {}),
    ("charts.tip_lower_share", {"share": "80"}),
    ("charts.tip_upper_share", {"share": "80"}),
)
_TONES = {
    "ink": look.INK, "quiet": look.QUIET, "hair": look.HAIR, "record": look.RECORD, "goal": look.NEEDED_INK
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdicts:
    """The verdict words of one indicator as the report has it, growth to odds; None where a check says nothing."""

    label: Mapping[str, str]
    words: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the page states and does not redraw; every text in each language.

    Attributes:
        rows: of the table of verdicts.
        wrong: sentences on what does not fit.
        left_out: labels of planned indicators without a level to start from.
        model: name of the growth model; empty where none is fitted.
    """

    rows: tuple[Verdicts, ...]
    wrong: tuple[Mapping[str, str], ...]
    left_out: tuple[Mapping[str, str], ...]
    model: Mapping[str, str]


def page(
    found: Survey,
    specification: Mapping[str, Any],
    title: Mapping[str, str],
    baseline: Baseline,
    language: str,
) -> str:
    """The whole page.

    Args:
        found: what was looked up.
        specification: charts with their parameters.
        title: of the dossier, in each language.
        baseline: what is not redrawn.
        language: shown first.
    """
    body = _body(found, title, baseline, language)
    letters = sorted(
        letters_of(dict(specification)) | set(body) | set(DIGITS) | {chr(code) for code in range(32, 127)}
    )
    root = " ".join(f"--{name}: {colour};" for name, colour in _TONES.items())
    style = f":root {{ {root} }}\n{_beside('page.css')}{_hidden(found)}"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{language_code(language)}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{LIVE_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html.escape(say('explorer.title', language, title=title[language]))}</title>",
            f"<style>\n{face_css(letters, letters)}\n{style}</style>",
            f"<script>{script_library()}</script>",
            "</head>",
            "<body>",
            body,
            f"<script>\nconst specification = {json_in_script(specification)};\n{take_script()}{_beside('page.js')}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _body(found: Survey, title: Mapping[str, str], baseline: Baseline, language: str) -> str:
    return filled(
        __package__,
        "body.html",
        found=found,
        title=title,
        baseline=baseline,
        language=language,
        indicators=[(subject.id, subject.label) for subject in found.subjects],
        modes=[(mode, in_both(f"explorer.mode_{mode}")) for mode in _MODES],
        past=any(subject.by_founding or subject.choices for subject in found.subjects),
        readings=list(_readings(found)),
        limits=list(_limits(found, baseline)),
        verdict_columns=("indicator", *_VERDICTS),
        columns=_NUMBERS,
        take_buttons=TAKE_BUTTONS,
        taken=[
            (what + language, text) for language in LANGUAGES for what, text in take_said(language).items()
        ],
        look=look,
        fan=FAN,
    )


class _Reading(NamedTuple):
    """A claim that can be read in several ways: its subject's place, its own there, its words, and what they may mean."""

    place: int
    number: int
    quote: str
    options: list[tuple[str, dict[str, str]]]


def _readings(found: Survey) -> Iterator[_Reading]:
    for place, subject in enumerate(found.subjects):
        for number, choice in enumerate(subject.choices):
            yield _Reading(place, number, choice.quote, [(word, _meaning(word)) for word in choice.options])


def _meaning(reading: str) -> dict[str, str]:
    if reading.startswith("crossing:"):
        return in_both("explorer.readings.crossing", year=reading.removeprefix("crossing:"))
    return in_both(f"explorer.readings.{reading or 'open'}")


def _limits(found: Survey, baseline: Baseline) -> Iterator[Mapping[str, str]]:
    """What the page does not tell, a paragraph each."""
    yield in_both("explorer.limits.path")
    if baseline.model:
        yield {
            language: say(
                "explorer.limits.odds",
                language,
                model=baseline.model[language],
                word=say("verdicts.unambitious", language),
            )
            for language in LANGUAGES
        }
    yield in_both("explorer.limits.goal")
    silent = [subject for subject in found.subjects if not subject.modelled]
    for reason in dict.fromkeys(subject.reason["en"] for subject in silent):
        mine = [subject for subject in silent if subject.reason["en"] == reason]
        yield {
            language: say(
                "explorer.limits.silent",
                language,
                labels=_listed([subject.label[language] for subject in mine], language),
                reason=mine[0].reason[language],
            )
            for language in LANGUAGES
        }
    if baseline.left_out:
        yield {
            language: say(
                "explorer.limits.left_out",
                language,
                labels=_listed([label[language] for label in baseline.left_out], language),
            )
            for language in LANGUAGES
        }
    yield in_both("explorer.limits.baseline")


def _listed(names: list[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def _hidden(found: Survey) -> str:
    """Rules for what is hidden: controls of other indicators, years past the goal, the other way of setting growth."""
    rules = []
    for place, subject in enumerate(found.subjects):
        rules.append(f'html:not([data-shown="{place}"]) .of-{place} {{ display: none; }}')
        rules += [
            f'html[data-until="{year}"] .at-{later} {{ display: none; }}'
            for year in subject.years
            for later in subject.years
            if later > year
        ]
        if not subject.by_founding:
            rules.append(f'html[data-shown="{place}"] .founding {{ display: none; }}')
        if not (subject.by_founding or subject.choices):
            rules.append(f'html[data-shown="{place}"] .past {{ display: none; }}')
    rules += [
        'html:not([data-byyear="true"]) .by-year { display: none; }',
        'html[data-byyear="true"] .constant { display: none; }',
        'html:not([data-target="yes"]) .with-target { display: none; }',
        'html:not([data-modelled="true"]) .with-odds { display: none; }',
        'html[data-sayrecord=""] .with-record { display: none; }',
        'html[data-sayslogan=""] .with-slogan { display: none; }',
        'html:not([data-others="yes"]) .with-class { display: none; }',
    ]
    return "\n".join(dict.fromkeys(rules))


def _beside(name: str) -> str:
    """A file that lies beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
