"""The page around the charts: labelled native controls, places for what the parameters say, and nothing clever.

Fixed words carry both languages in `data-en` and `data-zh`; `data-signal` names the parameter whose text a place shows.
The one script embeds the charts, hands on texts, and copies the settings: all arithmetic is in the parameters.
"""

from __future__ import annotations

import html
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from forecasting.charts import look
from forecasting.charts.export import DIGITS, letters_of
from forecasting.charts.fonts import face_css
from forecasting.charts.script import LIVE_POLICY, json_in_script, script_library, take_script
from forecasting.show.markup import TAKE_BUTTONS, take_said
from forecasting.words import LANGUAGES, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forecasting.show.explorer.cases import Survey
    from forecasting.show.explorer.subjects import Choice, Subject

__all__ = ["page"]


def page(
    found: Survey,
    specification: Mapping[str, Any],
    title: Mapping[str, str],
    baseline: Mapping[str, Any],
    language: str,
) -> str:
    """The whole page.

    Args:
        found: what was looked up.
        specification: charts with their parameters.
        title: of the dossier, in each language.
        baseline: what is not redrawn: `rows` of the target table and `wrong` sentences in each language, `left_out`
            labels, `model` and `word` names.
        language: shown first.
    """
    body = "\n".join(
        [
            *_head(title, language),
            "<main>",
            f'<form class="controls" autocomplete="off" onsubmit="return false">{_controls(found)}</form>',
            '<div class="pictures">',
            _facts(),
            _key(),
            f'<div id="charts" role="img" aria-label="{_described()}"></div>',
            _take(),
            "</div>",
            "</main>",
            "<footer>",
            _settings(),
            _limits(found, baseline),
            "</footer>",
        ]
    )
    tones = {
        "ink": look.INK, "quiet": look.QUIET, "hair": look.HAIR, "record": look.RECORD, "goal": look.NEEDED_INK
    }  # fmt: skip
    root = " ".join(f"--{name}: {colour};" for name, colour in tones.items())
    style = f":root {{ {root} }}\n{_beside('page.css')}"
    letters = (
        letters_of(dict(specification)) | set(body) | set(DIGITS) | {chr(code) for code in range(32, 127)}
    )
    return "\n".join(
        [
            "<!DOCTYPE html>",
            f'<html lang="{"zh-CN" if language == "zh" else "en"}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{LIVE_POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html.escape(say('explorer.title', language, title=title[language]))}</title>",
            f"<style>\n{face_css(sorted(letters), sorted(letters))}\n{style}{_shown(found)}</style>",
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


def _attributes(key: str, **values: object) -> str:
    """Both languages of a sentence as attributes."""
    return _pairs({one: say(key, one, **values) for one in LANGUAGES})


def _described() -> str:
    """What the charts are, for those who do not see them; both languages, one after the other."""
    return html.escape(" ".join(say("explorer.chart.picture", one) for one in LANGUAGES))


def _words(tag: str, key: str, more: str = "", **values: object) -> str:
    """An element that holds a sentence in the language chosen."""
    text = html.escape(say(key, "en", **values))
    return f"<{tag}{' ' + more if more else ''} {_attributes(key, **values)}>{text}</{tag}>"


def _beside(name: str) -> str:
    """A file that lies beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _pairs(texts: Mapping[str, str]) -> str:
    """A text already said in both languages, as attributes."""
    return " ".join(f'data-{one}="{html.escape(texts[one])}"' for one in LANGUAGES)


def _both(tag: str, texts: Mapping[str, str], more: str = "") -> str:
    """An element that holds a text already said in both languages."""
    return f"<{tag}{' ' + more if more else ''} {_pairs(texts)}>{html.escape(texts['en'])}</{tag}>"


def _shown(found: Survey) -> str:
    """What is hidden: controls of other indicators, years past the goal, the other way of setting growth."""
    rules = []
    for place, one in enumerate(found.subjects):
        rules.append(f'html:not([data-shown="{place}"]) .of-{place} {{ display: none; }}')
        rules += [
            f'html[data-until="{year}"] .at-{later} {{ display: none; }}'
            for year in one.years
            for later in one.years
            if later > year
        ]
        if not one.by_founding:
            rules.append(f'html[data-shown="{place}"] .founding {{ display: none; }}')
        if not (one.by_founding or one.choices):
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


def _head(title: Mapping[str, str], language: str) -> Iterable[str]:
    options = "".join(
        f'<option value="{one}"{" selected" if one == language else ""}>{name}</option>'
        for one, name in (("en", "English"), ("zh", "中文"))
    )
    yield "<header>"
    yield (
        f'<div class="top"><p>{_words("b", "explorer.kicker")} · {_both("span", title)}</p>'
        f"<label><span {_attributes('explorer.language')}>Language</span>"
        f' <select id="language" autocomplete="off">{options}</select></label></div>'
    )
    yield "</header>"
    yield '<div class="answer"><header>'
    yield ('<h1 aria-live="polite" data-signal="sayAnswer"></h1>')
    yield "</header></div>"


def _select(name: str, label: str, options: Sequence[tuple[str, str]], classes: str = "control") -> str:
    """A labelled choice; `label` and the options are finished HTML."""
    listed = "".join(f'<option value="{html.escape(value)}"{text}</option>' for value, text in options)
    return f'<div class="{classes}">{label}<select id="{name}">{listed}</select></div>'


def _slider(name: str, label: str, ends: tuple[float, float, float], value: float, classes: str = "") -> str:
    low, high, step = (_number(one) for one in ends)
    return (
        f'<div class="control {classes}">{label}'
        f'<output for="{name}" data-signal="say_{name}"></output>'
        f'<input type="range" id="{name}" min="{low}" max="{high}" step="{step}" value="{_number(value)}"></div>'
    )


def _number(value: float) -> str:
    return f"{value:.10f}".rstrip("0").rstrip(".")


def _option(key: str, **values: object) -> str:
    """An option after its value: its words in both languages."""
    return f" {_attributes(key, **values)}>{html.escape(say(key, 'en', **values))}"


def _controls(found: Survey) -> str:
    subjects = [
        (
            one.id,
            f" {_pairs(one.label)}>{html.escape(one.label['en'])}",
        )
        for one in found.subjects
    ]
    parts = [
        '<fieldset class="first">',
        _words("legend", "explorer.controls", 'class="skip"'),
        _select("indicator", _words("label", "explorer.indicator", 'for="indicator"'), subjects),
        "</fieldset>",
        "<fieldset>",
        _words("legend", "explorer.growth"),
    ]
    for place, one in enumerate(found.subjects):
        parts += [f'<div class="of-{place}">', *_growth(place, one), "</div>"]
    parts += ["</fieldset>", '<fieldset class="later">', _words("legend", "explorer.goal")]
    for place, one in enumerate(found.subjects):
        if one.aim.movable:
            parts += [f'<div class="of-{place}">', *_goal(place, one), "</div>"]
    parts.append("</fieldset>")
    parts += _history(found)
    parts.append(_fit())
    undo = _words("button", "explorer.undo", 'type="button" id="undo" disabled')
    again = _words("button", "explorer.again", 'type="button" id="again"')
    parts.append(f"<p class=later>{undo} {again} {_words('small', 'explorer.again_note')}</p>")
    return "\n".join(parts)


def _growth(place: int, one: Subject) -> Iterable[str]:
    modes = [("constant", _option("explorer.mode_constant")), ("years", _option("explorer.mode_years"))]
    yield _select(f"mode_{place}", _words("label", "explorer.mode", f'for="mode_{place}"'), modes)
    ends = (-5.0, one.fastest, 0.1)
    name = f"growth_{place}"
    yield _slider(name, _words("label", "explorer.constant", f'for="{name}"'), ends, one.notch, "constant")
    yield '<div class="by-year">'
    for year, notch in zip(one.years, one.notches, strict=True):
        if year > one.as_of:
            name = f"growth_{place}_{year}"
            label = _words("label", "explorer.year", f'for="{name}"', year=year)
            yield _slider(name, label, ends, notch, f"at-{year}")
    yield "</div>"


def _goal(place: int, one: Subject) -> Iterable[str]:
    aim = one.aim
    key = "explorer.goal_level" if aim.is_goal else "explorer.goal_level_target"
    label = _words("label", key, f'for="goal_{place}"')
    yield _slider(f"goal_{place}", label, (aim.low, aim.high, aim.step), aim.level)
    label = _words("label", "explorer.goal_year", f'for="year_{place}"')
    yield _slider(f"year_{place}", label, (aim.first, aim.last, 1), aim.year)


def _history(found: Survey) -> Iterable[str]:
    """Founding year and readings, for the indicators they matter to."""
    matters = [place for place, one in enumerate(found.subjects) if one.by_founding or one.choices]
    if not matters:
        return
    yield '<fieldset class="later past">'
    yield _words("legend", "explorer.history")
    if found.founded:
        label = _words("label", "explorer.founded", 'for="founded"')
        ends = (float(found.founded[0]), float(found.founded[-1]), 1.0)
        yield _slider("founded", label, ends, float(found.printed_founding or 0), "founding")
    for place, one in enumerate(found.subjects):
        for number, choice in enumerate(one.choices):
            name = f"reading_{place}_{number}"
            label = _words("label", "explorer.reading", f'for="{name}"', quote=choice.quote)
            yield _select(name, label, list(_readings(choice)), f"control of-{place}")
    yield "</fieldset>"


def _readings(choice: Choice) -> Iterable[tuple[str, str]]:
    for word in choice.options:
        if word.startswith("crossing:"):
            yield word, _option("explorer.readings.crossing", year=word.removeprefix("crossing:"))
        else:
            yield word, _option(f"explorer.readings.{word or 'open'}")


def _facts() -> str:
    def fact(name: str, value: str, below: str = "", classes: str = "") -> str:
        small = f'<small data-signal="{below}"></small>' if below else ""
        return (
            f'<div class="{classes}"><dt>{name}</dt><dd><span data-signal="{value}"></span>{small}</dd></div>'
        )

    def live(signal: str) -> str:
        return f'<span data-signal="{signal}"></span>'

    return "\n".join(
        [
            '<dl class="facts">',
            fact(live("sayNeededName"), "sayNeeded"),
            fact(live("sayAfterName"), "sayAfter", classes="with-target"),
            fact(live("sayOwnName"), "sayOwn"),
            fact(live("sayEndName"), "sayEnd", "sayGap"),
            fact(live("sayOddsName"), "sayOdds", "sayVerdict", "main"),
            "</dl>",
        ]
    )


def _key() -> str:
    def entry(mark: str, key: str = "", signal: str = "", classes: str = "") -> str:
        name = f'<span data-signal="{signal}"></span>' if signal else _words("span", f"explorer.key.{key}")
        return f"<li{f' class={classes}' if classes else ''}><i {mark}></i>{name}</li>"

    def fill(colour: str, classes: str = "") -> str:
        return f'{f"class={classes} " if classes else ""}style="background:{colour}"'

    def edge(colour: str, classes: str) -> str:
        return f'class="{classes}" style="border-color:{colour}"'

    return "\n".join(
        [
            '<ul class="key">',
            entry(fill("#000", "line"), "own"),
            entry(fill(look.RECORD), signal="sayRecord", classes="with-record"),
            entry(edge(look.SLOGAN, "dash"), signal="saySlogan", classes="with-slogan"),
            entry(fill(look.TARGET, "diamond"), signal="sayTarget", classes="with-target"),
            entry(fill(look.NEEDED), signal="sayNeededKey"),
            entry(fill(look.NEEDED_INK, "square"), "goal"),
            entry(edge(look.NEEDED_INK, "dash"), "path"),
            entry(fill(look.CLASS), signal="sayClass", classes="with-class"),
            entry(fill("#b4cadd"), "fan80", classes="with-odds"),
            entry(fill("#dce6ef"), "fan95", classes="with-odds"),
            entry(f'class="dot" style="border-color:{look.RECORD};background:{look.RECORD}"', "printed"),
            entry(edge(look.RECORD, "dot"), "implied"),
            "</ul>",
        ]
    )


def _fit() -> str:
    return (
        f'<fieldset class="later">{_words("legend", "explorer.fit.title")}'
        '<p class="note" aria-live="polite"><b data-signal="sayFits"></b> <span data-signal="sayFitting"></span></p>'
        "</fieldset>"
    )


def _take() -> str:
    """The buttons that hand the charts on, and the path as a table that follows the controls."""
    buttons = " ".join(
        _words("button", f"web.take.{what}", f'type="button" id="take-{what}" data-take="{what}"')
        for what in TAKE_BUTTONS
    )
    said = " ".join(
        f'data-{what}{one}="{html.escape(text)}"'
        for one in LANGUAGES
        for what, text in take_said(one).items()
    )
    heads = "".join(
        _words("th", key, 'scope="col"', **values)
        for key, values in (
            ("charts.axis_year", {}),
            ("charts.axis_growth", {}),
            ("charts.odds.level_plain", {}),
            ("charts.tip_lower_share", {"share": "80"}),
            ("charts.tip_upper_share", {"share": "80"}),
        )
    )
    summary = _words("summary", "web.take.data", 'id="numbers"')
    return (
        f'<div class="take" data-take-bar="explorer"><p>{buttons} <span role="status" {said}></span></p>'
        f'<details id="behind">{summary}<div class="scroll"><table>'
        f"<thead><tr>{heads}</tr></thead><tbody></tbody></table></div></details></div>"
    )


def _settings() -> str:
    done = " ".join(f'data-done{one}="{html.escape(say("explorer.toml.copied", one))}"' for one in LANGUAGES)
    return "".join(
        [
            f'<section class="below">{_words("h2", "explorer.toml.title")}',
            _words("p", "explorer.toml.note", "class=note"),
            '<pre id="toml" data-signal="toml" tabindex="0"></pre>',
            _words("button", "explorer.toml.copy", f'type="button" id="copy" {done}'),
            "</section>",
        ]
    )


def _limits(found: Survey, baseline: Mapping[str, Any]) -> str:
    parts = [f'<section class="below">{_words("h2", "explorer.limits.title")}']
    parts.append(_words("p", "explorer.limits.path"))
    if baseline["model"]:
        parts.append(_both("p", {one: _odds_note(baseline, one) for one in LANGUAGES}))
    parts.append(_words("p", "explorer.limits.goal"))
    silent = [one for one in found.subjects if not one.modelled]
    reasons = dict.fromkeys(one.reason["en"] for one in silent)
    for reason in reasons:
        mine = [one for one in silent if one.reason["en"] == reason]
        parts.append(
            _both(
                "p",
                {
                    one: say(
                        "explorer.limits.silent",
                        one,
                        labels=_listed([each.label[one] for each in mine], one),
                        reason=mine[0].reason[one],
                    )
                    for one in LANGUAGES
                },
            )
        )
    if baseline["left_out"]:
        listed = {one: _listed([each[one] for each in baseline["left_out"]], one) for one in LANGUAGES}
        parts.append(
            _both("p", {one: say("explorer.limits.left_out", one, labels=listed[one]) for one in LANGUAGES})
        )
    parts.append(_words("p", "explorer.limits.baseline"))
    parts.append(_verdicts(baseline["rows"]))
    if baseline["wrong"]:
        parts.append(_words("p", "explorer.limits.wrong"))
        parts.append("<ul>" + "".join(_both("li", one) for one in baseline["wrong"]) + "</ul>")
    return "".join([*parts, "</section>"])


def _odds_note(baseline: Mapping[str, Any], language: str) -> str:
    return say(
        "explorer.limits.odds", language, model=baseline["model"][language], word=baseline["word"][language]
    )


def _listed(names: Sequence[str], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def _verdicts(rows: Sequence[Mapping[str, Any]]) -> str:
    """The baseline's verdict words, one line an indicator."""
    columns = ("indicator", "growth", "path", "pace", "odds")
    head = "".join(_words("th", f"explorer.limits.columns_{column}", 'scope="col"') for column in columns)
    body = []
    for row in rows:
        cells = [_both("th", row["label"], 'scope="row"')]
        for column in columns[1:]:
            word = row[column]
            key = f"verdicts.{word}" if word else "explorer.limits.none"
            cells.append(_words("td", key))
        body.append("<tr>" + "".join(cells) + "</tr>")
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'
